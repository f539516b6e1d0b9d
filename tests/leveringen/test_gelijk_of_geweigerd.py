"""What does no harm changes nothing; what does is refused at its cell; and either way nothing is lost."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from leveringen.test_een_schade import (
    HEEL_BESTAND,
    SOORTEN,
    Soort,
    alles,
    bewaar,
    gegevens,
    heel,
    waarden,
)
from openpyxl import Workbook as Werkboek
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from woonanalyse.kern.fouten import InvoerFout

KENMERKEN = ("plan_id", "parent_globalid", "Identificatie nr")


def _cellen(boek: Werkboek) -> list[Any]:
    return [
        cel for blad in boek for rij in blad.iter_rows() for cel in rij if cel.value is not None
    ]


def _nfd(soort: Soort, boek: Werkboek) -> None:
    for cel in _cellen(boek):
        if isinstance(cel.value, str) and not cel.value.startswith("="):
            cel.value = unicodedata.normalize("NFD", cel.value)


def _verborgen(soort: Soort, boek: Werkboek) -> None:
    for _, rij, _ in gegevens(soort, boek, int):
        boek[soort.blad].row_dimensions[rij].hidden = True


def _sinds_1904(soort: Soort, boek: Werkboek) -> None:
    boek.epoch = CALENDAR_MAC_1904


def _leeg_erachter(soort: Soort, boek: Werkboek) -> None:
    for _ in range(300):
        boek[soort.blad].append([" ", None, ""])


def _blad_ervoor(soort: Soort, boek: Werkboek) -> None:
    boek.create_sheet("Toelichting", 0)["A1"] = "Beste collega, hierbij de plannen"


def _kenmerk(soort: Soort, boek: Werkboek) -> None:
    blad = boek[soort.blad]
    kolom = next(cel.column for cel in blad[soort.kop] if cel.value in KENMERKEN)
    rij = max(rij for _, rij, _ in gegevens(soort, boek, int))
    blad.cell(rij, kolom).value = "2,19E+26"


def _status(soort: Soort, boek: Werkboek) -> None:
    cel = next(c for c in _cellen(boek) if str(c.value).startswith(("1A", "1B", "3 ")))
    cel.value = "6Z verzonnen"


def _gemeente(soort: Soort, boek: Werkboek) -> None:
    cel = next(c for c in _cellen(boek) if c.value in ("Borne", "GM0147"))
    cel.value = "Bornee" if cel.value == "Borne" else "GM9999"


def _kop(soort: Soort, boek: Werkboek) -> None:
    koppen = {"rest", "restcapaciteit_woningen", "totaal", "Totalen", "Bouw"}
    cel = next(cel for cel in boek[soort.blad][soort.kop] if cel.value in koppen)
    cel.value = f"{str(cel.value)[:-1]}_6"


def _afgebroken(ruw: bytes) -> bytes:
    return ruw.rstrip()[: -len(ruw.splitlines()[-1]) // 2]


def _windows(ruw: bytes) -> bytes:
    return b"\xef\xbb\xbf" + ruw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _latijn(ruw: bytes) -> bytes:
    return ruw.decode().encode("cp1252")


ZONDER_SCHADE: tuple[Callable[[Soort, Werkboek], None], ...] = (
    _nfd, _verborgen, _sinds_1904, _leeg_erachter, _blad_ervoor,
)  # fmt: skip
MET_SCHADE: dict[Callable[[Soort, Werkboek], None], tuple[str, ...]] = {
    _kenmerk: ("sjabloon", "sjabloon, puntkomma", "eib", "gelderland", "diwi"),
    _status: ("sjabloon", "eib", "noord-holland", "planmonitor"),
    _gemeente: ("sjabloon, csv", "eib", "eib, xlsx", "noord-holland", "gelderland", "diwi"),
    _kop: ("eib", "eib, xlsx", "noord-holland", "planmonitor", "planmonitor, rij 1", "diwi"),
}
ALS_CSV = [naam for naam, soort in SOORTEN.items() if soort.einde == "csv"]


@pytest.fixture
def gave_map(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where deliveries without damage stand, the same for all tests."""
    map_ = tmp_path_factory.getbasetemp() / "gaaf"
    map_.mkdir(exist_ok=True)
    return map_


KORT = ("sjabloon", "planmonitor", "diwi")
LANG = [pytest.param(naam, marks=pytest.mark.lang) for naam in SOORTEN if naam not in KORT]


@pytest.mark.enkele(1)
@pytest.mark.parametrize("naam", [*KORT, *LANG])
def test_what_does_no_harm_changes_nothing(naam: str, tmp_path: Path, gave_map: Path) -> None:
    soort, gaaf = SOORTEN[naam], heel(naam, gave_map)
    for doe in ZONDER_SCHADE:
        if soort.einde == "csv" and doe is _blad_ervoor:
            continue
        boek = soort.maak()
        doe(soort, boek)
        levering, meldingen = alles(bewaar(soort, boek, tmp_path))
        assert waarden(levering) == waarden(gaaf[0]), doe
        assert levering.rekening.sluit() and not [m for m in meldingen if m.soort == "fout"], doe
        assert levering.rekening.woningen_er == gaaf[0].rekening.woningen_er


@pytest.mark.enkele(2)
@pytest.mark.parametrize("naam", ALS_CSV)
@pytest.mark.parametrize("doe", [_windows, _latijn])
def test_a_csv_of_windows_is_the_same(
    naam: str, doe: Callable[[bytes], bytes], tmp_path: Path, gave_map: Path
) -> None:
    pad = bewaar(SOORTEN[naam], SOORTEN[naam].maak(), tmp_path)
    pad.write_bytes(doe(pad.read_bytes()))
    assert waarden(alles(pad)[0]) == waarden(heel(naam, gave_map)[0])


@pytest.mark.parametrize("naam", ["sjabloon", "eib"])
def test_the_kind_of_file_is_told_by_what_it_is_and_not_by_its_name(
    naam: str, tmp_path: Path, gave_map: Path
) -> None:
    pad = bewaar(SOORTEN[naam], SOORTEN[naam].maak(), tmp_path)
    ander = pad.rename(pad.with_suffix(".csv" if pad.suffix == ".xlsx" else ".xlsx"))
    assert waarden(alles(ander)[0]) == waarden(heel(naam, gave_map)[0])


@pytest.mark.enkele(6)
@pytest.mark.parametrize(
    ("doe", "naam"), [(doe, naam) for doe, namen in MET_SCHADE.items() for naam in namen]
)
def test_what_does_harm_is_refused_at_its_cell_and_counted(
    doe: Callable[[Soort, Werkboek], None], naam: str, tmp_path: Path, gave_map: Path
) -> None:
    soort, gaaf = SOORTEN[naam], heel(naam, gave_map)
    boek = soort.maak()
    oud = {cel.coordinate: cel.value for cel in boek[soort.blad]._cells.values()}
    doe(soort, boek)
    (rij,) = {c.row for c in boek[soort.blad]._cells.values() if oud.get(c.coordinate) != c.value}
    levering, meldingen = alles(bewaar(soort, boek, tmp_path))
    fouten = [m for m in meldingen if m.soort == "fout"]
    assert rij in {cel.rij for melding in fouten for cel in melding.cellen}
    assert all(m.verwacht and (m.cellen or m.code in HEEL_BESTAND) for m in fouten)
    nu, eerst = levering.rekening, gaaf[0].rekening
    assert nu.sluit() and nu.woningen_er == eerst.woningen_er and nu.rijen_er == eerst.rijen_er
    assert levering.vorm == gaaf[0].vorm


@pytest.mark.parametrize("naam", ALS_CSV)
def test_a_csv_that_stops_halfway_is_refused_with_its_last_row(naam: str, tmp_path: Path) -> None:
    pad = bewaar(SOORTEN[naam], SOORTEN[naam].maak(), tmp_path)
    pad.write_bytes(_afgebroken(pad.read_bytes()))
    with pytest.raises(InvoerFout, match="afgebroken") as fout:
        alles(pad)
    assert fout.value.problemen[0].rij == len(pad.read_bytes().splitlines())


@pytest.mark.parametrize("naam", ["planmonitor", "sjabloon"])
def test_years_that_do_not_go_up_are_asked_about(naam: str, tmp_path: Path) -> None:
    soort = SOORTEN[naam]
    boek = soort.maak()
    koppen = [c for c in boek[soort.blad][soort.kop] if str(c.value)[-4:] in ("2027", "2028")]
    een, ander = koppen[:2]
    een.value, ander.value = ander.value, een.value
    levering, _ = alles(bewaar(soort, boek, tmp_path))
    assert "jaren_volgorde" in {m.code for m in levering.meldingen if m.soort == "waarschuwing"}
