"""Tasks, inhabitants, supervision and deliveries; and the real figures through the model."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.indeling import opvolging
from woonanalyse.kern.indeling.herindeling import Overgang
from woonanalyse.kern.regio import lees_regio
from woonanalyse.onderwerpen.statushouders import model, samenvoegingen
from woonanalyse.onderwerpen.statushouders.bron import Statushouders, lees_register
from woonanalyse.onderwerpen.statushouders.bron import lees as lees_bron

WORTEL = Path(__file__).parents[2]
REGIO = lees_regio(WORTEL)
GEMEENTEN = REGIO.gemeenten
CODES = list(GEMEENTEN["gemeentecode"])
REGELS = "data/statushouders.yml"
TAKEN = "data/raw/statushouders/per-regel/statushouders_taakstelling.csv"
TOEZICHT = "data/raw/statushouders/2016/statushouders_toezicht_2016.csv"
INWONERS = "data/raw/cbs/2024-01-01/cbs_inwoners_huishoudens_2012_2024.csv"
LAND = "data/raw/cbs/2024-01-01/cbs_nederland_2021_2024.csv"
LOS = "data/raw/cbs/per-regel/cbs_losse_cijfers.csv"
KOP = "halfjaar,soort,gemeentecode,naar_gemeentecode,aantal,datum,bron\n"


@pytest.fixture
def kopie(tmp_path: Path) -> Path:
    for map_ in ("data/raw/statushouders", "data/raw/cbs"):
        shutil.copytree(WORTEL / map_, tmp_path / map_)
    shutil.copyfile(WORTEL / REGELS, tmp_path / REGELS)
    return tmp_path


def verander(pad: Path, oud: str, nieuw: str) -> None:
    tekst = pad.read_text(encoding="utf-8")
    assert oud in tekst
    pad.write_text(tekst.replace(oud, nieuw, 1), encoding="utf-8")


def lees(wortel: Path = WORTEL) -> Statushouders:
    return lees_bron(wortel, REGIO, REGELS)


def reken(bron: Statushouders) -> pd.DataFrame:
    return model.statushouders(
        bron.land, bron.inwoners, bron.inwoners_land, GEMEENTEN, bron.register
    )


def problemen(wortel: Path) -> str:
    with pytest.raises(InvoerFout) as fout:
        lees(wortel)
    return str(fout.value)


def test_everything_is_read_and_unchanged() -> None:
    bron = lees()
    assert len(bron.land) == 12
    assert list(bron.perioden["niveau"]) == ["provincie"] * 4 + ["gemeente"]
    assert len(bron.inwoners) == 14 * 13
    assert list(bron.inwoners_land["datum"]) == [f"{jaar}-01-01" for jaar in range(2018, 2025)]
    assert bron.inwoners_land["inwoners"].iloc[0] == 17181084
    assert len(bron.inwoners_provincie) == 4
    assert bron.register.empty
    assert [zij["ongewijzigd"] for zij in bron.zijbestanden] == [True] * 5
    assert bron.bestanden == [REGELS, TAKEN, TOEZICHT, INWONERS, LAND, LOS]


def test_real_tasks_by_hand() -> None:
    frame = model.met_taakstelling(reken(lees()))
    assert len(frame) == 10 * 14
    assert list(dict.fromkeys(frame["halfjaar"])) == [
        "2016-2", "2017-1", "2017-2", "2019-1", "2020-2", "2022-1", "2022-2", "2023-1", "2025-1",
        "2025-2",
    ]  # fmt: skip
    almelo = frame[(frame["gemeente"] == "Almelo") & (frame["halfjaar"] == "2022-1")].iloc[0]
    assert almelo["taakstelling"] == 42  # 9979 x 73132 / 17475415 = 41.76
    assert almelo["inwonersdatum"] == "2021-01-01"
    per = frame.drop_duplicates("halfjaar").set_index("halfjaar")["inwonersdatum"]
    assert per[["2016-2", "2019-1", "2020-2", "2023-1", "2025-2"]].tolist() == [
        "2019-01-01", "2019-01-01", "2019-01-01", "2022-01-01", "2024-01-01",
    ]  # fmt: skip
    nog_niet = ["overloop", "opgave", "gerealiseerd", "saldo", "percentage"]
    assert frame[nog_niet].isna().all(axis=None)


def test_the_sum_of_the_region_and_the_province() -> None:
    bron = lees()
    som = model.som_controle(bron.land, bron.inwoners, bron.inwoners_land, CODES)
    assert som["verschil"].abs().max() == pytest.approx(1.4838, abs=1e-3)
    provincie = bron.perioden[bron.perioden["niveau"] == "provincie"]
    controle = model.provincie_controle(
        bron.land, provincie, bron.inwoners_provincie, bron.inwoners_land
    )
    assert list(controle["gepubliceerd"]) == [1350, 803, 1637, 2100]
    assert list(controle["berekend"].fillna(-1)) == [-1, 435, -1, 1415]
    assert controle["verschil"].isna().all()
    land = model.land_controle(bron.land).set_index("halfjaar")["verschil"]
    assert land.dropna().to_dict() == {"2016-2": 0, "2017-1": 0, "2022-1": 0, "2022-2": 37}


def test_six_municipalities_are_unknown_not_insufficient() -> None:
    toezicht = lees().toezicht
    assert list(toezicht["gemeentecode"]) == CODES
    tellingen = toezicht["oordeel"].value_counts().to_dict()
    assert tellingen == {
        "voldeed op alle toezichtdomeinen, volgens De Roskam (april 2017)": 7,
        "onbekend": 6,
        "taakstelling niet gehaald, volgens De Roskam (april 2017)": 1,
    }


def test_a_register_goes_through(kopie: Path) -> None:
    pad = kopie / "data/raw/register.csv"
    pad.write_text(
        KOP
        + "2022-1,overloop,GM0141,,3,2022-07-01,b\n2022-1,gerealiseerd,GM0141,,20,2022-07-01,b\n"
        + "2022-1,verplaatst,GM0141,GM0147,5,2022-02-01,besluit\n",
        encoding="utf-8",
    )
    frame, fouten = lees_register(kopie, "data/raw/register.csv", CODES)
    assert fouten == []
    assert frame is not None
    bron = lees()
    uit = model.statushouders(bron.land, bron.inwoners, bron.inwoners_land, GEMEENTEN, frame)
    rij = uit[(uit["gemeente"] == "Almelo") & (uit["halfjaar"] == "2022-1")].iloc[0]
    assert (rij["opgave"], rij["saldo"], rij["percentage"]) == (40, 20, 50.0)


@pytest.mark.parametrize(
    ("regel", "kolom"),
    [
        ("2022-3,gerealiseerd,GM0141,,1,2022-07-01,b", "halfjaar"),
        ("2022-1,iets,GM0141,,1,2022-07-01,b", "soort"),
        ("2022-1,gerealiseerd,GM9999,,1,2022-07-01,b", "gemeentecode"),
        ("2022-1,verplaatst,GM9999,GM9998,1,2022-07-01,b", "gemeentecode"),
        ("2022-1,gerealiseerd,GM0141,GM0147,1,2022-07-01,b", "naar_gemeentecode"),
        ("2022-1,verplaatst,GM0141,,1,2022-07-01,b", "naar_gemeentecode"),
        ("2022-1,verplaatst,GM0141,GM0141,1,2022-07-01,b", "naar_gemeentecode"),
        ("2022-1,gerealiseerd,GM0141,,-1,2022-07-01,b", "aantal"),
        ("2022-1,verplaatst,GM0141,GM0147,-1,2022-07-01,b", "aantal"),
        ("2022-1,gerealiseerd,GM0141,,1,2022-7-1,b", "datum"),
        ("2022-1,gerealiseerd,GM0141,,1,2022-07-01,", "bron"),
    ],
)
def test_damaged_deliveries(tmp_path: Path, regel: str, kolom: str) -> None:
    goed = (
        "2022-1,overloop,GM0141,,-3,2022-07-01,b\n2022-1,verplaatst,GM9999,GM0141,2,2022-07-01,b\n"
    )
    (tmp_path / "r.csv").write_text(KOP + goed + regel + "\n", encoding="utf-8")
    frame, fouten = lees_register(tmp_path, "r.csv", CODES)
    assert frame is None
    assert {(fout.rij, fout.kolom) for fout in fouten} == {(4, kolom)}


def test_two_figures_of_one_day(tmp_path: Path) -> None:
    rij = "2022-1,gerealiseerd,GM0141,,{},2022-07-0{},b\n"
    pad = tmp_path / "r.csv"
    pad.write_text(KOP + rij.format(1, 1) + rij.format(2, 2), encoding="utf-8")
    assert lees_register(tmp_path, "r.csv", CODES)[1] == []
    pad.write_text(KOP + rij.format(1, 1) + rij.format(2, 1), encoding="utf-8")
    assert [fout.rij for fout in lees_register(tmp_path, "r.csv", CODES)[1]] == [3]


def test_all_damage_at_once(kopie: Path) -> None:
    verander(kopie / TAKEN, "land,Nederland,,2017-01,2017-06", "land,Nederland,,2017-01,2017-12")
    verander(kopie / TAKEN, "land,Nederland,,2019-01,2019-06", "land,Nederland,,2016-07,2016-12")
    verander(kopie / TOEZICHT, ",2016,voldoet,", ",2016,misschien,")
    verander(kopie / INWONERS, "GM0141,Almelo,2013", "GM0141,Almelo,2012")
    verander(kopie / INWONERS, "GM0147,Borne,2012", "GM9999,Borne,2012")
    verander(kopie / LAND, "2021,17475415", "2021,17475416")
    tekst = problemen(kopie)
    for stuk in (
        "'2017-12'", "elk halfjaar één keer", "misschien", "elk jaar één keer", "GM9999",
        "hetzelfde getal als in",
    ):  # fmt: skip
        assert stuk in tekst


def test_an_end_before_its_begin(kopie: Path) -> None:
    verander(kopie / TAKEN, "Overijssel,,2020-01,2020-12", "Overijssel,,2020-01,2019-12")
    assert "einde niet voor begin" in problemen(kopie)


def test_an_area_without_inhabitants(kopie: Path) -> None:
    verander(kopie / REGELS, "PV23", "PV99")
    assert "ten minste één rij inwoners voor PV99" in problemen(kopie)


@pytest.mark.parametrize(
    ("oud", "nieuw"),
    [("2018-01-01,1151501", "2018,1151501"), ("2018-01-01,1151501", "2018-01-01,1151501.5")],
)
def test_inhabitants_on_no_day_or_in_parts(kopie: Path, oud: str, nieuw: str) -> None:
    verander(kopie / LOS, oud, nieuw)
    assert "een heel getal op een dag" in problemen(kopie)


def test_the_codes_of_merged_municipalities_are_allowed(
    kopie: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    verander(kopie / INWONERS, "GM0147,Borne,2012", "GM0555,Oud-Borne,2012")
    erbij = Overgang("2013-01-01", "GM0555", "Oud-Borne", "GM0147", "Borne", 1, 1, "verzonnen")
    monkeypatch.setattr(opvolging, "overgangen", lambda: (erbij,))
    bron = lees(kopie)
    samen = samenvoegingen.voeg_gemeenten_samen(bron.inwoners, bron.samenvoegingen)
    borne = samen[samen["gemeentecode"] == "GM0147"].set_index("datum")["inwoners"]
    assert pd.isna(borne["2012-01-01"])
    assert borne["2013-01-01"] == 21770


def test_the_file_of_rules_is_checked(kopie: Path) -> None:
    verander(kopie / REGELS, "  personen: 426", "  personen: 0")
    assert "een geheel getal van 1 of meer" in problemen(kopie)
    (kopie / REGELS).unlink()
    assert "het is er niet" in problemen(kopie)
