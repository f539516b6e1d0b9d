"""The stock of dwellings in a download of CBS StatLine (table 86098NED), read by the names of its fields."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pandas as pd

from woonanalyse.kern import correcties
from woonanalyse.kern.fouten import Probleem, Waarschuwing
from woonanalyse.kern.gemeentenamen import ontstaan, opgegaan
from woonanalyse.kern.getal import opsomming
from woonanalyse.kern.tekstbestand import lees_tekst
from woonanalyse.kern.vindplaats import leg_tabel_vast, leg_waarschuwing_vast

WONING = "A045364"
"""The use (Gebruiksfunctie) that is a dwelling."""
VELDEN = {
    "beginstand": "BeginstandVoorraad_1",
    "nieuwbouw": "NieuwbouwTotaal_6",
    "sloop": "Sloop_15",
    "saldo": "SaldoVoorraad_21",
    "eindstand": "EindstandVoorraad_22",
}
"""By our column the field of StatLine."""
ONBEKEND = ("overige_toevoeging", "overige_onttrekking", "correctie")
"""Columns of which the table has no field with the same meaning."""
SLEUTEL = ("Gebruiksfunctie", "RegioS", "Perioden")
_JAAR = re.compile(r"(\d{4})JJ00", re.ASCII)
_GETAL = re.compile(r"-?\d{1,9}", re.ASCII)
_LEEG = ("", ".")


def is_statline(wortel: Path, bestand: str) -> bool:
    """Whether a file is a download of StatLine, by the columns of its key."""
    tekst, _ = lees_tekst(wortel, bestand, "een CSV")
    return tekst is not None and set(SLEUTEL) <= set(_rijen(tekst.split("\n", 1)[0])[0])


def lees(
    wortel: Path, bestand: str, gemeenten: pd.DataFrame
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """The years of members: the columns of bron.KOLOMMEN, without those of which nothing is known.

    Indexed by the row of the file. Parts of a year, other areas and other uses are left alone; a year of
    which a member has no number at all is left out, with a warning.
    """
    ruw, problemen = _lees_ruw(wortel, bestand)
    if ruw is None:
        return None, problemen
    namen = dict(zip(gemeenten["gemeentecode"], gemeenten["gemeente"], strict=True))
    jaren = ruw["Perioden"].str.extract(_JAAR, expand=False)
    eigen = (ruw["Gebruiksfunctie"] == WONING) & ruw["RegioS"].isin(list(namen)) & jaren.notna()
    cellen = ruw[eigen]
    problemen = [
        Probleem(bestand, "een geheel getal, een punt of niets", None, int(str(rij)), veld, cel)
        for veld in VELDEN.values()
        for rij, cel in cellen[veld].items()
        if cel not in _LEEG and not _GETAL.fullmatch(cel)
    ]
    if cellen.empty:
        eis = f"rijen van woningen (Gebruiksfunctie {WONING}) per jaar (Perioden als 2024JJ00)"
        problemen.append(Probleem(bestand, eis))
    if problemen:
        return None, problemen
    return _als_voorraad(bestand, cellen, jaren[eigen], namen), []


def _als_voorraad(
    bestand: str, cellen: pd.DataFrame, jaren: pd.Series, namen: dict[str, str]
) -> pd.DataFrame:
    """Typed and by our names; what stands where is recorded by those of the file."""
    getallen = {
        naam: pd.array([pd.NA if c in _LEEG else int(c) for c in cellen[veld]], dtype="Int64")
        for naam, veld in VELDEN.items()
    }
    vast = {
        "gemeentecode": cellen["RegioS"],
        "gemeentenaam": cellen["RegioS"].map(namen),
        "jaar": jaren.astype("Int64"),
    }
    frame = pd.DataFrame({**vast, **getallen}, index=cellen.index)
    leeg = frame[list(VELDEN)].isna().all(axis=1)
    for naam, rijen in frame[leeg].groupby("gemeentenaam"):
        wat = f"{naam} heeft hier geen getal voor {opsomming(sorted(map(str, rijen['jaar'])))}"
        waarom = opgegaan(str(naam)) or ontstaan(str(naam))
        tekst = f"{wat}; {waarom}" if waarom else f"{wat}; die jaren zijn onbekend"
        leg_waarschuwing_vast(Waarschuwing(bestand, tekst, kolom="RegioS"))
    frame = frame[~leeg].assign(
        **{n: pd.array([pd.NA] * int((~leeg).sum()), "Int64") for n in ONBEKEND}
    )
    leg_tabel_vast(bestand, cellen.join(frame.drop(columns=list(VELDEN)), how="inner"))
    return frame


def _lees_ruw(wortel: Path, bestand: str) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """The cells as text, without the spaces around them, with what was mended in them."""
    tekst, problemen = lees_tekst(wortel, bestand, "een CSV")
    if tekst is None:
        return None, problemen
    kop, *rijen = _rijen(tekst)
    problemen = [
        Probleem(bestand, "dit veld van de tabel; het ontbreekt", rij=1, kolom=veld)
        for veld in (*SLEUTEL, *VELDEN.values())
        if veld not in kop
    ]
    gevuld = {nr: rij for nr, rij in enumerate(rijen, start=2) if any(rij)}
    problemen += [
        Probleem(bestand, f"{len(kop)} cellen, zoals in de kopregel", rij=nr)
        for nr, rij in gevuld.items()
        if len(rij) != len(kop)
    ]
    if problemen:
        return None, problemen
    frame = pd.DataFrame(list(gevuld.values()), columns=kop, index=list(gevuld), dtype="object")
    frame, problemen = correcties.pas_toe(wortel, bestand, frame)
    return (None, problemen) if problemen else (frame, [])


def _rijen(tekst: str) -> list[list[str]]:
    eerste = tekst.split("\n", 1)[0]
    teken = ";" if eerste.count(";") > eerste.count(",") else ","
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=teken)
    return [[cel.strip() for cel in rij] for rij in lezer] or [[]]
