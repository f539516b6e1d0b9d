"""The task graph of one edition: notebooks, results, work folder, report."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pytask import Product, mark, task

from woonanalyse.kern.bronbestanden import hash_bestanden
from woonanalyse.kern.catalogus import tabellen
from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.project import (
    factsheetmap,
    lettertypemap,
    notitieboekbron,
    projectbestand,
    rapportmap,
    resultatenmap,
    uitvoermap,
    versiebestand,
    werkmap,
)
from woonanalyse.uitkomsten.runs import (
    AFSPRAKENFIGUUR,
    SAMENGEVOEGD,
    Run,
    altijd,
    bladzijdefiguren,
    uitkomsten,
)
from woonanalyse.uitvoering.broncode import (
    hash_van_bestanden,
    hash_van_modules,
    hash_van_notitieboek,
    hash_van_verklaringen,
    modules_van_onderwerpen,
)
from woonanalyse.uitvoering.knopen import Vast, bestanden_in, knoop, knopen
from woonanalyse.uitvoering.plan import Plan
from woonanalyse.uitvoering.stand import Stand, eis_onaangeraakt

if TYPE_CHECKING:
    from woonanalyse.onderwerpen.dossier import Dossier

Formaat = Literal["pdf", "html", "xlsx", "factsheets"]
Taak = Callable[..., Any]
Uitvoerder = Callable[[Path, Path, Path, dict[str, str]], None]
"""Runs a notebook: root, notebook, where to, parameters."""
HERKOMSTBESTANDEN = ("herkomst.json", "ro-crate-metadata.json")
"""The same crate twice: by our own name, and by the one that tools for RO-Crate look for."""
UITVOERING = ("notitieboek", "motor.engine", "motor.kanaal", "motor.kern", "motor.ouder")
"""Modules that run notebooks; not what they import, as the warm parent loads what any notebook uses."""


class Taken:
    """Makes the tasks of a plan; each looks at its fixed inputs once, when it is made.

    A task fails when an input was touched while it ran: it may have used either content.
    """

    def __init__(self, wortel: Path, plan: Plan, voer_uit: Uitvoerder) -> None:
        self.wortel = wortel
        self.plan = plan
        self.voer_uit = voer_uit
        self.map_ = resultatenmap(wortel, plan.naam)
        self.werkmap = werkmap(wortel)
        self._vooruit = False
        self._ladend: Thread | None = None
        boeken = {run.notitieboek: notitieboekbron(wortel, run.notitieboek) for run in plan.runs}
        self.boeken = {naam: (pad, Stand.van([pad])) for naam, pad in sorted(boeken.items())}
        self.rapportbronnen = Stand.van(self._rapportbestanden())

    def notitieboeken(self) -> list[Taak]:
        """A task for each run of a notebook."""
        return [self._notitieboek(run) for run in self.plan.runs]

    def bereid(self) -> list[Taak]:
        """Everything up to rendering: notebooks, result files, work folder."""
        self._vooruit = True
        return [*self.notitieboeken(), self._samenvoegen(), self._werkmap_vullen()]

    def rapport(self, formaten: list[Formaat]) -> list[Taak]:
        """Each form, made and checked by the gate, after `bereid`; the last task puts all in place."""
        taken: list[Taak] = []
        doelen: dict[Path, Path] = {}
        uitvoer = uitvoermap(self.wortel, self.plan.naam)
        for formaat in formaten:
            if formaat == "factsheets":
                bladen, klaar = self._factsheets(list(self.plan.gemeenten))
                taken += bladen
                doelen |= klaar
                continue
            # the workbook not in the work folder, which is emptied
            map_ = self.map_ if formaat == "xlsx" else self.werkmap / "gereed"
            pad = map_ / f"rwp.{formaat}"
            doelen[pad] = uitvoer / pad.name
            taken.append(self._werkboek(pad) if formaat == "xlsx" else self._opmaken(formaat, pad))
        vol = uitvoer / "factsheets" if "factsheets" in formaten else None
        return [*taken, self._uitgeven(f"rapport uitgeven ({', '.join(formaten)})", doelen, vol)]

    def losse_factsheets(self, codes: list[str]) -> list[Taak]:
        """Only these factsheets, from the slices they need; no result file is made."""
        nodig = {deel for delen in self._sneden(codes).values() for deel in delen}
        figuren = {f"figuren/gemeente-{code}.svg" for code in codes}
        runs = [run for run in self.plan.runs if nodig.union(figuren) & set(run.producten)]
        bladen, klaar = self._factsheets(codes)
        namen = ", ".join(self.plan.bladen[code] for code in codes)
        self._vooruit = True
        return [
            *(self._notitieboek(run) for run in runs),
            *bladen,
            self._uitgeven(f"factsheets uitgeven ({namen})", klaar),
        ]

    @cached_property
    def dossier(self) -> Dossier:
        """The edition, read when the first task needs it."""
        from woonanalyse.onderwerpen.dossier import lees_dossier

        plan = self.plan
        return lees_dossier(self.wortel, plan.editie, voorbeelddata=plan.voorbeelddata)

    def _notitieboek(self, run: Run) -> Taak:
        bron, stand = self.boeken[run.notitieboek]
        boek = self.map_ / "notebooks" / f"{run.naam}.ipynb"
        producten = [boek, *(self.map_ / product for product in run.producten)]
        parameters = {"editie": self.plan.editie, **run.parameters}
        parameters |= {
            "voorbeelddata": "ja" if self.plan.voorbeelddata else "nee",
            "uit": self.map_.relative_to(self.wortel).as_posix(),
        }
        gebruikt = [
            self._vast(f"gegevens van {run.naam}", self.plan.rijen[run.naam]),
            self._vast(f"parameters van {run.naam}", repr(sorted(parameters.items()))),
            self._vast(f"notitieboek {run.notitieboek}", self._code[run.notitieboek]),
            self._vast("code van notitieboeken", self._uitvoering),
            self._omgeving,
        ]

        def notitieboek(nodig: list[str], uit: Annotated[list[Path], Product]) -> None:
            if self._vooruit:
                self._lees_vooruit()
            self.voer_uit(self.wortel, bron, boek, parameters)
            eis_onaangeraakt(self.wortel, self.plan.stand, stand)

        taak = task(
            name=f"{self.plan.naam}: notitieboek {run.omschrijving}",
            kwargs={"nodig": gebruikt, "uit": [knoop(pad) for pad in producten]},
        )
        # those about the whole region take longest: first, so that nothing waits for them at the end
        return taak(mark.try_first(notitieboek) if run.geheel else notitieboek)

    def _samenvoegen(self) -> Taak:
        runs = self.plan.runs
        delen = uitkomsten(runs)
        nodig = [self.map_ / deel for bronnen in delen.values() for deel in bronnen]
        gemaakt = (*delen, *SAMENGEVOEGD, "datapackage.json", *HERKOMSTBESTANDEN, *AFSPRAKENFIGUUR)
        producten = [self.map_ / naam for naam in gemaakt]
        modules = ("samenvoegen", "monitor", "datapakket", "herkomst", "rocrate")

        @task(
            name=f"{self.plan.naam}: uitkomsten samenvoegen",
            kwargs={
                "nodig": [
                    *knopen(nodig),
                    *self._geheel,
                    self._modules("samenvoegen", *(f"uitkomsten.{m}" for m in modules)),
                ],
                "uit": [knoop(pad) for pad in producten],
            },
        )
        def samenvoegen(nodig: list[Any], uit: Annotated[list[Path], Product]) -> None:
            from woonanalyse.kern.bestanden import schrijf_beeld, schrijf_csv, schrijf_json
            from woonanalyse.uitkomsten.datapakket import datapakket
            from woonanalyse.uitkomsten.herkomst import herkomst
            from woonanalyse.uitkomsten.monitor import monitor, raster
            from woonanalyse.uitkomsten.rocrate import rocrate
            from woonanalyse.uitkomsten.samenvoegen import lees_alle, lees_uitkomsten, voeg_samen

            for naam, bronnen in delen.items():
                voeg_samen([self.map_ / deel for deel in bronnen], self.map_ / naam)
            balans = lees_uitkomsten(self.map_ / "balans.csv")
            editie = self.dossier.editie
            stand = monitor(editie, balans)
            schrijf_csv(self.map_ / "afspraken.csv", stand)
            merk = self.plan.voorbeelddata
            beeld = raster(self.wortel, editie, stand, voorbeelddata=merk)
            schrijf_beeld(self.map_ / AFSPRAKENFIGUUR[0], beeld)
            gelezen = lees_alle(self.map_, [*delen, "afspraken.csv"])
            regels = herkomst(self.dossier, gelezen)
            schrijf_csv(self.map_ / "herkomst.csv", regels)
            pakket = datapakket(self.dossier, self.map_, self.wortel)
            schrijf_json(self.map_ / "datapackage.json", pakket)
            crate = rocrate(pakket, regels, runs, self.dossier.zonder_tabel)
            for naam in HERKOMSTBESTANDEN:
                schrijf_json(self.map_ / naam, crate)
            eis_onaangeraakt(self.wortel, self.plan.stand)

        return samenvoegen

    def _werkmap_vullen(self) -> Taak:
        runs = self.plan.runs
        nodig = [
            *(self.map_ / naam for naam in (*uitkomsten(runs), *SAMENGEVOEGD, *AFSPRAKENFIGUUR)),
            self.map_ / "datapackage.json",
            *(self.map_ / product for run in runs for product in run.producten),
            *(self.map_ / "notebooks" / f"{run.naam}.ipynb" for run in runs if run.geheel),
        ]

        @task(
            name=f"{self.plan.naam}: werkmap van het rapport",
            kwargs={
                "nodig": [
                    *knopen(nodig),
                    *self._geheel,
                    self._modules("werkmap", "document.werkmap", onderwerpen=True),
                ],
                "uit": [knoop(pad) for pad in self._werkbestanden()],
            },
        )
        def werkmap_vullen(nodig: list[Any], uit: Annotated[list[Path], Product]) -> None:
            from woonanalyse.document.werkmap import vul_werkmap

            vul_werkmap(
                self.dossier, self.map_, self.werkmap, partial(notitieboekbron, self.wortel)
            )
            eis_onaangeraakt(self.wortel, self.plan.stand)

        return werkmap_vullen

    def _werkboek(self, doel: Path) -> Taak:
        namen = (*uitkomsten(self.plan.runs), *SAMENGEVOEGD, "datapackage.json")
        merk = self._vast("voorbeelddata", str(self.plan.voorbeelddata))

        @task(
            name=f"{self.plan.naam}: werkboek",
            kwargs={
                "nodig": [
                    *knopen(self.map_ / naam for naam in namen),
                    *(
                        merk,
                        self._omgeving,
                        self._modules("werkboek", "uitgave.werkboek", "uitgave.uitgeven"),
                    ),
                ],
                "uit": [knoop(doel)],
            },
        )
        def werkboek_maken(nodig: list[Any], uit: Annotated[list[Path], Product]) -> None:
            from woonanalyse.kern.bestanden import schrijf_bytes
            from woonanalyse.uitgave.uitgeven import keur
            from woonanalyse.uitgave.werkboek import werkboek

            schrijf_bytes(doel, werkboek(self.map_, voorbeelddata=self.plan.voorbeelddata))
            keur(doel, self.map_)

        return werkboek_maken

    def _opmaken(self, formaat: Literal["pdf", "html"], doel: Path) -> Taak:
        datum = self._vast("datum op het rapport", self.plan.datum)

        @task(
            name=f"{self.plan.naam}: {formaat} opmaken",
            kwargs={
                "nodig": [*knopen(self._werkbestanden()), *self._bronnen, datum],
                "uit": [knoop(doel)],
            },
        )
        def opmaken(nodig: list[Any], uit: Annotated[list[Path], Product]) -> None:
            self._maak(formaat, doel)

        return opmaken

    def _maak(
        self, formaat: Literal["pdf", "html"], doel: Path, document: Path | None = None
    ) -> None:
        """Render, and let the gate look at it."""
        from woonanalyse.opmaak import render
        from woonanalyse.uitgave.uitgeven import keur

        dag = datetime.fromisoformat(self.plan.datum).replace(tzinfo=UTC)
        render(self.wortel, formaat, doel, tijdstip=int(dag.timestamp()), document=document)
        keur(doel, self.map_)
        eis_onaangeraakt(self.wortel, self.plan.stand, self.rapportbronnen)

    def _factsheets(self, codes: list[str]) -> tuple[list[Taak], dict[Path, Path]]:
        """The tasks that make these sheets, and where each goes."""
        map_ = factsheetmap(self.wortel, self.plan.naam)
        bronnen = {code: map_ / f"{self.plan.bladen[code]}.qmd" for code in codes}
        uitvoer = uitvoermap(self.wortel, self.plan.naam) / "factsheets"
        klaar = {
            bron.with_suffix(".pdf"): uitvoer / f"{bron.stem}.pdf" for bron in bronnen.values()
        }
        taken = [self._factsheet(code, bron) for code, bron in bronnen.items()]
        return [self._factsheetteksten(bronnen), *taken], klaar

    def _factsheetteksten(self, bronnen: dict[str, Path]) -> Taak:
        """The sources of sheets: so that only those that come out differently are set again."""
        delen = self._sneden(list(bronnen))
        sneden = {naam: [self.map_ / deel for deel in delen[naam]] for naam in delen}
        figuren = self.map_ / "figuren"
        woorden = [figuren / f"gemeente-{code}.json" for code in bronnen]
        paden = [*woorden, *(pad for naam in sneden for pad in sneden[naam])]
        wie = "" if len(bronnen) == len(self.plan.gemeenten) else f" ({', '.join(bronnen)})"

        @task(
            name=f"{self.plan.naam}: teksten van factsheets{wie}",
            kwargs={
                "nodig": [
                    *knopen(paden),
                    *self._geheel,
                    self._modules("factsheets", "document.factsheets", onderwerpen=True),
                ],
                "uit": [knoop(pad) for pad in bronnen.values()],
            },
        )
        def teksten(nodig: list[Any], uit: Annotated[list[Path], Product]) -> None:
            from woonanalyse.document.factsheets import schrijf_factsheets

            schrijf_factsheets(self.dossier, figuren, sneden, bronnen)
            eis_onaangeraakt(self.wortel, self.plan.stand)

        return teksten

    def _factsheet(self, code: str, bron: Path) -> Taak:
        doel = bron.with_suffix(".pdf")
        datum = self._vast("datum op het rapport", self.plan.datum)
        figuur = self.map_ / "figuren" / f"gemeente-{code}.svg"

        @task(
            name=f"{self.plan.naam}: factsheet {self.plan.gemeenten[code]}",
            kwargs={
                "nodig": [*knopen([bron, figuur]), *self._bronnen, datum],
                "uit": [knoop(doel)],
            },
        )
        def factsheet(nodig: list[Any], uit: Annotated[list[Path], Product]) -> None:
            self._maak("pdf", doel, bron)

        return factsheet

    def _sneden(self, codes: list[str]) -> dict[str, list[str]]:
        """By result file that a factsheet uses, the slices of these municipalities."""
        gevonden: dict[str, list[str]] = {}
        for tabel in tabellen().values():
            delen = [
                run.delen[tabel.naam]
                for run in self.plan.runs
                if tabel.factsheet
                and tabel.naam in run.delen
                and (run.geheel or run.gemeentecode in codes)
            ]
            gevonden |= {tabel.bestand: delen} if delen else {}
        return gevonden

    def _uitgeven(self, naam: str, doelen: dict[Path, Path], vol: Path | None = None) -> Taak:
        @task(
            name=f"{self.plan.naam}: {naam}",
            kwargs={
                "nodig": [*knopen(doelen), self._modules("uitgeven", "uitgave.uitgeven")],
                "uit": [knoop(pad) for pad in doelen.values()],
            },
        )
        def uitgeven(nodig: list[Any], uit: Annotated[list[Path], Product]) -> None:
            from woonanalyse.uitgave.uitgeven import geef_uit

            geef_uit(doelen, vol)

        return uitgeven

    def _lees_vooruit(self) -> None:
        """Read, while notebooks run, what the tasks after them need."""
        if self._ladend is None:
            self._ladend = Thread(target=self._lees_dossier, daemon=True)
            self._ladend.start()

    def _lees_dossier(self) -> None:
        with suppress(WoonanalyseFout):  # the task that needs it will say what is wrong
            _ = self.dossier

    @cached_property
    def _code(self) -> dict[str, str]:
        """By notebook: its own fingerprint with that of the modules it imports."""
        return {naam: hash_van_notitieboek(pad) for naam, (pad, _) in self.boeken.items()}

    @cached_property
    def _uitvoering(self) -> str:
        """What runs the notebooks."""
        return hash_van_bestanden(*(f"woonanalyse.uitvoering.{naam}" for naam in UITVOERING))

    @cached_property
    def _omgeving(self) -> Vast:
        """Library versions, and the fonts that figures are drawn with."""
        map_, versies = lettertypemap(self.wortel), versiebestand(self.wortel)
        lettertypen = hash_bestanden(map_, bestanden_in(map_, "*.ttf"))
        hash = hash_bestanden(versies.parent, [versies])
        return self._vast("versies en lettertypen", f"{sys.version_info[:2]} {lettertypen} {hash}")

    @cached_property
    def _geheel(self) -> list[Vast]:
        """For tasks that use the whole edition: all data, and the versions."""
        return [
            self._vast("alle gegevens", self.plan.gegevens),
            self._vast("verklaringen van onderwerpen", hash_van_verklaringen()),
            self._omgeving,
        ]

    @cached_property
    def _bronnen(self) -> list[Vast]:
        """The report's own sources, and the engine that renders them."""
        bronnen = hash_bestanden(self.wortel, self._rapportbestanden())
        return [
            self._vast("bronnen van het rapport", bronnen),
            self._modules("opmaken", "opmaak", "uitgave.uitgeven"),
            self._omgeving,
        ]

    def _rapportbestanden(self) -> list[Path]:
        map_ = rapportmap(self.wortel)
        return [
            projectbestand(self.wortel),
            *sorted(map_.glob("*.qmd")),
            *bestanden_in(map_ / "hoofdstukken", "*.qmd"),
            *bestanden_in(map_ / "_extensions", "*"),
        ]

    def _modules(self, stap: str, *modules: str, onderwerpen: bool = False) -> Vast:
        """The code of a step, and of every subject where it calls them by their declarations."""
        eigen = [f"woonanalyse.{module}" for module in modules]
        hash = hash_van_modules(*eigen, *(modules_van_onderwerpen() if onderwerpen else []))
        return self._vast(f"code van {stap}", hash)

    def _vast(self, naam: str, hash: str) -> Vast:
        return Vast(name=f"{self.plan.naam}: {naam}", hash=hash)

    def _werkbestanden(self) -> list[Path]:
        runs = self.plan.runs
        geheel = {run.naam for run in runs if run.geheel}
        figuren = [
            f"figuren/{figuur}-{code}.svg"
            for figuur in bladzijdefiguren()
            for code in self.plan.gemeenten
        ]
        figuren.append(AFSPRAKENFIGUUR[0])
        return [
            self.werkmap / "variabelen.yml",
            self.werkmap / "delen.ipynb",
            *(self.werkmap / f"{naam}.ipynb" for naam in sorted(geheel | altijd())),
            *(self.werkmap / figuur for figuur in figuren),
        ]
