"""The finding of each figure as one sentence made from its data: what its caption begins with."""

from __future__ import annotations

import pandas as pd

from woonanalyse.kern import oordeel
from woonanalyse.kern.beeld.woorden import (
    deel_van,
    heeft_band,
    ligt,
    namen_per_oordeel,
    van_onbekend,
    van_zonder,
)
from woonanalyse.kern.getal import hoofdletter, procent
from woonanalyse.kern.merk import AFGESCHERMD, is_afgeschermd


def positie(balans: pd.DataFrame) -> str:
    """Who is above the norm, also at the highest need."""
    namen = namen_per_oordeel(balans)
    buiten, grens = namen.get(oordeel.BUITEN, []), namen.get(oordeel.OP_DE_GRENS, [])
    op_norm = namen.get(oordeel.OP_DE_NORM, [])
    open_, dicht = namen.get(oordeel.ONBEKEND, []), namen.get(AFGESCHERMD, [])
    weg, totaal = [*open_, *dicht], balans["gemeentecode"].nunique()
    if len(weg) == totaal:
        return "Van geen gemeente is de verhouding tussen plannen en behoefte bekend."
    if namen.get(oordeel.NVT):
        return "De verhouding tussen plannen en behoefte wordt in deze editie niet getoetst."
    if buiten:
        ook = " ook bij de hoogste behoefte" if heeft_band(balans) else ""
        zin = f"{hoofdletter(ligt(buiten, totaal))}{ook} boven de norm"
    elif grens:
        zin = f"{hoofdletter(ligt(grens, totaal))} alleen bij de laagste behoefte boven de norm"
    else:
        zin = (
            "Geen gemeente ligt boven de norm"
            if not weg
            else "Geen gemeente is bekend boven de norm"
        )
    if op_norm:
        zin += f", {ligt(op_norm, totaal)} op de norm"
    return f"{zin}{van_zonder(len(open_), len(dicht))}."


def behoefte(balans: pd.DataFrame) -> str:
    """In how many municipalities hard plans go beyond the highest need, and stay below the lowest."""
    per = balans.groupby("gemeentecode")["saldo"]
    weg = per.apply(lambda saldo: saldo.isna().any())
    if weg.all():
        return "Van geen gemeente zijn behoefte en harde plannen allebei bekend."
    dicht = int(per.apply(lambda saldo: any(map(is_afgeschermd, saldo))).sum())
    meer, minder = int((per.max()[~weg] < 0).sum()), int((per.min()[~weg] > 0).sum())
    band = heeft_band(balans)
    rest = f", in {minder or 'geen'} minder{' dan de laagste' if band else ''}"
    return (
        f"In {_aantal(meer, len(weg))} zijn er meer harde plannen dan de {'hoogste ' if band else ''}"
        f"behoefte{rest if meer < len(weg) else ''}"
        f"{van_zonder(int(weg.sum()) - dicht, dicht)}."
    )


def _aantal(aan: int, totaal: int) -> str:
    return (
        deel_van(aan, totaal) if aan else "geen van de gemeenten" if totaal > 1 else "geen gemeente"
    )


def ligging(invoer: pd.DataFrame) -> str:
    """In how many municipalities most of the hard plans lie inside the built-up area."""
    rijen = invoer.drop_duplicates("gemeentecode")
    bekend = rijen[rijen[["hard_inbreiding", "hard_uitbreiding"]].notna().all(axis=1)]
    if bekend.empty:
        return "Of de harde plannen binnen of buiten bebouwd gebied liggen, is onbekend."
    binnen = int((bekend["hard_inbreiding"] > bekend["hard_uitbreiding"]).sum())
    som = bekend[["hard_inbreiding", "hard_uitbreiding"]].sum()
    deel = procent(som["hard_inbreiding"] / som.sum(), 0) if som.sum() else "onbekend"
    return (
        f"In {_aantal(binnen, len(rijen))} ligt meer dan de helft van de harde plannen binnen bebouwd gebied"
        f"{van_onbekend(len(rijen) - len(bekend))}; samen is dat {deel} van de woningen."
    )


def ligging_kop(invoer: pd.DataFrame) -> str:
    """The heading: which part of the dwellings lies inside the built-up area, where that is known."""
    bekend = invoer.drop_duplicates("gemeentecode")[
        ["hard_inbreiding", "hard_uitbreiding"]
    ].dropna()
    som = bekend.sum()
    if not som.sum():
        return "Binnen of buiten bebouwd gebied"
    deel = procent(som["hard_inbreiding"] / som.sum(), 0)
    return f"Ligging: {deel} van de woningen in harde plannen ligt binnen bebouwd gebied"
