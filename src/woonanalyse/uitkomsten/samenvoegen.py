"""The join: slices that notebooks wrote become the result files of the contract, and what describes them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from woonanalyse.afscherming.openbaar import verborgen
from woonanalyse.afscherming.regels import regels
from woonanalyse.kern.bestanden import schrijf_beeld, schrijf_csv, schrijf_json
from woonanalyse.kern.catalogus import onderwerp_van
from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.getal import opsomming
from woonanalyse.onderwerpen.bereken import bereken_een, eisen_van
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.uitkomsten.datapakket import datapakket
from woonanalyse.uitkomsten.herkomst import herkomst
from woonanalyse.uitkomsten.monitor import monitortabellen, raster
from woonanalyse.uitkomsten.resultaten import Resultaten, typeer
from woonanalyse.uitkomsten.rocrate import rocrate
from woonanalyse.uitkomsten.runs import AFSPRAKENFIGUUR, HERKOMSTBESTANDEN, runs_van, uitkomsten


def voeg_samen(dossier: Dossier, resultaten: Resultaten, wortel: Path) -> None:
    """Write all result files of an edition from the slices in the results folder: those joined, the
    agreements with their figure, where all comes from, the data package, the crate.

    Raises OSError for a slice that is not there, WoonanalyseFout for slices with what is not public.
    """
    map_, runs = resultaten.map_, runs_van(dossier)
    delen = uitkomsten(runs)
    samen = {Path(bestand).stem: resultaten.samen(paden) for bestand, paden in delen.items()}
    getypt = {naam: typeer(naam, cellen) for naam, cellen in samen.items()}
    for naam, frame in getypt.items():
        eis_openbaar(naam, frame)
    for naam, cellen in samen.items():
        resultaten.schrijf(naam, cellen, getypt[naam])
    balans = resultaten.tabel("balans") if "balans" in samen else bereken_een(dossier, "balans")
    stand = monitortabellen(dossier.editie, balans)
    for naam, frame in stand.items():
        schrijf_csv(map_ / f"{naam}.csv", frame)
    beeld = raster(wortel, dossier.editie, stand["afspraken"], voorbeelddata=dossier.voorbeelddata)
    schrijf_beeld(map_ / AFSPRAKENFIGUUR[0], beeld)
    regels = herkomst(dossier, {naam: resultaten.tabel(naam) for naam in (*samen, *stand)})
    schrijf_csv(map_ / "herkomst.csv", regels)
    pakket = datapakket(dossier, map_, wortel)
    schrijf_json(map_ / "datapackage.json", pakket)
    crate = rocrate(pakket, regels, runs, dossier.zonder_tabel, dossier.regio.nummering)
    for bestand in HERKOMSTBESTANDEN:
        schrijf_json(map_ / bestand, crate)


def eis_openbaar(naam: str, frame: pd.DataFrame) -> None:
    """Raises WoonanalyseFout where the typed rows `frame` of table `naam` hold what did not pass the gate: a
    notebook may write what it did not get from `bereken`."""
    onderwerp = onderwerp_van(naam)
    if onderwerp is None or naam not in onderwerp.openbaarheid:
        return
    weg = verborgen(frame, eisen_van(onderwerp, naam), regels())
    if weg.any(axis=None):
        kolommen = opsomming([str(kolom) for kolom in weg.columns[weg.any()]])
        raise WoonanalyseFout(
            f"{naam}.csv: in {kolommen} staat wat niet openbaar is. Laat het notitieboek zijn tabel uit "
            "bereken halen: die laat weg wat niet iedereen mag zien."
        )
