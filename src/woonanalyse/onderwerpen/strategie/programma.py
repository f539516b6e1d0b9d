"""The programme: need, planned, built, expected and hard left, per year and per three years, for every area.

Planned is what the plan register phases, as a range: at least what lies in periods wholly inside the years,
at most what may lie there. Without phasing it is the own pace of past years, and says so. A period is counted
as a whole, not as the sum of its years: the ends of a range do not add up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

STANDKOLOMMEN = [
    "gemeentecode", "behoefte_laag", "behoefte_hoog", "hard", "tempo_laag", "tempo_hoog",
]  # fmt: skip
"""What is known of a municipality: dwellings of the whole period and at its begin, and dwellings a year; <NA>
is unknown."""

FASEKOLOMMEN = ["gemeentecode", "van_jaar", "tot_en_met_jaar", "woningen"]
"""Hard plans of the register by first and last year of completion, both <NA> where the year is unknown."""

PROGRAMMAKOLOMMEN = [
    "niveau", "gebied", "van", "tot_en_met", "behoefte_laag", "behoefte_hoog", "gepland_laag", "gepland_hoog",
    "gepland_bron", "gebouwd", "gesloopt", "verwacht_laag", "verwacht_hoog", "hard_laag", "hard_hoog",
]  # fmt: skip
"""Dwellings in the years `van` up to and including `tot_en_met`; `hard_*` at their end. `behoefte_*` is an
equal part for every year (our choice). `gepland_bron` is one of BRONNEN, or more where an area has more.
<NA>: unknown for one of the members, or not yet."""

BRONNEN = FASERING, TEMPO, ONBEKEND = "fasering", "eigen tempo", "onbekend"

_GETALLEN = [naam for naam in PROGRAMMAKOLOMMEN[4:] if naam != "gepland_bron"]


class Jaren(NamedTuple):
    """Years, both included."""

    van: int
    tot_en_met: int

    @property
    def aantal(self) -> int:
        """How many there are; 0 where the last comes before the first."""
        return max(0, self.tot_en_met - self.van + 1)


def per_drie(heel: Jaren) -> list[Jaren]:
    """A period in parts of three years; the last is shorter where it doesn't divide."""
    return [
        Jaren(van, min(van + 2, heel.tot_en_met)) for van in range(heel.van, heel.tot_en_met + 1, 3)
    ]


def programma(
    gebieden: pd.DataFrame,
    stand: pd.DataFrame,
    fasering: pd.DataFrame,
    voorraad: pd.DataFrame,
    heel: Jaren,
    perioden: Sequence[Jaren],
    parameters: Mapping[str, Mapping[str, Any]],
) -> pd.DataFrame:
    """The programme of every area in every one of `perioden`: columns PROGRAMMAKOLOMMEN.

    `gebieden` has niveau, gebied, gemeentecode; `stand` STANDKOLOMMEN, of the begin of `heel`, the period of
    the need; `fasering` FASEKOLOMMEN; `voorraad` gemeentecode, jaar, nieuwbouw, sloop; `parameters` those of
    programma.yml and aandeel_hard of projectie.yml. Years outside `heel` have no need. Raises ValueError
    where a municipality of `gebieden` has no row in `stand`.
    """
    mist = sorted(set(gebieden["gemeentecode"]) - set(stand["gemeentecode"]))
    if mist:
        raise ValueError(f"geen stand van {', '.join(mist)}")
    leden = [_Lid(rij, fasering, voorraad, heel, parameters) for rij in stand.itertuples()]
    rijen = [lid.rij(jaren) for lid in leden for jaren in perioden]
    per = gebieden.merge(pd.DataFrame(rijen), on="gemeentecode")
    return _opgeteld(per.astype(dict.fromkeys(_GETALLEN, "Float64")))


def _opgeteld(per: pd.DataFrame) -> pd.DataFrame:
    """Areas as the sum of their members; unknown where one of them is."""
    sleutel = ["niveau", "gebied", "van", "tot_en_met"]
    bronnen: dict[tuple[object, ...], set[str]] = {}
    for *welke, bron in per[[*sleutel, "gepland_bron"]].itertuples(index=False, name=None):
        bronnen.setdefault(tuple(welke), set()).add(bron)
    som = groepsom(per, sleutel, _GETALLEN)
    bron_ = ["; ".join(sorted(een)) for een in bronnen.values()]
    return som.assign(gepland_bron=bron_)[PROGRAMMAKOLOMMEN]


def groepsom(frame: pd.DataFrame, sleutel: Sequence[str], getallen: Sequence[str]) -> pd.DataFrame:
    """Numbers summed per group, in the order in which groups first stand: <NA> where one of them is."""
    groepen = frame.groupby(list(sleutel), sort=False)
    waarden = frame[list(getallen)].to_numpy(dtype=float, na_value=np.nan)
    som = np.zeros((groepen.ngroups, len(getallen)))
    np.add.at(som, groepen.ngroup().to_numpy(), waarden)
    kop = frame[list(sleutel)].drop_duplicates().reset_index(drop=True)
    tafel = pd.DataFrame(som, columns=list(getallen)).astype("Float64")
    return pd.concat([kop, tafel], axis=1)


class _Lid:
    """One municipality."""

    def __init__(
        self,
        stand: Any,
        fasering: pd.DataFrame,
        voorraad: pd.DataFrame,
        heel: Jaren,
        parameters: Mapping[str, Mapping[str, Any]],
    ) -> None:
        self.stand, self.heel, self.parameters = stand, heel, parameters
        self.fasen = fasering[fasering["gemeentecode"] == stand.gemeentecode]
        self._gepland: dict[Jaren, tuple[Any, Any]] = {}
        eigen = voorraad[voorraad["gemeentecode"] == stand.gemeentecode]
        self.cbs = {
            wat: {int(jaar): getal for jaar, getal in zip(eigen["jaar"], eigen[wat], strict=True)}
            for wat in ("nieuwbouw", "sloop")
        }

    def rij(self, jaren: Jaren) -> dict[str, Any]:
        """One row; all numbers of this municipality."""
        gepland, verwacht, hard = (
            self.gepland(jaren),
            self.verwacht(jaren),
            self.hard(jaren.tot_en_met),
        )
        binnen = Jaren(max(jaren.van, self.heel.van), min(jaren.tot_en_met, self.heel.tot_en_met))
        deel = binnen.aantal / self.heel.aantal
        return {
            "gemeentecode": self.stand.gemeentecode,
            **jaren._asdict(),
            "behoefte_laag": self.stand.behoefte_laag * deel,
            "behoefte_hoog": self.stand.behoefte_hoog * deel,
            "gepland_laag": gepland[0],
            "gepland_hoog": gepland[1],
            "gepland_bron": self.bron(),
            "gebouwd": self.echt("nieuwbouw", jaren),
            "gesloopt": self.echt("sloop", jaren),
            "verwacht_laag": verwacht[0],
            "verwacht_hoog": verwacht[1],
            "hard_laag": hard[0],
            "hard_hoog": hard[1],
        }

    def bron(self) -> str:
        """What planned is taken from."""
        if len(self.fasen):
            return FASERING
        return ONBEKEND if pd.isna(self.stand.tempo_laag) else TEMPO

    def gepland(self, jaren: Jaren) -> tuple[Any, Any]:
        """Planned in these years, from the begin of the period on: at least and at most."""
        jaren = Jaren(max(jaren.van, self.heel.van), jaren.tot_en_met)
        if jaren not in self._gepland:
            self._gepland[jaren] = self._in(jaren)
        return self._gepland[jaren]

    def _in(self, jaren: Jaren) -> tuple[Any, Any]:
        if not jaren.aantal:
            return 0, 0
        if not len(self.fasen):
            return self.stand.tempo_laag * jaren.aantal, self.stand.tempo_hoog * jaren.aantal
        van, tot = self.fasen["van_jaar"], self.fasen["tot_en_met_jaar"]
        binnen = ((van >= jaren.van) & (tot <= jaren.tot_en_met)).fillna(False)
        raakt = ((van <= jaren.tot_en_met) & (tot >= jaren.van)).fillna(True)
        som = [self.fasen.loc[welke, "woningen"].sum(skipna=False) for welke in (binnen, raakt)]
        return som[0], som[1]

    def verwacht(self, jaren: Jaren) -> tuple[Any, Any]:
        """Planned, less what drops out, and later by each delay: the least and the most that may be there."""
        uitval, vertraging = self.parameters["uitval"], self.parameters["vertraging"]
        per = [
            self.gepland(Jaren(jaren.van - later, jaren.tot_en_met - later))
            for later in range(vertraging["laag"], vertraging["hoog"] + 1)
        ]
        if any(pd.isna(getal) for paar in per for getal in paar):
            return pd.NA, pd.NA
        return (
            min(laag for laag, _ in per) * (1 - uitval["hoog"]),
            max(hoog for _, hoog in per) * (1 - uitval["laag"]),
        )

    def echt(self, wat: str, jaren: Jaren) -> Any:
        """Really built or demolished; <NA> where a year is not known."""
        alle = [self.cbs[wat].get(jaar) for jaar in range(jaren.van, jaren.tot_en_met + 1)]
        return pd.NA if any(pd.isna(getal) for getal in alle) else sum(alle)

    def hard(self, jaar: int) -> tuple[Any, Any]:
        """Hard plans at the end of `jaar`: less what was built of them, and after the last year that is known
        less what is planned."""
        bekend = self.heel.van - 1
        while bekend < jaar and pd.notna(self.echt("nieuwbouw", Jaren(bekend + 1, bekend + 1))):
            bekend += 1
        gebouwd = self.echt("nieuwbouw", Jaren(self.heel.van, bekend))
        laag, hoog = self.gepland(Jaren(bekend + 1, jaar))
        aandeel = self.parameters["aandeel_hard"]
        if any(pd.isna(getal) for getal in (self.stand.hard, gebouwd, laag, hoog)):
            return pd.NA, pd.NA
        rest = [
            self.stand.hard - gebouwd * deel - straks
            for deel, straks in ((aandeel["hoog"], hoog), (aandeel["laag"], laag))
        ]
        return max(0, rest[0]), max(0, rest[1])
