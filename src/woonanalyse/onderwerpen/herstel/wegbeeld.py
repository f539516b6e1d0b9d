"""The way back under each reading and what came of it: tables and sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from woonanalyse.kern.afspraak import Afspraak, Lezing
from woonanalyse.kern.beeld.bekend import zonder_onbekend
from woonanalyse.kern.beeld.codes import code, codes
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.tonen import Tabel
from woonanalyse.kern.getal import ONBEKEND, aantal, datum, hoeveel, opsomming, reeks, rond
from woonanalyse.kern.nummering import noem
from woonanalyse.onderwerpen.herstel.terugweg import UIT_REGISTER
from woonanalyse.onderwerpen.herstel.verhaal import Telling

LEZINGKOPPEN = ["Gemeente", "Lezing", "Begin", "Einde", "Boven de norm", "Nodig per jaar"]
OP_MAAT = " (op maat)"
"""Goes with a municipality that the register has an agreement of its own of."""


def lezingen(weg: pd.DataFrame, termijn: Afspraak) -> Tabel:
    """Begin, end and pace by each reading of the begin; `weg` of terugweg.terugweg."""
    rijen = [[veilig(wie), veilig(lezing), *rest] for wie, lezing, *rest in lezingrijen(weg)] or [
        ["geen", *[""] * 5]
    ]
    namen = dict(zip(weg["gemeentecode"], weg["gemeente"], strict=True))
    uitleg = "; ".join(
        f"{naam}: {lezing['uitleg']}{_begin(lezing, namen)}"
        for naam, lezing in termijn.get("lezingen", {}).items()
    )
    maat = (
        ""
        if weg["op_maat"].isna().all()
        else f";{OP_MAAT}: met deze gemeente is apart iets afgesproken"
    )
    return Tabel(
        tabel(LEZINGKOPPEN, rijen, [18, 14, 16, 16, -16, -14], _codes(weg)),
        f"De weg terug volgens elke lezing van het begin van de termijn ({noem(termijn)}), in "
        "woningen; nodig per jaar vanaf de laatste van begin en peildatum"
        f"{maat}{f'. Lezing {uitleg}' if uitleg else ''}",
    )


def lezingrijen(weg: pd.DataFrame) -> list[list[str]]:
    """Of each municipality by each reading what stands below LEZINGKOPPEN, as plain text."""
    return [
        [
            f"{rij['gemeente']}{'' if pd.isna(rij['op_maat']) else OP_MAAT}",
            _lezing(rij),
            dag_van(rij["begin"]),
            dag_van(rij["einde"]),
            reeks_van(rij, "boven_norm", aantal),
            _per_jaar(rij),
        ]
        for _, rij in weg.iterrows()
    ]


def _begin(lezing: Lezing, namen: Mapping[str, str]) -> str:
    """Where a reading begins on another day for one of `namen`: both days, after a space; may be empty."""
    eigen = [
        f"{namen[wie]} {datum(dag)}"
        for wie, dag in lezing.get("start_van", {}).items()
        if wie in namen
    ]
    return f" ({'; '.join([datum(lezing['start']), *eigen])})" if eigen else ""


def _lezing(rij: pd.Series) -> str:
    if rij["lezing"] == UIT_REGISTER:
        return "begin uit het register"
    if not rij["lezing"]:
        return "geen"
    return f"{rij['lezing']}{' (gebruikt)' if rij['gewoon'] == 'ja' else ''}"


def _per_jaar(rij: pd.Series) -> str:
    if pd.notna(rij["jaren"]) and rij["jaren"] <= 0:
        return "termijn voorbij"
    return reeks_van(rij, "per_jaar", rond)


def sindsdien(weg: pd.DataFrame) -> Tabel:
    """What was done, built and published since, once per municipality, beside each other."""
    eigen = per_gemeente(weg)
    rijen = [
        [
            veilig(rij["gemeente"]),
            reeks_van(rij, "boven_norm", aantal),
            aantal(rij["maatregelen"]),
            aantal(rij["maatregelen_afgeleid"]),
            _gebouwd(rij),
            _capaciteit(rij),
            _verschil(rij),
            reeks_van(rij, "resterend", aantal),
        ]
        for _, rij in eigen.iterrows()
    ] or [["geen", *[""] * 7]]
    koppen = [
        "Gemeente", "Boven de norm", "Geschrapt volgens bron", "Geschrapt, afgeleid", "Gebouwd",
        "Later gepubliceerd", "Dat is naast de norm", "Rest",
    ]  # fmt: skip
    wel = zonder_onbekend(koppen, rijen, [17, -15, -16, -16, -15, -22, -20, -13])
    return Tabel(
        tabel(wel.koppen, wel.rijen, wel.breed, _codes(eigen)),
        "Wat er sinds de peildatum bekend is, in woningen; de getallen naast elkaar zijn geen som"
        f"{_uitleg(wel.koppen)}{wel.weg}",
    )


_GESCHRAPT = "Geschrapt: wat harde plannen minder maakt, niet wat naar een andere plek ging"
_UITLEG = {
    "Geschrapt volgens bron": _GESCHRAPT,
    "Geschrapt, afgeleid": f"{_GESCHRAPT}; afgeleid: door ons, uit wat bronnen noemen",
    "Dat is naast de norm": "Dat is naast de norm: wat later is gepubliceerd, naast de behoefte van de hele "
    "periode, waarvan een deel toen voorbij was; een balans is dat niet",
    "Rest": "Rest: wat er dan nog boven de norm ligt",
}
"""What a column means, by its head."""


def _uitleg(koppen: Sequence[str]) -> str:
    """Of each column that is shown what it means, after a full stop; may be empty."""
    zinnen = [_UITLEG[kop] for kop in koppen if kop in _UITLEG]
    eigen = [zin for zin in zinnen if not any(zin != een and een.startswith(zin) for een in zinnen)]
    return "".join(f". {zin}" for zin in eigen)


def per_gemeente(weg: pd.DataFrame) -> pd.DataFrame:
    """The first row of each municipality: what is not about a reading."""
    return weg.drop_duplicates("gemeentecode")


def _codes(weg: pd.DataFrame) -> list[str]:
    return codes("terugweg", weg["gemeentecode"]) or [code("terugweg")]


def reeks_van(rij: pd.Series, naam: str, toon: Callable[[Any], str]) -> str:
    """From the lowest to the highest of a quantity in a row."""
    return reeks(toon(rij[f"{naam}_laag"]), toon(rij[f"{naam}_hoog"]))


def dag_van(waarde: Any) -> str:
    """A day in words; onbekend where it is missing."""
    return ONBEKEND if pd.isna(waarde) else datum(waarde)


def _gebouwd(rij: pd.Series) -> str:
    if pd.isna(rij["gebouwd"]):
        return ONBEKEND
    jaren = reeks(str(rij["gebouwd_van"]), str(rij["gebouwd_tot_en_met"]), " t/m ")
    return f"{aantal(rij['gebouwd'])} ({jaren})"


def _capaciteit(rij: pd.Series) -> str:
    if pd.isna(rij["capaciteit"]):
        return ONBEKEND
    telling = rij["capaciteit_telling"]
    hoe = f"telling {ONBEKEND}" if telling == ONBEKEND else telling
    return f"{aantal(rij['capaciteit'])} ({datum(rij['capaciteit_peildatum'])}, {hoe})"


def _verschil(rij: pd.Series) -> str:
    if pd.isna(rij["verschil_laag"]):
        return ONBEKEND
    eerst, laatst = rij["verschil_laag"], rij["verschil_hoog"]
    if (eerst > 0) == (laatst > 0):
        grootte = sorted((abs(eerst), abs(laatst)))
        return f"{reeks(*(aantal(getal) for getal in grootte))} {_kant(laatst)}"
    return reeks(*(f"{aantal(abs(w))} {_kant(w)}" for w in (eerst, laatst)))


def _kant(verschil: int) -> str:
    return "boven de norm" if verschil > 0 else "eronder" if verschil else "verschil"


def tempo(rijen: pd.DataFrame, termijn: Afspraak) -> str:
    """What had to go per year by each reading of `termijn`, and what that reading says, in one sentence;
    `rijen` of one municipality, may be empty."""
    delen = []
    for _, rij in rijen.iterrows():
        if pd.isna(rij["einde"]):
            continue
        hoe = _per_jaar(rij) if rij["jaren"] <= 0 else f"{_per_jaar(rij)} per jaar"
        delen.append(f"{hoe}, tot {datum(rij['einde'])} ({_waarom(rij['lezing'], termijn)})")
    return f"Om op de norm te komen: {'; '.join(delen)}." if delen else ""


def _waarom(lezing: str, termijn: Afspraak) -> str:
    """From when a term counts, in words."""
    if lezing == UIT_REGISTER:
        return "het begin staat in het register"
    return f"lezing {lezing}: {termijn['lezingen'][lezing]['uitleg']}"


def stand_nu(
    gemeten: Sequence[Telling], rijen: pd.DataFrame, maat: str, gezegd: int | None = None
) -> str:
    """What is known after the reference date, each number with its own date; empty where nothing is.

    `gemeten` of verhaal.tellingen, those of after the reference date; `rijen` of `terugweg` of the same
    municipality, and `maat` of terugweg.op_maat; they may be empty. `gezegd`: how many dwellings taken out of
    hard plans were told already.
    """
    delen = [f"{aantal(een.hard)} ({datum(een.datum)}{_hoe(een)})" for een in gemeten if een.zeker]
    zinnen = [f"Later gepubliceerd, in harde plannen: {opsomming(delen)}."] if delen else []
    if len(rijen):
        zinnen += _gedaan(rijen.iloc[0], gezegd)
    zinnen += [f"Afspraak op maat: {maat}."] if maat else []
    return " ".join(zinnen)


def _hoe(een: Telling) -> str:
    return f", telling {ONBEKEND}" if een.telling == ONBEKEND else f", {een.telling}"


def _gedaan(rij: pd.Series, gezegd: int | None) -> list[str]:
    zinnen = []
    for kolom, hoe in (("maatregelen", ""), ("maatregelen_afgeleid", ", afgeleid")):
        if pd.notna(rij[kolom]) and rij[kolom] != gezegd:
            zinnen.append(f"Uit harde plannen geschrapt{hoe}: {aantal(rij[kolom])}.")
    return zinnen


def regio_sindsdien(
    weg: pd.DataFrame,
    gemeten: Sequence[Telling],
    maat: Mapping[str, str],
    regio: str,
    *,
    heel: bool = True,
) -> str:
    """What came of the way back in the region: counts, measures, agreements; nothing is summed.

    `maat`: by name of every party that the register has one of, what is agreed with it; told where this is
    `heel`, and otherwise left to the page of the municipality.
    """
    zinnen = []
    if gemeten:
        delen = [f"{aantal(een.hard)} ({datum(een.datum)}{_hoe(een)})" for een in gemeten]
        zinnen.append(f"Harde plannen in heel {regio} volgens latere bronnen: {opsomming(delen)}.")
    eigen = per_gemeente(weg)
    zinnen += [gedaan] if (gedaan := _geschrapt(eigen)) else []
    if maat:
        delen = [f"{wie}: {wat}." for wie, wat in maat.items()]
        slot = f". {' '.join(delen)}" if heel else "; wat zij inhoudt, staat op de factsheet."
        zinnen.append(f"Een afspraak op maat is bekend van {opsomming(list(maat))}{slot}")
    if rest := _rest(eigen):
        zinnen.append(f"{rest}: er is geen latere telling die gelijk is aan die van de balans.")
    return " ".join(zinnen) or NIETS_SINDSDIEN.format(regio=regio)


def kort(weg: pd.DataFrame, regio: str) -> str:
    """What came of the way back in two sentences: what was taken out of hard plans, and what is not known."""
    eigen = per_gemeente(weg)
    zinnen = [_geschrapt(eigen), *([f"{rest}."] if (rest := _rest(eigen)) else [])]
    tekst = " ".join(zin for zin in zinnen if zin)
    return tekst or NIETS_SINDSDIEN.format(regio=regio)


def _rest(eigen: pd.DataFrame) -> str:
    """Of whom it is not known what is left above the norm, without full stop; may be empty."""
    namen = list(eigen.loc[eigen["resterend_laag"].isna(), "gemeente"])
    if not namen:
        return ""
    alle = 1 < len(namen) == len(eigen)
    hoeveel_ = "beide" if len(namen) == 2 else f"alle {len(namen)}"
    wie = f"{hoeveel_} gemeenten boven of op de grens van de norm" if alle else ""
    return f"Wat er boven de norm rest, is {ONBEKEND} van {wie or opsomming(namen)}"


def _geschrapt(eigen: pd.DataFrame) -> str:
    """What measures took out of hard plans, by municipality; apart what is derived; may be empty."""
    zinnen = []
    for kolom, hoe in (("maatregelen", ""), ("maatregelen_afgeleid", ", naar onze afleiding")):
        bekend = eigen[eigen[kolom].notna()]
        getallen = [
            hoeveel(aan, "woning", "woningen") if not nr else aantal(aan)
            for nr, aan in enumerate(bekend[kolom])
        ]
        per = [f"{aan} in {wie}" for aan, wie in zip(getallen, bekend["gemeente"], strict=True)]
        zinnen += [f"Uit harde plannen geschrapt{hoe}: {opsomming(per)}."] if per else []
    return " ".join(zinnen)


NIETS_SINDSDIEN = (
    "Of er sindsdien in {regio} plannen zijn geschrapt, staat niet in de gegevens van deze editie."
)
LATER = (
    "Bronnen telden de harde plannen later meer dan eens; tussen haakjes staat van wanneer een getal is en "
    "hoe er is geteld."
)
OP_FACTSHEETS = (
    "Bronnen telden de harde plannen later meer dan eens, en verschillend: die tellingen staan op de "
    "factsheets."
)
NIET_LATER = "Van geen van deze gemeenten is meer dan één latere telling bekend."


def latere_tellingen(naam: str, gemeten: Sequence[Telling], gevolgen: Sequence[str]) -> str:
    """The counts of one municipality of after the reference date, where there is more to tell than one, and
    when its measures took effect; `gevolgen` of verhaal.gevolgen."""
    delen = [
        f"{aantal(een.hard)} ({datum(een.datum)}{_hoe(een) if een.zeker else f', {een.zekerheid}'})"
        for een in gemeten
        if een.zekerheid != "onzeker"
    ]
    if len(delen) < 2:
        return ""
    return " ".join([f"{naam}: {opsomming(delen)}.", *gevolgen])
