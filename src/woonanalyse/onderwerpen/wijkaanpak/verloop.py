"""District approaches: the path to the targets and the pace so far, drawn on from the province's counts.

Lines between and beyond what was counted: none of it judges whether a target is reached.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from woonanalyse.kern.dagen import eerste_dag, jaren_tussen, laatste_dag, midden
from woonanalyse.kern.perrij import per_rij
from woonanalyse.onderwerpen.wijkaanpak.model import geteld_tot, laatste_telling


def pad(tellingen: pd.DataFrame, doelen: pd.DataFrame, stand_per: str) -> pd.DataFrame:
    """The points of the path: datum (ISO), aantal; the first count known on `stand_per`, in the middle of
    its period, then the targets. What lies between is an interpolation of our own (eigen interpolatie)."""
    tot = date.fromisoformat(stand_per)
    geteld = geteld_tot(tellingen, tot)
    punten = [(rij.datum, int(rij.doel)) for rij in per_rij(doelen)]
    if len(geteld):
        eerste = geteld.sort_values("peildatum").iloc[0]
        punten.append((midden(eerste["peildatum"]).isoformat(), int(eerste["gestart"])))
    return pd.DataFrame(sorted(punten), columns=["datum", "aantal"])


def tempo(tellingen: pd.DataFrame, stand_per: str) -> pd.DataFrame:
    """The pace so far in districts per year: one row with laag, midden, hoog (Float64), van, tot (text)
    and circa (bool: one of the two counts is about).

    From the first to the last count known on `stand_per`. Their days are known only to the month or the
    year; the band comes from that: the longest time that can lie between them gives laag, the shortest
    hoog, the middles midden. It is no confidence interval, and it leaves out that a count may be about.
    Without two counts, or where no time need lie between them, the values are <NA>.
    """
    tot = date.fromisoformat(stand_per)
    geteld = geteld_tot(tellingen, tot)
    leeg = {"laag": pd.NA, "midden": pd.NA, "hoog": pd.NA, "van": pd.NA, "tot": pd.NA}
    rij: dict[str, object] = {**leeg, "circa": False}
    if len(geteld) > 1:
        geteld = geteld.assign(_midden=[midden(p) for p in geteld["peildatum"]])
        geteld = geteld.sort_values(["_midden", "gestart"])
        een, twee = geteld.iloc[0], geteld.iloc[-1]
        p1, p2 = een["peildatum"], twee["peildatum"]
        erbij = int(twee["gestart"]) - int(een["gestart"])
        tijden = {
            "laag": jaren_tussen(eerste_dag(p1), laatste_dag(p2)),
            "midden": jaren_tussen(midden(p1), midden(p2)),
            "hoog": jaren_tussen(laatste_dag(p1), eerste_dag(p2)),
        }
        if tijden["hoog"] > 0:
            rij = {naam: erbij / jaren for naam, jaren in tijden.items()} | {
                "van": p1,
                "tot": p2,
                "circa": bool(een["circa"] or twee["circa"]),
            }
    return pd.DataFrame([rij]).astype(dict.fromkeys(["laag", "midden", "hoog"], "Float64"))


def prognosedagen(tellingen: pd.DataFrame, doelen: pd.DataFrame, stand_per: str) -> list[str]:
    """The days (ISO) to draw the pace so far on: the last day of the last count, `stand_per`, and the
    dates of the targets after that count."""
    laatste = laatste_telling(tellingen, date.fromisoformat(stand_per))
    if laatste is None:
        return []
    vanaf = laatste_dag(laatste["peildatum"]).isoformat()
    return sorted({vanaf, stand_per, *(d for d in doelen["datum"] if d > vanaf)})


def prognose(tellingen: pd.DataFrame, dagen: list[str], stand_per: str) -> pd.DataFrame:
    """What the pace so far would lead to: datum, laag, midden, hoog (districts, Float64).

    The last count known on `stand_per`, plus pace x time since: slowest pace and shortest time for laag,
    fastest and longest for hoog, the middles for midden (see `tempo`). A line drawn on, not an
    expectation. <NA> before the last count, or where the pace is unknown.
    """
    snelheid = tempo(tellingen, stand_per).iloc[0]
    laatste = laatste_telling(tellingen, date.fromisoformat(stand_per))
    rijen = []
    for tekst in dagen:
        dag = date.fromisoformat(tekst)
        rij = {"datum": tekst, "laag": pd.NA, "midden": pd.NA, "hoog": pd.NA}
        if laatste is not None and pd.notna(snelheid["midden"]):
            wanneer, begin = laatste["peildatum"], int(laatste["gestart"])
            if dag >= laatste_dag(wanneer):
                sinds = {
                    "laag": jaren_tussen(laatste_dag(wanneer), dag),
                    "midden": jaren_tussen(midden(wanneer), dag),
                    "hoog": jaren_tussen(eerste_dag(wanneer), dag),
                }
                rij |= {naam: begin + snelheid[naam] * jaren for naam, jaren in sinds.items()}
        rijen.append(rij)
    frame = pd.DataFrame(rijen, columns=["datum", "laag", "midden", "hoog"])
    return frame.astype(dict.fromkeys(["laag", "midden", "hoog"], "Float64"))


def tempo_nodig(tellingen: pd.DataFrame, doelen: pd.DataFrame, stand_per: str) -> pd.DataFrame:
    """The pace needed to reach each target: datum, doel, vanaf, gestart, nog, jaren, per_jaar.

    From the middle of the last count known on `stand_per` on (`vanaf` its date as text, `gestart` what it
    counted): the day from which `tempo` and `prognose` count too. A target reached asks for 0; one whose
    date has passed on `stand_per` without that has no pace (<NA>), nor has one without a count.
    """
    tot = date.fromisoformat(stand_per)
    laatste = laatste_telling(tellingen, tot)
    rijen = []
    for doel in per_rij(doelen):
        dag = date.fromisoformat(doel.datum)
        rij = {"datum": doel.datum, "doel": doel.doel}
        if laatste is not None:
            jaren = jaren_tussen(midden(laatste["peildatum"]), dag)
            nog = max(0, int(doel.doel) - int(laatste["gestart"]))
            rij |= {
                "vanaf": laatste["peildatum"],
                "gestart": laatste["gestart"],
                "nog": nog,
                "jaren": jaren,
            }
            if nog == 0 or dag > tot:
                rij["per_jaar"] = nog / jaren if nog else 0.0
        rijen.append(rij)
    kolommen = ["datum", "doel", "vanaf", "gestart", "nog", "jaren", "per_jaar"]
    soorten = dict.fromkeys(["doel", "gestart", "nog"], "Int64")
    frame = pd.DataFrame(rijen, columns=kolommen).astype(soorten)
    return frame.astype({"jaren": "Float64", "per_jaar": "Float64"})
