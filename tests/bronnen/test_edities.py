"""The editions that we hold, and the choice of the default one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
from hulp import (
    EDITIES,
    INVENTARISATIE,
    NETTO2020,
    RWP2015,
    RWP2017,
    WORTEL,
    balans_van,
    editie,
    gebieden_van,
    lees_rijen,
    schrijf_rijen,
    vergelijking_van,
    vervang,
    zonder_volledige,
)

from woonanalyse.kern.regio import lees_regio
from woonanalyse.onderwerpen.balans.invoer import toets
from woonanalyse.onderwerpen.editielezer import lees_editie, standaardeditie

BALANS = [
    "editie", "gemeentecode", "gemeente", "subregio", "variant", "periode_van", "periode_tot",
    "netto_behoefte", "vervanging", "behoefte", "hard_direct", "hard_uit_te_werken",
    "uitgezonderd", "hard_totaal", "telling", "definitie", "dekking", "gepubliceerd", "saldo",
    "ruimte", "marge", "oordeel", "termijn_start", "hersteldatum",
]  # fmt: skip
"""The contract of balans.csv (ONTWERP, section 5), in its order."""

TYPES = {
    "Int64": [
        *("periode_van", "periode_tot", "netto_behoefte", "vervanging", "behoefte", "hard_direct"),
        *("hard_uit_te_werken", "uitgezonderd", "hard_totaal", "saldo", "ruimte"),
    ],
    "Float64": ["dekking", "gepubliceerd", "marge"],
}
alle_edities = pytest.mark.parametrize("naam", EDITIES)


def test_all_editions_are_here() -> None:
    assert lees_regio(WORTEL).edities == EDITIES


@alle_edities
def test_edition_loads_with_every_municipality(naam: str) -> None:
    deze = editie(naam)
    toets(deze.invoer)
    codes = list(deze.regio.gemeenten["gemeentecode"])
    assert len(codes) == 14
    assert list(dict.fromkeys(deze.invoer["gemeentecode"])) == codes
    assert deze.naam == naam


@alle_edities
def test_sources_are_as_they_were_recorded(naam: str) -> None:
    assert all(zij["ongewijzigd"] for zij in editie(naam).zijbestanden)


@alle_edities
def test_balance_has_the_columns_and_types_of_the_contract(naam: str) -> None:
    anders = [kolom for kolom in BALANS if kolom != "gepubliceerd"]
    for frame, kolommen in (
        (balans_van(editie(naam)), BALANS),
        (vergelijking_van(editie(naam)), anders),
    ):
        assert list(frame.columns) == kolommen
        types = {kolom: soort for soort, velden in TYPES.items() for kolom in velden}
        for kolom in kolommen:
            if kolom not in types:
                assert all(isinstance(w, str) for w in frame[kolom].dropna())
            elif len(frame):
                assert str(frame[kolom].dtype) == types[kolom]


@alle_edities
def test_key_of_the_balance_is_municipality_and_variant(naam: str) -> None:
    frame = balans_van(editie(naam))
    assert not frame.duplicated(["gemeentecode", "variant"]).any()
    varianten = {"2017": {"laag", "hoog"}}.get(naam, {"midden"})
    assert set(frame["variant"]) == varianten
    assert len(frame) == 14 * len(varianten)
    assert (frame.groupby("gemeentecode")["oordeel"].nunique() == 1).all()


@alle_edities
def test_municipalities_come_by_subregion_then_name(naam: str) -> None:
    leden = editie(naam).regio.gemeenten
    volgorde = editie(naam).regio.subregios
    sleutels = [
        (volgorde.index(s), g) for s, g in zip(leden["subregio"], leden["gemeente"], strict=True)
    ]
    assert sleutels == sorted(sleutels)


def test_period_of_2015_ends_within_2024() -> None:
    frame = balans_van(editie("2015"))
    assert set(frame["periode_van"]) == {2015}
    assert set(frame["periode_tot"]) == {2024}
    assert set(balans_van(editie("2017"))["periode_tot"]) == {2026}


def test_2019_is_known_to_exist_and_nothing_else() -> None:
    deze = editie("2019")
    frame = balans_van(deze)
    assert len(frame) == 14
    assert not deze.volledig
    assert set(frame["oordeel"]) == {"onbekend"}
    assert set(frame["telling"]) == {"onbekend"}
    onbekend = TYPES["Int64"] + TYPES["Float64"]
    assert frame[onbekend].isna().all(axis=None)
    assert (gebieden_van(deze)["volledigheid"] != "volledig").all()


def test_2021_has_capacity_but_no_ratio_per_municipality() -> None:
    deze = editie("2021")
    frame = balans_van(deze)
    bron = {rij[0]: int(rij[3]) for rij in lees_rijen(WORTEL / NETTO2020)[1:]}
    assert dict(zip(frame["gemeentecode"], frame["hard_totaal"], strict=True)) == bron
    assert set(frame["telling"]) == {"netto"}
    assert frame[["netto_behoefte", "behoefte", "dekking", "saldo"]].isna().all(axis=None)
    assert set(frame["oordeel"]) == {"onbekend"}
    assert set(frame["periode_van"]) == {2020} and frame["periode_tot"].isna().all()
    assert not deze.opzet.toets and not deze.volledig


def test_2021_has_a_ratio_for_the_region_only() -> None:
    sommen = gebieden_van(editie("2021"))
    regio = sommen[sommen["niveau"] == "regio"].iloc[0]
    assert (regio["hard_totaal"], regio["behoefte"]) == (8330, 15782)
    assert regio["dekking"] == 8330 / 15782
    assert regio["saldo"] == 15782 - 8330
    assert (regio["telling"], regio["oordeel"]) == ("netto", "nvt")
    subregios = sommen[sommen["niveau"] == "subregio"]
    assert subregios["dekking"].isna().all()
    assert set(subregios["oordeel"]) == {"onbekend"}
    assert (
        subregios["volledigheid"].str.match(r"behoefte 0 van (\d+), harde plannen \1 van \1").all()
    )


def test_2021_has_two_sources_of_capacity_side_by_side() -> None:
    capaciteiten = editie("2021").capaciteiten
    assert list(capaciteiten) == [NETTO2020, INVENTARISATIE]
    assert [set(frame["telling"]) for frame in capaciteiten.values()] == [{"netto"}, {"onbekend"}]
    assert [int(frame["hard"].sum()) for frame in capaciteiten.values()] == [8330, 7929]
    assert [int(frame["zacht"].sum()) for frame in capaciteiten.values()] == [5800, 11629]


def test_need_of_2021_comes_with_its_ambition() -> None:
    feiten = editie("2021").gebiedsbehoefte
    assert feiten is not None
    assert feiten[["waarde_min", "waarde_max"]].to_numpy().tolist() == [
        [15782, 15782],
        [5000, 7000],
    ]


def test_only_2021_has_a_need_for_the_region_alone() -> None:
    assert [editie(naam).regiobehoefte for naam in EDITIES] == [None, None, None, 15782, None]


@alle_edities
def test_comparison_is_by_the_definitions_named(naam: str) -> None:
    deze = editie(naam)
    frame = vergelijking_van(deze)
    assert list(dict.fromkeys(frame["definitie"])) == list(deze.opzet.vergelijk)
    assert deze.opzet.definitie not in deze.opzet.vergelijk


def test_2017_by_the_definition_of_2015() -> None:
    """Borne without plans to be elaborated: 325 of 550 to 670; replacement is none."""
    frame = vergelijking_van(editie("2017"))
    borne = frame[(frame["gemeente"] == "Borne") & (frame["definitie"] == "rwp2015")]
    assert borne.set_index("variant")["dekking"].to_dict() == {
        "laag": 325 / 550,
        "hoog": 325 / 670,
    }
    almelo = frame[(frame["gemeente"] == "Almelo") & (frame["definitie"] == "rwp2015")]
    assert set(almelo["hard_totaal"]) == {1390 - 300} and set(almelo["telling"]) == {"netto"}


def test_default_is_the_newest_complete_edition() -> None:
    assert standaardeditie(WORTEL, lees_regio(WORTEL)) == ("2017", [])
    assert [naam for naam in EDITIES if editie(naam).volledig] == ["2015", "2017"]


def test_default_follows_the_data(project: Path) -> None:
    """A newer complete edition becomes the default; without 2017 it is 2015."""
    edities = project / "data/edities"
    shutil.copyfile(edities / "2017.yml", edities / "2023.yml")
    vervang(edities / "2023.yml", 'editie: "2017"', 'editie: "2023"')
    assert standaardeditie(project, lees_regio(project)) == ("2023", [])
    for naam in ("2023", "2019", "2021", "2017"):
        (edities / f"{naam}.yml").unlink()
    assert standaardeditie(project, lees_regio(project)) == ("2015", [])


def test_default_where_no_edition_is_complete_is_the_newest_and_it_says_so(project: Path) -> None:
    zonder_volledige(project)
    (project / "data/edities/2022.yml").unlink()
    naam, (melding,) = standaardeditie(project, lees_regio(project))
    assert naam == "2021" and not lees_editie(project, naam).volledig
    assert "geen editie heeft behoefte en capaciteit van alle gemeenten" in str(melding)
    assert "de nieuwste, editie 2021" in str(melding)


def test_all_files_of_an_edition_are_named() -> None:
    bestanden = editie("2021").bestanden
    assert {NETTO2020, INVENTARISATIE, "data/edities/2021.yml", "data/afspraken.yml"} <= set(
        bestanden
    )
    assert all((WORTEL / bestand).is_file() for bestand in bestanden)


def test_order_of_rows_in_the_source_changes_nothing(project: Path) -> None:
    kop, *rijen = lees_rijen(project / RWP2017)
    schrijf_rijen(project / RWP2017, [kop, *rijen[::-1]])
    pd.testing.assert_frame_equal(lees_editie(project, "2017").invoer, editie("2017").invoer)
    assert not all(zij["ongewijzigd"] for zij in lees_editie(project, "2017").zijbestanden)


def test_order_of_columns_and_bom_change_nothing(project: Path) -> None:
    pad = project / RWP2015
    schrijf_rijen(pad, [rij[::-1] for rij in lees_rijen(pad)])
    zij = pad.with_name(pad.name + ".yml")
    tekst = zij.read_text(encoding="utf-8")
    kop, kolommen = tekst.split("kolommen:\n")
    stukken = [f"- naam: {stuk}" for stuk in kolommen.split("- naam: ")[1:]]
    zij.write_text(kop + "kolommen:\n" + "".join(stukken[::-1]), encoding="utf-8")
    pad.write_bytes(b"\xef\xbb\xbf" + pad.read_bytes().replace(b"\n", b"\r\n"))
    pd.testing.assert_frame_equal(lees_editie(project, "2015").invoer, editie("2015").invoer)
