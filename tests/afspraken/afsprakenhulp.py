"""Small worlds to judge in: two municipalities, registers of a few rows, the real agreements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, cast

import pandas as pd
from invoerbouw import definitie, opzet

from woonanalyse.afspraken.beoordeel import beoordeel, oordelen
from woonanalyse.afspraken.lezingen import lezingen
from woonanalyse.afspraken.uitkomst import Omgeving
from woonanalyse.kern import overeenkomst as afsprakenbron
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.opzet import Opzet
from woonanalyse.kern.registers import REGISTERS, leeg_register
from woonanalyse.onderwerpen.balans import model as balansmodel

WORTEL = Path(__file__).resolve().parents[2]
A, B = "GM0001", "GM0002"
Rij = dict[str, Any]
"""A row of a register: only what differs from what `register` fills in."""
DEFINITIE = definitie("d", telt_mee=["hard_direct", "hard_uit_te_werken"])


def kop(**anders: Any) -> Opzet:
    vast = {"naam": "RWP 2017", "periode": {"van": 2017, "tot_en_met": 2026, "gepubliceerd": None}}
    return opzet(**{**vast, **anders})


KOP = kop()


@cache
def alle() -> list[Afspraak]:
    afspraken, problemen = afsprakenbron.lees(WORTEL, "data/afspraken.yml")
    assert problemen == [] and afspraken is not None
    return afspraken


def afspraak(artikel: int, onderdeel: str | None = None, **anders: Any) -> Afspraak:
    van_artikel = [a for a in alle() if a["artikel"] == artikel]
    gevonden = [a for a in van_artikel if a.get("onderdeel") == onderdeel] or van_artikel
    assert len(gevonden) == 1
    return cast(Afspraak, {**gevonden[0], **anders})


def zonder_lezing(artikel: int, **anders: Any) -> Afspraak:
    """An agreement of which the text is not read: only the register says something."""
    return zonder_velden(afspraak(artikel, **anders), "lezing", "lezingen")


def zonder_velden(regel: Afspraak, *velden: str) -> Afspraak:
    """The agreement without fields that it need not have."""
    return cast(Afspraak, {veld: w for veld, w in regel.items() if veld not in velden})


def register(naam: str, *rijen: Rij) -> pd.DataFrame:
    leeg = leeg_register(naam)
    if not rijen:
        return leeg
    standaard = {kolom: pd.NA if leeg[kolom].dtype == "Int64" else "" for kolom in leeg}
    vast = {
        "voorbeelddata": "nee", "bron": f"bron {naam}", "partij": A, "status": "besluit",
        "bronsoort": "eigen stuk", "zekerheid": "letterlijk",
    }  # fmt: skip
    vol = [{**standaard, **{k: v for k, v in vast.items() if k in leeg}, **rij} for rij in rijen]
    assert all(set(rij) == set(REGISTERS[naam]) for rij in vol)
    return pd.DataFrame(vol, columns=list(leeg.columns)).astype(leeg.dtypes.to_dict())


VOLLEDIG = [
    {
        "partij": "gezamenlijk", "artikel": nr, "datum": "2000", "van": "2000-01-01",
        "tot_en_met": "2099-12-31", "verklaard_door": "wie het weet", "bron": "verklaring",
    }
    for nr in range(1, 25)
]  # fmt: skip
"""Every register declared complete: what does not stand in it did not happen."""


def registers(**rijen: list[Rij]) -> dict[str, pd.DataFrame]:
    """The registers with these rows; declared complete, unless `volledigheid` is given."""
    frames = {naam: register(naam, *rijen.get(naam, [])) for naam in REGISTERS}
    return frames if "volledigheid" in rijen else {**frames, "volledigheid": _volledig().copy()}


@cache
def _volledig() -> pd.DataFrame:
    return register("volledigheid", *VOLLEDIG)


def invoer(**capaciteit: Any) -> pd.DataFrame:
    """Need 90 to 110 (80 to 100 and 10 to be replaced) and the hard capacity of each: A=…, B=…"""
    rijen = [
        {
            "gemeentecode": code,
            "gemeente": naam,
            "subregio": f"Deel {naam}",
            "variant": variant,
            "netto_behoefte": netto,
            "vervanging": 10,
            "hard_direct": capaciteit.get(naam, 50),
            "hard_uit_te_werken": 0,
            "hard_ongesplitst": pd.NA,
            "uitgezonderd": pd.NA,
            "telling": "bruto",
        }
        for code, naam in ((A, "A"), (B, "B"))
        for variant, netto in (("laag", 80), ("hoog", 100))
    ]
    getallen = [
        "netto_behoefte", "vervanging", "hard_direct", "hard_uit_te_werken", "hard_ongesplitst",
        "uitgezonderd",
    ]  # fmt: skip
    return pd.DataFrame(rijen).astype(dict.fromkeys(getallen, "Int64"))


def balans(norm: float = 1.0, **capaciteit: Any) -> pd.DataFrame:
    return _balans(norm, tuple(capaciteit.items())).copy()


@cache
def _balans(norm: float, capaciteit: tuple[tuple[str, Any], ...]) -> pd.DataFrame:
    return balansmodel.balans(invoer(**dict(capaciteit)), KOP, DEFINITIE, norm)


def oordeel(
    regel: Afspraak,
    balansen: pd.DataFrame | None = None,
    kop: Opzet = KOP,
    **rijen: list[Rij],
) -> pd.DataFrame:
    """The judgement of one agreement."""
    frame = balans() if balansen is None else balansen
    return beoordeel([regel], registers(**rijen), frame, kop)


def per_lezing(
    regels: Sequence[Afspraak],
    rijen: Mapping[str, pd.DataFrame],
    balansen: pd.DataFrame,
    kop: Opzet = KOP,
) -> pd.DataFrame:
    """The judgement of agreements by each reading."""
    omgeving = Omgeving(rijen, balansen, kop)
    return lezingen(oordelen(regels, omgeving), omgeving)


def van(uitkomst: pd.DataFrame, partij: str, periode: str | None = None) -> pd.Series:
    """The one row of a party (and period)."""
    rijen = uitkomst[uitkomst["partij"] == partij]
    if periode is not None:
        rijen = rijen[rijen["periode"] == periode]
    assert len(rijen) == 1, rijen
    return rijen.iloc[0]
