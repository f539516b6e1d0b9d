"""What the source printed itself, beside what follows from its own numbers."""

from __future__ import annotations

import pandas as pd

from woonanalyse.kern.opzet import Afronding, Opzet

_WONINGEN = [
    "netto_behoefte", "vervanging", "behoefte", "hard_direct", "hard_uit_te_werken",
    "hard_inbreiding", "hard_uitbreiding", "hard_totaal",
]  # fmt: skip

KOLOMMEN = ["gemeentecode", "gemeente", "variant", *_WONINGEN, "dekking"]
"""A published table: a row per municipality and variant of the need; dwellings, dekking a fraction."""

NAAST = [
    "editie", "gemeentecode", "gemeente", "variant", "behoefte_bron", "hard_totaal_bron",
    "dekking_bron", "behoefte", "hard_totaal", "dekking", "verschil_behoefte",
    "verschil_hard_totaal", "verschil_dekking", "gelijk_na_afronding",
]  # fmt: skip
"""Published (`_bron`) beside ours, and ours less published: dwellings, of the dekking procentpunten."""

TEGENSPRAKEN = [
    "editie", "gemeentecode", "gemeente", "variant", "gegeven", "gepubliceerd", "uit_delen",
    "verschil", "eenheid", "binnen_afronding",
]  # fmt: skip
"""An outcome that the source printed, and what its own numbers give."""

SOMMEN = {
    "behoefte": ("behoefte", ["netto_behoefte", "vervanging"]),
    "hard_totaal": ("harde plannen samen", ["hard_direct", "hard_uit_te_werken"]),
    "ligging": ("harde plannen naar ligging", ["hard_inbreiding", "hard_uitbreiding"]),
}
"""By total what it is called, and the parts that ought to add up to it; ligging is a total of its own."""


def maak_gepubliceerd(frame: pd.DataFrame, gemeenten: pd.DataFrame) -> pd.DataFrame:
    """`frame` with the names of its municipalities, in their order: columns KOLOMMEN."""
    samen = gemeenten[["gemeentecode", "gemeente"]].merge(frame, on="gemeentecode", how="inner")
    return samen[KOLOMMEN].astype({**dict.fromkeys(_WONINGEN, "Int64"), "dekking": "Float64"})


def naast(balans: pd.DataFrame, gepubliceerd: pd.DataFrame | None, opzet: Opzet) -> pd.DataFrame:
    """The published outcomes beside ours: columns NAAST; without rows where nothing was published.

    Equal after rounding: our percentage, rounded as the source rounds, is the printed one; <NA> where the
    edition does not say how it rounds.
    """
    if gepubliceerd is None:
        return pd.DataFrame(columns=NAAST)
    waarden = ["behoefte", "hard_totaal", "dekking"]
    bron = gepubliceerd[["gemeentecode", "variant", *waarden]]
    frame = balans[["editie", "gemeentecode", "gemeente", "variant", *waarden]].merge(
        bron, on=["gemeentecode", "variant"], suffixes=("", "_bron")
    )
    for naam in ("behoefte", "hard_totaal"):
        frame[f"verschil_{naam}"] = frame[naam] - frame[f"{naam}_bron"]
    frame["verschil_dekking"] = ((frame["dekking"] - frame["dekking_bron"]) * 100).round(1)
    frame["gelijk_na_afronding"] = [
        _gelijk(ons, hun, opzet.afronding)
        for ons, hun in frame[["dekking", "dekking_bron"]].itertuples(index=False)
    ]
    return frame[NAAST].astype({"gelijk_na_afronding": "object"})


def tegenspraken(gepubliceerd: pd.DataFrame | None, opzet: Opzet) -> pd.DataFrame:
    """Where the source contradicts itself: columns TEGENSPRAKEN.

    Totals against the sum of their parts (dwellings), the percentage against its own two totals
    (procentpunten). `binnen_afronding`: whether rounding each number apart can make the difference; <NA>
    where the edition does not say how its source rounds.
    """
    rijen = []
    for rij in () if gepubliceerd is None else gepubliceerd.to_dict("records"):
        vast = [opzet.editie, rij["gemeentecode"], rij["gemeente"], rij["variant"]]
        for veld, (naam, delen) in SOMMEN.items():
            totaal = rij["hard_totaal" if veld == "ligging" else veld]
            if any(pd.isna(een) for een in (totaal, *(rij[deel] for deel in delen))):
                continue
            som = sum(rij[deel] for deel in delen)
            if totaal != som:
                tellen = 1 + sum(bool(rij[deel]) for deel in delen)
                past = _past(abs(totaal - som), tellen, opzet.afronding)
                rijen.append([*vast, naam, totaal, som, totaal - som, "woningen", past])
        rijen += [[*vast, *deel] for deel in _verhouding(rij, opzet.afronding)]
    frame = pd.DataFrame(rijen, columns=TEGENSPRAKEN)
    per_gemeente = frame["gegeven"].isin([SOMMEN["hard_totaal"][0], SOMMEN["ligging"][0]])
    dubbel = per_gemeente & frame.duplicated(["gemeentecode", "gegeven"])
    frame.loc[per_gemeente, "variant"] = "alle"
    getallen = ["gepubliceerd", "uit_delen", "verschil"]
    return frame[~dubbel].reset_index(drop=True).astype(dict.fromkeys(getallen, "Float64"))


def _verhouding(rij: dict[str, float], afronding: Afronding | None) -> list[list[object]]:
    """The printed percentage against the printed totals, where they differ after rounding."""
    if afronding is None or afronding.procentpunten is None:
        return []
    if any(pd.isna(rij[veld]) for veld in ("behoefte", "hard_totaal", "dekking")):
        return []
    if not rij["behoefte"] > 0:
        return []
    stap, half = afronding.procentpunten, afronding.stap / 2
    gedrukt, eigen = round(rij["dekking"] * 100, 6), rij["hard_totaal"] / rij["behoefte"] * 100
    if _afgerond(eigen, stap) == gedrukt:
        return []
    laagst = (rij["hard_totaal"] - half) / (rij["behoefte"] + half) * 100 - stap / 2
    hoogst = (rij["hard_totaal"] + half) / (rij["behoefte"] - half) * 100 + stap / 2
    past = "ja" if laagst <= gedrukt <= hoogst else "nee"
    verschil = round(gedrukt - eigen, 1)
    return [["verhouding", gedrukt, round(eigen, 1), verschil, "procentpunten", past]]


def _past(verschil: float, getallen: int, afronding: Afronding | None) -> object:
    if afronding is None:
        return pd.NA
    return "ja" if verschil <= getallen * afronding.stap / 2 else "nee"


def _gelijk(ons: float, hun: float, afronding: Afronding | None) -> object:
    if pd.isna(ons) or pd.isna(hun) or afronding is None or afronding.procentpunten is None:
        return pd.NA
    gelijk = _afgerond(ons * 100, afronding.procentpunten) == round(hun * 100, 6)
    return "ja" if gelijk else "nee"


def _afgerond(waarde: float, stap: float) -> float:
    """To the nearest whole number of steps; halfway goes up."""
    return round((waarde / stap + 0.5 + 1e-9) // 1 * stap, 6)
