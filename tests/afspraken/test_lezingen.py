"""Article 13 read per municipality and per subregion; the states of a maximum; on the norm."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from afspraken.afsprakenhulp import (
    DEFINITIE,
    afspraak,
    alle,
    balans,
    invoer,
    kop,
    oordeel,
    per_lezing,
    registers,
    van,
    zonder_lezing,
)
from afspraken.wereldhulp import Wereld, wereld
from hulp import editie, gebieden_van

from woonanalyse.afspraken import beeld, bevindingen, thema
from woonanalyse.afspraken.feiten import feiten
from woonanalyse.afspraken.soorten.maximum import per_subregio
from woonanalyse.document.besluiten import gevraagd
from woonanalyse.onderwerpen.balans import model


def volgens_b(w: Wereld) -> pd.DataFrame:
    """The outcomes of article 13 by reading B."""
    frame = per_lezing(alle(), w.registers, w.balans, w.opzet)
    return frame[(frame["artikel"] == 13) & (frame["lezing"] == "B")]


KORT = kop(afronding={"stap": 2, "bron": "bron"})


def afgerond(**capaciteit: Any) -> pd.DataFrame:
    """As `balans`, with a margin of 3 (hard, net need and replacement)."""
    return model.balans(invoer(**capaciteit), KORT, DEFINITIE, 1.0)


@pytest.mark.parametrize(
    ("hard", "status"),
    [
        (86, "binnen de norm"),
        (87, "op de norm"),
        (90, "op de norm"),
        (93, "op de norm"),
        (94, "op de grens"),
    ],
)
def test_op_de_norm_op_een_woning(hard: int, status: str) -> None:
    assert van(oordeel(afspraak(13), afgerond(A=hard)), "A")["status"] == status


def test_op_de_norm_is_er_niets_te_herstellen() -> None:
    rij = van(oordeel(afspraak(15), afgerond(A=93)), "A")
    assert rij["status"] == "nvt"
    assert rij["toelichting"] == (
        "De balans is op de norm (binnen de afronding) en het register heeft geen termijn die meetelt: geen "
        "overschot te herstellen."
    )


def test_op_de_norm_op_tijd_is_hersteld() -> None:
    rijen = [{"datum": "2017-05-01", "termijn_start": "2016-06-01", "reden": "R"}]
    rij = van(oordeel(afspraak(15), afgerond(A=93), termijnen=rijen), "A")
    assert rij["status"] == "gehaald"
    assert "lag de balans op de norm" in rij["toelichting"]


def test_op_de_norm_wordt_niets_gevraagd_en_op_de_grens_wel() -> None:
    frame = afgerond(A=93, B=100)
    uitkomst = oordeel(afspraak(13), frame)
    vragen = gevraagd([afspraak(13)], uitkomst, frame)
    assert vragen.to_numpy().tolist() == [["B", 13, "vastleggen of de hoogste behoefte mag gelden"]]


def test_de_echte_stand_van_artikel_13() -> None:
    uitkomst = wereld("2017", False).oordeel()
    eigen = uitkomst[uitkomst["artikel"] == 13]
    assert eigen["status"].value_counts().to_dict() == {
        "binnen de norm": 7, "boven de norm": 3, "op de norm": 2, "op de grens": 2,
    }  # fmt: skip
    enschede = van(eigen, "Enschede")
    assert enschede["toelichting"].startswith("De bron publiceerde zelf precies de norm.")
    assert enschede["toelichting"].endswith("Gepubliceerd: 90% tot 100% van de behoefte.")


def test_beide_lezingen_zijn_berekend_en_gelijk_aan_de_sommen() -> None:
    w = wereld("2017", False)
    frame = volgens_b(w).set_index("partij")
    assert frame["status"].to_dict() == {
        "Netwerkstad": "op de grens", "Twente Noord": "binnen de norm", "Twente Zuid": "op de grens",
    }  # fmt: skip
    sommen = gebieden_van(editie("2017"))
    hoogste = sommen[sommen["niveau"] == "subregio"].groupby("gebied")["dekking"].max()
    som = oordeel(afspraak(13, lezing="B"), w.balans, w.opzet).set_index("partij")["waarde"]
    for naam, waarde in som.items():
        assert waarde == pytest.approx(hoogste[naam])
    samen = sommen.drop_duplicates("gebied").set_index("gebied")["oordeel_samen"]
    woord = {"binnen": "binnen de norm"}
    verwacht = {naam: woord.get(o, o) for naam, o in samen.items() if o != "nvt"}
    assert verwacht == frame["status"].to_dict()


def test_een_regel_van_het_bestand_kiest_de_lezing() -> None:
    regel = afspraak(13, lezing="B")
    uitkomst = oordeel(regel, wereld("2017", False).balans)
    assert list(uitkomst["partij"]) == ["Netwerkstad", "Twente Noord", "Twente Zuid"]
    zonder = zonder_lezing(13)
    assert list(oordeel(zonder)["partij"]) == ["A", "B"]
    assert per_lezing([zonder], registers(), balans(), KORT).empty


def rest(frame: pd.DataFrame) -> list[list[Any]]:
    return frame[["partij", "periode", "status"]].to_numpy().tolist()


@pytest.mark.parametrize("artikel", [7, 13, 15, 16, 24])
def test_een_regel_verandert_de_stand_van_het_rapport(artikel: int) -> None:
    w = wereld("2017", False)
    (regel,) = (a for a in alle() if a["artikel"] == artikel and "lezingen" in a)
    uitkomsten = {
        naam: rest(w.oordeel_van({**regel, "lezing": naam})) for naam in regel["lezingen"]
    }
    frame = per_lezing([regel], w.registers, w.balans, w.opzet)
    assert uitkomsten == {naam: rest(deel) for naam, deel in frame.groupby("lezing", sort=False)}


@pytest.mark.parametrize(
    ("lezing", "zegt"),
    [("A", "geen besluit dat meetelt"), ("B", "Laatste besluit"), ("C", "Laatste besluit")],
)
def test_een_woonvisie_telt_alleen_volgens_wie_dat_leest(lezing: str, zegt: str) -> None:
    rij = {"datum": "2017-01-01", "soort": "woonvisie", "status": "besluit"}
    uitkomst = oordeel(afspraak(16, lezing=lezing), besluiten=[rij])
    assert zegt in van(uitkomst, "A")["toelichting"]


@pytest.mark.parametrize(("lezing", "status"), [("A", "niet gehaald"), ("B", "gehaald")])
def test_een_andere_dag_telt_alleen_volgens_wie_dat_leest(lezing: str, status: str) -> None:
    regel = afspraak(24, lezing=lezing)
    rij = {
        "datum": "2016-12-31", "peildatum": "2016-12-31", "geleverd": "ja", "soort": regel["bewijs"],
    }  # fmt: skip
    uitkomst = oordeel(regel, planmonitorleveringen=[rij])
    assert van(uitkomst, "A", "2016")["status"] == status


@pytest.mark.parametrize(
    ("hard", "status", "begin"),
    [
        (
            110,
            "onbekend",
            "Hoeveel zachte plannen erbij komen, staat niet in de editie. Op de grens",
        ),
        (111, "boven de norm", "De harde plannen komen al boven de norm, ook zonder zachte. Harde"),
        (0, "onbekend", "Hoeveel zachte plannen erbij komen, staat niet in de editie. Harde"),
        (pd.NA, "onbekend", "De verhouding is onbekend"),
    ],
)
def test_alle_plannen_is_ten_minste_wat_hard_is(hard: Any, status: str, begin: str) -> None:
    rij = van(oordeel(afspraak(13, lezing="C"), balans(A=hard)), "A")
    assert rij["status"] == status
    assert rij["toelichting"].startswith(begin)
    assert pd.isna(rij["waarde"]) == (status == "onbekend")


def test_een_som_met_een_gat_is_onbekend() -> None:
    frame = balans(A=50, B=pd.NA).assign(subregio="Deel")
    som = per_subregio(frame)
    assert len(som) == 2 and som["dekking"].isna().all()
    assert list(oordeel(afspraak(13, lezing="B"), frame)["status"]) == ["onbekend"]


@pytest.mark.parametrize("naam", ["2015", "2019", "2021"])
def test_geen_andere_lezing_van_wat_niet_wordt_getoetst(naam: str) -> None:
    w = wereld(naam, False)
    if not w.opzet.toets:
        assert set(volgens_b(w)["status"]) == {"nvt"}


def test_de_lezer_van_artikel_13_ziet_beide_lezingen() -> None:
    w = wereld("2017", False)
    uitkomst = w.oordeel()
    tabellen = {
        "afspraken": uitkomst,
        "lezingen": per_lezing(alle(), w.registers, w.balans, w.opzet),
        "feiten": feiten(alle(), w.registers, w.balans, w.opzet),
    }
    tekst = thema.thema(alle(), tabellen, afspraak(13)["thema"], lopend=False)
    tekst = tekst.replace("\\", "")
    assert "Lezing A (gebruikt), de norm geldt voor iedere gemeente apart" in tekst
    (b,) = (regel for regel in tekst.splitlines() if "Lezing B, de norm geldt" in regel)
    assert "op de grens Netwerkstad en Twente Zuid" in b
    assert "niet gehaald" not in tekst.split("{#artikel-13}")[1].split("{#artikel-14}")[0]


def test_boven_de_norm_heeft_een_eigen_zin() -> None:
    uitkomst = wereld("2017", False).oordeel()
    assert "Artikel 13 is niet gehaald" not in beeld.antwoord(uitkomst)
    assert bevindingen.afspraken(uitkomst).endswith("boven de norm van artikel 13 zijn 3 partijen.")


def test_alleen_op_de_grens_is_geen_bewijs_en_geen_misser() -> None:
    regel = afspraak(13, thema="T")
    tekst = thema.thema_antwoord([regel], oordeel(regel, balans(A=100, B=100)), "T")
    assert tekst == (
        "Van de afspraak over t is er geen bewijs dat een partij haar nakomt. Eén is op de grens: artikel 13 "
        "(balans op de woningmarkt)."
    )
