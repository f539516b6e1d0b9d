"""What an outsider can infer of a hidden number, and what is hidden besides: against trying all tables."""

from __future__ import annotations

import itertools
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from woonanalyse.afscherming.keuze import kies
from woonanalyse.afscherming.speelruimte import VERBANDEN, als_cellen, speelruimte, te_krap

HOOGST = 5
"""No number of a table that is tried is higher."""


def cel(naam: str, waarde: int, **anders: Any) -> dict[str, Any]:
    vast = {"laag": 0, "hoog": HOOGST * 4, "gewicht": 1, "geheim": False, "marge": 0}
    return {"cel": naam, "waarde": waarde, **vast, **anders}


def tafel(
    getallen: list[list[int]], geheim: tuple[int, int], marge: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A table with its rows and columns added up, and the whole; one part is not public."""
    hoog, breed = len(getallen), len(getallen[0])
    namen = {(r, k): f"d{r}{k}" for r in range(hoog) for k in range(breed)}
    delen = [
        cel(naam, getallen[r][k], hoog=HOOGST, geheim=(r, k) == geheim,
            marge=marge if (r, k) == geheim else 0)
        for (r, k), naam in namen.items()
    ]  # fmt: skip
    rijen = [cel(f"r{r}", sum(getallen[r]), gewicht=3) for r in range(hoog)]
    kolommen = [cel(f"k{k}", sum(rij[k] for rij in getallen), gewicht=3) for k in range(breed)]
    heel = [cel("alle", sum(map(sum, getallen)), gewicht=pd.NA)]
    sommen = [
        *({f"r{r}": -1, **{namen[r, k]: 1 for k in range(breed)}} for r in range(hoog)),
        *({f"k{k}": -1, **{namen[r, k]: 1 for r in range(hoog)}} for k in range(breed)),
        {"alle": -1, **{f"r{r}": 1 for r in range(hoog)}},
    ]
    verbanden = [(nr, naam, f) for nr, som in enumerate(sommen) for naam, f in som.items()]
    return als_cellen([*delen, *rijen, *kolommen, *heel]), pd.DataFrame(
        verbanden, columns=VERBANDEN
    )


def geprobeerd(
    cellen: pd.DataFrame, verbanden: pd.DataFrame, verborgen: list[str], doel: str
) -> tuple[int, int]:
    """Lowest and highest of `doel` over all tables with the same numbers where they are shown."""
    waarden = dict(zip(cellen["cel"], cellen["waarde"], strict=True))
    sommen = [
        list(zip(groep["cel"], groep["factor"], strict=True))
        for _, groep in verbanden.groupby("verband", sort=False)
    ]
    delen = [naam for naam in verborgen if naam.startswith("d")]
    rest = {naam for naam in verborgen if not naam.startswith("d")}
    gezien = []
    for getallen in itertools.product(range(HOOGST + 1), repeat=len(delen)):
        proef = {**waarden, **dict(zip(delen, getallen, strict=True))}
        for (totaal, _), *termen in sommen:
            if totaal in rest:
                proef[totaal] = sum(proef[naam] for naam, _ in termen)
        if all(sum(proef[naam] * f for naam, f in som) == 0 for som in sommen):
            gezien.append(proef[doel])
    return min(gezien), max(gezien)


tafels = st.lists(st.lists(st.integers(0, HOOGST), min_size=3, max_size=3), min_size=2, max_size=2)


OOK = ["d01", "d10", "d11", "d12", "r0", "k0"]


@given(tafels, st.sets(st.sampled_from(OOK), max_size=4))
def test_the_room_is_that_of_all_tables(getallen: list[list[int]], ook: set[str]) -> None:
    cellen, verbanden = tafel(getallen, (0, 0), 2)
    verborgen = [naam for naam in cellen["cel"] if naam in {"d00", *ook}]
    (rij,) = speelruimte(cellen, verbanden, verborgen).itertuples(index=False)
    assert (rij.laagst, rij.hoogst) == geprobeerd(cellen, verbanden, verborgen, "d00")


@given(tafels, st.integers(1, 3))
def test_after_the_choice_the_hidden_number_has_its_room(
    getallen: list[list[int]], marge: int
) -> None:
    cellen, verbanden = tafel(getallen, (0, 0), marge)
    keuze = kies(cellen, verbanden)
    ruimte = speelruimte(cellen, verbanden, keuze.verborgen)
    assert te_krap(cellen, ruimte) == list(keuze.verraden)
    assert "alle" not in keuze.verborgen and "d00" in keuze.verborgen


@given(tafels, st.integers(1, 3))
def test_nothing_cheaper_would_do(getallen: list[list[int]], marge: int) -> None:
    cellen, verbanden = tafel(getallen, (0, 0), marge)
    keuze = kies(cellen, verbanden)
    gewicht = cellen.set_index("cel")["gewicht"]
    prijs = gewicht[[c for c in keuze.verborgen if c != "d00"]].sum()
    if keuze.verraden or prijs > 4:
        return
    kan = [c for c in cellen["cel"] if c not in ("d00", "alle")]
    for aantal in range(int(prijs)):
        for ook in itertools.combinations(kan, aantal):
            if gewicht[list(ook)].sum() < prijs:
                assert te_krap(cellen, speelruimte(cellen, verbanden, ["d00", *ook])), ook


def test_the_same_table_the_same_choice() -> None:
    cellen, verbanden = tafel([[4, 2, 5], [3, 5, 1]], (0, 0), 2)
    assert kies(cellen, verbanden) == kies(cellen.copy(), verbanden.copy())


def test_what_is_told_elsewhere_is_said_to_be() -> None:
    """A part of a whole of which all else is known and can't be hidden."""
    cellen = als_cellen(
        [
            cel("plan", 5, geheim=True, marge=2),
            cel("rest", 4, gewicht=pd.NA),
            cel("heel", 9, gewicht=pd.NA),
        ]
    )
    som = pd.DataFrame([(0, "heel", -1), (0, "plan", 1), (0, "rest", 1)], columns=VERBANDEN)
    assert kies(cellen, som).verraden == ["plan"]


def test_numbers_that_do_not_add_up_are_an_error() -> None:
    cellen = als_cellen([cel("plan", 5, geheim=True, marge=2, hoog=3), cel("heel", 5)])
    som = pd.DataFrame([(0, "heel", -1), (0, "plan", 1)], columns=VERBANDEN)
    with pytest.raises(ValueError, match="does not add up"):
        speelruimte(cellen, som, ["plan"])


def test_solving_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """What stands on the screen is ours: answers of commands are read by programs."""
    kies(*tafel([[4, 2, 5], [3, 5, 1]], (0, 0), 2))
    assert capfd.readouterr() == ("", "")
