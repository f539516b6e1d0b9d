"""The project of the whole country: it reads, it counts, and what is unknown stays so."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pandas as pd
import pytest
import yaml
from hulp import WORTEL, balans_van, nederland

from woonanalyse.document import bijdragen
from woonanalyse.kern.catalogus import tabellen
from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.regio import lees_regio
from woonanalyse.onderwerpen.bereken import bereken
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.onderwerpen.gebouwd.bron import Woningvoorraad
from woonanalyse.onderwerpen.plannen.bron import Plannen

MAP = WORTEL / "benchmarks" / "nederland"
RAUW = sorted(pad for pad in (MAP / "raw").iterdir() if pad.suffix != ".yml")


maak = nederland()


@pytest.fixture(scope="module")
def wortel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    doel: Path = maak.maak(tmp_path_factory.mktemp("nederland") / "tien", 10)
    return doel


@pytest.fixture(scope="module")
def dossier(wortel: Path) -> Dossier:
    return lees_dossier(wortel, "2021")


@pytest.fixture(scope="module")
def proeven(tmp_path_factory: pytest.TempPathFactory) -> list[Dossier]:
    doel = maak.maak(tmp_path_factory.mktemp("proef") / "tien", 10, rekenhulp=True, edities=2)
    assert list(lees_regio(doel).edities) == ["proef-001", "proef-002"]
    return [lees_dossier(doel, editie) for editie in ("proef-001", "proef-002")]


@pytest.mark.parametrize("pad", RAUW, ids=lambda pad: pad.name)
def test_raw_file_is_as_its_sidecar_says(pad: Path) -> None:
    zij = yaml.safe_load(pad.with_name(f"{pad.name}.yml").read_text(encoding="utf-8"))
    assert hashlib.sha256(pad.read_bytes()).hexdigest() == zij["sha256"]
    if pad.suffix == ".csv":
        with pad.open(encoding="utf-8", newline="") as bron:
            assert [kolom["naam"] for kolom in zij["kolommen"]] == next(csv.reader(bron))


def test_real_capacity_and_no_need(dossier: Dossier) -> None:
    balans = balans_van(dossier.editie)
    assert balans["gemeentecode"].nunique() == len(balans) == 10
    assert balans["behoefte"].isna().all() and balans["dekking"].isna().all()
    assert set(balans["oordeel"]) == {"onbekend"}
    hard = balans.set_index("gemeente")["hard_totaal"]
    rauw = maak._lees(maak.CAPACITEIT).set_index("gemeentenaam")["hard_totaal"]
    assert hard["Apeldoorn"] == int(rauw["Apeldoorn"])
    assert list(hard.index[hard.isna()]) == ["Midden-Drenthe"]


def test_the_stand_in_fills_nothing_in(proeven: list[Dossier]) -> None:
    balans = balans_van(proeven[0].editie)
    assert balans["gemeentecode"].nunique() == 10 and len(balans) == 20
    onbekend = balans.groupby("gemeente")[["behoefte", "hard_totaal", "dekking"]].agg(
        lambda kolom: kolom.isna().all()
    )
    assert list(onbekend.index[onbekend["hard_totaal"]]) == ["Midden-Drenthe"]
    assert not onbekend["behoefte"].any()  # Hoeksche Waard is the sum of the five in the forecast
    assert onbekend.loc["Midden-Drenthe", "dekking"]
    assert not onbekend.loc["Apeldoorn"].any()
    assert not proeven[0].editie.volledig


def test_every_edition_with_the_stand_in_says_what_it_is_and_tests_nothing(
    proeven: list[Dossier],
) -> None:
    for een in proeven:
        assert maak.LABEL in een.regio.naam and maak.LABEL in een.editie.opzet.naam
        assert maak.LABEL in een.editie.definitie.naam and een.editie.opzet.toets is False
        assert set(balans_van(een.editie)["oordeel"]) == {"nvt", "onbekend"}
        rekenhulp = next(z for z in een.zijbestanden if "/rekenhulp/" in z["bestand"])
        assert maak.LABEL in rekenhulp["let_op"] and rekenhulp["ongewijzigd"]
    eerste, ander = proeven
    meer = ander.editie.invoer["netto_behoefte"] >= eerste.editie.invoer["netto_behoefte"]
    assert meer.dropna().all() and not ander.editie.invoer.equals(eerste.editie.invoer)


def test_plans_and_stock_go_along_in_the_division_of_now(dossier: Dossier) -> None:
    plannen, voorraad = dossier.bron(Plannen), dossier.bron(Woningvoorraad).voorraad
    codes = set(dossier.regio.gemeenten["gemeentecode"])
    assert set(plannen.vlakken) == codes and set(voorraad["gemeentecode"]) == codes
    assert set(plannen.lijst["gemeentecode"]) <= codes
    # Hoeksche Waard was made of five in 2019
    jaren = voorraad.loc[voorraad["gemeentecode"] == "GM1963", "eindstand"]
    assert len(jaren) == 9 and jaren.notna().all()


def test_no_box_of_a_factsheet_is_empty(dossier: Dossier) -> None:
    namen = [een.naam for een in tabellen().values() if een.factsheet]
    uit = bereken(dossier, [naam for naam in namen if dossier.heeft_tabel(naam)])
    van = bijdragen.vakken(dossier, uit)
    for code in dossier.regio.gemeenten["gemeentecode"]:
        vakken = van(code)
        assert len(vakken) > 2 and all(vak.tekst.strip() for vak in vakken)
        assert "strategie" not in [vak.naam for vak in vakken]


def test_no_plan_is_left_out_and_a_division_of_too_many_is_unknown(tmp_path: Path) -> None:
    rauw = maak._lees(maak.PLANNEN)
    maak._schrijf_plannen(tmp_path, [een.code for een in maak.volgorde()])
    uit = pd.read_csv(tmp_path / maak.PLANNEN, dtype=str)
    assert len(uit) == len(rauw) == 4348
    for delen, rest in maak.VERDELINGEN:
        som = uit[[*delen, rest]].astype(int)
        assert (som >= 0).all(axis=None)
        assert (som.sum(axis=1) == uit["restcapaciteit_woningen"].astype(int)).all()
        goed = rauw[rest].astype(int) >= 0
        assert uit.loc[goed, [*delen, rest]].equals(rauw.loc[goed, [*delen, rest]].astype("str"))


def test_the_order_is_fixed_and_the_smaller_is_the_beginning_of_the_larger() -> None:
    eerste = [een.code for een in maak.volgorde()]
    assert len(set(eerste)) == 342 and eerste[:3] == ["GM1963", "GM0626", "GM1894"]


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "iets").touch()
    with pytest.raises(InvoerFout, match="leeg"):
        maak.maak(tmp_path)
    assert [pad.name for pad in tmp_path.iterdir()] == ["iets"]
