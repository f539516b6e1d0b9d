"""The whole chain as a user runs it, from data to report, in copies of the project.

Two copies in folders of different names are made at the same time: the second is a run from scratch,
so that equal bytes mean that neither an earlier run, nor the folder, nor the order of tasks shows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import nbformat
import openpyxl
import pandas as pd
import pypdfium2 as pdfium
import pytest
from browserhulp import STANDEN, Kijker, axe, nu_checker, open_browser
from bs4 import BeautifulSoup
from hulp import (
    RWP2017,
    VERBODEN,
    Gemaakt,
    dossier,
    inhoud_van,
    kopie_van,
    lees_rijen,
    schrijf_rijen,
    uitkomsten_van,
    vervang,
)
from playwright.sync_api import Browser

from woonanalyse.kern.catalogus import onderwerp_van, tabellen
from woonanalyse.kern.project import KOP
from woonanalyse.uitgave.stempel import BESTAND
from woonanalyse.uitgave.werkboek import KOPRIJ
from woonanalyse.uitkomsten.resultaten import Resultaten
from woonanalyse.uitkomsten.runs import runs_van

pytestmark = pytest.mark.traag
TABELLEN = tuple(
    tabel.bestand
    for naam, tabel in tabellen().items()
    if (onderwerp := onderwerp_van(naam)) is None or dossier("2017").heeft(onderwerp)
)
BLADEN = 15
"""The sources of the factsheets, and fourteen sheets."""
TAKEN = 62 + BLADEN
"""49 notebooks, four on results, four on the work folder, four forms, the sheets, and the publishing."""


@pytest.fixture
def een(gemaakt: Gemaakt) -> Gemaakt:
    return gemaakt


@pytest.fixture
def kopie(een: Gemaakt, tmp_path: Path) -> Gemaakt:
    return kopie_van(een, tmp_path / "project")


def test_report_is_made_in_all_forms(een: Gemaakt) -> None:
    assert een.returncode == 0, een.stdout
    assert f"{TAKEN} taken uitgevoerd" in een.stdout
    for deel in ("Oordeel per gemeente: 3 overprogrammering", "factsheets (14 factsheets)"):
        assert deel in een.stdout
    assert re.search(r"^Klaar in (\d+ min\w+)?( en )?(\d+ second\w+)?\.$", een.stdout, re.MULTILINE)
    assert sorted(p.name for p in een.rapport.iterdir()) == [
        KOP,
        BESTAND,
        "factsheets",
        "methode.pdf",
        "rwp.html",
        "rwp.pdf",
        "rwp.xlsx",
    ]
    assert (een.rapport / "rwp.pdf").read_bytes().startswith(b"%PDF-")
    html = (een.rapport / "rwp.html").read_text(encoding="utf-8")
    for feit in ("Borne", "1.295", "223,3% tot 271,6%", "12.885"):
        assert feit in html


def test_results_are_the_model_run_on_all_at_once(een: Gemaakt) -> None:
    for naam, frame in uitkomsten_van(dossier("2017")).items():
        inhoud = (een.resultaten / naam).read_text(encoding="utf-8")
        assert inhoud == frame.to_csv(index=False, lineterminator="\n"), naam


@pytest.mark.lang
def test_another_run_from_scratch_gives_the_same_bytes(een: Gemaakt, elders: Gemaakt) -> None:
    assert elders.returncode == 0, elders.stdout
    for naam in (*TABELLEN, "datapackage.json"):
        assert (een.resultaten / naam).read_bytes() == (elders.resultaten / naam).read_bytes()
    for map_ in ("delen", "figuren"):
        assert inhoud_van(een.resultaten / map_) == inhoud_van(elders.resultaten / map_)
    assert inhoud_van(een.rapport) == inhoud_van(elders.rapport)


def test_the_workbook_holds_every_cell_of_the_results(een: Gemaakt) -> None:
    resultaten = Resultaten(een.resultaten)
    boek = openpyxl.load_workbook(een.rapport / "rwp.xlsx")
    gevuld = [naam for naam in TABELLEN if len(resultaten.tabel(Path(naam).stem))]
    assert boek.sheetnames == ["Leeswijzer", *(Path(naam).stem for naam in gevuld)]
    for naam in gevuld:
        frame = resultaten.tabel(Path(naam).stem)
        rijen = list(boek[Path(naam).stem].iter_rows(min_row=KOPRIJ + 1, values_only=True))
        breed = len(frame.columns)
        code = [] if naam == "herkomst.csv" else ["code"]
        assert [kop for kop in rijen[0] if kop] == [*frame.columns, *code]
        for rij, verwacht in zip(rijen[1:], frame.itertuples(index=False, name=None), strict=True):
            cellen = [c.date().isoformat() if isinstance(c, datetime) else c for c in rij[:breed]]
            assert len(cellen) == len(verwacht)
            for cel, waarde in zip(cellen, verwacht, strict=True):
                if isinstance(cel, float):
                    assert cel == pytest.approx(waarde, rel=1e-15, abs=0)
                else:
                    assert cel == (None if pd.isna(waarde) else waarde), naam


@pytest.mark.lang
def test_page_names_the_head_of_each_row_and_hides_signs_from_a_screen_reader(een: Gemaakt) -> None:
    boom = BeautifulSoup((een.rapport / "rwp.html").read_text(encoding="utf-8"), "html.parser")
    rijen = [[cel.name for cel in rij.find_all(["th", "td"])] for rij in boom.select("tbody tr")]
    assert len(rijen) > 300
    assert all(rij == ["th"] + ["td"] * (len(rij) - 1) for rij in rijen)
    oordelen = boom.select(".wa-buiten, .wa-grens, .wa-binnen, .wa-onbekend, .wa-neutraal")
    tekens = [oordeel.select_one("[aria-hidden=true]") for oordeel in oordelen]
    gezien = {teken.get_text() for teken in tekens if teken}
    assert {"●", "◆", "▲", "○", "✓", "½"} <= gezien
    for oordeel in oordelen:
        los = "".join(deel for deel in oordeel.strings if deel not in gezien)
        assert los.strip() and not gezien & set(los)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


def test_page_is_valid(een: Gemaakt) -> None:
    assert nu_checker(een.rapport / "rwp.html") == ""


@pytest.mark.lang
@pytest.mark.parametrize("stand", ["licht", "smal en donker"])
def test_axe_finds_nothing_on_the_page(een: Gemaakt, browser: Browser, stand: str) -> None:
    kijker = Kijker(browser, een.rapport / "rwp.html", **STANDEN[stand])
    # Rows of a table are alike; axe takes its time over every cell.
    kijker.page.eval_on_selector_all("tbody tr:nth-child(n + 4)", "t => t.forEach(r => r.remove())")
    uitslag = axe(kijker.page, alle_contrast=True)
    assert uitslag["violations"] == []
    assert [
        regel for regel in uitslag["incomplete"] if not regel.startswith("color-contrast")
    ] == []
    assert kijker.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert kijker.klachten == []
    kijker.sluit()


SORTEER_ALLES = """() => [...document.querySelectorAll("table:has(.wa-sorteer)")].map(tabel => {
  const lees = () => [...tabel.tBodies[0].rows].map(rij => rij.textContent);
  const eerst = lees(), knoppen = [...tabel.querySelectorAll(".wa-sorteer")];
  const verschillend = knoppen.map(knop => {
    const gezien = [1, 2, 3].map(() => { knop.click(); return lees(); });
    const gelijk = (a, b) => JSON.stringify(a) === JSON.stringify(b);
    const heel = gezien.every(rijen => gelijk([...rijen].sort(), [...eerst].sort()));
    return heel && gelijk(gezien[2], eerst) && (!gelijk(gezien[0], eerst) || !gelijk(gezien[1], eerst));
  });
  return [tabel.id, verschillend.filter(Boolean).length, knoppen.length];
})"""


@pytest.mark.lang
def test_every_table_sorts_and_comes_back(een: Gemaakt, browser: Browser) -> None:
    """No row is lost; a column in which all rows say the same stays as it is."""
    kijker = Kijker(browser, een.rapport / "rwp.html")
    tabellen = {naam: (goed, alle) for naam, goed, alle in kijker.page.evaluate(SORTEER_ALLES)}
    goed, alle = tabellen["tbl-positie"]
    assert len(tabellen) >= 10 and goed == alle >= 5
    assert "tbl-gm0141" not in tabellen and "tbl-gebied" not in tabellen
    assert all(goed >= 1 for goed, _ in tabellen.values())
    assert [u for u in kijker.gevraagd if not u.startswith(("data:", "file:"))] == []
    kijker.sluit()


def tekst_van_pdf(pad: Path) -> str:
    """The words of a PDF, also those that are broken off at the end of a line."""
    with pdfium.PdfDocument(pad) as pdf:
        tekst = " ".join(bladzijde.get_textpage().get_text_bounded() for bladzijde in pdf)
    return tekst.replace(AFGEBROKEN, "")


AFGEBROKEN = "\x02"
"""What pdfium gives for the hyphen and the end of the line."""


def test_forbidden_words_are_in_no_form_of_the_report(een: Gemaakt) -> None:
    """What ONTWERP 4.6 rules out, in the text that readers see; sources are quoted by their titles."""
    vormen = {
        **{naam: tekst_van_pdf(een.rapport / naam) for naam in ("rwp.pdf", "methode.pdf")},
        "html": BeautifulSoup(
            (een.rapport / "rwp.html").read_text(encoding="utf-8"), "html.parser"
        ).get_text(" "),
        **{naam: (een.resultaten / naam).read_text(encoding="utf-8") for naam in TABELLEN},
    }
    for naam, tekst in vormen.items():
        plat = " ".join(tekst.lower().split())
        assert not [woord for woord in (*VERBODEN, "ranglijst", "nummer één") if woord in plat], (
            naam
        )
    for naam in ("rwp.pdf", "methode.pdf", "html"):
        assert "geen besluit van gs of b&w en geen ladderonderbouwing" in " ".join(
            vormen[naam].lower().split()
        )


def test_no_path_of_the_machine_in_what_is_published(een: Gemaakt) -> None:
    plek = str(een.wortel).encode()
    vormen = [pad for pad in een.rapport.rglob("*") if pad.is_file()]
    paden = [*vormen, *(een.resultaten / naam for naam in TABELLEN)]
    assert not [pad.name for pad in paden if plek in pad.read_bytes()]


def test_executed_notebooks_are_kept(een: Gemaakt) -> None:
    namen = sorted(pad.name for pad in (een.resultaten / "notebooks").iterdir())
    assert namen == sorted(f"{run.naam}.ipynb" for run in runs_van(dossier("2017")))
    boek = nbformat.read(een.resultaten / "notebooks/balans-GM0147.ipynb", as_version=4)
    assert all(cel.execution_count for cel in boek.cells if cel.cell_type == "code")


def test_data_package_is_the_edition(een: Gemaakt) -> None:
    pakket = json.loads((een.resultaten / "datapackage.json").read_text(encoding="utf-8"))
    assert [bron["path"] for bron in pakket["resources"]] == list(TABELLEN)
    assert RWP2017 in {bron["path"] for bron in pakket["sources"]}


def test_second_run_does_nothing(kopie: Gemaakt) -> None:
    vooraf = inhoud_van(kopie.wortel)
    klaar = kopie.run("rapport")
    assert klaar.returncode == 0
    assert f"0 taken uitgevoerd, {TAKEN} waren nog actueel" in klaar.stdout
    slot = een_slot(kopie.stdout)
    assert slot and een_slot(klaar.stdout) == slot and "Klaar in" not in klaar.stdout
    assert inhoud_van(kopie.resultaten) == {
        pad.removeprefix("data/processed/2017/"): inhoud
        for pad, inhoud in vooraf.items()
        if pad.startswith("data/processed/2017/")
    }


def een_slot(tekst: str) -> str:
    """The closing summary, without how long it took."""
    return tekst.partition("waren nog actueel.")[2].partition("Klaar in")[0]


def _vormen(kopie: Gemaakt) -> dict[str, bytes]:
    """What readers get; not the list that is kept beside it."""
    return {
        naam: inhoud
        for naam, inhoud in inhoud_van(kopie.rapport).items()
        if naam not in (BESTAND, KOP)
    }


@pytest.mark.lang
def test_one_row_changes_one_factsheet_and_no_other_form(kopie: Gemaakt) -> None:
    """`--gemeente` makes its sheets from their own slices: no report, no result file."""
    vooraf = _vormen(kopie)
    uitkomsten = {naam: (kopie.resultaten / naam).read_bytes() for naam in TABELLEN}
    rijen = lees_rijen(kopie.wortel / RWP2017)
    assert rijen[1][1] == "Almelo"
    rijen[1][8] = str(int(rijen[1][8]) + 1)
    schrijf_rijen(kopie.wortel / RWP2017, rijen)
    klaar = kopie.run("rapport", "--gemeente", "Almelo", "--gemeente", "Borne")
    achteraf = _vormen(kopie)
    assert klaar.returncode == 0, klaar.stdout
    assert "factsheets/almelo.pdf" in klaar.stdout
    assert "2017/rwp.pdf" not in klaar.stdout
    assert "ouder dan de gegevens" in klaar.stdout
    anders = {naam for naam in achteraf if achteraf[naam] != vooraf.get(naam)}
    assert anders == {"factsheets/almelo.pdf"} and set(vooraf) == set(achteraf)
    assert uitkomsten == {naam: (kopie.resultaten / naam).read_bytes() for naam in TABELLEN}


@pytest.mark.lang
def test_row_put_back_gives_the_report_that_was(kopie: Gemaakt) -> None:
    """Also where a killed run left half a file beside its results and its work."""
    resten = [
        map_ / f".{naam}.1-2.tmp"
        for map_ in (
            kopie.resultaten,
            kopie.resultaten / "notebooks",
            kopie.wortel / "report/_werk",
        )
        for naam in ("balans.csv", "delen.ipynb")
    ]
    for rest in resten:
        rest.write_bytes(b"half")
    bron, vooraf = (kopie.wortel / RWP2017).read_bytes(), _vormen(kopie)
    rijen = lees_rijen(kopie.wortel / RWP2017)
    rijen[1][8] = str(int(rijen[1][8]) + 1)
    schrijf_rijen(kopie.wortel / RWP2017, rijen)
    assert kopie.run("rapport").returncode == 0
    assert _vormen(kopie) != vooraf and not [rest for rest in resten if rest.exists()]
    (kopie.wortel / RWP2017).write_bytes(bron)
    assert kopie.run("rapport").returncode == 0
    assert _vormen(kopie) == vooraf


def test_unknown_municipality_is_refused_with_all_names(kopie: Gemaakt) -> None:
    klaar = kopie.run("rapport", "--gemeente", "Almelo", "--gemeente", "Zwolle")
    assert klaar.returncode == 2 and "Zwolle" in klaar.stdout and "Traceback" not in klaar.stdout
    assert all(naam in klaar.stdout for naam in dossier("2017").regio.gemeenten["gemeente"])


@pytest.mark.lang
def test_damaged_input_stops_and_leaves_the_report(kopie: Gemaakt) -> None:
    vooraf = {**inhoud_van(kopie.rapport), **inhoud_van(kopie.resultaten)}
    rijen = lees_rijen(kopie.wortel / RWP2017)
    rijen[3][8] = "veel"
    schrijf_rijen(kopie.wortel / RWP2017, rijen)
    klaar = kopie.run("rapport")
    assert klaar.returncode == 2
    assert RWP2017 in klaar.stdout and "rij 4" in klaar.stdout and "'veel'" in klaar.stdout
    assert "Traceback" not in klaar.stdout
    assert {**inhoud_van(kopie.rapport), **inhoud_van(kopie.resultaten)} == vooraf


@pytest.mark.lang
def test_chapter_that_cannot_be_rendered_leaves_the_report(kopie: Gemaakt) -> None:
    """An error in a chapter: rendering stops, the notebooks are not run again."""
    hoofdstuk = kopie.wortel / "report/hoofdstukken/programmering.qmd"
    bron = hoofdstuk.read_bytes()
    vooraf = inhoud_van(kopie.rapport)
    hoofdstuk.write_bytes(bron + b"\nZie @sec-bestaat-niet.\n")
    klaar = kopie.run("rapport", "--formaat", "html")
    assert klaar.returncode == 1
    assert "sec-bestaat-niet" in klaar.stdout and "programmering.qmd" in klaar.stdout
    assert "Traceback" not in klaar.stdout
    assert inhoud_van(kopie.rapport) == vooraf


@pytest.mark.lang
def test_changed_chapter_renders_and_runs_no_notebook(kopie: Gemaakt) -> None:
    hoofdstuk = kopie.wortel / "report/hoofdstukken/begrippen.qmd"
    tekst = hoofdstuk.read_text(encoding="utf-8")
    hoofdstuk.write_text(tekst + "\nproefwoord\n: Alleen hier.\n", encoding="utf-8")
    klaar = kopie.run("rapport", "--formaat", "html")
    assert klaar.returncode == 0, klaar.stdout
    assert f"2 taken uitgevoerd, {TAKEN - 4 - BLADEN} waren nog actueel" in klaar.stdout
    assert "proefwoord" in (kopie.rapport / "rwp.html").read_text(encoding="utf-8")


@pytest.mark.lang
def test_failing_notebook_is_told_and_the_others_are_finished(kopie: Gemaakt) -> None:
    """A notebook that fails for one municipality only; the report stays as it was."""
    vooraf = inhoud_van(kopie.rapport)
    boek = kopie.wortel / "notebooks/regio.ipynb"
    vervang(boek, "deze_editie = dossier.editie", "deze_editie = bestaat_niet")
    klaar = kopie.run("rapport")
    assert klaar.returncode == 1
    for deel in ("regio.ipynb", "editie=2017", "NameError", "bestaat_niet"):
        assert deel in klaar.stdout
    assert "Traceback" not in klaar.stdout
    assert inhoud_van(kopie.rapport) == vooraf
    uitgevoerd = kopie.resultaten / "notebooks/regio.ipynb"
    assert "bestaat_niet" in uitgevoerd.read_text(encoding="utf-8")
