"""The page to search in: links to every place of a report, which the script of the pages narrows down.

What is searched is the list itself, so without script it is all there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape, unescape

from woonanalyse.opmaak.paginaboom import Plek, kale_tekst

ZOEKEN = "zoeken"
"""The name of the page."""
LANGST = 140
"""Signs of the words of a place."""
_GROEPEN = {
    "gemeenten": "Gemeenten",
    "artikelen": "Artikelen",
    "koppen": "Hoofdstukken en paragrafen",
    "tabellen": "Tabellen",
    "figuren": "Figuren",
    "getallen": "Herkomst van getallen, op code",
    "rest": "Andere plekken",
}
_NOOT = re.compile(r"footnotes|fn(?:ref)?\d+")
_EINDE = re.compile(r"</(?:strong|p|li|td|th|h[1-6]|figcaption|caption)>")
_WOORDEN = {
    "section": re.compile(r"<h[1-6]\b[^<>]*>(.*?)</h[1-6]>", re.DOTALL),
    "figure": re.compile(r"<figcaption\b[^<>]*>(.*?)</figcaption>", re.DOTALL),
    "table": re.compile(r"<caption\b[^<>]*>(.*?)</caption>", re.DOTALL),
    "span": re.compile(r"(<span\b.*?</span>)", re.DOTALL),
}


def zoekblad(
    bladen: Sequence[tuple[str, str, Sequence[Plek]]], gemeenten: Mapping[str, str]
) -> str:
    """The main part (HTML). `bladen`: of each page what it is called (HTML), its main part, and the places
    in that; `gemeenten`: what those are called, by the label of their pages."""
    regels: dict[str, dict[str, str]] = {groep: {} for groep in _GROEPEN}
    namen = {label: escape(naam) for label, naam in gemeenten.items()}
    for heet, html, plekken in bladen:
        for groep, label, woorden in _regels(heet, html, plekken, namen):
            regels[groep].setdefault(label, f'<li><a href="#{label}">{woorden}</a></li>')
    delen = "\n".join(
        f'<section class="level3">\n<h3>{_GROEPEN[groep]}</h3>\n'
        f'<ul class="wa-plekken" id="wa-{groep}">\n{chr(10).join(lijst.values())}\n</ul>\n</section>'
        for groep, lijst in regels.items()
        if lijst
    )
    return (
        '\n<section class="level2" id="sec-zoeken">\n<h2>Zoeken</h2>\n'
        "<p>Elke plek waar een link naartoe kan: gemeenten, artikelen, hoofdstukken, tabellen, figuren en de "
        "codes achter getallen. Elk woord dat u boven aan de bladzijde invult, moet in een regel "
        "voorkomen.</p>\n"
        f'<p class="wa-gevonden" role="status"></p>\n{delen}\n</section>\n'
    )


def _regels(
    heet: str, html: str, plekken: Sequence[Plek], namen: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    """The places of a page: group, label, and words (HTML)."""
    van_gemeente = any(label in namen for _, label, _ in plekken)
    kop = heet
    for soort, label, begin in plekken:
        if label in namen:
            yield "gemeenten", label, namen[label]
            continue
        woorden = _kort(_woorden(soort, html, begin))
        if not woorden or _NOOT.fullmatch(label):
            continue
        if soort == "section":
            kop = heet if van_gemeente else woorden
        bij = heet if soort == "section" and van_gemeente else kop
        yield _groep(soort, label), label, woorden if bij in woorden else f"{woorden} · {bij}"


def _groep(soort: str, label: str) -> str:
    if label.startswith("artikel-"):
        return "artikelen"
    if label.startswith("h-"):
        return "getallen"
    return {"section": "koppen", "figure": "figuren", "table": "tabellen"}.get(soort, "rest")


def _woorden(soort: str, html: str, begin: int) -> str:
    """What a reader sees at a place (HTML): heading, caption, or the words it stands in."""
    vorm = _WOORDEN.get(soort)
    gevonden = vorm.search(html, begin) if vorm else None
    if gevonden is None or html.startswith("<strong>", begin - len("<strong>")):
        einde = _EINDE.search(html, begin)
        return kale_tekst(html[begin : einde.start() if einde else begin])
    return kale_tekst(gevonden[1])


def _kort(woorden: str) -> str:
    """Not longer than fits on a line, cut between words."""
    kaal = unescape(woorden)
    if len(kaal) <= LANGST:
        return woorden
    return f"{escape(kaal[:LANGST].rsplit(' ', 1)[0])} …"
