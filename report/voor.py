"""Quarto's pre-render step: prepares everything the chapters refer to.

Standard library only: Quarto runs this with any Python; the work is done by the project's own.
"""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path


def projectpython(wortel: Path) -> Path | None:
    """The Python that called Quarto, or that of the project's environment, or this one when it will do."""
    windows, overig = wortel / ".venv/Scripts/python.exe", wortel / ".venv/bin/python"
    geinstalleerd = sys.executable if find_spec("woonanalyse") else None
    keuzes = (os.environ.get("WOONANALYSE_PYTHON"), windows, overig, geinstalleerd)
    return next((Path(keuze) for keuze in keuzes if keuze and Path(keuze).exists()), None)


def editie(wortel: Path, omgeving: dict[str, str]) -> str | None:
    """The edition asked for; a Quarto profile counts when it is the name of an edition."""
    if gevraagd := omgeving.get("WOONANALYSE_EDITIE", "").strip():
        return gevraagd
    profielen = [p.strip() for p in omgeving.get("QUARTO_PROFILE", "").split(",")]
    return next((p for p in profielen if p and (wortel / f"data/edities/{p}.yml").is_file()), None)


def main() -> int:
    """Prepare, unless our own command has done so already."""
    if os.environ.get("WOONANALYSE_BEREID") == "klaar":
        return 0
    wortel = Path(os.environ.get("QUARTO_PROJECT_DIR") or Path(__file__).resolve().parents[1])
    python = projectpython(wortel)
    if python is None:
        print(
            f"De omgeving {wortel / '.venv'} ontbreekt. Maak die eerst: 'make rapport', of de "
            "regels onder 'Windows' in LEESMIJ.md. Start daarna Quarto opnieuw.",
            file=sys.stderr,
        )
        return 1
    gekozen = editie(wortel, dict(os.environ))
    opdracht = [str(python), "-m", "woonanalyse", "bereid"]
    opdracht += ["--editie", gekozen] if gekozen else []
    return subprocess.run(opdracht, cwd=wortel, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
