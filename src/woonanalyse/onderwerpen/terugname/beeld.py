"""Sentences on capacity that was taken back."""

from __future__ import annotations

import pandas as pd

from woonanalyse.kern.beeld.woorden import in_jaren
from woonanalyse.kern.getal import aantal, datum, hoeveel, hoofdletter, procent


def terugname(terug: pd.DataFrame) -> str:
    """Capacity taken back, a pair of sentences per municipality; `terug` of model.herstel.terugname."""
    zinnen = []
    for _, rij in terug.iterrows():
        periode = in_jaren(rij["periode"])
        terug = aantal(rij["teruggenomen"])
        zinnen.append(
            f"Op {datum(rij['peildatum'])} {'stond' if rij['capaciteit'] == 1 else 'stonden'} er in "
            f"{rij['gemeente']} {hoeveel(rij['capaciteit'], 'woning', 'woningen')} in harde plannen "
            f"({rij['capaciteit_bron']}). "
            f"{hoofdletter(periode)} "
            f"{'is' if rij['teruggenomen'] == 1 else 'zijn'} daarvan {terug} gedeprogrammeerd, "
            f"{procent(rij['aandeel'], 0)} ({rij['teruggenomen_bron']}). Wat er in "
            "die tijd verder is gebouwd of bijgekomen, zeggen deze bronnen niet; hoeveel er daarna in harde "
            "plannen was, volgt er dus niet uit."
        )
    return " ".join(zinnen)
