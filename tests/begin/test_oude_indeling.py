"""Editions across a merger: an older table in the division of its day is compared like with like."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from hulp import balans_van
from typer.testing import CliRunner

from woonanalyse.begin.keuze import Wens
from woonanalyse.begin.maak import maak
from woonanalyse.cli import app
from woonanalyse.document import paginas
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.onderwerpen.snede import snede

TOEN = """\
code,vraag,hard
GM0003,100,50
GM0010,200,100
Loppersum,30,30
GM0014,1000,900
GM0009,50,10
Haren,80,40
"""
NU = """\
code,vraag,hard
GM1979,330,198
GM0014,1130,950
"""


def schrijf_editie(wortel: Path, naam: str, tabel: str, **anders: Any) -> None:
    bestand = f"data/raw/balans/{naam}.csv"
    velden = yaml.safe_load((wortel / "data/edities/2026.yml").read_text(encoding="utf-8"))
    velden |= {
        "editie": naam,
        "peildatum": f"{naam}-01-01",
        "stand_per": f"{naam}-01-01",
        "balans": {
            "vorm": "tabel",
            "bestand": bestand,
            "kolommen": {"gemeentecode": "code", "netto_behoefte": "vraag", "hard_direct": "hard"},
            "telling": "bruto",
            "beschrijving": dict.fromkeys(("titel", "uitgever", "vindplaats", "licentie"), "geen"),
        },
        **anders,
    }
    pad = wortel / "data/edities" / f"{naam}.yml"
    pad.write_text(yaml.safe_dump(velden, sort_keys=False), encoding="utf-8")
    (wortel / "tabel.csv").write_text(tabel, encoding="utf-8")
    klaar = CliRunner().invoke(app, ["lever", "tabel.csv", "--editie", naam])
    assert klaar.exit_code == 0, klaar.output


@pytest.fixture
def wortel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    doel = tmp_path / "ommelanden"
    maak(doel, Wens("Ommelanden", gemeenten=["Eemsdelta", "Groningen"]))
    monkeypatch.chdir(doel)
    definities = doel / "data/definities.yml"
    tekst = definities.read_text(encoding="utf-8")
    tekst = tekst.replace("[hard_direct, hard_uit_te_werken]", "[hard_direct]")
    definities.write_text(tekst.replace("vervanging: bij_behoefte", "vervanging: geen"), "utf-8")
    return doel


def standen(d: Dossier) -> dict[str, tuple[Any, Any]]:
    frame = balans_van(d.editie)
    return {
        rij.gemeente: (rij.behoefte, rij.hard_totaal)
        for rij in frame.itertuples()
    }  # fmt: skip


def test_an_older_edition_is_compared_like_with_like(wortel: Path) -> None:
    schrijf_editie(wortel, "2018", TOEN)
    schrijf_editie(wortel, "2026", NU, voorganger="2018")
    toen, nu = lees_dossier(wortel, "2018"), lees_dossier(wortel, "2026")
    assert standen(toen) == {"Eemsdelta": (330, 180), "Groningen": (1130, 950)}
    assert standen(nu) == {"Eemsdelta": (330, 198), "Groningen": (1130, 950)}
    meldingen = " ".join(str(een) for een in toen.waarschuwingen)
    assert "bij Eemsdelta geteld: Appingedam, Delfzijl en Loppersum" in meldingen
    assert "bij Groningen geteld: Ten Boer en Haren" in meldingen
    noten = paginas.editienoten(toen.editie, toen.waarschuwingen).replace("\\", "")
    assert "oudere gemeentelijke indeling; bij Eemsdelta geteld: Appingedam" in noten
    assert "indeling" not in paginas.editienoten(toen.editie)
    klaar = CliRunner().invoke(app, ["verschil", "2018", "2026", "--json"])
    assert klaar.exit_code == 0, klaar.output
    verschil = {rij["gemeente"]: rij["hard_verschil"] for rij in yaml.safe_load(klaar.stdout)}
    assert verschil == {"Eemsdelta": 18, "Groningen": 0}


def test_a_member_that_is_called_as_its_province_is_itself(wortel: Path) -> None:
    schrijf_editie(wortel, "2026", NU)
    dossier = lees_dossier(wortel, "2026")
    assert dossier.regio.provincie == "Groningen"
    assert list(snede(dossier, "balans", "Groningen").editie.invoer["gemeentecode"]) == ["GM0014"]
    heel = snede(dossier, "balans", dossier.regio.hele_provincie).editie.invoer
    assert len(heel) == len(snede(dossier, "balans").editie.invoer) == 2


def test_who_is_not_complete_is_not_comparable(wortel: Path) -> None:
    schrijf_editie(wortel, "2018", TOEN.replace("Haren,80,40\n", ""))
    toen = lees_dossier(wortel, "2018")
    assert standen(toen)["Groningen"] == (pd.NA, pd.NA)
    assert any("Haren ontbreekt" in str(een) for een in toen.waarschuwingen)


def test_a_row_of_elsewhere_is_left_alone_and_one_of_nowhere_a_fault(wortel: Path) -> None:
    schrijf_editie(wortel, "2018", TOEN + "Zuidhorn,1,1\nGM0363,9,9\n")
    toen = lees_dossier(wortel, "2018")
    assert standen(toen) == {"Eemsdelta": (330, 180), "Groningen": (1130, 950)}
    meldingen = " ".join(str(een) for een in toen.waarschuwingen)
    assert "buiten de regio zijn niet gelezen: Zuidhorn en Amsterdam" in meldingen
    with pytest.raises(AssertionError, match="'Zuidhorm'"):
        schrijf_editie(wortel, "2018", TOEN + "Zuidhorm,1,1\n")


def test_what_is_added_up_or_missing_is_told_when_a_table_comes_in(wortel: Path) -> None:
    schrijf_editie(wortel, "2018", TOEN)
    klaar = CliRunner().invoke(app, ["lever", "tabel.csv", "--editie", "2018"])
    assert "bij Groningen geteld: Ten Boer en Haren" in " ".join(klaar.stderr.split())
    alleen = "\n".join(
        regel for regel in TOEN.splitlines() if not regel.startswith(("GM0009", "Haren"))
    )
    schrijf_editie(wortel, "2017", f"{alleen}\n")
    dossier = lees_dossier(wortel, "2017")
    assert all(pd.isna(getal) for getal in standen(dossier)["Groningen"])


def test_who_grew_is_unknown_in_a_table_with_nobody_that_is_no_more(wortel: Path) -> None:
    tabel = "code,vraag,hard\nGM1979,330,198\nGM0014,1130,950\n"
    schrijf_editie(wortel, "2018", tabel)
    dossier = lees_dossier(wortel, "2018")
    assert standen(dossier) == {"Eemsdelta": (330, 198), "Groningen": (pd.NA, pd.NA)}
    meldingen = " ".join(str(een) for een in dossier.waarschuwingen)
    assert (
        "Groningen is niet vergelijkbaar en hier onbekend: Haren en Ten Boer ontbreken" in meldingen
    )
