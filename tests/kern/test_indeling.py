"""The list of municipalities and what became of them, held against the national table of dwellings."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest
from hulp import WORTEL

from woonanalyse.kern import gemeentenamen
from woonanalyse.kern.indeling import lijst
from woonanalyse.kern.indeling.herindeling import Overgang, overgangen

VOORRAAD = WORTEL / "benchmarks/nederland/raw/cbs_woningvoorraad_2012_2020.csv"
INWONERS = WORTEL / "benchmarks/nederland/raw/cbs_inwoners_2021_2024.csv"
DEZELFDE_VOORRAAD = {"GM1940": 22_795}
"""A new code halfway a year: the table has it with its dwellings from 1 January on."""


def rijen(pad: Path) -> list[dict[str, str]]:
    with pad.open(encoding="utf-8", newline="") as bron:
        return list(csv.DictReader(bron))


def per_dag() -> dict[str, list[Overgang]]:
    uit = defaultdict(list)
    for een in overgangen():
        uit[een.datum].append(een)
    return uit


@pytest.mark.parametrize("jaar", range(2012, 2021))
def test_the_list_has_the_municipalities_of_each_year(jaar: int) -> None:
    in_tabel = {r["gemeentecode"] for r in rijen(VOORRAAD) if int(r["jaar"]) == jaar}
    gehad = {
        een.code
        for dag in (f"{jaar}-01-01", f"{jaar}-12-31")
        for een in lijst.op(dag)
    }  # fmt: skip
    assert gehad == in_tabel


@pytest.mark.parametrize("jaar", range(2021, 2025))
def test_the_list_has_the_municipalities_of_each_later_year(jaar: int) -> None:
    in_tabel = {r["gemeentecode"] for r in rijen(INWONERS) if int(r["jaar"]) == jaar}
    assert {een.code for een in lijst.op(f"{jaar}-01-01")} == in_tabel


def test_the_transitions_explain_every_jump_in_the_stock_of_dwellings() -> None:
    """What a municipality has more, or less, on 1 January than on the day before: to the dwelling."""
    begin = {(r["gemeentecode"], int(r["jaar"])): int(r["beginstand"]) for r in rijen(VOORRAAD)}
    eind = {(r["gemeentecode"], int(r["jaar"])): int(r["eindstand"]) for r in rijen(VOORRAAD)}
    anders = {}
    for (code, jaar), stand in begin.items():
        if jaar == 2012:
            continue
        erbij = eind.get((code, jaar - 1), 0)
        for een in per_dag()[f"{jaar}-01-01"]:
            oud = eind[een.oud, jaar - 1]
            assert een.geheel in (1, oud)
            assert een.deel is not None
            deel = oud if een.heel else een.deel
            erbij += deel * (een.nieuw == code) - (deel if een.oud == code else 0)
        if erbij != stand:
            anders[code, jaar] = stand - erbij
    assert {sleutel: verschil for sleutel, verschil in anders.items() if abs(verschil) >= 5} == {
        (code, 2015): woningen for code, woningen in DEZELFDE_VOORRAAD.items()
    }


def test_every_transition_goes_from_one_day_of_the_list_to_the_next() -> None:
    for een in overgangen():
        dag_ervoor = (date.fromisoformat(een.datum) - timedelta(days=1)).isoformat()
        assert lijst.alle()[een.nieuw].naam == een.nieuw_naam
        assert lijst.alle()[een.nieuw].er_op(een.datum)
        if een.oud:
            assert lijst.alle()[een.oud].naam == een.oud_naam
            assert lijst.alle()[een.oud].er_op(dag_ervoor)


def test_whoever_came_or_went_has_a_transition() -> None:
    gegaan = {(een.oud, een.datum) for een in overgangen() if een.weg}
    gekomen = {(een.nieuw, een.datum) for een in overgangen()}
    for een in lijst.alle().values():
        assert not een.tot or (een.code, een.tot) in gegaan
        assert not een.vanaf or (een.code, een.vanaf) in gekomen


def test_the_parts_are_the_whole() -> None:
    delen: dict[tuple[str, str], list[Overgang]] = defaultdict(list)
    for een in overgangen():
        delen[een.datum, een.oud_naam].append(een)
    for samen in delen.values():
        bekend = [een.deel for een in samen if een.deel is not None]
        assert not bekend or sum(bekend) == samen[0].geheel
        assert len({een.geheel for een in samen}) == 1


@pytest.mark.parametrize("dag", [lijst.EERSTE, "2018-06-30", lijst.DAG])
def test_each_is_found_by_code_number_and_name(dag: str) -> None:
    for een in lijst.op(dag)[::7]:
        nummer = een.code[2:].lstrip("0")
        for wie in (een.code, een.code.lower(), nummer, een.naam, f" {een.naam.upper()}"):
            assert lijst.zoek(wie, dag) == (een, "")


@pytest.mark.parametrize(
    ("wie", "dag", "woorden"),
    [
        ("Zwole", lijst.DAG, ["bedoelt u Zwolle?"]),
        ("Bergen", lijst.DAG, ["zijn er 2", "Bergen (L.) (GM0893", "Bergen (NH.) (GM0373", "Noem de code"]),
        ("Appingedam", lijst.DAG, ["ging op 1 januari 2021 over in Eemsdelta"]),
        ("Eemsdelta", "2020-01-01", ["is er sinds 1 januari 2021", "Delfzijl"]),
        ("GM9999", lijst.DAG, ["een gemeente die er op 1 januari 2026 was"]),
        ("Littenseradiel", lijst.DAG, ["Leeuwarden, Súdwest-Fryslân en Waadhoeke"]),
    ],
)  # fmt: skip
def test_who_is_not_found_is_told_why(wie: str, dag: str, woorden: list[str]) -> None:
    gevonden, eis = lijst.zoek(wie, dag)
    assert gevonden is None
    for woord in woorden:
        assert woord in eis


def test_other_names_and_suffixes() -> None:
    for wie, code in (("Den Haag", "GM0518"), ("Hengelo (O)", "GM0164"), ("den bosch", "GM0796")):
        gevonden, _ = lijst.zoek(wie, lijst.DAG)
        assert gevonden is not None and gevonden.code == code


def test_what_became_of_it_in_words() -> None:
    assert gemeentenamen.opgegaan("Denekamp") == "Denekamp ging op 1 januari 2001 op in Dinkelland"
    assert gemeentenamen.opgegaan("Weesp") == "Weesp ging op 24 maart 2022 op in Amsterdam"
    over = "Winsum ging op 1 januari 2019 over in Het Hogeland en Westerkwartier"
    assert gemeentenamen.opgegaan("winsum") == over.replace("Winsum", "winsum")
    assert gemeentenamen.opgegaan("Slochteren") == (
        "Slochteren ging op 1 januari 2018 op in Midden-Groningen"
    )
    assert gemeentenamen.opgegaan("Nissewaard") is None
    assert gemeentenamen.ontstaan("Eemsdelta") == (
        "in Eemsdelta ging op 1 januari 2021 Appingedam, Delfzijl en Loppersum op"
    )
    assert gemeentenamen.opvolger("Nieuw-Lekkerland", 2018) == "Molenwaard"
    assert gemeentenamen.opvolger("Nieuw-Lekkerland", 2019) == "Molenlanden"
    assert gemeentenamen.opvolger("Winsum", 2020) is None
    assert gemeentenamen.opvolger("Zwolle", 2026) is None


def test_no_code_has_two_names() -> None:
    assert max(Counter(een.code for een in lijst.alle().values()).values()) == 1
    assert len(lijst.op(lijst.DAG)) == 342
