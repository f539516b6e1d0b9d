"""The report's sources: laid from the product in a project that has none; chapters of new subjects."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from woonanalyse.kern.bestanden import schrijf_tekst
from woonanalyse.kern.bronbestanden import bestanden_in
from woonanalyse.kern.catalogus import notitieboeken, onderwerpen
from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.project import DOCUMENTEN, productwortel, rapportmap
from woonanalyse.uitvoering.meegeleverd import LIJST, leg

RAPPORT = "rwp.qmd"
BRONNEN = (*DOCUMENTEN.values(), "voor.py", "na.py", "hoofdstukken", "_extensions")
VANZELF = "onderwerpen.qmd"
HOOFDSTUK = """::: {{.content-visible when-meta="rwp.toon.{naam}"}}

{{{{< include /report/hoofdstukken/{naam}.qmd >}}}}

:::
"""
LOS = ("_quarto.yml", "notebooks")
"""What is laid in the root of a project by `woonanalyse begin`, and follows from then on."""


class OnvolledigFout(WoonanalyseFout):
    """What is installed lacks files that it lays in projects."""

    exitcode = 2


def zorg_voor_bronnen(wortel: Path, console: Console) -> None:
    """Lay the report's sources, name chapters, and say which sources stay behind the product's."""
    eis_geheel(wortel)
    for naam in [*leg_rapportbronnen(wortel), *volg_notitieboeken(wortel)]:
        console.print(
            f"Let op: {naam} is hier gewijzigd en blijft staan; woonanalyse heeft er een andere versie van.",
            style="yellow",
            markup=False,
        )
    noem_hoofdstukken(wortel)


def eis_geheel(wortel: Path) -> None:
    """Raise OnvolledigFout where another project would lose what the product lacks.

    What the product no longer has is taken away from a project, so it must be whole.
    """
    product = productwortel()
    if wortel.resolve() == product:
        return
    boeken = [f"notebooks/{naam}.ipynb" for naam in sorted(notitieboeken())]
    namen = ["_quarto.yml", *boeken, *(f"report/{naam}" for naam in BRONNEN)]
    weg = [naam for naam in namen if not _is_er(product / naam)]
    if weg:
        raise OnvolledigFout(
            f"De installatie van woonanalyse is niet heel: in {product} ontbreekt {', '.join(weg)}. In "
            f"{wortel} is niets gewijzigd. Installeer woonanalyse opnieuw, of haal terug wat ontbreekt, en "
            "probeer het nog eens."
        )


def _is_er(pad: Path) -> bool:
    return pad.is_file() or any(bestanden_in(pad, "*"))


def leg_rapportbronnen(wortel: Path) -> list[str]:
    """Lay the product's sources in `report/` when the project has no report of its own.

    What was laid before follows the product; what a person has changed stays. Gives the names of the
    changed files of which the product has another version than it had then.
    """
    bron, doel = rapportmap(productwortel()), rapportmap(wortel)
    if bron == doel or ((doel / RAPPORT).exists() and not (doel / LIJST).exists()):
        return []
    return [f"report/{naam}" for naam in leg(bron, doel, BRONNEN).achter]


def volg_notitieboeken(wortel: Path) -> list[str]:
    """As `leg_rapportbronnen`, of the notebooks, in a project that they were laid in before."""
    if wortel == productwortel() or not (wortel / LIJST).exists():
        return []
    return leg(productwortel(), wortel, [n for n in LOS if (wortel / n).exists()]).achter


def noem_hoofdstukken(wortel: Path) -> None:
    """Let the report include the chapter of every subject that no other chapter includes.

    A real Quarto looks for what is included before it runs anything, so it stands in a file; that file is
    empty where there is no such chapter.
    """
    map_ = rapportmap(wortel) / "hoofdstukken"
    doel = map_ / VANZELF
    if not doel.is_file():
        return
    anders = [rapportmap(wortel) / RAPPORT, *(pad for pad in map_.glob("*.qmd") if pad != doel)]
    genoemd = " ".join(pad.read_text(encoding="utf-8") for pad in anders)
    eigen = [
        naam
        for naam in (onderwerp.naam for onderwerp in onderwerpen())
        if (map_ / f"{naam}.qmd").is_file() and f"{naam}.qmd >" not in genoemd
    ]
    nieuw = "\n".join(HOOFDSTUK.format(naam=naam) for naam in eigen)
    if doel.read_text(encoding="utf-8") != nieuw:
        schrijf_tekst(doel, nieuw)
