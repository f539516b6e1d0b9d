"""Where things are: two roots, and the folders the contracts name.

The project's root holds the data and what is made; the product's root holds the notebooks and the
report's sources. They are one folder in the repository, two where woonanalyse is installed.
"""

from __future__ import annotations

from pathlib import Path

from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.machine import MachineFout

PAKKET = Path(__file__).resolve().parents[1]
MEEGELEVERD = PAKKET / "product"
"""What a wheel brings along; not there in the repository."""
LETTERTYPEN = "report/_extensions/woonanalyse/fonts"
DOCUMENTEN = {"rwp.html": "rwp.qmd", "rwp.pdf": "stuk.qmd", "methode.pdf": "methode.qmd"}
"""By form its source in `report`: the whole report on screen, the board paper, its method."""
KOP = ".kop.json"
"""In the work folder and beside the forms, what is told of them (document.uitgavekop)."""


class AnderProjectFout(WoonanalyseFout):
    """The code that runs is that of another project."""

    exitcode = 2


def documenten(formaat: str) -> list[str]:
    """The forms of a format that are rendered, by their file names."""
    return [naam for naam in DOCUMENTEN if naam.endswith(f".{formaat}")]


def productwortel() -> Path:
    """The folder with notebooks and report sources: of the installed package, or the repository."""
    return MEEGELEVERD if MEEGELEVERD.is_dir() else PAKKET.parents[1]


def wortel_boven(map_: Path) -> Path:
    """The nearest folder at or above `map_` with `_quarto.yml`."""
    start = map_.resolve()
    for boven in (start, *start.parents):
        if projectbestand(boven).is_file():
            return boven
    raise WoonanalyseFout(
        f"Geen projectmap gevonden: {start} en de mappen erboven hebben geen _quarto.yml. "
        "Ga naar de map van het project en probeer het opnieuw."
    )


def zoek_wortel() -> Path:
    """The project of the working directory; refused when it has code of its own and other code runs.

    A copy of a repository may have the environment of the original, which runs the original's code.
    """
    try:
        hier = Path.cwd()
    except FileNotFoundError:
        raise MachineFout(
            "De map waarin u staat is er niet meer; ga naar die van het project."
        ) from None
    wortel = wortel_boven(hier)
    eigen = wortel / "src" / "woonanalyse"
    if eigen.is_dir() and eigen.resolve() != PAKKET:
        raise AnderProjectFout(
            f"De map {wortel} heeft eigen code (src/woonanalyse), maar de code die nu draait is die van "
            f"{PAKKET}. Maak in deze map een eigen omgeving (make rapport) en start opnieuw."
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


def zetbron(wortel: Path) -> Path:
    """The source of the report in print as the last run set it; it may not be there."""
    return wortel / ".pytask" / "opmaak" / "rwp.pdf.bron.json"


def bladzijdenmap(pagina: Path) -> Path:
    """The folder beside a page with the other pages of a large report; it may not be there."""
    return pagina.with_suffix("")


def mapnaam(editie: str, *, voorbeelddata: bool) -> str:
    """The name of the folders of an edition's results; never that of real ones when it has made rows."""
    return f"{editie}-voorbeelddata" if voorbeelddata else editie


def uitvoermap(wortel: Path, editie: str) -> Path:
    """`report/_output/<editie>`: the finished report."""
    return rapportmap(wortel) / "_output" / editie
