"""A new region in one command: a whole tree that is read at once, or every fault and nothing written."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
import shapely
import yaml
from hulp import balans_van, inhoud_van
from shapely.geometry import shape
from typer.testing import CliRunner

from woonanalyse.begin import grenzen, voorzet
from woonanalyse.begin.grenzen import MEE
from woonanalyse.begin.keuze import Wens, kies
from woonanalyse.begin.maak import maak
from woonanalyse.cli import app
from woonanalyse.document.gemeenten import gemeentewijzer
from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.indeling import lijst
from woonanalyse.kern.regio import lees_regio
from woonanalyse.onderwerpen.controle import lees_alle_dossiers
from woonanalyse.onderwerpen.dossier import Dossier

DRIE = ("Ommen", "GM0193", "kampen")
STREEKEN = {
    "by name and code": Wens("De Streek", gemeenten=DRIE),
    "in subregions": Wens(
        "Streek: 'é' & <b>", subregios=["Noord=Zwolle,Kampen", "Oost = Ommen"], afspraken=voorzet.SOORTEN
    ),
    "a province": Wens("Flevoland", provincie="flevoland"),
    "over a border": Wens("Valleistreek", provincie="Utrecht", gemeenten=["Ede", "Veenendaal"]),
    "as it was": Wens("Toen", gemeenten=["Winsum", "Bedum"], peildatum="2018-01-01"),
}  # fmt: skip


def begin(*argumenten: str) -> Any:
    return CliRunner().invoke(app, ["begin", *argumenten])


def vlakken(pad: Path) -> dict[str, Any]:
    inhoud = json.loads(pad.read_text(encoding="utf-8"))
    return {v["properties"]["gemeentecode"]: shape(v["geometry"]) for v in inhoud["features"]}


@pytest.fixture(scope="module", params=STREEKEN.values(), ids=list(STREEKEN))
def streek(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Wens, Path, list[Dossier]]:
    doel = tmp_path_factory.mktemp("begin") / "nog niet" / "streek"
    maak(doel, request.param)
    regio = lees_regio(doel)
    return request.param, doel, lees_alle_dossiers(doel, regio, list(regio.edities))


def test_the_tree_is_read_without_a_problem(streek: tuple[Wens, Path, list[Dossier]]) -> None:
    wens, doel, (dossier,) = streek
    regio, keuze = dossier.regio, kies(wens)
    assert (regio.naam, regio.provincie) == (keuze.naam, keuze.provincie)
    assert list(regio.gemeenten["gemeentecode"]) == [lid.code for lid, _ in keuze.leden]
    assert tuple(regio.subregios) == keuze.subregios
    assert [a["soort"] for a in regio.afspraken] == list(keuze.afspraken)
    assert dossier.editie.opzet.peildatum == wens.peildatum
    assert dossier.gewijzigd == []
    assert (doel / "_quarto.yml").is_file() and (doel / "notebooks/balans.ipynb").is_file()
    assert not list(doel.parent.glob(".*"))


def test_it_says_of_itself_that_it_is_no_agreement_and_no_test(
    streek: tuple[Wens, Path, list[Dossier]],
) -> None:
    _, _, (dossier,) = streek
    assert not dossier.editie.opzet.toets and "voorzet" in dossier.editie.opzet.toets_toelichting
    assert "voorzet" in dossier.regio.overeenkomst_toelichting
    for afspraak in dossier.regio.afspraken:
        assert afspraak["zegt"].startswith(voorzet.VOORZET)
        assert afspraak["vanaf"] <= str(dossier.editie.opzet.peildatum) <= afspraak["tot_en_met"]


def test_nothing_is_known_yet(streek: tuple[Wens, Path, list[Dossier]]) -> None:
    _, _, (dossier,) = streek
    assert not dossier.editie.volledig
    for kolom in ("netto_behoefte", "hard_direct", "hard_uit_te_werken"):
        assert dossier.editie.invoer[kolom].isna().all()


def test_the_boundaries_are_those_of_the_members(streek: tuple[Wens, Path, list[Dossier]]) -> None:
    wens, doel, (dossier,) = streek
    kaart = dossier.regio.plek("kaart")
    if wens.peildatum < "2019":
        assert kaart is None
        return
    eigen = vlakken(doel / kaart["gemeenten"])
    assert set(eigen) == set(dossier.regio.gemeenten["gemeentecode"])
    rest = sum(vlak.area for vlak in eigen.values()) - shapely.union_all([*eigen.values()]).area
    assert rest < 1e-4 * sum(vlak.area for vlak in eigen.values())
    assert ("provincie" in kaart) == (wens.naam != "Valleistreek")


def test_the_same_wish_gives_the_same_bytes(tmp_path: Path) -> None:
    for naam in ("een", "ander"):
        maak(tmp_path / naam, STREEKEN["in subregions"])
    assert inhoud_van(tmp_path / "een") == inhoud_van(tmp_path / "ander")


def test_the_command_says_what_is_still_missing(tmp_path: Path) -> None:
    doel = tmp_path / "vallei"
    doel.mkdir()
    klaar = begin(
        str(doel), "--naam", "Valleistreek", "--provincie", "Utrecht", "--gemeente", "Ede",
        "--gemeente", "Veenendaal",
    )  # fmt: skip
    assert klaar.exit_code == 0, klaar.stderr
    assert "2 gemeenten in 1 subregio, editie 2026" in klaar.stdout
    for woord in (
        "data/afspraken.yml",
        "data/edities/2026.yml",
        "de behoefte",
        "woonanalyse lever",
    ):
        assert woord in klaar.stdout.partition("Wat er nog moet komen")[2]
    assert "Ede ligt in Gelderland; het rapport noemt als provincie Utrecht" in klaar.stderr
    leden = list(
        csv.reader(
            (doel / "data/raw/gemeenten/2026-01-01/gemeenten.csv").open("r", encoding="utf-8")
        )
    )
    assert [rij[:2] for rij in leden[1:]] == [["GM0228", "Ede"], ["GM0345", "Veenendaal"]]


@pytest.mark.parametrize(
    ("wens", "woorden"),
    [
        (Wens("X"), ["--gemeente: verwacht: ten minste één gemeente"]),
        (Wens(" \n", gemeenten=["Zwole"], afspraken=["minimum"], peildatum="2026-02-30"),
         ["4 problemen", "--naam", "bedoelt u Zwolle?", "--afspraak", "bedoelt u maximum?", "--peildatum"]),
        (Wens("X", provincie="Overijsel"), ["bedoelt u Overijssel?"]),
        (Wens("X", provincie="Drenthe", gemeenten=["Zwolle"]), ["--provincie", "(Overijssel)"]),
        (Wens("X", gemeenten=["Ede", "Veenendaal"]), ["liggen in Gelderland en Utrecht"]),
        (Wens("X", gemeenten=["Zwolle", "GM0193"]), ["elke gemeente één keer"]),
        (Wens("X", gemeenten=["Appingedam"]), ["Eemsdelta"]),
        (Wens("Utrecht", provincie="Utrecht"), ["--naam", "Regio Utrecht"]),
        (Wens("X", gemeenten=DRIE, subregios=["A=Zwolle,Ommen", "B=Ommen,Ede", "A=Kampen", "C"]),
         ["elke subregio één keer", "een is-teken"]),
        (Wens("X", gemeenten=DRIE, subregios=["A=Zwolle,Ommen", "B=Ommen,Ede"]),
         ["Ommen staat in A en B", "Kampen staat in geen subregio", "'Ede'", "die --gemeente noemt"]),
        (Wens("X", gemeenten=DRIE, peildatum="2011-12-31"), ["vanaf 1 januari 2012"]),
        (Wens("X", gemeenten=DRIE, grenzen=Path("weg.geojson")), ["weg.geojson"]),
    ],
)  # fmt: skip
def test_all_that_is_wrong_and_nothing_written(
    wens: Wens, woorden: list[str], tmp_path: Path
) -> None:
    doel = tmp_path / "streek"
    with pytest.raises(InvoerFout) as fout:
        maak(doel, wens)
    assert fout.value.exitcode == 2
    for woord in woorden:
        assert woord in str(fout.value)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mijn.txt").write_text("van mij", encoding="utf-8")
    klaar = begin(str(tmp_path), "--naam", "X", "--gemeente", "Zwole")
    assert klaar.exit_code == 2 and "mijn.txt" in klaar.stderr and "Zwolle?" in klaar.stderr
    klaar = begin(str(tmp_path / "mijn.txt"), "--naam", "X", "--gemeente", "Zwolle")
    assert klaar.exit_code == 2 and "dit is een bestand" in klaar.stderr
    assert inhoud_van(tmp_path) == {"mijn.txt": b"van mij"}


def test_a_tree_that_would_not_be_read_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voorzet, "NOOT", "{geen naam}")
    doel = tmp_path / "streek"
    doel.mkdir()
    with pytest.raises(InvoerFout, match="accolades"):
        maak(doel, STREEKEN["by name and code"])
    assert [*tmp_path.iterdir()] == [doel] and [*doel.iterdir()] == []


def test_a_choice_that_goes_with_nothing(tmp_path: Path) -> None:
    for argumenten in ([], ["--bijwerken", "--naam", "X"]):
        klaar = begin(str(tmp_path / "streek"), *argumenten)
        assert klaar.exit_code == 2 and klaar.stdout == ""
    assert list(tmp_path.iterdir()) == []


EIGEN = kies(Wens("X", gemeenten=["Zwolle", "Kampen"]))


def eigen_grenzen(pad: Path, codes: dict[str, str], stelsel: str | None) -> Path:
    """A file in which each code has the boundary of another; in WGS84 where no system is named."""
    if stelsel:
        vormen, _ = grenzen.vlakken(EIGEN, None)
        velden = [({"gemeentecode": c, "gemeentenaam": c}, vormen[van]) for c, van in codes.items()]
        pad.write_bytes(grenzen.als_geojson(velden))
        return pad
    bron = json.loads((Path(grenzen.__file__).parent / MEE).read_text(encoding="utf-8"))
    per_code = {v["properties"]["gemeentecode"]: v for v in bron["features"]}
    features = [{**per_code[van], "properties": {"gemeentecode": c}} for c, van in codes.items()]
    pad.write_text(
        json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8"
    )
    return pad


@pytest.mark.parametrize("stelsel", [None, "rd"])
def test_own_boundaries_are_turned_into_metres(tmp_path: Path, stelsel: str | None) -> None:
    codes = {"GM0193": "GM0193", "GM0166": "GM0166"}
    pad = eigen_grenzen(tmp_path / "eigen.geojson", codes, stelsel)
    doel = tmp_path / "streek"
    maak(doel, Wens("X", gemeenten=["Zwolle", "Kampen"], grenzen=pad))
    eigen = vlakken(doel / lees_regio(doel).plek("kaart")["gemeenten"])
    mee, _ = grenzen.vlakken(EIGEN, None)
    for code, vlak in mee.items():
        assert eigen[code].symmetric_difference(vlak).area < 1e-3 * vlak.area
    zij = next(doel.glob("data/raw/grenzen/*/gemeenten_rd.geojson.yml"))
    assert yaml.safe_load(zij.read_text(encoding="utf-8"))["vindplaats"].startswith("eigen.geojson")


@pytest.mark.parametrize("stelsel", [None, "rd"])
def test_own_boundaries_lie_where_the_municipality_lies(
    tmp_path: Path, stelsel: str | None
) -> None:
    verwisseld = {"GM0193": "GM0166", "GM0166": "GM0193"}
    pad = eigen_grenzen(tmp_path / "eigen.geojson", verwisseld, stelsel)
    with pytest.raises(InvoerFout, match="waar die gemeente ligt") as fout:
        maak(tmp_path / "streek", Wens("X", gemeenten=["Zwolle", "Kampen"], grenzen=pad))
    assert len(fout.value.problemen) == 2
    een = eigen_grenzen(tmp_path / "een.geojson", {"GM0193": "GM0193"}, stelsel)
    with pytest.raises(InvoerFout, match="precies één vlak voor Kampen"):
        maak(tmp_path / "streek", Wens("X", gemeenten=["Zwolle", "Kampen"], grenzen=een))
    assert not (tmp_path / "streek").exists()


def test_every_kind_of_agreement_can_be_asked_for() -> None:
    schema = json.loads(
        (Path(lijst.__file__).parents[1] / "schemas/afspraken.json").read_text(encoding="utf-8")
    )
    assert set(voorzet.SOORTEN) == set(schema["items"]["properties"]["soort"]["enum"])


def test_the_only_subregion_is_not_beside_the_region(tmp_path: Path) -> None:
    maak(tmp_path / "heel", Wens("Streek", gemeenten=["Zwolle", "Kampen"]))
    maak(tmp_path / "delen", Wens("Streek", subregios=["Noord=Zwolle", "Zuid=Kampen"]))
    assert lees_regio(tmp_path / "heel").delen == []
    assert lees_regio(tmp_path / "delen").delen == ["Noord", "Zuid"]


def test_a_name_with_a_comma_is_one_municipality() -> None:
    naam = next(een.naam for een in lijst.op(lijst.DAG) if "," in een.naam)
    keuze = kies(Wens("Streek", subregios=[f"Oost=Helmond, {naam},Best", "West=Tilburg"]))
    assert {lid.naam for lid, sub in keuze.leden if sub == "Oost"} == {"Helmond", naam, "Best"}


def test_an_outcome_of_the_source_is_no_input_of_the_balance(tmp_path: Path) -> None:
    doel = tmp_path / "streek"
    maak(doel, Wens("Streek", gemeenten=["Zwolle", "Kampen"]))
    pad = doel / "data/edities/2026.yml"
    velden = yaml.safe_load(pad.read_text(encoding="utf-8"))
    velden["balans"] = {
        "vorm": "tabel",
        "bestand": "data/raw/t.csv",
        "kolommen": {"gemeentecode": "code", "hard_totaal": "hard"},
        "telling": "bruto",
    }
    pad.write_text(yaml.safe_dump(velden), encoding="utf-8")
    with pytest.raises(InvoerFout, match=r"balans\.kolommen\.hard_totaal.*hard_ongesplitst"):
        lees_alle_dossiers(doel, lees_regio(doel), ["2026"])


def test_a_region_of_one_part_gets_no_reading_by_subregion() -> None:
    def lezingen(**keuze: bool) -> list[list[str]]:
        gemaakt = voorzet.afspraken(voorzet.SOORTEN, "2026-01-01", **keuze)
        return [
            [een["per"] for een in a["lezingen"].values() if "per" in een]
            for a in gemaakt
            if "lezingen" in a
        ]

    assert any("subregio" in per for per in lezingen())
    assert lezingen(subregios=False) and not any(
        "subregio" in per for per in lezingen(subregios=False)
    )


def test_what_is_written_of_a_region_of_one_part_names_no_subregions(
    streek: tuple[Wens, Path, list[Dossier]],
) -> None:
    _, doel, (dossier,) = streek
    zij = next((doel / "data/raw/gemeenten").rglob("*.yml")).read_text(encoding="utf-8")
    kop = zij.partition("kolommen")[0]
    lezingen = [een for a in dossier.regio.afspraken for een in a.get("lezingen", {}).values()]
    delen = len(dossier.regio.subregios) > 1
    assert ("subregio" in kop) == delen
    assert any(een.get("per") == "subregio" for een in lezingen) == delen
    assert ("Subregio" in gemeentewijzer(balans_van(dossier.editie))) == delen
