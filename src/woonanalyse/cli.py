"""The command line: `woonanalyse`, in Dutch."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from woonanalyse.fouten import WoonanalyseFout
from woonanalyse.project import resultatenmap, sjablonenmap, uitvoermap, zoek_wortel
from woonanalyse.taal import Groep, Opdracht

if TYPE_CHECKING:
    from woonanalyse.bronnen.editie import Editie

app = typer.Typer(
    cls=Groep,
    help="Maakt van open gegevens en notitieboeken de Regionale Woonprogrammering (RWP).",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
uit = Console(highlight=False, soft_wrap=True)
fout = Console(stderr=True, highlight=False, soft_wrap=True)

EditieKeuze = Annotated[
    str | None,
    typer.Option(
        "--editie", metavar="E", help="De editie; zonder deze keuze de nieuwste die volledig is."
    ),
]


class Motor(StrEnum):
    """Engines that render the report."""

    INGEBOUWD = "ingebouwd"
    QUARTO = "quarto"


@app.command(cls=Opdracht)
def rapport(
    editie: EditieKeuze = None,
    formaat: Annotated[
        str, typer.Option(metavar="pdf,html", help="Welke vormen, met komma's ertussen.")
    ] = "pdf,html",
    motor: Annotated[
        Motor, typer.Option(help="Waarmee het rapport wordt opgemaakt.")
    ] = Motor.INGEBOUWD,
) -> None:
    """Maak het rapport, van gegevens tot PDF en HTML."""
    with _netjes():
        formaten = _formaten(formaat)
        wortel, deze = _lees(editie)
        if motor is Motor.QUARTO:
            _bouw(wortel, deze)
            _quarto(wortel, deze, formaten)
        else:
            _bouw(wortel, deze, formaten)
        _slot(wortel, deze, [uitvoermap(wortel, deze.naam) / f"rwp.{naam}" for naam in formaten])


@app.command(cls=Opdracht)
def bereid(editie: EditieKeuze = None) -> None:
    """Doe alles tot aan het opmaken van het rapport."""
    with _netjes():
        wortel, deze = _lees(editie)
        _bouw(wortel, deze)
        _slot(wortel, deze, [])


@app.command(cls=Opdracht)
def controleer(
    editie: Annotated[
        str | None, typer.Option("--editie", metavar="E", help="Alleen deze editie; anders alle.")
    ] = None,
) -> None:
    """Controleer alle bronnen en meld alle problemen tegelijk."""
    from woonanalyse.bronnen.controle import lees_alle_edities
    from woonanalyse.bronnen.regio import lees_regio

    with _netjes():
        wortel = zoek_wortel()
        regio = lees_regio(wortel)
        edities = lees_alle_edities(wortel, regio, [editie] if editie else list(regio.edities))
        for deze in edities:
            volledig = "volledig" if deze.volledig else "niet volledig: wat ontbreekt is onbekend"
            uit.print(f"{deze.naam}  {deze.kop['naam']}: in orde, {volledig}", markup=False)
            _waarschuw(deze)


@app.command(cls=Opdracht)
def balans(
    editie: EditieKeuze = None,
    als_json: Annotated[
        bool, typer.Option("--json", help="Als JSON in plaats van een tabel.")
    ] = False,
) -> None:
    """Toon per gemeente behoefte en harde plancapaciteit."""
    from woonanalyse.model.balans import balans as bereken

    with _netjes():
        _, deze = _lees(editie)
        uitkomst = bereken(deze.invoer, deze.kop, deze.definitie, deze.norm)
        if als_json:
            _toon_json(uitkomst)
        else:
            _toon_balans(deze, uitkomst)


@app.command(cls=Opdracht)
def afspraken(
    editie: EditieKeuze = None,
    als_json: Annotated[
        bool, typer.Option("--json", help="Als JSON in plaats van een tabel.")
    ] = False,
    voorbeelddata: Annotated[
        bool, typer.Option("--voorbeelddata", help="Met verzonnen rijen waar echte ontbreken.")
    ] = False,
) -> None:
    """Toon de stand van de woonafspraken."""
    from woonanalyse.model.balans import balans as bereken
    from woonanalyse.rapport.monitor import monitor

    with _netjes():
        _, deze = _lees(editie, voorbeelddata=voorbeelddata)
        uitkomst = monitor(deze, bereken(deze.invoer, deze.kop, deze.definitie, deze.norm))
        if als_json:
            _toon_json(uitkomst)
        else:
            _toon_afspraken(deze, uitkomst, voorbeelddata)


@app.command(cls=Opdracht)
def sjabloon(
    naar: Annotated[
        Path | None,
        typer.Option("--naar", metavar="MAP", help="Waarheen; anders data/sjablonen/."),
    ] = None,
) -> None:
    """Maak per register een Excel-sjabloon om in te vullen."""
    from woonanalyse.rapport.sjabloon import schrijf_sjablonen

    with _netjes():
        wortel = zoek_wortel()
        for pad in schrijf_sjablonen(wortel, (naar or sjablonenmap(wortel)).resolve()):
            kort = pad.relative_to(wortel) if pad.is_relative_to(wortel) else pad
            uit.print(kort.as_posix(), markup=False)


@contextmanager
def _netjes() -> Iterator[None]:
    """Show our own errors as a message and stop with their exit code."""
    try:
        yield
    except WoonanalyseFout as probleem:
        fout.print(str(probleem), style="red", markup=False)
        raise typer.Exit(probleem.exitcode) from None


def _lees(editie: str | None, *, voorbeelddata: bool = False) -> tuple[Path, Editie]:
    """Read the edition asked for, or the newest complete one."""
    from woonanalyse.bronnen.editie import lees_editie_van, nieuwste_volledige
    from woonanalyse.bronnen.regio import lees_regio

    wortel = zoek_wortel()
    regio = lees_regio(wortel)
    deze = lees_editie_van(
        wortel, regio, editie or nieuwste_volledige(wortel, regio), voorbeelddata=voorbeelddata
    )
    _waarschuw(deze)
    return wortel, deze


def _waarschuw(editie: Editie) -> None:
    for zij in editie.zijbestanden:
        if not zij["ongewijzigd"]:
            fout.print(
                f"Let op: {zij['bestand']} is gewijzigd sinds het is vastgelegd (sha256 wijkt af).",
                style="yellow",
                markup=False,
            )


def _formaten(tekst: str) -> list[Any]:
    gevraagd = [deel.strip() for deel in tekst.split(",") if deel.strip()]
    if not gevraagd or not set(gevraagd) <= {"pdf", "html"}:
        raise _GebruiksFout(
            f"--formaat: {tekst!r} kan niet; kies uit pdf en html, met komma's ertussen."
        )
    return [naam for naam in ("pdf", "html") if naam in gevraagd]


class _GebruiksFout(WoonanalyseFout):
    exitcode = 2


def _bouw(wortel: Path, editie: Editie, formaten: list[Any] | None = None) -> None:
    from woonanalyse.uitvoering.bouw import bouw
    from woonanalyse.uitvoering.taken import taken_bereid, taken_rapport

    taken = taken_bereid(wortel, editie)
    if formaten:
        taken += taken_rapport(wortel, editie, formaten)
    uitkomst = bouw(wortel, taken, fout)
    uit.print(f"{len(uitkomst.gedaan)} taken uitgevoerd, {uitkomst.actueel} waren nog actueel.")


def _quarto(wortel: Path, editie: Editie, formaten: list[Any]) -> None:
    """Let Quarto render the same sources; its post-render step checks and puts them in place."""
    omgeving = {**os.environ, "WOONANALYSE_EDITIE": editie.naam, "WOONANALYSE_BEREID": "klaar"}
    for formaat in formaten:
        doel = "woonanalyse-typst" if formaat == "pdf" else "woonanalyse-html"
        try:
            klaar = subprocess.run(["quarto", "render", "--to", doel], cwd=wortel, env=omgeving)
        except FileNotFoundError:
            raise WoonanalyseFout(
                "Quarto is niet gevonden. Installeer het (quarto.org), of laat --motor quarto weg: "
                "de ingebouwde motor maakt hetzelfde rapport."
            ) from None
        if klaar.returncode:
            raise WoonanalyseFout(
                f"Quarto stopte met code {klaar.returncode}; de melding staat hierboven."
            )


def _slot(wortel: Path, editie: Editie, paden: list[Path]) -> None:
    """The closing summary: what was made, and where."""
    uit.print(f"{editie.kop['naam']} (editie {editie.naam})", style="bold", markup=False)
    for pad in [*paden, resultatenmap(wortel, editie.naam) / "balans.csv"]:
        uit.print(f"  {pad.relative_to(wortel).as_posix()}", markup=False)


def _toon_json(uitkomst: Any) -> None:
    schoon = uitkomst.astype("object").where(uitkomst.notna(), None)
    typer.echo(json.dumps(schoon.to_dict("records"), ensure_ascii=False, indent=2))


def _toon_afspraken(editie: Editie, uitkomst: Any, voorbeelddata: bool) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    from woonanalyse.beeld.afspraken import stand_in_tekst
    from woonanalyse.getal import datum

    stand = datum(editie.kop["stand_per"])
    uit.print(f"{editie.kop['naam']}, registers tot en met {stand}", markup=False)
    if voorbeelddata:
        uit.print("LET OP: met voorbeelddata; dit is geen echte stand.", style="bold", markup=False)
    tabel = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for kop in ("Nr.", "Afspraak", "Stand"):
        tabel.add_column(kop, justify="right" if kop == "Nr." else "left")
    for nummer, titel, tekst in stand_in_tekst(editie.regio.afspraken, uitkomst):
        tabel.add_row(nummer, Text(titel), Text(tekst))
    uit.print(tabel)


def _toon_balans(editie: Editie, uitkomst: Any) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    from woonanalyse.beeld.stijl import TEKENS
    from woonanalyse.getal import aantal, datum, procent

    uit.print(f"{editie.kop['naam']}, stand {datum(editie.kop['peildatum'])}", markup=False)
    tabel = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for kop in ("Gemeente", "Behoefte", "Hard", "Hard/behoefte", "Oordeel"):
        links = kop in ("Gemeente", "Oordeel")
        tabel.add_column(kop, justify="left" if links else "right", no_wrap=True)
    for _, groep in uitkomst.groupby("gemeentecode", sort=False):
        rij = groep.iloc[0]
        teken = TEKENS[rij["oordeel"]]
        tabel.add_row(
            Text(rij["gemeente"]),
            _band(groep["behoefte"], aantal),
            aantal(rij["hard_totaal"]),
            _band(groep["dekking"], procent),
            Text(f"{teken.teken} {teken.woorden}"),
        )
    uit.print(tabel)


def _band(waarden: Any, toon: Any) -> str:
    """Lowest to highest; onbekend as soon as one of them is."""
    from woonanalyse.getal import reeks

    if waarden.isna().any():
        return str(toon(None))
    return reeks(toon(waarden.min()), toon(waarden.max()), "–")
