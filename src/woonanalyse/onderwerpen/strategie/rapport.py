"""What this subject gives to the report: the values of its chapter, its box on a factsheet, its annex tables,
its answer on the command line."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from woonanalyse.kern.beeld.antwoord import Antwoord, Staat
from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.gegroepeerd import Gegroepeerd
from woonanalyse.kern.getal import ONBEKEND, aantal
from woonanalyse.onderwerpen.dossier import Dossier, Tabellen
from woonanalyse.onderwerpen.strategie import (
    bron,
    programmabeeld,
    projectiebeeld,
    scenariobeeld,
    voorstelbeeld,
)
from woonanalyse.onderwerpen.strategie.bijlage import (
    bijlage_programma,
    bijlage_rooster,
    bijlage_strategie_sommen,
)
from woonanalyse.onderwerpen.strategie.bron import laatste_hele_jaar
from woonanalyse.onderwerpen.strategie.programmabeeld import GEMEENTE

__all__ = [
    "antwoord", "bijlage_programma", "bijlage_rooster", "bijlage_strategie_sommen", "toon", "vak", "waarden",
]  # fmt: skip


UIT = ("strategie_invloed",)
"""What `waarden` and `toon` get beside the results."""

CBS = "Gebouwd en gesloopt: CBS."
NOG_NIET_VOORBIJ = "Van deze jaren is er nog geen voorbij."
GEDEELTELIJK = "Gebouwd en gesloopt: alleen van {jaren} bekend (CBS)."
NIET_GETELD = "Wat er in deze jaren is gebouwd en gesloopt, is niet geteld of niet bekend."


def waarden(dossier: Dossier, uit: Tabellen) -> dict[str, str]:
    """The findings: programme, projection, scenarios, and what a proposal needs."""
    editie = dossier.editie
    teksten = {
        "kop_programma": programmabeeld.kop(uit["programma"]),
        "programma": programmabeeld.zin(uit["programma"], uit["strategie"], bron.parameters()),
        "bron_programma": _bron_programma(uit["programma"], editie.opzet.stand_per),
        "kop_te_veel": f"Wat boven {bron.normwoord(editie)} ligt, en in welke plannen",
        "te_veel": programmabeeld.te_veel_zin(
            uit["strategie"], bron.normwoord(editie), bron.norm_in_woorden(editie)
        ),
        "projectie": projectiebeeld.zin(uit["projectie"]),
        "kop_scenarios": scenariobeeld.kop(uit["scenarios"], bron.peildatum(editie)),
        "scenarios": scenariobeeld.zin(uit["scenarios"], uit["strategie"], bron.normwoord(editie)),
        "kop_klassen": voorstelbeeld.kop(uit["strategie_sommen"]),
        "klassen": voorstelbeeld.zin(
            uit["strategie_sommen"],
            [een["naam"] for een in bron.verklaard("doelen")["doelen"]],
            voorstelbeeld.grenzen(uit["strategie"], bron.norm_in_woorden(editie)),
            met_keuzes=editie.planstand is not None and len(editie.planstand.keuzes) > 0,
        ),
        "voorstel": voorstelbeeld.of_er_een_is(uit["strategie"]),
    }
    return {naam: veilig(tekst) for naam, tekst in teksten.items()}


def _bron_programma(programma: pd.DataFrame, stand_per: str) -> str:
    """Where it was counted what was built in the years of the programme, of which years alone, that it was
    not, or that none of these years is over."""
    if programmabeeld.geteld(programmabeeld.samen(programma)):
        return CBS
    if jaren := programmabeeld.getelde_jaren(programma):
        return GEDEELTELIJK.format(jaren=jaren)
    straks = len(programma) and int(programma["van"].min()) > laatste_hele_jaar(stand_per)
    return NOG_NIET_VOORBIJ if straks else NIET_GETELD


def toon(dossier: Dossier, uit: Tabellen) -> dict[str, bool]:
    """Of which parts something is known, and whether of any."""
    delen = {
        "programma": bool(uit["programma"][["behoefte_laag", "verwacht_laag"]].notna().any().all()),
        "projectie": bool(uit["projectie"]["mis"].notna().any()),
        "scenarios": bool(uit["scenarios"]["te_weinig_einde_laag"].notna().any()),
        "klassen": bool(len(uit["strategie_sommen"])),
        "te_veel": bool((uit["strategie"]["te_veel_hoog"] > 0).any()),
    }
    invloed = scenariobeeld.telt(uit["strategie_invloed"])
    return {
        **delen,
        "programmeringsstrategie": any(delen.values()),
        "invloed": bool(len(invloed)),
    }


def vak(dossier: Dossier, uit: Tabellen) -> Callable[[str], tuple[str, str]]:
    """What is expected of one municipality, by its code, and how sure that is."""
    vertel = _verwacht(uit, bron.normwoord(dossier.editie))

    def van(code: str) -> tuple[str, str]:
        return "Programma en scenario's", veilig(
            vertel(code) or f"Programma en scenario's zijn {ONBEKEND}."
        )

    return van


def met_vak(dossier: Dossier, uit: Tabellen) -> bool:
    """Whether of any municipality something is expected."""
    vertel = _verwacht(uit, "")
    return any(vertel(code) for code in uit["balans"]["gemeentecode"].unique())


def _verwacht(uit: Tabellen, norm: str) -> Callable[[str], str]:
    """What gives, by the code of a municipality, what is expected of it; empty where that is unknown.
    `norm` is what the highest norm is called."""
    programma, scenarios = Gegroepeerd(uit["programma"]), Gegroepeerd(uit["scenarios"])

    def van(code: str) -> str:
        zinnen = [
            programmabeeld.gemeente(programma.van(code)),
            scenariobeeld.uitkomst(scenarios.van(code), norm),
        ]
        return " ".join(zin for zin in zinnen if zin)

    return van


def antwoord(dossier: Dossier, uit: Tabellen) -> Antwoord:
    """By area what the norms ask, what there is, and what is missing."""
    strategie = uit["strategie"]
    lid = (strategie["niveau"] == GEMEENTE).astype(bool)
    rijen = [
        [
            rij["gebied"],
            programmabeeld.band(rij, "behoefte"),
            aantal(rij["hard"]),
            programmabeeld.band(rij, "te_veel"),
            aantal(rij["te_weinig"]),
            rij["mist"] or "niets",
        ]
        for rij in pd.concat([strategie[~lid], strategie[lid]]).to_dict("records")
    ]
    koppen = ["Gebied", "Behoefte", "Hard", "Boven de norm", "Nog te weinig", "Mist"]
    kop = scenariobeeld.kop(uit["scenarios"], bron.peildatum(dossier.editie))
    zin = f"{kop}. {voorstelbeeld.of_er_een_is(strategie)}"
    return Antwoord(zin.strip(), [Staat(koppen, rijen, tekst=(0, 5))])
