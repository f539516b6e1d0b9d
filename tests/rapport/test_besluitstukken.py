"""The proposals to the colleges: what stands in them, Word documents that anybody can read, all or none."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from filelock import FileLock
from hulp import ROMMEL, VERBODEN, dossier, inhoud_van, tabellen_van
from rapporthulp import NAMEN
from typer.testing import CliRunner

from woonanalyse.cli import app, scherm
from woonanalyse.document import besluiten, stukdelen
from woonanalyse.document.besluitstukken import KOPPEN, Stuk, TerugblikFout, besluitstukken
from woonanalyse.document.stukgrond import Grond
from woonanalyse.kern.beeld.markdown import gewoon, tabel, veilig
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.uitgave import besluitstukken as uitgave
from woonanalyse.uitgave.docx import docx
from woonanalyse.uitgave.docxzip import pak
from woonanalyse.uitgave.poort import controleer_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TOEN = "2020-12-31"
LOPEND = [("2017", TOEN, False), ("2022", None, True)]
elke_lopende = pytest.mark.parametrize(("editie", "dag", "voorbeeld"), LOPEND)


def gegevens(editie: str, dag: str | None, voorbeeld: bool = False) -> Dossier:
    gelezen = dossier(editie, voorbeelddata=voorbeeld)
    return gelezen.op_datum(dag) if dag else gelezen


@cache
def stukken(editie: str, dag: str | None, voorbeeld: bool = False) -> dict[str, Stuk]:
    return {stuk.naam: stuk for stuk in besluitstukken(gegevens(editie, dag, voorbeeld))}


@cache
def grond() -> Grond:
    return Grond.van(gegevens("2017", TOEN))


@cache
def document(naam: str, editie: str = "2017", dag: str | None = TOEN) -> bytes:
    return docx(stukken(editie, dag)[naam])


def delen(inhoud: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(inhoud)) as archief:
        return {naam: archief.read(naam) for naam in archief.namelist()}


def boom(inhoud: bytes, deel: str = "word/document.xml") -> ElementTree.Element:
    return ElementTree.fromstring(delen(inhoud)[deel])


def alineas(inhoud: bytes, stijl: str | None = None) -> list[str]:
    """The paragraphs as text, of one style or of all."""
    return [
        "".join(deel.text or "" for deel in alinea.iter(f"{W}t"))
        for alinea in boom(inhoud).iter(f"{W}p")
        if stijl is None or [s.get(f"{W}val") for s in alinea.iter(f"{W}pStyle")] == [stijl]
    ]


def kaal(markdown: str) -> str:
    return re.sub(r"\\(.)", r"\1", gewoon(markdown))


def onder(stuk: Stuk) -> dict[str, str]:
    """What stands below each heading."""
    _, *rest = re.split(r"^# (.*)\n", stuk.tekst, flags=re.MULTILINE)
    return {kop: kaal(tekst).strip() for kop, tekst in zip(rest[::2], rest[1::2], strict=True)}


@pytest.mark.enkele(1)
@elke_lopende
def test_every_college_has_a_proposal(editie: str, dag: str | None, voorbeeld: bool) -> None:
    gemaakt = stukken(editie, dag, voorbeeld)
    regio = gegevens(editie, dag, voorbeeld).regio
    assert len(gemaakt) == len(regio.gemeenten) + 1
    eerste, *rest = (stuk.titel for stuk in gemaakt.values())
    assert eerste.startswith(f"Voorstel aan GS van {regio.provincie}: ")
    for titel, gemeente in zip(rest, regio.gemeenten["gemeente"], strict=True):
        assert titel.startswith(f"Voorstel aan B&W van {gemeente}: ")


@pytest.mark.enkele(1)
@elke_lopende
def test_every_heading_has_something_and_those_without_data_say_who_fills_them_in(
    editie: str, dag: str | None, voorbeeld: bool
) -> None:
    for stuk in stukken(editie, dag, voorbeeld).values():
        gs = stuk.naam == "gs"
        college = "Gedeputeerde Staten van " if gs else "het college van B&W van "
        inhoud = onder(stuk)
        wie = "Provinciale Staten" if gs else "Raad"
        assert list(inhoud) == [kop.format(wie=wie) for kop in KOPPEN] and all(inhoud.values())
        leeg = [
            k for k, tekst in inhoud.items() if tekst.startswith(f"In te vullen door {college}")
        ]
        assert leeg == [
            "Financiën en risico", "Participatie", "Communicatie", f"{wie} informeren",
        ]  # fmt: skip
        assert not re.search(r"^- \*\*", stuk.tekst, re.MULTILINE), "a heading is a heading"


@elke_lopende
def test_no_word_that_may_not_be_said(editie: str, dag: str | None, voorbeeld: bool) -> None:
    for stuk in stukken(editie, dag, voorbeeld).values():
        tekst = kaal(stuk.tekst)
        assert not [woord for woord in VERBODEN if woord in tekst.lower()], stuk.naam
        assert not ROMMEL.search(tekst), stuk.naam


def test_each_college_is_asked_what_the_report_asks_of_it() -> None:
    d, uit = gegevens("2017", TOEN), grond().uitkomsten
    vragen = besluiten.vragen_van(d.editie, uit["afspraken"], uit["balans"])
    leden = ["GS", *d.regio.gemeenten["gemeente"]]
    for partij, stuk in zip(leden, stukken("2017", TOEN).values(), strict=True):
        tekst = onder(stuk)["Gevraagd besluit"]
        gevraagd = re.findall(r"^\d+\. (.*) \(artikel (\d+)\)\.$", tekst, re.MULTILINE)
        eigen = vragen[vragen["partij"] == partij]
        assert [(wat.lower(), int(nr)) for wat, nr in gevraagd] == [
            (wat.lower(), nr) for wat, nr in zip(eigen["besluit"], eigen["artikel"], strict=True)
        ]
        assert gevraagd or "geen besluit" in tekst


def test_many_municipalities_are_counted_and_summed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proposal to GS stays within two pages, however many municipalities there are."""
    gs = grond().colleges()[0]
    assert "| Borne | 550 tot 670 |" in stukdelen.argumenten(grond(), gs)
    assert kaal("- Borne, Hellendoorn en Wierden: ") in kaal(stukdelen.vervolg(grond(), gs))
    monkeypatch.setattr(stukdelen, "MEESTE", 13)
    monkeypatch.setattr(stukdelen, "GENOEMD", 2)
    samen = kaal(stukdelen.argumenten(grond(), gs))
    assert "Borne" not in samen and "| Twente | 12.575 tot 14.825 |" in samen
    anderen = kaal(stukdelen.vervolg(grond(), gs))
    assert "- 3 van de 14: vastleggen wanneer" in anderen
    assert "- Hengelo en Twenterand: vastleggen of" in anderen
    assert "zijn bekend van 4 van de 14 gemeenten." in kaal(stukdelen.kanttekeningen(grond(), gs))


def test_readings_that_matter_are_side_by_side_and_others_in_a_line() -> None:
    tekst = onder(stukken("2017", TOEN)["twenterand"])["Alternatieven"]
    assert "| 13 | A (gebruikt) |" in tekst and "| Op de grens |" in tekst
    assert "| Subregio Twente Noord: binnen de norm |" in tekst
    assert (
        "Artikel 16 (programmeringsstrategie): bij elke lezing (A, B en C) is de uitkomst onbekend."
        in tekst
    )
    (termijn,) = (regel for regel in tekst.splitlines() if regel.startswith("Artikel 15 ("))
    assert "29 januari 2019 (A), 1 januari 2020 (B) en 30 april 2020 (C)" in termijn


def test_an_edition_with_only_norms_asks_for_what_is_missing() -> None:
    inhoud = onder(stukken("2022", None, True)["borne"])
    gevraagd = inhoud["Gevraagd besluit"]
    assert "van B&W van Borne wordt gevraagd in te stemmen met het leveren" in gevraagd
    assert re.findall(r"^\d+\. ", gevraagd, re.MULTILINE) and "geen besluit" not in gevraagd
    assert "Zonder de gevraagde gegevens is niet te zeggen" in inhoud["Argumenten"]
    gs = onder(stukken("2022", None, True)["gs"])["Gevraagd besluit"]
    assert 0 < gs.count("(norm: ") < gevraagd.count("(norm: ")
    assert "| ten minste 14.100 woningen | Twente |" in inhoud["Argumenten"]
    assert "onzeker" in inhoud["Kanttekeningen"] and "31 december 2030" in inhoud["Vervolg"]
    assert inhoud["Alternatieven"].startswith(
        "Niet leveren: zonder deze gegevens blijft van alle vier normen onbekend"
    )
    assert "Voorbeelddata, verzonnen: nodig zijn" in inhoud["Argumenten"].replace("\\", "")


def test_a_made_ceiling_is_named_as_made_wherever_it_counts() -> None:
    """Its agreement has no ceiling: what says so speaks of no dwellings above the norm either."""
    for stuk in stukken("2022", None, True).values():
        inhoud = onder(stuk)
        assert "De bovengrens in dit stuk is verzonnen" in inhoud["Kanttekeningen"], stuk.naam
        assert not re.search(r"(boven|dan) de norm", inhoud["Alternatieven"]), stuk.naam
        assert "(norm: " not in inhoud["Argumenten"], stuk.naam
    met = onder(stukken("2022", None, True)["gs"])["Alternatieven"]
    assert "woningen boven de verzonnen bovengrens" in met
    for stuk in stukken("2017", TOEN).values():
        assert "bovengrens" not in stuk.tekst, stuk.naam


def test_what_is_asked_above_is_not_asked_again_below() -> None:
    """Of a municipality all is asked that a norm needs; of the province not what only others deliver."""
    vervolg = {
        naam: onder(stukken("2022", None, True)[naam])["Vervolg"] for naam in ("borne", "gs")
    }
    assert "| Norm |" not in vervolg["borne"] and "| Norm | Nodig | Van |" in vervolg["gs"]
    anderen = [rij for rij in vervolg["gs"].splitlines() if rij.startswith("| ")][1:]
    assert anderen and not [rij for rij in anderen if "provincie" in rij]


def test_who_delivers_is_named_once_in_whatever_order() -> None:
    """`provincie en gemeenten` are `gemeenten en provincie`; the day that holds for all is in the head."""
    vervolg = onder(stukken("2017", TOEN)["hengelo"])["Vervolg"].splitlines()
    kop, _, *rijen = (rij for rij in vervolg if rij.startswith("|"))
    assert "(telt mee tot en met 31 december 2020)" in kop
    wie = [frozenset(rij.split("|")[1].strip().lower().split(" en ")) for rij in rijen]
    assert len(wie) >= 3 and len(set(wie)) == len(wie)


def test_a_norm_is_named_inside_a_sentence() -> None:
    gevraagd = onder(stukken("2022", None, True)["gs"])["Gevraagd besluit"]
    namen = re.findall(r"\(norm: (.)|; (.)", gevraagd)
    assert namen and all("".join(naam).islower() for naam in namen)


def test_need_that_is_public_stands_with_its_source_and_counts_for_no_norm() -> None:
    tekst = onder(stukken("2022", None, True)["borne"])["Argumenten"]
    assert "het telt in geen norm mee" in tekst
    rijen = [rij for rij in tekst.splitlines() if "afgeleid |" in rij or "onzeker |" in rij]
    assert any("550 tot 675" in rij and "2017-2026" in rij for rij in rijen)
    assert "openbaar is; het telt" not in onder(stukken("2017", TOEN)["borne"])["Argumenten"]


def test_a_short_table_stays_on_one_page() -> None:
    """Each row but the last stays with the next one; a long table may go on."""
    kort, lang = (
        tabel(["A", "B"], [[str(nr), "x"] for nr in range(rijen)], [40, 40]) for rijen in (3, 9)
    )
    tekst = boom(docx(Stuk("x", "T", "K", "V", TOEN, f"# A\n\n{kort}\n\ntekst\n\n{lang}")))
    samen = [
        [bool(list(rij.iter(f"{W}keepNext"))) for rij in tafel.iter(f"{W}tr")][1:]
        for tafel in tekst.iter(f"{W}tbl")
    ]
    assert samen == [[True, True, False], [False] * 9]


@pytest.mark.lang
def test_what_asks_nothing_is_no_proposal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stukdelen, "levering", lambda *_: [])
    eerste = besluitstukken(gegevens("2022", None, True))[0]
    assert eerste.titel.startswith("Informatie voor GS van ")
    assert "vraagt geen besluit" in onder(eerste)["Gevraagd besluit"]


@pytest.mark.parametrize("editie", ["2015", "2017"])
def test_a_look_back_is_refused(editie: str) -> None:
    with pytest.raises(TerugblikFout, match="terugblik") as fout:
        besluitstukken(dossier(editie))
    assert fout.value.exitcode == 2
    assert "tot en met 31 december 2020" in str(fout.value)
    assert "26 november 2026" in str(fout.value)


def test_the_command_refuses_a_look_back_and_writes_nothing(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    voor = inhoud_van(project)
    klaar = CliRunner().invoke(app, ["besluitstukken", "--editie", "2015"])
    assert klaar.exit_code == 2 and "terugblik" in klaar.stderr and klaar.stdout == ""
    na = {naam: wat for naam, wat in inhoud_van(project).items() if not naam.startswith(".pytask")}
    assert na == voor


def test_the_command_waits_for_nobody(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another command is busy in the project, it says so and makes nothing."""
    monkeypatch.chdir(project)
    (project / ".pytask").mkdir()
    with FileLock(project / ".pytask" / "slot"):
        klaar = CliRunner().invoke(app, ["besluitstukken", "--editie", "2022"])
    assert klaar.exit_code == 1 and "loopt in deze map al een opdracht" in klaar.stderr
    assert not (project / "report").exists()


@pytest.mark.parametrize("naam", ["gs", "borne"])
def test_a_document_is_accessible(naam: str) -> None:
    inhoud = document(naam)
    stuk, tekst = stukken("2017", TOEN)[naam], boom(document(naam))
    kern = boom(inhoud, "docProps/core.xml")
    assert kern.findtext("{http://purl.org/dc/elements/1.1/}title") == stuk.titel
    assert kern.findtext("{http://purl.org/dc/elements/1.1/}language") == "nl-NL"
    talen = boom(inhoud, "word/styles.xml").iter(f"{W}lang")
    assert [taal.get(f"{W}val") for taal in talen] == ["nl-NL"]
    assert alineas(inhoud, "Title") == [stuk.titel]
    assert alineas(inhoud, "Heading1") == list(onder(stuk))
    assert all(alinea.strip() for alinea in alineas(inhoud))
    tafels = list(tekst.iter(f"{W}tbl"))
    koppen = [rij.find(f"{W}trPr/{W}tblHeader") is not None for t in tafels for rij in [t[2]]]
    assert len(tafels) >= 3 and all(koppen)
    maten = {
        int(maat.get(f"{W}val", "0")) for maat in boom(inhoud, "word/styles.xml").iter(f"{W}sz")
    }
    assert min(maten) >= 18  # half points


def test_the_gate_sees_what_is_wrong(tmp_path: Path) -> None:
    goed, pad = delen(document("borne")), tmp_path / "stuk.docx"
    fouten: dict[str, tuple[str, bytes, bytes]] = {
        "geen titel": ("docProps/core.xml", b"dc:title>", b"dc:subject>"),
        "de taal": ("word/styles.xml", b'"nl-NL"', b'"en-US"'),
        "geen koppen": ("word/document.xml", b'"Heading1"', b'"Normal"'),
        "geen kopregel": ("word/document.xml", b"<w:tblHeader", b"<w:cantSplit"),
        "lege alinea": ("word/document.xml", b"<w:body>", b"<w:body><w:p/>"),
        "niet te lezen": ("word/document.xml", b"</w:body>", b""),
        "naar buiten": (
            "word/_rels/document.xml.rels",
            b"Target=",
            b'TargetMode="External" Target=',
        ),
    }
    pad.write_bytes(pak(goed))
    assert controleer_docx(pad) == []
    for verwacht, (deel, oud, nieuw) in fouten.items():
        assert oud in goed[deel]
        pad.write_bytes(pak({**goed, deel: goed[deel].replace(oud, nieuw)}))
        assert any(verwacht in probleem for probleem in controleer_docx(pad)), verwacht
    pad.write_text("geen zip", encoding="utf-8")
    assert "niet te lezen" in controleer_docx(pad)[0]


def test_the_same_bytes_whatever_the_clock_and_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    eerste = document("borne")
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    monkeypatch.setenv("LC_ALL", "tr_TR.UTF-8")
    assert docx(stukken("2017", TOEN)["borne"]) == eerste
    kern = boom(eerste, "docProps/core.xml")
    dagen = [deel.text for deel in kern if deel.tag.startswith("{http://purl.org/dc/terms/}")]
    assert dagen == [f"{TOEN}T00:00:00Z"] * 2
    with ZipFile(BytesIO(eerste)) as archief:
        assert {deel.date_time for deel in archief.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_made_data_is_marked_in_the_title_and_at_the_head_of_every_page() -> None:
    gemerkt = stukken("2022", None, True)
    assert all(stuk.titel.endswith(" (voorbeelddata)") for stuk in gemerkt.values())
    assert all("verzonnen" in onder(stuk)["Kanttekeningen"] for stuk in gemerkt.values())
    inhoud = docx(gemerkt["borne"], opvallend=True)
    kop = "".join(boom(inhoud, "word/header1.xml").itertext())
    assert kop.startswith("Voorbeelddata: verzonnen, geen echte stand")
    assert not kop_van_een_ander_soort_bladzijde(inhoud)
    echt = [stuk for stuk in stukken("2017", TOEN).values() if "verzonnen" in stuk.tekst + stuk.kop]
    assert echt == []


def kop_van_een_ander_soort_bladzijde(inhoud: bytes) -> bool:
    """Whether some page has another head: a first page, or one on the left."""
    soorten = {kop.get(f"{W}type") for kop in boom(inhoud).iter(f"{W}headerReference")}
    return soorten != {"default"} or b"titlePg" in delen(inhoud)["word/document.xml"]


def test_hostile_text_is_only_text() -> None:
    cellen = [[veilig(naam), veilig(f"c {naam}")] for naam in NAMEN]
    staat = tabel(["A", "B"], cellen, [40, 40])
    regels = [f"# {veilig(n)}\n\n{veilig(n)}\n\n1. {veilig(n)}\n\n- {veilig(n)}" for n in NAMEN]
    for naam in ("{{< x >}} <b>&\"'", "$x$ [a](http://x.nl) ::: # @b", "= 1. \u202e🏘️"):
        stuk = Stuk("x", naam, f"\x08{naam}", naam, TOEN, "\n\n".join([staat, *regels]))
        inhoud = docx(stuk)
        assert alineas(inhoud, "Title") == [naam]
        assert "".join(boom(inhoud, "word/header1.xml").itertext()) == naam
    plat = [" ".join(alinea.split()) for alinea in alineas(inhoud)]
    for naam in NAMEN:
        assert plat.count(" ".join(naam.split())) == 5, naam
        assert f"c {' '.join(naam.split())}" in plat, naam
    assert b'TargetMode="External"' not in delen(inhoud)["word/_rels/document.xml.rels"]


def test_a_municipality_with_a_hostile_name() -> None:
    d, vreemd = gegevens("2017", TOEN), "Ho*f* [x](y) {{< z >}} | $1 <b>"
    editie, leden = d.editie, d.regio.gemeenten
    regio = replace(d.regio, gemeenten=leden.replace({"gemeente": {"Borne": vreemd}}))
    invoer = editie.invoer.replace({"gemeente": {"Borne": vreemd}})
    gemaakt = besluitstukken(replace(d, editie=replace(editie, regio=regio, invoer=invoer)))
    (stuk,) = (stuk for stuk in gemaakt if vreemd in stuk.titel)
    assert re.fullmatch(r"[a-z0-9-]+", stuk.naam)
    inhoud = docx(stuk)
    assert any(f"In te vullen door het college van B&W van {vreemd}:" in a for a in alineas(inhoud))
    assert vreemd in alineas(docx(gemaakt[0]), "Tabeltekst")


@pytest.fixture
def geven(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[Path]]:
    """Puts the proposals in place in a project, each with the same words."""
    monkeypatch.setattr(uitgave, "besluitstukken", lambda _: [*stukken("2017", TOEN).values()])
    monkeypatch.setattr(uitgave, "docx", lambda stuk, *, opvallend: document("borne"))
    return lambda: uitgave.geef_besluitstukken(tmp_path, gegevens("2017", TOEN))


def test_all_are_put_in_place_and_those_of_before_go(
    geven: Callable[[], list[Path]], tmp_path: Path
) -> None:
    paden = geven()
    map_ = tmp_path / "report/_output/2017/besluitstukken"
    assert sorted(paden) == sorted(map_.glob("*.docx")) and len(paden) == 15
    (map_ / "opgeheven.docx").write_bytes(document("gs"))
    (map_ / "eigen.docx").write_bytes(b"van een ander")
    assert geven() == paden
    er = {pad.name for pad in map_.glob("*.docx")}
    assert er == {"eigen.docx", *(pad.name for pad in paden)}


def test_a_document_that_is_the_same_is_left_alone(
    geven: Callable[[], list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who shares the folder sees by its time which proposal is new."""
    paden = geven()
    for pad in paden:
        os.utime(pad, ns=(1, 1))
    ander = {"wierden": document("gs")}
    monkeypatch.setattr(
        uitgave, "docx", lambda stuk, *, opvallend: ander.get(stuk.naam, document("borne"))
    )
    geven()
    assert {pad.stem for pad in paden if pad.stat().st_mtime_ns != 1} == {"wierden"}
    assert next(pad for pad in paden if pad.stem == "wierden").read_bytes() == document("gs")


def test_nothing_changes_when_one_cannot_be_made(
    geven: Callable[[], list[Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    geven()
    voor = inhoud_van(tmp_path)

    def stuk_voor_stuk(stuk: Stuk, *, opvallend: bool) -> bytes:
        if stuk.naam == "wierden":
            raise OSError("vol")
        return document("gs")

    monkeypatch.setattr(uitgave, "docx", stuk_voor_stuk)
    with pytest.raises(OSError, match="vol"):
        geven()
    assert inhoud_van(tmp_path) == voor


def test_what_somebody_wrote_in_a_proposal_is_not_lost(
    geven: Callable[[], list[Path]], tmp_path: Path
) -> None:
    pad = next(pad for pad in geven() if pad.name == "borne.docx")
    with ZipFile(pad, "w") as bewaard:
        bewaard.writestr("word/document.xml", "van Borne zelf")
    voor = inhoud_van(tmp_path)
    with pytest.raises(uitgave.BewerktFout, match=r"gewerkt aan borne\.docx") as fout:
        geven()
    assert fout.value.exitcode == 2 and str(tmp_path) not in str(fout.value)
    assert inhoud_van(tmp_path) == voor


def test_it_is_said_when_the_data_are_newer(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(uitgave, "besluitstukken", lambda _: [*stukken("2017", TOEN).values()])
    monkeypatch.setattr(uitgave, "docx", lambda stuk, *, opvallend: document("borne"))
    paden = uitgave.geef_besluitstukken(project, gegevens("2017", TOEN))
    (paden[0].parent / "eigen.docx").write_bytes(b"van een ander")
    scherm.waarschuw_ouder(project, "2017")
    assert capsys.readouterr().err == ""
    with (project / "data/registers/besluiten.csv").open("a", encoding="utf-8") as bestand:
        bestand.write("\n")
    scherm.waarschuw_ouder(project, "2017")
    gezegd = " ".join(capsys.readouterr().err.split())
    assert "besluitstukken in report/_output/2017 zijn ouder dan de gegevens" in gezegd
    assert "data/registers/besluiten.csv" in gezegd
    assert "woonanalyse besluitstukken --editie 2017" in gezegd


def test_the_command_lists_what_it_made(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    monkeypatch.setattr(uitgave, "docx", lambda stuk, *, opvallend: document("borne"))
    klaar = CliRunner().invoke(
        app, ["besluitstukken", "--editie", "2022", "--datum", "2026-01-31", "--voorbeelddata"]
    )
    assert klaar.exit_code == 0, klaar.output
    regels = [regel.strip() for regel in klaar.stdout.splitlines()[1:]]
    assert len(regels) == 15 and all((project / regel).is_file() for regel in regels)
    assert regels[0] == "report/_output/2022-voorbeelddata/besluitstukken/gs.docx"


def test_text_keeps_off_the_table_above_it() -> None:
    stijlen = boom(document("gs"), "word/styles.xml")
    (eigen,) = [s for s in stijlen if s.get(f"{W}styleId") == "FirstParagraph"]
    (ruimte,) = eigen.iter(f"{W}spacing")
    assert int(ruimte.get(f"{W}before", "0")) >= 60
    tekst = delen(docx(stukken("2022", None, True)["gs"]))["word/document.xml"].decode()
    na = re.findall(r'</w:tbl>\s*<w:p><w:pPr><w:pStyle w:val="(\w+)"', tekst)
    assert "FirstParagraph" in na and "BodyText" not in na


def test_settings_are_dutch() -> None:
    xml = delen(document("gs"))["word/settings.xml"].decode()
    for naam, waarde in (
        ("themeFontLang", "nl-NL"),
        ("decimalSymbol", ","),
        ("listSeparator", ";"),
    ):
        assert f'<w:{naam} w:val="{waarde}"' in xml


@elke_lopende
def test_a_proposal_names_codes_that_the_method_has(
    editie: str, dag: str | None, voorbeeld: bool
) -> None:
    regels = tabellen_van(gegevens(editie, dag, voorbeeld))["herkomst"]
    for naam, stuk in stukken(editie, dag, voorbeeld).items():
        (zin,) = re.findall(
            r"Herkomst van de getallen, in methode.pdf: (.*?)\.\n", kaal(stuk.tekst)
        )
        codes = re.split(", | en ", zin)
        assert set(codes) <= set(regels["code"]), naam
        assert codes[0][0] == ("B" if editie == "2017" else "D")


def test_measures_that_begin_on_the_same_day_are_told_together() -> None:
    tekst = onder(stukken("2022", None, True)["gs"])["Alternatieven"]
    assert tekst.lower().count("zeker op tijd is") == tekst.count("uiterlijk op") == 1
    assert "verlagen en een zacht plan vaststellen (" in tekst


def test_what_a_note_on_a_norm_speaks_of_is_named() -> None:
    tekst = onder(stukken("2022", None, True)["gs"])["Kanttekeningen"]
    assert "over de woondeals in Overijssel en Drenthe): Het bericht zegt" in tekst
    assert "(bron: Deepsnieuws over de Regionale Woondeal Twente): De bladzijde" in tekst
