"""Sentences on capacity that was taken back."""

from __future__ import annotations

import pandas as pd

from woonanalyse.kern.getal import aantal, datum, procent


def terugname(terug: pd.DataFrame) -> str:
    """Capacity taken back, a pair of sentences per municipality; `terug` of model.herstel.terugname."""
    zinnen = []
    for _, rij in terug.iterrows():
        periode = str(rij["periode"]).replace("-", " tot en met ")
        capaciteit, terug = aantal(rij["capaciteit"]), aantal(rij["teruggenomen"])
        zinnen.append(
            f"Op {datum(rij['peildatum'])} was er in {rij['gemeente']} ruimte voor {capaciteit} woningen in "
            f"harde plannen ({rij['capaciteit_bron']}). Van {periode} is daarvan {terug} gedeprogrammeerd, "
            f"{procent(rij['aandeel'], 0)} ({rij['teruggenomen_bron']}). {capaciteit} min {terug} is "
            f"{aantal(rij['blijft'])}; wat er in die tijd verder is gebouwd of bijgekomen, zeggen deze "
            "bronnen niet."
        )
    return " ".join(zinnen)
