"""What someone decided on a plan before a proposal is made: read for one edition, and kept internal."""

from __future__ import annotations

import difflib
import os
from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd

from woonanalyse.kern.formulier import formulieren
from woonanalyse.kern.fouten import Probleem
from woonanalyse.kern.kolomeis import gemeentecode
from woonanalyse.kern.tabel import lees_tabel

FORMULIER = "plankeuzes"
"""Its form."""
BESTAND = "data/intern/plankeuzes.csv"
"""Choices, oldest first; a later row on the same plan of an edition takes the place of an earlier one."""
NIETS, VRIJ = "niets", "vrij"
"""Nothing is done with the plan; an earlier choice on it no longer holds."""


def kolommen() -> list[str]:
    """The columns of the register, as its form declares them."""
    return list(formulieren()[FORMULIER].kolommen)


def lees_alle(wortel: Path, bestand: str = BESTAND) -> tuple[pd.DataFrame, list[Probleem]]:
    """All rows (text, by their row in the file), none where there is no register yet; and the problems."""
    leeg = pd.DataFrame({naam: pd.Series(dtype="object") for naam in kolommen()})
    if bestand == BESTAND and not os.path.lexists(wortel / bestand):
        return leeg, []
    frame, problemen = lees_tabel(
        wortel, bestand, formulieren()[FORMULIER].kolommen, leeg=True, bewaakt=True
    )
    return (leeg if frame is None else frame.astype("object")), problemen


def lees_keuzes(
    wortel: Path, bestand: str, editie: str, plannen: pd.DataFrame, partijen: Collection[str]
) -> tuple[pd.DataFrame, list[Probleem]]:
    """The choices that hold for an edition: of each plan the last row, without those that are free again.

    `plannen` has plan_id and gemeentecode: a choice is on one of those, by its own municipality or by
    one of `partijen` (kern.registers.partijen_van) that is no municipality.
    """
    alle, problemen = lees_alle(wortel, bestand)
    eigen = alle[alle["editie"] == editie]
    code_van = dict(zip(plannen["plan_id"], plannen["gemeentecode"], strict=True))
    for rij in eigen.index:
        problemen += _mis(bestand, eigen, rij, code_van, partijen)
    laatste = eigen.drop_duplicates("plan_id", keep="last")
    return laatste[laatste["keuze"] != VRIJ], problemen


def _mis(
    bestand: str,
    frame: pd.DataFrame,
    rij: object,
    code_van: Mapping[str, str],
    partijen: Collection[str],
) -> list[Probleem]:
    """What is wrong with one row beside the plan register."""
    plan, partij = str(frame.at[rij, "plan_id"]), str(frame.at[rij, "partij"])
    nr = int(str(rij))
    if plan not in code_van:
        nabij = difflib.get_close_matches(plan, code_van, n=1)
        hint = f" (bedoelt u {nabij[0]}?)" if nabij else ""
        eis = f"het plan_id van een plan in het planregister van deze editie{hint}"
        return [Probleem(bestand, eis, rij=nr, kolom="plan_id", waarde=plan)]
    anderen = [een for een in partijen if not gemeentecode().geldig(een)]
    if partij not in (code_van[plan], *anderen):
        of = f", of een van: {', '.join(anderen)}" if anderen else ""
        eis = f"{code_van[plan]}, de gemeente van plan {plan}{of}"
        return [Probleem(bestand, eis, rij=nr, kolom="partij", waarde=partij)]
    return []
