"""The plan register of all parties at a reference date, made anew where that of one of them changes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from woonanalyse.kern.bestanden import schrijf_bytes
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.samen import zet_samen
from woonanalyse.leveringen import geleverdevlakken
from woonanalyse.leveringen.bewaard import MAP, VLAKKEN
from woonanalyse.onderwerpen.planregister.bewaar import BESTANDEN, verzamel
from woonanalyse.onderwerpen.registerbalans import MAP as PLANREGISTER

Tabellen = Mapping[str, bytes]
"""Of a party the files of its tables, by name (BESTANDEN)."""


def gezamenlijk(
    wortel: Path, regio: Regio, van: str, naar: str, anders: Mapping[str, Tabellen | None]
) -> dict[str, bytes | None]:
    """The register of the parties that have a folder below `van`, as files in folder `naar` (from the root);
    all None where no party is left.

    `anders`: by folder what parties get, None of one that goes. Raises InvoerFout as `verzamel`.
    """
    with TemporaryDirectory() as tijdelijk:
        bron = Path(tijdelijk)
        mappen = {map_.name for map_ in (wortel / van).glob("*/")} | anders.keys()
        delen = {
            map_: anders[map_] if map_ in anders else tabellen_in(wortel / van / map_)
            for map_ in sorted(mappen)
        }
        for map_, deel in delen.items():
            for naam, inhoud in (deel or {}).items():
                schrijf_bytes(bron / van / map_ / naam, inhoud)
        if not any(delen.values()):
            return {f"{naar}/{naam}": None for naam in BESTANDEN}
        verzamel(bron, regio, van, naar)
        return {f"{naar}/{naam}": (bron / naar / naam).read_bytes() for naam in BESTANDEN}


def tabellen_in(map_: Path) -> dict[str, bytes]:
    """The files of tables in the folder of a party; none where it delivered no plans."""
    return {naam: (map_ / naam).read_bytes() for naam in BESTANDEN if (map_ / naam).is_file()}


def planregister(
    wortel: Path,
    regio: Regio,
    peildatum: str,
    anders: Mapping[str, Tabellen | None],
    vlakken: Mapping[str, bytes | None],
) -> dict[str, bytes | None]:
    """The register of what was delivered about a date (ISO), as `gezamenlijk`, with the areas of its plans.

    `vlakken`: by folder the areas that parties get.
    """
    naar = f"{PLANREGISTER}/{peildatum}"
    bestanden = gezamenlijk(wortel, regio, f"{MAP}/{peildatum}", naar, anders)
    plannen = bestanden[f"{naar}/plannen.csv"]
    van = wortel / MAP / peildatum
    geleverd = None if plannen is None else geleverdevlakken.samen(van, vlakken, plannen)
    return bestanden | {f"{naar}/{VLAKKEN}": geleverd}


def maak_planregister(wortel: Path, regio: Regio, peildatum: str) -> None:
    """Make that register anew; raises InvoerFout as `verzamel`."""
    zet_samen(wortel, planregister(wortel, regio, peildatum, {}, {}))
