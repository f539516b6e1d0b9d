"""What this subject gives to the report: its box on a factsheet."""

from __future__ import annotations

from collections.abc import Callable

from woonanalyse.kern.beeld.antwoord import Antwoord, Staat
from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.gegroepeerd import Gegroepeerd
from woonanalyse.kern.getal import ONBEKEND, aantal
from woonanalyse.onderwerpen.bereken import bereken_een
from woonanalyse.onderwerpen.dossier import Dossier, Tabellen
from woonanalyse.onderwerpen.statushouders import beeld
from woonanalyse.onderwerpen.statushouders.bron import Statushouders
from woonanalyse.onderwerpen.statushouders.model import tot_stand


def antwoord(dossier: Dossier, uit: Tabellen) -> Antwoord:
    """The answer, then every municipality in the last half-year with a known task."""
    stand = dossier.editie.opzet.stand_per
    frame = tot_stand(uit["statushouders"], stand)
    laatste = frame[frame["halfjaar"] == frame["halfjaar"].max()]
    kolommen = ["taakstelling", "overloop", "opgave", "gerealiseerd"]
    rijen = [[r["gemeente"], *(aantal(r[k]) for k in kolommen)] for _, r in laatste.iterrows()]
    halfjaar = laatste["halfjaar"].iloc[0] if len(laatste) else ONBEKEND
    halfjaren = tot_stand(bereken_een(dossier, "halfjaren"), stand)
    zin = beeld.antwoord(halfjaren, dossier.regio.naam)
    koppen = [f"Gemeente ({halfjaar})", *(kolom.capitalize() for kolom in kolommen)]
    return Antwoord(zin, [Staat(koppen, rijen)])


def vak(dossier: Dossier, uit: Tabellen) -> Callable[[str], tuple[str, str]]:
    """The task of one municipality, by its code."""
    frame, bron = uit.get("statushouders"), dossier.eventuele_bron(Statushouders)
    namen = dossier.regio.namen
    if frame is None or bron is None:
        return lambda code: (
            "Statushouders",
            veilig(f"De taakstelling van {namen[code]} is {ONBEKEND}."),
        )
    per_lid = Gegroepeerd(tot_stand(frame, dossier.editie.opzet.stand_per), "gemeente")
    per_woning = bron.personen_per_woning

    def van(code: str) -> tuple[str, str]:
        naam = namen[code]
        return "Statushouders", veilig(beeld.gemeente(per_lid.van(naam), naam, per_woning))

    return van
