"""What people answered about plans that may be the same: checked, and kept once (koppelingen.csv)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from woonanalyse.kern.bestanden import als_csv
from woonanalyse.kern.bewaakt import herstel
from woonanalyse.kern.fouten import InvoerFout, een_van
from woonanalyse.kern.tabel import dubbele_sleutels, lees_tabel
from woonanalyse.onderwerpen.planregister.koppeling import PAAR, SAMENVOEGING, SPLITSING, ZELFDE
from woonanalyse.onderwerpen.planregister.tabellen import vragenformulier

JAREN = ["peildatum_toen", "peildatum_nu"]


class Bezwaar(NamedTuple):
    """Why an answer cannot be: its row (index label), its column and value, what was expected."""

    rij: object
    kolom: str
    waarde: str
    verwacht: str


def lees_antwoorden(wortel: Path, bestand: str) -> pd.DataFrame:
    """The list: columns of register/koppelingen.yml, as text; no file is an empty list.

    Raises InvoerFout with all problems: a cell that cannot be, a pair that is there twice.
    """
    kolommen = vragenformulier().kolommen
    if not (wortel / bestand).exists():
        return pd.DataFrame(columns=list(kolommen), dtype="object")
    frame, problemen = lees_tabel(wortel, bestand, kolommen, leeg=True)
    if frame is not None:
        frame = frame.map(lambda cel: herstel(str(cel)))[list(kolommen)].astype("object")
        sleutel = [*JAREN, *PAAR]
        problemen = dubbele_sleutels(frame, bestand, sleutel, "elk paar plannen één keer")
    if frame is None or problemen:
        raise InvoerFout(problemen)
    return frame.reset_index(drop=True)


def als_bytes(antwoorden: pd.DataFrame) -> bytes:
    """The file of the list, sorted by dates and plans; the same answers give the same bytes."""
    kolommen = list(vragenformulier().kolommen)
    gesorteerd = antwoorden.sort_values([*JAREN, "gemeentecode", *PAAR], kind="stable")
    return als_csv(gesorteerd[kolommen])


def over_weg(
    antwoorden: pd.DataFrame, plannen: Mapping[str, Iterable[tuple[str, str]]]
) -> list[Bezwaar]:
    """Answers on plans that are not there; `plannen` are by side (toen, nu) the ids and names that are."""
    bezwaren = []
    for kant, alle in plannen.items():
        namen = dict(alle)
        for rij, plan_id, naam in antwoorden[[f"plan_id_{kant}", f"naam_{kant}"]].itertuples(
            name=None
        ):
            if plan_id not in namen:
                lijkt = een_van(plan_id, namen).rpartition(" (bedoelt u ")[2]
                hint = f" (bedoelt u {lijkt}" if lijkt.endswith("?)") else ""
                verwacht = f"het kenmerk van een plan in het register{hint}"
                bezwaren.append(Bezwaar(rij, f"plan_id_{kant}", plan_id, verwacht))
            elif namen[plan_id] != naam:
                verwacht = f"{namen[plan_id]!r}, de naam van plan {plan_id} in het register"
                bezwaren.append(Bezwaar(rij, f"naam_{kant}", naam, verwacht))
    return bezwaren


_EENMALIG = {
    "toen": (
        (ZELFDE, SAMENVOEGING),
        "één plan waarin dit eerdere plan voortgaat; werd het verdeeld, kies dan bij elk deel splitsing",
    ),
    "nu": (
        (ZELFDE, SPLITSING),
        "één plan waaruit dit latere plan komt; kwam het uit meer plannen, kies dan bij elk samenvoeging",
    ),
}
"""By side the answers of which a plan has one at most."""


def tegenspraak(antwoorden: pd.DataFrame) -> list[Bezwaar]:
    """Answers that cannot all be: two on one pair, two plans that one plan is or went into or came from."""
    bezwaren = []
    eerste: dict[tuple[str, ...], tuple[object, str]] = {}
    for rij, *sleutel, oordeel in antwoorden[[*PAAR, "oordeel"]].itertuples(name=None):
        _, eerder = eerste.setdefault(tuple(sleutel), (rij, oordeel))
        if eerder != oordeel:
            verwacht = f"{eerder}, zoals al is geantwoord over deze twee plannen"
            bezwaren.append(Bezwaar(rij, "oordeel", oordeel, verwacht))
    uniek = antwoorden.drop_duplicates(PAAR)
    for kant, (woorden, verwacht) in _EENMALIG.items():
        eigen = uniek[uniek["oordeel"].isin(woorden)]
        dubbel = eigen[eigen.duplicated([f"plan_id_{kant}", f"naam_{kant}"])]
        bezwaren += [
            Bezwaar(rij, "oordeel", oordeel, verwacht)
            for rij, oordeel in zip(dubbel.index, dubbel["oordeel"], strict=True)
        ]
    return bezwaren
