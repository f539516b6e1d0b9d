"""Two editions of one region, both published: their difference tells no plan that is not public."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from afschermhulp import NAAM, VERBORGEN, met_editie, plannen
from hulp import kopieer_gegevens

from woonanalyse.onderwerpen.editie import Editie, lees_editie

STIL = "GM0163"
"""A municipality of which, but for one hidden plan, all stays as it was."""


def rijen(*erbij: dict[str, Any]) -> list[dict[str, Any]]:
    """Public plans of every member, and `erbij`."""
    dicht = {plan["naam"] for plan in VERBORGEN}
    return [*(plan for plan in plannen() if plan.get("naam") not in dicht), *erbij]


def geheim(rest: int) -> dict[str, Any]:
    return {
        "gemeentecode": STIL, "plan_id": "X1", "planstatus": "1A", "rest": rest, "sloop": 0,
        "naam": "Zandloper", "vertrouwelijkheid": "provincie",
    }  # fmt: skip


def edities(
    wortel: Path, toen: list[dict[str, Any]], nu: list[dict[str, Any]]
) -> tuple[Editie, Editie]:
    kopieer_gegevens(wortel)
    met_editie(wortel, NAAM, toen)
    met_editie(wortel, "2028", nu)
    return lees_editie(wortel, NAAM), lees_editie(wortel, "2028")


def totaal(editie: Editie) -> Any:
    """The hard capacity of STIL as it is shown, <NA> where it is not."""
    rij = editie.invoer[editie.invoer["gemeentecode"] == STIL].iloc[0]
    return rij["hard_ongesplitst"] if rij["telling"] != "bruto" else rij["hard_direct"]


@pytest.mark.parametrize(
    ("toen", "nu"),
    [([], [geheim(211)]), ([geheim(211)], []), ([geheim(211)], [geheim(500)])],
    ids=["came", "went", "grew"],
)
def test_what_changed_does_not_follow_from_what_both_show(
    tmp_path: Path, toen: list[dict[str, Any]], nu: list[dict[str, Any]]
) -> None:
    eerst, dan = edities(tmp_path, rijen(*toen), rijen(*nu))
    assert STIL not in set(eerst.afgeschermd["gemeentecode"])
    assert STIL in set(dan.afgeschermd["gemeentecode"])
    assert dan.invoer.loc[dan.invoer["gemeentecode"] == STIL, "hard_ongesplitst"].isna().all()


def test_nothing_is_hidden_where_nothing_hidden_changed(tmp_path: Path) -> None:
    _, dan = edities(tmp_path, rijen(geheim(211)), rijen(geheim(211)))
    assert dan.afgeschermd.empty


def test_the_edition_is_made_from_the_register_of_before_as_well(tmp_path: Path) -> None:
    """What is made must be made anew where that changes; the first depends on nothing later."""
    eerst, dan = edities(tmp_path, rijen(), rijen(geheim(211)))
    toen = f"data/intern/planregister/{NAAM}-01-01/plannen.csv"
    assert toen in dan.bestanden and dan.eerder == (toen,)
    assert eerst.eerder == ()
