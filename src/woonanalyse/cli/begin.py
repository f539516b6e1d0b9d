"""`woonanalyse begin`: the project of a new region, or an older one brought up to date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from woonanalyse.cli.scherm import GebruiksFout, netjes, waarschuw, zeg
from woonanalyse.cli.taal import Opdracht

if TYPE_CHECKING:
    from woonanalyse.begin.bijwerken import Bijgewerkt
    from woonanalyse.begin.maak import Begonnen


Map = Annotated[
    Path,
    typer.Argument(metavar="MAP", help="De map van het project: leeg, of nog niet gemaakt."),
]
Naam = Annotated[str | None, typer.Option("--naam", metavar="NAAM", help="De naam van de regio.")]
Provincie = Annotated[
    str | None,
    typer.Option(
        "--provincie",
        metavar="P",
        help="De provincie; zonder --gemeente doen al haar gemeenten mee.",
    ),
]
Gemeenten = Annotated[
    list[str] | None,
    typer.Option("--gemeente", metavar="G", help="Een gemeente, met naam of code; mag vaker."),
]
Subregios = Annotated[
    list[str] | None,
    typer.Option(
        "--subregio",
        metavar="S=G,G",
        help="Een subregio met haar gemeenten (Noord=gemeente,gemeente); mag vaker. Anders is er één.",
    ),
]
Afspraken = Annotated[
    list[str] | None,
    typer.Option(
        "--afspraak",
        metavar="SOORT",
        help=(
            "Een soort afspraak om mee te beginnen; mag vaker. maximum is er altijd; zonder deze keuze "
            "ook termijn, cyclus, vastlegging en frequentie."
        ),
    ),
]
Grenzen = Annotated[
    Path | None,
    typer.Option(
        "--grenzen",
        metavar="BESTAND",
        help="Gemeentegrenzen als GeoJSON (WGS84 of Rijksdriehoek); zonder deze keuze die van 2026.",
    ),
]
Peildatum = Annotated[
    str | None,
    typer.Option(
        "--peildatum",
        metavar="JJJJ-MM-DD",
        help="De peildatum van de eerste editie; zonder deze keuze 2026-01-01.",
    ),
]
Bijwerken = Annotated[
    bool,
    typer.Option(
        "--bijwerken",
        help="Werk van een project dat er al is de notitieboeken en hoofdstukken bij.",
    ),
]


def begin(
    map_: Map,
    naam: Naam = None,
    provincie: Provincie = None,
    gemeente: Gemeenten = None,
    subregio: Subregios = None,
    afspraak: Afspraken = None,
    grenzen: Grenzen = None,
    peildatum: Peildatum = None,
    bijwerken: Bijwerken = False,
) -> None:
    """Begin een project voor een nieuwe regio, of werk een ouder project bij."""
    with netjes():
        keuzes = (naam, provincie, gemeente, subregio, afspraak, grenzen, peildatum)
        if bijwerken:
            if any(keuzes):
                raise GebruiksFout(
                    "--bijwerken: daarbij hoort alleen MAP; laat de andere keuzes weg."
                )
            _bijwerken(map_)
            return
        if naam is None:
            raise GebruiksFout(
                "Geef de naam van de regio en haar gemeenten of provincie: woonanalyse begin drenthe --naam "
                "Drenthe --provincie Drenthe."
            )
        _nieuw(map_, naam, provincie, gemeente, subregio, afspraak, grenzen, peildatum)


def _nieuw(
    map_: Path,
    naam: str,
    provincie: str | None,
    gemeenten: Sequence[str] | None,
    subregios: Sequence[str] | None,
    afspraken: Sequence[str] | None,
    grenzen: Path | None,
    peildatum: str | None,
) -> None:
    from woonanalyse.begin.keuze import Wens
    from woonanalyse.begin.maak import maak
    from woonanalyse.begin.voorzet import BEGIN
    from woonanalyse.kern.indeling.lijst import DAG

    wens = Wens(
        naam=naam,
        provincie=provincie,
        gemeenten=gemeenten or (),
        subregios=subregios or (),
        afspraken=afspraken or BEGIN,
        grenzen=grenzen,
        peildatum=peildatum or DAG,
    )
    begonnen = maak(map_, wens)
    waarschuw([], begonnen.meldingen)
    for regel in _gemaakt(map_, begonnen):
        zeg(regel)


def _gemaakt(map_: Path, begonnen: Begonnen) -> Iterator[str]:
    from woonanalyse.kern.getal import datum, hoeveel

    keuze = begonnen.keuze
    wat = hoeveel(len(keuze.leden), "gemeente", "gemeenten")
    delen = hoeveel(len(keuze.subregios), "subregio", "subregio's")
    yield f"{keuze.naam}: {wat} in {delen}, editie {begonnen.editie} met peildatum {datum(keuze.peildatum)}"
    yield f"  {map_}"
    yield ""
    yield "Wat er nog moet komen:"
    yield "  de tekst van de overeenkomst in data/afspraken.yml; wat er nu staat is een voorzet"
    yield f"  in data/edities/{begonnen.editie}.yml en data/definities.yml: wat bij KIES staat"
    yield "  de behoefte per gemeente, en de plannen (woonanalyse lever); tot dan zijn zij onbekend"
    yield ""
    yield f"Verder, in {map_}: woonanalyse controleer, woonanalyse rapport, woonanalyse editie."


def _bijwerken(map_: Path) -> None:
    from woonanalyse.begin.bijwerken import werk_bij
    from woonanalyse.uitvoering.geheugen import alleen

    if not map_.is_dir():
        raise GebruiksFout(f"{map_} is geen map.")
    with alleen(map_):
        klaar = werk_bij(map_)
    for regel in _bijgewerkt(klaar):
        zeg(regel)


def _bijgewerkt(klaar: Bijgewerkt) -> Iterator[str]:
    delen = {
        "Nieuw": klaar.erbij,
        "Vernieuwd": klaar.vernieuwd,
        "Vervallen en weggehaald": klaar.weg,
        "Door u gewijzigd, en blijft staan": klaar.gewijzigd,
        "De nieuwe versie daarvan staat ernaast": klaar.ernaast,
    }
    if not any(delen.values()):
        yield "Alles was al bij."
    for kop, paden in delen.items():
        if paden:
            yield f"{kop}:"
            yield from (f"  {pad}" for pad in paden)


def voeg_toe(app: typer.Typer) -> None:
    """The command."""
    app.command(cls=Opdracht)(begin)
