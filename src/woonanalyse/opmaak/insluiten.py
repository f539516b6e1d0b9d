"""A page with its pictures and style in it, as pandoc puts them there, and much faster."""

from __future__ import annotations

import re
from pathlib import Path

from woonanalyse.opmaak.paginabeelden import Beeldtekst, merk

_VREEMD = re.compile(
    rb"<(?:(?:script|iframe|source|video|audio|embed|object|input|track)\b[^<>]*\s(?:src|data|poster)="
    rb"|math\b|!--)",
)
"""What only pandoc can put in a page, or writes otherwise when it does."""
_BEELD = re.compile(rb'(?<=<img src=")[^"]*(?=")')
_STIJL = re.compile(rb'<link rel="stylesheet" href="[^"]*">')
_RUW = re.compile(rb"(<(script|style)\b.*?</\2>)", re.DOTALL)
_TEKST = re.compile(rb">[^<]*[\"'][^<]*")


def sluit_in(pagina: bytes, map_: Path, stijl: bytes) -> Beeldtekst | None:
    """`pagina` with `stijl` in the place of its one style sheet, and with the pictures it names from `map_`.

    None where it holds something else than SVG pictures in files to be put in.
    """
    los, aantal = _STIJL.subn(lambda _: stijl, pagina)
    if aantal != 1 or b"srcset=" in pagina or _VREEMD.search(pagina):
        return None
    namen = {bron: nr for nr, bron in enumerate(dict.fromkeys(_BEELD.findall(pagina)))}
    if not all(re.fullmatch(rb"[\w./-]+\.svg", bron) for bron in namen):
        return None
    paden = [map_ / bron.decode() for bron in namen]
    if not all(pad.is_file() for pad in paden):
        return None
    delen = _RUW.split(los)
    del delen[2::3]  # the name of an element that stands before it
    for nr in range(0, len(delen), 2):
        tekst = _TEKST.sub(_zonder_aanhaling, delen[nr])
        delen[nr] = _BEELD.sub(lambda bron: merk(namen[bron[0]]), tekst)
    return Beeldtekst(b"".join(delen), paden)


def stijl_van(pagina: bytes) -> bytes | None:
    """The style that pandoc put in a page; None when it is not one element."""
    gevonden = [deel for deel, naam in _RUW.findall(pagina) if naam == b"style"]
    return gevonden[0] if len(gevonden) == 1 else None


def _zonder_aanhaling(treffer: re.Match[bytes]) -> bytes:
    return treffer[0].replace(b'"', b"&quot;").replace(b"'", b"&#39;")
