"""The report's work folder: notebooks, figures and variables on paths that no edition changes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from woonanalyse.document import besluiten
from woonanalyse.document.delen import bijlagen, tabellen_van, van_pagina, van_stuk
from woonanalyse.document.notitieboeken import als_notitieboek, labels, publiceer
from woonanalyse.document.uitgavekop import uitgavekop
from woonanalyse.document.variabelen import variabelen
from woonanalyse.kern.bestanden import schrijf_json, schrijf_tekst
from woonanalyse.kern.project import KOP
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.uitkomsten.resultaten import Resultaten
from woonanalyse.uitkomsten.runs import AFSPRAKENFIGUUR, altijd, runs_van

VARIABELEN = "variabelen.yml"
VAN_STUK = "stukdelen.ipynb"
"""What the board paper embeds that no notebook makes."""
BIJLAGEN = "bijlagen.ipynb"
"""The same of the methods, which tell where all results come from."""
VAN_PAGINA = "delen.ipynb"
"""What the page embeds besides, all numbers among it: other forms are not made to wait for that."""


def vul_werkmap(
    dossier: Dossier,
    resultaten: Resultaten,
    werkmap: Path,
    notitieboek: Callable[[str], Path],
) -> None:
    """Make `werkmap` hold exactly the notebooks and figures that documents refer to, for this edition, beside
    what the functions below write.

    `notitieboek` gives the source of a notebook by its name: one that did not run gives only labels.
    """
    runs = runs_van(dossier)
    _leeg(werkmap)
    _kopieer_figuren(dossier, resultaten.map_ / "figuren", werkmap / "figuren")
    for run in runs:
        if run.geheel:
            boek = f"{run.naam}.ipynb"
            schrijf_tekst(werkmap / boek, publiceer(resultaten.map_ / "notebooks" / boek))
    for naam in altijd() - {run.naam for run in runs}:
        leeg = dict.fromkeys(labels(notitieboek(naam)), ZONDER)
        schrijf_tekst(werkmap / f"{naam}.ipynb", als_notitieboek(leeg))


def vul_variabelen(dossier: Dossier, resultaten: Resultaten, werkmap: Path) -> None:
    """Write to `werkmap` what is quoted of the joined results, and what the board paper embeds of them."""
    tabellen = tabellen_van(dossier, resultaten)
    vragen = besluiten.vragen_van(dossier.editie, tabellen["afspraken"], tabellen["balans"])
    woorden = json.loads((resultaten.map_ / AFSPRAKENFIGUUR[1]).read_text(encoding="utf-8"))
    delen = van_stuk(dossier, tabellen, vragen, woorden)
    schrijf_tekst(werkmap / VAN_STUK, als_notitieboek(delen))
    schrijf_tekst(werkmap / VARIABELEN, variabelen(dossier, tabellen, vragen))


def vul_bijlagen(dossier: Dossier, resultaten: Resultaten, werkmap: Path) -> None:
    """Write to `werkmap` the annexes, and what is told of the forms."""
    schrijf_tekst(werkmap / BIJLAGEN, als_notitieboek(bijlagen(dossier, resultaten)))
    schrijf_json(werkmap / KOP, uitgavekop(dossier, resultaten))


def vul_delen(dossier: Dossier, resultaten: Resultaten, werkmap: Path, paginas: str) -> None:
    """Write to `werkmap` what only the page embeds of the joined results, `paginas` as in `van_pagina`."""
    delen = van_pagina(dossier, resultaten, paginas)
    schrijf_tekst(werkmap / VAN_PAGINA, als_notitieboek(delen))


ZONDER = "Dit deel is er niet in deze regio of editie."
"""What stands in hidden parts: both engines look up an embed before they hide it."""


def _kopieer_figuren(dossier: Dossier, figuren: Path, doel: Path) -> None:
    """Copy the figures that chapters take from a file."""
    doel.mkdir(parents=True)
    leden = [] if dossier.editie.alleen_totalen else dossier.regio.gemeenten["gemeentecode"]
    afspraken = Path(AFSPRAKENFIGUUR[0]).stem
    for naam in (*(f"gemeente-{nummer}" for nummer in leden), afspraken):
        shutil.copyfile(figuren / f"{naam}.svg", doel / f"{naam}.svg")


APART = ("factsheets", "gereed", VARIABELEN, VAN_STUK, BIJLAGEN, VAN_PAGINA, KOP)
"""What the work folder has from elsewhere: sources of sheets, forms that were made last, and what is told of
the joined results."""


def _leeg(map_: Path) -> None:
    """Empty a folder but for what git keeps in it and what comes from elsewhere, perhaps at this moment."""
    map_.mkdir(parents=True, exist_ok=True)
    bezig = tuple(f".{naam}." for naam in APART)
    for pad in map_.iterdir():
        if pad.name in (*APART, ".gitkeep") or pad.name.startswith(bezig):
            continue
        if pad.is_dir():
            shutil.rmtree(pad)
        else:
            pad.unlink()
