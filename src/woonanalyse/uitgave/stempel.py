"""What each form of a report was made from: it tells which are older than the data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


def lees_stempels(map_: Path, waar: Path | None = None) -> dict[str, Stempel]:
    """The stamp of each form in an output folder; none for a form of which it is not known. Without
    `bronnen` where it is not known from which files it was made, or it is no longer the form that was made.

    `waar`: the folder as it is called where it is published, if it is still on its way to that.
    """
    try:
        inhoud = json.loads((map_ / BESTAND).read_bytes())
        publiek = {
            vorm: (groep["stempel"]["uitkomsten"], groep["stempel"]["teksten"])
            for groep in inhoud
            for vorm in groep["vormen"]
        }
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    uit = dict[str, Stempel]()
    bekend = _lees_sommen(waar or map_)
    for vorm, (uitkomsten, teksten) in publiek.items():
        eigen = bekend.get((vorm, som(map_ / vorm)), {})
        uit[vorm] = Stempel(eigen, uitkomsten, teksten)
    return uit


def schrijf_stempels(map_: Path, stempels: Mapping[str, Stempel], waar: Path | None = None) -> None:
    """Keep the stamps of the forms in a folder; `waar` as in `lees_stempels`.

    What lies beside the forms may be published with them, so the sums of sources are kept apart: of a small
    number in a file that is known otherwise, its sum is enough to tell. They hold for the bytes of a form,
    and those of the forms that are replaced stay until the next time, so that a step that is cut off leaves
    each form with its own.
    """
    groepen: dict[tuple[str, str], list[str]] = {}
    for vorm, stempel in sorted(stempels.items()):
        groepen.setdefault((stempel.uitkomsten, stempel.teksten), []).append(vorm)
    inhoud = [
        {"vormen": vormen, "stempel": {"uitkomsten": uitkomsten, "teksten": teksten}}
        for (uitkomsten, teksten), vormen in groepen.items()
    ]
    _schrijf_sommen(map_, waar or map_, stempels)
    schrijf_json(map_ / BESTAND, inhoud)


def _apart(waar: Path) -> Path | None:
    """Where the sums of the sources of an output folder are; None for a folder that is in no project."""
    uitvoer = next((map_ for map_ in waar.parents if map_.name == "_output"), None)
    if uitvoer is None:
        return None
    naam = waar.relative_to(uitvoer).as_posix().replace("/", "-")
    return uitvoer.parents[1] / ".pytask" / "uitgave" / f"{naam}.json"


Sommen = dict[tuple[str, str], Mapping[str, str]]
"""By form and its SHA-256, the SHA-256 of each file that it was made from."""


def _lees_sommen(waar: Path) -> Sommen:
    plek = _apart(waar)
    try:
        inhoud = json.loads(plek.read_bytes()) if plek else []
        return {(v, s): dict(g["bronnen"]) for g in inhoud for v, s in g["vormen"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _schrijf_sommen(map_: Path, waar: Path, stempels: Mapping[str, Stempel]) -> None:
    plek = _apart(waar)
    if plek is None:
        return
    er_nog = {sleutel: b for sleutel, b in _lees_sommen(waar).items() if _is_nog(waar, *sleutel)}
    alle = er_nog | {(vorm, som(map_ / vorm)): s.bronnen for vorm, s in stempels.items()}
    groepen: list[tuple[Mapping[str, str], list[tuple[str, str]]]] = []
    for sleutel, bronnen in sorted(alle.items(), key=lambda paar: paar[0]):
        eigen = next((vormen for ander, vormen in groepen if ander == bronnen), None)
        if eigen is None:
            groepen.append((bronnen, [sleutel]))
        else:
            eigen.append(sleutel)
    schrijf_json(plek, [{"vormen": vormen, "bronnen": dict(b)} for b, vormen in groepen])


def _is_nog(waar: Path, vorm: str, toen: str) -> bool:
    return som(waar / vorm) == toen


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
    kaal = [vorm for vorm in vormen if vorm not in stempels or not stempels[vorm].bronnen]
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
