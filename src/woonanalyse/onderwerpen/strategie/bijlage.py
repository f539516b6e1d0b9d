"""The programme and the grid in the annex with all numbers: years and calculations beside each other."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.beeld.tafel import Tafel
from woonanalyse.kern.getal import aantal, met_eenheid

_PROGRAMMA = {
    "behoefte_laag": "laagste behoefte",
    "behoefte_hoog": "hoogste behoefte",
    "gepland_laag": "gepland, ten minste",
    "gepland_hoog": "gepland, ten hoogste",
    "gebouwd": "gebouwd",
    "gesloopt": "gesloopt",
    "verwacht_laag": "verwacht, ten minste",
    "verwacht_hoog": "verwacht, ten hoogste",
    "hard_laag": "harde plannen aan het eind, ten minste",
    "hard_hoog": "harde plannen aan het eind, ten hoogste",
}
_ROOSTER = ["te_veel_termijn", "te_veel_einde", "te_weinig_einde"]


def bijlage_programma(frame: pd.DataFrame) -> Iterator[str | Tafel]:
    """A table per number: a row per area, a column per year or per years."""
    for lid in (True, False):
        deel = frame[(frame["niveau"] == "gemeente") == lid]
        wat = "per gemeente" if lid else _daarboven(deel)
        codes = deel.drop_duplicates("gebied")["code"].tolist()
        gelijk = [naam for naam in _PROGRAMMA if deel[naam].isna().all()]
        plekken = list(zip(deel["gebied"], deel["van"], strict=True))
        gebieden, jaren = list(dict.fromkeys(deel["gebied"])), deel.drop_duplicates("van")
        begin = sorted(jaren["van"])
        koppen = [
            str(van) if van == tot else f"{van} tot en met {tot}"
            for van, tot in zip(jaren["van"], jaren["tot_en_met"], strict=True)
        ]
        for naam in (een for een in _PROGRAMMA if een not in gelijk):
            cellen = dict(zip(plekken, deel[naam], strict=True))
            rijen = [
                [veilig(wie), *(aantal(cellen.get((wie, van))) for van in begin)]
                for wie in gebieden
            ]
            yield Tafel(f"{_PROGRAMMA[naam]}, {wat}", ["Gebied", *koppen], rijen, codes)


def _daarboven(deel: pd.DataFrame) -> str:
    return f"{'per subregio en ' if (deel['niveau'] == 'subregio').any() else ''}voor de regio"


def bijlage_rooster(frame: pd.DataFrame) -> Iterator[str | Tafel]:
    """A table per area: a row per calculation."""
    koppen = ["Gebied", "Behoefte", "Tempo", "Uitval", "Vertraging", "Te veel op de termijn"]
    koppen += ["Te veel aan het eind", "Te weinig aan het eind"]
    standen = {
        "behoefte_plek": "fractie",
        "tempo_plek": "fractie",
        "uitval": "fractie",
        "vertraging": "jaren",
    }
    for gebied, deel in frame.groupby("gebied", sort=False):
        rijen = [
            [
                veilig(str(gebied)),
                *(met_eenheid(rij[naam], eenheid) for naam, eenheid in standen.items()),
                *(aantal(rij[naam]) for naam in _ROOSTER),
            ]
            for rij in deel.to_dict("records")
        ]
        yield Tafel(
            f"berekeningen voor {gebied}, in woningen", koppen, rijen, deel["code"].tolist()
        )


def bijlage_strategie_sommen(frame: pd.DataFrame) -> Iterator[str | Tafel]:
    """A table for classes and one for measures, at each end of the band: a row per area and group."""
    for (tabel, kant), deel in frame.groupby(["tabel", "kant"], sort=False):
        rijen = [
            [veilig(str(gebied)), veilig(str(groep)), aantal(plannen), aantal(woningen)]
            for gebied, groep, plannen, woningen in deel[
                ["gebied", "groep", "plannen", "woningen"]
            ].itertuples(index=False, name=None)
        ]
        wat = "klasse" if tabel == "klassen" else "maatregel"
        koppen = ["Gebied", wat.capitalize(), "Plannen", "Woningen"]
        bij = f"plannen en woningen per {wat}, bij de behoefte aan de kant {kant}"
        yield Tafel(bij, koppen, rijen, deel["code"].tolist())
