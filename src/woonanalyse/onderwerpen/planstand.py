"""The plan register of an edition with the reading of hard that it is read by, made rows included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from woonanalyse.kern.fouten import InvoerFout, Probleem, een_van
from woonanalyse.kern.opzet import Opzet
from woonanalyse.kern.regio import Regio
from woonanalyse.onderwerpen import registerbalans
from woonanalyse.onderwerpen.planregister.bron import Planregister, lees, lees_lezingen

__all__ = ["Planstand", "lees_planstand", "registerbron"]


@dataclass(frozen=True)
class Planstand:
    """`register` with all its plans, also those that are not public: for the strategy, and for no form that
    is published. `lezing`: the reading of hard."""

    register: Planregister
    lezing: Mapping[str, Any]

    def erbij(self, zijbestanden: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Its sidecars that are not among `zijbestanden` yet."""
        er = {zij["bestand"] for zij in zijbestanden}
        return [zij for zij in self.register.zijbestanden if zij["bestand"] not in er]

    def van_gemeente(self, code: str) -> Planstand:
        """Only the plans of one member."""
        return Planstand(self.register.van_gemeente(code), self.lezing)


def registerbron(opzet: Opzet, voorbeelddata: bool) -> Mapping[str, Any] | None:
    """What an edition says of its plan register: that of its balance, or the made one where made rows are
    asked for. None where there is none."""
    if opzet.balans is not None and opzet.balans["vorm"] == registerbalans.VORM:
        return opzet.balans
    return opzet.verzonnen_planregister if voorbeelddata else None


def lees_planstand(
    wortel: Path, opzet: Opzet, regio: Regio, voorbeelddata: bool
) -> tuple[Planstand | None, list[Probleem]]:
    """The plan register of an edition, None where it has none, or what is wrong with it."""
    bron = registerbron(opzet, voorbeelddata)
    if bron is None:
        return None, []
    lezingen, problemen = lees_lezingen(wortel, bron["lezingen"])
    gekozen = [een for een in lezingen or () if een["id"] == bron["lezing"]]
    if lezingen is not None and not gekozen:
        eis = een_van(bron["lezing"], [een["id"] for een in lezingen])
        problemen = [Probleem(bron["lezingen"], eis, kolom="lezing", waarde=bron["lezing"])]
    try:
        register = lees(wortel, regio, bron["bestand"])
    except InvoerFout as fout:
        return None, [*problemen, *fout.problemen]
    return (Planstand(register, gekozen[0]) if gekozen else None), problemen
