"""The log only grows: what is changed or left out is seen; what the law takes out leaves it whole."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woonanalyse.kern.logboek import VERWIJDERD, Handeling, Regel, bezwaren, met, zonder_tekst
from woonanalyse.kern.persoon import persoon_in

TEKST = st.text(max_size=8)
HANDELINGEN = st.lists(
    st.builds(
        Handeling, TEKST, TEKST, st.sampled_from(["akkoord", "besluit"]), TEKST, TEKST, TEKST
    ),
    min_size=1,
    max_size=5,
)


def log(handelingen: list[Handeling]) -> list[Regel]:
    return met([], handelingen, [f"zout {nr}" for nr in range(len(handelingen))])


@given(HANDELINGEN, HANDELINGEN)
def test_what_is_added_leaves_what_was_there(eerst: list[Handeling], dan: list[Handeling]) -> None:
    toen = log(eerst)

    nu = met(toen, dan, map(str, range(len(dan))))

    assert nu[: len(toen)] == toen and len(nu) == len(toen) + len(dan)
    assert bezwaren(nu) == []


@given(HANDELINGEN, st.data())
def test_a_changed_cell_is_seen(handelingen: list[Handeling], data: st.DataObject) -> None:
    regels = log(handelingen)
    nr = data.draw(st.integers(0, len(regels) - 1))
    veld = data.draw(st.sampled_from([veld.name for veld in fields(Regel)]))
    anders = regels[nr].nr + 1 if veld == "nr" else f"{getattr(regels[nr], veld)}."

    regels[nr] = replace(regels[nr], **{veld: anders})  # type: ignore[arg-type]

    assert bezwaren(regels)


@given(HANDELINGEN, st.data())
def test_a_row_that_is_gone_before_the_last_is_seen(
    handelingen: list[Handeling], data: st.DataObject
) -> None:
    regels = log([*handelingen, handelingen[0]])

    del regels[data.draw(st.integers(0, len(regels) - 2))]

    assert bezwaren(regels)


@given(HANDELINGEN, st.data())
def test_a_text_that_is_taken_out_with_a_row_that_says_so_leaves_the_chain_whole(
    handelingen: list[Handeling], data: st.DataObject
) -> None:
    regels = log([replace(een, rol="rol van toen", grond="grond van toen") for een in handelingen])
    nr = data.draw(st.integers(1, len(regels)))
    waarom = Handeling("2027-03-01", "archivaris", VERWIJDERD, "regel", str(nr), "verzoek")

    zonder = zonder_tekst(regels, nr)
    nu = met(zonder, [waarom], ["z"])

    assert bezwaren(nu) == []
    assert [plaats for plaats, _, _ in bezwaren(zonder)] == [nr]
    assert "toen" not in f"{nu[nr - 1]}" and nu[nr - 1].hash == regels[nr - 1].hash
    assert [een.hash for een in nu[:-1]] == [een.hash for een in regels]


@pytest.mark.parametrize(
    "tekst",
    ["dhr. Jansen", "de heer Jansen", "Mevr. de Vries", "a.b@gemeente.nl", "bel 06-12345678"],
)
def test_what_names_or_reaches_a_person_is_refused(tekst: str) -> None:
    assert "een rol" in str(persoon_in(tekst))


@pytest.mark.parametrize(
    "tekst",
    ["teamleider wonen", "B&W, portefeuille wonen", "de heersende leer", "mandaat 2026, nr. 12",
     "0147-01 en 0147-02", "zaak 2026-0123456"],
)  # fmt: skip
def test_roles_and_numbers_of_files_are_no_persons(tekst: str) -> None:
    assert persoon_in(tekst) is None
