"""Damages of a CSV: separators, header, cells and rows."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Callable
from functools import partial

from schade.schadehulp import ANDERS, GELIJK, GEMELD, GEWEIGERD, Schade, Soort

Rijen = list[list[str]]
Kies = Callable[[Rijen, random.Random], tuple[int, int] | None]
"""A place: row and column of a cell."""

GEHEEL = re.compile(r"\d+")
DAG = re.compile(r"\d{4}-\d{2}-\d{2}")


def rijen_van(ruw: bytes) -> Rijen:
    """The lines of a CSV as cells."""
    return list(csv.reader(io.StringIO(ruw.decode(), newline="")))


def bytes_van(rijen: Rijen, scheiding: str = ",") -> bytes:
    """Cells as a CSV."""
    uit = io.StringIO()
    csv.writer(uit, delimiter=scheiding, lineterminator="\n").writerows(rijen)
    return uit.getvalue().encode()


def tabelsoort(
    naam: str,
    doe: Callable[[Rijen, random.Random], object],
    *mag: str,
    plek: bool = True,
    alleen: str = "",
) -> Soort:
    """A kind that changes the cells; `doe` gives False where it finds no place."""

    def schade(ruw: bytes, kans: random.Random) -> bytes | None:
        rijen = rijen_van(ruw)
        return None if doe(rijen, kans) is False else bytes_van(rijen)

    return Soort(naam, ("csv",), schade, mag or (GEWEIGERD,), plek, alleen=alleen)


def kolom_met(vorm: re.Pattern[str], namen: str = "") -> Kies:
    """A cell in a column of which every cell, in every row, has this form; the name holds `namen`."""

    def kies(rijen: Rijen, kans: random.Random) -> tuple[int, int] | None:
        kop, *rest = rijen
        past = [
            nr
            for nr, naam in enumerate(kop)
            if rest and re.search(namen, naam) and all(vorm.fullmatch(rij[nr]) for rij in rest)
        ]
        return (kans.randrange(1, len(rijen)), kans.choice(past)) if past else None

    return kies


def kolom_heet(namen: str) -> Kies:
    """A filled cell in a column with such a name."""

    def kies(rijen: Rijen, kans: random.Random) -> tuple[int, int] | None:
        plekken = [
            (nr, kolom)
            for nr, rij in enumerate(rijen[1:], 1)
            for kolom, naam in enumerate(rijen[0])
            if re.fullmatch(namen, naam) and rij[kolom]
        ]
        return kans.choice(plekken) if plekken else None

    return kies


def _bruto(kies: Kies) -> Kies:
    """But in a table that counts net, in which there may be fewer than none."""
    return lambda rijen, kans: None if "plancapaciteit_totaal" in rijen[0] else kies(rijen, kans)


def cel(naam: str, kies: Kies, wordt: str | Callable[[str], str], *mag: str) -> Soort:
    """A kind that changes one cell."""

    def doe(rijen: Rijen, kans: random.Random) -> object:
        plek = kies(rijen, kans)
        if plek is None:
            return False
        rij, kolom = plek
        oud = rijen[rij][kolom]
        rijen[rij][kolom] = wordt if isinstance(wordt, str) else wordt(oud)
        return rijen[rij][kolom] != oud

    return tabelsoort(f"cel: {naam}", doe, *mag)


def _kop(doe: Callable[[list[str], int], object]) -> Callable[[Rijen, random.Random], object]:
    return lambda rijen, kans: doe(rijen[0], kans.randrange(len(rijen[0])))


def _hernoem(wordt: Callable[[str], str]) -> Callable[[Rijen, random.Random], object]:
    def doe(kop: list[str], nr: int) -> None:
        kop[nr] = wordt(kop[nr])

    return _kop(doe)


def _kolommen(doe: Callable[[list[str], int], object]) -> Callable[[Rijen, random.Random], object]:
    """The same to the cells of every row."""

    def overal(rijen: Rijen, kans: random.Random) -> None:
        nr = kans.randrange(1, len(rijen[0]))
        for rij in rijen:
            doe(rij, nr)

    return overal


def _kolom_erbij(rijen: Rijen, _: random.Random) -> None:
    for nr, rij in enumerate(rijen):
        rij.append("" if nr else "opmerking")


def _erin(teken: str, oud: str) -> str:
    return f"{oud[:2]}{teken}{oud[2:]}"


def _wissel(rij: list[str], nr: int) -> None:
    rij[0], rij[nr] = rij[nr], rij[0]


def _rij(doe: Callable[[Rijen, int], object]) -> Callable[[Rijen, random.Random], object]:
    return lambda rijen, kans: (
        False if len(rijen) < 3 else doe(rijen, kans.randrange(1, len(rijen)))
    )


def _code(wordt: Callable[[str], str]) -> tuple[Kies, Callable[[str], str]]:
    return kolom_met(re.compile(r"GM\d{4}")), wordt


def _scheiding(naam: str, teken: str, ervoor: str = "") -> Soort:
    def schade(ruw: bytes, _: random.Random) -> bytes:
        return ervoor.encode() + bytes_van(rijen_van(ruw), teken)

    return Soort(f"scheiding: {naam}", ("csv",), schade, (GEWEIGERD, GELIJK), plek=False)


GETAL = kolom_met(GEHEEL, r"^(?!jaar|periode|artikel|editie|status_legenda)")
JAAR = kolom_met(re.compile(r"(19|20)\d\d"), "jaar|periode")
DATUM = kolom_met(DAG)
NAAM = kolom_heet("gemeentenaam|plannaam|wijk|gebied|omschrijving|toelichting")
TEKENS = {
    "stuurteken C1": "\x85",
    "U+FFFE": "\ufffe",
    "eigen gebruik": "\ue000",
    "breedte nul": "\u200b",
    "omgekeerde leesrichting": "\u202e",
}
ONTBREEKT = ("-99999", "-99997", "-9999", "99999999", "x", ".", "nvt", "#N/B", "NULL", "onbekend")
GEEN_GETAL = {
    "negatief": "-5", "onmogelijk groot": "999999999", "decimale komma": "12,5", "punt bij duizend": "1.390",
    "spatie bij duizend": "1 390", "harde spatie": "1\u00a0390", "macht": "2,5E3", "macht met punt": "1E+06",
    "eenheid": "12 woningen", "woord": "twaalf", "apostrof": "'12", "formule": "=1+1", "circa": "±12",
    "breed cijfer": "１２", "deling door nul": "#DEEL/0!", "procent": "12%", "datum": "3-jan",
}  # fmt: skip
GEEN_DAG = {
    "bestaat niet": "2017-02-30", "ver weg": "3017-01-01", "lang geleden": "0017-01-01",
    "dag eerst": "01-02-2017",
    "spreadsheetgetal": "42736", "schuine strepen": "2017/02/01", "met tijd": "2017-02-01T00:00",
}  # fmt: skip
GEEN_ID = {"nul": "0", "streepje": "-", "bedorven": "1.2E+06", "fout": "#NAAM?", "leeg": ""}

TABEL = [
    _scheiding("puntkomma", ";"),
    _scheiding("tab", "\t"),
    _scheiding("streep", "|"),
    _scheiding("sep=", ";", "sep=;\n"),
    tabelsoort("kop: hernoemd", _hernoem(lambda naam: f"{naam}_2")),
    tabelsoort("kop: hoofdletters", _hernoem(str.upper)),
    tabelsoort("kop: leeg", _hernoem(lambda _: "")),
    tabelsoort("kop: spatie", _hernoem(lambda naam: f" {naam}"), GEWEIGERD, GELIJK),
    tabelsoort("kop: weg", lambda rijen, _: rijen.pop(0)),
    tabelsoort("kop: regel erboven", lambda rijen, _: rijen.insert(0, ["Tabel 1"])),
    tabelsoort("kolom: weg", _kolommen(lambda rij, nr: rij.pop(nr))),
    tabelsoort("kolom: dubbel", _kolommen(lambda rij, nr: rij.append(rij[nr]))),
    tabelsoort("kolom: erbij", _kolom_erbij),
    tabelsoort("kolom: verplaatst", _kolommen(_wissel), GEWEIGERD, GELIJK),
    tabelsoort("kolom: naam verwisseld", lambda r, _: _wissel(r[0], 1)),
    *(cel(f"ontbreekt als {teken}", GETAL, teken) for teken in ONTBREEKT),
    *(cel(f"getal met {wat}", _bruto(GETAL) if wat == "negatief" else GETAL, waarde)
      for wat, waarde in GEEN_GETAL.items()),
    cel("getal leeg", GETAL, "", GEWEIGERD, ANDERS, GEMELD, GELIJK),
    *(cel(f"jaar {jaar}", JAAR, jaar) for jaar in ("17", "20170", "1017", "2017.0")),
    *(cel(f"dag {wat}", DATUM, waarde) for wat, waarde in GEEN_DAG.items()),
    *(
        cel(f"tekst met {wat}", NAAM, partial(_erin, teken))
        for wat, teken in TEKENS.items()
    ),
    cel("gemeente zonder GM", *_code(lambda code: code[2:]), GEWEIGERD, GELIJK),
    cel("gemeente zonder nullen", *_code(lambda code: code[2:].lstrip("0")), GEWEIGERD, GELIJK),
    cel("gemeente in kleine letters", *_code(str.lower), GEWEIGERD, GELIJK),
    cel("gemeente met spatie", *_code(lambda code: f"{code} "), GEWEIGERD, GELIJK),
    cel("gemeente onbekend", *_code(lambda _: "GM9999")),
    cel("gemeente heet anders", kolom_heet("gemeentenaam"), "Rommeldam"),
    cel("gemeente leeg", *_code(lambda _: "")),
    *(cel(f"id {wat}", kolom_heet("plan_id"), waarde) for wat, waarde in GEEN_ID.items()),
    cel("editie bestaat niet", kolom_heet("editie"), "20177", GEMELD),
    cel("editie als getal", kolom_heet("editie"), "2017.0", GEMELD),
    cel("partij bestaat niet", kolom_heet("partij"), "gemeente X"),
    # measures, capacities and the like take any words; those of voortgang and besluiten: test_registers
    cel("soort bestaat niet", kolom_heet("soort"), "gesprek", GEWEIGERD, ANDERS),
    cel("artikel bestaat niet", kolom_heet("artikel"), "999"),
    cel("planstatus bestaat niet", kolom_heet("planstatus"), "9Z Gedroomd"),
    cel("subregio bestaat niet", kolom_heet("subregio"), "Nergensland"),
    cel("teken voor ja", kolom_heet("voorbeelddata|geleverd"), "Ja!"),
    tabelsoort("rij: weg", _rij(lambda r, nr: r.pop(nr)), GEWEIGERD, GEMELD, ANDERS, GELIJK, plek=False),
    tabelsoort("rij: dubbel", _rij(lambda r, nr: r.append(list(r[nr])))),
    tabelsoort("rij: kop herhaald", _rij(lambda r, nr: r.insert(nr, list(r[0])))),
    tabelsoort("rij: totaal", _rij(lambda r, _: r.append(["Totaal", *[""] * (len(r[0]) - 1)]))),
    tabelsoort("rij: te kort", _rij(lambda r, nr: r[nr].pop())),
    tabelsoort("rij: te lang", _rij(lambda r, nr: r[nr].append("noot"))),
    tabelsoort("rij: volgorde", _rij(lambda r, _: r.insert(1, r.pop())), GELIJK, GEMELD, ANDERS),
    tabelsoort("rij: alleen komma's", _rij(lambda r, _: r.append([""] * len(r[0]))), GELIJK),
    tabelsoort("rij: leeg ertussen", _rij(lambda r, nr: r.insert(nr, [])), GELIJK, GEMELD, ANDERS),
    tabelsoort("rij: alle weg", lambda r, _: False if len(r) < 2 else r.__delitem__(slice(1, None)),
               GEWEIGERD, ANDERS, plek=False),
]  # fmt: skip


def _omgekeerde_periode(rijen: Rijen, kans: random.Random) -> object:
    kolommen = [nr for nr, naam in enumerate(rijen[0]) if naam.startswith("periode_")]
    vol = [rij for rij in rijen[1:] if len(kolommen) == 2 and all(rij[nr] for nr in kolommen)]
    if not vol:
        return False
    rij, (van, tot) = kans.choice(vol), kolommen
    rij[van], rij[tot] = rij[tot], rij[van]
    return None


def _andere_gemeente(rijen: Rijen, kans: random.Random) -> object:
    plek = kolom_met(re.compile(r"GM\d{4}"))(rijen, kans)
    if plek is None or "gemeentenaam" not in rijen[0]:
        return False
    rij, kolom = plek
    anders = [r[kolom] for r in rijen[1:] if r[kolom] != rijen[rij][kolom]]
    rijen[rij][kolom] = kans.choice(anders)
    return None


def _nfd(samen: bool) -> Schade:
    """The same letter twice: composed, or as a letter with an accent of its own."""
    teken = "\u00e9" if samen else "e\u0301"
    soort = cel("x", kolom_heet("omschrijving|toelichting|plannaam|wijk"), lambda oud: oud + teken)
    return soort.schade


TABEL += [
    tabelsoort("periode omgekeerd", _omgekeerde_periode),
    tabelsoort("gemeente van een andere naam", _andere_gemeente),
    Soort("letter in delen", ("csv",), _nfd(False), (GELIJK, GEWEIGERD), naar=_nfd(True)),
]
