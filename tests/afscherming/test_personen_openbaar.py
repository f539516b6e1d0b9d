"""The gate: what is hidden cannot be computed from what is shown, and no more is hidden than that takes."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from woonanalyse.afscherming.openbaar import maskeer, verborgen, zonder
from woonanalyse.afscherming.regels import regels as rule
from woonanalyse.afscherming.verband import Cel, verbanden
from woonanalyse.kern.niveau import NIVEAUS, Openbaarheid, als_openbaarheid, boven
from woonanalyse.kern.onderwerp import als_onderwerp

REGEL = replace(rule(), klein_van=1, klein_tot=4)
MEESTE = 14
"""The highest count that the search for other tables tries; above any that is drawn."""


Gekozen = dict[Cel, int]
"""A value for each cell, by its row and column."""


def regels(**inhoud: Any) -> Openbaarheid:
    return als_openbaarheid(inhoud, {})


KLEIN = {"kolommen": ["aantal"]}
RIJSOM = regels(
    klein=KLEIN, sommen=[{"wie": "wie", "totaal": "alle", "per": ["jaar"], "kolommen": ["aantal"]}]
)


def tabel(**delen: int) -> pd.DataFrame:
    """A row per part and their total."""
    rijen = [(naam, 2020, getal) for naam, getal in delen.items()]
    return als_frame([*rijen, ("alle", 2020, sum(delen.values()))])


def als_frame(rijen: list[tuple[str, int, int]]) -> pd.DataFrame:
    return pd.DataFrame(rijen, columns=["wie", "jaar", "aantal"]).astype({"aantal": "Int64"})


def getoond(frame: pd.DataFrame, eisen: Openbaarheid = RIJSOM) -> list[Any]:
    return [None if pd.isna(w) else w for w in maskeer(frame, eisen, REGEL)["aantal"]]


def mogelijk(frame: pd.DataFrame, eisen: Openbaarheid, kolommen: list[str]) -> list[Gekozen]:
    """Every table that readers can think of: all values for hidden cells with which the sums hold.

    They know which counts are small, since the report says so.
    """
    weg = verborgen(frame, eisen, REGEL)
    cellen = [(r, k) for r in range(len(frame)) for k in kolommen if weg.iloc[r][k]]
    klein = {c for c in cellen if 1 <= frame.iloc[c[0]][c[1]] <= 4 and c[1] in KLEIN["kolommen"]}
    groot = [0, *range(5, MEESTE * 4)]
    ruimte: list[Sequence[int]] = [range(1, 5) if cel in klein else groot for cel in cellen]
    waar = {(r, k): int(frame.iloc[r][k]) for r in range(len(frame)) for k in kolommen}
    sommen = [v.termen for v in verbanden(frame, eisen)]
    return list(_vul(cellen, ruimte, waar, sommen, {}))


def _vul(
    cellen: list[Cel],
    ruimte: list[Sequence[int]],
    waar: Gekozen,
    sommen: list[Mapping[Cel, int]],
    gekozen: Gekozen,
) -> Iterator[Gekozen]:
    """Depth first; a cell that is the last one of a sum can only be what is left."""
    if not cellen:
        yield dict(gekozen)
        return
    cel, over = cellen[0], set(cellen[1:])
    keuze = set(ruimte[0])
    for termen in sommen:
        if cel in termen and not over & termen.keys():
            rest = sum(f * gekozen.get(c, waar[c]) for c, f in termen.items() if c != cel)
            keuze &= {-rest // termen[cel]}
    for waarde in sorted(keuze):
        yield from _vul(cellen[1:], ruimte[1:], waar, sommen, {**gekozen, cel: waarde})


def eis_verborgen(frame: pd.DataFrame, eisen: Openbaarheid = RIJSOM) -> None:
    """Of every small count at least two values are possible; what is true is one of them."""
    alle = mogelijk(frame, eisen, ["aantal"])
    for rij, getal in enumerate(frame["aantal"]):
        if 1 <= getal <= 4:
            kan = {een[rij, "aantal"] for een in alle}
            assert getal in kan and len(kan) > 1, (rij, getal, kan, getoond(frame, eisen))


@pytest.mark.parametrize(
    ("delen", "uit"),
    [
        ({"a": 9, "b": 8}, [9, 8, 17]),
        ({"a": 3, "b": 8, "c": 6}, [None, 8, None, 17]),
        ({"a": 3, "b": 2, "c": 6}, [None, None, 6, 11]),
        ({"a": 4, "b": 4, "c": 6}, [None, None, None, 14]),
        ({"a": 1, "b": 1, "c": 0}, [None, None, 0, None]),
        ({"a": 3, "b": 0, "c": 0}, [None, 0, 0, None]),
        ({"a": 3, "b": 7}, [None, None, 10]),
    ],
)
def test_a_total_does_not_tell_a_part(delen: dict[str, int], uit: list[Any]) -> None:
    """The smallest part goes along, never a 0 that can only be 0; the total only where nothing else helps."""
    assert getoond(tabel(**delen)) == uit


GETAL = st.one_of(st.integers(0, 5), st.integers(0, MEESTE))


@given(st.lists(GETAL, min_size=1, max_size=5))
def test_no_part_of_a_total_can_be_told(getallen: list[int]) -> None:
    frame = tabel(**{f"d{nr}": getal for nr, getal in enumerate(getallen)})
    eis_verborgen(frame)
    if not any(1 <= getal <= 4 for getal in frame["aantal"]):
        assert not verborgen(frame, RIJSOM, REGEL).any(axis=None)


TWEE = regels(
    klein=KLEIN,
    sommen=[
        {"wie": "wie", "totaal": "alle", "per": ["jaar"], "kolommen": ["aantal"]},
        {"wie": "jaar", "totaal": "0", "per": ["wie"], "kolommen": ["aantal"]},
    ],
)


def kruis(getallen: np.ndarray[Any, Any]) -> pd.DataFrame:
    """Rows and columns with their totals; year 0 is that of all years."""
    vol = np.vstack([getallen, getallen.sum(axis=0)])
    vol = np.hstack([vol, vol.sum(axis=1, keepdims=True)])
    namen = [*(f"d{nr}" for nr in range(len(getallen))), "alle"]
    jaren = [*range(2001, 2001 + getallen.shape[1]), 0]
    rijen = itertools.product(enumerate(namen), enumerate(jaren))
    return als_frame([(naam, jaar, int(vol[r, k])) for (r, naam), (k, jaar) in rijen])


@given(
    st.tuples(st.integers(2, 3), st.integers(2, 3)).flatmap(
        lambda vorm: st.lists(GETAL, min_size=vorm[0] * vorm[1], max_size=vorm[0] * vorm[1]).map(
            lambda cellen: np.array(cellen).reshape(vorm)
        )
    )
)
def test_no_cell_between_two_totals_can_be_told(getallen: np.ndarray[Any, Any]) -> None:
    frame = kruis(getallen)
    weg = verborgen(frame, TWEE, REGEL)
    klein = frame["aantal"].between(1, 4)
    assert (weg["aantal"] | ~klein).all()
    if weg.to_numpy().sum() <= 9:
        eis_verborgen(frame, TWEE)
    if not klein.any():
        assert not weg.any(axis=None)


@given(st.lists(GETAL, min_size=1, max_size=6))
def test_the_gate_twice_is_the_gate_once(getallen: list[int]) -> None:
    frame = tabel(**{f"d{nr}": getal for nr, getal in enumerate(getallen)})
    eens = maskeer(frame, RIJSOM, REGEL)
    pd.testing.assert_frame_equal(eens, maskeer(eens, RIJSOM, REGEL))
    pd.testing.assert_frame_equal(eens, maskeer(frame, RIJSOM, REGEL))


def test_two_totals_take_four_cells() -> None:
    """The one that is small, one in its row, one in its column, and the one that closes the square."""
    frame = kruis(np.array([[3, 9, 9], [8, 7, 9], [9, 9, 9]]))
    weg = frame[verborgen(frame, TWEE, REGEL)["aantal"]]
    assert len(weg) == 4 and "alle" not in set(weg["wie"]) and 0 not in set(weg["jaar"])
    eis_verborgen(frame, TWEE)


def test_sums_of_sums() -> None:
    """Municipalities add up to subregions, and those to the region."""
    sommen = [
        {"wie": "soort", "totaal": "deel", "delen": "lid", "per": ["deel"], "kolommen": ["aantal"]},
        {"wie": "soort", "totaal": "regio", "delen": "deel", "kolommen": ["aantal"]},
    ]
    eisen = regels(klein=KLEIN, sommen=sommen)
    rijen = [
        ("lid", "noord", 3), ("lid", "noord", 0), ("deel", "noord", 3),
        ("lid", "zuid", 20), ("lid", "zuid", 30), ("deel", "zuid", 50), ("regio", "", 53),
    ]  # fmt: skip
    frame = pd.DataFrame(rijen, columns=["soort", "deel", "aantal"]).astype({"aantal": "Int64"})
    eis_verborgen(frame, eisen)
    assert getoond(frame, eisen)[-1] == 53


def test_columns_that_add_up_and_a_share() -> None:
    eisen = regels(
        klein={"kolommen": ["man", "vrouw"]},
        volgt=[{"kolom": "deel", "anders": ["man", "samen"]}],
        sommen=[{"kolom": "samen", "uit": ["man", "vrouw"]}],
    )
    frame = pd.DataFrame({"man": [3, 8], "vrouw": [9, 9], "samen": [12, 17], "deel": [25.0, 47.1]})
    uit = maskeer(frame, eisen, REGEL)
    assert uit.iloc[0].isna().tolist() == [True, True, False, True]
    assert uit.iloc[1].notna().all()


def test_a_running_total_goes_along() -> None:
    eisen = regels(
        klein=KLEIN,
        reeks=["wie", "jaar"],
        volgt=[{"kolom": "totnu", "uit": {"aantal": 1}, "vorige": {"totnu": 1}}],
    )
    frame = als_frame([("a", 2000, 9), ("a", 2001, 3), ("a", 2002, 7), ("b", 2000, 8)])
    uit = maskeer(frame.assign(totnu=[9, 12, 19, 8]), eisen, REGEL)
    assert uit["aantal"].isna().tolist() == [False, True, False, False]
    assert uit["totnu"].isna().tolist() == [False, True, True, False]


def test_a_difference_goes_along_with_either_side() -> None:
    eisen = regels(
        klein={"kolommen": ["toen", "nu"]},
        volgt=[{"kolom": "erbij", "uit": {"nu": 1, "toen": -1}}],
    )
    frame = pd.DataFrame({"toen": [9, 3, 9], "nu": [2, 9, 8], "erbij": [-7, 6, -1]})
    uit = maskeer(frame, eisen, REGEL)
    assert uit.isna().to_numpy().tolist() == [
        [False, True, True], [True, False, True], [False, False, False],
    ]  # fmt: skip


def test_what_is_not_known_is_no_cover() -> None:
    """Of three parts one is small and one not known: together they are 1, so the small one would be 1."""
    frame = als_frame([("a", 1, 1), ("b", 1, 0), ("c", 1, 9), ("alle", 1, 10)])
    frame.loc[1, "aantal"] = pd.NA
    uit = getoond(frame)
    assert uit[0] is None and None in (uit[2], uit[3])


LAGEN = regels(
    kolommen={"prijs": "regio", "eigenaar": "intern"},
    rijen="niveau",
    sommen=[{"wie": "plan", "totaal": "alle", "kolommen": ["woningen"]}],
)


def plannen() -> pd.DataFrame:
    rijen = [
        ("a", "openbaar", 10, 1, "x"), ("b", "provincie", 20, 2, "y"), ("c", "regio", 70, 3, "z"),
        ("d", "openbaar", 50, 4, "w"), ("alle", "openbaar", 150, 9, ""),
    ]  # fmt: skip
    return pd.DataFrame(rijen, columns=["plan", "niveau", "woningen", "prijs", "eigenaar"])


def test_every_level_sees_its_own_and_what_is_below() -> None:
    frame = plannen()
    zicht = {n: maskeer(frame, LAGEN, REGEL, n) for n in NIVEAUS}
    assert {n: list(z["plan"]) for n, z in zicht.items()} == {
        "openbaar": ["a", "d", "alle"], "regio": ["a", "c", "d", "alle"],
        "provincie": [*"abcd", "alle"], "intern": [*"abcd", "alle"],
    }  # fmt: skip
    assert {n: z["prijs"].notna().all() for n, z in zicht.items()} == {
        "openbaar": False, "regio": True, "provincie": True, "intern": True
    }  # fmt: skip
    assert zicht["provincie"]["eigenaar"].isna().all()
    assert zicht["intern"].equals(frame)


def test_a_row_that_is_left_out_does_not_follow_from_the_total() -> None:
    """Two are left out for all readers, and the total stays; for the region one is, and a part goes along."""
    assert maskeer(plannen(), LAGEN, REGEL)["woningen"].tolist() == [10, 50, 150]
    regio = maskeer(plannen(), LAGEN, REGEL, "regio").set_index("plan")["woningen"]
    assert pd.isna(regio["a"]) and regio["alle"] == 150


def test_a_row_of_which_the_level_is_not_known_is_for_nobody_else() -> None:
    frame = plannen().assign(niveau=["openbaar", pd.NA, "regio", "openbaar", "openbaar"])
    assert list(maskeer(frame, LAGEN, REGEL, "provincie")["plan"]) == ["a", "c", "d", "alle"]
    with pytest.raises(ValueError, match="geheim"):
        maskeer(plannen().assign(niveau="geheim"), LAGEN, REGEL)


def test_rows_of_a_source_are_shown_by_their_level() -> None:
    bron = plannen().astype("str").replace({"niveau": {"regio": ""}})
    gezien = zonder(bron, ["eigenaar", "nergens"], "niveau")
    assert list(gezien.columns) == list(bron.columns)
    assert gezien["plan"].tolist() == ["a", "niet openbaar", "niet openbaar", "d", "alle"]
    assert set(gezien["eigenaar"]) == {"niet openbaar"}
    assert zonder(bron, ()).equals(bron)


def test_levels_have_an_order_and_others_are_refused() -> None:
    assert [boven(n, "regio") for n in NIVEAUS] == [False, False, True, True]
    with pytest.raises(ValueError, match="opebaar"):
        als_openbaarheid({"kolommen": {"a": "opebaar"}}, {})
    with pytest.raises(KeyError, match="weg"):
        maskeer(
            tabel(a=3, b=9),
            regels(klein=KLEIN, sommen=[{"kolom": "weg", "uit": ["aantal"]}]),
            REGEL,
        )


def test_a_field_of_a_schema_has_its_level() -> None:
    schema = {"fields": [{"name": "a"}, {"name": "b", "niveau": "provincie"}]}
    assert als_openbaarheid({}, schema).kolommen == {"b": "provincie"}


def test_a_notebook_per_municipality_cannot_hide_by_the_others() -> None:
    inhoud = {
        "volgorde": 1,
        "titel": "Proef",
        "notitieboek": {"naam": "proef", "per": "gemeente"},
        "openbaarheid": {"t": {"sommen": [{"wie": "wie", "totaal": "alle", "kolommen": ["n"]}]}},
    }
    with pytest.raises(ValueError, match="per geheel"):
        als_onderwerp("proef", inhoud, {})
    inhoud["notitieboek"] = {"naam": "proef", "per": "geheel"}
    assert als_onderwerp("proef", inhoud, {}).openbaarheid["t"].over_rijen
