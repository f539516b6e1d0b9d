"""What runs after a change: the exact list of tasks, for a change of every kind of input.

One copy of a project in which the report was made. Where all that needs a changed task runs as well, what
would run is enough: the input is put back, and nothing was done. Where a result that stays the same stops
the rest, the tasks run, and the change stays.
"""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest import mock

import papermill_forkserver
import pytask
import pytest
from hulp import (
    FEITEN,
    GEMEENTEN,
    INVENTARISATIE,
    NETTO2020,
    RWP2015,
    RWP2017,
    WORTEL,
    Gemaakt,
    dossier,
    inhoud_van,
    kopie_van,
    lang_behalve,
    lees_rijen,
    schrijf_rijen,
    vervang,
)
from pytask import TaskOutcome
from rich.console import Console

from woonanalyse.kern.fouten import InvoerFout, WoonanalyseFout
from woonanalyse.uitkomsten.runs import runs_van
from woonanalyse.uitvoering import bouw as bouwmodule
from woonanalyse.uitvoering import plan as planmodule
from woonanalyse.uitvoering.bouw import Uitkomst, bouw
from woonanalyse.uitvoering.broncode import onthouden
from woonanalyse.uitvoering.notitieboek import voer_uit as voer_echt_uit
from woonanalyse.uitvoering.plan import maak_plan
from woonanalyse.uitvoering.vast import VasteInvoer
from woonanalyse.uitvoering.voortgang import taaknaam

pytestmark = pytest.mark.traag

LEDEN = tuple(dossier("2017").regio.gemeenten["gemeente"])
PLANNEN = "data/raw/eib/2020-03/plannen_eib_2020.csv"
VOORRAAD = "data/raw/cbs/2020-12-31/cbs_woningvoorraad_2012_2020.csv"
INWONERS = "data/raw/cbs/2024-01-01/cbs_inwoners_huishoudens_2012_2024.csv"
TOEZICHT = "data/raw/statushouders/2016/statushouders_toezicht_2016.csv"
TAAKSTELLING = "data/raw/statushouders/per-regel/statushouders_taakstelling.csv"
WIJKEN = "data/raw/wijkaanpakken/per-regel/wijkaanpakken_twente.csv"
TELLINGEN = "data/raw/wijkaanpakken/per-regel/wijkaanpakken_overijssel_doelen.csv"
GRENZEN = "data/raw/grenzen/2026/gemeenten_twente_rd.geojson"
PROVINCIE = "data/raw/grenzen/2026/provincie_overijssel.geojson"
LETTER = "report/_extensions/woonanalyse/fonts/SourceSans3_400Regular_Italic.ttf"


def boeken(*namen: str) -> set[str]:
    """The tasks of notebooks; `balans *` is that of every municipality."""
    delen = (naam.split(" ") for naam in namen)
    return {
        f"notitieboek {' '.join([boek, *([lid] if rest else [])])}"
        for boek, *rest in delen
        for lid in (LEDEN if rest == ["*"] else rest or [""])
    }


SAMEN, HERKOMST = "uitkomsten samenvoegen", "herkomst beschrijven"
OORDEEL, FIGUUR = "afspraken beoordelen", "figuur van afspraken"
WERKMAP, VARIABELEN = "werkmap van het rapport", "variabelen van het rapport"
BIJLAGEN = "bijlagen van het rapport"
DELEN = "delen van het rapport"
OPMAKEN, UITGEVEN = "rwp.html opmaken", "rapport uitgeven (html)"
PDF = {"rwp.pdf opmaken", "methode.pdf opmaken"}
REGIO = boeken("regio", "wijzigingen", "kaarten", "strategie Twente")
GEHEEL = {SAMEN, OORDEEL, HERKOMST, "teksten van factsheets", WERKMAP, VARIABELEN, BIJLAGEN, DELEN}
"""What every change of data runs, before the report is rendered."""
DROOG = {*GEHEEL, FIGUUR}
"""What it would run, were every result another: the figure is drawn only of other states."""
ALLE_BOEKEN = {f"notitieboek {run.omschrijving}" for run in runs_van(dossier("2017"))}
assert len(ALLE_BOEKEN) == 3 * len(LEDEN) + 7


def draai(wortel: Path, editie: str = "2017", formaten: Iterable[Any] = ()) -> Uitkomst:
    """What the command does, in this process."""
    with onthouden(wortel / ".pytask" / "broncode.json"):
        plan = maak_plan(wortel, editie)
        return bouw(wortel, plan, list(formaten), Console(file=io.StringIO()))


def liep(wortel: Path, editie: str = "2017", formaten: Sequence[Any] = ()) -> set[str]:
    """The names of what ran; all else was up to date."""
    uitkomst = draai(wortel, editie, formaten)
    vormen = len(formaten) + ("pdf" in formaten)  # of the pdf there are two
    verwacht = len(ALLE_BOEKEN) + len(DROOG) + (vormen + 1 if formaten else 0)
    verwacht -= bool(formaten) and "html" not in formaten  # what only the page embeds
    assert editie != "2017" or len(uitkomst.gedaan) + uitkomst.actueel == verwacht
    return {naam.removeprefix(f"{editie}: ") for naam in uitkomst.gedaan}


def zou_lopen(wortel: Path, formaten: Sequence[Any] = ()) -> set[str]:
    """The names of what a run would do now, were every result another than it was; nothing is done."""
    sessies = []

    def droog(**opties: Any) -> pytask.Session:
        sessies.append(pytask_build(**opties, dry_run=True))
        return sessies[-1]

    pytask_build = pytask.build
    with mock.patch.object(pytask, "build", droog):
        draai(wortel, formaten=formaten)
    (sessie,) = sessies
    return {
        taaknaam(verslag.task).removeprefix("2017: ")
        for verslag in sessie.execution_reports
        if verslag.outcome == TaskOutcome.WOULD_BE_EXECUTED
    }


@pytest.fixture(scope="module", autouse=True)
def _niets_vooruit() -> Iterator[None]:
    """No parent loads ahead where no notebook may run; the first that runs starts one."""
    with mock.patch.object(papermill_forkserver, "start"):
        yield


@pytest.fixture(scope="module")
def wortel(gemaakt: Gemaakt, tmp_path_factory: pytest.TempPathFactory) -> Path:
    doel = tmp_path_factory.mktemp("wat-liep") / "project"
    kopie = kopie_van(gemaakt, doel, code=False).wortel
    (kopie / "README.md").write_text("# Project\n", encoding="utf-8")
    assert zou_lopen(kopie) == set()
    return kopie


@pytest.fixture(scope="module")
def opgemaakt(wortel: Path) -> Path:
    """The same copy with its report in one form."""
    liep(wortel, formaten=["html"])
    assert liep(wortel, formaten=["html"]) == set()
    return wortel


@pytest.fixture
def teruggezet(wortel: Path) -> Iterator[Path]:
    """The copy, whose inputs are put back afterwards."""
    mappen = [wortel / naam for naam in ("data", "notebooks", "report")]
    gemaakt = ("processed", "_werk", "_output")
    paden = [
        pad
        for map_ in mappen
        for pad in map_.rglob("*")
        if pad.is_file() and not {*gemaakt} & {*pad.relative_to(wortel).parts}
    ]
    vooraf = {pad: pad.read_bytes() for pad in (*paden, wortel / "README.md")}
    yield wortel
    for pad, inhoud in vooraf.items():
        if pad.read_bytes() != inhoud:
            pad.write_bytes(inhoud)


Wijziging = Callable[[Path], None]


def cel(pad: str, kolom: str, maak: Callable[[str], str], **waar: str) -> Wijziging:
    """Change one cell: that of `kolom` in the only or first row where columns have these values."""

    def doe(wortel: Path) -> None:
        kop, *rijen = lees_rijen(wortel / pad)
        raak = [r for r in rijen if all(r[kop.index(k)] == w for k, w in waar.items())]
        plek = kop.index(kolom)
        oud = raak[0][plek]
        raak[0][plek] = maak(oud)
        assert raak[0][plek] != oud
        schrijf_rijen(wortel / pad, [kop, *rijen])

    return doe


def erbij(pad: str, **waarden: str) -> Wijziging:
    """Add a row; columns that are not named stay empty."""

    def doe(wortel: Path) -> None:
        kop, *rijen = lees_rijen(wortel / pad)
        schrijf_rijen(wortel / pad, [kop, *rijen, [waarden.pop(k, "") for k in kop]])
        assert not waarden

    return doe


def tekst(pad: str, oud: str, nieuw: str) -> Wijziging:
    return lambda wortel: vervang(wortel / pad, oud, nieuw)


def norm(artikel: int, oud: str, nieuw: str) -> Wijziging:
    """Change a line of the first entry of an article."""

    def doe(wortel: Path) -> None:
        pad = wortel / "data/afspraken.yml"
        begin, midden, rest = re.split(
            rf"(?m)(^- artikel: {artikel}\n)", pad.read_text(encoding="utf-8"), maxsplit=1
        )
        assert oud in rest.split("\n- artikel:")[0]
        pad.write_text(begin + midden + rest.replace(oud, nieuw, 1), encoding="utf-8")

    return doe


def erachter(pad: str, bij: bytes) -> Wijziging:
    def doe(wortel: Path) -> None:
        (wortel / pad).write_bytes((wortel / pad).read_bytes() + bij)

    return doe


def bovenaan(pad: str, bij: bytes) -> Wijziging:
    def doe(wortel: Path) -> None:
        (wortel / pad).write_bytes(bij + (wortel / pad).read_bytes())

    return doe


def weg(pad: str) -> Wijziging:
    return lambda wortel: (wortel / pad).unlink()


def notitieboek(naam: str, pas_aan: Callable[[dict[str, Any]], None]) -> Wijziging:
    def doe(wortel: Path) -> None:
        pad = wortel / "notebooks" / f"{naam}.ipynb"
        boek = json.loads(pad.read_text(encoding="utf-8"))
        pas_aan(boek)
        pad.write_text(json.dumps(boek, indent=2), encoding="utf-8")

    return doe


def _met_uitkomsten(boek: dict[str, Any]) -> None:
    for nummer, deel in enumerate(boek["cells"]):
        if deel["cell_type"] == "code":
            uitvoer = {"output_type": "stream", "name": "stdout", "text": ["x\n"]}
            deel |= {"execution_count": nummer, "outputs": [uitvoer]}
    boek["metadata"]["language_info"] = {"name": "python", "version": "3.14.0"}


def _andere_uitleg(boek: dict[str, Any]) -> None:
    next(c for c in boek["cells"] if c["cell_type"] == "markdown")["source"] += ["\nNog een zin."]


def _ander_getal(waarde: str) -> str:
    return str(int(waarde) + 5)


def _erachter(waarde: str) -> str:
    return f"{waarde} x"


def _grens(wortel: Path) -> None:
    pad = wortel / GRENZEN
    oud = pad.read_text(encoding="utf-8")
    pad.write_text(oud.replace("[ 240636, 490591 ]", "[ 240637, 490591 ]"), encoding="utf-8")
    assert pad.read_text(encoding="utf-8") != oud


ALMELO = {"gemeentecode": "GM0141"}
P = "data/processed/2017"
RIJ = {
    "voorbeelddata": "nee", "editie": "2017", "omschrijving": "proef", "bron": "proef",
    "bronsoort": "besluit", "zekerheid": "letterlijk",
}  # fmt: skip

GEVALLEN: dict[str, tuple[Wijziging, set[str]]] = {
    # nothing
    "readme": (erachter("README.md", b"<!-- opmerking -->\n"), set()),
    "stored outputs": (notitieboek("balans", _met_uitkomsten), set()),
    "another edition": (erachter("data/edities/2019.yml", b"\n# x\n"), set()),
    "made rows": (
        cel("data/voorbeelddata/voorbeelddata_termijnen.csv", "omschrijving", _erachter),
        set(),
    ),
    # one row of Almelo (of Borne where Almelo has none)
    "need": (
        cel(RWP2017, "netto_vraag_min", _ander_getal, **ALMELO),
        {*boeken("balans Almelo"), *REGIO, *DROOG},
    ),
    "capacity": (
        cel(RWP2017, "vervanging", _ander_getal, **ALMELO),
        {*boeken("balans Almelo"), *REGIO, *DROOG},
    ),
    "predecessor": (
        cel(RWP2015, "uit_te_werken", _ander_getal, **ALMELO),
        {*boeken("regio", "wijzigingen"), *DROOG},
    ),
    "plan": (
        cel(PLANNEN, "plannaam", _erachter, gemeentecode="GM0147"),
        {*boeken("plannen"), *DROOG},
    ),
    "stock": (
        cel(VOORRAAD, "correctie", _ander_getal, **ALMELO),
        {*boeken("wijzigingen", "regio", "strategie Twente"), *DROOG},
    ),
    "netto 2020": (
        cel(NETTO2020, "netto_hard", _ander_getal, **ALMELO),
        {*boeken("plannen", "regio", "strategie Twente"), *DROOG},
    ),
    "inventory 2021": (
        cel(INVENTARISATIE, "hard_totaal", _ander_getal, **ALMELO),
        {*boeken("plannen", "regio", "strategie Twente"), *DROOG},
    ),
    "district": (
        cel(WIJKEN, "woningen_circa", _ander_getal, **ALMELO),
        {*boeken("wijkaanpak Almelo", "wijkaanpak Overijssel"), *DROOG},
    ),
    "inhabitants": (
        cel(INWONERS, "inwoners", _ander_getal, **ALMELO, jaar="2017"),
        {*boeken("statushouders Almelo", "statushouders Twente"), *DROOG},
    ),
    "supervision": (
        cel(TOEZICHT, "oordeel_statushouders", lambda _: "voldoet niet", **ALMELO),
        {*boeken("statushouders Almelo", "statushouders Twente"), *DROOG},
    ),
    "term": (
        erbij(
            "data/registers/termijnen.csv",
            **{**RIJ, "datum": "2017-05-01", "partij": "GM0141"},
            termijn_start="2017-04-18",
            reden="besluit",
        ),
        {*boeken("balans Almelo", "regio", "strategie Twente"), *DROOG},
    ),
    # no notebook reads these; herkomst.csv holds the numbers of lines
    "comment in yaml": (tekst("data/regio.yml", "naam: Twente", "# x\nnaam: Twente"), DROOG),
    "line on top of the agreements": (bovenaan("data/afspraken.yml", b"# x\n"), DROOG),
    "column of no use": (cel(GEMEENTEN, "coropcode", lambda _: "CR13", **ALMELO), DROOG),
    "fact of another edition": (cel(FEITEN, "vindplaats", _erachter), DROOG),
    "progress": (cel("data/registers/voortgang.csv", "bron", _erachter), DROOG),
    "title of a source": (
        tekst(f"{RWP2017}.yml", "titel: 'RWP Twente 2017: won", "titel: 'RWP van Twente 2017: won"),
        DROOG,
    ),
    # rows of no municipality
    "decision": (
        erbij(
            "data/registers/besluiten.csv",
            **{**RIJ, "datum": "2017-05", "partij": "gezamenlijk"},
            soort="wijziging RWP",
            status="document",
        ),
        {*boeken("regio", "strategie Twente"), *DROOG},
    ),
    "count of the province": (
        cel(TELLINGEN, "waarde", _ander_getal, onderwerp="wijkaanpakken gestart (Overijssel)"),
        {*boeken("wijkaanpak *", "wijkaanpak Overijssel"), *DROOG},
    ),
    "task of the country": (
        cel(TAAKSTELLING, "toelichting", _erachter, niveau="land"),
        {*boeken("statushouders *", "statushouders Twente"), *DROOG},
    ),
    "boundary": (_grens, {*boeken("plannen", "kaarten"), *DROOG}),
    "boundary of the province": (
        tekst(PROVINCIE, "[ 5.81659, 52.60568 ]", "[ 5.81660, 52.60568 ]"),
        {*boeken("plannen", "kaarten"), *DROOG},
    ),
    # norms, definitions, settings
    "norm of article 13": (
        norm(13, "norm: 1.0", "norm: 1.05"),
        {*boeken("balans *"), *REGIO, *DROOG},
    ),
    "term of article 15": (
        norm(15, "norm: 3", "norm: 4"),
        {*boeken("balans *", "regio", "strategie Twente"), *DROOG},
    ),
    "target of article 7": (
        norm(7, "norm: 25", "norm: 26"),
        {*boeken("wijkaanpak *", "wijkaanpak Overijssel"), *DROOG},
    ),
    "norm of article 1": (norm(1, "norm: 2", "norm: 3"), DROOG),
    "definition": (
        tekst(
            "data/definities.yml", "naam: rekenwijze 2017, met", "naam: rekenwijze van 2017, met"
        ),
        {*boeken("balans *"), *REGIO, *DROOG},
    ),
    "setting of the plan list": (
        tekst("data/planlijst.yml", "drempel_binnen: 25", "drempel_binnen: 30"),
        {*boeken("plannen"), *DROOG},
    ),
    "setting of no notebook": (
        tekst("data/planlijst.yml", "onderwerp: kern,", "onderwerp: dorpskern,"),
        DROOG,
    ),
    # what figures are drawn with
    "font": (erachter(LETTER, b"\0"), {*ALLE_BOEKEN, *DROOG}),
}

GELIJK: dict[str, tuple[Wijziging, set[str]]] = {
    # notebooks: what they leave for others is the same, but the executed one is made again
    "words of a notebook": (notitieboek("balans", _andere_uitleg), boeken("balans *")),
    "words of a notebook in the report": (
        notitieboek("plannen", _andere_uitleg),
        {*boeken("plannen"), WERKMAP},
    ),
    # products
    "slice gone": (weg(f"{P}/delen/balans-GM0141.csv"), boeken("balans Almelo")),
    "slice damaged": (
        erachter(f"{P}/delen/wijkaanpak-GM0147.csv", b"x\n"),
        boeken("wijkaanpak Borne"),
    ),
    "figure damaged": (
        erachter(f"{P}/figuren/gemeente-GM0141.svg", b" "),
        boeken("balans Almelo"),
    ),
    "words of a figure gone": (
        weg(f"{P}/figuren/statushouders-GM0141.json"),
        boeken("statushouders Almelo"),
    ),
    "executed notebook gone": (
        weg(f"{P}/notebooks/balans-GM0141.ipynb"),
        boeken("balans Almelo"),
    ),
    "executed notebook of the report damaged": (
        erachter(f"{P}/notebooks/regio.ipynb", b"\n"),
        {*boeken("regio"), WERKMAP},
    ),
    "result damaged": (erachter(f"{P}/balans.csv", b"x\n"), {SAMEN}),
    "grid of agreements damaged": (erachter(f"{P}/delen/afspraken-raster.json", b" "), {OORDEEL}),
    "figure of agreements gone": (weg(f"{P}/figuren/afspraken.svg"), {FIGUUR}),
    "data package gone": (weg(f"{P}/datapackage.json"), {HERKOMST}),
    "work folder damaged": (erachter("report/_werk/delen.ipynb", b" "), {DELEN}),
}
"""After these the results are as they were, and what needs those does not run."""

ECHT = ("need", "comment in yaml")

OPGEMAAKT_DROOG: dict[str, tuple[Wijziging, set[str]]] = {
    "one row of Almelo": (
        cel(RWP2017, "hard_uitwerk", _ander_getal, **ALMELO),
        {*boeken("balans Almelo"), *REGIO, *DROOG, OPMAKEN, UITGEVEN},
    ),
    "norm of article 1": (
        norm(1, "norm: 2", "norm: 4"),
        {*DROOG, OPMAKEN, UITGEVEN},
    ),
    "readme": (erachter("README.md", b"x\n"), set()),
    "chapter": (
        erachter("report/hoofdstukken/begrippen.qmd", b"\nproefwoord\n: Alleen hier.\n"),
        {OPMAKEN, UITGEVEN},
    ),
    # no source of the page, but of what stands beside it
    "board paper": (erachter("report/stuk.qmd", b"\nNog een zin.\n"), {UITGEVEN}),
}

OPGEMAAKT: dict[str, tuple[Wijziging, set[str]]] = {
    "comment in a chapter": (
        erachter("report/hoofdstukken/begrippen.qmd", b"\n<!-- x -->\n"),
        {OPMAKEN, UITGEVEN},  # the same bytes, of other sources: that is kept beside them
    ),
    # the same work folder again: the forms that were made from it are still there
    "work folder damaged": (erachter("report/_werk/delen.ipynb", b" "), {DELEN}),
    "annexes damaged": (erachter("report/_werk/bijlagen.ipynb", b" "), {BIJLAGEN}),
    "figure in the work folder gone": (
        weg("report/_werk/figuren/gemeente-GM0141.svg"),
        {WERKMAP},
    ),
    "rendered report gone": (weg("report/_werk/gereed/rwp.html"), {OPMAKEN}),
    "report gone": (weg("report/_output/2017/rwp.html"), {UITGEVEN}),
    "report damaged": (erachter("report/_output/2017/rwp.html", b" "), {UITGEVEN}),
}


KORT = ("readme", "need", "predecessor", "comment in yaml", "boundary", "norm of article 13")


@pytest.mark.parametrize("naam", lang_behalve(KORT, GEVALLEN))
def test_exactly_what_uses_a_change_would_run(teruggezet: Path, naam: str) -> None:
    wijzig, verwacht = GEVALLEN[naam]
    wijzig(teruggezet)
    assert zou_lopen(teruggezet) == verwacht


@pytest.mark.lang
@pytest.mark.parametrize("naam", ECHT)
def test_what_would_run_is_what_runs(wortel: Path, naam: str) -> None:
    wijzig, verwacht = GEVALLEN[naam]
    wijzig(wortel)
    assert liep(wortel) == verwacht - {FIGUUR}


@pytest.mark.lang
@pytest.mark.parametrize("naam", lang_behalve(["slice damaged"], GELIJK))
def test_what_gives_the_same_stops_the_rest(wortel: Path, naam: str) -> None:
    wijzig, verwacht = GELIJK[naam]
    wijzig(wortel)
    assert liep(wortel) == verwacht


@pytest.mark.lang
def test_library_versions_and_what_runs_notebooks_count(
    wortel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of every notebook, so only its fixed inputs are looked at here."""

    def vast() -> list[str]:
        invoer = VasteInvoer(wortel, maak_plan(wortel, "2017"))
        stuk = invoer.document(wortel / "report/stuk.qmd")
        nodig = (*invoer.geheel, stuk, *invoer.opmaak)
        return [node.state() for node in nodig] + [invoer.uitvoering]

    eerst = vast()
    assert vast() == eerst
    with (wortel / "requirements.lock").open("a", encoding="utf-8") as bestand:
        bestand.write("pandas==9.9\n")
    daarna = vast()
    assert [a != b for a, b in zip(eerst, daarna, strict=True)] == [
        False,  # all data
        False,  # what subjects declare
        True,  # versions and fonts
        False,  # the document and what it includes
        False,  # project file and extension
        False,  # code of rendering
        True,  # versions and fonts
        False,  # what runs notebooks
    ]
    shutil.copyfile(WORTEL / "requirements.lock", wortel / "requirements.lock")


@pytest.mark.lang
@pytest.mark.parametrize("naam", OPGEMAAKT_DROOG)
def test_exactly_what_uses_a_change_would_be_rendered(
    opgemaakt: Path, teruggezet: Path, naam: str
) -> None:
    wijzig, verwacht = OPGEMAAKT_DROOG[naam]
    wijzig(teruggezet)
    assert zou_lopen(opgemaakt, formaten=["html"]) == verwacht


@pytest.mark.lang
@pytest.mark.parametrize("naam", OPGEMAAKT)
def test_exactly_what_uses_a_change_is_rendered(opgemaakt: Path, naam: str) -> None:
    wijzig, verwacht = OPGEMAAKT[naam]
    wijzig(opgemaakt)
    assert liep(opgemaakt, formaten=["html"]) == verwacht
    assert liep(opgemaakt, formaten=["html"]) == set()


@pytest.mark.lang
def test_pdf_that_is_gone_or_damaged(opgemaakt: Path) -> None:
    beide = ["pdf", "html"]
    uitgeven = "rapport uitgeven (pdf, html)"
    assert {uitgeven} <= liep(opgemaakt, formaten=beide) <= {*PDF, uitgeven}
    weg("report/_output/2017/rwp.pdf")(opgemaakt)
    assert liep(opgemaakt, formaten=beide) == {uitgeven}
    erachter("report/_output/2017/rwp.pdf", b" ")(opgemaakt)
    assert liep(opgemaakt, formaten=beide) == {uitgeven}


@pytest.mark.lang
def test_workbook_that_is_gone_and_one_of_changed_results(opgemaakt: Path) -> None:
    uitgeven = "rapport uitgeven (xlsx)"
    eerst = liep(opgemaakt, formaten=["xlsx"]) - {WERKMAP, VARIABELEN, BIJLAGEN}
    assert {uitgeven} <= eerst <= {"werkboek", uitgeven}
    weg("report/_output/2017/rwp.xlsx")(opgemaakt)
    assert liep(opgemaakt, formaten=["xlsx"]) == {uitgeven}
    erachter("data/processed/2017/rwp.xlsx", b" ")(opgemaakt)
    assert liep(opgemaakt, formaten=["xlsx"]) == {"werkboek"}
    erachter("report/hoofdstukken/begrippen.qmd", b"\nmeer\n: Nog een.\n")(opgemaakt)
    assert liep(opgemaakt, formaten=["xlsx"]) == {uitgeven}  # stands beside forms of that text
    assert liep(opgemaakt, formaten=["html"]) == {OPMAKEN, UITGEVEN}


@pytest.mark.lang
def test_refused_form_leaves_all_forms_as_they_were(opgemaakt: Path) -> None:
    uit = opgemaakt / "report/_output/2017"
    vooraf = inhoud_van(uit)
    hoofdstuk = opgemaakt / "report/hoofdstukken/begrippen.qmd"
    tekst = hoofdstuk.read_bytes()
    hoofdstuk.write_bytes(tekst + b"\nfout\n: Waarde nil hier.\n")
    with pytest.raises(
        WoonanalyseFout, match=r"niet uitgegeven: rwp\.html: in de tekst staat 'nil'"
    ):
        liep(opgemaakt, formaten=["html", "xlsx"])
    assert inhoud_van(uit) == vooraf
    hoofdstuk.write_bytes(tekst)
    assert liep(opgemaakt, formaten=["html"]) == {OPMAKEN}


@pytest.mark.lang
def test_another_edition_and_back(opgemaakt: Path) -> None:
    """Both use the same work folder, and keep their own results."""
    eerst = liep(opgemaakt, "2015", formaten=["html"])
    assert not [naam for naam in eerst if naam.startswith("notitieboek wijzigingen")]
    assert {*boeken("balans *", "regio", "plannen"), *GEHEEL, OPMAKEN, UITGEVEN} <= eerst
    assert liep(opgemaakt, "2015", formaten=["html"]) == set()
    assert liep(opgemaakt, "2017", formaten=["html"]) == {
        WERKMAP,
        VARIABELEN,
        BIJLAGEN,
        DELEN,
        OPMAKEN,
    }
    assert liep(opgemaakt, "2015") == {WERKMAP, VARIABELEN, BIJLAGEN, DELEN}
    # a row of the predecessor is a row of Almelo for the edition of 2015
    cel(RWP2015, "uit_te_werken", _ander_getal, **ALMELO)(opgemaakt)
    assert liep(opgemaakt, "2017") == {*boeken("regio", "wijzigingen"), *GEHEEL}
    assert liep(opgemaakt, "2015") == {*boeken("balans Almelo"), *REGIO, *GEHEEL} - boeken(
        "wijzigingen"
    )


def _bewerk_tijdens(
    monkeypatch: pytest.MonkeyPatch, pad: Path, waarden: list[bytes], boek: str = "regio"
) -> None:
    """While the notebook `boek` runs, `pad` gets each of these contents in turn, the last one after it."""

    def voer_uit(wortel: Path, bron: Path, doel: Path, parameters: dict[str, str]) -> None:
        if doel.stem == boek and waarden:
            pad.write_bytes(waarden.pop(0))
        voer_echt_uit(wortel, bron, doel, parameters)
        if doel.stem == boek and waarden:
            pad.write_bytes(waarden.pop(0))

    monkeypatch.setattr(bouwmodule, "voer_uit", voer_uit)


@pytest.mark.lang
@pytest.mark.parametrize(
    "terug",
    [pytest.param(False, id="and kept"), pytest.param(True, id="and put back")],
)
def test_data_edited_while_tasks_run_does_not_pass_for_used(
    wortel: Path, monkeypatch: pytest.MonkeyPatch, terug: bool
) -> None:
    """Put back, the data on disk are the data of the plan, but the notebook ran on others."""
    liep(wortel)
    pad = wortel / RWP2017
    cel(RWP2017, "hard_direct", _ander_getal, **ALMELO)(wortel)
    eigen = pad.read_bytes()
    cel(RWP2017, "hard_direct", lambda w: str(int(w) + 1000), **ALMELO)(wortel)
    vreemd = pad.read_bytes()
    pad.write_bytes(eigen)
    resultaat = wortel / P / "delen/aandachtspunten.csv"
    with monkeypatch.context() as tijdelijk:
        _bewerk_tijdens(tijdelijk, pad, [vreemd, eigen] if terug else [vreemd])
        with pytest.raises(WoonanalyseFout, match="Gewijzigd terwijl de opdracht liep") as fout:
            liep(wortel)
    assert str(fout.value).count("rwp2017_invoer.csv") == 1
    tussen = {pad.name: pad.read_bytes() for pad in (wortel / P / "delen").iterdir()}
    assert {*boeken("regio"), *GEHEEL} <= liep(wortel)
    assert resultaat.is_file() and tussen
    assert pad.read_bytes() == (eigen if terug else vreemd)
    assert liep(wortel) == set()


@pytest.mark.lang
def test_notebook_edited_while_it_runs(wortel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    liep(wortel)
    pad = wortel / "notebooks/regio.ipynb"
    eigen = pad.read_bytes()
    notitieboek("regio", _andere_uitleg)(wortel)
    vreemd = pad.read_bytes()
    notitieboek("regio", _andere_uitleg)(wortel)
    nog_een = pad.read_bytes()
    with monkeypatch.context() as tijdelijk:
        _bewerk_tijdens(tijdelijk, pad, [vreemd, nog_een])
        with pytest.raises(WoonanalyseFout, match=r"Gewijzigd .*notebooks/regio\.ipynb"):
            liep(wortel)
    assert boeken("regio") <= liep(wortel)
    assert pad.read_bytes() == nog_een != eigen


def test_data_edited_while_the_plan_is_made(wortel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan that is kept under a fingerprint is that of the data with that fingerprint."""
    liep(wortel)
    pad = wortel / RWP2017
    oud = maak_plan(wortel, "2017")
    eigen = pad.read_bytes()
    cel(RWP2017, "hard_direct", _ander_getal, **ALMELO)(wortel)
    nieuw = pad.read_bytes()
    pad.write_bytes(eigen)
    (wortel / ".pytask/plan-2017.json").unlink()
    echt, keren = planmodule._lees_editie, []

    def lees(*delen: Any) -> Any:
        keren.append(1)
        if len(keren) == 1:
            pad.write_bytes(nieuw)
        uitkomst = echt(*delen)
        pad.write_bytes(eigen) if len(keren) == 1 else None
        return uitkomst

    monkeypatch.setattr(planmodule, "_lees_editie", lees)
    assert maak_plan(wortel, "2017").rijen == oud.rijen
    assert len(keren) == 2
    assert maak_plan(wortel, "2017").rijen == oud.rijen
    assert len(keren) == 2


def test_invalid_data_stop_before_anything_runs(wortel: Path) -> None:
    liep(wortel)
    pad = wortel / RWP2017
    eigen = pad.read_bytes()
    cel(RWP2017, "netto_vraag_min", lambda _: "veel", **ALMELO)(wortel)
    with pytest.raises(InvoerFout, match="veel"):
        liep(wortel)
    pad.write_bytes(eigen)
    assert liep(wortel) == set()


@pytest.mark.enkele(2)
@pytest.mark.parametrize("inhoud", [b"", b"{", b"{}", b"[]", b'{"cells": [1]}', b'{"cells": [{}]}'])
def test_notebook_half_saved_is_told(wortel: Path, inhoud: bytes) -> None:
    pad = wortel / "notebooks/regio.ipynb"
    eigen = pad.read_bytes()
    pad.write_bytes(inhoud)
    with pytest.raises(WoonanalyseFout, match=r"regio\.ipynb is geen notitieboek"):
        liep(wortel)
    pad.write_bytes(eigen)
