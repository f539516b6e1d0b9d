"""The agreements of one theme, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from woonanalyse.afspraken.beeld import NIET_GROEN, namen, nrs, op_volgorde, rijen, staat
from woonanalyse.afspraken.status import (
    GEEN_BEKEND,
    GROEN,
    NIET_BEOORDEELD,
    NVT,
    ONBEKEND,
    TER_INFORMATIE,
)
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.beeld.codes import code, link
from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.getal import opsomming


def themas(afspraken: Sequence[Afspraak]) -> list[str]:
    """The themes, in order of article."""
    return list(dict.fromkeys(a["thema"] for a in op_volgorde(afspraken)))


def thema_antwoord(afspraken: Sequence[Afspraak], uitkomst: pd.DataFrame, naam: str) -> str:
    """Two sentences: for how many rules of a theme there is evidence, and which are otherwise.

    A rule where one party did what is agreed and another did not stands in both.
    """
    staten = {
        _label(a): set(rijen(uitkomst, a)["status"])
        for a in op_volgorde(afspraken)
        if a["thema"] == naam
    }
    over = f"{naam[0].lower()}{naam[1:]}"
    neutraal = [regel for regel in staten if _zonder_oordeel(staten[regel])]
    if len(neutraal) == len(staten):
        getoond = set.union(*staten.values()) - {NVT}
        tweede = (
            "Wat bekend is, wordt alleen getoond" if getoond else "Dit geldt niet voor deze editie"
        )
        return f"Over {over} valt niets te beoordelen: {nrs(neutraal)}. {tweede}."
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
            welke = f": {nrs(list(staten))}" if _alles_onbekend(staten) else ""
            return (
                f"Of {wie} over {over} {'is' if enige else 'zijn'} nagekomen, is onbekend{welke}."
            )
        return f"Voor {geen} bewijs dat een partij haar nakomt."
    wat = "de afspraak" if enige else f"{len(bewijs)} van de {len(staten)} afspraken"
    deels = [regel for regel in bewijs if ONBEKEND in staten[regel]]
    waar = "; van anderen" if enige else f"; bij {len(deels)} daarvan"
    ook = f"{waar} is de stand {'' if enige else 'van anderen '}onbekend" if deels else ""
    return (
        f"Voor {wat} over {over} is er bewijs dat ten minste één partij haar nakomt of op koers is: "
        f"{nrs(bewijs)}{ook}."
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
        delen.append(f"{bij} is de stand van ten minste één partij {woorden}: {nrs(niet)}")
    if onbekend:
        geen = any(GEEN_BEKEND in staten[regel] for regel in onbekend)
        bij = "daarbij" if len(staten) == 1 else f"bij {len(onbekend)}"
        wat = "geen inspanning bekend of de stand onbekend" if geen else "de stand onbekend"
        delen.append(f"{bij} is {wat}: {nrs(onbekend)}")
    if neutraal:
        worden = "wordt" if len(neutraal) == 1 else "worden"
        delen.append(f"{len(neutraal)} {worden} niet beoordeeld: {nrs(neutraal)}")
    zin = "; ".join(delen) or "geen enkele afspraak staat op niet gehaald, achter of niet toegepast"
    return f"{zin[0].upper()}{zin[1:]}."


def _zonder_oordeel(staten: set[str]) -> bool:
    """Whether the states of a rule are no judgement: shown only, or not applicable."""
    return bool(staten & {TER_INFORMATIE, NIET_BEOORDEELD}) or staten <= {NVT}


def _label(a: Afspraak) -> str:
    return f"{a['artikel']} ({a['onderdeel']})" if "onderdeel" in a else str(a["artikel"])


def thema(afspraken: Sequence[Afspraak], uitkomst: pd.DataFrame, naam: str) -> str:
    """Per rule of a theme: what is agreed, how it is read, what was found; Markdown."""
    gekozen = [a for a in op_volgorde(afspraken) if a["thema"] == naam]
    return "\n\n".join(_afspraak(a, rijen(uitkomst, a)) for a in gekozen)


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
            f"- {staat(str(status))} {veilig(namen(groep))}: {veilig(uitleg)} Bron: {veilig(bron)}."
        )
    open_ = rijen[rijen["status"] == ONBEKEND]
    if len(open_):
        wie = veilig(namen(open_))
        regels.append(
            f"- {staat(ONBEKEND)} {wie}. Nog te leveren: {veilig(a['nodig'])} (door {veilig(a['levert'])})."
        )
    return regels
