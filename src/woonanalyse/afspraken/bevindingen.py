"""The finding of each figure as one sentence made from its data: what its caption begins with."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from woonanalyse.afspraken.status import (
    BOVEN_DE_NORM,
    NIET_BEOORDEELD,
    NIET_GEHAALD,
    NVT,
    ONBEKEND,
    TER_INFORMATIE,
    ZONDER_UITSLAG,
)
from woonanalyse.kern.afspraak import Afspraak, met_onderwerp
from woonanalyse.kern.getal import datum, hoeveel, hoofdletter, opsomming, telwoord
from woonanalyse.kern.nummering import ARTIKEL, Nummering, nummering

GENOEMD = 3
"""Articles of which nothing is known that a look back names; more are counted."""


def afspraken(uitkomst: pd.DataFrame, woord: Nummering = ARTIKEL) -> str:
    """For how many articles nothing but onbekend is known, and where the state is niet gehaald."""
    niet = uitkomst[uitkomst["status"] == NIET_GEHAALD]
    if set(uitkomst["status"]) <= {NVT}:
        return f"Deze editie wordt aan geen van de {woord.meer} getoetst."
    if set(uitkomst["status"]) <= ZONDER_UITSLAG:
        return f"{hoofdletter(_onbekend(uitkomst, woord))}."
    tweede = "nergens is de stand niet gehaald"
    if len(niet):
        nrs = opsomming([str(nr) for nr in sorted(niet["artikel"].unique())])
        tweede = (
            f"niet gehaald is {woord.een} {nrs} ({hoeveel(len(niet), 'uitkomst', 'uitkomsten')})"
        )
    boven = uitkomst[uitkomst["status"] == BOVEN_DE_NORM]
    if len(boven):
        nrs = opsomming([str(nr) for nr in sorted(boven["artikel"].unique())])
        partijen = hoeveel(boven["partij"].nunique(), "partij", "partijen")
        ook = f"boven de norm van {woord.een} {nrs} {_zijn(boven)} {partijen}"
        tweede = f"{tweede}; {ook}" if len(niet) else ook
    return f"{hoofdletter(_onbekend(uitkomst, woord))}; {tweede}."


def _zijn(boven: pd.DataFrame) -> str:
    return "is" if boven["partij"].nunique() == 1 else "zijn"


def afspraken_kop(uitkomst: pd.DataFrame, woord: Nummering = ARTIKEL) -> str:
    """For how many articles nothing but onbekend is known, as a heading."""
    if set(uitkomst["status"]) <= {NVT}:
        return "De woonafspraken: deze editie wordt er niet aan getoetst"
    return f"De woonafspraken: {_onbekend(uitkomst, woord)}"


def _onbekend(uitkomst: pd.DataFrame, woord: Nummering) -> str:
    """For how many articles nothing but onbekend is known, and for how many a part, as part of a sentence."""
    soorten = per_kennis(uitkomst)
    stil, half = len(soorten[NIETS]), len(soorten[DEELS])
    alle = sum(len(nummers) for nummers in soorten.values())
    ook = f", van {half} een deel" if half else ""
    if not stil:
        return f"van {woord.elk} is iets bekend{f', van {half} niet alles' if half else ''}"
    if stil == alle:
        return f"van geen {woord.een} is de stand bekend"
    return f"van {stil} van de {alle} {woord.meer} is de stand onbekend{ook}"


NIETS, DEELS, GEHEEL, ZONDER = "niets", "deels", "geheel", "zonder oordeel"


def per_kennis(uitkomst: pd.DataFrame) -> dict[str, list[int]]:
    """The articles by how much of their states is known, in order: NIETS, DEELS, GEHEEL, or ZONDER, which
    judges nobody."""
    soorten: dict[str, list[int]] = {naam: [] for naam in (NIETS, DEELS, GEHEEL, ZONDER)}
    for artikel, staten in uitkomst.groupby("artikel")["status"].agg(set).items():
        bekend = staten - ZONDER_UITSLAG
        if ONBEKEND in staten:
            soort = DEELS if bekend else NIETS
        else:
            soort = GEHEEL if bekend - {TER_INFORMATIE, NIET_BEOORDEELD} else ZONDER
        soorten[soort].append(int(artikel))
    return soorten


def geen_besluit(afspraken: Sequence[Afspraak]) -> str:
    """That the agreements have ended, so that nothing is asked."""
    einde = datum(max(a["tot_en_met"] for a in afspraken))
    begin = f"De afspraken liepen tot en met {einde}."
    return f"{begin} Dit rapport kijkt daarop terug en vraagt geen besluit."


def terugblik(afspraken: Sequence[Afspraak], uitkomst: pd.DataFrame) -> str:
    """How much is not known of agreements that have ended."""
    if set(uitkomst["status"]) <= {NVT}:
        return f"Deze editie wordt aan geen van de {nummering(afspraken).meer} getoetst."
    return _kennis(per_kennis(uitkomst), afspraken)


def _kennis(soorten: dict[str, list[int]], afspraken: Sequence[Afspraak]) -> str:
    """Of which articles nothing is known, with what they are about, or where those are many how many; of how
    many a part or all, and how many judge nobody."""
    woord = nummering(afspraken)
    stil, alle = soorten[NIETS], sum(len(nummers) for nummers in soorten.values())
    wie = f"van {len(stil)} van de {alle} {woord.meer}" if alle > 1 else f"van {woord.enige}"
    geteld = {
        DEELS: ("is van {} een deel bekend", "is van {} een deel bekend"),
        GEHEEL: ("is {} geheel bekend", "zijn {} geheel bekend"),
        ZONDER: ("is {} niet te beoordelen", "zijn {} niet te beoordelen"),
    }
    delen = [
        vormen[aan > 1].format(telwoord(aan))
        for soort, vormen in geteld.items()
        if (aan := len(soorten[soort]))
    ]
    welke = f": {opsomming(met_onderwerp(afspraken, stil))}" if len(stil) <= GENOEMD else ""
    zinnen = [f"Niets bekend is {wie}{welke}."] if stil else []
    zinnen += [f"Van de {'andere' if stil else woord.meer} {opsomming(delen)}."] if delen else []
    return " ".join(zinnen)
