"""The join: slices that notebooks wrote become the result files of the contract, and what describes them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from woonanalyse.kern.bestanden import schrijf_beeld, schrijf_cellen, schrijf_csv, schrijf_json
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.uitkomsten.datapakket import datapakket
from woonanalyse.uitkomsten.herkomst import herkomst
from woonanalyse.uitkomsten.monitor import monitor, raster
from woonanalyse.uitkomsten.resultaten import Resultaten
from woonanalyse.uitkomsten.rocrate import rocrate
from woonanalyse.uitkomsten.runs import AFSPRAKENFIGUUR, HERKOMSTBESTANDEN, runs_van, uitkomsten


def voeg_samen(dossier: Dossier, resultaten: Resultaten, wortel: Path) -> None:
    """Write all result files of an edition from the slices in the results folder: those joined, the
    agreements with their figure, where all comes from, the data package, the crate.

    Raises OSError for a slice that is not there.
    """
    map_, runs = resultaten.map_, runs_van(dossier)
    delen = uitkomsten(runs)
    for bestand, paden in delen.items():
        schrijf_cellen(map_ / bestand, samen([resultaten.ruw(pad) for pad in paden]))
    stand = monitor(dossier.editie, resultaten.tabel("balans"))
    schrijf_csv(map_ / "afspraken.csv", stand)
    beeld = raster(wortel, dossier.editie, stand, voorbeelddata=dossier.voorbeelddata)
    schrijf_beeld(map_ / AFSPRAKENFIGUUR[0], beeld)
    namen = [bestand.removesuffix(".csv") for bestand in (*delen, "afspraken.csv")]
    regels = herkomst(dossier, {naam: resultaten.tabel(naam) for naam in namen})
    schrijf_csv(map_ / "herkomst.csv", regels)
    pakket = datapakket(dossier, map_, wortel)
    schrijf_json(map_ / "datapackage.json", pakket)
    crate = rocrate(pakket, regels, runs, dossier.zonder_tabel)
    for bestand in HERKOMSTBESTANDEN:
        schrijf_json(map_ / bestand, crate)


def samen(delen: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Slices with the same columns as one frame, in that order, cell by cell as they are."""
    return pd.concat(delen, ignore_index=True)
