"""The plan register of an edition with the reading of hard that it is read by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

import pandas as pd

from woonanalyse.afscherming.regels import regels
from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.kern.opzet import Opzet
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.registers import partijen_van
from woonanalyse.onderwerpen import registerbalans
from woonanalyse.onderwerpen.keuzes import BESTAND, kolommen, lees_keuzes
from woonanalyse.onderwerpen.planregister.afscherming import afgeschermd
from woonanalyse.onderwerpen.planregister.bron import Planregister, kies_lezing, lees, lees_lezingen
from woonanalyse.onderwerpen.voorbeeldplannen import PROGRAMMA, Voorbeeldplannen

__all__ = ["GEEN_CAPACITEIT", "Planstand", "getoonde_capaciteit", "lees_planstand", "uit_voorbeeld"]

GEEN_CAPACITEIT = pd.DataFrame(columns=["gemeentecode", "hard", "hard_uitwerk"])
"""No capacity to show: that of the balance is shown."""


@dataclass(frozen=True)
class Planstand:
    """`register` with all its plans, also those that are not public: for the strategy, and for no form that
    is published. `lezing`: the reading of hard. `getoond`: where the balance does not have it, hard capacity
    per member as it may be shown (GEEN_CAPACITEIT; <NA>: not shown, or unknown). `nog`: of a made register by
    code what the division of the norm still asks on its day; `ten_minste` and `hoogstens`: made norms, hard
    plans as a part of that; None where nothing is made. `keuzes`: what was decided on plans beforehand
    (columns of its form, by the row of `keuzebestand`).
    """

    register: Planregister
    lezing: Mapping[str, Any]
    getoond: pd.DataFrame
    nog: Mapping[str, int] | None = None
    ten_minste: float | None = None
    hoogstens: float | None = None
    keuzes: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=kolommen()))
    keuzebestand: str = BESTAND

    def van_gemeente(self, code: str) -> Self:
        """Only the plans of one member."""
        eigen = self.getoond[self.getoond["gemeentecode"] == code].reset_index(drop=True)
        register = self.register.van_gemeente(code)
        keuzes = self.keuzes[self.keuzes["plan_id"].isin(register.plannen["plan_id"])]
        return replace(self, register=register, getoond=eigen, keuzes=keuzes)


def lees_planstand(
    wortel: Path, opzet: Opzet, regio: Regio
) -> tuple[Planstand | None, list[Probleem]]:
    """The plan register that the balance of an edition is made of; None where it is made of none, or with
    what is wrong with it."""
    bron = opzet.balans
    if bron is None or bron["vorm"] != registerbalans.VORM:
        return None, []
    lezingen, problemen = lees_lezingen(wortel, bron["lezingen"])
    lezing, fouten = kies_lezing(lezingen, bron["lezing"], bron["lezingen"])
    problemen += fouten
    try:
        register = lees(wortel, regio, bron["bestand"])
    except InvoerFout as fout:
        return None, [*problemen, *fout.problemen]
    partijen = partijen_van(regio.gemeenten, regio.subregios)
    keuzes, fouten = lees_keuzes(wortel, BESTAND, opzet.editie, register.plannen, partijen)
    problemen += fouten
    if lezing is None:
        return None, problemen
    return Planstand(register, lezing, GEEN_CAPACITEIT, keuzes=keuzes), problemen


def uit_voorbeeld(
    plannen: Voorbeeldplannen | None, regio: Regio, verdeling: pd.DataFrame | None
) -> Planstand | None:
    """A made register as the plan register of its edition; None where there is none.

    What its division (`verdeling`: gemeentecode, woningen) still asks is without what was completed of it.
    """
    if plannen is None or verdeling is None:
        return None
    frame = plannen.register.plannen
    klaar = frame[frame["klasse"] == PROGRAMMA].groupby("gemeentecode")["gerealiseerd"].sum()
    vraagt = verdeling.set_index("gemeentecode")["woningen"]
    return Planstand(
        register=plannen.register,
        lezing=plannen.lezing,
        getoond=getoonde_capaciteit(frame, regio.gemeenten, plannen.lezing),
        nog={str(code): int(aantal - klaar.get(code, 0)) for code, aantal in vraagt.items()},
        ten_minste=plannen.ten_minste,
        hoogstens=plannen.hoogstens,
        keuzes=plannen.keuzes,
        keuzebestand=plannen.keuzebestand,
    )


def getoonde_capaciteit(
    plannen: pd.DataFrame,
    gemeenten: pd.DataFrame,
    lezing: Mapping[str, Any],
) -> pd.DataFrame:
    """Hard capacity per member (columns of GEEN_CAPACITEIT), without what would tell a plan that is not
    public: that is <NA>."""
    weg = afgeschermd(plannen, gemeenten, [lezing], regels())
    weg = weg[weg["lezing"] == lezing["id"]].drop(columns="lezing")
    alles = registerbalans.capaciteit(plannen, gemeenten, lezing, "bruto")
    open_, _ = registerbalans.scherm_af(alles, weg, "bruto")
    delen = open_["hard_direct"] + open_["hard_uit_te_werken"]
    if "hard_ongesplitst" in open_:
        delen = delen.fillna(open_["hard_ongesplitst"])
    return pd.DataFrame(
        {
            "gemeentecode": open_["gemeentecode"],
            "hard": (delen - open_["uitgezonderd"].fillna(0)).astype("Int64"),
            "hard_uitwerk": open_["hard_uit_te_werken"],
        }
    )
