"""From the address of a number, as the report has it, to its cells in the results."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from woonanalyse.kern.catalogus import tabellen
from woonanalyse.kern.getal import opsomming
from woonanalyse.kern.onderwerp import Tabel
from woonanalyse.uitkomsten.herkomst import uit_reeks
from woonanalyse.uitkomsten.spoor import CodeFout, weet_letter
from woonanalyse.uitkomsten.waarom import Plek, Uitleg

MET_GETAL = ("integer", "number")
"""Types of the columns that are numbers."""
HOOGSTENS = 6
"""Addresses that an error names."""


def zoek(uitleg: Uitleg, adres: str) -> list[Plek]:
    """The cells at an address: a code, a column, and where the code has more rows maybe words of one, or its
    number (rij12): "B141.dekking", "B141.dekking.laag", "M0.behoefte_laag.Noord.2017". Raises CodeFout, with
    the nearest addresses, for one that is not there.
    """
    deel, _, rest = adres.strip().partition(".")
    kolom, _, welke = rest.partition(".")
    regels = uitleg.uitkomsten["herkomst"]
    eigen = regels[regels["code"].str.casefold() == deel.casefold()]
    if eigen.empty:
        weet_letter(regels, deel)
        nabij = _dichtbij(deel.upper(), list(regels["code"].unique()))
        bij = [een for een in (_met_kolom(uitleg, code, kolom) for code in nabij) if een]
        raise CodeFout(f"De code {deel!r} bestaat niet in {uitleg.dossier.naam}.{_lijkt_op(bij)}")
    code, bestand = str(eigen["code"].iloc[0]), str(eigen["uitkomst"].iloc[0])
    tabel = next(t for t in tabellen().values() if t.bestand == bestand)
    if kolom not in tabel.velden:
        raise CodeFout(_geen_kolom(tabel, code, kolom))
    rijen = uit_reeks(str(eigen["uitkomstrijen"].iloc[0]))
    plekken = [Plek(tabel.naam, nummer, kolom) for nummer in rijen]
    if not welke:
        return plekken
    gekozen = [plek for plek in plekken if _heet(_woorden(uitleg, plek), welke.casefold())]
    if not gekozen:
        dichtbij = [uitleg.adres(plek) for plek in plekken]
        nabij = difflib.get_close_matches(f"{code}.{kolom}.{welke}", dichtbij, HOOGSTENS, 0.0)
        raise CodeFout(f"{code}.{kolom} heeft geen rij {welke!r}.{_lijkt_op(nabij)}")
    return gekozen


def _dichtbij(code: str, codes: Sequence[str]) -> list[str]:
    """The codes most like one that is not there, those of the same letter before all."""
    zelfde = [een for een in codes if een[:1] == code[:1]]
    return difflib.get_close_matches(code, zelfde or codes, HOOGSTENS, 0.0 if zelfde else 0.6)


def _woorden(uitleg: Uitleg, plek: Plek) -> set[str]:
    """All by which a row may be called."""
    rij = uitleg.rijen[plek.tabel][plek.rij]
    namen = [
        *(w for _, w in uitleg.welke(plek.tabel, plek.rij)),
        rij.get("gemeente"),
        rij.get("gebied"),
    ]
    return {str(naam).casefold() for naam in namen if naam} | {f"rij{plek.rij}"}


def _heet(woorden: set[str], welke: str) -> bool:
    """Whether a row may be called so: by one of its words, or by more of them with a full stop between."""
    return welke in woorden or all(deel in woorden for deel in welke.split("."))


def _met_kolom(uitleg: Uitleg, code: str, kolom: str) -> str:
    """A code that is there with this column, or its first number; empty for a table without numbers."""
    letter = code.rstrip("0123456789")
    tabel = next(t for t in tabellen().values() if t.letter == letter)
    getallen = _getallen(tabel)
    if kolom in tabel.velden:
        return f"{code}.{kolom}"
    return f"{code}.{getallen[0]}" if getallen else ""


def _getallen(tabel: Tabel) -> list[str]:
    return [naam for naam, veld in tabel.velden.items() if veld["type"] in MET_GETAL]


def _geen_kolom(tabel: Tabel, code: str, kolom: str) -> str:
    """That a column is not there, or not given, with those that are."""
    getallen = [f"{code}.{naam}" for naam in _getallen(tabel)]
    if not kolom:
        return f"{code} is een rij; noem ook de kolom. Getallen: {opsomming(getallen)}."
    nabij = difflib.get_close_matches(kolom, list(tabel.velden), HOOGSTENS, 0.4)
    bij = [f"{code}.{naam}" for naam in nabij] or getallen
    return f"{tabel.bestand} heeft geen kolom {kolom!r}.{_lijkt_op(bij)}"


def _lijkt_op(adressen: Sequence[str]) -> str:
    if not adressen:
        return " Alle codes staan in herkomst.csv."
    return f" Het dichtst erbij: {opsomming(list(adressen))}."
