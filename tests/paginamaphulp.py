"""The sample report, with a last chapter that refers to all others."""

from __future__ import annotations

from pathlib import Path

from browser import paginavoorbeeld as voorbeeld
from rapporthulp import TIJDSTIP, bouw_project

from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.opmaak import render
from woonanalyse.opmaak.paginabeelden import neem_uit
from woonanalyse.opmaak.paginamap import schrijf_in_map

NAMEN = {code.upper(): naam for code, naam in voorbeeld.GEMEENTEN.items()}
SLOT = """
# Slot {#sec-slot}

Zie [artikel 13](#artikel-13), @sec-kwaad, @tbl-sorteer, @fig-kaart, de code [B7](#h-b7){.wa-code} en
[een site](https://voorbeeld.nl/#artikel-13).
"""


def maak(map_: Path) -> Path:
    """The page of the sample report, as one file; the table below the map leads to municipalities, as one of
    many does."""
    tekst = voorbeeld.tekst()
    voor, na = tekst.split('fig-alt="Kaart van vier gemeenten."}')
    for slot, naam in voorbeeld.GEMEENTEN.items():
        na = na.replace(f"| {veilig(naam)} |", f"| [{veilig(naam)}](#sec-{slot}) |", 1)
    tekst = f'{voor}fig-alt="Kaart van vier gemeenten."}}{na}'
    wortel = bouw_project(
        map_,
        f"{tekst}\n{SLOT}",
        cellen=voorbeeld.cellen(),
        bestanden=voorbeeld.bestanden(),
    )
    render(wortel, "html", wortel / "rwp.html", tijdstip=TIJDSTIP)
    return wortel / "rwp.html"


def knip(pagina: Path) -> None:
    """Make a folder of pages of that one."""
    schrijf_in_map(neem_uit(pagina.read_bytes()), pagina, pagina.parent, NAMEN)
