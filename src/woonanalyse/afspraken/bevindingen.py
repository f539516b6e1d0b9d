"""The finding of each figure as one sentence made from its data: what its caption begins with."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from woonanalyse.afspraken.status import BOVEN_DE_NORM, NIET_GEHAALD, NVT, ONBEKEND
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.getal import datum, hoeveel, hoofdletter, opsomming


def afspraken(uitkomst: pd.DataFrame) -> str:
    """For how many articles nothing but onbekend is known, and where the state is niet gehaald."""
    niet = uitkomst[uitkomst["status"] == NIET_GEHAALD]
    if set(uitkomst["status"]) <= {NVT}:
        return "Deze editie wordt aan geen van de artikelen getoetst."
    tweede = "nergens is de stand niet gehaald"
    if len(niet):
        nrs = opsomming([str(nr) for nr in sorted(niet["artikel"].unique())])
        tweede = f"niet gehaald is artikel {nrs} ({hoeveel(len(niet), 'uitkomst', 'uitkomsten')})"
    boven = uitkomst[uitkomst["status"] == BOVEN_DE_NORM]
    if len(boven):
        nrs = opsomming([str(nr) for nr in sorted(boven["artikel"].unique())])
        partijen = hoeveel(boven["partij"].nunique(), "partij", "partijen")
        ook = f"boven de norm van artikel {nrs} {_zijn(boven)} {partijen}"
        tweede = f"{tweede}; {ook}" if len(niet) else ook
    return f"{hoofdletter(_onbekend(uitkomst))}; {tweede}."


def _zijn(boven: pd.DataFrame) -> str:
    return "is" if boven["partij"].nunique() == 1 else "zijn"


def afspraken_kop(uitkomst: pd.DataFrame) -> str:
    """For how many articles nothing but onbekend is known, as a heading."""
    if set(uitkomst["status"]) <= {NVT}:
        return "De woonafspraken: deze editie wordt er niet aan getoetst"
    return f"De woonafspraken: {_onbekend(uitkomst)}"


def _onbekend(uitkomst: pd.DataFrame) -> str:
    """For how many articles nothing but onbekend is known, as a part of a sentence."""
    staten = uitkomst.groupby("artikel")["status"].agg(set)
    stil = sum(ONBEKEND in s <= {ONBEKEND, NVT} for s in staten)
    if not stil:
        return "van elk artikel is iets bekend"
    if stil == len(staten):
        return "van geen artikel is de stand bekend"
    return f"van {stil} van de {len(staten)} artikelen is de stand onbekend"


def terugblik(afspraken: Sequence[Afspraak], uitkomst: pd.DataFrame) -> str:
    """That the agreements have ended, so that nothing is asked, and how much is not known of them."""
    einde = datum(max(a["tot_en_met"] for a in afspraken))
    staten = uitkomst.groupby("artikel")["status"].agg(set)
    stil = [nr for nr, s in staten.items() if ONBEKEND in s <= {ONBEKEND, NVT}]
    over = "Van elk artikel is iets bekend."
    if set(uitkomst["status"]) <= {NVT}:
        over = "Deze editie wordt aan geen van de artikelen getoetst."
    elif stil:
        wat = "artikel" if len(stil) == 1 else "artikelen"
        over = f"Onbekend is de stand van {wat} {opsomming([str(nr) for nr in stil])}."
    begin = f"De afspraken liepen tot en met {einde}. Dit rapport kijkt daarop terug"
    return f"{begin} en vraagt geen besluit. {over}"
