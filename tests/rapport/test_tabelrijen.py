"""Rows that are read here are those that pandoc reads; what is not certain is left to it."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapporthulp import NAMEN, veilig

from woonanalyse.kern.beeld.markdown import tabel
from woonanalyse.kern.beeld.markdown import veilig as uit_data
from woonanalyse.opmaak import pandoc
from woonanalyse.opmaak.tabelrijen import MERK, als_tabel, lees_rijen

GEWOON = [
    "Almere", "", "1.234", "[1.234](#h-b9){.wa-getal}", "[B9](#h-b9){.wa-code}", "**12 tot 14**",
    "ongeveer 12", "[● geen vraag]{.wa-binnen}", "[X9]{#h-x9}", "[naar](#sec-a)", "−3", "12,5%",
    "t/m 2024", "a\\.b\\|c",
]  # fmt: skip
VREEMD = [
    "d.w.z. een", "bijv. een", "Mr. X", "e.g. a", "a--b", "a...b", "'s avonds", '"zo"', "*a*", "_a_",
    "`a | b`", "[a](https://a.nl)", "[a]{.eigen}", "[a](#b){.wa-x .wa-y}", "@sec-a", "a@b.nl",
    "https://a.nl", "&amp;", "&", "<b>", "$x$", "a^2^", "a~b~", "![a](b)", "[^1]", "\\", "a\\", "\\|",
    "a|b", " a ", "a  b", "a\\ b", "[a]", "[ a ](#b)", "[a *b*](#b)", "[](#b)", "****", "** a **",
    "[a](#b){.wa-getal}x", "x[a](#b)", "a\u00a0b", "a\u00adb", "e\u0301", "漢字", "1. x", "- x", "# x",
    "(@x)", "{#a}", "a {#a}", "[a]{#B}", "\ue0000\ue001", "\t", "a\tb", ":", "| b", "[a\\]b](#c)",
    "[a](#c){.wa-d}.", ".", "..", "a.", "a. ", "x.y.", "-", "--", "- -", "\\- \\-", "\\.\\.\\.",
]  # fmt: skip
CEL = st.one_of(
    st.sampled_from([*GEWOON, *VREEMD, *map(veilig, NAMEN), *NAMEN]),
    st.text("abé9.,;:()/%+=?−·–§-\\[]{}#*_`|'\"<>&@!~^$ ", max_size=12),
    st.text(max_size=8).map(uit_data),
)


def ast(tekst: str, map_: Path, *, zelf: bool) -> Any:
    """What pandoc makes of a text, maybe with the rows that are read here."""
    rijen: list[str] = []
    if zelf:
        tekst, groepen = lees_rijen(tekst)
        rijen = [als_tabel(groep.gelezen) for groep in groepen]
    (map_ / "rijen").write_text(",".join(rijen), encoding="utf-8")
    opties = [pandoc.programma(), f"--from={pandoc.LEZER}", "--to=json"]
    opties += [f"--lua-filter={pandoc.RIJEN}"] if rijen else []
    omgeving = {**os.environ, "WOONANALYSE_RIJEN": str(map_ / "rijen")}
    uit = subprocess.run(
        opties, input=tekst.encode(), env=omgeving, capture_output=True, check=True
    )
    return json.loads(uit.stdout)["blocks"]


def met_tabel(rijen: list[list[str]]) -> str:
    breedtes = [30, *(-20 for _ in rijen[0][1:])]
    return (
        f"Voor.\n\n{tabel(['K' for _ in breedtes], rijen, breedtes)}\n\n: Bij {{#tbl-a}}\n\nNa.\n"
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(CEL, CEL, CEL).map(list), min_size=1, max_size=40))
def test_rows_are_those_of_pandoc(
    tmp_path_factory: pytest.TempPathFactory, rijen: list[list[str]]
) -> None:
    tekst = met_tabel([["".join(cel.splitlines()) for cel in rij] for rij in rijen])
    map_ = tmp_path_factory.mktemp("rijen")
    assert ast(tekst, map_, zelf=True) == ast(tekst, map_, zelf=False)


@pytest.mark.parametrize("anders", [GEWOON, VREEMD, NAMEN, [veilig(naam) for naam in NAMEN]])
def test_each_cell_is_that_of_pandoc(tmp_path: Path, anders: list[str]) -> None:
    tekst = met_tabel([[cel, "1", cel] for cel in anders])
    assert ast(tekst, tmp_path, zelf=True) == ast(tekst, tmp_path, zelf=False)


def test_what_reports_are_full_of_is_read_here() -> None:
    tekst = met_tabel([[cel, "1", cel] for cel in GEWOON])
    anders, gelezen = lees_rijen(tekst)
    assert len(gelezen) == 1 and "Almere" not in anders
    assert anders.count(MERK) == 1 and lees_rijen(anders) == (anders, [])


REGEL = f"|{'-' * 80}|:--|"
ELDERS = {
    "code": f"```\n\n| a | b |\n{REGEL}\n| 1 | 2 |\n```\n",
    "indented": f"    | a | b |\n    {REGEL}\n    | 1 | 2 |\n",
    "in a list": f"- x\n\n  | a | b |\n  {REGEL}\n  | 1 | 2 |\n",
    "in a paragraph": f"Tekst\n| a | b |\n{REGEL}\n| 1 | 2 |\n",
    "narrow rule, long row": f"| a | b |\n|---|---|\n| {'x' * 90} | 2 |\n| 1 | 2 |\n",
    "fewer cells": f"| a | b |\n{REGEL}\n| 1 |\n| 1 | 2 | 3 |\n| 4 | 5 |\n",
    "without an edge": f"| a | b |\n{REGEL}\n| 1 | 2 |\n| 3 | 4\n5 | 6\n| 7 | 8 |\n",
    "no rows": f"| a | b |\n{REGEL}\n\nTekst.\n",
    "two in a row": f"| a | b |\n{REGEL}\n| 1 | 2 |\n\n| a | b |\n{REGEL}\n| 3 | 4 |\n",
    "head with less": f"| a |\n{REGEL}\n| 1 | 2 |\n",
    "in a div": f"::: {{.wa-klein}}\n\n| a | b |\n{REGEL}\n| 1 | 2 |\n\n: Bij\n\n:::\n",
    "div that follows": f"| a | b |\n{REGEL}\n| 1 | 2 |\n:::\n",
    "line block": "| een regel |\n| nog een |\n",
    "quote": f"> | a | b |\n> {REGEL}\n> | 1 | 2 |\n",
}


@pytest.mark.parametrize("naam", ELDERS)
def test_tables_elsewhere_are_those_of_pandoc(tmp_path: Path, naam: str) -> None:
    assert ast(ELDERS[naam], tmp_path, zelf=True) == ast(ELDERS[naam], tmp_path, zelf=False)


@pytest.mark.parametrize(
    ("begin", "eind"), [("`", "`"), ("$a", "b$"), ("<i", "i>"), ("\\begin{a}", "\\end{a}")]
)
def test_what_is_read_on_in_a_later_row_keeps_the_rows_between(
    tmp_path: Path, begin: str, eind: str
) -> None:
    tekst = met_tabel([["A", "B", begin], ["C", "D", "E"], ["F", "G", eind]])
    assert ast(tekst, tmp_path, zelf=True) == ast(tekst, tmp_path, zelf=False)
