"""The tasks of the forms: each is made and checked by the gate, then all are put in place at once."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pytask import Product, mark, task

from woonanalyse.kern.bestanden import schrijf_tekst
from woonanalyse.kern.project import DOCUMENTEN, KOP, bladzijdenmap, rapportmap, uitvoermap, zetbron
from woonanalyse.uitgave.stempel import som
from woonanalyse.uitkomsten.runs import SAMENGEVOEGD, uitkomsten
from woonanalyse.uitvoering.geheugen import lees_geheugen
from woonanalyse.uitvoering.knopen import Inhoud, InhoudVanMap, Vast, knoop, knopen, mapknoop
from woonanalyse.uitvoering.opdracht import Opdracht, Taak
from woonanalyse.uitvoering.processen import kan_elders
from woonanalyse.uitvoering.stand import eis_onaangeraakt
from woonanalyse.uitvoering.taak import maak_taak
from woonanalyse.uitvoering.voorraad import geef_terug

if TYPE_CHECKING:
    from woonanalyse.uitgave.poort import UitData

VOORUIT = "rwp.pdf"
"""The form of which the source is kept, for Typst to begin with in the next run: the last to be there."""


def werkboek_maken(opdracht: Opdracht, doel: Path) -> Taak:
    """The workbook, from the result files."""
    plan, vast = opdracht.plan, opdracht.vast
    namen = (*uitkomsten(plan.runs), *SAMENGEVOEGD, "datapackage.json")
    modulenamen = ("uitgave.werkboek", "uitgave.uitgeven", "uitkomsten.resultaten")

    def maken() -> None:
        from woonanalyse.kern.bestanden import schrijf_bytes
        from woonanalyse.uitgave.uitgeven import keur
        from woonanalyse.uitgave.werkboek import werkboek

        pakket, tabellen = opdracht.resultaten.pakket, opdracht.resultaten.tabellen()
        merken = {"voorbeelddata": plan.voorbeelddata, "scenario": plan.scenario}
        schrijf_bytes(doel, werkboek(pakket, tabellen, **merken))
        keur(doel)
        geef_terug()

    bestanden = knopen(opdracht.map_ / naam for naam in namen)
    modules = vast.modules("werkboek", *modulenamen)
    return maak_taak(
        opdracht,
        "werkboek",
        maken,
        nodig=[*bestanden, vast.voorbeelddata, vast.omgeving, modules],
        uit=[doel],
        eerst=False,
    )


def opmaken(opdracht: Opdracht, bronnen: Sequence[Path], doel: Path) -> Taak:
    """One form of the report, from its own sources and `bronnen` in the work folder: of the notebooks there
    it waits only for those that it embeds."""
    vast = opdracht.vast
    document = rapportmap(opdracht.wortel) / DOCUMENTEN[doel.name]
    ingesloten = vast.ingesloten(document)
    nodig = [pad for pad in bronnen if pad.suffix != ".ipynb" or pad in ingesloten]
    gemeenten = opdracht.met_bladzijden(doel.name)

    def uit_data() -> list[str]:
        from woonanalyse.uitgave.poort import teksten_met_resten

        return teksten_met_resten(opdracht.resultaten.tabellen().values())

    @kan_elders
    def maken(nodig: list[Any], uit: Annotated[list[Path], Product]) -> None:
        maak(opdracht, document, doel, uit_data, gemeenten)
        geef_terug()

    taak = task(
        name=f"{opdracht.plan.naam}: {doel.name} opmaken",
        kwargs={
            "nodig": [
                *knopen([*nodig, opdracht.map_ / "datapackage.json"]),
                vast.document(document),
                *vast.opmaak,
                vast.datum,
                Vast(
                    name=f"{opdracht.plan.naam}: eigen bladzijden van {doel.name}",
                    hash=repr(sorted(gemeenten.items())),
                ),
            ],
            "uit": _met_mappen(opdracht, {doel.name: doel}),
        },
    )
    # the longest of what waits for the work folder, also where no run has kept how long
    return taak(mark.try_first(maken) if doel.stem == "rwp" else maken)


def maak(
    opdracht: Opdracht,
    document: Path,
    doel: Path,
    uit_data: UitData,
    gemeenten: Mapping[str, str] | None = None,
) -> None:
    """Render `document` and let the gate look at it; `uit_data` gives the texts of the results that look
    like something left behind. A PDF that passed the gate stays when it would be made of the same, and such
    texts, if the gate asked for them, are. With `gemeenten` (name by code) the page becomes a folder of
    pages."""
    from woonanalyse.kern.hashes import hash_van
    from woonanalyse.opmaak import zet_om
    from woonanalyse.uitgave.uitgeven import keur

    gevraagd: list[Sequence[str]] = []

    def vraag() -> Sequence[str]:
        gevraagd[:] = gevraagd or [uit_data()]
        return gevraagd[0]

    dag = datetime.fromisoformat(opdracht.plan.datum).replace(tzinfo=UTC)
    formaat: Literal["pdf", "html"] = "pdf" if doel.suffix == ".pdf" else "html"
    omgezet = zet_om(opdracht.wortel, formaat, document)
    bewaard = opdracht.wortel / ".pytask" / "opmaak" / f"{doel.name}.gekeurd.json"
    invoer = omgezet.invoer()
    vast = [str(opdracht.wortel), opdracht.plan.datum, *(een.hash for een in opdracht.vast.opmaak)]
    sleutel = invoer and hash_van([invoer, *vast])
    if sleutel is None or not _staat_er(doel, sleutel, lees_geheugen(bewaard), vraag):
        shutil.rmtree(bladzijdenmap(doel), ignore_errors=True)
        if gemeenten:
            omgezet.schrijf_in_map(doel, gemeenten)
        else:
            eerder = zetbron(opdracht.wortel) if doel.name == VOORUIT else None
            omgezet.schrijf(doel, int(dag.timestamp()), eerder)
        del omgezet  # a page of hundreds of municipalities is large
        geheugen = _geheugen(bewaard, code=hash_van([sys.version, *vast]))
        keur(doel, vraag, geheugen)
        onthouden = geheugen
        if sleutel:
            onthouden = {"sleutel": sleutel, "som": som(doel), "gevraagd": gevraagd}
        schrijf_tekst(bewaard, json.dumps(onthouden, ensure_ascii=False))
    eis_onaangeraakt(opdracht.wortel, opdracht.plan.stand, opdracht.rapportbronnen)


def _geheugen(bewaard: Path, code: str) -> dict[str, Any]:
    """What the gate left of a page when it had this code."""
    geheugen = lees_geheugen(bewaard)
    return geheugen if geheugen.get("code") == code else {"code": code}


def _staat_er(doel: Path, sleutel: str, bewaard: Mapping[str, Any], vraag: UitData) -> bool:
    """Whether a file is the one that was made with this key, and passed the gate."""
    if bewaard.get("sleutel") != sleutel or not doel.is_file() or bewaard.get("som") != som(doel):
        return False
    gevraagd = bewaard.get("gevraagd")
    return gevraagd == [] or gevraagd == [vraag()]


def uitgeven(
    opdracht: Opdracht, naam: str, vormen: Mapping[str, Path], *, geheel: bool = True
) -> Taak:
    """Put finished files where readers find them, by their path there; `geheel`: of a whole run, in which
    the results were joined, and next to which no form of another run stays."""
    map_ = uitvoermap(opdracht.wortel, opdracht.plan.naam)
    pakket = opdracht.map_ / "datapackage.json"
    modules = ["uitgave.plaatsing", *([] if geheel else ["document.uitgavekop"])]
    vast = [opdracht.vast.modules("uitgeven", *modules), opdracht.vast.gelezen]
    van_geheel = [knoop(pakket), knoop(opdracht.kop), opdracht.vast.teksten] if geheel else []

    @task(
        name=f"{opdracht.plan.naam}: {naam}",
        kwargs={
            "nodig": [*_met_mappen(opdracht, vormen), *vast, *van_geheel],
            "uit": _met_mappen(opdracht, {vorm: map_ / vorm for vorm in vormen}),
        },
    )
    def geven(nodig: list[Any], uit: Annotated[list[Path], Product]) -> None:
        from woonanalyse.document.uitgavekop import uitgavekop
        from woonanalyse.uitgave.plaatsing import geef_uit

        kop = lees_geheugen(opdracht.kop if geheel else map_ / KOP)
        kop = kop or uitgavekop(opdracht.dossier, None)
        opdracht.weggehaald += geef_uit(map_, vormen, opdracht.stempel(geheel=geheel), kop)

    return geven


def _met_mappen(opdracht: Opdracht, vormen: Mapping[str, Path]) -> list[Inhoud | InhoudVanMap]:
    """The nodes of forms, by their path in the output folder, and of the folder beside a page of many."""
    mappen = [bladzijdenmap(pad) for vorm, pad in vormen.items() if opdracht.met_bladzijden(vorm)]
    return [*knopen(vormen.values()), *(mapknoop(map_, opdracht.wortel) for map_ in mappen)]
