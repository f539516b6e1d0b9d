"""The plan list (EIB plan map, from the provincial Planmonitor) and how hard each status is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from woonanalyse.kern.fouten import Probleem, Waarschuwing, een_van, verdeel
from woonanalyse.kern.getal import hoeveel
from woonanalyse.kern.indeling.ledentabel import alleen_eigen, codes_elders, op_plek
from woonanalyse.kern.kolomeis import (  # fmt: skip
    Kolom,
    datum,
    decimaal,
    geheel,
    gemeentecode,
    kenmerk,
    tekst,
    woningen,
)
from woonanalyse.kern.oordeel import ONBEKEND
from woonanalyse.kern.tabel import dubbele_sleutels, lees_tabel
from woonanalyse.kern.vindplaats import leg_waarschuwing_vast
from woonanalyse.kern.waarden import verloren_nullen
from woonanalyse.kern.yamlbestand import lees_yaml
from woonanalyse.onderwerpen.plannen.plek import PLEKKEN, controleer_plekken, getallen

AFGEROND = "Afgerond -"
"""How this source marks a completed plan: in front of its name."""

FASERING = ["op_2019", "op_2020_2024", "op_2025_2029", "op_2030_2050", "op_onbekend"]
TYPE = ["type_grondgebonden", "type_appartement", "type_onbekend"]
EIGENDOM = ["huur", "koop", "huur_koop_onbekend"]
VERDELINGEN = (FASERING, TYPE, EIGENDOM)
"""The parts of a plan; the last of each is of what they are not known. The source has it below 0 where the
others are more than the whole."""
GENOEMD = 3
"""Rows that a note names; of the others it says how many there are."""
HARDHEDEN = ["hard", "hard_uitwerk", "zacht"]


def _woningen() -> Kolom:
    return woningen(grens="woningen_plan")


KOLOMMEN = {
    "plan_id": kenmerk(),
    "gemeentecode": gemeentecode(),
    "gemeentenaam": tekst(),
    "plannaam": tekst(),
    "plantype": tekst(leeg=True),
    "planstatus": tekst(),
    "status_legenda": woningen(grens="nummer"),
    "restcapaciteit_woningen": _woningen(),
    "sloop_woningen": geheel(grens="woningen_plan"),
    **{
        naam: geheel(grens="woningen_plan") if naam == delen[-1] else _woningen()
        for delen in VERDELINGEN
        for naam in delen
    },
    "datum_mutatie": datum(),
    "oppervlakte_m2": decimaal("oppervlakte_m2"),
    **{naam: decimaal(leeg=True) for naam in PLEKKEN},
}


def lees_instellingen(wortel: Path, bestand: str) -> tuple[dict[str, Any] | None, list[Probleem]]:
    """Read the plan list's YAML (schema planlijst): files, readings of hard, parameters."""
    inhoud, problemen = lees_yaml(wortel, bestand, "onderwerpen/plannen/instellingen")
    if inhoud is None:
        return None, problemen
    klassen = inhoud["grootteklassen"]
    if klassen != sorted(klassen):
        verwacht = "oplopende aantallen woningen"
        return None, [Probleem(bestand, verwacht, kolom="grootteklassen", waarde=str(klassen))]
    problemen = list(_controleer_lezingen(bestand, inhoud))
    return (None, problemen) if problemen else (inhoud, [])


def _controleer_lezingen(bestand: str, inhoud: Mapping[str, Any]) -> Iterator[Probleem]:
    """Problems where a reading names a status that the list can't have, or one twice."""
    codes = {_code(status) for status in inhoud["statussen"]}
    for nr, lezing in enumerate(inhoud["lezingen"]):
        gezien: set[str] = set()
        for soort in HARDHEDEN:
            for code in lezing[soort]:
                plek = f"lezingen[{nr}].{soort}"
                if code not in codes:
                    yield Probleem(bestand, een_van(code, sorted(codes)), kolom=plek, waarde=code)
                elif code in gezien:
                    yield Probleem(bestand, "elke status één keer", kolom=plek, waarde=code)
                gezien.add(code)


def _code(status: str) -> str:
    """What readings call a status: its first word."""
    return status.split()[0]


def hardheid(inhoud: Mapping[str, Any]) -> pd.DataFrame:
    """By planstatus, a column per reading (its id): hard, hard_uitwerk, zacht or onbekend.

    `inhoud` of `lees_instellingen`.
    """
    statussen = inhoud["statussen"]
    tafel = {"planstatus": statussen}
    for lezing in inhoud["lezingen"]:
        per_code = {code: soort for soort in HARDHEDEN for code in lezing[soort]}
        tafel[lezing["id"]] = [per_code.get(_code(status), ONBEKEND) for status in statussen]
    return pd.DataFrame(tafel, dtype="object")


def lees(
    wortel: Path, bestand: str, gemeenten: pd.DataFrame, statussen: Sequence[str], genoemd_in: str
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """Read the plan list, one row per plan; a municipality of the region may be absent. `statussen`: what
    planstatus may be, as file `genoemd_in` names them. Plans of municipalities elsewhere, whatever is in
    their cells, and columns that are not taken, are left alone with a note, as in a list of the country.

    Columns: plan_id, gemeentecode, gemeente, subregio, naam (without the mark of a completed plan),
    afgerond (bool), plantype, planstatus, woningen (still to be built, gross), te_slopen (dwellings,
    0 or more; the source has them negative), uitgezonderd (<NA>: the list does not say what the
    agreements leave out), fasering_onbekend, type_onbekend, eigendom_onbekend (dwellings of which that is
    unknown: all, with a note, where the source divides more than there are), datum_mutatie (ISO text; a month
    or a year where the source says no more), oppervlakte_m2, x_rd, y_rd (metres, EPSG:28992; <NA>: the place
    is unknown). An empty plantype is unknown. The index is the row in a spreadsheet. What is odd about places
    is a Waarschuwing.
    """
    elders_ = codes_elders(frozenset(gemeenten["gemeentecode"]))
    frame, problemen = lees_tabel(wortel, bestand, KOLOMMEN, meer=True, elders=elders_)
    if frame is None:
        return None, problemen
    frame, elders = alleen_eigen(frame, bestand, gemeenten)
    frame, leden = op_plek(frame, bestand, gemeenten)
    problemen = [
        *elders,
        *leden,
        *_controleer_status(frame, bestand, statussen, genoemd_in),
        *_controleer_plannen(frame, bestand),
        *controleer_plekken(frame, bestand),
    ]
    if verdeel(problemen)[0]:
        return None, problemen
    for waarschuwing in _lijkt_dubbel(frame, bestand):
        leg_waarschuwing_vast(waarschuwing)
    return _als_plannen(_zonder_te_veel(frame, bestand), gemeenten), problemen


def _als_plannen(frame: pd.DataFrame, gemeenten: pd.DataFrame) -> pd.DataFrame:
    """The rows of the list as the model reads them: columns PLANKOLOMMEN."""
    afgerond = frame["plannaam"].str.startswith(AFGEROND)
    schoon = frame["plannaam"].str.removeprefix(AFGEROND).str.strip()
    leden = gemeenten[["gemeentecode", "gemeente", "subregio"]]
    plannen = frame.assign(
        naam=schoon.where(afgerond, frame["plannaam"]),
        afgerond=afgerond.astype(bool),
        woningen=frame["restcapaciteit_woningen"],
        te_slopen=-frame["sloop_woningen"],
        uitgezonderd=pd.Series(pd.NA, index=frame.index, dtype="Int64"),
        fasering_onbekend=frame["op_onbekend"],
        eigendom_onbekend=frame["huur_koop_onbekend"],
        oppervlakte_m2=frame["oppervlakte_m2"].astype("Float64"),
        **{naam: getallen(frame[naam]) for naam in ("x_rd", "y_rd")},
    ).merge(leden, on="gemeentecode", how="left")
    return plannen[PLANKOLOMMEN].set_index(frame.index)


def _zonder_te_veel(frame: pd.DataFrame, bestand: str) -> pd.DataFrame:
    """The plans, of which a division of more dwellings than there are is taken for unknown, with a note."""
    rest, delen = frame["restcapaciteit_woningen"], {}
    for *_, open_ in VERDELINGEN:
        te_veel = frame[open_] < 0
        delen[open_] = frame[open_].mask(te_veel, rest)
        if rijen := [str(rij) for rij in frame.index[te_veel]]:
            over = f" en nog {len(rijen) - GENOEMD}" if len(rijen) > GENOEMD else ""
            wat = (
                "hier verdeelt de bron meer woningen dan het plan heeft, zodat er minder dan 0 over is; die "
                f"verdeling geldt als onbekend: rij {', '.join(rijen[:GENOEMD])}{over}"
            )
            leg_waarschuwing_vast(Waarschuwing(bestand, wat, kolom=open_))
    return frame.assign(**delen)


def _lijkt_dubbel(frame: pd.DataFrame, bestand: str) -> list[Waarschuwing]:
    """Plans that are in the list already under another id: the same name, or the same place and size."""
    woningen_ = frame["restcapaciteit_woningen"]
    naam = frame["plannaam"].str.casefold().str.replace(r"\W+", " ", regex=True).str.strip()
    waarschuwingen: dict[int, Waarschuwing] = {}
    for sleutel, wat in (
        ([frame["gemeentecode"], naam], "dezelfde naam"),
        (
            [frame["gemeentecode"], frame["x_rd"], frame["y_rd"], woningen_],
            "dezelfde plek en grootte",
        ),
    ):
        groep = pd.concat(sleutel, axis=1)
        eerste: dict[tuple[Any, ...], int] = {}
        for rij, *delen in groep[groep.duplicated(keep=False)].itertuples(name=None):
            eerder = eerste.setdefault(tuple(delen), rij)
            if eerder == rij:
                continue
            verwacht = f"rij {eerder} heeft {wat}; is dit hetzelfde plan? Nu tellen beide mee"
            waarschuwingen.setdefault(
                int(rij),
                Waarschuwing(
                    bestand, verwacht, rij=int(rij), kolom="plan_id", waarde=frame["plan_id"][rij]
                ),
            )
    return [waarschuwingen[rij] for rij in sorted(waarschuwingen)]


PLANKOLOMMEN = [
    "plan_id", "gemeentecode", "gemeente", "subregio", "naam", "afgerond", "plantype", "planstatus",
    "woningen", "te_slopen", "uitgezonderd", "fasering_onbekend", "type_onbekend",
    "eigendom_onbekend", "datum_mutatie", "oppervlakte_m2", "x_rd", "y_rd",
]  # fmt: skip


def _controleer_status(
    frame: pd.DataFrame, bestand: str, statussen: Sequence[str], genoemd_in: str
) -> list[Probleem]:
    """A problem per status that the settings do not name: at its first row, with how many more there are."""
    problemen = []
    vreemd = frame.loc[~frame["planstatus"].isin(statussen), "planstatus"]
    for waarde, deel in vreemd.groupby(vreemd, sort=False):
        eerste, *rest = deel.index
        ook = f" (ook in nog {hoeveel(len(rest), 'rij', 'rijen')})" if rest else ""
        verwacht = (
            f"{een_van(str(waarde), statussen)}{ook}; zo staan ze bij statussen in {genoemd_in}: schrijf de "
            "status als een daarvan, of zet hem daar bij en zeg bij lezingen of hij hard of zacht is"
        )
        problemen.append(
            Probleem(bestand, verwacht, rij=eerste, kolom="planstatus", waarde=str(waarde))
        )
    return problemen


def _controleer_plannen(frame: pd.DataFrame, bestand: str) -> list[Probleem]:
    """Problems between cells: doubled ids, signs, parts that don't make the whole."""
    rest = frame["restcapaciteit_woningen"]
    afgerond = frame["plannaam"].str.startswith(AFGEROND)
    eisen: list[tuple[str, pd.Series, str]] = [
        (
            "plan_id",
            frame["plan_id"].isin(verloren_nullen(frame["plan_id"])),
            "een plan_id dat zo lang is als de andere; een rekenblad liet nullen vooraan weg",
        ),
        ("sloop_woningen", frame["sloop_woningen"] > 0, "0 of een negatief getal (te slopen)"),
        (
            "restcapaciteit_woningen",
            afgerond & (rest > 0),
            f"0, want het plan heet {AFGEROND!r}",
        ),
        *(
            ("restcapaciteit_woningen", frame[delen].sum(axis=1) != rest, f"de som van {wat}")
            for delen, wat in [
                (FASERING, "de perioden (op_)"),
                (TYPE, "de woningtypen (type_)"),
                (EIGENDOM, "huur, koop en onbekend"),
            ]
        ),
    ]
    return dubbele_sleutels(frame, bestand, ["plan_id"], "elk plan_id één keer") + [
        Probleem(bestand, verwacht, rij=rij, kolom=kolom, waarde=str(waarde))
        for kolom, fout, verwacht in eisen
        for rij, waarde in frame.loc[fout, kolom].items()
    ]
