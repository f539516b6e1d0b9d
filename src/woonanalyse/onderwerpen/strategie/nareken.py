"""A proposal checked against what was asked, by code that shares nothing with the model that made it."""

from __future__ import annotations

import pandas as pd

FOUTKOLOMMEN = ["grond", "wat", "is", "moet"]


def nareken(
    opties: pd.DataFrame, normen: pd.DataFrame, keuzes: pd.DataFrame, gekozen: pd.DataFrame
) -> pd.DataFrame:
    """What a proposal does that it may not do: columns FOUTKOLOMMEN, no rows where all is well.

    `gekozen` has optie and woningen. Every rule is counted again from the tables: each option is there and
    not forbidden, its dwellings lie within its bounds, a plan has one at most, choices are kept, norms hold.
    """
    kern = opties[["optie", "plan_id", "gemeentecode", "van", "tot", "richting", "belet"]]
    samen = gekozen[["optie", "woningen"]].merge(kern, on="optie", how="left", indicator=True)
    fouten = [
        (f"optie {rij.optie}", "bestaat niet", "", "een optie van de vraag")
        for rij in samen[samen["_merge"] != "both"].itertuples()
    ]
    samen = samen[samen["_merge"] == "both"]
    fouten += [
        (f"optie {rij.optie}", "is belet", rij.belet, "niet gekozen")
        for rij in samen[samen["belet"] != ""].itertuples()
    ]
    buiten = (samen["woningen"] < samen["van"]) | (samen["woningen"] > samen["tot"])
    fouten += [
        (f"optie {rij.optie}", "woningen", str(rij.woningen), f"{rij.van} tot en met {rij.tot}")
        for rij in samen[buiten].itertuples()
    ]
    per_plan = samen["plan_id"].value_counts().sort_index()
    fouten += [
        (f"plan {plan}", "maatregelen", str(keer), "ten hoogste 1")
        for plan, keer in per_plan[per_plan > 1].items()
    ]
    fouten += _keuzefouten(keuzes, samen) + _normfouten(normen, samen)
    return pd.DataFrame(fouten, columns=FOUTKOLOMMEN)


def _keuzefouten(keuzes: pd.DataFrame, samen: pd.DataFrame) -> list[tuple[str, str, str, str]]:
    gedaan = samen.groupby("plan_id")["optie"].agg(", ".join).to_dict()
    return [
        (f"keuze {rij.keuze}", f"plan {rij.plan_id}", gedaan.get(rij.plan_id, ""), rij.optie)
        for rij in keuzes.itertuples()
        if gedaan.get(rij.plan_id, "") != rij.optie
    ]


def _normfouten(normen: pd.DataFrame, samen: pd.DataFrame) -> list[tuple[str, str, str, str]]:
    fouten = []
    for naam, rijen in normen.groupby("norm", sort=True):
        som = 0
        for rij in rijen.itertuples():
            eigen = samen[samen["gemeentecode"] == rij.gemeentecode]
            eraf = eigen.loc[eigen["richting"] == -1, "woningen"].sum()
            erbij = eigen.loc[eigen["richting"] == 1, "woningen"].sum()
            som += int(rij.factor) * (int(rij.nu) - int(eraf) + int(erbij))
        laag, hoog = rijen["laag"].iloc[0], rijen["hoog"].iloc[0]
        if not pd.isna(laag) and som < laag:
            fouten.append((f"norm {naam}", "capaciteit", str(som), f"ten minste {laag}"))
        if not pd.isna(hoog) and som > hoog:
            fouten.append((f"norm {naam}", "capaciteit", str(som), f"ten hoogste {hoog}"))
    return fouten
