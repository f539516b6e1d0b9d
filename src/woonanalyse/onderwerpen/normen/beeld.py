"""The norms of an edition in sentences and tables."""

from __future__ import annotations

from typing import Any

import pandas as pd

from woonanalyse.afspraken.status import ONBEKEND
from woonanalyse.kern.beeld.codes import codes
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.tonen import Tabel
from woonanalyse.kern.getal import aantal, datum, hoeveel, hoofdletter, opsomming, procent, telwoord
from woonanalyse.kern.norm import LETTERLIJK, TEN_MINSTE, Normen
from woonanalyse.onderwerpen.normen.model import KOLOMMEN, TYPEN

BINDING = {"advies": "advies, geen afspraak", "onbekend": "onbekend of het is afgesproken"}
"""How binding a norm is, in words; another is called what it is."""
VAST = ("afspraak", "instructieregel")
"""What binds."""
SOORTEN = {
    "afspraak": ("een afspraak", "{} afspraken"),
    "instructieregel": ("een instructieregel", "{} instructieregels"),
    "streven": ("een streven", "{} keer een streven"),
    "advies": ("een advies (geen afspraak)", "{} adviezen (geen afspraak)"),
    "onbekend": (
        "een waarvan onbekend is of het is afgesproken",
        "{} waarvan onbekend is of het is afgesproken",
    ),
}
"""How binding one norm or more are, in a sentence that counts them."""
GENOEMD = 2
"""Binding norms that the opening names; of more it says how many there are."""
VERZONNEN = "voorbeelddata, verzonnen"
"""What stands with every made number: also where somebody cuts a row or a cell out."""


def kop(frame: pd.DataFrame, regio: str) -> str:
    """The finding as a heading."""
    return f"{regio} in één oogopslag: {telling(frame)}"


def telling(frame: pd.DataFrame) -> str:
    """How many norms there are, and of how many the state is known."""
    eigen = heel(frame)
    bekend = int((eigen["stand"] != ONBEKEND).sum())
    alle = "een norm" if len(eigen) == 1 else f"{telwoord(len(eigen))} normen"
    return f"{alle}, stand {f'bekend van {telwoord(bekend)}' if bekend else ONBEKEND}"


def antwoord(frame: pd.DataFrame, normen: Normen) -> str:
    """What is known of the norms, what binds, and how many there are of the rest: a table names each."""
    eigen = heel(frame)
    vast = eigen["binding"].isin(VAST)
    genoemd = vast & (vast.sum() <= GENOEMD)
    zeker = list(eigen["zekerheid"].unique())
    samen = len(zeker) == 1
    delen = [_vooraf(eigen, normen), *_genoemd(eigen[genoemd], samen=samen)]
    if soorten := _geteld(eigen[~genoemd]):
        delen.append(f"{'Verder' if genoemd.any() else 'Het gaat om'} {soorten}.")
    if samen and zeker != [LETTERLIJK] and not normen.toelichting:
        delen.append(f"Elke norm is {zeker[0]}.")
    return " ".join(delen)


def _vooraf(eigen: pd.DataFrame, normen: Normen) -> str:
    """How many norms there are, and how it is with them."""
    een = len(eigen) == 1
    alle = "één norm" if een else f"{telwoord(len(eigen))} normen"
    if (eigen["stand"] == ONBEKEND).all():
        return f"{normen.titel}: {alle}; of {'die wordt' if een else 'zij worden'} gehaald, is onbekend."
    return f"{normen.titel}: {alle}. {standen(eigen)}."


def _genoemd(vast: pd.DataFrame, *, samen: bool) -> list[str]:
    """A sentence for the norms that bind alike, by the same teller."""
    return [
        f"{hoofdletter(str(binding))}{f', volgens {wie}' if wie else ''}: "
        f"{'; '.join(deel(rij, samen=samen) for rij in groep.to_dict('records'))}."
        for (binding, wie), groep in vast.groupby(["binding", "volgens"], sort=False)
    ]


def _geteld(eigen: pd.DataFrame) -> str:
    """How many norms there are of each kind, what binds most first."""
    per = eigen["binding"].value_counts()
    return opsomming(
        [
            meer.format(telwoord(per[soort])) if per[soort] > 1 else een
            for soort, (een, meer) in SOORTEN.items()
            if soort in per
        ]
    )


def onbekend(frame: pd.DataFrame) -> str:
    """Of how many norms the state is unknown."""
    eigen = heel(frame)
    stil = int((eigen["stand"] == ONBEKEND).sum())
    if stil == len(eigen):
        return "Hoe het met deze normen staat, is onbekend."
    if stil:
        return f"Van {telwoord(stil)} van de {len(eigen)} normen is de stand onbekend."
    return "Van elke norm is de stand bekend."


def standen(frame: pd.DataFrame) -> str:
    """How many norms have each state, on one line."""
    per_stand = heel(frame).groupby("stand", sort=False).size()
    return (
        f"Stand per norm: {', '.join(f'{hoe_vaak} {een}' for een, hoe_vaak in per_stand.items())}"
    )


def deel(rij: dict[Any, Any], *, samen: bool) -> str:
    """One norm inside a sentence: its subject, its bound, and how sure it is unless that is told of all."""
    zeker = "" if samen else f" ({rij['zekerheid']})"
    return f"{_klein(rij['titel'])}, {grens(rij)}{zeker}"


def _klein(titel: object) -> str:
    """A title inside a sentence."""
    return f"{str(titel)[:1].lower()}{str(titel)[1:]}"


def _vast(rij: dict[Any, Any]) -> str:
    """How binding and how sure a norm is."""
    return f"{BINDING.get(rij['binding'], rij['binding'])}; {rij['zekerheid']}"


def heel(frame: pd.DataFrame) -> pd.DataFrame:
    """The norms themselves, without rows of a made division; an empty text is empty, not unknown."""
    eigen = frame[frame["voorbeelddata"] == "nee"]
    return eigen.assign(**{naam: eigen[naam].fillna("") for naam in KOLOMMEN if naam not in TYPEN})


def van_gemeente(frame: pd.DataFrame, code: str, naam: str) -> str:
    """The norms for the page of one municipality, in Markdown; with its made part where there is one."""
    delen = {rij["norm"]: rij for rij in frame.to_dict("records") if rij["gemeentecode"] == code}
    rijen = [
        [
            veilig(rij["titel"]),
            veilig(grens(rij)),
            veilig(rij["gebied"]),
            *([_verzonnen(delen.get(rij["norm"]))] if delen else []),
            veilig(_vast(rij)),
            veilig(rij["stand"]),
        ]
        for rij in heel(frame).to_dict("records")
    ]
    eigen = [veilig(f"{naam} ({VERZONNEN})")] if delen else []
    koppen = ["Norm", "Grens", "Voor", *eigen, "Hoe vast", "Stand"]
    return tabel(koppen, rijen, [30, 24, 14, *([26] if delen else []), 26, 14])


def _verzonnen(rij: dict[Any, Any] | None) -> str:
    """What a made division gives a municipality of one norm, in dwellings, told as made."""
    if rij is None:
        return "niet verdeeld"
    return veilig(f"{hoeveel(rij['woningen'], 'woning', 'woningen')} ({VERZONNEN})")


def deel_onbekend(frame: pd.DataFrame) -> str:
    """That the part of a municipality in norms for more than one is not known; empty where there are none."""
    if (heel(frame)["niveau"] == "gemeente").all():
        return ""
    return "Welk deel van een norm voor een groter gebied voor een gemeente geldt, is onbekend."


def overzicht(frame: pd.DataFrame, normen: Normen) -> Tabel:
    """Every norm, its value and its state; what is measured only where something is. Of what is the same for
    all, the caption tells."""
    eigen = heel(frame)
    rijen = eigen.to_dict("records")
    kolommen = [
        ("Norm", 26, [str(rij["titel"]) for rij in rijen]),
        ("Grens", 20, [grens(rij) for rij in rijen]),
        ("Voor", 10, [str(rij["gebied"]) for rij in rijen]),
        ("Telt", 26, [_telt(rij) for rij in rijen]),
        ("Hoe vast", 22, [_vast(rij) for rij in rijen]),
        ("Gemeten", 13, [_gemeten(rij) for rij in rijen]),
        ("Stand", 22, [f"{r['stand']}: {r['reden']}" if r["reden"] else r["stand"] for r in rijen]),
    ]
    gelijk = [
        (naam, cellen[0])
        for naam, _, cellen in kolommen
        if naam in ("Voor", "Telt") and len(rijen) > 1 and len(set(cellen)) == 1
    ]
    weg = {naam for naam, _ in gelijk} | (
        {"Gemeten"} if not (eigen["gemeten_op"] != "").any() else set()
    )
    blijft = [kolom for kolom in kolommen if kolom[0] not in weg]
    regels = [[veilig(cel) for cel in rij] for rij in zip(*(c for *_, c in blijft), strict=True)]
    van = codes("normen", [0] * len(rijen))
    tekst = tabel([naam for naam, *_ in blijft], regels, [breed for _, breed, _ in blijft], van)
    samen = "".join(f"; {'voor ' if naam == 'Voor' else ''}{cel}" for naam, cel in gelijk)
    return Tabel(tekst, f"Normen: {normen.titel}{samen}")


def _telt(rij: dict[Any, Any]) -> str:
    """From and up to when a norm counts; the first day is told apart where nobody names it."""
    einde = f"tot en met {datum(rij['tot_en_met'])}"
    if rij["van_aangenomen"] == "ja":
        return f"{einde}; begin aangenomen: {datum(rij['van'])}"
    return f"{datum(rij['van'])} {einde}"


def bronnen(frame: pd.DataFrame) -> str:
    """Of each norm what is measured, who says so, and what to mind; a list in Markdown. An address is for the
    method: it does not read."""
    return _bronnen(frame, methode=False)


def bronnen_gezien(frame: pd.DataFrame) -> str:
    """The same for the method: where a source is and how it was seen as well."""
    return _bronnen(frame, methode=True)


def _bronnen(frame: pd.DataFrame, *, methode: bool) -> str:
    regels = []
    for rij in heel(frame).to_dict("records"):
        waar = f" ({rij['bron_url']})" if methode and rij["bron_url"] else ""
        noot = f" {rij['opmerking']}" if rij["opmerking"] else ""
        hoe = f" Gezien: {rij['gezien']}." if methode and rij["gezien"] else ""
        tekst = f"{hoofdletter(str(rij['grootheid']))}. Bron: {rij['bron']}{waar}.{hoe}{noot}"
        regels.append(f"- **{veilig(rij['titel'])}.** {veilig(tekst)}")
    return "\n".join(regels)


def nodig(frame: pd.DataFrame) -> Tabel:
    """What is missing to know how each norm stands, and from whom."""
    open_ = heel(frame)[heel(frame)["stand"] == ONBEKEND]
    rijen = [
        [veilig(rij["titel"]), veilig(rij["nodig"]), veilig(rij["levert"])]
        for rij in open_.to_dict("records")
    ] or [["geen", "Van elke norm is de stand bekend.", "niemand"]]
    tekst = tabel(["Norm", "Nodig", "Van"], rijen, [26, 60, 22])
    return Tabel(tekst, "Wat ontbreekt om de stand van een norm te kennen")


def gevraagd(frame: pd.DataFrame, wie: str) -> list[str]:
    """What is to be delivered by `wie` (a word of who delivers: gemeente or provincie), once each, with the
    norms that it is for; empty where the state of every norm is known."""
    eigen = heel(frame)
    open_ = eigen[(eigen["stand"] == ONBEKEND) & eigen["levert"].str.contains(wie, regex=False)]
    return [
        f"{nodig.rstrip('.')} (norm: {'; '.join(_klein(titel) for titel in groep['titel'])})"
        for nodig, groep in open_.groupby("nodig", sort=False)
    ]


def verdeling(frame: pd.DataFrame) -> Tabel:
    """The made division over the members, by name, with the sum that closes with the norms of the whole;
    every row and every column says that it is made."""
    eigen = frame[frame["voorbeelddata"] == "ja"]
    eigen = eigen.sort_values("gebied", key=lambda namen: namen.str.casefold(), kind="stable")
    per = eigen.pivot(index="gemeentecode", columns="eenheid", values="woningen")
    per = per.reindex(columns=["woningen", "fractie"])
    namen = eigen.drop_duplicates("gemeentecode").set_index("gemeentecode")["gebied"]
    rijen = [
        [
            veilig(f"{namen[nummer]} ({VERZONNEN})"),
            aantal(per.loc[nummer, "woningen"]),
            _betaalbaar(per.loc[nummer]),
        ]
        for nummer in namen.index
    ]
    som = per.sum(min_count=1)
    rijen.append([f"alle samen ({VERZONNEN})", aantal(som["woningen"]), _betaalbaar(som)])
    koppen = ["Gemeente", "Woningen (verzonnen)", "Waarvan betaalbaar (verzonnen)"]
    van = codes("normen", [*namen.index, 0])
    tekst = tabel(koppen, rijen, [40, -20, -30], van)
    return Tabel(
        tekst, "Voorbeelddata: een verzonnen verdeling, die optelt tot de normen van het geheel"
    )


def _betaalbaar(rij: pd.Series) -> str:
    """How many, and which part of all; a member with nothing to build has no part."""
    if pd.isna(rij["woningen"]) or not rij["woningen"]:
        return aantal(rij["fractie"])
    return f"{aantal(rij['fractie'])} ({procent(rij['fractie'] / rij['woningen'])})"


def grens(rij: dict[Any, Any]) -> str:
    """The bound in words."""
    woord = "ten minste" if rij["richting"] == TEN_MINSTE else "ten hoogste"
    return f"{woord} {_waarde(rij)}"


def _waarde(rij: dict[Any, Any], kop_: str = "") -> str:
    """A value with its unit; a percentage without decimals that say nothing."""
    if rij["eenheid"] == "woningen":
        return hoeveel(rij[f"{kop_}woningen"], "woning", "woningen")
    deel_ = rij[f"{kop_}deel"]
    if pd.notna(deel_) and round(deel_ * 100, 9) % 1 == 0:
        return procent(deel_, 0)
    return procent(deel_)


def _gemeten(rij: dict[Any, Any]) -> str:
    if not rij["gemeten_op"]:
        return ONBEKEND
    return f"{_waarde(rij, 'gemeten_')} op {datum(str(rij['gemeten_op']))}"
