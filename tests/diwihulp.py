"""Workbooks and GeoJSON of DIWI's shape, made for tests: the heads of its forms, plans of our own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import openpyxl

Kolom = tuple[str, str, str, Any]
"""Section, group, name, and what stands below the name."""

_PROJECT = {
    "Basisgegevens": ["Identificatie nr", "Naam", "Eigenaar", "Vertrouwelijkheid"],
    "Project gegevens": ["Plan soort", "In programmering", "Priorisering", "Rol gemeente"],
    "Rollen": ["Rol type"],
    "Project status en duur": ["Project status", "Start project", "Eind project"],
    "projectfasen": ["1 Concept", "2 Initiatief", "3 Definitie", "4 Ontwerp", "5 Voorbereiding",
                     "6 Realisatie", "7 Nazorg"],
    "Planologische planstatus": [
        "4a Opgenomen in de visie", "4b Niet opgenomen in de visie", "3 In voorbereiding", "2a Vastgesteld",
        "2b Vastgesteld uitwerking nodig", "2c Vastgesteld B&W nodig", "1a Onherroepelijk",
        "1b Onherroepelijk uitwerking nodig", "1c Onherroepelijk B&W nodig"],
    "Locatie": ["Gemeente", "Wijk", "Buurt"],
}  # fmt: skip
_BLOK: dict[str, list[tuple[str, Any]]] = {
    "Oplevering": [("Opleverdatum", date(2025, 6, 30)), ("Opleverdatum", date(2027, 6, 30)),
                   ("Opleverdatum", date(2028, 12, 31)), ("Opleverdatum", None)],
    "Grootte": [("Grootte categorie", "0-80"), ("Grootte categorie", "Onbekend")],
    "Eigendom type": [("Koopwoning", None), ("Particuliere verhuurder", None),
                      ("Huur woningcorporatie", None), ("Eigendom type onbekend", None)],
    "Woning waarde": [("Koopprijs categorie", "Starter"), ("Koopprijs waarde", "100000-200000")],
    "Huurprijs particulier": [("Huurprijs particuliere verhuurder categorie", "Midden")],
    "Huurprijs woningcorporatie": [("Huurprijs woningcorporatie categorie", "Sociaal"),
                                   ("Huurprijs woningcorporatie", "Onbekend")],
    "Woning type": [("Eengezins woning", None), ("Meergezins woning", None), ("Woning type onbekend", None)],
    "Doelgroep": [("Doelgroep categorie", "Starters")],
    "Grondpositie": [("Formele toestemming eigenaar", None)],
}  # fmt: skip
_CONTROLE = ["Mutatie gegevens", "Oplevering", "Eigendom type", "Woning type", "Afwijkende totalen"]
_KORT = {"Eigendom type onbekend": "Onbekend", "Woning type onbekend": "Onbekend"}


def kolommen() -> list[Kolom]:
    """The columns of the form; in the section of demolition the unknowns are called Onbekend."""
    bouw: list[Kolom] = [
        ("Bouw gegevens", groep, kop, onder)
        for groep, koppen in _BLOK.items()
        for kop, onder in koppen
    ]
    return [
        *(
            ("Projectgegevens", groep, kop, None)
            for groep, namen in _PROJECT.items()
            for kop in namen
        ),
        *(("Woning aantallen", "Mutatie gegevens", kop, None) for kop in ("Bouw", "Sloop")),
        *bouw,
        *(("Sloop gegevens", g, _KORT.get(kop, kop), onder) for _, g, kop, onder in bouw),
        *(("Controle Bouw totalen", "Woning totalen", kop, None) for kop in _CONTROLE),
        *(("Controle Sloop totalen", "Woning totalen", kop, None) for kop in _CONTROLE),
    ]


def werkboek(
    rijen: Iterable[Mapping[Any, Any]], koppen: Sequence[Kolom] | None = None
) -> openpyxl.Workbook:
    """A workbook with these rows; a cell by head, by (section, head) or by (section, head, what is below)."""
    koppen = list(koppen or kolommen())
    boek = openpyxl.Workbook()
    blad = boek.active
    blad.title = "Data"
    blad["A1"] = "0"
    sectie = groep = ""
    for nr, (deel, boven, kop, onder) in enumerate(koppen, start=2):
        if deel != sectie:
            sectie, groep = deel, ""
            blad.cell(2, nr, deel)
        if boven != groep:
            groep = boven
            blad.cell(3, nr, boven)
        blad.cell(4, nr, kop or None)
        blad.cell(5, nr, onder)
    for rij, cellen in enumerate(rijen, start=6):
        for sleutel, waarde in cellen.items():
            blad.cell(rij, _nummer(koppen, sleutel), waarde)
    return boek


def _nummer(koppen: Sequence[Kolom], sleutel: Any) -> int:
    delen = sleutel if isinstance(sleutel, tuple) else (None, sleutel)
    for nr, (sectie, _, kop, onder) in enumerate(koppen, start=2):
        if delen[1] == kop and delen[0] in (None, sectie) and (len(delen) < 3 or delen[2] == onder):
            return nr
    raise KeyError(sleutel)


BOUW, SLOOP = "Bouw gegevens", "Sloop gegevens"

PLAN: dict[Any, Any] = {
    "Identificatie nr": 12,
    "Naam": "Het Made Veld",
    "Vertrouwelijkheid": "Extern mede-overheden",
    "Plan soort": "Verdichting",
    "Project status": "Actief",
    "Start project": date(2024, 1, 1),
    "Eind project": date(2030, 1, 1),
    "Gemeente": "Borne",
    "2a Vastgesteld": date(2024, 5, 1),
    "1a Onherroepelijk": date(2027, 3, 1),
    "5 Voorbereiding": date(2025, 5, 1),
    "Bouw": 40,
    (BOUW, "Opleverdatum", date(2025, 6, 30)): 10,
    (BOUW, "Opleverdatum", date(2027, 6, 30)): 30,
    (BOUW, "Koopwoning"): 25,
    (BOUW, "Huur woningcorporatie"): 15,
    (BOUW, "Koopprijs categorie", "Starter"): 20,
    (BOUW, "Eengezins woning"): 30,
    (BOUW, "Woning type onbekend"): 10,
    ("Controle Bouw totalen", "Oplevering"): 40,
}
"""Forty dwellings of which ten were delivered in 2025, thirty come in 2027."""

VIERKANT = [
    [247000, 478000],
    [247100, 478000],
    [247100, 478200],
    [247000, 478200],
    [247000, 478000],
]
RD = {"type": "name", "properties": {"name": "EPSG:28992"}}


def blok(mutatie: str, aantal: Any, **meer: Any) -> dict[str, Any]:
    return {
        "name": "blok",
        "mutatiegegevens": {"mutatie_type": mutatie, "aantal": aantal},
        "einddatum": "2027-06-30",
        **meer,
    }


def invoer(**meer: Any) -> dict[str, Any]:
    """A feature of the shape that DIWI reads."""
    een = blok("CONSTRUCTION", 40, waarde={"laag": None, "hoog": None, "categorie": "Starter"})
    een["mutatiegegevens"] |= {"eigendom_type": "KOOPWONING", "woning_type": "EENGEZINSWONING"}
    return {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [VIERKANT]},
        "properties": {
            "projectgegevens": {
                "basisgegevens": {"identificatie_nr": 7, "naam": "Het Made Veld"},
                "projectgegevens": {"plan_soort": "VERDICHTING", "status": "ACTIVE",
                                    "vertrouwelijkheid": "PUBLIC"},
                "projectduur": {"start_project": "2024-01-01", "eind_project": "2030-01-01"},
                "projectfasen": {"_5_PREPARATION": "2025-01-01", "_6_REALIZATION": None},
                "planologische_planstatus": {"_2A_VASTGESTELD": "2025-05-01", "_1A_ONHERROEPELIJK": None},
                "locatie": {"gemeente": "Borne"},
            },
            "woning_blokken": [een, blok("DEMOLITION", 5)],
        },
    } | meer  # fmt: skip


def uitvoer() -> dict[str, Any]:
    """The same project in the shape that DIWI writes."""
    een = {
        "naam": "blok",
        "mutatiegegevens": {"mutatie_type": "Bouw", "woning_type": None, "aantal": 40},
        "einddatum": "2027-06-30",
        "woning_type": {"meergezinswoning": None, "eengezinswoning": 40, "onbekend": 0},
        "waarde": [
            {"eigendom_type": "KOOPWONING", "aantal": 40, "categorie": "Starter", "laag": None}
        ],
    }
    project: dict[str, Any] = {
        "diwi_id": "7",
        "basisgegevens": {"identificatie_nr": None, "naam": "Het Made Veld"},
        "projectgegevens": {"plan_soort": "VERDICHTING", "prioritering": [], "rol_gemeente": [],
                            "status": "ACTIVE", "eigenaar": None, "vertrouwelijkheid": "Openbaar"},
        "projectduur": {"start_project": "2024-01-01", "eind_project": "2030-01-01"},
        "locatie": {"gemeente": ["Borne"], "wijk": [], "buurt": []},
        "projectfasen": {"Voorbereiding": "2025-01-01"},
        "planologische_planstatus": {"2A Vastgesteld": "2025-05-01"},
    }  # fmt: skip
    blokken = [een, blok("Sloop", 5)]
    return {
        "type": "Feature",
        "geometry": {"type": "MultiPolygon", "coordinates": [[VIERKANT]]},
        "properties": {"projectgegevens": project, "woning_blokken": blokken},
    }
