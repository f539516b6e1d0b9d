"""The gate for a page with a folder of pages beside it: each of them, and what they are to each other."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from woonanalyse.kern.beeld.huisstijl import PAGINAMAP
from woonanalyse.kern.project import bladzijdenmap
from woonanalyse.uitgave.poort.html import controleer_html
from woonanalyse.uitgave.poort.pagina import stijl_van_buiten
from woonanalyse.uitgave.poort.tekst import UitData

_LABEL = re.compile(r'<[a-z](?:[^<>]*?\s)?id="([^"]*)"')
_NAAR = re.compile(r'<a\b[^<>]*?\shref="([^"#:]+)')


def controleer_paginas(
    voor: Path, uit_data: UitData = tuple, geheugen: dict[str, Any] | None = None
) -> list[str]:
    """The problems of a finished page and of all pages in the folder beside it, if it has one, in Dutch.

    `geheugen`: of a page that stands alone, as of `controleer_html`.
    """
    map_ = bladzijdenmap(voor)
    if not map_.is_dir():
        return controleer_html(voor, uit_data, geheugen=geheugen)
    gelezen = dict[Path, _Bestand]()
    try:
        for pad in _bestanden(voor, map_):
            gelezen[pad] = _lees(pad)
    except (OSError, UnicodeDecodeError) as fout:
        return [f"{voor.name}: een bladzijde in {map_.name}/ is niet te lezen ({fout})"]
    problemen = [f"{pad.name}: {p}" for pad, een in gelezen.items() for p in een.afwijkend]
    problemen += _losse(voor, map_, gelezen)
    for pad in gelezen:
        if pad.suffix == ".html":
            buren = {_adres(pad, ander, voor): een.labels for ander, een in gelezen.items()}
            problemen += controleer_html(pad, uit_data, buren)
    return problemen


@dataclass(frozen=True)
class _Bestand:
    """What is kept of a file: what can be linked to, the files that it leads to, and what is wrong."""

    labels: Collection[str]
    doelen: Collection[str]
    afwijkend: Sequence[str]


def _lees(pad: Path) -> _Bestand:
    """One file; not its text, of which there is much together."""
    tekst = pad.read_text(encoding="utf-8")
    doelen = {os.path.normpath(pad.parent / adres) for adres in set(_NAAR.findall(tekst))}
    labels = frozenset(map(unescape, _LABEL.findall(tekst)))
    return _Bestand(labels, doelen, list(_als_bestand(pad, tekst)))


def _bestanden(voor: Path, map_: Path) -> list[Path]:
    return [voor, *sorted(pad for pad in map_.rglob("*") if pad.is_file())]


def _adres(van: Path, naar: Path, voor: Path) -> str:
    """Where one file is, seen from another."""
    if naar == voor:
        return voor.name if van == voor else f"../{voor.name}"
    return naar.name if van != voor else f"{naar.parent.name}/{naar.name}"


def _als_bestand(pad: Path, tekst: str) -> Iterator[str]:
    """Whether a file may be there as it is: no page too large, nothing else than pages and their style."""
    hoogstens = PAGINAMAP["hoogstens"]
    if len(tekst.encode()) > hoogstens * 1_000_000:
        yield f"de bladzijde is groter dan {hoogstens} MB"
    if pad.suffix == ".css":
        yield from stijl_van_buiten(tekst)
    elif pad.suffix != ".html":
        yield "geen bladzijde en geen stijl"


def _losse(voor: Path, map_: Path, gelezen: Mapping[Path, _Bestand]) -> Iterator[str]:
    """Pages that no other page leads to."""
    doelen = {doel for een in gelezen.values() for doel in een.doelen}
    for pad in gelezen:
        if pad.suffix == ".html" and pad != voor and os.path.normpath(pad) not in doelen:
            yield f"{pad.name}: geen andere bladzijde leidt naar deze in {map_.name}/"
