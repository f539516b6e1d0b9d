"""A norm as data: what is measured, of what, how high or low at least, over which period, and who says so.

Dates are ISO 8601, so that they compare as text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

TEN_MINSTE = "ten_minste"
OPLOPEND, DOORLOPEND = "oplopend", "doorlopend"
LETTERLIJK = "letterlijk"


@dataclass(frozen=True)
class Meting:
    """A value on the day `op` (the last day that it counts), as a source gives it."""

    op: str
    waarde: float
    zekerheid: str
    bron: str


@dataclass(frozen=True)
class Norm:
    """A bound on a quantity, from `van` to `tot_en_met` (both included).

    `richting`: ten_hoogste or ten_minste `waarde`, in `eenheid` (a fraction is "fractie"). `telt`: a sum that
    only grows (oplopend), what counts on the last day (aan_het_eind), or what holds every day (doorlopend).
    `pad`: values agreed for days before the end. `nodig` says what is to be delivered to measure it, `levert`
    by whom. `volgens` says who tells it, `gezien` how that was seen; `van_aangenomen`: nobody names `van`.
    """

    id: str
    titel: str
    grootheid: str
    teller: str
    noemer: str
    niveau: Literal["gemeente", "subregio", "regio", "provincie"]
    richting: str
    waarde: float
    eenheid: str
    van: str
    tot_en_met: str
    telt: str
    binding: str
    zekerheid: str
    bron: str
    bron_url: str = ""
    volgens: str = ""
    gezien: str = ""
    van_aangenomen: bool = False
    opmerking: str = ""
    nodig: str = ""
    levert: str = ""
    pad: tuple[tuple[str, float], ...] = ()
    gemeten: tuple[Meting, ...] = ()

    def gemeten_op(self, dag: str) -> Meting | None:
        """The last value on or before a day; None where there is none."""
        bekend = [meting for meting in self.gemeten if meting.op <= dag]
        return max(bekend, key=lambda meting: meting.op, default=None)


@dataclass(frozen=True)
class Verdeling:
    """Where the norms of the whole are divided over members: a file with made rows, and which norm is the
    sum of its column `woningen`, and which the share of `betaalbaar` in it."""

    bestand: str
    woningen: str
    betaalbaar: str


@dataclass(frozen=True)
class Normen:
    """The norms of an agreement, in order of its file; `verdeling` None where there is none."""

    titel: str
    toelichting: str
    normen: tuple[Norm, ...]
    verdeling: Verdeling | None = None

    @property
    def einde(self) -> str:
        """The last day on which any of them holds."""
        return max(norm.tot_en_met for norm in self.normen)

    def met_id(self, naam: str) -> Norm:
        """The norm with this id."""
        return next(norm for norm in self.normen if norm.id == naam)


def als_normen(velden: Mapping[str, Any]) -> Normen:
    """A file of norms that its schema has checked."""
    deling = velden.get("verdeling")
    return Normen(
        titel=velden["titel"],
        toelichting=velden["toelichting"].strip(),
        normen=tuple(_als_norm(norm) for norm in velden["normen"]),
        verdeling=Verdeling(**deling) if deling else None,
    )


def _als_norm(velden: Mapping[str, Any]) -> Norm:
    rest = {naam: waarde for naam, waarde in velden.items() if naam != "periode"}
    tekst = {n: " ".join(w.split()) for n, w in rest.items() if isinstance(w, str)}
    return Norm(
        **{
            **rest,
            **tekst,
            **velden["periode"],
            "pad": tuple((stap["op"], stap["waarde"]) for stap in velden.get("pad", ())),
            "gemeten": tuple(Meting(**meting) for meting in velden.get("gemeten", ())),
        }
    )
