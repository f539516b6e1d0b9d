"""What the warm parent loads: all that the project's notebooks import, and the data they read."""

import contextlib
from pathlib import Path

import woonanalyse.afspraken.besluit
import woonanalyse.afspraken.termijnregister
import woonanalyse.beeld.figuren
import woonanalyse.beeld.herstel
import woonanalyse.beeld.plannen
import woonanalyse.beeld.statushouders
import woonanalyse.beeld.tabellen
import woonanalyse.beeld.wijkaanpak
import woonanalyse.beeld.wijzigingen
import woonanalyse.beeld.zinnen
import woonanalyse.bronnen.snede
import woonanalyse.model.gebied
import woonanalyse.model.koppeling  # noqa: F401 - loading is the point
from woonanalyse.bronnen import dossier
from woonanalyse.bronnen.editie import nieuwste_volledige
from woonanalyse.bronnen.regio import lees_regio
from woonanalyse.fouten import WoonanalyseFout


def lees_voor(wortel: Path, editie: str, voorbeelddata: bool) -> None:
    """Read an edition ahead, the newest complete one when `editie` is empty.

    What is wrong with the data is for the notebooks to say.
    """
    with contextlib.suppress(WoonanalyseFout):
        naam = editie or nieuwste_volledige(wortel, lees_regio(wortel))
        dossier.lees_voor(wortel, naam, voorbeelddata=voorbeelddata)
