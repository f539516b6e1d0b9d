"""What each column of a delivered sheet is, by its head: never by its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from openpyxl.utils.cell import get_column_letter

from woonanalyse.kern.getal import aantal, opsomming
from woonanalyse.kern.tabel import rijnummers
from woonanalyse.leveringen.herkenning import koppen
from woonanalyse.leveringen.levering import Cel, Melding
from woonanalyse.leveringen.meldingen import meld
from woonanalyse.leveringen.openen.boek import Blad
from woonanalyse.leveringen.vorm import kop_kaal, lijkt_op
from woonanalyse.leveringen.waarden.waarde import als_tekst

_PATRONEN = 200
"""With so many heads of a pattern an unknown head is compared."""


@dataclass(frozen=True)
class Kolomkop:
    """A column that is read: its number (from 1), its head as the file writes it, what the format says of it.

    `groepen`: what the named groups of its pattern found, in the words of the format's `klassen`.
    """

    nr: int
    kop: str
    eis: Mapping[str, Any]
    groepen: Mapping[str, str] = field(default_factory=dict)

    def ingevuld(self, deel: Mapping[str, Any], naam: str) -> str:
        """What `deel` of the format says by `naam`, with groups filled in; empty where it says nothing."""
        return str(deel.get(naam, "")).format_map(self.groepen)


@dataclass(frozen=True)
class Koppen:
    """The heads of a sheet: `rij` where they stand (from 1), the columns that are read, what is to be said.

    `letters`: whether a cell is called by the letter of its column; else by its head.
    """

    blad: Blad
    rij: int
    kolommen: Sequence[Kolomkop]
    teksten: Sequence[str]
    meldingen: Sequence[Melding]
    letters: bool

    @cached_property
    def zonder_uitkomst(self) -> frozenset[int]:
        """The rows with a formula of which no outcome was stored."""
        return frozenset(rij for rij, _ in self.blad.zonder_waarde)

    def cel(self, rij: int, nr: int) -> Cel:
        """A cell, as a message calls it."""
        return Cel(self.blad.naam, rij, self.naam(nr))

    def naam(self, nr: int) -> str:
        """What a column is called: its letter, or in a CSV its head."""
        if self.letters:
            return get_column_letter(nr)
        return (self.teksten[nr - 1] if nr <= len(self.teksten) else "") or str(nr)


def lees_koppen(blad: Blad, rij: int, inhoud: Mapping[str, Any], letters: bool) -> Koppen:
    """Couple the heads in `rij` to the columns of a format with rows (`inhoud`)."""
    teksten = koppen(blad, rij)
    gekoppeld: dict[int, Kolomkop] = {}
    for nr, tekst in enumerate(teksten, start=1):
        if tekst and (kolom := _kolom_van(nr, tekst, inhoud)):
            gekoppeld[nr] = kolom
    deze = Koppen(blad, rij, list(gekoppeld.values()), teksten, (), letters)
    bekend = {
        nr: waarom
        for nr, waarom in _niet_overgenomen(teksten, inhoud).items()
        if nr not in gekoppeld
    }
    over = [
        nr
        for nr, tekst in enumerate(teksten, start=1)
        if tekst and nr not in gekoppeld and nr not in bekend
    ]
    gemist = _gemist(deze, inhoud)
    ontbreekt = [*_ontbrekende(deze, inhoud, gemist, over)]
    genoemd = {melding.gevonden for melding in ontbreekt}
    meldingen = [
        *ontbreekt,
        *_dubbele(deze),
        *_bekende(deze, bekend),
        *_lijkende(deze, inhoud, gemist, [nr for nr in over if teksten[nr - 1] not in genoemd]),
        *_zonder_kop(deze),
    ]
    return Koppen(blad, rij, deze.kolommen, teksten, meldingen, letters)


def _kolom_van(nr: int, tekst: str, inhoud: Mapping[str, Any]) -> Kolomkop | None:
    kaal = kop_kaal(tekst)
    for eis in inhoud["kolommen"]:
        if "kop" in eis and kaal in {kop_kaal(naam) for naam in (eis["kop"], *eis.get("ook", ()))}:
            return Kolomkop(nr, tekst, eis)
        if "patroon" in eis and (gevonden := re.fullmatch(eis["patroon"], kaal)):
            klassen = inhoud.get("klassen", {})
            groepen = {n: klassen.get(w, w) for n, w in gevonden.groupdict().items() if w}
            return Kolomkop(nr, tekst, eis, groepen)
    return None


def _gemist(deze: Koppen, inhoud: Mapping[str, Any]) -> list[str]:
    """The heads of the format that this sheet does not have, needed or not."""
    er = {id(kolom.eis) for kolom in deze.kolommen}
    return [eis["kop"] for eis in inhoud["kolommen"] if "kop" in eis and id(eis) not in er]


def _ontbrekende(
    deze: Koppen, inhoud: Mapping[str, Any], gemist: Sequence[str], over: Sequence[int]
) -> Iterator[Melding]:
    vrij = {deze.teksten[nr - 1]: nr for nr in over}
    nodig = {eis["kop"] for eis in inhoud["kolommen"] if eis.get("verplicht") and "kop" in eis}
    for kop in (een for een in gemist if een in nodig):
        dichtbij = lijkt_op(kop, vrij, 60)
        hint = f"; kolom {dichtbij} lijkt erop" if dichtbij else ""
        zelf = Cel(deze.blad.naam, deze.rij, kop)
        cel = deze.cel(deze.rij, vrij[dichtbij]) if dichtbij else zelf
        yield meld("lees_kop_ontbreekt", [cel], dichtbij, kop, kop=kop, hint=hint)
    for eis in inhoud["kolommen"]:
        er = [kolom for kolom in deze.kolommen if kolom.eis is eis]
        if len(er) < eis.get("aantal", 0):
            dichtbij = next((t for t in vrij if lijkt_op(t, [k.kop for k in er], 80)), "")
            hint = f"; kolom {dichtbij} lijkt erop" if dichtbij else ""
            cel = deze.cel(deze.rij, vrij.get(dichtbij, 1))
            woorden = {"aantal": eis["aantal"], "er": len(er), "patroon": eis["patroon"]}
            yield meld("lees_koppen_ontbreken", [cel], dichtbij, dichtbij, hint=hint, **woorden)


def _dubbele(deze: Koppen) -> Iterator[Melding]:
    eerste: dict[object, Kolomkop] = {}
    for kolom in deze.kolommen:
        sleutel = id(kolom.eis) if "kop" in kolom.eis else kop_kaal(kolom.kop)
        eerder = eerste.setdefault(sleutel, kolom)
        if eerder is not kolom:
            woorden = {"kop": kolom.eis.get("kop", kolom.kop), "eerste": deze.naam(eerder.nr)}
            yield meld(
                "lees_kop_dubbel", [deze.cel(deze.rij, kolom.nr)], kolom.kop, kolom.kop, **woorden
            )


def _lijkende(
    deze: Koppen, inhoud: Mapping[str, Any], gemist: Sequence[str], over: Sequence[int]
) -> Iterator[Melding]:
    """Columns that are not read: those that look like one that could be, those that hold numbers (a table
    that was published has many of those), and all others in one line.
    """
    gepubliceerd = inhoud.get("buiten_regio") == "terzijde"
    nodig = {eis["kop"] for eis in inhoud["kolommen"] if eis.get("verplicht") and "kop" in eis}
    mogelijk = [kop for kop in gemist if kop not in nodig]
    op_patroon = [kolom.kop for kolom in deze.kolommen if "patroon" in kolom.eis][:_PATRONEN]
    stil = []
    for nr in over:
        tekst = deze.teksten[nr - 1]
        dichtbij = lijkt_op(tekst, mogelijk, 80) or _zelfde_gedaante(tekst, op_patroon)
        cellen = [deze.cel(deze.rij, nr)]
        if dichtbij:
            yield meld("lees_kop_lijkt", cellen, tekst, tekst, kop=dichtbij)
        elif not gepubliceerd and (som := _som(deze, nr)):
            yield meld("lees_kolom_getallen", cellen, tekst, tekst, som=aantal(som))
        else:
            stil.append(nr)
    if stil:
        namen = opsomming([deze.teksten[nr - 1] for nr in stil])
        deze_ = "deze kolom" if len(stil) == 1 else f"deze {len(stil)} kolommen"
        cellen = [deze.cel(deze.rij, nr) for nr in stil]
        yield meld("lees_kolom_terzijde", cellen, deze=deze_, koppen=namen)


def _niet_overgenomen(teksten: Sequence[str], inhoud: Mapping[str, Any]) -> dict[int, str]:
    """By column that the format knows and does not read, why it does not."""
    return {
        nr: regel["waarom"]
        for nr, tekst in enumerate(teksten, start=1)
        for regel in inhoud.get("niet_overgenomen", ())
        if re.fullmatch(regel["patroon"], kop_kaal(tekst))
    }


def _bekende(deze: Koppen, bekend: Mapping[int, str]) -> Iterator[Melding]:
    """Tell once for each reason which columns with something in them were not taken."""
    for waarom in dict.fromkeys(bekend.values()):
        eigen = [nr for nr, waarom_ in bekend.items() if waarom_ == waarom and _gevuld(deze, nr)]
        if eigen:
            namen = opsomming([deze.teksten[nr - 1] for nr in eigen])
            cellen = [deze.cel(deze.rij, nr) for nr in eigen]
            yield meld("lees_kolom_bekend", cellen, koppen=namen, waarom=waarom)


def _gevuld(deze: Koppen, nr: int) -> bool:
    return any(rij[nr - 1] is not None for rij in deze.blad.rijen[deze.rij :])


def _som(deze: Koppen, nr: int) -> int:
    """The sum of a column of whole numbers; 0 where most of its cells are something else."""
    cellen = [rij[nr - 1] for rij in deze.blad.rijen[deze.rij :] if rij[nr - 1] is not None]
    getallen = [int(t) for cel in cellen if (t := als_tekst(cel)).isascii() and t.isdecimal()]
    return sum(getallen) if len(getallen) > len(cellen) / 2 else 0


def _zelfde_gedaante(tekst: str, namen: Sequence[str]) -> str:
    """The name that `tekst` has but for its spaces, dashes and letters that look like digits: rest 2O28."""
    eigen = _gedaante(tekst)
    for naam in namen:
        if _gedaante(naam) == eigen:
            paren = zip(kop_kaal(naam), kop_kaal(tekst), strict=True)
            return "".join(e.translate(_ALS_CIJFER) if n.isdecimal() else n for n, e in paren)
    return lijkt_op(tekst, namen, 88)


_ALS_CIJFER = str.maketrans("oil", "011")


def _gedaante(tekst: str) -> str:
    return re.sub("[ _-]", "_", re.sub(r"[\doil]", "#", kop_kaal(tekst)))


def _zonder_kop(deze: Koppen) -> Iterator[Melding]:
    """Columns with something below the heads and no head of their own."""
    for nr, tekst in enumerate(deze.teksten, start=1):
        if tekst:
            continue
        onder = enumerate(deze.blad.rijen[deze.rij :], start=deze.rij + 1)
        gevuld = [r for r, rij in onder if rij[nr - 1] is not None]
        if gevuld:
            cellen = [deze.cel(r, nr) for r in gevuld[:50]]
            yield meld("lees_kolom_zonder_kop", cellen, rijen=f"rij {rijnummers(gevuld)}")
