"""A table of CBS StatLine as it is downloaded: recognised, read by field name, kept beside its sidecar."""

from __future__ import annotations

import csv
import difflib
import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import yaml

from woonanalyse.kern.catalogus import lees_verklaring
from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.kern.getal import opsomming
from woonanalyse.kern.regio import REGIOBESTAND, Regio
from woonanalyse.kern.samen import zet_samen

MAP = "data/raw/cbs/statline"
HOOGSTENS = 5
"""Keys that a message names; the rest is counted."""
_WAARDE = re.compile(r"-?\d+([.,]\d+)?|\.|", re.ASCII)
"""A number, or one of the two ways in which CBS says that it is not known."""

Sleutel = tuple[str, ...]


@dataclass(frozen=True)
class Soort:
    """A table that is known: see statline.yml."""

    nummer: str
    titel: str
    wat: str
    sleutel: Sequence[str]
    regio: str
    velden: Sequence[str]
    eenheid: str
    instelling: str = ""


@dataclass(frozen=True)
class Blad:
    """A download: its head, and its cells without the spaces around them by the row of the file."""

    kop: Sequence[str]
    rijen: Mapping[int, Mapping[str, str]]

    def sleutels(self, soort: Soort) -> dict[Sleutel, int]:
        """Where each key stands for the first time."""
        uit: dict[Sleutel, int] = {}
        for nr, rij in self.rijen.items():
            uit.setdefault(tuple(rij[naam] for naam in soort.sleutel), nr)
        return uit


@dataclass(frozen=True)
class Ingenomen:
    """What was taken in: of which table, where it stands, how many rows, how many keys are new; `vervangt`
    whether another download stood there; `genoemd` whether the region file was given its name."""

    nummer: str
    bestand: str
    rijen: int
    nieuw: int
    vervangt: bool
    genoemd: bool


@cache
def soorten() -> tuple[Soort, ...]:
    """The tables that are known."""
    pad = resources.files("woonanalyse") / "leveringen" / "statline.yml"
    return tuple(Soort(str(nummer), **wat) for nummer, wat in lees_verklaring(pad).items())


def herken(pad: Path) -> Soort | None:
    """The table that a file is a download of, by the columns of its key; None of another file."""
    if pad.suffix.casefold() != ".csv" or not pad.is_file():
        return None
    with pad.open("rb") as bron:
        eerste = bron.readline(20_000).decode("utf-8-sig", "replace")
    kop = set(_cellen(eerste))
    return next((een for een in soorten() if kop >= set(een.sleutel)), None)


def neem_in(
    wortel: Path,
    regio: Regio,
    pad: Path,
    soort: Soort,
    opgehaald: str,
    *,
    proef: bool,
    vervang: bool,
) -> Ingenomen:
    """Keep a download unchanged, with its sidecar, in the place of the one before; with `proef` only look.

    `opgehaald` (ISO) is the day of the download. Raises InvoerFout with all problems, and then nothing is
    written: a field that is not there, with the name that is nearest; a cell that is no number; a key that
    stands there twice; a member of the region without rows; a key of the download before that is gone, unless
    `vervang`.
    """
    ruw = pad.read_bytes()
    blad, problemen = _lees(pad.name, ruw, soort)
    problemen = problemen or _inhoud(pad.name, blad, soort, regio)
    doel = wortel / MAP / f"{soort.nummer}.csv"
    oud: dict[Sleutel, int] = {}
    if doel.is_file() and not problemen:
        oud = _lees(doel.name, doel.read_bytes(), soort)[0].sleutels(soort)
        weg = [een for een in oud if een not in blad.sleutels(soort)]
        problemen = [] if vervang else _verdwenen(pad.name, weg)
    if problemen:
        raise InvoerFout(problemen)
    bestand = doel.relative_to(wortel).as_posix()
    nieuw = len(set(blad.sleutels(soort)) - set(oud))
    regiotekst = _met_naam(wortel, regio, soort, bestand)
    if not proef:
        zij = _zijbestand(soort, blad, ruw, opgehaald)
        bestanden: dict[str, bytes | None] = {bestand: ruw, f"{bestand}.yml": zij.encode()}
        if regiotekst is not None:
            bestanden[REGIOBESTAND] = regiotekst.encode()
        zet_samen(wortel, bestanden)
    return Ingenomen(
        soort.nummer, bestand, len(blad.rijen), nieuw, bool(oud), regiotekst is not None
    )


def _met_naam(wortel: Path, regio: Regio, soort: Soort, bestand: str) -> str | None:
    """The region file with `bestand` behind what the setting of its subject names; None where nothing is to
    be written. What else it says stays. Raises InvoerFout where the setting is written in another way.
    """
    naam = soort.instelling
    nu = regio.instellingen.get(naam, [])
    paden = [nu] if isinstance(nu, str) else list(nu)
    if not naam or bestand in paden:
        return None
    tekst = (wortel / REGIOBESTAND).read_bytes().decode("utf-8")
    regels = "\n".join([f"{naam}:", *(f"  - {pad}" for pad in [*paden, bestand])])
    vorige = re.compile(rf"(?m)^{naam}:.*(\n[ -].*)*")
    nieuw = vorige.sub(regels, tekst) if paden else f"{tekst.rstrip()}\n{regels}\n"
    eis = f"{naam} als lijst met ook {bestand}; zet die regel er zelf in"
    if yaml.safe_load(nieuw) != {**yaml.safe_load(tekst), naam: [*paden, bestand]}:
        raise InvoerFout([Probleem(REGIOBESTAND, eis, kolom=naam)])
    return nieuw


def _cellen(regel: str) -> list[str]:
    teken = ";" if regel.count(";") > regel.count(",") else ","
    return [cel.strip() for cel in next(csv.reader([regel.strip()], delimiter=teken), [])]


def _lees(naam: str, ruw: bytes, soort: Soort) -> tuple[Blad, list[Probleem]]:
    """The download, or the fields that it does not have."""
    try:
        tekst = ruw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Blad([], {}), [Probleem(naam, "tekst in UTF-8, zoals StatLine haar geeft")]
    eerste = tekst.split("\n", 1)[0]
    kop = _cellen(eerste)
    over = [een for een in kop if een not in (*soort.sleutel, *soort.velden, "ID")]
    problemen = [
        Probleem(naam, _ontbreekt(veld, over, soort), rij=1, kolom=veld)
        for veld in soort.velden
        if veld not in kop
    ]
    if problemen:
        return Blad(kop, {}), problemen
    teken = ";" if eerste.count(";") > eerste.count(",") else ","
    rijen = csv.reader(io.StringIO(tekst, newline=""), delimiter=teken)
    next(rijen)
    gelezen = {
        nr: dict(zip(kop, (cel.strip() for cel in rij), strict=False))
        for nr, rij in enumerate(rijen, start=2)
        if any(cel.strip() for cel in rij)
    }
    kort = [nr for nr, rij in gelezen.items() if len(rij) < len(kop)]
    return Blad(kop, gelezen), [
        Probleem(naam, f"{len(kop)} cellen, zoals in de kopregel", rij=nr) for nr in kort
    ]


def _ontbreekt(veld: str, over: Sequence[str], soort: Soort) -> str:
    stam = {re.sub(r"_\d+$", "", een): een for een in over}
    lijkt = difflib.get_close_matches(re.sub(r"_\d+$", "", veld), stam, n=1)
    hint = f"; het meest lijkt {stam[lijkt[0]]!r}, maar dat is een ander veld" if lijkt else ""
    return (
        f"dit veld van {soort.nummer}, dat ontbreekt{hint}. Staat het in StatLine anders, meld dat"
    )


def _inhoud(naam: str, blad: Blad, soort: Soort, regio: Regio) -> list[Probleem]:
    problemen = []
    eerste = blad.sleutels(soort)
    for nr, rij in blad.rijen.items():
        sleutel = tuple(rij[een] for een in soort.sleutel)
        if eerste[sleutel] != nr:
            eis = f"elke {' × '.join(soort.sleutel)} één keer; staat ook in rij {eerste[sleutel]}"
            problemen.append(Probleem(naam, eis, rij=nr, waarde=" ".join(sleutel)))
        problemen += [
            Probleem(naam, "een getal, een punt of niets", rij=nr, kolom=veld, waarde=rij[veld])
            for veld in soort.velden
            if not _WAARDE.fullmatch(rij[veld])
        ]
    er = {rij[soort.regio] for rij in blad.rijen.values()}
    leden = regio.gemeenten[["gemeentecode", "gemeente"]].itertuples(index=False, name=None)
    problemen += [
        Probleem(naam, f"rijen van {lid} ({code}); die ontbreken", kolom=soort.regio)
        for code, lid in leden
        if code not in er
    ]
    return problemen


def _verdwenen(naam: str, weg: Sequence[Sleutel]) -> list[Probleem]:
    if not weg:
        return []
    genoemd = opsomming([" ".join(een) for een in weg[:HOOGSTENS]])
    rest = f" en nog {len(weg) - HOOGSTENS}" if len(weg) > HOOGSTENS else ""
    eis = f"alle rijen van de vorige keer; weg zijn {genoemd}{rest}. Klopt dat, geef dan --vervang"
    return [Probleem(naam, eis)]


def _zijbestand(soort: Soort, blad: Blad, ruw: bytes, opgehaald: str) -> str:
    perioden = [rij["Perioden"] for rij in blad.rijen.values()]
    reeks = f"perioden {min(perioden)} tot en met {max(perioden)}"
    inhoud = {
        "titel": f"{soort.titel} (CBS {soort.nummer})",
        "wat": soort.wat,
        "uitgever": "CBS",
        "vindplaats": f"CBS StatLine {soort.nummer}",
        "peildatum": opgehaald,
        "peildatum_toelichting": f"Opgehaald op deze dag; {reeks}.",
        "licentie": "CC BY 4.0 (CBS open data)",
        "sha256": hashlib.sha256(ruw).hexdigest(),
        "kolommen": [
            {
                "naam": naam,
                "omschrijving": "veld van StatLine",
                "eenheid": soort.eenheid if naam in soort.velden else None,
            }
            for naam in blad.kop
        ],
    }
    return yaml.safe_dump(inhoud, allow_unicode=True, sort_keys=False, width=110)
