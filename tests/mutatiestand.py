"""What the last run of mutmut found: a table per module, and every mutant that survived.

`make mutaties` runs it after mutmut: exit code 1 when a package, or both together, stays below the
threshold. With `--opnieuw` it forgets the survivors first, so that the next run tries them again: mutmut
itself does that only where the source has changed, not where a test has.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

WERKMAP = Path("mutants/src/woonanalyse")
DREMPEL = 90
"""The least percentage of mutants killed, per package and over all."""

OVERLEEFD = (0, 5, 33)
"""Exit codes of a mutant that lived: its tests pass, or no test runs it."""

Uitslagen = dict[str, int | None]


def lees(werkmap: Path = WERKMAP) -> dict[str, Uitslagen]:
    """Per module (`model/balans`) the exit code of each mutant; modules without mutants left out."""
    gelezen = {
        pad.relative_to(werkmap).as_posix().removesuffix(".py.meta"): json.loads(
            pad.read_text(encoding="utf-8")
        )["exit_code_by_key"]
        for pad in sorted(werkmap.rglob("*.py.meta"))
    }
    return {module: uitslagen for module, uitslagen in gelezen.items() if uitslagen}


def vergeet_overlevers(werkmap: Path = WERKMAP) -> None:
    """Make the survivors untried again."""
    for pad in sorted(werkmap.rglob("*.py.meta")):
        inhoud = json.loads(pad.read_text(encoding="utf-8"))
        uitslagen = inhoud["exit_code_by_key"]
        inhoud["exit_code_by_key"] = {
            naam: None if code in OVERLEEFD else code for naam, code in uitslagen.items()
        }
        pad.write_text(json.dumps(inhoud, indent=4), encoding="utf-8")


def rij(naam: str, codes: Iterable[int | None]) -> tuple[str, float]:
    """A row of the table, and the percentage killed of those that were tried."""
    telling = Counter(
        "open" if code is None else "over" if code in OVERLEEFD else "dood" for code in codes
    )
    dood, over = telling["dood"], telling["over"]
    deel = 100 * dood / (dood + over) if dood + over else 0.0
    tekst = f"{deel:.1f}".replace(".", ",")
    open_ = f" ({telling['open']} niet geprobeerd)" if telling["open"] else ""
    return f"| {naam} | {telling.total()}{open_} | {dood} | {over} | {tekst}% |", deel


def main(argumenten: list[str]) -> int:
    """Print the table and the survivors."""
    if argumenten == ["--opnieuw"]:
        vergeet_overlevers()
        return 0
    modules = lees()
    if not modules:
        print("Er is nog geen uitslag; start mutmut eerst.")
        return 1
    print("| module | mutanten | gedood | over | deel |\n|---|---:|---:|---:|---:|")
    for module, uitslagen in modules.items():
        print(rij(f"`{module}`", uitslagen.values())[0])
    gehaald = True
    for groep in [*sorted({module.split("/")[0] for module in modules}), ""]:
        codes = [c for m, u in modules.items() if m.startswith(groep) for c in u.values()]
        tekst, deel = rij(f"**{groep or 'samen'}**", codes)
        gehaald = gehaald and (deel >= DREMPEL or set(codes) == {None})
        print(tekst)
    print("\nOverleefd (`mutmut show NAAM` laat het verschil zien):")
    for uitslagen in modules.values():
        for naam, code in uitslagen.items():
            if code in OVERLEEFD:
                print(f"- {naam}{'' if code == 0 else ' (geen test)'}")
    return 0 if gehaald else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
