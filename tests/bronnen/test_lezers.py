"""Readers of tables and YAML meet anything at all: they answer, they never break."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hulp import WORTEL, editie
from hypothesis import given
from hypothesis import strategies as st

from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.kern.gemeenten import kies_gemeente
from woonanalyse.kern.kolomeis import geheel, tekst, woningen
from woonanalyse.kern.tabel import lees_tabel
from woonanalyse.kern.waarden import bezwaar, genormaliseerd
from woonanalyse.kern.yamlbestand import lees_yaml

KOLOMMEN = {"naam": tekst(), "aantal": woningen(leeg=True), "saldo": geheel()}
letters = st.text(st.characters(codec="utf-8"), max_size=60)
gewoon = letters.filter(lambda naam: bezwaar(naam, "tekst", False) is None)
bijna = st.lists(
    st.sampled_from(
        ["naam", "aantal", "saldo", ",", "\n", '"', "1", "-", "\r", "é", "\0", " ", ";"]
    )
).map("".join)
inhouden = st.one_of(st.binary(max_size=80), letters.map(str.encode), bijna.map(str.encode))


def lees(inhoud: bytes) -> tuple[pd.DataFrame | None, list[Probleem]]:
    with tempfile.TemporaryDirectory() as map_:
        (Path(map_) / "tabel.csv").write_bytes(inhoud)
        return lees_tabel(Path(map_), "tabel.csv", KOLOMMEN)


@given(st.one_of(inhouden, inhouden.map(b"naam,aantal,saldo\n".__add__)))
def test_any_bytes_give_a_table_or_problems(inhoud: bytes) -> None:
    frame, problemen = lees(inhoud)
    assert (frame is None) == bool(problemen)
    assert all(p.bestand == "tabel.csv" and p.verwacht for p in problemen)
    assert all(str(p) for p in problemen)


@given(
    st.lists(
        st.tuples(
            gewoon.filter(lambda naam: naam.strip() and "\r" not in naam),
            st.none() | st.integers(0, 900_000),
            st.integers(-900_000, 900_000).filter(
                lambda n: bezwaar(str(n), "getal", False) is None
            ),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_what_is_written_is_read_back(rijen: list[tuple[str, int | None, int]]) -> None:
    doel = io.StringIO(newline="")
    schrijver = csv.writer(doel, lineterminator="\n")
    schrijver.writerow(KOLOMMEN)
    schrijver.writerows(rijen)
    frame, problemen = lees(doel.getvalue().encode())
    assert problemen == [] and frame is not None
    assert list(frame["naam"]) == [genormaliseerd(naam).strip() for naam, _, _ in rijen]
    assert [None if pd.isna(a) else a for a in frame["aantal"]] == [a for _, a, _ in rijen]
    assert list(frame["saldo"]) == [saldo for _, _, saldo in rijen]
    assert list(frame.index) == list(range(2, len(rijen) + 2))
    assert [str(t) for t in frame.dtypes] == ["object", "Int64", "Int64"]


def test_cell_longer_than_the_reader_takes_is_a_problem() -> None:
    """An opening quote that never closes swallows the rest of a large file."""
    frame, problemen = lees(b'naam,aantal,saldo\n"' + b"x" * 200_000)
    assert frame is None and len(problemen) == 1


def test_blank_line_is_skipped_and_counted() -> None:
    frame, problemen = lees(b"naam,aantal,saldo\na,1,2\n\nb,1,2\n")
    assert problemen == [] and frame is not None
    assert list(frame.index) == [2, 4]


@given(st.one_of(st.binary(max_size=60), letters.map(str.encode)))
def test_any_bytes_are_yaml_or_problems(inhoud: bytes) -> None:
    with tempfile.TemporaryDirectory() as map_:
        (Path(map_) / "editie.yml").write_bytes(inhoud)
        gelezen, problemen = lees_yaml(Path(map_), "editie.yml", "kern/schemas/editie")
    assert gelezen is None and problemen
    assert all(p.bestand == "editie.yml" for p in problemen)


def test_every_member_can_be_chosen_by_name() -> None:
    leden = editie("2017").regio.gemeenten
    for code, naam in leden[["gemeentecode", "gemeente"]].itertuples(index=False):
        assert kies_gemeente(leden, naam)["gemeentecode"] == code


@pytest.mark.parametrize(
    ("naam", "hint"),
    [
        ("../x", None),
        ("", None),
        ("Zwolle", None),
        ("almelo", "Almelo"),
        ("Hengelo (O.)", "Hengelo"),
        ("Borne ", "Borne"),
        ("Rijssen Holten", "Rijssen-Holten"),
        ("GM0141", None),
    ],
)
def test_unknown_municipality_is_named_with_a_hint(naam: str, hint: str | None) -> None:
    with pytest.raises(InvoerFout) as fout:
        kies_gemeente(editie("2017").regio.gemeenten, naam)
    (probleem,) = fout.value.problemen
    assert (probleem.kolom, probleem.waarde) == ("gemeente", naam)
    assert "Almelo" in probleem.verwacht and "Wierden" in probleem.verwacht
    assert ("bedoelt u" in probleem.verwacht) == (hint is not None)
    assert hint is None or f"bedoelt u {hint}?" in probleem.verwacht


def test_who_changes_what_was_read_changes_nothing_for_the_next_reader() -> None:
    """A text that was read before is not checked again."""
    inhoud = b"naam,aantal,saldo\na,1,-1\nb,,2\n"
    eerste, tweede = (lees(inhoud)[0] for _ in range(2))
    assert eerste is not None and tweede is not None
    eerste.loc[2, "naam"], eerste.loc[3, "aantal"] = "x", 9
    eerste["saldo"].array[0] = 7
    eerste["bij"] = 1
    derde, _ = lees(inhoud)
    assert derde is not None and list(derde) == list(tweede) == list(KOLOMMEN)
    assert derde.to_csv() == tweede.to_csv() == ",naam,aantal,saldo\n2,a,1,-1\n3,b,,2\n"
    planlijst = ("data/planlijst.yml", "onderwerpen/plannen/instellingen")
    instellingen, _ = lees_yaml(WORTEL, *planlijst)
    instellingen["lezingen"].clear()
    assert lees_yaml(WORTEL, *planlijst)[0]["lezingen"]


def test_problems_that_are_taken_away_are_there_for_the_next_reader() -> None:
    inhoud = b"naam,aantal,saldo\na,veel,-1\n"
    lees(inhoud)[1].clear()
    assert [p.waarde for p in lees(inhoud)[1]] == ["veel"]
