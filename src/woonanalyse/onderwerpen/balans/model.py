"""The balance of need and hard capacity per municipality."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from woonanalyse.kern.definitie import Definitie
from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.merk import AFGESCHERMD
from woonanalyse.kern.oordeel import NVT, ONBEKEND, dekking, oordeel_balans
from woonanalyse.kern.opzet import Opzet

KOLOMMEN = [
    "editie", "gemeentecode", "gemeente", "subregio", "variant", "periode_van", "periode_tot",
    "netto_behoefte", "vervanging", "behoefte", "hard_direct", "hard_uit_te_werken", "uitgezonderd",
    "hard_totaal", "telling", "definitie", "dekking", "gepubliceerd", "saldo", "ruimte", "marge",
    "oordeel", "termijn_start", "hersteldatum",
]  # fmt: skip
"""Columns of the balance; numbers are dwellings, dekking a fraction, periode_tot an inclusive year.

`gepubliceerd` is the dekking that the source printed itself; `ruimte` the need that hard plans do not
cover; `marge` how far capacity and norm × need may be off by the rounding of the source.
"""

KOLOMMEN_VERGELIJKING = [kolom for kolom in KOLOMMEN if kolom != "gepubliceerd"]


def balans(
    invoer: pd.DataFrame,
    opzet: Opzet,
    definitie: Definitie,
    norm: float,
    gepubliceerd: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The balance of every row of `invoer` (schema INVOER): columns KOLOMMEN.

    `opzet` is the edition (editie, periode, toets), `definitie` one of the definitions, `norm` the
    highest dekking allowed, `gepubliceerd` what the source printed by the same
    definition (columns of gepubliceerd.KOLOMMEN). Judgement is `nvt` where the edition is no test of
    the maximum. The term to restore is onbekend (<NA>) as long as no register gives its start.
    """
    frame = bereken(invoer, definitie)
    frame["gepubliceerd"] = _gepubliceerd(frame, gepubliceerd)
    frame["ruimte"] = frame["saldo"].clip(lower=0)
    frame["marge"] = marge(invoer, opzet, definitie, norm)
    frame["oordeel"] = oordeel_balans(frame, norm)
    if not opzet.toets:
        frame["oordeel"] = frame["oordeel"].where(frame["dekking"].isna(), NVT)
    frame["termijn_start"] = pd.Series(pd.NA, index=frame.index, dtype="object")
    frame["hersteldatum"] = pd.Series(pd.NA, index=frame.index, dtype="object")
    return met_editie(frame, opzet)[KOLOMMEN]


def vergelijking(
    invoer: pd.DataFrame,
    opzet: Opzet,
    definities: Sequence[Definitie],
    norm: float,
) -> pd.DataFrame:
    """The balance of the same rows by each of `definities`, one below the other: KOLOMMEN_VERGELIJKING.

    Without definitions the frame is empty.
    """
    delen = [balans(invoer, opzet, definitie, norm) for definitie in definities]
    samen = pd.concat(delen, ignore_index=True) if delen else pd.DataFrame(columns=KOLOMMEN)
    return samen[KOLOMMEN_VERGELIJKING]


def marge(invoer: pd.DataFrame, opzet: Opzet, definitie: Definitie, norm: float) -> pd.Series:
    """How far capacity and norm × need may be off by rounding, in dwellings (Float64), per row of `invoer`.

    Half a step for each number of the source that went into them: known and not 0. The norm multiplies
    the part of the need. <NA> where the edition does not say how its source rounds.
    """
    if opzet.afronding is None:
        return pd.Series(pd.NA, index=invoer.index, dtype="Float64")
    vervanging = {"bij_behoefte": "behoefte", "van_capaciteit": "capaciteit"}
    waar = vervanging.get(definitie.vervanging)
    bij = {naam: ["vervanging"] if waar == naam else [] for naam in ("behoefte", "capaciteit")}
    vraag = _getallen(invoer, ["netto_behoefte", *bij["behoefte"]])
    aanbod = _getallen(invoer, [*definitie.telt_mee, "uitgezonderd", *bij["capaciteit"]])
    return ((aanbod + norm * vraag) * (opzet.afronding.stap / 2)).astype("Float64")


def boven_norm(balans: pd.DataFrame, norm: float) -> pd.Series:
    """Dwellings in hard plans above norm × need, rounded up, per row; 0 where there are none."""
    boven = (balans["hard_totaal"] - norm * balans["behoefte"].astype("Float64")).clip(lower=0)
    geldig = balans["dekking"].notna()
    return (-(-(boven - 1e-9) // 1)).where(geldig).astype("Int64")


def _getallen(invoer: pd.DataFrame, kolommen: list[str]) -> pd.Series:
    """How many of these numbers are known and not 0, per row."""
    getallen = invoer[kolommen].to_numpy(dtype=float, na_value=0)
    return pd.Series((getallen != 0).sum(axis=1), index=invoer.index)


def _gepubliceerd(frame: pd.DataFrame, gepubliceerd: pd.DataFrame | None) -> pd.Series:
    """The dekking that the source printed, on the rows of `frame`; <NA> where it printed none."""
    if gepubliceerd is None:
        return pd.Series(pd.NA, index=frame.index, dtype="Float64")
    sleutel = ["gemeentecode", "variant"]
    bron = gepubliceerd[[*sleutel, "dekking"]].rename(columns={"dekking": "gepubliceerd"})
    return frame[sleutel].merge(bron, on=sleutel, how="left")["gepubliceerd"].set_axis(frame.index)


def bereken(invoer: pd.DataFrame, definitie: Definitie) -> pd.DataFrame:
    """`invoer` with behoefte, hard_totaal, telling, definitie, dekking and saldo (need - capacity)."""
    frame = invoer.copy()
    frame["behoefte"] = behoefte(invoer, definitie)
    frame["hard_totaal"] = hard_totaal(invoer, definitie)
    frame["telling"] = telling(invoer, definitie)
    frame["definitie"] = definitie.id
    gezegd = (frame["telling"] != ONBEKEND) | (definitie.telling == ONBEKEND)
    vergelijkbaar = frame["hard_totaal"].where(gezegd)
    frame["dekking"] = dekking(vergelijkbaar, frame["behoefte"])
    frame["saldo"] = frame["behoefte"] - vergelijkbaar
    return frame


def met_editie(frame: pd.DataFrame, opzet: Opzet) -> pd.DataFrame:
    """`frame` with the edition's name and period on every row."""
    jaren = {"periode_van": opzet.periode.van, "periode_tot": opzet.periode.tot_en_met}
    return frame.assign(
        editie=str(opzet.editie),
        **{
            naam: pd.Series(pd.NA if jaar is None else jaar, index=frame.index, dtype="Int64")
            for naam, jaar in jaren.items()
        },
    )


def behoefte(invoer: pd.DataFrame, definitie: Definitie) -> pd.Series:
    """Need in dwellings, Int64, per row of `invoer`: netto_behoefte and vervanging as the definition says.

    With `vervanging: bij_behoefte` expected demolition is added to the net need; otherwise
    the need is the net need. Unknown parts make it <NA>.
    """
    if definitie.vervanging == "bij_behoefte":
        return invoer["netto_behoefte"] + invoer["vervanging"]
    return invoer["netto_behoefte"].copy()


class TellingFout(WoonanalyseFout):
    """Gross and net counts would be mixed."""

    exitcode = 2


def hard_totaal(invoer: pd.DataFrame, definitie: Definitie) -> pd.Series:
    """Hard capacity in dwellings, Int64, per row of `invoer`: the columns `telt_mee` added up.

    What is not counted (uitgezonderd, by agreement) comes off where it is known; with
    `vervanging: van_capaciteit` so does replacement. An unknown part makes the total <NA>, unless both parts
    count and the source gives them undivided. So does a total that is not shown. Raises TellingFout where the
    source counts otherwise than the definition needs.
    """
    _weiger_mengsel(invoer, definitie)
    totaal = sum(
        (invoer[kolom] for kolom in definitie.telt_mee), pd.Series(0, invoer.index, "Int64")
    )
    if {*definitie.telt_mee} == {"hard_direct", "hard_uit_te_werken"}:
        totaal = totaal.fillna(invoer["hard_ongesplitst"])
    totaal = totaal.mask(invoer["telling"] == AFGESCHERMD) - invoer["uitgezonderd"].fillna(0)
    if definitie.vervanging == "van_capaciteit":
        totaal = totaal - invoer["vervanging"]
    return totaal


def telling(invoer: pd.DataFrame, definitie: Definitie) -> pd.Series:
    """How `hard_totaal` counts: bruto, netto (demolition taken off) or onbekend."""
    if definitie.vervanging == "van_capaciteit":
        return invoer["telling"].replace({"bruto": "netto"})
    return invoer["telling"].copy()


def _weiger_mengsel(invoer: pd.DataFrame, definitie: Definitie) -> None:
    mag = {definitie.telling, ONBEKEND, AFGESCHERMD}
    if not mag.issuperset(invoer["telling"]):
        anders = invoer[~invoer["telling"].isin(mag)]
        raise TellingFout(
            f"De definitie {definitie.id} vraagt plancapaciteit die {definitie.telling} is geteld; "
            f"van {', '.join(anders['gemeente'].unique())} is zij {', '.join(anders['telling'].unique())}. "
            "Bruto capaciteit hoort bij netto behoefte plus vervanging, netto capaciteit bij netto behoefte."
        )
