"""A project with plans that are not public, and an outsider who has all that is published of it."""

from __future__ import annotations

import contextlib
import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pandas as pd
import pikepdf
import pypdfium2 as pdfium
import yaml
from hulp import GEMEENTEN, RWP2017, WORTEL, kopieer_gegevens, schrijf_rijen, vervang
from planregisterhulp import tabellen

from woonanalyse.afscherming.regels import regels
from woonanalyse.afscherming.speelruimte import speelruimte, te_krap
from woonanalyse.kern.regio import lees_regio
from woonanalyse.onderwerpen.planregister.bewaar import bewaar
from woonanalyse.onderwerpen.planregister.bron import lees_lezingen
from woonanalyse.onderwerpen.planregister.stelsel import stelsel
from woonanalyse.onderwerpen.statushouders.bron import REGISTER

NAAM, LEZING = "2027", "landelijk"
MAP = "data/intern/planregister/2027-01-01"
LEZINGEN = "data/planlijst.yml"
KOP = {
    "titel": "Planregister (verzonnen)", "wat": "Verzonnen plannen.", "uitgever": "niemand",
    "vindplaats": "tests", "peildatum": "2027-01-01", "peildatum_toelichting": "verzonnen",
    "licentie": "geen",
}  # fmt: skip

VERBORGEN = [
    {"planstatus": "2B", "rest": 1889, "naam": "Zwanenzang", "plaats": "Nergenshuizen"},
    {"planstatus": "1A", "rest": 2719, "naam": "Kraaiennest", "plaats": "Verweggistan"},
    {"planstatus": "3", "rest": 3467, "naam": "Molshoop", "plaats": "Kabouterdal"},
]
"""Plans that are not public: alone in its part; alone in the whole of its municipality; soft."""
ANDERE: list[dict[str, Any]] = [
    {"planstatus": "2B", "rest": 1889, "naam": "A", "plaats": "B"},
    {"planstatus": "1A", "rest": 2741, "naam": "C", "plaats": "D"},
    {"planstatus": "4A", "rest": 99, "naam": "E", "plaats": "F"},
]
"""Others in their place: what is public is then the same to the last byte."""

LID = ("GM1774", "GM0147", "GM0153")
"""Of which member each is: the first in another subregion than the second."""

PLEK = {"x_rd": 251234.5, "y_rd": 471987.5, "sloop": 0, "vertrouwelijkheid": "gemeente"}


def plannen() -> list[dict[str, Any]]:
    """Public plans of every member but the second, and VERBORGEN."""
    codes = list(pd.read_csv(WORTEL / GEMEENTEN)["gemeentecode"])
    open_ = [
        {"gemeentecode": code, "planstatus": status, "rest": rest - 37 * nr, "sloop": 0,
         "plan_id": f"O{nr}-{status}"}
        for nr, code in enumerate(codes)
        for status, rest in (("1A", 3100), ("2B", 1700))
    ]  # fmt: skip
    weg = {(LID[0], "2B"), (LID[1], "1A"), (LID[1], "2B")}
    dicht = [
        {**PLEK, "gemeentecode": LID[nr], "plan_id": f"geheim{nr}kenmerk", **plan}
        for nr, plan in enumerate(VERBORGEN)
    ]
    return [*(p for p in open_ if (p["gemeentecode"], p["planstatus"]) not in weg), *dicht]


def wereld(wortel: Path) -> Path:
    """A project with an edition of these plans, below `wortel`."""
    kopieer_gegevens(wortel)
    return met_editie(wortel)


def met_editie(
    wortel: Path,
    jaar: str = NAAM,
    rijen: Sequence[Mapping[str, Any]] | None = None,
    *,
    toets: bool = False,
) -> Path:
    """The edition of a year and its register, in a project that is there; `toets`: held to the agreement."""
    map_ = MAP.replace(NAAM, jaar)
    bewaar(wortel, map_, tabellen(plannen() if rijen is None else [*map(dict, rijen)]), KOP)
    bron = {"vorm": "planregister", "bestand": f"{map_}/plannen.csv", "lezingen": LEZINGEN}
    inhoud: dict[str, Any] = {
        "editie": jaar, "naam": "Proefeditie", "peildatum": f"{jaar}-01-01",
        "peildatum_toelichting": "verzonnen", "stand_per": f"{jaar}-01-01",
        "periode": {"van": 2027, "tot_en_met": 2036, "gepubliceerd": "2027-2036"},
        "prognose": None, "definitie": "rwp2017", "vergelijk": [], "toets": toets,
        "balans": {**bron, "lezing": LEZING, "behoefte": {"vorm": "rwp2017", "bestand": RWP2017}},
    }  # fmt: skip
    tekst = yaml.safe_dump(inhoud, allow_unicode=True)
    (wortel / f"data/edities/{jaar}.yml").write_text(tekst, encoding="utf-8")
    return wortel


GETELD, LEVERING = "GM0147", "data/besloten/levering.csv"
"""Of which member people are counted, and where."""
OPENING = 876_543
"""An opening balance of which the digits stand nowhere else: all that follows from it can be searched."""


def met_mensen(wortel: Path, gehuisvest: int, buur: str = "GM0141", **anders: Any) -> Path:
    """A delivery of statushouders in a project that is there: in the first half-year `gehuisvest` people, and
    in others numbers that are not small; `anders` of its sidecar."""
    vervang(wortel / "data/statushouders.yml", "register: null", f"register: {LEVERING}")
    leeg = dict.fromkeys(REGISTER, "") | {"datum": "2018-07-01", "bron": "brief"}
    rijen = [
        {"halfjaar": "2016-2", "soort": "overloop", "gemeentecode": GETELD, "aantal": str(OPENING)},
        {"halfjaar": "2016-2", "soort": "gerealiseerd", "gemeentecode": GETELD,
         "aantal": str(gehuisvest), "bron": f"brief over merk{gehuisvest}merk"},
        {"halfjaar": "2017-1", "soort": "gerealiseerd", "gemeentecode": GETELD, "aantal": "77"},
        {"halfjaar": "2016-2", "soort": "gerealiseerd", "gemeentecode": buur, "aantal": "88"},
    ]  # fmt: skip
    kolommen = list(REGISTER)
    pad = wortel / LEVERING
    pad.parent.mkdir()
    schrijf_rijen(pad, [kolommen, *([{**leeg, **rij}[k] for k in kolommen] for rij in rijen)])
    ander = "data/raw/statushouders/2016/statushouders_toezicht_2016.csv.yml"
    zij = yaml.safe_load((wortel / ander).read_text(encoding="utf-8"))
    zij["kolommen"] = [{"naam": n, "omschrijving": n, "eenheid": None} for n in kolommen]
    (wortel / f"{LEVERING}.yml").write_text(yaml.safe_dump(zij | anders), encoding="utf-8")
    return wortel


def naalden() -> Iterator[str]:
    """What may be found nowhere: names, places, ids, numbers as they may be written."""
    for nr, plan in enumerate(VERBORGEN):
        yield from (str(plan["naam"]), str(plan["plaats"]), f"geheim{nr}kenmerk")
        yield from schrijfwijzen(int(str(plan["rest"])))
    for plek in ("x_rd", "y_rd"):
        yield str(int(float(str(PLEK[plek]))))


def schrijfwijzen(getal: int) -> tuple[str, ...]:
    """A number as it may stand in a text."""
    met_punt = f"{getal:,}".replace(",", ".")
    return (str(getal), met_punt, met_punt.replace(".", "\N{NO-BREAK SPACE}"))


def gevonden(teksten: Mapping[str, str]) -> list[tuple[str, str]]:
    """Where any of `naalden` stands, and which: not inside a longer number or word."""
    alle = [*naalden()]
    patroon = re.compile("|".join(rf"(?<![\w.]){re.escape(n)}(?!\w|\.\d*[1-9])" for n in alle))
    return [
        (waar, m[0])
        for waar, tekst in teksten.items()
        if any(n in tekst for n in alle)  # most hold none: plain searches say so sooner
        for m in patroon.finditer(tekst)
    ]


_ZINSNEDE = re.compile(r't="s"><v>\d+</v>')
"""In a workbook the number of a text in its list of texts: no number of ours."""


def uitgepakt(inhoud: Mapping[str, Any]) -> dict[str, str]:
    """All text of files by name: what is packed unpacked; of a PDF pages, tags, metadata, attachments."""
    teksten: dict[str, str] = {}
    for naam, wat in inhoud.items():
        ruw = wat if isinstance(wat, bytes) else str(wat).encode()
        if ruw[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(ruw)) as archief:
                delen = {f"{naam}!{deel}": archief.read(deel) for deel in archief.namelist()}
            teksten |= {w: _ZINSNEDE.sub("", tekst) for w, tekst in uitgepakt(delen).items()}
        elif ruw[:4] == b"%PDF":
            teksten |= {f"{naam}!{soort}": tekst for soort, tekst in _pdf(ruw).items()}
        else:
            teksten[naam] = ruw.decode("utf-8", errors="ignore")
    return teksten


def _pdf(ruw: bytes) -> dict[str, str]:
    with pdfium.PdfDocument(ruw) as pdf:
        bladen = [pdf[nr].get_textpage().get_text_range() for nr in range(len(pdf))]
    woorden = []
    with pikepdf.open(io.BytesIO(ruw)) as pdf:
        for ding in pdf.objects:
            if isinstance(ding, pikepdf.Stream) and ding.get("/Type") == "/Metadata":
                woorden.append(ding.read_bytes().decode("utf-8", errors="ignore"))
            if isinstance(ding, (pikepdf.Dictionary, pikepdf.Stream)):
                woorden += [str(w) for _, w in ding.items() if isinstance(w, pikepdf.String)]
        woorden += [
            b.get_file().read_bytes().decode("utf-8", "ignore") for b in pdf.attachments.values()
        ]
    return {"tekst": "\n".join(bladen), "objecten": "\n".join(woorden)}


GETOOND = {
    "hard_direct": "hard_direct",
    "hard_uit_te_werken": "hard_uit_te_werken",
    "uitgezonderd": "uitgezonderd",
}
"""By number of the register the column of the balance that is it."""


def bekend(balans: pd.DataFrame) -> set[tuple[str, str]]:
    """What of each member an outsider reads off the balance as text, or computes from one row of it."""
    uit = set()
    for rij in balans.to_dict("records"):
        er = {naam for naam, cel in rij.items() if cel not in ("", "afgeschermd")}
        uit |= {(rij["gemeentecode"], getal) for getal, kolom in GETOOND.items() if kolom in er}
        zegt_niets = {"ruimte"} if rij["ruimte"] == "0" else set()
        if er & {"hard_totaal", "saldo", "ruimte", "dekking"} - zegt_niets:
            uit.add((rij["gemeentecode"], "bruto"))
    return uit


def tabellen_uit(pakket: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    """Every CSV of a data package as text, by its name."""
    return {
        naam: pd.read_csv(io.BytesIO(ruw), dtype=str, keep_default_na=False)
        for naam, ruw in pakket.items()
        if naam.endswith(".csv")
    }


_GETAL = re.compile(r"[-\N{MINUS SIGN}]?\d+(?:[.,]\d+)*")


def _getallen(cellen: Iterable[str]) -> set[float]:
    """All numbers in cells, also inside sentences: as a program and as a reader of Dutch writes them."""
    uit: set[float] = set()
    for tekst in (m[0] for cel in cellen for m in _GETAL.finditer(str(cel))):
        kaal = tekst.replace("\N{MINUS SIGN}", "-").rstrip(".,")
        for vorm in (kaal, kaal.replace(".", "").replace(",", ".")):
            with contextlib.suppress(ValueError):
                uit.add(float(vorm))
    return uit


Rij = tuple[str, list[str]]
"""A row of a table: the heading that it stands below, and its cells."""
Gelezen = tuple[str, Sequence[str], frozenset[float]]
"""The same, and the numbers in it."""


def rijen_uit(pakket: Mapping[str, Any]) -> Iterator[Gelezen]:
    """Every row of every table in any form: CSV, workbook, page, Word, and the Markdown these are made of."""
    for naam, wat in pakket.items():
        vorm = (
            Path(naam).suffix
            if Path(naam).suffix in _LEZERS
            else ""
            if isinstance(wat, str)
            else None
        )
        if vorm is not None:
            yield from _rijen(vorm, wat.encode() if isinstance(wat, str) else wat)


@lru_cache(maxsize=64)
def _rijen(vorm: str, ruw: bytes) -> tuple[Gelezen, ...]:
    return tuple((kop, cellen, frozenset(_getallen(cellen))) for kop, cellen in _LEZERS[vorm](ruw))


def _van_csv(ruw: bytes) -> Iterator[Rij]:
    yield from (("", list(rij)) for rij in csv.reader(io.StringIO(ruw.decode("utf-8"))))


def _van_werkboek(ruw: bytes) -> Iterator[Rij]:
    for blad in openpyxl.load_workbook(io.BytesIO(ruw), read_only=True).worksheets:
        for rij in blad.iter_rows(values_only=True):
            yield blad.title, ["" if cel is None else str(cel) for cel in rij]


def _van_word(ruw: bytes) -> Iterator[Rij]:
    with zipfile.ZipFile(io.BytesIO(ruw)) as archief:
        boom = ElementTree.fromstring(archief.read("word/document.xml"))
    for rij in boom.iterfind(".//{*}tr"):
        cellen = rij.iterfind("{*}tc")
        yield "", [" ".join("".join(cel.itertext()).split()) for cel in cellen]


class _Bladlezer(HTMLParser):
    """Rows of the tables of a page, below its headings."""

    def __init__(self) -> None:
        super().__init__()
        self.rijen: list[Rij] = []
        self.kop, self.in_kop = "", False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if re.fullmatch("h[1-6]", tag):
            self.kop, self.in_kop = "", True
        elif tag == "tr":
            self.rijen.append((" ".join(self.kop.split()), []))
        elif tag in ("td", "th") and self.rijen:
            self.rijen[-1][1].append("")

    def handle_endtag(self, tag: str) -> None:
        self.in_kop = self.in_kop and not re.fullmatch("h[1-6]", tag)

    def handle_data(self, data: str) -> None:
        if self.in_kop:
            self.kop += data
        elif self.rijen and self.rijen[-1][1]:
            self.rijen[-1][1][-1] += data.strip()


def _van_blad(ruw: bytes) -> Iterator[Rij]:
    lezer = _Bladlezer()
    lezer.feed(ruw.decode("utf-8"))
    yield from lezer.rijen


def _van_markdown(ruw: bytes) -> Iterator[Rij]:
    kop = ""
    for regel in ruw.decode("utf-8").splitlines():
        kaal = re.sub(r"\\(?=\W)|\]\([^)]*\)(\{[^}]*\})?|\[", "", regel)
        if kaal.startswith("#"):
            kop = kaal.strip("# ")
        elif kaal.startswith("|"):
            yield kop, [cel.strip() for cel in kaal.strip("|").split("|")]


_LEZERS: Mapping[str, Callable[[bytes], Iterator[Rij]]] = {
    ".csv": _van_csv, ".xlsx": _van_werkboek, ".html": _van_blad, ".docx": _van_word,
    "": _van_markdown,
}  # fmt: skip


def gelezen(pakket: Mapping[str, Any], namen: Mapping[str, str]) -> dict[str, set[float]]:
    """By gemeentecode, or name of an area, every number that any table in any form has in a row on it: one
    that names it, or that names none and stands below its name; `namen`: of members the code."""
    uit: dict[str, set[float]] = {}
    codes = {*namen.values()}
    for kop, cellen, getallen in rijen_uit(pakket):
        wie = {namen.get(cel, cel) for cel in cellen if cel}
        boven = {code for naam, code in namen.items() if naam in kop}
        for een in wie if wie & codes else wie | boven:
            uit.setdefault(een, set()).update(getallen)
    return uit


def zegt(getal: int, behoeften: Iterable[float]) -> set[float]:
    """Numbers that tell `getal` to whoever knows the need: itself, what it is short or over, its share."""
    uit = {float(getal)} if getal else set()
    for behoefte in behoeften:
        uit |= {getal - behoefte, behoefte - getal, getal / behoefte, getal / behoefte - 1}
    return uit if getal else set()


def _staat(getallen: set[float], in_: set[float]) -> bool:
    return any(abs(een - ander) < 1e-9 * max(1, abs(een)) for een in getallen for ander in in_)


def gelezen_getallen(wortel: Path, pakket: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Which numbers of which members are known to whoever reads all tables: as they are, or as a part of the
    sum of an area of which the other parts are shown."""
    regio = lees_regio(wortel)
    leden = regio.gemeenten
    balans = tabellen_uit(pakket)["balans.csv"]
    open_ = bekend(balans)
    van = gelezen(pakket, dict(zip(leden["gemeente"], leden["gemeentecode"], strict=True)))
    nodig = balans[balans["behoefte"].str.isdigit()].groupby("gemeentecode")["behoefte"]
    behoeften = {str(code): set(map(float, groep)) for code, groep in nodig}
    waar = _ware_getallen(wortel)
    for (code, getal), waarde in waar.items():
        if _staat(zegt(waarde, behoeften.get(code, ())), van.get(code, set())):
            open_.add((code, getal))
    gebieden = {str(n): list(g["gemeentecode"]) for n, g in leden.groupby("subregio")}
    for gebied, codes in {**gebieden, regio.naam: list(leden["gemeentecode"])}.items():
        for getal in ("hard_direct", "hard_uit_te_werken", "bruto"):
            dicht = [c for c in codes if (c, getal) in waar and (c, getal) not in open_]
            getoond = sum(waar.get((c, getal), 0) for c in codes if c not in dicht)
            open_ |= {
                (code, getal)
                for code in dicht
                if _staat({float(getoond + waar[code, getal])}, van.get(gebied, set()))
            } if len(dicht) > 1 else set()  # fmt: skip
    return open_


def _ware_getallen(wortel: Path) -> dict[tuple[str, str], int]:
    """What every number of every member is, shown or not."""
    cellen, _ = _stelsel(wortel)
    return {
        (cel.split("|")[2], cel.split("|")[3]): int(waarde)
        for cel, waarde in zip(cellen["cel"], cellen["waarde"], strict=True)
        if cel.startswith("getal|")
    }


def _stelsel(wortel: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    lezingen, _ = lees_lezingen(wortel, LEZINGEN)
    eigen = [een for een in lezingen or () if een["id"] == LEZING]
    return stelsel(tabellen(plannen())["plannen"], lees_regio(wortel).gemeenten, eigen, regels())


def verraden_door(wortel: Path, pakket: Mapping[str, Any]) -> list[str]:
    """As `verraden`, by all that is in the tables of what is published, in any form."""
    return _verraden(wortel, gelezen_getallen(wortel, pakket))


def verraden(wortel: Path, balans: pd.DataFrame) -> list[str]:
    """The hidden numbers that are told, to within their marge, by what `balans` shows and the totals that
    others publish of areas; every other number of the register counts as hidden."""
    return _verraden(wortel, bekend(balans))


def _verraden(wortel: Path, getoond: Iterable[tuple[str, str]]) -> list[str]:
    cellen, verbanden = _stelsel(wortel)
    open_ = {f"getal|{LEZING}|{code}|{getal}" for code, getal in getoond}
    open_ |= {cel for cel in cellen["cel"] if cel.startswith("gebied|") and cel.endswith("|bruto")}
    verborgen = [cel for cel in cellen["cel"] if cel not in open_]
    return te_krap(cellen, speelruimte(cellen, verbanden, verborgen))
