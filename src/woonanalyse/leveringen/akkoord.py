"""What parties agreed to, apart from what was delivered since: the ground of a concept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from woonanalyse.kern import logboek
from woonanalyse.kern.logboek import Handeling, Regel
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.samen import zet_samen
from woonanalyse.leveringen.bewaard import MAP
from woonanalyse.leveringen.gezamenlijk import gezamenlijk, tabellen_in
from woonanalyse.leveringen.stand import Stand, Wie, akkoord_van, versies
from woonanalyse.leveringen.veilig import bestandsnaam
from woonanalyse.onderwerpen.planregister.bewaar import BESTANDEN

AKKOORD = "data/intern/akkoord"
"""By reference date the plan register of what is akkoord, and in a folder each what every party agreed to."""


def akkoord(wortel: Path) -> dict[Wie, Stand]:
    """By party and reference date (ISO) the version that enters a concept; none where no version is akkoord.

    Raises InvoerFout where the log is no longer whole.
    """
    return _akkoord(wortel, logboek.lees(wortel))


def _akkoord(wortel: Path, regels: Sequence[Regel]) -> dict[Wie, Stand]:
    gevonden = {wie: akkoord_van(alle, regels) for wie, alle in versies(wortel).items()}
    return {wie: stand for wie, stand in gevonden.items() if stand is not None}


def leg_vast(wortel: Path, regio: Regio, handelingen: Sequence[Handeling]) -> None:
    """Put acts on deliveries in the log, and keep apart what is akkoord by them: both or neither.

    Raises InvoerFout as `met_handelingen`.
    """
    zet_samen(wortel, met_handelingen(wortel, regio, handelingen))


def met_handelingen(
    wortel: Path, regio: Regio, handelingen: Sequence[Handeling]
) -> dict[str, bytes | None]:
    """By path from the root what the log and all that is akkoord are with these acts; None of what goes.

    Raises InvoerFout where the log is no longer whole, or what is akkoord cannot be one register.
    """
    regels = logboek.aangevuld(wortel, handelingen)
    toen, nu = akkoord(wortel), _akkoord(wortel, regels)
    anders = {wie for wie in {*toen, *nu} if toen.get(wie) != nu.get(wie)}
    bestanden: dict[str, bytes | None] = {logboek.LOGBOEK: logboek.als_bytes(regels)}
    for peildatum in sorted({dag for _, dag in anders}):
        map_ = f"{AKKOORD}/{peildatum}"
        delen = {
            bestandsnaam(partij): tabellen_in(wortel / MAP / peildatum / bestandsnaam(partij))
            if (partij, dag) in nu
            else None
            for partij, dag in sorted(anders)
            if dag == peildatum
        }
        for naam, deel in delen.items():
            bestanden |= {f"{map_}/{naam}/{een}": (deel or {}).get(een) for een in BESTANDEN}
        bestanden |= gezamenlijk(wortel, regio, map_, map_, delen)
    return bestanden
