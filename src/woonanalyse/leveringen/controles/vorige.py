"""Checks of a delivery beside the one before it."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from woonanalyse.kern.getal import aantal, hoeveel
from woonanalyse.leveringen.controles.geval import Geval
from woonanalyse.leveringen.levering import Melding
from woonanalyse.leveringen.meldingen import meld
from woonanalyse.onderwerpen.planregister.tabellen import leeg

KEER = 10
"""So many times as large as in the delivery before, a plan is asked about."""

VERGELEKEN = {
    "plannen": [
        "plan_id", "planstatus", "projectstatus", "totaal", "gerealiseerd", "rest", "sloop",
        "uitgezonderd",
    ],
    "fasering": ["plan_id", "maat", "van_jaar", "tot_en_met_jaar", "woningen"],
    "categorieen": ["plan_id", "maat", "indeling", "klasse", "van_jaar", "woningen"],
}  # fmt: skip
"""By table the columns that are compared: what may change from one delivery to the next."""


def vertienvoudigd(geval: Geval) -> Iterator[Melding]:
    """Plans that grew to ten times what they were."""
    for kolom in ("totaal", "rest"):
        oud = _vorige_van(geval)[kolom]
        nu = geval.plannen[kolom]
        groter = (oud > 0) & (nu >= KEER * oud)
        if kolom == "rest":
            groter &= geval.plannen["totaal"].isna() | _vorige_van(geval)["totaal"].isna()
        for index in geval.plannen.index[groter.fillna(False)]:
            cellen = geval.cellen("plannen", [index], kolom)
            gevonden = f"{geval.plan(index)}: {aantal(nu[index])}"
            yield meld("vertienvoudigd", cellen, gevonden, kolom, vorige=aantal(oud[index]))


def kenmerk_verhuisd(geval: Geval) -> Iterator[Melding]:
    """Ids that were of a plan in another municipality."""
    oud = _vorige_van(geval)
    anders = oud["gemeentecode"].notna() & (oud["gemeentecode"] != geval.plannen["gemeentecode"])
    for index in geval.plannen.index[anders]:
        vorige = f"{oud.at[index, 'naam']} in {oud.at[index, 'gemeentecode']}"
        yield geval.meld("kenmerk_verhuisd", index, "plan_id", vorige=vorige)


def gelijk_aan_vorige(geval: Geval) -> Iterator[Melding]:
    """Municipalities of which every value is that of the delivery before, of two plans or more."""
    if geval.vorige is None:
        return
    zelfde = set(geval.plannen["gemeentecode"])
    for tabel, kolommen in VERGELEKEN.items():
        delen = [_per_gemeente(t[tabel], kolommen, zelfde) for t in (geval.tabellen, geval.vorige)]
        zelfde = {code for code in zelfde if _gelijk(*(deel.get(code) for deel in delen))}
    for code, rijen in geval.plannen.groupby("gemeentecode", sort=False):
        telt = (rijen[["totaal", "rest", "sloop"]].fillna(0) != 0).any(axis=None)
        if code in zelfde and len(rijen) > 1 and telt:
            cellen = geval.cellen("plannen", rijen.index, "rest", "totaal")
            plannen = hoeveel(len(rijen), "plan", "plannen")
            yield meld("gelijk_aan_vorige", cellen, plannen, "", gemeente=code, plannen=plannen)


def _per_gemeente(
    frame: pd.DataFrame, kolommen: list[str], codes: set[str]
) -> dict[str, pd.DataFrame]:
    """By municipality of `codes` what is compared of it, in one order."""
    eigen = frame[frame["gemeentecode"].isin(codes)].sort_values(kolommen)
    return {
        str(code): rijen[kolommen].reset_index(drop=True)
        for code, rijen in eigen.groupby("gemeentecode", sort=False)
    }


def _gelijk(nu: pd.DataFrame | None, vorige: pd.DataFrame | None) -> bool:
    """Whether both are not there, or are the same."""
    if nu is None or vorige is None:
        return nu is vorige
    return nu.equals(vorige)


def _vorige_van(geval: Geval) -> pd.DataFrame:
    """By row of plannen its plan in the delivery before, by an id that is more than zeros; else <NA>."""
    vorige = leeg("plannen") if geval.vorige is None else geval.vorige["plannen"]
    oud = vorige.drop_duplicates("plan_id").set_index("plan_id", drop=False)
    kenmerk = geval.plannen["plan_id"]
    echt = kenmerk.mask(kenmerk.str.fullmatch("0+"))
    return oud.reindex(echt).set_axis(geval.plannen.index)


CONTROLES = (vertienvoudigd, kenmerk_verhuisd, gelijk_aan_vorige)
