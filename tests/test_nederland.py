"""The benchmark's own project root: it reads, it counts, and what is unknown stays so."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import yaml
from hulp import WORTEL, balans_van

from woonanalyse.onderwerpen.dossier import Dossier, lees_dossier
from woonanalyse.onderwerpen.gebouwd.bron import Woningvoorraad
from woonanalyse.onderwerpen.plannen import model as planmodel
from woonanalyse.onderwerpen.plannen.bron import Plannen

MAP = WORTEL / "benchmarks" / "nederland"
RAUW = sorted(pad for pad in (MAP / "raw").iterdir() if pad.suffix != ".yml")


def _module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("maak_nederland", MAP / "maak.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


maak = _module()


@pytest.fixture(scope="module")
def wortel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    doel: Path = maak.maak(tmp_path_factory.mktemp("nederland") / "tien", 10, edities=2)
    return doel


@pytest.fixture(scope="module")
def dossier(wortel: Path) -> Dossier:
    return lees_dossier(wortel, "proef-001")


@pytest.mark.parametrize("pad", RAUW, ids=lambda pad: pad.name)
def test_raw_file_is_as_its_sidecar_says(pad: Path) -> None:
    zij = yaml.safe_load(pad.with_name(f"{pad.name}.yml").read_text(encoding="utf-8"))
    assert hashlib.sha256(pad.read_bytes()).hexdigest() == zij["sha256"]
    if pad.suffix == ".csv":
        with pad.open(encoding="utf-8", newline="") as bron:
            assert [kolom["naam"] for kolom in zij["kolommen"]] == next(csv.reader(bron))


def test_ten_municipalities_and_nothing_filled_in(dossier: Dossier) -> None:
    balans = balans_van(dossier.editie)
    assert balans["gemeentecode"].nunique() == 10 and len(balans) == 20
    onbekend = balans.groupby("gemeente")[["behoefte", "hard_totaal", "dekking"]].agg(
        lambda kolom: kolom.isna().all()
    )
    assert list(onbekend.index[onbekend["hard_totaal"]]) == ["Midden-Drenthe"]
    assert list(onbekend.index[onbekend["behoefte"]]) == ["Hoeksche Waard"]
    assert onbekend.loc[["Midden-Drenthe", "Hoeksche Waard"], "dekking"].all()
    assert not onbekend.loc["Apeldoorn"].any()
    assert not dossier.editie.volledig


def test_every_edition_says_what_it_is_and_tests_nothing(wortel: Path, dossier: Dossier) -> None:
    ander = lees_dossier(wortel, "proef-002")
    for een in (dossier, ander):
        assert maak.LABEL in een.regio.naam and maak.LABEL in een.editie.opzet.naam
        assert maak.LABEL in een.editie.definitie.naam and een.editie.opzet.toets is False
        assert set(balans_van(een.editie)["oordeel"]) == {"nvt", "onbekend"}
        rekenhulp = next(z for z in een.zijbestanden if "/rekenhulp/" in z["bestand"])
        assert maak.LABEL in rekenhulp["let_op"] and rekenhulp["ongewijzigd"]
    meer = ander.editie.invoer["netto_behoefte"] >= dossier.editie.invoer["netto_behoefte"]
    assert meer.dropna().all() and not ander.editie.invoer.equals(dossier.editie.invoer)


def test_the_plan_list_goes_along(dossier: Dossier) -> None:
    plannen, voorraad = dossier.bron(Plannen), dossier.bron(Woningvoorraad).voorraad
    assert set(plannen.vlakken) == set(voorraad["gemeentecode"])
    assert plannen.vlakken["GM0756"] == []  # Boxmeer was abolished: no boundary, so no distance
    voorstel = planmodel.afstemming(
        plannen.lijst, dossier.regio.gemeenten, plannen.vlakken, plannen.afstemming
    )
    geen_grens = voorstel["met_gemeentecode"] == "GM0756"
    assert voorstel.loc[geen_grens, "afstand_m"].isna().all()
    assert voorstel.loc[~geen_grens, "afstand_m"].notna().all()


def test_the_order_is_fixed_and_the_smaller_is_the_beginning_of_the_larger() -> None:
    capaciteit = maak._lees(maak.CAPACITEIT)
    eerste = list(maak.volgorde(capaciteit)["gemeentecode"])
    assert len(set(eerste)) == 353 and eerste[:3] == ["GM1963", "GM0626", "GM1894"]
    assert list(maak.volgorde(capaciteit.iloc[::-1])["gemeentecode"]) == eerste


def test_degrees_become_metres() -> None:
    plannen = maak._lees(maak.PLANNEN)
    x, y = maak.naar_rd(*(plannen[as_].astype(float).to_numpy() for as_ in ("lon", "lat")))
    assert np.abs(x - plannen["x_rd"].astype(float)).max() < 1
    assert np.abs(y - plannen["y_rd"].astype(float)).max() < 1


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "iets").touch()
    with pytest.raises(SystemExit, match="niet leeg"):
        maak.maak(tmp_path)
    assert [pad.name for pad in tmp_path.iterdir()] == ["iets"]
