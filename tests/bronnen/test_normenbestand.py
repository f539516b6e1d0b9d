"""The file of norms, the edition that names it, and the made division that has to close with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hulp import (
    WORTEL,
    dossier,
    editie,
    kopieer_gegevens,
    lees_rijen,
    problemen_van,
    schrijf_rijen,
    tabellen_van,
    vervang,
)

from woonanalyse.document.besluiten import vragen_van
from woonanalyse.kern import normenbestand
from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.getal import aantal
from woonanalyse.kern.regio import lees_regio
from woonanalyse.onderwerpen.bereken import bereken_een
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.onderwerpen.editielezer import standaardeditie
from woonanalyse.onderwerpen.snede import snede

NORMEN = "data/normen/woondeal_twente_2022.yml"
VERDELING = "data/voorbeelddata/voorbeelddata_woondeal_verdeling.csv"


@pytest.fixture
def kopie(tmp_path: Path) -> Path:
    return kopieer_gegevens(tmp_path)


def fouten_met_voorbeelddata(wortel: Path) -> list[str]:
    try:
        lees_dossier(wortel, "2022", voorbeelddata=True)
    except InvoerFout as fout:
        return [str(probleem) for probleem in fout.problemen]
    return []


def test_the_norms_are_what_public_pages_say() -> None:
    normen = editie("2022").normen
    assert normen is not None
    kort = [(n.id, n.richting, n.waarde, n.eenheid, n.niveau, n.binding) for n in normen.normen]
    assert kort == [
        ("toevoeging", "ten_minste", 14100, "woningen", "regio", "afspraak"),
        ("betaalbaar-programma", "ten_minste", 0.7, "fractie", "regio", "onbekend"),
        ("betaalbaar-realisatie", "ten_minste", 0.7, "fractie", "regio", "streven"),
        ("plannen", "ten_minste", 1.3, "fractie", "regio", "advies"),
    ]
    assert {n.zekerheid for n in normen.normen} == {"onzeker"}
    assert {(str(n.van), str(n.tot_en_met)) for n in normen.normen} == {
        ("2022-01-01", "2030-12-31")
    }
    assert all(not n.gemeten and not n.pad for n in normen.normen)


def test_edition_with_norms_of_its_own_runs_until_they_end() -> None:
    deze = dossier("2022")
    assert deze.editie.einde == "2030-12-31"
    assert deze.op_datum("2030-12-31").editie.lopend
    assert not deze.op_datum("2031-01-01").editie.lopend
    for naam in ("2015", "2017", "2019", "2021"):
        ander = dossier(naam)
        assert ander.editie.einde == "2020-12-31" and not ander.editie.lopend
        assert ander.op_datum("2020-12-31").editie.lopend


def test_edition_with_norms_asks_nothing_of_the_agreement_that_ended() -> None:
    tabellen = tabellen_van(dossier("2022"))
    assert set(tabellen["afspraken"]["status"]) == {"nvt"}
    assert vragen_van(editie("2022"), tabellen["afspraken"], tabellen["balans"]).empty
    assert set(tabellen["balans"]["oordeel"]) == {"onbekend"}


def test_only_the_notebook_of_norms_gets_them() -> None:
    met = dossier("2022", voorbeelddata=True)
    deel = snede(met, "normen")
    assert deel.editie.normen == met.editie.normen
    assert bereken_een(deel, "normen").equals(tabellen_van(met)["normen"])
    assert snede(met, "regio").editie.normen is None
    een = bereken_een(met, "normen", "Borne")
    assert list(een["gebied"]) == ["Twente"] * 4 + ["Borne"] * 2


def test_default_edition_stays_the_newest_complete_one() -> None:
    assert standaardeditie(WORTEL, lees_regio(WORTEL)) == ("2017", [])


def test_the_made_division_is_read_only_when_asked_for() -> None:
    assert editie("2022").verdeling is None
    assert VERDELING not in dossier("2022").bestanden
    met = dossier("2022", voorbeelddata=True)
    assert VERDELING in met.bestanden and NORMEN in met.bestanden
    frame = tabellen_van(dossier("2022"))["normen"]
    assert set(frame["voorbeelddata"]) == {"nee"} and len(frame) == 4


def test_the_made_division_closes_with_the_region_to_the_dwelling() -> None:
    verdeling = dossier("2022", voorbeelddata=True).editie.verdeling
    assert verdeling is not None and len(verdeling) == 14
    assert verdeling["woningen"].sum() == 14_100
    assert verdeling["betaalbaar"].sum() == 9_870 == 14_100 * 7 // 10
    assert (verdeling["voorbeelddata"] == "ja").all()
    assert verdeling["bron"].str.startswith("voorbeelddata").all()


def test_no_made_row_has_a_number_that_a_page_really_tells() -> None:
    deze = dossier("2022", voorbeelddata=True).editie
    assert deze.verdeling is not None and deze.normen is not None
    assert set(deze.verdeling["bron"]) == {"voorbeelddata: verzonnen, geen echte afspraak"}
    gezegd = " ".join(norm.opmerking for norm in deze.normen.normen)
    for lid in deze.verdeling.itertuples():
        assert not re.search(rf"{lid.gemeente} \((?:circa )?{aantal(lid.woningen)}\)", gezegd)
    assert re.search(r"\w \((?:circa )?[\d.]+\)", gezegd)


@pytest.mark.enkele(1)
@pytest.mark.parametrize("kolom", ["woningen", "betaalbaar"])
@pytest.mark.parametrize("erbij", [-1, 1])
def test_a_division_that_is_one_off_is_refused(kopie: Path, kolom: str, erbij: int) -> None:
    rijen = lees_rijen(kopie / VERDELING)
    plek = rijen[0].index(kolom)
    rijen[1][plek] = str(int(rijen[1][plek]) + erbij)
    schrijf_rijen(kopie / VERDELING, rijen)
    (fout,) = fouten_met_voorbeelddata(kopie)
    assert kolom in fout and "optelt tot" in fout
    assert problemen_van(kopie, "2022") == []


def test_a_division_says_that_it_is_made_and_has_every_member(kopie: Path) -> None:
    rijen = lees_rijen(kopie / VERDELING)
    rijen[2][0], rijen[3][-1] = "nee", "een echt stuk"
    schrijf_rijen(kopie / VERDELING, rijen)
    assert "voorbeelddata" in fouten_met_voorbeelddata(kopie)[0]
    rijen[2][0] = "ja"
    schrijf_rijen(kopie / VERDELING, rijen)
    assert "een bron die met voorbeelddata begint" in fouten_met_voorbeelddata(kopie)[0]
    schrijf_rijen(kopie / VERDELING, rijen[:-1])
    assert "GM1774" in " ".join(fouten_met_voorbeelddata(kopie))


def test_a_member_has_no_more_affordable_dwellings_than_dwellings(kopie: Path) -> None:
    rijen = lees_rijen(kopie / VERDELING)
    woningen, betaalbaar = (rijen[0].index(naam) for naam in ("woningen", "betaalbaar"))
    meer = int(rijen[1][woningen]) + 1
    over = meer - int(rijen[1][betaalbaar])
    rijen[1][betaalbaar] = str(meer)
    rijen[3][betaalbaar] = str(int(rijen[3][betaalbaar]) - over)
    schrijf_rijen(kopie / VERDELING, rijen)
    (fout,) = fouten_met_voorbeelddata(kopie)
    assert "niet meer dan het aantal woningen" in fout


@pytest.mark.parametrize(
    ("oud", "nieuw", "verwacht"),
    [
        ("  - id: plannen\n", "  - id: toevoeging\n", "elk id één keer"),
        (
            "    binding: streven\n",
            "    binding: wens\n",
            "afspraak, streven, advies, onbekend, instructieregel",
        ),
        ("  woningen: toevoeging\n", "  woningen: plannen\n", "toevoeging"),
        ("    waarde: 14100\n", "    waarde: veel\n", "getal"),
    ],
)
def test_what_is_wrong_in_the_file_is_said(
    kopie: Path, oud: str, nieuw: str, verwacht: str
) -> None:
    vervang(kopie / NORMEN, oud, nieuw)
    problemen = problemen_van(kopie, "2022")
    assert [p.bestand for p in problemen] == [NORMEN]
    assert verwacht in str(problemen[0])


@pytest.mark.parametrize(
    ("regels", "verwacht"),
    [
        ("periode: {van: 2022-01-01, tot_en_met: 2021-12-31}", "op of na van (2022-01-01)"),
        ("pad: [{op: 2031-01-01, waarde: 1}]", "binnen de periode"),
        ("pad: [{op: 2021-12-31, waarde: 1}]", "binnen de periode"),
        ("pad: [{op: 2025-01-01, waarde: 1}, {op: 2024-01-01, waarde: 2}]", "volgorde"),
        ("pad: [{op: 2025-01-01, waarde: 1}, {op: 2025-01-01, waarde: 2}]", "volgorde"),
    ],
)
def test_days_out_of_order_are_refused(kopie: Path, regels: str, verwacht: str) -> None:
    periode = 'periode: {van: "2022-01-01", tot_en_met: "2030-12-31"}'
    nieuw = regels if regels.startswith("periode") else f"{periode}\n    {regels}"
    pad = kopie / NORMEN
    tekst = pad.read_text(encoding="utf-8").replace(periode, nieuw, 1)
    pad.write_text(tekst, encoding="utf-8", newline="\n")
    normen, problemen = normenbestand.lees(kopie, NORMEN)
    assert normen is None
    assert [verwacht in str(p) for p in problemen] == [True]


def test_measured_values_and_a_path_are_read(kopie: Path) -> None:
    vervang(
        kopie / NORMEN,
        "    levert: gemeenten en provincie\n  - id: betaalbaar-programma\n",
        "    levert: gemeenten en provincie\n"
        "    pad: [{op: 2026-01-01, waarde: 6000}]\n"
        "    gemeten: [{op: 2025-12-31, waarde: 6100, zekerheid: letterlijk, bron: verzonnen}]\n"
        "  - id: betaalbaar-programma\n",
    )
    frame = tabellen_van(lees_dossier(kopie, "2022"))["normen"]
    eerste = frame.iloc[0]
    assert (eerste["gemeten_woningen"], eerste["gemeten_op"]) == (6100, "2025-12-31")
    assert (eerste["stand"], eerste["reden"]) == ("onbekend", "de norm is onzeker en telt niet")
