"""The gate for a page: it stands alone, its links arrive, and a screen reader can use it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag

from woonanalyse.kern.project import bronpad
from woonanalyse.uitgave.poort.tekst import MACHINEPAD, plat, resten, wortel_in, wortel_van

SCRIPTS = tuple(
    f"report/_extensions/woonanalyse/{naam}.html"
    for naam in ("tabellen", "gemeenten", "combinaties")
)
SCRIPTS_IN_MAP = tuple(script.replace("/gemeenten.", "/paginamap.") for script in SCRIPTS)
"""Of a page in a folder of pages."""
_SCHEMA = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_BIJSCHRIFT = re.compile(r"^(?:Figuur|Tabel)\s*\d+\s*:\s*")


def controleer_html(
    pad: Path, uit_data: Sequence[str] = (), buren: Mapping[str, Collection[str]] | None = None
) -> list[str]:
    """The problems of a finished page, in Dutch; empty when it is fine. `uit_data`: as for a PDF.

    `buren`: of a page in a folder of pages, what there is to link to beside it: the labels in each file, by
    its address from this page.
    """
    try:
        boom = BeautifulSoup(pad.read_text(encoding="utf-8"), "html.parser")
    except (OSError, UnicodeDecodeError) as fout:
        return [f"{pad.name}: de pagina is niet te lezen ({fout})"]
    alle = boom.find_all(True)
    soorten: dict[str, list[Tag]] = defaultdict(list)
    for element in alle:
        soorten[element.name].append(element)
    problemen = [*_kenmerken(alle, soorten), *_links(alle, soorten["a"])]
    problemen += _ernaast(soorten, buren) if buren is not None else []
    problemen += [*_beelden([*soorten["img"], *soorten["svg"]]), *_buiten(soorten, buren or {})]
    wortel = wortel_van(pad)
    problemen += [
        *_opdrachten(
            alle, soorten, _eigen_scripts(wortel, SCRIPTS if buren is None else SCRIPTS_IN_MAP)
        ),
        *_rijen(soorten["tr"]),
    ]
    problemen += _paden(alle, wortel)
    for verborgen in [*soorten["script"], *soorten["style"], *soorten["template"]]:
        verborgen.extract()
    tekst = boom.get_text(" ")
    problemen = [*resten(tekst, uit_data), *problemen, *wortel_in(tekst, wortel)]
    return [f"{pad.name}: {p}" for p in dict.fromkeys(problemen)]


def _kenmerken(alle: Iterable[Tag], soorten: Mapping[str, list[Tag]]) -> list[str]:
    talen = [html.get("lang") for html in soorten["html"][:1]]
    problemen = [] if talen in (["nl"], ["nl-NL"]) else ["de taal (lang) is niet nl-NL"]
    if not any(titel.get_text().strip() for titel in soorten["title"][:1]):
        problemen.append("de titel ontbreekt")
    if not soorten["h1"]:
        problemen.append("er is geen kop van het eerste niveau")
    if len(soorten["h1"]) > 1:
        problemen.append("er is meer dan één kop van het eerste niveau (h1)")
    if len(soorten["main"]) != 1:
        problemen.append("er is niet precies één hoofddeel (main)")
    dubbel = [i for i, n in Counter(_waarden(alle, "id")).items() if n > 1]
    return problemen + [f"het id '{i}' komt meer dan één keer voor" for i in dubbel]


def _waarden(elementen: Iterable[Tag], eigenschap: str) -> list[str]:
    return [str(element[eigenschap]) for element in elementen if eigenschap in element.attrs]


def _links(alle: Iterable[Tag], links: Iterable[Tag]) -> list[str]:
    ids = set(_waarden(alle, "id"))
    doelen = [adres[1:] for adres in _waarden(links, "href") if adres.startswith("#")]
    stuk = [f"de link naar '#{d}' komt nergens uit" for d in doelen if unquote(d) not in ids]
    for eigenschap in ("aria-labelledby", "aria-describedby"):
        for waarde in _waarden(alle, eigenschap):
            stuk += [
                f"{eigenschap} wijst naar '{i}', dat er niet is"
                for i in waarde.split()
                if i not in ids
            ]
    return stuk


def _beelden(beelden: Iterable[Tag]) -> list[str]:
    stuk = []
    for nr, beeld in enumerate(beelden, start=1):
        alt = str(beeld.get("alt") or "").strip()
        if beeld.get("role") == "img":
            alt = alt or str(beeld.get("aria-label") or "").strip()
        figuur = beeld.find_parent("figure")
        bijschrift = figuur.find("figcaption") if isinstance(figuur, Tag) else None
        tekst = "" if bijschrift is None else " ".join(bijschrift.get_text().split())
        if not alt and beeld.get("aria-hidden") != "true":
            stuk.append(f"afbeelding {nr} heeft geen alternatieve tekst")
        elif alt and plat(alt) in (plat(tekst), plat(_BIJSCHRIFT.sub("", tekst))):
            stuk.append(
                f"de alternatieve tekst van afbeelding {nr} is het bijschrift: '{alt[:60]}'"
            )
    return stuk


def _ernaast(soorten: Mapping[str, list[Tag]], buren: Mapping[str, Collection[str]]) -> list[str]:
    """Links and forms that lead to a file: one of the pages beside this one, and a place in it."""
    stuk = []
    for adres in (*_waarden(soorten["a"], "href"), *_waarden(soorten["form"], "action")):
        bestand, _, label = adres.partition("#")
        if not bestand or _SCHEMA.match(bestand):
            continue
        if bestand not in buren or (label and unquote(label) not in buren[bestand]):
            stuk.append(f"de link naar '{adres[:80]}' komt nergens uit")
    return stuk


def _buiten(soorten: Mapping[str, list[Tag]], buren: Mapping[str, Collection[str]]) -> list[str]:
    """Whatever a browser would fetch: the page has to stand alone, but for the style of its folder."""
    stuk = []
    for naam, eigenschap in (
        ("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("video", "src"),
        ("audio", "src"), ("embed", "src"), ("object", "data"), ("link", "href"),
    ):  # fmt: skip
        for adres in _waarden(soorten[naam], eigenschap):
            eigen = naam == "link" and adres in buren and adres.endswith(".css")
            if not adres.startswith(("data:", "#")) and not eigen:
                stuk.append(f"<{naam}> haalt iets van buiten: {adres[:80]}")
    return stuk + [
        probleem for stijl in soorten["style"] for probleem in stijl_van_buiten(stijl.get_text())
    ]


def stijl_van_buiten(stijl: str) -> list[str]:
    """What a style sheet would have a browser fetch."""
    adressen = re.findall(r"(?:@import\s+|url\()\s*[\"']?([^\"')\s]+)", stijl)
    vreemd = [een for een in adressen if not een.startswith(("data:", "#", "url(data:"))]
    return [f"de stijl haalt iets van buiten: {adres[:80]}" for adres in vreemd]


def _rijen(rijen: Iterable[Tag]) -> list[str]:
    """In a table of more than one column, every row says in its head what it is about."""
    stuk = []
    for rij in rijen:
        cellen = rij.find_all(["td", "th"], recursive=False)
        kaal = len(cellen) > 1 and not any(cel.name == "th" for cel in cellen)
        if kaal:
            stuk.append(f"een rij zonder rijkop: '{' '.join(rij.get_text(' ').split())[:60]}'")
    return stuk


def _paden(alle: Iterable[Tag], wortel: Path | None) -> list[str]:
    """Attributes that name a place on somebody's machine."""
    stuk = []
    for element in alle:
        for naam, waarde in element.attrs.items():
            tekst = str(waarde)
            if MACHINEPAD.match(tekst.strip()) or (wortel and str(wortel) in tekst):
                stuk.append(f"<{element.name}> noemt een pad op een machine ({naam}): {tekst[:80]}")
    return stuk


def _opdrachten(
    alle: Iterable[Tag], soorten: Mapping[str, list[Tag]], eigen: Collection[str]
) -> list[str]:
    """Scripts that are not the extension's own, and orders in elements."""
    problemen = []
    scripts = soorten["script"]
    if any(s.attrs or not s.string or s.string not in eigen for s in scripts):
        problemen.append("de pagina bevat een script dat niet van de uitbreiding is")
    elif len({s.string for s in scripts}) < len(scripts):
        problemen.append("een script van de uitbreiding staat er meer dan één keer in")
    for element in alle:
        opdrachten = [naam for naam in element.attrs if naam.startswith("on")]
        problemen += [f"<{element.name}> heeft een opdracht ({naam})" for naam in opdrachten]
    for adres in _waarden(soorten["a"], "href"):
        if adres.strip().lower().startswith(("javascript:", "data:", "vbscript:")):
            problemen.append(f"een link voert iets uit: {adres[:80]}")
    return problemen


def _eigen_scripts(wortel: Path | None, scripts: Sequence[str]) -> list[str]:
    """The texts of the scripts that the project's extension puts in a page; there may be none."""
    paden = [bronpad(wortel, script) for script in scripts] if wortel is not None else []
    bomen = [
        BeautifulSoup(pad.read_text(encoding="utf-8"), "html.parser")
        for pad in paden
        if pad.is_file()
    ]
    return [str(boom.script.string) for boom in bomen if boom.script is not None]
