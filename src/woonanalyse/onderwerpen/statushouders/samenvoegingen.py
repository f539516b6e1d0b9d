"""Figures of before a merger of municipalities, in the division after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd


def voeg_gemeenten_samen(
    inwoners: pd.DataFrame, samenvoegingen: Sequence[Mapping[str, Any]]
) -> pd.DataFrame:
    """`inwoners` (gemeentecode, datum, inwoners) in the division after the mergers.

    A merger is {nieuw, oud: [...], vanaf}: before `vanaf` the inhabitants of all of `oud` are added up,
    unknown as soon as one is; from then on the new municipality has its own rows. In order of `vanaf`, so
    that a merged municipality can merge again.
    """
    frame = inwoners
    for samen in sorted(samenvoegingen, key=lambda s: s["vanaf"]):
        oud, nieuw = list(samen["oud"]), samen["nieuw"]
        vroeger = frame[frame["gemeentecode"].isin(oud) & (frame["datum"] < samen["vanaf"])]
        groep = vroeger.groupby("datum")["inwoners"]
        som = groep.sum().where(groep.count() == len(set(oud)))
        opgeteld = pd.DataFrame({"gemeentecode": nieuw, "datum": som.index, "inwoners": som.values})
        later = frame["datum"] >= samen["vanaf"]
        weg = frame["gemeentecode"].isin(oud) & (~later | (frame["gemeentecode"] != nieuw))
        weg |= (frame["gemeentecode"] == nieuw) & ~later
        frame = pd.concat([frame[~weg], opgeteld], ignore_index=True)
    return frame.astype({"inwoners": "Int64"}).reset_index(drop=True)


def voeg_leveringen_samen(
    register: pd.DataFrame, samenvoegingen: Sequence[Mapping[str, Any]]
) -> pd.DataFrame:
    """The deliveries in the division after the mergers, the latest of each; see `voeg_gemeenten_samen`.

    For half-years that begin before `vanaf` the figures of `oud` are added up, and left out (unknown) as
    long as one of them is missing; tasks moved are put on the new municipality.
    """
    sleutel = ["halfjaar", "soort", "gemeentecode", "naar_gemeentecode"]
    frame = register.sort_values("datum").drop_duplicates(sleutel, keep="last")
    for samen in sorted(samenvoegingen, key=lambda s: s["vanaf"]):
        oud, nieuw = list(samen["oud"]), samen["nieuw"]
        eerder = frame["halfjaar"].map(_begin) < samen["vanaf"]
        aantallen = eerder & (frame["soort"] != "verplaatst") & frame["gemeentecode"].isin(oud)
        groep = frame[aantallen].groupby(["halfjaar", "soort", "naar_gemeentecode"], as_index=False)
        som = groep.agg(aantal=("aantal", "sum"), delen=("aantal", "count"), datum=("datum", "max"))
        som = som[som["delen"] == len(set(oud))].assign(gemeentecode=nieuw)
        frame = frame[~aantallen].copy()
        taken = eerder[~aantallen] & (frame["soort"] == "verplaatst")
        for kolom in ("gemeentecode", "naar_gemeentecode"):
            frame[kolom] = frame[kolom].mask(taken & frame[kolom].isin(oud), nieuw)
        frame = pd.concat([frame, som.drop(columns="delen")], ignore_index=True)
    return frame.reset_index(drop=True)


def _begin(halfjaar: str) -> str:
    """The first day of a half-year (ISO)."""
    return f"{halfjaar[:4]}-{'01' if halfjaar[5] == '1' else '07'}-01"
