"""Sentences on district approaches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from woonanalyse.kern.getal import ONBEKEND, aantal, datum, opsomming, reeks, rond
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
    """The state by the readings of art. 7 that are not in use; empty when there are none."""
    return " ".join(
        f"Volgens lezing {rij.id} (uiterlijk {datum(rij.datum)}) is de stand "
        f"{model.stand_op(tellingen, int(rij.doel), rij.datum, stand)}."
        for rij in anders.itertuples()
    )


def kop(
    uitkomst: pd.DataFrame,
    provincie: str,
    lezing: Mapping[str, str],
    anders: pd.DataFrame,
    tellingen: pd.DataFrame,
    stand: str,
) -> str:
    """The finding as a heading: the state of the target, by each reading."""
    eigen = uitkomst[(uitkomst["gemeente"] == provincie) & uitkomst["doel"].notna()]
    eigen = eigen[eigen["status"] != model.NIET_BEOORDEELD]
    begin = "Bestaande voorraad en wijkaanpak"
    if eigen.empty:
        return begin
    rij = eigen.iloc[0]
    delen = [f"{rij['status']} volgens lezing {lezing['id']}"]
    delen += [
        f"{model.stand_op(tellingen, int(r.doel), r.datum, stand)} volgens lezing {r.id}"
        for r in anders.itertuples()
    ]
    return f"{begin}: doel van {aantal(rij['doel'])} {opsomming(delen)}"


def _doelzin(rij: Any, tellingen: pd.DataFrame, provincie: str, stand: str) -> str:
    doel = f"{aantal(rij.doel)} wijkaanpakken uiterlijk op {datum(rij.peildatum)}"
    if rij.status == model.GEHAALD:
        genoeg = tellingen[(tellingen["gestart"] >= rij.doel) & ~tellingen["circa"]]
        telling = genoeg.sort_values("peildatum").iloc[0]
        return (
            f"Het doel van {doel} is gehaald: {provincie} meldde er {aantal(telling['gestart'])} in "
            f"{datum(telling['peildatum'])}."
        )
    if rij.status == model.NIET_GEHAALD:
        return f"Het doel van {doel} in {provincie} is niet gehaald."
    if date.fromisoformat(rij.peildatum) > date.fromisoformat(stand):
        return (
            f"Het doel van {doel} in {provincie} ligt na de stand van deze editie ({datum(stand)})."
        )
    return f"Of het doel van {doel} in {provincie} is gehaald, is onbekend: geen telling geeft uitsluitsel."


def naast_elkaar(naast: pd.DataFrame, regio: str, provincie: str, stand: str) -> str:
    """Register and count side by side, and why they may differ."""
    rij = naast.iloc[0]
    register = (
        f"In het register staan voor {regio} op {datum(stand)} "
        f"{_wijkaanpakken(rij['in_register'])} die zijn gestart"
    )
    if pd.isna(rij["in_register"]):
        register = f"In het register staat voor {regio} op {datum(stand)} geen wijk met een datum"
    if pd.isna(rij["verschil"]):
        telling = ONBEKEND if pd.isna(rij["telling"]) else aantal(rij["telling"])
        return f"{register}; de laatste telling van {provincie} is {telling}."
    namen = [naam for naam in rij["gemeenten_zonder"].split(", ") if naam]
    hiaat = f" Van {opsomming(namen)} kent het op die datum geen wijk." if namen else ""
    return (
        f"{register}; {provincie} telde er in {datum(rij['telling_van'])} {aantal(rij['telling'])}, een "
        f"verschil van {aantal(rij['verschil'])}. Dat kan komen doordat de telling over de hele provincie "
        "gaat, het register niet volledig is, en niet bekend is wanneer de provincie een wijkaanpak als "
        f"gestart telt. Hoeveel elk hiervan verklaart, is onbekend.{hiaat}"
    )


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
            f"Tussen {datum(rij['van'])} en {datum(rij['tot'])} kwamen er {band(rij)} wijkaanpakken per "
            f"jaar bij; de bandbreedte komt doordat de dag van de tellingen niet bekend is{ook}."
        )
    for doel in nodig[(nodig["nog"] > 0) & nodig["per_jaar"].notna()].itertuples():
        zinnen.append(
            f"Voor {aantal(doel.doel)} op {datum(doel.datum)} zijn er vanaf de stand van deze editie "
            f"{rond(doel.per_jaar)} per jaar nodig."
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
    is_ = "is" if len(dagen) == 1 else "zijn"
    return (
        f"de telling{'' if len(dagen) == 1 else 'en'} van {opsomming(dagen)} {is_} bij benadering"
    )


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
    delen = []
    for soort, woorden in [
        (model.GESTART, "gestart"),
        (model.START_ONBEKEND, "of de start voor die dag lag, is onbekend"),
        (model.NIET_GESTART, "aangewezen, niet gestart"),
    ]:
        namen = list(eigen.loc[eigen["stand"] == soort, "wijk"])
        if namen:
            delen.append(f"{woorden}: {noem(namen)}")
    return f"In het register staat voor {schrijf(naam)} op {datum(stand)} {'; '.join(delen)}."


def lezingzin(lezing: Mapping[str, str], artikel: int) -> str:
    """Which reading of the agreement's text is used."""
    return f"Gerekend is met lezing {lezing['id']} van artikel {artikel}: {lezing['uitleg']}."


def band(rij: Any) -> str:
    """A band with its middle."""
    return f"{reeks(rond(rij['laag']), rond(rij['hoog']))} (midden {rond(rij['midden'])})"


def _wijkaanpakken(aan: Any) -> str:
    return "1 wijkaanpak" if pd.notna(aan) and aan == 1 else f"{aantal(aan)} wijkaanpakken"
