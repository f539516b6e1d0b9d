"""The page of a municipality as a document of its own: Markdown that the report's engine renders."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import yaml

from woonanalyse.document import besluiten
from woonanalyse.document.gemeenten import (
    Blad,
    Inhoud,
    Inhouden,
    Uitkomsten,
    gemeentepagina,
    gemeentepaginas,
)
from woonanalyse.document.statuswoorden import voorbehoud
from woonanalyse.document.variabelen import merk, stempel
from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.bestanden import schrijf_tekst
from woonanalyse.kern.getal import ONBEKEND, datum, opsomming
from woonanalyse.onderwerpen.balans.beeld import zinnen
from woonanalyse.onderwerpen.bereken import bereken_een
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.uitkomsten.monitor import monitor


def schrijf_factsheets(
    dossier: Dossier,
    figuren: Path,
    tabellen: Mapping[str, pd.DataFrame],
    doelen: Mapping[str, Path],
    paginas: Path | None = None,
) -> None:
    """Write the source of each sheet in `doelen` (by municipality code), and in `paginas` the sections of the
    report on the same municipalities, which hold the same.

    `tabellen` holds, by name, the typed result tables that sheets use, with at least the rows of these
    municipalities; `figuren` is the folder with the figures. What is asked of a college follows from the
    agreements judged on all municipalities.
    """
    balans = bereken_een(dossier, "balans")
    stand = monitor(dossier.editie, balans)
    vragen = besluiten.vragen_van(dossier.editie, stand, balans)
    woorden = {
        code: json.loads((figuren / f"gemeente-{code}.json").read_text("utf-8")) for code in doelen
    }
    onbekend = bool(zinnen.alle_onbekend(balans))
    inhouden = Inhouden(dossier, Uitkomsten(tabellen, vragen, stand, onbekend)).alle(woorden)
    for inhoud in inhouden:
        doel = doelen[inhoud.nummer]
        waar = Path(os.path.relpath(figuren, doel.parent)).as_posix()
        schrijf_tekst(doel, factsheet(dossier, inhoud, waar))
    if paginas is not None:
        schrijf_tekst(paginas, gemeentepaginas(dossier, inhouden))


def factsheet(dossier: Dossier, inhoud: Inhoud, figuren: str) -> str:
    """The document of one municipality; `figuren` is the folder of figures, seen from the document."""
    code = inhoud.nummer
    leden = dossier.regio.gemeenten.set_index("gemeentecode")
    opzet = dossier.editie.opzet
    merken = stempel(dossier)
    voorop = {
        "title": veilig(f"{leden['gemeente'][code]}: factsheet bij {opzet.naam}"),
        "toc": False,
        "number-sections": False,
        "font-paths": ["../../../_extensions/woonanalyse/fonts"],
        "rwp": {
            **merken,
            "factsheet": "Factsheet, los blad bij het rapport",
            "voorbeelddata": merk(dossier),
        },
    }
    bron = f"{_bron(dossier)} Herkomst van de getallen in het rapport: {opsomming(list(inhoud.herkomst))}."
    blad = Blad(1, lambda c: f"{figuren}/gemeente-{c}.svg", lambda _: bron)
    pagina = gemeentepagina(inhoud, blad)
    yaml_ = yaml.safe_dump(voorop, allow_unicode=True, sort_keys=True, width=1000)
    return f"---\n{yaml_}---\n\n{pagina}\n"


def _bron(dossier: Dossier) -> str:
    """The reservation, and every source with its reference date."""
    bronnen = "; ".join(
        f"{zij['titel']} ({datum(zij['peildatum']) if zij['peildatum'] else 'datum per regel'})"
        for zij in dossier.getoonde_zijbestanden
    )
    return f"{veilig(voorbehoud(dossier))} Bronnen, met peildatum: {veilig(bronnen or ONBEKEND)}."
