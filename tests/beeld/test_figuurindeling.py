"""Every figure, in every edition and in worlds with gaps: readable, within bounds, in its own words."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from beeld.figuurhulp import VREEMD, alle, bezwaren, gevangen, werelden
from hulp import ROMMEL, VERBODEN, WORTEL, lang_behalve
from matplotlib.figure import Figure

from woonanalyse.kern.beeld.stijl import eigen_stijl, gebruik_lettertype
from woonanalyse.kern.beeld.tekening import BREEDTE_MM, KLEIN, kort, namenas, vel
from woonanalyse.kern.beeld.tonen import Beeld, merk_voorbeelddata

elke_wereld = pytest.mark.parametrize(
    "naam",
    lang_behalve(
        ["2017", "gaten"],
        ["2015", "2017", "2019", "2021", "voorbeelddata", "gaten", "een", "vreemd"],
    ),
)
TEKENS_PER_REGEL = 105
"""About as many signs of 9 points fit on a line of the page."""


class Getekend(dict[str, dict[str, tuple[Beeld, Figure]]]):
    """Every figure of a world, drawn once, when it is looked at."""

    def __missing__(self, naam: str) -> dict[str, tuple[Beeld, Figure]]:
        self[naam] = {}
        for soort, maak in alle(werelden()[naam]).items():
            merk_voorbeelddata(naam == "voorbeelddata")
            try:
                with gevangen() as figuren:
                    beeld = maak()
            finally:
                merk_voorbeelddata(False)
            self[naam][soort] = (beeld, figuren[0])
        return self[naam]


@pytest.fixture(scope="module")
def getekend() -> Getekend:
    gebruik_lettertype(WORTEL)
    return Getekend()


@pytest.mark.enkele(1)
@elke_wereld
def test_texts_lie_within_the_figure_and_apart(getekend: Getekend, naam: str) -> None:
    gevonden = {soort: bezwaren(figuur) for soort, (_, figuur) in getekend[naam].items()}
    assert {soort: b for soort, b in gevonden.items() if b} == {}


@pytest.mark.enkele(1)
@elke_wereld
def test_figures_are_as_wide_as_the_text(getekend: Getekend, naam: str) -> None:
    for beeld, figuur in getekend[naam].values():
        assert figuur.get_size_inches()[0] * 25.4 == pytest.approx(BREEDTE_MM)
        breed = ET.fromstring(beeld.svg).get("width", "")
        assert float(breed.removesuffix("pt")) == pytest.approx(BREEDTE_MM / 25.4 * 72, abs=0.01)


@elke_wereld
def test_caption_begins_with_a_sentence_and_alt_is_another(getekend: Getekend, naam: str) -> None:
    for soort, (beeld, _) in getekend[naam].items():
        zin, rest = beeld.bijschrift.split(". ", 1)
        assert len(zin.split()) >= 5 and rest, soort
        assert zin not in beeld.alt and beeld.alt not in beeld.bijschrift, soort
        woorden = f"{beeld.alt} {beeld.bijschrift}"
        assert not ROMMEL.search(woorden), (soort, woorden)
        assert not any(woord in woorden.lower() for woord in VERBODEN), soort
        if naam != "vreemd":
            assert "  " not in woorden, soort
            assert len(beeld.bijschrift) <= 3 * TEKENS_PER_REGEL, (soort, len(beeld.bijschrift))


@pytest.mark.lang
def test_editions_give_other_figures_and_the_same_data_the_same(getekend: Getekend) -> None:
    for soort in ("positie", "behoefte", "terugweg", "raster"):
        echt = [getekend[naam][soort][0] for naam in ("2015", "2017", "2021")]
        assert len({beeld.svg for beeld in echt}) == 3, soort
        assert len({beeld.alt for beeld in echt}) == 3, soort
    nog_eens = alle(werelden()["2017"])
    for soort in ("behoefte", "raster", "overloop"):
        assert nog_eens[soort]() == getekend["2017"][soort][0]


def test_what_is_missing_says_so(getekend: Getekend) -> None:
    """In the world with gaps every third municipality reads onbekend, in the drawing as in the words."""
    for soort in ("positie", "behoefte", "ligging", "panelen", "gebouwd"):
        beeld, figuur = getekend["gaten"][soort]
        zichtbaar = [t.get_text() for assen in figuur.axes for t in assen.texts]
        assert zichtbaar.count("onbekend") >= 5, soort
        assert "onbekend" in beeld.alt, soort
    leeg = getekend["gaten"]["overloop"][1]
    assert all(len(assen.patches) == 0 for assen in leeg.axes[1:])


def test_hatch_of_dots_is_small_and_its_dots_are_circles(getekend: Getekend) -> None:
    for soort in ("wijken", "plannenlijst", "grootte"):
        svg = getekend["2017"][soort][0].svg
        assert len(svg) < 120_000, soort
        stippen = re.findall(r"M\S+ \S+a0\.3 0\.3 0 1 0 0 -0\.6a0\.3 0\.3 0 1 0 0 0\.6z\n", svg)
        assert len(stippen) > 500, soort


def test_bars_start_at_zero(getekend: Getekend) -> None:
    for soort in (
        "behoefte",
        "ligging",
        "terugweg",
        "plannenlijst",
        "grootte",
        "wijken",
        "positie",
    ):
        for assen in getekend["2017"][soort][1].axes:
            assert assen.get_xlim()[0] == 0, soort


@pytest.mark.lang
def test_need_and_what_was_built_per_year_have_one_scale(getekend: Getekend) -> None:
    """A dwelling is as long in the one panel as in the other; one of which nothing is known is left out."""
    figuur = getekend["2017"]["gebouwd"][1]
    lengtes = []
    for assen in figuur.axes:
        links, rechts = assen.get_xlim()
        lengtes.append(assen.get_position().width / (rechts - links))
    assert [assen.get_title(loc="left") for assen in figuur.axes] == [
        "Behoefte per jaar",
        "Gebouwd per jaar",
        "Harde plannen",
    ]
    assert lengtes[0] == pytest.approx(lengtes[1]) and lengtes[2] < lengtes[0] / 2
    beeld, zonder = getekend["2021"]["gebouwd"]
    assert [a.get_title(loc="left") for a in zonder.axes] == ["Gebouwd per jaar", "Harde plannen"]
    assert beeld.alt.startswith("Staafdiagram in twee panelen.")
    assert not [t for a in zonder.axes for t in a.texts if t.get_text() == "onbekend"]


def test_names_of_agreements_have_one_colour(getekend: Getekend) -> None:
    """A colour without a key says nothing, and in grey less."""
    assen = getekend["2017"]["raster"][1].axes[0]
    assert len({str(tekst.get_color()) for tekst in assen.get_yticklabels()}) == 1


def test_norm_is_named_with_its_article(getekend: Getekend) -> None:
    for soort, hoeveel in (("positie", 1), ("panelen", 2)):
        assen = getekend["2017"][soort][1].axes
        namen = [t.get_text() for a in assen for t in a.texts if "norm" in t.get_text()]
        assert namen == ["norm 100% (artikel 13)"] * hoeveel


@pytest.mark.lang
def test_names_are_drawn_as_they_are(getekend: Getekend) -> None:
    """No formula is read from a name, a long one is cut, the alternative text has it whole."""
    beeld, figuur = getekend["vreemd"]["behoefte"]
    getoond = [t.get_text() for t in figuur.axes[0].get_yticklabels()]
    assert getoond[0] == kort(VREEMD[0]) and getoond[0].startswith(r"$\frac{1}{0}$")
    assert all(len(naam) <= 30 and "\n" not in naam for naam in getoond)
    assert getoond[1].endswith("…") and VREEMD[1].strip() in beeld.alt
    with eigen_stijl():
        los = vel(20)
        namenas(los.subplots(), ["$x_1$"])
        assert not los.axes[0].get_yticklabels()[0].get_parse_math()


def test_the_check_itself_sees_what_is_wrong() -> None:
    with eigen_stijl():
        figuur = vel(20)
        figuur.set_layout_engine(None)
        figuur.text(0.5, 0.5, "een")
        figuur.text(0.5, 0.5, "twee")
        figuur.text(0.99, 0.1, "ver daarbuiten")
        figuur.text(0.1, 0.1, "klein", fontsize=KLEIN - 1)
    gevonden = " ".join(bezwaren(figuur))
    assert re.search("'een' ligt over 'twee'", gevonden)
    assert "'ver daarbuiten' ligt buiten" in gevonden and "'klein' is te klein" in gevonden
