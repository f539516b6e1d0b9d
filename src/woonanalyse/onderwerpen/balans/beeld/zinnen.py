"""Sentences made from results: plain text, in words that an alderman reads without help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from woonanalyse.kern.beeld.stijl import TEKENS
from woonanalyse.kern.beeld.veel import VEEL
from woonanalyse.kern.beeld.woorden import (
    alle_gemeenten,
    deel_van,
    heeft_band,
    namen_per_oordeel,
    periode,
)
from woonanalyse.kern.getal import (
    ONBEKEND,
    aantal,
    datum,
    geen_getal,
    hoeveel,
    hoofdletter,
    opsomming,
    procent,
    reeks,
)
from woonanalyse.kern.merk import AFGESCHERMD
from woonanalyse.kern.oordeel import (
    BINNEN,
    BUITEN,
    NVT,
    OP_DE_GRENS,
    OP_DE_NORM,
    reden_onbekend,
    reden_op_norm,
)
from woonanalyse.kern.opzet import Opzet


def antwoord(balans: pd.DataFrame, norm: float) -> str:
    """Is there over-programming, and where? From the balance of all municipalities."""
    namen = namen_per_oordeel(balans)
    totaal = balans["gemeentecode"].nunique()
    ook = ", ook bij de hoogste behoefte" if heeft_band(balans) else ""
    zinnen = []
    if namen.get(BUITEN):
        zinnen.append(
            f"In {deel_van(len(namen[BUITEN]), totaal)} is er overprogrammering: "
            f"{opsomming(namen[BUITEN])}. Daar is de harde plancapaciteit groter dan {procent(norm, 0)} "
            f"van de behoefte{ook}."
        )
    if namen.get(OP_DE_GRENS):
        zinnen.append(
            f"Op de grens {_zijn(namen[OP_DE_GRENS])} {opsomming(namen[OP_DE_GRENS])}: daar komt de "
            f"plancapaciteit bij de laagste behoefte boven {procent(norm, 0)} uit, bij de hoogste niet."
        )
    if namen.get(OP_DE_NORM):
        zinnen.append(
            f"Op de norm {_zijn(namen[OP_DE_NORM])} {opsomming(namen[OP_DE_NORM])}: "
            f"{_redenen(balans, namen[OP_DE_NORM], norm)}."
        )
    if namen.get(BINNEN):
        zinnen.append(f"In {_telwoord(len(namen[BINNEN]), totaal)} is er geen overprogrammering.")
    if namen.get(ONBEKEND):
        aan = len(namen[ONBEKEND])
        zinnen.append(
            f"Van {_telwoord(aan, totaal)} is de verhouding tussen plancapaciteit en behoefte onbekend."
        )
    if namen.get(AFGESCHERMD):
        aan = len(namen[AFGESCHERMD])
        zinnen.append(
            f"Van {_telwoord(aan, totaal)} is de verhouding {AFGESCHERMD}: de plancapaciteit is daar niet "
            "openbaar."
        )
    if namen.get(NVT):
        zinnen.append("De verhouding is in deze editie informatie en wordt niet getoetst.")
    return " ".join(zinnen)


def _redenen(balans: pd.DataFrame, namen: Sequence[str], norm: float) -> str:
    """Why each of these municipalities is on the norm; which one is told where they differ."""
    per_reden: dict[str, list[str]] = {}
    for naam in namen:
        reden = reden_op_norm(balans[balans["gemeente"] == naam], norm)
        per_reden.setdefault(reden, []).append(naam)
    if len(per_reden) == 1:
        return next(iter(per_reden))
    return ", of ".join(f"{reden} ({opsomming(wie)})" for reden, wie in per_reden.items())


def kop_oogopslag(balans: pd.DataFrame, regio: str) -> str:
    """The finding as a heading."""
    namen = namen_per_oordeel(balans)
    totaal = balans["gemeentecode"].nunique()
    if len(namen.get(ONBEKEND, [])) == totaal:
        return f"{regio} in één oogopslag: de verhouding per gemeente is onbekend"
    if namen.get(NVT):
        return f"{regio} in één oogopslag: de verhouding wordt niet getoetst"
    buiten = len(namen.get(BUITEN, []))
    grens = len(namen.get(OP_DE_GRENS, []))
    if not buiten and not grens:
        bekend = " bekend" if namen.get(ONBEKEND) or namen.get(AFGESCHERMD) else ""
        return f"{regio} in één oogopslag: nergens overprogrammering{bekend}"
    delen = []
    if buiten:
        delen.append(f"overprogrammering in {deel_van(buiten, totaal).replace('van de', 'van')}")
    if grens:
        wie = f"{grens}" if buiten else deel_van(grens, totaal).replace("van de", "van")
        delen.append(f"{wie} op de grens")
    return f"{regio} in één oogopslag: {', '.join(delen)}"


def oordelen(balans: pd.DataFrame) -> str:
    """How many municipalities have each judgement, on one line."""
    namen = namen_per_oordeel(balans)
    delen = [
        f"{len(namen[oordeel])} {TEKENS[oordeel].woorden}"
        for oordeel in (BUITEN, OP_DE_GRENS, OP_DE_NORM, BINNEN, AFGESCHERMD, ONBEKEND, NVT)
        if namen.get(oordeel)
    ]
    return f"Oordeel per gemeente: {', '.join(delen)}"


UITLEG = {
    OP_DE_GRENS: "alleen bij de laagste behoefte boven de norm",
    OP_DE_NORM: "het verschil kan door afronden komen, of de bron drukt zelf de norm",
}
"""What a judgement means that its own words do not say."""


def uitleg(balans: pd.DataFrame) -> str:
    """What the judgements that occur mean, where their words do not say it; empty where they all do."""
    gezien = set(balans["oordeel"])
    delen = [
        f"{hoofdletter(TEKENS[wat].woorden)}: {zin}."
        for wat, zin in UITLEG.items()
        if wat in gezien
    ]
    return " ".join(delen)


def kerntegels(balans: pd.DataFrame, sommen: pd.DataFrame) -> list[tuple[str, str, str]]:
    """The three key figures of the region: what, how much, and what goes with it."""
    namen = namen_per_oordeel(balans)
    totaal = balans["gemeentecode"].nunique()

    def tegel(wat: str, oordeel: str) -> tuple[str, str, str]:
        if namen.get(NVT):
            return wat, "niet getoetst", ""
        if len(namen.get(ONBEKEND, [])) == totaal:
            return wat, ONBEKEND, ""
        geheel = "gemeente" if totaal == 1 else "gemeenten"
        return wat, f"{len(namen.get(oordeel, []))} van {totaal}", geheel

    regio = sommen[sommen["niveau"] == "regio"]
    rij, heel = regio.iloc[0], not regio["behoefte"].isna().any()
    behoefte = (
        reeks(aantal(regio["behoefte"].min()), aantal(regio["behoefte"].max()))
        if heel
        else ONBEKEND
    )
    open_ = balans.loc[balans["hard_totaal"].isna(), "gemeentecode"].nunique()
    weg = f"; plannen van {open_} van de {totaal} onbekend" if 0 < open_ < totaal else ""
    return [
        tegel("Overprogrammering", BUITEN),
        tegel("Op de grens van de norm", OP_DE_GRENS),
        (
            f"Harde plannen in {rij['gebied']}",
            _woningen(rij["hard_totaal"]),
            f"behoefte: {behoefte}{weg}",
        ),
    ]


def gemeente(rijen: pd.DataFrame, opzet: Opzet, norm: float) -> str:
    """What the balance says of one municipality; `rijen` are its variants."""
    rij = rijen.iloc[0]
    wanneer = f"Op {datum(opzet.peildatum)}" if opzet.peildatum else "Op een onbekende datum"
    if pd.isna(rij["hard_totaal"]):
        capaciteit = (
            f"De harde plancapaciteit van {rij['gemeente']} is {geen_getal(rij['hard_totaal'])}."
        )
    else:
        netto = " (netto: sloop is eraf)" if rij["telling"] == "netto" else ""
        capaciteit = (
            f"{wanneer} {'stond' if rij['hard_totaal'] == 1 else 'stonden'} er in {rij['gemeente']} "
            f"{_woningen(rij['hard_totaal'])} in harde plannen{netto}."
        )
    if rijen["dekking"].isna().any():
        weg = rijen[rijen["dekking"].isna()].iloc[0]
        wat = f"{geen_getal(weg['dekking'])}: {reden_onbekend(weg)}"
        return f"{capaciteit} De verhouding tot de behoefte is {wat}."
    behoefte = reeks(aantal(rijen["behoefte"].min()), aantal(rijen["behoefte"].max()))
    dekking = reeks(procent(rijen["dekking"].min()), procent(rijen["dekking"].max()))
    return (
        f"{capaciteit} De behoefte {periode(opzet)} is {behoefte} woningen. De plancapaciteit is daarmee "
        f"{dekking} van de behoefte{_gepubliceerd(rijen)}: {verschil(rijen)}. {_oordeelzin(rijen, norm)}"
    )


def _gepubliceerd(rijen: pd.DataFrame) -> str:
    """The ratio that the source printed itself, where it did."""
    if "gepubliceerd" not in rijen or rijen["gepubliceerd"].isna().any():
        return ""
    laag, hoog = (procent(rijen["gepubliceerd"].agg(wat), 0) for wat in ("min", "max"))
    return f" (gepubliceerd: {reeks(laag, hoog)})"


def verschil(rijen: pd.DataFrame) -> str:
    """How many dwellings more or fewer the plans allow than the need; `rijen` of one municipality."""
    meer, minder = -rijen["saldo"].min(), rijen["saldo"].max()
    if minder <= 0:
        return f"{reeks(aantal(-minder), aantal(meer))} woningen meer dan de behoefte"
    if meer <= 0:
        return f"{reeks(aantal(-meer), aantal(minder))} woningen minder dan de behoefte"
    return (
        f"bij de laagste behoefte {aantal(meer)} woningen meer dan de behoefte, bij de hoogste "
        f"{aantal(minder)} minder"
    )


def alle_onbekend(balans: pd.DataFrame) -> str:
    """That of none of many municipalities the ratio is known, to be said once; empty where that is not so."""
    totaal = balans["gemeentecode"].nunique()
    if totaal == 1 or len(namen_per_oordeel(balans).get(ONBEKEND, [])) < totaal:
        return ""
    return f"Van {_telwoord(totaal, totaal)} is de verhouding tussen plancapaciteit en behoefte onbekend."


def gemeentekop(rijen: pd.DataFrame) -> str:
    """The finding on one municipality, as a heading."""
    rij = rijen.iloc[0]
    if rij["oordeel"] in (ONBEKEND, AFGESCHERMD):
        return f"{rij['gemeente']}: verhouding {rij['oordeel']}"
    return f"{rij['gemeente']}: {TEKENS[rij['oordeel']].woorden}"


def gebieden(sommen: pd.DataFrame, opzet: Opzet) -> str:
    """What the sums say of the region as a whole; `sommen` of gebied.model."""
    regio = sommen[sommen["niveau"] == "regio"]
    rij = regio.iloc[0]
    if regio["dekking"].isna().any():
        leden = [] if pd.isna(rij["ontbreekt"]) else [n for n in rij["ontbreekt"].split("; ") if n]
        if rij["oordeel"] == AFGESCHERMD:
            namen = [naam.removesuffix(f" ({AFGESCHERMD})") for naam in leden]
            wie = f"van {opsomming(namen)} is de plancapaciteit niet openbaar"
            return f"De verhouding voor {rij['gebied']} als geheel is {AFGESCHERMD}: {wie}."
        namen = [f"meer dan {VEEL} gemeenten"] if len(leden) > VEEL else leden
        wie = f" Gegevens ontbreken van {opsomming(namen)}." if namen else ""
        return f"De verhouding voor {rij['gebied']} als geheel is onbekend.{wie}"
    behoefte = reeks(aantal(regio["behoefte"].min()), aantal(regio["behoefte"].max()))
    dekking = reeks(procent(regio["dekking"].min()), procent(regio["dekking"].max()))
    anders = (sommen["oordeel_samen"] != NVT).any()
    lezing = "; dat de norm per gemeente geldt, is een lezing en staat niet in de afspraak"
    lezing = lezing if anders else ""
    delen = bool((sommen["niveau"] == "subregio").any())
    totaal = f" Voor subregio's en regio geven we het totaal{lezing}." if delen else ""
    return (
        f"In {rij['gebied']} samen is er harde plancapaciteit voor {aantal(rij['hard_totaal'])} woningen "
        f"en een behoefte {periode(opzet)} van {behoefte} woningen: {dekking}.{totaal}"
    )


def stand(opzet: Opzet, edities: Mapping[str, str]) -> str:
    """The date and period of the numbers, and which editions came later; `edities`: names, in order."""
    zin = f"Stand {datum(opzet.peildatum)}; behoefte {periode(opzet)}."
    if not opzet.peildatum and opzet.periode.van is None and not opzet.periode.gepubliceerd:
        zin = "De peildatum en de periode van de behoefte zijn onbekend."
    later = [naam for editie, naam in edities.items() if editie > opzet.editie]
    if not later:
        return zin
    return f"{zin} Later {'kwam' if len(later) == 1 else 'kwamen'} {opsomming(later)}."


def ongetoetst(opzet: Opzet, balans: pd.DataFrame) -> str:
    """Why a ratio that is known is no test: its norm may be of nobody; empty where no such ratio is."""
    return opzet.toets_toelichting.strip() if (balans["oordeel"] == NVT).any() else ""


def _oordeelzin(rijen: pd.DataFrame, norm: float) -> str:
    oordeel, grens = rijen["oordeel"].iloc[0], procent(norm, 0)
    if oordeel == OP_DE_NORM:
        return f"Dit is op de norm van {grens}: {reden_op_norm(rijen, norm)}."
    ook = "ook bij de {} behoefte is de" if heeft_band(rijen) else "de"
    meer = "plancapaciteit is meer" if not heeft_band(rijen) else "plancapaciteit meer"
    return {
        BUITEN: f"Er is overprogrammering: {ook.format('hoogste')} {meer} dan {grens}.",
        OP_DE_GRENS: f"Dit is op de grens van {grens}.",
        BINNEN: f"Er is geen overprogrammering: {ook.format('laagste')} "
        f"{meer.replace('meer', 'niet meer')} dan {grens}.",
        NVT: "Deze verhouding wordt niet getoetst.",
    }[oordeel]


def _woningen(waarde: Any) -> str:
    return hoeveel(waarde, "woning", "woningen")


def _zijn(namen: list[str]) -> str:
    return "is" if len(namen) == 1 else "zijn"


def _telwoord(aan: int, totaal: int) -> str:
    if aan == totaal:
        return alle_gemeenten(totaal)
    return hoeveel(aan, "gemeente", "gemeenten")
