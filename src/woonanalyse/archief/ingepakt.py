"""A zip file of which every byte follows from its parts, so that none can change unseen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

TIJD = (1980, 1, 1, 0, 0, 0)
_UNIX, _RECHTEN, _BESTAND = 3, 0o100644 << 16, 8
_BROK = 1 << 20


def schrijf_zip(doel: IO[bytes], delen: Iterable[tuple[str, bytes | Path]]) -> None:
    """Write parts by name, or the files that hold them, in their order: without a clock, without rights of
    this machine, and not compressed, since how small a part becomes differs from one program to another."""
    with ZipFile(doel, "w", ZIP_STORED) as archief:
        for naam, deel in delen:
            info = ZipInfo(naam, TIJD)
            info.create_system, info.external_attr = _UNIX, _RECHTEN
            archief.writestr(info, deel if isinstance(deel, bytes) else deel.read_bytes())


def is_zoals_geschreven(bron: IO[bytes], archief: ZipFile) -> bool:
    """Whether a zip file is, to the byte, what `schrijf_zip` makes of what is in it."""
    namen = [info.filename for info in archief.infolist()]
    with TemporaryFile() as opnieuw:
        schrijf_zip(opnieuw, ((naam, archief.read(naam)) for naam in namen))
        opnieuw.seek(0)
        bron.seek(0)
        return all(een == ander for een, ander in zip_longest(_brokken(bron), _brokken(opnieuw)))


def _brokken(bron: IO[bytes]) -> Iterator[bytes]:
    while brok := bron.read(_BROK):
        yield brok


def vreemde_namen(archief: ZipFile) -> Iterator[str]:
    """The names of parts that would land outside the folder where a pack is opened, that another part has
    too, or that are no plain files."""
    yield from onmogelijk(info.filename for info in archief.infolist())
    for info in archief.infolist():
        if info.orig_filename != info.filename or info.external_attr >> 28 not in (0, _BESTAND):
            yield info.filename


def onmogelijk(namen: Iterable[str]) -> Iterator[str]:
    """Of the names of parts those that are in no pack: outside its folder, not to be read, or the same as
    another where capitals do not count."""
    gezien: set[str] = set()
    for naam in namen:
        buiten = "\\" in naam or ":" in naam or any(d in ("", ".", "..") for d in naam.split("/"))
        if buiten or not naam.isprintable() or naam.casefold() in gezien:
            yield naam
        gezien.add(naam.casefold())
