"""Sentences on the plan list, and its rows on a factsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from woonanalyse.kern.beeld.veel import genoemd
from woonanalyse.kern.beeld.woorden import deel_van
from woonanalyse.kern.getal import ONBEKEND, aantal, hoeveel, hoofdletter, opsomming, telwoord
from woonanalyse.onderwerpen.plannen.model import STAPEL, WOORDEN, lijstnaam


def opening(
    lijst: pd.DataFrame, lezing: Mapping[str, Any], beperking: str, onvolledig: Sequence[str]
) -> str:
    """The answer at the head of the chapter: how much the list holds, of whom, and what it is not.

    `onvolledig`: names of municipalities of which the list is known to miss plans.
    """
    eigen = lijst[lijst["lezing"] == lezing["id"]]
    totaal = eigen["gemeentecode"].nunique()
    ontbreekt = sorted(eigen.loc[eigen["plannen"].isna(), "gemeente"].unique())
    if len(ontbreekt) == totaal:
        return "In de plannenlijst staat van geen enkele gemeente een plan."
    som = eigen.groupby("hardheid")[["plannen", "leeg", "woningen"]].sum()
    wie = deel_van(totaal - len(ontbreekt), totaal)
    heeft = f"De plannenlijst heeft {hoeveel(som['plannen'].sum(), 'plan', 'plannen')} van {wie}"
    zinnen = [f"{heeft}, {_over(som)} ({lezing['naam']})."]
    if ontbreekt:
        zinnen.append(f"Van {genoemd(ontbreekt)} staat er geen plan in: dat is onbekend, niet nul.")
    if onvolledig:
        zinnen.append(f"Van {genoemd(onvolledig)} staat er maar een deel van de plannen in.")
    return " ".join([*zinnen, " ".join(beperking.split())])


def _over(som: pd.DataFrame) -> str:
    """In how many of the plans dwellings are left, how many, and how hard; `som` by hardness."""
    open_, woningen = (som["plannen"] - som["leeg"]).sum(), som["woningen"].sum()
    delen = [f"{aantal(som['woningen'][s])} {WOORDEN[s]}" for s in STAPEL if som["woningen"][s] > 0]
    if not delen:
        return "zonder woningen over"
    samen = "samen nog" if open_ > 1 else "nog"
    over = hoeveel(woningen, "woning", "woningen")
    return f"waarvan {aantal(open_)} met {samen} {over}: {opsomming(delen)}"


def regels(lijst: pd.DataFrame | None, lezing: Mapping[str, Any] | None) -> list[list[str]]:
    """Rows of the plan list of one municipality by hardness; `lijst` of model.per_gemeente."""
    eigen = _eigen(lijst, lezing)
    return [
        [
            f"Plannenlijst: {WOORDEN[soort]}",
            ONBEKEND if eigen is None else aantal(eigen.get(soort, 0)),
        ]
        for soort in STAPEL
    ]


KOPPEN = ["Gemeente", "Plannen", *(hoofdletter(WOORDEN[soort]) for soort in STAPEL), "Te slopen"]
"""What `cellen` stands below, after the name."""


def cellen(lijst: pd.DataFrame, lezing: Mapping[str, Any]) -> list[str]:
    """Of one municipality its plans, the dwellings in them by hardness, and those to be demolished.

    `lijst` of model.per_gemeente.
    """
    eigen = lijst[lijst["lezing"] == lezing["id"]].set_index("hardheid")
    if eigen["plannen"].isna().all():
        return [ONBEKEND] * (len(KOPPEN) - 1)
    som = eigen[["plannen", "te_slopen"]].sum()
    woningen = [aantal(eigen["woningen"].get(soort, 0)) for soort in STAPEL]
    return [aantal(som["plannen"]), *woningen, aantal(som["te_slopen"])]


GEEN_VERDELING = "Hoe de harde plannen zijn verdeeld over hardheid en ligging, is onbekend."


def getoond(rijen: list[list[str]]) -> list[list[str]]:
    """The rows of the plan list that a factsheet has room for: those with dwellings."""
    return [rij for rij in rijen if rij[1] not in (ONBEKEND, aantal(0))]


def noot(
    lijst: pd.DataFrame | None, lezing: Mapping[str, Any] | None, *, onvolledig: bool = False
) -> str:
    """How to read the plan list of one municipality; `onvolledig`: it is known to miss plans."""
    if _eigen(lijst, lezing) is None or lijst is None or lezing is None:
        return "In de plannenlijst staat geen plan van deze gemeente: dat is onbekend, niet nul."
    eigen = lijst[lijst["lezing"] == lezing["id"]]
    return (
        f"Plannenlijst: {hoeveel(eigen['plannen'].sum(), 'plan', 'plannen')} ({lezing['naam']}); van een "
        f"andere datum, dus niet op te tellen bij de andere getallen."
        f"{' Van deze gemeente is de lijst onvolledig.' if onvolledig else ''}"
    )


def _eigen(lijst: pd.DataFrame | None, lezing: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Dwellings by hardness; None where no plan is known."""
    if lijst is None or lezing is None:
        return None
    eigen = lijst[lijst["lezing"] == lezing["id"]].set_index("hardheid")
    return None if eigen["plannen"].isna().all() else eigen["woningen"].fillna(0).to_dict()


def opening_bronnen(
    naast: pd.DataFrame, lezingen: Sequence[Mapping[str, Any]], onvolledig: Sequence[str]
) -> str:
    """How far the sources differ, and where the list is known to be incomplete (`onvolledig`: names).

    The list read in several ways (`lezingen`, the first that of the report) is one source.
    """
    lijsten = [lijstnaam(lezing) for lezing in lezingen]
    anderen = [titel for titel in dict.fromkeys(naast["bron"]) if titel not in lijsten]
    eerste = naast[naast["bron"] == lijsten[0]].set_index("gemeentecode")
    rest = naast[naast["hard_verschil"].notna() & naast["bron"].isin(anderen)]
    if rest.empty:
        return "Er is geen gemeente waarvan meer dan één bron de harde plancapaciteit geeft."
    rij = rest.loc[rest["hard_verschil"].astype(int).abs().sort_values(kind="stable").index[-1]]
    bronnen = hoofdletter(telwoord(1 + len(anderen)))
    if not rij["hard_verschil"]:
        return (
            f"{bronnen} bronnen geven dezelfde harde plancapaciteit, waar zij die allemaal noemen."
        )
    zin = (
        f"{bronnen} bronnen geven de harde plancapaciteit en lopen uiteen, het verst in {rij['gemeente']}: "
        f"{aantal(eerste['hard'][rij['gemeentecode']])} volgens {lijsten[0]} tegen {aantal(rij['hard'])} "
        f"volgens {rij['bron']}."
    )
    return f"{zin} {_verklaard(list(onvolledig))}"


def _verklaard(onvolledig: list[str]) -> str:
    """Which part of the differences is known to come from the list."""
    if not onvolledig:
        return "De bronnen verklaren die verschillen niet."
    return (
        f"Van {opsomming(onvolledig)} is bekend dat de lijst onvolledig is. Andere verschillen verklaren de "
        "bronnen niet."
    )
