"""The command line: `woonanalyse`, in Dutch."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from woonanalyse.cli.taal import Groep, Opdracht
from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.project import resultatenmap, sjablonenmap, uitvoermap, zoek_wortel

if TYPE_CHECKING:
    from woonanalyse.onderwerpen.dossier import Dossier
    from woonanalyse.uitvoering.plan import Plan

app = typer.Typer(
    cls=Groep,
    help="Maakt van open gegevens en notitieboeken de Regionale Woonprogrammering (RWP).",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
uit = Console(highlight=False, soft_wrap=True)
fout = Console(stderr=True, highlight=False, soft_wrap=True)

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
        "--editie", metavar="E", help="De editie; zonder deze keuze de nieuwste die volledig is."
    ),
]


class Motor(StrEnum):
    """Engines that render the report."""

    INGEBOUWD = "ingebouwd"
    QUARTO = "quarto"


class Uitvoerder(StrEnum):
    """Where notebooks run."""

    LOKAAL = "lokaal"
    DASK = "dask"


FORMATEN = ("pdf", "html", "xlsx")

Waar = Annotated[
    Uitvoerder, typer.Option(help="Waar de notitieboeken draaien: hier, of op een Dask-cluster.")
]
Scheduler = Annotated[
    str | None,
    typer.Option(metavar="tcp://…", help="Het adres van de Dask-scheduler, bij --uitvoerder dask."),
]


@app.command(cls=Opdracht)
def rapport(
    editie: EditieKeuze = None,
    formaat: Annotated[
        str | None,
        typer.Option(
            metavar="pdf,html,xlsx",
            help="Welke vormen, met komma's ertussen; zonder deze keuze alle drie.",
        ),
    ] = None,
    motor: Annotated[
        Motor, typer.Option(help="Waarmee het rapport wordt opgemaakt.")
    ] = Motor.INGEBOUWD,
    gemeente: Annotated[
        list[str] | None,
        typer.Option(
            "--gemeente", metavar="G", help="Alleen de factsheet van deze gemeente; mag vaker."
        ),
    ] = None,
    voorbeelddata: Voorbeeld = False,
    uitvoerder: Waar = Uitvoerder.LOKAAL,
    scheduler: Scheduler = None,
) -> None:
    """Maak het rapport, van gegevens tot PDF, HTML, werkboek en factsheets."""
    with _netjes():
        formaten = list(FORMATEN) if formaat is None else _formaten(formaat)
        wortel = zoek_wortel()
        waar = _scheduler(uitvoerder, scheduler)
        if gemeente:
            if formaat is not None or motor is Motor.QUARTO:
                raise _GebruiksFout(
                    "--gemeente: daarmee maakt u alleen factsheets (PDF, ingebouwde motor); laat --formaat "
                    "en --motor quarto weg."
                )
            _factsheets(wortel, editie, voorbeelddata, gemeente, waar)
            return
        quarto = [f for f in formaten if motor is Motor.QUARTO and f != "xlsx"]
        zelf = [f for f in formaten if f not in quarto]
        zelf += ["factsheets"] if "pdf" in formaten else []
        plan = _bouw(wortel, editie, voorbeelddata, zelf, waar)
        _quarto(wortel, plan, quarto)
        map_ = uitvoermap(wortel, plan.naam)
        bladen = [map_ / "factsheets"] if "pdf" in formaten else []
        _slot(wortel, plan, [*(map_ / f"rwp.{f}" for f in formaten), *bladen])


@app.command(cls=Opdracht)
def bereid(
    editie: EditieKeuze = None,
    voorbeelddata: Voorbeeld = False,
    uitvoerder: Waar = Uitvoerder.LOKAAL,
    scheduler: Scheduler = None,
) -> None:
    """Doe alles tot aan het opmaken van het rapport."""
    with _netjes():
        waar, wortel = _scheduler(uitvoerder, scheduler), zoek_wortel()
        _slot(wortel, _bouw(wortel, editie, voorbeelddata, [], waar), [])


@app.command(cls=Opdracht)
def controleer(
    editie: Annotated[
        str | None, typer.Option("--editie", metavar="E", help="Alleen deze editie; anders alle.")
    ] = None,
) -> None:
    """Controleer alle bronnen en meld alle problemen tegelijk."""
    from woonanalyse.kern.regio import lees_regio
    from woonanalyse.onderwerpen.controle import lees_alle_dossiers

    with _netjes():
        wortel = zoek_wortel()
        regio = lees_regio(wortel)
        edities = [editie] if editie else list(regio.edities)
        for dossier in lees_alle_dossiers(wortel, regio, edities):
            deze = dossier.editie
            volledig = "volledig" if deze.volledig else "niet volledig: wat ontbreekt is onbekend"
            uit.print(f"{deze.naam}  {deze.kop['naam']}: in orde, {volledig}", markup=False)
            _waarschuw(dossier.gewijzigd)


@app.command(cls=Opdracht)
def balans(
    editie: EditieKeuze = None, als_json: AlsJson = False, voorbeelddata: Voorbeeld = False
) -> None:
    """Toon per gemeente behoefte en harde plancapaciteit."""
    from woonanalyse.cli.venster import toon_balans, toon_json
    from woonanalyse.onderwerpen.bereken import bereken_een

    with _netjes():
        _, dossier = _lees(editie, voorbeelddata=voorbeelddata)
        uitkomst = bereken_een(dossier, "balans")
        if als_json:
            toon_json(uitkomst)
        else:
            toon_balans(dossier.editie, uitkomst)


@app.command(cls=Opdracht)
def afspraken(
    editie: EditieKeuze = None, als_json: AlsJson = False, voorbeelddata: Voorbeeld = False
) -> None:
    """Toon de stand van de woonafspraken."""
    from woonanalyse.cli.venster import toon_afspraken, toon_json
    from woonanalyse.onderwerpen.bereken import bereken_een
    from woonanalyse.uitkomsten.monitor import monitor

    with _netjes():
        _, dossier = _lees(editie, voorbeelddata=voorbeelddata)
        uitkomst = monitor(dossier.editie, bereken_een(dossier, "balans"))
        if als_json:
            toon_json(uitkomst)
        else:
            toon_afspraken(dossier.editie, uitkomst)


@app.command(cls=Opdracht)
def wijkaanpak(
    editie: EditieKeuze = None, als_json: AlsJson = False, voorbeelddata: Voorbeeld = False
) -> None:
    """Toon de gestarte wijkaanpakken naast het doel."""
    from woonanalyse.cli.venster import toon_json, toon_wijkaanpak
    from woonanalyse.onderwerpen.bereken import bereken_een
    from woonanalyse.onderwerpen.wijkaanpak.zinnen import antwoord

    with _netjes():
        _, dossier = _lees(editie, voorbeelddata=voorbeelddata)
        bron = _deel(dossier.wijkaanpak, "wijkaanpak")
        provincie, stand = dossier.regio.kop["provincie"], dossier.editie.kop["stand_per"]
        uitkomst = bereken_een(dossier, "wijkaanpak")
        if als_json:
            toon_json(uitkomst)
        else:
            zin = antwoord(uitkomst, bron.tellingen, provincie, stand)
            toon_wijkaanpak(zin, uitkomst, provincie)


@app.command(cls=Opdracht)
def statushouders(
    editie: EditieKeuze = None, als_json: AlsJson = False, voorbeelddata: Voorbeeld = False
) -> None:
    """Toon de wettelijke taakstelling voor statushouders, per gemeente."""
    from woonanalyse.cli.venster import toon_json, toon_statushouders
    from woonanalyse.onderwerpen.bereken import bereken
    from woonanalyse.onderwerpen.statushouders.beeld import antwoord

    with _netjes():
        _, dossier = _lees(editie, voorbeelddata=voorbeelddata)
        _deel(dossier.statushouders, "statushouders")
        uit = bereken(dossier, ["halfjaren", "statushouders"])
        if als_json:
            toon_json(uit["statushouders"])
        else:
            zin = antwoord(uit["halfjaren"], dossier.regio.naam)
            toon_statushouders(zin, uit["statushouders"])


@app.command(cls=Opdracht)
def verschil(
    toen: Annotated[str, typer.Argument(metavar="E1", help="De eerdere editie.")],
    nu: Annotated[str, typer.Argument(metavar="E2", help="De latere editie.")],
    als_json: AlsJson = False,
) -> None:
    """Toon wat er veranderde tussen twee edities, gelijk met gelijk."""
    from woonanalyse.cli.venster import toon_json, toon_verschil
    from woonanalyse.kern.regio import lees_regio
    from woonanalyse.onderwerpen.controle import lees_alle_edities
    from woonanalyse.onderwerpen.wijzigingen.model import eigen_definities, wijzigingen

    with _netjes():
        wortel = zoek_wortel()
        a, b = lees_alle_edities(wortel, lees_regio(wortel), [toen, nu])
        frame = wijzigingen(a.invoer, b.invoer, a.kop, b.kop, a.regio.definities)
        if als_json:
            toon_json(frame)
        else:
            toon_verschil(a, b, frame, eigen_definities(a.kop, b.kop))


@app.command(cls=Opdracht)
def herkomst(
    getal: Annotated[
        str,
        typer.Argument(
            metavar="GETAL-ID",
            help="De code in het rapport, zoals B141, of met kolom: B141.dekking.",
        ),
    ],
    editie: EditieKeuze = None,
    als_json: AlsJson = False,
    voorbeelddata: Voorbeeld = False,
) -> None:
    """Toon waar een getal vandaan komt, tot en met de rijen van de bron."""
    from woonanalyse.cli.venster import toon_spoor
    from woonanalyse.kern.editie import nieuwste_volledige
    from woonanalyse.kern.regio import lees_regio
    from woonanalyse.uitkomsten.spoor import spoor

    with _netjes():
        wortel = zoek_wortel()
        regio = lees_regio(wortel)
        if editie and editie not in regio.edities:
            bekend = ", ".join(regio.edities)
            raise _GebruiksFout(f"--editie: {editie!r} is niet bekend; kies uit {bekend}.")
        naam = editie or nieuwste_volledige(wortel, regio)
        map_ = resultatenmap(wortel, f"{naam}-voorbeelddata" if voorbeelddata else naam)
        gevonden = spoor(wortel, map_, getal)
        if als_json:
            uit.print_json(data=gevonden)
        else:
            toon_spoor(gevonden)


@app.command(cls=Opdracht)
def sjabloon(
    naar: Annotated[
        Path | None,
        typer.Option("--naar", metavar="MAP", help="Waarheen; anders data/sjablonen/."),
    ] = None,
) -> None:
    """Maak per register een Excel-sjabloon om in te vullen."""
    from woonanalyse.uitgave.sjabloon import schrijf_sjablonen

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


def _lees(editie: str | None, *, voorbeelddata: bool = False) -> tuple[Path, Dossier]:
    """Read the edition asked for, or the newest complete one, and all that belongs to it."""
    from woonanalyse.kern.editie import nieuwste_volledige
    from woonanalyse.kern.regio import lees_regio
    from woonanalyse.onderwerpen.dossier import lees_dossier_van

    wortel = zoek_wortel()
    regio = lees_regio(wortel)
    naam = editie or nieuwste_volledige(wortel, regio)
    dossier = lees_dossier_van(wortel, regio, naam, voorbeelddata=voorbeelddata)
    _waarschuw(dossier.gewijzigd, voorbeelddata)
    return wortel, dossier


def _deel(deel: Any, sleutel: str) -> Any:
    """A part of the dossier; an error when the region names no file for it."""
    if deel is None:
        raise WoonanalyseFout(f"De regio noemt geen bestand voor {sleutel} (data/regio.yml).")
    return deel


def _waarschuw(gewijzigd: list[str], voorbeelddata: bool = False) -> None:
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


def _formaten(tekst: str) -> list[Any]:
    gevraagd = [deel.strip() for deel in tekst.split(",") if deel.strip()]
    if not gevraagd or not set(gevraagd) <= set(FORMATEN):
        raise _GebruiksFout(
            f"--formaat: {tekst!r} kan niet; kies uit pdf, html en xlsx, met komma's ertussen."
        )
    return [naam for naam in FORMATEN if naam in gevraagd]


class _GebruiksFout(WoonanalyseFout):
    exitcode = 2


def _scheduler(uitvoerder: Uitvoerder, scheduler: str | None) -> str | None:
    """The address of the cluster; None to run here."""
    if uitvoerder is Uitvoerder.DASK and not scheduler:
        raise _GebruiksFout("--uitvoerder dask: geef ook --scheduler tcp://…, het adres.")
    if scheduler and uitvoerder is not Uitvoerder.DASK:
        raise _GebruiksFout("--scheduler: dat hoort bij --uitvoerder dask.")
    return scheduler


def _bouw(
    wortel: Path,
    editie: str | None,
    voorbeelddata: bool,
    formaten: list[Any],
    scheduler: str | None = None,
    gemeenten: list[str] | None = None,
) -> Plan:
    """Do all that is stale up to the work folder, up to the report in `formaten`, or up to the factsheets
    of `gemeenten`."""
    from woonanalyse.kern.traag import zonder_opruimen
    from woonanalyse.uitvoering.broncode import onthouden

    with onthouden(wortel / ".pytask" / "broncode.json"):
        with zonder_opruimen():
            from woonanalyse.uitvoering.plan import maak_plan

            plan = maak_plan(wortel, editie, voorbeelddata=voorbeelddata)
            from woonanalyse.uitvoering.bouw import bouw

        _waarschuw(plan.gewijzigd, voorbeelddata)
        codes = [_code(plan, naam) for naam in gemeenten or []]
        if scheduler is None:
            uitkomst = bouw(wortel, plan, formaten, fout, gemeenten=codes)
        else:
            from woonanalyse.uitvoering.dask import cluster

            with cluster(scheduler, wortel, plan) as (voer_uit, tegelijk):
                uitkomst = bouw(wortel, plan, formaten, fout, voer_uit, tegelijk, codes)
    uit.print(f"{len(uitkomst.gedaan)} taken uitgevoerd, {uitkomst.actueel} waren nog actueel.")
    return plan


def _factsheets(
    wortel: Path, editie: str | None, voorbeelddata: bool, gemeenten: list[str], waar: str | None
) -> None:
    """Make only these factsheets; report and result files stay as they are."""
    plan = _bouw(wortel, editie, voorbeelddata, [], waar, gemeenten)
    map_ = uitvoermap(wortel, plan.naam) / "factsheets"
    uit.print(f"{plan.titel} (editie {plan.editie})", style="bold", markup=False)
    for code in dict.fromkeys(_code(plan, naam) for naam in gemeenten):
        pad = map_ / f"{plan.bladen[code]}.pdf"
        uit.print(f"  {pad.relative_to(wortel).as_posix()}", markup=False)


def _code(plan: Plan, naam: str) -> str:
    """The code of a municipality; an error that names all when there is none of this name."""
    for code, gemeente in plan.gemeenten.items():
        if gemeente.casefold() == naam.strip().casefold():
            return code
    namen = ", ".join(plan.gemeenten.values())
    raise _GebruiksFout(f"--gemeente: {naam!r} is niet bekend; kies uit {namen}.")


def _quarto(wortel: Path, plan: Plan, formaten: list[Any]) -> None:
    """Let Quarto render the same sources; its post-render step checks and puts them in place."""
    omgeving = {
        **os.environ,
        "WOONANALYSE_EDITIE": plan.editie,
        "WOONANALYSE_BEREID": "klaar",
    }
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


def _slot(wortel: Path, plan: Plan, paden: list[Path]) -> None:
    """The closing summary: what was made, and where."""
    uit.print(f"{plan.titel} (editie {plan.editie})", style="bold", markup=False)
    for pad in [*paden, resultatenmap(wortel, plan.naam) / "balans.csv"]:
        uit.print(f"  {pad.relative_to(wortel).as_posix()}", markup=False)
