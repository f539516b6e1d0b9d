"""The real report on paper, page by page: what falls off, what stands alone, what is nearly empty.

What holds for the board paper alone is in test_bestuursstuk.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rapport.pdfhulp import HOOGTE, MM, Blok, inkt, regels

pytestmark = pytest.mark.traag
LINKS, RECHTS, BOVEN, ONDER = 22 * MM, 188 * MM, 22 * MM, 277 * MM
"""The area of the text; above and below it are the running head and the page number."""
KOP_VANAF = 11.0
"""Letters from this size, in points, are those of headings."""
BRON = 7.6
"""Letters up to this size are those of a source line."""
LEEG = 450
"""A page with fewer characters than this, and no figure, is nearly empty."""


def midden(pagina: list[Blok]) -> list[Blok]:
    return [blok for blok in pagina if blok.boven >= BOVEN - 2 and blok.onder <= ONDER + 2]


@pytest.fixture(scope="module")
def rapport(vormen: Path) -> list[list[Blok]]:
    return regels(vormen / "rwp.pdf")


@pytest.fixture(scope="module")
def methode(vormen: Path) -> list[list[Blok]]:
    return regels(vormen / "methode.pdf")


@pytest.fixture(scope="module")
def bladen(vormen: Path) -> dict[str, list[list[Blok]]]:
    return {pad.stem: regels(pad) for pad in sorted((vormen / "factsheets").glob("*.pdf"))}


def test_all_ink_is_inside_the_margins(vormen: Path) -> None:
    factsheets = sorted((vormen / "factsheets").glob("*.pdf"))
    stukken = [beeld for naam in ("rwp.pdf", "methode.pdf") for beeld in inkt(vormen / naam)[1:]]
    beelden = [*stukken, *(p for pad in factsheets for p in inkt(pad))]
    assert len(beelden) > 35
    for nr, beeld in enumerate(beelden, start=2):
        schaal = beeld.shape[1] / (210 * MM)
        links, rechts = round((LINKS - 4) * schaal), round((RECHTS + 3) * schaal)
        assert not beeld[:, :links].any() and not beeld[:, rechts:].any(), nr
        kop, voet = round(10 * MM * schaal), round(288 * MM * schaal)
        assert not beeld[:kop].any() and not beeld[voet:].any(), nr
        wit = slice(round((ONDER + 3) * schaal), round(280 * MM * schaal))
        assert not beeld[wit].any(), f"{nr}: below the text, above the page number"


def test_no_page_is_nearly_empty(rapport: list[list[Blok]], methode: list[list[Blok]]) -> None:
    for nr, pagina in enumerate([*rapport[1:], *methode[1:]], start=2):
        tekens = sum(len(blok.tekst) for blok in midden(pagina))
        beeld = any(blok.tekst.startswith("Figuur ") for blok in pagina)
        assert tekens >= LEEG or beeld, f"page {nr}: {tekens} characters"


def test_no_page_begins_with_a_source_line(
    rapport: list[list[Blok]], methode: list[list[Blok]]
) -> None:
    """A source is whole, on the page of what it is of; one of the method leads in a list and ends no page."""
    for stuk in (rapport, methode):
        for nr, pagina in enumerate(stuk[1:], start=2):
            eerste, *_, laatste = midden(pagina)
            assert eerste.letter > BRON, f"page {nr}: {eerste.tekst}"
            assert stuk is rapport or laatste.letter > BRON, f"page {nr}: {laatste.tekst}"


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
    assert gezien >= 6


def test_a_table_that_continues_gets_its_head_again(methode: list[list[Blok]]) -> None:
    """The list of sources runs over pages: its columns are named on each."""
    eerste = [nr for nr, p in enumerate(methode) if any("Bestand (begin" in b.tekst for b in p)]
    assert len(eerste) >= 2 and eerste == list(range(eerste[0], eerste[-1] + 1))


def test_second_page_is_the_summary_and_only_that(rapport: list[list[Blok]]) -> None:
    """Where do we stand, what was agreed, what came of it, what is not known: in this order."""
    plat = " ".join(" ".join(blok.tekst for blok in midden(rapport[1])).split())
    volgorde = [
        "in één oogopslag: overprogrammering in 3 van 14", "Overprogrammering: Borne", "Figuur 1:",
        "Tabel 1:", "Waarvan", "Wat is afgesproken.", "Artikel 13", "Wat ervan kwam.",
        "Wat onbekend is.", "geen ladderonderbouwing",
    ]  # fmt: skip
    plekken = [plat.index(deel) for deel in volgorde]
    assert plekken == sorted(plekken)
    assert "Wat wordt gevraagd" not in plat
    eerste = midden(rapport[2])[0]
    assert eerste.letter >= KOP_VANAF and "Sinds" in " ".join(
        b.tekst for b in midden(rapport[2])[:3]
    )


def test_running_head_names_edition_and_chapter(
    rapport: list[list[Blok]], methode: list[list[Blok]]
) -> None:
    for pagina in [*rapport[1:], *methode[1:]]:
        kop = " ".join(blok.tekst for blok in pagina if blok.onder < BOVEN)
        assert "editie 2017" in kop
    koppen = [" ".join(b.tekst for b in pagina if b.onder < BOVEN) for pagina in rapport]
    assert "Twente in één oogopslag" in koppen[1]
    assert any("De woonafspraken" in kop for kop in koppen)


def test_lines_of_running_text_are_short_enough(
    rapport: list[list[Blok]], methode: list[list[Blok]]
) -> None:
    """About ninety characters: none above a hundred, most below ninety; the summary has the whole page."""
    breed = [
        len(blok.tekst)
        for pagina in [*rapport[2:], *methode[1:]]
        for blok in midden(pagina)
        if blok.letter in (9.5, 10.0) and 110 * MM < blok.rechts - blok.links < 140 * MM
    ]
    assert len(breed) > 150
    assert max(breed) <= 100 and sum(lengte > 92 for lengte in breed) < len(breed) / 5


def test_boxes_are_in_the_same_order_and_column_for_every_municipality(
    bladen: dict[str, list[list[Blok]]],
) -> None:
    """What stands above the boxes is at the same place; these are as high as what they hold."""
    koppen = (
        "Behoefte", "Harde plannen", "Saldo", "Verhouding in 2015 en 2017", "Gebouwd en gesloopt",
        "Plannen", "Wijkaanpak", "Hersteltermijn", "Statushouders",
    )  # fmt: skip
    assert len(bladen) == 14 and all(len(blad) == 1 for blad in bladen.values())
    plekken = {
        naam: [next(b for b in blad[0] if b.tekst == kop) for kop in koppen]
        for naam, blad in bladen.items()
    }
    for nummer, kop in enumerate(koppen):
        links = [eigen[nummer].links for eigen in plekken.values()]
        assert max(links) - min(links) < 3, kop
    volgorden = {
        tuple(sorted(koppen, key=lambda kop: (eigen[koppen.index(kop)].links > 90 * MM,
                                              eigen[koppen.index(kop)].boven)))
        for eigen in plekken.values()
    }  # fmt: skip
    assert len(volgorden) == 1
    boven = [eigen[koppen.index("Behoefte")].boven for eigen in plekken.values()]
    assert max(boven) - min(boven) < 3


def test_no_box_of_a_factsheet_is_cut_and_the_way_back_has_the_whole_width(
    vormen: Path, bladen: dict[str, list[list[Blok]]]
) -> None:
    for naam, paginas in bladen.items():
        assert not [blok for blok in paginas[0] if "ingekort" in blok.tekst], naam
        kop = next(blok for blok in paginas[0] if blok.tekst == "Hersteltermijn")
        erna = [b for b in paginas[0] if kop.boven < b.boven < kop.boven + 20 and b.letter > 8]
        assert erna and all(blok.links < kop.links + 2 for blok in erna), naam
    borne = [b for b in bladen["borne"][0] if "overcapaciteit" in b.tekst]
    assert borne and borne[0].letter >= 8 and borne[0].rechts > 120 * MM


def test_a_factsheet_says_what_it_is(bladen: dict[str, list[list[Blok]]]) -> None:
    assert {"almelo", "hof-van-twente", "rijssen-holten"} <= set(bladen)
    for naam, paginas in bladen.items():
        plat = " ".join(" ".join(blok.tekst for blok in paginas[0]).split())
        for deel in ("editie 2017", "1 januari 2017", "geen besluit van GS", "Bronnen"):
            assert deel in plat, (naam, deel)
