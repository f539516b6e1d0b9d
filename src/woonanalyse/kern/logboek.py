"""The log of acts: a row for each, in a chain of hashes, so that it can only grow.

What a person wrote (role and reason) is in the chain by a salted hash. It can be taken out where the law asks
that (Archiefwet, AVG): the salt goes with it, the chain still proves that something stood there.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path

from woonanalyse.kern.bewaakt import bewaak, herstel
from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.kern.machine import lees_bytes

LOGBOEK = "data/intern/logboek.csv"
"""Kept out of git."""
VERWIJDERD = "verwijderd"
"""The act that takes a text out, and what stands in its place."""


@dataclass(frozen=True)
class Handeling:
    """What was done: on which day (ISO), by whom (a role), of what kind, to what, and why.

    `onderwerp` says in words what it is about, `kenmerk` by which hash or key it is known; `grond` the reason
    or the mandate.
    """

    datum: str
    rol: str
    handeling: str
    onderwerp: str
    kenmerk: str
    grond: str


@dataclass(frozen=True)
class Regel:
    """A row of the log: `tekst` is the hash of salt, role and reason, `vorige` that of the row before."""

    nr: int
    datum: str
    rol: str
    handeling: str
    onderwerp: str
    kenmerk: str
    grond: str
    zout: str
    tekst: str
    vorige: str
    hash: str


KOLOMMEN = tuple(veld.name for veld in fields(Regel))


def met(
    regels: Sequence[Regel], handelingen: Iterable[Handeling], zouten: Iterable[str]
) -> list[Regel]:
    """The log with these acts below it, each with a salt of its own."""
    uit = list(regels)
    for een, zout in zip(handelingen, zouten, strict=False):
        nr, vorige = len(uit) + 1, uit[-1].hash if uit else ""
        tekst = _hash(zout, een.rol, een.grond)
        hash_ = _hash(nr, een.datum, een.handeling, een.onderwerp, een.kenmerk, tekst, vorige)
        uit.append(
            Regel(
                nr, een.datum, een.rol, een.handeling, een.onderwerp, een.kenmerk, een.grond, zout,
                tekst, vorige, hash_,
            )
        )  # fmt: skip
    return uit


def zonder_tekst(regels: Sequence[Regel], nr: int) -> list[Regel]:
    """The log in which row `nr` no longer holds role, reason and salt."""
    return [
        replace(regel, rol=VERWIJDERD, grond=VERWIJDERD, zout="") if regel.nr == nr else regel
        for regel in regels
    ]


def bezwaren(regels: Sequence[Regel]) -> list[tuple[int, str, str]]:
    """What is not as it was written: place in the file (from 1), column and what was expected, in Dutch.

    Rows cut off at the end leave no trace here; what pinned a later row shows them.
    """
    uit, vorige = [], ""
    for plaats, regel in enumerate(regels, start=1):
        if regel.nr != plaats:
            uit.append((plaats, "nr", f"{plaats}: er is een regel weg, erbij of verplaatst"))
        if regel.vorige != vorige:
            uit.append((plaats, "vorige", "de hash van de regel erboven; die is gewijzigd of weg"))
        delen = (regel.datum, regel.handeling, regel.onderwerp, regel.kenmerk, regel.tekst)
        if regel.hash != _hash(regel.nr, *delen, regel.vorige):
            uit.append((plaats, "hash", "de hash van deze regel; een cel is gewijzigd"))
        if not (
            _is_verwijderd(regel, regels)
            or _hash(regel.zout, regel.rol, regel.grond) == regel.tekst
        ):
            uit.append((plaats, "tekst", "de hash van rol en grond; een van beide is gewijzigd"))
        vorige = regel.hash
    return uit


def _is_verwijderd(regel: Regel, regels: Sequence[Regel]) -> bool:
    """Whether a text was taken out as it should be: a later row says so."""
    leeg = (regel.rol, regel.grond, regel.zout) == (VERWIJDERD, VERWIJDERD, "")
    later = (een for een in regels if een.nr > regel.nr and een.handeling == VERWIJDERD)
    return leeg and any(een.kenmerk == str(regel.nr) for een in later)


def _hash(*delen: object) -> str:
    return hashlib.sha256(json.dumps(delen, ensure_ascii=False).encode()).hexdigest()


def zout() -> str:
    """What makes the hash of a short text one that nobody guesses."""
    return secrets.token_hex(16)


def lees(wortel: Path) -> list[Regel]:
    """The log as it stands, empty where there is none; raises InvoerFout where it is no longer whole."""
    regels, problemen = lees_met_problemen(wortel)
    if problemen:
        raise InvoerFout(problemen)
    return regels


def lees_met_problemen(wortel: Path) -> tuple[list[Regel], list[Probleem]]:
    """The log as far as it can be read, and all that is wrong with it."""
    if not (wortel / LOGBOEK).exists():
        return [], []
    ruw, problemen = lees_bytes(wortel, LOGBOEK, "CSV")
    if problemen:
        return [], problemen
    tekst = ruw.decode("utf-8-sig", errors="replace")
    kop, *rijen = list(csv.reader(io.StringIO(tekst, newline=""))) or [[]]
    if tuple(kop) != KOLOMMEN:
        return [], [Probleem(LOGBOEK, ", ".join(KOLOMMEN), rij=1, waarde=", ".join(kop))]
    fout = [
        Probleem(LOGBOEK, f"{len(KOLOMMEN)} cellen, met een getal voorop", rij=nr)
        for nr, rij in enumerate(rijen, start=2)
        if len(rij) != len(KOLOMMEN) or not rij[0].isdecimal()
    ]
    if fout:
        return [], fout
    regels = [Regel(int(nr), *map(herstel, cellen)) for nr, *cellen in rijen]
    return regels, [
        Probleem(LOGBOEK, verwacht, rij=plaats + 1, kolom=kolom)
        for plaats, kolom, verwacht in bezwaren(regels)
    ]


def als_bytes(regels: Sequence[Regel]) -> bytes:
    """The file of a log."""
    doel = io.StringIO(newline="")
    schrijver = csv.writer(doel, lineterminator="\n")
    schrijver.writerow(KOLOMMEN)
    schrijver.writerows([[bewaak(str(cel)) for cel in astuple(regel)] for regel in regels])
    return doel.getvalue().encode("utf-8")


def aangevuld(wortel: Path, handelingen: Sequence[Handeling]) -> list[Regel]:
    """The log with these acts below it, not written yet. Raises InvoerFout as `lees`."""
    return met(lees(wortel), handelingen, [zout() for _ in handelingen])


def met_erbij(wortel: Path, handelingen: Sequence[Handeling]) -> dict[str, bytes]:
    """The same as a file by its path, for `zet_samen` with what the acts did."""
    return {LOGBOEK: als_bytes(aangevuld(wortel, handelingen))}
