"""DIWI's GeoJSON: a project a feature, with its blocks, in the shape that DIWI reads or writes."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from woonanalyse.kern import geojson
from woonanalyse.kern.bladeren import bladeren
from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.geojson import Vlak
from woonanalyse.kern.regio import Regio
from woonanalyse.leveringen.levering import Cel, Levering, Rekening
from woonanalyse.leveringen.lezers.diwi import (
    Blok,
    Deel,
    Project,
    Stand,
    controleer_blok,
    schrijf_projecten,
)
from woonanalyse.leveringen.lezers.diwiblad import projectwaarden
from woonanalyse.leveringen.lezers.geo import lees_vlakken, plek_van
from woonanalyse.leveringen.lezers.lezing import Lezing
from woonanalyse.leveringen.lezers.ongelezen import keur_ongelezen
from woonanalyse.leveringen.lezers.veld import Veld, bedoelt_u
from woonanalyse.leveringen.vorm import Vorm
from woonanalyse.leveringen.waarden.waarde import ruw_aantal


@dataclass
class Eigenschappen:
    """The properties of a feature; keeps which were looked at, so that none is passed over in silence."""

    nummer: int
    inhoud: Mapping[str, Any]
    gezien: set[str] = field(default_factory=set)

    def ruw(self, pad: str) -> Any:
        """What stands at a path (`a.b[0].c`); None where there is nothing."""
        self.gezien.add(pad)
        inhoud: Any = self.inhoud
        for deel in re.findall(r"[^.\[\]]+|\[\d+\]", pad):
            if deel.startswith("["):
                nr = int(deel[1:-1])
                inhoud = inhoud[nr] if isinstance(inhoud, list) and nr < len(inhoud) else None
            else:
                inhoud = inhoud.get(deel) if isinstance(inhoud, dict) else None
        return inhoud

    def veld(self, pad: str) -> Veld:
        """What stands at a path as a cell; of a list with one value that value."""
        inhoud = self.ruw(pad)
        if isinstance(inhoud, list):
            inhoud = ", ".join(map(str, inhoud)) or None
        if isinstance(inhoud, dict):
            inhoud = json.dumps(inhoud, ensure_ascii=False)
        return Veld(inhoud, Cel("", self.nummer, pad), pad.rpartition(".")[2])

    def getal(self, pad: str) -> Veld:
        """What stands at a path as a cell that holds a number; a list is none."""
        inhoud = self.ruw(pad)
        return (
            replace(self.veld(pad), inhoud=json.dumps(inhoud))
            if isinstance(inhoud, list)
            else self.veld(pad)
        )

    def namen(self, lezing: Lezing, pad: str) -> list[str]:
        """The names in the object at a path; what is no object is refused."""
        inhoud = self.ruw(pad)
        if inhoud is not None and not isinstance(inhoud, dict):
            lezing.meld("geen_object", [self.veld(pad)])
        return list(inhoud) if isinstance(inhoud, dict) else []

    def ongelezen(self) -> Iterator[tuple[str, Veld]]:
        """Every value that was not looked at, by its path."""
        for pad, inhoud in bladeren(self.inhoud):
            if inhoud is not None and not any(_binnen(pad, eerder) for eerder in self.gezien):
                yield pad, Veld(inhoud, Cel("", self.nummer, pad), pad)


def _binnen(pad: str, geheel: str) -> bool:
    return pad == geheel or pad.startswith((f"{geheel}.", f"{geheel}["))


def lees_diwi_geojson(
    pad: Path, vorm: Vorm, regio: Regio, partij: str = "", peildatum: date | None = None
) -> Levering:
    """Read a file of DIWI's GeoJSON, of either shape; raises InvoerFout where it is no GeoJSON.

    A feature without geometry is a plan of which the place is unknown. The row of a cell is the number of
    its feature, the column the path of the property. See `lees_diwi` for `peildatum` and `partij`.
    """
    inhoud, problemen = geojson.lees(pad.parent, pad.name)
    if inhoud is None:
        raise InvoerFout(problemen)
    lezing = Lezing(vorm, regio.gemeenten, partij, peildatum)
    if not any(_is_diwi(vlak, vorm) for vlak in inhoud.vlakken):
        eerste = inhoud.vlakken[0]
        namen = ", ".join(sorted(eerste.eigenschappen)[:10])
        lezing.meld("geen_diwi", [Cel("", 1, "properties")], gevonden=namen or "geen eigenschappen")
        aantal = len(inhoud.vlakken)
        return lezing.levering(Rekening(aantal, 0, aantal, {}, 0, 0, 0), bestand=pad.name)
    projecten: dict[int, Project] = {}
    woningen: dict[int, int] = {}
    terzijde: dict[str, list[Veld]] = {}
    for vlak in inhoud.vlakken:
        eigen = Eigenschappen(vlak.nummer, vlak.eigenschappen)
        project = _project(lezing, eigen)
        woningen[vlak.nummer] = _er(lezing, eigen)
        _ongelezen(lezing, eigen, terzijde)
        projecten[vlak.nummer] = project
    if terzijde:
        namen = ", ".join(terzijde)
        eerste_van = [velden[0] for velden in terzijde.values()]
        lezing.meld("niet_overgenomen", eerste_van, gevonden=namen, namen=namen)
        lezing.melder.voeg_toe(keur_ongelezen(chain.from_iterable(terzijde.values())))
    vlakken = _vlakken(lezing, pad.name, inhoud.stelsel, inhoud.vlakken, projecten)
    schrijf_projecten(lezing, projecten.values(), peildatum)
    lezing.sluit(len(inhoud.vlakken))
    return lezing.levering(
        _rekening(lezing, woningen),
        bestand=pad.name,
        hash=hashlib.sha256(pad.read_bytes()).hexdigest(),
        vlakken=vlakken,
    )


def _rekening(lezing: Lezing, woningen: Mapping[int, int]) -> Rekening:
    """The accounts: features, and their dwellings (`woningen`, by the number of the feature)."""
    af = [nr for nr in woningen if lezing.melder.fouten_in("", nr)]
    er, weg = sum(woningen.values()), sum(woningen[nr] for nr in af)
    return Rekening(len(woningen), len(woningen) - len(af), len(af), {}, er, er - weg, weg)


def _is_diwi(vlak: Vlak, vorm: Vorm) -> bool:
    """Whether a feature has one of the properties by which the format is known."""
    return any(naam in vlak.eigenschappen for naam in vorm.herken["teksten"])


def _vlakken(
    lezing: Lezing,
    bestand: str,
    stelsel: str | None,
    alle: list[Vlak],
    projecten: Mapping[int, Project],
) -> dict[str, Any]:
    """By id the area of each plan; its place goes with what the plan says of itself."""
    plannen = [
        (
            vlak,
            str(projecten[vlak.nummer].waarden["naam"]) or "zonder naam",
            Cel("", vlak.nummer, "geometry"),
        )
        for vlak in alle
    ]
    vormen = lees_vlakken(lezing, bestand, stelsel, plannen)
    for vlak, _, cel in plannen:
        if vlak.nummer in vormen:
            plek = plek_van(vormen[vlak.nummer])
            projecten[vlak.nummer].waarden |= plek
            projecten[vlak.nummer].velden |= dict.fromkeys(plek, Veld(None, cel, "geometry"))
    return {projecten[nr].kenmerk: vorm for nr, vorm in vormen.items()}


def _project(lezing: Lezing, eigen: Eigenschappen) -> Project:
    """The project of a feature; its id is empty where that is refused."""
    inhoud = lezing.vorm.inhoud
    velden = {naam: eigen.veld(pad) for naam, pad in inhoud["velden"].items()}
    fasen, statussen = list[Stand](), list[Stand]()
    for pad, standen in ((inhoud["fasen"], fasen), (inhoud["statussen"], statussen)):
        for naam in eigen.namen(lezing, pad):
            veld = eigen.veld(f"{pad}.{naam}")
            lijst = "fase" if standen is fasen else "planstatus"
            stand = lezing.keuze(Veld(naam, veld.cel, naam), lijst)
            if stand and (dag := lezing.dag(veld)):
                standen.append((dag, stand, veld))
    waarden = projectwaarden(lezing, velden, velden["naam"])
    blokken, volledig = _blokken(lezing, eigen)
    for blok in blokken:
        controleer_blok(lezing, blok)
    genoemd = [veld for pad in inhoud["kenmerken"] if not (veld := eigen.veld(pad)).leeg]
    if genoemd:
        kenmerk = lezing.kenmerk(genoemd[0])
    else:
        kenmerk = f"{waarden['gemeentecode']} {waarden['naam']}"
        lezing.melder.verzamel("kenmerk_van_naam", velden["naam"].cel, waarden["naam"], "naam")
    velden["plan_id"] = genoemd[0] if genoemd else velden["naam"]
    velden["gemeentecode"] = velden["gemeente"]
    return Project(kenmerk, waarden, velden, fasen, statussen, blokken, volledig)


def _blokken(lezing: Lezing, eigen: Eigenschappen) -> tuple[list[Blok], bool]:
    """The blocks of which the number is known, and whether that are all."""
    pad = lezing.vorm.inhoud["blokken"]
    ruw = eigen.ruw(pad)
    eigen.gezien.discard(pad)
    if ruw is not None and not isinstance(ruw, list):
        lezing.meld("geen_lijst", [eigen.veld(pad)])
    aantal = len(ruw) if isinstance(ruw, list) else 0
    blokken = [_blok(lezing, eigen, f"{pad}[{nr}]") for nr in range(aantal)]
    bekend = [blok for blok in blokken if blok is not None]
    return [blok for blok in bekend if blok.aantal], len(bekend) == len(blokken)


def _blok(lezing: Lezing, eigen: Eigenschappen, pad: str) -> Blok | None:
    """A block; None where its number is unknown."""
    soort = eigen.veld(f"{pad}.mutatiegegevens.mutatie_type")
    veld = eigen.getal(f"{pad}.mutatiegegevens.aantal")
    mutatie = lezing.keuze(soort, "mutatie")
    if soort.leeg and not veld.leeg:
        lezing.meld("blok_zonder_soort", [soort, veld])
        return None
    lees = lezing.sloop if mutatie == "sloop" else lezing.aantal
    aantal = lees(veld)
    einddatum = eigen.veld(f"{pad}.einddatum")
    dag = lezing.dag(einddatum)
    blok = Blok(mutatie == "sloop", aantal or 0, veld)
    blok.delen = [*_typen(lezing, eigen, pad, blok), *_bezit(lezing, eigen, pad, blok)]
    if aantal is None:
        if veld.leeg:
            lezing.meld("blok_zonder_aantal", [veld])
        return None
    if dag and aantal:
        blok.opleveringen.append((dag, aantal, einddatum))
    return blok


def _typen(lezing: Lezing, eigen: Eigenschappen, pad: str, blok: Blok) -> Iterator[Deel]:
    """The types of a block: one for all of it, or a number by type."""
    een = eigen.veld(f"{pad}.mutatiegegevens.woning_type")
    if klasse := lezing.keuze(een, "woningtype"):
        yield Deel("Woning type", klasse, blok.aantal, een, "woningtype")
    per = f"{pad}.woning_type"
    lees = lezing.sloop if blok.sloop else lezing.aantal
    for naam in eigen.namen(lezing, per):
        veld = eigen.getal(f"{per}.{naam}")
        klasse = lezing.keuze(Veld(naam, veld.cel, naam), "woningtype")
        if klasse and (woningen := lees(veld)):
            yield Deel("Woning type", klasse, woningen, veld, "woningtype")


def _bezit(lezing: Lezing, eigen: Eigenschappen, pad: str, blok: Blok) -> Iterator[Deel]:
    """Tenures and prices: one for all of the block, or a list with numbers."""
    waarde = eigen.ruw(f"{pad}.waarde")
    eigen.gezien.discard(f"{pad}.waarde")
    delen = ["", *(f"[{nr}]" for nr in range(len(waarde)))] if isinstance(waarde, list) else [""]
    eigen.gezien |= {f"{pad}.waarde{deel}.{naam}" for deel in delen for naam in _PRIJS}
    lees = lezing.sloop if blok.sloop else lezing.aantal
    if not isinstance(waarde, list):
        een = eigen.veld(f"{pad}.mutatiegegevens.eigendom_type")
        if klasse := lezing.keuze(een, "eigendom"):
            yield Deel("Eigendom type", klasse, blok.aantal, een, "eigendom")
            if isinstance(waarde, dict) and (prijs := _prijs(waarde)):
                yield Deel("Waarde", prijs, blok.aantal, een, "prijsklasse", klasse)
        return
    for nr in range(len(waarde)):
        soort = eigen.veld(f"{pad}.waarde[{nr}].eigendom_type")
        veld = eigen.getal(f"{pad}.waarde[{nr}].aantal")
        klasse, woningen = lezing.keuze(soort, "eigendom") or "onbekend", lees(veld)
        if woningen:
            yield Deel("Eigendom type", klasse, woningen, veld, "eigendom")
            if isinstance(waarde[nr], dict) and (prijs := _prijs(waarde[nr])):
                yield Deel("Waarde", prijs, woningen, veld, "prijsklasse", klasse)


_PRIJS = ("categorie", "waarde", "laag", "hoog")


def _prijs(waarde: Mapping[str, Any]) -> str:
    """A price class as it is called, or its bounds."""
    if waarde.get("categorie"):
        return str(waarde["categorie"])
    if waarde.get("waarde") is not None:
        return str(waarde["waarde"])
    grenzen = [waarde.get("laag"), waarde.get("hoog")]
    return "-".join("" if g is None else str(g) for g in grenzen) if any(grenzen) else ""


def _er(lezing: Lezing, eigen: Eigenschappen) -> int:
    """The dwellings to be built that a feature names, for the accounts."""
    ruw = eigen.inhoud.get(lezing.vorm.inhoud["blokken"])
    blokken = [blok for blok in ruw if isinstance(blok, dict)] if isinstance(ruw, list) else []
    gegevens = [blok.get("mutatiegegevens") for blok in blokken]
    return sum(
        ruw_aantal(mutatie.get("aantal"))
        for mutatie in gegevens
        if isinstance(mutatie, dict)
        and lezing.woord(str(mutatie.get("mutatie_type")), "mutatie") != "sloop"
        and isinstance(mutatie.get("aantal"), int | float | str)
    )


def _ongelezen(lezing: Lezing, eigen: Eigenschappen, terzijde: dict[str, list[Veld]]) -> None:
    """Values that no path of the format names: those it leaves aside are told once, others refused."""
    inhoud = lezing.vorm.inhoud
    bekend = [*inhoud["velden"].values(), *inhoud["kenmerken"], *inhoud["niet_overgenomen"]]
    for pad, veld in eigen.ongelezen():
        kaal = re.sub(r"\[\d+\]", "[]", pad)
        deel = next((naam for naam in inhoud["niet_overgenomen"] if _binnen(kaal, naam)), None)
        if deel:
            terzijde.setdefault(deel.rpartition(".")[2], []).append(veld)
        else:
            lezing.meld("veld_onbekend", [veld], lijkt=bedoelt_u(kaal, bekend))
