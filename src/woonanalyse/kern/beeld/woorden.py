"""Words that several subjects use: who lies where, out of how many, in which period."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from woonanalyse.kern.getal import ONBEKEND, opsomming
from woonanalyse.kern.merk import AFGESCHERMD
from woonanalyse.kern.opzet import Opzet

MEESTE_NAMEN = 4


def namen_per_oordeel(balans: pd.DataFrame) -> dict[str, list[str]]:
    """Names of municipalities by judgement, each list in alphabetical order."""
    uniek = balans.drop_duplicates("gemeentecode").sort_values("gemeente")
    return {oordeel: list(groep["gemeente"]) for oordeel, groep in uniek.groupby("oordeel")}


def heeft_band(balans: pd.DataFrame) -> bool:
    """Whether the need has a lowest and a highest value."""
    return bool((balans["variant"] != "midden").any())


def periode(opzet: Opzet) -> str:
    """The period of the need in words, inclusive; as published when it is not known how to read it."""
    van, tot = opzet.periode.van, opzet.periode.tot_en_met
    if van is not None and tot is not None:
        return f"van {van} tot en met {tot}"
    if opzet.periode.gepubliceerd:
        return f"voor {opzet.periode.gepubliceerd}"
    return "in een onbekende periode"


def gegevens(opzet: Opzet) -> str:
    """What an edition is made from: what is public, or also what parties delivered."""
    geleverd = (opzet.balans or {}).get("vorm") == "planregister"
    return "leveringen van gemeenten en openbare gegevens" if geleverd else "openbare gegevens"


def in_jaren(periode: str) -> str:
    """A period of a source in words: 2018-2020 is van 2018 tot en met 2020, 2018 is in 2018."""
    van, streep, tot = str(periode).partition("-")
    return f"van {van} tot en met {tot}" if streep else f"in {van}"


def ligt(namen: Sequence[str], totaal: int, een: str = "ligt", meer: str = "liggen") -> str:
    """Who lies; more than a few are counted."""
    if len(namen) > MEESTE_NAMEN:
        return f"{deel_van(len(namen), totaal)} {meer}"
    return f"{opsomming(list(namen))} {een if len(namen) == 1 else meer}"


def hoe_geteld(telling: str) -> str:
    """How capacity is counted, between brackets."""
    return "bruto of netto onbekend" if telling == ONBEKEND else telling


def alle_gemeenten(totaal: int) -> str:
    """All of them, or the only one."""
    return "de enige gemeente" if totaal == 1 else f"alle {totaal} gemeenten"


def deel_van(aan: int, totaal: int) -> str:
    """How many out of how many municipalities."""
    if aan == totaal > 0:
        return alle_gemeenten(totaal)
    return f"{aan} van de {totaal} gemeenten" if totaal > 1 else "geen gemeente"


def van_onbekend(aan: int) -> str:
    """Of how many nothing is known; may be empty."""
    return f" (van {aan} onbekend)" if aan else ""


def van_zonder(onbekend: int, afgeschermd: int) -> str:
    """The same, and of how many it is known and not shown."""
    delen = [(onbekend, ONBEKEND), (afgeschermd, AFGESCHERMD)]
    tekst = ", ".join(f"van {aan} {woord}" for aan, woord in delen if aan)
    return f" ({tekst})" if tekst else ""
