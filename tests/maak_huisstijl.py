"""Write the blocks "huisstijl" of the Typst template and the style sheet, from `huisstijl.yml`.

.venv/bin/python tests/maak_huisstijl.py
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from hulp import WORTEL

from woonanalyse.kern.beeld.huisstijl import (
    BLADZIJDE,
    DONKER,
    HOOFDSTUKKEN,
    KLEUREN,
    OORDELEN,
    SCHERM,
)

MAP = WORTEL / "report/_extensions/woonanalyse"
MERK = "huisstijl: made from src/woonanalyse/kern/beeld/huisstijl.yml by tests/maak_huisstijl.py"
EINDE = "huisstijl: end"
BLOK = re.compile(rf"({MERK}[^\n]*\n).*?(?=[^\n]*{EINDE})", re.DOTALL)
"""From the one mark up to the other."""


def typst() -> str:
    """Colours, and the columns of a municipality's page."""
    regels = [f'#let {naam} = rgb("{kleur}")' for naam, kleur in {**KLEUREN, **OORDELEN}.items()]
    kolommen = ", ".join(f"{naam}: {tuple(m)}" for naam, m in BLADZIJDE["kolommen"].items())
    namen = {
        "zijmarge": "zijmarge",
        "tekstbreedte": "breedte",
        "roosterhoogte": "hoogte",
        "tussen": "tussen",
    }
    maten = [f"#let {naam} = {BLADZIJDE[maat]}mm" for naam, maat in namen.items()]
    return "\n".join([*regels, *maten, f"#let kolommen = ({kolommen})"]) + "\n"


def css() -> str:
    """Colours by light and by dark, and the colour of each chapter."""
    groepen = [{**KLEUREN, **SCHERM}, OORDELEN, HOOFDSTUKKEN]
    licht = [f"  {_eigenschappen(groep)}" for groep in groepen]
    donker = [f"    {_eigenschappen({n: DONKER[n] for n in groep})}" for groep in groepen]
    koppen = [f"#sec-{naam} {{ --thema: var(--{naam}); }}" for naam in HOOFDSTUKKEN]
    nacht = ["@media screen and (prefers-color-scheme: dark) {", "  :root {", *donker, "  }", "}"]
    return "\n".join([":root {", *licht, "}", *nacht, *koppen]) + "\n"


def _eigenschappen(kleuren: Mapping[str, str]) -> str:
    return " ".join(f"--{naam}: {kleur};" for naam, kleur in kleuren.items())


BLOKKEN = {"typst-template.typ": typst, "woonanalyse.css": css}


def main() -> None:
    """Write both."""
    for naam, maak in BLOKKEN.items():
        pad = MAP / naam
        tekst = pad.read_text(encoding="utf-8")
        pad.write_text(BLOK.sub(rf"\g<1>{maak()}", tekst), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
