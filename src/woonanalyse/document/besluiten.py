"""Which decisions the agreements ask of each college, from the state of each agreement."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

import pandas as pd

from woonanalyse.afspraken.besluit import genomen
from woonanalyse.afspraken.status import NVT, ONBEKEND
from woonanalyse.kern.afspraak import Afspraak, met_onderwerp
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.tonen import Tabel
from woonanalyse.kern.getal import datum, hoofdletter, opsomming
from woonanalyse.kern.nummering import ARTIKEL, Nummering, nummering
from woonanalyse.kern.perrij import per_rij
from woonanalyse.onderwerpen.editie import Editie

GENOEMD = 2
"""Articles of which nothing is known that a look back names; more are counted."""

KOLOMMEN = ["partij", "artikel", "besluit"]
"""Columns of the decisions asked: who, the article, what is asked (Dutch, without capital or full stop)."""


def gevraagd(
    afspraken: Sequence[Afspraak], uitkomst: pd.DataFrame, balans: pd.DataFrame
) -> pd.DataFrame:
    """One row per party and decision: columns KOLOMMEN, in order of article and party.

    An agreement says in `besluit`, by state, what is asked of a party in that state, and in
    `besluit_bij` the judgement of `balans` that this is limited to; `uitkomst` has the columns of
    afspraken.uitkomst.KOLOMMEN. Of a cycle only the stretch now running counts.
    """
    oordeel = balans.drop_duplicates("gemeente").set_index("gemeente")["oordeel"]
    rijen = []
    for afspraak in sorted(afspraken, key=lambda a: a["artikel"]):
        eigen = uitkomst[uitkomst["artikel"] == afspraak["artikel"]]
        if afspraak.get("soort") == "cyclus":
            eigen = eigen.drop_duplicates("partij", keep="last")
        for partij, status in eigen[["partij", "status"]].itertuples(index=False):
            mag = "besluit_bij" not in afspraak or oordeel.get(partij) == afspraak["besluit_bij"]
            if mag and status in afspraak.get("besluit", {}):
                rijen.append((partij, afspraak["artikel"], afspraak["besluit"][status]))
    return pd.DataFrame(rijen, columns=KOLOMMEN).drop_duplicates(ignore_index=True)


def vragen_van(editie: Editie, uitkomst: pd.DataFrame, balans: pd.DataFrame) -> pd.DataFrame:
    """What an edition asks of each college, as `gevraagd`: nothing after its agreements have ended, and
    never what the registers show as done."""
    if not editie.lopend:
        return gevraagd([], uitkomst, balans)
    afspraken = editie.regio.afspraken
    codes = dict(zip(balans["gemeente"], balans["gemeentecode"], strict=True))
    vragen = gevraagd(afspraken, uitkomst, balans)
    per_artikel = {a["artikel"]: a for a in afspraken if "besluit" in a}
    open_ = [
        not genomen(per_artikel[artikel], editie.registers, editie.opzet, codes.get(partij, partij))
        for partij, artikel in vragen[["partij", "artikel"]].itertuples(index=False)
    ]
    return vragen[pd.Series(open_, index=vragen.index, dtype="bool")].reset_index(drop=True)


def algemeen(vragen: pd.DataFrame, gemeenten: Sequence[str]) -> pd.DataFrame:
    """What is asked of every municipality alike: columns artikel, besluit."""
    leden = vragen[vragen["partij"].isin(gemeenten)]
    hoeveel = leden.groupby(["artikel", "besluit"], sort=False).size().reset_index(name="hoeveel")
    return hoeveel.loc[hoeveel["hoeveel"] == len(gemeenten), ["artikel", "besluit"]]


def per_college(vragen: pd.DataFrame, gemeenten: Sequence[str]) -> Tabel:
    """The closing list: GS, then what is asked of every B&W, then of each what is asked besides."""
    overal = algemeen(vragen, gemeenten)
    rijen = [["GS", veilig(zinnen(vragen[vragen["partij"] == "GS"]) or "Geen besluit gevraagd.")]]
    if len(overal):
        rijen.append([veilig("elk college van B&W"), veilig(zinnen(overal))])
    rest = "Alleen wat van elk college wordt gevraagd." if len(overal) else "Geen besluit gevraagd."
    for gemeente in gemeenten:
        eigen = vragen[(vragen["partij"] == gemeente) & ~vragen["besluit"].isin(overal["besluit"])]
        rijen.append([veilig(f"B&W van {gemeente}"), veilig(zinnen(eigen) or rest)])
    return Tabel(tabel(["College", "Gevraagd"], rijen, [26, 82]), "Gevraagde besluiten per college")


def samenvatting(
    vragen: pd.DataFrame,
    gemeenten: Sequence[str],
    genoemd: int | None = None,
    woord: Nummering = ARTIKEL,
) -> list[str]:
    """At most five lines: what is asked of the same colleges together, the fewest colleges first.

    More municipalities than `genoemd` are counted.
    """
    partijen = vragen.groupby(["artikel", "besluit"], sort=False)["partij"].agg(tuple).reset_index()
    per_groep: dict[tuple[str, ...], list[str]] = {}
    for rij in per_rij(partijen):
        per_groep.setdefault(rij.partij, []).append(f"{rij.besluit} ({woord.bij(rij.artikel)})")
    op_grootte = sorted(per_groep.items(), key=lambda paar: len(paar[0]))
    regels = [
        f"{_colleges(list(wie), gemeenten, genoemd)}: {'; '.join(wat)}." for wie, wat in op_grootte
    ]
    return [hoofdletter(regel) for regel in regels[:5]]


def delen(vragen: pd.DataFrame, woord: Nummering = ARTIKEL) -> list[str]:
    """What is asked of one party, each with its article; the first with a capital."""
    alle = [f"{rij.besluit} ({woord.bij(rij.artikel)})" for rij in per_rij(vragen)]
    return [deel if nr else hoofdletter(deel) for nr, deel in enumerate(alle)]


def terugblik(
    afspraken: Sequence[Afspraak], uitkomst: pd.DataFrame, partij: str, subregio: str
) -> str:
    """What a look back says of one party: nothing is asked; which states are known, and which not.

    Apart what is agreed with its subregion.
    """
    einde = datum(max(a["tot_en_met"] for a in afspraken))
    if set(uitkomst["status"]) <= {NVT}:
        return (
            f"Deze editie wordt aan geen van de {nummering(afspraken).meer} getoetst: de woonafspraken "
            f"liepen tot en met {einde}. Daarover wordt geen besluit gevraagd."
        )
    samen = _stand_van(afspraken, uitkomst, subregio)
    delen = [
        f"De afspraken liepen tot en met {einde}; er wordt geen besluit gevraagd.",
        _stand_van(afspraken, uitkomst, partij),
        f"Subregio {subregio}: {samen[:1].lower()}{samen[1:]}" if samen else "",
    ]
    return " ".join(deel for deel in delen if deel)


def _stand_van(afspraken: Sequence[Afspraak], uitkomst: pd.DataFrame, partij: str) -> str:
    """By article, with what it is about, the states of one party; of which nothing is known, and where those
    are many how many. May be empty."""
    eigen = uitkomst[(uitkomst["partij"] == partij) & (uitkomst["status"] != NVT)]
    per: dict[int, list[str]] = {}
    for nr, staat in sorted(zip(eigen["artikel"], eigen["status"], strict=True), key=itemgetter(0)):
        if staat not in per.setdefault(int(nr), []):
            per[int(nr)].append(staat)
    naam = dict(zip(per, met_onderwerp(afspraken, list(per)), strict=True))
    woord = nummering(afspraken)
    stil = [naam[nr] for nr, staten in per.items() if staten == [ONBEKEND]]
    bekend = [f"{woord.een} {naam[nr]}: {_staten(s)}" for nr, s in per.items() if s != [ONBEKEND]]
    delen = [f"{hoofdletter('; '.join(bekend))}." if bekend else ""]
    if len(stil) > GENOEMD:
        delen.append(f"Van {len(stil)} {woord.meer} is niets bekend; het rapport noemt ze.")
    elif stil:
        delen.append(f"Niets bekend is van {woord.een} {opsomming(stil)}.")
    return " ".join(deel for deel in delen if deel)


def _staten(staten: Sequence[str]) -> str:
    """States of one article in words; where a part of the time is onbekend, it comes last."""
    bekend = " en ".join(staat for staat in staten if staat != ONBEKEND)
    return f"{bekend}, deels {ONBEKEND}" if ONBEKEND in staten else bekend


def zinnen(vragen: pd.DataFrame) -> str:
    """What is asked of one party, in one paragraph."""
    tekst = "; ".join(delen(vragen))
    return f"{tekst}." if tekst else ""


def _colleges(partijen: list[str], gemeenten: Sequence[str], genoemd: int | None) -> str:
    """Names of colleges; all municipalities together are not named one by one, nor more than `genoemd`."""
    leden = [p for p in partijen if p in gemeenten]
    gs = ["GS"] if "GS" in partijen else []
    if leden and len(leden) == len(gemeenten):
        alle = f"alle {len(gemeenten)} colleges van B&W"
        return opsomming([*gs, alle if len(leden) > 1 else f"B&W van {leden[0]}"])
    if genoemd is not None and len(leden) > genoemd:
        return opsomming([*gs, f"{len(leden)} van de {len(gemeenten)} colleges van B&W"])
    return opsomming([*gs, *([f"B&W van {opsomming(leden)}"] if leden else [])])
