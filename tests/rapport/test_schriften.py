"""Text in any script: what the fonts of the report hold is shown, the rest becomes its number in Unicode."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from pypdf import PdfReader
from rapporthulp import TIJDSTIP, MaakProject, veilig

from woonanalyse.opmaak import render


def tekens() -> list[str]:
    """Every character that Unicode has assigned up to the first emoji, and some beyond."""
    soorten = {"Cn", "Cs", "Co", "Cc", "Zl", "Zp"}
    alle = [chr(nr) for nr in [*range(0x20, 0x10000), *range(0x1F300, 0x1F700), 0x20000, 0xE0041]]
    return [teken for teken in alle if unicodedata.category(teken) not in soorten]


def test_no_character_stops_the_report(maak_project: MaakProject) -> None:
    alle = tekens()
    assert len(alle) > 50000
    woorden = [veilig("".join(alle[nr : nr + 40])) for nr in range(0, len(alle), 40)]
    wortel = maak_project("# K\n\n" + "\n\n".join(woord for woord in woorden if woord))
    render(wortel, "pdf", wortel / "rwp.pdf", tijdstip=TIJDSTIP)
    assert len(PdfReader(wortel / "rwp.pdf").pages) > 1


def test_what_the_fonts_hold_is_shown_and_the_rest_is_its_number(maak_project: MaakProject) -> None:
    namen = ["Éénrum", "Ærø ™ € ≥", "שלום", "Ελλάδα", "Привет", "日本語", "🏘️ plan"]
    wortel = maak_project("# K\n\n" + "\n\n".join(map(veilig, namen)))
    pdf: Path = wortel / "rwp.pdf"
    render(wortel, "pdf", pdf, tijdstip=TIJDSTIP)
    regels = "\n".join(p.extract_text() for p in PdfReader(pdf).pages).splitlines()
    for naam in [
        "Éénrum",
        "Ærø ™ € ≥",
        "Ελλάδα",
        "Привет",
        "[U+65E5 U+672C U+8A9E]",
        "[U+1F3D8] plan",
    ]:
        assert naam in [regel.strip() for regel in regels], naam
    assert any("ש" in regel for regel in regels)


def test_a_line_break_is_no_missing_character(maak_project: MaakProject) -> None:
    wortel = maak_project("# K\n\nEerste regel\\\nTweede regel")
    pdf: Path = wortel / "rwp.pdf"
    render(wortel, "pdf", pdf, tijdstip=TIJDSTIP)
    tekst = "\n".join(p.extract_text() for p in PdfReader(pdf).pages)
    assert "□" not in tekst
    assert "Eerste regel\nTweede regel" in "\n".join(r.strip() for r in tekst.splitlines())
