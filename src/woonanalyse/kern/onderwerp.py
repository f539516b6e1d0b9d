"""What a subject declares of itself: its tables, its notebook, what it uses, where its rows come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Bereik = Literal["gemeente", "geheel", "beide"]


@dataclass(frozen=True)
class Notitieboek:
    """The notebook that computes: for each municipality, for the whole, or both.

    `gebied`: the parameter of a run about the whole, regio or provincie. `figuren`: by name the figures
    that each run about a municipality leaves; `bladzijde` names the one on that municipality's page.
    """

    naam: str
    per: Bereik
    gebied: Literal["regio", "provincie"] | None = None
    figuren: tuple[str, ...] = ()
    bladzijde: str | None = None


@dataclass(frozen=True)
class Bijlage:
    """How the annex with all numbers shows a table.

    `apart`: columns that cut it up, a table for each value; `draai`: what becomes a column for each value;
    `leeg_is_geen`: numbers of which an empty cell says that they are not there.
    """

    apart: tuple[str, ...] = ()
    draai: str | None = None
    alle_leden: bool = False
    leeg_is_geen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Herkomst:
    """Where rows of a table come from: a file, and which of its rows.

    `uit` is the address of a file ("editie:balans.bestand", "register:termijnen", …). `waar`: by column of
    that file a column of the table (rows with its values count), "gemeentecode", "=naam" for a fact of the
    edition, a list of words, or {van: kolom, tot: kolom}. Without it all rows. `geheel`: the file as a
    whole; with `bij` only where the file at that address gave rows. `alleen`: "alle" for the line of all
    rows together, "een" for a line of one municipality, "regio" for the area that is the region.
    """

    uit: str
    waar: Mapping[str, Any] = field(default_factory=dict)
    geheel: bool = False
    bij: str | None = None
    alleen: Literal["alle", "een", "regio"] | None = None


@dataclass(frozen=True)
class Tabel:
    """A result table: `<naam>.csv`, its letter in codes, and its Table Schema as it stands in the file.

    `per`: what a line of its provenance is about; `regels` which of them there are. `factsheet`: whether a
    factsheet is made from it, `adres` whether the sheet names its code. `ook`: what the report shows of the
    same rows though the file does not hold it.
    """

    naam: str
    letter: str
    titel: str
    functie: str
    schema: Mapping[str, Any]
    artikelen: str = ""
    per: Literal["gemeente", "gebied", "artikel", "regel"] = "gemeente"
    naam_geheel: Literal["provincie"] | None = None
    regels: Literal["alle", "met_rijen_en_geheel", "met_rijen"] = "alle"
    factsheet: bool = False
    adres: bool = False
    ook: str = ""
    bijlage: Bijlage = field(default_factory=Bijlage)
    herkomst: tuple[Herkomst, ...] = ()

    @property
    def bestand(self) -> str:
        """The name of its file."""
        return f"{self.naam}.csv"

    @property
    def velden(self) -> dict[str, Mapping[str, str]]:
        """Its columns by name: title, type, unit, how they are made."""
        return {veld["name"]: veld for veld in self.schema["fields"]}

    @property
    def sleutel(self) -> list[str]:
        """What makes a row unique."""
        return list(self.schema["primaryKey"])


@dataclass(frozen=True)
class Vak:
    """The box of a subject on a factsheet: its name, its turn in reading order, and where it stands.

    `hoogte` in mm; boxes of a column that are there share its whole height by these.
    """

    naam: str
    volgorde: int
    kolom: Literal["links", "rechts"]
    hoogte: float


@dataclass(frozen=True)
class Onderwerp:
    """A subject.

    `instelling` is its key in the region file, without which it is not there; `vereist` what else has to be
    there (such a key, or `voorganger`); `gebruikt` the subjects whose tables or model it uses.
    `tussentabellen`: what is computed for others and for figures, and is no result file. `waarden`: values
    that chapters quote, and what they are where the subject is not there (in parts that are hidden then).
    `instellingen`: by key of the region file what that file with settings is.
    """

    naam: str
    volgorde: int
    titel: str
    instelling: str | None = None
    vereist: tuple[str, ...] = ()
    gebruikt: tuple[str, ...] = ()
    notitieboek: Notitieboek | None = None
    tabellen: tuple[Tabel, ...] = ()
    tussentabellen: tuple[str, ...] = ()
    vak: Vak | None = None
    waarden: Mapping[str, str] = field(default_factory=dict)
    instellingen: Mapping[str, str] = field(default_factory=dict)


def als_onderwerp(
    naam: str, inhoud: Mapping[str, Any], schemas: Mapping[str, Mapping[str, Any]]
) -> Onderwerp:
    """The declaration `inhoud` (a file onderwerp.yml) of subject `naam`; `schemas` by name of the table."""
    boek = inhoud.get("notitieboek")
    vast = {
        sleutel: tuple(inhoud.get(sleutel, ()))
        for sleutel in ("vereist", "gebruikt", "tussentabellen")
    }
    return Onderwerp(
        naam=naam,
        volgorde=inhoud["volgorde"],
        titel=inhoud["titel"],
        instelling=inhoud.get("instelling"),
        notitieboek=_notitieboek(boek) if boek else None,
        tabellen=tuple(als_tabel(t, schemas[t["naam"]]) for t in inhoud.get("tabellen", ())),
        vak=Vak(**inhoud["vak"]) if "vak" in inhoud else None,
        waarden=inhoud.get("waarden", {}),
        instellingen=inhoud.get("instellingen", {}),
        **vast,
    )


def als_tabel(inhoud: Mapping[str, Any], schema: Mapping[str, Any]) -> Tabel:
    """The declaration of one table."""
    velden = dict(inhoud)
    velden["bijlage"] = Bijlage(**_vast(velden.get("bijlage", {})))
    velden["herkomst"] = tuple(Herkomst(**regel) for regel in velden.get("herkomst", ()))
    velden["artikelen"] = str(velden.get("artikelen", ""))
    return Tabel(schema=schema, **velden)


def _notitieboek(inhoud: Mapping[str, Any]) -> Notitieboek:
    return Notitieboek(**_vast(inhoud))


def _vast(inhoud: Mapping[str, Any]) -> dict[str, Any]:
    """Lists as tuples."""
    return {naam: tuple(w) if isinstance(w, list) else w for naam, w in inhoud.items()}
