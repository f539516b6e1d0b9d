"""The balance in a line per municipality, also where tables have one per subregion."""

from __future__ import annotations

import pandas as pd

from woonanalyse.kern.beeld.codes import codes
from woonanalyse.kern.beeld.markdown import tabel
from woonanalyse.kern.beeld.tonen import Tabel
from woonanalyse.kern.beeld.veel import is_veel, namen_met_link
from woonanalyse.kern.getal import aantal, band, datum, procent
from woonanalyse.kern.opzet import Opzet
from woonanalyse.onderwerpen.balans.beeld.positie import positie
from woonanalyse.onderwerpen.balans.beeld.tekens import oordeelteken


def oordelen(balans: pd.DataFrame, opzet: Opzet) -> Tabel:
    """Of every municipality what its judgement rests on: the table of positions, also where that one has a
    line per subregion."""
    if not is_veel(balans):
        return positie(balans, opzet)
    leden = balans.drop_duplicates("gemeentecode")
    namen = namen_met_link(leden)
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
