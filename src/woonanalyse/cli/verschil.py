"""`woonanalyse verschil`: what changed between two editions, two plan registers or two concepts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from woonanalyse.cli.keuzes import AlsJson
from woonanalyse.cli.open_project import open_project
from woonanalyse.cli.scherm import GebruiksFout, netjes, waarschuw_ouder
from woonanalyse.cli.taal import Opdracht
from woonanalyse.cli.verplicht import eis

Toen = Annotated[
    str,
    typer.Argument(
        metavar="E1",
        help=(
            "De eerdere editie; of de eerdere peildatum van twee planregisters, zoals 2026-01-01; of "
            "het eerdere concept, zoals 2027/concept-1."
        ),
    ),
]
Naar = Annotated[
    Path | None,
    typer.Option(
        "--naar",
        metavar="BESTAND",
        help=(
            "Bij twee peildata: schrijf ook een werkboek (.xlsx), met elk plan en de vragen die een "
            "mens moet beantwoorden."
        ),
    ),
]
Antwoorden = Annotated[
    Path | None,
    typer.Option(
        "--antwoorden",
        metavar="BESTAND",
        help="Bij twee peildata: lees eerst de antwoorden in, uit blad Vragen van zo'n werkboek.",
    ),
]
Rol = Annotated[
    str | None,
    typer.Option(
        "--rol",
        metavar="ROL",
        help="Bij --antwoorden: wie ze gaf, als rol (zoals beleidsmedewerker wonen).",
    ),
]
Datum = Annotated[
    str | None,
    typer.Option(
        "--datum",
        metavar="JJJJ-MM-DD",
        help="Bij --antwoorden: de dag van de antwoorden; zonder deze keuze vandaag, en dan staat dat erbij.",
    ),
]


def verschil(
    toen: Toen,
    nu: Annotated[str, typer.Argument(metavar="E2", help="De latere, van dezelfde soort.")],
    naar: Naar = None,
    antwoorden: Antwoorden = None,
    rol: Rol = None,
    datum: Datum = None,
    als_json: AlsJson = False,
) -> None:
    """Toon wat er veranderde tussen twee edities, twee planregisters (per plan) of twee concepten."""
    with netjes():
        soorten = {_soort(toen), _soort(nu)}
        if len(soorten) > 1:
            raise GebruiksFout(
                f"verschil: {toen!r} en {nu!r} zijn niet van dezelfde soort; geef twee edities, twee "
                "peildata (JJJJ-MM-DD) of twee concepten (EDITIE/concept-N)."
            )
        soort = soorten.pop()
        if soort != PEILDATUM and any((naar, antwoorden, rol, datum)):
            raise GebruiksFout(
                "--naar, --antwoorden, --rol en --datum horen bij twee peildata, zoals: woonanalyse "
                "verschil 2026-01-01 2027-01-01."
            )
        if soort == CONCEPT:
            from woonanalyse.cli.concepten import toon_conceptverschil

            toon_conceptverschil(open_project(), toen, nu, als_json=als_json)
        elif soort == PEILDATUM:
            from woonanalyse.cli.planjaren import toon_planverschil

            wie = _wie(antwoorden, rol, datum)
            toon_planverschil(open_project(), toen, nu, naar, antwoorden, wie, als_json=als_json)
        else:
            _edities(toen, nu, als_json=als_json)


EDITIE, PEILDATUM, CONCEPT = "editie", "peildatum", "concept"


def _soort(naam: str) -> str:
    from woonanalyse.kern.waarden import is_volle_dag

    if "/" in naam:
        return CONCEPT
    return PEILDATUM if is_volle_dag(naam) else EDITIE


def _wie(antwoorden: Path | None, rol: str | None, datum: str | None) -> dict[str, str]:
    """Who answered, and when."""
    if antwoorden is None:
        if rol or datum:
            raise GebruiksFout("--rol en --datum horen bij --antwoorden.")
        return {}
    gegeven = {"rol": (rol or "").strip(), "datum": datum or date.today().isoformat()}
    eis(**gegeven)
    return gegeven


def _edities(toen: str, nu: str, *, als_json: bool) -> None:
    from woonanalyse.cli.venster import toon_json, toon_verschil
    from woonanalyse.kern.regio import lees_regio
    from woonanalyse.onderwerpen.controle import lees_alle_edities
    from woonanalyse.onderwerpen.wijzigingen.model import eigen_definities, wijzigingen

    wortel = open_project()
    a, b = lees_alle_edities(wortel, lees_regio(wortel), [toen, nu])
    for naam in dict.fromkeys([a.naam, b.naam]):
        waarschuw_ouder(wortel, naam)
    frame = wijzigingen(a.invoer, b.invoer, a.opzet, b.opzet, a.regio.definities)
    if als_json:
        toon_json(frame)
    else:
        toon_verschil(a, b, frame, eigen_definities(a.opzet, b.opzet))


def voeg_toe(app: typer.Typer) -> None:
    """The command."""
    app.command(cls=Opdracht)(verschil)
