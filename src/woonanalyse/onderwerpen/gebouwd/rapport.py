"""What this subject gives to the report: a value of its chapter, its box on a factsheet."""

from __future__ import annotations

from collections.abc import Callable

from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.gegroepeerd import Gegroepeerd
from woonanalyse.kern.getal import ONBEKEND
from woonanalyse.onderwerpen.dossier import Dossier, Tabellen
from woonanalyse.onderwerpen.gebouwd import beeld
from woonanalyse.onderwerpen.gebouwd.bron import Woningvoorraad


def waarden(dossier: Dossier, uit: Tabellen) -> dict[str, str]:
    """The findings on what was built."""
    frame, regio = uit["gebouwd"], dossier.regio.naam
    return {
        "gebouwd": veilig(beeld.opening_voorraad(frame, regio, dossier.editie.opzet)),
        "gebouwd_stuk": veilig(beeld.naast_behoefte(frame, regio, dossier.editie.opzet)),
        "gebouwd_kort": veilig(beeld.kort(frame, regio)),
        "kop_gebouwd": veilig(beeld.kop(frame, regio)),
    }


def toon(dossier: Dossier, uit: Tabellen) -> dict[str, bool]:
    """Whether anything is known of what was built."""
    return {"gebouwd_bekend": bool(uit["gebouwd"]["nieuwbouw"].notna().any())}


def met_vak(dossier: Dossier, uit: Tabellen) -> bool:
    """Whether of any municipality it is known what was built."""
    return "gebouwd" in uit and bool(uit["gebouwd"]["nieuwbouw"].notna().any())


def vak(dossier: Dossier, uit: Tabellen) -> Callable[[str], tuple[str, str]]:
    """What was built and demolished in one municipality, by its code."""
    per_lid = Gegroepeerd(uit["gebouwd"]) if "gebouwd" in uit else None
    zonder_vorige = (
        dossier.voorganger is None and dossier.eventuele_bron(Woningvoorraad) is not None
    )

    def van(code: str) -> tuple[str, str]:
        rijen = None if per_lid is None else per_lid.van(code)
        if zonder_vorige:
            zin = (
                "Wat er is gebouwd en gesloopt, staat alleen bij een editie met een vorige editie."
            )
        elif rijen is None or rijen.empty:
            zin = f"Wat er is gebouwd en gesloopt, is {ONBEKEND}."
        else:
            zin = beeld.gebouwd(rijen.iloc[0])
        return "Gebouwd en gesloopt", veilig(zin)

    return van
