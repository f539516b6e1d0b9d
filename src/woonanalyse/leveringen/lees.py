"""Read a delivered file, in whatever form it comes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from woonanalyse.kern.regio import Regio
from woonanalyse.leveringen.herkenning import kies, kies_zonder_boek
from woonanalyse.leveringen.levering import Levering
from woonanalyse.leveringen.lezers.diwiblad import lees_diwi
from woonanalyse.leveringen.lezers.diwigeo import lees_diwi_geojson
from woonanalyse.leveringen.lezers.geodatabase import lees_geodatabase
from woonanalyse.leveringen.lezers.planmonitor import lees_planmonitor
from woonanalyse.leveringen.lezers.registervorm import lees_register
from woonanalyse.leveringen.lezers.rijvorm import lees_rijen
from woonanalyse.leveringen.meldingen import meld
from woonanalyse.leveringen.openen.bewaking import Bekeken, bekijk
from woonanalyse.leveringen.openen.boek import Boek
from woonanalyse.leveringen.openen.inlezen import maak_boek
from woonanalyse.leveringen.vorm import Vorm, lees_vormen

_ZONDER_BOEK = {"geojson": "geojson", "geodatabase": "geodatabase", "geopackage": "geodatabase"}
"""By kind of file without sheets the reader of its formats."""

Padlezer = Callable[[Path, Vorm, Regio, str, date | None], Levering]
_PADLEZERS: Mapping[str, Padlezer] = {
    "geojson": lees_diwi_geojson,
    "geodatabase": lees_geodatabase,
}


def lees(
    pad: Path,
    regio: Regio,
    vorm: str | None = None,
    *,
    peildatum: date | None = None,
    partij: str = "",
    wortel: Path | None = None,
) -> Levering:
    """Read `pad` in the format that its heads say, or in `vorm` (an id).

    `peildatum`: the day that the delivery is about, of which words of dated lists hold; `partij`: the code
    of the municipality that delivers, for a form that does not name it; `wortel`: the project, whose own
    formats (data/vormen) are known too. What is wrong with cells, rows and heads stands in the messages of
    the result, all at once. Raises InvoerFout where the file cannot be opened, its format is not known, or
    a format of the project is wrong.
    """
    bekeken, vormen = bekijk(pad), lees_vormen(wortel)
    hash_ = hashlib.sha256(bekeken.ruw).hexdigest()
    if lezer := _ZONDER_BOEK.get(bekeken.soort):
        gekozen = kies_zonder_boek(bekeken.naam, lezer, bekeken.ruw, vormen, vorm)
        levering = _PADLEZERS[lezer](pad, gekozen, regio, partij, peildatum)
        return replace(_met_notities(levering, bekeken.notities), bestand=bekeken.naam, hash=hash_)
    boek = maak_boek(bekeken)
    gekozen = kies(bekeken.naam, boek, vormen, vorm)
    return _lees_boek(bekeken, boek, gekozen, regio, hash_, peildatum, partij)


def _lees_boek(
    bekeken: Bekeken,
    boek: Boek,
    vorm: Vorm,
    regio: Regio,
    hash_: str,
    peildatum: date | None,
    partij: str,
) -> Levering:
    dag = peildatum.isoformat() if peildatum else ""
    if vorm.lezer == "rijen":
        return lees_rijen(boek, vorm, regio, bestand=bekeken.naam, hash_=hash_, peildatum=dag)
    if vorm.lezer == "register":
        return lees_register(boek, vorm, regio, bestand=bekeken.naam, hash_=hash_)
    if vorm.lezer == "planmonitor":
        levering = lees_planmonitor(boek, vorm, regio, partij)
    else:
        levering = lees_diwi(boek, vorm, regio, partij, peildatum)
    heel = _met_notities(levering, boek.notities)
    return replace(heel, bestand=bekeken.naam, hash=hash_, beperkingen=boek.beperkingen)


def _met_notities(levering: Levering, notities: tuple[str, ...]) -> Levering:
    extra = [meld("lees_bestand", [], wat=wat) for wat in notities]
    return replace(levering, meldingen=(*levering.meldingen, *extra))
