"""The join: slices that notebooks wrote become the result files of the contract; then what describes them."""

from __future__ import annotations

from pathlib import Path

from woonanalyse.kern.bestanden import schrijf_csv, schrijf_json
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.uitkomsten.datapakket import datapakket
from woonanalyse.uitkomsten.herkomst import herkomst
from woonanalyse.uitkomsten.openbaarheid import eis_openbaar
from woonanalyse.uitkomsten.resultaten import Resultaten, typeer
from woonanalyse.uitkomsten.rocrate import rocrate
from woonanalyse.uitkomsten.runs import HERKOMSTBESTANDEN, VAN_AFSPRAKEN, runs_van, uitkomsten


def voeg_samen(dossier: Dossier, resultaten: Resultaten) -> None:
    """Write the result files of an edition from the slices in the results folder.

    Raises OSError for a slice that is not there, WoonanalyseFout for slices with what is not public.
    """
    delen = uitkomsten(runs_van(dossier))
    samen = {Path(bestand).stem: resultaten.samen(paden) for bestand, paden in delen.items()}
    getypt = {naam: typeer(naam, cellen) for naam, cellen in samen.items()}
    for naam, frame in getypt.items():
        eis_openbaar(naam, frame)
    for naam, cellen in samen.items():
        resultaten.schrijf(naam, cellen, getypt[naam])


def beschrijf(dossier: Dossier, resultaten: Resultaten, wortel: Path) -> None:
    """Write where all result files come from, the data package, the crate."""
    map_, runs = resultaten.map_, runs_van(dossier)
    namen = [Path(bestand).stem for bestand in (*uitkomsten(runs), *VAN_AFSPRAKEN)]
    regels = herkomst(dossier, {naam: resultaten.tabel(naam) for naam in namen})
    schrijf_csv(map_ / "herkomst.csv", regels)
    pakket = datapakket(dossier, map_, wortel)
    schrijf_json(map_ / "datapackage.json", pakket)
    crate = rocrate(pakket, regels, runs, dossier.zonder_tabel, dossier.regio.nummering)
    for bestand in HERKOMSTBESTANDEN:
        schrijf_json(map_ / bestand, crate)
