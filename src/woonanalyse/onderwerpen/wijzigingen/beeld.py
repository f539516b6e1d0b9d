"""Changes since an earlier edition: panels and tables, each comparing like with like."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill
from typing import TYPE_CHECKING

import pandas as pd

from woonanalyse.kern.beeld import tekening
from woonanalyse.kern.beeld.codes import code, met_herkomst
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.stijl import BLAUW, eigen_stijl
from woonanalyse.kern.beeld.tekening import (
    getalas,
    heel_procent,
    namenas,
    normlijn,
    onbekend,
    punt,
    sleutel,
    staaf,
    tekens,
    vel,
)
from woonanalyse.kern.beeld.tonen import Beeld, Tabel, maak_beeld
from woonanalyse.kern.beeld.veel import is_veel, per_subregio, per_wat, rijcodes
from woonanalyse.kern.definitie import Definitie
from woonanalyse.kern.getal import ONBEKEND, aantal, band, hoofdletter, procent
from woonanalyse.kern.oordeel import BUITEN
from woonanalyse.kern.opzet import Opzet
from woonanalyse.onderwerpen.wijzigingen import bevindingen
from woonanalyse.onderwerpen.wijzigingen.boven import met_oordeel, per_definitie, wijze

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def panelen(
    wijzigingen: pd.DataFrame,
    eigen: Sequence[str],
    opzet_toen: Opzet,
    opzet_nu: Opzet,
    norm: float,
    waar: str,
) -> Beeld:
    """One panel per definition in `eigen`, both editions in each: open then, filled now.

    `wijzigingen` is of model.wijzigingen, `eigen` of its `eigen_definities`. Without a definition in
    common there is one panel that says onbekend.
    """
    alle, wijzigingen = wijzigingen, _getoond(wijzigingen)
    delen = per_definitie(wijzigingen, eigen)
    namen = _gemeenten(wijzigingen)
    bekend = wijzigingen[["dekking_toen", "dekking_nu"]].stack().dropna()
    hoogste = max([*bekend, norm]) * 1.08
    with eigen_stijl():
        figuur = vel(max(38, 31 + 3.6 * len(namen)))
        vakken = tekening.panelen(figuur, len(delen))
        for assen, deel in zip(vakken, delen, strict=True):
            _paneel(assen, deel)
            normlijn(assen, norm, waar, hoogste)
            getalas(assen, "harde plannen, in % van de behoefte", heel_procent)
        namenas(vakken[0], list(namen.values()))
        sleutel(
            figuur,
            [
                punt(f"editie {opzet_toen.editie}", "o", BLAUW, "white"),
                punt(f"editie {opzet_nu.editie}", "o", BLAUW),
            ],
        )
    bijschrift = (
        f"{_bevinding(alle, eigen, opzet_nu, norm)} Harde plannen in % van de behoefte in "
        f"{opzet_toen.naam} en {opzet_nu.naam}; per paneel beide edities met dezelfde rekenwijze"
    )
    alt = _alt_panelen(delen, opzet_toen, opzet_nu, per_wat(alle))
    return maak_beeld(figuur, alt, bijschrift)


def _getoond(wijzigingen: pd.DataFrame) -> pd.DataFrame:
    """The rows where there are few municipalities, else sums per subregion with the dekking of those."""
    if not is_veel(wijzigingen):
        return wijzigingen
    tijden = ("toen", "nu")
    getallen = [f"{wat}_{wanneer}" for wat in ("behoefte", "hard") for wanneer in tijden]
    som = per_subregio(wijzigingen, getallen, ["definitie", "variant"])
    for wanneer in tijden:
        behoefte = som[f"behoefte_{wanneer}"].astype("Float64")
        deel = som[f"hard_{wanneer}"].astype("Float64") / behoefte.where(behoefte > 0)
        som[f"dekking_{wanneer}"] = deel
    return som


def _bevinding(
    wijzigingen: pd.DataFrame, eigen: Sequence[str], opzet_nu: Opzet, norm: float
) -> str:
    """The finding, by the definition of the edition itself."""
    deel = wijzigingen[wijzigingen["definitie"] == opzet_nu.definitie]
    toen, nu = (met_oordeel(deel, wanneer, norm, BUITEN) for wanneer in ("toen", "nu"))
    return bevindingen.edities(deel, toen, nu, opzet_nu.definitie in eigen)


def _paneel(assen: Axes, deel: pd.DataFrame) -> None:
    delen = _rekenwijze(deel).split(", ", 1)
    assen.set_title(",\n".join(fill(regel, 40) for regel in delen), pad=18)
    for plek, (_, groep) in enumerate(deel.groupby("gemeentecode", sort=False)):
        for wanneer, hoogte, vulling in (("toen", -0.2, "white"), ("nu", 0.2, BLAUW)):
            waarden = groep[f"dekking_{wanneer}"]
            if waarden.isna().all() and groep["dekking_nu"].isna().all():
                if wanneer == "nu":
                    onbekend(assen, plek)
                continue
            if waarden.isna().any():
                onbekend(assen, plek + hoogte)
                continue
            laag, hoog = float(waarden.min()), float(waarden.max())
            staaf(
                assen, plek + hoogte, hoog - laag, begin=laag, hoogte=0.26, linewidth=0.7, zorder=2,
                facecolor=vulling, edgecolor=BLAUW,
            )  # fmt: skip
            tekens(
                assen, [laag, hoog], plek + hoogte, "o", markersize=4, color=BLAUW,
                markerfacecolor=vulling, zorder=5,
            )  # fmt: skip


def _alt_panelen(
    delen: Sequence[pd.DataFrame], opzet_toen: Opzet, opzet_nu: Opzet, per: str
) -> str:
    zinnen = []
    for deel in delen:
        regels = [
            f"{groep['gemeente'].iloc[0]} {band(groep['dekking_toen'], heel_procent)} en "
            f"{band(groep['dekking_nu'], heel_procent)}"
            for _, groep in deel.groupby("gemeentecode", sort=False)
        ]
        zinnen.append(f"{_rekenwijze(deel)}: {'; '.join(regels)}.")
    return (
        f"Puntendiagram in panelen, per {per} eerst editie {opzet_toen.editie} en dan editie "
        f"{opzet_nu.editie}. {' '.join(zinnen)}"
    )


def vergelijking(
    wijzigingen: pd.DataFrame,
    definitie: Definitie,
    opzet_toen: Opzet,
    opzet_nu: Opzet,
) -> Tabel:
    """Need, capacity and dekking then and now by one definition."""
    deel = wijzigingen[wijzigingen["definitie"] == definitie.id]
    van, kop_ = rijcodes("wijzigingen", deel), hoofdletter(per_wat(deel))
    deel = _getoond(deel)
    rijen = [
        [
            veilig(groep["gemeente"].iloc[0]),
            band(groep["behoefte_toen"], aantal),
            band(groep["behoefte_nu"], aantal),
            band(groep["hard_toen"], aantal),
            band(groep["hard_nu"], aantal),
            band(groep["dekking_toen"], procent),
            band(groep["dekking_nu"], procent),
        ]
        for _, groep in deel.groupby("gemeentecode", sort=False)
    ]
    toen, nu = veilig(opzet_toen.editie), veilig(opzet_nu.editie)
    koppen = [
        kop_,
        *(f"{wat} {e}" for wat in ("Behoefte", "Hard", "Verhouding") for e in (toen, nu)),
    ]
    return Tabel(
        tabel(
            koppen,
            rijen,
            [18, -12, -16, -10, -10, -14, -20],
            van,
        ),
        f"Behoefte, harde plancapaciteit en hun verhouding in {opzet_toen.naam} en {opzet_nu.naam}, in "
        f"woningen; beide edities volgens {definitie.naam}",
    )


def trend(
    wijzigingen: pd.DataFrame,
    eigen: Sequence[str],
    opzet_toen: Opzet,
    opzet_nu: Opzet,
) -> str:
    """Dekking of one municipality then and now, a row per definition; `wijzigingen` are its own rows."""
    delen = per_definitie(wijzigingen, eigen)
    van = code("wijzigingen", wijzigingen["gemeentecode"].iloc[0])
    rijen = [
        [
            veilig(_rekenwijze(deel)),
            met_herkomst(band(deel["dekking_toen"], procent), van),
            met_herkomst(band(deel["dekking_nu"], procent), van),
        ]
        for deel in delen
    ]
    koppen = ["Harde plannen in %", opzet_toen.editie, opzet_nu.editie]
    redenen = [deel["reden"].dropna() for deel in delen]
    waarom = list(dict.fromkeys(str(reden.iloc[0]) for reden in redenen if len(reden)))
    slot = (
        f"Verschil {ONBEKEND}: {'; '.join(waarom)}."
        if waarom
        else "Per regel zijn beide jaren op dezelfde manier berekend."
    )
    return f"{tabel([veilig(k) for k in koppen], rijen, [34, -20, -26])}\n\n{veilig(slot)}"


def _gemeenten(frame: pd.DataFrame) -> dict[str, str]:
    return dict(zip(frame["gemeentecode"], frame["gemeente"], strict=True))


def _rekenwijze(deel: pd.DataFrame) -> str:
    naam = wijze(deel)
    return hoofdletter(naam)
