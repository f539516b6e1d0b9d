"""The conditions for the top of the band: only the register decides; what is known is shown."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hulp import balans_van, editie

from woonanalyse.kern.opzet import Opzet, Voorwaarde
from woonanalyse.onderwerpen.balans.beeld import voorwaarden as beeld
from woonanalyse.onderwerpen.balans.voorwaarden import KOLOMMEN, voorwaarden
from woonanalyse.onderwerpen.editie import Editie

Bovenkant = dict[str, tuple[str, str]]
"""Per municipality what the register says of the top of its band, and in which source."""
EERSTE, TWEEDE, DERDE = "binnen_bebouwd_gebied", "plan_met_provincie", "groei_na_tien_jaar"


@pytest.fixture(scope="module")
def deze() -> Editie:
    return editie("2017")


def van(deze: Editie, opzet: Opzet, bovenkant: Bovenkant) -> pd.DataFrame:
    maatregelen = deze.feiten["maatregelen"]
    return voorwaarden(balans_van(deze), deze.invoer, opzet, bovenkant, maatregelen)


def staten(
    deze: Editie, naam: str, bovenkant: Bovenkant | None = None, opzet: Opzet | None = None
) -> dict[str, str]:
    frame = van(deze, opzet or deze.opzet, bovenkant or {})
    return frame[frame["gemeente"] == naam].set_index("voorwaarde")["staat"].to_dict()


def test_unknown_by_default_and_the_second_only_where_there_is_or_may_be_overprogramming(
    deze: Editie,
) -> None:
    assert staten(deze, "Borne") == {EERSTE: "onbekend", TWEEDE: "onbekend", DERDE: "onbekend"}
    assert staten(deze, "Hengelo") == staten(deze, "Borne")  # on the border there may be
    for naam in ("Almelo", "Losser"):
        assert staten(deze, naam) == {EERSTE: "onbekend", TWEEDE: "nvt", DERDE: "onbekend"}


def test_the_share_inside_is_a_fact_and_decides_nothing(deze: Editie) -> None:
    frame = van(deze, deze.opzet, {})
    assert list(frame.columns) == KOLOMMEN and len(frame) == 3 * 14
    eerste = frame[frame["voorwaarde"] == EERSTE].set_index("gemeente")
    deel = (eerste["aandeel"] * 100).round().astype(int)
    assert deel[["Borne", "Wierden", "Hellendoorn", "Enschede"]].tolist() == [9, 24, 26, 87]
    assert eerste["feit"]["Borne"] == (
        "9% van de harde plannen ligt binnen bebouwd gebied (120 van 1.290 woningen)"
    )
    ander = frame[frame["voorwaarde"] != EERSTE]
    assert ander["aandeel"].isna().all()
    assert (ander.loc[ander["voorwaarde"] == DERDE, "feit"] == "").all()


def test_what_the_register_of_measures_says_is_told_and_decides_nothing(deze: Editie) -> None:
    frame = van(deze, deze.opzet, {})
    tweede = frame[frame["voorwaarde"] == TWEEDE].set_index("gemeente")
    assert "met de provincie afspraken over deprogrammeren" in tweede["feit"]["Hengelo"]
    assert "(13 juli 2016)" in tweede["feit"]["Hellendoorn"]
    assert tweede["feit"]["Losser"] == "" and "zonder datum" in tweede["feit"]["Borne"]
    assert set(tweede["staat"]) == {"onbekend", "nvt"}


def test_a_yes_of_the_register_is_of_all_that_apply(deze: Editie) -> None:
    ja = {"GM0147": ("ja", "besluit B"), "GM0164": ("ja", "besluit H")}
    assert staten(deze, "Borne", ja) == {EERSTE: "vervuld", TWEEDE: "vervuld", DERDE: "vervuld"}
    assert staten(deze, "Hengelo", ja) == staten(deze, "Borne", ja)
    assert set(staten(deze, "Wierden", ja).values()) == {"onbekend"}


def test_a_no_says_not_which(deze: Editie) -> None:
    nee = {"GM0147": ("nee", "besluit B")}
    frame = van(deze, deze.opzet, nee)
    borne = frame[frame["gemeente"] == "Borne"]
    assert set(borne["staat"]) == {"onbekend"}
    assert borne["feit"].str.contains("het register noemt de bovenkant niet onderbouwd").all()
    assert set(borne["bron"]) == {"besluit B"}


def test_a_no_on_the_only_condition_is_of_that_one(deze: Editie) -> None:
    assert deze.opzet.bandbreedte is not None
    band = replace(deze.opzet.bandbreedte, voorwaarden=(Voorwaarde("enige", "zij groeit"),))
    opzet = replace(deze.opzet, bandbreedte=band)
    assert staten(deze, "Borne", {"GM0147": ("nee", "b")}, opzet=opzet) == {"enige": "niet vervuld"}


def test_an_edition_without_a_band_has_no_conditions() -> None:
    oud = editie("2015")
    frame = van(oud, oud.opzet, {})
    assert frame.empty and list(frame.columns) == KOLOMMEN
    assert "geen voorwaarden" in beeld.zin(frame, oud.opzet)


def test_in_words(deze: Editie) -> None:
    frame = van(deze, deze.opzet, {"GM0147": ("ja", "b")})
    assert beeld.zin(frame, deze.opzet).endswith(
        "Of zij eraan voldoen (14 gemeenten): wel bij 1 en onbekend bij 13."
    )
    wierden = frame[frame["gemeente"] == "Wierden"]
    assert beeld.gemeente(wierden, "buiten") == (
        "Of Wierden aan de 3 voorwaarden voor de hoogste behoefte voldoet, is onbekend. 24% van de harde "
        "plannen ligt binnen bebouwd gebied (145 van 610 woningen). Te veel hard gepland, herprogrammering "
        "loopt (zonder datum)."
    )
    assert beeld.gemeente(wierden, "binnen") == ""
    tafel = beeld.overzicht(frame, deze.opzet)
    assert "niet aan de orde" in tafel.markdown and "vervuld" in tafel.markdown


VERVULD, NIET, ONBEKEND, NVT = "vervuld", "niet vervuld", "onbekend", "nvt"


@pytest.mark.parametrize(
    ("staat", "zin"),
    [
        ([ONBEKEND], "Of Aa aan de voorwaarde voor de hoogste behoefte voldoet, is onbekend."),
        ([NIET], "De voorwaarde voor de hoogste behoefte is in Aa niet vervuld."),
        ([VERVULD, ONBEKEND, NVT],
         "Van de 3 voorwaarden voor de hoogste behoefte is er in Aa 1 vervuld en 1 niet aan de orde; van 1 "
         "is het onbekend."),
        ([VERVULD, VERVULD, NIET],
         "Van de 3 voorwaarden voor de hoogste behoefte zijn er in Aa 2 vervuld en 1 niet vervuld."),
    ],
)  # fmt: skip
def test_of_one_municipality_what_is_met_is_a_sentence(staat: list[str], zin: str) -> None:
    assert (
        beeld.gemeente(pd.DataFrame({"gemeente": "Aa", "staat": staat, "feit": ""}), "buiten")
        == zin
    )
