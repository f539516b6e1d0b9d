"""The example: another region by data alone, that gives back what was published of it."""

from __future__ import annotations

import shutil
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from hulp import VERBODEN, WORTEL, balans_van, lang_behalve, opdracht, zonder
from tekstwerelden import NAMEN, foute_zinnen, proza, teksten

from woonanalyse.kern.regio import lees_regio
from woonanalyse.onderwerpen.balans.model import balans
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.onderwerpen.gebied.model import gebieden

PROJECT = WORTEL / "voorbeelden/west-overijssel"
RWP = PROJECT / "data/raw/rwp"
TABEL_2016 = RWP / "2016-01-01/rwp2016_west_overijssel.csv"
TOTALEN_2016 = RWP / "2016-01-01/rwp2016_west_overijssel_totalen.csv"
TABEL_2018 = RWP / "2018-01-01/rwp2018_west_overijssel_invoer.csv"
MIDDELING = RWP / "2017/primos_middeling_west_overijssel_2017.csv"
EDITIES = ("2016", "2018")
GEDRUKT = {
    "netto_woningvraag": "netto_behoefte",
    "hard_direct": "hard_direct",
    "resterende_behoefte": "saldo",
    "uit_te_werken": "hard_uit_te_werken",
}
"""Published columns, and where the model has the same."""


@cache
def dossier(editie: str) -> Dossier:
    return lees_dossier(PROJECT, editie)


def half_omhoog(deel: float) -> int:
    return int((Decimal(repr(float(deel))) * 100).quantize(Decimal(1), ROUND_HALF_UP))


def test_it_is_a_project_of_data_alone() -> None:
    assert not [naam for naam in ("src", "notebooks") if (PROJECT / naam).exists()]
    assert (PROJECT / "_quarto.yml").read_bytes() == (WORTEL / "_quarto.yml").read_bytes()
    assert lees_regio(PROJECT).edities == EDITIES
    for editie in EDITIES:
        assert dossier(editie).gewijzigd == []


def test_every_published_cell_of_2016_comes_back() -> None:
    """22 percentages, 11 remaining needs, and the same of four subregions and the region."""
    deze = dossier("2016").editie
    met = deze.regio.definities["met_uit_te_werken"]
    som, som_met = (
        gebieden(deze.invoer, deze.opzet, d, deze.regio.naam, deze.regio.subregios, deze.norm)
        for d in (deze.definitie, met)
    )
    eigen = pd.concat([balans_van(deze).set_index("gemeente"), som.set_index("gebied")])
    anders = pd.concat(
        [
            balans(deze.invoer, deze.opzet, met, deze.norm).set_index("gemeente"),
            som_met.set_index("gebied"),
        ]
    )
    leden = pd.read_csv(TABEL_2016).rename(columns={"gemeentenaam": "gebied"})
    gedrukt = pd.concat([leden, pd.read_csv(TOTALEN_2016)]).set_index("gebied")
    assert set(gedrukt.index) == set(eigen.index) and len(gedrukt) == 16
    for kolom, naam in GEDRUKT.items():
        assert gedrukt[kolom].to_dict() == eigen[naam].to_dict(), kolom
    for kolom, frame in (
        ("hard_tov_vraag_pct", eigen),
        ("aandeel_incl_uit_te_werken_pct", anders),
    ):
        assert gedrukt[kolom].to_dict() == frame["dekking"].map(half_omhoog).to_dict(), kolom


@pytest.mark.parametrize("editie", EDITIES)
def test_replacement_is_unknown_and_nothing_is_filled_in(editie: str) -> None:
    invoer = dossier(editie).editie.invoer
    assert invoer["vervanging"].isna().all() and invoer["hard_ongesplitst"].isna().all()
    assert set(invoer["telling"]) == {"onbekend"}
    assert balans_van(dossier(editie).editie)["dekking"].notna().all()


def test_2018_is_computed_from_its_own_table() -> None:
    """Its outcomes are not held: there is nothing printed beside them."""
    deze = dossier("2018").editie
    assert deze.gepubliceerd is None
    bron = pd.read_csv(TABEL_2018).set_index("gemeentecode")
    hard = bron["hard_direct"] + bron["hard_uitwerk"].fillna(0)
    frame = balans_van(deze).set_index("gemeentecode")
    for variant, kolom in (("laag", "netto_vraag_min"), ("hoog", "netto_vraag_max")):
        eigen = frame.loc[frame["variant"] == variant, "dekking"]
        assert eigen.to_dict() == (hard / bron[kolom]).to_dict()


def test_the_band_of_2018_is_the_mean_of_five_vintages() -> None:
    """In fives, but for the one cell that the edition tells of."""
    midden = pd.read_csv(MIDDELING).set_index("gemeentecode")
    tabel = pd.read_csv(TABEL_2018).set_index("gemeentecode")
    assert ((midden["band_min"] - 0.9 * midden["middeling_primos_5_jaar"]).abs() < 1).all()
    anders = {
        (naam, kant): int(tabel.loc[code, f"netto_vraag_{kant}"])
        for code, naam in midden["gemeentenaam"].items()
        for kant in ("min", "max")
        if abs(tabel.loc[code, f"netto_vraag_{kant}"] - midden.loc[code, f"band_{kant}"]) > 2.5
    }
    assert anders == {("Hardenberg", "min"): 1365}


@pytest.mark.traag
@pytest.mark.parametrize("editie", lang_behalve([], EDITIES))
def test_no_sentence_of_another_region_and_none_that_is_broken(editie: str) -> None:
    delen = list(teksten(PROJECT, editie))
    assert foute_zinnen(delen) == []
    alles = "\n".join(regel for _, tekst in delen for regel in proza(tekst))
    vreemd = {*NAMEN} - {lees_regio(PROJECT).provincie}
    assert [woord for woord in (*VERBODEN, *sorted(vreemd)) if woord in alles] == []


@pytest.mark.lang
@pytest.mark.traag
def test_it_renders_whole(tmp_path: Path) -> None:
    project = shutil.copytree(PROJECT, tmp_path / "west", ignore=zonder("report", "processed"))
    klaar = opdracht(project, "rapport", "--editie", "2018")
    assert klaar.returncode == 0, klaar.stderr
    map_ = project / "report/_output/2018"
    assert {pad.name for pad in map_.iterdir()} >= {
        "rwp.pdf",
        "rwp.html",
        "methode.pdf",
        "rwp.xlsx",
    }
    assert len(list((map_ / "factsheets").glob("*.pdf"))) == 11
    assert not (project / "notebooks").exists()
