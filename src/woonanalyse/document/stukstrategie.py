"""What a proposal says of the strategy: what is needed beside hard plans, and what if nothing is done."""

from __future__ import annotations

from datetime import date

import pandas as pd

from woonanalyse.document.stukgrond import College, Grond
from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.dagen import plus_maanden
from woonanalyse.kern.getal import aantal, datum, hoeveel, hoofdletter, opsomming
from woonanalyse.onderwerpen.normen.beeld import VERZONNEN
from woonanalyse.onderwerpen.strategie import programmabeeld, scenariobeeld
from woonanalyse.onderwerpen.strategie.bron import (
    middelen_van,
    norm_in_woorden,
    normwoord,
    verzonnen,
)
from woonanalyse.onderwerpen.strategie.programmabeeld import REGIO


def heeft(grond: Grond, college: College) -> bool:
    """Whether a proposal speaks of the strategy."""
    return _rij(grond, college) is not None


def nodig(grond: Grond, college: College) -> str:
    """What is needed up to the deadline beside what is in hard plans, and the programme; may be empty."""
    rij = _rij(grond, college)
    if rij is None:
        return ""
    programma = grond.uitkomsten["programma"]
    delen = [
        f"{_gemerkt(grond)}nodig zijn {programmabeeld.band(rij, 'behoefte')} woningen; in harde plannen "
        f"zitten er {aantal(rij['hard'])}{_norm(grond)}.",
        programmabeeld.gemeente(programma[programma["gemeentecode"] == college.code]),
    ]
    return veilig(hoofdletter(" ".join(deel for deel in delen if deel)))


def niets_doen(grond: Grond, college: College) -> str:
    """What is too much or too little where no measure is taken, and how sure that is; may be empty."""
    rij = _rij(grond, college)
    if rij is None:
        return ""
    norm = normwoord(grond.editie)
    delen = [deel for deel in (_te_veel(rij, norm), _te_weinig(rij)) if deel]
    scenarios = grond.uitkomsten["scenarios"]
    eigen = scenarios[scenarios["gebied"] == rij["gebied"]]
    zin = f"zonder maatregelen {' en '.join(delen)}. {_begin(grond, rij)}" if delen else ""
    tekst = f"{zin}{scenariobeeld.uitkomst(eigen, norm)}"
    return veilig(hoofdletter(f"{_gemerkt(grond)}{tekst}")) if tekst else ""


def _norm(grond: Grond) -> str:
    norm = norm_in_woorden(grond.editie)
    return f" ({'bovengrens' if verzonnen(grond.editie) else 'norm'}: {norm})" if norm else ""


def bovengrens(grond: Grond, college: College) -> str:
    """That the highest norm of this proposal is made, where it is and where the proposal speaks of it."""
    if not verzonnen(grond.editie) or _rij(grond, college) is None:
        return ""
    return (
        "De bovengrens in dit stuk is verzonnen, om de berekening te tonen: "
        f"{norm_in_woorden(grond.editie)}. De stand van de normen zegt er niets over."
    )


def _begin(grond: Grond, rij: pd.Series) -> str:
    """By which day a measure begins to be in time: the softest of what is needed, those alike together."""
    nodig_ = {"eraf": bool(_te_veel(rij, "")), "erbij": bool(_te_weinig(rij))}
    per: dict[tuple[str, str], list[str]] = {}
    for een in middelen_van(grond.editie):
        if nodig_.pop(een["richting"], False):
            zeker = plus_maanden(date.fromisoformat(rij["termijn"]), -een["maanden"]["hoog"])
            hoe = f"{een['orgaan']}; ten hoogste {een['maanden']['hoog']} maanden"
            per.setdefault((datum(zeker), hoe), []).append(een["naam"])
    delen = [
        f"wie uiterlijk op {dag} begint met: {opsomming(namen)} ({hoe})"
        for (dag, hoe), namen in per.items()
    ]
    return f"Zeker op tijd is {'; '.join(delen)}. " if delen else ""


def _gemerkt(grond: Grond) -> str:
    """What goes before numbers that are made."""
    return f"{VERZONNEN}: " if grond.dossier.voorbeelddata else ""


def _te_veel(rij: pd.Series, norm: str) -> str:
    if pd.isna(rij["te_veel_hoog"]) or not rij["te_veel_hoog"]:
        return ""
    return f"liggen er {programmabeeld.band(rij, 'te_veel')} woningen boven {norm}"


def _te_weinig(rij: pd.Series) -> str:
    if pd.isna(rij["te_weinig"]) or not rij["te_weinig"]:
        return ""
    return f"ontbreken er {hoeveel(rij['te_weinig'], 'woning', 'woningen')} in harde plannen"


def _rij(grond: Grond, college: College) -> pd.Series | None:
    """The row of the municipality, or of the region; None where there is no proposal of the strategy."""
    frame = grond.uitkomsten.get("strategie", pd.DataFrame())
    if frame.empty:
        return None
    wie = frame["niveau"] == REGIO if college.is_gs else frame["gemeentecode"] == college.code
    rij = frame[wie].iloc[0]
    return rij if rij["voorstel"] == "ja" else None
