"""What a reader gets of each kind: period, state, value, sentence and sources, word for word."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from afspraken.afsprakenhulp import (
    KOP,
    A,
    B,
    Rij,
    afspraak,
    balans,
    kop,
    oordeel,
    registers,
    van,
    zonder_lezing,
    zonder_velden,
)

from woonanalyse.afspraken.beoordeel import beoordeel
from woonanalyse.afspraken.uitkomst import KOLOMMEN
from woonanalyse.kern.afspraak import Afspraak

LOOPTIJD = "2016-01-01/2020-12-31"
SINDS_2018 = "2018-01-01/2020-12-31"


def voortgang(
    artikel: int, soort: str, datum: str, bron: str, partij: str = A, **anders: Any
) -> Rij:
    return {
        "artikel": artikel, "soort": soort, "datum": datum, "bron": bron, "partij": partij, **anders,
    }  # fmt: skip


def besluit(datum: str, bron: str, partij: str = "GS", **anders: Any) -> Rij:
    vast = {"datum": datum, "bron": bron, "partij": partij, "soort": "wijziging RWP"}
    return {**vast, **anders}


def lees(
    uitkomst: pd.DataFrame,
    regel: Afspraak,
    partij: str,
    periode: str,
    status: str,
    waarde: float | None,
    zin: str,
    *bronnen: str,
) -> None:
    """The row of a party reads so; onbekend also says what is needed, and from whom."""
    rij = van(uitkomst, partij, periode)
    if status == "onbekend":
        zin = f"{zin} Nodig: {regel['nodig']}. Levert: {regel['levert']}."
    assert rij["toelichting"] == zin
    assert rij["status"] == status
    assert rij["bron"] == "; ".join([regel["bron"], *bronnen])
    assert pd.isna(rij["waarde"]) if waarde is None else rij["waarde"] == pytest.approx(waarde)


def test_een_rij_draagt_haar_afspraak() -> None:
    rij = oordeel(afspraak(7, "wijkaanpakken")).iloc[0]
    gelezen = rij[["editie", "artikel", "onderdeel", "partij", "norm", "eenheid"]].tolist()
    assert gelezen == ["2017", 7, "wijkaanpakken", "gezamenlijk", 25, "wijkaanpakken"]
    zonder = oordeel(afspraak(23)).iloc[0]
    assert zonder[["onderdeel", "norm", "eenheid", "waarde"]].isna().all()
    assert zonder["onderdeel"] is pd.NA and zonder["eenheid"] is pd.NA


def test_een_bron_staat_er_een_keer() -> None:
    regel = afspraak(10)
    rijen = [
        voortgang(10, "afspraken over programmeren", f"{jaar}", bron, "gezamenlijk")
        for jaar, bron in ((2016, "b1"), (2017, regel["bron"]), (2018, "b1"))
    ]
    assert oordeel(regel, voortgang=rijen).iloc[0]["bron"] == f"{regel['bron']}; b1"


def test_voor_de_afspraak_gold_en_bij_een_eerdere_tekst() -> None:
    uitkomst = oordeel(afspraak(1), kop=kop(stand_per="2015-12-31"))
    zin = "De afspraak geldt vanaf 1 januari 2016."
    lees(uitkomst, afspraak(1), "provincie", "editie 2017", "nvt", None, zin)
    regel = afspraak(6)
    uitkomst = oordeel(regel, kop=kop(stand_per="2017-12-31"))
    zin = regel["eerdere_tekst"].strip()
    lees(uitkomst, regel, "provincie", "editie 2017", "onbekend", None, zin)


def test_een_editie_die_geen_toets_is() -> None:
    uitkomst = oordeel(afspraak(1), kop=kop(toets=False))
    zin = "Deze editie wordt niet aan de afspraken getoetst."
    lees(uitkomst, afspraak(1), "provincie", "editie 2017", "nvt", None, zin)


def test_aandeel() -> None:
    regel = afspraak(8, "prestatieafspraken")
    een = voortgang(8, "prestatieafspraak", "2019-12-12", "b1")
    uitkomst = oordeel(regel, voortgang=[een])
    zin = "In het register staat hierover niets dat meetelt."
    lees(uitkomst, regel, "B", SINDS_2018, "onbekend", None, zin)
    zin = "Bekend van 1 van de 2; 1 wel."
    lees(uitkomst, regel, "gezamenlijk", SINDS_2018, "onbekend", None, zin, "b1")
    ander = voortgang(8, "prestatieafspraak", "2019-12", "b2", B, waarde=0)
    uitkomst = oordeel(regel, voortgang=[een, ander])
    zin = "In het register: ja (12 december 2019)."
    lees(uitkomst, regel, "A", SINDS_2018, "gehaald", 1, zin, "b1")
    zin = "In het register: nee (december 2019)."
    lees(uitkomst, regel, "B", SINDS_2018, "niet gehaald", 0, zin, "b2")
    zin = "Bekend van 2 van de 2; 1 wel."
    lees(uitkomst, regel, "gezamenlijk", SINDS_2018, "niet gehaald", 0.5, zin, "b1", "b2")
    half: Afspraak = {**regel, "norm": 0.5}
    samen = van(oordeel(half, voortgang=[een, ander]), "gezamenlijk")
    assert (samen["status"], samen["norm"]) == ("gehaald", 0.5)


def test_afstemming() -> None:
    regel = afspraak(18)

    def plan(uitkomst: str, bron: str, naam: str = "P") -> Rij:
        return {
            "datum": "2019", "bron": bron, "plan": naam, "woningen": 30, "ligging": "buiten",
            "vervangend": "nee", "overheid": "gemeenten", "uitkomst": uitkomst,
        }  # fmt: skip

    def zo(plannen: list[Rij], *verwacht: Any, rijen: Any = ()) -> None:
        uitkomst = oordeel(regel, voortgang=list(rijen), afstemming=plannen)
        lees(uitkomst, regel, "A", LOOPTIJD, *verwacht)

    geen = voortgang(18, "geen nieuwe of gewijzigde plannen", "2019", "b4")
    zo([], "onbekend", None, "In het register staat geen plan dat meetelt.")
    zin = "Volgens het register waren er geen nieuwe of gewijzigde plannen."
    zo([], "nvt", None, zin, "b4", rijen=[geen])
    zin = "In het register: 1 plan dat meetelt; aantoonbaar afgestemd: 0."
    zo([plan("nog te doen", "b1")], "onbekend", 0, zin, "b1", rijen=[geen])
    zin = (
        "In het register: 1 plan dat meetelt; aantoonbaar afgestemd: 1. "
        "Of het register alle plannen noemt, is niet na te gaan."
    )
    zo([plan("nog te doen", "b1"), plan("akkoord", "b2")], "gehaald", 1, zin, "b1", "b2")
    zin = (
        "In het register: 2 plannen die meetellen; aantoonbaar afgestemd: 1. "
        "Van 1 staat vast dat er niet is afgestemd."
    )
    twee = [plan("akkoord", "b2"), plan("niet afgestemd", "b3", "Q")]
    zo(twee, "niet gehaald", 1, zin, "b2", "b3")


def test_bevoegdheid() -> None:
    zin = "Een bevoegdheid; er valt niets te meten."
    lees(oordeel(afspraak(23)), afspraak(23), "GS", LOOPTIJD, "nvt", None, zin)


def test_feit() -> None:
    regel = afspraak(6)

    def zo(rijen: list[Rij], *verwacht: Any) -> None:
        lees(oordeel(regel, voortgang=rijen), regel, "provincie", SINDS_2018, *verwacht)

    zo([], "onbekend", None, "Het register noemt geen bedrag.")
    bedragen = [
        voortgang(6, "beschikbaar gesteld", "2017", "b1", "provincie", waarde=5),
        voortgang(6, "beschikbaar gesteld", "2018", "b2", "provincie", waarde=6),
        voortgang(6, "beschikbaar gesteld", "2018", "b3", "provincie"),
    ]
    zin = "Beschikbaar gesteld: 11 euro. Wordt getoond, niet beoordeeld. Besteed: onbekend."
    zo(bedragen, "ter informatie", 11, zin, "b1", "b2")
    leeg = voortgang(6, "besteed", "2018", "b4", "provincie")
    zo([*bedragen, leeg], "ter informatie", 11, zin, "b1", "b2")
    zin = (
        "Beschikbaar gesteld: 11 euro. Wordt getoond, niet beoordeeld. "
        "Besteed, voor zover bekend: 4 euro."
    )
    zo([*bedragen, {**leeg, "waarde": 4}], "ter informatie", 11, zin, "b1", "b2", "b4")


def test_feit_zonder_iets_ernaast() -> None:
    regel = zonder_velden(afspraak(6), "ernaast")
    rij = voortgang(6, "beschikbaar gesteld", "2017", "b1", "provincie", waarde=5)
    uitkomst = oordeel(regel, voortgang=[rij])
    zin = "Beschikbaar gesteld: 5 euro. Wordt getoond, niet beoordeeld."
    lees(uitkomst, regel, "provincie", SINDS_2018, "ter informatie", 5, zin, "b1")


def test_feit_in_jaar() -> None:
    regel = afspraak(7, "expertisecentrum")

    def zo(rijen: list[tuple[str, int | None]], *verwacht: Any) -> None:
        vol = [
            voortgang(7, "start expertisecentrum", datum, f"b{nr}", "provincie", waarde=waarde)
            for nr, (datum, waarde) in enumerate(rijen)
        ]
        lees(oordeel(regel, voortgang=vol), regel, "provincie", "2019", *verwacht)

    zin = "In het register: mei 2019."
    zo([("2019-05", None), ("2019-06-01", None), ("2020", None)], "gehaald", 1, zin, "b0", "b1")
    zin = "In het register: 1 februari 2020, na 2019."
    later: list[tuple[str, int | None]] = [("2020-02-01", None), ("2020-03-01", None)]
    zo(later, "niet gehaald", 0, zin, "b0", "b1", "verklaring")
    zin = "Volgens het register is dit er niet (31 december 2019)."
    rijen: list[tuple[str, int | None]]
    rijen = [("2019-02-01", 0), ("2019-12-31", 0), ("2020-01-31", 0)]
    zin = "Volgens het register is dit er niet (31 januari 2020)."
    zo(rijen, "niet gehaald", 0, zin, "b1", "b2", "verklaring")
    zin = "In het register staat hierover niets van 2019 of later dat meetelt."
    zo([("2018-12-31", 0)], "niet gehaald", 0, zin, "verklaring")
    open_ = oordeel(regel, volledigheid=[])
    lees(open_, regel, "provincie", "2019", "onbekend", None, zin)


def test_frequentie() -> None:
    regel = afspraak(1)
    rijen = [
        voortgang(1, "bijeenkomst", "2016-01-05", "b1", "provincie", deelnemers="Rijk, COA"),
        voortgang(1, "bijeenkomst", "2016-02-05", "b2", "provincie", deelnemers="rijk"),
        voortgang(1, "bijeenkomst", "2018-02-01", "b3", "provincie"),
    ]
    wie_er_waren = "Of zij erbij waren, is niet bekend."
    uitkomst = oordeel(regel, kop=kop(stand_per="2018-06-30"), voortgang=rijen)
    afwezig = "Niet bij elke bijeenkomst als deelnemer vastgelegd: "
    zin = (
        "In het register staat over 2016: 2 keer; de norm is 2. "
        f"{afwezig}gemeenten, COA, woningcorporaties. {wie_er_waren}"
    )
    lees(uitkomst, regel, "provincie", "2016", "onbekend", 2, zin, "b1", "b2")
    zin = "In het register staat over 2017: 0 keer; de norm is 2."
    lees(uitkomst, regel, "provincie", "2017", "niet gehaald", 0, zin, "verklaring")
    zin = "In het register staat over 2016 niets dat meetelt."
    lees(oordeel(regel, volledigheid=[]), regel, "provincie", "2016", "onbekend", None, zin)
    zin = (
        "In het register staat over 2018: 1 keer; de norm is 2. Stand op 30 juni 2018; het jaar "
        f"loopt nog. {afwezig}gemeenten, COA, Rijk, woningcorporaties. {wie_er_waren}"
    )
    lees(uitkomst, regel, "provincie", "2018", "onbekend", 1, zin, "b3")
    zin = (
        "In het register staat over 2018: 1 keer; de norm is 2. "
        f"{afwezig}gemeenten, COA, Rijk, woningcorporaties."
    )
    later = oordeel(regel, kop=kop(stand_per="2018-12-31"), voortgang=rijen)
    lees(later, regel, "provincie", "2018", "niet gehaald", 1, zin, "b3", "verklaring")
    kaal = zonder_velden(regel, "aanwezig")
    zin = "In het register staat over 2016: 2 keer; de norm is 2."
    lees(oordeel(kaal, voortgang=rijen), kaal, "provincie", "2016", "gehaald", 2, zin, "b1", "b2")
    zin = (
        "In het register staat over 2018: 1 keer; de norm is 2. Stand op 30 juni 2018; het jaar "
        "loopt nog."
    )
    loopt = oordeel(kaal, kop=kop(stand_per="2018-06-30"), voortgang=rijen)
    lees(loopt, kaal, "provincie", "2018", "op koers", 1, zin, "b3")


@pytest.mark.parametrize(
    ("aantal", "stand", "verwacht"),
    [
        (1, "2016-07-01", "op koers"),  # 183 of 366 days ask for exactly 1
        (1, "2016-07-02", "achter"),
        (2, "2016-01-01", "gehaald"),
        (1, "2016-12-31", "niet gehaald"),
    ],
)
def test_een_lopend_schrikkeljaar_op_de_dag(aantal: int, stand: str, verwacht: str) -> None:
    rij = voortgang(1, "bijeenkomst", "2016-01-01", "b", "provincie", waarde=aantal)
    regel = zonder_velden(afspraak(1), "aanwezig")
    uitkomst = oordeel(regel, kop=kop(stand_per=stand), voortgang=[rij])
    assert van(uitkomst, "provincie", "2016")["status"] == verwacht


def test_levering() -> None:
    regel = afspraak(24)
    vast = {"datum": "2016-03-01", "peildatum": "2016-01-01", "soort": "hard"}
    rij = {**vast, "bron": "b1", "geleverd": "ja", "woningen": 3}
    zin = "In het register staat over 2016: 1 keer; de norm is 1."
    uitkomst = oordeel(regel, planmonitorleveringen=[rij])
    lees(uitkomst, regel, "A", "2016", "gehaald", 1, zin, "b1")
    nee = {**vast, "bron": "b2", "geleverd": "nee"}
    zin = "In het register staat over 2016: 0 keer; de norm is 1."
    uitkomst = oordeel(regel, planmonitorleveringen=[nee])
    lees(uitkomst, regel, "A", "2016", "niet gehaald", 0, zin, "b2", "verklaring")


@pytest.mark.parametrize(
    ("anders", "telt"),
    [
        ({"datum": "2020-12-31"}, True),
        ({"datum": "2020-12"}, True),
        ({"datum": "2021"}, False),
        ({"peildatum": "2016-01-02"}, False),
        ({"peildatum": "2016-02-01"}, False),
    ],
)
def test_een_levering_telt_per_1_januari_en_als_zij_bekend_is(
    anders: dict[str, str], telt: bool
) -> None:
    rij = {"datum": "2016-03-01", "peildatum": "2016-01-01", "soort": "hard", "geleverd": "ja"}
    uitkomst = oordeel(afspraak(24), planmonitorleveringen=[{**rij, "woningen": 3, **anders}])
    assert (van(uitkomst, "A", "2016")["status"] == "gehaald") is telt


def test_inspanning() -> None:
    regel = afspraak(2)
    zin = "In het register staat hierbij niets van deze partij dat meetelt."
    lees(oordeel(regel, volledigheid=[]), regel, "A", LOOPTIJD, "onbekend", None, zin)
    rijen = [voortgang(2, "pilot", "2017", "b1"), voortgang(2, "pilot", "2018", "b2", waarde=2)]
    uitkomst = oordeel(regel, voortgang=rijen)
    zin = "In het register staat: pilot."
    lees(uitkomst, regel, "A", LOOPTIJD, "inspanning aangetoond", 3, zin, "b1", "b2")
    zin = "Het register is volledig verklaard en noemt geen inspanning van deze partij."
    lees(uitkomst, regel, "B", LOOPTIJD, "geen inspanning bekend", None, zin, "verklaring")


def test_maximum() -> None:
    cijfers = "Harde plancapaciteit {} woningen op 1 januari 2017, behoefte 90 tot 110."
    grens = "Op de grens: de norm ligt binnen de bandbreedte."

    def zo(frame: pd.DataFrame, antwoord: str | None, *verwacht: Any, **anders: Any) -> None:
        rij = {"datum": "2017-05-01", "editie": "2017", "bovenkant_onderbouwd": antwoord}
        rijen = [] if antwoord is None else [{**rij, "bron": "b1"}]
        dit = afspraak(13, **anders)
        lees(oordeel(dit, frame, termijnen=rijen), dit, "A", "2017/2026", *verwacht)

    zo(balans(A=90), None, "binnen de norm", 1, cijfers.format(90), "RWP 2017")
    zo(balans(A=1110), None, "boven de norm", 1110 / 90, cijfers.format("1.110"), "RWP 2017")
    zin = "De verhouding is onbekend: de harde plancapaciteit is niet bekend."
    zo(balans(A=pd.NA), None, "onbekend", None, zin)
    midden, hoogst = balans(A=100), 100 / 90
    zin = f"{grens} {cijfers.format(100)} "
    niet = "Of de bovenkant van de bandbreedte is onderbouwd, staat niet in het register."
    zo(midden, None, "op de grens", hoogst, zin + niet, "RWP 2017")
    wel = "De bovenkant van de bandbreedte is onderbouwd: de hoogste behoefte telt."
    zo(midden, "ja", "binnen de norm", 100 / 110, zin + wel, "RWP 2017", "b1")
    nee = "De bovenkant van de bandbreedte is niet onderbouwd."
    zo(midden, "nee", "op de grens", hoogst, zin + nee, "RWP 2017", "b1")
    laagste = f"{zin}{nee} De laagste behoefte telt."
    bronnen = ("RWP 2017", "b1")
    zo(midden, "nee", "boven de norm", hoogst, laagste, *bronnen, zonder_bovenkant="onderkant")


@pytest.mark.parametrize("gat", ["van", "tot_en_met"])
def test_een_halve_periode_is_geen_periode(gat: str) -> None:
    half = kop(periode={"van": 2017, "tot_en_met": 2026, "gepubliceerd": None, gat: None})
    uitkomst = oordeel(afspraak(13), kop=half)
    assert set(uitkomst["periode"]) == {"editie 2017"}


def test_de_reden_is_die_van_de_rij_die_onbekend_is() -> None:
    frame = balans(A=90)
    frame.loc[(frame["gemeentecode"] == A) & (frame["variant"] == "hoog"), "behoefte"] = pd.NA
    frame["dekking"] = frame["hard_totaal"].astype("Float64") / frame["behoefte"]
    zin = "De verhouding is onbekend: de behoefte is niet bekend."
    uitkomst = oordeel(afspraak(13), frame)
    lees(uitkomst, afspraak(13), "A", "2017/2026", "onbekend", None, zin)


def test_sloop_bij_de_behoefte() -> None:
    regel = afspraak(20, "behoefte")
    vast = (regel, "gezamenlijk", "editie 2017")
    zin = "De rekenwijze telt de vervanging (20 woningen) bij de behoefte op."
    lees(oordeel(regel), *vast, "toegepast", 20, zin, "RWP 2017")
    zin = "De rekenwijze telt de vervanging (20 woningen) niet bij de behoefte op; dat mag."
    zonder = balans().assign(behoefte=balans()["netto_behoefte"])
    lees(oordeel(regel, zonder), *vast, "niet toegepast", 20, zin, "RWP 2017")
    geen = balans().assign(vervanging=0)
    zin = "De balans noemt geen vervanging."
    lees(oordeel(regel, geen), *vast, "onbekend", None, zin)


@pytest.mark.parametrize("gat", ["netto_behoefte", "vervanging", "behoefte"])
def test_een_rij_met_een_gat_beslist_niet_over_de_sloop(gat: str) -> None:
    frame = balans()
    frame.loc[frame["gemeentecode"] == B, gat] = pd.NA
    uitkomst = oordeel(afspraak(20, "behoefte"), frame).iloc[0]
    assert (uitkomst["status"], uitkomst["waarde"]) == ("toegepast", 10)


def test_een_woning_sloop_is_sloop() -> None:
    frame = balans().assign(vervanging=1)
    frame["behoefte"] = frame["netto_behoefte"] + 1
    assert oordeel(afspraak(20, "behoefte"), frame).iloc[0]["waarde"] == 2


def test_uitgezonderd() -> None:
    regel = afspraak(21)

    def zo(rijen: list[Rij], *verwacht: Any) -> None:
        lees(oordeel(regel, voortgang=rijen), regel, "A", LOOPTIJD, *verwacht)

    soort = "uitgezonderd in bestaande voorraad"
    een = voortgang(21, soort, "2017", "b1", waarde=1200)
    leeg = voortgang(21, soort, "2018", "b2")
    geen = voortgang(21, soort, "2017", "b3", waarde=0)
    buiten = voortgang(21, "uitgezonderd buiten bestaande voorraad", "2018", "b4", waarde=3)
    overleg = voortgang(21, "overleg over bestemming", "2018", "b5")
    zo([], "onbekend", None, "In het register staat hierover niets dat meetelt.")
    zin = "In het register: 2 keer, 1.200 woningen. Overleg over de bestemming: onbekend."
    zo([een, leeg], "toegepast", 1200, zin, "b1", "b2")
    zin = "Er is ook uitgezonderd wat buiten de regel valt. Overleg over de bestemming: onbekend."
    zo([een, buiten], "niet toegepast", 1200, zin, "b1", "b4")
    zo([buiten], "niet toegepast", None, zin, "b4")
    zin = "Volgens het register was er niets om uit te zonderen."
    zo([geen], "nvt", 0, zin, "b3")
    zin = (
        "In het register: 1 keer, aantal woningen onbekend. "
        "Overleg over de bestemming staat in het register."
    )
    zo([leeg, overleg], "toegepast", None, zin, "b2", "b5")


def test_uitgezonderd_is_van_de_gemeente_zelf() -> None:
    rij = voortgang(21, "uitgezonderd in bestaande voorraad", "2017", "b", "gezamenlijk")
    assert set(oordeel(afspraak(21), voortgang=[rij])["status"]) == {"onbekend"}


def test_streefwaarde() -> None:
    regel = afspraak(9)

    def zo(aantallen: dict[str, int | None], *verwacht: Any) -> None:
        rijen = [
            voortgang(9, f"woningen {soort}", "2019", f"b{nr}", waarde=waarde)
            for nr, (soort, waarde) in enumerate(aantallen.items())
        ]
        periode = "2018-07-01/2020-12-31"
        lees(oordeel(regel, voortgang=rijen), regel, "A", periode, *verwacht)

    zonder, alle, uit = "aangevraagd zonder aardgas", "aangevraagd", "met ontheffing"
    zin = f"Het register noemt niet: woningen {zonder}, woningen {alle}."
    zo({}, "onbekend", None, zin)
    zo({zonder: None, alle: None}, "onbekend", None, zin)
    zin = f"Het register noemt niet: woningen {zonder}."
    zo({alle: 10}, "onbekend", None, zin, "b0")
    zin = "Er blijven geen woningen over om een aandeel van te nemen (10 min 10)."
    zo({zonder: 0, alle: 10, uit: 10}, "onbekend", None, zin, "b0", "b1", "b2")
    zin = "5 van 10 woningen. Een streven, hier niet beoordeeld. Woningen met ontheffing: onbekend."
    zo({zonder: 5, alle: 10}, "niet beoordeeld", 0.5, zin, "b0", "b1")
    zin = "1 van 1 woningen. Een streven, hier niet beoordeeld. Met ontheffing, apart: 9."
    zo({zonder: 1, alle: 10, uit: 9}, "niet beoordeeld", 1, zin, "b0", "b1", "b2")


def test_streefwaarde_is_van_de_gemeente_zelf() -> None:
    rijen = [
        voortgang(9, soort, "2019", "b", "gezamenlijk", waarde=1)
        for soort in ("woningen aangevraagd zonder aardgas", "woningen aangevraagd")
    ]
    assert set(oordeel(afspraak(9), voortgang=rijen)["status"]) == {"onbekend"}


def test_streefwaarde_zonder_eigen_begin_telt_vanaf_de_afspraak() -> None:
    regel = zonder_velden(afspraak(9), "telt_vanaf")
    assert set(oordeel(regel)["periode"]) == {SINDS_2018}


def test_termijn_zonder_geval() -> None:
    regel = zonder_lezing(15)
    bovenkant = {"datum": "2017-05-01", "editie": "2017", "bron": "b1"}

    def zo(hard: Any, antwoord: str | None, *verwacht: Any) -> None:
        rijen = [{**bovenkant, "bovenkant_onderbouwd": antwoord}] if antwoord else []
        uitkomst = oordeel(regel, balans(A=hard), termijnen=rijen)
        lees(uitkomst, regel, "A", "editie 2017", *verwacht)

    niets = (
        "De balans toont geen overprogrammering en het register geen termijn die meetelt: geen "
        "overschot te herstellen."
    )
    zo(90, None, "nvt", None, niets, "RWP 2017")
    zo(100, "ja", "nvt", None, niets, "RWP 2017", "b1")
    zin = "De verhouding is onbekend en in het register staat geen termijn."
    zo(pd.NA, None, "onbekend", None, zin)
    begin = "het begin van de termijn staat niet in het register."
    zo(111, None, "onbekend", None, f"Er is overprogrammering; {begin}", "RWP 2017")
    zo(100, None, "onbekend", None, f"De balans is op de grens; {begin}", "RWP 2017")
    zo(100, "nee", "onbekend", None, f"De balans is op de grens; {begin}", "RWP 2017", "b1")


def test_termijn_met_een_geval() -> None:
    regel = afspraak(15)

    def zo(hard: int, start: str, einde: str, geval: Rij, *verwacht: Any) -> None:
        stand = geval.pop("stand", "2020-12-31")
        rij = {"datum": "2017-05-01", "bron": "b1", "termijn_start": start, "reden": "R", **geval}
        uitkomst = oordeel(regel, balans(A=hard), kop=kop(stand_per=stand), termijnen=[rij])
        lees(uitkomst, regel, "A", f"{start}/{einde}", *verwacht)

    zin = "Begin: 1 januari 2016 (R); hersteldatum: 1 januari 2019."
    term = ("2016-01-01", "2019-01-01")
    hersteld = {"hersteld_op": "2018-06-01"}
    zo(111, *term, hersteld, "gehaald", None, f"{zin} Hersteld: 1 juni 2018.", "b1")
    hersteld = {"hersteld_op": "2019-06-01"}
    zo(111, *term, hersteld, "niet gehaald", None, f"{zin} Hersteld: 1 juni 2019.", "b1")
    hersteld = {"hersteld_op": "2019"}
    onzeker = f"{zin} Hersteld: 2019. De datums zijn niet precies genoeg."
    zo(111, *term, hersteld, "onbekend", None, onzeker, "b1")
    meting = f"{zin} Op 1 januari 2017 was er geen overprogrammering."
    zo(90, *term, {}, "gehaald", None, meting, "b1", "RWP 2017")
    open_ = f"{zin} Een balans die hierover beslist is niet bekend."
    zo(111, *term, {}, "onbekend", None, open_, "b1", "RWP 2017")
    onderweg = "De termijn loopt. Ten minste 1.000 woningen te veel; gepland eraf: 1.500."
    plan = {"geplande_afname": 1500, "stand": "2018-12-31"}
    zo(1110, *term, plan, "op koers", None, f"{zin} {onderweg}", "b1", "RWP 2017")
    zin = "Begin: 1 januari 2014 (R); hersteldatum: 1 januari 2017."
    term = ("2014-01-01", "2017-01-01")
    meting = f"{zin} Op 1 januari 2017 was er overprogrammering."
    zo(111, *term, {}, "niet gehaald", None, meting, "b1", "RWP 2017")


def test_een_termijn_zonder_dag_loopt_van_haar_eerste_tot_haar_laatste_dag() -> None:
    rij = {"datum": "2017-05-01", "bron": "b1", "termijn_start": "2016-02", "reden": "R"}
    uitkomst = oordeel(afspraak(15), balans(A=111), termijnen=[rij])
    zin = (
        "Begin: februari 2016 (R); hersteldatum: februari 2019. "
        "Een balans die hierover beslist is niet bekend."
    )
    periode = "2016-02-01/2019-02-28"
    lees(uitkomst, afspraak(15), "A", periode, "onbekend", None, zin, "b1", "RWP 2017")


def test_traject() -> None:
    regel = afspraak(7, "wijkaanpakken")
    lezing = "Lezing A: uiterlijk 31 december 2020."

    def zo(rijen: list[tuple[str, int | None]], stand: str, *verwacht: Any) -> None:
        vol = [
            voortgang(7, "wijkaanpakken gestart", d, f"b{nr}", "gezamenlijk", waarde=w)
            for nr, (d, w) in enumerate(rijen)
        ]
        uitkomst = oordeel(regel, kop=kop(stand_per=stand), voortgang=vol)
        lees(uitkomst, regel, "gezamenlijk", SINDS_2018, *verwacht)

    eind = "2020-12-31"
    zin = f"{lezing} Geteld: 25 (juli 2020). Volgens opgave van: provincie."
    zo([("2020-06-01", 24), ("2020-07", 25)], eind, "gehaald", 25, zin, "b1")
    zin = f"{lezing} Geteld: 24 (31 december 2020)."
    zo([("2020-12-31", 24)], eind, "niet gehaald", 24, zin, "b0")
    zin = f"{lezing} Van die datum is geen telling bekend."
    zo([], eind, "onbekend", None, zin)
    zo([("2020-07", None)], eind, "onbekend", None, zin)
    zin += " Wel bekend: 24 (juli 2020)."
    zo([("2019", 10), ("2020-07", 24)], eind, "onbekend", 24, zin, "b1")
    onderweg = "Vergeleken met een rechte lijn (eigen interpolatie): 17,5."
    zin = f"{lezing} Geteld: 18 (1 juli 2020). {onderweg}"
    zo([("2020-07-01", 18)], "2020-09-01", "op koers", 18, zin, "b0")
    zin = f"{lezing} Geteld: 17 (1 juli 2020). {onderweg}"
    zo([("2020-07-01", 17)], "2020-09-01", "achter", 17, zin, "b0")
    onzeker = "De datum van de telling is te onzeker om haar met het pad te vergelijken."
    zo([("2020-07", 18)], "2020-09-01", "onbekend", 18, f"{lezing} {onzeker}", "b0")


def test_een_telling_van_na_de_datum_wordt_verteld() -> None:
    regel = afspraak(7, "wijkaanpakken", lezing="B")
    rij = voortgang(7, "wijkaanpakken gestart", "2020-07", "b1", "gezamenlijk", waarde=25)
    zin = (
        "Lezing B: uiterlijk 31 december 2019. Van die datum is geen telling bekend. "
        "Wel bekend: 25 (juli 2020)."
    )
    periode = "2018-01-01/2019-12-31"
    uitkomst = oordeel(regel, voortgang=[rij])
    lees(uitkomst, regel, "gezamenlijk", periode, "onbekend", 25, zin, "b1")


def test_ambitie() -> None:
    regel = afspraak(7, "ambitie")
    vast = (regel, "gezamenlijk", "2018-01-01/2023-12-31")
    zin = "In het register staat geen telling."
    lees(oordeel(regel), *vast, "onbekend", None, zin)
    rijen = [
        voortgang(7, "wijkaanpakken gestart", datum, bron, "gezamenlijk", waarde=waarde)
        for datum, bron, waarde in (("2019", "b1", 10), ("2020", "b3", 30), ("2020-07", "b2", 25))
    ]
    zin = (
        "Laatst bekende stand: 30 (2020). Een ambitie voor later, hier niet beoordeeld; "
        "een pad ernaartoe is eigen interpolatie."
    )
    lees(oordeel(regel, voortgang=rijen), *vast, "niet beoordeeld", 30, zin, "b3")


def test_vastlegging() -> None:
    regel = afspraak(17)

    def zo(rijen: list[Rij], *verwacht: Any) -> None:
        lees(oordeel(regel, voortgang=rijen), regel, "Deel A", LOOPTIJD, *verwacht)

    soort = "afspraken in de subregio"
    wel = voortgang(17, soort, "2018", "b1", "Deel A")
    met_naam = voortgang(17, soort, "2019-05", "b2", "Deel A", onderwerp="Stuk")
    geen = voortgang(17, soort, "2019-06-01", "b3", "Deel A", waarde=0)
    zo([], "onbekend", None, "In het register staat hierover niets dat meetelt.")
    zo([wel], "vastgelegd", None, "In het register: 2018.", "b1")
    zo(
        [met_naam, wel],
        "vastgelegd",
        None,
        "In het register, mei 2019: Stuk. Eerder: 2018.",
        "b1",
        "b2",
    )
    zin = "Volgens het register is dit er niet (1 juni 2019)."
    zo([wel, geen], "onbekend", None, zin, "b1", "b3")


def test_wat_gezamenlijk_is_vastgelegd_geldt_voor_elke_subregio() -> None:
    rij = voortgang(17, "afspraken in de subregio", "2018", "b1", "gezamenlijk")
    assert oordeel(afspraak(17), voortgang=[rij])["status"].tolist() == ["vastgelegd", "vastgelegd"]


def test_vastlegging_in_een_besluit() -> None:
    regel = afspraak(12)
    rijen = [
        besluit("2018-03-06", "b1", A, soort="prioritering", omschrijving="Besluit"),
        besluit("2017-03-06", "b2", A, soort="prioritering", omschrijving="Eerder"),
    ]
    zin = "In het register, 6 maart 2018: Besluit. Eerder: 6 maart 2017."
    uitkomst = oordeel(regel, besluiten=rijen)
    lees(uitkomst, regel, "A", LOOPTIJD, "vastgelegd", None, zin, "b2", "b1")
    jaar = besluit("2018", "b3", A, soort="prioritering", omschrijving="Misschien later")
    zin = "In het register, 2018: Misschien later. Eerder: 6 maart 2017 en 6 maart 2018."
    uitkomst = oordeel(regel, besluiten=[*rijen, jaar])
    lees(uitkomst, regel, "A", LOOPTIJD, "vastgelegd", None, zin, "b2", "b1", "b3")


def test_prognose_van_de_editie() -> None:
    regel = afspraak(14)
    vast = (regel, "gezamenlijk", "editie 2017")
    zin = "De editie noemt één prognose: Prognose P."
    lees(oordeel(regel), *vast, "vastgelegd", None, zin, "RWP 2017")
    zin = "De editie noemt geen prognose, of zij is niet in ons bezit."
    lees(oordeel(regel, kop=kop(prognose=None)), *vast, "onbekend", None, zin)


def test_cyclus() -> None:
    regel = afspraak(11)

    def zo(rijen: list[Rij], periode: str, *verwacht: Any) -> None:
        lees(oordeel(regel, besluiten=rijen), regel, "GS", periode, *verwacht)

    geen = "In het register staat van deze partij geen besluit dat meetelt."
    zo([], LOOPTIJD, "niet gehaald", None, geen, "verklaring")
    open_ = oordeel(regel, volledigheid=[])
    lees(open_, regel, "GS", LOOPTIJD, "onbekend", None, geen)
    bestaat = besluit("2018", "b8", "gezamenlijk", editie="2018", status="bestaat")
    document = besluit("2018-04", "b9", "gezamenlijk", editie="2018b", status="document")
    zin = (
        f"{geen} Editie 2018 bestaat, gegevens niet in ons bezit; "
        "van editie 2018b is het document bekend (april 2018), het besluit niet."
    )
    zo([document, bestaat], LOOPTIJD, "onbekend", None, zin, "b8", "b9")
    een, twee = besluit("2016-04-18", "b1"), besluit("2018-04-18", "b2")
    zin = "Besluiten: 18 april 2016 en 18 april 2018."
    zo([een, twee], "2016-04-18/2018-04-18", "gehaald", 24, zin, "b1", "b2")
    laat = besluit("2020-03-01", "b3")
    zin = "Besluiten: 18 april 2016 en 1 maart 2020."
    lang = ("2016-04-18/2020-03-01", "niet gehaald", 46 + 12 / 29)
    zo([een, laat], lang[0], lang[1], round(lang[2], 2), zin, "b1", "b3", "verklaring")
    misschien = f"{zin} Editie 2018 bestaat, gegevens niet in ons bezit."
    bronnen = ("b1", "b3", "b8")
    zo([een, laat, bestaat], lang[0], "onbekend", round(lang[2], 2), misschien, *bronnen)
    zin = "Besluiten: 18 april 2016 en april 2018. De datums zijn niet precies genoeg."
    maand = besluit("2018-04", "b4")
    zo([een, maand], "2016-04-18/2018-04", "onbekend", None, zin, "b1", "b4")


def test_cyclus_het_lopende_stuk() -> None:
    regel = afspraak(11)

    def zo(rijen: list[Rij], begin: str, *verwacht: Any) -> None:
        uitkomst = oordeel(regel, besluiten=rijen)
        lees(uitkomst, regel, "GS", f"{begin}/2020-12-31", *verwacht)

    tot = "bekeken tot en met 31 december 2020."
    zin = (
        f"Laatste besluit: 31 december 2018; {tot} Bij het einde van de afspraak was de volgende termijn nog "
        "niet om."
    )
    zo([besluit("2018-12-31", "b1")], "2018-12-31", "nvt", 24, zin, "b1")
    zin = f"Laatste besluit: 30 november 2018; {tot}"
    zo([besluit("2018-11-30", "b1")], "2018-11-30", "niet gehaald", 25.03, zin, "b1", "verklaring")
    zin = f"Laatste besluit: december 2018; {tot} De datum is niet precies genoeg."
    zo([besluit("2018-12", "b1")], "2018-12", "onbekend", None, zin, "b1")
    zin = f"Laatste besluit: 2017; {tot}"
    zo([besluit("2017", "b1")], "2017", "niet gehaald", None, zin, "b1", "verklaring")
    bestaat = besluit("2019", "b8", "gezamenlijk", editie="2019", status="bestaat")
    zin = f"{zin} Editie 2019 bestaat, gegevens niet in ons bezit."
    zo([besluit("2017", "b1"), bestaat], "2017", "onbekend", None, zin, "b1", "b8")


def test_een_eigen_besluit_zonder_kennis_van_het_besluit_telt_als_mogelijk() -> None:
    """A document of the party itself, beside a decision of another edition."""
    rijen = [
        besluit("2016-04-18", "b1", editie="2015"),
        besluit("2018-04", "b2", editie="2017", status="document"),
    ]
    uitkomst = van(oordeel(afspraak(11), besluiten=rijen), "GS")
    assert uitkomst["status"] == "onbekend" and uitkomst["bron"].endswith("; b1; b2")
    van_a = oordeel(afspraak(11), besluiten=[besluit("2016-04-18", "b0", A), *rijen])
    assert van(van_a, "A")["status"] == "niet gehaald"


def test_wat_een_besluit_kan_verbergen_staat_op_datum() -> None:
    rijen = [
        besluit("2016-04-18", "b1", editie="2015"),
        besluit("2018-04", "b2", editie="2018", status="document"),
        besluit("2017", "b3", "gezamenlijk", editie="2017", status="bestaat"),
    ]
    uitkomst = oordeel(afspraak(11), besluiten=rijen)
    zin = (
        "Laatste besluit: 18 april 2016; bekeken tot en met 31 december 2020. Editie 2017 bestaat, "
        "gegevens niet in ons bezit; van editie 2018 is het document bekend (april 2018), "
        "het besluit niet."
    )
    periode = "2016-04-18/2020-12-31"
    bronnen = ("b1", "b3", "b2")
    lees(uitkomst, afspraak(11), "GS", periode, "onbekend", 56.42, zin, *bronnen)


def test_een_geval_van_de_een_laat_de_ander_staan() -> None:
    rij = {"datum": "2017-05-01", "bron": "b1", "termijn_start": "2016-01-01", "partij": B}
    uitkomst = oordeel(afspraak(15), balans(B=111), termijnen=[rij])
    assert uitkomst["partij"].tolist() == ["A", "B"]


def test_zonder_afspraken_is_er_een_lege_tabel() -> None:
    uitkomst = beoordeel([], registers(), balans(), KOP)
    assert uitkomst.empty and list(uitkomst.columns) == KOLOMMEN


def test_alle_afspraken_staan_op_volgorde_met_hun_partijen() -> None:
    uitkomst = beoordeel([afspraak(23), afspraak(2)], registers(), balans(), KOP)
    assert uitkomst["artikel"].tolist() == [2, 2, 2, 23]
    assert uitkomst["partij"].tolist() == ["provincie", "A", "B", "GS"]
    assert set(uitkomst["editie"]) == {"2017"}
