"""All that the registers say, by article: what counts, what is only shown and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from woonanalyse.afspraken.bewijs import soorten_van, telt
from woonanalyse.afspraken.soorten import afstemming, frequentie
from woonanalyse.afspraken.tijd import tijd
from woonanalyse.afspraken.uitkomst import Omgeving
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.formulier import formulieren
from woonanalyse.kern.getal import aantal, datum, hoofdletter
from woonanalyse.kern.kolomeis import Kolom
from woonanalyse.kern.opzet import Opzet
from woonanalyse.kern.perrij import per_rij
from woonanalyse.kern.registers import bezwaar

KOLOMMEN = [
    "editie", "artikel", "register", "registerrij", "partij", "datum", "feit", "telt", "waarom",
    "bronsoort", "zekerheid", "tegenspraak", "bron", "vindplaats", "bewijs",
]  # fmt: skip
"""Columns of the facts. `registerrij`: the row of the file `register`, as a spreadsheet counts; `telt`: ja or
nee, with in `waarom` why not; `bewijs`: where the fact was found."""


def feiten(
    afspraken: Sequence[Afspraak],
    registers: Mapping[str, pd.DataFrame],
    balans: pd.DataFrame,
    opzet: Opzet,
) -> pd.DataFrame:
    """A row per article and register row that is shown with it: columns KOLOMMEN, by article, then date.

    `registers` with all their rows, their index "file:row"; the others as those of `beoordeel`.
    """
    omgeving = Omgeving(registers, balans, opzet)
    namen = _namen(balans)
    gelezen = {
        naam: list(per_rij(frame)) for naam, frame in registers.items() if naam != "volledigheid"
    }
    rijen = [
        _feit(
            afspraak,
            naam,
            rij,
            _waarom_niet(afspraak, naam, rij, omgeving),
            namen,
            str(opzet.editie),
        )
        for afspraak in sorted(afspraken, key=lambda a: a["artikel"])
        for naam, rij in _van(afspraak, gelezen)
    ]
    frame = pd.DataFrame(rijen, columns=KOLOMMEN).astype({"artikel": "Int64"})
    frame = frame.sort_values(["artikel", "telt"], kind="stable", key=_tellend_eerst)
    frame = frame.drop_duplicates(["artikel", "register", "registerrij"])
    return frame.sort_values(["artikel", "datum"], kind="stable", ignore_index=True)


def _tellend_eerst(kolom: pd.Series) -> pd.Series:
    return kolom != "ja" if kolom.name == "telt" else kolom


def _namen(balans: pd.DataFrame) -> dict[str, str]:
    leden = balans.drop_duplicates("gemeentecode")
    return dict(zip(leden["gemeentecode"], leden["gemeente"], strict=True))


def _van(afspraak: Afspraak, registers: Mapping[str, Sequence[Any]]) -> Iterator[tuple[str, Any]]:
    """The register rows that are shown with an agreement, with the name of their register."""
    eigen = {str(afspraak.get("register")), *afspraak.get("ook", [])}
    lezingen = afspraak.get("lezingen", {}).values()
    anders = {soort for lezing in lezingen for soort in lezing.get("ook_bewijs", [])}
    besluitsoorten = {*tellende_soorten(afspraak), *anders, *afspraak.get("getoond", [])}
    for naam, rijen in registers.items():
        for rij in rijen:
            if hasattr(rij, "artikel"):
                van_deze = rij.artikel == afspraak["artikel"]
            else:
                van_deze = rij.soort in besluitsoorten if naam == "besluiten" else naam in eigen
            if van_deze:
                yield naam, rij


def tellende_soorten(afspraak: Afspraak) -> set[str]:
    """Every sort that counts for an agreement, by the reading it uses."""
    velden = ("deels", "noemer", "uitzondering", "buiten_regel", "overleg", "ernaast")
    eigen = {str(afspraak[veld]) for veld in velden if veld in afspraak}  # type: ignore[literal-required]
    return eigen | (set(soorten_van(afspraak)) if "bewijs" in afspraak else set())


def _waarom_niet(afspraak: Afspraak, naam: str, rij: Any, omgeving: Omgeving) -> str:
    """Why a row does not count for an agreement, in Dutch; empty where it does."""
    if naam != afspraak.get("register"):
        return "wordt getoond"
    if naam in ("voortgang", "besluiten") and rij.soort not in tellende_soorten(afspraak):
        return "wordt getoond"
    if naam == "besluiten" and not _van_partij(afspraak, rij, omgeving):
        return "geen besluit van deze partij"
    reden = bezwaar(rij) or (afstemming.waarom_niet(afspraak, rij) if naam == "afstemming" else "")
    if reden:
        return reden
    if naam == "planmonitorleveringen":
        return frequentie.waarom_niet(afspraak, omgeving, rij)
    return "" if telt(tijd(rij.datum), afspraak, omgeving) else "buiten de looptijd"


def _van_partij(afspraak: Afspraak, rij: Any, omgeving: Omgeving) -> bool:
    """Whether a row of decisions is of a party of the agreement; of a record documents too.

    A decision of each college apart is never made by a row of all of them together.
    """
    wie = {partij.sleutel for partij in omgeving.partijen(afspraak)}
    if afspraak["soort"] == "vastlegging":
        return rij.status in ("besluit", "document") and rij.partij in {*wie, *afspraak["partij"]}
    return rij.status == "besluit" and rij.partij in wie


def _feit(
    afspraak: Afspraak, naam: str, rij: Any, waarom: str, namen: Mapping[str, str], editie: str
) -> dict[str, Any]:
    bestand, _, nummer = str(rij.Index).rpartition(":")
    return {
        "editie": editie,
        "artikel": afspraak["artikel"],
        "register": bestand,
        "registerrij": nummer,
        "partij": namen.get(rij.partij, rij.partij),
        "datum": rij.datum,
        "feit": in_woorden(naam, rij),
        "telt": "nee" if waarom else "ja",
        "waarom": waarom,
        "bronsoort": rij.bronsoort,
        "zekerheid": rij.zekerheid,
        "tegenspraak": rij.tegenspraak,
        "bron": rij.bron,
        "vindplaats": "; ".join(deel for deel in (rij.vindplaats, rij.bron_url) if deel),
        "bewijs": rij.feit,
    }


def in_woorden(naam: str, rij: Any) -> str:
    """What a row of register `naam` says: its own columns, then its description."""
    vorm = formulieren()[naam]
    delen = [_cel(vorm.kolommen[kolom], kolom, getattr(rij, kolom)) for kolom in vorm.toon]
    kort = "; ".join(deel for deel in delen if deel)
    zin = f"{hoofdletter(kort)}." if kort else ""
    uitleg = f"{rij.afleiding} (afgeleid)" if rij.afleiding else ""
    return " ".join(deel for deel in (zin, rij.omschrijving, uitleg) if deel)


def _cel(eis: Kolom, kolom: str, waarde: Any) -> str:
    """A cell in words; a number or a date with what it is of."""
    if pd.isna(waarde) or waarde == "":
        return ""
    if isinstance(waarde, str) and eis.soort != "datum":
        return waarde
    in_woorden_ = datum(waarde) if eis.soort == "datum" else aantal(waarde)
    return f"{kolom.replace('_', ' ')} {in_woorden_}"
