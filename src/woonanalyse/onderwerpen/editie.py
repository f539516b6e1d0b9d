"""An edition: one reference date, its data deliveries and its definition, as they were read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.definitie import Definitie
from woonanalyse.kern.norm import Normen
from woonanalyse.kern.nummering import noem
from woonanalyse.kern.opzet import Opzet
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.registers import (
    REGISTERS,
    dragend,
)
from woonanalyse.onderwerpen import keuzes, registerbalans
from woonanalyse.onderwerpen.editiebronnen import (
    editiebestand,
    rauwe_bestanden,
    registerbestanden,
)
from woonanalyse.onderwerpen.planstand import Planstand
from woonanalyse.onderwerpen.voorbeeldplannen import Voorbeeldplannen


@dataclass(frozen=True)
class Editie:
    """An edition with all it names.

    `opzet` is what its file says; `invoer` the model's input (schema INVOER); `gebiedsbehoefte` facts on
    the need of the region as a whole, or None; `behoefte_later` facts on the need of some members in other
    years (feiten.LATER), or None; `capaciteiten` hard and soft capacity by source file;
    `gepubliceerd` the outcomes that the source printed (balans.gepubliceerd.KOLOMMEN), or None;
    `zijbestanden` the sidecars of every raw file used; `feiten` the registers by name with all their rows;
    `normen` those of its own agreement, or None; `verdeling` made rows that divide them over the members
    (normenbestand.KOLOMMEN), or None; `totalen` what is known of the region alone (TOTALEN), or None;
    `afgeschermd` what of `invoer` is known and not shown (registerbalans.AFGESCHERMDE); `eerder` the plan
    registers of before that this depends on; `voorbeeldplannen` a made plan register, or None; `planstand`
    its plans one by one, made or not, for no published form, or None.
    """

    opzet: Opzet
    regio: Regio
    invoer: pd.DataFrame
    gebiedsbehoefte: pd.DataFrame | None
    behoefte_later: pd.DataFrame | None
    capaciteiten: dict[str, pd.DataFrame]
    zijbestanden: list[dict[str, Any]]
    feiten: dict[str, pd.DataFrame]
    gepubliceerd: pd.DataFrame | None = None
    normen: Normen | None = None
    verdeling: pd.DataFrame | None = None
    totalen: pd.DataFrame | None = None
    afgeschermd: pd.DataFrame = field(default_factory=registerbalans.geen_afscherming)
    eerder: tuple[str, ...] = ()
    voorbeeldplannen: Voorbeeldplannen | None = None
    planstand: Planstand | None = None

    @cached_property
    def registers(self) -> dict[str, pd.DataFrame]:
        """The registers with only the rows that may carry a state."""
        return {naam: dragend(frame) for naam, frame in self.feiten.items()}

    @property
    def naam(self) -> str:
        """The edition's short name, such as a year."""
        return self.opzet.editie

    @property
    def definitie(self) -> Definitie:
        """The definition of dekking that the edition names."""
        return self.regio.definities[self.opzet.definitie]

    @property
    def vergelijkdefinities(self) -> list[Definitie]:
        """The definitions of other editions that this edition is also computed by."""
        return [self.regio.definities[naam] for naam in self.opzet.vergelijk]

    @property
    def maximum(self) -> Afspraak:
        """The agreement on the highest dekking."""
        maximum = self.regio.met_rol("maximum_dekking")
        assert maximum is not None
        return maximum

    @property
    def norm_staat_in(self) -> str:
        """Where that norm stands, by its number."""
        return noem(self.maximum)

    @property
    def norm(self) -> float:
        """The highest dekking that the agreements allow, a fraction."""
        return float(self.maximum["norm"])

    @property
    def termijn(self) -> Afspraak | None:
        """The agreement on the term to restore the balance; None where the region has none."""
        return self.regio.met_rol("hersteltermijn")

    @property
    def datum(self) -> date:
        """The reference date; of an edition without one, the date of its registers."""
        return date.fromisoformat(self.opzet.peildatum or self.opzet.stand_per)

    @property
    def lopend(self) -> bool:
        """Whether its agreement still ran on the day of the report: only then the report asks for anything.

        After it the edition is a look back: it judges, and says what is not known.
        """
        return self.opzet.datum_rapport <= self.einde

    @property
    def einde(self) -> str:
        """The last day (ISO) of the agreement of this edition: that of its own norms, or of the region."""
        if self.normen is not None:
            return self.normen.einde
        return max(a["tot_en_met"] for a in self.regio.afspraken)

    @property
    def alleen_normen(self) -> bool:
        """Whether it is about the norms of its own agreement and nothing else: it has no balance, and the
        agreements of the region do not apply."""
        leeg = self.opzet.balans is None and not self.opzet.wacht_op
        return self.normen is not None and leeg and not self.opzet.toets

    @property
    def alleen_totalen(self) -> bool:
        """Whether it knows totals of the region and nothing of a municipality."""
        leeg = self.opzet.balans is None and not self.opzet.wacht_op
        return self.totalen is not None and leeg

    @property
    def kort(self) -> bool:
        """Whether its report is short: about its own norms, or about totals of the region, alone."""
        return self.alleen_normen or self.alleen_totalen

    @property
    def vraagt(self) -> bool:
        """Whether the report asks for what is missing: the agreement runs, or plans are still to come."""
        return self.lopend or bool(self.opzet.wacht_op)

    @property
    def regiobehoefte(self) -> int | None:
        """The need (dwellings) that exists only for the region as a whole, if the edition has one."""
        if self.gebiedsbehoefte is None:
            return None
        return int(self.gebiedsbehoefte["waarde_min"].iloc[0])

    @property
    def als_geheel_getoond(self) -> Editie:
        """The same as if nothing of it were left out, with made numbers: to see what hangs on those."""
        vol = registerbalans.gevuld(self.invoer, self.afgeschermd)
        return replace(self, invoer=vol, afgeschermd=registerbalans.geen_afscherming())

    @property
    def volledig(self) -> bool:
        """Whether need and hard capacity are known of every municipality."""
        nodig = ["netto_behoefte", *self.definitie.telt_mee]
        return bool(self.als_geheel_getoond.invoer[nodig].notna().all(axis=None))

    @property
    def bestanden(self) -> list[str]:
        """Every file the edition is read from, from the root."""
        return [
            editiebestand(self.regio, self.naam),
            *self.regio.bestanden,
            *rauwe_bestanden(self.opzet),
            *registerbestanden(self.opzet),
            *self.eerder,
            *normbestanden(self),
            *(self.voorbeeldplannen.register.bestanden if self.voorbeeldplannen else ()),
            *([keuzes.BESTAND] if self.planstand and not self.voorbeeldplannen else ()),
            *(f"{self.regio.paden.registers}/{naam}.csv" for naam in REGISTERS),
        ]


def normbestanden(editie: Editie) -> list[str]:
    """The file of its own norms, and that of their made division where it was read."""
    deling = editie.normen.verdeling if editie.normen else None
    verdeeld = [deling.bestand] if deling and editie.verdeling is not None else []
    return [*([editie.opzet.normen] if editie.opzet.normen else []), *verdeeld]
