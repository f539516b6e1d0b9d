"""Where the plans of a list lie: in the country, near their municipality, the same in metres and degrees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from woonanalyse.kern.fouten import Probleem, Waarschuwing
from woonanalyse.kern.getal import aantal, hoeveel, opsomming
from woonanalyse.kern.grenzen import Ring
from woonanalyse.kern.plaats import (
    in_het_land,
    in_meters,
    regels,
    ruimte,
    verwacht_kader,
    wat_het_lijkt,
)
from woonanalyse.onderwerpen.plannen.afstand import afstand_tot_vlak

METERS, GRADEN = ("x_rd", "y_rd"), ("lon", "lat")
PLEKKEN = (*METERS, *GRADEN)

GENOEMD = 10
"""How many rows a message names at most."""


def getallen(kolom: pd.Series) -> pd.Series:
    """Cells of a coordinate as Float64; an empty one is <NA>."""
    return pd.to_numeric(kolom.replace("", pd.NA)).astype("Float64")


def controleer_plekken(frame: pd.DataFrame, bestand: str) -> list[Probleem]:
    """What is wrong or odd about the places of plans (PLEKKEN as text, the index is the row).

    A place outside the country, or half of one, is a problem; a plan without a place, or with one in metres
    and another in degrees, a Waarschuwing.
    """
    gezegd: list[Probleem] = []
    plekken = {}
    stelsels = (regels()["land"]["stelsel"], regels()["zonder_crs"]["stelsel"])
    for namen, stelsel in zip((METERS, GRADEN), stelsels, strict=True):
        paar = pd.DataFrame({naam: getallen(frame[naam]) for naam in namen})
        gezegd += _half(bestand, paar)
        bekend = paar.dropna().astype("float64")
        gezegd += _buiten(bestand, bekend, stelsel)
        meters = in_meters(bekend.to_numpy(), stelsel)
        plekken[namen] = pd.DataFrame(meters, index=bekend.index, columns=list("xy"))
    zonder = frame.index.difference(plekken[METERS].index)
    graden = [rij for rij in zonder if rij in plekken[GRADEN].index]
    if graden:
        eis = f"ook {' en '.join(METERS)}: de plaats staat er alleen in graden, in {_rijen(graden)}"
        gezegd.append(Probleem(bestand, eis, rij=graden[0], kolom=METERS[0]))
    elif len(zonder) and not any(type(een) is Probleem for een in gezegd):
        zin = (
            f"de plaats van {hoeveel(len(zonder), 'plan', 'plannen')} is onbekend "
            f"({_rijen(list(zonder))}): niet op de kaart, en zonder afstand tot andere gemeenten"
        )
        gezegd.append(Waarschuwing(bestand, zin, kolom=", ".join(METERS)))
    return [*gezegd, *_verschil(bestand, plekken[METERS], plekken[GRADEN])]


def _half(bestand: str, paar: pd.DataFrame) -> list[Probleem]:
    """Places of which one of the two numbers is missing."""
    een, ander = paar.columns
    half = paar[paar[een].isna() != paar[ander].isna()]
    return [
        Probleem(
            bestand,
            f"{een} en {ander} allebei, of allebei leeg als de plaats niet bekend is",
            rij=rij,
            kolom=str(een if pd.isna(waarden[een]) else ander),
            waarde="",
        )
        for rij, waarden in half.iterrows()
    ]


def _buiten(bestand: str, paar: pd.DataFrame, stelsel: str) -> list[Probleem]:
    """Places outside the country: one problem for all rows that seem to be in the same system."""
    weg = paar[~in_het_land(in_meters(paar.to_numpy(), stelsel))]
    groepen: dict[str | None, list[int]] = {}
    for rij, punt in zip(weg.index, weg.to_numpy(), strict=True):
        groepen.setdefault(wat_het_lijkt(punt[None]), []).append(int(rij))
    problemen = []
    for lijkt, rijen in groepen.items():
        x, y = weg.loc[rijen[0]]
        eis = f"{verwacht_kader()}, hier in {stelsel}; {_rijen(rijen)} ligt daarbuiten"
        eis += f" en lijkt {lijkt}: reken de coördinaten om" if lijkt else ""
        eis += ", of laat ze leeg als de plaats niet bekend is"
        kolom, waarde = ", ".join(paar.columns), f"{x:.10g}, {y:.10g}"
        problemen.append(Probleem(bestand, eis, rij=rijen[0], kolom=kolom, waarde=waarde))
    return problemen


def _verschil(bestand: str, meters: pd.DataFrame, graden: pd.DataFrame) -> list[Probleem]:
    """Plans that lie somewhere else in degrees than in metres (both turned into metres)."""
    ver = (meters - graden).dropna()
    afstand = pd.Series(np.hypot(ver["x"], ver["y"]), index=ver.index)
    return [
        Waarschuwing(
            bestand,
            f"{' en '.join(GRADEN)} wijzen een plaats aan die {_afstand(waarde)} van {' en '.join(METERS)} "
            "ligt; gebruikt zijn de meters",
            rij=int(rij),
            kolom=", ".join(GRADEN),
        )
        for rij, waarde in afstand[afstand > ruimte("graden_m")].items()
    ]


def meld_zonder_grens(
    vlakken: Mapping[str, Sequence[Ring]], bestand: str, gemeenten: pd.DataFrame
) -> list[Waarschuwing]:
    """That the boundary of members is unknown (no rings)."""
    leden = gemeenten[["gemeentecode", "gemeente"]].itertuples(index=False)
    zonder = [naam for code, naam in leden if not vlakken[code]]
    if not zonder:
        return []
    zin = f"zonder grens, dus met onbekende afstand tot plannen: {opsomming(zonder)}"
    return [Waarschuwing(bestand, zin, kolom="geometry")]


def meld_buiten_gemeente(
    plannen: pd.DataFrame, vlakken: Mapping[str, Sequence[Ring]], bestand: str
) -> list[Waarschuwing]:
    """Plans (lijst.PLANKOLOMMEN, the index is the row) too far outside their municipality."""
    meldingen = []
    namen = dict(zip(plannen["gemeentecode"], plannen["gemeente"], strict=True))
    bekend = plannen[
        plannen["x_rd"].notna() & plannen["gemeentecode"].map(lambda c: bool(vlakken[c]))
    ]
    punten = {code: [np.asarray(ring, dtype=float) for ring in vlakken[code]] for code in namen}
    for rij, code, x, y in bekend[["gemeentecode", "x_rd", "y_rd"]].itertuples(name=None):
        afstand = afstand_tot_vlak(float(x), float(y), punten[code])
        if afstand > ruimte("buiten_gemeente_m"):
            zin = f"dit plan ligt {_afstand(afstand)} buiten {namen[code]}"
            waarde = f"{x:.10g}, {y:.10g}"
            meldingen.append(
                Waarschuwing(bestand, zin, rij=rij, kolom=", ".join(METERS), waarde=waarde)
            )
    return meldingen


def _rijen(rijen: Sequence[int]) -> str:
    """Numbers of rows in words, the first few of many."""
    meer = len(rijen) - GENOEMD
    genoemd = [str(rij) for rij in (rijen if meer <= 1 else rijen[:GENOEMD])]
    slot = [f"{aantal(meer)} andere"] if meer > 1 else []
    return f"rij {opsomming([*genoemd, *slot])}"


def _afstand(meters: float) -> str:
    if meters < 1000:
        return f"{meters:.0f} meter"
    return f"{meters / 1000:.1f} km".replace(".", ",")
