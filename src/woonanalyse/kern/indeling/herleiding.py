"""Figures of before a merger in the division after it: added up, divided by a known share, or onbekend."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache

import pandas as pd

from woonanalyse.kern.fouten import Waarschuwing
from woonanalyse.kern.getal import opsomming, procent
from woonanalyse.kern.indeling import lijst
from woonanalyse.kern.indeling.opvolging import Deel, bestemming, dag_voor, ging_heel_op_in
from woonanalyse.kern.vindplaats import leg_waarschuwing_vast

_ONVERGELIJKBAAR = "niet vergelijkbaar en hier onbekend"


class Herleiding(Waarschuwing):
    """What was added up, divided or left unknown in a table of an older division: the report says it too."""


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
    oud = _vervallen(frame["gemeentecode"], leden)
    if not oud and dag is None:
        return frame, []
    dag = dag or dag_voor(min(lijst.alle()[code].tot for code in oud))
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


def _vervallen(codes: Iterable[str], leden: Mapping[str, str]) -> list[str]:
    """The codes, each once, of municipalities that are no more and are no members."""
    alle = lijst.alle()
    return [
        code
        for code in dict.fromkeys(codes)
        if code not in leden and code in alle and alle[code].tot
    ]


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
