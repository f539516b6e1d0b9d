"""Small report projects of their own, with the real extension."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hulp import WORTEL

TIJDSTIP = 1483228800  # 1 January 2017

KOP = """---
title: "Woonprogrammering {{< meta rwp.regio >}}"
subtitle: Analyse
font-paths: [_extensions/woonanalyse/fonts]
---
"""

VARIABELEN = """rwp:
  regio: Voorbeeldland
  editie: "2017"
  map: "2017"
  peildatum: 1 januari 2017
  datum: 2017-01-01
  status: analyse
  dekking: "1,24"
  met_strategie: true
  zonder: false
"""

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="160mm" height="85mm" viewBox="0 0 160 85">'
    '<rect width="160" height="85" fill="#eef2f6"/>'
    '<rect x="10" y="20" width="90" height="10" fill="#123f6d"/>'
    '<rect x="10" y="40" width="60" height="10" fill="#7a8fa6"/></svg>'
)

NAMEN = [
    "= Fase 2", "====", "=", "- x", "-", "+ x", "+", "+5", "/ Hof: b", "/", "1-?", "-?", "a-?b", "...",
    "a.. b", "--", "---", "-5", "(-5)", "@-5", "1. x", "12. y", "1.", "1) x", "#let x = 1", '#"x"', "#",
    "##", "$x$", "$", "*b*", "_i_", "`c`", "`````", "<label>", "@ref", "\\", "\\u{41}", "//", "/*", "*/",
    "~", '"', '"x"', "'", "'x'", "'n'", "“x”", "‘x’", "x’s", "– — …", "http://x.y", "www.x.y", "[x]",
    "]", "[", "{", "}", "{.class}", "{#tbl-x}", "{=html}", "{{< include x >}}", "{{< meta rwp.regio >}}",
    ":::", "a | b", "|", "^", "&lt;", "&amp;amp;", "<script>alert(1)</script>", "%",
    '=HYPERLINK("http://x")', "Hans' huis",
]  # fmt: skip
"""Texts that mean something to Markdown, pandoc, Typst, Quarto or a browser."""

MaakProject = Callable[..., Path]


def bouw_project(
    wortel: Path,
    tekst: str,
    *,
    kop: str = KOP,
    variabelen: str = VARIABELEN,
    cellen: list[dict[str, Any]] | None = None,
    bestanden: dict[str, str] | None = None,
) -> Path:
    """Write a project around the given body."""
    werk = wortel / "report" / "_werk"
    werk.mkdir(parents=True)
    shutil.copyfile(WORTEL / "_quarto.yml", wortel / "_quarto.yml")
    uitbreiding = "report/_extensions/woonanalyse"
    shutil.copytree(WORTEL / uitbreiding, wortel / uitbreiding)
    (werk / "variabelen.yml").write_text(variabelen, encoding="utf-8")
    (werk / "fig.svg").write_text(SVG, encoding="utf-8")
    (wortel / "report" / "rwp.qmd").write_text(kop + tekst, encoding="utf-8")
    for pad, inhoud in (bestanden or {}).items():
        (wortel / pad).parent.mkdir(parents=True, exist_ok=True)
        (wortel / pad).write_text(inhoud, encoding="utf-8")
    if cellen is not None:
        schrijf_notebook(werk / "nb.ipynb", cellen)
    return wortel


def cel(bron: str, uitvoer: list[dict[str, Any]], **extra: Any) -> dict[str, Any]:
    """A code cell as nbformat 4 stores it."""
    basis = {"cell_type": "code", "metadata": {}, "execution_count": 1}
    return {**basis, "source": bron.splitlines(keepends=True), "outputs": uitvoer, **extra}


def markdown_uitvoer(tekst: str) -> dict[str, Any]:
    data = {"text/markdown": tekst.splitlines(keepends=True), "text/plain": "<Markdown>"}
    return {"output_type": "display_data", "metadata": {}, "data": data}


def schrijf_notebook(pad: Path, cellen: list[dict[str, Any]]) -> None:
    inhoud = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cellen}
    pad.write_text(json.dumps(inhoud), encoding="utf-8")


def veilig(tekst: str) -> str:
    """Escaped as the report's makers do it."""
    return "".join("\\" + t if t.isascii() and not t.isalnum() and t != " " else t for t in tekst)
