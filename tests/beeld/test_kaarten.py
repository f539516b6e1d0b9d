"""Maps: real shapes, legible names, words for every kind of edition, the same bytes twice."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yaml
from beeld.figuurhulp import gevangen
from hulp import EDITIES, ROMMEL, VERBODEN, WORTEL, balans_van, dossier, kopieer_gegevens
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path as Outline
from matplotlib.text import Text
from matplotlib.textpath import TextPath
from shapely.geometry import box

from woonanalyse.kern.beeld.markdown import gewoon
from woonanalyse.kern.beeld.stijl import TEKENS, eigen_stijl, gebruik_lettertype
from woonanalyse.kern.beeld.tonen import Beeld, Tabel
from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.merk import AFGESCHERMD
from woonanalyse.kern.oordeel import BINNEN, BUITEN, NVT, ONBEKEND, OP_DE_GRENS, OP_DE_NORM
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.onderwerpen.kaart import beeld as kaarten
from woonanalyse.onderwerpen.kaart import doek, getallen, namen
from woonanalyse.onderwerpen.kaart.bron import Kaart, Lagen, lagen
from woonanalyse.onderwerpen.kaart.bron import lees as lees_kaart
from woonanalyse.onderwerpen.kaart.doek import ronde_maten
from woonanalyse.onderwerpen.kaart.model import verdeel
from woonanalyse.onderwerpen.plannen.bron import Plannen
from woonanalyse.onderwerpen.plannen.model import met_hardheid
from woonanalyse.uitkomsten.runs import runs_van

GEMEENTEN = "data/raw/grenzen/2026/gemeenten_twente_rd.geojson"
PROVINCIE = "data/raw/grenzen/2026/provincie_overijssel.geojson"
JUDGED = (BUITEN, OP_DE_GRENS, OP_DE_NORM, BINNEN, ONBEKEND)


@pytest.fixture(autouse=True, scope="module")
def _lettertype() -> None:
    gebruik_lettertype(WORTEL)


@functools.cache
def grond() -> Lagen:
    d = dossier("2017")
    return lagen(d.bron(Kaart), d.regio.gemeenten)


@functools.cache
def lijst() -> pd.DataFrame:
    plannen = dossier("2017").bron(Plannen)
    return met_hardheid(plannen.lijst, plannen.hardheid, plannen.lezing["id"])


def oordeelkaart(naam: str, balans: pd.DataFrame | None = None) -> Beeld:
    d = dossier(naam)
    frame = balans_van(d.editie) if balans is None else balans
    return kaarten.oordeel(frame, grond(), d.editie.opzet, "Overijssel", d.bron(Kaart).herkomst)


def plannenkaart(frame: pd.DataFrame | None = None) -> Beeld:
    d = dossier("2017")
    plannen = d.bron(Plannen)
    return kaarten.plannen(
        lijst() if frame is None else frame,
        grond(),
        plannen.lezing,
        plannen.grootteklassen,
        "Overijssel",
        d.bron(Kaart).herkomst,
    )


@functools.cache
def echte_oordeelkaart(naam: str) -> Beeld:
    """Drawn once, for who only looks at it."""
    return oordeelkaart(naam)


@functools.cache
def echte_plannenkaart() -> Beeld:
    return plannenkaart()


def test_municipalities_have_the_area_that_their_file_says() -> None:
    inhoud = json.loads((WORTEL / GEMEENTEN).read_text(encoding="utf-8"))
    eigen = [vlak["properties"] for vlak in inhoud["features"]]
    bekend = {e["gemeentecode"]: e["oppervlakte_land_km2"] for e in eigen}
    leden = grond().gemeenten
    assert len(leden) == len(bekend) == 14 and leden.geometry.is_valid.all()
    for code, vlak in zip(leden["gemeentecode"], leden.geometry, strict=True):
        assert vlak.area / 1e6 == pytest.approx(bekend[code], abs=0.02)


def test_subregions_are_their_municipalities_and_nothing_else() -> None:
    leden, samen = grond().gemeenten, grond().subregios
    assert list(samen["subregio"]) == list(dict.fromkeys(leden["subregio"]))
    for naam, vlak in zip(samen["subregio"], samen.geometry, strict=True):
        som = leden.loc[leden["subregio"] == naam, "geometry"].area.sum()
        assert vlak.area == pytest.approx(som, rel=1e-9)
    assert samen.union_all().area == pytest.approx(leden.area.sum(), rel=1e-9)


def test_the_province_lies_around_its_municipalities() -> None:
    """In the same metres: two files, two coordinate systems, at most 50 metres apart."""
    (rand,) = grond().provincie.geometry
    assert rand.buffer(50).contains(grond().gemeenten.union_all())
    assert 3_300e6 < rand.area < 3_450e6


def test_holes_and_parts_of_a_boundary_stay_what_they_are() -> None:
    def ring(x: float, y: float, zijde: float) -> list[tuple[float, float]]:
        return [(x, y), (x + zijde, y), (x + zijde, y + zijde), (x, y + zijde), (x, y)]

    vlakken = {"GM0001": [ring(0, 0, 10), ring(2, 2, 2), ring(20, 0, 5)]}
    bron = Kaart(vlakken, None, ("uitgever", "2026"))
    leden = pd.DataFrame({"gemeentecode": ["GM0001"], "gemeente": ["A"], "subregio": ["S"]})
    uit = lagen(bron, leden)
    assert uit.gemeenten.area.tolist() == [100 - 4 + 25] and len(uit.provincie) == 0


@pytest.mark.enkele(2)
@pytest.mark.parametrize("naam", EDITIES)
def test_words_name_everyone_and_say_what_is_known(naam: str) -> None:
    beeld, balans = echte_oordeelkaart(naam), balans_van(dossier(naam).editie)
    for gemeente in dossier(naam).regio.gemeenten["gemeente"]:
        assert gemeente in beeld.alt
    for soort in set(balans["oordeel"]):
        assert TEKENS[soort].woorden.capitalize() + ":" in beeld.alt
    zin = kaarten.zin(balans, dossier(naam).editie.opzet)
    woorden = f"{beeld.alt} {beeld.bijschrift} {zin}"
    assert not ROMMEL.search(woorden) and not any(woord in woorden for woord in VERBODEN)
    assert "CBS" in beeld.bijschrift and beeld.bijschrift.endswith("2026")


def test_the_caption_begins_with_what_is_found() -> None:
    assert echte_oordeelkaart("2017").bijschrift.startswith(
        "3 van de 14 gemeenten met overprogrammering, 2 op de grens, 2 op de norm en 7 zonder "
        "overprogrammering; stand 1 januari 2017."
    )
    assert echte_oordeelkaart("2019").bijschrift.startswith(
        "Van alle 14 gemeenten is het oordeel onbek"
    )
    balans = balans_van(dossier("2017").editie)
    geen = oordeelkaart("2017", balans.assign(oordeel=NVT))
    assert geen.bijschrift.startswith("Geen gemeente is in deze editie getoetst")
    assert geen.alt.count("Niet getoetst: Almelo") == 1


@pytest.mark.parametrize(
    ("naam", "deel"), [("2019", "onbekend"), ("2021", "niet getoetst"), ("2015", "laat voor elke")]
)
def test_a_map_with_nothing_to_say_is_a_sentence(naam: str, deel: str) -> None:
    deze = dossier(naam).editie
    zin = kaarten.zin(balans_van(deze), deze.opzet)
    assert deel in zin and ("geen kaart" in zin) is (naam in ("2019", "2021"))


@pytest.mark.lang
def test_the_caption_of_the_plans_counts_what_is_drawn_and_what_is_not() -> None:
    frame = lijst()
    over = frame[frame["woningen"] > 0]
    groot = over[over["woningen"] >= 100]
    beeld = echte_plannenkaart()
    assert beeld.bijschrift.startswith(f"{len(groot)} van de {len(over)} plannen")
    assert f"{len(frame) - len(over)} plannen zonder woningen over" in beeld.bijschrift
    assert "Geen plannen in de lijst: Almelo, Oldenzaal, Dinkelland en Tubbergen." in beeld.alt
    zonder_plek = frame.assign(x_rd=frame["x_rd"].mask(frame["plan_id"] == over["plan_id"].iloc[0]))
    assert "1 plan zonder bekende plaats" in plannenkaart(zonder_plek).bijschrift
    geen = plannenkaart(frame.assign(woningen=0 * frame["woningen"]))
    assert geen.bijschrift.startswith("Geen enkel plan")


def plannen_met(**kolommen: dict[int, Any]) -> pd.DataFrame:
    """The list with other values in some rows (by number)."""
    frame = lijst()[lijst()["woningen"] > 0].head(12).reset_index(drop=True)
    for naam, waarden in kolommen.items():
        for rij, waarde in waarden.items():
            frame.loc[rij, naam] = waarde
    return frame


@pytest.mark.enkele(2)
@pytest.mark.parametrize(
    ("kolommen", "zin"),
    [
        ({}, ""),
        ({"woningen": {0: 0}}, "1 plan zonder woningen over"),
        ({"hardheid": {0: "afgerond", 1: "afgerond"}}, "2 plannen al afgerond"),
        ({"x_rd": {0: pd.NA}}, "1 plan zonder bekende plaats"),
        ({"x_rd": {0: 1.0, 1: 270_500.0}}, "2 plannen buiten de regio"),
        (
            {"woningen": {0: 0, 1: 0}, "hardheid": {0: "afgerond"}, "y_rd": {1: pd.NA, 2: pd.NA}},
            "2 plannen zonder woningen over en 1 plan zonder bekende plaats",
        ),
        ({"y_rd": dict.fromkeys(range(12), 300_001.0)}, "12 plannen buiten de regio"),
    ],
)
def test_every_plan_is_drawn_or_counted_as_missing(kolommen: Any, zin: str) -> None:
    """In the caption and in the text alternative; nothing where nothing is missing."""
    frame = plannen_met(**kolommen)
    verdeling = verdeel(frame, grond().subregios.union_all())
    with gevangen() as getekend:
        beeld = plannenkaart(frame)
    (figuur,) = getekend
    cirkels = [g for g in figuur.axes[0].collections if len(np.asarray(g.get_offsets()))]
    assert len(cirkels) == len(verdeling.getekend)
    assert len(cirkels) + sum(verdeling.niet.values()) == len(frame)
    for tekst in (beeld.bijschrift, beeld.alt):
        assert (f"Niet getekend: {zin}." in tekst) if zin else ("Niet getekend" not in tekst)
    assert beeld.bijschrift.startswith("Geen enkel plan is getekend") is (not cirkels)


def test_no_plan_is_named() -> None:
    beeld = echte_plannenkaart()
    woorden = f"{beeld.alt} {beeld.bijschrift}"
    namen = [naam for naam in lijst()["naam"] if len(naam) > 12]
    assert len(namen) > 100 and not any(naam in woorden for naam in namen)


def teken(soort: str, frame: pd.DataFrame | None = None) -> Figure:
    if soort == "plannen":
        return kaarten.teken_plannen(lijst(), grond(), "Overijssel")
    balans = balans_van(dossier("2017" if soort == "alle" else soort).editie)
    if soort == "alle":
        rijen = range(len(balans))
        balans["oordeel"] = [kaarten.VOLGORDE[nr % len(kaarten.VOLGORDE)] for nr in rijen]
    return kaarten.teken_oordeel(balans if frame is None else frame, grond(), "Overijssel")


def teksten(figuur: Figure) -> dict[str, Any]:
    """Every text of a figure with the rectangle it covers, in points."""
    with eigen_stijl():
        FigureCanvasAgg(figuur)
        figuur.dpi = 72
        figuur.draw_without_rendering()
        gevonden = [t for t in figuur.findobj(Text) if t.get_text() and t.get_visible()]
        return {t.get_text(): box(*t.get_window_extent().extents) for t in gevonden}


@pytest.mark.enkele(2)
@pytest.mark.parametrize("soort", ["2015", "2017", "2019", "plannen", "alle"])
def test_names_lie_inside_the_figure_and_not_on_each_other(soort: str) -> None:
    figuur = teken(soort)
    breed, hoog = figuur.get_size_inches() * 72
    assert breed / 72 * 25.4 <= 166.01 and hoog / 72 * 25.4 <= 120
    gevonden = teksten(figuur)
    namen = [*grond().gemeenten["gemeente"], "10 km", "rest van Overijssel"]
    if soort != "plannen":
        namen += [*grond().subregios["subregio"]]
    assert set(namen) <= set(gevonden)
    for naam, vak in gevonden.items():
        assert box(0, 0, breed, hoog).contains(vak), naam
    for een, ander in combinations(gevonden, 2):
        assert not gevonden[een].buffer(-1).intersects(gevonden[ander].buffer(-1)), (een, ander)
    letters = [t for t in figuur.findobj(Text) if isinstance(t, Text) and t.get_text()]
    assert min(float(letter.get_fontsize()) for letter in letters) >= 8


def test_a_map_that_shares_its_page_is_still_legible_there() -> None:
    figuur = teken("2017")
    assert doek.LAAG.hoog * 0.75 <= 56, "the room on its page"
    letters = [t for t in figuur.findobj(Text) if isinstance(t, Text) and t.get_text()]
    assert min(float(letter.get_fontsize()) for letter in letters) * 0.75 > 7


@pytest.mark.lang
def test_every_name_touches_its_own_municipality() -> None:
    for soort in ("2017", "plannen"):
        figuur = teken(soort)
        gevonden, assen = teksten(figuur), figuur.axes[0]
        terug = assen.transData.inverted()
        for naam, vlak in zip(
            grond().gemeenten["gemeente"], grond().gemeenten.geometry, strict=True
        ):
            (x0, y0), (x1, y1) = terug.transform(np.reshape(gevonden[naam].bounds, (2, 2)))
            vak = box(x0, y0, x1, y1)
            assert vlak.intersection(vak).area > 0.25 * vak.area, (soort, naam)


def grijs(soort: str) -> float:
    r, g, b = doek.vulling(soort)["facecolor"]
    return 0.299 * r + 0.587 * g + 0.114 * b


def test_judgements_differ_without_colour() -> None:
    """Every two differ in pattern and in sign, and the judgements in darkness too."""
    for een, ander in combinations(JUDGED, 2):
        assert doek._PATROON[een] != doek._PATROON[ander]
        a, b = doek.merk(een, 30), doek.merk(ander, 30)
        assert (a["marker"], a["facecolor"] == "white") != (b["marker"], b["facecolor"] == "white")
        assert abs(grijs(een) - grijs(ander)) > 0.05
    assert set(doek._PATROON) == set(TEKENS) == {*JUDGED, NVT, AFGESCHERMD}
    tekens = [(doek._PATROON[een], doek.merk(een, 30)["marker"]) for een in (ONBEKEND, AFGESCHERMD)]
    assert len({patroon for patroon, _ in tekens}) == len({merk for _, merk in tekens}) == 2


def test_unknown_and_not_tested_and_not_shown_are_never_filled() -> None:
    for soort in (ONBEKEND, NVT, AFGESCHERMD):
        assert doek.vulling(soort)["facecolor"] == (1, 1, 1)
        assert doek.merk(soort, 30)["facecolor"] == "white"


def test_circles_have_an_area_in_proportion_to_dwellings() -> None:
    frame = lijst()
    over = frame[frame["woningen"] > 0].sort_values("woningen")
    maten = sorted(
        float(groep.get_sizes()[0])
        for groep in teken("plannen").axes[0].collections
        if isinstance(groep, PathCollection) and len(np.asarray(groep.get_offsets()))
    )
    assert len(maten) == len(over)
    per_woning = np.array(maten) / over["woningen"].to_numpy(dtype=float)
    assert per_woning == pytest.approx(per_woning[0])


@pytest.mark.parametrize(
    ("hoogste", "maten"),
    [(309, [200, 40, 10]), (1, [1]), (2, [2]), (70, [50, 10, 2]), (1000, [1000, 200, 50])],
)
def test_sizes_of_the_legend_are_round(hoogste: int, maten: list[int]) -> None:
    assert ronde_maten(hoogste) == maten


@pytest.mark.parametrize("maak", [lambda: echte_oordeelkaart("2017"), echte_plannenkaart])
def test_every_municipality_is_an_area_that_can_be_found(maak: Callable[[], Beeld]) -> None:
    """By its code, with one outline: what a page on screen lays over the picture."""
    codes = [code.lower() for code in grond().gemeenten["gemeentecode"]]
    gevonden = re.findall(r'<g id="vlak-([^"]*)">\s*<path d="M [^"]+z', maak().svg)
    assert sorted(gevonden) == sorted(codes) and len(codes) == 14


def rijen_van(tafel: Tabel) -> list[list[str]]:
    """The cells of every row of a table, without links."""
    regels = [r for r in gewoon(tafel.markdown).splitlines() if r.startswith("| ")][1:]
    return [[cel.replace("\\", "").strip() for cel in r.strip("| ").split("|")] for r in regels]


def test_the_numbers_beside_the_map_of_plans_add_up_to_its_caption() -> None:
    open_ = verdeel(lijst(), grond().subregios.union_all()).getekend
    rijen = {rij[0]: rij[1:] for rij in rijen_van(getallen.plannen(lijst(), grond()))}
    assert list(rijen) == list(grond().gemeenten["gemeente"])
    zonder = {naam for naam, cellen in rijen.items() if cellen[0] == "onbekend"}
    assert zonder == {"Almelo", "Oldenzaal", "Dinkelland", "Tubbergen"}
    assert all(set(rijen[naam][:-1]) == {"onbekend"} for naam in zonder)
    bekend = [
        [int(cel.replace(".", "")) for cel in rijen[naam][:-1]] for naam in rijen.keys() - zonder
    ]
    plannen, woningen, *per_status = (sum(kolom) for kolom in zip(*bekend, strict=True))
    assert (plannen, woningen) == (len(open_), open_["woningen"].sum())
    assert sum(per_status) == woningen and len(per_status) == open_["hardheid"].nunique()


def test_a_table_beside_a_map_has_a_caption_and_no_number() -> None:
    tafel = Tabel("| A |\n|:--|\n| x |", "Wat *er* is")
    markdown = getallen.naast(tafel).markdown
    assert markdown == f"{tafel.markdown}\n\n: De getallen bij de kaart\\. Wat \\*er\\* is"


@pytest.mark.lang
@pytest.mark.parametrize("maak", [lambda: oordeelkaart("2017"), plannenkaart])
def test_same_bytes_twice_and_not_too_many(maak: Callable[[], Beeld]) -> None:
    een_keer = maak()
    assert een_keer == maak()
    assert len(een_keer.svg.encode()) < 250_000


def test_a_hostile_name_is_only_text() -> None:
    d = dossier("2017")
    leden = d.regio.gemeenten.replace("Borne", "$x_$ <b>")
    ander = lagen(d.bron(Kaart), leden)
    balans = balans_van(d.editie).replace("Borne", "$x_$ <b>")
    beeld = kaarten.oordeel(balans, ander, d.editie.opzet, "$y^$", d.bron(Kaart).herkomst)
    assert "$x_$ <b>" in beeld.alt and "<b>" not in beeld.svg
    assert "$x_$ <b>" in teksten(kaarten.teken_oordeel(balans, ander, "$y^$"))


def test_another_region_has_its_own_map_or_none(tmp_path: Path) -> None:
    kopie = kopieer_gegevens(tmp_path)
    pad = kopie / "data/regio.yml"
    kop = yaml.safe_load(pad.read_text(encoding="utf-8"))
    del kop["kaart"]["provincie"]
    pad.write_text(yaml.safe_dump(kop), encoding="utf-8")
    d = lees_dossier(kopie, "2017")
    kaart = d.bron(Kaart)
    assert kaart.provincie is None
    figuur = kaarten.teken_oordeel(balans_van(d.editie), lagen(kaart, d.regio.gemeenten), "Nergens")
    assert not any("Nergens" in tekst for tekst in teksten(figuur))
    del kop["kaart"]
    pad.write_text(yaml.safe_dump(kop), encoding="utf-8")
    d = lees_dossier(kopie, "2017")
    assert d.eventuele_bron(Kaart) is None and "kaarten" not in {run.naam for run in runs_van(d)}


def provincie(
    naam: str | None = "Overijssel", crs: str = "EPSG:28992", schuif: float = 0, **deel: Any
) -> str:
    """A file with a square as province, with something wrong in it."""
    x, y = 170_000 - schuif, 440_000
    ring = [[x, y], [x + 110_000, y], [x + 110_000, 560_000], [x, 560_000], [x, y]]
    vlak = {
        "type": "Feature",
        "properties": {"provincienaam": naam},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        **deel,
    }
    eigen = {"type": "name", "properties": {"name": crs}}
    return json.dumps({"type": "FeatureCollection", "crs": eigen, "features": [vlak]})


def test_a_name_in_decomposed_letters_is_the_same_name(tmp_path: Path) -> None:
    kopie = kopieer_gegevens(tmp_path)
    (kopie / PROVINCIE).write_text(provincie("Frysla\u0302n"), encoding="utf-8")
    anders = replace(dossier("2017").regio, provincie="Frysl\u00e2n")
    kaart = lees_kaart(kopie, anders, {"gemeenten": GEMEENTEN, "provincie": PROVINCIE})
    assert kaart.provincie is not None


@pytest.mark.parametrize(
    ("naam", "inhoud", "deel"),
    [
        ("Overijssel", "{", "hele GeoJSON"),
        ("Nergens", None, "precies één vlak voor Nergens"),
        ("Overijssel", provincie(crs="foo"), "kolom crs: staat 'foo'"),
        ("Overijssel", provincie(geometry=None), r"in vlak 1 een grens van Overijssel"),
        ("Overijssel", provincie(geometry={"type": "Point"}), r"vlak 1 \(Overijssel\) een vlak"),
        ("Overijssel", provincie(naam=None), "in vlak 1 de naam van een provincie"),
        ("Overijssel", provincie(schuif=90_000), "gemeenten in Overijssel; van .* ligt 100%"),
    ],
)
def test_a_boundary_of_the_province_that_is_wrong_is_told(
    tmp_path: Path, naam: str, inhoud: str | None, deel: str
) -> None:
    kopie = kopieer_gegevens(tmp_path)
    if inhoud is not None:
        (kopie / PROVINCIE).write_text(inhoud, encoding="utf-8")
    bestanden = {"gemeenten": GEMEENTEN, "provincie": PROVINCIE}
    regio = dossier("2017").regio
    anders = replace(regio, provincie=naam)
    with pytest.raises(InvoerFout, match=deel):
        lees_kaart(kopie, anders, bestanden)


@pytest.mark.enkele(1)
@pytest.mark.parametrize("speling", [0, -20])
def test_no_rest_in_the_legend_of_a_region_that_is_the_whole_province(speling: int) -> None:
    alles = grond().subregios.union_all()
    heel = replace(
        grond(), provincie=grond().provincie.iloc[:1].set_geometry([alles.buffer(speling)])
    )
    assert "rest van Overal" not in teksten(kaarten.teken_plannen(lijst(), heel, "Overal"))
    ruimer = replace(heel, provincie=heel.provincie.set_geometry([alles.buffer(5000)]))
    assert "rest van Overal" in teksten(kaarten.teken_plannen(lijst(), ruimer, "Overal"))


def test_the_title_of_a_region_of_one_municipality_names_it() -> None:
    een = balans_van(dossier("2017").editie)
    een = een[een["gemeente"] == "Borne"]
    assert kaarten._vinding(een) == "Borne met overprogrammering"
    assert kaarten._vinding(een.assign(oordeel=ONBEKEND)) == (
        "Van de enige gemeente is het oordeel onbekend"
    )


def test_the_width_of_a_name_is_that_of_its_outline() -> None:
    gebruik_lettertype(WORTEL)
    for tekst in ("Súdwest-Fryslân", "’s-Gravenhage", "Q&8@%§", "漢字"):
        with eigen_stijl():
            pad = TextPath((0, 0), tekst, prop=FontProperties(size=doek.LAAG.letter))
        assert namen._breedte(pad) == pytest.approx(pad.get_extents().width)
    boog = Outline([(0, 0), (4, 0), (4, 2)], [Outline.MOVETO, Outline.CURVE3, Outline.CURVE3])
    terug = Outline([(0, 0), (4, 0), (0, 2)], [Outline.MOVETO, Outline.CURVE3, Outline.CURVE3])
    assert (namen._breedte(boog), namen._breedte(terug)) == (4, 2)
