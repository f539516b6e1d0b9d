"""Run one notebook with papermill, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import nbformat

from woonanalyse.fouten import WoonanalyseFout

TIJDSLIMIET = 600
"""Seconds after which a notebook run is ended."""


def voer_uit(wortel: Path, bron: Path, doel: Path, parameters: Mapping[str, str]) -> None:
    """Execute notebook `bron` to `doel` with text `parameters`, in the root of the project.

    Raises WoonanalyseFout that names the notebook, its parameters, the cell and the error; the
    executed notebook with the error stays in `doel`.
    """
    doel.parent.mkdir(parents=True, exist_ok=True)
    opdracht = [sys.executable, "-m", "papermill", str(bron), str(doel), "--cwd", str(wortel)]
    opdracht += ["--no-progress-bar", "--no-log-output", "--kernel", "python3"]
    for naam, waarde in parameters.items():
        opdracht += ["-r", naam, waarde]
    with tempfile.TemporaryDirectory(prefix="woonanalyse-") as tijdelijk:
        try:
            klaar = subprocess.run(
                opdracht,
                cwd=wortel,
                env=_omgeving(tijdelijk),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                encoding="utf-8",
                errors="replace",
                timeout=TIJDSLIMIET,
            )
        except subprocess.TimeoutExpired:
            raise WoonanalyseFout(
                f"{_naam(bron, parameters)}: na {TIJDSLIMIET} seconden nog niet klaar en gestopt"
            ) from None
    if klaar.returncode:
        raise WoonanalyseFout(_melding(bron, doel, parameters, klaar.stderr))


def _omgeving(tijdelijk: str) -> dict[str, str]:
    """The environment in which the kernel is that of this Python, whatever the user has installed."""
    return {
        **os.environ,
        "JUPYTER_PATH": str(Path(sys.prefix) / "share" / "jupyter"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_DATA_DIR": tijdelijk,
        "JUPYTER_CONFIG_DIR": tijdelijk,
        "IPYTHONDIR": tijdelijk,
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "PYTHONUTF8": "1",
    }


def _naam(bron: Path, parameters: Mapping[str, str]) -> str:
    return f"notitieboek {bron.name} ({', '.join(f'{n}={w}' for n, w in parameters.items())})"


def _melding(bron: Path, doel: Path, parameters: Mapping[str, str], stderr: str) -> str:
    cel = _foute_cel(doel)
    if cel is None:
        laatste = stderr.strip().splitlines()[-1:] or ["geen melding"]
        return f"{_naam(bron, parameters)}: papermill stopte: {laatste[0]}"
    nummer, regel, fout = cel
    return (
        f"{_naam(bron, parameters)}, cel {nummer} ({regel}): {fout}. Uitgevoerd notitieboek: {doel}"
    )


def _foute_cel(doel: Path) -> tuple[int, str, str] | None:
    """Number, first line and error of the first cell that failed."""
    if not doel.is_file():
        return None
    for nummer, cel in enumerate(nbformat.read(doel, as_version=4).cells, start=1):
        for uitvoer in cel.get("outputs", []):
            if uitvoer.output_type == "error":
                regels = [
                    r for r in cel.source.splitlines() if r.strip() and not r.startswith("#|")
                ]
                return nummer, regels[0] if regels else "", f"{uitvoer.ename}: {uitvoer.evalue}"
    return None
