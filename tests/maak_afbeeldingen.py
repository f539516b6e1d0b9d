"""`make afbeeldingen`: the pictures in README, LEESMIJ and docs, of a report that has been made.

Without the name of an edition: of the edition that `make rapport` makes.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

import pypdfium2
from browserhulp import STANDEN, Kijker, open_browser, zoek_chromium
from hulp import WORTEL
from PIL import Image
from playwright.sync_api import Browser, Page

from woonanalyse.kern.project import uitvoermap
from woonanalyse.kern.regio import lees_regio
from woonanalyse.onderwerpen.editielezer import standaardeditie

DOEL = WORTEL / "docs" / "afbeeldingen"
SCHAAL = 0.95  # of a page in points: as wide as a column of text
KLEUREN = 128


def bewaar(beeld: Image.Image, naam: str) -> None:
    """A small PNG: few colours are enough for text and lines."""
    pad = DOEL / f"{naam}.png"
    plat = beeld.convert("RGB").quantize(KLEUREN, dither=Image.Dither.NONE)
    plat.save(pad, optimize=True)
    print(f"{pad.relative_to(WORTEL).as_posix()}: {pad.stat().st_size // 1024} kB")


def bladzijden(map_: Path) -> None:
    """The first pages of the board paper, and the factsheet of the first municipality."""
    stuk, eerste = map_ / "rwp.pdf", min((map_ / "factsheets").glob("*.pdf"))
    for naam, pdf, plek in (
        ("1", stuk, 0),
        ("2", stuk, 1),
        ("3", stuk, 2),
        ("gemeente", eerste, 0),
    ):
        beeld = pypdfium2.PdfDocument(pdf)[plek].render(scale=SCHAAL * 96 / 72).to_pil()
        bewaar(beeld, f"bladzijde-{naam}")


def scherm(page: Page, naam: str) -> None:
    bewaar(Image.open(BytesIO(page.screenshot())), naam)


def schermen(browser: Browser, html: Path) -> None:
    """The page as it opens; a table sorted and filtered; a small screen; in the dark."""
    maat = {"viewport": {"width": 1120, "height": 720}}
    page = Kijker(browser, html, **maat).page
    scherm(page, "html-boven")
    sorteer_en_filter(page)
    scherm(page, "html-tabel")
    page = Kijker(browser, html, **(STANDEN["donker"] | maat)).page
    sorteer_en_filter(page)
    scherm(page, "html-donker")
    smal = {"viewport": {"width": 360, "height": 640}}
    scherm(Kijker(browser, html, **smal).page, "html-smal")


def sorteer_en_filter(page: Page) -> None:
    """The first table that can be filtered: high to low by its fourth column, rows that are over."""
    balk = page.locator(".wa-filter").first
    knop = page.locator(".wa-filter + .wa-tabel").first.locator("thead button").nth(3)
    knop.click()
    knop.click()
    balk.locator("input").fill("grens")
    balk.evaluate("e => window.scrollTo(0, e.getBoundingClientRect().top + scrollY - 40)")


def main() -> int:
    editie = sys.argv[1] if len(sys.argv) > 1 else standaardeditie(WORTEL, lees_regio(WORTEL))[0]
    map_ = uitvoermap(WORTEL, editie)
    if zoek_chromium() is None:
        print("Geen Chromium gevonden: zet chromium of google-chrome op PATH.", file=sys.stderr)
        return 1
    DOEL.mkdir(parents=True, exist_ok=True)
    bladzijden(map_)
    with open_browser() as browser:
        schermen(browser, map_ / "rwp.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())
