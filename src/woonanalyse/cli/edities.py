"""`woonanalyse editie`: the board of an edition, and the file of a new one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from woonanalyse.cli.keuzes import AlsJson
from woonanalyse.cli.open_project import open_project
from woonanalyse.cli.scherm import GebruiksFout, netjes, uit, waarschuw
from woonanalyse.cli.taal import Opdracht

if TYPE_CHECKING:
    from woonanalyse.edities.bord import Bord

NIEUW = "nieuw"


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
    from woonanalyse.cli.bord import bord_als_json, toon_bord

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
            uit.print_json(data=bord_als_json(bord))
        else:
            toon_bord(bord)


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
    from woonanalyse.onderwerpen.dossierlezer import lees_dossier_van
    from woonanalyse.onderwerpen.reeks import nieuwste

    regio = lees_regio(wortel)
    dossier = lees_dossier_van(wortel, regio, naam or nieuwste(wortel, regio))
    waarschuw(dossier.gewijzigd, ())
    return maak_bord(dossier, lees_plannen(wortel, dossier), standen(wortel))


def voeg_toe(app: typer.Typer) -> None:
    """The command."""
    app.command(cls=Opdracht)(editie)
