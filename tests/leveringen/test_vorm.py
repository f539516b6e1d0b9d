"""Formats are data: each is whole, a file is known by its heads, and a new dialect needs no code."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hulp import WORTEL
from leveringen.leeshulp import REGIO, als_csv, met_code, plan, rijen_van, schrijf_xlsx

from woonanalyse.kern.formulier import formulieren
from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.regio import lees_regio
from woonanalyse.kern.yamlbestand import lees_yaml
from woonanalyse.kern.yamltoets import toets
from woonanalyse.leveringen.lees import lees
from woonanalyse.leveringen.vorm import controleer, lees_vormen, meegeleverd
from woonanalyse.leveringen.waarden.woordenlijst import gemene_lijsten, met_dagen
from woonanalyse.onderwerpen.plannen.lijst import lees as lees_lijst

MAP = WORTEL / "src/woonanalyse/leveringen/vormen"
BESTANDEN = sorted(MAP.glob("*.yml"))
EIB = WORTEL / "data/raw/eib/2020-03/plannen_eib_2020.csv"

DIALECT = """
naam: plannenlijst van een streek
versie: "2"
vanaf: 2026-01-01
tot_en_met: null
bron: eigen keuze
lezer: rijen
herken: {teksten: [nummer, plan, waar, fase]}
vast: {vertrouwelijkheid: openbaar}
kolommen:
  - {kop: nummer, veld: plan_id, verplicht: true}
  - {kop: plan, veld: naam, verplicht: true}
  - {kop: waar, veld: gemeentecode, verplicht: true}
  - {kop: fase, veld: planstatus, waarden: fase, verplicht: true}
  - {kop: te bouwen, veld: rest}
  - {kop: eraf, veld: sloop, teken: negatief}
  - {patroon: '(?P<van>20[0-9]{2})', fasering: {maat: rest}}
  - {kop: flats, categorieen: [{maat: rest, indeling: woningtype, klasse: meergezins}]}
waarden:
  fase:
    sinds: 2026-01-01
    lijst: [{tekst: vast, is: 1A}, {tekst: idee, is: 4B}]
"""
STREEK = [
    ["nummer", "plan", "waar", "fase", "te bouwen", "eraf", 2027, 2028, "flats", "kleur"],
    ["A-1", "Hof", "Aadorp", "vast", 12, -3, 5, 7, 4, "rood"],
    ["A-2", "Es", "Hengelo (O.)", "Idee", 40, 0, None, None, None, None],
]


@pytest.mark.parametrize("pad", BESTANDEN, ids=lambda pad: pad.stem)
def test_every_format_of_the_package_is_whole(pad: Path) -> None:
    inhoud = met_dagen(yaml.safe_load(pad.read_text(encoding="utf-8")))
    assert toets(pad.name, inhoud, "leveringen/vorm") == []
    assert [*controleer(pad.name, inhoud)] == []


def test_lists_that_forms_share_have_a_date_and_a_source() -> None:
    for naam, lijst in gemene_lijsten().items():
        teksten = [ingang["tekst"] for ingang in lijst["lijst"]]
        assert lijst["sinds"] and lijst["bron"] and len(set(teksten)) == len(teksten), naam
        for ingang in lijst["lijst"]:
            assert ("tot" in ingang) is ("wordt" in ingang)
            assert "wordt" not in ingang or ingang["wordt"] in teksten


def test_every_register_has_a_format() -> None:
    vormen = meegeleverd()
    assert {naam for naam, vorm in vormen.items() if vorm.lezer == "register"} == set(formulieren())
    assert {"plansjabloon", "eib", "noord_holland_2018", "gelderland_detailplanning"} <= set(vormen)


def eigen_vorm(map_: Path, naam: str = "streek", inhoud: str = DIALECT) -> Path:
    pad = map_ / "data/vormen" / f"{naam}.yml"
    pad.parent.mkdir(parents=True, exist_ok=True)
    pad.write_text(inhoud, encoding="utf-8")
    return map_


@pytest.mark.parametrize("soort", ["xlsx", "csv"])
def test_a_dialect_of_ones_own_is_data_alone(tmp_path: Path, soort: str) -> None:
    wortel, pad = eigen_vorm(tmp_path), tmp_path / f"streek.{soort}"
    if soort == "xlsx":
        schrijf_xlsx(pad, STREEK, "Blad1")
    else:
        pad.write_text(als_csv(STREEK), encoding="utf-8")
    levering = lees(pad, REGIO, wortel=wortel)
    assert (levering.vorm, levering.vormversie) == ("streek", "2") and levering.fouten == ()
    plannen, fasering, categorieen = levering.tabellen.values()
    kolommen = [
        "plan_id",
        "naam",
        "gemeentecode",
        "planstatus",
        "rest",
        "sloop",
        "vertrouwelijkheid",
    ]
    assert plannen[kolommen].to_numpy().tolist() == [
        ["A-1", "Hof", "GM0141", "1A", 12, 3, "openbaar"],
        ["A-2", "Es", "GM0164", "4B", 40, 0, "openbaar"],
    ]
    assert fasering[["plan_id", "van_jaar", "tot_en_met_jaar", "woningen"]].to_numpy().tolist() == [
        ["A-1", 2027, 2027, 5],
        ["A-1", 2028, 2028, 7],
    ]
    assert categorieen[["indeling", "klasse", "woningen"]].to_numpy().tolist() == [
        ["woningtype", "meergezins", 4]
    ]
    (stil,) = met_code(levering, "lees_kolom_terzijde")
    assert "kleur" in stil.verwacht


def test_the_page_on_a_format_of_ones_own_can_be_followed(tmp_path: Path) -> None:
    """The files as they stand there, in the region of the project."""
    tekst = (WORTEL / "docs/handleidingen/eigen-vorm.md").read_text(encoding="utf-8")
    bestanden = re.findall(r'```\w+ title="(.*)"\n((?:.*\n)*?)```', tekst)
    assert [naam for naam, _ in bestanden] == ["streek.csv", "data/vormen/streek.yml"]
    for naam, inhoud in bestanden:
        (tmp_path / naam).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / naam).write_text(inhoud, encoding="utf-8")
    levering = lees(tmp_path / "streek.csv", lees_regio(WORTEL), wortel=tmp_path)
    assert levering.vorm == "streek" and {m.soort for m in levering.meldingen} == {"notitie"}
    plannen, fasering, categorieen = levering.tabellen.values()
    assert plannen["rest"].tolist() == [12, 40] and plannen["sloop"].tolist() == [3, 0]
    assert fasering["woningen"].tolist() == [5, 7] and categorieen["woningen"].tolist() == [4]
    sleutels = set(re.findall(r"`(\w+)`", tekst.partition("| sleutel")[2]))
    schema = json.loads((MAP.parent / "vorm.json").read_text(encoding="utf-8"))
    alle = json.dumps(schema)
    assert all(f'"{sleutel}"' in alle for sleutel in sleutels - {"planstatus"})


def test_without_its_yaml_the_dialect_is_not_known(tmp_path: Path) -> None:
    pad = schrijf_xlsx(tmp_path / "streek.xlsx", STREEK)
    with pytest.raises(InvoerFout, match=r"nummer, plan, waar(.|\n)*plansjabloon(.|\n)*--vorm"):
        lees(pad, REGIO, wortel=tmp_path)


@pytest.mark.parametrize(
    ("oud", "nieuw", "gezegd"),
    [
        ("veld: rest", "veld: resten", "rest"),
        ("waarden: fase, verplicht", "waarden: fases, verplicht", "fase"),
        ("patroon: '(?P<van>20[0-9]{2})'", "patroon: '('", "expressie"),
        ("klasse: meergezins", 'klasse: "{soort}"', "soort"),
        ("  - {kop: plan, veld: naam, verplicht: true}\n", "", "naam"),
        ("- {kop: te bouwen, veld: rest}", "- {kop: te bouwen}", "veld"),
        ("vast: {vertrouwelijkheid: openbaar}", "vast: {geheim: ja}", "vertrouwelijkheid"),
        ("vanaf: 2026-01-01\n", "", "vanaf"),
        ('versie: "2"\n', "", "versie"),
        ("lezer: rijen", "lezer: gok", "rijen"),
        ("teken: negatief", "teken: min", "negatief"),
        ("bron: eigen keuze", "bron: eigen keuze\nextra: 1", "extra"),
    ],
)  # fmt: skip
def test_a_format_of_ones_own_that_is_wrong_is_refused(
    tmp_path: Path, oud: str, nieuw: str, gezegd: str
) -> None:
    assert oud in DIALECT
    wortel = eigen_vorm(tmp_path, inhoud=DIALECT.replace(oud, nieuw))
    with pytest.raises(InvoerFout) as fout:
        lees_vormen(wortel)
    assert any("streek.yml" in str(p) and gezegd in str(p) for p in fout.value.problemen)


def test_a_name_of_the_package_is_taken(tmp_path: Path) -> None:
    with pytest.raises(InvoerFout, match="andere naam"):
        lees_vormen(eigen_vorm(tmp_path, "eib"))


def test_all_problems_of_all_formats_at_once(tmp_path: Path) -> None:
    eigen_vorm(tmp_path, "een", DIALECT.replace("veld: rest", "veld: resten"))
    eigen_vorm(tmp_path, "twee", DIALECT.replace("lezer: rijen", "lezer: gok"))
    with pytest.raises(InvoerFout) as fout:
        lees_vormen(tmp_path)
    assert {p.bestand for p in fout.value.problemen} == {
        "data/vormen/een.yml",
        "data/vormen/twee.yml",
    }


def test_of_an_unknown_file_the_nearest_format_is_named_with_what_it_lacks(tmp_path: Path) -> None:
    pad = schrijf_xlsx(
        tmp_path / "a.xlsx", [["nummer", "gemeente", "omschrijving"], [1, "Aadorp", "x"]]
    )
    with pytest.raises(InvoerFout, match="lijkt het op plansjabloon; daarvan ontbreekt plan_id"):
        lees(pad, REGIO)


def test_a_format_may_be_asked_for(tmp_path: Path) -> None:
    pad = schrijf_xlsx(tmp_path / "a.xlsx", rijen_van([plan()]))
    assert lees(pad, REGIO, "plansjabloon").vorm == "plansjabloon"
    with pytest.raises(InvoerFout, match="bedoelt u plansjabloon"):
        lees(pad, REGIO, "plansjablon")


def test_of_another_format_what_is_missing_is_said(tmp_path: Path) -> None:
    pad = schrijf_xlsx(tmp_path / "a.xlsx", rijen_van([plan()]))
    levering = lees(pad, REGIO, "eib")
    assert {m.veld for m in met_code(levering, "lees_kop_ontbreekt")} >= {
        "gemeentenaam",
        "sloop_woningen",
    }
    assert levering.rekening.sluit() and levering.rekening.rijen_geweigerd == 1


@pytest.mark.parametrize("boven", [0, 1, 5])
def test_heads_may_stand_below_a_title(tmp_path: Path, boven: int) -> None:
    rijen: list[list[Any]] = [[f"Plannen {nr}"] for nr in range(boven)]
    pad = schrijf_xlsx(tmp_path / "a.xlsx", [*rijen, *rijen_van([plan()])])
    levering = lees(pad, REGIO)
    assert levering.fouten == () and levering.rekening.terzijde["kopregel"] == boven + 1
    assert str(levering.plekken["plannen", 0, "naam"]) == f"C{boven + 2}"


@pytest.mark.parametrize("kop", ["PLAN_ID", " plan_id ", "Plan_id *", "plan_id:"])
def test_a_head_may_have_capitals_and_what_people_put_behind_it(tmp_path: Path, kop: str) -> None:
    rijen = rijen_van([plan()])
    rijen[0][0] = kop
    assert lees(schrijf_xlsx(tmp_path / "a.xlsx", rijen), REGIO).fouten == ()


def test_the_real_list_is_known_and_read_whole() -> None:
    """Of plans in the region of the project, as the reader of the plan list reads them."""
    regio = lees_regio(WORTEL)
    inhoud, _ = lees_yaml(WORTEL, "data/planlijst.yml", "onderwerpen/plannen/instellingen")
    lijst, _ = lees_lijst(
        WORTEL, EIB.relative_to(WORTEL).as_posix(), regio.gemeenten, inhoud["statussen"], ""
    )
    assert lijst is not None
    levering = lees(EIB, regio)
    plannen, fasering, categorieen = levering.tabellen.values()
    assert levering.vorm == "eib" and levering.fouten == () and levering.rekening.sluit()
    assert list(plannen["plan_id"]) == list(lijst["plan_id"])
    assert list(plannen["rest"]) == list(lijst["woningen"])
    assert list(plannen["sloop"]) == list(lijst["te_slopen"])
    assert list(plannen["naam"]) == list(lijst["naam"])
    assert list(plannen["projectstatus"] == "Afgerond") == list(lijst["afgerond"])
    assert list(plannen["planstatus"].str.casefold()) == [
        een.split()[0].casefold() for een in lijst["planstatus"]
    ]
    assert fasering["woningen"].sum() == lijst["woningen"].sum() == levering.rekening.woningen_er
    assert categorieen.groupby("indeling")["woningen"].sum().nunique() == 1
