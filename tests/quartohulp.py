"""What a real Quarto adds to the sources, for tests on a machine that has none."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest

TERMEN = """#show terms.item: it => block(breakable: false)[
  #text(weight: "bold")[#it.term]
  #block(inset: (left: 1.5em, top: -0.4em))[#it.description]
]

"""
"""Quarto's own rule for Typst's terms, in front of every document."""


def zet_cellen_in_divs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let the embedded engine read every cell in Quarto's Divs; the list fills with their labels.

    Those that Quarto makes a figure or a table of keep no Div, nor does the label of such a cell.
    """
    bron = importlib.import_module("woonanalyse.opmaak.bron")
    pandoc = importlib.import_module("woonanalyse.opmaak.pandoc")
    gewoon, gezien = bron.cel_als_markdown, list[str]()

    def ingepakt(notebook: Path, cel: str, *rest: Any) -> str:
        gezien.append(cel)
        label = "" if cel.startswith(("fig-", "tbl-")) else f"#{cel} "
        eigen = f'notebook="{notebook.resolve()}" notebook-title="Delen" notebook-cellId="cell-1"'
        return "\n\n".join(
            [
                f"::: {{.quarto-embed-nb-cell {eigen}}}",
                f':::: {{{label}.cell execution_count="1"}}',
                "::::: {.cell-output .cell-output-display .cell-output-markdown}",
                gewoon(notebook, cel, *rest),
                ":::::\n\n::::\n\n:::",
            ]
        )

    monkeypatch.setattr(bron, "cel_als_markdown", ingepakt)
    # It refuses Quarto's classes in sources: no filter of ours meets them in the embedded engine.
    monkeypatch.setattr(pandoc, "_VOOR", tuple(f for f in pandoc._VOOR if f != "toegestaan.lua"))
    return gezien


def zet_termen_vooraan(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compile every document behind Quarto's own rule for terms."""
    motor = importlib.import_module("woonanalyse.opmaak.render")
    gewoon = motor.maak_pdf

    def met_termen(bron: bytes, *rest: Any) -> bytes:
        return gewoon(TERMEN.encode() + bron, *rest)

    monkeypatch.setattr(motor, "maak_pdf", met_termen)
