"""The values that chapters quote, as metadata under the key `rwp`; all text, all Markdown."""

from __future__ import annotations

from typing import Any

import pandas as pd
import yaml

from woonanalyse.beeld import zinnen
from woonanalyse.beeld.markdown import veilig
from woonanalyse.beeld.stijl import TEKENS
from woonanalyse.bronnen.editie import Editie
from woonanalyse.getal import aantal, datum, procent, reeks
from woonanalyse.model.oordeel import BINNEN, BUITEN, OP_DE_GRENS
from woonanalyse.rapport.paginas import bronregel


def variabelen(editie: Editie, balans: pd.DataFrame, sommen: pd.DataFrame) -> str:
    """The content of `report/_werk/variabelen.yml`."""
    return yaml.safe_dump(
        {"rwp": _waarden(editie, balans, sommen)}, allow_unicode=True, sort_keys=True, width=1000
    )


def _waarden(editie: Editie, balans: pd.DataFrame, sommen: pd.DataFrame) -> dict[str, Any]:
    kop, regio = editie.kop, editie.regio
    normen = regio.normen
    waarden: dict[str, Any] = {
        "editie": editie.naam,
        "titel-kort": veilig(f"Regionale Woonprogrammering {regio.naam}"),
        "naam": veilig(kop["naam"]),
        "regio": veilig(regio.naam),
        "provincie": veilig(regio.kop["provincie"]),
        "overeenkomst": veilig(regio.kop["overeenkomst"]),
        "peildatum": datum(kop["peildatum"]),
        "datum": editie.datum.isoformat(),
        "stand_per": datum(kop["stand_per"]),
        "status": "analyse, geen besluit van GS of B\\&W",
        "periode": veilig(zinnen.periode(kop)),
        "prognose": veilig(kop["prognose"] or "onbekend"),
        "gemeenten": str(len(regio.gemeenten)),
        "norm": procent(editie.norm, 0),
        "hersteltermijn": f"{normen[15]['norm']} {normen[15]['eenheid']}",
        "herziening": f"{normen[11]['norm']} {normen[11]['eenheid']}",
        "kop_oogopslag": veilig(zinnen.kop_oogopslag(balans, regio.naam)),
        "antwoord": veilig(zinnen.antwoord(balans, editie.norm)),
        "gebied": veilig(zinnen.gebieden(sommen, kop)),
        "gebiedsbehoefte": veilig(_gebiedsbehoefte(editie)),
        "definitie": veilig(editie.definitie["uitleg"]),
        "bronregel": bronregel(editie, "notebooks/regio.ipynb"),
        "teken": {
            naam: f"{TEKENS[oordeel].teken} {TEKENS[oordeel].woorden}"
            for naam, oordeel in (("binnen", BINNEN), ("grens", OP_DE_GRENS), ("buiten", BUITEN))
        },
    }
    toon = {
        "afspraken": editie.kop["toets"],
        "capaciteit": len(editie.capaciteiten) > 1,
        "definities": bool(editie.vergelijkdefinities),
        "gebiedsbehoefte": editie.gebiedsbehoefte is not None,
    }
    return {**waarden, "toon": {naam: True for naam, wel in toon.items() if wel}}


def _gebiedsbehoefte(editie: Editie) -> str:
    """What is known of the need of the region as a whole."""
    if editie.gebiedsbehoefte is None:
        return "onbekend"
    bron = editie.kop["gebiedsbehoefte"]
    feiten = [
        f"{feit.onderwerp}: {reeks(aantal(feit.waarde_min), aantal(feit.waarde_max))} {feit.eenheid}"
        for feit in editie.gebiedsbehoefte.itertuples()
    ]
    opsomming = "; ".join(feiten)
    delen = [
        f"{opsomming[:1].upper()}{opsomming[1:]}.",
        bron.get("toelichting", ""),
        editie.kop.get("toets_toelichting", ""),
    ]
    return " ".join(delen)
