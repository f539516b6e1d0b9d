"""All that a report is made from, computed in this process: short of setting the pages."""

from __future__ import annotations

import ast
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from hulp import tabellen_van

from woonanalyse.document import besluiten
from woonanalyse.document.factsheets import factsheet, schrijf_factsheets
from woonanalyse.document.gemeenten import Inhouden, Uitkomsten
from woonanalyse.document.variabelen import variabelen
from woonanalyse.document.werkmap import vul_bijlagen, vul_delen, vul_variabelen, vul_werkmap
from woonanalyse.kern.beeld.tonen import merk_voorbeelddata
from woonanalyse.kern.project import notitieboekbron
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.dossierlezer import lees_voor
from woonanalyse.uitgave.werkboek import werkboek
from woonanalyse.uitkomsten.afsprakenfiguur import schrijf_figuur
from woonanalyse.uitkomsten.monitor import delen, schrijf_afspraken
from woonanalyse.uitkomsten.resultaten import Resultaten
from woonanalyse.uitkomsten.runs import Run, runs_van
from woonanalyse.uitkomsten.samenvoegen import beschrijf, voeg_samen


@contextmanager
def in_map(map_: Path) -> Iterator[None]:
    """Stand in a folder, as a notebook does."""
    vorige = Path.cwd()
    os.chdir(map_)
    try:
        yield
    finally:
        os.chdir(vorige)


@cache
def _cellen(pad: Path) -> list[tuple[Any, Any]]:
    """The code cells of a notebook, compiled: what they do, and their last expression if they show one."""
    klaar = []
    for nr, cel in enumerate(nbformat.read(pad, as_version=4).cells):
        if cel.cell_type != "code":
            continue
        boom = ast.parse(cel.source)
        toont = boom.body.pop() if boom.body and isinstance(boom.body[-1], ast.Expr) else None
        naam = f"{pad.name}, cel {nr + 1}"
        slot = toont and compile(ast.Expression(toont.value), naam, "eval")
        klaar.append((compile(boom, naam, "exec"), slot))
    return klaar


def draai_notitieboek(pad: Path, parameters: dict[str, str]) -> None:
    """Run the code cells of a notebook here, with papermill's way of giving parameters, and show
    what they show."""
    ruimte: dict[str, Any] = {}
    for nr, (doet, toont) in enumerate(_cellen(pad)):
        exec(doet, ruimte)
        if nr == 0:
            ruimte |= parameters
        getoond = toont and eval(toont, ruimte)
        if hasattr(getoond, "_repr_mimebundle_"):
            getoond._repr_mimebundle_()


def draai_notitieboeken(
    dossier: Dossier, wortel: Path, runs: Collection[Run] | None = None
) -> Path:
    """Run the notebooks of an edition; gives the results folder.

    With `runs` only these notebooks.
    """
    uit = f"data/processed/{dossier.naam}"
    map_ = wortel / uit
    lees_voor(wortel, dossier.editie.naam, voorbeelddata=dossier.voorbeelddata)
    vast = {
        "editie": dossier.editie.naam,
        "voorbeelddata": "ja" if dossier.voorbeelddata else "nee",
        "uit": uit,
    }
    try:
        with in_map(wortel):
            for run in runs_van(dossier) if runs is None else runs:
                pad = notitieboekbron(wortel, run.notitieboek)
                draai_notitieboek(pad, vast | dict(run.parameters))
                boek = map_ / "notebooks" / f"{run.naam}.ipynb"
                boek.parent.mkdir(parents=True, exist_ok=True)
                boek.write_bytes(pad.read_bytes())
    finally:
        merk_voorbeelddata(False)
    return map_


def maak_teksten(dossier: Dossier) -> None:
    """All tables, the values that chapters quote, the pages of the first and last member; no figures."""
    frames = tabellen_van(dossier)
    balans, afspraken = frames["balans"], dossier.regio.afspraken
    vragen = besluiten.gevraagd(afspraken, frames["afspraken"], balans)
    variabelen(dossier, frames, vragen)
    besluiten.samenvatting(vragen, list(dossier.regio.gemeenten["gemeente"]))
    woorden = {"alt": "", "bijschrift": ""}
    delen(dossier.editie, frames, woorden)
    inhouden = Inhouden(dossier, Uitkomsten(frames, vragen, frames["afspraken"]))
    for code in dossier.regio.gemeenten["gemeentecode"].iloc[[0, -1]]:
        factsheet(dossier, inhouden.van(code, woorden), ".")


def maak_documenten(dossier: Dossier, wortel: Path, map_: Path) -> None:
    """What is made from the slices in `map_`: result files, work folder, workbook, factsheets."""
    resultaten = Resultaten(map_)
    voeg_samen(dossier, resultaten)
    schrijf_afspraken(dossier, resultaten)
    scenario = dossier.editie.opzet.scenario
    schrijf_figuur(wortel, map_, voorbeelddata=dossier.voorbeelddata, scenario=scenario)
    beschrijf(dossier, resultaten, wortel)
    werk = wortel / "report/_werk"
    tabellen = resultaten.tabellen()
    codes = dossier.regio.gemeenten["gemeentecode"]
    bladen = {code: werk / f"factsheets/{code}.qmd" for code in codes}
    paginas = werk / "factsheets/paginas.md"
    schrijf_factsheets(dossier, map_ / "figuren", tabellen, bladen, paginas)
    vul_werkmap(dossier, resultaten, werk, lambda naam: notitieboekbron(wortel, naam))
    vul_variabelen(dossier, resultaten, werk)
    vul_bijlagen(dossier, resultaten, werk)
    vul_delen(dossier, resultaten, werk, paginas.read_text(encoding="utf-8"))
    werkboek(resultaten.pakket, tabellen, voorbeelddata=dossier.voorbeelddata)
