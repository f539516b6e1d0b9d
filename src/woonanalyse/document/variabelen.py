"""The values that chapters quote, as metadata under the key `rwp`; all text, all Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import yaml

from woonanalyse.afspraken import bevindingen as bevindingen_afspraken
from woonanalyse.document.paginas import bronregel, grensregel
from woonanalyse.kern.beeld import woorden
from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.beeld.stijl import TEKENS
from woonanalyse.kern.editie import Editie
from woonanalyse.kern.getal import aantal, datum, procent, reeks
from woonanalyse.kern.oordeel import BINNEN, BUITEN, OP_DE_GRENS
from woonanalyse.onderwerpen.balans.beeld import bevindingen as bevindingen_balans
from woonanalyse.onderwerpen.balans.beeld import zinnen
from woonanalyse.onderwerpen.bereken import bereken_een
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.gebouwd import beeld as gebouwd_beeld
from woonanalyse.onderwerpen.herstel import beeld as herstel
from woonanalyse.onderwerpen.plannen import beeld as plannen
from woonanalyse.onderwerpen.plannen.model import naast_elkaar as per_bron
from woonanalyse.onderwerpen.wijkaanpak import zinnen as wijkzinnen
from woonanalyse.onderwerpen.wijzigingen import beeld as wijzigingen
from woonanalyse.onderwerpen.wijzigingen.model import eigen_definities


def variabelen(dossier: Dossier, tabellen: Mapping[str, pd.DataFrame], vragen: pd.DataFrame) -> str:
    """The content of `report/_werk/variabelen.yml`; `tabellen` are the result files by name."""
    pad = bereken_een(dossier, "herstelpad")
    waarden = {**_waarden(dossier.editie, tabellen), **_hoofdstukken(dossier, tabellen, pad)}
    waarden["map"] = dossier.naam
    toon = _toon(dossier, tabellen, vragen, pad)
    waarden["toon"] = {naam: True for naam, wel in toon.items() if wel}
    return yaml.safe_dump({"rwp": waarden}, allow_unicode=True, sort_keys=True, width=1000)


def stempel(editie: Editie) -> dict[str, str]:
    """What edition this is, of when, and what it is worth: on every document."""
    regio = editie.regio
    return {
        "editie": editie.naam,
        "titel-kort": veilig(f"Regionale Woonprogrammering {regio.naam}"),
        "regio": veilig(regio.naam),
        "peildatum": datum(editie.kop["peildatum"]),
        "datum": editie.datum.isoformat(),
        "status": "analyse, geen besluit van GS of B\\&W",
    }


def merk(dossier: Dossier) -> str | bool:
    """The mark on every page of a document with made data."""
    return MERK if dossier.voorbeelddata else False


ZONDER = {
    "grenzen": "Van deze regio is er geen kaart.",
    "planbronnen": "Van deze regio zijn er geen bronnen van plannen.",
    "plannen": "Van deze regio is er geen plannenlijst.",
    "statushouders": "Van deze regio zijn er geen gegevens over statushouders.",
    "wijkaanpak": "Van deze regio is er geen register van wijkaanpakken.",
}
"""What stands in hidden parts, of what the region file does not name."""

VOORBEHOUD = (
    "Dit rapport is een analyse op openbare gegevens, geen besluit van GS of B&W en geen "
    "ladderonderbouwing; rechten op een plan volgen uit het plan zelf."
)
MERK = "Met voorbeelddata: dit rapport toont geen echte stand"


def _waarden(editie: Editie, tabellen: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    balans, sommen = tabellen["balans"], tabellen["balans_gebied"]
    kop, regio = editie.kop, editie.regio
    normen = regio.normen
    return {
        **stempel(editie),
        "naam": veilig(kop["naam"]),
        "provincie": veilig(regio.kop["provincie"]),
        "overeenkomst": veilig(regio.kop["overeenkomst"]),
        "stand_per": datum(kop["stand_per"]),
        "periode": veilig(woorden.periode(kop)),
        "prognose": veilig(kop["prognose"] or "onbekend"),
        "gemeenten": str(len(regio.gemeenten)),
        "norm": procent(editie.norm, 0),
        "hersteltermijn": f"{normen[15]['norm']} {normen[15]['eenheid']}",
        "herziening": f"{normen[11]['norm']} {normen[11]['eenheid']}",
        "kop_oogopslag": veilig(zinnen.kop_oogopslag(balans, regio.naam)),
        "stand": veilig(zinnen.stand(kop, regio.edities)),
        "kop_afspraken": veilig(bevindingen_afspraken.afspraken_kop(tabellen["afspraken"])),
        "kop_ligging": veilig(
            f"Binnen of buiten bebouwd gebied{bevindingen_balans.ligging_kop(editie.invoer)}"
        ),
        "antwoord": veilig(zinnen.antwoord(balans, editie.norm)),
        "gebied": veilig(zinnen.gebieden(sommen, kop)),
        "gebiedsbehoefte": veilig(_gebiedsbehoefte(editie)),
        "voorbehoud": veilig(VOORBEHOUD),
        "definitie": veilig(editie.definitie["uitleg"]),
        "einde": datum(max(a["tot_en_met"] for a in regio.afspraken)),
        "bronregel": bronregel(editie, "notebooks/regio.ipynb"),
        "teken": {
            naam: f"{TEKENS[oordeel].teken} {TEKENS[oordeel].woorden}"
            for naam, oordeel in (("binnen", BINNEN), ("grens", OP_DE_GRENS), ("buiten", BUITEN))
        },
    }


def _hoofdstukken(
    dossier: Dossier, tabellen: Mapping[str, pd.DataFrame], pad: pd.DataFrame
) -> dict[str, Any]:
    """The opening sentences of chapters that an edition may lack, and the mark of made data."""
    editie, regio = dossier.editie, dossier.regio
    gebouwd = tabellen.get("gebouwd")
    geen = dict.fromkeys(
        ("kop_wijzigingen", "kort_wijzigingen", "wijzigingen", "voorganger", "gebouwd"),
        "geen vorige editie",
    )
    waarden: dict[str, Any] = {**geen, **ZONDER}
    waarden["kop_voorraad"] = "Bestaande voorraad en wijkaanpak"
    if dossier.voorbeelddata:
        waarden["voorbeelddata"] = MERK
    if dossier.voorganger is not None and "wijzigingen" in tabellen and gebouwd is not None:
        toen = dossier.voorganger.kop
        eigen = eigen_definities(toen, editie.kop)
        frame = tabellen["wijzigingen"]
        zin = wijzigingen.opening(frame, eigen, toen, editie.kop, editie.norm)
        waarden["kop_wijzigingen"] = veilig(
            wijzigingen.kop(frame, eigen, toen, editie.kop, editie.norm)
        )
        waarden["kort_wijzigingen"] = veilig(
            wijzigingen.kort(
                frame,
                eigen,
                toen,
                editie.kop,
                editie.norm,
                None if dossier.plannen is None else dossier.plannen.terug,
            )
        )
        waarden["wijzigingen"] = veilig(zin)
        waarden["gebouwd"] = veilig(gebouwd_beeld.opening_voorraad(gebouwd, regio.naam, editie.kop))
        waarden["voorganger"] = veilig(toen["naam"])
    if dossier.plannen is not None:
        lezing = dossier.plannen.lezing
        beperking = dossier.plannen.kop["plannen"]["beperking"]
        naast = per_bron(
            tabellen["plannen"], dossier.plannen.kop["lezingen"], dossier.plannen.ernaast
        )
        waarden["planbronnen"] = veilig(plannen.opening_bronnen(naast))
        waarden["plannen"] = veilig(plannen.opening(tabellen["plannen"], lezing, beperking))
    if dossier.kaart is not None:
        waarden["grenzen"] = grensregel(dossier.kaart.zijbestanden)
    if dossier.wijkaanpak is not None:
        provincie, stand = regio.kop["provincie"], editie.kop["stand_per"]
        zin = wijkzinnen.antwoord(
            tabellen["wijkaanpak"], dossier.wijkaanpak.tellingen, provincie, stand
        )
        bron = dossier.wijkaanpak
        anders = wijkzinnen.andere_lezing(bron.andere_lezingen, bron.tellingen, stand)
        waarden["wijkaanpak"] = veilig(f"{zin} {anders}".strip())
        waarden["kop_voorraad"] = veilig(
            wijkzinnen.kop(
                tabellen["wijkaanpak"],
                provincie,
                bron.lezing,
                bron.andere_lezingen,
                bron.tellingen,
                stand,
            )
        )
    return {
        **waarden,
        "herstel": veilig(herstel.opening(pad, regio.normen[15])),
    }


def _toon(
    dossier: Dossier, tabellen: Mapping[str, pd.DataFrame], vragen: pd.DataFrame, pad: pd.DataFrame
) -> dict[str, bool]:
    """Which parts of the report this edition has."""
    editie, voor = dossier.editie, dossier.voorganger
    wijzigingen_ = voor is not None and dossier.plannen is not None
    return {
        "aandachtspunten": bool(len(tabellen["aandachtspunten"])),
        "afspraken": editie.kop["toets"],
        "afstemming": dossier.plannen is not None and bool(len(tabellen["afstemming"])),
        "behoefte": bool(tabellen["balans"]["dekking"].notna().any()),
        "besluiten": bool(len(vragen)),
        "capaciteit": len(editie.capaciteiten) > 1,
        "definities": bool(editie.vergelijkdefinities),
        "gebiedsbehoefte": editie.gebiedsbehoefte is not None,
        "gelijk": wijzigingen_ and bool(tabellen["wijzigingen"]["dekking_verschil"].notna().any()),
        "kaart": dossier.kaart is not None,
        "kaart_oordeel": dossier.kaart is not None
        and bool(tabellen["balans"]["oordeel"].isin([BINNEN, OP_DE_GRENS, BUITEN]).any()),
        "kaart_plannen": dossier.kaart is not None and dossier.plannen is not None,
        "herstel": editie.kop["toets"] and bool(len(herstel.boven(pad))),
        "ligging": bool(editie.invoer["hard_inbreiding"].notna().any()),
        "plannen": dossier.plannen is not None,
        "statushouders": dossier.statushouders is not None,
        "voorbeelddata": dossier.voorbeelddata,
        "wijkaanpak": dossier.wijkaanpak is not None,
        "wijzigingen": wijzigingen_,
    }


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
