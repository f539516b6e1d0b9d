"""Values that pass the form of their cell, but not a look at the rest: refused, or warned of."""

from __future__ import annotations

from pathlib import Path

import pytest
from hulp import RWP2017, lees_rijen, schrijf_rijen, vervang
from typer.testing import CliRunner

from woonanalyse.cli import app
from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.kern.regio import lees_regio
from woonanalyse.kern.registers import REGISTERS
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.uitvoering.plan import maak_plan

PLANNEN = "data/raw/eib/2020-03/plannen_eib_2020.csv"
VOORRAAD = "data/raw/cbs/2020-12-31/cbs_woningvoorraad_2012_2020.csv"


def lees(project: Path, editie: str = "2017") -> tuple[Dossier | None, list[Probleem]]:
    try:
        return lees_dossier(project, editie), []
    except InvoerFout as fout:
        return None, fout.problemen


def zet(project: Path, bestand: str, kolom: str, waarde: str, rij: int = 3) -> list[Probleem]:
    rijen = lees_rijen(project / bestand)
    rijen[rij - 1][rijen[0].index(kolom)] = waarde
    schrijf_rijen(project / bestand, rijen)
    return [p for p in lees(project)[1] if p.bestand == bestand]


@pytest.mark.enkele(3)
@pytest.mark.parametrize(
    ("bestand", "kolom", "waarde"),
    [
        (PLANNEN, "sloop_woningen", "-99999"),
        (PLANNEN, "plan_id", "1.2E+06"),
        (PLANNEN, "plan_id", "0"),
        (PLANNEN, "plannaam", "Hof\x08"),
        (VOORRAAD, "correctie", "-99999"),
        (VOORRAAD, "eindstand", "99999999"),
        (RWP2017, "hard_direct", "999999999"),
        (RWP2017, "gemeentenaam", "Goor"),
    ],
)
def test_a_value_that_cannot_be_is_named(
    project: Path, bestand: str, kolom: str, waarde: str
) -> None:
    (probleem,) = zet(project, bestand, kolom, waarde)
    assert (probleem.rij, probleem.kolom, probleem.waarde) == (3, kolom, waarde)


def test_a_table_of_another_form_is_one_message_with_all_that_hangs_on_it(project: Path) -> None:
    pad = project / "data/raw/eib/2020-03/plannen_eib_2020.csv"
    pad.write_text(pad.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")
    (probleem,) = lees(project)[1]
    assert "puntkomma's" in probleem.verwacht


def test_a_municipality_by_its_cbs_name_is_the_same_everywhere(project: Path) -> None:
    goed = lees(project)[0]
    assert goed is not None
    leden = goed.regio.gemeenten
    (code, eigen, cbs), *_ = leden[leden["gemeente"] != leden["cbs_naam"]][
        ["gemeentecode", "gemeente", "cbs_naam"]
    ].itertuples(index=False, name=None)
    for pad in (project / "data/raw").rglob("*.csv"):
        rijen = lees_rijen(pad)
        if {"gemeentecode", "gemeentenaam"} <= set(rijen[0]) and "cbs_naam" not in rijen[0]:
            bij, heet = rijen[0].index("gemeentecode"), rijen[0].index("gemeentenaam")
            for rij in rijen[1:]:
                rij[heet] = cbs if (rij[bij], rij[heet]) == (code, eigen) else rij[heet]
            schrijf_rijen(pad, rijen)
    anders, problemen = lees(project)
    assert problemen == [] and anders is not None
    for naam, bron in goed.bronnen.items():
        for veld, frame in vars(bron).items():
            if hasattr(frame, "columns"):
                assert frame.equals(vars(anders.bronnen[naam])[veld]), (naam, veld)
    assert goed.editie.invoer.equals(anders.editie.invoer)


@pytest.mark.parametrize("anders", [{"plannaam": "Een heel andere naam"}, {"x_rd": "230000.0"}])
def test_a_plan_again_under_another_id_is_warned_of(project: Path, anders: dict[str, str]) -> None:
    rijen = lees_rijen(project / PLANNEN)
    for nr, rij in enumerate([list(rij) for rij in rijen[1:4]]):
        nieuw = {"plan_id": f"NIEUW{nr}", "datum_mutatie": "2021-01-01", **anders}
        rijen.append([nieuw.get(k, w) for k, w in zip(rijen[0], rij, strict=True)])
    schrijf_rijen(project / PLANNEN, rijen)
    dossier, problemen = lees(project)
    assert problemen == [] and dossier is not None
    gewaarschuwd = [
        w for w in dossier.waarschuwingen if w.bestand == PLANNEN and w.kolom == "plan_id"
    ]
    assert {w.rij for w in gewaarschuwd} >= {len(rijen) - 2, len(rijen) - 1, len(rijen)}
    assert "rij 2" in gewaarschuwd[-3].verwacht


def test_real_data_has_no_warnings(project: Path) -> None:
    regio = lees_regio(project)
    assert [w for naam in regio.edities for w in lees_dossier(project, naam).waarschuwingen] == []


def voeg_toe(project: Path, register: str, **cellen: str) -> list[Probleem]:
    vast = {
        "voorbeelddata": "nee", "datum": "2017-05-01", "partij": "GS", "bron": "stuk",
        "bronsoort": "eigen stuk", "zekerheid": "letterlijk",
    }  # fmt: skip
    pad = project / f"data/registers/{register}.csv"
    rijen = lees_rijen(pad)
    rijen.append([{**vast, **cellen}.get(kolom, "") for kolom in REGISTERS[register]])
    schrijf_rijen(pad, rijen)
    return lees(project)[1]


@pytest.mark.parametrize(
    ("register", "cellen", "kolom"),
    [
        (
            "termijnen",
            {"editie": "2017", "termijn_start": "2018-01-01", "hersteld_op": "2017-06"},
            "hersteld_op",
        ),
        (
            "planmonitorleveringen",
            {"peildatum": "2017-01-01", "soort": "hard", "geleverd": "nee", "woningen": "100"},
            "woningen",
        ),
        (
            "voortgang",
            {
                "artikel": "6",
                "soort": "beschikbaar gesteld",
                "waarde": "20000000",
                "eenheid": "keer",
            },
            "waarde",
        ),
    ],
)
def test_a_row_of_a_register_that_contradicts_the_rest(
    project: Path, register: str, cellen: dict[str, str], kolom: str
) -> None:
    problemen = voeg_toe(project, register, **cellen)
    assert [p.kolom for p in problemen] == [kolom]


def test_a_party_that_does_not_exist_comes_with_the_nearest(project: Path) -> None:
    (probleem,) = voeg_toe(project, "termijnen", editie="2017", partij="Netwerkstat")
    assert "bedoelt u Netwerkstad?" in probleem.verwacht


@pytest.mark.enkele(1)
@pytest.mark.parametrize(
    ("register", "cellen"),
    [("besluiten", {"soort": "wijziging RWP", "status": "besluit"}), ("termijnen", {})],
)
@pytest.mark.parametrize("editie", ["20177", "2017.0"])
def test_a_row_of_another_edition_is_warned_of(
    project: Path, register: str, cellen: dict[str, str], editie: str
) -> None:
    assert voeg_toe(project, register, editie=editie, **cellen) == []
    dossier, _ = lees(project)
    assert dossier is not None
    (waarschuwing,) = dossier.waarschuwingen
    assert (waarschuwing.kolom, waarschuwing.waarde) == ("editie", editie)
    assert "bedoelt u 2017?" in waarschuwing.verwacht


def test_predecessors_in_a_circle(project: Path) -> None:
    pad = project / "data/edities/2015.yml"
    pad.write_text(pad.read_text(encoding="utf-8") + 'voorganger: "2017"\n', encoding="utf-8")
    _, problemen = lees(project)
    assert any("kring" in p.verwacht for p in problemen)


def test_an_edition_with_the_data_of_another_is_warned_of(project: Path) -> None:
    pad = project / "data/edities/2017.yml"
    nieuw = pad.with_name("2018.yml")
    nieuw.write_bytes(pad.read_bytes())
    vervang(nieuw, 'editie: "2017"', 'editie: "2018"')
    for editie in ("2017", "2018"):
        dossier, problemen = lees(project, editie)
        assert problemen == [] and dossier is not None
        (waarschuwing,) = dossier.waarschuwingen
        assert waarschuwing.bestand.endswith("2018.yml") and "2017" in waarschuwing.verwacht


def test_the_plan_of_a_build_carries_the_warnings(project: Path) -> None:
    rijen = lees_rijen(project / PLANNEN)
    rijen.append(["NIEUW", *rijen[1][1:]])
    schrijf_rijen(project / PLANNEN, rijen)
    gezegd = maak_plan(project, "2017").waarschuwingen
    assert len(gezegd) == 1 and f"rij {len(rijen)}" in gezegd[0]


def test_checking_prints_a_warning_and_goes_on(project: Path) -> None:
    rijen = lees_rijen(project / PLANNEN)
    rijen.append(["NIEUW", *rijen[1][1:]])
    schrijf_rijen(project / PLANNEN, rijen)
    with pytest.MonkeyPatch.context() as plek:
        plek.chdir(project)
        klaar = CliRunner().invoke(app, ["controleer"])
    assert klaar.exit_code == 0, klaar.output
    assert klaar.stderr.count(f"Let op: {PLANNEN}, rij {len(rijen)}") == 1


def test_line_ends_of_an_old_machine_are_line_ends(project: Path) -> None:
    pad = project / lees_regio(project).instellingen["woningvoorraad"]
    pad.write_bytes(pad.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r"))
    dossier, problemen = lees(project)
    assert problemen == [] and dossier is not None
