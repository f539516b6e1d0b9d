"""The numbers of a map as a table: what the page on screen lets an area of the map answer with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from woonanalyse.kern.beeld.codes import codes
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.tonen import Proza, Tabel
from woonanalyse.kern.beeld.veel import namen_met_link
from woonanalyse.kern.getal import ONBEKEND, aantal, hoofdletter
from woonanalyse.onderwerpen.kaart.doek import STATUS
from woonanalyse.onderwerpen.kaart.model import WOORDEN, verdeel

if TYPE_CHECKING:
    from woonanalyse.onderwerpen.kaart.bron import Lagen


def naast(tafel: Tabel) -> Proza:
    """A table beside a map, without a number: on paper it does not stand."""
    return Proza(f"{tafel.markdown}\n\n: {veilig(f'De getallen bij de kaart. {tafel.bijschrift}')}")


def plannen(lijst: pd.DataFrame, lagen: Lagen) -> Tabel:
    """Of every municipality the plans that are drawn on the map, and their dwellings by status.

    `lijst` of plannen.model.met_hardheid. Of a municipality without plans in it they are onbekend.
    """
    getekend = verdeel(lijst, lagen.subregios.union_all()).getekend
    soorten = [soort for soort in STATUS if soort in set(getekend["hardheid"])]
    rijen = []
    for nummer, naam in namen_met_link(lagen.gemeenten).items():
        eigen = getekend[getekend["gemeentecode"] == nummer]
        per_soort = eigen.groupby("hardheid")["woningen"].sum()
        getallen = [len(eigen), eigen["woningen"].sum(), *(per_soort.get(s, 0) for s in soorten)]
        bekend = nummer in set(lijst["gemeentecode"])
        rijen.append([naam, *(aantal(n) if bekend else ONBEKEND for n in getallen)])
    koppen = ["Gemeente", "Plannen", "Woningen", *(hoofdletter(WOORDEN[s]) for s in soorten)]
    breed = [20, -12, -12, *[-18] * len(soorten)]
    van = codes("plannen", lagen.gemeenten["gemeentecode"])
    return Tabel(
        tabel(koppen, rijen, breed, van),
        "Plannen die op de kaart staan, en hun woningen naar status",
    )
