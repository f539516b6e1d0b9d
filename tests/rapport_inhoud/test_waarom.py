"""`woonanalyse waarom` tells how a number came about: every number, down to the source, and truly."""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hulp import (
    WORTEL,
    als_tekst,
    dossier,
    lang_behalve,
    schrijf_resultaten,
    uitkomsten_van,
    vervang,
)
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from woonanalyse.cli import app
from woonanalyse.cli.venster import toon_regels
from woonanalyse.cli.verhaal import HOOGSTENS, Verhaal, waarde
from woonanalyse.kern.catalogus import formules, onderwerp_van, tabellen
from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.project import resultatenmap
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.uitkomsten.adres import MET_GETAL, zoek
from woonanalyse.uitkomsten.grond import Gevonden
from woonanalyse.uitkomsten.regels import Grond
from woonanalyse.uitkomsten.rekening import Term, kort, vul_in
from woonanalyse.uitkomsten.runs import SAMENGEVOEGD, runs_van, uitkomsten
from woonanalyse.uitkomsten.spoor import CodeFout, _eis_zelfde_tabellen
from woonanalyse.uitkomsten.waarom import Getal, Plek, Uitleg


@functools.cache
def uitleg(naam: str, *, voorbeelddata: bool = False) -> Uitleg:
    d = dossier(naam, voorbeelddata=voorbeelddata)
    frames = {n.removesuffix(".csv"): als_tekst(f) for n, f in uitkomsten_van(d).items()}
    return Uitleg(d, frames)


ALIKE = {"programma", "rooster"}
"""Tables of which the rows are alike, one per year or calculation: of those every seventh row."""


def getallen(deze: Uitleg) -> Iterator[Plek]:
    """The cells of all numeric columns of all results."""
    for naam, tabel in tabellen().items():
        kolommen = [k for k, veld in tabel.velden.items() if veld["type"] in MET_GETAL]
        for kolom in kolommen if naam in deze.uitkomsten else ():
            stap = 7 if naam in ALIKE else 1
            yield from (Plek(naam, nummer, kolom) for nummer in [*deze.rijen[naam]][::stap])


def verteld(adres: str, naam: str = "2017") -> str:
    deze = uitleg(naam)
    return "\n".join(Verhaal(deze).regels(zoek(deze, adres)))


def onder(deze: Uitleg, plek: Plek, gezien: set[Plek] | None = None) -> Iterator[Gevonden | Grond]:
    """All sources and rules below a number."""
    gezien = set() if gezien is None else gezien
    if plek in gezien:
        return
    gezien.add(plek)
    for deel in deze.vertel(plek).delen:
        if isinstance(deel.wat, Plek):
            yield from onder(deze, deel.wat, gezien)
        elif isinstance(deel.wat, Gevonden | Grond):
            yield deel.wat


@pytest.mark.lang
def test_every_number_tells_its_value_and_its_source() -> None:
    deze = uitleg("2017")
    mist = []
    for plek in getallen(deze):
        getal = deze.vertel(plek)
        bron = any(isinstance(wat, Grond) or wat.er for wat in onder(deze, plek))
        if getal.waarde is None:
            goed = bool(getal.reden) and waarde(getal) == "onbekend"
        else:
            goed = bron and float(getal.waarde) == float(
                deze.uitkomsten[plek.tabel].loc[plek.rij, plek.kolom]
            )
        mist += [] if goed else [getal.adres]
    assert mist == []


def test_every_number_of_a_source_is_one_that_stands_there() -> None:
    deze = uitleg("2017")
    for plek in getallen(deze):
        for deel in deze.vertel(plek).delen:
            if isinstance(deel.wat, Gevonden) and len(deel.wat.rijen) == 1 and deel.wat.kolommen:
                ((nummer, cellen),) = deel.wat.rijen
                regels = als_cellen(deel.wat.bestand)
                for kolom, cel in cellen.items():
                    echt = regels[nummer - 1][regels[0].index(kolom)]
                    assert _zelfde(echt, cel), (deze.adres(plek), kolom)


@functools.cache
def als_cellen(bestand: str) -> list[list[str]]:
    tekst = (WORTEL / bestand).read_text(encoding="utf-8-sig")
    return (
        pd.read_csv(io.StringIO(tekst), dtype=str, header=None, keep_default_na=False)
        .to_numpy()
        .tolist()
    )


def _zelfde(echt: str, cel: str) -> bool:
    try:
        return float(echt) == float(cel)
    except ValueError:
        return " ".join(echt.split()) == cel


def exact(deze: Uitleg, getal: Getal) -> float | None:
    """What the formula of a number gives with its values; None for one that is no arithmetic."""
    formule = formules()[getal.plek.tabel][getal.plek.kolom]
    termen = [deze._term(deel, formule) for deel in getal.delen]
    tekst = vul_in(
        getal.rekening or getal.gemaakt, termen, toon=lambda w: repr(w).replace("-", "−")
    )
    return eval(tekst.replace("−", "-").replace("×", "*")) if tekst else None


@pytest.mark.parametrize("naam", lang_behalve(["2017"], ["2015", "2017", "2021"]))
def test_the_formula_with_the_values_in_it_gives_the_number(naam: str) -> None:
    deze, gerekend, fout = uitleg(naam), 0, []
    for plek in getallen(deze):
        getal = deze.vertel(plek)
        uit = None if getal.waarde is None else exact(deze, getal)
        if uit is None:
            continue
        gerekend += 1
        uit = uit if getal.minstens is None else max(uit, getal.minstens)
        veld = tabellen()[plek.tabel].velden[plek.kolom]
        marge = 0.5 if veld["type"] == "integer" else 0.051 if "procent" in getal.eenheid else 1e-9
        if abs(uit - float(str(getal.waarde))) > marge:
            fout.append((getal.adres, getal.ingevuld, getal.waarde))
    assert fout == []
    assert gerekend > 200


@pytest.mark.enkele(1)
@pytest.mark.parametrize("voorbeelddata", [False, True])
@pytest.mark.parametrize("naam", lang_behalve(["2022"], ["2019", "2022"]))
def test_every_edition_tells_why_a_number_is_unknown(naam: str, voorbeelddata: bool) -> None:
    deze = uitleg(naam, voorbeelddata=voorbeelddata)
    onbekend = [deze.vertel(plek) for plek in getallen(deze) if deze.vertel(plek).waarde is None]
    assert onbekend
    assert [getal.adres for getal in onbekend if not getal.reden] == []


def test_all_lines_of_a_municipality_are_dutch_text() -> None:
    deze = uitleg("2017")
    for code in ("B147", "H147", "G147", "W147", "P147", "S147", "K147", "R1", "N13", "C147"):
        tabel = next(t for t in tabellen().values() if t.letter == code[0])
        for kolom in tabel.velden:
            regels = list(Verhaal(deze).regels(zoek(deze, f"{code}.{kolom}")))
            assert regels and not [
                r for r in regels if re.search(r"\bnan\b|<NA>|\bNone\b|Plek\(", r)
            ]


def test_a_number_is_told_from_the_question_to_the_row_of_the_source() -> None:
    tekst = verteld("B141.dekking.laag")
    assert "Almelo; variant laag; editie 2017 (RWP Twente 2017), peildatum 1 januari 2017" in tekst
    assert "Waarde: 100,6% (1,0057)" in tekst
    assert "Ingevuld: 1.775 / 1.765 = 100,6% (1,0057)" in tekst
    assert (
        "    - bron: data/raw/rwp/2017-01-01/rwp2017_invoer.csv, rij 2, hard_direct = 1390" in tekst
    )
    assert "gemeenten in Twente en provincie Overijssel; peildatum 2017-01-01" in tekst
    assert "definitie rwp2017, rekenwijze 2017, met uit te werken plannen" in tekst


def test_what_was_told_is_not_told_again() -> None:
    tekst = verteld("B141.dekking")
    assert tekst.count("De behoefte is de netto woningvraag plus de vervanging") == 1
    assert (
        tekst.count("definitie rwp2017, rekenwijze 2017, met uit te werken plannen; zie boven") > 1
    )
    regels = [regel for regel in tekst.splitlines() if "(B141.vervanging.laag)" in regel]
    assert len(regels) == 1


def test_the_agreement_and_how_it_is_read_are_told() -> None:
    tekst = verteld("N13.waarde.Borne")
    assert "artikel 13, Balans op de woningmarkt" in tekst
    assert (
        "Norm: 100%." in tekst.replace("100,0%", "100%")
        and "Gelezen als A: de norm geldt voor iedere" in tekst
    )
    assert "- dekking (B147.dekking.laag): 235,5% (2,3545)" in tekst


def test_a_register_row_says_how_sure_it_is() -> None:
    tekst = verteld("N7.waarde.wijkaanpakken")
    assert "zekerheid = letterlijk" in tekst and "bronsoort = eigen stuk" in tekst


def test_an_unknown_number_says_what_is_missing() -> None:
    tekst = verteld("B141.hard_totaal", "2019")
    assert "Waarde: onbekend" in tekst
    assert "Onbekend: hard_direct is onbekend (B141.hard_direct)." in tekst
    assert "Onbekend: voor hard_direct is er in deze editie geen bron." in tekst


def test_a_number_that_cannot_be_less_says_so() -> None:
    assert "2.075 − 1 × 2.240 is minder, dus 0 woningen" in verteld("H164.boven_norm_laag.A")


def test_an_empty_cell_that_counts_as_none_says_what_the_edition_says_of_it() -> None:
    tekst = verteld("B147.vervanging.laag")
    assert "vervanging = leeg" in tekst and "Waar de bron bij vervanging" in tekst
    assert "noten van" not in verteld("B141.vervanging.laag")


def test_what_is_unknown_and_counts_for_nothing_is_said_to() -> None:
    assert "− 0 = 1.775" in verteld("B141.hard_totaal.laag")
    assert "Onbekend, en daarom gerekend als 0: uitgezonderd" in verteld("B141.hard_totaal.laag")
    assert "gerekend als" not in verteld("B141.dekking.laag").partition("\n- ")[0]


def test_many_rows_give_their_addresses_and_the_first_in_full() -> None:
    deze = uitleg("2017")
    plekken = zoek(deze, "N13.waarde")
    assert len(plekken) > HOOGSTENS
    tekst = verteld("N13.waarde")
    for plek in plekken:
        assert f"- {deze.adres(plek)}: {waarde(deze.vertel(plek))}" in tekst
        assert zoek(deze, deze.adres(plek)) == [plek]
    assert "rwp2017_invoer.csv, rij 2" in tekst


@pytest.mark.lang
def test_every_address_leads_back_to_its_cell() -> None:
    deze = uitleg("2017")
    for plek in getallen(deze):
        if plek.tabel not in ("feiten", "lezingen"):
            assert plek in zoek(deze, deze.adres(plek))


@pytest.mark.parametrize(
    ("adres", "noemt"),
    [
        ("B999.dekking", "B189.dekking"),
        ("B141.dekkin", "B141.dekking"),
        ("B141", "B141.hard_totaal"),
        ("B141.dekking.lag", "B141.dekking.laag"),
        ("N13.waarde.Bornne", "N13.waarde.Borne"),
        ("B141.boven_norm_max", "B141."),
        ("[red]x[/red]", "herkomst.csv"),
        ("", "herkomst.csv"),
    ],
)
def test_a_wrong_address_names_the_nearest(adres: str, noemt: str) -> None:
    with pytest.raises(CodeFout) as fout:
        zoek(uitleg("2017"), adres)
    assert noemt in str(fout.value) and fout.value.exitcode == 2


def test_the_letter_of_a_table_names_its_rows() -> None:
    """The board paper says *Herkomst: B en G* below a table."""
    for adres in ("B", "g.saldo"):
        with pytest.raises(CodeFout, match=rf"is een tabel.*{adres[0].upper()}147 \(Borne\)"):
            zoek(uitleg("2017"), adres)


def test_a_row_of_a_subregion_says_which_and_more_words_find_it() -> None:
    deze = uitleg("2017")
    subregio = deze.dossier.regio.delen[0]
    getal = deze.vertel(*zoek(deze, f"M0.behoefte_laag.{subregio}.2017"))
    assert getal.onderwerp == subregio and ("niveau", "subregio") in getal.welke
    (regel,) = (r for r in verteld("M0.behoefte_laag").splitlines() if getal.adres in r)
    assert regel.endswith(f"({subregio}, subregio, 2017, 2019)")
    assert verteld(f"Y0.hard.{subregio}").startswith(f"Y0.hard.{subregio}: ")


@pytest.mark.parametrize(
    ("adres", "som"),
    [
        ("B0.behoefte", "laag 12.575; hoog 14.825"),
        ("G0.saldo", "7.281"),
        ("H0.boven_norm_hoog", "A 1.710; B 1.710; C 1.710"),
        ("B0.dekking", ""),
        ("M0.behoefte_laag", ""),
    ],
)
def test_numbers_of_all_municipalities_are_summed_where_the_report_does(
    adres: str, som: str
) -> None:
    eigen = [regel for regel in verteld(adres).splitlines() if regel.startswith("Opgeteld")]
    assert eigen == ([f"Opgeteld, in woningen: {som}"] if som else [])


def test_a_small_letter_and_the_number_of_a_row_will_do() -> None:
    deze = uitleg("2017")
    (plek,) = zoek(deze, "b141.dekking.LAAG")
    assert zoek(deze, f"B141.dekking.rij{plek.rij}") == [plek]


def test_every_number_has_a_formula_in_the_data_of_its_room() -> None:
    for naam, tabel in tabellen().items():
        eigen = formules().get(naam, {})
        getal = {k for k, veld in tabel.velden.items() if veld["type"] in MET_GETAL}
        assert getal <= eigen.keys() <= tabel.velden.keys(), naam


def test_formulas_name_only_what_is_there() -> None:
    for naam, kolommen in formules().items():
        tabel, onderwerp = tabellen()[naam], onderwerp_van(naam)
        gebruikt = {naam, *(onderwerp.gebruikt if onderwerp else ())}
        for kolom, formule in kolommen.items():
            namen = " ".join(
                formule.rekening.values()
                if isinstance(formule.rekening, dict)
                else [str(formule.rekening)]
            )
            for invoer in formule.uit:
                if invoer.soort == "cel":
                    assert invoer.adres in tabel.velden, (naam, kolom)
                if invoer.soort == "tabel":
                    assert invoer.kolom[0] in tabellen()[str(invoer.adres)].velden
                    van = onderwerp_van(str(invoer.adres))
                    eigen = (
                        van is None
                        or onderwerp is None
                        or van in (onderwerp,)
                        or van.naam in gebruikt
                    )
                    assert eigen, (naam, kolom, invoer.adres)
                if invoer.soort == "bron":
                    assert invoer.adres in [h.uit for h in tabel.herkomst], (naam, kolom)
            assert not re.search(r"\{(?!telt_mee\})", namen)


@given(st.floats(-1e7, 1e7).map(lambda w: round(w, 3)))
def test_a_number_in_a_formula_reads_back(getal: float) -> None:
    terug = kort(getal).replace(".", "").replace(",", ".").replace("−", "-")
    assert float(terug) == pytest.approx(getal, abs=1e-9)


def test_a_formula_takes_the_longest_name_and_only_arithmetic() -> None:
    termen = [Term("behoefte", ("5",)), Term("hoogste behoefte", ("7",)), Term("hard", ("9",))]
    assert vul_in("hard − hoogste behoefte", termen) == "9 − 7"
    assert vul_in("hard, als het bekend is", termen) == ""
    assert vul_in("hard / ander", termen) == ""
    assert vul_in("2 × delen", [Term("delen", ("1", None, "3"))]) == "2 × (1 + 3)"
    assert vul_in("min", [Term("min", (None,), 0)]) == "0"


def draai(wortel: Path, *argumenten: str) -> Result:
    with pytest.MonkeyPatch.context() as plek:
        plek.chdir(wortel)
        plek.setattr("sys.argv", ["woonanalyse", *argumenten])
        return CliRunner().invoke(app, list(argumenten))


@pytest.mark.lang
def test_the_command_tells_it_and_shows_text_of_the_data_as_it_is(project: Path) -> None:
    vervang(
        project / "data/definities.yml",
        "naam: rekenwijze 2017, met uit te werken plannen",
        'naam: "rekenwijze [bold red]2017[/] :smile:"',
    )
    schrijf_resultaten(lees_dossier(project, "2017"), resultatenmap(project, "2017"), project)
    klaar = draai(project, "waarom", "B141.dekking.laag", "--editie", "2017")
    assert klaar.exit_code == 0, klaar.output
    assert "definitie rwp2017, rekenwijze [bold red]2017[/] :smile:" in klaar.stdout
    assert "Ingevuld: 1.775 / 1.765" in klaar.stdout
    fout = draai(project, "waarom", "B141.dekkin", "--editie", "2017")
    assert fout.exit_code == 2 and "B141.dekking" in fout.stderr and not fout.stdout
    vervang(
        project / "data/raw/rwp/2017-01-01/rwp2017_invoer.csv",
        "GM0141,Almelo,Netwerkstad,2017,2026,1465",
        "GM0141,Almelo,Netwerkstad,2017,2026,1466",
    )
    ouder = draai(project, "waarom", "B141.dekking.laag", "--editie", "2017")
    assert ouder.exit_code == 1 and "woonanalyse bereid" in ouder.stderr


def test_a_character_that_a_terminal_would_obey_is_not_sent(
    capsys: pytest.CaptureFixture[str],
) -> None:
    toon_regels(["Wijk \x1b[31mrood\x1b[0m \u202ea [b]c[/b] é"])
    assert capsys.readouterr().out == "Wijk \ufffd[31mrood\ufffd[0m \ufffda [b]c[/b] é\n"


def test_before_there_are_results_the_command_says_how_to_make_them(project: Path) -> None:
    klaar = draai(project, "waarom", "B141.dekking", "--editie", "2019")
    assert klaar.exit_code == 1 and "bereid --editie 2019" in klaar.stderr


def test_the_help_is_dutch(project: Path) -> None:
    klaar = draai(project, "waarom", "--help")
    assert klaar.exit_code == 0 and "Gebruik:" in klaar.stdout and "B141.dekking" in klaar.stdout
    assert "Usage" not in klaar.stdout and "Options" not in klaar.stdout


def _pakket(weg: str = "", zonder: str = "") -> dict[str, Any]:
    """A data package of edition 2017 as this version makes it, without a table or a column."""
    nodig = {*uitkomsten(runs_van(dossier("2017"))), *SAMENGEVOEGD}
    return {
        "resources": [
            {
                "path": tabel.bestand,
                "schema": {"fields": [{"name": naam} for naam in tabel.velden if naam != zonder]},
            }
            for tabel in tabellen().values()
            if tabel.bestand in nodig and tabel.bestand != weg
        ]
    }


def test_results_of_this_version_are_told() -> None:
    _eis_zelfde_tabellen(dossier("2017"), Path("2017"), _pakket())


@pytest.mark.parametrize(
    ("weg", "zonder", "noemt"),
    [("strategie.csv", "", "strategie.csv is"), ("", "editie", "zijn nu anders")],
)
def test_results_of_another_version_ask_to_run_the_report_again(
    weg: str, zonder: str, noemt: str
) -> None:
    pakket = _pakket(weg, zonder)
    with pytest.raises(WoonanalyseFout, match="andere versie") as gezegd:
        _eis_zelfde_tabellen(dossier("2017"), Path("2017"), pakket)
    assert noemt in str(gezegd.value)
    assert "woonanalyse rapport --editie 2017" in str(gezegd.value)
