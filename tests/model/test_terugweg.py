"""The way back under each reading, on made worlds: a day, a dwelling, a row taken away."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, cast

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invoerbouw import opzet

from woonanalyse.afspraken.uitkomst import Omgeving
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.dagen import plus_maanden
from woonanalyse.kern.oordeel import dekking, oordeel
from woonanalyse.kern.registers import REGISTERS, leeg_register
from woonanalyse.onderwerpen.herstel.terugweg import KOLOMMEN, Gepubliceerd, terugweg

A, B = "GM0001", "GM0002"
KOP = opzet()


def regel(**lezingen: Any) -> Afspraak:
    """The agreement on the term: three years, from the readings given, the first of which is used."""
    gelezen = lezingen or {"A": "2016-01-29", "B": "2017-04"}
    velden = {
        "artikel": 15,
        "norm": 3,
        "eenheid": "jaar",
        "vanaf": "2016-01-01",
        "tot_en_met": "2020-12-31",
        "lezing": next(iter(gelezen)),
        "lezingen": {
            naam: {"start": start, "uitleg": f"zo {naam}", "grond": "plan"}
            for naam, start in gelezen.items()
        },
    }
    return cast(Afspraak, velden)


def balans(hard: Any, telling: str = "bruto", **anders: Any) -> pd.DataFrame:
    """Need of A 90 to 110 (10 of it to be replaced) with `hard` in plans; B has 50 in plans."""
    rijen = [
        (code, variant, behoefte, capaciteit)
        for code, capaciteit in ((A, hard), (B, 50))
        for variant, behoefte in (("laag", 90), ("hoog", 110))
    ]
    frame = pd.DataFrame(rijen, columns=["gemeentecode", "variant", "behoefte", "hard_totaal"])
    frame = frame.astype({"behoefte": "Int64", "hard_totaal": "Int64"})
    frame = frame.assign(
        gemeente=frame["gemeentecode"].map({A: "Aa", B: "Bee"}),
        netto_behoefte=frame["behoefte"] - 10,
        telling=telling,
    )
    frame["dekking"] = dekking(frame["hard_totaal"], frame["behoefte"])
    frame["oordeel"] = oordeel(frame["dekking"], frame["gemeentecode"], 1.0)
    return frame.assign(**anders)


leeg_van = cache(leeg_register)


def register(naam: str, *rijen: dict[str, Any]) -> pd.DataFrame:
    leeg = leeg_van(naam)
    if not rijen:
        return leeg.copy()
    vast = {"partij": A, "bron": "b", "zekerheid": "letterlijk", "bronsoort": "eigen stuk"}
    kaal = {kolom: pd.NA if leeg[kolom].dtype == "Int64" else "" for kolom in leeg}
    vol = [{**kaal, **vast, **rij} for rij in rijen]
    return pd.DataFrame(vol, columns=list(leeg.columns)).astype(leeg.dtypes.to_dict())


def weg(hard: Any = 120, afspraak: Any = None, elders: Any = (), **anders: Any) -> pd.DataFrame:
    keuzes = {"telling": "bruto", "gebouwd": None, "kop": KOP, **anders}
    registers = {naam: register(naam, *keuzes.pop(naam, [])) for naam in REGISTERS}
    omgeving = Omgeving(registers, balans(hard, keuzes["telling"]), keuzes["kop"])
    return terugweg(omgeving, afspraak or regel(), 1.0, keuzes["gebouwd"], elders)


def later(dag: str, hard: Any, telling: str) -> Gepubliceerd:
    frame = pd.DataFrame({"gemeentecode": [B, A], "hard": [1, hard], "telling": telling})
    return Gepubliceerd(dag, "agenda", frame.astype({"hard": "Int64"}))


def test_elke_lezing_een_rij_de_gebruikte_eerst() -> None:
    frame = weg()
    assert list(frame.columns) == KOLOMMEN
    assert frame["gemeente"].tolist() == ["Aa", "Aa"]
    assert frame["lezing"].tolist() == ["A", "B"] and frame["gewoon"].tolist() == ["ja", "nee"]
    assert frame["begin"].tolist() == ["2016-01-29", "2017-04"]
    assert frame["einde"].tolist() == ["2019-01-29", "2020-04"]
    assert frame["boven_norm_laag"].tolist() == [10, 10]
    assert frame["boven_norm_hoog"].tolist() == [30, 30]
    jaren = 2 + 28 / 365  # from the reference date, since the term had begun
    assert frame["jaren"].tolist() == pytest.approx([jaren, 3.0])
    assert frame["per_jaar_laag"].tolist() == pytest.approx([10 / jaren, 10 / 3])
    assert frame["per_jaar_hoog"].tolist() == pytest.approx([30 / jaren, 10])
    anders = weg(afspraak={**regel(), "lezing": "B"})
    assert anders["lezing"].tolist() == ["B", "A"] and anders["gewoon"].tolist() == ["ja", "nee"]


@pytest.mark.parametrize(("hard", "laag", "hoog"), [(91, 0, 1), (110, 0, 20), (111, 1, 21)])
def test_een_woning_rond_de_norm(hard: int, laag: int, hoog: int) -> None:
    rij = weg(hard).iloc[0]
    assert (rij["boven_norm_laag"], rij["boven_norm_hoog"]) == (laag, hoog)


@pytest.mark.parametrize("hard", [90, 0, pd.NA])
def test_wie_er_niet_boven_is_staat_er_niet(hard: Any) -> None:
    frame = weg(hard)
    assert frame.empty and list(frame.columns) == KOLOMMEN


@given(st.dates(date(2015, 1, 1), date(2018, 12, 31)))
def test_een_dag_later_beginnen_is_een_dag_later_klaar(start: date) -> None:
    def een(dag: date) -> pd.Series:
        return weg(afspraak=regel(A=dag.isoformat())).iloc[0]

    deze, volgende = een(start), een(start + timedelta(days=1))
    assert deze["einde"] == plus_maanden(start, 36).isoformat() <= volgende["einde"]
    assert 0 < deze["jaren"] <= 3 and volgende["jaren"] >= deze["jaren"]
    assert volgende["per_jaar_hoog"] <= deze["per_jaar_hoog"]
    assert deze["per_jaar_hoog"] * deze["jaren"] == pytest.approx(30)


@pytest.mark.parametrize(("start", "jaren"), [("2014-01-01", 0), ("2014-01-02", 1 / 365)])
def test_een_voorbije_termijn_heeft_geen_tempo(start: str, jaren: float) -> None:
    rij = weg(afspraak=regel(A=start)).iloc[0]
    assert rij["jaren"] == pytest.approx(jaren)
    assert pd.isna(rij["per_jaar_laag"]) == (jaren == 0) == pd.isna(rij["per_jaar_hoog"])


def test_het_register_gaat_voor_als_het_een_stand_draagt() -> None:
    begin = {"datum": "2017-05-01", "termijn_start": "2018-03-01", "reden": "R"}
    frame = weg(termijnen=[begin])
    assert frame["lezing"].tolist() == ["register"] and frame["gewoon"].tolist() == ["ja"]
    assert frame["einde"].tolist() == ["2021-03-01"]
    for waarom in (
        {"zekerheid": "onzeker"}, {"bronsoort": "pers"}, {"tegenspraak": "T"}, {"datum": ""},
        {"partij": B}, {"termijn_start": ""},
    ):  # fmt: skip
        assert weg(termijnen=[{**begin, **waarom}])["lezing"].tolist() == ["A", "B"]


def test_zonder_lezing_is_het_begin_onbekend() -> None:
    kaal = {k: v for k, v in regel().items() if k not in ("lezing", "lezingen")}
    rij = weg(afspraak=kaal).iloc[0]
    assert rij["lezing"] == "" and pd.isna(rij["begin"]) and pd.isna(rij["per_jaar_laag"])
    assert rij["boven_norm_hoog"] == 30


def minder(woningen: Any = 5, datum: str = "2018-05-01", **anders: Any) -> dict[str, Any]:
    return {"datum": datum, "effect": "minder", "vermindering": woningen, **anders}


AFGELEID = {"zekerheid": "afgeleid", "afleiding": "18 min 5"}


@pytest.mark.parametrize(
    ("rij", "zeker", "afgeleid"),
    [
        (minder(), 5, None),
        (minder(datum="2017-01-01"), 5, None),
        (minder(datum="2016-12-31"), None, None),  # the balance has it already
        (minder(datum="2016"), None, None),
        (minder(datum="2020-12-31"), 5, None),
        (minder(datum="2021-01-01"), None, None),
        (minder(effect="elders"), None, None),
        (minder(effect="geen"), None, None),
        (minder(effect="onbekend"), None, None),
        (minder(pd.NA), None, None),
        (minder(datum=""), None, None),
        (minder(datum="", **AFGELEID), None, 5),
        (minder(**AFGELEID), None, 5),
        (minder(bronsoort="pers", **AFGELEID), None, None),
        (minder(zekerheid="onzeker"), None, None),
        (minder(bronsoort="stuk van een ander"), None, None),
        (minder(tegenspraak="T"), None, None),
        (minder(partij=B), None, None),
    ],
)
def test_alleen_wat_minder_maakt_is_som(rij: Any, zeker: Any, afgeleid: Any) -> None:
    def som(*rijen: dict[str, Any]) -> list[Any]:
        eerste = weg(maatregelen=list(rijen)).iloc[0]
        return [
            None if pd.isna(eerste[n]) else eerste[n]
            for n in ("maatregelen", "maatregelen_afgeleid")
        ]

    assert som(rij) == [zeker, afgeleid]
    samen = som(rij, minder(7, datum="2019"), minder(9, datum="2019", **AFGELEID))
    assert samen == [7 + (zeker or 0), 9 + (afgeleid or 0)]


def test_een_afspraak_op_maat_staat_erbij_en_verandert_niets() -> None:
    maat = {"artikel": 15, "afspraak": "100 per jaar", "volgens": "Aa", "besluit_gezien": "nee"}
    met, kaal = weg(afspraken_op_maat=[maat, {**maat, "partij": B}]), weg()
    assert met["op_maat"].tolist() == ["100 per jaar (volgens Aa, zonder datum)"] * 2
    meer = [{**maat, "afspraak": "later"}, {**maat, "afspraak": "minder", "datum": "2016-03-01"}]
    zin = "100 per jaar; later (volgens Aa, zonder datum); minder (volgens Aa, 1 maart 2016)"
    assert weg(afspraken_op_maat=[maat, *meer])["op_maat"].tolist() == [zin] * 2
    assert kaal["op_maat"].isna().all()
    pd.testing.assert_frame_equal(met.drop(columns="op_maat"), kaal.drop(columns="op_maat"))


def test_gebouwd_staat_erbij_met_zijn_jaren() -> None:
    gebouwd = pd.DataFrame(
        {
            "gemeentecode": [B, A],
            "gebouwd_van": [2017, 2017],
            "gebouwd_tot_en_met": [2020, 2019],
            "nieuwbouw": [1, 22],
        }
    )
    rij = weg(gebouwd=gebouwd).iloc[0]
    assert rij[["gebouwd_van", "gebouwd_tot_en_met", "gebouwd"]].tolist() == [2017, 2019, 22]
    assert weg(gebouwd=gebouwd[:1])["gebouwd"].isna().all() and weg()["gebouwd"].isna().all()


@pytest.mark.parametrize(
    ("eigen", "ander", "hard", "verschil", "rest"),
    [
        ("netto", "netto", 90, [-10, 10], [0, 10]),  # net need 80 to 100
        ("netto", "netto", 101, [1, 21], [1, 21]),
        ("bruto", "netto", 101, [1, 21], None),
        ("bruto", "bruto", 101, [-9, 11], [0, 11]),
        ("bruto", "onbekend", 101, None, None),
        ("bruto", "bruto", pd.NA, None, None),
    ],
)
def test_met_dezelfde_maat(eigen: str, ander: str, hard: Any, verschil: Any, rest: Any) -> None:
    rij = weg(telling=eigen, elders=[later("2020-01-01", hard, ander)]).iloc[0]
    assert rij["capaciteit_telling"] == ander and rij["capaciteit_peildatum"] == "2020-01-01"
    for naam, verwacht in (("verschil", verschil), ("resterend", rest)):
        kolommen = rij[[f"{naam}_laag", f"{naam}_hoog"]]
        assert kolommen.isna().all() if verwacht is None else kolommen.tolist() == verwacht
    assert ("wat er rest is onbekend" in rij["toelichting"]) == (
        ander != eigen and ander == "netto"
    )


@pytest.mark.parametrize(
    ("dag", "telt"),
    [("2017-01-01", False), ("2017-01-02", True), ("2020-12-31", True), ("2021", False)],
)
def test_alleen_een_capaciteit_van_na_de_peildatum_tot_de_stand(dag: str, telt: bool) -> None:
    rij = weg(elders=[later(dag, 95, "bruto")]).iloc[0]
    assert pd.notna(rij["capaciteit"]) == telt
    beide = weg(elders=[later("2019-01-01", 60, "bruto"), later("2018-01-01", 70, "bruto")])
    assert set(beide["capaciteit"]) == {60}


def test_code_noemt_geen_plaats() -> None:
    map_ = Path(__file__).parents[2] / "src/woonanalyse/onderwerpen/herstel"
    tekst = "".join(pad.read_text("utf-8") for pad in map_.glob("*.py"))
    assert not [naam for naam in ("Borne", "Hellendoorn", "Twente") if naam in tekst]
