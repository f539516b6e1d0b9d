"""Rows of tables in a page are written by us; the page stays the one that pandoc makes in one go."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rapport.test_perdeel import HEEL, gemaakt, vervang
from rapporthulp import MaakProject, veilig

from woonanalyse.kern.beeld.markdown import tabel
from woonanalyse.kern.beeld.markdown import veilig as uit_data
from woonanalyse.opmaak import QuartoFout, rijhtml
from woonanalyse.opmaak.rijhtml import schrijf_cel
from woonanalyse.opmaak.tabelrijen import BLIJFT

NAMEN = ["Een", "Twee", "Drie", veilig("Vier 'n <b>"), "Een"]
FILTER = "report/_extensions/woonanalyse/opmaak.lua"
EERSTE_RIJ = """
local function eerste(el)
  el.bodies[1].body[1].cells[1].contents = pandoc.Blocks({ pandoc.Plain({ pandoc.Str("EERSTE") }) })
  return el
end
"""
"""Of a filter that looks at more than a row."""


def rijen(breedtes: tuple[int, ...] = (40, -20, -20, 12)) -> str:
    cellen = [[naam, "[1.234](#sec-a){.wa-getal}", "12 tot 14", "[naar](#sec-b)"] for naam in NAMEN]
    return tabel(["Wie", "A", "B", "Waar"], cellen, list(breedtes))


TEKST = (
    f"# A {{#sec-a}}\n\n{rijen()}\n\n: Bij A {{#tbl-a}}\n\nTekst.\n\n"
    f"# B {{#sec-b}}\n\n::: {{.wa-klein}}\n\n{rijen()}\n\n: Bij B {{#tbl-b}}\n\n:::\n\n"
    f'::: {{.content-visible when-format="typst"}}\n\n{rijen()}\n\n:::\n\n'
    f"# C {{#sec-c}}\n\n::: {{.wa-klein}}\n\n## Kop {{#sec-d}}\n\n{rijen()}\n\n:::\n\n"
    f"# E {{#sec-e}}\n\n{tabel(['K', 'L'], [['[X1]{#h-x1}', 'a'], ['`x`', '*b*'], ['c', '']], [60, 60])}\n"
)


@pytest.fixture
def project(maak_project: MaakProject) -> Path:
    return maak_project(TEKST)


@pytest.fixture
def gelezen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What pandoc was given to read, as it comes."""
    gezien = list[str]()
    echt = rijhtml.lees

    def lees(teksten: Sequence[str], *, schrijf: bool) -> Any:
        uit = echt(teksten, schrijf=schrijf)
        gezien.extend(uit[0])
        return uit

    monkeypatch.setattr(rijhtml, "lees", lees)
    return gezien


def als_ineens(wortel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is that of pandoc in one go."""
    apart = gemaakt(wortel, "html", monkeypatch)
    assert apart == gemaakt(wortel, "html", monkeypatch, HEEL)


def test_pandoc_gets_a_mark_for_the_rows(
    project: Path, gelezen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    als_ineens(project, monkeypatch)
    tekst = "\n".join(gelezen)
    assert tekst.count(BLIJFT) == 8 and "| Drie |" not in tekst and "| `x` |" in tekst
    gelezen.clear()
    vervang(project / "report/rwp.qmd", "| Drie |", "| Dertien |")
    als_ineens(project, monkeypatch)
    assert len(gelezen) == 3 and "Dertien" not in "\n".join(gelezen)  # not what stands as it was


WOORDEN = st.one_of(
    st.sampled_from(
        [*NAMEN, "● geen vraag", "▲ 1", "12 tot 14", "d.w.z. a", "é ● x", "½", "− 3", "▲"]
    ),
    st.text("aé9·▲● .,;:<>&'\"\\|*[](){}!$@`", min_size=1, max_size=8),
).map(lambda tekst: uit_data(" ".join(tekst.split())) or "a")
VORMEN = [
    "{}", "**{}**", "[{}](#sec-a)", "[{}](#sec-a){{.wa-getal}}", "[{}](#sec-b){{.wa-code}}",
    *(f"[{{}}]{{{{.wa-{klasse}}}}}" for klasse in (
        "buiten", "grens", "binnen", "onbekend", "groot", "neutraal", "deel", "opsomming", "eigen")),
]  # fmt: skip
CEL = st.builds(str.format, st.sampled_from(VORMEN), WOORDEN)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(CEL, CEL, CEL).map(list), min_size=30, max_size=60))
def test_rows_are_those_of_pandoc_and_the_filters(project: Path, cellen: list[list[str]]) -> None:
    los = tabel(["K", "L", "M"], cellen, [60, -20, 20])
    (project / "report/rwp.qmd").write_text(
        f"---\ntitle: X\n---\n\n# A {{#sec-a}}\n\n{los}\n\n# B {{#sec-b}}\n\nTekst.\n", "utf-8"
    )
    with pytest.MonkeyPatch.context() as monkeypatch:
        als_ineens(project, monkeypatch)


def test_what_reports_are_full_of_is_written_here() -> None:
    cellen = [
        "",
        "1.234",
        "**12**",
        "[1](#a){.wa-getal}",
        "[● a]{.wa-binnen}",
        "[X]{#h-x}",
        "a\\|b",
    ]
    assert None not in map(schrijf_cel, cellen)
    vreemd = ["*a*", "[a]{.wa-deel}", "[a]{#tbl-a}", "[a]{#eq-a}", "a\\'s", 'a\\"', "`a`"]
    assert {schrijf_cel(cel) for cel in vreemd} == {None}


EDITS = {
    "alignment": (rijen(), rijen((40, 20, -20, 12))),
    "a column less": (rijen(), "\n".join(r.rsplit("|", 2)[0] + "|" for r in rijen().split("\n"))),
    "row less": ("| Twee | [1.234](#sec-a){.wa-getal} | 12 tot 14 | [naar](#sec-b) |\n", ""),
    "label of a row": ("[X1]{#h-x1}", "[X2]{#h-x2}"),
    "cell that is read by pandoc": ("| Drie |", "| *Drie* |"),
    "heading": ("# A {#sec-a}", "# Ander {#sec-a}"),
    "numbers": ("# A {#sec-a}", "# Voor {#sec-voor}\n\nTekst.\n\n# A {#sec-a}"),
    "out of its block": (
        "::: {.wa-klein}\n\n## Kop {#sec-d}",
        "## Kop {#sec-d}\n\n::: {.wa-klein}",
    ),
    "for print": (
        ": Bij A {#tbl-a}",
        ': Bij A {#tbl-a}\n\n::: {.content-visible when-format="typst"}\n:::',
    ),
    "link that leads nowhere": ("# B {#sec-b}", "# B {#sec-bb}"),
    "label twice": ("# E {#sec-e}", "# E {#h-x1}"),
}


@pytest.mark.enkele(3)
@pytest.mark.parametrize("naam", EDITS)
def test_after_an_edit_as_in_one_go(
    project: Path, naam: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is refused in one go is refused, also where only a row that was kept has the reason."""
    gemaakt(project, "html", monkeypatch)
    vervang(project / "report/rwp.qmd", *EDITS[naam])

    def uitslag(kort: int) -> bytes | list[str]:
        try:
            return gemaakt(project, "html", monkeypatch, kort)
        except QuartoFout as fout:
            return fout.problemen

    assert uitslag(0) == uitslag(HEEL)


@pytest.mark.lang
def test_rows_are_pandocs_where_a_filter_is_someone_elses(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gemaakt(project, "html", monkeypatch)
    pad = project / FILTER
    tekst = pad.read_text(encoding="utf-8")
    anders = tekst.replace(
        "if typst then\n  return {", f"{EERSTE_RIJ}\nif typst then\n  return {{", 1
    )
    anders = anders.replace("Table = html_tabel }", "Table = html_tabel }, { Table = eerste }", 1)
    assert anders.count("eerste }") == 1
    pad.write_text(anders, encoding="utf-8")
    als_ineens(project, monkeypatch)
    vervang(project / "report/rwp.qmd", "| Een |", "| Nul |")
    als_ineens(project, monkeypatch)
    assert gemaakt(project, "html", monkeypatch).count(b"EERSTE") >= 3
