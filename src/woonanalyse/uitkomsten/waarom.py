"""How a number came about: from its address to the formula, the numbers it is made from, and the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from woonanalyse.kern.beeld.codes import code
from woonanalyse.kern.catalogus import formules, onderwerp_van, tabellen
from woonanalyse.kern.formule import Formule, Invoer
from woonanalyse.kern.merk import AFGESCHERMD
from woonanalyse.kern.onderwerp import Tabel
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.uitkomsten.bronadres import op_adres
from woonanalyse.uitkomsten.bronrijen import Bronrijen
from woonanalyse.uitkomsten.grond import Bronnen, Gevonden, Leegte
from woonanalyse.uitkomsten.herkomst import code_per_rij
from woonanalyse.uitkomsten.regelbron import Blad, Regelbron
from woonanalyse.uitkomsten.regels import Grond
from woonanalyse.uitkomsten.rekening import Term, aangenomen, vul_in

Rij = Mapping[str, str | None]
"""One row of a result: text by column, None where it is empty."""


@dataclass(frozen=True)
class Plek:
    """One cell of a result table; rows as a spreadsheet counts them."""

    tabel: str
    rij: int
    kolom: str


@dataclass(frozen=True)
class Deel:
    """What a number is made from, by its name: another number, cells of a source, or a rule."""

    naam: str
    wat: Plek | Gevonden | Grond | Leegte


@dataclass(frozen=True)
class Getal:
    """A number as it is told.

    `welke`: by column what tells its row from others of the same code; `waarde`: as the file has it, None
    where it is unknown, with in `reden` why; `gemaakt`: how, in words or as a formula; `rekening`: the
    formula that held here, `ingevuld` the same with values; `aangenomen`: what is unknown and counts there
    for a number all the same, with that number; `toelichting`: what its row says more.
    """

    plek: Plek
    adres: str
    onderwerp: str
    welke: tuple[tuple[str, str], ...]
    titel: str
    eenheid: str
    waarde: str | None
    gemaakt: str
    rekening: str
    ingevuld: str
    aangenomen: tuple[tuple[str, float], ...]
    delen: tuple[Deel, ...]
    toelichting: tuple[tuple[str, str], ...]
    reden: tuple[str, ...]
    minstens: int | None = None

    @property
    def begrensd(self) -> bool:
        """Whether it is the least that it can be: then the formula may give less."""
        return (
            self.minstens is not None
            and self.waarde is not None
            and float(self.waarde) == self.minstens
        )

    @property
    def is_bron(self) -> bool:
        """Whether it stands in a source, or in the row, as it is: then there is no more to say of how."""
        return self.gemaakt in ("", "bron") or not self.delen


@dataclass(frozen=True)
class Uitleg:
    """Tells the numbers of `uitkomsten`, the results of `dossier` by table as text: index the rows that a
    spreadsheet shows, "" where a cell is empty; herkomst among them."""

    dossier: Dossier
    uitkomsten: Mapping[str, pd.DataFrame]
    _verteld: dict[Plek, Getal] = field(default_factory=dict, compare=False)
    _regels: dict[tuple[str, int], Regelbron] = field(default_factory=dict, compare=False)

    @cached_property
    def rijen(self) -> dict[str, dict[int, Rij]]:
        """The rows of every result, by table and number."""
        return {
            naam: {
                int(str(nummer)): {str(kolom): cel or None for kolom, cel in rij.items()}
                for nummer, rij in zip(frame.index, frame.to_dict("records"), strict=True)
            }
            for naam, frame in self.uitkomsten.items()
        }

    @cached_property
    def codes(self) -> dict[str, dict[int, str]]:
        """The code of every row, by table and number."""
        regels = self.uitkomsten["herkomst"].replace("", pd.NA)
        per_bestand = code_per_rij(regels)
        return {naam: per_bestand[tabellen()[naam].bestand] for naam in self.uitkomsten}

    @cached_property
    def bronnen(self) -> Bronnen:
        """Where the sources stand."""
        return Bronnen(self.dossier, Bronrijen(self.dossier))

    def vertel(self, plek: Plek) -> Getal:
        """How the number in a cell came about; what it is made from only by its place."""
        if plek not in self._verteld:
            self._verteld[plek] = self._vertel(plek)
        return self._verteld[plek]

    def welke(self, tabel: str, nummer: int) -> tuple[tuple[str, str], ...]:
        """What tells a row from others of the same code: words, each with its column."""
        rij = self.rijen[tabel][nummer]
        sleutel = [k for k in tabellen()[tabel].sleutel if k not in _IN_CODE]
        return tuple((naam, str(rij[naam])) for naam in sleutel if rij[naam])

    def gebied(self, tabel: str, nummer: int) -> str:
        """The subregion or region that a row is about, where its code is that of all together; or empty."""
        rij = self.rijen[tabel][nummer]
        in_code = tabellen()[tabel].per == "gebied" or rij.get("gemeentecode")
        return "" if in_code else rij.get("gebied") or ""

    def adres(self, plek: Plek) -> str:
        """The shortest address of a cell: code and column, and which row where the code has more."""
        eigen, welke = self._adressen[plek.tabel][plek.rij]
        return f"{eigen}.{plek.kolom}{f'.{welke}' if welke else ''}"

    @cached_property
    def _adressen(self) -> dict[str, dict[int, tuple[str, str]]]:
        """By table and row its code, and the word or number that tells it from others of that code."""
        gevonden: dict[str, dict[int, tuple[str, str]]] = {}
        for naam, rijen in self.rijen.items():
            per_code: dict[str, list[int]] = {}
            for nummer in rijen if tabellen()[naam].letter else ():
                eigen = self.codes[naam].get(nummer, code(naam))
                per_code.setdefault(eigen, []).append(nummer)
            gevonden[naam] = {
                nummer: (eigen, woord)
                for eigen, nummers in per_code.items()
                for nummer, woord in self._onderscheid(naam, nummers).items()
            }
        return gevonden

    def _onderscheid(self, tabel: str, nummers: list[int]) -> dict[int, str]:
        """By row a word that no other of these rows has, or else its number; nothing for a single row."""
        if len(nummers) == 1:
            return {nummers[0]: ""}
        woorden = {nr: [woord for _, woord in self.welke(tabel, nr)] for nr in nummers}
        for nr, eigen in woorden.items():
            eigen[:0] = filter(None, [self.gebied(tabel, nr)])
        tel = Counter(woord for eigen in woorden.values() for woord in set(eigen))
        return {
            nr: next((woord for woord in eigen if tel[woord] == 1), f"rij{nr}")
            for nr, eigen in woorden.items()
        }

    def _vertel(self, plek: Plek) -> Getal:
        tabel, rij = tabellen()[plek.tabel], self.rijen[plek.tabel][plek.rij]
        veld = tabel.velden[plek.kolom]
        formule = formules().get(plek.tabel, {}).get(plek.kolom, Formule(()))
        rekening = self._rekening(formule, rij)
        delen = tuple(self._delen(plek, tabel, rij, formule, rekening))
        waarde = rij[plek.kolom]
        gemaakt = veld.get("herkomst", "")
        als = rekening or gemaakt
        termen = [self._term(deel, formule) for deel in delen]
        dicht = any(AFGESCHERMD in term.waarden for term in termen)
        ingevuld = vul_in(als, termen) if waarde and not dicht else ""
        return Getal(
            plek=plek,
            adres=self.adres(plek),
            onderwerp=self.gebied(plek.tabel, plek.rij)
            or self._onderwerpen.get(self._adressen[plek.tabel][plek.rij][0], ""),
            welke=self.welke(plek.tabel, plek.rij),
            titel=str(veld["title"]),
            eenheid=_eenheid(veld.get("eenheid", ""), rij),
            waarde=waarde,
            gemaakt=gemaakt,
            rekening=rekening,
            ingevuld=ingevuld,
            aangenomen=tuple(aangenomen(termen)) if ingevuld else (),
            delen=delen,
            toelichting=tuple((k, str(rij[k])) for k in tabel.toelichting if rij[k]),
            reden=() if waarde else tuple(self._reden(plek, formule, delen)),
            minstens=formule.minstens,
        )

    @cached_property
    def _onderwerpen(self) -> dict[str, str]:
        regels = self.uitkomsten["herkomst"]
        return dict(zip(regels["code"], regels["onderwerp"], strict=True))

    def _rekening(self, formule: Formule, rij: Rij) -> str:
        """The formula that holds for a row; empty where the words of the column are all there is."""
        if isinstance(formule.rekening, str):
            return formule.rekening
        van, _, veld = formule.per.partition(".")
        definitie = self.dossier.regio.definities.get(str(rij[van]))
        woord = getattr(definitie, veld, "") if veld else rij[van]
        rekening = formule.rekening.get(str(woord), "")
        telt_mee = " + ".join(definitie.telt_mee) if definitie else ""
        return rekening.replace("{telt_mee}", telt_mee)

    def _delen(
        self, plek: Plek, tabel: Tabel, rij: Rij, formule: Formule, rekening: str
    ) -> Iterator[Deel]:
        eerder: list[Deel] = []
        for invoer in formule.uit:
            rekent_mee = invoer.soort in ("cel", "tabel", "bron")
            if rekening and rekent_mee and invoer.naam not in rekening:
                continue
            if any(rij[k] not in self._woorden(w) for k, w in invoer.alleen.items()):
                continue
            if invoer.bij_leeg and not any(_heeft_lege(deel) for deel in eerder):
                continue
            eigen = [Deel(invoer.naam, wat) for wat in self._wat(plek, tabel, rij, invoer)]
            eerder = _of(eerder, eigen) if invoer.soort == "bron" else [*eerder, *eigen]
        yield from eerder

    def _wat(
        self, plek: Plek, tabel: Tabel, rij: Rij, invoer: Invoer
    ) -> list[Plek | Gevonden | Grond | Leegte]:
        """What stands at one thing that a number is made from."""
        if invoer.soort == "cel":
            return [Plek(plek.tabel, plek.rij, str(invoer.adres))]
        if invoer.soort not in ("tabel", "bron"):
            return list(self.bronnen.grond(rij, invoer))
        regel = self._regelbron(tabel, plek.rij, rij)
        if invoer.soort == "tabel":
            return list(self._uit_tabel(rij, regel, invoer))
        return list(self.bronnen.bron(tabel, rij, regel, invoer))

    def _uit_tabel(self, rij: Rij, regel: Regelbron, invoer: Invoer) -> Iterator[Plek | Leegte]:
        naam = str(invoer.adres)
        waar = {k: self.bronnen.waarden(w, rij, regel) for k, w in invoer.waar.items()}
        gevonden = [
            Plek(naam, nummer, invoer.kolom[0])
            for nummer, ander in self.rijen.get(naam, {}).items()
            if all(ander[kolom] in waarden for kolom, waarden in waar.items())
        ]
        yield from gevonden
        if not gevonden:
            yield Leegte(f"{tabellen()[naam].bestand} heeft er geen rij van")

    def _term(self, deel: Deel, formule: Formule) -> Term:
        """A part as a term of the formula: its numbers, None for what is unknown."""
        jaartal = False
        if isinstance(deel.wat, Plek):
            velden = tabellen()[deel.wat.tabel].velden[deel.wat.kolom]
            telt = velden["type"] in ("integer", "number")
            waarden: tuple[str | None, ...] = (self._cel(deel.wat),) if telt else ()
            jaartal = velden.get("eenheid") == "jaar"
        else:
            waarden = deel.wat.waarden
        leeg = [i.leeg for i in formule.uit if i.naam == deel.naam and i.leeg is not None]
        return Term(deel.naam, waarden, leeg[0] if leeg else None, jaartal)

    def _regelbron(self, tabel: Tabel, nummer: int, rij: Rij) -> Regelbron:
        """The row as a line of provenance: its municipalities, and itself."""
        sleutel = (tabel.naam, nummer)
        if sleutel not in self._regels:
            self._regels[sleutel] = self._maak_regelbron(tabel, nummer, rij)
        return self._regels[sleutel]

    def _maak_regelbron(self, tabel: Tabel, nummer: int, rij: Rij) -> Regelbron:
        blad = Blad(self.uitkomsten[tabel.naam].loc[[nummer]].replace("", None))
        leden = {naam: lid for lid, naam in self.bronnen.bronrijen.leden}
        lid = rij.get("gemeentecode") or leden.get(str(rij.get("gemeente")))
        if tabel.per == "gebied":
            invoer = self.dossier.editie.invoer
            heel = rij["niveau"] == "regio"
            codes = set(invoer.loc[heel | (invoer["subregio"] == rij["gebied"]), "gemeentecode"])
            return Regelbron(codes, blad, "regio" if heel else "gebied")
        if lid:
            return Regelbron({lid}, blad, "een")
        return Regelbron(self._leden_van(rij), blad, "alle")

    def _leden_van(self, rij: Rij) -> set[str]:
        """The members that a row about more than one is about: those of its subregion, or all."""
        invoer = self.dossier.editie.invoer
        if rij.get("niveau") == "subregio":
            invoer = invoer[invoer["subregio"] == rij["gebied"]]
        return set(invoer["gemeentecode"])

    def _woorden(self, adres: str) -> set[str]:
        return {str(waarde) for waarde in op_adres(self.bronnen.dossier, adres)}

    def _reden(self, plek: Plek, formule: Formule, delen: tuple[Deel, ...]) -> Iterator[str]:
        """Why a number is unknown: what is missing of what it is made from."""
        mist = list(dict.fromkeys(self._mist(delen, formule)))
        yield from mist
        onderwerp = onderwerp_van(plek.tabel)
        regels = onderwerp.openbaarheid.get(plek.tabel) if onderwerp else None
        if not mist and regels and regels.klein:
            yield "een klein aantal, en wat dat zou verraden, wordt niet getoond"
        if not mist:
            yield formule.leeg or "wat de bron zegt, is niet genoeg om het te berekenen"

    def _mist(self, delen: tuple[Deel, ...], formule: Formule) -> Iterator[str]:
        """What is missing, by the name of the part; not what counts as something where it is empty."""
        vanzelf = {invoer.naam for invoer in formule.uit if invoer.leeg is not None}
        leeg: dict[str, list[str]] = {}
        for deel in delen:
            if isinstance(deel.wat, Leegte):
                yield deel.wat.tekst
            elif isinstance(deel.wat, Gevonden) and deel.wat.leeg and deel.naam not in vanzelf:
                yield f"{deel.wat.bestand} vult kolom {deel.wat.kolommen[0]} niet in"
            elif (
                isinstance(deel.wat, Plek)
                and deel.naam not in vanzelf
                and self._cel(deel.wat) is None
            ):
                leeg.setdefault(deel.naam, []).append(self.adres(deel.wat))
        for naam, adressen in leeg.items():
            rest = f" en nog {len(adressen) - NOEMT}" if len(adressen) > NOEMT else ""
            yield f"{naam} is onbekend ({', '.join(adressen[:NOEMT])}{rest})"

    def _cel(self, plek: Plek) -> str | None:
        return self.rijen[plek.tabel][plek.rij][plek.kolom]


PER_RIJ = "zie kolom eenheid"
"""The unit of a column whose unit stands in the row."""
NOEMT = 3
"""Addresses of one name that a reason gives."""


def _of(eerder: list[Deel], eigen: list[Deel]) -> list[Deel]:
    """The parts so far and those of one more source: of two of one name the one that has something."""
    naam = {deel.naam for deel in eigen}
    met = [deel for deel in eerder if deel.naam in naam and isinstance(deel.wat, Gevonden)]
    zonder = [deel for deel in eerder if deel.naam in naam and isinstance(deel.wat, Leegte)]
    if met:
        return eerder
    return [deel for deel in eerder if deel not in zonder or not eigen] + eigen


def _heeft_lege(deel: Deel) -> bool:
    return isinstance(deel.wat, Gevonden) and deel.wat.leeg


_IN_CODE = ("gemeentecode", "gemeente", "gebied", "artikel")
"""Key columns that the code of a row says already."""


def _eenheid(eenheid: str, rij: Rij) -> str:
    """The unit of a number; where it differs by row, what the row says."""
    return str(rij.get("eenheid") or "") if eenheid == PER_RIJ else eenheid
