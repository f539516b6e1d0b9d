"""What a paper is: an analysis, a concept that was frozen, or adopted, and by which colleges."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from woonanalyse.kern.concept import CONCEPTEN, Concept, concepten
from woonanalyse.kern.dagen import laatste_dag
from woonanalyse.kern.perrij import per_rij
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.registers import EIGEN, REGISTERS
from woonanalyse.kern.yamlbestand import lees_yaml
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.onderwerpen.editiebronnen import editiebestand

GS = "GS"
VASTGESTELD, VOORBEHOUD = "ongewijzigd", "met voorbehoud"
"""Outcomes: adopted, and adopted on a condition."""
_GEEN_GROND = ("rapportdatum", "wijzigingsbesluiten")
"""What an edition file may say later without being another edition."""


@dataclass(frozen=True)
class Stukstatus:
    """`concept`: the frozen one that is made from the same as this, None where there is none; `nummer` that
    of the newest one, 0 without any. `uitkomsten`: by college (GS or a municipality code) what it decided on
    the concept, and `dagen` when (ISO); `colleges`: how many there are.
    """

    concept: Concept | None = None
    nummer: int = 0
    uitkomsten: Mapping[str, str] = field(default_factory=dict)
    dagen: Mapping[str, str] = field(default_factory=dict)
    colleges: int = 0

    def aantal(self, uitkomst: str) -> int:
        """How many colleges decided so."""
        return sum(eigen == uitkomst for eigen in self.uitkomsten.values())

    @property
    def vastgesteld(self) -> bool:
        """Whether every college adopted it as it was."""
        return 0 < self.colleges == self.aantal(VASTGESTELD)


def colleges(regio: Regio) -> list[str]:
    """Who decides: GS and every municipality of the region, by its code."""
    return [GS, *regio.gemeenten["gemeentecode"]]


def besluiten_over(editie: Editie, nummer: int) -> pd.DataFrame:
    """The rows of register besluiten by which colleges decided on a concept, the last of each.

    Only of a college itself, as it stands in a decision or a paper of its own, and not contradicted.
    """
    alle = editie.feiten["besluiten"]
    eigen = alle[
        (alle["editie"] == editie.naam)
        & (alle["concept"] == str(nummer))
        & (alle["zekerheid"] == "letterlijk")
        & alle["bronsoort"].isin(EIGEN)
        & (alle["tegenspraak"] == "")
        & (alle["datum"] != "")
        & alle["partij"].isin(colleges(editie.regio))
    ]
    return eigen.sort_values("datum", kind="stable").drop_duplicates("partij", keep="last")


def concepten_tot(nummer: int, editie: str) -> list[str]:
    """The files of the concepts of an edition up to and including `nummer`."""
    return [f"{CONCEPTEN}/{editie}/concept-{nr}.yml" for nr in range(1, nummer + 1)]


def volgend_concept(nummer: int, editie: str) -> str:
    """The file of the concept after `nummer`."""
    return f"{CONCEPTEN}/{editie}/concept-{nummer + 1}.yml"


def lees_stukstatus(wortel: Path, editie: Editie, bestanden: Sequence[str]) -> Stukstatus:
    """What an edition that is read from `bestanden` is now; raises InvoerFout where what is kept of a concept
    is wrong."""
    alle = concepten(wortel, editie.naam)
    if not alle:
        return Stukstatus()
    grond = grondslag(wortel, editie, bestanden)
    zelfde = next((een for een in reversed(alle) if een.grondslag == grond), None)
    if zelfde is None:
        return Stukstatus(nummer=alle[-1].nummer)
    rijen = besluiten_over(editie, zelfde.nummer)
    return Stukstatus(
        zelfde,
        alle[-1].nummer,
        dict(zip(rijen["partij"], rijen["uitkomst"], strict=True)),
        dict(zip(rijen["partij"], rijen["datum"], strict=True)),
        len(colleges(editie.regio)),
    )


def grondslag(wortel: Path, editie: Editie, bestanden: Sequence[str]) -> str:
    """The hash of all that an edition is made from, `bestanden`, and of the programme.

    Of the registers only rows up to `stand_per` of the edition, and not those that decide on a concept: what
    happens later makes no other concept.
    """
    eigen = editiebestand(editie.regio, editie.naam)
    apart = {f"{editie.regio.paden.registers}/{naam}.csv": naam for naam in REGISTERS}
    delen: list[Any] = [version("woonanalyse")]
    for pad in sorted(bestanden):
        if pad.startswith(f"{CONCEPTEN}/"):
            continue
        if pad == eigen:
            delen.append([pad, _editie(wortel, pad)])
        elif pad in apart:
            delen.append([pad, _rijen(editie.feiten[apart[pad]], editie.opzet.stand_per)])
        elif (wortel / pad).is_file():
            delen.append([pad, hashlib.sha256((wortel / pad).read_bytes()).hexdigest()])
    return hashlib.sha256(json.dumps(delen, ensure_ascii=False).encode()).hexdigest()


def _editie(wortel: Path, pad: str) -> dict[str, Any]:
    inhoud, _ = lees_yaml(wortel, pad, "kern/schemas/editie")
    return {naam: wat for naam, wat in (inhoud or {}).items() if naam not in _GEEN_GROND}


def _rijen(frame: pd.DataFrame, stand_per: str) -> list[list[str]]:
    tot = laatste_dag(stand_per)
    return [
        [str(cel) for cel in rij[1:]]
        for rij in per_rij(frame)
        if not getattr(rij, "uitkomst", "") and (not rij.datum or laatste_dag(rij.datum) <= tot)
    ]
