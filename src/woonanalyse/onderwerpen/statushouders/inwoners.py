"""Inhabitants on 1 January: of municipalities, the province and the country."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from woonanalyse.kern.fouten import Probleem
from woonanalyse.kern.gemeenten import controleer_namen
from woonanalyse.kern.kolomeis import decimaal, gemeentecode, jaar, tekst, woningen
from woonanalyse.kern.tabel import dubbele_rijen, dubbele_sleutels, lees_tabel

ONDERWERP = "inwoners"

GEMEENTEN = {
    "gemeentecode": gemeentecode(),
    "gemeentenaam": tekst(),
    "jaar": jaar(),
    "inwoners": woningen(leeg=True, grens="inwoners_gemeente"),
    "inwoners_bron": tekst(leeg=True),
    "huishoudens": woningen(leeg=True, grens="inwoners_gemeente"),
    "huishoudens_bron": tekst(leeg=True),
}

LAND = {
    "jaar": jaar(),
    **{naam: woningen(grens="inwoners_land") for naam in ("inwoners", "huishoudens")},
}

LOS = {
    "gebied": tekst(),
    "gebiedscode": tekst(),
    "onderwerp": tekst(),
    "periode": tekst(),
    "waarde": decimaal(),
    "ondergrens": decimaal(leeg=True),
    "bovengrens": decimaal(leeg=True),
    "eenheid": tekst(),
    "bron": tekst(),
    "bron_url": tekst(leeg=True),
}


def lees_gemeenten(
    wortel: Path, bestand: str, codes: list[str], gemeenten: pd.DataFrame
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """Inhabitants of the municipalities `codes`: gemeentecode, datum (ISO), inwoners (<NA> unknown).

    A code outside `codes`, a year that stands there twice and another name than that of the member
    (`gemeenten`) are problems.
    """
    frame, problemen = lees_tabel(wortel, bestand, GEMEENTEN)
    if frame is None:
        return None, problemen
    problemen = [
        Probleem(
            bestand,
            "een gemeente van de regio (" + ", ".join(sorted(codes)) + ")",
            rij=int(rij),
            kolom="gemeentecode",
            waarde=code,
        )
        for rij, code in frame.loc[~frame["gemeentecode"].isin(codes), "gemeentecode"].items()
    ]
    verwacht = "elk jaar één keer per gemeente"
    problemen += dubbele_sleutels(frame, bestand, ["gemeentecode", "jaar"], verwacht)
    leden = frame[frame["gemeentecode"].isin(gemeenten["gemeentecode"])]
    problemen += controleer_namen(leden, bestand, gemeenten)
    if problemen:
        return None, problemen
    kern = frame[["gemeentecode", "inwoners"]].assign(datum=_nieuwjaar(frame["jaar"]))
    return kern[["gemeentecode", "datum", "inwoners"]].reset_index(drop=True), []


def lees_land(
    wortel: Path, bestand: str, los: str, code: str
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """Inhabitants of the country: datum (ISO), inwoners; from the series and the single figures.

    Where both give a date they have to say the same.
    """
    reeks, problemen = lees_tabel(wortel, bestand, LAND)
    enkel, fouten = lees_gebied(wortel, los, code)
    if reeks is None or enkel is None:
        return None, problemen + fouten
    eigen = pd.DataFrame({"datum": _nieuwjaar(reeks["jaar"]), "inwoners": reeks["inwoners"]})
    samen = pd.concat([enkel, eigen]).drop_duplicates()
    problemen = [
        Probleem(los, f"hetzelfde getal als in {bestand}", kolom="waarde", waarde=str(datum))
        for datum in samen.loc[samen["datum"].duplicated(), "datum"]
    ]
    return (None, problemen) if problemen else (_op_datum(samen), [])


def lees_gebied(
    wortel: Path, bestand: str, code: str
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """Inhabitants of one area from the single figures: datum (ISO), inwoners."""
    frame, problemen = lees_tabel(wortel, bestand, LOS)
    if frame is None:
        return None, problemen
    if problemen := dubbele_rijen(frame, bestand):
        return None, problemen
    gekozen = frame[(frame["gebiedscode"] == code) & (frame["onderwerp"] == ONDERWERP)]
    if gekozen.empty:
        verwacht = f"ten minste één rij {ONDERWERP} voor {code}"
        return None, [Probleem(bestand, verwacht, kolom="gebiedscode")]
    problemen = [
        Probleem(bestand, "een heel getal op een dag als 2018-01-01", rij=int(rij), kolom="waarde")
        for rij, periode, waarde in gekozen[["periode", "waarde"]].itertuples(name=None)
        if len(periode) != 10 or not waarde.isdigit()
    ]
    if problemen:
        return None, problemen
    inwoners = pd.to_numeric(gekozen["waarde"]).astype("Int64")
    return _op_datum(pd.DataFrame({"datum": gekozen["periode"], "inwoners": inwoners})), []


def _nieuwjaar(jaren: pd.Series) -> pd.Series:
    return jaren.astype(str).add("-01-01").astype("object")


def _op_datum(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sort_values("datum").reset_index(drop=True)
