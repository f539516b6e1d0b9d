"""The documents: every block is run or checked, every link leads somewhere, every name is of something."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import shlex
import shutil
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import maak_les
import pytest
import rondehulp
import yaml
from afschermhulp import met_editie
from hulp import RWP2017, WORTEL, Gemaakt, lang_behalve, opdracht, vervang
from leverhulp import BESLUIT, KAPOT, PARTIJ, hersteld, registerboek, schrijf
from maak_naslag import BLADEN, NASLAG, opdrachten, opties
from planjarenhulp import NIEUW, NU, OUD, TOEN, lijst, vul
from totalenhulp import maak_van_pagina
from typer.exceptions import TyperException
from typer.testing import CliRunner

from woonanalyse.cli import app, concepten
from woonanalyse.kern.catalogus import notitieboeken, tabellen
from woonanalyse.kern.regio import lees_regio
from woonanalyse.leveringen.statline import soorten
from woonanalyse.onderwerpen.editielezer import lees_editie

DOCUMENTEN = sorted(
    pad.relative_to(WORTEL).as_posix()
    for pad in [WORTEL / "README.md", WORTEL / "LEESMIJ.md", *(WORTEL / "docs").rglob("*.md")]
)
SOORTEN = ("les", "handleidingen", "uitleg", "naslag", "besluiten")
HEK = re.compile(r"^( *)```(\S*)(.*)\n((?:.*\n)*?)\1```$", re.MULTILINE)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
GEVOLGD = {
    "docs/handleidingen/eigen-vorm.md": "tests/leveringen/test_vorm.py",
    "docs/handleidingen/nieuwe-regio.md": "tests/begin/test_nieuwe_regio.py",
    "docs/handleidingen/nieuw-onderwerp.md": "tests/uitvoering/test_nieuw_onderwerp.py",
    "docs/handleidingen/rauw-bestand-verbeteren.md": "tests/bronnen/test_correcties.py",
    "docs/handleidingen/regiototalen.md": "tests/rapport_inhoud/test_regiototalen.py",
    "docs/handleidingen/wat-als.md": "tests/strategie/test_voorbeeld.py",
    "docs/uitleg/programmeringsstrategie.md": "tests/strategie/test_voorbeeld.py",
}
"""Pages with files, and the test that follows each."""
ELK = "…"
"""In a block: whatever stands there."""


@dataclass(frozen=True)
class Blok:
    document: str
    nummer: int
    taal: str
    titel: str
    inhoud: str

    def __str__(self) -> str:
        return f"{self.document}-{self.nummer}-{self.taal}"


@cache
def lees(document: str) -> str:
    return (WORTEL / document).read_text(encoding="utf-8")


def zonder_blokken(document: str) -> str:
    return HEK.sub("", lees(document))


@cache
def blokken() -> tuple[Blok, ...]:
    gevonden = []
    for document in DOCUMENTEN:
        for nummer, deel in enumerate(HEK.finditer(lees(document)), start=1):
            in_, taal, titel, inhoud = deel.groups()
            kaal = "".join(r.removeprefix(in_) for r in inhoud.splitlines(keepends=True))
            gevonden.append(Blok(document, nummer, taal, titel.strip(), kaal))
    return tuple(gevonden)


def van(taal: str, *, titel: bool | None = None) -> list[Blok]:
    return [blok for blok in blokken() if blok.taal == taal and titel in (None, bool(blok.titel))]


def elk(taal: str, **keuze: bool) -> Any:
    return pytest.mark.parametrize("blok", van(taal, **keuze), ids=str)


def test_every_block_is_of_a_kind_that_is_checked() -> None:
    kennen = {"console", "sh", "powershell", "yaml", "json", "python", "csv", "text", "markdown"}
    assert [str(blok) for blok in blokken() if blok.taal not in kennen] == []
    for document in DOCUMENTEN:
        hekken = [r for r in lees(document).splitlines() if r.lstrip().startswith("```")]
        assert len(hekken) == 2 * len([b for b in blokken() if b.document == document]), document


def test_files_with_a_name_are_those_of_the_page_that_another_test_follows() -> None:
    genoemd = {blok.document for blok in blokken() if blok.titel}
    assert genoemd == GEVOLGD.keys()
    for document, test in GEVOLGD.items():
        assert document in (WORTEL / test).read_text(encoding="utf-8")
    assert all(blok.titel for taal in ("python", "json", "markdown") for blok in van(taal))


# What stands in a command


def regels(tekst: str) -> list[str]:
    """The commands of a block, without comments."""
    return [regel for regel in tekst.splitlines() if regel.split("#")[0].strip()]


def is_goed(regel: str) -> None:
    """Fails for a command that is not ours, or names what is not there."""
    woorden = shlex.split(regel.replace("\\", "/"), comments=True)
    programma, *rest = woorden
    naam = programma.rpartition("/")[2]
    if naam == "woonanalyse":
        opdrachtregel(rest)
    elif naam == "make":
        doelen(rest)
    elif naam == "papermill":
        notitieboek(rest)
    elif naam in ("python", "python3", "py"):
        python(rest)
    elif naam == "pip":
        pip(rest)
    elif naam == "mutmut":
        assert rest[0] in ("show", "browse", "results", "run")
    elif naam == "git":
        assert rest[:2] == ["checkout", "--"] and all((WORTEL / pad).exists() for pad in rest[2:])
    elif naam in ("ruff", "mypy", "lint-imports"):
        assert shlex.join([naam, *rest]) in {r.removeprefix("$(BIN)/") for r in recepten()}, regel
    elif naam == "jupyter":
        assert rest[0] == "lab" and all((WORTEL / pad).is_dir() for pad in rest[1:])
    elif naam == "cd":
        assert len(rest) == 1, regel
    elif naam == "dask":
        assert rest[0] in ("scheduler", "worker")
    else:
        raise AssertionError(f"{regel}: a program that no test knows")


def opdrachtregel(woorden: list[str]) -> None:
    """Fails where the program would refuse these words."""
    naam, *rest = woorden
    eigen = opdrachten().get(_als_bestaand(naam))
    assert eigen is not None, naam
    try:
        eigen.make_context(naam, rest).close()
    except TyperException as fout:
        raise AssertionError(f"{naam}: {fout}") from fout


def _als_bestaand(naam: str) -> str:
    """A subject that a page adds has the same options as one that is there."""
    nieuw = {b.titel.split("/")[-2] for b in van("yaml", titel=True) if "onderwerp.yml" in b.titel}
    return "balans" if naam in nieuw else naam


def doelen(woorden: list[str]) -> None:
    tekst = (WORTEL / "Makefile").read_text(encoding="utf-8")
    (regel,) = re.findall(r"^\.PHONY: (.*)$", tekst, re.MULTILINE)
    for woord in woorden:
        naam, gelijk, _ = woord.partition("=")
        assert f"$({naam})" in tekst if gelijk else naam in regel.split(), woord


def notitieboek(woorden: list[str]) -> None:
    boek = json.loads((WORTEL / woorden[0]).read_bytes())
    eerste = next(c for c in boek["cells"] if "parameters" in c["metadata"].get("tags", []))
    for plek, woord in enumerate(woorden):
        if woord == "-p":
            assert re.search(rf"^{woorden[plek + 1]} = ", "".join(eerste["source"]), re.MULTILINE)


def python(woorden: list[str]) -> None:
    """Modules and scripts that are there; code that can be read."""
    woorden = [woord for woord in woorden if woord != "-3"]
    if woorden[0] == "-m":
        assert woorden[1] in ("pip", "venv", "woonanalyse", "pytest")
        if woorden[1] == "pip":
            pip(woorden[2:])
        elif woorden[1] == "woonanalyse":
            opdrachtregel(woorden[2:])
    elif woorden[0] == "-c":
        compile(woorden[1], "document", "exec")
    else:
        assert (WORTEL / woorden[0]).is_file(), woorden[0]


def pip(woorden: list[str]) -> None:
    """Files, folders and extras that are there."""
    assert woorden[0] in ("install", "download", "wheel", "config")
    for vlag, waarde in itertools.pairwise(woorden):
        if vlag in ("-r", "-e"):
            assert (WORTEL / waarde).exists(), waarde
    extras = tomllib.loads((WORTEL / "pyproject.toml").read_text(encoding="utf-8"))
    for extra in re.findall(r"woonanalyse\[(\w+)\]", " ".join(woorden)):
        assert extra in extras["project"]["optional-dependencies"]


@elk("sh")
def test_a_command_in_a_shell_exists(blok: Blok) -> None:
    for regel in regels(blok.inhoud):
        is_goed(regel)


@elk("powershell")
def test_a_command_in_powershell_exists(blok: Blok) -> None:
    for regel in regels(blok.inhoud):
        for deel in re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', regel):
            is_goed(deel)
            assert ".venv/" not in deel, "a path of another system"


def recepten(doel: str = r"[a-z-]+") -> list[str]:
    """The lines of a target of the Makefile, or of all; a target made beside another with its own."""
    tekst = (WORTEL / "Makefile").read_text(encoding="utf-8")
    blokken_ = re.findall(rf"^{doel}:.*\n((?:\t.*\n)+)", tekst, re.MULTILINE)
    gevonden = list[str]()
    for regel in (regel.strip() for blok in blokken_ for regel in blok.splitlines()):
        _, naast, doelen = regel.partition("$(MAKE) --no-print-directory -j2 ")
        if naast:
            gevonden += recepten(f"(?:{'|'.join(doelen.split())})")
        elif not regel.startswith("@"):
            gevonden.append(regel)
    return gevonden


def in_powershell(regel: str) -> list[str]:
    """What a line for a shell is in PowerShell; of make what its target does."""
    kaal = regel.split(" # ")[0].rstrip()
    if kaal.startswith("make "):
        doel, *_ = kaal.removeprefix("make ").split()
        eigen = [re.sub(r" \$\(if .*\)$", "", recept) for recept in recepten(doel)]
        return [recept.replace("$(BIN)/", ".venv\\Scripts\\") for recept in eigen]
    return [re.sub(r"^python3 ", "py -3 ", kaal).replace(".venv/bin/", ".venv\\Scripts\\")]


WINDOWS = "docs/handleidingen/windows.md"


@pytest.mark.parametrize(
    "regel",
    [
        *dict.fromkeys(
            regel.strip()
            for blok in van("sh")
            for regel in regels(blok.inhoud)
            if "woonanalyse " not in regel
        ),
        "make jupyter",
        "make test-lang",
    ],
)
def test_a_command_for_a_shell_has_its_form_in_powershell(regel: str) -> None:
    """All but `woonanalyse` itself, of which the page gives the rule; of any municipality."""
    if regel.startswith("make mutaties"):
        assert "`make mutaties` werkt alleen in WSL" in lees(WINDOWS)
    elif regel.split()[0] in ("git", "pip", "dask"):
        assert "De regels met `git`, `pip` en `dask` zijn in PowerShell dezelfde." in lees(WINDOWS)
    else:
        staat = [r for b in van("powershell") if b.document == WINDOWS for r in regels(b.inhoud)]
        vorm = [
            re.sub("-p gemeente [A-Z][a-z]+", "-p gemeente Almelo", r) for r in in_powershell(regel)
        ]
        assert vorm and set(vorm) <= set(staat)


@elk("console")
def test_a_command_with_its_answer_exists(blok: Blok) -> None:
    assert blok.inhoud.startswith("$ ")
    for regel in blok.inhoud.splitlines():
        if regel.startswith("$ "):
            is_goed(regel.removeprefix("$ "))


@pytest.mark.parametrize("regel", [
    ".venv/bin/woonanalyse rappport",
    ".venv/bin/woonanalyse rapport --editi 2017",
    ".venv/bin/woonanalyse rapport --motor pandoc",
    ".venv/bin/woonanalyse verschil 2015",
    "make raport",
    ".venv/bin/papermill notebooks/balans.ipynb uit.ipynb -p gemeent Borne",
    "curl example.nl",
    "pip install -r geen.lock",
])  # fmt: skip
def test_a_command_that_does_not_exist_is_seen(regel: str) -> None:
    with pytest.raises(AssertionError):
        is_goed(regel)


@pytest.mark.parametrize("document", DOCUMENTEN)
def test_a_command_in_a_sentence_exists(document: str) -> None:
    fout = []
    for stuk in CODE.findall(zonder_blokken(document)):
        woorden = stuk.replace("\\|", "|").split()
        if woorden[0] == "woonanalyse" and len(woorden) > 1 and woorden[1].isalpha():
            eigen = opdrachten().get(woorden[1])
            goed = eigen is not None and set(re.findall(r"--[\w-]+", stuk)) <= opties(eigen).keys()
            fout += [] if goed else [stuk]
        if woorden[0] == "make" and woorden[1:] != ["…"]:
            doelen(woorden[1:])
    assert fout == []


# Data in a block


@elk("yaml", titel=False)
def test_yaml_is_of_an_edition_that_is_read(blok: Blok, project: Path) -> None:
    maak_editie(project, blok.inhoud)
    assert lees_editie(project, yaml.safe_load(blok.inhoud)["editie"]).volledig


def maak_editie(wortel: Path, tekst: str) -> None:
    """As the page on a new edition says: the file, its sidecar, the edition, the list of editions."""
    inhoud = yaml.safe_load(tekst)
    bestand = wortel / inhoud["balans"]["bestand"]
    bestand.parent.mkdir(parents=True)
    zij = yaml.safe_load((wortel / f"{RWP2017}.yml").read_text(encoding="utf-8"))
    shutil.copyfile(wortel / RWP2017, bestand)
    zij |= {"sha256": sha256(bestand.read_bytes()).hexdigest(), "peildatum": "2023-01-01"}
    bestand.with_name(f"{bestand.name}.yml").write_text(yaml.safe_dump(zij), encoding="utf-8")
    (wortel / f"data/edities/{inhoud['editie']}.yml").write_text(tekst, encoding="utf-8")


@elk("csv", titel=False)
def test_rows_for_a_register_are_read_and_do_what_the_page_says(blok: Blok, project: Path) -> None:
    """The page says what article 1 becomes, with both rows and with the first alone."""
    rijen = list(csv.reader(io.StringIO(blok.inhoud)))
    register = project / "data/registers/voortgang.csv"
    oud = register.read_text(encoding="utf-8")
    assert {len(rij) for rij in rijen} == {len(next(csv.reader(io.StringIO(oud))))}
    for aantal, stand in ((2, "gehaald 1"), (1, "onbekend 5")):
        nieuw = "".join(blok.inhoud.splitlines(keepends=True)[:aantal])
        register.write_text(oud + nieuw, encoding="utf-8")
        tekst = draai(project, "afspraken", "--editie", "2017")
        (regel,) = [r for r in tekst.splitlines() if "Overleg over statushouders" in r]
        assert stand in regel


def draai(wortel: Path, *woorden: str, code: int = 0) -> str:
    with pytest.MonkeyPatch.context() as plek:
        plek.chdir(wortel)
        plek.setenv("COLUMNS", "200")
        plek.setattr("sys.argv", ["woonanalyse", *woorden])
        klaar = CliRunner().invoke(app, list(woorden))
    assert klaar.exit_code == code, klaar.output
    return klaar.output


@elk("text")
def test_a_picture_of_the_folders_names_what_is_there(blok: Blok) -> None:
    for regel in blok.inhoud.splitlines():
        linker = re.split(r" {4,}", regel.strip())[0] if regel[:1].strip() else ""
        for pad in linker.split():
            eerste = linker.split()[0]
            basis = eerste[: eerste.index("<")] if "<" in eerste else ""
            kandidaten = [WORTEL / pad, WORTEL / eerste.split("/")[0] / pad]
            assert basis or any(k.exists() for k in kandidaten) or gemaakt_wordt(pad), pad


# What a command answers


def zelfde(verwacht: list[str], echt: list[str]) -> bool:
    """Whether lines are as expected: … is any number of lines, or within a line any text."""
    if not verwacht:
        return not echt
    eerste, *rest = verwacht
    if eerste.strip() == ELK:
        return any(zelfde(rest, echt[nr:]) for nr in range(len(echt) + 1))
    patroon = ".*".join(re.escape(deel) for deel in eerste.split(ELK))
    return bool(echt) and re.fullmatch(patroon, echt[0]) is not None and zelfde(rest, echt[1:])


def antwoorden(blok: Blok) -> Iterator[tuple[list[str], list[str]]]:
    """Every command of a block with the lines that it answers."""
    for stuk in re.split(r"^\$ ", blok.inhoud, flags=re.MULTILINE)[1:]:
        eerste, *antwoord = stuk.splitlines()
        yield shlex.split(eerste)[1:], antwoord


def netjes(tekst: str) -> list[str]:
    return [regel.rstrip() for regel in tekst.strip("\n").splitlines()]


def beschadigd(wortel: Path) -> None:
    """A dot in a number, and a definition that does not exist, as README and LEESMIJ say."""
    vervang(wortel / RWP2017, "1465,1790,300,1390,", "1465,1790,300,1.390,")
    vervang(wortel / "data/edities/2021.yml", "definitie: woonagenda2021", "definitie: woonagenda")


def nieuwe_editie(wortel: Path) -> None:
    """The edition of the page with a table that came, and a download of CBS."""
    blok = next(b for b in van("yaml", titel=False) if b.document.endswith("nieuwe-editie.md"))
    (wortel / "data/edities/2023.yml").write_text(blok.inhoud, encoding="utf-8")
    shutil.copyfile(wortel / RWP2017, wortel / "raming.csv")
    soort = next(een for een in soorten() if een.nummer == "86098NED")
    kop = [*soort.sleutel, *soort.velden]
    codes = lees_regio(wortel).gemeenten["gemeentecode"]
    rijen = [["A045364", code, "2025JJ00", *["1"] * len(soort.velden)] for code in codes]
    tekst = "\n".join(";".join(rij) for rij in [kop, *rijen])
    (wortel / "86098NED.csv").write_text(tekst, encoding="utf-8")


def regiototalen(wortel: Path) -> None:
    """The edition of the page on totals of the region."""
    maak_van_pagina(wortel, "docs/handleidingen/regiototalen.md")


def geleverd(wortel: Path) -> None:
    """What came back from a municipality: once with faults, once mended; and decisions."""
    schrijf(wortel, "levering.xlsx", KAPOT)
    schrijf(wortel, "levering-hersteld.xlsx")
    (wortel / "besluiten.xlsx").write_bytes(registerboek("besluiten", [BESLUIT]))


def twee_jaren(wortel: Path) -> None:
    """Two deliveries, and the workbook of the first command as someone filled it in."""
    for dag, plannen in ((TOEN, OUD), (NU, NIEUW)):
        (wortel / f"{dag}.xlsx").write_bytes(lijst(plannen))
        draai(wortel, "lever", f"{dag}.xlsx", "--partij", PARTIJ, "--peildatum", dag)
    draai(wortel, "verschil", TOEN, NU, "--naar", "data/intern/verschil-ingevuld.xlsx")
    vul(wortel / "data/intern/verschil-ingevuld.xlsx", {"Kerkstraat 12": "zelfde"})


def drie_gemeenten(wortel: Path) -> None:
    """Three deliveries that were taken in, and what comes during the year."""
    (wortel / "data/edities/2027.yml").write_text(rondehulp.EDITIE, encoding="utf-8")
    for code in rondehulp.LEDEN:
        (wortel / "levering.xlsx").write_bytes(rondehulp.planlevering(code, 100))
        keuzes = ["--partij", code, "--peildatum", rondehulp.DAG, "--datum", "2027-01-20"]
        assert (
            CliRunner().invoke(app, ["lever", str(wortel / "levering.xlsx"), *keuzes]).exit_code
            == 0
        )
    for naam, ruw in rondehulp.boeken().items():
        (wortel / naam).write_bytes(ruw)


def ingevulde_werkboeken(wortel: Path) -> None:
    """The workbooks that the lesson gives, where it says to copy them."""
    shutil.copytree(maak_les.MAP, wortel / "data/sjablonen", dirs_exist_ok=True)


RONDE = "docs/handleidingen/van-concept-tot-besluit.md"
LES = "docs/les/de-levering-van-2027.md"

VOORAF: Mapping[str, Callable[[Path], Any]] = {
    "docs/handleidingen/plannen-van-twee-jaren.md": twee_jaren,
    RONDE: drie_gemeenten,
    LES: ingevulde_werkboeken,
    "docs/handleidingen/afschermen.md": met_editie,
    "docs/handleidingen/leveren.md": geleverd,
    "README.md": beschadigd,
    "LEESMIJ.md": beschadigd,
    "docs/handleidingen/nieuwe-editie.md": nieuwe_editie,
    "docs/handleidingen/regiototalen.md": regiototalen,
}
"""What a reader has done before the blocks of a document."""

GEEN_RAPPORT = ("docs/handleidingen/nieuwe-editie.md",)
"""Documents in which the report of another edition is made: that takes too long for a test."""

NIEUWE_REGIO = "docs/handleidingen/nieuwe-regio.md"
"""Begins where there is no project yet."""

GEBOUWD = (
    "docs/les/eigen-getallen.md",
    "docs/handleidingen/getal-nakijken.md",
    "docs/handleidingen/archief.md",
)
"""Documents that begin in a project of which the report has been made."""


MET_ANTWOORD = dict.fromkeys(
    b.document for b in van("console") if b.document not in (*GEBOUWD, NIEUWE_REGIO)
)


@pytest.mark.enkele(3)
@pytest.mark.parametrize("document", lang_behalve(MET_ANTWOORD.keys() - {RONDE, LES}, MET_ANTWOORD))
def test_the_answer_is_what_the_document_shows(
    document: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    from woonanalyse.cli.venster import venster

    monkeypatch.setattr(venster, "width", 80)  # else as wide as when it was made
    monkeypatch.setattr(concepten, "maak_opnieuw", lambda wortel, *_: rondehulp.rapport(wortel))
    monkeypatch.chdir(project)
    if document in VOORAF:
        VOORAF[document](project)
    for blok in (b for b in van("console") if b.document == document):
        for woorden, antwoord in antwoorden(blok):
            if woorden[0] == "rapport" and document in (RONDE, LES):
                rondehulp.rapport(project)
                continue
            if woorden[0] == "rapport" and document in GEEN_RAPPORT:
                continue
            monkeypatch.setattr("sys.argv", ["woonanalyse", *woorden])
            klaar = CliRunner().invoke(app, woorden)
            tekst = klaar.stdout + klaar.stderr
            assert zelfde(netjes("\n".join(antwoord)), netjes(tekst)), tekst


@pytest.fixture
def gebouwd(gemaakt: Gemaakt, tmp_path: Path) -> Path:
    """A copy of a project of which the report has been made, to do with what a lesson asks."""
    assert gemaakt.returncode == 0, gemaakt.stdout
    doel = tmp_path / "project"
    shutil.copytree(gemaakt.wortel, doel, ignore=shutil.ignore_patterns("__pycache__"))
    return doel


@pytest.mark.traag
@pytest.mark.parametrize(
    "document", lang_behalve(["docs/handleidingen/getal-nakijken.md"], [*GEBOUWD, LES])
)
def test_the_lesson_can_be_followed(document: str, gebouwd: Path) -> None:
    if document in VOORAF:
        VOORAF[document](gebouwd)
    for blok in (b for b in van("console") if b.document == document):
        if "woonanalyse controleer" in blok.inhoud:
            oud = "550,670,,325,"
            assert "van `325` een `225`" in " ".join(lees(document).split())
            vervang(gebouwd / RWP2017, oud, oud.replace("325", "225"))
        for woorden, antwoord in antwoorden(blok):
            klaar = opdracht(gebouwd, *woorden, limiet=600)
            terug = "  er is niets ingenomen" in antwoord
            tekst = klaar.stdout + (klaar.stderr if terug else "")
            assert klaar.returncode == (2 if terug else 0), klaar.stdout + klaar.stderr
            assert zelfde(netjes("\n".join(antwoord)), netjes(tekst)), tekst


@pytest.mark.lang
def test_the_workbooks_of_the_lesson_are_those_that_the_template_gives() -> None:
    assert [*maak_les.achter()] == [], "run: python tests/maak_les.py"
    assert {pad.name for pad in maak_les.MAP.iterdir()} == maak_les.boeken().keys()


def test_every_workbook_of_the_lesson_says_that_it_is_invented() -> None:
    for pad in maak_les.MAP.iterdir():
        assert pad.name.startswith("voorbeelddata_")
        assert maak_les.MERK in maak_les.cellen(pad.read_bytes())[maak_les.BLAD][0]


def test_the_answer_mended_as_the_lesson_says_is_taken_in(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    ingevulde_werkboeken(project)
    keuzes = ("--partij", "Borne", "--peildatum", "2027-01-01")
    map_ = project / "data/sjablonen"
    draai(project, "lever", str(map_ / "voorbeelddata_plannen-borne.xlsx"), *keuzes, code=2)
    antwoord = map_ / "voorbeelddata_plannen-borne-antwoord.xlsx"
    gezegd = re.findall(r"\b([A-Z]\d) wordt `(\w+)`", " ".join(lees(LES).split()))
    cellen = {plek: int(wat) if wat.isdigit() else wat for plek, wat in gezegd}
    assert len(cellen) == 3

    antwoord.write_bytes(hersteld(antwoord.read_bytes(), cellen))
    draai(project, "lever", str(antwoord), *keuzes)

    al_hersteld = maak_les.cellen(
        (maak_les.MAP / "voorbeelddata_plannen-borne-hersteld.xlsx").read_bytes()
    )
    assert maak_les.cellen(antwoord.read_bytes())["Plannen"] == al_hersteld["Plannen"]


# Links and names


def anker(kop: str) -> str:
    return re.sub(r"[^\w\- ]", "", kop.strip().lower()).replace(" ", "-")


@pytest.mark.parametrize("document", DOCUMENTEN)
def test_links_lead_somewhere(document: str) -> None:
    dood = []
    for doel in LINK.findall(zonder_blokken(document)):
        if re.match(r"https?:", doel):
            continue
        pad, _, plek = doel.partition("#")
        bestand = (WORTEL / document).parent / pad if pad else WORTEL / document
        goed = bestand.exists()
        if goed and plek:
            koppen = re.findall(r"^#+ (.*)$", bestand.read_text(encoding="utf-8"), re.MULTILINE)
            goed = plek in map(anker, koppen)
        dood += [] if goed else [doel]
    assert dood == []


def test_every_document_is_found_from_the_index() -> None:
    bereikt, over = {"docs/README.md"}, ["docs/README.md"]
    while over:
        document = over.pop()
        for doel in LINK.findall(zonder_blokken(document)):
            pad = ((WORTEL / document).parent / doel.partition("#")[0]).resolve()
            if pad.suffix == ".md" and pad.is_relative_to(WORTEL / "docs"):
                naam = pad.relative_to(WORTEL).as_posix()
                over += [] if naam in bereikt else [naam]
                bereikt.add(naam)
    assert {d for d in DOCUMENTEN if d.startswith("docs/")} == bereikt


def test_documents_are_of_four_kinds() -> None:
    los = [d for d in DOCUMENTEN if d.startswith("docs/") and d.split("/")[1] not in SOORTEN]
    assert los == ["docs/README.md"]


GEMAAKT = re.compile(
    r"(data/(processed|sjablonen|besloten|intern)|report/_(output|werk)|archief/(openbaar|intern)|dist|mutants|wielen|\.venv"
    r"|\.pytask|pytask\.lock)\b|(figuren|delen)/$"
)
"""What is made, or made by whoever follows a page."""
PAD = re.compile(r"[\w.*/-]*/[\w.*/-]*")
BASES = (
    "", "src/woonanalyse", "src/woonanalyse/onderwerpen", "src/woonanalyse/onderwerpen/*", "src",
    "packages/papermill-forkserver/src/papermill_forkserver", "report/_extensions/woonanalyse",
)  # fmt: skip


def gemaakt_wordt(pad: str) -> bool:
    return GEMAAKT.match(pad.removeprefix("./")) is not None


def is_er(pad: str) -> bool:
    return any(next(WORTEL.glob(f"{basis}/{pad}".strip("/")), None) for basis in BASES)


def paden(document: str) -> Iterator[str]:
    """What in the text looks like a file or folder of this project."""
    for stuk in CODE.findall(zonder_blokken(document)):
        if not re.fullmatch(r"[\w./*-]+", stuk) or "//" in stuk or stuk.startswith(("/", "-", ".")):
            continue
        bestand = re.search(
            r"\.(py|yml|json|csv|md|qmd|ipynb|toml|lock|typ|lua|css|html|geojson)$", stuk
        )
        if bestand or stuk.endswith("/"):
            yield stuk


NOEMT_ANDERS = {
    "docs/handleidingen/nieuwe-regio.md": r"data/(lezingen|edities/2026)\.yml",
    "docs/handleidingen/nieuwe-editie.md": r"data/.*2023.*|(data/edities/)?2027\.yml|rwp2023_.*",
    "docs/handleidingen/rauw-bestand-verbeteren.md": r"data/correcties\.yml",
    "docs/handleidingen/quarto.md": r"_quarto-2015\.yml",
    "docs/handleidingen/eigen-vorm.md": r"data/vormen/",
    "docs/handleidingen/leveren.md": r"geleverde-vlakken\.geojson",
    "docs/handleidingen/plannen-van-twee-jaren.md": r"vlakken\.geojson",
    "docs/handleidingen/wat-als.md": r"watals\.(csv|json)",
    "docs/handleidingen/nieuw-onderwerp.md": r".*leegstand.*",
    "docs/handleidingen/windows.md": r"python\.org",
    "docs/besluiten/0025-twee-wortels.md": r"woonanalyse/product/|report/\.meegeleverd\.json",
    "docs/besluiten/0026-een-huisstijlbestand.md": r"report/rwp\.typ",
    "docs/besluiten/0048-een-map-met-bladzijden.md": r"(gm0147|zoeken)\.html|opmaak\.css",
}
"""What a page makes, or whose name it takes as an example."""


@pytest.mark.parametrize("document", DOCUMENTEN)
def test_files_that_a_document_names_are_there(document: str) -> None:
    uitkomsten = {f"{naam}.csv" for naam in _tabelnamen()} | {
        "herkomst.json", "ro-crate-metadata.json", "datapackage.json", "rwp.html", "uit.ipynb",
    }  # fmt: skip
    eigen = re.compile(NOEMT_ANDERS.get(document, r"(?!)"))
    weg = [
        pad
        for pad in paden(document)
        if not gemaakt_wordt(pad)
        and pad not in uitkomsten
        and not eigen.fullmatch(pad)
        and not (is_er(pad) or is_er(f"**/{pad}" if "/" not in pad.rstrip("/") else pad))
    ]
    assert weg == []


def _tabelnamen() -> list[str]:
    return list(tabellen())


# The reference


@pytest.mark.parametrize("blad", BLADEN)
def test_the_reference_is_what_the_program_says(blad: str) -> None:
    staat = (NASLAG / blad).read_text(encoding="utf-8")
    assert staat == BLADEN[blad](), "run: python tests/maak_naslag.py"


def test_the_reference_names_every_file_of_the_data() -> None:
    tekst = lees("docs/naslag/gegevens.md")
    assert [
        p.name for p in (WORTEL / "data").glob("*.yml") if f"`data/{p.name}`" not in tekst
    ] == []
    assert [
        p.name for p in (WORTEL / "data/raw").iterdir() if f"`data/raw/{p.name}/`" not in tekst
    ] == []


def test_every_command_stands_in_both_readmes() -> None:
    for document in ("README.md", "LEESMIJ.md"):
        assert [
            n
            for n in opdrachten()
            if f"woonanalyse {n}" not in lees(document) and f"`{n}`" not in lees(document)
        ] == []


def test_every_notebook_stands_in_the_readme() -> None:
    for document in ("README.md", "LEESMIJ.md"):
        assert [naam for naam in notitieboeken() if f"`{naam}`" not in lees(document)] == []


def test_every_decision_is_in_the_list_with_its_title() -> None:
    lijst = lees("docs/besluiten/README.md")
    for pad in sorted((WORTEL / "docs/besluiten").glob("0*.md")):
        kop = pad.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ").replace("`", "")
        assert f"[{kop}]({pad.name})" in lijst.replace("`", ""), pad.name
