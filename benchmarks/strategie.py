"""The speed of the strategy: `python benchmarks/strategie.py [--plannen 2000] [--deel voorstel klassen scenarios watals]`.

A made plan register of 14 municipalities, always the same. Prints CPU seconds of this process beside the
seconds on the clock: on a machine that does more, only the first says something. Everything runs in one thread.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from woonanalyse.kern.catalogus import lees_verklaring
from woonanalyse.kern.project import PAKKET
from woonanalyse.onderwerpen.strategie import scenarios
from woonanalyse.onderwerpen.strategie.klassen import klassen
from woonanalyse.onderwerpen.strategie.model import PLANKOLOMMEN, met_gewichten, opties
from woonanalyse.onderwerpen.strategie.programma import Jaren
from woonanalyse.onderwerpen.strategie.stand import Stand, naar_leden
from woonanalyse.onderwerpen.strategie.voorstel import (
    KEUZEKOLOMMEN,
    NORMKOLOMMEN,
    Vraag,
    stel_voor,
)
from woonanalyse.onderwerpen.strategie.watals import Wijziging, bereid_voor, watals

MAP = PAKKET / "onderwerpen" / "strategie"
LEZING = {
    "id": "maak", "hard": ["1A"], "hard_uitwerk": ["1B", "1C"], "zacht": ["2A", "2B", "2C", "3", "4A", "4B"],
}  # fmt: skip
BEGIN, EINDE = date(2017, 1, 1), date(2020, 1, 1)
BAREN = {"voorstel": 10, "klassen": 60, "scenarios": 1, "watals": 1}
"""Seconds on two cores that each part may take."""


def register(gemeenten: int, plannen: int, zaad: int = 1) -> pd.DataFrame:
    """Made plans, PLANKOLOMMEN: many small ones and some large, of which part is unknown."""
    toeval = np.random.Generator(np.random.PCG64(zaad))
    codes = [f"GM{9001 + plek % gemeenten}" for plek in range(plannen)]

    def een_van(*waarden: Any) -> list[Any]:
        return [waarden[i] for i in toeval.integers(0, len(waarden), plannen)]

    sinds = een_van(None, None, None, None, date(2015, 6, 1))
    kolommen = {
        "plan_id": [f"p{plek:05}" for plek in range(plannen)],
        "gemeentecode": codes,
        "planstatus": een_van("1A", "1A", "1A", "1B", "1C", "2A", "3", "4A"),
        "projectstatus": "Voorbereiding",
        "woningen": np.maximum(1, np.rint(np.exp(toeval.normal(2.5, 1.2, plannen)))).astype(int),
        "vergunning": een_van("nee", "nee", "nee", "ja", pd.NA),
        "eigenaar": een_van("gemeente", "ontwikkelaar", "particulier", pd.NA),
        "voorzienbaar_sinds": sinds,
        "ligging": een_van("binnen", "binnen", "buiten", pd.NA),
        "prioriteit": een_van("hoog", "midden", "laag", pd.NA),
        "op_maat": een_van(*[False] * 19, True),
    }
    return pd.DataFrame(kolommen)[PLANKOLOMMEN].astype({"woningen": "Int64"})


def maak_vraag(gemeenten: int, plannen: int, mag: float = 0.875) -> Vraag:
    """Every municipality may keep that part of its hard plans."""
    lijst = register(gemeenten, plannen)
    doelen = lees_verklaring(MAP / "doelen.yml")["doelen"]
    instrumenten = lees_verklaring(MAP / "instrumenten.yml")["instrumenten"]
    alle, gewogen = met_gewichten(opties(lijst, instrumenten, LEZING, BEGIN, EINDE), doelen)
    hard = lijst[lijst["planstatus"].isin(["1A", "1B", "1C"])]
    nu = hard.groupby("gemeentecode")["woningen"].sum()
    normen = [
        (f"{code} hoogstens", code, 1, int(som), pd.NA, int(som * mag)) for code, som in nu.items()
    ]
    return Vraag(
        alle,
        pd.DataFrame(normen, columns=NORMKOLOMMEN),
        pd.DataFrame(columns=KEUZEKOLOMMEN),
        gewogen,
    )


def duizend_scenarios() -> int:
    """A thousand draws of fourteen municipalities, counted."""
    stand = pd.DataFrame(
        [(f"G{i}", 900, 300, 700, 1000, 60, 110) for i in range(14)],
        columns=scenarios.STANDKOLOMMEN,
    )
    verdelingen = dict.fromkeys(scenarios.KNOPPEN, (0.0, 0.2, 0.4))
    knoppen = scenarios.trekkingen(verdelingen, 1000, 14, 0.5, 1)
    uit = scenarios.bereken(stand, knoppen, 3, 10)
    leden = {f"G{i}": [i] for i in range(14)} | {"samen": list(range(14))}
    return int(scenarios.tellingen(uit, leden, 1.0)["te_veel_termijn"].sum())


def duizend_keer_watals() -> int:
    """A thousand questions of fourteen municipalities, one after another, as a researcher asks them."""
    codes = [f"GM{i:04}" for i in range(14)]
    eigen = pd.DataFrame({"gemeentecode": codes, "gemeente": codes, "subregio": "Deel"})
    getallen = {
        "behoefte_laag": 700, "behoefte_hoog": 1000, "hard": 900, "hard_uitwerk": 300, "zacht": 300,
        "ten_minste": 700, "tempo_laag": 60, "tempo_hoog": 110,
    }  # fmt: skip
    woorden = {"behoefte_bron": "prognose", "oordeel": "binnen", "voorwaarden": "n.v.t."}
    stand = Stand(
        editie="maak",
        leden=eigen.assign(**getallen, **woorden),
        gebieden=naar_leden(eigen, ["Deel"], "Geheel"),
        peildatum=date(2017, 1, 1),
        heel=Jaren(2017, 2026),
        hoogstens=1.0,
        termijn=date(2020, 1, 1),
        tempojaren=Jaren(2014, 2016),
        voorraad=pd.DataFrame(),
        fasering=pd.DataFrame(),
        register=False,
        lopend=True,
    )
    klaar = bereid_voor(stand)
    vragen = [Wijziging({codes[nr % 14]: nr % 900}, uitval=nr % 50 / 100) for nr in range(1000)]
    return sum(int(watals(klaar, een)["te_veel_termijn_na"].iloc[-1]) for een in vragen)


def meet(gemeenten: int, plannen: int, mag: float, gekozen: Sequence[str]) -> list[dict[str, Any]]:
    """A row for each part: what was asked, CPU seconds, seconds on the clock, the bar, and what came out."""
    vraag = maak_vraag(gemeenten, plannen, mag)
    delen: dict[str, Callable[[], object]] = {
        "voorstel": lambda: stel_voor(vraag).trappen.groupby("doel", sort=False)["waarde"].sum(),
        "klassen": lambda: klassen(vraag)["klasse"].value_counts().sort_index(),
        "scenarios": duizend_scenarios,
        "watals": duizend_keer_watals,
    }
    metingen = []
    for naam in gekozen:
        cpu, klok = time.process_time(), time.perf_counter()
        uit = delen[naam]()
        metingen.append(
            {
                "deel": naam,
                "gemeenten": gemeenten,
                "plannen": plannen,
                "opties": len(vraag.opties),
                "cpu": time.process_time() - cpu,
                "klok": time.perf_counter() - klok,
                "lat": BAREN[naam],
                "uitkomst": str(uit),
            }
        )
    return metingen


def main() -> None:
    """Measure and print."""
    keuzes = argparse.ArgumentParser(description=__doc__)
    keuzes.add_argument("--plannen", type=int, default=2000)
    keuzes.add_argument("--gemeenten", type=int, default=14)
    keuzes.add_argument("--mag", type=float, default=0.875)
    keuzes.add_argument("--deel", nargs="*", default=list(BAREN), choices=list(BAREN))
    keuzes.add_argument("--json", action="store_true", help="print what was measured as JSON")
    gekozen = keuzes.parse_args()
    metingen = meet(gekozen.gemeenten, gekozen.plannen, gekozen.mag, gekozen.deel)
    if gekozen.json:
        print(json.dumps(metingen))
        return
    for een in metingen:
        print(
            f"{een['deel']}: {een['plannen']} plannen, {een['opties']} opties, {een['gemeenten']} gemeenten: "
            f"{een['cpu']:.1f} s rekentijd, {een['klok']:.1f} s op de klok (lat {een['lat']} s)\n"
            f"{een['uitkomst']}"
        )


if __name__ == "__main__":
    main()
