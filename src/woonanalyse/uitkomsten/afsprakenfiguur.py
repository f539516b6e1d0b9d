"""The figure of the agreements: drawn from what its grid says, so that only that can change it."""

from __future__ import annotations

import json
from pathlib import Path

from woonanalyse.afspraken.rastertekening import Raster, teken
from woonanalyse.kern.beeld.stijl import gebruik_lettertype
from woonanalyse.kern.beeld.tonen import Beeld, merk_scenario, merk_voorbeelddata
from woonanalyse.kern.bestanden import schrijf_beeld
from woonanalyse.uitkomsten.runs import AFSPRAKENFIGUUR, AFSPRAKENRASTER


def schrijf_figuur(wortel: Path, map_: Path, *, voorbeelddata: bool, scenario: bool) -> None:
    """Draw the grid that the results folder `map_` tells of, with its words beside it."""
    inhoud = json.loads((map_ / AFSPRAKENRASTER).read_text(encoding="utf-8"))
    beeld = teken_raster(wortel, Raster(**inhoud), voorbeelddata=voorbeelddata, scenario=scenario)
    schrijf_beeld(map_ / AFSPRAKENFIGUUR[0], beeld)


def teken_raster(wortel: Path, raster: Raster, *, voorbeelddata: bool, scenario: bool) -> Beeld:
    """The agreements at a glance, with the mark of what is no real stand."""
    gebruik_lettertype(wortel)
    merk_voorbeelddata(voorbeelddata)
    merk_scenario(scenario)
    try:
        return teken(raster)
    finally:
        merk_voorbeelddata(False)
        merk_scenario(False)
