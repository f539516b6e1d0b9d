"""Measures as data: what is offered on which plan, by when, and what it exposes to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import pytest

from woonanalyse.kern.catalogus import lees_verklaring
from woonanalyse.kern.project import PAKKET
from woonanalyse.kern.yamltoets import toets
from woonanalyse.onderwerpen.strategie.model import (
    BELET_OP_MAAT,
    BELET_TE_LAAT,
    BELET_VERGUND,
    PLANKOLOMMEN,
    TIJDEN,
    maatregelen_van,
    met_gewichten,
    opties,
)
from woonanalyse.onderwerpen.strategie.voorstel import Doel

MAP = PAKKET / "onderwerpen" / "strategie"
RWP = {"id": "rwp", "hard": ["1A"], "hard_uitwerk": ["1B", "1C"], "zacht": ["2A", "3"]}
LADDER = {"id": "ladder", "hard": ["1A", "2A"], "hard_uitwerk": ["1B", "2B"], "zacht": ["1C", "3"]}
TOEN, LATER = date(2017, 1, 1), date(2020, 1, 1)


def _plan(**anders: Any) -> pd.DataFrame:
    vast = dict.fromkeys(PLANKOLOMMEN, pd.NA) | {
        "plan_id": "p", "gemeentecode": "GM0001", "planstatus": "1A", "projectstatus": "Voorbereiding",
        "woningen": 12, "vergunning": "nee", "eigenaar": "ontwikkelaar", "voorzienbaar_sinds": None,
        "ligging": "buiten", "prioriteit": "laag", "op_maat": False,
    }  # fmt: skip
    return pd.DataFrame([vast | anders]).astype({"woningen": "Int64"})


def _maatregel(**anders: Any) -> Mapping[str, Any]:
    vast = {
        "id": "schrappen", "naam": "schrappen", "richting": "eraf", "deelbaar": False, "naar_status": None,
        "geldig_van": None, "geldig_tot_en_met": None, "orgaan": "gemeenteraad", "middel": "plan",
        "maanden": {"laag": 3, "hoog": 15},
        "waarvan_vooraf": 12, "voorzienbaarheid_maanden": 12,
        "schade": ["nadeelcompensatie", "grondexploitatie"], "zachtheid": 3,
    }  # fmt: skip
    return vast | anders


def _een(
    plan: pd.DataFrame,
    maatregel: Mapping[str, Any],
    lezing: Mapping[str, Any] = RWP,
    einde: date = LATER,
) -> Mapping[str, Any] | None:
    frame = opties(plan, [maatregel], lezing, TOEN, einde)
    return frame.iloc[0].to_dict() if len(frame) else None


@pytest.mark.parametrize("naam", ["instrumenten", "doelen"])
def test_what_is_shipped_has_its_form(naam: str) -> None:
    inhoud = lees_verklaring(MAP / f"{naam}.yml")
    assert toets(naam, inhoud, f"onderwerpen/strategie/{naam}") == []


def test_notice_is_part_of_the_time_that_a_measure_takes() -> None:
    for een in lees_verklaring(MAP / "instrumenten.yml")["instrumenten"]:
        assert een["waarvan_vooraf"] <= een["maanden"]["laag"] <= een["maanden"]["hoog"]


def test_measures_are_those_of_the_law_of_the_day() -> None:
    alle = lees_verklaring(MAP / "instrumenten.yml")["instrumenten"]
    toen = {een["id"] for een in maatregelen_van(alle, date(2023, 12, 31))}
    nu = {een["id"] for een in maatregelen_van(alle, date(2024, 1, 1))}
    assert {een["id"] for een in alle if een["geldig_tot_en_met"]} == toen - nu
    assert {een["id"] for een in alle if een["geldig_van"]} == nu - toen
    assert toen - nu and nu - toen and toen & nu


def test_a_measure_that_changes_nothing_under_the_reading_is_not_offered() -> None:
    uitwerken = _maatregel(naar_status="1B")
    wijzigen = _maatregel(naar_status="1C")
    assert _een(_plan(), uitwerken) is None
    assert _een(_plan(), wijzigen) is None
    assert _een(_plan(), wijzigen, LADDER) is not None
    assert _een(_plan(planstatus="3"), _maatregel()) is None
    assert _een(_plan(woningen=pd.NA), _maatregel()) is None
    assert _een(_plan(woningen=0), _maatregel()) is None


def test_more_hard_plans_come_from_soft_ones() -> None:
    hard_maken = _maatregel(richting="erbij", naar_status="1A")
    assert _een(_plan(), hard_maken) is None
    gevonden = _een(_plan(planstatus="3"), hard_maken)
    assert gevonden is not None
    assert (gevonden["richting"], gevonden["van"], gevonden["tot"]) == (1, 12, 12)


def test_part_of_a_plan_is_at_least_one_dwelling_and_leaves_one() -> None:
    gevonden = _een(_plan(), _maatregel(deelbaar=True))
    assert gevonden is not None
    assert (gevonden["van"], gevonden["tot"]) == (1, 11)
    assert _een(_plan(woningen=1), _maatregel(deelbaar=True)) is None


@pytest.mark.parametrize(
    ("anders", "belet"),
    [
        ({"vergunning": "ja"}, BELET_VERGUND),
        ({"projectstatus": "Realisatie"}, BELET_VERGUND),
        ({"op_maat": True}, BELET_OP_MAAT),
        ({"vergunning": pd.NA}, ""),
        ({"op_maat": pd.NA}, ""),
        ({}, ""),
    ],
)
def test_what_is_fixed_is_named(anders: dict[str, Any], belet: str) -> None:
    gevonden = _een(_plan(**anders), _maatregel())
    assert gevonden is not None
    assert gevonden["belet"] == belet


def test_the_last_day_to_begin_is_the_end_minus_the_time_it_takes() -> None:
    gevonden = _een(_plan(), _maatregel())
    assert gevonden is not None
    assert gevonden["laatste_dag"] == date(2019, 10, 1)
    assert gevonden["laatste_dag_zeker"] == date(2018, 10, 1)
    te_laat = _een(_plan(), _maatregel(), einde=date(2017, 3, 1))
    assert te_laat is not None
    assert te_laat["belet"] == BELET_TE_LAAT


@pytest.mark.parametrize(
    ("sinds", "dag"),
    [
        (date(2016, 1, 1), date(2019, 10, 1)),
        (date(2018, 10, 1), date(2019, 10, 1)),
        (date(2019, 12, 31), date(2018, 10, 1)),
    ],
)
def test_notice_that_was_given_is_not_waited_for_again(sinds: date, dag: date) -> None:
    maatregel = _maatregel(maanden={"laag": 15, "hoog": 15})
    gevonden = _een(_plan(voorzienbaar_sinds=sinds), maatregel)
    assert gevonden is not None
    assert gevonden["laatste_dag"] == dag


@pytest.mark.parametrize(
    ("anders", "schade"),
    [
        ({}, ("ja", "nee")),
        ({"eigenaar": "gemeente"}, ("nee", "ja")),
        ({"eigenaar": pd.NA}, ("onbekend", "onbekend")),
        ({"voorzienbaar_sinds": date(2018, 6, 1)}, ("nee", "nee")),
        ({"voorzienbaar_sinds": date(2019, 6, 1)}, ("ja", "nee")),
    ],
)
def test_both_exposures_are_said(anders: dict[str, Any], schade: tuple[str, str]) -> None:
    gevonden = _een(_plan(**anders), _maatregel())
    assert gevonden is not None
    assert (gevonden["nadeelcompensatie"], gevonden["grondexploitatie"]) == schade


def test_a_notice_says_too_little_where_a_plan_must_also_be_long_unused() -> None:
    maatregel = {**_maatregel(), "ongebruikt_jaren": 3}
    for sinds, schade in ((date(2018, 6, 1), "onbekend"), (date(2019, 6, 1), "ja"), (None, "ja")):
        gevonden = _een(_plan(voorzienbaar_sinds=sinds), maatregel)
        assert gevonden is not None
        assert gevonden["nadeelcompensatie"] == schade
    gevonden = _een(_plan(voorzienbaar_sinds=date(2018, 6, 1), eigenaar="gemeente"), maatregel)
    assert gevonden is not None
    assert gevonden["nadeelcompensatie"] == "nee"


def test_what_is_unknown_is_never_more_welcome_than_what_is_known() -> None:
    doelen = lees_verklaring(MAP / "doelen.yml")["doelen"]
    plannen = pd.concat(
        [
            _plan(plan_id="bekend", eigenaar="gemeente", ligging="binnen", prioriteit="hoog"),
            _plan(plan_id="onbekend", eigenaar=pd.NA, ligging=pd.NA, prioriteit=pd.NA),
        ],
        ignore_index=True,
    )
    frame, gevraagd = met_gewichten(opties(plannen, [_maatregel()], RWP, TOEN, LATER), doelen)
    assert gevraagd == [Doel(een["id"], een["tolerantie"]) for een in doelen]
    per = frame.set_index("plan_id")
    for een in doelen:
        assert per.at["onbekend", een["id"]] >= per.at["bekend", een["id"]]


@pytest.mark.parametrize(
    ("einde", "tijd"),
    [
        (date(2018, 4, 1), TIJDEN[0]),
        (date(2018, 3, 31), TIJDEN[1]),
        (date(2017, 4, 1), TIJDEN[1]),
        (date(2017, 3, 31), TIJDEN[2]),
    ],
)
def test_the_time_is_enough_for_the_longest_for_the_shortest_or_for_none(
    einde: date, tijd: str
) -> None:
    gevonden = _een(_plan(), _maatregel(), einde=einde)
    assert gevonden is not None
    assert gevonden["tijd"] == tijd
    assert (gevonden["belet"] == BELET_TE_LAAT) == (tijd == TIJDEN[2])


def test_what_could_forbid_an_option_and_is_unknown_is_to_be_found_out() -> None:
    onbekend = _een(_plan(vergunning=pd.NA, op_maat=pd.NA), _maatregel())
    bekend = _een(_plan(), _maatregel())
    assert onbekend is not None and bekend is not None
    assert (onbekend["nagaan"], bekend["nagaan"]) == ("vergunning; op_maat", "")


def test_an_agreed_exception_is_not_made_larger_either() -> None:
    erbij = _maatregel(richting="erbij", naar_status="1A")
    gevonden = _een(_plan(planstatus="3", op_maat=True), erbij)
    assert gevonden is not None
    assert gevonden["belet"] == BELET_OP_MAAT


def test_what_goes_back_first_is_added_last() -> None:
    doelen = lees_verklaring(MAP / "doelen.yml")["doelen"]
    plaatsen = [("in", "binnen", "hoog"), ("uit", "buiten", "laag")]
    for status, maatregel, eerst in (
        ("1A", _maatregel(), "uit"),
        ("3", _maatregel(richting="erbij", naar_status="1A"), "in"),
    ):
        plannen = pd.concat(
            [_plan(plan_id=p, ligging=w, prioriteit=q, planstatus=status) for p, w, q in plaatsen],
            ignore_index=True,
        )
        frame, _ = met_gewichten(opties(plannen, [maatregel], RWP, TOEN, LATER), doelen)
        assert frame.set_index("plan_id")["criteria"].idxmin() == eerst
