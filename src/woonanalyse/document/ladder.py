"""What is known for the ladder, and what is still to be delivered: an empty cell says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from woonanalyse.kern.beeld.codes import code, codes
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.tonen import Tabel
from woonanalyse.kern.getal import aantal, datum, reeks
from woonanalyse.kern.opzet import Opzet

NOG_TE_LEVEREN = "nog te leveren"


def bouwstenen(balans: pd.DataFrame, invoer: pd.DataFrame, opzet: Opzet) -> Tabel:
    """Per municipality: area served, need minus hard plans, inside and outside the built-up area, soft."""
    ligging = invoer.drop_duplicates("gemeentecode").set_index("gemeentecode")
    rijen = []
    for nummer, groep in balans.groupby("gemeentecode", sort=False):
        rij = groep.iloc[0]
        rijen.append(
            [
                veilig(rij["gemeente"]),
                veilig(f"{rij['gemeente']}; {rij['subregio']}"),
                reeks(aantal(groep["saldo"].min()), aantal(groep["saldo"].max()))
                if groep["saldo"].notna().all()
                else NOG_TE_LEVEREN,
                _getal(ligging.loc[nummer, "hard_inbreiding"]),
                _getal(ligging.loc[nummer, "hard_uitbreiding"]),
                NOG_TE_LEVEREN,
            ]
        )
    koppen = [
        "Gemeente", "Gebied en subregio", "Behoefte min harde plannen", "Hard, binnen bebouwd gebied",
        "Hard, daarbuiten", "Zacht (telt niet mee)",
    ]  # fmt: skip
    wanneer = datum(opzet.peildatum) if opzet.peildatum else "onbekende datum"
    return Tabel(
        tabel(
            koppen,
            rijen,
            [16, 26, -18, -16, -14, 16],
            codes("balans", balans["gemeentecode"].drop_duplicates()),
        ),
        f"Bouwstenen voor een ladderonderbouwing, in woningen, stand {wanneer}; een negatief getal: er zijn "
        "meer harde plannen dan behoefte",
    )


def kwaliteit(onderwerpen: Sequence[Mapping[str, Any]], lijst: pd.DataFrame | None) -> Tabel:
    """What is known of the quality of plans, by subject; `lijst` is the plan list, if there is one."""
    rijen = [
        [
            veilig(o["onderwerp"]),
            _bekend(o.get("kolom_onbekend"), lijst),
            NOG_TE_LEVEREN,
            veilig(o["levert"]),
        ]
        for o in onderwerpen
    ]
    return Tabel(
        tabel(
            ["Onderwerp", "Bekend in de plannenlijst", "Stand", "Wie levert"],
            rijen,
            [26, 34, 18, 30],
            [] if lijst is None else [code("plannen")] * len(rijen),
        ),
        "Kwaliteit van de plannen: wat bekend is en wat nog moet worden geleverd",
    )


def _bekend(kolom: str | None, lijst: pd.DataFrame | None) -> str:
    if kolom is None or lijst is None:
        return "staat er niet in"
    totaal = int(lijst["woningen"].sum())
    onbekend = int(lijst[kolom].sum())
    return f"van {aantal(totaal - onbekend)} van de {aantal(totaal)} woningen"


def _getal(waarde: Any) -> str:
    return NOG_TE_LEVEREN if pd.isna(waarde) else aantal(waarde)
