"""From an edition to what the strategy computes with; and the parameters that it is shipped with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from math import ceil
from typing import Any

import pandas as pd

from woonanalyse.afspraken.tijd import termijn_in_maanden, tijd
from woonanalyse.kern.afspraak import lezing_van
from woonanalyse.kern.catalogus import lees_verklaring
from woonanalyse.kern.dagen import plus_maanden
from woonanalyse.kern.getal import procent
from woonanalyse.kern.norm import TEN_MINSTE
from woonanalyse.kern.oordeel import BINNEN, BUITEN, ONBEKEND
from woonanalyse.onderwerpen.dossier import Dossier, Uit
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.onderwerpen.strategie.model import (
    OPENBAAR,
    hard_per_gemeente,
    hard_per_periode,
    hard_per_plan,
    niet_openbaar,
    zinvol,
)
from woonanalyse.onderwerpen.strategie.normen import HOOG, LAAG
from woonanalyse.onderwerpen.strategie.programma import FASEKOLOMMEN, Jaren
from woonanalyse.onderwerpen.strategie.programmascherm import VERBORGEN
from woonanalyse.onderwerpen.strategie.projectie import tempo
from woonanalyse.onderwerpen.strategie.stand import NORM, PROGNOSE, Stand, naar_leden

TEMPOJAREN = 3
"""How many years before the reference date the own pace is taken from: our choice."""


@cache
def verklaard(naam: str) -> Mapping[str, Any]:
    """What `naam`.yml of this subject says: instrumenten, doelen, programma, projectie, scenarios."""
    return lees_verklaring(
        resources.files("woonanalyse") / "onderwerpen" / "strategie" / f"{naam}.yml"
    )


def parameters() -> Mapping[str, Mapping[str, Any]]:
    """What a programme and a projection assume, each as a range."""
    return {**verklaard("projectie"), **verklaard("programma")}


def namen_van_maatregelen() -> dict[str, str]:
    """The name of every measure by its id."""
    alle = verklaard("instrumenten")["instrumenten"]
    return {een["id"]: een["naam"] for een in alle}


def middelen_van(editie: Editie) -> list[Mapping[str, Any]]:
    """The measures that can change what is hard, by the law of the day and the reading of an edition; none
    without a plan register."""
    if editie.planstand is None:
        return []
    dag = date.fromisoformat(editie.opzet.stand_per)
    return zinvol(verklaard("instrumenten")["instrumenten"], editie.planstand.lezing, dag)


def verzonnen(editie: Editie) -> bool:
    """Whether the highest norm is one of made data, that nobody agreed on."""
    return editie.planstand is not None and editie.planstand.hoogstens is not None


def normwoord(editie: Editie) -> str:
    """What the highest norm is called in a sentence: a made one is always named as made."""
    return "de verzonnen bovengrens" if verzonnen(editie) else "de norm"


def norm_in_woorden(editie: Editie) -> str:
    """The highest norm, and whether it is made; empty where none holds."""
    hoogstens = _hoogstens(editie)
    if hoogstens is None:
        return ""
    merk = "; voorbeelddata, geen afspraak" if verzonnen(editie) else ""
    return f"harde plannen ten hoogste {procent(hoogstens, 0)} van de behoefte{merk}"


def stand_van(dossier: Dossier, uit: Uit) -> Stand:
    """What is known of an edition; `uit` gives the table strategie_leden."""
    editie = dossier.editie
    opzet, regio = editie.opzet, dossier.regio
    dag = peildatum(editie)
    bekend_tot, voorraad, jaren = _gebouwd(dossier)
    heel = _heel(editie, dag, bekend_tot)
    leden = uit("strategie_leden")
    return Stand(
        editie=editie.naam,
        leden=leden,
        gebieden=naar_leden(regio.gemeenten, regio.delen, regio.naam),
        peildatum=dag,
        heel=heel,
        hoogstens=_hoogstens(editie),
        termijn=_termijn(editie, dag, heel),
        tempojaren=jaren,
        voorraad=voorraad,
        fasering=_fasering(editie, leden),
        register=editie.planstand is not None,
        lopend=opzet.stand_per <= _einde(editie),
    )


def _einde(editie: Editie) -> str:
    """The last day (ISO) of what the proposal is judged by: the edition's own norms, or the highest norm."""
    einde = editie.maximum["tot_en_met"] if editie.normen is None else editie.normen.einde
    return str(einde)


def _hoogstens(editie: Editie) -> float | None:
    """The highest norm, as a fraction of the need; None where none holds."""
    stand = editie.planstand
    if stand is not None and stand.hoogstens is not None:
        return stand.hoogstens
    return editie.norm if editie.opzet.toets else None


def peildatum(editie: Editie) -> date | None:
    """The day that capacity and need are of: that of a made register, or of the edition."""
    stand, dag = editie.planstand, editie.opzet.peildatum
    if stand is not None and stand.nog is not None:
        dag = stand.register.peildatum or dag
    return date.fromisoformat(dag) if dag else None


def laatste_hele_jaar(dag: str) -> int:
    """The last year that is over on a day (ISO)."""
    gelezen = date.fromisoformat(dag)
    return gelezen.year if (gelezen.month, gelezen.day) == (12, 31) else gelezen.year - 1


def _gebouwd(dossier: Dossier) -> tuple[int, pd.DataFrame, Jaren]:
    """Up to which year things are known, what was built up to then, and the years of the pace."""
    bekend_tot = laatste_hele_jaar(dossier.editie.opzet.stand_per)
    voorraad = voorraad_van(dossier, bekend_tot)
    return bekend_tot, voorraad, _tempojaren(peildatum(dossier.editie), voorraad, bekend_tot)


def voorraad_van(dossier: Dossier, bekend_tot: int) -> pd.DataFrame:
    """What was built and demolished up to a year; without rows where the region has no count of it."""
    bron: Any = dossier.bronnen.get("gebouwd")
    kolommen = ["gemeentecode", "jaar", "nieuwbouw", "sloop"]
    if bron is None:
        leeg = pd.DataFrame(columns=kolommen)
        return leeg.astype({"jaar": "Int64", "nieuwbouw": "Int64", "sloop": "Int64"})
    return bron.voorraad.loc[bron.voorraad["jaar"] <= bekend_tot, kolommen].reset_index(drop=True)


def _tempojaren(peildatum: date | None, voorraad: pd.DataFrame, bekend_tot: int) -> Jaren:
    """The last years that were counted before the reference date."""
    laatste = bekend_tot if peildatum is None else peildatum.year - 1
    if len(voorraad):
        laatste = min(laatste, int(voorraad["jaar"].max()))
    return Jaren(laatste - TEMPOJAREN + 1, laatste)


def _als_tempo(voorraad: pd.DataFrame, jaren: Jaren) -> pd.DataFrame:
    namen = {"laag": "tempo_laag", "hoog": "tempo_hoog"}
    return tempo(voorraad, *jaren).rename(columns=namen)


def _heel(editie: Editie, peildatum: date | None, bekend_tot: int) -> Jaren | None:
    """The years of the need that are left; where the last is unknown those of which things are known."""
    periode = editie.opzet.periode
    if peildatum is None or periode.van is None:
        return None
    van = max(periode.van, peildatum.year)
    return Jaren(van, periode.tot_en_met or max(van, bekend_tot))


def _termijn(editie: Editie, peildatum: date | None, heel: Jaren | None) -> date | None:
    """The end of the term to restore the balance, by the reading that is used, where that holds and comes
    after the reference date; else the last day of the years of the need."""
    if peildatum is None or heel is None or editie.opzet.periode.tot_en_met is None:
        return None
    einde = date(heel.tot_en_met, 12, 31)
    lezing = lezing_van(editie.termijn) if editie.opzet.toets and editie.termijn else None
    if lezing is None or editie.termijn is None:
        return einde
    begin = tijd(str(lezing["start"])).vroegst
    dag = plus_maanden(begin, termijn_in_maanden(editie.termijn))
    return dag if peildatum < dag < einde else einde


def leden_van(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """LEDENKOLOMMEN of the strategy; `uit` gives balans_kaal and voorwaarden."""
    editie = dossier.editie
    _, voorraad, jaren = _gebouwd(dossier)
    per = uit("balans_kaal").groupby("gemeentecode", sort=False)
    kern = pd.DataFrame(
        {
            "behoefte_laag": per["behoefte"].agg(lambda s: s.min(skipna=False)),
            "behoefte_hoog": per["behoefte"].agg(lambda s: s.max(skipna=False)),
            "hard": per["hard_totaal"].first(),
            "hard_uitwerk": per["hard_uit_te_werken"].first(),
            "oordeel": per["oordeel"].first(),
        }
    )
    leden = dossier.regio.gemeenten[["gemeentecode", "gemeente", "subregio"]].merge(
        kern.reset_index(), on="gemeentecode", how="left"
    )
    staten = leden["gemeentecode"].map(_bovenkant(uit("voorwaarden"))).astype("object")
    leden["voorwaarden"] = staten.fillna("n.v.t.")
    leden["zacht"] = leden["gemeentecode"].map(_zacht(editie)).astype("Int64")
    leden = _uit_register(editie, met_norm(editie, leden))
    return leden.merge(_als_tempo(voorraad, jaren), on="gemeentecode", how="left")


def met_norm(editie: Editie, leden: pd.DataFrame) -> pd.DataFrame:
    """`leden` with ten_minste and behoefte_bron; the need is what a norm asks where nothing else is known of
    it."""
    stand = editie.planstand
    nog = _ten_minste(editie)
    factor = 1.0
    if stand is not None and stand.nog is not None:
        nog, factor = dict(stand.nog), stand.ten_minste or 0.0
    eigen = leden["gemeentecode"].map(nog).astype("Int64")
    zonder = leden["behoefte_laag"].isna()
    bron = pd.Series(PROGNOSE, index=leden.index).mask(zonder, ONBEKEND)
    per_kant = {
        f"behoefte_{kant}": leden[f"behoefte_{kant}"].astype("Int64").fillna(eigen)
        for kant in (LAAG, HOOG)
    }
    ten_minste = (eigen.astype("Float64") * factor).map(ceil, na_action="ignore")
    return leden.assign(
        ten_minste=ten_minste.astype("Int64"),
        behoefte_bron=bron.mask(zonder & eigen.notna(), NORM),
        **per_kant,
    )


def _bovenkant(voorwaarden: pd.DataFrame) -> dict[str, str]:
    """By municipality the state of all its conditions together."""
    uitkomst = {}
    for code, groep in voorwaarden.groupby("gemeentecode"):
        staten = [staat for staat in groep["staat"] if staat != "nvt"]
        for staat in ("niet vervuld", "onbekend", "vervuld"):
            if staat in staten:
                uitkomst[str(code)] = staat
                break
    return uitkomst


def _ten_minste(editie: Editie) -> dict[str, int]:
    """By municipality what the lowest norm on additions asks, where it is divided over the members."""
    if editie.normen is None or editie.verdeling is None or editie.normen.verdeling is None:
        return {}
    norm = editie.normen.met_id(editie.normen.verdeling.woningen)
    if norm.richting != TEN_MINSTE:
        return {}
    return {
        str(code): int(aantal)
        for code, aantal in editie.verdeling[["gemeentecode", "woningen"]].itertuples(index=False)
    }


def _zacht(editie: Editie) -> dict[str, int]:
    """By municipality soft plans, of the source that the balance is made of."""
    bron = (editie.opzet.balans or {}).get("bestand")
    frame = (editie.capaciteiten or {}).get(str(bron))
    if frame is None:
        return {}
    bekend = frame[frame["zacht"].notna()]
    return {
        str(code): int(aantal)
        for code, aantal in bekend[["gemeentecode", "zacht"]].itertuples(index=False)
    }


def _uit_register(editie: Editie, leden: pd.DataFrame) -> pd.DataFrame:
    """Capacity that the balance does not know, as far as it may be shown; soft plans only of members of which
    every plan is public; and the judgement by made norms."""
    stand = editie.planstand
    if stand is None:
        return leden
    eigen = leden.set_index("gemeentecode")
    per = stand.getoond.set_index("gemeentecode")
    for naam in ("hard", "hard_uitwerk"):
        eigen[naam] = eigen[naam].fillna(per[naam]).astype("Int64")
    zacht = hard_per_gemeente(stand.register.plannen, stand.lezing)["zacht"]
    open_ = zacht[~zacht.index.isin(niet_openbaar(stand.register.plannen))]
    eigen["zacht"] = eigen["zacht"].fillna(open_).astype("Int64")
    if stand.hoogstens is not None:
        boven = eigen["hard"] > stand.hoogstens * eigen["behoefte_laag"]
        woorden = boven.map({True: BUITEN, False: BINNEN}).astype("object")
        eigen["oordeel"] = woorden.where(boven.notna(), ONBEKEND)
    return eigen.reset_index()


def _fasering(editie: Editie, leden: pd.DataFrame) -> pd.DataFrame:
    """When hard plans are to be completed, of members whose capacity is shown; of plans that are not public
    it is not told when."""
    if editie.planstand is None:
        return pd.DataFrame(columns=FASEKOLOMMEN).astype(dict.fromkeys(FASEKOLOMMEN[1:], "Int64"))
    register = editie.planstand.register
    te_veel = list(leden.loc[leden["oordeel"] == BUITEN, "gemeentecode"])
    fasen = hard_per_periode(
        register.plannen,
        register.fasering,
        editie.planstand.lezing,
        te_veel if verklaard("eisen")["uitwerkingsplicht"]["geldt"] else [],
    )
    getoond = leden.loc[leden["hard"].notna(), "gemeentecode"]
    return fasen[fasen["gemeentecode"].isin(getoond)].reset_index(drop=True)


def verborgen_van(editie: Editie) -> pd.DataFrame:
    """The hard plans that are not public: gemeentecode, eigenaar, woningen; none without a plan register."""
    if editie.planstand is None:
        return pd.DataFrame(columns=VERBORGEN)
    plannen = editie.planstand.register.plannen
    hard = hard_per_plan(plannen, editie.planstand.lezing)
    dicht = plannen[(plannen["vertrouwelijkheid"] != OPENBAAR) & plannen["plan_id"].isin(hard)]
    woningen = [hard[plan][1] for plan in dicht["plan_id"]]
    return dicht.assign(woningen=woningen)[VERBORGEN].reset_index(drop=True)
