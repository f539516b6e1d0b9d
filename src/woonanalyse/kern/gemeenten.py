"""The municipalities of the region, and the check that a table holds each of them once."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from woonanalyse.kern.fouten import InvoerFout, Probleem, een_van
from woonanalyse.kern.gemeentenamen import opgegaan, zelfde_naam
from woonanalyse.kern.kolomeis import gemeentecode, tekst
from woonanalyse.kern.tabel import dubbele_sleutels, lees_tabel

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
    """Read the members: gemeentecode, gemeente, subregio, cbs_naam; in order of subregion, then name."""
    frame, problemen = lees_tabel(wortel, bestand, KOLOMMEN)
    if frame is None:
        return None, problemen
    problemen = dubbele_sleutels(
        frame, bestand, ["gemeentecode"], "elke gemeentecode één keer"
    ) + controleer_subregio(frame, bestand, subregios)
    if problemen:
        return None, problemen
    frame = frame.rename(columns={"gemeentenaam": "gemeente"})
    volgorde = frame.assign(_sub=frame["subregio"].map(subregios.index))
    kolommen = ["gemeentecode", "gemeente", "subregio", "cbs_naam"]
    leden = volgorde.sort_values(["_sub", "gemeente"])[kolommen]
    return leden.reset_index(drop=True), []


def controleer_leden(frame: pd.DataFrame, bestand: str, gemeenten: pd.DataFrame) -> list[Probleem]:
    """Problems where `frame` (gemeentecode, gemeentenaam) is not exactly the members, each once."""
    namen = dict(zip(gemeenten["gemeentecode"], gemeenten["gemeente"], strict=True))
    problemen = controleer_namen(frame, bestand, gemeenten)
    gezien: dict[str, int] = {}
    for rij, code in frame["gemeentecode"].items():
        if code in namen and code in gezien:
            problemen = [p for p in problemen if p.rij != rij]
            verwacht = f"elke gemeente één keer; {namen[code]} staat ook in rij {gezien[code]}"
            problemen.append(
                Probleem(bestand, verwacht, rij=int(rij), kolom="gemeentecode", waarde=code)
            )
        gezien.setdefault(code, int(rij))
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
    verwacht = een_van(str(naam), sorted(gemeenten["gemeente"]))
    raise InvoerFout([Probleem("parameter", verwacht, kolom="gemeente", waarde=str(naam))])


def controleer_namen(frame: pd.DataFrame, bestand: str, gemeenten: pd.DataFrame) -> list[Probleem]:
    """Rows whose gemeentecode is no member, or whose gemeentenaam is not a name that goes with it."""
    cbs = gemeenten.get("cbs_naam", gemeenten["gemeente"])
    namen = dict(
        zip(gemeenten["gemeentecode"], zip(gemeenten["gemeente"], cbs, strict=True), strict=True)
    )
    problemen = []
    for rij, code, naam in frame[["gemeentecode", "gemeentenaam"]].itertuples(name=None):
        if code not in namen:
            verwacht = "een gemeente van de regio (" + ", ".join(sorted(namen)) + ")"
            verwacht += _opgegaan_in(naam)
            problemen.append(
                Probleem(bestand, verwacht, rij=rij, kolom="gemeentecode", waarde=code)
            )
        elif not zelfde_naam(naam, *namen[code]):
            verwacht = f"{namen[code][0]!r}, de naam bij {code}{_opgegaan_in(naam)}"
            problemen.append(
                Probleem(bestand, verwacht, rij=rij, kolom="gemeentenaam", waarde=naam)
            )
    return problemen


def _opgegaan_in(naam: str) -> str:
    nieuw = opgegaan(naam)
    return f"; {nieuw}: tel haar rijen daarbij op" if nieuw else ""


def rijen_van(frame: pd.DataFrame, waarde: str, kolom: str = "gemeentecode") -> pd.DataFrame:
    """The rows with `waarde` in `kolom`, numbered from 0."""
    return frame[frame[kolom] == waarde].reset_index(drop=True)
