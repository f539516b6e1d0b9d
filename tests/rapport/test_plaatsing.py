"""Forms of two runs never stand side by side, and it is said when they are older than the data."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hulp import inhoud_van
from typer.testing import CliRunner

from woonanalyse.cli import app
from woonanalyse.cli.scherm import waarschuw_ouder
from woonanalyse.kern.machine import MachineFout
from woonanalyse.kern.project import KOP
from woonanalyse.uitgave import plaatsing
from woonanalyse.uitgave.plaatsing import geef_uit, maak_heel
from woonanalyse.uitgave.stempel import (
    BESTAND,
    Stempel,
    lees_stempels,
    ouder,
    schrijf_stempels,
    som,
)

VORMEN = ("rwp.pdf", "rwp.html", "rwp.xlsx", "factsheets/een.pdf")
EERST = Stempel({"data/a.csv": "1"}, "u1", "t1")
LATER = Stempel({"data/a.csv": "2"}, "u2", "t1")
DEZE = {"titel": "Proef"}


def gemaakt(map_: Path, tekst: str, *vormen: str) -> dict[str, Path]:
    """Finished forms that hold `tekst`, by their path in the output folder."""
    paden = {vorm: map_ / tekst / vorm for vorm in vormen or VORMEN}
    for pad in paden.values():
        pad.parent.mkdir(parents=True, exist_ok=True)
        pad.write_text(tekst, encoding="utf-8")
    return paden


def vormen_van(uit: Path) -> dict[str, str]:
    return {
        naam: inhoud.decode()
        for naam, inhoud in inhoud_van(uit).items()
        if naam not in (BESTAND, KOP)
    }


@pytest.fixture
def uit(tmp_path: Path) -> Path:
    """An output folder with all forms of a first run, and a file of somebody."""
    map_ = tmp_path / "report/_output/2017"
    assert geef_uit(map_, gemaakt(tmp_path, "oud"), EERST, DEZE) == []
    (map_ / "notitie.txt").write_text("van mij", encoding="utf-8")
    return map_


def test_no_sum_of_a_source_lies_beside_the_forms(uit: Path) -> None:
    bronnen = lees_stempels(uit)["rwp.pdf"].bronnen
    assert bronnen == EERST.bronnen
    beside = (uit / BESTAND).read_text(encoding="utf-8")
    assert not any(pad in beside or f'"{hash_}"' in beside for pad, hash_ in bronnen.items())


OUD = {**dict.fromkeys(VORMEN, "oud"), "notitie.txt": "van mij"}
NIEUW = {**dict.fromkeys(VORMEN, "nieuw"), "notitie.txt": "van mij"}


@pytest.fixture(params=["exchange", "set aside"])
def _wissels(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the step that only Linux has, and without it."""
    if request.param == "set aside":
        monkeypatch.setattr(plaatsing, "_ruil", lambda *_: False)
    elif sys.platform != "linux":
        pytest.skip("only Linux exchanges folders")


@pytest.mark.usefixtures("_wissels")
def test_all_forms_are_replaced_and_other_files_stay(uit: Path, tmp_path: Path) -> None:
    assert geef_uit(uit, gemaakt(tmp_path, "nieuw"), LATER, DEZE) == []
    assert vormen_van(uit) == NIEUW
    assert [pad.name for pad in uit.parent.iterdir()] == ["2017"]


class Gedood(BaseException):
    """The computer stops here."""


def sterf(monkeypatch: pytest.MonkeyPatch, na: int) -> Callable[[], bool]:
    """Nothing that changes the disk happens after `na` changes; tells whether it came to that."""
    gedaan = 0

    def tel(echt: Callable[..., Any], stil: bool = False) -> Callable[..., Any]:
        def doe(*argumenten: Any, **keuzes: Any) -> Any:
            nonlocal gedaan
            if gedaan >= na:
                if stil:
                    return None
                raise Gedood
            gedaan += 1
            return echt(*argumenten, **keuzes)

        return doe

    for waar, naam in (
        (Path, "rename"), (Path, "unlink"), (Path, "replace"), (Path, "mkdir"), (Path, "write_bytes"),
        (plaatsing, "_ruil"), (shutil, "copyfile"), (shutil, "copytree"), (os, "link"),
    ):  # fmt: skip
        monkeypatch.setattr(waar, naam, tel(getattr(waar, naam)))
    monkeypatch.setattr(shutil, "rmtree", tel(shutil.rmtree, stil=True))
    return lambda: gedaan >= na


@pytest.mark.usefixtures("_wissels")
def test_killed_at_any_moment_all_is_of_one_run(
    uit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where folders can be exchanged at once; elsewhere as soon as another command begins."""
    nieuw = gemaakt(tmp_path, "nieuw")
    bewaard = shutil.copytree(uit, tmp_path / "bewaard")
    gezien = []
    for na in range(100):
        shutil.rmtree(uit.parent)
        shutil.copytree(bewaard, uit)
        with monkeypatch.context() as tijdelijk:
            gestorven = sterf(tijdelijk, na)
            with contextlib.suppress(Gedood):
                geef_uit(uit, nieuw, LATER, DEZE)
            stop = not gestorven()
        if uit.exists():  # else it was set aside at that very moment
            assert vormen_van(uit) in (OUD, NIEUW)
        maak_heel(uit)
        assert vormen_van(uit) in (OUD, NIEUW)
        assert [pad.name for pad in uit.parent.iterdir()] == ["2017"]
        gezien.append(vormen_van(uit))
        if stop:
            break
    assert len(gezien) > 15 and gezien[0] == OUD and gezien[-1] == NIEUW


@pytest.mark.usefixtures("_wissels")
def test_what_cannot_be_written_leaves_all_as_it_was(
    uit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nieuw, echt = gemaakt(tmp_path, "nieuw"), shutil.copyfile

    def vol(bron: Path, doel: Path) -> Any:
        if Path(doel).name == "rwp.xlsx":
            raise OSError(errno.ENOSPC, "No space left on device", str(doel))
        return echt(bron, doel)

    monkeypatch.setattr(shutil, "copyfile", vol)
    with pytest.raises(MachineFout, match="schijf is vol"):
        geef_uit(uit, nieuw, LATER, DEZE)
    assert vormen_van(uit) == OUD
    assert [pad.name for pad in uit.parent.iterdir()] == ["2017"]


def test_folder_that_another_program_holds_stays_as_it_was(
    uit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where a folder with an open file cannot be renamed."""
    nieuw = gemaakt(tmp_path, "nieuw")

    def bezet(self: Path, _: Path) -> Path:
        raise PermissionError(errno.EACCES, "in use", str(self))

    monkeypatch.setattr(plaatsing, "_ruil", lambda *_: False)
    monkeypatch.setattr(Path, "rename", bezet)
    with pytest.raises(MachineFout, match="sluit het programma dat het open heeft"):
        geef_uit(uit, nieuw, LATER, DEZE)
    assert vormen_van(uit) == OUD


def test_one_form_of_another_run_takes_the_others_away(uit: Path, tmp_path: Path) -> None:
    weg = geef_uit(uit, gemaakt(tmp_path, "nieuw", "rwp.pdf"), LATER, DEZE)
    assert weg == ["factsheets/een.pdf", "rwp.html", "rwp.xlsx"]
    assert vormen_van(uit) == {"rwp.pdf": "nieuw", "notitie.txt": "van mij"}


@pytest.mark.parametrize("kapot", [None, b"", b"[{", b"\xff", b'{"a": 1}'])
def test_one_form_of_the_same_run_leaves_them(
    uit: Path, tmp_path: Path, kapot: bytes | None
) -> None:
    """Unless it is not known of what run they are."""
    if kapot is not None:
        (uit / BESTAND).write_bytes(kapot)
    weg = geef_uit(uit, gemaakt(tmp_path, "nieuw", "rwp.pdf"), EERST, DEZE)
    assert bool(weg) == (kapot is not None)


def test_a_sheet_made_apart_takes_nothing_away(uit: Path, tmp_path: Path) -> None:
    los = gemaakt(tmp_path, "nieuw", "factsheets/een.pdf")
    assert geef_uit(uit, los, Stempel({"data/a.csv": "2"}), DEZE) == []
    assert vormen_van(uit) == {**OUD, "factsheets/een.pdf": "nieuw"}


def reden(wortel: Path) -> str:
    """Why all of the report is older."""
    oud = ouder(wortel, "2017")
    assert oud is not None and oud.alle
    return oud.reden


def test_only_the_forms_that_are_older_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    map_, bron = tmp_path / "report/_output/2017", tmp_path / "data/a.csv"
    bron.parent.mkdir()
    bron.write_text("nu", encoding="utf-8")
    for vorm in VORMEN:
        (map_ / vorm).parent.mkdir(parents=True, exist_ok=True)
        (map_ / vorm).touch()
    nu, toen = Stempel({"data/a.csv": som(bron)}), Stempel({"data/a.csv": "toen"})
    schrijf_stempels(map_, {vorm: nu if vorm == "rwp.xlsx" else toen for vorm in VORMEN})
    waarschuw_ouder(tmp_path, "2017")
    assert (
        "in report/_output/2017 is ouder dan de gegevens: rwp.html, rwp.pdf en 1 factsheet "
        "(sindsdien gewijzigd: data/a.csv)."
    ) in capsys.readouterr().err


def test_report_older_than_its_sources_or_the_results(tmp_path: Path) -> None:
    map_ = tmp_path / "report/_output/2017"
    assert ouder(tmp_path, "2017") is None
    namen = [f"data/{naam}.csv" for naam in "abcde"]
    for naam in (*namen, "data/processed/2017/datapackage.json", "report/_output/2017/rwp.pdf"):
        (tmp_path / naam).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / naam).write_text(naam, encoding="utf-8")
    assert "niet bij bewaard" in reden(tmp_path)
    pakket = tmp_path / "data/processed/2017/datapackage.json"
    bronnen = {naam: som(tmp_path / naam) for naam in namen}
    schrijf_stempels(map_, {"rwp.pdf": Stempel(bronnen, som(pakket), "t")})
    assert ouder(tmp_path, "2017") is None
    pakket.write_text("later", encoding="utf-8")
    assert "data/processed/2017 zijn van later" in reden(tmp_path)
    (tmp_path / namen[1]).write_text("anders", encoding="utf-8")
    assert reden(tmp_path) == "sindsdien gewijzigd: data/b.csv"
    for naam in namen:
        (tmp_path / naam).unlink()
    assert reden(tmp_path).endswith("data/c.csv en 2 andere")


@pytest.mark.lang
def test_every_command_says_that_the_report_is_older(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    map_ = project / "report/_output/2017"
    map_.mkdir(parents=True)
    (map_ / "rwp.pdf").touch()
    schrijf_stempels(map_, {"rwp.pdf": Stempel({"data/regio.yml": "van toen"}, "u", "t")})
    monkeypatch.chdir(project)
    for regel in (
        ["balans"],
        ["plannen", "--json"],
        ["afspraken"],
        ["verschil", "2015", "2017"],
        ["controleer"],
    ):
        klaar = CliRunner().invoke(app, regel)
        assert klaar.exit_code == 0
        assert (
            klaar.stderr.count("is ouder dan de gegevens (sindsdien gewijzigd: data/regio.yml)")
            == 1
        )
        assert "woonanalyse rapport --editie 2017." in klaar.stderr
        assert "ouder dan de gegevens" not in klaar.stdout
    assert CliRunner().invoke(app, ["balans", "--editie", "2015"]).stderr == ""
