"""An edition made from the plan register alone: its capacity, and a need of its own or none."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from hulp import (
    GEMEENTEN,
    RWP2017,
    balans_van,
    editie,
    kopieer_gegevens,
    problemen_van,
    tabellen_van,
)
from planregisterhulp import tabellen
from tekstwerelden import teksten

from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.onderwerpen.editiebronnen import uit_kolommen
from woonanalyse.onderwerpen.editielezer import lees_editie
from woonanalyse.onderwerpen.planregister.bewaar import bewaar

MAP = "data/intern/planregister/2027-01-01"
NAAM = "2027"
KOP = {
    "titel": "Planregister (verzonnen)",
    "wat": "Verzonnen plannen.",
    "uitgever": "niemand",
    "vindplaats": "tests",
    "peildatum": "2027-01-01",
    "peildatum_toelichting": "verzonnen",
    "licentie": "geen",
}
BALANS = {
    "vorm": "planregister",
    "bestand": f"{MAP}/plannen.csv",
    "lezingen": "data/planlijst.yml",
    "lezing": "landelijk",
}
BEHOEFTE = {"vorm": "rwp2017", "bestand": RWP2017}
BRUTO = {"id": "bruto", "telt_mee": ["hard_direct", "hard_uit_te_werken"], "vervanging": "geen"}
NETTO = {"id": "netto", "telt_mee": ["hard_ongesplitst"], "vervanging": "geen"}

Maak = Callable[..., Path]


@pytest.fixture(scope="module")
def basis(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's data with a definition of each counting, and no edition but the made ones."""
    wortel = kopieer_gegevens(tmp_path_factory.mktemp("register"))
    pad = wortel / "data/definities.yml"
    vast = {"naam": "verzonnen", "uitleg": "verzonnen", "bron": "verzonnen"}
    eigen = [{**vast, **d, "telling": d["id"]} for d in (BRUTO, NETTO)]
    pad.write_text(pad.read_text(encoding="utf-8") + yaml.safe_dump(eigen), encoding="utf-8")
    for oud in (wortel / "data/edities").iterdir():
        oud.unlink()
    return wortel


@pytest.fixture
def maak(basis: Path, tmp_path: Path) -> Maak:
    """Writes an edition from a register of these plans; the place of the project."""

    def doe(plannen: list[dict[str, Any]], definitie: str = "bruto", **balans: Any) -> Path:
        wortel = tmp_path / "project"
        shutil.copytree(basis, wortel)
        bewaar(wortel, MAP, tabellen(plannen), KOP)
        inhoud: dict[str, Any] = {
            "editie": NAAM,
            "naam": "Proefeditie",
            "peildatum": "2027-01-01",
            "peildatum_toelichting": "verzonnen",
            "stand_per": "2027-01-01",
            "periode": {"van": 2027, "tot_en_met": 2036, "gepubliceerd": "2027-2036"},
            "prognose": None,
            "definitie": definitie,
            "vergelijk": [],
            "toets": False,
            "balans": {**BALANS, **balans},
        }
        tekst = yaml.safe_dump(inhoud, allow_unicode=True)
        (wortel / f"data/edities/{NAAM}.yml").write_text(tekst, encoding="utf-8")
        return wortel

    return doe


@pytest.fixture(scope="module")
def codes(basis: Path) -> list[str]:
    return list(lees_regio_codes(basis))


def lees_regio_codes(wortel: Path) -> pd.Series:
    return pd.read_csv(wortel / GEMEENTEN)["gemeentecode"]


def plannen_van(codes: list[str]) -> list[dict[str, Any]]:
    """Of the first two members plans of every hardness; of the third a hard one without a number."""
    een, twee, drie = codes[:3]
    return [
        {"gemeentecode": een, "planstatus": "1A", "rest": 100, "sloop": 30, "uitgezonderd": 5},
        {"gemeentecode": een, "planstatus": "2A", "rest": 20, "sloop": 0},
        {"gemeentecode": een, "planstatus": "1B", "rest": 7, "sloop": 1},
        {"gemeentecode": een, "planstatus": "1C", "rest": 1000, "sloop": 0},
        {"gemeentecode": een, "planstatus": "5A", "rest": 2000, "sloop": 0},
        {"gemeentecode": een, "planstatus": "onbekend", "rest": 4000, "sloop": 0},
        {"gemeentecode": twee, "planstatus": "3", "rest": 50, "sloop": 0, "uitgezonderd": 9},
        {"gemeentecode": drie, "planstatus": "1A", "sloop": 0},
    ]


def rij(deze: Editie, code: str) -> pd.Series:
    frame = balans_van(deze).drop_duplicates("gemeentecode")
    return frame[frame["gemeentecode"] == code].iloc[0]


def test_capacity_of_the_register_and_need_onbekend(maak: Maak, codes: list[str]) -> None:
    deze = lees_editie(maak(plannen_van(codes)), NAAM)
    een = rij(deze, codes[0])
    assert een[["hard_direct", "hard_uit_te_werken", "uitgezonderd"]].tolist() == [120, 7, 5]
    assert een["hard_totaal"] == 122 and een["telling"] == "bruto"
    assert een["netto_behoefte"] is pd.NA and een["dekking"] is pd.NA
    twee = rij(deze, codes[1])
    assert twee[["hard_direct", "hard_uit_te_werken"]].tolist() == [0, 0]
    assert twee["uitgezonderd"] is pd.NA
    assert rij(deze, codes[2])["hard_direct"] is pd.NA
    assert rij(deze, codes[3])[["hard_direct", "hard_uit_te_werken"]].isna().all()
    assert not deze.volledig


def test_another_reading_is_another_capacity(maak: Maak, codes: list[str]) -> None:
    een = rij(lees_editie(maak(plannen_van(codes), lezing="rwp"), NAAM), codes[0])
    assert een[["hard_direct", "hard_uit_te_werken"]].tolist() == [100, 1007]


def test_a_definition_that_counts_net_gets_net(maak: Maak, codes: list[str]) -> None:
    deze = lees_editie(maak(plannen_van(codes), "netto"), NAAM)
    een = rij(deze, codes[0])
    assert een["hard_totaal"] == 70 + 20 + 6 - 5 and een["telling"] == "netto"
    assert een[["hard_direct", "hard_uit_te_werken"]].isna().all()
    assert rij(deze, codes[2])["hard_totaal"] is pd.NA


def test_need_of_a_source_of_its_own(maak: Maak, codes: list[str]) -> None:
    deze = lees_editie(maak(plannen_van(codes), behoefte=BEHOEFTE), NAAM)
    ander = editie("2017").invoer
    assert deze.invoer[["gemeentecode", "variant", "netto_behoefte", "vervanging"]].equals(
        ander[["gemeentecode", "variant", "netto_behoefte", "vervanging"]]
    )
    assert deze.invoer[["hard_inbreiding", "hard_uitbreiding"]].isna().all(axis=None)
    een = balans_van(deze).query("gemeentecode == @codes[0]")
    assert list(een["variant"]) == ["laag", "hoog"] and list(een["hard_totaal"]) == [122, 122]
    assert (een["dekking"] == 122 / een["netto_behoefte"]).all()
    assert {z["bestand"] for z in deze.zijbestanden} >= {f"{MAP}/plannen.csv", RWP2017}


def test_with_plans_and_need_of_all_members_it_is_complete(maak: Maak, codes: list[str]) -> None:
    alle = [{"gemeentecode": code, "rest": 1, "sloop": 0} for code in codes]
    wortel = maak(alle, behoefte=BEHOEFTE)
    assert lees_editie(wortel, NAAM).volledig


def test_every_file_it_is_made_from_is_named_once(maak: Maak, codes: list[str]) -> None:
    bestanden = lees_dossier(maak(plannen_van(codes), behoefte=BEHOEFTE), NAAM).bestanden
    eigen = [f"{MAP}/{naam}.csv" for naam in ("plannen", "fasering", "categorieen")]
    for pad in [*eigen, "data/planlijst.yml", RWP2017]:
        assert bestanden.count(pad) == 1, pad


def test_a_hard_plan_without_a_number_is_warned_of(maak: Maak, codes: list[str]) -> None:
    dossier = lees_dossier(maak(plannen_van(codes)), NAAM)
    (melding,) = [w for w in dossier.waarschuwingen if w.bestand == f"{MAP}/plannen.csv"]
    assert melding.rij == 9 and melding.kolom == "rest"
    naam = dossier.regio.gemeenten.set_index("gemeentecode")["gemeente"][codes[2]]
    assert f"van 1 hard plan van {naam} is onbekend" in melding.verwacht


@pytest.mark.parametrize(
    ("balans", "melding"),
    [
        ({"lezing": "landelik"}, "(bedoelt u landelijk?)"),
        ({"lezingen": "data/weg.yml"}, "data/weg.yml"),
        (
            {"behoefte": {"vorm": "inventarisatie2021", "bestand": RWP2017}},
            "kolom balans.behoefte.vorm",
        ),
        ({"bestand": f"{MAP}/weg.csv"}, f"{MAP}/weg.csv"),
        ({"vorm": "netto2020"}, "kolom balans.lezing"),
    ],
)
def test_what_is_wrong_is_named(maak: Maak, balans: dict[str, Any], melding: str) -> None:
    problemen = problemen_van(maak([{}], **balans), NAAM)
    assert problemen and any(melding in str(p) for p in problemen), list(map(str, problemen))


def test_without_a_reading_it_is_asked_for(maak: Maak) -> None:
    wortel = maak([{}])
    pad = wortel / f"data/edities/{NAAM}.yml"
    inhoud = yaml.safe_load(pad.read_text(encoding="utf-8"))
    del inhoud["balans"]["lezing"]
    pad.write_text(yaml.safe_dump(inhoud), encoding="utf-8")
    (probleem,) = problemen_van(wortel, NAAM)
    assert probleem.kolom == "balans.lezing"


def test_damage_of_register_and_need_at_once(maak: Maak, codes: list[str]) -> None:
    wortel = maak(plannen_van(codes), behoefte=BEHOEFTE)
    for pad in (f"{MAP}/plannen.csv", RWP2017):
        (wortel / pad).write_text("plan_id\n", encoding="utf-8")
    bestanden = {p.bestand for p in problemen_van(wortel, NAAM)}
    assert {f"{MAP}/plannen.csv", RWP2017} <= bestanden


def test_its_numbers_lead_to_rows_of_the_register(maak: Maak, codes: list[str]) -> None:
    dossier = lees_dossier(maak(plannen_van(codes), behoefte=BEHOEFTE), NAAM)
    herkomst = tabellen_van(dossier)["herkomst"]
    eigen = herkomst[(herkomst["bronbestand"] == f"{MAP}/plannen.csv")]
    assert len(eigen) and herkomst["bronbestand"].eq(RWP2017).any()


def test_each_column_says_which_of_its_sources_it_is_from(maak: Maak, codes: list[str]) -> None:
    met = uit_kolommen(lees_editie(maak(plannen_van(codes), behoefte=BEHOEFTE), NAAM).opzet)
    assert met["hard_direct"] == "planstatus, rest"
    assert met["vervanging"] == "vervanging" and "netto_vraag_min" in met["netto_behoefte"]


@pytest.mark.lang
def test_the_whole_text_of_a_report_can_be_made_of_it(maak: Maak, codes: list[str]) -> None:
    wortel = maak(plannen_van(codes), behoefte=BEHOEFTE)
    alles = dict(teksten(wortel, NAAM))
    assert "Planregister" in alles["bronnen"]
