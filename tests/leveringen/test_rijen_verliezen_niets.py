"""Whatever is delivered: every row and dwelling is read, refused at its cell, or left aside by name."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from leveringen.leeshulp import KOP, REGIO, als_csv, schrijf_xlsx

from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.leveringen.lees import lees
from woonanalyse.leveringen.levering import Levering
from woonanalyse.leveringen.waarden.waarde import als_tekst

WONINGEN = [
    "totaal",
    "gerealiseerd",
    "rest",
    "sloop",
    "rest_2027",
    "rest_onbekend",
    "type_meergezins",
]
HEEL = [*KOP, "rest_2027", "rest_onbekend", "type_meergezins", "kleur"]

GOED: dict[str, st.SearchStrategy[Any]] = {
    "plan_id": st.integers(1, 30).map(lambda nr: f"P-{nr}"),
    "gemeentecode": st.sampled_from(["GM0141", 141, "Hengelo (O.)", "Súdwest-Fryslân"]),
    "naam": st.sampled_from(["Hof", "Totaalplan", "=Fase 2", "Es"]),
    "planstatus": st.sampled_from(["1A", "3. In voorbereiding", "onbekend", None]),
    "kleur": st.sampled_from(["rood", None, 3]),
    **{naam: st.one_of(st.none(), st.integers(0, 99)) for naam in WONINGEN},
}
SLECHT = st.sampled_from(
    [None, "1.390", "1,5", -99999, "12E5", True, 1.5, "x", date(2026, 1, 1), "", "  "]
)
LEEG: list[Any] = [None] * len(HEEL)


@st.composite
def rij(trek: st.DrawFn) -> list[Any]:
    soort = trek(st.sampled_from(["goed", "goed", "goed", "slecht", "leeg", "som", "noot", "kop"]))
    if soort == "leeg":
        return LEEG
    if soort == "kop":
        return list(HEEL)
    if soort == "noot":
        return [trek(st.sampled_from(["Bron: opgave", "peildatum 1 januari"])), *LEEG[1:]]
    cellen = [trek(GOED[naam]) for naam in HEEL]
    if soort == "som":
        return ["Totaal", None, None, None, *cellen[4:]]
    if soort == "slecht":
        for nr in trek(st.lists(st.integers(0, len(HEEL) - 1), min_size=1, max_size=4)):
            cellen[nr] = trek(SLECHT)
    return cellen


RASTERS = st.lists(rij(), min_size=1, max_size=12)
EIGEN = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])


def gelezen(rijen: list[list[Any]], soort: str, kop: list[Any] = HEEL) -> Levering:
    with tempfile.TemporaryDirectory() as map_:
        pad = Path(map_) / f"a.{soort}"
        if soort == "xlsx":
            schrijf_xlsx(pad, [kop, *rijen])
        else:
            pad.write_text(als_csv([kop, *rijen]), encoding="utf-8")
        return lees(pad, REGIO)


@EIGEN
@given(rijen=RASTERS, soort=st.sampled_from(["xlsx", "csv"]))
def test_no_row_and_no_dwelling_is_lost_in_silence(rijen: list[list[Any]], soort: str) -> None:
    levering = gelezen(rijen, soort)
    rekening = levering.rekening
    assert rekening.sluit()
    plannen = levering.tabellen["plannen"]
    genoemd = {cel.rij for m in levering.meldingen for cel in m.cellen}
    fout = {cel.rij for m in levering.fouten for cel in m.cellen}
    gevonden = {
        cel.rij: nr for (tabel, nr, kolom), cel in levering.plekken.items() if kolom == "plan_id"
    }
    assert len(gevonden) == len(plannen) == rekening.rijen_gelezen
    for nr, cellen in enumerate(rijen, start=2):
        if nr in gevonden:
            assert nr not in fout
        elif any(als_tekst(cel) for cel in cellen):
            assert nr in genoemd
    assert rekening.rijen_geweigerd == len(fout - {1})


@EIGEN
@given(rijen=RASTERS, soort=st.sampled_from(["xlsx", "csv"]))
def test_every_number_of_a_plan_that_is_read_is_in_the_tables(
    rijen: list[list[Any]], soort: str
) -> None:
    levering = gelezen(rijen, soort)
    for tabel, kolom in [("plannen", naam) for naam in WONINGEN[:4]] + [
        ("fasering", "woningen"), ("categorieen", "woningen"),
    ]:  # fmt: skip
        frame = levering.tabellen[tabel]
        for index, waarde in frame[kolom].items():
            cel = levering.plekken.get((tabel, int(str(index)), kolom))
            assert cel is not None
            nr = HEEL.index(cel.kolom) if soort == "csv" else ord(cel.kolom) - ord("A")
            staat = als_tekst(rijen[cel.rij - 2][nr])
            gezegd = "" if pd.isna(waarde) else str(waarde)
            assert gezegd == staat or (kolom == "rest" and staat == "")
    gelezen_ = {
        cel.rij for (t, _, k), cel in levering.plekken.items() if (t, k) == ("plannen", "plan_id")
    }
    los = [
        int(cel)
        for nr in gelezen_
        for naam in WONINGEN[4:6]
        if als_tekst(cel := rijen[nr - 2][HEEL.index(naam)])
    ]
    assert sum(los) == levering.tabellen["fasering"]["woningen"].sum()
    assert len(los) == len(levering.tabellen["fasering"])


@EIGEN
@given(rijen=RASTERS)
def test_the_same_file_gives_the_same_reading(rijen: list[list[Any]]) -> None:
    een, twee = gelezen(rijen, "csv"), gelezen(rijen, "csv")
    assert een.meldingen == twee.meldingen and een.plekken == twee.plekken
    assert all(een.tabellen[naam].equals(twee.tabellen[naam]) for naam in een.tabellen)


@EIGEN
@given(
    kop=st.permutations([*HEEL[:-1], None, "Opmerkng", "plan_id"]).map(lambda namen: namen[:9]),
    rijen=st.lists(
        st.lists(st.one_of(SLECHT, st.integers(0, 9)), min_size=9, max_size=9), max_size=5
    ),
)
def test_any_grid_is_refused_or_accounted_for(kop: list[Any], rijen: list[list[Any]]) -> None:
    try:
        levering = gelezen(rijen, "xlsx", kop)
    except InvoerFout as fout:
        assert fout.problemen
        return
    assert levering.rekening.sluit()
    assert levering.fouten or levering.rekening.rijen_gelezen
