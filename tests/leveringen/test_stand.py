"""The state of a delivery follows from the log, step by step; a new version begins anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from leverhulp import MATEN, PARTIJ, PEILDATUM, schrijf
from typer.testing import CliRunner

from woonanalyse.cli import app
from woonanalyse.kern import logboek
from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.logboek import Handeling
from woonanalyse.kern.samen import zet_samen
from woonanalyse.leveringen.stand import TERUG, Stand, soorten, stand_na, stand_van, standen

ACTEN = ("gecontroleerd", "akkoord", TERUG, "concept")


def acte(handeling: str, kenmerk: str, rol: str = "beleidsmedewerker wonen") -> Handeling:
    return Handeling("2027-02-01", rol, handeling, "een levering", kenmerk, "nagelopen")


def lever(project: Path, bestand: str, **cellen: object) -> None:
    pad = schrijf(project, bestand, [MATEN | cellen])
    keuzes = ["--partij", PARTIJ, "--peildatum", PEILDATUM, "--datum", "2027-01-20"]
    klaar = CliRunner().invoke(app, ["lever", str(pad), *keuzes])
    assert klaar.exit_code == 0, klaar.output


@given(st.lists(st.sampled_from(ACTEN)))
def test_no_sequence_reaches_akkoord_without_gecontroleerd_first(acten: list[str]) -> None:
    regels = logboek.met([], [acte(een, "a" * 64) for een in acten], map(str, range(999)))

    stand = stand_van(1, "a" * 64, regels).stand

    sinds = acten[len(acten) - acten[::-1].index(TERUG) :] if TERUG in acten else acten
    _, nagekeken, daarna = "|".join(sinds).partition("gecontroleerd")
    assert (stand == "akkoord") == ("akkoord" in daarna)
    assert (stand == "ambtelijk") == (not nagekeken)


@pytest.mark.parametrize("stand", soorten())
def test_a_state_is_reached_from_the_one_before_it_only(stand: str) -> None:
    namen = list(soorten())
    bereikt = {stand_na(stand, een.handeling) for een in soorten().values() if een.handeling}

    assert bereikt - {None} == set(namen[namen.index(stand) + 1 :][:1])


def test_acts_on_another_file_do_not_count() -> None:
    regels = logboek.met([], [acte("gecontroleerd", "b" * 64)], ["z"])

    assert stand_van(1, "a" * 64, regels) == Stand(1, "ambtelijk", "", "a" * 64)


def test_a_new_version_begins_anew(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    lever(project, "eerste.xlsx")
    eerste = standen(project)[PARTIJ, PEILDATUM]
    zet_samen(project, logboek.met_erbij(project, [acte(een, eerste.sha256) for een in ACTEN[:2]]))
    akkoord = standen(project)[PARTIJ, PEILDATUM]

    lever(project, "tweede.xlsx", naam="De Bornsche Maten, fase 5")

    assert (eerste.versie, eerste.stand, eerste.rol) == (1, "ambtelijk", "")
    assert (akkoord.versie, akkoord.stand, akkoord.rol) == (1, "akkoord", "beleidsmedewerker wonen")
    nu = standen(project)[PARTIJ, PEILDATUM]
    assert (nu.versie, nu.stand) == (2, "ambtelijk") and nu.sha256 != eerste.sha256


def test_without_deliveries_there_are_no_states(project: Path) -> None:
    assert standen(project) == {}


def test_a_changed_log_gives_no_state(project: Path) -> None:
    zet_samen(project, logboek.met_erbij(project, [acte("akkoord", "a" * 64)]))
    pad = project / logboek.LOGBOEK
    pad.write_text(pad.read_text(encoding="utf-8").replace("2027-02-01", "2027-01-01"), "utf-8")

    with pytest.raises(InvoerFout, match=r"rij 2, kolom hash"):
        standen(project)
