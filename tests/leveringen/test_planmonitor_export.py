"""The exports of Planmonitor Wonen with a plan a row."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from vormenhulp import codes, twente, vorm

from woonanalyse.kern.fouten import InvoerFout
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
    soorten = levering.tabellen["categorieen"]
    rest = soorten[(soorten["maat"] == "rest") & soorten["van_jaar"].isna()]
    assert dict(zip(rest["klasse"], rest["woningen"], strict=True)) == {
        "eengezins": 26, "onbekend": 10, "sociale huur": 36,
    }  # fmt: skip
    geval = Geval(levering.tabellen, levering.plekken, PEILDATUM)
    assert [m.code for m in controleer(geval) if m.soort == "fout"] == []
    if naam == "uitgebreid":
        assert list(plan[["totaal", "gerealiseerd"]]) == [40, 4]
        per_jaar = soorten[soorten["van_jaar"] == 2027]
        assert dict(zip(per_jaar["klasse"], per_jaar["woningen"], strict=True)) == dict(
            zip(rest["klasse"], rest["woningen"], strict=True)
        )
        jaren = levering.tabellen["fasering"][["maat", "van_jaar", "woningen"]]
        assert jaren.values.tolist() == [["rest", 2027, 36], ["sloop", 2027, 12]]


def bewaar(map_: Path, *rijen: dict[str, Any], blad: str = "Uitgebreid") -> Path:
    boek = openpyxl.Workbook()
    boek.active.title = blad
    boek.active.append(list(rijen[0]))
    for rij in rijen:
        boek.active.append(list(rij.values()))
    boek.save(map_ / "export.xlsx")
    return map_ / "export.xlsx"


def test_what_of_the_extended_export_is_not_taken_is_named_with_the_reason(tmp_path: Path) -> None:
    levering = lees(bewaar(tmp_path, uitgebreid()), twente(), peildatum=PEILDATUM)
    assert codes(levering, "waarschuwing") == []
    gezegd = [m.verwacht for m in levering.meldingen if m.code == "lees_kolom_bekend"]
    for kop in ("Eengezins Gerealiseerd", "Sociale huur Gerealiseerd", "Sloop Totaal", "Regio"):
        assert sum(kop in tekst for tekst in gezegd) == 1, gezegd
    assert not any("Nieuwbouw" in tekst for tekst in gezegd)


def test_years_of_a_class_that_are_not_what_is_left_of_it_are_told(tmp_path: Path) -> None:
    anders = uitgebreid() | {"Eengezins 2027": 20}
    levering = lees(bewaar(tmp_path, anders), twente(), peildatum=PEILDATUM)
    geval = Geval(levering.tabellen, levering.plekken, PEILDATUM)
    gezegd = {m.code for m in controleer(geval)}
    assert {"som_te_laag", "jaarsom"} <= gezegd


def draaitabel() -> list[dict[str, Any]]:
    return [
        BASIS | {"Woningtype": label} | {str(jaar): 3 for jaar in range(2024, 2034)}
        for label in _labels()
    ]


def test_an_export_for_a_pivot_table_is_refused_with_what_to_deliver(tmp_path: Path) -> None:
    pad = bewaar(tmp_path, *draaitabel(), blad="Draaitabel")
    with pytest.raises(
        InvoerFout, match="Kies in de Planmonitor bij exporteren Uitgebreid"
    ) as fout:
        lees(pad, twente(), peildatum=PEILDATUM)
    (probleem,) = fout.value.problemen
    assert (probleem.blad, probleem.rij) == ("Draaitabel", 1)


def test_a_pivot_table_beside_another_export_is_told_and_left(tmp_path: Path) -> None:
    pad = bewaar(tmp_path, uitgebreid())
    boek = openpyxl.load_workbook(pad)
    blad = boek.create_sheet("Draaitabel")
    blad.append(list(draaitabel()[0]))
    for rij in draaitabel():
        blad.append(list(rij.values()))
    boek.save(pad)
    levering = lees(pad, twente(), peildatum=PEILDATUM)
    assert levering.vorm == "planmonitor_uitgebreid" and levering.fouten == ()
    assert any("Draaitabel" in f"{m.gevonden} {m.verwacht}" for m in levering.meldingen)
