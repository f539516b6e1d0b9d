"""No kind of false or broken sentence, in any real edition and in any made-up world."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import yaml
from hulp import EDITIES, WORTEL, lang_behalve
from tekstwerelden import (
    NAMEN,
    alleen_afspraken,
    alles_onbekend,
    andere_namen,
    foute_zinnen,
    geen_afstemming,
    kaal,
    lege_registers,
    lezing,
    maak_wereld,
    norm,
    proza,
    teksten,
    zonder,
)

pytestmark = pytest.mark.traag


@cache
def alle_teksten(wortel: Path, editie: str, op: str | None) -> tuple[tuple[str, str], ...]:
    return tuple(teksten(wortel, editie, op))


def fouten(wortel: Path, editie: str, op: str | None = None) -> list[str]:
    """What is wrong in the texts of an edition: kind, place and line."""
    return foute_zinnen(alle_teksten(wortel, editie, op))


def alle_proza(wortel: Path, editie: str, op: str | None = None) -> str:
    return "\n".join(
        regel for _, tekst in alle_teksten(wortel, editie, op) for regel in proza(tekst)
    )


@pytest.mark.lang
@pytest.mark.parametrize("editie", EDITIES)
def test_real_editions(editie: str) -> None:
    assert fouten(WORTEL, editie) == []


@pytest.mark.lang
@pytest.mark.parametrize("editie", ["2017", "2019"])
def test_editions_that_still_run(editie: str) -> None:
    assert fouten(WORTEL, editie, "2020-12-31") == []


WERELDEN = {
    "high norm": norm("9.0"),
    "low norm": norm("0.05"),
    "empty registers": lege_registers,
    "all unknown": alles_onbekend,
    "other reading": lezing("C"),
    "no coordination": geen_afstemming,
    "bare": kaal,
    "no plan list": zonder("planlijst"),
    "no stock": zonder("woningvoorraad"),
    "no boundaries": zonder("kaart"),
    "no task": zonder("statushouders"),
    "no districts": zonder("wijkaanpak"),
    "no capacity taken back": zonder("terugname"),
    "three agreements": alleen_afspraken(11, 13, 15),
    "no term": alleen_afspraken(11, 13, 14, 24),
    "no readings": alleen_afspraken(11, 13, 15, 16, met_lezingen=False),
}


@pytest.mark.parametrize("wereld", lang_behalve(["bare"], WERELDEN))
def test_made_up_worlds(tmp_path: Path, wereld: str) -> None:
    wortel = maak_wereld(tmp_path / "wereld", WERELDEN[wereld])
    assert fouten(wortel, "2017", "2020-12-31") == []


@pytest.mark.lang
def test_another_region_has_its_own_names_and_articles_only(tmp_path: Path) -> None:
    wortel = maak_wereld(tmp_path / "wereld", andere_namen)
    afspraken = yaml.safe_load((wortel / "data/afspraken.yml").read_text(encoding="utf-8"))
    nummers = {str(a["artikel"]) for a in afspraken}
    tekst = alle_proza(wortel, "2017", "2020-12-31")
    assert [naam for naam in NAMEN if re.search(rf"\b{naam}\b", tekst)] == []
    genoemd = re.findall(r"\b[Aa]rtikel(?:en)? ((?:\d+(?:, | en )?)+)", tekst)
    assert {n for groep in genoemd for n in re.findall(r"\d+", groep)} <= nummers
    assert fouten(wortel, "2017", "2020-12-31") == []


@pytest.mark.lang
def test_an_edition_that_is_not_judged_says_so_and_no_more() -> None:
    tekst = alle_proza(WORTEL, "2021")
    assert "Deze editie wordt aan geen van de artikelen getoetst." in tekst
    assert "elk artikel is iets bekend" not in tekst
    assert "thema's: deze editie wordt er niet aan getoetst" in tekst


@pytest.mark.lang
def test_a_reading_that_leaves_the_target_open_states_no_target(tmp_path: Path) -> None:
    wortel = maak_wereld(tmp_path / "wereld", lezing("C"))
    tekst = alle_proza(wortel, "2017", "2020-12-31")
    assert "Lezing C (gebruikt), " in tekst
    assert not re.search(r"[Hh]et doel van \d+ wijkaanpakken|het doel is \d+ op", tekst)


@pytest.mark.lang
def test_a_look_back_asks_for_nothing() -> None:
    tekst = alle_proza(WORTEL, "2017")
    assert not re.search(r"nog te leveren|nog moet worden|aanleveren", tekst, re.IGNORECASE)
    lopend = alle_proza(WORTEL, "2017", "2020-12-31")
    assert "Nog te leveren" in lopend
