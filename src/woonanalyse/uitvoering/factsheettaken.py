"""The tasks of factsheets: their sources from the slices they need, and each sheet from its source. What a
sheet holds is also a section of the report."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pytask import Product, mark, task

from woonanalyse.kern.catalogus import tabellen
from woonanalyse.kern.project import factsheetmap
from woonanalyse.uitvoering.knopen import knoop, knopen
from woonanalyse.uitvoering.opdracht import Opdracht, Taak
from woonanalyse.uitvoering.plan import Plan
from woonanalyse.uitvoering.processen import kan_elders
from woonanalyse.uitvoering.taak import maak_taak
from woonanalyse.uitvoering.vormtaken import maak

if TYPE_CHECKING:
    from woonanalyse.uitgave.poort import UitData


def factsheets(opdracht: Opdracht, codes: Sequence[str]) -> tuple[list[Taak], dict[str, Path]]:
    """The tasks that make the sheets of these municipalities from what `teksten` makes, and each by its path
    in the output folder."""
    bronnen = _bronnen(opdracht, codes)
    klaar = {f"factsheets/{bron.stem}.pdf": bron.with_suffix(".pdf") for bron in bronnen.values()}
    uit_data = _uit_data(opdracht, codes)
    bladen = [_factsheet(opdracht, code, bron, uit_data) for code, bron in bronnen.items()]
    return bladen, klaar


def _bronnen(opdracht: Opdracht, codes: Sequence[str]) -> dict[str, Path]:
    map_ = factsheetmap(opdracht.wortel, opdracht.plan.naam)
    return {code: map_ / f"{opdracht.plan.bladen[code]}.qmd" for code in codes}


def gemeentepaginas(opdracht: Opdracht) -> Path | None:
    """The sections of the report on its municipalities; None where it has none."""
    plan = opdracht.plan
    return None if plan.zonder_bladen else factsheetmap(opdracht.wortel, plan.naam) / "paginas.md"


BIJ_PAGINAS = ("voorwaarden",)
"""Result tables that the sections of the report use, and sheets do not."""


def sneden(plan: Plan, codes: Sequence[str], ook: Sequence[str] = ()) -> dict[str, list[str]]:
    """By name of a result table that sheets use, or that `ook` names, the slices of these municipalities."""
    gevonden = {
        tabel.naam: [
            run.delen[tabel.naam]
            for run in plan.runs
            if tabel.naam in run.delen and (run.geheel or run.gemeentecode in codes)
        ]
        for tabel in tabellen().values()
        if tabel.factsheet or tabel.naam in ook
    }
    return {naam: delen for naam, delen in gevonden.items() if delen}


def teksten(opdracht: Opdracht, codes: Sequence[str]) -> Taak:
    """The sources of sheets, so that only those that come out differently are set again; of all of the region
    also the sections of the report."""
    plan, vast = opdracht.plan, opdracht.vast
    bronnen, alle = _bronnen(opdracht, codes), len(codes) == len(plan.gemeenten)
    paginas = gemeentepaginas(opdracht) if alle else None
    delen = sneden(plan, codes, BIJ_PAGINAS if alle else ())
    figuren = opdracht.map_ / "figuren"
    woorden = [figuren / f"gemeente-{code}.json" for code in bronnen]
    paden = [*woorden, *(opdracht.map_ / pad for paden in delen.values() for pad in paden)]
    wie = "" if alle else f" ({', '.join(bronnen)})"
    modulenamen = ("document.factsheets", "uitkomsten.resultaten")

    def schrijven() -> None:
        from woonanalyse.document.factsheets import schrijf_factsheets

        gelezen = {naam: opdracht.resultaten.delen(naam, paden) for naam, paden in delen.items()}
        schrijf_factsheets(opdracht.dossier, figuren, gelezen, bronnen, paginas)

    modules = vast.modules("factsheets", *modulenamen, onderwerpen=True)
    return maak_taak(
        opdracht,
        f"teksten van factsheets{wie}",
        schrijven,
        nodig=[*knopen(paden), *vast.geheel, vast.datum, modules],
        uit=[*bronnen.values(), *([paginas] if paginas else [])],
        eerst=False,
    )


def _uit_data(opdracht: Opdracht, codes: Sequence[str]) -> UitData:
    """What the gate must know that slices hold, as the joined results may not be there; looked up once."""

    @cache
    def uit_data() -> list[str]:
        from woonanalyse.uitgave.poort import teksten_met_resten

        delen = sneden(opdracht.plan, codes).items()
        return teksten_met_resten(opdracht.resultaten.delen(naam, paden) for naam, paden in delen)

    return uit_data


def _factsheet(opdracht: Opdracht, code: str, bron: Path, uit_data: UitData) -> Taak:
    """One sheet."""
    plan, vast = opdracht.plan, opdracht.vast
    doel = bron.with_suffix(".pdf")
    figuur = opdracht.map_ / "figuren" / f"gemeente-{code}.svg"

    @task(
        name=f"{plan.naam}: factsheet {plan.gemeenten[code]}",
        kwargs={
            "nodig": [*knopen([bron, figuur]), *vast.opmaak, vast.datum],
            "uit": [knoop(doel)],
        },
    )
    @mark.try_last
    @kan_elders
    def factsheet(nodig: list[Any], uit: Annotated[list[Path], Product]) -> None:
        maak(opdracht, bron, doel, uit_data)

    return factsheet
