"""What this subject gives to the report: the values of its chapter, and its answer on the command line."""

from __future__ import annotations

from woonanalyse.kern.beeld.antwoord import Antwoord, Staat
from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.onderwerpen.dossier import Dossier, Tabellen
from woonanalyse.onderwerpen.normen import beeld


def waarden(dossier: Dossier, uit: Tabellen) -> dict[str, str]:
    """The findings on the norms; of an edition without a balance they are what it opens with."""
    editie, frame = dossier.editie, uit["normen"]
    assert editie.normen is not None
    eigen = {
        "normen": veilig(f"{editie.normen.toelichting} {beeld.onbekend(frame)}".strip()),
        "normbestand": f"`{editie.opzet.normen}`",
    }
    if editie.opzet.balans is None:
        eigen |= {
            "kop_oogopslag": veilig(beeld.kop(frame, dossier.regio.naam)),
            "antwoord": veilig(beeld.antwoord(frame, editie.normen)),
            "stand": veilig(beeld.onbekend(frame)),
        }
    return eigen


def toon(dossier: Dossier, uit: Tabellen) -> dict[str, bool]:
    """Whether a made division was read."""
    return {"normverdeling": dossier.editie.verdeling is not None}


def antwoord(dossier: Dossier, uit: Tabellen) -> Antwoord:
    """The norms, each with its bound and state."""
    editie, frame = dossier.editie, uit["normen"]
    assert editie.normen is not None
    rijen = [
        [rij["titel"], rij["gebied"], beeld.grens(rij), rij["zekerheid"], rij["stand"]]
        for rij in frame.to_dict("records")
    ]
    koppen = ["Norm", "Voor", "Grens", "Zekerheid", "Stand"]
    zin = f"{editie.normen.titel}. {editie.normen.toelichting}"
    return Antwoord(zin, [Staat(koppen, rijen, tekst=(0, 1, 2, 3, 4))])
