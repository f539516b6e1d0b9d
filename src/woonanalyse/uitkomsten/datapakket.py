"""The results of an edition as a Frictionless Data Package: types, units, sources, hashes."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from woonanalyse.afscherming.openbaar import zonder
from woonanalyse.kern.beeld.woorden import gegevens
from woonanalyse.kern.bewaakt import BEWAAKT
from woonanalyse.kern.catalogus import tabellen
from woonanalyse.kern.merk import AFGESCHERMD, UITLEG
from woonanalyse.kern.onderwerp import Tabel
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.editiebronnen import uit_kolommen
from woonanalyse.uitkomsten.bronrijen import Bronrijen
from woonanalyse.uitkomsten.herkomst import lees_bron
from woonanalyse.uitkomsten.runs import SAMENGEVOEGD, runs_van, uitkomsten

BEWAKING = (
    "Een tekst waarvan een rekenblad een formule zou maken, heeft in de CSV-bestanden een apostrof vooraan. "
    "Haal het teken weg van een tekst die ermee begint en op het patroon past: dan staat er wat de bron zegt."
)


def datapakket(dossier: Dossier, map_: Path, wortel: Path) -> dict[str, Any]:
    """The content of `datapackage.json` for the result files in `map_`."""
    editie, besloten = dossier.editie, Bronrijen(dossier).besloten()
    gemaakt = {*uitkomsten(runs_van(dossier)), *SAMENGEVOEGD}
    uit_kolom = uit_kolommen(editie.opzet)
    wat = " en ".join(dossier.merken)
    merk = f" {wat.capitalize()}: geen echte stand." if dossier.merken else ""
    resources = [
        _tabel(map_, tabel, uit_kolom) for tabel in tabellen().values() if tabel.bestand in gemaakt
    ]
    if any("missingValues" in een["schema"] for een in resources):
        merk = f" {UITLEG}{merk}"
    return {
        "profile": "tabular-data-package",
        "name": _pakketnaam(f"rwp-{editie.regio.naam}-{dossier.naam}"),
        "title": editie.opzet.naam,
        "description": f"Analyse op {gegevens(editie.opzet)}; een leeg veld betekent onbekend.{merk}",
        "bewaakt": {"uitleg": BEWAKING, "patroon": BEWAAKT, "teken": "'"},
        "created": f"{editie.opzet.datum_rapport}T00:00:00Z",
        "licenses": [{"name": "CC-BY-4.0", "title": "Creative Commons Naamsvermelding 4.0"}],
        "sources": [
            _bron(zij, wortel, besloten.get(zij["bestand"], {})) for zij in dossier.zijbestanden
        ],
        "resources": resources,
    }


def _pakketnaam(tekst: str) -> str:
    """`tekst` in the characters that the standard allows in a name."""
    kaal = unicodedata.normalize("NFKD", tekst).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", kaal.lower()).strip("-")


def _bron(zij: dict[str, Any], wortel: Path, besloten: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": zij["titel"],
        "path": zij["bestand"],
        "uitgever": zij["uitgever"],
        "peildatum": zij["peildatum"],
        "licentie": zij["licentie"],
        "hash": bronhash(wortel, zij["bestand"], besloten),
        **besloten,
    }


def bronhash(wortel: Path, bestand: str, bron: Mapping[str, Any]) -> str:
    """The hash of a source that the package describes as `bron`: where not all of it is for everyone, of
    what is, since of a small number in a file of which all else is known the hash of the whole tells it."""
    inhoud = (wortel / bestand).read_bytes()
    if "verborgen" in bron:
        inhoud = openbaar_deel(lees_bron(wortel, bestand), bron).to_csv().encode()
    return f"sha256:{hashlib.sha256(inhoud).hexdigest()}"


def openbaar_deel(rijen: pd.DataFrame, bron: Mapping[str, Any]) -> pd.DataFrame:
    """The rows of a source that the package describes as `bron`, as everyone may see them."""
    if rijen.columns.isin(bron.get("verborgen", ())).all():
        return rijen.iloc[:0]  # how many there are counts plans
    return zonder(rijen, bron.get("verborgen", ()), bron.get("rijniveau"))


def hoe(tafel: Mapping[str, Any], veld: Mapping[str, str]) -> str:
    """How a column of a table of the package is made; empty where that can't be said."""
    return str(tafel.get("bronkolommen", {}).get(veld["name"]) or veld.get("herkomst", ""))


def _tabel(map_: Path, tabel: Tabel, uit_kolom: Mapping[str, str]) -> dict[str, Any]:
    """One table; its schema is the file that declares it."""
    inhoud = (map_ / tabel.bestand).read_bytes()
    schema = dict(tabel.schema)
    if AFGESCHERMD.encode() in inhoud:
        schema["missingValues"] = ["", AFGESCHERMD]
    bronkolommen = _bronkolommen(tabel, uit_kolom)
    return {
        "profile": "tabular-data-resource",
        "name": tabel.naam.replace("_", "-"),
        "title": tabel.titel,
        **({"ook": tabel.ook} if tabel.ook else {}),
        "path": tabel.bestand,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(inhoud),
        "hash": f"sha256:{hashlib.sha256(inhoud).hexdigest()}",
        "schema": schema,
        **({"bronkolommen": bronkolommen} if bronkolommen else {}),
    }


def _bronkolommen(tabel: Tabel, uit_kolom: Mapping[str, str]) -> dict[str, str]:
    """Of columns that come from the source as they are, which column of this edition's source that is."""
    gevonden = {}
    for naam, veld in tabel.velden.items():
        uit, _, samen = veld.get("herkomst", "").partition(", ")
        if uit == "bron" and samen in ("", "opgeteld"):
            bron = f"bron, kolom {uit_kolom.get(naam)}{f', {samen}' if samen else ''}"
            gevonden[naam] = bron if naam in uit_kolom else "niet in de bron"
    return gevonden
