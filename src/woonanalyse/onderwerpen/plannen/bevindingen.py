"""The finding of each figure as one sentence made from its data: what its caption begins with."""

from __future__ import annotations

import pandas as pd

from woonanalyse.kern.getal import aantal, procent


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
    zijn = "is" if direct == 1 else "zijn"
    return f"{aantal(direct)} van de {aantal(som)} woningen in de lijst {zijn} direct te bouwen{zonder}."


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
