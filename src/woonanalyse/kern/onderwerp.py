"""What a subject declares of itself: its tables, its notebook, what it uses, where its rows come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from woonanalyse.kern.niveau import Openbaarheid, als_openbaarheid, vast

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
    rows together, "een" for a line of one municipality, "regio" for the area that is the region, "veel" for a
    subregion that is shown in the place of its municipalities, because there are many.
    `formulier`: the form that the file is a delivery of, which says who may see which of its columns.
    `dragend`: only rows of a register that may carry a state.
    """

    uit: str
    waar: Mapping[str, Any] = field(default_factory=dict)
    geheel: bool = False
    bij: str | None = None
    alleen: Literal["alle", "een", "regio", "veel"] | None = None
    formulier: str | None = None
    dragend: bool = False


@dataclass(frozen=True)
class Tabel:
    """A result table: `<naam>.csv`, its letter in codes, and its Table Schema as it stands in the file.

    `per`: what a line of its provenance is about; `regels` which of them there are. `factsheet`: whether a
    factsheet is made from it, `adres` whether the sheet names its code. `ook`: what the report shows of the
    same rows though the file does not hold it. `artikelen`: the agreements that it is about, by role
    (rol:hersteltermijn) or kind (soort:traject). `toelichting`: the columns that say more of a row.
    """

    naam: str
    letter: str
    titel: str
    functie: str
    schema: Mapping[str, Any]
    artikelen: tuple[str, ...] = ()
    per: Literal["gemeente", "gebied", "artikel", "regel"] = "gemeente"
    naam_geheel: Literal["provincie"] | None = None
    regels: Literal["alle", "met_rijen_en_geheel", "met_rijen"] = "alle"
    factsheet: bool = False
    adres: bool = False
    ook: str = ""
    toelichting: tuple[str, ...] = ()
    bijlage: Bijlage = field(default_factory=Bijlage)
    herkomst: tuple[Herkomst, ...] = ()

    @property
    def bestand(self) -> str:
        """The name of its file."""
        return f"{self.naam}.csv"

    @property
    def over_afspraken(self) -> bool:
        """Whether it is about articles of the agreements of the region."""
        return self.per == "artikel" or bool(self.artikelen)

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

    A box over the whole width (`breed`) stands below the columns. `hoog`: it takes two rows on a screen.
    """

    naam: str
    volgorde: int
    kolom: Literal["links", "rechts", "breed"]
    hoog: bool = False


@dataclass(frozen=True)
class Leest:
    """What the notebook of a subject gets: that and nothing else, so only that can change it.

    `normen` by role; `registers` by name; `editie`: by field of the edition its columns, or None for all;
    `voorganger`: whether the same of the edition before; `bronnen`: by subject the fields of its source, or
    None for all.
    """

    normen: tuple[str, ...] = ()
    registers: tuple[str, ...] = ()
    editie: Mapping[str, tuple[str, ...] | None] = field(default_factory=dict)
    voorganger: bool = False
    bronnen: Mapping[str, tuple[str, ...] | None] = field(default_factory=dict)

    def en(self, ander: Leest) -> Leest:
        """What both read."""
        return Leest(
            tuple(dict.fromkeys(self.normen + ander.normen)),
            tuple(dict.fromkeys(self.registers + ander.registers)),
            _velden(self.editie, ander.editie),
            self.voorganger or ander.voorganger,
            _velden(self.bronnen, ander.bronnen),
        )


def _velden(
    een: Mapping[str, tuple[str, ...] | None], ander: Mapping[str, tuple[str, ...] | None]
) -> dict[str, tuple[str, ...] | None]:
    """What one or the other names; all (None) where one of both asks for all."""
    samen: dict[str, tuple[str, ...] | None] = {**een, **ander}
    for naam in een.keys() & ander.keys():
        links, rechts = een[naam], ander[naam]
        alles = links is None or rechts is None
        samen[naam] = None if alles else tuple(dict.fromkeys((*(links or ()), *(rechts or ()))))
    return samen


@dataclass(frozen=True)
class Onderwerp:
    """A subject.

    `instelling` is its key in the region file, without which it is not there: what stands at that key is
    read by `lees` in its module `bron`. `vereist`: what else has to be there (such a key, a role of an
    agreement, or of the edition `voorganger` or `normen`); `gebruikt`: the subjects whose tables or model it
    uses; `leest`: what its notebook gets.
    `tussentabellen`: what is computed for others and for figures, and is no result file. `openbaarheid`: by
    table of both kinds who may see what of it, where not all of it is for everyone. `waarden`: values
    that chapters quote, and what they are where the subject is not there (in parts that are hidden then).
    `instellingen`: by key of the region file what that file with settings is. `opdracht`: the help of
    its command; `in_regio`: the JSON Schema of what stands at its key, a path unless it says otherwise.
    """

    naam: str
    volgorde: int
    titel: str
    instelling: str | None = None
    vereist: tuple[str, ...] = ()
    gebruikt: tuple[str, ...] = ()
    leest: Leest = field(default_factory=Leest)
    notitieboek: Notitieboek | None = None
    tabellen: tuple[Tabel, ...] = ()
    tussentabellen: tuple[str, ...] = ()
    openbaarheid: Mapping[str, Openbaarheid] = field(default_factory=dict)
    vak: Vak | None = None
    waarden: Mapping[str, str] = field(default_factory=dict)
    instellingen: Mapping[str, str] = field(default_factory=dict)
    opdracht: str | None = None
    in_regio: Mapping[str, Any] = field(default_factory=lambda: {"type": "string"})


def als_onderwerp(
    naam: str,
    inhoud: Mapping[str, Any],
    schemas: Mapping[str, Mapping[str, Any]],
    in_regio: Mapping[str, Any] | None = None,
) -> Onderwerp:
    """The declaration `inhoud` (a file onderwerp.yml) of subject `naam`; `schemas` by name of the table.

    Raises ValueError where what is hidden of one municipality depends on others that its notebook lacks.
    """
    boek = inhoud.get("notitieboek")
    rijtjes = {
        sleutel: tuple(inhoud.get(sleutel, ()))
        for sleutel in ("vereist", "gebruikt", "tussentabellen")
    }
    onderwerp = Onderwerp(
        naam=naam,
        volgorde=inhoud["volgorde"],
        titel=inhoud["titel"],
        instelling=inhoud.get("instelling"),
        leest=_leest(inhoud.get("leest", {})),
        notitieboek=_notitieboek(boek) if boek else None,
        tabellen=tuple(als_tabel(t, schemas[t["naam"]]) for t in inhoud.get("tabellen", ())),
        openbaarheid=_openbaarheid(inhoud.get("openbaarheid", {}), schemas),
        vak=Vak(**inhoud["vak"]) if "vak" in inhoud else None,
        waarden=inhoud.get("waarden", {}),
        instellingen=inhoud.get("instellingen", {}),
        opdracht=inhoud.get("opdracht"),
        in_regio=in_regio or {"type": "string"},
        **rijtjes,
    )
    for tabel, regels in onderwerp.openbaarheid.items():
        if regels.over_rijen and boek and boek["per"] != "geheel":
            raise ValueError(f"{naam}: {tabel} hides rows by others, so its notebook is per geheel")
    return onderwerp


def als_tabel(inhoud: Mapping[str, Any], schema: Mapping[str, Any]) -> Tabel:
    """The declaration of one table."""
    velden = dict(inhoud)
    velden["bijlage"] = Bijlage(**vast(velden.get("bijlage", {})))
    velden["herkomst"] = tuple(Herkomst(**vast(regel)) for regel in velden.get("herkomst", ()))
    velden["toelichting"] = tuple(velden.get("toelichting", ()))
    velden["artikelen"] = tuple(velden.get("artikelen", ()))
    return Tabel(schema=schema, **velden)


def _openbaarheid(
    inhoud: Mapping[str, Mapping[str, Any]], schemas: Mapping[str, Mapping[str, Any]]
) -> dict[str, Openbaarheid]:
    """By table; of those that declare nothing, only where a field of the schema has a level."""
    namen = dict.fromkeys([*inhoud, *schemas])
    alle = {naam: als_openbaarheid(inhoud.get(naam, {}), schemas.get(naam, {})) for naam in namen}
    return {naam: een for naam, een in alle.items() if een != Openbaarheid()}


def _notitieboek(inhoud: Mapping[str, Any]) -> Notitieboek:
    return Notitieboek(**vast(inhoud))


def _leest(inhoud: Mapping[str, Any]) -> Leest:
    """A list of fields is the same as those fields with all they have."""
    velden = vast(inhoud)
    for naam in ("editie", "bronnen"):
        if naam in velden:
            los = velden[naam] if isinstance(velden[naam], dict) else dict.fromkeys(velden[naam])
            velden[naam] = vast(los)
    return Leest(**velden)
