"""The norms of an agreement, read and checked; and how they are divided over the members, which is made."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from woonanalyse.kern.fouten import Probleem, een_van
from woonanalyse.kern.indeling.ledentabel import naar_leden
from woonanalyse.kern.kolomeis import een_van as cel_uit
from woonanalyse.kern.kolomeis import gemeentecode, tekst, woningen
from woonanalyse.kern.norm import Norm, Normen, Verdeling, als_normen
from woonanalyse.kern.tabel import lees_tabel
from woonanalyse.kern.tekstbestand import lees_tekst
from woonanalyse.kern.yamlbestand import lees_yaml

KOLOMMEN = {
    "voorbeelddata": cel_uit("ja"),
    "gemeentecode": gemeentecode(),
    "gemeentenaam": tekst(),
    "woningen": woningen(),
    "betaalbaar": woningen(),
    "bron": tekst(),
}
"""A division: every row is made, and says so."""


def lees(wortel: Path, bestand: str) -> tuple[Normen | None, list[Probleem]]:
    """Read the norms, or None with the problems."""
    velden, problemen = lees_yaml(wortel, bestand, "kern/schemas/normen")
    if velden is None:
        return None, problemen
    normen = als_normen(velden)
    problemen = _controleer(bestand, normen)
    if normen.verdeling:
        problemen += lees_tekst(wortel, normen.verdeling.bestand, "een CSV")[1]
    return (None, problemen) if problemen else (normen, [])


def lees_verdeling(
    wortel: Path, normen: Normen, gemeenten: pd.DataFrame
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """Read the made division: columns KOLOMMEN with gemeentenaam called gemeente, every member once.

    None without problems where the norms name none. It has to close exactly with the norms of the whole: so
    a member that grew later has in it what went up in it, and no day of the table is asked for.
    """
    deling = normen.verdeling
    if deling is None:
        return None, []
    frame, problemen = lees_tabel(wortel, deling.bestand, KOLOMMEN)
    if frame is None:
        return None, problemen
    frame, leden = naar_leden(frame, deling.bestand, KOLOMMEN, gemeenten)
    problemen = [
        *leden,
        *_zonder_merk(deling.bestand, frame),
        *_sluit(deling, frame, normen),
    ]
    if problemen:
        return None, problemen
    return frame.rename(columns={"gemeentenaam": "gemeente"}).reset_index(drop=True), []


def _controleer(bestand: str, normen: Normen) -> list[Probleem]:
    namen = [norm.id for norm in normen.normen]
    problemen = [
        Probleem(bestand, "elk id één keer", kolom=f"normen[{nr}].id", waarde=naam)
        for nr, naam in enumerate(namen)
        if naam in namen[:nr]
    ]
    for nr, norm in enumerate(normen.normen):
        problemen += _dagen(bestand, f"normen[{nr}]", norm)
    deling = normen.verdeling
    for veld, eenheid in (("woningen", "woningen"), ("betaalbaar", "fractie")) if deling else ():
        kan = [norm.id for norm in normen.normen if norm.eenheid == eenheid]
        if (naam := getattr(deling, veld)) not in kan:
            plek = f"verdeling.{veld}"
            problemen.append(Probleem(bestand, een_van(naam, kan), kolom=plek, waarde=naam))
    return problemen


def _dagen(bestand: str, plek: str, norm: Norm) -> list[Probleem]:
    """Steps of the path that lie outside the period, or are not later than the one before."""
    dagen = [dag for dag, _ in norm.pad]
    grenzen = [norm.van, *dagen, norm.tot_en_met]
    if dagen and (dagen != sorted(set(dagen)) or grenzen != sorted(grenzen)):
        verwacht = "dagen op volgorde, binnen de periode"
        return [Probleem(bestand, verwacht, kolom=f"{plek}.pad")]
    return []


def _zonder_merk(bestand: str, frame: pd.DataFrame) -> list[Probleem]:
    return [
        Probleem(
            bestand, "een bron die met voorbeelddata begint", rij=rij, kolom="bron", waarde=bron
        )
        for rij, bron in frame["bron"].items()
        if not str(bron).lower().startswith("voorbeelddata")
    ]


def _sluit(deling: Verdeling, frame: pd.DataFrame, normen: Normen) -> list[Probleem]:
    """The sums of the members are the numbers of the whole, to the dwelling; no member has more of a part."""
    heel = normen.met_id(deling.woningen).waarde
    deel = round(heel * normen.met_id(deling.betaalbaar).waarde)
    problemen = [
        Probleem(bestand, f"een kolom die optelt tot {goed}", kolom=naam, waarde=str(som))
        for bestand, naam, goed in (
            (deling.bestand, "woningen", int(heel)),
            (deling.bestand, "betaalbaar", deel),
        )
        if (som := int(frame[naam].sum())) != goed
    ]
    return problemen + [
        Probleem(deling.bestand, "niet meer dan het aantal woningen", rij=rij, kolom="betaalbaar")
        for rij in frame.index[(frame["betaalbaar"] > frame["woningen"]).fillna(False)]
    ]
