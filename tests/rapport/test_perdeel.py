"""A document that is read part by part is the one that pandoc makes of it in one go, also after edits."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest
import voorbeeldrapport as voorbeeld
from hulp import elk_eens, lang_behalve
from rapport.test_motor import BOOS
from rapporthulp import SVG, TIJDSTIP, VARIABELEN, MaakProject, veilig

from woonanalyse.opmaak import QuartoFout, perdeel
from woonanalyse.opmaak.bron import ingevoegd
from woonanalyse.opmaak.delen import splits
from woonanalyse.opmaak.render import Omgezet, zet_om

HEEL = 10**9
"""Signs: longer than any text, so that it is read in one go."""
beide = pytest.mark.parametrize("formaat", ["pdf", "html"])
FIGUUR = '![Bij](_werk/fig.svg){#fig-a fig-alt="Twee balken."}'


def omgezet(wortel: Path, formaat: Any, monkeypatch: pytest.MonkeyPatch, kort: int = 0) -> Omgezet:
    """What pandoc makes when texts of more than `kort` signs are read part by part."""
    monkeypatch.setattr(perdeel, "KORT", kort)
    return zet_om(wortel, formaat)


def af(wat: Omgezet, wortel: Path) -> bytes:
    """The bytes of the finished form."""
    wat.schrijf(wortel / "uit", TIJDSTIP)
    return (wortel / "uit").read_bytes()


def gemaakt(wortel: Path, formaat: Any, monkeypatch: pytest.MonkeyPatch, kort: int = 0) -> bytes:
    """The bytes of a render in which texts of more than `kort` signs are read part by part."""
    return af(omgezet(wortel, formaat, monkeypatch, kort), wortel)


def bewaard(wortel: Path, formaat: str) -> Path:
    return wortel / ".pytask" / "opmaak" / f"rwp.{formaat}.json"


def zonder_noot() -> str:
    """The example without its note, which reaches from one part to another."""
    return (
        voorbeeld.tekst()
        .replace("[^noot]: Netto behoefte plus vervanging.\n", "")
        .replace("[^noot]", "")
    )


@pytest.fixture
def geheel(maak_project: MaakProject) -> Path:
    """With values, a condition, text that means something to everyone, and quotes in every place."""
    v, ruim = veilig(BOOS), veilig("\"zo\" en 'zo'")
    tekst = (
        f"{zonder_noot()}\n\n# Namen {{#sec-namen}}\n\n"
        '::: {.content-visible when-meta="rwp.met_strategie"}\n\n'
        f"## Kop {v} {{#sec-boos}}\n\nAlinea {v} {{{{< meta rwp.boos >}}}}\n\n> {ruim}\n\n"
        "## Zonder label\n\nZie @sec-boos en @fig-dekking.\n\n:::\n\n"
        '::: {.content-hidden when-meta="rwp.met_strategie"}\n\n## Verborgen\n\nStil.\n\n:::\n\n'
        f'![Bij {v}](_werk/ander.svg){{#fig-boos fig-alt="Alt {ruim}"}}\n\n'
        f"| {v} | b |\n|---|---|\n| {v} | {ruim} |\n\n: {ruim} {{#tbl-boos}}\n"
    )
    boos = v.replace("'", "''")
    bestanden = {
        "report/hoofdstukken/kaders.qmd": voorbeeld.KADERS,
        "report/_werk/ander.svg": SVG.replace("60", "61"),
    }
    return maak_project(
        tekst,
        variabelen=f"{VARIABELEN}  boos: '{boos}'\n",
        cellen=voorbeeld.cellen(),
        bestanden=bestanden,
    )


def vervang(pad: Path, oud: str, nieuw: str) -> None:
    tekst = pad.read_text(encoding="utf-8")
    assert oud in tekst
    pad.write_text(tekst.replace(oud, nieuw), encoding="utf-8")


BEWERKINGEN = {
    "text": ("rwp.qmd", "voorbeeldgegevens", "andere gegevens"),
    "heading": ("rwp.qmd", "# Bronnen\n", "# Andere bronnen\n"),
    "one more figure in front": ("rwp.qmd", "![Dekking", f"{FIGUUR}\n\n![Dekking"),
    "one heading less": ("rwp.qmd", "# Gemeenten\n", ""),
    "value": ("_werk/variabelen.yml", '"1,24"', '"1,25"'),
    "value of a filter": ("_werk/variabelen.yml", "status: analyse", "status: proef"),
    "condition": ("_werk/variabelen.yml", "met_strategie: true", "met_strategie: false"),
    "picture": ("_werk/ander.svg", "#eef2f6", "#eef2f7"),
    "cell": ("_werk/nb.ipynb", "is de dekking 0,9", "is de dekking 0,8"),
    "chapter": ("hoofdstukken/kaders.qmd", "Zonder titel.", "Met een zin erbij."),
    "style": ("_extensions/woonanalyse/woonanalyse.css", "#1a2b3c", "#1a2b3d"),
    "filter": ("_extensions/woonanalyse/opmaak.lua", '"wa-deel"', '"wa-los"'),
    "template": ("_extensions/woonanalyse/rapport.html", "<main ", '<main lang="nl" '),
}


ENKELE = ("one more figure in front", "value of a filter", "cell", "filter")
"""Edits of each kind: of text, values, results, and what makes a page of them."""


@pytest.mark.enkele(1)
@pytest.mark.parametrize(
    ("formaat", "namen"),
    [
        ("html", ENKELE),
        ("pdf", ENKELE[:2]),
        *(pytest.param(een, (*BEWERKINGEN,), marks=pytest.mark.lang) for een in ("html", "pdf")),
    ],
    ids=["html-few", "pdf-few", "html-all", "pdf-all"],
)
def test_same_bytes_apart_and_in_one_go_after_every_edit(
    geheel: Path, formaat: str, namen: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was kept of the documents before it is used where it may be, and nowhere else."""
    eerst = omgezet(geheel, formaat, monkeypatch)
    assert bewaard(geheel, formaat).is_file()
    assert omgezet(geheel, formaat, monkeypatch).geheel == eerst.geheel
    assert gemaakt(geheel, formaat, monkeypatch, HEEL) == af(eerst, geheel)
    for naam in namen:
        bestand, oud, nieuw = BEWERKINGEN[naam]
        vervang(geheel / "report" / bestand, oud, nieuw)
        heel = gemaakt(geheel, formaat, monkeypatch, HEEL)
        apart = omgezet(geheel, formaat, monkeypatch)
        assert af(apart, geheel) == heel, naam
        kept = bewaard(geheel, formaat).stat().st_mtime_ns
        assert omgezet(geheel, formaat, monkeypatch).geheel == apart.geheel, naam
        assert bewaard(geheel, formaat).stat().st_mtime_ns > kept, naam


@beide
def test_part_that_did_not_change_is_not_read_again(
    geheel: Path, formaat: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    omgezet(geheel, formaat, monkeypatch)
    gelezen = list[str]()
    echt = perdeel._Lezer.lees

    def lees(self: Any, delen: Any) -> Any:
        gelezen.extend(delen.values())
        return echt(self, delen)

    monkeypatch.setattr(perdeel._Lezer, "lees", lees)
    omgezet(geheel, formaat, monkeypatch)
    assert gelezen == []
    vervang(geheel / "report/rwp.qmd", "# Bronnen\n", "# Andere bronnen\n")
    omgezet(geheel, formaat, monkeypatch)
    assert len(gelezen) == 1 and gelezen[0].startswith("# Andere bronnen")


@pytest.mark.lang
def test_what_was_kept_may_be_broken(geheel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    eerst = gemaakt(geheel, "html", monkeypatch)
    for inhoud in (b"", b"{", b'{"a": 1}', b"\xff", b"a" * 64 + b" {", b"\n"):
        bewaard(geheel, "html").write_bytes(inhoud)
        assert gemaakt(geheel, "html", monkeypatch) == eerst, inhoud


REIKT_VERDER = {
    "note": "# A {#sec-a}\n\nNoot.[^n]\n\n# B {#sec-b}\n\n[^n]: De noot.\n",
    "link by name": "# A {#sec-a}\n\n[hier][x]\n\n# B {#sec-b}\n\n[x]: https://a.nl\n",
    "link to a heading": "# A {#sec-a}\n\nZie [Over B].\n\n# Over B {#sec-b}\n\nTekst.\n",
    "comment": "# A {#sec-a}\n\n<!--\n\n# B {#sec-b}\n\n-->\n\nTekst.\n",
    "code": "# A {#sec-a}\n\n```\n\n# B {#sec-b}\n\n```\n",
    "list": "# A {#sec-a}\n\n(@x) een\n\n# B {#sec-b}\n\n(@) twee, na (@x)\n",
    "heading twice": "# A\n\nTekst.\n\n# B {#sec-b}\n\nTekst.\n\n# A\n\nTekst.\n",
    "heading that is a label": "# A {#bij-b}\n\nTekst.\n\n# Bij B\n\nTekst.\n",
    "heading that is hidden first": '::: {.content-visible when-meta="rwp.zonder"}\n\n# A\n\n'
    "Weg.\n\n:::\n\n# B {#sec-b}\n\nTekst.\n\n# A\n\nTekst.\n",
    "underlined heading": "# A {#sec-a}\n\nB\n---\n\nTekst.\n",
    "div over headings": "# A {#sec-a}\n\n::: {.wa-klein}\n\n## B {#sec-b}\n\nTekst.\n\n"
    "## C {#sec-c}\n\nTekst.\n\n:::\n",
    "condition over headings": '::: {.content-visible when-meta="rwp.met_strategie"}\n\n'
    '# A {#sec-a}\n\nTekst.\n\n# B {#sec-b}\n\n:::: {.content-hidden when-format="html"}\n\n'
    "## C {#sec-c}\n\nIn print.\n\n::::\n\n:::\n\n# D {#sec-d}\n\nTekst.\n",
    "table without edges": "# A {#sec-a}\n\n  x   y\n --- ---\n  1   2\n\n# B {#sec-b}\n\nTekst.\n",
    "spaces around what is hidden": "# A {#sec-a}\n\nEen [weg]{.content-hidden "
    'when-meta="rwp.met_strategie"} [ook]{.content-hidden when-meta="rwp.met_strategie"} eind.\n\n'
    "# B {#sec-b}\n\nTekst.\n",
    "code that is coloured": "# A {#sec-a}\n\n```python\nx = 1\n```\n\n# B {#sec-b}\n\n"
    "```python\ny = 2\n```\n",
    "figures, tables and headings elsewhere": f"# A {{#sec-a}}\n\nZie @fig-b, @tbl-b en @sec-b.\n\n"
    f"# B {{#sec-b}}\n\n{FIGUUR}\n\n## C {{#sec-c .unnumbered}}\n\n{FIGUUR.replace('fig-a', 'fig-b')}\n\n"
    "| a | b |\n|---|---|\n| 1 | @sec-a |\n\n: Bij @fig-a {#tbl-b}\n\n## D {#sec-d}\n\nZie @sec-d.\n",
    "heading in a block": "# A {#sec-a}\n\n::: {.wa-klein}\n\n## B {#sec-b}\n\nZie @sec-c.\n\n:::\n\n"
    "# C {#sec-c}\n\nZie @sec-b.\n",
    "lists around what is for another form": "# A {#sec-a}\n\n- a\n\n"
    '::: {.content-visible when-format="typst"}\n\n- b\n\n| a | b |\n|--|--|\n| 1 | 2 |\n\n:::\n\n- c\n\n'
    '::: {.content-hidden when-format="typst"}\n\n- d\n\n:::\n\n- e\n\n# B {#sec-b}\n\nTekst.\n',
    "heading for another form": '# A {#sec-a}\n\n::: {.content-visible when-format="typst"}\n\n'
    "## Kop\n\nx\n\n:::\n\n## Kop\n\ny\n\n# B {#sec-b}\n\nTekst.\n",
    "div and code for another form": '# A {#sec-a}\n\n::: {.content-hidden unless-format="html"}\n\n'
    '```\n:::\n```\n\n:::\n\n:::: {.content-visible when-format="typst"}\n\n::: {.wa-klein}\nx\n:::\n\n'
    "::::\n\n# B {#sec-b}\n\nTekst.\n",
    "label and link for another form": '# A {#sec-a}\n\n::: {.content-visible when-format="typst"}\n\n'
    "[x]{#x} [naar](#nergens)\n\n:::\n\n"
    '::: {.content-visible when-format="html"}\n\n[x]{#x}\n\n:::\n\n# B {#sec-b}\n\nTekst.\n',
    "quote": "# A {#sec-a}\n\n> een\n\n# B {#sec-b}\n\n- punt\n\n  meer\n\n# C {#sec-c}\n\nTekst.\n",
}


@pytest.mark.enkele(4)
@pytest.mark.parametrize(
    "geval",
    lang_behalve(
        [*product(REIKT_VERDER, ["html"]), ("note", "pdf"), ("condition over headings", "pdf")],
        product(REIKT_VERDER, ["html", "pdf"]),
    ),
    ids=" ".join,
)
def test_what_reaches_over_parts_is_as_in_one_go(
    maak_project: MaakProject, geval: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    naam, formaat = geval
    wortel = maak_project(REIKT_VERDER[naam])

    def uitslag(kort: int) -> bytes | list[str]:
        try:
            return gemaakt(wortel, formaat, monkeypatch, kort)
        except QuartoFout as fout:
            return fout.problemen

    assert uitslag(0) == uitslag(HEEL)


GEWEIGERD = [
    "# A {#sec-a}\n\nTekst.\n\n# B {#sec-a}\n\nTekst.\n",
    "# A {#sec-a}\n\nZie @fig-weg.\n\n# B {#sec-b}\n\nTekst.\n",
    "# A {#sec-a}\n\n[weg](#weg)\n\n# B {#sec-b}\n\nTekst.\n",
    "# A {#sec-a}\n\nTekst.\n\n### B {#sec-b}\n\n::: {.eigen}\nTekst.\n:::\n",
]


@pytest.mark.enkele(1)
@pytest.mark.parametrize(("formaat", "tekst"), elk_eens(["html", "pdf"], GEWEIGERD))
def test_refusals_are_those_of_one_go(
    maak_project: MaakProject, tekst: str, formaat: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wortel = maak_project(tekst)
    gemeld = []
    for kort in (0, HEEL):
        with pytest.raises(QuartoFout) as fout:
            gemaakt(wortel, formaat, monkeypatch, kort)
        gemeld.append(fout.value.problemen)
    assert gemeld[0] == gemeld[1]


def test_parts_begin_at_headings_and_open_their_conditions_again() -> None:
    voorwaarde = '::: {.content-visible when-meta="rwp.a"}'
    delen = splits(f"Vooraf.\n\n{voorwaarde}\n\n# A {{#a}}\n\nx\n\n# B {{#b}}\n\ny\n\n:::\n")
    assert delen is not None and len(delen) == 3
    assert [deel.count(voorwaarde) for deel in delen] == [1, 1, 1]
    assert [deel.split().count(":::") for deel in delen] == [2, 2, 2]
    assert "# A" in delen[1] and "# B" in delen[2]


@pytest.mark.parametrize("kop", ["# A", "# A {.wa-klein}", "### A {.wa-klein}  "])
def test_headings_that_get_the_same_label_are_read_together(kop: str) -> None:
    """Pandoc tells them apart by number; classes behind one are no part of its text."""
    assert splits(f"{kop}\n\nx\n\n# B {{#b}}\n\ny\n\n# A\n\nz\n") in (
        [f"{kop}\n\nx\n\n# B {{#b}}\n\ny\n\n# A\n\nz\n"],
        ["", f"{kop}\n\nx\n\n# B {{#b}}\n\ny\n\n# A\n\nz\n"],
    )


def test_a_document_is_made_of_what_it_includes(tmp_path: Path) -> None:
    """Also of what is not there, and of files that include each other."""
    for naam, inhoud in {
        "a.qmd": "{{< include b.qmd >}}\n\n{{< include /weg.qmd >}}",
        "b.qmd": "{{< include ../p/a.qmd >}}\n\n```\n{{< include c.qmd >}}\n```",
        "c.qmd": "Tekst.",
        "d.qmd": "Elders.",
    }.items():
        (tmp_path / "p").mkdir(exist_ok=True)
        (tmp_path / "p" / naam).write_text(inhoud, encoding="utf-8")
    gevonden = {pad.name for pad in ingevoegd(tmp_path / "p/a.qmd", tmp_path)}
    assert gevonden == {"a.qmd", "b.qmd", "c.qmd", "weg.qmd"}
