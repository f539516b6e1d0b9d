"""The gate for a page: it stands alone, its links arrive, and a screen reader can use it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from woonanalyse.kern.project import bronpad
from woonanalyse.uitgave.poort.pagina import Feiten, lees_pagina, tekst_van
from woonanalyse.uitgave.poort.tekst import UitData, plat, resten, wortel_in, wortel_van

SCRIPTS = tuple(
    f"report/_extensions/woonanalyse/{naam}.html"
    for naam in ("tabellen", "gemeenten", "combinaties")
)
SCRIPTS_IN_MAP = tuple(script.replace("/gemeenten.", "/paginamap.") for script in SCRIPTS)
"""Of a page in a folder of pages."""
_BIJSCHRIFT = re.compile(r"^(?:Figuur|Tabel)\s*\d+\s*:\s*")


def controleer_html(
    pad: Path,
    uit_data: UitData = tuple,
    buren: Mapping[str, Collection[str]] | None = None,
    geheugen: dict[str, Any] | None = None,
) -> list[str]:
    """The problems of a finished page, in Dutch; empty when it is fine. `uit_data`: as for a PDF.

    `buren`: of a page in a folder of pages, what there is to link to beside it: the labels in each file, by
    its address from this page. `geheugen`: holds as `stukken` what this left of an earlier page, with the
    same code; what it leaves of this one comes in its place.
    """
    try:
        pagina = pad.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fout:
        return [f"{pad.name}: de pagina is niet te lezen ({fout})"]
    wortel = wortel_van(pad)
    feiten, onthouden = lees_pagina(pagina, wortel, (geheugen or {}).get("stukken", {}))
    if geheugen is not None:
        geheugen["stukken"] = onthouden
    tekst = tekst_van(pagina) if feiten.nakijken else ""
    problemen = [*resten(tekst, uit_data), *_kenmerken(feiten), *_links(feiten), *_beelden(feiten)]
    eigen = _eigen_scripts(wortel, SCRIPTS if buren is None else SCRIPTS_IN_MAP)
    problemen += [*_scripts(feiten, eigen), *_ernaast(feiten, buren), *feiten.afwijkend]
    problemen += wortel_in(tekst, wortel)
    return [f"{pad.name}: {p}" for p in dict.fromkeys(problemen)]


def _kenmerken(feiten: Feiten) -> list[str]:
    goed = feiten.talen[:1] in (["nl"], ["nl-NL"])
    problemen = [] if goed else ["de taal (lang) is niet nl-NL"]
    if not any(titel.strip() for titel in feiten.titels[:1]):
        problemen.append("de titel ontbreekt")
    if not feiten.koppen:
        problemen.append("er is geen kop van het eerste niveau")
    if feiten.koppen > 1:
        problemen.append("er is meer dan één kop van het eerste niveau (h1)")
    if feiten.hoofddelen != 1:
        problemen.append("er is niet precies één hoofddeel (main)")
    dubbel = [i for i, n in Counter(feiten.ids).items() if n > 1]
    return problemen + [f"het id '{i}' komt meer dan één keer voor" for i in dubbel]


def _links(feiten: Feiten) -> list[str]:
    ids = set(feiten.ids)
    stuk = [f"de link naar '#{d}' komt nergens uit" for d in feiten.links if unquote(d) not in ids]
    for eigenschap, waarde in feiten.aria:
        stuk += [
            f"{eigenschap} wijst naar '{i}', dat er niet is" for i in waarde.split() if i not in ids
        ]
    return stuk


def _ernaast(feiten: Feiten, buren: Mapping[str, Collection[str]] | None) -> list[str]:
    """Style from elsewhere than the folder, and links that lead to no page, or no place, in it."""
    stuk = [
        f"<link> haalt iets van buiten: {adres[:80]}"
        for adres in feiten.stijlbladen
        if not (buren and adres in buren and adres.endswith(".css"))
    ]
    for adres in feiten.ernaast if buren is not None else []:
        bestand, _, label = adres.partition("#")
        er = (buren or {}).get(bestand)
        if er is None or (label and unquote(label) not in er):
            stuk.append(f"de link naar '{adres[:80]}' komt nergens uit")
    return stuk


def _beelden(feiten: Feiten) -> list[str]:
    stuk = []
    beelden = sorted(feiten.beelden, key=lambda beeld: beeld[0] == "svg")
    for nr, (_, alt, verborgen, tekst) in enumerate(beelden, start=1):
        if not alt and not verborgen:
            stuk.append(f"afbeelding {nr} heeft geen alternatieve tekst")
        elif alt and plat(alt) in (plat(tekst), plat(_BIJSCHRIFT.sub("", tekst))):
            stuk.append(
                f"de alternatieve tekst van afbeelding {nr} is het bijschrift: '{alt[:60]}'"
            )
    return stuk


def _scripts(feiten: Feiten, eigen: Collection[str]) -> list[str]:
    """Scripts that are not the extension's own."""
    teksten = [tekst for _, tekst in feiten.scripts]
    if any(eigenschappen or tekst not in eigen for eigenschappen, tekst in feiten.scripts):
        return ["de pagina bevat een script dat niet van de uitbreiding is"]
    if len(set(teksten)) < len(teksten):
        return ["een script van de uitbreiding staat er meer dan één keer in"]
    return []


def _eigen_scripts(wortel: Path | None, scripts: Sequence[str]) -> list[str]:
    """The texts of the scripts that the project's extension puts in a page; there may be none."""
    paden = [bronpad(wortel, script) for script in scripts] if wortel is not None else []
    gelezen = [
        lees_pagina(pad.read_text(encoding="utf-8"), None, {})[0] for pad in paden if pad.is_file()
    ]
    return [tekst for feiten in gelezen for _, tekst in feiten.scripts[:1] if tekst]
