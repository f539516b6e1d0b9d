"""What commands show on the screen: results, warnings, and our own errors as a message."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, NoReturn

import typer
from rich.console import Console

from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.machine import MachineFout, in_woorden
from woonanalyse.kern.project import uitvoermap

uit = Console(highlight=False, soft_wrap=True)
fout = Console(stderr=True, highlight=False, soft_wrap=True)


class GebruiksFout(WoonanalyseFout):
    """A command was given wrongly."""

    exitcode = 2


def waarschuw_ouder(wortel: Path, naam: str) -> None:
    """Say which forms, and which proposals, in the output folder `naam` are older than the data."""
    from woonanalyse.uitgave.stempel import in_woorden, ouder, ouder_stukken

    map_ = uitvoermap(wortel, naam).relative_to(wortel).as_posix()
    editie, verzonnen, _ = naam.partition("-voorbeelddata")
    keuzes = f"--editie {editie}{' --voorbeelddata' if verzonnen else ''}"
    if oud := ouder(wortel, naam):
        wat = f"het rapport in {map_} is ouder dan de gegevens"
        if not oud.alle:
            wat = f"in {map_} is ouder dan de gegevens: {in_woorden(oud.vormen)}"
        _let_op(f"{wat} ({oud.reden}). Maak het opnieuw met: woonanalyse rapport {keuzes}.")
    if oud := ouder_stukken(wortel, naam):
        wat = f"de besluitstukken in {map_} zijn ouder dan de gegevens"
        if not oud.alle:
            wat = f"in {map_} zijn ouder dan de gegevens: {in_woorden(oud.vormen)}"
        _let_op(f"{wat} ({oud.reden}). Maak ze opnieuw met: woonanalyse besluitstukken {keuzes}.")


def schoon(tekst: str) -> str:
    """Lines in which nothing of a delivered file reaches the terminal but letters."""
    from woonanalyse.leveringen.veilig import op_het_scherm

    return "\n".join(op_het_scherm(regel) for regel in tekst.split("\n"))


def zeg(tekst: str, *, err: bool = False) -> None:
    """Show lines, `schoon`, as an answer or with `err` beside it."""
    (fout if err else uit).print(schoon(tekst), markup=False)


def _let_op(zin: str) -> None:
    fout.print(f"Let op: {zin}", style="yellow", markup=False)


AFGEBROKEN, DICHT = 130, 141
"""Exit codes as a shell has them: after Ctrl-C, and where nobody reads what is printed."""


@contextmanager
def netjes() -> Iterator[None]:
    """Show our own errors and what the machine refuses as a message, and stop with its exit code."""
    try:
        yield
    except WoonanalyseFout as probleem:
        _stop(str(probleem), probleem.exitcode)
    except BrokenPipeError:
        raise typer.Exit(DICHT) from None
    except OSError as probleem:
        _stop(in_woorden(probleem), MachineFout.exitcode)
    except MemoryError:
        _stop("Er is te weinig geheugen: sluit andere programma's en probeer het opnieuw.", 2)


def _stop(melding: str, code: int) -> NoReturn:
    with suppress(OSError):
        fout.print(melding, style="red", markup=False)
    raise typer.Exit(code) from None


def zeg_afgebroken() -> None:
    """After Ctrl-C."""
    with suppress(OSError):
        fout.print("Afgebroken; wat klaar was blijft staan, en het vorige rapport staat er nog.")


def zet_tekens() -> None:
    """Print UTF-8 into files and pipes, whatever the environment asks; on a terminal what it can show."""
    for stroom in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            terminal = stroom.isatty()
            stroom.reconfigure(encoding=None if terminal else "utf-8", errors="replace")  # type: ignore[union-attr]


def spoel() -> int | None:
    """Send what is still to be printed; the exit code where nobody takes it."""
    for stroom in (sys.stdout, sys.stderr):
        try:
            if stroom is not None:
                stroom.flush()
        except BrokenPipeError:
            _naar_niets(stroom)
            return DICHT
        except OSError as probleem:
            _naar_niets(stroom)
            with suppress(typer.Exit):
                _stop(f"De uitvoer is niet compleet. {in_woorden(probleem)}", MachineFout.exitcode)
            return MachineFout.exitcode
    return None


def _naar_niets(stroom: IO[str]) -> None:
    """Let what is left go nowhere: Python would try it again when it ends, and complain."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stroom.fileno())


HOOGSTENS = 12
"""Warnings that a run shows; a list of the country has hundreds."""


def waarschuw(
    gewijzigd: list[str],
    waarschuwingen: Iterable[object],
    voorbeelddata: bool = False,
    *,
    kort: bool = False,
) -> None:
    """Say which raw files were changed, what else to look at, and that there is made data; `kort`: of many
    warnings the first, and how many there are more."""
    alle = [f"Let op: {waarschuwing}" for waarschuwing in waarschuwingen]
    if kort and len(alle) > HOOGSTENS:
        over = len(alle) - HOOGSTENS
        alle[HOOGSTENS:] = [f"En nog {over} andere; woonanalyse controleer toont ze allemaal."]
    for regel in alle:
        fout.print(regel, style="yellow", markup=False)
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
