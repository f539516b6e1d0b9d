"""The agreements of an edition judged, as the result file and the report show them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from woonanalyse.afspraken import beeld, thema
from woonanalyse.afspraken.beoordeel import beoordeel
from woonanalyse.afspraken.feiten import feiten
from woonanalyse.afspraken.lezingen import lezingen
from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.beeld.stijl import gebruik_lettertype
from woonanalyse.kern.beeld.tonen import Beeld, merk_scenario, merk_voorbeelddata
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.uitkomsten.runs import AFSPRAKENFIGUUR


def monitor(editie: Editie, uitkomst: pd.DataFrame) -> pd.DataFrame:
    """All agreements judged for `editie`; `uitkomst` is its balance (columns of model.balans.KOLOMMEN)."""
    return beoordeel(editie.regio.afspraken, editie.registers, uitkomst, editie.opzet)


def monitortabellen(editie: Editie, uitkomst: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The tables of the agreements by name: their states, those by every reading, and what is known."""
    afspraken, opzet = editie.regio.afspraken, editie.opzet
    return {
        "afspraken": monitor(editie, uitkomst),
        "lezingen": lezingen(afspraken, editie.registers, uitkomst, opzet),
        "feiten": feiten(afspraken, editie.feiten, uitkomst, opzet),
    }


def raster(wortel: Path, editie: Editie, uitkomst: pd.DataFrame, *, voorbeelddata: bool) -> Beeld:
    """The agreements at a glance."""
    gebruik_lettertype(wortel)
    merk_voorbeelddata(voorbeelddata)
    merk_scenario(editie.opzet.scenario)
    try:
        return beeld.raster(editie.regio.afspraken, uitkomst, editie.opzet)
    finally:
        merk_voorbeelddata(False)
        merk_scenario(False)


def delen(
    editie: Editie, tabellen: Mapping[str, pd.DataFrame], woorden: Mapping[str, str]
) -> dict[str, str]:
    """What the chapters on the agreements embed: Markdown by name.

    `thema-antwoord` and `thema` are of the theme of the balance, `themahoofdstukken` of each other theme.

    `tabellen` of `monitortabellen`; `woorden`: alt and caption of the grid.
    """
    uitkomst = tabellen["afspraken"]
    afspraken, lopend = editie.regio.afspraken, editie.lopend
    ontbreekt = beeld.ontbrekend(afspraken, uitkomst, tabellen["feiten"], lopend=lopend)
    gemaakt = {
        "afspraken-antwoord": _kern(veilig(beeld.antwoord(uitkomst, editie.regio.nummering))),
        "afspraken-figuur": f"![{veilig(woorden['bijschrift'])}](_werk/{AFSPRAKENFIGUUR[0]})"
        f'{{#fig-afspraken fig-alt="{veilig(woorden["alt"])}"}}',
        "afspraken-ontbreekt": f"{ontbreekt.markdown}\n\n: {veilig(ontbreekt.bijschrift)} {{#tbl-ontbreekt}}",
    }
    van = {
        onder: (
            veilig(thema.thema_antwoord(afspraken, uitkomst, onder)),
            thema.thema(afspraken, tabellen, onder, lopend=lopend),
        )
        for onder in thema.themas(afspraken)
    }
    antwoord, tekst = van.pop(editie.maximum["thema"])
    gemaakt |= {"thema-antwoord": _kern(antwoord), "thema": tekst}
    gemaakt["themas-kort"] = "\n".join(
        f"- **{veilig(onder)}.** {antwoord}" for onder, (antwoord, _) in van.items()
    )
    gemaakt["themahoofdstukken"] = "\n\n".join(
        f"# {veilig(onder)} {{#sec-thema-{nr} .wa-scherm}}\n\n{_kern(antwoord)}\n\n{tekst}"
        for nr, (onder, (antwoord, tekst)) in enumerate(van.items(), start=1)
    )
    return gemaakt


def _kern(zin: str) -> str:
    return f"::: {{.wa-kern}}\n{zin}\n:::"
