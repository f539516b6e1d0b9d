"""Dutch for the words that typer prints by itself: help and usage errors."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from math import isfinite, nan
from typing import Any

import typer
from typer._coercion import RuntimeParam, build_runtime_param
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from woonanalyse.cli.scherm import AFGEBROKEN, DICHT, netjes, spoel, zeg_afgebroken, zet_tekens
from woonanalyse.kern.onderbreken import luister

_HULP = {"Show this message and exit.": "Toon deze uitleg.", "[default:": "[standaard:"}
_FOUTEN = [
    (r"No such command '(.*?)'. Did you mean (.*)\?", r"opdracht '\1' bestaat niet; bedoelt u \2?"),
    (r"No such command '(.*?)'\.", r"opdracht '\1' bestaat niet"),
    (r"No such option: (\S+) .*: (.*)\)", r"optie \1 bestaat niet; bedoelt u \2?"),
    (r"No such option: (\S+)", r"optie \1 bestaat niet"),
    (
        r"Invalid value for '(.*?)': (?:Value error, )?(.*) is not one of (.*)\.",
        r"\1: \2 kan niet; kies uit \3",
    ),
    (r"Invalid value for '(.*?)': ('.*' is geen getal)", r"\1: \2"),
    (r"Invalid value for '(.*?)': .*valid integer.*", r"\1: dat is geen geheel getal"),
    (r"Option '(\S+?)' requires an argument\.?", r"achter \1 hoort een waarde"),
    (r"Option '(\S+?)' does not take a value\.?", r"achter \1 hoort geen waarde"),
    (r"Got unexpected extra argument\S* \((.*)\)", r"'\1' staat er te veel"),
    (r"Missing argument '(.*?)'\.", r"\1 ontbreekt"),
    (r"Missing command\.", "er staat geen opdracht"),
]


DELEN = {
    "Een nieuwe regio": ("begin",),
    "Wat er komt, per gemeente": (
        "editie", "sjabloon", "lever", "standen", "gecontroleerd", "akkoord", "zet-terug",
    ),
    "Het rapport": ("controleer", "bereid", "rapport", "verschil"),
    "Van concept tot besluit": ("concept", "concepten", "besluitstukken", "logboek"),
    "Om te bewaren": ("archief",),
}  # fmt: skip
"""The commands in the order of a year."""
REST = "Wat eruit komt, en waarom"
"""All others: they show something."""


def in_delen(opdrachten: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """By part, in the order of a year, its commands by name."""
    eerder = {naam for namen in DELEN.values() for naam in namen}
    namen = {**DELEN, REST: tuple(naam for naam in opdrachten if naam not in eerder)}
    return {deel: {naam: opdrachten[naam] for naam in eigen} for deel, eigen in namen.items()}


def gebruiksfout(melding: str) -> str:
    """A usage error in Dutch; one that is not known here stays as it is."""
    for patroon, nederlands in _FOUTEN:
        gevonden = re.fullmatch(patroon, melding.strip(), re.DOTALL)
        if gevonden:
            return gevonden.expand(nederlands)
    return melding


def _toon_gebruik(ctx: Any, formatter: Any, *achter: str) -> None:
    formatter.write_usage(ctx.command_path, " ".join(achter), prefix="Gebruik: ")


def _toon_delen(ctx: Any, formatter: Any) -> None:
    """The arguments and the options, each with its help."""
    delen = ctx.command.get_params(ctx)
    argumenten = [d for d in delen if d.param_type_name == "argument"]
    rijen = {
        "Argumenten": [(deel.display_name_raw, deel.help) for deel in argumenten],
        "Opties": [deel.get_help_record(ctx) for deel in delen if deel not in argumenten],
    }
    for kop, paren in rijen.items():
        if paren:
            with formatter.section(kop):
                formatter.write_dl([(naam, _in_het_nederlands(tekst)) for naam, tekst in paren])


def _in_het_nederlands(tekst: str) -> str:
    for engels, nederlands in _HULP.items():
        tekst = tekst.replace(engels, nederlands)
    return _STANDAARD.sub(
        lambda een: f"{een[1]}{een[2].removesuffix('.0').replace('.', ',')}]", tekst
    )


_STANDAARD = re.compile(r"(\[standaard: )(\d+\.\d+)\]")


def als_getal(tekst: Any) -> float:
    """A number as it is written in Dutch or in a program. Raises BadParameter where it is none."""
    try:
        getal = float(str(tekst).replace(",", "."))
    except ValueError:
        getal = nan
    if not isfinite(getal):
        raise typer.BadParameter(f"'{tekst}' is geen getal")
    return getal


class _Zonodig(RuntimeParam):
    """What is of the type that a command takes stays as it is. typer has pydantic say so, which takes longer
    to load than all of typer."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value of a parameter; raises BadParameter where it is none."""
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        if type(value) is self.annotation and self.parameter_info.parser is None:
            return value
        return self._coerce_value(value, param, ctx)

    def _coerce_value(self, value: Any, param: Any, ctx: Any) -> Any:
        return build_runtime_param(param.type_descriptor).coerce(value, param, ctx)


def _lees_zonodig(opdracht: Any, ctx: Any) -> None:
    """Let the parameters of a command be read so."""
    for deel in opdracht.get_params(ctx):
        soort = deel.type_descriptor
        deel._runtime_param = _Zonodig(soort.parameter_info, soort.annotation)


class Opdracht(TyperCommand):
    """A command whose help is Dutch."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what stands behind it."""
        _lees_zonodig(self, ctx)
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """How it is written, the arguments by their names, in brackets what may be left out."""
        delen: list[Any] = self.params
        _toon_gebruik(
            ctx,
            formatter,
            "[OPTIES]",
            *(
                d.display_name_raw if d.required else f"[{d.display_name_raw}]"
                for d in delen
                if d.param_type_name == "argument"
            ),
        )

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Its arguments and options."""
        _toon_delen(ctx, formatter)


class Groep(TyperGroup):
    """The command line as a whole: help and usage errors in Dutch."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what stands before the command."""
        _lees_zonodig(self, ctx)
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """How it is written."""
        _toon_gebruik(ctx, formatter, "[OPTIES]", "OPDRACHT")

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Its options, and every command with the whole sentence on what it does."""
        _toon_delen(ctx, formatter)
        for deel, opdrachten in in_delen(self.commands).items():
            with formatter.section(deel):
                formatter.write_dl([(naam, str(een.help)) for naam, een in opdrachten.items()])

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run, and exit with the code of the command; 2 for wrong usage."""
        if not sys.argv[1:] and not (kwargs.get("args") or args):
            kwargs["args"] = ["--help"]
        zet_tekens()
        luister()
        try:
            with netjes():
                code = super().main(*args, **{**kwargs, "standalone_mode": False})
        except TyperException as fout:
            typer.echo(f"Fout: {_met_verwijzing(fout)}", err=True)
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


def _met_verwijzing(fout: TyperException) -> str:
    """What is wrong, and where the help is: that of the command, where one was given."""
    context: Any = getattr(fout, "ctx", None)
    opdracht = f"{context.command.name} " if context and context.parent else ""
    return f"{gebruiksfout(fout.format_message())} (zie woonanalyse {opdracht}--help)"
