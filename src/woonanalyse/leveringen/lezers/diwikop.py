"""The heads of DIWI's workbook: by column its section, group, name, and what stands below the name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from woonanalyse.leveringen.lezers.lezing import Lezing
from woonanalyse.leveringen.lezers.veld import Bladlezer, Veld, bedoelt_deze, bedoelt_u, dichtstbij
from woonanalyse.leveringen.vorm import Vorm, kop_kaal
from woonanalyse.leveringen.waarden.waarde import als_tekst


@dataclass(frozen=True)
class Kolom:
    """A column: its number, section, name, group above it, and the cell below its name.

    `dag` is the day of delivery that stands below its name; None where there is none or it is refused.
    """

    nr: int
    sectie: str
    naam: str
    groep: str
    veld: Veld
    onder: Veld
    dag: date | None = None


def sectierij(lezer: Bladlezer, vorm: Vorm) -> int | None:
    """The row with the names of three sections or more."""
    namen = {kop_kaal(naam) for naam in vorm.inhoud["secties"].values()}
    for nr, rij in enumerate(lezer.blad.rijen, start=1):
        if len({kop_kaal(als_tekst(cel)) for cel in rij} & namen) >= 3:
            return nr
    return None


def kolommen(lezer: Bladlezer, vorm: Vorm, rij: int) -> Iterator[Kolom]:
    """The columns with a name; sections and groups stand above their first column."""
    secties = {kop_kaal(naam): deel for deel, naam in vorm.inhoud["secties"].items()}
    kort = {
        (kop_kaal(eis["groep"]), kop_kaal(eis["kop"])): str(eis["is"])
        for eis in vorm.inhoud["kort"]
    }
    voluit = {kop_kaal(naam): naam for deel in secties.values() for naam in _bekend(vorm, deel)}
    sectie = groep = ""
    for nr in range(1, lezer.breedte + 1):
        nieuw = secties.get(kop_kaal(lezer.tekst(rij, nr)))
        groep = lezer.tekst(rij + 1, nr) or ("" if nieuw else groep)
        sectie = nieuw or sectie
        veld = lezer.veld(rij + 2, nr)
        naam = als_tekst(veld.inhoud).strip()
        if naam and sectie:
            naam = kort.get((kop_kaal(groep), kop_kaal(naam)), naam)
            naam = voluit.get(kop_kaal(naam), naam)
            yield Kolom(nr, sectie, naam, groep, veld, lezer.veld(rij + 3, nr, naam))


def _bekend(vorm: Vorm, sectie: str) -> list[str]:
    """The names that a section may have, in order; without those of the planning statuses."""
    inhoud = vorm.inhoud
    match sectie:
        case "project":
            return [*inhoud["project"], *inhoud["fasen"], *inhoud["niet_overgenomen"]]
        case "aantallen":
            return list(inhoud["aantallen"])
        case "bouw" | "sloop":
            blok = [eis["kop"] for eis in inhoud["blok"]]
            return [inhoud["oplevering"], *blok, *inhoud["niet_overgenomen"]]
    return [*inhoud["controles"]]


def controleer_koppen(
    lezing: Lezing, lezer: Bladlezer, kolommen: Sequence[Kolom], rij: int
) -> bool:
    """Whether every name that must be there is, once, and no other column holds anything.

    What stands below the names is looked at by `met_dagen`: the rows can be read without it.
    """
    inhoud = lezing.vorm.inhoud
    if _mist_sectie(lezing, lezer, rij):
        return False
    gevuld = lezer.gevulde_kolommen(rij + 4)
    blad = lezer.blad.naam
    eisen = {
        "project": _in_volgorde(inhoud),
        "aantallen": list(inhoud["aantallen"]),
        "bouw": inhoud["verplicht_blok"],
        "sloop": inhoud["verplicht_blok"],
    }
    for sectie, namen in eisen.items():
        eigen = [kolom for kolom in kolommen if kolom.sectie == sectie]
        vreemd = [k for k in eigen if not _is_bekend(lezing, k)]
        bedoeld = _ontbrekend(lezing, lezer, rij, sectie, namen, eigen, vreemd)
        for kolom in vreemd:
            if kolom.nr in gevuld and kolom.nr not in bedoeld:
                lijkt = bedoelt_u(kolom.naam, _bekend(lezing.vorm, sectie))
                lezing.meld("kop_onbekend", [kolom.veld], lijkt=lijkt)
        if sectie in ("project", "aantallen"):
            _dubbel(lezing, eigen, [*namen])
    return not any(lezing.melder.fouten_in(blad, nr) for nr in range(rij, rij + 4))


def _in_volgorde(inhoud: Mapping[str, Any]) -> list[str]:
    """The names of the section of projects as the form has them: the municipality comes after the phases."""
    gemeente = [kop for kop, veld in inhoud["project"].items() if veld == "gemeente"]
    eerst = [kop for kop in inhoud["project"] if kop not in gemeente]
    return [*eerst, *inhoud["fasen"], *gemeente]


def _mist_sectie(lezing: Lezing, lezer: Bladlezer, rij: int) -> bool:
    """Whether a section is not there, said once for all that stands in it; the sums may be left out."""
    secties = lezing.vorm.inhoud["secties"]
    velden = [lezer.veld(rij, nr) for nr in range(1, lezer.breedte + 1)]
    er = {kop_kaal(als_tekst(veld.inhoud)) for veld in velden}
    bekend = set(map(kop_kaal, secties.values()))
    vreemd = [v for v in velden if not v.leeg and kop_kaal(als_tekst(v.inhoud)) not in bekend]
    gemist = [
        secties[deel]
        for deel in ("project", "aantallen", "bouw", "sloop")
        if kop_kaal(secties[deel]) not in er
    ]
    for naam in gemist:
        lezing.meld(
            "kop_ontbreekt",
            vreemd or velden[:1],
            naam=naam,
            lijkt=bedoelt_deze(dichtstbij(naam, vreemd)),
        )
    return bool(gemist)


def _is_bekend(lezing: Lezing, kolom: Kolom) -> bool:
    """Whether a name is one of its section; of a planning status the code and words are looked at."""
    if kolom.sectie == "project" and kolom.naam[:1] in "12345" and kolom.naam not in fasen(lezing):
        lezing.keuze(kolom.veld, "planstatus")
        return True
    namen = map(kop_kaal, _bekend(lezing.vorm, kolom.sectie))
    return kop_kaal(kolom.naam) in namen


def fasen(lezing: Lezing) -> Mapping[str, str]:
    """By head of a phase its name."""
    eigen: Mapping[str, str] = lezing.vorm.inhoud["fasen"]
    return eigen


def _ontbrekend(
    lezing: Lezing,
    lezer: Bladlezer,
    rij: int,
    sectie: str,
    namen: Sequence[str],
    eigen: Sequence[Kolom],
    vreemd: Sequence[Kolom],
) -> set[int]:
    """Names that a section misses, said at the place where they should stand; the columns that probably are
    those: by a name that looks like it, or by an unknown name at that very place."""
    bedoeld = set[int]()
    er = {kop_kaal(kolom.naam): kolom.nr for kolom in eigen}
    vorige = min((kolom.nr for kolom in eigen), default=1) - 1
    for naam in namen:
        if kop_kaal(naam) in er:
            vorige = er[kop_kaal(naam)]
            continue
        over = [kolom for kolom in vreemd if kolom.nr not in bedoeld]
        zelfde = dichtstbij(naam, [kolom.veld for kolom in over]) or next(
            (kolom.veld for kolom in over if kolom.nr == vorige + 1), None
        )
        bedoeld |= {kolom.nr for kolom in over if kolom.veld is zelfde}
        slot = f" bij {lezing.vorm.inhoud['secties'][sectie]}{bedoelt_deze(zelfde)}"
        plek = zelfde or lezer.veld(rij + 2, vorige + 1)
        lezing.meld("kop_ontbreekt", [plek], naam=naam, lijkt=slot)
    return bedoeld


def _dubbel(lezing: Lezing, eigen: Sequence[Kolom], namen: Sequence[str]) -> None:
    gehad: dict[str, Kolom] = {}
    eenmalig = set(map(kop_kaal, namen))
    for kolom in eigen:
        kaal = kop_kaal(kolom.naam)
        if kaal in gehad and kaal in eenmalig:
            lezing.meld("kop_dubbel", [kolom.veld], naam=kolom.naam, ook=gehad[kaal].veld.cel)
        gehad.setdefault(kaal, kolom)


def met_dagen(lezing: Lezing, kolommen: Sequence[Kolom], gevuld: Collection[int]) -> list[Kolom]:
    """The columns with their day; says where what must stand below the name of a filled one is wrong."""
    return [
        replace(kolom, dag=_onder(lezing, kolom))
        if kolom.nr in gevuld and kolom.sectie in ("bouw", "sloop")
        else kolom
        for kolom in kolommen
    ]


def _onder(lezing: Lezing, kolom: Kolom) -> date | None:
    """The day below a name; a class that is missing is said too."""
    if kolom.naam == lezing.vorm.inhoud["oplevering"]:
        if not kolom.onder.leeg:
            return lezing.dag(kolom.onder)
        lezing.meld("onder_ontbreekt", [kolom.onder], naam=kolom.naam, wat="de opleverdatum")
    elif kolom.onder.leeg and any(
        eis["kop"] == kolom.naam and "klasse" not in eis for eis in lezing.vorm.inhoud["blok"]
    ):
        lezing.meld("onder_ontbreekt", [kolom.onder], naam=kolom.naam, wat="de categorie")
    return None
