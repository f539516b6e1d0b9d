"""The page that lists editions: from what lies there, whatever was made first, and only what is public."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from archief.archiefhulp import geef, gemaakt, kop_van
from browserhulp import STANDEN, Kijkers, axe, nu_checker, open_browser
from hulp import kopieer_gegevens

from woonanalyse.archief.bladzijde import bladzijde, grootte
from woonanalyse.archief.overzicht import schrijf_overzicht
from woonanalyse.archief.uitgave import Concept, Uitgave, Vorm
from woonanalyse.kern.bestanden import schrijf_bytes, schrijf_json
from woonanalyse.kern.regio import lees_regio
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.uitgave.stempel import STUKKEN, Stempel, schrijf_stempels, som

BLAD = "report/_output/index.html"
KOP = {
    "regio": "Streek", "titel": "RWP <Streek> & co", "peildatum": "2027-01-01",
    "rapportdatum": "2027-05-01", "status": "concept 2 van 1 mei 2027, nog geen besluit",
    "terugblik_na": "", "sinds": "Sinds editie 2025: geen gemeente bleef boven 100%.",
}  # fmt: skip
VORM = Vorm("2027/rwp.pdf", 1_234_567, "a" * 64)


def lees(project: Path) -> str:
    schrijf_overzicht(project)
    return (project / BLAD).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def twee(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which two editions were made, and one of them with made data."""
    wortel = kopieer_gegevens(tmp_path_factory.mktemp("overzicht") / "project")
    eerste, *_, laatste = lees_regio(wortel).edities
    gemaakt(wortel, eerste, als_hier=True)
    gemaakt(wortel, laatste, als_hier=True)
    gemaakt(wortel, laatste, voorbeelddata=True, als_hier=True)
    return wortel


@pytest.fixture
def project(twee: Path, tmp_path: Path) -> Path:
    return shutil.copytree(twee, tmp_path / "project")


def test_all_that_lies_there_is_listed_the_newest_first(project: Path) -> None:
    eerste, *_, laatste = lees_regio(project).edities
    tekst = lees(project)
    namen = re.findall(r'<h2 id="editie-(.*?)"', tekst)
    assert namen == [laatste, f"{laatste}-voorbeelddata", eerste]
    for naam in namen:
        vorm = project / "report/_output" / naam / "rwp.pdf"
        assert f'href="{naam}/rwp.pdf"' in tekst and som(vorm) in tekst
        assert kop_van(project, naam)["status"] in unescape(tekst).replace("Analyse", "analyse")
    assert tekst.count("verzonnen, geen echte stand") == 1
    assert tekst.count("1 factsheet van") == 3


def test_it_does_not_depend_on_what_was_made_first(project: Path) -> None:
    eerst = lees(project)
    schrijf_overzicht(project)
    for naam in lees_regio(project).edities:
        if (project / "report/_output" / naam).is_dir():
            geef(project, lees_dossier(project, naam))
            schrijf_overzicht(project)
    assert (project / BLAD).read_text(encoding="utf-8") == eerst


def test_what_is_gone_is_not_listed(project: Path) -> None:
    """Forms that were taken away, and an edition that the region no longer has."""
    eerste, *_, laatste = lees_regio(project).edities
    shutil.rmtree(project / "report/_output" / f"{laatste}-voorbeelddata")
    assert f"{laatste}-voorbeelddata" not in lees(project)
    (project / f"data/edities/{eerste}.yml").unlink()
    tekst = lees(project)
    assert f'href="{eerste}/' not in tekst and f'href="{laatste}/' in tekst
    shutil.rmtree(project / "report/_output" / laatste)
    assert "nog van geen enkele editie een rapport" in lees(project)


def test_only_what_we_made_is_named(project: Path) -> None:
    """Not what somebody put beside it, nor a proposal that somebody worked in."""
    naam = lees_regio(project).edities[0]
    map_ = project / "report/_output" / naam
    for eigen in ("rwp.docx", "notitie.txt", "factsheets/mijn.pdf"):
        schrijf_bytes(map_ / eigen, b"x")
    stempel = Stempel({})
    for stuk, inhoud in (("gs.docx", b"woonanalyse"), ("stad.docx", b"bewerkt")):
        schrijf_bytes(map_ / STUKKEN / stuk, inhoud)
    schrijf_stempels(map_ / STUKKEN, {"gs.docx": stempel, "stad.docx": stempel})
    tekst = lees(project)
    assert f'href="{naam}/{STUKKEN}/gs.docx"' in tekst
    for eigen in ("rwp.docx", "notitie", "mijn.pdf", "stad.docx", ".kop.json", ".uitgave.json"):
        assert eigen not in tekst


def test_what_is_not_known_is_onbekend(project: Path) -> None:
    """Of forms that an earlier version put there."""
    naam = lees_regio(project).edities[0]
    for kapot in (b"", b"[1]", None):
        kop = project / "report/_output" / naam / ".kop.json"
        kop.unlink() if kapot is None else kop.write_bytes(kapot)
        tekst = lees(project)
        assert f">Editie {naam}</h2>" in tekst and "<dd>Onbekend</dd>" in tekst


def test_a_concept_says_how_many_numbers_are_others(project: Path) -> None:
    """And nothing of what it was made from."""
    naam = lees_regio(project).edities[0]
    for nummer, waarde in ((1, "5"), (2, "6"), (3, "6")):
        map_ = project / "data/intern/concepten" / naam / f"concept-{nummer}"
        tabel = f"gemeentecode,gemeente,variant,hard_totaal,saldo\nGM1,A,geheel,{waarde},1\n"
        schrijf_bytes(map_ / "uitkomsten/balans.csv", tabel.encode())
        deelname = {"partij": "GM1", "naam": "Geheimstad", "versie": 1, "sha256": "b" * 64}
        velden = {
            "naam": f"{naam}/concept-{nummer}", "datum": f"2027-0{nummer}-01", "peildatum": "",
            "rol": "opsteller", "programma": "1", "deelname": [{**deelname, "waarom": "nee"}],
            "invoer": {"data/intern/geheim.csv": "c" * 64}, "rapport": {}, "uitkomsten": {},
            "reacties": {"gewijzigd": 7}, "logboek_nr": 3, "logboek_hash": "d" * 64,
        }  # fmt: skip
        schrijf_json(map_ / "inhoud.json", velden)
    tekst = lees(project)
    assert "<li>Concept 1 van 1 januari 2027.</li>" in tekst
    assert re.search(
        r"Concept 2 van 1 februari 2027: 1 getal is anders dan in concept 1, 1 in \w", tekst
    )
    assert "Concept 3 van 1 maart 2027: geen ander getal dan in concept 2." in tekst
    for geheim in ("Geheimstad", "geheim.csv", "opsteller", "b" * 64, "c" * 64, "d" * 64):
        assert geheim not in tekst


@pytest.mark.lang
def test_an_edition_says_what_changed_since_the_one_before(project: Path) -> None:
    naam = next(een for een in lees_regio(project).edities if lees_dossier(project, een).voorganger)
    gemaakt(project, naam, als_hier=True)
    voor = lees_dossier(project, naam).editie.opzet.voorganger
    assert f"<p>Sinds {voor}: " in lees(project)


def test_text_of_data_is_no_html() -> None:
    een = Uitgave('2027"><script>', KOP, (), (Vorm('2027/"><b>.pdf', 10, "b" * 64),))
    tekst = bladzijde("<i>Streek</i>", [een])
    assert "<script" not in tekst and "<i>" not in tekst and "<b>" not in tekst
    assert "RWP &lt;Streek&gt; &amp; co" in tekst


@pytest.mark.parametrize(
    ("bytes_", "tekst"),
    [(1, "1 kB"), (999_999, "1000 kB"), (1_000_000, "1,0 MB"), (5_060_465, "5,1 MB")],
)
def test_a_size_is_in_kb_or_mb(bytes_: int, tekst: str) -> None:
    assert grootte(bytes_) == tekst


def test_everyone_can_read_it_without_network_or_script(tmp_path: Path) -> None:
    concepten = (Concept(1, "2027-04-01", {}), Concept(2, "2027-05-01", {"Balans": 3}))
    blad = Vorm("2027/factsheets/een-heel-lange-naam-van-een-gemeente.pdf", 5, "c" * 64)
    uitgaven = [
        Uitgave("2027", KOP, (), (VORM, blad), concepten),
        Uitgave("2027-voorbeelddata", KOP, ("voorbeelddata",), (VORM,)),
    ]
    pad = tmp_path / "index.html"
    pad.write_text(bladzijde("Streek", uitgaven), encoding="utf-8")
    with open_browser() as browser:
        kijkers = Kijkers(browser)
        for stand in STANDEN.values():
            kijker = kijkers.open(pad, **stand)
            kijker.page.locator("summary").click()
            assert axe(kijker.page) == {"violations": [], "incomplete": []}
            assert kijker.klachten == [] and kijker.gevraagd == [pad.as_uri()]
            past = "document.documentElement.scrollWidth <= innerWidth"
            assert kijker.page.evaluate(past)
            kijkers.klaar()
    assert "<script" not in pad.read_text(encoding="utf-8")


def test_it_is_valid_html(tmp_path: Path) -> None:
    pad = tmp_path / "index.html"
    pad.write_text(bladzijde("Streek", [Uitgave("2027", KOP, (), (VORM,))]), encoding="utf-8")
    assert nu_checker(pad) == ""
