"""Published tables that come in through `woonanalyse lever`, and what is told of them on the screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from woonanalyse.cli.scherm import waarschuw, zeg
from woonanalyse.kern.getal import aantal, hoeveel

if TYPE_CHECKING:
    from woonanalyse.kern.regio import Regio
    from woonanalyse.leveringen.statline import Ingenomen, Soort


def neem_tabel(wortel: Path, regio: Regio, editie: str, pad: Path, *, proef: bool) -> None:
    """The table of an edition; raises InvoerFout where it is not taken in."""
    from woonanalyse.edities.inname import neem_tabel as inname

    doel, meldingen = inname(wortel, regio, editie, pad, proef=proef)
    zeg(f"{pad.name}: tabel van editie {editie}")
    _slot(doel, proef=proef)
    waarschuw([], meldingen)


def neem_statline(
    wortel: Path,
    regio: Regio,
    pad: Path,
    soort: Soort,
    opgehaald: str,
    *,
    proef: bool,
    vervang: bool,
) -> None:
    """A download of CBS; raises InvoerFout where it is not taken in."""
    from woonanalyse.leveringen.statline import neem_in

    klaar = neem_in(wortel, regio, pad, soort, opgehaald, proef=proef, vervang=vervang)
    zeg(f"{pad.name}: CBS {klaar.nummer}, {soort.titel}")
    over = f", waarvan {aantal(klaar.nieuw)} nieuw" if klaar.vervangt else ""
    zeg(f"  {hoeveel(klaar.rijen, 'rij', 'rijen')}{over}")
    _slot(klaar.bestand, proef=proef)
    zeg(f"  {_waarvoor(klaar, soort, proef=proef)}")


def _waarvoor(klaar: Ingenomen, soort: Soort, *, proef: bool) -> str:
    """Which subject reads the table, or that none does."""
    if not soort.instelling:
        return "Nog geen onderwerp leest deze tabel; zij wordt alleen bewaard."
    if not klaar.genoemd:
        return f"telt mee: data/regio.yml noemt haar bij {soort.instelling}"
    hoe = "zou worden genoemd" if proef else "is genoemd"
    return f"telt mee: zij {hoe} in data/regio.yml, bij {soort.instelling}"


def _slot(doel: str, *, proef: bool) -> None:
    wat = "proef: er is niets ingenomen; het zou komen in" if proef else "ingenomen:"
    zeg(f"  {wat} {doel}")
