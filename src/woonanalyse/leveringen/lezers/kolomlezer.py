"""A column of a format with rows, made ready: what a cell in it says, and where that goes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from woonanalyse.kern import kolomeis, waarden
from woonanalyse.kern.kolomeis import Kolom
from woonanalyse.leveringen.lezers.kolomkoppen import Kolomkop
from woonanalyse.leveringen.openen.boek import Inhoud
from woonanalyse.leveringen.waarden.gemeentelezer import Gemeentelezer
from woonanalyse.leveringen.waarden.waarde import Waarde, als_tekst, getypt, lees_waarde
from woonanalyse.leveringen.waarden.woordenlijst import Woordenlijst, gemene_lijsten
from woonanalyse.onderwerpen.planregister.tabellen import register

_GEEN_KENMERK = re.compile(r"0*|[-–—._?*]+")
"""What stands where a source has no id: nothing, zeros, a sign."""

Jaren = tuple[int | None, int | None]


@dataclass(frozen=True)
class Fasedoel:
    """Where a number of dwellings by year goes: `jaren` the first and last, both None where unknown."""

    maat: str
    jaren: Jaren


@dataclass(frozen=True)
class Klassedoel:
    """Where a number of dwellings by class goes."""

    maat: str
    indeling: str
    klasse: str
    van_jaar: int | None


@dataclass(eq=False)
class Kolomlezer:
    """`kop` the column; `eis` what its cells may hold; `veld` of plannen, or `rol`, both may be empty.

    `fase`, `klassen`: where its dwellings go. `gemeenten`: for a column that says which municipality.
    """

    kop: Kolomkop
    eis: Kolom
    komma: bool
    peildatum: str
    gemeenten: Gemeentelezer
    lijst: Woordenlijst | None = None
    fase: Fasedoel | None = None
    klassen: tuple[Klassedoel, ...] = ()

    def __post_init__(self) -> None:
        self._eerder: dict[tuple[type, Inhoud], Waarde] = {}
        self.nr = self.kop.nr
        self.veld = str(self.kop.eis.get("veld", ""))
        self.rol = "naam_bij" if "naam_bij" in self.kop.eis else str(self.kop.eis.get("rol", ""))
        self.negatief = self.kop.eis.get("teken") == "negatief"

    @property
    def woningen(self) -> bool:
        """Whether its cells are numbers of dwellings."""
        return self.eis.dtype == "Int64" and self.rol != "jaar"

    @property
    def code(self) -> str:
        """The code of what is said of a cell that is refused."""
        if self.lijst is not None:
            return "lees_woord"
        return "lees_gemeente" if self.veld == "gemeentecode" else f"lees_{self.eis.soort}"

    def lees(self, inhoud: Inhoud) -> Waarde:
        """What a cell says; the same cell says the same."""
        sleutel = (type(inhoud), inhoud)
        if sleutel not in self._eerder:
            self._eerder[sleutel] = self._lees(inhoud)
        return self._eerder[sleutel]

    def _lees(self, inhoud: Inhoud) -> Waarde:
        if self.veld == "gemeentecode":
            return self.gemeenten.lees(als_tekst(inhoud))
        if self.lijst is not None:
            waarde = self.lijst.lees(als_tekst(inhoud), self.peildatum)
            if waarde.tekst or "onbekend" not in self.eis.keuzes:
                return waarde
            vraag = "lees_status_leeg" if self.kop.eis.get("verplicht") else ""
            return replace(waarde, tekst="onbekend", notitie=waarde.notitie or vraag)
        if als_tekst(inhoud) == "" and (self.fase or self.klassen or self.rol):
            return Waarde("0" if self.kop.eis.get("leeg") == "nul" else "")
        waarde = lees_waarde(inhoud, self.eis, self.komma)
        if self.veld == "naam" and not waarde.bezwaar:
            waarde = _met_naam(waarde)
        if waarde.bezwaar:
            return self._sloop_bezwaar(waarde)
        return self._met_teken(waarde)

    def _met_teken(self, waarde: Waarde) -> Waarde:
        if not self.negatief or not waarde.tekst:
            return waarde
        getal = int(waarde.tekst)
        if getal > 0:
            wat = "0 of een negatief getal: in deze vorm is te slopen negatief"
            return Waarde(waarde.tekst, wat, f"bedoelt u -{getal}?")
        return replace(waarde, tekst=str(-getal))

    def _sloop_bezwaar(self, waarde: Waarde) -> Waarde:
        is_sloop = self.veld == "sloop" or (self.fase is not None and self.fase.maat == "sloop")
        if is_sloop and re.fullmatch(r"-\d+", waarde.tekst, re.ASCII):
            herstel = f"bedoelt u {waarde.tekst[1:]}? Te slopen is hier een getal van 0 of meer"
            return replace(waarde, herstel=herstel)
        return waarde

    def getypt(self, tekst: str) -> int | float | str | None:
        """The value as it goes into a table."""
        return getypt(tekst, self.eis)


def _met_naam(waarde: Waarde) -> Waarde:
    """A name as it is; refused where a sign stands in its place."""
    if geen_kenmerk(waarde.tekst) or waarden.bezwaar(waarde.tekst, "code", False):
        return replace(waarde, bezwaar="een naam", herstel="vul de naam van het plan in")
    return waarde


def geen_kenmerk(tekst: str) -> bool:
    """Whether a source writes here that it has no id."""
    return _GEEN_KENMERK.fullmatch(tekst) is not None


def maak_lezer(
    kop: Kolomkop, inhoud: Mapping[str, Any], komma: bool, peildatum: str, gemeenten: Gemeentelezer
) -> Kolomlezer:
    """Make a column ready by what its format (`inhoud`) says of it."""
    fase = kop.eis.get("fasering")
    klassen = [
        Klassedoel(
            kop.ingevuld(deel, "maat"),
            kop.ingevuld(deel, "indeling"),
            kop.ingevuld(deel, "klasse"),
            int(van) if (van := kop.ingevuld(deel, "van_jaar")) else None,
        )
        for deel in kop.eis.get("categorieen", ())
    ]
    lijsten = {**gemene_lijsten(), **inhoud.get("waarden", {})}
    naam = kop.eis.get("waarden")
    return Kolomlezer(
        kop=kop,
        eis=_eis(kop),
        komma=komma,
        peildatum=peildatum,
        gemeenten=gemeenten,
        lijst=Woordenlijst(lijsten[naam]) if naam else None,
        fase=Fasedoel(kop.ingevuld(fase, "maat"), _jaren(kop, fase)) if fase else None,
        klassen=tuple(klassen),
    )


def _eis(kop: Kolomkop) -> Kolom:
    if veld := kop.eis.get("veld"):
        if kop.eis.get("teken") == "negatief":
            return kolomeis.geheel(leeg=True, grens="woningen_plan")
        return register()["plannen"].kolommen[veld]
    if kop.eis.get("rol") == "jaar":
        return kolomeis.jaar()
    if kop.eis.get("rol") or "naam_bij" in kop.eis:
        return kolomeis.tekst(leeg=True)
    negatief = kop.eis.get("teken") == "negatief"
    sloop = kop.ingevuld(kop.eis.get("fasering", {}), "maat") == "sloop" and not negatief
    soort = kolomeis.woningen if sloop else kolomeis.geheel
    return soort(leeg=True, grens="woningen_plan")


def _jaren(kop: Kolomkop, fase: Mapping[str, Any]) -> Jaren:
    """The years of a column: as the format says, or as its head does (groups van, tot_en_met, na)."""
    van = fase.get("van", kop.groepen.get("van"))
    tot = fase.get("tot_en_met", kop.groepen.get("tot_en_met", van))
    if na := kop.groepen.get("na"):
        return int(na) + 1, None
    return (int(van), int(tot)) if van else (None, None)
