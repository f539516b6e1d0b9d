"""What the tasks of one command share: where they work, what they use, what they have read."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.project import KOP, resultatenmap, werkmap
from woonanalyse.uitgave.stempel import Stempel, som
from woonanalyse.uitkomsten.resultaten import Resultaten
from woonanalyse.uitvoering.plan import Plan
from woonanalyse.uitvoering.stand import Stand
from woonanalyse.uitvoering.vast import VasteInvoer, rapportbestanden

if TYPE_CHECKING:
    from woonanalyse.onderwerpen.dossier import Dossier

Taak = Callable[..., Any]


class Opdracht:
    """One command in a project: its plan, results folder and work folder.

    `resultaten` reads the result files, for all tasks together. `rapportbronnen` are the report's sources
    as they stood before their fingerprints were taken; `weggehaald` the forms of another run that were taken
    away.
    """

    def __init__(self, wortel: Path, plan: Plan) -> None:
        self.wortel = wortel
        self.plan = plan
        self.werkmap = werkmap(wortel)
        self.resultaten = Resultaten(resultatenmap(wortel, plan.naam))
        self.rapportbronnen = Stand.van(rapportbestanden(wortel))
        self.vast = VasteInvoer(wortel, plan)
        self.weggehaald: list[str] = []
        self._ladend: Thread | None = None

    @property
    def map_(self) -> Path:
        """The results folder."""
        return self.resultaten.map_

    @property
    def kop(self) -> Path:
        """What is told of the forms of the whole report, in the work folder."""
        return self.werkmap / KOP

    @cached_property
    def dossier(self) -> Dossier:
        """The edition: that of the plan, or read when the first task needs it."""
        from woonanalyse.onderwerpen.dossierlezer import lees_dossier

        plan = self.plan
        dossier = plan.dossier or lees_dossier(
            self.wortel, plan.editie, voorbeelddata=plan.voorbeelddata
        )
        return dossier.op_datum(plan.datum)

    def met_bladzijden(self, vorm: str) -> dict[str, str]:
        """Whose pages lie in a folder beside a form of the report (name by code); none if one file."""
        from woonanalyse.kern.beeld.huisstijl import PAGINAMAP

        plan = self.plan
        veel = not plan.zonder_bladen and len(plan.gemeenten) > int(PAGINAMAP["gemeenten"])
        return plan.gemeenten if veel and vorm == "rwp.html" else {}

    def stempel(self, *, geheel: bool) -> Stempel:
        """What forms are made from now; with the joined results when they are of the report as a `geheel`."""
        if not geheel:
            return Stempel(self.plan.bronnen)
        pakket = som(self.map_ / "datapackage.json")
        return Stempel(self.plan.bronnen, pakket, self.vast.teksten.hash)

    def lees_vooruit(self) -> None:
        """Read the edition beside what runs now, for the tasks after it."""
        if self._ladend is None:
            self._ladend = Thread(target=self._lees_dossier, daemon=True)
            self._ladend.start()

    def _lees_dossier(self) -> None:
        with suppress(WoonanalyseFout):  # the task that needs it will say what is wrong
            _ = self.dossier
