"""What a row of a delivered sheet is: a plan, or something that people put between and below plans."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from woonanalyse.leveringen.lezers.kolomkoppen import Koppen
from woonanalyse.leveringen.vorm import kop_kaal
from woonanalyse.leveringen.waarden.waarde import als_tekst

Rijsoort = Literal["plan", "leeg", "kop", "som", "noot"]
REDENEN = {"leeg": "leeg", "kop": "kopregel", "som": "som van de bron", "noot": "aantekening"}
"""What the accounts call rows that are no plan."""

_TELT_OP = re.compile(r"=(SUM|SUBTOTAL|AGGREGATE)\(", re.IGNORECASE)
_SOM = re.compile(r"(sub|eind)?tota(al|len)\b.*|som\b.*|alle plannen\b.*", re.IGNORECASE)


def rijsoort(koppen: Koppen, nr: int, kenmerk: int, naam: int, getallen: Sequence[int]) -> Rijsoort:
    """What row `nr` is; `kenmerk` and `naam` their columns (from 1; 0: none), `getallen` those of numbers."""
    blad = koppen.blad
    gevuld = {
        kolom: tekst
        for kolom, cel in enumerate(blad.rijen[nr - 1], start=1)
        if cel is not None and (tekst := als_tekst(cel))
    }
    if not gevuld:
        return "plan" if nr in koppen.zonder_uitkomst else "leeg"
    if all(kop_kaal(tekst) == kop_kaal(_kop(koppen, kolom)) for kolom, tekst in gevuld.items()):
        return "kop"
    if _is_som(koppen, nr, gevuld, kenmerk, getallen):
        return "som"
    (eerste, tekst), *anders = sorted(gevuld.items())
    if not anders and eerste not in (naam, *getallen) and _is_zin(tekst, eerste == kenmerk):
        return "noot"
    return "plan"


def _is_som(
    koppen: Koppen, nr: int, gevuld: Mapping[int, str], kenmerk: int, getallen: Sequence[int]
) -> bool:
    """Whether a row adds others up: by its first word, or because every cell is a formula that does."""
    formules = [koppen.blad.formules.get((nr, kolom), "") for kolom in gevuld]
    if all(_TELT_OP.match(formule) for formule in formules):
        return True
    eerste = min(gevuld)
    if not _SOM.fullmatch(gevuld[eerste]):
        return False
    ander_woord = any(kolom not in getallen for kolom in gevuld if kolom != eerste)
    return kenmerk not in gevuld or (kenmerk == eerste and not ander_woord)


def _kop(koppen: Koppen, nr: int) -> str:
    return koppen.teksten[nr - 1] if nr <= len(koppen.teksten) else ""


def _is_zin(tekst: str, op_kenmerk: bool) -> bool:
    """Whether a text alone in its row is a note; in the column of the id only where it is no id."""
    return not op_kenmerk or len(tekst.split()) > 1 or tekst.endswith(":")
