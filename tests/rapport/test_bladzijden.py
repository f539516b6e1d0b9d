"""The real report on paper, page by page: what falls off, what stands alone, what is nearly empty."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hulp import dossier
from rapport.pdfhulp import HOOGTE, MM, Blok, inkt, kaders, regels

pytestmark = pytest.mark.traag
LINKS, RECHTS, BOVEN, ONDER = 22 * MM, 188 * MM, 22 * MM, 277 * MM
"""The area of the text; above and below it are the running head and the page number."""
KOP_VANAF = 11.0
"""Letters from this size, in points, are those of headings."""
LEEG = 450
"""A page with fewer characters than this, and no figure, is nearly empty."""


def midden(pagina: list[Blok]) -> list[Blok]:
    return [blok for blok in pagina if blok.boven >= BOVEN - 2 and blok.onder <= ONDER + 2]


def _los(tekst: str) -> str:
    return tekst.replace(" ", "")


@pytest.fixture(scope="module")
def rapport(vormen: Path) -> list[list[Blok]]:
    return regels(vormen / "rwp.pdf")


@pytest.fixture(scope="module")
def bladen(vormen: Path) -> dict[str, list[list[Blok]]]:
    return {pad.stem: regels(pad) for pad in sorted((vormen / "factsheets").glob("*.pdf"))}


@pytest.fixture(scope="module")
def vel(rapport: list[list[Blok]]) -> dict[str, list[Blok]]:
    """The page of every municipality in the report."""
    gevonden = {}
    vellen = [p for p in rapport if any(blok.tekst == "Terugblik op de afspraken" for blok in p)]
    for naam in dossier("2017").regio.gemeenten["gemeente"]:
        eigen = [
            pagina
            for pagina in vellen
            if any(_los(naam) in _los(b.tekst) for b in pagina if b.letter >= KOP_VANAF)
        ]
        assert len(eigen) == 1, naam
        gevonden[naam] = eigen[0]
    return gevonden


def test_all_ink_is_inside_the_margins(vormen: Path) -> None:
    factsheets = sorted((vormen / "factsheets").glob("*.pdf"))
    beelden = [*inkt(vormen / "rwp.pdf")[1:], *(p for pad in factsheets for p in inkt(pad))]
    assert len(beelden) > 40
    for nr, beeld in enumerate(beelden, start=2):
        schaal = beeld.shape[1] / (210 * MM)
        links, rechts = round((LINKS - 4) * schaal), round((RECHTS + 3) * schaal)
        assert not beeld[:, :links].any() and not beeld[:, rechts:].any(), nr
        kop, voet = round(10 * MM * schaal), round(288 * MM * schaal)
        assert not beeld[:kop].any() and not beeld[voet:].any(), nr
        wit = slice(round((ONDER + 3) * schaal), round(280 * MM * schaal))
        assert not beeld[wit].any(), f"{nr}: below the text, above the page number"


def test_no_page_is_nearly_empty(rapport: list[list[Blok]]) -> None:
    for nr, pagina in enumerate(rapport[1:], start=2):
        tekens = sum(len(blok.tekst) for blok in midden(pagina))
        beeld = any(blok.tekst.startswith("Figuur ") for blok in pagina)
        assert tekens >= LEEG or beeld, f"page {nr}: {tekens} characters"


def test_no_heading_stands_at_the_foot_of_a_page(rapport: list[list[Blok]]) -> None:
    gezien = 0
    for nr, pagina in enumerate(rapport[1:], start=2):
        blokken = midden(pagina)
        laatste = max(blokken, key=lambda blok: blok.onder)
        assert laatste.letter < KOP_VANAF, f"page {nr} ends with {laatste.tekst!r}"
        gezien += sum(blok.letter >= KOP_VANAF for blok in blokken)
    assert gezien > 40


def test_captions_are_on_the_page_of_their_figure(vormen: Path, rapport: list[list[Blok]]) -> None:
    beelden = inkt(vormen / "rwp.pdf")
    gezien = 0
    for beeld, pagina in zip(beelden, rapport, strict=True):
        schaal = beeld.shape[0] / HOOGTE
        for blok in pagina:
            if not re.match(r"Figuur \d+:", blok.tekst):
                continue
            erboven = [b.onder for b in pagina if b.onder < blok.boven - 1 and b.letter >= 8.5]
            vanaf = max([BOVEN, *(o for o in erboven if o < blok.boven - 20 * MM)])
            vlak = beeld[round(vanaf * schaal) : round((blok.boven - 2) * schaal)]
            assert vlak.any(axis=1).sum() > 10 * MM * schaal, blok.tekst
            gezien += 1
    assert gezien >= 18


def test_a_table_that_continues_gets_its_head_again(rapport: list[list[Blok]]) -> None:
    """The register of districts runs over pages: its columns are named on each."""
    eerste = [nr for nr, p in enumerate(rapport) if any("Bestand (begin" in b.tekst for b in p)]
    assert len(eerste) >= 2 and eerste == list(range(eerste[0], eerste[-1] + 1))


def test_second_page_is_the_summary_and_only_that(rapport: list[list[Blok]]) -> None:
    tekst = " ".join(blok.tekst for blok in midden(rapport[1]))
    volgorde = [
        "in één oogopslag",
        "Overprogrammering 3 van 14",
        "4 van 14",
        "12.885",
        "Figuur 1:",
        "Tabel 1:",
        "Wat veranderde.",
        "Wat van de colleges nog wordt gevraagd",
        "geen ladderonderbouwing",
    ]
    plat = " ".join(tekst.split())
    for deel in volgorde:
        assert deel in plat or deel.split()[0] in plat, deel
    assert "3 van 14" in plat and "2 van 14" in plat
    vragen = [blok for blok in rapport[1] if blok.tekst.startswith("•")]
    assert len(vragen) <= 5
    assert not any("oogopslag: over" in blok.tekst for blok in rapport[2])
    assert any(blok.tekst.startswith("2 Sinds") or "Sinds" in blok.tekst for blok in rapport[2])


def test_running_head_names_edition_and_chapter(rapport: list[list[Blok]]) -> None:
    for pagina in rapport[1:]:
        kop = " ".join(blok.tekst for blok in pagina if blok.onder < BOVEN)
        assert "editie 2017" in kop
    koppen = [" ".join(b.tekst for b in pagina if b.onder < BOVEN) for pagina in rapport]
    assert any("Wonen en zorg" in kop or "Monitoring" in kop for kop in koppen)
    assert any("Bijlage" in kop for kop in koppen) and "Bijlage" not in koppen[1]


def test_lines_of_running_text_are_short_enough(rapport: list[list[Blok]]) -> None:
    """About ninety characters: none above a hundred, most below ninety."""
    breed = [
        len(blok.tekst)
        for pagina in rapport[2:]
        for blok in midden(pagina)
        if blok.letter == 10.0 and blok.rechts - blok.links > 110 * MM
    ]
    assert len(breed) > 150
    assert max(breed) <= 100 and sum(lengte > 92 for lengte in breed) < len(breed) / 5


def test_boxes_are_at_the_same_place_for_every_municipality(
    vormen: Path, vel: dict[str, list[Blok]], bladen: dict[str, list[list[Blok]]]
) -> None:
    """On the tenth of a millimetre: borders and planes; within them headings, which may be set smaller."""
    koppen = (
        "Behoefte", "Harde plannen", "Saldo", "Verhouding in 2015 en 2017", "Gebouwd en gesloopt",
        "Plannen", "Wijkaanpak", "Hersteltermijn", "Statushouders",
    )  # fmt: skip
    assert len(vel) == len(bladen) == 14 and all(len(blad) == 1 for blad in bladen.values())
    los = [kaders(pad)[0] for pad in sorted((vormen / "factsheets").glob("*.pdf"))]
    vakken = set.intersection(*los)
    assert len(vakken) >= 15
    in_rapport = [vlakken for vlakken in kaders(vormen / "rwp.pdf") if vakken <= vlakken]
    assert len(in_rapport) == 14
    for kop in koppen:
        plekken = [next(b for b in pagina if b.tekst == kop) for pagina in vel.values()]
        for maat in ("links", "boven"):
            waarden = [getattr(plek, maat) for plek in plekken]
            assert max(waarden) - min(waarden) < 3, kop


def test_a_factsheet_says_what_it_is(bladen: dict[str, list[list[Blok]]]) -> None:
    assert {"almelo", "hof-van-twente", "rijssen-holten"} <= set(bladen)
    for naam, paginas in bladen.items():
        plat = " ".join(" ".join(blok.tekst for blok in paginas[0]).split())
        for deel in ("editie 2017", "1 januari 2017", "geen besluit van GS", "Bronnen"):
            assert deel in plat, (naam, deel)
