"""Changes between two editions: only like with like, one definition for both."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from woonanalyse.kern.definitie import Definitie
from woonanalyse.kern.oordeel import reden_onbekend
from woonanalyse.kern.opzet import Opzet
from woonanalyse.onderwerpen.balans.model import bereken

KOLOMMEN = [
    "editie_toen", "editie_nu", "definitie", "rekenwijze", "uit_te_werken", "gemeentecode", "gemeente",
    "subregio", "variant", "jaren_toen", "jaren_nu", "behoefte_toen", "behoefte_nu",
    "behoefte_verschil", "hard_toen", "hard_nu", "hard_verschil", "dekking_toen", "dekking_nu",
    "dekking_verschil", "reden",
]  # fmt: skip
"""Columns of the changes, key (definitie, gemeentecode, variant).

Numbers are dwellings, dekking a fraction, its difference in procentpunten; `jaren_*` is the
length of each period in years; `uit_te_werken` is met or zonder; `reden` says why a difference of
dekking is onbekend. A difference is now minus then.
"""

SLEUTEL = ["gemeentecode", "variant"]
MIDDEN = "midden"
MET, ZONDER = "met", "zonder"
GEEN_DEFINITIE = "geen"
PROCENTPUNTEN = 100
"""A difference of fractions times this is in procentpunten."""
_STAND = ["behoefte", "hard", "dekking"]


def wijzigingen(
    toen: pd.DataFrame,
    nu: pd.DataFrame,
    opzet_toen: Opzet,
    opzet_nu: Opzet,
    definities: Mapping[str, Definitie],
) -> pd.DataFrame:
    """Need, capacity and dekking then and now per municipality, by every definition both can follow.

    Capacities that are counted in two ways, or of which only one says how, have no difference.

    `toen` and `nu` are the inputs of two editions (schema INVOER), `kop_*` their edition files. Where
    only one edition has a band, its ends are compared with the single value of the other; otherwise
    low goes with low and high with high. Where the two have no definition in common, every
    municipality stays onbekend, under definitie `geen`.
    """
    delen = [
        _volgens(toen, nu, opzet_toen, opzet_nu, definities[naam])
        for naam in gemeenschappelijk(opzet_toen, opzet_nu)
    ]
    if not delen:
        delen = [_zonder_definitie(toen, nu, opzet_toen, opzet_nu)]
    return pd.concat(delen, ignore_index=True)[KOLOMMEN]


def gemeenschappelijk(opzet_toen: Opzet, opzet_nu: Opzet) -> list[str]:
    """The definitions by which both editions can be computed, in the order of the earlier one."""
    nu = [opzet_nu.definitie, *opzet_nu.vergelijk]
    return [naam for naam in [opzet_toen.definitie, *opzet_toen.vergelijk] if naam in nu]


def eigen_definities(opzet_toen: Opzet, opzet_nu: Opzet) -> list[str]:
    """The editions' own definitions that both can follow, each once: the panels to show."""
    samen = gemeenschappelijk(opzet_toen, opzet_nu)
    eigen = dict.fromkeys([opzet_toen.definitie, opzet_nu.definitie])
    return [naam for naam in eigen if naam in samen]


def periodelengte(opzet: Opzet) -> int | None:
    """The number of years of the need's period, both ends included; None when an end is unknown."""
    van, tot = opzet.periode.van, opzet.periode.tot_en_met
    return None if van is None or tot is None else tot - van + 1


def _volgens(
    toen: pd.DataFrame,
    nu: pd.DataFrame,
    opzet_toen: Opzet,
    opzet_nu: Opzet,
    definitie: Definitie,
) -> pd.DataFrame:
    """The comparison by one definition."""
    links, rechts = _stand(toen, definitie), _stand(nu, definitie)
    frame = _koppel(links, rechts)
    frame["uit_te_werken"] = MET if "hard_uit_te_werken" in definitie.telt_mee else ZONDER
    frame["definitie"] = definitie.id
    frame["rekenwijze"] = definitie.naam
    frame = _met_edities(frame, opzet_toen, opzet_nu)
    gelijk = periodelengte(opzet_toen) is not None and (
        periodelengte(opzet_toen) == periodelengte(opzet_nu)
    )
    anders = frame["telling_toen"] != frame["telling_nu"]
    frame["hard_verschil"] = (frame["hard_nu"] - frame["hard_toen"]).mask(anders)
    for naam, maal in (("behoefte", 1), ("dekking", PROCENTPUNTEN)):
        verschil = (frame[f"{naam}_nu"] - frame[f"{naam}_toen"]) * maal
        frame[f"{naam}_verschil"] = verschil if gelijk else verschil.mask(verschil.notna())
    frame["reden"] = [_reden(rij, gelijk) for _, rij in frame.iterrows()]
    return frame


def _stand(invoer: pd.DataFrame, definitie: Definitie) -> pd.DataFrame:
    """Need, capacity and dekking of one edition, with why a dekking is onbekend."""
    frame = bereken(invoer, definitie)
    frame["reden"] = [reden_onbekend(rij) for _, rij in frame.iterrows()]
    namen = {"hard_totaal": "hard"}
    kolommen = ["gemeentecode", "gemeente", "subregio", "variant", *_STAND, "telling", "reden"]
    return frame.rename(columns=namen)[kolommen]


def _koppel(toen: pd.DataFrame, nu: pd.DataFrame) -> pd.DataFrame:
    """Both editions side by side per municipality and variant; a single need goes with each end."""
    links, rechts = _per_gemeente(toen), _per_gemeente(nu)
    varianten = {
        code: _varianten(links.get(code, []), rechts.get(code, [])) for code in {**rechts, **links}
    }
    rijen = [(code, variant) for code, eigen in varianten.items() for variant in eigen]
    frame = pd.DataFrame(rijen, columns=SLEUTEL)
    for naam in ("gemeente", "subregio"):
        namen = {
            c: n
            for deel in (toen, nu)
            for c, n in zip(deel["gemeentecode"], deel[naam], strict=True)
        }
        frame[naam] = [namen[code] for code in frame["gemeentecode"]]
    for wanneer, deel in (("toen", toen), ("nu", nu)):
        frame = frame.merge(_breid_uit(deel, varianten, wanneer), on=SLEUTEL, how="left")
    return frame


def _per_gemeente(frame: pd.DataFrame) -> dict[str, list[str]]:
    """The variants of each municipality, in order."""
    per: dict[str, list[str]] = {}
    for code, variant in zip(frame["gemeentecode"], frame["variant"], strict=True):
        per.setdefault(code, []).append(variant)
    return per


def _varianten(links: list[str], rechts: list[str]) -> list[str]:
    """The variants of the comparison: those of the edition with a band, the later one first."""
    return next((deel for deel in (rechts, links) if deel not in ([], [MIDDEN])), [MIDDEN])


def _breid_uit(
    deel: pd.DataFrame, varianten: Mapping[str, list[str]], wanneer: str
) -> pd.DataFrame:
    """The figures of one edition, those of a single need for each of the variants."""
    enkel = [code for code, eigen in _per_gemeente(deel).items() if eigen == [MIDDEN]]
    ruim = deel.assign(
        variant=[
            varianten[code] if code in enkel else [variant]
            for code, variant in zip(deel["gemeentecode"], deel["variant"], strict=True)
        ]
    ).explode("variant")
    namen = {naam: f"{naam}_{wanneer}" for naam in [*_STAND, "telling", "reden"]}
    ruim = ruim.astype({"gemeentecode": "str", "variant": "object"})
    return ruim.rename(columns=namen)[[*SLEUTEL, *namen.values()]]


def _met_edities(frame: pd.DataFrame, opzet_toen: Opzet, opzet_nu: Opzet) -> pd.DataFrame:
    """`frame` with the editions' names and the lengths of their periods."""
    for wanneer, opzet in (("toen", opzet_toen), ("nu", opzet_nu)):
        frame[f"editie_{wanneer}"] = str(opzet.editie)
        lengte = periodelengte(opzet)
        waarde = pd.NA if lengte is None else lengte
        frame[f"jaren_{wanneer}"] = pd.Series(waarde, index=frame.index, dtype="Int64")
    return frame


def _reden(rij: pd.Series, gelijk: bool) -> str | None:
    """Why the difference of dekking is onbekend; None when it is known."""
    delen = []
    for wanneer in ("toen", "nu"):
        if pd.isna(rij[f"dekking_{wanneer}"]):
            waarom = rij[f"reden_{wanneer}"]
            delen.append(
                f"editie {rij[f'editie_{wanneer}']}: "
                f"{'de gemeente staat er niet in' if pd.isna(waarom) else waarom}"
            )
    if not delen and not gelijk:
        delen.append("de perioden van de behoefte zijn niet even lang of niet bekend")
    return "; ".join(delen) or None


def _zonder_definitie(
    toen: pd.DataFrame, nu: pd.DataFrame, opzet_toen: Opzet, opzet_nu: Opzet
) -> pd.DataFrame:
    """Every municipality onbekend: the two editions can't be computed alike."""
    alle = pd.concat([nu, toen]).drop_duplicates("gemeentecode").reset_index(drop=True)
    frame = alle[["gemeentecode", "gemeente", "subregio"]].assign(
        variant=MIDDEN,
        definitie=GEEN_DEFINITIE,
        rekenwijze="geen gelijke rekenwijze",
        uit_te_werken="onbekend",
        reden="de edities zijn niet met dezelfde definitie te berekenen",
    )
    frame = _met_edities(frame, opzet_toen, opzet_nu)
    for naam in _STAND:
        for wanneer in ("toen", "nu", "verschil"):
            dtype = "Float64" if naam == "dekking" else "Int64"
            frame[f"{naam}_{wanneer}"] = pd.Series(pd.NA, index=frame.index, dtype=dtype)
    return frame
