"""`woonanalyse editie`: the board of an edition, and the file of a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from woonanalyse.cli.keuzes import AlsJson
from woonanalyse.cli.open_project import open_project
from woonanalyse.cli.scherm import GebruiksFout, netjes, uit, waarschuw
from woonanalyse.cli.taal import Opdracht
from woonanalyse.kern.getal import aantal, datum, hoeveel

if TYPE_CHECKING:
    from woonanalyse.edities.bord import Bord, Nodig, Regel

NIEUW = "nieuw"
BREED = 22
"""A name of a municipality that is longer is cut off."""
TEKENS = {"geleverd": "●", "met opmerkingen": "◐", "ontbreekt": "○"}
MEER = {"ontbreekt": "ontbreken"}
"""A state as it is said of more than one."""


def editie(
    naam: Annotated[
        str | None,
        typer.Argument(
            metavar="NAAM", help="De editie, zonder deze keuze de nieuwste; of: nieuw NAAM."
        ),
    ] = None,
    nieuwe: Annotated[
        str | None, typer.Argument(metavar="NIEUWE", help="De naam van de nieuwe, achter: nieuw.")
    ] = None,
    van: Annotated[
        str | None,
        typer.Option(
            "--van", metavar="E", help="Bij nieuw: de editie waarvan overgaat wat blijft."
        ),
    ] = None,
    peildatum: Annotated[
        str | None,
        typer.Option(
            "--peildatum",
            metavar="JJJJ-MM-DD",
            help="Bij nieuw: de dag waarvoor de plannen gelden.",
        ),
    ] = None,
    als_json: AlsJson = False,
) -> None:
    """Toon wat er voor een editie is geleverd en wat niet, of maak met `nieuw` de volgende."""
    with netjes():
        wortel = open_project()
        if naam == NIEUW:
            naam = _maak(wortel, nieuwe, van, peildatum, stil=als_json)
        elif nieuwe or van or peildatum:
            raise GebruiksFout(
                "--van, --peildatum en een tweede naam horen bij: woonanalyse editie nieuw NAAM."
            )
        bord = _bord(wortel, naam)
        if als_json:
            uit.print_json(data=_als_json(bord))
        else:
            _toon(bord)


def _maak(
    wortel: Path, nieuwe: str | None, van: str | None, peildatum: str | None, *, stil: bool
) -> str:
    from woonanalyse.edities.nieuw import maak
    from woonanalyse.uitvoering.geheugen import alleen

    if not (nieuwe and van and peildatum):
        raise GebruiksFout(
            "Geef de naam, de editie waarvan wordt overgenomen en de peildatum: woonanalyse editie nieuw "
            "2027 --van 2021 --peildatum 2027-01-01."
        )
    with alleen(wortel):
        bestand = maak(wortel, nieuwe, van, peildatum)
    if not stil:
        uit.print(f"{bestand} is gemaakt; waar KIES staat, kiest u zelf.\n", markup=False)
    return nieuwe


def _bord(wortel: Path, naam: str | None) -> Bord:
    from woonanalyse.edities.bord import lees_plannen, maak_bord
    from woonanalyse.kern.regio import lees_regio
    from woonanalyse.leveringen.stand import standen
    from woonanalyse.onderwerpen.dossier import lees_dossier_van
    from woonanalyse.onderwerpen.reeks import nieuwste

    regio = lees_regio(wortel)
    dossier = lees_dossier_van(wortel, regio, naam or nieuwste(wortel, regio))
    waarschuw(dossier.gewijzigd, ())
    return maak_bord(dossier, lees_plannen(wortel, dossier), standen(wortel))


def _als_json(bord: Bord) -> dict[str, object]:
    return {
        **asdict(bord),
        "totalen": {wat: bord.telling(wat) for wat in ("plannen", "behoefte")},
    }


def _toon(bord: Bord) -> None:
    dag = f", peildatum {datum(bord.peildatum)}" if bord.peildatum else ""
    _zeg(f"{bord.naam} (editie {bord.editie}){dag}", style="bold")
    breed = min(BREED, max(len(regel.gemeente) for regel in bord.regels))
    kop = [
        "Gemeente".ljust(breed),
        f"{'Plannen':<16}",
        f"{'Versie, stand':<17}",
        f"{'Behoefte':<11}",
    ]
    _zeg("  ".join([*kop, "Registers"]))
    for regel in bord.regels:
        _zeg(_regel(regel, breed))
    for wat in ("plannen", "behoefte"):
        delen = [
            f"{aantal(n)} {MEER.get(stand, stand) if n > 1 else stand}"
            for stand, n in bord.telling(wat).items()
            if n
        ]
        _zeg(f"{wat.capitalize()}: {', '.join(delen)}")
    if bord.scenario:
        _zeg("Dit is een scenario: het toont geen echte stand, en niemand hoeft ervoor te leveren.")
    elif not bord.nodig:
        _zeg("Er is niets meer nodig.")
    for wat in dict.fromkeys(een.wat for een in bord.nodig):
        _toon_nodig([een for een in bord.nodig if een.wat == wat], bord.peildatum)


def _regel(regel: Regel, breed: int) -> str:
    naam = regel.gemeente if len(regel.gemeente) <= breed else f"{regel.gemeente[: breed - 1]}…"
    stand = f"{TEKENS[regel.plannen]} {regel.plannen}"
    if regel.open:
        stand = f"{TEKENS[regel.plannen]} {hoeveel(regel.open, 'opmerking', 'opmerkingen')}"
    versie = f"{regel.versie}, {regel.stand}".strip(", ") if regel.versie else "–"
    behoefte = f"{TEKENS[regel.behoefte]} {regel.behoefte}"
    er = sum(een != "ontbreekt" for een in regel.registers.values())
    delen = [f"{naam:<{breed}}", f"{stand:<16}", f"{versie:<17}", f"{behoefte:<11}"]
    return "  ".join([*delen, f"{er} van {len(regel.registers)}"])


def _toon_nodig(nodig: Sequence[Nodig], peildatum: str) -> None:
    """What is needed of one kind; the commands with a word in the place of what differs."""
    eerste = nodig[0]
    if not eerste.code:
        _zeg(f"\nNog nodig: {eerste.wat}, van {eerste.van}")
        waar = (
            eerste.bestand
            if eerste.maken
            else f"noem de tabel en haar kolommen in {eerste.bestand}"
        )
        _zeg(f"  {waar}")
        maken, innemen = eerste.maken, eerste.innemen
    else:
        wie = hoeveel(len(nodig), "gemeente", "gemeenten")
        _zeg(f"\nNog nodig: {eerste.wat}, van {wie}")
        for een in nodig:
            _zeg(f"  {een.van:<{BREED}}  {een.code}  {een.bestand}")
        maken = f"woonanalyse sjabloon plannen --gemeente CODE --peildatum {peildatum}"
        innemen = f"woonanalyse lever BESTAND --partij CODE --peildatum {peildatum}"
    for woord, opdracht in (("maken", maken), ("innemen", innemen)):
        if opdracht:
            _zeg(f"  {woord + ':':<9} {opdracht}")


def _zeg(regel: str, style: str | None = None) -> None:
    uit.print(regel, style=style, markup=False)


def voeg_toe(app: typer.Typer) -> None:
    """The command."""
    app.command(cls=Opdracht)(editie)
