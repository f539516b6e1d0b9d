"""Results as tables in the terminal, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from woonanalyse.afspraken.beeld import stand_in_tekst
from woonanalyse.afspraken.bevindingen import geen_besluit, terugblik
from woonanalyse.kern.beeld.antwoord import Antwoord, Staat
from woonanalyse.kern.getal import aantal, band, datum, met_eenheid, procent
from woonanalyse.kern.merk import AFGESCHERMD, is_afgeschermd
from woonanalyse.kern.nummering import Nummering
from woonanalyse.kern.onderwerp import Tabel
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.onderwerpen.wijzigingen import boven
from woonanalyse.uitkomsten.herkomst import als_reeks
from woonanalyse.uitkomsten.waarom import PER_RIJ

venster = Console(highlight=False, soft_wrap=True)


def _zeg(tekst: str, style: str | None = None) -> None:
    """A sentence: in a window it breaks between words, in a file it is one line."""
    venster.print(tekst, style=style, markup=False, soft_wrap=not venster.is_terminal)


def toon_json(uitkomst: Any) -> None:
    """The rows as JSON; null for what is missing, AFGESCHERMD for what is shielded."""
    schoon = uitkomst.astype("object")
    leeg = schoon.map(lambda cel: AFGESCHERMD if is_afgeschermd(cel) else None)
    rijen = schoon.where(uitkomst.notna(), leeg).to_dict("records")
    typer.echo(json.dumps(rijen, ensure_ascii=False, indent=2))


def toon_regels(regels: Iterable[str]) -> None:
    """Lines of text as they are; a character that a terminal would obey as a mark in its place."""
    for regel in regels:
        venster.print(Text("".join(teken if teken.isprintable() else "\ufffd" for teken in regel)))


def toon_afspraken(editie: Editie, uitkomst: Any) -> None:
    """Every rule with its states."""
    stand = datum(editie.opzet.stand_per)
    _zeg(f"{editie.opzet.naam}, registers tot en met {stand}")
    if editie.opzet.toets and not editie.lopend:
        afspraken = editie.regio.afspraken
        _zeg(f"{geen_besluit(afspraken)} {terugblik(afspraken, uitkomst)}")
    tabel = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for kop in ("Nr.", "Afspraak", "Stand"):
        tabel.add_column(kop, justify="right" if kop == "Nr." else "left")
    for nummer, titel, tekst in stand_in_tekst(editie.regio.afspraken, uitkomst):
        tabel.add_row(nummer, Text(titel), Text(tekst))
    venster.print(tabel)


def toon_antwoord(antwoord: Antwoord) -> None:
    """The sentence, then its tables."""
    _zeg(antwoord.zin)
    for staat in antwoord.staten:
        toon_tabel(staat.koppen, staat.rijen, staat.tekst)


def als_antwoord(tabel: Tabel, frame: Any) -> Antwoord:
    """A result table as it is, numbers as the report shows them, a missing text empty.

    Without rows only its title.
    """
    velden = [tabel.velden[naam] for naam in frame.columns]
    getal = [veld["type"] in ("integer", "number") for veld in velden]
    tekst = [nr for nr, is_getal in enumerate(getal) if not is_getal]
    leeg = {naam: frame[naam].astype("object").fillna("") for naam in frame.columns[tekst]}
    gevuld = frame.assign(**leeg)
    rijen = [
        [
            met_eenheid(waarde, veld.get("eenheid", "")) if is_getal else str(waarde)
            for waarde, veld, is_getal in zip(rij, velden, getal, strict=True)
        ]
        for rij in gevuld.itertuples(index=False, name=None)
    ]
    if not rijen:
        return Antwoord(f"{tabel.titel}: geen", [])
    koppen = [veld["name"] for veld in velden]
    return Antwoord(tabel.titel, [Staat(koppen, rijen, tekst)])


def toon_verschil(toen: Editie, nu: Editie, frame: Any, eigen: list[str]) -> None:
    """Both editions per municipality, by each definition that both can follow."""
    for editie in (toen, nu):
        if editie.opzet.scenario:
            wat = f"Editie {editie.naam} is een scenario: zij toont geen echte stand."
            _zeg(wat, style="bold")
    _zeg(boven.opening(frame, eigen, toen.opzet, nu.opzet, nu.norm))
    for naam in eigen:
        definitie = nu.regio.definities[naam]
        _zeg(f"\nBeide edities volgens: {definitie.naam}", style="bold")
        koppen = ["Gemeente", "Editie", "Behoefte", "Hard", "Hard/behoefte"]
        rijen = [
            [
                groep["gemeente"].iloc[0] if w == "toen" else "",
                editie.naam,
                band(groep[f"behoefte_{w}"], aantal, "–"),
                band(groep[f"hard_{w}"], aantal, "–"),
                band(groep[f"dekking_{w}"], procent, "–"),
            ]
            for _, groep in frame[frame["definitie"] == naam].groupby("gemeentecode", sort=False)
            for w, editie in (("toen", toen), ("nu", nu))
        ]
        toon_tabel(koppen, rijen)


def toon_tabel(
    koppen: Sequence[str], rijen: Iterable[Sequence[str]], tekst: Sequence[int] = (0,)
) -> None:
    """Print a plain table; the columns numbered in `tekst` are text, the others numbers."""
    tabel = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for plek, kop in enumerate(koppen):
        tabel.add_column(Text(kop), justify="left" if plek in tekst else "right", no_wrap=True)
    for rij in rijen:
        tabel.add_row(*(Text(cel) for cel in rij))
    tabel.width = venster.measure(tabel, options=venster.options.update(max_width=BREEDST)).maximum
    if venster.is_terminal and tabel.width > venster.width:
        _vouw(tabel, tabel.width - venster.width)
    venster.print(tabel)


def _vouw(tabel: Table, te_breed: int) -> None:
    """Texts fold within their column, the widest first, until the table fits; no word is cut, and no number,
    which would be another one: a table that does not fit so is as wide as it is."""
    tekst = [plek for plek, kolom in enumerate(tabel.columns) if kolom.justify == "left"]
    maten = [
        [Measurement.get(venster, venster.options, cel) for cel in (kolom.header, *kolom.cells)]
        for kolom in tabel.columns
    ]
    breed = {plek: max(maat.maximum for maat in maten[plek]) for plek in tekst}
    minst = {plek: max(maat.minimum for maat in maten[plek]) for plek in tekst}
    for _ in range(te_breed):
        ruim = [plek for plek in tekst if breed[plek] > minst[plek]]
        if not ruim:
            return
        breed[max(ruim, key=lambda plek: breed[plek])] -= 1
    for plek in tekst:
        tabel.columns[plek].no_wrap = False
        tabel.columns[plek].width = breed[plek]
    tabel.width = venster.width


BREEDST = 10_000
"""Characters on a line; more than any table has."""
HOOGSTENS = 6
"""Rows of a source that the terminal shows; JSON has them all."""


def toon_spoor(spoor: dict[str, Any], woord: Nummering) -> None:
    """The trail of a number: outcome, calculation, sources with their cells; `woord` for what its agreements
    are numbered by."""
    kolom, uitkomst = spoor["kolom"], spoor["uitkomst"]
    _zeg(f"{spoor['code']}  {spoor['onderwerp']}", style="bold")
    _regel("uitkomst", f"{uitkomst['bestand']}, {_rijen(uitkomst['rijen'])}")
    if kolom:
        eenheid = "" if kolom["eenheid"] in ("", PER_RIJ) else f", in {kolom['eenheid']}"
        _regel("kolom", f"{kolom['name']}: {kolom['title']}{eenheid}")
        for rij in uitkomst["rijen"]:
            welke = ", ".join(rij[naam] for naam in uitkomst["sleutel"] if rij[naam])
            soort = f" ({welke})" if welke else ""
            _regel("", f"rij {rij['rij']}{soort}: {rij[kolom['name']] or 'onbekend'}")
        _regel("gemaakt uit", kolom["herkomst"] or "tekst of sleutel van de rij")
    else:
        _toon_rijen(uitkomst["rijen"])
    hoe = spoor["berekening"]
    liep = f", zoals het liep: {hoe['uitvoering']}" if hoe["uitvoering"] else ""
    _regel("notitieboek", (hoe["notitieboek"] or "geen") + liep)
    _regel("functie", hoe["functie"])
    _regel(woord.een, hoe["artikel"] or "geen")
    if spoor["ook"] and not kolom:
        _regel("ook", spoor["ook"])
    for bron in spoor["bronnen"]:
        welke = _rijen(bron["rijen"]) if bron["rijen"] else "het hele bestand"
        welke = f"rijen {AFGESCHERMD}" if bron["afgeschermd"] else welke
        _regel("bron", f"{bron['bestand']}, {welke}")
        soort = "peildatum" if bron["bestand"].startswith("data/raw/") else "stand"
        _regel("", f"{bron['titel']}; {bron['uitgever']}; {soort} {bron['peildatum']}")
        _toon_rijen(bron["rijen"])
    if not spoor["bronnen"]:
        _regel("bron", "geen: onbekend")


def _toon_rijen(rijen: Sequence[dict[str, Any]]) -> None:
    for rij in rijen[:HOOGSTENS]:
        cellen = "; ".join(f"{naam}={cel}" for naam, cel in rij.items() if naam != "rij" and cel)
        _regel("", f"  rij {rij['rij']}: {cellen}")
    if len(rijen) > HOOGSTENS:
        _regel("", f"  en {len(rijen) - HOOGSTENS} rijen meer (--json geeft ze allemaal)")


def _rijen(rijen: Sequence[dict[str, Any]]) -> str:
    if not rijen:
        return "geen rijen"
    return f"{'rij' if len(rijen) == 1 else 'rijen'} {als_reeks([rij['rij'] for rij in rijen])}"


def _regel(naam: str, tekst: str) -> None:
    _zeg(f"  {naam:<12}{tekst}")
