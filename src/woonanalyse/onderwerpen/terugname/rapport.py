"""What this subject gives to the report: a value of its chapter."""

from __future__ import annotations

from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.onderwerpen.dossier import Dossier, Tabellen
from woonanalyse.onderwerpen.terugname import beeld
from woonanalyse.onderwerpen.terugname.bron import Terugname


def waarden(dossier: Dossier, uit: Tabellen) -> dict[str, str]:
    """What was taken back."""
    return {"teruggenomen": veilig(beeld.kort(dossier.bron(Terugname).terug))}
