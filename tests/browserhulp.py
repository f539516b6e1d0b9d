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

GEWOON = {"viewport": {"width": 1280, "height": 800}}
_GEWONE_MEDIA: dict[str, Any] = {
    "color_scheme": "light",
    "forced_colors": "none",
    "reduced_motion": "no-preference",
}
_VAST = ("java_script_enabled", "has_touch")
"""What a window is for good; it becomes wide, narrow, dark whenever that is asked."""


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
        self.page: Page = browser.new_context(**{**GEWOON, **stand}).new_page()
        self.klachten: list[str] = []
        self.gevraagd: list[str] = []
        self.page.on("console", lambda melding: self.klachten.append(melding.text))
        self.page.on("pageerror", lambda fout: self.klachten.append(str(fout)))
        self.page.on("request", lambda vraag: self.gevraagd.append(vraag.url))
        self.page.goto(pad.as_uri())

    def opnieuw(self, pad: Path, **stand: Any) -> None:
        """A page as if it is the first, in a window that has shown others: a third of what a window costs."""
        self.page.set_viewport_size(stand.pop("viewport", GEWOON["viewport"]))
        self.page.emulate_media(media="null", **{**_GEWONE_MEDIA, **stand})
        self.page.mouse.move(0, 0)
        self.page.goto("about:blank")
        self.klachten.clear()
        self.gevraagd.clear()
        self.page.goto(pad.as_uri())

    def sluit(self) -> None:
        self.page.context.close()


class Kijkers:
    """Windows of one browser: a next test looks through the same, wide or narrow, light or dark."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._vrij: dict[str, list[Kijker]] = {}
        self._bezet: list[tuple[str, Kijker]] = []

    def open(self, pad: Path, **stand: Any) -> Kijker:
        """A page as a reader opens it: width, colours, with or without script."""
        vast = {naam: waarde for naam, waarde in stand.items() if naam in _VAST}
        los = {naam: waarde for naam, waarde in stand.items() if naam not in _VAST}
        sleutel = repr(sorted(vast.items()))
        if vrij := self._vrij.get(sleutel):
            kijker = vrij.pop()
            kijker.opnieuw(pad, **los)
        else:
            kijker = Kijker(self._browser, pad, **stand)
        self._bezet.append((sleutel, kijker))
        return kijker

    def klaar(self) -> None:
        """At the end of a test: what it opened is for the next."""
        for sleutel, kijker in self._bezet:
            self._vrij.setdefault(sleutel, []).append(kijker)
        self._bezet.clear()


_CONTRAST = """async () => {
  const achter = new Map(), soorten = new Map();
  const grond = e => {
    if (!e) return "";
    if (!achter.has(e)) {
      const s = getComputedStyle(e);
      achter.set(e, `${grond(e.parentElement)}/${s.backgroundColor} ${s.backgroundImage} ${s.opacity}`);
    }
    return achter.get(e);
  };
  for (const e of document.body.querySelectorAll("*")) {
    if (![...e.childNodes].some(k => k.nodeType === Node.TEXT_NODE && k.data.trim())) continue;
    const s = getComputedStyle(e);
    const soort = [e.tagName, s.color, s.fontSize, s.fontWeight, grond(e)].join("|");
    if (!soorten.has(soort)) soorten.set(soort, []);
    if (soorten.get(soort).length < 3) soorten.get(soort).push(e);
  }
  return axe.run({include: [...soorten.values()].flat()}, {runOnly: ["color-contrast"]});
}"""


def axe(page: Page, *, alle_contrast: bool = False) -> dict[str, list[str]]:
    """What axe-core objects to, and what it leaves to a human, by rule.

    Contrast takes most of its time: of texts that have the same colour, size and grounds it looks at
    three, or at all of them.
    """
    opties = {} if alle_contrast else {"rules": {"color-contrast": {"enabled": False}}}
    uitslagen = [Axe().run(page, options={"resultTypes": ["violations"], **opties}).response]
    if not alle_contrast:
        uitslagen.append(page.evaluate(_CONTRAST))
    return {
        soort: [
            f"{v['id']}: {v['nodes'][0]['html'][:200]}"
            for uitslag in uitslagen
            for v in uitslag[soort]
        ]
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
