"""The municipalities of the region, and the check that a table holds each of them once."""

from __future__ import annotations

import difflib
from pathlib import Path

import pandas as pd

from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.kern.tabel import gemeentecode, lees_tabel, tekst

KOLOMMEN = {
    "gemeentecode": gemeentecode(),
    **{
        naam: tekst()
        for naam in (
            "gemeentenaam",
            "cbs_naam",
            "subregio",
            "provincie",
            "provinciecode",
            "regio",
            "coropcode",
        )
    },
}


def lees(
    wortel: Path, bestand: str, subregios: list[str]
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """Read the members: gemeentecode, gemeente, subregio; in order of subregion, then name."""
    frame, problemen = lees_tabel(wortel, bestand, KOLOMMEN)
    if frame is None:
        return None, problemen
    problemen = [
        Probleem(bestand, "elke gemeentecode één keer", rij=rij, kolom="gemeentecode", waarde=code)
        for rij, code in frame.loc[frame["gemeentecode"].duplicated(), "gemeentecode"].items()
    ] + controleer_subregio(frame, bestand, subregios)
    if problemen:
        return None, problemen
    frame = frame.rename(columns={"gemeentenaam": "gemeente"})
    volgorde = frame.assign(_sub=frame["subregio"].map(subregios.index))
    leden = volgorde.sort_values(["_sub", "gemeente"])[["gemeentecode", "gemeente", "subregio"]]
    return leden.reset_index(drop=True), []


def controleer_leden(frame: pd.DataFrame, bestand: str, gemeenten: pd.DataFrame) -> list[Probleem]:
    """Problems where `frame` (gemeentecode, gemeentenaam) is not exactly the members, each once."""
    namen = dict(zip(gemeenten["gemeentecode"], gemeenten["gemeente"], strict=True))
    problemen = []
    gezien: dict[str, int] = {}
    for rij, code, naam in frame[["gemeentecode", "gemeentenaam"]].itertuples(name=None):
        if code not in namen:
            verwacht = "een gemeente van de regio (" + ", ".join(sorted(namen)) + ")"
            problemen.append(
                Probleem(bestand, verwacht, rij=rij, kolom="gemeentecode", waarde=code)
            )
        elif code in gezien:
            verwacht = f"elke gemeente één keer; {namen[code]} staat ook in rij {gezien[code]}"
            problemen.append(
                Probleem(bestand, verwacht, rij=rij, kolom="gemeentecode", waarde=code)
            )
        elif naam != namen[code]:
            verwacht = f"{namen[code]!r}, de naam bij {code}"
            problemen.append(
                Probleem(bestand, verwacht, rij=rij, kolom="gemeentenaam", waarde=naam)
            )
        gezien.setdefault(code, rij)
    for code, naam in namen.items():
        if code not in gezien:
            verwacht = f"een rij voor {naam} ({code}); die ontbreekt"
            problemen.append(Probleem(bestand, verwacht, kolom="gemeentecode"))
    return problemen


def controleer_subregio(frame: pd.DataFrame, bestand: str, subregios: list[str]) -> list[Probleem]:
    """Problems where column subregio holds something the region does not know."""
    return [
        Probleem(bestand, "een van " + ", ".join(subregios), rij=rij, kolom="subregio", waarde=naam)
        for rij, naam in frame.loc[~frame["subregio"].isin(subregios), "subregio"].items()
    ]


def kies_gemeente(gemeenten: pd.DataFrame, naam: str) -> pd.Series:
    """The row of the municipality called `naam`; raises InvoerFout that names what does exist."""
    rij = gemeenten[gemeenten["gemeente"] == naam]
    if len(rij) == 1:
        return rij.iloc[0]
    namen = sorted(gemeenten["gemeente"])
    lijkt_op = difflib.get_close_matches(str(naam), namen, n=1)
    hint = f" (bedoelt u {lijkt_op[0]}?)" if lijkt_op else ""
    verwacht = "een van " + ", ".join(namen) + hint
    raise InvoerFout([Probleem("parameter", verwacht, kolom="gemeente", waarde=str(naam))])


def controleer_namen(frame: pd.DataFrame, bestand: str, gemeenten: pd.DataFrame) -> list[Probleem]:
    """Rows whose gemeentecode is no member, or whose gemeentenaam is not the name that goes with it."""
    namen = dict(zip(gemeenten["gemeentecode"], gemeenten["gemeente"], strict=True))
    problemen = []
    for rij, code, naam in frame[["gemeentecode", "gemeentenaam"]].itertuples(name=None):
        if code not in namen:
            verwacht = "een gemeente van de regio (" + ", ".join(sorted(namen)) + ")"
            problemen.append(
                Probleem(bestand, verwacht, rij=rij, kolom="gemeentecode", waarde=code)
            )
        elif naam != namen[code]:
            verwacht = f"{namen[code]!r}, de naam bij {code}"
            problemen.append(
                Probleem(bestand, verwacht, rij=rij, kolom="gemeentenaam", waarde=naam)
            )
    return problemen


def rijen_van(frame: pd.DataFrame, waarde: str, kolom: str = "gemeentecode") -> pd.DataFrame:
    """The rows with `waarde` in `kolom`, numbered from 0."""
    return frame[frame[kolom] == waarde].reset_index(drop=True)
