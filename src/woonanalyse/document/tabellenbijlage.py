"""The annex with every number of the results, as Markdown: the same as in the workbook, in print and on
screen."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd

from woonanalyse.afspraken.bijlage import (
    bijlage_afspraken,
    bijlage_feiten,
    bijlage_lezingen,
)
from woonanalyse.document.bijdragen import functie_van
from woonanalyse.document.herkomstbijlage import alleen
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.tafel import Tafel
from woonanalyse.kern.catalogus import onderwerp_van, tabellen
from woonanalyse.kern.getal import ONBEKEND, band, datum, hoofdletter, met_eenheid, opsomming
from woonanalyse.kern.merk import AFGESCHERMD, is_afgeschermd
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.plannen.bron import Plannen
from woonanalyse.onderwerpen.plannen.model import WOORDEN
from woonanalyse.uitkomsten.herkomst import code_per_rij

Velden = Mapping[str, Mapping[str, str]]
Namen = Mapping[str, Mapping[str, str]]
"""By column what its codes are called."""

_VAN_AFSPRAKEN = {
    "afspraken": bijlage_afspraken,
    "lezingen": bijlage_lezingen,
    "feiten": bijlage_feiten,
}
BREED = 6
"""Columns with numbers that fit beside each other on a page; more go into a next table."""


def bijlage(
    uitkomsten: Mapping[str, pd.DataFrame],
    pakket: Mapping[str, Any],
    regels: pd.DataFrame,
    namen: Namen,
    zonder: Collection[str] = (),
) -> str:
    """A section per result file with all its numbers; `pakket` describes the columns, `regels` the codes,
    `namen` is of `namen_van`.

    `zonder`: the names of tables that the edition is not about; a last line says where they are.
    """
    delen, weg = list[str](), list[str]()
    per_bestand = code_per_rij(regels)
    for tafel in pakket["resources"]:
        naam = tafel["path"].removesuffix(".csv")
        frame = uitkomsten[naam]
        if naam == "herkomst" or frame.empty:
            continue
        if naam in zonder:
            weg.append(f"`{tafel['path']}`")
            continue
        velden = {veld["name"]: veld for veld in tafel["schema"]["fields"]}
        codes = per_bestand[tafel["path"]]
        gemerkt = frame.assign(code=[codes[rij] for rij in range(2, len(frame) + 2)])
        delen.append(f"## {veilig(tafel['title'])} {{#sec-tabel-{naam.replace('_', '-')}}}")
        eigen = _eigen(naam)
        stukken = eigen(gemerkt) if eigen else _gewoon(naam, gemerkt, velden, tafel["title"], namen)
        for nummer, stuk in enumerate(stukken, start=1):
            label = f"tbl-alles-{naam.replace('_', '-')}-{nummer}"
            delen.append(stuk if isinstance(stuk, str) else _tafel(stuk, label))
    if weg:
        delen.append(
            "De woonafspraken gelden niet voor deze editie. Weggelaten zijn daarom de uitkomsten die daarbij "
            f"horen: {opsomming(weg)}. Zij staan in die bestanden en in het werkboek; het rapport van een "
            "editie waarvoor de woonafspraken gelden, toont ze wel."
        )
    return "\n\n".join(delen)


def namen_van(dossier: Dossier) -> dict[str, dict[str, str]]:
    """What codes in result files are called: definitions, readings of the list of plans, conditions."""
    band_, plannen = dossier.editie.opzet.bandbreedte, dossier.eventuele_bron(Plannen)
    return {
        "definitie": {id_: een.naam for id_, een in dossier.regio.definities.items()},
        "voorwaarde": {v.id: f"als {v.tekst}" for v in (band_.voorwaarden if band_ else ())},
        "lezing": {een["id"]: een["naam"] for een in (plannen.lezingen if plannen else ())},
        "hardheid": WOORDEN,
    }


def _eigen(naam: str) -> Callable[[pd.DataFrame], Iterable[str | Tafel]] | None:
    """What makes the tables of a result file whose rows are no municipalities or areas."""
    onderwerp = onderwerp_van(naam)
    if onderwerp is not None:
        return functie_van(onderwerp, f"bijlage_{naam}")
    return _VAN_AFSPRAKEN.get(naam)


def _gewoon(
    naam: str, frame: pd.DataFrame, velden: Velden, titel: str, namen: Namen
) -> Iterator[str | Tafel]:
    """Tables of a result file with a row per municipality or area."""
    getallen = [kolom for kolom, veld in velden.items() if veld["type"] in ("integer", "number")]
    gelijk = [kolom for kolom in getallen if frame[kolom].nunique(dropna=False) == 1]
    bekend = [kolom for kolom in gelijk if frame[kolom].notna().all()]
    leeg = [kolom for kolom in gelijk if kolom not in bekend]
    vorm = tabellen()[naam].bijlage
    apart = list(vorm.apart)
    anders = [kolom for kolom in getallen if kolom not in gelijk]
    for sleutel, deel in frame.groupby(apart, sort=False) if apart else [((), frame)]:
        over = opsomming(
            [_welk(kolom, waarde, namen) for kolom, waarde in zip(apart, sleutel, strict=True)]
        )
        if vorm.draai:
            yield from _gedraaid(naam, deel, anders, velden, over, namen)
        elif anders and deel[anders].isna().all(axis=None):
            dicht = any(_zonder_getal(deel[kolom]) == AFGESCHERMD for kolom in anders)
            wat = f"alle getallen {AFGESCHERMD} of {ONBEKEND}" if dicht else "geen getal bekend"
            yield f"{veilig(hoofdletter(over))}: {wat}."
        else:
            yield from _per_rij(deel, anders, velden, f"{titel} ({over})" if over else titel)
    if bekend:
        zeg = [
            f"{velden[k]['title']} {met_eenheid(frame[k].iloc[0], _eenheid(velden[k]))}"
            for k in bekend
        ]
        yield f"In alle rijen gelijk: {veilig('; '.join(zeg))}."
    if leeg:
        for woord in (ONBEKEND, AFGESCHERMD):
            eigen = [kolom for kolom in leeg if _zonder_getal(frame[kolom]) == woord]
            if eigen:
                wat = opsomming([velden[kolom]["title"] for kolom in eigen])
                yield f"In alle rijen {woord}: {veilig(wat)}."


def _zonder_getal(cellen: pd.Series) -> str:
    """What cells without a number are: shielded as soon as one is."""
    return AFGESCHERMD if any(map(is_afgeschermd, cellen)) else ONBEKEND


def _per_rij(
    frame: pd.DataFrame, kolommen: Sequence[str], velden: Velden, over: str
) -> Iterator[str | Tafel]:
    """A row per municipality or area; the ends of a band in one cell."""
    wie = "gebied" if "gebied" in frame else "gemeente"
    plekken = defaultdict[str, list[int]](list)
    for plek, wat in enumerate(frame[wie]):
        plekken[wat].append(plek)
    alle_codes = list(frame["code"])
    codes = [str(alle_codes[eigen[0]]) for eigen in plekken.values()]
    cellen = {kolom: list(frame[kolom]) for kolom in kolommen}
    stukken = [kolommen[begin : begin + BREED] for begin in range(0, len(kolommen), BREED)]
    for nummer, deel in enumerate(stukken, start=1):
        rijen = [
            [
                veilig(wat),
                *(
                    band(
                        [cellen[kolom][plek] for plek in eigen],
                        partial(met_eenheid, eenheid=_eenheid(velden[kolom])),
                    )
                    for kolom in deel
                ),
            ]
            for wat, eigen in plekken.items()
        ]
        koppen = [wie.capitalize(), *(veilig(_kop(velden[kolom])) for kolom in deel)]
        welk = f", deel {nummer} van {len(stukken)}" if len(stukken) > 1 else ""
        yield Tafel(f"{over}{welk}", koppen, rijen, codes)


def _gedraaid(
    naam: str,
    frame: pd.DataFrame,
    kolommen: Sequence[str],
    velden: Velden,
    over: str,
    namen: Namen,
) -> Iterator[str | Tafel]:
    """A row per municipality and a column per value of what is turned, for each number."""
    vorm = tabellen()[naam].bijlage
    draai = str(vorm.draai)
    plekken = list(zip(frame["gemeente"], frame[draai], strict=True))
    codes = dict(zip(reversed(list(frame["gemeente"])), reversed(list(frame["code"])), strict=True))
    leden, waarden = (list(dict.fromkeys(frame[naam])) for naam in ("gemeente", draai))
    for kolom in kolommen:
        leegte = frame[kolom].isna()
        if leegte.all():
            continue
        eenheid = _eenheid(velden[kolom])
        volgorde = leden
        if not vorm.alle_leden:
            bekend = set(frame["gemeente"][~leegte])
            volgorde = [wie for wie in leden if wie in bekend]
        leeg = "geen" if kolom in vorm.leeg_is_geen else ONBEKEND
        cellen = {
            plek: leeg if weg and not is_afgeschermd(cel) else met_eenheid(cel, eenheid)
            for plek, cel, weg in zip(plekken, frame[kolom], leegte, strict=True)
        }
        rijen = [[veilig(wie), *(cellen.get((wie, w), leeg) for w in waarden)] for wie in volgorde]
        koppen = ["Gemeente", *(veilig(_woord(draai, waarde, namen)) for waarde in waarden)]
        wat = f"{velden[kolom]['title']}{f' ({over})' if over else ''}"
        yield Tafel(wat, koppen, rijen, [codes[wie] for wie in volgorde])
        anderen = [wie for wie in leden if wie not in volgorde]
        if anderen and kolom not in vorm.leeg_is_geen:
            yield f"Van {veilig(opsomming(anderen))} is dit {ONBEKEND}."


def _welk(kolom: str, waarde: object, namen: Namen) -> str:
    """Which part of a result file a table is about, in words."""
    woord = _woord(kolom, waarde, namen)
    return f"{kolom} {woord}" if woord == str(waarde) else f"{kolom}: {woord}"


def _woord(kolom: str, waarde: object, namen: Namen) -> str:
    """A code by its name, a date in words; other text as it is."""
    tekst = str(waarde)
    if tekst in namen.get(kolom, {}):
        return namen[kolom][tekst]
    return datum(tekst) if re.fullmatch(r"\d{4}-\d\d-\d\d", tekst) else tekst


def _tafel(tafel: Tafel, label: str) -> str:
    """A table in small print, with caption and label; columns are as wide as what they hold."""
    kolommen = list(zip(tafel.koppen, *tafel.rijen, strict=True))
    breedtes = [_breedte(kolom, links=nr == 0) for nr, kolom in enumerate(kolommen)]
    bijschrift = hoofdletter(tafel.bijschrift)
    tekst = tabel(tafel.koppen, tafel.rijen, breedtes, tafel.codes)
    geheel = f"::: {{.wa-klein}}\n\n{tekst}\n\n: {veilig(bijschrift)} {{#{label}}}\n\n:::"
    return alleen(tafel.vorm, geheel) if tafel.vorm else geheel


def _breedte(kolom: Sequence[str], *, links: bool) -> int:
    """The relative width of a column, head first: below zero for numbers."""
    kop, *cellen = kolom
    breedte = max([*map(len, kop.split()), *(min(len(cel), 40) for cel in cellen)]) + 3
    getallen = all(
        cel[:1].isdigit() or cel[:1] == "−" or cel in (ONBEKEND, AFGESCHERMD, "geen")
        for cel in cellen
    )
    return -breedte if getallen and not links else breedte


def _kop(veld: Mapping[str, str]) -> str:
    eenheid = _eenheid(veld)
    return (
        veld["title"] if eenheid in ("woningen", "fractie", "") else f"{veld['title']} ({eenheid})"
    )


def _eenheid(veld: Mapping[str, str]) -> str:
    return veld.get("eenheid", "")
