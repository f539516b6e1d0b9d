"""Quarto's post-render step: checks the report and puts it where the contract wants it.

Standard library only at the top: Quarto runs this with any Python, after which it goes on in the
project's own.
"""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_DOORGEGEVEN = "WOONANALYSE_NA"
_NAMEN = ("rwp.html", "rwp.pdf", "methode.pdf")


def projectpython(wortel: Path) -> Path | None:
    """The Python that called Quarto, or that of the project's environment, or this one when it will do."""
    windows, overig = wortel / ".venv/Scripts/python.exe", wortel / ".venv/bin/python"
    geinstalleerd = sys.executable if find_spec("woonanalyse") else None
    keuzes = (os.environ.get("WOONANALYSE_PYTHON"), windows, overig, geinstalleerd)
    return next((Path(keuze) for keuze in keuzes if keuze and Path(keuze).exists()), None)


def uitvoer(wortel: Path) -> list[Path]:
    """The report's files that Quarto says it made, from the project or from its output folder."""
    namen = [r.strip() for r in os.environ.get("QUARTO_PROJECT_OUTPUT_FILES", "").splitlines()]
    mappen = [wortel, wortel / os.environ.get("QUARTO_PROJECT_OUTPUT_DIR", "")]
    paden = [next((m / n for m in mappen if (m / n).is_file()), None) for n in namen if n]
    return [p for p in paden if p is not None and p.name in _NAMEN]


def keur(bestanden: list[Path], resultaten: Path) -> list[str]:
    """What the gate says about them."""
    from woonanalyse.uitgave.poort import controleer_html, controleer_pdf, teksten_met_resten
    from woonanalyse.uitkomsten.resultaten import Resultaten

    def uit_data() -> list[str]:
        return teksten_met_resten(Resultaten(resultaten).tabellen().values())

    problemen = []
    for pad in bestanden:
        controleer = controleer_pdf if pad.suffix == ".pdf" else controleer_html
        problemen += controleer(pad, uit_data)
    return problemen


def lees_map(wortel: Path) -> str:
    """The name of the folder for what was prepared: the edition, marked when it has made data."""
    import yaml

    tekst = (wortel / "report/_werk/variabelen.yml").read_text(encoding="utf-8")
    return str(yaml.safe_load(tekst)["rwp"]["map"])


def geef_uit(wortel: Path, doel: Path, bestanden: list[Path]) -> list[str]:
    """Put the forms in place in one step, with what they were prepared from, and list what there is now;
    gives the forms that went."""
    from woonanalyse.archief.overzicht import schrijf_overzicht
    from woonanalyse.uitgave import plaatsing
    from woonanalyse.uitgave.stempel import Stempel

    bewaard, kop = (lees(wortel / "report/_werk" / naam) for naam in ("stempel.json", ".kop.json"))
    stempel = Stempel(**(bewaard or {"bronnen": {}}))
    weg = plaatsing.geef_uit(doel, {pad.name: pad for pad in bestanden}, stempel, kop)
    schrijf_overzicht(wortel)
    return weg


def lees(pad: Path) -> dict[str, Any]:
    """A JSON object; empty where the file is not there."""
    return json.loads(pad.read_text(encoding="utf-8")) if pad.is_file() else {}


def verwerk(wortel: Path) -> int:
    """Check, then copy: Quarto's own output stays, as `quarto preview` serves it."""
    bestanden = uitvoer(wortel)
    if not bestanden:
        print(
            f"Quarto meldt geen {' of '.join(_NAMEN)}: er is niets om na te kijken.",
            file=sys.stderr,
        )
        return 1
    problemen = keur(bestanden, wortel / "data/processed" / lees_map(wortel))
    if problemen:
        print("Het rapport komt niet door de controle:", file=sys.stderr)
        print("\n".join(f"- {p}" for p in problemen), file=sys.stderr)
        return 1
    doel = wortel / "report/_output" / lees_map(wortel)
    for naam in geef_uit(wortel, doel, bestanden):
        print(f"Let op: {naam} was van een eerdere stand en is weggehaald.")
    for pad in bestanden:
        print(f"{pad.name} staat in {doel.relative_to(wortel).as_posix()}/")
    return 0


def netjes(wortel: Path) -> int:
    """As `verwerk`; where the project cannot be read the reason, and no traceback."""
    from woonanalyse.kern.fouten import WoonanalyseFout

    try:
        return verwerk(wortel)
    except WoonanalyseFout as fout:
        print(fout, file=sys.stderr)
        return fout.exitcode


def main() -> int:
    """Go on in the project's environment."""
    wortel = Path(os.environ.get("QUARTO_PROJECT_DIR") or Path(__file__).resolve().parents[1])
    if os.environ.get(_DOORGEGEVEN):
        return netjes(wortel)
    python = projectpython(wortel)
    if python is None:
        print(
            f"De omgeving {wortel / '.venv'} ontbreekt; maak die met 'make rapport'.",
            file=sys.stderr,
        )
        return 1
    opdracht = [str(python), str(Path(__file__).resolve())]
    return subprocess.run(
        opdracht, cwd=wortel, env={**os.environ, _DOORGEGEVEN: "1"}, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
