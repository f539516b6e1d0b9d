"""The board of an edition: of each municipality what was delivered, with remarks or not, and what is next."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from woonanalyse.kern.getal import opsomming
from woonanalyse.kern.perrij import per_rij
from woonanalyse.kern.registers import REGISTERS, bezwaar
from woonanalyse.leveringen.bewaard import Bewaard, bewaard
from woonanalyse.leveringen.geldend import tabellen_van
from woonanalyse.leveringen.meldingenlijst import zonder_antwoord
from woonanalyse.leveringen.stand import Stand
from woonanalyse.leveringen.veilig import sjabloonnaam
from woonanalyse.onderwerpen.balans.model import behoefte
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.onderwerpen.editiebronnen import editiebestand
from woonanalyse.onderwerpen.stukstatus import colleges

GELEVERD, OPMERKINGEN, ONTBREEKT = "geleverd", "met opmerkingen", "ontbreekt"


@dataclass(frozen=True)
class Plannen:
    """Of the plans of a municipality: who delivered them, and how many warnings nobody answered."""

    partij: str
    open: int


@dataclass(frozen=True)
class Regel:
    """A municipality on the board. `versie` and `stand`: of its delivery of plans, 0 and empty without one;
    `registers`: by name whether it has rows since the edition before."""

    gemeentecode: str
    gemeente: str
    plannen: str
    behoefte: str
    versie: int = 0
    stand: str = ""
    open: int = 0
    registers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Nodig:
    """What is still to come: from whom, the file to send them with the command that makes it, and the command
    that takes in what comes back; `code` of a municipality."""

    wat: str
    van: str
    bestand: str
    maken: str
    innemen: str
    code: str = ""


@dataclass(frozen=True)
class Bord:
    """All municipalities of an edition, and what is next; nothing is for a scenario."""

    editie: str
    naam: str
    peildatum: str
    regels: Sequence[Regel]
    nodig: Sequence[Nodig]
    scenario: bool = False

    def telling(self, wat: str) -> dict[str, int]:
        """How many municipalities have which state of plannen or behoefte."""
        standen = [getattr(regel, wat) for regel in self.regels]
        return {een: standen.count(een) for een in (GELEVERD, OPMERKINGEN, ONTBREEKT)}


def lees_plannen(wortel: Path, dossier: Dossier) -> dict[str, Plannen]:
    """By municipality the plans that were delivered about the reference date of the edition."""
    editie, regio = dossier.editie, dossier.regio
    gevonden: dict[str, Plannen] = {}
    van_dag = [een for een in bewaard(wortel) if een.peildatum == editie.opzet.peildatum]
    for partij in dict.fromkeys(een.partij for een in van_dag):
        eigen = [een for een in van_dag if een.partij == partij]
        tabellen = tabellen_van(wortel, regio, partij, eigen[0].peildatum)
        codes = set(tabellen["plannen"]["gemeentecode"]) if tabellen else set()
        for code in {*codes, *({partij} if tabellen else ())} & set(
            regio.gemeenten["gemeentecode"]
        ):
            gevonden[code] = Plannen(partij, _open(wortel, eigen))
    return gevonden


def _open(wortel: Path, leveringen: Sequence[Bewaard]) -> int:
    """Warnings without an answer, of the files whose place no other file took."""
    weg = {naam for een in leveringen for naam in een.vervangt}
    return sum(zonder_antwoord(wortel, een) for een in leveringen if een.bestand not in weg)


def maak_bord(
    dossier: Dossier, plannen: Mapping[str, Plannen], standen: Mapping[tuple[str, str], Stand]
) -> Bord:
    """The board. `plannen`: by municipality, as `lees_plannen`; `standen`: by party and date (ISO) how far a
    delivery is."""
    editie = dossier.editie
    opzet, dag = editie.opzet, editie.opzet.peildatum or ""
    voor = dossier.voorganger
    begin = (voor.opzet.peildatum or voor.opzet.stand_per) if voor else ""
    rijen = {
        naam: staten for naam, staten in per_register(editie, begin).items() if _telt(editie, naam)
    }
    regels = []
    for code, naam in editie.regio.gemeenten[["gemeentecode", "gemeente"]].itertuples(index=False):
        levering = plannen.get(code)
        regels.append(
            Regel(
                code,
                naam,
                _plannen(editie, code, levering),
                _behoefte(editie, code),
                standen[levering.partij, dag].versie if levering else 0,
                standen[levering.partij, dag].stand if levering else "",
                levering.open if levering else 0,
                {register: staten.get(code, ONTBREEKT) for register, staten in rijen.items()},
            )
        )
    vraag = [] if opzet.scenario else [*nodig(editie, regels), *besluiten(dossier)]
    return Bord(opzet.editie, opzet.naam, dag, regels, vraag, opzet.scenario)


def _telt(editie: Editie, register: str) -> bool:
    """Whether a register is of this region: an agreement looks at it, or it has rows."""
    gebruikt = {een.get("register") for een in editie.regio.afspraken}
    return register in gebruikt or len(editie.feiten[register]) > 0


def _plannen(editie: Editie, code: str, levering: Plannen | None) -> str:
    """Of an edition from plans whether they came; of another one whether its table has the capacity."""
    if levering is not None:
        return OPMERKINGEN if levering.open else GELEVERD
    if uit_plannen(editie):
        return ONTBREEKT
    return _bekend(editie.invoer, code, editie.definitie.telt_mee)


def uit_plannen(editie: Editie) -> bool:
    """Whether the capacity of the edition is that of plans that parties deliver."""
    return bool(editie.opzet.wacht_op) or (editie.opzet.balans or {}).get("vorm") == "planregister"


def _behoefte(editie: Editie, code: str) -> str:
    """Whether the need is known as the definition counts it: with replacement where that is added."""
    rijen = editie.invoer[editie.invoer["gemeentecode"] == code]
    return _alles(behoefte(rijen, editie.definitie).to_frame())


def _bekend(invoer: pd.DataFrame, code: str, kolommen: Sequence[str]) -> str:
    return _alles(invoer.loc[invoer["gemeentecode"] == code, list(kolommen)])


def _alles(rijen: pd.DataFrame) -> str:
    return GELEVERD if len(rijen) and bool(rijen.notna().all(axis=None)) else ONTBREEKT


def per_register(editie: Editie, begin: str) -> dict[str, dict[str, str]]:
    """By register, of each party that has rows dated since `begin` (ISO): delivered, or with remarks where a
    row among them cannot count."""
    uit: dict[str, dict[str, str]] = {}
    for naam in REGISTERS:
        staten: dict[str, str] = {}
        for rij in per_rij(editie.feiten[naam]):
            if rij.datum and rij.datum >= begin[: len(rij.datum)]:
                eerder = staten.get(rij.partij, GELEVERD)
                staten[rij.partij] = OPMERKINGEN if bezwaar(rij) else eerder
        uit[naam] = staten
    return uit


def nodig(editie: Editie, regels: Sequence[Regel]) -> list[Nodig]:
    """What is still to come for an edition, from whom, and by which commands."""
    eigen = [r for r in regels if r.plannen == ONTBREEKT] if uit_plannen(editie) else []
    uit = [_plansjabloon(editie, regel) for regel in eigen]
    uit += [
        _register(register, register, van)
        for register, van in gevraagd(editie).items()
        if all(regel.registers[register] == ONTBREEKT for regel in regels)
    ]
    if not uit_plannen(editie) and any(regel.plannen == ONTBREEKT for regel in regels):
        uit.append(_tabel(editie, "plancapaciteit", "gemeenten"))
    if any(regel.behoefte == ONTBREEKT for regel in regels):
        sloop = editie.definitie.vervanging == "bij_behoefte"
        wat = f"behoefte{', met vervanging na sloop' if sloop else ''}"
        uit.append(_tabel(editie, wat, "provincie"))
    return uit


def besluiten(dossier: Dossier) -> list[Nodig]:
    """The decisions on the concept as it is now, from each college that did not decide; nothing where there
    is no concept. An edition is adopted by all colleges, also after the agreements ended."""
    staat = dossier.stukstatus
    wie = [een for een in colleges(dossier.regio) if een not in staat.uitkomsten]
    if staat.concept is None or not wie:
        return []
    leden = dossier.regio.gemeenten
    namen = dict(zip(leden["gemeentecode"], leden["gemeente"], strict=True))
    over = f"besluiten over concept {staat.concept.nummer}"
    van = opsomming([f"B&W van {namen[een]}" if een in namen else een for een in wie])
    return [_register("besluiten", over, van)]


def _register(naam: str, wat: str, van: str) -> Nodig:
    """Rows of a register, by its template."""
    maken, innemen = f"woonanalyse sjabloon {naam}", f"woonanalyse lever {naam}.xlsx"
    return Nodig(wat, van, f"data/sjablonen/{naam}.xlsx", maken, innemen)


def _plansjabloon(editie: Editie, regel: Regel) -> Nodig:
    dag, naam = f"--peildatum {editie.opzet.peildatum}", regel.gemeente
    bestand = sjabloonnaam(naam)
    wie = naam if re.fullmatch(r"[\w-]+", naam) else f'"{naam}"'
    maken = f"woonanalyse sjabloon plannen --gemeente {wie} {dag}"
    innemen = f"woonanalyse lever {bestand} --partij {regel.gemeentecode} {dag}"
    return Nodig("plannen", naam, f"data/sjablonen/{bestand}", maken, innemen, regel.gemeentecode)


def gevraagd(editie: Editie) -> dict[str, str]:
    """By register who fills it in, of the agreements that still hold on the day of the edition."""
    dag = editie.datum.isoformat()
    van: dict[str, list[str]] = {}
    for een in editie.regio.afspraken:
        geldt = een["vanaf"] <= dag <= een["tot_en_met"]
        if geldt and een.get("register") in REGISTERS and "levert" in een:
            van.setdefault(een["register"], []).append(een["levert"])
    return {naam: opsomming(list(dict.fromkeys(wie))) for naam, wie in van.items()}


def _tabel(editie: Editie, wat: str, van: str) -> Nodig:
    """A table that somebody publishes: the edition's file says which of its columns is what."""
    bestand = editiebestand(editie.regio, editie.naam)
    return Nodig(wat, van, bestand, "", f"woonanalyse lever TABEL.csv --editie {editie.naam}")
