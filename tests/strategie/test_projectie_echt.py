"""The projection from 2017 beside what was published for 1-1-2018 (region) and 1-1-2020 (municipalities).

What counts is that the miss is shown, not how large it is: published capacities of 2020 are net and rounded
to tens, those of 2017 gross. A miss is explained by nothing but a withdrawal that the register of measures
holds; its date is not always known. `python tests/strategie/test_projectie_echt.py` writes the table anew.
"""

from __future__ import annotations

import sys
from io import StringIO
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from hulp import WORTEL, balans_van, dossier, editie
from totalenhulp import CSV

from woonanalyse.kern.catalogus import lees_verklaring
from woonanalyse.kern.project import PAKKET
from woonanalyse.onderwerpen.bereken import bereken_een
from woonanalyse.onderwerpen.strategie.projectie import (
    projecteer,
    tempo,
    toets,
    toets_samen,
    werkelijk,
)

GOUD = Path(__file__).parent / "gouden" / "projectie_2017.csv"
PARAMETERS = lees_verklaring(PAKKET / "onderwerpen" / "strategie" / "projectie.yml")
VOORRAAD = "data/raw/cbs/2020-12-31/cbs_woningvoorraad_2012_2020.csv"
LATER = "data/raw/woonagenda/2020-01-01/plancapaciteit_netto_2020.csv"


def _hard() -> pd.DataFrame:
    frame = balans_van(editie("2017")).drop_duplicates("gemeentecode")
    return frame[["gemeentecode", "hard_totaal"]].rename(columns={"hard_totaal": "hard"})


def _ingetrokken() -> dict[str, int]:
    """Dwellings that the register says were taken out of plans, from a source that can carry it."""
    register = pd.read_csv(
        WORTEL / "data/registers/maatregelen.csv", dtype={"vermindering": "Int64"}
    )
    telt = (register["effect"] == "minder") & (register["zekerheid"] != "onzeker")
    som = register[telt].groupby("partij")["vermindering"].sum()
    return {str(code): int(aantal) for code, aantal in som.items()}


def tabel() -> pd.DataFrame:
    """Published beside ours; `bouw`: the pace that was known in 2017, or what was built in fact."""
    hard = _hard()
    voorraad = pd.read_csv(WORTEL / VOORRAAD).astype({"nieuwbouw": "Int64"})
    later = pd.read_csv(WORTEL / LATER).set_index("gemeentecode")["netto_hard"].to_dict()
    provincie = pd.read_csv(StringIO(CSV)).set_index("onderwerp")["waarde_min"]
    delen = []
    for naam, einde, jaren in (("2018-01-01", 2017, 1), ("2020-01-01", 2019, 3)):
        for bouw, per in (
            ("tempo 2014-2016", tempo(voorraad, 2014, 2016)),
            ("werkelijk", werkelijk(voorraad, 2017, einde)),
        ):
            uit = projecteer(hard, per, jaren, PARAMETERS, {})
            naast = toets_samen(uit, "regio", int(provincie["harde plancapaciteit"]))
            if jaren == 3:
                naast = toets(uit, later)
            delen.append(naast.assign(dag=naam, bouw=bouw))
    alle = pd.concat(delen, ignore_index=True)
    eraf = _ingetrokken()
    alle["ingetrokken"] = alle["gebied"].map(eraf).astype("Int64").where(alle["gebied"] != "regio")
    return alle[
        ["dag", "bouw", "gebied", "hard_laag", "hard_hoog", "gepubliceerd", "mis", "ingetrokken"]
    ]


def test_the_published_stands_beside_ours() -> None:
    goud = pd.read_csv(GOUD)
    pd.testing.assert_frame_equal(tabel().astype(goud.dtypes), goud)


def test_every_municipality_has_a_miss_and_none_is_hidden() -> None:
    frame = tabel()
    later = frame[frame["dag"] == "2020-01-01"]
    assert set(later["gebied"]) == set(_hard()["gemeentecode"])
    assert later["mis"].notna().all()
    buiten = (later["gepubliceerd"] < later["hard_laag"]) | (
        later["gepubliceerd"] > later["hard_hoog"]
    )
    assert ((later["mis"] != 0) == buiten).all()


def test_the_region_is_in_the_table_of_the_edition_with_what_was_published_of_it() -> None:
    """Of 1-1-2018 by subtraction, of 1-1-2020 rounded: both in the register, with their source."""
    frame = bereken_een(dossier("2017"), "projectie")
    regio = frame[(frame["niveau"] == "regio") & (frame["bouw"] == "werkelijk gebouwd")]
    per = regio.set_index("dag")[["gepubliceerd", "mis"]].astype(int)
    assert per.loc["2018-01-01"].tolist() == [10905, -14]
    assert per.loc["2020-01-01"].tolist() == [8300, 7]
    assert (regio["bron"] != "").all() and (regio["telling"] != "").all()


if __name__ == "__main__":
    tabel().to_csv(GOUD, index=False, lineterminator="\n")
