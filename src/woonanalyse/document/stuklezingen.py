"""The alternatives in a proposal: agreements whose text can be read in more than one way, by each reading."""

from __future__ import annotations

import pandas as pd

from woonanalyse.afspraken import beeld
from woonanalyse.afspraken.status import NVT
from woonanalyse.document.stukbekend import niet_besluiten
from woonanalyse.document.stukgrond import College, Grond, inleiding
from woonanalyse.document.stukstrategie import niets_doen
from woonanalyse.kern.afspraak import met_onderwerp
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.getal import datum, hoeveel, hoofdletter, opsomming

PER_LEZING = "Deze afspraken zijn op meer dan één manier te lezen; per lezing de uitkomst:"


def alternatieven(grond: Grond, college: College) -> str:
    """What if nothing is decided, and the readings of what is asked, of the maximum and of the term: in a
    line where all give the same."""
    regio, frame = grond.editie.regio, grond.uitkomsten["lezingen"]
    frame = frame if college.is_gs else grond.rijen("lezingen", college)
    term = regio.artikelen("hersteltermijn")
    artikelen = {*grond.gevraagd(college)["artikel"], *regio.artikelen("maximum_dekking"), *term}
    frame = frame[frame["artikel"].isin(artikelen) & (frame["status"] != NVT)]
    rijen, gelijk = [], []
    for artikel, eigen in frame.groupby("artikel", sort=False):
        if eigen["status"].nunique() == 1:
            dagen = _hersteldatums(eigen) if artikel in term and not college.is_gs else ""
            (wat,) = met_onderwerp(regio.afspraken, [int(artikel)])
            gelijk.append(_in_een_zin(regio.nummering.bij(wat), eigen, dagen))
        else:
            per_lezing = eigen.groupby("lezing", sort=False)
            rijen += [_rij(groep, college) for _, groep in per_lezing]
    zinnen = [
        veilig(niet_besluiten(grond, college)),
        niets_doen(grond, college),
        *map(veilig, gelijk),
    ]
    delen = [zin for zin in zinnen if zin]
    if rijen:
        koppen = [regio.nummering.kop, "Lezing", "Wat zij zegt", "Uitkomst"]
        delen += [inleiding(PER_LEZING), tabel(koppen, rijen, [8, 14, 42, 36])]
    return "\n\n".join(delen)


def _in_een_zin(artikel: str, eigen: pd.DataFrame, slot: str) -> str:
    namen = opsomming([str(naam) for naam in eigen["lezing"].drop_duplicates()])
    eerste = eigen.iloc[0]
    return f"{hoofdletter(artikel)}: bij elke lezing ({namen}) is de uitkomst {eerste['status']}{slot}."


def _hersteldatums(eigen: pd.DataFrame) -> str:
    """The end of a term by each reading; empty where it has none."""
    einden = [
        f"{datum(einde)} ({lezing})"
        for lezing, periode in eigen[["lezing", "periode"]].itertuples(index=False)
        if (einde := str(periode).partition("/")[2])
    ]
    return f"; de hersteldatum is {opsomming(einden)}" if einden else ""


def _rij(groep: pd.DataFrame, college: College) -> list[str]:
    """A reading in a table: its article and name, what it says, and the outcome."""
    eerste = groep.iloc[0]
    naam = f"{eerste['lezing']}{' (gebruikt)' if eerste['gewoon'] == 'ja' else ''}"
    uitkomst = _telling(groep) if college.is_gs else _van_partijen(groep, college)
    return [
        veilig(deel) for deel in (eerste["artikel"], naam, eerste["uitleg"], hoofdletter(uitkomst))
    ]


def _telling(groep: pd.DataFrame) -> str:
    """How many parties have each state."""
    tel = groep.drop_duplicates(["partij", "status"])["status"].value_counts()
    return "; ".join(
        f"{staat} bij {hoeveel(tel[staat], 'partij', 'partijen')}"
        for staat in beeld.TEKENS
        if staat in tel
    )


def _van_partijen(groep: pd.DataFrame, college: College) -> str:
    """The states of a municipality, and of its subregion."""
    return "; ".join(
        f"{'' if partij == college.partijen[0] else f'subregio {partij}: '}"
        f"{opsomming(list(dict.fromkeys(deel['status'])))}"
        for partij, deel in groep.groupby("partij", sort=False)
    )
