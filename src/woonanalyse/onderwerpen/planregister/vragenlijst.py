"""The list of plans that may be the same (koppelingen.csv): asked once, answered once, and then followed."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from woonanalyse.kern.bestanden import schrijf_csv
from woonanalyse.kern.bewaakt import herstel
from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.tabel import dubbele_sleutels, lees_tabel
from woonanalyse.onderwerpen.planregister.tabellen import vragenformulier

PAAR = ["plan_id_toen", "naam_toen", "plan_id_nu", "naam_nu"]
"""What makes a question unique."""


def lees_antwoorden(wortel: Path, bestand: str) -> pd.DataFrame:
    """The list, answered or not: columns of register/koppelingen.yml, as text; no file is an empty list.

    Raises InvoerFout with all problems: a cell that cannot be, a pair that is there twice.
    """
    kolommen = vragenformulier().kolommen
    if not (wortel / bestand).exists():
        return pd.DataFrame(columns=list(kolommen), dtype="object")
    frame, problemen = lees_tabel(wortel, bestand, kolommen, leeg=True)
    if frame is not None:
        frame = frame.map(lambda cel: herstel(str(cel)))[list(kolommen)].astype("object")
        problemen = dubbele_sleutels(frame, bestand, PAAR, "elk paar plannen één keer")
    if frame is None or problemen:
        raise InvoerFout(problemen)
    return frame.reset_index(drop=True)


def bijgewerkt(antwoorden: pd.DataFrame, vragen: pd.DataFrame) -> pd.DataFrame:
    """The list with what is asked now: every answer stays, a question that is no longer asked goes."""
    beantwoord = antwoorden[antwoorden["oordeel"] != ""]
    samen = pd.concat([beantwoord, vragen], ignore_index=True).fillna("")
    return samen.drop_duplicates(PAAR, ignore_index=True)[list(vragenformulier().kolommen)].astype(
        "object"
    )


def schrijf_vragen(wortel: Path, bestand: str, lijst: pd.DataFrame) -> None:
    """Write the list; the same list gives the same bytes, and reads back as it was."""
    schrijf_csv(wortel / bestand, lijst)
