"""The report's sources: laid from the product in a project that has none; chapters of new subjects."""

from __future__ import annotations

import hashlib
from pathlib import Path

from rich.console import Console

from woonanalyse.kern.bestanden import schrijf_bytes, schrijf_json, schrijf_tekst
from woonanalyse.kern.bronbestanden import bestanden_in
from woonanalyse.kern.catalogus import onderwerpen
from woonanalyse.kern.project import DOCUMENTEN, productwortel, rapportmap
from woonanalyse.uitvoering.geheugen import lees_geheugen

RAPPORT = "rwp.qmd"
BRONNEN = (*DOCUMENTEN.values(), "voor.py", "na.py", "hoofdstukken", "_extensions")
VANZELF = "onderwerpen.qmd"
HOOFDSTUK = """::: {{.content-visible when-meta="rwp.toon.{naam}"}}

{{{{< include /report/hoofdstukken/{naam}.qmd >}}}}

:::
"""
LIJST = ".meegeleverd.json"
"""By name of a laid file its hash; beside the files, so that it goes where they go."""


def zorg_voor_bronnen(wortel: Path, console: Console) -> None:
    """Lay the report's sources, name chapters, and say which sources stay behind the product's."""
    for naam in leg_rapportbronnen(wortel):
        console.print(
            f"Let op: {naam} is hier gewijzigd en blijft staan; woonanalyse heeft er een andere versie van.",
            style="yellow",
            markup=False,
        )
    noem_hoofdstukken(wortel)


def leg_rapportbronnen(wortel: Path) -> list[str]:
    """Lay the product's sources in `report/` when the project has no report of its own.

    What was laid before follows the product; what a person has changed stays. Gives the names of the
    changed files of which the product has another version than it had then.
    """
    bron, doel = rapportmap(productwortel()), rapportmap(wortel)
    lijst = doel / LIJST
    if bron == doel or ((doel / RAPPORT).exists() and not lijst.exists()):
        return []
    oud = lees_geheugen(lijst)
    nieuw = {pad.relative_to(bron).as_posix(): _som(pad) for pad in _bestanden(bron)}
    for naam in oud.keys() - nieuw.keys():
        if _som(doel / naam) == oud[naam]:
            (doel / naam).unlink()
    gewijzigd = [naam for naam in nieuw if not _volgt(doel / naam, oud.get(naam), nieuw[naam])]
    for naam in nieuw.keys() - gewijzigd:
        if _som(doel / naam) != nieuw[naam]:
            schrijf_bytes(doel / naam, (bron / naam).read_bytes())
    gelegd = {naam: oud.get(naam, "") if naam in gewijzigd else nieuw[naam] for naam in nieuw}
    if gelegd != oud:
        schrijf_json(lijst, gelegd)
    return [f"report/{naam}" for naam in gewijzigd if gelegd[naam] != nieuw[naam]]


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


def _volgt(pad: Path, gelegd: str | None, nieuw: str) -> bool:
    """Whether a file is as it was laid, or not there."""
    return _som(pad) in ("", gelegd, nieuw)


def _bestanden(bron: Path) -> list[Path]:
    los = [bron / naam for naam in BRONNEN if (bron / naam).is_file()]
    return [*los, *(pad for naam in BRONNEN for pad in bestanden_in(bron / naam, "*"))]


def _som(pad: Path) -> str:
    """The hash of a file; empty when it is not there."""
    return hashlib.sha256(pad.read_bytes()).hexdigest() if pad.is_file() else ""
