"""What documents embed that no notebook makes: tables and sentences on the edition as a whole."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pandas as pd

from woonanalyse.document import (
    besluiten,
    herkomstbijlage,
    ladder,
    onderdelen,
    paginas,
    stukvragen,
    tabellenbijlage,
)
from woonanalyse.document.gemeenten import gemeentewijzer, tegels
from woonanalyse.kern.beeld.codes import code
from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.beeld.tonen import Tabel
from woonanalyse.kern.catalogus import tabellen as alle_tabellen
from woonanalyse.onderwerpen.balans.beeld import zinnen
from woonanalyse.onderwerpen.balans.beeld.tekens import tekens
from woonanalyse.onderwerpen.bereken import bereken
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.plannen.bron import Plannen
from woonanalyse.uitkomsten import monitor
from woonanalyse.uitkomsten.bronrijen import Bronrijen
from woonanalyse.uitkomsten.resultaten import Resultaten
from woonanalyse.uitkomsten.runs import (
    AFSPRAKENFIGUUR,
    SAMENGEVOEGD,
    VAN_AFSPRAKEN,
    runs_van,
    uitkomsten,
)


def tabellen_van(dossier: Dossier, resultaten: Resultaten) -> dict[str, pd.DataFrame]:
    """The result tables by name, but for where they come from; and those that the edition computes and gives
    to no reader: chapters look at them to know what to hide."""
    gemaakt = {*uitkomsten(runs_van(dossier)), *VAN_AFSPRAKEN}
    alle = alle_tabellen().values()
    uitgegeven = {t.naam: resultaten.tabel(t.naam) for t in alle if t.bestand in gemaakt}
    ook = [t.naam for t in alle if t.bestand not in (*gemaakt, *SAMENGEVOEGD)]
    return {**bereken(dossier, [naam for naam in ook if dossier.heeft_tabel(naam)]), **uitgegeven}


def van_stuk(
    dossier: Dossier,
    tabellen: Mapping[str, pd.DataFrame],
    vragen: pd.DataFrame,
    woorden: Mapping[str, str],
) -> dict[str, str]:
    """What the board paper embeds: Markdown by name. `tabellen` of `tabellen_van`, `vragen` of
    `besluiten.vragen_van`, `woorden` those of the figure of the agreements."""
    return {
        **kort_slot(dossier, tabellen, vragen),
        **monitor.korte_delen(dossier.editie, tabellen, woorden),
    }


def van_pagina(dossier: Dossier, resultaten: Resultaten, paginas: str) -> dict[str, str]:
    """What only the page embeds: Markdown by name. `paginas`: the sections on municipalities, as
    `schrijf_factsheets` writes them; may be empty."""
    tabellen, editie = tabellen_van(dossier, resultaten), dossier.editie
    sommen, pakket = tabellen["balans_gebied"], resultaten.pakket
    herkomst, zonder = resultaten.tabel("herkomst"), dossier.niet_getoonde_tabellen
    vragen = besluiten.vragen_van(editie, tabellen["afspraken"], tabellen["balans"])
    figuur = resultaten.map_ / AFSPRAKENFIGUUR[1]
    wijzer = gemeentewijzer(tabellen["balans"], oordelen=not editie.kort)
    return {
        "paginas": paginas,
        "kerncijfers": tegels(
            zinnen.kerntegels(tabellen["balans"], sommen),
            [code("balans"), code("balans"), code("balans_gebied", sommen["gebied"].nunique())],
        ),
        "tekens": tekens(tabellen["balans"], editie.norm),
        "wijzer": _bij(wijzer, "De gemeenten", "wijzer"),
        "tabellen": tabellenbijlage.bijlage(
            {**tabellen, "herkomst": herkomst},
            pakket,
            herkomst,
            tabellenbijlage.namen_van(dossier),
            zonder,
        ),
        **_slot(dossier, tabellen, vragen),
        **monitor.delen(editie, tabellen, json.loads(figuur.read_text(encoding="utf-8"))),
    }


def _niet_er(dossier: Dossier, herkomst: pd.DataFrame, zonder: list[str]) -> list[str]:
    """The result tables without a row; not those on agreements where the edition is held against these:
    there the report says that there is nothing."""
    getoetst = [
        naam
        for naam, tafel in alle_tabellen().items()
        if tafel.over_afspraken and dossier.editie.opzet.toets
    ]
    return herkomstbijlage.zonder_rijen(herkomst, [*zonder, *getoetst])


def bijlagen(dossier: Dossier, resultaten: Resultaten) -> dict[str, str]:
    """The annexes, of the methods and the page: Markdown by name."""
    editie, zij = dossier.editie, dossier.getoonde_zijbestanden
    herkomst, zonder = resultaten.tabel("herkomst"), dossier.niet_getoonde_tabellen
    bronnen = paginas.bronnentabel(zij, Bronrijen(dossier).besloten())
    return {
        "bronnen": _bij(bronnen, "Bronnen van deze editie", "bronnen"),
        "bronnennoten": paginas.bronnennoten(zij, herkomst),
        "editie": _bij(paginas.editietabel(editie), "Deze editie", "editie"),
        "editienoten": paginas.editienoten(editie, dossier.waarschuwingen),
        "normen": _bij(paginas.normentabel(editie), "Normen uit de woonafspraken", "normen"),
        "definities": _bij(paginas.definitietabel(editie), "Rekenwijzen", "uitleg"),
        "herkomst": herkomstbijlage.bijlage(
            herkomst,
            resultaten.pakket,
            zonder,
            editie.regio.nummering,
            _niet_er(dossier, herkomst, zonder),
        ),
    }


def _slot(
    dossier: Dossier, tabellen: Mapping[str, pd.DataFrame], vragen: pd.DataFrame
) -> dict[str, str]:
    """Decisions asked, building blocks of the ladder, quality of the plans."""
    editie, plannen = dossier.editie, dossier.eventuele_bron(Plannen)
    namen = list(dossier.regio.gemeenten["gemeente"])
    onderwerpen = plannen.kwaliteit if plannen else []
    regels = besluiten.samenvatting(vragen, namen, woord=editie.regio.nummering)
    return {
        "besluiten": _tabel(besluiten.per_college(vragen, namen), "besluiten"),
        "besluiten-kort": "\n".join(f"- {veilig(regel)}" for regel in regels)
        or "Deze editie vraagt geen besluiten.",
        **kort_slot(dossier, tabellen, vragen),
        "kwaliteit": _tabel(
            ladder.kwaliteit(onderwerpen, plannen.lijst if plannen else None, lopend=editie.lopend),
            "kwaliteit",
        ),
    }


def kort_slot(
    dossier: Dossier, tabellen: Mapping[str, pd.DataFrame], vragen: pd.DataFrame
) -> dict[str, str]:
    """Of these what the board paper has too."""
    editie = dossier.editie
    return {
        "gevraagd-kort": "\n".join(
            f"- {veilig(regel)}" for regel in stukvragen.regels(editie, tabellen, vragen)
        )
        or "Er wordt niets gevraagd.",
        "ladder": _tabel(
            ladder.bouwstenen(
                tabellen["balans"],
                editie.invoer,
                editie.opzet,
                ladder.zacht(dossier),
                lopend=editie.lopend,
            ),
            "ladder",
        ),
        "leveren": _tabel(onderdelen.tafel(dossier, tabellen), "leveren"),
    }


def _tabel(tafel: Tabel, naam: str) -> str:
    return _bij(tafel.markdown, veilig(tafel.bijschrift), naam)


def _bij(tafel: str, bijschrift: str, naam: str) -> str:
    return f"{tafel}\n\n: {bijschrift} {{#tbl-{naam}}}"
