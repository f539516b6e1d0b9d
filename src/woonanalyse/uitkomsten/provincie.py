"""Regions of one province side by side: what may be added up, and why the rest may not.

Each region keeps its own edition, definition and date. A sum is made only of numbers that are of one date,
one period and one definition; where they are not, the difference is named.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from woonanalyse.kern.beeld.stijl import TEKENS
from woonanalyse.kern.beeld.woorden import hoe_geteld, periode
from woonanalyse.kern.definitie import Definitie
from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.kern.getal import datum
from woonanalyse.kern.indeling import lijst
from woonanalyse.kern.oordeel import dekking
from woonanalyse.kern.opzet import Opzet
from woonanalyse.onderwerpen.bereken import bereken
from woonanalyse.onderwerpen.dossier import Dossier

VERVANGING = {
    "bij_behoefte": "vervanging bij de behoefte",
    "van_capaciteit": "vervanging van de plannen af",
    "geen": "vervanging niet verrekend",
}
"""What a definition does with replacement, in words."""


@dataclass(frozen=True)
class Deel:
    """One region: its edition, the codes and names of its members, and its sum over them.

    `som`: a row per variant of the need (behoefte, hard_totaal in dwellings, dekking a fraction); <NA> where
    that is unknown of a member. `oordelen`: how many municipalities have each judgement, by its name.
    """

    regio: str
    opzet: Opzet
    definitie: Definitie
    leden: dict[str, str]
    som: pd.DataFrame
    oordelen: dict[str, int]


@dataclass(frozen=True)
class Geheel:
    """The regions together. `behoefte` (lowest and highest), `hard` and `dekking` (the same): None where they
    may not be added; then `verschillen` says why, by what is compared: the value of each region.
    """

    provincie: str
    delen: tuple[Deel, ...]
    behoefte: tuple[int, int] | None
    hard: int | None
    dekking: tuple[float, float] | None
    verschillen: dict[str, tuple[str, ...]]

    @property
    def gemeenten(self) -> int:
        """How many municipalities the regions have: no number of one is in another."""
        return sum(len(deel.leden) for deel in self.delen)

    @property
    def elders(self) -> dict[str, str]:
        """The members that lie in another province, by name: a region may lie in two."""
        leden = [lid for deel in self.delen for lid in deel.leden.items()]
        waar = {naam: lijst.alle()[code].provincie for code, naam in leden if code in lijst.alle()}
        return {naam: ligt for naam, ligt in waar.items() if ligt != self.provincie}


_BEHOEFTE: dict[str, Callable[[Deel], str]] = {
    "periode": lambda deel: periode(deel.opzet),
    "prognose": lambda deel: deel.opzet.prognose or "onbekend",
    "vervanging": lambda deel: VERVANGING[deel.definitie.vervanging],
}
_HARD: dict[str, Callable[[Deel], str]] = {
    "peildatum": lambda deel: datum(deel.opzet.peildatum),
    "wat als hard telt": lambda deel: _telt(deel.definitie),
    "telling": lambda deel: hoe_geteld(deel.definitie.telling),
    "vervanging": lambda deel: VERVANGING[deel.definitie.vervanging],
}
"""What has to be the same before needs, or hard plans, are added."""


def deel_van(dossier: Dossier) -> Deel:
    """A region as its edition has it."""
    regio, editie = dossier.regio, dossier.editie
    frames = bereken(dossier, ["balans", "balans_gebied"])
    sommen, balans = frames["balans_gebied"], frames["balans"]
    som = sommen[sommen["niveau"] == "regio"]
    per = balans.drop_duplicates("gemeentecode")["oordeel"].value_counts()
    return Deel(
        regio=regio.naam,
        opzet=editie.opzet,
        definitie=editie.definitie,
        leden=dict(zip(regio.gemeenten["gemeentecode"], regio.gemeenten["gemeente"], strict=True)),
        som=som,
        oordelen={str(naam): int(per.get(naam, 0)) for naam in TEKENS if per.get(naam, 0)},
    )


def samen(dossiers: Sequence[Dossier]) -> Geheel:
    """The regions side by side, with the sums that may be made.

    Raises InvoerFout for regions of several provinces, and for a municipality that is in two of them.
    """
    delen = tuple(deel_van(dossier) for dossier in dossiers)
    provincies = dict.fromkeys(dossier.regio.provincie for dossier in dossiers)
    if problemen := _problemen(delen, list(provincies)):
        raise InvoerFout(problemen)
    anders = {
        wat: verschil
        for eisen in (_BEHOEFTE, _HARD)
        for wat, waarde in eisen.items()
        if len(set(verschil := tuple(waarde(deel) for deel in delen))) > 1
    }
    behoefte = None if anders.keys() & _BEHOEFTE.keys() else _tel_op(delen, "behoefte")
    hard = None if anders.keys() & _HARD.keys() else _tel_op(delen, "hard_totaal")
    return Geheel(
        provincie=next(iter(provincies)),
        delen=delen,
        behoefte=behoefte,
        hard=None if hard is None else hard[0],
        dekking=_dekking(behoefte, hard),
        verschillen=anders,
    )


def _telt(definitie: Definitie) -> str:
    met = "hard_uit_te_werken" in definitie.telt_mee
    if "hard_ongesplitst" in definitie.telt_mee:
        return "harde plannen, niet gesplitst"
    return f"harde plannen {'met' if met else 'zonder'} uit te werken plannen"


def _problemen(delen: Sequence[Deel], provincies: Sequence[str]) -> list[Probleem]:
    problemen = []
    if len(provincies) > 1:
        problemen.append(
            Probleem("regio's", "regio's van één provincie", waarde=", ".join(provincies))
        )
    for een, ander in combinations(delen, 2):
        dubbel = [naam for code, naam in een.leden.items() if code in ander.leden]
        if dubbel:
            eis = f"elke gemeente in één regio; {een.regio} en {ander.regio} hebben allebei"
            problemen.append(Probleem("regio's", eis, waarde=", ".join(dubbel)))
    return problemen


def _tel_op(delen: Sequence[Deel], kolom: str) -> tuple[int, int] | None:
    """The sum of the lowest and of the highest of each region; None as soon as one is not known."""
    if any(deel.som[kolom].isna().any() or deel.som.empty for deel in delen):
        return None
    laagste = sum(int(deel.som[kolom].min()) for deel in delen)
    return laagste, sum(int(deel.som[kolom].max()) for deel in delen)


def _dekking(
    behoefte: tuple[int, int] | None, hard: tuple[int, int] | None
) -> tuple[float, float] | None:
    """The ratio of the sums, at the highest and at the lowest need."""
    if behoefte is None or hard is None or behoefte[0] <= 0:
        return None
    paren = [(hard[0], een) for een in reversed(behoefte)]
    frame = pd.DataFrame(paren, columns=["hard", "behoefte"], dtype="Int64")
    laag, hoog = dekking(frame["hard"], frame["behoefte"])
    return float(laag), float(hoog)
