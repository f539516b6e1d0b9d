"""Which decisions the agreements ask of each college, from the state of each agreement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from woonanalyse.beeld.markdown import tabel, veilig
from woonanalyse.beeld.tonen import Tabel
from woonanalyse.getal import opsomming

KOLOMMEN = ["partij", "artikel", "besluit"]
"""Columns of the decisions asked: who, the article, what is asked (Dutch, without capital or full stop)."""


def gevraagd(afspraken: Sequence[Mapping[str, Any]], uitkomst: pd.DataFrame) -> pd.DataFrame:
    """One row per party and decision: columns KOLOMMEN, in order of article and party.

    An agreement says in `besluit`, by state, what is asked of a party in that state; `uitkomst` has
    the columns of afspraken.uitkomst.KOLOMMEN.
    """
    rijen = []
    for afspraak in sorted(afspraken, key=lambda a: a["artikel"]):
        eigen = uitkomst[uitkomst["artikel"] == afspraak["artikel"]]
        for partij, status in eigen[["partij", "status"]].itertuples(index=False):
            if status in afspraak.get("besluit", {}):
                rijen.append((partij, afspraak["artikel"], afspraak["besluit"][status]))
    return pd.DataFrame(rijen, columns=KOLOMMEN).drop_duplicates(ignore_index=True)


def per_college(vragen: pd.DataFrame, gemeenten: Sequence[str]) -> Tabel:
    """The closing list: for GS and for each B&W what is asked."""
    rijen = []
    for partij, naam in [("GS", "GS"), *((g, f"B&W van {g}") for g in gemeenten)]:
        eigen = vragen[vragen["partij"] == partij]
        rijen.append([veilig(naam), veilig(zinnen(eigen) or "geen besluit gevraagd")])
    return Tabel(tabel(["College", "Gevraagd"], rijen, [24, 84]), "Gevraagde besluiten per college")


def samenvatting(vragen: pd.DataFrame, gemeenten: Sequence[str]) -> list[str]:
    """At most five lines: each decision with the colleges it is asked of; the fewest colleges first."""
    groepen = [
        (len(groep), str(besluit), int(groep["artikel"].iloc[0]), list(groep["partij"]))
        for besluit, groep in vragen.groupby("besluit", sort=False)
    ]
    regels = [
        f"{_colleges(partijen, gemeenten)}: {besluit} (artikel {artikel})."
        for _, besluit, artikel, partijen in sorted(groepen, key=lambda g: (g[0], g[2]))
    ]
    return regels[:5]


def zinnen(vragen: pd.DataFrame) -> str:
    """What is asked of one party, in one paragraph."""
    delen = [f"{rij.besluit} (artikel {rij.artikel})" for rij in vragen.itertuples()]
    tekst = "; ".join(delen)
    return f"{tekst[:1].upper()}{tekst[1:]}." if tekst else ""


def _colleges(partijen: list[str], gemeenten: Sequence[str]) -> str:
    """Names of colleges; all municipalities together are not named one by one."""
    leden = [p for p in partijen if p in gemeenten]
    gs = ["GS"] if "GS" in partijen else []
    if len(leden) == len(gemeenten):
        return opsomming([*gs, f"alle {len(gemeenten)} colleges van B&W"])
    return opsomming([*gs, *([f"B&W van {opsomming(leden)}"] if leden else [])])
