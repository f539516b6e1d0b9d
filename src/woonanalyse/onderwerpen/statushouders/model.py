"""Housing of statushouders by law: context to the agreements, it judges none.

taakstelling (municipality, half-year) = national task x inhabitants / inhabitants of the country, rounded
to whole people. opgave = taakstelling + overloop (arrears +, lead -) + tasks moved here by decision
- tasks moved away; saldo = opgave - gerealiseerd, and the overloop of the next half-year. What is unknown
stays <NA>: nothing is interpolated, no opening balance is taken to be 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from woonanalyse.kern.merk import is_afgeschermd
from woonanalyse.onderwerpen.statushouders.samenvoegingen import (
    voeg_gemeenten_samen,
    voeg_leveringen_samen,
)

KOLOMMEN = [
    "halfjaar", "gemeentecode", "gemeente", "taakstelling", "overloop", "opgave", "gerealiseerd",
    "saldo", "percentage", "inwonersdatum",
]  # fmt: skip
"""Columns of the result; numbers are people, percentage 0 to 100 and above (gerealiseerd / opgave),
inwonersdatum the 1 January (ISO) of the inhabitants used, halfjaar as 2022-1."""


def statushouders(
    land: pd.DataFrame,
    inwoners: pd.DataFrame,
    inwoners_land: pd.DataFrame,
    gemeenten: pd.DataFrame,
    register: pd.DataFrame,
    samenvoegingen: Sequence[Mapping[str, Any]] = (),
    stand_per: str | None = None,
) -> pd.DataFrame:
    """Task, carry-over and rate of every municipality: KOLOMMEN and `verplaatst` (task moved, net).

    Every half-year from the first to the last of `land` (halfjaar, taakstelling), also those without a
    national figure (<NA>). `inwoners`: gemeentecode, datum, inwoners; `inwoners_land`: datum, inwoners;
    `register`: halfjaar, soort, gemeentecode, naar_gemeentecode, aantal, datum, of which only rows dated
    on or before `stand_per` count and, of several on one figure, the latest. `samenvoegingen`: see
    `voeg_gemeenten_samen`.
    """
    codes = list(gemeenten["gemeentecode"])
    inwoners = voeg_gemeenten_samen(inwoners, samenvoegingen)
    frame = taakstelling(land, inwoners, inwoners_land, codes)
    bekend = register if stand_per is None else register[register["datum"] <= stand_per]
    bekend = voeg_leveringen_samen(bekend, samenvoegingen)
    vooraf, gedaan = _stand(bekend, "overloop"), _stand(bekend, "gerealiseerd")
    netto, saldo, rijen = verplaatst(bekend), dict.fromkeys(codes, pd.NA), []
    cellen = frame[["halfjaar", "gemeentecode", "taakstelling"]].itertuples(index=False)
    for (
        halfjaar,
        code,
        taak,
    ) in cellen:  # of some hundreds of cells pandas would take ten times as long
        cel = (halfjaar, code)
        over = vooraf.get(cel, pd.NA) if pd.isna(saldo[code]) else saldo[code]
        opgave = taak + over + netto[cel]
        saldo[code] = opgave - gedaan.get(cel, pd.NA)
        rijen.append([over, netto[cel], opgave, gedaan.get(cel, pd.NA), saldo[code]])
    kolommen = ["overloop", "verplaatst", "opgave", "gerealiseerd", "saldo"]
    frame[kolommen] = pd.DataFrame(rijen, columns=kolommen, dtype="Int64")
    deelbaar = frame["opgave"].where(frame["opgave"] > 0).astype("Float64")
    frame["percentage"] = frame["gerealiseerd"].astype("Float64") * 100 / deelbaar
    frame = frame.merge(gemeenten[["gemeentecode", "gemeente"]], on="gemeentecode", how="left")
    return frame[[*KOLOMMEN, "verplaatst"]]


def met_taakstelling(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows with a known task, columns KOLOMMEN: what is published as data."""
    return frame.loc[frame["taakstelling"].notna(), KOLOMMEN].reset_index(drop=True)


def taakstelling(
    land: pd.DataFrame, inwoners: pd.DataFrame, inwoners_land: pd.DataFrame, codes: Sequence[str]
) -> pd.DataFrame:
    """The task by half-year and municipality: halfjaar, gemeentecode, taakstelling (Int64, rounded half
    up), aandeel (people, not rounded, Float64), inwonersdatum (ISO; <NA> where none is held)."""
    landelijk = land.set_index("halfjaar")["taakstelling"]
    noemer = _per_datum(inwoners_land)
    tellers = {code: _per_datum(deel) for code, deel in inwoners.groupby("gemeentecode")}
    data = {code: sorted(teller.keys() & noemer.keys()) for code, teller in tellers.items()}
    rijen = []
    for halfjaar in halfjaren(land["halfjaar"]):
        taak = landelijk.get(halfjaar, pd.NA)
        for code in codes:
            datum = inwonersdatum(halfjaar, data.get(code, ()))
            deel: dict[str, Any] = {
                "halfjaar": halfjaar,
                "gemeentecode": code,
                "inwonersdatum": datum,
            }
            if pd.notna(taak) and datum is not None:
                boven, onder = int(taak) * tellers[code][datum], noemer[datum]
                deel |= {"taakstelling": rond_af(boven, onder), "aandeel": boven / onder}
            rijen.append(deel)
    kolommen = ["halfjaar", "gemeentecode", "taakstelling", "aandeel", "inwonersdatum"]
    frame = pd.DataFrame(rijen, columns=kolommen)
    return frame.astype({"taakstelling": "Int64", "aandeel": "Float64"})


def rond_af(teller: int, noemer: int) -> int:
    """teller / noemer to the nearest whole number, a half upwards; exact. Both 0 or more, noemer above 0."""
    return (2 * teller + noemer) // (2 * noemer)


def inwonersdatum(halfjaar: str, data: Sequence[str]) -> str | None:
    """The date (ISO) of the inhabitants for `halfjaar`, out of those held: 1 January of the year before,
    or the nearest; of two as near the earlier. None when nothing is held."""
    gevraagd = date.fromisoformat(gevraagde_inwoners(halfjaar))
    verte = [(abs((date.fromisoformat(d) - gevraagd).days), d) for d in data]
    return min(verte)[1] if verte else None


def gevraagde_inwoners(halfjaar: str) -> str:
    """The date (ISO) of the inhabitants that the rule asks for: 1 January of the year before."""
    return f"{int(halfjaar[:4]) - 1}-01-01"


def tot_stand(frame: pd.DataFrame, stand_per: str) -> pd.DataFrame:
    """The rows (column halfjaar) whose half-year has ended on `stand_per` (ISO)."""
    eind = frame["halfjaar"].str[:4] + frame["halfjaar"].str[5].map({"1": "-06-30", "2": "-12-31"})
    return frame[eind <= stand_per]


def halfjaren(bekend: Sequence[str] | pd.Series) -> list[str]:
    """All half-years from the first to the last of `bekend`, without gaps."""
    nummers = [int(h[:4]) * 2 + int(h[5]) - 1 for h in bekend]
    return [f"{n // 2}-{n % 2 + 1}" for n in range(min(nummers), max(nummers) + 1)]


def verplaatst(register: pd.DataFrame) -> Counter[tuple[str, str]]:
    """Task moved to (+) and away from (-) a municipality by decision, net, by half-year and gemeentecode; 0
    where no decision is known.

    `register` after `voeg_leveringen_samen`: one row per decision. What one gives another receives, so
    among municipalities of the region nothing is lost.
    """
    netto: Counter[tuple[str, str]] = Counter()
    rijen = register[(register["soort"] == "verplaatst") & register["aantal"].notna()]
    for rij in rijen.itertuples():
        netto[rij.halfjaar, rij.gemeentecode] -= int(rij.aantal)
        netto[rij.halfjaar, rij.naar_gemeentecode] += int(rij.aantal)
    return netto


def som_controle(
    land: pd.DataFrame,
    inwoners: pd.DataFrame,
    inwoners_land: pd.DataFrame,
    codes: Sequence[str],
) -> pd.DataFrame:
    """The rounded tasks of all members against the unrounded share of the region: halfjaar, som, aandeel,
    verschil (som - aandeel); <NA> as soon as one member is unknown."""
    taken = taakstelling(land, inwoners, inwoners_land, codes)
    groep = taken.groupby("halfjaar")
    volledig = groep["taakstelling"].count() == groep.size()
    frame = pd.DataFrame(
        {
            "som": groep["taakstelling"].sum().where(volledig),
            "aandeel": groep["aandeel"].sum().where(volledig),
        }
    )
    frame["verschil"] = frame["som"].astype("Float64") - frame["aandeel"]
    return frame.astype({"som": "Int64"}).reset_index()


def provincie_controle(
    land: pd.DataFrame,
    perioden: pd.DataFrame,
    inwoners_provincie: pd.DataFrame,
    inwoners_land: pd.DataFrame,
) -> pd.DataFrame:
    """Published tasks of the province against the method, per period.

    Columns: periode_van, periode_tot_en_met, gepubliceerd, berekend (sum over the half-years of which the
    national task is known), bekend (how many of them), halfjaren (how many in the period), verschil
    (gepubliceerd - berekend, only when all are known), ontbreekt (half-years without a national task).
    """
    eigen = inwoners_provincie.assign(gemeentecode="provincie")
    rijen = []
    for periode in perioden[perioden["taakstelling"].notna()].itertuples():
        nodig = halfjaren([_halfjaar(periode.periode_van), _halfjaar(periode.periode_tot_en_met)])
        basis = pd.DataFrame({"halfjaar": nodig}).merge(land, on="halfjaar", how="left")
        taken = taakstelling(basis, eigen, inwoners_land, ["provincie"])
        weg = taken.loc[taken["taakstelling"].isna(), "halfjaar"]
        berekend = taken["taakstelling"].sum(min_count=1)
        rijen.append(
            {
                "periode_van": periode.periode_van,
                "periode_tot_en_met": periode.periode_tot_en_met,
                "gepubliceerd": periode.taakstelling,
                "berekend": berekend,
                "bekend": len(nodig) - len(weg),
                "halfjaren": len(nodig),
                "verschil": pd.NA if len(weg) else periode.taakstelling - berekend,
                "ontbreekt": ", ".join(weg),
            }
        )
    kolommen = [
        "periode_van", "periode_tot_en_met", "gepubliceerd", "berekend", "bekend", "halfjaren",
        "verschil", "ontbreekt",
    ]  # fmt: skip
    getallen = ["gepubliceerd", "berekend", "bekend", "halfjaren", "verschil"]
    return pd.DataFrame(rijen, columns=kolommen).astype(dict.fromkeys(getallen, "Int64"))


def land_controle(land: pd.DataFrame) -> pd.DataFrame:
    """Published national totals against task + arrears: halfjaar, taakstelling, achterstand, herkomst,
    berekend, gepubliceerd, verschil (gepubliceerd - berekend).

    Arrears as published (herkomst `gepubliceerd`), else the published total minus what was housed in the
    half-year before (`berekend`). Only half-years with a published total.
    """
    per = land.set_index("halfjaar")
    rijen = []
    for halfjaar, rij in per[per["opgave_totaal"].notna()].iterrows():
        achterstand, herkomst = rij["achterstand_begin"], "gepubliceerd"
        if pd.isna(achterstand):
            eerder = per.loc[per.index == _vorige(str(halfjaar))]
            over = eerder["opgave_totaal"] - eerder["gerealiseerd"]
            achterstand, herkomst = (over.iloc[0] if len(over) else pd.NA), "berekend"
        berekend = rij["taakstelling"] + achterstand
        rijen.append(
            {
                "halfjaar": halfjaar,
                "taakstelling": rij["taakstelling"],
                "achterstand": achterstand,
                "herkomst": herkomst,
                "berekend": berekend,
                "gepubliceerd": rij["opgave_totaal"],
                "verschil": rij["opgave_totaal"] - berekend,
            }
        )
    kolommen = [
        "halfjaar", "taakstelling", "achterstand", "herkomst", "berekend", "gepubliceerd", "verschil",
    ]  # fmt: skip
    getallen = ["taakstelling", "achterstand", "berekend", "gepubliceerd", "verschil"]
    return pd.DataFrame(rijen, columns=kolommen).astype(dict.fromkeys(getallen, "Int64"))


def woningen_nodig(personen: pd.Series, per_woning: Mapping[str, Any] | None) -> pd.Series:
    """Dwellings for `personen` (Int64), rounded up; 0 for none or fewer, <NA> where unknown.

    `per_woning` holds personen and woningen of a published case; without it everything is <NA>.
    """
    if per_woning is None:
        return pd.Series(pd.NA, index=personen.index, dtype="Int64")
    mensen, huizen = int(per_woning["personen"]), int(per_woning["woningen"])
    return -(-(personen.clip(lower=0) * huizen) // mensen)


def reden_onbekend(rij: pd.Series) -> str | None:
    """Why the percentage of a row is onbekend or afgeschermd, in Dutch; None when it is shown."""
    if pd.notna(rij["percentage"]):
        return None
    if is_afgeschermd(rij["percentage"]):
        return "het gehuisveste aantal, of dat van een eerder halfjaar, is te klein om te tonen"
    if pd.isna(rij["taakstelling"]):
        if pd.isna(rij["inwonersdatum"]):
            return "het aantal inwoners is niet bekend"
        return "de landelijke taakstelling van dit halfjaar is niet bekend"
    if pd.isna(rij["overloop"]):
        return "de overloop van het halfjaar ervoor is niet geleverd"
    if rij["opgave"] <= 0:
        return "de opgave is nul of kleiner; een percentage heeft dan geen betekenis"
    return "het gehuisveste aantal is niet geleverd"


def _stand(register: pd.DataFrame, soort: str) -> dict[tuple[str, str], Any]:
    """The figures of one kind by half-year and gemeentecode."""
    rijen = register[register["soort"] == soort]
    return dict(rijen.set_index(["halfjaar", "gemeentecode"])["aantal"].items())


def _per_datum(frame: pd.DataFrame) -> dict[str, int]:
    """Known inhabitants by date."""
    bekend = frame[frame["inwoners"].notna()]
    return {datum: int(n) for datum, n in zip(bekend["datum"], bekend["inwoners"], strict=True)}


def _halfjaar(maand: str) -> str:
    return f"{maand[:4]}-{1 if int(maand[5:7]) <= 6 else 2}"


def _vorige(halfjaar: str) -> str:
    jaar, deel = int(halfjaar[:4]), int(halfjaar[5])
    return f"{jaar}-1" if deel == 2 else f"{jaar - 1}-2"
