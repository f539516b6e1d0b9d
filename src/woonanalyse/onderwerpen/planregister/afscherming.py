"""Hard capacity per member of the plan register, and which of it would tell a plan that is not public."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from woonanalyse.afscherming.keuze import Keuze, kies
from woonanalyse.afscherming.regels import Regels
from woonanalyse.afscherming.speelruimte import VERBANDEN, als_cellen
from woonanalyse.onderwerpen.planregister.model import AFGEROND, HARD, Lezing

MATEN = ["rest", "sloop", "uitgezonderd"]
"""What of a plan is in a published sum: columns of the table plannen."""

GETALLEN: Mapping[str, Sequence[tuple[str, str, int]]] = {
    "hard_direct": [("hard", "rest", 1)],
    "hard_uit_te_werken": [("hard_uitwerk", "rest", 1)],
    "uitgezonderd": [(soort, "uitgezonderd", 1) for soort in HARD],
    "bruto": [(soort, m, f) for soort in HARD for m, f in (("rest", 1), ("uitgezonderd", -1))],
    "netto": [
        (soort, m, f)
        for soort in HARD
        for m, f in (("rest", 1), ("sloop", -1), ("uitgezonderd", -1))
    ],
}
"""The numbers that are published of a member, each the sum of maten of the plans of these hardnesses. `bruto`
and `netto` are its totals, without what is not counted."""

TOTALEN = ("bruto", "netto")

KOLOMMEN = ["lezing", "gemeentecode", "getal"]
"""What is shielded: a reading, a member, one of GETALLEN."""


def afgeschermd(
    plannen: pd.DataFrame, gemeenten: pd.DataFrame, lezingen: Sequence[Lezing], regels: Regels
) -> pd.DataFrame:
    """Which numbers of which members are not published: columns KOLOMMEN.

    As if the numbers of all `lezingen` were, gross and net, so that two editions of one register tell no more
    than one; `gemeenten` has gemeentecode and subregio. Nothing where every plan is public. A plan that the
    totals of areas tell by themselves, whatever is hidden here, is kept from our own numbers all the same.
    """
    if not regels.geheim(plannen).any():
        return pd.DataFrame(columns=KOLOMMEN)
    cellen, verbanden = stelsel(plannen, gemeenten, lezingen, regels)
    keuze = kies(cellen, verbanden)
    if keuze.verraden:
        keuze = kies(*_zonder_gebieden(cellen, verbanden, keuze))
    namen = [cel.split("|")[1:] for cel in keuze.verborgen if cel.startswith("getal|")]
    return pd.DataFrame(namen, columns=KOLOMMEN)


def _zonder_gebieden(
    cellen: pd.DataFrame, verbanden: pd.DataFrame, keuze: Keuze
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """For plans that the totals of areas tell by themselves: that at least our own numbers do not."""
    gebied = verbanden.loc[verbanden["cel"].str.startswith("gebied|"), "verband"]
    return (
        cellen.assign(
            geheim=cellen["geheim"] | cellen["cel"].isin(keuze.verborgen),
            marge=cellen["marge"].where(cellen["cel"].isin(keuze.verraden), 0),
        ),
        verbanden[~verbanden["verband"].isin(gebied)],
    )


def stelsel(
    plannen: pd.DataFrame, gemeenten: pd.DataFrame, lezingen: Sequence[Lezing], regels: Regels
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Cells and sums (afscherming.speelruimte.CELLEN, VERBANDEN) of what is published of a register.

    Below are the plans: those that are not public one by one, the public ones of a member and status as one.
    Above are GETALLEN of each member and reading, and the totals of areas that others publish.
    """
    telt = plannen[plannen["projectstatus"].str.casefold() != AFGEROND]
    onder, sommen = _onder(telt, regels)
    waarden = {cel["cel"]: cel["waarde"] for cel in onder}
    boven, optel = _getallen(telt, gemeenten, lezingen, regels, waarden)
    sommen += optel
    waarden |= {cel["cel"]: cel["waarde"] for cel in boven}
    gebied, optel = _gebieden(gemeenten, lezingen, regels, waarden)
    rijen = [
        {"verband": nr, "cel": cel, "factor": factor}
        for nr, som in enumerate([*sommen, *optel])
        for cel, factor in som.items()
    ]
    return als_cellen([*onder, *boven, *gebied]), pd.DataFrame(rijen, columns=VERBANDEN)


def _cel(naam: str, waarde: int, **anders: Any) -> dict[str, Any]:
    vast = {"laag": min(0, waarde), "hoog": pd.NA, "gewicht": pd.NA, "geheim": False, "marge": 0}
    return {"cel": naam, "waarde": waarde, **vast, **anders}


def _onder(telt: pd.DataFrame, regels: Regels) -> tuple[list[dict[str, Any]], list[dict[str, int]]]:
    """What of each member and status is in plans: the sum, its hidden plans, and all public ones together."""
    cellen, sommen = list[dict[str, Any]](), list[dict[str, int]]()
    geheim = regels.geheim(telt)
    for (code, status), groep in telt.groupby(["gemeentecode", "planstatus"], sort=True):
        for maat in MATEN:
            bekend = groep[groep[maat].notna()]
            dicht = bekend[geheim[bekend.index]].sort_values("plan_id")
            plek = f"{code}|{status}|{maat}"
            som, rest = f"som|{plek}", f"openbaar|{plek}"
            delen = {f"plan|{rij.plan_id}|{maat}": int(rij[maat]) for _, rij in dicht.iterrows()}
            over = int(bekend[maat].sum()) - sum(delen.values())
            open_ = len(bekend) > len(dicht)
            vast = (
                {} if open_ and not regels.openbare_plannen_bekend else {"hoog": over, "laag": over}
            )
            cellen.append(_cel(som, over + sum(delen.values()), geheim=True, laag=-(10**6)))
            cellen.append(_cel(rest, over, geheim=True, **vast))
            cellen += [
                _cel(naam, n, geheim=True, marge=regels.marge(n)) for naam, n in delen.items()
            ]
            sommen.append({som: -1, rest: 1, **dict.fromkeys(delen, 1)})
    return cellen, sommen


def _getallen(
    telt: pd.DataFrame,
    gemeenten: pd.DataFrame,
    lezingen: Sequence[Lezing],
    regels: Regels,
    waarden: Mapping[str, int],
) -> tuple[list[dict[str, Any]], list[dict[str, int]]]:
    """GETALLEN of each member in the register and each reading; not those of which a plan says nothing."""
    cellen, sommen = list[dict[str, Any]](), list[dict[str, int]]()
    for nr, lezing in enumerate(lezingen):
        for code in gemeenten["gemeentecode"]:
            eigen = telt[telt["gemeentecode"] == code]
            if eigen.empty:
                continue
            for getal, termen in GETALLEN.items():
                som = _termen(eigen, str(code), lezing, termen)
                if som is None:
                    continue
                naam = f"getal|{lezing['id']}|{code}|{getal}"
                waarde = sum(waarden[cel] * factor for cel, factor in som.items())
                soort = getal if getal in regels.gewicht else "deel"
                soort = "totaal" if getal in TOTALEN else soort
                zwaar = regels.gewicht[soort] * (1 + (len(lezingen) - nr) / 100)
                cellen.append(_cel(naam, waarde, laag=-(10**6), gewicht=zwaar))
                sommen.append({naam: -1, **som})
    return cellen, sommen


def _termen(
    eigen: pd.DataFrame, code: str, lezing: Lezing, termen: Sequence[tuple[str, str, int]]
) -> dict[str, int] | None:
    """The sums per status that make one number of a member; None where a plan does not say its part."""
    som: dict[str, int] = {}
    for soort, maat, factor in termen:
        deel = eigen[eigen["planstatus"].isin(lezing[soort])]
        if maat != "uitgezonderd" and deel[maat].isna().any():
            return None
        for status in sorted(deel["planstatus"].unique()):
            som[f"som|{code}|{status}|{maat}"] = factor
    return som


def _gebieden(
    gemeenten: pd.DataFrame,
    lezingen: Sequence[Lezing],
    regels: Regels,
    waarden: Mapping[str, int],
) -> tuple[list[dict[str, Any]], list[dict[str, int]]]:
    """The totals of areas that others may publish, where those of all members are known."""
    cellen, sommen = list[dict[str, Any]](), list[dict[str, int]]()
    for naam, codes in _leden(gemeenten, regels.bekende_totalen):
        for lezing in lezingen:
            for getal in TOTALEN:
                delen = [f"getal|{lezing['id']}|{code}|{getal}" for code in codes]
                eigen = [deel for deel in delen if deel in waarden]
                if len(eigen) == len(delen):
                    cel = f"gebied|{lezing['id']}|{naam}|{getal}"
                    cellen.append(_cel(cel, sum(waarden[d] for d in eigen), laag=-(10**6)))
                    sommen.append({cel: -1, **dict.fromkeys(eigen, 1)})
    return cellen, sommen


def _leden(
    gemeenten: pd.DataFrame, niveaus: Sequence[str] | Any
) -> Iterator[tuple[str, list[str]]]:
    """Areas by name with the codes of their members."""
    if "subregio" in niveaus:
        for naam, groep in gemeenten.groupby("subregio", sort=True):
            yield f"subregio {naam}", list(groep["gemeentecode"])
    if "regio" in niveaus:
        yield "regio", list(gemeenten["gemeentecode"])
