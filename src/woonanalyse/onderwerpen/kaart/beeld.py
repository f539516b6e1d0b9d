"""Maps of the region: the judgement per municipality, and the plans by size and status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from woonanalyse.kern.beeld.bewaard import bewaard
from woonanalyse.kern.beeld.stijl import LIJN, TEKENS, eigen_stijl
from woonanalyse.kern.beeld.tonen import Beeld, maak_beeld
from woonanalyse.kern.beeld.veel import is_veel
from woonanalyse.kern.beeld.woorden import alle_gemeenten, deel_van, namen_per_oordeel
from woonanalyse.kern.getal import aantal, datum, hoeveel, hoofdletter, opsomming, procent
from woonanalyse.kern.merk import AFGESCHERMD
from woonanalyse.kern.oordeel import BINNEN, BUITEN, NVT, ONBEKEND, OP_DE_GRENS, OP_DE_NORM
from woonanalyse.kern.opzet import Opzet
from woonanalyse.kern.perrij import per_rij
from woonanalyse.onderwerpen.kaart.doek import (
    LAAG,
    RUIM,
    STATUS,
    legenda,
    maak_doek,
    merk,
    merklijn,
    om_te_tekenen,
    omgeving,
    omlijn,
    puntmerk,
    ronde_maten,
    schaalbalk,
    vlakken,
    vul,
    vulling,
)
from woonanalyse.onderwerpen.kaart.model import WOORDEN, Verdeling, verdeel
from woonanalyse.onderwerpen.kaart.namen import namen_bij_tekens, namen_in_vlakken, subregionamen

if TYPE_CHECKING:
    from woonanalyse.onderwerpen.kaart.bron import Lagen

GROOTSTE = 26.0
"""Points across the circle of the largest plan."""

VEEL_OORDELEN = 5
"""Above this their legend has less room between its lines."""

VOLGORDE = (BUITEN, OP_DE_GRENS, OP_DE_NORM, BINNEN, AFGESCHERMD, ONBEKEND, NVT)


def oordeel(
    balans: pd.DataFrame,
    lagen: Lagen,
    opzet: Opzet,
    provincie: str,
    herkomst: tuple[str, str],
) -> Beeld:
    """The judgement of every municipality: fill, pattern and sign, each with its name."""
    oordelen = balans[["gemeentecode", "gemeente", "subregio", "oordeel"]]
    return _oordeel(oordelen, lagen, opzet.peildatum, provincie, herkomst)


@bewaard
def _oordeel(
    oordelen: pd.DataFrame,
    lagen: Lagen,
    peildatum: str | None,
    provincie: str,
    herkomst: tuple[str, str],
) -> Beeld:
    figuur = teken_oordeel(oordelen, lagen, provincie)
    bijschrift = f"{_vinding(oordelen)}; stand {datum(peildatum)}. {_grenzen(herkomst)}"
    return maak_beeld(figuur, _alt_oordeel(oordelen), bijschrift)


def plannen(
    lijst: pd.DataFrame,
    lagen: Lagen,
    lezing: Mapping[str, Any],
    klassen: Sequence[int],
    provincie: str,
    herkomst: tuple[str, str],
) -> Beeld:
    """The plans with dwellings left as circles; `lijst` of plannen.model.met_hardheid.

    No plan is named. `klassen`: lowest number of dwellings of each class of size.
    """
    figuur = teken_plannen(lijst, lagen, provincie)
    verdeling = verdeel(lijst, lagen.subregios.union_all())
    vinding = _vinding_plannen(verdeling, klassen)
    slot = f"Hardheid: {lezing['naam']}. {_grenzen(herkomst)}"
    return maak_beeld(figuur, _alt_plannen(lijst, verdeling, lagen), f"{vinding} {slot}")


def zin(balans: pd.DataFrame, opzet: Opzet) -> str:
    """What the report says instead of a map that would have nothing to say; else what the map is."""
    namen = namen_per_oordeel(balans)
    if any(namen.get(soort) for soort in (BUITEN, OP_DE_GRENS, OP_DE_NORM, BINNEN)):
        return "De kaart laat voor elke gemeente het oordeel zien."
    waarom = "het oordeel is voor alle gemeenten onbekend"
    if not opzet.toets:
        waarom = "de verhouding wordt in deze editie niet getoetst"
    return f"Er is geen kaart van het oordeel per gemeente: {waarom}."


def teken_oordeel(balans: pd.DataFrame, lagen: Lagen, provincie: str) -> Figure:
    """The figure of `oordeel`; of many municipalities without names and signs, which would cover it."""
    veel, lagen = is_veel(lagen.gemeenten), om_te_tekenen(lagen)
    per_code = dict(zip(balans["gemeentecode"], balans["oordeel"], strict=True))
    with eigen_stijl():
        doek = maak_doek(lagen, LAAG)
        bezet = [schaalbalk(doek)]
        midden = []
        for code, vlak in vlakken(lagen):
            soort = per_code[code]
            vul(doek.assen, vlak, **vulling(soort))
            if veel:
                continue
            cirkel = shapely.maximum_inscribed_circle(vlak)
            midden.append(shapely.Point(cirkel.coords[0]))
            doek.assen.scatter(midden[-1].x, midden[-1].y, zorder=5, **merk(soort, 32))
        omlijn(doek.assen, lagen)
        bezet += [punt.buffer(4 * doek.punt).envelope for punt in midden]
        bezet = namen_bij_tekens(doek, lagen, midden, bezet)
        subregionamen(doek, lagen, bezet)
        gebruikt = [soort for soort in VOLGORDE if soort in per_code.values()]
        merken: list[Any] = [
            Patch(**vulling(soort), linewidth=0.6)
            if veel
            else (Patch(**vulling(soort), linewidth=0.6), merklijn(soort))
            for soort in gebruikt
        ]
        woorden = [TEKENS[soort].woorden.replace(" (", "\n(") for soort in gebruikt]
        ruim = 0.15 if len(gebruikt) > VEEL_OORDELEN else None
        legenda(doek, merken, woorden, "Uitkomst per gemeente", 0.97, ruim=ruim)
        omgeving(doek, lagen, provincie)
    return doek.figuur


def teken_plannen(lijst: pd.DataFrame, lagen: Lagen, provincie: str) -> Figure:
    """The figure of `plannen`."""
    gebied = lagen.subregios.union_all()
    open_, lagen = verdeel(lijst, gebied).getekend, om_te_tekenen(lagen)
    erin = set(lijst["gemeentecode"])
    maat = GROOTSTE**2 / max([*open_["woningen"].astype(int), 1])
    leeg: dict[str, Any] = {"facecolor": "white", "edgecolor": LIJN, "hatch": "\\\\\\\\"}
    with eigen_stijl():
        doek = maak_doek(lagen, RUIM)
        vul(doek.assen, lagen.subregios.union_all(), facecolor="white")
        for code, vlak in vlakken(lagen):
            if code not in erin:
                vul(doek.assen, vlak, **leeg)
        omlijn(doek.assen, lagen)
        for soort, x, y, woningen in _lagen_van(_punten(open_), is_veel(lagen.gemeenten)):
            doek.assen.scatter(x, y, s=maat * np.array(woningen), zorder=4, **STATUS[soort])
        bezet = [schaalbalk(doek)]
        if is_veel(lagen.gemeenten):
            subregionamen(doek, lagen, bezet)
        else:
            cirkels = [
                shapely.Point(x, y).buffer(np.sqrt(maat * woningen) / 2 * doek.punt)
                for _, x, y, woningen in _punten(open_)
            ]
            namen_in_vlakken(doek, lagen, bezet, shapely.union_all(cirkels))
        soorten = [soort for soort in STATUS if soort in set(open_["hardheid"])]
        merken: list[Any] = [puntmerk(doek.assen, soort, 81) for soort in soorten]
        woorden = [WOORDEN[soort] for soort in soorten]
        if erin != set(lagen.gemeenten["gemeentecode"]):
            merken.append(Patch(**leeg, linewidth=0.6))
            woorden.append("geen plannen in de lijst")
        legenda(doek, merken, woorden, "Status van het plan", 0.94)
        maten = ronde_maten(max([*open_["woningen"].astype(int), 1]))
        legenda(
            doek,
            [puntmerk(doek.assen, "hard", maat * n) for n in maten],
            [f"{aantal(n)} {'woning' if n == 1 else 'woningen'}" for n in maten],
            "Grootte (oppervlak)",
            0.5,
            ruim=1.2,
        )
        omgeving(doek, lagen, provincie)
    return doek.figuur


def _vinding(balans: pd.DataFrame) -> str:
    """The finding at the head of the caption, counted: the names are on the map."""
    namen = namen_per_oordeel(balans)
    totaal = balans["gemeentecode"].nunique()
    if len(namen.get(NVT, [])) == totaal:
        return "Geen gemeente is in deze editie getoetst"
    if len(namen.get(ONBEKEND, [])) == totaal:
        return f"Van {alle_gemeenten(totaal)} is het oordeel onbekend"
    woorden = {
        BUITEN: "met overprogrammering",
        OP_DE_GRENS: "op de grens",
        OP_DE_NORM: "op de norm",
        BINNEN: "zonder overprogrammering",
        AFGESCHERMD: AFGESCHERMD,
        ONBEKEND: "onbekend",
        NVT: "niet getoetst",
    }
    eerste, *rest = [(len(namen[soort]), hoe) for soort, hoe in woorden.items() if namen.get(soort)]
    wie = deel_van(eerste[0], totaal) if totaal > 1 else str(balans["gemeente"].iloc[0])
    begin = hoofdletter(f"{wie} {eerste[1]}")
    return opsomming([begin, *(f"{aan} {hoe}" for aan, hoe in rest)])


def _vinding_plannen(verdeling: Verdeling, klassen: Sequence[int]) -> str:
    """The finding at the head of the caption, and what is not drawn."""
    open_ = verdeling.getekend
    groot = open_[open_["woningen"] >= klassen[-1]]
    totaal = int(open_["woningen"].sum())
    if not totaal:
        leeg = not verdeling.niet.keys() - {"zonder woningen over"}
        kop = "in de lijst heeft nog woningen" if leeg else "is getekend"
        return f"Geen enkel plan {kop}.{_niet_getekend(verdeling)}"
    return f"{_grootste(open_, groot, aantal(klassen[-1]))}.{_niet_getekend(verdeling)}"


def _grootste(open_: pd.DataFrame, groot: pd.DataFrame, vanaf: str) -> str:
    """How many of the plans that are drawn are large, and how much is in them."""
    totaal, samen = int(open_["woningen"].sum()), int(groot["woningen"].sum())
    if len(open_) == 1:
        return f"Het enige plan op de kaart heeft {hoeveel(totaal, 'woning', 'woningen')}"
    van = f"van de {aantal(len(open_))} plannen"
    if groot.empty:
        return f"Geen {van} heeft {vanaf} of meer woningen"
    if len(groot) == len(open_):
        return f"Alle {aantal(len(open_))} plannen hebben {vanaf} of meer woningen"
    heeft, samen_ = ("heeft", "") if len(groot) == 1 else ("hebben", "samen ")
    deel = f"{samen_}{procent(samen / totaal, 0)} van de {aantal(totaal)}"
    return f"{aantal(len(groot))} {van} {heeft} {vanaf} of meer woningen, {deel}"


def _niet_getekend(verdeling: Verdeling) -> str:
    """A sentence on the plans that are not on the map; nothing where all are."""
    niet = [f"{hoeveel(n, 'plan', 'plannen')} {reden}" for reden, n in verdeling.niet.items()]
    return f" Niet getekend: {opsomming(niet)}." if niet else ""


def _grenzen(herkomst: tuple[str, str]) -> str:
    uitgever, wanneer = herkomst
    dag = datum(wanneer) if wanneer[:1].isdigit() else wanneer
    return f"Grenzen: {uitgever}, {dag}"


def _alt_oordeel(balans: pd.DataFrame) -> str:
    namen = namen_per_oordeel(balans)
    delen = [
        f"{TEKENS[soort].woorden.capitalize()}: {opsomming(namen[soort])}."
        for soort in VOLGORDE
        if namen.get(soort)
    ]
    leden = balans.drop_duplicates("gemeentecode").groupby("subregio", sort=False)["gemeente"]
    delen += [f"{subregio} bestaat uit {opsomming(list(n))}." for subregio, n in leden]
    return f"Kaart van de gemeenten, gevuld naar oordeel. {' '.join(delen)}"


def _alt_plannen(lijst: pd.DataFrame, verdeling: Verdeling, lagen: Lagen) -> str:
    open_ = verdeling.getekend
    delen, zonder = [], []
    for rij in per_rij(lagen.gemeenten):
        eigen = open_[open_["gemeentecode"] == rij.gemeentecode]
        if rij.gemeentecode not in set(lijst["gemeentecode"]):
            zonder.append(rij.gemeente)
        else:
            delen.append(
                f"{rij.gemeente} {hoeveel(len(eigen), 'plan', 'plannen')} met "
                f"{aantal(eigen['woningen'].sum())} woningen"
            )
    slot = f" Geen plannen in de lijst: {opsomming(zonder)}." if zonder else ""
    slot += _niet_getekend(verdeling)
    return f"Kaart met een cirkel voor elk plan. {'; '.join(delen)}.{slot}"


def _lagen_van(punten: Sequence[tuple[str, float, float, int]], samen: bool) -> Iterator[Any]:
    """What is drawn at once: each circle, the largest first; of thousands (`samen`) those of one kind."""
    if not samen:
        yield from punten
        return
    op_soort = sorted(punten, key=lambda punt: list(STATUS)[::-1].index(punt[0]))
    for soort, reeks in groupby(op_soort, key=lambda punt: punt[0]):
        _, x, y, woningen = zip(*reeks, strict=True)
        yield soort, x, y, woningen


def _punten(open_: pd.DataFrame) -> list[tuple[str, float, float, int]]:
    kolommen = open_[["hardheid", "x_rd", "y_rd", "woningen"]]
    return [(s, float(x), float(y), int(n)) for s, x, y, n in kolommen.itertuples(index=False)]
