"""What is looked at before a delivered file is opened: its kind, its size, and what it would become."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from woonanalyse.kern.bronbestanden import is_bijvangst
from woonanalyse.kern.machine import uitleg
from woonanalyse.leveringen.openen.weigering import OPNIEUW, geweigerd, te_veel
from woonanalyse.leveringen.openen.xlsgrenzen import controleer_xls
from woonanalyse.leveringen.openen.zipgrenzen import bekijk_zip, soort_zip
from woonanalyse.leveringen.veilig import op_het_scherm

Soort = Literal["xlsx", "ods", "geodatabase", "xls", "geopackage", "geojson", "csv"]

HOOGSTENS_BYTES = 50_000_000
_VEEL = 20_000_000
HOOGSTENS_DIEP = 64
HOOGSTENS_REGELS = 200_000
HOOGSTENS_CELLEN = 4_000_000


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

    Time and memory are bounded by the constants here and in the modules beside it, whatever the file says of
    itself.
    """
    naam = op_het_scherm(pad.name)
    ruw = _lees(pad, naam)
    soort, notities = _soort(naam, ruw), _nog_open(pad)
    match soort:
        case "xlsx" | "ods" | "geodatabase":
            zip_ = bekijk_zip(naam, soort, ruw)
            erin = (*notities, *zip_.notities)
            return Bekeken(naam, soort, ruw, zip_.inhoud, zip_.omvang, erin)
        case "xls":
            controleer_xls(naam, ruw)
        case "geojson":
            _controleer_diepte(naam, ruw)
        case "csv":
            _controleer_tekst(naam, ruw)
    return Bekeken(naam, soort, ruw, ruw, notities=notities)


def _lees(pad: Path, naam: str) -> bytes:
    if is_bijvangst(pad.name):
        echt = re.sub(r"^~\$|^\.~lock\.|#$", "", naam)
        raise geweigerd(
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
            raise geweigerd(naam, f"een bestand{wat}")
        if (groot := pad.stat().st_size) > HOOGSTENS_BYTES:
            raise geweigerd(naam, te_veel(groot, HOOGSTENS_BYTES, "bytes"))
        ruw = pad.read_bytes()
    except PermissionError:
        raise geweigerd(
            naam,
            "een bestand dat mag worden gelezen; staat het nog open in Excel? Sluit het daar, of vraag "
            "rechten",
        ) from None
    except (OSError, ValueError, RuntimeError) as fout:
        wat = uitleg(fout)[0] if isinstance(fout, OSError) else "dit pad kan niet"
        raise geweigerd(naam, f"een leesbaar bestand, maar {wat}") from None
    if not ruw:
        raise geweigerd(naam, "een bestand waar iets in staat; dit is leeg (0 bytes)")
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
            raise geweigerd(naam, f"een werkboek, CSV of GeoJSON; dit is {wat}")
    if ruw.startswith(b"PK"):
        return soort_zip(naam, ruw)
    if ruw.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in ruw:
            raise geweigerd(
                naam,
                "een werkboek zonder wachtwoord; haal het wachtwoord eraf en bewaar het opnieuw",
            )
        return "xls"
    if ruw.startswith(b"SQLite format 3"):
        return "geopackage"
    if kaal.startswith(b"<"):
        raise geweigerd(
            naam, f"een werkboek, CSV of GeoJSON; dit is een webpagina of XML: {OPNIEUW}"
        )
    if kaal.startswith((b"{", b"[")):
        return "geojson"
    utf16 = ruw.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in ruw[:4096] and not utf16:
        raise geweigerd(naam, "een werkboek, CSV of GeoJSON; dit soort bestand is niet bekend")
    return "csv"


def _controleer_diepte(naam: str, ruw: bytes) -> None:
    """Refuse JSON nested so deep that no plan is; braces in text count too, but close again."""
    diep = 0
    for teken in re.finditer(rb"[\[{]+|[\]}]+", ruw):
        diep += len(teken[0]) if teken[0][:1] in b"[{" else -len(teken[0])
        if diep > HOOGSTENS_DIEP:
            raise geweigerd(
                naam, f"een gewone GeoJSON; deze is meer dan {HOOGSTENS_DIEP} niveaus diep"
            )


def _controleer_tekst(naam: str, ruw: bytes) -> None:
    """Refuse text that would become more rows or cells than any delivery has."""
    regels = ruw.rstrip(b"\r\n;,\t \0").count(b"\n") + 1
    if regels > HOOGSTENS_REGELS:
        raise geweigerd(naam, te_veel(regels, HOOGSTENS_REGELS, "regels"))
    breedste = max(
        max(regel.count(teken) for teken in (b";", b",", b"\t")) for regel in ruw.split(b"\n")
    )
    if (breedste + 1) * regels > HOOGSTENS_CELLEN:
        raise geweigerd(naam, te_veel((breedste + 1) * regels, HOOGSTENS_CELLEN, "cellen"))
