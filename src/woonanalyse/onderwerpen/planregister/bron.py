"""The plan register as it is kept: three CSV files in one folder, read back and checked together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any, Self

import pandas as pd

from woonanalyse.kern.bewaakt import herstel
from woonanalyse.kern.bron import Bron
from woonanalyse.kern.fouten import InvoerFout, Probleem, een_van
from woonanalyse.kern.gemeenten import rijen_van
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.tabel import dubbele_sleutels, lees_tabel
from woonanalyse.kern.yamlbestand import lees_yaml
from woonanalyse.kern.zijbestand import lees_zijbestand
from woonanalyse.onderwerpen.planregister.tabellen import TABELLEN, getypt, register

SLEUTELS: Mapping[str, tuple[list[str], str]] = {
    "plannen": (["plan_id"], "elk plan_id één keer"),
    "fasering": (
        ["plan_id", "maat", "van_jaar", "tot_en_met_jaar"],
        "elke periode één keer per plan en maat",
    ),
    "categorieen": (
        ["plan_id", "maat", "indeling", "van_jaar", "klasse"],
        "elke klasse één keer per plan, maat en jaar",
    ),
}
"""By table what makes a row unique, and that in Dutch."""


@dataclass(frozen=True)
class Planregister(Bron):
    """The tables plannen, fasering and categorieen (columns of register/<table>.yml, typed, numbered from 0)
    and the day (ISO) that they are of, empty where their sidecar does not say it.
    """

    plannen: pd.DataFrame
    fasering: pd.DataFrame
    categorieen: pd.DataFrame
    peildatum: str = ""

    def van_gemeente(self, code: str) -> Self:
        """Only the rows of one member."""
        return replace(self, **{naam: rijen_van(getattr(self, naam), code) for naam in TABELLEN})


def bestanden(bestand: str) -> dict[str, str]:
    """By table its file, given that of plannen: the others stand beside it, with the same words before their
    names."""
    pad = PurePosixPath(bestand)
    voor = pad.stem.removesuffix("plannen") if pad.stem.endswith("_plannen") else ""
    return {
        naam: bestand if naam == "plannen" else f"{pad.parent}/{voor}{naam}.csv"
        for naam in TABELLEN
    }


def lees(wortel: Path, regio: Regio, bestand: str) -> Planregister:
    """Read the register whose table plannen is `bestand`; raises InvoerFout with all problems."""
    tabellen, problemen = lees_tabellen(wortel, bestand, regio.gemeenten)
    zij, fouten = lees_zijbestand(wortel, bestand)
    if tabellen is None or zij is None:
        raise InvoerFout([*problemen, *fouten])
    return Planregister(
        **{naam: frame.reset_index(drop=True) for naam, frame in tabellen.items()},
        peildatum=zij["peildatum"] or "",
        zijbestanden=[zij],
        bestanden=list(bestanden(bestand).values()),
    )


def lees_tabellen(
    wortel: Path, bestand: str, gemeenten: pd.DataFrame
) -> tuple[dict[str, pd.DataFrame] | None, list[Probleem]]:
    """The three tables by name, typed and indexed by the row of their file; or None with the problems.

    `bestand` is that of plannen. Besides each cell: no plan or part twice, no municipality that is no member,
    no part without its plan or of another municipality.
    """
    frames: dict[str, pd.DataFrame] = {}
    problemen: list[Probleem] = []
    for naam, pad in bestanden(bestand).items():
        frame, fouten = lees_tabel(wortel, pad, register()[naam].kolommen, leeg=True)
        problemen += fouten
        if frame is not None:
            frames[naam] = _hersteld(getypt(naam, frame))
    if problemen:
        return None, problemen
    for naam, pad in bestanden(bestand).items():
        sleutel, eis = SLEUTELS[naam]
        problemen += dubbele_sleutels(frames[naam], pad, sleutel, eis)
        problemen += (
            _geen_lid(frames[naam], pad, gemeenten)
            if naam == "plannen"
            else _zonder_plan(frames[naam], pad, frames["plannen"], bestand)
        )
    return (None, problemen) if problemen else (frames, [])


def _hersteld(frame: pd.DataFrame) -> pd.DataFrame:
    """Text without the apostrophe that a guarded CSV puts before what looks like a formula."""
    tekst = {
        naam: [herstel(cel) for cel in frame[naam]]
        for naam in frame.select_dtypes(["object", "string"])
    }
    return frame.assign(
        **{naam: pd.Series(cellen, frame.index, dtype="object") for naam, cellen in tekst.items()}
    )


def _geen_lid(frame: pd.DataFrame, bestand: str, gemeenten: pd.DataFrame) -> list[Probleem]:
    """Plans of a municipality that is no member."""
    leden = list(gemeenten["gemeentecode"])
    vreemd = frame.loc[~frame["gemeentecode"].isin(leden), "gemeentecode"]
    return [
        Probleem(bestand, een_van(code, leden), rij=int(rij), kolom="gemeentecode", waarde=code)
        for rij, code in vreemd.items()
    ]


def _zonder_plan(
    frame: pd.DataFrame, bestand: str, plannen: pd.DataFrame, plannenbestand: str
) -> list[Probleem]:
    """Parts of a plan that is not there, or that is of another municipality."""
    eerste = plannen.drop_duplicates("plan_id")
    code_van = dict(zip(eerste["plan_id"], eerste["gemeentecode"], strict=True))
    problemen = []
    for rij, plan_id, code in frame[["plan_id", "gemeentecode"]].itertuples(name=None):
        if plan_id not in code_van:
            eis = f"het plan_id van een plan in {plannenbestand}"
            problemen.append(Probleem(bestand, eis, rij=rij, kolom="plan_id", waarde=plan_id))
        elif code_van[plan_id] != code:
            eis = f"{code_van[plan_id]}, de gemeente van plan {plan_id}"
            problemen.append(Probleem(bestand, eis, rij=rij, kolom="gemeentecode", waarde=code))
    return problemen


def lees_lezingen(
    wortel: Path, bestand: str
) -> tuple[Sequence[Mapping[str, Any]] | None, list[Probleem]]:
    """The dated readings of hard in a YAML file, whatever else it holds; or None with the problems.

    Each has id, naam, vanaf, tot_en_met (ISO or None), bron, and statuses under hard, hard_uitwerk, zacht.
    """
    inhoud, problemen = lees_yaml(wortel, bestand, "onderwerpen/planregister/lezingen")
    if inhoud is None:
        return None, problemen
    lezingen: list[Mapping[str, Any]] = inhoud["lezingen"]
    for nr, lezing in enumerate(lezingen):
        codes = [*lezing["hard"], *lezing["hard_uitwerk"], *lezing["zacht"]]
        eerder = [ander["id"] for ander in lezingen[:nr]]
        fout = [
            *(("", "elke status één keer", code) for code in _dubbel(codes)),
            *((".id", "een eigen id", een) for een in eerder if een == lezing["id"]),
        ]
        problemen += [
            Probleem(bestand, eis, kolom=f"lezingen[{nr}]{plek}", waarde=waarde)
            for plek, eis, waarde in fout
        ]
    return (None, problemen) if problemen else (lezingen, [])


def kies_lezing(
    lezingen: Sequence[Mapping[str, Any]] | None, naam: str, bestand: str
) -> tuple[Mapping[str, Any] | None, list[Probleem]]:
    """The one of `lezingen` with id `naam`, that `bestand` names; or None with what is wrong."""
    if lezingen is None:
        return None, []
    gekozen = next((een for een in lezingen if een["id"] == naam), None)
    if gekozen is not None:
        return gekozen, []
    eis = een_van(naam, [een["id"] for een in lezingen])
    return None, [Probleem(bestand, eis, kolom="lezing", waarde=naam)]


def _dubbel(codes: Sequence[str]) -> list[str]:
    return sorted({code for code in codes if codes.count(code) > 1})
