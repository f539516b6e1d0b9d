"""A project, and the folder for temporary files, may lie anywhere: also where names look like an address."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest
from rapporthulp import TIJDSTIP, bouw_project

from woonanalyse.opmaak import render
from woonanalyse.opmaak.instellingen import Formaat

NAMEN = ["a%20b", "100% é", "a'b;c&d", "a#b", "$HOME", "-a [b] {c}"] + (
    ['a"b', "a?b", "a|b", "a\\b"] if sys.platform != "win32" else []
)
TEKST = '# Kop {#sec-k}\n\n![Figuur](_werk/fig.svg){#fig-a fig-alt="Een figuur"}\n'


@pytest.mark.enkele(1)
@pytest.mark.parametrize("formaat", ["html", "pdf"])
def test_report_is_the_same_wherever_it_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, formaat: Formaat
) -> None:
    gemaakt = set()
    for naam in ("gewoon", *NAMEN):
        wortel = bouw_project(tmp_path / naam, TEKST)
        (tmp_path / "tijdelijk" / naam).mkdir(parents=True)
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tijdelijk" / naam))
        doel = wortel / f"uit.{formaat}"
        render(wortel, formaat, doel, tijdstip=TIJDSTIP)
        gemaakt.add(doel.read_bytes())
        assert not list((tmp_path / "tijdelijk" / naam).iterdir())
    assert len(gemaakt) == 1
