"""The grid on one page, and the sentences per theme."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd
import pytest
from afspraken.afsprakenhulp import A, B, afspraak, alle, balans, kop, oordeel, registers
from afspraken.wereldhulp import VERBODEN, wereld

from woonanalyse.afspraken import beeld, thema
from woonanalyse.afspraken.beoordeel import beoordeel, telling
from woonanalyse.afspraken.status import GROEN

EDITIES = [("2015", False), ("2017", False), ("2017", True), ("2019", False), ("2021", False)]
LEEG = beoordeel(alle(), registers(), balans(), kop(prognose=None))


def rijen(markdown: str) -> list[list[str]]:
    return [
        [cel.strip() for cel in regel.strip("|").split(" | ")] for regel in markdown.split("\n")[2:]
    ]


def test_het_bijschrift_noemt_de_dag_van_registers_en_balans() -> None:
    deze = kop(stand_per="2020-12-31", peildatum="2017-01-01")
    beeld_ = beeld.raster(alle(), wereld("2017", False).oordeel(), deze)
    slot = "registers tot en met 31 december 2020; artikel 13 en 20: balans op 1 januari 2017"
    assert beeld_.bijschrift.endswith(slot)


def zinnen(uitkomst: pd.DataFrame) -> dict[str, str]:
    return {naam: thema.thema_antwoord(alle(), uitkomst, naam) for naam in thema.themas(alle())}


PROGRAMMEREN = "Programmeren en zuinig ruimtegebruik"


def test_een_thema_telt_elke_regel_een_keer() -> None:
    tekst = zinnen(wereld("2017", False).oordeel())
    assert tekst["Doelgroepen"] == (
        "Of de 2 afspraken over doelgroepen zijn nagekomen, is onbekend: artikelen 1 (overleg over "
        "statushouders) en 2 (proeven voor doorstroming)."
    )
    assert tekst[PROGRAMMEREN] == (
        "Van de 16 afspraken over programmeren en zuinig ruimtegebruik is er bij negen bewijs van ten "
        "minste één partij: artikelen 10 (afspraken over programmeren), 11 (het RWP als document), 12 "
        "(prioritering van plannen), 13 (balans op de woningmarkt), 14 (richtinggevende prognose), 16 "
        "(programmeringsstrategie), 17 (afspraken per subregio), 19 (kennis over programmeren) en 20 (sloop "
        "opgeteld bij de behoefte). Bij artikel 12 is er bewijs van 3 van de 14 partijen; van 3 is een deel "
        "vastgelegd en van 8 is niets bekend. Bij artikel 13 is er bewijs van 9 van de 14 partijen, waarvan "
        "2 op de norm; bij 3 is de stand boven de norm en 2 zijn op de grens. Bij artikel 16 is er van geen "
        "van de 14 partijen volledig bewijs; van 1 is een deel niet bekend en van 13 is niets bekend. Bij "
        "artikel 17 is er bewijs van 1 van de 3 partijen; van 1 is een deel vastgelegd en van 1 is niets "
        "bekend. Zes zijn onbekend: artikelen 11 (herziening van het RWP), 15 (herstel van de balans), 18 "
        "(afstemming van plannen), 20 (sloop en vervanging geborgd), 21 (zorgvastgoed telt niet mee) en 22 "
        "(huisvesting statushouders telt niet mee). Eén wordt niet beoordeeld: artikel 23 (bevoegdheid van "
        "GS)."
    )
    assert tekst["Stedelijke vernieuwing"] == (
        "Over stedelijke vernieuwing valt niets te beoordelen: artikel 6 (geld voor Stadsbeweging). Wat "
        "bekend is, wordt alleen getoond."
    )
    assert tekst["Monitoring en voortgang"] == (
        "Van de afspraak over monitoring en voortgang is er bewijs van ten minste één partij: artikel 24 "
        "(opgave in de Planmonitor). Bij artikel 24 is er van geen van de 15 partijen volledig bewijs; van "
        "14 is een deel niet bekend en van 1 is niets bekend."
    )


@pytest.mark.parametrize(("editie", "voorbeelden"), EDITIES)
def test_elke_regel_van_een_thema_is_genoemd_in_gewone_woorden(
    editie: str, voorbeelden: bool
) -> None:
    uitkomst = wereld(editie, voorbeelden).oordeel()
    for naam, tekst in zinnen(uitkomst).items():
        assert not any(woord in tekst.lower() for woord in VERBODEN)
        genoemd = {int(nr) for nr in re.findall(r"(?<=[ ,])(\d+)(?=[ ,.;:])", tekst)}
        assert {a["artikel"] for a in alle() if a["thema"] == naam} <= genoemd


@pytest.mark.parametrize(
    "maak",
    [
        pytest.param(lambda: LEEG, id="niets"),
        pytest.param(lambda: wereld("2019", False).oordeel(), id="2019"),
        pytest.param(lambda: wereld("2021", False).oordeel(), id="2021"),
    ],
)
def test_zonder_bewijs_geen_woord_van_nakomen(maak: Callable[[], pd.DataFrame]) -> None:
    uitkomst = maak()
    groen = uitkomst[uitkomst["status"].isin(GROEN)]
    for naam, tekst in zinnen(uitkomst).items():
        artikelen = {a["artikel"] for a in alle() if a["thema"] == naam}
        zegt = "bewijs van ten minste één partij" in tekst
        assert zegt == bool(artikelen & set(groen["artikel"])), tekst


def test_een_partij_wel_en_een_niet_is_gemengd() -> None:
    regel = afspraak(13, thema="T")
    begin = (
        "Van de afspraak over t is er bewijs van ten minste één partij: artikel 13 (balans op de "
        "woningmarkt)."
    )
    tekst = thema.thema_antwoord([regel], oordeel(regel, balans(A=90, B=111)), "T")
    bij = "Bij artikel 13 is er bewijs van 1 van de 2 partijen;"
    assert tekst == f"{begin} {bij} bij 1 is de stand boven de norm."
    assert thema.thema_antwoord([regel], oordeel(regel, balans(A=90, B=90)), "T") == begin
    tekst = thema.thema_antwoord([regel], oordeel(regel, balans(A=90, B=pd.NA)), "T")
    assert tekst.endswith(f"{bij} van 1 is niets bekend.")


def test_een_totaal_is_geen_partij() -> None:
    regel = afspraak(8, onderdeel="prestatieafspraken", thema="T")
    rijen = [
        {"artikel": 8, "soort": "prestatieafspraak", "datum": "2019", "partij": p} for p in (A, B)
    ]
    for voortgang in ([], rijen[:1], rijen):
        uitkomst = oordeel(regel, voortgang=voortgang)
        assert list(uitkomst["partij"]) == ["A", "B", "gezamenlijk"]
        assert beeld.namen(uitkomst) == "A en B"
        leeg = pd.DataFrame(columns=["artikel", "onderdeel", "lezing", "telt"])
        open_ = uitkomst[uitkomst["status"] == "onbekend"]
        tabellen = {"afspraken": open_, "lezingen": leeg, "feiten": leeg}
        tekst = thema.thema([regel], tabellen, "T", lopend=True)
        assert "partijen" not in tekst
        telling_ = telling(uitkomst, list(beeld.TEKENS))
        assert telling_["aantal"].sum() == 2


def test_geen_inspanning_is_geen_bewijs() -> None:
    regel = afspraak(4, thema="T")
    nul = {"artikel": 4, "soort": "campagne", "datum": "2017", "partij": "provincie", "waarde": 0}
    tekst = thema.thema_antwoord([regel], oordeel(regel, voortgang=[nul]), "T")
    assert tekst == (
        "Van de afspraak over t is er geen bewijs dat een partij haar nakomt. Eén is onbekend: artikel 4 "
        "(langer zelfstandig thuis wonen)."
    )


def test_het_antwoord_noemt_wat_onbekend_is_en_niet_wat_nvt_is() -> None:
    tekst = beeld.antwoord(wereld("2017", False).oordeel())
    assert "Van 10 artikelen is de stand onbekend" in tekst  # 23 is a power: nothing to measure
    assert "De stand bij artikel 13 is boven de norm bij Borne, Hellendoorn en Wierden." in tekst
    een = oordeel(afspraak(14), kop=kop(prognose=None))
    assert "Van 1 artikel is de stand onbekend" in beeld.antwoord(een)
    assert beeld.antwoord(wereld("2021", False).oordeel()) == (
        "Het rapport gaat over 24 artikelen van de overeenkomst. Deze editie wordt er niet aan getoetst."
    )
