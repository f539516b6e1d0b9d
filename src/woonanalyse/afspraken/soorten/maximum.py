"""A ratio that may not exceed a norm (art. 13), over the band of the need."""

from __future__ import annotations

import pandas as pd

from woonanalyse.afspraken.status import GEHAALD, NIET_GEHAALD
from woonanalyse.afspraken.termijnregister import bovenkant
from woonanalyse.afspraken.tijd import in_woorden
from woonanalyse.afspraken.uitkomst import Omgeving, Partij, Uitkomst, onbekend
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.getal import aantal, reeks
from woonanalyse.kern.oordeel import BINNEN, BUITEN, oordeel, reden_onbekend
from woonanalyse.kern.oordeel import ONBEKEND as GEEN_OORDEEL
from woonanalyse.kern.opzet import Opzet

_TERMEN = {
    "ja": "De bovenkant van de bandbreedte is onderbouwd: de hoogste behoefte telt.",
    "nee": "De bovenkant van de bandbreedte is niet onderbouwd.",
    "": "Of de bovenkant van de bandbreedte is onderbouwd, staat niet in het register.",
}


def maximum(afspraak: Afspraak, omgeving: Omgeving) -> list[Uitkomst]:
    """Per municipality the highest dekking of the band (a fraction) against the norm.

    Within the band (op de grens) it depends on `bovenkant_onderbouwd` in the register of terms: ja
    makes the highest need count; nee leaves it open which need does, unless the agreement's
    `zonder_bovenkant` says onderkant; without a row it is onbekend.
    """
    balans = omgeving.balans
    oordelen = oordeel(balans["dekking"], balans["gemeentecode"], float(afspraak["norm"]))
    return [
        _partij(
            afspraak,
            omgeving,
            partij,
            balans[balans["gemeentecode"] == partij.sleutel],
            oordelen[balans["gemeentecode"] == partij.sleutel].iloc[0],
        )
        for partij in omgeving.partijen(afspraak)
    ]


def _partij(
    afspraak: Afspraak,
    omgeving: Omgeving,
    partij: Partij,
    rijen: pd.DataFrame,
    uitslag: str,
) -> Uitkomst:
    periode = _periode(omgeving.opzet)
    if uitslag == GEEN_OORDEEL:
        onbekende = rijen[rijen["dekking"].isna()].iloc[0]
        reden = f"De verhouding is onbekend: {reden_onbekend(onbekende)}."
        return onbekend(afspraak, partij, periode, reden)
    bron = (str(omgeving.opzet.naam),)
    waarde = float(rijen["dekking"].max())
    zin = _zin(rijen, omgeving.opzet)
    if uitslag in (BINNEN, BUITEN):
        status = GEHAALD if uitslag == BINNEN else NIET_GEHAALD
        return Uitkomst(partij.naam, periode, status, zin, waarde, bron)
    mag, regbron = bovenkant(afspraak, omgeving, partij.sleutel)
    zin = f"Op de grens: de norm ligt binnen de bandbreedte. {zin} {_TERMEN[mag]}"
    if mag == "ja":
        laagste = float(rijen["dekking"].min())
        return Uitkomst(partij.naam, periode, GEHAALD, zin, laagste, (*bron, *regbron))
    if mag == "nee" and afspraak["zonder_bovenkant"] == "onderkant":
        zin += " De laagste behoefte telt."
        return Uitkomst(partij.naam, periode, NIET_GEHAALD, zin, waarde, (*bron, *regbron))
    return onbekend(afspraak, partij, periode, zin, waarde, (*bron, *regbron))


def _zin(rijen: pd.DataFrame, opzet: Opzet) -> str:
    """Capacity and need in dwellings, with the date."""
    laag, hoog = int(rijen["behoefte"].min()), int(rijen["behoefte"].max())
    behoefte = reeks(aantal(laag), aantal(hoog))
    wanneer = in_woorden(opzet.peildatum or opzet.stand_per)
    return (
        f"Harde plancapaciteit {aantal(rijen['hard_totaal'].iloc[0])} woningen op {wanneer}, "
        f"behoefte {behoefte}."
    )


def _periode(opzet: Opzet) -> str:
    van, tot = opzet.periode.van, opzet.periode.tot_en_met
    return f"editie {opzet.editie}" if van is None or tot is None else f"{van}/{tot}"
