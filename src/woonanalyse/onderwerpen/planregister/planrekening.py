"""Per municipality an account that closes: capacity then, what became of its plans, capacity now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from woonanalyse.onderwerpen.planregister.model import HARD, Lezing, met_hardheid
from woonanalyse.onderwerpen.planregister.planverschil import GEREALISEERD, KANTEN, SOORTEN

TOTAAL, WAARVAN_HARD = "totaal", "hard"
DELEN = (TOTAAL, WAARVAN_HARD)
"""All dwellings still to be built, and those of plans that are hard."""

BEGIN, EIND = "toen", "nu"
WERD_HARD, NIET_MEER_HARD = "werd hard", "niet meer hard"
AANTAL_ONBEKEND = "aantal woningen onbekend"
POSTEN = (BEGIN, *SOORTEN, WERD_HARD, NIET_MEER_HARD, AANTAL_ONBEKEND, EIND)
"""Lines of an account, in order. AANTAL_ONBEKEND are plans of which then or now no number is known; of the
part that is hard WERD_HARD and NIET_MEER_HARD are those that were known and changed their status."""

KOLOMMEN = [
    "gemeentecode", "deel", "post", "plannen_toen", "plannen_nu", "woningen", "onbekend",
]  # fmt: skip
"""Columns of the account.

`deel` is one of DELEN, `post` one of POSTEN; plans on each side; `woningen` is capacity at BEGIN and EIND,
and what is added or lost by the other posts, over plans of which the number is known; `onbekend` is how many
plans do not say it.
"""


def planrekening(
    verschillen: pd.DataFrame,
    registers: Mapping[str, pd.DataFrame],
    lezing: Lezing,
    gemeenten: Sequence[str],
) -> pd.DataFrame:
    """The account of each municipality that has plans, in the order of `gemeenten`: columns KOLOMMEN.

    `verschillen` is of `planverschil` of the tables plannen `registers` (toen, nu). Posts without plans are
    left out. A plan that moved leaves the one municipality and comes in the other. BEGIN and EIND are counted
    in the registers; raises ValueError where the posts between them do not add up to the difference.
    """
    regels = pd.concat([_regels(verschillen, deel) for deel in DELEN], ignore_index=True)
    som = regels.groupby(["gemeentecode", "deel", "post"]).sum().reset_index()
    codes = sorted({code for kant in KANTEN for code in registers[kant]["gemeentecode"]})
    hard = {kant: met_hardheid(registers[kant], lezing) for kant in KANTEN}
    grenzen = pd.concat(
        [_stand(hard[kant], codes, deel, kant) for deel in DELEN for kant in KANTEN],
        ignore_index=True,
    )
    heel = pd.concat([som, grenzen], ignore_index=True)[KOLOMMEN]
    sluit(heel)
    volgorde = {
        "gemeentecode": {code: nr for nr, code in enumerate(gemeenten)},
        "deel": {deel: nr for nr, deel in enumerate(DELEN)},
        "post": {post: nr for nr, post in enumerate(POSTEN)},
    }
    plekken = {naam: heel[naam].map(plek) for naam, plek in volgorde.items()}
    op_orde = pd.DataFrame(plekken).sort_values(list(volgorde), kind="stable").index
    return heel.loc[op_orde].reset_index(drop=True)


def samen(rekening: pd.DataFrame) -> pd.DataFrame:
    """The account of all municipalities together, as one with an empty gemeentecode.

    What moved between them is in it once as lost and once as added.
    """
    getallen = ["plannen_toen", "plannen_nu", "woningen", "onbekend"]
    som = rekening.groupby(["deel", "post"], sort=False)[getallen].sum().reset_index()
    return som.assign(gemeentecode="")[KOLOMMEN]


def sluit(rekening: pd.DataFrame) -> None:
    """Raises ValueError where capacity then and all posts are not capacity now, in dwellings and in plans."""
    for (gemeente, deel), eigen in rekening.groupby(["gemeentecode", "deel"]):
        posten = eigen[~eigen["post"].isin([BEGIN, EIND])]
        begin, eind = (eigen[eigen["post"] == post].iloc[0] for post in (BEGIN, EIND))
        goed = begin["woningen"] + posten["woningen"].sum() == eind["woningen"] and all(
            posten[f"plannen_{kant}"].sum() == stand[f"plannen_{kant}"]
            for kant, stand in zip(KANTEN, (begin, eind), strict=True)
        )
        if not goed:
            raise ValueError(f"the account of {gemeente} ({deel}) does not close")


def _per_kant(verschillen: pd.DataFrame, kant: str, deel: str) -> pd.DataFrame:
    """A row per plan of one register that is in `deel`: gemeentecode, soort, groep, rest."""
    eigen = verschillen.dropna(subset=f"rij_{kant}").drop_duplicates(f"rij_{kant}")
    if deel == WAARVAN_HARD:
        eigen = eigen[eigen[f"hardheid_{kant}"].isin(HARD)]
    return pd.DataFrame(
        {
            "gemeentecode": eigen[f"gemeentecode_{kant}"].astype("object"),
            "soort": eigen["soort"].astype("object"),
            "groep": eigen["groep"],
            "rest": eigen[f"rest_{kant}"].astype("Int64"),
        }
    )


def _regels(verschillen: pd.DataFrame, deel: str) -> pd.DataFrame:
    """A row per plan and side, by the post that it belongs to."""
    kanten = {kant: _per_kant(verschillen, kant, deel) for kant in KANTEN}
    alle = pd.concat(list(kanten.values()))
    onbekend = set(alle.loc[alle["rest"].isna(), "groep"])
    beide = verschillen[["rij_toen", "rij_nu"]].notna().all(axis=1)
    gekoppeld = set(verschillen.loc[beide & (verschillen["soort"] != GEREALISEERD), "groep"])
    alleen = {kant: gekoppeld & set(eigen["groep"]) for kant, eigen in kanten.items()}
    werd = {WERD_HARD: alleen["nu"] - alleen["toen"], NIET_MEER_HARD: alleen["toen"] - alleen["nu"]}
    delen = []
    for kant, teken in zip(KANTEN, (-1, 1), strict=True):
        eigen = kanten[kant]
        post = eigen["soort"]
        for naam, groepen in werd.items():
            post = post.mask(eigen["groep"].isin(groepen), naam)
        post = post.mask(eigen["groep"].isin(onbekend), AANTAL_ONBEKEND)
        delen.append(
            pd.DataFrame(
                {
                    "gemeentecode": eigen["gemeentecode"],
                    "deel": deel,
                    "post": post,
                    **{f"plannen_{k}": int(k == kant) for k in KANTEN},
                    "woningen": eigen["rest"].fillna(0) * teken,
                    "onbekend": eigen["rest"].isna().astype("Int64"),
                }
            )
        )
    return pd.concat(delen, ignore_index=True)


def _stand(plannen: pd.DataFrame, codes: Sequence[str], deel: str, kant: str) -> pd.DataFrame:
    """Capacity of each municipality in one register."""
    eigen = plannen[plannen["hardheid"].isin(HARD)] if deel == WAARVAN_HARD else plannen
    som = (
        eigen.assign(plannen=1, onbekend=eigen["rest"].isna().astype("Int64"))
        .groupby("gemeentecode")[["plannen", "rest", "onbekend"]]
        .sum()
        .reindex(codes)
        .fillna(0)
        .astype("Int64")
    )
    return pd.DataFrame(
        {
            "gemeentecode": codes,
            "deel": deel,
            "post": BEGIN if kant == KANTEN[0] else EIND,
            **{f"plannen_{k}": som["plannen"].array if k == kant else 0 for k in KANTEN},
            "woningen": som["rest"].array,
            "onbekend": som["onbekend"].array,
        }
    )
