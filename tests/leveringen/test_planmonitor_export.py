"""The exports of Planmonitor Wonen with a plan a row."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from vormenhulp import codes, twente, vorm

from woonanalyse.leveringen.controles import controleer
from woonanalyse.leveringen.controles.geval import Geval
from woonanalyse.leveringen.lees import lees

PEILDATUM = date(2026, 1, 1)
BASIS: dict[str, Any] = {
    "ID": 4021,
    "Plannaam": "Het Made Veld",
    "Plaatsnaam": "Hertme",
    "Gemeente": "Borne",
    "Regio": "Twente",
    "Provincie": "Overijssel",
    "Plantype": "Verdichting",
    "Vertrouwelijkheid": "Openbaar",
    "Status Project": "Voorbereiding",
    "Status Planologisch": "1B. Onherroepelijk, uitwerkingsplicht",
    "Knelpunten": "Stikstof, Nuts",
    "Woonmilieu": "Dorps",
    "Studentenwoningen": None,
    "Opdrachtegever": "Gemeente",
    "Opdrachtgever Naam": None,
    "Sleutelproject": "nee",
    "Opmerkingen": None,
}


def _labels() -> list[str]:
    """The labels of the categories as the exports write them: an unknown with its group."""
    kop = {"woningtype": "Woningtype", "wonen en zorg": "Wonen en zorg"}
    regels = vorm("planmonitor_wonen").inhoud["regels"]
    return [
        f"{kop[r['groep']]} Onbekend" if r["opschrift"] == "Onbekend" else r["opschrift"]
        for r in regels
    ]


DELEN = {
    "Nieuwbouw": 36,
    "Eengezins": 26,
    "Woningtype Onbekend": 10,
    "Sociale huur": 36,
    "Sloop": 12,
}


def eenvoudig() -> dict[str, Any]:
    return BASIS | {label: DELEN.get(label) for label in _labels()}


def uitgebreid() -> dict[str, Any]:
    """Four are built of the single-family social ones; all that is left comes in 2027."""
    rij = dict(BASIS)
    for label in _labels():
        rest = DELEN.get(label)
        klaar = 4 if rest and label in ("Nieuwbouw", "Eengezins", "Sociale huur") else 0
        rij[f"{label} Totaal"] = rest + klaar if rest else None
        rij[f"{label} Gerealiseerd"] = klaar or None
        rij[f"{label} Restcapaciteit"] = rest
        rij |= {f"{label} {jaar}": rest if jaar == 2027 else None for jaar in range(2024, 2044)}
    return rij


@pytest.mark.parametrize("naam", ["eenvoudig", "uitgebreid"])
def test_an_export_with_a_plan_a_row_is_known_and_read(naam: str, tmp_path: Path) -> None:
    rij = eenvoudig() if naam == "eenvoudig" else uitgebreid()
    boek = openpyxl.Workbook()
    boek.active.append(list(rij))
    boek.active.append(list(rij.values()))
    boek.save(tmp_path / "export.xlsx")
    levering = lees(tmp_path / "export.xlsx", twente(), peildatum=PEILDATUM)
    assert levering.vorm == f"planmonitor_{naam}"
    assert codes(levering, "fout") == []
    plan = levering.tabellen["plannen"].iloc[0]
    assert list(plan[["plan_id", "gemeentecode", "planstatus", "rest", "sloop"]]) == [
        "4021", "GM0147", "1B", 36, 12,
    ]  # fmt: skip
    rest = levering.tabellen["categorieen"].query("maat == 'rest' and woningen > 0")
    assert dict(zip(rest["klasse"], rest["woningen"], strict=True)) == {
        "eengezins": 26, "onbekend": 10, "sociale huur": 36,
    }  # fmt: skip
    geval = Geval(levering.tabellen, levering.plekken, PEILDATUM)
    assert [m.code for m in controleer(geval) if m.soort == "fout"] == []
    if naam == "uitgebreid":
        assert list(plan[["totaal", "gerealiseerd"]]) == [40, 4]
        jaren = levering.tabellen["fasering"][["maat", "van_jaar", "woningen"]]
        assert jaren.values.tolist() == [["rest", 2027, 36], ["sloop", 2027, 12]]
