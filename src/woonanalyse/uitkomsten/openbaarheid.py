"""What notebooks leave is looked at once more before anything is made of it: is it for everyone?"""

from __future__ import annotations

import pandas as pd

from woonanalyse.afscherming.openbaar import verborgen
from woonanalyse.afscherming.regels import regels
from woonanalyse.kern.catalogus import onderwerp_van
from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.getal import opsomming
from woonanalyse.onderwerpen.bereken import eisen_van


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
