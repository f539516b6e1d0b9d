"""The task graph of one edition: notebooks, results, work folder, report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pytask import Product, task

import woonanalyse
from woonanalyse.bestanden import schrijf_csv, schrijf_json
from woonanalyse.bronnen.editie import Editie
from woonanalyse.project import resultatenmap, uitvoermap, werkmap
from woonanalyse.rapport.datapakket import datapakket
from woonanalyse.rapport.ingebouwd import render
from woonanalyse.rapport.monitor import monitor
from woonanalyse.rapport.samenvoegen import lees_uitkomsten, voeg_samen
from woonanalyse.rapport.uitgeven import geef_uit
from woonanalyse.rapport.werkmap import vul_werkmap
from woonanalyse.uitvoering.knopen import Inhoud, bestanden_in, knoop, knopen
from woonanalyse.uitvoering.notitieboek import voer_uit

Formaat = Literal["pdf", "html"]
Taak = Callable[..., Any]


def taken_bereid(wortel: Path, editie: Editie) -> list[Taak]:
    """Everything up to rendering: notebooks, result files, work folder."""
    map_ = resultatenmap(wortel, editie.naam)
    invoer = _invoerknopen(wortel, editie)
    gemeenten = editie.regio.gemeenten[["gemeentecode", "gemeente"]].itertuples(index=False)
    notitieboeken = [
        _taak_balans(wortel, map_, editie, code, naam, invoer) for code, naam in gemeenten
    ]
    return [
        *notitieboeken,
        _taak_regio(wortel, map_, editie, invoer),
        _taak_samenvoegen(wortel, map_, editie, invoer),
        _taak_werkmap(wortel, map_, editie, invoer),
    ]


def taken_rapport(wortel: Path, editie: Editie, formaten: list[Formaat]) -> list[Taak]:
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
        *(_taak_render(wortel, editie, formaat, pad, bronnen) for formaat, pad in klaar.items()),
        _taak_uitgeven(wortel, editie, klaar, bronnen),
    ]


def _taak_balans(
    wortel: Path, map_: Path, editie: Editie, code: str, gemeente: str, invoer: list[Inhoud]
) -> Taak:
    bron = wortel / "notebooks" / "balans.ipynb"
    deel = map_ / "delen"
    producten = [map_ / "notebooks" / f"balans-{code}.ipynb", *_delen_van(deel, code)]
    parameters = {"editie": editie.naam, "gemeente": gemeente, "uit": _vanaf(wortel, deel)}

    @task(
        name=f"{editie.naam}: notitieboek balans {gemeente}",
        kwargs={"nodig": [*invoer, knoop(bron)], "uit": [knoop(pad) for pad in producten]},
    )
    def notitieboek_balans(nodig: list[Path], uit: Annotated[list[Path], Product]) -> None:
        voer_uit(wortel, bron, producten[0], parameters)

    return notitieboek_balans


def _taak_regio(wortel: Path, map_: Path, editie: Editie, invoer: list[Inhoud]) -> Taak:
    bron = wortel / "notebooks" / "regio.ipynb"
    producten = [map_ / "notebooks" / "regio.ipynb", map_ / "delen" / "gebied.csv"]
    parameters = {"editie": editie.naam, "uit": _vanaf(wortel, map_ / "delen")}

    @task(
        name=f"{editie.naam}: notitieboek regio",
        kwargs={"nodig": [*invoer, knoop(bron)], "uit": [knoop(pad) for pad in producten]},
    )
    def notitieboek_regio(nodig: list[Path], uit: Annotated[list[Path], Product]) -> None:
        voer_uit(wortel, bron, producten[0], parameters)

    return notitieboek_regio


def _taak_samenvoegen(wortel: Path, map_: Path, editie: Editie, invoer: list[Inhoud]) -> Taak:
    codes = list(editie.regio.gemeenten["gemeentecode"])
    delen = {
        "balans.csv": [map_ / "delen" / f"balans-{code}.csv" for code in codes],
        "balans_vergelijking.csv": [map_ / "delen" / f"vergelijking-{code}.csv" for code in codes],
        "balans_gebied.csv": [map_ / "delen" / "gebied.csv"],
    }
    nodig = [pad for paden in delen.values() for pad in paden]
    producten = [*(map_ / naam for naam in (*delen, "afspraken.csv", "datapackage.json"))]

    @task(
        name=f"{editie.naam}: uitkomsten samenvoegen",
        kwargs={
            "nodig": [*knopen(nodig), *invoer, *knopen(_pakketbestanden("rapport"))],
            "uit": [knoop(pad) for pad in producten],
        },
    )
    def samenvoegen(nodig: list[Path], uit: Annotated[list[Path], Product]) -> None:
        for naam, paden in delen.items():
            voeg_samen(paden, map_ / naam)
        balans = lees_uitkomsten(map_ / "balans.csv")
        schrijf_csv(map_ / "afspraken.csv", monitor(editie, balans))
        schrijf_json(map_ / "datapackage.json", datapakket(editie, map_, wortel))

    return samenvoegen


def _taak_werkmap(wortel: Path, map_: Path, editie: Editie, invoer: list[Inhoud]) -> Taak:
    codes = list(editie.regio.gemeenten["gemeentecode"])
    nodig = [
        *(map_ / naam for naam in ("balans.csv", "balans_vergelijking.csv", "balans_gebied.csv")),
        *(pad for code in codes for pad in _delen_van(map_ / "delen", code)),
        map_ / "notebooks" / "regio.ipynb",
        *_pakketbestanden("rapport"),
    ]
    producten = _werkbestanden(wortel, editie)

    @task(
        name=f"{editie.naam}: werkmap van het rapport",
        kwargs={
            "nodig": [*knopen(nodig), *invoer],
            "uit": [knoop(pad) for pad in producten],
        },
    )
    def werkmap_vullen(nodig: list[Path], uit: Annotated[list[Path], Product]) -> None:
        vul_werkmap(editie, map_, werkmap(wortel))

    return werkmap_vullen


def _taak_render(
    wortel: Path, editie: Editie, formaat: Formaat, doel: Path, bronnen: list[Inhoud]
) -> Taak:
    tijdstip = int(datetime.combine(editie.datum, datetime.min.time(), UTC).timestamp())

    @task(
        name=f"{editie.naam}: {formaat} opmaken",
        kwargs={"nodig": [*knopen(_werkbestanden(wortel, editie)), *bronnen], "uit": [knoop(doel)]},
    )
    def opmaken(nodig: list[Path], uit: Annotated[list[Path], Product]) -> None:
        render(wortel, formaat, doel, tijdstip=tijdstip)

    return opmaken


def _taak_uitgeven(
    wortel: Path, editie: Editie, klaar: dict[Formaat, Path], bronnen: list[Inhoud]
) -> Taak:
    doelen = {pad: uitvoermap(wortel, editie.naam) / pad.name for pad in klaar.values()}

    @task(
        name=f"{editie.naam}: rapport controleren en uitgeven ({', '.join(klaar)})",
        kwargs={
            "nodig": [*knopen(klaar.values()), *bronnen],
            "uit": [knoop(pad) for pad in doelen.values()],
        },
    )
    def uitgeven(nodig: list[Path], uit: Annotated[list[Path], Product]) -> None:
        geef_uit(doelen)

    return uitgeven


def _invoerknopen(wortel: Path, editie: Editie) -> list[Inhoud]:
    """What every notebook of the edition depends on: its files, the code it calls, the versions."""
    rauw = [zij["bestand"] for zij in editie.zijbestanden]
    paden = [wortel / bestand for bestand in [*editie.bestanden, *(f"{b}.yml" for b in rauw)]]
    lettertypen = bestanden_in(wortel / "report" / "_extensions", "*.ttf")
    return knopen(
        [
            *paden,
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


def _delen_van(map_: Path, code: str) -> list[Path]:
    namen = (
        f"balans-{code}.csv",
        f"vergelijking-{code}.csv",
        f"gemeente-{code}.svg",
        f"gemeente-{code}.json",
    )
    return [map_ / naam for naam in namen]


def _werkbestanden(wortel: Path, editie: Editie) -> list[Path]:
    map_ = werkmap(wortel)
    figuren = [
        map_ / "figuren" / f"gemeente-{code}.svg" for code in editie.regio.gemeenten["gemeentecode"]
    ]
    return [map_ / "variabelen.yml", map_ / "regio.ipynb", map_ / "delen.ipynb", *figuren]


def _vanaf(wortel: Path, pad: Path) -> str:
    return pad.relative_to(wortel).as_posix()
