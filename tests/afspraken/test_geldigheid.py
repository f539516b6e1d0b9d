"""The dates between which an agreement is judged: one day before, on the day, one day after."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from afspraken.afsprakenhulp import (
    A,
    Rij,
    afspraak,
    alle,
    balans,
    kop,
    oordeel,
    registers,
    van,
    zonder_lezing,
    zonder_velden,
)

from woonanalyse.afspraken.beoordeel import beoordeel
from woonanalyse.afspraken.status import NVT, ONBEKEND
from woonanalyse.afspraken.termijnregister import gevallentabel, vul_termijnen
from woonanalyse.kern.afspraak import Afspraak

NA = kop(stand_per="2021-06-30")
"""An edition whose registers go on after the agreements ended."""


def naam(regel: Afspraak) -> str:
    return f"{regel['artikel']} {regel.get('onderdeel', '')}".strip()


MET_OORDEEL = [regel for regel in alle() if regel["soort"] != "bevoegdheid"]


@pytest.mark.parametrize("regel", MET_OORDEEL, ids=naam)
@pytest.mark.parametrize(
    ("stand", "geldt"), [("2018-06-30", False), ("2018-07-01", True), ("2018-07-02", True)]
)
def test_vanaf_op_de_dag(regel: Afspraak, stand: str, geldt: bool) -> None:
    regel = zonder_velden(regel, "telt_vanaf", "eerdere_tekst")
    uitkomst = oordeel({**regel, "vanaf": "2018-07-01"}, kop=kop(stand_per=stand))
    zegt = uitkomst["toelichting"].str.contains("De afspraak geldt vanaf 1 juli 2018.").all()
    assert zegt != geldt
    if not geldt:
        assert set(uitkomst["status"]) == {NVT}


@pytest.mark.parametrize("regel", [r for r in alle() if "eerdere_tekst" in r], ids=naam)
def test_voor_de_nieuwe_tekst_is_het_onbekend(regel: Afspraak) -> None:
    vooraf = oordeel(regel, kop=kop(stand_per="2017-12-31"))
    assert set(vooraf["status"]) == {ONBEKEND}
    assert vooraf["toelichting"].str.contains("oorspronkelijke tekst").all()
    erna = oordeel(regel, kop=kop(stand_per="2018-01-01"))
    assert not erna["toelichting"].str.contains("oorspronkelijke tekst").any()


@pytest.mark.parametrize("regel", MET_OORDEEL, ids=naam)
@pytest.mark.parametrize(
    ("peildatum", "geldt"),
    [("2020-12-30", True), ("2020-12-31", True), ("2021-01-01", False), (None, True)],
)
def test_een_editie_van_na_de_afspraak_is_nvt(
    regel: Afspraak, peildatum: str | None, geldt: bool
) -> None:
    uitkomst = oordeel(regel, kop=replace(NA, peildatum=peildatum))
    zin = "De afspraak gold tot en met 31 december 2020; de peildatum van deze editie is 1 januari 2021."
    assert (set(uitkomst["toelichting"]) == {zin}) != geldt
    if not geldt:
        assert set(uitkomst["status"]) == {NVT}


def test_het_einde_staat_in_de_afspraak() -> None:
    later: list[Afspraak] = [{**regel, "tot_en_met": "2021-12-31"} for regel in alle()]
    editie = replace(NA, peildatum="2021-01-01")
    assert set(beoordeel(alle(), registers(), balans(), editie)["status"]) == {NVT}
    anders = beoordeel(later, registers(), balans(), editie)
    assert not anders["toelichting"].str.contains("De afspraak gold").any()
    assert set(anders.loc[anders["artikel"] == 13, "status"]) == {"binnen de norm"}


def rij(artikel: int, soort: str, **anders: Any) -> dict[str, Any]:
    return {"artikel": artikel, "soort": soort, "partij": "provincie", **anders}


ALLEN = "; ".join(afspraak(1)["aanwezig"])
VOORTGANG = [
    (afspraak(1), [rij(1, "bijeenkomst", waarde=2, deelnemers=ALLEN)]),
    (afspraak(2), [rij(2, "pilot")]),
    (afspraak(6), [rij(6, "beschikbaar gesteld", waarde=1)]),
    (
        afspraak(7, "wijkaanpakken"),
        [rij(7, "wijkaanpakken gestart", partij="gezamenlijk", waarde=25)],
    ),
    (afspraak(7, "ambitie"), [rij(7, "wijkaanpakken gestart", partij="gezamenlijk", waarde=25)]),
    (afspraak(7, "expertisecentrum", jaar=2020), [rij(7, "start expertisecentrum")]),
    (afspraak(8, "prestatieafspraken"), [rij(8, "prestatieafspraak", partij="gezamenlijk")]),
    (
        afspraak(9),
        [
            rij(9, "woningen aangevraagd", partij=A, waarde=10),
            rij(9, "woningen aangevraagd zonder aardgas", partij=A, waarde=9),
        ],
    ),
    (afspraak(10), [rij(10, "afspraken over programmeren", partij="gezamenlijk")]),
]


@pytest.mark.parametrize(("regel", "rijen"), VOORTGANG, ids=[naam(r) for r, _ in VOORTGANG])
@pytest.mark.parametrize(
    ("datum", "telt"), [("2020-12-30", True), ("2020-12-31", True), ("2021-01-01", False)]
)
def test_bewijs_van_na_het_einde_telt_niet(
    regel: Afspraak, rijen: list[Rij], datum: str, telt: bool
) -> None:
    gedateerd = [{**r, "datum": datum} for r in rijen]
    uitkomst = oordeel(regel, kop=NA, voortgang=gedateerd, volledigheid=[])
    assert bool(set(uitkomst["status"]) - {ONBEKEND}) == telt
    later = oordeel({**regel, "tot_en_met": "2021-06-30"}, kop=NA, voortgang=gedateerd)
    if regel["soort"] not in ("traject", "feit_in_jaar"):  # these have a date of their own as well
        assert set(later["status"]) - {ONBEKEND}


@pytest.mark.parametrize(("datum", "telt"), [("2020-12-31", True), ("2021-01-01", False)])
def test_een_besluit_van_na_het_einde_telt_niet(datum: str, telt: bool) -> None:
    besluiten = [
        {"datum": datum, "soort": soort}
        for soort in ("wijziging RWP", "prioritering", "programmeringsstrategie")
    ]
    for artikel in (11, 12, 16):
        uitkomst = oordeel(afspraak(artikel), kop=NA, besluiten=besluiten, volledigheid=[])
        van_a = uitkomst[uitkomst["partij"] == "A"]
        assert van_a["bron"].str.contains("bron besluiten").any() == telt


@pytest.mark.parametrize(("datum", "telt"), [("2020-12-31", True), ("2021-01-01", False)])
def test_een_levering_van_na_het_einde_telt_niet(datum: str, telt: bool) -> None:
    levering = {
        "datum": datum, "peildatum": "2020-01-01", "soort": "hard", "geleverd": "ja", "woningen": 1,
    }  # fmt: skip
    uitkomst = van(oordeel(afspraak(24), kop=NA, planmonitorleveringen=[levering]), "A", "2020")
    assert (uitkomst["status"] == "gehaald") == telt


def geval(**anders: Any) -> dict[str, Any]:
    basis = {"datum": "2018-01-01", "editie": "2017", "termijn_start": "2018-01-01", "reden": "R"}
    return {**basis, **anders}


@pytest.mark.parametrize(("dag", "telt"), [("2020-12-31", True), ("2021-01-01", False)])
def test_een_termijn_van_na_het_einde_telt_niet(dag: str, telt: bool) -> None:
    hersteld = oordeel(afspraak(15), balans(A=111), NA, termijnen=[geval(hersteld_op=dag)])
    assert (van(hersteld, "A")["status"] == "gehaald") == telt
    for rijen in ([geval(datum=dag)], [geval(termijn_start=dag)]):
        regel = zonder_lezing(15)
        uitkomst = van(oordeel(regel, balans(A=111), NA, termijnen=rijen), "A")
        assert (uitkomst["periode"] != "editie 2017") == telt
        regs = registers(termijnen=rijen)
        vol = vul_termijnen(balans(A=111), regel, regs, NA)
        assert vol["termijn_start"].notna().any() == telt
        assert bool(len(gevallentabel(vol, regs, NA, regel))) == telt
        assert len(gevallentabel(vol, regs, NA)) == 1


@pytest.mark.parametrize(("dag", "telt"), [("2020-12-31", True), ("2021-01-01", False)])
def test_een_bovenkant_van_na_het_einde_telt_niet(dag: str, telt: bool) -> None:
    rijen = [geval(datum=dag, termijn_start="", bovenkant_onderbouwd="ja")]
    uitkomst = oordeel(afspraak(13), balans(A=100), NA, termijnen=rijen)
    assert (van(uitkomst, "A")["status"] == "binnen de norm") == telt
    uitkomst = oordeel(afspraak(15), balans(A=100), NA, termijnen=rijen)
    assert (van(uitkomst, "A")["status"] == NVT) == telt


@pytest.mark.parametrize(
    ("datum", "vanaf", "tot", "verwacht"),
    [
        ("2020-02-01", "2016-01-01", "2020-06-30", "op koers"),  # 182 of 366 days ask for 0,99 of 2
        ("2020-02-01", "2016-01-01", "2020-12-31", "niet gehaald"),
        ("2020-08-01", "2020-07-02", "2020-12-31", "op koers"),  # 183 of 366 days ask for 1
        ("2020-08-01", "2020-07-01", "2020-12-31", "achter"),
    ],
)
def test_van_een_jaar_dat_de_afspraak_half_dekt(
    datum: str, vanaf: str, tot: str, verwacht: str
) -> None:
    regel = afspraak(1, vanaf=vanaf, tot_en_met=tot)
    rij_ = rij(1, "bijeenkomst", datum=datum, deelnemers=ALLEN)
    uitkomst = oordeel(regel, kop=NA, voortgang=[rij_])
    laatste = van(uitkomst, "provincie", "2020")
    assert laatste["status"] == verwacht
    assert ("een deel van dit jaar" in laatste["toelichting"]) == (verwacht != "niet gehaald")
