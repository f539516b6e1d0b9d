"""Files that change together do so wherever the computer stops; not at all where one cannot be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from woonanalyse.kern import samen
from woonanalyse.kern.bestanden import schrijf_bytes
from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.machine import MachineFout
from woonanalyse.kern.samen import is_onaf, maak_af, zet_samen

NIEUW = {"a.csv": b"een", "map/b.csv": b"twee", "c.csv": b"drie"}
SCHRIJFT = len(NIEUW) * 2
"""Every file is written down first, then put in place."""


class Stekker(BaseException):
    """The computer stops: nothing that puts things right runs."""


def inhoud(wortel: Path) -> dict[str, bytes]:
    return {
        pad.relative_to(wortel).as_posix(): pad.read_bytes()
        for pad in wortel.rglob("*")
        if pad.is_file() and samen.MAP not in pad.as_posix()
    }


def breek(wortel: Path, na: int, fout: BaseException, even: pytest.MonkeyPatch) -> None:
    """Write the files, of which the one after `na` goes wrong."""
    (wortel / "a.csv").write_bytes(b"oud")
    keer = iter(range(1000))

    def uit(pad: Path, inhoud: bytes) -> None:
        if next(keer) == na:
            raise fout
        schrijf_bytes(pad, inhoud)

    even.setattr(samen, "schrijf_bytes", uit)
    with pytest.raises(type(fout)):
        zet_samen(wortel, NIEUW)
    even.undo()


@pytest.mark.parametrize("na", range(SCHRIJFT))
def test_wherever_it_stops_all_is_done_next_or_nothing_was(
    tmp_path: Path, na: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    breek(tmp_path, na, Stekker(), monkeypatch)
    begonnen = na >= len(NIEUW)
    assert is_onaf(tmp_path) is begonnen
    if begonnen:
        assert maak_af(tmp_path) == list(NIEUW)[na - len(NIEUW) :]
    assert inhoud(tmp_path) == (NIEUW if begonnen else {"a.csv": b"oud"})
    zet_samen(tmp_path, NIEUW)
    assert inhoud(tmp_path) == NIEUW and not (tmp_path / samen.MAP).exists()


@pytest.mark.parametrize("na", range(SCHRIJFT))
def test_where_one_cannot_be_written_all_is_as_it_was(
    tmp_path: Path, na: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    breek(tmp_path, na, MachineFout("vol"), monkeypatch)
    assert inhoud(tmp_path) == {"a.csv": b"oud"}
    assert not list(tmp_path.glob("data/intern/.*"))


def test_what_somebody_changed_since_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    breek(tmp_path, len(NIEUW), Stekker(), monkeypatch)
    (tmp_path / "a.csv").write_bytes(b"anders")
    with pytest.raises(InvoerFout, match=r"a\.csv"):
        maak_af(tmp_path)
    assert inhoud(tmp_path) == NIEUW | {"a.csv": b"anders"}
