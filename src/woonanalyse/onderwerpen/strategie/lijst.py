"""The proposal plan by plan, for the municipality itself: class, reasons, measures, the last day to begin.

Internal: of no published form. What may be published are the sums of `openbaar`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from woonanalyse.kern.getal import hoeveel
from woonanalyse.kern.oordeel import ONBEKEND
from woonanalyse.kern.perrij import per_rij
from woonanalyse.onderwerpen.strategie.antwoord import Antwoord
from woonanalyse.onderwerpen.strategie.klassen import Klasse
from woonanalyse.onderwerpen.strategie.lijstgronden import (
    CONFLICTEN,
    KEUZES,
    ZONDER,
    conflictrijen,
    keuzerijen,
    zonderrijen,
)

PLANNEN = [
    "kant", "gemeente", "plan_id", "naam", "klasse", "voorstel", "verandering", "woningen", "waarom",
    "eerst_nagaan", "orgaan", "laatste_dag", "laatste_dag_zeker", "tijd", "planstatus", "projectstatus",
    "eigenaar", "ligging", "prioriteit",
]  # fmt: skip
"""A plan: `kant` the end of the band; its class; what is proposed (empty: nothing) and by how many dwellings
(below 0: taken off); who decides; the last day to begin (ISO), with the shortest and with the longest time;
`waarom` from what it follows; `eerst_nagaan` what of it is unknown and could forbid that."""

MAATREGELEN = [
    "kant", "gemeente", "plan_id", "naam", "maatregel", "gekozen", "hoogstens", "orgaan", "middel",
    "laatste_dag", "laatste_dag_zeker", "tijd", "belet", "nadeelcompensatie", "grondexploitatie",
    "eerst_nagaan", "wettekst",
]  # fmt: skip
"""Every measure that a plan could have, chosen or not: at most how many dwellings, by whom and how, what
forbids it, to which damage it exposes, and what of the law was read."""

NORMEN = [
    "kant",
    "gemeente",
    "norm",
    "nu",
    "straks",
    "laag",
    "hoog",
    "te_veel",
    "te_weinig",
    "knelt",
]
"""A norm: hard capacity now and after the proposal, its bounds, what doing nothing means, and if it binds."""

Bladen = Mapping[str, pd.DataFrame]

KOLOMMEN = {
    "plannen": PLANNEN,
    "maatregelen": MAATREGELEN,
    "normen": NORMEN,
    "keuzes": KEUZES,
    "conflicten": CONFLICTEN,
    "zonder": ZONDER,
}
"""By frame its columns."""


def interne_lijst(
    antwoorden: Sequence[Antwoord],
    gemeenten: pd.DataFrame,
    instrumenten: Sequence[Mapping[str, Any]],
    keuzes: pd.DataFrame,
    doelen: Sequence[Mapping[str, Any]],
) -> dict[str, pd.DataFrame]:
    """Frames by name: plannen (PLANNEN), maatregelen (MAATREGELEN), normen (NORMEN), and those of
    lijstgronden: keuzes, conflicten and zonder.

    `gemeenten` has gemeentecode, gemeente and subregio; `instrumenten` is the list of instrumenten.yml,
    `doelen` that of doelen.yml, `keuzes` the register of choices. Rows stand by end of the band, municipality
    in the order of `gemeenten`, and plan. Without answers empty frames.
    """
    namen = dict(zip(gemeenten["gemeentecode"], gemeenten["gemeente"], strict=True))
    middelen = {een["id"]: str(een["naam"]) for een in instrumenten}
    per = {
        "plannen": [_plannen(een, middelen) for een in antwoorden],
        "maatregelen": [_maatregelen(een, instrumenten) for een in antwoorden],
        "normen": [_normen(een) for een in antwoorden],
        "keuzes": [keuzerijen(een, keuzes, middelen, doelen) for een in antwoorden],
        "conflicten": [conflictrijen(een) for een in antwoorden],
        "zonder": [zonderrijen(een, gemeenten) for een in antwoorden],
    }
    uit = {}
    for naam, delen in per.items():
        frame = pd.concat(delen, ignore_index=True) if delen else pd.DataFrame()
        if frame.empty:
            uit[naam] = pd.DataFrame(columns=KOLOMMEN[naam])
            continue
        volgorde = frame["gemeentecode"].map({code: nr for nr, code in enumerate(namen)})
        frame = frame.assign(gemeente=frame["gemeentecode"].map(namen), _plek=volgorde)
        frame = frame.sort_values(["kant", "_plek"], kind="stable", ignore_index=True)
        uit[naam] = frame[KOLOMMEN[naam]]
    return uit


def per_gemeente(bladen: Bladen) -> dict[str, dict[str, pd.DataFrame]]:
    """The same frames by the name of a municipality: for each only its own rows, of norms only those in
    which it counts."""
    namen = dict.fromkeys(naam for frame in bladen.values() for naam in frame["gemeente"])
    return {
        naam: {
            blad: frame[frame["gemeente"] == naam].reset_index(drop=True)
            for blad, frame in bladen.items()
        }
        for naam in namen
    }


def _plannen(antwoord: Antwoord, middelen: Mapping[str, str]) -> pd.DataFrame:
    klasse = dict(antwoord.klassen.itertuples(index=False, name=None))
    gekozen = {rij.plan_id: rij for rij in per_rij(antwoord.voorstel.gekozen)}
    aanbod = antwoord.vraag.opties
    van_optie = aanbod.set_index("optie")
    opties_van = dict(iter(aanbod.groupby("plan_id", sort=False)))
    rijen = []
    for plan in per_rij(antwoord.plannen):
        keuze = gekozen.get(plan.plan_id)
        optie = None if keuze is None else van_optie.loc[keuze.optie]
        eigen = opties_van.get(plan.plan_id, aanbod[:0])
        rijen.append(
            {
                "kant": antwoord.kant,
                "gemeentecode": plan.gemeentecode,
                **{naam: _woord(getattr(plan, naam)) for naam in _VAN_PLAN},
                "woningen": plan.woningen,
                "klasse": str(klasse.get(plan.plan_id, "")),
                "voorstel": "" if keuze is None else middelen[keuze.maatregel],
                "verandering": 0 if keuze is None else int(keuze.woningen * keuze.richting),
                **{
                    naam: "" if optie is None else str(optie[naam])
                    for naam in ("orgaan", "laatste_dag", "laatste_dag_zeker", "tijd")
                },
                "waarom": _waarom(plan, keuze, klasse.get(plan.plan_id), eigen),
                "eerst_nagaan": _nagaan(eigen["nagaan"] if optie is None else [optie["nagaan"]]),
            }
        )
    frame = pd.DataFrame(rijen)
    plek = {str(klasse): nr for nr, klasse in enumerate(Klasse)}
    volgorde = frame["klasse"].map(plek).fillna(len(plek))
    return frame.loc[volgorde.sort_values(kind="stable").index]


_VAN_PLAN = (
    "plan_id",
    "naam",
    "planstatus",
    "projectstatus",
    "eigenaar",
    "ligging",
    "prioriteit",
)


def _woord(cel: Any) -> str:
    return ONBEKEND if pd.isna(cel) or cel == "" else str(cel)


_NAGAAN = {"op_maat": "afspraak op maat"}
"""Columns of a plan that need a word."""


def _nagaan(delen: Any) -> str:
    woorden = [_NAGAAN.get(w, w) for deel in delen for w in str(deel).split("; ") if w]
    return "; ".join(dict.fromkeys(woorden))


def _waarom(plan: Any, keuze: Any, klasse: Any, opties: pd.DataFrame) -> str:
    """From what the class of a plan follows, in words of what is known of it."""
    if opties.empty:
        if pd.isna(plan.woningen):
            return "hoeveel woningen het zijn, is onbekend; er is niets uit te rekenen"
        return "geen maatregel verandert onder deze lezing iets aan wat hard is"
    beletten = list(dict.fromkeys(een for een in opties["belet"] if een))
    if beletten and (opties["belet"] != "").all():
        return f"kan niet: {'; '.join(beletten)}"
    kenmerken = f"ligging {_woord(plan.ligging)}, prioriteit {_woord(plan.prioriteit)}"
    if keuze is not None:
        wat = hoeveel(int(keuze.woningen), "woning", "woningen")
        hoe = "eraf" if keuze.richting < 0 else "erbij"
        anders = (
            "" if klasse is Klasse.ALTIJD else "; een bijna even goed antwoord kan zonder dit plan"
        )
        return f"{wat} {hoe} om de norm te halen; {kenmerken}{anders}"
    if klasse is Klasse.SOMS:
        return f"niet nodig in dit antwoord, wel in een bijna even goed antwoord; {kenmerken}"
    if klasse is Klasse.NOOIT:
        return f"niet nodig: andere plannen volstaan, of er is niets te doen; {kenmerken}"
    return f"niet bepaald; {kenmerken}"


def _maatregelen(antwoord: Antwoord, instrumenten: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    aanbod = antwoord.vraag.opties
    middelen = {een["id"]: een["naam"] for een in instrumenten}
    gelezen = {
        een["id"]: "deels gelezen" if een["nagelezen"] else "niet gelezen" for een in instrumenten
    }
    naam_van = antwoord.plannen.set_index("plan_id")["naam"]
    gekozen = aanbod["optie"].isin(antwoord.voorstel.gekozen["optie"])
    dagen = {naam: aanbod[naam].astype(str) for naam in ("laatste_dag", "laatste_dag_zeker")}
    return pd.DataFrame(
        aanbod.assign(
            kant=antwoord.kant,
            naam=aanbod["plan_id"].map(naam_van),
            maatregel=aanbod["maatregel"].map(middelen),
            gekozen=gekozen.map({True: "ja", False: "nee"}),
            hoogstens=aanbod["tot"],
            eerst_nagaan=[_nagaan([deel]) for deel in aanbod["nagaan"]],
            wettekst=aanbod["maatregel"].map(gelezen),
            **dagen,
        )
    )


def _normen(antwoord: Antwoord) -> pd.DataFrame:
    """A row for each municipality that counts in a norm."""
    niets = antwoord.niets.set_index("norm")[["te_veel", "te_weinig"]]
    uitkomst = antwoord.voorstel.normen.join(niets, on="norm")
    per = antwoord.vraag.normen[["norm", "gemeentecode"]].merge(uitkomst, on="norm", how="left")
    return per.assign(kant=antwoord.kant, knelt=per["knelt"].map({True: "ja", False: "nee"}))
