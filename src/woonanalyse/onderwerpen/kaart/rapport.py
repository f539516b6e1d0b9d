"""What this subject gives to the report: the address of its boundaries, which maps there are."""

from __future__ import annotations

from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.getal import datum
from woonanalyse.kern.oordeel import BINNEN, BUITEN, OP_DE_GRENS, OP_DE_NORM
from woonanalyse.onderwerpen.dossier import Dossier, Tabellen
from woonanalyse.onderwerpen.kaart.bron import Kaart
from woonanalyse.onderwerpen.plannen.bron import Plannen


def waarden(dossier: Dossier, uit: Tabellen) -> dict[str, str]:
    """The address of the boundaries of a map: each file with publisher and date."""
    delen = []
    for zij in dossier.bron(Kaart).zijbestanden:
        dag = zij["peildatum"]
        wanneer = datum(dag) if dag else veilig(zij["peildatum_toelichting"])
        delen.append(
            f"{veilig(zij['titel'])} ({veilig(zij['uitgever'])}), {wanneer}, `{zij['bestand']}`"
        )
    return {"grenzen": f"Grenzen: {'; '.join(delen)}."}


def toon(dossier: Dossier, uit: Tabellen) -> dict[str, bool]:
    """Which maps there are."""
    oordelen = uit["balans"]["oordeel"].isin([BINNEN, OP_DE_NORM, OP_DE_GRENS, BUITEN])
    return {
        "kaart_oordeel": bool(oordelen.any()),
        "kaart_plannen": dossier.eventuele_bron(Plannen) is not None,
    }
