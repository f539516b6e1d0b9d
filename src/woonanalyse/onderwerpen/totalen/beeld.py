"""The totals of a region in sentences and a table."""

from __future__ import annotations

import pandas as pd

from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.tonen import Tabel
from woonanalyse.kern.getal import aantal, hoofdletter, procent, reeks
from woonanalyse.onderwerpen.totalen.model import BEHOEFTE, CAPACITEIT, gelijk_geteld


def kop(frame: pd.DataFrame, regio: str) -> str:
    """The finding as a heading."""
    hard, nodig = _rij(frame, CAPACITEIT), _rij(frame, BEHOEFTE)
    return f"{regio} in één oogopslag: {_getal(hard)} woningen in plannen, behoefte {_getal(nodig)}"


def antwoord(frame: pd.DataFrame, regio: str) -> str:
    """What is known, and what these two numbers can say of each other."""
    hard, nodig = _rij(frame, CAPACITEIT), _rij(frame, BEHOEFTE)
    zin = (
        f"Van {regio} is alleen het totaal bekend: {nodig['onderwerp']} {_getal(nodig)} woningen "
        f"({nodig['telling']} geteld) en {hard['onderwerp']} {_getal(hard)} ({hard['telling']} geteld). "
        "Per gemeente geeft deze bron niets."
    )
    return f"{zin} {verhouding(frame)}"


def verhouding(frame: pd.DataFrame) -> str:
    """The ratio where both count alike; else that there is none, and why."""
    hard = _rij(frame, CAPACITEIT)
    if not gelijk_geteld(frame) or pd.isna(hard["dekking_laag"]) or pd.isna(hard["dekking_hoog"]):
        return "Omdat behoefte en capaciteit niet gelijk zijn geteld, staat er geen verhouding."
    delen = list(dict.fromkeys(procent(hard[f"dekking_{kant}"]) for kant in ("hoog", "laag")))
    return f"De capaciteit is {' tot '.join(delen)} van de behoefte."


def overzicht(frame: pd.DataFrame) -> Tabel:
    """Every total with its counting and its source."""
    rijen = [
        [
            veilig(hoofdletter(str(rij["onderwerp"]))),
            veilig(str(rij["periode"])),
            _getal(rij),
            veilig(str(rij["telling"])),
            veilig(str(rij["bron"])),
        ]
        for _, rij in frame.iterrows()
    ] or [["geen", "–", "–", "–", "–"]]
    koppen = ["Wat", "Periode", "Woningen", "Telling", "Bron"]
    bijschrift = "De totalen van de regio, zoals de bron ze geeft"
    return Tabel(tabel(koppen, rijen, [36, 16, 18, 14, 36]), bijschrift)


def nodig() -> str:
    """What is not there."""
    return "Getallen per gemeente geeft deze bron niet; factsheets zijn er daarom niet."


def _rij(frame: pd.DataFrame, soort: str) -> pd.Series:
    return frame[frame["soort"] == soort].iloc[0]


def _getal(rij: pd.Series) -> str:
    return reeks(aantal(rij["laag"]), aantal(rij["hoog"]))
