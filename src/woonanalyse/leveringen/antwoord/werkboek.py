"""The answer to a delivery: the workbook itself with its cells marked, or a new one for other kinds."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import column_index_from_string, get_column_letter

from woonanalyse.kern.beeld.huisstijl import MELDINGEN
from woonanalyse.leveringen.antwoord import meldingenblad
from woonanalyse.leveringen.antwoord.meldingenblad import GEGEVENS, Plek, op_volgorde, zonder_hekje
from woonanalyse.leveringen.levering import Cel, Melding
from woonanalyse.leveringen.openen.bewaking import Bekeken
from woonanalyse.leveringen.openen.boek import Blad, Boek
from woonanalyse.leveringen.openen.inlezen import maak_boek
from woonanalyse.leveringen.veilig import in_een_cel
from woonanalyse.uitgave.docxzip import is_bewerkt, pak

HOOGSTENS_NOTITIES = 5_000
"""Cells with a note of ours; the sheet Meldingen names all."""
_KOPRIJEN = 30
"""So many rows are looked at for the head of a column."""
_MERK = "woonanalyse"
_KOP = f"{_MERK} – "
"""With which each note of ours begins."""


@dataclass(frozen=True)
class Antwoord:
    """A workbook to send back; `verloren`: what it lacks of the delivered one, in Dutch."""

    inhoud: bytes
    verloren: tuple[str, ...]


def maak_antwoord(
    bekeken: Bekeken,
    boek: Boek | None,
    meldingen: Sequence[Melding],
    antwoorden: Mapping[Melding, str],
) -> Antwoord:
    """The answer to a delivery: cells marked, a note in each, and a sheet Meldingen.

    `boek`: the sheets of a file that is no xlsx, None where it has none (GeoJSON). The same input gives the
    same bytes.
    """
    if bekeken.soort != "xlsx":
        return _vul(bekeken, _nieuw(boek), meldingen, antwoorden, ())
    try:
        werkboek, verloren = _zelfde(bekeken)
        return _vul(bekeken, werkboek, meldingen, antwoorden, verloren)
    except (
        Exception
    ):  # what can be read cannot always be changed: the library has no error in common
        return _vul(bekeken, _nieuw(maak_boek(bekeken)), meldingen, antwoorden, (_ONGAAF,))


_ONGAAF = "de opmaak en de formules, omdat het werkboek niet helemaal gaaf is"


def _vul(
    bekeken: Bekeken,
    werkboek: Workbook,
    meldingen: Sequence[Melding],
    antwoorden: Mapping[Melding, str],
    verloren: tuple[str, ...],
) -> Antwoord:
    """Marks, notes and the sheet Meldingen in a workbook with the cells of the delivery."""
    plek_van = partial(_plek, werkboek, bekeken.soort != "xlsx")
    _markeer(werkboek, _plekken(meldingen, plek_van))
    blad = werkboek.create_sheet(_vrij(meldingenblad.NAAM, werkboek.sheetnames))
    meldingenblad.schrijf(blad, bekeken.naam, meldingen, antwoorden, verloren, plek_van)
    werkboek.active = blad
    for ander in werkboek.worksheets:
        ander.sheet_view.tabSelected = ander is blad
    return Antwoord(_als_bytes(werkboek), verloren)


_WERKBOEK = (".xlsx", ".xlsm")


def antwoordpad(pad: Path) -> Path:
    """Where the answer to `pad` goes: beside it, never over something that someone has changed.

    The name of another kind of file is in it, for what is called the same but for its kind.
    """
    soort = pad.suffix.casefold()
    eigen = pad.stem if soort in _WERKBOEK else f"{pad.stem}-{soort.removeprefix('.')}"
    stam = re.sub(r"-antwoord(-\d+)?$", "", eigen)
    nr = 1
    while True:
        achter = "-antwoord" if nr == 1 else f"-antwoord-{nr}"
        kandidaat = pad.with_name(f"{stam}{achter}.xlsx")
        if kandidaat != pad and not _is_van_een_ander(kandidaat):
            return kandidaat
        nr += 1


def _is_van_een_ander(pad: Path) -> bool:
    """Whether something stands there that is no answer as it was written, or that cannot be read."""
    try:
        return is_bewerkt(pad.read_bytes())
    except FileNotFoundError:
        return False
    except OSError:
        return True


def _vrij(naam: str, bezet: Sequence[str]) -> str:
    vol = {een.casefold() for een in bezet}
    namen = (naam if nr == 1 else f"{naam} ({nr})" for nr in range(1, len(vol) + 2))
    return next(een for een in namen if een.casefold() not in vol)


# The same workbook

_VERLOREN = {
    "macro's": r"xl/vbaProject\.bin|xl/macrosheets/.*",
    "verwijzingen naar andere werkboeken": r"xl/externalLinks/.*",
    "gegevensverbindingen": r"xl/connections\.xml|xl/queryTables/.*",
    "formulierknoppen": r"xl/(ctrlProps|activeX)/.*",
    "ingesloten bestanden": r"xl/embeddings/.*",
    "gesprekken bij cellen (de tekst blijft als notitie)": r"xl/threadedComments/.*",
    "slicers en tijdlijnen": r"xl/(slicers|timelines)/.*",
    "SmartArt": r"xl/diagrams/.*",
}
_GEWAARSCHUWD = {
    "Data Validation extension": "keuzelijsten van een nieuwere soort",
    "Conditional Formatting extension": "voorwaardelijke opmaak van een nieuwere soort",
    "Sparkline": "sparklines",
}
_VORMEN = re.compile(rb"<xdr:(sp|cxnSp|grpSp)[ >]")
_ERBUITEN = re.compile(
    r"(?:^|[^\w\]])\[\d+\]|\[[^\]]*\.xl|\b(WEBSERVICE|HYPERLINK|RTD|CALL|REGISTER|IMAGE|FILTERXML)\s*\(|\|",
    re.IGNORECASE,
)
"""In a formula: what leads outside the workbook."""


def _zelfde(bekeken: Bekeken) -> tuple[Workbook, tuple[str, ...]]:
    """The delivered workbook without our marks of before, and what cannot be kept of it."""
    with warnings.catch_warnings(record=True) as gezegd:
        warnings.simplefilter("always")
        werkboek = load_workbook(BytesIO(bekeken.voor_antwoord), keep_links=False, rich_text=True)
    verloren = [*_weg(bekeken.ruw), *_niet_gekend(str(w.message) for w in gezegd)]
    if _maak_binnen(werkboek, bekeken):
        verloren.append("formules die buiten het werkboek kijken (hun laatste uitkomst staat er)")
    for blad in list(werkboek.worksheets):
        if meldingenblad.is_meldingenblad(meldingenblad.eerste_rijen(blad)):
            del werkboek[blad.title]
        else:
            _ontmarkeer(blad)
    if not werkboek.worksheets:
        werkboek.create_sheet(GEGEVENS)
    return werkboek, tuple(dict.fromkeys(verloren))


def _weg(ruw: bytes) -> Iterator[str]:
    with ZipFile(BytesIO(ruw)) as archief:
        namen = archief.namelist()
        for wat, patroon in _VERLOREN.items():
            if any(re.fullmatch(patroon, naam) for naam in namen):
                yield wat
        tekeningen = (n for n in namen if re.fullmatch(r"xl/drawings/[^/]+\.xml", n))
        if any(_VORMEN.search(archief.read(naam)) for naam in tekeningen):
            yield "tekstvakken en vormen"


def _niet_gekend(waarschuwingen: Iterable[str]) -> Iterator[str]:
    for tekst in waarschuwingen:
        yield from (wat for woord, wat in _GEWAARSCHUWD.items() if woord in tekst)


def _maak_binnen(werkboek: Workbook, bekeken: Bekeken) -> bool:
    """Put the last outcome in the place of formulas that lead outside; whether there were any."""
    buiten = [
        cel
        for blad in werkboek.worksheets
        for rij in blad.iter_rows()
        for cel in rij
        if cel.data_type == "f" and _ERBUITEN.search(str(getattr(cel.value, "text", cel.value)))
    ]
    for naam in [n for n, wat in werkboek.defined_names.items() if _verdacht(n, wat.value)]:
        del werkboek.defined_names[naam]
    if not buiten:
        return False
    waarden = load_workbook(BytesIO(bekeken.voor_antwoord), keep_links=False, data_only=True)
    for cel in buiten:
        uitkomst = waarden[cel.parent.title][cel.coordinate].value
        cel.value = uitkomst
        if isinstance(uitkomst, str):
            cel.data_type = "s"
    return True


def _verdacht(naam: str, waarde: str | None) -> bool:
    return naam.casefold().startswith(("auto_", "_xlnm.auto_")) or bool(
        _ERBUITEN.search(waarde or "")
    )


def _ontmarkeer(blad: Any) -> None:
    """Take away the marks and notes of an earlier answer; those of others stay."""
    over = ConditionalFormattingList()
    for gebied in blad.conditional_formatting:
        for regel in gebied.rules:
            if not any(_MERK in formule for formule in regel.formula):
                over.add(str(gebied.sqref), regel)
    blad.conditional_formatting = over
    for rij in blad.iter_rows():
        for cel in rij:
            if cel.comment and _KOP in cel.comment.text:
                eigen = cel.comment.text.split(_KOP)[0].rstrip()
                cel.comment = Comment(eigen, cel.comment.author) if eigen else None


# A new workbook


def _nieuw(boek: Boek | None) -> Workbook:
    """The cells of a file of another kind, as values."""
    werkboek = Workbook()
    del werkboek[werkboek.sheetnames[0]]
    for blad in boek.bladen if boek else ():
        if meldingenblad.is_meldingenblad(blad.rijen):
            continue
        doel = werkboek.create_sheet(_vrij(_naam(blad.naam), werkboek.sheetnames))
        for nr, rij in enumerate(blad.rijen, start=1):
            for kolom, inhoud in enumerate(rij, start=1):
                if isinstance(inhoud, str):
                    if inhoud:
                        cel = doel.cell(nr, kolom, in_een_cel(inhoud))
                        cel.data_type, cel.quotePrefix = "s", bool(re.match(r"[=+\-@]", inhoud))
                elif inhoud is not None:
                    doel.cell(nr, kolom, inhoud)
        for kolom, breed in enumerate(_breedtes(blad), start=1):
            doel.column_dimensions[get_column_letter(kolom)].width = breed
    return werkboek


def _breedtes(blad: Blad) -> list[int]:
    """A width for each column in which most of its first cells can be read."""
    kolommen = zip(*blad.rijen[:_KOPRIJEN], strict=True)
    return [min(max(len(str(cel or "")) for cel in kolom) + 2, 40) for kolom in kolommen]


# Marks


def _plekken(
    meldingen: Sequence[Melding], plek_van: Callable[[Cel], Plek | None]
) -> dict[Plek, list[Melding]]:
    """By cell of the answer what is said of it."""
    plekken: dict[Plek, list[Melding]] = {}
    for melding in op_volgorde(meldingen):
        for cel in melding.cellen if melding.soort != "notitie" else ():
            if plek := plek_van(cel):
                plekken.setdefault(plek, []).append(melding)
    return plekken


def _plek(werkboek: Workbook, zonder_blad: bool, cel: Cel) -> Plek | None:
    """Where a cell of the delivery stands in the answer; without sheets by the head of its column."""
    naam = _naam(cel.blad) if zonder_blad else cel.blad
    if cel.rij < 1 or naam not in werkboek.sheetnames:
        return None
    if re.fullmatch("[A-Z]{1,3}", cel.kolom):
        return naam, cel.rij, column_index_from_string(cel.kolom)
    for rij in werkboek[naam].iter_rows(max_row=min(cel.rij, _KOPRIJEN), values_only=True):
        namen = ["" if een is None else str(een).strip() for een in rij]
        if cel.kolom in namen:
            return naam, cel.rij, namen.index(cel.kolom) + 1
    return naam, cel.rij, 1


def _naam(blad: str) -> str:
    """What the sheet of a file of another kind is called in the answer."""
    return re.sub(r"[\[\]:*?/\\]", "_", in_een_cel(blad, 31)).strip("'") or GEGEVENS


def _markeer(werkboek: Workbook, plekken: Mapping[Plek, list[Melding]]) -> None:
    gekleurd: dict[tuple[str, str], list[str]] = {}
    for nr, ((naam, rij, kolom), meldingen) in enumerate(plekken.items()):
        cel = _boven(werkboek[naam], rij, kolom)
        gekleurd.setdefault((naam, meldingen[0].soort), []).append(cel.coordinate)
        if nr < HOOGSTENS_NOTITIES:
            eerder = f"{cel.comment.text.rstrip()}\n\n" if cel.comment else ""
            tekst = eerder + "\n\n".join(_notitie(melding) for melding in meldingen)
            cel.comment = Comment(in_een_cel(tekst, 2_000), _MERK, height=160, width=340)
    for (naam, soort), cellen in gekleurd.items():
        kleur = zonder_hekje(MELDINGEN[soort])
        stijl = DifferentialStyle(fill=PatternFill(bgColor=kleur, fill_type="solid"))
        regel = Rule("expression", dxf=stijl, priority=1, formula=[f'LEN("{_MERK} {soort}")>0'])
        werkboek[naam].conditional_formatting.add(" ".join(cellen), regel)


def _boven(blad: Any, rij: int, kolom: int) -> Any:
    """The cell, or the first one of the block in which it was merged."""
    cel = blad.cell(rij, kolom)
    if not isinstance(cel, MergedCell):
        return cel
    blok = next(b for b in blad.merged_cells.ranges if cel.coordinate in b)
    return blad.cell(blok.min_row, blok.min_col)


def _notitie(melding: Melding) -> str:
    regels = [f"{_KOP}{melding.soort}"]
    regels += [f"Gevonden: {melding.gevonden}"] if melding.gevonden else []
    regels += [f"Verwacht: {melding.verwacht}"]
    regels += [f"Herstel: {melding.herstel}"] if melding.herstel else []
    return "\n".join(regels)


_GEWIJZIGD = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def _als_bytes(werkboek: Workbook) -> bytes:
    """The workbook as a file without a clock in it."""
    doel = BytesIO()
    werkboek.save(doel)
    with ZipFile(doel) as archief:
        delen = {naam: archief.read(naam) for naam in archief.namelist()}
    kern = delen["docProps/core.xml"]
    delen["docProps/core.xml"] = _GEWIJZIGD.sub(rb"\g<1>2015-01-01T00:00:00Z", kern)
    return pak(delen)
