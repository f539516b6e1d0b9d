"""A published table as it is: the edition says which of its columns is what, so other heads need no code."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from woonanalyse.kern import correcties
from woonanalyse.kern.fouten import Probleem, een_van
from woonanalyse.kern.gemeenten import controleer_leden
from woonanalyse.kern.gemeentenamen import zelfde_naam
from woonanalyse.kern.indeling import lijst
from woonanalyse.kern.indeling.herleiding import herleid, in_eigen_indeling
from woonanalyse.kern.indeling.ledentabel import meld_elders
from woonanalyse.kern.indeling.opvolging import oude_gemeente, waarin
from woonanalyse.kern.tekstbestand import lees_tekst
from woonanalyse.kern.vindplaats import leg_tabel_vast
from woonanalyse.onderwerpen.balans.gepubliceerd import KOLOMMEN as GEPUBLICEERD
from woonanalyse.onderwerpen.balans.gepubliceerd import maak_gepubliceerd
from woonanalyse.onderwerpen.balans.invoer import INVOER, maak_invoer

VORM = "tabel"

GEMEENTE = ("gemeentecode", "gemeente")
BAND = ("netto_behoefte", "behoefte", "dekking")
"""What may be one column, or two: with _laag and _hoog, of the lowest and the highest need."""
UITKOMSTEN = ("behoefte", "hard_totaal", "dekking")
"""What only a table with outcomes of the source has; dekking in percentages."""

_TOTAAL = re.compile(r"(sub|eind)?totaal\b", re.IGNORECASE)
_GETAL = re.compile(r"-?\d{1,9}", re.ASCII)
_PROCENT = re.compile(r"(\d{1,6}([.,]\d+)?) ?%?", re.ASCII)


def lees(
    wortel: Path,
    bron: Mapping[str, Any],
    gemeenten: pd.DataFrame,
    gebieden: Sequence[str],
    peildatum: str | None = None,
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """Read the table that `bron` names to INVOER.

    `bron` has bestand, kolommen (our field: head of the table), telling, and if need be leeg_is_geen,
    scheiding and duizendtal. Every member stands in it once; rows of `gebieden`, totals, and rows without a
    municipality are left alone, and so are other columns. A member in which another went up after `peildatum`
    (ISO) is <NA> where that other is not there.
    """
    frame, problemen = _lees(wortel, bron, gemeenten, gebieden, peildatum)
    if frame is None:
        return None, problemen
    velden = [naam for naam in frame if naam in INVOER and naam not in UITKOMSTEN]
    delen = list(_varianten(frame, velden, ["netto_behoefte"]))
    return maak_invoer(pd.concat(delen), gemeenten, telling=bron["telling"]), []


def lees_gepubliceerd(
    wortel: Path,
    bron: Mapping[str, Any],
    gemeenten: pd.DataFrame,
    gebieden: Sequence[str],
    peildatum: str | None = None,
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """Read the outcomes that the table prints: gepubliceerd.KOLOMMEN; <NA> where it has no such column."""
    frame, problemen = _lees(wortel, bron, gemeenten, gebieden, peildatum)
    if frame is None:
        return None, problemen
    velden = [naam for naam in frame if naam in GEPUBLICEERD]
    vol = pd.concat(list(_varianten(frame, velden, list(BAND))))
    vol = vol.reindex(columns=[naam for naam in GEPUBLICEERD if naam != "gemeente"])
    return maak_gepubliceerd(
        vol.assign(dekking=vol["dekking"].astype("Float64") / 100), gemeenten
    ), []


def uit_kolommen(bron: Mapping[str, Any]) -> dict[str, str]:
    """By column of INVOER the head that it comes from."""
    kolommen = bron["kolommen"]
    uit = {naam: kop for naam, kop in kolommen.items() if naam not in GEMEENTE}
    for naam in BAND:
        if f"{naam}_laag" in uit:
            laag, hoog = uit.pop(f"{naam}_laag"), uit.pop(f"{naam}_hoog", "")
            uit[naam] = f"{laag} (laag) of {hoog} (hoog)"
    return uit


def kolommen_van(bron: Mapping[str, Any], veld: str, variant: str | None) -> tuple[str, ...] | None:
    """The heads that a field comes from, of one variant of the need or of all; None where there is none."""
    namen = (veld, *(f"{veld}_{een}" for een in ("laag", "hoog") if variant in (None, een)))
    return tuple(bron["kolommen"][naam] for naam in namen if naam in bron["kolommen"]) or None


def _varianten(
    frame: pd.DataFrame, velden: Sequence[str], banden: Sequence[str]
) -> Iterator[pd.DataFrame]:
    """The rows once in variant midden, or once in laag and in hoog where a band is given."""
    eigen = [naam for naam in banden if f"{naam}_laag" in frame]
    vast = frame[["gemeentecode", *(naam for naam in velden if naam != "gemeentecode")]]
    vast = vast.drop(columns="gemeente", errors="ignore")
    for variant in ("laag", "hoog") if eigen else ("midden",):
        yield vast.assign(variant=variant, **{n: frame[f"{n}_{variant}"] for n in eigen})


def _lees(
    wortel: Path,
    bron: Mapping[str, Any],
    gemeenten: pd.DataFrame,
    gebieden: Sequence[str],
    peildatum: str | None = None,
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """Columns by our names, typed, indexed by the row of the file; or None with all problems."""
    bestand, kolommen = str(bron["bestand"]), bron["kolommen"]
    ruw, problemen = _blad(wortel, bron)
    if ruw is None:
        return None, problemen
    frame = ruw[list(kolommen.values())].set_axis(list(kolommen), axis=1)
    frame = frame.map(str.strip)
    frame, problemen = _leden(frame, bestand, gemeenten, gebieden)
    leeg = set(bron.get("leeg_is_geen", ()))
    getypt = {"gemeentecode": frame["gemeentecode"]}
    for naam in (een for een in kolommen if een not in GEMEENTE):
        cellen, fouten = _getallen(
            bestand, naam, kolommen[naam], frame[naam], naam in leeg, bron.get("duizendtal", "")
        )
        getypt[naam], problemen = cellen, [*problemen, *fouten]
    if problemen:
        return None, problemen
    heel = pd.DataFrame(getypt)
    leg_tabel_vast(bestand, ruw.loc[frame.index].assign(gemeentecode=_waarin(frame, gemeenten)))
    procenten = [naam for naam in heel if naam.startswith("dekking")]
    getallen = [naam for naam in heel if naam not in ("gemeentecode", *procenten)]
    eigen = in_eigen_indeling(
        heel, bestand, gemeenten, getallen, niet_op_te_tellen=procenten, peildatum=peildatum
    )
    return eigen, []


def _blad(wortel: Path, bron: Mapping[str, Any]) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """All cells as text, mended where they are, indexed by the row of the file; or None with all problems."""
    bestand = str(bron["bestand"])
    tekst, problemen = lees_tekst(wortel, bestand, "een CSV")
    if tekst is None:
        return None, problemen
    rijen = list(csv.reader(io.StringIO(tekst, newline=""), delimiter=bron.get("scheiding", ",")))
    kop = [cel.strip() for cel in rijen[0]] if rijen else []
    if problemen := _kopfouten(bestand, kop, bron["kolommen"]):
        return None, problemen
    ruw = pd.DataFrame(
        [(rij + [""] * len(kop))[: len(kop)] for rij in rijen[1:]],
        columns=kop,
        index=range(2, len(rijen) + 1),
        dtype="object",
    )
    hersteld, problemen = correcties.pas_toe(wortel, bestand, ruw)
    return (None, problemen) if problemen else (hersteld, [])


def _kopfouten(bestand: str, kop: Sequence[str], kolommen: Mapping[str, str]) -> list[Probleem]:
    """Heads that the edition names and the table does not have, with the nearest that it does have."""
    problemen = []
    over = [naam for naam in kop if naam not in kolommen.values()]
    for veld, naam in kolommen.items():
        keer = kop.count(naam)
        if keer != 1:
            lijkt = difflib.get_close_matches(naam, over, n=1)
            hint = f"; bedoelt u {lijkt[0]!r}?" if lijkt else ""
            wat = "een kolom met deze kop, die ontbreekt" if not keer else "deze kop één keer"
            problemen.append(Probleem(bestand, f"{wat} (voor {veld}){hint}", rij=1, kolom=naam))
    return problemen


def _leden(
    frame: pd.DataFrame, bestand: str, gemeenten: pd.DataFrame, gebieden: Sequence[str]
) -> tuple[pd.DataFrame, list[Probleem]]:
    """The rows of members with their code; those of areas, totals and municipalities elsewhere are left
    alone, and a row of anything else is a problem."""
    leden = list(gemeenten[["gemeentecode", "gemeente", "cbs_naam"]].itertuples(index=False))
    terzijde = {naam.casefold() for naam in (*gebieden, "")}
    codes, problemen, elders = [], [], list[str]()
    veld = "gemeentecode" if "gemeentecode" in frame else "gemeente"
    eigen_codes = list(gemeenten["gemeentecode"])
    for rij, wat in frame[veld].items():
        zelf = [c for c, naam, cbs in leden if wat == c or zelfde_naam(wat, naam, cbs)]
        was = None if zelf else oude_gemeente(wat, eigen_codes)
        codes.append(zelf[0] if zelf else was or "")
        if zelf or was or wat.casefold() in terzijde or _TOTAAL.match(wat):
            continue
        if lijst.is_er_een(wat):
            elders.append(wat)
        else:
            eis = een_van(wat, [naam for _, naam, _ in leden])
            problemen.append(Probleem(bestand, eis, rij=int(rij), kolom=veld, waarde=wat))
    meld_elders(bestand, list(dict.fromkeys(elders)), len(elders))
    eigen = frame.assign(gemeentecode=codes)
    eigen = eigen[eigen["gemeentecode"] != ""]
    namen = dict(zip(gemeenten["gemeentecode"], gemeenten["gemeente"], strict=True))
    heel, _ = herleid(eigen[["gemeentecode"]], namen, [])
    met_naam = heel.assign(gemeentenaam=heel["gemeentecode"].map(namen))
    return eigen, [*problemen, *controleer_leden(met_naam, bestand, gemeenten)]


def _waarin(frame: pd.DataFrame, gemeenten: pd.DataFrame) -> pd.Series:
    """The member that each row counts for; the first, where one was divided."""
    leden = list(gemeenten["gemeentecode"])
    codes = frame["gemeentecode"]
    return codes.map({code: next(iter(waarin(code, leden)), code) for code in set(codes)})


def _getallen(
    bestand: str, veld: str, kop: str, cellen: pd.Series, leeg_is_geen: bool, duizendtal: str
) -> tuple[pd.Series, list[Probleem]]:
    procent = veld.startswith("dekking")
    waarden: list[Any] = []
    problemen = []
    for rij, cel in cellen.items():
        kaal = cel.replace(duizendtal, "") if duizendtal and not procent else cel
        past = (_PROCENT if procent else _GETAL).fullmatch(kaal)
        if not kaal:
            waarden.append(0 if leeg_is_geen else pd.NA)
        elif past is None:
            eis = "een percentage" if procent else "een geheel getal"
            eis += '; staan er punten in als duizendtal, noem dat dan: duizendtal: "."'
            problemen.append(Probleem(bestand, eis, rij=int(rij), kolom=kop, waarde=cel))
        else:
            waarden.append(float(past[1].replace(",", ".")) if procent else int(kaal))
    if problemen:
        return cellen, problemen
    return pd.Series(waarden, cellen.index, dtype="Float64" if procent else "Int64"), []
