"""Text from data is only text: at every place of the PDF and the html it is shown as it was typed."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from rapporthulp import NAMEN, TIJDSTIP, MaakProject, bouw_project

from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.opmaak import render
from woonanalyse.opmaak.instellingen import Formaat

PLEKKEN = 8


def overal(nr: int, naam: str) -> str:
    """One text at the start of a heading, paragraph, item, link, line, note, judgement and box."""
    v = veilig(naam)
    return (
        f"## {v} {{#sec-k{nr}}}\n\n{v}\n\n- {v}\n\n1. {v}\n\n[{v}](https://x.nl) en\\\n{v}[^{nr}]\n\n"
        f"[^{nr}]: {v}\n\n[{v}]{{.wa-buiten}}\n\n::: {{.wa-kader}}\n{v}\n:::"
    )


def maak(wortel: Path, formaat: Formaat) -> Path:
    doel = wortel / f"uit.{formaat}"
    render(wortel, formaat, doel, tijdstip=TIJDSTIP)
    return doel


def tekst_van(pad: Path) -> str:
    """Without white space: where a line breaks is not what this is about."""
    if pad.suffix == ".pdf":
        tekst = "".join(blad.extract_text() for blad in PdfReader(pad).pages)
    else:
        hoofd = BeautifulSoup(pad.read_text(encoding="utf-8"), "html.parser").main
        assert hoofd is not None
        tekst = hoofd.get_text()
    return plat(tekst)


def plat(tekst: str) -> str:
    return "".join(tekst.split())


def bladwijzers(pad: Path) -> list[str]:
    def alle(punten: list[Any]) -> list[str]:
        return [
            titel
            for punt in punten
            for titel in (alle(punt) if isinstance(punt, list) else [str(punt.title)])
        ]

    return alle(PdfReader(pad).outline)


@pytest.mark.enkele(1)
@pytest.mark.parametrize("formaat", ["pdf", "html"])
def test_every_text_at_every_place(maak_project: MaakProject, formaat: Formaat) -> None:
    stukken = [overal(nr, f"q{nr}q {naam}") for nr, naam in enumerate(NAMEN)]
    begin = [overal(1000 + nr, naam) for nr, naam in enumerate(NAMEN)]
    cellen = [
        [veilig(naam), f"**b** {veilig(naam)}", veilig(f"c{nr}c {naam}")]
        for nr, naam in enumerate(NAMEN)
    ]
    staat = f"{tabel(['A', 'B', 'C'], cellen, [40, 40, 40])}\n\n: {veilig('= Wat 1. x')} {{#tbl-x}}"
    pad = maak(maak_project("# Kop\n\n" + "\n\n".join([staat, *stukken, *begin])), formaat)
    tekst = tekst_van(pad)
    for nr, naam in enumerate(NAMEN):
        assert tekst.count(plat(f"q{nr}q {naam}")) >= PLEKKEN, naam
        assert tekst.count(plat(naam)) >= 2 * PLEKKEN + 3, naam
        assert plat(f"c{nr}c {naam}") in tekst, naam
    assert "=Wat1.x" in tekst
    if formaat == "pdf":
        genummerd = [
            f"1.{nr} {' '.join(naam.split())}" for nr, naam in enumerate(NAMEN, 1 + len(NAMEN))
        ]
        assert bladwijzers(pad)[1 + len(NAMEN) :] == genummerd
    else:
        scripts = BeautifulSoup(pad.read_text(encoding="utf-8"), "html.parser").find_all("script")
        assert not any("alert" in script.get_text() for script in scripts)


TITEL = "= \"1.\" #let x = $y$ -5 ... <a> \\ @b 1-? 'x' {{< x >}}"
META = {
    "regio": TITEL,
    "titel-kort": TITEL,
    "editie": "- 1.",
    "peildatum": "/ 2017",
    "status": "1-? ...",
}


def test_title_running_head_and_file_information(maak_project: MaakProject) -> None:
    waarden = {naam: veilig(waarde) for naam, waarde in META.items()}
    variabelen = yaml.safe_dump({"rwp": {**waarden, "map": "2017", "datum": "2017-01-01"}})
    wortel = maak_project(f"# {veilig('= Een ...')}\n\nTekst", variabelen=variabelen)
    lezer = PdfReader(maak(wortel, "pdf"))
    assert lezer.metadata is not None and lezer.metadata.title == f"Woonprogrammering {TITEL}"
    omslag, bladzij = (plat(blad.extract_text()) for blad in lezer.pages[:2])
    assert omslag.count(plat(TITEL)) == 2
    assert all(plat(wat) in omslag for wat in ("- 1.", "/ 2017", "1-? ...", "= Een ..."))
    assert plat(f"{TITEL} · editie - 1.= Een ...") in bladzij
    boom = BeautifulSoup(maak(wortel, "html").read_text(encoding="utf-8"), "html.parser")
    assert boom.title is not None and boom.title.get_text() == f"Woonprogrammering {TITEL}"


GESCHREVEN = {
    "'s-Hertogenbosch, 't Goy en '90": "’s-Hertogenbosch, ’t Goy en ’90",
    "('s-Graveland) en 'n huis": "(’s-Graveland) en ’n huis",
    "'t Goy en 'Hof'": "’t Goy en ‘Hof’",
    "'t Is 's ochtends zo in de foto's'": "’t Is ’s ochtends zo in de foto’s’",
    "Het 'mooie huis' van 'k weet niet wie": "Het ‘mooie huis’ van ’k weet niet wie",
    "\"'t Goy\" en de jaren '90": "“’t Goy” en de jaren ’90",
    "de letter 'n' en het jaar '90'": "de letter ‘n’ en het jaar ‘90’",
    "**'s-Gravenhage** en *'t Goy*": "’s-Gravenhage en ’t Goy",
}
UIT_DATA = {
    "'s-Hertogenbosch": "’s-Hertogenbosch", "'t Goy": "’t Goy", "van 't Goy, '90": "van ’t Goy, ’90",
    "(’s-Graveland)": "(’s-Graveland)", "foto's": "foto’s", "d'Or": "d’Or",
    "'S-HERTOGENBOSCH": "’S-HERTOGENBOSCH",
    "'n'": "'n'", "'x'": "'x'", "'90'": "'90'",
}  # fmt: skip


@pytest.mark.parametrize("formaat", ["pdf", "html"])
def test_apostrophes_of_dutch_words(maak_project: MaakProject, formaat: Formaat) -> None:
    stukken = [*GESCHREVEN, *(veilig(f"q {naam}") for naam in UIT_DATA)]
    cellen = tabel(["A"], [[veilig(naam)] for naam in UIT_DATA], [60])
    tekst = tekst_van(maak(maak_project("# K\n\n" + "\n\n".join([*stukken, cellen])), formaat))
    for zo in GESCHREVEN.values():
        assert plat(zo) in tekst, zo
    for zo in UIT_DATA.values():
        assert plat(f"q{zo}") in tekst and tekst.count(plat(zo)) >= 2, zo
    assert "‘s" not in tekst and "‘t" not in tekst


def test_no_missing_glyph_and_nothing_silent(maak_project: MaakProject) -> None:
    """Of other scripts the number in Unicode is shown; no font draws its sign for what it has not."""
    namen = ["中文 wijk", "🏘️ Hof", "👩‍🏫", "한국", "ภาษาไทย", "हिन्दी", "قلعة ڤ", "\U00020000"]
    staat = tabel(["A"], [[veilig(naam)] for naam in namen], [60])
    wortel = maak_project(
        "# K\n\n" + "\n\n".join([*(overal(n, x) for n, x in enumerate(namen)), staat])
    )
    pad = maak(wortel, "pdf")
    tekst = tekst_van(pad)
    for nummer in ("4E2D", "6587", "1F3D8", "1F469", "1F3EB", "D55C", "0E20", "0939", "20000"):
        assert f"U+{nummer}" in tekst, nummer
    assert "□" not in tekst and "FE0F" not in tekst and "200D" not in tekst
    assert not list(zonder_glief(pad))


def zonder_glief(pad: Path) -> Any:
    """The strings that are drawn with glyph 0."""
    with pikepdf.open(pad) as pdf:
        for blad in pdf.pages:
            for bewerking in pikepdf.parse_content_stream(blad):
                if str(bewerking.operator) in ("Tj", "TJ"):
                    velden = bewerking.operands[0]
                    for deel in velden if isinstance(velden, pikepdf.Array) else [velden]:
                        ruw = bytes(deel) if isinstance(deel, pikepdf.String) else b""
                        if any(ruw[nr : nr + 2] == b"\0\0" for nr in range(0, len(ruw), 2)):
                            yield ruw


lastig = st.sampled_from([*NAMEN, " ", "\n", "1", ".", "-", "?", "a", "é", "s"])
teksten = st.lists(lastig, min_size=1, max_size=4).map("".join).filter(lambda t: plat(t) != "")


@pytest.mark.lang
@settings(
    max_examples=4, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(namen=st.lists(teksten, min_size=60, max_size=60))
@pytest.mark.parametrize("formaat", ["pdf", "html"])
def test_any_mixture_comes_back(
    tmp_path_factory: pytest.TempPathFactory, formaat: Formaat, namen: list[str]
) -> None:
    stukken = [overal(nr, naam) for nr, naam in enumerate(namen)]
    cellen = tabel(["A", "B"], [[veilig(naam), veilig(f"w {naam}")] for naam in namen], [40, 40])
    wortel = tmp_path_factory.mktemp("mengsel") / "project"
    tekst = tekst_van(
        maak(bouw_project(wortel, "# K\n\n" + "\n\n".join([*stukken, cellen])), formaat)
    )
    for naam in namen:
        zo = recht(plat(unicodedata.normalize("NFC", naam)))
        assert recht(tekst).count(zo) >= PLEKKEN + 2, naam


def recht(tekst: str) -> str:
    return tekst.replace("’", "'").replace("‘", "'")
