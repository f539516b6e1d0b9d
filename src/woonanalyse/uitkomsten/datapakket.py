"""The results of an edition as a Frictionless Data Package: types, units, sources, hashes."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from woonanalyse.kern.editie import UIT_KOLOM
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.uitkomsten.runs import SAMENGEVOEGD, notitieboeken, uitkomsten
from woonanalyse.uitkomsten.velden import OOK, SLEUTELS, TITELS, hoe, veld


def datapakket(dossier: Dossier, map_: Path, wortel: Path) -> dict[str, Any]:
    """The content of `datapackage.json` for the result files in `map_`."""
    editie = dossier.editie
    gemaakt = {*uitkomsten(notitieboeken(dossier)), *SAMENGEVOEGD}
    bron = editie.kop.get("balans")
    uit_kolom = UIT_KOLOM[bron["vorm"]] if bron else {}
    merk = " Met voorbeelddata: geen echte stand." if dossier.voorbeelddata else ""
    return {
        "profile": "tabular-data-package",
        "name": _pakketnaam(f"rwp-{editie.regio.naam}-{dossier.naam}"),
        "title": editie.kop["naam"],
        "description": "Analyse op openbare gegevens; een leeg veld betekent onbekend." + merk,
        "created": f"{editie.datum.isoformat()}T00:00:00Z",
        "licenses": [{"name": "CC-BY-4.0", "title": "Creative Commons Naamsvermelding 4.0"}],
        "sources": [_bron(zij, wortel) for zij in dossier.zijbestanden],
        "resources": [_tabel(map_ / naam, uit_kolom) for naam in TITELS if naam in gemaakt],
    }


def _pakketnaam(tekst: str) -> str:
    """`tekst` in the characters that the standard allows in a name."""
    kaal = unicodedata.normalize("NFKD", tekst).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", kaal.lower()).strip("-")


def _bron(zij: dict[str, Any], wortel: Path) -> dict[str, Any]:
    inhoud = (wortel / zij["bestand"]).read_bytes()
    return {
        "title": zij["titel"],
        "path": zij["bestand"],
        "uitgever": zij["uitgever"],
        "peildatum": zij["peildatum"],
        "licentie": zij["licentie"],
        "hash": f"sha256:{hashlib.sha256(inhoud).hexdigest()}",
    }


def _tabel(pad: Path, uit_kolom: Mapping[str, str]) -> dict[str, Any]:
    inhoud = pad.read_bytes()
    kolommen = list(pd.read_csv(pad, nrows=0).columns)
    return {
        "profile": "tabular-data-resource",
        "name": pad.stem.replace("_", "-"),
        "title": TITELS[pad.name],
        **({"ook": OOK[pad.name]} if pad.name in OOK else {}),
        "path": pad.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(inhoud),
        "hash": f"sha256:{hashlib.sha256(inhoud).hexdigest()}",
        "schema": {
            "fields": [_veld(pad.name, kolom, uit_kolom) for kolom in kolommen],
            "primaryKey": SLEUTELS[pad.name],
            "missingValues": [""],
        },
    }


def _veld(bestand: str, kolom: str, uit_kolom: Mapping[str, str]) -> dict[str, str]:
    """A column: name, meaning, type, unit, and how it is made where that can be said."""
    herkomst = hoe(bestand, kolom, uit_kolom)
    return {"name": kolom, **veld(bestand, kolom), **({"herkomst": herkomst} if herkomst else {})}
