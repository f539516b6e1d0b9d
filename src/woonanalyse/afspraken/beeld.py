"""The agreements at a glance and per theme: tables and sentences made from their judgement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from woonanalyse.afspraken import bevindingen
from woonanalyse.afspraken.beoordeel import telling
from woonanalyse.afspraken.rastertekening import Cel, Raster
from woonanalyse.afspraken.status import (
    AANGETOOND,
    ACHTER,
    BINNEN_DE_NORM,
    BOVEN_DE_NORM,
    DEELS_VASTGELEGD,
    GEEN_BEKEND,
    GEEN_VERHOUDING,
    GEHAALD,
    GROEN,
    NIET_BEOORDEELD,
    NIET_GEHAALD,
    NIET_TOEGEPAST,
    NVT,
    ONBEKEND,
    OP_DE_GRENS,
    OP_DE_NORM,
    OP_KOERS,
    TER_INFORMATIE,
    TOEGEPAST,
    VASTGELEGD,
    ZONDER_UITSLAG,
)
from woonanalyse.afspraken.tijd import in_woorden, tijd
from woonanalyse.afspraken.uitkomst import GEZAMENLIJK
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.beeld.codes import codes
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.tonen import Tabel
from woonanalyse.kern.getal import aantal, datum, hoofdletter, opsomming
from woonanalyse.kern.nummering import ARTIKEL, Nummering, nummering
from woonanalyse.kern.opzet import Opzet

NIET_GROEN = (NIET_GEHAALD, ACHTER, NIET_TOEGEPAST, BOVEN_DE_NORM)
"""States that say, with evidence, that what is agreed is not so for a party."""

_IN_EEN_ZIN = {"provincie": "de provincie", "gezamenlijk": "alle partijen samen"}

TEKENS = {
    GEHAALD: ("✓", "wa-binnen"),
    OP_KOERS: ("↗", "wa-binnen"),
    ACHTER: ("↘", "wa-grens"),
    NIET_GEHAALD: ("✗", "wa-buiten"),
    BINNEN_DE_NORM: ("✓", "wa-binnen"),
    OP_DE_NORM: ("≈", "wa-binnen"),
    OP_DE_GRENS: ("◆", "wa-grens"),
    BOVEN_DE_NORM: ("▲", "wa-buiten"),
    AANGETOOND: ("✓", "wa-binnen"),
    GEEN_BEKEND: ("–", "wa-grens"),
    TOEGEPAST: ("✓", "wa-binnen"),
    VASTGELEGD: ("✓", "wa-binnen"),
    DEELS_VASTGELEGD: ("½", "wa-grens"),
    NIET_TOEGEPAST: ("–", "wa-grens"),
    TER_INFORMATIE: ("■", "wa-neutraal"),
    NIET_BEOORDEELD: ("■", "wa-neutraal"),
    GEEN_VERHOUDING: ("–", "wa-onbekend"),
    ONBEKEND: ("○", "wa-onbekend"),
    NVT: ("–", "wa-onbekend"),
}
"""Sign and class of each state, in the order in which they are shown."""


_MISSERS = {
    NIET_GEHAALD: "{Nr} is niet gehaald door {wie}.",
    ACHTER: "Bij {nr} is de stand achter bij {wie}.",
    BOVEN_DE_NORM: "De stand bij {nr} is boven de norm bij {wie}.",
    NIET_TOEGEPAST: "De regel van {nr} is niet toegepast door {wie}.",
}
"""What is said of parties in each of NIET_GROEN."""


def antwoord(uitkomst: pd.DataFrame, woord: Nummering = ARTIKEL) -> str:
    """What is known of the agreements, in sentences."""
    artikelen = uitkomst.groupby("artikel")["status"].agg(set)
    onbekend = [nr for nr, staten in artikelen.items() if ONBEKEND in staten <= ZONDER_UITSLAG]
    bewijs = uitkomst[uitkomst["status"].isin(GROEN)]
    met = [str(nr) for nr in bewijs["artikel"].drop_duplicates()]
    niet = uitkomst[uitkomst["status"].isin(NIET_GROEN)]
    zinnen = [f"Het rapport gaat over {woord.aantal(len(artikelen))} van de overeenkomst."]
    if set(uitkomst["status"]) == {NVT}:
        zinnen.append("Deze editie wordt er niet aan getoetst.")
    if met:
        zinnen.append(
            f"Bewijs dat (een deel van) een afspraak is nagekomen, is er bij {woord.lijst(met)}."
        )
    for (nr, status), groep in niet.groupby(["artikel", "status"]):
        wie = namen(groep.replace({"partij": _IN_EEN_ZIN}))
        noemt = woord.bij(nr)
        zinnen.append(_MISSERS[status].format(nr=noemt, Nr=hoofdletter(noemt), wie=wie))
    if onbekend:
        zinnen.append(
            f"Van {woord.aantal(len(onbekend))} is de stand onbekend; welke gegevens "
            "ontbreken, staat hieronder."
        )
    return " ".join(zinnen)


KOLOMMEN = {
    "gehaald,\nbinnen norm,\ntoegepast,\nvastgelegd,\naangetoond": (
        GEHAALD,
        BINNEN_DE_NORM,
        TOEGEPAST,
        VASTGELEGD,
        AANGETOOND,
    ),
    "op de\nnorm": (OP_DE_NORM,),
    "deels\nvast-\ngelegd": (DEELS_VASTGELEGD,),
    "op\nkoers": (OP_KOERS,),
    "op de\ngrens": (OP_DE_GRENS,),
    "achter": (ACHTER,),
    "niet\ngehaald,\nboven\nde norm": (NIET_GEHAALD, BOVEN_DE_NORM),
    "niet toe-\ngepast, geen\ninspanning": (NIET_TOEGEPAST, GEEN_BEKEND),
    "alleen\ngetoond": (TER_INFORMATIE, NIET_BEOORDEELD),
    "geen\nverhouding": (GEEN_VERHOUDING,),
    "onbekend": (ONBEKEND,),
    "nvt": (NVT,),
}
"""Columns of the grid: the states that say alike, whatever the kind of agreement."""


def raster(afspraken: Sequence[Afspraak], uitkomst: pd.DataFrame, opzet: Opzet) -> Raster:
    """What the grid says: every rule on a line, every state in a column, and in the cell its sign and how
    many outcomes."""
    per_regel = _per_regel(uitkomst)
    regels = op_volgorde(afspraken)
    gezien = set(uitkomst["status"])
    kolommen = [naam for naam, staten in KOLOMMEN.items() if gezien & set(staten)]
    cellen = [
        cel
        for plek, a in enumerate(regels)
        for cel in _cellen(plek, per_regel[a["artikel"], a.get("onderdeel")], kolommen)
    ]
    alt = "; ".join(
        f"{nummering(afspraken).bij(nr)} {titel}: {staten}"
        for nr, titel, staten in stand_in_tekst(afspraken, uitkomst)
    )
    bevinding = bevindingen.afspraken(uitkomst, nummering(afspraken))
    return Raster(
        regels=[f"{a['artikel']} {a['titel']}" for a in regels],
        kolommen=kolommen,
        cellen=cellen,
        alt=f"Raster van afspraken en standen. {alt}.",
        bijschrift=(
            f"{bevinding} Aantal uitkomsten (partij en periode) per stand; "
            f"{_stand(afspraken, opzet)}"
        ),
    )


def _stand(afspraken: Sequence[Afspraak], opzet: Opzet) -> str:
    """Up to when the registers count, and of what day the balance is."""
    nrs = [str(a["artikel"]) for a in op_volgorde(afspraken) if a.get("register") == "balans"]
    dag = (
        f"balans op {datum(opzet.peildatum)}"
        if opzet.peildatum
        else "de dag van de balans is onbekend"
    )
    balans = f"; {nummering(afspraken).een} {opsomming(nrs)}: {dag}" if nrs else ""
    return f"registers tot en met {datum(opzet.stand_per)}{balans}"


def _cellen(plek: int, telling_: pd.DataFrame, kolommen: Sequence[str]) -> Iterator[Cel]:
    """The cells of one rule; without an outcome there is none."""
    stand = dict(zip(telling_["status"], telling_["aantal"], strict=True))
    for nummer, naam in enumerate(kolommen):
        eigen = [staat_ for staat_ in KOLOMMEN[naam] if staat_ in stand]
        if eigen:
            teken, klasse = TEKENS[eigen[0]]
            hoeveel = aantal(sum(stand[staat_] for staat_ in eigen))
            yield Cel(plek, nummer, f"{teken} {hoeveel}", klasse)


def stand_in_tekst(
    afspraken: Sequence[Afspraak], uitkomst: pd.DataFrame
) -> list[tuple[str, str, str]]:
    """Per rule its article, title and states as plain text."""
    per_regel = _per_regel(uitkomst)
    return [
        (
            str(a["artikel"]),
            str(a["titel"]),
            " · ".join(
                f"{TEKENS[rij.status][0]} {rij.status} {rij.aantal}"
                for rij in per_regel[a["artikel"], a.get("onderdeel")].itertuples()
            ),
        )
        for a in op_volgorde(afspraken)
    ]


def wel_bekend(feiten: pd.DataFrame, uitkomst: pd.DataFrame) -> dict[str, list[str]]:
    """By party of which a state of `uitkomst` is onbekend, the dates (ISO) of its facts that count."""
    open_ = uitkomst.loc[uitkomst["status"] == ONBEKEND, "partij"]
    telt = feiten[
        feiten["artikel"].isin(uitkomst["artikel"])
        & (feiten["telt"] == "ja")
        & feiten["partij"].isin(open_)
        & feiten["datum"].fillna("").ne("")
    ]
    return {
        str(partij): list(dict.fromkeys(dagen))
        for partij, dagen in telt.groupby("partij", sort=False)["datum"]
    }


MEESTE = 3
"""More parties of which something is known are counted in a table, not named."""


def _toch(a: Afspraak, feiten: pd.DataFrame | None, uitkomst: pd.DataFrame) -> str:
    """Of a cycle of which one decision is known where two are needed: whose, and when; may be empty."""
    eens = feiten is not None and a["soort"] == "cyclus"
    bekend = wel_bekend(feiten, uitkomst) if eens else {}
    if not bekend:
        return ""
    if len(bekend) > MEESTE:
        return f"; iets bekend van {len(bekend)} partijen"
    delen = [
        f"{wie} ({opsomming([in_woorden(tijd(dag)) for dag in dagen])})"
        for wie, dagen in bekend.items()
    ]
    return f"; wel bekend: {opsomming(delen)}"


def ontbrekend(
    afspraken: Sequence[Afspraak],
    uitkomst: pd.DataFrame,
    feiten: pd.DataFrame | None = None,
    *,
    lopend: bool = True,
) -> Tabel:
    """What is missing for the rules that are (partly) onbekend, of whom something is, and whose it is.

    While the edition runs (`lopend`) it is asked for; a look back only says so. `feiten`: what is known.
    """
    koppen = ["Nog te leveren", "Door"] if lopend else ["Niet bekend", "Van"]
    regels = [
        [
            str(a["artikel"]),
            veilig(a["titel"]),
            veilig(f"{a['nodig'].strip()}{_toch(a, feiten, rijen(uitkomst, a))}"),
            veilig(a["levert"]),
        ]
        for a in onbekende(afspraken, uitkomst)
    ]
    herkomst = codes("afspraken", (rij[0] for rij in regels))
    regels = regels or [["", "geen", "er ontbreekt niets", "niemand"]]
    return Tabel(
        tabel(["Nr.", "Afspraak", *koppen], regels, [6, 28, 50, 24], herkomst),
        "Wat onbekend is, en wie het kan leveren"
        if lopend
        else "Wat onbekend is, en van wie het is",
    )


def onbekende(afspraken: Sequence[Afspraak], uitkomst: pd.DataFrame) -> list[Afspraak]:
    """The agreements of which something is onbekend, by article."""
    open_ = uitkomst.loc[uitkomst["status"] == ONBEKEND, ["artikel", "onderdeel"]]
    regels = {_sleutel(rij) for rij in open_.itertuples(index=False)}
    return [a for a in op_volgorde(afspraken) if (a["artikel"], a.get("onderdeel")) in regels]


def staat(status: str) -> str:
    """A state as sign and word, in Markdown."""
    teken, klasse = TEKENS[status]
    return f"[{teken} {status}]{{.{klasse}}}"


def _per_regel(uitkomst: pd.DataFrame) -> dict[tuple[int, str | None], pd.DataFrame]:
    tel = telling(uitkomst, list(TEKENS))
    return {
        _sleutel(groep[["artikel", "onderdeel"]].iloc[0]): groep
        for _, groep in tel.groupby(["artikel", "onderdeel"], dropna=False, sort=False)
    }


def rijen(uitkomst: pd.DataFrame, a: Afspraak) -> pd.DataFrame:
    """The outcomes of one agreement."""
    eigen = uitkomst["artikel"] == a["artikel"]
    return uitkomst[eigen & (uitkomst["onderdeel"].fillna("") == a.get("onderdeel", ""))]


def _sleutel(rij: Any) -> tuple[int, str | None]:
    artikel, onderdeel = tuple(rij)
    return int(artikel), None if pd.isna(onderdeel) else str(onderdeel)


def op_volgorde(afspraken: Sequence[Afspraak]) -> list[Afspraak]:
    """The agreements by article."""
    return sorted(afspraken, key=lambda a: a["artikel"])


def namen(groep: pd.DataFrame) -> str:
    """The parties of rows; more than six are counted. A total of several parties is none of them."""
    namen = list(groep["partij"].drop_duplicates())
    namen = [naam for naam in namen if naam != GEZAMENLIJK] or namen
    return opsomming(namen) if len(namen) <= 6 else f"{len(namen)} partijen"
