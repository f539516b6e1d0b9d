"""`woonanalyse lever` and `woonanalyse sjabloon`: from a municipality's file to the registers, and back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from woonanalyse.cli.open_project import open_project
from woonanalyse.cli.scherm import GebruiksFout, fout, netjes, schoon, uit, zeg
from woonanalyse.cli.taal import Opdracht
from woonanalyse.kern.fouten import InvoerFout, WoonanalyseFout, een_van
from woonanalyse.kern.project import sjablonenmap

PLANNEN = "plannen"

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


def lever(
    bestanden: Bestanden,
    vorm: Vorm = None,
    partij: Partij = None,
    peildatum: Peildatum = None,
    datum: Datum = None,
    editie: VanEditie = None,
    proef: Annotated[
        bool, typer.Option("--proef", help="Laat zien wat er zou gebeuren; neem niets in.")
    ] = False,
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
        dag, vandaag = _dag("--peildatum", peildatum), _dag("--datum", datum) or date.today()
        wortel = open_project()
        regio = lees_regio(wortel)
        wie = kies_partij(regio, partij) if partij else None
        mis = False
        with alleen(wortel):
            leveringen, gegeven = antwoordboeken(bestanden)
            for pad in leveringen:
                keuze = {"vorm": vorm, "partij": wie, "peildatum": dag, "geleverd_op": vandaag}
                try:
                    if editie:
                        neem_tabel(wortel, regio, editie, pad, proef=proef)
                    elif vorm is None and (cbs := herken(pad)):
                        gehaald = vandaag.isoformat()
                        neem_statline(
                            wortel, regio, pad, cbs, gehaald, proef=proef, vervang=vervang
                        )
                    else:
                        eis_heel(wortel)
                        neem_in(wortel, regio, pad, keuze, gegeven, proef=proef, vervangen=vervang)
                except typer.Exit:
                    mis = True
                except WoonanalyseFout as probleem:
                    fout.print(schoon(str(probleem)), style="red", markup=False)
                    mis = True
        if mis:
            raise typer.Exit(InvoerFout.exitcode)
        if datum is None and not proef and editie is None:
            zeg(f"dag van levering: {vandaag}, vandaag; een andere dag geeft u met --datum")


def sjabloon(
    register: Annotated[
        str | None,
        typer.Argument(
            metavar="REGISTER",
            help="Welk sjabloon: een register, of plannen; zonder deze keuze dat van elk register.",
        ),
    ] = None,
    gemeente: Annotated[
        str | None,
        typer.Option(
            "--gemeente", metavar="G", help="Van welke gemeente, bij plannen: code of naam."
        ),
    ] = None,
    peildatum: Annotated[
        str | None,
        typer.Option(
            "--peildatum",
            metavar="JJJJ-MM-DD",
            help="De dag waarvoor de plannen gelden; zonder deze keuze de eerstvolgende 1 januari.",
        ),
    ] = None,
    naar: Annotated[
        Path | None,
        typer.Option("--naar", metavar="MAP", help="Waarheen; anders data/sjablonen/."),
    ] = None,
) -> None:
    """Maak per register een Excel-sjabloon om in te vullen, of dat van de plannen van een gemeente."""
    from woonanalyse.kern.formulier import formulieren
    from woonanalyse.uitgave.sjabloon import schrijf_sjablonen

    with netjes():
        wortel = open_project()
        map_ = (naar or sjablonenmap(wortel)).resolve()
        if register == PLANNEN:
            paden = [_plansjabloon(wortel, map_, gemeente, _dag("--peildatum", peildatum))]
        elif gemeente or peildatum:
            raise GebruiksFout(
                "--gemeente en --peildatum horen bij: woonanalyse sjabloon plannen --gemeente G."
            )
        elif register and register not in formulieren():
            raise GebruiksFout(f"{register!r}: {een_van(register, [*formulieren(), PLANNEN])}.")
        else:
            paden = schrijf_sjablonen(wortel, map_, [register] if register else None)
        for pad in paden:
            kort = pad.relative_to(wortel) if pad.is_relative_to(wortel) else pad
            uit.print(kort.as_posix(), markup=False)


def _plansjabloon(wortel: Path, map_: Path, gemeente: str | None, dag: date | None) -> Path:
    from woonanalyse.kern.bestanden import schrijf_bytes
    from woonanalyse.kern.regio import lees_regio
    from woonanalyse.leveringen.geldend import laatste
    from woonanalyse.leveringen.partij import kies_partij
    from woonanalyse.leveringen.plansjabloon import eerste_jaar, plansjabloon
    from woonanalyse.leveringen.veilig import bestandsnaam

    if gemeente is None:
        raise GebruiksFout("plannen: geef ook --gemeente, met een naam of code.")
    regio = lees_regio(wortel)
    code = kies_partij(regio, gemeente, "--gemeente")
    namen = dict(regio.gemeenten[["gemeentecode", "gemeente"]].itertuples(index=False, name=None))
    if code not in namen:
        raise GebruiksFout(f"--gemeente: {een_van(gemeente, sorted(namen.values()))}.")
    eerder = laatste(wortel, regio, code)
    jaar = dag.year if dag else eerste_jaar(date.today())
    naam = bestandsnaam(f"plannen-{namen[code].casefold().replace(' ', '-')}.xlsx")
    schrijf_bytes(map_ / naam, plansjabloon(regio, code, jaar, eerder[1] if eerder else None))
    return map_ / naam


def voeg_toe(app: typer.Typer) -> None:
    """The two commands."""
    app.command(cls=Opdracht)(sjabloon)
    app.command(cls=Opdracht)(lever)


def _dag(optie: str, tekst: str | None) -> date | None:
    from woonanalyse.kern.waarden import is_volle_dag

    if tekst is None:
        return None
    if not is_volle_dag(tekst):
        raise GebruiksFout(
            f"{optie}: {tekst!r} is geen dag; geef jaar, maand en dag, zoals 2027-01-01."
        )
    return date.fromisoformat(tekst)
