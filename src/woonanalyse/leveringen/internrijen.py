"""Rows of a template that stay internal: states of deliveries, reactions to a concept, choices on plans."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from woonanalyse.kern import logboek
from woonanalyse.kern.bestanden import als_csv
from woonanalyse.kern.concept import concepten
from woonanalyse.kern.dagen import laatste_dag
from woonanalyse.kern.formulier import INTERN, formulieren
from woonanalyse.kern.fouten import InvoerFout, een_van
from woonanalyse.kern.logboek import Handeling
from woonanalyse.kern.perrij import per_rij
from woonanalyse.kern.persoon import persoon_in
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.registers import partijen_van
from woonanalyse.kern.tabel import lees_tabel
from woonanalyse.leveringen import keuzerijen
from woonanalyse.leveringen.akkoord import met_handelingen
from woonanalyse.leveringen.stand import Bezwaar, Stap, versies, zet
from woonanalyse.onderwerpen.keuzes import FORMULIER

STANDEN, REACTIES = "standen", "reacties"
"""Two of the templates; the third is that of keuzerijen."""
REACTIEBESTAND = "data/intern/reacties.csv"
"""Reactions, oldest first; a later row of the same party and number takes the place of an earlier one."""
REACTIE = "reactie"
"""The act in the log."""


def is_intern(naam: str) -> bool:
    """Whether the rows of a template stay internal."""
    return formulieren()[naam].onderwerp == INTERN


def bezwaren(wortel: Path, regio: Regio, naam: str, frame: pd.DataFrame) -> list[Bezwaar]:
    """What is wrong with the rows of template `naam`; `frame` has its columns, numbered from 0.

    Raises InvoerFout where the log is no longer whole.
    """
    partijen = partijen_van(regio.gemeenten, regio.subregios)
    fout = list(_personen(naam, frame))
    for nr, partij in enumerate(frame["partij"]):
        if partij not in partijen:
            fout.append(Bezwaar(nr, "partij", partij, een_van(partij, sorted(partijen))))
    if fout:
        return fout
    if naam == STANDEN:
        return zet(_stappen(frame), versies(wortel), logboek.lees(wortel))[1]
    if naam == FORMULIER:
        return list(keuzerijen.bezwaren(wortel, regio, frame))
    return [
        *_antwoorden(frame),
        *zonder_concept(wortel, regio, frame),
        *_eerder(lees_reacties(wortel), frame),
    ]


def _personen(naam: str, frame: pd.DataFrame) -> Iterator[Bezwaar]:
    vrij = [k for k, eis in formulieren()[naam].kolommen.items() if eis.soort == "tekst"]
    for nr, cellen in enumerate(frame[vrij].itertuples(index=False, name=None)):
        for kolom, cel in zip(vrij, cellen, strict=True):
            if verwacht := persoon_in(cel):
                yield Bezwaar(nr, kolom, cel, verwacht)


def _antwoorden(frame: pd.DataFrame) -> Iterator[Bezwaar]:
    for nr, rij in enumerate(per_rij(frame)):
        if bool(rij.antwoord) != bool(rij.gewijzigd):
            kolom = "gewijzigd" if rij.antwoord else "antwoord"
            yield Bezwaar(nr, kolom, "", "antwoord en gewijzigd allebei ingevuld, of allebei leeg")


def zonder_concept(wortel: Path, regio: Regio, frame: pd.DataFrame) -> Iterator[Bezwaar]:
    """Rows (numbered from 0, columns editie, concept and datum) about a concept that was not frozen, or not
    yet on their day."""
    per_editie = {
        editie: {str(een.nummer): een.datum for een in concepten(wortel, editie)}
        for editie in regio.edities
    }
    for rij in per_rij(frame):
        nr, er = rij.Index, per_editie.get(rij.editie)
        if not er:
            yield Bezwaar(nr, "editie", rij.editie, "een editie waarvan een concept is vastgelegd")
        elif rij.concept not in er:
            yield Bezwaar(nr, "concept", rij.concept, een_van(rij.concept, er))
        elif rij.datum and laatste_dag(rij.datum).isoformat() < (dag := er[rij.concept]):
            verwacht = f"{dag} of later; op die dag is concept {rij.concept} vastgelegd"
            yield Bezwaar(nr, "datum", rij.datum, verwacht)


def _eerder(er: pd.DataFrame, frame: pd.DataFrame) -> Iterator[Bezwaar]:
    bekend = set(er.itertuples(index=False, name=None))
    for nr, rij in enumerate(frame[list(er.columns)].itertuples(index=False, name=None)):
        if rij in bekend:
            yield Bezwaar(nr, "nummer", "", f"een rij die nog niet in {REACTIEBESTAND} staat")
        bekend.add(rij)


def _stappen(frame: pd.DataFrame) -> list[Stap]:
    return [
        Stap(r.datum, r.partij, r.peildatum, int(r.versie), r.handeling, r.rol, r.grond)
        for r in per_rij(frame)
    ]


def lees_reacties(wortel: Path) -> pd.DataFrame:
    """All rows of the register of reactions (columns of its template, text), oldest first.

    Raises InvoerFout where the file is wrong.
    """
    kolommen = formulieren()[REACTIES].kolommen
    if not (wortel / REACTIEBESTAND).exists():
        return pd.DataFrame({kolom: pd.Series(dtype="object") for kolom in kolommen})
    frame, problemen = lees_tabel(wortel, REACTIEBESTAND, kolommen, leeg=True)
    if frame is None:
        raise InvoerFout(problemen)
    return frame.astype("object").reset_index(drop=True)


def reacties(wortel: Path, editie: str, concept: int) -> pd.DataFrame:
    """The reactions to a concept as they are now: of each party and number the last row."""
    alle = lees_reacties(wortel)
    eigen = alle[(alle["editie"] == editie) & (alle["concept"] == str(concept))]
    return eigen.drop_duplicates(["partij", "nummer"], keep="last").reset_index(drop=True)


def erbij(
    wortel: Path, regio: Regio, naam: str, frame: pd.DataFrame, kenmerk: str
) -> tuple[dict[str, bytes | None], list[str]]:
    """By path from the root what files are with these rows, in which nothing is wrong, and which of them get
    rows. `kenmerk`: the hash of the file that they came in."""
    if naam == STANDEN:
        acten = zet(_stappen(frame), versies(wortel), logboek.lees(wortel))[0]
        return met_handelingen(wortel, regio, acten), [logboek.LOGBOEK]
    if naam == FORMULIER:
        bestanden = keuzerijen.erbij(wortel, frame, kenmerk)
        return bestanden, list(bestanden)
    alle = pd.concat([lees_reacties(wortel), frame], ignore_index=True)
    met = logboek.met_erbij(wortel, handelingen_van(frame, kenmerk))
    return {**met, REACTIEBESTAND: als_csv(alle)}, [logboek.LOGBOEK, REACTIEBESTAND]


def handelingen_van(frame: pd.DataFrame, kenmerk: str) -> list[Handeling]:
    """Reactions as acts; of what was written only the hash is in the log."""
    return [
        Handeling(
            r.datum,
            r.rol,
            REACTIE,
            onderwerp_van(r.partij, r.nummer, r.editie, r.concept),
            kenmerk,
            hash_van_reactie([r.waarop, r.gevraagd, r.antwoord, r.gewijzigd]),
        )
        for r in per_rij(frame)
    ]


def onderwerp_van(partij: str, nummer: str, editie: str, concept: str) -> str:
    """What a reaction is about, as the log says it."""
    return f"reactie {nummer} van {partij} op {editie}/concept-{concept}"


def hash_van_reactie(cellen: Sequence[str]) -> str:
    """The hash of what someone asked and was answered."""
    return hashlib.sha256(json.dumps(list(cellen), ensure_ascii=False).encode()).hexdigest()
