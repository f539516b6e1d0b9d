"""Choices that several commands share, and the dossier that they are about."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from woonanalyse.cli.open_project import open_project
from woonanalyse.cli.scherm import GebruiksFout, waarschuw, waarschuw_ouder

if TYPE_CHECKING:
    from woonanalyse.kern.fouten import Waarschuwing
    from woonanalyse.onderwerpen.dossier import Dossier

Voorbeeld = Annotated[
    bool,
    typer.Option(
        "--voorbeelddata", help="Met verzonnen rijen waar echte ontbreken, overal gemerkt."
    ),
]
AlsJson = Annotated[bool, typer.Option("--json", help="Als JSON in plaats van een tabel.")]
EditieKeuze = Annotated[
    str | None,
    typer.Option(
        "--editie",
        metavar="E",
        help=(
            "De editie; zonder deze keuze de nieuwste die volledig is, of anders de nieuwste; nooit een "
            "scenario."
        ),
    ),
]


def kies_dag(optie: str, tekst: str | None) -> date | None:
    """The day that an option gives; None where it was not given."""
    from woonanalyse.kern.waarden import is_volle_dag

    if tekst is None:
        return None
    if not is_volle_dag(tekst):
        raise GebruiksFout(
            f"{optie}: {tekst!r} is geen dag; geef jaar, maand en dag, zoals 2027-01-01."
        )
    return date.fromisoformat(tekst)


def lees(editie: str | None, *, voorbeelddata: bool = False) -> tuple[Path, Dossier]:
    """Read the edition asked for, or the default one, and all that belongs to it; warns."""
    wortel, dossier, melding = lees_stil(editie, voorbeelddata=voorbeelddata)
    waarschuw(dossier.gewijzigd, [*melding, *dossier.waarschuwingen], voorbeelddata)
    waarschuw_ouder(wortel, dossier.naam)
    return wortel, dossier


def lees_stil(
    editie: str | None, *, voorbeelddata: bool = False
) -> tuple[Path, Dossier, list[Waarschuwing]]:
    """The same, with what is to say of the choice; for a command that makes it next, which warns."""
    from woonanalyse.onderwerpen.dossierlezer import kies_dossier

    wortel = open_project()
    dossier, melding = kies_dossier(wortel, editie, voorbeelddata=voorbeelddata)
    return wortel, dossier, melding
