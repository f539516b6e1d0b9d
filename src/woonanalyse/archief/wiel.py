"""A package that runs here as a wheel, made of its files: pip installs it in ten years as well."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, distribution
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from woonanalyse.archief.ingepakt import schrijf_zip
from woonanalyse.kern.bronbestanden import bestanden_in, is_bijvangst
from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.project import MEEGELEVERD, PAKKET, productwortel, versiebestand
from woonanalyse.uitvoering.rapportbronnen import BRONNEN, LOS

PAKKETTEN = ("woonanalyse", "papermill_forkserver")
"""Our own: in no registry."""
_SOORT = b"Wheel-Version: 1.0\nGenerator: woonanalyse\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def wiel(pakket: str) -> tuple[str, bytes]:
    """The file name and the content of the wheel of a package that is installed here, of files or as it is
    developed; the same files give the same bytes. Raises WoonanalyseFout where it is not installed."""
    spec = find_spec(pakket)
    if spec is None or spec.origin is None:
        raise WoonanalyseFout(f"Het pakket {pakket} is hier niet geïnstalleerd.")
    verdeling = distribution(pakket.replace("_", "-"))
    eigen = _inhoud(Path(spec.origin).parent, pakket)
    if pakket == PAKKET.name and not MEEGELEVERD.is_dir():
        eigen |= _product()
    naam = f"{pakket}-{verdeling.version}"
    delen = dict(sorted(eigen.items())) | dict(_gegevens(verdeling, f"{naam}.dist-info"))
    doel = BytesIO()
    schrijf_zip(doel, [*delen.items(), *_lijst(delen, f"{naam}.dist-info/RECORD").items()])
    return f"{naam}-py3-none-any.whl", doel.getvalue()


def _inhoud(map_: Path, naar: str) -> dict[str, bytes]:
    paden = [pad for pad in bestanden_in(map_, "*") if not is_bijvangst(pad.name)]
    return {f"{naar}/{pad.relative_to(map_).as_posix()}": pad.read_bytes() for pad in paden}


def _product() -> dict[str, bytes]:
    """What a wheel brings along for a project without notebooks and report sources of its own."""
    wortel, naar = productwortel(), MEEGELEVERD.relative_to(PAKKET.parent).as_posix()
    gevonden: dict[str, bytes] = {}
    for naam in (*LOS, *(f"report/{naam}" for naam in BRONNEN)):
        if (wortel / naam).is_dir():
            gevonden |= _inhoud(wortel / naam, f"{naar}/{naam}")
        else:
            gevonden[f"{naar}/{naam}"] = (wortel / naam).read_bytes()
    lijst = versiebestand(wortel)
    return gevonden | {f"{naar}/{lijst.name}": lijst.read_bytes()}


def _gegevens(verdeling: Distribution, map_: str) -> Iterator[tuple[str, bytes]]:
    """What pip has to know of it, as it was installed."""
    for pad in sorted(verdeling.files or (), key=str):
        naam = pad.as_posix().partition(".dist-info/")[2]
        if naam in ("METADATA", "entry_points.txt") or naam.startswith("licenses/"):
            yield f"{map_}/{naam}", Path(str(verdeling.locate_file(pad))).read_bytes()
    yield f"{map_}/WHEEL", _SOORT


def _lijst(delen: Mapping[str, bytes], naam: str) -> dict[str, bytes]:
    regels = []
    for pad, inhoud in delen.items():
        som = base64.urlsafe_b64encode(hashlib.sha256(inhoud).digest()).rstrip(b"=").decode()
        regels.append(f"{pad},sha256={som},{len(inhoud)}\n")
    return {naam: "".join([*regels, f"{naam},,\n"]).encode()}
