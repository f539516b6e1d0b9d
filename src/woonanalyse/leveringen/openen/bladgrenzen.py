"""How large the sheets of a workbook would become, seen from their XML before anything parses it."""

from __future__ import annotations

import re

from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.kern.getal import aantal

HOOGSTENS_RIJEN = 100_000
HOOGSTENS_KOLOMMEN = 2_000
HOOGSTENS_CELLEN = 1_500_000
"""Of a sheet: rows and columns that hold anything, and cells in all."""
HOOGSTENS_GEBIED = 500_000
"""Cells below merged blocks and links, of which a reader makes each."""

_GEVULD = (b"<v>", b"<v ", b":v>", b":v ", b"<f>", b"<f ", b":f>", b":f ", b"<is>", b":is>")
_RIJEINDE = re.compile(rb"</(?:\w+:)?row>")
_BLADEINDE = re.compile(rb"</(?:\w+:)?sheetData>")
_CEL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_RIJ = re.compile(rb"<(?:\w+:)?row[\s>/]")
_RIJNUMMER = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br\s*=\s*[\"'](\d+)")
_ADRES = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Z]+)(\d+)")
_BLOK = re.compile(
    rb"<(?:\w+:)?(?:mergeCell|hyperlink)\s[^>]*?\bref\s*=\s*[\"']\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)"
)


def zonder_lege_rijen(bestand: str, deel: str, xml: bytes) -> bytes:
    """The XML of a part of a workbook without the empty rows at the end of a sheet; the same object where
    there is nothing to leave out.

    Raises InvoerFout where a sheet holds more than any delivery does.
    """
    if re.fullmatch(r"xl/worksheets/[^/]+\.xml", deel):
        kort = _kort(xml)
        _controleer_blad(bestand, deel, kort)
        return kort
    if deel == "content.xml":
        return _ods(bestand, xml)
    return xml


def _kort(xml: bytes) -> bytes:
    einde = _BLADEINDE.search(xml)
    if einde is None:
        return xml
    laatste = max(xml.rfind(teken, 0, einde.start()) for teken in _GEVULD)
    rij = _RIJEINDE.search(xml, laatste) if laatste >= 0 else None
    snede = rij.end() if rij else _begin_gegevens(xml, einde.start())
    rest = xml[snede : einde.start()]
    return xml[:snede] + xml[einde.start() :] if _RIJ.search(rest) else xml


def _begin_gegevens(xml: bytes, einde: int) -> int:
    begin = re.search(rb"<(?:\w+:)?sheetData[^>]*>", xml[:einde])
    return begin.end() if begin else einde


def _controleer_blad(bestand: str, deel: str, xml: bytes) -> None:
    cellen = len(_CEL.findall(xml))
    if cellen > HOOGSTENS_CELLEN:
        raise te_groot(bestand, deel, cellen, HOOGSTENS_CELLEN, "cellen")
    rijen = len(_RIJ.findall(xml))
    if rijen > HOOGSTENS_RIJEN:
        raise te_groot(bestand, deel, rijen, HOOGSTENS_RIJEN, "rijen")
    adressen = _ADRES.findall(xml)
    nummers = {rij for _, rij in adressen}.union(_RIJNUMMER.findall(xml))
    verste_rij = max((int(rij[:12]) for rij in nummers), default=0)
    verste_kolom = max(
        (_nummer(kolom[:6]) for kolom in {kolom for kolom, _ in adressen}), default=0
    )
    if verste_rij > HOOGSTENS_RIJEN:
        raise te_groot(bestand, deel, verste_rij, HOOGSTENS_RIJEN, "rijen")
    if verste_kolom > HOOGSTENS_KOLOMMEN:
        raise te_groot(bestand, deel, verste_kolom, HOOGSTENS_KOLOMMEN, "kolommen")
    if verste_rij * verste_kolom > 4 * HOOGSTENS_CELLEN:
        raise te_groot(bestand, deel, verste_rij * verste_kolom, 4 * HOOGSTENS_CELLEN, "vakken")
    gebied = sum(
        (int(tot[:12]) - int(van[:12]) + 1) * (_nummer(rechts[:6]) - _nummer(links[:6]) + 1)
        for links, van, rechts, tot in _BLOK.findall(xml)
    )
    if gebied > HOOGSTENS_GEBIED:
        raise te_groot(
            bestand, deel, gebied, HOOGSTENS_GEBIED, "samengevoegde of gekoppelde cellen"
        )


def _nummer(letters: bytes) -> int:
    """The number of a column: A is 1, AA is 27."""
    nr = 0
    for letter in letters:
        nr = nr * 26 + letter - 64
    return nr


_ODS_RIJ = re.compile(rb"<table:table-row\b([^>]*?)(/?)>")
_ODS_CEL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*?)(/?)>")
_ODS_FOUT = re.compile(
    rb"<table:table-cell\b(?P<kenmerken>[^>]*)>(?P<tekst><text:p[^>]*>#(?:[A-Z/0-9]+[!?]|N/[ABV])</text:p>)"
)
_ODS_WAARDE = re.compile(rb'\s(?:office|calcext):[\w-]+="[^"]*"')
_VAAK = {
    soort: re.compile(rb'table:number-%b-repeated="(\d+)"' % soort)
    for soort in (b"rows", b"columns")
}


def _ods(bestand: str, xml: bytes) -> bytes:
    """As for xlsx: repeated rows that hold something count as often as they are repeated. What cells show
    that hold an error is their text."""
    cellen = rijen = 0
    for stuk in re.split(rb"(?=<table:table-row\b)", xml)[1:]:
        if b"office:value" not in stuk and b"<text:p" not in stuk:
            continue
        kop = _ODS_RIJ.match(stuk)
        keer = _keer(b"rows", kop[1] if kop else b"")
        rijen += keer
        laatste = max(stuk.rfind(b"office:value"), stuk.rfind(b"<text:p"))
        breed = sum(_keer(b"columns", cel[1]) for cel in _ODS_CEL.finditer(stuk, 0, laatste))
        cellen += keer * breed
        if rijen > HOOGSTENS_RIJEN or cellen > HOOGSTENS_CELLEN:
            wat, grens = (
                ("rijen", HOOGSTENS_RIJEN)
                if rijen > HOOGSTENS_RIJEN
                else ("cellen", HOOGSTENS_CELLEN)
            )
            raise te_groot(bestand, "content.xml", max(rijen, cellen), grens, wat)
    return _met_fouten(xml)


def _met_fouten(xml: bytes) -> bytes:
    """With what cells show that hold an error as their text: the reader of .ods would leave them empty."""
    return _ODS_FOUT.sub(
        lambda cel: (
            b"<table:table-cell"
            + _ODS_WAARDE.sub(b"", cel["kenmerken"])
            + b' office:value-type="string">'
            + cel["tekst"]
        ),
        xml,
    )


def _keer(soort: bytes, kenmerken: bytes) -> int:
    gevonden = _VAAK[soort].search(kenmerken)
    return int(gevonden[1]) if gevonden else 1


def te_groot(bestand: str, deel: str, nu: int, grens: int, wat: str) -> InvoerFout:
    """What is said of a sheet that is too large; `deel` is its part of the file, if it has one."""
    verwacht = (
        f"ten hoogste {aantal(grens)} {wat} op een blad; dit zijn er {aantal(nu)}. Verwijder de rijen en "
        "kolommen achter de plannen (ook als zij leeg lijken) en bewaar het bestand opnieuw"
    )
    blad = deel.rpartition("/")[2].removesuffix(".xml")
    return InvoerFout([Probleem(bestand, verwacht, blad=None if blad in ("", "content") else blad)])
