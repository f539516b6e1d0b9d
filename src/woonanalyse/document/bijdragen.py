"""What subjects give to the report: functions of their module `rapport`, where they have one."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Any, NamedTuple

import pandas as pd

from woonanalyse.kern.catalogus import onderwerpen
from woonanalyse.kern.onderwerp import Onderwerp, Vak
from woonanalyse.onderwerpen.bereken import bereken
from woonanalyse.onderwerpen.dossier import Dossier

Tabellen = Mapping[str, pd.DataFrame]


class Gevuld(NamedTuple):
    """A box with what it holds, its column (None over the whole width), and whether it is high."""

    naam: str
    kop: str
    tekst: str
    kolom: str | None
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
    edition. Without boxes in both columns, all have the whole width."""
    eigen = _eigen(dossier, uit)
    kolommen = {vak.kolom for vak, _ in eigen} - {"breed"}
    in_kolommen = len(kolommen) == 2 and not dossier.editie.kort
    vul: dict[Vak, Callable[[str], tuple[str, str]]] = {}
    for vak, onderwerp in eigen:
        functie = functie_van(onderwerp, "vak")
        assert functie is not None
        vul[vak] = functie(dossier, uit)

    def van(code: str) -> list[Gevuld]:
        gevuld = []
        for vak, van_lid in vul.items():
            kolom = vak.kolom if in_kolommen and vak.kolom != "breed" else None
            gevuld.append(Gevuld(vak.naam, *van_lid(code), kolom, vak.hoog))
        return gevuld

    return van


def _eigen(dossier: Dossier, uit: Tabellen) -> list[tuple[Vak, Onderwerp]]:
    """The boxes of subjects in reading order, those in a column first."""
    return sorted(
        ((o.vak, o) for o in onderwerpen() if o.vak and _met_vak(dossier, uit, o)),
        key=lambda paar: (paar[0].kolom == "breed", paar[0].volgorde),
    )


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
