"""What the machine refuses, in Dutch: no room, no right, another kind of file; where, and how to mend."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from woonanalyse.kern.bronbestanden import is_bijvangst
from woonanalyse.kern.fouten import GeenBestand, Probleem, WoonanalyseFout

_RUIMTE = "maak ruimte vrij en probeer het opnieuw"
_RECHTEN = "geef uzelf rechten op bestand en map, of sluit het programma dat het open heeft"
_UITLEG = {
    errno.ENOSPC: ("de schijf is vol", _RUIMTE),
    errno.EDQUOT: ("uw schijfruimte is op", _RUIMTE),
    errno.EFBIG: ("het bestand is te groot voor deze schijf", _RUIMTE),
    errno.EACCES: ("dit mag niet worden gelezen of geschreven", _RECHTEN),
    errno.EPERM: ("dit mag niet worden gewijzigd", _RECHTEN),
    errno.EBUSY: ("dit is in gebruik", _RECHTEN),
    errno.ETXTBSY: ("dit is in gebruik", _RECHTEN),
    errno.EROFS: (
        "deze schijf of map is alleen-lezen",
        "zet het project in een map waarin u mag schrijven",
    ),
    errno.ENOENT: ("dit bestand of deze map is er niet", "zet het terug, of herstel het pad"),
    errno.EISDIR: ("hier staat een map waar een bestand hoort", "verplaats of hernoem die map"),
    errno.ENOTDIR: ("hier staat een bestand waar een map hoort", "verplaats of hernoem dat bestand"),
    errno.EEXIST: ("hier staat al iets anders", "verplaats of hernoem het"),
    errno.ENOTEMPTY: ("deze map is niet leeg", "verplaats of hernoem haar"),
    errno.ELOOP: ("deze verwijzing (symlink) komt bij zichzelf uit", "haal haar weg"),
    errno.ENAMETOOLONG: ("deze naam is te lang", "zet het project in een map met een korter pad"),
    errno.EMFILE: ("er zijn te veel bestanden open", "sluit andere programma's"),
    errno.ENFILE: ("er zijn te veel bestanden open", "sluit andere programma's"),
    errno.ENOMEM: ("er is te weinig geheugen", "sluit andere programma's"),
    errno.EIO: ("de schijf geeft een leesfout", "zet een kopie terug, en kijk de schijf na"),
    errno.EINVAL: ("deze naam of bewerking kan hier niet", "gebruik een gewone naam op een gewone schijf"),
}  # fmt: skip
_ANDERS = "kijk of het er is, of u het mag lezen en schrijven, en of er ruimte is op de schijf"


class MachineFout(WoonanalyseFout):
    """A file or folder cannot be read or written."""

    exitcode = 2


def uitleg(fout: OSError) -> tuple[str, str]:
    """What is the matter, and how to mend it; for an error that is not known its own words."""
    if fout.errno is None:
        return str(fout), _ANDERS
    if fout.errno == errno.ENOENT and "temporary" in str(fout.strerror):
        return (
            "er is geen map voor tijdelijke bestanden",
            "zet TMPDIR op een map die u mag gebruiken",
        )
    return _UITLEG.get(fout.errno, (f"het lukt niet ({fout.strerror})", _ANDERS))


def in_woorden(fout: OSError) -> str:
    """The error as one sentence for the user: place, what, how to mend."""
    plek = " en ".join(str(naam) for naam in (fout.filename, fout.filename2) if naam is not None)
    wat, herstel = uitleg(fout)
    return f"{plek}: {wat}; {herstel}." if plek else f"{wat[:1].upper()}{wat[1:]}; {herstel}."


@contextmanager
def als_machinefout(pad: Path) -> Iterator[None]:
    """Raise what the machine refuses inside this as MachineFout about `pad`."""
    try:
        yield
    except OSError as fout:
        wat, herstel = uitleg(fout)
        raise MachineFout(f"{pad}: {wat}; {herstel}.") from fout


_ANDERE_SOORT = {
    b"PK\x03\x04": "een Excel-werkboek of ander zip-bestand",
    b"\xd0\xcf\x11\xe0": "een oud Office-bestand (.xls, .doc)",
    b"%PDF": "een PDF",
    b"\x1f\x8b": "een ingepakt bestand (gzip)",
    b"\x89PNG": "een plaatje",
    b"\xff\xd8\xff": "een plaatje",
    b"SQLite format 3": "een databestand (SQLite, GeoPackage)",
    b"PAR1": "een Parquet-bestand",
}
"""First bytes by which other kinds of file are known."""
_PAGINA = (b"<!doctype html", b"<html", b"<head", b"<?xml")


def lees_bytes(
    wortel: Path, bestand: str, soort: str | None = None
) -> tuple[bytes, list[Probleem]]:
    """The bytes of `bestand`, a path from the root; `soort` says what it should be ("een CSV"),
    None that any kind will do.

    Nothing, with a problem, where the path leads outside the project, there is no such file, it can't be
    read, or is of another kind.
    """
    if any(map(is_bijvangst, Path(bestand).parts)):
        return b"", [Probleem(bestand, "een naam die geen tijdelijk bestand van een programma is")]
    try:
        pad = (wortel / bestand).resolve()
        if not pad.is_relative_to(wortel.resolve()):
            return b"", [GeenBestand(bestand, "een pad binnen de projectmap")]
        if not pad.is_file():  # of other kinds a pipe would never end
            wat = " (er staat iets anders: een map?)" if pad.exists() else ""
            return b"", [GeenBestand(bestand, f"een bestand op deze plek; het is er niet{wat}")]
        ruw = pad.read_bytes()
    except OSError as fout:
        wat, herstel = uitleg(fout)
        return b"", [Probleem(bestand, f"een leesbaar bestand, maar {wat}; {herstel}")]
    except RuntimeError:  # so pathlib says that a link leads to itself
        wat, herstel = _UITLEG[errno.ELOOP]
        return b"", [Probleem(bestand, f"een leesbaar bestand, maar {wat}; {herstel}")]
    except ValueError:
        return b"", [Probleem(bestand, "een pad zonder stuurtekens")]
    if soort and (andere := _andere_soort(ruw[:200])):
        return b"", [Probleem(bestand, f"{soort}; dit is {andere}, onder een andere naam")]
    return ruw, []


def _andere_soort(begin: bytes) -> str | None:
    """The kind of file that begins like this, when it is one that we never read."""
    kaal = begin.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if kaal.startswith(_PAGINA):
        return "een webpagina of XML"
    return next((naam for teken, naam in _ANDERE_SOORT.items() if begin.startswith(teken)), None)
