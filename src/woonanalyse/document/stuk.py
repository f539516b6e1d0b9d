"""What the board paper quotes besides: headings that say the finding, and long parts in one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from woonanalyse.afspraken import thema
from woonanalyse.afspraken.status import NVT, ONBEKEND, ZONDER_UITSLAG
from woonanalyse.document import onderdelen, stukvragen
from woonanalyse.document.ladder import bekend as bekend_van
from woonanalyse.document.paginas import bron_capaciteiten, bron_kort
from woonanalyse.kern.afspraak import Afspraak, lezing_van
from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.beeld.stijl import TEKENS
from woonanalyse.kern.beeld.woorden import gegevens, namen_per_oordeel
from woonanalyse.kern.getal import aantal, hoeveel, hoofdletter, opsomming
from woonanalyse.kern.nummering import noem
from woonanalyse.kern.oordeel import BINNEN
from woonanalyse.onderwerpen.balans.beeld import bevindingen, zinnen
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.onderwerpen.plannen.bron import Plannen

NAMEN = 6
"""More municipalities than this are counted, not named."""


def waarden(dossier: Dossier, tabellen: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """The values by name, as Markdown; `tabellen` are the result files by name."""
    editie, plannen = dossier.editie, dossier.eventuele_bron(Plannen)
    onderwerpen = plannen.kwaliteit if plannen else []
    lijst = plannen.lijst if plannen else None
    tekst = {
        "ondertitel": ondertitel(editie),
        "afgesproken": afgesproken(editie),
        "antwoord_kort": antwoord_kort(tabellen["balans"]),
        "oordeeluitleg": zinnen.uitleg(tabellen["balans"]) or ONBEKEND,
        "kop_behoefte": f"Behoefte en aanbod: {_klein(bevindingen.behoefte(tabellen['balans']))}",
        "kop_subregios": subregios_kop(tabellen["balans_gebied"], tabellen.get("afstemming")),
        "kop_kwaliteit": kwaliteit_kop(onderwerpen, lijst),
        "kwaliteit": kwaliteit(onderwerpen, lijst, lopend=editie.lopend),
        "kop_leveren": onderdelen.kop(dossier, tabellen),
        "kop_themas": themas_kop(editie, tabellen["afspraken"]),
        "zonder_levering": stukvragen.zonder(editie, tabellen) or ONBEKEND,
    }
    if regionaal := kop_regio(editie, tabellen["balans"], tabellen["balans_gebied"]):
        tekst["kop_oogopslag"] = regionaal
    return {
        **{naam: veilig(wat) for naam, wat in tekst.items()},
        "bron_kort": bron_kort(editie),
        "bron_capaciteiten": bron_capaciteiten(editie),
    }


def kop_regio(editie: Editie, balans: pd.DataFrame, sommen: pd.DataFrame) -> str:
    """Plans of the region beside its need, as the heading of an edition that knows the need of none of its
    municipalities; empty for another, and where one of the two is not known."""
    hard = sommen.loc[sommen["niveau"] == "regio", "hard_totaal"]
    if editie.regiobehoefte is None or balans["dekking"].notna().any() or hard.isna().any():
        return ""
    bestand = (editie.opzet.balans or {}).get("bestand")
    zacht = editie.capaciteiten[bestand]["zacht"] if bestand in editie.capaciteiten else None
    ook = "" if zacht is None or zacht.isna().any() else f" en {aantal(zacht.sum())} in zachte"
    return (
        f"{editie.regio.naam} in één oogopslag: {aantal(hard.iloc[0])} woningen in harde{ook} plannen, bij "
        f"een behoefte van {aantal(editie.regiobehoefte)}"
    )


def ondertitel(editie: Editie) -> str:
    """What is analysed, as the line below the title."""
    regio, op = editie.regio.naam, f"op {gegevens(editie.opzet)}"
    if editie.alleen_normen:
        return f"De normen voor {regio} en wat daarvan bekend is, {op}"
    if editie.alleen_totalen:
        return f"De totalen van {regio} op één peildatum, {op}"
    wat = f"Plannen naast behoefte in {regio}"
    if editie.opzet.toets:
        wat += ", en de stand van de woonafspraken"
    return f"{wat}, {op}"


def antwoord_kort(balans: pd.DataFrame) -> str:
    """Where every municipality is, in one sentence."""
    namen = namen_per_oordeel(balans)
    volgorde = sorted(namen, key=lambda wat: (wat == BINNEN, list(TEKENS)[::-1].index(wat)))
    delen = [f"{TEKENS[wat].woorden}: {_wie(namen[wat], wat)}" for wat in volgorde]
    return f"{hoofdletter('; '.join(delen))}."


def _wie(namen: list[str], oordeel: str) -> str:
    """Names, or how many there are where that is all a sentence has room for."""
    if len(namen) > NAMEN or oordeel == BINNEN:
        return hoeveel(len(namen), "gemeente", "gemeenten")
    return opsomming(namen)


def afgesproken(editie: Editie) -> str:
    """What the agreement says of the maximum, how that is read, and of the term where there is one."""
    maximum, termijn = editie.maximum, editie.termijn
    geldt = termijn is not None and termijn["vanaf"] <= editie.opzet.stand_per
    zinnen = [_zegt(maximum), _gelezen(maximum), _zegt(termijn) if termijn and geldt else ""]
    return " ".join(zin for zin in zinnen if zin)


def _gelezen(maximum: Afspraak) -> str:
    """As what the plans of a maximum are read; empty where its text says that they are hard."""
    lezing = lezing_van(maximum)
    if lezing is not None and lezing.get("plannen") == "alle":
        return "Wij lezen plancapaciteit als alle plannen samen."
    if "hard" in maximum["zegt"].lower():
        return ""
    return "Wij lezen plancapaciteit als harde plannen."


def _zegt(afspraak: Afspraak) -> str:
    """What an agreement says, with its article before it."""
    return f"{hoofdletter(noem(afspraak))}: {afspraak['zegt'].strip()}"


def subregios_kop(sommen: pd.DataFrame, afstemming: pd.DataFrame | None) -> str:
    """How many subregions are where, under the reading that the norm holds for their members together.

    Without suggestions of `afstemming` the heading does not name it.
    """
    eigen = sommen[sommen["niveau"] == "subregio"].drop_duplicates("gebied")
    geteld = eigen["oordeel_samen"].value_counts()
    meer = "subregio's"
    aantallen = {wat: aan for wat in TEKENS if wat != NVT and (aan := int(geteld.get(wat, 0)))}
    delen = [
        f"{TEKENS[wat].woorden} in {aan if nr else hoeveel(aan, 'subregio', meer)}"
        for nr, (wat, aan) in enumerate(aantallen.items())
    ]
    geen = afstemming is None or afstemming.empty
    if eigen.empty:
        return "De regio als geheel" if geen else "De regio als geheel, en afstemming"
    begin = "Subregio's" if geen else "Subregio's en afstemming"
    return f"{begin}: als de norm per subregio geldt, {opsomming(delen)}" if delen else begin


def bekende_kwaliteit(dossier: Dossier) -> list[str]:
    """The subjects of quality of which something is known."""
    plannen = dossier.eventuele_bron(Plannen)
    if plannen is None:
        return []
    return [o["onderwerp"] for o in plannen.kwaliteit if bekend_van(o, plannen.lijst)]


def kwaliteit_kop(onderwerpen: Sequence[Mapping[str, Any]], lijst: pd.DataFrame | None) -> str:
    """Of how many subjects of quality anything is known."""
    if not onderwerpen:
        return "Kwaliteit van plannen, en bouwstenen voor de ladder"
    bekend, alle = sum(bool(bekend_van(o, lijst)) for o in onderwerpen), len(onderwerpen)
    if alle == 1:
        wat = "iets" if bekend else "niets"
        return f"Kwaliteit en ladder: van {onderwerpen[0]['onderwerp']} is {wat} bekend"
    hoe = f"alle {alle}" if bekend == alle else f"{bekend or 'geen'} van de {alle}"
    return f"Kwaliteit en ladder: van {hoe} onderwerpen is iets bekend"


def kwaliteit(
    onderwerpen: Sequence[Mapping[str, Any]], lijst: pd.DataFrame | None, *, lopend: bool
) -> str:
    """Which subjects of quality the plan list knows, and which are still to be delivered, by whom."""
    wel = [o for o in onderwerpen if bekend_van(o, lijst)]
    per_wie: dict[str, list[str]] = {}
    for onderwerp in onderwerpen:
        if onderwerp not in wel:
            per_wie.setdefault(onderwerp["levert"], []).append(onderwerp["onderwerp"])
    niet = "; ".join(f"{opsomming(wat)} (door {wie})" for wie, wat in per_wie.items())
    bekend = opsomming(
        [f"{o['onderwerp']} (van {aantal(bekend_van(o, lijst))} woningen)" for o in wel]
    )
    zinnen = [f"Bekend is {bekend}." if wel else ""]
    if niet:
        zinnen.append(f"{'Nog te leveren' if lopend else 'Niet geleverd'}: {niet}.")
    return " ".join(zin for zin in zinnen if zin) or "De kwaliteit van plannen is onbekend."


def themas_kop(editie: Editie, uitkomst: pd.DataFrame) -> str:
    """Of how many articles of the other themes nothing is known."""
    andere = thema.andere(editie.regio.afspraken, editie.maximum)
    artikelen = {a["artikel"] for a in editie.regio.afspraken if a["thema"] in andere}
    staten = uitkomst[uitkomst["artikel"].isin(artikelen)].groupby("artikel")["status"].agg(set)
    if all(s <= {NVT} for s in staten):
        return "De andere thema's: deze editie wordt er niet aan getoetst"
    woord = editie.regio.nummering
    stil = sum(ONBEKEND in s <= ZONDER_UITSLAG for s in staten)
    if not stil:
        return f"De andere thema's: van {woord.elk} is iets bekend"
    wie = f"{stil} van de {len(staten)} {woord.meer}" if len(staten) > 1 else woord.enige
    wie = f"alle {stil} {woord.meer}" if stil == len(staten) > 1 else wie
    return f"De andere thema's: van {wie} is niets bekend"


def _klein(zin: str) -> str:
    """A sentence as the rest of a heading."""
    return zin[:1].lower() + zin[1:].rstrip(".")
