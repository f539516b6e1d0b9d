"""All agreements at once, on the real data and on the made registers beside it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest
from afspraken.afsprakenhulp import (
    KOP,
    afspraak,
    alle,
    balans,
    kop,
    oordeel,
    registers,
    zonder_velden,
)
from afspraken.wereldhulp import VERBODEN, Wereld, wereld, zonder

from woonanalyse.afspraken import status
from woonanalyse.afspraken.beeld import rijen
from woonanalyse.afspraken.beoordeel import SOORTEN, beoordeel, telling
from woonanalyse.afspraken.uitkomst import KOLOMMEN, zonder_nodig, zonder_totaal
from woonanalyse.kern.afspraak import Afspraak

ALLE_STATUSSEN = [
    *status.NORMEN,
    *status.PER_SOORT["maximum"],
    status.AANGETOOND,
    status.VASTGELEGD,
    status.DEELS_VASTGELEGD,
    status.GEEN_BEKEND,
    status.TOEGEPAST,
    status.NIET_TOEGEPAST,
    status.TER_INFORMATIE,
    status.NIET_BEOORDEELD,
    status.ONBEKEND,
    status.NVT,
]


@pytest.fixture
def echt() -> Wereld:
    return wereld("2017", False)


@pytest.fixture
def vol() -> Wereld:
    return wereld("2017", True)


def test_elke_soort_heeft_een_beoordelaar() -> None:
    assert set(SOORTEN) == set(status.PER_SOORT) == {a["soort"] for a in alle()}


@pytest.mark.parametrize("editie", ["2015", "2017", "2019", "2021"])
def test_alle_artikelen_met_alleen_de_statussen_van_hun_soort(editie: str) -> None:
    uitkomst = wereld(editie, True).oordeel()
    assert list(uitkomst.columns) == KOLOMMEN
    assert sorted(set(uitkomst["artikel"])) == list(range(1, 25))
    assert uitkomst["artikel"].is_monotonic_increasing
    assert set(uitkomst["editie"]) == {editie}
    assert uitkomst.dtypes.astype(str).to_dict() == {
        **dict.fromkeys(KOLOMMEN, "object"),
        "artikel": "Int64",
        "waarde": "Float64",
        "norm": "Float64",
    }
    for regel in alle():
        gevonden = rijen(uitkomst, regel)
        assert len(gevonden)
        mag = {*status.PER_SOORT[regel["soort"]], status.ONBEKEND, status.NVT}
        assert set(gevonden["status"]) <= mag
    assert uitkomst[["partij", "periode", "toelichting", "bron"]].notna().all(axis=None)


def test_de_echte_stand_van_2017(echt: Wereld) -> None:
    uitkomst = echt.oordeel()
    groen = uitkomst[uitkomst["status"].isin(status.GROEN)]
    assert groen.groupby("artikel").size().to_dict() == {
        4: 1, 7: 1, 10: 1, 11: 1, 12: 6, 13: 9, 14: 1, 16: 1, 17: 2, 19: 1, 20: 1, 24: 14,
    }  # fmt: skip
    artikel13 = uitkomst[uitkomst["artikel"] == 13]
    buiten = artikel13[artikel13["status"] == "boven de norm"]
    assert list(buiten["partij"]) == ["Borne", "Hellendoorn", "Wierden"]
    assert (artikel13["status"] == "op de grens").sum() == 2
    assert "achter" not in set(uitkomst["status"])
    assert not uitkomst["bron"].str.contains("voorbeelddata").any()


def test_voorbeelddata_noemt_zichzelf_in_de_bron(echt: Wereld, vol: Wereld) -> None:
    sleutel = ["artikel", "onderdeel", "partij", "periode"]
    beide = vol.oordeel().merge(echt.oordeel(), on=sleutel, how="left", suffixes=("", "_echt"))
    anders = beide[beide["status"] != beide["status_echt"]]
    verzacht = anders["bron"].str.contains("voorbeelddata")
    assert len(anders) > 40
    assert verzacht.all()


def naam(regel: Afspraak) -> str:
    return f"{regel['artikel']} {regel.get('onderdeel', '')}".strip()


@cache
def heel() -> pd.DataFrame:
    return wereld("2017", True).oordeel()


@pytest.mark.lang
@pytest.mark.parametrize("regel", alle(), ids=naam)
def test_zonder_bron_geen_oordeel(vol: Wereld, regel: Afspraak) -> None:
    """Take away what an entry stands on, and all its rows become onbekend (a power stays nvt)."""
    vooraf = _van(heel(), regel)
    weg = {"opzet": vol.opzet, **zonder(vol, regel)}
    weg["opzet"] = replace(weg["opzet"], rapportdatum=weg["opzet"].stand_per)
    achteraf = _van(vol.oordeel(**weg), regel)
    if regel["soort"] == "bevoegdheid":
        assert set(vooraf["status"]) == set(achteraf["status"]) == {status.NVT}
        return
    assert set(vooraf["status"]) - {status.ONBEKEND, status.NVT}, "the test would show nothing"
    assert set(achteraf["status"]) == {status.ONBEKEND}
    assert achteraf["waarde"].isna().all()
    assert achteraf["toelichting"].str.contains(f"Levert: {regel['levert']}.", regex=False).all()
    assert set(achteraf["bron"]) <= {regel["bron"]} or regel["register"] == "editie"


def test_de_voorbeelddata_dekt_elke_soort_bewijs(vol: Wereld) -> None:
    """Every kind of state that needs evidence is reached by some entry of the made registers."""
    delen = {status.DEELS_VASTGELEGD} if any("deels" in a for a in alle()) else set()
    bereikt = {*status.GROEN} - {status.DEELS_VASTGELEGD, status.OP_KOERS} | delen
    assert bereikt <= set(vol.oordeel()["status"])  # the agreement has ended: nothing is on its way


def test_zonder_termijnregister_beslist_alleen_de_balans_dat_er_niets_te_herstellen_is(
    vol: Wereld,
) -> None:
    kaal = {**vol.registers, "termijnen": registers()["termijnen"]}
    regel = afspraak(15)
    assert set(_van(vol.oordeel(registers=kaal), regel)["status"]) == {status.ONBEKEND, status.NVT}


def test_zonder_iets_is_alles_onbekend(vol: Wereld) -> None:
    leeg = zonder(vol, afspraak(13))["balans"]
    uitkomst = beoordeel(
        alle(), registers(volledigheid=[]), leeg, replace(vol.opzet, prognose=None)
    )
    zonder23 = uitkomst[uitkomst["artikel"] != 23]
    assert set(zonder23["status"]) == {"onbekend"}
    assert zonder23["waarde"].isna().all()


def test_de_reden_van_onbekend_zonder_wat_nodig_is(vol: Wereld) -> None:
    regel = afspraak(12)
    leeg = registers(volledigheid=[])
    loopt = replace(vol.opzet, rapportdatum=vol.opzet.stand_per)
    (tekst,) = set(_van(vol.oordeel(registers=leeg, opzet=loopt), regel)["toelichting"])
    assert f" Nodig: {regel['nodig']}. Levert: {regel['levert']}." in tekst
    reden = zonder_nodig(regel, tekst)
    assert reden.endswith(".") and "Nodig" not in reden and tekst.startswith(reden)
    assert zonder_nodig(regel, "Gehaald in 2017.") == "Gehaald in 2017."


@pytest.mark.parametrize(
    ("dag", "vraagt"), [("2020-12-31", True), ("2021-01-01", False), ("2026-11-26", False)]
)
def test_a_look_back_asks_for_nothing(vol: Wereld, dag: str, vraagt: bool) -> None:
    """From the day after the last agreement ended; the reason why something is onbekend stays."""
    opzet = replace(vol.opzet, rapportdatum=dag)
    uitkomst = beoordeel(alle(), registers(volledigheid=[]), vol.balans, opzet)
    open_ = uitkomst.loc[uitkomst["status"] == "onbekend", "toelichting"]
    assert len(open_) and open_.str.contains("Levert: ").eq(vraagt).all()
    assert open_.str.contains(" Nodig: ").eq(vraagt).all() and open_.str.endswith(".").all()
    assert open_.str.len().gt(20).all()


@pytest.mark.lang
@pytest.mark.parametrize("editie", ["2015", "2017", "2019", "2021"])
@pytest.mark.parametrize("voorbeelden", [False, True])
def test_geen_verboden_woorden(editie: str, voorbeelden: bool) -> None:
    uitkomst = wereld(editie, voorbeelden).oordeel()
    tekst = " ".join(uitkomst["toelichting"]).lower()
    for woord in VERBODEN:
        assert woord not in tekst, woord
    assert not re.search(r"\bnan\b|<na>|none", tekst)


def test_de_volgorde_van_rijen_verandert_niets(vol: Wereld) -> None:
    eerst = vol.oordeel()
    geschud = {naam: frame.iloc[::-1] for naam, frame in vol.registers.items()}
    anders = vol.oordeel(registers=geschud)
    kolommen = [kolom for kolom in KOLOMMEN if kolom not in ("bron", "toelichting")]
    assert eerst[kolommen].equals(anders[kolommen])
    omgekeerd = beoordeel(alle()[::-1], vol.registers, vol.balans, vol.opzet)
    assert list(omgekeerd["artikel"]) == list(eerst["artikel"])


def test_artikel_6_tot_9_niet_voor_2018() -> None:
    for stand, verwacht in (("2017-12-31", True), ("2018-01-01", False)):
        uitkomst = beoordeel(alle(), registers(), balans(), kop(stand_per=stand))
        vroeg = uitkomst[uitkomst["toelichting"].str.contains("oorspronkelijke tekst")]
        assert set(vroeg["artikel"]) == ({6, 7, 8, 9} if verwacht else set())
        assert set(vroeg["status"]) <= {"onbekend"}


def test_een_afspraak_die_nog_niet_gold_is_nvt() -> None:
    uitkomst = oordeel(afspraak(1), kop=kop(stand_per="2015-12-31"))
    assert list(uitkomst["status"]) == ["nvt"]
    assert "vanaf 1 januari 2016" in uitkomst["toelichting"].iloc[0]
    eerste_dag = oordeel(afspraak(1), kop=kop(stand_per="2016-01-01"), volledigheid=[])
    assert list(eerste_dag["status"]) == ["onbekend"]


def test_een_editie_die_geen_toets_is_geeft_overal_nvt() -> None:
    zonder = kop(toets=False, toets_toelichting=" Geen toets. ")
    uitkomst = beoordeel(alle(), registers(), balans(), zonder)
    assert set(uitkomst["status"]) == {"nvt"}
    assert set(uitkomst["toelichting"]) == {"Geen toets."}
    uitkomst = beoordeel(alle(), registers(), balans(), kop(toets=False))
    assert uitkomst["toelichting"].iloc[0].startswith("Deze editie wordt niet")


def test_een_nieuwe_afspraak_van_een_bekende_soort_vraagt_geen_code() -> None:
    nieuw: Afspraak = {
        **zonder_velden(afspraak(3), "aanwezig"), "artikel": 25, "norm": 2, "bewijs": "werkbezoek",
    }  # fmt: skip
    rijen = [
        {"artikel": 25, "soort": "werkbezoek", "datum": datum, "partij": "provincie"}
        for datum in ("2016-02-01", "2016-03-01")
    ]
    uitkomst = oordeel(nieuw, voortgang=rijen)
    assert list(uitkomst["status"]) == ["gehaald", *["onbekend"] * 4]


def test_telling_per_regel() -> None:
    uitkomst = oordeel(afspraak(13), balans(A=90, B=111))
    tel = telling(uitkomst, ALLE_STATUSSEN)
    assert tel[["artikel", "status", "aantal"]].to_numpy().tolist() == [
        [13, "binnen de norm", 1],
        [13, "boven de norm", 1],
    ]
    andersom = telling(uitkomst, ALLE_STATUSSEN[::-1])
    assert andersom["status"].tolist() == ["boven de norm", "binnen de norm"]
    assert list(andersom.columns) == ["artikel", "onderdeel", "status", "aantal"]
    alles = beoordeel(alle(), registers(), balans(), KOP)
    assert telling(alles, ALLE_STATUSSEN)["artikel"].is_monotonic_increasing
    delen = telling(alles, ALLE_STATUSSEN)
    assert list(delen.loc[delen["artikel"] == 7, "onderdeel"]) == [
        "wijkaanpakken", "ambitie", "expertisecentrum", "subsidie",
    ]  # fmt: skip
    assert telling(alles, ALLE_STATUSSEN)["aantal"].sum() == len(zonder_totaal(alles))


def _van(uitkomst: pd.DataFrame, regel: Afspraak) -> pd.DataFrame:
    rijen = uitkomst[uitkomst["artikel"] == regel["artikel"]]
    return rijen[rijen["onderdeel"].fillna("") == regel.get("onderdeel", "")]
