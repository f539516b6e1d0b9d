"""The region file and what it names: members, definitions of dekking, norms, editions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, cast

import pandas as pd

from woonanalyse.kern import gemeenten as gemeentenbron
from woonanalyse.kern import overeenkomst as afsprakenbron
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.bronbestanden import is_bijvangst
from woonanalyse.kern.catalogus import instellingen
from woonanalyse.kern.definitie import Definitie, als_definitie
from woonanalyse.kern.fouten import GeenBestand, InvoerFout, Probleem, Problemen
from woonanalyse.kern.nummering import Nummering, nummering
from woonanalyse.kern.vindplaats import Vindplaatsen, neem_op, noem_waar
from woonanalyse.kern.yamlbestand import lees_yaml

REGIOBESTAND = "data/regio.yml"

MET_NORM = ("maximum_dekking", "hersteltermijn", "herziening")
"""Roles of agreements whose norm is used."""

SOORTEN_MET_NORM = ("cyclus", "maximum", "termijn")
"""Kinds of agreement that the annex with norms shows."""


@dataclass(frozen=True)
class Paden:
    """Where the region's own files and folders are, from the root."""

    gemeenten: str
    afspraken: str
    registers: str
    voorbeelddata: str
    definities: str
    edities: str


@dataclass(frozen=True)
class Regio:
    """The region. `subregios` in the order in which they are shown; `rollen`: by role the article whose norm
    plays it; `afzender`: who answers for the report, `contact`: who answers a reader,
    `overeenkomst_toelichting`: what to know of the agreement as a whole, all three may be empty;
    `instellingen`: by key what subjects are made from; `definities` by id; `afspraken` in order of the file.
    """

    naam: str
    provincie: str
    subregios: list[str]
    overeenkomst: str
    paden: Paden
    rollen: Mapping[str, int]
    instellingen: Mapping[str, Any]
    gemeenten: pd.DataFrame
    definities: dict[str, Definitie]
    afspraken: list[Afspraak]
    edities: tuple[str, ...]
    afzender: str = ""
    contact: str = ""
    overeenkomst_toelichting: str = ""
    vindplaatsen: Vindplaatsen = field(default_factory=Vindplaatsen, compare=False)

    @property
    def namen(self) -> dict[str, str]:
        """The names of its municipalities, by code."""
        leden = self.gemeenten
        return dict(zip(leden["gemeentecode"], leden["gemeente"], strict=True))

    @property
    def normen(self) -> dict[int, Afspraak]:
        """The agreements with a norm that the balance uses, by article."""
        return {a["artikel"]: a for a in self.afspraken if a["soort"] in SOORTEN_MET_NORM}

    @property
    def nummering(self) -> Nummering:
        """What the number of an agreement is called here."""
        return nummering(self.afspraken)

    @property
    def delen(self) -> list[str]:
        """The subregions that are a part of it; none where the only one is the region itself."""
        return [] if self.subregios == [self.naam] else list(self.subregios)

    @property
    def hele_provincie(self) -> str:
        """The name of the province; with the word before it where a member is called the same."""
        ook_lid = self.provincie in set(self.gemeenten["gemeente"])
        return f"provincie {self.provincie}" if ook_lid else self.provincie

    def plek(self, naam: str) -> Any:
        """What the region file says at a key of its own or of a subject; None where it says nothing."""
        return asdict(self.paden).get(naam, self.instellingen.get(naam))

    def artikelen(self, *rollen: str) -> list[int]:
        """The articles that play these roles, of those that the region has."""
        return [self.rollen[rol] for rol in rollen if rol in self.rollen]

    def artikelen_bij(self, plekken: Sequence[str]) -> list[int]:
        """The articles, in order, of agreements by role ("rol:hersteltermijn") or kind ("soort:traject")."""
        gevonden = set()
        for plek in plekken:
            wat, _, naam = plek.partition(":")
            if wat == "rol":
                gevonden |= {*self.artikelen(naam)}
            else:
                gevonden |= {a["artikel"] for a in self.afspraken if a["soort"] == naam}
        return sorted(gevonden)

    def met_rol(self, rol: str) -> Afspraak | None:
        """The agreement with this role; None where the region has none."""
        artikel = self.rollen.get(rol)
        return next((a for a in self.afspraken if a["artikel"] == artikel and "norm" in a), None)

    @property
    def bestanden(self) -> list[str]:
        """The files the region is read from, from the root."""
        paden = self.paden
        return [REGIOBESTAND, paden.gemeenten, paden.afspraken, paden.definities]


def _met_nummering(afspraken: list[Afspraak], heet: dict[str, str] | None) -> list[Afspraak]:
    """The agreements with what the region calls their numbers, where that is no article."""
    return [cast(Afspraak, {**a, "heet": heet}) for a in afspraken] if heet else afspraken


def lees_regio(wortel: Path) -> Regio:
    """Read the region; raises InvoerFout with all problems of all its files."""
    with neem_op() as vindplaatsen, noem_waar({}):
        return replace(_lees_regio(wortel), vindplaatsen=vindplaatsen)


def _lees_regio(wortel: Path) -> Regio:
    kop, fouten = lees_yaml(wortel, REGIOBESTAND, "kern/schemas/regio", instellingen())
    if kop is None:
        raise InvoerFout(fouten)
    problemen = Problemen()
    leden = problemen.neem(gemeentenbron.lees(wortel, kop["gemeenten"], kop["subregios"]))
    definities = problemen.neem(lees_yaml(wortel, kop["definities"], "kern/schemas/definities"))
    afspraken = problemen.neem(afsprakenbron.lees(wortel, kop["afspraken"]))
    edities = problemen.neem(_edities(wortel, kop["edities"]))
    if afspraken is not None:
        problemen.alle += _zonder_norm(kop, afspraken)
    if leden is not None and afspraken is not None:
        codes = list(leden["gemeentecode"])
        problemen.alle += afsprakenbron.vreemde_starts(kop["afspraken"], afspraken, codes)
    if problemen.alle or leden is None or definities is None or afspraken is None:
        raise InvoerFout(problemen.alle)
    eigen = ("naam", "provincie", "subregios", "overeenkomst", "rollen")
    mag = ("afzender", "contact", "overeenkomst_toelichting")
    return Regio(
        **{naam: kop[naam] for naam in eigen},
        **{naam: kop[naam] for naam in mag if naam in kop},
        paden=Paden(**{veld.name: kop[veld.name] for veld in fields(Paden)}),
        instellingen={naam: kop[naam] for naam in instellingen() if naam in kop},
        gemeenten=leden,
        definities={velden["id"]: als_definitie(velden) for velden in definities},
        afspraken=_met_nummering(afspraken, kop.get("nummering")),
        edities=edities,
    )


def _edities(wortel: Path, map_: str) -> tuple[tuple[str, ...], list[Probleem]]:
    """The editions that have a file, in order of their names."""
    paden = [pad for pad in (wortel / map_).glob("*.yml") if not is_bijvangst(pad.name)]
    namen = tuple(sorted(pad.stem for pad in paden))
    geen = GeenBestand(map_, "ten minste één editie (een YAML-bestand)")
    return namen, [] if namen else [geen]


def _zonder_norm(kop: Mapping[str, Any], afspraken: Sequence[Afspraak]) -> list[Probleem]:
    """Problems where the region gives a role to an agreement that is not there, or has no norm."""
    met_norm = {afspraak["artikel"] for afspraak in afspraken if "norm" in afspraak}
    return [
        Probleem(
            kop["afspraken"],
            f"artikel {artikel} met een norm, dat ontbreekt: {REGIOBESTAND} noemt het {rol}",
            kolom="artikel",
        )
        for rol, artikel in kop["rollen"].items()
        if rol in MET_NORM and artikel not in met_norm
    ]
