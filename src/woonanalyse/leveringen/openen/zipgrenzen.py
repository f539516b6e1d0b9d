"""What a zip (a workbook, a geodatabase) would become, seen before anything opens it: every part is unpacked
once, within bounds."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Literal, NamedTuple
from zipfile import BadZipFile, ZipFile, ZipInfo

from woonanalyse.kern.getal import aantal
from woonanalyse.leveringen.openen.bladgrenzen import zonder_lege_rijen
from woonanalyse.leveringen.openen.weigering import OPNIEUW, geweigerd, te_veel
from woonanalyse.leveringen.veilig import op_het_scherm

Soort = Literal["xlsx", "ods", "geodatabase"]

HOOGSTENS_DELEN = 2_000
HOOGSTENS_UITGEPAKT = 300_000_000
HOOGSTENS_VERHOUDING = 200
"""How much a part may grow on unpacking, once it is large; XML of real workbooks grows 5 to 40 times."""
_KLEIN = 1_000_000
_BROK = 1 << 20


class Uitgepakt(NamedTuple):
    """A zip that may be opened: `inhoud` what to open, in which the empty rows at the end of a sheet are left
    out; `omvang`: how many bytes it unpacks to; `notities`: what else is in it, in Dutch."""

    inhoud: bytes
    omvang: int
    notities: tuple[str, ...]


def soort_zip(naam: str, ruw: bytes) -> Soort:
    """The kind of file by the names of its parts; raises InvoerFout where it is none that is read."""
    namen = {deel.filename for deel in _delen(naam, ruw)}
    if "xl/workbook.xml" in namen:
        return "xlsx"
    if "xl/workbook.bin" in namen:
        raise geweigerd(naam, f"een .xlsx; dit is een .xlsb: {OPNIEUW}")
    if "content.xml" in namen and "mimetype" in namen:
        return "ods"
    if any(".gdb/" in een for een in namen):
        return "geodatabase"
    if "[Content_Types].xml" in namen:
        raise geweigerd(
            naam,
            f"een werkboek; dit is een ander Office-bestand, of een beschadigd werkboek: {OPNIEUW}",
        )
    raise geweigerd(
        naam,
        "een werkboek; dit is een ander ingepakt bestand (zip): pak het uit en lever wat erin zit",
    )


def bekijk_zip(naam: str, soort: Soort, ruw: bytes) -> Uitgepakt:
    """Look at every part; raises InvoerFout where one is too large, not whole, or XML with entities."""
    delen = _delen(naam, ruw)
    _controleer_delen(naam, delen)
    uitgepakt: dict[str, bytes] = {}
    for deel in delen:
        inhoud = _pak_uit(naam, ruw, deel)
        if soort != "geodatabase" and _is_xml(deel.filename):
            _controleer_xml(naam, deel.filename, inhoud)
        uitgepakt[deel.filename] = inhoud
    korter = {
        wat: nieuw
        for wat, oud in uitgepakt.items()
        if soort != "geodatabase"
        and _is_xml(wat)
        and (nieuw := zonder_lege_rijen(naam, wat, oud)) is not oud
    }
    return Uitgepakt(
        _pak_in(uitgepakt | korter) if korter else ruw,
        sum(deel.file_size for deel in delen),
        tuple(_bijzonder(uitgepakt)),
    )


def _delen(naam: str, ruw: bytes) -> list[ZipInfo]:
    try:
        with ZipFile(BytesIO(ruw)) as archief:
            return archief.infolist()
    except (BadZipFile, ValueError, EOFError, OverflowError, NotImplementedError):
        raise geweigerd(
            naam, f"een heel bestand; dit is beschadigd of afgebroken: {OPNIEUW}"
        ) from None


def _controleer_delen(naam: str, delen: list[ZipInfo]) -> None:
    """What the list of parts says of them: not too many, not too large, no password, each once."""
    if len(delen) > HOOGSTENS_DELEN:
        raise geweigerd(naam, te_veel(len(delen), HOOGSTENS_DELEN, "delen in het bestand"))
    if any(deel.flag_bits & 1 for deel in delen):
        raise geweigerd(
            naam, "een bestand zonder wachtwoord; haal het wachtwoord eraf en bewaar het opnieuw"
        )
    totaal = sum(deel.file_size for deel in delen)
    if totaal > HOOGSTENS_UITGEPAKT:
        raise geweigerd(naam, te_veel(totaal, HOOGSTENS_UITGEPAKT, "bytes na uitpakken"))
    if len({deel.filename for deel in delen}) < len(delen):
        raise geweigerd(
            naam, f"elk deel één keer in het bestand; een deel staat er dubbel in: {OPNIEUW}"
        )


def _pak_uit(naam: str, ruw: bytes, deel: ZipInfo) -> bytes:
    """The bytes of a part; refused where it does not hold as many as it says."""
    verhouding = deel.file_size / max(deel.compress_size, 1)
    if deel.file_size > _KLEIN and verhouding > HOOGSTENS_VERHOUDING:
        wat = f"{aantal(deel.file_size)} bytes uit {aantal(deel.compress_size)}"
        raise geweigerd(naam, f"een gewoon werkboek; een deel ervan zou {wat} worden (een zipbom?)")
    stuk = BytesIO()
    try:
        for brok in _brokken(ruw, deel):
            stuk.write(brok)
            if stuk.tell() > deel.file_size:
                break
    except (zlib.error, ValueError, IndexError):
        stuk = BytesIO()
    if len(heel := stuk.getvalue()) != deel.file_size or zlib.crc32(heel) != deel.CRC:
        raise geweigerd(naam, f"een heel bestand; een deel ervan is beschadigd: {OPNIEUW}")
    return heel


def _brokken(ruw: bytes, deel: ZipInfo) -> Iterator[bytes]:
    """What a part unpacks to, piece by piece, from its own header on: not only as far as it says."""
    kop = deel.header_offset
    naam = deel.orig_filename.encode("utf-8" if deel.flag_bits & 0x800 else "cp437")
    if not ruw.startswith(b"PK\3\4", kop) or not ruw.startswith(naam, kop + 30):
        raise ValueError(deel.filename)
    begin = kop + 30 + sum(int.from_bytes(ruw[kop + p : kop + p + 2], "little") for p in (26, 28))
    ingepakt = ruw[begin : begin + deel.compress_size]
    if deel.compress_type == 0:
        yield ingepakt
        return
    if deel.compress_type != 8:
        raise ValueError(deel.compress_type)
    machine = zlib.decompressobj(-15)
    while ingepakt and not machine.eof:
        yield machine.decompress(ingepakt, _BROK)
        ingepakt = machine.unconsumed_tail
    yield machine.flush()


def _is_xml(deel: str) -> bool:
    return deel.casefold().endswith((".xml", ".rels", ".vml"))


_DOCTYPE = re.compile(rb"<\0?!\0?(D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)", re.IGNORECASE)


def _controleer_xml(naam: str, deel: str, inhoud: bytes) -> None:
    if _DOCTYPE.search(inhoud):
        raise geweigerd(
            naam,
            f"een gewoon werkboek; {op_het_scherm(deel)} verklaart eigen XML-namen (DOCTYPE of ENTITY), wat "
            f"een rekenblad nooit doet: {OPNIEUW}",
        )


_BIJZONDER = {
    "macro's": r"xl/vbaProject\.bin|xl/macrosheets/.*|Basic/.*",
    "verwijzingen naar andere werkboeken": r"xl/externalLinks/.*",
    "gegevensverbindingen": r"xl/connections\.xml|xl/queryTables/.*",
    "formulierknoppen": r"xl/(ctrlProps|activeX)/.*",
    "ingesloten bestanden": r"xl/embeddings/.*",
}


def _bijzonder(delen: dict[str, bytes]) -> Iterator[str]:
    """What a workbook holds besides cells, and that it is not used."""
    for wat, patroon in _BIJZONDER.items():
        if any(re.fullmatch(patroon, deel) for deel in delen):
            yield f"er zitten {wat} in het bestand; die zijn niet gebruikt"


def _pak_in(delen: dict[str, bytes]) -> bytes:
    doel = BytesIO()
    with ZipFile(doel, "w") as archief:
        for naam, inhoud in delen.items():
            archief.writestr(ZipInfo(naam), inhoud)
    return doel.getvalue()
