"""All municipalities in one figure: need beside hard plans, and where the hard plans lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from woonanalyse.kern.beeld.bewaard import bewaard
from woonanalyse.kern.beeld.stijl import BAND, GEARCEERD, LICHT_VOL, VOL, Vulling, eigen_stijl
from woonanalyse.kern.beeld.tekening import (
    getalas,
    kolom,
    namenas,
    onbekend,
    sleutel,
    staaf,
    streepje,
    vel,
    vlakje,
)
from woonanalyse.kern.beeld.tonen import Beeld, maak_beeld
from woonanalyse.kern.beeld.veel import per_subregio, per_wat
from woonanalyse.kern.beeld.woorden import heeft_band
from woonanalyse.kern.getal import ONBEKEND, aantal, band, datum, procent
from woonanalyse.kern.opzet import Opzet
from woonanalyse.onderwerpen.balans.beeld import bevindingen
from woonanalyse.onderwerpen.balans.beeld.samen import getoond

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

SAMEN = "in harde plannen"
DEEL = {"direct te bouwen": VOL, "nog uit te werken": LICHT_VOL, SAMEN: VOL}
LIGGINGEN = ("hard_inbreiding", "hard_uitbreiding")
LIGGING = {"binnen bebouwd gebied": VOL, "daarbuiten": GEARCEERD}


def behoefte(balans: pd.DataFrame, opzet: Opzet) -> Beeld:
    """Per municipality its hard plans as a bar on the band of the need; of many per subregion."""
    alle, balans = balans, getoond(balans)
    groepen = [groep for _, groep in balans.groupby("gemeentecode", sort=False)]
    delen = _gelijk([delen_van(groep.iloc[0]) for groep in groepen])
    banden = [band(groep["behoefte"], aantal) for groep in groepen]
    hard = [aantal(groep["hard_totaal"].iloc[0]) for groep in groepen]
    with eigen_stijl():
        figuur = vel(24 + 3.7 * len(groepen))
        assen = figuur.subplots()
        for plek, (groep, deel) in enumerate(zip(groepen, delen, strict=True)):
            if groep["behoefte"].notna().all():
                laag, hoog = int(groep["behoefte"].min()), int(groep["behoefte"].max())
                staaf(assen, plek, max(hoog - laag, 1), begin=laag, hoogte=0.9, zorder=1, **BAND)
            _stapel(assen, plek, deel, DEEL, hard[plek])
        namenas(assen, [groep["gemeente"].iloc[0] for groep in groepen])
        getalas(assen, "woningen")
        assen.set_xlim(0, _hoogste(balans[["behoefte", "hard_totaal"]]) * 1.04)
        kolom(assen, hard, 64, "harde plannen")
        kolom(assen, banden, 136, "behoefte")
        soorten = [naam for naam in DEEL if any(naam in deel for deel in delen)]
        uitleg = [
            vlakje(f"hard, {naam}".replace(f"hard, {SAMEN}", SAMEN), DEEL[naam]) for naam in soorten
        ]
        sleutel(figuur, [*uitleg, _behoeftesleutel(balans)])
    regels = [
        f"{g['gemeente'].iloc[0]} {_opgesomd(deel) or wat}, behoefte {band}"
        for g, deel, wat, band in zip(groepen, delen, hard, banden, strict=True)
    ]
    bijschrift = (
        f"{bevindingen.behoefte(alle)} Harde plannen en behoefte in woningen; {opzet.naam}, stand "
        f"{datum(opzet.peildatum)}"
    )
    wat = f"per {per_wat(alle)} harde plannen op een band van de behoefte"
    alt = f"Staafdiagram met {wat}: {'; '.join(regels)}."
    return maak_beeld(figuur, alt, bijschrift)


def _behoeftesleutel(balans: pd.DataFrame) -> Line2D | Patch:
    """How the need is drawn: from lowest to highest a band, of one number a line."""
    if heeft_band(balans):
        return vlakje("behoefte, laagste tot hoogste", BAND)
    return streepje("behoefte", BAND)


def ligging(invoer: pd.DataFrame, opzet: Opzet) -> Beeld:
    """Hard plans inside and outside the built-up area, per municipality; of many per subregion."""
    rijen = per_subregio(invoer.drop_duplicates("gemeentecode"), list(LIGGINGEN))
    afgerond = ", elk getal apart afgerond in de bron" if opzet.afronding else ""
    bijschrift = (
        f"{bevindingen.ligging(invoer)} Woningen in harde plannen{afgerond}; "
        f"{opzet.naam}, stand {datum(opzet.peildatum)}"
    )
    delen = [_plaatsen(rij) for _, rij in rijen.reset_index(drop=True).iterrows()]
    return _ligging(list(rijen["gemeente"]), delen, per_wat(invoer), bijschrift)


@bewaard
def _ligging(
    namen: Sequence[str], delen: Sequence[Mapping[str, int]], per: str, bijschrift: str
) -> Beeld:
    with eigen_stijl():
        figuur = vel(24 + 3.7 * len(namen))
        assen = figuur.subplots()
        for plek, deel in enumerate(delen):
            _stapel(assen, plek, deel, LIGGING)
        namenas(assen, namen)
        getalas(assen, "woningen in harde plannen")
        hoogste = max([sum(deel.values()) for deel in delen], default=1)
        assen.set_xlim(0, max(hoogste, 1) * 1.04)
        for nummer, naam in enumerate(LIGGING):
            koppen = ("binnen", "buiten")
            getallen = [aantal(deel.get(naam)) for deel in delen]
            kolom(assen, getallen, 40 + 44 * nummer, koppen[nummer])
        kolom(assen, [_aandeel(deel) for deel in delen], 138, "deel binnen")
        sleutel(figuur, [vlakje(naam, vulling) for naam, vulling in LIGGING.items()])
    regels = [
        f"{naam} {_opgesomd(deel) or ONBEKEND}" for naam, deel in zip(namen, delen, strict=True)
    ]
    alt = f"Gestapeld staafdiagram van woningen in harde plannen per {per}: {'; '.join(regels)}."
    return maak_beeld(figuur, alt, bijschrift)


def delen_van(rij: pd.Series) -> dict[str, int]:
    """The parts of hard capacity; the total alone where they do not add up to what is counted.

    Where replacement is taken off the capacity, for one; no parts where it is unknown.
    """
    if pd.isna(rij["hard_totaal"]):
        return {}
    delen = {"direct te bouwen": rij["hard_direct"], "nog uit te werken": rij["hard_uit_te_werken"]}
    bekend = {naam: int(waarde) for naam, waarde in delen.items() if pd.notna(waarde)}
    totaal = int(rij["hard_totaal"])
    return bekend if bekend and sum(bekend.values()) == totaal else {SAMEN: totaal}


def _gelijk(delen: list[dict[str, int]]) -> list[dict[str, int]]:
    """The same parts for every municipality: totals for all as soon as one has no parts."""
    if any(SAMEN in deel for deel in delen):
        return [{SAMEN: sum(deel.values())} if deel else {} for deel in delen]
    return delen


def _plaatsen(rij: pd.Series) -> dict[str, int]:
    waarden = rij[list(LIGGINGEN)]
    if waarden.isna().any():
        return {}
    return dict(zip(LIGGING, [int(waarde) for waarde in waarden], strict=True))


def _stapel(
    assen: Axes,
    plek: int,
    delen: Mapping[str, int],
    hoe: Mapping[str, Vulling],
    geen: str = ONBEKEND,
) -> None:
    if not delen:
        onbekend(assen, plek, geen)
    begin = 0
    for naam, waarde in delen.items():
        staaf(assen, plek, waarde, begin=begin, hoogte=0.46, zorder=2, **hoe[naam])
        begin += waarde


def _opgesomd(delen: Mapping[str, int]) -> str:
    return " en ".join(f"{aantal(waarde)} {naam}" for naam, waarde in delen.items())


def _aandeel(delen: Mapping[str, int]) -> str:
    som = sum(delen.values())
    return procent(delen["binnen bebouwd gebied"] / som, 0) if som else ONBEKEND


def _hoogste(waarden: pd.DataFrame) -> float:
    bekend = waarden.stack().dropna()
    return max([float(w) for w in bekend], default=1.0) or 1.0
