"""Files that change together do so wherever the computer stops; not at all where one cannot be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from woonanalyse.kern import samen
from woonanalyse.kern.bestanden import schrijf_bytes
from woonanalyse.kern.fouten import InvoerFout, WoonanalyseFout
from woonanalyse.kern.machine import MachineFout
from woonanalyse.kern.samen import is_onaf, maak_af, neem_terug, voorlopig, zet_samen

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


def test_what_was_cut_off_is_finished_before_anything_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    breek(tmp_path, len(NIEUW), Stekker(), monkeypatch)
    with pytest.raises(WoonanalyseFout, match="geef deze opdracht opnieuw"):
        zet_samen(tmp_path, {"d.csv": b"vier"})
    maak_af(tmp_path)
    assert inhoud(tmp_path) == NIEUW


def test_a_file_goes_together_with_what_takes_its_place(tmp_path: Path) -> None:
    zet_samen(tmp_path, NIEUW)
    zet_samen(tmp_path, {"a.csv": None, "weg.csv": None, "e.csv": b"vijf"})
    assert inhoud(tmp_path) == {"map/b.csv": b"twee", "c.csv": b"drie", "e.csv": b"vijf"}


def test_where_one_cannot_be_written_what_went_is_there_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zet_samen(tmp_path, NIEUW)
    (tmp_path / "vol").write_bytes(b"geen map")
    with pytest.raises(MachineFout):
        zet_samen(tmp_path, {"a.csv": None, "vol/e.csv": b"vijf"})
    assert inhoud(tmp_path) == NIEUW | {"vol": b"geen map"}


def test_what_is_there_for_the_time_being_stays_only_with_what_it_was_for(tmp_path: Path) -> None:
    with voorlopig(tmp_path, {"a.csv": b"een"}):
        assert inhoud(tmp_path)["a.csv"] == b"een"
    assert inhoud(tmp_path) == {}

    with voorlopig(tmp_path, {"a.csv": b"een"}):
        zet_samen(tmp_path, NIEUW)
    assert inhoud(tmp_path) == NIEUW and not is_onaf(tmp_path)


def test_where_what_it_was_for_cannot_be_written_it_goes(tmp_path: Path) -> None:
    (tmp_path / "vol").write_bytes(b"geen map")
    with pytest.raises(MachineFout), voorlopig(tmp_path, {"a.csv": b"een"}):
        zet_samen(tmp_path, {"a.csv": b"een", "vol/e.csv": b"vijf"})
    assert inhoud(tmp_path) == {"vol": b"geen map"} and not is_onaf(tmp_path)


def test_what_somebody_put_there_instead_is_not_taken_away(tmp_path: Path) -> None:
    with voorlopig(tmp_path, {"a.csv": b"een"}):
        (tmp_path / "a.csv").write_bytes(b"eigen")
    assert inhoud(tmp_path) == {"a.csv": b"eigen"} and neem_terug(tmp_path) == []
