"""A difference of ratios is no percentage, a period of one year no stretch: in every table and sentence."""

from __future__ import annotations

import pandas as pd
import pytest

from woonanalyse.kern.catalogus import onderwerpen
from woonanalyse.kern.getal import met_eenheid
from woonanalyse.kern.onderwerp import Tabel
from woonanalyse.onderwerpen.gebouwd.beeld import gebouwd
from woonanalyse.onderwerpen.wijzigingen.zinnen import capaciteit

TABELLEN = [tabel for onderwerp in onderwerpen() for tabel in onderwerp.tabellen]


@pytest.mark.parametrize("tabel", TABELLEN, ids=[tabel.naam for tabel in TABELLEN])
def test_a_difference_of_ratios_is_in_procentpunten(tabel: Tabel) -> None:
    eenheden = {naam: veld.get("eenheid", "") for naam, veld in tabel.velden.items()}
    for naam in eenheden:
        stam, _, slot = naam.rpartition("_")
        van = {eenheid for ander, eenheid in eenheden.items() if ander.startswith(f"{stam}_")}
        if slot == "verschil" and "fractie" in van:
            assert eenheden[naam] == "procentpunten", naam


def test_there_is_a_difference_of_ratios_and_it_shows_no_percentage() -> None:
    eenheden = {veld.get("eenheid") for tabel in TABELLEN for veld in tabel.velden.values()}
    assert "procentpunten" in eenheden
    assert met_eenheid(-54.8, "procentpunten") == "−54,8"


@pytest.mark.parametrize(
    ("van", "tot", "begin"),
    [(2018, 2020, "Van 2018 tot en met 2020 zijn"), (2020, 2020, "In 2020 zijn")],
)
def test_years_in_words(van: int, tot: int, begin: str) -> None:
    rij = pd.Series(
        {
            "gebouwd_van": van, "gebouwd_tot_en_met": tot, "gebouwd_jaren": tot - van + 1,
            "nieuwbouw": 12, "sloop": 1,
            "nieuwbouw_per_jaar": 4, "behoefte_per_jaar_laag": pd.NA,
        }
    )  # fmt: skip
    assert gebouwd(rij).startswith(begin)


def wijzigingen(**verschillen: int | None) -> pd.DataFrame:
    rijen = [
        {"definitie": "d", "rekenwijze": "rekenwijze X", "gemeentecode": wie, "gemeente": wie,
         "variant": variant, "hard_verschil": pd.NA if aantal is None else aantal}
        for wie, aantal in verschillen.items()
        for variant in ("laag", "hoog")
    ]  # fmt: skip
    return pd.DataFrame(rijen).astype({"hard_verschil": "Int64"})


TOE, AF = (
    "nam de harde plancapaciteit het meest toe in",
    "nam de harde plancapaciteit het meest af in",
)


@pytest.mark.parametrize(
    ("verschillen", "zin"),
    [
        (
            {"A": 5, "B": -1, "C": -90},
            f"{TOE} A (5 woningen) en nam zij het meest af in C (90 woningen) en B (1).",
        ),
        ({"A": 5, "B": 7}, f"{TOE} B (7 woningen) en A (5)."),
        ({"A": -5, "B": 0}, f"{AF} A (5 woningen)."),
        ({"A": 2, "B": None}, f"{TOE} A (2 woningen) (van 1 gemeente is dat onbekend)."),
        (
            {"A": 1, "B": 2, "C": 2, "D": 9},
            f"{TOE} D (9 woningen), B (2) en C (2).",
        ),
    ],
)
def test_what_changed_most(verschillen: dict[str, int | None], zin: str) -> None:
    assert capaciteit(wijzigingen(**verschillen), ["d"]) == f"Volgens rekenwijze X {zin}"


@pytest.mark.parametrize("verschillen", [{"A": 0}, {"A": None, "B": None}])
def test_without_a_change_that_is_known_nothing_is_said(
    verschillen: dict[str, int | None],
) -> None:
    assert capaciteit(wijzigingen(**verschillen), ["d"]) == ""
    assert capaciteit(wijzigingen(A=5), []) == ""
