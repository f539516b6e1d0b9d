"""Plans that are not public can't be found back in anything that is made of an edition."""

from __future__ import annotations

import io
import itertools
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import afschermhulp
import matplotlib as mpl
import openpyxl
import pandas as pd
import pytest
from afschermhulp import (
    GETELD,
    LID,
    NAAM,
    OPENING,
    VERBORGEN,
    bekend,
    gelezen,
    gevonden,
    met_editie,
    met_mensen,
    naalden,
    plannen,
    schrijfwijzen,
    tabellen_uit,
    uitgepakt,
    verraden,
    verraden_door,
    wereld,
)
from hulp import (
    WORTEL,
    inhoud_van,
    kopieer_gegevens,
    kopieer_project,
    opdracht,
    schrijf_figuren,
    schrijf_resultaten,
)
from tekstwerelden import teksten
from typer.testing import CliRunner

from woonanalyse.cli import app
from woonanalyse.document.besluitstukken import besluitstukken
from woonanalyse.document.bijdragen import vakken
from woonanalyse.document.onderdelen import ontbrekend
from woonanalyse.document.tabellenbijlage import bijlage
from woonanalyse.kern.beeld.stijl import gebruik_lettertype
from woonanalyse.kern.bestanden import schrijf_json
from woonanalyse.kern.regio import lees_regio
from woonanalyse.onderwerpen.bereken import bereken
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.uitgave.docx import docx
from woonanalyse.uitgave.werkboek import werkboek
from woonanalyse.uitkomsten.resultaten import Resultaten
from woonanalyse.uitkomsten.rocrate import rocrate
from woonanalyse.uitkomsten.runs import runs_van

DAG = "2020-12-31"
"""A day on which the agreement ran: proposals to colleges are of running editions."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return wereld(tmp_path_factory.mktemp("afgeschermd") / "project")


@pytest.fixture(scope="module")
def pakket(project: Path) -> dict[str, Any]:
    return pakket_van(project)


def pakket_van(project: Path, naam: str = NAAM) -> dict[str, Any]:
    """The data package, what describes it, the workbook and the annex, by name."""
    dossier = lees_dossier(project, naam)
    map_ = schrijf_resultaten(dossier, project / "uit", project)
    resultaten = Resultaten(map_)
    ruw = resultaten.samen(["herkomst.csv"])
    crate = rocrate(resultaten.pakket, ruw, runs_van(dossier), dossier.zonder_tabel)
    schrijf_json(map_ / "ro-crate-metadata.json", crate)
    tabellen = resultaten.tabellen()
    boek = werkboek(resultaten.pakket, tabellen, voorbeelddata=False)
    blad = bijlage(tabellen, resultaten.pakket, tabellen["herkomst"], {})
    return {**inhoud_van(map_), "rwp.xlsx": boek, "bijlage": blad}


@pytest.mark.lang
def test_whatever_is_hidden_all_comes_out_the_same(
    tmp_path: Path, pakket: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No writer has them from elsewhere: with other names, places and sizes every byte is the same."""
    monkeypatch.setattr(afschermhulp, "VERBORGEN", afschermhulp.ANDERE)
    ander = pakket_van(wereld(tmp_path / "project"))
    assert [naam for naam in pakket if pakket[naam] != ander[naam]] == []


@pytest.mark.lang
def test_a_public_plan_is_counted(
    tmp_path: Path, pakket: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the comparison above says nothing: made public, the same plan changes what comes out."""
    monkeypatch.setitem(afschermhulp.PLEK, "vertrouwelijkheid", "openbaar")
    open_ = pakket_van(wereld(tmp_path / "project"))
    gezien = {naam for naam in pakket if pakket[naam] != open_[naam]}
    assert {"balans.csv", "balans_gebied.csv", "datapackage.json", "rwp.xlsx", "bijlage"} <= gezien
    assert not (balans_uit(open_) == "afgeschermd").any(axis=None)


def balans_uit(pakket: dict[str, Any]) -> pd.DataFrame:
    regels = pakket["balans.csv"].decode().splitlines()
    kop, *rijen = [regel.split(",") for regel in regels]
    return pd.DataFrame(rijen, columns=kop)


def test_nothing_of_them_is_in_the_data_package(pakket: dict[str, Any]) -> None:
    assert gevonden(uitgepakt(pakket)) == []


def test_what_is_shown_tells_none_of_them(project: Path, pakket: dict[str, Any]) -> None:
    assert verraden(project, balans_uit(pakket)) == []


def test_what_is_not_shown_is_afgeschermd_in_every_form(pakket: dict[str, Any]) -> None:
    """Never empty, never 0: in CSV, in what describes it, in the workbook and in the annex."""
    balans = balans_uit(pakket).set_index("gemeentecode")
    deel, geheel = (balans.loc[code].iloc[0] for code in LID[:2])
    assert deel["hard_uit_te_werken"] == deel["hard_direct"] == "afgeschermd"
    assert (
        deel["hard_totaal"] == str(sum(p["rest"] for p in plannen() if p["gemeentecode"] == LID[0]))
        and deel["telling"] == "bruto"
    )
    assert (
        geheel[["hard_totaal", "dekking", "saldo", "ruimte", "oordeel", "telling"]]
        .eq("afgeschermd")
        .all()
    )
    beschreven = json.loads(pakket["datapackage.json"])
    merken = {t["name"]: t["schema"]["missingValues"] for t in beschreven["resources"]}
    assert merken["balans"] == ["", "afgeschermd"] and merken["plannen"] == [""]
    assert "Waar afgeschermd staat" in beschreven["description"]
    alles = uitgepakt(pakket)
    boek = "".join(tekst for naam, tekst in alles.items() if naam.startswith("rwp.xlsx"))
    assert "afgeschermd" in boek and "Waar afgeschermd staat" in boek
    assert "afgeschermd" in alles["bijlage"]


def test_how_many_plans_a_sum_has_is_not_told(pakket: dict[str, Any]) -> None:
    """Neither by the rows that it comes from, nor by the hash of what there is for everyone of them."""
    regels = pd.read_csv(io.BytesIO(pakket["herkomst.csv"]), dtype=str)
    eigen = regels[regels["bronbestand"].fillna("").str.startswith("data/intern/")]
    assert len(eigen) > 14 and set(eigen["bronrijen"]) == {"afgeschermd"}
    assert set(regels["bronrijen"]) > {"afgeschermd"}
    bron = f"{afschermhulp.MAP}/plannen.csv"
    assert not re.findall(rf"{bron}(#row|, rij)", "".join(uitgepakt(pakket).values()))


def test_a_shielded_municipality_is_not_said_to_be_missing(project: Path) -> None:
    dossier = lees_dossier(project, NAAM)
    uit = bereken(dossier, ["balans", "balans_gebied"])
    gevraagd = {deel["deel"]: deel["nodig"] for deel in ontbrekend(dossier, uit)}
    assert "Plannen per gemeente" not in gevraagd
    namen = "Borne (afgeschermd); Oldenzaal (afgeschermd)"
    assert set(uit["balans_gebied"]["ontbreekt"]) == {"", namen}
    leeg = uit["balans"]["hard_totaal"].where(uit["balans"]["gemeente"] != "Almelo")
    deels = {**uit, "balans": uit["balans"].assign(hard_totaal=leeg)}
    nodig = {deel["deel"]: deel["nodig"] for deel in ontbrekend(dossier, deels)}
    nog, _, wel = nodig["Plannen per gemeente"].partition("; nog van ")[2].partition(" (")
    assert nog == "Almelo" and wel.startswith("afgeschermd") and "Borne" in wel


def test_municipalities_that_hide_nothing_keep_all_their_numbers(pakket: dict[str, Any]) -> None:
    """As few as will do: one total keeps that of the second apart, and one more part by another reading."""
    balans = balans_uit(pakket)
    dicht = balans[(balans == "afgeschermd").any(axis=1)]["gemeente"].nunique()
    assert dicht <= 4
    assert balans[balans["telling"] == "afgeschermd"]["gemeente"].nunique() == 2


@pytest.mark.parametrize(
    "lek",
    [
        lambda p: {"balans.csv": p["balans.csv"] + b"x Zwanenzang y\n"},
        lambda p: {"herkomst.csv": p["herkomst.csv"] + b"geheim1kenmerk\n"},
        lambda p: {"datapackage.json": p["datapackage.json"].replace(b"{", b'{"a": 2719, ', 1)},
        lambda p: {"bijlage": f"{p['bijlage']} 2.719 woningen"},
        lambda p: {"kaart.svg": b"<text>Kabouterdal</text><circle cx='251234.5'/>"},
    ],
)
def test_a_planted_text_is_found(pakket: dict[str, Any], lek: Any) -> None:
    assert gevonden(uitgepakt(lek(pakket)))


@pytest.mark.parametrize("kolom", ["hard_totaal", "saldo", "dekking", "ruimte", "hard_direct"])
def test_a_planted_number_is_found(project: Path, pakket: dict[str, Any], kolom: str) -> None:
    """One cell shown of the municipality of which the plan is all there is: as it is, or computed from it."""
    balans = balans_uit(pakket)
    rij = balans["gemeentecode"] == LID[1]
    open_ = balans.assign(**{kolom: balans[kolom].mask(rij, "1234")})
    assert any("geheim1kenmerk" in plan for plan in verraden(project, open_))


def test_all_tables_together_tell_none_of_them(project: Path, pakket: dict[str, Any]) -> None:
    assert verraden_door(project, pakket) == []


REST = 2719
"""Of the plan that is all there is in Borne, of which the need is 550 to 670."""
NETWERKSTAD = sum(
    p["rest"] for p in plannen()
    if p["gemeentecode"] in ("GM0141", "GM0153", "GM0164") and p["planstatus"] in ("1A", "2B")
)  # fmt: skip
"""What the members of its subregion have together that hide no total."""


@pytest.mark.enkele(2)
@pytest.mark.parametrize(
    ("bestand", "rij"),
    [
        ("balans.csv", {"gemeentecode": LID[1], "hard_direct": REST}),
        ("balans_gebied.csv", {"gebied": "Netwerkstad", "hard_totaal": NETWERKSTAD + REST}),
        ("terugweg.csv", {"gemeentecode": LID[1], "te_veel": REST - 670}),
        ("aandachtspunten.csv", {"gemeentecode": LID[1], "boven_norm_laag": REST / 550 - 1}),
        ("aandachtspunten.csv", {"gemeente": "Borne", "dekking_hoog": REST / 550}),
        ("balans_vergelijking.csv", {"gemeentecode": LID[1], "saldo": 670 - REST}),
        ("wijzigingen.csv", {"gemeentecode": LID[1], "nu": REST}),
        ("afspraken.csv", {"partij": "Borne", "toelichting": "er zijn 2.169 woningen te veel"}),
        ("feiten.csv", {"partij": "Borne", "wat": f"dekking {REST / 670!r}"}),
    ],
)
def test_a_number_planted_in_any_table_is_found(
    project: Path, pakket: dict[str, Any], bestand: str, rij: dict[str, Any]
) -> None:
    oud = tabellen_uit(pakket).get(bestand, pd.DataFrame())
    lek = pd.concat([oud, pd.DataFrame([rij]).astype(str)]).fillna("")
    gelekt = {**pakket, bestand: lek.to_csv(index=False).encode()}
    assert any("geheim1kenmerk" in plan for plan in verraden_door(project, gelekt))


def _in_werkboek(ruw: bytes) -> bytes:
    boek = openpyxl.load_workbook(io.BytesIO(ruw))
    boek["balans"].append(["Borne", REST])
    naar = io.BytesIO()
    boek.save(naar)
    return naar.getvalue()


BLAD = (
    "<h2>{}</h2><table><tr><th>Wat</th><th>{}</th></tr><tr><td>{}</td><td>2.719</td></tr></table>"
)


@pytest.mark.lang
@pytest.mark.parametrize(
    "lek",
    [
        lambda p: {"rwp.xlsx": _in_werkboek(p["rwp.xlsx"])},
        lambda p: {"rwp.html": BLAD.format("Plannen", "Hard", "Borne")},
        lambda p: {"rwp.html": BLAD.format("Factsheet Borne", "Aantal", "Hard")},
        lambda p: {"bijlage": f"{p['bijlage']}\n\n| Borne | [2.719](#h-b147){{.wa-getal}} |\n"},
        lambda p: {"rest": "# Borne\n\n| Hard | 2\\.719 |\n"},
    ],
    ids=["workbook", "page", "page below its name", "annex", "below its name"],
)
def test_a_number_planted_in_a_table_of_any_form_is_found(
    project: Path, pakket: dict[str, Any], lek: Any
) -> None:
    gelekt = {**pakket, **lek(pakket)}
    assert any("geheim1kenmerk" in plan for plan in verraden_door(project, gelekt))


@pytest.mark.lang
def test_a_number_planted_in_a_table_of_a_proposal_is_found(
    project: Path, pakket: dict[str, Any]
) -> None:
    tabel = "".join(
        f'<w:tr xmlns:w="urn:w">{"".join(f"<w:tc><w:t>{cel}</w:t></w:tc>" for cel in rij)}</w:tr>'
        for rij in (("Gemeente", "Hard"), ("Borne", "2.719"))
    )
    ruw = io.BytesIO()
    with zipfile.ZipFile(ruw, "w") as archief:
        archief.writestr("word/document.xml", f"<document>{tabel}</document>")
    gelekt = {**pakket, "voorstel.docx": ruw.getvalue()}
    assert any("geheim1kenmerk" in plan for plan in verraden_door(project, gelekt))


def test_every_form_is_read_as_tables(project: Path, pakket: dict[str, Any]) -> None:
    """Else what is not found there says nothing: of a member that hides nothing its total is in each."""
    leden = lees_regio(project).gemeenten
    namen = dict(zip(leden["gemeente"], leden["gemeentecode"], strict=True))
    enschede = balans_uit(pakket).set_index("gemeente").loc["Enschede", "hard_totaal"].iloc[0]
    for vorm in ("balans.csv", "rwp.xlsx", "bijlage"):
        assert float(enschede) in gelezen({vorm: pakket[vorm]}, namen)["GM0153"], vorm


def test_without_a_second_one_the_first_is_told(project: Path, pakket: dict[str, Any]) -> None:
    """The total of the other municipality shown: then that of the subregion leaves only one."""
    balans = balans_uit(pakket)
    ander = (balans["telling"] == "afgeschermd") & (balans["gemeentecode"] != LID[1])
    assert ander.any()
    open_ = balans.assign(hard_totaal=balans["hard_totaal"].mask(ander, "4567"))
    assert any("geheim1kenmerk" in plan for plan in verraden(project, open_))


def test_the_outsider_reads_all_that_is_shown(pakket: dict[str, Any]) -> None:
    """Else what is found says nothing: of members that hide nothing every number is known."""
    balans = balans_uit(pakket)
    heel = set(balans.loc[~(balans == "afgeschermd").any(axis=1), "gemeentecode"])
    gezien = bekend(balans)
    assert len(heel) >= 10
    assert {(c, g) for c in heel for g in ("hard_direct", "hard_uit_te_werken", "bruto")} <= gezien
    assert len({*naalden()}) >= 3 * len(VERBORGEN)


@pytest.mark.lang
def test_an_answer_to_why_tells_no_more(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a number is made of: of one that is not shown, and of one made of what is not shown."""
    dossier = lees_dossier(project, NAAM)
    schrijf_resultaten(dossier, project / f"data/processed/{NAAM}", project)
    monkeypatch.chdir(project)
    eens = "woonanalyse.onderwerpen.dossierlezer.lees_dossier_van"
    monkeypatch.setattr(eens, lambda *_, **__: dossier)  # else each question reads it again
    antwoorden = {}
    for code in LID:
        for kolom in ("hard_direct", "hard_uit_te_werken", "hard_totaal", "dekking", "saldo"):
            adres = f"B{int(code[2:])}.{kolom}"
            for vraag in (["waarom", adres], ["herkomst", adres]):
                klaar = CliRunner().invoke(app, [*vraag, "--editie", NAAM])
                assert klaar.exit_code == 0, klaar.output
                antwoorden[" ".join(vraag)] = klaar.output
    assert gevonden(antwoorden) == []
    assert "Waarde: afgeschermd" in antwoorden[f"waarom B{int(LID[1][2:])}.hard_totaal"]


LOPEND = "2020"
"""An edition of a year in which the agreement ran."""


@pytest.fixture(scope="module")
def getoetst(tmp_path_factory: pytest.TempPathFactory) -> Path:
    wortel = tmp_path_factory.mktemp("getoetst") / "project"
    kopieer_gegevens(wortel)
    return met_editie(wortel, LOPEND, toets=True)


ARTIKEL13 = "De verhouding is afgeschermd"


@pytest.mark.lang
def test_article_13_is_onbekend_with_its_reason_in_every_form(
    getoetst: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the municipality of which the total is hidden; and nothing that is said there tells it."""
    pakket = pakket_van(getoetst, LOPEND)
    afspraken = tabellen_uit(pakket)["afspraken.csv"].query("artikel == '13'").set_index("partij")
    dicht = afspraken.loc["Borne"]
    assert (dicht["status"], dicht["waarde"]) == ("onbekend", "")
    assert ARTIKEL13 in dicht["toelichting"] and not re.search(r"\d", dicht["toelichting"])
    assert set(afspraken["status"]) > {"onbekend"}, "others are held to it"
    lezingen = tabellen_uit(pakket)["lezingen.csv"].query("artikel == '13' and partij == 'Borne'")
    assert len(lezingen) and set(lezingen["status"]) == {"onbekend"}
    monkeypatch.chdir(getoetst)
    klaar = CliRunner().invoke(app, ["afspraken", "--editie", LOPEND, "--json"])
    alles = uitgepakt({**pakket, "afspraken --json": klaar.output})
    boek = "".join(tekst for naam, tekst in alles.items() if naam.startswith("rwp.xlsx"))
    assert ARTIKEL13 in boek and ARTIKEL13 in alles["afspraken --json"]
    assert gevonden(alles) == [] and verraden_door(getoetst, pakket) == []


@pytest.mark.lang
def test_article_13_in_the_words_of_the_report_and_of_the_proposals(
    getoetst: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All but the notebooks, of which the words are in the next test."""
    monkeypatch.chdir(getoetst)
    geschreven = teksten(getoetst, LOPEND)
    alles: dict[str, Any] = dict(
        itertools.takewhile(lambda een: not re.search(r" \d+$", een[0]), geschreven)
    )
    dossier = lees_dossier(getoetst, LOPEND).op_datum(DAG)
    alles |= {f"{stuk.naam}.docx": docx(stuk) for stuk in besluitstukken(dossier)}
    alles = uitgepakt(alles)
    assert gevonden(alles) == []
    assert any("afgeschermd" in tekst for naam, tekst in alles.items() if ".docx" in naam)
    regels = [regel for tekst in alles.values() for regel in tekst.split("\n")]
    assert any("Borne" in regel and "afgeschermd" in regel for regel in regels)


@pytest.mark.lang
def test_every_word_and_figure_of_the_report_and_every_answer(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is written before it is laid out: chapters, factsheets, proposals, answers, figures."""
    monkeypatch.chdir(project)
    alles: dict[str, Any] = dict(teksten(project, NAAM))
    dossier = lees_dossier(project, NAAM).op_datum(DAG)
    alles |= {f"{stuk.naam}.docx": docx(stuk) for stuk in besluitstukken(dossier)}
    uit = bereken(dossier, ["balans", "statushouders", "programma", "scenarios"])
    van = vakken(dossier, uit)
    alles |= {c: repr(van(c)) for c in dossier.regio.gemeenten["gemeentecode"]}
    for woorden in (["balans"], ["balans", "--json"], ["herstel"], ["afspraken", "--json"]):
        klaar = CliRunner().invoke(app, [*woorden, "--editie", NAAM])
        assert klaar.exit_code == 0, klaar.output
        alles[" ".join(woorden)] = klaar.output
    with mpl.rc_context():
        gebruik_lettertype(WORTEL)
        schrijf_figuren(dossier, project / "figuren", WORTEL)
    alles |= inhoud_van(project / "figuren")
    assert gevonden(uitgepakt(alles)) == []
    assert "afgeschermd" in alles["balans --json"]


@pytest.fixture(scope="module")
def gemaakt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    wortel = met_editie(kopieer_project(tmp_path_factory.mktemp("rapport") / "project", code=False))
    met_mensen(wortel, 3)
    klaar = opdracht(
        wortel, "rapport", "--editie", NAAM, uitvoer=wortel.parent / "uit.txt", limiet=900
    )
    assert klaar.returncode == 0, klaar.stdout
    yield wortel


@pytest.mark.lang
@pytest.mark.traag
def test_nothing_of_them_is_in_any_byte_that_is_published(gemaakt: Path) -> None:
    uitgaven = {
        **inhoud_van(gemaakt / f"report/_output/{NAAM}"),
        **inhoud_van(gemaakt / f"data/processed/{NAAM}"),
        **inhoud_van(gemaakt / "report/_werk"),
    }
    soorten = {Path(naam).suffix for naam in uitgaven}
    assert {".pdf", ".html", ".xlsx", ".csv", ".json", ".svg"} <= soorten
    assert gevonden(uitgepakt(uitgaven)) == []
    assert verraden_door(gemaakt, uitgaven) == []


@pytest.mark.lang
@pytest.mark.traag
def test_no_small_count_of_people_follows_from_any_byte(gemaakt: Path) -> None:
    """The balance at the start is in every form; what follows from it and from the count is in none."""
    uitgaven = {
        **inhoud_van(gemaakt / f"report/_output/{NAAM}"),
        **inhoud_van(gemaakt / f"data/processed/{NAAM}"),
        **inhoud_van(gemaakt / "report/_werk"),
    }
    eigen = tabellen_uit(uitgaven)["statushouders.csv"]
    eigen = eigen[eigen["gemeentecode"] == GETELD]
    toen, nu = (eigen.set_index("halfjaar").loc[h] for h in ("2016-2", "2017-1"))
    assert toen["gerealiseerd"] == toen["saldo"] == nu["overloop"] == nu["opgave"] == "afgeschermd"
    teksten_ = uitgepakt(uitgaven)
    for soort in (".html", ".xlsx", ".csv"):
        eigen_ = "".join(tekst for naam, tekst in teksten_.items() if soort in naam)
        assert any(vorm in eigen_ for vorm in schrijfwijzen(OPENING)), soort
    saldi = [int(toen["opgave"]) - gehuisvest for gehuisvest in range(1, 5)]
    weg = [g for saldo in saldi for g in (saldo, saldo + int(nu["taakstelling"]))]
    verboden = {"merk3merk", *(vorm for getal in weg for vorm in schrijfwijzen(getal))}
    patroon = re.compile("|".join(rf"(?<![\w.]){re.escape(v)}(?!\w)" for v in sorted(verboden)))
    assert [
        (naam, raak[0]) for naam, tekst in teksten_.items() if (raak := patroon.search(tekst))
    ] == []


@pytest.mark.lang
@pytest.mark.traag
def test_readers_see_why_a_number_is_not_there(gemaakt: Path) -> None:
    pagina = (gemaakt / f"report/_output/{NAAM}/rwp.html").read_text(encoding="utf-8")
    assert "afgeschermd" in pagina
    pdf = {"rwp.pdf": (gemaakt / f"report/_output/{NAAM}/rwp.pdf").read_bytes()}
    assert "afgeschermd" in uitgepakt(pdf)["rwp.pdf!tekst"]
