"""All that is known of plans: the list, how hard each status is, boundaries, stock, what was taken back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from woonanalyse.kern import grenzen
from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.grenzen import Ring
from woonanalyse.kern.zijbestand import lees_zijbestand
from woonanalyse.onderwerpen.editie import CAPACITEITSVORMEN
from woonanalyse.onderwerpen.gebouwd import bron as woningvoorraad
from woonanalyse.onderwerpen.plannen import lijst as plannen
from woonanalyse.onderwerpen.terugname import bron as terugname


@dataclass(frozen=True)
class Planbronnen:
    """`kop`: files, readings of hard and parameters; `lijst` one row per plan (plannen.PLANKOLOMMEN);
    `hardheid` by planstatus; `vlakken` rings in metres by gemeentecode; `voorraad` one row per
    municipality and year (woningvoorraad.KOLOMMEN); `terug` capacity taken back (terugname.KOLOMMEN);
    `ernaast` hard and soft capacity of other sources, by the title of the source.
    """

    kop: dict[str, Any]
    lijst: pd.DataFrame
    hardheid: pd.DataFrame
    vlakken: dict[str, list[Ring]]
    voorraad: pd.DataFrame
    terug: pd.DataFrame
    ernaast: dict[str, pd.DataFrame]
    zijbestanden: list[dict[str, Any]]
    bestanden: list[str]

    @property
    def lezing(self) -> dict[str, Any]:
        """The reading of hard that the report uses: the first one of the file."""
        return dict(self.kop["lezingen"][0])


def lees_planbronnen(wortel: Path, gemeenten: pd.DataFrame, bestand: str) -> Planbronnen:
    """Read `bestand` and the files it names; raises InvoerFout with all problems of all of them."""
    kop, problemen = plannen.lees_instellingen(wortel, bestand)
    if kop is None:
        raise InvoerFout(problemen)
    hardheid, p1 = plannen.lees_hardheid(wortel, kop["hardheid"])
    statussen = [] if hardheid is None else list(hardheid["planstatus"])
    lijst, p2 = plannen.lees(wortel, kop["plannen"]["bestand"], gemeenten, statussen)
    vlakken, p3 = grenzen.lees(wortel, kop["grenzen"], gemeenten)
    voorraad, p4 = woningvoorraad.lees(wortel, kop["voorraad"], gemeenten)
    terug, p5 = terugname.lees(wortel, **kop["terugname"])
    totalen = [
        CAPACITEITSVORMEN[bron["vorm"]](wortel, bron["bestand"], gemeenten)
        for bron in kop["ernaast"]
    ]
    rauw = [
        kop["plannen"]["bestand"],
        kop["hardheid"],
        kop["grenzen"],
        kop["voorraad"],
        kop["terugname"]["bestand"],
        *(bron["bestand"] for bron in kop["ernaast"]),
    ]
    zij = [lees_zijbestand(wortel, pad) for pad in rauw]
    alles = [*p1, *p2, *p3, *p4, *p5, *(p for _, fouten in [*totalen, *zij] for p in fouten)]
    if alles or hardheid is None or lijst is None or vlakken is None:
        raise InvoerFout(alles)
    assert voorraad is not None and terug is not None
    zijbestanden = [inhoud for inhoud, _ in zij if inhoud]
    titels = {inhoud["bestand"]: inhoud["titel"] for inhoud in zijbestanden}
    return Planbronnen(
        kop=kop,
        lijst=lijst,
        hardheid=hardheid,
        vlakken=vlakken,
        voorraad=voorraad,
        terug=terug,
        ernaast={
            titels[bron["bestand"]]: frame
            for bron, (frame, _) in zip(kop["ernaast"], totalen, strict=True)
            if frame is not None
        },
        zijbestanden=zijbestanden,
        bestanden=[bestand, *rauw],
    )
