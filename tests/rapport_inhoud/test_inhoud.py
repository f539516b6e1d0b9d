"""What chapters quote: variables, pages, the work folder; and the last step of publishing."""

from __future__ import annotations

import functools
import json
import re
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pypdfium2 as pdfium
import pytest
import yaml
from bs4 import BeautifulSoup
from hulp import (
    EDITIES,
    GEHEEL,
    ROMMEL,
    RWP2017,
    VERBODEN,
    WORTEL,
    Gemaakt,
    balans_van,
    dossier,
    editie,
    inhoud_van,
    lees_rijen,
    schrijf_figuren,
    schrijf_resultaten,
    schrijf_rijen,
    tabellen_van,
    vervang,
    zonder,
    zonder_sleutel,
)

from woonanalyse.document import bijdragen, gemeenten, paginas
from woonanalyse.document.besluiten import gevraagd, vragen_van
from woonanalyse.document.factsheets import schrijf_factsheets
from woonanalyse.document.notitieboeken import publiceer
from woonanalyse.document.statuswoorden import voorbehoud
from woonanalyse.document.variabelen import variabelen
from woonanalyse.document.werkmap import vul_bijlagen, vul_delen, vul_variabelen, vul_werkmap
from woonanalyse.kern.beeld.markdown import gewoon
from woonanalyse.kern.catalogus import instellingen
from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.getal import datum
from woonanalyse.kern.oordeel import BINNEN, ONBEKEND
from woonanalyse.kern.project import notitieboekbron, werkmap
from woonanalyse.kern.waarden import verboden_teken
from woonanalyse.onderwerpen.balans.beeld import zinnen
from woonanalyse.onderwerpen.bereken import bereken
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.onderwerpen.gebouwd import rapport as gebouwd
from woonanalyse.onderwerpen.herstel import rapport as herstel
from woonanalyse.onderwerpen.strategie import rapport as strategie
from woonanalyse.onderwerpen.wijzigingen import rapport as wijzigingen
from woonanalyse.opmaak import render
from woonanalyse.opmaak.bron import ingesloten
from woonanalyse.uitgave import uitgeven
from woonanalyse.uitgave.poort import teksten_met_resten
from woonanalyse.uitgave.poort.html import SCRIPTS
from woonanalyse.uitkomsten.resultaten import Resultaten
from woonanalyse.uitkomsten.runs import runs_van
from woonanalyse.uitvoering.notitieboek import voer_uit

VAKKEN = [
    "kop", "cijfers", "positie", "trend", "bouw", "plannen", "wijkaanpak", "statushouders", "herstel",
    "strategie",
    "besluiten", "bron",
]  # fmt: skip
HOGE_VAKKEN = ["plannen"]
"""Those of which the subject declares a height from which a box takes two rows on a screen."""


def met_vakken(namen: list[str], d: Dossier, tabellen: dict[str, pd.DataFrame]) -> list[str]:
    """Without the boxes that would tell nothing of anybody."""
    wie = {"trend": wijzigingen, "bouw": gebouwd, "herstel": herstel, "strategie": strategie}
    zegt = {naam: module.met_vak(d, tabellen) for naam, module in wie.items()}
    return [naam for naam in namen if zegt.get(naam, True)]


def variabelen_van(d: Dossier) -> str:
    tabellen = tabellen_van(d)
    return variabelen(d, tabellen, vragen_van(d.editie, tabellen["afspraken"], tabellen["balans"]))


@functools.cache
def waarden(naam: str) -> dict[str, Any]:
    """The variables of an edition of the project itself; made once, so not to be changed."""
    inhoud = yaml.safe_load(variabelen_van(dossier(naam)))
    assert list(inhoud) == ["rwp"]
    return inhoud["rwp"]


def kaal(markdown: str) -> str:
    """Markdown with the escapes taken off."""
    return markdown.replace("\\", "")


@pytest.mark.enkele(2)
@pytest.mark.parametrize("naam", EDITIES)
def test_variables_are_text_and_nothing_is_missing(naam: str) -> None:
    plat = {k: v for k, v in waarden(naam).items() if k != "toon"}
    assert all(isinstance(w, str) and w for w in plat.values())
    assert set(waarden(naam)["toon"].values()) <= {True}
    for tekst in plat.values():
        assert not ROMMEL.search(tekst) and not any(woord in tekst for woord in VERBODEN)


def test_variables_hold_the_edition() -> None:
    feiten = waarden("2017")
    assert (feiten["editie"], feiten["norm"], feiten["gemeenten"]) == ("2017", "100%", "14")
    opzet = dossier("2017").editie.opzet
    assert (feiten["datum"], feiten["peildatum"]) == (opzet.rapportdatum, "1 januari 2017")
    assert feiten["rapportdatum"] == datum(opzet.rapportdatum)
    assert kaal(feiten.get("contact", "")) == dossier("2017").regio.contact
    assert feiten["versie"].startswith("woonanalyse ")
    assert "ten minste elke 24 maanden wordt herzien (artikel 11)" in kaal(feiten["begrip_rwp"])
    assert feiten["status"].startswith("analyse")
    assert "2017 tot en met 2026" in kaal(feiten["periode"])
    assert "Borne, Hellendoorn en Wierden" in kaal(feiten["antwoord"])


@pytest.mark.lang
def test_variables_show_only_what_an_edition_has() -> None:
    altijd = {"afstemming", "kaart", "kaart_plannen", "plannen", "statushouders", "wijkaanpak"}
    altijd |= {"planbronnen", "balans", "drempels", "gebied", "leveren", "overeenkomst_toelichting"}
    altijd |= {"gemeenten", "meer_gemeenten"}
    gedrukt = {"gepubliceerd", "tegenspraken", "voorwaarden", "ruimte"}
    met_vorige = {"wijzigingen", "gebouwd", "terugname"}
    toetst = {*altijd, "aandacht", "afspraken", "lezing_subregio", "terugblik", "themas"}
    strategie = {"programmeringsstrategie", "programma", "scenarios", "invloed"}
    strategie |= {"te_veel", "uit_te_werken"}
    altijd |= {"strategie", "ladder"}
    toetst |= {"strategie", "ladder", "delen"}
    assert [set(waarden(naam)["toon"]) for naam in EDITIES] == [
        {*toetst, "behoefte", "positie", "definities", "herstel", "kaart_oordeel", "ruimte"}
        | {"getekend", "terugweg_bekend"}
        | strategie,
        {
            *toetst,
            "behoefte",
            "positie",
            "definities",
            "gelijk",
            "herstel",
            "kaart_oordeel",
            "ligging",
        }
        | met_vorige
        | gedrukt
        | {"bandbreedte", "bandbreedte_afgesproken", "gebouwd_bekend", "sindsdien", "oordeeluitleg"}
        | {"getekend", "terugweg_bekend"}
        | {*strategie, "projectie"},
        {*toetst, *met_vorige},
        {*altijd, *met_vorige, "capaciteit", "delen", "gebiedsbehoefte", "gebouwd_bekend"}
        | {"getekend"},
        {*altijd, "gevraagd", "kort", "lopend", "normen", "zonder_levering"},
    ]
    behoefte = kaal(waarden("2021")["gebiedsbehoefte"])
    assert "in het register van behoeften" in behoefte
    assert "15.782 woningen" in behoefte and "5.000 tot 7.000 woningen" in behoefte
    assert waarden("2019")["peildatum"] == "onbekend"
    lopend = yaml.safe_load(variabelen_van(dossier("2019").op_datum("2020-12-31")))["rwp"]
    assert lopend["datum"] == "2020-12-31"
    assert {"lopend", "besluiten", "gevraagd"} <= set(lopend["toon"]) and "terugblik" not in lopend[
        "toon"
    ]


@pytest.mark.enkele(2)
@pytest.mark.parametrize("naam", EDITIES)
def test_a_sentence_names_no_file_of_the_project(naam: str) -> None:
    """A line on sources does, as code; a sentence says which register it is."""
    for sleutel, waarde in waarden(naam).items():
        assert "data/" not in re.sub(r"`[^`]*`", "", kaal(str(waarde))), sleutel


@pytest.mark.lang
def test_norm_of_the_data_is_the_norm_in_the_text(project: Path) -> None:
    vervang(
        project / "data/afspraken.yml",
        "soort: maximum\n  norm: 1.0",
        "soort: maximum\n  norm: 1.15",
    )
    vervang(project / "data/afspraken.yml", "norm: 3\n", "norm: 4\n")
    feiten = yaml.safe_load(variabelen_van(lees_dossier(project, "2017")))["rwp"]
    assert feiten["norm"] == "115%"
    assert "115%" in kaal(feiten["antwoord"]) and "100%" not in kaal(feiten["antwoord"])


@pytest.mark.enkele(2)
@pytest.mark.parametrize("naam", EDITIES)
def test_page_of_every_municipality(naam: str) -> None:
    deze = dossier(naam)
    codes = list(deze.regio.gemeenten["gemeentecode"])
    woorden = {code: {"alt": f"alt {code}", "bijschrift": f"bij {code}"} for code in codes}
    tabellen = tabellen_van(deze)
    vragen = gevraagd(deze.regio.afspraken, tabellen["afspraken"], tabellen["balans"])
    uit = gemeenten.Uitkomsten(tabellen, vragen, tabellen["afspraken"])
    tekst = gemeenten.gemeentepaginas(deze, gemeenten.Inhouden(deze, uit).alle(woorden))
    delen = tekst.split(gemeenten.NIEUWE_PAGINA)
    assert len(delen) == 14
    for deel, code, gemeente in zip(delen, codes, deze.regio.gemeenten["gemeente"], strict=True):
        assert kaal(deel).strip().startswith(f"## {gemeente}: ")
        alleen = deze.editie.alleen_normen
        getekend = bijdragen.getekend(
            tabellen["balans"][tabellen["balans"]["gemeentecode"] == code]
        )
        figuur = ("fig",) if getekend.any() else ()
        vast = met_vakken(["trend", "plannen", "statushouders"], deze, tabellen)
        eigen = ("normen",) if alleen else (*figuur, *vast)
        for anker in ("sec", *eigen, "besluiten"):
            assert deel.count(f"{{#{anker}-{code.lower()}") == 1, anker
        vakken = re.findall(r"\.wa-vak \.wa-vak-(\w+)", deel)
        verwacht = met_vakken(VAKKEN, deze, tabellen)
        assert vakken == (["kop", "normen", "besluiten", "bron"] if alleen else verwacht)
        hoog = [] if alleen else HOGE_VAKKEN
        assert re.findall(r"\.wa-vak-(\w+) \.wa-vak-hoog kolom=", deel) == hoog
        assert deel.count("hoog kolom=") == len(hoog)
        met = bool(figuur) and not alleen
        assert (f"gemeente-{code}.svg" in deel and f"alt {code}" in kaal(deel)) is met
        anderen = [c for c in codes if c != code]
        assert not any(ander in deel or ander.lower() in deel for ander in anderen)
        assert not ROMMEL.search(deel) and not any(woord in deel for woord in VERBODEN)


@pytest.mark.enkele(1)
@pytest.mark.parametrize("verzonnen", [False, True])
def test_page_of_an_edition_about_norms_shows_them_and_nothing_else(verzonnen: bool) -> None:
    deze = dossier("2022", voorbeelddata=verzonnen)
    tabellen = tabellen_van(deze)
    uit = gemeenten.Uitkomsten(
        tabellen,
        vragen_van(deze.editie, tabellen["afspraken"], tabellen["balans"]),
        tabellen["afspraken"],
    )
    blad = gemeenten.Blad(1, lambda code: code, lambda code: code)
    deel = bijdragen.vakken(deze, tabellen)("GM0147")
    assert [vak.naam for vak in deel] == ["normen", *["strategie"][: int(verzonnen)]]
    assert {vak.kolom for vak in deel} == {None}, "over the whole width"
    inhoud = gemeenten.Inhouden(deze, uit).van("GM0147", {"alt": "", "bijschrift": ""})
    tekst = kaal(gemeenten.gemeentepagina(inhoud, blad))
    assert tekst.startswith("# Borne: vier normen, stand onbekend")
    assert "ten minste 14.100 woningen" in tekst and "ten minste 130%" in tekst
    for niet in ("Hersteltermijn", "verhouding", "Behoefte", "Saldo", "wa-tegel"):
        assert niet not in tekst, niet
    rijen = [regel for regel in tekst.splitlines() if regel.startswith("| ")]
    assert any("900 woningen (voorbeelddata, verzonnen)" in rij for rij in rijen) is verzonnen
    assert any("630 woningen (voorbeelddata, verzonnen)" in rij for rij in rijen) is verzonnen
    assert ("Borne (voorbeelddata, verzonnen)" in tekst) is verzonnen
    codes = gemeenten.adressen(deze, "GM0147", tabellen, {vak.naam for vak in deel})
    assert codes == (["D0", "D147", "M147", "J147"] if verzonnen else ["D0"])
    assert set(codes) <= set(tabellen["herkomst"]["code"])


@pytest.mark.lang
def test_edition_with_norms_and_a_balance_has_a_box_more(project: Path) -> None:
    """The same boxes as another edition, and that of the norms among them."""
    pad = project / "data/edities/2022.yml"
    velden = yaml.safe_load(pad.read_text(encoding="utf-8"))
    ander = yaml.safe_load((project / "data/edities/2017.yml").read_text(encoding="utf-8"))
    pad.write_text(yaml.safe_dump(velden | {"balans": ander["balans"]}), encoding="utf-8")
    deze = lees_dossier(project, "2022")
    assert not deze.editie.alleen_normen
    tabellen = tabellen_van(deze)
    vakken = bijdragen.vakken(deze, tabellen)("GM0147")
    assert [vak.naam for vak in vakken] == ["normen", *met_vakken(VAKKEN[3:-2], deze, tabellen)]
    tekst = kaal(vakken[0].tekst)
    assert "14.100" in tekst and "Rijksoverheid" not in tekst
    codes = gemeenten.adressen(deze, "GM0147", tabellen, ())
    assert {code[0] for code in codes} > {"D", "B", "P"}


def test_a_page_names_the_rows_of_its_way_back_where_it_has_one() -> None:
    deze = dossier("2017")
    tabellen = tabellen_van(deze)
    boven, onder = (
        gemeenten.adressen(deze, nummer, tabellen, ("herstel", "strategie"))
        for nummer in ("GM0147", "GM0183")
    )
    assert {"H147", "M147", "J147"} <= set(boven) and "H183" not in onder
    assert {*boven, *onder} <= set(tabellen["herkomst"]["code"])


def test_no_chapter_hides_the_space_between_two_sentences() -> None:
    """A span that is shown or hidden loses the space that it begins with."""
    for pad in [
        *(WORTEL / "report").glob("*.qmd"),
        *(WORTEL / "report/hoofdstukken").glob("*.qmd"),
    ]:
        tekst = pad.read_text(encoding="utf-8")
        assert re.findall(r"\S\[\s[^\]]*\]\{\.content-", tekst) == [], pad.name


def test_guide_points_to_every_page_with_its_judgement() -> None:
    regels = gemeenten.gemeentewijzer(balans_van(editie("2017"))).splitlines()[2:]
    assert len(regels) == 14
    oordelen = {r.split("](#sec-")[0].removeprefix("| ["): r for r in map(kaal, regels)}
    assert "geen overprogrammering" in oordelen["Losser"]
    assert "op de norm" in oordelen["Enschede"] and "op de grens" in oordelen["Hengelo"]
    assert "▲ overprogrammering" in oordelen["Borne"] and "@sec-gm0147" in oordelen["Borne"]


def test_guide_says_once_what_is_unknown_of_all() -> None:
    frame = balans_van(editie("2017")).assign(oordeel=ONBEKEND)
    zin, _, wijzer = gemeenten.gemeentewijzer(frame).partition("\n\n")
    assert zin == zinnen.alle_onbekend(frame)
    assert len(wijzer.splitlines()) == 16 and ONBEKEND not in wijzer and "Uitkomst" not in wijzer
    for meer in (frame.head(1), frame.assign(oordeel=[BINNEN, *frame["oordeel"][1:]])):
        assert ONBEKEND in gemeenten.gemeentewijzer(meer)


def test_guide_of_a_report_without_judgements_has_none() -> None:
    frame = balans_van(editie("2017")).assign(oordeel=ONBEKEND)
    for eigen in (frame, balans_van(editie("2017"))):
        kop, _, *rijen = gemeenten.gemeentewijzer(eigen, oordelen=False).splitlines()
        assert "Gemeente" in kop and "Uitkomst" not in kop and len(rijen) == 14


@pytest.mark.parametrize("onbekend", [False, True])
def test_heading_is_the_name_where_the_ratio_of_none_is_known(onbekend: bool) -> None:
    deze = dossier("2021")
    tabellen = tabellen_van(deze)
    vragen = gevraagd(deze.regio.afspraken, tabellen["afspraken"], tabellen["balans"])
    uit = gemeenten.Uitkomsten(tabellen, vragen, tabellen["afspraken"], onbekend)
    inhoud = gemeenten.Inhouden(deze, uit).van("GM0147", {"alt": "", "bijschrift": ""})
    assert inhoud.titel == ("Borne" if onbekend else "Borne: verhouding onbekend")
    assert ONBEKEND in inhoud.positie


def test_a_source_is_not_used_for_a_table_without_rows() -> None:
    zij = dict.fromkeys(("titel", "wat", "vindplaats", "peildatum_toelichting"), "x") | {
        "bestand": "a"
    }
    rijen = [("balans.csv", "2"), ("wijzigingen.csv", "")]
    herkomst = pd.DataFrame(rijen, columns=["uitkomst", "uitkomstrijen"]).assign(bronbestand="a")
    noot = paginas.bronnennoten([zij], herkomst)
    assert "De balans per gemeente" in noot and "Wijzigingen" not in noot


@pytest.mark.parametrize("naam", EDITIES)
def test_annexes_name_every_source_norm_and_definition(naam: str) -> None:
    deze, zijbestanden = editie(naam), dossier(naam).zijbestanden
    bronnen = kaal(paginas.bronnentabel(zijbestanden))
    noten = kaal(paginas.bronnennoten(zijbestanden, tabellen_van(dossier(naam))["herkomst"]))
    for zij in zijbestanden:
        assert zij["titel"] in bronnen and zij["licentie"] in bronnen
        assert zij["sha256"][:8] in bronnen and Path(zij["bestand"]).name in bronnen
        assert " ".join(zij["vindplaats"].split()) in noten
        assert "let_op" not in zij or " ".join(zij["let_op"].split()) in noten
    assert "gewijzigd:" not in bronnen
    getoond = dossier(naam).getoonde_zijbestanden
    assert getoond == (deze.zijbestanden if deze.alleen_normen else zijbestanden)
    wat = kaal(paginas.editietabel(deze))
    assert ("behoefte |" in wat and "van de balans" in wat) is not deze.alleen_normen
    normen = kaal(gewoon(paginas.normentabel(deze))).splitlines()[2:]
    assert [int(regel.split("|")[1]) for regel in normen] == [11, 13, 15, 16]
    assert "ten hoogste 100%" in normen[1] and "31 december 2020" in normen[1]
    definities = kaal(paginas.definitietabel(deze))
    assert definities.count("(deze editie)") == 1
    for definitie in (deze.definitie, *deze.vergelijkdefinities):
        assert definitie.naam in definities


def test_changed_source_is_marked_in_the_report(project: Path) -> None:
    vervang(
        project / RWP2017,
        "GM0141,Almelo,Netwerkstad,2017,2026,1465",
        "GM0141,Almelo,Netwerkstad,2017,2026,1466",
    )
    regels = kaal(paginas.bronnentabel(lees_dossier(project, "2017").zijbestanden)).splitlines()
    assert [("gewijzigd" in regel) for regel in regels if RWP2017.split("/")[-1] in regel] == [True]
    assert sum("gewijzigd" in regel for regel in regels) == 1


@pytest.mark.traag
def test_published_notebook_keeps_results_and_loses_traces(gemaakt: Gemaakt) -> None:
    pad = gemaakt.resultaten / "notebooks/regio.ipynb"
    tekst = publiceer(pad)
    assert publiceer(pad) == tekst
    boek = nbformat.reads(tekst, as_version=4)
    nbformat.validate(boek)
    labels = [cel.source.splitlines()[0] for cel in boek.cells]
    assert labels and all(label.startswith("#| label: ") for label in labels)
    assert "#| label: fig-positie" in labels
    for spoor in ("papermill", "start_time", "duration", str(gemaakt.wortel), "text/html"):
        assert spoor not in tekst
    for cel in boek.cells:
        for uitvoer in cel.outputs:
            assert uitvoer.output_type == "display_data" and uitvoer.metadata == {}
        if "fig-positie" in cel.source.splitlines()[0]:
            opties = dict(
                regel.removeprefix("#| ").split(": ", 1)
                for regel in cel.source.splitlines()
                if regel.startswith("#| ")
            )
            assert "Borne 193,3% tot 235,5%" in json.loads(opties["fig-alt"])
            assert "1 januari 2017" in json.loads(opties["fig-cap"])


@pytest.fixture(scope="module")
def gevuld(tmp_path_factory: pytest.TempPathFactory, gemaakt: Gemaakt) -> tuple[Path, Path]:
    """Results of 2017 and a work folder that held something else."""
    assert gemaakt.returncode == 0, gemaakt.stdout
    werk = tmp_path_factory.mktemp("werk")
    (werk / "figuren").mkdir()
    (werk / "figuren/gemeente-GM9999.svg").touch()
    (werk / "oud.txt").touch()
    (werk / ".gitkeep").touch()
    vul(gemaakt.resultaten, werk)
    return gemaakt.resultaten, werk


def vul(map_: Path, werk: Path) -> None:
    """Fill a work folder from the results of 2017."""
    vul_met_paginas(dossier("2017"), map_, werk)


def vul_met_paginas(d: Dossier, map_: Path, werk: Path) -> None:
    """Fill a work folder from results, with the sections on municipalities."""
    resultaten, bladen = Resultaten(map_), map_ / "bladen"
    doelen = {code: bladen / f"{code}.qmd" for code in d.regio.gemeenten["gemeentecode"]}
    paginas = bladen / "paginas.md"
    schrijf_factsheets(d, map_ / "figuren", resultaten.tabellen(), doelen, paginas)
    bron = functools.partial(notitieboekbron, WORTEL)
    vul_werkmap(d, resultaten, werk, bron)
    vul_variabelen(d, resultaten, werk)
    vul_bijlagen(d, resultaten, werk)
    vul_delen(d, resultaten, werk, paginas.read_text(encoding="utf-8"))
    shutil.rmtree(bladen)


@pytest.mark.traag
def test_work_folder_holds_exactly_this_edition(gevuld: tuple[Path, Path]) -> None:
    map_, werk = gevuld
    codes = editie("2017").regio.gemeenten["gemeentecode"]
    bestanden = inhoud_van(werk)
    assert set(bestanden) == {
        ".gitkeep",
        ".kop.json",
        "bijlagen.ipynb",
        *(f"{naam}.ipynb" for naam in GEHEEL),
        "delen.ipynb",
        "stukdelen.ipynb",
        "variabelen.yml",
        "figuren/afspraken.svg",
        *(f"figuren/gemeente-{code}.svg" for code in codes),
    }
    for code in codes:
        bron = (map_ / f"figuren/gemeente-{code}.svg").read_bytes()
        assert bestanden[f"figuren/gemeente-{code}.svg"] == bron
    vul(map_, werk)
    assert inhoud_van(werk) == bestanden


def test_no_form_waits_for_what_only_another_embeds() -> None:
    """What the page needs of the joined results takes long, and so does where all of them come from."""
    ingesloten_in = {
        naam: {pad.name for pad in ingesloten(WORTEL / "report" / naam, WORTEL)}
        for naam in ("rwp.qmd", "stuk.qmd", "methode.qmd")
    }
    assert {"delen.ipynb", "bijlagen.ipynb", "stukdelen.ipynb"} <= ingesloten_in["rwp.qmd"]
    assert "stukdelen.ipynb" in ingesloten_in["stuk.qmd"]
    assert not {"delen.ipynb", "bijlagen.ipynb"} & ingesloten_in["stuk.qmd"]
    assert {pad for pad in ingesloten_in["methode.qmd"] if "delen" in pad} == set()


@pytest.mark.traag
def test_chapters_refer_only_to_what_the_work_folder_holds(gevuld: tuple[Path, Path]) -> None:
    _, werk = gevuld
    labels = {
        naam: re.findall(r'"#\| label: (\S+?)(?:\\n)?"', (werk / naam).read_text(encoding="utf-8"))
        for naam in (
            *(f"{naam}.ipynb" for naam in GEHEEL),
            "bijlagen.ipynb",
            "delen.ipynb",
            "stukdelen.ipynb",
        )
    }
    map_ = WORTEL / "report"
    hoofdstukken = [*map_.glob("*.qmd"), *(map_ / "hoofdstukken").glob("*.qmd")]
    tekst = "\n".join(pad.read_text(encoding="utf-8") for pad in hoofdstukken)
    verwijzingen = re.findall(r"\{\{< embed /report/_werk/(\S+?)#(\S+?) ", tekst)
    assert len(verwijzingen) > 5
    for naam, label in verwijzingen:
        assert label in labels[naam], f"{naam}#{label}"
    rwp = yaml.safe_load((werk / "variabelen.yml").read_text(encoding="utf-8"))["rwp"]
    for pad in set(re.findall(r"\{\{< meta rwp\.(\S+) >\}\}", tekst)):
        waarde: Any = rwp
        for deel in pad.split("."):
            waarde = waarde[deel]
        assert isinstance(waarde, str)


@pytest.mark.lang
@pytest.mark.traag
def test_region_without_optional_parts_has_a_report(project: Path) -> None:
    """No map, list of plans, neighbourhoods or targets: the same chapters render, without those parts."""
    zonder_sleutel(project, *instellingen())
    d = lees_dossier(project, "2017")
    assert d.bronnen == {}
    map_ = schrijf_resultaten(d, project / "uitkomsten", project)
    schrijf_figuren(d, map_, project)
    boeken = [run for run in runs_van(d) if run.geheel]
    assert {run.naam for run in boeken} == {"regio", "strategie", "wijzigingen"}
    for run in boeken:
        doel = map_ / f"notebooks/{run.naam}.ipynb"
        voer_uit(project, notitieboekbron(WORTEL, run.notitieboek), doel, {"editie": "2017"})
    shutil.copytree(WORTEL / "report", project / "report", ignore=zonder("_output", "_werk"))
    vul_met_paginas(d, map_, werkmap(project))
    render(project, "html", project / "rwp.html", tijdstip=0)
    stuk = project / "rwp.pdf"
    render(project, "pdf", stuk, tijdstip=0, document=project / "report/stuk.qmd")
    uitgeven.keur(stuk, lambda: teksten_met_resten(Resultaten(map_).tabellen().values()))
    pagina = (project / "rwp.html").read_text(encoding="utf-8")
    assert 'id="sec-ladder"' in pagina and 'href="#h-b"' in pagina
    assert "sec-plannen" not in pagina and 'href="#h-p"' not in pagina


VIJANDIG = [
    "<script>document.title='x'</script>", "</td><img src=x onerror=alert(1)>", '#import "x": *',
    "=cmd|' /C calc'!A0", "*vet* _schuin_ `code`", "$x^2$ \\ \\n", "🏘️ plan", "x" * 300, "שלום עולם",
    "\u202eomgekeerd", "مرحبا", "{{< meta rwp.x >}} ?@x nil", "[a](http://b){.c}", "日本語", "a|b",
]  # fmt: skip


def _alle_plannen_aan_de_orde(project: Path) -> None:
    """Coordination of plans of any status, as far as the subregion goes: the table holds more of them."""
    pad = project / "data/planlijst.yml"
    instellingen = yaml.safe_load(pad.read_text(encoding="utf-8"))
    for veld in [v for v in instellingen["afstemming"] if v.startswith(("statussen", "hoogste_"))]:
        del instellingen["afstemming"][veld]
    pad.write_text(yaml.safe_dump(instellingen, allow_unicode=True), encoding="utf-8")


@pytest.mark.lang
@pytest.mark.traag
def test_hostile_names_of_plans_in_every_form(project: Path, runs: Any) -> None:
    """Nothing runs, nothing breaks, nothing runs off the page; the text is shown as it is."""
    plannen = project / "data/raw/eib/2020-03/plannen_eib_2020.csv"
    kop, *rijen = lees_rijen(plannen)
    _alle_plannen_aan_de_orde(project)
    genoemd = set(bereken(lees_dossier(project, "2017"), ["afstemming"])["afstemming"]["plan_id"])
    in_tabel = [rij for rij in rijen if rij[kop.index("plan_id")] in genoemd]
    namen = [tekst for tekst in VIJANDIG if verboden_teken(tekst) is None]
    for rij, tekst in zip(in_tabel, namen, strict=False):
        rij[kop.index("plannaam")] = tekst
    schrijf_rijen(plannen, [kop, *rijen])
    d = lees_dossier(project, "2017")
    map_ = schrijf_resultaten(d, project / "uitkomsten", project)
    schrijf_figuren(d, map_, project)
    (map_ / "notebooks").mkdir()
    for boek, run in runs.geheel.items():
        shutil.copyfile(run.pad, map_ / f"notebooks/{boek}.ipynb")
    shutil.copytree(WORTEL / "report", project / "report", ignore=zonder("_output", "_werk"))
    resultaten = Resultaten(map_)
    vul_met_paginas(d, map_, werkmap(project))
    for vorm in ("html", "pdf"):
        render(project, vorm, project / f"rwp.{vorm}", tijdstip=0)
        uitgeven.keur(
            project / f"rwp.{vorm}", lambda: teksten_met_resten(resultaten.tabellen().values())
        )
    boom = BeautifulSoup((project / "rwp.html").read_text(encoding="utf-8"), "html.parser")
    assert len(boom("script")) == len(SCRIPTS) and not boom(onerror=True)
    tekst = boom.get_text()
    getoond = {rij[3] for rij in lees_rijen(map_ / "afstemming.csv")} & set(namen)
    assert len(getoond) > 12 and [naam for naam in getoond if naam not in tekst] == []
    with pdfium.PdfDocument(project / "rwp.pdf") as pdf:
        for bladzijde in pdf:
            vlakken = bladzijde.get_textpage()
            for nr in range(vlakken.count_rects()):
                assert vlakken.get_rect(nr)[2] < bladzijde.get_width() - 40


def test_gate_names_all_it_has_against_a_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uitgeven, "controleer_pdf", lambda *_: [])
    bezwaren = ["een kop ontbreekt", "geen taal"]
    monkeypatch.setattr(uitgeven, "controleer_paginas", lambda *_: bezwaren)
    uitgeven.keur(Path("rwp.pdf"))
    with pytest.raises(WoonanalyseFout, match="niet uitgegeven: een kop ontbreekt; geen taal"):
        uitgeven.keur(Path("rwp.html"))


def test_reservation_has_one_source() -> None:
    hoofdstukken = [
        p.read_text(encoding="utf-8") for p in (WORTEL / "report/hoofdstukken").iterdir()
    ]
    assert sum("{{< meta rwp.voorbehoud >}}" in tekst for tekst in hoofdstukken) == 2
    assert not any("ladderonderbouwing" in tekst for tekst in hoofdstukken)
    assert kaal(waarden("2017")["voorbehoud"]) == voorbehoud(dossier("2017"))


def test_every_party_with_an_agreement_of_its_own_is_named() -> None:
    """Also one that is not above the norm, in the report and in its box."""
    d = dossier("2017")
    uit = tabellen_van(d)
    tekst = kaal(waarden("2017")["herstel_sindsdien"])
    leden, vak = d.regio.gemeenten, herstel.vak(d, uit)
    for code, naam in leden[["gemeentecode", "gemeente"]].itertuples(index=False):
        maat = d.editie.feiten["afspraken_op_maat"]
        for afspraak in maat.loc[maat["partij"] == code, "afspraak"]:
            assert f"{naam}: " in tekst and afspraak in tekst
            assert afspraak in kaal(vak(code)[1])


def test_need_of_other_years_is_told_of_all_that_a_source_has() -> None:
    d = dossier("2017")
    tekst = paginas.later(d.editie)
    rijen = d.editie.feiten["behoeften"]
    periode = d.editie.opzet.periode
    rijen = rijen[
        (rijen["gebied"] == "")
        & ~rijen["periode"].isin(["", f"{periode.van}-{periode.tot_en_met}"])
    ]
    leden = d.regio.gemeenten
    for naam in leden.loc[leden["gemeentecode"].isin(rijen["partij"]), "gemeente"]:
        assert naam in tekst
    assert "); (" not in tekst


def test_the_board_paper_counts_whose_need_of_other_years_is_known() -> None:
    """Each with its own period and source is for the method."""
    kort = kaal(waarden("2021")["gebiedsbehoefte_kort"])
    assert kort.endswith(
        "Van alle 14 gemeenten is een behoefte van andere jaren bekend. Daarmee is niet gerekend; zie het "
        "methodestuk."
    )
    assert "Woonvisie 2021+" in kaal(paginas.editienoten(dossier("2021").editie))


def test_a_table_of_what_the_source_printed_is_not_said_to_miss_in_it(tmp_path: Path) -> None:
    map_ = schrijf_resultaten(dossier("2017"), tmp_path)
    pakket = json.loads((map_ / "datapackage.json").read_text(encoding="utf-8"))
    for tafel in pakket["resources"]:
        if tafel["name"] in ("balans-gepubliceerd", "balans-tegenspraken"):
            assert "niet in de bron" not in json.dumps(tafel, ensure_ascii=False)
