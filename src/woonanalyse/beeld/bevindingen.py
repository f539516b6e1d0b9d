"""The finding of each figure as one sentence made from its data: what its caption begins with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from woonanalyse.afspraken.status import NIET_GEHAALD, NVT, ONBEKEND
from woonanalyse.beeld.zinnen import heeft_band, namen_per_oordeel
from woonanalyse.getal import aantal, datum, opsomming, procent
from woonanalyse.model import oordeel

MEESTE_NAMEN = 4


def positie(balans: pd.DataFrame) -> str:
    """Who is above the norm, also at the highest need."""
    namen = namen_per_oordeel(balans)
    buiten, grens = namen.get(oordeel.BUITEN, []), namen.get(oordeel.OP_DE_GRENS, [])
    weg, totaal = namen.get(oordeel.ONBEKEND, []), balans["gemeentecode"].nunique()
    if len(weg) == totaal:
        return "Van geen gemeente is de verhouding tussen plannen en behoefte bekend."
    if namen.get(oordeel.NVT):
        return "De verhouding tussen plannen en behoefte wordt in deze editie niet getoetst."
    if buiten:
        ook = " ook bij de hoogste behoefte" if heeft_band(balans) else ""
        zin = f"{_ligt(buiten, totaal)}{ook} boven de norm"
    elif grens:
        zin = f"{_ligt(grens, totaal)} alleen bij de laagste behoefte boven de norm"
    else:
        zin = (
            "Geen gemeente ligt boven de norm"
            if not weg
            else "Geen gemeente is bekend boven de norm"
        )
    return f"{zin}{_onbekend(len(weg))}."


def behoefte(balans: pd.DataFrame) -> str:
    """In how many municipalities hard plans go beyond the highest need, and stay below the lowest."""
    per = balans.groupby("gemeentecode")["saldo"]
    weg = per.apply(lambda saldo: saldo.isna().any())
    if weg.all():
        return "Van geen gemeente zijn behoefte en harde plannen allebei bekend."
    meer, minder = int((per.max()[~weg] < 0).sum()), int((per.min()[~weg] > 0).sum())
    band = heeft_band(balans)
    return (
        f"In {_deel(meer, len(weg))} zijn er meer harde plannen dan de {'hoogste ' if band else ''}behoefte, "
        f"in {minder} minder dan de {'laagste ' if band else ''}behoefte{_onbekend(int(weg.sum()))}."
    )


def ligging(invoer: pd.DataFrame) -> str:
    """In how many municipalities most of the hard plans lie inside the built-up area."""
    rijen = invoer.drop_duplicates("gemeentecode")
    bekend = rijen[rijen[["hard_inbreiding", "hard_uitbreiding"]].notna().all(axis=1)]
    if bekend.empty:
        return "Of de harde plannen binnen of buiten bebouwd gebied liggen, is onbekend."
    binnen = int((bekend["hard_inbreiding"] > bekend["hard_uitbreiding"]).sum())
    som = bekend[["hard_inbreiding", "hard_uitbreiding"]].sum()
    deel = procent(som["hard_inbreiding"] / som.sum(), 0) if som.sum() else "onbekend"
    return (
        f"In {_deel(binnen, len(rijen))} ligt meer dan de helft van de harde plannen binnen bebouwd gebied"
        f"{_onbekend(len(rijen) - len(bekend))}; samen is dat {deel} van de woningen."
    )


def ligging_kop(invoer: pd.DataFrame) -> str:
    """Which part of the dwellings lies inside the built-up area, as the end of a heading; may be empty."""
    bekend = invoer.drop_duplicates("gemeentecode")[
        ["hard_inbreiding", "hard_uitbreiding"]
    ].dropna()
    som = bekend.sum()
    if not som.sum():
        return ""
    return f": {procent(som['hard_inbreiding'] / som.sum(), 0)} van de woningen in harde plannen erbinnen"


def afspraken_kop(uitkomst: pd.DataFrame) -> str:
    """For how many articles nothing but onbekend is known, as a heading."""
    staten = uitkomst.groupby("artikel")["status"].agg(set)
    stil = sum(ONBEKEND in s <= {ONBEKEND, NVT} for s in staten)
    if set(uitkomst["status"]) <= {NVT}:
        return "De woonafspraken: deze editie wordt er niet aan getoetst"
    return f"De woonafspraken: van {stil} van de {len(staten)} artikelen is de stand onbekend"


def edities(deel: pd.DataFrame, toen: Sequence[str], nu: Sequence[str], vergelijkbaar: bool) -> str:
    """Who was above the norm in both editions; `deel` by one definition, names above the norm in each."""
    if not vergelijkbaar or deel["dekking_verschil"].isna().all():
        return "De twee edities zijn niet met dezelfde rekenwijze te vergelijken: de verhouding is onbekend."
    leden = deel.drop_duplicates("gemeentecode")
    weg = deel.loc[deel["dekking_verschil"].isna(), "gemeentecode"].nunique()
    samen = [naam for naam in leden["gemeente"] if naam in set(toen) & set(nu)]
    wie = _ligt(sorted(samen), len(leden), "lag", "lagen") if samen else "Geen gemeente lag"
    wijze = deel["rekenwijze"].iloc[0]
    return f"{wie} in beide edities boven de norm, volgens {wijze}{_onbekend(weg)}."


def gebouwd(naast: pd.DataFrame) -> str:
    """In how many municipalities more was built per year than the highest need per year."""
    bekend = naast[naast[["nieuwbouw_per_jaar", "behoefte_per_jaar_hoog"]].notna().all(axis=1)]
    if bekend.empty:
        wat = "is gebouwd" if naast["nieuwbouw_per_jaar"].isna().all() else "nodig was"
        return f"Wat er per jaar {wat}, is van geen gemeente bekend."
    meer = int((bekend["nieuwbouw_per_jaar"] > bekend["behoefte_per_jaar_hoog"]).sum())
    return (
        f"In {_deel(meer, len(naast))} werd per jaar meer gebouwd dan de hoogste behoefte"
        f"{_onbekend(len(naast) - len(bekend))}."
    )


def terugweg(boven: pd.DataFrame) -> str:
    """How much is above the norm at the lowest need, together; `boven` of beeld.herstel.boven."""
    if boven.empty:
        return "Van geen gemeente is bekend dat zij boven de norm ligt."
    meeste = boven.groupby("gemeentecode")["boven_norm"].max()
    waar = "1 gemeente" if len(meeste) == 1 else f"{len(meeste)} gemeenten samen"
    zonder = boven.loc[boven["hersteldatum"].isna(), "gemeentecode"].nunique()
    voor = "" if zonder == len(meeste) else f"voor {zonder} daarvan "
    slot = (
        f"; {voor}{'is de hersteldatum' if voor else 'de hersteldatum is'} onbekend"
        if zonder
        else ""
    )
    laagste = "bij de laagste behoefte " if (boven.groupby("gemeentecode").size() > 1).any() else ""
    return f"In {waar} liggen {laagste}{aantal(meeste.sum())} woningen in harde plannen boven de norm{slot}."


def wijkpad(geteld: pd.DataFrame, doelen: pd.DataFrame, provincie: str) -> str:
    """The last count beside the target that is judged."""
    doel = "; ".join(
        f"het doel is {aantal(d.doel)} op {datum(d.datum)}"
        for d in doelen[doelen["beoordeeld"].astype(bool)].itertuples()
    )
    if geteld.empty:
        begin = f"Hoeveel wijkaanpakken er in {provincie} zijn gestart, is onbekend"
    else:
        laatste = geteld.sort_values("peildatum").iloc[-1]
        circa = "ongeveer " if laatste["circa"] else ""
        wat = f"{circa}{aantal(laatste['gestart'])} gestarte wijkaanpakken"
        begin = f"{provincie} telde {wat} in {datum(laatste['peildatum'])}"
    return f"{begin}; {doel}." if doel else f"{begin}."


def wijken(per_gemeente: pd.DataFrame) -> str:
    """In how many municipalities the register knows a district that started."""
    weg = int(per_gemeente["niet_gestart"].isna().sum())
    if weg == len(per_gemeente):
        return "Het register kent van geen gemeente een wijk."
    zonder = int(per_gemeente["gestart"].isna().sum())
    met = int((per_gemeente["gestart"] > 0).fillna(False).sum())
    waar = _deel(met, len(per_gemeente))
    return f"In {waar} is volgens het register een wijkaanpak gestart{_onbekend(zonder)}."


def taak(waarden: Mapping[str, Any], naam: str) -> str:
    """The task of the last half-year that is known; `waarden` by half-year, in order."""
    bekend = [(h, w) for h, w in waarden.items() if pd.notna(w)]
    if not bekend:
        return f"De taakstelling van {naam} is van geen halfjaar bekend."
    halfjaar, waarde = bekend[-1]
    weg = len(waarden) - len(bekend)
    gaten = f"; van {weg} van de {len(waarden)} halfjaren is zij onbekend" if weg else ""
    return f"De taakstelling van {naam} was {aantal(waarde)} personen in {halfjaar}{gaten}."


def achterstand(land: pd.DataFrame) -> str:
    """The first and last known national backlog; `land` has halfjaar, achterstand."""
    bekend = land[land["achterstand"].notna()]
    slot = "per gemeente is zij onbekend"
    if bekend.empty:
        return f"De landelijke achterstand is van geen halfjaar bekend; {slot}."
    delen = [
        f"{aantal(r['achterstand'])} in {r['halfjaar']}"
        for _, r in bekend.iloc[sorted({0, len(bekend) - 1})].iterrows()
    ]
    return f"De landelijke achterstand was aan het begin {' en '.join(delen)}; {slot}."


def afspraken(uitkomst: pd.DataFrame) -> str:
    """For how many articles nothing but onbekend is known, and where the state is niet gehaald."""
    staten = uitkomst.groupby("artikel")["status"].agg(set)
    stil = sum(ONBEKEND in s <= {ONBEKEND, NVT} for s in staten)
    niet = uitkomst[uitkomst["status"] == NIET_GEHAALD]
    if set(uitkomst["status"]) <= {NVT}:
        return "Deze editie wordt aan geen van de artikelen getoetst."
    eerste = f"Van {stil} van de {len(staten)} artikelen is alleen bekend dat de stand onbekend is"
    if not stil:
        eerste = f"Van elk van de {len(staten)} artikelen is iets bekend"
    tweede = "niet gehaald is nergens de stand"
    if len(niet):
        nrs = opsomming([str(nr) for nr in sorted(niet["artikel"].unique())])
        tweede = f"niet gehaald is de stand bij artikel {nrs} ({len(niet)} van de uitkomsten)"
    return f"{eerste}; {tweede}."


def plannenlijst(lijst: pd.DataFrame, hard: str) -> str:
    """How much of the plan list can be built at once; `lijst` of one reading."""
    weg = lijst.loc[lijst["plannen"].isna(), "gemeentecode"].nunique()
    totaal = lijst["gemeentecode"].nunique()
    if weg == totaal:
        return "In de plannenlijst staat van geen gemeente een plan."
    som, direct = lijst["woningen"].sum(), lijst.loc[lijst["hardheid"] == hard, "woningen"].sum()
    zonder = (
        f"; {weg} van de {totaal} gemeenten {'staat' if weg == 1 else 'staan'} er niet in"
        if weg
        else ""
    )
    return (
        f"{aantal(direct)} van de {aantal(som)} woningen in de lijst zijn direct te bouwen{zonder}."
    )


def grootte(klassen: pd.DataFrame) -> str:
    """Which part of the dwellings is in the class of the largest plans."""
    som = klassen["woningen"].sum()
    if not som:
        return "In de plannenlijst staat geen plan waarin nog gebouwd kan worden."
    groot = klassen[klassen["van"] == klassen["van"].max()]
    plannen = int(groot["plannen"].sum())
    wie = "1 plan" if plannen == 1 else f"{aantal(plannen)} plannen"
    return (
        f"{wie} van {groot['klasse'].iloc[0]} woningen {'heeft' if plannen == 1 else 'hebben samen'} "
        f"{procent(groot['woningen'].sum() / som, 0)} van de woningen die nog gebouwd kunnen worden."
    )


def _ligt(namen: Sequence[str], totaal: int, een: str = "ligt", meer: str = "liggen") -> str:
    """Who lies; more than a few are counted."""
    if len(namen) > MEESTE_NAMEN:
        return f"{len(namen)} van de {totaal} gemeenten {meer}"
    return f"{opsomming(list(namen))} {een if len(namen) == 1 else meer}"


def _deel(aan: int, totaal: int) -> str:
    return f"{aan} van de {totaal} gemeenten" if totaal > 1 else f"{aan} van 1 gemeente"


def _onbekend(aan: int) -> str:
    return f" (van {aan} onbekend)" if aan else ""
