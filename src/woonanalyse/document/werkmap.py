"""The report's work folder: notebooks, figures and variables on paths that no edition changes."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from woonanalyse.document import (
    besluiten,
    herkomstbijlage,
    ladder,
    onderdelen,
    paginas,
    stukvragen,
    tabellenbijlage,
)
from woonanalyse.document.gemeenten import gemeentewijzer, tegels
from woonanalyse.document.uitgavekop import uitgavekop
from woonanalyse.document.variabelen import variabelen
from woonanalyse.kern.beeld.codes import code
from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.beeld.tonen import Tabel
from woonanalyse.kern.bestanden import schrijf_json, schrijf_tekst
from woonanalyse.kern.catalogus import tabellen as alle_tabellen
from woonanalyse.kern.project import KOP
from woonanalyse.kern.traag import zonder_overbodige
from woonanalyse.onderwerpen.balans.beeld import zinnen
from woonanalyse.onderwerpen.bereken import bereken
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.plannen.bron import Plannen
from woonanalyse.uitkomsten import monitor
from woonanalyse.uitkomsten.bronrijen import Bronrijen
from woonanalyse.uitkomsten.resultaten import Resultaten
from woonanalyse.uitkomsten.runs import AFSPRAKENFIGUUR, altijd, runs_van

with zonder_overbodige():
    import nbformat


def vul_werkmap(
    dossier: Dossier,
    resultaten: Resultaten,
    werkmap: Path,
    notitieboek: Callable[[str], Path],
    paginas: str,
) -> None:
    """Make `werkmap` hold exactly what the chapters refer to, for this edition.

    `notitieboek` gives the source of a notebook by its name: one that did not run gives only labels.
    `paginas`: the sections on municipalities, as `schrijf_factsheets` writes them; may be empty.
    """
    runs = runs_van(dossier)
    uitgegeven, pakket = resultaten.tabellen(), resultaten.pakket
    tabellen = {**_niet_uitgegeven(dossier, uitgegeven), **uitgegeven}
    editie = dossier.editie
    vragen = besluiten.vragen_van(editie, tabellen["afspraken"], tabellen["balans"])
    _leeg(werkmap)
    woorden = _kopieer_figuren(dossier, resultaten.map_ / "figuren", werkmap / "figuren")
    for run in runs:
        if run.geheel:
            boek = f"{run.naam}.ipynb"
            schrijf_tekst(werkmap / boek, publiceer(resultaten.map_ / "notebooks" / boek))
    for naam in altijd() - {run.naam for run in runs}:
        labels = _labels(notitieboek(naam))
        schrijf_tekst(werkmap / f"{naam}.ipynb", _notitieboek(dict.fromkeys(labels, ZONDER)))
    sommen = tabellen["balans_gebied"]
    zonder = dossier.niet_getoonde_tabellen
    delen = {
        "paginas": paginas,
        "kerncijfers": tegels(
            zinnen.kerntegels(tabellen["balans"], sommen),
            [code("balans"), code("balans"), code("balans_gebied", sommen["gebied"].nunique())],
        ),
        "wijzer": _bij(gemeentewijzer(tabellen["balans"]), "De gemeenten", "wijzer"),
        **bijlagen(dossier, tabellen["herkomst"]),
        "herkomst": herkomstbijlage.bijlage(
            tabellen["herkomst"], pakket, zonder, editie.regio.nummering
        ),
        "tabellen": tabellenbijlage.bijlage(
            uitgegeven, pakket, tabellen["herkomst"], tabellenbijlage.namen_van(dossier), zonder
        ),
        **_slot(dossier, tabellen, vragen),
        **monitor.delen(editie, tabellen, woorden),
    }
    schrijf_tekst(werkmap / "delen.ipynb", _notitieboek(delen))
    schrijf_tekst(werkmap / "variabelen.yml", variabelen(dossier, tabellen, vragen))
    schrijf_json(werkmap / KOP, uitgavekop(dossier, resultaten))


def _niet_uitgegeven(dossier: Dossier, uitgegeven: Collection[str]) -> dict[str, pd.DataFrame]:
    """What the edition computes and gives to no reader: chapters look at it to know what to hide."""
    namen = [naam for naam in alle_tabellen() if naam not in uitgegeven]
    return bereken(dossier, [naam for naam in namen if dossier.heeft_tabel(naam)])


def bijlagen(dossier: Dossier, herkomst: pd.DataFrame) -> dict[str, str]:
    """The annexes."""
    editie, zij = dossier.editie, dossier.getoonde_zijbestanden
    bronnen = paginas.bronnentabel(zij, Bronrijen(dossier).besloten())
    return {
        "bronnen": _bij(bronnen, "Bronnen van deze editie", "bronnen"),
        "bronnennoten": paginas.bronnennoten(zij, herkomst),
        "editie": _bij(paginas.editietabel(editie), "Deze editie", "editie"),
        "editienoten": paginas.editienoten(editie, dossier.waarschuwingen),
        "normen": _bij(paginas.normentabel(editie), "Normen uit de woonafspraken", "normen"),
        "definities": _bij(paginas.definitietabel(editie), "Rekenwijzen", "uitleg"),
    }


def _slot(
    dossier: Dossier, tabellen: Mapping[str, pd.DataFrame], vragen: pd.DataFrame
) -> dict[str, str]:
    """Decisions asked, building blocks of the ladder, quality of the plans."""
    editie, plannen = dossier.editie, dossier.eventuele_bron(Plannen)
    namen = list(dossier.regio.gemeenten["gemeente"])
    onderwerpen = plannen.kwaliteit if plannen else []
    regels = besluiten.samenvatting(vragen, namen, woord=editie.regio.nummering)
    return {
        "besluiten": _tabel(besluiten.per_college(vragen, namen), "besluiten"),
        "besluiten-kort": "\n".join(f"- {veilig(regel)}" for regel in regels)
        or "Deze editie vraagt geen besluiten.",
        "gevraagd-kort": "\n".join(
            f"- {veilig(regel)}" for regel in stukvragen.regels(editie, tabellen, vragen)
        )
        or "Er wordt niets gevraagd.",
        "leveren": _tabel(onderdelen.tafel(dossier, tabellen), "leveren"),
        "ladder": _tabel(
            ladder.bouwstenen(
                tabellen["balans"],
                editie.invoer,
                editie.opzet,
                ladder.zacht(dossier),
                lopend=editie.lopend,
            ),
            "ladder",
        ),
        "kwaliteit": _tabel(
            ladder.kwaliteit(onderwerpen, plannen.lijst if plannen else None, lopend=editie.lopend),
            "kwaliteit",
        ),
    }


def _tabel(tafel: Tabel, naam: str) -> str:
    return _bij(tafel.markdown, veilig(tafel.bijschrift), naam)


def _bij(tafel: str, bijschrift: str, naam: str) -> str:
    return f"{tafel}\n\n: {bijschrift} {{#tbl-{naam}}}"


ZONDER = "Dit deel is er niet in deze regio of editie."
"""What stands in hidden parts: both engines look up an embed before they hide it."""


def _labels(notitieboek: Path) -> list[str]:
    """The labels of a notebook's cells: what chapters can refer to."""
    cellen = nbformat.read(notitieboek, as_version=4).cells
    return [label for cel in cellen if cel.cell_type == "code" and (label := _label(cel))]


def publiceer(bron: Path) -> str:
    """An executed notebook as the report embeds it: captions and alternative texts, made from data
    and carried in the output's metadata, become cell options, and tables get their links to where each
    number comes from; times and other traces go."""
    notitieboek = nbformat.v4.reads(bron.read_text(encoding="utf-8"))
    cellen = [_publiceer_cel(cel) for cel in notitieboek.cells if _label(cel)]
    return _schrijf(cellen)


def _schrijf(cellen: list[Any]) -> str:
    """A notebook of these cells; nbformat checks it as a whole."""
    return nbformat.writes(nbformat.from_dict(_KADER | {"cells": cellen})) + "\n"


_KENMERK = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
_KADER = {"metadata": _KENMERK, "nbformat": 4, "nbformat_minor": 5}


def _label(cel: Any) -> str | None:
    gevonden = re.search(r"^#\| label: (\S+)$", cel.source, re.MULTILINE)
    return gevonden.group(1) if gevonden else None


def _publiceer_cel(cel: Any) -> Any:
    opties, uitvoeren = [], []
    for uitvoer in cel.outputs:
        if uitvoer.output_type not in ("display_data", "execute_result"):
            continue
        rapport = uitvoer.metadata.get("text/markdown", {}).get("rapport")
        uitvoeren.append(_uitvoer(uitvoer.data if rapport is None else {"text/markdown": rapport}))
        for soort, veld in (("image/svg+xml", "fig"), ("text/markdown", "tbl")):
            woorden = uitvoer.metadata.get(soort, {})
            if "bijschrift" in woorden:
                bijschrift = json.dumps(veilig(woorden["bijschrift"]), ensure_ascii=False)
                opties.append(f"#| {veld}-cap: {bijschrift}")
            if "alt" in woorden:
                opties.append(f"#| fig-alt: {json.dumps(woorden['alt'], ensure_ascii=False)}")
    kop, *rest = cel.source.split("\n")
    bron = "\n".join([kop, *opties, *rest])
    return _cel(cel.id, bron, uitvoeren)


def _notitieboek(delen: dict[str, str]) -> str:
    cellen = [
        _cel(naam, f"#| label: {naam}", [_uitvoer({"text/markdown": tekst})])
        for naam, tekst in delen.items()
    ]
    return _schrijf(cellen)


def _uitvoer(data: Any) -> dict[str, Any]:
    return {"output_type": "display_data", "data": data, "metadata": {}}


def _cel(naam: str, bron: str, uitvoeren: list[Any]) -> Any:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": naam,
        "metadata": {},
        "outputs": uitvoeren,
        "source": bron,
    }


def _kopieer_figuren(dossier: Dossier, figuren: Path, doel: Path) -> dict[str, str]:
    """Copy the figures that chapters take from a file; the words of that of the agreements."""
    doel.mkdir(parents=True)
    leden = [] if dossier.editie.alleen_totalen else dossier.regio.gemeenten["gemeentecode"]
    afspraken = Path(AFSPRAKENFIGUUR[0]).stem
    for naam in (*(f"gemeente-{nummer}" for nummer in leden), afspraken):
        shutil.copyfile(figuren / f"{naam}.svg", doel / f"{naam}.svg")
    woorden: dict[str, str] = json.loads((figuren / f"{afspraken}.json").read_text("utf-8"))
    return woorden


def _leeg(map_: Path) -> None:
    """Empty a folder but for what git keeps in it, the factsheets, which are made apart, and the forms that
    were made last."""
    map_.mkdir(parents=True, exist_ok=True)
    for pad in map_.iterdir():
        if pad.name in ("factsheets", "gereed"):
            continue
        if pad.is_dir():
            shutil.rmtree(pad)
        elif pad.name != ".gitkeep":
            pad.unlink()
