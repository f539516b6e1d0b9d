"""Formats of deliveries as data: which there are, checked when a project adds its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from woonanalyse.kern.bronbestanden import is_bijvangst
from woonanalyse.kern.catalogus import lees_verklaring
from woonanalyse.kern.formulier import formulieren
from woonanalyse.kern.fouten import InvoerFout, Probleem, een_van
from woonanalyse.kern.waarden import genormaliseerd
from woonanalyse.kern.yamlbestand import lees_yaml
from woonanalyse.leveringen.waarden.woordenlijst import gemene_lijsten, met_dagen

EIGEN_VORMEN = "data/vormen"
"""The folder of a project with formats of its own, from the root."""


@dataclass(frozen=True)
class Vorm:
    """A format: `inhoud` is its YAML (vorm.json), of which its reader (`lezer`) takes what it needs.

    `id` is the name of the file; `vanaf` and `tot_en_met` (ISO, or empty): when the form was in use.
    """

    id: str
    naam: str
    versie: str
    vanaf: str
    tot_en_met: str
    lezer: str
    inhoud: Mapping[str, Any]

    @property
    def herken(self) -> Mapping[str, Any]:
        """Texts that a file of this format holds, and where."""
        return dict(self.inhoud["herken"])


@lru_cache(maxsize=4096)
def kop_kaal(tekst: str) -> str:
    """A head without capitals, double spaces, and what people put behind it.

    >>> kop_kaal("Plan_ID *:")
    'plan_id'
    """
    return " ".join(genormaliseerd(tekst).casefold().split()).rstrip(" :*")


@cache
def meegeleverd() -> Mapping[str, Vorm]:
    """The formats that come with the package, and a template per register."""
    map_ = resources.files("woonanalyse") / "leveringen" / "vormen"
    uit_bestand = {
        pad.name.removesuffix(".yml"): met_dagen(lees_verklaring(pad))
        for pad in map_.iterdir()
        if pad.name.endswith(".yml")
    }
    alles = {naam: als_vorm(naam, inhoud) for naam, inhoud in uit_bestand.items()}
    return dict(sorted({**alles, **_van_registers()}.items()))


def _van_registers() -> dict[str, Vorm]:
    return {
        naam: als_vorm(
            naam,
            {
                "naam": f"sjabloon van het register {naam}",
                "versie": "1",
                "vanaf": "2015-01-01",
                "tot_en_met": None,
                "lezer": "register",
                "herken": {"teksten": list(formulier.kolommen), "samen": True},
            },
        )
        for naam, formulier in formulieren().items()
    }


def als_vorm(naam: str, inhoud: Mapping[str, Any]) -> Vorm:
    """A format from what vorm.json has checked; `naam` becomes its id."""
    return Vorm(
        id=naam,
        naam=inhoud["naam"],
        versie=str(inhoud["versie"]),
        vanaf=inhoud["vanaf"],
        tot_en_met=inhoud["tot_en_met"] or "",
        lezer=inhoud["lezer"],
        inhoud=inhoud,
    )


def lees_vormen(wortel: Path | None) -> Mapping[str, Vorm]:
    """All formats by id: those of the package, then the project's own.

    Raises InvoerFout with all problems of all its files; a name that the package has is one.
    """
    vormen, problemen = dict(meegeleverd()), []
    map_ = wortel / EIGEN_VORMEN if wortel else None
    for pad in sorted(map_.glob("*.yml")) if map_ else ():
        if is_bijvangst(pad.name):
            continue
        bestand = f"{EIGEN_VORMEN}/{pad.name}"
        inhoud, fouten = lees_yaml(wortel, bestand, "leveringen/vorm")  # type: ignore[arg-type]
        if inhoud is not None:
            fouten = [*controleer(bestand, inhoud)]
            if pad.stem in meegeleverd():
                fouten.append(Probleem(bestand, f"een andere naam; de vorm {pad.stem} is er al"))
            vormen[pad.stem] = als_vorm(pad.stem, inhoud)
        problemen += fouten
    if problemen:
        raise InvoerFout(problemen)
    return vormen


def controleer(bestand: str, inhoud: Mapping[str, Any]) -> Iterator[Probleem]:
    """What a schema cannot see in a format with rows: fields, lists and names that are not there."""
    if inhoud["lezer"] != "rijen":
        return
    velden = _velden()
    lijsten = {**gemene_lijsten(), **inhoud.get("waarden", {})}
    for nr, kolom in enumerate(inhoud["kolommen"]):
        plek = f"kolommen[{nr}]"
        for naam, keuzes in (("veld", velden), ("waarden", lijsten)):
            if naam in kolom and kolom[naam] not in keuzes:
                yield Probleem(
                    bestand,
                    een_van(kolom[naam], sorted(keuzes)),
                    kolom=f"{plek}.{naam}",
                    waarde=kolom[naam],
                )
        if not kolom.keys() & {"veld", "fasering", "categorieen", "rol", "naam_bij"}:
            verwacht = "wat met de kolom gebeurt: veld, fasering, categorieen, rol of naam_bij"
            yield Probleem(
                bestand, verwacht, kolom=plek, waarde=kolom.get("kop", kolom.get("patroon"))
            )
        yield from _controleer_patroon(bestand, plek, kolom)
    for veld in ("plan_id", "gemeentecode", "naam"):
        gegeven = [k.get("veld") for k in inhoud["kolommen"]] + list(inhoud.get("vast", {}))
        if veld not in gegeven:
            yield Probleem(
                bestand, f"een kolom met veld: {veld} (of een waarde bij vast)", kolom="kolommen"
            )
    for veld in inhoud.get("vast", {}):
        if veld not in velden:
            yield Probleem(bestand, een_van(veld, sorted(velden)), kolom="vast", waarde=veld)


def _controleer_patroon(bestand: str, plek: str, kolom: Mapping[str, Any]) -> Iterator[Probleem]:
    patroon = kolom.get("patroon", "")
    try:
        groepen = set(re.compile(patroon).groupindex)
    except re.error:
        yield Probleem(
            bestand, "een geldige reguliere expressie", kolom=f"{plek}.patroon", waarde=patroon
        )
        return
    delen = [kolom.get("fasering", {}), *kolom.get("categorieen", ())]
    for deel in delen:
        for waarde in deel.values():
            for naam in re.findall(r"\{(\w+)\}", str(waarde)):
                if naam not in groepen:
                    yield Probleem(
                        bestand,
                        f"een groep die {naam} heet in het patroon",
                        kolom=f"{plek}.patroon",
                    )


@cache
def _velden() -> tuple[str, ...]:
    map_ = resources.files("woonanalyse") / "onderwerpen" / "planregister" / "register"
    return tuple(lees_verklaring(map_ / "plannen.yml")["kolommen"])


def lijkt_op(tekst: str, namen: Iterable[str], genoeg: float = 75) -> str:
    """The name that looks most like `tekst`; empty where none looks enough like it."""
    kaal = kop_kaal(tekst)
    beste = max(namen, key=lambda naam: (fuzz.ratio(kaal, kop_kaal(naam)), naam), default="")
    return beste if beste and fuzz.ratio(kaal, kop_kaal(beste)) >= genoeg else ""
