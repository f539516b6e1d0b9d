"""The tables of this subject, from an edition's dossier."""

from __future__ import annotations

from datetime import date

import pandas as pd

from woonanalyse.afscherming.regels import regels
from woonanalyse.onderwerpen.dossier import Dossier, Uit
from woonanalyse.onderwerpen.strategie import (
    bron,
    openbaar,
    overzicht,
    programmascherm,
    sommen,
    terugtoets,
    terugtoetsbron,
    uitkomst,
)
from woonanalyse.onderwerpen.strategie.antwoord import antwoorden


def strategie_leden(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """What is known of every municipality: LEDENKOLOMMEN."""
    return bron.leden_van(dossier, uit)


def strategie(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """What is known of every area, what the norms ask of it, and what is missing."""
    return overzicht.overzicht(bron.stand_van(dossier, uit), bron.verklaard("projectie"))


def programma(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """Need, planned, built, expected and hard left, per year and per three years."""
    stand = bron.stand_van(dossier, uit)
    heel = overzicht.programma(stand, bron.parameters())
    return programmascherm.scherm_af(
        heel, stand.leden, bron.verborgen_van(dossier.editie), _drempel(dossier)
    )


def projectie(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """Hard plans projected, beside what was published later."""
    editie = dossier.editie
    return terugtoets.terugtoets(
        bron.stand_van(dossier, uit),
        terugtoetsbron.gepubliceerd_van(editie),
        bron.verklaard("projectie"),
        terugtoetsbron.ingetrokken_van(editie),
    )


def scenarios(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """In how many calculations there is too much or too little."""
    return uitkomst.scenariotabel(bron.stand_van(dossier, uit), bron.verklaard("scenarios"))


def rooster(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """Every calculation of a small grid, in dwellings."""
    return uitkomst.roostertabel(bron.stand_van(dossier, uit), bron.verklaard("scenarios"))


def strategie_invloed(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """Which parameter moves the outcome of the region most."""
    return uitkomst.invloed(bron.stand_van(dossier, uit), bron.verklaard("scenarios"))


def strategie_sommen(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """What of the proposal may be published."""
    editie = dossier.editie
    stand = bron.stand_van(dossier, uit)
    return sommen.sommentabel(
        stand,
        editie.planstand,
        antwoorden(dossier, stand),
        _drempel(dossier),
        regels(),
        openbaar.vrijgegeven(editie.registers["besluiten"], editie.naam, _dag(dossier)),
    )


def _drempel(dossier: Dossier) -> openbaar.Drempel:
    """The thresholds of the day up to which things are known."""
    return openbaar.drempel_op(bron.verklaard("openbaar")["drempels"], _dag(dossier))


def _dag(dossier: Dossier) -> date:
    """The day up to which things are known."""
    return date.fromisoformat(dossier.editie.opzet.stand_per)
