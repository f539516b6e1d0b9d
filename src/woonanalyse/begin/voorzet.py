"""Agreements to begin with, one per kind: of nobody until a person has put the text of the region there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any

from woonanalyse.kern.catalogus import lees_verklaring

VOORZET = "Voorzet, nog te vervangen door de tekst van de overeenkomst:"
BRON = "voorzet van woonanalyse; geen afspraak van de regio"
NOOT = "Tekst, norm en looptijd zijn een voorzet: neem ze over van de overeenkomst, of haal de afspraak weg."
_EIGEN = ("vast", "start", "rol")
_JAREN = 10
"""How long an agreement runs that says nothing of it, so that its end is no sentence about tomorrow."""


def _lees() -> Mapping[str, Mapping[str, Any]]:
    pad = resources.files("woonanalyse") / "begin" / "voorzet.yml"
    inhoud: Mapping[str, Mapping[str, Any]] = lees_verklaring(pad)
    return inhoud


_ALLE = _lees()
SOORTEN = tuple(_ALLE)
"""The kinds, in the order of the articles."""
VAST = tuple(soort for soort, velden in _ALLE.items() if velden.get("vast"))
"""What every region has."""
BEGIN = tuple(soort for soort, velden in _ALLE.items() if velden.get("start"))
"""What a region starts with that names no kind, beside what every region has."""


def afspraken(
    soorten: Sequence[str], peildatum: str, *, subregios: bool = True
) -> list[dict[str, Any]]:
    """The entries of the agreements file, articles numbered from 1; `peildatum` ISO.

    Without `subregios` (a region of one) none has a reading of its text by subregion.
    """
    jaar = int(peildatum[:4])
    dagen = {
        "peildatum": f"{jaar - 1}-12-31",
        "einde": f"{jaar + _JAREN - 1}-12-31",
        "peiljaar": jaar,
    }
    alle = [_afspraak(nummer, soort, dagen) for nummer, soort in enumerate(soorten, start=1)]
    return alle if subregios else [_zonder_subregios(velden) for velden in alle]


def rollen(soorten: Sequence[str]) -> dict[str, int]:
    """By role the number of the article that plays it."""
    genummerd = enumerate(soorten, start=1)
    return {_ALLE[soort]["rol"]: nr for nr, soort in genummerd if "rol" in _ALLE[soort]}


def _afspraak(nummer: int, soort: str, dagen: Mapping[str, Any]) -> dict[str, Any]:
    ruw = {naam: waarde for naam, waarde in _ALLE[soort].items() if naam not in _EIGEN}
    velden = _gevuld(ruw, dagen)
    zegt = f"{VOORZET} {velden.pop('zegt')}"
    eerst = {naam: velden.pop(naam) for naam in ("thema", "titel")}
    levert = {naam: velden.pop(naam) for naam in ("nodig", "levert")}
    partij = velden.pop("partij")
    return {
        "artikel": nummer,
        **eerst,
        "zegt": zegt,
        "partij": partij,
        "soort": soort,
        **velden,
        "vanaf": f"{dagen['peiljaar']}-01-01",
        "tot_en_met": dagen["einde"],
        "bron": BRON,
        "noot": NOOT,
        **levert,
    }


def _zonder_subregios(velden: dict[str, Any]) -> dict[str, Any]:
    """An entry whose text is read in one way, where all other readings are by subregion."""
    lezingen = velden.get("lezingen", {})
    over = [naam for naam, lezing in lezingen.items() if lezing.get("per") != "subregio"]
    if len(over) > 1 or len(over) == len(lezingen):
        return velden
    return {naam: waarde for naam, waarde in velden.items() if naam not in ("lezing", "lezingen")}


def _gevuld(waarde: Any, dagen: Mapping[str, Any]) -> Any:
    """`waarde` with the names of days and years in it replaced by themselves."""
    if isinstance(waarde, Mapping):
        return {naam: _gevuld(deel, dagen) for naam, deel in waarde.items()}
    if isinstance(waarde, list):
        return [_gevuld(deel, dagen) for deel in waarde]
    return dagen.get(waarde, waarde) if isinstance(waarde, str) else waarde
