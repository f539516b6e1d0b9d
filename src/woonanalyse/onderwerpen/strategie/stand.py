"""What the strategy knows of an edition: one row per municipality, and what holds for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from woonanalyse.onderwerpen.strategie.programma import Jaren, groepsom

LEDENKOLOMMEN = [
    "gemeentecode", "gemeente", "subregio", "behoefte_laag", "behoefte_hoog", "behoefte_bron", "hard",
    "hard_uitwerk", "zacht", "oordeel", "voorwaarden", "ten_minste", "tempo_laag", "tempo_hoog",
]  # fmt: skip
"""By municipality, in dwellings and dwellings a year; <NA> is unknown. `behoefte_bron`: prognose, norm
where what was agreed is all that is known of the need, or onbekend; `ten_minste`: what the lowest norm asks
of hard plans; `voorwaarden`: whether the top of the band may be used (vervuld, niet vervuld, onbekend or
n.v.t.)."""

PROGNOSE, NORM = "prognose", "norm"

GEBIEDKOLOMMEN = ["niveau", "gebied", "gemeentecode"]
"""The members of every area; that of a municipality is itself. `gebied` is a name."""


@dataclass(frozen=True)
class Stand:
    """`leden` has LEDENKOLOMMEN, `gebieden` GEBIEDKOLOMMEN, in reading order.

    `heel`: the years of the need, None where they are unknown; `hoogstens`: the highest norm as a fraction of
    the need, None where none holds; `termijn`: the day on which it must be kept; `tempojaren`: the years of
    the pace; `voorraad`: what was built and demolished (gemeentecode, jaar, nieuwbouw, sloop); `fasering`:
    FASEKOLOMMEN of the programme, without rows where there is no plan register (`register`).
    """

    editie: str
    leden: pd.DataFrame
    gebieden: pd.DataFrame
    peildatum: date | None
    heel: Jaren | None
    hoogstens: float | None
    termijn: date | None
    tempojaren: Jaren
    voorraad: pd.DataFrame
    fasering: pd.DataFrame
    register: bool
    lopend: bool

    @property
    def einde(self) -> date | None:
        """The last day of the years of the need."""
        return date(self.heel.tot_en_met, 12, 31) if self.heel else None


def naar_leden(gemeenten: pd.DataFrame, subregios: list[str], regio: str) -> pd.DataFrame:
    """GEBIEDKOLOMMEN from the members (gemeentecode, gemeente, subregio): first each, then the subregions in
    their order, then the region."""
    leden = list(
        gemeenten[["gemeentecode", "gemeente", "subregio"]].itertuples(index=False, name=None)
    )
    rijen = [
        *(("gemeente", naam, code) for code, naam, _ in leden),
        *(("subregio", n, code) for n in subregios for code, _, ligt_in in leden if ligt_in == n),
        *(("regio", regio, code) for code, _, _ in leden),
    ]
    return pd.DataFrame(rijen, columns=GEBIEDKOLOMMEN)


def met_code(frame: pd.DataFrame, gebieden: pd.DataFrame, editie: str) -> pd.DataFrame:
    """`frame` (niveau, gebied, …) with editie, and gemeentecode: empty for more than one municipality."""
    eigen = gebieden[gebieden["niveau"] == "gemeente"].set_index("gebied")["gemeentecode"]
    code = frame["gebied"].map(eigen).where(frame["niveau"] == "gemeente", "")
    vooraan = frame[["niveau", "gebied"]].assign(gemeentecode=code)
    vooraan.insert(0, "editie", editie)
    return pd.concat([vooraan, frame.drop(columns=["niveau", "gebied"])], axis=1)


def opgeteld(waarden: pd.DataFrame, gebieden: pd.DataFrame) -> pd.DataFrame:
    """Numbers of municipalities (with gemeentecode) summed per area: unknown where one of them is."""
    getallen = [naam for naam in waarden.columns if naam != "gemeentecode"]
    samen = gebieden.merge(waarden, on="gemeentecode", how="left")
    return groepsom(samen, ["niveau", "gebied"], getallen)


def rijen_van(frame: pd.DataFrame, gemeente: str, regio: str) -> pd.DataFrame:
    """The rows of one municipality (column gebied), all of them for the region or without a name."""
    if gemeente in ("", regio):
        return frame
    eigen = (frame["niveau"] == "gemeente") & (frame["gebied"] == gemeente)
    return frame[eigen].reset_index(drop=True)
