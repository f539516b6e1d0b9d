"""How well plans of two years are matched: `python benchmarks/koppeling.py MAP LIJST_NU [GOUD] [--fouten]`.

MAP holds the earlier list (plannen_*.csv), areas (vlakken_*_rd.geojson, by a_rij and plan_id) and pairs
judged by hand (GOUD, default koppeling_nh_ontwikkel.csv: a_rij, b_plan_ids, relatie); LIJST_NU is the later
list (CSV with plan_id, gemeentenaam, plannaam, planstatus, restcapaciteit_woningen, x_rd, y_rd). Prints
pairs found and false, groups whole and invented, and questions: with and without areas, of each municipality
and of all others, and with other parameters.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import shapely

from woonanalyse.onderwerpen.planregister.koppeling import Koppeling, koppel
from woonanalyse.onderwerpen.planregister.tabellen import koppelregels

ANDERS: dict[str, tuple[float, ...]] = {
    "dichtbij_m": (30, 45, 80, 100),
    "ver_m": (150, 200, 300, 400),
    "dekking": (0.3, 0.4, 0.6, 0.7),
    "woord_gelijk": (80, 90, 95),
    "aantal_factor": (1.5, 3),
    "marge_woningen": (0.05, 0.2),
}
"""Other values of the parameters: how much the outcome hangs on them."""


class Maat(NamedTuple):
    """What came of the pairs that were judged; `half` are pairs that were judged to be part of a group."""

    paren: int
    gevonden: int
    fout: int
    half: int
    groepen: int
    heel: int
    verzonnen: int
    vragen: int


def main() -> None:
    """Measure and print."""
    map_, lijst = Path(sys.argv[1]), Path(sys.argv[2])
    goudnaam = [*(a for a in sys.argv[3:] if a != "--fouten"), "koppeling_nh_ontwikkel.csv"][0]
    goud = pd.read_csv(map_ / goudnaam)
    toen, nu = _toen(map_), _nu(map_, lijst)
    nu = nu[nu["gemeentecode"].isin(toen["gemeentecode"])]
    print(f"{'':36}" + "".join(f"{naam:>11}" for naam in Maat._fields))
    for vlakken in (True, False):
        wat = "met vlakken" if vlakken else "zonder vlakken"
        a, b = (toen, nu) if vlakken else (toen.drop(columns="vlak"), nu.drop(columns="vlak"))
        uit = koppel(a, b, koppelregels())
        _toon(wat, meet(uit, goud, toen, set(toen.index)))
        for gemeente in sorted(toen["gemeentecode"].unique()):
            eigen = toen["gemeentecode"] == gemeente
            _toon(f"  {gemeente}", meet(uit, goud, toen, set(toen.index[eigen])))
            _toon(f"  zonder {gemeente}", meet(uit, goud, toen, set(toen.index[~eigen])))
        for regel, waarden in ANDERS.items():
            for waarde in waarden:
                anders = koppel(a, b, {**koppelregels(), regel: waarde})
                _toon(f"  {regel} {waarde}", meet(anders, goud, toen, set(toen.index)))
        if "--fouten" in sys.argv:
            _fouten(uit, goud, toen, nu)


def meet(uit: Koppeling, goud: pd.DataFrame, toen: pd.DataFrame, rijen: set[int]) -> Maat:
    """The measure over the plans `rijen` of the earlier list that were judged."""
    goud = goud[goud["a_rij"].isin(rijen)]
    waar = _waar(goud)
    telt = set(goud.loc[goud["relatie"] != "onbeslist", "a_rij"])
    gemaakt = _gemaakt(uit)
    een = {groep for groep in gemaakt if len(groep) == 1 and groep & _van(telt, groep)}
    een_waar = {groep for groep in waar if len(groep) == 1}
    veel = {groep for groep in gemaakt if len(groep) > 1 and {a for a, _ in groep} & telt}
    veel_waar = {groep for groep in waar if len(groep) > 1}
    losse = {paar for groep in waar for paar in groep}
    return Maat(
        len(een_waar),
        len(een & een_waar),
        sum(not groep <= losse for groep in een),
        sum(groep <= losse and groep not in een_waar for groep in een),
        len(veel_waar),
        len(veel & veel_waar),
        sum(not groep & losse or not groep <= losse for groep in veel),
        len(uit.vragen),
    )


Groep = frozenset[tuple[Any, Any]]


def _van(telt: set[int], groep: Groep) -> set[tuple[Any, Any]]:
    return {paar for paar in groep if paar[0] in telt}


def _waar(goud: pd.DataFrame) -> set[Groep]:
    """The groups that were judged to be: plans that share a later plan are one."""
    telt = goud[~goud["relatie"].isin(["onbeslist", "weg"])]
    per: dict[Any, set[tuple[Any, Any]]] = {}
    for rij in telt.itertuples():
        ids = str(rij.b_plan_ids).split()
        wie = ids[0] if rij.relatie == "samengevoegd" else rij.a_rij
        per.setdefault(wie, set()).update((rij.a_rij, code) for code in ids)
    return {frozenset(groep) for groep in per.values()}


def _gemaakt(uit: Koppeling) -> set[Groep]:
    banden = uit.banden
    return {
        frozenset(zip(groep["rij_toen"], groep["rij_nu"], strict=True))
        for _, groep in banden.groupby("groep")
    }


def _toen(map_: Path) -> pd.DataFrame:
    frame = pd.read_csv(next(iter(sorted(map_.glob("plannen_*.csv")))), dtype={"plan_id": str})
    frame.index += 1
    vlakken = _vlakken(map_ / "vlakken_2018_rd.geojson", "a_rij")
    frame = frame.rename(
        columns={"plannaam": "naam", "gemeentenaam": "gemeentecode", "totaal": "rest"}
    )
    return frame.assign(vlak=[vlakken.get(rij) for rij in frame.index])


def _nu(map_: Path, lijst: Path) -> pd.DataFrame:
    frame = pd.read_csv(lijst, dtype={"plan_id": str}).drop(columns="gemeentecode")
    vlakken = _vlakken(map_ / "vlakken_2020_rd.geojson", "plan_id")
    frame = frame.rename(
        columns={
            "plannaam": "naam",
            "gemeentenaam": "gemeentecode",
            "restcapaciteit_woningen": "rest",
        }
    ).set_index("plan_id", drop=False)
    frame.index.name = None
    return frame.assign(vlak=[vlakken.get(rij) for rij in frame.index])


def _vlakken(pad: Path, sleutel: str) -> dict[Any, Any]:
    inhoud = json.loads(pad.read_text(encoding="utf-8"))["features"]
    return {v["properties"][sleutel]: shapely.geometry.shape(v["geometry"]) for v in inhoud}


def _toon(wat: str, maat: Maat) -> None:
    print(f"{wat:36}" + "".join(f"{getal:>11}" for getal in maat))


def _fouten(uit: Koppeling, goud: pd.DataFrame, toen: pd.DataFrame, nu: pd.DataFrame) -> None:
    """Every group that is not as judged, and every one missed."""
    telt = set(goud.loc[goud["relatie"] != "onbeslist", "a_rij"])
    gemaakt = {g for g in _gemaakt(uit) if {a for a, _ in g} & telt}
    waar = _waar(goud)
    for teken, groepen in (("+", gemaakt - waar), ("-", waar - gemaakt)):
        for groep in sorted(groepen, key=str):
            for a, b in sorted(groep):
                print(f"    {teken} {a} {toen.at[a, 'naam']} -> {b} {nu.at[b, 'naam']}")


if __name__ == "__main__":
    main()
