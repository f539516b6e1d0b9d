"""A year in a made world: the edition of 2027, of three municipalities that deliver a plan each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hulp import schrijf_resultaten
from leverhulp import MATEN, ingevuld, leeg_sjabloon, registerboek

from woonanalyse.document.statuswoorden import status
from woonanalyse.kern.project import resultatenmap, uitvoermap
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.uitgave.stempel import Stempel, schrijf_stempels, som

DAG = "2027-01-01"
EDITIE = """\
editie: "2027"
naam: RWP Twente 2027
peildatum: 2027-01-01
peildatum_toelichting: De dag waarvoor de plannen zijn geleverd.
stand_per: 2027-01-01
periode: {van: 2027, tot_en_met: 2036, gepubliceerd: 2027 t/m 2036}
prognose: null
definitie: rwp2017
vergelijk: []
toets: false
balans:
  vorm: planregister
  bestand: data/intern/planregister/2027-01-01/plannen.csv
  lezingen: data/planlijst.yml
  lezing: landelijk
"""
Halte = Callable[[str], Path]
"""The folder of a round up to a halt, by its name."""
LEDEN = {"GM0147": "Borne", "GM0141": "Almelo", "GM0163": "Hellendoorn"}


def planlevering(code: str, rest: int) -> bytes:
    """The template of a municipality with one hard plan, of which `rest` dwellings are to be built."""
    plan = MATEN | {
        "plan_id": f"{code}-01", "gemeentecode": code, "totaal": rest + 20, "rest": rest,
        "rest_2027": rest, "rest_2028": 0,
    }  # fmt: skip
    return ingevuld([plan], leeg_sjabloon(code))


def reactieboek(**cellen: str) -> bytes:
    vast = {"partij": "GM0147", "editie": "2027", "concept": "1", "nummer": "R1"}
    return registerboek("reacties", [vast | cellen])


def besluitenboek(uitkomsten: dict[str, str]) -> bytes:
    """Decisions on concept 2, by college."""
    vast = {
        "soort": "wijziging RWP", "status": "besluit", "editie": "2027", "concept": "2",
        "datum": "2027-09-07", "zekerheid": "letterlijk", "bronsoort": "besluit",
    }  # fmt: skip
    rijen = [
        vast | {"partij": wie, "uitkomst": wat, "besluitnummer": f"2027/{wie}"}
        for wie, wat in uitkomsten.items()
    ]
    return registerboek("besluiten", rijen)


def boeken() -> dict[str, bytes]:
    """What comes during the year, by file name."""
    anderen = [
        {"partij": code, "peildatum": DAG, "versie": "1", "handeling": handeling, "grond": grond}
        for code in list(LEDEN)[1:]
        for handeling, grond in (("gecontroleerd", ""), ("akkoord", "mandaatregister 2026, nr. 3"))
    ]
    antwoord = {"datum": "2027-05-25", "antwoord": "Overgenomen", "gewijzigd": "ja"}
    return {
        "standen.xlsx": registerboek("standen", anderen),
        "reacties.xlsx": reactieboek(),
        "antwoorden.xlsx": reactieboek(**antwoord),
        "borne-2.xlsx": planlevering("GM0147", 60),
        "besluiten.xlsx": besluitenboek(dict.fromkeys(["GS", "GM0147", "GM0141"], "ongewijzigd")),
    }


def rapport(project: Path) -> Dossier:
    """The results, and a form that says what it is: in the place of the run of the notebooks."""
    dossier = lees_dossier(project, "2027")
    schrijf_resultaten(dossier, resultatenmap(project, "2027"), project)
    map_ = uitvoermap(project, "2027")
    map_.mkdir(parents=True, exist_ok=True)
    (map_ / "rwp.html").write_text(status(dossier), encoding="utf-8")
    pakket = som(resultatenmap(project, "2027") / "datapackage.json")
    bronnen = {pad: som(project / pad) for pad in dossier.bestanden}
    schrijf_stempels(map_, {"rwp.html": Stempel(bronnen, pakket, "")})
    return dossier
