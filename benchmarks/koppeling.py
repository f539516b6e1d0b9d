"""How well plans of two years are matched: `python benchmarks/koppeling.py MAP LIJST_NU [GOUD] [--fouten]`.

MAP holds the earlier list (plannen_*.csv), areas (vlakken_*_rd.geojson, by a_rij and plan_id) and pairs
judged by hand (GOUD, default koppeling_nh_ontwikkel.csv: a_rij, b_plan_ids, relatie); LIJST_NU is the later
list (CSV with plan_id, gemeentenaam, plannaam, planstatus, restcapaciteit_woningen, x_rd, y_rd). Prints
pairs found and false, groups whole and invented, and questions: with and without areas, of each municipality
and of all others; with other parameters, and with each parameter chosen on four fifths of the judged plans
and measured on the rest; and with the names of the later list written in another way, or its points moved.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import shapely

from woonanalyse.onderwerpen.planregister.koppeling import Koppeling, koppel
from woonanalyse.onderwerpen.planregister.tabellen import koppelregels

ANDERS: dict[str, tuple[float, ...]] = {
    "dichtbij_m": (30, 45, 80, 100),
    "ver_m": (150, 200, 300, 400),
    "naam_alleen_m": (250, 500, 2000),
    "dekking": (0.3, 0.4, 0.6, 0.7),
    "woord_gelijk": (80, 90, 95),
    "aantal_factor": (1.5, 3),
    "marge_woningen": (0.05, 0.2),
}
"""Other values of the parameters: how much the outcome hangs on them."""


VOUWEN = 5
"""Parts of the judged plans, of which each is measured once with what the others chose."""


def _andersom(naam: str) -> str:
    """What stands in brackets or behind a dash first."""
    delen = [deel.strip() for deel in re.split(r" - |[()]", naam) if deel.strip()]
    return " - ".join(reversed(delen))


def _afgekort(naam: str) -> str:
    for voluit, kort in (("straat", "str."), ("plein", "pln."), ("laan", "ln."), ("weg", "wg.")):
        naam = re.sub(rf"(?<=[a-z]{{2}}){voluit}\b", kort, naam)
    return naam


def _romeins(naam: str) -> str:
    cijfers = ["", "I", "II", "III", "IV", "V", "VI"]
    return re.sub(r"(?i)\bfase ([1-6])\b", lambda m: f"fase {cijfers[int(m[1])]}", naam)


def _typefout(naam: str) -> str:
    """Without the fourth letter of its longest word."""
    lang = max(re.findall(r"[^\W\d_]+", naam), key=len, default="")
    return naam.replace(lang, lang[:3] + lang[4:]) if len(lang) > 6 else naam


VERSCHREVEN: dict[str, Callable[[str], str]] = {
    "hoofdletters": str.upper,
    "delen andersom": _andersom,
    "straat, plein, laan, weg afgekort": _afgekort,
    "fase in Romeinse cijfers": _romeins,
    "een letter weg": _typefout,
    "zonder wat tussen haakjes staat": lambda naam: re.sub(r" ?\([^()]*\)", "", naam) or naam,
    "met een voorvoegsel": lambda naam: f"Programma Wonen - {naam}",
    "met de plaats erachter": lambda naam: f"{naam}, Zaandam",
}
"""Ways in which another official might write the same names."""
VERSCHOVEN = (10, 20, 30, 40)
"""Metres east over which all points of the later list are moved."""


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
        _toon("  gekozen op de rest", _per_vouw(a, b, goud))
        for hoe, anders_b in _verschreven(b):
            _toon(
                f"  {hoe}", meet(koppel(a, anders_b, koppelregels()), goud, toen, set(toen.index))
            )
        if "--fouten" in sys.argv:
            _fouten(uit, goud, toen, nu)


def _per_vouw(toen: pd.DataFrame, nu: pd.DataFrame, goud: pd.DataFrame) -> Maat:
    """The sum over the parts, each with the value of every parameter that was best on the other parts.

    Best is most found less twice what is false; where the own value is as good it stays.
    """
    samen = goud["b_plan_ids"].fillna("").str.split().str[0]
    groep = samen.where(samen.notna() & (samen != ""), goud["a_rij"].astype(str))
    nummer = pd.Series(pd.factorize(groep)[0], index=goud.index)
    delen = [set(goud.loc[nummer % VOUWEN == nr, "a_rij"]) for nr in range(VOUWEN)]
    eigen = koppel(toen, nu, koppelregels())
    anders = {
        (regel, waarde): koppel(toen, nu, {**koppelregels(), regel: waarde})
        for regel, waarden in ANDERS.items()
        for waarde in waarden
    }
    maten = []
    for deel in delen:
        rest = set(goud["a_rij"]) - deel
        gekozen = {}
        for regel in ANDERS:
            kansen = {
                w: _waarde(meet(u, goud, toen, rest)) for (r, w), u in anders.items() if r == regel
            }
            beste = max(kansen, key=lambda w: kansen[w])
            if kansen[beste] > _waarde(meet(eigen, goud, toen, rest)):
                gekozen[regel] = beste
        maten.append(meet(koppel(toen, nu, {**koppelregels(), **gekozen}), goud, toen, deel))
    som = Maat(*(sum(kolom) for kolom in zip(*maten, strict=True)))
    return som._replace(vragen=max(maat.vragen for maat in maten))


def _waarde(maat: Maat) -> int:
    return maat.gevonden + maat.heel - 2 * (maat.fout + maat.verzonnen)


def _verschreven(nu: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    for hoe, schrijf in VERSCHREVEN.items():
        yield hoe, nu.assign(naam=nu["naam"].astype(str).map(schrijf))
    for meters in VERSCHOVEN:
        yield f"punten {meters} m verschoven", nu.assign(x_rd=nu["x_rd"] + meters)


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
