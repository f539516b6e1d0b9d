"""District approaches: who counts as started on a day, the path, the pace."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hulp import voorbeelden
from hypothesis import given
from hypothesis import strategies as st

from woonanalyse.onderwerpen.wijkaanpak import model, verloop, zinnen

GEMEENTEN = pd.DataFrame({"gemeentecode": ["GM0001", "GM0002"], "gemeente": ["Aa", "Bee"]})
TELLINGEN = pd.DataFrame(
    {
        "peildatum": ["2019", "2020-07"],
        "gestart": pd.array([10, 25], dtype="Int64"),
        "circa": [True, False],
        "bron": ["a", "b"],
    }
)


def doelen(datum: str = "2020-12-31", doel: int = 25) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "datum": [datum, "2023-12-31"],
            "doel": pd.array([doel, 75], dtype="Int64"),
            "beoordeeld": [True, False],
            "bron": ["x", "y"],
        }
    )


def wijk(naam: str = "Wijk", start: Any = "2020-09", **anders: Any) -> dict[str, Any]:
    rij = {
        "gemeentecode": "GM0001",
        "gemeente": "Aa",
        "wijk": naam,
        "fase": "wijkuitvoeringsplan",
        "fase_vooraf": "visie",
        "gestart": True,
        "start": start,
        "vermeld": start,
        "woningen": pd.NA,
        "reden": "daarom",
        "reden_vooraf": "nog niet",
        "bron": "bron",
    }
    return rij | anders


def register(*rijen: dict[str, Any]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rijen) or [wijk()]).astype({"woningen": "Int64"})
    return frame if rijen else frame.iloc[:0]


def provincierij(uitkomst: pd.DataFrame, datum: str) -> dict[str, Any]:
    rij = uitkomst[(uitkomst["gemeente"] == "Prov") & (uitkomst["peildatum"] == datum)]
    assert len(rij) == 1
    return rij.iloc[0].to_dict()


def reken(
    tellingen: pd.DataFrame = TELLINGEN,
    doel: pd.DataFrame | None = None,
    stand: str = "2020-12-31",
    reg: pd.DataFrame | None = None,
) -> pd.DataFrame:
    eigen = register(wijk()) if reg is None else reg
    return model.wijkaanpak(
        eigen, tellingen, doelen() if doel is None else doel, GEMEENTEN, "Prov", stand
    )


def test_columns_dates_and_order() -> None:
    uitkomst = reken()
    assert list(uitkomst.columns) == model.KOLOMMEN
    assert list(uitkomst.index) == list(range(len(uitkomst)))
    assert {str(uitkomst[k].dtype) for k in ("gestart", "doel", "verschil")} == {"Int64"}
    assert list(zip(uitkomst["peildatum"], uitkomst["gemeente"], strict=True)) == [
        *((dag, wie) for dag in ("2019-12-31", "2020-07-31", "2020-12-31") for wie in WIE),
        ("2023-12-31", "Prov"),
    ]
    assert set(uitkomst.loc[uitkomst["gemeente"] != "Prov", "status"]) == {"nvt"}
    assert uitkomst.loc[uitkomst["gemeente"] != "Prov", ["doel", "verschil"]].isna().all(axis=None)


WIE = ("Aa", "Bee", "Prov")


def test_reading_a_is_reached() -> None:
    rij = provincierij(reken(), "2020-12-31")
    assert (rij["gestart"], rij["doel"], rij["verschil"], rij["status"]) == (25, 25, 0, "gehaald")


def test_a_count_stands_with_the_day_it_is_of() -> None:
    """Also long after it, and where the last count is only about."""
    uitkomst = reken(stand="2026-11-26")
    assert [provincierij(uitkomst, dag)["telling_van"] for dag in
            ("2019-12-31", "2020-07-31", "2020-12-31", "2026-11-26")] == [
        "2019", "2020-07", "2020-07", "2020-07",
    ]  # fmt: skip
    assert pd.isna(provincierij(uitkomst, "2023-12-31")["telling_van"])
    assert uitkomst.loc[uitkomst["gemeente"] != "Prov", "telling_van"].isna().all()
    later = pd.DataFrame(
        {"peildatum": ["2020-10"], "gestart": [26], "circa": [True], "bron": ["c"]}
    )
    rij = provincierij(reken(pd.concat([TELLINGEN, later])), "2020-12-31")
    assert (rij["gestart"], rij["telling_van"], rij["status"]) == (25, "2020-07", "gehaald")


def test_a_reader_sees_of_which_day_a_count_is_and_that_a_date_has_no_target() -> None:
    rijen = zinnen.padrijen(reken(stand="2026-11-26"), TELLINGEN, "Prov")
    assert [rij[:4] for rij in rijen] == [
        ["31 december 2019", "ongeveer 10 (2019)", "geen", "nvt"],
        ["31 juli 2020", "25 (juli 2020)", "geen", "nvt"],
        ["31 december 2020", "25 (juli 2020)", "25", "0"],
        ["31 december 2023", "onbekend", "75", "onbekend"],
        ["26 november 2026", "25 (juli 2020)", "geen", "nvt"],
    ]


@pytest.mark.parametrize(
    ("peildatum", "telling_van"), [("2020-12-31", "2020-12-31"), ("2021-01-01", None)]
)
def test_a_miss_has_a_count_only_where_it_is_of_that_day(
    peildatum: str, telling_van: str | None
) -> None:
    tellingen = TELLINGEN.assign(peildatum=["2019", peildatum], gestart=[10, 24])
    rij = provincierij(reken(tellingen, stand="2021-06-30"), "2020-12-31")
    assert rij["status"] == "niet gehaald"
    assert (None if pd.isna(rij["telling_van"]) else rij["telling_van"]) == telling_van


def test_reading_b_is_unknown() -> None:
    rij = provincierij(reken(doel=doelen("2019-12-31")), "2019-12-31")
    assert rij["status"] == "onbekend"
    assert pd.isna(rij["gestart"])
    assert pd.isna(rij["verschil"])
    assert rij["doel"] == 25


def test_one_district_short_leaves_it_open_until_a_count_on_the_day() -> None:
    rij = provincierij(reken(doel=doelen(doel=26)), "2020-12-31")
    assert (rij["status"], pd.isna(rij["gestart"])) == ("onbekend", True)


@pytest.mark.parametrize(
    ("peildatum", "aantal", "status", "gestart"),
    [
        ("2020-12-31", 25, "gehaald", 25),
        ("2020-12-31", 24, "niet gehaald", 24),
        ("2020-12-30", 24, "onbekend", None),
        ("2020-12", 24, "onbekend", None),
        ("2020-12-30", 26, "gehaald", 26),
        ("2021-01-01", 24, "niet gehaald", None),
        ("2021-01-01", 25, "onbekend", None),
    ],
)
def test_a_count_around_the_last_day(
    peildatum: str, aantal: int, status: str, gestart: int | None
) -> None:
    telling = pd.DataFrame(
        {
            "peildatum": [peildatum],
            "gestart": pd.array([aantal], dtype="Int64"),
            "circa": [False],
            "bron": ["a"],
        }
    )
    rij = provincierij(reken(telling, stand="2021-06-30"), "2020-12-31")
    assert rij["status"] == status
    assert (pd.isna(rij["gestart"]) and gestart is None) or rij["gestart"] == gestart
    assert (pd.isna(rij["verschil"]) and gestart is None) or rij["verschil"] == aantal - 25


def test_a_count_that_is_about_decides_nothing() -> None:
    circa = TELLINGEN.assign(circa=True)
    assert provincierij(reken(circa), "2020-12-31")["status"] == "onbekend"


def test_a_count_after_the_stand_is_not_known_yet() -> None:
    assert provincierij(reken(stand="2020-07-31"), "2020-12-31")["status"] == "gehaald"
    assert provincierij(reken(stand="2020-07-30"), "2020-12-31")["status"] == "onbekend"
    assert provincierij(reken(stand="2020-07-30"), "2020-07-30")["gestart"] == 10


def test_an_upper_bound_from_after_the_stand_is_not_used() -> None:
    later = TELLINGEN.assign(peildatum=["2019", "2021-01-01"], gestart=pd.array([10, 24], "Int64"))
    assert provincierij(reken(later, stand="2021-01-01"), "2020-12-31")["status"] == "niet gehaald"
    assert provincierij(reken(later, stand="2020-12-31"), "2020-12-31")["status"] == "onbekend"


def test_an_ambition_is_not_judged_and_an_old_count_is_no_count_of_then() -> None:
    for stand in ("2020-12-31", "2024-06-30"):
        rij = provincierij(reken(stand=stand), "2023-12-31")
        assert rij["status"] == "niet beoordeeld"
        assert rij["doel"] == 75
        assert pd.isna(rij["gestart"])


def test_without_counts_all_is_unknown() -> None:
    uitkomst = reken(TELLINGEN.iloc[:0])
    eigen = uitkomst[uitkomst["gemeente"] == "Prov"]
    assert eigen["gestart"].isna().all()
    assert list(eigen["status"]) == ["onbekend", "niet beoordeeld"]
    vroeg = provincierij(reken(TELLINGEN.iloc[:0], stand="2018-12-31"), "2018-12-31")
    assert vroeg["status"] == "niet beoordeeld" and pd.isna(vroeg["gestart"])


def test_started_on_the_last_day_of_what_is_known() -> None:
    reg = register(wijk(start="2020-09"))
    assert model.per_gemeente(reg, GEMEENTEN, "2020-09-30")["gestart"].iloc[0] == 1
    assert pd.isna(model.per_gemeente(reg, GEMEENTEN, "2020-09-29")["gestart"].iloc[0])
    assert model.wijken(reg, "2020-09-29").empty
    jaar = register(wijk(start="2020"))
    assert model.wijken(jaar, "2020-12-30").empty
    assert list(model.wijken(jaar, "2020-12-31")["stand"]) == ["gestart"]


def test_named_in_a_vision_has_not_started() -> None:
    rij = model.wijken(register(wijk(gestart=False, fase="visie")), "2020-12-31").iloc[0]
    assert (rij["stand"], rij["fase"], pd.isna(rij["start"])) == ("niet gestart", "visie", True)
    per = model.per_gemeente(register(wijk(gestart=False)), GEMEENTEN, "2020-12-31").iloc[0]
    assert list(per[["gestart", "start_onbekend", "niet_gestart"]]) == [0, 0, 1]


def test_named_first_and_started_later() -> None:
    reg = register(wijk(start="2022-03", vermeld="2020-09"))
    voor = model.wijken(reg, "2022-03-30").iloc[0]
    assert (voor["stand"], voor["fase"], voor["reden"]) == ("niet gestart", "visie", "nog niet")
    assert pd.isna(voor["start"])
    na = model.wijken(reg, "2022-03-31").iloc[0]
    assert (na["stand"], na["fase"], na["reden"]) == ("gestart", "wijkuitvoeringsplan", "daarom")
    assert na["start"] == "2022-03"


def test_without_a_date_the_start_is_unknown_and_never_counts() -> None:
    reg = register(wijk(start=pd.NA))
    rij = model.per_gemeente(reg, GEMEENTEN, "2099-12-31").iloc[0]
    assert pd.isna(rij["gestart"])
    assert (rij["start_onbekend"], rij["niet_gestart"]) == (1, 0)
    samen = register(wijk(start=pd.NA), wijk("Ander"))
    assert model.per_gemeente(samen, GEMEENTEN, "2020-12-31")["gestart"].iloc[0] == 1


def test_a_municipality_without_a_line_is_unknown_not_zero() -> None:
    rij = model.per_gemeente(register(wijk()), GEMEENTEN, "2020-12-31").iloc[1]
    assert rij[["gestart", "start_onbekend", "niet_gestart"]].isna().all()
    leeg = model.per_gemeente(register(), GEMEENTEN, "2020-12-31")
    assert leeg[["gestart", "start_onbekend", "niet_gestart"]].isna().all(axis=None)


def test_a_district_counts_once_and_the_furthest_line_counts() -> None:
    reg = register(
        wijk("De  Wijk", gestart=False, fase="visie", start="2019"),
        wijk("de wijk", start="2020-09"),
        wijk("De Wijk", start=pd.NA),
    )
    wijken = model.wijken(reg, "2020-12-31")
    assert list(wijken["stand"]) == ["gestart"]
    assert list(wijken["start"]) == ["2020-09"]
    ander = wijk("De Wijk", gemeentecode="GM0002", gemeente="Bee")
    assert len(model.wijken(register(wijk("De Wijk"), ander), "2020-12-31")) == 2


def test_two_districts_of_one_municipality_count_both() -> None:
    reg = register(wijk("Zuid"), wijk("Noord"))
    wijken = model.wijken(reg, "2020-12-31")
    assert list(wijken["start"]) == ["2020-09"] * 2 and list(wijken.index) == [0, 1]
    assert list(wijken.columns) == [
        "gemeentecode", "gemeente", "wijk", "fase", "stand", "start", "woningen", "reden", "bron",
    ]  # fmt: skip
    per = model.per_gemeente(reg, GEMEENTEN, "2020-12-31")
    assert per["gestart"].iloc[0] == 2
    aantallen = ["gestart", "start_onbekend", "niet_gestart"]
    assert {str(per[naam].dtype) for naam in aantallen} == {"Int64"}


def test_of_two_lines_that_started_the_furthest_phase_counts() -> None:
    reg = register(wijk(fase="visie"), wijk(fase="uitvoering"), wijk(fase="verkenning"))
    assert list(model.wijken(reg, "2020-12-31")["fase"]) == ["uitvoering"]


def test_an_approach_without_a_date_goes_before_one_that_has_not_started() -> None:
    reg = register(
        wijk(gestart=False, fase="afgerond", vermeld="2019"), wijk(start=pd.NA, fase="visie")
    )
    assert list(model.wijken(reg, "2020-12-31")["stand"]) == ["start onbekend"]


@given(
    st.lists(
        st.builds(
            wijk,
            st.sampled_from(["A", "a ", "B", "C"]),
            st.sampled_from(["2019", "2020-09", "2021", None]),
            gestart=st.booleans(),
            fase=st.sampled_from(model.FASEN),
        ),
        min_size=1,
        max_size=8,
    ),
    st.randoms(use_true_random=False),
)
def test_order_changes_nothing_and_started_never_falls(rijen: list[Any], kans: Any) -> None:
    hutsel = list(rijen)
    kans.shuffle(hutsel)
    kern = ["gemeentecode", "stand", "start", "fase"]
    vorige = 0
    for stand in ("2018-12-31", "2019-12-31", "2020-09-30", "2021-12-31"):
        een = model.wijken(register(*rijen), stand)
        twee = model.wijken(register(*hutsel), stand)
        pd.testing.assert_frame_equal(een[kern], twee[kern])
        gestart = int((een["stand"] == "gestart").sum())
        assert gestart >= vorige
        vorige = gestart


def test_register_beside_the_count() -> None:
    reg = register(wijk(start="2020-07"), wijk("Later", start="2020-09"))
    naast = model.register_naast_telling(reg, TELLINGEN, GEMEENTEN, "2020-12-31").iloc[0]
    assert (naast["in_register"], naast["telling"], naast["verschil"]) == (1, 25, 24)
    assert (naast["op"], naast["in_register_nu"]) == ("2020-07-31", 2)
    assert (naast["telling_van"], naast["gemeenten_zonder"]) == ("2020-07", "Bee")
    leeg = model.register_naast_telling(register(), TELLINGEN, GEMEENTEN, "2018-12-31").iloc[0]
    assert leeg[["in_register", "telling", "verschil", "telling_van"]].isna().all()
    assert leeg["gemeenten_zonder"] == "Aa; Bee"
    nul = register(wijk(gestart=False))
    rij = model.register_naast_telling(nul, TELLINGEN, GEMEENTEN, "2020-12-31").iloc[0]
    assert (rij["in_register_nu"], pd.isna(rij["in_register"])) == (0, True)
    frame = model.register_naast_telling(register(), TELLINGEN, GEMEENTEN, "2018-12-31")
    getallen = ["in_register", "telling", "verschil", "in_register_nu"]
    assert {str(frame[naam].dtype) for naam in getallen} == {"Int64"}


def test_the_path() -> None:
    punten = verloop.pad(TELLINGEN, doelen(), "2020-12-31")
    assert punten.to_dict("list") == {
        "datum": ["2019-07-02", "2020-12-31", "2023-12-31"],
        "aantal": [10, 25, 75],
    }
    assert list(verloop.pad(TELLINGEN, doelen(), "2019-12-30")["aantal"]) == [25, 75]


def test_pace_so_far_with_its_band() -> None:
    rij = verloop.tempo(TELLINGEN, "2020-12-31").iloc[0]
    dagen = {"laag": 577, "midden": 380, "hoog": 183}
    for naam, aantal in dagen.items():
        assert rij[naam] == pytest.approx(15 / (aantal / 365.25))
    assert (rij["van"], rij["tot"], rij["circa"]) == ("2019", "2020-07", True)
    assert not verloop.tempo(TELLINGEN.assign(circa=False), "2020-12-31")["circa"].iloc[0]


def test_pace_goes_from_the_first_to_the_last_count_in_time() -> None:
    drie = pd.DataFrame(
        {
            "peildatum": ["2020-01-01", "2022-01-01", "2021-01-01"],
            "gestart": pd.array([12, 10, 20], dtype="Int64"),
            "circa": [False, False, False],
            "bron": ["a", "b", "c"],
        }
    )
    rij = verloop.tempo(drie, "2022-12-31").iloc[0]
    assert (rij["van"], rij["tot"]) == ("2020-01-01", "2022-01-01")
    assert rij["midden"] == pytest.approx(-2 / (731 / 365.25))


@pytest.mark.parametrize(
    ("tellingen", "stand"),
    [
        (TELLINGEN, "2020-07-30"),
        (TELLINGEN.iloc[:0], "2020-12-31"),
        (TELLINGEN.assign(peildatum=["2020", "2020-12"]), "2020-12-31"),
        (TELLINGEN.assign(peildatum=["2020-12-31", "2020-12-31"]), "2020-12-31"),
    ],
)
def test_pace_unknown(tellingen: pd.DataFrame, stand: str) -> None:
    frame = verloop.tempo(tellingen, stand)
    assert list(frame.columns) == ["laag", "midden", "hoog", "van", "tot", "circa"]
    assert frame[["laag", "midden", "hoog", "van", "tot"]].isna().all(axis=None)
    assert {str(frame[naam].dtype) for naam in ("laag", "midden", "hoog")} == {"Float64"}
    assert not frame["circa"].iloc[0]
    assert verloop.prognose(tellingen, ["2023-12-31"], stand)["midden"].isna().all()


def test_forecast() -> None:
    frame = verloop.prognose(TELLINGEN, ["2020-07-30", "2020-07-31", "2023-12-31"], "2020-12-31")
    assert list(frame.columns) == ["datum", "laag", "midden", "hoog"]
    assert list(frame["datum"]) == ["2020-07-30", "2020-07-31", "2023-12-31"]
    assert frame.iloc[0][["laag", "midden", "hoog"]].isna().all()
    assert frame.iloc[1]["laag"] == 25
    geen = verloop.prognose(TELLINGEN.iloc[:0], ["2023-12-31"], "2020-12-31")
    assert {str(geen[naam].dtype) for naam in ("laag", "midden", "hoog")} == {"Float64"}
    assert list(verloop.prognose(TELLINGEN, [], "2020-12-31").columns) == list(frame.columns)
    laatste = frame.iloc[2]
    assert laatste["laag"] == pytest.approx(25 + 15 / 577 * 1248)
    assert laatste["midden"] == pytest.approx(25 + 15 / 380 * 1263)
    assert laatste["hoog"] == pytest.approx(25 + 15 / 183 * 1278)


def test_days_of_the_forecast() -> None:
    dagen = verloop.prognosedagen(TELLINGEN, doelen(), "2020-12-31")
    assert dagen == ["2020-07-31", "2020-12-31", "2023-12-31"]
    assert verloop.prognosedagen(TELLINGEN, doelen("2020-07-31"), "2020-07-31") == [
        "2020-07-31",
        "2023-12-31",
    ]
    assert verloop.prognosedagen(TELLINGEN, doelen(), "2018-12-31") == []


@voorbeelden(60)
@given(
    st.integers(0, 50),
    st.integers(0, 100),
    st.sampled_from(["2018", "2019", "2019-03"]),
    st.sampled_from(["2020-07", "2020-12-31", "2021"]),
    st.lists(st.dates(date(2019, 1, 1), date(2030, 1, 1)), min_size=1, max_size=4),
)
def test_the_band_never_crosses_itself_nor_falls(
    begin: int, erbij: int, van: str, tot: str, dagen: list[date]
) -> None:
    tellingen = TELLINGEN.assign(
        peildatum=[van, tot], gestart=pd.array([begin, begin + erbij], dtype="Int64")
    )
    lijst = [dag.isoformat() for dag in sorted(dagen)]
    frame = verloop.prognose(tellingen, lijst, "2021-12-31").dropna()
    assert (frame["laag"] <= frame["midden"]).all()
    assert (frame["midden"] <= frame["hoog"]).all()
    assert (frame["laag"] >= begin + erbij).all()
    for kolom in ("laag", "midden", "hoog"):
        assert frame[kolom].is_monotonic_increasing


def test_pace_needed() -> None:
    frame = verloop.tempo_nodig(TELLINGEN, doelen(), "2020-12-31")
    assert list(frame["nog"]) == [0, 50]
    assert frame["per_jaar"].iloc[0] == 0
    assert frame["per_jaar"].iloc[1] == pytest.approx(50 / (1263 / 365.25))
    assert list(frame["vanaf"]) == ["2020-07"] * 2
    assert list(frame["gestart"]) == [25, 25]
    te_laat = verloop.tempo_nodig(TELLINGEN, doelen(doel=26), "2020-12-31")
    assert te_laat["nog"].iloc[0] == 1
    assert pd.isna(te_laat["per_jaar"].iloc[0])
    op_tijd = verloop.tempo_nodig(TELLINGEN, doelen(doel=26), "2020-12-30")
    assert op_tijd["per_jaar"].iloc[0] == pytest.approx(1 / (168 / 365.25))
    assert list(frame.columns) == ["datum", "doel", "vanaf", "gestart", "nog", "jaren", "per_jaar"]
    assert list(frame["datum"]) == ["2020-12-31", "2023-12-31"]
    assert list(frame["doel"]) == [25, 75]
    assert list(frame["jaren"]) == pytest.approx([168 / 365.25, 1263 / 365.25])
    zonder = verloop.tempo_nodig(TELLINGEN.iloc[:0], doelen(), "2020-12-31")
    assert {str(zonder[naam].dtype) for naam in ("doel", "gestart", "nog")} == {"Int64"}
    assert {str(zonder[naam].dtype) for naam in ("jaren", "per_jaar")} == {"Float64"}
    assert zonder[["gestart", "nog", "per_jaar"]].isna().all(axis=None)


def test_the_last_count() -> None:
    assert model.laatste_telling(TELLINGEN, date(2019, 12, 30)) is None
    eerste = model.laatste_telling(TELLINGEN, date(2019, 12, 31))
    assert eerste is not None
    assert eerste["gestart"] == 10
    omgekeerd = model.laatste_telling(TELLINGEN.iloc[::-1], date(2021, 1, 1))
    assert omgekeerd is not None
    assert omgekeerd["gestart"] == 25
    minder = model.laatste_telling(TELLINGEN.assign(gestart=[30, 25]), date(2021, 1, 1))
    assert minder is not None
    assert (minder["peildatum"], minder["gestart"]) == ("2020-07", 25)


def test_input_is_left_as_it_was() -> None:
    reg, tellingen, doel = register(wijk(start="2021")), TELLINGEN.copy(), doelen()
    kopie = [frame.copy(deep=True) for frame in (reg, tellingen, doel)]
    reken(tellingen, doel, reg=reg)
    for voor, na in zip(kopie, (reg, tellingen, doel), strict=True):
        pd.testing.assert_frame_equal(voor, na)


@pytest.mark.parametrize(
    ("doel", "dag", "stand", "status"),
    [
        (25, "2020-12-31", "2020-12-31", "gehaald"),
        (26, "2020-12-31", "2020-12-31", "onbekend"),
        (25, "2020-07-31", "2020-07-31", "gehaald"),
        (25, "2020-07-30", "2020-07-31", "onbekend"),
        (26, "2020-07-01", "2020-07-31", "niet gehaald"),
        (25, "2020-07-01", "2020-07-31", "onbekend"),
        (26, "2020-07-01", "2020-07-30", "onbekend"),
        (10, "2020-12-31", "2020-07-30", "onbekend"),
    ],
)
def test_a_target_on_a_day_by_the_counts_known_then(
    doel: int, dag: str, stand: str, status: str
) -> None:
    """25 counted in July 2020: at least so many at its end, at most so many at its begin."""
    assert model.stand_op(TELLINGEN, doel, dag, stand) == status


def test_a_target_on_a_day_ahead_is_open_even_where_a_later_count_would_miss_it() -> None:
    """On the last day known a miss may be told, for a day after it not yet."""
    later = TELLINGEN.assign(peildatum=["2019", "2020-12-31"])
    assert model.stand_op(later, 26, "2020-12-31", "2020-12-31") == "niet gehaald"
    assert model.stand_op(later, 26, "2021-01-01", "2020-12-31") == "onbekend"
    geen = TELLINGEN.iloc[:0]
    assert model.stand_op(geen, 1, "2020-12-31", "2020-12-31") == "onbekend"
