"""The three tables of the plan register: columns as `register/<table>.yml` declares them, and their types."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import pandas as pd

from woonanalyse.kern.catalogus import lees_verklaring
from woonanalyse.kern.formulier import Formulier, als_formulier
from woonanalyse.kern.kolomeis import Kolom

TABELLEN = ("plannen", "fasering", "categorieen")
"""The tables: a row per plan; per plan and year or period; per plan and class of a division."""


@cache
def register() -> Mapping[str, Formulier]:
    """By table, in order: its columns, what each holds in plain Dutch, an example."""
    return {naam: _verklaard(naam) for naam in TABELLEN}


@cache
def vragenformulier() -> Formulier:
    """Columns of the list of plans that may be the same (koppelingen.csv)."""
    return _verklaard("koppelingen")


def _verklaard(naam: str) -> Formulier:
    map_ = resources.files("woonanalyse") / "onderwerpen" / "planregister" / "register"
    return als_formulier(naam, "planregister", lees_verklaring(map_ / f"{naam}.yml"), {})


def getypt(tabel: str, frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with all columns of `tabel`, in order and typed, its index as it was.

    Whole numbers are Int64, decimals Float64 (also from text, as `lees_tabel` leaves them), all else object;
    an absent column is empty: <NA>, or "" for text.
    """
    kolommen = register()[tabel].kolommen
    return pd.DataFrame(
        {
            naam: _kolom(kolom, frame[naam]) if naam in frame else _leeg(kolom, frame.index)
            for naam, kolom in kolommen.items()
        },
        index=frame.index,
    )


def leeg(tabel: str) -> pd.DataFrame:
    """A table without rows."""
    return _leeg_van(tabel).copy()


@cache
def _leeg_van(tabel: str) -> pd.DataFrame:
    return getypt(tabel, pd.DataFrame())


def _dtype(eis: Kolom) -> str:
    return "Float64" if eis.soort == "decimaal" else "Int64" if eis.dtype == "Int64" else "object"


def _leeg(eis: Kolom, rijen: pd.Index) -> pd.Series:
    dtype = _dtype(eis)
    return pd.Series("" if dtype == "object" else pd.NA, index=rijen, dtype=dtype)


def _kolom(eis: Kolom, cellen: pd.Series) -> pd.Series:
    dtype = _dtype(eis)
    if dtype == "object":
        tekst, er = cellen.astype("object"), cellen.notna()
        return tekst if er.all() else tekst.where(er, "")
    getallen = pd.to_numeric(cellen.replace("", pd.NA)) if dtype == "Float64" else cellen
    return getallen.astype(dtype)


@cache
def koppelregels() -> Mapping[str, Any]:
    """When plans of two registers are the same: the parameters of `koppeling`, each with its reason."""
    map_ = resources.files("woonanalyse") / "onderwerpen" / "planregister"
    return lees_verklaring(map_ / "koppelregels.yml")
