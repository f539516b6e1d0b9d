"""What a paper is, in words: on its cover, on every factsheet, and in its reservation."""

from __future__ import annotations

from woonanalyse.kern.beeld import woorden
from woonanalyse.kern.getal import datum, opsomming
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.stukstatus import VASTGESTELD, VOORBEHOUD

_ANDERE = {
    VOORBEHOUD: "met voorbehoud",
    "afgewezen": "afgewezen",
    "niet behandeld": "niet behandeld",
}
_RECHTEN = "rechten op een plan volgen uit het plan zelf"


def status(dossier: Dossier) -> str:
    """Analysis, concept with its number, or adopted by how many of the colleges; plain text."""
    nu = dossier.stukstatus
    if nu.concept is None:
        na = f" na concept {nu.nummer}" if nu.nummer else ""
        return f"analyse{na}, geen besluit van GS of B&W"
    if nu.vastgesteld:
        return f"vastgesteld door alle {nu.colleges} colleges, {_dag(dossier)}{gewijzigd(dossier)}"
    wat = f"concept {nu.concept.nummer} van {datum(nu.concept.datum)}"
    if not nu.uitkomsten:
        return f"{wat}, nog geen besluit van GS of B&W"
    delen = [f"vastgesteld door {nu.aantal(VASTGESTELD)} van {nu.colleges}"]
    delen += [f"{woord} door {keer}" for u, woord in _ANDERE.items() if (keer := nu.aantal(u))]
    return f"{wat}, {opsomming(delen)}"


def _dag(dossier: Dossier) -> str:
    return f"het laatste op {datum(max(dossier.stukstatus.dagen.values()))}"


def gewijzigd(dossier: Dossier) -> str:
    """The decisions that changed it since, as the edition names them; empty without any."""
    nummers = dossier.editie.opzet.wijzigingsbesluiten
    return f", gewijzigd bij besluit {opsomming(list(nummers))}" if nummers else ""


def voorbehoud(dossier: Dossier) -> str:
    """What the paper is not; plain text."""
    nu = dossier.stukstatus
    if nu.concept is None:
        return (
            f"Dit rapport is een analyse op {woorden.gegevens(dossier.editie.opzet)}, geen besluit van GS "
            f"of B&W en geen ladderonderbouwing; {_RECHTEN}."
        )
    if nu.vastgesteld:
        return f"Dit rapport is vastgesteld door alle colleges en is geen ladderonderbouwing; {_RECHTEN}."
    return (
        "Dit rapport is een concept, dat niet alle colleges hebben vastgesteld, en geen "
        f"ladderonderbouwing; {_RECHTEN}."
    )
