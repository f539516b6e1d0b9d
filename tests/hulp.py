"""What several tests need: the project's place, copies of it, damage, notebook runs."""

from __future__ import annotations

import ast
import csv
import functools
import importlib.util
import io
import itertools
import json
import math
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from operator import is_not
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
import pandas as pd
import pytest
import yaml
from eens import eens
from hypothesis import settings

from woonanalyse.afscherming.openbaar import maskeer
from woonanalyse.afscherming.regels import regels
from woonanalyse.afspraken import beeld as afsprakenbeeld
from woonanalyse.afspraken.termijnregister import vul_termijnen
from woonanalyse.kern.beeld.markdown import gewoon
from woonanalyse.kern.beeld.tonen import Beeld, Tabel
from woonanalyse.kern.bestanden import schrijf_beeld, schrijf_csv, schrijf_json
from woonanalyse.kern.catalogus import notitieboeken, onderwerp_van, onderwerpen, tabellen
from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.onderwerpen.balans.beeld import figuren
from woonanalyse.onderwerpen.balans.model import balans, vergelijking
from woonanalyse.onderwerpen.bereken import bereken, merk
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.onderwerpen.editielezer import lees_editie
from woonanalyse.onderwerpen.gebied.model import gebieden
from woonanalyse.uitkomsten.afsprakenfiguur import teken_raster
from woonanalyse.uitkomsten.datapakket import datapakket
from woonanalyse.uitkomsten.herkomst import herkomst
from woonanalyse.uitkomsten.monitor import monitortabellen
from woonanalyse.uitkomsten.runs import AFSPRAKENFIGUUR

WORTEL = Path(__file__).resolve().parents[1]
EDITIES = ("2015", "2017", "2019", "2021", "2022")
GEBIED = {"regio": "Twente", "provincie": "Overijssel"}
GEHEEL = {
    boek.naam: ("-p", "gemeente", GEBIED[boek.gebied]) if boek.gebied else ()
    for boek in notitieboeken().values()
    if boek.per != "gemeente"
}
"""Notebooks that the report embeds, and the parameters that make them about the whole region."""
RIJEN = list[list[str]]

GEMEENTEN = "data/raw/gemeenten/2015-12/gemeenten_twente.csv"
RWP2015 = "data/raw/rwp/2015-01-01/rwp2015_vraag_aanbod.csv"
RWP2015_TOTALEN = "data/raw/rwp/2015-01-01/rwp2015_subregio_totalen.csv"
RWP2017 = "data/raw/rwp/2017-01-01/rwp2017_invoer.csv"
NETTO2020 = "data/raw/woonagenda/2020-01-01/plancapaciteit_netto_2020.csv"
INVENTARISATIE = "data/raw/inventarisatie/2021/plancapaciteit_hard_zacht_2021.csv"
FEITEN = "data/raw/plantoelichtingen/per-regel/feiten_woningbehoefte_plantoelichtingen.csv"

VERBODEN = (
    "voldoet niet",
    "voldoet er niet",
    "voldoen er niet",
    "in overtreding",
    "grijpt in",
    "tekort",
)
"""What no text of ours may say (ONTWERP 4.6), in lower case."""

ROMMEL = re.compile(r"\bnan\b|<NA>|\bNaT\b|\bNone\b|\bTrue\b|\bFalse\b|\bInt64\b|\.\.")
"""Traces of code that may not come out in a text for readers."""


@functools.cache
def editie(naam: str) -> Editie:
    """An edition of the project itself; read once, so not to be changed."""
    return lees_editie(WORTEL, naam)


def dossier(naam: str, *, voorbeelddata: bool = False) -> Dossier:
    """The dossier of an edition of the project itself; read once, so not to be changed."""
    return _dossier(naam, voorbeelddata)


@functools.cache
def _dossier(naam: str, voorbeelddata: bool) -> Dossier:
    gelezen = eens(
        f"dossier-{naam}-{voorbeelddata}",
        lambda: lees_dossier(WORTEL, naam, voorbeelddata=voorbeelddata),
    )
    _EIGEN[id(gelezen)] = gelezen
    return gelezen


_EIGEN: dict[int, Dossier] = {}
_UITKOMSTEN: dict[int, dict[str, pd.DataFrame]] = {}
"""The results of those dossiers, which many tests look at."""


def balans_van(deze: Editie) -> pd.DataFrame:
    """The balance of all municipalities at once, with the terms of the register."""
    uitkomst = balans(deze.invoer, deze.opzet, deze.definitie, deze.norm, deze.gepubliceerd)
    return vul_termijnen(uitkomst, deze.termijn, deze.registers, deze.opzet)


def vergelijking_van(deze: Editie) -> pd.DataFrame:
    """The balance by the definitions of other editions, all municipalities at once."""
    return vergelijking(deze.invoer, deze.opzet, deze.vergelijkdefinities, deze.norm)


def gebieden_van(deze: Editie) -> pd.DataFrame:
    """The sums of subregions and region."""
    regio = deze.regio
    return gebieden(
        deze.invoer,
        deze.opzet,
        deze.definitie,
        regio.naam,
        regio.subregios,
        deze.norm,
        deze.regiobehoefte,
    )


def gedeeld(tmp_path_factory: pytest.TempPathFactory, worker_id: str, naam: str) -> Path:
    """A folder below which all workers find what one of them made."""
    map_ = tmp_path_factory.getbasetemp()
    return (map_ if worker_id == "master" else map_.parent) / naam


def kopieer_gegevens(doel: Path) -> Path:
    """Copy what is read (`data/` without what is made, `_quarto.yml`) to `doel`."""
    for map_ in {(doel / naam).parent for naam in _gegevens()}:
        map_.mkdir(parents=True, exist_ok=True)
    for naam, inhoud in _gegevens().items():
        (doel / naam).write_bytes(inhoud)
    return doel


@functools.cache
def _gegevens() -> dict[str, bytes]:
    """What is read, by its path: hundreds of tests take a copy, so it is kept in memory."""
    gemaakt = {"processed", "sjablonen"}
    paden = [pad.relative_to(WORTEL) for pad in (WORTEL / "data").rglob("*") if pad.is_file()]
    gelezen = [Path("_quarto.yml"), *(pad for pad in paden if not gemaakt & {*pad.parts})]
    return {pad.as_posix(): (WORTEL / pad).read_bytes() for pad in gelezen}


def kopieer_project(doel: Path, *, code: bool = True) -> Path:
    """Copy the whole project but for what is made, tests and environment.

    Without its own `code` the copy is one in which the code of the tests runs.
    """
    doel.mkdir(parents=True, exist_ok=True)
    kopieer_gegevens(doel)
    shutil.copytree(WORTEL / "notebooks", doel / "notebooks", ignore=zonder(".ipynb_checkpoints"))
    if code:
        shutil.copytree(WORTEL / "src", doel / "src", ignore=zonder("__pycache__"))
    gemaakt = ("_output", "_werk", "rwp_files", "__pycache__")
    shutil.copytree(WORTEL / "report", doel / "report", ignore=zonder(*gemaakt))
    for naam in ("pyproject.toml", "requirements.lock"):
        shutil.copyfile(WORTEL / naam, doel / naam)
    return doel


def lang_behalve(kort: Collection[Any], alle: Iterable[Any]) -> list[Any]:
    """Cases of a test: those of `kort` in `make test`, the others in the longer job."""
    gevallen = [*alle]
    assert all(geval in gevallen for geval in kort)
    return [
        geval if geval in kort else pytest.param(geval, marks=pytest.mark.lang)
        for geval in gevallen
    ]


def elk_eens(*delen: Iterable[Any]) -> list[Any]:
    """Every combination of what the parts of a case may be: in `make test` each of one part with the first of
    the others, the rest in the longer job."""
    gevallen = [*itertools.product(*map(tuple, delen))]
    return [
        pytest.param(*geval, marks=[pytest.mark.lang] * (sum(map(is_not, geval, gevallen[0])) > 1))
        for geval in gevallen
    ]


def nederland() -> ModuleType:
    """The module that makes a project of the whole country, or of the first municipalities of it."""
    pad = WORTEL / "benchmarks" / "nederland" / "maak.py"
    spec = importlib.util.spec_from_file_location("maak_nederland", pad)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def voorbeelden(aantal: int, **keuzes: Any) -> settings:
    """So many examples of a property; in `make test` as much less as of one that says nothing itself."""
    gewoon, kort = (settings.get_profile(naam) for naam in ("woonanalyse", "kort"))
    if settings.default == kort:
        aantal = math.ceil(aantal * kort.max_examples / gewoon.max_examples)
    return settings(max_examples=aantal, **keuzes)


def zonder(*namen: str) -> Callable[[str, list[str]], set[str]]:
    return lambda _, inhoud: set(namen) & set(inhoud)


def uitkomsten_van(d: Dossier) -> dict[str, pd.DataFrame]:
    """Every result file of a dossier, by its name: computed for all municipalities at once."""
    if _EIGEN.get(id(d)) is not d:
        return _reken_uit(d)
    if id(d) not in _UITKOMSTEN:
        naam = f"uitkomsten-{d.editie.naam}-{d.voorbeelddata}"
        _UITKOMSTEN[id(d)] = eens(naam, lambda: _reken_uit(d))
    return {naam: frame.copy() for naam, frame in _UITKOMSTEN[id(d)].items()}


def _reken_uit(d: Dossier) -> dict[str, pd.DataFrame]:
    namen = [
        naam
        for naam in tabellen()
        if (onderwerp := onderwerp_van(naam)) is not None and d.heeft(onderwerp)
    ]
    frames = {naam: _per_lid(d, frame) for naam, frame in bereken(d, namen).items()}
    frames |= monitortabellen(d.editie, frames["balans"])
    op_volgorde = {naam: frames[naam] for naam in tabellen() if naam in frames}
    op_volgorde["herkomst"] = herkomst(d, op_volgorde)
    return {f"{naam}.csv": frame for naam, frame in op_volgorde.items()}


def _per_lid(d: Dossier, frame: pd.DataFrame) -> pd.DataFrame:
    """As the slices of notebooks per municipality are joined: member by member, then the whole."""
    boeken = {t.naam: o.notitieboek.per for o in onderwerpen() if o.notitieboek for t in o.tabellen}
    tabel = next(t for t in tabellen().values() if list(t.velden) == list(frame.columns))
    if boeken.get(tabel.naam, "geheel") == "geheel":
        return frame
    leden = [*d.regio.gemeenten["gemeente"], d.regio.provincie]
    plek = {naam: nummer for nummer, naam in enumerate(leden)}
    return frame.sort_values("gemeente", key=lambda s: s.map(plek), kind="stable")


def openbare_halfjaren(frame: pd.DataFrame, eerder: Sequence[pd.DataFrame] = ()) -> pd.DataFrame:
    """The half-years of statushouders as everyone may see them, by what their subject declares."""
    (onderwerp,) = (o for o in onderwerpen() if "halfjaren" in o.tussentabellen)
    return merk(
        maskeer(frame, onderwerp.openbaarheid["halfjaren"], regels(), eerder=eerder), frame, ()
    )


def schrijf_resultaten(d: Dossier, map_: Path, wortel: Path = WORTEL) -> Path:
    """Make the result files as the task graph does, but with the model run on all at once; no figures."""
    for bestand, frame in uitkomsten_van(d).items():
        schrijf_csv(map_ / bestand, frame)
    schrijf_json(map_ / "datapackage.json", datapakket(d, map_, wortel))
    return map_


def schrijf_figuren(d: Dossier, map_: Path, wortel: Path = WORTEL) -> None:
    """The figures that stand beside the result files."""
    frames = uitkomsten_van(d)
    for code, rijen in frames["balans.csv"].groupby("gemeentecode", sort=False):
        beeld = figuren.gemeente(rijen, d.editie.opzet, d.editie.norm)
        schrijf_beeld(map_ / "figuren" / f"gemeente-{code}.svg", beeld)
    schrijf_beeld(map_ / AFSPRAKENFIGUUR[0], afsprakenfiguur(d, frames["afspraken.csv"], wortel))


def afsprakenfiguur(d: Dossier, afspraken: pd.DataFrame, wortel: Path = WORTEL) -> Beeld:
    """The grid of agreements of an edition."""
    regels, opzet = d.editie.regio.afspraken, d.editie.opzet
    merken = {"voorbeelddata": d.voorbeelddata, "scenario": opzet.scenario}
    return teken_raster(wortel, afsprakenbeeld.raster(regels, afspraken, opzet), **merken)


def tabellen_van(d: Dossier) -> dict[str, pd.DataFrame]:
    """The result files as the report reads them, by name without extension."""
    return {naam.removesuffix(".csv"): frame for naam, frame in uitkomsten_van(d).items()}


def kaal(tabel: Tabel) -> str:
    """The Markdown of a table without links, and without the column of codes where it has one."""
    regels = gewoon(tabel.markdown).splitlines()
    if not regels[0].endswith("| Bron |"):
        return "\n".join(regels)
    return "\n".join(regel.rpartition("|")[0].rpartition("|")[0] + "|" for regel in regels)


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


def zonder_sleutel(wortel: Path, *sleutels: str) -> None:
    """Take keys that are there, and what stands below them, out of the region file."""
    pad = wortel / "data/regio.yml"
    kop = yaml.safe_load(pad.read_text(encoding="utf-8"))
    for sleutel in sleutels:
        del kop[sleutel]
    tekst = yaml.safe_dump(kop, allow_unicode=True, sort_keys=False)
    pad.write_text(tekst, encoding="utf-8", newline="\n")


def zonder_volledige(wortel: Path) -> None:
    """Take the complete editions away; the others begin anew."""
    for naam in ("2015", "2017"):
        (wortel / f"data/edities/{naam}.yml").unlink()
    vervang(wortel / "data/edities/2019.yml", 'voorganger: "2017"\n', "")


def problemen_van(wortel: Path, naam: str) -> list[Probleem]:
    """The problems that reading an edition raises; none when it reads."""
    try:
        lees_editie(wortel, naam)
    except InvoerFout as fout:
        return fout.problemen
    return []


def inhoud_van(map_: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes, but for what Python compiled."""
    return {
        pad.relative_to(map_).as_posix(): pad.read_bytes()
        for pad in sorted(map_.rglob("*"))
        if pad.is_file() and "__pycache__" not in pad.parts
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
        env=jupyteromgeving(doel.parent / f"jupyter-{doel.stem}") | eigen_code(wortel),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
    )


def toon_cellen(notitieboek: str, **parameters: str) -> list[str]:
    """Run the code cells in this process; what each of them shows, as a reader would see it."""
    ruimte: dict[str, Any] = {}
    beelden = []
    boek = json.loads((WORTEL / f"notebooks/{notitieboek}.ipynb").read_bytes())
    for cel in (c for c in boek["cells"] if c["cell_type"] == "code"):
        boom = ast.parse("".join(cel["source"]))
        laatste = boom.body.pop() if boom.body and isinstance(boom.body[-1], ast.Expr) else None
        exec(compile(boom, "cel", "exec"), ruimte)
        if "parameters" in cel["metadata"].get("tags", []):
            ruimte |= parameters
        if isinstance(laatste, ast.Expr):
            waarde = eval(compile(ast.Expression(laatste.value), "cel", "eval"), ruimte)
            beelden.append(waarde.to_csv() if isinstance(waarde, pd.DataFrame) else repr(waarde))
    return beelden


def eigen_code(wortel: Path) -> dict[str, str]:
    """What in the environment makes the code of this folder run, where it has code."""
    return {"PYTHONPATH": str(wortel / "src")} if (wortel / "src").is_dir() else {}


def opdracht(
    wortel: Path, *argumenten: str, uitvoer: Path | None = None, limiet: int = 600
) -> subprocess.CompletedProcess[str]:
    """Run `python -m woonanalyse` in a folder; with `uitvoer` what it prints goes to that file.

    A copy of the project that has its own code runs that code.
    """
    omgeving = {**os.environ, **eigen_code(wortel), "PYTHONUTF8": "1"}
    gemeen: dict[str, Any] = {
        "cwd": wortel,
        "stdin": subprocess.DEVNULL,
        "timeout": limiet,
        "env": omgeving,
    }
    regel = [sys.executable, "-m", "woonanalyse", *argumenten]
    if uitvoer is None:
        return subprocess.run(regel, capture_output=True, encoding="utf-8", **gemeen)
    with uitvoer.open("w", encoding="utf-8") as bestand:
        klaar = subprocess.run(regel, stdout=bestand, stderr=subprocess.STDOUT, **gemeen)
    tekst = uitvoer.read_text(encoding="utf-8", errors="replace")
    return subprocess.CompletedProcess(regel, klaar.returncode, tekst, "")


@dataclass(frozen=True)
class Run:
    """One run of papermill: how it ended, and the notebook it left."""

    klaar: subprocess.CompletedProcess[str]
    pad: Path

    @property
    def notitieboek(self) -> Any:
        return nbformat.read(self.pad, as_version=4)

    def uitvoer(self, soort: str) -> list[Any]:
        """The outputs that have a representation of this kind."""
        return [
            uitvoer
            for cel in self.notitieboek.cells
            for uitvoer in cel.get("outputs", [])
            if soort in uitvoer.get("data", {})
        ]


@dataclass(frozen=True)
class Runs:
    """Notebooks run by papermill's stock engine in one copy of the project."""

    wortel: Path
    vooraf: dict[str, bytes]
    achteraf: dict[str, bytes]
    standaard: Run
    borne: Run
    buiten: Run
    onbekend: Run
    geheel: dict[str, Run]


@dataclass(frozen=True)
class Gemaakt:
    """A copy of the project in which the report was made, and how that ended."""

    wortel: Path
    returncode: int
    stdout: str

    def run(self, *argumenten: str) -> subprocess.CompletedProcess[str]:
        return opdracht(
            self.wortel, *argumenten, uitvoer=self.wortel.parent / "uitvoer.txt", limiet=600
        )

    @property
    def resultaten(self) -> Path:
        return self.wortel / "data/processed/2017"

    @property
    def rapport(self) -> Path:
        return self.wortel / "report/_output/2017"


def kopie_van(gemaakt: Gemaakt, doel: Path, *, code: bool = True) -> Gemaakt:
    """A copy to change of a project in which the report was made: there too nothing is left to do.

    Without its own `code` the copy is one in which the code of the tests runs.
    """
    assert gemaakt.returncode == 0, gemaakt.stdout
    shutil.copytree(gemaakt.wortel, doel, ignore=None if code else zonder("src"))
    if not code:
        _bij_eigen_code(doel / "pytask.lock")
    return Gemaakt(doel, 0, gemaakt.stdout)


def _bij_eigen_code(slot: Path) -> None:
    """pytask remembers a task by the file that its code is in."""
    code = Path(os.path.relpath(WORTEL / "src", slot.parent)).as_posix()
    tekst = slot.read_text(encoding="utf-8").replace('id = "src/', f'id = "{code}/')
    slot.write_text(tekst, encoding="utf-8")


def als_tekst(frame: pd.DataFrame) -> pd.DataFrame:
    """A result as its file is read back: text, by the row of a spreadsheet."""
    tekst = frame.to_csv(index=False)
    gelezen = pd.read_csv(io.StringIO(tekst), dtype=str, keep_default_na=False)
    return gelezen.set_axis(range(2, len(gelezen) + 2), axis="index")
