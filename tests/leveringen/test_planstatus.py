"""A planning status is read by its code and its words; where they disagree it is refused."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woonanalyse.leveringen.waarden.woordenlijst import Woordenlijst, gemene_lijsten, kaal

LIJSTEN = [gemene_lijsten()[naam] for naam in ("planstatus", "planstatus_diwi")]
CODES = {ingang["is"] for lijst in LIJSTEN for ingang in lijst["lijst"]}
PAREN = [
    (ingang["is"], kaal(ingang["tekst"]).partition(" ")[2])
    for ingang in LIJSTEN[1]["lijst"]
    if ingang["is"] != "onbekend"
]


def lees_planstatus(tekst: str, nr: int = 1) -> tuple[str, str]:
    """What a list makes of a text: a code, or what is wrong and how to mend it."""
    waarde = Woordenlijst(LIJSTEN[nr]).lees(tekst)
    bezwaar = f"{waarde.bezwaar}; {waarde.herstel}" if waarde.bezwaar else ""
    return ("" if bezwaar else waarde.tekst), bezwaar


@pytest.mark.parametrize(
    ("tekst", "code"),
    [
        ("1a Onherroepelijk", "1A"),
        ("1b Onherroepelijk uitwerking nodig", "1B"),
        ("1c Onherroepelijk B&W nodig", "1C"),
        ("_2C_VASTGESTELD_MET_BW_NODIG", "2C"),
        ("2c_vastgesteld_b_w_nodig", "2C"),
        ("_3_IN_VOORBEREIDING", "3"),
        ("4a Opgenomen in de visie", "4A"),
        ("4b Niet opgenomen in de visie", "4B"),
        ("4B Niet opgenomen in visie", "4B"),
        ("2A", "2A"),
        ("", ""),
    ],
)
def test_every_way_in_which_diwi_writes_a_status_is_known(tekst: str, code: str) -> None:
    assert lees_planstatus(tekst) == (code, "")


@pytest.mark.parametrize("nr", [0, 1])
@pytest.mark.parametrize(
    ("tekst", "genoemd"),
    [
        ("4b opgenomen in de visie", ["letter", "4A", "4B"]),
        ("1A Vastgesteld", ["letter", "2A"]),
        ("6A Onherroepelijk", ["1A"]),
        ("1D", ["1A", "4B"]),
        ("4", ["4A", "4B"]),
        ("1A Onherroepelik", ["bedoelt u 1A"]),
    ],
)
def test_letters_and_words_that_disagree_are_refused(
    nr: int, tekst: str, genoemd: list[str]
) -> None:
    code, bezwaar = lees_planstatus(tekst, nr)
    assert code == ""
    assert all(woord in bezwaar for woord in genoemd), bezwaar


@pytest.mark.parametrize("nr", [0, 1])
@pytest.mark.parametrize("tekst", ["4b opgenomen in de visie", "1A Vastgesteld"])
def test_what_is_said_to_be_written_instead_is_taken(nr: int, tekst: str) -> None:
    herstel = Woordenlijst(LIJSTEN[nr]).lees(tekst).herstel
    eerste, tweede = re.findall("‘(.+?)’", herstel)
    assert {lees_planstatus(eerste, nr)[0], lees_planstatus(tweede, nr)[0]} == {
        tekst[:2].upper(),
        "2A" if tekst[0] == "1" else "4A",
    }


def test_a_denial_is_not_what_it_denies() -> None:
    assert "4B" in lees_planstatus("4a_niet_opgenomen_in_de_visie")[1]


@given(st.sampled_from(PAREN), st.sampled_from(PAREN))
def test_a_code_goes_with_its_own_words_only(een: tuple[str, str], ander: tuple[str, str]) -> None:
    code, _ = een
    eigen, woorden = ander
    gelezen, bezwaar = lees_planstatus(f"{code.lower()}. {woorden}")
    assert (gelezen == code and not bezwaar) if code == eigen else (not gelezen and bezwaar)


@given(st.text(max_size=40))
def test_any_text_is_a_status_or_refused_with_a_reason(tekst: str) -> None:
    code, bezwaar = lees_planstatus(tekst)
    assert code in {*CODES, ""}
    assert code or bezwaar or not tekst.strip() or not tekst.isprintable()
