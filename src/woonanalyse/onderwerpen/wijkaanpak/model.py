"""District approaches: started by date against the path of the agreement.

Two sources that are not the same: a register of districts in the region, and the province's own counts
for the whole province. Only the counts stand against the path. A date known to the year or month counts
from its last day, so that nothing has started before that is certain.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pandas as pd

from woonanalyse.kern.dagen import eerste_dag, laatste_dag
from woonanalyse.kern.oordeel import NVT, ONBEKEND

GEHAALD, NIET_GEHAALD, NIET_BEOORDEELD = "gehaald", "niet gehaald", "niet beoordeeld"
GESTART, START_ONBEKEND, NIET_GESTART = "gestart", "start onbekend", "niet gestart"
FASEN = ["visie", "verkenning", "wijkuitvoeringsplan", "uitvoering", "afgerond"]

KOLOMMEN = ["peildatum", "gemeente", "gestart", "telling_van", "doel", "verschil", "status"]
"""Columns of the result: peildatum an ISO date, numbers are districts, verschil = gestart - doel.

The row of the province holds its own count, with in `telling_van` the day, month or year (ISO) of it, which
may be long before peildatum; a municipality has what the register says on peildatum itself, and no target of
its own (status nvt).
status of the province: gehaald, niet gehaald, onbekend, or niet beoordeeld (an ambition, or a date for
which the agreement sets no target).
"""

_ORDE = {GESTART: 0, START_ONBEKEND: 1, NIET_GESTART: 2}


def wijkaanpak(
    register: pd.DataFrame,
    tellingen: pd.DataFrame,
    doelen: pd.DataFrame,
    gemeenten: pd.DataFrame,
    provincie: str,
    stand_per: str,
) -> pd.DataFrame:
    """Started against target per date and area: columns KOLOMMEN, by date, the province last.

    Dates are those of the counts and the targets, and `stand_per` (ISO): only what is dated on or before
    it counts. After it there is only the row of the province, for a target that lies ahead.
    """
    tot = date.fromisoformat(stand_per)
    delen = []
    for dag in peildata(tellingen, doelen, stand_per):
        if dag <= tot:
            delen.append(_gemeenterijen(register, gemeenten, dag))
        delen.append(_provincierij(tellingen, doelen, provincie, dag, tot))
    frame = pd.concat(delen, ignore_index=True)
    return frame.astype(dict.fromkeys(["gestart", "doel", "verschil"], "Int64"))[KOLOMMEN]


def peildata(tellingen: pd.DataFrame, doelen: pd.DataFrame, stand_per: str) -> list[date]:
    """The dates of the result, in order: of counts up to `stand_per`, of all targets, and itself."""
    tot = date.fromisoformat(stand_per)
    geteld = {laatste_dag(p) for p in tellingen["peildatum"]}
    doeldata = {date.fromisoformat(d) for d in doelen["datum"]}
    return sorted({dag for dag in geteld if dag <= tot} | doeldata | {tot})


def wijken(register: pd.DataFrame, stand_per: str) -> pd.DataFrame:
    """The districts known on `stand_per` (ISO), each once: gemeentecode, gemeente, wijk, fase, stand,
    start, woningen (about), reden, bron.

    `stand` is gestart, start onbekend (an approach without a date) or niet gestart (named in a vision, or
    started only later; start is <NA> then). Of several lines on one district of a municipality, names
    compared without capitals and spaces, the furthest counts. A line dated after `stand_per` is not there
    yet.
    """
    tot = date.fromisoformat(stand_per)
    bekend = [pd.isna(v) or laatste_dag(v) <= tot for v in register["vermeld"]]
    frame = register[_masker(register, bekend)].copy()
    frame["stand"] = [
        _stand(gestart, start, tot)
        for gestart, start in zip(frame["gestart"], frame["start"], strict=True)
    ]
    niet = frame["stand"] == NIET_GESTART
    later = niet & frame["gestart"]
    frame["fase"] = frame["fase"].mask(later, frame["fase_vooraf"])
    frame["reden"] = frame["reden"].mask(later, frame["reden_vooraf"])
    frame["start"] = frame["start"].astype("object").mask(niet, pd.NA)
    frame["_wijk"] = [" ".join(str(wijk).casefold().split()) for wijk in frame["wijk"]]
    frame["_orde"] = frame["stand"].map(_ORDE)
    frame["_fase"] = [-FASEN.index(fase) for fase in frame["fase"]]
    volgorde = ["gemeente", "_wijk", "_orde", "start", "_fase", "wijk", "bron"]
    frame = frame.sort_values(volgorde).drop_duplicates(["gemeentecode", "_wijk"])
    kolommen = [
        "gemeentecode", "gemeente", "wijk", "fase", "stand", "start", "woningen", "reden", "bron",
    ]  # fmt: skip
    return frame[kolommen].reset_index(drop=True)


def per_gemeente(register: pd.DataFrame, gemeenten: pd.DataFrame, stand_per: str) -> pd.DataFrame:
    """Districts per municipality on `stand_per`: gemeentecode, gemeente, gestart, start_onbekend,
    niet_gestart.

    The register is not complete: a municipality without a line is <NA> in all, never 0. Where nothing is
    sure to have started but an approach without a date may have, gestart is <NA> too.
    """
    bekend = wijken(register, stand_per)
    aantallen = Counter(zip(bekend["gemeentecode"], bekend["stand"], strict=True))
    bezet = set(bekend["gemeentecode"])
    rijen = []
    for code in gemeenten["gemeentecode"]:
        rij = [aantallen[code, stand] if code in bezet else pd.NA for stand in _ORDE]
        if code in bezet and not rij[0] and rij[1]:
            rij[0] = pd.NA
        rijen.append(rij)
    frame = gemeenten[["gemeentecode", "gemeente"]].reset_index(drop=True)
    kolommen = ["gestart", "start_onbekend", "niet_gestart"]
    frame[kolommen] = pd.DataFrame(rijen, columns=kolommen, dtype="Int64")
    return frame


def geteld_tot(tellingen: pd.DataFrame, dag: date) -> pd.DataFrame:
    """The counts whose period has ended on `dag`."""
    return tellingen[_masker(tellingen, [laatste_dag(p) <= dag for p in tellingen["peildatum"]])]


def laatste_telling(tellingen: pd.DataFrame, dag: date) -> pd.Series | None:
    """The last count whose period has ended on `dag` (peildatum, gestart, circa, bron), or None."""
    voorbij = geteld_tot(tellingen, dag)
    if voorbij.empty:
        return None
    einde = voorbij["peildatum"].map(laatste_dag)
    return (
        voorbij.assign(_einde=einde)
        .sort_values(["_einde", "gestart"])
        .iloc[-1][list(tellingen.columns)]
    )


def grenzen(tellingen: pd.DataFrame, dag: date, stand_per: date) -> tuple[int | None, int | None]:
    """At least and at most how many had started on `dag`, by the counts known on `stand_per`.

    What has started stays started: an earlier count is a lower bound, a later one an upper bound. A count
    that is only about (circa) is no bound.
    """
    vast = geteld_tot(tellingen[~tellingen["circa"].astype(bool)], stand_per)
    onder = geteld_tot(vast, dag)["gestart"]
    boven = vast.loc[_masker(vast, [eerste_dag(p) >= dag for p in vast["peildatum"]]), "gestart"]
    return (
        int(onder.max()) if len(onder) else None,
        int(boven.min()) if len(boven) else None,
    )


def stand_op(tellingen: pd.DataFrame, doel: int, dag: str, stand_per: str) -> str:
    """Whether `doel` districts had started on `dag` (ISO), by the counts known on `stand_per`."""
    onder, boven = grenzen(tellingen, date.fromisoformat(dag), date.fromisoformat(stand_per))
    if onder is not None and onder >= doel:
        return GEHAALD
    voorbij = dag <= stand_per
    return NIET_GEHAALD if voorbij and boven is not None and boven < doel else ONBEKEND


def register_naast_telling(
    register: pd.DataFrame, tellingen: pd.DataFrame, gemeenten: pd.DataFrame, stand_per: str
) -> pd.DataFrame:
    """The register beside the province's last count, both on the last day of that count; one row: op
    (ISO, that day; `stand_per` without a count), in_register (districts started then; <NA> when it holds
    nothing dated), telling, telling_van, verschil (telling - in_register), in_register_nu (on
    `stand_per`), gemeenten_zonder (names without any district known on `stand_per`)."""
    per = per_gemeente(register, gemeenten, stand_per)
    laatste = laatste_telling(tellingen, date.fromisoformat(stand_per))
    op = stand_per if laatste is None else laatste_dag(laatste["peildatum"]).isoformat()
    telling = pd.NA if laatste is None else laatste["gestart"]
    zonder = per.loc[per["niet_gestart"].isna(), "gemeente"].sort_values()
    rij = {
        "op": op,
        "in_register": _gestart_in(register, op),
        "telling": telling,
        "telling_van": pd.NA if laatste is None else laatste["peildatum"],
        "verschil": telling - _gestart_in(register, op),
        "in_register_nu": _gestart_in(register, stand_per),
        "gemeenten_zonder": "; ".join(zonder),
    }
    getallen = ["in_register", "telling", "verschil", "in_register_nu"]
    return pd.DataFrame([rij]).astype(dict.fromkeys(getallen, "Int64"))


def _gestart_in(register: pd.DataFrame, dag: str) -> Any:
    """How many districts had started on `dag` (ISO) by the register; <NA> when it holds nothing dated."""
    standen = wijken(register, dag)["stand"]
    bekend = standen.isin([GESTART, NIET_GESTART]).any()
    return int((standen == GESTART).sum()) if bekend else pd.NA


def _masker(frame: pd.DataFrame, kies: list[bool]) -> pd.Series:
    return pd.Series(kies, index=frame.index, dtype="bool")


def _stand(gestart: bool, start: object, tot: date) -> str:
    """Where one line of the register stands on `tot`."""
    if not gestart:
        return NIET_GESTART
    if pd.isna(start):
        return START_ONBEKEND
    return GESTART if laatste_dag(str(start)) <= tot else NIET_GESTART


def _gemeenterijen(register: pd.DataFrame, gemeenten: pd.DataFrame, dag: date) -> pd.DataFrame:
    per = per_gemeente(register, gemeenten, dag.isoformat())
    return per[["gemeente", "gestart"]].assign(
        peildatum=dag.isoformat(), telling_van=pd.NA, doel=pd.NA, verschil=pd.NA, status=NVT
    )


def _provincierij(
    tellingen: pd.DataFrame, doelen: pd.DataFrame, provincie: str, dag: date, tot: date
) -> pd.DataFrame:
    eigen = doelen[doelen["datum"] == dag.isoformat()]
    doel = eigen["doel"].iloc[0] if len(eigen) else pd.NA
    beoordeeld = bool(eigen["beoordeeld"].iloc[0]) if len(eigen) else False
    telling, uitkomst = _getoetst(tellingen, doel, dag, tot)
    gestart, geteld_op = (
        pd.NA if telling is None else telling[naam] for naam in ("gestart", "peildatum")
    )
    status = uitkomst if beoordeeld else NIET_BEOORDEELD
    rij = {
        "peildatum": dag.isoformat(),
        "gemeente": provincie,
        "gestart": gestart,
        "telling_van": geteld_op,
        "doel": doel,
        "verschil": gestart - doel,
        "status": status,
    }
    return pd.DataFrame([rij])


def _getoetst(
    tellingen: pd.DataFrame, doel: object, dag: date, tot: date
) -> tuple[pd.Series | None, str]:
    """The count of how many had started on `dag`, and whether that makes `doel`; None where it is left open.

    Without a target it is the last count known then: at least so many.
    """
    if pd.isna(doel):
        return laatste_telling(tellingen, dag), NIET_BEOORDEELD
    onder, boven = grenzen(tellingen, dag, tot)
    vast = geteld_tot(tellingen[~tellingen["circa"].astype(bool)], tot)
    telling = laatste_telling(vast[vast["gestart"] == onder], dag) if onder is not None else None
    if onder is not None and onder >= int(str(doel)):
        return telling, GEHAALD
    if boven is not None and boven < int(str(doel)):
        return (telling if onder == boven else None), NIET_GEHAALD
    return None, ONBEKEND
