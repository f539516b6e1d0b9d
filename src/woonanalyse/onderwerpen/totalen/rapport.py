"""What this subject gives to the report: the values of its chapter, and its answer on the command line."""

from __future__ import annotations

import pandas as pd

from woonanalyse.kern.beeld.antwoord import Antwoord, Staat
from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.getal import aantal, reeks
from woonanalyse.onderwerpen.dossier import Dossier, Tabellen
from woonanalyse.onderwerpen.totalen import beeld


def waarden(dossier: Dossier, uit: Tabellen) -> dict[str, str]:
    """The findings; an edition that knows nothing else opens with them."""
    editie, frame = dossier.editie, uit["totalen"]
    eigen = {
        "totalen": veilig(f"{beeld.verhouding(frame)} {beeld.nodig()}"),
        "totalenbron": f"`{(editie.opzet.regiototalen or {})['bestand']}`",
    }
    if editie.alleen_totalen:
        eigen |= {
            "kop_oogopslag": veilig(beeld.kop(frame, dossier.regio.naam)),
            "antwoord": veilig(beeld.antwoord(frame, dossier.regio.naam)),
            "stand": veilig(editie.opzet.toets_toelichting),
        }
    return eigen


def antwoord(dossier: Dossier, uit: Tabellen) -> Antwoord:
    """The totals, each with its counting."""
    frame: pd.DataFrame = uit["totalen"]
    rijen = [
        [
            rij["onderwerp"],
            rij["periode"],
            reeks(aantal(rij["laag"]), aantal(rij["hoog"])),
            rij["telling"],
        ]
        for rij in frame.to_dict("records")
    ]
    koppen = ["Wat", "Periode", "Woningen", "Telling"]
    zin = beeld.antwoord(frame, dossier.regio.naam)
    return Antwoord(zin, [Staat(koppen, rijen, tekst=(0, 1, 3))])
