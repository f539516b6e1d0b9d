"""The gate reads a page in pieces, and those of before not again: it finds what it finds in the whole."""

from __future__ import annotations

import re
import shutil
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rapport.test_poort import HTML_SCHADE
from rapporthulp import TIJDSTIP, MaakProject, bouw_project

from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.opmaak import render
from woonanalyse.uitgave.poort import controleer_html, pagina
from woonanalyse.uitvoering.stand import Stand
from woonanalyse.uitvoering.vormtaken import maak

TEKST = (
    "# Voor {#sec-voor}\n\nTekst.\n\n# Een {#sec-een}\n\n"
    "Zie @fig-a en [een](#sec-een) en [site](https://voorbeeld.nl).\n\n"
    '![Beeld van plannen](_werk/fig.svg){#fig-a fig-alt="Twee balken."}\n\n'
    "| Wat | Stand |\n|--|--|\n| Rij 1 | x |\n\n## Diep {#sec-diep}\n\nTekst.\n\n# Na {#sec-na}\n\nTekst.\n"
)
VREEMD = {
    "script": "<script>let x = `\n<section id='a' onclick='1'>`</script>",
    "style": "<style>a::before{content: '\n<section '}@import 'b.css';</style>",
    "comment": "<!--\n<section onclick='1'>\n--><p>Na.</p>",
    "attribute": "<img alt='\n<section ' src='b.png'><p>Na.</p>",
    "figure": "<figure><img src='data:,' alt='Zo'>\n<section ><figcaption>Zo</figcaption></section></figure>",
    "row": "<table><tr><td>a</td>\n<section >x</section><td>b</td></tr></table>",
    "template": "<template>nil\n<section >nil</section></template>",
    "text that may go on": "een &amp\n<section >; twee</section>",
    "never closed": "<figure><p>x</p>\n<section ><p>y</p>\n<section ><img src='c.png'>",
}


@pytest.fixture(scope="module")
def goed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A good page; each test damages a copy."""
    wortel = bouw_project(tmp_path_factory.mktemp("goed") / "project", TEKST)
    render(wortel, "html", wortel / "rwp.html", tijdstip=TIJDSTIP)
    return wortel / "rwp.html"


@pytest.fixture
def html(goed: Path, maak_project: MaakProject) -> Path:
    return Path(shutil.copyfile(goed, maak_project(TEKST) / "rwp.html"))


def ineens(tekst: str, wortel: Path | None, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    with monkeypatch.context() as anders:
        anders.setattr(pagina, "_SNEDE", re.compile("(?!)"))
        return asdict(pagina.lees_pagina(tekst, wortel, {})[0])


@pytest.mark.parametrize("vreemd", ["", *VREEMD.values()], ids=["geen", *VREEMD])
def test_pieces_tell_what_the_whole_tells(
    html: Path, vreemd: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tekst = html.read_text(encoding="utf-8").replace(
        "</main>", f"{vreemd}\n<section >z</section></main>"
    )
    heel = ineens(tekst, html.parent, monkeypatch)
    feiten, onthouden = pagina.lees_pagina(tekst, html.parent, {})
    assert asdict(feiten) == heel
    assert asdict(pagina.lees_pagina(tekst, html.parent, onthouden)[0]) == heel
    assert len(onthouden) > 1


@pytest.mark.enkele(8)
@pytest.mark.parametrize("schade", HTML_SCHADE)
def test_what_was_fine_before_hides_no_damage(html: Path, schade: str) -> None:
    geheugen: dict[str, Any] = {}
    assert controleer_html(html, geheugen=geheugen) == []
    oud, nieuw, melding = HTML_SCHADE[schade]
    tekst = html.read_text(encoding="utf-8")
    html.write_text(re.sub(oud, nieuw, tekst, count=1, flags=re.DOTALL), encoding="utf-8")
    for _ in range(2):
        gevonden = controleer_html(html, geheugen=geheugen)
        assert any(melding in p for p in gevonden)
        assert gevonden == controleer_html(html)
    html.write_text(tekst, encoding="utf-8")
    assert controleer_html(html, geheugen=geheugen) == []


def test_a_piece_that_did_not_change_is_not_read_again(
    html: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    geheugen: dict[str, Any] = {}
    controleer_html(html, geheugen=geheugen)
    gelezen = list[str]()
    echt = pagina._lees

    def lees(tekst: str, wortel: Path | None) -> Any:
        gelezen.append(tekst)
        return echt(tekst, wortel)

    monkeypatch.setattr(pagina, "_lees", lees)
    monkeypatch.setattr("woonanalyse.uitgave.poort.html.SCRIPTS", ())
    controleer_html(html, geheugen=geheugen)
    assert gelezen == []
    tekst = html.read_text(encoding="utf-8")
    html.write_text(tekst.replace('id="sec-diep"', 'id="sec-dieper"'), encoding="utf-8")
    assert [
        p for p in controleer_html(html, geheugen=geheugen) if "'#sec-diep' komt nergens uit" in p
    ]
    assert len(gelezen) == 1 and "sec-dieper" in gelezen[0]


def doe(wortel: Path, code: str = "a") -> None:
    """Make the page as its task does; `code`: the fingerprint of all that renders it."""
    opdracht: Any = SimpleNamespace(
        wortel=wortel,
        plan=SimpleNamespace(datum="2017-01-01", stand=Stand({})),
        vast=SimpleNamespace(opmaak=[SimpleNamespace(hash=code)]),
        rapportbronnen=Stand({}),
    )
    maak(opdracht, wortel / "report" / "rwp.qmd", wortel / "gereed" / "rwp.html", tuple)


def test_what_was_found_with_other_code_is_found_anew(maak_project: MaakProject) -> None:
    wortel = maak_project(f"{TEKST}\n\nHier staat nil.\n")
    for _ in range(2):
        with pytest.raises(WoonanalyseFout, match="nil"):
            doe(wortel)
    rapport = wortel / "report" / "rwp.qmd"
    rapport.write_text(
        rapport.read_text(encoding="utf-8").replace("nil", "niets"), encoding="utf-8"
    )
    doe(wortel)
    (bewaard,) = (wortel / ".pytask").rglob("*.gekeurd.json")
    fout = bewaard.read_text(encoding="utf-8").replace(
        '"afwijkend": []', '"afwijkend": ["van toen"]'
    )
    bewaard.write_text(fout, encoding="utf-8")
    with pytest.raises(WoonanalyseFout, match="van toen"):
        doe(wortel)
    doe(wortel, code="b")
    for kapot in (b"", b"[]", b'{"code": "b"}', b"\xff", b'{"code": "b", "stukken": 1}'):
        bewaard.write_bytes(kapot)
        doe(wortel, code="b")
