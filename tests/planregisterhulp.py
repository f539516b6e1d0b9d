"""Plan registers made by hand or by hypothesis, and real lists in the shape of the register."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from hypothesis import strategies as st

from woonanalyse.onderwerpen.planregister.tabellen import getypt

LEDEN = pd.DataFrame(
    {
        "gemeentecode": ["GM0001", "GM0002", "GM0003"],
        "gemeente": ["Aadorp", "Beedorp", "Ceedorp"],
        "subregio": ["Noord", "Noord", "Zuid"],
    }
)
CODES = list(LEDEN["gemeentecode"])
SUBREGIOS = ["Noord", "Zuid"]
STATUSSEN = ["1A", "1B", "1C", "2A", "2B", "2C", "3", "4A", "4B", "5A", "5B", "onbekend"]


def lezing(id_: str, hard: list[str], uitwerk: list[str], zacht: list[str]) -> dict[str, Any]:
    """A reading of hard as a file of readings has it."""
    vast = {"naam": f"lezing {id_}", "vanaf": None, "tot_en_met": None, "bron": "verzonnen"}
    return {"id": id_, "hard": hard, "hard_uitwerk": uitwerk, "zacht": zacht, **vast}


SMAL = lezing("smal", ["1A"], ["1B", "1C"], ["2A", "2B", "2C", "3", "4A", "4B"])
BREED = lezing("breed", ["1A", "2A"], ["1B", "2B"], ["1C", "2C", "3", "4A", "4B"])
LEZINGEN = [SMAL, BREED]


def tabellen(
    plannen: list[dict[str, Any]],
    fasering: list[dict[str, Any]] = [],  # noqa: B006
    categorieen: list[dict[str, Any]] = [],  # noqa: B006
) -> dict[str, pd.DataFrame]:
    """The three tables from rows; what a row does not say is as it mostly is, or else empty.

    A part without gemeentecode is of the municipality of its plan.
    """
    vast = {"planstatus": "1A", "vertrouwelijkheid": "openbaar", "gemeentecode": "GM0001"}
    heel = [
        {"plan_id": f"P{nr}", "naam": f"Plan {nr}", **vast, **rij} for nr, rij in enumerate(plannen)
    ]
    code = {rij["plan_id"]: rij["gemeentecode"] for rij in heel}

    def deel(rijen: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [
            {"gemeentecode": code.get(rij["plan_id"], ""), "maat": "rest", **rij} for rij in rijen
        ]

    alle = {"plannen": heel, "fasering": deel(fasering), "categorieen": deel(categorieen)}
    return {naam: getypt(naam, pd.DataFrame(rijen)) for naam, rijen in alle.items()}


@st.composite
def registers(draw: st.DrawFn, *, onbekend: bool = True) -> dict[str, pd.DataFrame]:
    """A register of any number of plans, with parts that may be more or less than their whole.

    With `onbekend` any number of a plan may be missing.
    """
    getal = st.integers(0, 500)
    cel = st.none() | getal if onbekend else getal
    plannen, fasering, soorten = [], [], []
    for nr in range(draw(st.integers(0, 7))):
        eigen = {"plan_id": f"P{nr}", "gemeentecode": draw(st.sampled_from(CODES))}
        plannen.append(
            {
                **eigen,
                "planstatus": draw(st.sampled_from(STATUSSEN)),
                "projectstatus": draw(st.sampled_from(["", "Ontwerp", "Afgerond"])),
                "rest": draw(cel),
                "sloop": draw(cel),
                "uitgezonderd": draw(st.none() | st.integers(0, 50)),
            }
        )
        jaren = draw(st.lists(st.sampled_from([2020, 2025, 2030]), unique=True))
        maat = st.sampled_from(["rest", "sloop"])
        fasering += [
            {
                **eigen,
                "maat": draw(maat),
                "van_jaar": j,
                "tot_en_met_jaar": j + 4,
                "woningen": draw(getal),
            }
            for j in jaren
        ]
        for indeling in draw(st.lists(st.sampled_from(["woningtype", "eigendom"]), unique=True)):
            klassen = draw(st.lists(st.sampled_from(["a", "b", "onbekend"]), unique=True))
            soorten += [
                {
                    **eigen,
                    "maat": "rest",
                    "indeling": indeling,
                    "klasse": k,
                    "woningen": draw(getal),
                }
                for k in klassen
            ]
    return tabellen(plannen, fasering, soorten)


def rij_van(frame: pd.DataFrame, **waar: Any) -> pd.Series:
    """The only row with these values."""
    goed = pd.Series(True, frame.index)
    for kolom, waarde in waar.items():
        goed &= (frame[kolom] == waarde).fillna(False)
    assert goed.sum() == 1, (waar, int(goed.sum()))
    return frame[goed].iloc[0]


def gelijk(een: Mapping[str, pd.DataFrame], ander: Mapping[str, pd.DataFrame]) -> bool:
    """Whether two registers hold the same, cell by cell and type by type."""
    return een.keys() == ander.keys() and all(een[naam].equals(ander[naam]) for naam in een)
