"""Where else a delivery is written down: rows of registers, rows that stay internal, and the log."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from woonanalyse.kern import logboek
from woonanalyse.kern.logboek import Handeling
from woonanalyse.kern.perrij import per_rij
from woonanalyse.kern.regio import Regio
from woonanalyse.leveringen import internrijen
from woonanalyse.leveringen.bewaard import Bewaard
from woonanalyse.leveringen.levering import Levering
from woonanalyse.leveringen.registerplek import registerplek
from woonanalyse.leveringen.registerrijen import aangevuld, zonder_dubbele

_LEVERINGEN = "planmonitorleveringen"


def bijgeschreven(
    wortel: Path, regio: Regio, levering: Levering, zij: Bewaard
) -> tuple[dict[str, bytes | None], list[str]]:
    """By path from the root what these files are with this delivery in them, and which of them get the rows
    that were delivered. Raises InvoerFout where one of them is not in order."""
    for naam, frame in levering.formulieren.items():
        if internrijen.is_intern(naam):
            return internrijen.erbij(wortel, regio, naam, frame, zij.sha256)
    registers = _registers(wortel, regio, levering, zij)
    met_rijen = [pad for pad in registers if pad.endswith(".csv")]
    return {**registers, **_in_logboek(wortel, levering, zij)}, met_rijen


def _registers(wortel: Path, regio: Regio, levering: Levering, zij: Bewaard) -> dict[str, bytes]:
    """The registers with the rows of this delivery, by their path from the root."""
    frames = {naam: frame for naam, frame in levering.formulieren.items() if not frame.empty}
    if levering.tabellen:
        frames = {_LEVERINGEN: _leveringsrijen(levering, zij)}
    gezet: dict[str, bytes] = {}
    for naam, frame in frames.items():
        plek = registerplek(wortel, regio, naam)
        assert plek is not None
        rijen = zonder_dubbele(wortel, plek, frame) if levering.tabellen else frame
        if not rijen.empty:
            gezet |= plek.erbij(wortel, aangevuld(wortel, plek, rijen))
    return gezet


def _in_logboek(wortel: Path, levering: Levering, zij: Bewaard) -> dict[str, bytes]:
    """The log with what this delivery does, by its path; nothing where that is nothing."""
    handelingen = _handelingen(levering, zij)
    return logboek.met_erbij(wortel, handelingen) if handelingen else {}


def _handelingen(levering: Levering, zij: Bewaard) -> list[Handeling]:
    """What goes into the log: that plans were delivered, and what colleges decided on a concept."""
    if levering.tabellen:
        wat = f"levering {zij.partij} {zij.peildatum} versie {zij.versie}"
        return [Handeling(zij.geleverd_op, "", "geleverd", wat, zij.sha256, "")]
    besluiten = levering.formulieren.get("besluiten")
    return [
        Handeling(
            r.datum,
            f"college {r.partij}",
            "besluit",
            f"{r.partij} over {r.editie}/concept-{r.concept}: {r.uitkomst}",
            r.besluitnummer,
            r.bron,
        )
        for r in (per_rij(besluiten) if besluiten is not None else ())
        if r.uitkomst
    ]


def _leveringsrijen(levering: Levering, zij: Bewaard) -> pd.DataFrame:
    """The evidence that hard plans were delivered, and soft ones where there are any.

    How many dwellings are hard depends on the reading of an edition, and some plans are not public: no number
    is said here.
    """
    zacht = levering.tabellen["plannen"]["planstatus"].str.startswith(("3", "4")).any()
    vast = {
        "voorbeelddata": "nee", "datum": zij.geleverd_op, "partij": zij.partij, "peildatum": zij.peildatum,
        "geleverd": "ja", "woningen": "", "omschrijving": f"Plannen, geleverd in de vorm {levering.vorm}",
        "bron": f"levering {zij.bestand}", "bron_url": "",
        "vindplaats": f"{zij.map}/{zij.bestand}", "bronsoort": "eigen stuk", "zekerheid": "letterlijk",
        "afleiding": "", "tegenspraak": "", "feit": "",
    }  # fmt: skip
    return pd.DataFrame([{**vast, "soort": soort} for soort in ("hard", "zacht")[: 1 + zacht]])
