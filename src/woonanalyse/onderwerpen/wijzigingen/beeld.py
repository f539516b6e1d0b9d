"""Changes since an earlier edition: panels, tables and sentences, each comparing like with like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import TYPE_CHECKING, Any

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
from woonanalyse.kern.getal import ONBEKEND, aantal, band, hoofdletter, opsomming, procent
from woonanalyse.kern.oordeel import BINNEN, BUITEN, OP_DE_GRENS, OP_DE_NORM, oordeel
from woonanalyse.kern.opzet import Opzet
from woonanalyse.onderwerpen.wijzigingen import bevindingen
from woonanalyse.onderwerpen.wijzigingen.model import GEEN_DEFINITIE, MET

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
    delen = _per_definitie(wijzigingen, eigen)
    namen = _gemeenten(wijzigingen)
    bekend = wijzigingen[["dekking_toen", "dekking_nu"]].stack().dropna()
    hoogste = max([*bekend, norm]) * 1.08
    with eigen_stijl():
        figuur = vel(31 + 3.6 * len(namen))
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
    toen, nu = (_namen(deel, wanneer, norm, BUITEN) for wanneer in ("toen", "nu"))
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
            f"{groep['gemeente'].iloc[0]} {band(groep['dekking_toen'], _heel)} en "
            f"{band(groep['dekking_nu'], _heel)}"
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


def kop(
    wijzigingen: pd.DataFrame,
    eigen: Sequence[str],
    opzet_toen: Opzet,
    opzet_nu: Opzet,
    norm: float,
) -> str:
    """The finding as a heading: by the edition's own definition, who was above the norm in both."""
    deel = wijzigingen[wijzigingen["definitie"] == opzet_nu.definitie]
    if opzet_nu.definitie not in eigen or deel["dekking_verschil"].isna().any():
        return f"Sinds {opzet_toen.editie}: de verhouding is niet (geheel) te vergelijken"
    toen, nu = (set(_namen(deel, wanneer, norm, BUITEN)) for wanneer in ("toen", "nu"))
    blijven = sorted(toen & nu)
    wie = (
        f"{opsomming(blijven)} bleven"
        if len(blijven) > 1
        else f"{(blijven or ['geen gemeente'])[0]} bleef"
    )
    return f"Sinds {opzet_toen.editie}: {wie} boven de norm"


def kort(
    wijzigingen: pd.DataFrame,
    eigen: Sequence[str],
    opzet_toen: Opzet,
    opzet_nu: Opzet,
    norm: float,
    oordelen: Mapping[str, str],
) -> str:
    """What changed, in a few lines: who moved over the norm, by each definition.

    `oordelen`: by name the judgement of the later edition, by its own definition.
    """
    zinnen = [f"{kop(wijzigingen, eigen, opzet_toen, opzet_nu, norm)}."]
    for deel in _per_definitie(wijzigingen, eigen) if eigen else []:
        if deel["dekking_verschil"].isna().any():
            continue
        if deel["definitie"].iloc[0] == opzet_nu.definitie:
            zinnen.append(_verschuiving(deel, norm, oordelen))
        else:
            boven, grens = (_namen(deel, "nu", norm, welk) for welk in (BUITEN, OP_DE_GRENS))
            wie = opsomming(boven) if boven else "geen gemeente"
            ligt = _ligt(boven or ["geen"])
            ook = f"; op de grens {_ligt(grens)} {opsomming(grens)}" if grens else ""
            zinnen.append(
                f"{_gerekend(deel)}, dan {ligt} in editie {opzet_nu.editie} {wie} boven de norm{ook}."
            )
    return " ".join(zin for zin in zinnen if zin)


def _ligt(namen: Sequence[str]) -> str:
    return "ligt" if len(namen) == 1 else "liggen"


def _verschuiving(deel: pd.DataFrame, norm: float, oordelen: Mapping[str, str]) -> str:
    """Who left the norm behind since the earlier edition, and who came above it; by one definition."""
    toen = set(_namen(deel, "toen", norm, BUITEN))
    waarheen = {OP_DE_GRENS: "op de grens", OP_DE_NORM: "op de norm", BINNEN: "eronder"}
    weg = [wie for wie in sorted(toen) if oordelen.get(wie) in waarheen]
    erbij = sorted(wie for wie, welk in oordelen.items() if welk == BUITEN and wie not in toen)
    groepen = {welk: [wie for wie in weg if oordelen[wie] == welk] for welk in waarheen}
    delen = [
        f"{opsomming(namen)} (nu {waarheen[welk]})" for welk, namen in groepen.items() if namen
    ]
    zinnen = [f"niet meer boven de norm {_zijn(weg)} {opsomming(delen)}"] if weg else []
    zinnen += [f"nieuw boven de norm {_zijn(erbij)} {opsomming(erbij)}"] if erbij else []
    return f"{_gerekend(deel)}: {'; '.join(zinnen)}." if zinnen else ""


def _zijn(namen: Sequence[str]) -> str:
    return "is" if len(namen) == 1 else "zijn"


def opening(
    wijzigingen: pd.DataFrame,
    eigen: Sequence[str],
    opzet_toen: Opzet,
    opzet_nu: Opzet,
    norm: float,
) -> str:
    """The answer at the head of the chapter: who was above the norm then and now, per definition."""
    toen, nu = opzet_toen.editie, opzet_nu.editie
    if not eigen:
        return (
            f"De edities {toen} en {nu} zijn niet met dezelfde definitie te berekenen. Wat er per gemeente "
            "veranderde in behoefte en verhouding is daarom onbekend."
        )
    zinnen = [_openingszin(deel, toen, nu, norm) for deel in _per_definitie(wijzigingen, eigen)]
    return " ".join([*zinnen, vergelijken(wijzigingen, eigen, opzet_toen, opzet_nu)]).strip()


def vergelijken(
    wijzigingen: pd.DataFrame, eigen: Sequence[str], opzet_toen: Opzet, opzet_nu: Opzet
) -> str:
    """How the two editions are compared, and what stands in the way of it; may be empty."""
    verschil = prognoses(wijzigingen, opzet_toen, opzet_nu)
    if len(eigen) < 2:
        return verschil
    return (
        f"De edities {opzet_toen.editie} en {opzet_nu.editie} rekenden elk op een eigen manier; hier staan "
        f"ze steeds allebei volgens dezelfde definitie. {verschil}"
    ).strip()


def prognoses(wijzigingen: pd.DataFrame, opzet_toen: Opzet, opzet_nu: Opzet) -> str:
    """That municipalities are not to be counted where only one of the two editions has a band."""
    if not _eenband(wijzigingen):
        return ""
    met = _met_band(wijzigingen, opzet_toen.editie, opzet_nu.editie)
    return (
        f"De prognoses verschillen ({opzet_toen.prognose or ONBEKEND}; {opzet_nu.prognose or ONBEKEND}), en "
        f"alleen editie {met} heeft een bandbreedte. Vergelijk daarom geen aantallen gemeenten."
    )


def _openingszin(deel: pd.DataFrame, toen: str, nu: str, norm: float) -> str:
    """Who was above the norm in each edition, by one definition."""
    eerst, dan = (
        _wie_boven(deel, editie, wanneer, norm) for editie, wanneer in ((toen, "toen"), (nu, "nu"))
    )
    return f"{_gerekend(deel)}, dan {eerst}, en {dan}."


def _wie_boven(deel: pd.DataFrame, editie: str, wanneer: str, norm: float) -> str:
    """Names above the norm in one edition, and with the norm inside the band; how many are onbekend."""
    gaten = deel.loc[deel[f"dekking_{wanneer}"].isna(), "gemeente"].nunique()
    if gaten == deel["gemeente"].nunique():
        return f"is in editie {editie} de verhouding van alle gemeenten {ONBEKEND}"
    namen, grens = _namen(deel, wanneer, norm, BUITEN), _namen(deel, wanneer, norm, OP_DE_GRENS)
    lagen = "lagen" if len(namen) > 1 else "lag"
    wie = opsomming(namen) if namen else "geen enkele gemeente"
    zin = f"{lagen} in editie {editie} {wie} boven {procent(norm, 0)} van de behoefte"
    zin += f"; bij {opsomming(grens)} lag de norm binnen de bandbreedte" if grens else ""
    return f"{zin} (van {gaten} {ONBEKEND})" if gaten else zin


def _gerekend(deel: pd.DataFrame) -> str:
    """By which definition, as a condition: whether plans to be elaborated count, and its short name."""
    wel = "wel" if deel["uit_te_werken"].iloc[0] == MET else "niet"
    return f"Tellen uit te werken plannen {wel} mee ({_wijze(deel).split(', ', 1)[0]})"


def _met_band(wijzigingen: pd.DataFrame, toen: str, nu: str) -> str:
    """The edition that has a band, of two of which one does."""
    per = wijzigingen.groupby(["definitie", "gemeentecode"])["behoefte_toen"]
    return toen if (per.nunique() > 1).any() else nu


def trend(
    wijzigingen: pd.DataFrame,
    eigen: Sequence[str],
    opzet_toen: Opzet,
    opzet_nu: Opzet,
) -> str:
    """Dekking of one municipality then and now, a row per definition; `wijzigingen` are its own rows."""
    delen = _per_definitie(wijzigingen, eigen)
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


def _per_definitie(wijzigingen: pd.DataFrame, eigen: Sequence[str]) -> list[pd.DataFrame]:
    return [wijzigingen[wijzigingen["definitie"] == naam] for naam in (eigen or [GEEN_DEFINITIE])]


def _gemeenten(frame: pd.DataFrame) -> dict[str, str]:
    return dict(zip(frame["gemeentecode"], frame["gemeente"], strict=True))


def _namen(deel: pd.DataFrame, wanneer: str, norm: float, welk: str) -> list[str]:
    """Names of municipalities with judgement `welk` in one edition, alphabetically."""
    uitkomst = oordeel(deel[f"dekking_{wanneer}"], deel["gemeentecode"], norm)
    return sorted(deel.loc[uitkomst == welk, "gemeente"].unique())


def _eenband(wijzigingen: pd.DataFrame) -> bool:
    """Whether one of the editions has a lowest and a highest need, and the other a single one."""
    per = wijzigingen.groupby(["definitie", "gemeentecode"])[["behoefte_toen", "behoefte_nu"]]
    band = (per.nunique() > 1).any()
    return bool(band["behoefte_toen"] != band["behoefte_nu"]) and bool(
        wijzigingen[["behoefte_toen", "behoefte_nu"]].notna().any().all()
    )


def _wijze(deel: pd.DataFrame) -> str:
    return str(deel["rekenwijze"].iloc[0])


def _rekenwijze(deel: pd.DataFrame) -> str:
    naam = _wijze(deel)
    return hoofdletter(naam)


def _heel(fractie: Any) -> str:
    return procent(fractie, 0)
