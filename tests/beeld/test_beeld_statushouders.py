"""Figures, tables and sentences on the statutory task say what the numbers say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hulp import kaal, openbare_halfjaren

from woonanalyse.afscherming.regels import regels
from woonanalyse.kern.beeld.stijl import gebruik_lettertype
from woonanalyse.kern.regio import lees_regio
from woonanalyse.onderwerpen.statushouders import beeld as beelden
from woonanalyse.onderwerpen.statushouders import model, tabellen, woorden
from woonanalyse.onderwerpen.statushouders.bron import lees

WORTEL = Path(__file__).parents[2]
REGIO = lees_regio(WORTEL)
GEMEENTEN = REGIO.gemeenten
BRON = lees(WORTEL, REGIO, REGIO.instellingen["statushouders"])
PER_WONING = BRON.personen_per_woning
VERBODEN = ["voldoet niet", "in overtreding", "grijpt in", "tekort", "vastgesteld", "<NA>", "nan"]
gebruik_lettertype(WORTEL)


def reken(*rijen: tuple[str, str, int]) -> pd.DataFrame:
    """The real tasks with deliveries of Almelo: halfjaar, soort, aantal."""
    vol = [(h, s, "GM0141", "", n, "2022-07-01", "b") for h, s, n in rijen]
    register = pd.DataFrame(vol, columns=list(BRON.register.columns)).astype({"aantal": "Int64"})
    frame = model.statushouders(BRON.land, BRON.inwoners, BRON.inwoners_land, GEMEENTEN, register)
    return openbare_halfjaren(frame)


def zin(frame: pd.DataFrame, naam: str, per_woning: Any = PER_WONING) -> str:
    return beelden.gemeente(frame, naam, per_woning)


def test_the_answer_in_two_sentences() -> None:
    tekst = beelden.antwoord(reken(), "Regio")
    assert tekst.count(". ") == 2
    assert "naar rato van inwoners van 1 januari 2024." in tekst
    assert "465" in tekst
    assert "de tweede helft van 2025" in tekst
    assert "van 9 van de 19 halfjaren" in tekst
    assert "Deze cijfers wegen bij geen enkele afspraak mee." in tekst
    geleverd = beelden.antwoord(reken(("2022-1", "gerealiseerd", 20)), "Regio")
    assert "Van 1 gemeente is bekend" in geleverd
    leeg = reken().assign(taakstelling=pd.array([pd.NA] * len(reken()), "Int64"))
    assert "onbekend" in beelden.antwoord(leeg, "Regio")


def test_a_municipality_without_deliveries() -> None:
    tekst = zin(reken(), "Borne")
    assert "Naar rato van inwoners (1 januari 2024) is voor Borne" in tekst
    assert "Hoeveel er zijn gehuisvest, is niet geleverd." in tekst
    assert "ongeveer 6 woningen" in tekst
    assert "Bij 3,4 personen per woning (een aanname) vraagt" in tekst
    assert "De Roskam" not in tekst


def test_the_year_of_the_inhabitants_is_told_and_where_it_is_another_than_asked() -> None:
    tekst = beelden.inwonerszin(model.tot_stand(reken(), "2020-12-31"))
    assert "van 1 januari 2019 (2016-2, 2017-1, 2017-2, 2019-1 en 2020-2)" in tekst
    assert (
        "Voor 2016-2, 2017-1, 2017-2 en 2019-1 zijn die van 1 januari van het jaar ervoor" in tekst
    )
    goed = reken()[lambda f: f["halfjaar"] == "2020-2"]
    assert "jaar ervoor" not in beelden.inwonerszin(goed)
    assert beelden.inwonerszin(goed.iloc[:0]) == ""
    beeld = beelden.taken(goed, "Regio")
    assert "naar rato van inwoners van 1 januari 2019" in beeld.bijschrift


def test_half_years_after_the_stand_are_no_part_of_the_edition() -> None:
    frame = pd.DataFrame({"halfjaar": ["2016-1", "2016-2", "2017-1"]})
    assert list(model.tot_stand(frame, "2016-12-31")["halfjaar"]) == ["2016-1", "2016-2"]
    assert list(model.tot_stand(frame, "2016-12-30")["halfjaar"]) == ["2016-1"]


def test_a_municipality_with_deliveries() -> None:
    frame = reken(("2025-2", "overloop", 6), ("2025-2", "gerealiseerd", 30))
    tekst = zin(frame, "Almelo")
    assert "was de opgave 60; daarvan zijn er 30 gehuisvest (50,0%)" in tekst
    assert "vraagt de opgave om ongeveer 18 woningen" in tekst
    assert "is onbekend: er is geen bron" in zin(frame, "Almelo", None)


def test_small_counts_are_shown_by_the_rule() -> None:
    frame = reken(("2022-1", "overloop", 0), ("2022-1", "gerealiseerd", 3))
    tabel = kaal(tabellen.taaktabel(frame, "Almelo"))
    rij = next(regel for regel in tabel.splitlines() if "2022-1" in regel)
    assert rij.count("afgeschermd") == 3 and "onbekend" not in rij
    assert "| 3 |" not in rij
    assert "39" not in rij
    later = next(regel for regel in tabel.splitlines() if "2022-2" in regel)
    assert "95" not in later
    assert "1 tot en met 4" in beelden.kleine_aantallenzin(regels())


def test_a_gap_stays_a_gap() -> None:
    frame = reken()
    beeld = beelden.taken(frame[frame["gemeente"] == "Borne"], "Borne")
    assert "Onbekend: 2018-1, 2018-2, 2019-2" in beeld.alt
    assert "2022-1 14" in beeld.alt
    assert "2018-1 0" not in beeld.alt
    samen = beelden.taken(frame, "Regio")
    assert "2022-1 361" in samen.alt
    assert samen.svg != beeld.svg
    deel = frame.copy()
    deel.loc[deel["gemeente"] == "Almelo", "taakstelling"] = pd.NA
    assert "2022-1" in beelden.taken(deel, "Regio").alt.split("Onbekend")[1]


def test_tables_of_the_checks() -> None:
    som = model.som_controle(
        BRON.land, BRON.inwoners, BRON.inwoners_land, list(GEMEENTEN["gemeentecode"])
    )
    provincie = BRON.perioden[BRON.perioden["niveau"] == "provincie"]
    controle = model.provincie_controle(
        BRON.land, provincie, BRON.inwoners_provincie, BRON.inwoners_land
    )
    assert "| 2016-2 | 836 | 837,5 | −1,5 |" in kaal(tabellen.somtabel(som))
    assert "| 2.100 | 1.415 | 1 van 2 | niet te vergelijken |" in kaal(
        tabellen.provincietabel(controle, "Prov")
    )
    assert "| 15.321 | 15.358 | 37 |" in kaal(tabellen.landtabel(model.land_controle(BRON.land)))
    tekst = beelden.controlezin(som, controle, "Prov")
    assert "ten hoogste 1,5 personen" in tekst
    assert "Geen van de 4" in tekst
    bekend = controle.assign(verschil=pd.array([5, None, None, -7], "Int64"))
    assert "Van 2 van de 4" in beelden.controlezin(som, bekend, "Prov")
    assert "grootste verschil is 7" in beelden.controlezin(som, bekend, "Prov")


def test_what_stands_beside_it() -> None:
    assert "2023-1: eerste raming" in beelden.taaknoten(BRON.land)
    assert "426 personen in 125 woningen" in beelden.woningenzin(PER_WONING)
    assert "onbekend" in beelden.woningenzin(None)
    assert "onbekend" in beelden.buiten_programma(pd.Series([pd.NA], dtype="Int64"), [22], [21, 22])
    assert "blijven 12 woningen" in beelden.buiten_programma(
        pd.Series([12], dtype="Int64"), [22], [21, 22]
    )
    assert woorden.halfjaar("2022-1") == "de eerste helft van 2022"


@pytest.mark.parametrize("naam", ["Almelo", "Borne", "Hof van Twente"])
def test_no_forbidden_word(naam: str) -> None:
    frame = reken()
    beeld = beelden.taken(frame[frame["gemeente"] == naam], naam)
    teksten = [
        zin(frame, naam),
        beeld.alt,
        tabellen.taaktabel(frame, naam).markdown,
        tabellen.gemeententabel(frame, BRON.toezicht, PER_WONING).markdown,
        beelden.taaknoten(BRON.land),
        *BRON.toezicht["oordeel"],
    ]
    for woord in VERBODEN:
        assert not any(woord in tekst for tekst in teksten), woord


def test_hatching_is_explained_only_where_something_is_computed() -> None:
    land = BRON.land
    controle = model.land_controle(land)
    gerekend = beelden.overloop(land, controle.assign(herkomst="gepubliceerd"))
    assert "gearceerd" not in gerekend.bijschrift
    assert ("gearceerd" in beelden.overloop(land, controle).bijschrift) == bool(
        (controle["herkomst"] == "berekend").any()
    )
