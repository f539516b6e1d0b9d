"""District approaches: started by date against the path of the agreement (art. 7).

Two sources that are not the same: a register of districts in the region, and the province's own counts
for the whole province. Only the counts stand against the path. A date known to the year or month counts
from its last day, so that nothing has started before that is certain.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pandas as pd

from woonanalyse.kern.dagen import eerste_dag, jaren_tussen, laatste_dag, midden
from woonanalyse.kern.oordeel import NVT, ONBEKEND

GEHAALD, NIET_GEHAALD, NIET_BEOORDEELD = "gehaald", "niet gehaald", "niet beoordeeld"
GESTART, START_ONBEKEND, NIET_GESTART = "gestart", "start onbekend", "niet gestart"
FASEN = ["visie", "verkenning", "wijkuitvoeringsplan", "uitvoering", "afgerond"]

KOLOMMEN = ["peildatum", "gemeente", "gestart", "doel", "verschil", "status"]
"""Columns of the result: peildatum an ISO date, numbers are districts, verschil = gestart - doel.

The row of the province holds its own count; a municipality has no target of its own (status nvt).
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
    aantallen = (
        pd.crosstab(bekend["gemeentecode"], bekend["stand"])
        .reindex(index=gemeenten["gemeentecode"], columns=list(_ORDE))
        .astype("Int64")
    )
    bezet = aantallen.index.isin(bekend["gemeentecode"])
    aantallen.loc[bezet] = aantallen.loc[bezet].fillna(0)
    onzeker = (aantallen[GESTART] == 0) & (aantallen[START_ONBEKEND] > 0)
    aantallen[GESTART] = aantallen[GESTART].mask(onzeker.fillna(False), pd.NA)
    aantallen.columns = ["gestart", "start_onbekend", "niet_gestart"]
    return gemeenten[["gemeentecode", "gemeente"]].merge(
        aantallen.reset_index(), on="gemeentecode", how="left"
    )


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


def pad(tellingen: pd.DataFrame, doelen: pd.DataFrame, stand_per: str) -> pd.DataFrame:
    """The points of the path: datum (ISO), aantal; the first count known on `stand_per`, in the middle of
    its period, then the targets. What lies between is an interpolation of our own (eigen interpolatie)."""
    tot = date.fromisoformat(stand_per)
    geteld = geteld_tot(tellingen, tot)
    punten = [(rij.datum, int(rij.doel)) for rij in doelen.itertuples()]
    if len(geteld):
        eerste = geteld.sort_values("peildatum").iloc[0]
        punten.append((midden(eerste["peildatum"]).isoformat(), int(eerste["gestart"])))
    return pd.DataFrame(sorted(punten), columns=["datum", "aantal"])


def prognosedagen(tellingen: pd.DataFrame, doelen: pd.DataFrame, stand_per: str) -> list[str]:
    """The days (ISO) to draw the pace so far on: the last day of the last count, `stand_per`, and the
    dates of the targets after that count."""
    laatste = laatste_telling(tellingen, date.fromisoformat(stand_per))
    if laatste is None:
        return []
    vanaf = laatste_dag(laatste["peildatum"]).isoformat()
    return sorted({vanaf, stand_per, *(d for d in doelen["datum"] if d > vanaf)})


def op_pad(punten: pd.DataFrame, dag: str) -> float | None:
    """The path on `dag` (ISO), by straight lines between its points; None before and after them."""
    dagen = [date.fromisoformat(d) for d in punten["datum"]]
    gevraagd = date.fromisoformat(dag)
    paren = list(zip(dagen, punten["aantal"], strict=True))
    for (van, laag), (tot, hoog) in pairwise(paren):
        if van <= gevraagd <= tot and van < tot:
            return float(laag + (hoog - laag) * ((gevraagd - van).days / (tot - van).days))
    return None


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
    """The pace needed from `stand_per` on to reach each target: datum, doel, gestart, nog, jaren,
    per_jaar.

    `gestart` is the last count. A target reached asks for 0; one whose date has passed without that has
    no pace (<NA>), nor has one without a count.
    """
    tot = date.fromisoformat(stand_per)
    laatste = laatste_telling(tellingen, tot)
    rijen = []
    for doel in doelen.itertuples():
        jaren = jaren_tussen(tot, date.fromisoformat(doel.datum))
        rij = {"datum": doel.datum, "doel": doel.doel, "jaren": jaren}
        if laatste is not None:
            nog = max(0, int(doel.doel) - int(laatste["gestart"]))
            rij |= {"gestart": laatste["gestart"], "nog": nog}
            if nog == 0 or jaren > 0:
                rij["per_jaar"] = nog / jaren if nog else 0.0
        rijen.append(rij)
    kolommen = ["datum", "doel", "gestart", "nog", "jaren", "per_jaar"]
    soorten = dict.fromkeys(["doel", "gestart", "nog"], "Int64")
    frame = pd.DataFrame(rijen, columns=kolommen).astype(soorten)
    return frame.astype({"jaren": "Float64", "per_jaar": "Float64"})


def register_naast_telling(
    register: pd.DataFrame, tellingen: pd.DataFrame, gemeenten: pd.DataFrame, stand_per: str
) -> pd.DataFrame:
    """The register beside the province's last count, one row: in_register (districts started; <NA>
    when it holds nothing dated), telling, telling_van, verschil (telling - in_register),
    gemeenten_zonder (names without any district known)."""
    per = per_gemeente(register, gemeenten, stand_per)
    laatste = laatste_telling(tellingen, date.fromisoformat(stand_per))
    standen = wijken(register, stand_per)["stand"]
    gestart: object = int((standen == GESTART).sum())
    if gestart == 0 and not (standen == NIET_GESTART).any():
        gestart = pd.NA
    telling = pd.NA if laatste is None else laatste["gestart"]
    zonder = per.loc[per["niet_gestart"].isna(), "gemeente"].sort_values()
    rij = {
        "in_register": gestart,
        "telling": telling,
        "telling_van": pd.NA if laatste is None else laatste["peildatum"],
        "verschil": telling - gestart,
        "gemeenten_zonder": ", ".join(zonder),
    }
    return pd.DataFrame([rij]).astype(
        dict.fromkeys(["in_register", "telling", "verschil"], "Int64")
    )


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
        peildatum=dag.isoformat(), doel=pd.NA, verschil=pd.NA, status=NVT
    )


def _provincierij(
    tellingen: pd.DataFrame, doelen: pd.DataFrame, provincie: str, dag: date, tot: date
) -> pd.DataFrame:
    eigen = doelen[doelen["datum"] == dag.isoformat()]
    doel = eigen["doel"].iloc[0] if len(eigen) else pd.NA
    beoordeeld = bool(eigen["beoordeeld"].iloc[0]) if len(eigen) else False
    gestart, uitkomst = _getoetst(tellingen, doel, dag, tot)
    status = uitkomst if beoordeeld else NIET_BEOORDEELD
    rij = {
        "peildatum": dag.isoformat(),
        "gemeente": provincie,
        "gestart": gestart,
        "doel": doel,
        "verschil": gestart - doel,
        "status": status,
    }
    return pd.DataFrame([rij])


def _getoetst(tellingen: pd.DataFrame, doel: object, dag: date, tot: date) -> tuple[object, str]:
    """How many had started on `dag`, and whether that makes `doel`; <NA> where the counts leave it open.

    Without a target it is the last count known then: at least so many.
    """
    if pd.isna(doel):
        laatste = laatste_telling(tellingen, dag)
        return (pd.NA if laatste is None else laatste["gestart"]), NIET_BEOORDEELD
    onder, boven = grenzen(tellingen, dag, tot)
    if onder is not None and onder >= int(str(doel)):
        return onder, GEHAALD
    if boven is not None and boven < int(str(doel)):
        return (boven if onder == boven else pd.NA), NIET_GEHAALD
    return pd.NA, ONBEKEND
