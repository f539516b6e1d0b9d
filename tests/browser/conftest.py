"""One page with everything in it, made once, and a browser to open it in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from browser import paginavoorbeeld as voorbeeld
from browserhulp import Kijker, Kijkers, open_browser
from playwright.sync_api import Browser
from rapporthulp import TIJDSTIP, bouw_project

from woonanalyse.opmaak import render

Open = Callable[..., Kijker]


@pytest.fixture(scope="session")
def pagina(tmp_path_factory: pytest.TempPathFactory) -> Path:
    wortel = bouw_project(
        tmp_path_factory.mktemp("pagina") / "project",
        voorbeeld.tekst(),
        cellen=voorbeeld.cellen(),
        bestanden=voorbeeld.bestanden(),
    )
    render(wortel, "html", wortel / "rwp.html", tijdstip=TIJDSTIP)
    return wortel / "rwp.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def vensters(browser: Browser) -> Kijkers:
    return Kijkers(browser)


@pytest.fixture
def kijkers(vensters: Kijkers) -> Iterator[Kijkers]:
    """Opens pages, each as if nothing was looked at before."""
    yield vensters
    vensters.klaar()


@pytest.fixture
def open_pagina(kijkers: Kijkers, pagina: Path) -> Open:
    """A function that opens the page as a reader does: width, colours, with or without script."""
    return partial(kijkers.open, pagina)
