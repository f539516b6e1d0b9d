"""A download of StatLine beside the table that was there: what counts, and where it stands."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
import yaml
from typer.testing import CliRunner

from woonanalyse.cli import app
from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.regio import REGIOBESTAND, Regio, lees_regio
from woonanalyse.kern.vindplaats import Vindplaatsen, neem_op
from woonanalyse.leveringen.statline import MAP, herken, neem_in, soorten
from woonanalyse.onderwerpen.gebouwd.bron import lees
from woonanalyse.onderwerpen.gebouwd.statline import SLEUTEL, VELDEN

BESTAND = f"{MAP}/86098NED.csv"
KOP = (
    "Gebruiksfunctie;RegioS;Perioden;BeginstandVoorraad_1;NieuwbouwTotaal_6;Sloop_15;SaldoVoorraad_21;"
    "EindstandVoorraad_22"
)


def oud(project: Path, regio: Regio) -> pd.DataFrame:
    return lees(project, regio, regio.instellingen["woningvoorraad"]).voorraad


def lever(project: Path, cellen: dict[tuple[str, str], str], extra: tuple[str, ...] = ()) -> None:
    """Take in a download with these cells by code and period, and rows that are no year of dwellings."""
    rijen = [f"A045364;{code:<6};{periode};{rest}" for (code, periode), rest in cellen.items()]
    pad = project / "86098NED.csv"
    pad.write_text("\n".join([KOP, *rijen, *extra]) + "\n", encoding="utf-8")
    soort = herken(pad)
    assert soort is not None
    neem_in(project, lees_regio(project), pad, soort, "2027-02-01", proef=False, vervang=False)


def gelezen(project: Path) -> tuple[pd.DataFrame, Vindplaatsen]:
    regio = lees_regio(project)
    with neem_op() as plekken:
        frame = lees(project, regio, regio.instellingen["woningvoorraad"]).voorraad
    return frame, plekken


def jaarrijen(regio: Regio, jaar: int) -> dict[tuple[str, str], str]:
    return {(code, f"{jaar}JJ00"): "100;12;3;9;109" for code in regio.gemeenten["gemeentecode"]}


def test_after_a_delivery_its_years_count_and_point_at_its_own_rows(project: Path) -> None:
    regio = lees_regio(project)
    eerder = oud(project, regio)
    nieuw = int(eerder["jaar"].max()) + 1
    los = ("A045364;GM9999;2030JJ00;1;1;1;1;1", "A045364;GM0141;2030MM01;1;1;1;1;1")
    ander = ("T001419;GM0141;2030JJ00;1;1;1;1;1",)
    lever(project, jaarrijen(regio, nieuw), (*los, *ander))
    frame, plekken = gelezen(project)
    bij = frame[frame["jaar"] == nieuw]
    assert len(frame) == len(eerder) + len(regio.gemeenten)
    assert set(bij["nieuwbouw"]) == {12} and set(bij["saldo"]) == {9}
    assert bij["overige_toevoeging"].isna().all() and bij["correctie"].isna().all()
    assert list(plekken.tabellen[BESTAND].index) == list(range(2, 2 + len(regio.gemeenten)))
    assert not plekken.waarschuwingen


def test_the_newer_numbers_count_where_both_tables_have_a_year_and_both_are_named(
    project: Path,
) -> None:
    regio = lees_regio(project)
    eerder = oud(project, regio)
    laatste = eerder[eerder["jaar"] == eerder["jaar"].max()].set_index("gemeentecode")
    velden = ["beginstand", "nieuwbouw", "sloop", "saldo", "eindstand"]
    jaar = int(laatste["jaar"].iloc[0])
    cellen = {
        (str(code), f"{jaar}JJ00"): ";".join(str(rij[veld]) for veld in velden)
        for code, rij in laatste.iterrows()
    }
    code = str(laatste.index[3])
    rij = laatste.loc[code]
    anders = int(rij["nieuwbouw"]) + 7
    cellen[(code, f"{jaar}JJ00")] = ";".join(
        str(anders if veld == "nieuwbouw" else rij[veld]) for veld in velden
    )
    lever(project, cellen)
    frame, plekken = gelezen(project)
    nu = frame[frame["jaar"] == jaar].set_index("gemeentecode")
    assert nu.loc[code, "nieuwbouw"] == anders and pd.isna(nu.loc[code, "overige_toevoeging"])
    rest = nu.drop(index=code)
    assert rest.equals(laatste.drop(index=code)[rest.columns])
    (gezegd,) = map(str, plekken.waarschuwingen)
    assert rij["gemeente"] in gezegd and f"nieuwbouw {rij['nieuwbouw']} en {anders}" in gezegd
    oude = plekken.tabellen[regio.instellingen["woningvoorraad"]]
    zelfde = (oude["gemeentecode"] == code) & (oude["jaar"] == jaar)
    assert not zelfde.any() and len(plekken.tabellen[BESTAND]) == 1


def test_a_year_in_which_a_member_has_no_number_is_unknown_and_said(project: Path) -> None:
    regio = lees_regio(project)
    jaar = int(oud(project, regio)["jaar"].max()) + 1
    cellen = jaarrijen(regio, jaar)
    code, naam = regio.gemeenten[["gemeentecode", "gemeente"]].iloc[0]
    cellen[(code, f"{jaar}JJ00")] = ".;.;.;.;."
    lever(project, cellen)
    frame, plekken = gelezen(project)
    assert code not in set(frame.loc[frame["jaar"] == jaar, "gemeentecode"])
    (gezegd,) = map(str, plekken.waarschuwingen)
    assert naam in gezegd and str(jaar) in gezegd


def test_a_download_that_was_damaged_afterwards_is_refused_with_its_place(project: Path) -> None:
    regio = lees_regio(project)
    lever(project, jaarrijen(regio, 2030))
    pad = project / BESTAND
    pad.write_text(pad.read_text(encoding="utf-8").replace(";12;", ";twaalf;", 1), encoding="utf-8")
    with pytest.raises(InvoerFout, match=r"rij 2, kolom NieuwbouwTotaal_6: staat 'twaalf'"):
        gelezen(project)


def test_the_region_file_names_the_download_once_and_keeps_all_else(project: Path) -> None:
    regio = lees_regio(project)
    voor = (project / REGIOBESTAND).read_text(encoding="utf-8")
    lever(project, jaarrijen(regio, 2030))
    na = (project / REGIOBESTAND).read_text(encoding="utf-8")
    paden = [regio.instellingen["woningvoorraad"], BESTAND]
    assert yaml.safe_load(na) == {**yaml.safe_load(voor), "woningvoorraad": paden}
    weg = [regel for regel in voor.splitlines() if regel not in na.splitlines()]
    assert len(weg) == 1 and weg[0].startswith("woningvoorraad:")
    lever(project, jaarrijen(regio, 2030) | jaarrijen(regio, 2031))
    assert (project / REGIOBESTAND).read_text(encoding="utf-8") == na


def test_what_is_read_is_what_a_delivery_must_have() -> None:
    (soort,) = (een for een in soorten() if een.instelling == "woningvoorraad")
    assert set(VELDEN.values()) == set(soort.velden) and set(SLEUTEL) == set(soort.sleutel)


def test_a_region_without_the_subject_has_it_after_a_delivery(project: Path) -> None:
    pad = project / REGIOBESTAND
    regels = [r for r in pad.read_text(encoding="utf-8").splitlines() if "woningvoorraad:" not in r]
    pad.write_text("\n".join(regels) + "\n", encoding="utf-8")
    lever(project, jaarrijen(lees_regio(project), 2030))
    frame, _ = gelezen(project)
    assert set(frame["jaar"]) == {2030}


def test_a_table_that_no_subject_reads_says_so(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    regio = lees_regio(project)
    kop = "PrognoseInterval;Leeftijd;RegioIndeling2021;Perioden;TotaleBevolking_1"
    rijen = [f"MW00000;10000;{code};2030JJ00;73.2" for code in regio.gemeenten["gemeentecode"]]
    (project / "85173NED.csv").write_text("\n".join([kop, *rijen]) + "\n", encoding="utf-8")
    monkeypatch.chdir(project)
    klaar = CliRunner().invoke(app, ["lever", "85173NED.csv", "--datum", "2027-02-01"])
    assert klaar.exit_code == 0, klaar.output
    assert "geen onderwerp leest deze tabel" in " ".join(klaar.output.split())
