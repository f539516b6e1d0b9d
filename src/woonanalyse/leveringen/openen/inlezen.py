"""Open a delivered file as a workbook, whatever its kind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.leveringen.openen.bewaking import Bekeken, bekijk
from woonanalyse.leveringen.openen.boek import Boek


def open_boek(pad: Path) -> Boek:
    """The sheets of a workbook or CSV; raises InvoerFout where it cannot be opened."""
    return maak_boek(bekijk(pad))


def maak_boek(bekeken: Bekeken) -> Boek:
    """The sheets of a file that was looked at; raises InvoerFout where it is no workbook or CSV after all."""
    from woonanalyse.leveringen.openen.rekenblad import lees_calamine, lees_xlsx
    from woonanalyse.leveringen.openen.tekstboek import lees_csv

    soort, inhoud = bekeken.soort, bekeken.inhoud
    if soort not in ("xlsx", "xls", "ods", "csv"):
        raise InvoerFout([Probleem(bekeken.naam, f"een werkboek of CSV; dit is een {soort}")])
    if soort == "csv":
        return _met(bekeken, lees_csv(bekeken.naam, inhoud))
    try:
        return _met(bekeken, lees_xlsx(inhoud) if soort == "xlsx" else lees_calamine(inhoud, soort))
    except (
        Exception
    ) as fout:  # the libraries have no error in common for a file that is not as it should be
        verwacht = (
            "een heel werkboek; dit is beschadigd of door een ander programma gemaakt. Open het in Excel of "
            "LibreOffice en bewaar het opnieuw als .xlsx"
        )
        raise InvoerFout([Probleem(bekeken.naam, verwacht)]) from fout


def _met(bekeken: Bekeken, boek: Boek) -> Boek:
    return replace(boek, notities=(*bekeken.notities, *boek.notities))
