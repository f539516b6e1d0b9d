"""Sentences of a region that lacks something: what is absent is told once, and nothing that isn't so."""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pandas as pd
import pytest
from hulp import schrijf_resultaten, tabellen_van

from woonanalyse.afspraken.bevindingen import afspraken
from woonanalyse.begin.keuze import Wens
from woonanalyse.begin.maak import maak
from woonanalyse.document import bijdragen
from woonanalyse.document.herkomstbijlage import bijlage, zonder_rijen
from woonanalyse.document.stuk import subregios_kop
from woonanalyse.document.variabelen import nog_uit_te_werken
from woonanalyse.kern.beeld.codes import LETTERS, anker
from woonanalyse.kern.oordeel import NVT, ONBEKEND
from woonanalyse.onderwerpen.balans.beeld.tabellen import kerncijfers
from woonanalyse.onderwerpen.balans.beeld.zinnen import kerntegels
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.onderwerpen.gebouwd import beeld as gebouwd
from woonanalyse.onderwerpen.plannen import rapport as plannen
from woonanalyse.onderwerpen.plannen.zinnen import GEEN_VERDELING
from woonanalyse.onderwerpen.strategie import programmabeeld, rapport, scenariobeeld
from woonanalyse.onderwerpen.wijzigingen.zinnen import anders_geteld

Begonnen = tuple[Path, Dossier, dict[str, pd.DataFrame]]


def naast(jaren: int) -> pd.DataFrame:
    leeg = pd.Series([pd.NA, pd.NA], dtype="Int64")
    namen = ["nieuwbouw", "sloop", "saldo", "gebouwd_van", "behoefte_per_jaar_laag"]
    return pd.DataFrame(
        {"gemeente": ["A", "B"], "gebouwd_jaren": [jaren] * 2, **dict.fromkeys(namen, leeg)}
    )


def test_a_time_without_a_whole_year_is_not_unknown() -> None:
    opzet = cast(Any, SimpleNamespace())
    assert gebouwd.opening_voorraad(naast(0), "Streek", opzet) == gebouwd.GEEN_JAAR
    assert gebouwd.gebouwd(naast(0).iloc[0]) == gebouwd.GEEN_JAAR
    assert "onbekend" in gebouwd.opening_voorraad(naast(2), "Streek", opzet)
    assert "onbekend" in gebouwd.gebouwd(naast(2).iloc[0])


@pytest.mark.parametrize(
    ("toen", "nu", "zin"),
    [
        (["bruto"], ["bruto"], ""),
        (["onbekend"], ["onbekend"], ""),
        (
            ["bruto", "bruto"],
            ["onbekend"],
            "De harde plannen zijn anders geteld (in editie 1 bruto, in editie 2 bruto of netto "
            "onbekend): hun verschil is niet te geven.",
        ),
    ],
)
def test_two_counts_have_no_difference(toen: list[str], nu: list[str], zin: str) -> None:
    assert anders_geteld(toen, nu, ("1", "2")) == zin


def test_nothing_known_is_no_good_state() -> None:
    stand = pd.DataFrame({"artikel": [1, 2], "status": [ONBEKEND] * 2, "partij": ["A", "B"]})
    assert "niet gehaald" not in afspraken(stand)


@pytest.mark.parametrize(
    ("hard", "noot"),
    [
        ([5, 6], "behoefte: 9"),
        ([5, None], "behoefte: 9; plannen van 1 van de 2 onbekend"),
        ([None, None], "behoefte: 9"),
    ],
)
def test_a_sum_of_some_says_of_how_many_it_is_not(hard: list[int | None], noot: str) -> None:
    balans = pd.DataFrame(
        {
            "gemeentecode": ["GM0001", "GM0002"],
            "gemeente": ["A", "B"],
            "oordeel": ["onbekend", "onbekend"],
            "hard_totaal": pd.array(hard, dtype="Int64"),
        }
    )
    som = pd.DataFrame({"niveau": ["regio"], "gebied": ["Streek"], "behoefte": [9]})
    som["hard_totaal"] = pd.array([sum(x or 0 for x in hard)], dtype="Int64")
    assert kerntegels(balans, som)[2][2] == noot


def test_a_region_without_subregions_has_none_in_its_headings() -> None:
    regel = {"gebied": "Streek", "oordeel_samen": NVT}
    heel = pd.DataFrame([{"niveau": "regio", **regel}])
    deel = pd.DataFrame([{"niveau": "subregio", **regel}, {"niveau": "regio", **regel}])
    assert subregios_kop(heel, None) == "De regio als geheel"
    assert subregios_kop(deel, None) == "Subregio's"


def test_nobody_is_said_to_have_counted_what_no_table_has() -> None:
    leeg = pd.DataFrame({"gebouwd": [pd.NA], "gesloopt": [pd.NA]})
    assert not programmabeeld.geteld(leeg)
    assert programmabeeld.geteld(leeg.assign(gesloopt=[0])), "nought is known"


@pytest.mark.parametrize(
    ("te_veel", "direct", "zin"),
    [
        ([3, 5], [0, 0], "dat kan geheel in plannen zitten die nog worden uitgewerkt."),
        ([3, 5], [1, 2], "daarvan zit 1 tot 2 zeker in direct te gebruiken titels."),
        (
            [3, 5],
            [None, None],
            "hoeveel daarvan zeker in direct te gebruiken titels zit, is onbekend.",
        ),
        ([None, 5], [None, None], "met hoeveel woningen is onbekend."),
    ],
)
def test_titles_that_are_not_split_leave_it_unknown(
    te_veel: list[int | None], direct: list[int | None], zin: str
) -> None:
    namen = ["te_veel_laag", "te_veel_hoog", "direct_laag", "direct_hoog"]
    getallen = {
        n: pd.array([w], dtype="Float64") for n, w in zip(namen, te_veel + direct, strict=True)
    }
    strategie = pd.DataFrame({"niveau": ["gemeente"], **getallen})
    assert programmabeeld.te_veel_zin(strategie, "de norm", "").endswith(zin)


@pytest.mark.parametrize(("laag", "alleen"), [(0, True), (3, False)])
def test_who_may_not_be_above_the_norm_is_so_at_the_lowest_need(laag: int, alleen: bool) -> None:
    namen = ["te_veel_laag", "te_veel_hoog", "direct_laag", "direct_hoog"]
    getallen = {
        n: pd.array([w, 5], dtype="Int64") for n, w in zip(namen, [laag, 5, 0, 0], strict=True)
    }
    strategie = pd.DataFrame({"niveau": ["gemeente", "gemeente"], **getallen})
    zin = programmabeeld.te_veel_zin(strategie, "de norm", "")
    assert ("liggen bij de laagste behoefte boven de norm" in zin) is alleen


def test_a_made_ceiling_is_never_called_the_norm() -> None:
    namen = ["te_veel_laag", "te_veel_hoog", "direct_laag", "direct_hoog", "hard", "hard_uitwerk"]
    getallen = {naam: pd.array([3], dtype="Float64") for naam in namen}
    strategie = pd.DataFrame({"niveau": ["gemeente"], "gebied": ["Aa"], "mist": [""], **getallen})
    strategie = strategie.assign(gemeentecode="GM0001", code="Y1")
    scenarios = pd.DataFrame(
        {
            "gebied": ["Aa"], "soort": ["rooster"], "berekeningen": [9], "einde": ["2030-12-31"],
            "te_veel_einde_laag": [1], "te_veel_einde_hoog": [1],
            "te_weinig_einde_laag": [2], "te_weinig_einde_hoog": [2],
        }
    )  # fmt: skip
    for woord in ("de verzonnen bovengrens", "de norm"):
        teksten = [
            programmabeeld.te_veel_zin(strategie, woord, ""),
            programmabeeld.te_veel_zin(strategie.assign(te_veel_hoog=0), woord, ""),
            programmabeeld.te_veel(strategie, woord).bijschrift,
            scenariobeeld.uitkomst(scenarios, woord),
        ]
        assert all(woord in tekst for tekst in teksten)
        assert all(("norm" in tekst) == (woord == "de norm") for tekst in teksten)


@pytest.fixture(scope="module")
def begonnen(tmp_path_factory: pytest.TempPathFactory) -> Begonnen:
    """A region that just began, and its results."""
    doel = tmp_path_factory.mktemp("begin") / "streek"
    maak(doel, Wens("Streek", gemeenten=("Ommen", "Zwolle")))
    dossier = lees_dossier(doel, "2026")
    return doel, dossier, tabellen_van(dossier)


def test_a_box_that_tells_nothing_of_anybody_is_not_there(
    begonnen: Begonnen,
) -> None:
    _, dossier, uit = begonnen
    code = str(uit["balans"]["gemeentecode"].iloc[0])
    assert not {"trend", "herstel", "strategie"} & {
        vak.naam for vak in bijdragen.vakken(dossier, uit)(code)
    }


def test_a_result_without_rows_has_no_part_in_the_annex_and_its_address_leads_somewhere(
    begonnen: Begonnen, tmp_path: Path
) -> None:
    wortel, dossier, uit = begonnen
    map_ = schrijf_resultaten(dossier, tmp_path, wortel)
    pakket = json.loads((map_ / "datapackage.json").read_text(encoding="utf-8"))
    leeg = [naam for naam in zonder_rijen(uit["herkomst"]) if naam in uit]
    assert leeg and all(uit[naam].empty for naam in leeg)
    tekst = bijlage(uit["herkomst"], pakket, niet_er=leeg)
    heel = bijlage(uit["herkomst"], pakket)
    koppen = [re.findall(r"(?m)^## (\w+):", deel) for deel in (heel, tekst)]
    assert set(koppen[0]) - set(koppen[1]) == {LETTERS[naam] for naam in leeg}
    assert all(tekst.count(f"{{#{anker(LETTERS[naam])}}}") == 1 for naam in leeg)
    assert zonder_rijen(uit["herkomst"], leeg) == []


@pytest.mark.parametrize(("uitwerken", "er"), [([0, 0], False), ([None, 5], True), ([None], False)])
def test_the_light_part_of_a_bar_is_explained_where_there_is_one(
    uitwerken: list[int | None], er: bool
) -> None:
    balans = pd.DataFrame({"hard_uit_te_werken": pd.array(uitwerken, dtype="Int64")})
    assert nog_uit_te_werken(balans) is er


@pytest.mark.parametrize(
    ("eerste", "dag", "zin"),
    [
        (2031, "2031-06-01", rapport.NOG_NIET_VOORBIJ),
        (2030, "2031-06-01", rapport.NIET_GETELD),
        (2030, "2030-12-31", rapport.NIET_GETELD),
    ],
)
def test_of_years_that_are_not_over_nobody_could_count(eerste: int, dag: str, zin: str) -> None:
    programma = pd.DataFrame(
        {"niveau": ["regio"], "van": [eerste], "gebouwd": [pd.NA], "gesloopt": [pd.NA]}
    )
    assert rapport._bron_programma(programma, dag) == zin


def test_years_that_were_counted_within_a_period_of_three_are_named() -> None:
    leden = [("gemeente", 2030, 40), ("gemeente", 2030, 0), ("gemeente", 2031, 7)]
    rijen = [*leden, ("gemeente", 2031, pd.NA), ("regio", 2030, pd.NA)]
    programma = pd.DataFrame(rijen, columns=["niveau", "van", "gebouwd"]).assign(gesloopt=pd.NA)
    assert rapport._bron_programma(programma, "2032-06-01") == rapport.GEDEELTELIJK.format(
        jaren="2030"
    )


def test_plans_that_are_not_split_are_one_line_above_those_of_the_list() -> None:
    niet = [["Hard, direct te bouwen", "onbekend"], ["Hard, nog uit te werken", "onbekend"]]
    lijst = [["Plannenlijst: hard", "768"]]
    assert plannen._staat("GM0180", niet, []) == GEEN_VERDELING
    staat = plannen._staat("GM0180", niet, lijst)
    assert staat.startswith(f"{GEEN_VERDELING}\n\n") and "768" in staat
    assert "onbekend" not in staat.removeprefix(GEEN_VERDELING)
    deels = plannen._staat("GM0180", [niet[0], ["Hard, nog uit te werken", "5"]], lijst)
    assert "onbekend" in deels and GEEN_VERDELING not in deels


@pytest.mark.parametrize(
    ("behoefte", "netto", "vervanging", "noot"),
    [
        (90, 90, pd.NA, "netto, zonder vervanging"),
        (pd.NA, pd.NA, pd.NA, ""),
        (pd.NA, 90, pd.NA, "netto 90; vervanging\xa0onbekend"),
        (95, 90, 5, "netto 90; vervanging\xa05"),
    ],
)
def test_what_a_need_is_made_of(behoefte: Any, netto: Any, vervanging: Any, noot: str) -> None:
    getallen = {"behoefte": behoefte, "netto_behoefte": netto, "vervanging": vervanging}
    rest = dict.fromkeys(["hard_totaal", "dekking", "saldo"], pd.NA)
    rijen = pd.DataFrame([{**getallen, **rest, "telling": ONBEKEND}])
    assert [noot_ for _, _, noot_ in kerncijfers(rijen)][:2] == [noot, "woningen"]
