"""`woonanalyse provincie`: regions side by side, and the sums that may be made of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from woonanalyse.cli.keuzes import AlsJson
from woonanalyse.cli.scherm import GebruiksFout, netjes, uit, waarschuw
from woonanalyse.cli.taal import Opdracht

if TYPE_CHECKING:
    from woonanalyse.kern.beeld.antwoord import Antwoord
    from woonanalyse.onderwerpen.dossier import Dossier
    from woonanalyse.uitkomsten.provincie import Deel, Geheel

NIET = "niet op te tellen"


def provincie(
    mappen: Annotated[
        list[str],
        typer.Argument(
            metavar="MAP…",
            help=(
                "De projectmap van elke regio; met @ erachter een editie, zoals ../west@2018. Zonder "
                "die keuze de nieuwste die volledig is."
            ),
        ),
    ],
    naar: Annotated[
        Path | None,
        typer.Option(
            "--naar", metavar="BESTAND.xlsx", help="Schrijf het ook als werkboek dat op A4 past."
        ),
    ] = None,
    als_json: AlsJson = False,
) -> None:
    """Zet regio's van één provincie naast elkaar, en tel op wat op te tellen is."""
    from woonanalyse.cli.venster import toon_antwoord
    from woonanalyse.uitkomsten.provincie import samen

    with netjes():
        if len(mappen) < 2:
            raise GebruiksFout(
                "Geef ten minste twee projectmappen, zoals: woonanalyse provincie . ../west."
            )
        _controleer_doel(naar)
        geheel = samen([_lees(map_) for map_ in mappen])
        if naar is not None:
            _schrijf(geheel, naar)
        if als_json:
            uit.print_json(data=_als_json(geheel))
        else:
            toon_antwoord(_antwoord(geheel))


SLOT = (
    "Elke regio houdt haar eigen editie, rekenwijze en datum. Opgeteld is alleen wat gelijk is: de "
    "behoefte bij dezelfde periode, prognose en verrekening van vervanging; harde plannen bij dezelfde "
    "peildatum, telling en grens van wat hard is; de verhouding als beide kunnen. Oordelen zijn van "
    "verschillende dagen en worden niet opgeteld."
)
"""What is added up, and why the rest is not; below the tables on paper."""


def _controleer_doel(naar: Path | None) -> None:
    if naar is None:
        return
    if naar.suffix.casefold() != ".xlsx":
        raise GebruiksFout(
            f"--naar: staat {str(naar)!r}; verwacht: een bestand dat op .xlsx eindigt."
        )
    if not naar.absolute().parent.is_dir():
        raise GebruiksFout(f"--naar: de map {naar.absolute().parent} is er niet.")


def _schrijf(geheel: Geheel, naar: Path) -> None:
    """The answer on a sheet for paper, of the latest of its days."""
    from woonanalyse.kern.bestanden import schrijf_bytes
    from woonanalyse.uitgave.antwoordblad import als_werkboek

    dag = max(deel.opzet.datum_rapport for deel in geheel.delen)
    titel = f"{geheel.provincie}: regio's naast elkaar"
    schrijf_bytes(naar, als_werkboek(_antwoord(geheel), titel, dag, SLOT))


def _lees(wat: str) -> Dossier:
    """The dossier of a project folder, with or without an edition behind it."""
    from woonanalyse.kern.project import wortel_boven
    from woonanalyse.onderwerpen.dossierlezer import kies_dossier

    naam, _, editie = wat.partition("@")
    if not Path(naam).is_dir():
        raise GebruiksFout(f"MAP: {naam!r} is geen map.")
    wortel = wortel_boven(Path(naam))
    dossier, melding = kies_dossier(wortel, editie)
    waarschuw(dossier.gewijzigd, [*melding, *dossier.waarschuwingen])
    return dossier


def _antwoord(geheel: Geheel) -> Antwoord:
    """A column per region, and one for the whole; below it what differs."""
    from woonanalyse.kern.beeld.antwoord import Antwoord, Staat
    from woonanalyse.kern.beeld.stijl import TEKENS
    from woonanalyse.kern.beeld.woorden import periode
    from woonanalyse.kern.getal import aantal, band, datum, procent, reeks

    delen = geheel.delen

    def rij(wat: str, per: list[str], samen: str = "") -> list[str]:
        return [wat, *per, samen]

    behoefte = NIET if geheel.behoefte is None else reeks(*map(aantal, geheel.behoefte))
    hard = NIET if geheel.hard is None else aantal(geheel.hard)
    deel = NIET if geheel.dekking is None else reeks(*map(procent, geheel.dekking))
    rijen = [
        rij("Editie", [d.opzet.naam for d in delen]),
        rij("Peildatum", [datum(d.opzet.peildatum) for d in delen]),
        rij("Behoefte is", [periode(d.opzet) for d in delen]),
        rij("Gemeenten", [aantal(len(d.leden)) for d in delen], aantal(geheel.gemeenten)),
        rij("Behoefte", [band(d.som["behoefte"], aantal) for d in delen], behoefte),
        rij("Harde plannen", [aantal(d.som["hard_totaal"].iloc[0]) for d in delen], hard),
        rij("In % van behoefte", [band(d.som["dekking"], procent) for d in delen], deel),
    ]
    gezien = [naam for naam in TEKENS if any(naam in d.oordelen for d in delen)]
    rijen += [
        rij(f"Gemeenten: {TEKENS[naam].woorden}", [aantal(d.oordelen.get(naam, 0)) for d in delen])
        for naam in gezien
    ]
    koppen = ["", *(d.regio for d in delen), "Samen"]
    staten = [Staat(koppen, rijen, tekst=(0, *range(1, len(koppen))))]
    if geheel.verschillen:
        anders = [[wat, *waarden] for wat, waarden in geheel.verschillen.items()]
        staten.append(Staat(["Verschil", *koppen[1:-1]], anders, tekst=tuple(range(len(koppen)))))
    return Antwoord(_zin(geheel), staten)


def _zin(geheel: Geheel) -> str:
    from woonanalyse.kern.getal import opsomming

    wie = f"{geheel.provincie}: {opsomming([d.regio for d in geheel.delen])}, {geheel.gemeenten} gemeenten."
    if geheel.elders:
        waar = [f"{naam} in {ligt}" for naam, ligt in geheel.elders.items()]
        wie = f"{wie} Daarvan {'ligt' if len(waar) == 1 else 'liggen'} {opsomming(waar)}."
    weg = {"behoefte": geheel.behoefte, "harde plannen": geheel.hard}
    niet = [naam for naam, som in weg.items() if som is None]
    if not niet:
        return f"{wie} Behoefte en harde plannen zijn opgeteld."
    waarom = (
        f" Zij verschillen in {opsomming(list(geheel.verschillen))}." if geheel.verschillen else ""
    )
    return f"{wie} Niet op te tellen: {opsomming(niet)}.{waarom}"


def _als_json(geheel: Geheel) -> dict[str, Any]:
    return {
        "provincie": geheel.provincie,
        "gemeenten": geheel.gemeenten,
        "behoefte": geheel.behoefte,
        "hard_totaal": geheel.hard,
        "dekking": geheel.dekking,
        "verschillen": {wat: list(waarden) for wat, waarden in geheel.verschillen.items()},
        "regios": [_deel_als_json(deel) for deel in geheel.delen],
    }


def _deel_als_json(deel: Deel) -> dict[str, Any]:
    kolommen = ["variant", "behoefte", "hard_totaal", "dekking"]
    rijen = deel.som[kolommen].astype("object")
    return {
        "regio": deel.regio,
        "editie": deel.opzet.editie,
        "peildatum": deel.opzet.peildatum,
        "definitie": deel.definitie.id,
        "gemeenten": len(deel.leden),
        "oordelen": deel.oordelen,
        "som": rijen.where(rijen.notna(), None).to_dict("records"),
    }


def voeg_toe(app: typer.Typer) -> None:
    """The command."""
    app.command(cls=Opdracht)(provincie)
