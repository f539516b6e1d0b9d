"""The task graph of one edition: notebooks, results, work folder, report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from pytask import Product, mark, task

from woonanalyse.kern.project import documenten, notitieboekbron
from woonanalyse.uitkomsten.runs import Run
from woonanalyse.uitvoering.factsheettaken import factsheets, sneden, teksten
from woonanalyse.uitvoering.knopen import knoop
from woonanalyse.uitvoering.notitieboek import Uitvoerder
from woonanalyse.uitvoering.opdracht import Opdracht, Taak
from woonanalyse.uitvoering.plan import Plan
from woonanalyse.uitvoering.stand import Stand, eis_onaangeraakt
from woonanalyse.uitvoering.uitkomsttaken import uitkomsttaken
from woonanalyse.uitvoering.vormtaken import opmaken, uitgeven, werkboek_maken
from woonanalyse.uitvoering.werkmaptaken import werkbestanden, werkmaptaken

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
        werkmap = werkmaptaken(self.opdracht, met_bladzijde=not formaten or "html" in formaten)
        return [*self.notitieboeken(), *uitkomsttaken(self.opdracht), *bladen, *werkmap]

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
                taken.append(opmaken(self.opdracht, werkbestanden(self.opdracht), vormen[naam]))
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
