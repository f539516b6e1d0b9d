"""The board paper page by page: at most twelve, full enough, readable, without paths and codes."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
from bs4 import BeautifulSoup
from hulp import Gemaakt, kopie_van
from pypdf import PdfReader
from rapport.pdfhulp import HOOGTE, MM, Blok, Tak, boom, inkt, regels, tekst_van

pytestmark = pytest.mark.traag
BOVEN, ONDER = 22 * MM, 277 * MM
"""The area of the text; above and below it are the running head and the page number."""
KOP, TEKST, TABEL, BRON = 11.0, 9.5, 8.0, 7.5
"""Letters in points: headings from, running text from, tables from, source lines."""


def midden(pagina: list[Blok]) -> list[Blok]:
    return [blok for blok in pagina if blok.boven >= BOVEN - 2 and blok.onder <= ONDER + 2]


def plat(tekst: str) -> str:
    """Without white space and hyphens: a line may break anywhere."""
    return re.sub(r"[\s\u00ad\u200b\u2010-]+", "", tekst)


def hooguit_twaalf(pad: Path) -> None:
    assert 2 <= len(PdfReader(pad).pages) <= 12


def vol_genoeg(pad: Path) -> None:
    """More than half, also where a chapter ends: the next one follows. Less is only on the last page, and
    before a figure that with its heading and introduction did not fit in what was left."""
    bladen = regels(pad)
    for nr, (blad, vlak) in enumerate(zip(bladen, inkt(pad), strict=True), start=1):
        schaal = vlak.shape[0] / HOOGTE
        beginregel = round(BOVEN * schaal)
        bedrukt = vlak[beginregel : round(ONDER * schaal)].any(axis=1).nonzero()[0]
        gevuld = bedrukt[-1] / ((ONDER - BOVEN) * schaal)
        over = (1 - gevuld) * (ONDER - BOVEN)
        volgende = bladen[nr] if nr < len(bladen) else []
        figuur = [b.onder - BOVEN for b in volgende if re.match(r"Figuur \d+:", b.tekst)]
        te_hoog = bool(figuur) and figuur[0] > over
        assert nr in (1, len(bladen)) or gevuld >= 0.5 or te_hoog, (nr, gevuld)
        assert nr == 1 or sum(len(blok.tekst) for blok in midden(blad)) > 300, nr


def woorden_heel(pad: Path) -> None:
    """In a table only a word that its column does not hold is broken, and not within its first letters."""
    for nr, blad in enumerate(regels(pad)[1:], start=2):
        for blok in blad:
            if not re.search(r"\w-$", blok.tekst) or blok.letter >= TEKST:
                continue
            kolom = [b for b in blad if b.letter == blok.letter and _onder_elkaar(b, blok)]
            rest = [b for b in kolom if 0 < b.boven - blok.boven < 1.6 * blok.letter]
            if not rest or not rest[0].tekst[0].islower():
                continue
            stuk = blok.tekst.split()[-1]
            assert len(stuk) > 3, (nr, blok.tekst)
            woord = _breedte(blok, stuk) + _breedte(rest[0], rest[0].tekst.split()[0])
            buren = [b.rechts - b.links for b in kolom if b not in (blok, rest[0])]
            assert woord > 0.9 * max(buren, default=0), (nr, blok.tekst, rest[0].tekst)


def _onder_elkaar(een: Blok, ander: Blok) -> bool:
    return abs(een.links - ander.links) < 2 or abs(een.rechts - ander.rechts) < 2


def _breedte(blok: Blok, deel: str) -> float:
    """About how wide a part of a line is."""
    return (blok.rechts - blok.links) * len(deel) / len(blok.tekst)


def bijschriften_los(pad: Path) -> None:
    """Below a caption of a figure no table begins as if it went on; numbers of two axes do not touch."""
    for nr, blad in enumerate(regels(pad)[1:], start=2):
        regels_ = sorted(midden(blad), key=lambda blok: blok.boven)
        for boven, onder in pairwise(regels_):
            if re.match(r"Tabel \d+:", onder.tekst) and _van_figuur(regels_, boven):
                assert onder.boven - boven.onder > 4, (nr, onder.tekst)
        assert not [b for b in blad if re.search(r"\d%\s+0%", b.tekst)], nr


def _van_figuur(regels_: list[Blok], regel: Blok) -> bool:
    """Whether a line is of the caption of a figure: on its line or the two after it."""
    eerdere = [b for b in regels_ if b.boven <= regel.boven + 1][-3:]
    return any(re.match(r"Figuur \d+:", blok.tekst) for blok in eerdere)


def omslag_noemt_de_afzender(pad: Path) -> None:
    """Whose it is, whom to ask, and what it analyses; the version of the software is of the method."""
    eerste = " ".join(PdfReader(pad).pages[0].extract_text().split())
    assert "Afzender" in eerste and "Vragen aan" in eerste
    assert "op openbare gegevens" in eerste and eerste.find("Analyse bij ") > 0
    assert "woonanalyse 0" not in eerste


def koppen_bij_hun_tekst(pad: Path) -> None:
    for nr, blad in enumerate(regels(pad)[1:], start=2):
        laatste = max(midden(blad), key=lambda blok: blok.onder)
        assert laatste.letter < KOP, f"page {nr} ends with {laatste.tekst!r}"


def figuren_bij_hun_inleiding(pad: Path) -> None:
    """Above the first figure of a page stands a heading or running text."""
    for nr, blad in enumerate(regels(pad)[1:], start=2):
        onder = [blok.boven for blok in blad if re.match(r"Figuur \d+:", blok.tekst)]
        if onder:
            erboven = [b for b in midden(blad) if b.boven < min(onder) and b.letter >= TEKST]
            assert erboven, f"page {nr}"


def bronnen_bij_hun_beeld(pad: Path) -> None:
    """No page begins with the source of what stands on the one before it, nor with the last line of one."""
    for nr, blad in enumerate(regels(pad)[1:], start=2):
        eerste = min(midden(blad), key=lambda blok: blok.boven)
        assert eerste.letter > BRON, (nr, eerste.tekst)


def bronnen_vrij(pad: Path) -> None:
    """A source stands below its table, not over its last row, and close to it."""
    for nr, blad in enumerate(regels(pad)[1:], start=2):
        regels_ = sorted(midden(blad), key=lambda blok: blok.boven)
        for boven, onder in pairwise(regels_):
            if onder.letter == BRON < boven.letter:
                assert 2 < onder.boven - boven.onder < 30, (nr, boven.tekst, onder.tekst)


def tabellen_heel(pad: Path) -> None:
    """On every page at least three rows of a table, and where it goes on its head and which table it is."""
    bladen = regels(pad)
    with pikepdf.open(pad) as pdf:
        for tabel in boom(pdf).van("/Table"):
            per_blad: dict[int, int] = {}
            rijen = [rij for rij in tabel.van("/TR") if rij.van("/TD")]
            for rij in rijen:
                blad = min(nr for tak in rij for nr, _ in tak.inhoud)
                per_blad[blad] = per_blad.get(blad, 0) + 1
            wat = tekst_van(pdf, tabel)[:60]
            assert min(per_blad.values(), default=3) >= min(3, len(rijen)), (wat, per_blad)
            kop = plat(tekst_van(pdf, tabel.van("/TH")[0]))
            for blad in sorted(per_blad)[1:]:
                eerste = [b for b in bladen[blad] if b.boven > BOVEN - 6 * MM][:8]
                vervolg = any("(vervolg)" in b.tekst for b in eerste)
                assert vervolg or not tabel.van("/Caption"), (wat, blad)
                assert any(plat(b.tekst).startswith(kop) for b in eerste), (wat, blad)


def vervolg_vrij(pad: Path) -> None:
    """Beside the line that says which table goes on its head has not begun: no letter is cut."""
    verder = {
        nr: blokken
        for nr, blad in enumerate(regels(pad))
        if (blokken := [b for b in blad if "(vervolg)" in b.tekst and b.boven < BOVEN])
    }
    for (nr, blokken), vlak in zip(verder.items(), inkt(pad, 200, [*verder]), strict=True):
        schaal = vlak.shape[0] / HOOGTE
        for blok in blokken:
            naast = vlak[:, round((blok.rechts + 4) * schaal)]
            regel = naast[round(blok.boven * schaal) : round(blok.onder * schaal)]
            assert not regel.any(), (nr + 1, blok.tekst)


WARTAAL = r"geloot|bijna best|naar op de|gelezen \d+ keer|bij gebrek aan|Een antwoord zegt"
"""Words of whoever calculates, and sentences that must be read twice."""


def zonder_wartaal(pad: Path) -> None:
    tekst = " ".join(blok.tekst for blad in regels(pad) for blok in blad)
    assert re.findall(WARTAAL, tekst) == []


def letters_groot_genoeg(pad: Path) -> None:
    """Small is only a source line; running text and tables have their own least size."""
    with pikepdf.open(pad) as pdf:
        tabellen = {plat(tekst_van(pdf, cel)) for cel in boom(pdf).van("/TD") if cel.inhoud}
    for nr, blad in enumerate(regels(pad)[1:], start=2):
        for blok in midden(blad):
            assert blok.letter >= BRON, (nr, blok.tekst)
            assert plat(blok.tekst) not in tabellen or blok.letter >= TABEL, (nr, blok.tekst)
        bronregels = [b for b in midden(blad) if b.tekst.startswith("Bron:")]
        assert {blok.letter for blok in bronregels} <= {BRON}, nr
        lopend = [b.letter for b in midden(blad) if b.rechts - b.links > 120 * MM]
        assert all(maat >= TEKST for maat in lopend if maat > 8.7), nr


def zonder_adressen(pad: Path) -> None:
    """No path of a file or function, no code of a row, no link into an annex that is elsewhere."""
    tekst = " ".join(pagina.extract_text() for pagina in PdfReader(pad).pages)
    for patroon in (r"\bdata/", r"\bnotebooks/", r"\.(csv|yml|ipynb|py)\b", r"\bwoonanalyse\.\w"):
        assert re.findall(patroon, tekst) == [], patroon
    assert re.findall(r"\b[A-Z]\d{1,4}\b", re.sub(r"\bA4\b", "", tekst)) == []
    with pikepdf.open(pad) as pdf:
        namen = {str(ding.get("/BaseFont", "")) for ding in pdf.objects if _is_letter(ding)}
    assert namen and not [naam for naam in namen if "Mono" in naam]


def _is_letter(ding: object) -> bool:
    return isinstance(ding, pikepdf.Dictionary) and ding.get("/Type") == "/Font"


def koppen_in_een_kleur(pad: Path) -> None:
    kleuren = set()
    with pdfium.PdfDocument(pad) as pdf:
        for nr in range(1, len(pdf)):
            tekst = pdf[nr].get_textpage()
            for teken in range(tekst.count_chars()):
                if pdfium_c.FPDFText_GetFontSize(tekst.raw, teken) >= KOP:
                    kleuren.add(_kleur(tekst, teken))
    assert len(kleuren) == 1, kleuren


def _kleur(tekst: object, teken: int) -> tuple[int, ...]:
    delen = [pdfium_c.c_uint() for _ in range(4)]
    pdfium_c.FPDFText_GetFillColor(tekst.raw, teken, *delen)  # type: ignore[attr-defined]
    return tuple(deel.value for deel in delen)


REGELS: list[Callable[[Path], None]] = [
    hooguit_twaalf, vol_genoeg, koppen_bij_hun_tekst, figuren_bij_hun_inleiding, tabellen_heel,
    letters_groot_genoeg, zonder_adressen, koppen_in_een_kleur, woorden_heel, bijschriften_los,
    omslag_noemt_de_afzender, vervolg_vrij, zonder_wartaal, bronnen_bij_hun_beeld, bronnen_vrij,
]  # fmt: skip


@pytest.mark.parametrize("regel", REGELS, ids=lambda regel: regel.__name__)
def test_board_paper_keeps_the_rule(regel: Callable[[Path], None], vormen: Path) -> None:
    regel(vormen / "rwp.pdf")


@pytest.mark.parametrize(
    "regel", [koppen_bij_hun_tekst, tabellen_heel, koppen_in_een_kleur, woorden_heel, vervolg_vrij]
)
def test_method_keeps_the_rule(regel: Callable[[Path], None], vormen: Path) -> None:
    regel(vormen / "methode.pdf")


ANDERE = [
    ("2015",), ("2019",), ("2021",), ("2022",), ("2022", "--voorbeelddata"),
    ("2017", "--voorbeelddata"), ("2017", "--datum", "2020-12-31"),
]  # fmt: skip


@pytest.mark.lang
@pytest.mark.parametrize("opties", ANDERE, ids=" ".join)
def test_every_edition_keeps_every_rule(
    opties: tuple[str, ...], gemaakt: Gemaakt, tmp_path: Path
) -> None:
    kopie = kopie_van(gemaakt, tmp_path / "project", code=False)
    klaar = kopie.run("rapport", "--formaat", "pdf", "--editie", *opties)
    assert klaar.returncode == 0, klaar.stdout
    naam = opties[0] + ("-voorbeelddata" if "--voorbeelddata" in opties else "")
    for regel in REGELS:
        regel(kopie.wortel / "report/_output" / naam / "rwp.pdf")


@pytest.mark.lang
def test_a_running_edition_says_what_is_asked_and_what_if_not(
    gemaakt: Gemaakt, tmp_path: Path
) -> None:
    kopie = kopie_van(gemaakt, tmp_path / "project", code=False)
    assert kopie.run("rapport", "--formaat", "pdf", "--datum", "2020-12-31").returncode == 0
    tekst = " ".join(PdfReader(kopie.rapport / "rwp.pdf").pages[1].extract_text().split())
    for deel in (
        "Wat wordt gevraagd",
        "31 december 2020",
        "B&W van Borne",
        "Wat als er niets gebeurt",
    ):
        assert deel in tekst, deel
    assert "Wat ervan kwam" not in tekst


@pytest.mark.lang
def test_an_edition_of_norms_asks_for_them_on_its_second_page(
    gemaakt: Gemaakt, tmp_path: Path
) -> None:
    """Of whom, by when and what if not in one box; the parts of the paper without data have a line each."""
    kopie = kopie_van(gemaakt, tmp_path / "project", code=False)
    assert kopie.run("rapport", "--formaat", "pdf,html", "--editie", "2022").returncode == 0
    een_bladzijde_van_normen(kopie.wortel / "report/_output/2022/rwp.html")
    bladen = PdfReader(kopie.wortel / "report/_output/2022/rwp.pdf").pages
    tekst = " ".join(bladen[1].extract_text().split())
    for deel in (
        "Wat wordt gevraagd",
        "31 december 2030",
        "Van gemeenten en provincie: ",
        "Wat als er niets gebeurt",
    ):
        assert deel in tekst, deel
    alles = " ".join(" ".join(blad.extract_text().split()) for blad in bladen)
    assert "Nog te leveren: " in alles and "Programma per jaar" in alles


def een_bladzijde_van_normen(pad: Path) -> None:
    """The page of real data: norms without a state, what is to be delivered, all members, nothing made."""
    bron = pad.read_text(encoding="utf-8")
    tekst = " ".join(re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", bron, flags=re.S).split())
    for deel in ("vier normen, stand onbekend", "Hoe het met deze normen staat, is onbekend.",
                 "Wat ontbreekt, en van wie", "Nog te leveren: de gegevens voor"):  # fmt: skip
        assert deel in tekst, deel
    assert not re.search(r"geen echte stand|verzonnen|\b(?:nan|None|NaN)\b|\{\{|\?@", tekst)
    assert len(set(re.findall(r'id="sec-(gm\d{4})"', bron))) == 14


def test_what_has_no_data_is_a_line_and_no_chapter(vormen: Path) -> None:
    koppen = list(hoofdstukken(vormen / "rwp.pdf", "/H1"))
    assert not [kop for kop in koppen if "van geen van de" in kop]
    (leveren,) = [kop for kop in koppen if "Zonder gegevens" in kop]
    assert koppen.index(leveren) == len(koppen) - 1


def hoofdstukken(pad: Path, rol: str) -> dict[str, list[Tak]]:
    """By heading of this role the elements up to the next one."""
    uit: dict[str, list[Tak]] = {}
    with pikepdf.open(pad) as pdf:
        for tak in boom(pdf):
            if tak.rol == rol:
                uit[tekst_van(pdf, tak)] = []
            elif uit:
                list(uit.values())[-1].append(tak)
    return uit


def test_every_table_names_the_letter_of_its_origin(vormen: Path) -> None:
    """A letter or two behind the tables of a part; in the method each is a heading."""
    letters: set[str] = set()
    volgt = 0
    with pikepdf.open(vormen / "rwp.pdf") as pdf:
        for tak in boom(pdf):
            if tak.rol == "/Table":
                volgt += 1
            elif tak.rol == "/H1":
                assert not volgt, tekst_van(pdf, tak)
            elif tak.rol == "/P" and (
                herkomst := re.search(r"Herkomst: (\w)(?: en (\w))?\.", tekst_van(pdf, tak))
            ):
                letters.update(filter(None, herkomst.groups()))
                volgt = 0
    koppen = [plat(kop) for kop in hoofdstukken(vormen / "methode.pdf", "/H2")]
    assert len(letters) >= 5
    for letter in letters:
        assert any(re.match(rf"[\d.]*{letter}:", kop) for kop in koppen), letter


@pytest.fixture(scope="module")
def pagina(vormen: Path) -> BeautifulSoup:
    """The page of the same report, read once: nobody changes it."""
    return BeautifulSoup((vormen / "rwp.html").read_text(encoding="utf-8"), "html.parser")


def test_every_number_of_the_paper_and_its_method_is_on_the_page(
    vormen: Path, pagina: BeautifulSoup
) -> None:
    """The HTML holds all: what paper says in fewer words, it says with the same numbers."""
    getal = r"\d[\d.,]*\d%?|\d%?"
    bekend = set(re.findall(getal, " ".join(pagina.get_text(" ").split())))
    with pikepdf.open(vormen / "rwp.pdf") as pdf:
        cellen = [tekst_van(pdf, cel) for cel in boom(pdf).van("/TD", "/P")]
    getallen = [g for cel in cellen for g in re.findall(getal, cel)]
    assert len(getallen) > 500
    assert [g for g in getallen if g not in bekend] == []


def test_rows_of_the_paper_are_rows_of_the_page(vormen: Path, pagina: BeautifulSoup) -> None:
    bekend = {tuple(plat(c.get_text()) for c in rij(["th", "td"])) for rij in pagina("tr")}
    met_code = {rij[:-1] for rij in bekend}
    gezien = 0
    with pikepdf.open(vormen / "rwp.pdf") as pdf:
        for rij in boom(pdf).van("/TR"):
            cellen = tuple(plat(tekst_van(pdf, cel)) for cel in rij.van("/TH", "/TD"))
            assert cellen in bekend or cellen in met_code, cellen
            gezien += 1
    assert gezien > 80


@pytest.mark.lang
def test_method_has_what_the_paper_leaves_out(vormen: Path) -> None:
    tekst = " ".join(blad.extract_text() for blad in PdfReader(vormen / "methode.pdf").pages)
    plat_ = " ".join(tekst.split())
    for deel in (
        "Hoe is gerekend",
        "Bronnen",
        "Wat dit rapport niet zegt",
        "Begrippen",
        "rwp2017_invoer",
    ):
        assert plat(deel) in plat(plat_), deel
    assert len(set(re.findall(r"\b[A-Z]\d{1,4}\b", tekst))) > 100


def test_what_is_an_own_word_is_explained_beside_the_map(vormen: Path) -> None:
    tekst = " ".join(PdfReader(vormen / "rwp.pdf").pages[1].extract_text().split())
    for woord in ("op de grens", "op de norm (binnen de afronding)"):
        assert (f"{woord[0].upper()}{woord[1:]}: " in tekst) == (tekst.lower().count(woord) > 0)
