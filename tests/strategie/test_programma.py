"""The programme per year and per three years: sums that close, and what is unknown."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from woonanalyse.kern.catalogus import lees_verklaring
from woonanalyse.kern.project import PAKKET
from woonanalyse.onderwerpen.strategie import bijlage
from woonanalyse.onderwerpen.strategie.programma import (
    FASEKOLOMMEN,
    FASERING,
    PROGRAMMAKOLOMMEN,
    STANDKOLOMMEN,
    TEMPO,
    Jaren,
    per_drie,
    programma,
)

HEEL = Jaren(2017, 2026)
JAREN = [Jaren(jaar, jaar) for jaar in range(2017, 2027)]
MAP = PAKKET / "onderwerpen" / "strategie"
PARAMETERS = {
    **lees_verklaring(MAP / "programma.yml"),
    "aandeel_hard": lees_verklaring(MAP / "projectie.yml")["aandeel_hard"],
}
VAST: dict[str, dict[str, Any]] = {
    "uitval": {"laag": 0.2, "hoog": 0.2},
    "vertraging": {"laag": 1, "hoog": 1},
    "aandeel_hard": {"laag": 1.0, "hoog": 1.0},
}
GEBIEDEN = pd.DataFrame(
    [
        ("gemeente", "A", "A"),
        ("gemeente", "B", "B"),
        ("subregio", "noord", "A"),
        ("regio", "samen", "A"),
        ("regio", "samen", "B"),
    ],
    columns=["niveau", "gebied", "gemeentecode"],
)
STAND = pd.DataFrame(
    [("A", 1000, 1200, 300, 20, 40), ("B", 500, 600, 100, pd.NA, pd.NA)], columns=STANDKOLOMMEN
)
FASEN = pd.DataFrame(
    [("B", 2017, 2017, 10), ("B", 2018, 2020, 30), ("B", pd.NA, pd.NA, 5)], columns=FASEKOLOMMEN
).astype({"van_jaar": "Int64", "tot_en_met_jaar": "Int64", "woningen": "Int64"})
VOORRAAD = pd.DataFrame(
    [("A", 2017, 25, 3), ("A", 2018, 35, 0), ("B", 2017, 12, 1)],
    columns=["gemeentecode", "jaar", "nieuwbouw", "sloop"],
).astype({"nieuwbouw": "Int64", "sloop": "Int64"})


def _programma(perioden: list[Jaren], parameters: dict[str, dict[str, Any]] = VAST) -> pd.DataFrame:
    return programma(GEBIEDEN, STAND, FASEN, VOORRAAD, HEEL, perioden, parameters)


def _van(frame: pd.DataFrame, gebied: str, van: int) -> pd.Series:
    return frame[(frame["gebied"] == gebied) & (frame["van"] == van)].iloc[0]


def test_phasing_where_there_is_one_and_the_own_pace_otherwise() -> None:
    frame = _programma(JAREN)
    assert list(frame.columns) == PROGRAMMAKOLOMMEN
    a, b, samen = (_van(frame, gebied, 2018) for gebied in ("A", "B", "samen"))
    assert (a.gepland_laag, a.gepland_hoog, a.gepland_bron) == (20, 40, TEMPO)
    assert (b.gepland_laag, b.gepland_hoog, b.gepland_bron) == (0, 35, FASERING)
    assert (samen.gepland_laag, samen.gepland_hoog) == (20, 75)
    assert samen.gepland_bron == f"{TEMPO}; {FASERING}"


def test_need_is_an_equal_part_of_every_year_and_closes_with_the_whole() -> None:
    frame = _programma(JAREN)
    som = frame.groupby("gebied")[["behoefte_laag", "behoefte_hoog"]].sum()
    assert som.loc["samen"].tolist() == pytest.approx([1500, 1800])
    drie = _programma(per_drie(HEEL)).groupby("gebied")["behoefte_laag"].sum()
    assert drie["samen"] == pytest.approx(1500)
    assert per_drie(HEEL)[-1] == Jaren(2026, 2026)


def test_a_period_that_is_whole_holds_what_its_years_may_hold() -> None:
    eerste = _van(_programma([Jaren(2017, 2020)]), "B", 2017)
    assert (eerste.gepland_laag, eerste.gepland_hoog) == (40, 45)


def test_built_is_unknown_until_every_year_and_member_is_known() -> None:
    frame = _programma(JAREN)
    assert _van(frame, "samen", 2017)[["gebouwd", "gesloopt"]].tolist() == [37, 4]
    assert pd.isna(_van(frame, "samen", 2018).gebouwd)
    assert _van(frame, "A", 2018).gebouwd == 35
    assert pd.isna(_van(_programma(per_drie(HEEL)), "A", 2017).gebouwd)


def test_hard_left_is_less_by_what_was_built_and_then_by_what_is_planned() -> None:
    frame = _programma(JAREN)
    assert _van(frame, "A", 2018)[["hard_laag", "hard_hoog"]].tolist() == [240, 240]
    assert _van(frame, "A", 2020)[["hard_laag", "hard_hoog"]].tolist() == [160, 200]
    assert _van(frame, "B", 2020)[["hard_laag", "hard_hoog"]].tolist() == [53, 58]


def test_expected_comes_later_and_is_less() -> None:
    frame = _programma(JAREN)
    assert _van(frame, "A", 2017)[["verwacht_laag", "verwacht_hoog"]].tolist() == [0, 0]
    assert _van(frame, "A", 2018)[["verwacht_laag", "verwacht_hoog"]].tolist() == [16, 32]
    ruim = _van(_programma(JAREN, PARAMETERS), "A", 2018)
    assert ruim.verwacht_laag == 0 and ruim.verwacht_hoog == 40


def test_unknown_stays_unknown_in_every_area_that_has_it() -> None:
    stand = STAND.assign(
        hard=[pd.NA, 100], tempo_laag=pd.NA, tempo_hoog=pd.NA, behoefte_laag=[pd.NA, 1]
    )
    frame = programma(GEBIEDEN, stand, FASEN, VOORRAAD, HEEL, JAREN, VAST)
    for gebied in ("A", "noord", "samen"):
        rij = _van(frame, gebied, 2019)
        assert rij[["behoefte_laag", "gepland_laag", "verwacht_hoog", "hard_laag"]].isna().all()
    assert _van(frame, "B", 2019).hard_hoog == 88


def test_a_municipality_without_a_row_is_refused() -> None:
    with pytest.raises(ValueError, match="geen stand van B"):
        programma(GEBIEDEN, STAND[:1], FASEN, VOORRAAD, HEEL, JAREN, VAST)


@given(
    st.lists(st.tuples(st.integers(2015, 2028), st.integers(0, 4), st.integers(1, 50)), max_size=6)
)
def test_the_region_is_the_sum_of_its_members_and_ranges_are_in_order(
    fasen: list[tuple[int, int, int]],
) -> None:
    rijen = [("A", van, van + duur, aantal) for van, duur, aantal in fasen]
    frame = programma(
        GEBIEDEN,
        STAND.assign(tempo_laag=10, tempo_hoog=30),
        pd.DataFrame(rijen, columns=FASEKOLOMMEN),
        VOORRAAD,
        HEEL,
        [*JAREN, HEEL],
        PARAMETERS,
    )
    for wat in ("gepland", "verwacht", "hard"):
        assert (frame[f"{wat}_laag"] <= frame[f"{wat}_hoog"]).all()
    op = ["van", "tot_en_met"]
    gemeenten = frame[frame["niveau"] == "gemeente"].groupby(op)["gepland_hoog"].sum()
    regio = frame[frame["niveau"] == "regio"].set_index(op)["gepland_hoog"]
    assert gemeenten.to_dict() == regio.to_dict()


@pytest.mark.parametrize("niveaus", [["regio"], ["subregio", "regio"]])
def test_the_annex_names_only_the_areas_that_there_are(niveaus: list[str]) -> None:
    rijen = [
        {"niveau": niveau, "gebied": naam, "code": "M0", "van": 2021, "tot_en_met": 2023}
        for naam, niveau in enumerate(niveaus)
    ]
    leeg = pd.DataFrame(rijen).assign(gebied=lambda f: f["gebied"].astype(str))
    frame = leeg.assign(**dict.fromkeys(bijlage._PROGRAMMA, 1))
    titels = [
        een.bijschrift for een in bijlage.bijlage_programma(frame) if not isinstance(een, str)
    ]
    wat = "per subregio en voor de regio" if len(niveaus) > 1 else "voor de regio"
    assert titels and all(titel.endswith(f", {wat}") for titel in titels)
