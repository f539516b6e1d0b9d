"""A cell is mended with its reason; the raw file stays, and a correction that no longer fits is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from hulp import RWP2017, als_tekst, kopieer_gegevens, tabellen_van
from totalenhulp import maak_van_pagina

from woonanalyse.cli.verhaal import Verhaal
from woonanalyse.document.paginas import bronnennoten
from woonanalyse.kern.correcties import BESTAND
from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.onderwerpen.editielezer import lees_editie
from woonanalyse.uitkomsten.adres import zoek
from woonanalyse.uitkomsten.herkomst import herkomst
from woonanalyse.uitkomsten.waarom import Uitleg

BESLUITEN = "data/registers/besluiten.csv"
EEN: dict[str, Any] = {
    "bestand": RWP2017, "waar": {"gemeentecode": "GM0141"}, "kolom": "hard_direct", "was": "1390",
    "wordt": "1290", "reden": "Verschrijving in de levering.", "wie": "beleidsmedewerker wonen",
    "datum": "2027-01-15", "status": "akkoord",
}  # fmt: skip
Maak = Callable[..., Dossier]


@pytest.fixture
def maak(project: Path) -> Maak:
    def doe(*correcties: dict[str, Any]) -> Dossier:
        (project / BESTAND).write_text(yaml.safe_dump(list(correcties)), encoding="utf-8")
        return lees_dossier(project, "2017")

    return doe


@pytest.fixture(scope="module")
def hersteld(tmp_path_factory: pytest.TempPathFactory) -> tuple[Dossier, dict[str, pd.DataFrame]]:
    """With that one correction, and its results; no test changes them."""
    project = kopieer_gegevens(tmp_path_factory.mktemp("hersteld"))
    (project / BESTAND).write_text(yaml.safe_dump([EEN]), encoding="utf-8")
    dossier = lees_dossier(project, "2017")
    return dossier, tabellen_van(dossier)


def hard(dossier: Dossier) -> int:
    invoer = dossier.editie.invoer
    return int(invoer.loc[invoer["gemeentecode"] == "GM0141", "hard_direct"].iloc[0])


def test_the_value_is_mended_and_the_file_is_not_touched(maak: Maak, project: Path) -> None:
    voor = (project / RWP2017).read_bytes()
    assert hard(lees_dossier(project, "2017")) == 1390
    dossier = maak(EEN)
    assert hard(dossier) == 1290
    assert (project / RWP2017).read_bytes() == voor and dossier.gewijzigd == []


def test_a_row_may_be_pointed_at_by_its_number(maak: Maak, project: Path) -> None:
    regels = (project / RWP2017).read_text(encoding="utf-8").splitlines()
    rij = next(nr for nr, regel in enumerate(regels, start=1) if regel.startswith("GM0141"))
    zonder = {naam: wat for naam, wat in EEN.items() if naam != "waar"}
    assert hard(maak(zonder | {"rij": rij})) == 1290


def test_what_was_mended_is_told_with_its_reason_where_it_bites(
    hersteld: tuple[Dossier, dict[str, pd.DataFrame]],
) -> None:
    dossier, tabellen = hersteld
    zin = "hard_direct hersteld van 1390 in 1290 (Verschrijving in de levering; beleidsmedewerker wonen"
    assert any(zin in noot for noot in dossier.editie.opzet.noten)
    regels = herkomst(dossier, tabellen)
    eigen = regels[(regels["code"] == "B141") & (regels["bronbestand"] == RWP2017)]
    assert zin in eigen["brontitel"].iloc[0]
    ander = regels[(regels["code"] == "B147") & (regels["bronbestand"] == RWP2017)]
    assert "hersteld" not in ander["brontitel"].iloc[0]
    assert zin in bronnennoten(dossier.zijbestanden, regels).replace("\\", "")
    assert BESTAND in dossier.bestanden


def test_who_asks_how_a_number_came_about_is_told_what_was_mended(
    hersteld: tuple[Dossier, dict[str, pd.DataFrame]],
) -> None:
    dossier, tabellen = hersteld
    frames = {naam: als_tekst(frame) for naam, frame in tabellen.items()}
    uitleg = Uitleg(dossier, frames)

    def verteld(adres: str) -> str:
        return "\n".join(Verhaal(uitleg).regels(zoek(uitleg, adres)))

    zin = "Hersteld: in gemeentecode GM0141 is hard_direct hersteld van 1390 in 1290"
    assert zin in verteld("B141.hard_direct") and zin in verteld("B141.dekking.laag")
    assert "Hersteld" not in verteld("B147.hard_direct") + verteld("B141.vervanging")


def test_what_is_not_public_is_not_told(maak: Maak, project: Path) -> None:
    from woonanalyse.kern.correcties import Correctie, in_woorden

    intern = Correctie(**{**EEN, "bestand": "data/intern/planregister/2027-01-01/plannen.csv"})
    assert "1390" not in in_woorden([intern]) and "hersteld" in in_woorden([intern])


def test_a_proposal_changes_nothing_and_is_named(maak: Maak) -> None:
    dossier = maak(EEN | {"status": "voorgesteld"})
    assert hard(dossier) == 1390
    assert any("voorgesteld" in str(een) for een in dossier.waarschuwingen)


def test_a_register_is_mended_too(maak: Maak, project: Path) -> None:
    eerste = lees_editie(project, "2017").feiten["besluiten"]
    plek, bron = str(eerste.index[0]), eerste["bron"].iloc[0]
    rij = int(plek.rsplit(":", 1)[1])
    zonder = {naam: wat for naam, wat in EEN.items() if naam != "waar"}
    dossier = maak(
        zonder | {"bestand": BESLUITEN, "rij": rij, "kolom": "bron", "was": bron, "wordt": "X"}
    )
    assert dossier.editie.feiten["besluiten"].loc[plek, "bron"] == "X"


@pytest.mark.enkele(3)
@pytest.mark.parametrize(
    ("wijzig", "zegt"),
    [
        ({"was": "1391"}, r"staat '1391'; verwacht: '1390', wat er nu staat in data/raw/.*rij 2"),
        ({"waar": {"gemeentecode": "GM0000"}}, "hiermee is er geen rij"),
        ({"waar": {"gemeentecode": "GM0141", "subregio": "Twente Zuid"}}, "geen rij"),
        ({"kolom": "hard_directt"}, "bedoelt u hard_direct"),
        ({"bestand": "data/raw/rwp/weg.csv"}, "een bestand dat er is"),
        ({"bestand": "data/../weg.csv"}, "een CSV in data/"),
        ({"wordt": "veel"}, "een geheel getal"),
        ({"status": "misschien"}, "een van akkoord, voorgesteld"),
        ({"reden": ""}, "niet leeg"),
    ],
)
def test_a_correction_that_does_not_fit_is_refused_with_its_place(
    maak: Maak, wijzig: dict[str, Any], zegt: str
) -> None:
    with pytest.raises(InvoerFout, match=zegt):
        maak(EEN | wijzig)


def test_the_page_can_be_followed(project: Path) -> None:
    maak_van_pagina(project, "docs/handleidingen/rauw-bestand-verbeteren.md")
    assert hard(lees_dossier(project, "2017")) == 1290
