"""The agreements of an edition judged, as the result file and the report show them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from woonanalyse.afspraken import beeld, thema
from woonanalyse.afspraken.beoordeel import anders_gelezen, beoordeel
from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.beeld.stijl import gebruik_lettertype
from woonanalyse.kern.beeld.tonen import Beeld, merk_voorbeelddata
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.uitkomsten.runs import AFSPRAKENFIGUUR


def monitor(editie: Editie, uitkomst: pd.DataFrame) -> pd.DataFrame:
    """All agreements judged for `editie`; `uitkomst` is its balance (columns of model.balans.KOLOMMEN)."""
    return beoordeel(editie.regio.afspraken, editie.registers, uitkomst, editie.opzet)


def raster(wortel: Path, editie: Editie, uitkomst: pd.DataFrame, *, voorbeelddata: bool) -> Beeld:
    """The agreements at a glance."""
    gebruik_lettertype(wortel)
    merk_voorbeelddata(voorbeelddata)
    try:
        return beeld.raster(editie.regio.afspraken, uitkomst, editie.opzet)
    finally:
        merk_voorbeelddata(False)


def delen(
    editie: Editie, uitkomst: pd.DataFrame, balans: pd.DataFrame, woorden: Mapping[str, str]
) -> dict[str, str]:
    """What the chapters on the agreements embed: Markdown by name, a pair of parts per theme.

    `uitkomst`: the agreements judged, `balans` the edition's own; `woorden`: alt and caption of the grid.
    """
    afspraken, lopend = editie.regio.afspraken, editie.lopend
    anders = anders_gelezen(afspraken, editie.registers, balans, editie.opzet)
    ontbreekt = beeld.ontbrekend(afspraken, uitkomst, lopend=lopend)
    gemaakt = {
        "afspraken-antwoord": f"::: {{.wa-kern}}\n{veilig(beeld.antwoord(uitkomst))}\n:::",
        "afspraken-figuur": f"![{veilig(woorden['bijschrift'])}](_werk/{AFSPRAKENFIGUUR[0]})"
        f'{{#fig-afspraken fig-alt="{veilig(woorden["alt"])}"}}',
        "afspraken-ontbreekt": f"{ontbreekt.markdown}\n\n: {veilig(ontbreekt.bijschrift)} {{#tbl-ontbreekt}}",
    }
    for onder in thema.themas(afspraken):
        naam = onder.lower().replace(" ", "-")
        antwoord = veilig(thema.thema_antwoord(afspraken, uitkomst, onder))
        gemaakt[f"antwoord-{naam}"] = f"::: {{.wa-kern}}\n{antwoord}\n:::"
        gemaakt[f"thema-{naam}"] = thema.thema(
            afspraken, uitkomst, onder, lopend=lopend, anders=anders
        )
    return gemaakt
