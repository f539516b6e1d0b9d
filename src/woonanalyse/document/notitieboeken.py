"""Notebooks as the report embeds them: those that ran, and those of texts that no notebook makes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.traag import zonder_overbodige

IN_REGELS = ("application/javascript", "image/svg+xml")
"""Of what an output holds, beside texts, what a file has line by line."""


def labels(notitieboek: Path) -> list[str]:
    """The labels of a notebook's cells: what chapters can refer to."""
    with zonder_overbodige():
        import nbformat  # of those that ran it is not needed, and takes long to load

    cellen = nbformat.read(notitieboek, as_version=4).cells
    bronnen = [cel.source for cel in cellen if cel.cell_type == "code"]
    return [label for bron in bronnen if (label := _label(bron))]


def publiceer(bron: Path) -> str:
    """An executed notebook as the report embeds it: captions and alternative texts, made from data
    and carried in the output's metadata, become cell options, and tables get their links to where each
    number comes from; times and other traces go."""
    cellen = json.loads(bron.read_text(encoding="utf-8"))["cells"]
    return _schrijf([_publiceer_cel(cel) for cel in cellen if _label(_heel(cel["source"]))])


def _schrijf(cellen: list[Any]) -> str:
    """A notebook of these cells: the bytes that nbformat writes, that is not loaded for it."""
    return (
        json.dumps(_KADER | {"cells": cellen}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    )


def _heel(tekst: Any) -> Any:
    """A text that a file has as one, or line by line."""
    return "".join(tekst) if isinstance(tekst, list) else tekst


_KENMERK = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
_KADER = {"metadata": _KENMERK, "nbformat": 4, "nbformat_minor": 5}


def _label(bron: str) -> str | None:
    gevonden = re.search(r"^#\| label: (\S+)$", bron, re.MULTILINE)
    return gevonden.group(1) if gevonden else None


def _publiceer_cel(cel: Any) -> Any:
    opties, uitvoeren = [], []
    for uitvoer in cel["outputs"]:
        if uitvoer["output_type"] not in ("display_data", "execute_result"):
            continue
        rapport = uitvoer["metadata"].get("text/markdown", {}).get("rapport")
        data = uitvoer["data"] if rapport is None else {"text/markdown": rapport}
        uitvoeren.append(_uitvoer(data))
        for soort, veld in (("image/svg+xml", "fig"), ("text/markdown", "tbl")):
            woorden = uitvoer["metadata"].get(soort, {})
            if "bijschrift" in woorden:
                bijschrift = json.dumps(veilig(woorden["bijschrift"]), ensure_ascii=False)
                opties.append(f"#| {veld}-cap: {bijschrift}")
            if "alt" in woorden:
                opties.append(f"#| fig-alt: {json.dumps(woorden['alt'], ensure_ascii=False)}")
    kop, *rest = _heel(cel["source"]).split("\n")
    bron = "\n".join([kop, *opties, *rest])
    return _cel(cel["id"], bron, uitvoeren)


def als_notitieboek(delen: Mapping[str, str]) -> str:
    """A notebook with a cell for each Markdown text, by its label."""
    cellen = [
        _cel(naam, f"#| label: {naam}", [_uitvoer({"text/markdown": tekst})])
        for naam, tekst in delen.items()
    ]
    return _schrijf(cellen)


def _uitvoer(data: Mapping[str, Any]) -> dict[str, Any]:
    regels = {
        vorm: _heel(wat).splitlines(True) if vorm.startswith("text/") or vorm in IN_REGELS else wat
        for vorm, wat in data.items()
    }
    return {"output_type": "display_data", "data": regels, "metadata": {}}


def _cel(naam: str, bron: str, uitvoeren: list[Any]) -> Any:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": naam,
        "metadata": {},
        "outputs": uitvoeren,
        "source": bron.splitlines(True),
    }
