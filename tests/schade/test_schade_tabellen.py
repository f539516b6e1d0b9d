"""Damaged tables: every damage is found, with file, row, column, value and what was expected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hulp import (
    FEITEN,
    GEMEENTEN,
    INVENTARISATIE,
    NETTO2020,
    RIJEN,
    RWP2015,
    RWP2017,
    elk_eens,
    lees_rijen,
    problemen_van,
    schrijf_rijen,
)

from woonanalyse.kern.fouten import Probleem

RIJ = 4
"""The row that is damaged, as a spreadsheet counts (the header is row 1)."""


@dataclass(frozen=True)
class Bron:
    """A source: the edition that reads it, the file, a column of numbers; what may stand there besides."""

    editie: str
    bestand: str
    getal: str
    ook: tuple[str, ...] = ()


BRONNEN = [
    Bron("2015", RWP2015, "hard_totaal"),
    Bron("2017", RWP2017, "hard_direct"),
    Bron("2021", NETTO2020, "netto_hard"),
    Bron("2021", INVENTARISATIE, "zacht_totaal", ("-5", "")),
]


def naam(deel: Bron | str | bytes) -> str | None:
    """Of a source its file; of anything else as pytest has it."""
    return Path(deel.bestand).stem if isinstance(deel, Bron) else None


elke_bron = pytest.mark.parametrize("bron", BRONNEN, ids=naam)
MET_FEITEN = [*BRONNEN, Bron("2021", FEITEN, "waarde_min"), Bron("2017", GEMEENTEN, "")]
elk_bestand = pytest.mark.parametrize("bron", MET_FEITEN, ids=naam)


def wijzig(project: Path, bron: Bron, schade: Callable[[RIJEN], object]) -> list[Probleem]:
    """Damage the cells of a source; what reading then finds in that file."""
    rijen = lees_rijen(project / bron.bestand)
    schade(rijen)
    schrijf_rijen(project / bron.bestand, rijen)
    return in_bestand(project, bron)


def in_bestand(project: Path, bron: Bron) -> list[Probleem]:
    """The problems in one file; the sidecar's own are looked at elsewhere."""
    problemen = problemen_van(project, bron.editie)
    assert {p.bestand for p in problemen} <= {bron.bestand, f"{bron.bestand}.yml"}
    return [p for p in problemen if p.bestand == bron.bestand]


def cel(kolom: str, waarde: str, rij: int = RIJ) -> Callable[[RIJEN], None]:
    """A damage: put a value in a cell."""

    def zet(rijen: RIJEN) -> None:
        rijen[rij - 1][rijen[0].index(kolom)] = waarde

    return zet


@elk_bestand
def test_undamaged_file_has_no_problems(project: Path, bron: Bron) -> None:
    assert wijzig(project, bron, lambda rijen: None) == []


GEEN_WONINGEN = [
    *(
        "veel",
        "12,5",
        "1.465",
        "1 465",
        "-5",
        "",
        " ",
        "12.0",
        "1e3",
        "NaN",
        "٣٤",
        "9" * 30,
        "=A1+B1",
    )
]


@pytest.mark.enkele(4)
@pytest.mark.parametrize(
    ("bron", "waarde"),
    [*elk_eens(BRONNEN[:3], GEEN_WONINGEN), *elk_eens(BRONNEN[3:], GEEN_WONINGEN)],
    ids=naam,
)
def test_cell_that_is_no_number_of_dwellings(project: Path, bron: Bron, waarde: str) -> None:
    problemen = wijzig(project, bron, cel(bron.getal, waarde))
    if waarde in bron.ook:
        assert problemen == []
        return
    (probleem,) = problemen
    assert (probleem.rij, probleem.kolom, probleem.waarde) == (RIJ, bron.getal, waarde)
    assert ("een geheel getal" if bron.ook else "geheel getal van 0 of meer") in probleem.verwacht
    for deel in (bron.bestand, f"rij {RIJ}", f"kolom {bron.getal}", repr(waarde)):
        assert deel in str(probleem)


@elke_bron
def test_municipality_missing(project: Path, bron: Bron) -> None:
    code, naam = lees_rijen(project / bron.bestand)[RIJ - 1][:2]
    (probleem,) = wijzig(project, bron, lambda rijen: rijen.pop(RIJ - 1))
    assert (probleem.rij, probleem.kolom) == (None, "gemeentecode")
    assert naam in probleem.verwacht and code in probleem.verwacht
    assert "ontbreekt" in probleem.verwacht


@elke_bron
def test_unknown_code(project: Path, bron: Bron) -> None:
    onbekend, weg = wijzig(project, bron, cel("gemeentecode", "GM9999"))
    assert (onbekend.rij, onbekend.kolom, onbekend.waarde) == (RIJ, "gemeentecode", "GM9999")
    assert "een gemeente van de regio" in onbekend.verwacht and "GM0141" in onbekend.verwacht
    assert "ontbreekt" in weg.verwacht


@pytest.mark.parametrize(
    ("bron", "code"),
    elk_eens(
        [*BRONNEN, Bron("2017", GEMEENTEN, "")], ["141", "GM141", "gm0141", "GM0141 ", "GM01411"]
    ),
    ids=naam,
)
def test_code_of_the_wrong_form(project: Path, bron: Bron, code: str) -> None:
    (probleem,) = wijzig(project, bron, cel("gemeentecode", code))
    assert (probleem.rij, probleem.kolom, probleem.waarde) == (RIJ, "gemeentecode", code)
    assert "CBS-gemeentecode" in probleem.verwacht


@elke_bron
def test_same_municipality_twice(project: Path, bron: Bron) -> None:
    (probleem,) = wijzig(project, bron, lambda rijen: rijen.append(list(rijen[RIJ - 1])))
    code, naam = lees_rijen(project / bron.bestand)[RIJ - 1][:2]
    assert (probleem.rij, probleem.kolom, probleem.waarde) == (16, "gemeentecode", code)
    assert naam in probleem.verwacht and f"rij {RIJ}" in probleem.verwacht


@elke_bron
def test_wrong_name_with_a_code(project: Path, bron: Bron) -> None:
    juist = lees_rijen(project / bron.bestand)[RIJ - 1][1]
    (probleem,) = wijzig(project, bron, cel("gemeentenaam", "Zwolle"))
    assert (probleem.rij, probleem.kolom, probleem.waarde) == (RIJ, "gemeentenaam", "Zwolle")
    assert juist in probleem.verwacht


@elk_bestand
def test_column_gone(project: Path, bron: Bron) -> None:
    kolom = bron.getal or "coropcode"

    def schrap(rijen: RIJEN) -> None:
        plek = rijen[0].index(kolom)
        for rij in rijen:
            del rij[plek]

    (probleem,) = wijzig(project, bron, schrap)
    assert (probleem.rij, probleem.kolom) == (1, kolom)
    assert "ontbreekt" in probleem.verwacht
    if bron.bestand == GEMEENTEN:  # without members nothing else of the edition is read
        return
    (zij,) = [p for p in problemen_van(project, bron.editie) if p.bestand.endswith(".yml")]
    assert zij.bestand == f"{bron.bestand}.yml" and kolom in (zij.waarde or "")


@elk_bestand
def test_column_renamed_gives_a_hint(project: Path, bron: Bron) -> None:
    kolom = bron.getal or "gemeentenaam"
    ontbreekt, vreemd = wijzig(project, bron, cel(kolom, f"{kolom}_2017", rij=1))
    assert (ontbreekt.rij, ontbreekt.kolom) == (1, kolom)
    assert f"bedoelt kolom '{kolom}_2017'" in ontbreekt.verwacht
    assert (vreemd.rij, vreemd.waarde) == (1, f"{kolom}_2017")


@elk_bestand
def test_column_twice(project: Path, bron: Bron) -> None:
    def herhaal(rijen: RIJEN) -> None:
        for rij in rijen:
            rij.append(rij[0])

    (probleem,) = wijzig(project, bron, herhaal)
    assert probleem.rij == 1 and "één keer" in probleem.verwacht


@pytest.mark.enkele(3)
@elk_bestand
@pytest.mark.parametrize(("anders", "cellen"), [(1, "extra"), (-1, "te weinig")])
def test_row_of_another_width(project: Path, bron: Bron, anders: int, cellen: str) -> None:
    def verbreed(rijen: RIJEN) -> None:
        rijen[RIJ - 1] = [*rijen[RIJ - 1], "extra"] if anders > 0 else rijen[RIJ - 1][:-1]

    breedte = len(lees_rijen(project / bron.bestand)[0])
    (probleem,) = wijzig(project, bron, verbreed)
    assert (probleem.rij, probleem.waarde) == (RIJ, f"{breedte + anders} cellen")
    assert f"{breedte} cellen" in probleem.verwacht


@elk_bestand
def test_decimal_comma_without_quotes_is_a_cell_too_many(project: Path, bron: Bron) -> None:
    pad = project / bron.bestand
    regels = pad.read_text(encoding="utf-8").split("\n")
    regels[RIJ - 1] += ",5"
    pad.write_text("\n".join(regels), encoding="utf-8")
    (probleem,) = in_bestand(project, bron)
    assert probleem.rij == RIJ


@pytest.mark.parametrize(
    ("bron", "inhoud"), elk_eens(MET_FEITEN, [b"", b"\n", b"\xef\xbb\xbf"]), ids=naam
)
def test_empty_file(project: Path, bron: Bron, inhoud: bytes) -> None:
    (project / bron.bestand).write_bytes(inhoud)
    (probleem,) = in_bestand(project, bron)
    assert "leeg" in probleem.verwacht and "kopregel" in probleem.verwacht


@elk_bestand
def test_only_a_header(project: Path, bron: Bron) -> None:
    def onthoofd(rijen: RIJEN) -> None:
        del rijen[1:]

    (probleem,) = wijzig(project, bron, onthoofd)
    assert "ten minste één rij" in probleem.verwacht


@elk_bestand
def test_latin1_bytes(project: Path, bron: Bron) -> None:
    pad = project / bron.bestand
    regels = pad.read_bytes().split(b"\n")
    regels[RIJ - 1] = "Rijssén".encode("latin-1") + regels[RIJ - 1]
    pad.write_bytes(b"\n".join(regels))
    (probleem,) = in_bestand(project, bron)
    assert (probleem.rij, probleem.waarde) == (RIJ, "é")
    assert "UTF-8" in probleem.verwacht


@elk_bestand
def test_file_gone(project: Path, bron: Bron) -> None:
    (project / bron.bestand).unlink()
    (probleem,) = in_bestand(project, bron)
    assert "het is er niet" in probleem.verwacht


@elk_bestand
def test_excel_file_under_the_name_of_a_csv(project: Path, bron: Bron) -> None:
    (project / bron.bestand).write_bytes(b"PK\x03\x04\x14\x00\x06\x00\x08\x00\xf1\x00" * 40)
    assert len(in_bestand(project, bron)) == 1


@pytest.mark.parametrize(
    "bron", [*BRONNEN[:2], Bron("2017", GEMEENTEN, "")], ids=lambda b: Path(b.bestand).stem
)
def test_unknown_subregion(project: Path, bron: Bron) -> None:
    (probleem,) = wijzig(project, bron, cel("subregio", "Salland"))
    assert (probleem.rij, probleem.kolom, probleem.waarde) == (RIJ, "subregio", "Salland")
    assert "Netwerkstad" in probleem.verwacht


def test_lowest_need_above_the_highest(project: Path) -> None:
    (probleem,) = wijzig(project, BRONNEN[1], cel("netto_vraag_min", "9999"))
    assert (probleem.rij, probleem.kolom, probleem.waarde) == (RIJ, "netto_vraag_min", "9999")
    assert "netto_vraag_max" in probleem.verwacht and "2040" in probleem.verwacht


@pytest.mark.parametrize("jaar", ["17", "2017-2026", "1017", ""])
def test_year_of_the_wrong_form(project: Path, jaar: str) -> None:
    (probleem,) = wijzig(project, BRONNEN[1], cel("periode_van", jaar))
    assert (probleem.rij, probleem.kolom) == (RIJ, "periode_van")
    assert "jaartal" in probleem.verwacht


def test_date_of_the_wrong_form(project: Path) -> None:
    (probleem,) = wijzig(project, BRONNEN[2], cel("peildatum", "1-1-2020"))
    assert (probleem.rij, probleem.kolom, probleem.waarde) == (RIJ, "peildatum", "1-1-2020")


@pytest.mark.parametrize("kolom", ["gemeentenaam", "subregio", "provincie"])
def test_empty_text(project: Path, kolom: str) -> None:
    (probleem,) = wijzig(project, Bron("2017", GEMEENTEN, ""), cel(kolom, " "))
    assert (probleem.rij, probleem.kolom) == (RIJ, kolom)
    assert "niet leeg" in probleem.verwacht


def test_code_twice_among_the_members(project: Path) -> None:
    (probleem,) = wijzig(
        project, Bron("2017", GEMEENTEN, ""), lambda rijen: rijen.append(list(rijen[1]))
    )
    assert (probleem.rij, probleem.waarde) == (16, "GM0141")


@pytest.mark.parametrize("aantal", [0, 2])
def test_fact_that_is_absent_or_twice(project: Path, aantal: int) -> None:
    def herhaal(rijen: RIJEN) -> None:
        feit = next(rij for rij in rijen if "15782" in rij)
        rijen.remove(feit)
        rijen += [feit] * aantal

    (probleem,) = wijzig(project, Bron("2021", FEITEN, ""), herhaal)
    assert probleem.kolom == "onderwerp" and "lokale woningbehoefte" in (probleem.waarde or "")
    assert "precies één rij" in probleem.verwacht


def test_cells_that_may_be_empty(project: Path) -> None:
    """In 2017 no replacement and nothing to elaborate are empty cells: none, not unknown."""
    assert wijzig(project, BRONNEN[1], cel("vervanging", "")) == []
    assert wijzig(project, BRONNEN[1], cel("hard_uitwerk", "")) == []


def test_all_damages_of_one_table_at_once(project: Path) -> None:
    def veel(rijen: RIJEN) -> None:
        cel("hard_direct", "veel", 2)(rijen)
        cel("vervanging", "-1", 9)(rijen)
        cel("netto_vraag_max", "1,5", 15)(rijen)

    problemen = wijzig(project, BRONNEN[1], veel)
    assert [(p.rij, p.kolom, p.waarde) for p in problemen] == [
        (2, "hard_direct", "veel"),
        (9, "vervanging", "-1"),
        (15, "netto_vraag_max", "1,5"),
    ]
