"""Sentences on capacity that was taken back."""

from __future__ import annotations

import pandas as pd

from woonanalyse.kern.beeld.woorden import in_jaren
from woonanalyse.kern.getal import aantal, datum, hoeveel, procent


def terugname(terug: pd.DataFrame) -> str:
    """Capacity taken back, a pair of sentences per municipality; `terug` of model.terugname."""
    zinnen = []
    for _, rij in terug.iterrows():
        terug = aantal(rij["teruggenomen"])
        zinnen.append(
            f"Op {datum(rij['peildatum'])} {'stond' if rij['capaciteit'] == 1 else 'stonden'} er in "
            f"{rij['gemeente']} {hoeveel(rij['capaciteit'], 'woning', 'woningen')} in harde plannen "
            f"({rij['capaciteit_bron']}). Daarvan {'is' if rij['teruggenomen'] == 1 else 'zijn'} er {terug} "
            f"geschrapt, {procent(rij['aandeel'], 0)} ({rij['teruggenomen_bron']}; volgens die "
            f"bron {in_jaren(rij['periode'])}). Wat er verder is gebouwd of bijgekomen, zeggen deze bronnen "
            "niet: wat na deze aftrek overblijft, is geen telling van de harde plannen. Latere tellingen "
            "staan, waar zij er zijn, bij de gemeente."
        )
    return " ".join(zinnen)


def kort(terug: pd.DataFrame) -> str:
    """Capacity taken back, a sentence per municipality, and what it does not say of counts beside it."""
    return " ".join(
        f"In {rij.gemeente} {'is' if rij.teruggenomen == 1 else 'zijn'} "
        f"{hoeveel(rij.teruggenomen, 'woning', 'woningen')} uit harde plannen geschrapt (volgens de bron "
        f"{in_jaren(rij.periode)}); welke telling dat al bevat, zegt de bron niet."
        for rij in terug.itertuples()
        if pd.notna(rij.teruggenomen)
    )
