"""In how many calculations it ends too high or too low, per area; and which parameter moves it most."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from woonanalyse.kern.getal import afgerond
from woonanalyse.onderwerpen.strategie import scenarios
from woonanalyse.onderwerpen.strategie.overzicht import jaren_tot
from woonanalyse.onderwerpen.strategie.stand import Stand, met_code

KOLOMMEN = [
    "editie", "niveau", "gebied", "gemeentecode", "soort", "termijn", "einde", "berekeningen",
    "te_veel_termijn_laag", "te_veel_termijn_hoog", "te_veel_einde_laag", "te_veel_einde_hoog",
    "te_weinig_einde_laag", "te_weinig_einde_hoog",
]  # fmt: skip
"""Numbers of calculations; `termijn` and `einde` are days. The ends of a pair differ only where soft plans
are unknown: the fewest and the most, whatever they are. <NA>: unknown, or no norm holds."""

ROOSTER, TREKKING = "rooster", "trekking"

NIETS, ALLES = 0, 10**9
"""What stands for soft plans that are unknown: none at all, and more than can be built."""

NODIG = ["hard", "behoefte_laag", "behoefte_hoog", "tempo_laag", "tempo_hoog"]
TELLINGEN = ["te_veel_termijn", "te_veel_einde", "te_weinig_einde"]


def scenariotabel(stand: Stand, instelling: Mapping[str, Any]) -> pd.DataFrame:
    """A row per area for the full grid and for the draws by chance: columns KOLOMMEN.

    `instelling` is scenarios.yml. No rows where nothing can be counted of any municipality.
    """
    tot, leden = jaren_tot(stand), stand.leden
    bekend = leden[NODIG].notna().all(axis=1)
    if tot is None or stand.heel is None or not bekend.any():
        return pd.DataFrame(columns=KOLOMMEN)
    trekking = instelling["trekking"]
    knoppen = {
        ROOSTER: scenarios.rooster(instelling["rooster"]),
        TREKKING: scenarios.trekkingen(
            trekking["verdelingen"],
            trekking["aantal"],
            len(leden),
            trekking["samenhang"],
            trekking["zaad"],
        ),
    }
    delen = [
        tel(stand, een, min(tot, stand.heel.aantal)).assign(soort=soort)
        for soort, een in knoppen.items()
    ]
    heel = pd.concat(delen, ignore_index=True)
    heel = heel.assign(termijn=str(stand.termijn), einde=str(stand.einde))
    return met_code(heel, stand.gebieden, stand.editie)[KOLOMMEN]


def tel(stand: Stand, knoppen: Mapping[str, np.ndarray], termijn: float) -> pd.DataFrame:
    """niveau, gebied, berekeningen and the ends of each of TELLINGEN (Int64), by area.

    `knoppen`: arrays that fit (calculation, municipality). An area of which a member is not known has <NA>.
    """
    assert stand.heel is not None
    norm = stand.hoogstens or 0.0  # without one those counts are not shown
    plek = {code: nr for nr, code in enumerate(stand.leden["gemeentecode"])}
    groepen = stand.gebieden.groupby(["niveau", "gebied"], sort=False)["gemeentecode"]
    leden = {sleutel: [plek[code] for code in codes] for sleutel, codes in groepen}
    bekend = stand.leden[NODIG].notna().all(axis=1).to_numpy()
    per = {}
    for einde, zacht in (("laag", NIETS), ("hoog", ALLES)):
        invoer = als_invoer(stand.leden, zacht)
        uit = scenarios.bereken(invoer, knoppen, termijn, stand.heel.aantal)
        per[einde] = scenarios.tellingen(uit, leden, norm)
    frame = pd.DataFrame(list(leden), columns=["niveau", "gebied"])
    frame["berekeningen"] = per["laag"]["berekeningen"].astype("Int64")
    kan = np.array([bekend[plekken].all() for plekken in leden.values()])
    for naam in TELLINGEN:
        twee = pd.concat([per["laag"][naam], per["hoog"][naam]], axis=1).to_numpy()
        er = kan & (naam == "te_weinig_einde" or stand.hoogstens is not None)
        for kant, telling in (("laag", twee.min(axis=1)), ("hoog", twee.max(axis=1))):
            frame[f"{naam}_{kant}"] = pd.Series(telling, dtype="Int64").where(er)
    return frame


def als_invoer(leden: pd.DataFrame, zacht: float) -> pd.DataFrame:
    """`leden` as scenarios take them: what is unknown is NaN, soft plans that are unknown are `zacht`."""
    getallen = leden[[*NODIG, "zacht"]].astype("Float64")
    los = getallen.to_numpy(dtype=float, na_value=np.nan)
    frame = pd.DataFrame(los, columns=[*NODIG, "zacht"])
    return frame.assign(gemeentecode=leden["gemeentecode"], zacht=frame["zacht"].fillna(zacht))


def invloed(stand: Stand, instelling: Mapping[str, Any]) -> pd.DataFrame:
    """By parameter hard left minus need left at the deadline, in dwellings, for all municipalities that are
    known together: columns INVLOEDKOLOMMEN, the largest difference first. Soft plans that are unknown
    count as none.
    """
    tot, heel = jaren_tot(stand), stand.heel
    bekend = stand.leden[stand.leden[NODIG].notna().all(axis=1)]
    if tot is None or heel is None or bekend.empty:
        return pd.DataFrame(columns=scenarios.INVLOEDKOLOMMEN)
    verdelingen = instelling["trekking"]["verdelingen"]
    midden = {naam: top for naam, (_, top, _) in verdelingen.items()}
    grenzen = {naam: (laag, hoog) for naam, (laag, _, hoog) in verdelingen.items()}
    invoer = als_invoer(bekend, NIETS)
    uit = scenarios.invloed(invoer, midden, grenzen, min(tot, heel.aantal), heel.aantal)
    getallen = uit[["laag", "hoog"]].apply(afgerond)
    return uit.assign(laag=getallen["laag"], hoog=getallen["hoog"])


ROOSTERKOLOMMEN = [
    "editie", "niveau", "gebied", "gemeentecode", "behoefte_plek", "uitval", "vertraging", "tempo_plek",
    "zacht",
    "te_veel_termijn", "te_veel_einde", "te_weinig_einde",
]  # fmt: skip
"""One calculation of a small grid in dwellings: positions in the range of need and pace, drop-out of hard and
soft plans alike, delay in years. `zacht`: whether soft plans are bekend or onbekend: then what is worst."""

BEKEND, ONBEKEND = "bekend", "onbekend"
UITKOMSTEN = ROOSTERKOLOMMEN[-3:]


def roostertabel(stand: Stand, instelling: Mapping[str, Any]) -> pd.DataFrame:
    """Every calculation of the small grid, for subregions and region: columns ROOSTERKOLOMMEN.

    `instelling` is scenarios.yml. No rows where nothing can be computed; <NA> for an area of which a member
    is unknown, and for what no norm says.
    """
    tot, heel = jaren_tot(stand), stand.heel
    bekend = stand.leden[NODIG].notna().all(axis=1)
    if tot is None or heel is None or not bekend.any():
        return pd.DataFrame(columns=ROOSTERKOLOMMEN)
    standen = dict(instelling["paneel"])
    knoppen = scenarios.rooster({**_samen(standen), "uitval_zacht": [0.0]})
    knoppen["uitval_zacht"] = knoppen["uitval_hard"]
    delen = [
        scenarios.bereken(
            als_invoer(stand.leden, zacht), knoppen, min(tot, heel.aantal), heel.aantal
        )
        for zacht in (NIETS, ALLES)
    ]
    cellen = pd.DataFrame(
        {
            "behoefte_plek": knoppen["behoefte"][:, 0],
            "uitval": knoppen["uitval_hard"][:, 0],
            "vertraging": knoppen["vertraging"][:, 0],
            "tempo_plek": knoppen["tempo"][:, 0],
        }
    )
    groepen = stand.gebieden[stand.gebieden["niveau"] != "gemeente"].groupby(
        ["niveau", "gebied"], sort=False
    )["gemeentecode"]
    frames = [
        cellen.assign(niveau=niveau, gebied=gebied, **_woningen(stand, delen, list(codes)))
        for (niveau, gebied), codes in groepen
    ]
    heelframe = pd.concat(frames, ignore_index=True)
    return met_code(heelframe, stand.gebieden, stand.editie)[ROOSTERKOLOMMEN]


def _samen(standen: Mapping[str, Any]) -> dict[str, Any]:
    """The positions of the panel as scenarios call them."""
    return {"uitval_hard" if naam == "uitval" else naam: een for naam, een in standen.items()}


def _woningen(
    stand: Stand, delen: list[dict[str, np.ndarray]], codes: list[str]
) -> dict[str, pd.Series | str]:
    """Dwellings too many and too few of one area, in every calculation: the worst of `delen`."""
    plekken = stand.leden["gemeentecode"].isin(codes).to_numpy()
    leden = stand.leden[plekken]
    norm = np.nan if stand.hoogstens is None else stand.hoogstens
    sommen = [{naam: w[:, plekken].sum(axis=1) for naam, w in deel.items()} for deel in delen]
    uit: dict[str, pd.Series | str] = {}
    for naam in UITKOMSTEN:
        soort, na = naam.rsplit("_", 1)
        per = [
            som[f"hard_{na}"] - norm * som[f"rest_behoefte_{na}"]
            if soort == "te_veel"
            else som["behoefte"] - som["gebouwd_einde"]
            for som in sommen
        ]
        ergst = np.maximum(0, np.max(per, axis=0))
        uit[naam] = afgerond(pd.Series(ergst))
    uit["zacht"] = BEKEND if leden["zacht"].notna().all() else ONBEKEND
    return uit
