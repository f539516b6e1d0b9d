"""Real plan lists, read and added up: the sums of the plan list itself, and what is odd in them is named."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hulp import WORTEL, dossier
from planregisterhulp import rij_van

from woonanalyse.kern.regio import Regio
from woonanalyse.leveringen.controles import controleer
from woonanalyse.leveringen.controles.geval import Geval
from woonanalyse.leveringen.lees import lees
from woonanalyse.leveringen.levering import Levering, Melding
from woonanalyse.onderwerpen.plannen.bron import Plannen
from woonanalyse.onderwerpen.plannen.model import per_gemeente
from woonanalyse.onderwerpen.planregister import model
from woonanalyse.onderwerpen.planregister.bron import lees_lezingen

LAND = WORTEL / "benchmarks/nederland/raw/plannen_eib_2020.csv"
EIGEN = WORTEL / "data/raw/eib/2020-03/plannen_eib_2020.csv"
TWEE = {"GM0439": "Purmerend", "GM0479": "Zaanstad"}
OPGEGAAN = {"GM0370": "GM0439"}
PEILDATUM = date(2020, 7, 1)
NIET_VERDEELD = ["op_onbekend", "type_onbekend", "huur_koop_onbekend"]

lezingen = lees_lezingen(WORTEL, "data/planlijst.yml")[0] or ()


@pytest.fixture(scope="module")
def eigen() -> Levering:
    return lees(EIGEN, dossier("2017").regio, peildatum=PEILDATUM)


@pytest.fixture(scope="module")
def streek() -> Regio:
    """A region of two municipalities of another province."""
    leden = pd.DataFrame(
        {"gemeentecode": list(TWEE), "gemeente": list(TWEE.values()), "subregio": "s"}
    )
    leden = leden.assign(cbs_naam=leden["gemeente"])
    return replace(dossier("2017").regio, naam="Streek", subregios=["s"], gemeenten=leden)


@pytest.fixture(scope="module")
def twee(streek: Regio) -> Levering:
    return lees(LAND, streek, peildatum=PEILDATUM)


@pytest.fixture(scope="module")
def ruw() -> pd.DataFrame:
    """The same rows of the source, read apart; those of Beemster are of Purmerend since 2022."""
    alles = pd.read_csv(LAND)
    alles["gemeentecode"] = alles["gemeentecode"].replace(OPGEGAAN)
    return alles[alles["gemeentecode"].isin(TWEE)]


def sommen(levering: Levering, regio: Regio) -> pd.DataFrame:
    gebieden = model.gebieden_van(regio.gemeenten, regio.subregios, regio.naam)
    return model.sommen(levering.tabellen["plannen"], gebieden, lezingen)


def gezegd(levering: Levering) -> list[Melding]:
    return controleer(Geval(levering.tabellen, levering.plekken, PEILDATUM))


def test_sums_per_municipality_are_those_of_the_plan_list(eigen: Levering) -> None:
    """Every reading, municipality and hardness of the region's own list."""
    bron, regio = dossier("2017").bron(Plannen), dossier("2017").regio
    lijst = per_gemeente(bron.lijst, bron.hardheid, regio.gemeenten, bron.lezingen)
    leden = (
        sommen(eigen, regio)
        .query("niveau == 'gemeente'")
        .rename(columns={"gebied": "gemeentecode"})
    )
    naast = lijst.merge(leden, on=["lezing", "gemeentecode", "hardheid"], suffixes=("_lijst", ""))
    assert len(naast) == len(lijst) == len(bron.lezingen) * len(regio.gemeenten) * 5
    assert naast["bruto"].equals(naast["woningen"])
    assert naast["plannen"].equals(naast["plannen_lijst"])
    assert naast["sloop"].equals(naast["te_slopen"])
    assert leden.query("hardheid == 'geen_capaciteit'")["plannen"].sum() == 0


def test_the_list_of_the_region_has_no_fault(eigen: Levering) -> None:
    assert eigen.fouten == () and eigen.rekening.sluit()
    assert {m.soort for m in gezegd(eigen)} <= {"notitie", "waarschuwing"}
    assert not any(m.code.startswith(("som_", "deel_", "onbekend_")) for m in gezegd(eigen))


def test_two_municipalities_by_every_reading(
    twee: Levering, streek: Regio, ruw: pd.DataFrame
) -> None:
    """The numbers of the source itself, added up by status."""
    code = ruw["planstatus"].str[:2].str.strip()
    per_status = ruw.groupby(["gemeentecode", code])["restcapaciteit_woningen"].sum()
    som = sommen(twee, streek)
    for lezing in lezingen:
        for lid in TWEE:
            for hardheid in ("hard", "hard_uitwerk", "zacht"):
                deel = rij_van(som, lezing=lezing["id"], gebied=lid, hardheid=hardheid)
                assert deel["bruto"] == sum(per_status.get((lid, s), 0) for s in lezing[hardheid])
    heel = som.query("niveau == 'regio'").groupby("lezing")[["plannen", "bruto", "sloop"]].sum()
    assert set(heel["plannen"]) == {len(ruw)}
    assert set(heel["bruto"]) == {ruw["restcapaciteit_woningen"].sum()}
    assert set(heel["sloop"]) == {-ruw["sloop_woningen"].sum()}


def test_its_periods_close_on_gross(twee: Levering, streek: Regio) -> None:
    plannen = twee.tabellen["plannen"]
    gebieden = model.gebieden_van(streek.gemeenten, streek.subregios, streek.naam)
    fasen = model.fasering(plannen, twee.tabellen["fasering"], gebieden, lezingen)
    rest = fasen.query("niveau == 'regio' and maat == 'rest'")
    assert set(rest.groupby("lezing")["woningen"].sum()) == {plannen["rest"].sum()}


def test_negative_remainders_of_the_source_are_named_and_refuse_nothing(
    twee: Levering, ruw: pd.DataFrame
) -> None:
    gevonden = [m for m in gezegd(twee) if m.code == "onbekend_negatief"]
    verwacht = {
        (rij + 2, kolom, f"({ruw.at[rij, 'plan_id']}): {ruw.at[rij, kolom]}")
        for kolom in NIET_VERDEELD
        for rij in ruw.index[ruw[kolom] < 0]
    }
    assert len(verwacht) > 1 and len(gevonden) == len(verwacht)
    for melding in gevonden:
        (cel,) = melding.cellen
        assert any(
            (cel.rij, cel.kolom) == (rij, kolom) and melding.gevonden.endswith(wat)
            for rij, kolom, wat in verwacht
        )
    assert Counter(m.soort for m in gezegd(twee))["fout"] == 0
