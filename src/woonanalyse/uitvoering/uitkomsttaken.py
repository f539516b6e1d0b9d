"""The tasks between notebooks and documents: joined results, judged agreements, what describes them."""

from __future__ import annotations

from woonanalyse.uitkomsten.runs import (
    AFSPRAKENFIGUUR,
    AFSPRAKENRASTER,
    HERKOMSTBESTANDEN,
    VAN_AFSPRAKEN,
    uitkomsten,
)
from woonanalyse.uitvoering.knopen import knoop, knopen
from woonanalyse.uitvoering.opdracht import Opdracht, Taak
from woonanalyse.uitvoering.taak import maak_taak


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
    vast, map_ = opdracht.vast, opdracht.map_
    delen = uitkomsten(opdracht.plan.runs)
    nodig = [map_ / deel for bronnen in delen.values() for deel in bronnen]

    def samenvoegen() -> None:
        from woonanalyse.uitkomsten.samenvoegen import voeg_samen

        voeg_samen(opdracht.dossier, opdracht.resultaten)

    modules = vast.modules("samenvoegen", "uitkomsten.samenvoegen")
    return maak_taak(
        opdracht,
        "uitkomsten samenvoegen",
        samenvoegen,
        nodig=[*knopen(nodig), *vast.geheel, modules],
        uit=[map_ / naam for naam in delen],
        hier=True,
    )


def _beoordelen(opdracht: Opdracht) -> Taak:
    """The agreements, from the slices of the balance."""
    vast, map_ = opdracht.vast, opdracht.map_
    delen = uitkomsten(opdracht.plan.runs).get("balans.csv", [])

    def beoordelen() -> None:
        from woonanalyse.uitkomsten.monitor import schrijf_afspraken

        schrijf_afspraken(opdracht.dossier, opdracht.resultaten)

    modules = vast.modules("afspraken", "uitkomsten.monitor")
    return maak_taak(
        opdracht,
        "afspraken beoordelen",
        beoordelen,
        nodig=[*knopen(map_ / deel for deel in delen), *vast.geheel, vast.datum, modules],
        uit=[map_ / naam for naam in (*VAN_AFSPRAKEN, AFSPRAKENRASTER)],
    )


def _figuur(opdracht: Opdracht) -> Taak:
    """The grid of the agreements, drawn again only where it says something else."""
    plan, vast, map_ = opdracht.plan, opdracht.vast, opdracht.map_

    def tekenen() -> None:
        from woonanalyse.uitkomsten.afsprakenfiguur import schrijf_figuur

        merken = {"voorbeelddata": plan.voorbeelddata, "scenario": plan.scenario}
        schrijf_figuur(opdracht.wortel, map_, **merken)

    modules = vast.modules("figuur van afspraken", "uitkomsten.afsprakenfiguur")
    return maak_taak(
        opdracht,
        "figuur van afspraken",
        tekenen,
        nodig=[knoop(map_ / AFSPRAKENRASTER), vast.voorbeelddata, vast.omgeving, modules],
        uit=[map_ / naam for naam in AFSPRAKENFIGUUR],
    )


def _beschrijven(opdracht: Opdracht) -> Taak:
    """Where all result files come from, and what is in them."""
    vast, map_ = opdracht.vast, opdracht.map_
    nodig = [map_ / naam for naam in (*uitkomsten(opdracht.plan.runs), *VAN_AFSPRAKEN)]

    def beschrijven() -> None:
        from woonanalyse.uitkomsten.samenvoegen import beschrijf

        beschrijf(opdracht.dossier, opdracht.resultaten, opdracht.wortel)

    modules = vast.modules("beschrijven", "uitkomsten.samenvoegen")
    return maak_taak(
        opdracht,
        "herkomst beschrijven",
        beschrijven,
        nodig=[*knopen(nodig), *vast.geheel, vast.datum, modules],
        uit=[map_ / naam for naam in ("herkomst.csv", "datapackage.json", *HERKOMSTBESTANDEN)],
    )
