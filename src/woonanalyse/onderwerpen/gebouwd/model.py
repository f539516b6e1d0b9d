"""What was really built and demolished, and how the stock moved (CBS), beside need and plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from woonanalyse.kern.opzet import Opzet
from woonanalyse.kern.perrij import per_groep

MUTATIES = ["nieuwbouw", "overige_toevoeging", "sloop", "overige_onttrekking", "correctie"]
"""Parts of a year's change; sloop and overige_onttrekking come off, the others are added."""

GETALLEN = ["beginstand", *MUTATIES, "saldo", "eindstand"]
"""What is known of a year, in dwellings."""

PERIODEKOLOMMEN = [
    "gemeentecode", "gemeente", "van", "tot_en_met", "jaren", "beginstand", *MUTATIES, "saldo",
    "eindstand", "nieuwbouw_min_sloop", "ontbrekende_jaren",
]  # fmt: skip
"""Columns of the stock over a period; all dwellings, `jaren` a number of years."""


def tegenspraak(ouder: pd.DataFrame, nieuwer: pd.DataFrame) -> pd.DataFrame:
    """The years of municipalities that two tables both have, with other numbers.

    Both have gemeentecode, gemeentenaam, jaar and GETALLEN (dwellings). Columns gemeentecode, jaar,
    and `zin`: which numbers differ, the older one first. What one of them does not know is no difference.
    """
    beide = ouder.merge(nieuwer, on=["gemeentecode", "jaar"], suffixes=("", "_nieuw"))
    rijen = []
    for rij in beide.to_dict("records"):
        delen = [
            f"{naam.replace('_', ' ')} {rij[naam]} en {rij[f'{naam}_nieuw']}"
            for naam in GETALLEN
            if pd.notna(rij[naam])
            and pd.notna(rij[f"{naam}_nieuw"])
            and rij[naam] != rij[f"{naam}_nieuw"]
        ]
        if delen:
            zin = f"{rij['gemeentenaam']} {', '.join(delen)}"
            rijen.append((rij["gemeentecode"], rij["jaar"], zin))
    return pd.DataFrame(rijen, columns=["gemeentecode", "jaar", "zin"])


def samen(ouder: pd.DataFrame, nieuwer: pd.DataFrame, anders: pd.DataFrame) -> pd.DataFrame:
    """The rows of both, in order of municipality (as in the older one) and year.

    Of a year that both have the newer row where it differs (`anders`, of `tegenspraak`), else the older one,
    which then says the same and may know more.
    """
    sleutel = ["gemeentecode", "jaar"]

    def van(frame: pd.DataFrame) -> pd.MultiIndex:
        return pd.MultiIndex.from_frame(frame[sleutel].astype("object"))

    vervangt = van(nieuwer).isin(van(anders)) | ~van(nieuwer).isin(van(ouder))
    delen = [ouder[~van(ouder).isin(van(anders))], nieuwer[vervangt]]
    volgorde = {code: nr for nr, code in enumerate(dict.fromkeys(ouder["gemeentecode"]))}
    geheel = pd.concat(delen)
    plek = geheel["gemeentecode"].map(volgorde).fillna(len(volgorde))
    return geheel.assign(_plek=plek).sort_values(["_plek", *sleutel]).drop(columns="_plek")


def bouwjaren(opzet: Opzet, voorraad: pd.DataFrame) -> tuple[int, int]:
    """First and last calendar year in the stock that lie between peildatum and stand_per of an edition.

    `opzet` is the edition file; only whole years count. The last is before the first where there is none.
    """
    stand = date.fromisoformat(opzet.stand_per)
    laatste = stand.year if (stand.month, stand.day) == (12, 31) else stand.year - 1
    laatste = min(laatste, int(voorraad["jaar"].max()))
    if opzet.peildatum is None:
        return laatste + 1, laatste
    peildatum = date.fromisoformat(opzet.peildatum)
    heel = (peildatum.month, peildatum.day) == (1, 1)
    return peildatum.year if heel else peildatum.year + 1, laatste


def per_periode(voorraad: pd.DataFrame, van: int, tot_en_met: int) -> pd.DataFrame:
    """The stock of every municipality over the years van..tot_en_met, both included.

    `voorraad` has one row per municipality and year (reader woningvoorraad). A municipality of which a
    year is missing has <NA> sums, and `ontbrekende_jaren` names the years. Order of first appearance.
    """
    jaren = range(van, tot_en_met + 1)
    rijen = [
        _een(groep, code, jaren) for code, groep in per_groep(voorraad, "gemeentecode").items()
    ]
    frame = pd.DataFrame(rijen, columns=[n for n in PERIODEKOLOMMEN if n != "nieuwbouw_min_sloop"])
    getallen = ["van", "tot_en_met", "jaren", "beginstand", *MUTATIES, "saldo", "eindstand"]
    frame = frame.astype(dict.fromkeys(getallen, "Int64"))
    frame["nieuwbouw_min_sloop"] = frame["nieuwbouw"] - frame["sloop"]
    return frame[PERIODEKOLOMMEN]


def _een(groep: Sequence[Any], code: object, jaren: Sequence[int]) -> dict[str, object]:
    """One municipality, of its rows, over the years asked for."""
    per_jaar = {rij.jaar: rij for rij in groep}
    gaten = [jaar for jaar in jaren if jaar not in per_jaar]
    volledig = not gaten and len(jaren) > 0
    binnen = [per_jaar[jaar] for jaar in jaren] if volledig else []
    sommen = {
        naam: sum(getattr(rij, naam) for rij in binnen) if volledig else pd.NA
        for naam in [*MUTATIES, "saldo"]
    }
    return {
        "gemeentecode": code,
        "gemeente": groep[0].gemeente,
        "van": jaren[0] if len(jaren) else pd.NA,
        "tot_en_met": jaren[-1] if len(jaren) else pd.NA,
        "jaren": len(jaren),
        "beginstand": binnen[0].beginstand if volledig else pd.NA,
        **sommen,
        "eindstand": binnen[-1].eindstand if volledig else pd.NA,
        "ontbrekende_jaren": ", ".join(str(jaar) for jaar in gaten),
    }


def sluitfouten(voorraad: pd.DataFrame) -> pd.DataFrame:
    """The rows where begin + mutations is not end, in order of year and name.

    Columns gemeentecode, gemeente, jaar, berekend, eindstand, verschil: the published end minus what
    the parts give, in dwellings.
    """
    berekend = (
        voorraad["beginstand"]
        + voorraad["nieuwbouw"]
        + voorraad["overige_toevoeging"]
        - voorraad["sloop"]
        - voorraad["overige_onttrekking"]
        + voorraad["correctie"]
    )
    frame = voorraad.assign(berekend=berekend, verschil=voorraad["eindstand"] - berekend)
    fout = frame[(frame["verschil"] != 0).fillna(False)]
    kolommen = ["gemeentecode", "gemeente", "jaar", "berekend", "eindstand", "verschil"]
    return fout[kolommen].sort_values(["jaar", "gemeente"]).reset_index(drop=True)


NAASTKOLOMMEN = [
    "gemeentecode", "gemeente", "behoefte_laag", "behoefte_hoog", "behoefte_jaren", "hard_totaal",
    "telling", "gebouwd_van", "gebouwd_tot_en_met", "gebouwd_jaren", "nieuwbouw", "sloop",
    "nieuwbouw_min_sloop", "overige_toevoeging", "overige_onttrekking", "correctie", "saldo",
    "behoefte_per_jaar_laag", "behoefte_per_jaar_hoog", "nieuwbouw_per_jaar", "sloop_per_jaar",
]  # fmt: skip
"""Columns of forecast, plan and reality side by side; dwellings, and dwellings per year."""


def naast_elkaar(balans: pd.DataFrame, periode: pd.DataFrame) -> pd.DataFrame:
    """Forecast, plan and reality per municipality: columns NAASTKOLOMMEN.

    `balans` (one edition, one definition) gives need and hard capacity, `periode` (of `per_periode`)
    what was built and demolished. Need per year is the need divided evenly over its period: a
    division of our own, since the forecast gives no path. Nothing is derived from the difference.
    """
    per = balans.groupby("gemeentecode", sort=False)
    plannen = pd.DataFrame(
        {
            "gemeente": per["gemeente"].first(),
            "behoefte_laag": per["behoefte"].agg(lambda s: s.min(skipna=False)),
            "behoefte_hoog": per["behoefte"].agg(lambda s: s.max(skipna=False)),
            "behoefte_jaren": per["periode_tot"].first() - per["periode_van"].first() + 1,
            "hard_totaal": per["hard_totaal"].agg(lambda s: s.max(skipna=False)),
            "telling": per["telling"].first(),
        }
    ).reset_index()
    namen = {"van": "gebouwd_van", "tot_en_met": "gebouwd_tot_en_met", "jaren": "gebouwd_jaren"}
    werkelijk = periode.rename(columns=namen).drop(columns="gemeente")
    frame = plannen.merge(werkelijk, on="gemeentecode", how="left")
    for einde in ("laag", "hoog"):
        frame[f"behoefte_per_jaar_{einde}"] = _per_jaar(
            frame, f"behoefte_{einde}", "behoefte_jaren"
        )
    for naam in ("nieuwbouw", "sloop"):
        frame[f"{naam}_per_jaar"] = _per_jaar(frame, naam, "gebouwd_jaren")
    return frame[NAASTKOLOMMEN]


def _per_jaar(frame: pd.DataFrame, wat: str, jaren: str) -> pd.Series:
    """Dwellings per year, Float64; <NA> where either is unknown or there are no years."""
    deler = frame[jaren].where(frame[jaren] > 0)
    return frame[wat].astype("Float64") / deler.astype("Float64")
