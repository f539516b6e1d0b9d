"""Sentences on who was above the norm in an earlier edition and in this one, per definition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from woonanalyse.kern.getal import ONBEKEND, opsomming, procent
from woonanalyse.kern.oordeel import BINNEN, BUITEN, OP_DE_GRENS, OP_DE_NORM, oordeel
from woonanalyse.kern.opzet import Opzet
from woonanalyse.onderwerpen.wijzigingen.model import GEEN_DEFINITIE, MET


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
    toen, nu = (set(met_oordeel(deel, wanneer, norm, BUITEN)) for wanneer in ("toen", "nu"))
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
    """What changed, in a few lines: who moved over the norm, by each definition, that of the heading first.

    `oordelen`: by name the judgement of the later edition, by its own definition.
    """
    zinnen = [f"{kop(wijzigingen, eigen, opzet_toen, opzet_nu, norm)}."]
    for deel in _eigen_eerst(wijzigingen, eigen, opzet_nu.definitie):
        if deel["dekking_verschil"].isna().any():
            continue
        if deel["definitie"].iloc[0] == opzet_nu.definitie:
            zinnen.append(_verschuiving(deel, norm, oordelen))
        else:
            boven, grens = (met_oordeel(deel, "nu", norm, welk) for welk in (BUITEN, OP_DE_GRENS))
            wie = opsomming(boven) if boven else "geen gemeente"
            ligt = _ligt(boven or ["geen"])
            ook = f"; op de grens {_ligt(grens)} {opsomming(grens)}" if grens else ""
            zinnen.append(
                f"{_gerekend(deel)}, dan {ligt} in editie {opzet_nu.editie} {wie} boven de norm{ook}."
            )
    return " ".join(zin for zin in zinnen if zin)


def _ligt(namen: Sequence[str]) -> str:
    return "ligt" if len(namen) == 1 else "liggen"


def _eigen_eerst(
    wijzigingen: pd.DataFrame, eigen: Sequence[str], definitie: str
) -> list[pd.DataFrame]:
    """The part of each definition, that of the edition itself first."""
    delen = list(per_definitie(wijzigingen, eigen)) if eigen else []
    return sorted(delen, key=lambda deel: deel["definitie"].iloc[0] != definitie)


def _verschuiving(deel: pd.DataFrame, norm: float, oordelen: Mapping[str, str]) -> str:
    """Who left the norm behind since the earlier edition, and who came above it; by one definition."""
    toen = set(met_oordeel(deel, "toen", norm, BUITEN))
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
    zinnen = [_openingszin(deel, toen, nu, norm) for deel in per_definitie(wijzigingen, eigen)]
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
    namen, grens = (
        met_oordeel(deel, wanneer, norm, BUITEN),
        met_oordeel(deel, wanneer, norm, OP_DE_GRENS),
    )
    lagen = "lagen" if len(namen) > 1 else "lag"
    wie = opsomming(namen) if namen else "geen enkele gemeente"
    zin = f"{lagen} in editie {editie} {wie} boven {procent(norm, 0)} van de behoefte"
    zin += f"; bij {opsomming(grens)} lag de norm binnen de bandbreedte" if grens else ""
    return f"{zin} (van {gaten} {ONBEKEND})" if gaten else zin


def _gerekend(deel: pd.DataFrame) -> str:
    """By which definition, as a condition: whether plans to be elaborated count, and its short name."""
    wel = "wel" if deel["uit_te_werken"].iloc[0] == MET else "niet"
    return f"Tellen uit te werken plannen {wel} mee ({wijze(deel).split(', ', 1)[0]})"


def _met_band(wijzigingen: pd.DataFrame, toen: str, nu: str) -> str:
    """The edition that has a band, of two of which one does."""
    per = wijzigingen.groupby(["definitie", "gemeentecode"])["behoefte_toen"]
    return toen if (per.nunique() > 1).any() else nu


def per_definitie(wijzigingen: pd.DataFrame, eigen: Sequence[str]) -> list[pd.DataFrame]:
    """The rows by each definition of `eigen`; those without one where there is none."""
    return [wijzigingen[wijzigingen["definitie"] == naam] for naam in (eigen or [GEEN_DEFINITIE])]


def met_oordeel(deel: pd.DataFrame, wanneer: str, norm: float, welk: str) -> list[str]:
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


def wijze(deel: pd.DataFrame) -> str:
    """In words by which definition these rows are."""
    return str(deel["rekenwijze"].iloc[0])
