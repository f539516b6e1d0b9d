"""Run a notebook with an engine of papermill, and remove what differs between any two runs."""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import io
import itertools
import json
import os
import platform
import re
import site
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import papermill
from PIL import Image

MOTOR: str | None = os.environ.get("WOONANALYSE_TESTMOTOR", "woonanalyse") or None
"""The engine under test; an empty environment variable asks for the stock engine."""

GOUD = Path(__file__).parent / "goud"
VAST = "cel-"
"""How the ids of our own cells begin; papermill gives the cells it adds a random id."""

VERDWIJNT = (
    "PYTEST_CURRENT_TEST",  # its presence makes ipykernel leave file descriptors 1 and 2 alone
    "COLUMNS",
    "LINES",
    "MPLBACKEND",
    "MPLCONFIGDIR",
    "NO_COLOR",
    "PYTHONINSPECT",
    "PYTHONWARNINGS",
    "PYTHONBREAKPOINT",
    "PYTHONUNBUFFERED",
)


def draai(
    nb: Any, engine_name: str | None, tmp_path: Path, **papermill_arguments: Any
) -> tuple[Any, str | None]:
    """Execute `nb` in `tmp_path`: the notebook as left on disk, and the class that was raised.

    The notebook runs in the folder `werk`; its input and output lie beside that folder.
    """
    tmp_path = tmp_path.resolve()
    werk = tmp_path / "werk"
    werk.mkdir(parents=True, exist_ok=True)
    bron, doel = tmp_path / "in.ipynb", tmp_path / "uit.ipynb"
    nbformat.write(nb, bron)
    fout = None
    with omgeving():
        try:
            papermill.execute_notebook(
                bron,
                doel,
                engine_name=engine_name,
                progress_bar=False,
                cwd=werk,
                **papermill_arguments,
            )
        except Exception as uitzondering:
            fout = type(uitzondering).__name__
    return nbformat.read(doel, as_version=4), fout


@contextmanager
def omgeving() -> Iterator[None]:
    """The environment in which no settings of the user and none of pytest reach a notebook."""
    vooraf = dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="motor-") as tijdelijk:
        try:
            for naam in VERDWIJNT:
                os.environ.pop(naam, None)
            os.environ |= {
                "JUPYTER_PATH": str(Path(sys.prefix) / "share" / "jupyter"),
                "JUPYTER_PREFER_ENV_PATH": "1",
                "JUPYTER_DATA_DIR": tijdelijk,
                "JUPYTER_CONFIG_DIR": tijdelijk,
                "IPYTHONDIR": tijdelijk,
                "PYDEVD_DISABLE_FILE_VALIDATION": "1",
                "PYTHONUTF8": "1",
                "LANG": "C.UTF-8",
                "SHELL": "/bin/sh",
                "TERM": "xterm-color",
            }
            yield
        finally:
            os.environ.clear()
            os.environ.update(vooraf)


def genormaliseerd(nb: Any) -> dict[str, Any]:
    """The notebook as plain data, without times, addresses, process ids and paths of this run."""
    nb = json.loads(nbformat.writes(nb))
    pm = nb["metadata"]["papermill"]
    schoon = schoonmaker(Path(pm["output_path"]).parent)
    tijdloos(pm)
    taal = nb["metadata"].get("language_info", {})
    if "version" in taal:
        taal["version"] = "<python>"
    for cel in nb["cells"]:
        if not cel["id"].startswith(VAST):
            cel["id"] = "<id>"
        tijdloos(cel["metadata"].get("papermill", {}))
        if "execution" in cel["metadata"]:
            # When the kernel dies it depends on the moment which of the four there are.
            cel["metadata"]["execution"] = "<tijden>"
        cel["source"] = samen(cel["source"])
        if "outputs" in cel:
            cel["outputs"] = stromen_samen([_uitvoer(u) for u in cel["outputs"]])
    return overal(nb, schoon)


def tijdloos(pm: dict[str, Any]) -> None:
    """Replace times and durations; that there is none stays visible."""
    for naam in ("start_time", "end_time", "duration"):
        if pm.get(naam) is not None:
            pm[naam] = f"<{naam}>"


def _uitvoer(uitvoer: dict[str, Any]) -> dict[str, Any]:
    soort = uitvoer["output_type"]
    if soort == "stream":
        return {**uitvoer, "text": samen(uitvoer["text"])}
    if soort == "error":
        regels = _zonder_motor([zonder_ansi(regel) for regel in uitvoer["traceback"]])
        return {**uitvoer, "evalue": zonder_ansi(uitvoer["evalue"]), "traceback": regels}
    data = {mime: _beeld(mime, inhoud) for mime, inhoud in uitvoer["data"].items()}
    return {**uitvoer, "data": data}


def _zonder_motor(regels: list[str]) -> list[str]:
    """One entry for the frames of the engine itself, such as those below `input()`.

    An endless recursion likewise gets one: how deep it went depends on those frames.
    """
    over: list[str] = []
    eigen = re.compile(r"File \S*/(ipykernel|uitvoering/motor)/")
    gelijk = itertools.groupby("File <motor>" if eigen.match(r) else r for r in regels)
    for regel, groep in gelijk:
        aantal = len(list(groep))
        over += [regel] * (1 if regel == "File <motor>" or aantal > 100 else aantal)
    return over


def _beeld(mime: str, inhoud: Any) -> Any:
    if mime.endswith("json"):
        return inhoud
    inhoud = samen(inhoud)
    if mime == "image/png":
        return {"tekens": len(inhoud) - len(inhoud.rstrip()), **png(base64.b64decode(inhoud))}
    if mime == "image/svg+xml":
        # The moment at which matplotlib drew.
        return re.sub(r"<dc:date>.*?</dc:date>", "<dc:date>…</dc:date>", inhoud)
    return inhoud


def png(inhoud: bytes) -> dict[str, Any]:
    """Size of an image, whether anything is drawn on it, and its bytes in short."""
    with Image.open(io.BytesIO(inhoud)) as beeld:
        leeg = all(a == b for a, b in beeld.convert("RGBA").getextrema())
        maat = list(beeld.size)
    return {"png": maat, "leeg": leeg, "sha256": hashlib.sha256(inhoud).hexdigest()}


def stromen_samen(uitvoer: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Join neighbouring pieces of one stream: where the kernel cuts them depends on its clock."""
    heel: list[dict[str, Any]] = []
    for stuk in uitvoer:
        vorige = heel[-1] if heel else {}
        if stuk["output_type"] == "stream" and vorige.get("name") == stuk["name"]:
            vorige["text"] += stuk["text"]
        else:
            heel.append(stuk)
    return heel


def samen(tekst: str | list[str]) -> str:
    """A text, whether the file has it as one string or as lines."""
    return tekst if isinstance(tekst, str) else "".join(tekst)


def zonder_ansi(tekst: str) -> str:
    """Without colours."""
    return re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", tekst)


def schoonmaker(map_: Path) -> Callable[[str], str]:
    """What replaces the paths of this machine and run, addresses, process ids and timings."""
    plaatsen = {
        str(map_): "<tmp>",
        **{str(Path(p).resolve()): "<site>" for p in site.getsitepackages()},
        sysconfig.get_paths()["stdlib"]: "<stdlib>",
        sys.prefix: "<prefix>",
        sys.base_prefix: "<base>",
    }
    thuis = str(Path.home())
    paden = []
    for pad, naam in plaatsen.items():
        paden.append((pad, naam))
        if pad.startswith(thuis + "/"):  # IPython writes the home directory as a tilde
            paden.append(("~" + pad.removeprefix(thuis), naam))
    patronen = [
        # The file a cell is compiled as: ipykernel's, or that of IPython itself.
        (r"/[\w./-]+/\w+_\d+/\d+\.py\b", "<cel>"),
        (r"<ipython-input-\d+-[0-9a-f]+>", "<cel>"),
        (r"(?<![\w./])\d{6,}\.py\b", "<cel>"),
        (r"\b0x[0-9a-f]{6,}", "0x…"),
        (r"\bobject at [0-9a-f]{8,}", "object at 0x…"),
        (r"CPU times: .*", "CPU times: …"),
        (r"Wall time: .*", "Wall time: …"),
        (r"\bpid[ =]\d+", "pid …"),
    ]

    def schoon(tekst: str) -> str:
        for pad, naam in paden:
            tekst = tekst.replace(pad, naam)
        for patroon, naam in patronen:
            tekst = re.sub(patroon, naam, tekst)
        return tekst

    return schoon


def overal(waarde: Any, doe: Callable[[str], str]) -> Any:
    """Apply `doe` to all strings within; keys stay; what is not a number becomes comparable."""
    if isinstance(waarde, float) and waarde != waarde:
        return "<nan>"
    if isinstance(waarde, str):
        return doe(waarde)
    if isinstance(waarde, list):
        return [overal(w, doe) for w in waarde]
    if isinstance(waarde, dict):
        return {naam: overal(w, doe) for naam, w in waarde.items()}
    return waarde


def uitkomst(
    nb: Any, engine_name: str | None, tmp_path: Path, **papermill_arguments: Any
) -> dict[str, Any]:
    """What a run comes to: the exception raised to the caller and the normalised notebook."""
    uitgevoerd, fout = draai(nb, engine_name, tmp_path, **papermill_arguments)
    return {"fout": fout, "notebook": genormaliseerd(uitgevoerd)}


def met_standaardmotor(nb: Any, tmp_path: Path, **papermill_arguments: Any) -> dict[str, Any]:
    """What the stock engine makes of it.

    Two kernels that start at the same moment may choose the same port; then one dies before its
    first cell, which says nothing about the notebook: it runs again.
    """
    for poging in range(3):
        gevonden = uitkomst(nb, None, tmp_path / str(poging), **papermill_arguments)
        if gevonden["fout"] != "RuntimeError":
            break
    return gevonden


def versies() -> dict[str, str]:
    """The versions on which texts and images of outputs depend."""
    pakketten = (
        "ipykernel",
        "ipython",
        "matplotlib",
        "matplotlib-inline",
        "nbclient",
        "nbformat",
        "numpy",
        "pandas",
        "papermill",
        "rich",
    )
    return {
        "python": platform.python_version(),
        "systeem": f"{platform.system()} {platform.machine()}",
        **{pakket: importlib.metadata.version(pakket) for pakket in pakketten},
    }


def goud(naam: str) -> dict[str, Any]:
    """The stored outcome of the stock engine."""
    return json.loads((GOUD / f"{naam}.json").read_text(encoding="utf-8"))


def bewaar_goud(naam: str, waarde: Any) -> None:
    """Store an outcome; characters outside ASCII escaped, so that lone surrogates fit too."""
    tekst = json.dumps(waarde, indent=1, sort_keys=True) + "\n"
    (GOUD / f"{naam}.json").write_text(tekst, encoding="utf-8")
