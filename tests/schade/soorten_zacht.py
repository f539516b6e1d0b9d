"""Damages that reading may well accept: another number, another word, a row less. Then all that follows
has to be computed from it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from schade.soorten_tabel import Rijen, cel, kolom_heet, kolom_met, tabelsoort
from schade.soorten_yaml import ENKEL, GETAL, VRIJ, regelsoort, wordt

IETS = re.compile(r".+")
HEEL = re.compile(r"-?\d+")
DAG = re.compile(r"\d{4}(-\d{2})?(-\d{2})?")
LASTIG = {
    "opmaak": "*a* _b_ `c` [d](e) ^f^ ~g~",
    "haakjes": "{{< meta rwp.regio >}} {#tbl-x} <b>",
    "strepen": "a | b | c",
    "dollars": "$x$ \\alpha \\", "lang": "woord" * 60,
    "aanhaling": "\"dubbel\" 'enkel' “krul”", "getal": "12",
    "hekje": "# kop", "lijst": "- a",
    "verwijzing": "@sec-bronnen @fig-x", "typst": "#let x = 1 //", "nul": "0",
}  # fmt: skip
VRIJE_TEKST = kolom_heet(
    "omschrijving|toelichting|plannaam|wijk|bron|eenheid|onderwerp|techniek|status|reden"
)


def _neem_over(rijen: Rijen, kans: random.Random) -> object:
    """A cell gets what another row has in that column."""
    if len(rijen) < 3:
        return False
    een, ander = kans.sample(range(1, len(rijen)), 2)
    nr = kans.randrange(len(rijen[0]))
    rijen[een][nr] = rijen[ander][nr]
    return None


def _hele_kolom(waarde: str) -> Callable[[Rijen, random.Random], object]:
    def doe(rijen: Rijen, kans: random.Random) -> object:
        plek = kolom_met(HEEL)(rijen, kans)
        if plek is None:
            return False
        for rij in rijen[1:]:
            rij[plek[1]] = waarde
        return None

    return doe


def _minder(deel: float) -> Callable[[Rijen, random.Random], object]:
    def doe(rijen: Rijen, kans: random.Random) -> object:
        if len(rijen) < 3:
            return False
        rijen[1:] = [rij for rij in rijen[1:] if kans.random() > deel]
        return None

    return doe


ZACHT = [
    *(cel(f"wordt {getal}", kolom_met(HEEL), getal, *VRIJ) for getal in ("0", "1", "2", "7", "99", "12345")),
    *(cel(f"vrije tekst met {wat}", VRIJE_TEKST, tekst, *VRIJ) for wat, tekst in LASTIG.items()),
    *(cel(f"dag wordt {dag}", kolom_met(DAG), dag, *VRIJ)
      for dag in ("2015-12-31", "2016", "2019-06", "2020-12-31", "2021-01-01", "2035-01-01")),
    cel("wordt leeg", kolom_met(IETS), "", *VRIJ),
    *(tabelsoort(f"neem over {nr}", _neem_over, *VRIJ) for nr in range(6)),
    *(tabelsoort(f"hele kolom {waarde}", _hele_kolom(waarde), *VRIJ) for waarde in ("0", "1", "")),
    *(tabelsoort(f"minder rijen {deel}", _minder(deel), *VRIJ) for deel in (0.02, 0.5, 0.95)),
    *(regelsoort(f"wordt {getal}", GETAL, wordt(getal), *VRIJ) for getal in ("0", "1", "0.001", "99")),
    *(regelsoort(f"tekst met {wat}", ENKEL, wordt(f"'{tekst.replace(chr(39), chr(39) * 2)}'"), *VRIJ)
      for wat, tekst in LASTIG.items()),
    *(regelsoort(f"dag wordt {dag}", r"['\"]?\d{4}-\d{2}-\d{2}['\"]?", wordt(f"'{dag}'"), *VRIJ)
      for dag in ("2015-12-31", "2020-12-31", "2021-01-01", "2035-01-01")),
    regelsoort("sleutel weg", ENKEL, lambda g: "" if "-" not in g[1] else f"{g[1]}{g[2]}: ''", *VRIJ),
    regelsoort("null", ENKEL, wordt("null"), *VRIJ),
    regelsoort("lege lijst", r"\[.+\]", wordt("[]"), *VRIJ),
    regelsoort("lijst van een", r"\[.+,.+\]", lambda g: f"{g[1]}{g[2]}: {g[4].partition(',')[0]}]", *VRIJ),
    regelsoort("lijst omgekeerd", r"\[[^\[\]]+,[^\[\]]+\]", lambda g: (
        f"{g[1]}{g[2]}: [{', '.join(reversed(g[4].strip('[]').split(', ')))}]{g[5]}"), *VRIJ),
    regelsoort("waar wordt onwaar", "true", wordt("false"), *VRIJ),
    regelsoort("onwaar wordt waar", "false", wordt("true"), *VRIJ),
]  # fmt: skip
