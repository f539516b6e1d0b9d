"""The agreements: dated YAML, checked beyond its schema."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from woonanalyse.bronnen.yamlbestand import lees_yaml
from woonanalyse.fouten import Probleem

Afspraak = dict[str, Any]


def lees(wortel: Path, bestand: str) -> tuple[list[Afspraak] | None, list[Probleem]]:
    """Read the agreements in order of the file, or None with the problems."""
    afspraken, problemen = lees_yaml(wortel, bestand, "afspraken")
    if afspraken is None:
        return None, problemen
    problemen = [
        *_dubbel(bestand, afspraken),
        *(p for nr, afspraak in enumerate(afspraken) for p in _controleer(bestand, nr, afspraak)),
    ]
    return (None, problemen) if problemen else (afspraken, [])


def soorten_per_register(afspraken: list[Afspraak]) -> dict[str, dict[int, set[str]]]:
    """The `soort` of register rows that agreements look for: by register, then by article."""
    velden = (
        "bewijs", "ernaast", "noemer", "uitzondering", "buiten_regel", "overleg", "aan_de_orde",
        "niet_aan_de_orde",
    )  # fmt: skip
    soorten: dict[str, dict[int, set[str]]] = {}
    for afspraak in afspraken:
        if "register" in afspraak:
            per_artikel = soorten.setdefault(afspraak["register"], {})
            per_artikel.setdefault(afspraak["artikel"], set()).update(
                afspraak[veld] for veld in velden if veld in afspraak
            )
    return soorten


def _dubbel(bestand: str, afspraken: list[Afspraak]) -> list[Probleem]:
    sleutels = [(a["artikel"], a.get("onderdeel")) for a in afspraken]
    return [
        Probleem(
            bestand,
            "elk artikel één keer, of elk onderdeel ervan één keer",
            kolom=f"[{nr}].artikel",
            waarde=" ".join(str(deel) for deel in sleutel if deel),
        )
        for nr, sleutel in enumerate(sleutels)
        if sleutel in sleutels[:nr]
    ]


def _controleer(bestand: str, nr: int, afspraak: Afspraak) -> Iterator[Probleem]:
    for veld, tekst in _datums(afspraak):
        try:
            date.fromisoformat(tekst)
        except ValueError:
            yield Probleem(bestand, "een datum die bestaat", kolom=f"[{nr}].{veld}", waarde=tekst)
    if afspraak["vanaf"] > afspraak["tot_en_met"]:
        yield Probleem(
            bestand,
            f"een datum op of na vanaf ({afspraak['vanaf']})",
            kolom=f"[{nr}].tot_en_met",
            waarde=afspraak["tot_en_met"],
        )
    if "lezing" in afspraak and afspraak["lezing"] not in afspraak.get("lezingen", {}):
        yield Probleem(
            bestand,
            "een van " + ", ".join(afspraak.get("lezingen", {})),
            kolom=f"[{nr}].lezing",
            waarde=afspraak["lezing"],
        )


def _datums(afspraak: Afspraak) -> Iterator[tuple[str, str]]:
    for veld in ("vanaf", "telt_vanaf", "tot_en_met", "uiterlijk"):
        if veld in afspraak:
            yield veld, afspraak[veld]
    if "begin" in afspraak:
        yield "begin.datum", afspraak["begin"]["datum"]
    for naam, lezing in afspraak.get("lezingen", {}).items():
        yield f"lezingen.{naam}.uiterlijk", lezing["uiterlijk"]
