"""The projection beside what was published later: a sentence and tables."""

from __future__ import annotations

from typing import Any

import pandas as pd

from woonanalyse.kern.beeld.codes import code
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.tonen import Tabel
from woonanalyse.kern.getal import ONBEKEND, aantal, datum, reeks
from woonanalyse.onderwerpen.strategie.programmabeeld import GEMEENTE, REGIO, band, regio_eerst, van

NIETS_LATER = "Later is niets gepubliceerd dat naast een projectie kan."
ERNAAST = "Ernaast: gepubliceerd min de dichtstbijzijnde kant van de marge; 0 is binnen de marge"


def zin(projectie: pd.DataFrame) -> str:
    """How often the region was within the margin, and how far off it was where it was not."""
    if projectie.empty:
        return NIETS_LATER
    regio = projectie[(projectie["niveau"] == REGIO) & projectie["mis"].notna()]
    if regio.empty:
        return "Van de regio als geheel is er geen latere telling om naast een projectie te leggen."
    wie, n = regio["gebied"].iloc[0], len(regio)
    naast = regio.loc[regio["mis"] != 0, "mis"].abs()
    ver = f"{reeks(aantal(naast.min()), aantal(naast.max()))} woningen" if len(naast) else ""
    if n == 1:
        return f"De toets voor {wie} valt {f'{ver} buiten' if ver else 'binnen'} de marge."
    if not ver:
        return f"Alle {n} toetsen voor {wie} vallen binnen de marge."
    if len(naast) == n:
        return f"Van de {n} toetsen voor {wie} valt er geen binnen de marge: zij zitten er {ver} naast."
    binnen = f"valt er {n - len(naast)}" if n - len(naast) == 1 else f"vallen er {n - len(naast)}"
    rest = "de andere zit" if len(naast) == 1 else "de andere zitten"
    return f"Van de {n} toetsen voor {wie} {binnen} binnen de marge; {rest} er {ver} naast."


def samen(projectie: pd.DataFrame) -> Tabel:
    """Of each day and each way to count what was built: the region beside its count, and how many of its
    municipalities were within the margin."""
    eigen = regio_eerst(projectie)
    rijen = []
    for (dag, bouw), groep in eigen.groupby(["dag", "bouw"], sort=False):
        regio = groep[groep["niveau"] == REGIO]
        rijen.append(
            [
                veilig(datum(str(dag))),
                veilig(bouw),
                *(_regio(regio.iloc[0]) if len(regio) else [ONBEKEND] * 3),
                *_leden(groep[(groep["niveau"] == GEMEENTE) & groep["mis"].notna()]),
            ]
        )
    koppen = [
        "Dag", "Bouw", "Geprojecteerd", "Gepubliceerd", "Ernaast", "Gemeenten binnen de marge",
        "Het verst ernaast",
    ]  # fmt: skip
    return Tabel(
        tabel(
            koppen,
            rijen or [["geen", *[""] * 6]],
            [15, 19, -19, -14, -11, 15, 17],
            [code("projectie")] * max(len(rijen), 1),
        ),
        "Harde plannen van de regio geprojecteerd vanaf de peildatum, met het eigen bouwtempo van daarvoor "
        f"of met wat er werkelijk is gebouwd, naast wat later is gepubliceerd, in woningen. {ERNAAST}",
    )


def _regio(rij: Any) -> list[str]:
    return [band(rij, "hard"), aantal(rij["gepubliceerd"]), aantal(rij["mis"])]


def _leden(leden: pd.DataFrame) -> list[str]:
    if leden.empty:
        return [ONBEKEND, ONBEKEND]
    meest = leden.loc[leden["mis"].abs().idxmax()]
    ver = f"{veilig(meest['gebied'])} ({aantal(meest['mis'])})" if meest["mis"] else "geen"
    return [f"{int((leden['mis'] == 0).sum())} van de {len(leden)}", ver]


def per_gebied(projectie: pd.DataFrame) -> Tabel:
    """The projection beside what was published later, region first."""
    eigen = regio_eerst(projectie)
    rijen = [
        [
            veilig(rij["gebied"]),
            veilig(datum(rij["dag"])),
            veilig(rij["bouw"]),
            aantal(rij["hard_begin"]),
            band(rij, "hard"),
            f"{aantal(rij['gepubliceerd'])} ({veilig(_telling(rij['telling']))})",
            aantal(rij["mis"]),
            aantal(rij["ingetrokken"]) if pd.notna(rij["ingetrokken"]) else "geen bekend",
        ]
        for _, rij in eigen.iterrows()
    ] or [["geen", *[""] * 7]]
    koppen = [
        "Gebied", "Dag", "Bouw", "Hard aan het begin", "Geprojecteerd", "Gepubliceerd", "Ernaast",
        "Ingetrokken",
    ]  # fmt: skip
    return Tabel(
        tabel(koppen, rijen, [16, 15, 17, -11, -16, -20, -10, -12], van(eigen, "projectie")),
        f"Harde plannen geprojecteerd vanaf de peildatum, naast wat later is gepubliceerd. {ERNAAST}. "
        "Ingetrokken: wat het register aan vermindering heeft; het zit niet in de projectie",
    )


def _telling(telling: Any) -> str:
    return f"telling {ONBEKEND}" if telling == ONBEKEND else str(telling)
