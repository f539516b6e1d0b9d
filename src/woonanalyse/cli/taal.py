"""Dutch for the words that typer prints by itself: help and usage errors."""

from __future__ import annotations

import re
import sys
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from woonanalyse.cli.scherm import AFGEBROKEN, DICHT, netjes, spoel, zeg_afgebroken, zet_tekens

_HULP = {
    "Usage:": "Gebruik:",
    "[OPTIONS]": "[OPTIES]",
    "COMMAND [ARGS]...": "OPDRACHT",
    "Options:": "Opties:",
    "Commands:": "Opdrachten:",
    "Show this message and exit.": "Toon deze uitleg.",
    "default:": "standaard:",
}
_FOUTEN = [
    (r"No such command '(.*?)'. Did you mean (.*)\?", r"opdracht '\1' bestaat niet; bedoelt u \2?"),
    (r"No such command '(.*?)'\.", r"opdracht '\1' bestaat niet"),
    (r"No such option: (\S+) .*: (.*)\)", r"optie \1 bestaat niet; bedoelt u \2?"),
    (r"No such option: (\S+)", r"optie \1 bestaat niet"),
    (r".*'(.*?)' is not one of (.*)\.", r"'\1' kan niet; kies uit \2"),
    (r"Option '(\S+?)' requires an argument\.?", r"achter \1 hoort een waarde"),
    (r"Got unexpected extra argument\S* \((.*)\)", r"'\1' staat er te veel"),
]


def hulptekst(tekst: str) -> str:
    """A help page in Dutch."""
    for engels, nederlands in _HULP.items():
        tekst = tekst.replace(engels, nederlands)
    return tekst


def gebruiksfout(melding: str) -> str:
    """A usage error in Dutch; one that is not known here stays as it is."""
    for patroon, nederlands in _FOUTEN:
        gevonden = re.fullmatch(patroon, melding.strip(), re.DOTALL)
        if gevonden:
            return gevonden.expand(nederlands)
    return melding


class Opdracht(TyperCommand):
    """A command whose help is Dutch."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return hulptekst(super().get_help(ctx))


class Groep(TyperGroup):
    """The command line as a whole: help and usage errors in Dutch."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return hulptekst(super().get_help(ctx))

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run, and exit with the code of the command; 2 for wrong usage."""
        if not sys.argv[1:] and not (kwargs.get("args") or args):
            kwargs["args"] = ["--help"]
        zet_tekens()
        try:
            with netjes():
                code = super().main(*args, **{**kwargs, "standalone_mode": False})
        except TyperException as fout:
            typer.echo(f"Fout: {gebruiksfout(str(fout))} (zie woonanalyse --help)", err=True)
            code = 2
        except typer.Exit as einde:
            code = einde.exit_code
        except SystemExit as einde:  # so rich and typer end where nobody reads what is printed
            code = DICHT if einde.code == 1 else einde.code
        except KeyboardInterrupt:
            code = AFGEBROKEN
        if code == AFGEBROKEN:  # typer gives this for Ctrl-C
            zeg_afgebroken()
        sys.exit(spoel() or (code if isinstance(code, int) else 0))
