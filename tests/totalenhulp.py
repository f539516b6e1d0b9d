"""An edition with totals of the region alone: Twente on 1 January 2018."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import yaml
from hulp import WORTEL

BESTAND = "data/raw/provincie/2018-01-01/regiototalen.csv"
CSV = """\
gebied,gemeentecode,onderwerp,periode,waarde_min,waarde_max,eenheid,oorspronkelijke_bron,vindplaats
Twente,,woningbehoefte,2017-2026,10090,12330,woningen,provincie Overijssel,provincie min West
Twente,,harde plancapaciteit,2018-01-01,10905,10905,woningen,provincie Overijssel,provincie min West
Twente,,harde plannen binnen bestaand bebouwd gebied,2018-01-01,5605,5605,woningen,provincie Overijssel,idem
"""
EDITIE: dict[str, Any] = {
    "editie": "2018", "naam": "Twente per 1 januari 2018", "voorganger": "2017", "peildatum": "2018-01-01",
    "peildatum_toelichting": "Dag van de harde plannen.", "stand_per": "2018-12-31",
    "rapportdatum": "2026-11-26",
    "periode": {"van": 2017, "tot_en_met": 2026, "gepubliceerd": None}, "prognose": None,
    "definitie": "rwp2017", "vergelijk": [], "toets": False,
    "toets_toelichting": "Per gemeente is niets bekend; er is niets getoetst.",
    "regiototalen": {
        "bestand": BESTAND, "gebied": "Twente",
        "behoefte": {"onderwerp": "woningbehoefte", "telling": "netto"},
        "capaciteit": {"onderwerp": "harde plancapaciteit", "telling": "bruto"},
        "ernaast": [{"onderwerp": "harde plannen binnen bestaand bebouwd gebied", "telling": "bruto"}],
    },
}  # fmt: skip


def zijbestand(tekst: str) -> dict[str, Any]:
    """The sidecar of a file with totals."""
    kop = tekst.splitlines()[0].split(",")
    return {
        "titel": "Regiototalen", "wat": "Totalen van de regio.", "uitgever": "provincie Overijssel",
        "vindplaats": "tabel van de provincie", "peildatum": "2018-01-01", "peildatum_toelichting": "de bron",
        "licentie": "niet vermeld", "sha256": hashlib.sha256(tekst.encode()).hexdigest(),
        "kolommen": [{"naam": naam, "omschrijving": naam, "eenheid": None} for naam in kop],
    }  # fmt: skip


def maak_van_pagina(wortel: Path, document: str) -> None:
    """Write the files that a page shows, each with its title; beside a CSV its sidecar."""
    tekst = (WORTEL / document).read_text(encoding="utf-8")
    for naam, inhoud in re.findall(r'```\w+ title="([^"]+)"\n(.*?)```', tekst, re.DOTALL):
        pad = wortel / naam
        pad.parent.mkdir(parents=True, exist_ok=True)
        pad.write_text(inhoud, encoding="utf-8")
        if pad.suffix == ".csv":
            pad.with_name(f"{pad.name}.yml").write_text(
                yaml.safe_dump(zijbestand(inhoud)), encoding="utf-8"
            )


def maak_totalen(wortel: Path, telling: str = "bruto", **anders: Any) -> str:
    """Write the edition and its file; `telling`: how the capacity counts. The name of the edition."""
    pad = wortel / BESTAND
    pad.parent.mkdir(parents=True, exist_ok=True)
    pad.write_text(CSV, encoding="utf-8")
    pad.with_name(f"{pad.name}.yml").write_text(yaml.safe_dump(zijbestand(CSV)), encoding="utf-8")
    velden = {**EDITIE, **anders}
    velden["regiototalen"] = {
        **EDITIE["regiototalen"],
        "capaciteit": {"onderwerp": "harde plancapaciteit", "telling": telling},
    }
    tekst = yaml.safe_dump(velden, allow_unicode=True, sort_keys=False)
    (wortel / "data/edities/2018.yml").write_text(tekst, encoding="utf-8")
    return "2018"
