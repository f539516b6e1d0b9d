"""The agreements at a glance and per theme: tables and sentences made from their judgement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from woonanalyse.afspraken.beoordeel import telling
from woonanalyse.afspraken.status import (
    AANGETOOND,
    ACHTER,
    GEEN_BEKEND,
    GEHAALD,
    NIET_BEOORDEELD,
    NIET_GEHAALD,
    NIET_TOEGEPAST,
    NVT,
    ONBEKEND,
    OP_KOERS,
    TER_INFORMATIE,
    TOEGEPAST,
)
from woonanalyse.beeld.markdown import tabel, veilig
from woonanalyse.beeld.tonen import Tabel
from woonanalyse.getal import opsomming

Afspraak = Mapping[str, Any]

TEKENS = {
    GEHAALD: ("✓", "wa-binnen"),
    OP_KOERS: ("↗", "wa-binnen"),
    ACHTER: ("↘", "wa-grens"),
    NIET_GEHAALD: ("✗", "wa-buiten"),
    AANGETOOND: ("✓", "wa-binnen"),
    GEEN_BEKEND: ("–", "wa-grens"),
    TOEGEPAST: ("✓", "wa-binnen"),
    NIET_TOEGEPAST: ("✗", "wa-buiten"),
    TER_INFORMATIE: ("■", "wa-neutraal"),
    NIET_BEOORDEELD: ("■", "wa-neutraal"),
    ONBEKEND: ("○", "wa-onbekend"),
    NVT: ("–", "wa-onbekend"),
}
"""Sign and class of each state, in the order in which they are shown."""


def antwoord(uitkomst: pd.DataFrame) -> str:
    """What is known of the agreements, in sentences."""
    artikelen = uitkomst.groupby("artikel")["status"].agg(set)
    onbekend = [str(nr) for nr, staten in artikelen.items() if staten <= {ONBEKEND, NVT}]
    bewijs = uitkomst[uitkomst["status"].isin([GEHAALD, OP_KOERS, AANGETOOND, TOEGEPAST])]
    met = [str(nr) for nr in bewijs["artikel"].drop_duplicates()]
    niet = uitkomst[uitkomst["status"].isin([NIET_GEHAALD, ACHTER, NIET_TOEGEPAST])]
    zinnen = [f"De overeenkomst heeft {len(artikelen)} artikelen."]
    if met:
        zinnen.append(f"Bewijs dat (een deel van) een afspraak is nagekomen is er bij {_nrs(met)}.")
    for (nr, status), groep in niet.groupby(["artikel", "status"]):
        zinnen.append(f"Bij artikel {nr} is de stand {status} voor {_namen(groep)}.")
    if onbekend:
        zinnen.append(
            f"Over {len(onbekend)} artikelen is niets te zeggen zolang de gegevens ontbreken; wie wat kan "
            "leveren, staat hieronder."
        )
    return " ".join(zinnen)


def rooster(afspraken: Sequence[Afspraak], uitkomst: pd.DataFrame) -> Tabel:
    """Every rule on one line: article, theme, what it is about, its states with how many parties."""
    per_regel = _per_regel(uitkomst)
    rijen = [
        [
            str(a["artikel"]),
            veilig(a["thema"]),
            veilig(a["titel"]),
            _staten(per_regel[a["artikel"], a.get("onderdeel")]),
        ]
        for a in _op_volgorde(afspraken)
    ]
    return Tabel(
        tabel(
            ["Nr.", "Thema", "Afspraak", "Stand (aantal partijen of jaren)"], rijen, [6, 24, 34, 44]
        ),
        "De afspraken in één oogopslag",
    )


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
        for a in _op_volgorde(afspraken)
    ]


def ontbrekend(afspraken: Sequence[Afspraak], uitkomst: pd.DataFrame) -> Tabel:
    """What has to be delivered for the rules that are (partly) onbekend, and by whom."""
    open_ = uitkomst[uitkomst["status"] == ONBEKEND]
    regels = {_sleutel(rij) for rij in open_[["artikel", "onderdeel"]].itertuples(index=False)}
    rijen = [
        [str(a["artikel"]), veilig(a["titel"]), veilig(a["nodig"]), veilig(a["levert"])]
        for a in _op_volgorde(afspraken)
        if (a["artikel"], a.get("onderdeel")) in regels
    ]
    return Tabel(
        tabel(["Nr.", "Afspraak", "Nog te leveren", "Door"], rijen, [6, 28, 50, 24]),
        "Wat onbekend is, en wie het kan leveren",
    )


def themas(afspraken: Sequence[Afspraak]) -> list[str]:
    """The themes, in order of article."""
    return list(dict.fromkeys(a["thema"] for a in _op_volgorde(afspraken)))


def thema(afspraken: Sequence[Afspraak], uitkomst: pd.DataFrame, naam: str) -> str:
    """Per rule of a theme: what is agreed, how it is read, what was found; Markdown."""
    gekozen = [a for a in _op_volgorde(afspraken) if a["thema"] == naam]
    return "\n\n".join(_afspraak(a, _rijen(uitkomst, a)) for a in gekozen)


def _afspraak(a: Afspraak, rijen: pd.DataFrame) -> str:
    onderdeel = f" ({a['onderdeel']})" if "onderdeel" in a else ""
    delen = [
        f"**Artikel {a['artikel']}{veilig(onderdeel)}: {veilig(a['titel'])}.** {veilig(a['zegt'])}"
    ]
    if "noot" in a:
        delen.append(f"*Lezing:* {veilig(a['noot'])}")
    return " ".join(delen) + "\n\n" + "\n".join(_bevindingen(a, rijen))


def _bevindingen(a: Afspraak, rijen: pd.DataFrame) -> list[str]:
    """One line per state and explanation, with the parties it holds for; onbekend once, at the end."""
    regels = []
    bekend = rijen[rijen["status"] != ONBEKEND]
    for (status, uitleg), groep in bekend.groupby(["status", "toelichting"], sort=False):
        bron = opsomming(list(groep["bron"].drop_duplicates()))
        regels.append(
            f"- {staat(str(status))} {veilig(_namen(groep))}: {veilig(uitleg)} Bron: {veilig(bron)}."
        )
    open_ = rijen[rijen["status"] == ONBEKEND]
    if len(open_):
        wie = veilig(_namen(open_))
        regels.append(
            f"- {staat(ONBEKEND)} {wie}. Nog te leveren: {veilig(a['nodig'])} (door {veilig(a['levert'])})."
        )
    return regels


def staat(status: str) -> str:
    """A state as sign and word, in Markdown."""
    teken, klasse = TEKENS[status]
    return f"[{teken} {status}]{{.{klasse}}}"


def _staten(tellingen: pd.DataFrame) -> str:
    delen = []
    for rij in tellingen.itertuples():
        aantal = f" {rij.aantal}" if tellingen["aantal"].sum() > 1 else ""
        delen.append(f"{staat(rij.status)}{aantal}")
    return " · ".join(delen)


def _per_regel(uitkomst: pd.DataFrame) -> dict[tuple[int, str | None], pd.DataFrame]:
    tel = telling(uitkomst, list(TEKENS))
    return {
        _sleutel(groep[["artikel", "onderdeel"]].iloc[0]): groep
        for _, groep in tel.groupby(["artikel", "onderdeel"], dropna=False, sort=False)
    }


def _rijen(uitkomst: pd.DataFrame, a: Afspraak) -> pd.DataFrame:
    eigen = uitkomst["artikel"] == a["artikel"]
    if "onderdeel" in a:
        return uitkomst[eigen & (uitkomst["onderdeel"] == a["onderdeel"]).fillna(False)]
    return uitkomst[eigen]


def _sleutel(rij: Any) -> tuple[int, str | None]:
    artikel, onderdeel = tuple(rij)
    return int(artikel), None if pd.isna(onderdeel) else str(onderdeel)


def _op_volgorde(afspraken: Sequence[Afspraak]) -> list[Afspraak]:
    return sorted(afspraken, key=lambda a: a["artikel"])


def _namen(groep: pd.DataFrame) -> str:
    """The parties of rows; more than six are counted."""
    namen = list(groep["partij"].drop_duplicates())
    return opsomming(namen) if len(namen) <= 6 else f"{len(namen)} partijen"


def _nrs(nummers: list[str]) -> str:
    return ("artikel " if len(nummers) == 1 else "artikelen ") + opsomming(nummers)
