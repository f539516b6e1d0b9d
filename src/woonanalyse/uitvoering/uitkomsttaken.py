"""The tasks between notebooks and documents: joined results, judged agreements, what describes them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from pytask import Product, mark, task

from woonanalyse.uitkomsten.runs import (
    AFSPRAKENFIGUUR,
    AFSPRAKENRASTER,
    HERKOMSTBESTANDEN,
    VAN_AFSPRAKEN,
    uitkomsten,
)
from woonanalyse.uitvoering.knopen import knoop, knopen
from woonanalyse.uitvoering.opdracht import Opdracht, Taak
from woonanalyse.uitvoering.processen import kan_elders
from woonanalyse.uitvoering.stand import eis_onaangeraakt


def uitkomsttaken(opdracht: Opdracht) -> list[Taak]:
    """All of them; none waits for another that it needs nothing of."""
    return [
        _samenvoegen(opdracht),
        _beoordelen(opdracht),
        _figuur(opdracht),
        _beschrijven(opdracht),
    ]


def _samenvoegen(opdracht: Opdracht) -> Taak:
    """The result files, from the slices of notebooks."""
    plan, vast, map_ = opdracht.plan, opdracht.vast, opdracht.map_
    delen = uitkomsten(plan.runs)
    nodig = [map_ / deel for bronnen in delen.values() for deel in bronnen]

    @task(
        name=f"{plan.naam}: uitkomsten samenvoegen",
        kwargs={
            "nodig": [
                *knopen(nodig),
                *vast.geheel,
                vast.modules("samenvoegen", "uitkomsten.samenvoegen"),
            ],
            "uit": [knoop(map_ / naam) for naam in delen],
        },
    )
    @mark.try_first
    def samenvoegen(nodig: list[Any], uit: Annotated[list[Path], Product]) -> None:
        from woonanalyse.uitkomsten.samenvoegen import voeg_samen

        voeg_samen(opdracht.dossier, opdracht.resultaten)
        eis_onaangeraakt(opdracht.wortel, plan.stand)

    return samenvoegen


def _beoordelen(opdracht: Opdracht) -> Taak:
    """The agreements, from the slices of the balance."""
    plan, vast, map_ = opdracht.plan, opdracht.vast, opdracht.map_
    delen = uitkomsten(plan.runs).get("balans.csv", [])

    @task(
        name=f"{plan.naam}: afspraken beoordelen",
        kwargs={
            "nodig": [
                *knopen(map_ / deel for deel in delen),
                *vast.geheel,
                vast.datum,
                vast.modules("afspraken", "uitkomsten.monitor"),
            ],
            "uit": [knoop(map_ / naam) for naam in (*VAN_AFSPRAKEN, AFSPRAKENRASTER)],
        },
    )
    @kan_elders
    @mark.try_first
    def beoordelen(nodig: list[Any], uit: Annotated[list[Path], Product]) -> None:
        from woonanalyse.uitkomsten.monitor import schrijf_afspraken

        schrijf_afspraken(opdracht.dossier, opdracht.resultaten)
        eis_onaangeraakt(opdracht.wortel, plan.stand)

    return beoordelen


def _figuur(opdracht: Opdracht) -> Taak:
    """The grid of the agreements, drawn again only where it says something else."""
    plan, vast, map_ = opdracht.plan, opdracht.vast, opdracht.map_

    @task(
        name=f"{plan.naam}: figuur van afspraken",
        kwargs={
            "nodig": [
                knoop(map_ / AFSPRAKENRASTER),
                vast.voorbeelddata,
                vast.omgeving,
                vast.modules("figuur van afspraken", "uitkomsten.afsprakenfiguur"),
            ],
            "uit": [knoop(map_ / naam) for naam in AFSPRAKENFIGUUR],
        },
    )
    @kan_elders
    @mark.try_first
    def tekenen(nodig: list[Any], uit: Annotated[list[Path], Product]) -> None:
        from woonanalyse.uitkomsten.afsprakenfiguur import schrijf_figuur

        merken = {"voorbeelddata": plan.voorbeelddata, "scenario": plan.scenario}
        schrijf_figuur(opdracht.wortel, map_, **merken)

    return tekenen


def _beschrijven(opdracht: Opdracht) -> Taak:
    """Where all result files come from, and what is in them."""
    plan, vast, map_ = opdracht.plan, opdracht.vast, opdracht.map_
    nodig = [map_ / naam for naam in (*uitkomsten(plan.runs), *VAN_AFSPRAKEN)]

    @task(
        name=f"{plan.naam}: herkomst beschrijven",
        kwargs={
            "nodig": [
                *knopen(nodig),
                *vast.geheel,
                vast.datum,
                vast.modules("beschrijven", "uitkomsten.samenvoegen"),
            ],
            "uit": [
                knoop(map_ / naam)
                for naam in ("herkomst.csv", "datapackage.json", *HERKOMSTBESTANDEN)
            ],
        },
    )
    @kan_elders
    @mark.try_first
    def beschrijven(nodig: list[Any], uit: Annotated[list[Path], Product]) -> None:
        from woonanalyse.uitkomsten.samenvoegen import beschrijf

        beschrijf(opdracht.dossier, opdracht.resultaten, opdracht.wortel)
        eis_onaangeraakt(opdracht.wortel, plan.stand)

    return beschrijven
