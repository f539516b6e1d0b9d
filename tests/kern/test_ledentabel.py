"""Tables by older municipalities, taken in by every form alike: added up, noted, or unknown; never a zero."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from woonanalyse.kern.fouten import Probleem
from woonanalyse.kern.indeling.ledentabel import codes_elders, naar_leden, op_plek, zonder_oude
from woonanalyse.kern.kolomeis import gemeentecode, jaar, tekst, woningen
from woonanalyse.kern.tabel import lees_tabel
from woonanalyse.kern.vindplaats import Vindplaatsen, neem_op
from woonanalyse.onderwerpen.balans.vormen import (
    inventarisatie2021,
    invoertabel,
    netto2020,
    rwp2015,
    rwp2017,
)

LEDEN = pd.DataFrame(
    {
        "gemeentecode": ["GM1979", "GM1966", "GM1969"],
        "gemeente": ["Eemsdelta", "Het Hogeland", "Westerkwartier"],
        "cbs_naam": ["Eemsdelta", "Het Hogeland", "Westerkwartier"],
        "subregio": ["Kust", "Kust", "Land"],
    }
)
EEMS = LEDEN.iloc[:1]
KOLOMMEN = {
    "gemeentecode": gemeentecode(),
    "gemeentenaam": tekst(),
    "jaar": jaar(),
    "hard": woningen(leeg=True),
    "deel": woningen(grens="procenten"),
}
KOP = "gemeentecode,gemeentenaam,jaar,hard,deel\n"
OUD = "GM0003,Appingedam,2018,5,40\nGM0010,Delfzijl,2018,7,60\nGM0024,Loppersum,2018,1,80\n"


def lees(
    wortel: Path, rijen: str, leden: pd.DataFrame = EEMS, **keuze: object
) -> tuple[pd.DataFrame, list[Probleem], Vindplaatsen]:
    (wortel / "t.csv").write_text(KOP + rijen, encoding="utf-8")
    with neem_op() as opname:
        frame, fout = lees_tabel(wortel, "t.csv", KOLOMMEN)
        assert frame is not None, fout
        heel, problemen = naar_leden(frame, "t.csv", KOLOMMEN, leden, **keuze)  # type: ignore[arg-type]
    return heel, problemen, opname


def test_whole_ones_are_added_up_and_it_is_noted(tmp_path: Path) -> None:
    heel, problemen, opname = lees(tmp_path, OUD)
    assert problemen == []
    (rij,) = heel.to_dict("records")
    assert (rij["gemeentecode"], rij["gemeentenaam"]) == ("GM1979", "Eemsdelta")
    assert rij["hard"] == 13 and pd.isna(rij["deel"]), "percentages are not added up"
    assert rij["jaar"] == 2018, "nor are years"
    (melding,) = opname.waarschuwingen
    assert "bij Eemsdelta geteld: Appingedam, Delfzijl en Loppersum" in str(melding)
    assert list(opname.tabellen["t.csv"]["gemeentecode"]) == ["GM1979"] * 3


def test_what_stands_in_a_row_of_elsewhere_is_not_read(tmp_path: Path) -> None:
    """A table of the country is not refused for a cell of a municipality that is none of the region's."""
    rijen = "GM0363,Amsterdam,2018,-5,veel\nGM1979,Eemsdelta,2021,-7,10\n"
    (tmp_path / "t.csv").write_text(KOP + rijen, encoding="utf-8")
    elders = codes_elders(frozenset(EEMS["gemeentecode"]))
    assert "GM0363" in elders and not {"GM1979", "GM0003"} & elders
    frame, fout = lees_tabel(tmp_path, "t.csv", KOLOMMEN, elders=elders)
    assert frame is None and [(een.rij, een.kolom) for een in fout] == [(3, "hard")]
    (tmp_path / "t.csv").write_text(KOP + rijen.replace("-7", "7"), encoding="utf-8")
    frame, fout = lees_tabel(tmp_path, "t.csv", KOLOMMEN, elders=elders)
    assert fout == [] and frame is not None and frame.loc[3, "hard"] == 7


def test_a_missing_part_makes_it_unknown_and_an_empty_cell_that_means_none_does_not(
    tmp_path: Path,
) -> None:
    heel, problemen, _ = lees(tmp_path, OUD.replace("2018,1,80", "2018,,80"))
    assert problemen == [] and heel["hard"].isna().all()
    heel, _, _ = lees(tmp_path, OUD.replace("2018,1,80", "2018,,80"), leeg_is_geen=["hard"])
    assert heel["hard"].tolist() == [12]
    heel, problemen, _ = lees(tmp_path, OUD.replace("GM0024,Loppersum,2018,1,80\n", ""))
    assert problemen == [] and heel["hard"].isna().all()
    heel, _, _ = lees(
        tmp_path, OUD.replace("GM0024,Loppersum,2018,1,80\n", ""), leeg_is_geen=["hard"]
    )
    assert heel["hard"].isna().all(), "who is not there is not none"


def test_per_year_each_on_its_own(tmp_path: Path) -> None:
    heel, problemen, _ = lees(tmp_path, f"{OUD}GM1979,Eemsdelta,2021,20,50\n", per="jaar")
    assert problemen == []
    assert dict(zip(heel["jaar"], heel["hard"], strict=True)) == {2018: 13, 2021: 20}


@pytest.mark.parametrize(
    ("rijen", "verwacht"),
    [
        (OUD.replace("Delfzijl", "Loppersum", 1), "'Delfzijl', de naam bij GM0010"),
        (f"{OUD}GM9999,Nergens,2018,1,1\n", "een gemeente van de regio"),
        ("GM1979,Eemsdelta,2021,1,1\n" * 2, "elke gemeente één keer"),
    ],
)
def test_another_name_a_stranger_and_a_double_stay_faults(
    tmp_path: Path, rijen: str, verwacht: str
) -> None:
    _, problemen, _ = lees(tmp_path, rijen)
    assert any(verwacht in str(een) for een in problemen), problemen


def test_rows_of_elsewhere_are_left_alone_and_counted(tmp_path: Path) -> None:
    rijen = "GM1979,Eemsdelta,2021,20,50\nGM0193,Zwolle,2021,1,1\nGM0363,Amsterdam,2021,1,1\n"
    heel, problemen, opname = lees(tmp_path, rijen)
    assert problemen == [] and heel["hard"].tolist() == [20]
    (melding,) = opname.waarschuwingen
    assert "buiten de regio zijn niet gelezen: Zwolle en Amsterdam (2 rijen)" in str(melding)
    assert list(opname.tabellen["t.csv"].index) == [2], "and give no number its rows"
    _, problemen, _ = lees(tmp_path, "GM0193,Zwolle,2021,1,1\n")
    assert "een rij voor Eemsdelta" in str(problemen[0]), "a mistyped member is missed"


def test_the_name_of_the_successor_is_a_name_of_the_old_one_too(tmp_path: Path) -> None:
    heel, problemen, _ = lees(tmp_path, OUD.replace("Delfzijl", "Eemsdelta"))
    assert problemen == [] and heel["hard"].tolist() == [13]


def test_a_divided_one_goes_by_the_share_that_a_source_gives(tmp_path: Path) -> None:
    rijen = (
        "GM0005,Bedum,2018,10,1\nGM0053,Winsum,2018,6040,1\nGM1651,Eemsmond,2018,0,1\n"
        "GM1663,De Marne,2018,0,1\nGM0015,Grootegast,2018,0,1\nGM0022,Leek,2018,0,1\n"
        "GM0025,Marum,2018,0,1\nGM0056,Zuidhorn,2018,0,1\n"
    )
    heel, problemen, opname = lees(tmp_path, rijen, LEDEN.iloc[1:])
    assert problemen == []
    assert dict(zip(heel["gemeentecode"], heel["hard"], strict=True)) == {
        "GM1966": 10 + 5308,
        "GM1969": 732,
    }
    assert "CBS 81955NED" in " ".join(map(str, opname.waarschuwingen))


def test_rows_in_one_place_get_the_name_of_now(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {"gemeentecode": ["GM0010", "GM1979"], "gemeentenaam": ["Delfzijl", "Eemsdelta"]},
        index=[2, 3],
    )
    with neem_op() as opname:
        heel, problemen = op_plek(frame, "t.csv", EEMS)
    assert problemen == []
    assert heel.to_numpy().tolist() == [["GM1979", "Eemsdelta"]] * 2
    assert "Delfzijl is opgegaan in Eemsdelta" in str(opname.waarschuwingen[0])


def test_what_an_older_municipality_decided_is_left_out_with_a_note() -> None:
    frame = pd.DataFrame({"partij": ["GM0010", "GM1979", "GS", "GM0193"]}, index=[2, 3, 4, 5])
    with neem_op() as opname:
        over = zonder_oude(frame, "besluiten.csv", EEMS, kolom="partij")
    assert list(over["partij"]) == ["GM1979", "GS", "GM0193"]
    (melding,) = opname.waarschuwingen
    assert "Delfzijl is er niet meer en telt niet mee (rij 2)" in str(melding)


VORMEN = {
    "rwp2015": (
        rwp2015.lees,
        {
            "subregio": "Kust", "periode_van": 2015, "periode_tot": 2025, "netto_woningvraag": 10,
            "hard_totaal": 6, "waarvan_vervanging": 1, "uit_te_werken": "",
            "netto_hard_uitbreiding": 5, "resterende_behoefte": 5, "hard_tov_vraag_pct": 50,
            "aandeel_incl_uit_te_werken_pct": 50,
        },
        {"netto_behoefte": 30, "hard_direct": 18, "vervanging": 3, "hard_uit_te_werken": 0},
    ),
    "rwp2017": (
        rwp2017.lees,
        {
            "subregio": "Kust", "periode_van": 2017, "periode_tot_en_met": 2026,
            "netto_vraag_min": 10, "netto_vraag_max": 12, "vervanging": "", "hard_direct": 6,
            "hard_uitwerk": "", "hard_inbreiding": 2, "hard_uitbreiding": 4,
        },
        {"hard_direct": 18, "vervanging": 0, "hard_uit_te_werken": 0, "hard_inbreiding": 6},
    ),
    "netto2020": (
        netto2020.lees,
        {"peildatum": "2020-01-01", "netto_hard": 6, "netto_zacht": 1, "netto_totaal": 7},
        {"hard_ongesplitst": 18},
    ),
    "invoer": (
        invoertabel.lees,
        {
            "variant": "midden", "netto_behoefte": 10, "vervanging": 1, "hard_direct": 6,
            "hard_uit_te_werken": "", "hard_ongesplitst": "", "uitgezonderd": "", "telling": "bruto",
        },
        {"netto_behoefte": 30, "hard_direct": 18},
    ),
}  # fmt: skip
DRIE = {"GM0003": "Appingedam", "GM0010": "Delfzijl", "GM0024": "Loppersum"}


@pytest.mark.parametrize("vorm", VORMEN)
@pytest.mark.parametrize("zonder", [(), ("GM0024",)], ids=["whole", "one is absent"])
def test_every_form_of_a_balance_takes_older_codes(
    tmp_path: Path, vorm: str, zonder: tuple[str, ...]
) -> None:
    lees_vorm, cellen, goed = VORMEN[vorm]
    rijen = [{"gemeentecode": c, "gemeentenaam": n, **cellen} for c, n in DRIE.items()]
    frame = pd.DataFrame([rij for rij in rijen if rij["gemeentecode"] not in zonder])
    frame.to_csv(tmp_path / "t.csv", index=False)
    with neem_op() as opname:
        invoer, problemen = lees_vorm(tmp_path, "t.csv", EEMS, ["Kust"], "2018-01-01")
    assert invoer is not None, problemen
    for naam, waarde in goed.items():
        gelezen = [None if pd.isna(een) else int(een) for een in invoer[naam]]
        assert gelezen == [None if zonder else waarde] * len(invoer), naam
    assert ("onbekend" if zonder else "bij Eemsdelta geteld") in str(opname.waarschuwingen[0])


def test_so_does_capacity_that_stands_beside(tmp_path: Path) -> None:
    kop = "gemeentecode,gemeentenaam,hard_totaal,zacht_totaal,plancapaciteit_totaal\n"
    rijen = "".join(f"{code},{naam},2,1,3\n" for code, naam in DRIE.items())
    (tmp_path / "t.csv").write_text(kop + rijen, encoding="utf-8")
    frame, problemen = inventarisatie2021.lees_capaciteit(tmp_path, "t.csv", EEMS)
    assert problemen == [] and frame is not None
    assert frame[["hard", "zacht"]].to_numpy().tolist() == [[6, 3]]


PURMER = pd.DataFrame(
    {
        "gemeentecode": ["GM0439", "GM1979"],
        "gemeente": ["Purmerend", "Eemsdelta"],
        "cbs_naam": ["Purmerend", "Eemsdelta"],
        "subregio": ["Kust", "Kust"],
    }
)
"""The first took in Beemster on 1 January 2022 and kept its code; the second was made a year before."""


def met_rijen(wortel: Path, vorm: str, namen: dict[str, str], **anders: object) -> None:
    """A table of a form, with the same numbers for each."""
    cellen = VORMEN[vorm][1] | anders
    rijen = [{"gemeentecode": c, "gemeentenaam": n, **cellen} for c, n in namen.items()]
    if vorm == "invoer":
        rijen = [rij | {"variant": variant} for variant in ("laag", "hoog") for rij in rijen]
    pd.DataFrame(rijen).to_csv(wortel / "t.csv", index=False)


def bekend(frame: pd.DataFrame | None, kolom: str) -> dict[str, bool]:
    """Of each member whether all of it is known."""
    assert frame is not None
    return frame[kolom].notna().groupby(frame["gemeentecode"]).all().to_dict()


@pytest.mark.parametrize("vorm", VORMEN)
@pytest.mark.parametrize(
    ("eems", "dag", "weet"),
    [
        ({"GM1979": "Eemsdelta"}, "2021-12-31", False),
        ({"GM1979": "Eemsdelta"}, "2022-01-01", True),
        (DRIE, "2020-12-31", False),
    ],
)
def test_who_grew_after_the_day_of_a_table_is_unknown_in_every_form(
    tmp_path: Path, vorm: str, eems: dict[str, str], dag: str, weet: bool
) -> None:
    lees_vorm, _, goed = VORMEN[vorm]
    eigen_dag = {"peildatum": dag} if vorm == "netto2020" else {}
    met_rijen(tmp_path, vorm, {"GM0439": "Purmerend", **eems}, **eigen_dag)
    with neem_op() as opname:
        invoer, problemen = lees_vorm(tmp_path, "t.csv", PURMER, ["Kust"], dag)
    assert invoer is not None, problemen
    for kolom in goed:
        assert bekend(invoer, kolom) == {"GM0439": weet, "GM1979": True}, kolom
    gemeld = "Purmerend is niet vergelijkbaar en hier onbekend: Beemster ontbreekt"
    assert (gemeld in " ".join(map(str, opname.waarschuwingen))) is not weet


@pytest.mark.parametrize(("dag", "weet"), [("2021-12-31", False), ("2022-01-01", True)])
def test_so_it_is_in_what_a_source_printed(tmp_path: Path, dag: str, weet: bool) -> None:
    uitkomsten = dict.fromkeys(rwp2017.UITKOMSTEN, 10)
    namen = {"GM0439": "Purmerend", "GM1979": "Eemsdelta"}
    met_rijen(tmp_path, "rwp2017", namen, **uitkomsten)
    frame, problemen = rwp2017.lees_gepubliceerd(tmp_path, "t.csv", PURMER, dag)
    assert problemen == []
    for kolom in ("behoefte", "hard_totaal", "dekking"):
        assert bekend(frame, kolom) == {"GM0439": weet, "GM1979": True}


def test_so_it_is_in_an_inventory_of_which_the_year_is_known(tmp_path: Path) -> None:
    kop = "gemeentecode,gemeentenaam,hard_totaal,zacht_totaal,plancapaciteit_totaal\n"
    rijen = "GM0439,Purmerend,2,1,3\nGM1979,Eemsdelta,2,1,3\n"
    (tmp_path / "t.csv").write_text(kop + rijen, encoding="utf-8")
    frame, problemen = inventarisatie2021.lees_capaciteit(tmp_path, "t.csv", PURMER)
    assert problemen == []
    assert bekend(frame, "hard") == {"GM0439": False, "GM1979": True}
