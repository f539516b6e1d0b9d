"""Typst source to an accessible PDF, with the same bytes for the same input."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from woonanalyse.kern.bestanden import schrijf_tekst
from woonanalyse.kern.vooruit import geef
from woonanalyse.opmaak.instellingen import Instellingen
from woonanalyse.opmaak.plaatsen import twee_plaatsen
from woonanalyse.opmaak.problemen import Plaats, QuartoFout, probleem
from woonanalyse.opmaak.typstproces import Uitkomst, zet, zet_apart

GROOT = 100_000
"""Signs of a source: for more Typst takes hundreds of MB, and keeps them as long as its process runs."""

_FIGUUR = re.compile(r'(?<!set )\bimage\("([^"\\]*)"')
_ANDERS = re.compile(
    r'(?<!set )\bimage\((?!"[^"\\]*")|(?<!kind: )\bimage\b(?!\()'
    r"|(?<![\w.])(?:import|include|read|plugin|bibliography|json|csv|yaml|toml|xml|cbor|eval)\b"
)
"""What may bring in a file that is not named here in so many words."""


def hash_van_invoer(bron: bytes, instellingen: Instellingen) -> str | None:
    """The fingerprint of all that `maak_pdf` looks at but the date; None where the source may use a file in
    another way than as a picture with a plain name."""
    tekst = bron.decode()
    if _ANDERS.search(tekst):
        return None
    som = hashlib.sha256(bron)
    som.update(json.dumps(instellingen.opties.get("pdf-standard"), default=str).encode())
    mappen = _lettermappen(instellingen)
    paden = [pad for map_ in mappen for pad in sorted(map_.rglob("*")) if pad.is_file()]
    # as Typst does it: `..` takes a name away, whatever the folder is a link to
    namen = (os.path.normpath(f"{instellingen.wortel}/{n}") for n in _FIGUUR.findall(tekst))
    paden += map(Path, namen)
    try:
        for pad in paden:
            som.update(hashlib.sha256(pad.read_bytes()).digest())
    except OSError:
        return None
    return som.hexdigest()


def maak_pdf(
    bron: bytes, instellingen: Instellingen, tijdstip: int, eerder: Path | None = None
) -> bytes:
    """Compile; an error or a warning stops the render. `eerder`: where a source is kept with which a program
    may have begun (`kern.vooruit`), in the place of which this one comes."""
    keuzes = {
        "root": str(instellingen.wortel),
        "font_paths": [str(p) for p in _lettermappen(instellingen)],
        "ignore_system_fonts": True,
        "pdf_standards": list(instellingen.opties.get("pdf-standard") or []),
        "timestamp": tijdstip,
    }
    plaats = Plaats(instellingen.naam(instellingen.document))
    if len(bron) > GROOT:
        if eerder is not None:
            eerder.unlink(missing_ok=True)
        with twee_plaatsen():
            uitkomst = zet_apart(bron, keuzes)
    else:
        uitkomst = _zet_met(eerder, bron, keuzes) or zet(bron, keuzes)
    if uitkomst is None:
        wel = "minder tegelijk op deze machine, en de opdracht opnieuw"
        raise QuartoFout([probleem(plaats, "Typst is gestopt voor het klaar was", wel)])
    pdf, meldingen = uitkomst
    if pdf is None or meldingen:
        raise QuartoFout([probleem(plaats, *_uitleg(*melding)) for melding in meldingen])
    return pdf


def _zet_met(eerder: Path | None, bron: bytes, keuzes: Mapping[str, Any]) -> Uitkomst | None:
    """What the program that began with `eerder` makes of it; None where there is none."""
    if eerder is None:
        return None
    antwoord = geef(eerder, pickle.dumps((bron, dict(keuzes))))
    schrijf_tekst(eerder, json.dumps({"bron": bron.decode(), "keuzes": keuzes}, ensure_ascii=False))
    if not antwoord:
        return None
    try:
        uitkomst: Uitkomst = pickle.loads(antwoord)
    except (pickle.UnpicklingError, EOFError):  # it was ended halfway
        return None
    return uitkomst


def _lettermappen(instellingen: Instellingen) -> list[Path]:
    """The folders with fonts; as in Quarto they start at the document's folder."""
    mappen = [instellingen.map / str(m) for m in instellingen.opties.get("font-paths") or []]
    problemen = [
        probleem(
            instellingen.kop.plaats("font-paths"),
            f"de lettermap {instellingen.naam(m)} bestaat niet of bevat geen .ttf of .otf",
            "font-paths: [_extensions/woonanalyse/fonts]",
        )
        for m in mappen
        if not [*m.glob("*.ttf"), *m.glob("*.otf")]
    ]
    if problemen:
        raise QuartoFout(problemen)
    return mappen


def _uitleg(melding: str, hints: list[str]) -> tuple[str, str]:
    """Typst's own words, with a Dutch sentence around them."""
    wel = "; ".join(hints) or "tekst, figuren en lettertypen waarmee Typst zonder melding klaar is"
    if "unknown font family" in melding:
        wel = "het lettertype in de map van font-paths zetten"
    if ("font" in melding and "codepoint" in melding) or "could not be displayed" in melding:
        wel = "tekens die in het lettertype van het rapport zitten"
    return f"Typst meldt: {melding}", wel
