"""What a changed row and a changed line cost, beside an earlier commit: `python benchmarks/naast.py` (7 minutes).

Adds what it measured to benchmarks/uitkomsten.json, and makes docs/naslag/prestaties.md anew. Both run in
copies below a temporary folder, in turns; the earlier one with the libraries of its own lock file.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from document import NAAST, TOEN, bewaar, gemeten
from meten import INVOER, WORTEL, kopie, machine, wijzig_rij, woonanalyse

HOOFDSTUK = {"toen": "report/hoofdstukken/oogopslag.qmd", "nu": "report/hoofdstukken/leveren.qmd"}
"""A chapter of the paper, which was the whole report then."""
PDF = ("--formaat", "pdf")


def main() -> None:
    """Measure, store, write the document."""
    beurten = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as map_:
        toen = _van_toen(Path(map_) / "toen")
        projecten = [
            Project("toen", toen, _omgeving(toen, Path(map_) / "omgeving")),
            Project("nu", kopie(Path(map_) / "nu"), sys.executable),
        ]
        for project in projecten:
            project.maak("koud")
            wijzig_rij(project.wortel / INVOER, 1)
            project.maak("eerste rij")  # every form then says that a file differs from its record
        for _ in range(beurten):
            for project in projecten:
                wijzig_rij(project.wortel / INVOER, 1)
                project.maak("rij")
            for project in projecten:
                project.maak("vooraf", *PDF)
                wijzig_rij(project.wortel / INVOER, 1)
                project.maak("rij_pdf", *PDF)
            for project in projecten:
                project.schrijf_regel()
                project.maak("hoofdstuk", *PDF)
    gevallen = {
        geval: {project.naam: project.gemeten[geval] for project in projecten} for geval in NAAST
    }
    bewaar({**gemeten(), "naast": {"machine": machine(), "gevallen": gevallen}})


@dataclass
class Project:
    """A copy of the repository and the Python that it runs in; what was measured there, by case."""

    naam: str
    wortel: Path
    python: str
    gemeten: dict[str, list[dict[str, float]]] = field(default_factory=dict)

    def maak(self, geval: str, *keuzes: str) -> None:
        """Make the report, and note how long that took."""
        meting = woonanalyse(self.wortel, "rapport", *keuzes, python=self.python)
        kort = {naam: round(meting[naam], 2) for naam in ("totaal", "cpu")}
        self.gemeten.setdefault(geval, []).append(kort)
        print(geval, self.naam, kort, flush=True)

    def schrijf_regel(self) -> None:
        """Add a line to a chapter."""
        with (self.wortel / HOOFDSTUK[self.naam]).open("a", encoding="utf-8") as hoofdstuk:
            hoofdstuk.write("\nEen regel erbij.\n")


def _omgeving(wortel: Path, map_: Path) -> str:
    """The Python of a new environment with what the lock file of a project names, and that project."""
    subprocess.run([sys.executable, "-m", "venv", map_], check=True)
    python = str(map_ / "bin" / "python")
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--no-deps"]
    subprocess.run([*pip, "-r", wortel / "requirements.lock"], check=True)
    subprocess.run([*pip, "-e", wortel], check=True)
    return python


def _van_toen(doel: Path) -> Path:
    """What was in the repository at commit TOEN."""
    ingepakt = subprocess.run(
        ["git", "archive", "--format=tar", TOEN], cwd=WORTEL, capture_output=True, check=True
    ).stdout
    with tarfile.open(fileobj=BytesIO(ingepakt)) as archief:
        archief.extractall(doel, filter="data")
    return doel


if __name__ == "__main__":
    main()
