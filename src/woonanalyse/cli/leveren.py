"""`woonanalyse lever`: from a municipality's file to the registers, or back with what to mend."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from woonanalyse.cli.keuzes import kies_dag
from woonanalyse.cli.open_project import open_project
from woonanalyse.cli.scherm import fout, netjes, schoon, zeg
from woonanalyse.cli.taal import Opdracht
from woonanalyse.kern.fouten import InvoerFout, WoonanalyseFout

Peildatum = Annotated[
    str | None,
    typer.Option("--peildatum", metavar="JJJJ-MM-DD", help="De dag waarvoor de plannen gelden."),
]


Bestanden = Annotated[
    list[Path],
    typer.Argument(
        metavar="BESTAND…",
        help=(
            "Wat er is geleverd: een ingevuld sjabloon, een formulier of export van de Planmonitor of "
            "DIWI, een CSV of GeoJSON. Een werkboek met alleen het blad Meldingen geeft antwoorden bij "
            "de andere."
        ),
    ),
]
Vorm = Annotated[
    str | None,
    typer.Option("--vorm", metavar="V", help="De vorm, als die niet vanzelf wordt herkend."),
]
Partij = Annotated[
    str | None,
    typer.Option(
        "--partij", metavar="P", help="Wie levert: een gemeente (code of naam), of provincie."
    ),
]
Datum = Annotated[
    str | None,
    typer.Option(
        "--datum",
        metavar="JJJJ-MM-DD",
        help="De dag waarop er is geleverd; zonder deze keuze vandaag, en dan staat dat erbij.",
    ),
]
VanEditie = Annotated[
    str | None,
    typer.Option(
        "--editie",
        metavar="E",
        help="Neem een gepubliceerde tabel in die het bestand van deze editie beschrijft.",
    ),
]
Vervang = Annotated[
    bool,
    typer.Option(
        "--vervang",
        help=(
            "Zet dit bestand in de plaats van een eerder van dezelfde partij en peildatum, ook als er "
            "plannen verdwijnen."
        ),
    ),
]
Proef = Annotated[
    bool, typer.Option("--proef", help="Laat zien wat er zou gebeuren; neem niets in.")
]


def lever(
    bestanden: Bestanden,
    vorm: Vorm = None,
    partij: Partij = None,
    peildatum: Peildatum = None,
    datum: Datum = None,
    editie: VanEditie = None,
    proef: Proef = False,
    vervang: Vervang = False,
) -> None:
    """Neem in wat een gemeente of provincie levert, of geef het terug met wat er te herstellen is."""
    from woonanalyse.cli.leverloop import antwoordboeken, neem_in
    from woonanalyse.cli.tabellen import neem_statline, neem_tabel
    from woonanalyse.kern.regio import lees_regio
    from woonanalyse.leveringen.partij import kies_partij
    from woonanalyse.leveringen.statline import herken
    from woonanalyse.uitvoering.geheugen import alleen
    from woonanalyse.vaststelling.bewijs import eis_heel

    with netjes():
        dag = kies_dag("--peildatum", peildatum)
        vandaag = kies_dag("--datum", datum) or date.today()
        wortel = open_project()
        regio = lees_regio(wortel)
        wie = kies_partij(regio, partij) if partij else None
        keuze = {"vorm": vorm, "partij": wie, "peildatum": dag, "geleverd_op": vandaag}

        def neem(pad: Path) -> None:
            if editie:
                neem_tabel(wortel, regio, editie, pad, proef=proef)
            elif vorm is None and (cbs := herken(pad)):
                gehaald = vandaag.isoformat()
                neem_statline(wortel, regio, pad, cbs, gehaald, proef=proef, vervang=vervang)
            else:
                eis_heel(wortel)
                neem_in(wortel, regio, pad, keuze, gegeven, proef=proef, vervangen=vervang)

        with alleen(wortel):
            leveringen, gegeven = antwoordboeken(bestanden)
            gelukt = [_gelukt(neem, pad) for pad in leveringen]
        if not all(gelukt):
            raise typer.Exit(InvoerFout.exitcode)
        if datum is None and not proef and editie is None:
            zeg(f"dag van levering: {vandaag}, vandaag; een andere dag geeft u met --datum")


def _gelukt(neem: Callable[[Path], None], pad: Path) -> bool:
    """Whether a file went in; what is wrong with it is shown, and does not keep the others out."""
    try:
        neem(pad)
    except typer.Exit:
        return False
    except WoonanalyseFout as probleem:
        fout.print(schoon(str(probleem)), style="red", markup=False)
        return False
    return True


def voeg_toe(app: typer.Typer) -> None:
    """The command."""
    app.command(cls=Opdracht)(lever)
