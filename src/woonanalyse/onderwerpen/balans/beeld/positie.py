"""The table of where every municipality stands, as Markdown with a caption."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd

from woonanalyse.kern.beeld.bekend import zonder_onbekend
from woonanalyse.kern.beeld.codes import code, met_herkomst
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.stijl import TEKENS
from woonanalyse.kern.beeld.tekening import heel_procent
from woonanalyse.kern.beeld.tonen import Tabel
from woonanalyse.kern.beeld.veel import is_veel
from woonanalyse.kern.beeld.woorden import heeft_band
from woonanalyse.kern.getal import aantal, band, datum, procent
from woonanalyse.kern.opzet import Opzet
from woonanalyse.onderwerpen.balans.beeld.samen import balanscodes, getoond
from woonanalyse.onderwerpen.balans.beeld.tekens import oordeelteken

SINDSDIEN = "Erbij sindsdien"


class Kolom(NamedTuple):
    """A column: its heading, its width, the cell of a row by its key, and that of all of them together."""

    kop: str
    breed: int
    cel: Callable[[str], str]
    samen: str


def positie(balans: pd.DataFrame, opzet: Opzet, gebouwd: pd.DataFrame | None = None) -> Tabel:
    """Every municipality on one line: need, hard capacity, dekking, judgement, and the stock since.

    `gebouwd`: the table of that name, or None; a column where the stock is known of any municipality. Of many
    municipalities a line per subregion, with how many have each judgement.
    """
    if is_veel(balans):
        return _positie_per_subregio(balans, opzet, gebouwd)
    per = dict(list(balans.groupby("gemeentecode", sort=False)))
    kolommen = _kolommen(balans, per, _erbij(balans, gebouwd))
    wel = zonder_onbekend(*_vul(kolommen, list(per)))
    hoort = "; het laagste percentage hoort bij de hoogste behoefte" if heeft_band(balans) else ""
    return Tabel(
        tabel(wel.koppen, wel.rijen, wel.breed, _van(balans)),
        f"Behoefte en harde plannen{_per_subregio(balans)}{hoort}; stand {datum(opzet.peildatum)}"
        f"{_voorraad(kolommen, gebouwd)}{wel.weg}",
    )


def _kolommen(
    balans: pd.DataFrame, per: Mapping[str, pd.DataFrame], erbij: pd.Series
) -> list[Kolom]:
    """The columns of a line per municipality, by its code; those of which something is known."""

    def van(kolom: str, toon: Callable[[Any], str]) -> Callable[[str], str]:
        return lambda lid: toon(per[lid][kolom].iloc[0])

    def reeks(kolom: str, toon: Callable[[Any], str]) -> Callable[[str], str]:
        return lambda lid: band(per[lid][kolom], toon)

    behoefte, hard, waarvan = (
        _sommen(balans, naam) for naam in ("behoefte", "hard_totaal", "hard_uit_te_werken")
    )
    kolommen = [
        Kolom("Gemeente", 16, van("gemeente", veilig), "**Samen**"),
        Kolom("Behoefte", -17, reeks("behoefte", aantal), band(behoefte, aantal)),
        Kolom("Harde plannen", -9, van("hard_totaal", aantal), aantal(hard.iloc[0])),
    ]
    if balans["hard_uit_te_werken"].notna().any():
        cel = van("hard_uit_te_werken", aantal)
        kolommen.append(Kolom(_kop_uit_te_werken(balans), -9, cel, aantal(waarvan.iloc[0])))
    kolommen.append(Kolom("In % van behoefte", -20, reeks("dekking", procent), ""))
    if "gepubliceerd" in balans and balans["gepubliceerd"].notna().any():
        kolommen.append(Kolom("Gepubliceerd", -15, reeks("gepubliceerd", heel_procent), ""))
    kolommen.append(Kolom("Uitkomst", 28, van("oordeel", oordeelteken), ""))
    return [*kolommen, *_sindsdien(erbij, {lid: [lid] for lid in per})]


def _positie_per_subregio(
    balans: pd.DataFrame, opzet: Opzet, gebouwd: pd.DataFrame | None
) -> Tabel:
    """The same, a line per subregion."""
    leden = balans.drop_duplicates("gemeentecode")
    groepen = dict(list(leden.groupby("subregio", sort=False)))
    som = dict(list(getoond(balans).groupby("gemeentecode")))
    behoefte, hard = (_sommen(balans, naam) for naam in ("behoefte", "hard_totaal"))
    kolommen = [
        Kolom("Subregio", 16, veilig, "**Samen**"),
        Kolom("Gemeenten", -10, lambda naam: aantal(len(groepen[naam])), aantal(len(leden))),
        Kolom(
            "Behoefte",
            -17,
            lambda naam: band(som[naam]["behoefte"], aantal),
            band(behoefte, aantal),
        ),
        Kolom(
            "Harde plannen",
            -11,
            lambda naam: aantal(som[naam]["hard_totaal"].iloc[0]),
            aantal(hard.iloc[0]),
        ),
        Kolom("In % van behoefte", -16, lambda naam: band(som[naam]["dekking"], procent), ""),
        Kolom(
            "Uitkomst per gemeente", 30, lambda naam: veilig(_telling(groepen[naam]["oordeel"])), ""
        ),
    ]
    codes_per = {naam: list(groep["gemeentecode"]) for naam, groep in groepen.items()}
    kolommen += _sindsdien(_erbij(balans, gebouwd), codes_per)
    koppen, rijen, breed = _vul(kolommen, list(groepen))
    return Tabel(
        tabel(koppen, rijen, breed, _van(balans)),
        "Behoefte en harde plannen, per subregio, en hoeveel gemeenten welke uitkomst hebben; een som is "
        f"onbekend zodra zij dat van een gemeente is; stand {datum(opzet.peildatum)}"
        f"{_voorraad(kolommen, gebouwd)}",
    )


def _van(balans: pd.DataFrame) -> list[str]:
    """The code of each line, and of that of all together."""
    return [*balanscodes(balans), code("balans")]


def _vul(
    kolommen: Sequence[Kolom], sleutels: Sequence[str]
) -> tuple[list[str], list[list[str]], list[int]]:
    """Headings, rows (that of all together last) and widths."""
    rijen = [[kolom.cel(sleutel) for kolom in kolommen] for sleutel in sleutels]
    rijen.append([kolom.samen for kolom in kolommen])
    return [kolom.kop for kolom in kolommen], rijen, [kolom.breed for kolom in kolommen]


def _erbij(balans: pd.DataFrame, gebouwd: pd.DataFrame | None) -> pd.Series:
    """By code of the municipality how much the stock grew; unknown where it is not in the table."""
    leden = balans["gemeentecode"].drop_duplicates()
    if gebouwd is None:
        return pd.Series(pd.NA, leden, dtype="Int64")
    return gebouwd.set_index("gemeentecode")["saldo"].astype("Int64").reindex(leden)


def _sindsdien(erbij: pd.Series, leden: Mapping[str, list[str]]) -> list[Kolom]:
    """The column on the stock, of rows by key with their municipalities; where it is known of any."""
    if not erbij.notna().any():
        return []

    def som(codes: Sequence[str], van: str) -> str:
        return met_herkomst(aantal(erbij[list(codes)].sum(skipna=False)), van)

    def cel(naam: str) -> str:
        wie = leden[naam]
        return som(wie, code("gebouwd", wie[0] if list(wie) == [naam] else 0))

    return [Kolom(SINDSDIEN, -10, cel, som(list(erbij.index), code("gebouwd")))]


def _telling(oordelen: pd.Series) -> str:
    """How many there are of each judgement."""
    geteld = oordelen.value_counts()
    delen = [f"{geteld[wat]} {TEKENS[wat].woorden}" for wat in TEKENS if geteld.get(wat)]
    return "; ".join(delen)


def _kop_uit_te_werken(balans: pd.DataFrame) -> str:
    """Whether what is still to be elaborated is a part of the hard plans, as this edition counts them."""
    delen = balans["hard_direct"] + balans["hard_uit_te_werken"]
    return (
        "Uit te werken (telt niet mee)"
        if (delen > balans["hard_totaal"]).any()
        else "Waarvan uit te werken"
    )


def _sommen(balans: pd.DataFrame, kolom: str) -> pd.Series:
    """The sum over all municipalities of the lowest and of the highest of each; unknown where one is."""
    per = balans.groupby("gemeentecode")[kolom]
    uitersten = [
        per.agg(lambda deel, wat=wat: deel.agg(wat, skipna=False)) for wat in ("min", "max")
    ]
    return pd.Series([deel.sum(skipna=False) for deel in uitersten])


def _per_subregio(balans: pd.DataFrame) -> str:
    """That the rows stand in the order of the subregions, where they do: a row does not name hers."""
    volgorde = list(balans["subregio"])
    blokken = sum(a != b for a, b in pairwise(volgorde)) + 1
    return ", op volgorde van subregio" if 1 < blokken == balans["subregio"].nunique() else ""


def _voorraad(kolommen: Sequence[Kolom], gebouwd: pd.DataFrame | None) -> str:
    """Over which years the stock is counted, as the end of a caption; where there is a column on it."""
    if gebouwd is None or kolommen[-1].kop != SINDSDIEN:
        return ""
    van, tot = gebouwd["gebouwd_van"].min(), gebouwd["gebouwd_tot_en_met"].max()
    jaren = f"in {van}" if van == tot else f"van {van} tot en met {tot}"
    return f"; erbij: wat de woningvoorraad {jaren} toenam (CBS)"
