"""What the machine refuses ends in a Dutch message with place and remedy, never in a traceback."""

from __future__ import annotations

import errno
import io
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hulp import RWP2017, WORTEL, lang_behalve, problemen_van
from typer.testing import CliRunner

from woonanalyse.cli import app, opdrachten, sjabloon
from woonanalyse.kern.bestanden import schrijf_tekst
from woonanalyse.kern.bronbestanden import bronbestanden, hash_bestanden
from woonanalyse.kern.machine import MachineFout, in_woorden, lees_bytes
from woonanalyse.kern.regio import lees_regio

FOUTEN = {
    errno.ENOSPC: "schijf is vol; maak ruimte",
    errno.EACCES: "mag niet worden gelezen of geschreven; geef uzelf rechten",
    errno.EROFS: "alleen-lezen; zet het project",
    errno.EISDIR: "een map waar een bestand hoort; verplaats",
    errno.ENOENT: "is er niet; zet het terug",
    errno.ELOOP: r"verwijzing \(symlink\) komt bij zichzelf uit; haal haar weg",
    errno.EXDEV: "het lukt niet .*; kijk of",
}


@pytest.mark.parametrize("nummer", FOUTEN)
def test_every_command_says_what_the_machine_refuses(
    nummer: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def weiger(*_: object) -> Path:
        raise OSError(nummer, os.strerror(nummer), "/ergens/een bestand")

    for module in (opdrachten, sjabloon):
        monkeypatch.setattr(module, "open_project", weiger)
    for regel in (["rapport"], ["bereid"], ["controleer"], ["sjabloon"], ["herkomst", "B141"]):
        klaar = CliRunner().invoke(app, regel)
        assert (klaar.exit_code, klaar.stdout) == (2, "")
        assert re.search(FOUTEN[nummer], klaar.stderr)
        assert klaar.stderr.startswith("/ergens/een bestand: ")


def test_an_error_without_a_place_or_a_number_is_a_sentence_too() -> None:
    assert in_woorden(OSError(errno.ENOSPC, "x")).startswith("De schijf is vol; maak ruimte")
    assert in_woorden(OSError("vreemd")).startswith("Vreemd; kijk of")
    beide = in_woorden(OSError(errno.EACCES, "x", "van", None, "naar"))
    assert beide.startswith("van en naar: dit mag niet")


def test_nothing_half_written_on_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    doel = tmp_path / "uitkomst.csv"
    doel.write_text("oud", encoding="utf-8")

    class Vol(io.BytesIO):
        def write(self, inhoud: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    def vol(self: Path, mode: str, **_: object) -> Vol:
        self.touch()
        return Vol()

    with monkeypatch.context() as zolang:
        zolang.setattr(Path, "open", vol)
        with pytest.raises(MachineFout, match=r"uitkomst\.csv: de schijf is vol"):
            schrijf_tekst(doel, "nieuw")
    assert [pad.name for pad in tmp_path.iterdir()] == ["uitkomst.csv"]
    assert doel.read_text(encoding="utf-8") == "oud"


def _map(pad: Path) -> None:
    pad.unlink()
    pad.mkdir()


def _lus(pad: Path) -> None:
    pad.unlink()
    pad.symlink_to(pad.name)


def _dood(pad: Path) -> None:
    pad.unlink()
    pad.symlink_to("weg")


def _pijp(pad: Path) -> None:
    pad.unlink()
    os.mkfifo(pad)


def _bytes(inhoud: bytes) -> Callable[[Path], None]:
    def schrijf(pad: Path) -> None:
        pad.write_bytes(inhoud)

    return schrijf


SCHADE: dict[str, tuple[Callable[[Path], None], str]] = {
    "folder": (_map, "er niet .*map"),
    "circular link": (_lus, "symlink"),
    "broken link": (_dood, "er niet"),
    "pipe": (_pijp, "er niet"),
    "workbook": (_bytes(b"PK\x03\x04\x14\x00\x06\x00"), "Excel-werkboek"),
    "old workbook": (_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "oud Office"),
    "pdf": (_bytes(b"%PDF-1.7\n"), "een PDF"),
    "web page": (_bytes(b"\xef\xbb\xbf\n<!DOCTYPE html><html>"), "webpagina"),
    "packed": (_bytes(b"\x1f\x8b\x08\x00"), "gzip"),
}


@pytest.mark.enkele(6)
@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes")
@pytest.mark.parametrize("naam", SCHADE)
@pytest.mark.parametrize("bestand", [RWP2017, f"{RWP2017}.yml", "data/edities/2017.yml"])
def test_file_of_another_kind_is_named(project: Path, bestand: str, naam: str) -> None:
    maak, verwacht = SCHADE[naam]
    maak(project / bestand)
    gevonden = [p for p in problemen_van(project, "2017") if p.bestand == bestand]
    assert len(gevonden) == 1
    assert re.search(verwacht, gevonden[0].verwacht)


def test_unreadable_file_is_a_problem_and_no_end(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fingerprint of all files is made all the same: only who needs the file says so."""
    echt = Path.read_bytes

    def weiger(self: Path) -> bytes:
        if self.name == Path(RWP2017).name:
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return echt(self)

    monkeypatch.setattr(Path, "read_bytes", weiger)
    _, problemen = lees_bytes(project, RWP2017, "een CSV")
    assert "mag niet worden gelezen" in problemen[0].verwacht
    assert len(hash_bestanden(project, bronbestanden(project))) == 64


BIJVANGST = (
    ".~lock.gemeenten.csv#", "~$register.xlsx", ".besluiten.csv.swp", "besluiten.csv~", ".#x.yml",
    "#x.yml#", ".DS_Store", "Thumbs.db", "desktop.ini", "._2017.yml", "x.csv.tmp",
)  # fmt: skip


def test_traces_of_other_programs_do_not_count(project: Path) -> None:
    eerst, edities = bronbestanden(project), lees_regio(project).edities
    for map_ in ("data", "data/registers", "data/edities"):
        for naam in BIJVANGST:
            (project / map_ / naam).write_text("x", encoding="utf-8")
    (project / "data/edities/~$2016.yml").write_text("x", encoding="utf-8")
    assert bronbestanden(project) == eerst
    assert lees_regio(project).edities == edities
    (project / "data/registers/nieuw.csv").write_text("x", encoding="utf-8")
    assert len(bronbestanden(project)) == len(eerst) + 1


def test_data_under_such_a_name_is_refused(project: Path) -> None:
    """It would be read without counting as read."""
    (project / "data/x.csv.tmp").write_text("a,b\n1,2\n", encoding="utf-8")
    _, problemen = lees_bytes(project, "data/x.csv.tmp")
    assert "tijdelijk bestand" in problemen[0].verwacht


def _start(plek: Path, *argumenten: str, **omgeving: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "woonanalyse", *argumenten],
        cwd=plek, env={**os.environ, **omgeving}, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def test_a_pipe_gets_utf8_whatever_the_environment_asks(project: Path) -> None:
    uit, fouten = _start(project, "balans", PYTHONIOENCODING="cp1252", PYTHONUTF8="0").communicate(
        timeout=240
    )
    assert "▲" in uit.decode("utf-8") and fouten == b""


@pytest.mark.parametrize(
    "regel", lang_behalve([["--help"]], [["balans"], ["balans", "--json"], ["--help"]])
)
def test_nobody_reads_what_is_printed(project: Path, regel: list[str]) -> None:
    lezer, schrijver = os.pipe()
    os.close(lezer)
    klaar = subprocess.run(
        [sys.executable, "-m", "woonanalyse", *regel],
        cwd=project, stdout=schrijver, stderr=subprocess.PIPE, timeout=240,
    )  # fmt: skip
    os.close(schrijver)
    assert (klaar.returncode, klaar.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("regel", lang_behalve([["--help"]], [["balans"], ["--help"]]))
def test_output_goes_to_a_full_disk(regel: list[str]) -> None:
    with Path("/dev/full").open("wb") as vol:
        klaar = subprocess.run(
            [sys.executable, "-m", "woonanalyse", *regel],
            cwd=WORTEL, stdout=vol, stderr=subprocess.PIPE, timeout=240,
        )  # fmt: skip
    assert klaar.returncode == 2
    assert "schijf is vol" in klaar.stderr.decode() and b"Traceback" not in klaar.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal for another process")
@pytest.mark.parametrize("na", lang_behalve([1.5], [0.5, 1.5, 3.5]))
def test_interrupted_command_says_so_and_leaves_nothing(
    project: Path, tmp_path: Path, na: float
) -> None:
    tijdelijk = tmp_path / "tijdelijk"
    tijdelijk.mkdir()
    begint = "print('begint', flush=True); from woonanalyse.cli import main; main()"
    bezig = subprocess.Popen(
        [sys.executable, "-c", begint, "rapport", "--gemeente", "Almelo"],
        cwd=project, env={**os.environ, "TMPDIR": str(tijdelijk)}, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    assert bezig.stdout is not None and bezig.stdout.readline() == b"begint\n"
    time.sleep(na)  # however long Python itself took to start
    os.killpg(bezig.pid, signal.SIGINT)
    fouten = bezig.communicate(timeout=240)[1].decode()
    # Python ends itself by the signal where that came while it made code from a text; a shell calls both 130
    assert bezig.returncode in (130, -signal.SIGINT), (bezig.returncode, fouten)
    assert fouten.strip().startswith("Afgebroken; ") and fouten.strip().count("\n") == 0
    assert not list(tijdelijk.iterdir())
    assert not [pad for pad in project.rglob("*.tmp") if pad.is_file()]


EINDE = """
import atexit, sys, threading
class Opgeruimd:
    def __del__(self):
        print("opgeruimd")
ding = Opgeruimd()
atexit.register(print, "aan het eind")
def nog_bezig():
    threading.main_thread().join()
    print("nog bezig", end=" ")
{}
sys.argv = ["woonanalyse", *{!r}]
from woonanalyse.cli import main
main()
"""


@pytest.mark.enkele(1)
@pytest.mark.parametrize(
    ("eerst", "slot"),
    [
        ("", "aan het eind"),
        ("threading.Thread(target=nog_bezig).start()", "nog bezig aan het eind\nopgeruimd"),
    ],
)
@pytest.mark.parametrize(("regel", "code"), [(["--help"], 0), (["nergens"], 2)])
def test_a_command_ends_when_all_is_said(
    eerst: str, slot: str, regel: list[str], code: int
) -> None:
    """Not taken apart first, but where something still runs."""
    klaar = subprocess.run(
        [sys.executable, "-c", EINDE.format(eerst, regel)],
        cwd=WORTEL, capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    assert klaar.returncode == code
    assert klaar.stdout.endswith(f"{slot}\n") and (
        "opgeruimd" in slot or "opgeruimd" not in klaar.stdout
    )
    assert ("nergens" in klaar.stderr) is (code == 2)
