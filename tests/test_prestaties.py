"""docs/naslag/prestaties.md says what was measured, nothing else."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

WORTEL = Path(__file__).resolve().parents[1]


def test_document_is_made_from_the_measurements() -> None:
    bron = importlib.util.spec_from_file_location("document", WORTEL / "benchmarks" / "document.py")
    assert bron and bron.loader
    document = importlib.util.module_from_spec(bron)
    bron.loader.exec_module(document)
    gemeten = json.loads((WORTEL / "benchmarks" / "uitkomsten.json").read_text(encoding="utf-8"))
    assert document.maak_document(gemeten) == (WORTEL / "docs/naslag/prestaties.md").read_text(
        encoding="utf-8"
    )
