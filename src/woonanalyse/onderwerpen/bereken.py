"""Results computed: what is asked, and what that uses, by the declarations of the subjects."""

from __future__ import annotations

import importlib
from collections.abc import Iterable

import pandas as pd

from woonanalyse.kern.catalogus import onderwerp_van
from woonanalyse.kern.gemeenten import kies_gemeente
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.snede import van_gemeente


def bereken(
    dossier: Dossier, tabellen: Iterable[str], gemeente: str | None = None
) -> dict[str, pd.DataFrame]:
    """The tables of `tabellen` by name, for all municipalities or for the one called `gemeente`.

    A table is computed by the function of its name in the module `berekening` of its subject; each once.
    Raises InvoerFout for a municipality that is no member, KeyError for a table that no subject has or
    whose subject is not in this region or edition.
    """
    if gemeente is not None:
        code = str(kies_gemeente(dossier.regio.gemeenten, gemeente)["gemeentecode"])
        dossier = van_gemeente(dossier, code)
    gemaakt: dict[str, pd.DataFrame] = {}

    def maak(naam: str, door: str | None = None) -> pd.DataFrame:
        onderwerp = onderwerp_van(naam)
        if onderwerp is None or not dossier.heeft(onderwerp):
            raise KeyError(naam)
        if door is not None and onderwerp.naam not in toegestaan[door]:
            raise KeyError(f"{door} does not declare that it uses {onderwerp.naam} ({naam})")
        if naam not in gemaakt:
            toegestaan[onderwerp.naam] = {onderwerp.naam, *onderwerp.gebruikt}
            module = importlib.import_module(f"woonanalyse.onderwerpen.{onderwerp.naam}.berekening")
            van = onderwerp.naam
            gemaakt[naam] = getattr(module, naam)(dossier, lambda ander: maak(ander, van))
        return gemaakt[naam]

    toegestaan: dict[str, set[str]] = {}
    return {naam: maak(naam) for naam in tabellen}


def bereken_een(dossier: Dossier, tabel: str, gemeente: str | None = None) -> pd.DataFrame:
    """One table; as `bereken`."""
    return bereken(dossier, [tabel], gemeente)[tabel]
