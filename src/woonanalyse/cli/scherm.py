"""What commands show on the screen: results, warnings, and our own errors as a message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import typer
from rich.console import Console

from woonanalyse.kern.fouten import Waarschuwing, WoonanalyseFout

uit = Console(highlight=False, soft_wrap=True)
fout = Console(stderr=True, highlight=False, soft_wrap=True)


class GebruiksFout(WoonanalyseFout):
    """A command was given wrongly."""

    exitcode = 2


@contextmanager
def netjes() -> Iterator[None]:
    """Show our own errors as a message and stop with their exit code."""
    try:
        yield
    except WoonanalyseFout as probleem:
        fout.print(str(probleem), style="red", markup=False)
        raise typer.Exit(probleem.exitcode) from None


def waarschuw(gewijzigd: list[str], voorbeelddata: bool = False) -> None:
    """Say which raw files were changed, and that there is made data."""
    for bestand in gewijzigd:
        fout.print(
            f"Let op: {bestand} is gewijzigd sinds het is vastgelegd (sha256 wijkt af).",
            style="yellow",
            markup=False,
        )
    if voorbeelddata:
        fout.print(
            "LET OP: met voorbeelddata; dit is geen echte stand.", style="bold", markup=False
        )


def meld(meldingen: Iterable[Waarschuwing]) -> None:
    """Say what readers found odd, each once."""
    for melding in dict.fromkeys(meldingen):
        fout.print(f"Let op: {melding}", style="yellow", markup=False)
