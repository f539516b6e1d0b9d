"""The results of an edition as a Frictionless Data Package: types, units, sources, hashes."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path
from typing import Any

import pandas as pd

from woonanalyse.bronnen.editie import Editie
from woonanalyse.rapport.samenvoegen import GETALLEN

_WONINGEN = {"type": "integer", "eenheid": "woningen"}
_JAAR = {"type": "integer", "eenheid": "jaar"}

VELDEN: dict[str, dict[str, str]] = {
    "editie": {"title": "editie van het RWP"},
    "gemeentecode": {"title": "CBS-code van de gemeente"},
    "gemeente": {"title": "naam van de gemeente"},
    "niveau": {"title": "subregio of regio"},
    "gebied": {"title": "naam van de subregio of regio"},
    "subregio": {"title": "subregio in deze editie"},
    "variant": {
        "title": "laagste (laag) of hoogste (hoog) behoefte; midden als er geen bandbreedte is"
    },
    "periode_van": {"title": "eerste jaar van de behoefte", **_JAAR},
    "periode_tot": {"title": "laatste jaar van de behoefte, dat zelf meetelt", **_JAAR},
    "netto_behoefte": {"title": "netto behoefte volgens de prognose van de editie", **_WONINGEN},
    "vervanging": {"title": "verwachte vervanging na sloop", **_WONINGEN},
    "behoefte": {"title": "behoefte waarmee is gerekend", **_WONINGEN},
    "hard_direct": {"title": "harde plancapaciteit, direct te bouwen", **_WONINGEN},
    "hard_uit_te_werken": {"title": "harde plancapaciteit, nog uit te werken", **_WONINGEN},
    "uitgezonderd": {"title": "niet meegerekend (artikel 21 en 22)", **_WONINGEN},
    "hard_totaal": {"title": "harde plancapaciteit waarmee is gerekend", **_WONINGEN},
    "telling": {"title": "bruto, netto (sloop eraf) of onbekend"},
    "definitie": {"title": "definitie waarmee is gerekend (data/definities.yml)"},
    "dekking": {
        "title": "harde plancapaciteit gedeeld door behoefte",
        "type": "number",
        "eenheid": "fractie",
    },
    "saldo": {"title": "behoefte min harde plancapaciteit", **_WONINGEN},
    "oordeel": {"title": "binnen, op de grens, buiten, onbekend of nvt"},
    "termijn_start": {"title": "begin van de termijn van artikel 15", "type": "date"},
    "hersteldatum": {"title": "einde van de termijn van artikel 15", "type": "date"},
    "artikel": {"title": "artikel van de woonafspraken", "type": "integer"},
    "onderdeel": {"title": "deel van het artikel, als het er meer heeft"},
    "partij": {"title": "gemeente, provincie, GS, subregio of gezamenlijk"},
    "periode": {"title": "jaar, periode of editie waarover is geoordeeld"},
    "waarde": {"title": "wat is gemeten", "type": "number", "eenheid": "zie kolom eenheid"},
    "norm": {"title": "wat is afgesproken", "type": "number", "eenheid": "zie kolom eenheid"},
    "eenheid": {"title": "eenheid van waarde en norm"},
    "status": {"title": "stand van de afspraak"},
    "toelichting": {"title": "waarop de stand berust, of wat ontbreekt"},
    "bron": {"title": "bron van de stand"},
    "volledigheid": {"title": "volledig of onvolledig"},
    "ontbreekt": {"title": "gemeenten zonder gegevens"},
}
"""Every column of the result files: what it is, its type and unit."""

TITELS = {
    "balans.csv": "De balans per gemeente volgens de definitie van de editie",
    "balans_vergelijking.csv": "De balans per gemeente volgens de definities van andere edities",
    "balans_gebied.csv": "Sommen per subregio en voor de regio",
    "afspraken.csv": "De afspraken en hun stand",
}


SLEUTELS = {
    "balans.csv": ["gemeentecode", "variant"],
    "balans_vergelijking.csv": ["gemeentecode", "variant", "definitie"],
    "balans_gebied.csv": ["gebied", "variant"],
    "afspraken.csv": ["artikel", "onderdeel", "partij", "periode"],
}
"""What makes a row of a result file unique."""


def datapakket(editie: Editie, map_: Path, wortel: Path) -> dict[str, Any]:
    """The content of `datapackage.json` for the result files in `map_`."""
    return {
        "profile": "tabular-data-package",
        "name": _pakketnaam(f"rwp-{editie.regio.naam}-{editie.naam}"),
        "title": editie.kop["naam"],
        "description": "Analyse op openbare gegevens; een leeg veld betekent onbekend.",
        "created": f"{editie.datum.isoformat()}T00:00:00Z",
        "licenses": [{"name": "CC-BY-4.0", "title": "Creative Commons Naamsvermelding 4.0"}],
        "sources": [_bron(zij, wortel) for zij in editie.zijbestanden],
        "resources": [_tabel(map_ / naam) for naam in TITELS],
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


def _tabel(pad: Path) -> dict[str, Any]:
    inhoud = pad.read_bytes()
    kolommen = list(pd.read_csv(pad, nrows=0).columns)
    return {
        "profile": "tabular-data-resource",
        "name": pad.stem.replace("_", "-"),
        "title": TITELS[pad.name],
        "path": pad.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(inhoud),
        "hash": f"sha256:{hashlib.sha256(inhoud).hexdigest()}",
        "schema": {
            "fields": [_veld(kolom) for kolom in kolommen],
            "primaryKey": SLEUTELS[pad.name],
            "missingValues": [""],
        },
    }


def _veld(kolom: str) -> dict[str, str]:
    soort = "integer" if kolom in GETALLEN else "string"
    return {"name": kolom, "type": soort, **VELDEN[kolom]}
