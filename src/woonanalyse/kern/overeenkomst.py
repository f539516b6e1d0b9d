"""The agreements: dated YAML, checked beyond its schema; their texts quote their own numbers.

A text may hold names between braces, such as {norm}, that are filled when the file is read: a number
stands once, and the sentences follow it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import pandas as pd

from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.fouten import Probleem, een_van
from woonanalyse.kern.getal import aantal, datum, procent
from woonanalyse.kern.vindplaats import leg_tabel_vast
from woonanalyse.kern.yamlbestand import knopen_van, lees_yaml

TEKSTVELDEN = ("titel", "zegt", "noot", "nodig", "eerdere_tekst")
"""Fields whose text may quote the numbers and dates of its own entry."""


def lees(wortel: Path, bestand: str) -> tuple[list[Afspraak] | None, list[Probleem]]:
    """Read the agreements in order of the file, or None with the problems."""
    afspraken, problemen = lees_yaml(wortel, bestand, "kern/schemas/afspraken")
    if afspraken is None:
        return None, problemen
    problemen = [
        *_dubbel(bestand, afspraken),
        *(p for nr, afspraak in enumerate(afspraken) for p in _controleer(bestand, nr, afspraak)),
    ]
    if problemen:
        return None, problemen
    leg_tabel_vast(bestand, _regels((wortel / bestand).read_text(encoding="utf-8")).copy())
    gevuld = [_vul_in(bestand, nr, afspraak) for nr, afspraak in enumerate(afspraken)]
    problemen = [probleem for _, fouten in gevuld for probleem in fouten]
    return (None, problemen) if problemen else ([afspraak for afspraak, _ in gevuld], [])


@lru_cache(maxsize=8)
def _regels(tekst: str) -> pd.DataFrame:
    """A row per line of the file that belongs to an agreement: its article as text."""
    lijst = knopen_van(tekst)
    artikelen: dict[int, str] = {}
    for afspraak in lijst.value if lijst else []:
        velden = {sleutel.value: waarde.value for sleutel, waarde in afspraak.value}
        eind = afspraak.end_mark
        for regel in range(afspraak.start_mark.line + 1, eind.line + (eind.column > 0) + 1):
            artikelen[regel] = velden["artikel"]
    return pd.DataFrame({"artikel": list(artikelen.values())}, index=list(artikelen))


def soorten_per_register(afspraken: list[Afspraak]) -> dict[str, dict[int, set[str]]]:
    """The `soort` of register rows that agreements look for: by register, then by article.

    `bewijs`, `deels` and what a reading counts beside them stand in the agreement's own register, what is
    shown beside it in that of progress; what is only shown (`getoond`) in both.
    """
    velden = (
        "ernaast", "noemer", "uitzondering", "buiten_regel", "overleg", "niet_aan_de_orde",
    )  # fmt: skip
    soorten: dict[str, dict[int, set[str]]] = {}
    for afspraak in afspraken:
        plekken = [("voortgang", str(afspraak[veld])) for veld in velden if veld in afspraak]  # type: ignore[literal-required]
        plekken += [
            (afspraak["register"], str(afspraak[veld]))
            for veld in ("bewijs", "deels")
            if veld in afspraak
        ]
        lezingen = afspraak.get("lezingen", {}).values()
        ook = {soort for lezing in lezingen for soort in lezing.get("ook_bewijs", [])}
        plekken += [(afspraak.get("register", ""), soort) for soort in sorted(ook)]
        for soort in afspraak.get("getoond", []):
            plekken += [(register, soort) for register in ("voortgang", "besluiten")]
        for register, soort in plekken:
            per_artikel = soorten.setdefault(register, {})
            per_artikel.setdefault(afspraak["artikel"], set()).add(soort)
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
        if "uiterlijk" in lezing:
            yield f"lezingen.{naam}.uiterlijk", lezing["uiterlijk"]


def vreemde_starts(
    bestand: str, afspraken: list[Afspraak], codes: Collection[str]
) -> list[Probleem]:
    """Problems where a reading has a begin of its own for who is none of `codes`."""
    return [
        Probleem(
            bestand,
            een_van(code, sorted(codes)),
            kolom=f"[{nr}].lezingen.{naam}.start_van",
            waarde=code,
        )
        for nr, afspraak in enumerate(afspraken)
        for naam, lezing in afspraak.get("lezingen", {}).items()
        for code in lezing.get("start_van", {})
        if code not in codes
    ]


def _vul_in(bestand: str, nr: int, afspraak: Afspraak) -> tuple[Afspraak, list[Probleem]]:
    """The agreement with the names in its texts replaced by its own numbers and dates."""
    woorden = _invullingen(afspraak)
    ruw: dict[str, Any] = dict(afspraak)
    teksten = {veld: (ruw[veld], woorden) for veld in TEKSTVELDEN if veld in ruw}
    lezingen = afspraak.get("lezingen", {})
    for naam, lezing in lezingen.items():
        dag = {"uiterlijk": datum(lezing["uiterlijk"])} if "uiterlijk" in lezing else {}
        eigen = {**woorden, **dag}
        teksten[f"lezingen.{naam}.uitleg"] = (lezing["uitleg"], eigen)
    gevuld = {plek: _vul(*tekst) for plek, tekst in teksten.items()}
    verwacht = "tussen accolades alleen " + ", ".join(woorden)
    problemen = [
        Probleem(bestand, verwacht, kolom=f"[{nr}].{plek}", waarde=teksten[plek][0])
        for plek, tekst in gevuld.items()
        if tekst is None
    ]
    velden: dict[str, Any] = {veld: tekst for veld, tekst in gevuld.items() if veld in ruw}
    if lezingen:
        velden["lezingen"] = {
            naam: {**lezing, "uitleg": gevuld[f"lezingen.{naam}.uitleg"]}
            for naam, lezing in lezingen.items()
        }
    return cast(Afspraak, {**ruw, **velden}), problemen


def _vul(tekst: str, woorden: Mapping[str, str]) -> str | None:
    """`tekst` with its names filled in; None where it names something else."""
    try:
        return tekst.format_map(woorden)
    except (KeyError, ValueError, IndexError, AttributeError):
        return None


def _invullingen(afspraak: Afspraak) -> dict[str, str]:
    """What the names between braces stand for, as a Dutch reader writes it."""
    datums = dict(_datums(afspraak))
    gekozen = afspraak.get("lezingen", {}).get(afspraak.get("lezing", ""))
    if gekozen and "uiterlijk" in gekozen:
        datums["uiterlijk"] = gekozen["uiterlijk"]
    woorden = {veld: datum(dag) for veld, dag in datums.items() if "." not in veld}
    if "uiterlijk" in datums:
        woorden["uiterlijk_jaar"] = datums["uiterlijk"][:4]
    if "vanaf_woningen" in afspraak:
        woorden["vanaf_woningen"] = aantal(afspraak["vanaf_woningen"])
    if "jaar" in afspraak:
        woorden["jaar"] = str(afspraak["jaar"])
    if "eenheid" in afspraak:
        woorden["eenheid"] = afspraak["eenheid"]
    if "norm" in afspraak and "eenheid" in afspraak:
        woorden["norm"] = _getal(afspraak["norm"], afspraak["eenheid"])
        woorden["termijn"] = _termijn(afspraak["norm"], afspraak["eenheid"])
    if "norm" in afspraak and "begin" in afspraak:
        begin = afspraak["begin"]
        woorden["begin_jaar"] = begin["datum"][:4]
        woorden["begin"] = _getal(begin["waarde"], "")
        woorden["erbij"] = _getal(afspraak["norm"] - begin["waarde"], "")
    return woorden


def _getal(waarde: float, eenheid: str) -> str:
    """A number: 1.0 as a fraction is 100%, 0.955 is 95,5%, 2 is 2, 2.5 is 2,5."""
    if eenheid == "fractie":
        return procent(waarde).replace(",0%", "%")
    return aantal(waarde) if waarde == int(waarde) else str(waarde).replace(".", ",")


def _termijn(norm: float, eenheid: str) -> str:
    """A norm with its unit: 24 maanden is 2 jaar, 25 maanden stays so."""
    if eenheid == "maanden" and norm % 12 == 0:
        norm, eenheid = norm / 12, "jaar"
    return f"{_getal(norm, eenheid)} {eenheid}"
