"""Decisions asked: from the state of an agreement, of the right college, never more."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pandas as pd
import pytest
from hulp import EDITIES, VERBODEN, dossier, editie, lang_behalve, tabellen_van

from woonanalyse.document.besluiten import (
    algemeen,
    gevraagd,
    per_college,
    samenvatting,
    terugblik,
    vragen_van,
    zinnen,
)
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.onderwerpen.dossier import Dossier

AFSPRAKEN = cast(
    list[Afspraak],
    [
        {"artikel": 2, "besluit": {"onbekend": "twee doen"}},
        {"artikel": 1, "besluit": {"onbekend": "een doen", "achter": "sneller een doen"}},
        {"artikel": 3},
    ],
)
"""Of each agreement only what a question is made of."""
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


LOPEND = "2020-12-31"
"""A day on which the agreements of the region still run: their last."""

BALANS = pd.DataFrame({"gemeente": ["Aa", "Bee"], "oordeel": ["buiten", "op de grens"]})


def van_editie(d: Dossier, op: str | None = None) -> pd.DataFrame:
    """What is asked in a report of the edition's own day, or of another."""
    tabellen = tabellen_van(d)
    gekozen = d if op is None else d.op_datum(op)
    return vragen_van(gekozen.editie, tabellen["afspraken"], tabellen["balans"])


def test_a_decision_may_be_limited_to_over_programming() -> None:
    regel = {"artikel": 1, "besluit_bij": "buiten", "besluit": {"onbekend": "een doen"}}
    regels = [cast(Afspraak, regel)]
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


@pytest.mark.parametrize("naam", lang_behalve(["2017"], EDITIES))
def test_real_editions_ask_at_most_five_lines_in_our_words(naam: str) -> None:
    d = dossier(naam)
    namen = list(d.regio.gemeenten["gemeente"])
    vragen = van_editie(d, LOPEND)
    regels = samenvatting(vragen, namen)
    assert len(regels) <= 5 and bool(regels) is d.editie.opzet.toets
    assert set(vragen["partij"]) <= {"GS", *namen}
    for tekst in [*regels, per_college(vragen, namen).markdown]:
        assert not any(woord in tekst.lower() for woord in VERBODEN)


def test_over_programming_asks_for_the_way_back_where_it_is() -> None:
    d = dossier("2017")
    vragen = van_editie(d, LOPEND)
    terug = set(vragen.loc[vragen["artikel"] == 15, "partij"])
    assert terug == {"Borne", "Hellendoorn", "Wierden"}
    assert set(vragen.loc[vragen["artikel"] == 13, "partij"]) == {"Hengelo", "Twenterand"}


def test_a_look_back_asks_nothing() -> None:
    terugblikken = [naam for naam in EDITIES if not editie(naam).opzet.normen]
    assert terugblikken
    for naam in terugblikken:
        d = dossier(naam)
        assert not d.editie.lopend and van_editie(d).empty, naam
        assert van_editie(d, "2021-01-01").empty, naam
        assert d.op_datum(LOPEND).editie.lopend, naam


def test_without_a_date_of_its_own_a_report_is_of_the_day_of_the_registers() -> None:
    d = dossier("2017")
    zonder = replace(d.editie, opzet=replace(d.editie.opzet, rapportdatum=""))
    assert zonder.opzet.datum_rapport == "2020-12-31" and zonder.lopend


def test_what_a_look_back_says_of_a_party() -> None:
    eind = {1: "2021-12-31", 4: "2020-12-31"}
    regels = [
        cast(
            Afspraak,
            {"artikel": nr, "titel": f"Deel {nr}", "tot_en_met": eind.get(nr, "2020-06-30")},
        )
        for nr in range(1, 8)
    ]
    stand = [(1, "Aa", "gehaald"), (1, "Aa", "onbekend"), (2, "Aa", "onbekend"), (3, "Aa", "nvt")]
    stand += [(4, "Noord", "vastgelegd"), (4, "Zuid", "onbekend")]
    frame = pd.DataFrame(stand, columns=["artikel", "partij", "status"])
    assert terugblik(regels, frame, "Aa", "Oost") == (
        "De afspraken liepen tot en met 31 december 2021; er wordt geen besluit gevraagd. Artikel 1 (deel "
        "1): gehaald, deels onbekend. Niets bekend is van artikel 2 (deel 2)."
    )
    noord, zuid = (terugblik(regels, frame, "Bee", deel) for deel in ("Noord", "Zuid"))
    assert noord.endswith("geen besluit gevraagd. Subregio Noord: artikel 4 (deel 4): vastgelegd.")
    assert zuid.endswith(
        "geen besluit gevraagd. Subregio Zuid: niets bekend is van artikel 4 (deel 4)."
    )
    geen = pd.DataFrame([(1, "Aa", "nvt")], columns=frame.columns)
    assert terugblik(regels, geen, "Aa", "Oost").endswith("Daarover wordt geen besluit gevraagd.")
    stil = [(nr, "Aa", "onbekend") for nr in (2, 5, 6, 7)]
    veel = terugblik(regels, pd.DataFrame(stil, columns=frame.columns), "Aa", "Oost")
    assert veel.endswith("Van 4 artikelen is niets bekend; het rapport noemt ze.")
    geen = terugblik(regels, frame[frame["status"] == "nvt"], "Aa", "Oost")
    assert "aan geen van de artikelen getoetst" in geen
    assert "de woonafspraken liepen tot en met 31 december 2021" in geen


BESLUIT = {"datum": "2020-12-01", "partij": "GM0147", "status": "besluit", "editie": "2017"}


def met_rij(d: Dossier, register: str, **rij: str) -> Dossier:
    """The dossier with one more row that counts in a register; other columns stay empty."""
    frame, rij = (
        d.editie.feiten[register],
        {"bronsoort": "besluit", "zekerheid": "letterlijk", **rij},
    )
    leeg = dict.fromkeys(frame.columns, "") | dict.fromkeys(frame.select_dtypes("Int64"), pd.NA)
    erbij = pd.DataFrame([leeg | rij]).astype(frame.dtypes.to_dict())
    feiten = {**d.editie.feiten, register: pd.concat([frame, erbij], ignore_index=True)}
    return replace(d, editie=replace(d.editie, feiten=feiten))


@pytest.mark.parametrize(
    ("register", "rij", "artikel"),
    [
        ("besluiten", BESLUIT | {"soort": "wijziging RWP"}, 11),
        ("besluiten", BESLUIT | {"soort": "prioritering", "datum": "2020-12"}, 12),
        ("termijnen", {"partij": "GM0147", "datum": "2020-12-01", "termijn_start": "2018"}, 15),
        ("besluiten", BESLUIT | {"soort": "programmeringsstrategie", "partij": "GM0158"}, 16),
    ],
)
def test_what_the_registers_show_as_done_is_not_asked(
    register: str, rij: dict[str, str], artikel: int
) -> None:
    d = dossier("2017")
    tabellen = tabellen_van(d)
    frames = (tabellen["afspraken"], tabellen["balans"])

    def gevraagden(van: Dossier, op: str) -> set[str]:
        vragen = vragen_van(van.op_datum(op).editie, *frames)
        return set(vragen.loc[vragen["artikel"] == artikel, "partij"])

    voor, na = gevraagden(d, LOPEND), gevraagden(met_rij(d, register, **rij), LOPEND)
    namen = d.regio.gemeenten.set_index("gemeentecode")["gemeente"]
    assert voor - na == {namen[rij["partij"]]}
    assert namen[rij["partij"]] in gevraagden(met_rij(d, register, **rij), "2020-11-30")
