"""The annex with all outcomes: every number of every result file stands in a row of its own table."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from hulp import EDITIES, dossier, lang_behalve, schrijf_resultaten, tabellen_van

from woonanalyse.document.herkomstbijlage import bijlage as herkomst_bijlage
from woonanalyse.document.tabellenbijlage import bijlage, namen_van
from woonanalyse.kern.beeld.markdown import gewoon
from woonanalyse.kern.catalogus import tabellen as tabellen_van_catalogus
from woonanalyse.kern.getal import met_eenheid


@pytest.mark.parametrize(
    ("waarde", "eenheid", "tekst"),
    [
        (1775, "woningen", "1.775"),
        (-10, "woningen", "−10"),
        (226.75, "woningen per jaar", "226,8"),
        (1.0056657, "fractie", "100,6%"),
        (85.25, "procent", "85,3%"),
        (2017, "jaar", "2017"),
        (25.0, "wijkaanpakken", "25"),
        (pd.NA, "woningen", "onbekend"),
        (pd.NA, "jaar", "onbekend"),
        (pd.NA, "fractie", "onbekend"),
    ],
)
def test_a_number_is_shown_by_its_unit(waarde: object, eenheid: str, tekst: str) -> None:
    assert met_eenheid(waarde, eenheid) == tekst


@pytest.mark.parametrize("naam", lang_behalve(["2017"], EDITIES))
def test_every_number_stands_in_a_row_of_its_table(naam: str, tmp_path: Path) -> None:
    map_ = schrijf_resultaten(dossier(naam), tmp_path)
    pakket = json.loads((map_ / "datapackage.json").read_text(encoding="utf-8"))
    tabellen = tabellen_van(dossier(naam))
    tekst = gewoon(
        bijlage(tabellen, pakket, tabellen["herkomst"], namen_van(dossier(naam)))
    ).replace("\\", "")
    delen = re.split(r"^## .*\{#sec-tabel-([\w-]+)\}$", tekst, flags=re.M)
    secties = dict(zip(delen[1::2], delen[2::2], strict=True))
    gezien = 0
    for tafel in pakket["resources"]:
        bestand = tafel["path"].removesuffix(".csv")
        frame = tabellen[bestand]
        if bestand == "herkomst" or frame.empty:
            continue
        sectie = secties[bestand.replace("_", "-")]
        regels = [regel for regel in sectie.splitlines() if regel.startswith("| ")]
        vast = "\n".join(r for r in sectie.splitlines() if r.startswith("In alle rijen gelijk"))
        velden = [v for v in tafel["schema"]["fields"] if v["type"] in ("integer", "number")]
        sleutel = next(k for k in ("gebied", "gemeente", "artikel") if k in frame)
        for _, rij in frame.iterrows():
            wie = str(rij["naam"] if bestand == "afstemming" else rij[sleutel])
            eigen = [r for r in regels if r.startswith(f"| {wie} ")]
            for veld in velden:
                kop = bestand == "programma" and veld["name"] in ("van", "tot_en_met")
                if kop or veld["name"] == "artikel" or pd.isna(rij[veld["name"]]):
                    continue
                eenheid = veld.get("eenheid", "")
                eenheid = str(rij["eenheid"]) if eenheid == "zie kolom eenheid" else eenheid
                getal = met_eenheid(rij[veld["name"]], eenheid)
                patroon = re.compile(rf"(?<![\d.,−]){re.escape(getal)}(?![\d%]|[.,]\d)")
                assert any(patroon.search(r) for r in [*eigen, vast]), (
                    bestand,
                    wie,
                    veld["name"],
                    getal,
                )
                gezien += 1
    assert gezien > 100


def test_labels_are_unique_and_hostile_names_stay_text(tmp_path: Path) -> None:
    d = dossier("2017")
    map_ = schrijf_resultaten(d, tmp_path)
    pakket = json.loads((map_ / "datapackage.json").read_text(encoding="utf-8"))
    tabellen = dict(tabellen_van(d))
    namen = [
        "<script>x</script>",
        "a|b",
        "[x](http://y){.wa-getal}",
        "*v* $x$ #import \\",
        "x" * 300,
    ]
    afstemming = tabellen["afstemming"].copy()
    assert len(afstemming) >= len(namen), "every name has a row"
    afstemming["naam"] = [*namen, *["p"] * (len(afstemming) - len(namen))]
    tabellen["afstemming"] = afstemming
    tekst = bijlage(tabellen, pakket, tabellen["herkomst"], namen_van(d))
    labels = re.findall(r"\{#(tbl-alles-[\w-]+)\}", tekst)
    assert len(labels) == len(set(labels)) > 20
    for naam in namen[:-1]:
        assert naam not in tekst
    breedtes = {
        len(re.findall(r"(?<!\\)\|", regel))
        for regel in tekst.partition("{#sec-tabel-afstemming}")[2].partition("## ")[0].splitlines()
        if regel.startswith("| ")
    }
    assert breedtes == {6}


def test_agreements_without_a_number_give_no_table(tmp_path: Path) -> None:
    map_ = schrijf_resultaten(dossier("2017"), tmp_path)
    pakket = json.loads((map_ / "datapackage.json").read_text(encoding="utf-8"))
    tabellen = dict(tabellen_van(dossier("2017")))
    leeg = tabellen["afspraken"].assign(waarde=pd.NA, norm=pd.NA)
    namen = namen_van(dossier("2017"))
    tekst = bijlage({**tabellen, "afspraken": leeg}, pakket, tabellen["herkomst"], namen)
    assert "{#sec-tabel-afspraken}" in tekst and "tbl-alles-afspraken" not in tekst


STRATEGIE = {"strategie", "programma", "projectie", "scenarios", "rooster", "strategie_sommen"}
"""Of every edition, whatever agreement it is about."""


def test_what_the_edition_is_not_about_is_left_out_with_where_it_is(tmp_path: Path) -> None:
    map_ = schrijf_resultaten(dossier("2017"), tmp_path)
    pakket = json.loads((map_ / "datapackage.json").read_text(encoding="utf-8"))
    tabellen, namen = tabellen_van(dossier("2017")), namen_van(dossier("2017"))
    zonder = [naam for naam, tafel in tabellen_van_catalogus().items() if tafel.over_afspraken]
    strategie = {naam for naam in tabellen_van_catalogus() if naam in STRATEGIE}
    blijft = {"normen", "totalen", "herkomst", *strategie}
    assert set(tabellen_van_catalogus()) - set(zonder) == blijft
    heel = bijlage(tabellen, pakket, tabellen["herkomst"], namen)
    assert "Weggelaten" not in heel
    deel = bijlage(
        tabellen,
        pakket,
        tabellen["herkomst"],
        namen,
        [n for n in (*zonder, *strategie) if n != "balans"],
    )
    assert re.findall(r"\{#sec-tabel-([\w-]+)\}", deel) == ["balans"]
    (zin,) = [regel for regel in deel.splitlines() if "Weggelaten zijn" in regel]
    getoond = re.findall(r"\{#sec-tabel-([\w-]+)\}", heel)
    assert re.findall(r"`([\w-]+)\.csv`", zin.replace("_", "-")) == [
        naam for naam in getoond if naam != "balans"
    ]
    herkomst = herkomst_bijlage(tabellen["herkomst"], pakket, [*zonder, *strategie])
    assert "## " not in herkomst and herkomst.count("`herkomst.csv`") == 1


def test_codes_stand_in_the_annex_by_their_names(tmp_path: Path) -> None:
    """A part of which no number is known is one line, not a table."""
    d = dossier("2017")
    map_ = schrijf_resultaten(d, tmp_path)
    pakket = json.loads((map_ / "datapackage.json").read_text(encoding="utf-8"))
    tabellen, namen = tabellen_van(d), namen_van(d)
    tekst = bijlage(tabellen, pakket, tabellen["herkomst"], namen).replace("\\", "")
    for kolom in ("definitie", "voorwaarde", "lezing"):
        for code in namen[kolom]:
            assert f"({kolom} {code})" not in tekst
    for lezing in tabellen["plannen"]["lezing"].unique():
        assert f"(lezing: {namen['lezing'][lezing]})" in tekst
    assert "hard_uitwerk" not in tekst and "| hard, nog uit te werken " in tekst
    leeg = tabellen["voorwaarden"].groupby("voorwaarde")["aandeel"].count() == 0
    assert tekst.count("geen getal bekend.") == leeg.sum() > 0
