"""The plan list per municipality, beside other sources; suggested coordination."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hulp import dossier

from woonanalyse.kern import grenzen as grensbron
from woonanalyse.kern.nummering import Nummering
from woonanalyse.kern.regio import lees_regio
from woonanalyse.onderwerpen.bereken import bereken_een
from woonanalyse.onderwerpen.plannen import beeld as beeldplannen
from woonanalyse.onderwerpen.plannen import lijst as planbron
from woonanalyse.onderwerpen.plannen.bron import Plannen
from woonanalyse.onderwerpen.plannen.model import (
    AFSTEMKOLOMMEN,
    LIJSTKOLOMMEN,
    NAASTKOLOMMEN,
    afstemming,
    met_hardheid,
    naast_elkaar,
    per_gemeente,
    per_grootte,
)

WORTEL = Path(__file__).resolve().parents[2]
GEMEENTEN = pd.DataFrame(
    {"gemeentecode": list("ABCD"), "gemeente": list("abcd"), "subregio": ["s", "s", "t", "t"]}
)
HARDHEID = pd.DataFrame(
    {
        "planstatus": ["1A", "1B", "2A", "3", "?"],
        "smal": ["hard", "hard_uitwerk", "zacht", "zacht", "onbekend"],
        "breed": ["hard", "hard_uitwerk", "hard", "zacht", "onbekend"],
    }
)
LEZINGEN = [
    {"id": "smal", "naam": "S"},
    {"id": "breed", "naam": "B"},
]


def plannen(*rijen: tuple[Any, ...]) -> pd.DataFrame:
    """Rows of municipality, status, dwellings, completed, demolition, type, x, y."""
    vol = [(*rij, *(False, 0, "in", 5.0, 5.0)[len(rij) - 3 :]) for rij in rijen]
    namen = [
        "gemeentecode",
        "planstatus",
        "woningen",
        "afgerond",
        "te_slopen",
        "plantype",
        "x_rd",
        "y_rd",
    ]
    frame = pd.DataFrame(vol, columns=namen).astype({"woningen": "Int64", "te_slopen": "Int64"})
    frame["plan_id"] = [f"P{nr}" for nr in range(len(frame))]
    frame["naam"] = frame["plan_id"]
    frame["uitgezonderd"] = pd.Series(pd.NA, index=frame.index, dtype="Int64")
    return frame.merge(GEMEENTEN, on="gemeentecode")


LIJST = plannen(
    ("A", "1A", 10), ("A", "1A", 0, False, 3), ("A", "1B", 20), ("A", "2A", 40), ("A", "3", 80),
    ("A", "?", 160), ("A", "9Z", 320), ("A", "1A", 0, True), ("B", "2A", 5),
)  # fmt: skip


def som(lezing: str, code: str, hardheid: str, wat: str) -> Any:
    frame = per_gemeente(LIJST, HARDHEID, GEMEENTEN, LEZINGEN)
    rij = frame[
        (frame["lezing"] == lezing)
        & (frame["gemeentecode"] == code)
        & (frame["hardheid"] == hardheid)
    ]
    assert len(rij) == 1
    return rij[wat].iloc[0]


@pytest.mark.parametrize(
    ("lezing", "hardheid", "plannen_", "woningen"),
    [
        ("smal", "hard", 2, 10), ("smal", "hard_uitwerk", 1, 20), ("smal", "zacht", 2, 120),
        ("smal", "onbekend", 2, 480), ("smal", "afgerond", 1, 0),
        ("breed", "hard", 3, 50), ("breed", "zacht", 1, 80), ("breed", "onbekend", 2, 480),
    ],
)  # fmt: skip
def test_each_status_by_both_readings(
    lezing: str, hardheid: str, plannen_: int, woningen: int
) -> None:
    assert som(lezing, "A", hardheid, "plannen") == plannen_
    assert som(lezing, "A", hardheid, "woningen") == woningen


def test_onbekend_and_a_status_nobody_knows_are_never_hard() -> None:
    for kolom in ("smal", "breed"):
        hard = met_hardheid(LIJST, HARDHEID, kolom).set_index("plan_id")["hardheid"]
        assert hard["P5"] == "onbekend" and hard["P6"] == "onbekend"
        assert hard["P7"] == "afgerond"


def test_demolition_and_empty_plans_stand_apart() -> None:
    assert som("smal", "A", "hard", "te_slopen") == 3
    assert som("smal", "A", "hard", "leeg") == 1
    assert som("smal", "A", "hard_uitwerk", "leeg") == 0


def test_not_in_the_list_is_onbekend_and_nothing_of_a_kind_is_zero() -> None:
    assert som("smal", "B", "hard", "woningen") == 0
    for wat in ("plannen", "leeg", "woningen", "te_slopen"):
        assert som("smal", "C", "hard", wat) is pd.NA
    frame = per_gemeente(LIJST, HARDHEID, GEMEENTEN, LEZINGEN)
    assert list(frame.columns) == LIJSTKOLOMMEN and list(frame.index) == list(range(2 * 4 * 5))
    assert frame["uitgezonderd"].isna().all()


def test_what_is_uncounted_adds_up_where_a_list_says_it() -> None:
    lijst = LIJST.assign(uitgezonderd=pd.Series([4, 6, 9, *[pd.NA] * 6], dtype="Int64"))
    frame = per_gemeente(lijst, HARDHEID, GEMEENTEN, LEZINGEN[:1])
    assert frame["uitgezonderd"].sum() == 19


def test_sources_stand_side_by_side_with_their_difference_from_the_first() -> None:
    ander = pd.DataFrame(
        {"gemeentecode": ["C", "A"], "hard": [7, 25], "zacht": [1, 100], "telling": "netto"}
    ).astype({"hard": "Int64", "zacht": "Int64"})
    lijst = per_gemeente(LIJST, HARDHEID, GEMEENTEN, LEZINGEN)
    n = naast_elkaar(lijst, LEZINGEN, {"X": ander}).set_index(["bron", "gemeentecode"])
    assert [*n.reset_index().columns].count("bron") == 1
    assert set(n.reset_index().columns) == set(NAASTKOLOMMEN)
    smal, breed, x = "Plannenlijst (S)", "Plannenlijst (B)", "X"
    assert n.loc[(smal, "A"), "hard"] == 30 and n.loc[(breed, "A"), "hard"] == 70
    assert n.loc[(smal, "A"), "zacht"] == 120 and n.loc[(smal, "A"), "onbekend"] == 480
    assert n.loc[(x, "A"), "hard_verschil"] == -5 and n.loc[(x, "A"), "zacht_verschil"] == -20
    assert n.loc[(breed, "A"), "hard_verschil"] == 40
    assert n.loc[(x, "C"), "hard"] == 7 and pd.isna(n.loc[(x, "C"), "hard_verschil"])
    assert pd.isna(n.loc[(x, "B"), "hard"]) and n.loc[(x, "A"), "telling"] == "netto"
    assert n.loc[(smal, "A"), "telling"] == "bruto"
    assert pd.isna(n.loc[(x, "A"), "onbekend"])


def test_a_source_of_one_municipality_stands_beside_the_whole_list() -> None:
    een = pd.DataFrame({"gemeentecode": ["A"], "hard": [1], "zacht": [2], "telling": "bruto"})
    lijst = per_gemeente(LIJST, HARDHEID, GEMEENTEN, LEZINGEN)
    n = naast_elkaar(lijst, LEZINGEN, {"X": een})
    assert list(n.index) == list(range(3 * 4))
    assert n["bron"].tolist()[-4:] == ["X"] * 4 and n["gemeentecode"].tolist()[-4:] == list("ABCD")
    verschillen = ["hard_verschil", "zacht_verschil"]
    assert {str(n[naam].dtype) for naam in verschillen} == {"Int64"}


def test_size_classes_at_their_exact_edges() -> None:
    lijst = plannen(*(("A", "1A", n) for n in (0, 1, 4, 5, 24, 25)), ("A", "?", 30))
    k = per_grootte(met_hardheid(lijst, HARDHEID, "smal"), [1, 5, 25])
    hard = k[k["hardheid"] == "hard"]
    assert hard["klasse"].tolist() == ["1 tot en met 4", "5 tot en met 24", "25 of meer"]
    assert hard["plannen"].tolist() == [2, 2, 1] and hard["woningen"].tolist() == [5, 29, 25]
    assert k.loc[k["hardheid"] == "onbekend", "plannen"].tolist() == [0, 0, 1]
    een = per_grootte(met_hardheid(lijst, HARDHEID, "smal"), [1, 2])
    assert een["klasse"].unique().tolist() == ["1", "2 of meer"]
    assert list(k.columns) == ["klasse", "van", "hardheid", "plannen", "woningen"]
    assert {str(k[naam].dtype) for naam in ("plannen", "woningen")} == {"Int64"}
    assert k["woningen"].notna().all()


def test_a_list_without_plans_left_has_every_class_with_nothing() -> None:
    leeg = per_grootte(met_hardheid(plannen(("A", "1A", 0)), HARDHEID, "smal"), [1, 5])
    assert leeg["klasse"].tolist() == ["1 tot en met 4"] * 4 + ["5 of meer"] * 4
    assert leeg["plannen"].tolist() == leeg["woningen"].tolist() == [0] * 8


def vak(x: float) -> list[list[tuple[float, float]]]:
    return [[(x, 0), (x + 10, 0), (x + 10, 10), (x, 10)]]


GRENZEN = {"A": vak(0), "B": vak(10), "C": vak(25), "D": vak(100)}
PARAMETERS = {
    "drempel_binnen": 25,
    "afstand_m": 20,
    "ligging_uit_plantype": {"in": "binnen", "uit": "buiten"},
}


def voorstel(*rijen: tuple[Any, ...], **anders: Any) -> pd.DataFrame:
    return afstemming(plannen(*rijen), GEMEENTEN, GRENZEN, {**PARAMETERS, **anders})


def test_a_region_without_thresholds_suggests_nothing() -> None:
    lijst = plannen(("A", "1A", 900))
    uit = afstemming(lijst, GEMEENTEN, GRENZEN, {})
    assert uit.empty and list(uit) == AFSTEMKOLOMMEN
    tabel = beeldplannen.afstemming(uit, GEMEENTEN, {})
    assert tabel.bijschrift == "Drempels voor afstemming zijn er niet"


def test_the_thresholds_stand_under_the_word_of_the_region() -> None:
    met, woord = {**PARAMETERS, "artikel": 7}, Nummering("bepaling", "bepalingen", "de")
    leeg = afstemming(plannen(("A", "1A", 1)), GEMEENTEN, GRENZEN, met)
    onderschrift = beeldplannen.afstemming(leeg, GEMEENTEN, met, woord).bijschrift
    assert "(bepaling 7)" in onderschrift and "artikel" not in onderschrift


@pytest.mark.parametrize(("woningen", "met"), [(24, []), (25, ["B"])])
def test_inside_from_the_threshold_with_the_subregion(woningen: int, met: list[str]) -> None:
    uit = voorstel(("A", "1A", woningen))
    assert list(uit.columns) == AFSTEMKOLOMMEN
    assert uit["met_gemeentecode"].tolist() == met
    assert set(uit["grond"]) <= {"zelfde subregio"} and set(uit["ligging"]) <= {"binnen"}


@pytest.mark.parametrize(("afstand", "met"), [(20, ["B", "C"]), (19.99, ["B"]), (4.99, [])])
def test_outside_any_plan_by_the_distance_to_the_boundary(afstand: float, met: list[str]) -> None:
    uit = voorstel(("A", "1A", 1, False, 0, "uit"), afstand_m=afstand)
    assert uit["met_gemeentecode"].tolist() == met
    assert uit["met_gemeente"].tolist() == [code.lower() for code in met]
    assert uit["afstand_m"].tolist() == [5, 20][: len(met)]
    assert (str(uit["woningen"].dtype), str(uit["afstand_m"].dtype)) == ("Int64", "Int64")


def test_a_type_that_says_nothing_goes_by_distance_and_stays_onbekend() -> None:
    uit = voorstel(("A", "1A", 30, False, 0, "anders"))
    assert uit["ligging"].tolist() == ["onbekend"] * 2
    assert uit["grond"].tolist() == ["afstand tot de grens"] * 2


def test_nothing_left_to_build_is_nothing_to_coordinate() -> None:
    assert voorstel(("A", "1A", 0, False, 0, "uit"), ("A", "1A", 0, True, 0, "uit")).empty


def test_without_a_place_distance_suggests_nobody() -> None:
    for x, y in ((None, None), (5.0, None), (None, 5.0)):
        assert voorstel(("A", "1A", 9, False, 0, "uit", x, y)).empty
    binnen = voorstel(("A", "1A", 30, False, 0, "in", None, None))
    assert binnen["met_gemeentecode"].tolist() == ["B"] and binnen["afstand_m"].isna().all()


def test_without_a_boundary_a_member_is_at_an_unknown_distance() -> None:
    binnen, buiten = ("A", "1A", 30, False, 0, "in"), ("A", "1A", 1, False, 0, "uit")
    for kaal in ({**GRENZEN, "B": []}, {k: v for k, v in GRENZEN.items() if k != "B"}):
        subregio = afstemming(plannen(binnen), GEMEENTEN, kaal, PARAMETERS)
        assert subregio.set_index("met_gemeentecode")["afstand_m"].isna().to_dict()["B"]
        afstand = afstemming(plannen(buiten), GEMEENTEN, kaal, {**PARAMETERS, "afstand_m": 500})
        assert "B" not in set(afstand["met_gemeentecode"]) and len(afstand)


def test_only_plans_that_may_change_and_replace_nothing() -> None:
    nieuw, vast, vervangt = ("A", "2A", 30), ("A", "1A", 30), ("A", "2A", 30, False, 4)
    uit = voorstel(nieuw, vast, vervangt, statussen=["2A", "3"])
    assert uit["plan_id"].unique().tolist() == ["P0"]
    assert set(voorstel(nieuw, vast)["plan_id"]) == {"P0", "P1"}


@pytest.mark.parametrize(("hoogste", "met"), [(5, ["B"]), (4.99, [])])
def test_inside_no_farther_than_the_highest_distance(hoogste: float, met: list[str]) -> None:
    assert voorstel(("A", "1A", 25), hoogste_afstand_m=hoogste)["met_gemeentecode"].tolist() == met


@pytest.mark.parametrize(("woningen", "aantal"), [(24, 0), (25, 2)])
def test_outside_from_a_threshold_of_its_own(woningen: int, aantal: int) -> None:
    assert len(voorstel(("A", "1A", woningen, False, 0, "uit"), drempel_buiten=25)) == aantal


def test_of_the_real_list_few_plans_are_suggested_none_of_them_irrevocable() -> None:
    d = dossier("2017")
    uit = bereken_een(d, "afstemming")
    lijst = d.bron(Plannen).lijst.set_index("plan_id").loc[uit["plan_id"].unique()]
    assert 0 < len(lijst) <= 7 and not lijst["planstatus"].str.startswith("1").any()
    assert (lijst["woningen"] >= 25).all() and (uit["afstand_m"] <= 5000).all()


def test_no_record_of_coordination_is_onbekend() -> None:
    lijst = plannen(("A", "1A", 1, False, 0, "uit"))
    assert set(afstemming(lijst, GEMEENTEN, GRENZEN, PARAMETERS)["afgestemd"]) == {"onbekend"}
    register = pd.DataFrame(
        {"plan_id": ["P0"], "met_gemeentecode": ["C"], "afgestemd": ["ja"], "datum": ["2018-01-01"]}
    )
    uit = afstemming(lijst, GEMEENTEN, GRENZEN, PARAMETERS, register)
    assert uit["afgestemd"].tolist() == ["onbekend", "ja"]
    assert pd.isna(uit["datum"].iloc[0]) and uit["datum"].iloc[1] == "2018-01-01"


def test_the_real_list_counts_what_the_source_holds() -> None:
    regio = lees_regio(WORTEL)
    inst, _ = planbron.lees_instellingen(WORTEL, "data/planlijst.yml")
    assert inst is not None
    hardheid = planbron.hardheid(inst)
    lijst, problemen = planbron.lees(
        WORTEL, inst["plannen"]["bestand"], regio.gemeenten, inst["statussen"], ""
    )
    assert not problemen and lijst is not None
    frame = per_gemeente(lijst, hardheid, regio.gemeenten, inst["lezingen"])
    sommen = frame.groupby(["lezing", "hardheid"])["woningen"].sum()
    assert sommen["rwp"].to_dict() == {
        "afgerond": 0, "hard": 3461, "hard_uitwerk": 582, "onbekend": 67, "zacht": 560,
    }  # fmt: skip
    assert sommen["landelijk"]["hard"] == 3722 and sommen["landelijk"]["hard_uitwerk"] == 523
    assert sommen["ladder"].to_dict() == sommen["landelijk"].to_dict()
    assert set(frame.groupby("lezing")["plannen"].sum()) == {326}
    weg = frame.loc[frame["plannen"].isna(), "gemeente"].unique()
    assert sorted(weg) == ["Almelo", "Dinkelland", "Oldenzaal", "Tubbergen"]
    grenzen, _ = grensbron.lees(WORTEL, inst["grenzen"], regio.gemeenten)
    assert grenzen is not None
    uit = afstemming(lijst, regio.gemeenten, grenzen, inst["afstemming"])
    assert uit["plan_id"].nunique() == 4 and (uit["afgestemd"] == "onbekend").all()
    assert (uit["gemeentecode"] != uit["met_gemeentecode"]).all()
