"""One rule for what a cell says, whatever kind of cell it is; what has two readings is refused."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from leveringen.leeshulp import LEDEN

from woonanalyse.kern import kolomeis
from woonanalyse.leveringen.openen.boek import Inhoud
from woonanalyse.leveringen.waarden.gemeentelezer import Gemeentelezer
from woonanalyse.leveringen.waarden.waarde import als_tekst, getypt, lees_waarde, ruw_aantal

HEEL = kolomeis.geheel(leeg=True, grens="woningen_plan")
WONINGEN = kolomeis.woningen(leeg=True, grens="woningen_plan")
DECIMAAL = kolomeis.decimaal(leeg=True)
DATUM = kolomeis.datum(leeg=True)
KENMERK = kolomeis.kenmerk()
TEKST = kolomeis.tekst()
CODE = kolomeis.gemeentecode()


@pytest.mark.parametrize(
    ("cel", "getal"),
    [(12, 12), ("12", 12), (12.0, 12), ("-3", -3), (0, 0), ("007", 7), (" 12 ", 12), (None, None)],
)
def test_a_whole_number_is_digits_alone(cel: Inhoud, getal: int | None) -> None:
    waarde = lees_waarde(cel, HEEL)
    assert not waarde.bezwaar and getypt(waarde.tekst, HEEL) == getal


@pytest.mark.parametrize("komma", [False, True])
@pytest.mark.parametrize(
    "cel",
    [
        "1.390", "1,5", "1 390", "1\N{NO-BREAK SPACE}390", "1,390", "60,000", "60,05", "60,", "2,5E3",
        "1'390", 1.5, True, "12 stuks",
        "onbekend", "-", -99999, "-99999", "#N/B", "#VERW!", "=1+1", "1e3", "٣", 10**7, date(2026, 1, 1),
    ],
)  # fmt: skip
def test_anything_else_is_refused_as_a_whole_number(cel: Inhoud, komma: bool) -> None:
    waarde = lees_waarde(cel, HEEL, komma)
    assert waarde.bezwaar and waarde.herstel


@pytest.mark.parametrize(
    ("cel", "getal"), [("60,0", 60), ("1390,00", 1390), ("-3,0", -3), ("60,0000", 60)]
)
def test_a_whole_number_with_a_comma_and_zeros_is_one_only_between_semicolons(
    cel: str, getal: int
) -> None:
    waarde = lees_waarde(cel, HEEL, komma=True)
    assert not waarde.bezwaar and getypt(waarde.tekst, HEEL) == getal
    assert f"{getal}" in lees_waarde(cel, HEEL, komma=False).herstel


@pytest.mark.parametrize(
    ("cel", "hint"),
    [
        ("1.390", "1390"),
        ("1 390", "1390"),
        ("2,5E3", "2500"),
        ("=1+1", "formule"),
        (-99999, "leeg"),
        ("4O", "bedoelt u 40?"),
        ("40 won.", "schrijf alleen het getal: 40"),
        ("ca. 1.240 woningen", "schrijf alleen het getal: 1240"),
        ("twintig", "schrijf het in cijfers"),
        ("60,5", "60 of 61"),
    ],
)
def test_a_refusal_says_what_was_probably_meant(cel: Inhoud, hint: str) -> None:
    assert hint in lees_waarde(cel, HEEL).herstel


def test_a_count_is_not_negative() -> None:
    assert lees_waarde(-3, WONINGEN).bezwaar and not lees_waarde(-3, HEEL).bezwaar


@pytest.mark.parametrize(
    ("cel", "komma", "getal"),
    [
        (250000.5, False, 250000.5),
        ("250000.5", False, 250000.5),
        ("1.390", False, 1.39),
        ("250000,5", True, 250000.5),
        ("250000.5", True, 250000.5),
        ("-0,25", True, -0.25),
        (7, True, 7.0),
    ],
)
def test_a_comma_is_decimal_only_between_semicolons(cel: Inhoud, komma: bool, getal: float) -> None:
    waarde = lees_waarde(cel, DECIMAAL, komma)
    assert not waarde.bezwaar and getypt(waarde.tekst, DECIMAAL) == getal


@pytest.mark.parametrize(
    ("cel", "komma"), [("250000,5", False), ("1.390", True), ("1.390,5", True), ("1,2,3", True)]
)
def test_a_number_with_two_readings_is_refused(cel: str, komma: bool) -> None:
    assert lees_waarde(cel, DECIMAAL, komma).bezwaar


@pytest.mark.parametrize(
    ("cel", "dag", "notitie"),
    [
        (datetime(2026, 4, 7), "2026-04-07", False),
        (datetime(2026, 4, 7, 13, 45), "2026-04-07", False),
        (date(2026, 4, 7), "2026-04-07", False),
        ("2026-04-07", "2026-04-07", False),
        ("2026-04-07T10:00:00Z", "2026-04-07", False),
        ("7-4-2026", "2026-04-07", True),
        ("07-04-2026", "2026-04-07", True),
        ("2026-04", "2026-04", False),
        (2026, "2026", False),
        (None, "", False),
    ],
)
def test_a_day_is_a_date_cell_or_written_in_one_of_two_ways(
    cel: Inhoud, dag: str, notitie: bool
) -> None:
    waarde = lees_waarde(cel, DATUM)
    assert (waarde.tekst, waarde.bezwaar, bool(waarde.notitie)) == (dag, "", notitie)


@pytest.mark.parametrize("cel", ["4/7/2026", 46119, "31-2-2026", "2026-02-30", "morgen", "1-4-26"])
def test_any_other_day_is_refused(cel: Inhoud) -> None:
    assert lees_waarde(cel, DATUM).bezwaar


@pytest.mark.parametrize("cel", [datetime(1905, 7, 17), date(1905, 7, 17)])
def test_a_year_typed_in_a_cell_of_dates_is_refused_with_that_year(cel: Inhoud) -> None:
    waarde = lees_waarde(cel, DATUM)
    assert "het jaar 2025" in waarde.bezwaar and "1-1-2025" in waarde.herstel


@pytest.mark.parametrize("cel", [datetime(1905, 1, 1), datetime(1906, 1, 1), "1905-07-17"])
def test_another_day_of_that_time_is_a_day(cel: Inhoud) -> None:
    assert not lees_waarde(cel, DATUM).bezwaar


@pytest.mark.parametrize(("cel", "kenmerk"), [("0147-12", "0147-12"), (12, "12"), ("P 1", "P 1")])
def test_an_id_is_kept_as_it_is(cel: Inhoud, kenmerk: str) -> None:
    waarde = lees_waarde(cel, KENMERK)
    assert (waarde.tekst, waarde.bezwaar) == (kenmerk, "")


@pytest.mark.parametrize(
    "cel",
    [
        2.19e26, "2,19E+26", "12E5", "1E3", "0141100000012340", 141100000012345000.0, 0, "0",
        "000", 1.5, time(1, 2), date(2026, 4, 7), "12-apr", True, "-", "?", None, "onbekend", 12.5e20,
    ],
)  # fmt: skip
def test_an_id_that_a_spreadsheet_spoiled_is_refused(cel: Inhoud) -> None:
    assert lees_waarde(cel, KENMERK).bezwaar


@pytest.mark.parametrize("cel", [141, "0141", "gm0141", "GM141", 141.0])
def test_a_code_as_a_number_is_completed_and_told(cel: Inhoud) -> None:
    waarde = lees_waarde(cel, CODE)
    assert (waarde.tekst, waarde.bezwaar, waarde.notitie) == ("GM0141", "", "lees_code_aangevuld")


def test_text_is_composed_and_without_what_cannot_be_seen() -> None:
    naam = unicodedata.normalize("NFD", "Súdhoek")
    assert lees_waarde(naam, TEKST).tekst == "Súdhoek"
    schoon = lees_waarde("Hof\x08\taan\u200b zee", TEKST)
    assert (schoon.tekst, schoon.notitie, schoon.bezwaar) == ("Hof aan zee", "lees_tekens_weg", "")


@pytest.mark.parametrize(
    "naam", ["=Fase 2", "====", "+31", "-5 woningen", "@Hof", "'s-Hof", "Hof -- 2"]
)
def test_a_name_may_look_like_a_formula(naam: str) -> None:
    waarde = lees_waarde(naam, TEKST)
    assert (waarde.tekst, waarde.bezwaar) == (naam, "")


@pytest.mark.parametrize(
    "cel",
    [
        "Ho\ufffdf",
        datetime(2026, 4, 7),
        time(1, 2),
        timedelta(hours=3),
        1e20,
        True,
        "#NAAM?",
        "",
        None,
        "\u200b",
    ],
)
def test_text_that_lost_something_is_refused(cel: Inhoud) -> None:
    assert lees_waarde(cel, TEKST).bezwaar


CELLEN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.text(st.sampled_from("0123456789.,-' E+=\N{NO-BREAK SPACE}"), max_size=8),
    st.dates(),
    st.datetimes(),
)


@given(cel=CELLEN, komma=st.booleans())
def test_every_cell_has_a_value_or_a_reason(cel: Inhoud, komma: bool) -> None:
    for kolom in (HEEL, WONINGEN, DECIMAAL, DATUM, KENMERK, TEKST, CODE):
        waarde = lees_waarde(cel, kolom, komma)
        if waarde.bezwaar:
            assert waarde.herstel
        else:
            assert kolom.bezwaar(waarde.tekst) is None
            getypt(waarde.tekst, kolom)


@given(cel=CELLEN)
def test_a_whole_number_that_is_taken_is_the_number_that_stands_there(cel: Inhoud) -> None:
    waarde = lees_waarde(cel, HEEL)
    if not waarde.bezwaar and waarde.tekst:
        assert int(waarde.tekst) == float(cel)  # type: ignore[arg-type]
        assert ruw_aantal(cel) == int(waarde.tekst)


@given(cel=CELLEN)
def test_text_of_a_cell_is_stable(cel: Inhoud) -> None:
    assert als_tekst(als_tekst(cel)) == als_tekst(cel)


@pytest.mark.parametrize(
    ("tekst", "code"),
    [
        ("GM0164", "GM0164"), ("Hengelo", "GM0164"), ("Hengelo (O.)", "GM0164"), ("HENGELO", "GM0164"),
        ("0164", "GM0164"), ("Sudwest-Fryslan", "GM1900"), ("Súdwest-Fryslân", "GM1900"),
    ],
)  # fmt: skip
def test_a_municipality_is_known_by_its_names(tekst: str, code: str) -> None:
    waarde = Gemeentelezer(LEDEN).lees(tekst)
    assert (waarde.tekst, waarde.bezwaar) == (code, "")


@pytest.mark.parametrize(
    ("tekst", "herstel"),
    [("Hengello", "Hengelo"), ("Ambt Delden", "Hof van Twente"), ("Parijs", "")],
)
def test_a_name_of_no_member_is_refused_with_the_nearest_or_what_became_of_it(
    tekst: str, herstel: str
) -> None:
    waarde = Gemeentelezer(LEDEN).lees(tekst)
    assert "Hengelo" in waarde.bezwaar and herstel in waarde.herstel
    assert (waarde.sinds == "buiten") is (tekst != "Hengello")


@pytest.mark.parametrize("naam", ["Súdhoek", "’t Hof", "Café – fase 2"])
def test_text_that_went_through_the_wrong_letters_is_refused_with_what_was_meant(naam: str) -> None:
    waarde = lees_waarde(naam.encode().decode("cp1252"), TEKST)
    assert waarde.bezwaar and waarde.herstel == f"bedoelt u {naam}?"
    assert not lees_waarde(naam, TEKST).bezwaar


@pytest.mark.parametrize("naam", ["Château", "Âge d'or", "São Paulo", "ÃÃ"])
def test_letters_that_only_look_like_that_stay(naam: str) -> None:
    waarde = lees_waarde(naam, TEKST)
    assert (waarde.tekst, waarde.bezwaar) == (naam, "")
