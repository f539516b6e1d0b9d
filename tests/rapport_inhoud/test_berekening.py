"""The calculations of subjects give their models what they are about: here that is wired by hand."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest
from hulp import (
    EDITIES,
    WORTEL,
    balans_van,
    dossier,
    gebieden_van,
    lang_behalve,
    openbare_halfjaren,
    vergelijking_van,
)

from woonanalyse.afscherming.regels import regels
from woonanalyse.afspraken.besluit import besloten_op
from woonanalyse.afspraken.uitkomst import Omgeving
from woonanalyse.kern.catalogus import onderwerp_van, tabellen
from woonanalyse.onderwerpen.balans import gepubliceerd, voorwaarden
from woonanalyse.onderwerpen.balans.model import balans
from woonanalyse.onderwerpen.bereken import bereken, bereken_een
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.gebouwd.bron import Woningvoorraad
from woonanalyse.onderwerpen.gebouwd.model import bouwjaren, naast_elkaar, per_periode
from woonanalyse.onderwerpen.herstel.berekening import gepubliceerd as later_gepubliceerd
from woonanalyse.onderwerpen.herstel.model import aandachtspunten
from woonanalyse.onderwerpen.herstel.terugweg import terugweg
from woonanalyse.onderwerpen.normen.model import normtabel
from woonanalyse.onderwerpen.plannen import model as planmodel
from woonanalyse.onderwerpen.plannen.bron import Plannen
from woonanalyse.onderwerpen.statushouders import model as statushoudermodel
from woonanalyse.onderwerpen.statushouders.bron import Statushouders
from woonanalyse.onderwerpen.strategie import bron as strategiebron
from woonanalyse.onderwerpen.strategie import openbaar, overzicht, terugtoetsbron
from woonanalyse.onderwerpen.strategie.antwoord import antwoorden_van
from woonanalyse.onderwerpen.strategie.programmascherm import scherm_af
from woonanalyse.onderwerpen.strategie.sommen import sommentabel
from woonanalyse.onderwerpen.strategie.stand import Stand
from woonanalyse.onderwerpen.strategie.terugtoets import terugtoets
from woonanalyse.onderwerpen.strategie.uitkomst import roostertabel, scenariotabel
from woonanalyse.onderwerpen.totalen.model import totaaltabel
from woonanalyse.onderwerpen.wijkaanpak.bron import Wijkaanpakken
from woonanalyse.onderwerpen.wijkaanpak.model import wijkaanpak
from woonanalyse.onderwerpen.wijzigingen.model import wijzigingen


def _aandachtspunten(d: Dossier) -> pd.DataFrame:
    deze, eerder = d.editie, []
    if d.voorganger:
        ouder = d.voorganger
        eerder = [(ouder.opzet, balans(ouder.invoer, ouder.opzet, deze.definitie, deze.norm))]
    besluit = besloten_op(deze.registers, deze.regio.gemeenten, deze.opzet)
    artikel = deze.maximum["artikel"]
    return aandachtspunten(
        balans_van(deze), deze.opzet, deze.norm, artikel, deze.volledig, besluit, eerder
    )


def _voorwaarden(d: Dossier) -> pd.DataFrame:
    deze, frame = d.editie, balans_van(d.editie)
    bovenkant = voorwaarden.met_bovenkant(frame, deze.registers, deze.opzet, deze.maximum)
    maatregelen = deze.feiten["maatregelen"]
    return voorwaarden.voorwaarden(frame, deze.invoer, deze.opzet, bovenkant, maatregelen)


def _terugweg(d: Dossier) -> pd.DataFrame:
    deze = d.editie
    assert deze.termijn is not None
    omgeving = Omgeving(deze.feiten, balans_van(deze), deze.opzet)
    gebouwd = _gebouwd(d) if d.voorganger else None
    return terugweg(omgeving, deze.termijn, deze.norm, gebouwd, later_gepubliceerd(deze))


def _wijzigingen(d: Dossier) -> pd.DataFrame:
    toen, nu = d.voorganger, d.editie
    assert toen is not None
    return wijzigingen(toen.invoer, nu.invoer, toen.opzet, nu.opzet, d.regio.definities)


def _gebouwd(d: Dossier) -> pd.DataFrame:
    deze = d.editie
    voorraad = d.bron(Woningvoorraad).voorraad
    kaal = balans(deze.invoer, deze.opzet, deze.definitie, deze.norm)
    return naast_elkaar(kaal, per_periode(voorraad, *bouwjaren(deze.opzet, voorraad)))


def _plannen(d: Dossier) -> pd.DataFrame:
    bron, leden = d.bron(Plannen), d.regio.gemeenten
    return planmodel.per_gemeente(bron.lijst, bron.hardheid, leden, bron.lezingen)


def _afstemming(d: Dossier) -> pd.DataFrame:
    bron, leden = d.bron(Plannen), d.regio.gemeenten
    return planmodel.afstemming(bron.lijst, leden, bron.vlakken, bron.afstemming)


def _wijkaanpak(d: Dossier) -> pd.DataFrame:
    bron, regio = d.bron(Wijkaanpakken), d.regio
    provincie, stand = regio.provincie, d.editie.opzet.stand_per
    return wijkaanpak(bron.register, bron.tellingen, bron.doelen, regio.gemeenten, provincie, stand)


def _statushouders(d: Dossier) -> pd.DataFrame:
    bron = d.bron(Statushouders)
    taken = statushoudermodel.statushouders(
        bron.land,
        bron.inwoners,
        bron.inwoners_land,
        d.regio.gemeenten,
        bron.register,
        bron.samenvoegingen,
    )
    return statushoudermodel.met_taakstelling(openbare_halfjaren(taken))


def _normen(d: Dossier) -> pd.DataFrame:
    deze, regio = d.editie, d.regio
    assert deze.normen is not None
    gebieden = {"regio": regio.naam}
    return normtabel(deze.normen, deze.verdeling, gebieden, deze.opzet.stand_per)


def _totalen(d: Dossier) -> pd.DataFrame:
    assert d.editie.totalen is not None
    return totaaltabel(d.editie.totalen, d.editie.naam, d.regio.naam)


def _stand(d: Dossier) -> Stand:
    deze = d.editie
    kaal = {
        "balans_kaal": balans(
            deze.invoer, deze.opzet, deze.definitie, deze.norm, deze.gepubliceerd
        ),
        "voorwaarden": _voorwaarden(d),
    }
    leden = strategiebron.leden_van(d, lambda naam: kaal[naam])
    return strategiebron.stand_van(d, lambda _: leden)


def _projectie(d: Dossier) -> pd.DataFrame:
    later = terugtoetsbron.gepubliceerd_van(d.editie)
    eraf = terugtoetsbron.ingetrokken_van(d.editie)
    return terugtoets(_stand(d), later, strategiebron.verklaard("projectie"), eraf)


def _drempel(dag: date) -> openbaar.Drempel:
    return openbaar.drempel_op(strategiebron.verklaard("openbaar")["drempels"], dag)


def _programma(d: Dossier) -> pd.DataFrame:
    heel = overzicht.programma(_stand(d), strategiebron.parameters())
    drempel = _drempel(date.fromisoformat(d.editie.opzet.stand_per))
    return scherm_af(heel, _stand(d).leden, strategiebron.verborgen_van(d.editie), drempel)


def _sommen(d: Dossier) -> pd.DataFrame:
    dag = date.fromisoformat(d.editie.opzet.stand_per)
    drempel = _drempel(dag)
    gaf = openbaar.vrijgegeven(d.editie.registers["besluiten"], d.editie.naam, dag)
    antwoorden = antwoorden_van(d)
    return sommentabel(_stand(d), d.editie.planstand, antwoorden, drempel, regels(), gaf)


MET_DE_HAND: dict[str, Callable[[Dossier], pd.DataFrame]] = {
    "balans": lambda d: balans_van(d.editie),
    "balans_vergelijking": lambda d: vergelijking_van(d.editie),
    "balans_gepubliceerd": lambda d: gepubliceerd.naast(
        balans_van(d.editie), d.editie.gepubliceerd, d.editie.opzet
    ),
    "balans_tegenspraken": lambda d: gepubliceerd.tegenspraken(
        d.editie.gepubliceerd, d.editie.opzet
    ),
    "voorwaarden": _voorwaarden,
    "balans_gebied": lambda d: gebieden_van(d.editie),
    "aandachtspunten": _aandachtspunten,
    "terugweg": _terugweg,
    "wijzigingen": _wijzigingen,
    "gebouwd": _gebouwd,
    "plannen": _plannen,
    "afstemming": _afstemming,
    "wijkaanpak": _wijkaanpak,
    "statushouders": _statushouders,
    "normen": _normen,
    "totalen": _totalen,
    "strategie": lambda d: overzicht.overzicht(_stand(d), strategiebron.verklaard("projectie")),
    "programma": _programma,
    "projectie": _projectie,
    "scenarios": lambda d: scenariotabel(_stand(d), strategiebron.verklaard("scenarios")),
    "rooster": lambda d: roostertabel(_stand(d), strategiebron.verklaard("scenarios")),
    "strategie_sommen": _sommen,
}
VAN_ONDERWERPEN = {naam: o for naam in tabellen() if (o := onderwerp_van(naam)) is not None}


def test_every_table_is_wired_here() -> None:
    assert set(MET_DE_HAND) == set(VAN_ONDERWERPEN)


@pytest.mark.enkele(1)
@pytest.mark.parametrize("verzonnen", [False, True], ids=["real", "made"])
@pytest.mark.parametrize("naam", lang_behalve(["2017"], EDITIES))
def test_what_is_computed_is_the_model_on_what_was_read(naam: str, verzonnen: bool) -> None:
    """Also: a table whose subject is not there in this edition is refused."""
    d = dossier(naam, voorbeelddata=verzonnen)
    hier = [tabel for tabel, onderwerp in VAN_ONDERWERPEN.items() if d.heeft(onderwerp)]
    for tabel, frame in bereken(d, hier).items():
        pd.testing.assert_frame_equal(frame, MET_DE_HAND[tabel](d), obj=tabel)
    for tabel in set(VAN_ONDERWERPEN) - set(hier):
        with pytest.raises(KeyError, match=tabel):
            bereken_een(d, tabel)


@pytest.mark.parametrize("tabel", VAN_ONDERWERPEN)
def test_function_that_provenance_names_is_the_one_that_is_called(tabel: str) -> None:
    """By the calculation of the table, or of a part of it that its subject computes first."""
    onderwerp = VAN_ONDERWERPEN[tabel]
    pad = WORTEL / f"src/woonanalyse/onderwerpen/{onderwerp.naam}/berekening.py"
    functies = {
        knoop.name: knoop
        for knoop in ast.parse(pad.read_text(encoding="utf-8")).body
        if isinstance(knoop, ast.FunctionDef)
    }
    open_, genoemd = [tabel], set()
    while open_:
        for knoop in ast.walk(functies.pop(open_.pop())):
            if isinstance(knoop, ast.Constant) and knoop.value in functies:
                open_.append(str(knoop.value))
            if isinstance(knoop, ast.Call):
                doel = knoop.func
                genoemd.add(
                    doel.attr if isinstance(doel, ast.Attribute) else getattr(doel, "id", "")
                )
    assert tabellen()[tabel].functie.rpartition(".")[2] in genoemd
