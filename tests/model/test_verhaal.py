"""What the registers tell of one municipality: in order of date, nothing summed, derived where it follows."""

from __future__ import annotations

import re
from typing import Any, cast

import pandas as pd
import pytest
from invoerbouw import opzet
from model.test_terugweg import AFGELEID, A, balans, later, minder, regel, register, weg

from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.nummering import Nummering
from woonanalyse.kern.registers import REGISTERS
from woonanalyse.onderwerpen.herstel import wegbeeld
from woonanalyse.onderwerpen.herstel.verhaal import (
    Telling,
    erna,
    stappen,
    tellingen,
    verhaal,
    wanneer,
)

GEBOUWD = {2017: 5, 2018: 10, 2019: 12, 2020: 7}
GEMETEN = [
    Telling("2017-01-01", 200, "bruto", "programma"),
    Telling("2018-01-01", 190, "onbekend", "raad"),
    Telling("2020-01-01", 165, "netto", "agenda"),
    Telling("2021", 64, "onbekend", "lijst"),
]


def vertel(gemeten: list[Telling] | None = None, **rijen: Any) -> list[str]:
    registers = {naam: register(naam, *rijen.get(naam, [])) for naam in REGISTERS}
    return verhaal(registers, GEMETEN if gemeten is None else gemeten, GEBOUWD)


def test_op_volgorde_met_datum_en_wiens_stuk() -> None:
    regels = vertel(
        maatregelen=[
            {"soort": "ruil", "effect": "elders", "vermindering": 4},
            {"datum": "2018-12", "soort": "besluit", "effect": "onbekend", "bronsoort": "pers"},
        ]
    )
    assert [regel.split(":")[0] for regel in regels] == [
        "1 januari 2017", "31 december 2017", "1 januari 2018", "December 2018", "31 december 2019",
        "1 januari 2020", "2021", "Zonder datum",
    ]  # fmt: skip
    assert "22 woningen gebouwd sinds 1 januari 2018 (CBS)." in regels[4]
    assert "wat er uit harde plannen gaat, zegt de bron niet (b; pers)." in regels[3]
    assert "4 woningen naar een andere plek: geen vermindering (b; eigen stuk)." in regels[7]


def test_een_vermindering_zonder_dag_werkte_na_de_telling_waar_zij_past() -> None:
    regels = vertel(maatregelen=[minder(100, datum="", soort="verordening", **AFGELEID)])
    assert "100 woningen minder in harde plannen (b; eigen stuk, afgeleid: 18 min 5)." in regels[-2]
    assert regels[-1] == (
        "Afgeleid: 190 (1 januari 2018) min 22 gebouwd is 168; gepubliceerd is 165 (1 januari 2020). 165 min "
        "100 is 65; gepubliceerd is 64 (2021). De vermindering van 100 werkte dus waarschijnlijk pas na "
        "1 januari 2020 door. Dat deze bronnen gelijk tellen, is niet bekend."
    )
    assert not any(regel.startswith("Afgeleid") for regel in vertel())


@pytest.mark.parametrize("effect", ["elders", "geen", "onbekend"])
def test_wat_niet_minder_maakt_leidt_tot_niets(effect: str) -> None:
    regels = vertel(maatregelen=[minder(100, datum="", effect=effect)])
    assert not any(regel.startswith("Afgeleid") for regel in regels)
    assert not any("100 woningen minder" in regel for regel in regels)


def test_met_een_dag_of_zonder_passende_telling_volgt_er_niets() -> None:
    paren = stappen(GEMETEN, GEBOUWD)
    assert wanneer(100, paren, "2018-05-01") == []
    assert wanneer(100, paren, "2018") != []
    assert wanneer(100, paren[:2]) == [] and wanneer(100, []) == []
    assert wanneer(1000, paren) == []


@pytest.mark.parametrize(
    ("hard", "volgt"), [(114, False), (70, False), (69, True), (61, True), (60, False)]
)
def test_een_woning_beslist_waar_zij_past(hard: int, volgt: bool) -> None:
    """Of 165 there are 65 left with it: what lies within three hundredths of 165 follows, and no more."""
    paren = stappen([*GEMETEN[:3], Telling("2021", hard, "netto", "lijst")], GEBOUWD)
    assert bool(wanneer(100, paren)) == volgt


def test_gelijk_geteld_heeft_geen_voorbehoud() -> None:
    gemeten = [een._replace(telling="netto") for een in GEMETEN]
    ((_, gevolg),) = wanneer(100, stappen(gemeten, GEBOUWD))
    assert "gelijk tellen" not in gevolg


def test_bouw_alleen_over_hele_bekende_jaren_en_zekere_tellingen() -> None:
    assert [stap.gebouwd for stap in stappen(GEMETEN, GEBOUWD)] == [5, 22, None]
    assert [stap.gebouwd for stap in stappen(GEMETEN, {2018: 10})] == [None, None, None]
    onzeker = [*GEMETEN[:2], Telling("2019-01-01", 300, "", "x", "onzeker"), *GEMETEN[2:]]
    assert [stap.later.hard for stap in stappen(onzeker, GEBOUWD)] == [190, 165, 64]
    halfjaar = [Telling("2018-07-01", 9, "", "x"), Telling("2019-01-01", 8, "", "x")]
    assert stappen(halfjaar, GEBOUWD)[0].gebouwd is None


def test_tegenspraak_staat_er_met_beide() -> None:
    twee = [*GEMETEN, Telling("2018-01-01", 210, "bruto", "ander")]
    regels = vertel(sorted(twee), maatregelen=[minder(tegenspraak="zie agenda", soort="S")])
    assert "Tegenspraak bij S: zie agenda." in regels
    assert "Voor 1 januari 2018 verschillen de bronnen: 190 (raad) en 210 (ander)." in regels


def test_afspraak_op_maat_en_een_uitzondering_op_de_termijn() -> None:
    maat = {"artikel": 15, "afspraak": "100 per jaar", "volgens": "Aa", "besluit_gezien": "nee"}
    regels = vertel([], afspraken_op_maat=[maat], termijnen=[{"reden": "hoeft niet"}])
    assert regels == [
        "Zonder datum: Afspraak op maat bij artikel 15: 100 per jaar, volgens Aa; het besluit daarover is "
        "niet gezien (b; eigen stuk).",
        "Zonder datum: termijn van het register, zonder begin: hoeft niet; dit verandert geen stand "
        "(b; eigen stuk).",
    ]
    anders = {naam: register(naam) for naam in REGISTERS}
    anders["afspraken_op_maat"] = register("afspraken_op_maat", maat)
    (zin,) = verhaal(anders, [], {}, Nummering("afspraak", "afspraken", "de"))
    assert "op maat bij afspraak 15" in zin and "artikel" not in zin
    draagt = {"reden": "R", "termijn_start": "2018-01-01", "datum": "2018-02-01"}
    assert "geen stand" not in vertel([], termijnen=[draagt])[0]
    assert vertel([], termijnen=[{"bovenkant_onderbouwd": "ja"}]) == []


def test_een_rij_minder_is_een_regel_minder() -> None:
    rijen = [minder(3, soort="een"), minder(4, soort="twee", effect="geen")]
    alles, eerst = vertel([], maatregelen=rijen), vertel([], maatregelen=rijen[:1])
    assert alles[:1] == eerst and len(alles) == 2


def capaciteit(waarde: Any, dag: str, **anders: Any) -> dict[str, Any]:
    vast = {"soort": "hard", "eenheid": "woningen", "peildatum": dag, "waarde": waarde}
    return {**vast, **anders}


def test_tellingen_van_de_hele_gemeente_op_volgorde_elk_een_keer() -> None:
    rijen = [
        capaciteit(889, "2018-01-01"),
        capaciteit(120, "2017-01-01"),  # what the balance has
        capaciteit(95, "2020-01-01"),  # what the agenda has
        capaciteit(40, "2018-01-01", gebied="kern"),
        capaciteit(50, "2018-01-01", soort="zacht"),
        capaciteit(60, "2018-01-01", eenheid="procent"),
        capaciteit(pd.NA, "2018-01-01"),
        capaciteit(70, ""),
        capaciteit(300, "2019", zekerheid="onzeker"),
    ]
    eigen = balans(120)
    gemeten = tellingen(
        eigen[eigen["gemeentecode"] == A],
        opzet(),
        register("capaciteiten", *rijen),
        [later("2020-01-01", 95, "netto"), later("2021", pd.NA, "netto")],
    )
    assert [(een.datum, een.hard, een.zeker) for een in gemeten] == [
        ("2017-01-01", 120, True),
        ("2018-01-01", 889, True),
        ("2019", 300, False),
        ("2020-01-01", 95, True),
    ]
    assert gemeten[-1].bron == "agenda" and gemeten[1].telling == "onbekend"
    assert [een.datum for een in erna(gemeten, "2018-01-01")] == ["2019", "2020-01-01"]
    assert erna(gemeten, None) == gemeten


def test_de_regio_zonder_iets_zegt_dat() -> None:
    leeg = weg(90)
    assert wegbeeld.regio_sindsdien(leeg, [], {}, "R") == (
        "Of er sindsdien in R plannen zijn geschrapt, staat niet in de gegevens van deze editie."
    )
    assert wegbeeld.tempo(leeg, regel()) == ""
    assert "geen" in wegbeeld.lezingen(leeg, regel()).markdown
    assert "geen" in wegbeeld.sindsdien(leeg).markdown


def test_de_regio_noemt_tellingen_maatregelen_en_afspraken_zonder_som() -> None:
    vol = weg(maatregelen=[minder(7), minder(9, **AFGELEID)])
    maat = {"Aa": "100 per jaar (volgens Aa)", "Bee": "alleen kwaliteit (volgens GS)"}
    zin = wegbeeld.regio_sindsdien(vol, GEMETEN[1:2], maat, "R")
    assert zin == (
        "Harde plannen in heel R volgens latere bronnen: 190 (1 januari 2018, telling onbekend). Uit "
        "harde plannen geschrapt: 7 woningen in Aa. Uit harde plannen geschrapt, naar onze afleiding: 9 "
        "woningen in Aa. Een afspraak op maat is bekend van Aa en Bee. Aa: 100 per jaar (volgens Aa). Bee: "
        "alleen kwaliteit (volgens GS). "
        "Wat er boven de norm rest, is "
        "onbekend van Aa: er is geen latere telling die "
        "gelijk is aan die van de balans."
    )


def test_het_tempo_van_elke_lezing() -> None:
    uitleg = {naam: een["uitleg"] for naam, een in regel()["lezingen"].items()}
    zin = wegbeeld.tempo(weg(), regel())
    assert zin == (
        f"Om op de norm te komen: 5 tot 14 per jaar, tot 29 januari 2019 (lezing A: {uitleg['A']}); "
        f"3 tot 10 per jaar, tot april 2020 (lezing B: {uitleg['B']})."
    )
    voorbij = wegbeeld.tempo(weg(afspraak=regel(A="2014-01-01")), regel())
    assert voorbij == (
        f"Om op de norm te komen: termijn voorbij, tot 1 januari 2017 (lezing A: {uitleg['A']})."
    )


def test_de_tabel_zegt_hoe_er_is_geteld() -> None:
    tekst = wegbeeld.sindsdien(weg(elders=[later("2020-01-01", 101, "netto")])).markdown
    assert "101 (1 januari 2020, netto)" in tekst and "1 tot 21 boven de norm" in tekst
    lezingen = wegbeeld.lezingen(weg(), regel()).markdown
    assert lezingen.count("gebruikt") == 1
    assert "Nodig per jaar" in lezingen and "eraf" not in lezingen  # true of a term that has ended


def test_het_bestuursstuk_laat_wat_op_maat_is_afgesproken_aan_de_factsheet() -> None:
    maat = {"Aa": "100 per jaar (volgens Aa)", "Bee": "alleen kwaliteit (volgens GS)"}
    zin = wegbeeld.regio_sindsdien(weg(90), [], maat, "R", heel=False)
    assert "bekend van Aa en Bee; wat zij inhoudt, staat op de factsheet." in zin
    assert "100 per jaar" not in zin


def test_een_bijschrift_legt_alleen_uit_wat_er_staat() -> None:
    """En wat bij twee kolommen hoort, maar een keer."""
    assert wegbeeld._uitleg(["Gemeente", "Gebouwd"]) == ""
    beide = wegbeeld._uitleg(["Geschrapt volgens bron", "Geschrapt, afgeleid", "Rest"])
    assert beide.count("Geschrapt: ") == 1 and "afgeleid: door ons" in beide and "Rest: " in beide
    assert "afgeleid" not in wegbeeld._uitleg(["Geschrapt volgens bron"])


def test_in_het_kort_staat_wat_eraf_is_en_wat_onbekend_blijft() -> None:
    assert wegbeeld.kort(weg(maatregelen=[minder(9, **AFGELEID)]), "R") == (
        "Uit harde plannen geschrapt, naar onze afleiding: 9 woningen in Aa. Wat er boven de norm rest, "
        "is onbekend van Aa."
    )
    assert wegbeeld.kort(weg(90), "R") == (
        "Of er sindsdien in R plannen zijn geschrapt, staat niet in de gegevens van deze editie."
    )
    twee = pd.concat([weg(), weg().assign(gemeentecode="GM2", gemeente="Bee")])
    assert "onbekend van beide gemeenten" in wegbeeld.kort(twee, "R")
    bekend = twee.assign(resterend_laag=[pd.NA if naam == "Aa" else 1 for naam in twee["gemeente"]])
    assert wegbeeld.kort(bekend, "R") == "Wat er boven de norm rest, is onbekend van Aa."


def test_een_verschil_onder_de_norm_loopt_van_weinig_naar_veel() -> None:
    tekst = wegbeeld.sindsdien(weg(elders=[later("2020-01-01", 60, "netto")])).markdown
    van, tot = (int(getal) for getal in re.findall(r"(\d+) tot (\d+) eronder", tekst)[0])
    assert 0 < van < tot


def test_wie_een_afspraak_op_maat_heeft_is_in_de_rij_te_zien() -> None:
    maat = {"partij": A, "artikel": 15, "afspraak": "100 per jaar", "volgens": "Aa"}
    met, zonder = (
        wegbeeld.lezingen(weg(afspraken_op_maat=rijen), regel()) for rijen in ([maat], [])
    )
    assert "op maat" in met.markdown and "apart iets afgesproken" in met.bijschrift
    assert "op maat" not in zonder.markdown + zonder.bijschrift


def test_wie_op_een_andere_dag_begint_staat_bij_de_lezing() -> None:
    anders = {**regel()["lezingen"]["A"], "start_van": {A: "2016-07-13", "GM9999": "2016-08-01"}}
    afspraak = cast(Afspraak, {**regel(), "lezingen": {**regel()["lezingen"], "A": anders}})
    met, zonder = (wegbeeld.lezingen(weg(), een).bijschrift for een in (afspraak, regel()))
    assert "; Aa 13 juli 2016)" in met and "augustus" not in met
    assert "(29 januari 2016" in met and "(29 januari 2016" not in zonder


def test_later_geteld_toont_alles_wat_niet_onzeker_is_en_wat_volgt() -> None:
    gemeten = [
        Telling("2019", 89, "berekend", "raad", "afgeleid"),
        Telling("2019", 300, "circa", "krant", "onzeker"),
        *GEMETEN[2:],
    ]
    assert wegbeeld.latere_tellingen("Aa", gemeten, ["Daarna werkte het."]) == (
        "Aa: 89 (2019, afgeleid), 165 (1 januari 2020, netto) en 64 (2021, telling "
        "onbekend). Daarna werkte het."
    )
    assert wegbeeld.latere_tellingen("Aa", gemeten[1:3], ["x"]) == ""


def test_stand_nu_zegt_bij_elk_getal_zijn_dag() -> None:
    leeg = pd.DataFrame()
    assert wegbeeld.stand_nu([], leeg, "") == ""
    assert wegbeeld.stand_nu([], leeg, "x (volgens Aa)") == "Afspraak op maat: x (volgens Aa)."
    zin = wegbeeld.stand_nu(erna(GEMETEN, "2017-01-01"), leeg, "")
    assert zin == (
        "Later gepubliceerd, in harde plannen: 190 (1 januari 2018, telling onbekend), 165 (1 januari 2020, "
        "netto) en 64 (2021, telling onbekend)."
    )


def test_een_tegenspraak_zegt_welk_getal_het_register_houdt() -> None:
    rij = {
        "soort": "hard (direct)",
        "waarde": 550,
        "eenheid": "woningen",
        "tegenspraak": "Een ander geeft 220",
    }
    regels = vertel(capaciteiten=[rij])
    zin = "Tegenspraak bij hard (direct): Een ander geeft 220; het register houdt 550 woningen aan."
    assert zin in regels
