"""Text from data into Markdown: escaped, so that it shows as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LEESTEKENS = re.compile(r"([!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])")


def veilig(tekst: object) -> str:
    """`tekst` with every character that Markdown, Quarto or pandoc could read escaped, on one line."""
    return _LEESTEKENS.sub(r"\\\1", " ".join(str(tekst).split()))


def tabel(koppen: Sequence[str], rijen: Sequence[Sequence[str]], breedtes: Sequence[int]) -> str:
    """A pipe table; the cells are Markdown already.

    `breedtes` are relative column widths: positive aligns left, negative right. The rule under the
    header is longer than a line, which makes pandoc take the widths from it.
    """
    schaal = max(1, -(-100 // sum(abs(b) for b in breedtes)))
    streep = "|".join(
        "-" * (abs(b) * schaal + 1) + ":" if b < 0 else ":" + "-" * (b * schaal + 1)
        for b in breedtes
    )
    regels = ["| " + " | ".join(koppen) + " |", f"|{streep}|"]
    return "\n".join(regels + ["| " + " | ".join(rij) + " |" for rij in rijen])
