"""The join: slices that notebooks wrote become the result files of the contract, and what describes them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from woonanalyse.afscherming.openbaar import verborgen
from woonanalyse.afscherming.regels import regels
from woonanalyse.kern.bestanden import schrijf_beeld, schrijf_cellen, schrijf_csv, schrijf_json
from woonanalyse.kern.catalogus import onderwerp_van
from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.getal import opsomming
from woonanalyse.onderwerpen.bereken import bereken_een, eisen_van
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.uitkomsten.datapakket import datapakket
from woonanalyse.uitkomsten.herkomst import herkomst
from woonanalyse.uitkomsten.monitor import monitortabellen, raster
from woonanalyse.uitkomsten.resultaten import Resultaten
from woonanalyse.uitkomsten.rocrate import rocrate
from woonanalyse.uitkomsten.runs import AFSPRAKENFIGUUR, HERKOMSTBESTANDEN, runs_van, uitkomsten


def voeg_samen(dossier: Dossier, resultaten: Resultaten, wortel: Path) -> None:
    """Write all result files of an edition from the slices in the results folder: those joined, the
    agreements with their figure, where all comes from, the data package, the crate.

    Raises OSError for a slice that is not there, WoonanalyseFout for slices with what is not public.
    """
    map_, runs = resultaten.map_, runs_van(dossier)
    delen = uitkomsten(runs)
    for bestand, paden in delen.items():
        eis_openbaar(dossier, resultaten, bestand.removesuffix(".csv"), paden)
    for bestand, paden in delen.items():
        schrijf_cellen(map_ / bestand, resultaten.samen(paden))
    balans = resultaten.tabel("balans") if "balans.csv" in delen else bereken_een(dossier, "balans")
    stand = monitortabellen(dossier.editie, balans)
    for naam, frame in stand.items():
        schrijf_csv(map_ / f"{naam}.csv", frame)
    beeld = raster(wortel, dossier.editie, stand["afspraken"], voorbeelddata=dossier.voorbeelddata)
    schrijf_beeld(map_ / AFSPRAKENFIGUUR[0], beeld)
    namen = [bestand.removesuffix(".csv") for bestand in (*delen, *(f"{n}.csv" for n in stand))]
    regels = herkomst(dossier, {naam: resultaten.tabel(naam) for naam in namen})
    schrijf_csv(map_ / "herkomst.csv", regels)
    pakket = datapakket(dossier, map_, wortel)
    schrijf_json(map_ / "datapackage.json", pakket)
    crate = rocrate(pakket, regels, runs, dossier.zonder_tabel, dossier.regio.nummering)
    for bestand in HERKOMSTBESTANDEN:
        schrijf_json(map_ / bestand, crate)


def eis_openbaar(dossier: Dossier, resultaten: Resultaten, naam: str, paden: Sequence[str]) -> None:
    """Raises WoonanalyseFout where slices `paden` of table `naam` hold what did not pass the gate: a notebook
    may write what it did not get from `bereken`."""
    onderwerp = onderwerp_van(naam)
    if onderwerp is None or naam not in onderwerp.openbaarheid:
        return
    frame = resultaten.delen(naam, paden)
    weg = verborgen(frame, eisen_van(onderwerp, naam), regels())
    if weg.any(axis=None):
        kolommen = opsomming([str(kolom) for kolom in weg.columns[weg.any()]])
        raise WoonanalyseFout(
            f"{naam}.csv: in {kolommen} staat wat niet openbaar is. Laat het notitieboek zijn tabel uit "
            "bereken halen: die laat weg wat niet iedereen mag zien."
        )
