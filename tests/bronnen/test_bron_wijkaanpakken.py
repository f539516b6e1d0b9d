"""The register of districts and the counts: read by rules that are data."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pandas as pd
import pytest

from woonanalyse.bronnen.regio import lees_regio
from woonanalyse.bronnen.wijkaanpakken import Wijkaanpakken, lees_wijkaanpakken
from woonanalyse.fouten import InvoerFout
from woonanalyse.model import wijkaanpak as model

WORTEL = Path(__file__).parents[2]
GEMEENTEN = lees_regio(WORTEL).gemeenten
MAP = "data/raw/wijkaanpakken/per-regel"
REGISTER = f"{MAP}/wijkaanpakken_twente.csv"
DOELEN = f"{MAP}/wijkaanpakken_overijssel_doelen.csv"
REGELS = "data/wijkaanpak.yml"


@pytest.fixture
def kopie(tmp_path: Path) -> Path:
    shutil.copytree(WORTEL / MAP, tmp_path / MAP)
    shutil.copyfile(WORTEL / REGELS, tmp_path / REGELS)
    return tmp_path


def verander(pad: Path, oud: str, nieuw: str) -> None:
    tekst = pad.read_text(encoding="utf-8")
    assert oud in tekst
    pad.write_text(tekst.replace(oud, nieuw, 1), encoding="utf-8")


def lees(wortel: Path = WORTEL) -> Wijkaanpakken:
    return lees_wijkaanpakken(wortel, GEMEENTEN)


def problemen(wortel: Path) -> str:
    with pytest.raises(InvoerFout) as fout:
        lees(wortel)
    return str(fout.value)


def test_sixteen_districts_of_eight_municipalities() -> None:
    bron = lees()
    assert len(bron.register) == 16
    assert bron.register["gemeente"].nunique() == 8
    assert all(zij["ongewijzigd"] for zij in bron.zijbestanden)
    assert bron.bestanden == [REGELS, REGISTER, DOELEN]


def test_raw_files_are_the_ones_delivered() -> None:
    for bestand, som in [
        (REGISTER, "wijkaanpakken_twente"),
        (DOELEN, "wijkaanpakken_overijssel_doelen"),
    ]:
        ruw = (WORTEL / bestand).read_bytes()
        zij = next(z for z in lees().zijbestanden if z["bestand"] == bestand)
        assert zij["sha256"] == hashlib.sha256(ruw).hexdigest()
        assert som in bestand


def test_counts_and_targets() -> None:
    bron = lees()
    assert bron.tellingen[["peildatum", "gestart", "circa"]].to_dict("list") == {
        "peildatum": ["2019", "2020-07"],
        "gestart": [10, 25],
        "circa": [True, False],
    }
    assert bron.doelen[["datum", "doel", "beoordeeld"]].to_dict("list") == {
        "datum": ["2020-12-31", "2023-12-31"],
        "doel": [25, 75],
        "beoordeeld": [True, False],
    }


def test_one_line_changes_the_reading(kopie: Path) -> None:
    verander(kopie / REGELS, "lezing: A", "lezing: B")
    bron = lees(kopie)
    assert list(bron.doelen["datum"]) == ["2019-12-31", "2023-12-31"]
    uit = model.wijkaanpak(
        bron.register, bron.tellingen, bron.doelen, GEMEENTEN, "Prov", "2020-12-31"
    )
    rij = uit[(uit["gemeente"] == "Prov") & (uit["peildatum"] == "2019-12-31")].iloc[0]
    assert (rij["status"], pd.isna(rij["gestart"])) == ("onbekend", True)


def test_the_default_edition() -> None:
    bron = lees()
    uit = model.wijkaanpak(
        bron.register, bron.tellingen, bron.doelen, GEMEENTEN, "Prov", "2020-12-31"
    )
    laatste = uit[uit["peildatum"] == "2020-12-31"].set_index("gemeente")
    assert laatste.loc["Prov", ["gestart", "doel", "verschil", "status"]].tolist() == [
        25, 25, 0, "gehaald",
    ]  # fmt: skip
    bekend = laatste["gestart"].drop("Prov").dropna().to_dict()
    assert bekend == {
        "Enschede": 1, "Hengelo": 1, "Oldenzaal": 1, "Dinkelland": 2, "Losser": 2, "Tubbergen": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wijk", "stand", "verwacht"),
    [
        ("Aalderinkshoek (deel)", "2020-12-31", "niet gestart"),
        ("Aalderinkshoek (deel)", "2022-03-31", "gestart"),
        ("Windmolenbroek (deel)", "2022-12-31", "niet gestart"),
        ("Nieuwstraatkwartier", "2024-01-01", "start onbekend"),
        ("Wilderinkshoek", "2024-01-01", "niet gestart"),
        ("Letterveld", "2024-01-01", "niet gestart"),
        ("De Nijverheid", "2018-10-31", "gestart"),
        ("Twekkelerveld", "2019-12-31", "gestart"),
    ],
)
def test_what_counts_as_started(wijk: str, stand: str, verwacht: str) -> None:
    wijken = model.wijken(lees().register, stand).set_index("wijk")
    assert wijken.loc[wijk, "stand"] == verwacht


def test_all_damage_at_once(kopie: Path) -> None:
    verander(kopie / REGISTER, "GM0164,Hengelo,Wilder", "GM0164,Hengeloo,Wilder")
    verander(kopie / REGISTER, "GM0147,Borne,Letter", "GM9999,Borne,Letter")
    verander(kopie / REGISTER, ",startwijk warmteprogramma,", ",iets nieuws,")
    verander(kopie / DOELEN, "wijkaanpakken gestart (Overijssel)", "iets anders")
    tekst = problemen(kopie)
    for stuk in ("Hengeloo", "GM9999", "iets nieuws", "iets anders", "gestart (Overijssel)"):
        assert stuk in tekst
    assert "rij 3" in tekst


def test_damaged_cells(kopie: Path) -> None:
    verander(kopie / REGISTER, ",2018-10,", ",2018-13,")
    assert "kolom start: staat '2018-13'" in problemen(kopie)


def test_a_deviation_whose_row_changed_has_to_be_looked_at_again(kopie: Path) -> None:
    verander(
        kopie / REGISTER,
        "Windmolenbroek,startwijk warmtevisie,2020-09",
        "Windmolenbroek,startwijk warmtevisie,2020-10",
    )
    assert "kijk de afwijking opnieuw na" in problemen(kopie)


def test_counts_that_fall_are_refused(kopie: Path) -> None:
    verander(kopie / DOELEN, "(Overijssel),25", "(Overijssel),9")
    assert "niet dalen" in problemen(kopie)


def test_an_unknown_reading_and_a_target_without_its_date(kopie: Path) -> None:
    verander(kopie / REGELS, "lezing: A", "lezing: C")
    tekst = problemen(kopie)
    assert "een van A, B" in tekst
    assert "een datum voor lezing C" in tekst


def test_the_rules_are_checked_by_schema(kopie: Path) -> None:
    verander(kopie / REGELS, "fase: visie", "fase: bijna")
    assert "een van visie, verkenning" in problemen(kopie)


def test_a_missing_file_says_so(kopie: Path) -> None:
    (kopie / REGELS).unlink()
    assert "het is er niet" in problemen(kopie)
