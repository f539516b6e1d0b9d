"""Where every number comes from: a line per row of a result file, down to the rows that were read.

What was read stands in the dossier, row by row; which of it a table uses, its declaration says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from woonanalyse.kern.beeld.codes import code
from woonanalyse.kern.beeld.veel import is_veel
from woonanalyse.kern.beeld.woorden import alle_gemeenten
from woonanalyse.kern.catalogus import onderwerp_van, tabellen
from woonanalyse.kern.getal import opsomming
from woonanalyse.kern.merk import AFGESCHERMD
from woonanalyse.kern.onderwerp import Tabel
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.uitkomsten.bronrijen import Bron, Bronrijen
from woonanalyse.uitkomsten.regelbron import Blad, Regelbron

KOLOMMEN = list(tabellen()["herkomst"].velden)
"""Columns of herkomst.csv, one row per code and source. Rows are counted as a spreadsheet does: the head
is row 1; in YAML they are lines. "2, 5-8" are five rows, an empty cell is the whole file, and AFGESCHERMD
rows of a file of which nothing is for everyone."""


class Regel(NamedTuple):
    """One line: the key of its code, what it is about, its rows in the result file, its sources."""

    sleutel: str | int
    onderwerp: str
    rijen: list[int]
    bronnen: list[Bron]


def herkomst(dossier: Dossier, uitkomsten: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """A row per code and source (columns KOLOMMEN) for the result files `uitkomsten`, by name.

    What an edition has no source for stands there without one.
    """
    bronnen = Bronrijen(dossier)
    rijen = [
        rij
        for naam, tabel in tabellen().items()
        if naam in uitkomsten and tabel.per != "regel"
        for regel in _regels(bronnen, tabel, Blad(_als_blad(uitkomsten[naam])))
        for rij in _als_rijen(bronnen, tabel, regel)
    ]
    return pd.DataFrame(rijen, columns=KOLOMMEN)


def als_reeks(rijen: Sequence[int]) -> str:
    """Row numbers as text: [2, 5, 6, 7] is "2, 5-7"."""
    stukken: list[list[int]] = []
    for rij in sorted(set(rijen)):
        if stukken and rij == stukken[-1][-1] + 1:
            stukken[-1].append(rij)
        else:
            stukken.append([rij])
    return ", ".join(str(s[0]) if len(s) == 1 else f"{s[0]}-{s[-1]}" for s in stukken)


def uit_reeks(tekst: str) -> list[int]:
    """The row numbers of a text of `als_reeks`."""
    stukken = [[int(getal) for getal in deel.split("-")] for deel in tekst.split(", ") if deel]
    return [rij for stuk in stukken for rij in range(stuk[0], stuk[-1] + 1)]


def code_per_rij(regels: pd.DataFrame) -> dict[str, dict[int, str]]:
    """By result file, and row of it, its code: that of the row itself before that of all together."""
    gevonden = defaultdict[str, dict[int, str]](dict)
    kolommen = ["uitkomst", "code", "uitkomstrijen"]
    eigen = regels[kolommen].drop_duplicates(["uitkomst", "code"]).dropna(subset="uitkomstrijen")
    for uitkomst, een, rijen in eigen.itertuples(index=False):
        for rij in uit_reeks(str(rijen)):
            gevonden[uitkomst].setdefault(rij, str(een))
    return gevonden


def lees_bron(wortel: Path, bestand: str) -> pd.DataFrame:
    """A CSV as text, indexed by the row that a spreadsheet shows; of another file its lines."""
    if not bestand.endswith(".csv"):
        regels = (wortel / bestand).read_text(encoding="utf-8").splitlines()
        return pd.DataFrame({"tekst": regels}, index=range(1, len(regels) + 1))
    return _als_blad(pd.read_csv(wortel / bestand, dtype=str, keep_default_na=False))


def _als_blad(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.set_axis(range(2, len(frame) + 2), axis="index")


def _artikel(bronnen: Bronrijen, tabel: Tabel, regel: Regel) -> str:
    """The articles that a line is about; may be empty."""
    if tabel.per == "artikel":
        return str(regel.sleutel)
    return opsomming([str(nr) for nr in bronnen.dossier.regio.artikelen_bij(tabel.artikelen)])


def _als_rijen(bronnen: Bronrijen, tabel: Tabel, regel: Regel) -> Iterator[dict[str, Any]]:
    """One line of the result, a row per source; a single one without source where there is none."""
    onderwerp = onderwerp_van(tabel.naam)
    boek = onderwerp.notitieboek if onderwerp else None
    vast = {
        "code": code(tabel.naam, regel.sleutel),
        "onderwerp": regel.onderwerp,
        "uitkomst": tabel.bestand,
        "uitkomstrijen": als_reeks(regel.rijen),
        "notitieboek": f"notebooks/{boek.naam}.ipynb" if boek else "",
        "uitvoering": _uitvoering(tabel, regel.sleutel),
        "functie": tabel.functie,
        "artikel": _artikel(bronnen, tabel, regel),
    }
    for bestand, rijen in dict(regel.bronnen or [("", None)]).items():
        titel, uitgever, datum = bronnen.beschrijving(bestand)
        hersteld = bronnen.hersteld(bestand, rijen)
        yield {
            **vast,
            "bronbestand": bestand,
            "bronrijen": _getoond(bronnen, bestand, rijen),
            "brontitel": titel + (f" ({hersteld})" if hersteld else ""),
            "uitgever": uitgever,
            "bronpeildatum": datum,
        }


def _getoond(bronnen: Bronrijen, bestand: str, rijen: Sequence[int] | None) -> str:
    """The rows of a source; of one of which nothing is for everyone not, since they count its plans."""
    if bronnen.telt_verborgen(bestand):
        return AFGESCHERMD
    return "" if rijen is None else als_reeks(rijen)


def _uitvoering(tabel: Tabel, sleutel: str | int) -> str:
    """The executed notebook below the results folder; of all municipalities together there may be none."""
    onderwerp = onderwerp_van(tabel.naam)
    boek = onderwerp.notitieboek if onderwerp else None
    if boek is None:
        return ""
    if boek.per == "geheel":
        return f"notebooks/{boek.naam}.ipynb"
    if str(sleutel).startswith("GM"):
        return f"notebooks/{boek.naam}-{sleutel}.ipynb"
    return f"notebooks/{boek.naam}.ipynb" if boek.per == "beide" else ""


def _regels(bronnen: Bronrijen, tabel: Tabel, blad: Blad) -> list[Regel]:
    """The lines of a table, by what they are about."""
    if tabel.per == "gebied":
        return _gebieden(bronnen, tabel, blad)
    if tabel.per == "artikel":
        return _afspraken(bronnen, blad.frame)
    return _leden(bronnen, tabel, blad)


def _plekken(blad: Blad, kolom: str) -> dict[str, list[int]]:
    """By what a column holds, in the order in which it comes, where its rows stand."""
    plekken = defaultdict[str, list[int]](list)
    for plek, tekst in enumerate(blad.teksten(kolom)):
        if tekst is not None:
            plekken[tekst].append(plek)
    return plekken


def _leden(bronnen: Bronrijen, tabel: Tabel, blad: Blad) -> list[Regel]:
    """A line per municipality, and one for all of them together, or for the province."""
    provincie = bronnen.dossier.regio.provincie if tabel.naam_geheel == "provincie" else None
    per_code = "gemeentecode" in blad.frame
    plekken = _plekken(blad, "gemeentecode" if per_code else "gemeente")
    regels = []
    for nummer, naam in bronnen.leden:
        bron = Regelbron({nummer}, blad, "een", plekken.get(nummer if per_code else naam, []))
        regels.append(Regel(nummer, naam, bron.rijen, bronnen.zoek(tabel, bron)))
    alle = None if provincie is None else _plekken(blad, "gemeente").get(provincie, [])
    bron = Regelbron({nummer for nummer, _ in bronnen.leden}, blad, "alle", alle)
    over = provincie or alle_gemeenten(len(bronnen.leden))
    geheel = Regel(0, over, bron.rijen, bronnen.zoek(tabel, bron))
    if tabel.regels == "alle":
        return [*regels, geheel]
    altijd = tabel.regels == "met_rijen_en_geheel"
    return [r for r in [*regels, geheel] if r.rijen or (altijd and r is geheel)]


def _gebieden(bronnen: Bronrijen, tabel: Tabel, blad: Blad) -> list[Regel]:
    """A line per subregion, and one for the region."""
    leden = bronnen.dossier.editie.invoer
    deel = "veel" if is_veel(leden) else "gebied"
    regels = []
    for nummer, (naam, plekken) in enumerate(_plekken(blad, "gebied").items(), start=1):
        heel = blad.frame["niveau"].iloc[plekken[0]] == "regio"
        codes = set(leden.loc[heel | (leden["subregio"] == naam), "gemeentecode"])
        bron = Regelbron(codes, blad, "regio" if heel else deel, plekken)
        regels.append(Regel(nummer, naam, bron.rijen, bronnen.zoek(tabel, bron)))
    return regels


def _afspraken(bronnen: Bronrijen, blad: pd.DataFrame) -> list[Regel]:
    """A line per article, with the lines of its agreements and the evidence of their registers; where every
    row says which register row it is, with those rows."""
    per_artikel = defaultdict(list)
    for afspraak in bronnen.dossier.regio.afspraken:
        per_artikel[afspraak["artikel"]].append(afspraak)
    regels = []
    for nummer, rijen in blad.groupby("artikel", sort=False):
        artikel = int(str(nummer))
        eigen = per_artikel[artikel]
        titels = opsomming(list(dict.fromkeys(a["titel"] for a in eigen)))
        bron = _eigen_rijen(rijen) if "register" in blad else bronnen.van_afspraken(artikel, eigen)
        regels.append(Regel(artikel, titels, list(rijen.index), bron))
    return regels


def _eigen_rijen(rijen: pd.DataFrame) -> list[Bron]:
    """The register rows that rows of a table name."""
    per_bestand = rijen.groupby("register", sort=False)["registerrij"]
    return [(str(bestand), [int(nummer) for nummer in nrs]) for bestand, nrs in per_bestand]
