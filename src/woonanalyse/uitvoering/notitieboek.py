"""Run one notebook with papermill and the engine forkserver, in a process of its own."""

from __future__ import annotations

import importlib
import logging
import os
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import papermill_forkserver

from woonanalyse.kern.bestanden import schrijf_tekst
from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.traag import zonder_overbodige

RAAD = {
    "InvoerFout": "Herstel de invoer; `woonanalyse controleer` noemt alle problemen tegelijk.",
    "KeyError": "Een naam of kolom die de cel verwacht, is er niet.",
    "NameError": "De cel gebruikt een naam die eerder in het notitieboek niet is gemaakt.",
    "ModuleNotFoundError": "Er ontbreekt een pakket: installeer de versies uit requirements.lock.",
    "FileNotFoundError": "Kijk of het genoemde bestand op die plek staat.",
    "MachineFout": "Herstel dat en geef de opdracht opnieuw.",
    "PermissionError": "Geef uzelf rechten op bestand en map, of sluit het programma dat het open heeft.",
    "OSError": "Kijk of er ruimte is op de schijf, en of u er mag lezen en schrijven.",
    "MemoryError": "Er is te weinig geheugen: sluit andere programma's.",
    "SyntaxError": "De cel is geen geldige Python: herstel haar in notebooks/.",
}
"""By kind of error what to try first."""

ANDERS = "Open het om te zien wat er misging."

Uitvoerder = Callable[[Path, Path, Path, dict[str, str]], None]
"""Runs a notebook: root, notebook, where to, parameters."""

WARM = "woonanalyse.uitvoering.warm"
"""What the warm parent loads; by its name, as a plan does not depend on all that it imports."""

MOTOR, KERN = "forkserver", "python3"
"""What runs notebooks, by papermill's name, and what they say they are made for."""

TIJDSLIMIET = 600
"""Seconds after which a cell is ended."""


def laad_vooruit(wortel: Path, editie: str | None, voorbeelddata: bool) -> None:
    """Have the warm parent, when it starts, read an edition ahead (the default one if None)."""
    papermill_forkserver.preload(
        call=f"{WARM}:lees_voor",
        arguments=[str(wortel), editie, voorbeelddata],
    )


def laad_papermill() -> None:
    """Load what runs a notebook; never before a process is forked that gives notebooks what it has loaded."""
    with zonder_overbodige():
        importlib.import_module("papermill")


def voer_uit(wortel: Path, bron: Path, doel: Path, parameters: Mapping[str, str]) -> None:
    """Execute notebook `bron` to `doel` with text `parameters`, in the root of the project.

    Raises WoonanalyseFout that names the notebook, its parameters, the cell and the error; the
    executed notebook with the error stays in `doel`.
    """
    with zonder_overbodige():
        from nbclient.exceptions import CellTimeoutError, DeadKernelError
        from papermill import PapermillExecutionError

        from woonanalyse.uitvoering.boekbestand import als_json

    logging.getLogger("papermill").addHandler(logging.NullHandler())
    doel.parent.mkdir(parents=True, exist_ok=True)
    try:
        schrijf_tekst(doel, als_json(_papermill(wortel, bron, doel, dict(parameters))))
    except PapermillExecutionError:
        raise WoonanalyseFout(_melding(bron, doel, parameters)) from None
    except CellTimeoutError:
        reden = f"een cel was na {TIJDSLIMIET} seconden nog niet klaar en is gestopt"
        raise WoonanalyseFout(_gestopt(bron, doel, parameters, reden)) from None
    except DeadKernelError:
        reden = (
            "het proces van het notitieboek is gestopt (te weinig geheugen, of gestopt van buiten)"
        )
        raise WoonanalyseFout(_gestopt(bron, doel, parameters, reden)) from None
    except papermill_forkserver.PreloadError as fout:
        raise WoonanalyseFout(
            f"Wat notitieboeken gebruiken, is niet te laden: {fout.reason}"
        ) from None
    except (WoonanalyseFout, OSError):
        raise
    except Exception as fout:
        reden = f"papermill stopte: {str(fout).splitlines()[0] if str(fout) else repr(fout)}"
        raise WoonanalyseFout(f"{_naam(bron, parameters)}: {reden}") from None


def _papermill(wortel: Path, bron: Path, doel: Path, parameters: dict[str, str]) -> Any:
    """The executed notebook: what papermill does with one, step by step, but for writing it.

    Its note of which notebook became which names them from the root of the project. Where a cell fails or the
    process dies, the notebook is in `doel`.
    """
    from nbformat import from_dict
    from papermill.engines import papermill_engines
    from papermill.execute import (
        prepare_notebook_metadata,
        raise_for_execution_errors,
        remove_error_markers,
    )
    from papermill.parameterize import parameterize_notebook

    boek = from_dict(_gelezen(bron, bron.read_bytes()))
    if parameters:
        boek = parameterize_notebook(boek, parameters, kernel_name=KERN, engine_name=MOTOR)
    prepare_notebook_metadata(boek, _kort(wortel, bron), _kort(wortel, doel))
    boek = papermill_engines.execute_notebook_with_engine(
        MOTOR,
        remove_error_markers(boek),
        KERN,
        progress_bar=False,
        save_on_failure=str(doel),
        folder=str(wortel),
        environment=_omgeving(),
        execution_timeout=TIJDSLIMIET,
    )
    raise_for_execution_errors(boek, str(doel))
    return boek


@lru_cache(maxsize=64)
def _gelezen(bron: Path, inhoud: bytes) -> Any:
    """A notebook as papermill reads it, once for all that it is run for; `inhoud`: what is in it now."""
    from papermill.iorw import load_notebook_node

    return load_notebook_node(str(bron))


def _kort(wortel: Path, pad: Path) -> str:
    return (pad.relative_to(wortel) if pad.is_relative_to(wortel) else pad).as_posix()


def _omgeving() -> dict[str, str]:
    """The environment in which cells run: nothing of what the user has set up for Jupyter."""
    return {**os.environ, "PYDEVD_DISABLE_FILE_VALIDATION": "1", "PYTHONUTF8": "1"}


def _naam(bron: Path, parameters: Mapping[str, str]) -> str:
    return f"notitieboek {bron.name} ({', '.join(f'{n}={w}' for n, w in parameters.items())})"


def _melding(bron: Path, doel: Path, parameters: Mapping[str, str]) -> str:
    """Which cell failed, its first line, and how."""
    for nummer, cel in _cellen(doel):
        for uitvoer in cel.get("outputs", []):
            if uitvoer.output_type == "error":
                return (
                    f"{_naam(bron, parameters)}, cel {nummer} ({_eerste_regel(cel.source)}): "
                    f"{uitvoer.ename}: {uitvoer.evalue}. {_raad(doel, uitvoer.ename)}"
                )
    return f"{_naam(bron, parameters)}: papermill stopte. {_raad(doel)}"


def _gestopt(bron: Path, doel: Path, parameters: Mapping[str, str], reden: str) -> str:
    """Which cell was running when the process ended: the last one that began."""
    begonnen = [
        (n, c) for n, c in _cellen(doel) if c.metadata.get("papermill", {}).get("start_time")
    ]
    plek = "".join(f", cel {n} ({_eerste_regel(c.source)})" for n, c in begonnen[-1:])
    return f"{_naam(bron, parameters)}{plek}: {reden}. {_raad(doel)}"


def _cellen(doel: Path) -> list[tuple[int, Any]]:
    """The cells of the executed notebook with their number, as far as it was written."""
    import nbformat

    if not doel.is_file():
        return []
    return list(enumerate(nbformat.read(doel, as_version=4).cells, start=1))


def _eerste_regel(bron: str) -> str:
    regels = [r for r in bron.splitlines() if r.strip() and not r.startswith("#|")]
    return regels[0] if regels else ""


def _raad(doel: Path, fout: str = "") -> str:
    """What to do next, and where to look."""
    return f"{RAAD.get(fout, ANDERS)} Uitgevoerd notitieboek: {doel}"
