"""What this subject gives to the report: values of its chapter, its box on a factsheet, an annex table."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from woonanalyse.kern.beeld.antwoord import Antwoord, Staat
from woonanalyse.kern.beeld.codes import code as code_van
from woonanalyse.kern.beeld.codes import met_herkomst
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.tafel import Tafel
from woonanalyse.kern.gegroepeerd import Gegroepeerd
from woonanalyse.kern.getal import ONBEKEND, aantal
from woonanalyse.kern.perrij import per_rij
from woonanalyse.onderwerpen.dossier import Dossier, Tabellen
from woonanalyse.onderwerpen.plannen import beeld, zinnen
from woonanalyse.onderwerpen.plannen.bron import Plannen
from woonanalyse.onderwerpen.plannen.model import naast_elkaar


def waarden(dossier: Dossier, uit: Tabellen) -> dict[str, str]:
    """The findings on the list of plans."""
    bron = dossier.bron(Plannen)
    naast = naast_elkaar(uit["plannen"], bron.lezingen, bron.ernaast)
    keuze = " ".join([bron.beperking, bron.afstemming.get("drempel_reden", "")])
    return {
        "afstemming_keuze": veilig(keuze),
        "planbronnen": veilig(zinnen.opening_bronnen(naast, bron.lezingen, bron.onvolledig)),
        "plannen": veilig(
            zinnen.opening(uit["plannen"], bron.lezing, bron.beperking, bron.onvolledig)
        ),
    }


def toon(dossier: Dossier, uit: Tabellen) -> dict[str, bool]:
    """Whether any coordination is suggested, whether there are thresholds to do so, and whether other sources
    lie beside the list."""
    bron = dossier.bron(Plannen)
    return {
        "afstemming": bool(len(uit["afstemming"])),
        "drempels": bool(bron.afstemming),
        "planbronnen": bool(bron.ernaast),
    }


def antwoord(dossier: Dossier, uit: Tabellen) -> Antwoord:
    """By the reading of the report the dwellings of each municipality by hardness; onbekend without plans."""
    bron = dossier.bron(Plannen)
    rijen = [
        [str(groep["gemeente"].iloc[0]), *zinnen.cellen(groep, bron.lezing)]
        for _, groep in uit["plannen"].groupby("gemeentecode", sort=False)
    ]
    zin = zinnen.opening(uit["plannen"], bron.lezing, bron.beperking, bron.onvolledig)
    return Antwoord(zin, [Staat(zinnen.KOPPEN, rijen)])


def vak(dossier: Dossier, uit: Tabellen) -> Callable[[str], tuple[str, str]]:
    """Dwellings in plans of one municipality, by its code: of the balance, and of the list."""
    invoer, balans = Gegroepeerd(dossier.editie.invoer), Gegroepeerd(uit["balans"])
    plannen = Gegroepeerd(uit["plannen"]) if "plannen" in uit else None
    bron = dossier.eventuele_bron(Plannen)
    lezing = None if bron is None else bron.lezing

    def van(code: str) -> tuple[str, str]:
        eigen = balans.van(code)
        delen = beeld.plandelen(eigen, invoer.van(code))
        lijst = None if plannen is None else plannen.van(code)
        onvolledig = bron is not None and str(eigen["gemeente"].iloc[0]) in bron.onvolledig
        uit_lijst = [] if onvolledig else zinnen.getoond(zinnen.regels(lijst, lezing))
        noot = zinnen.noot(lijst, lezing, onvolledig=onvolledig)
        return "Plannen", f"{_staat(code, delen, uit_lijst)}\n\n{veilig(noot)}"

    return van


def _staat(code: str, delen: list[list[str]], uit_lijst: list[list[str]]) -> str:
    """Rows of the balance and of the list as one table; a sentence for those of the balance where none of
    them is known."""
    zin = ""
    if all(hoeveel == ONBEKEND for _, hoeveel in delen):
        delen, zin = [], zinnen.GEEN_VERDELING
    if all(hoeveel == ONBEKEND for _, hoeveel in [*delen, *uit_lijst]):
        return zin
    regels = [
        [wat, met_herkomst(hoeveel, code_van(naam, code))]
        for naam, stuk in (("balans", delen), ("plannen", uit_lijst))
        for wat, hoeveel in stuk
    ]
    staat = tabel(["Woningen in plannen", "Aantal"], regels, [60, -20])
    return f"{zin}\n\n{staat}" if zin else staat


def bijlage_afstemming(frame: pd.DataFrame) -> Iterator[Tafel]:
    """Per plan its dwellings, and with whom coordination is suggested, with the distance in metres."""
    rijen, codes = [], []
    for _, groep in frame.groupby("plan_id", sort=False):
        eerste = groep.iloc[0]
        wie = "; ".join(f"{rij.met_gemeente} {aantal(rij.afstand_m)}" for rij in per_rij(groep))
        rijen.append(
            [
                veilig(f"{eerste['naam']} ({eerste['gemeente']})"),
                aantal(eerste["woningen"]),
                veilig(eerste["ligging"]),
                veilig(wie),
            ]
        )
        codes.append(str(eerste["code"]))
    koppen = ["Plan (gemeente)", "Woningen", "Ligging", "Gemeente en afstand in meter"]
    yield Tafel("Afstemming per plan, volgens grootte en afstand", koppen, rijen, codes)
