"""What this subject gives to the report: a value of its chapter, its box on a factsheet."""

from __future__ import annotations

from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.getal import ONBEKEND
from woonanalyse.onderwerpen.dossier import Dossier, Tabellen
from woonanalyse.onderwerpen.gebouwd import beeld
from woonanalyse.onderwerpen.gebouwd.bron import Woningvoorraad


def waarden(dossier: Dossier, uit: Tabellen) -> dict[str, str]:
    """The findings on what was built."""
    frame, regio = uit["gebouwd"], dossier.regio.naam
    return {
        "gebouwd": veilig(beeld.opening_voorraad(frame, regio, dossier.editie.opzet)),
        "gebouwd_kort": veilig(beeld.kort(frame, regio)),
        "kop_gebouwd": veilig(beeld.kop(frame, regio)),
    }


def toon(dossier: Dossier, uit: Tabellen) -> dict[str, bool]:
    """Whether anything is known of what was built."""
    return {"gebouwd_bekend": bool(uit["gebouwd"]["nieuwbouw"].notna().any())}


def vak(dossier: Dossier, uit: Tabellen, code: str) -> tuple[str, str]:
    """What was built and demolished in one municipality."""
    frame = uit.get("gebouwd")
    rijen = None if frame is None else frame[frame["gemeentecode"] == code]
    if dossier.voorganger is None and dossier.eventuele_bron(Woningvoorraad) is not None:
        zin = "Wat er is gebouwd en gesloopt, staat alleen bij een editie met een vorige editie."
    elif rijen is None or rijen.empty:
        zin = f"Wat er is gebouwd en gesloopt, is {ONBEKEND}."
    else:
        zin = beeld.gebouwd(rijen.iloc[0])
    return "Gebouwd en gesloopt", veilig(zin)
