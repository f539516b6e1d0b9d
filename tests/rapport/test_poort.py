"""The gate: a good report passes, and each kind of damage is found."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import voorbeeldrapport as voorbeeld
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, NameObject, StreamObject, TextStringObject
from rapporthulp import TIJDSTIP, MaakProject, bouw_project, veilig

from woonanalyse.opmaak import render
from woonanalyse.uitgave.poort import controleer_html, controleer_pdf, teksten_met_resten
from woonanalyse.uitgave.poort.html import SCRIPTS

TEKST = (
    "# Een {#sec-een}\n\nZie @fig-a en [een](#sec-een) en [site](https://voorbeeld.nl).\n\n"
    '![Beeld van plannen](_werk/fig.svg){#fig-a fig-alt="Twee balken."}\n\n'
    "| Wat | Stand |\n|--|--|\n| Rij 1 | x |\n\n"
)


@pytest.fixture(scope="module")
def goed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with a good report; each test damages a copy."""
    wortel = bouw_project(tmp_path_factory.mktemp("goed") / "project", TEKST)
    formaten: list[Any] = ["pdf", "html"]
    for formaat in formaten:
        render(wortel, formaat, wortel / f"rwp.{formaat}", tijdstip=TIJDSTIP)
    return wortel


@pytest.fixture
def pdf(goed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(goed / "rwp.pdf", tmp_path / "rwp.pdf"))


@pytest.fixture
def html(goed: Path, maak_project: MaakProject) -> Path:
    return Path(shutil.copyfile(goed / "rwp.html", maak_project(TEKST) / "rwp.html"))


def test_good_pdf_passes(pdf: Path) -> None:
    assert controleer_pdf(pdf) == []


def test_of_a_pdf_that_was_looked_at_nothing_stays(
    pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """pypdf holds what it read in a circle; of hundreds of factsheets that is much until Python tidies up."""
    lezers: list[PdfReader] = []

    class Lezer(PdfReader):
        def __init__(self, stroom: Any) -> None:
            lezers.append(self)
            super().__init__(stroom)

    monkeypatch.setattr("woonanalyse.uitgave.poort.pdf.PdfReader", Lezer)
    assert controleer_pdf(pdf) == []
    (lezer,) = lezers
    assert not lezer.resolved_objects and lezer.stream.closed


def test_good_page_passes(html: Path) -> None:
    assert controleer_html(html) == []


RESTEN = {
    "?@fig-x": "?@",
    "?var:naam": "?var:",
    "?meta:a.b": "?meta:",
    "{{< x >}}": "{{<",
    "nil": "nil",
}


@pytest.mark.enkele(3)
@pytest.mark.parametrize("rest", RESTEN)
@pytest.mark.parametrize("formaat", ["pdf", "html"])
def test_leftovers_of_an_engine(maak_project: MaakProject, formaat: Any, rest: str) -> None:
    wortel = maak_project(f"# K\n\nDe waarde {veilig(rest)} staat hier; nihil en nil-lijst niet.")
    render(wortel, formaat, wortel / "rwp", tijdstip=TIJDSTIP)
    gevonden = (controleer_pdf if formaat == "pdf" else controleer_html)(wortel / "rwp")
    assert len(gevonden) == 1 and f"in de tekst staat '{RESTEN[rest]}'" in gevonden[0], gevonden


PLANNAMEN = ["nil", "{{< meta rwp.x >}} ?@x", "Plan nil " + "lang" * 40]


@pytest.mark.parametrize("formaat", ["pdf", "html"])
def test_name_in_the_data_that_looks_like_a_leftover(
    maak_project: MaakProject, formaat: Any
) -> None:
    """It passes where the results hold it, wherever a line breaks; what they do not hold is found."""
    tabel = pd.DataFrame({"plan_id": range(len(PLANNAMEN)), "naam": PLANNAMEN})
    uit_data = teksten_met_resten([tabel])
    assert uit_data == sorted(PLANNAMEN)
    keur = controleer_pdf if formaat == "pdf" else controleer_html
    regels = "\n\n".join(veilig(naam) for naam in PLANNAMEN)
    wortel = maak_project(f"# K\n\n{regels}")
    render(wortel, formaat, wortel / f"rwp.{formaat}", tijdstip=TIJDSTIP)
    assert keur(wortel / f"rwp.{formaat}", lambda: uit_data) == []
    zonder = [naam for naam in uit_data if "{{<" not in naam]
    gevonden = keur(wortel / f"rwp.{formaat}", lambda: zonder)
    assert gevonden and all("nil" not in wat.partition("(")[0] for wat in gevonden)


def test_nihil_is_no_leftover(maak_project: MaakProject) -> None:
    wortel = maak_project("# K\n\nHet effect is nihil; de nil-lijst ook.")
    render(wortel, "html", wortel / "rwp", tijdstip=TIJDSTIP)
    assert controleer_html(wortel / "rwp") == []


def figuur(schrijver: PdfWriter) -> Any:
    """The structure element of the first figure."""
    for nr in range(1, len(schrijver._objects) + 1):
        ding: Any = schrijver.get_object(nr)
        if isinstance(ding, dict) and ding.get("/S") == "/Figure":
            return ding
    raise AssertionError("geen figuur")


def zet_xmp(oud: bytes, nieuw: bytes) -> Callable[[PdfWriter], None]:
    def doe(schrijver: PdfWriter) -> None:
        stroom = schrijver.root_object["/Metadata"].get_object()
        assert isinstance(stroom, StreamObject) and oud in stroom.get_data()
        stroom.set_data(stroom.get_data().replace(oud, nieuw))

    return doe


def breek_link(schrijver: PdfWriter) -> None:
    """Let the first link inside the document point to a name that is not there."""
    for pagina in schrijver.pages:
        for verwijzing in pagina.get("/Annots", []):
            notitie = verwijzing.get_object()
            if "/URI" not in notitie.get("/A", {}):
                notitie.pop("/A", None)
                notitie[NameObject("/Dest")] = TextStringObject("weg")
                return
    raise AssertionError("geen link")


def breek_pagina(schrijver: PdfWriter) -> None:
    """Let every link inside the document point to something that is no page."""
    for pagina in schrijver.pages:
        for verwijzing in pagina.get("/Annots", []):
            notitie = verwijzing.get_object()
            if "/URI" not in notitie.get("/A", {}):
                notitie.pop("/A", None)
                geen = schrijver.root_object.raw_get("/StructTreeRoot")
                notitie[NameObject("/Dest")] = ArrayObject([geen, NameObject("/Fit")])


def haal_letters_weg(schrijver: PdfWriter) -> None:
    for nr in range(1, len(schrijver._objects) + 1):
        ding: Any = schrijver.get_object(nr)
        if isinstance(ding, dict) and ding.get("/Type") == "/FontDescriptor":
            for sleutel in [s for s in ding if s.startswith("/FontFile")]:
                del ding[sleutel]


def wis(*sleutels: str) -> Callable[[PdfWriter], None]:
    def doe(schrijver: PdfWriter) -> None:
        for sleutel in sleutels:
            del schrijver.root_object[sleutel]

    return doe


def figuur_in_tabel(schrijver: PdfWriter) -> None:
    """Let the first figure stand in a table, without a text."""
    ding = figuur(schrijver)
    del ding["/Alt"]
    ding["/P"].get_object()[NameObject("/S")] = NameObject("/Table")


PDF_SCHADE: dict[str, tuple[Callable[[PdfWriter], Any], str]] = {
    "geen alt": (
        lambda s: figuur(s).pop("/Alt"),
        "figuur 1 in de PDF heeft geen alternatieve tekst",
    ),
    "lege alt": (
        lambda s: figuur(s).update({NameObject("/Alt"): TextStringObject(" ")}),
        "figuur 1 in de PDF heeft geen alternatieve tekst",
    ),
    "geen alt in tabel": (figuur_in_tabel, "figuur 1 in de PDF heeft geen alternatieve tekst"),
    "alt is bijschrift": (
        lambda s: figuur(s).update({NameObject("/Alt"): TextStringObject("Beeld van plannen")}),
        "is het bijschrift",
    ),
    "taal": (
        lambda s: s.root_object.update({NameObject("/Lang"): TextStringObject("nl-US")}),
        "taal is niet nl-NL",
    ),
    "tags": (wis("/StructTreeRoot"), "geen labels"),
    "marked": (wis("/MarkInfo"), "geen labels"),
    "titel tonen": (wis("/ViewerPreferences"), "titel wordt niet getoond"),
    "ua": (zet_xmp(b"pdfuaid:part", b"pdfuaid:deel"), "PDF/UA-1 ontbreekt"),
    "a": (
        zet_xmp(b"<pdfaid:conformance>A<", b"<pdfaid:conformance>B<"),
        "PDF/A-2a ontbreekt",
    ),
    "link": (breek_link, "de link naar 'weg' komt nergens uit"),
    "pagina": (breek_pagina, "een link naar een pagina die er niet is"),
    "letters": (haal_letters_weg, "zit niet in de PDF"),
}


@pytest.mark.parametrize("schade", PDF_SCHADE)
def test_damaged_pdf(pdf: Path, schade: str) -> None:
    breek, melding = PDF_SCHADE[schade]
    schrijver = PdfWriter(clone_from=pdf)
    schrijver.write(pdf)
    assert controleer_pdf(pdf) == [], "the copy itself is fine"
    breek(schrijver)
    schrijver.write(pdf)
    gevonden = controleer_pdf(pdf)
    assert any(melding in p for p in gevonden), gevonden
    assert all(p.startswith("rwp.pdf: ") for p in gevonden)


def test_pdf_without_title(pdf: Path) -> None:
    schrijver = PdfWriter(clone_from=pdf)
    schrijver.metadata = {"/Producer": "x"}
    schrijver.write(pdf)
    assert "rwp.pdf: de titel ontbreekt" in controleer_pdf(pdf)


def test_no_pdf_at_all(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"geen pdf")
    assert "niet te lezen" in controleer_pdf(tmp_path / "a.pdf")[0]
    assert "niet te lezen" in controleer_html(tmp_path / "weg.html")[0]


HTML_SCHADE = {
    "alt leeg": (r'alt="[^"]*"', 'alt=""', "heeft geen alternatieve tekst"),
    "alt weg": (r' alt="[^"]*"', "", "heeft geen alternatieve tekst"),
    "alt is bijschrift": (r'alt="[^"]*"', 'alt="Beeld van plannen"', "is het bijschrift"),
    "link": ('href="#sec-een" id', 'href="#weg" id', "de link naar '#weg' komt nergens uit"),
    "aria": ('aria-labelledby="toc-title"', 'aria-labelledby="weg"', "aria-labelledby wijst naar"),
    "id": ('id="toc-title"', 'id="inhoud"', "het id 'inhoud' komt meer dan één keer voor"),
    "taal": ('lang="nl-NL"', 'lang="en"', "de taal"),
    "main weg": (r"<main([^>]*)>(.*)</main>", r"<div\1>\2</div>", "precies één hoofddeel (main)"),
    "main twee": ("</main>", "</main><main></main>", "precies één hoofddeel (main)"),
    "pad": ("<main ", '<main data-notebook="/x/y/z.ipynb" ', "noemt een pad op een machine"),
    "pad op Windows": ("<main ", r'<main data-notebook="C:\\x" ', "noemt een pad op een machine"),
    "bestand": (
        'href="https://voorbeeld.nl"',
        'href="file:///x/y"',
        "noemt een pad op een machine",
    ),
    "rij zonder kop": (r"<th>(Rij 1)</th>", r"<td>\1</td>", "een rij zonder rijkop: 'Rij 1 x'"),
    "titel": (r"<title>[^<]*</title>", "<title> </title>", "de titel ontbreekt"),
    "h1 weg": (r"<h1 class=\"title\">(.*?)</h1>", r"<p>\1</p>", "geen kop van het eerste niveau"),
    "h1 twee": ("</main>", "<h1>x</h1></main>", "meer dan één kop van het eerste niveau"),
    "script": ("</head>", "<script>1</script></head>", "een script dat niet van de uitbreiding is"),
    "script leeg": ("</head>", "<script></script></head>", "een script dat niet van"),
    "script gewijzigd": ("const RIJEN_SORTEREN = 6", "const RIJEN_SORTEREN = 7", "een script dat"),
    "script van soort": ("<script>", '<script type="module">', "een script dat niet van"),
    "script twee keer": (r"(<script>.*?</script>)", r"\1\1", "meer dan één keer"),
    "opdracht": ("<main ", '<main onclick="1" ', "<main> heeft een opdracht (onclick)"),
    "opdracht bij beeld": ("<img ", '<img ONERROR="1" ', "<img> heeft een opdracht (onerror)"),
    "link voert uit": ('href="https://voorbeeld.nl"', 'href=" JavaScript:1"', "voert iets uit"),
    "script buiten": ("</head>", '<script src="https://x.nl/a.js"></script></head>', "van buiten"),
    "stijl buiten": ("</head>", '<link rel="stylesheet" href="a.css"></head>', "van buiten: a.css"),
    "beeld buiten": ("</main>", '<img src="a.png" alt="Iets"></main>', "van buiten: a.png"),
    "import": ("<style", '<style>@import "https://x.nl/a.css";</style><style', "de stijl haalt"),
    "url": (
        "<style",
        "<style>a{background:url(https://x.nl/b.png)}</style><style",
        "de stijl haalt",
    ),
}


@pytest.mark.parametrize("schade", HTML_SCHADE)
def test_damaged_html(html: Path, schade: str) -> None:
    oud, nieuw, melding = HTML_SCHADE[schade]
    tekst = html.read_text(encoding="utf-8")
    kapot, aantal = re.subn(oud, nieuw, tekst, count=1, flags=re.DOTALL)
    assert aantal == 1
    html.write_text(kapot, encoding="utf-8")
    gevonden = controleer_html(html)
    assert any(melding in p for p in gevonden), gevonden


def test_the_extension_puts_its_scripts_in_the_page(html: Path) -> None:
    assert html.read_text(encoding="utf-8").count("<script>") == len(SCRIPTS)


def test_a_page_outside_a_project_may_hold_no_script(html: Path, tmp_path: Path) -> None:
    los = tmp_path / "rwp.html"
    los.write_bytes(html.read_bytes())
    assert [p for p in controleer_html(los) if "een script dat niet van de uitbreiding is" in p]


@pytest.mark.parametrize("formaat", ["pdf", "html"])
def test_the_place_of_the_project_is_no_part_of_the_report(
    maak_project: MaakProject, formaat: Any
) -> None:
    """In running text, wherever its lines break."""
    wortel = maak_project("# K\n\nX")
    (wortel / "report/rwp.qmd").write_text(
        (wortel / "report/rwp.qmd").read_text(encoding="utf-8")
        + f"\n\nZie {veilig(str(wortel))}/a.",
        encoding="utf-8",
    )
    doel = wortel / f"rwp.{formaat}"
    render(wortel, formaat, doel, tijdstip=TIJDSTIP)
    gevonden = (controleer_pdf if formaat == "pdf" else controleer_html)(doel)
    assert [p.partition(": ")[2] for p in gevonden] == [
        "in de tekst staat de plaats van het project op deze machine"
    ]


def test_text_over_text_is_found_on_its_page(maak_project: MaakProject) -> None:
    """What a nested block with a negative inset does: the second line stands on the first."""
    wortel = maak_project("# K\n\nVoor.\n\n::: {.wa-kader}\nEerste zin.\n\nTweede zin.\n:::")
    sjabloon = wortel / "report/_extensions/woonanalyse/typst-template.typ"
    tekst = sjabloon.read_text(encoding="utf-8")
    oud = "#let wa-kader(body) = block("
    assert oud in tekst
    sjabloon.write_text(
        tekst.replace(
            oud, "#let wa-kader(body) = { place(body); [Andere woorden.] }\n#let _x(body) = block("
        ),
        encoding="utf-8",
    )
    render(wortel, "pdf", wortel / "rwp.pdf", tijdstip=TIJDSTIP)
    (gevonden,) = controleer_pdf(wortel / "rwp.pdf")
    assert gevonden.startswith("rwp.pdf: pagina 2: ") and "staan over elkaar" in gevonden


def test_close_lines_signs_above_and_figures_pass(maak_project: MaakProject) -> None:
    wortel = maak_project(
        "# ÁÇÉŇŲ jpqy\n\nGjpqy ÅÉÎ^2^ H~2~O m^2^[^1] jjj\\\nÅÅÅ gjpq\\\nÉÉÉ ÇÇÇ\n\n[^1]: Çgj\\\nÅÅÅ.\n\n"
        "| Ág | Çj |\n|--|--|\n| Çgj | ÅÉ^1^ |\n| ÅÅ | gj |\n\n: Ågj {#tbl-a}"
    )
    render(wortel, "pdf", wortel / "rwp.pdf", tijdstip=TIJDSTIP)
    assert controleer_pdf(wortel / "rwp.pdf") == []


def test_threads_may_check_at_the_same_time(pdf: Path) -> None:
    with ThreadPoolExecutor(4) as banen:
        assert list(banen.map(lambda _: controleer_pdf(pdf), range(12))) == [[]] * 12


def test_gate_is_fast_enough(maak_project: MaakProject) -> None:
    lang = "\n\n".join(
        f"# Hoofdstuk {i}\n\n" + "Een gewone zin met woorden. " * 120 for i in range(25)
    )
    wortel = maak_project(
        lang + voorbeeld.tekst().split("{{< include")[0].replace("@sec-almere of", "")
    )
    tekst = (wortel / "report/rwp.qmd").read_text(encoding="utf-8").replace("[-@tbl-bronnen]", "x")
    (wortel / "report/rwp.qmd").write_text(tekst, encoding="utf-8")
    render(wortel, "pdf", wortel / "rwp.pdf", tijdstip=TIJDSTIP)
    assert len(PdfReader(wortel / "rwp.pdf").pages) > 15
    begin = time.process_time()
    assert controleer_pdf(wortel / "rwp.pdf") == []
    assert time.process_time() - begin < 2  # measured: well below 0.5 s
