"""What Python looks up again and again is looked up once, with the same answer."""

from __future__ import annotations

import typing
from pathlib import Path
from typing import Any

from pytask import PNode, PPathNode, PProvisionalNode, PTask

from woonanalyse.kern.traag import protocollen_onthouden
from woonanalyse.uitvoering.knopen import Vast, knoop


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
