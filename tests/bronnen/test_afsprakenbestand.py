"""The YAML of the agreements: all there, and every mistake named."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from woonanalyse.bronnen import afspraken as bron

WORTEL = Path(__file__).resolve().parents[2]


@cache
def _gelezen() -> list[dict[str, Any]]:
    afspraken, problemen = bron.lees(WORTEL, "data/afspraken.yml")
    assert problemen == [] and afspraken is not None
    return afspraken


def laad() -> list[dict[str, Any]]:
    return deepcopy(_gelezen())


def lees_met(tmp_path: Path, afspraken: Any) -> list[str]:
    (tmp_path / "a.yml").write_text(yaml.safe_dump(afspraken, allow_unicode=True), encoding="utf-8")
    gelezen, problemen = bron.lees(tmp_path, "a.yml")
    assert (gelezen is None) == bool(problemen)
    return [str(probleem) for probleem in problemen]


def test_alle_24_artikelen():
    afspraken = laad()
    assert sorted({a["artikel"] for a in afspraken}) == list(range(1, 25))
    assert {a["artikel"] for a in afspraken if a.get("noot")} >= {1, 7, 8, 13, 15, 22}
    per_artikel = {a["artikel"]: a for a in afspraken}
    assert per_artikel[11]["norm"] == 24
    assert per_artikel[13]["norm"] == 1.0
    assert (per_artikel[15]["norm"], per_artikel[15]["eenheid"]) == (3, "jaar")
    assert all(a["bron"].endswith(f"artikel {a['artikel']}") for a in afspraken)
    assert all(a["vanaf"] >= "2018" for a in afspraken if 6 <= a["artikel"] <= 9)


def test_goed_bestand_heeft_geen_problemen(tmp_path):
    assert lees_met(tmp_path, laad()) == []


@pytest.mark.parametrize(
    ("artikel", "anders", "melding"),
    [
        (11, {"norm": 24.5}, "[13].norm"),
        (11, {"soort": "kringloop"}, "cyclus"),
        (11, {"eenheid": "fractie"}, "maanden, jaar"),
        (11, {"vanaf": "2016-02-30"}, "een datum die bestaat"),
        (11, {"vanaf": "2021-01-01"}, "een datum op of na vanaf (2021-01-01)"),
        (11, {"telt_vanaf": "1-1-2016"}, "een datum als 2017-01-31"),
        (11, {"partij": ["rijk"]}, "subregio's"),
        (11, {"partij": []}, "ten minste één partij"),
        (11, {"artikel": 12}, "elk artikel één keer"),
        (11, {"kleur": "rood"}, "alleen de velden"),
        (13, {"norm": 0}, "een getal groter dan 0"),
    ],
)
def test_fouten_worden_genoemd(tmp_path, artikel, anders, melding):
    afspraken = laad()
    for afspraak in afspraken:
        if afspraak["artikel"] == artikel:
            afspraak.update(anders)
            break
    problemen = lees_met(tmp_path, afspraken)
    assert len(problemen) == 1
    assert melding in problemen[0]


def test_lezing_moet_bestaan(tmp_path):
    afspraken = laad()
    traject = next(a for a in afspraken if a["soort"] == "traject")
    traject["lezing"] = "C"
    assert "verwacht: een van A, B" in lees_met(tmp_path, afspraken)[0]
    traject["lezing"] = "A"
    traject["lezingen"]["B"]["uiterlijk"] = "2019-13-01"
    traject["begin"]["datum"] = "2019-02-29"
    assert len(lees_met(tmp_path, afspraken)) == 2


@pytest.mark.parametrize(
    ("soort", "veld"),
    [
        ("frequentie", "norm"), ("inspanning", "bewijs"), ("feit", "eenheid"), ("traject", "lezing"),
        ("ambitie", "uiterlijk"), ("feit_in_jaar", "jaar"), ("aandeel", "norm"),
        ("streefwaarde", "noemer"), ("vastlegging", "register"), ("cyclus", "norm"),
        ("maximum", "zonder_bovenkant"), ("termijn", "eenheid"), ("rekenregel", "register"),
    ],
)  # fmt: skip
def test_elke_soort_heeft_zijn_velden_nodig(tmp_path, soort, veld):
    afspraken = [next(a for a in laad() if a["soort"] == soort)]
    del afspraken[0][veld]
    problemen = lees_met(tmp_path, afspraken)
    assert len(problemen) == 1 and veld in problemen[0]


def test_soorten_per_register():
    soorten = bron.soorten_per_register(laad())
    assert soorten["voortgang"][7] == {"wijkaanpakken gestart", "start expertisecentrum"}
    assert soorten["voortgang"][6] == {"beschikbaar gesteld", "besteed"}
    assert soorten["besluiten"] == {
        11: {"wijziging RWP"}, 12: {"prioritering"}, 16: {"programmeringsstrategie"},
    }  # fmt: skip
