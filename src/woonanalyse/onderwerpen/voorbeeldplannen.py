"""A made plan register for an edition that has none: read only where made rows are asked for.

It closes with the made division of the norms of that edition, to the dwelling.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

import pandas as pd

from woonanalyse.kern.fouten import Probleem
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.registers import partijen_van
from woonanalyse.kern.zijbestand import lees_zijbestand
from woonanalyse.onderwerpen.keuzes import lees_keuzes
from woonanalyse.onderwerpen.planregister.bron import (
    Planregister,
    bestanden,
    kies_lezing,
    lees_lezingen,
    lees_tabellen,
)
from woonanalyse.onderwerpen.planregister.model import Lezing, zonder_jaren

PROGRAMMA = "programma"
"""The class of the plans that the division is the sum of; the others come on top of it."""

BETAALBAAR = ("sociale huur", "middenhuur", "betaalbare koop")
"""The price classes of column betaalbaar of the division."""

MERK = "voorbeelddata: verzonnen"
"""What column opmerking of every plan begins with, and reden of every choice; names and ids say it too."""


@dataclass(frozen=True)
class Voorbeeldplannen:
    """A made register, the reading of hard that it is counted by, and made norms: hard plans that are left,
    as a part of what is still to be built of the division, at least and at most; and made choices."""

    register: Planregister
    lezing: Lezing
    ten_minste: float
    hoogstens: float
    keuzes: pd.DataFrame
    keuzebestand: str

    def van_gemeente(self, code: str) -> Self:
        """Only the rows of one member."""
        return replace(self, register=self.register.van_gemeente(code))

    @property
    def bestanden(self) -> dict[str, str]:
        """The file of each table of the register, by its name."""
        return bestanden(self.register.bestanden[0])


def lees(
    wortel: Path,
    editie: str,
    editiebestand: str,
    velden: Mapping[str, Any],
    regio: Regio,
    verdeling: pd.DataFrame | None,
) -> tuple[Voorbeeldplannen | None, list[Probleem]]:
    """Read what an edition says under voorbeeldplannen in its file; None with the problems of all its files.

    `verdeling` is the made division (gemeentecode, woningen, betaalbaar), with which every member has to
    close; None where the edition has none.
    """
    bestand = velden["bestand"]
    tabellen, problemen = lees_tabellen(wortel, bestand, regio.gemeenten)
    gekozen, zijden, fouten = _eromheen(wortel, editiebestand, velden)
    problemen += fouten
    if tabellen is not None:
        problemen += _zonder_merk(bestand, tabellen["plannen"], "opmerking")
        problemen += list(_open(bestand, tabellen, verdeling))
        partijen = partijen_van(regio.gemeenten, regio.subregios)
        keuzes, fouten = lees_keuzes(
            wortel, velden["keuzes"], editie, tabellen["plannen"], partijen
        )
        problemen += [*fouten, *_zonder_merk(velden["keuzes"], keuzes, "reden")]
    if problemen or tabellen is None:
        return None, problemen
    register = Planregister(
        **{naam: frame.reset_index(drop=True) for naam, frame in tabellen.items()},
        peildatum=zijden[0]["peildatum"] or "",
        zijbestanden=zijden,
        bestanden=[*bestanden(bestand).values(), velden["lezingen"], velden["keuzes"]],
    )
    assert gekozen is not None
    normen = velden["ten_minste"], velden["hoogstens"]
    return Voorbeeldplannen(register, gekozen, *normen, keuzes, velden["keuzes"]), []


def controleer(wortel: Path, editiebestand: str, velden: Mapping[str, Any]) -> list[Probleem]:
    """What is wrong with what an edition says under voorbeeldplannen, where the plans themselves are not
    read."""
    problemen = _eromheen(wortel, editiebestand, velden)[2]
    if not (wortel / velden["keuzes"]).is_file():
        eis, kolom = "een bestand dat er is", "voorbeeldplannen.keuzes"
        problemen.append(Probleem(editiebestand, eis, kolom=kolom, waarde=velden["keuzes"]))
    return problemen


def _eromheen(
    wortel: Path, editiebestand: str, velden: Mapping[str, Any]
) -> tuple[Lezing | None, list[Any], list[Probleem]]:
    """The reading that is named, and the descriptions of the files; with their problems."""
    lezingen, problemen = lees_lezingen(wortel, velden["lezingen"])
    gekozen, fouten = kies_lezing(lezingen, velden["lezing"], editiebestand)
    problemen += fouten
    zijden = []
    for pad in bestanden(velden["bestand"]).values():
        zij, fouten = lees_zijbestand(wortel, pad)
        problemen += fouten
        zijden += [zij] if zij is not None else []
    return gekozen, zijden, problemen


def _zonder_merk(bestand: str, frame: pd.DataFrame, kolom: str) -> list[Probleem]:
    """Rows of which `kolom` does not say that they are made."""
    return [
        Probleem(bestand, f"{MERK}, met wat er nog bij hoort", rij=int(rij), kolom=kolom)
        for rij in frame.index[~frame[kolom].astype(str).str.startswith(MERK)]
    ]


def _open(
    bestand: str, tabellen: Mapping[str, pd.DataFrame], verdeling: pd.DataFrame | None
) -> Iterator[Probleem]:
    """Members of which the plans of the programme do not add up to their part of the division."""
    if verdeling is None:
        return
    erin = tabellen["plannen"].loc[tabellen["plannen"]["klasse"] == PROGRAMMA]
    prijzen = zonder_jaren(tabellen["categorieen"])
    prijzen = prijzen[
        (prijzen["maat"] == "totaal")
        & prijzen["klasse"].isin(BETAALBAAR)
        & prijzen["plan_id"].isin(erin["plan_id"])
    ]
    sommen = (
        (bestand, "totaal", "woningen", erin.groupby("gemeentecode")["totaal"].sum()),
        (
            bestanden(bestand)["categorieen"],
            "woningen",
            "betaalbaar",
            prijzen.groupby("gemeentecode")["woningen"].sum(),
        ),
    )
    for pad, kolom, van, som in sommen:
        for code, goed in verdeling[["gemeentecode", van]].itertuples(index=False, name=None):
            if (is_nu := int(som.get(code, 0))) != goed:
                eis = f"van {code} plannen van klasse {PROGRAMMA} die samen {goed} zijn ({van})"
                yield Probleem(pad, eis, kolom=kolom, waarde=str(is_nu))
