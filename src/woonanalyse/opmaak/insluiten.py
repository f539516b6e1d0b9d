"""A page with its pictures and style in it, as pandoc puts them there, and much faster."""

from __future__ import annotations

import re
from base64 import b64encode
from pathlib import Path

_VREEMD = re.compile(
    r"<(?:(?:script|iframe|source|video|audio|embed|object|input|track)\b[^<>]*\s(?:src|data|poster)="
    r"|math\b|!--)",
)
"""What only pandoc can put in a page, or writes otherwise when it does."""
_BEELD = re.compile(r'<img src="([^"]*)"')
_STIJL = re.compile(r'<link rel="stylesheet" href="[^"]*">')
_RUW = re.compile(r"(<(script|style)\b.*?</\2>)", re.DOTALL)
_TEKST = re.compile(r">[^<]*[\"'][^<]*")


def sluit_in(pagina: str, map_: Path, stijl: str) -> str | None:
    """`pagina` with the pictures it names from `map_` and, in the place of its one style sheet, `stijl`.

    None where it holds something else than SVG pictures in files to be put in.
    """
    los, beelden = _STIJL.subn(lambda _: stijl, pagina), dict[str, str]()
    if los[1] != 1 or "srcset=" in pagina or _VREEMD.search(pagina):
        return None
    for bron in dict.fromkeys(_BEELD.findall(pagina)):
        if not re.fullmatch(r"[\w./-]+\.svg", bron, re.ASCII):
            return None
        try:
            inhoud = (map_ / bron).read_bytes()
        except OSError:
            return None
        beelden[bron] = f"data:image/svg+xml;base64,{b64encode(inhoud).decode()}"
    delen = _RUW.split(los[0])
    for nr in range(0, len(delen), 3):  # between two: the element itself, and its name
        delen[nr] = _TEKST.sub(_zonder_aanhaling, delen[nr])
        delen[nr] = _BEELD.sub(lambda t: f'<img src="{beelden[t[1]]}"', delen[nr])
        if nr + 1 < len(delen):
            delen[nr + 2] = ""
    return "".join(delen)


def stijl_van(pagina: str) -> str | None:
    """The style that pandoc put in a page; None when it is not one element."""
    gevonden = [deel for deel, naam in _RUW.findall(pagina) if naam == "style"]
    return gevonden[0] if len(gevonden) == 1 else None


def _zonder_aanhaling(treffer: re.Match[str]) -> str:
    return treffer[0].replace('"', "&quot;").replace("'", "&#39;")
