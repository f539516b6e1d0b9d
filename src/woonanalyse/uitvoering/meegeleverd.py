"""Files that come along and are laid in a project: they follow the product until a person changes one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from woonanalyse.kern.bestanden import schrijf_bytes, schrijf_json
from woonanalyse.kern.bronbestanden import bestanden_in
from woonanalyse.uitvoering.geheugen import lees_geheugen

LIJST = ".meegeleverd.json"
"""By name of a laid file its hash; beside the files, so that it goes where they go."""


@dataclass(frozen=True)
class Gelegd:
    """Names of files: new here, another version, taken away, and changed by a person; `achter` are the
    changed ones of which the product has another version than the one that was changed."""

    erbij: list[str]
    vernieuwd: list[str]
    weg: list[str]
    gewijzigd: list[str]
    achter: list[str]


def leg(bron: Path, doel: Path, namen: Sequence[str]) -> Gelegd:
    """Lay `namen` (files and folders) of `bron` in `doel`: what was laid before follows, what a person has
    changed stays."""
    lijst = doel / LIJST
    oud = lees_geheugen(lijst)
    nieuw = {pad.relative_to(bron).as_posix(): som(pad) for pad in _bestanden(bron, namen)}
    weg = [
        naam for naam in sorted(oud.keys() - nieuw.keys()) if som(doel / naam) == oud[naam] != ""
    ]
    for naam in weg:
        (doel / naam).unlink()
    gewijzigd = [naam for naam in nieuw if not _volgt(doel / naam, oud.get(naam), nieuw[naam])]
    erbij, vernieuwd = list[str](), list[str]()
    for naam in sorted(nieuw.keys() - gewijzigd):
        er = som(doel / naam)
        if er != nieuw[naam]:
            schrijf_bytes(doel / naam, (bron / naam).read_bytes())
            (vernieuwd if er else erbij).append(naam)
    gelegd = {naam: oud.get(naam, "") if naam in gewijzigd else nieuw[naam] for naam in nieuw}
    if gelegd != oud:
        schrijf_json(lijst, gelegd)
    achter = [naam for naam in gewijzigd if gelegd[naam] != nieuw[naam]]
    return Gelegd(erbij, vernieuwd, weg, gewijzigd, achter)


def neem_over(doel: Path, bekend: Mapping[str, Collection[str]]) -> None:
    """Write down for files that were laid without a list which ones are as some version had them.

    `bekend`: by name the hashes (their first signs) of all versions there were.
    """
    kort = {naam: som(doel / naam) for naam in bekend}
    lijst = {n: eigen for n, eigen in kort.items() if eigen[: _kort(bekend[n])] in bekend[n]}
    schrijf_json(doel / LIJST, lijst)


def leg_ernaast(bron: Path, doel: Path, namen: Sequence[str]) -> list[str]:
    """Lay the new version of changed files beside them, as <name>.nieuw, and take them for told."""
    lijst = lees_geheugen(doel / LIJST)
    for naam in namen:
        schrijf_bytes(doel / f"{naam}.nieuw", (bron / naam).read_bytes())
    schrijf_json(doel / LIJST, {**lijst, **{naam: som(bron / naam) for naam in namen}})
    return [f"{naam}.nieuw" for naam in namen]


def som(pad: Path) -> str:
    """The hash of a file, of a notebook of its cells without what they gave; empty without file."""
    if not pad.is_file():
        return ""
    return som_van(pad.name, pad.read_bytes())


def som_van(naam: str, inhoud: bytes) -> str:
    """As `som`, of the bytes of a file with this name."""
    if naam.endswith(".ipynb"):
        try:
            cellen = [[cel["cell_type"], cel["source"]] for cel in json.loads(inhoud)["cells"]]
        except (ValueError, KeyError, TypeError):
            cellen = []
        if cellen:
            inhoud = json.dumps(cellen).encode()
    return hashlib.sha256(inhoud).hexdigest()


def _kort(bekend: Collection[str]) -> int:
    return max((len(een) for een in bekend), default=0)


def _volgt(pad: Path, gelegd: str | None, nieuw: str) -> bool:
    """Whether a file is as it was laid, or not there."""
    return som(pad) in ("", gelegd, nieuw)


def _bestanden(bron: Path, namen: Sequence[str]) -> list[Path]:
    los = [bron / naam for naam in namen if (bron / naam).is_file()]
    alle = [*los, *(pad for naam in namen for pad in bestanden_in(bron / naam, "*"))]
    return [pad for pad in alle if ".ipynb_checkpoints" not in pad.parts]
