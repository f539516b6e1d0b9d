"""The reference that follows from the program itself: commands, results, registers.

`python tests/maak_naslag.py` writes it anew; a test says when it is behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import typer.main

from woonanalyse.cli import app
from woonanalyse.cli.taal import in_delen
from woonanalyse.kern.catalogus import tabellen
from woonanalyse.kern.formulier import formulieren
from woonanalyse.kern.onderwerp import Tabel

NASLAG = Path(__file__).resolve().parents[1] / "docs/naslag"
GEMAAKT = "Gemaakt met `python tests/maak_naslag.py`; verander dit bestand niet met de hand."


@cache
def opdrachten() -> dict[str, Any]:
    """The commands of the program by name, as typer has them: built once, so not to be changed."""
    groep: Any = typer.main.get_command(app)
    return dict(groep.commands)


def opties(opdracht: Any) -> dict[str, Any]:
    """The options of a command, by every way to write them."""
    return {
        een: deel
        for deel in opdracht.params
        if deel.param_type_name == "option"
        for een in (*deel.opts, *deel.secondary_opts)
    }


def maak_opdrachten() -> str:
    """Every command with its arguments and options."""
    regels = [
        "# Opdrachten",
        GEMAAKT,
        "Zet er `.venv/bin/` voor, op Windows `.venv\\Scripts\\`. De opdrachten werken overal binnen de map\n"
        "van het project. De code waarmee een opdracht eindigt: 0 goed, 1 iets ontbreekt of mislukte, 2 de\n"
        "invoer of de opdracht klopt niet.",
    ]
    for kop, eigen in in_delen(opdrachten()).items():
        regels.append(f"## {kop}")
        for naam, opdracht in eigen.items():
            regels += [f"### woonanalyse {naam}", str(opdracht.help).strip()]
            rijen = [_rij(deel) for deel in opdracht.params if deel.name != "help"]
            regels += [_tabel(["argument of optie", "betekent"], rijen)] if rijen else []
    return "\n\n".join(regels) + "\n"


def _rij(deel: Any) -> list[str]:
    waarde = "" if getattr(deel, "is_flag", False) else (deel.metavar or "")
    if isinstance(deel.default, StrEnum):
        waarde = "|".join(type(deel.default))
    naam = " ".join([deel.opts[0], waarde]).strip() if deel.opts[0].startswith("-") else waarde
    return [f"`{naam}`", " ".join(str(deel.help).split())]


def maak_uitkomsten() -> str:
    """Every result table with its columns."""
    regels = [
        "# Uitkomsten",
        GEMAAKT,
        "In `data/processed/<editie>/`. Een leeg vak is *onbekend*. De code van een rij is de letter van de\n"
        "tabel met het nummer van de gemeente, het gebied of het artikel; met een kolom erachter is dat het\n"
        "adres van een getal (`B141.dekking`). `datapackage.json` zegt hetzelfde voor een programma.",
    ]
    for tabel in tabellen().values():
        regels += [f"## {tabel.bestand}", _over(tabel)]
        rijen = [
            [f"`{naam}`", veld["title"], veld.get("eenheid", ""), veld.get("herkomst", "")]
            for naam, veld in tabel.velden.items()
        ]
        regels.append(_tabel(["kolom", "wat", "eenheid", "gemaakt uit"], rijen))
    return "\n\n".join(regels) + "\n"


def _over(tabel: Tabel) -> str:
    letter = f" Letter van de code: `{tabel.letter}`." if tabel.letter else ""
    sleutel = ", ".join(f"`{kolom}`" for kolom in tabel.sleutel)
    return f"{tabel.titel}.{letter} Eén rij per {sleutel}."


def maak_registers() -> str:
    """Every register with its columns."""
    regels = [
        "# Registers",
        GEMAAKT,
        "De kolommen van elk register, in hun volgorde. `woonanalyse sjabloon` maakt er Excel-bestanden\n"
        "van. Hoe u er een invult: [een register vullen](../handleidingen/registers-vullen.md).",
    ]
    for naam, formulier in formulieren().items():
        regels.append(f"## {naam}")
        rijen = [
            [f"`{kolom}`", " ".join(uitleg.split()), formulier.voorbeelden.get(kolom, "")]
            for kolom, uitleg in formulier.uitleg.items()
        ]
        regels.append(_tabel(["kolom", "wat erin hoort", "voorbeeld"], rijen))
    return "\n\n".join(regels) + "\n"


def _tabel(koppen: list[str], rijen: list[list[str]]) -> str:
    return "\n".join(_regels(koppen, rijen))


def _regels(koppen: list[str], rijen: list[list[str]]) -> Iterator[str]:
    for rij in [koppen, ["---"] * len(koppen), *rijen]:
        yield f"| {' | '.join(cel.replace('|', chr(92) + '|') for cel in rij)} |"


BLADEN: dict[str, Callable[[], str]] = {
    "opdrachten.md": maak_opdrachten,
    "uitkomsten.md": maak_uitkomsten,
    "registers.md": maak_registers,
}

if __name__ == "__main__":
    for bestand, maak in BLADEN.items():
        (NASLAG / bestand).write_text(maak(), encoding="utf-8", newline="\n")
