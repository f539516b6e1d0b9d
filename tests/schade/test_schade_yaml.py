"""Damaged editions, region files and sidecars."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hulp import (
    FEITEN,
    GEMEENTEN,
    INVENTARISATIE,
    NETTO2020,
    RWP2015,
    RWP2017,
    dossier,
    elk_eens,
    lang_behalve,
    lees_rijen,
    problemen_van,
    schrijf_rijen,
    vervang,
)

from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.kern.regio import lees_regio
from woonanalyse.onderwerpen.controle import lees_alle_edities
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.onderwerpen.editielezer import lees_editie

E2017 = "data/edities/2017.yml"
ZIJ2017 = f"{RWP2017}.yml"


def schade(project: Path, bestand: str, oud: str, nieuw: str, editie: str = "2017") -> Probleem:
    """Replace text in a file; the one problem that reading finds."""
    vervang(project / bestand, oud, nieuw)
    (probleem,) = problemen_van(project, editie)
    assert probleem.bestand == bestand
    return probleem


@pytest.mark.parametrize(
    ("oud", "nieuw", "kolom", "waarde", "verwacht"),
    [
        ("toets: true", "toets: true\nkleur: rood", "kleur", "kleur", "alleen de velden"),
        ("vorm: rwp2017", "vorm: rwp2017\n  blad: 1", "balans.blad", "blad", "alleen de velden"),
        ("toets: true\n", "", "toets", None, "dat ontbreekt"),
        ("toets: true", "toets: misschien", "toets", "misschien", "ja/nee"),
        ('"2017"', "2017", "editie", "2017", "tekst"),
        ('"2017"', '"2018"', "editie", "2018", "2017"),
        ('"2017"', '"../2017"', "editie", "../2017", "letters, cijfers en streepjes"),
        ("peildatum: 2017-01-01", "peildatum: 1-1-2017", "peildatum", "1-1-2017", "een datum als"),
        (
            "peildatum: 2017-01-01",
            "peildatum: 2017-02-30",
            "peildatum",
            "2017-02-30",
            "een datum die bestaat",
        ),
        ("2020-12-31", "2020-13-01", "stand_per", "2020-13-01", "een datum die bestaat"),
        ("2020-12-31", "", "stand_per", None, "tekst; er staat nog niets"),
        ("definitie: rwp2017", "definitie: rwp2071", "definitie", "rwp2071", "rwp2017"),
        ("[rwp2015,", "[rwp1915,", "vergelijk", "rwp1915", "rwp2015"),
        ("vorm: rwp2017", "vorm: rwp2016", "balans.vorm", "rwp2016", "rwp2017"),
        (
            "vorm: rwp2017",
            "vorm: inventarisatie2021",
            "balans.vorm",
            "inventarisatie2021",
            "rwp2017",
        ),
        ("van: 2017", "van: zeventien", "periode.van", "zeventien", "geheel getal of leeg"),
        ('voorganger: "2015"', 'voorganger: "1915"', "voorganger", "1915", "2015"),
    ],
)
def test_edition_with_a_wrong_field(
    project: Path, oud: str, nieuw: str, kolom: str | None, waarde: str | None, verwacht: str
) -> None:
    probleem = schade(project, E2017, oud, nieuw)
    assert probleem.kolom == kolom
    assert (waarde is None) == (probleem.waarde is None)
    assert (waarde or "") in (probleem.waarde or "")
    assert verwacht in probleem.verwacht


@pytest.mark.parametrize(
    ("oud", "nieuw", "fout"),
    [
        ("toets: true", "toets:\ttrue", "met een tab"),
        ("[rwp2015,", "[rwp?2015,", "tussen [ en ]"),
        ("toets: true", "toets: true: true", "dubbele punt"),
    ],
)
def test_text_that_one_loader_takes_and_the_other_refuses(
    project: Path, oud: str, nieuw: str, fout: str
) -> None:
    """Both loaders of PyYAML refuse alike, in the words of the one in Python."""
    tekst = (project / E2017).read_text(encoding="utf-8")
    rij = tekst[: tekst.index(oud)].count("\n") + 1
    probleem = schade(project, E2017, oud, nieuw)
    assert "geldige YAML" in probleem.verwacht and fout in probleem.verwacht
    assert probleem.rij == rij


@pytest.mark.parametrize("pad", ["data/raw/rwp/2017-01-01/weg.csv", "data/raw/rwp"])
def test_edition_names_a_file_that_is_not_there(project: Path, pad: str) -> None:
    vervang(project / E2017, RWP2017, pad)
    problemen = problemen_van(project, "2017")
    assert {p.bestand for p in problemen} == {pad, f"{pad}.yml"}
    assert all("het is er niet" in p.verwacht for p in problemen)
    assert all(str(p).endswith(f"; genoemd bij balans.bestand in {E2017}") for p in problemen)


def test_region_names_a_file_that_is_not_there(project: Path) -> None:
    vervang(project / "data/regio.yml", "data/afspraken.yml", "data/weg.yml")
    (probleem,) = problemen_van(project, "2017")
    assert probleem.bestand == "data/weg.yml"
    assert str(probleem).endswith("; genoemd bij afspraken in data/regio.yml")


@pytest.mark.parametrize("omhoog", ["../geheim.csv", "data/../../geheim.csv", "ABSOLUUT"])
def test_path_outside_the_project_is_refused(project: Path, omhoog: str) -> None:
    """Although the file is there and right, it is not read."""
    geheim = project.parent / "geheim.csv"
    geheim.write_bytes((project / RWP2017).read_bytes())
    geheim.with_name("geheim.csv.yml").write_bytes((project / ZIJ2017).read_bytes())
    pad = geheim.as_posix() if omhoog == "ABSOLUUT" else omhoog
    vervang(project / E2017, RWP2017, pad)
    problemen = problemen_van(project, "2017")
    assert problemen
    assert {p.bestand for p in problemen} <= {pad, f"{pad}.yml"}
    assert all("binnen de projectmap" in p.verwacht for p in problemen)


@pytest.mark.parametrize("veld", ["gemeenten", "definities", "afspraken"])
def test_region_file_with_a_path_outside_the_project(project: Path, veld: str) -> None:
    tekst = (project / "data/regio.yml").read_text(encoding="utf-8")
    pad = next(r for r in tekst.splitlines() if r.startswith(f"{veld}:")).split(": ")[1]
    (project.parent / "buiten").write_bytes((project / pad).read_bytes())
    vervang(project / "data/regio.yml", pad, "../buiten")
    problemen = problemen_van(project, "2017")
    assert [p.bestand for p in problemen] == ["../buiten"]
    assert "binnen de projectmap" in problemen[0].verwacht


YAMLBESTANDEN = [
    E2017,
    "data/regio.yml",
    "data/definities.yml",
    "data/afspraken.yml",
    ZIJ2017,
    f"{GEMEENTEN}.yml",
]
KAPOT = [
    b"",
    b"null\n",
    b"- 1\n",
    b"zomaar tekst\n",
    b"a: [1, 2\nb: 3\n",
    b"a: 'open\n",
    b"\tmet: tab\n",
    b"a: *onbekend\n",
    b"a: !!python/object/apply:os.system ['echo']\n",
    b"a: \x07\n",
    b"a: \xe9\n",
    b"\x00\x01\x02",
    b"a: 1\n---\nb: 2\n",
]


@pytest.mark.parametrize(("bestand", "inhoud"), elk_eens(YAMLBESTANDEN, KAPOT))
def test_broken_yaml(project: Path, bestand: str, inhoud: bytes) -> None:
    (project / bestand).write_bytes(inhoud)
    problemen = problemen_van(project, "2017")
    assert problemen
    assert {p.bestand for p in problemen} == {bestand}


def test_broken_yaml_names_the_line(project: Path) -> None:
    pad = project / E2017
    pad.write_text(pad.read_text(encoding="utf-8") + "  los: [1\n", encoding="utf-8")
    (probleem,) = problemen_van(project, "2017")
    assert probleem.rij is not None and probleem.rij >= 14
    assert "geldige YAML" in probleem.verwacht


@pytest.mark.parametrize("bestand", ["data/definities.yml", "data/afspraken.yml"])
def test_list_without_what_the_edition_needs(project: Path, bestand: str) -> None:
    (project / bestand).write_text("[]\n", encoding="utf-8")
    problemen = problemen_van(project, "2017")
    assert problemen
    assert {p.bestand for p in problemen} <= {bestand, E2017}


@pytest.mark.parametrize("artikel", ["11", "13", "15"])
def test_norm_that_is_missing(project: Path, artikel: str) -> None:
    regel = f"artikel: {artikel}\n  thema"
    probleem = schade(project, "data/afspraken.yml", regel, "artikel: 99\n  thema")
    assert f"artikel {artikel}" in probleem.verwacht and "ontbreekt" in probleem.verwacht


@pytest.mark.parametrize(
    ("bestand", "oud", "nieuw", "kolom"),
    [
        ("data/afspraken.yml", "maximum\n  norm: 1.0", "maximum\n  norm: honderd", "[17].norm"),
        ("data/afspraken.yml", "soort: maximum", "soort: minimum", "[17].soort"),
        ("data/definities.yml", "telling: netto", "telling: allebei", "[3].telling"),
        ("data/definities.yml", "[hard_ongesplitst]", "[zacht]", "[3].telt_mee[0]"),
        ("data/regio.yml", "naam: Twente", "naam: [Twente]", "naam"),
    ],
)
def test_region_data_with_a_wrong_value(
    project: Path, bestand: str, oud: str, nieuw: str, kolom: str
) -> None:
    assert schade(project, bestand, oud, nieuw).kolom == kolom


@pytest.mark.parametrize("datum", ["2016-13-01", "2016-00-10", "2016-01-32"])
def test_date_of_a_norm_that_does_not_exist(project: Path, datum: str) -> None:
    pad = project / "data/afspraken.yml"
    tekst = pad.read_text(encoding="utf-8").replace("vanaf: 2016-01-01", f"vanaf: {datum}", 1)
    pad.write_text(tekst, encoding="utf-8")
    (probleem,) = problemen_van(project, "2017")
    assert (probleem.kolom, probleem.waarde) == ("[0].vanaf", datum)


@pytest.mark.parametrize("bron", [RWP2015, RWP2017, NETTO2020, INVENTARISATIE, FEITEN, GEMEENTEN])
def test_sidecar_missing(project: Path, bron: str) -> None:
    (project / f"{bron}.yml").unlink()
    naam = {RWP2015: "2015", RWP2017: "2017"}.get(bron, "2021")
    (probleem,) = problemen_van(project, naam)
    assert probleem.bestand == f"{bron}.yml"
    assert "het is er niet" in probleem.verwacht


@pytest.mark.parametrize(
    ("oud", "nieuw"),
    [
        ("- naam: hard_direct", "- naam: hard_meteen"),
        (
            "- naam: hard_direct\n",
            "- naam: extra\n  omschrijving: x\n  eenheid: x\n- naam: hard_direct\n",
        ),
    ],
)
def test_sidecar_describes_other_columns(project: Path, oud: str, nieuw: str) -> None:
    probleem = schade(project, ZIJ2017, oud, nieuw)
    assert probleem.kolom == "kolommen"
    assert "hard_direct" in probleem.verwacht and "dezelfde kolommen" in probleem.verwacht


@pytest.mark.parametrize(
    ("oud", "nieuw", "kolommen"),
    [
        ("uitgever:", "uitgeverij:", {"uitgever", "uitgeverij"}),
        ("sha256: 2b5e", "sha256: ZZZZ", {"sha256"}),
        ("peildatum: '2017-01-01'", "peildatum: januari", {"peildatum"}),
        ("peildatum: '2017-01-01'", "peildatum: '2017-13'", {"peildatum"}),
        ("peildatum: '2017-01-01'", "peildatum: '2017-01-40'", {"peildatum"}),
    ],
)
def test_sidecar_with_a_wrong_field(
    project: Path, oud: str, nieuw: str, kolommen: set[str]
) -> None:
    vervang(project / ZIJ2017, oud, nieuw)
    problemen = problemen_van(project, "2017")
    assert {p.bestand for p in problemen} == {ZIJ2017}
    assert {p.kolom for p in problemen} == kolommen


def test_changed_source_is_noticed_and_not_refused(project: Path) -> None:
    """New data under an old sidecar: usable, with a warning."""
    vervang(
        project / RWP2017,
        "GM0141,Almelo,Netwerkstad,2017,2026,1465",
        "GM0141,Almelo,Netwerkstad,2017,2026,1466",
    )
    stand = {
        zij["bestand"]: zij["ongewijzigd"] for zij in lees_editie(project, "2017").zijbestanden
    }
    assert {bestand for bestand, gelijk in stand.items() if not gelijk} == {RWP2017}
    assert GEMEENTEN in stand


@pytest.mark.parametrize("naam", ["2016", "", "../2017", "data/edities/2017", "2017.yml"])
def test_unknown_edition(project: Path, naam: str) -> None:
    (probleem,) = problemen_van(project, naam)
    assert (probleem.kolom, probleem.waarde) == ("editie", naam)
    assert "2015, 2017, 2019, 2021" in probleem.verwacht


def test_no_editions_at_all(project: Path) -> None:
    for pad in (project / "data/edities").iterdir():
        pad.unlink()
    with pytest.raises(InvoerFout, match="ten minste één editie"):
        lees_regio(project)


def test_damages_in_several_files_at_once(project: Path) -> None:
    """Every file of every edition in one go, each problem once."""
    for bestand, kolom in ((RWP2015, 6), (RWP2017, 8), (NETTO2020, 3), (INVENTARISATIE, 2)):
        rijen = lees_rijen(project / bestand)
        rijen[4][kolom] = "veel"
        schrijf_rijen(project / bestand, rijen)
    (project / f"{FEITEN}.yml").unlink()
    vervang(project / "data/edities/2019.yml", "definitie: rwp2017", "definitie: rwp2019")
    regio = lees_regio(project)
    with pytest.raises(InvoerFout) as fout:
        lees_alle_edities(project, regio, list(regio.edities))
    gevonden = [(p.bestand, p.rij, p.waarde) for p in fout.value.problemen]
    assert sorted(gevonden, key=str) == sorted(
        [
            *((bestand, 5, "veel") for bestand in (RWP2015, RWP2017, NETTO2020, INVENTARISATIE)),
            (f"{FEITEN}.yml", None, None),
            ("data/edities/2019.yml", None, "rwp2019"),
        ],
        key=str,
    )
    assert fout.value.exitcode == 2
    assert str(fout.value).startswith("6 problemen in de invoer:")


def test_region_reports_all_its_files_at_once(project: Path) -> None:
    for bestand in (GEMEENTEN, "data/definities.yml", "data/afspraken.yml"):
        (project / bestand).write_text("", encoding="utf-8")
    with pytest.raises(InvoerFout) as fout:
        lees_regio(project)
    assert {p.bestand for p in fout.value.problemen} == {
        GEMEENTEN,
        "data/definities.yml",
        "data/afspraken.yml",
    }


def yamlbestanden() -> list[str]:
    """Every YAML that the dossier of 2017 is read from, from the root."""
    d = dossier("2017")
    beschreven = [f"{zij['bestand']}.yml" for zij in d.zijbestanden]
    return sorted({*(pad for pad in d.bestanden if pad.endswith(".yml")), *beschreven})


YAML = yamlbestanden()


@pytest.mark.enkele(3)
@pytest.mark.parametrize(
    "bestand",
    lang_behalve([f"{RWP2017}.yml", *(pad for pad in YAML if "/raw/" not in pad)], YAML),
)
def test_key_that_stands_there_twice_is_refused_with_its_line(project: Path, bestand: str) -> None:
    """YAML itself takes the last of them, and a definition or a norm changes without a word."""
    pad = project / bestand
    regels = pad.read_text(encoding="utf-8").splitlines(keepends=True)
    eerste = next(
        nr for nr, regel in enumerate(regels) if re.match(r"(- )?\w+: *[^ #>|{\[\n]", regel)
    )
    dubbel = re.sub(r"^- ", "  ", regels[eerste])
    einde = next(
        (nr for nr in range(eerste + 1, len(regels)) if re.match(r"[-\w]", regels[nr])), len(regels)
    )
    pad.write_text("".join([*regels[:einde], dubbel, *regels[einde:]]), encoding="utf-8")
    with pytest.raises(InvoerFout) as fout:
        lees_dossier(project, "2017")
    (probleem,) = fout.value.problemen
    sleutel = dubbel.strip().partition(":")[0]
    assert (probleem.bestand, probleem.kolom, probleem.rij) == (bestand, sleutel, einde + 1)
    assert "één keer" in probleem.verwacht


def test_keys_deep_in_a_file_and_all_of_them_at_once(project: Path) -> None:
    pad = project / E2017
    tekst = pad.read_text(encoding="utf-8").replace("  vorm: rwp2017\n", "  vorm: rwp2017\n" * 2)
    pad.write_text(f"{tekst}definitie: rwp2015\n", encoding="utf-8")
    assert [p.kolom for p in problemen_van(project, "2017")] == ["vorm", "definitie"]
