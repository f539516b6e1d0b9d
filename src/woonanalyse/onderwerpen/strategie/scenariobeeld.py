"""Scenarios: how often it ends too high or too low, and what moves the outcome most."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.stijl import VOL, eigen_stijl
from woonanalyse.kern.beeld.tekening import getalas, namenas, staaf, vel
from woonanalyse.kern.beeld.tonen import Beeld, Tabel, maak_beeld
from woonanalyse.kern.getal import (
    ONBEKEND,
    aantal,
    datum,
    hoofdletter,
    opsomming,
    procent,
    reeks,
    rond,
)
from woonanalyse.onderwerpen.strategie.programmabeeld import GEMEENTE, REGIO, regio_eerst, van

KNOPPEN = {
    "behoefte": "behoefte",
    "tempo": "bouwtempo",
    "uitval_hard": "uitval van harde plannen",
    "uitval_zacht": "uitval van zachte plannen",
    "vertraging": "vertraging",
}
"""What differs between calculations, in words."""
GEEN_INVLOED = "Welke aanname het meest uitmaakt, is niet te zeggen"
KANT = {0.0: "laagste", 1.0: "hoogste"}
"""The ends of a range."""
SOORTEN = {"rooster": "elke combinatie", "trekking": "willekeurig"}

ZO = {"rooster": "met elke combinatie van aannames", "trekking": "met willekeurig gekozen aannames"}
"""How its calculations were chosen: in a cell, and in a sentence."""


def kop(scenarios: pd.DataFrame, peildatum: date | None) -> str:
    """The finding as a heading: with how much of what is assumed the region ends below its need, as far as
    was known then."""
    regio = scenarios[(scenarios["niveau"] == REGIO) & scenarios["te_weinig_einde_laag"].notna()]
    if regio.empty:
        return "Scenario's"
    rij = regio.iloc[-1]
    return f"Scenario's op {datum(peildatum)}: {_te_weinig(rij)}"


def _te_weinig(rij: Any) -> str:
    """With how much of what is assumed there is too little at the end of one area."""
    laag, hoog, alle = (rij[naam] for naam in (*_TE_WEINIG, "berekeningen"))
    if laag < alle and hoog and 2 * laag <= alle <= 2 * hoog:
        dag = datum(rij["einde"])
        return f"van de aannames hangt af of er op {dag} minder is gebouwd dan de behoefte"
    deel = "alle" if laag == alle else "de meeste" if 2 * laag > alle else "een kleiner deel van de"
    deel = deel if hoog else "geen van de"
    return f"met {deel} aannames is er op {datum(rij['einde'])} minder gebouwd dan de behoefte"


_TE_WEINIG = ("te_weinig_einde_laag", "te_weinig_einde_hoog")


def uitkomst(eigen: pd.DataFrame, norm: str) -> str:
    """How often it ends otherwise in one area, by draws; `eigen` its rows, `norm` what the highest norm is
    called. Empty where it is unknown."""
    if eigen.empty or not (zin := _uitkomst(eigen.iloc[-1], norm)):
        return ""
    return hoofdletter(zin.removeprefix(f"{eigen.iloc[-1]['gebied']}, "))


def telt(invloed: pd.DataFrame) -> pd.DataFrame:
    """The parameters that change anything."""
    return invloed[invloed["laag"] != invloed["hoog"]]


def zin(scenarios: pd.DataFrame, strategie: pd.DataFrame, norm: str) -> str:
    """Of the region: in how many of how many calculations it ends too high and too low."""
    regio = [
        rij for _, rij in scenarios[scenarios["niveau"] == REGIO].iterrows() if _uitkomst(rij, norm)
    ]
    if not regio:
        return (
            f"Hoe vaak het anders uitkomt, is voor het geheel {ONBEKEND}: van een of meer gemeenten mist wat "
            "daarvoor nodig is."
        )
    delen = [_uitkomst(regio[0], norm), *(_ook(rij, regio[0]) for rij in regio[1:])]
    return f"{_tempo(strategie)}{' '.join(delen)}"


def _tempo(strategie: pd.DataFrame) -> str:
    """Of which years the pace is, that calculations go by."""
    bekend = strategie.dropna(subset=["tempo_van", "tempo_tot_en_met"])
    if bekend.empty:
        return ""
    jaren = reeks(str(bekend["tempo_van"].min()), str(bekend["tempo_tot_en_met"].max()), " t/m ")
    return f"Gerekend is met het bouwtempo van {jaren}. "


def _uitkomst(rij: Any, norm: str) -> str:
    if pd.isna(rij["te_weinig_einde_laag"]):
        return ""
    vooraf = f"{rij['gebied']}, {ZO.get(rij['soort'], rij['soort'])}: op {datum(rij['einde'])}"
    if vaak(rij, "te_veel_einde") == ONBEKEND:
        weinig = _van(rij, "te_weinig_einde", " berekeningen")
        return f"{vooraf} is in {weinig} minder gebouwd dan de behoefte."
    veel = _van(rij, "te_veel_einde", " berekeningen")
    weinig = _ervan(rij, "te_weinig_einde")
    return (
        f"{vooraf} zit er in {veel} meer in harde plannen dan {norm}. In {weinig} is minder gebouwd dan de "
        "behoefte."
    )


def _ook(rij: Any, eerste: Any) -> str:
    """The same of calculations that were chosen otherwise, after those of `eerste`."""
    zo = hoofdletter(ZO.get(rij["soort"], rij["soort"]))
    weinig = _van(rij, "te_weinig_einde")
    if vaak(eerste, "te_veel_einde") == ONBEKEND:
        return f"{zo} is dat in {weinig}."
    return f"{zo} komt het eerste voor in {_woord(rij, 'te_veel_einde')} en het tweede in {weinig}."


def _woord(rij: Any, naam: str) -> str:
    """In how many calculations, inside a sentence: none and all in words."""
    woorden = {aantal(0): "geen", aantal(rij["berekeningen"]): "alle"}
    return woorden.get(vaak(rij, naam), vaak(rij, naam))


def _ervan(rij: Any, naam: str) -> str:
    """The same of calculations whose number was told just before."""
    woord = _woord(rij, naam)
    return {"geen": "geen enkele", "alle": "alle"}.get(woord, f"{woord} ervan")


def _van(rij: Any, naam: str, wat: str = "") -> str:
    """The same with the number of all; `wat` they are, after a space."""
    woord = _woord(rij, naam)
    return f"{woord}{' ' if woord == 'alle' else ' van de '}{aantal(rij['berekeningen'])}{wat}"


def vaak(rij: Any, naam: str) -> str:
    """In how many calculations: a range where soft plans are unknown."""
    laag, hoog = rij[f"{naam}_laag"], rij[f"{naam}_hoog"]
    if pd.isna(laag) or pd.isna(hoog):
        return ONBEKEND
    return reeks(aantal(laag), aantal(hoog))


def knop(naam: Any) -> str:
    """A parameter in words."""
    return KNOPPEN.get(str(naam), str(naam))


def gebieden(scenarios: pd.DataFrame, norm: str) -> Tabel:
    """Region and subregions: in x of y calculations."""
    return _tabel(regio_eerst(scenarios[scenarios["niveau"] != GEMEENTE]), "Gebied", norm)


def gemeenten(scenarios: pd.DataFrame, norm: str) -> Tabel:
    """Every municipality: in x of y calculations."""
    return _tabel(scenarios[scenarios["niveau"] == GEMEENTE], "Gemeente", norm)


def _tabel(rijen: pd.DataFrame, wie: str, norm: str) -> Tabel:
    rijen = rijen.sort_values("gebied", key=lambda kolom: kolom.map(_plek(rijen)), kind="stable")
    telt = ["te_veel_termijn", "te_veel_einde", "te_weinig_einde"]
    if len(rijen) and (rijen["termijn"] == rijen["einde"]).all():
        telt = telt[1:]
    cellen = [
        [
            veilig(rij["gebied"]),
            veilig(SOORTEN.get(rij["soort"], rij["soort"])),
            aantal(rij["berekeningen"]),
            *(vaak(rij, naam) for naam in telt),
        ]
        for _, rij in rijen.iterrows()
    ] or [["geen", *[""] * (2 + len(telt))]]
    termijn, einde = _dagen(rijen)
    namen = {
        "te_veel_termijn": f"Te veel{termijn}",
        "te_veel_einde": f"Te veel{einde}",
        "te_weinig_einde": f"Te weinig{einde}",
    }
    koppen = [wie, "Aannames", "Berekeningen", *(namen[naam] for naam in telt)]
    marge = any((rijen[f"{naam}_laag"] != rijen[f"{naam}_hoog"]).any() for naam in telt)
    return Tabel(
        tabel(koppen, cellen, [20, 17, -14, *(-18 for _ in telt)], van(rijen, "scenarios")),
        f"In hoeveel berekeningen er meer in harde plannen zit dan {norm}, of minder is gebouwd dan de "
        f"behoefte{'; met een marge, want van zachte plannen is niet alles bekend' if marge else ''}",
    )


def _plek(rijen: pd.DataFrame) -> dict[str, int]:
    """The place of each area, in the order in which they first stand."""
    return {gebied: nr for nr, gebied in enumerate(dict.fromkeys(rijen["gebied"]))}


def rooster(frame: pd.DataFrame) -> Tabel:
    """Every cell of the grid for region and subregions: what is assumed, what comes of it in dwellings."""
    cellen = [
        [
            veilig(rij["gebied"]),
            KANT.get(rij["behoefte_plek"], procent(rij["behoefte_plek"], 0)),
            KANT.get(rij["tempo_plek"], procent(rij["tempo_plek"], 0)),
            procent(rij["uitval"], 0),
            aantal(rij["vertraging"]),
            *(
                aantal(rij[naam])
                for naam in ("te_veel_termijn", "te_veel_einde", "te_weinig_einde")
            ),
        ]
        for _, rij in frame.iterrows()
    ] or [["geen", *[""] * 7]]
    koppen = [
        "Gebied", "Behoefte", "Bouwtempo", "Uitval", "Jaren vertraging", "Te veel op de termijn",
        "Te veel aan het eind", "Te weinig aan het eind",
    ]  # fmt: skip
    return Tabel(
        tabel(koppen, cellen, [18, 11, 11, -9, -12, -13, -13, -13]),
        "Elke combinatie van aannames, met wat er in harde plannen meer is dan de norm en minder gebouwd is "
        f"dan de behoefte, in woningen{_zacht(frame)}",
    )


def _zacht(frame: pd.DataFrame) -> str:
    if (frame["zacht"] == "bekend").all():
        return ""
    return "; waar zachte plannen onbekend zijn, staat het slechtste van wat kan"


def _dagen(rijen: pd.DataFrame) -> tuple[str, str]:
    """The deadline and the end, to go after what is counted."""
    dagen = []
    for naam in ("termijn", "einde"):
        eigen = [dag for dag in rijen[naam].dropna().unique() if dag]
        dagen.append(f", {datum(eigen[0])}" if len(eigen) == 1 else "")
    return dagen[0], dagen[1]


_ACHTER = {"facecolor": "white", "edgecolor": "none", "pad": 0}
"""A number stands before the lines of the drawing."""


def _met_ruimte(getallen: Sequence[float]) -> tuple[float, float]:
    """The ends of an axis on which a number still fits beside each end of a bar."""
    laag, hoog = min(getallen), max(getallen)
    rand = 0.13 * (hoog - laag)
    return laag - rand, hoog + rand


def invloed(frame: pd.DataFrame) -> Beeld:
    """What each parameter alone moves: hard plans left minus need left at the deadline, of the region."""
    frame = telt(frame).reset_index(drop=True)
    namen = [knop(naam) for naam in frame["knop"]]
    with eigen_stijl():
        figuur = vel(15 + 6 * len(frame))
        if not namen:
            return maak_beeld(
                figuur, "Geen aanname verandert de uitkomst, of zij is onbekend.", GEEN_INVLOED
            )
        assen = figuur.subplots()
        einden = [sorted(paar) for paar in zip(frame["laag"], frame["hoog"], strict=True)]
        for plek, (minst, meest) in enumerate(einden):
            staaf(assen, plek, meest - minst, begin=minst, hoogte=0.5, **VOL)
            assen.text(minst, plek, f"{rond(minst)} ", ha="right", va="center", bbox=_ACHTER)
            assen.text(meest, plek, f" {rond(meest)}", ha="left", va="center", bbox=_ACHTER)
        assen.set_xlim(*_met_ruimte([getal for paar in einden for getal in paar]))
        namenas(assen, namen)
        getalas(assen, "harde plannen min behoefte, aan het eind van de termijn (woningen)")
    regels = [
        f"{naam} {rond(min(laag, hoog))} tot {rond(max(laag, hoog))}"
        for naam, laag, hoog in zip(namen, frame["laag"], frame["hoog"], strict=True)
    ]
    return maak_beeld(
        figuur,
        f"Staven, een per aanname, van de laagste naar de hoogste uitkomst in woningen: {opsomming(regels)}.",
        f"{hoofdletter(namen[0])} maakt het meest uit. Wat elke aanname alleen verandert aan harde "
        "plannen min behoefte aan het eind van de termijn, de andere in het midden; van de gemeenten samen "
        "waarvan dat bekend is",
    )
