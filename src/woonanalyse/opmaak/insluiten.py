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
_BEELD_IN_BYTES = re.compile(_BEELD.pattern.encode())
_STIJL = re.compile(r'<link rel="stylesheet" href="[^"]*">')
_RUW = re.compile(r"(<(script|style)\b.*?</\2>)", re.DOTALL)
_TEKST = re.compile(r">[^<]*[\"'][^<]*")


def sluit_in(pagina: str, map_: Path, stijl: str) -> bytes | None:
    """`pagina` with the pictures it names from `map_` and, in the place of its one style sheet, `stijl`.

    None where it holds something else than SVG pictures in files to be put in. Those are most of a large page
    and come in when that is bytes: as text each of their signs would take two.
    """
    los, beelden = _STIJL.subn(lambda _: stijl, pagina), dict[bytes, bytes]()
    if los[1] != 1 or "srcset=" in pagina or _VREEMD.search(pagina):
        return None
    for bron in dict.fromkeys(_BEELD.findall(pagina)):
        if not re.fullmatch(r"[\w./-]+\.svg", bron, re.ASCII):
            return None
        try:
            inhoud = (map_ / bron).read_bytes()
        except OSError:
            return None
        beelden[bron.encode()] = b"data:image/svg+xml;base64," + b64encode(inhoud)
    heel, delen = list[bytes](), _RUW.split(los[0])
    for nr in range(0, len(delen), 3):  # between two: the element itself, and its name
        begin, deel = 0, _TEKST.sub(_zonder_aanhaling, delen[nr]).encode()
        for treffer in _BEELD_IN_BYTES.finditer(deel):
            heel += [deel[begin : treffer.start(1)], beelden[treffer[1]]]
            begin = treffer.end(1)
        heel += [deel[begin:], "".join(delen[nr + 1 : nr + 2]).encode()]
    return b"".join(heel)


def stijl_van(pagina: str) -> str | None:
    """The style that pandoc put in a page; None when it is not one element."""
    gevonden = [deel for deel, naam in _RUW.findall(pagina) if naam == "style"]
    return gevonden[0] if len(gevonden) == 1 else None


def _zonder_aanhaling(treffer: re.Match[str]) -> str:
    return treffer[0].replace('"', "&quot;").replace("'", "&#39;")
