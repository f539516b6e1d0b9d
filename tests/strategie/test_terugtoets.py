"""What the functions give beside what was decided in fact. Without a plan register: bounds, no proposal.

Sources: the table of the RWP 2017 and the register of measures of the project (Hellendoorn, Wierden, Borne);
NL.IMRO.0166.00991227-VB01 (Kampen, need and hard plans of 2016, plan to deprogramme of 7-7-2016);
NL.IMRO.0988.BPLaarveld2016fa12-VA01 (Weert, classes of 1-1-2016).
"""

from __future__ import annotations

import pandas as pd
import pytest
from hulp import WORTEL, balans_van, editie
from strategiehulp import vraag

from woonanalyse.onderwerpen.strategie.model import BELET_OP_MAAT
from woonanalyse.onderwerpen.strategie.normen import GEBIEDKOLOMMEN, LEDENKOLOMMEN, normrijen
from woonanalyse.onderwerpen.strategie.projectie import grenzen_per_blok, projecteer, toets
from woonanalyse.onderwerpen.strategie.uitleg import bij_nietsdoen, conflicten

HELLENDOORN, WIERDEN, BORNE = "GM0163", "GM0189", "GM0147"


def _blok(code: str, behoefte: int, direct: int, uitwerk: int) -> pd.Series:
    frame = pd.DataFrame(
        {
            "gemeentecode": [code],
            "kant": ["laag"],
            "behoefte": [behoefte],
            "hard_direct": [direct],
            "hard_uitwerk": [uitwerk],
        }
    )
    return grenzen_per_blok(frame.astype(dict.fromkeys(frame.columns[2:], "Int64")), 1.0).iloc[0]


@pytest.fixture(scope="module")
def blokken() -> pd.DataFrame:
    balans = balans_van(editie("2017")).rename(
        columns={"variant": "kant", "hard_uit_te_werken": "hard_uitwerk"}
    )
    balans["hard_uitwerk"] = balans["hard_uitwerk"].fillna(0)
    return grenzen_per_blok(balans, 1.0).set_index(["gemeentecode", "kant"])


def test_hellendoorn_could_take_its_excess_from_what_was_to_be_elaborated(
    blokken: pd.DataFrame,
) -> None:
    """Decided: 483 withdrawn of 889, the stand of a year later; that is inside what the band asked."""
    laag, hoog = blokken.loc[(HELLENDOORN, "laag")], blokken.loc[(HELLENDOORN, "hoog")]
    assert (laag.direct + laag.uit_te_werken, laag.uit_te_werken) == (1005, 645)
    assert (laag.te_veel, laag.ten_minste_direct) == (635, 0)
    assert hoog.te_veel == 555
    register = pd.read_csv(WORTEL / "data/registers/maatregelen.csv")
    besluit = register[register["soort"] == "beheersverordening"].iloc[0]
    ondergrens = _blok(HELLENDOORN, 450, int(besluit.van), 0).te_veel
    bovengrens = _blok(HELLENDOORN, 370, int(besluit.van), 0).te_veel
    assert (ondergrens, besluit.vermindering, bovengrens) == (439, 483, 519)


def test_wierden_could_not_take_all_of_it_from_there(blokken: pd.DataFrame) -> None:
    laag = blokken.loc[(WIERDEN, "laag")]
    assert (laag.te_veel, laag.uit_te_werken, laag.ten_minste_direct) == (145, 60, 85)


def test_kampen_decided_much_more_than_the_norm_asked() -> None:
    """Decided: a plan that takes out what was to be elaborated; 55 per cent in the year after."""
    toen = _blok("GM0166", 1880, 1033, 1009)
    assert (toen.te_veel, toen.ten_minste_direct) == (162, 0)
    assert round(100 * (1033 + 1009) / 1880) == 109
    assert round(100 * 1033 / 1880) == 55


def test_weert_published_classes_but_no_need_so_that_there_is_no_norm() -> None:
    """Decided: 415 green, 578 orange and 734 red, net. Nothing can be said about them."""
    groen, oranje, rood = 415, 578, 734
    gebied = pd.DataFrame([("Weert", pd.NA, pd.NA, "onbekend", "onbekend")], columns=GEBIEDKOLOMMEN)
    leden = pd.DataFrame([("Weert", "GM0988", groen + oranje + rood)], columns=LEDENKOLOMMEN)
    normen, zonder = normrijen("hoogstens", gebied, leden, "laag", hoogstens=1.0)
    assert normen.empty
    assert zonder["gebied"].tolist() == ["Weert"]


def test_borne_cannot_keep_the_norm_and_its_agreed_exception() -> None:
    """Decided: 2,300 in one plan at 100 a year, no large part of it taken back within three years. How much
    of that plan is in the hard plans of 2017 is not published: here all that was to be elaborated."""
    deze = vraag(
        [
            ("met afspraak", BORNE, "intrekken", 970, 970, -1, BELET_OP_MAAT, 1, 0),
            ("de rest", BORNE, "verkleinen", 1, 325, -1, "", 1, 0),
        ],
        [("hoogstens", BORNE, 1, 1295, pd.NA, 675)],
    )
    (conflict,) = conflicten(deze)
    assert conflict.gronden == ["norm: hoogstens", f"vast: {BELET_OP_MAAT}"]
    assert bij_nietsdoen(deze)["te_veel"].tolist() == [620]


def test_bornes_agreed_pace_is_close_to_what_was_published_later() -> None:
    vast = {"aandeel_hard": {"laag": 1.0, "hoog": 1.0}, "verhard": {"laag": 0.0, "hoog": 0.0}}
    bouw = pd.DataFrame({"gemeentecode": [BORNE], "laag": [100], "hoog": [100]})
    hard = pd.DataFrame({"gemeentecode": [BORNE], "hard": [1295]})
    naast = toets(projecteer(hard, bouw, 3, vast, {}), {BORNE: 990}).iloc[0]
    assert (naast.hard_laag, naast.gepubliceerd, naast.mis) == (995, 990, -5)
