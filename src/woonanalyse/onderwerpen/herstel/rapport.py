"""What this subject gives to the report: a value of its chapter, its box on a factsheet."""

from __future__ import annotations

from woonanalyse.afspraken.besluit import besloten_op
from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.gemeenten import rijen_van
from woonanalyse.onderwerpen.bereken import bereken_een
from woonanalyse.onderwerpen.dossier import Dossier, Tabellen
from woonanalyse.onderwerpen.herstel import beeld
from woonanalyse.onderwerpen.herstel.model import waarom_geen_lijst
from woonanalyse.onderwerpen.terugname.bron import Terugname


def waarden(dossier: Dossier, uit: Tabellen) -> dict[str, str]:
    """The finding on the way back."""
    pad = bereken_een(dossier, "herstelpad")
    assert dossier.editie.termijn is not None
    return {"herstel": veilig(beeld.opening(pad, dossier.editie.termijn))}


def toon(dossier: Dossier, uit: Tabellen) -> dict[str, bool]:
    """Whether anyone is above the norm, and whether there are points to discuss."""
    boven = beeld.boven(bereken_een(dossier, "herstelpad"))
    return {
        "herstel": dossier.editie.opzet.toets and bool(len(boven)),
        "aandachtspunten": bool(len(uit["aandachtspunten"])),
    }


def vak(dossier: Dossier, uit: Tabellen, code: str) -> tuple[str, str]:
    """The term to restore the balance, what was taken back, and whether it is a point to discuss."""
    editie, balans = dossier.editie, uit["balans"]
    rij = balans[balans["gemeentecode"] == code].iloc[0]
    assert editie.termijn is not None
    delen = [beeld.termijnzin(rij, editie.termijn, editie.maximum["artikel"])]
    if terugname := dossier.eventuele_bron(Terugname):
        delen.append(beeld.teruggenomen(rijen_van(terugname.terug, code)))
    besluit = besloten_op(editie.registers, dossier.regio.gemeenten, editie.opzet)
    reden = waarom_geen_lijst(editie.opzet, editie.maximum["artikel"], editie.volledig, besluit)
    delen.append(beeld.aandachtspunt(uit.get("aandachtspunten"), code, reden))
    return "Hersteltermijn en aandachtspunt", veilig(" ".join(deel for deel in delen if deel))
