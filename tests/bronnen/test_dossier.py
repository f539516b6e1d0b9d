"""The dossier: everything an edition is made from, read as one."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

import pytest
from hulp import EDITIES, RWP2015, WORTEL, dossier, vervang, zonder_sleutel

from woonanalyse.kern.bron import Bron
from woonanalyse.kern.catalogus import instellingen, onderwerpen
from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.hashes import hash_van
from woonanalyse.kern.regio import lees_regio
from woonanalyse.onderwerpen import dossierlezer
from woonanalyse.onderwerpen.controle import lees_alle_dossiers
from woonanalyse.onderwerpen.dossierlezer import lees_bron, lees_dossier
from woonanalyse.onderwerpen.editie import Editie


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
    assert any((f["voorbeelddata"] == "ja").any() for f in met.editie.registers.values())
    for naam, register in met.editie.registers.items():
        echt = dossier("2017").editie.registers[naam]
        assert len(register) >= len(echt) and (echt["voorbeelddata"] == "nee").all()
        assert (
            register.loc[register["voorbeelddata"] == "ja", "bron"]
            .str.contains("voorbeelddata")
            .all()
        )


def test_problems_of_all_parts_come_at_once(project: Path) -> None:
    vervang(project / "data/wijkaanpak.yml", "register: data/raw", "register: data/weg")
    vervang(project / "data/statushouders.yml", "toezicht: data/raw", "toezicht: data/weg")
    vervang(project / "data/planlijst.yml", "bestand: data/raw/eib", "bestand: data/weg")
    for deel in ("woningvoorraad", "bestand", "provincie"):
        vervang(project / "data/regio.yml", f"{deel}: data/raw", f"{deel}: data/weg")
    with pytest.raises(InvoerFout) as fout:
        lees_dossier(project, "2017")
    for deel in (
        *("wijkaanpakken_twente", "statushouders_toezicht", "plannen_eib"),
        *("data/weg/cbs", "data/weg/plantoelichtingen", "provincie_overijssel"),
    ):
        assert any(deel in str(probleem) for probleem in fout.value.problemen)


@pytest.mark.enkele(2)
@pytest.mark.parametrize("sleutel", instellingen())
def test_a_region_without_a_part_has_none(project: Path, sleutel: str) -> None:
    """Of that part no source, no file; of all others what they were."""
    (weg,) = [o for o in onderwerpen() if o.instelling == sleutel]
    heel = dossier("2017")
    soort = type(heel.bronnen[weg.naam])
    zonder_sleutel(project, sleutel)
    d = lees_dossier(project, "2017")
    assert set(d.bronnen) == set(heel.bronnen) - {weg.naam}
    assert d.eventuele_bron(soort) is None and heel.eventuele_bron(soort) is not None
    with pytest.raises(KeyError, match=soort.__name__):
        d.bron(soort)
    for naam, bron in d.bronnen.items():
        assert type(bron) is type(heel.bronnen[naam]) and d.bron(type(bron)) is bron
        assert bron.bestanden == heel.bronnen[naam].bestanden
    delen: list[Editie | Bron] = [d.editie, *d.bronnen.values()]
    delen += [d.voorganger] if d.voorganger else []
    eigen = set(heel.bronnen[weg.naam].bestanden) - {
        pad for deel in delen for pad in deel.bestanden
    }
    assert set(heel.bestanden) - set(d.bestanden) == eigen
    er_niet = {o.naam for o in onderwerpen() if sleutel in (o.instelling, *o.vereist)}
    assert weg.naam in er_niet
    assert er_niet == {o.naam for o in onderwerpen() if heel.heeft(o) and not d.heeft(o)}


def test_a_region_of_its_members_and_agreements_only(project: Path) -> None:
    zonder_sleutel(project, *instellingen())
    d = lees_dossier(project, "2017")
    assert d.bronnen == {} and d.voorganger is not None
    assert set(d.bestanden) == {*d.editie.bestanden, *d.voorganger.bestanden}


def test_of_all_editions_together_what_is_of_the_region_is_read_once() -> None:
    regio = lees_regio(WORTEL)
    with mock.patch.object(dossierlezer, "lees_bron", side_effect=lees_bron) as gelezen:
        samen = lees_alle_dossiers(WORTEL, regio, list(EDITIES))
    namen = [aanroep.args[2].naam for aanroep in gelezen.call_args_list]
    assert len(namen) == len(set(namen)) == len(samen[0].bronnen) > 0
    for naam, een in zip(EDITIES, samen, strict=True):
        apart = dossier(naam)
        assert hash_van(een.zonder_vindplaatsen()) == hash_van(apart.zonder_vindplaatsen())
        assert een.vindplaatsen.tabellen.keys() == apart.vindplaatsen.tabellen.keys()
        assert een.vindplaatsen.instellingen == apart.vindplaatsen.instellingen
