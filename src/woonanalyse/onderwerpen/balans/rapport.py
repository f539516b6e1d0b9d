"""What this subject answers on the command line."""

from __future__ import annotations

from woonanalyse.kern.beeld.antwoord import Antwoord, Staat
from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.beeld.stijl import TEKENS
from woonanalyse.kern.getal import aantal, band, datum, procent
from woonanalyse.onderwerpen.balans.beeld import gepubliceerd, voorwaarden
from woonanalyse.onderwerpen.dossier import Dossier, Tabellen


def waarden(dossier: Dossier, uit: Tabellen) -> dict[str, str]:
    """What chapters say of the published outcomes, the conditions and the room."""
    opzet = dossier.editie.opzet
    zinnen = {
        "gepubliceerd": gepubliceerd.zin(uit["balans_gepubliceerd"], uit["balans_tegenspraken"]),
        "gepubliceerd_kort": gepubliceerd.kort(
            uit["balans_gepubliceerd"], uit["balans_tegenspraken"]
        ),
        "voorwaarden": voorwaarden.zin(uit["voorwaarden"], opzet),
        "ruimte": voorwaarden.ruimtezin(uit["balans"]),
    }
    return {naam: veilig(zin) for naam, zin in zinnen.items()}


def toon(dossier: Dossier, uit: Tabellen) -> dict[str, bool]:
    """Which of these an edition has."""
    return {
        "gepubliceerd": bool(len(uit["balans_gepubliceerd"])),
        "tegenspraken": bool(len(uit["balans_tegenspraken"])),
        "voorwaarden": bool(len(uit["voorwaarden"])),
        "ruimte": bool(uit["balans"]["ruimte"].notna().any()),
    }


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
