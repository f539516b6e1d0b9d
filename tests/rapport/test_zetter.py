"""Typst that has set an earlier source makes of the next what one makes that has set nothing."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hulp import WORTEL

from woonanalyse.kern import vooruit as module
from woonanalyse.kern.vooruit import geef, vooruit
from woonanalyse.opmaak import typstproces
from woonanalyse.opmaak.typstproces import Zetter, zet

LETTERS = WORTEL / "report" / "_extensions" / "woonanalyse" / "fonts"
GEWOON, VET = "SourceSans3_400Regular.ttf", "SourceSans3_700Bold.ttf"
BEELD = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="{}"/></svg>'
BRON = """#set document(title: [x])
#set text(lang: "nl", font: "Source Sans 3")
= Kop <sec-kop>
Op bladzijde #context counter(page).display() staat @fig. {}
#figure(image("/een.svg", alt: "een vlek"), caption: [{}]) <fig>
"""


@pytest.fixture
def keuzes(tmp_path: Path) -> dict[str, Any]:
    letters = tmp_path / "letters"
    letters.mkdir()
    for naam in (GEWOON, VET):
        shutil.copyfile(LETTERS / naam, letters / naam)
    (tmp_path / "een.svg").write_text(BEELD.format(3), encoding="utf-8")
    return {
        "root": str(tmp_path), "font_paths": [str(letters)], "ignore_system_fonts": True,
        "pdf_standards": [], "timestamp": 0,
    }  # fmt: skip


def bron(tekst: str, bijschrift: str = "Een") -> bytes:
    return BRON.format(tekst, bijschrift).encode()


def als_nieuw(zetter: Zetter, tekst: bytes, keuzes: dict[str, Any]) -> bytes:
    """What it makes, which is what Typst makes that has set nothing."""
    pdf, meldingen = zetter.zet(tekst, keuzes)
    assert (pdf, meldingen) == zet(tekst, keuzes)
    assert pdf is not None
    return pdf


def test_a_source_after_another_is_as_the_first(keuzes: dict[str, Any]) -> None:
    zetter = Zetter()
    teksten = ["Een.", "Een.", "Twee.", "#lorem(900)", "#pagebreak() Een.", "Een."]
    gezet = [als_nieuw(zetter, bron(tekst), keuzes) for tekst in teksten]
    assert gezet[0] == gezet[1] == gezet[5]
    assert len(set(gezet)) == 4


def test_a_picture_of_the_same_name_is_read_again(keuzes: dict[str, Any]) -> None:
    zetter = Zetter()
    eerst = als_nieuw(zetter, bron("Een."), keuzes)
    (Path(keuzes["root"]) / "een.svg").write_text(BEELD.format(4), encoding="utf-8")
    assert als_nieuw(zetter, bron("Een."), keuzes) != eerst


def test_a_font_of_the_same_name_is_read_again(keuzes: dict[str, Any]) -> None:
    zetter, letters = Zetter(), Path(keuzes["font_paths"][0])
    eerst = als_nieuw(zetter, bron("Een."), keuzes)
    (letters / VET).unlink()
    shutil.copyfile(LETTERS / VET, letters / GEWOON)
    assert als_nieuw(zetter, bron("Een."), keuzes) != eerst


def test_other_choices_count(keuzes: dict[str, Any]) -> None:
    zetter = Zetter()
    eerst = als_nieuw(zetter, bron("Een."), keuzes)
    assert als_nieuw(zetter, bron("Een."), {**keuzes, "timestamp": 86_400}) != eerst
    assert als_nieuw(zetter, bron("Een."), {**keuzes, "pdf_standards": ["ua-1"]}) != eerst
    (Path(keuzes["root"]) / "onder").mkdir()
    elders = {**keuzes, "root": str(Path(keuzes["root"]) / "onder")}
    assert zetter.zet(bron("Een."), elders)[0] is None  # the picture is not there


def test_what_typst_says_it_says_again(keuzes: dict[str, Any]) -> None:
    zetter = Zetter()
    raar = bron('#text(font: "Nergens")[Een.]')
    for tekst in (raar, raar, bron("Een."), raar):
        assert zetter.zet(tekst, keuzes) == zet(tekst, keuzes)
    assert zetter.zet(raar, keuzes)[1]
    for _ in range(2):
        pdf, meldingen = zetter.zet(bron("#weg"), keuzes)
        assert pdf is None
        assert [melding for melding, _ in meldingen] == ["unknown variable: weg"]


@pytest.fixture
def eerder(tmp_path: Path, keuzes: dict[str, Any]) -> Path:
    pad = tmp_path / "bron.json"
    inhoud = {"bron": bron("Eerder.").decode(), "keuzes": keuzes}
    pad.write_text(json.dumps(inhoud), encoding="utf-8")
    return pad


@pytest.fixture(autouse=True)
def twee_kernen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(module, "kernen", lambda: 2)
    yield
    assert not module._bezig


@pytest.mark.parametrize("wat", ["heel", "{", "{}", '{"bron": 1, "keuzes": {}}', "anders"])
def test_the_program_answers_whatever_was_kept(
    eerder: Path, keuzes: dict[str, Any], wat: str
) -> None:
    if wat == "anders":
        wat = json.dumps(
            {"bron": "#weg", "keuzes": {**keuzes, "root": "/nergens", "font_paths": []}}
        )
    if wat != "heel":
        eerder.write_text(wat, encoding="utf-8")
    with vooruit(Path(typstproces.__file__), eerder):
        antwoord = geef(eerder, pickle.dumps((bron("Nu."), keuzes)))
        assert geef(eerder, b"") is None  # it does so once
    assert antwoord is not None
    assert pickle.loads(antwoord) == zet(bron("Nu."), keuzes)


def test_nothing_is_begun_without_a_source_or_on_one_core(
    eerder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("subprocess.Popen", lambda *_, **__: pytest.fail("begonnen"))
    for pad in (None, eerder.with_name("weg.json")):
        with vooruit(Path(typstproces.__file__), pad):
            assert geef(eerder, b"") is None
    monkeypatch.setattr(module, "kernen", lambda: 1)
    with vooruit(Path(typstproces.__file__), eerder):
        assert geef(eerder, b"") is None


@pytest.mark.parametrize(
    "programma", ["raise SystemExit(1)", "import sys; sys.stdin.buffer.read(1)", "import nergens"]
)
def test_a_program_that_ends_gives_nothing(tmp_path: Path, eerder: Path, programma: str) -> None:
    pad = tmp_path / "programma.py"
    pad.write_text(programma, encoding="utf-8")
    with vooruit(pad, eerder):
        assert geef(eerder, b"x" * 200_000) is None


@pytest.mark.skipif(sys.platform == "win32", reason="signal 0")
def test_what_was_not_asked_for_ends(tmp_path: Path, eerder: Path) -> None:
    pad = tmp_path / "programma.py"
    pad.write_text("import time; time.sleep(600)", encoding="utf-8")
    with vooruit(pad, eerder):
        nummer = module._bezig[eerder].pid
        os.kill(nummer, 0)
    with pytest.raises(ProcessLookupError):
        os.kill(nummer, 0)
