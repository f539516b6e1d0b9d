"""The house style: colours and sizes as `huisstijl.yml` has them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from typing import Any

import yaml

_BESTAND = resources.files("woonanalyse") / "kern" / "beeld" / "huisstijl.yml"
_INHOUD: Mapping[str, Any] = yaml.safe_load(_BESTAND.read_text(encoding="utf-8"))

KLEUREN: Mapping[str, str] = _INHOUD["kleuren"]
OORDELEN: Mapping[str, str] = _INHOUD["oordelen"]
HOOFDSTUKKEN: Mapping[str, str] = _INHOUD["hoofdstukken"]
"""The colour of a chapter, by what follows `sec-` in its address."""

FIGUREN: Mapping[str, str] = _INHOUD["figuren"]
WERKBOEK: Mapping[str, str] = _INHOUD["werkboek"]
MELDINGEN: Mapping[str, str] = _INHOUD["meldingen"]
SCHERM: Mapping[str, str] = _INHOUD["scherm"]
DONKER: Mapping[str, str] = _INHOUD["donker"]
BLADZIJDE: Mapping[str, Any] = _INHOUD["bladzijde"]
"""Sizes of the page, in mm."""
PAGINAMAP: Mapping[str, Any] = _INHOUD["paginamap"]
"""From how many municipalities a report is a folder of pages, and how large a page may be, in MB."""
