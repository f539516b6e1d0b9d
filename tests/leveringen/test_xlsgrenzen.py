"""An .xls is bounded before it is opened: rows, columns, cells, letters, and chains without an end."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

import pytest
from hulp import voorbeelden
from hypothesis import given
from hypothesis import strategies as st
from vormenhulp import GEGEVENS

from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.leveringen.openen import xlsgrenzen
from woonanalyse.leveringen.openen.inlezen import open_boek
from woonanalyse.leveringen.openen.xlsgrenzen import controleer_xls

ECHT = (GEGEVENS / "plannen.xls").read_bytes()
SECTOR, EINDE, VRIJ = 512, 0xFFFFFFFE, 0xFFFFFFFF


def record(soort: int, inhoud: bytes) -> bytes:
    return struct.pack("<HH", soort, len(inhoud)) + inhoud


def getal(rij: int, kolom: int) -> bytes:
    return record(0x203, struct.pack("<HHHd", rij, kolom, 0, 1.0))


def samengesteld(records: Sequence[bytes], keten: dict[int, int] | None = None) -> bytes:
    """A compound file with one stream; sector 0 is its folder, then the stream, then the table of sectors."""
    stroom = b"".join(records).ljust(8 * SECTOR, b"\0")
    sectoren = -(-len(stroom) // SECTOR)
    tabellen = -(-(sectoren + 1) // 127)
    volgende = [EINDE, *range(2, sectoren + 1), EINDE, *[VRIJ] * tabellen]
    for plek, waarde in (keten or {}).items():
        volgende[plek] = waarde
    volgende += [VRIJ] * (tabellen * 128 - len(volgende))
    kop = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    kop += struct.pack("<HHHHH6xIIIIIIIIII", 62, 3, 0xFFFE, 9, 6, 0, tabellen, 0, 0, 4096, EINDE, 0, EINDE, 0,
                       sectoren + 1)  # fmt: skip
    delen = [sectoren + 1 + nr for nr in range(tabellen)]
    kop = kop[:76] + struct.pack("<109I", *delen, *[VRIJ] * (109 - len(delen)))
    wortel, boek = _regel("Root Entry", 5, EINDE, 0), _regel("Workbook", 2, 1, len(stroom))
    map_ = (wortel + boek).ljust(SECTOR, b"\0")
    stroom = stroom.ljust(sectoren * SECTOR, b"\0")
    return kop + map_ + stroom + struct.pack(f"<{len(volgende)}I", *volgende)


def _regel(naam: str, soort: int, begin: int, omvang: int) -> bytes:
    tekst = naam.encode("utf-16-le") + b"\0\0"
    vast = tekst.ljust(64, b"\0") + struct.pack("<HB", len(tekst), soort)
    return vast.ljust(116, b"\0") + struct.pack("<III", begin, omvang, 0)


def test_a_real_file_is_within_the_bounds_and_read(tmp_path: Path) -> None:
    controleer_xls("a.xls", ECHT)
    assert open_boek(GEGEVENS / "plannen.xls").bladen[0].rijen


def test_a_made_file_of_a_few_cells_is_within_the_bounds() -> None:
    controleer_xls("a.xls", samengesteld([getal(0, 0), getal(9, 9)]))


@pytest.mark.parametrize(
    ("records", "wat"),
    [
        ([getal(0, 0), getal(65_535, 255)], "vakken"),
        ([getal(0, 5_000)], "kolommen"),
        ([record(0x200, struct.pack("<IIHHH", 0, 2**31, 0, 9, 0))], "rijen"),
        ([record(0xBD, struct.pack("<HH6xH", nr, 0, 1_900)) for nr in range(1_000)], "cellen"),
    ],
)
def test_a_sheet_that_would_be_too_large_is_refused_with_what_is(
    records: Sequence[bytes], wat: str
) -> None:
    with pytest.raises(InvoerFout, match=rf"ten hoogste [\d.]+ {wat}"):
        controleer_xls("a.xls", samengesteld(records))


@pytest.mark.parametrize("breed", [1, 2])
def test_one_long_text_in_many_cells_is_refused(
    monkeypatch: pytest.MonkeyPatch, breed: int
) -> None:
    monkeypatch.setattr(xlsgrenzen, "HOOGSTENS_TEKST", 50_000)
    tekst = ("x" * 9_000).encode("utf-16-le" if breed == 2 else "ascii")
    begin, rest = tekst[:4_000], tekst[4_000:]
    vlag = bytes([breed - 1])
    lijst = record(0xFC, struct.pack("<IIH", 1, 1, 9_000) + vlag + begin)
    lijst += record(0x3C, vlag + rest)
    cellen = [record(0xFD, struct.pack("<HHHI", rij, 0, 0, 0)) for rij in range(6)]
    controleer_xls("a.xls", samengesteld([lijst, *cellen[:5]]))
    with pytest.raises(InvoerFout, match="letters"):
        controleer_xls("a.xls", samengesteld([lijst, *cellen]))


@pytest.mark.parametrize("keten", [{2: 1}, {2: 2}, {3: 900_000}, {0: 0}])
def test_a_chain_without_an_end_or_out_of_the_file_is_a_damaged_file(keten: dict[int, int]) -> None:
    with pytest.raises(InvoerFout, match="beschadigd of afgebroken"):
        controleer_xls("a.xls", samengesteld([getal(0, 0)], keten))


@voorbeelden(60)
@given(st.integers(0, len(ECHT) - 1), st.integers(0, 255), st.booleans())
def test_whatever_byte_is_wrong_it_is_opened_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, plek: int, byte: int, afgebroken: bool
) -> None:
    ruw = ECHT[:plek] if afgebroken else ECHT[:plek] + bytes([byte]) + ECHT[plek + 1 :]
    pad = tmp_path_factory.getbasetemp() / "kapot.xls"
    pad.write_bytes(ruw)
    try:
        open_boek(pad)
    except InvoerFout as fout:
        assert all(probleem.verwacht for probleem in fout.problemen)
