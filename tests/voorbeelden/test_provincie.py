"""Regions side by side: what is of one date and one definition is added up, and nothing else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
import yaml
from hulp import WORTEL, dossier, editie, lees_rijen, schrijf_rijen, zonder
from openpyxl import load_workbook
from typer.testing import CliRunner

from woonanalyse.cli import app
from woonanalyse.cli.provincie import _zin
from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.uitkomsten.provincie import Deel, Geheel, samen

WEST = WORTEL / "voorbeelden/west-overijssel"
HELFTEN = (("Kop Noord", "Kop Zuid"), ("Vechtdal", "Salland"))


def west(editie: str = "2018") -> Dossier:
    return lees_dossier(WEST, editie)


def helft(map_: Path, subregios: tuple[str, ...]) -> Path:
    """The example with some of its subregions only, as a region with a name of its own."""
    shutil.copytree(WEST, map_, ignore=zonder("report", "processed", ".pytask"))
    pad = map_ / "data/regio.yml"
    kop = yaml.safe_load(pad.read_text(encoding="utf-8"))
    kop |= {"naam": subregios[0], "subregios": list(subregios)}
    for naam in ("kaart", "woningvoorraad"):
        del kop[naam]
    pad.write_text(yaml.safe_dump(kop, allow_unicode=True), encoding="utf-8")
    leden = map_ / kop["gemeenten"]
    plek = lees_rijen(leden)[0].index("subregio")
    codes = {rij[0] for rij in lees_rijen(leden)[1:] if rij[plek] in subregios}
    for csv in [leden, *(map_ / "data/raw/rwp").glob("201[68]*/*.csv")]:
        eerste, *rijen = lees_rijen(csv)
        schrijf_rijen(csv, [eerste, *(rij for rij in rijen if rij[0] in codes)])
    for register in (map_ / "data/registers").glob("*.csv"):
        schrijf_rijen(register, lees_rijen(register)[:1])
    return map_


def test_two_regions_that_count_otherwise_stay_apart() -> None:
    geheel = samen([dossier("2017"), west()])
    assert geheel.provincie == "Overijssel" and geheel.gemeenten == 25
    assert (geheel.behoefte, geheel.hard, geheel.dekking) == (None, None, None)
    assert list(geheel.verschillen) == ["prognose", "vervanging", "peildatum", "telling"]
    assert geheel.verschillen["peildatum"] == ("1 januari 2017", "1 januari 2018")
    assert [int(deel.som["hard_totaal"].iloc[0]) for deel in geheel.delen] == [12885, 12933]
    assert [sum(deel.oordelen.values()) for deel in geheel.delen] == [14, 11]


def test_halves_of_one_edition_add_up_to_the_whole(tmp_path: Path) -> None:
    delen = [lees_dossier(helft(tmp_path / namen[0], namen), "2018") for namen in HELFTEN]
    geheel, heel = samen(delen), samen([west(), delen[0]][:1])
    som = heel.delen[0].som
    assert geheel.verschillen == {} and geheel.gemeenten == 11
    assert geheel.behoefte == (int(som["behoefte"].min()), int(som["behoefte"].max()))
    assert geheel.hard == int(som["hard_totaal"].iloc[0])
    assert geheel.dekking == (som["dekking"].min(), som["dekking"].max())


def test_what_one_region_does_not_know_is_not_added(tmp_path: Path) -> None:
    delen = [helft(tmp_path / namen[0], namen) for namen in HELFTEN]
    (tabel,) = delen[0].glob("data/raw/rwp/2018*/*.csv")
    rijen = lees_rijen(tabel)
    rijen[1][rijen[0].index("netto_vraag_min")] = ""
    schrijf_rijen(tabel, rijen)
    geheel = samen([lees_dossier(map_, "2018") for map_ in delen])
    assert (geheel.behoefte, geheel.dekking, geheel.verschillen) == (None, None, {})
    som = geheel.delen[0].som.set_index("variant")["behoefte"]
    assert geheel.hard == 12933 and som.isna().to_dict() == {"laag": True, "hoog": False}


def test_a_municipality_is_in_one_region_of_one_province() -> None:
    with pytest.raises(InvoerFout, match="elke gemeente in één regio"):
        samen([west(), west("2016")])


def test_a_member_in_another_province_is_named() -> None:
    deze = editie("2017")
    leden = {"GM0512": "Gorinchem", "GM1961": "Vijfheerenlanden"}
    deel = Deel("Streek", deze.opzet, deze.definitie, leden, pd.DataFrame(), {})
    geheel = Geheel("Zuid-Holland", (deel,), (1, 1), 1, None, {})
    assert geheel.elders == {"Vijfheerenlanden": "Utrecht"}
    assert "2 gemeenten. Daarvan ligt Vijfheerenlanden in Utrecht." in _zin(geheel)


def test_the_command_shows_both_and_names_the_difference() -> None:
    klaar = CliRunner().invoke(app, ["provincie", str(WORTEL), f"{WEST}@2016"])
    assert klaar.exit_code == 0, klaar.stderr
    eerste = klaar.stdout.splitlines()[0]
    assert eerste.startswith(
        "Overijssel: Twente en West-Overijssel, 25 gemeenten. Niet op te tellen: "
    )
    assert "RWP West-Overijssel 2016" in klaar.stdout and "Primos 2013" in klaar.stdout
    uit = CliRunner().invoke(app, ["provincie", str(WORTEL), str(WEST), "--json"])
    assert json.loads(uit.stdout)["hard_totaal"] is None
    for fout in (["provincie", str(WEST)], ["provincie", str(WEST), "bestaat niet"]):
        klaar = CliRunner().invoke(app, fout)
        assert klaar.exit_code == 2 and klaar.stderr


@pytest.mark.lang
def test_for_paper_there_is_a_sheet_with_the_same_words(tmp_path: Path) -> None:
    doelen = [tmp_path / f"{nr}.xlsx" for nr in (1, 2)]
    for doel in doelen:
        klaar = CliRunner().invoke(
            app, ["provincie", f"{WORTEL}@2017", f"{WEST}@2018", "--naar", str(doel)]
        )
        assert klaar.exit_code == 0, klaar.output
    assert doelen[0].read_bytes() == doelen[1].read_bytes()
    blad = load_workbook(doelen[0]).active
    assert blad is not None
    cellen = [str(cel.value) for rij in blad.iter_rows() for cel in rij if cel.value is not None]
    assert cellen[0] == "Overijssel: regio's naast elkaar"
    assert "niet op te tellen" in cellen and "Verschil" in cellen
    assert "Opgeteld is alleen wat gelijk is" in cellen[-1]
    assert blad.page_setup.orientation == "landscape"
    assert (blad.page_setup.fitToWidth, blad.page_setup.fitToHeight) in ((1, 0), (None, 0))


@pytest.mark.parametrize("naar", ["gs.pdf", "nergens/gs.xlsx"])
def test_a_place_that_takes_no_workbook_is_refused_first(tmp_path: Path, naar: str) -> None:
    klaar = CliRunner().invoke(app, ["provincie", "x", "y", "--naar", str(tmp_path / naar)])
    assert klaar.exit_code == 2 and "--naar" in klaar.output
    assert not list(tmp_path.rglob("*"))
