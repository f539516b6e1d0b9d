"""How far deliveries are, and the log: `standen`, `gecontroleerd`, `akkoord`, `zet-terug`, `logboek`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from woonanalyse.cli.keuzes import AlsJson
from woonanalyse.cli.open_project import open_project
from woonanalyse.cli.scherm import GebruiksFout, netjes, uit, zeg
from woonanalyse.cli.taal import Opdracht
from woonanalyse.kern.fouten import InvoerFout, Probleem

if TYPE_CHECKING:
    from woonanalyse.kern.logboek import Regel
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


DAGEN = ("datum", "peildatum")


def eis(**gegeven: str | None) -> None:
    """Raise GebruiksFout with every option that is missing, is no day, or names a person."""
    from woonanalyse.kern.persoon import persoon_in
    from woonanalyse.kern.waarden import is_volle_dag

    mis = []
    for naam, tekst in gegeven.items():
        if not (tekst or "").strip():
            mis.append(f"--{naam} ontbreekt{_VOORBEELD.get(naam, '')}")
        elif naam in DAGEN and not is_volle_dag(str(tekst)):
            mis.append(f"--{naam}: {tekst!r} is geen dag; geef jaar, maand en dag, als 2027-02-10")
        elif verwacht := persoon_in(str(tekst)):
            mis.append(f"--{naam}: {tekst!r}; verwacht: {verwacht}")
    if mis:
        raise GebruiksFout("\n".join(mis))


_VOORBEELD = {
    "datum": ": de dag waarop dit is gedaan, als 2027-02-10",
    "peildatum": ": de dag waarvoor de levering geldt, als 2027-01-01",
    "rol": ': de functie van wie dit doet, als "beleidsmedewerker wonen"',
    "mandaat": ': krachtens welk mandaat, als "mandaatregister 2026, nr. 12"',
    "reden": ": waarom",
}


def logboek(
    verwijder: Annotated[
        int | None,
        typer.Option(
            "--verwijder", metavar="NR", help="Haal uit deze regel wat iemand schreef, met reden."
        ),
    ] = None,
    zet_recht: Annotated[
        int | None,
        typer.Option(
            "--zet-recht", metavar="NR", help="Schrijf bij deze regel wat er had moeten staan."
        ),
    ] = None,
    rol: Annotated[
        str | None, typer.Option("--rol", metavar="R", help="De functie van wie dit doet.")
    ] = None,
    reden: Annotated[
        str | None,
        typer.Option(
            "--reden", metavar="R", help="Waarom, of bij --zet-recht wat er had moeten staan."
        ),
    ] = None,
    datum: Annotated[
        str | None,
        typer.Option("--datum", metavar="JJJJ-MM-DD", help="De dag waarop dit is gedaan."),
    ] = None,
    als_json: AlsJson = False,
) -> None:
    """Toon het logboek en kijk na of het heel is; een regel verdwijnt nooit, wat iemand schreef kan eruit."""
    from woonanalyse.kern.getal import hoeveel
    from woonanalyse.uitvoering.geheugen import alleen
    from woonanalyse.vaststelling.bewijs import toets_logboek
    from woonanalyse.vaststelling.rechtzetting import verwijder as haal_weg
    from woonanalyse.vaststelling.rechtzetting import zet_recht as schrijf_erbij

    with netjes():
        wortel = open_project()
        nr = verwijder if verwijder is not None else zet_recht
        if None not in (verwijder, zet_recht):
            raise GebruiksFout("--verwijder en --zet-recht kunnen niet samen.")
        if nr is not None:
            eis(rol=rol, reden=reden, datum=datum)
            doe = schrijf_erbij if verwijder is None else haal_weg
            with alleen(wortel):
                for zin in doe(wortel, nr, datum=str(datum), rol=str(rol), grond=str(reden)):
                    zeg(zin)
            return
        if rol or reden or datum:
            raise GebruiksFout("--rol, --reden en --datum horen bij --verwijder of --zet-recht.")
        regels, problemen = toets_logboek(wortel)
        _toon(regels, als_json=als_json)
        if problemen:
            raise InvoerFout(problemen)
        if not als_json:
            telt = hoeveel(len(regels), "regel", "regels")
            zeg(f"{telt}; de keten is heel." if regels else "Het logboek is leeg.")


def _toon(regels: list[Regel], *, als_json: bool) -> None:
    from dataclasses import asdict

    if als_json:
        uit.print_json(data=[asdict(regel) for regel in regels])
        return
    for een in regels:
        grond = "" if een.handeling == "reactie" else een.grond  # there it is a hash
        wie = "; ".join(deel for deel in (een.rol, grond) if deel)
        zeg(f"{een.nr}. {een.datum}  {een.handeling}: {een.onderwerp}{f' ({wie})' if wie else ''}")


def voeg_toe(app: typer.Typer) -> None:
    """The commands."""
    for opdracht in (standen, gecontroleerd, akkoord, zet_terug, logboek):
        app.command(cls=Opdracht)(opdracht)
