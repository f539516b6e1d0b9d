"""Programs that take much memory: never more at once than there is room for, and none waits for ever."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore, Lock

import pytest

from woonanalyse.opmaak import plaatsen


@pytest.mark.parametrize("ruimte", [2, 3])
def test_a_large_one_takes_the_room_of_two(ruimte: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plaatsen, "_PLAATSEN", BoundedSemaphore(ruimte))
    slot, nu, meeste = Lock(), 0, 0

    def draai(hoeveel: int) -> None:
        nonlocal nu, meeste
        with plaatsen.plaats() if hoeveel == 1 else plaatsen.twee_plaatsen():
            with slot:
                nu += hoeveel
                meeste = max(meeste, nu)
            time.sleep(0.002)
            with slot:
                nu -= hoeveel

    with ThreadPoolExecutor(8) as draden:
        bezig = [draden.submit(draai, 1 + nr % 2) for nr in range(60)]
        for een in bezig:
            een.result(timeout=20)
    assert nu == 0 and meeste == ruimte


def test_room_is_given_back_after_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plaatsen, "_PLAATSEN", BoundedSemaphore(2))
    for een in (plaatsen.plaats, plaatsen.twee_plaatsen):
        with pytest.raises(ValueError, match="kapot"), een():
            raise ValueError("kapot")
    with plaatsen.twee_plaatsen():
        assert not plaatsen._PLAATSEN.acquire(blocking=False)
