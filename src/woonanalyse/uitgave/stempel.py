"""What each form of a report was made from, kept beside it: it tells which are older than the data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from woonanalyse.kern.bestanden import schrijf_json
from woonanalyse.kern.project import resultatenmap, uitvoermap

BESTAND = ".uitgave.json"
STUKKEN = "besluitstukken"
"""The folder of the proposals, in that of the report; they have stamps of their own."""
GENOEMD = 3
"""Files that a message names; of the others it says how many there are."""


@dataclass(frozen=True)
class Stempel:
    """`bronnen`: SHA-256 of each file that was read, by its path from the root; `uitkomsten` that of the
    data package, `teksten` that of the report's sources; these two empty for sheets that are made apart.
    """

    bronnen: Mapping[str, str]
    uitkomsten: str = ""
    teksten: str = ""

    def past_bij(self, ander: Stempel) -> bool:
        """Whether forms with these stamps may stand side by side."""
        los = not (self.uitkomsten and ander.uitkomsten)
        zelfde = (self.uitkomsten, self.teksten) == (ander.uitkomsten, ander.teksten)
        return self.bronnen == ander.bronnen and (los or zelfde)


def som(pad: Path) -> str:
    """The SHA-256 of a file; empty when it is not there, or cannot be read."""
    try:
        return hashlib.sha256(pad.read_bytes()).hexdigest()
    except OSError:
        return ""


def vormen_in(map_: Path) -> list[str]:
    """The forms in an output folder, by their path in it."""
    paden = (*map_.glob("rwp.*"), *map_.glob("methode.pdf"), *map_.glob("factsheets/*.pdf"))
    return sorted(pad.relative_to(map_).as_posix() for pad in paden)


def lees_stempels(map_: Path) -> dict[str, Stempel]:
    """The stamp of each form in an output folder; none for a form of which it is not known."""
    try:
        inhoud = json.loads((map_ / BESTAND).read_bytes())
        return {vorm: Stempel(**groep["stempel"]) for groep in inhoud for vorm in groep["vormen"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def schrijf_stempels(map_: Path, stempels: Mapping[str, Stempel]) -> None:
    """Keep the stamps, each once with the forms that have it."""
    groepen: list[tuple[Stempel, list[str]]] = []
    for vorm, stempel in sorted(stempels.items()):
        eigen = next((vormen for ander, vormen in groepen if ander == stempel), None)
        if eigen is None:
            groepen.append((stempel, [vorm]))
        else:
            eigen.append(vorm)
    inhoud = [{"vormen": vormen, "stempel": asdict(stempel)} for stempel, vormen in groepen]
    schrijf_json(map_ / BESTAND, inhoud)


@dataclass(frozen=True)
class Ouder:
    """The forms in an output folder that are not those of the data, whether those are all, and why."""

    vormen: list[str]
    alle: bool
    reden: str


def ouder(wortel: Path, naam: str) -> Ouder | None:
    """What in output folder `naam` is older than the data; None when nothing is, or nothing is there."""
    map_ = uitvoermap(wortel, naam)
    vormen, stempels = vormen_in(map_), lees_stempels(map_)
    if eerder := _van_andere_bronnen(wortel, vormen, stempels):
        return eerder
    resultaten = resultatenmap(wortel, naam)
    uitkomsten = som(resultaten / "datapackage.json")
    oud = [vorm for vorm in vormen if stempels[vorm].uitkomsten not in ("", uitkomsten)]
    reden = f"de uitkomsten in {resultaten.relative_to(wortel).as_posix()} zijn van later"
    return Ouder(oud, oud == vormen, reden) if oud else None


def ouder_stukken(wortel: Path, naam: str) -> Ouder | None:
    """As `ouder`, of the proposals in output folder `naam`; documents of someone else are let be."""
    map_ = uitvoermap(wortel, naam) / STUKKEN
    stempels = lees_stempels(map_)
    stukken = sorted(stuk for stuk in stempels if (map_ / stuk).exists())
    return _van_andere_bronnen(wortel, stukken, stempels)


def _van_andere_bronnen(
    wortel: Path, vormen: list[str], stempels: Mapping[str, Stempel]
) -> Ouder | None:
    """The forms of which it is not known what they were made from, or that were made from other files."""
    kaal = [vorm for vorm in vormen if vorm not in stempels]
    if kaal:
        reden = "er is niet bij bewaard uit welke gegevens het is gemaakt"
        return Ouder(kaal, kaal == vormen, reden)
    gelezen = {pad: som(wortel / pad) for vorm in vormen for pad in stempels[vorm].bronnen}
    anders = {
        vorm: [pad for pad, toen in stempels[vorm].bronnen.items() if gelezen[pad] != toen]
        for vorm in vormen
    }
    oud = [vorm for vorm in vormen if anders[vorm]]
    paden = sorted({pad for vorm in oud for pad in anders[vorm]})
    return Ouder(oud, oud == vormen, f"sindsdien gewijzigd: {_kort(paden)}") if oud else None


def in_woorden(vormen: Sequence[str]) -> str:
    """Forms by their names, factsheets by how many there are."""
    from woonanalyse.kern.getal import opsomming  # loads pandas; seldom needed

    bladen = sum(vorm.startswith("factsheets/") for vorm in vormen)
    namen = [vorm for vorm in vormen if not vorm.startswith("factsheets/")]
    if bladen:
        namen.append("1 factsheet" if bladen == 1 else f"{bladen} factsheets")
    return opsomming(namen)


def _kort(namen: Sequence[str]) -> str:
    from woonanalyse.kern.getal import opsomming  # loads pandas; seldom needed

    rest = len(namen) - GENOEMD
    return opsomming([*namen[:GENOEMD], *([f"{rest} andere"] if rest > 0 else [])])
