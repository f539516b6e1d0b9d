"""The agreements at a glance and per theme: tables and sentences made from their judgement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from woonanalyse.afspraken import bevindingen
from woonanalyse.afspraken.beoordeel import telling
from woonanalyse.afspraken.status import (
    AANGETOOND,
    ACHTER,
    GEEN_BEKEND,
    GEHAALD,
    GROEN,
    NIET_BEOORDEELD,
    NIET_GEHAALD,
    NIET_TOEGEPAST,
    NVT,
    ONBEKEND,
    OP_KOERS,
    TER_INFORMATIE,
    TOEGEPAST,
)
from woonanalyse.kern import oordeel
from woonanalyse.kern.beeld.codes import code, codes, link
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.stijl import INKT, LIJN, THEMAS, eigen_stijl
from woonanalyse.kern.beeld.stijl import TEKENS as OORDEEL
from woonanalyse.kern.beeld.tekening import KLEIN, namenas, vel
from woonanalyse.kern.beeld.tonen import Beeld, Tabel, maak_beeld
from woonanalyse.kern.getal import aantal, datum, opsomming

Afspraak = Mapping[str, Any]

NIET_GROEN = (NIET_GEHAALD, ACHTER, NIET_TOEGEPAST)
"""States that say, with evidence, that a party did not do what is agreed."""

_IN_EEN_ZIN = {"provincie": "de provincie", "gezamenlijk": "alle partijen samen"}

TEKENS = {
    GEHAALD: ("✓", "wa-binnen"),
    OP_KOERS: ("↗", "wa-binnen"),
    ACHTER: ("↘", "wa-grens"),
    NIET_GEHAALD: ("✗", "wa-buiten"),
    AANGETOOND: ("✓", "wa-binnen"),
    GEEN_BEKEND: ("–", "wa-grens"),
    TOEGEPAST: ("✓", "wa-binnen"),
    NIET_TOEGEPAST: ("–", "wa-grens"),
    TER_INFORMATIE: ("■", "wa-neutraal"),
    NIET_BEOORDEELD: ("■", "wa-neutraal"),
    ONBEKEND: ("○", "wa-onbekend"),
    NVT: ("–", "wa-onbekend"),
}
"""Sign and class of each state, in the order in which they are shown."""


def antwoord(uitkomst: pd.DataFrame) -> str:
    """What is known of the agreements, in sentences."""
    artikelen = uitkomst.groupby("artikel")["status"].agg(set)
    onbekend = [nr for nr, staten in artikelen.items() if ONBEKEND in staten <= {ONBEKEND, NVT}]
    bewijs = uitkomst[uitkomst["status"].isin(GROEN)]
    met = [str(nr) for nr in bewijs["artikel"].drop_duplicates()]
    niet = uitkomst[uitkomst["status"].isin(NIET_GROEN)]
    zinnen = [f"De overeenkomst heeft {len(artikelen)} artikelen."]
    if set(uitkomst["status"]) == {NVT}:
        zinnen.append("Deze editie wordt er niet aan getoetst.")
    if met:
        zinnen.append(f"Bewijs dat (een deel van) een afspraak is nagekomen is er bij {_nrs(met)}.")
    for (nr, status), groep in niet.groupby(["artikel", "status"]):
        wie = _namen(groep.replace({"partij": _IN_EEN_ZIN}))
        zinnen.append(f"Bij artikel {nr} is de stand {status} voor {wie}.")
    if onbekend:
        zinnen.append(
            f"Over {_hoeveel(len(onbekend), 'artikel', 'artikelen')} is niets te zeggen zolang de gegevens "
            "ontbreken; wie wat kan leveren, staat hieronder."
        )
    return " ".join(zinnen)


KOLOMMEN = {
    "gehaald,\ntoegepast,\naangetoond": (GEHAALD, TOEGEPAST, AANGETOOND),
    "op\nkoers": (OP_KOERS,),
    "achter": (ACHTER,),
    "niet\ngehaald": (NIET_GEHAALD,),
    "niet toe-\ngepast, geen\ninspanning": (NIET_TOEGEPAST, GEEN_BEKEND),
    "alleen\ngetoond": (TER_INFORMATIE, NIET_BEOORDEELD),
    "onbekend": (ONBEKEND,),
    "nvt": (NVT,),
}
"""Columns of the grid: the states that say alike, whatever the kind of agreement."""

_KLEUR = {
    "wa-binnen": OORDEEL[oordeel.BINNEN].kleur,
    "wa-grens": OORDEEL[oordeel.OP_DE_GRENS].kleur,
    "wa-buiten": OORDEEL[oordeel.BUITEN].kleur,
    "wa-onbekend": OORDEEL[oordeel.ONBEKEND].kleur,
    "wa-neutraal": INKT,
}


def raster(afspraken: Sequence[Afspraak], uitkomst: pd.DataFrame, kop: Mapping[str, Any]) -> Beeld:
    """Every rule on a line, every state in a column: in the cell its sign and how many outcomes."""
    per_regel = _per_regel(uitkomst)
    regels = _op_volgorde(afspraken)
    tellingen = [per_regel[a["artikel"], a.get("onderdeel")] for a in regels]
    gezien = set(uitkomst["status"])
    kolommen = [naam for naam, staten in KOLOMMEN.items() if gezien & set(staten)]
    with eigen_stijl():
        figuur = vel(20 + 4.5 * len(regels))
        assen = figuur.subplots()
        for plek, telling_ in enumerate(tellingen):
            _cellen(assen, plek, telling_, kolommen)
        namenas(assen, [f"{a['artikel']} {a['titel']}" for a in regels], 46)
        for tekst, afspraak in zip(assen.get_yticklabels(), regels, strict=True):
            tekst.set(color=THEMAS.get(afspraak["thema"], INKT), fontsize=KLEIN)
        assen.xaxis.tick_top()
        assen.tick_params("x", length=0)
        assen.set_xticks(range(len(kolommen)), kolommen, fontsize=KLEIN, color=INKT)
        assen.set_xlim(-0.5, len(kolommen) - 0.5)
        assen.spines["bottom"].set_visible(False)
        assen.grid(visible=False)
        grenzen = [plek - 0.5 for plek in range(len(regels) + 1)]
        assen.hlines(grenzen, *assen.get_xlim(), color=LIJN, linewidth=0.5, zorder=0)
    alt = "; ".join(
        f"artikel {nr} {titel}: {staten}"
        for nr, titel, staten in stand_in_tekst(afspraken, uitkomst)
    )
    bijschrift = (
        f"{bevindingen.afspraken(uitkomst)} Per afspraak hoeveel uitkomsten (partij en periode) elke stand "
        f"hebben; {_stand(afspraken, kop)}"
    )
    return maak_beeld(figuur, f"Raster van afspraken en standen. {alt}.", bijschrift)


def _stand(afspraken: Sequence[Afspraak], kop: Mapping[str, Any]) -> str:
    """Up to when the registers count, and of what day the balance is."""
    nrs = [str(a["artikel"]) for a in _op_volgorde(afspraken) if a.get("register") == "balans"]
    balans = f"; artikel {opsomming(nrs)}: balans op {datum(kop['peildatum'])}" if nrs else ""
    return f"registers tot en met {datum(kop['stand_per'])}{balans}"


def _cellen(assen: Axes, plek: int, telling_: pd.DataFrame, kolommen: Sequence[str]) -> None:
    """The cells of one rule; without an outcome a cell stays empty."""
    stand = dict(zip(telling_["status"], telling_["aantal"], strict=True))
    for nummer, naam in enumerate(kolommen):
        eigen = [staat_ for staat_ in KOLOMMEN[naam] if staat_ in stand]
        if not eigen:
            continue
        teken, klasse = TEKENS[eigen[0]]
        kleur = _KLEUR[klasse]
        vak = Rectangle((nummer - 0.46, plek - 0.4), 0.92, 0.8, linewidth=0.7)
        vak.set(facecolor=(kleur, 0.14), edgecolor=kleur)
        assen.add_artist(vak)
        tekst = f"{teken} {aantal(sum(stand[staat_] for staat_ in eigen))}"
        assen.text(nummer, plek, tekst, ha="center", va="center", fontsize=8.5, color=kleur)


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
    herkomst = codes("afspraken", (rij[0] for rij in rijen))
    return Tabel(
        tabel(["Nr.", "Afspraak", "Nog te leveren", "Door"], rijen, [6, 28, 50, 24], herkomst),
        "Wat onbekend is, en wie het kan leveren",
    )


def themas(afspraken: Sequence[Afspraak]) -> list[str]:
    """The themes, in order of article."""
    return list(dict.fromkeys(a["thema"] for a in _op_volgorde(afspraken)))


def thema_antwoord(afspraken: Sequence[Afspraak], uitkomst: pd.DataFrame, naam: str) -> str:
    """Two sentences: for how many rules of a theme there is evidence, and which are otherwise.

    A rule where one party did what is agreed and another did not stands in both.
    """
    staten = {
        _label(a): set(_rijen(uitkomst, a)["status"])
        for a in _op_volgorde(afspraken)
        if a["thema"] == naam
    }
    over = f"{naam[0].lower()}{naam[1:]}"
    neutraal = [regel for regel in staten if _zonder_oordeel(staten[regel])]
    if len(neutraal) == len(staten):
        getoond = set.union(*staten.values()) - {NVT}
        tweede = (
            "Wat bekend is, wordt alleen getoond" if getoond else "Dit geldt niet voor deze editie"
        )
        return f"Over {over} valt niets te beoordelen: {_nrs(neutraal)}. {tweede}."
    rest = "" if _alles_onbekend(staten) else f" {_restzin(staten, neutraal)}"
    return f"{_bewijszin(staten, over)}{rest}"


def _alles_onbekend(staten: Mapping[str, set[str]]) -> bool:
    """Whether no rule has any state but onbekend."""
    return all(ONBEKEND in s <= {ONBEKEND, NVT} for s in staten.values())


def _bewijszin(staten: Mapping[str, set[str]], over: str) -> str:
    """For how many rules there is evidence of at least one party, and where of others nothing is known."""
    bewijs = [regel for regel in staten if staten[regel] & set(GROEN)]
    enige = len(staten) == 1
    if not bewijs:
        geen = (
            f"de afspraak over {over} is er geen"
            if enige
            else f"geen van de {len(staten)} afspraken over {over} is er"
        )
        if not any(staten[regel] & set(NIET_GROEN) for regel in staten):
            wie = "de afspraak" if enige else f"de {len(staten)} afspraken"
            nrs = f": {_nrs(list(staten))}" if _alles_onbekend(staten) else ""
            return f"Of {wie} over {over} {'is' if enige else 'zijn'} nagekomen, is onbekend{nrs}."
        return f"Voor {geen} bewijs dat een partij haar nakomt."
    wat = "de afspraak" if enige else f"{len(bewijs)} van de {len(staten)} afspraken"
    deels = [regel for regel in bewijs if ONBEKEND in staten[regel]]
    waar = "; van anderen" if enige else f"; bij {len(deels)} daarvan"
    ook = f"{waar} is de stand {'' if enige else 'van anderen '}onbekend" if deels else ""
    return (
        f"Voor {wat} over {over} is er bewijs dat ten minste één partij haar nakomt of op koers is: "
        f"{_nrs(bewijs)}{ook}."
    )


def _restzin(staten: Mapping[str, set[str]], neutraal: Sequence[str]) -> str:
    """How many rules are not met by a party, unknown, or not judged."""
    niet = [regel for regel in staten if staten[regel] & set(NIET_GROEN)]
    zeker = {*niet, *neutraal, *(regel for regel in staten if staten[regel] & set(GROEN))}
    onbekend = [regel for regel in staten if regel not in zeker]
    delen = []
    if niet:
        samen = set.union(*(staten[regel] for regel in niet))
        woorden = " of ".join(staat for staat in NIET_GROEN if staat in samen)
        bij = "daarbij" if len(staten) == 1 else f"bij {len(niet)}"
        delen.append(f"{bij} is de stand van ten minste één partij {woorden}: {_nrs(niet)}")
    if onbekend:
        geen = any(GEEN_BEKEND in staten[regel] for regel in onbekend)
        bij = "daarbij" if len(staten) == 1 else f"bij {len(onbekend)}"
        wat = "geen inspanning bekend of de stand onbekend" if geen else "de stand onbekend"
        delen.append(f"{bij} is {wat}: {_nrs(onbekend)}")
    if neutraal:
        worden = "wordt" if len(neutraal) == 1 else "worden"
        delen.append(f"{len(neutraal)} {worden} niet beoordeeld: {_nrs(neutraal)}")
    zin = "; ".join(delen) or "geen enkele afspraak staat op niet gehaald, achter of niet toegepast"
    return f"{zin[0].upper()}{zin[1:]}."


def _zonder_oordeel(staten: set[str]) -> bool:
    """Whether the states of a rule are no judgement: shown only, or not applicable."""
    return bool(staten & {TER_INFORMATIE, NIET_BEOORDEELD}) or staten <= {NVT}


def _label(a: Afspraak) -> str:
    return f"{a['artikel']} ({a['onderdeel']})" if "onderdeel" in a else str(a["artikel"])


def thema(afspraken: Sequence[Afspraak], uitkomst: pd.DataFrame, naam: str) -> str:
    """Per rule of a theme: what is agreed, how it is read, what was found; Markdown."""
    gekozen = [a for a in _op_volgorde(afspraken) if a["thema"] == naam]
    return "\n\n".join(_afspraak(a, _rijen(uitkomst, a)) for a in gekozen)


def _afspraak(a: Afspraak, rijen: pd.DataFrame) -> str:
    onderdeel = f" ({veilig(a['onderdeel'])})" if "onderdeel" in a else ""
    delen = [f"**Artikel {a['artikel']}{onderdeel}: {veilig(a['titel'])}.** {veilig(a['zegt'])}"]
    if "noot" in a:
        delen.append(f"*Lezing:* {veilig(a['noot'])}")
    delen.append(link(code("afspraken", a["artikel"])))
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


def _hoeveel(aan: int, een: str, meer: str) -> str:
    return f"{aan} {een if aan == 1 else meer}"


def _nrs(nummers: Sequence[str]) -> str:
    return ("artikel " if len(nummers) == 1 else "artikelen ") + opsomming(list(nummers))
