"""The projection beside what was published: what is said of it, and the table of the region."""

from __future__ import annotations

import pandas as pd
import pytest

from woonanalyse.onderwerpen.strategie import projectiebeeld

KOLOMMEN = [
    "dag",
    "bouw",
    "niveau",
    "gebied",
    "gemeentecode",
    "hard_laag",
    "hard_hoog",
    "gepubliceerd",
    "mis",
]


def _rij(niveau: str, gebied: str, mis: int | None, dag: str = "2031-01-01") -> tuple[object, ...]:
    code = "" if niveau == "regio" else "GM0001"
    return (
        dag,
        "eigen tempo",
        niveau,
        gebied,
        code,
        100,
        200,
        None if mis is None else 150 + mis,
        mis,
    )


def _frame(*rijen: tuple[object, ...]) -> pd.DataFrame:
    getallen = ["hard_laag", "hard_hoog", "gepubliceerd", "mis"]
    return pd.DataFrame(rijen, columns=KOLOMMEN).astype(dict.fromkeys(getallen, "Int64"))


@pytest.mark.parametrize(
    ("missen", "zin"),
    [
        ([], "Later is niets gepubliceerd dat naast een projectie kan."),
        (
            [None],
            "Van de regio als geheel is er geen latere telling om naast een projectie te leggen.",
        ),
        ([0], "De toets voor Verland valt binnen de marge."),
        ([-8], "De toets voor Verland valt 8 woningen buiten de marge."),
        ([0, None, 0], "Alle 2 toetsen voor Verland vallen binnen de marge."),
        (
            [0, 5],
            "Van de 2 toetsen voor Verland valt er 1 binnen de marge; de andere zit er 5 woningen naast.",
        ),
        (
            [0, 5, -1200, 0],
            "Van de 4 toetsen voor Verland vallen er 2 binnen de marge; de andere zitten er 5 tot 1.200 "
            "woningen naast.",
        ),
        (
            [3, -3],
            "Van de 2 toetsen voor Verland valt er geen binnen de marge: zij zitten er 3 woningen naast.",
        ),
    ],
)
def test_the_sentence_counts_what_could_be_held_against_a_count(
    missen: list[int | None], zin: str
) -> None:
    frame = _frame(
        *(_rij("regio", "Verland", mis, f"203{nummer}-01-01") for nummer, mis in enumerate(missen))
    )
    assert projectiebeeld.zin(frame) == zin


def test_the_table_has_a_row_for_each_day_and_says_of_how_many_municipalities_it_is_known() -> None:
    frame = _frame(
        _rij("gemeente", "A", 0),
        _rij("gemeente", "B|", -40),
        _rij("gemeente", "C", None),
        _rij("regio", "Verland", None),
        _rij("regio", "Verland", 7, "2032-01-01"),
    )
    tekst = str(projectiebeeld.samen(frame).markdown)
    assert tekst.count("eigen tempo") == 2
    later, eerst = tekst.index("1 januari 2032"), tekst.index("1 januari 2031")
    assert later > eerst
    assert "1 van de 2" in tekst[eerst:later] and "−40" in tekst[eerst:later]
    assert "onbekend" in tekst[later:] and "157" in tekst[later:]
    assert "B|" not in tekst.replace("B\\|", "")
