"""Made questions for the proposal, and its answer by trying everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
from eens import eens
from hulp import WORTEL, dossier
from hypothesis import strategies as st

from woonanalyse.onderwerpen.strategie.antwoord import Antwoord, antwoorden_van
from woonanalyse.onderwerpen.strategie.voorstel import (
    KEUZEKOLOMMEN,
    NORMKOLOMMEN,
    OPTIEKOLOMMEN,
    Doel,
    Vraag,
)

DOELEN = (Doel("criterium", 0.1), Doel("schade", 0.0), Doel("plannen", 0.0), Doel("eraf", 0.05))
GEWICHTEN = ["criterium", "schade", "plannen", "eraf", "plannen_vast"]

Gekozen = tuple[tuple[str, int], ...]


@cache
def van_de_gemaakte() -> list[Antwoord]:
    """The answers of the edition with made plans; computed once, so not to be changed."""
    gemaakte = dossier("2022", voorbeelddata=True)
    return eens("antwoorden-2022", lambda: antwoorden_van(gemaakte))


def vraag(
    opties: Sequence[tuple[Any, ...]],
    normen: Sequence[tuple[Any, ...]],
    keuzes: Sequence[tuple[str, str, str]] = (),
    doelen: Sequence[Doel] = DOELEN,
) -> Vraag:
    """A question from rows: options are (plan, municipality, measure, van, tot, direction, belet, criterium,
    schade); the number of plans and of dwellings taken off are counted as goals."""
    rijen = [
        (f"{plan} {maatregel}", plan, code, maatregel, van, tot, richting, belet, *gewicht, 0, 1, 1)
        for plan, code, maatregel, van, tot, richting, belet, *gewicht in opties
    ]
    return Vraag(
        pd.DataFrame(rijen, columns=[*OPTIEKOLOMMEN, *GEWICHTEN]),
        pd.DataFrame(normen, columns=NORMKOLOMMEN),
        pd.DataFrame(keuzes, columns=KEUZEKOLOMMEN),
        doelen,
    )


@st.composite
def vragen(trek: st.DrawFn, *, plannen: int = 4) -> Vraag:
    """Small questions: two municipalities, each with a maximum, and a minimum over both."""
    opties, nu = [], {"GM0001": 0, "GM0002": 0}
    for nummer in range(trek(st.integers(1, plannen))):
        code = trek(st.sampled_from(sorted(nu)))
        hard = trek(st.integers(1, 6))
        nu[code] += hard
        belet = trek(st.sampled_from(["", "", "", "vergund"]))
        gewicht = (trek(st.integers(0, 3)), trek(st.integers(0, 1)))
        plan = f"p{nummer}"
        opties.append((plan, code, "intrekken", hard, hard, -1, belet, *gewicht))
        if hard > 1 and trek(st.booleans()):
            opties.append((plan, code, "verkleinen", 1, hard - 1, -1, belet, *gewicht))
    normen: list[tuple[Any, ...]] = [
        (f"hoogstens {code}", code, 1, hard, pd.NA, trek(st.integers(0, hard)))
        for code, hard in nu.items()
        if hard
    ]
    if trek(st.booleans()):
        onder = trek(st.integers(0, sum(nu.values())))
        normen += [("samen", code, 1, hard, onder, pd.NA) for code, hard in nu.items()]
    keuzes = []
    if trek(st.booleans()):
        plan = trek(st.sampled_from(sorted({optie[0] for optie in opties})))
        eigen = [f"{optie[0]} {optie[2]}" for optie in opties if optie[0] == plan]
        keuzes.append(("van het college", plan, trek(st.sampled_from(["", *eigen]))))
    return vraag(opties, normen, keuzes)


def alle(deze: Vraag) -> Iterator[Gekozen]:
    """Every way to answer, also those that break a norm: options with their dwellings."""
    per_plan = []
    for _, deel in deze.opties.groupby("plan_id", sort=True):
        mogelijk: list[Gekozen] = [()]
        for optie, van, tot in deel[["optie", "van", "tot"]].itertuples(index=False, name=None):
            mogelijk += [((optie, aantal),) for aantal in range(van, tot + 1)]
        per_plan.append(mogelijk)
    for keuze in product(*per_plan):
        yield tuple(een for deel in keuze for een in deel)


class Nateller:
    """A question read once, by which answers are judged one after another."""

    def __init__(self, deze: Vraag) -> None:
        opties = deze.opties
        self._optie = {rij["optie"]: rij for rij in opties.to_dict("records")}
        self._keuzes = list(deze.keuzes[KEUZEKOLOMMEN].itertuples(index=False, name=None))
        self._normen = [
            (
                norm,
                int((rijen["nu"] * rijen["factor"]).sum()),
                dict(zip(rijen["gemeentecode"], rijen["factor"], strict=True)),
                rijen["laag"].iloc[0],
                rijen["hoog"].iloc[0],
            )
            for norm, rijen in deze.normen.groupby("norm")
        ]

    def mag(self, gekozen: Gekozen, zonder: str = "") -> bool:
        """Whether an answer breaks nothing; `zonder` names a ground that does not hold."""
        gedaan = {self._optie[optie]["plan_id"]: optie for optie, _ in gekozen}
        for optie, _ in gekozen:
            belet = self._optie[optie]["belet"]
            if belet and zonder != f"vast: {belet}":
                return False
        for keuze, plan, optie in self._keuzes:
            if zonder != f"keuze: {keuze}" and gedaan.get(plan, "") != optie:
                return False
        for norm, som, factor, laag, hoog in self._normen:
            for optie, aantal in gekozen:
                rij = self._optie[optie]
                som += rij["richting"] * aantal * factor.get(rij["gemeentecode"], 0)
            past = (pd.isna(laag) or som >= laag) and (pd.isna(hoog) or som <= hoog)
            if not past and zonder != f"norm: {norm}":
                return False
        return True

    def weging(self, gekozen: Gekozen, doel: str) -> int:
        """What an answer weighs for one goal."""
        som = 0
        for optie, aantal in gekozen:
            rij = self._optie[optie]
            som += int(rij[doel]) * aantal + int(rij.get(f"{doel}_vast", 0))
        return som


def groot(zaad: int, plannen: int, gemeenten: int) -> Vraag:
    """A larger question, always the same for a seed: each municipality has a maximum and now and then a
    minimum, the first two share one, plans go up and down, some are fixed and for some a choice was made."""
    toeval = np.random.Generator(np.random.PCG64(zaad))
    codes = [f"GM{nummer:04}" for nummer in range(1, gemeenten + 1)]
    opties, nu = [], dict.fromkeys(codes, 0)
    for nummer in range(plannen):
        code, hard = codes[nummer % gemeenten], int(toeval.integers(2, 60))
        gewicht = (int(toeval.integers(1, 9)), int(toeval.integers(0, 3)))
        plan = f"p{nummer:03}"
        if toeval.random() < 0.2:
            opties.append((plan, code, "hard maken", hard, hard, 1, "", *gewicht))
            continue
        nu[code] += hard
        belet = "vergund" if toeval.random() < 0.2 else ""
        opties.append((plan, code, "intrekken", hard, hard, -1, belet, *gewicht))
        if toeval.random() < 0.4:
            opties.append((plan, code, "verkleinen", 1, hard - 1, -1, belet, *gewicht))
    normen: list[tuple[Any, ...]] = [
        (f"hoogstens {code}", code, 1, hard, pd.NA, int(hard * toeval.uniform(0.6, 0.95)))
        for code, hard in nu.items()
    ]
    if gemeenten > 1:
        samen = sum(nu[code] for code in codes[:2])
        normen += [
            ("samen", code, 1, nu[code], samen * 7 // 10, samen * 9 // 10) for code in codes[:2]
        ]
        normen.append(("ten minste", codes[-1], 1, nu[codes[-1]], nu[codes[-1]] // 2, pd.NA))
    vrij = [optie for optie in opties if optie[2] == "intrekken" and not optie[6]]
    keuzes = [
        ("van het college", vrij[0][0], f"{vrij[0][0]} intrekken"), ("van de raad", vrij[1][0], ""),
    ]  # fmt: skip
    return vraag(opties, normen, keuzes)


def register_met(gemeenten: int, plannen: int, mag: float) -> Vraag:
    """The made plan register of the benchmark, with the measures and goals that are shipped."""
    bron = spec_from_file_location("meetstrategie", WORTEL / "benchmarks" / "strategie.py")
    assert bron and bron.loader
    meting = module_from_spec(bron)
    bron.loader.exec_module(meting)
    deze: Vraag = meting.maak_vraag(gemeenten, plannen, mag)
    return deze
