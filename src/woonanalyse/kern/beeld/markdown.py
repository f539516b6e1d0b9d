"""Text from data into Markdown: escaped, so that it shows as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from woonanalyse.kern.beeld.codes import link, met_herkomst

_LEESTEKENS = re.compile(r"([!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])")

_WIT = re.compile(r"[^\S\xa0]+")
"""White space, but for the space at which no line breaks."""

_EIGEN = re.compile(r"(?<!\\)\[((?:\\.|[^\]\\])*)\](?:\(#[^)]*\))?\{\.wa-[\w-]+\}")
"""Text with a class of the report's own, maybe a link within the report."""


def gewoon(markdown: str) -> str:
    """`markdown` without what only the report's own engines know: our classes, links into its annex."""
    return _EIGEN.sub(r"\1", markdown)


def veilig(tekst: object) -> str:
    """`tekst` with every character that Markdown, Quarto or pandoc could read escaped, on one line."""
    return _LEESTEKENS.sub(r"\\\1", _WIT.sub(" ", str(tekst)).strip())


def opsommen(namen: Sequence[str], tussen: str = ", ", laatste: str = " en ") -> str:
    """`namen` (text) in a sentence, as Markdown: a box that is full shows the first, and counts the rest."""
    delen = [f"[{veilig(naam)}]{{.wa-deel}}" for naam in namen]
    rij = laatste.join([tussen.join(delen[:-1]), delen[-1]] if len(delen) > 1 else delen)
    return f"[{rij}]{{.wa-opsomming}}"


def tabel(
    koppen: Sequence[str],
    rijen: Sequence[Sequence[str]],
    breedtes: Sequence[int],
    herkomst: Sequence[str] = (),
) -> str:
    """A pipe table; the cells are Markdown already.

    `breedtes` are relative column widths: positive aligns left, negative right. The rule under the
    header is longer than a line, which makes pandoc take the widths from it. With `herkomst`, a code
    per row, numbers after the first cell lead to their line in the annex, and a last column shows the code.
    """
    if herkomst:
        koppen, breedtes = [*koppen, "Bron"], [*breedtes, max(8, sum(map(abs, breedtes)) // 13)]
        rijen = [
            [rij[0], *(met_herkomst(cel, code) for cel in rij[1:]), link(code)]
            for rij, code in zip(rijen, herkomst, strict=True)
        ]
    schaal = max(1, -(-100 // sum(abs(b) for b in breedtes)))
    streep = "|".join(
        "-" * (abs(b) * schaal + 1) + ":" if b < 0 else ":" + "-" * (b * schaal + 1)
        for b in breedtes
    )
    regels = ["| " + " | ".join(koppen) + " |", f"|{streep}|"]
    return "\n".join(regels + ["| " + " | ".join(rij) + " |" for rij in rijen])
