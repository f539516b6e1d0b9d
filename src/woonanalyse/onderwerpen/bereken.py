"""Results computed: what is asked, and what that uses, by the declarations of the subjects."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

import pandas as pd

from woonanalyse.afscherming.openbaar import maskeer
from woonanalyse.afscherming.regels import regels
from woonanalyse.kern.catalogus import onderwerp_van
from woonanalyse.kern.catalogus import tabellen as alle_tabellen
from woonanalyse.kern.gemeenten import kies_gemeente
from woonanalyse.kern.merk import met_merk
from woonanalyse.kern.niveau import Niveau, Openbaarheid
from woonanalyse.kern.onderwerp import Onderwerp
from woonanalyse.onderwerpen.dossier import Dossier, Uit
from woonanalyse.onderwerpen.snede import van_gemeente


def bereken(
    dossier: Dossier,
    tabellen: Iterable[str],
    gemeente: str | None = None,
    niveau: Niveau = "openbaar",
) -> dict[str, pd.DataFrame]:
    """The tables of `tabellen` by name, for all municipalities or for the one called `gemeente`, as readers
    of `niveau` may see them; what is computed from another table knows no more of that than they do. For
    everyone a number that is shielded (of Editie.afgeschermd, hidden by the gate, made of either) is MERK.

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
        if gemeente is not None and eisen_van(onderwerp, naam).over_rijen:
            raise ValueError(f"{naam}: what is hidden of one municipality depends on the others")
        if naam not in gemaakt:
            toegestaan[onderwerp.naam] = {onderwerp.naam, *onderwerp.gebruikt}
            uit_andere = partial(maak, door=onderwerp.naam)
            gemaakt[naam], verborgen = _reken(dossier, onderwerp, naam, uit_andere, niveau)
            dicht.append(verborgen)
        return gemaakt[naam]

    toegestaan: dict[str, set[str]] = {}
    dicht: list[bool] = []
    uit = {naam: maak(naam) for naam in tabellen}
    heel = _als_geheel_getoond(dossier)
    if niveau != "openbaar" or (heel is None and not any(dicht)):
        return uit
    proef = bereken(heel or dossier, uit, niveau="intern")
    return {naam: merk(frame, proef[naam], _sleutel(naam)) for naam, frame in uit.items()}


def _reken(
    dossier: Dossier, onderwerp: Onderwerp, naam: str, uit_andere: Uit, niveau: Niveau
) -> tuple[pd.DataFrame, bool]:
    """One table as readers of `niveau` may see it, and whether anything of it is hidden from them."""
    module = importlib.import_module(f"woonanalyse.onderwerpen.{onderwerp.naam}.berekening")
    frame = getattr(module, naam)(dossier, uit_andere)
    eisen = eisen_van(onderwerp, naam)
    eerder: Sequence[pd.DataFrame] = ()
    if eisen.eerder and niveau != "intern":
        eerder = getattr(module, eisen.eerder)(dossier, uit_andere)
    open_ = maskeer(frame, eisen, regels(), niveau, eerder)
    return open_, int(open_.isna().sum().sum()) > int(frame.isna().sum().sum())


def merk(frame: pd.DataFrame, heel: pd.DataFrame, sleutel: Sequence[str]) -> pd.DataFrame:
    """`frame` with MERK in the place of each number that is missing because one it is made of is shielded:
    in the same row of `heel`, which has made numbers in the place of those, it is there.

    `sleutel`: the columns that tell rows apart; without it rows are the same by their place.
    """
    if sleutel:
        rijen = frame[list(sleutel)].merge(heel.drop_duplicates(list(sleutel)), how="left")
    elif len(frame) == len(heel):
        rijen = heel
    else:
        return frame
    uit = frame.copy()
    for kolom in frame.columns:
        dicht = frame[kolom].isna().to_numpy() & rijen[kolom].notna().to_numpy()
        if dicht.any() and pd.api.types.is_numeric_dtype(frame[kolom].dtype):
            uit[kolom] = met_merk(frame[kolom], pd.Series(dicht))
    return uit


def _als_geheel_getoond(dossier: Dossier) -> Dossier | None:
    """The same as if nothing were shielded, with made numbers; None where nothing is."""
    ouder = dossier.voorganger
    if dossier.editie.afgeschermd.empty and (ouder is None or ouder.afgeschermd.empty):
        return None
    heel = dossier.editie.als_geheel_getoond
    return replace(
        dossier, editie=heel, voorganger=None if ouder is None else ouder.als_geheel_getoond
    )


def _sleutel(naam: str) -> Sequence[str]:
    """What makes a row of a table unique, by its schema."""
    tabel = alle_tabellen().get(naam)
    return () if tabel is None else tuple(tabel.schema.get("primaryKey", ()))


def eisen_van(onderwerp: Onderwerp, naam: str) -> Openbaarheid:
    """Who may see what of table `naam` of `onderwerp`."""
    return onderwerp.openbaarheid.get(naam, Openbaarheid())


def bereken_een(dossier: Dossier, tabel: str, gemeente: str | None = None) -> pd.DataFrame:
    """One table; as `bereken`."""
    return bereken(dossier, [tabel], gemeente)[tabel]
