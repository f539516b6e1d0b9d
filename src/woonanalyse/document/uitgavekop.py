"""What is told of an edition's forms beside them: what they are of, how far it is, what changed since."""

from __future__ import annotations

from typing import Any

from woonanalyse.document import statuswoorden
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.wijzigingen import boven
from woonanalyse.onderwerpen.wijzigingen.model import eigen_definities
from woonanalyse.uitkomsten.resultaten import Resultaten


def uitgavekop(dossier: Dossier, resultaten: Resultaten | None) -> dict[str, Any]:
    """Plain texts and ISO days, for JSON; `sinds` what changed since the edition before it (Dutch), empty
    without one, and where the joined results are not there (None) or say nothing of it."""
    editie = dossier.editie
    return {
        "regio": editie.regio.naam,
        "titel": editie.opzet.naam,
        "peildatum": editie.opzet.peildatum or "",
        "rapportdatum": editie.opzet.datum_rapport,
        "status": statuswoorden.status(dossier),
        "terugblik_na": "" if editie.lopend else editie.einde,
        "merken": list(dossier.merken),
        "sinds": "" if resultaten is None else _sinds(dossier, resultaten),
    }


def _sinds(dossier: Dossier, resultaten: Resultaten) -> str:
    voor, editie = dossier.voorganger, dossier.editie
    er = {bron["path"] for bron in resultaten.pakket["resources"]}
    if voor is None or not {"wijzigingen.csv", "balans.csv"} <= er:
        return ""
    frame, balans = resultaten.tabel("wijzigingen"), resultaten.tabel("balans")
    oordelen = dict(zip(balans["gemeente"], balans["oordeel"], strict=True))
    eigen = eigen_definities(voor.opzet, editie.opzet)
    return boven.kort(frame, eigen, voor.opzet, editie.opzet, editie.norm, oordelen)
