"""The task graph of one edition: notebooks, results, work folder, report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pytask import Product, task

import woonanalyse
from woonanalyse.bestanden import schrijf_csv, schrijf_json
from woonanalyse.bronnen.dossier import Dossier
from woonanalyse.project import resultatenmap, uitvoermap, werkmap
from woonanalyse.rapport.datapakket import datapakket
from woonanalyse.rapport.ingebouwd import render
from woonanalyse.rapport.monitor import monitor
from woonanalyse.rapport.runs import ALTIJD, Run, notitieboeken, uitkomsten
from woonanalyse.rapport.samenvoegen import lees_uitkomsten, voeg_samen
from woonanalyse.rapport.uitgeven import geef_uit
from woonanalyse.rapport.werkmap import vul_werkmap
from woonanalyse.uitvoering.knopen import Inhoud, bestanden_in, knoop, knopen
from woonanalyse.uitvoering.notitieboek import voer_uit

Formaat = Literal["pdf", "html"]
Taak = Callable[..., Any]


def taken_bereid(wortel: Path, dossier: Dossier) -> list[Taak]:
    """Everything up to rendering: notebooks, result files, work folder."""
    map_ = resultatenmap(wortel, dossier.naam)
    runs = notitieboeken(dossier)
    invoer = _invoerknopen(wortel, dossier)
    return [
        *(_taak_notitieboek(wortel, map_, dossier, run, invoer) for run in runs),
        _taak_samenvoegen(wortel, map_, dossier, runs, invoer),
        _taak_werkmap(wortel, map_, dossier, runs, invoer),
    ]


def taken_rapport(wortel: Path, dossier: Dossier, formaten: list[Formaat]) -> list[Taak]:
    """Rendering with the embedded engine, after `taken_bereid`; the last one publishes."""
    bronnen = knopen(
        [
            wortel / "_quarto.yml",
            *bestanden_in(wortel / "report", "*.qmd"),
            *bestanden_in(wortel / "report" / "_extensions", "*"),
            *_pakketbestanden("rapport"),
        ]
    )
    klaar = {formaat: werkmap(wortel) / "gereed" / f"rwp.{formaat}" for formaat in formaten}
    return [
        *(_taak_render(wortel, dossier, formaat, pad, bronnen) for formaat, pad in klaar.items()),
        _taak_uitgeven(wortel, dossier, klaar, bronnen),
    ]


def _taak_notitieboek(
    wortel: Path, map_: Path, dossier: Dossier, run: Run, invoer: list[Inhoud]
) -> Taak:
    bron = wortel / "notebooks" / f"{run.notitieboek}.ipynb"
    boek = map_ / "notebooks" / f"{run.naam}.ipynb"
    producten = [boek, *(map_ / product for product in run.producten)]
    parameters = {"editie": dossier.editie.naam, **run.parameters}
    parameters |= {
        "voorbeelddata": "ja" if dossier.voorbeelddata else "nee",
        "uit": _vanaf(wortel, map_),
    }

    @task(
        name=f"{dossier.naam}: notitieboek {run.omschrijving}",
        kwargs={"nodig": [*invoer, knoop(bron)], "uit": [knoop(pad) for pad in producten]},
    )
    def notitieboek(nodig: list[Path], uit: Annotated[list[Path], Product]) -> None:
        voer_uit(wortel, bron, boek, parameters)

    return notitieboek


def _taak_samenvoegen(
    wortel: Path, map_: Path, dossier: Dossier, runs: list[Run], invoer: list[Inhoud]
) -> Taak:
    delen = uitkomsten(runs)
    nodig = [map_ / deel for bronnen in delen.values() for deel in bronnen]
    producten = [map_ / naam for naam in (*delen, "afspraken.csv", "datapackage.json")]

    @task(
        name=f"{dossier.naam}: uitkomsten samenvoegen",
        kwargs={
            "nodig": [*knopen(nodig), *invoer, *knopen(_pakketbestanden("rapport"))],
            "uit": [knoop(pad) for pad in producten],
        },
    )
    def samenvoegen(nodig: list[Path], uit: Annotated[list[Path], Product]) -> None:
        for naam, bronnen in delen.items():
            voeg_samen([map_ / deel for deel in bronnen], map_ / naam)
        balans = lees_uitkomsten(map_ / "balans.csv")
        schrijf_csv(map_ / "afspraken.csv", monitor(dossier.editie, balans))
        schrijf_json(map_ / "datapackage.json", datapakket(dossier, map_, wortel))

    return samenvoegen


def _taak_werkmap(
    wortel: Path, map_: Path, dossier: Dossier, runs: list[Run], invoer: list[Inhoud]
) -> Taak:
    nodig = [
        *(map_ / naam for naam in (*uitkomsten(runs), "afspraken.csv")),
        *(map_ / product for run in runs for product in run.producten),
        *(map_ / "notebooks" / f"{run.naam}.ipynb" for run in runs if run.geheel),
        *_pakketbestanden("rapport"),
    ]
    producten = _werkbestanden(wortel, runs)

    @task(
        name=f"{dossier.naam}: werkmap van het rapport",
        kwargs={
            "nodig": [*knopen(nodig), *invoer],
            "uit": [knoop(pad) for pad in producten],
        },
    )
    def werkmap_vullen(nodig: list[Path], uit: Annotated[list[Path], Product]) -> None:
        vul_werkmap(dossier, map_, werkmap(wortel))

    return werkmap_vullen


def _taak_render(
    wortel: Path, dossier: Dossier, formaat: Formaat, doel: Path, bronnen: list[Inhoud]
) -> Taak:
    nodig = _werkbestanden(wortel, notitieboeken(dossier))
    tijdstip = int(datetime.combine(dossier.editie.datum, datetime.min.time(), UTC).timestamp())

    @task(
        name=f"{dossier.naam}: {formaat} opmaken",
        kwargs={
            "nodig": [*knopen(nodig), *bronnen],
            "uit": [knoop(doel)],
        },
    )
    def opmaken(nodig: list[Path], uit: Annotated[list[Path], Product]) -> None:
        render(wortel, formaat, doel, tijdstip=tijdstip)

    return opmaken


def _taak_uitgeven(
    wortel: Path, dossier: Dossier, klaar: dict[Formaat, Path], bronnen: list[Inhoud]
) -> Taak:
    doelen = {pad: uitvoermap(wortel, dossier.naam) / pad.name for pad in klaar.values()}

    @task(
        name=f"{dossier.naam}: rapport controleren en uitgeven ({', '.join(klaar)})",
        kwargs={
            "nodig": [*knopen(klaar.values()), *bronnen],
            "uit": [knoop(pad) for pad in doelen.values()],
        },
    )
    def uitgeven(nodig: list[Path], uit: Annotated[list[Path], Product]) -> None:
        geef_uit(doelen)

    return uitgeven


def _invoerknopen(wortel: Path, dossier: Dossier) -> list[Inhoud]:
    """What every notebook of the edition depends on: its files, the code it calls, the versions.

    A register may be absent; once it is there it is a new node, and what uses it runs again.
    """
    rauw = [zij["bestand"] for zij in dossier.zijbestanden]
    paden = [wortel / bestand for bestand in [*dossier.bestanden, *(f"{b}.yml" for b in rauw)]]
    lettertypen = bestanden_in(wortel / "report" / "_extensions", "*.ttf")
    return knopen(
        [
            *(pad for pad in paden if pad.is_file()),
            *lettertypen,
            *_pakketbestanden("bronnen", "model", "afspraken", "beeld"),
            wortel / "requirements.lock",
        ]
    )


def _pakketbestanden(*delen: str) -> list[Path]:
    """The source files of parts of the package, and of the modules that lie beside them."""
    pakket = Path(woonanalyse.__file__).parent
    los = [pakket / naam for naam in ("bestanden.py", "fouten.py", "project.py", "getal.py")]
    return [*los, *(pad for deel in delen for pad in bestanden_in(pakket / deel, "*.*"))]


def _werkbestanden(wortel: Path, runs: list[Run]) -> list[Path]:
    map_ = werkmap(wortel)
    return [
        map_ / "variabelen.yml",
        map_ / "delen.ipynb",
        *(map_ / f"{naam}.ipynb" for naam in {run.naam for run in runs if run.geheel} | ALTIJD),
        *(map_ / figuur for run in runs for figuur in run.figuren if run.notitieboek == "balans"),
    ]


def _vanaf(wortel: Path, pad: Path) -> str:
    return pad.relative_to(wortel).as_posix()
