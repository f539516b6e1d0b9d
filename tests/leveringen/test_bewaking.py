"""Files that want to do harm, or are far too large: refused before they are opened, or harmless."""

from __future__ import annotations

import struct
import time
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hulp import lang_behalve
from openpyxl import Workbook, load_workbook

from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.leveringen.openen import zipgrenzen
from woonanalyse.leveringen.openen.bewaking import bekijk
from woonanalyse.leveringen.veilig import bestandsnaam, op_het_scherm

SECONDEN = 20
"""Far more than any of these takes; far less than opening them would."""
KOP = ["plan_id", "gemeentecode", "naam", "planstatus"]
MILJOEN = 1_048_576


@pytest.fixture(autouse=True)
def op_tijd() -> Iterator[None]:
    begin = time.process_time()
    yield
    assert time.process_time() - begin < SECONDEN


def werkboek(*rijen: list[object]) -> bytes:
    boek = Workbook()
    blad = boek[boek.sheetnames[0]]
    blad.title = "Plannen"
    for rij in [KOP, *rijen]:
        blad.append(rij)
    doel = BytesIO()
    boek.save(doel)
    return doel.getvalue()


def delen(ruw: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(ruw)) as archief:
        return {naam: archief.read(naam) for naam in archief.namelist()}


def zip_van(inhoud: Mapping[str, bytes], soort: int = ZIP_DEFLATED) -> bytes:
    doel = BytesIO()
    with ZipFile(doel, "w", soort, compresslevel=1) as archief:
        for naam, bytes_ in inhoud.items():
            archief.writestr(naam, bytes_)
    return doel.getvalue()


BLAD = "xl/worksheets/sheet1.xml"


def met_blad(oud: bytes, nieuw: bytes) -> bytes:
    """A workbook in whose sheet `oud` is replaced."""
    gevonden = delen(werkboek(["P1", "GM0147", "Plan een", "1A"]))
    assert oud in gevonden[BLAD]
    return zip_van(gevonden | {BLAD: gevonden[BLAD].replace(oud, nieuw, 1)})


def schrijf(map_: Path, naam: str, ruw: bytes) -> Path:
    pad = map_ / naam
    pad.write_bytes(ruw)
    return pad


def geweigerd(map_: Path, ruw: bytes, naam: str = "levering.xlsx") -> str:
    with pytest.raises(InvoerFout) as fout:
        bekijk(schrijf(map_, naam, ruw))
    tekst = str(fout.value)
    assert "verwacht: " in tekst and "Traceback" not in tekst
    return tekst


def cellen(inhoud: bytes) -> list[tuple[object, ...]]:
    boek = load_workbook(BytesIO(inhoud), read_only=True)
    return list(boek["Plannen"].iter_rows(values_only=True))


# Zip bombs


def test_a_part_that_grows_a_thousandfold_is_refused(tmp_path: Path) -> None:
    bom = delen(werkboek()) | {"xl/media/plaatje.png": bytes(50_000_000)}
    assert "zipbom" in geweigerd(tmp_path, zip_van(bom))


@pytest.mark.lang
def test_many_parts_that_are_large_together_are_refused(tmp_path: Path) -> None:
    blok = bytes(range(256)) * 4000
    veel = {f"xl/media/{nr}.bin": blok for nr in range(400)}
    assert "bytes na uitpakken" in geweigerd(tmp_path, zip_van(delen(werkboek()) | veel))


def test_a_part_that_is_larger_than_it_says_is_refused(tmp_path: Path) -> None:
    """The directory names the size and checksum of its beginning, all that a careless reader sees."""
    inhoud = delen(werkboek())
    echt = b"<worksheet/>" + b" " * 30_000_000
    ruw = bytearray(zip_van(inhoud | {"xl/extra.xml": echt}))
    kort = echt[:12]
    for kop, crc, maat in ((b"PK\x03\x04", 14, 22), (b"PK\x01\x02", 16, 24)):
        begin = ruw.find(kop)
        while b"xl/extra.xml" not in ruw[begin : begin + 80]:
            begin = ruw.find(kop, begin + 4)
        struct.pack_into("<I", ruw, begin + crc, zlib.crc32(kort))
        struct.pack_into("<I", ruw, begin + maat, len(kort))
    assert "beschadigd" in geweigerd(tmp_path, bytes(ruw))


def test_a_file_of_thousands_of_parts_is_refused(tmp_path: Path) -> None:
    veel = {f"xl/media/{nr}": b"" for nr in range(zipgrenzen.HOOGSTENS_DELEN + 1)}
    assert "delen in het bestand" in geweigerd(tmp_path, zip_van(delen(werkboek()) | veel))


def test_the_same_part_twice_is_refused(tmp_path: Path) -> None:
    doel = BytesIO(werkboek())
    with ZipFile(doel, "a") as archief, pytest.warns(UserWarning, match="Duplicate"):
        archief.writestr(BLAD, b"<worksheet/>")
    assert "staat er dubbel in" in geweigerd(tmp_path, doel.getvalue())


def test_a_file_that_is_too_large_is_not_even_read(tmp_path: Path) -> None:
    pad = tmp_path / "groot.xlsx"
    with pad.open("wb") as doel:
        doel.truncate(5_000_000_000)
    with pytest.raises(InvoerFout, match=r"ten hoogste 50\.000\.000 bytes"):
        bekijk(pad)


@pytest.mark.parametrize("waar", [0, 0.2, 0.5, 0.8, 0.99])
def test_a_file_that_was_cut_off_is_refused(tmp_path: Path, waar: float) -> None:
    ruw = werkboek(["P1", "GM0147", "Plan", "1A"])
    geweigerd(tmp_path, ruw[: int(len(ruw) * waar)])


@pytest.mark.parametrize("nr", range(30))
def test_a_byte_that_was_changed_is_refused_or_makes_no_difference(tmp_path: Path, nr: int) -> None:
    ruw = bytearray(werkboek(["P1", "GM0147", "Plan", "1A"]))
    ruw[(nr * 7919) % len(ruw)] ^= 0xFF
    try:
        bekeken = bekijk(schrijf(tmp_path, "levering.xlsx", bytes(ruw)))
    except InvoerFout:
        return
    assert delen(bekeken.inhoud)[BLAD] == delen(werkboek(["P1", "GM0147", "Plan", "1A"]))[BLAD]


# Sheets that would become too large


def lege_rijen(hoeveel: int, cellen_: int = 0) -> bytes:
    cel = b"".join(b'<c r="%c%%d" s="1"/>' % (65 + nr) for nr in range(cellen_))
    return b"".join(
        b'<row r="%d" spans="1:4">%s</row>' % (rij, cel.replace(b"%d", b"%d" % rij))
        for rij in range(3, 3 + hoeveel)
    )


@pytest.mark.lang
@pytest.mark.parametrize("per_rij", lang_behalve([0], [0, 4]))
def test_a_million_empty_rows_below_the_plans_are_left_out(tmp_path: Path, per_rij: int) -> None:
    ruw = met_blad(b"</sheetData>", lege_rijen(MILJOEN - 3, per_rij) + b"</sheetData>")
    bekeken = bekijk(schrijf(tmp_path, "levering.xlsx", ruw))
    assert cellen(bekeken.inhoud) == [tuple(KOP), ("P1", "GM0147", "Plan een", "1A")]


def test_a_value_below_a_million_empty_rows_is_refused_with_what_to_do(tmp_path: Path) -> None:
    laatste = b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (MILJOEN, MILJOEN)
    ruw = met_blad(b"</sheetData>", lege_rijen(MILJOEN - 4) + laatste + b"</sheetData>")
    assert "Verwijder de rijen en kolommen" in geweigerd(tmp_path, ruw)


@pytest.mark.parametrize("plek", ["A1048576", "XFD2", "XFD1048576"])
def test_one_value_in_the_far_corner_is_refused(tmp_path: Path, plek: str) -> None:
    rij = b"".join(bytes([b]) for b in plek.encode() if chr(b).isdigit())
    cel = b'<row r="%s"><c r="%s"><v>1</v></c></row></sheetData>' % (rij, plek.encode())
    assert "ten hoogste" in geweigerd(tmp_path, met_blad(b"</sheetData>", cel))


@pytest.mark.parametrize("rij", [
    b'<row r="99999999"><c><v>1</v></c></row>',
    b"<row r='99999999'><c><v>1</v></c></row>",
    b'<row spans="1:2" r = "99999999999999"><c t="n"><v>1</v></c></row>',
    b'<row><c r="A99999999999999"><v>1</v></c></row>',
    b'<row><c r="AAAAAAA2"><v>1</v></c></row>',
    b"<row><c s='1' r='XFD2'><v>1</v></c></row>",
])  # fmt: skip
def test_a_row_or_column_far_away_is_refused_however_it_is_written(
    tmp_path: Path, rij: bytes
) -> None:
    assert "ten hoogste" in geweigerd(tmp_path, met_blad(b"</sheetData>", rij + b"</sheetData>"))


@pytest.mark.parametrize("soort", ["mergeCell", "hyperlink"])
def test_a_block_of_all_cells_is_refused(tmp_path: Path, soort: str) -> None:
    blok = f'</sheetData><{soort}s><{soort} ref="A1:XFD1048576"/></{soort}s>'.encode()
    assert "samengevoegde of gekoppelde" in geweigerd(tmp_path, met_blad(b"</sheetData>", blok))


def test_rows_of_a_prefix_are_seen_too(tmp_path: Path) -> None:
    ruw = delen(werkboek(["P1", "GM0147", "Plan een", "1A"]))
    ver = b'<x:row r="1048576"><x:c r="A1048576"><x:v>1</x:v></x:c></x:row>'
    blad = b'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>%s'
    ruw[BLAD] = blad % ver + b"</x:sheetData></x:worksheet>"
    assert "rijen" in geweigerd(tmp_path, zip_van(ruw))


def ods(inhoud: str) -> bytes:
    begin = '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x">'
    return zip_van({
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f"{begin}{inhoud}</office:document-content>".encode(),
    }, ZIP_STORED)  # fmt: skip


def test_an_ods_that_repeats_a_filled_cell_over_the_sheet_is_refused(tmp_path: Path) -> None:
    kop = '<table:table-cell office:value="1" table:number-columns-repeated="16384">'
    cel = f"{kop}<text:p>1</text:p></table:table-cell>"
    rij = f'<table:table-row table:number-rows-repeated="1048576">{cel}</table:table-row>'
    assert "ten hoogste" in geweigerd(tmp_path, ods(rij), "levering.ods")


def test_an_ods_with_empty_rows_to_the_end_is_taken(tmp_path: Path) -> None:
    cel = '<table:table-cell table:number-columns-repeated="16384"/>'
    leeg = f'<table:table-row table:number-rows-repeated="1048570">{cel}</table:table-row>'
    assert bekijk(schrijf(tmp_path, "levering.ods", ods(leeg))).soort == "ods"


def test_csv_with_a_million_empty_lines_is_taken_and_with_a_million_filled_ones_refused(
    tmp_path: Path,
) -> None:
    kop = ";".join(KOP).encode() + b"\r\nP1;GM0147;Plan;1A\r\n"
    assert bekijk(schrijf(tmp_path, "leeg.csv", kop + b";;;\r\n" * MILJOEN)).soort == "csv"
    assert "regels" in geweigerd(tmp_path, kop + b"P1;GM0147;Plan;1A\r\n" * MILJOEN, "vol.csv")


def test_csv_with_one_line_of_a_million_cells_is_refused(tmp_path: Path) -> None:
    regels = b"a;b\n" * 1000 + b";" * 1_000_000 + b"\n1;2\n"
    assert "cellen" in geweigerd(tmp_path, regels, "breed.csv")


def test_json_of_a_hundred_thousand_levels_is_refused(tmp_path: Path) -> None:
    diep = b'{"type": "FeatureCollection", "features": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    assert "niveaus diep" in geweigerd(tmp_path, diep, "plannen.geojson")


# XML, macros, what is no workbook


BILJOEN = (
    b"""<!DOCTYPE b [<!ENTITY a "ha"><!ENTITY c "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><b>&c;</b>"""
)
BUITEN = b"""<!DOCTYPE b [<!ENTITY geheim SYSTEM "file:///etc/passwd">]><b>&geheim;</b>"""


@pytest.mark.parametrize("xml", [BILJOEN, BUITEN, BUITEN.decode().encode("utf-16")])
@pytest.mark.parametrize(
    "deel", [BLAD, "xl/sharedStrings.xml", "xl/workbook.xml", "docProps/core.xml"]
)
def test_xml_that_declares_entities_is_refused(tmp_path: Path, deel: str, xml: bytes) -> None:
    assert "DOCTYPE" in geweigerd(tmp_path, zip_van(delen(werkboek()) | {deel: xml}))


@pytest.mark.parametrize(("deel", "wat"), [
    ("xl/vbaProject.bin", "macro's"),
    ("xl/externalLinks/externalLink1.xml", "verwijzingen naar andere werkboeken"),
    ("xl/connections.xml", "gegevensverbindingen"),
    ("xl/activeX/activeX1.bin", "formulierknoppen"),
    ("xl/embeddings/oleObject1.bin", "ingesloten bestanden"),
])  # fmt: skip
def test_what_is_no_cell_is_named_and_not_used(tmp_path: Path, deel: str, wat: str) -> None:
    bekeken = bekijk(schrijf(tmp_path, "levering.xlsm", zip_van(delen(werkboek()) | {deel: b"x"})))
    assert [wat in notitie and "niet gebruikt" in notitie for notitie in bekeken.notities] == [True]


@pytest.mark.parametrize(("ruw", "zegt"), [
    (b"", "leeg"),
    (b"%PDF-1.7", "PDF"),
    (b"\x89PNG\r\n", "plaatje"),
    (b"<html><table>", "webpagina"),
    (b"\x00\x01\x02\x03" * 50, "niet bekend"),
    (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "wachtwoord"),
    (zip_van({"word/document.xml": b"<a/>", "[Content_Types].xml": b"<a/>"}), "ander Office-bestand"),
    (zip_van({"levering.xlsx": b"x"}), "pak het uit"),
    (zip_van({"xl/workbook.bin": b"x"}), ".xlsb"),
])  # fmt: skip
def test_what_is_no_delivery_is_refused_by_what_it_is(
    tmp_path: Path, ruw: bytes, zegt: str
) -> None:
    assert zegt in geweigerd(tmp_path, ruw)


def test_a_zip_with_a_password_is_refused(tmp_path: Path) -> None:
    ruw = bytearray(werkboek())
    for kop, plek in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        ruw[ruw.find(kop) + plek] |= 1
    assert "wachtwoord" in geweigerd(tmp_path, bytes(ruw))


# Names and places


def test_a_file_that_excel_holds_open_is_told_in_dutch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pad = schrijf(tmp_path, "levering.xlsx", werkboek())

    def dicht(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(pad))

    monkeypatch.setattr(Path, "read_bytes", dicht)
    with pytest.raises(InvoerFout, match="nog open in Excel"):
        bekijk(pad)


@pytest.mark.parametrize("spoor", ["~$levering.xlsx", ".~lock.levering.xlsx#"])
def test_what_excel_lays_beside_an_open_file_is_no_delivery_but_a_warning(
    tmp_path: Path, spoor: str
) -> None:
    pad = schrijf(tmp_path, "levering.xlsx", werkboek())
    assert bekijk(pad).notities == ()
    ernaast = schrijf(tmp_path, spoor, b"Jan")
    assert "nog open" in bekijk(pad).notities[0]
    with pytest.raises(InvoerFout, match=r"lever levering\.xlsx"):
        bekijk(ernaast)


def test_a_folder_and_a_file_that_is_not_there_are_told(tmp_path: Path) -> None:
    for pad in (tmp_path, tmp_path / "weg.xlsx"):
        with pytest.raises(InvoerFout, match="een bestand;"):
            bekijk(pad)


@pytest.mark.parametrize(("naam", "wordt"), [
    ("levering.xlsx", "levering.xlsx"),
    ("..\\..\\Windows\\plannen.xlsx", "plannen.xlsx"),
    ("../../etc/passwd", "passwd"),
    ("..", "_"),
    ("", "_"),
    ("CON.xlsx", "_CON.xlsx"),
    ("plan\x00\n\x1b[31m.xlsx", "plan___[31m.xlsx".replace("[", "_")),
    ("Súdwest.xlsx", "Súdwest.xlsx"),
    ("plannen.xlsx. ", "plannen.xlsx"),
    ("a:b*c?.csv", "a_b_c_.csv"),
])  # fmt: skip
def test_the_name_under_which_a_file_is_kept_leads_nowhere(naam: str, wordt: str) -> None:
    assert bestandsnaam(naam) == wordt


def test_a_name_of_300_characters_is_shortened_to_what_every_disk_takes() -> None:
    naam = bestandsnaam("é" * 300 + ".xlsx")
    assert naam.endswith("é.xlsx") and len(naam.encode()) <= 80


def test_nothing_reaches_the_terminal_that_moves_or_hides(tmp_path: Path) -> None:
    lelijk = "plan\x1b[2J\u202egnp\x08\x07\u200b\u2028\x9b"
    schoon = op_het_scherm(lelijk)
    assert schoon == r"plan\u001b[2J\u202egnp\u0008\u0007\u200b\u2028\u009b"
    assert (
        op_het_scherm("Bornsche Maten, café 1‑a – 'fase 2'")
        == "Bornsche Maten, café 1‑a – 'fase 2'"
    )
