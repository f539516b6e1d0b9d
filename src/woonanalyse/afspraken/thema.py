"""The agreements of one theme, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from woonanalyse.afspraken.beeld import (
    NIET_GROEN,
    namen,
    op_volgorde,
    rijen,
    staat,
    wel_bekend,
)
from woonanalyse.afspraken.status import (
    DEELS_VASTGELEGD,
    GEEN_BEKEND,
    GROEN,
    NIET_BEOORDEELD,
    NIETS_TE_BEOORDELEN,
    NVT,
    ONBEKEND,
    OP_DE_GRENS,
    OP_DE_NORM,
    TER_INFORMATIE,
    ZONDER_UITSLAG,
)
from woonanalyse.afspraken.tijd import in_woorden, tijd
from woonanalyse.afspraken.uitkomst import zonder_totaal
from woonanalyse.kern.afspraak import Afspraak, onderwerp
from woonanalyse.kern.beeld.codes import code, link
from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.getal import hoeveel, hoofdletter, opsomming, telwoord
from woonanalyse.kern.nummering import Nummering, noem, nummering


def themas(afspraken: Sequence[Afspraak]) -> list[str]:
    """The themes, in order of article."""
    return list(dict.fromkeys(a["thema"] for a in op_volgorde(afspraken)))


def andere(afspraken: Sequence[Afspraak], dan: Afspraak) -> list[str]:
    """The themes but that of the agreement `dan`, in order of article."""
    return [naam for naam in themas(afspraken) if naam != dan["thema"]]


_STAAT_OP = [
    f"{staan} op {', '.join(NIET_GROEN[:-1])} of {NIET_GROEN[-1]}" for staan in ("staat", "staan")
]
"""What is said of one rule, and of more, that a party does not keep."""


def thema_antwoord(afspraken: Sequence[Afspraak], uitkomst: pd.DataFrame, naam: str) -> str:
    """For how many rules of a theme there is evidence, and which are otherwise; each rule counts once."""
    regels = {_label(a): rijen(uitkomst, a) for a in op_volgorde(afspraken) if a["thema"] == naam}
    over, woord = f"{naam[0].lower()}{naam[1:]}", nummering(afspraken)
    groepen = _groepen({regel: set(eigen["status"]) for regel, eigen in regels.items()})
    if len(groepen["neutraal"]) == len(regels):
        return _niets_te_beoordelen(over, regels, woord)
    if all(ONBEKEND in s <= ZONDER_UITSLAG for s in (set(r["status"]) for r in regels.values())):
        wie = "de afspraak" if len(regels) == 1 else f"de {len(regels)} afspraken"
        zijn = "is" if len(regels) == 1 else "zijn"
        return f"Of {wie} over {over} {zijn} nagekomen, is onbekend: {woord.lijst(list(regels))}."
    zinnen = [_bewijszin(over, len(regels), groepen["bewijs"], woord)]
    zinnen += [
        _niet_iedereen(woord.bij(_kort(regel, regels)), regels[regel])
        for regel in groepen["bewijs"]
        if set(regels[regel]["status"]) & {ONBEKEND, GEEN_BEKEND, OP_DE_GRENS, *NIET_GROEN}
    ]
    for groep, een, meer in (
        ("niet", *_STAAT_OP),
        ("grens", "is op de grens", "zijn op de grens"),
        ("onbekend", "is onbekend", "zijn onbekend"),
        ("neutraal", "wordt niet beoordeeld", "worden niet beoordeeld"),
    ):
        if welke := groepen[groep]:
            hoeveel = hoofdletter(telwoord(len(welke)))
            zinnen.append(f"{hoeveel} {een if len(welke) == 1 else meer}: {woord.lijst(welke)}.")
    return " ".join(zinnen)


def _groepen(staten: Mapping[str, set[str]]) -> dict[str, list[str]]:
    """Rules by what is known: bewijs of a party, niet (a miss and no evidence), grens (neither), onbekend,
    or neutraal."""
    namen = ("bewijs", "niet", "grens", "onbekend", "neutraal")
    groepen: dict[str, list[str]] = {naam: [] for naam in namen}
    for regel, staat_ in staten.items():
        if _zonder_oordeel(staat_):
            groepen["neutraal"].append(regel)
        elif staat_ & set(GROEN):
            groepen["bewijs"].append(regel)
        elif staat_ & set(NIET_GROEN):
            groepen["niet"].append(regel)
        else:
            groepen["grens" if OP_DE_GRENS in staat_ else "onbekend"].append(regel)
    return groepen


def _niets_te_beoordelen(over: str, regels: Mapping[str, pd.DataFrame], woord: Nummering) -> str:
    getoond = set().union(*(eigen["status"] for eigen in regels.values())) - {NVT}
    slot = "Wat bekend is, wordt alleen getoond" if getoond else "Dit geldt niet voor deze editie"
    return f"Over {over} valt niets te beoordelen: {woord.lijst(list(regels))}. {slot}."


def _bewijszin(over: str, totaal: int, bewijs: Sequence[str], woord: Nummering) -> str:
    """For how many rules there is evidence of at least one party."""
    van = f"de afspraak over {over}" if totaal == 1 else f"de {totaal} afspraken over {over}"
    if not bewijs:
        return f"Van {van} is er geen bewijs dat een partij haar nakomt."
    bij = "" if totaal == 1 else f" bij {telwoord(len(bewijs))}"
    return f"Van {van} is er{bij} bewijs van ten minste één partij: {woord.lijst(bewijs)}."


def _niet_iedereen(regel: str, eigen: pd.DataFrame) -> str:
    """That not every party of a rule keeps it, or that of every one a part of the time is not known."""
    per = [s for s in _per_partij(eigen) if not s <= NIETS_TE_BEOORDELEN]
    if all(s & set(GROEN) and not s & {OP_DE_GRENS, *NIET_GROEN} for s in per):
        return f"Bij {regel} is over een deel van de tijd niets bekend."
    return f"Bij {regel} is er {_verdeling(eigen)}."


def _per_partij(eigen: pd.DataFrame) -> list[set[str]]:
    """The states of each party of a rule."""
    return list(zonder_totaal(eigen).groupby("partij", sort=False)["status"].agg(set))


def _verdeling(eigen: pd.DataFrame) -> str:
    """Of how many parties of a rule there is evidence, and what of the others; the worst row decides."""
    alle = _per_partij(eigen)
    per = [s for s in alle if not s <= NIETS_TE_BEOORDELEN]
    niet = sum(bool(s & set(NIET_GROEN)) for s in per)
    waarop = " of ".join(status for status in NIET_GROEN if any(status in s for s in per))
    open_ = [s for s in per if not s & set(NIET_GROEN) and s & {ONBEKEND, GEEN_BEKEND}]
    half = sum(bool(s & set(GROEN)) for s in open_)
    grens = sum(OP_DE_GRENS in s and not s & set(NIET_GROEN) for s in per)
    deels, norm = (
        sum(status in s and not s & {ONBEKEND, *NIET_GROEN} for s in per)
        for status in (DEELS_VASTGELEGD, OP_DE_NORM)
    )
    delen = [
        _zoveel(deels, "van {} is een deel vastgelegd"),
        _zoveel(niet, f"bij {{}} is de stand {waarop}"),
        _zoveel(grens, "{} is op de grens", "{} zijn op de grens"),
        _zoveel(half, "van {} is een deel niet bekend"),
        _zoveel(len(open_) - half, "van {} is niets bekend"),
        _zoveel(len(alle) - len(per), "van {} valt niets te beoordelen"),
    ]
    wel = len(per) - niet - len(open_) - grens - deels
    return "; ".join(
        [_bewijs_van(wel, norm, len(alle)), opsomming([deel for deel in delen if deel])]
    )


def _zoveel(aan: int, een: str, meer: str | None = None) -> str:
    """A clause on so many parties; nothing of none."""
    return (een if aan == 1 else meer or een).format(aan) if aan else ""


def _bewijs_van(wel: int, norm: int, alle: int) -> str:
    """Of how many parties of all there is evidence, and how many of these are on the norm itself."""
    partijen = hoeveel(alle, "partij", "partijen")
    if not wel:
        return f"van geen van de {partijen} volledig bewijs" if alle > 1 else "geen volledig bewijs"
    waarvan = f", waarvan {norm} op de norm" if norm else ""
    return f"bewijs van {wel} van de {partijen}{waarvan}"


def _zonder_oordeel(staten: set[str]) -> bool:
    """Whether the states of a rule are no judgement: shown only, or not applicable."""
    return bool(staten & {TER_INFORMATIE, NIET_BEOORDEELD}) or staten <= NIETS_TE_BEOORDELEN


def _label(a: Afspraak) -> str:
    """The article of a rule with what it is about: nobody has to look a number up."""
    return f"{a['artikel']} ({onderwerp(a)})"


def _kort(regel: str, regels: Mapping[str, pd.DataFrame]) -> str:
    """A label once more: its number, where that is of no other rule."""
    nummer = regel.partition(" ")[0]
    return nummer if sum(r.startswith(f"{nummer} ") for r in regels) == 1 else regel


def thema(
    afspraken: Sequence[Afspraak], tabellen: Mapping[str, pd.DataFrame], naam: str, *, lopend: bool
) -> str:
    """Per rule of a theme: what is agreed, how it is read, what was found; Markdown.

    `tabellen`: afspraken, lezingen and feiten. What is missing is asked for only while the edition runs
    (`lopend`).
    """
    gekozen = [a for a in op_volgorde(afspraken) if a["thema"] == naam]
    laatste = {a["artikel"]: nr for nr, a in enumerate(gekozen)}
    eerste = {a["artikel"]: a for a in reversed(op_volgorde(afspraken))}
    return "\n\n".join(
        "\n\n".join(
            deel
            for deel in (
                _afspraak(
                    a, rijen(tabellen["afspraken"], a), lopend, anker=eerste[a["artikel"]] is a
                ),
                _lezingen(a, rijen(tabellen["lezingen"], a)),
                _bekend(a, tabellen) if laatste[a["artikel"]] == nr else "",
            )
            if deel
        )
        for nr, a in enumerate(gekozen)
    )


def _lezingen(a: Afspraak, uitkomst: pd.DataFrame) -> str:
    """What the other readings of the text give, one sentence each; empty for a text with one reading."""
    per_lezing = {
        naam: "; ".join(
            f"{staat_} {namen(rijen_)}"
            for staat_, rijen_ in groep[groep["status"] != NVT].groupby("status", sort=False)
        )
        for naam, groep in uitkomst.groupby("lezing", sort=False)
    }
    gewoon = a.get("lezing", "")
    zinnen = []
    for naam, lezing in a.get("lezingen", {}).items():
        gebruikt = " (gebruikt)" if naam == gewoon else ""
        uit = per_lezing.get(naam, "")
        if naam != gewoon and uit and uit == per_lezing.get(gewoon):
            uit = f"dezelfde stand als lezing {gewoon}"
        zinnen.append(f"Lezing {naam}{gebruikt}, {lezing['uitleg']}{f': {uit}' if uit else ''}.")
    return veilig(" ".join(zinnen))


_ZONDER_REGISTER = {"balans": "de balans", "editie": "de beschrijving van de editie"}


def _bekend(a: Afspraak, tabellen: Mapping[str, pd.DataFrame]) -> str:
    """How much is known of an article, how much of it counts, and where it stands."""
    feiten = tabellen["feiten"]
    eigen = feiten[feiten["artikel"] == a["artikel"]]
    if eigen.empty:
        return ""
    if uit := _ZONDER_REGISTER.get(str(a.get("register"))):
        wat = f"{hoeveel(len(eigen), 'feit', 'feiten')} in de registers"
        return (
            f"De stand volgt uit {uit}; toelichting bij {noem(a)} geven {wat} "
            f"(@sec-tabel-feiten). {_tegengesproken(eigen)}{link(code('feiten', a['artikel']))}"
        )
    telt = int((eigen["telt"] == "ja").sum())
    wat = hoeveel(len(eigen), "feit", "feiten")
    mee = (
        "niets telt mee" if not telt else f"daarvan {'telt' if telt == 1 else 'tellen'} {telt} mee"
    )
    return (
        f"Bij {noem(a)} {'staat' if len(eigen) == 1 else 'staan'} {wat} in de registers; {mee}. "
        f"{_tegengesproken(eigen)}{_toch_bekend(eigen, tabellen['afspraken'])}{_waar(telt)} "
        f"{link(code('feiten', a['artikel']))}"
    )


def _tegengesproken(feiten: pd.DataFrame) -> str:
    """Of how many facts another source says something else, with a space after; may be empty."""
    anders = int(feiten["tegenspraak"].fillna("").ne("").sum())
    wat = hoeveel(anders, "feit", "feiten")
    return f"Over {wat} zegt een andere bron iets anders. " if anders else ""


def _waar(telt: int) -> str:
    """Where facts stand: on paper only those that count."""
    if telt:
        return "Wat meetelt, staat in @sec-tabel-feiten; alles in feiten.csv en in de HTML."
    return "Alles staat in feiten.csv en op het scherm (@sec-tabel-feiten)."


def _toch_bekend(feiten: pd.DataFrame, uitkomst: pd.DataFrame) -> str:
    """The facts that count of parties of which a state is onbekend, with a space after; may be empty."""
    bekend = wel_bekend(feiten, uitkomst[uitkomst["artikel"].isin(feiten["artikel"])])
    if not bekend:
        return ""
    wie = [
        f"{veilig(partij)} ({opsomming([in_woorden(tijd(dag)) for dag in dagen])})"
        for partij, dagen in bekend.items()
    ]
    return f"Van wie een stand onbekend is, is wel bekend: {opsomming(wie)}. "


def _afspraak(a: Afspraak, rijen: pd.DataFrame, lopend: bool, *, anker: bool) -> str:
    """One rule; `anker`: it is the first of its article, to which a link to the article leads."""
    artikel = hoofdletter(noem(a))
    artikel = f"[{artikel}]{{#artikel-{a['artikel']}}}" if anker else artikel
    onderdeel = f" ({veilig(a['onderdeel'])})" if "onderdeel" in a else ""
    delen = [f"**{artikel}{onderdeel}: {veilig(a['titel'])}.** {veilig(a['zegt'])}"]
    if "noot" in a:
        delen.append(f"*Lezing:* {veilig(a['noot'])}")
    delen.append(link(code("afspraken", a["artikel"])))
    return " ".join(delen) + "\n\n" + "\n".join(_bevindingen(a, rijen, lopend))


def _bevindingen(a: Afspraak, rijen: pd.DataFrame, lopend: bool) -> list[str]:
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
        wie, wat = veilig(namen(open_)), veilig(a["nodig"])
        slot = (
            f"Nog te leveren: {wat} (door {veilig(a['levert'])})"
            if lopend
            else f"Niet bekend: {wat}"
        )
        regels.append(f"- {staat(ONBEKEND)} {wie}. {slot}.")
    return regels
