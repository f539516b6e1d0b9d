"""What was said of a delivery, and answered: the list beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from woonanalyse.kern.bestanden import schrijf_csv
from woonanalyse.kern.bewaakt import herstel
from woonanalyse.leveringen.bewaard import Bewaard
from woonanalyse.leveringen.levering import Cel, Melding

EINDE = ".meldingen.csv"
"""What the name of the list has behind that of the delivered file."""
_PLEK = ["code", "blad", "rij", "kolom", "gevonden"]


def meldingen_met(meldingen: Iterable[Melding], antwoorden: Mapping[Melding, str]) -> pd.DataFrame:
    """Messages as a table, with the answers; text, one row a message."""
    kolommen = [
        "soort",
        "blad",
        "rij",
        "kolom",
        "gevonden",
        "verwacht",
        "herstel",
        "code",
        "antwoord",
    ]
    rijen = []
    for melding in meldingen:
        eerste = melding.cellen[0] if melding.cellen else Cel("", 0, "")
        rijen.append([
            melding.soort, eerste.blad, str(eerste.rij or ""), eerste.kolom, melding.gevonden,
            melding.verwacht, melding.herstel, melding.code, antwoorden.get(melding, ""),
        ])  # fmt: skip
    return pd.DataFrame(rijen, columns=kolommen, dtype="object")


def _pad(wortel: Path, levering: Bewaard) -> Path:
    return wortel / levering.map / f"{levering.bestand}{EINDE}"


def _lees(pad: Path) -> pd.DataFrame:
    return pd.read_csv(pad, dtype=str, keep_default_na=False).map(herstel)


def zonder_antwoord(wortel: Path, levering: Bewaard) -> int:
    """How many warnings about a kept delivery nobody answered."""
    pad = _pad(wortel, levering)
    if not pad.is_file():
        return 0
    lijst = _lees(pad)
    return int(((lijst["soort"] == "waarschuwing") & (lijst["antwoord"] == "")).sum())


def zet_antwoorden(
    wortel: Path, eerder: Bewaard, meldingen: Sequence[Melding], antwoorden: Mapping[Melding, str]
) -> Path:
    """Keep what was answered since, of a file that was delivered before; the file with messages.

    An answer of before stays where there is no new one.
    """
    pad = _pad(wortel, eerder)
    nieuw = meldingen_met(meldingen, antwoorden)
    if pad.is_file():
        oud = _lees(pad)
        gezegd = dict(
            zip(oud[_PLEK].itertuples(index=False, name=None), oud["antwoord"], strict=True)
        )
        plekken = nieuw[_PLEK].itertuples(index=False, name=None)
        nieuw["antwoord"] = [
            antwoord or gezegd.get(plek, "")
            for antwoord, plek in zip(nieuw["antwoord"], plekken, strict=True)
        ]
    schrijf_csv(pad, nieuw)
    return pad
