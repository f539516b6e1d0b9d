"""The closing summary of a run: what the data say, what was made, what to look at, how long it took."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from woonanalyse.cli.scherm import uit, waarschuw, waarschuw_ouder
from woonanalyse.kern.project import bladzijdenmap, resultatenmap

if TYPE_CHECKING:
    from woonanalyse.uitvoering.plan import Plan


@dataclass(frozen=True)
class Gebouwd:
    """What a build did: its plan, how many tasks ran, its main finding, when it began (`time.monotonic`)."""

    plan: Plan
    gedaan: int
    bevinding: str
    begin: float


def hoofdbevinding(wortel: Path, plan: Plan) -> str:
    """How many municipalities have each judgement; on a second line how norms of its own stand; empty
    where neither is known."""
    from woonanalyse.onderwerpen.balans.beeld.zinnen import oordelen
    from woonanalyse.onderwerpen.normen.beeld import standen
    from woonanalyse.uitkomsten.resultaten import Resultaten

    resultaten = Resultaten(resultatenmap(wortel, plan.naam))
    bestanden = [bron["path"] for bron in resultaten.pakket["resources"]]
    zinnen = {"balans": oordelen, "normen": standen}
    er = [naam for naam in zinnen if f"{naam}.csv" in bestanden]
    return "\n".join(zinnen[naam](resultaten.tabel(naam)) for naam in er)


def hoofdtabel(wortel: Path, plan: Plan) -> list[Path]:
    """The file with the main result: the balance, or what the edition has in its place."""
    gemaakt = {naam for run in plan.runs for naam in run.delen}
    er = [naam for naam in ("balans", "totalen") if naam in gemaakt]
    return [resultatenmap(wortel, plan.naam) / f"{naam}.csv" for naam in er[:1]]


def toon_slot(wortel: Path, gebouwd: Gebouwd, paden: Sequence[Path], *, liep: bool) -> None:
    """Show it; where something ran (`liep`) warnings have scrolled away, and are given again."""
    plan = gebouwd.plan
    uit.print(f"{plan.titel} (editie {plan.editie})", style="bold", markup=False)
    if gebouwd.bevinding:
        uit.print(gebouwd.bevinding, markup=False)
    for pad in paden:
        uit.print(f"  {pad.relative_to(wortel).as_posix()}{_hoeveel(pad)}", markup=False)
    if liep:
        uit.print(f"Klaar in {duur(time.monotonic() - gebouwd.begin)}.")
        waarschuw(plan.gewijzigd, plan.waarschuwingen, plan.voorbeelddata, kort=True)
    waarschuw_ouder(wortel, plan.naam)


def _hoeveel(pad: Path) -> str:
    map_ = bladzijdenmap(pad)
    if pad.suffix == ".html" and map_.is_dir():
        return f" (met {sum(1 for _ in map_.glob('*.html'))} bladzijden in {map_.name}/)"
    if not pad.is_dir():
        return ""
    aantal = sum(1 for _ in pad.glob("*.pdf"))
    return " (1 factsheet)" if aantal == 1 else f" ({aantal} factsheets)"


def duur(seconden: float) -> str:
    """A time in minutes and seconds, in words."""
    minuten, rest = divmod(round(seconden), 60)
    delen = [f"{minuten} {'minuut' if minuten == 1 else 'minuten'}"] if minuten else []
    if rest or not minuten:
        delen.append(f"{rest} {'seconde' if rest == 1 else 'seconden'}")
    return " en ".join(delen)
