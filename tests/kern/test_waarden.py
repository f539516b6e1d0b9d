"""What a value may be: refused with what was probably meant, and with how to mend it."""

from __future__ import annotations

import tempfile
import unicodedata
from pathlib import Path

import pandas as pd
import pytest

from woonanalyse.kern import waarden
from woonanalyse.kern.fouten import Probleem
from woonanalyse.kern.gemeenten import controleer_leden
from woonanalyse.kern.gemeentenamen import met_eigen_namen
from woonanalyse.kern.kolomeis import (
    Kolom,
    datum,
    decimaal,
    een_van,
    geheel,
    gemeentecode,
    jaar,
    kenmerk,
    tekst,
    woningen,
)
from woonanalyse.kern.tabel import lees_tabel
from woonanalyse.kern.yamlbestand import lees_yaml

KOLOMMEN = {"naam": tekst(), "aantal": woningen(leeg=True)}


def lees(inhoud: str | bytes) -> tuple[pd.DataFrame | None, list[Probleem]]:
    with tempfile.TemporaryDirectory() as map_:
        ruw = inhoud if isinstance(inhoud, bytes) else inhoud.encode("utf-8", "surrogatepass")
        (Path(map_) / "t.csv").write_bytes(ruw)
        return lees_tabel(Path(map_), "t.csv", KOLOMMEN)


@pytest.mark.parametrize("teken", ["-99999", "-99997", "-9999", "99999999", "NULL", "#N/B", "nan"])
@pytest.mark.parametrize("kolom", [geheel(), woningen(), kenmerk(), tekst(), decimaal(), datum()])
def test_a_sign_for_missing_is_no_value(teken: str, kolom: Kolom) -> None:
    assert "‘ontbreekt’" in (kolom.bezwaar(teken) or "")


@pytest.mark.parametrize("teken", [".", "x", "nvt", "n.v.t.", "onbekend", "-", "?"])
def test_a_word_for_missing_is_a_text_but_no_number(teken: str) -> None:
    assert tekst().bezwaar(teken) is None
    assert "laat de cel leeg" in (woningen(leeg=True).bezwaar(teken) or "")
    assert "neem de rij weg" in (woningen().bezwaar(teken) or "")


@pytest.mark.parametrize(
    ("kolom", "past", "absurd"),
    [
        (woningen(grens="woningen_plan"), "40000", "999999"),
        (woningen(), "482000", "9000000"),
        (geheel(grens="woningen_per_jaar"), "-1764", "-99998"),
        (woningen(grens="inwoners_gemeente"), "931298", "17000000"),
        (woningen(grens="inwoners_land"), "17942942", "170000000"),
        (woningen(grens="aanpakken"), "255", "255000"),
        (decimaal("oppervlakte_m2"), "748782.5", "-1"),
    ],
)
def test_a_number_has_a_size(kolom: Kolom, past: str, absurd: str) -> None:
    assert kolom.bezwaar(past) is None
    assert kolom.bezwaar(absurd) is not None


@pytest.mark.parametrize(
    ("cel", "bedoeld"),
    [
        ("1.390", "1390"),
        ("1 390", "1390"),
        ("1.390.000", "1390000"),
        ("1,390", "1390"),
        ("2,5E3", "2500"),
        ("1e3", "1000"),
        ("12.0", "12"),
        ("€ 1.390", "1390"),
        ("−5", "-5"),
    ],
)
def test_a_number_written_otherwise_says_what_was_meant(cel: str, bedoeld: str) -> None:
    assert f"bedoelt u {bedoeld}?" in (geheel().bezwaar(cel) or "")


@pytest.mark.parametrize(
    ("cel", "heel"),
    [("60,5", "60 of 61"), ("0.5", "0 of 1"), ("-60,5", "-61 of -60"), ("1.390,5", "1390 of 1391")],
)
def test_a_part_of_a_dwelling_is_to_be_rounded(cel: str, heel: str) -> None:
    bezwaar = geheel().bezwaar(cel) or ""
    assert bezwaar.endswith(f"rond af op een heel getal: {heel}") and "bedoelt u" not in bezwaar


@pytest.mark.parametrize(("cel", "duizend"), [("1.39", 1390), ("1.5", 1500), ("-12.25", -12250)])
def test_a_number_that_lost_its_thousands_says_how_to_write_it(cel: str, duizend: int) -> None:
    verwacht = f"staat de punt voor duizendtallen, schrijf dan {duizend}"
    assert verwacht in (geheel().bezwaar(cel) or "")


@pytest.mark.parametrize("cel", ["0.5", "1.2345", "1390.5", "1.390", "12.0", "60,5"])
def test_other_numbers_say_nothing_of_thousands(cel: str) -> None:
    assert "duizendtallen" not in (geheel().bezwaar(cel) or "")


def test_a_word_in_other_letters_says_which_was_meant() -> None:
    keuze = een_van("besluit", "eigen stuk")
    assert (keuze.bezwaar("Eigen Stuk") or "").endswith("; bedoelt u eigen stuk?")
    assert "bedoelt u" not in (keuze.bezwaar("genomen") or "")


def test_a_negative_remainder_says_how_to_write_it() -> None:
    assert "vul dan 0 in" in (woningen().bezwaar("-5") or "")


@pytest.mark.parametrize(
    "cel",
    [
        "1.2E+06", "1E3", "219E01", "2.19E+26", "1234567890123450", "#NAAM?", "#REF!", "########",
        "3-jan", "mrt-18", "jan-03", "2019-03-01", "1234.0", "WAAR", "0", "00", "-", "",
    ],
)  # fmt: skip
def test_an_id_that_a_spreadsheet_spoiled(cel: str) -> None:
    assert kenmerk().bezwaar(cel) is not None
    assert not waarden.is_kenmerk(cel)


@pytest.mark.parametrize("cel", ["EIB05717", "1", "12345", "A-12", "plan 3", "00123", "219E01BE"])
def test_an_id_that_is_one(cel: str) -> None:
    assert kenmerk().bezwaar(cel) is None


def test_ids_that_lost_their_zeros() -> None:
    assert waarden.verloren_nullen(["00123", "00456", "789", "12345"]) == {"789"}
    assert waarden.verloren_nullen(["123", "4567", "EIB01"]) == set()


@pytest.mark.parametrize("cel", ["141", "0141", "gm0141", "GM141", "141.0", " GM0141"])
def test_a_code_says_which_was_meant(cel: str) -> None:
    verwacht = gemeentecode().bezwaar(cel) or ""
    assert "GM0141" in verwacht or "spatie" in verwacht


@pytest.mark.parametrize(
    "cel",
    ["1-1-2020", "01/01/2020", "20200101", "2020-1-1", "1 jan 2020", "43831", "2020-01-01 0:00"],
)
def test_a_date_says_which_was_meant(cel: str) -> None:
    assert "bedoelt u 2020-01-01?" in (datum().bezwaar(cel) or "")


@pytest.mark.parametrize("cel", ["1899-12-31", "9999-12-31", "2100-01-01", "1017", "2017-02-30"])
def test_a_date_out_of_range(cel: str) -> None:
    assert datum().bezwaar(cel) is not None
    assert jaar().bezwaar(cel[:4]) is not None or cel.startswith("2017")


@pytest.mark.parametrize(
    "punt",
    [0x00, 0x08, 0x7F, 0x9F, 0xAD, 0x200B, 0x200F, 0x202E, 0x2066, 0xE000, 0xFEFF, 0xFFFD, 0xFFFE,
     0xFFFF, 0x10FFFF],
)  # fmt: skip
def test_a_character_that_no_value_has_is_named_with_its_cell(punt: int) -> None:
    frame, (probleem,) = lees(f"naam,aantal\nVeld,1\nB{chr(punt)}os,2\n")
    assert frame is None and (probleem.rij, probleem.kolom) == (3, "naam")
    assert f"U+{punt:04X}" in probleem.verwacht


@pytest.mark.parametrize("escape", ["\\0", "\\x08", "\\u200B", "\\uFFFE", "\\uD800"])
def test_the_same_in_yaml_however_it_is_written(tmp_path: Path, escape: str) -> None:
    tekst_ = (
        'editie: "1"\nnaam: "A' + escape + '"\npeildatum: null\npeildatum_toelichting: x\n'
        "stand_per: 2020-01-01\nperiode: {van: null, tot_en_met: null, gepubliceerd: null}\n"
        "prognose: null\ndefinitie: d\nvergelijk: []\ntoets: true\n"
    )
    (tmp_path / "e.yml").write_text(tekst_, encoding="utf-8")
    inhoud, problemen = lees_yaml(tmp_path, "e.yml", "kern/schemas/editie")
    assert inhoud is None and len(problemen) == 1
    (tmp_path / "e.yml").write_text(tekst_.replace(escape, ""), encoding="utf-8")
    assert lees_yaml(tmp_path, "e.yml", "kern/schemas/editie")[1] == []
    omgekeerd = tekst_.replace(escape, "").replace(
        "van: null, tot_en_met: null", "van: 2026, tot_en_met: 2017"
    )
    (tmp_path / "e.yml").write_text(omgekeerd, encoding="utf-8")
    (probleem,) = lees_yaml(tmp_path, "e.yml", "kern/schemas/editie")[1]
    assert probleem.kolom == "periode.tot_en_met"


def test_letters_are_composed_and_spaces_plain() -> None:
    los = unicodedata.normalize("NFD", "Bórne")
    frame, problemen = lees(f"naam,aantal\n{los}\N{NO-BREAK SPACE}Zuid,1\n")
    assert problemen == [] and frame is not None
    assert list(frame["naam"]) == ["Bórne Zuid"]


@pytest.mark.parametrize(
    ("inhoud", "woord"),
    [
        ("naam;aantal\nVeld;1\nBos;2\n", "puntkomma's"),
        ("naam\taantal\nVeld\t1\nBos\t2\n", "tabs"),
        ("sep=;\nnaam;aantal\nVeld;1\n", "sep="),
        ('"naam,aantal"\n"Veld,1"\n', "niet de hele regel"),
        ("'naam','aantal'\n'Veld','1'\n", "rechte dubbele"),
        ("naam,aantal\nVeld;1\nBos;2\nHei;3\n", "zo ook in rij 3 en 4"),
        ('naam,aantal\n"Veld,1\nBos,2\n', "aanhalingstekens"),
        ("\nnaam,aantal\nVeld,1\n", "de kopregel als eerste rij"),
        ("naam,aantal\nVeld,1\n".encode("utf-16"), "UTF-16"),
        ("naam,aantal\nVeld,1\n".encode("utf-16-le"), "UTF-16"),
        ("naam,aantal\nVéld,1\n".encode("latin-1"), "UTF-8"),
    ],
)
def test_another_form_of_table_is_one_message(inhoud: str | bytes, woord: str) -> None:
    frame, problemen = lees(inhoud)
    assert frame is None and len(problemen) == 1
    assert woord in problemen[0].verwacht


def test_empty_rows_at_the_end_are_none() -> None:
    frame, problemen = lees("naam,aantal\nVeld,1\n,\n\n , \n")
    assert problemen == [] and frame is not None and len(frame) == 1


def test_empty_rows_in_between_are_skipped_and_rows_keep_their_number() -> None:
    frame, problemen = lees("naam,aantal\n\nVeld,1\n,\n\nBos,2\n")
    assert problemen == [] and frame is not None
    assert list(frame.index) == [3, 6] and list(frame["naam"]) == ["Veld", "Bos"]
    for fout in ("Bos,twee\n", "Bos,2,3\n"):
        _, problemen = lees(f"naam,aantal\n\nVeld,1\n,\n\n{fout}")
        assert [probleem.rij for probleem in problemen] == [6]


@pytest.mark.parametrize("inhoud", ["", "\n", ",\n\n , \n"])
def test_a_file_of_empty_rows_is_empty(inhoud: str) -> None:
    (probleem,) = lees(inhoud)[1]
    assert "leeg" in probleem.verwacht


LEDEN = pd.DataFrame(
    {
        "gemeentecode": ["GM0001", "GM0002"],
        "gemeente": ["Hengelo", "Den Haag"],
        "cbs_naam": ["Hengelo (O.)", "'s-Gravenhage"],
        "subregio": ["A", "A"],
    }
)


def met_namen(*namen: str) -> pd.DataFrame:
    return pd.DataFrame(
        {"gemeentecode": ["GM0001", "GM0002"], "gemeentenaam": list(namen)}, index=[2, 3]
    )


@pytest.mark.parametrize(
    "namen",
    [
        ("Hengelo (O.)", "'s-Gravenhage"),
        ("Hengelo", "Den Haag"),
        ("Hengelo (O)", "'s-Gravenhage (gemeente)"),
    ],
)
def test_a_municipality_by_another_name_of_its_own(namen: tuple[str, str]) -> None:
    frame = met_namen(*namen)
    assert controleer_leden(frame, "t.csv", LEDEN) == []
    assert list(met_eigen_namen(frame, LEDEN)["gemeentenaam"]) == ["Hengelo", "Den Haag"]


def test_a_merged_municipality_is_named_with_year_and_successor() -> None:
    (probleem,) = controleer_leden(met_namen("Hengelo", "Goor"), "t.csv", LEDEN)
    assert probleem.rij == 3 and "2001" in probleem.verwacht
    assert "Hof van Twente" in probleem.verwacht
