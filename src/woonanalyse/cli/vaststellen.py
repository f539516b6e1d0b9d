"""How far deliveries are: `standen`, `gecontroleerd`, `akkoord`, `zet-terug`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from woonanalyse.cli.keuzes import AlsJson
from woonanalyse.cli.open_project import open_project
from woonanalyse.cli.scherm import netjes, uit, zeg
from woonanalyse.cli.taal import Opdracht
from woonanalyse.cli.verplicht import eis
from woonanalyse.kern.fouten import InvoerFout, Probleem

if TYPE_CHECKING:
    from woonanalyse.kern.regio import Regio

Partijen = Annotated[
    list[str], typer.Argument(metavar="PARTIJ…", help="Van wie: een gemeente (code of naam).")
]
Peildatum = Annotated[
    str | None,
    typer.Option(
        "--peildatum", metavar="JJJJ-MM-DD", help="De dag waarvoor de levering geldt; verplicht."
    ),
]
Rol = Annotated[
    str | None,
    typer.Option("--rol", metavar="R", help="De functie van wie dit doet, geen naam; verplicht."),
]
Datum = Annotated[
    str | None,
    typer.Option("--datum", metavar="JJJJ-MM-DD", help="De dag waarop dit is gedaan; verplicht."),
]
Versie = Annotated[
    int | None,
    typer.Option("--versie", metavar="N", help="Van welke versie; anders van de nieuwste."),
]


def standen(als_json: AlsJson = False) -> None:
    """Toon van elke levering de versie en hoe ver zij is: ambtelijk, gecontroleerd of akkoord."""
    from woonanalyse.kern.regio import lees_regio
    from woonanalyse.leveringen.akkoord import akkoord as akkoord_van
    from woonanalyse.leveringen.stand import standen as alle_standen
    from woonanalyse.vaststelling.bewijs import eis_heel

    with netjes():
        wortel = open_project()
        eis_heel(wortel)
        regio = lees_regio(wortel)
        namen = dict(
            regio.gemeenten[["gemeentecode", "gemeente"]].itertuples(index=False, name=None)
        )
        alle, vast = alle_standen(wortel), akkoord_van(wortel)
        rijen = [
            {
                "peildatum": peildatum,
                "partij": namen.get(partij, partij),
                "versie": stand.versie,
                "stand": stand.stand,
                "rol": stand.rol,
                "in_concept": vast[wie].versie if (wie := (partij, peildatum)) in vast else None,
            }
            for (partij, peildatum), stand in sorted(alle.items(), key=lambda paar: paar[0][::-1])
        ]
        if als_json:
            uit.print_json(data=rijen)
            return
        for rij in rijen or ():
            eerder = rij["in_concept"] not in (None, rij["versie"])
            zo = f" (akkoord is versie {rij['in_concept']})" if eerder else ""
            zeg(
                f"{rij['peildatum']}  {rij['partij']}: versie {rij['versie']}, {rij['stand']}"
                f"{f' ({rol})' if (rol := rij['rol']) else ''}{zo}"
            )
        if not rijen:
            zeg("Er is nog niets geleverd.")


def gecontroleerd(
    partijen: Partijen,
    peildatum: Peildatum = None,
    rol: Rol = None,
    datum: Datum = None,
    versie: Versie = None,
) -> None:
    """Leg vast dat een levering is nagekeken en de vragen erover zijn beantwoord."""
    _zet("gecontroleerd", partijen, versie, "", peildatum=peildatum, rol=rol, datum=datum)


def akkoord(
    partijen: Partijen,
    peildatum: Peildatum = None,
    rol: Rol = None,
    mandaat: Annotated[
        str | None,
        typer.Option(
            "--mandaat",
            metavar="M",
            help="Krachtens welk mandaat, zoals: mandaatregister 2026, nr. 12; verplicht.",
        ),
    ] = None,
    datum: Datum = None,
    versie: Versie = None,
) -> None:
    """Leg vast dat een levering namens de partij akkoord is; veel tegelijk gaat met het sjabloon standen."""
    vast = {"peildatum": peildatum, "rol": rol, "mandaat": mandaat, "datum": datum}
    _zet("akkoord", partijen, versie, mandaat or "", **vast)


def zet_terug(
    partijen: Partijen,
    peildatum: Peildatum = None,
    rol: Rol = None,
    reden: Annotated[
        str | None, typer.Option("--reden", metavar="R", help="Waarom; verplicht.")
    ] = None,
    datum: Datum = None,
    versie: Versie = None,
) -> None:
    """Zet een levering terug naar ambtelijk; zij komt dan niet in een volgend concept."""
    vast = {"peildatum": peildatum, "rol": rol, "reden": reden, "datum": datum}
    _zet("teruggezet", partijen, versie, reden or "", **vast)


def _zet(
    handeling: str, partijen: list[str], versie: int | None, grond: str, **gegeven: str | None
) -> None:
    from woonanalyse.kern import logboek
    from woonanalyse.kern.regio import lees_regio
    from woonanalyse.leveringen.akkoord import leg_vast
    from woonanalyse.leveringen.stand import Stap, versies, zet
    from woonanalyse.uitvoering.geheugen import alleen
    from woonanalyse.vaststelling.bewijs import eis_heel

    with netjes():
        eis(**gegeven)
        wortel = open_project()
        regio = lees_regio(wortel)
        with alleen(wortel):
            eis_heel(wortel)
            stappen = [
                Stap(
                    str(gegeven["datum"]), code, str(gegeven["peildatum"]), versie, handeling,
                    str(gegeven["rol"]), grond,
                )
                for code in _codes(regio, partijen)
            ]  # fmt: skip
            handelingen, bezwaren = zet(stappen, versies(wortel), logboek.lees(wortel))
            if bezwaren:
                raise InvoerFout(
                    Probleem(partijen[een.nr], een.verwacht, kolom=een.kolom, waarde=een.waarde)
                    for een in bezwaren
                )
            leg_vast(wortel, regio, handelingen)
        for een in handelingen:
            zeg(f"{een.onderwerp}: {handeling}")


def _codes(regio: Regio, partijen: list[str]) -> list[str]:
    from woonanalyse.leveringen.partij import kies_partij

    codes, problemen = [], []
    for partij in partijen:
        try:
            codes.append(kies_partij(regio, partij, "PARTIJ"))
        except InvoerFout as fout:
            problemen += fout.problemen
    if problemen:
        raise InvoerFout(problemen)
    return codes


def voeg_toe(app: typer.Typer) -> None:
    """The commands."""
    for opdracht in (standen, gecontroleerd, akkoord, zet_terug):
        app.command(cls=Opdracht)(opdracht)
