"""Figures kept from an earlier run: never another drawing than would be made now."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from geopandas import GeoDataFrame
from hulp import WORTEL, balans_van, dossier
from shapely.geometry import box

from woonanalyse.kern.beeld.bewaard import Bewaarplaats, bewaar_in, bewaard
from woonanalyse.kern.beeld.stijl import gebruik_lettertype
from woonanalyse.kern.beeld.tonen import Beeld, merk_scenario, merk_voorbeelddata
from woonanalyse.kern.hashes import hash_van
from woonanalyse.kern.oordeel import BINNEN, BUITEN
from woonanalyse.kern.project import lettertypemap
from woonanalyse.onderwerpen.balans.beeld import capaciteit
from woonanalyse.onderwerpen.herstel import beeld as herstel
from woonanalyse.onderwerpen.kaart import beeld as kaarten
from woonanalyse.onderwerpen.kaart.bron import RD, Lagen
from woonanalyse.uitvoering import tekeningen
from woonanalyse.uitvoering.stand import Stand

getekend: list[Any] = []


@bewaard
def teken(*wat: Any, ook: str = "") -> Beeld:
    getekend.append((wat, ook))
    return Beeld(f"<svg>{wat} {ook}</svg>", f"van {wat}", ook)


@pytest.fixture
def plaats(tmp_path: Path) -> Iterator[SimpleNamespace]:
    """Where figures are kept; `code` and `aangeraakt` are what it says of these from now on."""
    stel = SimpleNamespace(map_=tmp_path, code="1", aangeraakt=False)
    bewaar_in(Bewaarplaats(tmp_path, lambda _: stel.code, lambda: stel.aangeraakt))
    getekend.clear()
    yield stel
    bewaar_in(None)
    merk_voorbeelddata(False)
    merk_scenario(False)


def bestanden(plaats: SimpleNamespace) -> list[Path]:
    return sorted(plaats.map_.rglob("*"))


def test_what_shows_the_same_is_drawn_once(plaats: SimpleNamespace) -> None:
    frame = pd.DataFrame({"a": ["één", None], "b": [1.5, 2.0]})
    eerste = teken(frame, ["x"], ook="z")
    assert teken(frame.copy(), ["x"], ook="z") == eerste
    assert len(getekend) == 1


def test_without_a_place_all_is_drawn(plaats: SimpleNamespace) -> None:
    teken(1)
    bewaar_in(None)
    teken(1)
    assert len(getekend) == 2


ANDERS: dict[str, Callable[[SimpleNamespace], object]] = {
    "code": lambda plaats: setattr(plaats, "code", "2"),
    "voorbeelddata": lambda _: merk_voorbeelddata(),
    "scenario": lambda _: merk_scenario(True),
    "kept figure": lambda plaats: herschrijf(plaats, "svg", "<svg/>"),
    "kept words": lambda plaats: herschrijf(plaats, "alt", "iets anders"),
    "half a file": lambda plaats: bestanden(plaats)[0].write_text('{"som": '),
    "no file": lambda plaats: bestanden(plaats)[0].unlink(),
    "a list": lambda plaats: bestanden(plaats)[0].write_text("[]"),
}


def herschrijf(plaats: SimpleNamespace, veld: str, waarde: str) -> None:
    (pad,) = bestanden(plaats)
    inhoud = json.loads(pad.read_text())
    inhoud["beeld"][veld] = waarde
    pad.write_text(json.dumps(inhoud))


@pytest.mark.parametrize("wat", ANDERS)
def test_drawn_anew_after_a_change_of(wat: str, plaats: SimpleNamespace) -> None:
    eerste = teken("a")
    ANDERS[wat](plaats)
    assert teken("a") == eerste
    assert len(getekend) == 2


@pytest.mark.parametrize("ander", [("a", 1), ("b",), (1,), (("a",),), (pd.DataFrame({"a": [1]}),)])
def test_what_shows_something_else_is_drawn(
    ander: tuple[Any, ...], plaats: SimpleNamespace
) -> None:
    teken("a")
    assert teken(*ander).svg == f"<svg>{ander} </svg>"
    assert teken("a", ook="z").bijschrift == "z"


def test_what_was_drawn_by_code_that_was_touched_is_not_kept(plaats: SimpleNamespace) -> None:
    plaats.aangeraakt = True
    teken("a")
    assert bestanden(plaats) == []


def test_what_has_no_fingerprint_is_drawn(plaats: SimpleNamespace) -> None:
    for _ in range(2):
        teken({1, 2})
    assert len(getekend) == 2


def test_the_fingerprint_of_layers_is_that_of_their_shapes() -> None:
    def vorm(*rand: float, crs: int = RD) -> str:
        return hash_van(GeoDataFrame({"a": ["x"]}, geometry=[box(*rand)], crs=crs))

    assert vorm(0, 0, 1, 1) == vorm(0, 0, 1, 1)
    assert len({vorm(0, 0, 1, 1), vorm(0, 0, 1, 1.1), vorm(0, 0, 1, 1, crs=4326)}) == 3


def teken_ligging(erbij: int = 0) -> Beeld:
    d = dossier("2017")
    invoer = d.editie.invoer.copy()
    eerste = invoer["gemeentecode"] == invoer["gemeentecode"].iloc[0]
    invoer.loc[eerste, "hard_inbreiding"] += erbij
    return capaciteit.ligging(invoer, d.editie.opzet)


def teken_terugweg(erbij: int = 0) -> Beeld:
    pad = pd.DataFrame(
        {
            "gemeentecode": ["a", "b"],
            "gemeente": ["A", "B"],
            "behoefte": [100, 50],
            "hard_totaal": [120 + erbij, 50],
            "boven_norm": [20 + erbij, 0],
            "oordeel": [BUITEN, BINNEN],
            "hersteldatum": [None, None],
        }
    )
    return herstel.terugweg(pad, 1.0)


def teken_kaart(erbij: int = 0) -> Beeld:
    d = dossier("2017")
    balans = balans_van(d.editie)
    vlakken = [
        box(nr * 9000, 0, nr * 9000 + 9000, 9000) for nr in range(balans["gemeentecode"].nunique())
    ]
    leden = d.regio.gemeenten[["gemeentecode", "gemeente", "subregio"]]
    lagen = Lagen(GeoDataFrame(leden, geometry=vlakken, crs=RD), GeoDataFrame(geometry=[], crs=RD))
    if erbij:
        balans["oordeel"] = balans["oordeel"].replace(BINNEN, BUITEN)
    return kaarten.oordeel(balans, lagen, d.editie.opzet, "Overal", ("Wie", "2020"))


@pytest.mark.parametrize("figuur", [teken_ligging, teken_terugweg, teken_kaart])
def test_a_kept_figure_of_the_report_is_the_one_that_is_drawn(
    figuur: Callable[..., Beeld], plaats: SimpleNamespace
) -> None:
    gebruik_lettertype(WORTEL)
    voor, na = figuur(), figuur(7)
    (pad,) = bestanden(plaats)
    tijd = pad.stat().st_mtime_ns
    assert figuur(7) == na
    assert pad.stat().st_mtime_ns == tijd, "drawn again"
    bewaar_in(None)
    assert (figuur(), figuur(7)) == (voor, na)
    assert voor.svg != na.svg


def test_what_a_figure_depends_on_besides_what_it_shows(tmp_path: Path) -> None:
    (tmp_path / "requirements.lock").write_text("matplotlib==1")
    lettertype = lettertypemap(tmp_path)
    sommen = [tekeningen.omgeving(tmp_path)]
    (tmp_path / "requirements.lock").write_text("matplotlib==2")
    sommen.append(tekeningen.omgeving(tmp_path))
    eigen = tmp_path / lettertype.relative_to(WORTEL)
    eigen.mkdir(parents=True)
    (eigen / "letter.ttf").write_bytes(b"a")
    sommen.append(tekeningen.omgeving(tmp_path))
    assert len(set(sommen)) == 3


def test_a_process_that_is_forked_keeps_figures_by_code_and_only_if_untouched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    los = tmp_path / "los.txt"
    los.write_text("a")
    stand = Stand.van([los])
    (tmp_path / "requirements.lock").write_text("")
    code = "1"
    monkeypatch.setattr(tekeningen, "hash_van_modules", lambda *_: code)
    getekend.clear()
    for nieuw in ("1", "1", "2"):
        code = nieuw
        with tekeningen.bewaarde_figuren(tmp_path, "2017", stand):
            teken("a")
    assert len(getekend) == 2
    los.write_text("bb")
    with tekeningen.bewaarde_figuren(tmp_path, "2017", stand):
        teken("b")
        teken("b")
    assert len(getekend) == 4
    teken("b")
    assert len(getekend) == 5
