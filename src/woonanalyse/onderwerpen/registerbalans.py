"""Hard capacity added up from the plan register; it has no need of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from woonanalyse.afscherming.regels import regels
from woonanalyse.kern.fouten import Probleem, Waarschuwing
from woonanalyse.kern.getal import hoeveel
from woonanalyse.kern.merk import AFGESCHERMD
from woonanalyse.kern.vindplaats import leg_waarschuwing_vast
from woonanalyse.onderwerpen.balans.invoer import INVOER, toets
from woonanalyse.onderwerpen.planregister import model
from woonanalyse.onderwerpen.planregister.afscherming import afgeschermd
from woonanalyse.onderwerpen.planregister.bron import (
    bestanden,
    kies_lezing,
    lees_lezingen,
    lees_tabellen,
)
from woonanalyse.onderwerpen.planregister.stelsel import Elders

__all__ = [
    "AFGESCHERMDE", "BEHOEFTE", "UIT", "VORM", "alleen_behoefte", "bestanden", "geen_afscherming",
    "gevuld", "lees", "met_capaciteit",
]  # fmt: skip

VORM = "planregister"

MAP = "data/intern/planregister"
"""By reference date (ISO) the register of all parties together, as deliveries make it."""

UIT = {
    "hard_direct": "planstatus, rest",
    "hard_uit_te_werken": "planstatus, rest",
    "hard_ongesplitst": "planstatus, sloop, rest",
    "uitgezonderd": "uitgezonderd",
    "telling": "rest, sloop",
}
"""Which columns of the register (table plannen) each column of INVOER comes from."""

BEHOEFTE = ("netto_behoefte", "vervanging")
"""What the register does not say: the need, which has a source of its own."""

AFGESCHERMDE = ["gemeentecode", "kolom", "telling"]
"""What of the capacity is left out, since it would tell a plan that is not public: a column of a member, and
how it counts."""

LIGGING = ["hard_inbreiding", "hard_uitbreiding"]
"""Where hard plans lie: the register does not say it."""


def nog_niet_geleverd(wortel: Path, bestand: str, peildatum: str | None) -> bool:
    """Whether `bestand` is where the plans of this date (ISO) will come, and none has come yet."""
    return bestand == f"{MAP}/{peildatum}/plannen.csv" and not (wortel / bestand).exists()


def lees(
    wortel: Path,
    bestand: str,
    lezingen: str,
    lezing: str,
    gemeenten: pd.DataFrame,
    telling: str,
    eerder: Sequence[str] = (),
    elders: Elders = (),
) -> tuple[pd.DataFrame | None, pd.DataFrame, list[Probleem]]:
    """Hard capacity per member by one reading, from the register whose table plannen is `bestand`, without
    what would tell a plan that is not public; and what of it was left out (AFGESCHERMD).

    `lezingen` is the file with the readings, `lezing` the id of one; `telling` bruto or netto. `eerder` are
    the tables plannen that editions and concepts before it were made of, the earliest first; `elders` totals
    that others publish. Returns gemeentecode, hard_direct and hard_uit_te_werken (bruto) or hard_ongesplitst
    (netto), uitgezonderd (dwellings), telling. <NA> for a member that is not in the register, or of which a
    hard plan does not say how many dwellings are left (of which a warning is recorded).
    """
    tabellen, problemen = lees_tabellen(wortel, bestand, gemeenten)
    alle, fouten = lees_lezingen(wortel, lezingen)
    gekozen, mis = kies_lezing(alle, lezing, lezingen)
    if tabellen is None or gekozen is None:
        return None, geen_afscherming(), [*problemen, *fouten, *mis]
    plannen = tabellen["plannen"]
    hard = model.met_hardheid(plannen, gekozen)["hardheid"].isin(model.HARD)
    naam_van = dict(zip(gemeenten["gemeentecode"], gemeenten["gemeente"], strict=True))
    zonder = plannen[hard & plannen["rest"].isna()]
    _meld_onbekend(bestand, zonder.assign(gemeente=zonder["gemeentecode"].map(naam_van)))
    alles = capaciteit(plannen, gemeenten, gekozen, telling)
    oudere, fouten = _eerdere(wortel, eerder, gemeenten)
    if fouten:
        return None, geen_afscherming(), fouten
    weg = afgeschermd(plannen, gemeenten, alle or (), regels(), oudere, elders)
    weg = weg[weg["lezing"] == lezing].drop(columns="lezing")
    return *scherm_af(alles, weg, telling), []


def _eerdere(
    wortel: Path, bestanden: Sequence[str], gemeenten: pd.DataFrame
) -> tuple[list[pd.DataFrame], list[Probleem]]:
    """The tables plannen of other registers, or what is wrong with them."""
    gelezen = [lees_tabellen(wortel, bestand, gemeenten) for bestand in bestanden]
    problemen = [een for _, fouten in gelezen for een in fouten]
    return [tabellen["plannen"] for tabellen, _ in gelezen if tabellen is not None], problemen


def capaciteit(
    plannen: pd.DataFrame, gemeenten: pd.DataFrame, lezing: model.Lezing, telling: str
) -> pd.DataFrame:
    """As `lees`, of the table plannen."""
    gebieden = model.gebieden_van(gemeenten, [], "")
    gebieden = gebieden[gebieden["niveau"] == "gemeente"]
    som = model.sommen(plannen, gebieden, [lezing]).set_index(["gebied", "hardheid"])
    direct, uitwerk = (som.xs(naam, level="hardheid") for naam in model.HARD)
    uitgezonderd = pd.concat([direct["uitgezonderd"], uitwerk["uitgezonderd"]], axis=1)
    eigen = {"hard_ongesplitst": direct["netto"] + uitwerk["netto"]}
    if telling != "netto":
        eigen = {
            naam: deel["bruto"].mask((deel["rest_onbekend"] > 0).fillna(False))
            for naam, deel in (("hard_direct", direct), ("hard_uit_te_werken", uitwerk))
        }
    frame = pd.DataFrame(eigen).assign(
        uitgezonderd=uitgezonderd.sum(axis=1, min_count=1).astype("Int64"),
        telling=telling if telling == "netto" else "bruto",
    )
    return frame.rename_axis("gemeentecode").reset_index()


def scherm_af(
    capaciteit: pd.DataFrame, weg: pd.DataFrame, telling: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """`capaciteit` without the numbers `weg` (gemeentecode, getal of stelsel.GETALLEN), and what of its
    columns that are (AFGESCHERMD).

    Where only parts are left out the total is in hard_ongesplitst, so that what is not counted comes off it
    once; where the total is, telling is afgeschermd.
    """
    frame = capaciteit.set_index("gemeentecode")
    delen = ["hard_ongesplitst"] if telling == "netto" else ["hard_direct", "hard_uit_te_werken"]
    niet_geteld = frame["uitgezonderd"].fillna(0)
    heel = frame[delen].sum(axis=1, skipna=False)
    dicht = {naam: set(groep["getal"]) for naam, groep in weg.groupby("gemeentecode")}
    rijen = []
    for code, getallen in dicht.items():
        totaal_weg = telling in getallen
        eigen = (
            {*getallen} & {"hard_direct", "hard_uit_te_werken", "uitgezonderd"} & {*frame.columns}
        )
        if not eigen and not totaal_weg:
            continue
        over = (
            pd.NA
            if totaal_weg
            else heel[code] - (niet_geteld[code] if "uitgezonderd" in eigen else 0)
        )
        eigen |= {"hard_ongesplitst"} if totaal_weg else set()
        frame.loc[code, [k for k in eigen if k in frame]] = pd.NA
        frame.loc[code, "hard_ongesplitst"] = over
        frame.loc[code, "telling"] = AFGESCHERMD if totaal_weg else frame.loc[code, "telling"]
        rijen += [(code, kolom, telling) for kolom in sorted(eigen)]
    return frame.reset_index(), pd.DataFrame(rijen, columns=AFGESCHERMDE)


def geen_afscherming() -> pd.DataFrame:
    """Nothing left out."""
    return pd.DataFrame(columns=AFGESCHERMDE)


def gevuld(invoer: pd.DataFrame, afgeschermd: pd.DataFrame) -> pd.DataFrame:
    """`invoer` as if all that is left out were known: with made numbers, to see what hangs on them."""
    frame = invoer.copy()
    for code, kolom, telling in afgeschermd.itertuples(index=False, name=None):
        rij = frame["gemeentecode"] == code
        if kolom in frame:
            frame.loc[rij, kolom] = 2 if kolom == "hard_ongesplitst" else 1
        if "telling" in frame:
            frame.loc[rij & (frame["telling"] == AFGESCHERMD), "telling"] = telling
    return frame


def met_capaciteit(invoer: pd.DataFrame, capaciteit: pd.DataFrame) -> pd.DataFrame:
    """`invoer` (schema INVOER) with the hard capacity of `capaciteit` in the place of its own.

    What it has of its own is the need (BEHOEFTE).
    """
    weg = ["hard_direct", "hard_uit_te_werken", "hard_ongesplitst", *LIGGING]
    rij = capaciteit.set_index("gemeentecode").reindex(invoer["gemeentecode"])
    leeg = pd.Series(pd.NA, index=rij.index, dtype="Int64")
    nieuw = {naam: rij.get(naam, leeg).to_numpy() for naam in (*weg, "uitgezonderd", "telling")}
    frame = invoer.assign(**nieuw)
    return toets(frame[list(INVOER)].astype({naam: INVOER[naam] for naam in nieuw}))


def alleen_behoefte(invoer: pd.DataFrame) -> pd.DataFrame:
    """`invoer` (schema INVOER) with its capacity onbekend: nobody delivered plans yet."""
    geen = invoer[["gemeentecode"]].drop_duplicates().assign(telling="onbekend")
    return met_capaciteit(invoer, geen)


def _meld_onbekend(bestand: str, plannen: pd.DataFrame) -> None:
    """Warn of hard plans that do not say how many dwellings are left."""
    for naam, rijen in plannen.groupby("gemeente", sort=False):
        wat = (
            f"van {hoeveel(len(rijen), 'hard plan', 'harde plannen')} van {naam} is onbekend hoeveel "
            "woningen nog te bouwen zijn; haar harde capaciteit is daarmee onbekend"
        )
        leg_waarschuwing_vast(Waarschuwing(bestand, wat, rij=int(rijen.index[0]), kolom="rest"))
