"""What is loaded ahead, and the surroundings in which that is done."""

from __future__ import annotations

import importlib
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

VARIABLE = "PAPERMILL_FORKSERVER_PRELOAD"
"""Names of modules with commas between them, for who cannot call `preload`."""


class PreloadError(RuntimeError):
    """What was asked to be loaded ahead could not be; `reason` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"What should be loaded ahead cannot be loaded: {reason}")
        self.reason = reason


@dataclass(frozen=True)
class Preload:
    """Modules to import, and a function ("module:function") to call with plain values after that."""

    modules: Sequence[str] = ()
    call: str | None = None
    arguments: Sequence[Any] = ()

    def __post_init__(self) -> None:
        if self.call is not None and not all(self.call.partition(":")):
            raise ValueError(f"call is {self.call!r}; expected 'module:function'")

    def as_text(self) -> str:
        """As JSON, for the command line of a process that loads."""
        return json.dumps(asdict(self))

    def run(self) -> None:
        """Do it, in this process."""
        for name in self.modules:
            importlib.import_module(name)
        if self.call:
            module, _, function = self.call.partition(":")
            getattr(importlib.import_module(module), function)(*self.arguments)


def from_environment() -> Preload:
    """What the environment asks for."""
    names = os.environ.get(VARIABLE, "").split(",")
    return Preload([name.strip() for name in names if name.strip()])


def loading_environment() -> dict[str, str]:
    """The environment in which a process loads, without remarks of the debugger that IPython brings.

    A notebook gets the environment of its caller.
    """
    return {**os.environ, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}


def loading_folder() -> str:
    """A folder for a process that loads; who starts it takes it away, as it may be ended while it loads."""
    return tempfile.mkdtemp(prefix="papermill-forkserver-")
