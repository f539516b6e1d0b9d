"""The words to choose from when a register is filled in."""

from __future__ import annotations

from pathlib import Path

from woonanalyse.document.bijdragen import functie_van
from woonanalyse.kern.catalogus import onderwerpen
from woonanalyse.kern.formulier import formulieren
from woonanalyse.kern.overeenkomst import soorten_per_register
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.registers import besluitsoorten, partijen_van


def keuzes(wortel: Path, regio: Regio) -> dict[str, dict[str, list[str]]]:
    """The words a column may hold, as the readers take them: register -> column -> words.

    From the columns themselves, and from the region and its agreements; of a subject's form what its
    function `keuzes` says. Raises InvoerFout with the problems of what a subject reads for that.
    """
    uit_regio = {**_van_afspraken(regio), **_van_onderwerpen(wortel, regio)}
    vast = {
        "partij": partijen_van(regio.gemeenten, regio.subregios),
        "artikel": [str(nr) for nr in sorted({a["artikel"] for a in regio.afspraken})],
    }
    alles = {}
    for naam, formulier in formulieren().items():
        regiowoorden = {**vast, **uit_regio.get(naam, {})}
        woorden = {
            kolom: regiowoorden.get(kolom, list(eis.keuzes))
            for kolom, eis in formulier.kolommen.items()
        }
        alles[naam] = {kolom: lijst for kolom, lijst in woorden.items() if lijst}
    return alles


def _van_afspraken(regio: Regio) -> dict[str, dict[str, list[str]]]:
    soorten = soorten_per_register(regio.afspraken)
    voortgang = soorten.get("voortgang", {})
    return {
        "besluiten": {"soort": besluitsoorten(soorten.get("besluiten", {}))},
        "voortgang": {
            "artikel": [str(artikel) for artikel in sorted(voortgang)],
            "soort": sorted(set().union(*voortgang.values())),
        },
    }


def _van_onderwerpen(wortel: Path, regio: Regio) -> dict[str, dict[str, list[str]]]:
    met_formulier = {formulier.onderwerp for formulier in formulieren().values()}
    gevonden: dict[str, dict[str, list[str]]] = {}
    for onderwerp in onderwerpen():
        if onderwerp.naam in met_formulier and (
            functie := functie_van(onderwerp, "keuzes", module="bron")
        ):
            gevonden |= functie(wortel, regio)
    return gevonden


def soorten_bij_artikel(regio: Regio) -> str:
    """Which `soort` of voortgang belongs to which article, as one line of Dutch."""
    voortgang = soorten_per_register(regio.afspraken).get("voortgang", {})
    return "; ".join(
        f"{regio.nummering.bij(artikel)}: {' of '.join(sorted(woorden))}"
        for artikel, woorden in sorted(voortgang.items())
    )
