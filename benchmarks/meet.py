"""Time everything side by side: `python benchmarks/meet.py` (about 20 minutes; `--snel` for a try).

`python benchmarks/meet.py --land` times only the report of the whole country, and prints what it found.

Writes benchmarks/uitkomsten.json and, from it, docs/naslag/prestaties.md. Works in copies below a temporary
folder; nothing of the project itself is run in place.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from document import bewaar, gemeten, maak_document
from meten import INVOER, WORTEL, kopie, leegt, machine, meet, vervang, wijzig_rij, woonanalyse
from nederland.maak import maak

GEVALLEN = Path(__file__).with_name("gevallen.py")
STRATEGIE = Path(__file__).with_name("strategie.py")
EDITIE = "2017"
TIEN = 10
"""Notebooks in the small run: what is more than that tells what one notebook costs."""


def main() -> None:
    """Measure, store, write the document."""
    keuzes = argparse.ArgumentParser(description=__doc__)
    keuzes.add_argument("--snel", action="store_true", help="a small version, nothing stored")
    keuzes.add_argument(
        "--land", action="store_true", help="only the whole country, nothing stored"
    )
    keuzes.add_argument("--gemeenten", type=int, help="with --land the first so many")
    gekozen = keuzes.parse_args()
    snel = gekozen.snel
    if gekozen.land:
        with tempfile.TemporaryDirectory() as map_:
            print(json.dumps(_land(Path(map_), gekozen.gemeenten), indent=1))
        return
    with tempfile.TemporaryDirectory() as map_:
        uitkomsten = {
            "machine": machine(),
            "notitieboeken": _notitieboeken(Path(map_), snel),
            "rapport": _rapport(Path(map_), snel),
            "opstart": _opstart(),
            "nederland": _nederland(Path(map_), snel),
            "land": _land(Path(map_), 10 if snel else None),
            "strategie": _strategie(snel),
            "naast": gemeten()["naast"],
        }
    if snel:
        print(maak_document(uitkomsten))
        return
    bewaar(uitkomsten)


def _notitieboeken(map_: Path, snel: bool) -> dict[str, list[dict[str, Any]]]:
    """All notebooks of an edition: the stock ways once, ours and the floor in turns, and with ten of them."""
    wortel = kopie(map_ / "notitieboeken")
    boeken = ["plannen"] if snel else []
    metingen: dict[str, list[dict[str, Any]]] = {}
    for geval in ["eigen", "vloer"] * (1 if snel else 5) + ["lus", "twee"]:
        metingen.setdefault(geval, []).append(_geval(geval, wortel, EDITIE, boeken))
        if not snel and geval in ("eigen", "vloer"):
            tien = _geval(geval, wortel, EDITIE, [str(TIEN)])
            metingen.setdefault(f"{geval}_tien", []).append(tien)
    for geval in ("eigen", "vloer"):
        met = _geval(geval, wortel, EDITIE, boeken, geheugen=True)
        metingen[geval][-1]["geheugen"] = met["geheugen"]
    return metingen


def _rapport(map_: Path, snel: bool) -> dict[str, list[dict[str, Any]]]:
    """The whole command: nothing made yet, nothing changed, one row changed, one norm changed."""
    wortel = kopie(map_ / "rapport")
    metingen: dict[str, list[dict[str, Any]]] = {"koud": [woonanalyse(wortel, "rapport")]}
    for ronde in range(1 if snel else 3):
        metingen.setdefault("ongewijzigd", []).append(woonanalyse(wortel, "rapport"))
        wijzig_rij(wortel / INVOER, ronde + 1)
        metingen.setdefault("rij", []).append(woonanalyse(wortel, "rapport"))
        wijzig_rij(wortel / INVOER, ronde + 1)
        alleen_pdf = woonanalyse(wortel, "rapport", "--formaat", "pdf")
        metingen.setdefault("rij_pdf", []).append(alleen_pdf)
        normen = ["1.0", "1.01", "1.02", "1.03"]
        oud, nieuw = (f"  norm: {norm}\n" for norm in normen[ronde : ronde + 2])
        vervang(wortel / "data/afspraken.yml", oud, nieuw)
        metingen.setdefault("norm", []).append(woonanalyse(wortel, "rapport"))
    return metingen


def _opstart() -> dict[str, list[dict[str, Any]]]:
    """The command line by itself, against Python by itself."""
    hulp = [sys.executable, "-m", "woonanalyse", "--help"]
    leeg = [sys.executable, "-c", "pass"]
    return {
        "hulp": [meet(hulp, WORTEL) for _ in range(5)],
        "python": [meet(leeg, WORTEL) for _ in range(5)],
    }


def _nederland(map_: Path, snel: bool) -> list[dict[str, Any]]:
    """The balance of ever more municipalities, each twice; the 14 of Twente with every size, as the measure."""
    twente = kopie(map_ / "twente")
    metingen = []
    for aantal, edities in [(10, 1)] if snel else [(10, 1), (50, 1), (100, 1), (342, 1), (342, 3)]:
        land = maak(map_ / f"nederland-{aantal}-{edities}", aantal, rekenhulp=True, edities=edities)
        namen = [f"proef-{nr:03}" for nr in range(1, edities + 1)]
        met = _geval("eigen", land, namen[0], ["balans"], geheugen=True)
        for _ in range(1 if snel else 2):
            maat = _geval("eigen", twente, EDITIE, ["balans"])
            delen = [_geval("eigen", land, naam, ["balans"]) for naam in namen]
            som = {
                veld: sum(d[veld] for d in delen) for veld in ("aantal", "wand", "totaal", "cpu")
            }
            metingen.append(
                {"gemeenten": aantal, "edities": edities, **som, "maat": maat}
                | {"geheugen": met["geheugen"]}
            )
    return metingen


def _land(map_: Path, aantal: int | None) -> dict[str, Any]:
    """Every form of the country's real tables, nothing made yet: seconds, most memory, MB of what it made."""
    land = maak(map_ / "land", aantal)
    met = meet([sys.executable, "-m", "woonanalyse", "rapport"], land, geheugen=True)
    uit = land / "report" / "_output"
    bladen = list(uit.glob("*/factsheets/*.pdf"))
    delen = {
        "uitkomsten": land / "data" / "processed",
        "vormen": uit,
        "factsheets": bladen[0].parent,
        "herhaling": land / ".pytask",
    }
    groot = {naam: _megabytes(pad) for naam, pad in delen.items()}
    opnieuw = woonanalyse(land, "rapport")
    return {"gemeenten": len(bladen), **met, "megabytes": groot, "ongewijzigd": opnieuw}


def _megabytes(map_: Path) -> float:
    return sum(pad.stat().st_size for pad in map_.rglob("*") if pad.is_file()) / 1e6


def _strategie(snel: bool) -> list[dict[str, Any]]:
    """The proposal, its classes and the scenarios of a made register of a region; and the first two of one as
    large as the plan list of the whole country."""
    heel = ["voorstel", "klassen"]
    grootten = [(14, 200, [])] if snel else [(14, 2000, []), (342, 4348, ["--deel", *heel])]
    metingen = []
    for gemeenten, plannen, delen in grootten:
        maat = ["--gemeenten", str(gemeenten), "--plannen", str(plannen)]
        opdracht = [sys.executable, str(STRATEGIE), "--json", *maat, *delen]
        klaar = subprocess.run(opdracht, capture_output=True, text=True, check=True)
        metingen += json.loads(klaar.stdout.splitlines()[-1])
    return metingen


def _geval(
    geval: str, wortel: Path, editie: str, boeken: Iterable[str], *, geheugen: bool = False
) -> dict[str, Any]:
    """One case in a process of its own, with nothing made yet."""
    leegt(wortel)
    opdracht = [sys.executable, str(GEVALLEN), geval, str(wortel), editie, *boeken]
    return meet(opdracht, wortel, geheugen=geheugen)


if __name__ == "__main__":
    main()
