"""The plan register as it is kept: what was written is read back, and damage is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from hulp import WORTEL, vervang
from hypothesis import HealthCheck, given, settings
from planregisterhulp import LEDEN, gelijk, registers, tabellen

from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.regio import Regio, lees_regio
from woonanalyse.kern.zijbestand import lees_zijbestand
from woonanalyse.onderwerpen.planregister.bewaar import bewaar, samen, verzamel
from woonanalyse.onderwerpen.planregister.bron import lees, lees_lezingen, lees_tabellen
from woonanalyse.onderwerpen.planregister.tabellen import TABELLEN, leeg, register

KOP = {
    "titel": "Planregister van een verzonnen regio",
    "wat": "verzonnen",
    "uitgever": "niemand",
    "vindplaats": "tests",
    "peildatum": "2027-01-01",
    "peildatum_toelichting": "de dag van de levering",
    "licentie": "geen",
}
MAP = "data/intern/planregister/2027-01-01"
PAD = f"{MAP}/plannen.csv"
VOL = tabellen(
    [
        {"naam": "=Fase 2", "rest": 10, "sloop": 0, "x_rd": 250000.5, "y_rd": 478000},
        {"naam": "'t Hof", "gemeentecode": "GM0002", "planstatus": "4B", "gewijzigd": "2026-11"},
        {"naam": "'=1+1", "rest": -3, "vergunning": "ja", "voorzienbaar_sinds": "2026-05-01"},
    ],
    [
        {"plan_id": "P0", "van_jaar": 2027, "tot_en_met_jaar": 2027, "woningen": 4},
        {"plan_id": "P0", "woningen": 6},
        {
            "plan_id": "P0",
            "maat": "sloop",
            "van_jaar": 2027,
            "tot_en_met_jaar": 2027,
            "woningen": 0,
        },
    ],
    [{"plan_id": "P0", "indeling": "eigendom", "klasse": "koop", "woningen": 10}],
)


def gelezen(wortel: Path) -> dict[str, pd.DataFrame]:
    frames, problemen = lees_tabellen(wortel, PAD, LEDEN)
    assert not problemen and frames is not None
    return {naam: frame.reset_index(drop=True) for naam, frame in frames.items()}


def test_what_was_kept_is_read_back_cell_by_cell(tmp_path: Path) -> None:
    assert bewaar(tmp_path, MAP, VOL, KOP) == [f"{MAP}/{naam}.csv" for naam in TABELLEN]
    assert gelijk(gelezen(tmp_path), VOL)


def test_a_name_that_looks_like_a_formula_is_guarded_in_the_file(tmp_path: Path) -> None:
    bewaar(tmp_path, MAP, VOL, KOP)
    assert ",'=Fase 2," in (tmp_path / PAD).read_text(encoding="utf-8")


@given(registers())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_register_is_read_back(tmp_path: Path, alles: dict[str, pd.DataFrame]) -> None:
    bewaar(tmp_path, MAP, alles, KOP)
    assert gelijk(gelezen(tmp_path), alles)


def test_a_register_without_plans_is_read_back(tmp_path: Path) -> None:
    niets = samen([])
    bewaar(tmp_path, MAP, niets, KOP)
    assert gelijk(gelezen(tmp_path), niets) and list(niets["plannen"]) == list(leeg("plannen"))


def test_deliveries_together_are_one_register() -> None:
    ander = tabellen([{"plan_id": "Q", "naam": "Q"}], [{"plan_id": "Q", "woningen": 1}])
    alles = samen([VOL, ander])
    assert list(alles["plannen"]["plan_id"]) == ["P0", "P1", "P2", "Q"]
    assert list(alles["fasering"].index) == [0, 1, 2, 3] and len(alles["categorieen"]) == 1
    assert alles["plannen"]["rest"].dtype == "Int64" and alles["plannen"]["x_rd"].dtype == "Float64"


def test_same_register_same_bytes_and_its_sidecar_fits(tmp_path: Path) -> None:
    paden = bewaar(tmp_path, MAP, VOL, KOP)
    eerst = {pad: (tmp_path / pad).read_bytes() for pad in [*paden, *(f"{p}.yml" for p in paden)]}
    bewaar(tmp_path, MAP, gelezen(tmp_path), KOP)
    assert eerst == {pad: (tmp_path / pad).read_bytes() for pad in eerst}
    for pad in paden:
        zij, problemen = lees_zijbestand(tmp_path, pad)
        assert not problemen and zij is not None and zij["ongewijzigd"]
        eenheden = {kolom["naam"]: kolom["eenheid"] for kolom in zij["kolommen"]}
        assert set(eenheden.values()) <= {None, "woningen"} and eenheden["plan_id"] is None
    plannen = yaml.safe_load((tmp_path / f"{PAD}.yml").read_text(encoding="utf-8"))
    assert plannen["titel"] == "Planregister van een verzonnen regio: plannen"
    telt = [kolom["naam"] for kolom in plannen["kolommen"] if kolom["eenheid"]]
    assert telt == ["totaal", "gerealiseerd", "rest", "sloop", "uitgezonderd"]


@pytest.mark.parametrize("wie", ["gemeente", "provincie", "onbekend"])
def test_a_register_with_one_plan_that_is_not_public_is_internal(tmp_path: Path, wie: str) -> None:
    niveaus = []
    for tweede in ("openbaar", wie):
        bewaar(tmp_path, MAP, tabellen([{}, {"vertrouwelijkheid": tweede}]), KOP)
        niveaus += [
            yaml.safe_load((tmp_path / f"{MAP}/{naam}.csv.yml").read_text(encoding="utf-8"))[
                "niveau"
            ]
            for naam in TABELLEN
        ]
    assert niveaus == ["openbaar"] * 3 + ["intern"] * 3


@pytest.mark.parametrize(
    ("tabel", "oud", "nieuw", "melding"),
    [
        (
            "plannen",
            "P1,GM0002",
            "P0,GM0002",
            "rij 3, kolom plan_id: staat 'P0'; verwacht: elk plan_id",
        ),
        ("plannen", "P1,GM0002", "P1,GM0009", "rij 3, kolom gemeentecode: staat 'GM0009'"),
        ("plannen", ",4B,", ",4C,", "rij 3, kolom planstatus: staat '4C'"),
        ("plannen", ",-3,", ",-99999,", "rij 4, kolom rest: staat '-99999'"),
        (
            "fasering",
            "P0,GM0001,rest,2027",
            "P9,GM0001,rest,2027",
            "rij 2, kolom plan_id: staat 'P9'",
        ),
        ("fasering", "rest,2027,2027,4", "rest,,,4", "rij 3, kolom tot_en_met_jaar"),
        ("fasering", "sloop,2027", "sloop,2127", "rij 4, kolom van_jaar: staat '2127'"),
        (
            "fasering",
            "P0,GM0001,sloop",
            "P0,GM0002,sloop",
            "verwacht: GM0001, de gemeente van plan P0",
        ),
        ("categorieen", "koop,,10", "koop,,x", "rij 2, kolom woningen: staat 'x'"),
        (
            "categorieen",
            "koop,,10",
            "koop,,10\nP0,GM0001,rest,eigendom,koop,,1",
            "rij 3, kolom klasse",
        ),
    ],
)
def test_damage_is_named(tmp_path: Path, tabel: str, oud: str, nieuw: str, melding: str) -> None:
    bewaar(tmp_path, MAP, VOL, KOP)
    vervang(tmp_path / f"{MAP}/{tabel}.csv", oud, nieuw)
    frames, problemen = lees_tabellen(tmp_path, PAD, LEDEN)
    assert frames is None and len(problemen) == 1
    assert f"{MAP}/{tabel}.csv" in str(problemen[0]) and melding in str(problemen[0])


def test_problems_of_all_three_files_at_once(tmp_path: Path) -> None:
    bewaar(tmp_path, MAP, VOL, KOP)
    for naam in TABELLEN:
        (tmp_path / f"{MAP}/{naam}.csv").unlink()
    frames, problemen = lees_tabellen(tmp_path, PAD, LEDEN)
    assert frames is None
    assert [p.bestand for p in problemen] == [f"{MAP}/{naam}.csv" for naam in TABELLEN]


def test_same_class_in_two_years_is_no_double(tmp_path: Path) -> None:
    soort = {"plan_id": "P0", "indeling": "eigendom", "klasse": "koop", "woningen": 1}
    jaren = [{**soort, "van_jaar": 2027}, {**soort, "van_jaar": 2028}, soort]
    bewaar(tmp_path, MAP, tabellen([{}], categorieen=jaren), KOP)
    assert len(gelezen(tmp_path)["categorieen"]) == 3


@pytest.fixture(scope="module")
def regio() -> Regio:
    return lees_regio(WORTEL)


def test_the_source_has_tables_date_and_one_member(tmp_path: Path, regio: Regio) -> None:
    een, ander = regio.gemeenten["gemeentecode"][:2]
    alles = tabellen(
        [{"gemeentecode": een}, {"gemeentecode": ander}],
        [{"plan_id": "P0", "woningen": 1}, {"plan_id": "P1", "woningen": 2}],
    )
    bewaar(tmp_path, MAP, alles, KOP)
    bron = lees(tmp_path, regio, PAD)
    assert bron.peildatum == "2027-01-01" and bron.bestanden == [f"{MAP}/{n}.csv" for n in TABELLEN]
    assert gelijk({naam: getattr(bron, naam) for naam in TABELLEN}, alles)
    lid = bron.van_gemeente(ander)
    assert list(lid.plannen["plan_id"]) == ["P1"] and list(lid.fasering["woningen"]) == [2]
    assert list(lid.fasering.index) == [0]


def partijen(wortel: Path, **van: dict[str, pd.DataFrame]) -> str:
    """A folder of deliveries, a party each; its path from the root."""
    basis = "data/intern/leveringen/2027-01-01"
    for partij, delen in van.items():
        bewaar(wortel, f"{basis}/{partij}", delen, {**KOP, "uitgever": partij})
    return basis


def een_plan(regio: Regio, plek: int, plan_id: str, **anders: Any) -> dict[str, pd.DataFrame]:
    code = regio.gemeenten["gemeentecode"][plek]
    plan = {"plan_id": plan_id, "gemeentecode": code, "rest": 1, **anders}
    return tabellen([plan], [{"plan_id": plan_id, "woningen": 1}])


def test_deliveries_of_all_parties_are_one_register(tmp_path: Path, regio: Regio) -> None:
    basis = partijen(tmp_path, b=een_plan(regio, 1, "Q"), a=een_plan(regio, 0, "P"))
    paden = verzamel(tmp_path, regio, basis, MAP)
    bron = lees(tmp_path, regio, paden[0])
    assert list(bron.plannen["plan_id"]) == ["P", "Q"] == list(bron.fasering["plan_id"])
    (zij,) = bron.zijbestanden
    assert zij["uitgever"] == "a en b" and zij["peildatum"] == "2027-01-01"
    assert zij["niveau"] == "openbaar" and zij["vindplaats"] == basis
    eerst = {pad: (tmp_path / pad).read_bytes() for pad in paden}
    verzamel(tmp_path, regio, basis, MAP)
    assert eerst == {pad: (tmp_path / pad).read_bytes() for pad in paden}


def test_one_internal_delivery_makes_the_whole_internal(tmp_path: Path, regio: Regio) -> None:
    intern = een_plan(regio, 1, "Q", vertrouwelijkheid="gemeente")
    basis = partijen(tmp_path, a=een_plan(regio, 0, "P"), b=intern)
    (zij,) = lees(tmp_path, regio, verzamel(tmp_path, regio, basis, MAP)[0]).zijbestanden
    assert zij["niveau"] == "intern"


def test_a_plan_of_two_parties_is_refused_and_nothing_written(tmp_path: Path, regio: Regio) -> None:
    basis = partijen(tmp_path, a=een_plan(regio, 0, "P"), b=een_plan(regio, 0, "P"))
    with pytest.raises(InvoerFout, match="staat 'P'; verwacht: elk plan_id bij één partij"):
        verzamel(tmp_path, regio, basis, MAP)
    assert not (tmp_path / MAP).exists()


def test_an_id_that_two_municipalities_use_stays_two_plans(tmp_path: Path, regio: Regio) -> None:
    codes = list(regio.gemeenten["gemeentecode"])
    delen = {
        "a": een_plan(regio, 1, "1"),
        "b": een_plan(regio, 0, "1"),
        "c": een_plan(regio, 2, "2"),
    }
    bron = lees(tmp_path, regio, verzamel(tmp_path, regio, partijen(tmp_path, **delen), MAP)[0])
    verwacht = sorted([(codes[0], f"{codes[0]} 1"), (codes[1], f"{codes[1]} 1"), (codes[2], "2")])
    for frame in (bron.plannen, bron.fasering):
        paren = frame[["gemeentecode", "plan_id"]].itertuples(index=False, name=None)
        assert list(paren) == verwacht


def test_without_deliveries_there_is_no_register(tmp_path: Path, regio: Regio) -> None:
    with pytest.raises(InvoerFout, match="ten minste één map"):
        verzamel(tmp_path, regio, "data/intern/leveringen/2027-01-01", MAP)


LEZING = """
- {id: a, naam: A, hard: ["1A"], hard_uitwerk: [], zacht: ["3"], vanaf: null, tot_en_met: 2020-12-31, bron: b}
- {id: b, naam: B, hard: ["1A"], hard_uitwerk: [], zacht: [], vanaf: 2020-01-01, tot_en_met: null, bron: b}
"""


def test_the_readings_of_the_project_are_read_from_its_own_file() -> None:
    lezingen, problemen = lees_lezingen(WORTEL, "data/planlijst.yml")
    assert not problemen and lezingen is not None and len(lezingen) >= 3
    bekend = {*register()["plannen"].kolommen["planstatus"].keuzes} - {"onbekend", "5A", "5B"}
    for lezing in lezingen:
        assert {*lezing["hard"], *lezing["hard_uitwerk"], *lezing["zacht"]} == bekend, lezing["id"]


def test_a_file_with_readings_may_hold_anything_besides(tmp_path: Path) -> None:
    (tmp_path / "l.yml").write_text(f"eigen: 1\nlezingen:{LEZING}", encoding="utf-8")
    lezingen, problemen = lees_lezingen(tmp_path, "l.yml")
    assert not problemen and lezingen is not None
    assert [lezing["id"] for lezing in lezingen] == ["a", "b"] and lezingen[0][
        "tot_en_met"
    ] == "2020-12-31"


@pytest.mark.parametrize(
    ("oud", "nieuw", "melding"),
    [
        (
            'zacht: ["3"]',
            'zacht: ["1A"]',
            "lezingen[0]: staat '1A'; verwacht: elke status één keer",
        ),
        ('zacht: ["3"]', 'zacht: ["5A"]', "een van 1A, 1B"),
        ("id: b", "id: a", "lezingen[1].id: staat 'a'; verwacht: een eigen id"),
        ("naam: A, ", "", "het veld naam"),
    ],
)
def test_damaged_readings_are_named(tmp_path: Path, oud: str, nieuw: str, melding: str) -> None:
    (tmp_path / "l.yml").write_text(f"lezingen:{LEZING}", encoding="utf-8")
    vervang(tmp_path / "l.yml", oud, nieuw)
    lezingen, problemen = lees_lezingen(tmp_path, "l.yml")
    assert lezingen is None and len(problemen) == 1 and melding in str(problemen[0])
