"""`woonanalyse logboek`: what was done with deliveries and concepts, whether it is whole, and mending it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from woonanalyse.cli.keuzes import AlsJson
from woonanalyse.cli.open_project import open_project
from woonanalyse.cli.scherm import GebruiksFout, netjes, uit, zeg
from woonanalyse.cli.taal import Opdracht
from woonanalyse.cli.verplicht import eis
from woonanalyse.kern.fouten import InvoerFout

if TYPE_CHECKING:
    from woonanalyse.kern.logboek import Regel

Verwijder = Annotated[
    int | None,
    typer.Option(
        "--verwijder", metavar="NR", help="Haal uit deze regel wat iemand schreef, met reden."
    ),
]
ZetRecht = Annotated[
    int | None,
    typer.Option(
        "--zet-recht", metavar="NR", help="Schrijf bij deze regel wat er had moeten staan."
    ),
]
Rol = Annotated[str | None, typer.Option("--rol", metavar="R", help="De functie van wie dit doet.")]
Reden = Annotated[
    str | None,
    typer.Option(
        "--reden", metavar="R", help="Waarom, of bij --zet-recht wat er had moeten staan."
    ),
]
Datum = Annotated[
    str | None,
    typer.Option("--datum", metavar="JJJJ-MM-DD", help="De dag waarop dit is gedaan."),
]


def logboek(
    verwijder: Verwijder = None,
    zet_recht: ZetRecht = None,
    rol: Rol = None,
    reden: Reden = None,
    datum: Datum = None,
    als_json: AlsJson = False,
) -> None:
    """Toon het logboek en kijk na of het heel is; een regel verdwijnt nooit, wat iemand schreef kan eruit."""
    with netjes():
        wortel = open_project()
        if None not in (verwijder, zet_recht):
            raise GebruiksFout("--verwijder en --zet-recht kunnen niet samen.")
        if verwijder is not None or zet_recht is not None:
            eis(rol=rol, reden=reden, datum=datum)
            _verbeter(wortel, verwijder, zet_recht, str(datum), str(rol), str(reden))
            return
        if rol or reden or datum:
            raise GebruiksFout("--rol, --reden en --datum horen bij --verwijder of --zet-recht.")
        _toon(wortel, als_json=als_json)


def _verbeter(
    wortel: Path, verwijder: int | None, zet_recht: int | None, datum: str, rol: str, grond: str
) -> None:
    from woonanalyse.uitvoering.geheugen import alleen
    from woonanalyse.vaststelling import rechtzetting

    with alleen(wortel):
        if verwijder is not None:
            zinnen = rechtzetting.verwijder(wortel, verwijder, datum=datum, rol=rol, grond=grond)
        else:
            assert zet_recht is not None
            zinnen = rechtzetting.zet_recht(wortel, zet_recht, datum=datum, rol=rol, grond=grond)
        for zin in zinnen:
            zeg(zin)


def _toon(wortel: Path, *, als_json: bool) -> None:
    from dataclasses import asdict

    from woonanalyse.kern.getal import hoeveel
    from woonanalyse.vaststelling.bewijs import toets_logboek

    regels, problemen = toets_logboek(wortel)
    if als_json:
        uit.print_json(data=[asdict(regel) for regel in regels])
    for een in [] if als_json else regels:
        zeg(_in_woorden(een))
    if problemen:
        raise InvoerFout(problemen)
    if not als_json:
        telt = hoeveel(len(regels), "regel", "regels")
        zeg(f"{telt}; de keten is heel." if regels else "Het logboek is leeg.")


def _in_woorden(een: Regel) -> str:
    grond = "" if een.handeling == "reactie" else een.grond  # there it is a hash
    wie = "; ".join(deel for deel in (een.rol, grond) if deel)
    return f"{een.nr}. {een.datum}  {een.handeling}: {een.onderwerp}{f' ({wie})' if wie else ''}"


def voeg_toe(app: typer.Typer) -> None:
    """The command."""
    app.command(cls=Opdracht)(logboek)
