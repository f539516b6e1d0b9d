"""The delivered workbook to answer in: without what runs or leads outside it, and what it loses by that."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from io import BytesIO
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook

from woonanalyse.leveringen.antwoord import meldingenblad
from woonanalyse.leveringen.antwoord.meldingenblad import GEGEVENS
from woonanalyse.leveringen.antwoord.merken import ontmarkeer
from woonanalyse.leveringen.openen.bewaking import Bekeken

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


def zelfde(bekeken: Bekeken) -> tuple[Workbook, tuple[str, ...]]:
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
            ontmarkeer(blad)
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
