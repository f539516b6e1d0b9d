"""What several tests need: the project's place, copies of it, damage, notebook runs."""

from __future__ import annotations

import csv
import functools
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pandas as pd

from woonanalyse.beeld import figuren
from woonanalyse.bestanden import schrijf_beeld, schrijf_csv, schrijf_json
from woonanalyse.bronnen.editie import Editie, lees_editie
from woonanalyse.fouten import InvoerFout, Probleem
from woonanalyse.model.balans import balans, vergelijking
from woonanalyse.model.gebied import gebieden
from woonanalyse.rapport.datapakket import datapakket
from woonanalyse.rapport.monitor import monitor
from woonanalyse.rapport.samenvoegen import voeg_samen

WORTEL = Path(__file__).resolve().parents[1]
EDITIES = ("2015", "2017", "2019", "2021")
RIJEN = list[list[str]]

GEMEENTEN = "data/raw/gemeenten/2015-12/gemeenten_twente.csv"
RWP2015 = "data/raw/rwp/2015-01-01/rwp2015_vraag_aanbod.csv"
RWP2015_TOTALEN = "data/raw/rwp/2015-01-01/rwp2015_subregio_totalen.csv"
RWP2017 = "data/raw/rwp/2017-01-01/rwp2017_invoer.csv"
NETTO2020 = "data/raw/woonagenda/2020-01-01/plancapaciteit_netto_2020.csv"
INVENTARISATIE = "data/raw/inventarisatie/2021/plancapaciteit_hard_zacht_2021.csv"
FEITEN = "data/raw/plantoelichtingen/per-regel/feiten_woningbehoefte_plantoelichtingen.csv"

VERBODEN = ("voldoet niet", "in overtreding", "grijpt in", "tekort")
"""What no text of ours may say (ONTWERP 4.6), in lower case."""

ROMMEL = re.compile(r"\bnan\b|<NA>|\bNaT\b|\bNone\b|\bTrue\b|\bFalse\b|\bInt64\b|\.\.")
"""Traces of code that may not come out in a text for readers."""


@functools.cache
def editie(naam: str) -> Editie:
    """An edition of the project itself; read once, so not to be changed."""
    return lees_editie(WORTEL, naam)


def balans_van(deze: Editie) -> pd.DataFrame:
    """The balance of all municipalities at once."""
    return balans(deze.invoer, deze.kop, deze.definitie, deze.norm)


def vergelijking_van(deze: Editie) -> pd.DataFrame:
    """The balance by the definitions of other editions, all municipalities at once."""
    return vergelijking(deze.invoer, deze.kop, deze.vergelijkdefinities, deze.norm)


def gebieden_van(deze: Editie) -> pd.DataFrame:
    """The sums of subregions and region."""
    regio = deze.regio
    return gebieden(
        deze.invoer,
        deze.kop,
        deze.definitie,
        regio.naam,
        regio.kop["subregios"],
        deze.regiobehoefte,
    )


def kopieer_gegevens(doel: Path) -> Path:
    """Copy what is read (`data/` without what is made, `_quarto.yml`) to `doel`."""
    shutil.copytree(WORTEL / "data", doel / "data", ignore=_zonder("processed", "sjablonen"))
    shutil.copyfile(WORTEL / "_quarto.yml", doel / "_quarto.yml")
    return doel


def kopieer_project(doel: Path) -> Path:
    """Copy the whole project, its code too, but for what is made, tests and environment."""
    doel.mkdir(parents=True, exist_ok=True)
    kopieer_gegevens(doel)
    shutil.copytree(WORTEL / "notebooks", doel / "notebooks", ignore=_zonder(".ipynb_checkpoints"))
    shutil.copytree(WORTEL / "src", doel / "src", ignore=_zonder("__pycache__"))
    gemaakt = ("_output", "_werk", "rwp_files", "__pycache__")
    shutil.copytree(WORTEL / "report", doel / "report", ignore=_zonder(*gemaakt))
    for naam in ("pyproject.toml", "requirements.lock"):
        shutil.copyfile(WORTEL / naam, doel / naam)
    return doel


def _zonder(*namen: str) -> Callable[[str, list[str]], set[str]]:
    return lambda _, inhoud: set(namen) & set(inhoud)


def schrijf_resultaten(deze: Editie, map_: Path, wortel: Path = WORTEL) -> Path:
    """Make the result files as the task graph does, but with the model run on all at once."""
    alles = {"balans.csv": balans_van(deze), "balans_vergelijking.csv": vergelijking_van(deze)}
    codes = deze.regio.gemeenten["gemeentecode"]
    for bestand, frame in alles.items():
        delen = [map_ / "delen" / f"{bestand.removesuffix('.csv')}-{code}.csv" for code in codes]
        for code, deel in zip(codes, delen, strict=True):
            schrijf_csv(deel, frame[frame["gemeentecode"] == code])
        voeg_samen(delen, map_ / bestand)
    schrijf_csv(map_ / "balans_gebied.csv", gebieden_van(deze))
    for code in codes:
        rijen = alles["balans.csv"].query("gemeentecode == @code")
        schrijf_beeld(map_ / "delen" / f"gemeente-{code}.svg", figuren.gemeente(rijen, deze.kop))
    schrijf_csv(map_ / "afspraken.csv", monitor(deze, alles["balans.csv"]))
    schrijf_json(map_ / "datapackage.json", datapakket(deze, map_, wortel))
    return map_


def lees_rijen(pad: Path) -> RIJEN:
    """All lines of a CSV as cells; the header first."""
    with pad.open(encoding="utf-8", newline="") as bestand:
        return list(csv.reader(bestand))


def schrijf_rijen(pad: Path, rijen: Iterable[Sequence[str]]) -> None:
    """Write cells as CSV, quoted where needed."""
    with pad.open("w", encoding="utf-8", newline="") as bestand:
        csv.writer(bestand, lineterminator="\n").writerows(rijen)


def vervang(pad: Path, oud: str, nieuw: str) -> None:
    """Replace text that is there exactly once."""
    tekst = pad.read_text(encoding="utf-8")
    assert tekst.count(oud) == 1, f"{oud!r} staat {tekst.count(oud)} keer in {pad.name}"
    pad.write_text(tekst.replace(oud, nieuw), encoding="utf-8", newline="\n")


def problemen_van(wortel: Path, naam: str) -> list[Probleem]:
    """The problems that reading an edition raises; none when it reads."""
    try:
        lees_editie(wortel, naam)
    except InvoerFout as fout:
        return fout.problemen
    return []


def afdruk(map_: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {
        pad.relative_to(map_).as_posix(): pad.read_bytes()
        for pad in sorted(map_.rglob("*"))
        if pad.is_file()
    }


def jupyteromgeving(tijdelijk: Path) -> dict[str, str]:
    """An environment in which only this Python's own kernel is known."""
    tijdelijk.mkdir(parents=True, exist_ok=True)
    return {
        **os.environ,
        "JUPYTER_PATH": str(Path(sys.prefix) / "share" / "jupyter"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_DATA_DIR": str(tijdelijk),
        "JUPYTER_CONFIG_DIR": str(tijdelijk),
        "IPYTHONDIR": str(tijdelijk),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "PYTHONUTF8": "1",
    }


def papermill(
    wortel: Path, notitieboek: str, doel: Path, *opties: str
) -> subprocess.CompletedProcess[str]:
    """Run a notebook as a user does: papermill's command with its stock engine."""
    opdracht = [sys.executable, "-m", "papermill", f"notebooks/{notitieboek}", str(doel)]
    return subprocess.run(
        [*opdracht, "--kernel", "python3", "--no-progress-bar", *opties],
        cwd=wortel,
        env=jupyteromgeving(doel.parent / f"jupyter-{doel.stem}"),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


def opdracht(
    wortel: Path, *argumenten: str, uitvoer: Path | None = None, limiet: int = 60
) -> subprocess.CompletedProcess[str]:
    """Run `python -m woonanalyse` in a folder; with `uitvoer` what it prints goes to that file.

    A copy of the project that has its own code runs that code.
    """
    omgeving = {**os.environ, "PYTHONUTF8": "1"}
    if (wortel / "src").is_dir():
        omgeving["PYTHONPATH"] = str(wortel / "src")
    gemeen = {"cwd": wortel, "stdin": subprocess.DEVNULL, "timeout": limiet, "env": omgeving}
    regel = [sys.executable, "-m", "woonanalyse", *argumenten]
    if uitvoer is None:
        return subprocess.run(regel, capture_output=True, encoding="utf-8", **gemeen)
    with uitvoer.open("w", encoding="utf-8") as bestand:
        klaar = subprocess.run(regel, stdout=bestand, stderr=subprocess.STDOUT, **gemeen)
    tekst = uitvoer.read_text(encoding="utf-8", errors="replace")
    return subprocess.CompletedProcess(regel, klaar.returncode, tekst, "")
