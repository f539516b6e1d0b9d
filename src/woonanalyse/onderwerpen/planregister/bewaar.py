"""Keep the plan register: three CSV files, each with its sidecar, that `bron` reads back as they were."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from woonanalyse.kern.bestanden import schrijf_csv, schrijf_tekst
from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.kern.getal import opsomming
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.zijbestand import lees_zijbestand
from woonanalyse.onderwerpen.planregister.bron import SLEUTELS, lees_tabellen
from woonanalyse.onderwerpen.planregister.tabellen import TABELLEN, getypt, leeg, register

BESTANDEN = tuple(f"{tabel}.csv{zij}" for tabel in TABELLEN for zij in ("", ".yml"))
"""The files of a register in its folder: each table and its sidecar."""
TITELS = {
    "plannen": "plannen",
    "fasering": "fasering van plannen",
    "categorieen": "plannen naar soort",
}


def samen(delen: Iterable[Mapping[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    """The tables of several deliveries below each other, numbered from 0."""
    alle = list(delen)
    return {
        naam: pd.concat([leeg(naam), *(deel[naam] for deel in alle)], ignore_index=True)
        for naam in TABELLEN
    }


def bewaar(
    wortel: Path, map_: str, tabellen: Mapping[str, pd.DataFrame], kop: Mapping[str, str]
) -> list[str]:
    """Write the tables to `map_`/<table>.csv, and their sidecars; the paths of the tables from the root.

    `kop` has of the sidecar wat, uitgever, vindplaats, peildatum, peildatum_toelichting, licentie, and titel,
    what the register is called. A register with a plan that is not public has niveau intern. The same tables
    give the same bytes.
    """
    openbaar = (tabellen["plannen"]["vertrouwelijkheid"] == "openbaar").all()
    paden = []
    for naam in TABELLEN:
        pad = f"{map_}/{naam}.csv"
        schrijf_csv(wortel / pad, getypt(naam, tabellen[naam]))
        zij = {
            **kop,
            "titel": f"{kop['titel']}: {TITELS[naam]}",
            "niveau": "openbaar" if openbaar else "intern",
            "sha256": hashlib.sha256((wortel / pad).read_bytes()).hexdigest(),
            "kolommen": [
                {"naam": kolom, "omschrijving": uitleg, "eenheid": _eenheid(naam, kolom)}
                for kolom, uitleg in register()[naam].uitleg.items()
            ],
        }
        tekst = yaml.safe_dump(zij, allow_unicode=True, sort_keys=False, width=120)
        schrijf_tekst(wortel / f"{pad}.yml", tekst)
        paden.append(pad)
    return paden


def verzamel(wortel: Path, regio: Regio, van: str, naar: str) -> list[str]:
    """One register in folder `naar` of those that stand in the folders below `van`, a party each.

    What an edition is made from; the paths of its tables from the root. Rows stand by municipality, plan,
    year and class, whatever order they came in; an id that plans of two municipalities have gets the code of
    its municipality before it. Raises InvoerFout with all problems of all of them, where a plan is in two, or
    where there is none.
    """
    plekken = sorted((wortel / van).glob("*/plannen.csv"))
    if not plekken:
        raise InvoerFout([Probleem(van, "ten minste één map met een levering van plannen")])
    delen, zijden, problemen = [], [], []
    for plek in plekken:
        pad = plek.relative_to(wortel).as_posix()
        tabellen, fouten = lees_tabellen(wortel, pad, regio.gemeenten)
        zij, ook = lees_zijbestand(wortel, pad)
        problemen += [*fouten, *ook]
        delen += [tabellen] if tabellen is not None else []
        zijden += [zij] if zij is not None else []
    alles = samen(delen)
    plannen = alles["plannen"]
    problemen += [
        Probleem(van, "elk plan_id bij één partij", kolom="plan_id", waarde=plan_id)
        for plan_id in plannen.loc[plannen.duplicated(["gemeentecode", "plan_id"]), "plan_id"]
    ]
    if problemen:
        raise InvoerFout(problemen)
    dubbel = set(plannen.loc[plannen.duplicated("plan_id"), "plan_id"])
    eigen = {naam: _geordend(naam, _met_eigen_id(deel, dubbel)) for naam, deel in alles.items()}
    return bewaar(wortel, naar, eigen, _samengevat(van, zijden))


def _met_eigen_id(frame: pd.DataFrame, dubbel: Collection[str]) -> pd.DataFrame:
    """With the municipality before the ids `dubbel`, that plans of several have."""
    anders = frame["plan_id"].isin(dubbel)
    met_code = frame["gemeentecode"] + " " + frame["plan_id"]
    return frame.assign(plan_id=frame["plan_id"].mask(anders, met_code))


def _geordend(naam: str, frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sort_values(["gemeentecode", *SLEUTELS[naam][0]], kind="stable", ignore_index=True)


def _samengevat(van: str, zijden: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """What the sidecars of several registers say together."""

    def alle(veld: str) -> str:
        return opsomming(list(dict.fromkeys(str(zij[veld]) for zij in zijden)))

    return {
        "titel": "Planregister",
        "wat": "Wat de partijen aan plannen leverden, onder elkaar gezet.",
        "uitgever": alle("uitgever"),
        "vindplaats": van,
        "peildatum": max(zij["peildatum"] for zij in zijden),
        "peildatum_toelichting": f"opgegeven bij het leveren: {alle('peildatum')}",
        "licentie": alle("licentie"),
    }


def _eenheid(tabel: str, kolom: str) -> str | None:
    """What a number counts: dwellings, where the bounds of its column are those of a plan."""
    grens = register()[tabel].kolommen[kolom].grens
    return "woningen" if grens is not None and "woningen" in grens.wat else None
