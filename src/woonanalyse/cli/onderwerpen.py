"""`woonanalyse <naam>` of every subject with a table, from what it declares."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from woonanalyse.cli.keuzes import AlsJson, EditieKeuze, Voorbeeld, lees
from woonanalyse.cli.scherm import netjes
from woonanalyse.cli.taal import Opdracht
from woonanalyse.kern.catalogus import onderwerpen
from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.onderwerp import Onderwerp

if TYPE_CHECKING:
    from woonanalyse.onderwerpen.dossier import Dossier


def voeg_toe(app: typer.Typer) -> None:
    """A command for every subject, in the order in which readers meet them."""
    for onderwerp in onderwerpen():
        if onderwerp.tabellen:
            hulp = onderwerp.opdracht or f"Toon: {onderwerp.titel}."
            app.command(onderwerp.naam, cls=Opdracht, help=hulp)(_opdracht(onderwerp))


def _opdracht(onderwerp: Onderwerp) -> Callable[..., None]:
    def toon(
        editie: EditieKeuze = None, als_json: AlsJson = False, voorbeelddata: Voorbeeld = False
    ) -> None:
        from woonanalyse.cli.venster import als_antwoord, toon_antwoord, toon_json
        from woonanalyse.document.bijdragen import functie_van, van_module
        from woonanalyse.onderwerpen.bereken import bereken

        with netjes():
            _, dossier = lees(editie, voorbeelddata=voorbeelddata)
            if not dossier.heeft(onderwerp):
                raise WoonanalyseFout(_waarom_niet(dossier, onderwerp))
            namen = [tabel.naam for tabel in onderwerp.tabellen]
            uit = bereken(dossier, [*namen, *(van_module(onderwerp, "UIT") or ())])
            eerste, maak = onderwerp.tabellen[0], functie_van(onderwerp, "antwoord")
            if als_json:
                toon_json(uit[eerste.naam])
            else:
                toon_antwoord(
                    maak(dossier, uit) if maak else als_antwoord(eerste, uit[eerste.naam])
                )

    return toon


def _waarom_niet(dossier: Dossier, onderwerp: Onderwerp) -> str:
    from woonanalyse.onderwerpen.dossier import VAN_EDITIE

    nodig = dict.fromkeys([onderwerp.instelling, *onderwerp.vereist])
    er = {*dossier.regio.instellingen, *dossier.regio.rollen, *VAN_EDITIE}
    weg = [naam for naam in nodig if naam and naam not in er]
    if weg:
        reden = f"data/regio.yml noemt niets voor {' en '.join(weg)}"
    else:
        eigen = [VAN_EDITIE[naam] for naam in nodig if naam in VAN_EDITIE]
        reden = f"editie {dossier.editie.naam} heeft geen {' of geen '.join(eigen)}"
    return f"{onderwerp.titel}: dat is er niet, want {reden}."
