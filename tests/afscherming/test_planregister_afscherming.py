"""Which sums of the plan register are not shown, and that those which are keep their value."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planregisterhulp import BREED, LEDEN, LEZINGEN, SMAL, registers, tabellen

from woonanalyse.afscherming.regels import regels
from woonanalyse.afscherming.speelruimte import speelruimte, te_krap
from woonanalyse.onderwerpen.planregister.afscherming import afgeschermd
from woonanalyse.onderwerpen.planregister.stelsel import stelsel
from woonanalyse.onderwerpen.registerbalans import capaciteit, scherm_af

DICHT = {"vertrouwelijkheid": "gemeente", "sloop": 0}
OPEN = {"sloop": 0}
BUREN = [
    {**OPEN, "gemeentecode": "GM0002", "rest": 500},
    {**OPEN, "gemeentecode": "GM0003", "rest": 700},
]


def weg(plannen: list[dict[str, Any]], lezingen: list[dict[str, Any]]) -> set[tuple[str, str]]:
    frame = afgeschermd(tabellen([*plannen, *BUREN])["plannen"], LEDEN, lezingen, regels())
    return set(frame[["gemeentecode", "getal"]].itertuples(index=False, name=None))


def test_where_all_is_public_nothing_is_hidden() -> None:
    assert weg([{**OPEN, "rest": 137}], LEZINGEN) == set()


def test_a_plan_among_others_hides_nothing() -> None:
    assert weg([{**DICHT, "rest": 137}, {**OPEN, "rest": 300}], [SMAL]) == set()


def test_a_plan_alone_in_its_part_hides_the_parts_and_not_the_total() -> None:
    eigen: list[dict[str, Any]] = [
        {**DICHT, "rest": 137},
        {**OPEN, "planstatus": "1B", "rest": 300},
    ]
    assert weg(eigen, [SMAL]) == {("GM0001", "hard_direct"), ("GM0001", "hard_uit_te_werken")}


def test_a_plan_that_is_all_there_is_hides_the_total_and_one_neighbour() -> None:
    """Of the same subregion: the other would be told by the total of the subregion."""
    gevonden = weg([{**DICHT, "rest": 137}], [SMAL])
    assert {("GM0001", "bruto"), ("GM0002", "bruto")} <= gevonden
    assert not {code for code, _ in gevonden} & {"GM0003"}


def test_another_reading_does_not_tell_it_by_the_difference() -> None:
    """A plan of status 2A is hard in the broad reading only: the totals of both would show how much it is.

    Those of the region do so here as well, whatever we hide: ours do not add to it.
    """
    eigen: list[dict[str, Any]] = [
        {**DICHT, "planstatus": "2A", "rest": 137},
        {**OPEN, "rest": 300},
    ]
    assert weg(eigen, [BREED]) == set()
    totalen = {("GM0001", "bruto"), ("GM0001", "netto")}
    assert totalen <= weg(eigen, LEZINGEN)


@pytest.mark.parametrize("wie", ["provincie", "gemeente", "onbekend"])
def test_only_a_plan_that_is_said_to_be_public_is(wie: str) -> None:
    assert weg([{**DICHT, "vertrouwelijkheid": wie, "rest": 137}], [SMAL])


@given(registers(), st.lists(st.sampled_from(["openbaar", "gemeente"]), min_size=7, max_size=7))
@settings(max_examples=25)
def test_no_hidden_plan_of_any_register_is_told(
    alles: dict[str, pd.DataFrame], wie: list[str]
) -> None:
    """But for what the totals of areas tell of the whole region by themselves."""
    plannen = alles["plannen"].assign(vertrouwelijkheid=wie[: len(alles["plannen"])])
    cellen, verbanden = stelsel(plannen, LEDEN, LEZINGEN, regels())
    kan = list(cellen.loc[cellen["geheim"] | cellen["gewicht"].notna(), "cel"])
    verraden = te_krap(cellen, speelruimte(cellen, verbanden, kan))
    dicht = afgeschermd(plannen, LEDEN, LEZINGEN, regels())
    namen = {f"getal|{rij.lezing}|{rij.gemeentecode}|{rij.getal}" for rij in dicht.itertuples()}
    verborgen = [
        c for c in cellen["cel"] if c in namen or c in set(cellen["cel"][cellen["geheim"]])
    ]
    assert te_krap(cellen, speelruimte(cellen, verbanden, verborgen)) == verraden


@pytest.mark.parametrize("telling", ["bruto", "netto"])
def test_what_is_shown_is_as_it_was(telling: str) -> None:
    """Of a total of which the parts are hidden nothing changes but where it stands."""
    eigen: list[dict[str, Any]] = [{**DICHT, "rest": 137, "uitgezonderd": 7},
             {**OPEN, "planstatus": "1B", "rest": 300, "uitgezonderd": 40}]  # fmt: skip
    plannen = tabellen([*eigen, *BUREN])["plannen"]
    alles = capaciteit(plannen, LEDEN, SMAL, telling)
    dicht = pd.DataFrame(
        [("GM0001", "hard_direct"), ("GM0001", "uitgezonderd")], columns=["gemeentecode", "getal"]
    )
    frame, kolommen = scherm_af(alles, dicht, telling)
    oud, nieuw = (f.set_index("gemeentecode") for f in (alles, frame))
    assert nieuw.loc["GM0001", "hard_ongesplitst"] == 137 + 300 - 47
    assert nieuw.loc["GM0001", "uitgezonderd"] is pd.NA
    assert nieuw.loc["GM0002", list(oud.columns)].equals(oud.loc["GM0002"])
    assert "uitgezonderd" in set(kolommen["kolom"]) and set(kolommen["telling"]) == {telling}
