"""Decisions asked: from the state of an agreement, of the right college, never more."""

from __future__ import annotations

import pandas as pd
import pytest
from hulp import EDITIES, VERBODEN, dossier, tabellen_van

from woonanalyse.document.besluiten import algemeen, gevraagd, per_college, samenvatting, zinnen
from woonanalyse.onderwerpen.dossier import Dossier

AFSPRAKEN = [
    {"artikel": 2, "besluit": {"onbekend": "twee doen"}},
    {"artikel": 1, "besluit": {"onbekend": "een doen", "achter": "sneller een doen"}},
    {"artikel": 3},
]
UITKOMST = pd.DataFrame(
    [
        (1, "GS", "onbekend"),
        (1, "Aa", "onbekend"),
        (1, "Bee", "onbekend"),
        (2, "Aa", "onbekend"),
        (2, "Bee", "gehaald"),
        (3, "Aa", "onbekend"),
    ],
    columns=["artikel", "partij", "status"],
)


BALANS = pd.DataFrame({"gemeente": ["Aa", "Bee"], "oordeel": ["buiten", "op de grens"]})


def van_editie(d: Dossier) -> pd.DataFrame:
    tabellen = tabellen_van(d)
    return gevraagd(d.regio.afspraken, tabellen["afspraken"], tabellen["balans"])


def test_a_decision_may_be_limited_to_over_programming() -> None:
    regels = [{"artikel": 1, "besluit_bij": "buiten", "besluit": {"onbekend": "een doen"}}]
    assert gevraagd(regels, UITKOMST, BALANS)["partij"].tolist() == ["Aa"]


def test_only_states_with_a_decision_ask_for_one() -> None:
    vragen = gevraagd(AFSPRAKEN, UITKOMST, BALANS)
    assert vragen.to_dict("records") == [
        {"partij": "GS", "artikel": 1, "besluit": "een doen"},
        {"partij": "Aa", "artikel": 1, "besluit": "een doen"},
        {"partij": "Bee", "artikel": 1, "besluit": "een doen"},
        {"partij": "Aa", "artikel": 2, "besluit": "twee doen"},
    ]
    achter = UITKOMST.assign(status=UITKOMST["status"].mask(UITKOMST["partij"] == "Bee", "achter"))
    vragen = gevraagd(AFSPRAKEN, achter, BALANS)
    assert vragen.loc[vragen["partij"] == "Bee", "besluit"].tolist() == ["sneller een doen"]


def test_a_party_with_two_rows_of_one_state_is_asked_once() -> None:
    dubbel = pd.concat([UITKOMST, UITKOMST])
    assert len(gevraagd(AFSPRAKEN, dubbel, BALANS)) == len(gevraagd(AFSPRAKEN, UITKOMST, BALANS))


def test_what_all_are_asked_stands_once_in_the_closing_list() -> None:
    vragen = gevraagd(AFSPRAKEN, UITKOMST, BALANS)
    assert algemeen(vragen, ["Aa", "Bee"])["besluit"].tolist() == ["een doen"]
    tekst = per_college(vragen, ["Aa", "Bee"]).markdown.replace("\\", "")
    regels = [[cel.strip() for cel in r.split("|")[1:3]] for r in tekst.splitlines()[2:]]
    assert regels == [
        ["GS", "Een doen (artikel 1)."],
        ["elk college van B&W", "Een doen (artikel 1)."],
        ["B&W van Aa", "Twee doen (artikel 2)."],
        ["B&W van Bee", "Alleen wat van elk college wordt gevraagd."],
    ]


def test_the_summary_names_few_colleges_first() -> None:
    assert samenvatting(gevraagd(AFSPRAKEN, UITKOMST, BALANS), ["Aa", "Bee"]) == [
        "B&W van Aa: twee doen (artikel 2).",
        "GS en alle 2 colleges van B&W: een doen (artikel 1).",
    ]


def test_nothing_asked_is_said() -> None:
    leeg = gevraagd(AFSPRAKEN, UITKOMST.assign(status="gehaald"), BALANS)
    assert leeg.empty and samenvatting(leeg, ["Aa"]) == [] and zinnen(leeg) == ""
    assert per_college(leeg, ["Aa"]).markdown.count("Geen besluit gevraagd") == 2


@pytest.mark.parametrize("naam", EDITIES)
def test_real_editions_ask_at_most_five_lines_in_our_words(naam: str) -> None:
    d = dossier(naam)
    namen = list(d.regio.gemeenten["gemeente"])
    vragen = van_editie(d)
    regels = samenvatting(vragen, namen)
    assert len(regels) <= 5 and bool(regels) is d.editie.opzet.toets
    assert set(vragen["partij"]) <= {"GS", *namen}
    for tekst in [*regels, per_college(vragen, namen).markdown]:
        assert not any(woord in tekst.lower() for woord in VERBODEN)


def test_over_programming_asks_for_the_way_back_where_it_is() -> None:
    d = dossier("2017")
    vragen = van_editie(d)
    terug = set(vragen.loc[vragen["artikel"] == 15, "partij"])
    assert terug == {"Borne", "Hellendoorn", "Wierden"}
    assert set(vragen.loc[vragen["artikel"] == 13, "partij"]) == {
        "Almelo", "Enschede", "Hengelo", "Twenterand",
    }  # fmt: skip
