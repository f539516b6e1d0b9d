"""The page of a municipality: boxes that hold, boxes that overflow, hostile names, file names."""

from __future__ import annotations

from pathlib import Path

import pytest
from rapport.pdfhulp import MM, Blok, regels
from rapporthulp import TIJDSTIP, MaakProject

from woonanalyse.document.gemeenten import tegels
from woonanalyse.kern.beeld.huisstijl import BLADZIJDE
from woonanalyse.kern.beeld.markdown import opsommen, veilig
from woonanalyse.opmaak import render
from woonanalyse.uitkomsten.runs import LANGSTE, factsheetnamen

VIJANDIG = (
    "<script>alert(1)</script>", '#import "x"', "=cmd|' /C calc'!A0", "*ster* _lijn_", "$x^2$",
    "C:\\map\\naam", "]#panic()[", "{{< meta x >}}", "@sec-niets", "`code`",
)  # fmt: skip


ONDER = 22 + BLADZIJDE["hoogte"]
"""Where the grid ends, in mm from the top of the page."""


def pagina(naam: str, tekst: str = "kort", ernaast: str = "naast") -> str:
    vakken = {
        "kop": "Wat het is",
        "cijfers": tegels([("Behoefte", "1.000", "woningen"), (naam, "12", naam)], ["B1", "B1"]),
        "trend": f"## Toen en nu {{#trend-x .unnumbered .unlisted}}\n\n{veilig(tekst)}",
        "plannen": f"## Plannen {{#plannen-x .unnumbered .unlisted}}\n\n{veilig(ernaast)}",
        "besluiten": "## Slot {#besluiten-x .unnumbered .unlisted}\n\nTot slot.",
        "bron": "::: {.wa-bron}\nBron\n:::",
    }
    plek = {"trend": ' kolom="links"', "plannen": ' kolom="rechts"'}
    inhoud = "\n\n".join(
        f"::::: {{.wa-vak .wa-vak-{soort}{plek.get(soort, '')}}}\n\n{inhoud}\n\n:::::"
        for soort, inhoud in vakken.items()
    )
    return f"# {veilig(naam)} {{#sec-x}}\n\n:::::: {{.wa-rooster}}\n\n{inhoud}\n\n::::::\n"


def pdf(wortel: Path) -> Path:
    render(wortel, "pdf", wortel / "uit.pdf", tijdstip=TIJDSTIP)
    return wortel / "uit.pdf"


def test_too_much_text_is_set_smaller_and_then_cut(maak_project: MaakProject) -> None:
    woord = "woningen in harde plannen "
    klein = regels(pdf(maak_project(pagina("Almelo", woord * 130), naam="klein")))[-1]
    maten = {b.letter for b in klein if "harde plannen" in b.tekst}
    assert len(maten) == 1 and 7.5 <= min(maten) < 9.2
    assert maten == {b.letter for b in klein if b.tekst in ("naast", "Tot slot.")}, (
        "all boxes alike"
    )
    assert "ingekort" not in " ".join(b.tekst for b in klein)
    vol = regels(pdf(maak_project(pagina("Almelo: op de grens", woord * 500), naam="vol")))[-1]
    tekst = " ".join(b.tekst for b in vol)
    assert tekst.count("harde plannen") > 10 and "… (ingekort; alles staat in de HTML)" in tekst
    assert {b.letter for b in vol if "harde plannen" in b.tekst} == {7.5}
    assert_binnen(vol)


def test_a_box_is_cut_after_a_whole_sentence(maak_project: MaakProject) -> None:
    """A number with a point in it ends none."""
    zin = "Er staan 1.294 woningen in harde plannen, van 2.5 per jaar. "
    vol = regels(pdf(maak_project(pagina("Almelo", zin * 120), naam="zinnen")))[-1]
    tekst = " ".join(b.tekst for b in vol)
    assert "van 2.5 per jaar. … (ingekort; alles staat in de HTML)" in tekst
    assert tekst.count("1.294") == tekst.count("per jaar.") > 3


def assert_binnen(vol: list[Blok]) -> None:
    """What stands in the box of the page's text keeps above what follows, and all of it on the page."""
    eigen = [b for b in vol if "naam" in b.tekst or "harde plannen" in b.tekst]
    slot, bron = (next(b for b in vol if b.tekst == deel) for deel in ("Tot slot.", "Bron"))
    assert eigen and max(b.onder for b in eigen) < slot.boven < bron.boven < ONDER * MM


def test_boxes_are_as_high_as_what_they_hold_and_columns_end_together(
    maak_project: MaakProject,
) -> None:
    """What follows begins at the same height, whichever column is the longer; the sources are at the foot."""
    lang = "woningen in harde plannen " * 12
    hoogten: list[float] = []
    for links, rechts in (("kort", lang), (lang, "kort"), ("kort", "kort")):
        wortel = maak_project(pagina("Almelo", links, rechts), naam=f"k{len(hoogten)}")
        vol = regels(pdf(wortel))[-1]
        naast = [next(b for b in vol if b.tekst == kop) for kop in ("Toen en nu", "Plannen")]
        assert abs(naast[0].boven - naast[1].boven) < 1 and naast[0].rechts < naast[1].links
        assert {b.letter for b in vol if "kort" in b.tekst or "harde plannen" in b.tekst} == {9.2}
        slot, bron = (next(b for b in vol if b.tekst == deel) for deel in ("Slot", "Bron"))
        assert abs(bron.onder - ONDER * MM) < 1
        hoogten.append(round(slot.boven, 2))
    assert hoogten[0] == hoogten[1] > hoogten[2] + 10 * MM


@pytest.mark.enkele(1)
@pytest.mark.parametrize("aantal", [5, 30, 150])
def test_a_list_in_a_full_box_counts_what_it_leaves_out(
    maak_project: MaakProject, aantal: int
) -> None:
    """On paper; in the html every name stands."""
    namen = [f"naam {nr} van een wijk met een lange naam, de = 1. van '90" for nr in range(aantal)]
    zin = f"Gestart: {opsommen(namen)}."
    anker = "\n\n[Herkomst]{#h-b1}\n"
    wortel = maak_project(pagina("Almelo", "TEKST").replace("TEKST", zin) + anker)
    vol = next(p for p in regels(pdf(wortel)) if any("Wat het is" in b.tekst for b in p))
    tekst = " ".join(b.tekst for b in vol)
    getoond = tekst.count("van een wijk")
    assert getoond >= 3 and ("andere." in tekst) is (getoond < aantal)
    if getoond < aantal:
        assert f"en {aantal - getoond} andere." in tekst and f"naam {getoond} van" not in tekst
    assert_binnen(vol)
    render(wortel, "html", wortel / "uit.html", tijdstip=TIJDSTIP)
    html = (wortel / "uit.html").read_text(encoding="utf-8")
    heel = f"Gestart: {', '.join(namen[:-1])} en {namen[-1]}.".replace("'90", "’90")
    assert heel in " ".join(html.split()) and 'class="wa-deel"' not in html
    kort = pdf(
        maak_project(pagina("A", "TEKST").replace("TEKST", opsommen(["x", "y", "z"])), naam="k")
    )
    assert any(b.tekst == "x, y en z" for p in regels(kort) for b in p)


def test_hostile_names_are_shown_as_they_are(maak_project: MaakProject) -> None:
    alles = regels(pdf(maak_project("\n\n".join(pagina(n).replace("#sec-x", f"#sec-x{i}").replace(
        "-x .un", f"-x{i} .un") + "\n\n::: {.wa-nieuwe-pagina}\n:::\n"
        for i, n in enumerate(VIJANDIG)))))  # fmt: skip
    tekst = "".join("".join(b.tekst for b in p) for p in alles).replace(" ", "")
    for naam in VIJANDIG:
        plat = naam.replace(" ", "")
        assert plat in tekst or plat.replace('"', "”") in tekst or _gekruld(plat) in tekst, naam


def _gekruld(tekst: str) -> str:
    return tekst.replace("'", "’").replace('"', "“")


@pytest.mark.parametrize(
    ("naam", "toont"),
    [("\U0001f600 dorp", "[U+1F600] dorp"), ("naam " * 60, "naam naam")],
)
def test_emoji_and_long_names_do_not_stop_the_report(
    maak_project: MaakProject, naam: str, toont: str
) -> None:
    tekst = " ".join(b.tekst for b in regels(pdf(maak_project(pagina(naam))))[-1])
    assert toont in tekst and "Bron" in tekst


def test_running_head_cuts_by_letters_not_by_bytes(maak_project: MaakProject) -> None:
    """Forty letters of two bytes fit; a hundred are cut."""
    for hoeveel, heel in ((40, True), (100, False)):
        tekst = f"# {'é' * hoeveel} {{#sec-x}}\n\nTekst\n"
        alles = [b.tekst for b in regels(pdf(maak_project(tekst, naam=f"kop{hoeveel}")))[-1]]
        assert any("…" in tekst for tekst in alles) is not heel


def test_file_names_are_safe_and_differ() -> None:
    namen = factsheetnamen(
        {
            "GM1735": "Hof van Twente", "GM1": "Súdwest-Fryslân", "GM2": "../../etc/passwd", "GM3": "con",
            "GM4": "\U0001f600", "GM5": "a/b", "GM6": "A B", "GM7": "x" * 300, "GM8": "بلدية",
            "GM9": "Ærø", "GM10": "Rø", "GM11": "com1", "GM12": "LPT9", "GM13": "A B-GM6", "GM14": "A-b",
            "GM0015": "Borg", "GM16": "Borg-GM0015", "GM17": "Borg",
        }
    )  # fmt: skip
    assert namen["GM1735"] == "hof-van-twente" and namen["GM1"] == "sudwest-fryslan"
    assert namen["GM2"] == "etc-passwd" and namen["GM3"] == "con-gm3" and namen["GM4"] == "gm4"
    assert namen["GM5"] != namen["GM6"] and namen["GM8"] == "gm8"
    assert namen["GM9"] == "r-gm9" and namen["GM10"] == "r-gm10"
    assert namen["GM11"] == "com1-gm11" and namen["GM12"] == "lpt9-gm12"
    assert namen["GM6"] == "a-b-gm6" and namen["GM13"] == "a-b-gm6-gm13"
    assert namen["GM0015"] == "borg-gm0015" and namen["GM16"] == "borg-gm0015-gm16"
    assert len(set(namen.values())) == len(namen)
    assert all(n.isascii() and len(n) <= LANGSTE + 10 and "/" not in n for n in namen.values())


@pytest.mark.parametrize(("wanneer", "erbij"), [("content-hidden", 1), ("content-visible", 0)])
def test_a_page_break_counts_only_in_a_part_that_is_shown(
    maak_project: MaakProject, wanneer: str, erbij: int
) -> None:
    breuk = f'::::: {{.{wanneer} when-meta="rwp.toon.nergens"}}\n\nBREUK\n\n:::::'
    tekst = f"# Een {{#sec-een}}\n\nEen.\n\n{breuk}\n\n# Twee {{#sec-methode}}\n\nTwee.\n"
    zonder = len(regels(pdf(maak_project(tekst.replace("BREUK", ""), naam="zonder"))))
    met = tekst.replace("BREUK", "::: {.wa-nieuwe-pagina}\n:::")
    assert len(regels(pdf(maak_project(met, naam="met")))) == zonder + erbij
