"""A norm and a value: one dwelling around each norm, in both directions, on each side of its days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from woonanalyse.kern.beeld.markdown import gewoon
from woonanalyse.kern.norm import Meting, Norm, Normen, Verdeling
from woonanalyse.onderwerpen.normen import beeld
from woonanalyse.onderwerpen.normen.beeld import (
    antwoord,
    bronnen,
    bronnen_gezien,
    gevraagd,
    overzicht,
    standen,
)
from woonanalyse.onderwerpen.normen.model import KOLOMMEN, beoordeel, normtabel, op_pad, stand

BEGIN, EIND, HALVERWEGE = "2022-01-01", "2030-12-31", "2026-07-01"


def dag_bij(dag: str, erbij: int) -> str:
    return (date.fromisoformat(dag) + timedelta(days=erbij)).isoformat()


VERZONNEN = Norm(
    id="een",
    titel="Een norm",
    grootheid="iets",
    teller="dit",
    noemer="",
    niveau="regio",
    richting="ten_minste",
    waarde=100,
    eenheid="woningen",
    van=BEGIN,
    tot_en_met=EIND,
    telt="aan_het_eind",
    binding="afspraak",
    zekerheid="letterlijk",
    bron="verzonnen",
)
dagen = st.dates(date(2022, 1, 1), date(2030, 12, 31)).map(date.isoformat)
ervoor = st.dates(date(2022, 1, 1), date(2030, 12, 30)).map(date.isoformat)
richtingen = st.sampled_from(["ten_minste", "ten_hoogste"])
tellingen = st.sampled_from(["oplopend", "aan_het_eind", "doorlopend"])


@given(st.integers(1, 100_000), tellingen)
def test_one_dwelling_around_a_norm_on_its_last_day(waarde: int, telt: str) -> None:
    minste = replace(VERZONNEN, waarde=waarde, telt=telt)
    hoogste = replace(minste, richting="ten_hoogste")
    assert [stand(minste, waarde + d, EIND) for d in (-1, 0, 1)] == [
        "niet gehaald",
        "gehaald",
        "gehaald",
    ]
    assert [stand(hoogste, waarde + d, EIND) for d in (-1, 0, 1)] == [
        "gehaald",
        "gehaald",
        "niet gehaald",
    ]


@given(st.integers(1, 100_000), st.sampled_from([0.7, 1.0, 1.3]), richtingen, dagen)
def test_one_dwelling_around_a_share_that_holds_every_day(
    noemer: int, deel: float, richting: str, dag: str
) -> None:
    norm = replace(VERZONNEN, waarde=deel, eenheid="fractie", richting=richting, telt="doorlopend")
    precies = round(noemer * 10 * deel)
    onder, op, boven = (stand(norm, (precies + d) / (noemer * 10), dag) for d in (-1, 0, 1))
    assert op == "gehaald"
    assert {"ten_minste": onder, "ten_hoogste": boven}[richting] == "niet gehaald"
    assert {"ten_minste": boven, "ten_hoogste": onder}[richting] == "gehaald"


@given(st.integers(0, 200), richtingen, tellingen)
def test_outside_its_days_a_norm_does_not_apply(waarde: int, richting: str, telt: str) -> None:
    norm = replace(VERZONNEN, richting=richting, telt=telt)
    assert stand(norm, waarde, dag_bij(BEGIN, -1)) == stand(norm, waarde, dag_bij(EIND, 1)) == "nvt"
    assert "nvt" not in (stand(norm, waarde, BEGIN), stand(norm, waarde, EIND))


@given(dagen, richtingen, tellingen, st.sampled_from([None, float("nan"), pd.NA]))
def test_a_value_that_is_missing_is_unknown(
    dag: str, richting: str, telt: str, leeg: float | None
) -> None:
    assert stand(replace(VERZONNEN, richting=richting, telt=telt), leeg, dag) == "onbekend"


@given(st.integers(0, 200), ervoor, richtingen)
def test_while_it_runs_a_share_without_a_path_has_no_state(
    waarde: int, dag: str, richting: str
) -> None:
    assert stand(replace(VERZONNEN, richting=richting), waarde, dag) == "onbekend"


@given(ervoor)
def test_a_sum_that_only_grows_is_settled_once_it_has_passed_its_norm(dag: str) -> None:
    minste = replace(VERZONNEN, telt="oplopend")
    hoogste = replace(minste, richting="ten_hoogste")
    assert [stand(minste, w, dag) for w in (99, 100, 101)] == ["onbekend", "gehaald", "gehaald"]
    assert [stand(hoogste, w, dag) for w in (99, 100, 101)] == [
        "onbekend",
        "onbekend",
        "niet gehaald",
    ]


def test_a_path_tells_on_course_from_behind() -> None:
    pad = ((BEGIN, 0.0), ("2026-01-01", 40.0))
    minste = replace(VERZONNEN, pad=pad)
    hoogste = replace(minste, richting="ten_hoogste")
    dag = "2026-01-01"
    assert op_pad(minste, dag) == 40
    assert [stand(minste, w, dag) for w in (39, 40, 41)] == ["achter", "op koers", "op koers"]
    assert [stand(hoogste, w, dag) for w in (39, 40, 41)] == ["op koers", "op koers", "achter"]
    assert op_pad(minste, "2024-01-01") == pytest.approx(40 * 730 / 1461)
    assert op_pad(minste, EIND) == 100
    assert op_pad(replace(minste, pad=pad[1:]), dag_bij(dag, -1)) is None
    assert op_pad(replace(minste, pad=((EIND, 90.0),)), EIND) == 90


def meting(op: str, waarde: float, zekerheid: str = "letterlijk") -> Meting:
    return Meting(op, waarde, zekerheid, "verzonnen")


def test_only_what_is_literally_known_counts() -> None:
    goed = replace(VERZONNEN, telt="oplopend", gemeten=(meting(HALVERWEGE, 100),))
    assert beoordeel(goed, HALVERWEGE) == ("gehaald", "")
    assert beoordeel(goed, dag_bij(HALVERWEGE, -1)) == ("onbekend", "geen waarde geleverd")
    for zekerheid in ("onzeker", "afgeleid"):
        norm = replace(goed, zekerheid=zekerheid)
        assert beoordeel(norm, HALVERWEGE) == ("onbekend", f"de norm is {zekerheid} en telt niet")
        waarde = replace(goed, gemeten=(meting(HALVERWEGE, 100, zekerheid),))
        reden = f"de waarde is {zekerheid} en telt niet"
        assert beoordeel(waarde, HALVERWEGE) == ("onbekend", reden)


def test_the_last_value_on_or_before_the_day_is_used() -> None:
    reeks = (
        meting(HALVERWEGE, 99),
        meting(dag_bij(HALVERWEGE, -1), 101),
        meting(dag_bij(HALVERWEGE, 1), 1),
    )
    norm = replace(VERZONNEN, telt="doorlopend", gemeten=reeks)
    assert beoordeel(norm, HALVERWEGE) == ("niet gehaald", "")
    assert beoordeel(norm, dag_bij(HALVERWEGE, -1)) == ("gehaald", "")


def test_why_a_state_is_unknown_depends_on_whether_the_period_is_over() -> None:
    norm = replace(VERZONNEN, gemeten=(meting(HALVERWEGE, 100),))
    loopt = "de periode loopt en er is geen pad afgesproken"
    assert beoordeel(norm, EIND) == ("onbekend", loopt)
    reden = "geen waarde van de laatste dag geleverd"
    assert beoordeel(norm, dag_bij(EIND, 1)) == ("onbekend", reden)


def test_table_has_the_norms_and_then_the_made_members() -> None:
    deel = replace(VERZONNEN, id="twee", waarde=0.5, eenheid="fractie")
    normen = Normen("Verzonnen", "", (VERZONNEN, deel), Verdeling("x.csv", "een", "twee"))
    leden = pd.DataFrame(
        {
            "gemeentecode": ["GM0001", "GM0002"],
            "gemeente": ["Aa", "Bee"],
            "woningen": [100, 0],
            "betaalbaar": [50, 0],
            "bron": ["voorbeelddata"] * 2,
        }
    )
    gebieden = {"regio": "Gebied"}
    frame = normtabel(normen, leden, gebieden, EIND)
    assert list(frame.columns) == KOLOMMEN
    assert list(frame["voorbeelddata"]) == ["nee"] * 2 + ["ja"] * 4
    assert list(frame["gebied"]) == ["Gebied"] * 2 + ["Aa", "Bee"] * 2
    assert list(frame["woningen"].fillna(-1)) == [100, -1, 100, 0, 50, 0]
    assert list(frame["deel"].fillna(-1)) == [-1, 0.5, -1, -1, 0.5, -1]
    assert set(frame["stand"]) == {"onbekend"} and frame["gemeten_woningen"].isna().all()
    assert len(normtabel(normen, None, gebieden, EIND)) == 2


def test_the_answer_tells_apart_what_is_agreed_and_what_is_advice() -> None:
    soorten = ["afspraak", "advies", "onbekend", "afspraak"]
    normen = Normen(
        "De deal",
        "",
        tuple(
            replace(VERZONNEN, id=str(nr), titel=f"Norm {nr}", binding=soort, zekerheid="onzeker")
            for nr, soort in enumerate(soorten)
        ),
    )
    frame = normtabel(normen, None, {}, HALVERWEGE)
    assert antwoord(frame, normen) == (
        "De deal: vier normen; of zij worden gehaald, is onbekend. Afspraak: norm 0, ten minste 100 "
        "woningen; norm 3, ten minste 100 woningen. Verder een advies (geen afspraak) en een waarvan "
        "onbekend is of het is afgesproken. Elke norm is onzeker."
    )
    uitgelegd = replace(normen, toelichting="Alles is onzeker.")
    assert antwoord(frame, uitgelegd).endswith("is of het is afgesproken.")
    assert standen(frame) == "Stand per norm: 4 onbekend"
    frame.loc[0, "stand"] = "gehaald"
    assert standen(frame) == "Stand per norm: 1 gehaald, 3 onbekend"
    frame.loc[1, "zekerheid"] = "letterlijk"
    assert "De deal: vier normen. Stand per norm: 1 gehaald, 3 onbekend. " in antwoord(
        frame, normen
    )
    frame.loc[3, "zekerheid"] = "letterlijk"
    assert "norm 3, ten minste 100 woningen (letterlijk)." in antwoord(frame, normen)


def test_who_tells_a_norm_stands_with_how_binding_it_is() -> None:
    een = replace(VERZONNEN, volgens="een krant")
    twee = replace(VERZONNEN, id="twee", titel="Nog een")
    normen = Normen("De deal", "", (een, twee))
    assert antwoord(normtabel(normen, None, {}, HALVERWEGE), normen) == (
        "De deal: twee normen; of zij worden gehaald, is onbekend. Afspraak, volgens een krant: een norm, "
        "ten minste 100 woningen. Afspraak: nog een, ten minste 100 woningen."
    )


@pytest.mark.parametrize(
    ("soorten", "zin"),
    [
        (["advies"], "één norm; of die wordt gehaald, is onbekend. Het gaat om een advies (geen afspraak)."),
        (["streven", "afspraak", "advies", "afspraak", "streven", "afspraak", "instructieregel", "advies"],
         "acht normen; of zij worden gehaald, is onbekend. Het gaat om drie afspraken, een instructieregel, "
         "twee keer een streven en twee adviezen (geen afspraak)."),
        (["onbekend", "instructieregel", "onbekend"],
         "drie normen; of zij worden gehaald, is onbekend. Instructieregel: een norm, ten minste 100 "
         "woningen. Verder twee waarvan onbekend is of het is afgesproken."),
    ],
)  # fmt: skip
def test_the_answer_names_little_and_counts_the_rest(soorten: list[str], zin: str) -> None:
    """However many norms there are: an opening is read in a minute, and a table names each."""
    van = tuple(replace(VERZONNEN, id=str(nr), binding=een) for nr, een in enumerate(soorten))
    normen = Normen("De deal", "", van)
    assert antwoord(normtabel(normen, None, {}, HALVERWEGE), normen) == f"De deal: {zin}"


def test_a_first_day_that_nobody_names_is_told_as_assumed() -> None:
    """And how a source was seen is told in the method only."""
    een = replace(VERZONNEN, van_aangenomen=True, gezien="als fragment")
    normen = Normen("De deal", "", (een, replace(VERZONNEN, id="twee")))
    frame = normtabel(normen, None, {}, HALVERWEGE)
    tekst = gewoon(overzicht(frame, normen).markdown).replace("\\", "")
    assert "| tot en met 31 december 2030; begin aangenomen: 1 januari 2022 |" in tekst
    assert "| 1 januari 2022 tot en met 31 december 2030 |" in tekst
    assert overzicht(frame, normen).bijschrift == "Normen: De deal; voor regio"
    beide = overzicht(frame[frame["norm"] == "een"], normen)
    assert beide.bijschrift == "Normen: De deal" and "| regio |" in gewoon(beide.markdown)
    zelfde = normtabel(Normen("De deal", "", (een, replace(een, id="twee"))), None, {}, HALVERWEGE)
    gedeeld = overzicht(zelfde, normen)
    assert gedeeld.bijschrift == (
        "Normen: De deal; voor regio; tot en met 31 december 2030; begin aangenomen: 1 januari 2022"
    )
    assert "2030" not in gewoon(gedeeld.markdown)
    assert "fragment" not in bronnen(frame)
    assert bronnen_gezien(frame).count("als fragment") == 1


def test_what_is_asked_of_each_is_what_is_missing_and_theirs_to_deliver() -> None:
    een = replace(VERZONNEN, nodig="Een telling.", levert="gemeenten en provincie")
    twee = replace(een, id="twee", titel="Nog een", levert="gemeenten")
    weet = replace(een, id="drie", nodig="Iets anders", gemeten=(meting(EIND, 100),))
    frame = normtabel(Normen("N", "", (een, twee, weet)), None, {}, EIND)
    assert gevraagd(frame, "gemeente") == ["Een telling (norm: een norm; nog een)"]
    assert gevraagd(frame, "provincie") == ["Een telling (norm: een norm)"]
    assert gevraagd(frame, "corporatie") == []
    assert gevraagd(frame[frame["stand"] == "gehaald"], "gemeente") == []


LEEG = {
    "gemeentecode": "", "deel": None, "woningen": None, "gemeten_deel": None,
    "gemeten_woningen": None, "gemeten_op": "", "reden": "", "voorbeelddata": "nee", "bron_url": "",
    "opmerking": "", "van_aangenomen": "nee", "volgens": "", "gezien": "",
}  # fmt: skip


def als_rijen(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table of norms, what is empty as None."""
    return frame.astype("object").where(frame.notna(), None).to_dict("records")


def test_every_cell_of_a_norm_with_and_without_a_value() -> None:
    """A number stands in the column of its unit; the other stays empty."""
    een = replace(
        VERZONNEN, richting="ten_hoogste", telt="doorlopend", nodig="een telling", levert="wie telt",
        bron_url="https://voorbeeld.test/een", opmerking="Let op.", gemeten=(meting(EIND, 99.6),),
        van_aangenomen=True, volgens="een krant", gezien="deels",
    )  # fmt: skip
    twee = replace(
        VERZONNEN, id="twee", titel="Een deel", grootheid="dat", niveau="gemeente", waarde=0.5,
        eenheid="fractie", binding="advies", zekerheid="onzeker", bron="elders",
        gemeten=(meting(HALVERWEGE, 0.25),),
    )  # fmt: skip
    drie = replace(twee, id="drie", zekerheid="letterlijk", gemeten=())
    frame = normtabel(Normen("N", "", (een, twee, drie)), None, {"regio": "Gebied"}, EIND)
    eerste = {
        **LEEG, "norm": "een", "gebied": "Gebied", "niveau": "regio", "titel": "Een norm",
        "grootheid": "iets", "richting": "ten_hoogste", "eenheid": "woningen", "woningen": 100,
        "van": BEGIN, "tot_en_met": EIND, "binding": "afspraak", "zekerheid": "letterlijk",
        "gemeten_woningen": 100, "gemeten_op": EIND, "stand": "gehaald", "nodig": "een telling",
        "levert": "wie telt", "bron": "verzonnen", "bron_url": "https://voorbeeld.test/een",
        "opmerking": "Let op.", "van_aangenomen": "ja", "volgens": "een krant", "gezien": "deels",
    }  # fmt: skip
    tweede = {
        **LEEG, "norm": "twee", "gebied": "gemeente", "niveau": "gemeente", "titel": "Een deel",
        "grootheid": "dat", "richting": "ten_minste", "eenheid": "fractie", "deel": 0.5,
        "van": BEGIN, "tot_en_met": EIND, "binding": "advies", "zekerheid": "onzeker",
        "gemeten_deel": 0.25, "gemeten_op": HALVERWEGE, "stand": "onbekend",
        "reden": "de norm is onzeker en telt niet", "nodig": "", "levert": "", "bron": "elders",
    }  # fmt: skip
    derde = {
        **tweede, "norm": "drie", "zekerheid": "letterlijk", "gemeten_deel": None, "gemeten_op": "",
        "reden": "geen waarde geleverd",
    }  # fmt: skip
    assert als_rijen(frame) == [eerste, tweede, derde]
    assert list(frame.columns) == KOLOMMEN
    assert [str(frame[k].dtype) for k in ("deel", "gemeten_deel")] == ["Float64"] * 2
    assert [str(frame[k].dtype) for k in ("woningen", "gemeten_woningen")] == ["Int64"] * 2


def test_every_cell_of_a_member_of_a_made_division() -> None:
    """Marked as made, never known: the norm of the whole is passed on, its value is not."""
    heel = replace(VERZONNEN, nodig="een telling", levert="wie telt", gemeten=(meting(EIND, 100),))
    deel = replace(heel, id="twee", titel="Betaalbaar", waarde=0.5, eenheid="fractie")
    normen = Normen("N", "", (deel, heel), Verdeling("x.csv", "een", "twee"))
    leden = pd.DataFrame(
        {
            "gemeentecode": ["GM0001"], "gemeente": ["Aa"], "woningen": [80], "betaalbaar": [20],
            "bron": ["uitgedacht"],
        }
    )  # fmt: skip
    vast = {
        **LEEG, "gebied": "Aa", "gemeentecode": "GM0001", "niveau": "gemeente",
        "grootheid": "iets", "richting": "ten_minste", "van": BEGIN, "tot_en_met": EIND,
        "binding": "afspraak", "zekerheid": "voorbeelddata", "stand": "onbekend",
        "reden": "verzonnen norm, geen waarde geleverd", "nodig": "een telling",
        "levert": "wie telt", "voorbeelddata": "ja", "bron": "uitgedacht",
    }  # fmt: skip
    aantal = {"norm": "een", "titel": "Een norm", "eenheid": "woningen", "woningen": 80}
    aandeel = {"norm": "twee", "titel": "Betaalbaar", "eenheid": "fractie", "deel": 0.25}
    assert als_rijen(normtabel(normen, leden, {}, EIND))[2:] == [
        {**vast, **aantal},
        {**vast, **aandeel, "woningen": 20},
    ]


def test_on_the_day_before_its_end_a_period_still_runs() -> None:
    norm = replace(VERZONNEN, gemeten=(meting(BEGIN, 1),))
    loopt = "de periode loopt en er is geen pad afgesproken"
    assert beoordeel(norm, dag_bij(EIND, -1)) == ("onbekend", loopt)


def test_an_address_stands_in_the_method_alone() -> None:
    norm = replace(VERZONNEN, bron="een krant", bron_url="https://voorbeeld.test/een")
    frame = normtabel(Normen("N", "", (norm,)), None, {"regio": "Gebied"}, EIND)
    assert "voorbeeld" not in beeld.bronnen(frame) and "een krant" in beeld.bronnen(frame)
    assert "voorbeeld" in beeld.bronnen_gezien(frame)


def test_a_made_division_is_by_name() -> None:
    deel = replace(VERZONNEN, id="twee", waarde=0.5, eenheid="fractie")
    normen = Normen("N", "", (VERZONNEN, deel), Verdeling("x.csv", "een", "twee"))
    namen = ["Zee", "aan", "Bos"]
    leden = pd.DataFrame(
        {
            "gemeentecode": ["GM0001", "GM0002", "GM0003"], "gemeente": namen, "woningen": [50, 30, 20],
            "betaalbaar": [5, 3, 2], "bron": ["x"] * 3,
        }
    )  # fmt: skip
    tekst = beeld.verdeling(normtabel(normen, leden, {}, EIND)).markdown
    plekken = [tekst.index(naam) for naam in sorted(namen, key=str.casefold)]
    assert plekken == sorted(plekken)
    regel = next(regel for regel in tekst.splitlines() if "Zee" in regel)
    assert "[50]" in regel
