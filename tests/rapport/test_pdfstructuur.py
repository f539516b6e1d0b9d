"""The tag tree of the real report and of a factsheet, read with a library that made no part of it."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from rapport.pdfhulp import Tak, boom, gemerkt, tekst_van

pytestmark = pytest.mark.traag
ROLLEN = {
    "/Root", "/Document", "/Part", "/Sect", "/Div", "/NonStruct", "/P", "/H1", "/H2", "/H3", "/H4",
    "/L", "/LI", "/Lbl", "/LBody", "/Table", "/THead", "/TBody", "/TFoot", "/TR", "/TH", "/TD", "/Figure",
    "/Caption", "/Link", "/Span", "/Code", "/Strong", "/Em", "/TOC", "/TOCI", "/Reference", "/Note",
    "/Title",
}  # fmt: skip


@pytest.fixture(scope="module", params=["rwp.pdf", "methode.pdf", "factsheets/borne.pdf"])
def pdf(vormen: Path, request: pytest.FixtureRequest) -> Any:
    with pikepdf.open(vormen / request.param) as geopend:
        yield geopend


@pytest.fixture(scope="module")
def boom_(pdf: Any) -> Tak:
    return boom(pdf)


@pytest.fixture(scope="module")
def merken(pdf: Any) -> list[dict[int, str]]:
    """By page the ids of marked content; reading them checks that nothing is left unmarked."""
    return [gemerkt(pagina) for pagina in pdf.pages]


def test_all_marked_content_is_in_the_tree_once(
    pdf: Any, boom_: Tak, merken: list[dict[int, str]]
) -> None:
    uit_boom = [plek for tak in boom_ for plek in tak.inhoud]
    op_papier = {(nr, id_) for nr, ids in enumerate(merken) for id_ in ids}
    assert len(uit_boom) == len(set(uit_boom)) and set(uit_boom) == op_papier


def test_parent_tree_leads_from_content_to_its_element(
    pdf: Any, boom_: Tak, merken: list[dict[int, str]]
) -> None:
    ouders = dict(pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree).items())
    eigenaar = {plek: tak.ding.objgen for tak in boom_ for plek in tak.inhoud}
    for nr, pagina in enumerate(pdf.pages):
        rij = ouders[int(pagina.StructParents)]
        for id_ in merken[nr]:
            assert rij[id_].objgen == eigenaar[(nr, id_)]
        for notitie in pagina.get("/Annots", []):
            assert str(ouders[int(notitie.StructParent)].S) == "/Link"
        assert str(pagina.get("/Tabs", "")) == "/S"


def test_roles_are_standard_and_headings_go_down_one_at_a_time(pdf: Any, boom_: Tak) -> None:
    kaart = {str(a): str(b) for a, b in pdf.Root.StructTreeRoot.get("/RoleMap", {}).items()}
    vreemd = {tak.rol for tak in boom_} - ROLLEN
    assert {kaart.get(rol) for rol in vreemd} <= ROLLEN, vreemd
    niveaus = [int(tak.rol[2]) for tak in boom_ if re.fullmatch(r"/H\d", tak.rol)]
    assert niveaus[0] == 1 and len(niveaus) > 5
    assert all(b <= a + 1 for a, b in pairwise(niveaus))


def test_tables_have_rows_of_equal_length_and_heads(boom_: Tak) -> None:
    tabellen = boom_.van("/Table")
    assert tabellen
    for tabel in tabellen:
        rijen = [[kind.rol for kind in rij.kinderen] for rij in tabel.van("/TR")]
        assert len({len(rij) for rij in rijen}) == 1
        assert rijen[0] and set(rijen[0]) == {"/TH"}
        for cel in tabel.van("/TH"):
            kenmerken = cel.ding.get("/A", {})
            lijst = kenmerken if isinstance(kenmerken, pikepdf.Array) else [kenmerken]
            assert any("/Scope" in kenmerk for kenmerk in lijst)


def test_figures_have_words(boom_: Tak, request: pytest.FixtureRequest) -> None:
    figuren = boom_.van("/Figure")
    assert figuren or "methode.pdf" in request.node.name
    for figuur in figuren:
        assert len(str(figuur.ding.get("/Alt", ""))) > 40


def test_document_says_what_it_is(pdf: Any) -> None:
    wortel = pdf.Root
    assert str(wortel.Lang) == "nl-NL" and wortel.MarkInfo.Marked
    assert wortel.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as xmp:
        assert xmp["pdfuaid:part"] == "1"
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "A")
        assert "2017" in str(xmp["dc:title"])


def test_fonts_are_embedded_and_readable_as_text(pdf: Any) -> None:
    letters = [ding for ding in pdf.objects if _is_letter(ding)]
    namen = {str(ding.BaseFont) for ding in letters}
    assert letters and all(re.match(r"/[A-Z]{6}\+", naam) for naam in namen)
    assert any("SourceSans" in naam for naam in namen)
    for ding in letters:
        nazaat = ding.DescendantFonts[0].FontDescriptor
        assert "/ToUnicode" in ding
        assert any(naam in nazaat for naam in ("/FontFile2", "/FontFile3"))


def _is_letter(ding: Any) -> bool:
    return isinstance(ding, pikepdf.Dictionary) and ding.get("/Subtype") == "/Type0"


def test_headings_of_a_municipality_are_read_as_they_stand(vormen: Path) -> None:
    with pikepdf.open(vormen / "factsheets" / "borne.pdf") as pdf:
        tekst = [tekst_van(pdf, tak) for tak in boom(pdf) if re.fullmatch(r"/H\d", tak.rol)]
    assert tekst == [
        "Borne: overprogrammering",
        "Verhouding in 2015 en 2017",
        "Gebouwd en gesloopt",
        "Plannen",
        "Wijkaanpak",
        "Statushouders",
        "Hersteltermijn",
        "Programma en scenario’s",
        "Terugblik op de afspraken",
    ]


def test_second_page_is_read_from_top_to_bottom(vormen: Path) -> None:
    with pikepdf.open(vormen / "rwp.pdf") as pdf:
        takken = [tak for tak in boom(pdf) if any(nr == 1 for nr, _ in tak.inhoud)]
        tekst = " ".join(tekst_van(pdf, tak) for tak in takken)
    delen = ["in één oogopslag", "Overprogrammering: Borne", "Stand 1 januari", "Figuur", "Tabel"]
    delen += [
        "1.775",
        "Wat is afgesproken",
        "Wat ervan kwam",
        "Wat onbekend is",
        "geen ladderonder",
    ]
    plekken = [tekst.index(deel) for deel in delen]
    assert plekken == sorted(plekken)
