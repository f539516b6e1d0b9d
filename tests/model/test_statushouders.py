"""The statutory task: shares, rounding, carry-over, mergers, corrections, small counts."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from hulp import openbare_halfjaren, voorbeelden
from hypothesis import given
from hypothesis import strategies as st

from woonanalyse.kern.merk import MERK, heeft_merk, is_afgeschermd
from woonanalyse.onderwerpen.statushouders import model
from woonanalyse.onderwerpen.statushouders.samenvoegingen import (
    voeg_gemeenten_samen,
    voeg_leveringen_samen,
)

CODES = ["GM0001", "GM0002"]
GEMEENTEN = pd.DataFrame({"gemeentecode": CODES, "gemeente": ["Aa", "Bee"]})


def land(**taken: int | None) -> pd.DataFrame:
    """National tasks; land(h2022_1=10, h2022_2=None)."""
    return pd.DataFrame(
        {
            "halfjaar": [naam[1:].replace("_", "-") for naam in taken],
            "taakstelling": pd.array([pd.NA if w is None else w for w in taken.values()], "Int64"),
        }
    )


def inwoners(**per: Mapping[str, int | None]) -> pd.DataFrame:
    """Inhabitants; inwoners(GM0001={"2021": 5})."""
    rijen = [
        (code, f"{jaar}-01-01", aantal)
        for code, jaren in per.items()
        for jaar, aantal in jaren.items()
    ]
    frame = pd.DataFrame(rijen, columns=["gemeentecode", "datum", "inwoners"])
    return frame.astype({"inwoners": "Int64"})


def van_land(**jaren: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "datum": [f"{jaar[1:]}-01-01" for jaar in jaren],
            "inwoners": pd.array(list(jaren.values()), "Int64"),
        }
    )


def register(*rijen: tuple[Any, ...]) -> pd.DataFrame:
    """Rows of halfjaar, soort, gemeentecode, aantal[, naar[, datum]]."""
    vol = [
        (
            r[0],
            r[1],
            r[2],
            r[4] if len(r) > 4 else "",
            r[3],
            r[5] if len(r) > 5 else "2022-01-01",
            "b",
        )
        for r in rijen
    ]
    kolommen = ["halfjaar", "soort", "gemeentecode", "naar_gemeentecode", "aantal", "datum", "bron"]
    return pd.DataFrame(vol, columns=kolommen).astype({"aantal": "Int64"})


INWONERS = inwoners(GM0001={"2021": 100}, GM0002={"2021": 300})
LAND = van_land(j2021=1000)


def reken(
    taken: pd.DataFrame,
    leveringen: pd.DataFrame | None = None,
    samenvoegingen: Any = (),
    stand_per: str | None = None,
    bewoners: pd.DataFrame = INWONERS,
) -> pd.DataFrame:
    reg = register() if leveringen is None else leveringen
    return model.statushouders(taken, bewoners, LAND, GEMEENTEN, reg, samenvoegingen, stand_per)


def cel(frame: pd.DataFrame, halfjaar: str, code: str, kolom: str) -> Any:
    rij = frame[(frame["halfjaar"] == halfjaar) & (frame["gemeentecode"] == code)]
    assert len(rij) == 1
    return rij[kolom].iloc[0]


def test_columns_rows_and_types() -> None:
    frame = reken(land(h2022_2=100, h2021_2=50))
    assert list(frame.columns) == [*model.KOLOMMEN, "verplaatst"]
    assert list(zip(frame["halfjaar"], frame["gemeente"], strict=True)) == [
        (h, g) for h in ("2021-2", "2022-1", "2022-2") for g in ("Aa", "Bee")
    ]
    assert {str(frame[k].dtype) for k in model.KOLOMMEN[3:8]} == {"Int64"}
    assert str(frame["percentage"].dtype) == "Float64"
    assert list(model.met_taakstelling(frame).columns) == model.KOLOMMEN
    assert list(model.met_taakstelling(frame)["halfjaar"]) == [
        "2021-2",
        "2021-2",
        "2022-2",
        "2022-2",
    ]


def test_the_share_by_inhabitants() -> None:
    frame = reken(land(h2022_1=105))
    assert list(frame["taakstelling"]) == [11, 32]  # 10.5 and 31.5: a half goes up
    assert set(frame["inwonersdatum"]) == {"2021-01-01"}
    assert list(reken(land(h2022_1=104))["taakstelling"]) == [10, 31]
    aandelen = model.taakstelling(land(h2022_1=105), INWONERS, LAND, CODES)["aandeel"]
    assert list(aandelen) == [10.5, 31.5] and str(aandelen.dtype) == "Float64"


@given(st.integers(0, 10**6), st.integers(1, 10**5))
def test_rounding_is_exact_half_up(teller: int, noemer: int) -> None:
    uitkomst = model.rond_af(teller, noemer)
    verschil = Fraction(teller, noemer) - uitkomst
    assert Fraction(-1, 2) <= verschil < Fraction(1, 2)


@pytest.mark.parametrize(
    ("halfjaar", "data", "verwacht"),
    [
        ("2022-1", ["2020-01-01", "2021-01-01", "2022-01-01"], "2021-01-01"),
        ("2022-2", ["2020-01-01", "2021-01-01", "2022-01-01"], "2021-01-01"),
        ("2022-2", ["2020-01-01", "2022-01-01"], "2022-01-01"),  # 365 days against 366
        ("2023-1", ["2021-01-01", "2023-01-01"], "2021-01-01"),  # as near: the earlier
        ("2016-2", ["2019-01-01", "2020-01-01"], "2019-01-01"),
        ("2025-2", ["2019-01-01", "2023-01-01"], "2023-01-01"),
        ("2022-1", [], None),
    ],
)
def test_which_inhabitants(halfjaar: str, data: list[str], verwacht: str | None) -> None:
    assert model.inwonersdatum(halfjaar, data) == verwacht


def test_both_inhabitants_are_of_one_date() -> None:
    leden = inwoners(GM0001={"2020": 100, "2021": None, "2022": 120})
    noemer = van_land(j2021=1000, j2022=1200)
    rij = model.taakstelling(land(h2022_1=100), leden, noemer, ["GM0001"]).iloc[0]
    assert (rij["inwonersdatum"], rij["taakstelling"]) == ("2022-01-01", 10)
    geen = model.taakstelling(land(h2022_1=100), leden, van_land(j2019=1000), ["GM0001"]).iloc[0]
    assert geen[["taakstelling", "aandeel", "inwonersdatum"]].isna().all()
    vreemd = model.taakstelling(land(h2022_1=100), leden, noemer, ["GM0009"]).iloc[0]
    assert pd.isna(vreemd["taakstelling"])


def test_half_years_without_gaps() -> None:
    assert model.halfjaren(["2022-1", "2020-2"]) == ["2020-2", "2021-1", "2021-2", "2022-1"]
    assert model.halfjaren(["2022-1"]) == ["2022-1"]


def test_no_national_figure_is_unknown_and_breaks_the_chain() -> None:
    reg = register(
        ("2021-1", "overloop", "GM0001", 0),
        *((h, "gerealiseerd", "GM0001", 4) for h in ("2021-1", "2021-2", "2022-1")),
    )
    frame = reken(land(h2021_1=100, h2021_2=None, h2022_1=100), reg)
    assert cel(frame, "2021-1", "GM0001", "saldo") == 6
    assert cel(frame, "2021-2", "GM0001", "overloop") == 6
    for kolom in ("taakstelling", "opgave", "saldo", "percentage"):
        assert pd.isna(cel(frame, "2021-2", "GM0001", kolom))
    assert cel(frame, "2022-1", "GM0001", "taakstelling") == 10
    assert pd.isna(cel(frame, "2022-1", "GM0001", "overloop"))
    assert pd.isna(cel(frame, "2022-1", "GM0001", "opgave"))


def test_an_opening_balance_is_never_taken_to_be_nought() -> None:
    frame = reken(land(h2022_1=100), register(("2022-1", "gerealiseerd", "GM0001", 4)))
    for kolom in ("overloop", "opgave", "saldo", "percentage"):
        assert pd.isna(cel(frame, "2022-1", "GM0001", kolom))
    assert cel(frame, "2022-1", "GM0001", "gerealiseerd") == 4


def test_arrears_and_lead_and_rate() -> None:
    reg = register(
        ("2022-1", "overloop", "GM0001", 5),
        ("2022-1", "overloop", "GM0002", -10),
        ("2022-1", "gerealiseerd", "GM0001", 6),
        ("2022-1", "gerealiseerd", "GM0002", 25),
    )
    frame = reken(land(h2022_1=100, h2022_2=100), reg)
    een = frame[frame["gemeentecode"] == "GM0001"].iloc[0]
    assert (een["opgave"], een["saldo"], een["percentage"]) == (15, 9, 40.0)
    twee = frame[frame["gemeentecode"] == "GM0002"].iloc[0]
    assert (twee["opgave"], twee["saldo"], twee["percentage"]) == (20, -5, 125.0)
    assert cel(frame, "2022-2", "GM0001", "overloop") == 9
    assert cel(frame, "2022-2", "GM0002", "overloop") == -5


def test_task_moved_by_decision_is_given_and_received() -> None:
    reg = register(
        ("2022-1", "overloop", "GM0001", 0),
        ("2022-1", "overloop", "GM0002", 0),
        ("2022-1", "verplaatst", "GM0001", 4, "GM0002"),
        ("2022-1", "verplaatst", "GM0002", 1, "GM0009"),
        ("2022-2", "verplaatst", "GM0002", 7, "GM0001"),
    )
    frame = reken(land(h2022_1=100, h2022_2=100), reg)
    assert list(frame["verplaatst"]) == [-4, 3, 7, -7]
    assert list(frame["opgave"].dropna()) == [6, 33]
    assert str(frame["verplaatst"].dtype) == "Int64"


def test_zero_task_has_no_rate_but_a_reason() -> None:
    reg = register(
        ("2022-1", "overloop", "GM0001", 0),
        ("2022-1", "gerealiseerd", "GM0001", 2),
        ("2022-1", "overloop", "GM0002", 1),
        ("2022-1", "gerealiseerd", "GM0002", 2),
    )
    frame = reken(land(h2022_1=0), reg)
    een, twee = frame.iloc[0], frame.iloc[1]
    assert (een["taakstelling"], een["opgave"], een["saldo"]) == (0, 0, -2)
    assert pd.isna(een["percentage"])
    assert model.reden_onbekend(een) == (
        "de opgave is nul of kleiner; een percentage heeft dan geen betekenis"
    )
    assert twee["percentage"] == 200
    assert model.reden_onbekend(twee) is None


def test_every_reason() -> None:
    leeg = reken(land(h2022_1=None)).iloc[0]
    assert model.reden_onbekend(leeg) == (
        "de landelijke taakstelling van dit halfjaar is niet bekend"
    )
    zonder = reken(land(h2022_1=100), bewoners=inwoners(GM0001={"2021": None})).iloc[0]
    assert model.reden_onbekend(zonder) == "het aantal inwoners is niet bekend"
    keten = reken(land(h2022_1=100)).iloc[0]
    assert model.reden_onbekend(keten) == "de overloop van het halfjaar ervoor is niet geleverd"
    for taak in (100, 10):  # a task of 10 and of 1
        geen = reken(land(h2022_1=taak), register(("2022-1", "overloop", "GM0001", 0))).iloc[0]
        assert model.reden_onbekend(geen) == "het gehuisveste aantal is niet geleverd"
    assert "te klein om te tonen" in str(
        model.reden_onbekend(pd.Series({"percentage": MERK}, dtype=object))
    )


def test_a_correction_after_the_fact_counts_from_its_date() -> None:
    reg = register(
        ("2022-1", "overloop", "GM0001", 0),
        ("2022-1", "gerealiseerd", "GM0001", 9, "", "2023-05-01"),
        ("2022-1", "gerealiseerd", "GM0001", 6, "", "2022-07-01"),
    )
    taken = land(h2022_1=100, h2022_2=100)
    assert cel(reken(taken, reg), "2022-2", "GM0001", "overloop") == 1
    assert cel(reken(taken, reg, stand_per="2023-05-01"), "2022-2", "GM0001", "overloop") == 1
    assert cel(reken(taken, reg, stand_per="2023-04-30"), "2022-2", "GM0001", "overloop") == 4
    assert pd.isna(cel(reken(taken, reg, stand_per="2022-06-30"), "2022-1", "GM0001", "saldo"))


def test_a_delivered_opening_that_differs_is_not_used() -> None:
    reg = register(
        ("2022-1", "overloop", "GM0001", 0),
        ("2022-1", "gerealiseerd", "GM0001", 6),
        ("2022-2", "overloop", "GM0001", 3, "", "2022-07-01"),
        ("2022-2", "overloop", "GM0001", 5, "", "2022-08-01"),
        ("2022-2", "overloop", "GM0002", 5),
    )
    frame = reken(land(h2022_1=100, h2022_2=100), reg)
    assert cel(frame, "2022-2", "GM0001", "overloop") == 4
    assert cel(frame, "2022-2", "GM0002", "overloop") == 5


@voorbeelden(30)
@given(
    st.lists(st.tuples(st.integers(0, 500), st.integers(0, 80)), min_size=2, max_size=6),
    st.integers(-50, 50),
    st.lists(st.integers(0, 20), min_size=6, max_size=6),
    st.randoms(use_true_random=False),
)
def test_no_carry_over_is_lost(
    reeks: list[tuple[int, int]], begin: int, verplaatst: list[int], kans: Any
) -> None:
    halfjaren = model.halfjaren(["2020-1", "2024-1"])[: len(reeks)]
    taken = land(
        **{f"h{h.replace('-', '_')}": t for h, (t, _) in zip(halfjaren, reeks, strict=True)}
    )
    rijen: list[tuple[Any, ...]] = [(halfjaren[0], "overloop", code, begin) for code in CODES]
    for h, (_, gehuisvest), weg in zip(halfjaren, reeks, verplaatst, strict=False):
        rijen += [(h, "gerealiseerd", code, gehuisvest) for code in CODES]
        rijen.append((h, "verplaatst", CODES[0], weg, CODES[1]))
    kans.shuffle(rijen)
    frame = reken(taken.sample(frac=1, random_state=1), register(*rijen))
    for code in CODES:
        eigen = frame[frame["gemeentecode"] == code].reset_index(drop=True)
        assert list(eigen["overloop"][1:]) == list(eigen["saldo"][:-1])
        erin = begin + eigen["taakstelling"].sum() + eigen["verplaatst"].sum()
        assert eigen["saldo"].iloc[-1] == erin - eigen["gerealiseerd"].sum()
    assert frame["verplaatst"].sum() == 0


SAMEN = [{"nieuw": "GM0001", "oud": ["GM0001", "GM0008"], "vanaf": "2021-01-01"}]


def test_merged_municipalities_add_up_before_the_merger() -> None:
    leden = inwoners(
        GM0001={"2019": 60, "2020": 61, "2021": 100},
        GM0008={"2019": 40, "2020": None, "2021": 7},
        GM0002={"2020": 5},
    )
    samen = voeg_gemeenten_samen(leden, SAMEN).sort_values(["gemeentecode", "datum"])
    assert samen.astype(object).where(samen.notna(), None).to_dict("records") == [
        {"gemeentecode": "GM0001", "datum": "2019-01-01", "inwoners": 100},
        {"gemeentecode": "GM0001", "datum": "2020-01-01", "inwoners": None},
        {"gemeentecode": "GM0001", "datum": "2021-01-01", "inwoners": 100},
        {"gemeentecode": "GM0002", "datum": "2020-01-01", "inwoners": 5},
    ]
    pd.testing.assert_frame_equal(voeg_gemeenten_samen(leden, []), leden)


def test_a_missing_part_of_a_merger_is_unknown() -> None:
    leden = inwoners(GM0001={"2020": 61})
    assert voeg_gemeenten_samen(leden, SAMEN)["inwoners"].isna().all()


def test_a_merged_municipality_can_merge_again() -> None:
    leden = inwoners(GM0003={"2018": 1}, GM0004={"2018": 2}, GM0005={"2018": 4, "2019": 4})
    keten = [
        {"nieuw": "GM0007", "oud": ["GM0005", "GM0006"], "vanaf": "2020-01-01"},
        {"nieuw": "GM0006", "oud": ["GM0003", "GM0004"], "vanaf": "2019-01-01"},
    ]
    samen = voeg_gemeenten_samen(leden, keten)
    assert set(samen["gemeentecode"]) == {"GM0007"}
    per = samen.set_index("datum")["inwoners"]
    assert per["2018-01-01"] == 7
    assert pd.isna(per["2019-01-01"])


def test_deliveries_follow_a_merger() -> None:
    reg = register(
        ("2020-1", "overloop", "GM0001", 2),
        ("2020-1", "overloop", "GM0008", 3),
        ("2020-1", "gerealiseerd", "GM0001", 4),
        ("2020-1", "gerealiseerd", "GM0008", 9, "", "2021-01-01"),
        ("2020-1", "gerealiseerd", "GM0008", 1),
        ("2020-1", "verplaatst", "GM0008", 5, "GM0002"),
        ("2020-2", "gerealiseerd", "GM0001", 6),
        ("2021-1", "gerealiseerd", "GM0001", 7),
    )
    frame = reken(
        land(h2020_1=100, h2021_1=100),
        reg,
        SAMEN,
        bewoners=inwoners(GM0001={"2021": 100}, GM0002={"2021": 300}),
    )
    assert cel(frame, "2020-1", "GM0001", "overloop") == 5
    assert cel(frame, "2020-1", "GM0001", "gerealiseerd") == 5
    assert cel(frame, "2020-1", "GM0001", "verplaatst") == -5
    assert cel(frame, "2020-1", "GM0002", "verplaatst") == 5
    assert pd.isna(cel(frame, "2020-2", "GM0001", "gerealiseerd"))
    assert cel(frame, "2021-1", "GM0001", "gerealiseerd") == 7


@pytest.mark.parametrize(
    ("vanaf", "opgeteld"),
    [
        ("2020-01-01", []),
        ("2020-01-02", ["2020-1"]),
        ("2020-07-01", ["2020-1"]),
        ("2020-07-02", ["2020-1", "2020-2"]),
    ],
)
def test_a_half_year_that_begins_before_the_merger_is_added_up(
    vanaf: str, opgeteld: list[str]
) -> None:
    reg = register(
        *(
            (h, "gerealiseerd", code, 1, "", datum)
            for h in ("2020-1", "2020-2")
            for code, datum in (("GM0003", "2021-02-01"), ("GM0004", "2021-03-01"))
        ),
        ("2020-2", "verplaatst", "GM0003", 5, "GM0002"),
    )
    samen = [{"nieuw": "GM0006", "oud": ["GM0003", "GM0004"], "vanaf": vanaf}]
    uit = voeg_leveringen_samen(reg, samen)
    nieuw = uit[(uit["gemeentecode"] == "GM0006") & (uit["soort"] == "gerealiseerd")]
    assert sorted(nieuw["halfjaar"]) == opgeteld
    assert set(nieuw["aantal"]) <= {2} and set(nieuw["datum"]) <= {"2021-03-01"}
    gever = uit.loc[uit["soort"] == "verplaatst", "gemeentecode"].tolist()
    assert gever == ["GM0006" if "2020-2" in opgeteld else "GM0003"]
    assert list(uit.index) == list(range(len(uit)))


def test_deliveries_follow_one_merger_after_another() -> None:
    reg = register(*(("2018-1", "gerealiseerd", f"GM000{nr}", nr) for nr in (3, 4, 5)))
    keten = [
        {"nieuw": "GM0007", "oud": ["GM0005", "GM0006"], "vanaf": "2020-01-01"},
        {"nieuw": "GM0006", "oud": ["GM0003", "GM0004"], "vanaf": "2019-01-01"},
    ]
    uit = voeg_leveringen_samen(reg, keten)
    assert uit[["gemeentecode", "aantal"]].to_numpy().tolist() == [["GM0007", 12]]
    assert set(uit.columns) == set(reg.columns)
    assert list(voeg_leveringen_samen(reg, []).columns) == list(reg.columns)


@voorbeelden(30)
@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=12), st.integers(0, 50000))
def test_the_sum_is_within_half_a_person_each(aantallen: list[int], taak: int) -> None:
    codes = [f"GM{nr:04d}" for nr in range(len(aantallen))]
    leden = inwoners(**{c: {"2021": n} for c, n in zip(codes, aantallen, strict=True)})
    noemer = van_land(j2021=sum(aantallen))
    rij = model.som_controle(land(h2022_1=taak), leden, noemer, codes).iloc[0]
    assert rij["aandeel"] == pytest.approx(taak)
    assert rij["verschil"] == pytest.approx(rij["som"] - taak)
    assert abs(rij["verschil"]) <= len(codes) / 2 + 1e-6


def test_a_sum_with_a_gap_is_unknown() -> None:
    som = model.som_controle(land(h2022_1=100, h2022_2=None), INWONERS, LAND, CODES)
    assert list(som["som"].fillna(-1)) == [40, -1] and str(som["som"].dtype) == "Int64"
    assert som.loc[1, ["aandeel", "verschil"]].isna().all()
    weg = model.som_controle(land(h2022_1=100), INWONERS, LAND, [*CODES, "GM0009"])
    assert weg[["som", "aandeel", "verschil"]].isna().all(axis=None)


def test_the_province_against_the_method() -> None:
    perioden = pd.DataFrame(
        {
            "periode_van": ["2022-01", "2022-01", "2022-01", "2022-01"],
            "periode_tot_en_met": ["2022-06", "2022-12", "2023-06", "2022-12"],
            "taakstelling": pd.array([12, 33, 50, None], "Int64"),
        }
    )
    eigen = INWONERS.loc[INWONERS["gemeentecode"] == "GM0001", ["datum", "inwoners"]]
    uit = model.provincie_controle(land(h2022_1=100, h2022_2=200), perioden, eigen, LAND)
    assert list(uit["berekend"]) == [10, 30, 30]
    assert list(uit["bekend"]) == [1, 2, 2]
    assert list(uit["halfjaren"]) == [1, 2, 3]
    assert list(uit["verschil"].fillna(-99)) == [2, 3, -99]
    assert list(uit["ontbreekt"]) == ["", "", "2023-1"]
    niets = model.provincie_controle(land(h2020_1=1), perioden, eigen, LAND)
    assert niets["berekend"].isna().all()
    assert uit.iloc[1].to_dict() == {
        "periode_van": "2022-01",
        "periode_tot_en_met": "2022-12",
        "gepubliceerd": 33,
        "berekend": 30,
        "bekend": 2,
        "halfjaren": 2,
        "verschil": 3,
        "ontbreekt": "",
    }
    getallen = ["gepubliceerd", "berekend", "bekend", "halfjaren", "verschil"]
    assert {str(uit[naam].dtype) for naam in getallen} == {"Int64"}
    geen = model.provincie_controle(land(h2022_1=1), perioden.iloc[:0], eigen, LAND)
    assert geen.empty and list(geen.columns) == list(uit.columns)


def test_a_period_of_the_province_begins_and_ends_in_its_half_years() -> None:
    perioden = pd.DataFrame(
        {
            "periode_van": ["2022-06", "2022-07", "2023-07"],
            "periode_tot_en_met": ["2022-07", "2022-12", "2024-06"],
            "taakstelling": pd.array([30, 20, 1], "Int64"),
        }
    )
    eigen = INWONERS.loc[INWONERS["gemeentecode"] == "GM0001", ["datum", "inwoners"]]
    uit = model.provincie_controle(land(h2022_1=100, h2022_2=200), perioden, eigen, LAND)
    assert list(uit["halfjaren"]) == [2, 1, 2]
    assert list(uit["verschil"].fillna(-1)) == [0, 0, -1]
    assert list(uit["ontbreekt"]) == ["", "", "2023-2, 2024-1"]


def test_the_country_against_its_own_totals() -> None:
    frame = pd.DataFrame(
        {
            "halfjaar": ["2021-2", "2022-1", "2022-2", "2023-1"],
            "taakstelling": [5, 9979, 13500, 10],
            "achterstand_begin": [None, 3728, None, None],
            "opgave_totaal": [None, 13707, 15358, 3],
            "gerealiseerd": [None, 11886, None, None],
        }
    ).astype(
        dict.fromkeys(
            ["taakstelling", "achterstand_begin", "opgave_totaal", "gerealiseerd"], "Int64"
        )
    )
    uit = model.land_controle(frame)
    assert list(uit["halfjaar"]) == ["2022-1", "2022-2", "2023-1"]
    assert list(uit["achterstand"].fillna(-1)) == [3728, 1821, -1]
    assert list(uit["herkomst"]) == ["gepubliceerd", "berekend", "berekend"]
    assert list(uit["verschil"].fillna(-1)) == [0, 37, -1]
    assert uit.iloc[1].to_dict() == {
        "halfjaar": "2022-2",
        "taakstelling": 13500,
        "achterstand": 1821,
        "herkomst": "berekend",
        "berekend": 15321,
        "gepubliceerd": 15358,
        "verschil": 37,
    }
    getallen = ["taakstelling", "achterstand", "berekend", "gepubliceerd", "verschil"]
    assert {str(uit[naam].dtype) for naam in getallen} == {"Int64"}
    geen = model.land_controle(frame.iloc[:1])
    assert geen.empty and list(geen.columns) == list(uit.columns)
    alleen = model.land_controle(frame.iloc[2:3])
    assert pd.isna(alleen["achterstand"].iloc[0])


def test_dwellings_needed() -> None:
    personen = pd.Series([0, 1, 3, 4, 8, -9, None], dtype="Int64")
    bron = {"personen": 8, "woningen": 2}
    uit = model.woningen_nodig(personen, bron)
    assert list(uit.fillna(-1)) == [0, 1, 1, 1, 2, 0, -1]
    assert model.woningen_nodig(pd.Series([9], dtype="Int64"), bron).iloc[0] == 3
    zonder = model.woningen_nodig(personen.rename(lambda nr: f"r{nr}"), None)
    assert zonder.isna().all() and str(zonder.dtype) == "Int64"
    assert list(zonder.index) == [f"r{nr}" for nr in range(7)]


def small(*gehuisvest: int, overloop: int | None = 0) -> pd.DataFrame:
    rijen: list[tuple[Any, ...]] = [("2022-1", "overloop", "GM0001", overloop)]
    halfjaren = ["2022-1", "2022-2", "2023-1"]
    rijen += [(h, "gerealiseerd", "GM0001", g) for h, g in zip(halfjaren, gehuisvest, strict=False)]
    frame = reken(land(h2022_1=100, h2022_2=100, h2023_1=100), register(*rijen))
    return openbare_halfjaren(frame)


@pytest.mark.parametrize(("aantal", "weg"), [(0, False), (1, True), (4, True), (5, False)])
def test_small_counts_by_the_rule(aantal: int, weg: bool) -> None:
    rij = small(aantal).query("gemeentecode == 'GM0001'").iloc[0]
    for kolom in ("gerealiseerd", "saldo", "percentage"):
        assert is_afgeschermd(rij[kolom]) is weg
        assert pd.isna(rij[kolom]) is weg
    assert (rij["taakstelling"], rij["overloop"], rij["opgave"]) == (10, 0, 10)


def test_a_small_count_cannot_be_computed_from_what_follows() -> None:
    eigen = small(3, 20, 30).query("gemeentecode == 'GM0001'").reset_index(drop=True)
    for plek in (1, 2):
        for kolom in ("overloop", "opgave", "saldo", "percentage"):
            assert is_afgeschermd(eigen.loc[plek, kolom])
    assert list(eigen["gerealiseerd"].fillna(-1)) == [-1, 20, 30]
    assert list(eigen["taakstelling"]) == [10, 10, 10]


def test_what_came_before_a_small_count_stays() -> None:
    eigen = small(20, 3, 30).query("gemeentecode == 'GM0001'").reset_index(drop=True)
    assert (eigen.loc[0, "saldo"], eigen.loc[1, "overloop"], eigen.loc[1, "opgave"]) == (
        -10,
        -10,
        0,
    )
    assert is_afgeschermd(eigen.loc[1, "saldo"])
    assert not eigen.loc[0].map(is_afgeschermd).any()


def test_a_chain_that_starts_anew_is_clean() -> None:
    reg = register(
        ("2022-1", "overloop", "GM0001", 0),
        ("2022-1", "gerealiseerd", "GM0001", 3),
        ("2023-1", "overloop", "GM0001", 8),
        ("2023-1", "gerealiseerd", "GM0001", 9),
    )
    frame = openbare_halfjaren(reken(land(h2022_1=100, h2022_2=100, h2023_1=100), reg))
    laatste = frame[(frame["halfjaar"] == "2023-1") & (frame["gemeentecode"] == "GM0001")].iloc[0]
    assert (laatste["overloop"], laatste["saldo"]) == (8, 9)


@pytest.mark.parametrize(("opnieuw", "getoond"), [(8, True), (19, False), (16, False)])
def test_a_balance_delivered_later_does_not_tell_it(opnieuw: int, getoond: bool) -> None:
    """Two half-years housed 20 - `opnieuw` together, of which the first 1: of 1 that is told, and of 4 that
    the second one, which was not delivered, is small."""
    reg = register(
        ("2022-1", "overloop", "GM0001", 0),
        ("2022-1", "gerealiseerd", "GM0001", 1),
        ("2023-1", "overloop", "GM0001", opnieuw),
    )
    frame = openbare_halfjaren(reken(land(h2022_1=100, h2022_2=100, h2023_1=100), reg))
    eigen = frame[frame["gemeentecode"] == "GM0001"].set_index("halfjaar")
    assert pd.notna(eigen.loc["2023-1", "overloop"]) is getoond
    assert pd.isna(eigen.loc["2022-1", "gerealiseerd"])


def test_suppression_keeps_the_order_of_the_rows() -> None:
    frame = reken(land(h2022_1=100, h2022_2=100))
    assert list(openbare_halfjaren(frame)["halfjaar"]) == list(frame["halfjaar"])
    assert not heeft_merk([openbare_halfjaren(frame)])


def test_a_slice_is_the_whole() -> None:
    reg = register(("2022-1", "overloop", "GM0002", 1), ("2022-1", "gerealiseerd", "GM0002", 9))
    alles = reken(land(h2022_1=100, h2022_2=100), reg)
    deel = model.statushouders(
        land(h2022_1=100, h2022_2=100), INWONERS, LAND, GEMEENTEN.iloc[1:], reg
    )
    eigen = alles[alles["gemeentecode"] == "GM0002"].reset_index(drop=True)
    pd.testing.assert_frame_equal(deel, eigen)


def test_input_is_left_as_it_was() -> None:
    taken, reg = land(h2022_1=100), register(("2022-1", "gerealiseerd", "GM0001", 2))
    kopie = [frame.copy(deep=True) for frame in (taken, INWONERS, LAND, reg)]
    openbare_halfjaren(reken(taken, reg, SAMEN))
    for voor, na in zip(kopie, (taken, INWONERS, LAND, reg), strict=True):
        pd.testing.assert_frame_equal(voor, na)


def test_of_the_half_years_only_those_that_have_ended() -> None:
    frame = pd.DataFrame({"halfjaar": ["2017-1", "2017-2", "2018-1"], "n": [1, 2, 3]})
    for stand, over in (
        ("2017-06-29", []), ("2017-06-30", [1]), ("2017-12-30", [1]), ("2017-12-31", [1, 2]),
        ("2018-06-30", [1, 2, 3]),
    ):  # fmt: skip
        assert model.tot_stand(frame, stand)["n"].tolist() == over
