"""Figures made from results: each says in its alternative text what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from woonanalyse.kern.beeld.stijl import GEARCEERD, GRIJS, INKT, TEKENS, VOL, eigen_stijl
from woonanalyse.kern.beeld.tekening import (
    bij,
    getalas,
    heel_procent,
    kolom,
    namenas,
    normlijn,
    onbekend,
    oordeelsleutel,
    staaf,
    tekens,
    vel,
)
from woonanalyse.kern.beeld.tonen import Beeld, maak_beeld
from woonanalyse.kern.beeld.veel import is_veel, per_wat
from woonanalyse.kern.beeld.woorden import hoe_geteld, namen_per_oordeel
from woonanalyse.kern.getal import (
    ONBEKEND,
    aantal,
    datum,
    geen_getal,
    hoofdletter,
    opsomming,
    procent,
    reeks,
    rond,
)
from woonanalyse.kern.merk import AFGESCHERMD
from woonanalyse.kern.oordeel import BINNEN, BUITEN, NVT, OP_DE_GRENS, OP_DE_NORM
from woonanalyse.kern.opzet import Opzet
from woonanalyse.kern.perrij import per_rij
from woonanalyse.onderwerpen.balans.beeld import bevindingen
from woonanalyse.onderwerpen.balans.beeld.capaciteit import DEEL, SAMEN, delen_van
from woonanalyse.onderwerpen.balans.beeld.samen import getoond
from woonanalyse.onderwerpen.balans.beeld.zinnen import verschil

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ACHTER = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}
"""Behind a label, so that no grid line runs through it."""


def positie(balans: pd.DataFrame, opzet: Opzet, norm: float, waar: str) -> Beeld:
    """Dekking of every municipality, or of many per subregion, as a band, against the norm that stands in
    `waar`."""
    alle, balans = balans, getoond(balans)
    if balans["dekking"].isna().all() and balans["hard_totaal"].notna().any():
        return _capaciteit(balans, opzet)
    groepen = [groep for _, groep in balans.groupby("gemeentecode", sort=False)]
    with eigen_stijl():
        figuur = vel(17 + 3.5 * max(len(groepen), 3))
        assen = figuur.subplots()
        for plek, groep in enumerate(groepen):
            _halter(assen, plek, groep)
        normlijn(assen, norm, waar, max([*balans["dekking"].dropna(), norm]) * 1.05)
        namenas(assen, [groep["gemeente"].iloc[0] for groep in groepen])
        getalas(assen, "", heel_procent)
        banden = [
            _reeks(g["dekking"], procent) if g["dekking"].notna().all() else "" for g in groepen
        ]
        kolom(assen, banden, 76, "% van behoefte")
        oordeelsleutel(figuur, list(balans["oordeel"]))
    bijschrift = (
        f"{bevindingen.positie(alle)} Harde plannen in % van de behoefte{_samen(alle)}, van de hoogste "
        f"behoefte (links) tot de laagste (rechts); stand {datum(opzet.peildatum)}"
    )
    return maak_beeld(figuur, _alt_positie(balans, norm, per_wat(alle)), bijschrift)


def _halter(assen: Axes, plek: int, groep: pd.DataFrame) -> None:
    """One municipality: a band from lowest to highest with its sign at both ends."""
    teken = TEKENS[groep["oordeel"].iloc[0]]
    if groep["dekking"].isna().any():
        onbekend(assen, plek, geen_getal(groep["dekking"].iloc[0]))
        return
    laag, hoog = float(groep["dekking"].min()), float(groep["dekking"].max())
    staaf(
        assen, plek, hoog - laag, begin=laag, hoogte=0.36, zorder=2,
        facecolor=(teken.kleur, 0.3), edgecolor=teken.kleur, linewidth=0.7,
    )  # fmt: skip
    tekens(assen, [laag, hoog], plek, teken.vorm, color=teken.kleur, markersize=5, zorder=5)


def _reeks(waarden: pd.Series, toon: Any) -> str:
    return reeks(toon(waarden.min()), toon(waarden.max()))


def _capaciteit(balans: pd.DataFrame, opzet: Opzet) -> Beeld:
    """Bars of hard capacity per municipality, for an edition that has no need to hold it against."""
    rijen = balans.drop_duplicates("gemeentecode").reset_index(drop=True)
    with eigen_stijl():
        figuur = vel(14 + 5 * len(rijen))
        assen = figuur.subplots()
        for plek, waarde in enumerate(rijen["hard_totaal"]):
            if pd.isna(waarde):
                onbekend(assen, plek, geen_getal(waarde))
                continue
            staaf(assen, plek, int(waarde), hoogte=0.6, **VOL)
            bij(assen, int(waarde), plek, aantal(waarde))
        namenas(assen, list(rijen["gemeente"]))
        getalas(assen, "woningen in harde plannen")
        assen.set_xlim(0, max(int(rijen["hard_totaal"].max()), 1) * 1.12)
    bijschrift = (
        "De behoefte is van geen gemeente bekend, en daarmee ook de verhouding niet. Harde plancapaciteit "
        f"({hoe_geteld(rijen['telling'].iloc[0])}) in woningen; {opzet.naam}, stand {datum(opzet.peildatum)}"
    )
    namen = opsomming([f"{r.gemeente} {aantal(r.hard_totaal)}" for r in per_rij(rijen)])
    return maak_beeld(figuur, f"Staafdiagram van woningen in harde plannen: {namen}.", bijschrift)


def _samen(alle: pd.DataFrame) -> str:
    """That a line is the sum of a subregion, where there are many municipalities."""
    return " van alle gemeenten van een subregio samen" if is_veel(alle) else ""


def _alt_positie(balans: pd.DataFrame, norm: float, per: str) -> str:
    namen = namen_per_oordeel(balans)
    delen = []
    if namen.get(BUITEN):
        delen.append(f"boven de norm van {procent(norm, 0)}: {_met_dekking(balans, namen[BUITEN])}")
    if namen.get(OP_DE_GRENS):
        delen.append(f"op de grens: {_met_dekking(balans, namen[OP_DE_GRENS])}")
    if namen.get(OP_DE_NORM):
        wie = _met_dekking(balans, namen[OP_DE_NORM])
        delen.append(f"op de norm, binnen de afronding van de bron: {wie}")
    if namen.get(BINNEN):
        delen.append(f"op of onder de norm: {_met_dekking(balans, namen[BINNEN])}")
    if namen.get(NVT):
        delen.append(f"niet getoetst: {_met_dekking(balans, namen[NVT])}")
    delen += [
        f"{soort}: {opsomming(namen[soort])}"
        for soort in (AFGESCHERMD, ONBEKEND)
        if namen.get(soort)
    ]
    return (
        f"Lijndiagram met een regel per {per} ({balans['gemeentecode'].nunique()}); het eerste getal hoort "
        "bij de hoogste behoefte, het tweede bij de laagste. "
        + _hoofdletter("; ".join(delen))
        + "."
    )


def _met_dekking(balans: pd.DataFrame, namen: list[str]) -> str:
    per = balans.groupby("gemeente")["dekking"]
    laag, hoog = per.min(), per.max()
    return opsomming([f"{n} {reeks(procent(laag[n]), procent(hoog[n]))}" for n in namen])


BIJ_DE_BAND = "gearceerd: de norm bij de laagste tot de hoogste behoefte; "


def gemeente(rijen: pd.DataFrame, opzet: Opzet, norm: float) -> Beeld:
    """One bar of hard capacity by part, over the band in which the norm lies: at lowest and highest need."""
    rij = rijen.iloc[0]
    delen = _delen(rij)
    grenzen = [norm * float(waarde) for waarde in rijen["behoefte"].dropna()]
    with eigen_stijl():
        figuur = vel(28)
        assen = figuur.subplots()
        _band_norm(assen, rijen["behoefte"], norm)
        _staaf_capaciteit(assen, delen, geen_getal(rij["hard_totaal"]))
        getallen = [float(waarde) for _, waarde, _ in delen] + grenzen
        hoogste = max([sum(w for _, w, _ in delen), *getallen, 1])
        assen.set_xlim(min([0, *getallen]) * 1.16, hoogste * 1.16)
        assen.set_ylim(-0.85, 0.85)
        assen.set_yticks([0], ["Harde plannen"])
        getalas(assen, "")
    met_band = rijen["behoefte"].notna().all() and rijen["behoefte"].nunique() > 1
    bijschrift = (
        f"Woningen in harde plannen in {rij['gemeente']}; {BIJ_DE_BAND if met_band else ''}"
        f"stand {datum(opzet.peildatum)}"
    )
    return maak_beeld(figuur, _alt_gemeente(rijen, delen, norm), bijschrift)


def _band_norm(assen: Axes, behoefte: pd.Series, norm: float) -> None:
    """Where the norm lies: hatched from lowest to highest need, in figures above it."""
    if behoefte.isna().any():
        assen.text(
            0, 0.62, f"norm {ONBEKEND}", va="center", color=GRIJS, fontstyle="italic", fontsize=8.5
        )
        return
    laag, hoog = norm * int(behoefte.min()), norm * int(behoefte.max())
    assen.fill_betweenx([-0.32, 0.4], laag, hoog, **{**GEARCEERD, "linewidth": 0})
    assen.vlines([laag, hoog], -0.32, 0.4, color=INKT, linewidth=1.2, zorder=4)
    tekst = f"norm: {reeks(rond(laag), rond(hoog))}"
    assen.text(
        (laag + hoog) / 2,
        0.62,
        tekst,
        ha="center",
        va="center",
        fontsize=8.5,
        bbox=ACHTER,
        zorder=4,
    )


def _delen(rij: pd.Series) -> list[tuple[str, int, str]]:
    """The parts of hard capacity that count: name, dwellings, colour; nothing at all is a part of 0."""
    delen = delen_van(rij)
    tellen = {naam: waarde for naam, waarde in delen.items() if waarde}
    if delen and not tellen:
        tellen = {SAMEN: 0}
    namen = {SAMEN: "samen"}
    return [(namen.get(n, n), waarde, DEEL[n]["facecolor"]) for n, waarde in tellen.items()]


def _staaf_capaciteit(assen: Axes, delen: list[tuple[str, int, str]], geen: str) -> None:
    if not delen:
        assen.text(0, 0, f" {geen}", va="center", color=GRIJS, fontstyle="italic")
        return
    begin = 0
    for _, waarde, kleur in delen:
        vulling = {"facecolor": kleur, "edgecolor": "white", "zorder": 3}
        staaf(assen, 0, waarde, begin=begin, hoogte=0.36, **vulling)
        begin += waarde
    uitleg = " + ".join(f"{aantal(waarde)} {naam}" for naam, waarde, _ in delen)
    assen.text(0, -0.6, uitleg, va="center", fontsize=8.5, bbox=ACHTER, zorder=4)
    assen.annotate(
        aantal(begin), (begin, 0), (6, 0), textcoords="offset points", va="center", fontweight="bold",
        bbox={**ACHTER, "pad": 1.5}, zorder=5,
    )  # fmt: skip


def _alt_gemeente(rijen: pd.DataFrame, delen: list[tuple[str, int, str]], norm: float) -> str:
    naam = rijen["gemeente"].iloc[0]
    if delen:
        totaal = aantal(sum(waarde for _, waarde, _ in delen))
        stukken = opsomming([f"{aantal(waarde)} {wat}" for wat, waarde, _ in delen])
        capaciteit = f"een staaf van {totaal} woningen in harde plannen ({stukken})"
    else:
        capaciteit = f"woningen in harde plannen {geen_getal(rijen['hard_totaal'].iloc[0])}"
    behoefte = rijen["behoefte"]
    if behoefte.isna().any():
        vraag = "de behoefte is onbekend, en daarmee waar de norm ligt"
    else:
        grenzen = reeks(aantal(behoefte.min()), aantal(behoefte.max()))
        vraag = f"de norm ligt op {procent(norm, 0)} van {grenzen} woningen behoefte"
    slot = "" if rijen["saldo"].isna().any() else f" De plannen zijn {verschil(rijen)}."
    return f"Staafdiagram van {naam}: {capaciteit}; {vraag}.{slot}"


def _hoofdletter(zin: str) -> str:
    return hoofdletter(zin)
