"""Sentences on capacity that was taken back."""

from __future__ import annotations

import pandas as pd

from woonanalyse.kern.beeld.woorden import in_jaren
from woonanalyse.kern.getal import aantal, datum, hoeveel, procent


def terugname(terug: pd.DataFrame) -> str:
    """Capacity taken back, a pair of sentences per municipality; `terug` of model.herstel.terugname."""
    zinnen = []
    for _, rij in terug.iterrows():
        terug = aantal(rij["teruggenomen"])
        zinnen.append(
            f"Op {datum(rij['peildatum'])} {'stond' if rij['capaciteit'] == 1 else 'stonden'} er in "
            f"{rij['gemeente']} {hoeveel(rij['capaciteit'], 'woning', 'woningen')} in harde plannen "
            f"({rij['capaciteit_bron']}). Daarvan {'is' if rij['teruggenomen'] == 1 else 'zijn'} er {terug} "
            f"gedeprogrammeerd, {procent(rij['aandeel'], 0)} ({rij['teruggenomen_bron']}; volgens die "
            f"bron {in_jaren(rij['periode'])}). Wat er verder is gebouwd of bijgekomen, zeggen deze bronnen "
            "niet: wat na deze aftrek overblijft, is geen telling van de harde plannen. Latere tellingen "
            "staan, waar zij er zijn, bij de gemeente."
        )
    return " ".join(zinnen)
