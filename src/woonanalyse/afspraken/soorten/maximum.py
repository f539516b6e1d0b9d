"""A ratio that may not exceed a norm, over the band of the need."""

from __future__ import annotations

import pandas as pd

from woonanalyse.afspraken.status import (
    BINNEN_DE_NORM,
    BOVEN_DE_NORM,
    GEEN_VERHOUDING,
    ONBEKEND,
    OP_DE_GRENS,
    OP_DE_NORM,
)
from woonanalyse.afspraken.termijnregister import bovenkant
from woonanalyse.afspraken.tijd import in_woorden
from woonanalyse.afspraken.uitkomst import Omgeving, Partij, Uitkomst, onbekend
from woonanalyse.kern import oordeel
from woonanalyse.kern.afspraak import Afspraak, lezing_van
from woonanalyse.kern.gegroepeerd import Gegroepeerd
from woonanalyse.kern.getal import aantal, hoofdletter, procent, reeks
from woonanalyse.kern.merk import AFGESCHERMD
from woonanalyse.kern.opzet import Opzet

_TERMEN = {
    "ja": "De bovenkant van de bandbreedte is onderbouwd: de hoogste behoefte telt.",
    "nee": "De bovenkant van de bandbreedte is niet onderbouwd.",
    "": "Of de bovenkant van de bandbreedte is onderbouwd, staat niet in het register.",
}
_STATUS = {
    oordeel.BINNEN: BINNEN_DE_NORM,
    oordeel.OP_DE_NORM: OP_DE_NORM,
    oordeel.BUITEN: BOVEN_DE_NORM,
}
_GETALLEN = ["behoefte", "hard_totaal", "saldo", "marge"]


def maximum(afspraak: Afspraak, omgeving: Omgeving) -> list[Uitkomst]:
    """Per municipality, or per subregion where the reading says so, its highest dekking against the norm.

    A reading with `plannen: alle` counts soft plans too: the balance holds hard ones only, so it says what
    follows from those, `boven de norm` where they exceed it by themselves, else onbekend. To a need that is
    nul of kleiner there is no ratio: `geen verhouding`, where nothing else is missing.

    Within the band (op de grens) it depends on `bovenkant_onderbouwd` in the register of terms: ja
    makes the highest need count; nee leaves it open which need does, unless the agreement's
    `zonder_bovenkant` says onderkant.
    """
    lezing = lezing_van(afspraak)
    uitkomsten = volgens(afspraak, omgeving, lezing["per"] if lezing else "gemeente")
    if lezing and lezing.get("plannen") == "alle":
        return [_met_zachte_plannen(uitkomst) for uitkomst in uitkomsten]
    return uitkomsten


def volgens(afspraak: Afspraak, omgeving: Omgeving, per: str) -> list[Uitkomst]:
    """The outcomes when the norm holds per municipality, or for the sums of each subregion."""
    if per == "subregio":
        balans = per_subregio(omgeving.balans)
        partijen = [Partij(naam, naam) for naam in balans["subregio"].unique()]
    else:
        balans, partijen = omgeving.balans, omgeving.partijen(afspraak)
    oordelen = oordeel.oordeel_balans(balans, float(afspraak["norm"]))
    uitslagen = dict(zip(balans["gemeentecode"], oordelen, strict=True))
    eigen = Gegroepeerd(balans)
    return [
        _partij(afspraak, omgeving, partij, eigen.van(partij.sleutel), uitslagen[partij.sleutel])
        for partij in partijen
    ]


def _met_zachte_plannen(uitkomst: Uitkomst) -> Uitkomst:
    """What an outcome on hard plans says of hard and soft plans together: soft ones only add."""
    if uitkomst.status in (ONBEKEND, GEEN_VERHOUDING):
        return uitkomst
    if uitkomst.status == BOVEN_DE_NORM:
        zin = f"De harde plannen komen al boven de norm, ook zonder zachte. {uitkomst.toelichting}"
        return uitkomst._replace(toelichting=zin)
    zin = f"Hoeveel zachte plannen erbij komen, staat niet in de editie. {uitkomst.toelichting}"
    return uitkomst._replace(status=ONBEKEND, toelichting=zin, waarde=None)


def per_subregio(balans: pd.DataFrame) -> pd.DataFrame:
    """The sums of `balans` per subregion and variant, named as a municipality; <NA> where a part is."""
    per = balans.groupby(["subregio", "variant"], sort=False)
    getallen = [naam for naam in _GETALLEN if naam in balans]
    som = per[getallen].agg(lambda deel: deel.sum(skipna=False)).reset_index()
    tellingen = per["telling"].agg(_samen_geteld)
    bekend = per["dekking"].agg(lambda deel: deel.notna().all()).to_numpy(dtype="bool")
    verhouding = oordeel.dekking(som["hard_totaal"], som["behoefte"]).where(bekend)
    return som.assign(
        gemeentecode=som["subregio"], dekking=verhouding, telling=tellingen.to_numpy(dtype="object")
    )


def _samen_geteld(deel: pd.Series) -> str:
    """How the capacity of members together is counted; not shown as soon as that of one is not."""
    if (deel == AFGESCHERMD).any():
        return AFGESCHERMD
    return str(deel.iloc[0]) if deel.nunique() == 1 else ONBEKEND


def _partij(
    afspraak: Afspraak,
    omgeving: Omgeving,
    partij: Partij,
    rijen: pd.DataFrame,
    uitslag: str,
) -> Uitkomst:
    periode = _periode(omgeving.opzet)
    if uitslag in (oordeel.ONBEKEND, AFGESCHERMD):
        waarom, ontbreekt = oordeel.reden_zonder(rijen)
        reden = f"De verhouding is {uitslag}: {waarom}."
        if not ontbreekt:
            return Uitkomst(partij.naam, periode, GEEN_VERHOUDING, reden)
        return onbekend(afspraak, partij, periode, reden)
    bron: tuple[str, ...] = (str(omgeving.opzet.naam),)
    waarde = float(rijen["dekking"].max())
    zin = _zin(rijen, omgeving.opzet)
    if uitslag in _STATUS:
        if uitslag == oordeel.OP_DE_NORM:
            waarom = hoofdletter(oordeel.reden_op_norm(rijen, float(afspraak["norm"])))
            zin = f"{waarom}. {zin}"
        return Uitkomst(partij.naam, periode, _STATUS[uitslag], zin, waarde, bron)
    mag, regbron = bovenkant(afspraak, omgeving, partij.sleutel)
    bron = (*bron, *regbron)
    zin = f"Op de grens: de norm ligt binnen de bandbreedte. {zin} {_TERMEN[mag]}"
    if mag == "ja":
        laagste = float(rijen["dekking"].min())
        return Uitkomst(partij.naam, periode, BINNEN_DE_NORM, zin, laagste, bron)
    if mag == "nee" and afspraak["zonder_bovenkant"] == "onderkant":
        zin += " De laagste behoefte telt."
        return Uitkomst(partij.naam, periode, BOVEN_DE_NORM, zin, waarde, bron)
    return Uitkomst(partij.naam, periode, OP_DE_GRENS, zin, waarde, bron)


def _zin(rijen: pd.DataFrame, opzet: Opzet) -> str:
    """Capacity and need in dwellings, with the date, and the ratio that the source printed."""
    laag, hoog = int(rijen["behoefte"].min()), int(rijen["behoefte"].max())
    behoefte = reeks(aantal(laag), aantal(hoog))
    wanneer = in_woorden(opzet.peildatum or opzet.stand_per)
    zin = (
        f"Harde plancapaciteit {aantal(rijen['hard_totaal'].iloc[0])} woningen op {wanneer}, "
        f"behoefte {behoefte}."
    )
    if "gepubliceerd" not in rijen or rijen["gepubliceerd"].isna().any():
        return zin
    gedrukt = [procent(rijen["gepubliceerd"].agg(wat), 0) for wat in ("min", "max")]
    return f"{zin} Gepubliceerd: {reeks(*gedrukt)} van de behoefte."


def _periode(opzet: Opzet) -> str:
    van, tot = opzet.periode.van, opzet.periode.tot_en_met
    return f"editie {opzet.editie}" if van is None or tot is None else f"{van}/{tot}"
