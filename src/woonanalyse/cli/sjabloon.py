"""`woonanalyse sjabloon`: workbooks to fill in, of the registers and of the plans of a municipality."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from woonanalyse.cli.keuzes import kies_dag
from woonanalyse.cli.open_project import open_project
from woonanalyse.cli.scherm import GebruiksFout, netjes, uit
from woonanalyse.cli.taal import Opdracht
from woonanalyse.kern.fouten import een_van
from woonanalyse.kern.project import sjablonenmap

PLANNEN = "plannen"

Register = Annotated[
    str | None,
    typer.Argument(
        metavar="REGISTER",
        help="Welk sjabloon: een register, of plannen; zonder deze keuze dat van elk register.",
    ),
]
Gemeente = Annotated[
    str | None,
    typer.Option("--gemeente", metavar="G", help="Van welke gemeente, bij plannen: code of naam."),
]
Peildatum = Annotated[
    str | None,
    typer.Option(
        "--peildatum",
        metavar="JJJJ-MM-DD",
        help="De dag waarvoor de plannen gelden; zonder deze keuze de eerstvolgende 1 januari.",
    ),
]
Naar = Annotated[
    Path | None,
    typer.Option("--naar", metavar="MAP", help="Waarheen; anders data/sjablonen/."),
]


def sjabloon(
    register: Register = None,
    gemeente: Gemeente = None,
    peildatum: Peildatum = None,
    naar: Naar = None,
) -> None:
    """Maak per register een Excel-sjabloon om in te vullen, of dat van de plannen van een gemeente."""
    from woonanalyse.kern.formulier import formulieren
    from woonanalyse.uitgave.sjabloon import schrijf_sjablonen

    with netjes():
        wortel = open_project()
        map_ = (naar or sjablonenmap(wortel)).resolve()
        if register == PLANNEN:
            paden = [_plansjabloon(wortel, map_, gemeente, kies_dag("--peildatum", peildatum))]
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
    from woonanalyse.leveringen.partij import kies_gemeente
    from woonanalyse.leveringen.plansjabloon import eerste_jaar, plansjabloon
    from woonanalyse.leveringen.veilig import sjabloonnaam

    if gemeente is None:
        raise GebruiksFout("plannen: geef ook --gemeente, met een naam of code.")
    regio = lees_regio(wortel)
    code = kies_gemeente(regio, gemeente)
    namen = dict(regio.gemeenten[["gemeentecode", "gemeente"]].itertuples(index=False, name=None))
    eerder = laatste(wortel, regio, code)
    jaar = dag.year if dag else eerste_jaar(date.today())
    naam = sjabloonnaam(namen[code])
    schrijf_bytes(map_ / naam, plansjabloon(regio, code, jaar, eerder[1] if eerder else None))
    return map_ / naam


def voeg_toe(app: typer.Typer) -> None:
    """The command."""
    app.command(cls=Opdracht)(sjabloon)
