"""The numbers of a map as a table: what the page on screen lets an area of the map answer with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from woonanalyse.kern.beeld.codes import codes
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.tonen import Proza, Tabel
from woonanalyse.kern.beeld.veel import VEEL, is_veel
from woonanalyse.kern.getal import ONBEKEND, aantal, band, datum, hoofdletter, procent
from woonanalyse.kern.opzet import Opzet
from woonanalyse.onderwerpen.balans.beeld.tabellen import oordeelteken, positie
from woonanalyse.onderwerpen.kaart.doek import STATUS
from woonanalyse.onderwerpen.kaart.model import WOORDEN, verdeel

if TYPE_CHECKING:
    from woonanalyse.onderwerpen.kaart.bron import Lagen


def naast(tafel: Tabel) -> Proza:
    """A table beside a map, without a number: on paper it does not stand."""
    return Proza(f"{tafel.markdown}\n\n: {veilig(f'De getallen bij de kaart. {tafel.bijschrift}')}")


def oordelen(balans: pd.DataFrame, opzet: Opzet) -> Tabel:
    """Of every municipality what its judgement rests on: the table of positions, also where that one has a
    line per subregion."""
    if not is_veel(balans):
        return positie(balans, opzet)
    leden = balans.drop_duplicates("gemeentecode")
    namen = _namen(leden)
    rijen = [
        [
            namen[str(nummer)],
            band(groep["behoefte"], aantal),
            aantal(groep["hard_totaal"].iloc[0]),
            band(groep["dekking"], procent),
            oordeelteken(groep["oordeel"].iloc[0]),
        ]
        for nummer, groep in balans.groupby("gemeentecode", sort=False)
    ]
    koppen = ["Gemeente", "Behoefte", "Harde plannen", "In % van behoefte", "Uitkomst"]
    van = codes("balans", leden["gemeentecode"])
    return Tabel(
        tabel(koppen, rijen, [20, -18, -12, -20, 30], van),
        f"Behoefte en harde plannen per gemeente; stand {datum(opzet.peildatum)}",
    )


def plannen(lijst: pd.DataFrame, lagen: Lagen) -> Tabel:
    """Of every municipality the plans that are drawn on the map, and their dwellings by status.

    `lijst` of plannen.model.met_hardheid. Of a municipality without plans in it they are onbekend.
    """
    getekend = verdeel(lijst, lagen.subregios.union_all()).getekend
    soorten = [soort for soort in STATUS if soort in set(getekend["hardheid"])]
    rijen = []
    for nummer, naam in _namen(lagen.gemeenten).items():
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


def _namen(leden: pd.DataFrame) -> dict[str, str]:
    """Names of municipalities in Markdown by code; of many a link, as each has a page of its own then."""
    paren = zip(leden["gemeentecode"], leden["gemeente"], strict=True)
    if len(leden) <= VEEL:
        return {nummer: veilig(naam) for nummer, naam in paren}
    return {nummer: f"[{veilig(naam)}](#sec-{nummer.lower()})" for nummer, naam in paren}
