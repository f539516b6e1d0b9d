"""Runs of tasks: only what is stale, errors gathered, others finished."""

from __future__ import annotations

import errno
import io
import os
import shutil
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import pytest
from filelock import FileLock
from hulp import lang_behalve
from pytask import Product, task
from rich.console import Console

from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.onderbreken import luister
from woonanalyse.uitvoering.bouw import draai
from woonanalyse.uitvoering.broncode import hash_van_modules, onthouden
from woonanalyse.uitvoering.knopen import knoop, mapknoop

Taak = Callable[..., Any]


def kopieer(naam: str, van: Path, naar: Path, *, stuk: str | None = None) -> Taak:
    """A task that copies a file, or fails with `stuk`."""

    @task(name=naam, kwargs={"nodig": knoop(van), "uit": knoop(naar)})
    def doe(nodig: Path, uit: Annotated[Path, Product]) -> None:
        if stuk:
            raise WoonanalyseFout(stuk)
        naar.write_bytes(van.read_bytes().upper())

    return doe


def keten(map_: Path, stuk: str | None = None) -> list[Taak]:
    """a → b → c, and apart from it x → y."""
    return [
        kopieer("eerste", map_ / "a", map_ / "b", stuk=stuk),
        kopieer("tweede", map_ / "b", map_ / "c"),
        kopieer("los", map_ / "x", map_ / "y"),
    ]


def stil() -> Console:
    return Console(file=io.StringIO(), width=200)


@pytest.fixture
def map_(tmp_path: Path) -> Path:
    for naam in ("a", "x"):
        (tmp_path / naam).write_text(naam, encoding="utf-8")
    return tmp_path


def test_runs_all_and_then_nothing(map_: Path) -> None:
    eerst = draai(map_, keten(map_), stil())
    assert (eerst.gedaan, eerst.actueel) == (["eerste", "los", "tweede"], 0)
    assert (map_ / "c").read_text(encoding="utf-8") == "A"
    opnieuw = draai(map_, keten(map_), stil())
    assert (opnieuw.gedaan, opnieuw.actueel) == ([], 3)


def test_only_what_depends_on_a_change_runs_again(map_: Path) -> None:
    draai(map_, keten(map_), stil())
    tijd = (map_ / "x").stat().st_mtime_ns
    (map_ / "x").write_text("z", encoding="utf-8")
    os.utime(map_ / "x", ns=(tijd, tijd))
    uitkomst = draai(map_, keten(map_), stil())
    assert (uitkomst.gedaan, uitkomst.actueel) == (["los"], 2)
    assert (map_ / "y").read_text(encoding="utf-8") == "Z"


def met_mappen(map_: Path) -> list[Taak]:
    """A task that makes a folder of a file, and one that copies that folder."""

    @task(
        name="eerste", kwargs={"nodig": knoop(map_ / "a"), "uit": mapknoop(map_ / "werk/b", map_)}
    )
    def maak(nodig: Path, uit: Annotated[Path, Product]) -> None:
        shutil.rmtree(map_ / "werk/b", ignore_errors=True)
        (map_ / "werk/b").mkdir(parents=True)
        for naam in (map_ / "a").read_text(encoding="utf-8"):
            (map_ / "werk/b" / naam).write_text(naam, encoding="utf-8")

    @task(
        name="tweede",
        kwargs={"nodig": mapknoop(map_ / "werk/b", map_), "uit": mapknoop(map_ / "c", map_)},
    )
    def zet(nodig: Path, uit: Annotated[Path, Product]) -> None:
        shutil.rmtree(map_ / "c", ignore_errors=True)
        shutil.copytree(map_ / "werk/b", map_ / "c")

    return [maak, zet]


def test_a_folder_is_made_again_when_a_file_in_it_is_not_as_it_was(map_: Path) -> None:
    (map_ / "a").write_text("pq", encoding="utf-8")
    eerst = draai(map_, met_mappen(map_), stil())
    assert eerst.gedaan == ["eerste", "tweede"] and set(eerst.producten) == {"werk/b", "c"}
    assert draai(map_, met_mappen(map_), stil()).gedaan == []
    (map_ / "c/p").unlink()
    assert draai(map_, met_mappen(map_), stil()).gedaan == ["tweede"]
    (map_ / "werk/b/r").write_text("r", encoding="utf-8")
    assert draai(map_, met_mappen(map_), stil()).gedaan == ["eerste"]
    (map_ / "a").write_text("p", encoding="utf-8")
    assert draai(map_, met_mappen(map_), stil()).gedaan == ["eerste", "tweede"]
    assert [pad.name for pad in (map_ / "c").iterdir()] == ["p"]


def test_change_that_makes_no_difference_stops_there(map_: Path) -> None:
    """`a` in capitals gives the same `b`, so what comes after stays as it is."""
    draai(map_, keten(map_), stil())
    (map_ / "a").write_text("A", encoding="utf-8")
    assert draai(map_, keten(map_), stil()).gedaan == ["eerste"]


@pytest.mark.parametrize("schade", ["weg", "gewijzigd"])
def test_product_that_is_gone_or_changed_is_made_again(map_: Path, schade: str) -> None:
    draai(map_, keten(map_), stil())
    if schade == "weg":
        (map_ / "c").unlink()
    else:
        (map_ / "c").write_text("anders", encoding="utf-8")
    assert draai(map_, keten(map_), stil()).gedaan == ["tweede"]
    assert (map_ / "c").read_text(encoding="utf-8") == "A"


def test_error_is_told_and_the_others_are_finished(map_: Path) -> None:
    with pytest.raises(WoonanalyseFout) as fout:
        draai(map_, keten(map_, stuk="gemeente X: cel 3 faalt"), stil())
    kop, *regels = str(fout.value).splitlines()
    assert kop.startswith("1 van de 3 taken mislukt; ") and "vorige rapport" in kop
    assert regels == ["- gemeente X: cel 3 faalt"]
    assert (map_ / "y").read_text(encoding="utf-8") == "X"
    assert not (map_ / "c").exists()
    hersteld = draai(map_, keten(map_), stil())
    assert (hersteld.gedaan, hersteld.actueel) == (["eerste", "tweede"], 1)


def test_ctrl_c_that_a_library_swallowed_still_ends_the_run(
    map_: Path,
) -> None:
    eigen = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        luister()
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            draai(map_, keten(map_), stil())
        assert not (map_ / "b").exists()
        luister()
        assert draai(map_, keten(map_), stil()).actueel == 0
    finally:
        signal.signal(signal.SIGINT, eigen)


def test_every_error_is_told(map_: Path) -> None:
    taken = [
        kopieer("een", map_ / "a", map_ / "b", stuk="fout twee"),
        kopieer("twee", map_ / "x", map_ / "y", stuk="fout een"),
    ]
    with pytest.raises(WoonanalyseFout) as fout:
        draai(map_, taken, stil())
    assert str(fout.value).splitlines()[1:] == ["- fout een", "- fout twee"]


def test_missing_input_is_told(map_: Path) -> None:
    (map_ / "a").unlink()
    with pytest.raises(WoonanalyseFout) as fout:
        draai(map_, keten(map_), stil())
    assert "eerste" in str(fout.value) and f"{map_.name}/a" in str(fout.value)
    assert (map_ / "y").exists()


def test_one_run_at_a_time(map_: Path) -> None:
    (map_ / ".pytask").mkdir()
    taken = keten(map_)
    bezig = pytest.raises(WoonanalyseFout, match="loopt in deze map al een opdracht")
    with FileLock(map_ / ".pytask" / "slot"), bezig:
        draai(map_, taken, stil())
    assert not (map_ / "b").exists()
    assert len(draai(map_, taken, stil()).gedaan) == 3


def test_stray_task_file_in_the_folder_is_not_run(map_: Path) -> None:
    """Only our own tasks: a file that happens to be called task_x.py is somebody else's."""
    (map_ / "diep").mkdir()
    for pad in (map_ / "task_vreemd.py", map_ / "diep" / "task_vreemd.py"):
        pad.write_text(
            "from pathlib import Path\n\n"
            "def task_vreemd():\n"
            "    Path(__file__).with_suffix('.gedaan').touch()\n",
            encoding="utf-8",
        )
    assert draai(map_, keten(map_), stil()).gedaan == ["eerste", "los", "tweede"]
    assert not list(map_.rglob("*.gedaan"))


def test_progress_names_what_runs(map_: Path) -> None:
    uit = io.StringIO()
    draai(map_, keten(map_), Console(file=uit, force_terminal=True, width=200))
    assert "3/3" in uit.getvalue()


HEEL = b'lock-version = "1"\n\n[[task]]\nid = "x"\nstate = "y"\n'
STUK = [
    b"",
    HEEL[:16],
    HEEL[:-4],
    b"\x80\x00\xff",
    b"[]",
    b"PK\x03\x04",
    b'lock-version = "99"\n',
    b"null",
]


@pytest.mark.enkele(4)
@pytest.mark.parametrize("inhoud", lang_behalve([HEEL[:-4], b"\x80\x00\xff"], STUK))
@pytest.mark.parametrize(
    "naam", ["pytask.lock", "pytask.lock.journal", ".pytask/file_hashes.json", ".pytask/runtimes.json",
             ".pytask/runtimes.journal", ".pytask/pytask.sqlite3", ".pytask/slot"],
)  # fmt: skip
def test_what_was_remembered_may_be_broken(map_: Path, naam: str, inhoud: bytes) -> None:
    """It is no data: what cannot be read goes, and is made again."""
    draai(map_, keten(map_), stil())
    (map_ / naam).write_bytes(inhoud)
    uit = io.StringIO()
    uitkomst = draai(map_, keten(map_), Console(file=uit, width=200))
    assert len(uitkomst.gedaan) + uitkomst.actueel == 3
    if naam == "pytask.lock":
        assert f"{naam} was niet te lezen en is weggehaald" in uit.getvalue()
    assert draai(map_, keten(map_), stil()).actueel == 3


@pytest.mark.parametrize(
    "inhoud", [b"", b"{", b"[]", b'{"a": 1}', b'{"a": ["b"]}', b"\xff", b"null"]
)
def test_what_was_parsed_before_may_be_broken(tmp_path: Path, inhoud: bytes) -> None:
    pad = tmp_path / "broncode.json"
    pad.write_bytes(inhoud)
    with onthouden(pad):
        som = hash_van_modules("woonanalyse.kern.dagen")
    heel = pad.read_bytes()
    with onthouden(pad):
        assert hash_van_modules("woonanalyse.kern.dagen") == som
    assert pad.read_bytes() == heel


@pytest.mark.lang
def test_full_disk_while_tasks_run_is_told_in_dutch(
    map_: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a task, and in what is remembered about tasks; the code is that of wrong input."""

    def vol(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "/ergens")

    with monkeypatch.context() as tijdelijk:
        tijdelijk.setattr(Path, "write_bytes", vol)
        with pytest.raises(WoonanalyseFout, match=r"/ergens: de schijf is vol") as fout:
            draai(map_, keten(map_), stil())
    assert fout.value.exitcode == 2
    assert str(fout.value).count("schijf is vol") == 1
    with monkeypatch.context() as tijdelijk:
        tijdelijk.setattr("_pytask.journal.JsonlJournal.append", vol)
        with pytest.raises(OSError, match="No space left"):
            draai(map_, keten(map_), stil())
    with monkeypatch.context() as tijdelijk:
        tijdelijk.setattr("_pytask.lockfile.read_lockfile", vol)
        with pytest.raises(OSError, match="No space left"):
            draai(map_, keten(map_), stil())
    assert draai(map_, keten(map_), stil()).gedaan
