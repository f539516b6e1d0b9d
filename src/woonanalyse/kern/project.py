"""Where things are: the project's root and the folders the contracts name."""

from __future__ import annotations

from pathlib import Path

from woonanalyse.kern.fouten import WoonanalyseFout


def zoek_wortel(vanaf: Path | None = None) -> Path:
    """The nearest folder at or above `vanaf` (default: the working directory) with `_quarto.yml`."""
    start = (vanaf or Path.cwd()).resolve()
    for map_ in (start, *start.parents):
        if (map_ / "_quarto.yml").is_file():
            return map_
    raise WoonanalyseFout(
        f"Geen projectmap gevonden: {start} en de mappen erboven hebben geen _quarto.yml. "
        "Ga naar de map van het project en probeer het opnieuw."
    )


def resultatenmap(wortel: Path, editie: str) -> Path:
    """`data/processed/<editie>`: all results of one edition."""
    return wortel / "data" / "processed" / editie


def sjablonenmap(wortel: Path) -> Path:
    """`data/sjablonen`: the templates to fill in."""
    return wortel / "data" / "sjablonen"


def werkmap(wortel: Path) -> Path:
    """`report/_werk`: what the report's sources refer to, the same paths for every edition."""
    return wortel / "report" / "_werk"


def factsheetmap(wortel: Path, editie: str) -> Path:
    """`report/_werk/factsheets/<editie>`: the sources of the factsheets, and the sheets before they are
    published."""
    return werkmap(wortel) / "factsheets" / editie


def uitvoermap(wortel: Path, editie: str) -> Path:
    """`report/_output/<editie>`: the finished report."""
    return wortel / "report" / "_output" / editie
