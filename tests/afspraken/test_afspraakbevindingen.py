"""What the agreements come to in a sentence, a heading and a look back, whatever is known."""

from __future__ import annotations

from typing import cast

import pandas as pd
import pytest

from woonanalyse.afspraken.bevindingen import afspraken, afspraken_kop, geen_besluit, terugblik
from woonanalyse.kern.afspraak import Afspraak

Rij = tuple[int, str] | tuple[int, str, str]


def uitkomst(*rijen: Rij) -> pd.DataFrame:
    """Outcomes as (article, state[, party])."""
    vol = [(*rij, "Aa")[:3] for rij in rijen]
    return pd.DataFrame(vol, columns=["artikel", "status", "partij"])


NVT = "Deze editie wordt aan geen van de artikelen getoetst."
GEHAALD, NIET, BOVEN = "gehaald", "niet gehaald", "boven de norm"


@pytest.mark.parametrize(
    ("rijen", "zin"),
    [
        ([(1, "nvt"), (2, "nvt")], NVT),
        ([(1, GEHAALD)], "Van elk artikel is iets bekend; nergens is de stand niet gehaald."),
        ([(1, "onbekend"), (1, "nvt"), (2, "onbekend")],
         "Van geen artikel is de stand bekend."),
        ([(1, "onbekend"), (1, GEHAALD), (2, "nvt")],
         "Van elk artikel is iets bekend, van 1 niet alles; nergens is de stand niet gehaald."),
        ([(12, NIET), (3, NIET, "Bee"), (3, NIET), (4, "onbekend")],
         "Van 1 van de 3 artikelen is de stand onbekend; niet gehaald is artikel 3 en 12 (3 uitkomsten)."),
        ([(3, NIET)], "Van elk artikel is iets bekend; niet gehaald is artikel 3 (1 uitkomst)."),
        ([(13, BOVEN), (13, BOVEN)],
         "Van elk artikel is iets bekend; boven de norm van artikel 13 is 1 partij."),
        ([(13, BOVEN), (2, BOVEN, "Bee")],
         "Van elk artikel is iets bekend; boven de norm van artikel 2 en 13 zijn 2 partijen."),
        ([(3, NIET), (13, BOVEN)],
         "Van elk artikel is iets bekend; niet gehaald is artikel 3 (1 uitkomst); boven de norm van "
         "artikel 13 is 1 partij."),
    ],
)  # fmt: skip
def test_the_finding_says_what_is_unknown_missed_and_above(rijen: list[Rij], zin: str) -> None:
    assert afspraken(uitkomst(*rijen)) == zin


@pytest.mark.parametrize(
    ("rijen", "kop"),
    [
        ([(1, "nvt")], "deze editie wordt er niet aan getoetst"),
        ([], "deze editie wordt er niet aan getoetst"),
        ([(1, "nvt"), (2, GEHAALD)], "van elk artikel is iets bekend"),
        ([(1, "onbekend")], "van geen artikel is de stand bekend"),
        ([(1, "onbekend"), (2, NIET), (3, "onbekend")],
         "van 2 van de 3 artikelen is de stand onbekend"),
        ([(1, "onbekend"), (2, NIET), (2, "onbekend")],
         "van 1 van de 2 artikelen is de stand onbekend, van 1 een deel"),
    ],
)  # fmt: skip
def test_the_heading_says_how_much_is_unknown(rijen: list[Rij], kop: str) -> None:
    assert afspraken_kop(uitkomst(*rijen)) == f"De woonafspraken: {kop}"


EINDEN = [{"artikel": 1, "tot_en_met": "2020-12-31"}, {"artikel": 2, "tot_en_met": "2019-06-30"}]
EINDEN += [{"artikel": nr, "tot_en_met": "2019-06-30"} for nr in (4, 5, 6, 9)]
TITELS = {1: "Plannen op tijd", 2: "RWP en balans"}


@pytest.mark.parametrize(
    ("rijen", "over"),
    [
        ([(1, "nvt"), (2, "nvt")], NVT),
        ([(1, "onbekend"), (1, GEHAALD), (2, "nvt")],
         "Van de artikelen is van één een deel bekend en is één niet te beoordelen."),
        ([(1, "onbekend"), (1, "nvt"), (2, GEHAALD)],
         "Niets bekend is van 1 van de 2 artikelen: 1 (plannen op tijd). Van de andere is één "
         "geheel bekend."),
        ([(9, "onbekend"), (2, "onbekend"), (4, NIET), (6, "ter informatie"), (5, "nvt"), (5, NIET)],
         "Niets bekend is van 2 van de 5 artikelen: 2 (RWP en balans) en 9 (zaak 9). Van de andere zijn twee "
         "geheel bekend en is één niet te beoordelen."),
    ],
)  # fmt: skip
def test_a_look_back_asks_nothing_and_says_what_stayed_unknown(rijen: list[Rij], over: str) -> None:
    """The last of the agreements to end is the end of them all."""
    for regels in (EINDEN, EINDEN[::-1]):
        met = [
            {**a, "titel": TITELS.get(cast(int, a["artikel"]), f"Zaak {a['artikel']}")}
            for a in regels
        ]
        lijst = cast(list[Afspraak], met)
        assert geen_besluit(lijst) == (
            "De afspraken liepen tot en met 31 december 2020. Dit rapport kijkt daarop terug en vraagt "
            "geen besluit."
        )
        assert terugblik(lijst, uitkomst(*rijen)) == over


def test_many_articles_of_which_nothing_is_known_are_counted() -> None:
    nummers = range(1, 13)
    regels = [{"artikel": nr, "titel": f"Zaak {nr}", "tot_en_met": "2020-12-31"} for nr in nummers]
    for aan, slot in ((3, "2 (zaak 2) en 3 (zaak 3)."), (4, "van 4 van de 4 artikelen.")):
        rijen = [(nr, "onbekend") for nr in nummers[:aan]]
        assert terugblik(cast(list[Afspraak], regels), uitkomst(*rijen)).endswith(slot)
