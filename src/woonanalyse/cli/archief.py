"""`woonanalyse archief`: an edition packed to keep, and a pack held against what it says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from woonanalyse.cli.keuzes import EditieKeuze, Voorbeeld, lees_stil
from woonanalyse.cli.scherm import GebruiksFout, netjes, waarschuw, zeg
from woonanalyse.cli.taal import Opdracht

if TYPE_CHECKING:
    from woonanalyse.archief.pak import Pak
    from woonanalyse.onderwerpen.dossier import Dossier

MAP = "archief"
"""Where packs are put, from the root: in it a folder for who may see them."""


def archief(
    editie: EditieKeuze = None,
    naar: Annotated[
        Path | None,
        typer.Option(
            "--naar",
            metavar="BESTAND",
            help="Waar het archief komt, een .zip; zonder deze keuze in de map archief.",
        ),
    ] = None,
    intern: Annotated[
        bool,
        typer.Option(
            "--intern",
            help="Met alles wat niet openbaar is; zonder deze keuze alleen wat openbaar is.",
        ),
    ] = False,
    voorbeelddata: Voorbeeld = False,
    controleer: Annotated[
        Path | None,
        typer.Option(
            "--controleer", metavar="BESTAND", help="Pak niets in; kijk of dit archief nog heel is."
        ),
    ] = None,
) -> None:
    """Pak een editie in om te bewaren en later opnieuw te maken, of kijk na of zo'n archief heel is."""
    with netjes():
        if controleer is not None:
            if editie or naar or intern or voorbeelddata:
                raise GebruiksFout(
                    "--controleer: laat --editie, --naar, --intern en --voorbeelddata dan weg."
                )
            _controleer(controleer)
        else:
            _pak_in(editie, naar, intern=intern, voorbeelddata=voorbeelddata)


def _controleer(bestand: Path) -> None:
    from woonanalyse.archief.controle import controleer
    from woonanalyse.kern.getal import aantal

    heel = controleer(bestand)
    zeg(f"{bestand.name}: heel, {aantal(heel.aantal)} bestanden zoals ze zijn ingepakt")
    zeg(f"  {heel.kenmerken.get('External-Description', heel.naam)}")


def _pak_in(editie: str | None, naar: Path | None, *, intern: bool, voorbeelddata: bool) -> None:
    from woonanalyse.archief.pak import naam_van, pak
    from woonanalyse.uitvoering.geheugen import alleen

    wortel, dossier, melding = lees_stil(editie, voorbeelddata=voorbeelddata)
    waarschuw([], melding)
    _eis_gemaakt(wortel, dossier)
    wie = "intern" if intern else "openbaar"
    doel = naar or wortel / MAP / wie / f"{naam_van(wortel, dossier, intern=intern)}.zip"
    _eis_plek(wortel, doel, intern=intern)
    with alleen(wortel):
        dossier = _bijgewerkt(wortel, dossier)
        _toon(wortel, dossier, pak(wortel, dossier, doel, intern=intern), intern=intern)


def _eis_gemaakt(wortel: Path, dossier: Dossier) -> None:
    """Raises GebruiksFout where there is no report, or one that is older than the data."""
    from woonanalyse.archief.pak import keuze_van
    from woonanalyse.kern.project import uitvoermap
    from woonanalyse.uitgave.stempel import lees_stempels, ouder, ouder_stukken

    maak = f"Maak eerst: woonanalyse rapport {keuze_van(dossier)}"
    if not lees_stempels(uitvoermap(wortel, dossier.naam)):
        raise GebruiksFout(
            f"Van editie {dossier.editie.naam} is er nog geen rapport{_met(dossier)}. {maak}"
        )
    for oud in (ouder(wortel, dossier.naam), ouder_stukken(wortel, dossier.naam)):
        if oud is not None:
            raise GebruiksFout(
                f"Wat er van editie {dossier.editie.naam} is gemaakt, is ouder dan de gegevens "
                f"({oud.reden}). {maak}"
            )


def _met(dossier: Dossier) -> str:
    return " met voorbeelddata" if dossier.voorbeelddata else ""


def _eis_plek(wortel: Path, doel: Path, *, intern: bool) -> None:
    if doel.suffix.casefold() != ".zip":
        raise GebruiksFout(f"--naar: {doel.name!r} eindigt niet op .zip.")
    if doel.is_dir():
        raise GebruiksFout(f"--naar: {doel.as_posix()} is een map; geef de naam van een bestand.")
    dicht = ("data/processed", "report/_output", f"{MAP}/openbaar") if intern else ()
    waar = doel.resolve()
    for map_ in dicht:
        if waar.is_relative_to((wortel / map_).resolve()):
            raise GebruiksFout(
                f"--naar: wat in {map_} staat, wordt gepubliceerd, en een intern archief hoort daar niet; "
                f"kies een andere map, zoals {MAP}/intern."
            )


def _bijgewerkt(wortel: Path, dossier: Dossier) -> Dossier:
    """The edition on the day of its report, with all that is there made by the programme that is packed."""
    import json

    from woonanalyse.cli.concepten import maak_opnieuw
    from woonanalyse.kern.project import resultatenmap

    pakket = json.loads((resultatenmap(wortel, dossier.naam) / "datapackage.json").read_bytes())
    dag = str(pakket["created"][:10])
    maak_opnieuw(wortel, dossier.editie.naam, dag, voorbeelddata=dossier.voorbeelddata)
    return dossier.op_datum(dag)


def _toon(wortel: Path, dossier: Dossier, gepakt: Pak, *, intern: bool) -> None:
    from woonanalyse.archief.bladzijde import grootte
    from woonanalyse.archief.pak import keuze_van
    from woonanalyse.kern.getal import aantal, opsomming

    waar = gepakt.bestand.resolve()
    pad = (
        waar.relative_to(wortel).as_posix() if waar.is_relative_to(wortel) else str(gepakt.bestand)
    )
    zeg(f"{pad}: {aantal(gepakt.aantal)} bestanden, {grootte(gepakt.bytes)}")
    if dossier.voorbeelddata:
        zeg("  met voorbeelddata: verzonnen, geen echte stand")
    if intern:
        zeg("  intern: niet om te publiceren; alles waaruit het rapport is gemaakt, zit erin")
    elif gepakt.weg:
        zeg(f"  niet openbaar, en er niet in: {opsomming(list(gepakt.weg))}")
        zeg(
            "  opnieuw te maken is het rapport alleen met het interne archief: woonanalyse archief "
            f"{keuze_van(dossier)} --intern"
        )
    else:
        zeg("  alles waaruit het rapport is gemaakt, zit erin: het is opnieuw te maken")


def voeg_toe(app: typer.Typer) -> None:
    """The command."""
    app.command(cls=Opdracht)(archief)
