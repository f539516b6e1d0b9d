"""Libraries without what takes long in them and serves nothing here."""

from __future__ import annotations

import gc
import sys
import types
import typing
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

OVERBODIG = "rfc3987_syntax"
"""Compiles a grammar of web addresses when it is loaded (0.8 s). jsonschema loads it, where it happens to
be installed, to check the format `iri`; no schema of this project or of notebooks has that."""

LUI = "requests"
"""papermill loads it for notebooks on the web, which no run here has; longer than papermill itself takes."""

VAN_PYTASK = "_pytask."
"""How the names of its modules begin."""


@contextmanager
def zonder_overbodige() -> Iterator[None]:
    """Import what uses jsonschema inside this, and the grammar is left out."""
    if OVERBODIG in sys.modules:
        yield
        return
    sys.modules[OVERBODIG] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[OVERBODIG]


class _Later(types.ModuleType):
    """Stands for a module until something of it is used."""

    def __getattr__(self, naam: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), naam)


def wacht_met_web() -> None:
    """From now on requests is loaded when something of it is used, not when it is imported."""
    sys.modules.setdefault(LUI, _Later(LUI))


DATABANK = "_pytask.database_utils"
"""The part of pytask that keeps states in a database: it loads SQLAlchemy, a third of a second, for what no
run here has, as pytask's lock file keeps them."""

_ZONDER_DATABANK: dict[str, dict[str, Any]] = {
    "sqlalchemy": {},
    "sqlalchemy.engine": {
        "URL": str,
        "make_url": lambda adres: types.SimpleNamespace(drivername="geen", database=None),
    },
    "sqlalchemy.exc": {"ArgumentError": ValueError},
    DATABANK: {
        **dict.fromkeys(("BaseTable", "DatabaseSession", "State", "create_database")),
        "update_states_in_database": lambda session, task_signature: None,
        "has_node_changed": lambda task, node, state: True,
        "get_node_change_info": lambda task, node, state: (
            True,
            "missing" if state is None else "not_in_db",
            {},
        ),
    },
}
"""By module the names that pytask imports of it; what they do is what they do without a database."""


@contextmanager
def zonder_databank() -> Iterator[None]:
    """Import pytask for the first time inside this, and it has no database; SQLAlchemy itself is there
    afterwards as ever."""
    if DATABANK in sys.modules or "sqlalchemy" in sys.modules:
        yield
        return
    for naam, inhoud in _ZONDER_DATABANK.items():
        module = types.ModuleType(naam)
        vars(module).update(inhoud)
        sys.modules[naam] = module
    try:
        yield
    finally:
        for naam in _ZONDER_DATABANK.keys() - {DATABANK}:
            del sys.modules[naam]


@contextmanager
def zonder_uitleg() -> Iterator[None]:
    """Import matplotlib inside this, and its functions have no lists of all settings in their help, which
    take it a tenth of a second to write."""
    from matplotlib import artist

    kwdoc = artist.kwdoc
    artist.kwdoc = lambda artist: ""
    try:
        yield
    finally:
        artist.kwdoc = kwdoc


@contextmanager
def zonder_opruimen() -> Iterator[None]:
    """Load inside this what stays until the end: the garbage collector never looks at it."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
        gc.set_threshold(
            100_000, 20, 20
        )  # little of what a run makes is garbage with a circle in it


@contextmanager
def protocollen_onthouden() -> Iterator[None]:
    """Inside this it is looked up once of a class whether its values follow a protocol of pytask, which has
    tens of thousands of isinstance; Python 3.11 looks for every attribute each time."""
    if sys.version_info >= (3, 12):
        yield
        return
    soort: Any = type(typing.SupportsInt)
    vraag = soort.__instancecheck__
    bekend: dict[tuple[type, type], bool] = {}

    def volgt(protocol: type, waarde: Any) -> bool:
        if not protocol.__module__.startswith(VAN_PYTASK):
            return bool(vraag(protocol, waarde))
        wie = (protocol, type(waarde))
        if wie not in bekend:
            bekend[wie] = bool(vraag(protocol, waarde))
        return bekend[wie]

    soort.__instancecheck__ = volgt
    try:
        yield
    finally:
        soort.__instancecheck__ = vraag
