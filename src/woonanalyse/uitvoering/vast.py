"""The fixed inputs of tasks: data, code, versions and the report's sources, each by its fingerprint."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from woonanalyse.kern.bronbestanden import bestanden_in, hash_bestanden
from woonanalyse.kern.project import notitieboekbron, projectbestand, rapportmap
from woonanalyse.uitkomsten.runs import Run
from woonanalyse.uitvoering.broncode import (
    hash_van_bestanden,
    hash_van_modules,
    hash_van_motor,
    hash_van_notitieboek,
    hash_van_verklaringen,
    modules_van_onderwerpen,
)
from woonanalyse.uitvoering.knopen import Vast
from woonanalyse.uitvoering.plan import Plan
from woonanalyse.uitvoering.tekeningen import omgeving


class VasteInvoer:
    """What the tasks of a plan use and no task makes; each looked at once, when the first task is made."""

    def __init__(self, wortel: Path, plan: Plan) -> None:
        self.wortel = wortel
        self.plan = plan
        self._boeken: dict[str, str] = {}

    def notitieboek(self, run: Run, parameters: Mapping[str, str]) -> list[Vast]:
        """For one run of a notebook: its data, parameters, cells and code, and what runs it."""
        naam = run.notitieboek
        if naam not in self._boeken:
            self._boeken[naam] = hash_van_notitieboek(notitieboekbron(self.wortel, naam))
        return [
            self._vast(f"gegevens van {run.naam}", self.plan.rijen[run.naam]),
            self._vast(f"parameters van {run.naam}", repr(sorted(parameters.items()))),
            self._vast(f"notitieboek {naam}", self._boeken[naam]),
            self._vast("code van notitieboeken", self.uitvoering),
            self.omgeving,
        ]

    def modules(self, stap: str, *modules: str, onderwerpen: bool = False) -> Vast:
        """The code of a step, and of every subject where it calls them by their declarations."""
        eigen = [f"woonanalyse.{module}" for module in modules]
        hash = hash_van_modules(*eigen, *(modules_van_onderwerpen() if onderwerpen else []))
        return self._vast(f"code van {stap}", hash)

    @cached_property
    def uitvoering(self) -> str:
        """The fingerprint of what runs notebooks; not of what it loads, which is any notebook's code."""
        eigen = hash_van_bestanden(
            "woonanalyse.uitvoering.notitieboek", "woonanalyse.uitvoering.boekbestand"
        )
        return f"{eigen} {hash_van_motor()}"

    @cached_property
    def omgeving(self) -> Vast:
        """Library versions, and the fonts that figures are drawn with."""
        return self._vast("versies en lettertypen", omgeving(self.wortel))

    @cached_property
    def geheel(self) -> list[Vast]:
        """For tasks that use the whole edition: all data, and the versions."""
        return [
            self._vast("alle gegevens", self.plan.gegevens),
            self._vast("verklaringen van onderwerpen", hash_van_verklaringen()),
            self.omgeving,
        ]

    @cached_property
    def opmaak(self) -> list[Vast]:
        """What every document is rendered with: project file, extension, engine."""
        return [
            self._bestanden("raamwerk van het rapport", raamwerk(self.wortel)),
            self.modules("opmaken", "opmaak", "uitgave.uitgeven", "uitkomsten.resultaten"),
            self.omgeving,
        ]

    def document(self, document: Path) -> Vast:
        """A document of the report with every chapter that it includes."""
        from woonanalyse.opmaak.bron import ingevoegd

        paden = sorted(ingevoegd(document, self.wortel))
        return self._bestanden(f"bronnen van {document.name}", paden)

    def ingesloten(self, document: Path) -> set[Path]:
        """The notebooks that a document of the report embeds cells of."""
        from woonanalyse.opmaak.bron import ingesloten

        return ingesloten(document, self.wortel)

    @cached_property
    def teksten(self) -> Vast:
        """The report's own sources."""
        return self._bestanden("bronnen van het rapport", rapportbestanden(self.wortel))

    @property
    def gelezen(self) -> Vast:
        """The bytes of every file that the edition is read from."""
        return self._vast("gelezen bestanden", repr(sorted(self.plan.bronnen.items())))

    @property
    def datum(self) -> Vast:
        """The date on the report."""
        return self._vast("datum op het rapport", self.plan.datum)

    @property
    def voorbeelddata(self) -> Vast:
        """Whether there are made rows, and whether it is a scenario."""
        merken = [self.plan.voorbeelddata, *([self.plan.scenario] if self.plan.scenario else [])]
        return self._vast("voorbeelddata", " ".join(map(str, merken)))

    def _bestanden(self, naam: str, paden: Iterable[Path]) -> Vast:
        return self._vast(naam, hash_bestanden(self.wortel, paden))

    def _vast(self, naam: str, hash: str) -> Vast:
        return Vast(name=f"{self.plan.naam}: {naam}", hash=hash)


def rapportbestanden(wortel: Path) -> list[Path]:
    """The sources that the report is rendered from."""
    map_ = rapportmap(wortel)
    teksten = [*sorted(map_.glob("*.qmd")), *bestanden_in(map_ / "hoofdstukken", "*.qmd")]
    project, *uitbreiding = raamwerk(wortel)
    return [project, *teksten, *uitbreiding]


def raamwerk(wortel: Path) -> list[Path]:
    """Of those what is no text: the project file and the extension."""
    return [projectbestand(wortel), *bestanden_in(rapportmap(wortel) / "_extensions", "*")]
