"""Plan registers of before: what earlier editions and concepts were made from, and may have shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from woonanalyse.kern.concept import concepten
from woonanalyse.kern.opzet import Opzet, als_opzet
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.vindplaats import neem_op
from woonanalyse.kern.yamlbestand import lees_yaml
from woonanalyse.onderwerpen import registerbalans

EDITIE = "kern/schemas/editie"


def eerdere_registers(wortel: Path, regio: Regio, opzet: Opzet) -> tuple[str, ...]:
    """The tables plannen (from the root) that may have been published before that of `opzet`, the earliest
    first: of editions with an earlier reference date, of their concepts, and of concepts of this one.

    None twice, and none with the bytes of its own.
    """
    eigen = _bestand(opzet)
    if eigen is None:
        return ()
    gezien = {_inhoud(wortel, eigen)}
    gevonden = []
    with neem_op():
        for bestand in [pad for _, pad in sorted(_alle(wortel, regio, opzet))]:
            inhoud = _inhoud(wortel, bestand)
            if inhoud not in gezien:
                gevonden.append(bestand)
                gezien.add(inhoud)
    return tuple(gevonden)


def _alle(wortel: Path, regio: Regio, opzet: Opzet) -> Iterator[tuple[tuple[str, int], str]]:
    """Registers with their order: reference date, and within it the concepts before the edition."""
    for naam in regio.edities:
        kop = _kop(wortel, f"{regio.paden.edities}/{naam}.yml")
        dag = (kop.peildatum or "") if kop else ""
        if kop is None or not dag or dag > (opzet.peildatum or ""):
            continue
        for concept in concepten(wortel, naam):
            toen = _kop(wortel, f"{concept.invoer}/{regio.paden.edities}/{naam}.yml")
            vast = _bestand(toen) if toen else None
            if vast is not None and (wortel / concept.invoer / vast).is_file():
                yield (dag, concept.nummer), f"{concept.invoer}/{vast}"
        bestand = _bestand(kop)
        if bestand is not None and dag < (opzet.peildatum or "") and (wortel / bestand).is_file():
            yield (dag, 10**6), bestand


def _kop(wortel: Path, bestand: str) -> Opzet | None:
    velden = lees_yaml(wortel, bestand, EDITIE)[0] if (wortel / bestand).is_file() else None
    return None if velden is None else als_opzet(velden)


def _bestand(opzet: Opzet) -> str | None:
    """The table plannen that an edition is made from."""
    bron = opzet.balans or {}
    return str(bron["bestand"]) if bron.get("vorm") == registerbalans.VORM else None


def _inhoud(wortel: Path, bestand: str) -> bytes:
    pad = wortel / bestand
    return pad.read_bytes() if pad.is_file() else b""


def elders(*tabellen: pd.DataFrame | None) -> frozenset[tuple[str, int]]:
    """Hard capacity (dwellings) by gemeentecode as others publish it, in tables with a column hard or
    hard_totaal."""
    gevonden: set[tuple[str, int]] = set()
    for tabel in tabellen:
        kolom = next((k for k in ("hard", "hard_totaal") if tabel is not None and k in tabel), None)
        if tabel is not None and kolom is not None:
            er = tabel[tabel[kolom].notna()]
            gevonden |= {
                (str(code), round(n)) for code, n in zip(er["gemeentecode"], er[kolom], strict=True)
            }
    return frozenset(gevonden)
