"""Figures of before a merger in the division after it, held against the national table of dwellings."""

from __future__ import annotations

import csv
from fractions import Fraction

import pandas as pd
import pytest
from hulp import WORTEL

from woonanalyse.kern.indeling import lijst
from woonanalyse.kern.indeling.herleiding import herleid
from woonanalyse.kern.indeling.opvolging import (
    bestemming,
    ging_heel_op_in,
    oude_gemeente,
    samenvoegingen,
)

VOORRAAD = WORTEL / "benchmarks/nederland/raw/cbs_woningvoorraad_2012_2020.csv"
EEMSDELTA = {"GM1979": "Eemsdelta"}
NU = {een.code: een.naam for een in lijst.op(lijst.DAG)}


def tabel(**woningen: int | None) -> pd.DataFrame:
    """Rows by name, numbered as in a file."""
    codes = {een.naam: een.code for een in lijst.alle().values()}
    rijen = [(codes[naam.replace("_", " ")], aantal) for naam, aantal in woningen.items()]
    frame = pd.DataFrame(rijen, columns=["gemeentecode", "hard"], index=range(2, len(rijen) + 2))
    return frame.astype({"hard": "Int64"})


def uit(frame: pd.DataFrame, leden: dict[str, str], **keuze: str) -> dict[str, object]:
    gedaan, _ = herleid(frame, leden, ["hard"], **keuze)
    return dict(zip(gedaan["gemeentecode"], gedaan["hard"], strict=True))


def test_a_whole_merger_is_the_sum() -> None:
    frame, zinnen = herleid(tabel(Appingedam=5, Delfzijl=7, Loppersum=1), EEMSDELTA, ["hard"])
    assert frame.values.tolist() == [["GM1979", 13]]
    assert zinnen == ["bij Eemsdelta geteld: Appingedam, Delfzijl en Loppersum"]


@pytest.mark.parametrize(
    "delen",
    [
        {"Appingedam": 5, "Delfzijl": 7},
        {"Appingedam": 5, "Delfzijl": 7, "Loppersum": None},
    ],
)
def test_a_part_that_is_not_known_makes_the_sum_unknown(delen: dict[str, int | None]) -> None:
    assert uit(tabel(**delen), EEMSDELTA) == {"GM1979": pd.NA}


def test_a_part_that_is_not_there_is_told() -> None:
    _, zinnen = herleid(tabel(Appingedam=5, Delfzijl=7), EEMSDELTA, ["hard"])
    assert zinnen == ["Eemsdelta is niet vergelijkbaar en hier onbekend: Loppersum ontbreekt"]


def test_without_old_ones_the_table_is_as_it_was() -> None:
    frame = tabel(Zwolle=3)
    assert herleid(frame, NU, ["hard"]) == (frame, [])


def test_a_table_that_is_ahead_for_one_merger_is_taken_as_it_is() -> None:
    leden = EEMSDELTA | {"GM0439": "Purmerend"}
    frame, zinnen = herleid(tabel(Eemsdelta=9, Beemster=1, Purmerend=4, Haaren=3), leden, ["hard"])
    assert dict(zip(frame["gemeentecode"], frame["hard"], strict=True)) == {
        "GM1979": 9, "GM0439": 5, "GM0788": 3,
    }  # fmt: skip
    assert zinnen == ["bij Purmerend geteld: Beemster"]


@pytest.mark.parametrize(("dag", "som"), [("2018-01-01", pd.NA), ("2019-01-01", 9), (None, 9)])
def test_who_grew_is_not_whole_in_a_table_of_before(dag: str | None, som: object) -> None:
    leden = {"GM0014": "Groningen"}
    frame, zinnen = herleid(tabel(Groningen=9), leden, ["hard"], dag=dag)
    assert frame.values.tolist() == [["GM0014", som]]
    mist = "Groningen is niet vergelijkbaar en hier onbekend: Haren en Ten Boer ontbreken"
    assert zinnen == ([mist] if dag == "2018-01-01" else [])


def test_two_mergers_after_each_other() -> None:
    leden = {"GM1978": "Molenlanden"}
    eerst = tabel(**{"Graafstroom": 1, "Liesveld": 2, "Nieuw-Lekkerland": 4, "Giessenlanden": 8})
    assert uit(eerst, leden) == {"GM1978": 15}
    assert uit(tabel(Molenwaard=7, Giessenlanden=8), leden) == {"GM1978": 15}


def test_who_kept_the_name_and_grew() -> None:
    leden = {"GM0014": "Groningen"}
    assert uit(tabel(Groningen=10, Haren=2, Ten_Boer=1), leden) == {"GM0014": 13}
    assert uit(tabel(Groningen=10, Haren=2), leden) == {"GM0014": pd.NA}
    assert uit(tabel(Groningen=10), leden) == {"GM0014": 10}


def test_a_split_goes_by_the_share_that_a_source_gives() -> None:
    leden = {"GM1966": "Het Hogeland", "GM1969": "Westerkwartier"}
    anders = ("Bedum", "De_Marne", "Eemsmond", "Grootegast", "Leek", "Marum", "Zuidhorn")
    frame = tabel(Winsum=6040, **dict.fromkeys(anders, 0))
    assert uit(frame, leden) == {"GM1966": 5308, "GM1969": 732}
    _, zinnen = herleid(frame, leden, ["hard"])
    assert "12,1% van Winsum (CBS 81955NED, woningen op 31 december 2018)" in zinnen[1]


def test_a_split_without_a_share_is_not_comparable() -> None:
    leden = {"GM0757": "Boxtel", "GM0855": "Tilburg"}
    frame = tabel(Haaren=100, Boxtel=50, Tilburg=70)
    assert uit(frame, leden) == {"GM0757": pd.NA, "GM0855": pd.NA}
    _, zinnen = herleid(frame, leden, ["hard"])
    assert zinnen[0] == (
        "Boxtel is niet vergelijkbaar en hier onbekend: hoe Haaren is verdeeld, is niet bekend"
    )


@pytest.mark.parametrize("jaar", range(2012, 2020))
def test_the_dwellings_of_a_year_in_the_division_of_2020(jaar: int) -> None:
    """None is lost and none made: of the whole country, to the rounding of each part."""
    with VOORRAAD.open(encoding="utf-8", newline="") as bron:
        rijen = [
            (r["gemeentecode"], int(r["eindstand"]))
            for r in csv.DictReader(bron)
            if r["jaar"] == str(jaar) and not (jaar == 2015 and r["gemeentecode"] == "GM1921")
        ]
    frame = pd.DataFrame(rijen, columns=["gemeentecode", "hard"]).astype({"hard": "Int64"})
    leden = {een.code: een.naam for een in lijst.op("2020-12-31")}
    gedaan, _ = herleid(frame, leden, ["hard"], dag=f"{jaar}-12-31")
    assert set(gedaan["gemeentecode"]) == set(leden) and gedaan["hard"].notna().all()
    assert abs(gedaan["hard"].sum() - frame["hard"].sum()) <= 3


def test_percentages_are_not_added_up_and_variants_stay_apart() -> None:
    een = tabel(Appingedam=5, Delfzijl=7, Loppersum=1)
    frame = pd.concat(
        [een.assign(variant="laag"), een.assign(variant="hoog", hard=een["hard"] * 2)]
    )
    frame = frame.assign(dekking=pd.array([0.5] * 6, dtype="Float64")).set_axis(range(2, 8))
    gedaan, _ = herleid(
        frame, EEMSDELTA, ["hard"], per=["variant"], niet_op_te_tellen=["dekking"]
    )  # fmt: skip
    assert gedaan[["variant", "hard"]].values.tolist() == [["laag", 13], ["hoog", 26]]
    assert gedaan["dekking"].isna().all() and gedaan["dekking"].dtype == "Float64"


def test_what_made_a_member_what_it_is() -> None:
    assert samenvoegingen(["GM1978", "GM0193"]) == [
        {"nieuw": "GM1927", "oud": ["GM0571", "GM0693", "GM0694"], "vanaf": "2013-01-01"},
        {"nieuw": "GM1978", "oud": ["GM0689", "GM1927"], "vanaf": "2019-01-01"},
    ]
    (groningen,) = [s for s in samenvoegingen(["GM0014"]) if s["vanaf"] == "2019-01-01"]
    assert groningen["oud"] == ["GM0014", "GM0009", "GM0017"]
    (boxtel,) = samenvoegingen(["GM0757"])
    assert boxtel["oud"] == ["GM0757", "deel van GM0788"]


def test_where_an_old_one_is() -> None:
    assert ging_heel_op_in("GM0003", NU) == "GM1979"
    assert ging_heel_op_in("GM0053", NU) is None and ging_heel_op_in("GM0193", NU) is None
    assert oude_gemeente("Delfzijl", EEMSDELTA) == oude_gemeente("GM0010", EEMSDELTA) == "GM0010"
    assert oude_gemeente("Haren", EEMSDELTA) is None and oude_gemeente("Zwolle", NU) is None
    deel = bestemming("GM0140", ["GM0080", "GM1900", "GM1949"], "2017-12-31")
    assert sum(d.fractie or Fraction(0) for d in deel.values()) == 1 and len(deel) == 3
