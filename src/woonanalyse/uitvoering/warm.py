"""What the engine's warm parent loads: every subject, and the data that notebooks read."""

import contextlib
import gc
import importlib
import pkgutil
from functools import cache
from pathlib import Path

from pandas import DataFrame

import woonanalyse.afspraken.besluit
import woonanalyse.afspraken.termijnregister
import woonanalyse.kern.bestanden  # noqa: F401 - loading is the point
from woonanalyse import onderwerpen
from woonanalyse.kern.beeld.stijl import eigen_stijl, gebruik_lettertype
from woonanalyse.kern.beeld.tekening import vel
from woonanalyse.kern.beeld.tonen import maak_beeld
from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.regio import lees_regio
from woonanalyse.onderwerpen import dossierlezer
from woonanalyse.onderwerpen.editielezer import standaardeditie

PANDAS = (
    "core.methods.to_dict", "core.reshape.reshape", "io.formats.csvs", "io.formats.html",
    "io.formats.string",
)  # fmt: skip
"""What pandas loads only where a table is turned, written or shown: nearly every notebook does."""

OPRUIMEN = (50_000, 20, 20)
"""How seldom the garbage collector looks in a notebook, which makes little that has a circle in it."""

for _naam in PANDAS:
    importlib.import_module(f"pandas.{_naam}")
for _module in pkgutil.walk_packages(onderwerpen.__path__, f"{onderwerpen.__name__}."):
    importlib.import_module(_module.name)


def lees_voor(wortel: str, editie: str | None, voorbeelddata: bool) -> None:
    """Read an edition ahead, the default one when `editie` is None.

    What is wrong with the data is for the notebooks to say.
    """
    gc.set_threshold(*OPRUIMEN)
    with contextlib.suppress(WoonanalyseFout):
        map_ = Path(wortel)
        naam = editie or standaardeditie(map_, lees_regio(map_))[0]
        dossierlezer.lees_voor(map_, naam, voorbeelddata=voorbeelddata)
    maak_klaar(map_)


@cache
def maak_klaar(wortel: Path) -> None:
    """Draw and show a table for nobody: at the first of a process matplotlib and pandas make a good deal."""
    gebruik_lettertype(wortel)
    with eigen_stijl():
        figuur = vel(20)
        figuur.subplots().barh([0], [1])
    maak_beeld(figuur, "", "")
    DataFrame({"a": ["b"], "c": [1], "d": [0.5]})._repr_html_()
