"""What the warm parent loads: all that the project's notebooks import, and the data they read."""

import contextlib
from pathlib import Path

from woonanalyse.kern.editie import nieuwste_volledige
from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.regio import lees_regio
from woonanalyse.onderwerpen import dossier


def lees_voor(wortel: Path, editie: str, voorbeelddata: bool) -> None:
    """Read an edition ahead, the newest complete one when `editie` is empty.

    What is wrong with the data is for the notebooks to say.
    """
    with contextlib.suppress(WoonanalyseFout):
        naam = editie or nieuwste_volledige(wortel, lees_regio(wortel))
        dossier.lees_voor(wortel, naam, voorbeelddata=voorbeelddata)
