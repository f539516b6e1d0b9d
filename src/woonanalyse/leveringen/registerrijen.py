"""Rows of a register template, appended to the register: all of them, or none."""

from __future__ import annotations

import csv
import io
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from woonanalyse.kern.bestanden import schrijf_bytes
from woonanalyse.kern.bewaakt import bewaak, herstel
from woonanalyse.kern.formulier import formulieren
from woonanalyse.kern.fouten import InvoerFout, Probleem, een_van
from woonanalyse.kern.perrij import per_rij
from woonanalyse.kern.regio import Regio
from woonanalyse.leveringen.internrijen import bezwaren, is_intern, zonder_concept
from woonanalyse.leveringen.levering import Cel, Levering, Melding
from woonanalyse.leveringen.meldingen import meld
from woonanalyse.leveringen.registerplek import Registerplek, registerplek
from woonanalyse.leveringen.stand import Bezwaar
from woonanalyse.onderwerpen.stukstatus import colleges
from woonanalyse.uitgave.formulieren import keuzes
from woonanalyse.uitgave.sjabloon import voorbeeld


def aangevuld(wortel: Path, plek: Registerplek, frame: pd.DataFrame) -> bytes:
    """The file of a register with the rows of `frame` (all columns, text) below what it holds.

    What is there stays byte for byte, with its own line ends; text is guarded (see `bewaak`).
    """
    pad = wortel / plek.bestand
    oud = pad.read_bytes() if pad.exists() else b""
    tekst = oud.decode("utf-8-sig")
    einde = "\r\n" if "\r\n" in tekst else "\n"
    kop = next(csv.reader(io.StringIO(tekst)), None) or list(plek.kolommen)
    erbij = io.StringIO(newline="")
    schrijver = csv.writer(erbij, lineterminator=einde)
    if not tekst.strip():
        oud = b""
        schrijver.writerow(kop)
    tekst_ = [plek.kolommen[kolom].soort == "tekst" for kolom in kop]
    for rij in frame[kop].itertuples(index=False, name=None):
        cellen = zip(map(_als_cel, rij), tekst_, strict=True)
        schrijver.writerow([bewaak(cel) if is_tekst else cel for cel, is_tekst in cellen])
    tussen = b"" if not oud or oud.endswith(b"\n") else einde.encode()
    return oud + tussen + erbij.getvalue().encode("utf-8")


def controleer(wortel: Path, regio: Regio, levering: Levering) -> list[Melding]:
    """What is wrong with delivered register rows beside those that are there, as `controleer` would say it.

    Raises InvoerFout where the registers themselves are wrong already.
    """
    meldingen: list[Melding] = []
    for naam, frame in levering.formulieren.items():
        plekken = _Plekken(naam, levering.plekken)
        if is_intern(naam):
            meldingen += _als_meldingen(bezwaren(wortel, regio, naam, frame), plekken)
            continue
        plek = registerplek(wortel, regio, naam)
        if plek is None:
            meldingen.append(meld("register_niet_hier", plekken.rij(0), naam, register=naam))
            continue
        if not frame.empty:
            dubbel, eigen = _dubbel(wortel, plek, frame, plekken)
            meldingen += dubbel + _met_register(wortel, regio, plek, eigen, plekken)
            if naam == "besluiten":
                over = eigen[(eigen["uitkomst"] != "") & (eigen["concept"] != "")]
                mis = [*_geen_college(regio, over), *zonder_concept(wortel, regio, over)]
                meldingen += _als_meldingen(mis, plekken)
        if naam in levering.geweigerd:
            meldingen += _geweigerd(wortel, regio, plek, levering.geweigerd[naam], plekken)
    return meldingen


def _geen_college(regio: Regio, frame: pd.DataFrame) -> Iterator[Bezwaar]:
    """Rows of parties that do not decide on a concept."""
    leden = colleges(regio)
    for rij in per_rij(frame):
        if rij.partij not in leden:
            yield Bezwaar(
                rij.Index, "partij", rij.partij, f"een college: {een_van(rij.partij, leden)}"
            )


def _als_meldingen(alle: Iterable[Bezwaar], plekken: _Plekken) -> list[Melding]:
    return [
        Melding(
            "fout", "registerrij", tuple(plekken.cel(een.nr, een.kolom)), een.waarde, een.verwacht,
            _HERSTEL, een.kolom,
        )
        for een in alle
    ]  # fmt: skip


_HERSTEL = "verbeter de cel, of haal de rij weg"
_HOOGSTENS = 200
"""With more possible rows in the place of one that is refused, what else is wrong with it is not told."""


def _geweigerd(
    wortel: Path, regio: Regio, plek: Registerplek, frame: pd.DataFrame, plekken: _Plekken
) -> list[Melding]:
    """What is wrong with rows besides the cells that were refused: whatever stands in the place of these."""
    woorden = keuzes(wortel, regio)[plek.formulier.naam]
    mogelijk: list[tuple[int, tuple[str, ...]]] = []
    for index, *cellen in frame.itertuples(name=None):
        paren = zip(cellen, frame.columns, strict=True)
        per_cel = [_mogelijk(plek, k, woorden, regio) if pd.isna(c) else [c] for c, k in paren]
        if math.prod(map(len, per_cel)) <= _HOOGSTENS:
            mogelijk += [(index, rij) for rij in product(*per_cel)]
    if not mogelijk:
        return []
    rijen = pd.DataFrame([rij for _, rij in mogelijk], columns=frame.columns)
    van = [index for index, _ in mogelijk]
    keer: Counter[tuple[int, str, Melding]] = Counter()
    for nr, probleem, melding in _met_register_per_rij(wortel, regio, plek, rijen):
        cellen = plekken.cel(van[nr], probleem.kolom)
        keer[van[nr], probleem.kolom or "", replace(melding, cellen=tuple(cellen))] += 1
    return [
        melding
        for (index, kolom, melding), n in keer.items()
        if n == van.count(index) and not (kolom and pd.isna(frame.at[index, kolom]))
    ]


def _mogelijk(
    plek: Registerplek, kolom: str, woorden: Mapping[str, list[str]], regio: Regio
) -> list[str]:
    """Values that a cell may have: each of its words, or some that lie far apart."""
    eis = plek.kolommen[kolom]
    if kolom in woorden:
        vast = [woord for woord in woorden[kolom] if eis.bezwaar(woord) is None]
    elif eis.dag or eis.soort == "datum":
        vast = ["1950-01-01", "2099-12-30"]
    elif eis.bereik:
        vast = [str(getal) for getal in eis.bereik]
    else:
        vast = [voorbeeld(plek.formulier.naam, kolom, woorden, regio)]
    return list(dict.fromkeys([*vast, *([""] if eis.leeg else [])]))


class _Plekken:
    """Where the rows of one register stood in the delivery."""

    def __init__(self, naam: str, plekken: Mapping[tuple[str, int, str], Cel]) -> None:
        self._naam, self._plekken = naam, plekken

    def cel(self, index: int, kolom: str | None) -> list[Cel]:
        eigen = self._plekken.get((self._naam, index, kolom or ""))
        return [eigen] if eigen else self.rij(index)

    def rij(self, index: int) -> list[Cel]:
        """The first cell of a row that is known."""
        cellen = (
            self._plekken.get((self._naam, index, kolom))
            for kolom in formulieren()[self._naam].kolommen
        )
        return [cel for cel in cellen if cel][:1]


def _dubbel(
    wortel: Path, plek: Registerplek, frame: pd.DataFrame, plekken: _Plekken
) -> tuple[list[Melding], pd.DataFrame]:
    """Rows that are there already, or twice in the delivery; and the rows that are not."""
    eerder = _eerder(wortel, plek)
    gezien: dict[tuple[str, ...], int] = {}
    meldingen, enkel = [], []
    for index, rij in zip(frame.index, _als_rijen(plek, frame), strict=True):
        if rij in eerder:
            cellen = plekken.rij(index)
            meldingen.append(
                meld("rij_in_register", cellen, _kort(rij), bestand=plek.bestand, rij=eerder[rij])
            )
        elif rij in gezien:
            ander = plekken.rij(gezien[rij])
            eigen = [*plekken.rij(index), *ander]
            nummer = ander[0].rij if ander else gezien[rij] + 1
            meldingen.append(meld("rij_dubbel", eigen, _kort(rij), rij=nummer))
        else:
            enkel.append(index)
        gezien.setdefault(rij, index)
    return meldingen, frame.loc[enkel]


def zonder_dubbele(wortel: Path, plek: Registerplek, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of `frame` that a register does not hold."""
    eerder = _eerder(wortel, plek)
    return frame[[rij not in eerder for rij in _als_rijen(plek, frame)]]


def _eerder(wortel: Path, plek: Registerplek) -> dict[tuple[str, ...], int]:
    """The rows of a register, each with the row in which a spreadsheet shows it first."""
    pad = wortel / plek.bestand
    if not pad.exists():
        return {}
    lezer = csv.DictReader(io.StringIO(pad.read_bytes().decode("utf-8-sig"), newline=""))
    gevonden: dict[tuple[str, ...], int] = {}
    for nr, rij in enumerate(lezer, start=2):
        gevonden.setdefault(
            tuple(herstel((rij.get(kolom) or "").strip()) for kolom in plek.kolommen), nr
        )
    return gevonden


def _als_rijen(plek: Registerplek, frame: pd.DataFrame) -> list[tuple[str, ...]]:
    rijen = frame[list(plek.kolommen)].itertuples(index=False, name=None)
    return [tuple(_als_cel(cel).strip() for cel in rij) for rij in rijen]


def _kort(rij: tuple[str, ...]) -> str:
    return ", ".join(cel for cel in rij if cel)[:120]


def _met_register(
    wortel: Path, regio: Regio, plek: Registerplek, frame: pd.DataFrame, plekken: _Plekken
) -> list[Melding]:
    """What the reader of the registers says of these rows, standing below the others."""
    return [
        replace(melding, cellen=tuple(plekken.cel(frame.index[nr], probleem.kolom)))
        for nr, probleem, melding in _met_register_per_rij(wortel, regio, plek, frame)
    ]


def _met_register_per_rij(
    wortel: Path, regio: Regio, plek: Registerplek, frame: pd.DataFrame
) -> list[tuple[int, Probleem, Melding]]:
    """By place in `frame` what is wrong with a row, and that as a message without cells."""
    with TemporaryDirectory() as tijdelijk:
        kopie = Path(tijdelijk)
        plek.kopieer(wortel, kopie, regio)
        if problemen := plek.problemen(kopie, regio):
            raise InvoerFout(problemen)
        inhoud = aangevuld(wortel, plek, frame)
        eerste = _rijen(inhoud) - len(frame)
        schrijf_bytes(kopie / plek.bestand, inhoud)
        nieuw = plek.problemen(kopie, regio)
    return [
        (
            (p.rij or 0) - eerste - 1,
            p,
            Melding("fout", "registerrij", (), p.waarde or "", p.verwacht, _HERSTEL, p.kolom or ""),
        )
        for p in nieuw
    ]


def _rijen(inhoud: bytes) -> int:
    return sum(1 for _ in csv.reader(io.StringIO(inhoud.decode("utf-8-sig"), newline="")))


def _als_cel(cel: object) -> str:
    return "" if pd.isna(cel) else str(cel)
