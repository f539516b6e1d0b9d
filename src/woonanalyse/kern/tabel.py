"""Read one CSV and check every cell; all problems at once, the frame only when there are none."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from woonanalyse.kern.fouten import Probleem
from woonanalyse.kern.vindplaats import leg_tabel_vast


@dataclass(frozen=True)
class Kolom:
    """What a column may hold: a test on the text of a cell, that test in Dutch, the type to make of it.

    A template asks more: `keuzes` the only words (besides empty), `bereik` the lowest and highest whole
    number, `dag` whether it is always a date to the day.
    """

    geldig: Callable[[str], bool]
    verwacht: str
    dtype: str = "string"
    keuzes: tuple[str, ...] = ()
    bereik: tuple[int, int] | None = None
    dag: bool = False

    @property
    def leeg(self) -> bool:
        """Whether a cell may be empty."""
        return self.geldig("")


_CIJFERS = "zonder punt, komma of spatie, van ten hoogste negen cijfers"
_HOOGSTE = 999_999_999


def woningen(*, leeg: bool = False) -> Kolom:
    """A number of dwellings: a whole number of 0 or more; `leeg` allows an empty cell."""
    verwacht = f"een geheel getal van 0 of meer, {_CIJFERS}"
    return _geheel(r"\d{1,9}", verwacht, (0, _HOOGSTE), leeg)


def geheel(*, leeg: bool = False) -> Kolom:
    """A whole number that may be negative."""
    return _geheel(r"-?\d{1,9}", f"een geheel getal, {_CIJFERS}", (-_HOOGSTE, _HOOGSTE), leeg)


def jaar() -> Kolom:
    """A year of four digits."""
    return _geheel(r"(19|20)\d\d", "een jaartal van vier cijfers", (1900, 2099), leeg=False)


def tekst(*, leeg: bool = False) -> Kolom:
    """Any text; not empty unless `leeg`."""
    verwacht = "een tekst; leeg mag" if leeg else "een tekst, niet leeg"
    return Kolom(lambda cel: leeg or bool(cel.strip()), verwacht)


def patroon(regex: str, verwacht: str) -> Kolom:
    """Text that matches `regex` as a whole."""
    return Kolom(lambda cel: re.fullmatch(regex, cel) is not None, verwacht)


def gemeentecode() -> Kolom:
    """A CBS municipality code."""
    return patroon(r"GM\d{4}", "een CBS-gemeentecode: GM en vier cijfers")


def datum(*, leeg: bool = False) -> Kolom:
    """A date, or a month or year where the source says no more: 2017-04-20, 2017-04, 2017."""
    verwacht = "een datum die bestaat: 2017-04-20, of 2017-04 of 2017 als de bron niet meer zegt"
    return Kolom(
        lambda cel: leeg if cel == "" else _bestaat(cel, r"\d{4}(-\d{2}(-\d{2})?)?"),
        verwacht + ("; leeg mag" if leeg else ""),
    )


def dag() -> Kolom:
    """A date to the day."""
    return Kolom(
        lambda cel: _bestaat(cel, r"\d{4}-\d{2}-\d{2}"),
        "een datum die bestaat, als 2017-01-01",
        dag=True,
    )


def _bestaat(cel: str, vorm: str) -> bool:
    if re.fullmatch(vorm, cel, re.ASCII) is None:
        return False
    try:
        date.fromisoformat((cel + "-01-01")[:10])
    except ValueError:
        return False
    return True


def een_van(*keuzes: str, leeg: bool = False) -> Kolom:
    """One of a few words."""
    mogelijk = {*keuzes, ""} if leeg else set(keuzes)
    verwacht = "een van " + ", ".join(keuzes) + ("; leeg mag" if leeg else "")
    return Kolom(lambda cel: cel in mogelijk, verwacht, keuzes=keuzes)


def _geheel(regex: str, verwacht: str, bereik: tuple[int, int], leeg: bool) -> Kolom:
    def geldig(cel: str) -> bool:
        return (leeg and cel == "") or re.fullmatch(regex, cel, re.ASCII) is not None

    return Kolom(geldig, verwacht + ("; leeg mag" if leeg else ""), "Int64", bereik=bereik)


def lees_tabel(
    wortel: Path, bestand: str, kolommen: Mapping[str, Kolom], *, leeg: bool = False
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """Read `bestand` (path from the root, UTF-8, comma separated, a header line).

    A file without rows under its header is a problem unless `leeg`. Returns the frame, typed as
    `kolommen` says and indexed by the row a spreadsheet shows, or None with the problems. Text in an
    empty cell of a number column becomes <NA>.
    """
    inhoud, problemen = _lees_bytes(wortel, bestand)
    if inhoud is None:
        return None, problemen
    try:
        rijen = list(csv.reader(io.StringIO(inhoud, newline="")))
    except csv.Error:
        verwacht = "cellen van gewone lengte (een aanhalingsteken dat niet sluit?)"
        return None, [Probleem(bestand, verwacht)]
    if len(rijen) < (1 if leeg else 2):
        return None, [Probleem(bestand, "een kopregel en ten minste één rij; het bestand is leeg")]
    problemen = _zonder_kop(bestand, rijen[0], list(kolommen)) or [
        *_controleer_kop(bestand, rijen[0], list(kolommen)),
        *_controleer_breedte(bestand, rijen),
    ]
    if problemen:
        return None, problemen
    frame = pd.DataFrame(
        rijen[1:], columns=rijen[0], dtype="object", index=range(2, len(rijen) + 1)
    )
    problemen = _controleer_cellen(bestand, frame, kolommen)
    if problemen:
        return None, problemen
    getypt = _typeer(frame, kolommen)
    leg_tabel_vast(bestand, getypt)
    return getypt, []


def _lees_bytes(wortel: Path, bestand: str) -> tuple[str | None, list[Probleem]]:
    pad = (wortel / bestand).resolve()
    if not pad.is_relative_to(wortel.resolve()):
        return None, [Probleem(bestand, "een pad binnen de projectmap")]
    if not pad.is_file():
        return None, [Probleem(bestand, "een bestand op deze plek; het is er niet")]
    ruw = pad.read_bytes()
    try:
        return ruw.decode("utf-8-sig"), []
    except UnicodeDecodeError as fout:
        rij = ruw[: fout.start].count(b"\n") + 1
        waarde = ruw[fout.start : fout.start + 1].decode("latin-1")
        verwacht = "tekst in UTF-8 (dit lijkt Latin-1 of Windows-1252; sla het op als UTF-8)"
        return None, [Probleem(bestand, verwacht, rij=rij, waarde=waarde)]


def _zonder_kop(bestand: str, kop: Sequence[str], verwacht: Sequence[str]) -> list[Probleem]:
    """One problem where the first row holds none of the names: then it is no header."""
    if set(kop) & set(verwacht):
        return []
    eis = "de kopregel als eerste rij: " + ", ".join(verwacht)
    return [Probleem(bestand, eis, rij=1, waarde=", ".join(kop))]


def _controleer_kop(bestand: str, kop: Sequence[str], verwacht: Sequence[str]) -> list[Probleem]:
    problemen = []
    over = [naam for naam in kop if naam not in verwacht]
    for naam in verwacht:
        if naam not in kop:
            lijkt_op = difflib.get_close_matches(naam, over, n=1)
            hint = f"; bedoelt kolom {lijkt_op[0]!r} deze?" if lijkt_op else ""
            problemen.append(
                Probleem(
                    bestand, f"een kolom met deze naam; die ontbreekt{hint}", rij=1, kolom=naam
                )
            )
    for naam in over:
        problemen.append(
            Probleem(bestand, "alleen de kolommen " + ", ".join(verwacht), rij=1, waarde=naam)
        )
    for naam in sorted({naam for naam in kop if kop.count(naam) > 1}):
        problemen.append(Probleem(bestand, "elke kolom één keer", rij=1, kolom=naam))
    return problemen


def _controleer_breedte(bestand: str, rijen: Sequence[Sequence[str]]) -> list[Probleem]:
    breedte = len(rijen[0])
    return [
        Probleem(
            bestand, f"{breedte} cellen zoals in de kopregel", rij=nr, waarde=f"{len(rij)} cellen"
        )
        for nr, rij in enumerate(rijen, start=1)
        if len(rij) != breedte
    ]


def _controleer_cellen(
    bestand: str, frame: pd.DataFrame, kolommen: Mapping[str, Kolom]
) -> list[Probleem]:
    fout = [
        (rij, naam, cel)
        for naam, kolom in kolommen.items()
        for rij, cel in zip(frame.index, frame[naam], strict=True)
        if not kolom.geldig(cel)
    ]
    return [
        Probleem(bestand, kolommen[naam].verwacht, rij=rij, kolom=naam, waarde=cel)
        for rij, naam, cel in sorted(fout)
    ]


def _typeer(frame: pd.DataFrame, kolommen: Mapping[str, Kolom]) -> pd.DataFrame:
    getypt = {}
    for naam, kolom in kolommen.items():
        cellen = frame[naam].str.strip()
        if kolom.dtype == "Int64":
            getypt[naam] = pd.to_numeric(cellen.replace("", pd.NA)).astype("Int64")
        else:
            getypt[naam] = cellen.astype("object")
    return pd.DataFrame(getypt, index=frame.index)
