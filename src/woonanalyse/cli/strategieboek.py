"""`woonanalyse strategieboek`: the proposal plan by plan, for each municipality alone; never published."""

from __future__ import annotations

import typer

from woonanalyse.cli.keuzes import EditieKeuze, Voorbeeld, lees
from woonanalyse.cli.scherm import GebruiksFout, netjes, zeg
from woonanalyse.cli.taal import Opdracht


def voeg_toe(app: typer.Typer) -> None:
    """The command."""
    app.command("strategieboek", cls=Opdracht)(strategieboek)


def strategieboek(editie: EditieKeuze = None, voorbeelddata: Voorbeeld = False) -> None:
    """Schrijf per gemeente het voorstel van plan tot plan in data/intern; niets ervan is openbaar."""
    from woonanalyse.kern.getal import datum
    from woonanalyse.leveringen.strategieboek import schrijf_strategieboeken
    from woonanalyse.onderwerpen.strategie.antwoord import antwoorden_van
    from woonanalyse.onderwerpen.strategie.bron import middelen_van, verklaard
    from woonanalyse.onderwerpen.strategie.lijst import interne_lijst, per_gemeente

    with netjes():
        wortel, dossier = lees(editie, voorbeelddata=voorbeelddata)
        antwoorden = antwoorden_van(dossier)
        if not antwoorden:
            raise GebruiksFout(
                f"Editie {dossier.editie.naam} heeft geen voorstel: daarvoor is een planregister nodig, een "
                "norm, en een editie die loopt."
            )
        assert dossier.editie.planstand is not None
        bladen = interne_lijst(
            antwoorden,
            dossier.regio.gemeenten,
            verklaard("instrumenten")["instrumenten"],
            dossier.editie.planstand.keuzes,
            verklaard("doelen")["doelen"],
        )
        opzet = dossier.editie.opzet
        vooraf = [f"{opzet.naam}, stand {datum(opzet.stand_per)}"]
        if dossier.voorbeelddata:
            vooraf.insert(0, "Voorbeelddata: verzonnen, geen echte stand")
        vooraf += [
            f"Van de wet gelezen, bij {een['naam']}: {tekst['wat']} ({tekst['datum']}, {tekst['bron']})"
            for een in middelen_van(dossier.editie)
            for tekst in een["nagelezen"] or ()
        ]
        for pad in schrijf_strategieboeken(wortel, dossier.naam, per_gemeente(bladen), vooraf):
            zeg(pad.relative_to(wortel).as_posix())
