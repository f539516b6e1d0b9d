"""The tables of the agreements in the annex: every cell, and which rows stand together."""

from __future__ import annotations

from typing import Any

import pandas as pd

from woonanalyse.afspraken.bijlage import bijlage_afspraken, bijlage_feiten, bijlage_lezingen
from woonanalyse.kern.beeld.tafel import Tafel


def uitkomst(**anders: Any) -> dict[str, Any]:
    return {
        "artikel": 13, "onderdeel": pd.NA, "partij": "Aa", "waarde": 0.9, "norm": 1.0,
        "eenheid": "fractie", "status": "binnen de norm", **anders,
    }  # fmt: skip


def uitkomsten(*rijen: dict[str, Any]) -> pd.DataFrame:
    frame = pd.DataFrame(rijen, columns=list(uitkomst()))
    return frame.astype({"artikel": "Int64", "waarde": "Float64", "norm": "Float64"})


KOPPEN_AFSPRAKEN = ["Nr.", "Waarde", "Norm", "Eenheid", "Stand", "Partijen"]


def test_equal_outcomes_of_several_parties_are_one_row() -> None:
    frame = uitkomsten(
        uitkomst(partij="Bee", waarde=1.2, status="boven de norm"),
        uitkomst(),
        uitkomst(partij="Cee"),
    )
    assert list(bijlage_afspraken(frame)) == [
        Tafel(
            "Wat is gemeten en wat is afgesproken",
            KOPPEN_AFSPRAKEN,
            [
                ["13", "120,0%", "100,0%", "procent", "boven de norm", "Bee"],
                ["13", "90,0%", "100,0%", "procent", "binnen de norm", "Aa en Cee"],
            ],
            ["N13", "N13"],
        )
    ]


def test_what_was_not_measured_is_unknown_or_none() -> None:
    """Unknown where it should have been measured; none where the judgement does not look at it."""
    frame = uitkomsten(
        uitkomst(artikel=7, onderdeel="deel_a", waarde=pd.NA, status="onbekend",
                 norm=25, eenheid="wijken"),
        uitkomst(artikel=8, waarde=pd.NA, norm=2, eenheid="keer", status="nvt"),
        uitkomst(artikel=9, waarde=3, norm=pd.NA, eenheid=pd.NA, status="ter informatie"),
        uitkomst(artikel=10, waarde=1, norm=pd.NA, eenheid="keer", status="onbekend"),
    )  # fmt: skip
    (tafel,) = bijlage_afspraken(frame)
    assert tafel.rijen == [
        ["7 (deel\\_a)", "onbekend", "25", "wijken", "onbekend", "Aa"],
        ["8", "geen", "2", "keer", "nvt", "Aa"],
        ["9", "3", "geen", "", "ter informatie", "Aa"],
        ["10", "1", "geen", "keer", "onbekend", "Aa"],
    ]
    assert tafel.codes == ["N7", "N8", "N9", "N10"]


def test_without_value_and_norm_there_is_no_row_and_without_rows_no_table() -> None:
    leeg = uitkomst(artikel=1, waarde=pd.NA, norm=pd.NA)
    assert list(bijlage_afspraken(uitkomsten(leeg, leeg))) == []
    (tafel,) = bijlage_afspraken(uitkomsten(leeg, uitkomst(artikel=2)))
    assert tafel.codes == ["N2"]


def test_names_of_the_agreements_stay_text() -> None:
    frame = uitkomsten(uitkomst(onderdeel="[o]", eenheid="*e*", status="<s>", partij="$p$"))
    (tafel,) = bijlage_afspraken(frame)
    assert tafel.rijen == [
        ["13 (\\[o\\])", "0,9", "1", "\\*e\\*", "\\<s\\>", "\\$p\\$"],
    ]


def feit(**anders: Any) -> dict[str, Any]:
    return {
        "artikel": 2, "partij": "Aa", "datum": "2019-03-01", "feit": "Pilot gestart", "telt": "ja",
        "waarom": pd.NA, "bronsoort": "eigen stuk", "zekerheid": "letterlijk",
        "tegenspraak": pd.NA, "bron": "Jaarverslag", "code": "F2", **anders,
    }  # fmt: skip


FEITEN = [
    feit(artikel=4, code="F4", datum="2018"),
    feit(telt="nee", waarom="pers", bronsoort="pers", bron="Krant_1", tegenspraak="elders 2018"),
    feit(partij="Bee", datum=pd.NA, telt="nee", waarom="zonder datum"),
    feit(partij="Cee"),
]

ZIN = (
    "In de registers {} bij de afspraken, waarvan {} voor een stand {}. Elk feit, met de reden waarom "
    "het wel of niet meetelt, staat in het rapport op het scherm, in het werkboek en in `feiten.csv`."
)


def test_facts_on_paper_only_those_that_count_and_on_screen_all_of_them() -> None:
    zin, papier, vier, twee = bijlage_feiten(pd.DataFrame(FEITEN))
    bewijs = "letterlijk\\; eigen stuk\\: Jaarverslag\\."
    assert zin == ZIN.format("staan 4 feiten", "2", "meetellen")
    assert papier == Tafel(
        "Wat meetelt, per afspraak",
        ["Nr.", "Datum", "Partij", "Feit", "Bewijs"],
        [
            ["4", "2018", "Aa", "Pilot gestart", bewijs],
            ["2", "1 maart 2019", "Cee", "Pilot gestart", bewijs],
        ],
        ["F4", "F2"],
        "typst",
    )
    koppen = ["Datum", "Partij", "Feit", "Bewijs", "Telt mee"]
    assert vier == Tafel(
        "Wat bekend is bij nr. 4",
        koppen,
        [["2018", "Aa", "Pilot gestart", bewijs, "ja"]],
        ["F4"],
        "html",
    )
    krant = "letterlijk\\; pers\\: Krant\\_1\\. Anders\\: elders 2018"
    assert twee == Tafel(
        "Wat bekend is bij nr. 2",
        koppen,
        [
            ["1 maart 2019", "Aa", "Pilot gestart", krant, "nee\\: pers"],
            ["zonder datum", "Bee", "Pilot gestart", bewijs, "nee\\: zonder datum"],
            ["1 maart 2019", "Cee", "Pilot gestart", bewijs, "ja"],
        ],
        ["F2", "F2", "F2"],
        "html",
    )


def test_facts_of_which_none_counts_give_no_table_on_paper() -> None:
    zin, tafel = bijlage_feiten(pd.DataFrame([feit(telt="nee", waarom="onzeker")]))
    assert zin == ZIN.format("staat 1 feit", "0", "meetellen")
    assert isinstance(tafel, Tafel)
    assert tafel.vorm == "html" and tafel.rijen[0][-1] == "nee\\: onzeker"


def test_one_fact_that_counts_is_told_as_one() -> None:
    zin, *_ = bijlage_feiten(pd.DataFrame([feit()]))
    assert zin == ZIN.format("staat 1 feit", "1", "meetelt")


def test_what_a_fact_says_stays_text() -> None:
    vijandig = feit(partij="<p>", feit="*f*", zekerheid="_z_", bronsoort="[s]", bron="$b$")
    _, papier, scherm = bijlage_feiten(pd.DataFrame([vijandig]))
    cellen = ["1 maart 2019", "\\<p\\>", "\\*f\\*", "\\_z\\_\\; \\[s\\]\\: \\$b\\$\\."]
    assert isinstance(papier, Tafel) and isinstance(scherm, Tafel)
    assert papier.rijen == [["2", *cellen]] and scherm.rijen == [[*cellen, "ja"]]


def gelezen(**anders: Any) -> dict[str, Any]:
    return {
        "artikel": 16, "onderdeel": pd.NA, "lezing": "A", "gewoon": "ja", "uitleg": "per jaar",
        "partij": "Aa", "status": "gehaald", **anders,
    }  # fmt: skip


def test_a_row_per_reading_counts_its_states() -> None:
    b = {"lezing": "B", "gewoon": "nee", "uitleg": "elk_jaar"}
    frame = pd.DataFrame(
        [
            gelezen(),
            gelezen(partij="Bee", status="onbekend"),
            gelezen(**b),
            gelezen(partij="Cee", status="onbekend"),
            gelezen(artikel=9, onderdeel="x_y", lezing="[A]"),
        ]
    )
    assert list(bijlage_lezingen(frame)) == [
        Tafel(
            "De stand volgens elke lezing",
            ["Nr.", "Lezing", "Hoe de tekst is gelezen", "Uitkomsten"],
            [
                ["16", "A (gebruikt)", "per jaar", "1 gehaald en 2 onbekend"],
                ["16", "B", "elk\\_jaar", "1 gehaald"],
                ["9 (x\\_y)", "\\[A\\] (gebruikt)", "per jaar", "1 gehaald"],
            ],
            ["Z16", "Z16", "Z9"],
        )
    ]


def test_without_readings_there_is_no_table() -> None:
    assert list(bijlage_lezingen(pd.DataFrame(columns=list(gelezen())))) == []
