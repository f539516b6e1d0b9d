"""An edition of which all is there, without a kernel that ran: results computed, the rest in name only."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import hulp

from woonanalyse.document.uitgavekop import uitgavekop
from woonanalyse.kern.bestanden import schrijf_bytes, schrijf_json
from woonanalyse.kern.project import resultatenmap, uitvoermap
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.uitgave.plaatsing import geef_uit
from woonanalyse.uitgave.stempel import Stempel, som
from woonanalyse.uitkomsten.resultaten import Resultaten
from woonanalyse.uitkomsten.rocrate import rocrate
from woonanalyse.uitkomsten.runs import AFSPRAKENFIGUUR, HERKOMSTBESTANDEN, runs_van

VORMEN = ("rwp.html", "rwp.pdf", "factsheets/een.pdf")


def gemaakt(
    wortel: Path, editie: str, *, voorbeelddata: bool = False, als_hier: bool = False
) -> Dossier:
    """Make it in a project; the dossier. `als_hier`: its data are those of the project itself, read once."""
    lees = hulp.dossier if als_hier else partial(lees_dossier, wortel)
    dossier = lees(editie, voorbeelddata=voorbeelddata)
    map_ = hulp.schrijf_resultaten(dossier, resultatenmap(wortel, dossier.naam), wortel)
    resultaten = Resultaten(map_)
    runs = runs_van(dossier)
    crate = rocrate(
        resultaten.pakket, resultaten.samen(["herkomst.csv"]), runs, dossier.zonder_tabel
    )
    for naam in HERKOMSTBESTANDEN:
        schrijf_json(map_ / naam, crate)
    for naam in (*AFSPRAKENFIGUUR, *(een for run in runs for een in run.producten)):
        schrijf_bytes(map_ / naam, naam.encode())
    for run in runs:
        schrijf_json(map_ / f"notebooks/{run.naam}.ipynb", gedraaid(wortel, run.naam))
    geef(wortel, dossier)
    return dossier


def gedraaid(wortel: Path, naam: str, keer: int = 0) -> dict[str, object]:
    """A notebook as papermill leaves it."""
    wanneer = {"start_time": f"2026-01-01T00:00:0{keer}", "duration": keer}
    waar = {"input_path": str(wortel / naam), "parameters": {"editie": "x"}}
    cel = {"cell_type": "code", "metadata": {"papermill": wanneer, "tags": ["een"]}, "source": []}
    erbij = {"id": f"lot{keer}", "metadata": {"tags": ["injected-parameters"]}, "source": []}
    return {"cells": [cel, erbij], "metadata": {"papermill": {**wanneer, **waar}}, "nbformat": 4}


def geef(wortel: Path, dossier: Dossier, *vormen: str, tekst: str = "van nu") -> None:
    """Put forms in place that hold `tekst`."""
    bronnen = {pad: som(wortel / pad) for pad in dossier.veroudert}
    resultaten = Resultaten(resultatenmap(wortel, dossier.naam))
    stempel = Stempel(bronnen, som(resultaten.map_ / "datapackage.json"), "t")
    klaar = {}
    for vorm in vormen or VORMEN:
        klaar[vorm] = wortel / ".pytask/klaar" / vorm
        schrijf_bytes(klaar[vorm], f"{dossier.naam} {vorm} {tekst}".encode())
    kop = uitgavekop(dossier, resultaten)
    geef_uit(uitvoermap(wortel, dossier.naam), klaar, stempel, kop)


def kop_van(wortel: Path, naam: str) -> dict[str, str]:
    """What is told of forms."""
    kop: dict[str, str] = json.loads((uitvoermap(wortel, naam) / ".kop.json").read_bytes())
    return kop
