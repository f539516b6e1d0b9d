"""What changed between two frozen concepts, and why: pure, from what each of them holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from woonanalyse.kern.correcties import Correctie
from woonanalyse.vaststelling.inhoud import Inhoud


@dataclass(frozen=True)
class Oorzaak:
    """Something that can have changed numbers: `soort` levering, correctie, reactie, besluit, bestand or
    programma; `partij` its code, empty where it is of nobody apart; `wat` in Dutch."""

    soort: str
    partij: str
    wat: str


@dataclass(frozen=True)
class Wijziging:
    """A number that changed: its table, the cells of its key, column, and what it was and is (text, empty
    where the row was not there); `partij` the code of its municipality, empty where it is of none; which
    municipalities its row was and is without, where that is a sum that is not of all (`zonder_*`)."""

    tabel: str
    sleutel: Mapping[str, str]
    kolom: str
    toen: str
    nu: str
    partij: str
    zonder_toen: str = ""
    zonder_nu: str = ""


@dataclass(frozen=True)
class Overig:
    """What two concepts were made from, besides their deliveries: corrections that are applied,
    reactions to the first that were answered, and rows of register besluiten (columns as text)."""

    correcties: tuple[Sequence[Correctie], Sequence[Correctie]]
    reacties: pd.DataFrame
    besluiten: tuple[pd.DataFrame, pd.DataFrame]


VERKLAARD = ("data/intern/", "data/correcties.yml", "/besluiten.csv", "/planmonitorleveringen.csv")
"""Input files whose change is told as a delivery, a correction or a decision."""


def oorzaken(a: Inhoud, b: Inhoud, overig: Overig) -> list[Oorzaak]:
    """What differs between what two concepts were made from, in a fixed order."""
    return [
        *_leveringen(a, b),
        *_correcties(*overig.correcties, [een.partij for een in b.deelname]),
        *_reacties(overig.reacties),
        *_besluiten(*overig.besluiten),
        *_bestanden(a, b),
    ]


def _leveringen(a: Inhoud, b: Inhoud) -> list[Oorzaak]:
    toen = {een.partij: een for een in a.deelname}
    uit = []
    for een in b.deelname:
        eerder = toen.get(een.partij)
        oud, nieuw = (eerder.versie if eerder else 0), een.versie
        if oud != nieuw or (eerder is not None and eerder.sha256 != een.sha256):
            wat = (
                f"levering versie {nieuw} in plaats van {oud}"
                if oud and nieuw
                else f"levering versie {nieuw} erbij"
                if nieuw
                else f"levering versie {oud} eruit"
            )
            uit.append(Oorzaak("levering", een.partij, wat))
    return uit


def _correcties(
    toen: Sequence[Correctie], nu: Sequence[Correctie], partijen: Sequence[str]
) -> list[Oorzaak]:
    paren = [("erbij", een) for een in nu if een not in toen]
    paren += [("eruit", een) for een in toen if een not in nu]
    return [
        Oorzaak(
            "correctie", _partij_in(een, partijen), f"correctie {hoe}: {een.bestand}, {een.tekst}"
        )
        for hoe, een in paren
    ]


def _partij_in(een: Correctie, partijen: Sequence[str]) -> str:
    """The one party whose code stands in a correction; empty where there is none, or more."""
    tekst = " ".join([een.bestand, een.was, een.wordt, *een.waar.values()])
    gevonden = [code for code in partijen if code in tekst]
    return gevonden[0] if len(gevonden) == 1 else ""


def _reacties(reacties: pd.DataFrame) -> list[Oorzaak]:
    eigen = reacties[reacties["gewijzigd"] == "ja"]
    return [
        Oorzaak("reactie", partij, f"reactie {nummer} op {waarop}: {antwoord}")
        for partij, nummer, waarop, antwoord in eigen[
            ["partij", "nummer", "waarop", "antwoord"]
        ].itertuples(index=False, name=None)
    ]


def _besluiten(toen: pd.DataFrame, nu: pd.DataFrame) -> list[Oorzaak]:
    er = set(toen.itertuples(index=False, name=None))
    return [
        Oorzaak("besluit", rij["partij"], f"besluit van {rij['datum']}: {rij['soort']}")
        for rij in nu.to_dict("records")
        if tuple(rij.values()) not in er and not rij.get("uitkomst")
    ]


def _bestanden(a: Inhoud, b: Inhoud) -> list[Oorzaak]:
    uit = []
    if a.programma != b.programma:
        wat = f"woonanalyse {b.programma} in plaats van {a.programma}"
        uit.append(Oorzaak("programma", "", wat))
    for pad in sorted({*a.invoer, *b.invoer}):
        if a.invoer.get(pad) != b.invoer.get(pad) and not any(deel in pad for deel in VERKLAARD):
            hoe = "gewijzigd" if pad in a.invoer and pad in b.invoer else "erbij of eruit"
            uit.append(Oorzaak("bestand", "", f"{pad} {hoe}"))
    return uit


def wijzigingen(
    naam: str, sleutel: Sequence[str], toen: pd.DataFrame, nu: pd.DataFrame
) -> list[Wijziging]:
    """The cells of a result table that differ; both frames are text, with the same kind of rows by `sleutel`.

    A row that came or went is one change per column that is filled. Where the key does not tell rows apart,
    rows with the same key are compared in their order.
    """
    oud, nieuw = _per_sleutel(sleutel, toen), _per_sleutel(sleutel, nu)
    kolommen = [k for k in dict.fromkeys([*toen.columns, *nu.columns]) if k not in sleutel]
    uit = []
    for wie in dict.fromkeys([*oud, *nieuw]):
        a, b = oud.get(wie, {}), nieuw.get(wie, {})
        cellen = dict(zip(sleutel, wie, strict=False))
        partij = cellen.get("gemeentecode") or (b or a).get("gemeentecode", "")
        zonder = (a.get(ZONDER, ""), b.get(ZONDER, ""))
        uit += [
            Wijziging(naam, cellen, kolom, a.get(kolom, ""), b.get(kolom, ""), partij, *zonder)
            for kolom in kolommen
            if a.get(kolom, "") != b.get(kolom, "")
        ]
    return uit


ZONDER = "ontbreekt"
"""The column of a sum that names the municipalities that are not in it."""


def _per_sleutel(
    sleutel: Sequence[str], frame: pd.DataFrame
) -> dict[tuple[str, ...], dict[str, str]]:
    keer: dict[tuple[str, ...], int] = {}
    uit: dict[tuple[str, ...], dict[str, str]] = {}
    for rij in frame.to_dict("records"):
        eigen = tuple(str(rij.get(naam, "")) for naam in sleutel)
        keer[eigen] = keer.get(eigen, 0) + 1
        uit[(*eigen, str(keer[eigen]))] = {str(k): str(v) for k, v in rij.items()}
    return uit


def waarom(wijziging: Wijziging, alle: Sequence[Oorzaak]) -> list[Oorzaak]:
    """What can explain a change: of its municipality, else of no party apart; of a number that is of no
    municipality all that differs."""
    if not wijziging.partij:
        return list(alle)
    eigen = [een for een in alle if een.partij == wijziging.partij]
    return eigen or [een for een in alle if not een.partij]
