"""Fingerprints of code: a notebook's or a module's, with every module of the package that it imports; the
engine's."""

from __future__ import annotations

import ast
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import papermill_forkserver

import woonanalyse
from woonanalyse.kern.bestanden import schrijf_json
from woonanalyse.kern.catalogus import onderwerpen, van_notitieboek
from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.project import MEEGELEVERD
from woonanalyse.uitvoering.geheugen import lees_geheugen

PAKKET = Path(woonanalyse.__file__).parent
MOTOR = Path(papermill_forkserver.__file__).parent
LEEST_ONDERWERPEN = "woonanalyse.onderwerpen.dossierlezer"
"""The module that calls the reader of every subject by its declaration."""


def hash_van_modules(*modules: str) -> str:
    """The fingerprint of modules and all that they import, directly or not, from this package.

    Comments and layout do not count. Files that are no code (schemas, templates) count with the package
    they lie in.
    """
    som = hashlib.sha256()
    for naam in sorted(_omsluiting(modules)):
        if module := _module(naam):
            som.update(module.code.encode())
    return som.hexdigest()


def hash_van_notitieboek(pad: Path) -> str:
    """The fingerprint of a notebook: its cells, not its outputs, and every module that it uses."""
    weg = ("outputs", "execution_count", "source")
    inhoud = [
        ("".join(cel["source"]), {naam: deel for naam, deel in cel.items() if naam not in weg})
        for cel in _cellen(pad)
    ]
    modules = hash_van_modules(*modules_van_notitieboek(pad))
    tekst = json.dumps([inhoud, modules], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(tekst.encode()).hexdigest()


def hash_van_verklaringen() -> str:
    """The fingerprint of what is declared (subjects, tables, forms), which is read without importing them."""
    patronen = (
        "onderwerp.yml", "tabellen.yml", "tabellen/*.json", "formulieren/*.yml", "kolommen.yml",
        "waarden.yml", "gemeentenamen.yml",
    )  # fmt: skip
    paden = sorted(pad for patroon in patronen for pad in PAKKET.rglob(patroon))
    return hashlib.sha256(" ".join(_code(pad) for pad in paden).encode()).hexdigest()


def modules_van_onderwerpen() -> list[str]:
    """Every module of every subject: what a task uses that calls subjects by their declarations."""
    return [naam for naam in _alle_modules() if naam.startswith(f"{PAKKET.name}.onderwerpen.")]


def hash_van_alles() -> str:
    """The fingerprint of the whole package, and of the engine."""
    return f"{hash_van_modules(*_alle_modules())} {hash_van_motor()}"


def hash_van_bestanden(*modules: str) -> str:
    """The fingerprint of modules without those that they import."""
    return hashlib.sha256(
        " ".join(_code(pad) for m in modules for pad in _bestanden(m)).encode()
    ).hexdigest()


def hash_van_motor() -> str:
    """The fingerprint of the papermill engine that runs notebooks."""
    return hashlib.sha256(" ".join(_code(pad) for pad in motorbestanden()).encode()).hexdigest()


def motorbestanden() -> list[Path]:
    """The files of that engine."""
    return sorted(MOTOR.glob("*.py"))


def pakketbestanden() -> list[Path]:
    """Every file of the package that a fingerprint of code can depend on."""
    return [
        pad for pad in PAKKET.rglob("*") if pad.is_file() and pad.suffix != ".pyc" and _telt(pad)
    ]


def _telt(pad: Path) -> bool:
    """Whether a file or folder belongs to the code: no cache, nor what the package only brings along."""
    delen = pad.relative_to(PAKKET).parts
    return "__pycache__" not in delen and delen[0] != MEEGELEVERD.name


def modules_van_notitieboek(pad: Path) -> set[str]:
    """Every module of the package that a notebook imports, or asks to calculate, directly or not.

    All of them when a cell is not plain Python (it has a magic, or an edit is half done).
    """
    genoemd = _berekeningen(pad.stem)
    for cel in _cellen(pad):
        if cel["cell_type"] == "code":
            boom = _boom("".join(cel["source"]))
            genoemd += _alle_modules() if boom is None else _genoemd(boom, "")
    return _omsluiting(genoemd)


def _berekeningen(notitieboek: str) -> list[str]:
    """The modules with calculations that a notebook may ask for."""
    eigen = van_notitieboek(notitieboek)
    namen = {naam for onderwerp in eigen for naam in (onderwerp.naam, *onderwerp.gebruikt)}
    modules = (f"{PAKKET.name}.onderwerpen.{naam}.berekening" for naam in sorted(namen))
    return [module for module in modules if _pad(module) is not None]


def _cellen(pad: Path) -> list[dict[str, Any]]:
    try:
        cellen = json.loads(pad.read_bytes())["cells"]
        if all({"cell_type", "source"} <= cel.keys() for cel in cellen):
            return cellen
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    raise WoonanalyseFout(f"{pad.name} is geen notitieboek, of is er niet: {pad}")


def _alle_modules() -> list[str]:
    """Every module of the package, in no fixed order."""
    if _gekeken is None:
        return _zoek_modules()
    if not _gevonden:
        _gevonden.extend(_zoek_modules())
    return [*_gevonden]


def _zoek_modules() -> list[str]:
    bestanden = filter(_telt, PAKKET.rglob("*.py"))
    paden = (pad.relative_to(PAKKET.parent).with_suffix("") for pad in bestanden)
    return [".".join(pad.parts).removesuffix(".__init__") for pad in paden]


def _omsluiting(modules: Iterable[str]) -> set[str]:
    gezien: set[str] = set()
    open_ = list(modules)
    while open_:
        naam = open_.pop()
        module = None if naam in gezien else _module(naam)
        if module is None:
            continue
        gezien.add(naam)
        open_ += module.genoemd
        open_ += [naam.rsplit(".", 1)[0]] if "." in naam else []
    return gezien


@dataclass(frozen=True)
class _Module:
    """A module: the fingerprint of each of its files, and the modules that it names."""

    code: str
    genoemd: list[str]


_gekeken: dict[str, _Module | None] | None = None
"""By name what was seen since `kijk_opnieuw`; None where nothing is kept."""
_gevonden: list[str] = []
"""Every module, where they were looked up since."""


def kijk_opnieuw() -> None:
    """Inside `onthouden`: look at each module once from now on. Who then asks for fingerprints makes sure
    that no file was touched in between."""
    if _gekeken is not None:
        _gekeken.clear()
        _gevonden.clear()


def _module(naam: str) -> _Module | None:
    """A module of the package; None for anything else."""
    if _gekeken is None:
        return _kijk(naam)
    if naam not in _gekeken:
        _gekeken[naam] = _kijk(naam)
    return _gekeken[naam]


def _kijk(naam: str) -> _Module | None:
    if _pad(naam) is None:
        return None
    code = "".join(f"{naam} {pad.name} {_code(pad)}\n" for pad in _bestanden(naam))
    return _Module(code, _import_van(naam))


def _pad(naam: str) -> Path | None:
    """The file of a module of the package; None for anything else."""
    delen = naam.split(".")
    if delen[0] != PAKKET.name:
        return None
    basis = PAKKET.joinpath(*delen[1:])
    for pad in (basis / "__init__.py", basis.with_name(basis.name + ".py")):
        if pad.is_file():
            return pad
    return None


def _bestanden(naam: str) -> list[Path]:
    pad = _pad(naam)
    assert pad is not None
    if pad.name != "__init__.py":
        return [pad]
    return [pad, *_ernaast(pad.parent)]


def _ernaast(map_: Path) -> list[Path]:
    """Files of a package that are no code, in folders of it that are no packages themselves too."""
    gevonden: list[Path] = []
    for pad in sorted(map_.iterdir()):
        if pad.is_dir():
            eigen = _telt(pad) and not (pad / "__init__.py").is_file()
            gevonden += _ernaast(pad) if eigen else []
        elif pad.suffix not in (".py", ".pyc"):
            gevonden.append(pad)
    return gevonden


def _import_van(naam: str) -> list[str]:
    pad = _pad(naam)
    assert pad is not None
    genoemd = _lees(pad)[1]
    if genoemd is None:
        return _alle_modules()
    return genoemd + _lezers() if naam == LEEST_ONDERWERPEN else genoemd


def _lezers() -> list[str]:
    """The modules that read what subjects are made from."""
    namen = (f"{PAKKET.name}.onderwerpen.{o.naam}.bron" for o in onderwerpen() if o.instelling)
    return [naam for naam in namen if _pad(naam) is not None]


def _genoemd(boom: ast.AST, pakket: str) -> list[str]:
    """Modules named in import statements anywhere in the code; of `from m import n` both m and m.n."""
    namen = []
    for knoop in _opdrachten(boom):
        if isinstance(knoop, ast.Import):
            namen += [alias.name for alias in knoop.names]
        elif isinstance(knoop, ast.ImportFrom):
            basis = ".".join(pakket.split(".")[: 1 - knoop.level or None]) if knoop.level else ""
            module = ".".join(deel for deel in (basis, knoop.module) if deel)
            namen += [module, *(f"{module}.{alias.name}" for alias in knoop.names)]
    return namen


def _opdrachten(boom: ast.AST) -> Iterator[ast.AST]:
    """The statements in a tree, at any depth; not the expressions in them, which are most of it."""
    for knoop in ast.iter_child_nodes(boom):
        if isinstance(knoop, ast.stmt | ast.excepthandler | ast.match_case):
            yield knoop
            yield from _opdrachten(knoop)


def _boom(code: str) -> ast.AST | None:
    """The parsed code; None when it cannot be parsed (magics in a cell, an edit half done)."""
    try:
        return ast.parse(code)
    except SyntaxError:
        return None


def _code(bestand: Path) -> str:
    """The fingerprint of one file."""
    inhoud = bestand.read_bytes()
    if bestand.suffix != ".py":
        return hashlib.sha256(inhoud).hexdigest()
    return _lees(bestand)[0]


_gelezen: dict[str, tuple[str, list[str] | None]] = {}
"""By bytes of a module, and its package: the fingerprint of its code, and the modules it names."""
_gebruikt: set[str] = set()


def _lees(bestand: Path) -> tuple[str, list[str] | None]:
    """The fingerprint of a module's code; the modules it names, None when it cannot be parsed."""
    inhoud = bestand.read_bytes()
    wortel = MOTOR if bestand.is_relative_to(MOTOR) else PAKKET
    pakket = ".".join(bestand.parent.relative_to(wortel.parent).parts)
    sleutel = hashlib.sha256(f"{sys.version_info[:2]} {pakket}\0".encode() + inhoud).hexdigest()
    _gebruikt.add(sleutel)
    if sleutel not in _gelezen:
        boom = _boom(inhoud.decode("utf-8", "replace"))
        if boom is None:
            _gelezen[sleutel] = (hashlib.sha256(inhoud).hexdigest(), None)
        else:
            som = hashlib.sha256(f"{sys.version_info[:2]} {ast.dump(boom)}".encode()).hexdigest()
            _gelezen[sleutel] = (som, _genoemd(boom, pakket))
    return _gelezen[sleutel]


@contextmanager
def onthouden(pad: Path) -> Iterator[None]:
    """Keep in `pad` what was parsed, by content, so that the next run need not parse it again; and until the
    end what was seen since `kijk_opnieuw`."""
    global _gekeken
    oud = lees_geheugen(pad)
    try:
        _gelezen.update({sleutel: (som, genoemd) for sleutel, (som, genoemd) in oud.items()})
    except (TypeError, ValueError):
        oud = {}
    _gebruikt.clear()
    _gekeken = {}
    _gevonden.clear()
    try:
        yield
    finally:
        _gekeken = None
    nieuw = {sleutel: list(_gelezen[sleutel]) for sleutel in sorted(_gebruikt)}
    if nieuw != oud:
        schrijf_json(pad, nieuw)
