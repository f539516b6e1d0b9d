"""The trail of one number: from its code to the cells of the raw files."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from woonanalyse.kern.catalogus import tabellen
from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.getal import opsomming
from woonanalyse.kern.merk import AFGESCHERMD
from woonanalyse.kern.perrij import per_rij
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.uitkomsten.datapakket import bronhash, hoe, openbaar_deel
from woonanalyse.uitkomsten.herkomst import lees_bron, uit_reeks
from woonanalyse.uitkomsten.runs import SAMENGEVOEGD, runs_van, uitkomsten

_VAST = ("gemeentecode", "gemeente", "gebied", "artikel")
"""Key columns that the code says already."""


GENOEMD = 30
"""Rows of a table that are named where only its letter was given."""


class CodeFout(WoonanalyseFout):
    """A code, or a column, that is not there."""

    exitcode = 2


def spoor(wortel: Path, map_: Path, getal: str) -> dict[str, Any]:
    """What `getal` ("B141", or with a column "B141.dekking") stands for in results folder `map_`.

    Keys: code, onderwerp, uitkomst (file with its rows, and the columns that tell them apart), kolom
    (None without one), berekening, ook (what the report shows besides), bronnen (each with the cells of its
    rows; `afgeschermd` where these are not for everyone).
    All cells are text as the files have it. Raises WoonanalyseFout when the results are not made, or
    older than a source; CodeFout for what is not there.
    """
    code, _, kolom = getal.strip().partition(".")
    _eis_uitkomsten(wortel, map_)
    pakket = _lees_pakket(map_)
    regels = _lees_heel(map_, pakket, "herkomst.csv")
    eigen = _van_code(regels, code, map_.name)
    eerste = eigen.iloc[0]
    tafel = next(t for t in pakket["resources"] if t["path"] == eerste["uitkomst"])
    bronnen = {bron["path"]: bron for bron in pakket["sources"]}
    _eis_zelfde_bronnen(wortel, pakket, set(eigen["bronbestand"]) - {""})
    return {
        "code": eerste["code"],
        "onderwerp": eerste["onderwerp"],
        "uitkomst": {
            "bestand": (map_ / eerste["uitkomst"]).relative_to(wortel).as_posix(),
            "sleutel": [k for k in tafel["schema"]["primaryKey"] if k not in _VAST],
            "rijen": _cellen(_lees_heel(map_, pakket, eerste["uitkomst"]), eerste["uitkomstrijen"]),
        },
        "kolom": _kolom(tafel, kolom) if kolom else None,
        "ook": tafel.get("ook", ""),
        "berekening": {
            naam: eerste[naam] for naam in ("notitieboek", "uitvoering", "functie", "artikel")
        },
        "bronnen": [
            _bron(wortel, rij, bronnen.get(rij.bronbestand, {}))
            for rij in per_rij(eigen)
            if rij.bronbestand
        ],
    }


def _van_code(regels: pd.DataFrame, code: str, editie: str) -> pd.DataFrame:
    """The lines of herkomst.csv with this code, in capitals or not."""
    eigen = regels[regels["code"].str.casefold() == code.casefold()]
    if len(eigen):
        return eigen
    weet_letter(regels, code)
    dichtbij = difflib.get_close_matches(code.upper(), list(regels["code"].unique()), n=3)
    hint = f" Lijkt op: {opsomming(dichtbij)}." if dichtbij else ""
    raise CodeFout(
        f"De code {code!r} bestaat niet in {editie}.{hint} Alle codes staan in herkomst.csv."
    )


def weet_letter(regels: pd.DataFrame, letter: str) -> None:
    """Raise CodeFout where it is the letter of a table, as the board paper has it: with its rows by code.

    `regels`: the lines of herkomst.csv.
    """
    tafel = next((t for t in tabellen().values() if t.letter == letter.upper() != ""), None)
    eigen = regels[regels["uitkomst"] == tafel.bestand] if tafel else regels[:0]
    if tafel is None or eigen.empty:
        return
    namen = dict(zip(eigen["code"], eigen["onderwerp"], strict=True))
    rijen = [f"{code} ({naam})" if naam else code for code, naam in namen.items()]
    rest = f" en nog {len(rijen) - GENOEMD}, alle in herkomst.csv" if len(rijen) > GENOEMD else ""
    raise CodeFout(
        f"{tafel.letter} is een tabel, geen rij: {tafel.titel} ({tafel.bestand}). Noem de rij: "
        f"{', '.join(rijen[:GENOEMD])}{rest}."
    )


def _bron(wortel: Path, regel: Any, bron: Mapping[str, Any]) -> dict[str, Any]:
    """The source of a line of herkomst.csv, of which the data package says `bron`."""
    besloten = regel.bronrijen == AFGESCHERMD
    rijen = (
        _cellen(lees_bron(wortel, regel.bronbestand), regel.bronrijen, bron)
        if regel.bronrijen and not besloten
        else []
    )
    return {
        "bestand": regel.bronbestand,
        "titel": regel.brontitel,
        "uitgever": regel.uitgever,
        "peildatum": regel.bronpeildatum,
        "rijen": rijen,
        "afgeschermd": besloten,
    }


def lees_uitkomsten(wortel: Path, dossier: Dossier, map_: Path) -> dict[str, pd.DataFrame]:
    """All results of `dossier` in a folder by table, as `lees_bron` reads them. Raises WoonanalyseFout when
    they are not made, damaged, older than a source, or made by another version of this program."""
    _eis_uitkomsten(wortel, map_)
    pakket = _lees_pakket(map_)
    _eis_zelfde_tabellen(dossier, map_, pakket)
    _eis_zelfde_bronnen(wortel, pakket, {bron["path"] for bron in pakket["sources"]})
    return {
        str(tafel["path"]).removesuffix(".csv"): _lees_heel(map_, pakket, tafel["path"])
        for tafel in pakket["resources"]
    }


def _eis_uitkomsten(wortel: Path, map_: Path) -> None:
    if not (map_ / "herkomst.csv").is_file():
        editie, verzonnen, _ = map_.name.partition("-voorbeelddata")
        raise WoonanalyseFout(
            f"In {map_.relative_to(wortel).as_posix()} staan nog geen uitkomsten. Maak ze met: woonanalyse "
            f"bereid --editie {editie}{' --voorbeelddata' if verzonnen else ''}."
        )


def _eis_zelfde_tabellen(dossier: Dossier, map_: Path, pakket: Mapping[str, Any]) -> None:
    """The tables and columns that are told of are those that this version makes."""
    nu = {tabel.bestand: list(tabel.velden) for tabel in tabellen().values()}
    toen = {
        tafel["path"]: [veld["name"] for veld in tafel["schema"]["fields"]]
        for tafel in pakket["resources"]
    }
    nodig = {*uitkomsten(runs_van(dossier)), *SAMENGEVOEGD}
    anders = [pad for pad in sorted(nodig | toen.keys()) if nu.get(pad) != toen.get(pad)]
    if anders:
        raise WoonanalyseFout(
            f"De uitkomsten in {map_.name} zijn van een andere versie van woonanalyse: {opsomming(anders)} "
            f"{'is' if len(anders) == 1 else 'zijn'} nu anders of nieuw. Maak ze opnieuw met: woonanalyse "
            f"rapport --editie {dossier.editie.naam}{' --voorbeelddata' if dossier.voorbeelddata else ''}."
        )


def _lees_pakket(map_: Path) -> dict[str, Any]:
    try:
        pakket: dict[str, Any] = json.loads((map_ / "datapackage.json").read_bytes())
        if {"resources", "sources"} <= pakket.keys():
            return pakket
    except (FileNotFoundError, ValueError, AttributeError):
        pass
    raise _niet_heel(map_ / "datapackage.json")


def _lees_heel(map_: Path, pakket: Mapping[str, Any], bestand: str) -> pd.DataFrame:
    """A result file, with the bytes that the data package says."""
    hashes = {tafel["path"]: tafel["hash"] for tafel in pakket["resources"]}
    pad = map_ / bestand
    inhoud = pad.read_bytes() if pad.is_file() else b""
    if hashes.get(bestand) != f"sha256:{hashlib.sha256(inhoud).hexdigest()}":
        raise _niet_heel(pad)
    return lees_bron(map_, bestand)


def _niet_heel(pad: Path) -> WoonanalyseFout:
    return WoonanalyseFout(
        f"{pad} is afgekapt, verdwenen of gewijzigd sinds het is gemaakt. Maak de uitkomsten opnieuw met: "
        "woonanalyse bereid."
    )


def _cellen(
    frame: pd.DataFrame, rijen: str, bron: Mapping[str, Any] = MappingProxyType({})
) -> list[dict[str, Any]]:
    """The rows as mappings, each with the number that a spreadsheet shows, as far as they are public."""
    gekozen = frame.loc[frame.index.intersection(uit_reeks(rijen))]
    gezien = openbaar_deel(gekozen, bron)
    return [{"rij": int(str(nr)), **rij.to_dict()} for nr, rij in gezien.iterrows()]


def _kolom(tafel: Mapping[str, Any], kolom: str) -> dict[str, str]:
    velden = tafel["schema"]["fields"]
    for veld in velden:
        if veld["name"] == kolom:
            gegeven = {naam: veld.get(naam, "") for naam in ("name", "title", "eenheid")}
            return {**gegeven, "herkomst": hoe(tafel, veld)}
    namen = ", ".join(veld["name"] for veld in velden)
    raise CodeFout(f"{tafel['path']} heeft geen kolom {kolom!r}; wel: {namen}.")


def _eis_zelfde_bronnen(wortel: Path, pakket: Mapping[str, Any], bestanden: set[str]) -> None:
    """Rows are counted in the sources as they were: another content may have other rows."""
    bronnen = {bron["path"]: bron for bron in pakket["sources"]}
    for bestand in sorted(bestanden):
        bron, er = bronnen.get(bestand), (wortel / bestand).is_file()
        if not er or (bron and bron["hash"] != bronhash(wortel, bestand, bron)):
            raise WoonanalyseFout(
                f"{bestand} is gewijzigd of verdwenen sinds de uitkomsten zijn gemaakt. Maak ze opnieuw met: "
                "woonanalyse bereid."
            )
