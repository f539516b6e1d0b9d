"""The dossier: everything an edition is made from, read as one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hulp import EDITIES, RWP2015, WORTEL, dossier, vervang

from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.onderwerpen.dossier import lees_dossier
from woonanalyse.onderwerpen.plannen.bron import Plannen
from woonanalyse.onderwerpen.statushouders.bron import Statushouders
from woonanalyse.onderwerpen.wijkaanpak.bron import Wijkaanpakken


@pytest.mark.parametrize("naam", EDITIES)
def test_every_file_is_named_once_and_is_there(naam: str) -> None:
    d = dossier(naam)
    rauw = [zij["bestand"] for zij in d.zijbestanden]
    assert len(rauw) == len(set(rauw)) and len(d.bestanden) == len(set(d.bestanden))
    assert set(rauw) <= set(d.bestanden) | {d.regio.paden.gemeenten}
    assert all((WORTEL / bestand).is_file() for bestand in d.bestanden)


def test_the_first_edition_has_no_predecessor() -> None:
    assert dossier("2015").voorganger is None
    voor = dossier("2017").voorganger
    assert voor is not None and voor.naam == "2015"
    assert RWP2015 in dossier("2017").bestanden


def test_made_rows_have_a_folder_of_their_own() -> None:
    assert dossier("2017").naam == "2017"
    met = dossier("2017", voorbeelddata=True)
    assert met.naam == "2017-voorbeelddata" and met.voorbeelddata
    for naam, register in met.editie.registers.items():
        echt = dossier("2017").editie.registers[naam]
        assert (register["voorbeelddata"] == "ja").any() and (echt["voorbeelddata"] == "nee").all()
        assert (
            register.loc[register["voorbeelddata"] == "ja", "bron"]
            .str.contains("voorbeelddata")
            .all()
        )


def test_problems_of_all_parts_come_at_once(project: Path) -> None:
    vervang(project / "data/wijkaanpak.yml", "register: data/raw", "register: data/weg")
    vervang(project / "data/statushouders.yml", "toezicht: data/raw", "toezicht: data/weg")
    vervang(project / "data/planlijst.yml", "hardheid: data/raw", "hardheid: data/weg")
    with pytest.raises(InvoerFout) as fout:
        lees_dossier(project, "2017")
    for deel in ("wijkaanpakken_twente", "statushouders_toezicht", "planstatus_hardheid"):
        assert any(deel in str(probleem) for probleem in fout.value.problemen)


def test_a_region_without_a_part_has_none(project: Path) -> None:
    regio = project / "data/regio.yml"
    for regel in ("wijkaanpak: data/wijkaanpak.yml\n", "statushouders: data/statushouders.yml\n"):
        vervang(regio, regel, "")
    d = lees_dossier(project, "2017")
    assert d.eventuele_bron(Wijkaanpakken) is None and d.eventuele_bron(Statushouders) is None
    assert isinstance(d.bron(Plannen), Plannen)
    with pytest.raises(KeyError, match="Wijkaanpakken"):
        d.bron(Wijkaanpakken)
