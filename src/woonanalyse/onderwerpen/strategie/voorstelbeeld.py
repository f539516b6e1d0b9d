"""The proposal in words and tables: only sums that may be published, or why there is none."""

from __future__ import annotations

import pandas as pd

from woonanalyse.onderwerpen.strategie.programmabeeld import REGIO

WAAROM = {
    "geen planregister": (
        "Een voorstel per plan is er niet: daarvoor is een planregister nodig. Zonder dat is alleen te "
        "zeggen welk deel zeker in direct te gebruiken titels zit."
    ),
    "geen norm": "Een voorstel is er niet: er is geen norm waarvan alles bekend is.",
    "terugblik": (
        "Deze editie kijkt terug: zij stelt niets voor. Zonder planregister was alleen te zeggen welk deel "
        "zeker in direct te gebruiken titels zat."
    ),
}
"""Why there is no proposal, by what the table says."""


def waarom_geen(strategie: pd.DataFrame) -> str:
    """Why there is no proposal; empty where there is one."""
    regio = strategie[strategie["niveau"] == REGIO]
    return WAAROM.get(str(regio["voorstel"].iloc[0]), "") if len(regio) else ""
