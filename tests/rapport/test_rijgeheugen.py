"""A row of a table in a page is written once; the page stays the one that pandoc makes in one go."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rapport.test_perdeel import HEEL, bewaard, gemaakt, vervang
from rapporthulp import MaakProject, veilig

from woonanalyse.kern.beeld.markdown import tabel
from woonanalyse.opmaak import QuartoFout
from woonanalyse.opmaak.rijgeheugen import Rijgeheugen

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
def gegeven(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The rows that pandoc was given to write, as they come."""
    gezien = list[str]()
    echt = Rijgeheugen._onbekend

    def onbekend(self: Rijgeheugen, groep: Any) -> list[str]:
        gelezen = echt(self, groep)
        gezien.extend(gelezen)
        return gelezen

    monkeypatch.setattr(Rijgeheugen, "_onbekend", onbekend)
    return gezien


def als_ineens(wortel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is that of pandoc in one go."""
    apart = gemaakt(wortel, "html", monkeypatch)
    assert apart == gemaakt(wortel, "html", monkeypatch, HEEL)


def test_pandoc_gets_the_row_that_changed(
    project: Path, gegeven: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    als_ineens(project, monkeypatch)
    assert len(gegeven) == 2 * len(NAMEN) + 2  # not those for print
    for oud, nieuw in (("Drie", "Dertien"), ("Dertien", "Drie")):
        gegeven.clear()
        vervang(project / "report/rwp.qmd", f"| {oud} |", f"| {nieuw} |")
        als_ineens(project, monkeypatch)
        assert len(gegeven) == 2 and all(nieuw in rij for rij in gegeven)


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


def test_rows_are_not_kept_apart_from_a_filter_of_someone_else(
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


def test_rows_that_are_gone_are_written_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    eerst = gemaakt(project, "html", monkeypatch)
    inhoud = json.loads(bewaard(project, "html").read_bytes())
    rijen_ = [sleutel for sleutel, deel in inhoud.items() if deel.startswith("<tr>")]
    assert len(rijen_) == 2 + len(set(NAMEN))
    for weg in (rijen_[:1], rijen_):
        over = {sleutel: deel for sleutel, deel in inhoud.items() if sleutel not in weg}
        bewaard(project, "html").write_text(json.dumps(over), encoding="utf-8")
        assert gemaakt(project, "html", monkeypatch) == eerst
    assert json.loads(bewaard(project, "html").read_bytes()) == inhoud
