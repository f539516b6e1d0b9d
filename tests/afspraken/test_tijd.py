from datetime import date, timedelta

import pytest
from afspraken.afsprakenhulp import afspraak
from hypothesis import given
from hypothesis import strategies as st

from woonanalyse.afspraken.tijd import (
    Tijd,
    in_woorden,
    maanden_tussen,
    termijn_in_maanden,
    tijd,
)
from woonanalyse.kern.dagen import plus_maanden


@pytest.mark.parametrize(
    ("tekst", "van", "tot"),
    [
        ("2017", date(2017, 1, 1), date(2017, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2017-04", date(2017, 4, 1), date(2017, 4, 30)),
        ("2017-04-20", date(2017, 4, 20), date(2017, 4, 20)),
    ],
)
def test_een_datum_is_zo_precies_als_de_bron(tekst: str, van: date, tot: date) -> None:
    assert tijd(tekst) == Tijd(van, tot)
    assert tijd(tekst).exact == (van == tot)


@pytest.mark.parametrize(
    ("dag", "maanden", "verwacht"),
    [
        (date(2017, 4, 18), 24, date(2019, 4, 18)),
        (date(2016, 2, 29), 24, date(2018, 2, 28)),
        (date(2016, 12, 31), 36, date(2019, 12, 31)),
        (date(2016, 12, 31), 2, date(2017, 2, 28)),
        (date(2016, 1, 31), 11, date(2016, 12, 31)),
        (date(2016, 1, 1), 0, date(2016, 1, 1)),
    ],
)
def test_maanden_erbij(dag: date, maanden: int, verwacht: date) -> None:
    assert plus_maanden(dag, maanden) == verwacht


def test_maanden_tussen_telt_de_dag() -> None:
    assert maanden_tussen(date(2017, 4, 18), date(2019, 4, 17)) == 23.97
    assert maanden_tussen(date(2017, 4, 18), date(2019, 4, 18)) == 24.0
    assert maanden_tussen(date(2017, 4, 18), date(2019, 4, 19)) == 24.03
    assert maanden_tussen(date(2017, 12, 31), date(2018, 1, 31)) == 1.0


DAGEN = st.dates(date(2000, 1, 1), date(2040, 1, 1))


@given(DAGEN, st.integers(0, 60))
def test_hele_maanden_zijn_precies_en_een_dag_later_is_meer(dag: date, maanden: int) -> None:
    einde = plus_maanden(dag, maanden)
    assert maanden_tussen(dag, einde) == maanden
    assert maanden_tussen(dag, einde + timedelta(days=1)) > maanden


@given(DAGEN, DAGEN)
def test_later_is_nooit_korter(een: date, twee: date) -> None:
    vroeg, laat = sorted((een, twee))
    assert plus_maanden(vroeg, 24) <= plus_maanden(laat, 24)
    assert maanden_tussen(vroeg, laat) >= 0


def test_norm_in_maanden() -> None:
    assert termijn_in_maanden(afspraak(15, norm=3, eenheid="jaar")) == 36
    assert termijn_in_maanden(afspraak(15, norm=24, eenheid="maanden")) == 24


def test_in_woorden() -> None:
    assert in_woorden("2017-04-20") == "20 april 2017"
    assert in_woorden(date(2017, 12, 1)) == "1 december 2017"
    assert in_woorden(tijd("2020-07")) == "juli 2020"
    assert in_woorden("2019") == "2019"
