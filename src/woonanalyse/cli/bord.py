"""The board of an edition, as the screen shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from woonanalyse.cli.scherm import schoon, uit, zeg
from woonanalyse.edities.bord import Bord, Nodig, Regel
from woonanalyse.kern.getal import aantal, datum, hoeveel

BREED = 30
"""A name of a municipality that is longer is cut off; that of none is."""
TEKENS = {"geleverd": "●", "met opmerkingen": "◐", "ontbreekt": "○"}
MEER = {"ontbreekt": "ontbreken"}
"""A state as it is said of more than one."""


def bord_als_json(bord: Bord) -> dict[str, object]:
    """The board with its totals, for a program."""
    return {
        **asdict(bord),
        "totalen": {wat: bord.telling(wat) for wat in ("plannen", "behoefte")},
    }


def toon_bord(bord: Bord) -> None:
    """The board: a line per municipality, totals, and what is needed with the commands."""
    dag = f", peildatum {datum(bord.peildatum)}" if bord.peildatum else ""
    uit.print(schoon(f"{bord.naam} (editie {bord.editie}){dag}"), style="bold", markup=False)
    breed = min(BREED, max(len(regel.gemeente) for regel in bord.regels))
    kop = [
        "Gemeente".ljust(breed),
        f"{'Plannen':<16}",
        f"{'Versie, stand':<17}",
        f"{'Behoefte':<11}",
    ]
    zeg("  ".join([*kop, "Registers"]))
    for regel in bord.regels:
        zeg(_regel(regel, breed))
    for wat in ("plannen", "behoefte"):
        delen = [
            f"{aantal(n)} {MEER.get(stand, stand) if n > 1 else stand}"
            for stand, n in bord.telling(wat).items()
            if n
        ]
        zeg(f"{wat.capitalize()}: {', '.join(delen)}")
    if bord.scenario:
        zeg("Dit is een scenario: het toont geen echte stand, en niemand hoeft ervoor te leveren.")
    elif not bord.nodig:
        zeg("Er is niets meer nodig.")
    for wat in dict.fromkeys(een.wat for een in bord.nodig):
        _toon_nodig([een for een in bord.nodig if een.wat == wat], bord.peildatum)


def _regel(regel: Regel, breed: int) -> str:
    naam = regel.gemeente if len(regel.gemeente) <= breed else f"{regel.gemeente[: breed - 1]}…"
    stand = f"{TEKENS[regel.plannen]} {regel.plannen}"
    if regel.open:
        stand = f"{TEKENS[regel.plannen]} {hoeveel(regel.open, 'opmerking', 'opmerkingen')}"
    versie = f"{regel.versie}, {regel.stand}".strip(", ") if regel.versie else "–"
    behoefte = f"{TEKENS[regel.behoefte]} {regel.behoefte}"
    er = sum(een != "ontbreekt" for een in regel.registers.values())
    delen = [f"{naam:<{breed}}", f"{stand:<16}", f"{versie:<17}", f"{behoefte:<11}"]
    registers = f"{er} van {len(regel.registers)}" if regel.registers else "–"
    return "  ".join([*delen, registers])


def _toon_nodig(nodig: Sequence[Nodig], peildatum: str) -> None:
    """What is needed of one kind; the commands with a word in the place of what differs."""
    eerste = nodig[0]
    if not eerste.code:
        zeg(f"\nNog nodig: {eerste.wat}, van {eerste.van}")
        waar = (
            eerste.bestand
            if eerste.maken
            else f"noem de tabel en haar kolommen in {eerste.bestand}"
        )
        zeg(f"  {waar}")
        maken, innemen = eerste.maken, eerste.innemen
    else:
        wie = hoeveel(len(nodig), "gemeente", "gemeenten")
        breed = max(22, *(len(een.van) for een in nodig))
        zeg(f"\nNog nodig: {eerste.wat}, van {wie}")
        for een in nodig:
            zeg(f"  {een.van:<{breed}}  {een.code}  {een.bestand}")
        maken = f"woonanalyse sjabloon plannen --gemeente CODE --peildatum {peildatum}"
        innemen = f"woonanalyse lever BESTAND --partij CODE --peildatum {peildatum}"
    for woord, opdracht in (("maken", maken), ("innemen", innemen)):
        if opdracht:
            zeg(f"  {woord + ':':<9} {opdracht}")
