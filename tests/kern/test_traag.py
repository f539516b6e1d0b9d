"""Libraries without what takes long in them do what they did."""

from __future__ import annotations

import inspect
import subprocess
import sys
import textwrap
import typing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from _pytask import database_utils
from matplotlib import artist
from matplotlib.patches import Rectangle
from pytask import PNode, PPathNode, PProvisionalNode, PTask

from woonanalyse.kern.traag import (
    _ZONDER_DATABANK,
    DATABANK,
    protocollen_onthouden,
    zonder_databank,
    zonder_uitleg,
)
from woonanalyse.uitvoering.knopen import Vast, knoop

PROGRAMMA = textwrap.dedent("""
    import sys
    from woonanalyse.kern.traag import zonder_databank

    with zonder_databank():
        import pytask
    print("sqlalchemy" in sys.modules)
    import sqlalchemy.orm
    print(sqlalchemy.orm.DeclarativeBase.__name__)
""")


def test_pytask_without_its_database() -> None:
    klaar = subprocess.run(
        [sys.executable, "-c", PROGRAMMA], stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    assert klaar.stdout.split()[:2] == ["False", "DeclarativeBase"], klaar.stderr


WEB = textwrap.dedent("""
    import sys
    from woonanalyse.kern.traag import wacht_met_web

    wacht_met_web()
    import papermill.iorw
    print("urllib3" in sys.modules)
    from requests.exceptions import HTTPError
    print(issubclass(HTTPError, OSError), papermill.iorw.requests.put.__module__)
""")


def test_papermill_without_the_web_until_it_is_used() -> None:
    klaar = subprocess.run(
        [sys.executable, "-c", WEB], stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    assert klaar.stdout.split() == ["False", "True", "requests.api"], klaar.stderr


@pytest.mark.parametrize("naam", _ZONDER_DATABANK[DATABANK])
def test_every_name_is_one_of_pytask(naam: str) -> None:
    assert hasattr(database_utils, naam)


@pytest.mark.parametrize("stand", [None, "a"])
@pytest.mark.parametrize("naam", ["has_node_changed", "get_node_change_info"])
def test_it_says_what_pytask_says_without_a_database(naam: str, stand: str | None) -> None:
    assert not database_utils.database_is_configured()
    eigen, van_pytask = _ZONDER_DATABANK[DATABANK][naam], getattr(database_utils, naam)
    assert [*inspect.signature(eigen).parameters] == [*inspect.signature(van_pytask).parameters]
    knoop = SimpleNamespace(signature="a")
    vraag = {"task": knoop, "node": knoop, "state": stand}
    assert eigen(**vraag) == van_pytask(**vraag)


def test_what_is_loaded_already_stays() -> None:
    with zonder_databank():
        assert sys.modules[DATABANK] is database_utils


def test_explanations_are_left_out_only_inside() -> None:
    heel = artist.kwdoc
    with pytest.raises(ZeroDivisionError), zonder_uitleg():
        assert artist.kwdoc(Rectangle) == ""
        raise ZeroDivisionError
    assert artist.kwdoc is heel
    assert "facecolor" in artist.kwdoc(Rectangle)


def test_what_follows_a_protocol_still_does_and_nothing_else() -> None:
    waarden: list[Any] = [Vast(name="a", hash="b"), knoop(Path("a")), "a", Path("a"), 1]
    protocollen: list[Any] = [PNode, PPathNode, PProvisionalNode, PTask, typing.SupportsInt]

    def antwoorden() -> list[bool]:
        return [isinstance(waarde, protocol) for waarde in waarden for protocol in protocollen]

    gewoon = antwoorden()
    assert {True, False} == set(gewoon)
    with protocollen_onthouden():
        assert [antwoorden(), antwoorden()] == [gewoon, gewoon]
    assert antwoorden() == gewoon


def test_afterwards_python_looks_itself() -> None:
    soort: Any = type(typing.SupportsInt)
    voor = soort.__instancecheck__
    with protocollen_onthouden():
        pass
    assert soort.__instancecheck__ is voor
