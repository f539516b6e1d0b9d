"""Which decisions the agreements ask of each college, from the state of each agreement."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.tonen import Tabel
from woonanalyse.kern.getal import opsomming

KOLOMMEN = ["partij", "artikel", "besluit"]
"""Columns of the decisions asked: who, the article, what is asked (Dutch, without capital or full stop)."""


def gevraagd(
    afspraken: Sequence[Afspraak], uitkomst: pd.DataFrame, balans: pd.DataFrame
) -> pd.DataFrame:
    """One row per party and decision: columns KOLOMMEN, in order of article and party.

    An agreement says in `besluit`, by state, what is asked of a party in that state, and in
    `besluit_bij` the judgement of `balans` that this is limited to; `uitkomst` has the columns of
    afspraken.uitkomst.KOLOMMEN.
    """
    oordeel = balans.drop_duplicates("gemeente").set_index("gemeente")["oordeel"]
    rijen = []
    for afspraak in sorted(afspraken, key=lambda a: a["artikel"]):
        eigen = uitkomst[uitkomst["artikel"] == afspraak["artikel"]]
        for partij, status in eigen[["partij", "status"]].itertuples(index=False):
            mag = "besluit_bij" not in afspraak or oordeel.get(partij) == afspraak["besluit_bij"]
            if mag and status in afspraak.get("besluit", {}):
                rijen.append((partij, afspraak["artikel"], afspraak["besluit"][status]))
    return pd.DataFrame(rijen, columns=KOLOMMEN).drop_duplicates(ignore_index=True)


def algemeen(vragen: pd.DataFrame, gemeenten: Sequence[str]) -> pd.DataFrame:
    """What is asked of every municipality alike: columns artikel, besluit."""
    leden = vragen[vragen["partij"].isin(gemeenten)]
    hoeveel = leden.groupby(["artikel", "besluit"], sort=False).size().reset_index(name="hoeveel")
    return hoeveel.loc[hoeveel["hoeveel"] == len(gemeenten), ["artikel", "besluit"]]


def per_college(vragen: pd.DataFrame, gemeenten: Sequence[str]) -> Tabel:
    """The closing list: GS, then what is asked of every B&W, then of each what is asked besides."""
    overal = algemeen(vragen, gemeenten)
    rijen = [["GS", veilig(zinnen(vragen[vragen["partij"] == "GS"]) or "Geen besluit gevraagd.")]]
    if len(overal):
        rijen.append([veilig("elk college van B&W"), veilig(zinnen(overal))])
    rest = "Alleen wat van elk college wordt gevraagd." if len(overal) else "Geen besluit gevraagd."
    for gemeente in gemeenten:
        eigen = vragen[(vragen["partij"] == gemeente) & ~vragen["besluit"].isin(overal["besluit"])]
        rijen.append([veilig(f"B&W van {gemeente}"), veilig(zinnen(eigen) or rest)])
    return Tabel(tabel(["College", "Gevraagd"], rijen, [26, 82]), "Gevraagde besluiten per college")


def samenvatting(vragen: pd.DataFrame, gemeenten: Sequence[str]) -> list[str]:
    """At most five lines: what is asked of the same colleges together, the fewest colleges first."""
    partijen = vragen.groupby(["artikel", "besluit"], sort=False)["partij"].agg(tuple).reset_index()
    per_groep: dict[tuple[str, ...], list[str]] = {}
    for rij in partijen.itertuples():
        per_groep.setdefault(rij.partij, []).append(f"{rij.besluit} (artikel {rij.artikel})")
    op_grootte = sorted(per_groep.items(), key=lambda paar: len(paar[0]))
    regels = [f"{_colleges(list(wie), gemeenten)}: {'; '.join(wat)}." for wie, wat in op_grootte]
    return [f"{regel[:1].upper()}{regel[1:]}" for regel in regels[:5]]


def delen(vragen: pd.DataFrame) -> list[str]:
    """What is asked of one party, each with its article; the first with a capital."""
    alle = [f"{rij.besluit} (artikel {rij.artikel})" for rij in vragen.itertuples()]
    return [f"{deel[:1].upper()}{deel[1:]}" for deel in alle[:1]] + alle[1:]


def zinnen(vragen: pd.DataFrame) -> str:
    """What is asked of one party, in one paragraph."""
    tekst = "; ".join(delen(vragen))
    return f"{tekst}." if tekst else ""


def _colleges(partijen: list[str], gemeenten: Sequence[str]) -> str:
    """Names of colleges; all municipalities together are not named one by one."""
    leden = [p for p in partijen if p in gemeenten]
    gs = ["GS"] if "GS" in partijen else []
    if len(leden) == len(gemeenten):
        return opsomming([*gs, f"alle {len(gemeenten)} colleges van B&W"])
    return opsomming([*gs, *([f"B&W van {opsomming(leden)}"] if leden else [])])
