"""Checks of the rows of fasering and categorieen: of which plan, which years, each once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from woonanalyse.kern.getal import aantal, datum
from woonanalyse.kern.waarden import jaren
from woonanalyse.leveringen.controles.geval import Geval
from woonanalyse.leveringen.levering import Melding
from woonanalyse.leveringen.meldingen import meld

JAREN = ["van_jaar", "tot_en_met_jaar"]
SLEUTELS = {
    "fasering": ("dubbele_periode", ["plan_id", "maat", *JAREN]),
    "categorieen": ("dubbele_klasse", ["plan_id", "maat", "indeling", "klasse", "van_jaar"]),
}
"""By table the code for a double row, and what makes a row unique."""

WERK = {"rest": "bouwen", "sloop": "slopen"}


def van_een_plan(geval: Geval) -> Iterator[Melding]:
    """Rows without their plan, or of another municipality than it."""
    code_van = geval.plannen.drop_duplicates("plan_id").set_index("plan_id")["gemeentecode"]
    for tabel in SLEUTELS:
        frame = geval.tabellen[tabel]
        hoort = frame["plan_id"].map(code_van)
        for index in frame.index[hoort.isna()]:
            yield geval.meld("zonder_plan", index, "plan_id", tabel=tabel)
        for index in frame.index[hoort.notna() & (hoort != frame["gemeentecode"])]:
            woorden = {"gemeente": hoort[index]}
            yield geval.meld("andere_gemeente", index, "gemeentecode", tabel=tabel, **woorden)


def elk_een_keer(geval: Geval) -> Iterator[Melding]:
    """Periods and classes of a plan that are there twice."""
    for tabel, (code, sleutel) in SLEUTELS.items():
        frame = geval.tabellen[tabel]
        dubbel = frame[frame.duplicated(sleutel, keep=False)]
        for _, rijen in dubbel.groupby(sleutel, sort=False, dropna=False):
            cellen = geval.cellen(tabel, rijen.index, "woningen")
            yield meld(code, cellen, _deel(geval, tabel, rijen.index[-1]), "woningen")


def perioden(geval: Geval) -> Iterator[Melding]:
    """Periods that end before they begin, have no beginning, or lie over another of the same plan."""
    frame = geval.tabellen["fasering"]
    van, tot = frame["van_jaar"], frame["tot_en_met_jaar"]
    for index in frame.index[van.isna() & tot.notna()]:
        yield geval.meld("periode_half", index, "van_jaar", tabel="fasering", laatste=tot[index])
    om = (van > tot).fillna(False)
    for index in frame.index[om]:
        woorden = {"laatste": tot[index]}
        yield geval.meld("periode_omgekeerd", index, "van_jaar", tabel="fasering", **woorden)
    open_ = frame.assign(tot_en_met_jaar=tot.fillna(jaren()[1]))
    bekend = open_[~om & van.notna() & (frame["woningen"] != 0).fillna(False)]
    yield from _overlap(geval, bekend.sort_values(["plan_id", "maat", *JAREN], kind="stable"))


def _overlap(geval: Geval, rijen: pd.DataFrame) -> Iterator[Melding]:
    """Of rows in order of plan and year, those that begin before another one of earlier years ends."""
    groep, eerder, perioden_ = None, 0, (0, 0)
    for index, plan_id, maat, van, tot in rijen[["plan_id", "maat", *JAREN]].itertuples(name=None):
        if groep == (plan_id, maat) and van <= perioden_[1] and (van, tot) != perioden_:
            cellen = geval.cellen("fasering", [eerder, index], "woningen")
            gevonden = _deel(geval, "fasering", index)
            ander = _jaren(*perioden_)
            yield meld("perioden_overlappen", cellen, gevonden, "woningen", ander=ander)
        if groep != (plan_id, maat) or tot > perioden_[1]:
            groep, eerder, perioden_ = (plan_id, maat), index, (van, tot)


def jaar_voorbij(geval: Geval) -> Iterator[Melding]:
    """Dwellings that are still to be built or demolished in years that are over."""
    frame, jaar = geval.tabellen["fasering"], geval.peildatum.year
    over = (frame["tot_en_met_jaar"] < jaar) & (frame["woningen"] > 0)
    for (plan_id, maat), rijen in frame[over.fillna(False)].groupby(
        ["plan_id", "maat"], sort=False
    ):
        if plan_id in geval.rij_van:
            gevonden = (
                f"{geval.plan(geval.rij_van[plan_id])}: {aantal(rijen['woningen'].sum())} in "
                f"{_jaren(rijen['van_jaar'].min(), rijen['tot_en_met_jaar'].max())}"
            )
            woorden = {"werk": WERK[maat], "jaar": jaar, "peildatum": _dag(geval.peildatum)}
            cellen = geval.cellen("fasering", rijen.index, "woningen")
            yield meld("jaar_voorbij", cellen, gevonden, "woningen", **woorden)


def _dag(dag: date) -> str:
    return datum(dag.isoformat())


def _deel(geval: Geval, tabel: str, index: int) -> str:
    """A row as a message calls it: its plan, and the class or the years."""
    rij = geval.tabellen[tabel].loc[index]
    plan = geval.rij_van.get(rij["plan_id"])
    wie = rij["plan_id"] if plan is None else geval.plan(plan)
    if tabel == "fasering":
        return f"{wie}: {_jaren(rij['van_jaar'], rij['tot_en_met_jaar'])}"
    jaar = "" if pd.isna(rij["van_jaar"]) else f" in {rij['van_jaar']}"
    return f"{wie}: {rij['indeling']} {rij['klasse']}{jaar}"


def _jaren(van: object, tot: object) -> str:
    if pd.isna(van):
        return "jaar onbekend"
    if pd.isna(tot) or tot == jaren()[1]:
        return f"{van} en later"
    return str(van) if van == tot else f"{van} t/m {tot}"


CONTROLES = (van_een_plan, elk_een_keer, perioden, jaar_voorbij)
