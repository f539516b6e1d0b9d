"""How a number comes about: what it is computed from, as the data of its room say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

Soort = Literal[
    "cel", "tabel", "bron", "rij", "rol", "afspraak", "bewijs", "editie", "voorganger",
    "definitie", "lezing",
]  # fmt: skip
SOORTEN = frozenset(get_args(Soort))


@dataclass(frozen=True)
class Invoer:
    """One thing that a number is computed from.

    `soort` and `adres`: a column of the same row; of rows of another table; of the source file at an address
    that the table declares; of the file and row that two columns name; the agreement with a role, or of the
    article in a column, and the evidence for it; a field of the edition's file or of the one before; the
    definition in a column; the reading of hard in a column.
    `naam`: what a formula calls it. `kolom`: of a table or source; of a source without it `veld`, a column of
    the model's input that the reader of the source knows. `waar`: by column of the table or source a column
    of the row, a list of words, or {halfjaar: kolom} and {vorig_halfjaar: kolom}; "leden" is the
    municipalities of the row. `alleen`: by column of the row what it has to hold. `leeg`: what an empty cell
    counts for in a formula; `bij_leeg`: told only where a cell of a source before it is empty.
    """

    soort: Soort
    adres: str | tuple[str, str]
    naam: str
    kolom: tuple[str, ...] = ()
    veld: str = ""
    waar: Mapping[str, Any] = field(default_factory=dict)
    alleen: Mapping[str, str] = field(default_factory=dict)
    leeg: float | None = None
    bij_leeg: bool = False


@dataclass(frozen=True)
class Formule:
    """How a column is made: from what; by which arithmetic, where that depends on the row by the word that
    stands in column `per` (or, "definitie.veld", in that field of the definition), and never less than
    `minstens`; `leeg`: what an empty cell says where nothing it is made from is missing."""

    uit: tuple[Invoer, ...]
    rekening: str | Mapping[str, str] = ""
    per: str = ""
    minstens: int | None = None
    leeg: str = ""


Formules = Mapping[str, Mapping[str, Formule]]
"""By table and column."""


def als_formules(inhoud: Mapping[str, Any]) -> Formules:
    """The content of a file formules.yml; keys that begin with a dot only hold what others repeat."""
    return {
        tabel: {kolom: _formule(kolom, een) for kolom, een in kolommen.items()}
        for tabel, kolommen in inhoud.items()
        if not tabel.startswith(".")
    }


def _formule(kolom: str, inhoud: Any) -> Formule:
    velden = dict(inhoud) if isinstance(inhoud, dict) else {"uit": inhoud}
    velden["uit"] = tuple(_invoer(kolom, een) for een in velden.get("uit", ()))
    return Formule(**velden)


def _invoer(kolom: str, inhoud: str | Mapping[str, Any]) -> Invoer:
    """A word is a column of the same row; without `veld` a source gives the column itself."""
    if isinstance(inhoud, str):
        return Invoer("cel", inhoud, inhoud)
    velden = dict(inhoud)
    (soort,) = SOORTEN & velden.keys()
    adres = velden.pop(soort)
    adres = tuple(adres) if isinstance(adres, list) else adres
    los = velden.pop("kolom", ())
    kolommen = (los,) if isinstance(los, str) else tuple(los)
    naam = {"cel": adres, "tabel": kolommen[-1] if kolommen else kolom}.get(soort, kolom)
    return Invoer(
        soort=soort,
        adres=adres,
        naam=velden.pop("naam", velden.get("veld", naam)),
        kolom=kolommen,
        veld=velden.pop("veld", kolom),
        **velden,
    )
