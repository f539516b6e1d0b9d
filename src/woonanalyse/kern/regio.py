"""The region file and what it names: members, definitions of dekking, norms, editions."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from woonanalyse.kern import gemeenten as gemeentenbron
from woonanalyse.kern import overeenkomst as afsprakenbron
from woonanalyse.kern.catalogus import instellingen
from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.kern.vindplaats import Vindplaatsen, neem_op
from woonanalyse.kern.yamlbestand import lees_yaml

REGIOBESTAND = "data/regio.yml"

SOORTEN_MET_NORM = ("cyclus", "maximum", "termijn")
"""Kinds of agreement that the annex with norms shows."""


@dataclass(frozen=True)
class Regio:
    """The region: `kop` is the region file; `definities` by id; `afspraken` in order of the file."""

    kop: dict[str, Any]
    gemeenten: pd.DataFrame
    definities: dict[str, dict[str, Any]]
    afspraken: list[dict[str, Any]]
    edities: tuple[str, ...]
    vindplaatsen: Vindplaatsen = field(default_factory=Vindplaatsen, compare=False)

    @property
    def naam(self) -> str:
        """The name of the region."""
        return str(self.kop["naam"])

    @property
    def normen(self) -> dict[int, dict[str, Any]]:
        """The agreements with a norm that the balance uses, by article."""
        return {a["artikel"]: a for a in self.afspraken if a["soort"] in SOORTEN_MET_NORM}

    def met_rol(self, rol: str) -> dict[str, Any] | None:
        """The agreement with this role; None where the region has none."""
        artikel = self.kop["rollen"].get(rol)
        return next((a for a in self.afspraken if a["artikel"] == artikel and "norm" in a), None)

    @property
    def bestanden(self) -> list[str]:
        """The files the region is read from, from the root."""
        return [
            REGIOBESTAND,
            *(self.kop[veld] for veld in ("gemeenten", "afspraken", "definities")),
        ]


def lees_regio(wortel: Path) -> Regio:
    """Read the region; raises InvoerFout with all problems of all its files."""
    with neem_op() as vindplaatsen:
        return replace(_lees_regio(wortel), vindplaatsen=vindplaatsen)


def _lees_regio(wortel: Path) -> Regio:
    kop, problemen = lees_yaml(wortel, REGIOBESTAND, "kern/schemas/regio", instellingen())
    if kop is None:
        raise InvoerFout(problemen)
    leden, p1 = gemeentenbron.lees(wortel, kop["gemeenten"], kop["subregios"])
    definities, p2 = lees_yaml(wortel, kop["definities"], "kern/schemas/definities")
    afspraken, p3 = afsprakenbron.lees(wortel, kop["afspraken"])
    edities = tuple(sorted(pad.stem for pad in (wortel / kop["edities"]).glob("*.yml")))
    p4 = [] if edities else [Probleem(kop["edities"], "ten minste één editie (een YAML-bestand)")]
    met_norm = {afspraak["artikel"] for afspraak in afspraken or [] if "norm" in afspraak}
    p5 = [
        Probleem(
            kop["afspraken"],
            f"een artikel {artikel} met een norm: {REGIOBESTAND} noemt het als {rol}",
            kolom="artikel",
        )
        for rol, artikel in kop["rollen"].items()
        if afspraken is not None and artikel not in met_norm
    ]
    if leden is None or definities is None or afspraken is None or p4 or p5:
        raise InvoerFout(p1 + p2 + p3 + p4 + p5)
    return Regio(
        kop=kop,
        gemeenten=leden,
        definities={definitie["id"]: definitie for definitie in definities},
        afspraken=afspraken,
        edities=edities,
    )
