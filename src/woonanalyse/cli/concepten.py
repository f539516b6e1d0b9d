"""`woonanalyse concept` and `concepten`: freeze a concept, show what was frozen and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from woonanalyse.cli.bouwen import bouw_alles, lijst_op
from woonanalyse.cli.keuzes import AlsJson
from woonanalyse.cli.open_project import open_project
from woonanalyse.cli.scherm import GebruiksFout, netjes, uit, zeg
from woonanalyse.cli.taal import Opdracht
from woonanalyse.cli.verplicht import eis
from woonanalyse.kern.fouten import InvoerFout, Probleem, een_van
from woonanalyse.kern.project import mapnaam, uitvoermap

if TYPE_CHECKING:
    from woonanalyse.vaststelling.conceptverschil import Oorzaak, Wijziging
    from woonanalyse.vaststelling.inhoud import Inhoud


def concept(
    editie: Annotated[
        str | None, typer.Option("--editie", metavar="E", help="Van welke editie; verplicht.")
    ] = None,
    datum: Annotated[
        str | None,
        typer.Option("--datum", metavar="JJJJ-MM-DD", help="De dag van het concept; verplicht."),
    ] = None,
    rol: Annotated[
        str,
        typer.Option("--rol", metavar="R", help="De functie van wie het vastlegt, geen naam."),
    ] = "opsteller",
) -> None:
    """Leg het rapport zoals het er nu ligt vast als het volgende concept, met wie erin zit en wie niet."""
    from woonanalyse.kern.regio import lees_regio
    from woonanalyse.uitvoering.geheugen import alleen
    from woonanalyse.vaststelling.bewijs import eis_heel
    from woonanalyse.vaststelling.concept import leg_vast

    with netjes():
        eis(editie=editie, datum=datum, rol=rol)
        wortel = open_project()
        eis_heel(wortel)
        regio = lees_regio(wortel)
        if editie not in regio.edities:
            raise GebruiksFout(f"--editie: {een_van(str(editie), regio.edities)}.")
        with alleen(wortel):
            inhoud = leg_vast(
                wortel,
                regio,
                editie,
                str(datum),
                rol,
                lambda: maak_opnieuw(wortel, editie, str(datum)),
            )
            lijst_op(wortel)
        _toon(wortel, inhoud)


def maak_opnieuw(wortel: Path, editie: str, datum: str, *, voorbeelddata: bool = False) -> None:
    """Make the forms that are there again, with the state on their cover."""
    from woonanalyse.onderwerpen.dossierlezer import lees_dossier
    from woonanalyse.uitgave.besluitstukken import geef_besluitstukken
    from woonanalyse.uitgave.stempel import STUKKEN, vormen_in

    map_ = uitvoermap(wortel, mapnaam(editie, voorbeelddata=voorbeelddata))
    er = vormen_in(map_)
    formaten = [naam for naam in ("pdf", "html", "xlsx") if f"rwp.{naam}" in er]
    if any(vorm.startswith("factsheets/") for vorm in er):
        formaten.append("factsheets")
    bouw_alles(wortel, editie, voorbeelddata, formaten, None, None, datum)
    if any((map_ / STUKKEN).glob("*.docx")):
        dossier = lees_dossier(wortel, editie, voorbeelddata=voorbeelddata)
        geef_besluitstukken(wortel, dossier.op_datum(datum))


def concepten(
    editie: Annotated[
        str | None, typer.Option("--editie", metavar="E", help="Alleen van deze editie.")
    ] = None,
    als_json: AlsJson = False,
) -> None:
    """Toon de vastgelegde concepten: wie erin zit, de reacties, de besluiten, en of alles er nog zo ligt."""
    from dataclasses import asdict

    from woonanalyse.kern.logboek import lees_met_problemen
    from woonanalyse.vaststelling.bewijs import anders_vastgelegd
    from woonanalyse.vaststelling.concept import gewijzigd
    from woonanalyse.vaststelling.inhoud import alle_inhoud, zonder_inhoud

    with netjes():
        wortel = open_project()
        alle = [een for een in alle_inhoud(wortel) if editie in (None, een.editie)]
        if als_json:
            uit.print_json(data=[asdict(een) for een in alle])
            return
        for een in alle:
            _toon(wortel, een)
        if not alle:
            zeg("Er is nog geen concept vastgelegd.")
        eis_ = "het bestand zoals het is vastgelegd; het is gewijzigd of weg"
        anders = [Probleem(pad, eis_) for een in alle for pad in gewijzigd(wortel, een)]
        vast = anders_vastgelegd(wortel, lees_met_problemen(wortel)[0])
        if anders := [*zonder_inhoud(wortel), *anders, *vast]:
            raise InvoerFout(anders)


def _toon(wortel: Path, inhoud: Inhoud) -> None:
    from woonanalyse.kern.concept import CONCEPTEN
    from woonanalyse.kern.getal import datum, hoeveel, opsomming
    from woonanalyse.vaststelling.concept import telling

    erin = [een for een in inhoud.deelname if een.versie]
    uit.print(f"Concept {inhoud.naam} van {datum(inhoud.datum)}", style="bold", markup=False)
    zeg(f"  erin: {opsomming([f'{een.naam} (versie {een.versie})' for een in erin])}")
    if niet := [f"{een.naam} ({een.waarom})" for een in inhoud.deelname if not een.versie]:
        zeg(f"  niet erin: {opsomming(niet)}")
    vorige = inhoud.nummer - 1
    if vorige:
        zeg(f"  reacties op concept {vorige}: {_geteld(inhoud.reacties)}")
    if (nu := telling(wortel, inhoud.editie, inhoud.nummer)) and sum(nu.values()):
        zeg(f"  reacties op dit concept: {_geteld(nu)}")
    if besluiten := _besluiten(wortel, inhoud):
        zeg(f"  besluiten: {opsomming(besluiten)}")
    zeg(
        f"  {CONCEPTEN}/{inhoud.naam}/: {hoeveel(len(inhoud.invoer), 'bestand', 'bestanden')} waaruit het is "
        f"gemaakt, {len(inhoud.rapport)} van het rapport, {len(inhoud.uitkomsten)} met uitkomsten"
    )


def _geteld(telling: Any) -> str:
    from woonanalyse.kern.getal import opsomming

    return opsomming([f"{keer} {woord}" for woord, keer in telling.items() if keer]) or "geen"


def _besluiten(wortel: Path, inhoud: Inhoud) -> list[str]:
    from collections import Counter

    from woonanalyse.onderwerpen.editielezer import lees_editie
    from woonanalyse.onderwerpen.stukstatus import besluiten_over, colleges

    editie = lees_editie(wortel, inhoud.editie)
    keer = Counter(besluiten_over(editie, inhoud.nummer)["uitkomst"])
    van = len(colleges(editie.regio))
    return [f"{uitkomst} door {aantal} van {van}" for uitkomst, aantal in sorted(keer.items())]


def voeg_toe(app: typer.Typer) -> None:
    """The commands."""
    app.command(cls=Opdracht)(concept)
    app.command(cls=Opdracht)(concepten)


HOOGSTENS = 30
"""Changed numbers on the screen; --json has all."""


def toon_conceptverschil(wortel: Path, a: str, b: str, *, als_json: bool) -> None:
    """Show what changed between two concepts (2027/concept-1), and why; raises InvoerFout where one is not
    there."""
    from dataclasses import asdict

    from woonanalyse.vaststelling.conceptverschil import waarom
    from woonanalyse.vaststelling.lees_verschil import kies, verschil

    toen, nu = kies(wortel, a, b)
    oorzaken, wijzigingen = verschil(wortel, toen, nu)
    if als_json:
        uit.print_json(
            data={
                "van": a,
                "naar": b,
                "invoer": [asdict(een) for een in oorzaken],
                "uitkomsten": [
                    {**asdict(een), "waarom": [oorzaak.wat for oorzaak in waarom(een, oorzaken)]}
                    for een in wijzigingen
                ],
            }
        )
        return
    namen = {een.partij: een.naam for een in (*toen.deelname, *nu.deelname)}
    uit.print(f"Van {a} naar {b}", style="bold", markup=False)
    for oorzaak in oorzaken:
        zeg(f"  {_van(oorzaak.partij, namen)}{oorzaak.wat}")
    if not oorzaken:
        zeg("  zij zijn van hetzelfde gemaakt")
    _toon_getallen(wijzigingen, oorzaken, namen)


def _toon_getallen(
    wijzigingen: Sequence[Wijziging], oorzaken: Sequence[Oorzaak], namen: Mapping[str, str]
) -> None:
    from woonanalyse.kern.getal import hoeveel
    from woonanalyse.vaststelling.conceptverschil import waarom

    zeg(hoeveel(len(wijzigingen), "gewijzigd getal", "gewijzigde getallen"))
    for een in wijzigingen[:HOOGSTENS]:
        wie = een.sleutel.get("gebied") or een.sleutel.get("gemeente", "")
        redenen = dict.fromkeys(
            f"{_van(oorzaak.partij, namen) if oorzaak.partij != een.partij else ''}{oorzaak.wat}"
            for oorzaak in waarom(een, oorzaken)
        )
        om = f"; {', '.join(redenen)}" if redenen else ""
        van = _van(een.partij, namen) or (f"{wie}: " if wie else "")
        getallen = f"van {een.toen or 'onbekend'} naar {een.nu or 'onbekend'}"
        zeg(f"  {een.tabel}, {van}{een.kolom} {getallen}{_zonder(een)}{om}")
    if len(wijzigingen) > HOOGSTENS:
        zeg(f"  en nog {len(wijzigingen) - HOOGSTENS}; --json heeft ze alle")


def _zonder(een: Wijziging) -> str:
    """Whose numbers a sum that is not known is without; a sum that is known is of all, whatever else its
    row is without."""
    kanten = (("eerst", een.toen, een.zonder_toen), ("nu", een.nu, een.zonder_nu))
    delen = [f"{wanneer} zonder {namen}" for wanneer, getal, namen in kanten if namen and not getal]
    return f" ({', '.join(delen)})" if delen else ""


def _van(partij: str, namen: Mapping[str, str]) -> str:
    return f"{namen.get(partij, partij)}: " if partij else ""
