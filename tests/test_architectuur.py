"""What holds for the project as a whole: code without the region, data as it was recorded."""

from __future__ import annotations

import ast
import csv
import hashlib
import re
import sys
import tomllib
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import distributions, packages_distributions
from itertools import chain
from pathlib import Path

import grimp
import pytest
import yaml
from hulp import WORTEL, editie
from packaging.requirements import Requirement

from woonanalyse.kern.catalogus import onderwerpen

BRON = WORTEL / "src"
LANDELIJK = {
    BRON / "woonanalyse/kern/gemeentenamen.yml",
    BRON / "woonanalyse/begin/gemeenten_2026.geojson",
    *(BRON / "woonanalyse/kern/indeling").glob("*.csv"),
}
"""Names, mergers and boundaries of municipalities in the whole country, of no region in particular."""
MEEGELEVERD = sorted(pad for pad in LANDELIJK if pad.suffix != ".yml")
LANDELIJK |= {pad.with_name(f"{pad.name}.yml") for pad in MEEGELEVERD}
RAUW = [pad for pad in sorted((WORTEL / "data/raw").rglob("*")) if pad.is_file()]
RAUW = [*(pad for pad in RAUW if pad.suffix != ".yml"), *MEEGELEVERD]
ZIJBESTANDEN = [pad.with_name(f"{pad.name}.yml") for pad in RAUW]
PROJECTEN = [WORTEL, *sorted((WORTEL / "packages").iterdir())]
SLOTEN = [WORTEL / f"requirements{soort}.lock" for soort in ("", "-jupyter", "-dev")]


def bestanden(map_: Path) -> list[Path]:
    return [p for p in sorted(map_.rglob("*")) if p.is_file() and "__pycache__" not in p.parts]


def test_code_does_not_know_the_region() -> None:
    """Neither the region, its province and subregions, nor a municipality or its code."""
    regio = editie("2017").regio
    woorden = [regio.naam, regio.provincie, *regio.subregios]
    woorden += [*regio.gemeenten["gemeente"], *regio.gemeenten["gemeentecode"]]
    assert "Twente" in woorden and len(woorden) == 2 + 3 + 14 + 14
    patroon = re.compile(r"\b(" + "|".join(map(re.escape, woorden)) + r")\b", re.IGNORECASE)
    gevonden = {
        pad.relative_to(WORTEL).as_posix(): sorted(set(patroon.findall(tekst)))
        for pad in bestanden(BRON)
        if pad not in LANDELIJK
        and (tekst := pad.read_text(encoding="utf-8", errors="replace"))
        and patroon.search(tekst)
    }
    assert gevonden == {}


def test_code_names_no_edition_year_as_the_default() -> None:
    for naam in (
        "cli/opdrachten.py",
        "cli/bouwen.py",
        "uitvoering/taken.py",
        "document/variabelen.py",
        "document/werkmap.py",
    ):
        tekst = (BRON / "woonanalyse" / naam).read_text(encoding="utf-8")
        assert not re.search(r"\b20(15|17|19|21)\b", tekst), naam


def test_code_holds_no_machine_path() -> None:
    for pad in bestanden(BRON):
        tekst = pad.read_text(encoding="utf-8", errors="replace")
        assert not re.search(r"/(home|work|Users|tmp)/|[A-Z]:\\\\", tekst), pad


@pytest.mark.parametrize("zij", ZIJBESTANDEN, ids=lambda zij: zij.stem)
def test_raw_file_is_as_it_was_recorded(zij: Path) -> None:
    beschreven = yaml.safe_load(zij.read_text(encoding="utf-8"))
    inhoud = zij.with_name(zij.stem).read_bytes()
    assert hashlib.sha256(inhoud).hexdigest() == beschreven["sha256"]
    if zij.stem.endswith(".csv"):
        kop = next(csv.reader(inhoud.decode("utf-8-sig").splitlines()))
        assert [kolom["naam"] for kolom in beschreven["kolommen"]] == kop


def test_no_sidecar_is_left_of_a_raw_file_that_is_gone() -> None:
    assert len(RAUW) >= 7
    assert set((WORTEL / "data/raw").rglob("*.yml")) <= set(ZIJBESTANDEN)


def vastgelegd(slot: Path) -> dict[str, set[str]]:
    """Of each package in a lock file its versions: one, or one per Python."""
    versies: dict[str, set[str]] = {}
    for pakket, versie in re.findall(
        r"^([a-z0-9.-]+)(?:\[\S+\])?==(\S+)", slot.read_text("utf-8"), re.M
    ):
        versies.setdefault(pakket, set()).add(versie)
    return versies


def genoemd(project: Path) -> set[str]:
    """The packages that a pyproject.toml asks for, extras as well."""
    velden = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    eisen = [*velden["dependencies"], *chain(*velden.get("optional-dependencies", {}).values())]
    return {re.split(r"[<>=]", eis)[0].lower() for eis in eisen}


def geladen(project: Path) -> set[str]:
    """The modules of others that the code of a project imports, wherever it does."""
    bomen = [
        ast.parse(pad.read_bytes()) for pad in bestanden(project / "src") if pad.suffix == ".py"
    ]
    regels = [regel for boom in bomen for regel in ast.walk(boom)]
    namen = [een.name for regel in regels if isinstance(regel, ast.Import) for een in regel.names]
    namen += [
        r.module for r in regels if isinstance(r, ast.ImportFrom) and r.module and not r.level
    ]
    eigen = {pad.name for pad in (project / "src").iterdir()}
    return {naam.partition(".")[0] for naam in namen} - eigen - sys.stdlib_module_names


@pytest.mark.parametrize("project", PROJECTEN, ids=lambda project: project.name)
def test_what_is_imported_is_declared_and_accounted_for(project: Path) -> None:
    """Not only what comes along with another package; and every package that is asked for has its line."""
    pakketten = packages_distributions()
    nodig = {naam: pakketten.get(naam, [naam.replace("_", "-")]) for naam in geladen(project)}
    gevraagd, eigen = genoemd(project), {"woonanalyse", "papermill-forkserver"}
    anders = {
        n: p for n, p in nodig.items() if not {x.lower().replace("_", "-") for x in p} & gevraagd
    }
    assert anders == {}
    lijst = (WORTEL / "docs/naslag/afhankelijkheden.md").read_text(encoding="utf-8").lower()
    assert {p for p in gevraagd - eigen if f"\n| {p} " not in lijst} == set()


def test_lock_files_fit_in_one_environment() -> None:
    """Each has what a report needs, and none has another version of what a second one has."""
    eerste, jupyter, dev = map(vastgelegd, SLOTEN)
    assert {"pandas", "papermill"} <= eerste.keys() <= jupyter.keys() & dev.keys()
    assert "jupyterlab" in jupyter and "jupyterlab" not in eerste | dev
    assert jupyter | dev == dev | jupyter


def test_extras_are_pinned_with_their_package() -> None:
    """Of what another package asks for with an extra, pip takes the newest where the lock does not say so."""
    slot, namen = SLOTEN[-1].read_text("utf-8"), vastgelegd(SLOTEN[-1]).keys()
    pakketten = [een for een in distributions() if een.name.lower().replace("_", "-") in namen]
    eisen = [Requirement(eis) for een in pakketten for eis in een.requires or []]
    met = [
        f"{eis.name}[{','.join(sorted(eis.extras))}]=="
        for eis in eisen
        if eis.extras and (eis.marker is None or eis.marker.evaluate({"extra": ""}))
    ]
    assert "msgspec[toml]==" in met and [een for een in met if f"\n{een}" not in slot] == []


@pytest.mark.parametrize("slot", SLOTEN, ids=lambda slot: slot.stem)
def test_lock_files_name_no_host_and_no_folder(slot: Path) -> None:
    assert not re.search(r"://|--(extra-)?index-url|--find-links|file:", slot.read_text("utf-8"))


def test_packages_say_what_they_are_for() -> None:
    """A docstring in every module of the package."""
    for pad in bestanden(BRON):
        if pad.suffix == ".py":
            assert pad.read_text(encoding="utf-8").startswith('"""'), pad


def ongeoorloofd(graaf: grimp.ImportGraph) -> set[tuple[str, str]]:
    """Imports (by whom, of what) between subjects that no `onderwerp.yml` declares, or that are not from
    model to model; also those inside functions and those for types.

    Modules directly in `onderwerpen/` belong to no subject.
    """
    basis = "woonanalyse.onderwerpen"
    gebruikt = {
        f"{basis}.{o.naam}": {f"{basis}.{naam}" for naam in o.gebruikt} for o in onderwerpen()
    }
    gevonden = set()
    for eigen, mag in gebruikt.items():
        for wie in {eigen} | graaf.find_descendants(eigen):
            for wat in graaf.find_modules_directly_imported_by(wie):
                ander = ".".join(wat.split(".")[:3])
                if ander not in gebruikt or ander == eigen:
                    continue
                paren = {
                    (f"{eigen}.model", f"{ander}.model"),
                    (f"{eigen}.rapport", f"{ander}.bron"),
                }
                if ander not in mag or (wie, wat) not in paren:
                    gevonden.add((wie, wat))
    return gevonden


def test_subjects_import_only_what_they_declare() -> None:
    """What import-linter has no contract for: who may import whom stands in the catalogue."""
    graaf = grimp.build_graph("woonanalyse", cache_dir=None)
    assert ongeoorloofd(graaf) == set()
    basis = "woonanalyse.onderwerpen"
    erbij = {
        (f"{basis}.wijkaanpak.model", f"{basis}.balans.model"),  # not declared
        (f"{basis}.gebied.rapport", f"{basis}.balans.model"),  # declared, but not from a model
        (f"{basis}.kaart.model", f"{basis}.plannen.lijst"),  # declared, but not of a model
    }
    for wie, wat in erbij:
        graaf.add_module(wie)
        graaf.add_import(importer=wie, imported=wat)
    assert ongeoorloofd(graaf) == erbij


def volgorde(graaf: grimp.ImportGraph) -> list[str]:
    """The modules, each after all it imports; raises CycleError where two need each other."""
    nodig = {naam: graaf.find_modules_directly_imported_by(naam) for naam in graaf.modules}
    return list(TopologicalSorter(nodig).static_order())


def test_no_two_modules_need_each_other() -> None:
    """Not for types either: what both need stands where both can import it."""
    graaf = grimp.build_graph("woonanalyse", cache_dir=None)
    assert set(volgorde(graaf)) == graaf.modules
    basis = "woonanalyse.onderwerpen"
    graaf.add_import(importer=f"{basis}.stukstatus", imported=f"{basis}.dossier")
    with pytest.raises(CycleError):
        volgorde(graaf)
