"""Sentences on district approaches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from woonanalyse.kern.getal import (
    ONBEKEND,
    aantal,
    datum,
    opsomming,
    reeks,
    rond,
    telwoord,
    tienden,
)
from woonanalyse.kern.perrij import per_rij
from woonanalyse.onderwerpen.wijkaanpak import model

INTERPOLATIE = "eigen interpolatie"


def antwoord(uitkomst: pd.DataFrame, tellingen: pd.DataFrame, provincie: str, stand: str) -> str:
    """The chapter's opening: how many had started against the target, and the ambition after it."""
    eigen = uitkomst[(uitkomst["gemeente"] == provincie) & uitkomst["doel"].notna()]
    zinnen = []
    for rij in eigen[eigen["status"] != model.NIET_BEOORDEELD].itertuples():
        zinnen.append(_doelzin(rij, tellingen, provincie, stand))
    for rij in eigen[eigen["status"] == model.NIET_BEOORDEELD].itertuples():
        verder = "wordt niet beoordeeld"
        if date.fromisoformat(rij.peildatum) > date.fromisoformat(stand):
            verder += f" en ligt na de stand van deze editie ({datum(stand)})"
        zinnen.append(
            f"De ambitie van {aantal(rij.doel)} wijkaanpakken uiterlijk op {datum(rij.peildatum)} {verder}."
        )
    return " ".join(zinnen) or f"Voor {provincie} is geen doel voor wijkaanpakken bekend."


def andere_lezing(anders: pd.DataFrame, tellingen: pd.DataFrame, stand: str) -> str:
    """The state by the readings of the agreement that are not in use; empty when there are none."""
    return " ".join(
        f"Volgens lezing {rij.id} (uiterlijk {datum(rij.datum)}) is de stand "
        f"{_stand(rij, tellingen, stand)}."
        for rij in per_rij(anders)
    )


def _stand(lezing: Any, tellingen: pd.DataFrame, stand: str) -> str:
    """The state by one reading; onbekend where it leaves the target open."""
    if pd.isna(lezing.doel):
        return ONBEKEND
    return model.stand_op(tellingen, int(lezing.doel), lezing.datum, stand)


def kop(tellingen: pd.DataFrame, provincie: str, stand: str) -> str:
    """The finding as a heading: the last count known on the date of the edition."""
    begin = "Wijkaanpakken"
    laatste = model.laatste_telling(tellingen, date.fromisoformat(stand))
    if laatste is None:
        return f"{begin}: het aantal gestarte wijkaanpakken is onbekend"
    circa = "ongeveer " if laatste["circa"] else ""
    gestart = f"{circa}{_wijkaanpakken(laatste['gestart'])} gestart in {provincie}"
    return f"{begin}: {gestart} ({datum(laatste['peildatum'])})"


def _doelzin(rij: Any, tellingen: pd.DataFrame, provincie: str, stand: str) -> str:
    doel = f"{aantal(rij.doel)} wijkaanpakken uiterlijk op {datum(rij.peildatum)}"
    if rij.status == model.GEHAALD:
        genoeg = tellingen[(tellingen["gestart"] >= rij.doel) & ~tellingen["circa"]]
        telling = genoeg.sort_values("peildatum").iloc[0]
        return (
            f"Het doel van {doel} is gehaald volgens opgave van de provincie: {provincie} meldde er "
            f"{aantal(telling['gestart'])} in {datum(telling['peildatum'])}."
        )
    if rij.status == model.NIET_GEHAALD:
        return f"Het doel van {doel} in {provincie} is niet gehaald."
    if date.fromisoformat(rij.peildatum) > date.fromisoformat(stand):
        return (
            f"Het doel van {doel} in {provincie} ligt na de stand van deze editie ({datum(stand)})."
        )
    return f"Of het doel van {doel} in {provincie} is gehaald, is onbekend: geen telling geeft uitsluitsel."


def naast_elkaar(naast: pd.DataFrame, regio: str, provincie: str, stand: str) -> str:
    """Register and count side by side on the day of the count, and why they may differ; then the
    register on the date of the edition."""
    rij = naast.iloc[0]
    register = _in_register(rij["in_register"], regio, rij["op"])
    nu = "" if rij["op"] == stand else f" {_in_register(rij['in_register_nu'], regio, stand)}."
    namen = [naam for naam in rij["gemeenten_zonder"].split("; ") if naam]
    hiaat = f" Van {opsomming(namen)} kent het op {datum(stand)} geen wijk." if namen else ""
    if pd.isna(rij["verschil"]):
        telling = ONBEKEND if pd.isna(rij["telling"]) else aantal(rij["telling"])
        return f"{register}; de laatste telling van {provincie} is {telling}.{nu}"
    return (
        f"{register}; {provincie} telde er {aantal(rij['telling'])} in {datum(rij['telling_van'])}, een "
        f"verschil van {aantal(rij['verschil'])}. Dat kan komen doordat de telling over de hele provincie "
        "gaat, het register niet volledig is, en niet bekend is wanneer de provincie een wijkaanpak als "
        f"gestart telt. Hoeveel elk hiervan verklaart, is onbekend.{nu}{hiaat}"
    )


def _in_register(gestart: Any, regio: str, dag: str) -> str:
    """What the register holds of the region on one day (ISO)."""
    if pd.isna(gestart):
        return f"Op {datum(dag)} stond in het register voor {regio} geen wijk met een datum"
    zijn = "was" if gestart == 1 else "waren"
    return (
        f"Op {datum(dag)} {zijn} in {regio} volgens het register {_wijkaanpakken(gestart)} gestart"
    )


def padrijen(uitkomst: pd.DataFrame, tellingen: pd.DataFrame, provincie: str) -> list[list[str]]:
    """Per date of the province: the date, started with the date of the count, target, difference, state."""
    return [
        [
            datum(rij.peildatum),
            _geteld(rij, tellingen),
            "geen" if pd.isna(rij.doel) else aantal(rij.doel),
            "nvt" if pd.isna(rij.doel) else aantal(rij.verschil),
            str(rij.status),
        ]
        for rij in uitkomst[uitkomst["gemeente"] == provincie].itertuples()
    ]


def _geteld(rij: Any, tellingen: pd.DataFrame) -> str:
    if pd.isna(rij.gestart):
        return ONBEKEND
    eigen = (tellingen["peildatum"] == rij.telling_van) & (tellingen["gestart"] == rij.gestart)
    ongeveer = "ongeveer " if tellingen.loc[eigen, "circa"].all() else ""
    return f"{ongeveer}{aantal(rij.gestart)} ({datum(rij.telling_van)})"


def tempo(
    snelheid: pd.DataFrame, nodig: pd.DataFrame, verwacht: pd.DataFrame, tellingen: pd.DataFrame
) -> str:
    """The pace so far, the pace needed, and where the pace so far would lead."""
    rij = snelheid.iloc[0]
    zinnen = []
    if pd.isna(rij["midden"]):
        zinnen.append("Het tempo tot nu toe is onbekend: daarvoor zijn twee tellingen nodig.")
    else:
        ook = f" en {_ongeveer(rij, tellingen)}" if rij["circa"] else ""
        zinnen.append(
            f"Tussen {datum(rij['van'])} en {datum(rij['tot'])} kwamen er per jaar {band(rij, tienden)} "
            f"wijkaanpakken bij; de bandbreedte komt doordat de dag van de tellingen niet bekend is{ook}."
        )
    for doel in nodig[(nodig["nog"] > 0) & nodig["per_jaar"].notna()].itertuples():
        zinnen.append(
            f"Voor {aantal(doel.doel)} op {datum(doel.datum)} zijn er vanaf de laatste telling "
            f"({datum(doel.vanaf)}) {tienden(doel.per_jaar)} per jaar nodig."
        )
        lijn = verwacht[(verwacht["datum"] == doel.datum) & verwacht["midden"].notna()]
        for eind in lijn.to_dict("records"):
            zinnen.append(
                f"Doorgetrokken met het tempo tot nu toe zouden het er dan {band(eind)} zijn; dat is een "
                "rekensom, geen verwachting."
            )
    return " ".join(zinnen)


def _ongeveer(rij: pd.Series, tellingen: pd.DataFrame) -> str:
    """Which of the two counts of the pace is only about."""
    tussen = tellingen["peildatum"].isin([rij["van"], rij["tot"]]) & tellingen["circa"]
    dagen = [datum(dag) for dag in tellingen.loc[tussen, "peildatum"]]
    if len(dagen) == 1:
        return f"de telling van {dagen[0]} een benadering is"
    return f"de tellingen van {opsomming(dagen)} benaderingen zijn"


def gemeente(
    wijken: pd.DataFrame,
    naam: str,
    stand: str,
    noem: Callable[[list[str]], str] = opsomming,
    schrijf: Callable[[str], str] = str,
) -> str:
    """What the register holds of one municipality on the date of the edition.

    `noem` writes the names of districts, `schrijf` that of the municipality.
    """
    eigen = wijken[wijken["gemeente"] == naam]
    if eigen.empty:
        return (
            f"Van {schrijf(naam)} kent het register op {datum(stand)} geen wijkaanpak; of er een is gestart, "
            "is onbekend."
        )
    per_stand = {
        soort: list(eigen.loc[eigen["stand"] == soort, "wijk"])
        for soort in (model.GESTART, model.START_ONBEKEND, model.NIET_GESTART)
    }
    gestart, onbekend, niet = per_stand.values()
    delen = []
    if gestart:
        hoeveel = telwoord(len(gestart))
        wat = (
            f"was {{}} {hoeveel} wijkaanpak"
            if len(gestart) == 1
            else f"waren {{}} {hoeveel} wijkaanpakken"
        )
        delen.append(f"{wat.format(f'op {datum(stand)}')} gestart: {noem(gestart)}")
    if onbekend:
        wie = noem(onbekend)
        delen.append(f"is van {wie} onbekend of de aanpak op {datum(stand)} was gestart")
    if niet:
        zijn = "was" if len(niet) == 1 else "waren"
        delen.append(f"{zijn} op {datum(stand)} aangewezen, maar niet gestart: {noem(niet)}")
    return " ".join(f"In {schrijf(naam)} {deel}." for deel in delen)


def lezingzin(lezing: Mapping[str, str], waar: str, tellingen: pd.DataFrame) -> str:
    """Which reading of the agreement's text is used, and how the counts are read."""
    zin = f"Gerekend is met lezing {lezing['id']} van {waar}: {lezing['uitleg']}."
    return " ".join([zin, *(tekst for tekst in tellingen["let_op"] if tekst)])


def band(rij: Any, toon: Callable[[Any], str] = rond) -> str:
    """A band with its middle."""
    return f"{reeks(toon(rij['laag']), toon(rij['hoog']))} (midden {toon(rij['midden'])})"


def _wijkaanpakken(aan: Any) -> str:
    return "1 wijkaanpak" if pd.notna(aan) and aan == 1 else f"{aantal(aan)} wijkaanpakken"
