"""Checks whether plans can be told apart, and none is there twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from woonanalyse.kern.getal import aantal, opsomming
from woonanalyse.kern.waarden import verloren_nullen
from woonanalyse.leveringen.controles.geval import Geval
from woonanalyse.leveringen.levering import Melding
from woonanalyse.leveringen.meldingen import meld


def dubbel_kenmerk(geval: Geval) -> Iterator[Melding]:
    """Plans with the id of an earlier one."""
    for index, eerder in _eerder(geval.plannen["plan_id"]):
        cellen = geval.cellen("plannen", [eerder, index], "plan_id")
        kenmerk = geval.plannen.at[index, "plan_id"]
        yield meld("dubbel_kenmerk", cellen, kenmerk, "plan_id", ander=geval.plan(eerder))


def kenmerk_nul(geval: Geval) -> Iterator[Melding]:
    """Plans of which the id is only zeros: all of them in one Melding."""
    nul = geval.plannen["plan_id"].str.fullmatch("0+")
    if nul.any():
        wie = geval.plannen.index[nul]
        gevonden = f"{geval.plannen['plan_id'][wie[0]]}, {aantal(len(wie))} keer"
        yield meld("kenmerk_nul", geval.cellen("plannen", wie, "plan_id"), gevonden, "plan_id")


def kenmerk_zonder_nullen(geval: Geval) -> Iterator[Melding]:
    """Ids that lost the zeros in front of them."""
    kort = geval.plannen["plan_id"].isin(verloren_nullen(geval.plannen["plan_id"]))
    for index in geval.plannen.index[kort]:
        yield geval.meld("kenmerk_zonder_nullen", index, "plan_id")


def zelfde_plan(geval: Geval) -> Iterator[Melding]:
    """Plans under another id with the name of an earlier one in their municipality, or its place and size."""
    plannen = geval.plannen
    groot = _grootte(plannen)
    op_plek = plannen[["gemeentecode", "x_rd", "y_rd"]].assign(groot=groot)
    met_plek = op_plek[op_plek.notna().all(axis=1) & (groot > 0).fillna(False)]
    gezegd = {index for index, _ in _eerder(plannen["plan_id"])}
    for code, kolommen, groepen in (
        ("zelfde_naam", ("naam",), _sleutels(geval)),
        ("zelfde_plek", ("x_rd", "y_rd", "totaal", "rest"), met_plek),
    ):
        for index, eerder in _eerder(groepen):
            if index not in gezegd:
                gezegd.add(index)
                cellen = geval.cellen("plannen", [eerder, index], *kolommen)
                yield meld(code, cellen, geval.plan(index), "naam", ander=geval.plan(eerder))


def deelplan_naast_geheel(geval: Geval) -> Iterator[Melding]:
    """Plans whose name begins other names in their municipality, and that are as large as those together.

    All parts together, those that are no part of a part, or one of them.
    """
    groot = {index: None if pd.isna(n) else int(n) for index, n in _grootte(geval.plannen).items()}
    per_naam: dict[tuple[str, ...], list[int]] = {}
    sleutels = dict(_sleutels(geval).items())
    for index, sleutel in sleutels.items():
        per_naam.setdefault(sleutel, []).append(index)
    delen: dict[int, list[tuple[int, bool]]] = {}
    for index, sleutel in sleutels.items():
        boven = [
            geheel
            for lengte in range(len(sleutel) - 1, 1, -1)
            for geheel in per_naam.get(sleutel[:lengte], [])
        ]
        for plek, geheel in enumerate(boven):
            delen.setdefault(geheel, []).append((index, plek == 0))
    for geheel in sorted(delen):
        heel = groot[geheel]
        gevonden = _even_groot(heel, delen[geheel], groot) if heel else []
        if gevonden:
            namen = [geval.plan(index) for index in gevonden]
            wie = opsomming(namen if len(namen) < 5 else [*namen[:3], f"{len(namen) - 3} andere"])
            cellen = geval.cellen("plannen", [geheel, *gevonden], "totaal", "rest")
            woorden = {"delen": wie, "som": aantal(heel)}
            yield meld("deelplan_naast_geheel", cellen, geval.plan(geheel), "naam", **woorden)


def _even_groot(
    heel: int | None, delen: Sequence[tuple[int, bool]], groot: Mapping[int, int | None]
) -> list[int]:
    """The parts that are together as large as the whole; none where no such are."""
    alle, direct = [index for index, _ in delen], [index for index, eerste in delen if eerste]
    for keuze in (alle, direct, *([index] for index in alle)):
        aantallen = [groot[index] for index in keuze]
        if keuze and None not in aantallen and sum(n or 0 for n in aantallen) == heel:
            return keuze
    return []


def _sleutels(geval: Geval) -> pd.Series:
    """By plan its municipality and the words of its name, without capitals and signs.

    Not of plans to which the format gave a name: those have a cell of their own for other values only.
    """
    plannen, plekken = geval.plannen, geval.plekken
    eigen = [not plekken or ("plannen", index, "naam") in plekken for index in plannen.index]
    met_naam = plannen[pd.Series(eigen, plannen.index, dtype="bool")]
    kaal = met_naam["naam"].str.casefold().str.replace(r"\W+", " ", regex=True)
    paren = zip(met_naam["gemeentecode"], kaal, strict=True)
    sleutels = [(code, *naam.split()) for code, naam in paren]
    return pd.Series(sleutels, index=met_naam.index, dtype="object")


def _grootte(plannen: pd.DataFrame) -> pd.Series:
    """Dwellings of a plan: all of them, or what is left where only that is known."""
    return plannen["totaal"].fillna(plannen["rest"])


def _eerder(groepen: pd.Series | pd.DataFrame) -> Iterator[tuple[int, int]]:
    """Rows that are the same as an earlier one, each with the first that is."""
    frame = groepen.to_frame() if isinstance(groepen, pd.Series) else groepen
    eerste: dict[tuple[object, ...], int] = {}
    for index, *waarden in frame.itertuples(name=None):
        gezien = eerste.setdefault(tuple(waarden), index)
        if gezien != index:
            yield index, gezien


CONTROLES = (
    dubbel_kenmerk,
    kenmerk_nul,
    kenmerk_zonder_nullen,
    zelfde_plan,
    deelplan_naast_geheel,
)
