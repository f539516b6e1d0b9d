"""The state of a delivery: ambtelijk, gecontroleerd or akkoord. It follows from the log; a new version begins
anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from woonanalyse.kern.catalogus import lees_verklaring
from woonanalyse.kern.logboek import Handeling, Regel, lees
from woonanalyse.leveringen.bewaard import REGISTERS, Bewaard, bewaard

TERUG = "teruggezet"
"""The act that takes a delivery back to the first state."""

Wie = tuple[str, str]
"""A party and a reference date (ISO)."""


@dataclass(frozen=True)
class Stand:
    """How far a delivery is: the number of its version, its state, who said so (a role), hash of its file.

    `rol` is empty where nobody but the one who delivered did anything.
    """

    versie: int
    stand: str
    rol: str
    sha256: str


@dataclass(frozen=True)
class Soort:
    """A state: what it means, which act leads to it, and whether that asks for a mandate."""

    betekenis: str
    handeling: str = ""
    mandaat: bool = False


@dataclass(frozen=True)
class Stap:
    """What someone did to the newest delivery of a party, or to `versie` of it; dates ISO."""

    datum: str
    partij: str
    peildatum: str
    versie: int | None
    handeling: str
    rol: str
    grond: str


@dataclass(frozen=True)
class Bezwaar:
    """Why step `nr` (from 0) cannot be taken: the column, what stands there, what was expected (Dutch)."""

    nr: int
    kolom: str
    waarde: str
    verwacht: str


@cache
def soorten() -> Mapping[str, Soort]:
    """All states by name, in order."""
    pad = resources.files("woonanalyse") / "leveringen" / "standen.yml"
    return {naam: Soort(**inhoud) for naam, inhoud in lees_verklaring(pad).items()}


def stand_na(stand: str, handeling: str) -> str | None:
    """The state after an act; None where that act cannot be done in this state.

    >>> stand_na("ambtelijk", "gecontroleerd"), stand_na("ambtelijk", "akkoord")
    ('gecontroleerd', None)
    """
    namen = list(soorten())
    plaats = namen.index(stand)
    if handeling == TERUG:
        return namen[0] if plaats else None
    volgende = namen[plaats + 1 : plaats + 2]
    return next((naam for naam in volgende if soorten()[naam].handeling == handeling), None)


def stand_van(versie: int, sha256: str, regels: Iterable[Regel]) -> Stand:
    """The state that acts in the log gave to the delivery with this hash."""
    stand, rol = next(iter(soorten())), ""
    for regel in regels:
        nieuw = stand_na(stand, regel.handeling) if regel.kenmerk == sha256 else None
        if nieuw is not None:
            stand, rol = nieuw, regel.rol
    return Stand(versie, stand, rol, sha256)


def akkoord_van(geleverd: Sequence[Bewaard], regels: Sequence[Regel]) -> Stand | None:
    """The version of a party (all its deliveries for one date) that enters a concept: the last that became
    akkoord, unless that one was taken back."""
    laatste, nu = list(soorten())[-1], None
    per_hash = {een.sha256: een for een in geleverd}
    for nr, regel in enumerate(regels, start=1):
        if (een := per_hash.get(regel.kenmerk)) is None:
            continue
        stand = stand_van(een.versie, een.sha256, regels[:nr])
        if stand.stand == laatste:
            nu = stand
        elif nu is not None and nu.sha256 == een.sha256:
            nu = None
    return nu


def zet(
    stappen: Sequence[Stap], geleverd: Mapping[Wie, Sequence[Bewaard]], regels: Sequence[Regel]
) -> tuple[list[Handeling], list[Bezwaar]]:
    """The acts that these steps are, in order, each after the one before; and all that is in the way.

    `geleverd`: by party and date its deliveries, the first version first; `regels`: the log.
    """
    nu: dict[Wie, str] = {}
    sinds: dict[Wie, tuple[str, str]] = {}
    uit: list[Handeling] = []
    bezwaren: list[Bezwaar] = []
    for nr, stap in enumerate(stappen):
        wie = (stap.partij, stap.peildatum)
        if fout := _bezwaar_tegen(nr, stap, geleverd.get(wie, ())):
            bezwaren.append(fout)
            continue
        een = geleverd[wie][-1]
        stand = nu.get(wie) or stand_van(een.versie, een.sha256, regels).stand
        nieuw = stand_na(stand, stap.handeling)
        if nieuw is None:
            verwacht = f"{_mogelijk(stand)}; versie {een.versie} is nu {stand}"
            bezwaren.append(Bezwaar(nr, "handeling", stap.handeling, verwacht))
            continue
        vanaf, waardoor = sinds.get(wie) or _laatste(een, regels)
        if stap.datum < vanaf:
            verwacht = f"{vanaf} of later; op die dag is versie {een.versie} {waardoor}"
            bezwaren.append(Bezwaar(nr, "datum", stap.datum, verwacht))
            continue
        nu[wie], sinds[wie] = nieuw, (stap.datum, stap.handeling)
        onderwerp = f"levering {een.partij} {een.peildatum} versie {een.versie}"
        uit.append(
            Handeling(stap.datum, stap.rol, stap.handeling, onderwerp, een.sha256, stap.grond)
        )
    return uit, bezwaren


def _laatste(een: Bewaard, regels: Iterable[Regel]) -> tuple[str, str]:
    """The day (ISO) of the last act on a delivery, and which act: that it came, where nothing was done."""
    eigen = [(regel.datum, regel.handeling) for regel in regels if regel.kenmerk == een.sha256]
    return sorted([(een.geleverd_op, "geleverd"), *eigen], key=lambda paar: paar[0])[-1]


def _bezwaar_tegen(nr: int, stap: Stap, geleverd: Sequence[Bewaard]) -> Bezwaar | None:
    if not geleverd:
        verwacht = f"een partij die voor {stap.peildatum} heeft geleverd (woonanalyse standen)"
        return Bezwaar(nr, "partij", stap.partij, verwacht)
    if stap.versie not in (None, (nieuwste := geleverd[-1]).versie):
        verwacht = f"{nieuwste.versie}, de nieuwste versie"
        return Bezwaar(nr, "versie", str(stap.versie), verwacht)
    met_mandaat = {soort.handeling for soort in soorten().values() if soort.mandaat}
    if stap.handeling in met_mandaat and not stap.grond.strip():
        return Bezwaar(nr, "grond", "", "het mandaat, zoals mandaatregister 2026, nr. 12")
    if stap.handeling == TERUG and not stap.grond.strip():
        return Bezwaar(nr, "grond", "", "de reden waarom")
    return None


def _mogelijk(stand: str) -> str:
    """The acts that can be done in a state, in Dutch."""
    kan = [soort.handeling for soort in soorten().values() if soort.handeling]
    kan = [een for een in (*kan, TERUG) if stand_na(stand, een)]
    return " of ".join(kan)


def versies(wortel: Path) -> dict[Wie, list[Bewaard]]:
    """By party and reference date all that was delivered, the first version first."""
    uit: dict[Wie, list[Bewaard]] = {}
    for een in sorted(bewaard(wortel), key=lambda een: een.versie):
        if een.partij != REGISTERS:
            uit.setdefault((een.partij, een.peildatum), []).append(een)
    return uit


def standen(wortel: Path) -> dict[Wie, Stand]:
    """By party and reference date (ISO) the state of the newest version; empty where nothing was delivered.

    Raises InvoerFout where the log is no longer whole, or a sidecar is wrong.
    """
    regels = lees(wortel)
    return {
        wie: stand_van(laatste[-1].versie, laatste[-1].sha256, regels)
        for wie, laatste in versies(wortel).items()
    }
