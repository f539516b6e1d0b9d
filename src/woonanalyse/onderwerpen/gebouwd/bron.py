"""The stock of dwellings and its mutations per municipality and year (CBS 81955NED, and 86098NED)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from woonanalyse.kern.bron import Bron
from woonanalyse.kern.fouten import InvoerFout, Probleem, Waarschuwing
from woonanalyse.kern.gemeentenamen import met_eigen_namen
from woonanalyse.kern.indeling.ledentabel import naar_leden
from woonanalyse.kern.kolomeis import geheel, gemeentecode, jaar, tekst, woningen
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.tabel import lees_tabel
from woonanalyse.kern.vindplaats import houd_rijen, leg_waarschuwing_vast
from woonanalyse.kern.zijbestand import lees_zijbestand
from woonanalyse.onderwerpen.gebouwd import statline
from woonanalyse.onderwerpen.gebouwd.model import samen, tegenspraak


@dataclass(frozen=True)
class Woningvoorraad(Bron):
    """`voorraad`: one row per municipality and year, columns KOLOMMEN."""

    voorraad: pd.DataFrame


KOLOMMEN = {
    "gemeentecode": gemeentecode(),
    "gemeentenaam": tekst(),
    "jaar": jaar(),
    "beginstand": woningen(),
    **{
        naam: woningen(grens="woningen_per_jaar")
        for naam in ("nieuwbouw", "overige_toevoeging", "sloop", "overige_onttrekking")
    },
    **{naam: geheel(grens="woningen_per_jaar") for naam in ("correctie", "saldo")},
    "eindstand": woningen(),
}


def lees(wortel: Path, regio: Regio, bestanden: str | Sequence[str]) -> Woningvoorraad:
    """Read the stock from one file, or from several of which a later one is the newer publication.

    Raises InvoerFout with all problems of the files and their sidecars.
    """
    paden = [bestanden] if isinstance(bestanden, str) else list(bestanden)
    delen, zijbestanden, problemen = [], [], []
    for pad in paden:
        lees_een = statline.lees if statline.is_statline(wortel, pad) else _lees_tabel
        deel, fouten = lees_een(wortel, pad, regio.gemeenten)
        zij, zijfouten = lees_zijbestand(wortel, pad)
        problemen += [*fouten, *zijfouten]
        delen += [] if deel is None else [(pad, deel)]
        zijbestanden += [zij] if zij else []
    if problemen:
        raise InvoerFout(problemen)
    voorraad = _samen(delen, regio.gemeenten)
    return Woningvoorraad(voorraad, zijbestanden=zijbestanden, bestanden=paden)


def _samen(delen: Sequence[tuple[str, pd.DataFrame]], gemeenten: pd.DataFrame) -> pd.DataFrame:
    """All years; of a year in two files the rows of the one that counts, and where they differ a warning."""
    bestand, geheel = delen[0]
    geheel = geheel.assign(bestand=bestand, rij=geheel.index)
    for bestand, deel in delen[1:]:
        nieuw = deel.assign(bestand=bestand, rij=deel.index)
        anders = tegenspraak(geheel, nieuw)
        for welk, zinnen in anders.groupby("jaar")["zin"]:
            wat = f"andere getallen over {welk} dan in de tabel ervoor; deze tellen, als de nieuwste: "
            leg_waarschuwing_vast(Waarschuwing(bestand, wat + "; ".join(zinnen)))
        geheel = samen(geheel, nieuw, anders)
    for bestand, _ in delen if len(delen) > 1 else ():
        telt = geheel.loc[geheel["bestand"] == bestand, "rij"]
        houd_rijen(bestand, [int(rij) for rij in telt])
    return _met_namen(geheel.drop(columns=["bestand", "rij"]), gemeenten)


def _lees_tabel(
    wortel: Path, bestand: str, gemeenten: pd.DataFrame
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """Columns KOLOMMEN, indexed by the row of the file and with the names that stand there; a row per member
    and year that the file has. The source has rows that do not add up: `model.sluitfouten` names them."""
    frame, problemen = lees_tabel(wortel, bestand, KOLOMMEN, meer=True)
    if frame is None:
        return None, problemen
    frame, problemen = naar_leden(frame, bestand, KOLOMMEN, gemeenten, per="jaar")
    return (None, problemen) if problemen else (frame, [])


def _met_namen(frame: pd.DataFrame, gemeenten: pd.DataFrame) -> pd.DataFrame:
    eigen = met_eigen_namen(frame, gemeenten).rename(columns={"gemeentenaam": "gemeente"})
    return eigen.reset_index(drop=True)
