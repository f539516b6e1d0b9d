"""The tasks that fill the work folder: what chapters quote and embed. Each document waits only for what it
takes of it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import papermill_forkserver

from woonanalyse.kern.project import notitieboekbron
from woonanalyse.uitkomsten.runs import (
    AFSPRAKENFIGUUR,
    SAMENGEVOEGD,
    VAN_AFSPRAKEN,
    altijd,
    bladzijdefiguren,
    uitkomsten,
)
from woonanalyse.uitvoering.factsheettaken import gemeentepaginas
from woonanalyse.uitvoering.knopen import knopen
from woonanalyse.uitvoering.opdracht import Opdracht, Taak
from woonanalyse.uitvoering.taak import maak_taak


def werkmaptaken(opdracht: Opdracht, *, met_bladzijde: bool) -> list[Taak]:
    """All of them; what only the page embeds where it is made."""
    delen = [_delen(opdracht)] if met_bladzijde else []
    return [_notitieboeken(opdracht), _variabelen(opdracht), _bijlagen(opdracht), *delen]


def werkbestanden(opdracht: Opdracht) -> list[Path]:
    """All files that these tasks make and documents are made of."""
    return [
        *_van_notitieboeken(opdracht),
        *(opdracht.werkmap / naam for naam in (*VARIABELEN, BIJLAGEN, DELEN)),
    ]


VARIABELEN = ("variabelen.yml", "stukdelen.ipynb")
"""What chapters quote, and what the board paper embeds of the joined results."""
BIJLAGEN = "bijlagen.ipynb"
"""The annexes, of the methods and the page."""
DELEN = "delen.ipynb"
"""What only the page embeds of the joined results."""


def _van_notitieboeken(opdracht: Opdracht) -> list[Path]:
    """The notebooks and figures that the work folder holds for every document."""
    werkmap, plan = opdracht.werkmap, opdracht.plan
    geheel = {run.naam for run in plan.runs if run.geheel}
    figuren = [
        f"figuren/{figuur}-{code}.svg"
        for figuur in bladzijdefiguren()
        for code in ([] if plan.zonder_bladen else plan.gemeenten)
    ]
    return [
        *(werkmap / f"{naam}.ipynb" for naam in sorted(geheel | altijd())),
        *(werkmap / figuur for figuur in (*figuren, AFSPRAKENFIGUUR[0])),
    ]


def _notitieboeken(opdracht: Opdracht) -> Taak:
    runs, map_ = opdracht.plan.runs, opdracht.map_

    def vullen() -> None:
        from woonanalyse.document.werkmap import vul_werkmap

        papermill_forkserver.stop()  # all notebooks are done, and it holds memory
        bronnen = partial(notitieboekbron, opdracht.wortel)
        vul_werkmap(opdracht.dossier, opdracht.resultaten, opdracht.werkmap, bronnen)

    gebruikt = [
        AFSPRAKENFIGUUR[0],
        *(product for run in runs for product in run.producten),
        *(f"notebooks/{run.naam}.ipynb" for run in runs if run.geheel),
    ]
    return maak_taak(
        opdracht,
        "werkmap van het rapport",
        vullen,
        nodig=_gebruikt(opdracht, [map_ / naam for naam in gebruikt]),
        uit=_van_notitieboeken(opdracht),
        hier=True,
    )


def _variabelen(opdracht: Opdracht) -> Taak:
    def vullen() -> None:
        from woonanalyse.document.werkmap import vul_variabelen

        vul_variabelen(opdracht.dossier, opdracht.resultaten, opdracht.werkmap)

    namen = (*uitkomsten(opdracht.plan.runs), *VAN_AFSPRAKEN, AFSPRAKENFIGUUR[1])
    return maak_taak(
        opdracht,
        "variabelen van het rapport",
        vullen,
        nodig=_gebruikt(opdracht, [opdracht.map_ / naam for naam in namen]),
        uit=[opdracht.werkmap / naam for naam in VARIABELEN],
        hier=True,  # it has the joined results, that another process would read and type again
    )


def _bijlagen(opdracht: Opdracht) -> Taak:
    def vullen() -> None:
        from woonanalyse.document.werkmap import vul_bijlagen

        vul_bijlagen(opdracht.dossier, opdracht.resultaten, opdracht.werkmap)

    return maak_taak(
        opdracht,
        "bijlagen van het rapport",
        vullen,
        nodig=_gebruikt(opdracht, _resultaatbestanden(opdracht)),
        uit=[opdracht.werkmap / BIJLAGEN, opdracht.kop],
    )


def _delen(opdracht: Opdracht) -> Taak:
    bladen = gemeentepaginas(opdracht)

    def vullen() -> None:
        from woonanalyse.document.werkmap import vul_delen

        paginas = bladen.read_text(encoding="utf-8") if bladen else ""
        vul_delen(opdracht.dossier, opdracht.resultaten, opdracht.werkmap, paginas)

    ook = [opdracht.map_ / AFSPRAKENFIGUUR[1], *([bladen] if bladen else [])]
    return maak_taak(
        opdracht,
        "delen van het rapport",
        vullen,
        nodig=_gebruikt(opdracht, [*_resultaatbestanden(opdracht), *ook]),
        uit=[opdracht.werkmap / DELEN],
    )


def _resultaatbestanden(opdracht: Opdracht) -> list[Path]:
    """The result files and what describes them."""
    namen = (*uitkomsten(opdracht.plan.runs), *SAMENGEVOEGD, "datapackage.json")
    return [opdracht.map_ / naam for naam in namen]


def _gebruikt(opdracht: Opdracht, bestanden: Iterable[Path]) -> list[Any]:
    """What is used by a task that tells of these files."""
    vast = opdracht.vast
    modules = vast.modules("werkmap", "document.werkmap", onderwerpen=True)
    return [*knopen(bestanden), *vast.geheel, vast.datum, modules]
