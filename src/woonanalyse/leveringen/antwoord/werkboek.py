"""The answer to a delivery: the workbook itself with its cells marked, or a new one for other kinds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from itertools import count
from pathlib import Path
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.utils import column_index_from_string, get_column_letter

from woonanalyse.leveringen.antwoord import meldingenblad
from woonanalyse.leveringen.antwoord.geleverd import zelfde
from woonanalyse.leveringen.antwoord.meldingenblad import GEGEVENS, Plek
from woonanalyse.leveringen.antwoord.merken import markeer
from woonanalyse.leveringen.levering import Cel, Melding
from woonanalyse.leveringen.openen.bewaking import Bekeken
from woonanalyse.leveringen.openen.boek import Blad, Boek
from woonanalyse.leveringen.openen.inlezen import maak_boek
from woonanalyse.leveringen.veilig import in_een_cel
from woonanalyse.uitgave.docxzip import is_bewerkt, pak

_KOPRIJEN = 30
"""So many rows are looked at for the head of a column."""


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
        werkboek, verloren = zelfde(bekeken)
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
    markeer(werkboek, meldingen, plek_van)
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
    namen = (f"{stam}-antwoord{f'-{nr}' if nr > 1 else ''}.xlsx" for nr in count(1))
    paden = (pad.with_name(naam) for naam in namen)
    return next(een for een in paden if een != pad and not _is_van_een_ander(een))


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
