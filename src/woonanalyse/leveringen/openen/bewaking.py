"""What is looked at before a delivered file is opened: its kind, its size, and what it would become."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Literal
from zipfile import BadZipFile, ZipFile, ZipInfo

from woonanalyse.kern.bronbestanden import is_bijvangst
from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.kern.getal import aantal
from woonanalyse.kern.machine import uitleg
from woonanalyse.leveringen.openen.bladgrenzen import zonder_lege_rijen
from woonanalyse.leveringen.openen.xlsgrenzen import controleer_xls
from woonanalyse.leveringen.veilig import op_het_scherm

Soort = Literal["xlsx", "ods", "geodatabase", "xls", "geopackage", "geojson", "csv"]

HOOGSTENS_BYTES = 50_000_000
HOOGSTENS_DELEN = 2_000
HOOGSTENS_UITGEPAKT = 300_000_000
HOOGSTENS_VERHOUDING = 200
"""How much a part may grow on unpacking, once it is large; XML of real workbooks grows 5 to 40 times."""
_KLEIN = 1_000_000
_VEEL = 20_000_000
HOOGSTENS_DIEP = 64
HOOGSTENS_REGELS = 200_000
HOOGSTENS_CELLEN = 4_000_000
_BROK = 1 << 20

_KLEINER = "is dit het goede bestand? Lever alleen de plannen, zonder plaatjes en lege rijen"
_OPNIEUW = "open het in Excel of LibreOffice en bewaar het opnieuw als .xlsx"


@dataclass(frozen=True)
class Bekeken:
    """A file that may be opened: `inhoud` what to open, in which the empty rows at the end of a sheet are
    left out; `ruw` as it was delivered, `uitgepakt` how many bytes that unpacks to. `notities`: what else is
    in it, in Dutch.
    """

    naam: str
    soort: Soort
    ruw: bytes
    inhoud: bytes
    uitgepakt: int = 0
    notities: tuple[str, ...] = ()

    @property
    def voor_antwoord(self) -> bytes:
        """What to open in order to change it: as it was delivered, unless it is too large for that."""
        return self.inhoud if self.uitgepakt > _VEEL else self.ruw


def bekijk(pad: Path) -> Bekeken:
    """Look at a delivered file; raises InvoerFout where it cannot be, or should not be, opened.

    Time and memory are bounded by the constants here, whatever the file says of itself.
    """
    naam = op_het_scherm(pad.name)
    ruw = _lees(pad, naam)
    soort = _soort(naam, ruw)
    bekeken = Bekeken(naam, soort, ruw, ruw, notities=_nog_open(pad))
    match soort:
        case "xlsx" | "ods" | "geodatabase":
            return _bekijk_zip(bekeken)
        case "xls":
            controleer_xls(naam, ruw)
        case "geojson":
            _controleer_diepte(naam, ruw)
        case "csv":
            _controleer_tekst(naam, ruw)
    return bekeken


def _lees(pad: Path, naam: str) -> bytes:
    if is_bijvangst(pad.name):
        echt = re.sub(r"^~\$|^\.~lock\.|#$", "", naam)
        raise _fout(
            naam,
            f"een levering; dit is een spoor van een programma dat {echt} open heeft. "
            f"Sluit het daar en lever {echt}",
        )
    try:
        if not pad.is_file():
            wat = (
                "; hier staat een map of iets anders"
                if pad.exists()
                else f"; {pad.as_posix()} is er niet"
            )
            raise _fout(naam, f"een bestand{wat}")
        if (groot := pad.stat().st_size) > HOOGSTENS_BYTES:
            raise _fout(naam, _te_groot(groot, HOOGSTENS_BYTES, "bytes"))
        ruw = pad.read_bytes()
    except PermissionError:
        raise _fout(
            naam,
            "een bestand dat mag worden gelezen; staat het nog open in Excel? Sluit het daar, of vraag "
            "rechten",
        ) from None
    except (OSError, ValueError, RuntimeError) as fout:
        wat = uitleg(fout)[0] if isinstance(fout, OSError) else "dit pad kan niet"
        raise _fout(naam, f"een leesbaar bestand, maar {wat}") from None
    if not ruw:
        raise _fout(naam, "een bestand waar iets in staat; dit is leeg (0 bytes)")
    return ruw


def _nog_open(pad: Path) -> tuple[str, ...]:
    sporen = (pad.with_name(f"~${pad.name}"), pad.with_name(f".~lock.{pad.name}#"))
    if any(spoor.exists() for spoor in sporen):
        return (
            "het bestand staat nog open in een ander programma: wat daar niet is bewaard, is niet gelezen",
        )
    return ()


_BEGIN: dict[bytes, str] = {
    b"%PDF": "een PDF; lever het bestand waar de PDF van is gemaakt",
    b"\x1f\x8b": "een ingepakt bestand (gzip); pak het uit",
    b"7z\xbc\xaf": "een ingepakt bestand (7z); pak het uit",
    b"Rar!": "een ingepakt bestand (rar); pak het uit",
    b"\x89PNG": "een plaatje",
    b"\xff\xd8\xff": "een plaatje",
}


def _soort(naam: str, ruw: bytes) -> Soort:
    """The kind of file by its first bytes, whatever its name says."""
    kaal = ruw[:400].removeprefix(b"\xef\xbb\xbf").lstrip()
    for begin, wat in _BEGIN.items():
        if ruw.startswith(begin):
            raise _fout(naam, f"een werkboek, CSV of GeoJSON; dit is {wat}")
    if ruw.startswith(b"PK"):
        return _soort_zip(naam, ruw)
    if ruw.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in ruw:
            raise _fout(
                naam,
                "een werkboek zonder wachtwoord; haal het wachtwoord eraf en bewaar het opnieuw",
            )
        return "xls"
    if ruw.startswith(b"SQLite format 3"):
        return "geopackage"
    if kaal.startswith(b"<"):
        raise _fout(naam, f"een werkboek, CSV of GeoJSON; dit is een webpagina of XML: {_OPNIEUW}")
    if kaal.startswith((b"{", b"[")):
        return "geojson"
    utf16 = ruw.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in ruw[:4096] and not utf16:
        raise _fout(naam, "een werkboek, CSV of GeoJSON; dit soort bestand is niet bekend")
    return "csv"


def _soort_zip(naam: str, ruw: bytes) -> Soort:
    namen = {deel.filename for deel in _delen(naam, ruw)}
    if "xl/workbook.xml" in namen:
        return "xlsx"
    if "xl/workbook.bin" in namen:
        raise _fout(naam, f"een .xlsx; dit is een .xlsb: {_OPNIEUW}")
    if "content.xml" in namen and "mimetype" in namen:
        return "ods"
    if any(".gdb/" in een for een in namen):
        return "geodatabase"
    if "[Content_Types].xml" in namen:
        raise _fout(
            naam,
            f"een werkboek; dit is een ander Office-bestand, of een beschadigd werkboek: {_OPNIEUW}",
        )
    raise _fout(
        naam,
        "een werkboek; dit is een ander ingepakt bestand (zip): pak het uit en lever wat erin zit",
    )


def _delen(naam: str, ruw: bytes) -> list[ZipInfo]:
    try:
        with ZipFile(BytesIO(ruw)) as archief:
            return archief.infolist()
    except (BadZipFile, ValueError, EOFError, OverflowError, NotImplementedError):
        raise _fout(
            naam, f"een heel bestand; dit is beschadigd of afgebroken: {_OPNIEUW}"
        ) from None


def _bekijk_zip(bekeken: Bekeken) -> Bekeken:
    """Unpack every part once, within the bounds; XML that declares entities is refused."""
    naam, delen = bekeken.naam, _delen(bekeken.naam, bekeken.ruw)
    if len(delen) > HOOGSTENS_DELEN:
        raise _fout(naam, _te_groot(len(delen), HOOGSTENS_DELEN, "delen in het bestand"))
    if any(deel.flag_bits & 1 for deel in delen):
        raise _fout(
            naam, "een bestand zonder wachtwoord; haal het wachtwoord eraf en bewaar het opnieuw"
        )
    totaal = sum(deel.file_size for deel in delen)
    if totaal > HOOGSTENS_UITGEPAKT:
        raise _fout(naam, _te_groot(totaal, HOOGSTENS_UITGEPAKT, "bytes na uitpakken"))
    if len({deel.filename for deel in delen}) < len(delen):
        raise _fout(
            naam, f"elk deel één keer in het bestand; een deel staat er dubbel in: {_OPNIEUW}"
        )
    uitgepakt: dict[str, bytes] = {}
    for deel in delen:
        inhoud = _pak_uit(naam, bekeken.ruw, deel)
        if bekeken.soort != "geodatabase" and _is_xml(deel.filename):
            _controleer_xml(naam, deel.filename, inhoud)
        uitgepakt[deel.filename] = inhoud
    korter = {
        wat: nieuw
        for wat, oud in uitgepakt.items()
        if bekeken.soort in ("xlsx", "ods")
        and _is_xml(wat)
        and (nieuw := zonder_lege_rijen(naam, wat, oud)) is not oud
    }
    notities = (*bekeken.notities, *_bijzonder(uitgepakt))
    inhoud = _pak_in(uitgepakt | korter) if korter else bekeken.ruw
    return replace(bekeken, notities=notities, inhoud=inhoud, uitgepakt=totaal)


def _pak_uit(naam: str, ruw: bytes, deel: ZipInfo) -> bytes:
    """The bytes of a part; refused where it does not hold as many as it says."""
    verhouding = deel.file_size / max(deel.compress_size, 1)
    if deel.file_size > _KLEIN and verhouding > HOOGSTENS_VERHOUDING:
        wat = f"{aantal(deel.file_size)} bytes uit {aantal(deel.compress_size)}"
        raise _fout(naam, f"een gewoon werkboek; een deel ervan zou {wat} worden (een zipbom?)")
    stuk = BytesIO()
    try:
        for brok in _brokken(ruw, deel):
            stuk.write(brok)
            if stuk.tell() > deel.file_size:
                break
    except (zlib.error, ValueError, IndexError):
        stuk = BytesIO()
    if len(heel := stuk.getvalue()) != deel.file_size or zlib.crc32(heel) != deel.CRC:
        raise _fout(naam, f"een heel bestand; een deel ervan is beschadigd: {_OPNIEUW}")
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
        raise _fout(
            naam,
            f"een gewoon werkboek; {op_het_scherm(deel)} verklaart eigen XML-namen (DOCTYPE of ENTITY), wat "
            f"een rekenblad nooit doet: {_OPNIEUW}",
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


def _controleer_diepte(naam: str, ruw: bytes) -> None:
    """Refuse JSON nested so deep that no plan is; braces in text count too, but close again."""
    diep = 0
    for teken in re.finditer(rb"[\[{]+|[\]}]+", ruw):
        diep += len(teken[0]) if teken[0][:1] in b"[{" else -len(teken[0])
        if diep > HOOGSTENS_DIEP:
            raise _fout(naam, f"een gewone GeoJSON; deze is meer dan {HOOGSTENS_DIEP} niveaus diep")


def _controleer_tekst(naam: str, ruw: bytes) -> None:
    """Refuse text that would become more rows or cells than any delivery has."""
    regels = ruw.rstrip(b"\r\n;,\t \0").count(b"\n") + 1
    if regels > HOOGSTENS_REGELS:
        raise _fout(naam, _te_groot(regels, HOOGSTENS_REGELS, "regels"))
    breedste = max(
        max(regel.count(teken) for teken in (b";", b",", b"\t")) for regel in ruw.split(b"\n")
    )
    if (breedste + 1) * regels > HOOGSTENS_CELLEN:
        raise _fout(naam, _te_groot((breedste + 1) * regels, HOOGSTENS_CELLEN, "cellen"))


def _te_groot(nu: int, grens: int, wat: str) -> str:
    return f"ten hoogste {aantal(grens)} {wat}; dit zijn er {aantal(nu)}: {_KLEINER}"


def _fout(naam: str, verwacht: str) -> InvoerFout:
    return InvoerFout([Probleem(naam, verwacht)])
