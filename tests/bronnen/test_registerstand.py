"""What checking says of the registers: rows that carry no state and why, days ahead, doubled rows."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pandas as pd
import pytest
from typer.testing import CliRunner

from woonanalyse.cli import app
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.fouten import Waarschuwing
from woonanalyse.kern.tabel import dubbele_sleutels
from woonanalyse.onderwerpen.registerstand import in_de_toekomst, tellen_niet

BESLUITEN = "data/registers/besluiten.csv"
GOED = {
    "datum": "2017-04-18",
    "status": "besluit",
    "zekerheid": "letterlijk",
    "bronsoort": "besluit",
    "tegenspraak": "",
}
AFSPRAKEN = cast(list[Afspraak], [{"register": "besluiten"}, {"artikel": 13}])


def register(*rijen: dict[str, str], eerste: int = 2) -> pd.DataFrame:
    plek = [f"{BESLUITEN}:{nr}" for nr in range(eerste, eerste + len(rijen))]
    return pd.DataFrame([{**GOED, **rij} for rij in rijen], index=plek)


def regels(*rijen: dict[str, str], naam: str = "besluiten") -> list[str]:
    return list(tellen_niet({naam: register(*rijen)}, AFSPRAKEN))


@pytest.mark.parametrize(
    ("anders", "reden"),
    [
        ({"zekerheid": "afgeleid"}, "afgeleid"),
        ({"zekerheid": "onzeker"}, "onzeker"),
        ({"bronsoort": "pers"}, "pers"),
        ({"bronsoort": "stuk van een ander"}, "stuk van een ander"),
        ({"tegenspraak": "een ander noemt 2016"}, "tegengesproken"),
        ({"datum": ""}, "zonder datum"),
        ({"status": "document"}, "status document, geen besluit van deze partij"),
    ],
)
def test_a_row_that_does_not_count_says_why(anders: dict[str, str], reden: str) -> None:
    assert regels({}, anders) == [f"besluiten: 1 van 2 rijen telt niet mee: {reden} (rij 3)"]


def test_one_line_per_reason_with_all_its_rows() -> None:
    assert regels({"datum": ""}, {}, {"bronsoort": "pers"}, {"datum": ""}) == [
        "besluiten: 2 van 4 rijen tellen niet mee: zonder datum (rij 2 en 5)",
        "besluiten: 1 van 4 rijen telt niet mee: pers (rij 4)",
    ]


def test_of_many_rows_only_the_first_are_named() -> None:
    (regel,) = regels(*[{"datum": ""}] * 15)
    assert regel.endswith("(rij 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 en nog 5)")


def test_a_register_by_which_nothing_is_judged_is_left_out() -> None:
    assert regels({"datum": ""}, naam="behoeften") == []


@pytest.mark.parametrize(
    ("datum", "later"),
    [
        ("2026-11-26", False), ("2026-11-27", True), ("2026-11", False), ("2026-12", True),
        ("2026", False), ("2027", True), ("", False),
    ],
)  # fmt: skip
def test_what_can_only_lie_after_the_newest_report_is_warned_of(datum: str, later: bool) -> None:
    gemeld = in_de_toekomst({"besluiten": register({}, {"datum": datum})}, "2026-11-26")
    assert [(w.bestand, w.rij, w.kolom, w.waarde) for w in gemeld] == (
        [(BESLUITEN, 3, "datum", datum)] if later else []
    )
    assert all(isinstance(w, Waarschuwing) and "26 november 2026" in str(w) for w in gemeld)


def test_a_day_ahead_is_warned_of_once_for_all_its_rows() -> None:
    dagen = ["2027", "2026-12-01", "2016", "2027", "2027"]
    gemeld = in_de_toekomst({"besluiten": register(*({"datum": d} for d in dagen))}, "2026-11-26")
    assert [(w.rij, w.waarde) for w in gemeld] == [(2, "2027"), (3, "2026-12-01")]
    assert [str(w).endswith("Zo ook in rij 5 en 6") for w in gemeld] == [True, False]


def test_rows_with_the_same_key_name_both_rows() -> None:
    frame = pd.DataFrame({"wie": ["A", "B", "A", "A"], "jaar": [1, 1, 1, 2]}, index=[2, 4, 7, 9])
    (probleem,) = dubbele_sleutels(frame, "t.csv", ["wie", "jaar"], "elk jaar één keer")
    assert (probleem.rij, probleem.kolom, probleem.waarde) == (7, "jaar", "1")
    assert probleem.verwacht == "elk jaar één keer; staat ook in rij 2"


def test_checking_prints_both_and_goes_on(project: Path) -> None:
    pad = project / BESLUITEN
    kop = pad.read_text(encoding="utf-8").splitlines()[0]
    rij = dict.fromkeys(kop.split(","), "") | GOED | {
        "voorbeelddata": "nee", "datum": "2031-01-01", "partij": "GS", "soort": "wijziging RWP",
        "bron": "stuk", "bronsoort": "pers",
    }  # fmt: skip
    pad.write_text(f"{kop}\n\n{','.join(rij.values())}\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as plek:
        plek.chdir(project)
        klaar = CliRunner().invoke(app, ["controleer"])
        alleen = CliRunner().invoke(app, ["controleer", "--editie", "2015"])
    assert klaar.exit_code == alleen.exit_code == 0, klaar.output
    assert "besluiten: 1 van 1 rij telt niet mee: pers (rij 3)" in klaar.stdout
    assert klaar.stderr.count(f"{BESLUITEN}, rij 3, kolom datum") == 1
    assert "kolom datum" not in alleen.stderr
