"""A number of the page leads to a line that has it: in the rows of the result, or in those of the source."""

from __future__ import annotations

import functools
import re
from collections import defaultdict

from hulp import Gemaakt

from woonanalyse.uitkomsten.spoor import spoor

GETAL = re.compile(r"\d[\d.]*(?:,\d+)?%?")
GETELD = {"P", "S"}
"""Tables of the page that also count or add up a part of the rows that their lines name."""


@functools.cache
def waarden(gemaakt: Gemaakt, code: str) -> frozenset[float]:
    """Every number in the cells that the trail of a code ends in, and the sums of columns."""
    gevonden = spoor(gemaakt.wortel, gemaakt.resultaten, code)
    per_kolom: dict[tuple[object, ...], list[float]] = defaultdict(list)
    alle: set[float] = {0.0}
    for bron in (gevonden["uitkomst"], *gevonden["bronnen"]):
        for rij in bron["rijen"]:
            for kolom, cel in rij.items():
                delen = [float(deel) for deel in re.findall(r"\d+(?:\.\d+)?", str(cel))]
                alle.update(delen)
                if len(delen) == 1:
                    variant = rij.get("variant")
                    per_kolom[bron["bestand"], kolom].extend(delen)
                    per_kolom[bron["bestand"], kolom, variant].extend(delen)
    alle.update(sum(delen) for delen in per_kolom.values())
    return frozenset([*alle, *(len(delen) for delen in per_kolom.values())])


def staat_er(getal: str, cellen: frozenset[float]) -> bool:
    """Whether a number as the report writes it is one of these, rounded as it is written."""
    waarde = float(getal.rstrip("%").replace(".", "").replace(",", "."))
    speling = 0.5 * 10 ** -len(getal.rstrip("%").partition(",")[2]) + 1e-6
    malen = (100, 1) if getal.endswith("%") else (1,)
    return any(abs(cel * maal - waarde) <= speling for cel in cellen for maal in malen)


def test_every_number_stands_where_its_link_leads(gemaakt: Gemaakt) -> None:
    pagina = (gemaakt.rapport / "rwp.html").read_text(encoding="utf-8")
    links = set(re.findall(r'<a href="#h-(\w+)" class="wa-getal"[^>]*>([^<]+)</a>', pagina))
    assert len(links) > 1000
    elders = {
        (code.upper(), tekst)
        for code, tekst in links
        for getal in GETAL.findall(tekst.partition("(")[0])
        if not staat_er(getal.rstrip("."), waarden(gemaakt, code.upper()))
    }
    assert {(code, tekst) for code, tekst in elders if code[0] not in GETELD} == set()
