"""Tables of municipalities as they were, brought to the members of a region: one rule for every form."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

import pandas as pd

from woonanalyse.kern.fouten import Probleem, Waarschuwing
from woonanalyse.kern.gemeenten import controleer_leden, controleer_namen
from woonanalyse.kern.gemeentenamen import zelfde_naam
from woonanalyse.kern.getal import hoeveel, opsomming
from woonanalyse.kern.indeling import lijst
from woonanalyse.kern.indeling.herleiding import in_eigen_indeling, met_codes_van_nu
from woonanalyse.kern.indeling.opvolging import waarin
from woonanalyse.kern.kolomeis import Kolom
from woonanalyse.kern.tabel import rijnummers
from woonanalyse.kern.vindplaats import hernoem_gemeenten, houd_rijen, leg_waarschuwing_vast


def naar_leden(
    frame: pd.DataFrame,
    bestand: str,
    kolommen: Mapping[str, Kolom],
    gemeenten: pd.DataFrame,
    *,
    per: str | None = None,
    leeg_is_geen: Sequence[str] = (),
    peildatum: str | None = None,
) -> tuple[pd.DataFrame, list[Probleem]]:
    """A table that holds every member once, or once for each value of `per`, also by older municipalities.

    `frame` has gemeentecode and gemeentenaam and is typed by `kolommen`. Rows of municipalities that are no
    more are added up to their member, with a note (`herleiding.herleid`); what does not add up, as a
    percentage, is <NA> there, and so is all of a member in which another went up after `peildatum` (ISO) that
    is not in the table. An empty cell in a column of `leeg_is_geen` is none: 0. Of a row that was made
    the subregion is that of the member. Rows of municipalities elsewhere are left alone, with a note. The
    problems: who is absent, is there twice, or is no municipality.
    """
    frame = zonder_elders(frame, bestand, gemeenten)
    problemen = _oude_namen(frame, bestand, gemeenten)
    frame = frame.assign(**{naam: frame[naam].fillna(0) for naam in leeg_is_geen})
    _leg_leden_vast(frame, bestand, gemeenten)
    heel = in_eigen_indeling(
        frame,
        bestand,
        gemeenten,
        [naam for naam, eis in kolommen.items() if eis.telt_op],
        per=[per] if per else [],
        niet_op_te_tellen=[
            n for n, eis in kolommen.items() if eis.is_verhouding and eis.dtype == "Int64"
        ],
        peildatum=peildatum,
    )
    heel = _met_subregio(heel, frame, gemeenten)
    groepen = [rijen for _, rijen in heel.groupby(per, sort=False)] if per else [heel]
    leden = [fout for rijen in groepen for fout in controleer_leden(rijen, bestand, gemeenten)]
    return heel, list(dict.fromkeys([*problemen, *leden]))


@lru_cache(maxsize=8)
def codes_elders(leden: frozenset[str]) -> frozenset[str]:
    """The codes of all municipalities, of now and before, that are not in `leden` and went into none."""
    return frozenset(code for code in lijst.alle() if code not in leden and not waarin(code, leden))


def zonder_elders(frame: pd.DataFrame, bestand: str, gemeenten: pd.DataFrame) -> pd.DataFrame:
    """`frame` (gemeentecode) without the rows of municipalities elsewhere, as a table of the country has: it
    is noted how many. A code that no municipality ever had stays, and is a fault."""
    andere = codes_elders(frozenset(gemeenten["gemeentecode"]))
    elders = [code for code in dict.fromkeys(frame["gemeentecode"]) if code in andere]
    over = frame[~frame["gemeentecode"].isin(elders)]
    meld_elders(bestand, elders, len(frame) - len(over))
    if not elders:
        return frame
    houd_rijen(bestand, list(over.index))
    return over


def meld_elders(bestand: str, elders: Collection[str], rijen: int) -> None:
    """Note that so many rows, of these municipalities (by code or name) elsewhere, are left alone."""
    namen = [lijst.alle()[wie].naam if wie in lijst.alle() else wie for wie in list(elders)[:3]]
    if len(elders) > len(namen):
        namen.append(f"nog {len(elders) - len(namen)}")
    if namen:
        samen = hoeveel(rijen, "rij", "rijen")
        wat = f"rijen van gemeenten buiten de regio zijn niet gelezen: {opsomming(namen)} ({samen})"
        leg_waarschuwing_vast(Waarschuwing(bestand, wat))


def op_plek(
    frame: pd.DataFrame, bestand: str, gemeenten: pd.DataFrame
) -> tuple[pd.DataFrame, list[Probleem]]:
    """Rows that each lie in one place (gemeentecode, gemeentenaam), those of a municipality that is in a
    member as a whole by the code and name of that member, with a note; and the rows that are of no member."""
    problemen = _oude_namen(frame, bestand, gemeenten)
    _leg_leden_vast(frame, bestand, gemeenten)
    heel = met_codes_van_nu(frame, bestand, gemeenten)
    return heel, [*problemen, *controleer_namen(heel, bestand, gemeenten)]


def zonder_oude(
    frame: pd.DataFrame, bestand: str, gemeenten: pd.DataFrame, kolom: str = "gemeentecode"
) -> pd.DataFrame:
    """Rows that say what does not add up, as a decision or a judgement, without those of municipalities that
    are no more: what they did is not what their successor did. Which were left out is noted."""
    leden = list(gemeenten["gemeentecode"])
    weg = {}
    for code in dict.fromkeys(frame[kolom]):
        if code not in leden and (nieuw := waarin(code, leden)):
            weg[code] = opsomming([lijst.alle()[lid].naam for lid in nieuw])
    for code, wie in weg.items():
        rijen = rijnummers(list(frame.index[frame[kolom] == code]))
        naam = lijst.alle()[code].naam
        wat = f"{naam} is er niet meer en telt niet mee (rij {rijen}); geldt dit voor {wie}, noem dan die"
        leg_waarschuwing_vast(Waarschuwing(bestand, wat, kolom=kolom, waarde=code))
    return frame[~frame[kolom].isin(list(weg))] if weg else frame


def van_nu(frame: pd.DataFrame, gemeenten: pd.DataFrame) -> pd.DataFrame:
    """The members that no municipality before them may speak for: `gemeenten` without those of which `frame`
    has only rows of municipalities that are no more."""
    leden, er = list(gemeenten["gemeentecode"]), set(frame["gemeentecode"])
    oud = {lid for code in er - set(leden) for lid in waarin(code, leden)}
    return gemeenten[gemeenten["gemeentecode"].isin(list(er | (set(leden) - oud)))]


def _leg_leden_vast(frame: pd.DataFrame, bestand: str, gemeenten: pd.DataFrame) -> None:
    """Say of the rows of older municipalities which member they are of: the first, where one was divided."""
    leden = list(gemeenten["gemeentecode"])
    oud = [code for code in dict.fromkeys(frame["gemeentecode"]) if code not in leden]
    hernoem_gemeenten(bestand, {code: er[0] for code in oud if (er := waarin(code, leden))})


def _met_subregio(heel: pd.DataFrame, frame: pd.DataFrame, gemeenten: pd.DataFrame) -> pd.DataFrame:
    if "subregio" not in heel or heel is frame:
        return heel
    eigen = heel["gemeentecode"].map(gemeenten.set_index("gemeentecode")["subregio"])
    zelf = frame["gemeentecode"].reindex(heel.index) == heel["gemeentecode"]
    return heel.assign(subregio=heel["subregio"].where(zelf | eigen.isna(), eigen))


def alleen_eigen(
    frame: pd.DataFrame, bestand: str, gemeenten: pd.DataFrame
) -> tuple[pd.DataFrame, list[Probleem]]:
    """As `zonder_elders`, of rows that also have gemeentenaam: one by the code of a municipality elsewhere
    with the name of a member, or of no municipality, is a problem."""
    over = zonder_elders(frame, bestand, gemeenten)
    elders = frame.drop(over.index)
    leden = list(gemeenten[["gemeente", "cbs_naam"]].itertuples(index=False, name=None))
    problemen = []
    for rij, code, naam in elders[["gemeentecode", "gemeentenaam"]].itertuples(name=None):
        eigen = lijst.alle()[code].naam
        if zelfde_naam(naam, eigen, eigen):
            continue
        if any(zelfde_naam(naam, *lid) for lid in leden) or not lijst.is_er_een(naam):
            eis = f"{eigen!r}, de naam bij {code}"
            problemen.append(Probleem(bestand, eis, rij=rij, kolom="gemeentenaam", waarde=naam))
    return over, problemen


def _oude_namen(frame: pd.DataFrame, bestand: str, gemeenten: pd.DataFrame) -> list[Probleem]:
    """Rows of an older municipality with a name that is of another one."""
    leden = dict(zip(gemeenten["gemeentecode"], gemeenten["gemeente"], strict=True))
    problemen = []
    for rij, code, naam in frame[["gemeentecode", "gemeentenaam"]].itertuples(name=None):
        nieuw = [] if code in leden else waarin(code, leden.keys())
        namen = [lijst.alle()[code].naam, *(leden[lid] for lid in nieuw)] if nieuw else []
        if namen and not any(zelfde_naam(naam, een, een) for een in namen):
            eis = f"{namen[0]!r}, de naam bij {code}"
            problemen.append(Probleem(bestand, eis, rij=rij, kolom="gemeentenaam", waarde=naam))
    return problemen
