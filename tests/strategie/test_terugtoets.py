"""What the functions give beside what was decided in fact, without a plan register: bounds, no proposal.

The figures stand in gouden/besluiten.yml with their sources, or in the edition of 2017 and the registers; the
table in docs/uitleg/terugtoetsen.md is made of them by `python tests/strategie/test_terugtoets.py`.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from hulp import WORTEL, balans_van, editie
from strategiehulp import vraag

from woonanalyse.kern.getal import aantal
from woonanalyse.onderwerpen.strategie.model import BELET_OP_MAAT
from woonanalyse.onderwerpen.strategie.normen import GEBIEDKOLOMMEN, LEDENKOLOMMEN, normrijen
from woonanalyse.onderwerpen.strategie.overzicht import boven_de_norm
from woonanalyse.onderwerpen.strategie.projectie import projecteer, toets
from woonanalyse.onderwerpen.strategie.uitleg import bij_nietsdoen, conflicten

PAGINA = WORTEL / "docs" / "uitleg" / "terugtoetsen.md"
GEVALLEN: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "gouden" / "besluiten.yml").read_text(encoding="utf-8")
)


def _blok(behoefte: int, direct: int, uitwerk: int) -> Any:
    leden = pd.DataFrame(
        [("A", behoefte, behoefte, direct + uitwerk, uitwerk)],
        columns=["gemeentecode", "behoefte_laag", "behoefte_hoog", "hard", "hard_uitwerk"],
    )
    uit = boven_de_norm(leden, 1.0).iloc[0]
    return SimpleNamespace(
        te_veel=int(uit.te_veel_laag),
        direct=direct,
        uit_te_werken=uitwerk,
        ten_minste_direct=int(uit.direct_laag),
    )


@cache
def balansrijen() -> pd.DataFrame:
    rijen = balans_van(editie("2017")).fillna({"hard_uit_te_werken": 0})
    return rijen.set_index(["gemeentecode", "variant"])[
        ["behoefte", "hard_direct", "hard_uit_te_werken"]
    ]


def _kanten(geval: str) -> tuple[Any, Any]:
    rijen = balansrijen().loc[GEVALLEN[geval]["gemeentecode"]]
    return _blok(*map(int, rijen.loc["laag"])), _blok(*map(int, rijen.loc["hoog"]))


def _behoefte(blok: Any) -> int:
    return int(blok.direct + blok.uit_te_werken - blok.te_veel)


@cache
def hellendoorn() -> dict[str, int]:
    """The excess of 2017, and that of the stand of a year later beside what was withdrawn of it."""
    laag, hoog = _kanten("hellendoorn")
    register = pd.read_csv(WORTEL / "data/registers/maatregelen.csv")
    besluit = register[register["soort"] == GEVALLEN["hellendoorn"]["maatregel"]].iloc[0]
    later = [_blok(_behoefte(een), int(besluit.van), 0).te_veel for een in (hoog, laag)]
    return {
        "hard": laag.direct + laag.uit_te_werken, "uit_te_werken": laag.uit_te_werken,
        "minst": hoog.te_veel, "meest": laag.te_veel, "direct": laag.ten_minste_direct,
        "van": int(besluit.van), "later_minst": later[0], "later_meest": later[1],
        "besloten": int(besluit.vermindering),
    }  # fmt: skip


def kampen() -> dict[str, int]:
    geval = GEVALLEN["kampen"]
    blok = _blok(geval["behoefte"], geval["hard_direct"], geval["hard_uitwerk"])
    heel = geval["hard_direct"] + geval["hard_uitwerk"]
    return {
        "te_veel": blok.te_veel, "direct": blok.ten_minste_direct, "besloten": geval["eraf"],
        "voor": round(100 * heel / geval["behoefte"]),
        "na": round(100 * (heel - geval["eraf"]) / geval["behoefte"]),
    }  # fmt: skip


@cache
def borne() -> dict[str, int]:
    """The excess of 2017, the agreed number of one plan a year, and where that leads to."""
    geval = GEVALLEN["borne"]
    laag, hoog = _kanten("borne")
    maat = pd.read_csv(WORTEL / "data/registers/afspraken_op_maat.csv")
    eigen = maat[(maat["partij"] == geval["gemeentecode"]) & (maat["artikel"] == geval["artikel"])]
    (rij,) = eigen.itertuples()
    gevonden = re.search(r"ten hoogste (\d+) per jaar", rij.afspraak)
    assert gevonden is not None
    per_jaar, hard = int(gevonden[1]), laag.direct + laag.uit_te_werken
    vast = {"aandeel_hard": {"laag": 1.0, "hoog": 1.0}, "verhard": {"laag": 0.0, "hoog": 0.0}}
    bouw = pd.DataFrame({"gemeentecode": ["B"], "laag": [per_jaar], "hoog": [per_jaar]})
    begin = pd.DataFrame({"gemeentecode": ["B"], "hard": [hard]})
    jaren = geval["later_dag"].year - 2017
    naast = toets(projecteer(begin, bouw, jaren, vast, {}), {"B": geval["later"]}).iloc[0]
    return {
        "minst": hoog.te_veel, "meest": laag.te_veel, "plan": int(rij.woningen), "per_jaar": per_jaar,
        "hard": hard, "uit_te_werken": laag.uit_te_werken, "norm": _behoefte(hoog),
        "straks": naast.hard_laag, "later": geval["later"], "mis": naast.mis,
    }  # fmt: skip


def weert() -> tuple[pd.DataFrame, pd.DataFrame]:
    """The norm of an area of which the need is not known."""
    geval = GEVALLEN["weert"]
    gebied = pd.DataFrame([("Weert", pd.NA, pd.NA, "onbekend", "onbekend")], columns=GEBIEDKOLOMMEN)
    heel = sum(geval["klassen"].values())
    leden = pd.DataFrame([("Weert", geval["gemeentecode"], heel)], columns=LEDENKOLOMMEN)
    return normrijen("hoogstens", gebied, leden, "laag", hoogstens=1.0)


def test_hellendoorn_could_take_its_excess_from_what_was_to_be_elaborated() -> None:
    """What was withdrawn is inside what the band asked of the stand of that year."""
    h = hellendoorn()
    assert (h["hard"], h["uit_te_werken"], h["minst"], h["meest"]) == (1005, 645, 555, 635)
    assert h["direct"] == 0
    assert h["later_minst"] < h["besloten"] < h["later_meest"]


def test_wierden_could_not_take_all_of_it_from_there() -> None:
    laag, _ = _kanten("wierden")
    assert (laag.te_veel, laag.uit_te_werken, laag.ten_minste_direct) == (145, 60, 85)


def test_kampen_decided_much_more_than_the_norm_asked() -> None:
    k = kampen()
    assert (k["te_veel"], k["direct"], k["voor"], k["na"]) == (162, 0, 109, 55)
    assert k["besloten"] > 6 * k["te_veel"]


def test_weert_published_classes_but_no_need_so_that_there_is_no_norm() -> None:
    normen, zonder = weert()
    assert normen.empty
    assert zonder["gebied"].tolist() == ["Weert"]


def test_borne_cannot_keep_the_norm_and_its_agreed_exception() -> None:
    """How much of the plan is in the hard plans of 2017 is not published: here all that was to be
    elaborated."""
    b = borne()
    plan, rest = b["uit_te_werken"], b["hard"] - b["uit_te_werken"]
    code = GEVALLEN["borne"]["gemeentecode"]
    deze = vraag(
        [
            ("met afspraak", code, "intrekken", plan, plan, -1, BELET_OP_MAAT, 1, 0),
            ("de rest", code, "verkleinen", 1, rest, -1, "", 1, 0),
        ],
        [("hoogstens", code, 1, b["hard"], pd.NA, b["norm"])],
    )  # fmt: skip
    (conflict,) = conflicten(deze)
    assert conflict.gronden == ["norm: hoogstens", f"vast: {BELET_OP_MAAT}"]
    assert bij_nietsdoen(deze)["te_veel"].tolist() == [b["minst"]]


def test_bornes_agreed_pace_is_close_to_what_was_published_later() -> None:
    b = borne()
    assert (b["plan"], b["per_jaar"], b["later"]) == (2300, 100, 990)
    assert abs(b["mis"]) <= 10


def tabel() -> list[str]:
    """The rows of the page, from the figures."""
    h, k, b = hellendoorn(), kampen(), borne()
    laag, hoog = _kanten("wierden")
    groen, oranje, rood = GEVALLEN["weert"]["klassen"].values()
    rijen = [
        (
            "Hellendoorn (2017)",
            f"{h['minst']} tot {h['meest']} te veel; {h['uit_te_werken']} van {aantal(h['hard'])} nog uit te "
            f"werken, dus ten minste {h['direct']} uit directe titels. Van {h['van']}, een jaar later: "
            f"{h['later_minst']} tot {h['later_meest']} te veel",
            f"{h['besloten']} van {h['van']} geschrapt",
            f"{h['besloten'] - h['later_minst']} meer dan het minste, "
            f"{h['later_meest'] - h['besloten']} minder dan het meeste: binnen de band",
        ),
        (
            "Wierden (2017)",
            f"{hoog.te_veel} tot {laag.te_veel} te veel; {laag.uit_te_werken} nog uit te werken, dus bij het "
            f"meeste ten minste {laag.ten_minste_direct} uit directe titels",
            "onbekend",
            "niet te zeggen",
        ),
        (
            "Kampen (2016)",
            f"{k['te_veel']} te veel; alles kan uit wat nog uit te werken was",
            f"{aantal(k['besloten'])} eruit: van {k['voor']} naar {k['na']} procent",
            f"{k['besloten'] - k['te_veel']} meer dan de norm vroeg",
        ),
        (
            "Weert (2016)",
            "niets: zonder behoefte is er geen norm",
            f"{groen} groen, {oranje} oranje, {rood} rood",
            "niet te zeggen",
        ),
        (
            "Borne (2017)",
            f"{b['minst']} tot {b['meest']} te veel; de norm en de afspraak op maat gaan niet samen. Bij "
            f"{b['per_jaar']} per jaar is er na drie jaar {b['straks']} over",
            f"{aantal(b['plan'])} bij {b['per_jaar']} per jaar; in 2020 stond er {b['later']}",
            f"{abs(b['mis'])} ernaast",
        ),
    ]  # fmt: skip
    return ["| " + " | ".join(rij) + " |" for rij in rijen]


def _tabel_in(tekst: str) -> list[str]:
    regels = tekst.splitlines()
    begin = next(nr for nr, regel in enumerate(regels) if regel.startswith("|---"))
    return [regel for regel in regels[begin + 1 :] if regel.startswith("|")]


def test_the_page_has_the_figures_of_the_functions() -> None:
    assert _tabel_in(PAGINA.read_text(encoding="utf-8")) == tabel()


def test_what_was_built_in_borne_stands_beside_its_pace() -> None:
    voorraad = pd.read_csv(WORTEL / "data/raw/cbs/2020-12-31/cbs_woningvoorraad_2012_2020.csv")
    eigen = voorraad[voorraad["gemeentecode"] == GEVALLEN["borne"]["gemeentecode"]]
    gebouwd = int(eigen.loc[eigen["jaar"].between(2017, 2019), "nieuwbouw"].sum())
    pagina = " ".join(PAGINA.read_text(encoding="utf-8").split())
    assert f"{gebouwd} woningen gebouwd, en niet {3 * borne()['per_jaar']}" in pagina


@pytest.mark.parametrize("geval", GEVALLEN)
def test_each_case_says_its_source_and_what_is_weak_about_it(geval: str) -> None:
    assert GEVALLEN[geval]["bron"]
    pagina = " ".join(PAGINA.read_text(encoding="utf-8").split())
    assert GEVALLEN[geval]["zwak"] in pagina, geval


if __name__ == "__main__":
    inhoud = PAGINA.read_text(encoding="utf-8")
    oud = _tabel_in(inhoud)
    PAGINA.write_text(inhoud.replace("\n".join(oud), "\n".join(tabel())), encoding="utf-8")
