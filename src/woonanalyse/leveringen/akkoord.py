"""What parties agreed to, apart from what was delivered since: the ground of a concept."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from woonanalyse.kern import logboek
from woonanalyse.kern.bestanden import schrijf_bytes
from woonanalyse.kern.logboek import Handeling
from woonanalyse.kern.regio import Regio
from woonanalyse.leveringen.bewaard import MAP
from woonanalyse.leveringen.stand import Stand, Wie, akkoord_van, versies
from woonanalyse.leveringen.veilig import bestandsnaam
from woonanalyse.onderwerpen.planregister.bewaar import verzamel
from woonanalyse.onderwerpen.planregister.tabellen import TABELLEN
from woonanalyse.uitgave.plaatsing import vervang

AKKOORD = "data/intern/akkoord"
"""By reference date the plan register of what is akkoord, and in a folder each what every party agreed to."""


def akkoord(wortel: Path) -> dict[Wie, Stand]:
    """By party and reference date (ISO) the version that enters a concept; none where no version is akkoord.

    Raises InvoerFout where the log is no longer whole.
    """
    regels = logboek.lees(wortel)
    gevonden = {wie: akkoord_van(alle, regels) for wie, alle in versies(wortel).items()}
    return {wie: stand for wie, stand in gevonden.items() if stand is not None}


def leg_vast(wortel: Path, regio: Regio, handelingen: Sequence[Handeling]) -> None:
    """Put acts on deliveries in the log, and keep apart what is akkoord by them: both or neither."""
    pad = wortel / logboek.LOGBOEK
    eerder, toen = (pad.read_bytes() if pad.exists() else None), akkoord(wortel)
    logboek.voeg_toe(wortel, handelingen)
    try:
        nu = akkoord(wortel)
        anders = {wie for wie in {*toen, *nu} if toen.get(wie) != nu.get(wie)}
        for partij, peildatum in sorted(anders):
            _bewaar(wortel, partij, peildatum, wel=(partij, peildatum) in nu)
        for peildatum in sorted({peildatum for _, peildatum in anders}):
            _maak_register(wortel, regio, peildatum)
    except BaseException:
        if eerder is None:
            pad.unlink()
        else:
            schrijf_bytes(pad, eerder)
        raise


def _bewaar(wortel: Path, partij: str, peildatum: str, *, wel: bool) -> None:
    """Copy what holds of a party now to what is akkoord, or take it away there."""
    naam = bestandsnaam(partij)
    doel, bron = wortel / AKKOORD / peildatum / naam, wortel / MAP / peildatum / naam
    if not wel:
        shutil.rmtree(doel, ignore_errors=True)
        return
    namen = [naam for tabel in TABELLEN for naam in (f"{tabel}.csv", f"{tabel}.csv.yml")]
    vervang(doel, {een: bron / een for een in namen}, ())


def _maak_register(wortel: Path, regio: Regio, peildatum: str) -> None:
    map_ = f"{AKKOORD}/{peildatum}"
    if any((wortel / map_).glob("*/plannen.csv")):
        verzamel(wortel, regio, map_, map_)
        return
    for tabel in TABELLEN:
        for naam in (f"{tabel}.csv", f"{tabel}.csv.yml"):
            (wortel / map_ / naam).unlink(missing_ok=True)
