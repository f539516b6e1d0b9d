"""A norm and a value give a state; highest and lowest norms alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from woonanalyse.afspraken.status import (
    ACHTER,
    GEHAALD,
    NIET_GEHAALD,
    NVT,
    ONBEKEND,
    OP_KOERS,
)
from woonanalyse.kern.norm import (
    DOORLOPEND,
    LETTERLIJK,
    OPLOPEND,
    TEN_MINSTE,
    Norm,
    Normen,
)

KOLOMMEN = [
    "norm", "gebied", "gemeentecode", "niveau", "titel", "grootheid", "richting", "eenheid", "deel",
    "woningen", "van", "tot_en_met", "binding", "zekerheid", "gemeten_deel", "gemeten_woningen",
    "gemeten_op", "stand", "reden", "nodig", "levert", "voorbeelddata", "bron", "bron_url", "opmerking",
    "van_aangenomen", "volgens", "gezien",
]  # fmt: skip


TYPEN = {
    "deel": "Float64",
    "woningen": "Int64",
    "gemeten_deel": "Float64",
    "gemeten_woningen": "Int64",
}


def stand(norm: Norm, waarde: float | None, dag: str) -> str:
    """The state of `norm` by a value of `dag` (ISO); None, NaN and <NA> are unknown.

    Outside its period a norm does not apply. One that holds every day is judged by the day; another on its
    last day, or before where a sum that only grows has passed it. While it runs it is on course or behind
    only by a path that was agreed.
    """
    if not norm.van <= dag <= norm.tot_en_met:
        return NVT
    if waarde is None or pd.isna(waarde):
        return ONBEKEND
    goed = houdt(norm, waarde, norm.waarde)
    if norm.telt == DOORLOPEND or dag == norm.tot_en_met:
        return GEHAALD if goed else NIET_GEHAALD
    if norm.telt == OPLOPEND and goed == (norm.richting == TEN_MINSTE):
        return GEHAALD if goed else NIET_GEHAALD
    verwacht = op_pad(norm, dag)
    if verwacht is None:
        return ONBEKEND
    return OP_KOERS if houdt(norm, waarde, verwacht) else ACHTER


def houdt(norm: Norm, waarde: float, grens: float) -> bool:
    """Whether a value is on the right side of a bound; exactly on it is right in both directions."""
    return waarde >= grens if norm.richting == TEN_MINSTE else waarde <= grens


def op_pad(norm: Norm, dag: str) -> float | None:
    """What the agreed path asks on a day, straight between its steps and to the norm itself; None without a
    path, and before its first step."""
    stappen = [*norm.pad, (norm.tot_en_met, norm.waarde)]
    eerder = [stap for stap in norm.pad if stap[0] <= dag]
    if not eerder:
        return None
    (van, begin), (tot, eind) = eerder[-1], stappen[len(eerder)]
    if van == tot:
        return begin
    dagen, heel = _dagen(van, dag), _dagen(van, tot)
    return begin + (eind - begin) * (dagen / heel)


def _dagen(van: str, tot: str) -> int:
    """The days from one day to another."""
    return (date.fromisoformat(tot) - date.fromisoformat(van)).days


def beoordeel(norm: Norm, op: str) -> tuple[str, str]:
    """The state of a norm as known on a day, and why it is unknown; only what is literally known counts."""
    meting = norm.gemeten_op(op)
    if meting is None:
        return ONBEKEND, "geen waarde geleverd"
    if norm.zekerheid != LETTERLIJK:
        return ONBEKEND, f"de norm is {norm.zekerheid} en telt niet"
    if meting.zekerheid != LETTERLIJK:
        return ONBEKEND, f"de waarde is {meting.zekerheid} en telt niet"
    gevonden = stand(norm, meting.waarde, meting.op)
    if gevonden != ONBEKEND:
        return gevonden, ""
    if op > norm.tot_en_met:
        return ONBEKEND, "geen waarde van de laatste dag geleverd"
    return ONBEKEND, "de periode loopt en er is geen pad afgesproken"


def normtabel(
    normen: Normen, verdeling: pd.DataFrame | None, gebieden: dict[str, str], op: str
) -> pd.DataFrame:
    """A row per norm of the whole, then a row per member and norm of a made division: columns KOLOMMEN.

    `gebieden` by level the name of the area; `op` the day of the edition.
    """
    rijen = [_rij(norm, gebieden.get(norm.niveau, norm.niveau), op) for norm in normen.normen]
    if verdeling is not None:
        rijen += _per_lid(normen, verdeling)
    frame = pd.DataFrame(rijen, columns=KOLOMMEN)
    return frame.astype(TYPEN)


def _rij(norm: Norm, gebied: str, op: str) -> dict[str, object]:
    meting = norm.gemeten_op(op)
    gevonden, reden = beoordeel(norm, op)
    return {
        **_vast(norm),
        "gebied": gebied,
        "gemeentecode": "",
        "niveau": norm.niveau,
        **_naar_eenheid(norm, norm.waarde),
        "zekerheid": norm.zekerheid,
        **_naar_eenheid(norm, None if meting is None else meting.waarde, "gemeten_"),
        "gemeten_op": "" if meting is None else meting.op,
        "stand": gevonden,
        "reden": reden,
        "voorbeelddata": "nee",
        "bron": norm.bron,
        "bron_url": norm.bron_url,
        "opmerking": norm.opmerking,
        "volgens": norm.volgens,
        "gezien": norm.gezien,
    }


def _naar_eenheid(norm: Norm, waarde: float | None, kop: str = "") -> dict[str, object]:
    """A value in the column of its unit; the other is empty."""
    aantal = waarde is not None and norm.eenheid == "woningen"
    return {
        f"{kop}deel": pd.NA if waarde is None or aantal else waarde,
        f"{kop}woningen": round(waarde) if waarde is not None and aantal else pd.NA,
    }


def _vast(norm: Norm) -> dict[str, object]:
    return {
        "norm": norm.id,
        **{
            naam: getattr(norm, naam)
            for naam in (
                "titel", "grootheid", "richting", "eenheid", "binding", "nodig", "levert",
            )
        },
        "van": norm.van,
        "van_aangenomen": "ja" if norm.van_aangenomen else "nee",
        "tot_en_met": norm.tot_en_met,
    }  # fmt: skip


def _per_lid(normen: Normen, verdeling: pd.DataFrame) -> list[dict[str, object]]:
    """What a made division makes of the two norms that it divides, member by member."""
    deling = normen.verdeling
    assert deling is not None
    leden: Sequence[dict[str, object]] = verdeling.to_dict("records")
    rijen = []
    for kolom, naam in (("woningen", deling.woningen), ("betaalbaar", deling.betaalbaar)):
        norm = normen.met_id(naam)
        for lid in leden:
            hoeveel, alle = int(str(lid[kolom])), int(str(lid["woningen"]))
            deel = hoeveel / alle if alle else pd.NA
            rijen.append(
                {
                    **_vast(norm),
                    "gebied": lid["gemeente"],
                    "gemeentecode": lid["gemeentecode"],
                    "niveau": "gemeente",
                    "deel": pd.NA if norm.eenheid == "woningen" else deel,
                    "woningen": hoeveel,
                    "zekerheid": "voorbeelddata",
                    "gemeten_op": "",
                    "stand": ONBEKEND,
                    "reden": "verzonnen norm, geen waarde geleverd",
                    "voorbeelddata": "ja",
                    "bron": lid["bron"],
                    "bron_url": "",
                    "opmerking": "",
                    "volgens": "",
                    "gezien": "",
                }
            )
    return rijen
