"""How an edition is set up, as its file says: typed, made from what its schema has checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Periode:
    """The years of the need, both included; `gepubliceerd`: as the source wrote them."""

    van: int | None
    tot_en_met: int | None
    gepubliceerd: str | None


@dataclass(frozen=True)
class Voorwaarde:
    """A condition on which the top of a band may be used; `tekst` follows on "als".

    `feit` names what is known beside it (binnen_bebouwd_gebied: the share of hard plans there),
    `maatregelen` the sorts of measures that are told with it; `alleen_bij` the judgement (buiten, or what
    may be) of municipalities that it is limited to.
    """

    id: str
    tekst: str
    feit: str = ""
    alleen_bij: str = ""
    maatregelen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bandbreedte:
    """The band of the need: about `afwijking` (a fraction) below and above it, by agreement.

    `voorwaarden`: on which the top may be used; `toelichting`: what of them is known; `bron`: where they
    stand.
    """

    afwijking: float
    voorwaarden: tuple[Voorwaarde, ...]
    toelichting: str
    bron: str


@dataclass(frozen=True)
class Afronding:
    """How a source rounds: numbers to `stap` dwellings, its percentages to `procentpunten`."""

    stap: float
    bron: str
    procentpunten: float | None = None


@dataclass(frozen=True)
class Opzet:
    """Dates are ISO 8601. `editie` is the short name, such as a year; `naam` that of the document.

    `peildatum`: of the balance, None where unknown; `stand_per`: of the registers; `rapportdatum`: of the
    report, without which it is `stand_per`; `scenario`: a what-if, marked and never the default;
    `regiototalen`: what it says of totals that are known of the region alone; `wacht_op`: the file of plans
    that it is made from and that nobody delivered yet, empty where there is one. `definitie` and
    `vergelijk`: ids of definitions of dekking. `toets`: whether the edition is judged by the agreements.
    `balans`, `gebiedsbehoefte`, `behoefte_later`, `ernaast`: what the file says of its sources; `normen`: the
    file of norms of its own agreement, empty where it is judged by that of the region.
    `wijzigingsbesluiten`: the numbers of decisions that changed it after it was adopted (register besluiten).
    `afronding`: of the source of the balance, where it says so; `gepubliceerd`: the file with the outcomes
    that the source printed itself; `hoogstens_per_jaar`: what a municipality may add a year by agreement;
    `behoefte_rollend`: the need of the ten years after the deadline, where the highest norm is over those
    (strategie.venster), None where it is over the period; `voorbeeldplannen`: what the file says of its made
    plan register.
    """

    editie: str
    naam: str
    peildatum: str | None
    peildatum_toelichting: str
    stand_per: str
    periode: Periode
    prognose: str | None
    definitie: str
    vergelijk: tuple[str, ...]
    toets: bool
    voorganger: str | None = None
    periode_toelichting: str = ""
    toets_toelichting: str = ""
    bandbreedte: Bandbreedte | None = None
    noten: tuple[str, ...] = ()
    balans: Mapping[str, Any] | None = None
    gebiedsbehoefte: Mapping[str, Any] | None = None
    behoefte_later: Mapping[str, Any] | None = None
    ernaast: tuple[Mapping[str, Any], ...] = ()
    rapportdatum: str = ""
    normen: str = ""
    afronding: Afronding | None = None
    gepubliceerd: Mapping[str, Any] | None = None
    wijzigingsbesluiten: tuple[str, ...] = ()
    scenario: bool = False
    wacht_op: str = ""
    regiototalen: Mapping[str, Any] | None = None
    voorbeeldplannen: Mapping[str, Any] | None = None
    hoogstens_per_jaar: tuple[Mapping[str, Any], ...] = ()
    behoefte_rollend: tuple[Mapping[str, Any], ...] | None = None

    @property
    def datum_rapport(self) -> str:
        """The day of the report: what was known then, and whether the agreements still ran."""
        return self.rapportdatum or self.stand_per


def als_opzet(velden: Mapping[str, Any]) -> Opzet:
    """The set-up in an edition file that its schema has checked."""
    band, afronding = velden.get("bandbreedte"), velden.get("afronding")
    vast = {
        "periode": Periode(**velden["periode"]),
        "vergelijk": tuple(velden["vergelijk"]),
        "noten": tuple(velden.get("noten", ())),
        "wijzigingsbesluiten": tuple(velden.get("wijzigingsbesluiten", ())),
        "ernaast": tuple(velden.get("ernaast", ())),
        "hoogstens_per_jaar": tuple(velden.get("hoogstens_per_jaar", ())),
        **(
            {"behoefte_rollend": tuple(velden["behoefte_rollend"])}
            if "behoefte_rollend" in velden
            else {}
        ),
        "bandbreedte": _bandbreedte(band) if band else None,
        "afronding": Afronding(**afronding) if afronding else None,
    }
    return Opzet(**{**velden, **vast})


def _bandbreedte(velden: Mapping[str, Any]) -> Bandbreedte:
    voorwaarden = tuple(
        Voorwaarde(**{**voorwaarde, "maatregelen": tuple(voorwaarde.get("maatregelen", ()))})
        for voorwaarde in velden["voorwaarden"]
    )
    return Bandbreedte(**{**velden, "voorwaarden": voorwaarden})
