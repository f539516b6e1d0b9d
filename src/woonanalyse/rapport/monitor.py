"""The agreements of an edition judged, as the result file and the report show them."""

from __future__ import annotations

import pandas as pd

from woonanalyse.afspraken.beoordeel import beoordeel
from woonanalyse.beeld import afspraken as beeld
from woonanalyse.beeld.markdown import veilig
from woonanalyse.bronnen.editie import Editie


def monitor(editie: Editie, balans: pd.DataFrame) -> pd.DataFrame:
    """All agreements judged for `editie`; `balans` is its own (columns of model.balans.KOLOMMEN)."""
    return beoordeel(editie.regio.afspraken, editie.registers, balans, editie.kop)


def delen(editie: Editie, balans: pd.DataFrame) -> dict[str, str]:
    """What the chapter on the agreements embeds: Markdown by name."""
    afspraken = editie.regio.afspraken
    uitkomst = monitor(editie, balans)
    rooster = beeld.rooster(afspraken, uitkomst)
    ontbreekt = beeld.ontbrekend(afspraken, uitkomst)
    secties = [
        f"## {veilig(naam)}\n\n{beeld.thema(afspraken, uitkomst, naam)}"
        for naam in beeld.themas(afspraken)
    ]
    return {
        "afspraken-antwoord": f"::: {{.wa-kern}}\n{veilig(beeld.antwoord(uitkomst))}\n:::",
        "afspraken-rooster": f"{rooster.markdown}\n\n: {veilig(rooster.bijschrift)} {{#tbl-rooster}}",
        "afspraken-ontbreekt": f"{ontbreekt.markdown}\n\n: {veilig(ontbreekt.bijschrift)} {{#tbl-ontbreekt}}",
        "afspraken-themas": "\n\n".join(secties),
    }
