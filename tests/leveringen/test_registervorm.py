"""A register template filled in with a spreadsheet: its rows as the register's own reader wants them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hulp import WORTEL
from leveringen.leeshulp import als_csv, met_code, plekken

from woonanalyse.kern.formulier import formulieren
from woonanalyse.kern.regio import lees_regio
from woonanalyse.leveringen.lees import lees
from woonanalyse.uitgave.formulieren import keuzes
from woonanalyse.uitgave.sjabloon import sjabloon, voorbeeld

REGIO = lees_regio(WORTEL)
WOORDEN = keuzes(WORTEL, REGIO)
CODE = str(REGIO.gemeenten["gemeentecode"][0])


def voorbeeldrij(naam: str) -> dict[str, Any]:
    """The examples of the template, as a spreadsheet keeps what is typed."""
    rij: dict[str, Any] = {}
    for kolom, eis in formulieren()[naam].kolommen.items():
        tekst = voorbeeld(naam, kolom, WOORDEN[naam], REGIO)
        rij[kolom] = (
            int(tekst)
            if eis.bereik and tekst
            else datetime.fromisoformat(tekst)
            if eis.dag
            else tekst
        )
    return rij


def ingevuld(map_: Path, naam: str, *anders: Mapping[str, Any]) -> Path:
    """The template of a register with rows: the examples, but for `anders`."""
    boek = openpyxl.load_workbook(BytesIO(sjabloon(naam, WOORDEN[naam], REGIO)))
    for nr, een in enumerate(anders, start=2):
        for kolom, waarde in enumerate({**voorbeeldrij(naam), **een}.values(), start=1):
            boek[naam].cell(nr, kolom).value = waarde
    boek.save(map_ / f"{naam}.xlsx")
    return map_ / f"{naam}.xlsx"


@pytest.mark.enkele(5)
@pytest.mark.parametrize("naam", formulieren())
def test_every_template_is_known_and_read_when_filled_in(tmp_path: Path, naam: str) -> None:
    levering = lees(ingevuld(tmp_path, naam, {}), REGIO)
    assert (levering.vorm, levering.meldingen) == (naam, ())
    assert levering.tabellen == {} and list(levering.formulieren) == [naam]
    frame = levering.formulieren[naam]
    assert list(frame.columns) == list(formulieren()[naam].kolommen)
    for kolom, waarde in voorbeeldrij(naam).items():
        gelezen = frame.at[0, kolom]
        verwacht = waarde.date().isoformat() if isinstance(waarde, datetime) else waarde
        assert gelezen == verwacht
        assert levering.plekken[naam, 0, kolom].rij == 2
    assert levering.rekening.sluit() and levering.rekening.rijen_gelezen == 1


def test_a_template_may_come_as_csv_with_semicolons(tmp_path: Path) -> None:
    rij = {
        k: (v.date().isoformat() if isinstance(v, datetime) else v)
        for k, v in voorbeeldrij("besluiten").items()
    }
    pad = tmp_path / "a.csv"
    pad.write_text(als_csv([list(rij), list(rij.values())], ";"), encoding="utf-8-sig")
    levering = lees(pad, REGIO)
    assert (
        levering.vorm == "besluiten"
        and levering.fouten == ()
        and len(levering.formulieren["besluiten"]) == 1
    )


def test_every_wrong_cell_at_once(tmp_path: Path) -> None:
    slecht = {
        "peildatum": "1-13-2027",
        "soort": "halfhard",
        "geleverd": "misschien",
        "woningen": "1.390",
    }
    levering = lees(ingevuld(tmp_path, "planmonitorleveringen", {}, slecht), REGIO)
    assert plekken(levering.fouten) == ["D3", "E3", "F3", "G3"]
    assert all(m.verwacht and m.herstel and m.gevonden for m in levering.fouten)
    assert levering.rekening.sluit() and levering.rekening.rijen_geweigerd == 1
    assert len(levering.formulieren["planmonitorleveringen"]) == 1


@pytest.mark.parametrize("soort", [int, str])
def test_a_party_as_a_bare_number_is_completed_and_told(tmp_path: Path, soort: type) -> None:
    kaal = soort(int(CODE[2:]))
    levering = lees(ingevuld(tmp_path, "besluiten", {"partij": kaal}), REGIO)
    assert levering.fouten == () and levering.formulieren["besluiten"]["partij"][0] == CODE
    assert met_code(levering, "lees_code_aangevuld")


@pytest.mark.enkele(4)
@pytest.mark.parametrize("naam", REGIO.gemeenten["cbs_naam"])
def test_a_party_by_its_name_is_its_code(tmp_path: Path, naam: str) -> None:
    levering = lees(ingevuld(tmp_path, "besluiten", {"partij": naam}), REGIO)
    codes = dict(zip(REGIO.gemeenten["cbs_naam"], REGIO.gemeenten["gemeentecode"], strict=True))
    assert levering.formulieren["besluiten"]["partij"][0] == codes[naam]


def test_a_party_of_before_a_merger_stays_what_it_was(tmp_path: Path) -> None:
    leden = REGIO.gemeenten.assign(gemeentecode=["GM1979", *REGIO.gemeenten["gemeentecode"][1:]])
    regio = replace(REGIO, gemeenten=leden)
    for wie in ("Appingedam", "GM0003"):
        levering = lees(ingevuld(tmp_path, "besluiten", {"partij": wie}), regio)
        assert levering.formulieren["besluiten"]["partij"][0] == "GM0003"
        (notitie,) = met_code(levering, "lees_partij_van_toen")
        assert str(leden["gemeente"].iloc[0]) in notitie.verwacht


@pytest.mark.parametrize(
    "partij", ["provincie", "GS", "gezamenlijk", "gemeenten", REGIO.subregios[0]]
)
def test_other_parties_stay_as_they_are(tmp_path: Path, partij: str) -> None:
    levering = lees(ingevuld(tmp_path, "besluiten", {"partij": partij}), REGIO)
    assert levering.meldingen == () and levering.formulieren["besluiten"]["partij"][0] == partij


@pytest.mark.parametrize(
    ("partij", "wat"), [("Bornee", "bedoelt u Borne?"), (None, "een gemeente (naam of code)")]
)
def test_a_party_that_cannot_be_says_who_it_may_be(
    tmp_path: Path, partij: str | None, wat: str
) -> None:
    levering = lees(ingevuld(tmp_path, "besluiten", {"partij": partij}), REGIO)
    (fout,) = levering.fouten
    assert wat in f"{fout.verwacht}; {fout.herstel}"


def test_a_renamed_column_of_a_template_is_refused_by_name(tmp_path: Path) -> None:
    pad = ingevuld(tmp_path, "besluiten", {})
    boek = openpyxl.load_workbook(pad)
    boek["besluiten"]["E1"] = "soorten"
    boek.save(pad)
    (fout,) = lees(pad, REGIO).fouten
    assert fout.veld == "soort" and fout.gevonden == "soorten" and plekken([fout]) == ["E1"]


def test_an_empty_template_is_refused(tmp_path: Path) -> None:
    (fout,) = lees(ingevuld(tmp_path, "besluiten"), REGIO).fouten
    assert fout.code == "lees_leeg"


def test_empty_rows_between_are_left_aside(tmp_path: Path) -> None:
    leeg = dict.fromkeys(formulieren()["besluiten"].kolommen)
    levering = lees(ingevuld(tmp_path, "besluiten", {}, leeg, {"editie": "2019"}), REGIO)
    assert levering.rekening.terzijde == {"kopregel": 1, "leeg": 1}
    assert levering.rekening.rijen_gelezen == 2 and levering.rekening.sluit()


def test_a_cell_covered_by_a_merged_block_is_refused(tmp_path: Path) -> None:
    pad = ingevuld(tmp_path, "planmonitorleveringen", {}, {"omschrijving": "een andere"})
    boek = openpyxl.load_workbook(pad)
    boek["planmonitorleveringen"].merge_cells("G2:G3")
    boek.save(pad)
    (fout,) = lees(pad, REGIO).fouten
    assert fout.code == "lees_samengevoegd" and plekken([fout]) == ["G3"]
