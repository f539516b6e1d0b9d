"""The joint plan registers of two reference dates beside each other, with what people answered about them."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from woonanalyse.kern import logboek
from woonanalyse.kern.fouten import InvoerFout, Probleem, Waarschuwing, een_van
from woonanalyse.kern.gemeentenamen import opvolger, zelfde_naam
from woonanalyse.kern.getal import hoeveel
from woonanalyse.kern.logboek import Handeling
from woonanalyse.kern.regio import REGIOBESTAND, Regio
from woonanalyse.kern.samen import zet_samen
from woonanalyse.leveringen.bewaard import VLAKKEN as GELEVERD
from woonanalyse.onderwerpen.planregister import vragenlijst
from woonanalyse.onderwerpen.planregister.bron import Planregister, lees, lees_lezingen
from woonanalyse.onderwerpen.planregister.koppeling import PAAR, koppel
from woonanalyse.onderwerpen.planregister.model import Lezing
from woonanalyse.onderwerpen.planregister.planrekening import planrekening
from woonanalyse.onderwerpen.planregister.planverschil import KANTEN, planverschil, sleutels
from woonanalyse.onderwerpen.planregister.tabellen import TABELLEN, koppelregels
from woonanalyse.onderwerpen.planregister.vlakken import lees_vlakken
from woonanalyse.onderwerpen.registerbalans import MAP as PLANREGISTER

KOPPELINGEN = "data/intern/koppelingen.csv"
"""Kept out of git: it names plans, and some are not public."""
KOPPELING = "koppeling"
"""The act in the log: answers on plans that may be the same were taken in."""

VLAKKEN = "vlakken.geojson"
"""Beside a joint register: areas of its plans that someone put there; they go before those delivered."""

KANTKOLOMMEN = ["plan_id", "naam", "plaats", "planstatus", "rest"]
VRAAGKOLOMMEN = [
    "gemeentecode", *(f"{naam}_{kant}" for kant in KANTEN for naam in KANTKOLOMMEN), "afstand_m", "reden",
]  # fmt: skip
"""Columns of the questions: of both plans what tells them, metres between their points (<NA> where one is not
known), and why it is asked."""


Plekken = Callable[[Any, str], Probleem]
"""Where the answer with this index label, and this column of it, was read; what it says is not of use."""


@dataclass(frozen=True)
class Jaarverschil:
    """What became of the plans of two reference dates (ISO).

    `plannen` of `planverschil`, `rekening` of `planrekening`, `vragen` has VRAAGKOLOMMEN; `lezing` is what is
    hard; `besloten` whether a plan is not public; `meldingen` what to know, `opgegaan` by code of a merged
    municipality that of the one that it is counted in, `vlakken` by side of how many plans the area is known.
    """

    toen: str
    nu: str
    plannen: pd.DataFrame
    rekening: pd.DataFrame
    vragen: pd.DataFrame
    lezing: Lezing
    besloten: bool
    opgegaan: Mapping[str, str]
    vlakken: Mapping[str, int]
    meldingen: Sequence[Waarschuwing]


def peildata(wortel: Path) -> list[str]:
    """The reference dates (ISO) of which there is a joint register, in order."""
    return sorted(pad.parent.name for pad in (wortel / PLANREGISTER).glob("*/plannen.csv"))


def vergelijk(wortel: Path, regio: Regio, toen: str, nu: str) -> Jaarverschil:
    """The plans of two reference dates; raises InvoerFout with all problems of what is read.

    Plans of a municipality that has merged by `nu` are compared, and counted, as those of the new one.
    """
    registers = _registers(wortel, regio, toen, nu)
    lezing = _lezing(wortel, regio, nu)
    samen = _opgegaan(regio, date.fromisoformat(nu).year)
    tabellen = {kant: _tabellen(registers[kant], samen) for kant in KANTEN}
    antwoorden, meldingen = _geldige(wortel, registers, toen, nu)
    vlakken, gezegd = _met_vlakken(wortel, tabellen, {"toen": toen, "nu": nu})
    meldingen += gezegd
    oud, nieuw = (tabellen[kant]["plannen"] for kant in KANTEN)
    koppeling = koppel(oud, nieuw, koppelregels(), antwoorden)
    eerder = [
        sleutel
        for dag in peildata(wortel)
        if dag < toen
        for sleutel in sleutels(lees(wortel, regio, _bestand(dag)).plannen)
    ]
    jaar = date.fromisoformat(nu).year
    verschillen = planverschil(
        tabellen["toen"], tabellen["nu"], koppeling, lezing, jaar, frozenset(eerder)
    )
    codes = list(regio.gemeenten["gemeentecode"])
    openbaar = [(r.plannen["vertrouwelijkheid"] == "openbaar").all() for r in registers.values()]
    return Jaarverschil(
        toen=toen,
        nu=nu,
        plannen=verschillen,
        rekening=planrekening(verschillen, {"toen": oud, "nu": nieuw}, lezing, codes),
        vragen=_vragen(koppeling.vragen, oud, nieuw),
        lezing=lezing,
        besloten=not all(openbaar),
        opgegaan={
            code: naar for code, naar in samen.items() if (oud["gemeentecode"] == naar).any()
        },
        vlakken=vlakken,
        meldingen=meldingen,
    )


def neem_antwoorden_op(
    wortel: Path, regio: Regio, gegeven: pd.DataFrame, wie: Mapping[str, str], plekken: Plekken
) -> tuple[int, int]:
    """Keep answers; how many are new, and how many were there already. They stand in the log too.

    `gegeven` has PAAR, reden, oordeel and toelichting; `wie` says peildatum_toen, peildatum_nu, rol, datum;
    `plekken` is where they were read. Raises InvoerFout, and keeps nothing, where one names a plan that is
    not there, or cannot be beside another.
    """
    registers = _registers(wortel, regio, wie["peildatum_toen"], wie["peildatum_nu"])
    alle = vragenlijst.lees_antwoorden(wortel, KOPPELINGEN)
    bestaand = _van(alle, wie["peildatum_toen"], wie["peildatum_nu"])
    nieuw = registers["nu"].plannen
    codes = dict(zip(nieuw["plan_id"], nieuw["gemeentecode"], strict=True))
    erbij = _zoals_geschreven(gegeven, _namen(registers))
    erbij = erbij.assign(**wie, gemeentecode=erbij["plan_id_nu"].map(codes).fillna(""))
    erbij.index = pd.Index([(_NIEUW, rij) for rij in gegeven.index], tupleize_cols=False)
    samen = pd.concat([bestaand, erbij])
    bezwaren = [*vragenlijst.over_weg(erbij, _namen(registers)), *vragenlijst.tegenspraak(samen)]
    if bezwaren:
        raise InvoerFout([_als_probleem(een, plekken) for een in bezwaren])
    uniek = samen.drop_duplicates(PAAR)
    eigen = uniek[[isinstance(rij, tuple) for rij in uniek.index]]
    if not eigen.empty:
        heel = pd.concat([alle, eigen], ignore_index=True)
        acten = logboek.met_erbij(wortel, [_handeling(eigen, wie)])
        zet_samen(wortel, {KOPPELINGEN: vragenlijst.als_bytes(heel), **acten})
    return len(eigen), len(gegeven) - len(eigen)


def _handeling(eigen: pd.DataFrame, wie: Mapping[str, str]) -> Handeling:
    """New answers as an act; which they are stands in the log as their hash."""
    aantal = hoeveel(len(eigen), "antwoord", "antwoorden")
    over = f"{aantal} over plannen van {wie['peildatum_toen']} en {wie['peildatum_nu']}"
    som = hashlib.sha256(vragenlijst.als_bytes(eigen)).hexdigest()
    return Handeling(wie["datum"], wie["rol"], KOPPELING, over, som, "")


_NIEUW = "nieuw"
"""In an index label: an answer that is read, where others are row numbers of the list."""


def _als_probleem(bezwaar: vragenlijst.Bezwaar, plekken: Plekken) -> Probleem:
    if isinstance(bezwaar.rij, tuple):
        plek = plekken(bezwaar.rij[1], bezwaar.kolom)
        return replace(plek, verwacht=bezwaar.verwacht, waarde=bezwaar.waarde)
    rij = int(str(bezwaar.rij)) + 2
    return Probleem(
        KOPPELINGEN, bezwaar.verwacht, rij=rij, kolom=bezwaar.kolom, waarde=bezwaar.waarde
    )


def _bestand(peildatum: str) -> str:
    return f"{PLANREGISTER}/{peildatum}/plannen.csv"


def _registers(wortel: Path, regio: Regio, toen: str, nu: str) -> dict[str, Planregister]:
    """The two registers by side; raises InvoerFout where one is not there, or they are not in order."""
    er = peildata(wortel)
    weg = [dag for dag in (toen, nu) if dag not in er]
    if weg:
        eis = een_van(weg[0], er) if er else "een peildatum waarvan plannen zijn ingenomen (lever)"
        raise InvoerFout([Probleem(PLANREGISTER, eis, waarde=dag) for dag in weg])
    if toen >= nu:
        raise InvoerFout([Probleem("verschil", "eerst de eerdere peildatum", waarde=toen)])
    return {
        kant: lees(wortel, regio, _bestand(dag))
        for kant, dag in zip(KANTEN, (toen, nu), strict=True)
    }


def _lezing(wortel: Path, regio: Regio, dag: str) -> Lezing:
    """The first reading of hard that holds on `dag`; the first of all where none does."""
    bestand = regio.plek("planlijst")
    if bestand is None:
        eis = "planlijst: een bestand met lezingen van hard"
        raise InvoerFout([Probleem(REGIOBESTAND, eis, kolom="planlijst")])
    lezingen, problemen = lees_lezingen(wortel, str(bestand))
    if lezingen is None:
        raise InvoerFout(problemen)
    geldig = [
        lezing
        for lezing in lezingen
        if str(lezing["vanaf"] or "") <= dag <= str(lezing["tot_en_met"] or "9999")
    ]
    return (geldig or lezingen)[0]


def _opgegaan(regio: Regio, jaar: int) -> dict[str, str]:
    """By code of a member that has merged by `jaar` that of the member it is in."""
    leden = regio.gemeenten
    rijen = list(leden[["gemeentecode", "gemeente", "cbs_naam"]].itertuples(index=False, name=None))
    uit = {}
    for code, naam, _ in rijen:
        nieuw = opvolger(naam, jaar)
        for ander, eigen, cbs in rijen:
            if nieuw and zelfde_naam(nieuw, eigen, cbs):
                uit[code] = ander
    return uit


def _tabellen(register: Planregister, samen: Mapping[str, str]) -> dict[str, pd.DataFrame]:
    """The tables of a register, merged municipalities by the code of the new one."""
    tabellen = {naam: getattr(register, naam) for naam in TABELLEN}
    return {
        naam: frame.assign(gemeentecode=frame["gemeentecode"].replace(dict(samen)))
        for naam, frame in tabellen.items()
    }


def _met_vlakken(
    wortel: Path, tabellen: Mapping[str, dict[str, pd.DataFrame]], dagen: Mapping[str, str]
) -> tuple[dict[str, int], list[Waarschuwing]]:
    """Add the areas that lie beside a register (column vlak of plannen); of how many plans, what to know.

    What someone laid there goes before what was delivered.

    Raises InvoerFout where they cannot be read.
    """
    aantallen, meldingen, problemen = {}, list[Waarschuwing](), list[Probleem]()
    for kant, dag in dagen.items():
        plannen = tabellen[kant]["plannen"]
        vlakken: dict[str, Any] = {}
        for naam in (GELEVERD, VLAKKEN):
            bestand = f"{PLANREGISTER}/{dag}/{naam}"
            eigen, gezegd, fouten = lees_vlakken(wortel, bestand, set(plannen["plan_id"]))
            vlakken |= eigen
            meldingen += gezegd
            problemen += fouten
        aantallen[kant] = len(vlakken)
        vormen = [vlakken.get(plan_id) for plan_id in plannen["plan_id"]]
        kolom = pd.Series(vormen, index=plannen.index, dtype="object")
        tabellen[kant]["plannen"] = plannen.assign(vlak=kolom)
    if problemen:
        raise InvoerFout(problemen)
    return aantallen, meldingen


def _van(antwoorden: pd.DataFrame, toen: str, nu: str) -> pd.DataFrame:
    """The answers about these two dates."""
    eigen = (antwoorden["peildatum_toen"] == toen) & (antwoorden["peildatum_nu"] == nu)
    return antwoorden[eigen]


def _namen(registers: Mapping[str, Planregister]) -> dict[str, list[tuple[str, str]]]:
    return {
        kant: list(r.plannen[["plan_id", "naam"]].itertuples(index=False, name=None))
        for kant, r in registers.items()
    }


def _zoals_geschreven(
    gegeven: pd.DataFrame, namen: Mapping[str, list[tuple[str, str]]]
) -> pd.DataFrame:
    """Names with the white space that the register has in them: a sheet is read without."""
    heel = gegeven
    for kant, alle in namen.items():
        eigen = dict(alle)
        paren = zip(heel[f"plan_id_{kant}"], heel[f"naam_{kant}"], strict=True)
        hersteld = [
            eigen[plan_id] if eigen.get(plan_id, "").split() == naam.split() else naam
            for plan_id, naam in paren
        ]
        heel = heel.assign(**{f"naam_{kant}": hersteld})
    return heel


def _geldige(
    wortel: Path, registers: Mapping[str, Planregister], toen: str, nu: str
) -> tuple[pd.DataFrame, list[Waarschuwing]]:
    """The answers that are kept of these dates, and which of them are of a plan that is no longer there."""
    eigen = _van(vragenlijst.lees_antwoorden(wortel, KOPPELINGEN), toen, nu)
    if bezwaren := vragenlijst.tegenspraak(eigen):
        raise InvoerFout([_als_probleem(een, _nergens) for een in bezwaren])
    weg = vragenlijst.over_weg(eigen, _namen(registers))
    meldingen = []
    for een in weg:
        wat = _als_probleem(een, _nergens)
        tekst = f"dit antwoord telt niet: er wordt verwacht {wat.verwacht}"
        meldingen.append(Waarschuwing(wat.bestand, tekst, None, wat.rij, wat.kolom, wat.waarde))
    return eigen.drop(index=[een.rij for een in weg]), meldingen


def _nergens(rij: Any, kolom: str) -> Probleem:
    raise KeyError((rij, kolom))


def _vragen(vragen: pd.DataFrame, oud: pd.DataFrame, nieuw: pd.DataFrame) -> pd.DataFrame:
    """The questions with what the registers say of both plans."""
    heel = vragen.copy()
    for kant, plannen in (("toen", oud), ("nu", nieuw)):
        kolommen = [*KANTKOLOMMEN, "x_rd", "y_rd"]
        eigen = plannen[kolommen].rename(columns={naam: f"{naam}_{kant}" for naam in kolommen})
        heel = heel.drop(columns=f"naam_{kant}").merge(eigen, on=f"plan_id_{kant}", how="left")
    dx, dy = heel["x_rd_toen"] - heel["x_rd_nu"], heel["y_rd_toen"] - heel["y_rd_nu"]
    afstand = [
        pd.NA if pd.isna(x) or pd.isna(y) else round(math.hypot(x, y))
        for x, y in zip(dx, dy, strict=True)
    ]
    heel["afstand_m"] = pd.array(afstand, dtype="Int64")
    return heel[VRAAGKOLOMMEN]
