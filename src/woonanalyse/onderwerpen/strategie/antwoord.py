"""The proposal for an edition with a plan register: plan by plan, and therefore for no published form.

What may be published of it are sums that the publication rule lets through.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from woonanalyse.kern.afspraak import lezing_van
from woonanalyse.kern.fouten import InvoerFout, Probleem, een_van
from woonanalyse.onderwerpen.bereken import bereken_een
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.keuzes import NIETS, VRIJ
from woonanalyse.onderwerpen.planstand import Planstand
from woonanalyse.onderwerpen.strategie import venster
from woonanalyse.onderwerpen.strategie.bron import stand_van, verklaard
from woonanalyse.onderwerpen.strategie.klassen import KLASSEKOLOMMEN, klassen
from woonanalyse.onderwerpen.strategie.model import (
    als_plannen,
    hard_per_gemeente,
    met_gewichten,
    opties,
    zonder_uitwerking,
)
from woonanalyse.onderwerpen.strategie.nareken import nareken
from woonanalyse.onderwerpen.strategie.normen import kanten, normrijen
from woonanalyse.onderwerpen.strategie.overzicht import JA, jaren_tot, voorstel_of_niet
from woonanalyse.onderwerpen.strategie.stand import Stand
from woonanalyse.onderwerpen.strategie.uitleg import Conflict, bij_nietsdoen, conflicten
from woonanalyse.onderwerpen.strategie.voorstel import (
    KEUZEKOLOMMEN,
    NORMKOLOMMEN,
    Voorstel,
    Vraag,
    groepen,
    stel_voor,
)


@dataclass(frozen=True)
class Antwoord:
    """The proposal at one end of the band (`kant`): what was asked and answered; `plannen` PLANKOLOMMEN with
    naam; `klassen` KLASSEKOLOMMEN; `niets`: what doing nothing means; `zonder`: areas without a norm and
    why; `conflicten` where there is no answer."""

    kant: str
    vraag: Vraag
    plannen: pd.DataFrame
    voorstel: Voorstel
    klassen: pd.DataFrame
    niets: pd.DataFrame
    zonder: pd.DataFrame
    conflicten: Sequence[Conflict]


def antwoorden_van(dossier: Dossier, keuzes: pd.DataFrame | None = None) -> list[Antwoord]:
    """The proposal for an edition at each end of the band that is asked for: one, or two where the conditions
    of a municipality are unknown. None where there is no plan register or no norm, or the edition looks back.

    `keuzes` has KEUZEKOLOMMEN; None: those of the register of choices. Raises InvoerFout where a row of that
    names a measure that can't be used on its plan, ValueError where `keuzes` contradict the options.
    """
    stand = stand_van(dossier, lambda naam: bereken_een(dossier, naam))
    return antwoorden(dossier, stand, keuzes)


def antwoorden(
    dossier: Dossier, stand: Stand, keuzes: pd.DataFrame | None = None
) -> list[Antwoord]:
    """The same, of what is known already."""
    editie = dossier.editie
    if editie.planstand is None or voorstel_of_niet(stand) != JA or stand.termijn is None:
        return []
    leden = met_alle_plannen(stand, editie.planstand)
    gebieden = normgebieden(leden, _per_subregio(dossier))
    aanbod, volgorde = met_gewichten(
        _aanbod(editie.planstand, leden, date.fromisoformat(editie.opzet.stand_per), stand.termijn),
        verklaard("doelen")["doelen"],
    )
    if keuzes is None:
        keuzes = als_keuzes(editie.planstand, aanbod)
    uit = []
    for kant in kanten(gebieden):
        normen, zonder = _normen(
            stand,
            leden,
            _voor_hoogste(dossier, stand, leden),
            kant,
            editie.opzet.hoogstens_per_jaar,
        )
        vraag = Vraag(aanbod, normen, keuzes, volgorde)
        uit.append(_antwoord(kant, vraag, editie.planstand, zonder))
    return uit


def als_keuzes(planstand: Planstand, aanbod: pd.DataFrame) -> pd.DataFrame:
    """The choices of the register as KEUZEKOLOMMEN: each named by its plan. Nothing is asked of a plan that
    has no option, and is left alone. Raises InvoerFout for a measure that is not offered on its plan."""
    opties_van = aanbod.groupby("plan_id")["maatregel"].agg(list).to_dict()
    rijen, mis = [], []
    for rij, plan, keuze in planstand.keuzes[["plan_id", "keuze"]].itertuples(name=None):
        mag = opties_van.get(plan, [])
        if keuze != NIETS and keuze not in mag:
            eis = een_van(keuze, [*mag, NIETS, VRIJ])
            mis.append(Probleem(planstand.keuzebestand, eis, None, int(rij), "keuze", keuze))
        elif mag:
            rijen.append((plan, plan, "" if keuze == NIETS else f"{plan} {keuze}"))
    if mis:
        raise InvoerFout(mis)
    return pd.DataFrame(rijen, columns=KEUZEKOLOMMEN)


def _antwoord(kant: str, vraag: Vraag, planstand: Planstand, zonder: pd.DataFrame) -> Antwoord:
    """The answer to a question, recomputed by code that shares nothing with what made it."""
    voorstel = stel_voor(vraag)
    open_ = [deel.normen for naam, deel in groepen(vraag) if naam in voorstel.zonder]
    zonder_antwoord = {norm for normen in open_ for norm in normen["norm"]}
    eigen = vraag.normen[~vraag.normen["norm"].isin(zonder_antwoord)]
    fouten = nareken(vraag.opties, eigen, vraag.keuzes, voorstel.gekozen)
    if len(fouten):
        raise AssertionError(f"a proposal that breaks its own rules: {fouten.to_dict('records')}")
    plannen = planstand.register.plannen
    return Antwoord(
        kant=kant,
        vraag=vraag,
        plannen=als_plannen(plannen).assign(naam=plannen["naam"]),
        voorstel=voorstel,
        klassen=klassen(vraag) if len(vraag.opties) else pd.DataFrame(columns=KLASSEKOLOMMEN),
        niets=bij_nietsdoen(vraag),
        zonder=zonder,
        conflicten=conflicten(vraag) if voorstel.zonder else [],
    )


def met_alle_plannen(stand: Stand, planstand: Planstand) -> pd.DataFrame:
    """The members of `stand` with hard capacity of all plans, also those that are not public."""
    per = hard_per_gemeente(planstand.register.plannen, planstand.lezing)
    kolommen = ["hard", "hard_uitwerk", "zacht"]
    return stand.leden.drop(columns=kolommen).merge(
        per[kolommen].reset_index(), on="gemeentecode", how="left"
    )


def normgebieden(leden: pd.DataFrame, per_subregio: bool) -> pd.DataFrame:
    """To what a norm applies: gebied, gemeentecode; every member, or the members of a subregion together."""
    gebied = leden["subregio"] if per_subregio else leden["gemeente"]
    return leden.assign(gebied=gebied)


def _voor_hoogste(dossier: Dossier, stand: Stand, leden: pd.DataFrame) -> pd.DataFrame:
    """To what the highest norm applies, with the need and the hard plans of its window."""
    rollend = dossier.editie.opzet.behoefte_rollend
    tot = jaren_tot(stand)
    if rollend is not None and stand.termijn is not None and tot is not None:
        leden = venster.rollend(leden, rollend, stand.termijn, tot, verklaard("projectie"))
    return normgebieden(leden, _per_subregio(dossier))


def _per_subregio(dossier: Dossier) -> bool:
    """Whether the agreement on the highest norm is read as one of a subregion as a whole."""
    lezing = lezing_van(dossier.editie.maximum)
    return lezing is not None and lezing.get("per") == "subregio"


def _aanbod(planstand: Planstand, leden: pd.DataFrame, begin: date, einde: date) -> pd.DataFrame:
    plannen = als_plannen(planstand.register.plannen)
    aanbod = opties(
        plannen, verklaard("instrumenten")["instrumenten"], planstand.lezing, begin, einde
    )
    if not verklaard("eisen")["uitwerkingsplicht"]["geldt"]:
        return aanbod
    te_veel = leden.loc[leden["oordeel"] == "buiten", "gemeentecode"]
    return zonder_uitwerking(aanbod, plannen, list(te_veel), planstand.lezing)


def _normen(
    stand: Stand,
    leden: pd.DataFrame,
    gebieden: pd.DataFrame,
    kant: str,
    per_jaar: Sequence[Mapping[str, Any]],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """All norms of a question (NORMKOLOMMEN), and the areas without one."""
    delen, zonder = [], []
    if stand.hoogstens is not None:
        eigen = gebieden.groupby("gebied", sort=False)
        samen = pd.DataFrame(
            {
                "behoefte_laag": eigen["behoefte_laag"].agg(_som),
                "behoefte_hoog": eigen["behoefte_hoog"].agg(_som),
                "oordeel": eigen["oordeel"].agg(_een),
                "voorwaarden": eigen["voorwaarden"].agg(_een),
            }
        ).reset_index()
        paar = normrijen("ten hoogste", samen, gebieden, kant, hoogstens=stand.hoogstens)
        delen.append(paar[0])
        zonder.append(paar[1])
    if leden["ten_minste"].notna().any():
        asks = leden.assign(
            gebied=leden["gemeente"],
            behoefte_laag=leden["ten_minste"],
            behoefte_hoog=leden["ten_minste"],
            oordeel="",
            voorwaarden="n.v.t.",
        )
        paar = normrijen("ten minste", asks, asks, kant, ten_minste=1.0)
        delen.append(paar[0])
        zonder.append(paar[1])
    delen.append(_per_jaar(stand, per_jaar))
    return pd.concat(delen, ignore_index=True), pd.concat(zonder, ignore_index=True)


def _som(getallen: pd.Series) -> Any:
    return getallen.sum(skipna=False)


def _een(woorden: pd.Series) -> str:
    """The word of all members; onbekend where they differ."""
    return str(woorden.iloc[0]) if woorden.nunique() == 1 else "onbekend"


def _per_jaar(stand: Stand, per_jaar: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Agreed numbers a year as norms on what is added until the deadline: that starts from 0."""
    assert stand.termijn is not None and stand.peildatum is not None
    jaren = stand.termijn.year - stand.peildatum.year + 1
    rijen = [
        (f"per jaar {een['gemeente']}", een["gemeente"], 1, 0, pd.NA, een["woningen"] * jaren)
        for een in per_jaar
    ]
    frame = pd.DataFrame(rijen, columns=NORMKOLOMMEN)
    return frame.astype(dict.fromkeys(("factor", "nu", "laag", "hoog"), "Int64"))
