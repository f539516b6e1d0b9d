"""What a number rests on outside the results: cells of sources, and rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from woonanalyse.afscherming.openbaar import zonder
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.formule import Invoer
from woonanalyse.kern.onderwerp import Tabel
from woonanalyse.onderwerpen.balans.vormen import eigentabel
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.editiebronnen import UIT_KOLOM, UIT_KOLOM_GEPUBLICEERD
from woonanalyse.onderwerpen.registerbalans import BEHOEFTE
from woonanalyse.uitkomsten.bronadres import op_adres
from woonanalyse.uitkomsten.bronrijen import Bron, Bronrijen
from woonanalyse.uitkomsten.regelbron import Regelbron
from woonanalyse.uitkomsten.regels import Grond, Regels

ERBIJ = ("zekerheid", "bronsoort", "tegenspraak", "bron", "inwoners_bron", "vindplaats")
"""Columns of a source that say of a row how sure it is, and where it stands."""
_VAN_VARIANT = re.compile(r"(\w+)(?: \((\w+)\))?")


@dataclass(frozen=True)
class Gevonden:
    """Cells of one source: `rijen` by row of the file the columns that count, `erbij` what the row says of
    itself; `geheel` where it is the file as a whole; `hersteld` what was mended in these cells, in sentences;
    `afgeschermd` where its rows are not for everyone.
    `waarden`: the numbers, for a formula."""

    bestand: str
    titel: str
    uitgever: str
    peildatum: str
    kolommen: tuple[str, ...]
    rijen: tuple[tuple[int, Mapping[str, str]], ...]
    erbij: tuple[Mapping[str, str], ...]
    geheel: bool = False
    hersteld: str = ""
    afgeschermd: bool = False

    @property
    def er(self) -> bool:
        """Whether there is anything."""
        return self.geheel or self.afgeschermd or bool(self.rijen)

    @property
    def leeg(self) -> bool:
        """Whether the one column that counts is empty in every row."""
        cellen = [rij.get(self.kolommen[0], "") for _, rij in self.rijen if len(self.kolommen) == 1]
        return bool(cellen) and not any(cellen)

    @property
    def waarden(self) -> tuple[str | None, ...]:
        """What stands in the last of the columns, row by row; None for an empty cell or a text."""
        if not self.kolommen:
            return ()
        cellen = [rij.get(kolom, "") for _, rij in self.rijen for kolom in self.kolommen[-1:]]
        return tuple(cel if is_getal(cel) else None for cel in cellen)


@dataclass(frozen=True)
class Leegte:
    """Something that is not there, and why."""

    tekst: str
    waarden: tuple[str | None, ...] = ()


class Bronnen:
    """Finds what a number rests on, in the dossier that it was made from."""

    def __init__(self, dossier: Dossier, bronrijen: Bronrijen) -> None:
        self.dossier = dossier
        self.bronrijen = bronrijen
        self.regels = Regels(dossier, bronrijen)
        self._beschreven: dict[str, tuple[str, str, str]] = {}
        self._bladen: dict[str, Mapping[int, Mapping[str, str]] | None] = {}
        self._gezocht: dict[tuple[str, str, str], list[Bron] | None] = {}

    def grond(
        self, rij: Mapping[str, str | None], invoer: Invoer
    ) -> Iterator[Gevonden | Grond | Leegte]:
        """The rules, the evidence or the field of the edition that a row rests on; what is missing too."""
        if invoer.soort == "rij":
            bestand, nummer = (str(rij[kolom]) for kolom in invoer.adres)
            yield self._cellen((bestand, [int(nummer)]), (), {})
        elif invoer.soort == "bewijs":
            yield from self._bewijs(rij, str(invoer.adres))
        else:
            yield from self.regels.van(rij, invoer)

    def waarden(self, eis: Any, rij: Mapping[str, str | None], regel: Regelbron) -> set[str]:
        """The values that a column may have, by what a formula asks."""
        if isinstance(eis, list):
            return {str(woord) for woord in eis}
        if isinstance(eis, Mapping):
            ((soort, kolom),) = eis.items()
            return {_halfjaar(str(rij[kolom]), vorig=soort == "vorig_halfjaar")}
        return set(regel.codes) if eis == "leden" else {str(rij[eis])}

    def bron(
        self, tabel: Tabel, rij: Mapping[str, str | None], regel: Regelbron, invoer: Invoer
    ) -> Iterator[Gevonden | Leegte]:
        """The cells of a source that a row is made from, or that it has none."""
        ander = str(invoer.adres).replace("balans.bestand", "balans.behoefte.bestand")
        if invoer.veld in BEHOEFTE and op_adres(self.dossier, ander):
            invoer = replace(invoer, adres=ander)
        bronnen = self._zoek_op(tabel, regel, str(invoer.adres))
        if bronnen is None:
            return
        kolommen = self._kolommen(invoer, rij.get("variant"))
        if kolommen is None or not self._heeft(bronnen, kolommen):
            yield Leegte(
                f"{invoer.naam} staat niet in {bronnen[0][0]}" if bronnen else self._geen(invoer)
            )
            return
        waar = {k: self.waarden(eis, rij, regel) for k, eis in invoer.waar.items()}
        gevonden = [een for bron in bronnen if (een := self._cellen(bron, kolommen, waar)).er]
        yield from gevonden
        if not gevonden and invoer.leeg is None:
            yield Leegte(self._geen(invoer))

    def _zoek_op(self, tabel: Tabel, regel: Regelbron, adres: str) -> list[Bron] | None:
        sleutel = (adres, tabel.naam, str(regel.rijen[0]))
        if sleutel not in self._gezocht:
            self._gezocht[sleutel] = self.bronrijen.van(tabel, adres, regel)
        return self._gezocht[sleutel]

    def _heeft(self, bronnen: list[Bron], kolommen: tuple[str, ...]) -> bool:
        """Whether some source has some of these columns; where none is asked they do."""
        frames = [self.bronrijen.tabellen.get(bestand) for bestand, _ in bronnen]
        alle = {kolom for frame in frames if frame is not None for kolom in frame.columns}
        return not kolommen or not frames or bool(alle & set(kolommen))

    def _geen(self, invoer: Invoer) -> str:
        """That a source has nothing of a row, or is not there."""
        bestanden = [str(pad) for pad in op_adres(self.dossier, str(invoer.adres)) if pad]
        if not bestanden:
            return f"voor {invoer.naam} is er in deze editie geen bron"
        return f"{bestanden[0]} heeft hiervan geen rij"

    def _kolommen(self, invoer: Invoer, variant: str | None) -> tuple[str, ...] | None:
        """The columns of a source; None where its form does not have what is asked, () of a whole file."""
        if invoer.kolom:
            return invoer.kolom
        soort, _, pad = str(invoer.adres).partition(":")
        eerste, *rest = pad.split(".")
        if soort not in ("editie", "voorganger") or eerste not in ("balans", "gepubliceerd"):
            return ()
        editie = self.dossier.editie if soort == "editie" else self.dossier.voorganger
        bron = getattr(editie.opzet, eerste) if editie else None
        for deel in rest[:-1]:
            bron = (bron or {}).get(deel)
        if bron is None:
            return ()
        if bron["vorm"] == eigentabel.VORM:
            return eigentabel.kolommen_van(bron, str(invoer.veld), variant)
        uit = {**UIT_KOLOM, **UIT_KOLOM_GEPUBLICEERD}[bron["vorm"]].get(invoer.veld)
        if uit is None:
            return None
        paren = _VAN_VARIANT.findall(uit.replace(" of ", ", "))
        return tuple(kolom for kolom, van in paren if van in ("", variant)) or None

    def _cellen(
        self, bron: Bron, kolommen: tuple[str, ...], waar: Mapping[str, set[str]]
    ) -> Gevonden:
        """The cells of a source, as far as they are for everyone; of all columns where none is named."""
        bestand, nummers = bron
        titel, uitgever, dag = self._beschrijving(bestand)
        blad = self._blad(bestand)
        if self.bronrijen.telt_verborgen(bestand):
            return Gevonden(bestand, titel, uitgever, dag, (), (), (), afgeschermd=True)
        if nummers is None or blad is None:
            hersteld = self.bronrijen.hersteld(bestand, None)
            return Gevonden(bestand, titel, uitgever, dag, (), (), (), True, hersteld)
        rijen = [(nr, blad[nr]) for nr in nummers if nr in blad and _past(blad[nr], waar)]
        alle = tuple(next(iter(blad.values()), {}))
        echt = tuple(kolom for kolom in kolommen if kolom in alle) or alle
        return Gevonden(
            bestand,
            titel,
            uitgever,
            dag,
            echt if kolommen else (),
            tuple((nr, {kolom: rij[kolom] for kolom in echt}) for nr, rij in rijen),
            tuple({k: rij[k] for k in ERBIJ if rij.get(k) and k not in echt} for _, rij in rijen),
            hersteld=self.bronrijen.hersteld(bestand, [nr for nr, _ in rijen], echt),
        )

    def _beschrijving(self, bestand: str) -> tuple[str, str, str]:
        if bestand not in self._beschreven:
            self._beschreven[bestand] = self.bronrijen.beschrijving(bestand)
        return self._beschreven[bestand]

    def _blad(self, bestand: str) -> Mapping[int, Mapping[str, str]] | None:
        """The rows of a source as text, as far as they are for everyone; None of a file without rows."""
        if bestand not in self._bladen:
            frame = self.bronrijen.tabellen.get(bestand)
            self._bladen[bestand] = None if frame is None else self._lees_blad(bestand, frame)
        return self._bladen[bestand]

    def _lees_blad(self, bestand: str, frame: pd.DataFrame) -> dict[int, dict[str, str]]:
        besloten = self._besloten.get(bestand, {})
        gezien = zonder(frame, besloten.get("verborgen", ()), besloten.get("rijniveau"))
        return {
            int(str(nummer)): {str(k): _tekst(cel) for k, cel in rij.items()}
            for nummer, rij in zip(gezien.index, gezien.to_dict("records"), strict=True)
        }

    @cached_property
    def _besloten(self) -> dict[str, dict[str, Any]]:
        return self.bronrijen.besloten()

    def _bewijs(self, rij: Mapping[str, str | None], kolom: str) -> Iterator[Gevonden | Leegte]:
        """The evidence of an agreement: of the party of the row, where the rows say whose they are."""
        partijen = {str(rij["partij"])}
        partijen |= {lid for lid, naam in self.bronrijen.leden if naam == rij["partij"]}
        for afspraak in self.regels.afspraken(rij, kolom):
            gevonden = [
                self._cellen(bron, (), self._van_partij(bron, partijen))
                for bron in self._van_afspraak(afspraak)
            ]
            yield from (een for een in gevonden if een.er)
            if not any(een.er for een in gevonden) and "register" in afspraak:
                yield Leegte(f"in het register {afspraak['register']} telt hiervoor geen rij")

    def _van_afspraak(self, afspraak: Afspraak) -> list[Bron]:
        sleutel = (str(afspraak["artikel"]), str(afspraak.get("onderdeel")), "bewijs")
        if sleutel not in self._gezocht:
            self._gezocht[sleutel] = self.bronrijen.bewijs(afspraak)
        return self._gezocht[sleutel] or []

    def _van_partij(self, bron: Bron, partijen: set[str]) -> dict[str, set[str]]:
        """The column that says whose a row is, with this party; nothing where no row is of it."""
        frame = self.bronrijen.tabellen.get(bron[0])
        for kolom in ("gemeentecode", "partij"):
            if frame is not None and kolom in frame and frame[kolom].isin(partijen).any():
                return {kolom: partijen}
        return {}


def _halfjaar(halfjaar: str, *, vorig: bool) -> str:
    """The first month of a half-year ("2017-2" begins in 2017-07), or the half-year before it."""
    jaar, helft = int(halfjaar[:4]), int(halfjaar[5])
    if vorig:
        return f"{jaar}-1" if helft == 2 else f"{jaar - 1}-2"
    return f"{jaar}-{'01' if helft == 1 else '07'}"


def _past(rij: Mapping[str, str], waar: Mapping[str, set[str]]) -> bool:
    return all(rij[kolom] in goed for kolom, goed in waar.items())


def _tekst(cel: object) -> str:
    """A cell as text on one line."""
    return "" if cel is None or pd.isna(cel) else " ".join(str(cel).split())


def is_getal(tekst: str) -> bool:
    """Whether a cell holds a number."""
    try:
        float(tekst)
    except ValueError:
        return False
    return True
