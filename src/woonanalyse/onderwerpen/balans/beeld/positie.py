"""The table of where every municipality stands, as Markdown with a caption."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd

from woonanalyse.kern.beeld.bekend import zonder_onbekend
from woonanalyse.kern.beeld.codes import code, codes
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.stijl import TEKENS
from woonanalyse.kern.beeld.tekening import heel_procent
from woonanalyse.kern.beeld.tonen import Tabel
from woonanalyse.kern.beeld.veel import is_veel
from woonanalyse.kern.beeld.woorden import heeft_band
from woonanalyse.kern.getal import aantal, band, datum, procent
from woonanalyse.kern.opzet import Opzet
from woonanalyse.onderwerpen.balans.beeld.samen import getoond
from woonanalyse.onderwerpen.balans.beeld.tekens import oordeelteken


def positie(balans: pd.DataFrame, opzet: Opzet, gebouwd: pd.DataFrame | None = None) -> Tabel:
    """Every municipality on one line: need, hard capacity, dekking, judgement, and the stock since.

    `gebouwd`: the table of that name, or None; a column where the stock is known of any municipality. Of many
    municipalities a line per subregion, with how many have each judgement.
    """
    if is_veel(balans):
        return _positie_per_subregio(balans, opzet, gebouwd)
    erbij = (
        {} if gebouwd is None else dict(zip(gebouwd["gemeentecode"], gebouwd["saldo"], strict=True))
    )
    later = any(pd.notna(saldo) for saldo in erbij.values())
    gedrukt = "gepubliceerd" in balans and bool(balans["gepubliceerd"].notna().any())
    gesplitst = bool(balans["hard_uit_te_werken"].notna().any())
    rijen = [
        [
            veilig(groep["gemeente"].iloc[0]),
            band(groep["behoefte"], aantal),
            aantal(groep["hard_totaal"].iloc[0]),
            *([aantal(groep["hard_uit_te_werken"].iloc[0])] if gesplitst else []),
            band(groep["dekking"], procent),
            *([band(groep["gepubliceerd"], heel_procent)] if gedrukt else []),
            oordeelteken(groep["oordeel"].iloc[0]),
            *([aantal(erbij.get(lid, pd.NA))] if later else []),
        ]
        for lid, groep in balans.groupby("gemeentecode", sort=False)
    ]
    behoefte, hard, waarvan = (
        _sommen(balans, naam) for naam in ("behoefte", "hard_totaal", "hard_uit_te_werken")
    )
    rijen.append(
        [
            "**Samen**",
            band(behoefte, aantal),
            aantal(hard.iloc[0]),
            *([aantal(waarvan.iloc[0])] if gesplitst else []),
            *([""] * (3 if gedrukt else 2)),
            *([aantal(pd.Series(erbij).sum(skipna=False))] if later else []),
        ]
    )
    koppen = [
        "Gemeente",
        "Behoefte",
        "Harde plannen",
        *([_kop_uit_te_werken(balans)] if gesplitst else []),
        "In % van behoefte",
        *(["Gepubliceerd"] if gedrukt else []),
        "Uitkomst",
        *(["Erbij sindsdien"] if later else []),
    ]
    breed = [16, -17, -9, *([-9] if gesplitst else []), -20, *([-15] if gedrukt else []), 28]
    breed += [-10] if later else []
    sindsdien = _voorraad(gebouwd) if gebouwd is not None and later else ""
    hoort = "; het laagste percentage hoort bij de hoogste behoefte" if heeft_band(balans) else ""
    wel = zonder_onbekend(koppen, rijen, breed)
    van = [*codes("balans", _volgorde(balans)), code("balans")]
    return Tabel(
        tabel(wel.koppen, wel.rijen, wel.breed, van),
        f"Behoefte en harde plannen{_per_subregio(balans)}{hoort}; stand {datum(opzet.peildatum)}{sindsdien}"
        f"{wel.weg}",
    )


def _positie_per_subregio(
    balans: pd.DataFrame, opzet: Opzet, gebouwd: pd.DataFrame | None
) -> Tabel:
    """The same, a line per subregion."""
    leden = balans.drop_duplicates("gemeentecode")
    erbij = (
        pd.Series(pd.NA, leden.index, dtype="Int64")
        if gebouwd is None
        else leden["gemeentecode"].map(gebouwd.set_index("gemeentecode")["saldo"]).astype("Int64")
    )
    leden = leden.assign(erbij=erbij)
    later = bool(leden["erbij"].notna().any())
    som = getoond(balans)
    rijen = []
    for naam, groep in leden.groupby("subregio", sort=False):
        eigen = som[som["gemeentecode"] == naam]
        rijen.append(
            [
                veilig(naam),
                aantal(len(groep)),
                band(eigen["behoefte"], aantal),
                aantal(eigen["hard_totaal"].iloc[0]),
                band(eigen["dekking"], procent),
                veilig(_telling(groep["oordeel"])),
                *([aantal(groep["erbij"].sum(skipna=False))] if later else []),
            ]
        )
    rijen.append(
        [
            "**Samen**",
            aantal(len(leden)),
            band(_sommen(balans, "behoefte"), aantal),
            aantal(_sommen(balans, "hard_totaal").iloc[0]),
            "",
            "",
            *([aantal(leden["erbij"].sum(skipna=False))] if later else []),
        ]
    )
    koppen = [
        "Subregio", "Gemeenten", "Behoefte", "Harde plannen", "In % van behoefte", "Uitkomst per gemeente",
        *(["Erbij sindsdien"] if later else []),
    ]  # fmt: skip
    sindsdien = _voorraad(gebouwd) if gebouwd is not None and later else ""
    return Tabel(
        tabel(
            koppen,
            rijen,
            [16, -10, -17, -11, -16, 30, *([-10] if later else [])],
            [code("balans")] * len(rijen),
        ),
        "Behoefte en harde plannen, per subregio, en hoeveel gemeenten welke uitkomst hebben; een som is "
        f"onbekend zodra zij dat van een gemeente is; stand {datum(opzet.peildatum)}{sindsdien}",
    )


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


def _voorraad(gebouwd: pd.DataFrame) -> str:
    """Over which years the stock is counted, as the end of a caption."""
    van, tot = gebouwd["gebouwd_van"].min(), gebouwd["gebouwd_tot_en_met"].max()
    jaren = f"in {van}" if van == tot else f"van {van} tot en met {tot}"
    return f"; erbij: wat de woningvoorraad {jaren} toenam (CBS)"


def _volgorde(frame: pd.DataFrame) -> list[str]:
    """The municipality codes in the order of the rows."""
    return list(frame["gemeentecode"].drop_duplicates())
