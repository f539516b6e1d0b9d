"""Of many municipalities figures and tables show the subregions; of few nothing changes."""

from __future__ import annotations

import runpy

import pandas as pd
import pytest
from hulp import balans_van, dossier, editie

from woonanalyse.document.ladder import bouwstenen
from woonanalyse.kern.beeld import veel as module
from woonanalyse.kern.beeld.huisstijl import PAGINAMAP
from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.beeld.veel import VEEL, genoemd, is_veel, per_subregio, rijcodes
from woonanalyse.kern.getal import aantal, band
from woonanalyse.kern.oordeel import NVT, ONBEKEND
from woonanalyse.onderwerpen.balans.beeld import (
    capaciteit,
    figuren,
    perlid,
    positie,
    tabellen,
    voorwaarden,
    zinnen,
)
from woonanalyse.onderwerpen.balans.beeld.samen import getoond
from woonanalyse.onderwerpen.balans.model import boven_norm
from woonanalyse.onderwerpen.gebied.model import gebieden
from woonanalyse.onderwerpen.plannen.beeld import bronnen
from woonanalyse.onderwerpen.plannen.model import lijstnaam
from woonanalyse.uitkomsten.herkomst import herkomst


def veel(keer: int = 4) -> pd.DataFrame:
    """The balance of an edition with each municipality so many times, under another name."""
    frame = balans_van(editie("2017"))
    delen = [
        frame.assign(
            gemeentecode=[f"GM{nr}{code[3:]}" for code in frame["gemeentecode"]],
            gemeente=[f"{naam} {nr}" for naam in frame["gemeente"]],
        )
        for nr in range(keer)
    ]
    return pd.concat(delen, ignore_index=True)


def veel_invoer(keer: int = 4) -> pd.DataFrame:
    """What `veel` is made from."""
    invoer = editie("2017").invoer
    delen = [
        invoer.assign(
            gemeentecode=[f"GM{nr}{code[3:]}" for code in invoer["gemeentecode"]],
            gemeente=[f"{naam} {nr}" for naam in invoer["gemeente"]],
        )
        for nr in range(keer)
    ]
    return pd.concat(delen, ignore_index=True)


def test_few_are_shown_as_they_are() -> None:
    frame = balans_van(editie("2017"))
    assert not is_veel(frame) and getoond(frame) is frame
    assert per_subregio(frame, ["behoefte"]) is frame


def test_of_many_the_sums_of_each_subregion() -> None:
    frame = veel()
    assert frame["gemeentecode"].nunique() > VEEL and is_veel(frame)
    som = getoond(frame)
    assert list(som.columns) == list(frame.columns)
    assert list(som["gemeente"].unique()) == list(frame["subregio"].unique())
    per = frame.groupby(["subregio", "variant"])["behoefte"].sum()
    for rij in som.itertuples():
        assert rij.behoefte == per[rij.subregio, rij.variant]
        assert rij.dekking == pytest.approx(rij.hard_totaal / rij.behoefte)
    assert set(som["oordeel"]) == {NVT}
    assert len(set(rijcodes("plannen", frame))) == 1


def test_a_number_of_a_subregion_has_the_address_of_its_own_sums() -> None:
    deze, frame, invoer = editie("2017"), veel(), veel_invoer()
    delen = deze.regio.delen
    sommen = gebieden(invoer, deze.opzet, deze.definitie, "Alles", delen, deze.norm)
    bron = pd.DataFrame({"gemeentecode": frame["gemeentecode"].unique(), "hard": 1, "zacht": 2})
    tafels = [
        positie.positie(frame, deze.opzet),
        bouwstenen(frame, invoer, deze.opzet),
        voorwaarden.ruimte(frame, boven_norm(frame, deze.norm), {}, {}),
        tabellen.capaciteiten(
            frame.drop_duplicates("gemeentecode"), {"bron": bron}, {"bron": "Bron"}
        ),
    ]
    per_gebied = enumerate(sommen.groupby("gebied", sort=False), start=1)
    for nr, (naam, eigen) in [paar for paar in per_gebied if paar[1][0] in delen]:
        regels = [
            next(regel for regel in tafel.markdown.splitlines() if regel.startswith(f"| {naam} "))
            for tafel in tafels
        ]
        assert all(f"[R{nr}](#h-r{nr})" in regel and "#h-b" not in regel for regel in regels)
        assert f"[{band(eigen['behoefte'], aantal)}](#h-r{nr})" in regels[0]
        assert f"[{band(eigen['saldo'], aantal)}](#h-r{nr})" in regels[1]


@pytest.mark.parametrize("grens", [VEEL, 5])
def test_the_line_of_a_subregion_names_what_tables_of_many_show_of_it(
    grens: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("woonanalyse.kern.beeld.veel.VEEL", grens)
    deze = dossier("2017")
    sommen = gebieden(
        deze.editie.invoer, deze.editie.opzet, deze.editie.definitie, deze.regio.naam,
        deze.regio.delen, deze.editie.norm,
    )  # fmt: skip
    regels = herkomst(deze, {"balans_gebied": sommen})
    ernaast = {zij["bestand"] for zij in deze.editie.opzet.ernaast}
    genoemd_bij = set(regels.loc[regels["bronbestand"].isin(ernaast), "onderwerp"])
    assert ernaast and genoemd_bij == (set(deze.regio.delen) if grens == 5 else set())


def test_pages_figures_and_tables_have_one_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PAGINAMAP, "gemeenten", 5)
    assert runpy.run_path(module.__file__ or "")["VEEL"] == 5


def test_one_that_is_not_known_makes_its_subregion_unknown() -> None:
    frame = veel()
    weg = frame["gemeentecode"] == frame["gemeentecode"].iloc[0]
    frame.loc[weg, ["behoefte", "dekking"]] = pd.NA
    som = getoond(frame).set_index("gemeente")
    eigen = frame.loc[weg, "subregio"].iloc[0]
    assert som.loc[eigen, "dekking"].isna().all() and set(som.loc[eigen, "oordeel"]) == {ONBEKEND}
    assert som.drop(index=eigen)["dekking"].notna().all()


def test_one_subregion_is_no_shorter_form() -> None:
    assert not is_veel(veel().assign(subregio="Alles"))


def test_a_table_and_a_figure_of_many_have_a_line_per_subregion() -> None:
    deze, frame = editie("2017"), veel()
    tafel = positie.positie(frame, deze.opzet)
    for naam in frame["subregio"].unique():
        assert tafel.markdown.count(naam) == 1
    assert frame["gemeente"].iloc[0] not in tafel.markdown
    assert f"{len(frame.drop_duplicates('gemeentecode'))}" in tafel.markdown
    for beeld in (
        figuren.positie(frame, deze.opzet, deze.norm, "artikel 13"),
        capaciteit.behoefte(frame, deze.opzet),
        figuren.positie(
            frame.assign(dekking=pd.NA, behoefte=pd.NA), deze.opzet, deze.norm, "artikel 13"
        ),
    ):
        assert frame["subregio"].iloc[0] in beeld.alt and frame["gemeente"].iloc[0] not in beeld.alt


def test_a_sentence_names_few_and_counts_many() -> None:
    assert genoemd(["A", "B"]) == "A en B"
    assert genoemd([f"G{nr}" for nr in range(VEEL + 1)]) == f"{VEEL + 1} gemeenten"


@pytest.mark.parametrize(
    ("hoeveel", "zin"), [(3, "van G0, G1 en G2."), (90, "van meer dan 30 gemeenten.")]
)
def test_a_sum_names_who_is_missing_unless_they_are_many(hoeveel: int, zin: str) -> None:
    rij = {
        "niveau": "regio", "gebied": "Het land", "dekking": pd.NA, "oordeel": ONBEKEND,
        "ontbreekt": "; ".join(f"G{nr}" for nr in range(hoeveel)),
    }  # fmt: skip
    assert zinnen.gebieden(pd.DataFrame([rij]), editie("2017").opzet).endswith(zin)


def test_building_blocks_of_many_are_those_of_subregions() -> None:
    frame, deze, invoer = veel(), editie("2017"), veel_invoer()
    zacht = pd.Series(1, index=frame["gemeentecode"].unique())
    tafel = bouwstenen(frame, invoer, deze.opzet, {"vandaag": zacht})
    rijen = [regel for regel in tafel.markdown.splitlines() if regel.startswith("| ")]
    leden = frame.drop_duplicates("gemeentecode").groupby("subregio", sort=False).size()
    assert rijen[0].startswith("| Subregio |") and len(rijen) == 1 + len(leden)
    for rij, (naam, hoeveel) in zip(rijen[1:], leden.items(), strict=True):
        assert naam in rij and f"[{hoeveel}]" in rij
    assert "per subregio" in tafel.bijschrift
    weg = pd.Series(1, index=frame["gemeentecode"].unique()[1:])
    anders = bouwstenen(frame, invoer, deze.opzet, {"vandaag": weg})
    assert anders.markdown.count("nog te leveren") > tafel.markdown.count("nog te leveren")


def test_the_map_of_many_leads_to_each_municipality() -> None:
    frame = veel()
    tafel = perlid.oordelen(frame, editie("2017").opzet)
    for code, naam in frame[["gemeentecode", "gemeente"]].drop_duplicates().itertuples(index=False):
        assert f"| [{veilig(naam)}](#sec-{code.lower()}) |" in tafel.markdown
    few = balans_van(editie("2017"))
    assert perlid.oordelen(few, editie("2017").opzet) == positie.positie(few, editie("2017").opzet)


def test_sources_of_plans_of_many_have_a_line_per_subregion() -> None:
    leden = veel().drop_duplicates("gemeentecode")[["gemeentecode", "gemeente", "subregio"]]
    lezing = {"id": "x", "naam": "X"}
    delen = [
        leden.assign(bron=bron, telling="bruto", hard=keer, zacht=2 * keer)
        for bron, keer in ((lijstnaam(lezing), 1), ("elders", 3))
    ]
    naast = pd.concat(delen, ignore_index=True).astype({"hard": "Int64", "zacht": "Int64"})
    tafel = bronnen(naast, [lezing]).markdown.splitlines()
    per = leden.groupby("subregio", sort=False).size()
    assert tafel[0].startswith("| Subregio |")
    assert len(tafel) == 2 + len(per)
    for regel, (naam, leden_) in zip(tafel[2:], per.items(), strict=True):
        assert str(naam) in regel and str(6 * leden_) in regel
