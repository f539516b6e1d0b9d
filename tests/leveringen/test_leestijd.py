"""Reading takes no longer than somebody waits for it: seconds of the processor, not of the clock."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from leveringen.leeshulp import REGIO, plan, rijen_van, schrijf_xlsx

from woonanalyse.leveringen.lees import lees

JAREN = range(2027, 2037)
KLASSEN = [
    "type_eengezins", "type_meergezins", "type_onbekend", "eigendom_koop", "eigendom_huur",
    "prijs_sociale_huur", "prijs_middenhuur", "prijs_dure_koop", "zorg_nultreden", "flex_flexwoningen",
]  # fmt: skip
LIJST = [
    "op_2019", "op_2020_2024", "op_2025_2029", "op_2030_2050", "op_onbekend", "type_grondgebonden",
    "type_appartement", "type_onbekend", "huur", "koop", "huur_koop_onbekend",
]  # fmt: skip


def seconden(map_: Path, plannen: Iterable[Mapping[str, Any]]) -> tuple[float, int]:
    pad = schrijf_xlsx(map_ / "groot.xlsx", rijen_van(list(plannen)))
    begin = time.process_time()
    levering = lees(pad, REGIO)
    assert levering.fouten == () and levering.rekening.sluit()
    return time.process_time() - begin, levering.rekening.rijen_gelezen


def test_two_thousand_plans_with_years_and_classes_take_at_most_five_seconds(
    tmp_path: Path,
) -> None:
    plannen = (
        plan(
            plan_id=f"P-{nr:05}",
            naam=f"Plan {nr}",
            **{f"rest_{jaar}": nr % 7 for jaar in JAREN},
            **{f"sloop_{jaar}": 0 for jaar in JAREN},
            **dict.fromkeys(KLASSEN, nr % 5),
        )
        for nr in range(2000)
    )
    tijd, gelezen = seconden(tmp_path, plannen)
    assert gelezen == 2000 and tijd <= 5


@pytest.mark.lang
def test_a_list_of_the_country_takes_at_most_ten_seconds(tmp_path: Path) -> None:
    plannen = (
        {
            "plan_id": f"EIB{nr:05}",
            "gemeentecode": "GM0141",
            "gemeentenaam": "Aadorp",
            "plannaam": f"Plan {nr}",
            "planstatus": "1A Onherroepelijk",
            "restcapaciteit_woningen": nr % 90,
            "sloop_woningen": 0,
            **dict.fromkeys(LIJST, nr % 11),
            "datum_mutatie": "2020-04-22",
            "oppervlakte_m2": nr + 0.5,
            "x_rd": 250000.5 + nr,
            "y_rd": 478000.25,
        }
        for nr in range(4348)
    )
    tijd, gelezen = seconden(tmp_path, plannen)
    assert gelezen == 4348 and tijd <= 10
