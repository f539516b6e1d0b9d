"""Every number has an address: codes lead to lines, lines to rows, and the rows give the number again."""

from __future__ import annotations

import functools
import importlib
import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from hulp import (
    EDITIES,
    RWP2017,
    WORTEL,
    dossier,
    kopieer_gegevens,
    lang_behalve,
    lees_rijen,
    schrijf_resultaten,
    schrijf_rijen,
    tabellen_van,
    vervang,
)
from hypothesis import given
from hypothesis import strategies as st
from rocrate.rocrate import ROCrate

from woonanalyse.document.herkomstbijlage import bijlage
from woonanalyse.kern import catalogus
from woonanalyse.kern.beeld.codes import LETTERS, code, met_herkomst
from woonanalyse.kern.beeld.markdown import gewoon, tabel
from woonanalyse.kern.bestanden import schrijf_csv, schrijf_json
from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.uitkomsten.datapakket import hoe
from woonanalyse.uitkomsten.herkomst import (
    als_reeks,
    code_per_rij,
    herkomst,
    lees_bron,
    uit_reeks,
)
from woonanalyse.uitkomsten.rocrate import rocrate
from woonanalyse.uitkomsten.runs import runs_van
from woonanalyse.uitkomsten.spoor import CodeFout, spoor


@functools.cache
def regels(naam: str) -> pd.DataFrame:
    return tabellen_van(dossier(naam))["herkomst"]


@functools.cache
def tabellen(naam: str) -> dict[str, pd.DataFrame]:
    return tabellen_van(dossier(naam))


def rijen_van(naam: str, van: str, bestand: str) -> pd.DataFrame:
    """The rows of a source whose name ends so, as the line of a code names them."""
    alle = regels(naam)
    (regel,) = alle[(alle["code"] == van) & alle["bronbestand"].str.endswith(bestand)].itertuples()
    return lees_bron(WORTEL, regel.bronbestand).loc[uit_reeks(regel.bronrijen)]


def getallen(frame: pd.DataFrame, kolom: str) -> pd.Series:
    return pd.to_numeric(frame[kolom].replace("", "0"))


@given(st.lists(st.integers(1, 400)))
def test_row_numbers_are_written_and_read_back(rijen: list[int]) -> None:
    assert uit_reeks(als_reeks(rijen)) == sorted(set(rijen))


@pytest.mark.parametrize(
    ("cel", "leidt"),
    [
        ("1.775", True),
        ("1.765 tot 2.090", True),
        ("−745 tot −625", True),
        ("84,9% tot 100,6%", True),
        ("**38.305**", True),
        ("12 (345)", True),
        ("ongeveer 10 (2019)", True),
        ("onbekend", False),
        ("nog te leveren", False),
        ("artikel 13", False),
        ("Plan 12", False),
        ("", False),
    ],
)
def test_a_cell_that_is_a_number_leads_to_its_line(cel: str, leidt: bool) -> None:
    assert met_herkomst(cel, "B9") == (f"[{cel}](#h-b9){{.wa-getal}}" if leidt else cel)


def test_a_notebook_shows_a_table_without_what_only_the_report_knows() -> None:
    rijen = [["Noord", "1.775", "[● goed]{.wa-binnen}"], ["\\[x\\]\\{\\.wa\\-y\\}", "2", ""]]
    vol = tabel(["Naam", "Getal", "Stand"], rijen, [10, -10, 10], ["B1", "B2"])
    assert "(#h-b1){.wa-code}" in vol
    kaal = [[cel.strip() for cel in r.split("|")[1:-1]] for r in gewoon(vol).splitlines()[2:]]
    assert kaal[0] == ["Noord", "1.775", "● goed", "B1"]
    assert kaal[1] == ["\\[x\\]\\{\\.wa\\-y\\}", "2", "", "B2"]


@pytest.mark.parametrize("naam", EDITIES)
def test_every_row_of_a_result_has_a_code_and_every_code_one_line(naam: str) -> None:
    alle = regels(naam)
    assert not alle.duplicated(["code", "bronbestand"]).any()
    per_code = alle.groupby("code")[["uitkomst", "uitkomstrijen", "functie", "onderwerp"]].nunique()
    assert (per_code <= 1).all(axis=None)
    for tafel, frame in tabellen(naam).items():
        if tafel != "herkomst":
            gevonden = code_per_rij(alle)[f"{tafel}.csv"]
            assert set(gevonden) == set(range(2, len(frame) + 2)), tafel
            eigen = [c for rij, c in sorted(gevonden.items())]
            if "gemeentecode" in frame:
                assert eigen == [code(tafel, nr or 0) for nr in frame["gemeentecode"]]
            if tafel == "afspraken":
                assert eigen == [code(tafel, nr) for nr in frame["artikel"]]


@pytest.mark.parametrize("naam", EDITIES)
def test_sources_notebooks_and_functions_of_every_line_are_there(naam: str) -> None:
    alle = regels(naam)
    for bestand, groep in alle[alle["bronbestand"] != ""].groupby("bronbestand"):
        assert (WORTEL / str(bestand)).is_file()
        laatste = lees_bron(WORTEL, str(bestand)).index[-1] if groep["bronrijen"].any() else 0
        assert all(max(uit_reeks(r), default=0) <= laatste for r in groep["bronrijen"])
        assert (groep[["brontitel", "uitgever", "bronpeildatum"]] != "").all(axis=None), bestand
    runs = {f"notebooks/{run.naam}.ipynb" for run in runs_van(dossier(naam))}
    assert set(alle["uitvoering"]) - {""} <= runs


def test_every_notebook_calls_the_function_that_a_line_names() -> None:
    verklaard = {t.naam: t for t in catalogus.tabellen().values() if t.letter}
    assert set(verklaard) == set(LETTERS)
    for naam, tafel in verklaard.items():
        module, _, functie = tafel.functie.rpartition(".")
        assert callable(getattr(importlib.import_module(module), functie)), naam
        onderwerp = catalogus.onderwerp_van(naam)
        if onderwerp is not None and onderwerp.notitieboek is not None:
            bron = f"notebooks/{onderwerp.notitieboek.naam}.ipynb"
            boek = nbformat.read(WORTEL / bron, as_version=4)
            vragen = [cel.source for cel in boek.cells if "bereken" in cel.source]
            assert any(f'"{naam}"' in vraag for vraag in vragen), naam


def test_balance_follows_from_the_rows_that_its_lines_name() -> None:
    balans = tabellen("2017")["balans"]
    for nummer, groep in balans.groupby("gemeentecode"):
        bron = rijen_van("2017", code("balans", str(nummer)), "rwp2017_invoer.csv")
        assert list(bron["gemeentecode"]) == [nummer]
        hard = getallen(bron, "hard_direct").sum() + getallen(bron, "hard_uitwerk").sum()
        erbij = getallen(bron, "vervanging").sum()
        nodig = [getallen(bron, k).sum() + erbij for k in ("netto_vraag_min", "netto_vraag_max")]
        assert set(groep["hard_totaal"]) == {hard}
        assert sorted(groep["behoefte"]) == nodig
        assert sorted(groep["dekking"], reverse=True) == pytest.approx([hard / n for n in nodig])


def test_areas_follow_from_the_rows_of_their_members() -> None:
    sommen = tabellen("2017")["balans_gebied"]
    for nummer, (_, groep) in enumerate(sommen.groupby("gebied", sort=False), start=1):
        bron = rijen_van("2017", code("balans_gebied", nummer), "rwp2017_invoer.csv")
        hard = getallen(bron, "hard_direct").sum() + getallen(bron, "hard_uitwerk").sum()
        assert set(groep["hard_totaal"]) == {hard}


def test_stock_and_plans_follow_from_their_rows() -> None:
    for _, rij in tabellen("2017")["gebouwd"].iterrows():
        bron = rijen_van(
            "2017", code("gebouwd", rij["gemeentecode"]), "woningvoorraad_2012_2020.csv"
        )
        for kolom in ("nieuwbouw", "sloop", "overige_toevoeging", "correctie", "saldo"):
            assert getallen(bron, kolom).sum() == rij[kolom]
    plannen = tabellen("2017")["plannen"]
    for nummer, groep in plannen[plannen["lezing"] == "rwp"].groupby("gemeentecode"):
        if groep["woningen"].notna().all():
            bron = rijen_van("2017", code("plannen", str(nummer)), "plannen_eib_2020.csv")
            assert getallen(bron, "restcapaciteit_woningen").sum() == groep["woningen"].sum()
            assert len(bron) == groep["plannen"].sum()


def test_task_follows_from_inhabitants_and_the_national_task() -> None:
    taken = tabellen("2017")["statushouders"]
    for _, rij in taken[taken["halfjaar"] == "2022-1"].iterrows():
        van = code("statushouders", rij["gemeentecode"])
        jaar = rij["inwonersdatum"][:4]
        leden = rijen_van("2017", van, "cbs_inwoners_huishoudens_2012_2024.csv")
        land = rijen_van("2017", van, "cbs_nederland_2021_2024.csv")
        taak = rijen_van("2017", van, "statushouders_taakstelling.csv")
        landelijk = taak[(taak["niveau"] == "land") & (taak["periode_van"] == "2022-01")]
        deel = [
            float(frame.loc[frame["jaar"] == jaar, "inwoners"].iloc[0]) for frame in (leden, land)
        ]
        verwacht = float(landelijk["taakstelling"].iloc[0]) * deel[0] / deel[1]
        assert rij["taakstelling"] == round(verwacht)


def test_an_agreement_names_its_own_lines_and_its_evidence() -> None:
    alle = regels("2017")
    for nummer in range(1, 25):
        bron = rijen_van("2017", code("afspraken", nummer), "data/afspraken.yml")["tekst"]
        koppen = [regel for regel in bron if regel.startswith("- artikel:")]
        assert koppen and {int(regel.split(":")[1]) for regel in koppen} == {nummer}
    bewijs = rijen_van("2017", "N7", "voortgang.csv")
    assert set(bewijs["artikel"]) == {"7"} and set(bewijs["waarde"]) == {"10", "25"}
    assert "data/edities/2017.yml" in set(alle.loc[alle["code"] == "N14", "bronbestand"])


def test_made_rows_are_named_as_such() -> None:
    vol = dossier("2017", voorbeelddata=True)
    alle = herkomst(vol, tabellen_van(vol))
    gemaakt = alle[alle["bronbestand"].str.contains("voorbeelddata_")]
    assert len(gemaakt) and gemaakt["brontitel"].str.endswith("(voorbeelddata)").all()
    assert not regels("2017")["bronbestand"].str.contains("voorbeelddata").any()


@pytest.mark.parametrize("uitkomst", ["strategie.csv", "programma.csv", "scenarios.csv"])
def test_what_is_made_from_a_plan_register_names_it_and_no_count_of_its_rows(uitkomst: str) -> None:
    alle = tabellen_van(dossier("2022", voorbeelddata=True))["herkomst"]
    zonder = regels("2017")
    eigen = alle[alle["uitkomst"] == uitkomst]
    for deel in ("plannen", "fasering"):
        bron = f"data/voorbeelddata/voorbeelddata_planregister_{deel}.csv"
        gevonden = eigen[eigen["bronbestand"] == bron]
        assert set(gevonden["code"]) == set(eigen["code"]) and gevonden["bronrijen"].eq("").all()
    assert not zonder["bronbestand"].str.contains("planregister").any()


@pytest.fixture(scope="module")
def map_(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of 2017 with their crate, without notebooks."""
    wortel = tmp_path_factory.mktemp("herkomst")
    (wortel / "data").symlink_to(WORTEL / "data")
    map_ = schrijf_resultaten(dossier("2017"), wortel / "uit")
    pakket = json.loads((map_ / "datapackage.json").read_text(encoding="utf-8"))
    graaf = rocrate(pakket, regels("2017"), runs_van(dossier("2017")))
    schrijf_json(map_ / "ro-crate-metadata.json", graaf)
    return map_


def test_crate_is_read_by_the_library_of_the_field(map_: Path) -> None:
    crate = ROCrate(map_)
    assert crate.root_dataset["name"] == "RWP Twente 2017"
    b141 = crate.dereference("#B141")
    assert b141["name"] == "B141: Almelo" and b141["identifier"] == "balans.csv#row=2-3"
    bron = b141["isBasedOn"][0]
    assert bron["name"].endswith("rwp2017_invoer.csv#row=2")
    assert bron["isPartOf"]["publisher"]["name"].startswith("gemeenten in Twente")
    actie = crate.dereference("#run-balans-GM0141")
    assert actie["instrument"]["name"] == "notebooks/balans.ipynb"
    assert "delen/balans-GM0141.csv" in [deel.id for deel in actie["result"]]


def test_crate_refers_only_to_what_it_describes(map_: Path) -> None:
    graaf = json.loads((map_ / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]
    namen = [knoop["@id"] for knoop in graaf]
    assert len(namen) == len(set(namen))

    def wijst(waarde: Any) -> list[str]:
        if isinstance(waarde, dict):
            return [waarde["@id"]] if set(waarde) == {"@id"} else []
        return [naam for deel in waarde for naam in wijst(deel)] if isinstance(waarde, list) else []

    genoemd = {naam for knoop in graaf for waarde in knoop.values() for naam in wijst(waarde)}
    assert genoemd - set(namen) == {"https://w3id.org/ro/crate/1.1"}


def test_trail_of_a_number_ends_in_the_cells_of_the_source(map_: Path) -> None:
    gevonden = spoor(map_.parent, map_, "b141.hard_totaal")
    assert gevonden["code"] == "B141" and gevonden["kolom"]["name"] == "hard_totaal"
    assert [rij["hard_totaal"] for rij in gevonden["uitkomst"]["rijen"]] == ["1775", "1775"]
    bron, gedrukt, rekenwijze, *later = gevonden["bronnen"]
    assert {b["peildatum"][:4] for b in later} <= {"2020", "2021"}  # shown beside the balance
    assert gedrukt["bestand"].endswith("rwp2017_gepubliceerd.csv")
    assert rekenwijze["bestand"] == "data/definities.yml"
    (rij,) = bron["rijen"]
    assert (rij["rij"], rij["hard_direct"], rij["hard_uitwerk"]) == (2, "1390", "385")
    assert bron["peildatum"] == "2017-01-01" and bron["uitgever"]


def test_what_is_not_there_is_said(map_: Path, tmp_path: Path) -> None:
    with pytest.raises(CodeFout, match=r"B142.*Lijkt op: B1"):
        spoor(map_.parent, map_, "B142")
    with pytest.raises(CodeFout, match=r"G is een tabel.*G147 \(Borne\).*G0 \(alle"):
        spoor(map_.parent, map_, "G")
    with pytest.raises(CodeFout, match=r"balans.csv heeft geen kolom 'prijs'; wel: editie"):
        spoor(map_.parent, map_, "B141.prijs")
    with pytest.raises(WoonanalyseFout, match="woonanalyse bereid"):
        spoor(tmp_path, tmp_path / "2017", "B141")


def test_source_that_changed_since_is_refused(tmp_path: Path) -> None:
    """Its rows may be others now: what is shown would be of another municipality."""
    kopieer_gegevens(tmp_path)
    map_ = schrijf_resultaten(dossier("2017"), tmp_path / "uit")
    assert spoor(tmp_path, map_, "B141")["bronnen"]
    rijen = lees_rijen(tmp_path / RWP2017)
    schrijf_rijen(tmp_path / RWP2017, [rijen[0], rijen[2], rijen[1], *rijen[3:]])
    with pytest.raises(WoonanalyseFout, match=r"rwp2017_invoer.csv is gewijzigd of verdwenen"):
        spoor(tmp_path, map_, "B141")
    (tmp_path / "data/definities.yml").unlink()
    with pytest.raises(WoonanalyseFout, match=r"definities.yml is gewijzigd of verdwenen"):
        spoor(tmp_path, map_, "W141")


def test_register_that_is_not_there_and_comments_in_the_agreements(tmp_path: Path) -> None:
    kopieer_gegevens(tmp_path)
    (tmp_path / "data/registers/termijnen.csv").unlink()
    vervang(tmp_path / "data/afspraken.yml", "- artikel: 13\n", "# erbij\n- artikel: 13  # hart\n")
    anders = herkomst(lees_dossier(tmp_path, "2017"), tabellen("2017"))
    bron = anders[(anders["code"] == "N13") & (anders["bronbestand"] == "data/afspraken.yml")]
    (rijen,) = bron["bronrijen"]
    tekst = lees_bron(tmp_path, "data/afspraken.yml").loc[uit_reeks(rijen), "tekst"]
    assert tekst.iloc[0] == "- artikel: 13  # hart"
    assert not any(regel.startswith("- artikel: 14") for regel in tekst)


@pytest.mark.parametrize("naam", lang_behalve(["2017"], EDITIES))
def test_annex_has_every_code_once_per_form(naam: str, tmp_path: Path) -> None:
    map_ = schrijf_resultaten(dossier(naam), tmp_path)
    pakket = json.loads((map_ / "datapackage.json").read_text(encoding="utf-8"))
    tekst = bijlage(regels(naam), pakket)
    for een in regels(naam)["code"].unique():
        assert tekst.count(f"{{#h-{een.lower()}}}") == 2, een
    for letter in {een[0] for een in regels(naam)["code"]}:
        assert len(re.findall(rf"^## {letter}: .*\{{#h-{letter.lower()}\}}$", tekst, re.M)) == 1


def test_numbers_have_a_source_named_in_their_column(map_: Path) -> None:
    pakket = json.loads((map_ / "datapackage.json").read_text(encoding="utf-8"))
    zonder = [
        f"{tafel['path']}: {veld['name']}"
        for tafel in pakket["resources"]
        for veld in tafel["schema"]["fields"]
        if veld["type"] in ("integer", "number") and not hoe(tafel, veld)
    ]
    assert zonder == []


def test_result_written_again_gives_the_same_lines(tmp_path: Path) -> None:
    schrijf_csv(tmp_path / "herkomst.csv", regels("2017"))
    gelezen = lees_bron(tmp_path, "herkomst.csv").reset_index(drop=True)
    pd.testing.assert_frame_equal(gelezen, regels("2017"), check_dtype=False)


def test_only_results_of_the_agreements_name_an_article(tmp_path: Path) -> None:
    van = regels("2022").groupby("uitkomst")["artikel"].unique()
    assert list(van["normen.csv"]) == [""] and "13" in van["afspraken.csv"]
    map_ = schrijf_resultaten(dossier("2022"), tmp_path)
    pakket = json.loads((map_ / "datapackage.json").read_text(encoding="utf-8"))
    zonder = [naam for naam, tafel in catalogus.tabellen().items() if tafel.over_afspraken]
    tekst = bijlage(regels("2022"), pakket, zonder)
    assert "model.normtabel`. Kolommen:" in tekst and "artikel" not in tekst
