"""What a PDF is made of: it is made again when any of it differs, and where that cannot be seen."""

from collections.abc import Callable
from pathlib import Path

import pytest

from woonanalyse.opmaak.instellingen import Instellingen
from woonanalyse.opmaak.typstpdf import hash_van_invoer
from woonanalyse.opmaak.yamlbron import YamlBron

BRON = (
    b'#set image(height: 1cm)\n#figure(kind: image, image("/werk/een.svg"))\nAlles in feiten.csv.\n'
)


@pytest.fixture
def instellingen(tmp_path: Path) -> Instellingen:
    for naam in ("werk/een.svg", "werk/ander.svg", "letters/a.ttf"):
        (tmp_path / naam).parent.mkdir(exist_ok=True)
        (tmp_path / naam).write_text(naam, encoding="utf-8")
    kop = YamlBron({}, {}, "stuk.qmd")
    opties = {"font-paths": ["letters"], "pdf-standard": ["ua-1"]}
    return Instellingen(tmp_path, tmp_path / "stuk.qmd", "pdf", opties, kop, tmp_path)


def test_the_same_gives_the_same(instellingen: Instellingen) -> None:
    eerst = hash_van_invoer(BRON, instellingen)
    (instellingen.wortel / "werk/ander.svg").write_text("anders", encoding="utf-8")
    assert eerst == hash_van_invoer(BRON, instellingen)
    assert eerst is not None


@pytest.mark.parametrize(
    "wijzig",
    [
        lambda i: (i.wortel / "werk/een.svg").write_text("anders", encoding="utf-8"),
        lambda i: (i.wortel / "letters/a.ttf").write_text("anders", encoding="utf-8"),
        lambda i: (i.wortel / "letters/b.otf").write_text("nieuw", encoding="utf-8"),
        lambda i: (i.wortel / "werk/een.svg").unlink(),
        lambda i: i.opties.update({"pdf-standard": ["a-2u"]}),
    ],
)
def test_what_it_uses_counts(
    instellingen: Instellingen, wijzig: Callable[[Instellingen], object]
) -> None:
    eerst = hash_van_invoer(BRON, instellingen)
    wijzig(instellingen)
    assert hash_van_invoer(BRON, instellingen) != eerst


def test_a_picture_counts_by_whatever_way_it_is_named(instellingen: Instellingen) -> None:
    """As Typst finds it: what stands before `..` need not be there."""
    bron = BRON.replace(b"/werk/een.svg", b"/werk/weg/../een.svg")
    eerst = hash_van_invoer(bron, instellingen)
    (instellingen.wortel / "werk/een.svg").write_text("anders", encoding="utf-8")
    assert hash_van_invoer(bron, instellingen) != eerst
    assert eerst is not None


def test_the_source_counts(instellingen: Instellingen) -> None:
    assert hash_van_invoer(BRON + b"x", instellingen) != hash_van_invoer(BRON, instellingen)


@pytest.mark.parametrize(
    "regel",
    [
        '#image("/werk/" + naam)', "#image(naam)", "#let beeld = image", '#import "/werk/een.typ": a',
        '#include "/werk/een.typ"', '#read("/werk/een.svg")', '#csv("/werk/een.csv")', "#(a.map(json))",
        '#eval("image(\\"/werk/een.svg\\")")', '#plugin("/werk/een.wasm")', '#image("/werk/a\\u{62}.svg")',
        '#image("/werk/geen.svg")',
    ],
)  # fmt: skip
def test_a_file_that_is_not_named_plainly_cannot_be_told(
    instellingen: Instellingen, regel: str
) -> None:
    assert hash_van_invoer(BRON + regel.encode(), instellingen) is None
