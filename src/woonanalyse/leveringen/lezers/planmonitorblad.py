"""A sheet of the form of Planmonitor Wonen: its head, what is known of the plan, the rows of its table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from woonanalyse.kern import waarden
from woonanalyse.kern.getal import opsomming
from woonanalyse.leveringen.lezers.lezing import Lezing
from woonanalyse.leveringen.lezers.ongelezen import keur_ongelezen
from woonanalyse.leveringen.lezers.telling import Telling, is_leeg
from woonanalyse.leveringen.lezers.veld import Bladlezer, Veld, bedoelt_deze, bedoelt_u, dichtstbij
from woonanalyse.leveringen.vorm import Vorm, kop_kaal, lijkt_op
from woonanalyse.leveringen.waarden.waarde import als_tekst, ruw_aantal

Jaren = tuple[int, int]
"""First and last year of a column."""


@dataclass
class Kop:
    """Where the table of a sheet stands: the row of its head, and the column of each of its parts."""

    rij: int
    kolommen: Mapping[str, int]
    controles: Sequence[int]
    jaren: Mapping[int, Jaren]

    @property
    def opschrift(self) -> int:
        """The column of the labels: the one before that of the groups."""
        return self.kolommen["groep"] - 1


@dataclass
class Regel:
    """A row of the table: what the format says of it, and its numbers; None where nothing stands."""

    eis: Mapping[str, Any]
    rij: int
    naam: Veld
    totaal: int | None
    gerealiseerd: int | None
    jaren: Mapping[Jaren, int]
    velden: Mapping[str, Veld]

    @property
    def rest(self) -> int:
        """What is left: the form counts an empty number realised as none."""
        return (self.totaal or 0) - (self.gerealiseerd or 0)

    @property
    def past(self) -> bool:
        """Whether the years are no more than what is left."""
        return sum(self.jaren.values()) <= max(self.rest, 0)

    @property
    def zonder_jaar(self) -> int:
        """How much of what is left has no year."""
        return self.rest - sum(self.jaren.values())


def koprij(lezer: Bladlezer, vorm: Vorm) -> int | None:
    """The row with most of the head; None where no row has three of its names."""
    namen = {kop_kaal(naam) for naam in vorm.inhoud["kop"].values()}
    punten = {
        nr: len({kop_kaal(als_tekst(cel)) for cel in rij} & namen)
        for nr, rij in enumerate(lezer.blad.rijen, start=1)
    }
    beste = max(punten, key=lambda nr: (punten[nr], -nr), default=0)
    return beste if punten.get(beste, 0) >= 3 else None


def lees_kop(lezing: Lezing, lezer: Bladlezer, rij: int) -> Kop | None:
    """The columns by their names; None, said, where one is missing or stands there twice."""
    gevraagd = {kop_kaal(naam): deel for deel, naam in lezing.vorm.inhoud["kop"].items()}
    kolommen: dict[str, int] = {}
    controles, jaren, vreemd, goed = [], dict[int, Jaren](), list[Veld](), True
    for nr in range(1, lezer.breedte + 1):
        veld = lezer.veld(rij, nr)
        naam = als_tekst(veld.inhoud).strip()
        deel, jaar = gevraagd.get(kop_kaal(naam)), _jaren(naam)
        if deel == "controle":
            controles.append(nr)
        elif eerder := _eerder(deel, jaar, kolommen, jaren):
            lezing.meld("kop_dubbel", [veld], naam=naam, ook=lezer.veld(rij, eerder).cel)
            goed = False
        elif deel:
            kolommen[deel] = nr
        elif jaar:
            jaren[nr] = jaar
        elif naam:
            vreemd.append(veld)
    for deel in ("groep", "totaal", "gerealiseerd"):
        if deel not in kolommen:
            naam = str(lezing.vorm.inhoud["kop"][deel])
            zelfde = dichtstbij(naam, vreemd)
            plek = zelfde or lezer.veld(rij, 1)
            lezing.meld("kop_ontbreekt", [plek], naam=naam, lijkt=bedoelt_deze(zelfde))
            vreemd = [veld for veld in vreemd if veld is not zelfde]
            goed = False
    _vreemde_koppen(lezing, lezer, rij, vreemd)
    for (_, vorige), (nr, deze) in pairwise(sorted(jaren.items())):
        if deze <= vorige:
            kopveld = lezer.veld(rij, nr)
            lezing.meld("jaren_volgorde", [kopveld], vorige=vorige[1], jaar=deze[0])
    if not goed or kolommen["groep"] == 1:
        return None
    return Kop(rij, kolommen, controles, jaren)


def _eerder(
    deel: str | None, jaar: Jaren | None, kolommen: Mapping[str, int], jaren: Mapping[int, Jaren]
) -> int | None:
    """The column that already has this part, or this year."""
    return kolommen.get(deel or "", next((k for k, j in jaren.items() if j == jaar), None))


def _vreemde_koppen(lezing: Lezing, lezer: Bladlezer, rij: int, vreemd: Sequence[Veld]) -> None:
    """Heads that the form does not have, of columns that hold something."""
    for veld in vreemd:
        nr = next(k for k in range(1, lezer.breedte + 1) if lezer.veld(rij, k).cel == veld.cel)
        gevuld = any(lezer.tekst(r, nr) for r in range(rij + 1, len(lezer.blad.rijen) + 1))
        if gevuld:
            namen = [str(naam) for naam in lezing.vorm.inhoud["kop"].values()]
            lezing.meld("kop_onbekend", [veld], lijkt=bedoelt_u(als_tekst(veld.inhoud), namen))


def _jaren(naam: str) -> Jaren | None:
    """The years of a head such as 2027 or 2034-2038."""
    gevonden = re.fullmatch(r"(\d{4})(?: *(?:-|–|t/m|tot en met) *(\d{4}))?", naam, re.ASCII)
    if gevonden is None:
        return None
    van, tot = int(gevonden[1]), int(gevonden[2] or gevonden[1])
    eerste, laatste = waarden.jaren()
    return (van, tot) if eerste <= van <= tot <= laatste else None


def lees_velden(lezing: Lezing, telling: Telling, lezer: Bladlezer, kop: Kop) -> dict[str, Veld]:
    """What is known of the plan, by the name it has in the register."""
    bekend = {
        kop_kaal(naam): veld
        for veld, namen in lezing.vorm.inhoud["velden"].items()
        for naam in namen
    }
    gevonden: dict[str, Veld] = {}
    terzijde = list[Veld]()
    for rij in range(1, len(lezer.blad.rijen) + 1):
        opschrift = als_tekst(Bladlezer(lezer.blad).veld(rij, kop.opschrift).inhoud).strip()
        kaal = kop_kaal(opschrift)
        veld = lezer.veld(rij, kop.opschrift + 1, opschrift) if kaal in bekend else None
        if veld and bekend[kaal] in gevonden:
            ook = gevonden[bekend[kaal]].cel
            lezing.meld("regel_dubbel", [veld], gevonden=opschrift, ook=ook)
        elif veld:
            lezer.veld(rij, kop.opschrift)
            gevonden[bekend[kaal]] = veld
            telling.rijen[(lezer.blad.naam, rij)] = "gelezen"
        elif kaal in map(kop_kaal, lezing.vorm.inhoud["niet_overgenomen"]):
            telling.rijen[(lezer.blad.naam, rij)] = "niet overgenomen"
            lezer.veld(rij, kop.opschrift)
            terzijde.append(lezer.veld(rij, kop.opschrift + 1, opschrift))
        elif opschrift and rij < kop.rij:
            _vreemd_veld(lezing, telling, lezer, kop, rij)
    if gevuld := [veld for veld in terzijde if not veld.leeg]:
        namen = opsomming([veld.opschrift for veld in gevuld])
        lezing.meld("niet_overgenomen", gevuld, gevonden=namen, namen=namen)
        lezing.melder.voeg_toe(keur_ongelezen(gevuld))
    return gevonden


def _vreemd_veld(lezing: Lezing, telling: Telling, lezer: Bladlezer, kop: Kop, rij: int) -> None:
    """A label above the table that the form does not have: refused where it looks like one that it has."""
    veld = lezer.veld(rij, kop.opschrift)
    namen = [naam for namen in lezing.vorm.inhoud["velden"].values() for naam in namen]
    lijkt = bedoelt_u(als_tekst(veld.inhoud), namen)
    code = "opschrift_onbekend" if lijkt else "regel_niet_gelezen"
    lezing.meld(code, [veld], lijkt=lijkt)
    telling.rijen[(lezer.blad.naam, rij)] = "niet gelezen"


def lees_regels(lezing: Lezing, telling: Telling, lezer: Bladlezer, kop: Kop) -> Iterator[Regel]:
    """The rows of the table that the format knows, each once."""
    eisen = {
        (kop_kaal(eis["opschrift"]), kop_kaal(eis["groep"])): eis
        for eis in lezing.vorm.inhoud["regels"]
    }
    gehad: dict[int, Veld] = {}
    groep = ""
    for rij in range(kop.rij + 1, len(lezer.blad.rijen) + 1):
        if (lezer.blad.naam, rij) in telling.rijen or is_leeg(lezer.blad, rij):
            continue
        naam = lezer.veld(rij, kop.opschrift)
        groep = lezer.groep(rij, kop.kolommen["groep"]) or groep
        eis = eisen.get((kop_kaal(als_tekst(naam.inhoud)), kop_kaal(groep)))
        if eis is None:
            _vreemde_regel(lezing, telling, lezer, kop, naam, groep)
        elif id(eis) in gehad:
            lezing.meld("regel_dubbel", [naam], ook=gehad[id(eis)].cel)
        else:
            gehad[id(eis)] = naam
            telling.rijen[(lezer.blad.naam, rij)] = "gelezen"
            if eis.get("maat") == "nieuwbouw":
                _tel(telling, lezer, kop, rij)
            yield _lees_regel(lezing, lezer, kop, eis, naam)


def tel_zonder_kop(telling: Telling, lezer: Bladlezer, vorm: Vorm, rij: int) -> None:
    """Count the dwellings of a table of which a head is refused: in the column most like the total."""
    koppen = {lezer.tekst(rij, nr): nr for nr in range(1, lezer.breedte + 1)}
    totaal = koppen.get(lijkt_op(vorm.inhoud["kop"]["totaal"], koppen))
    namen = {
        kop_kaal(r["opschrift"]) for r in vorm.inhoud["regels"] if r.get("maat") == "nieuwbouw"
    }
    for nr in range(rij + 1, len(lezer.blad.rijen) + 1) if totaal else ():
        if namen & {kop_kaal(lezer.tekst(nr, kolom)) for kolom in range(1, lezer.breedte + 1)}:
            inhoud = lezer.veld(nr, totaal or 0).inhoud
            telling.woningen[(lezer.blad.naam, nr)] = ruw_aantal(inhoud)


def _tel(telling: Telling, lezer: Bladlezer, kop: Kop, rij: int) -> None:
    telling.woningen[(lezer.blad.naam, rij)] = ruw_aantal(
        lezer.veld(rij, kop.kolommen["totaal"]).inhoud
    )


def _vreemde_regel(
    lezing: Lezing, telling: Telling, lezer: Bladlezer, kop: Kop, naam: Veld, groep: str
) -> None:
    """A row below the head that the format does not know: refused where it has numbers, else said."""
    rij, tekst = naam.cel.rij, als_tekst(naam.inhoud)
    getallen = [kop.kolommen["totaal"], kop.kolommen["gerealiseerd"], *kop.jaren]
    gevuld = [veld for kolom in getallen if not (veld := lezer.veld(rij, kolom)).leeg]
    eisen = lezing.vorm.inhoud["regels"]
    eigen = [e["groep"] for e in eisen if kop_kaal(e["opschrift"]) == kop_kaal(tekst)]
    in_groep = [e["opschrift"] for e in eisen if kop_kaal(e["groep"]) == kop_kaal(groep)]
    alle = [e["opschrift"] for e in eisen]
    lijkt = bedoelt_u(tekst, in_groep) or bedoelt_u(tekst, alle)
    telling.rijen[(lezer.blad.naam, rij)] = "niet gelezen"
    if eigen:
        velden = [lezer.veld(rij, kop.kolommen["groep"]), naam]
        lezing.meld("groep_onbekend", velden, gevonden=groep, groepen=" of ".join(eigen))
    elif gevuld or lijkt:
        lezing.meld("opschrift_onbekend", [naam, *gevuld], lijkt=lijkt)
    else:
        lezing.meld("regel_niet_gelezen", [naam])
    if gevuld and kop_kaal(groep) in {
        kop_kaal(e["groep"]) for e in eisen if e.get("maat") == "nieuwbouw"
    }:
        _tel(telling, lezer, kop, rij)


def _lees_regel(
    lezing: Lezing, lezer: Bladlezer, kop: Kop, eis: Mapping[str, Any], naam: Veld
) -> Regel:
    """The numbers of a row, each in its own cell."""
    rij, sloop = naam.cel.rij, eis.get("maat") == "sloop"
    opschrift = als_tekst(naam.inhoud).strip()
    lees = lezing.sloop if sloop else lezing.aantal
    velden = {
        deel: lezer.veld(rij, kop.kolommen[deel], opschrift) for deel in ("totaal", "gerealiseerd")
    }
    totaal, gerealiseerd = lees(velden["totaal"]), lees(velden["gerealiseerd"])
    jaren: dict[Jaren, int] = {}
    for kolom, jaar in kop.jaren.items():
        veld = lezer.veld(rij, kolom, opschrift)
        getal = lees(veld)
        if getal is not None:
            jaren[jaar], velden[f"{jaar[0]}"] = getal, veld
    return Regel(eis, rij, naam, totaal, gerealiseerd, jaren, velden)


def ontbrekende_regels(lezing: Lezing, lezer: Bladlezer, kop: Kop, regels: Sequence[Regel]) -> None:
    """Rows of the form that are not there, where none is there that was not understood."""
    if lezing.foute_rijen(lezer.blad):
        return
    er = [regel.eis for regel in regels]
    namen = [
        f"{eis['opschrift']} ({eis['groep']})"
        for eis in lezing.vorm.inhoud["regels"]
        if eis not in er
    ]
    if namen:
        kopveld = lezer.veld(kop.rij, kop.kolommen["groep"])
        lezing.meld("regel_ontbreekt", [kopveld], gevonden="", namen=opsomming(namen))
