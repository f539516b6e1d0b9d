"""The notebooks and the report's sources of a project: laid in a new one, brought up to date in another."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.kern.project import PAKKET, productwortel, projectbestand, rapportmap
from woonanalyse.uitvoering.meegeleverd import LIJST, Gelegd, leg, leg_ernaast, neem_over
from woonanalyse.uitvoering.rapportbronnen import BRONNEN, LOS, eis_geheel

VERSIES = "versies.json"


@dataclass
class Bijgewerkt:
    """Paths from the root: new here, another version, taken away, changed by a person; `ernaast` are the new
    versions that were put beside changed files."""

    erbij: list[str] = field(default_factory=list)
    vernieuwd: list[str] = field(default_factory=list)
    weg: list[str] = field(default_factory=list)
    gewijzigd: list[str] = field(default_factory=list)
    ernaast: list[str] = field(default_factory=list)


def leg_bronnen(wortel: Path) -> None:
    """Lay all of it in a project that has none of it. Raises OnvolledigFout (rapportbronnen)."""
    eis_geheel(wortel)
    for bron, doel, namen, _ in _groepen(wortel):
        leg(bron, doel, namen)


def werk_bij(wortel: Path) -> Bijgewerkt:
    """Bring them up to date; what a person changed stays, with the new version beside it as <name>.nieuw.

    A project without a list of what was laid is held against all versions that there were (VERSIES). Raises
    InvoerFout where `wortel` is no project, or has its own code, and OnvolledigFout (rapportbronnen).
    """
    _eis_project(wortel)
    eis_geheel(wortel)
    uit = Bijgewerkt()
    for bron, doel, namen, bekend in _groepen(wortel):
        if not (doel / LIJST).exists():
            neem_over(doel, bekend)
        voor = f"{doel.relative_to(wortel).as_posix()}/".removeprefix("./")
        gelegd = leg(bron, doel, namen)
        ernaast = leg_ernaast(bron, doel, gelegd.achter)
        _tel_op(uit, gelegd, ernaast, voor)
    return uit


def versies() -> Mapping[str, list[str]]:
    """By path from the root the hashes of every version of a file that came along, their first signs."""
    pad = resources.files("woonanalyse") / "begin" / VERSIES
    inhoud: Mapping[str, list[str]] = json.loads(pad.read_text(encoding="utf-8"))
    return inhoud


def _groepen(
    wortel: Path,
) -> list[tuple[Path, Path, tuple[str, ...], Mapping[str, list[str]]]]:
    """By group: from where, to where, what, and the hashes of its versions.

    Notebooks only where a project has them, or has nothing yet.
    """
    product, alle = productwortel(), versies()
    nieuw = not projectbestand(wortel).exists()
    los = tuple(naam for naam in LOS if nieuw or (wortel / naam).exists())
    rapport = {n.removeprefix("report/"): som for n, som in alle.items() if n.startswith("report/")}
    rest = {n: som for n, som in alle.items() if n.startswith(los)}
    return [
        (rapportmap(product), rapportmap(wortel), tuple(BRONNEN), rapport),
        (product, wortel, los, rest),
    ]


def _eis_project(wortel: Path) -> None:
    if not projectbestand(wortel).is_file():
        eis = "een project: een map met _quarto.yml. Een nieuw project maakt u zonder --bijwerken"
        raise InvoerFout([Probleem(str(wortel), eis)])
    if (wortel / "src" / "woonanalyse").is_dir() or wortel.resolve() == PAKKET.parents[1]:
        eis = "een project zonder eigen code (src/woonanalyse); dit werkt u bij met git"
        raise InvoerFout([Probleem(str(wortel), eis)])


def _tel_op(uit: Bijgewerkt, gelegd: Gelegd, ernaast: list[str], voor: str) -> None:
    for naam in ("erbij", "vernieuwd", "weg", "gewijzigd"):
        getattr(uit, naam).extend(f"{voor}{een}" for een in getattr(gelegd, naam))
    uit.ernaast.extend(f"{voor}{een}" for een in ernaast)
