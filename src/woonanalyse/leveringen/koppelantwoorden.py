"""What a person filled in on sheet Vragen of the workbook of `verschil`, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl.utils import get_column_letter

from woonanalyse.kern.fouten import InvoerFout, Probleem, een_van
from woonanalyse.kern.persoon import persoon_in
from woonanalyse.leveringen.jaarverschil import Plekken
from woonanalyse.leveringen.openen.boek import Blad
from woonanalyse.leveringen.openen.inlezen import open_boek
from woonanalyse.leveringen.verschilboek import OORDELEN, VRAGEN, vraagkoppen
from woonanalyse.onderwerpen.planregister.koppeling import PAAR

_GELEZEN = [*PAAR, "reden", "oordeel", "toelichting"]


def lees_vragenblad(pad: Path, toen: str, nu: str) -> tuple[pd.DataFrame, Plekken]:
    """The rows with an answer (PAAR, reden, oordeel, toelichting; by row), and where each cell is.

    Raises InvoerFout with all problems: no such sheet, that of other dates, a word that is no answer, a name.
    """
    boek = open_boek(pad)
    koppen = {naam: kop for naam, (kop, _) in vraagkoppen(toen, nu).items() if naam in _GELEZEN}
    blad, kolommen = _blad(pad.name, boek.bladen, koppen, f"{toen} en {nu}")

    def plek(rij: Any, kolom: str) -> Probleem:
        letter = get_column_letter(kolommen[kolom] + 1)
        return Probleem(pad.name, "", blad.naam, int(rij), f"{letter} ({koppen[kolom]})")

    rijen = _rijen(blad, kolommen)
    if problemen := _bezwaren(rijen, plek):
        raise InvoerFout(problemen)
    gegeven = {nr: rij for nr, rij in rijen.items() if rij["oordeel"]}
    frame = pd.DataFrame.from_dict(gegeven, orient="index", columns=_GELEZEN, dtype="object")
    return frame, plek


def _rijen(blad: Blad, kolommen: Mapping[str, int]) -> dict[int, dict[str, str]]:
    """The cells of the columns that are read, by row; an answer in small letters."""
    rijen = {
        nr: {naam: _tekst(rij[kolom]) for naam, kolom in kolommen.items()}
        for nr, rij in enumerate(blad.rijen[1:], start=2)
    }
    return {nr: rij | {"oordeel": rij["oordeel"].casefold()} for nr, rij in rijen.items()}


def _bezwaren(rijen: Mapping[int, Mapping[str, str]], plek: Plekken) -> list[Probleem]:
    """Problems with answers and what is said with them, by kind and then by row."""

    def bezwaar(nr: int, kolom: str, verwacht: str, waarde: str) -> Probleem:
        return replace(plek(nr, kolom), verwacht=verwacht, waarde=waarde)

    gegeven = {nr: rij for nr, rij in rijen.items() if rij["oordeel"]}
    return [
        *(
            bezwaar(nr, "oordeel", een_van(rij["oordeel"], OORDELEN), rij["oordeel"])
            for nr, rij in gegeven.items()
            if rij["oordeel"] not in OORDELEN
        ),
        *(
            bezwaar(nr, "oordeel", "een antwoord bij deze toelichting", "")
            for nr, rij in rijen.items()
            if rij["toelichting"] and not rij["oordeel"]
        ),
        *(
            bezwaar(nr, "toelichting", verwacht, rij["toelichting"])
            for nr, rij in gegeven.items()
            if (verwacht := persoon_in(rij["toelichting"]))
        ),
    ]


def _blad(
    bestand: str, bladen: Sequence[Blad], koppen: dict[str, str], dagen: str
) -> tuple[Blad, dict[str, int]]:
    """The sheet with these heads, and by column where it stands."""
    for blad in bladen:
        staan = [_tekst(cel) for cel in blad.rijen[0]] if blad.rijen else []
        if blad.naam == VRAGEN and set(koppen.values()) <= set(staan):
            return blad, {naam: staan.index(kop) for naam, kop in koppen.items()}
    eis = f"een blad {VRAGEN} met de koppen van woonanalyse verschil voor {dagen}"
    raise InvoerFout([Probleem(bestand, eis)])


def _tekst(cel: Any) -> str:
    return "" if cel is None else str(cel).strip()
