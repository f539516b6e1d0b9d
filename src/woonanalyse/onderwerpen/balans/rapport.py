"""What this subject answers on the command line."""

from __future__ import annotations

from woonanalyse.kern.beeld.antwoord import Antwoord, Staat
from woonanalyse.kern.beeld.stijl import TEKENS
from woonanalyse.kern.getal import aantal, band, datum, procent
from woonanalyse.onderwerpen.dossier import Dossier, Tabellen


def antwoord(dossier: Dossier, uit: Tabellen) -> Antwoord:
    """Every municipality on one line: need, hard capacity, dekking, judgement."""
    rijen = []
    for _, groep in uit["balans"].groupby("gemeentecode", sort=False):
        rij = groep.iloc[0]
        teken = TEKENS[rij["oordeel"]]
        rijen.append(
            [
                rij["gemeente"],
                band(groep["behoefte"], aantal, "–"),
                aantal(rij["hard_totaal"]),
                band(groep["dekking"], procent, "–"),
                f"{teken.teken} {teken.woorden}",
            ]
        )
    koppen = ["Gemeente", "Behoefte", "Hard", "Hard/behoefte", "Oordeel"]
    opzet = dossier.editie.opzet
    zin = f"{opzet.naam}, stand {datum(opzet.peildatum)}"
    return Antwoord(zin, [Staat(koppen, rijen, tekst=(0, 4))])
