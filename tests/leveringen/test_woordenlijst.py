"""A word of a list is known by its words; another is refused with the nearest and the date of the list."""

from __future__ import annotations

import pytest

from woonanalyse.leveringen.waarden.woordenlijst import Woordenlijst, gemene_lijsten

STATUS = Woordenlijst(gemene_lijsten()["planstatus"])
KNELPUNTEN = Woordenlijst(gemene_lijsten()["knelpunten"])
EIGEN = Woordenlijst(
    {
        "sinds": "2024-01-01",
        "lijst": [
            {"tekst": "Rood", "is": "r"},
            {"tekst": "Groen"},
            {"tekst": "2 Half", "is": "onbekend", "bewaar": True},
        ],
    }
)


@pytest.mark.parametrize(
    ("tekst", "code"),
    [
        ("1A. Onherroepelijk", "1A"),
        ("1a onherroepelijk", "1A"),
        ("1A", "1A"),
        ("Onherroepelijk", "1A"),
        ("1B Onherroepelijk, uitwerkingsplicht", "1B"),
        ("1b_onherroepelijk_uitwerkingsplicht", "1B"),
        ("3", "3"),
        ("3. In voorbereiding", "3"),
        ("Onbekend", "onbekend"),
        ("", ""),
    ],
)
def test_a_status_is_known_by_its_code_or_its_words(tekst: str, code: str) -> None:
    waarde = STATUS.lees(tekst)
    assert (waarde.tekst, waarde.bezwaar) == (code, "")


@pytest.mark.parametrize(
    "tekst", ["4b opgenomen in de visie", "1A Onherroepelijk, uitwerkingsplicht", "1B Vastgesteld"]
)
def test_letters_and_words_that_disagree_are_refused(tekst: str) -> None:
    assert "horen" in STATUS.lees(tekst).bezwaar


@pytest.mark.parametrize(
    "tekst", ["1D", "6", "4B niet opgenomen in de visie", "2 Vastgesteld plan"]
)
def test_an_unknown_status_is_refused_with_the_list_and_its_date(tekst: str) -> None:
    waarde = STATUS.lees(tekst)
    assert (
        waarde.bezwaar.startswith("een van 1A. Onherroepelijk") and "2024-01-01" in waarde.bezwaar
    )


@pytest.mark.parametrize(("tekst", "goed"), [("rood", "r"), ("GROEN", "Groen")])
def test_a_list_of_ones_own(tekst: str, goed: str) -> None:
    assert EIGEN.lees(tekst).tekst == goed


def test_the_nearest_word_is_named() -> None:
    assert "bedoelt u Groen?" in EIGEN.lees("Groenn").bezwaar


def test_words_that_say_less_are_kept() -> None:
    waarde = EIGEN.lees("2 half")
    assert (waarde.tekst, waarde.bewaar) == ("onbekend", "2 half")


@pytest.mark.parametrize(
    ("peildatum", "nu"),
    [("2025-09-10", "Netcongestie"), ("2025-09-11", "Nuts"), ("", "Nuts"), ("2027-01-01", "Nuts")],
)
def test_a_word_that_was_renamed_is_read_as_what_it_is_on_that_day(peildatum: str, nu: str) -> None:
    waarde = KNELPUNTEN.lees("netcongestie", peildatum)
    assert (waarde.tekst, waarde.bezwaar) == (nu, "")
    assert (waarde.sinds, bool(waarde.notitie)) == (
        ("2025-09-11", True) if nu == "Nuts" else ("", False)
    )


def test_several_words_in_one_cell_are_each_looked_up() -> None:
    assert KNELPUNTEN.lees("Stikstof; Netcongestie, Nuts").tekst == "Stikstof, Nuts"
    assert "Stikstof" in KNELPUNTEN.lees("Geen, Stikstoff").bezwaar
