"""Back test: the model gives back the published table of the RWP 2015, cell by cell.

The published files are read here with plain pandas, apart from the readers of the project. The list
of exceptions is empty: no published cell contradicts the inputs in its own row. (The one known slip,
235 instead of 535 for replacement in Enschede, is in reprints, not in the file that we hold.)
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
import pytest
from hulp import RWP2015, RWP2015_TOTALEN, WORTEL, balans_van, editie

from woonanalyse.onderwerpen.balans.model import balans
from woonanalyse.onderwerpen.gebied.model import gebieden

UITZONDERINGEN: dict[tuple[str, str], str] = {}
"""Published cells (area, column) that contradict their own row: why. Each must be needed."""

MET_UIT_TE_WERKEN = "rwp2015_met_uit_te_werken"
KOLOMMEN = [
    "netto_woningvraag",
    "hard_totaal",
    "waarvan_vervanging",
    "netto_hard_uitbreiding",
    "resterende_behoefte",
    "hard_tov_vraag_pct",
    "uit_te_werken",
    "aandeel_incl_uit_te_werken_pct",
]


def half_omhoog(fractie: float) -> int:
    """A fraction as whole percents, halves up."""
    return int((Decimal(repr(float(fractie))) * 100).quantize(Decimal(1), ROUND_HALF_UP))


def als_gepubliceerd(zonder: pd.DataFrame, met: pd.DataFrame, naam: str) -> pd.DataFrame:
    """Results of the model, by both definitions, under the published names of columns."""
    zonder, met = zonder.set_index(naam), met.set_index(naam)
    return pd.DataFrame(
        {
            "netto_woningvraag": zonder["netto_behoefte"],
            "hard_totaal": zonder["hard_direct"],
            "waarvan_vervanging": zonder["vervanging"],
            "netto_hard_uitbreiding": zonder["hard_totaal"],
            "resterende_behoefte": zonder["saldo"],
            "hard_tov_vraag_pct": zonder["dekking"].map(half_omhoog),
            "uit_te_werken": zonder["hard_uit_te_werken"],
            "aandeel_incl_uit_te_werken_pct": met["dekking"].map(half_omhoog),
        }
    )


@pytest.fixture(scope="module")
def berekend() -> pd.DataFrame:
    """All cells the model gives: municipalities, subregions, region."""
    deze = editie("2015")
    met = deze.regio.definities[MET_UIT_TE_WERKEN]
    som, som_met = (
        gebieden(deze.invoer, deze.opzet, d, deze.regio.naam, deze.regio.subregios, deze.norm)
        for d in (deze.definitie, met)
    )
    per_gemeente = balans_van(deze), balans(deze.invoer, deze.opzet, met, deze.norm)
    return pd.concat(
        [als_gepubliceerd(*per_gemeente, "gemeente"), als_gepubliceerd(som, som_met, "gebied")]
    )


@pytest.fixture(scope="module")
def gepubliceerd() -> pd.DataFrame:
    """All published cells; an empty cell in uit_te_werken is none, as the subtotals count it."""
    gemeenten = pd.read_csv(WORTEL / RWP2015).rename(columns={"gemeentenaam": "gebied"})
    alles = pd.concat([gemeenten, pd.read_csv(WORTEL / RWP2015_TOTALEN)]).set_index("gebied")
    return alles[KOLOMMEN].fillna({"uit_te_werken": 0}).astype(int)


def test_every_published_cell_is_reproduced(
    berekend: pd.DataFrame, gepubliceerd: pd.DataFrame
) -> None:
    assert len(gepubliceerd) == 14 + 3 + 1
    assert set(berekend.index) == set(gepubliceerd.index)
    anders = {
        (gebied, kolom): f"gepubliceerd {waarde}, berekend {berekend.loc[gebied, kolom]}"
        for gebied, rij in gepubliceerd.iterrows()
        for kolom, waarde in rij.items()
        if waarde != berekend.loc[gebied, kolom]
    }
    assert anders.keys() == UITZONDERINGEN.keys(), anders


def test_published_totals_are_the_sums_of_published_rows(gepubliceerd: pd.DataFrame) -> None:
    """Guards the back test itself: the two published files agree with each other."""
    leden = pd.read_csv(WORTEL / RWP2015)
    for naam, groep in leden.groupby("subregio"):
        for kolom in ("netto_woningvraag", "hard_totaal", "waarvan_vervanging", "uit_te_werken"):
            assert groep[kolom].sum() == gepubliceerd.loc[naam, kolom]


def test_rounding_goes_half_up() -> None:
    assert [half_omhoog(x) for x in (0.125, 0.115, 0.995, 1.0049)] == [13, 12, 100, 100]


def test_both_definitions_stand_in_the_comparison() -> None:
    namen = [definitie.id for definitie in editie("2015").vergelijkdefinities]
    assert MET_UIT_TE_WERKEN in namen
