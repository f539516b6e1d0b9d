"""The register of districts and the counts: read by rules that are data."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from woonanalyse.afspraken.beoordeel import beoordeel
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.regio import Regio, lees_regio
from woonanalyse.kern.registers import lees_registers
from woonanalyse.kern.tabel import lees_tabel
from woonanalyse.onderwerpen.balans import model as balansmodel
from woonanalyse.onderwerpen.editielezer import lees_editie
from woonanalyse.onderwerpen.wijkaanpak import model
from woonanalyse.onderwerpen.wijkaanpak.bron import DOELEN as KOLOMMEN
from woonanalyse.onderwerpen.wijkaanpak.bron import Wijkaanpakken
from woonanalyse.onderwerpen.wijkaanpak.bron import lees as lees_bron
from woonanalyse.onderwerpen.wijkaanpak.zinnen import lezingzin

WORTEL = Path(__file__).parents[2]
REGIO = lees_regio(WORTEL)
GEMEENTEN = REGIO.gemeenten
MAP = "data/raw/wijkaanpakken/per-regel"
REGISTER = f"{MAP}/wijkaanpakken_twente.csv"
DOELEN = f"{MAP}/wijkaanpakken_overijssel_doelen.csv"
REGELS = "data/wijkaanpak.yml"


@pytest.fixture
def kopie(tmp_path: Path) -> Path:
    shutil.copytree(WORTEL / MAP, tmp_path / MAP)
    shutil.copyfile(WORTEL / REGELS, tmp_path / REGELS)
    return tmp_path


def verander(pad: Path, oud: str, nieuw: str) -> None:
    tekst = pad.read_text(encoding="utf-8")
    assert oud in tekst
    pad.write_text(tekst.replace(oud, nieuw, 1), encoding="utf-8")


def lees(wortel: Path = WORTEL, regio: Regio = REGIO) -> Wijkaanpakken:
    return lees_bron(wortel, regio, REGELS)


def anders(soort: str, **velden: Any) -> Regio:
    """The region with other fields in its agreement on districts of this kind."""
    afspraken = [
        cast(Afspraak, {**a, **velden}) if a["soort"] == soort and a["artikel"] == 7 else a
        for a in REGIO.afspraken
    ]
    return replace(REGIO, afspraken=afspraken)


def afspraak(soort: str) -> Afspraak:
    (gevonden,) = [a for a in REGIO.afspraken if a["soort"] == soort]
    return gevonden


def problemen(wortel: Path) -> str:
    with pytest.raises(InvoerFout) as fout:
        lees(wortel)
    return str(fout.value)


def test_sixteen_districts_of_eight_municipalities() -> None:
    bron = lees()
    assert len(bron.register) == 16
    assert bron.register["gemeente"].nunique() == 8
    assert all(zij["ongewijzigd"] for zij in bron.zijbestanden)
    assert bron.bestanden == [REGELS, "data/afspraken.yml", REGISTER, DOELEN]


def test_raw_files_are_the_ones_delivered() -> None:
    for bestand, som in [
        (REGISTER, "wijkaanpakken_twente"),
        (DOELEN, "wijkaanpakken_overijssel_doelen"),
    ]:
        ruw = (WORTEL / bestand).read_bytes()
        zij = next(z for z in lees().zijbestanden if z["bestand"] == bestand)
        assert zij["sha256"] == hashlib.sha256(ruw).hexdigest()
        assert som in bestand


def test_counts_and_targets() -> None:
    bron = lees()
    assert bron.tellingen[["peildatum", "gestart", "circa"]].to_dict("list") == {
        "peildatum": ["2019", "2020-07"],
        "gestart": [10, 25],
        "circa": [True, False],
    }
    assert bron.doelen[["datum", "doel", "beoordeeld"]].to_dict("list") == {
        "datum": ["2020-12-31", "2023-12-31"],
        "doel": [25, 75],
        "beoordeeld": [True, False],
    }


def test_targets_come_from_the_agreements() -> None:
    assert list(lees(regio=anders("traject", norm=26)).doelen["doel"]) == [26, 75]
    assert list(lees(regio=anders("ambitie", norm=80)).doelen["doel"]) == [25, 80]
    later = lees(regio=anders("ambitie", uiterlijk="2024-12-31"))
    assert list(later.doelen["datum"]) == ["2020-12-31", "2024-12-31"]
    assert list(lees().doelen["bron"]) == [afspraak("traject")["bron"], afspraak("ambitie")["bron"]]


def test_the_agreements_say_what_the_raw_file_says() -> None:
    ruw, problemen = lees_tabel(WORTEL, DOELEN, KOLOMMEN)
    assert problemen == [] and ruw is not None
    rijen = ruw.set_index("onderwerp")
    traject, ambitie = afspraak("traject"), afspraak("ambitie")
    erbij = rijen.loc["doel: extra gestarte wijkaanpakken voor 2020"]
    begin = rijen.loc["wijkaanpakken gestart (ongeveer)"]
    later = rijen.loc["doel: gestarte wijkaanpakken"]
    assert (begin["waarde"], erbij["waarde"], later["waarde"]) == (10, 15, 75)
    assert traject["begin"] == {"datum": f"{begin['peildatum']}-12-31", "waarde": begin["waarde"]}
    assert traject["norm"] == begin["waarde"] + erbij["waarde"]
    assert ambitie["norm"] == later["waarde"]
    assert ambitie["uiterlijk"] == f"{later['peildatum']}-12-31"


def test_the_register_of_progress_has_the_same_counts() -> None:
    registers, _ = lees_registers(
        WORTEL,
        REGIO.paden.registers,
        GEMEENTEN,
        REGIO.subregios,
        REGIO.afspraken,
        edities=REGIO.edities,
    )
    assert registers is not None
    voortgang = registers["voortgang"]
    rijen = voortgang[voortgang["soort"] == afspraak("traject")["bewijs"]]
    geteld = lees().tellingen
    assert list(rijen["datum"]) == list(geteld["peildatum"])
    assert list(rijen["waarde"]) == list(geteld["gestart"])
    assert afspraak("traject")["bewijs"] == afspraak("ambitie")["bewijs"]


def test_a_region_without_the_file_or_the_target_says_so(tmp_path: Path) -> None:
    with pytest.raises(InvoerFout, match=rf"{REGELS}.*het is er niet"):
        lees(tmp_path)
    with pytest.raises(InvoerFout, match="precies één afspraak van de soort traject"):
        lees(regio=anders("traject", eenheid="woningen"))


def test_the_reading_in_words() -> None:
    assert lees().lezing["id"] == "A"
    bron = lees(regio=anders("traject", lezing="B"))
    zin = lezingzin(bron.lezing, bron.waar, bron.tellingen)
    assert zin.startswith("Gerekend is met lezing B van artikel 7: ")
    assert "voordat 2020 begint" in zin
    assert zin.endswith("dan is het tempo tot nu toe onbekend.")


@pytest.mark.parametrize(
    ("lezing", "status", "datum"),
    [("A", "gehaald", "2020-12-31"), ("B", "onbekend", "2019-12-31")],
)
def test_one_line_changes_the_reading_everywhere(
    project: Path, lezing: str, status: str, datum: str
) -> None:
    """The judgement of art. 7 and the result for districts, both from the same line."""
    verander(project / "data/afspraken.yml", "lezing: A ", f"lezing: {lezing} ")
    editie = lees_editie(project, "2017")
    balans = balansmodel.balans(editie.invoer, editie.opzet, editie.definitie, editie.norm)
    oordeel = beoordeel(editie.regio.afspraken, editie.registers, balans, editie.opzet)
    regel = oordeel[(oordeel["artikel"] == 7) & (oordeel["onderdeel"] == "wijkaanpakken")].iloc[0]
    assert (regel["status"], regel["periode"]) == (status, f"2018-01-01/{datum}")
    bron = lees(project, editie.regio)
    assert list(bron.doelen["datum"]) == [datum, "2023-12-31"]
    uit = model.wijkaanpak(
        bron.register, bron.tellingen, bron.doelen, GEMEENTEN, "Prov", "2020-12-31"
    )
    rij = uit[(uit["gemeente"] == "Prov") & (uit["peildatum"] == datum)].iloc[0]
    assert (rij["status"], rij["doel"]) == (status, regel["norm"])


def test_the_default_edition() -> None:
    bron = lees()
    uit = model.wijkaanpak(
        bron.register, bron.tellingen, bron.doelen, GEMEENTEN, "Prov", "2020-12-31"
    )
    laatste = uit[uit["peildatum"] == "2020-12-31"].set_index("gemeente")
    assert laatste.loc["Prov", ["gestart", "doel", "verschil", "status"]].tolist() == [
        25, 25, 0, "gehaald",
    ]  # fmt: skip
    bekend = laatste["gestart"].drop("Prov").dropna().to_dict()
    assert bekend == {
        "Enschede": 1, "Hengelo": 1, "Oldenzaal": 1, "Dinkelland": 2, "Losser": 2, "Tubbergen": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wijk", "stand", "verwacht"),
    [
        ("Aalderinkshoek (deel)", "2020-12-31", "niet gestart"),
        ("Aalderinkshoek (deel)", "2022-03-31", "gestart"),
        ("Windmolenbroek (deel)", "2022-12-31", "niet gestart"),
        ("Nieuwstraatkwartier", "2024-01-01", "start onbekend"),
        ("Wilderinkshoek", "2024-01-01", "niet gestart"),
        ("Letterveld", "2024-01-01", "niet gestart"),
        ("De Nijverheid", "2018-10-31", "gestart"),
        ("Twekkelerveld", "2019-12-31", "gestart"),
    ],
)
def test_what_counts_as_started(wijk: str, stand: str, verwacht: str) -> None:
    wijken = model.wijken(lees().register, stand).set_index("wijk")
    assert wijken.loc[wijk, "stand"] == verwacht


def test_all_damage_at_once(kopie: Path) -> None:
    verander(kopie / REGISTER, "GM0164,Hengelo,Wilder", "GM0164,Hengeloo,Wilder")
    verander(kopie / REGISTER, "GM0147,Borne,Letter", "GM9999,Borne,Letter")
    verander(kopie / REGISTER, ",startwijk warmteprogramma,", ",iets nieuws,")
    verander(kopie / DOELEN, "wijkaanpakken gestart (Overijssel)", "iets anders")
    tekst = problemen(kopie)
    for stuk in ("Hengeloo", "GM9999", "iets nieuws", "iets anders", "gestart (Overijssel)"):
        assert stuk in tekst
    assert "rij 3" in tekst


def test_damaged_cells(kopie: Path) -> None:
    verander(kopie / REGISTER, ",2018-10,", ",2018-13,")
    assert "kolom start: staat '2018-13'" in problemen(kopie)


def test_a_deviation_whose_row_changed_has_to_be_looked_at_again(kopie: Path) -> None:
    verander(
        kopie / REGISTER,
        "Windmolenbroek,startwijk warmtevisie,2020-09",
        "Windmolenbroek,startwijk warmtevisie,2020-10",
    )
    assert "kijk de afwijking opnieuw na" in problemen(kopie)


def test_counts_that_fall_are_refused(kopie: Path) -> None:
    verander(kopie / DOELEN, "(Overijssel),25", "(Overijssel),9")
    assert "niet dalen" in problemen(kopie)


def test_the_rules_are_checked_by_schema(kopie: Path) -> None:
    verander(kopie / REGELS, "fase: visie", "fase: bijna")
    assert "een van visie, verkenning" in problemen(kopie)


def test_a_missing_file_says_so(kopie: Path) -> None:
    (kopie / REGELS).unlink()
    assert "het is er niet" in problemen(kopie)
