"""The numbers of a map as a table: what the page on screen lets an area of the map answer with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from woonanalyse.kern.beeld.codes import codes
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.tonen import Proza
from woonanalyse.kern.getal import ONBEKEND, aantal, datum, hoofdletter
from woonanalyse.kern.opzet import Opzet
from woonanalyse.onderwerpen.balans.beeld.tabellen import positie
from woonanalyse.onderwerpen.kaart.doek import STATUS
from woonanalyse.onderwerpen.kaart.model import WOORDEN, verdeel

if TYPE_CHECKING:
    from woonanalyse.onderwerpen.kaart.bron import Lagen


def oordeel(balans: pd.DataFrame, opzet: Opzet) -> Proza:
    """Beside the map of the judgement: a row per municipality of `balans`, in its order."""
    return _tafel(
        positie(balans, opzet).markdown,
        f"De getallen bij deze kaart, stand {datum(opzet.peildatum)}",
    )


def plannen(lijst: pd.DataFrame, lagen: Lagen) -> Proza:
    """Beside the map of the plans: of every municipality the plans drawn and their dwellings, by status.

    `lijst` of plannen.model.met_hardheid. Of a municipality without plans in it they are onbekend.
    """
    getekend = verdeel(lijst, lagen.subregios.union_all()).getekend
    soorten = [soort for soort in STATUS if soort in set(getekend["hardheid"])]
    rijen = []
    for nummer, naam in lagen.gemeenten[["gemeentecode", "gemeente"]].itertuples(index=False):
        eigen = getekend[getekend["gemeentecode"] == nummer]
        per_soort = eigen.groupby("hardheid")["woningen"].sum()
        getallen = [len(eigen), eigen["woningen"].sum(), *(per_soort.get(s, 0) for s in soorten)]
        bekend = nummer in set(lijst["gemeentecode"])
        rijen.append([veilig(naam), *(aantal(n) if bekend else ONBEKEND for n in getallen)])
    koppen = ["Gemeente", "Plannen", "Woningen", *(hoofdletter(WOORDEN[s]) for s in soorten)]
    breed = [20, -12, -12, *[-18] * len(soorten)]
    van = codes("plannen", lagen.gemeenten["gemeentecode"])
    return _tafel(
        tabel(koppen, rijen, breed, van), "De plannen op deze kaart, en hun woningen naar status"
    )


def _tafel(markdown: str, bijschrift: str) -> Proza:
    """A table without a number: on paper it does not stand."""
    return Proza(f"{markdown}\n\n: {veilig(bijschrift)}")
