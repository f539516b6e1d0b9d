"""Figures of before a merger in the division after it: added up, divided by a known share, or onbekend."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Any

import pandas as pd

from woonanalyse.kern.fouten import Waarschuwing
from woonanalyse.kern.gemeentenamen import zelfde_naam
from woonanalyse.kern.getal import opsomming, procent
from woonanalyse.kern.indeling import lijst
from woonanalyse.kern.indeling.herindeling import Overgang, overgangen, overgangen_na
from woonanalyse.kern.vindplaats import leg_waarschuwing_vast

_ONVERGELIJKBAAR = "niet vergelijkbaar en hier onbekend"


class Herleiding(Waarschuwing):
    """What was added up, divided or left unknown in a table of an older division: the report says it too."""


@dataclass(frozen=True)
class Deel:
    """What of an old municipality is in a member: a fraction, None where it is not known; `bron` of it."""

    fractie: Fraction | None
    bron: str = ""


def bestemming(code: str, leden: Collection[str], dag: str) -> dict[str, Deel]:
    """By member the part of municipality `code`, as it was on a day (ISO), that is in it by now."""
    delen = {code: Deel(Fraction(1))}
    for oud, samen in overgangen_na(dag):
        if oud not in delen or oud in leden:  # what a member gave to another is not followed
            continue
        eigen = delen.pop(oud)
        for een in samen:
            deel, eerder = _keer(eigen, een), delen.get(een.nieuw)
            delen[een.nieuw] = deel if eerder is None else _plus(eerder, deel)
    return {lid: deel for lid, deel in delen.items() if lid in leden}


def _keer(deel: Deel, een: Overgang) -> Deel:
    if deel.fractie is None or een.deel is None or een.geheel is None:
        return Deel(None)
    bron = deel.bron if een.heel else "; ".join(filter(None, (deel.bron, een.bron)))
    return Deel(deel.fractie * Fraction(een.deel, een.geheel), bron)


def _plus(een: Deel, ander: Deel) -> Deel:
    if een.fractie is None or ander.fractie is None:
        return Deel(None)
    return Deel(een.fractie + ander.fractie, een.bron or ander.bron)


def waarin(code: str, leden: Collection[str]) -> list[str]:
    """The members that hold a municipality, or what became of it."""
    een = lijst.alle().get(code)
    if code in leden or een is None or not een.tot:
        return [code] if code in leden else []
    return list(bestemming(code, leden, _dag_voor(een.tot)))


def samenvoegingen(leden: Collection[str]) -> list[dict[str, Any]]:
    """What made members what they are, by date: {nieuw, oud: [codes], vanaf}; `oud` has `nieuw` where it
    was there before, and for a part of a divided one a code that no table has: its figures are unknown."""
    nodig, groepen = set(leden), defaultdict[tuple[str, str], list[str]](list)
    for een in reversed(overgangen()):
        if een.nieuw not in nodig or not een.oud or een.oud == een.nieuw:
            continue
        nodig |= {een.oud} if een.heel else set()
        groepen[een.datum, een.nieuw].insert(0, een.oud if een.heel else f"deel van {een.oud}")
    return [
        {"nieuw": nieuw, "oud": [*_zelf(nieuw, dag), *oud], "vanaf": dag}
        for (dag, nieuw), oud in sorted(groepen.items())
    ]


def _zelf(code: str, dag: str) -> list[str]:
    return [code] if lijst.alle()[code].er_op(_dag_voor(dag)) else []


def oude_gemeente(tekst: str, leden: Collection[str]) -> str | None:
    """The code of a municipality that is no more, by code or name, of which some part is in a member."""
    for code, een in lijst.alle().items():
        if not een.tot or code in leden:
            continue
        if (tekst == code or zelfde_naam(tekst, een.naam, een.naam)) and waarin(code, leden):
            return code
    return None


def ging_heel_op_in(code: str, leden: Collection[str]) -> str | None:
    """The member that all of an old municipality is in; None where it was divided, or is elsewhere."""
    een = lijst.alle().get(code)
    if een is None or not een.tot or code in leden:
        return None
    delen = bestemming(code, leden, _dag_voor(een.tot))
    heel = [lid for lid, deel in delen.items() if deel.fractie == 1 and not deel.bron]
    return heel[0] if heel else None


def herleid(
    frame: pd.DataFrame,
    leden: Mapping[str, str],
    getallen: Sequence[str],
    *,
    per: Sequence[str] = (),
    niet_op_te_tellen: Sequence[str] = (),
    dag: str | None = None,
) -> tuple[pd.DataFrame, list[str]]:
    """`frame` (gemeentecode, numbers, indexed by row) in the division of `leden` (name by code).

    Rows of municipalities that are no more are added up to the member that they are in; `getallen` (Int64)
    times the share where one was divided, <NA> as soon as a part of a member is unknown or not in the table,
    and so is every column of `niet_op_te_tellen`. `per`: what besides the member makes a row unique. `dag`:
    the day of the figures (ISO); without it the last on which all old ones were there. Other columns are
    those of the first row. Without old ones the frame as it is, but for a member in which another went up
    after `dag`: <NA>. The sentences say what was done.
    """
    alle = lijst.alle()
    oud = [c for c in dict.fromkeys(frame["gemeentecode"]) if c not in leden and alle.get(c)]
    oud = [c for c in oud if alle[c].tot]
    if not oud and dag is None:
        return frame, []
    dag = dag or _dag_voor(min(alle[code].tot for code in oud))
    er = set(frame["gemeentecode"])
    hoort = _hoort_bij(leden, dag, er)
    if not oud:
        hoort = {
            lid: samen if _mist_deel(lid, samen, er) else {lid} for lid, samen in hoort.items()
        }
        if all(samen == {lid} for lid, samen in hoort.items()):
            return frame, []
    waarheen = {code: bestemming(code, leden, dag) for code in dict.fromkeys(frame["gemeentecode"])}
    uit_ander = {lid for code, naar in waarheen.items() for lid in naar if lid != code}
    raakt = uit_ander | {lid for lid in leden if hoort[lid] != {lid}}
    deelt = pd.Series(
        [not raakt.isdisjoint(waarheen[c]) for c in frame["gemeentecode"]], frame.index
    )
    delen = frame[deelt]
    stukken = [
        _stuk(groep, lid, waarheen, hoort[lid], getallen, niet_op_te_tellen)
        for lid in leden
        if lid in raakt
        for _, groep in _groepen(delen, lid, waarheen, per)
    ]
    uit = pd.concat([*stukken, frame[~deelt]]).astype(frame.dtypes.to_dict())
    return uit.sort_index(kind="stable"), _zinnen(oud, leden, waarheen, hoort, er)


def in_eigen_indeling(
    frame: pd.DataFrame,
    bestand: str,
    gemeenten: pd.DataFrame,
    getallen: Sequence[str],
    *,
    per: Sequence[str] = (),
    niet_op_te_tellen: Sequence[str] = (),
    peildatum: str | None = None,
) -> pd.DataFrame:
    """As `herleid`, to the members of a region, by year where `per` has jaar; what was done is warned of.
    `peildatum`: the day of a table (ISO) that has no other sign of its age than who is not in it.

    A row that was made has the name of its member in gemeentenaam.
    """
    leden = dict(zip(gemeenten["gemeentecode"], gemeenten["gemeente"], strict=True))
    nu = set(frame["gemeentecode"]) <= leden.keys()
    if nu and peildatum is None and "jaar" not in per:
        return frame
    delen: list[tuple[str | None, pd.DataFrame]] = [(peildatum if nu else None, frame)]
    if "jaar" in per:
        delen = [(f"{jaar}-06-30", rijen) for jaar, rijen in frame.groupby("jaar", sort=False)]
    gedaan, zinnen = [], dict[str, list[str]]()
    for dag, deel in delen:
        nieuw, meer = herleid(
            deel, leden, getallen, per=per, niet_op_te_tellen=niet_op_te_tellen, dag=dag
        )
        if peildatum is not None and not nu:
            nieuw, ook = _nog_niet_gegroeid(
                nieuw, leden, deel, getallen, per, niet_op_te_tellen, peildatum
            )
            meer = [*meer, *ook]
        gedaan.append(nieuw)
        for zin in meer:
            zinnen.setdefault(zin, []).append((dag or "")[:4])
    for wat, jaren in zinnen.items():
        zin = f"{wat}, over {_van_tot(jaren)}" if len(delen) > 1 else wat
        leg_waarschuwing_vast(Herleiding(bestand, zin, kolom="gemeentecode"))
    return _met_naam(pd.concat(gedaan).sort_index(kind="stable"), frame, leden)


def met_codes_van_nu(frame: pd.DataFrame, bestand: str, gemeenten: pd.DataFrame) -> pd.DataFrame:
    """Rows that each lie in one place (gemeentecode, gemeentenaam), those of an old municipality that is as a
    whole in a member by the code and name of that member; what was done is warned of."""
    leden = dict(zip(gemeenten["gemeentecode"], gemeenten["gemeente"], strict=True))
    er = dict.fromkeys(code for code in frame["gemeentecode"] if code not in leden)
    nieuw = {code: lid for code in er if (lid := ging_heel_op_in(code, leden.keys()))}
    for code, lid in nieuw.items():
        wat = f"{lijst.alle()[code].naam} is opgegaan in {leden[lid]}, en daar geteld"
        leg_waarschuwing_vast(Waarschuwing(bestand, wat, kolom="gemeentecode", waarde=code))
    oud = frame["gemeentecode"].isin(list(nieuw))
    codes = frame["gemeentecode"].replace(nieuw)
    namen = frame["gemeentenaam"].where(~oud, codes.map(leden))
    return frame.assign(gemeentecode=codes, gemeentenaam=namen) if nieuw else frame


def _nog_niet_gegroeid(
    frame: pd.DataFrame,
    leden: Mapping[str, str],
    eerst: pd.DataFrame,
    getallen: Sequence[str],
    per: Sequence[str],
    niet_op_te_tellen: Sequence[str],
    dag: str,
) -> tuple[pd.DataFrame, list[str]]:
    """The members that stand in the table (`eerst`) alone, without any of those that went up in them after
    `dag`, as `herleid` has them by that day."""
    er = set(eerst["gemeentecode"])
    alleen = {
        lid: leden[lid]
        for lid, samen in _hoort_bij(leden, dag, er).items()
        if _mist_deel(lid, samen, er) and er.isdisjoint(samen - {lid})
    }
    eigen = frame["gemeentecode"].isin(list(alleen))
    deel, zinnen = herleid(
        frame[eigen], alleen, getallen, per=per, niet_op_te_tellen=niet_op_te_tellen, dag=dag
    )
    return pd.concat([deel, frame[~eigen]]).astype(frame.dtypes.to_dict()).sort_index(), zinnen


def _mist_deel(lid: str, samen: set[str], er: set[str]) -> bool:
    """Whether a table (`er`, its codes) has a member by its own code, and not what went up in it later."""
    return lid in er and lid in samen and any(lijst.alle()[code].tot for code in samen - er)


def _van_tot(jaren: Sequence[str]) -> str:
    """Years in words: those after each other by the first and the last."""
    eerste, laatste = int(min(jaren)), int(max(jaren))
    if len(jaren) > 2 and laatste - eerste == len(jaren) - 1:
        return f"{eerste} tot en met {laatste}"
    return opsomming(sorted(jaren))


def _met_naam(samen: pd.DataFrame, frame: pd.DataFrame, leden: Mapping[str, str]) -> pd.DataFrame:
    if "gemeentenaam" not in samen:
        return samen
    zelf = frame["gemeentecode"].reindex(samen.index) == samen["gemeentecode"]
    eigen = samen["gemeentecode"].map(leden)
    return samen.assign(gemeentenaam=samen["gemeentenaam"].where(zelf, eigen))


def _hoort_bij(leden: Mapping[str, str], dag: str, er: set[str]) -> dict[str, set[str]]:
    """By member the municipalities of a day that are in it by now, as a whole or a part; itself where the
    table (`er`, its codes) has it and none of those: there it was ahead of the others."""
    uit = _nu_in(tuple(leden), dag)
    return {
        lid: {lid} if lid in er and uit[lid].isdisjoint(er) else {*uit[lid]} or {lid}
        for lid in leden
    }


@lru_cache(maxsize=256)
def _nu_in(leden: tuple[str, ...], dag: str) -> Mapping[str, frozenset[str]]:
    """By member the municipalities of a day (ISO) that are in it by now, as a whole or a part."""
    uit: dict[str, set[str]] = {lid: set() for lid in leden}
    for een in lijst.op(dag):
        for lid in bestemming(een.code, uit.keys(), dag):
            uit[lid].add(een.code)
    return {lid: frozenset(samen) for lid, samen in uit.items()}


def _groepen(
    frame: pd.DataFrame, lid: str, waarheen: Mapping[str, Mapping[str, Deel]], per: Sequence[str]
) -> list[tuple[object, pd.DataFrame]]:
    rijen = frame[[lid in waarheen[code] for code in frame["gemeentecode"]]]
    if rijen.empty:
        return []
    return list(rijen.groupby(list(per), sort=False)) if per else [((), rijen)]


def _stuk(
    groep: pd.DataFrame,
    lid: str,
    waarheen: Mapping[str, Mapping[str, Deel]],
    hoort: set[str],
    getallen: Sequence[str],
    niet_op_te_tellen: Sequence[str],
) -> pd.DataFrame:
    """The one row of a member."""
    eerste = groep.iloc[:1].assign(gemeentecode=lid)
    if hoort == {lid} == set(groep["gemeentecode"]):
        return groep
    heel = set(groep["gemeentecode"]) == hoort and groep["gemeentecode"].is_unique
    delen = [waarheen[code][lid].fractie for code in groep["gemeentecode"]]
    for naam in getallen:
        som = _som(groep[naam], delen) if heel else None
        eerste[naam] = pd.array([pd.NA if som is None else som], dtype="Int64")
    for naam in niet_op_te_tellen:
        eerste[naam] = pd.array([pd.NA], dtype=groep[naam].dtype)
    return eerste


def _som(cellen: pd.Series, delen: Sequence[Fraction | None]) -> int | None:
    """Whole dwellings, half up; None where a number or a share is not known."""
    som = Fraction(0)
    for cel, deel in zip(cellen, delen, strict=True):
        if deel is None or cel is pd.NA or pd.isna(cel):
            return None
        som += deel * int(cel)
    return int((som + Fraction(1, 2)) // 1)


def _zinnen(
    oud: Sequence[str],
    leden: Mapping[str, str],
    waarheen: Mapping[str, Mapping[str, Deel]],
    hoort: Mapping[str, set[str]],
    er: set[str],
) -> list[str]:
    alle = lijst.alle()
    zinnen = []
    for lid, naam in leden.items():
        eigen = [code for code in oud if lid in waarheen[code]]
        weg = sorted(alle[code].naam for code in hoort[lid] - er)
        if weg and (eigen or lid in er):
            mist = "ontbreekt" if len(weg) == 1 else "ontbreken"
            zinnen.append(f"{naam} is {_ONVERGELIJKBAAR}: {opsomming(weg)} {mist}")
        elif onbekend := [c for c in eigen if waarheen[c][lid].fractie is None]:
            wie = opsomming([alle[code].naam for code in onbekend])
            zinnen.append(f"{naam} is {_ONVERGELIJKBAAR}: hoe {wie} is verdeeld, is niet bekend")
        elif eigen:
            zinnen.append(
                f"bij {naam} geteld: {opsomming([_deelwoord(c, waarheen[c][lid]) for c in eigen])}"
            )
    return zinnen


def _deelwoord(code: str, deel: Deel) -> str:
    naam = lijst.alle()[code].naam
    if deel.fractie is None or not deel.bron:
        return naam
    aandeel = re.sub(",0%$", "%", procent(float(deel.fractie)))
    return f"{aandeel} van {naam} ({deel.bron})"


def _dag_voor(dag: str) -> str:
    return (date.fromisoformat(dag) - timedelta(days=1)).isoformat()
