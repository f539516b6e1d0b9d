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

ENGINE: str | None = os.environ.get("FORKSERVER_TEST_ENGINE", "forkserver") or None
"""The engine under test; an empty environment variable asks for the stock engine."""

STORED = Path(__file__).parent / "stored"
FIXED = "cell-"
"""How the ids of our own cells begin; papermill gives the cells it adds a random id."""

REMOVED = (
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


def run(
    nb: Any, engine_name: str | None, tmp_path: Path, **papermill_arguments: Any
) -> tuple[Any, str | None]:
    """Execute `nb` in `tmp_path`: the notebook as left on disk, and the class that was raised.

    The notebook runs in the folder `here`; its input and output lie beside that folder.
    """
    tmp_path = tmp_path.resolve()
    work = tmp_path / "here"
    work.mkdir(parents=True, exist_ok=True)
    source, target = tmp_path / "in.ipynb", tmp_path / "out.ipynb"
    nbformat.write(nb, source)
    error = None
    with environment():
        try:
            papermill.execute_notebook(
                source,
                target,
                engine_name=engine_name,
                progress_bar=False,
                cwd=work,
                **papermill_arguments,
            )
        except Exception as exception:
            error = type(exception).__name__
    return nbformat.read(target, as_version=4), error


@contextmanager
def environment() -> Iterator[None]:
    """The environment in which no settings of the user and none of pytest reach a notebook."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="engine-") as temporary:
        try:
            for name in REMOVED:
                os.environ.pop(name, None)
            os.environ |= {
                "JUPYTER_PATH": str(Path(sys.prefix) / "share" / "jupyter"),
                "JUPYTER_PREFER_ENV_PATH": "1",
                "JUPYTER_DATA_DIR": temporary,
                "JUPYTER_CONFIG_DIR": temporary,
                "IPYTHONDIR": temporary,
                "PYDEVD_DISABLE_FILE_VALIDATION": "1",
                "PYTHONUTF8": "1",
                "LANG": "C.UTF-8",
                "SHELL": "/bin/sh",
                "TERM": "xterm-color",
            }
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)


def normalised(nb: Any) -> dict[str, Any]:
    """The notebook as plain data, without times, addresses, process ids and paths of this run."""
    nb = json.loads(nbformat.writes(nb))
    pm = nb["metadata"]["papermill"]
    clean = cleaner(Path(pm["output_path"]).parent)
    timeless(pm)
    language = nb["metadata"].get("language_info", {})
    if "version" in language:
        language["version"] = "<python>"
    for cell in nb["cells"]:
        if not cell["id"].startswith(FIXED):
            cell["id"] = "<id>"
        timeless(cell["metadata"].get("papermill", {}))
        if "execution" in cell["metadata"]:
            # When the kernel dies it depends on the moment which of the four there are.
            cell["metadata"]["execution"] = "<times>"
        cell["source"] = joined(cell["source"])
        if "outputs" in cell:
            cell["outputs"] = streams_joined([_output(output) for output in cell["outputs"]])
    return everywhere(nb, clean)


def timeless(pm: dict[str, Any]) -> None:
    """Replace times and durations; that there is none stays visible."""
    for name in ("start_time", "end_time", "duration"):
        if pm.get(name) is not None:
            pm[name] = f"<{name}>"


def _output(output: dict[str, Any]) -> dict[str, Any]:
    kind = output["output_type"]
    if kind == "stream":
        return {**output, "text": joined(output["text"])}
    if kind == "error":
        lines = _without_engine([without_ansi(line) for line in output["traceback"]])
        return {**output, "evalue": without_ansi(output["evalue"]), "traceback": lines}
    data = {mime: _image(mime, content) for mime, content in output["data"].items()}
    return {**output, "data": data}


def _without_engine(lines: list[str]) -> list[str]:
    """One entry for the frames of the engine itself, such as those below `input()`.

    An endless recursion likewise gets one: how deep it went depends on those frames.
    """
    left: list[str] = []
    own = re.compile(r"File \S*/(ipykernel|papermill_forkserver)/")
    same = itertools.groupby("File <engine>" if own.match(r) else r for r in lines)
    for line, group in same:
        count = len(list(group))
        left += [line] * (1 if line == "File <engine>" or count > 100 else count)
    return left


def _image(mime: str, content: Any) -> Any:
    if mime.endswith("json"):
        return content
    content = joined(content)
    if mime == "image/png":
        return {"blanks": len(content) - len(content.rstrip()), **png(base64.b64decode(content))}
    if mime == "image/svg+xml":
        # The moment at which matplotlib drew.
        return re.sub(r"<dc:date>.*?</dc:date>", "<dc:date>…</dc:date>", content)
    return content


def png(content: bytes) -> dict[str, Any]:
    """Size of an image, whether anything is drawn on it, and its bytes in short."""
    with Image.open(io.BytesIO(content)) as image:
        channels = image.convert("RGBA").split()
        blank = all(low == high for low, high in (one.getextrema() for one in channels))
        size = list(image.size)
    return {"png": size, "blank": blank, "sha256": hashlib.sha256(content).hexdigest()}


def streams_joined(output: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Join neighbouring pieces of one stream: where the kernel cuts them depends on its clock."""
    whole: list[dict[str, Any]] = []
    for piece in output:
        previous = whole[-1] if whole else {}
        if piece["output_type"] == "stream" and previous.get("name") == piece["name"]:
            previous["text"] += piece["text"]
        else:
            whole.append(piece)
    return whole


def joined(text: str | list[str]) -> str:
    """A text, whether the file has it as one string or as lines."""
    return text if isinstance(text, str) else "".join(text)


def without_ansi(text: str) -> str:
    """Without colours."""
    return re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", text)


def cleaner(folder: Path) -> Callable[[str], str]:
    """What replaces the paths of this machine and run, addresses, process ids and timings."""
    places = {
        str(folder): "<tmp>",
        **{str(Path(p).resolve()): "<site>" for p in site.getsitepackages()},
        sysconfig.get_paths()["stdlib"]: "<stdlib>",
        sys.prefix: "<prefix>",
        sys.base_prefix: "<base>",
    }
    home = str(Path.home())
    paths = []
    for path, name in places.items():
        paths.append((path, name))
        if path.startswith(home + "/"):  # IPython writes the home directory as a tilde
            paths.append(("~" + path.removeprefix(home), name))
    patterns = [
        # The file a cell is compiled as: ipykernel's, or that of IPython itself.
        (r"/[\w./-]+/\w+_\d+/\d+\.py\b", "<cell>"),
        (r"<ipython-input-\d+-[0-9a-f]+>", "<cell>"),
        (r"(?<![\w./])\d{6,}\.py\b", "<cell>"),
        (r"\b0x[0-9a-f]{6,}", "0x…"),
        (r"\bobject at [0-9a-f]{8,}", "object at 0x…"),
        (r"CPU times: .*", "CPU times: …"),
        (r"Wall time: .*", "Wall time: …"),
        (r"\bpid[ =]\d+", "pid …"),
    ]

    def clean(text: str) -> str:
        for path, name in paths:
            text = text.replace(path, name)
        for pattern, name in patterns:
            text = re.sub(pattern, name, text)
        return text

    return clean


def everywhere(value: Any, do: Callable[[str], str]) -> Any:
    """Apply `do` to all strings within; keys stay; what is not a number becomes comparable."""
    if isinstance(value, float) and value != value:
        return "<nan>"
    if isinstance(value, str):
        return do(value)
    if isinstance(value, list):
        return [everywhere(w, do) for w in value]
    if isinstance(value, dict):
        return {name: everywhere(w, do) for name, w in value.items()}
    return value


def result(
    nb: Any, engine_name: str | None, tmp_path: Path, **papermill_arguments: Any
) -> dict[str, Any]:
    """What a run comes to: the exception raised to the caller and the normalised notebook."""
    executed, error = run(nb, engine_name, tmp_path, **papermill_arguments)
    return {"error": error, "notebook": normalised(executed)}


def with_stock_engine(nb: Any, tmp_path: Path, **papermill_arguments: Any) -> dict[str, Any]:
    """What the stock engine makes of it.

    Two kernels that start at the same moment may choose the same port; then one dies before its
    first cell, which says nothing about the notebook: it runs again.
    """
    for attempt in range(3):
        found = result(nb, None, tmp_path / str(attempt), **papermill_arguments)
        if found["error"] != "RuntimeError":
            break
    return found


def versions() -> dict[str, str]:
    """The versions of what runs notebooks: with others the stock engine may do something else.

    What notebooks themselves use (matplotlib, pandas, a patch of Python) is the same for both engines.
    """
    packages = (
        "ipykernel", "ipython", "jupyter-client", "matplotlib-inline", "nbclient", "nbformat", "papermill",
    )  # fmt: skip
    python = ".".join(platform.python_version_tuple()[:2])
    return {"python": python, **{name: importlib.metadata.version(name) for name in packages}}


def stored(name: str) -> dict[str, Any]:
    """The stored outcome of the stock engine."""
    return json.loads((STORED / f"{name}.json").read_text(encoding="utf-8"))


def store(name: str, value: Any) -> None:
    """Store an outcome; characters outside ASCII escaped, so that lone surrogates fit too."""
    text = json.dumps(value, indent=1, sort_keys=True) + "\n"
    (STORED / f"{name}.json").write_text(text, encoding="utf-8")
