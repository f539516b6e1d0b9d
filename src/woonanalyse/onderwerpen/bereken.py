"""Results computed: what is asked, and what that uses, by the declarations of the subjects."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from woonanalyse.kern.catalogus import onderwerp_van
from woonanalyse.kern.gemeenten import kies_gemeente
from woonanalyse.kern.niveau import Niveau, Openbaarheid
from woonanalyse.kern.onderwerp import Onderwerp
from woonanalyse.kern.openbaar import maskeer
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.snede import van_gemeente


def bereken(
    dossier: Dossier,
    tabellen: Iterable[str],
    gemeente: str | None = None,
    niveau: Niveau = "openbaar",
) -> dict[str, pd.DataFrame]:
    """The tables of `tabellen` by name, for all municipalities or for the one called `gemeente`, as readers
    of `niveau` may see them; what is computed from another table knows no more of that than they do.

    A table is computed by the function of its name in the module `berekening` of its subject; each once.
    Raises InvoerFout for a municipality that is no member, KeyError for a table that no subject has or
    whose subject is not in this region or edition, ValueError for one municipality of a table of which the
    others decide what is hidden.
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
        if gemeente is not None and regels_van(dossier, onderwerp, naam)[0].over_rijen:
            raise ValueError(f"{naam}: what is hidden of one municipality depends on the others")
        if naam not in gemaakt:
            toegestaan[onderwerp.naam] = {onderwerp.naam, *onderwerp.gebruikt}
            module = importlib.import_module(f"woonanalyse.onderwerpen.{onderwerp.naam}.berekening")
            van = onderwerp.naam
            frame = getattr(module, naam)(dossier, lambda ander: maak(ander, van))
            gemaakt[naam] = als_openbaar(dossier, onderwerp, naam, frame, niveau)
        return gemaakt[naam]

    toegestaan: dict[str, set[str]] = {}
    return {naam: maak(naam) for naam in tabellen}


def als_openbaar(
    dossier: Dossier,
    onderwerp: Onderwerp,
    naam: str,
    frame: pd.DataFrame,
    niveau: Niveau = "openbaar",
) -> pd.DataFrame:
    """`frame`, table `naam` of `onderwerp`, as readers of `niveau` may see it."""
    regels, kleine = regels_van(dossier, onderwerp, naam)
    return maskeer(frame, regels, niveau, kleine)


def regels_van(
    dossier: Dossier, onderwerp: Onderwerp, naam: str
) -> tuple[Openbaarheid, Mapping[str, Any] | None]:
    """Who may see what of table `naam`, and the bounds of its small counts where it has them."""
    regels = onderwerp.openbaarheid.get(naam, Openbaarheid())
    bron = dossier.bronnen.get(onderwerp.naam)
    return regels, None if regels.klein is None else getattr(bron, regels.klein.regel)


def bereken_een(dossier: Dossier, tabel: str, gemeente: str | None = None) -> pd.DataFrame:
    """One table; as `bereken`."""
    return bereken(dossier, [tabel], gemeente)[tabel]
