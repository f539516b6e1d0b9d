"""A parameter that a notebook does not have stops it; papermill only warns."""

from __future__ import annotations

import pytest

from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.parameters import controleer

EIGEN = 'editie = "2017"\ngemeente = "Almelo"\nvoorbeelddata = "nee"\nuit = None'
NAMEN = {"editie": "2017", "gemeente": "Almelo", "voorbeelddata": "nee", "uit": None}


@pytest.mark.parametrize(
    "cellen",
    [
        [],
        ["", EIGEN],
        ["", EIGEN, "x = 1"],
        ["", "%matplotlib inline", EIGEN, '# Parameters\ngemeente = "Borne"\nuit = "x"\n'],
        ["", '# Parameters\nwat = "dan ook"\n'],  # a notebook without parameters
    ],
)
def test_what_a_notebook_has(cellen: list[str]) -> None:
    controleer(cellen, NAMEN)


def test_every_wrong_name_is_told_with_the_nearest() -> None:
    gegeven = '# Parameters\ngemeenten = "Borne"\nEditie = 2015\nuit = "x"\n'
    with pytest.raises(InvoerFout) as fout:
        controleer(["", EIGEN, gegeven], {**NAMEN, "gemeenten": "Borne", "Editie": 2015})
    een, twee = fout.value.problemen
    assert (een.kolom, een.waarde, twee.kolom, twee.waarde) == (
        "gemeenten",
        "Borne",
        "Editie",
        "2015",
    )
    assert (
        "bedoelt u gemeente?" in een.verwacht
        and "editie, gemeente, voorbeelddata, uit" in een.verwacht
    )


@pytest.mark.parametrize("waarde", [True, "Ja", "yes", "", 1])
def test_made_data_is_asked_for_with_one_word(waarde: object) -> None:
    """Anything else would pass for no."""
    with pytest.raises(InvoerFout, match="ja of nee"):
        controleer(["", EIGEN], {**NAMEN, "voorbeelddata": waarde})
