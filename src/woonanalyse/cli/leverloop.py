"""One delivered file: taken in or sent back, and what is told of it on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from woonanalyse.cli.scherm import GebruiksFout, fout, schoon, zeg
from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.getal import aantal, hoeveel, opsomming

if TYPE_CHECKING:
    from woonanalyse.kern.regio import Regio
    from woonanalyse.leveringen.antwoord.meldingenblad import Gegeven
    from woonanalyse.leveringen.innemen import Uitslag
    from woonanalyse.leveringen.levering import Melding

HOOGSTENS = 40
"""Messages on the screen; the answer has all."""


def antwoordboeken(bestanden: list[Path]) -> tuple[list[Path], list[Gegeven]]:
    """The files that are deliveries, and the answers in those that hold nothing else."""
    from woonanalyse.leveringen.innemen import antwoorden_uit
    from woonanalyse.leveringen.openen.bewaking import bekijk

    leveringen: list[Path] = []
    gegeven: list[Gegeven] = []
    for pad in bestanden if len(bestanden) > 1 else ():
        try:
            eigen, alleen_antwoorden = antwoorden_uit(bekijk(pad))
        except InvoerFout:  # said when the file itself is read
            eigen, alleen_antwoorden = [], False
        gegeven += eigen if alleen_antwoorden else []
        leveringen += [] if alleen_antwoorden else [pad]
    return (leveringen or bestanden), gegeven


def neem_in(
    wortel: Path,
    regio: Regio,
    pad: Path,
    keuze: Mapping[str, object],
    gegeven: list[Gegeven],
    *,
    proef: bool,
    vervangen: bool,
) -> None:
    """Take in one file; raises InvoerFout where it is not, after its answer was written."""
    from woonanalyse.leveringen.innemen import beoordeel

    uitslag = beoordeel(wortel, regio, pad, **keuze, gegeven=gegeven, vervangen=vervangen)  # type: ignore[arg-type]
    _toon_kop(uitslag)
    if uitslag.eerder:
        _al_geleverd(wortel, regio, uitslag, proef=proef)
        return
    if uitslag.verdient_antwoord:
        _geef_antwoord(wortel, uitslag, pad)
    if not uitslag.fouten and not proef:
        _bewaar(wortel, regio, uitslag)
    elif not uitslag.fouten:
        zeg(f"  proef: er is niets ingenomen; {_zou(uitslag)}")
    else:
        zeg("  er is niets ingenomen")
    _toon_meldingen(uitslag)
    if uitslag.fouten:
        raise typer.Exit(InvoerFout.exitcode)


def _bewaar(wortel: Path, regio: Regio, uitslag: Uitslag) -> None:
    from woonanalyse.leveringen.opslag import bewaar
    from woonanalyse.vaststelling.concept import bij_levering

    geschreven = bewaar(
        wortel,
        regio,
        uitslag.bekeken,
        uitslag.levering,
        uitslag.opgave,
        uitslag.antwoorden,
        uitslag.vervangt,
    )
    over = f", in de plaats van {opsomming(list(uitslag.vervangt))}" if uitslag.vervangt else ""
    zeg(f"  ingenomen: {_kort(wortel, geschreven.bestand)}{over}")
    for pad in geschreven.registers:
        zeg(f"  rijen erbij in {_kort(wortel, pad)}")
    if uitslag.levering.tabellen:
        opgave = uitslag.opgave
        wanneer = opgave.peildatum.isoformat()
        for zin in bij_levering(wortel, opgave.partij, wanneer, geschreven.versie):
            zeg(f"  let op: {zin}")
    if geschreven.planregister:
        zeg(f"  planregister van alle partijen: {_kort(wortel, geschreven.planregister)}")


def _toon_kop(uitslag: Uitslag) -> None:
    levering, rekening = uitslag.levering, uitslag.levering.rekening
    terzijde = sum(rekening.terzijde.values())
    redenen = ", ".join(
        f"{reden} {aantal(keer)}" for reden, keer in rekening.terzijde.items() if keer
    )
    zeg(f"{uitslag.bekeken.naam}: vorm {levering.vorm} (versie {levering.vormversie})")
    zeg(
        f"  {hoeveel(rekening.rijen_er, 'rij', 'rijen')}: {aantal(rekening.rijen_gelezen)} gelezen, "
        f"{aantal(rekening.rijen_geweigerd)} geweigerd, {aantal(terzijde)} terzijde"
        + (f" ({redenen})" if redenen else "")
    )
    if levering.tabellen:
        zeg(
            f"  {hoeveel(rekening.woningen_er, 'woning', 'woningen')}: "
            f"{aantal(rekening.woningen_gelezen)} gelezen, {aantal(rekening.woningen_geweigerd)} geweigerd"
        )
    for regel in (*uitslag.bekeken.notities, *levering.beperkingen):
        zeg(f"  let op: {regel}")


def _al_geleverd(wortel: Path, regio: Regio, uitslag: Uitslag, *, proef: bool) -> None:
    """The same bytes again: nothing to take in, but answers that were given since are kept."""
    from woonanalyse.leveringen.gezamenlijk import maak_planregister
    from woonanalyse.leveringen.meldingenlijst import zet_antwoorden

    eerder = uitslag.eerder
    assert eerder is not None
    if uitslag.levering.tabellen:
        nu = (uitslag.opgave.partij, uitslag.opgave.peildatum.isoformat())
        if nu != (eerder.partij, eerder.peildatum):
            raise GebruiksFout(
                f"{uitslag.bekeken.naam}: dit bestand is al ingenomen van {eerder.partij} met peildatum "
                f"{eerder.peildatum}; een andere levering is een ander bestand."
            )
    zeg(
        f"  al ingenomen op {eerder.geleverd_op} ({eerder.map}/{eerder.bestand}); er is niets veranderd"
    )
    if uitslag.levering.tabellen and not proef:
        maak_planregister(wortel, regio, eerder.peildatum)  # it may have been cut off, or be older
    if uitslag.antwoorden and not proef:
        pad = zet_antwoorden(wortel, eerder, uitslag.meldingen, uitslag.antwoorden)
        zeg(f"  antwoorden: {_kort(wortel, pad)}")
    _toon_meldingen(uitslag)


def _geef_antwoord(wortel: Path, uitslag: Uitslag, pad: Path) -> None:
    from woonanalyse.leveringen.innemen import schrijf_antwoord

    doel, verloren = schrijf_antwoord(uitslag, pad)
    zeg(f"  antwoord: {_kort(wortel, doel)}")
    if verloren:
        zeg(f"  daarin ontbreekt: {opsomming(list(verloren))}")


def _zou(uitslag: Uitslag) -> str:
    wat = "zo zou het worden ingenomen"
    if uitslag.vervangt:
        wat += f", in de plaats van {opsomming(list(uitslag.vervangt))}"
    return wat


def _toon_meldingen(uitslag: Uitslag) -> None:
    _toon(uitslag, uitslag.fouten, ("fout", "fouten"), "red")
    _toon(
        uitslag,
        uitslag.open,
        ("waarschuwing zonder antwoord", "waarschuwingen zonder antwoord"),
        "yellow",
    )


def _toon(uitslag: Uitslag, meldingen: list[Melding], woord: tuple[str, str], kleur: str) -> None:
    if not meldingen:
        return
    fout.print(f"{hoeveel(len(meldingen), *woord)}:", style=kleur, markup=False)
    for melding in meldingen[:HOOGSTENS]:
        regel = f"- {melding.als_probleem(uitslag.bekeken.naam)}"
        fout.print(schoon(regel), style=kleur, markup=False)
    if len(meldingen) > HOOGSTENS:
        fout.print(
            f"- en nog {aantal(len(meldingen) - HOOGSTENS)}; het antwoord heeft ze alle",
            style=kleur,
        )


def _kort(wortel: Path, pad: Path) -> str:
    pad = pad.resolve()
    return pad.relative_to(wortel).as_posix() if pad.is_relative_to(wortel) else pad.as_posix()
