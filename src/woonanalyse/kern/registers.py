"""The registers: decisions, progress, deliveries to the Planmonitor and terms, as CSV."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.cellen import bedoelde_code
from woonanalyse.kern.dagen import eerste_dag, laatste_dag
from woonanalyse.kern.formulier import formulieren
from woonanalyse.kern.fouten import Probleem, Waarschuwing, een_van
from woonanalyse.kern.indeling.ledentabel import zonder_oude
from woonanalyse.kern.kolomeis import Kolom
from woonanalyse.kern.nummering import Nummering, nummering
from woonanalyse.kern.overeenkomst import soorten_per_register
from woonanalyse.kern.tabel import dubbele_rijen, lees_tabel
from woonanalyse.kern.vindplaats import leg_waarschuwing_vast
from woonanalyse.kern.waarden import buiten, grens_van_eenheid

GEZAMENLIJK, GEMEENTEN = "gezamenlijk", "gemeenten"
PROVINCIE = ("provincie", "GS")
EIGEN = ("besluit", "eigen stuk")
"""Whose paper carries a state for a party."""
OPVOLGER = "opvolger van het RWP"
"""A decision that is no change of the RWP but of what came after it; it counts in no cycle."""
WIJZIGINGSBESLUIT = "wijzigingsbesluit"
"""A change of an adopted edition, which that edition names by its number; it counts in no cycle."""
VRIJGAVE = "vrijgave van klassen en maatregelen"
"""A college lets the sums of its own municipality be published; it counts in no cycle."""
ZONDER_VASTSTELLING = ("afgewezen", "niet behandeld")
"""What a college said of a concept that it did not adopt: no evidence of a decision."""


REGISTERS: dict[str, Mapping[str, Kolom]] = {
    naam: formulier.kolommen
    for naam, formulier in formulieren().items()
    if formulier.onderwerp is None
}
"""Columns of each register, as `formulieren/<naam>.yml` beside this module declares them.

- `voorbeelddata` ja marks a made row; its `bron` then begins with the word voorbeelddata
- `datum` when it happened, or was recorded or delivered, empty where no source says; a `partij` that is a
  municipality code is its college, for a decision; `gemeenten` is all of them together
- `zekerheid`, `bronsoort`, `tegenspraak`: what makes a row carry a state (`dragend`)
- voortgang: `waarde` counts (meetings, districts, dwellings, euros); empty is one
- termijnen: a row per case of a term to restore the balance and per edition for `bovenkant_onderbouwd`
"""


def leeg_register(naam: str) -> pd.DataFrame:
    """Register `naam` without rows, typed as a filled one."""
    return _leeg(naam).copy()


@cache
def _leeg(naam: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            kolom: pd.Series(dtype="Int64" if eis.dtype == "Int64" else "object")
            for kolom, eis in REGISTERS[naam].items()
        }
    )


def registerbestanden(
    wortel: Path, map_: str, voorbeeldmap: str | None = None
) -> dict[str, list[str]]:
    """What stands at the place of each register, from the root: the real one, then made rows if asked for."""
    mogelijk = {
        naam: [
            f"{map_}/{naam}.csv",
            *([f"{voorbeeldmap}/voorbeelddata_{naam}.csv"] if voorbeeldmap else []),
        ]
        for naam in REGISTERS
    }
    return {
        naam: [pad for pad in paden if os.path.lexists(wortel / pad)]
        for naam, paden in mogelijk.items()
    }


def partijen_van(gemeenten: pd.DataFrame, subregios: Iterable[str]) -> list[str]:
    """What column `partij` may hold: municipality codes, subregions, the province, all together."""
    return [*gemeenten["gemeentecode"], *subregios, *PROVINCIE, GEMEENTEN, GEZAMENLIJK]


def bezwaar(rij: Any) -> str:
    """Why a row (with the columns of a register) carries no state, in Dutch; empty where it may.

    Only what stands literally, dated and not contradicted, in a decision or a paper of the party itself; no
    decision that adopts nothing.
    """
    if (uitkomst := getattr(rij, "uitkomst", "")) in ZONDER_VASTSTELLING:
        return str(uitkomst)
    if rij.zekerheid != "letterlijk":
        return str(rij.zekerheid)
    if rij.bronsoort not in EIGEN:
        return str(rij.bronsoort)
    if rij.tegenspraak:
        return "tegengesproken"
    return "" if rij.datum else "zonder datum"


class _Dragend(NamedTuple):
    """What `bezwaar` looks at of a row; `uitkomst` is not in every register."""

    zekerheid: str
    bronsoort: str
    tegenspraak: str
    datum: str
    uitkomst: str


def dragend(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of a register that may carry a state; the others are only shown."""
    velden = [
        frame[naam].tolist() if naam in frame else [""] * len(frame) for naam in _Dragend._fields
    ]
    mogen = [not bezwaar(rij) for rij in map(_Dragend._make, zip(*velden, strict=True))]
    return frame if all(mogen) else frame.take([plek for plek, mag in enumerate(mogen) if mag])


def besluitsoorten(soorten: Mapping[int, set[str]]) -> list[str]:
    """What `soort` of besluiten may hold, given the kinds that agreements look for or show."""
    return sorted({OPVOLGER, VRIJGAVE, WIJZIGINGSBESLUIT}.union(*soorten.values()))


def lees_registers(
    wortel: Path,
    map_: str,
    gemeenten: pd.DataFrame,
    subregios: Iterable[str],
    afspraken: list[Afspraak],
    voorbeeldmap: str | None = None,
    *,
    edities: Collection[str],
) -> tuple[dict[str, pd.DataFrame] | None, list[Probleem]]:
    """Read the registers in folder `map_`: name -> frame with the columns of REGISTERS.

    The index of a frame says where a row stands: file and row, as "data/registers/besluiten.csv:12".
    A register that is absent is empty: its agreements are onbekend. Rows of a municipality that is no more
    are left out with a note. With `voorbeeldmap` the made rows of that folder stand below the real ones. A
    row of another edition than one of `edities` is warned of.
    """
    partijen = set(partijen_van(gemeenten, subregios))
    soorten = soorten_per_register(afspraken)
    registers, problemen = {}, []
    for naam, bestanden in registerbestanden(wortel, map_, voorbeeldmap).items():
        frames = [leeg_register(naam)]
        for bestand in bestanden:
            frame, fouten = lees_tabel(wortel, bestand, REGISTERS[naam], leeg=True, bewaakt=True)
            if frame is not None:
                frame = zonder_oude(frame, bestand, gemeenten, kolom="partij")
                voorbeeld = not bestand.startswith(f"{map_}/")
                fouten = _controleer(bestand, frame, partijen, voorbeeld) + _controleer_soort(
                    bestand, naam, frame, soorten.get(naam, {}), nummering(afspraken)
                )
                fouten += _controleer_samenhang(bestand, naam, frame)
                fouten += _controleer_artikel(bestand, naam, frame, afspraken)
                _meld_editie(bestand, frame, edities)
                frames.append(frame.set_axis([f"{bestand}:{rij}" for rij in frame.index]))
            problemen += fouten
        registers[naam] = pd.concat([frame for frame in frames if len(frame)] or frames[:1])
    return (None, problemen) if problemen else (registers, [])


def _controleer(
    bestand: str, frame: pd.DataFrame, partijen: set[str], voorbeeld: bool
) -> list[Probleem]:
    merk = "ja" if voorbeeld else "nee"
    velden = ["voorbeelddata", "partij", "bron", "zekerheid", "afleiding"]
    problemen = []
    cellen = zip(frame.index, *(frame[veld] for veld in velden), strict=True)
    for rij, vlag, partij, bron, zekerheid, hoe in cellen:
        if vlag != merk:
            waar = "in de map met voorbeelddata" if voorbeeld else "in een echt register"
            problemen.append(
                Probleem(bestand, f"{merk}: dit staat {waar}", None, rij, "voorbeelddata", vlag)
            )
        elif bron.lower().startswith("voorbeelddata") != voorbeeld:
            verwacht = (
                "een bron die met voorbeelddata begint"
                if voorbeeld
                else "een bron, geen voorbeelddata"
            )
            problemen.append(Probleem(bestand, verwacht, None, rij, "bron", bron))
        afgeleid = zekerheid == "afgeleid"
        if afgeleid != bool(hoe):
            verwacht = "hoe het volgt" if afgeleid else "leeg, want de rij is niet afgeleid"
            problemen.append(Probleem(bestand, verwacht, None, rij, "afleiding", hoe))
        if partij not in partijen:
            verwacht = een_van(bedoelde_code(partij) or partij, sorted(partijen))
            problemen.append(Probleem(bestand, verwacht, None, rij, "partij", partij))
    return problemen + dubbele_rijen(frame, bestand)


_SAMENHANG: Mapping[str, Callable[[pd.DataFrame], tuple[pd.Series, str, str]]] = {
    "besluiten": lambda frame: (
        ((frame["uitkomst"] != "") != (frame["concept"] != ""))
        | ((frame["uitkomst"] != "") & (frame["editie"] == "")),
        "uitkomst",
        "samen met editie en concept ingevuld, bij een besluit over een concept, of anders leeg",
    ),
    "termijnen": lambda frame: (
        (frame["hersteld_op"] != "")
        & (frame["hersteld_op"].map(_einde) < frame["termijn_start"].map(_begin)),
        "hersteld_op",
        "een datum op of na termijn_start",
    ),
    "planmonitorleveringen": lambda frame: (
        (frame["geleverd"] == "nee") & frame["woningen"].notna(),
        "woningen",
        "leeg, want er is niet geleverd (of ja bij geleverd)",
    ),
    "voortgang": lambda frame: (
        pd.Series(
            [
                pd.notna(waarde)
                and (grens := grens_van_eenheid(eenheid)) is not None
                and buiten(int(waarde), grens) is not None
                for waarde, eenheid in zip(frame["waarde"], frame["eenheid"], strict=True)
            ],
            index=frame.index,
            dtype=bool,
        ),
        "waarde",
        "een aantal dat bij de eenheid kan; klopt dit getal?",
    ),
}
"""By register a test between cells of a row: the rows that fail, the column, what was expected."""


def _begin(datum: str) -> str:
    return eerste_dag(datum).isoformat() if datum else ""


def _einde(datum: str) -> str:
    return laatste_dag(datum).isoformat() if datum else ""


def _controleer_samenhang(bestand: str, naam: str, frame: pd.DataFrame) -> list[Probleem]:
    """Problems between the cells of one row."""
    if naam not in _SAMENHANG or frame.empty:
        return []
    fout, kolom, verwacht = _SAMENHANG[naam](frame)
    return [
        Probleem(bestand, verwacht, None, int(rij), kolom, str(waarde))
        for rij, waarde in frame.loc[fout, kolom].items()
    ]


def _meld_editie(bestand: str, frame: pd.DataFrame, edities: Collection[str]) -> None:
    """Warn of rows of an edition that does not exist: they belong to no edition."""
    if "editie" not in frame:
        return
    vreemd = frame.loc[~frame["editie"].isin([*edities, ""]), "editie"]
    for rij, waarde in vreemd.items():
        wat = "die editie is er niet; er is " + een_van(waarde, edities)
        leg_waarschuwing_vast(Waarschuwing(bestand, wat, None, int(rij), "editie", waarde))


def _controleer_artikel(
    bestand: str, naam: str, frame: pd.DataFrame, afspraken: list[Afspraak]
) -> list[Probleem]:
    """Problems where a row is of an article that is not there; voortgang has its own list."""
    if "artikel" not in frame or naam == "voortgang":
        return []
    er = sorted({afspraak["artikel"] for afspraak in afspraken})
    return [
        Probleem(bestand, f"een van {', '.join(map(str, er))}", None, int(rij), "artikel", str(nr))
        for rij, nr in frame["artikel"].items()
        if nr not in er
    ]


def _controleer_soort(
    bestand: str,
    naam: str,
    frame: pd.DataFrame,
    soorten: Mapping[int, set[str]],
    woord: Nummering,
) -> list[Probleem]:
    """Problems where `soort` is one that no agreement looks for."""
    problemen = []
    if naam == "voortgang":
        for rij, artikel, soort in frame[["artikel", "soort"]].itertuples(name=None):
            if artikel not in soorten:
                verwacht = "een van " + ", ".join(str(nr) for nr in sorted(soorten))
                problemen.append(Probleem(bestand, verwacht, None, rij, "artikel", str(artikel)))
            elif soort not in soorten[artikel]:
                verwacht = f"bij {woord.bij(artikel)} een van " + ", ".join(
                    sorted(soorten[artikel])
                )
                problemen.append(Probleem(bestand, verwacht, None, rij, "soort", soort))
    if naam == "besluiten":
        bekend = besluitsoorten(soorten)
        for rij, soort in frame["soort"].items():
            if soort not in bekend:
                verwacht = een_van(soort, bekend)
                problemen.append(Probleem(bestand, verwacht, None, rij, "soort", soort))
    return problemen
