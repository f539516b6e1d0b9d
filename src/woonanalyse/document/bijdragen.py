"""What subjects give to the report: functions of their module `rapport`, where they have one."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Any, NamedTuple

import pandas as pd

from woonanalyse.kern.beeld.huisstijl import BLADZIJDE
from woonanalyse.kern.catalogus import onderwerpen
from woonanalyse.kern.onderwerp import Onderwerp, Vak
from woonanalyse.onderwerpen.bereken import bereken, bereken_een
from woonanalyse.onderwerpen.dossier import Dossier

Tabellen = Mapping[str, pd.DataFrame]
Plek = tuple[float, float, float, float]
"""Left, top, width and height in mm."""


class Gevuld(NamedTuple):
    """A box with what it holds, its place (left, top, width and height in mm), and whether it is high."""

    naam: str
    kop: str
    tekst: str
    plek: Plek
    hoog: bool


def met_tussentabellen(dossier: Dossier, uit: Tabellen) -> dict[str, pd.DataFrame]:
    """The results `uit`, with the tables that are none and that `waarden` and `toon` of subjects need beside
    them: each names them in UIT of its module `rapport`."""
    namen = [
        naam
        for onderwerp in onderwerpen()
        if dossier.heeft(onderwerp)
        for naam in van_module(onderwerp, "UIT") or ()
    ]
    return {**uit, **bereken(dossier, namen)}


def waarden(dossier: Dossier, uit: Tabellen) -> dict[str, str]:
    """The values that chapters quote of all subjects; of one that is not there what it declares. `uit` of
    `met_tussentabellen`."""
    gevonden: dict[str, str] = {}
    for onderwerp in onderwerpen():
        gevonden |= onderwerp.waarden
        functie = functie_van(onderwerp, "waarden")
        if functie and dossier.heeft(onderwerp):
            gevonden |= functie(dossier, uit)
    return gevonden


def toon(dossier: Dossier, uit: Tabellen) -> dict[str, bool]:
    """Which parts of the report there are: each subject by its name, and what it adds to that.

    A subject without a notebook has no part in the report. `uit` of `met_tussentabellen`.
    """
    gevonden: dict[str, bool] = {}
    for onderwerp in onderwerpen():
        er = dossier.heeft(onderwerp) and onderwerp.notitieboek is not None
        functie = functie_van(onderwerp, "toon")
        gevonden |= {onderwerp.naam: er} | (functie(dossier, uit) if functie and er else {})
    return gevonden


def vakken(dossier: Dossier, uit: Tabellen) -> Callable[[str], list[Gevuld]]:
    """What gives the boxes of one municipality, by its code, in reading order: the same for all of an
    edition."""
    eigen = _eigen(dossier, uit)
    plekken = _indeling(dossier, [vak for vak, _ in eigen])
    vul: dict[Vak, Callable[[str], tuple[str, str]]] = {}
    for vak, onderwerp in eigen:
        functie = functie_van(onderwerp, "vak")
        assert functie is not None
        vul[vak] = functie(dossier, uit)

    def van(code: str) -> list[Gevuld]:
        gevuld = []
        for vak, van_lid in vul.items():
            (kop, tekst), hoog = van_lid(code), vak.hoogte >= BLADZIJDE["hoog"]
            gevuld.append(Gevuld(vak.naam, kop, tekst, plekken[vak.naam], hoog))
        return gevuld

    return van


def vaste_plekken(dossier: Dossier, uit: Tabellen) -> dict[str, Plek]:
    """The places of boxes that every page has, where they are not those of the template."""
    indeling = _indeling(dossier, [vak for vak, _ in _eigen(dossier, uit)])
    return {naam: plek for naam, plek in indeling.items() if naam in BLADZIJDE["vakken"]}


def _eigen(dossier: Dossier, uit: Tabellen) -> list[tuple[Vak, Onderwerp]]:
    """The boxes of subjects in reading order."""
    return sorted(
        ((o.vak, o) for o in onderwerpen() if o.vak and _met_vak(dossier, uit, o)),
        key=lambda paar: paar[0].volgorde,
    )


def _indeling(dossier: Dossier, vakken_: list[Vak]) -> dict[str, Plek]:
    """The place of each box of a subject, by its name; those of other boxes where they are moved."""
    if dossier.editie.kort:
        return _over_alles(vakken_)
    if len({vak.kolom for vak in vakken_} - {"breed"}) < 2:
        plekken = _gestapeld(vakken_, met_figuur=met_figuur(dossier))
        _, boven, _, hoog = plekken["bron"]
        if boven + hoog <= BLADZIJDE["hoogte"]:
            return plekken
    return _plekken(vakken_)


def met_figuur(dossier: Dossier) -> bool:
    """Whether there is anything to draw of any municipality."""
    return bool(getekend(bereken_een(dossier, "balans")).any())


def getekend(balans: pd.DataFrame) -> pd.Series:
    """By row of the balance whether a figure of it shows anything."""
    return balans[["hard_totaal", "behoefte"]].notna().any(axis=1)


def vervolg(dossier: Dossier, uit: Tabellen) -> Callable[[str], list[tuple[str, str, str]]]:
    """What gives, by the code of a municipality, what subjects tell of it beyond its boxes: name of the
    subject, heading, Markdown."""
    vertel = {
        onderwerp.naam: functie(dossier, uit)
        for onderwerp in onderwerpen()
        if dossier.heeft(onderwerp) and (functie := functie_van(onderwerp, "vervolg"))
    }

    def van(code: str) -> list[tuple[str, str, str]]:
        delen = {naam: vertel_(code) for naam, vertel_ in vertel.items()}
        return [(naam, *deel) for naam, deel in delen.items() if deel is not None]

    return van


def _met_vak(dossier: Dossier, uit: Tabellen, onderwerp: Onderwerp) -> bool:
    """Whether a subject has a box: norms where the edition has its own; of an edition that is about those
    alone also what is made of them and of a plan register; another subject where the region has it. A subject
    with a function `met_vak` in its module says so too: whether its box tells something of anybody."""
    functie = functie_van(onderwerp, "met_vak")
    if functie and not functie(dossier, uit):
        return False
    if "normen" in onderwerp.vereist:
        return dossier.heeft(onderwerp)
    if dossier.editie.kort:
        nodig = {"normen", "planregister"}
        return dossier.editie.planstand is not None and nodig <= {*onderwerp.gebruikt}
    return dossier.regio_heeft(onderwerp)


def _over_alles(vakken_: list[Vak]) -> dict[str, Plek]:
    """The places where there is no balance: over the whole width, from where its figures would begin; a wide
    box has its own height, the others share what is left."""
    links, boven, breed, _ = BLADZIJDE["vakken"]["cijfers"]
    tussen = BLADZIJDE["tussen"]
    eigen = sum(vak.hoogte for vak in vakken_ if vak.kolom == "breed")
    delen = [vak for vak in vakken_ if vak.kolom != "breed"]
    ruimte = BLADZIJDE["onder"] - boven - tussen * (len(vakken_) - 1) - eigen
    plekken = {}
    for vak in vakken_:
        hoog = vak.hoogte if vak.kolom == "breed" else round(ruimte / max(len(delen), 1), 2)
        plekken[vak.naam] = (float(links), round(boven, 2), float(breed), float(hoog))
        boven += hoog + tussen
    return plekken


def _plekken(vakken_: list[Vak]) -> dict[str, Plek]:
    """The place of each box: those of a column fill it, each by its height; below them the wide ones.

    A column beside an empty one is as wide as the page.
    """
    plekken = {}
    tussen, onder = BLADZIJDE["tussen"], BLADZIJDE["onder"]
    for vak in reversed([vak for vak in vakken_ if vak.kolom == "breed"]):
        plekken[vak.naam] = (0.0, onder - vak.hoogte, float(BLADZIJDE["breedte"]), vak.hoogte)
        onder -= vak.hoogte + tussen
    kolommen = {
        kolom: plek
        for kolom, plek in BLADZIJDE["kolommen"].items()
        if any(vak.kolom == kolom for vak in vakken_)
    }
    alleen = (0, BLADZIJDE["breedte"]) if len(kolommen) == 1 else None
    for kolom, plek in kolommen.items():
        links, breed = alleen or plek
        eigen = [vak for vak in vakken_ if vak.kolom == kolom]
        boven: float = BLADZIJDE["boven"]
        ruimte = onder - boven - tussen * (len(eigen) - 1)
        for vak in eigen:
            hoog = round(ruimte * vak.hoogte / sum(ander.hoogte for ander in eigen), 2)
            plekken[vak.naam] = (float(links), boven, float(breed), hoog)
            boven = round(boven + hoog + tussen, 2)
    return plekken


def _gestapeld(vakken_: list[Vak], *, met_figuur: bool) -> dict[str, Plek]:
    """The places where no box stands beside another: each right below the one before it, so that what is left
    is at the foot of the page. Without a figure there is one line in its box."""
    vast, tussen = BLADZIJDE["vakken"], BLADZIJDE["tussen"]
    links, boven, breed, hoog = vast["positie"]
    hoog = hoog if met_figuur else BLADZIJDE["zonder_figuur"]
    hoogtes = [
        ("positie", hoog),
        *((vak.naam, vak.hoogte) for vak in vakken_),
        *((naam, vast[naam][3]) for naam in ("besluiten", "bron")),
    ]
    plekken = {}
    for naam, hoogte in hoogtes:
        plekken[naam] = (float(links), float(boven), float(breed), float(hoogte))
        boven += hoogte + tussen
    return plekken


def functie_van(
    onderwerp: Onderwerp, naam: str, module: str = "rapport"
) -> Callable[..., Any] | None:
    """The function of this name in a module of a subject; None where it has none."""
    functie: Callable[..., Any] | None = van_module(onderwerp, naam, module)
    return functie


def van_module(onderwerp: Onderwerp, naam: str, module: str = "rapport") -> Any:
    """What has this name in a module of a subject; None where it has none."""
    pad = f"woonanalyse.onderwerpen.{onderwerp.naam}.{module}"
    return None if find_spec(pad) is None else getattr(importlib.import_module(pad), naam, None)
