"""The values that chapters quote, as metadata under the key `rwp`; all text, all Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

import pandas as pd
import yaml

from woonanalyse.afspraken import bevindingen as bevindingen_afspraken
from woonanalyse.afspraken import thema
from woonanalyse.document import (
    bijdragen,
    ladder,
    onderdelen,
    paginas,
    statuswoorden,
    stuk,
    stukvragen,
)
from woonanalyse.document.paginas import bronregel
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.beeld import woorden
from woonanalyse.kern.beeld.codes import code
from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.getal import ONBEKEND, aantal, datum, hoofdletter, procent, reeks
from woonanalyse.kern.nummering import noem
from woonanalyse.kern.oordeel import NVT
from woonanalyse.kern.perrij import per_rij
from woonanalyse.onderwerpen.balans.beeld import bevindingen as bevindingen_balans
from woonanalyse.onderwerpen.balans.beeld import zinnen
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.onderwerpen.plannen.bron import Plannen


def variabelen(dossier: Dossier, tabellen: Mapping[str, pd.DataFrame], vragen: pd.DataFrame) -> str:
    """The content of `report/_werk/variabelen.yml`; `tabellen` are the result files by name."""
    uit = bijdragen.met_tussentabellen(dossier, tabellen)
    waarden = {**_waarden(dossier, tabellen), **bijdragen.waarden(dossier, uit)}
    waarden |= stuk.waarden(dossier, tabellen)
    waarden["map"] = dossier.naam
    if dossier.merken:
        waarden["voorbeelddata"] = merk(dossier)
    toon = bijdragen.toon(dossier, uit) | _toon(dossier, tabellen, vragen)
    if dossier.editie.alleen_totalen:
        toon = {naam: wel and naam in BIJ_TOTALEN for naam, wel in toon.items()}
    waarden["toon"] = {naam: True for naam, wel in toon.items() if wel}
    return yaml.safe_dump({"rwp": waarden}, allow_unicode=True, sort_keys=True, width=1000)


def stempel(dossier: Dossier) -> dict[str, str]:
    """What edition this is, of when, what it is worth and who made it: on every document."""
    editie, regio = dossier.editie, dossier.regio
    return {
        "editie": editie.naam,
        "titel-kort": veilig(f"Analyse bij {editie.opzet.naam}"),
        "regio": veilig(regio.naam),
        "peildatum": datum(editie.opzet.peildatum),
        "datum": editie.opzet.datum_rapport,
        "rapportdatum": datum(editie.opzet.datum_rapport),
        "versie": veilig(f"woonanalyse {version('woonanalyse')}"),
        "status": veilig(statuswoorden.status(dossier)),
        **({"afzender": veilig(regio.afzender)} if regio.afzender else {}),
        **({"contact": veilig(regio.contact)} if regio.contact else {}),
    }


def merk(dossier: Dossier) -> str | bool:
    """The mark on every page of a document with made data, or of a scenario."""
    if not dossier.merken:
        return False
    met = "Met voorbeelddata" if dossier.voorbeelddata else "Scenario"
    ook = " en scenario" if len(dossier.merken) > 1 else ""
    return f"{met}{ook}: dit rapport toont geen echte stand"


BIJ_TOTALEN = (
    "totalen", "normen", "normverdeling", "kort", "leveren", "lopend", "overeenkomst_toelichting",
    "voorbeelddata",
)  # fmt: skip
"""Parts of a report that knows totals of the region alone: the others are about municipalities."""


def _waarden(dossier: Dossier, tabellen: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    editie = dossier.editie
    balans, sommen = tabellen["balans"], tabellen["balans_gebied"]
    opzet, regio = editie.opzet, editie.regio
    return {
        **stempel(dossier),
        **_koppen(dossier, tabellen),
        "overeenkomst_toelichting": veilig(regio.overeenkomst_toelichting.strip() or ONBEKEND),
        "naam": veilig(opzet.naam),
        "provincie": veilig(regio.provincie),
        "overeenkomst": veilig(regio.overeenkomst),
        "stand_per": datum(opzet.stand_per),
        "periode": veilig(woorden.periode(opzet)),
        "prognose": veilig(opzet.prognose or "onbekend"),
        "gemeenten": str(len(regio.gemeenten)),
        "factsheets": (
            "Factsheets zijn er niet."
            if editie.alleen_totalen
            else "Van elke gemeente is er een factsheet."
        ),
        "norm": procent(editie.norm, 0),
        "thema": veilig(editie.maximum["thema"]),
        "norm_artikel": noem(editie.maximum),
        "begrip_rwp": _begrip_rwp(regio.met_rol("herziening")),
        "stand": veilig(
            f"{zinnen.stand(opzet, dossier.edities)} {zinnen.ongetoetst(opzet, balans)}".strip()
        ),
        "antwoord": veilig(zinnen.antwoord(balans, editie.norm)),
        "gebied": veilig(zinnen.gebieden(sommen, opzet)),
        "gebiedsbehoefte": veilig(_gebiedsbehoefte(editie)),
        "gebiedsbehoefte_kort": veilig(
            f"{_regiofeiten(editie)} {paginas.later_kort(editie)}".strip()
        ),
        "voorbehoud": veilig(statuswoorden.voorbehoud(dossier)),
        "definitie": veilig(editie.definitie.uitleg),
        "voorbeeldcode": f"`woonanalyse herkomst {_code(editie)}`",
        "einde": datum(editie.einde),
        "geen_besluit": veilig(bevindingen_afspraken.geen_besluit(regio.afspraken)),
        "terugblik": veilig(
            bevindingen_afspraken.terugblik(regio.afspraken, tabellen["afspraken"])
        ),
        "bronregel": bronregel(editie, "notebooks/regio.ipynb"),
    }


def _koppen(dossier: Dossier, tabellen: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """The headings that say what was found."""
    editie, regio = dossier.editie, dossier.editie.regio
    plannen = ", en kwaliteit van plannen" if dossier.eventuele_bron(Plannen) else ""
    afspraken = bevindingen_afspraken.afspraken_kop(tabellen["afspraken"], regio.nummering)
    gebied = f"{regio.naam} en de subregio's" if regio.delen else f"{regio.naam} als geheel"
    return {
        "kop_oogopslag": veilig(zinnen.kop_oogopslag(tabellen["balans"], regio.naam)),
        "kop_ladder": f"Bouwstenen voor de ladder{plannen}",
        "kop_afspraken": veilig(afspraken),
        "kop_ligging": veilig(bevindingen_balans.ligging_kop(editie.invoer)),
        "kop_gebied": veilig(gebied),
    }


def _code(editie: Editie) -> str:
    """A code that the report has."""
    leden = editie.regio.gemeenten["gemeentecode"]
    return code("normen") if editie.kort else code("balans", leden.iloc[0])


def _begrip_rwp(herziening: Afspraak | None) -> str:
    """What an RWP is, with how often it is revised where the region agreed on that."""
    begrip = "Regionale Woonprogrammering: het programmeringsdocument bij de woonafspraken"
    if herziening is None:
        return f"{begrip}."
    termijn = f"{herziening['norm']} {herziening['eenheid']}"
    return f"{begrip}, dat ten minste elke {termijn} wordt herzien ({noem(herziening)})."


def _toon(
    dossier: Dossier, tabellen: Mapping[str, pd.DataFrame], vragen: pd.DataFrame
) -> dict[str, bool]:
    """Which parts of the report this edition has."""
    editie, behoefte = dossier.editie, bool(tabellen["balans"]["dekking"].notna().any())
    return {
        "aandacht": editie.opzet.toets and editie.termijn is not None,
        "afspraken": editie.opzet.toets,
        "themas": editie.opzet.toets and bool(thema.andere(editie.regio.afspraken, editie.maximum)),
        "bandbreedte": behoefte and woorden.heeft_band(tabellen["balans"]),
        "bandbreedte_afgesproken": editie.opzet.bandbreedte is not None,
        "behoefte": behoefte,
        "delen": bool(editie.regio.delen) and not editie.kort,
        "positie": behoefte or _alleen_plannen(editie, tabellen["balans"]),
        "oordeeluitleg": bool(zinnen.uitleg(tabellen["balans"])),
        "besluiten": bool(len(vragen)),
        "gemeenten": not editie.alleen_totalen,
        "meer_gemeenten": len(editie.regio.gemeenten) > 1,
        "gevraagd": bool(stukvragen.regels(editie, tabellen, vragen)),
        "zonder_levering": bool(stukvragen.zonder(editie, tabellen)),
        "kwaliteit": behoefte and bool(stuk.bekende_kwaliteit(dossier)),
        "ladder": ladder.iets_bekend(dossier, tabellen["balans"]),
        "getekend": bool(bijdragen.getekend(tabellen["balans"]).any()),
        "leveren": bool(onderdelen.ontbrekend(dossier, tabellen)),
        "lezing_subregio": editie.opzet.toets
        and bool((tabellen["balans_gebied"]["oordeel_samen"] != NVT).any()),
        "lopend": editie.lopend,
        "overeenkomst_toelichting": bool(editie.regio.overeenkomst_toelichting),
        "terugblik": editie.opzet.toets and not editie.lopend,
        "capaciteit": len(editie.capaciteiten) > 1 and _is_een_van(editie),
        "definities": bool(editie.vergelijkdefinities),
        "gebiedsbehoefte": editie.gebiedsbehoefte is not None,
        "kort": editie.kort,
        "uit_te_werken": nog_uit_te_werken(tabellen["balans"]),
        "ligging": bool(editie.invoer["hard_inbreiding"].notna().any()),
        "voorbeelddata": bool(dossier.merken),
    }


def nog_uit_te_werken(balans: pd.DataFrame) -> bool:
    """Whether a bar of the hard plans has a part that is still to be worked out."""
    return bool((balans["hard_uit_te_werken"] > 0).any())


def _alleen_plannen(editie: Editie, balans: pd.DataFrame) -> bool:
    """Whether the hard plans of some municipality are known, and no table has them beside other counts."""
    naast = len(editie.capaciteiten) > 1 and _is_een_van(editie)
    return bool(balans["hard_totaal"].notna().any()) and not naast


def _is_een_van(editie: Editie) -> bool:
    """Whether the balance itself is one of the capacities that lie side by side."""
    return (editie.opzet.balans or {}).get("bestand") in editie.capaciteiten


def _gebiedsbehoefte(editie: Editie) -> str:
    """What is known of the need of the region as a whole."""
    if editie.gebiedsbehoefte is None:
        return "onbekend"
    delen = [_regiofeiten(editie), paginas.later(editie), editie.opzet.toets_toelichting]
    return " ".join(deel for deel in delen if deel)


def _regiofeiten(editie: Editie) -> str:
    """The need of the region as a whole, and what its source says of it."""
    if editie.gebiedsbehoefte is None:
        return "onbekend"
    feiten = "; ".join(
        f"{feit.onderwerp}: {reeks(aantal(feit.waarde_min), aantal(feit.waarde_max))} {feit.eenheid}"
        for feit in per_rij(editie.gebiedsbehoefte)
    )
    toelichting = (editie.opzet.gebiedsbehoefte or {}).get("toelichting", "")
    return f"{hoofdletter(feiten)}. {toelichting}".strip()
