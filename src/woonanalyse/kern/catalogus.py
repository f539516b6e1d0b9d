"""The catalogue: every subject by its declaration, found in its folder; no subject is imported for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from woonanalyse.kern.formule import Formule, Formules, als_formules
from woonanalyse.kern.onderwerp import (
    Leest,
    Notitieboek,
    Onderwerp,
    Tabel,
    als_onderwerp,
    als_tabel,
)

_LADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ALGEMEEN = {"afspraken": 35, "uitkomsten": 1000}
"""Packages with a table that belongs to no subject, and its place among the others."""


@cache
def onderwerpen() -> tuple[Onderwerp, ...]:
    """All subjects, in the order in which readers meet them."""
    map_ = resources.files("woonanalyse") / "onderwerpen"
    gevonden = [
        als_onderwerp(
            pad.name,
            lees_verklaring(pad / "onderwerp.yml"),
            _schemas(pad),
            _json(pad / "regio.json"),
        )
        for pad in map_.iterdir()
        if (pad / "onderwerp.yml").is_file()
    ]
    return tuple(sorted(gevonden, key=lambda onderwerp: (onderwerp.volgorde, onderwerp.naam)))


@cache
def tabellen() -> dict[str, Tabel]:
    """All result tables by name, in the order of the data package."""
    plaatsen = [(o.volgorde, tabel) for o in onderwerpen() for tabel in o.tabellen]
    for pakket, volgorde in _ALGEMEEN.items():
        map_ = resources.files("woonanalyse") / pakket
        inhoud, schemas = lees_verklaring(map_ / "tabellen.yml"), _schemas(map_)
        plaatsen += [(volgorde, als_tabel(t, schemas[t["naam"]])) for t in inhoud["tabellen"]]
    return {tabel.naam: tabel for _, tabel in sorted(plaatsen, key=lambda paar: paar[0])}


@cache
def formules() -> Formules:
    """How the columns of all result tables are made, by table; no table that says nothing of it."""
    map_ = resources.files("woonanalyse")
    mappen = [
        *(map_ / "onderwerpen" / o.naam for o in onderwerpen()),
        *(map_ / p for p in _ALGEMEEN),
    ]
    gevonden: dict[str, Mapping[str, Formule]] = {}
    for plek in mappen:
        bestand = plek / "formules.yml"
        gevonden |= als_formules(lees_verklaring(bestand)) if bestand.is_file() else {}
    return gevonden


@cache
def notitieboeken() -> dict[str, Notitieboek]:
    """The notebooks that compute tables or serve the report, by name; each as all its subjects declare it."""
    boeken: dict[str, Notitieboek] = {}
    for onderwerp in onderwerpen():
        boek = onderwerp.notitieboek
        if boek is not None and boeken.setdefault(boek.naam, boek) != boek:
            raise ValueError(f"{onderwerp.naam}: notebook {boek.naam} is declared in two ways")
    return boeken


def instellingen() -> dict[str, Mapping[str, Any]]:
    """The keys of the region file that subjects add, each with the JSON Schema of what stands there."""
    return {o.instelling: o.in_regio for o in onderwerpen() if o.instelling}


def van_notitieboek(naam: str) -> list[Onderwerp]:
    """The subjects that a notebook serves."""
    return [o for o in onderwerpen() if o.notitieboek and o.notitieboek.naam == naam]


def leest(notitieboek: str) -> Leest:
    """What a notebook gets: what its subjects say together."""
    gelezen = Leest()
    for onderwerp in van_notitieboek(notitieboek):
        gelezen = gelezen.en(onderwerp.leest)
    return gelezen


def onderwerp_van(tabel: str) -> Onderwerp | None:
    """The subject of a table; None for one that belongs to all."""
    for onderwerp in onderwerpen():
        if tabel in (*(t.naam for t in onderwerp.tabellen), *onderwerp.tussentabellen):
            return onderwerp
    return None


def lees_verklaring(pad: Traversable) -> dict[str, Any]:
    """A declaration: a YAML file of the package itself."""
    return dict(yaml.load(pad.read_text(encoding="utf-8"), Loader=_LADER))


def _json(pad: Traversable) -> dict[str, Any] | None:
    return json.loads(pad.read_text(encoding="utf-8")) if pad.is_file() else None


def _schemas(map_: Traversable) -> Mapping[str, Mapping[str, Any]]:
    """The Table Schemas of a folder, by name of the table."""
    tabellen = map_ / "tabellen"
    if not tabellen.is_dir():
        return {}
    return {
        pad.name.removesuffix(".json"): json.loads(pad.read_text(encoding="utf-8"))
        for pad in tabellen.iterdir()
        if pad.name.endswith(".json")
    }
