"""On the norm within the rounding of the source: one dwelling to each side of every border."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
import pytest
from hulp import balans_van, editie
from hypothesis import given
from hypothesis import strategies as st
from invoerbouw import DEFINITIES, ERBIJ, een, naast_elkaar, opzet

from woonanalyse.kern.oordeel import reden_op_norm
from woonanalyse.kern.opzet import Opzet
from woonanalyse.onderwerpen.balans.model import balans, marge

STAP = opzet(afronding={"stap": 4, "bron": "bron"})
"""Half a step is 2: with two numbers (need and hard) the margin is 4."""


def gedrukt(**per_variant: float) -> pd.DataFrame:
    rijen = [("GM0001", variant, deel) for variant, deel in per_variant.items()]
    frame = pd.DataFrame(rijen, columns=["gemeentecode", "variant", "dekking"])
    return frame.astype({"dekking": "Float64"})


def oordeel_van(
    behoefte: int | tuple[int, int], hard: int, kop: Opzet = STAP, norm: float = 1.0, **druk: Any
) -> str:
    frame = balans(een(behoefte, hard), kop, ERBIJ, norm, gedrukt(**druk) if druk else None)
    (oordeel,) = set(frame["oordeel"])
    return str(oordeel)


def oordelen_van(
    behoefte: int | tuple[int, int], hard: Iterable[int], kop: Opzet = STAP, norm: float = 1.0
) -> list[str]:
    """The judgement of each of these numbers of hard plans."""
    frame = balans(naast_elkaar(behoefte, hard), kop, ERBIJ, norm)
    per = frame.groupby("gemeentecode")["oordeel"].agg(set)
    assert all(len(oordelen) == 1 for oordelen in per)
    return [str(*oordelen) for oordelen in per]


@given(st.integers(10, 100_000))
def test_one_number_up_to_the_margin_and_not_one_further(behoefte: int) -> None:
    assert oordelen_van(behoefte, [behoefte + erbij for erbij in (-5, -4, 0, 4, 5)]) == [
        "binnen", "op de norm", "op de norm", "op de norm", "buiten",
    ]  # fmt: skip


@given(st.integers(10, 5000), st.integers(5, 2000))
def test_every_border_of_a_band(laag: int, breed: int) -> None:
    hoog = laag + breed
    verwacht = {
        laag - 5: "binnen",
        laag - 4: "op de norm",
        laag: "op de norm",
        laag + 4: "op de norm",
        laag + 5: "op de grens",
        hoog: "op de norm" if breed <= 4 else "op de grens",
        hoog + 4: "op de grens",  # further above the lowest need, told from the highest by nothing
        hoog + 5: "buiten",
    }
    assert oordelen_van((laag, hoog), verwacht) == list(verwacht.values())


@given(st.integers(10, 5000), st.integers(0, 4), st.integers(0, 6000))
def test_without_rounding_no_class(laag: int, breed: int, hard: int) -> None:
    oordeel = oordeel_van((laag, laag + breed), hard, kop=opzet())
    assert oordeel != "op de norm"
    met = oordeel_van((laag, laag + breed), hard)
    assert met == oordeel or met in ("op de norm", "op de grens")


@given(st.sampled_from([0.9, 1.1, 1.3]), st.integers(1, 400))
def test_the_margin_grows_with_the_norm(norm: float, tientallen: int) -> None:
    """Of a need in tens norm × need is whole; the margin is 2 + 2 × norm."""
    behoefte = tientallen * 10
    grens = round(norm * behoefte)
    heel = int(2 + 2 * norm)
    verwacht = {grens + heel: "op de norm", grens + heel + 1: "buiten"}
    if grens > heel:
        verwacht |= {grens - heel - 1: "binnen", grens - heel: "op de norm"}
    assert oordelen_van(behoefte, verwacht, norm=norm) == list(verwacht.values())


@pytest.mark.parametrize(
    ("definitie", "getallen", "verwacht"),
    [
        ("erbij", {"vervanging": 8, "hard_uit_te_werken": 6}, 2 * 4),
        ("erbij", {"vervanging": 0, "hard_uit_te_werken": 6}, 2 * 3),
        ("erbij", {"vervanging": 8, "uitgezonderd": 3}, 2 * 4),
        ("met", {"vervanging": 8, "hard_uit_te_werken": 6}, 2 * 4),
        ("zonder", {"vervanging": 8, "hard_uit_te_werken": 6}, 2 * 3),
    ],
)
def test_only_numbers_that_were_added_count(
    definitie: str, getallen: dict[str, int], verwacht: int
) -> None:
    invoer = een(100, 50, **getallen)
    assert list(marge(invoer, STAP, DEFINITIES[definitie], 1.0)) == [verwacht]
    assert marge(invoer, opzet(), DEFINITIES[definitie], 1.0).isna().all()


def test_the_norm_multiplies_the_part_of_the_need() -> None:
    invoer = een(100, 50, vervanging=8, hard_uit_te_werken=6)
    assert list(marge(invoer, STAP, DEFINITIES["erbij"], 1.5)) == [2 * (2 + 1.5 * 2)]
    assert list(marge(invoer, STAP, DEFINITIES["met"], 1.5)) == [2 * (3 + 1.5)]


def test_what_the_source_printed_counts_when_it_is_exactly_the_norm() -> None:
    assert oordeel_van((100, 150), 120) == "op de grens"
    assert oordeel_van((100, 150), 120, laag=1.0, hoog=0.8) == "op de norm"
    assert oordeel_van((100, 150), 120, laag=1.05, hoog=0.8) == "op de grens"
    assert oordeel_van((100, 150), 160, laag=1.0, hoog=1.05) == "op de grens"
    assert oordeel_van((100, 150), 90, laag=1.0, hoog=0.8) == "op de norm"
    assert oordeel_van((100, 150), 90, laag=0.95, hoog=0.8) == "binnen"
    assert oordeel_van((100, 150), 120, kop=opzet(), laag=1.0, hoog=0.8) == "op de norm"


def test_unknown_stays_unknown() -> None:
    frame = balans(een((100, 150), None), STAP, ERBIJ, 1.0, gedrukt(laag=1.0, hoog=1.0))
    assert set(frame["oordeel"]) == {"onbekend"}


def test_the_states_of_2017() -> None:
    frame = balans_van(editie("2017")).drop_duplicates("gemeente")
    per = frame.groupby("oordeel")["gemeente"].agg(sorted).to_dict()
    assert per.pop("buiten") == ["Borne", "Hellendoorn", "Wierden"]
    assert per.pop("op de norm") == ["Almelo", "Enschede"]
    assert per.pop("op de grens") == ["Hengelo", "Twenterand"]
    assert len(per.pop("binnen")) == 7
    assert per == {}


def test_why_on_the_norm() -> None:
    frame = balans_van(editie("2017"))
    reden = {
        naam: reden_op_norm(frame[frame["gemeente"] == naam], 1.0)
        for naam in ("Almelo", "Enschede")
    }
    assert reden == {
        "Almelo": "het verschil met de norm valt binnen de afronding van de bron",
        "Enschede": "de bron publiceerde zelf precies de norm",
    }


def test_room_is_never_below_zero_and_never_invented() -> None:
    frame = balans(een((100, 150), 120), STAP, ERBIJ, 1.0)
    assert list(frame["ruimte"]) == [0, 30]
    assert balans(een((100, 150), None), STAP, ERBIJ, 1.0)["ruimte"].isna().all()
