"""Rows of tables written as pandoc and the filters of the product write them in a page: pandoc gets one row
for each run, in the place of which they come."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape

from woonanalyse.opmaak.tabelrijen import BLIJFT, Groep, als_tabel, lees_cel, lees_rijen

_MERKRIJ = re.compile(rf"<tr>\n<(t[hd])[^<>]*>{BLIJFT}(\d+)</\1>\n((?:<td[^<>]*></td>\n)*)</tr>\n")
"""The row that stands in the place of others, with the number of their group."""
_LABEL, _DOEL = re.compile(r' id="([^"]+)"'), re.compile(r' href="#([^"]+)"')
_VERWEZEN = re.compile(r"(?:[a-z]{3}|eq)-")
"""How a label begins that can be referred to, or that Quarto would read otherwise."""
_OORDEEL = frozenset(
    ["wa-buiten", "wa-grens", "wa-binnen", "wa-onbekend", "wa-groot", "wa-neutraal"]
)
"""Classes of which a sign before the words is not read aloud."""
_LOS = frozenset(["wa-opsomming", "wa-deel"])
"""Classes that a filter takes away."""


def lees(teksten: Sequence[str], *, schrijf: bool) -> tuple[list[str], str, list[dict[int, Groep]]]:
    """Of texts what is left to read; the tables with rows that the filter puts in them, as JSON; and of each
    text the groups of rows that are written here (where `schrijf`), by number, for `zet_terug`."""
    rest, tabellen, groepen, aantal = list[str](), list[str](), list[dict[int, Groep]](), 0
    for tekst in teksten:
        vanaf = aantal if schrijf else len(tabellen)
        anders, gelezen = lees_rijen(tekst, vanaf, zelf=schrijf_cel if schrijf else None)
        groepen.append(dict(enumerate(gelezen, start=vanaf)) if schrijf else {})
        rest.append(anders)
        aantal += len(gelezen) if schrijf else 0
        tabellen += [] if schrijf else [als_tabel(een.gelezen) for een in gelezen]
    return rest, ",".join(tabellen), groepen


def zet_terug(deel: bytes, groepen: Mapping[int, Groep]) -> bytes | None:
    """A part as it was written (JSON), with the rows of these groups in it; None where that cannot be."""
    if not groepen:
        return deel
    inhoud, over = json.loads(deel), dict(groepen)
    namen = {soort: set(inhoud["telling"][soort]) for soort in ("ids", "doelen")}

    def rijen(merk: re.Match[str]) -> str:
        plekken = merk[0].split("\n")[1:-2]
        tekst = "".join(_rij(plekken, cellen) for cellen in over.pop(int(merk[2])).gelezen)
        namen["ids"].update(_LABEL.findall(tekst))
        namen["doelen"].update(_DOEL.findall(tekst))
        return tekst

    inhoud["stukken"] = [_MERKRIJ.sub(rijen, stuk) for stuk in inhoud["stukken"]]
    inhoud["telling"] |= {soort: sorted(gevonden) for soort, gevonden in namen.items()}
    uit = json.dumps(inhoud, ensure_ascii=False)
    return None if over and BLIJFT in uit else uit.encode()


def _rij(plekken: Sequence[str], cellen: str) -> str:
    """A row: in each place a cell, between its tags."""
    paren = zip(plekken, cellen.split("\n"), strict=True)
    regels = [f"{plek[: plek.index('>') + 1]}{cel}{plek[-5:]}" for plek, cel in paren]
    return "\n".join(["<tr>", *regels, "</tr>", ""])


@lru_cache(maxsize=20_000)
def schrijf_cel(tekst: str) -> str | None:
    """A cell in a page; None when it holds more than is known here."""
    cel = lees_cel(tekst)
    if cel is None or "'" in cel.woorden or '"' in cel.woorden or cel.klasse in _LOS:
        return None
    if _VERWEZEN.match(cel.label):
        return None
    woorden, klasse = escape(cel.woorden, quote=False), f' class="{cel.klasse}"' * bool(cel.klasse)
    if cel.soort == "Link":
        stop = ' tabindex="-1"' * (cel.klasse == "wa-getal")
        return f'<a href="#{cel.doel}"{klasse}{stop}>{woorden}</a>'
    if cel.soort == "Span":
        teken, spatie, _ = cel.woorden.partition(" ")
        if cel.klasse in _OORDEEL and spatie and not re.search("[A-Za-z0-9]", teken):
            woorden = f'<span aria-hidden="true">{woorden.replace(" ", "</span> ", 1)}'
        label = f' id="{cel.label}"' * bool(cel.label)
        return f"<span{label}{klasse}>{woorden}</span>"
    return f"<strong>{woorden}</strong>" if cel.soort == "Strong" else woorden
