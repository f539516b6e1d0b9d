"""Sentences and tables: facts from the data, and never a forbidden word."""

from __future__ import annotations

import re
from dataclasses import replace
from unittest import mock

import pandas as pd
import pytest
from hulp import (
    EDITIES,
    ROMMEL,
    VERBODEN,
    WORTEL,
    balans_van,
    editie,
    gebieden_van,
    vergelijking_van,
)
from hypothesis import given
from hypothesis import strategies as st
from invoerbouw import ERBIJ, KOP, SUBREGIOS, definities, een, invoeren, telling_bij

from woonanalyse.kern.beeld import woorden
from woonanalyse.kern.beeld.stijl import TEKENS
from woonanalyse.kern.beeld.tonen import Proza
from woonanalyse.kern.definitie import Definitie
from woonanalyse.kern.oordeel import NVT, ONBEKEND
from woonanalyse.onderwerpen.balans.beeld import figuren, positie, tabellen, zinnen
from woonanalyse.onderwerpen.balans.model import balans
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.onderwerpen.gebied.model import gebieden


def teksten(deze: Editie) -> list[str]:
    """Every sentence, heading, caption and alternative text of an edition."""
    frame, sommen, kop, norm = balans_van(deze), gebieden_van(deze), deze.opzet, deze.norm
    per_gemeente = [groep for _, groep in frame.groupby("gemeentecode", sort=False)]
    with mock.patch("woonanalyse.kern.beeld.svg.als_svg", return_value="<svg />"):  # not looked at
        beelden = [figuren.positie(frame, kop, norm, "artikel 13")]
        beelden += [figuren.gemeente(groep, kop, norm) for groep in per_gemeente]
    return [
        zinnen.antwoord(frame, norm),
        zinnen.kop_oogopslag(frame, deze.regio.naam),
        zinnen.gebieden(sommen, kop),
        woorden.periode(kop),
        *(zinnen.gemeente(groep, kop, norm) for groep in per_gemeente),
        *(zinnen.gemeentekop(groep) for groep in per_gemeente),
        *(" ".join(tegel) for tegel in zinnen.kerntegels(frame, sommen)),
        *(" ".join(cijfer) for groep in per_gemeente for cijfer in tabellen.kerncijfers(groep)),
        *(beeld.alt for beeld in beelden),
        *(beeld.bijschrift for beeld in beelden),
        positie.positie(frame, kop).markdown,
        tabellen.gebieden(sommen, kop).markdown,
        *(teken.woorden for teken in TEKENS.values()),
    ]


@pytest.mark.enkele(2)
@pytest.mark.parametrize("naam", EDITIES)
def test_forbidden_words_are_in_no_sentence(naam: str) -> None:
    for tekst in teksten(editie(naam)):
        for woord in (*VERBODEN, "vastgesteld", "te weinig", "rangorde"):
            assert woord not in tekst.lower()
        assert not ROMMEL.search(tekst), tekst


def test_forbidden_words_are_in_no_chapter_notebook_or_edition() -> None:
    paden = [
        *(WORTEL / "report").glob("*.qmd"),
        *(WORTEL / "report/hoofdstukken").glob("*.qmd"),
        *(WORTEL / "notebooks").glob("*.ipynb"),
        *(WORTEL / "data").glob("*.yml"),
        *(WORTEL / "data/edities").glob("*.yml"),
    ]
    assert len(paden) > 10
    for pad in paden:
        tekst = pad.read_text(encoding="utf-8").lower()
        # the words of a source, as the key of what we say instead
        tekst = tekst.replace("  voldoet niet: taakstelling", "")
        assert not [woord for woord in VERBODEN if woord in tekst], pad


def gemeente(naam: str, editienaam: str = "2017") -> pd.DataFrame:
    frame = balans_van(editie(editienaam))
    return frame[frame["gemeente"] == naam]


@pytest.mark.parametrize(
    ("editienaam", "naam", "feiten"),
    [
        ("2017", "Borne", ["1.295", "550 tot 670", "193,3% tot 235,5%", "overprogrammering"]),
        (
            "2017",
            "Almelo",
            [
                "1.775",
                "1.765 tot 2.090",
                "84,9% tot 100,6%",
                "(gepubliceerd: 85% tot 100%)",
                "op de norm",
            ],
        ),
        ("2017", "Tubbergen", ["190", "32,5% tot 40,0%", "geen overprogrammering"]),
        ("2015", "Wierden", ["635", "510", "124,5%", "overprogrammering", "2015 tot en met 2024"]),
        ("2019", "Borne", ["onbekend"]),
        ("2021", "Borne", ["990", "netto", "onbekend", "1 januari 2020"]),
    ],
)
def test_sentence_on_a_municipality(editienaam: str, naam: str, feiten: list[str]) -> None:
    deze = editie(editienaam)
    tekst = zinnen.gemeente(gemeente(naam, editienaam), deze.opzet, deze.norm)
    for feit in (naam, *feiten):
        assert feit in tekst


def test_answer_names_where_and_how_many() -> None:
    deze = editie("2017")
    tekst = zinnen.antwoord(balans_van(deze), deze.norm)
    assert "3 van de 14" in tekst and "Borne, Hellendoorn en Wierden" in tekst
    assert "Op de grens zijn Hengelo en Twenterand" in tekst
    assert "Op de norm zijn Almelo en Enschede" in tekst and "7 gemeenten" in tekst
    assert "100%" in tekst
    kop = zinnen.kop_oogopslag(balans_van(deze), "Testland")
    assert "Testland" in kop and "3 van 14" in kop and "2 op de grens" in kop


def test_answer_of_2015_has_two_municipalities_and_no_band() -> None:
    deze = editie("2015")
    tekst = zinnen.antwoord(balans_van(deze), deze.norm)
    assert "2 van de 14" in tekst and "Borne en Wierden" in tekst and "12 gemeenten" in tekst
    assert "bandbreedte" not in tekst and "hoogste behoefte" not in tekst


@pytest.mark.parametrize("naam", ["2019", "2021"])
def test_answer_without_data_is_unknown_and_never_good(naam: str) -> None:
    deze = editie(naam)
    for tekst in (
        zinnen.antwoord(balans_van(deze), deze.norm),
        zinnen.kop_oogopslag(balans_van(deze), deze.regio.naam),
    ):
        assert "onbekend" in tekst
        assert "overprogrammering" not in tekst


def test_region_of_2021_is_told_with_its_ratio() -> None:
    deze = editie("2021")
    tekst = zinnen.gebieden(gebieden_van(deze), deze.opzet)
    assert all(feit in tekst for feit in ("8.330", "15.782", "52,8%", "2020-2030"))


def test_region_of_2019_says_who_is_missing() -> None:
    deze = editie("2019")
    tekst = zinnen.gebieden(gebieden_van(deze), deze.opzet)
    assert "onbekend" in tekst
    assert all(naam in tekst for naam in deze.regio.gemeenten["gemeente"])


@given(invoeren(onbekend=True), definities, st.booleans())
def test_any_result_can_be_told(invoer: pd.DataFrame, definitie: Definitie, toets: bool) -> None:
    kop = replace(KOP, toets=toets)
    invoer = telling_bij(definitie, invoer)
    frame = balans(invoer, kop, definitie, 1.0)
    sommen = gebieden(invoer, kop, definitie, "Regio", SUBREGIOS, 1.0).replace(
        {"ontbreekt": {"": pd.NA}}
    )
    per_gemeente = [groep for _, groep in frame.groupby("gemeentecode")]
    verteld = [
        zinnen.antwoord(frame, 1.0),
        zinnen.kop_oogopslag(frame, "Regio"),
        zinnen.oordelen(frame),
        zinnen.gebieden(sommen, kop),
        *(zinnen.gemeente(groep, kop, 1.0) for groep in per_gemeente),
        *(zinnen.gemeentekop(groep) for groep in per_gemeente),
    ]
    for tekst in verteld:
        assert tekst and not ROMMEL.search(tekst) and " ." not in tekst, tekst
        assert not any(woord in tekst for woord in VERBODEN)
    geen = len(per_gemeente) > 1 and set(frame["oordeel"]) == {"onbekend"}
    assert bool(zinnen.alle_onbekend(frame)) is geen
    getallen = map(int, re.findall(r"\d+", zinnen.oordelen(frame)))
    assert sum(getallen) == len(per_gemeente)


@pytest.mark.parametrize(
    ("naam", "tekst"),
    [
        ("2015", "2 overprogrammering, 12 geen overprogrammering"),
        (
            "2017",
            "3 overprogrammering, 2 op de grens, 2 op de norm (binnen de afronding), 7 geen "
            "overprogrammering",
        ),
        ("2021", "14 onbekend"),
    ],
)
def test_judgements_are_counted(naam: str, tekst: str) -> None:
    assert zinnen.oordelen(balans_van(editie(naam))) == f"Oordeel per gemeente: {tekst}"


def test_edition_that_is_no_test_is_not_judged() -> None:
    """Ratios are known and shown; no text says over-programming, nor that they are unknown."""
    deze = editie("2017")
    kop = replace(deze.opzet, toets=False)
    frame = balans(deze.invoer, kop, deze.definitie, deze.norm)
    assert set(frame["oordeel"]) == {"nvt"}
    alt = figuren.positie(frame, kop, deze.norm, "artikel 13").alt
    assert "Borne 193,3% tot 235,5%" in alt
    borne = frame[frame["gemeente"] == "Borne"]
    for tekst in (
        alt,
        zinnen.antwoord(frame, deze.norm),
        zinnen.kop_oogopslag(frame, "Regio"),
        zinnen.gemeente(borne, kop, deze.norm),
        zinnen.gemeentekop(borne),
    ):
        assert "getoetst" in tekst
        assert "onbekend" not in tekst and "overprogrammering" not in tekst


def test_key_figures_of_the_region_are_counted_or_onbekend() -> None:
    deze = editie("2017")
    tegels = zinnen.kerntegels(balans_van(deze), gebieden_van(deze))
    assert [hoeveel for _, hoeveel, _ in tegels] == ["3 van 14", "2 van 14", "12.885 woningen"]
    assert "12.575 tot 14.825" in tegels[2][2]
    leeg = editie("2019")
    geen = zinnen.kerntegels(balans_van(leeg), gebieden_van(leeg))
    assert [hoeveel for _, hoeveel, _ in geen] == ["onbekend"] * 3
    los = replace(deze.opzet, toets=False)
    frame = balans(deze.invoer, los, deze.definitie, deze.norm)
    niet = zinnen.kerntegels(frame, gebieden_van(deze))
    assert [hoeveel for _, hoeveel, _ in niet][:2] == ["niet getoetst"] * 2
    noten = [[noot for _, _, noot in tegels_[:2]] for tegels_ in (tegels, geen, niet)]
    assert noten == [["gemeenten"] * 2, ["", ""], ["", ""]]  # no word for what was not counted


def test_key_figures_of_a_municipality_are_its_own() -> None:
    cijfers = {
        wat: (hoeveel, noot) for wat, hoeveel, noot in tabellen.kerncijfers(gemeente("Almelo"))
    }
    assert cijfers["Behoefte"] == ("1.765 tot 2.090", "netto 1.465 tot 1.790; vervanging\xa0300")
    eerder = balans_van(editie("2015"))
    eigen = tabellen.kerncijfers(eerder[eerder["gemeente"] == "Enschede"])
    enschede = {wat: noot for wat, _, noot in eigen}
    assert enschede["Behoefte"] == "netto; vervanging\xa0(535) af van de plannen"
    assert cijfers["Harde plannen"][0] == "1.775" and cijfers["Saldo"][0] == "−10 tot 315"
    assert cijfers["Verhouding"][0] == "84,9% tot 100,6%"
    leeg = tabellen.kerncijfers(gemeente("Almelo", "2019"))
    assert [hoeveel for _, hoeveel, _ in leeg] == ["onbekend"] * 4


def test_tables_show_unknown_as_a_word() -> None:
    deze = editie("2019")
    frame = balans_van(deze)
    tafels = [
        positie.positie(frame, deze.opzet),
        tabellen.gebieden(gebieden_van(deze), deze.opzet),
        tabellen.gemeente(gemeente("Borne", "2019"), frame.iloc[:0], deze.regio.definities),
    ]
    for tafel in tafels:
        assert "onbekend" in tafel.markdown
        assert not ROMMEL.search(tafel.markdown) and "| 0 |" not in tafel.markdown


def test_the_stock_since_stands_beside_the_judgement_where_it_is_known() -> None:
    deze, los = editie("2017"), ["gemeentecode", "gebouwd_van", "gebouwd_tot_en_met", "saldo"]
    frame = balans_van(deze)
    codes = list(dict.fromkeys(frame["gemeentecode"]))
    gebouwd = pd.DataFrame([[code, 2018, 2019, pd.NA] for code in codes], columns=los)
    zonder = positie.positie(frame, deze.opzet)
    assert positie.positie(frame, deze.opzet, gebouwd) == zonder
    gebouwd.loc[0, "saldo"] = -1234
    met = positie.positie(frame, deze.opzet, gebouwd)
    rijen = [rij for rij in met.markdown.splitlines() if "tot" in rij]
    assert "−1.234" in rijen[0] and "onbekend" in rijen[1] and "Erbij sindsdien" in met.markdown
    assert met.bijschrift.endswith(
        "erbij: wat de woningvoorraad van 2018 tot en met 2019 toenam (CBS)"
    )


def test_table_of_a_municipality_holds_every_number() -> None:
    deze = editie("2017")
    anders = vergelijking_van(deze)
    borne = gemeente("Borne")
    tafel = tabellen.gemeente(borne, anders[anders["gemeente"] == "Borne"], deze.regio.definities)
    for getal in ("550", "670", "325", "970", "1.295", "−745", "−625", "235,5%", "193,3%", "59,1%"):
        assert getal in tafel.markdown


def test_table_of_sources_side_by_side_adds_up() -> None:
    deze = editie("2021")
    titels = {zij["bestand"]: zij["titel"] for zij in deze.zijbestanden}
    tafel = tabellen.capaciteiten(deze.regio.gemeenten, deze.capaciteiten, titels).markdown
    for getal in ("8.330", "5.800", "7.929", "11.629"):
        assert getal in tafel.splitlines()[-1].replace("\\", "")


def test_region_without_need_has_no_ratio_and_nobody_missing() -> None:
    """As read back from a file: nothing in `ontbreekt`."""
    invoer = een(0, 10)
    sommen = gebieden(invoer, KOP, ERBIJ, "Regio", ["Noord"], 1.0)
    tekst = zinnen.gebieden(sommen.replace({"ontbreekt": {"": pd.NA}}), KOP)
    assert "onbekend" in tekst and "ontbreken" not in tekst


def test_why_a_known_ratio_is_no_test_is_said_and_only_of_one() -> None:
    opzet = replace(
        editie("2017").opzet, toets=False, toets_toelichting=" De norm is een voorzet.\n"
    )
    wel, niet = (pd.DataFrame({"oordeel": [wat, ONBEKEND]}) for wat in (NVT, ONBEKEND))
    assert zinnen.ongetoetst(opzet, wel) == "De norm is een voorzet."
    assert zinnen.ongetoetst(opzet, niet) == ""


def test_all_municipalities_may_be_one() -> None:
    assert [woorden.alle_gemeenten(aan) for aan in (1, 14)] == [
        "de enige gemeente",
        "alle 14 gemeenten",
    ]


def test_later_editions_are_named_as_their_documents() -> None:
    opzet = editie("2017").opzet
    namen = {"2015": "RWP 2015", opzet.editie: opzet.naam, "2019": "RWP 2019", "2022": "Woondeal"}
    assert zinnen.stand(opzet, namen).endswith("Later kwamen RWP 2019 en Woondeal.")
    assert zinnen.stand(opzet, dict([*namen.items()][:3])).endswith("Later kwam RWP 2019.")
    assert "Later" not in zinnen.stand(opzet, dict([*namen.items()][:2]))


def test_no_part_that_may_be_hidden_begins_with_a_space_that_markdown_drops() -> None:
    for pad in (WORTEL / "report/hoofdstukken").glob("*.qmd"):
        assert not re.search(r"\[\s+\w", pad.read_text(encoding="utf-8")), pad.name


def test_quotes_of_sentences_stay_as_in_tables() -> None:
    _, woorden_ = Proza('"voor 2020" en \\"circa\\"')._repr_mimebundle_()
    assert woorden_["text/markdown"]["rapport"] == '\\"voor 2020\\" en \\"circa\\"'


@pytest.mark.parametrize(
    ("oordelen", "begint"),
    [
        (["binnen", "buiten", "onbekend"], []),
        (["binnen", "op de grens"], ["Op de grens: "]),
        (["op de norm"], ["Op de norm (binnen de afronding): "]),
        (["op de norm", "op de grens"], ["Op de grens: ", "Op de norm (binnen de afronding): "]),
    ],
)
def test_only_judgements_that_occur_are_explained(oordelen: list[str], begint: list[str]) -> None:
    zin = zinnen.uitleg(pd.DataFrame({"oordeel": oordelen}))
    assert re.findall(r"Op de [^:]*: ", zin) == begint and bool(zin) == bool(begint)
