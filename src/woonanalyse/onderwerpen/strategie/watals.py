"""What if: hard plans taken back, drop-out, delay, another pace or need; before and after, per area.

One takes about a millisecond, so that a thousand of them in a loop take about a second: prepare once
(`bereid_voor`), then ask (`watals`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from woonanalyse.onderwerpen.strategie import scenarios
from woonanalyse.onderwerpen.strategie.overzicht import jaren_tot
from woonanalyse.onderwerpen.strategie.stand import Stand
from woonanalyse.onderwerpen.strategie.uitkomst import NIETS, NODIG, als_invoer

UITKOMSTEN = ["hard", "te_veel_nu", "te_veel_termijn", "te_veel_einde", "te_weinig_einde"]
"""Dwellings: hard plans on the reference date; above the highest norm on that date, at the deadline and at
the end; need that is not built at the end. Unknown is NaN; soft plans that are unknown count as none, and
then te_weinig_einde is unknown."""

KOLOMMEN = ["niveau", "gebied", *(f"{wat}_{na}" for wat in UITKOMSTEN for na in ("voor", "na"))]

LANGST = 20
"""Years of delay that are taken seriously."""


@dataclass(frozen=True)
class Wijziging:
    """What is otherwise. `terug`: by code of the municipality dwellings in hard plans that go back; `uitval`:
    a part of all plans; `vertraging` in years; `behoefte` and `tempo` a place in their range, 0 to 1."""

    terug: Mapping[str, int] = field(default_factory=dict)
    uitval: float = 0.0
    vertraging: float = 0.0
    behoefte: float = 0.0
    tempo: float = 0.5


@dataclass(frozen=True)
class Rekenstand:
    """A `Stand` made ready: numbers per municipality; by area which of them it has."""

    codes: tuple[str, ...]
    namen: tuple[str, ...]
    gebieden: tuple[tuple[str, str], ...]
    leden: np.ndarray
    invoer: Mapping[str, np.ndarray]
    zacht_onbekend: np.ndarray
    termijn: float
    jaren: float
    hoogstens: float


def bereid_voor(stand: Stand) -> Rekenstand:
    """`stand` made ready for `watals`; raises ValueError where the years of the need or the deadline are
    unknown."""
    tot = jaren_tot(stand)
    if tot is None or stand.heel is None:
        raise ValueError("de periode van de behoefte of de termijn is onbekend")
    groepen = stand.gebieden.groupby(["niveau", "gebied"], sort=False)["gemeentecode"]
    invoer = als_invoer(stand.leden, NIETS)
    leden = [stand.leden["gemeentecode"].isin(codes).to_numpy() for _, codes in groepen]
    return Rekenstand(
        codes=tuple(stand.leden["gemeentecode"]),
        namen=tuple(stand.leden["gemeente"]),
        gebieden=tuple((str(niveau), str(gebied)) for (niveau, gebied), _ in groepen),
        leden=np.array(leden),
        invoer={naam: invoer[naam].to_numpy(float) for naam in [*NODIG, "zacht"]},
        zacht_onbekend=stand.leden["zacht"].isna().to_numpy(),
        termijn=min(tot, stand.heel.aantal),
        jaren=stand.heel.aantal,
        hoogstens=np.nan if stand.hoogstens is None else stand.hoogstens,
    )


def bezwaren(klaar: Rekenstand, wijziging: Wijziging) -> list[str]:
    """What cannot be of a change, each in a sentence; nothing where all can."""
    hard = dict(zip(klaar.codes, klaar.invoer["hard"], strict=True))
    naam = dict(zip(klaar.codes, klaar.namen, strict=True))
    fout = []
    for code, woningen in wijziging.terug.items():
        if code not in hard:
            fout.append(f"terug: {code} is geen gemeente van de regio")
        elif woningen < 0:
            fout.append(f"terug: {naam[code]} {woningen}; een aantal van 0 of meer")
        elif np.isnan(hard[code]):
            fout.append(f"terug: van {naam[code]} is de harde plancapaciteit onbekend")
        elif woningen > hard[code]:
            zoveel = f"{naam[code]} heeft {int(hard[code])} woningen in harde plannen"
            fout.append(f"terug: {zoveel}, {woningen} terug kan niet")
    grenzen = {
        "uitval": (wijziging.uitval, 1),
        "vertraging": (wijziging.vertraging, LANGST),
        "behoefte": (wijziging.behoefte, 1),
        "tempo": (wijziging.tempo, 1),
    }
    for wat, (waarde, tot) in grenzen.items():
        if not 0 <= waarde <= tot:
            fout.append(f"{wat}: {waarde}; een getal van 0 tot en met {tot}")
    return fout


def watals(klaar: Rekenstand, wijziging: Wijziging) -> pd.DataFrame:
    """Before and after a change, per municipality, subregion and region: columns KOLOMMEN.

    Before is the same need and pace without drop-out, delay or plans taken back. A sum of which a member is
    unknown is NaN. Raises ValueError with all `bezwaren`.
    """
    fout = bezwaren(klaar, wijziging)
    if fout:
        raise ValueError("; ".join(fout))
    terug = np.array([wijziging.terug.get(code, 0) for code in klaar.codes], dtype=float)
    voor = Wijziging(behoefte=wijziging.behoefte, tempo=wijziging.tempo)
    delen = {"voor": _reken(klaar, voor, 0 * terug), "na": _reken(klaar, wijziging, terug)}
    kolommen: dict[str, object] = {
        "niveau": [niveau for niveau, _ in klaar.gebieden],
        "gebied": [gebied for _, gebied in klaar.gebieden],
    }
    for wat in UITKOMSTEN:
        for na, uit in delen.items():
            kolommen[f"{wat}_{na}"] = uit[wat]
    return pd.DataFrame(kolommen)


def _reken(klaar: Rekenstand, wijziging: Wijziging, terug: np.ndarray) -> dict[str, np.ndarray]:
    """UITKOMSTEN by area, where dwellings `terug` went back at once."""
    invoer = {**klaar.invoer, "hard": klaar.invoer["hard"] - terug}
    knoppen = {
        "behoefte": wijziging.behoefte,
        "tempo": wijziging.tempo,
        "uitval_hard": wijziging.uitval,
        "uitval_zacht": wijziging.uitval,
        "vertraging": wijziging.vertraging,
    }
    rij = {naam: np.array([[waarde]]) for naam, waarde in knoppen.items()}
    uit = scenarios.bereken(invoer, rij, klaar.termijn, klaar.jaren)
    per = {naam: waarden[0] for naam, waarden in uit.items()}
    weinig = np.where(klaar.zacht_onbekend, np.nan, per["behoefte"] - per["gebouwd_einde"])
    som = {
        naam: np.where(klaar.leden, waarden, 0).sum(axis=1)
        for naam, waarden in {**per, "hard": invoer["hard"], "weinig": weinig}.items()
    }
    norm = klaar.hoogstens
    return {
        "hard": som["hard"],
        "te_veel_nu": np.maximum(0, som["hard"] - norm * som["behoefte"]),
        "te_veel_termijn": np.maximum(0, som["hard_termijn"] - norm * som["rest_behoefte_termijn"]),
        "te_veel_einde": np.maximum(0, som["hard_einde"] - norm * som["rest_behoefte_einde"]),
        "te_weinig_einde": np.maximum(0, som["weinig"]),
    }
