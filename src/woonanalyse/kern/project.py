"""Where things are: two roots, and the folders the contracts name.

The project's root holds the data and what is made; the product's root holds the notebooks and the
report's sources. They are one folder in the repository, two where woonanalyse is installed.
"""

from __future__ import annotations

from pathlib import Path

from woonanalyse.kern.fouten import WoonanalyseFout

PAKKET = Path(__file__).resolve().parents[1]
MEEGELEVERD = PAKKET / "product"
"""What a wheel brings along; not there in the repository."""
LETTERTYPEN = "report/_extensions/woonanalyse/fonts"


class AnderProjectFout(WoonanalyseFout):
    """The code that runs is that of another project."""

    exitcode = 2


def productwortel() -> Path:
    """The folder with notebooks and report sources: of the installed package, or the repository."""
    return MEEGELEVERD if MEEGELEVERD.is_dir() else PAKKET.parents[1]


def zoek_wortel(vanaf: Path | None = None) -> Path:
    """The nearest folder at or above `vanaf` (default: the working directory) with `_quarto.yml`."""
    start = (vanaf or Path.cwd()).resolve()
    for map_ in (start, *start.parents):
        if projectbestand(map_).is_file():
            return map_
    raise WoonanalyseFout(
        f"Geen projectmap gevonden: {start} en de mappen erboven hebben geen _quarto.yml. "
        "Ga naar de map van het project en probeer het opnieuw."
    )


def wortel_met_eigen_code() -> Path:
    """As `zoek_wortel`; refused when that project has code of its own and another project's runs.

    A copy of a repository may have the environment of the original, which runs the original's code.
    """
    wortel = zoek_wortel()
    product = productwortel()
    bewerkbaar = projectbestand(product).is_file() and (product / "data" / "regio.yml").is_file()
    if bewerkbaar and product != wortel and (wortel / "src" / "woonanalyse").is_dir():
        raise AnderProjectFout(
            f"De map {wortel} heeft eigen code (src/woonanalyse), maar de code die nu draait is die van "
            f"{product}. Maak in deze map een eigen omgeving: make rapport."
        )
    return wortel


def bronpad(wortel: Path, naam: str) -> Path:
    """The file or folder of this name in the project when it is there, else in the product."""
    eigen = wortel / naam
    return eigen if eigen.exists() else productwortel() / naam


def projectbestand(wortel: Path) -> Path:
    """`_quarto.yml`: what makes a folder a project."""
    return wortel / "_quarto.yml"


def notitieboekbron(wortel: Path, naam: str) -> Path:
    """The notebook of this name: the project's own, else the product's."""
    return bronpad(wortel, f"notebooks/{naam}.ipynb")


def lettertypemap(wortel: Path) -> Path:
    """The folder with the report's fonts."""
    return bronpad(wortel, LETTERTYPEN)


def versiebestand(wortel: Path) -> Path:
    """`requirements.lock`: the versions of libraries."""
    return bronpad(wortel, "requirements.lock")


def rapportmap(wortel: Path) -> Path:
    """`report`: the report's sources, and what is made from them."""
    return wortel / "report"


def resultatenmap(wortel: Path, editie: str) -> Path:
    """`data/processed/<editie>`: all results of one edition."""
    return wortel / "data" / "processed" / editie


def sjablonenmap(wortel: Path) -> Path:
    """`data/sjablonen`: the templates to fill in."""
    return wortel / "data" / "sjablonen"


def werkmap(wortel: Path) -> Path:
    """`report/_werk`: what the report's sources refer to, the same paths for every edition."""
    return rapportmap(wortel) / "_werk"


def factsheetmap(wortel: Path, editie: str) -> Path:
    """`report/_werk/factsheets/<editie>`: the sources of the factsheets, and the sheets before they are
    published."""
    return werkmap(wortel) / "factsheets" / editie


def uitvoermap(wortel: Path, editie: str) -> Path:
    """`report/_output/<editie>`: the finished report."""
    return rapportmap(wortel) / "_output" / editie
