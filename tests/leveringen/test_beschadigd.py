"""Whatever a cell of another shape holds: nothing breaks, accounts close, every fault says how to mend."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from diwihulp import PLAN, RD, invoer, uitvoer, werkboek
from hypothesis import given
from hypothesis import strategies as st
from planmonitorhulp import gevuld
from vormenhulp import als_boek, twente, vorm

from woonanalyse.leveringen.levering import Levering
from woonanalyse.leveringen.lezers.diwiblad import lees_diwi
from woonanalyse.leveringen.lezers.diwigeo import lees_diwi_geojson
from woonanalyse.leveringen.lezers.planmonitor import lees_planmonitor
from woonanalyse.leveringen.openen.boek import Boek

PEILDATUM = date(2026, 1, 1)
INHOUD: list[Any] = [
    None, "", " ", 0, -1, 7, 1.5, float("inf"), float("nan"), 1e30, True, "x", "1.390", "=1+1", "#N/B",
    "-99999", date(2024, 1, 1), datetime(1900, 1, 1), time(3, 4), "Onbekend", "2027", "Totalen",
    "Nieuwbouw", "woningtype", "Bouw gegevens", "Opleverdatum", "a" * 400, "\u202eabc", "Plannaam",
    "4b opgenomen in de visie",
]  # fmt: skip
SCHADE = st.lists(
    st.tuples(st.floats(0, 0.999), st.floats(0, 0.999), st.sampled_from(INHOUD)),
    min_size=1,
    max_size=5,
)
"""Where in the rows, where in the row, and what is put there."""


@cache
def boeken() -> dict[str, Boek]:
    tweede = {"Identificatie nr": 12, "Bouw": 5}
    return {
        "planmonitor": als_boek(gevuld()),
        "diwi": als_boek(werkboek([PLAN, tweede, PLAN | {"Identificatie nr": 13}])),
    }


LEZERS: dict[str, Callable[[Boek], Levering]] = {
    "planmonitor": lambda boek: lees_planmonitor(boek, vorm("planmonitor_wonen"), twente()),
    "diwi": lambda boek: lees_diwi(boek, vorm("diwi_excel"), twente(), peildatum=PEILDATUM),
}


def gaaf(levering: Levering) -> None:
    """The accounts close; every message says where, what was expected and how to mend it."""
    assert levering.rekening.sluit()
    for melding in levering.meldingen:
        assert melding.verwacht
        assert melding.soort == "notitie" or melding.herstel
        assert melding.cellen or melding.code == "geen_plannen" or melding.soort == "notitie"
    codes = set(levering.tabellen["plannen"]["plan_id"])
    assert set(levering.tabellen["fasering"]["plan_id"]) <= codes


@pytest.mark.parametrize("naam", LEZERS)
@given(schade=SCHADE)
def test_any_cell_may_hold_anything(naam: str, schade: list[tuple[float, float, Any]]) -> None:
    boek = boeken()[naam]
    rijen = [list(rij) for rij in boek.bladen[0].rijen]
    for rij, kolom, inhoud in schade:
        deze = rijen[int(rij * len(rijen))]
        deze[int(kolom * len(deze))] = inhoud
    gaaf(LEZERS[naam](replace(boek, bladen=[replace(boek.bladen[0], rijen=rijen)])))


@pytest.mark.parametrize("naam", LEZERS)
@given(
    weg=st.lists(st.integers(0, 30), max_size=4), dubbel=st.lists(st.integers(0, 30), max_size=2)
)
def test_rows_may_be_gone_or_there_twice(naam: str, weg: list[int], dubbel: list[int]) -> None:
    boek = boeken()[naam]
    rijen = [list(rij) for nr, rij in enumerate(boek.bladen[0].rijen) if nr not in weg]
    rijen += [list(rijen[nr]) for nr in dubbel if nr < len(rijen)]
    gaaf(LEZERS[naam](replace(boek, bladen=[replace(boek.bladen[0], rijen=rijen)])))


WAARDEN = st.sampled_from([None, [], {}, "x", 1, -1, 1.5, True, [1, 2], {"a": 1}, "2027-01-01"])


@given(st.data())
def test_any_property_may_hold_anything(data: st.DataObject) -> None:
    vlakken = [invoer(), uitvoer()]
    for vlak in vlakken:
        plek: Any = vlak["properties"]
        while isinstance(plek, dict | list) and plek:
            sleutels = list(plek) if isinstance(plek, dict) else list(range(len(plek)))
            sleutel = data.draw(st.sampled_from(sleutels))
            if not isinstance(plek[sleutel], dict | list) or data.draw(st.booleans()):
                plek[sleutel] = data.draw(WAARDEN)
                break
            plek = plek[sleutel]
    with tempfile.TemporaryDirectory() as map_:
        pad = Path(map_) / "plannen.geojson"
        inhoud = {"type": "FeatureCollection", "crs": RD, "features": vlakken}
        pad.write_text(json.dumps(inhoud), encoding="utf-8")
        gaaf(lees_diwi_geojson(pad, vorm("diwi_geojson"), twente(), peildatum=PEILDATUM))
