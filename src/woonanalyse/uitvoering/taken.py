"""The task graph of one edition: notebooks, results, work folder, report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

import papermill_forkserver
from pytask import Product, mark, task

from woonanalyse.kern.project import documenten, notitieboekbron
from woonanalyse.uitkomsten.runs import (
    AFSPRAKENFIGUUR,
    SAMENGEVOEGD,
    VAN_AFSPRAKEN,
    Run,
    altijd,
    bladzijdefiguren,
    uitkomsten,
)
from woonanalyse.uitvoering.factsheettaken import factsheets, gemeentepaginas, sneden, teksten
from woonanalyse.uitvoering.knopen import knoop, knopen
from woonanalyse.uitvoering.notitieboek import Uitvoerder
from woonanalyse.uitvoering.opdracht import Opdracht, Taak
from woonanalyse.uitvoering.plan import Plan
from woonanalyse.uitvoering.processen import kan_elders
from woonanalyse.uitvoering.stand import Stand, eis_onaangeraakt
from woonanalyse.uitvoering.uitkomsttaken import uitkomsttaken
from woonanalyse.uitvoering.vormtaken import opmaken, uitgeven, werkboek_maken

Formaat = Literal["pdf", "html", "xlsx", "factsheets"]


class Taken:
    """Makes the tasks of a plan; each looks at its fixed inputs once, when it is made.

    A task fails when an input was touched while it ran: it may have used either content.
    """

    def __init__(self, wortel: Path, plan: Plan, voer_uit: Uitvoerder) -> None:
        self.wortel = wortel
        self.plan = plan
        self.voer_uit = voer_uit
        self._vooruit = False
        boeken = {run.notitieboek: notitieboekbron(wortel, run.notitieboek) for run in plan.runs}
        self.boeken = {naam: (pad, Stand.van([pad])) for naam, pad in sorted(boeken.items())}
        self.opdracht = Opdracht(wortel, plan)
        self.map_ = self.opdracht.map_

    def notitieboeken(self) -> list[Taak]:
        """A task for each run of a notebook."""
        return [self._notitieboek(run) for run in self.plan.runs]

    def bereid(self, formaten: Sequence[Formaat] = ()) -> list[Taak]:
        """Everything up to rendering: notebooks, result files, work folder; where forms are asked for and the
        page is none of them, not what only that embeds."""
        self._vooruit = True
        bladen = [] if self.plan.zonder_bladen else [teksten(self.opdracht, [*self.plan.gemeenten])]
        uitkomsten_ = uitkomsttaken(self.opdracht)
        werkmap_ = [self._werkmap_vullen(), self._variabelen_vullen(), self._bijlagen_vullen()]
        if not formaten or "html" in formaten:
            werkmap_.append(self._delen_vullen())
        return [*self.notitieboeken(), *uitkomsten_, *bladen, *werkmap_]

    def rapport(self, formaten: list[Formaat]) -> list[Taak]:
        """Each form, made and checked by the gate, after `bereid`; the last task puts all in place."""
        taken: list[Taak] = []
        vormen: dict[str, Path] = {}
        for formaat in formaten:
            if formaat == "factsheets":
                codes = [] if self.plan.zonder_bladen else list(self.plan.gemeenten)
                bladen, klaar = factsheets(self.opdracht, codes) if codes else ([], {})
                taken += bladen
                vormen |= klaar
                continue
            if formaat == "xlsx":  # not in the work folder, which is emptied
                vormen["rwp.xlsx"] = self.map_ / "rwp.xlsx"
                taken.append(werkboek_maken(self.opdracht, vormen["rwp.xlsx"]))
                continue
            for naam in documenten(formaat):
                vormen[naam] = self.opdracht.werkmap / "gereed" / naam
                bronnen = [*self._werkbestanden(), *self._variabelen, self._bijlagen, self._delen]
                taken.append(opmaken(self.opdracht, bronnen, vormen[naam]))
        naam = f"rapport uitgeven ({', '.join(formaten)})"
        return [*taken, uitgeven(self.opdracht, naam, vormen)]

    def losse_factsheets(self, codes: Sequence[str]) -> list[Taak]:
        """Only these factsheets, from the slices they need; no result file is made."""
        nodig = {deel for delen in sneden(self.plan, codes).values() for deel in delen}
        figuren = {f"figuren/gemeente-{code}.svg" for code in codes}
        runs = [run for run in self.plan.runs if nodig.union(figuren) & set(run.producten)]
        bladen, klaar = factsheets(self.opdracht, codes)
        namen = ", ".join(self.plan.bladen[code] for code in codes)
        self._vooruit = True
        return [
            *(self._notitieboek(run) for run in runs),
            teksten(self.opdracht, codes),
            *bladen,
            uitgeven(self.opdracht, f"factsheets uitgeven ({namen})", klaar, geheel=False),
        ]

    def _notitieboek(self, run: Run) -> Taak:
        bron, stand = self.boeken[run.notitieboek]
        boek = self.map_ / "notebooks" / f"{run.naam}.ipynb"
        producten = [boek, *(self.map_ / product for product in run.producten)]
        parameters = {"editie": self.plan.editie, **run.parameters}
        parameters |= {
            "voorbeelddata": "ja" if self.plan.voorbeelddata else "nee",
            "uit": self.map_.relative_to(self.wortel).as_posix(),
        }

        def notitieboek(nodig: list[str], uit: Annotated[list[Path], Product]) -> None:
            if self._vooruit:
                self.opdracht.lees_vooruit()
            self.voer_uit(self.wortel, bron, boek, parameters)
            eis_onaangeraakt(self.wortel, self.plan.stand, stand)

        taak = task(
            name=f"{self.plan.naam}: notitieboek {run.omschrijving}",
            kwargs={
                "nodig": self.opdracht.vast.notitieboek(run, parameters),
                "uit": [knoop(pad) for pad in producten],
            },
        )
        # those about the whole region take longest, also where no run has kept how long
        return taak(mark.try_first(notitieboek) if run.geheel else notitieboek)

    def _werkmap_vullen(self) -> Taak:
        runs, opdracht = self.plan.runs, self.opdracht
        nodig = [
            self.map_ / AFSPRAKENFIGUUR[0],
            *(self.map_ / product for run in runs for product in run.producten),
            *(self.map_ / "notebooks" / f"{run.naam}.ipynb" for run in runs if run.geheel),
        ]

        @task(
            name=f"{self.plan.naam}: werkmap van het rapport",
            kwargs={
                "nodig": [
                    *knopen(nodig),
                    *opdracht.vast.geheel,
                    opdracht.vast.datum,
                    opdracht.vast.modules("werkmap", "document.werkmap", onderwerpen=True),
                ],
                "uit": [knoop(pad) for pad in self._werkbestanden()],
            },
        )
        @mark.try_first
        def werkmap_vullen(nodig: list[Any], uit: Annotated[list[Path], Product]) -> None:
            from woonanalyse.document.werkmap import vul_werkmap

            papermill_forkserver.stop()  # all notebooks are done, and it holds memory
            bronnen = partial(notitieboekbron, self.wortel)
            vul_werkmap(opdracht.dossier, opdracht.resultaten, opdracht.werkmap, bronnen)
            eis_onaangeraakt(self.wortel, self.plan.stand)

        return werkmap_vullen

    def _variabelen_vullen(self) -> Taak:
        opdracht = self.opdracht
        uitgegeven = (*uitkomsten(self.plan.runs), *VAN_AFSPRAKEN, AFSPRAKENFIGUUR[1])

        @task(
            name=f"{self.plan.naam}: variabelen van het rapport",
            kwargs={
                "nodig": self._van_uitkomsten(uitgegeven),
                "uit": [knoop(pad) for pad in self._variabelen],
            },
        )
        @kan_elders
        @mark.try_first
        def variabelen_vullen(nodig: list[Any], uit: Annotated[list[Path], Product]) -> None:
            from woonanalyse.document.werkmap import vul_variabelen

            vul_variabelen(opdracht.dossier, opdracht.resultaten, opdracht.werkmap)
            eis_onaangeraakt(self.wortel, self.plan.stand)

        return variabelen_vullen

    def _bijlagen_vullen(self) -> Taak:
        opdracht = self.opdracht

        @task(
            name=f"{self.plan.naam}: bijlagen van het rapport",
            kwargs={
                "nodig": self._van_uitkomsten(self._alle),
                "uit": [knoop(self._bijlagen), knoop(opdracht.kop)],
            },
        )
        @kan_elders
        @mark.try_first
        def bijlagen_vullen(nodig: list[Any], uit: Annotated[list[Path], Product]) -> None:
            from woonanalyse.document.werkmap import vul_bijlagen

            vul_bijlagen(opdracht.dossier, opdracht.resultaten, opdracht.werkmap)
            eis_onaangeraakt(self.wortel, self.plan.stand)

        return bijlagen_vullen

    def _delen_vullen(self) -> Taak:
        opdracht, bladen = self.opdracht, gemeentepaginas(self.opdracht)

        @task(
            name=f"{self.plan.naam}: delen van het rapport",
            kwargs={
                "nodig": [
                    *self._van_uitkomsten(self._alle),
                    knoop(self.map_ / AFSPRAKENFIGUUR[1]),
                    *([knoop(bladen)] if bladen else []),
                ],
                "uit": [knoop(self._delen)],
            },
        )
        @kan_elders
        @mark.try_first
        def delen_vullen(nodig: list[Any], uit: Annotated[list[Path], Product]) -> None:
            from woonanalyse.document.werkmap import vul_delen

            paginas = bladen.read_text(encoding="utf-8") if bladen else ""
            vul_delen(opdracht.dossier, opdracht.resultaten, opdracht.werkmap, paginas)
            eis_onaangeraakt(self.wortel, self.plan.stand)

        return delen_vullen

    def _van_uitkomsten(self, namen: Iterable[str]) -> list[Any]:
        """What is used by a task that tells of these result files."""
        vast = self.opdracht.vast
        return [
            *knopen([self.map_ / naam for naam in namen]),
            *vast.geheel,
            vast.datum,
            vast.modules("werkmap", "document.werkmap", onderwerpen=True),
        ]

    @property
    def _alle(self) -> list[str]:
        """The result files and what describes them."""
        return [*uitkomsten(self.plan.runs), *SAMENGEVOEGD, "datapackage.json"]

    @property
    def _variabelen(self) -> list[Path]:
        """In the work folder what chapters quote, and what the board paper embeds of the joined results."""
        return [self.opdracht.werkmap / naam for naam in ("variabelen.yml", "stukdelen.ipynb")]

    @property
    def _bijlagen(self) -> Path:
        """In the work folder the annexes, of the methods and the page."""
        return self.opdracht.werkmap / "bijlagen.ipynb"

    @property
    def _delen(self) -> Path:
        """In the work folder what only the page embeds of the joined results."""
        return self.opdracht.werkmap / "delen.ipynb"

    def _werkbestanden(self) -> list[Path]:
        """The notebooks and figures that the work folder holds for every document."""
        werkmap, runs = self.opdracht.werkmap, self.plan.runs
        geheel = {run.naam for run in runs if run.geheel}
        figuren = [
            f"figuren/{figuur}-{code}.svg"
            for figuur in bladzijdefiguren()
            for code in ([] if self.plan.zonder_bladen else self.plan.gemeenten)
        ]
        figuren.append(AFSPRAKENFIGUUR[0])
        return [
            *(werkmap / f"{naam}.ipynb" for naam in sorted(geheel | altijd())),
            *(werkmap / figuur for figuur in figuren),
        ]
