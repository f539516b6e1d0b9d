"""A real browser and the Nu checker, where the machine has them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from hulp import WORTEL
from playwright.sync_api import Browser, Page, sync_playwright

_NAMEN = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
_OPTIES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
STANDEN: dict[str, dict[str, Any]] = {
    "licht": {},
    "donker": {"color_scheme": "dark"},
    "smal": {"viewport": {"width": 320, "height": 640}},
    "smal en donker": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
}


def zoek_chromium() -> str | None:
    """The browser of this machine."""
    return next((gevonden for naam in _NAMEN if (gevonden := shutil.which(naam))), None)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """The system's Chromium; a test that asks for it is skipped, and says so, where there is none."""
    programma = zoek_chromium()
    if programma is None:
        pytest.skip(
            "geen Chromium gevonden (no Chromium on PATH): de HTML is niet in een browser nagekeken"
        )
    with sync_playwright() as spel:
        browser = spel.chromium.launch(executable_path=programma, args=_OPTIES)
        yield browser
        browser.close()


class Kijker:
    """A page in a browser, with everything it says and asks for."""

    def __init__(self, browser: Browser, pad: Path, **stand: Any) -> None:
        stand = {"viewport": {"width": 1280, "height": 800}, **stand}
        self.page: Page = browser.new_context(**stand).new_page()
        self.klachten: list[str] = []
        self.gevraagd: list[str] = []
        self.page.on("console", lambda melding: self.klachten.append(melding.text))
        self.page.on("pageerror", lambda fout: self.klachten.append(str(fout)))
        self.page.on("request", lambda vraag: self.gevraagd.append(vraag.url))
        self.page.goto(pad.as_uri())

    def sluit(self) -> None:
        self.page.context.close()


def axe(page: Page) -> dict[str, list[str]]:
    """What axe-core objects to, and what it leaves to a human, by rule."""
    uitslag = Axe().run(page).response
    return {
        soort: [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in uitslag[soort]]
        for soort in ("violations", "incomplete")
    }


def nu_checker(pad: Path) -> str:
    """What the Nu HTML checker has against a page, warnings included; empty when it is valid."""
    pot = Path(
        os.environ.get("VNU_JAR") or WORTEL / "node_modules" / "vnu-jar" / "build/dist/vnu.jar"
    )
    if not shutil.which("java") or not pot.is_file():
        pytest.skip(
            "geen java of vnu.jar gevonden (no java, or no jar at VNU_JAR): de HTML is niet gekeurd "
            "met de Nu HTML checker"
        )
    klaar = subprocess.run(
        ["java", "-jar", str(pot), "--stdout", str(pad)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert not klaar.stderr.strip(), klaar.stderr
    return "\n".join(regel[:300] for regel in klaar.stdout.splitlines())
