"""The command line: `woonanalyse`, in Dutch."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from woonanalyse.cli import (
    archief,
    begin,
    concepten,
    edities,
    leveren,
    logboek,
    provincie,
    sjabloon,
    strategieboek,
    vaststellen,
    verschil,
    watals,
)
from woonanalyse.cli.bouwen import (
    FORMATEN,
    Uitvoerder,
    bouw_alles,
    kies_datum,
    kies_formaten,
    kies_scheduler,
    lijst_op,
    maak_factsheets,
    render_met_quarto,
)
from woonanalyse.cli.keuzes import AlsJson, EditieKeuze, Voorbeeld, lees
from woonanalyse.cli.onderwerpen import voeg_toe
from woonanalyse.cli.open_project import open_project
from woonanalyse.cli.scherm import GebruiksFout, netjes, uit, waarschuw, waarschuw_ouder
from woonanalyse.cli.slot import hoofdtabel, toon_slot
from woonanalyse.cli.taal import Groep, Opdracht
from woonanalyse.kern.fouten import een_van
from woonanalyse.kern.project import (
    documenten,
    mapnaam,
    resultatenmap,
    uitvoermap,
)

if TYPE_CHECKING:
    from woonanalyse.uitvoering.plan import Plan

app = typer.Typer(
    cls=Groep,
    help="Maakt van open gegevens en notitieboeken de Regionale Woonprogrammering (RWP).",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class Motor(StrEnum):
    """Engines that render the report."""

    INGEBOUWD = "ingebouwd"
    QUARTO = "quarto"


Datum = Annotated[
    str | None,
    typer.Option(
        metavar="JJJJ-MM-DD", help="De datum van het rapport; zonder deze keuze die van de editie."
    ),
]
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
    datum: Datum = None,
    voorbeelddata: Voorbeeld = False,
    uitvoerder: Waar = Uitvoerder.LOKAAL,
    scheduler: Scheduler = None,
) -> None:
    """Maak het rapport, van gegevens tot PDF, HTML, werkboek en factsheets."""
    with netjes():
        formaten = list(FORMATEN) if formaat is None else kies_formaten(formaat)
        dag, waar = kies_datum(datum), kies_scheduler(uitvoerder, scheduler)
        wortel = open_project()
        if gemeente:
            if formaat is not None or motor is Motor.QUARTO:
                raise GebruiksFout(
                    "--gemeente: daarmee maakt u alleen factsheets (PDF, ingebouwde motor); laat --formaat "
                    "en --motor quarto weg."
                )
            maak_factsheets(wortel, editie, voorbeelddata, gemeente, waar, dag)
            return
        quarto = [f for f in formaten if motor is Motor.QUARTO and f != "xlsx"]
        zelf = [f for f in formaten if f not in quarto]
        zelf += ["factsheets"] if "pdf" in formaten else []
        gebouwd = bouw_alles(wortel, editie, voorbeelddata, zelf, waar, None, dag)
        render_met_quarto(wortel, gebouwd.plan, quarto)
        paden = _gemaakt(wortel, gebouwd.plan, formaten)
        toon_slot(wortel, gebouwd, paden, liep=bool(gebouwd.gedaan or quarto))


def _gemaakt(wortel: Path, plan: Plan, formaten: Sequence[str]) -> list[Path]:
    """What is told to have been made: the documents, the folder of factsheets, the main table."""
    map_ = uitvoermap(wortel, plan.naam)
    vormen = [naam for f in formaten for naam in documenten(f) or [f"rwp.{f}"]]
    bladen = [map_ / "factsheets"] if "pdf" in formaten and not plan.zonder_bladen else []
    return [*(map_ / naam for naam in vormen), *bladen, *hoofdtabel(wortel, plan)]


@app.command(cls=Opdracht)
def besluitstukken(
    editie: EditieKeuze = None, datum: Datum = None, voorbeelddata: Voorbeeld = False
) -> None:
    """Maak van een lopende editie voor elk college een voorstel van twee bladzijden, in Word."""
    from woonanalyse.uitgave.besluitstukken import geef_besluitstukken
    from woonanalyse.uitvoering.geheugen import alleen

    with netjes():
        dag = kies_datum(datum)
        wortel, dossier = lees(editie, voorbeelddata=voorbeelddata)
        with alleen(wortel):
            paden = geef_besluitstukken(wortel, dossier.op_datum(dag) if dag else dossier)
            lijst_op(wortel)
        uit.print(
            f"{dossier.editie.opzet.naam} (editie {dossier.naam})", style="bold", markup=False
        )
        for pad in paden:
            uit.print(f"  {pad.relative_to(wortel).as_posix()}", markup=False)


@app.command(cls=Opdracht)
def bereid(
    editie: EditieKeuze = None,
    voorbeelddata: Voorbeeld = False,
    uitvoerder: Waar = Uitvoerder.LOKAAL,
    scheduler: Scheduler = None,
) -> None:
    """Doe alles tot aan het opmaken van het rapport."""
    with netjes():
        waar, wortel = kies_scheduler(uitvoerder, scheduler), open_project()
        gebouwd = bouw_alles(wortel, editie, voorbeelddata, [], waar)
        toon_slot(wortel, gebouwd, hoofdtabel(wortel, gebouwd.plan), liep=gebouwd.gedaan > 0)


@app.command(cls=Opdracht)
def controleer(
    editie: Annotated[
        str | None, typer.Option("--editie", metavar="E", help="Alleen deze editie; anders alle.")
    ] = None,
) -> None:
    """Controleer alle bronnen en meld alle problemen tegelijk."""
    from woonanalyse.kern.regio import lees_regio
    from woonanalyse.onderwerpen.controle import lees_alle_dossiers
    from woonanalyse.onderwerpen.registerstand import in_de_toekomst, niet_gelezen, tellen_niet

    with netjes():
        wortel = open_project()
        regio = lees_regio(wortel)
        edities = [editie] if editie else list(regio.edities)
        dossiers = lees_alle_dossiers(wortel, regio, edities)
        for dossier in dossiers:
            deze = dossier.editie
            volledig = "volledig" if deze.volledig else "niet volledig: wat ontbreekt is onbekend"
            uit.print(f"{deze.naam}  {deze.opzet.naam}: in orde, {volledig}", markup=False)
        feiten = dossiers[0].editie.feiten
        for regel in tellen_niet(feiten, regio.afspraken):
            uit.print(regel, markup=False)
        laatste = max(dossier.editie.opzet.datum_rapport for dossier in dossiers)
        later = [] if editie else in_de_toekomst(feiten, laatste)
        los = niet_gelezen(wortel, regio.paden.registers)
        waarschuw(
            list(dict.fromkeys(pad for d in dossiers for pad in d.gewijzigd)),
            dict.fromkeys([*(w for d in dossiers for w in d.waarschuwingen), *later, *los]),
        )
        for dossier in dossiers:
            waarschuw_ouder(wortel, dossier.naam)


@app.command(cls=Opdracht)
def afspraken(
    editie: EditieKeuze = None, als_json: AlsJson = False, voorbeelddata: Voorbeeld = False
) -> None:
    """Toon de stand van de woonafspraken."""
    from woonanalyse.cli.venster import toon_afspraken, toon_json
    from woonanalyse.onderwerpen.bereken import bereken_een
    from woonanalyse.uitkomsten.monitor import monitor

    with netjes():
        _, dossier = lees(editie, voorbeelddata=voorbeelddata)
        uitkomst = monitor(dossier.editie, bereken_een(dossier, "balans"))
        if als_json:
            toon_json(uitkomst)
        else:
            toon_afspraken(dossier.editie, uitkomst)


verschil.voeg_toe(app)


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
    from woonanalyse.kern.regio import lees_regio
    from woonanalyse.onderwerpen.editielezer import standaardeditie
    from woonanalyse.uitkomsten.spoor import spoor

    with netjes():
        wortel = open_project()
        regio = lees_regio(wortel)
        if editie and editie not in regio.edities:
            kies = een_van(editie, regio.edities)
            raise GebruiksFout(f"--editie: {editie!r} is niet bekend; kies {kies}.")
        naam, melding = (editie, []) if editie else standaardeditie(wortel, regio)
        waarschuw([], melding)
        map_ = resultatenmap(wortel, mapnaam(naam, voorbeelddata=voorbeelddata))
        gevonden = spoor(wortel, map_, getal)
        waarschuw_ouder(wortel, map_.name)
        if als_json:
            uit.print_json(data=gevonden)
        else:
            toon_spoor(gevonden, regio.nummering)


@app.command(cls=Opdracht)
def waarom(
    getal: Annotated[
        str,
        typer.Argument(
            metavar="GETAL",
            help=(
                "Het adres van een getal: de code in het rapport en een kolom, zoals B141.dekking. Zijn er "
                "bij die code meer rijen, dan kan er een woord achter dat de rij noemt: B141.dekking.laag."
            ),
        ),
    ],
    editie: EditieKeuze = None,
    voorbeelddata: Voorbeeld = False,
) -> None:
    """Zeg in woorden hoe een getal tot stand kwam: formule, delen, afspraken en bronnen."""
    from woonanalyse.cli.venster import toon_regels
    from woonanalyse.cli.verhaal import Verhaal
    from woonanalyse.uitkomsten.adres import zoek
    from woonanalyse.uitkomsten.spoor import lees_uitkomsten
    from woonanalyse.uitkomsten.waarom import Uitleg

    with netjes():
        wortel, dossier = lees(editie, voorbeelddata=voorbeelddata)
        uitkomsten = lees_uitkomsten(wortel, dossier, resultatenmap(wortel, dossier.naam))
        uitleg = Uitleg(dossier, uitkomsten)
        toon_regels(Verhaal(uitleg).regels(zoek(uitleg, getal)))


begin.voeg_toe(app)
sjabloon.voeg_toe(app)
leveren.voeg_toe(app)
vaststellen.voeg_toe(app)
logboek.voeg_toe(app)
concepten.voeg_toe(app)
edities.voeg_toe(app)
watals.voeg_toe(app)
strategieboek.voeg_toe(app)
provincie.voeg_toe(app)
archief.voeg_toe(app)
voeg_toe(app)
