"""Plans in a GeoPackage or geodatabase: a layer with areas, and a table with dwellings by plan and year."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.kern.geojson import Vlak
from woonanalyse.kern.regio import Regio
from woonanalyse.leveringen.levering import Cel, Levering, Rekening
from woonanalyse.leveringen.lezers.geo import lees_vlakken, plek_van
from woonanalyse.leveringen.lezers.lezing import Lezing
from woonanalyse.leveringen.lezers.veld import Veld, bedoelt_u
from woonanalyse.leveringen.vorm import Vorm
from woonanalyse.leveringen.waarden.waarde import ruw_aantal


@dataclass(frozen=True)
class Laag:
    """A layer or table: its rows, and for a layer with areas the name of its system and the areas."""

    naam: str
    rijen: pd.DataFrame
    stelsel: str | None = None
    vlakken: tuple[Any, ...] = ()

    def veld(self, nr: int, kolom: str) -> Veld:
        """The value of row `nr` (from 0); the row that is shown counts from 1."""
        inhoud = self.kolommen[kolom][nr] if kolom in self.kolommen else None
        return Veld(inhoud, Cel(self.naam, nr + 1, kolom), kolom)

    @cached_property
    def kolommen(self) -> dict[str, list[Any]]:
        """The values by column, as plain ones."""
        return {str(k): [_gewoon(w) for w in self.rijen[k].tolist()] for k in self.rijen}


def lagen_van(pad: Path) -> list[str]:
    """The names of the layers and tables of a file; raises InvoerFout where it is no geodatabase."""
    import geopandas

    try:
        return [str(naam) for naam in geopandas.list_layers(_bron(pad))["name"]]
    except Exception as fout:  # what GDAL says comes in many kinds
        eis = (
            "een GeoPackage (.gpkg) of geodatabase (.gdb.zip) die te openen is; bewaar haar opnieuw"
        )
        raise InvoerFout([Probleem(pad.name, eis)]) from fout


def lees_geodatabase(
    pad: Path, vorm: Vorm, regio: Regio, partij: str = "", peildatum: date | None = None
) -> Levering:
    """Read the layers of a .gpkg, .gdb or .gdb.zip that the format names, through pyogrio.

    `partij` is the code of the municipality of plans that name none. What is realised the file says
    itself; `peildatum` decides which words hold. Raises InvoerFout where the file cannot be opened.
    """
    lezing = Lezing(vorm, regio.gemeenten, partij, peildatum)
    namen = lagen_van(pad)
    eisen = vorm.inhoud["lagen"]
    lagen = {deel: _lees_laag(pad, naam) for deel, naam in eisen.items() if naam in namen}
    if "plannen" not in lagen:
        cel = Cel("", 1, "laag")
        lijkt = bedoelt_u(eisen["plannen"], namen)
        lezing.meld(
            "laag_ontbreekt", [cel], gevonden=", ".join(namen), naam=eisen["plannen"], lijkt=lijkt
        )
        return lezing.levering(Rekening(0, 0, 0, {}, 0, 0, 0), bestand=pad.name, hash=_hash(pad))
    vlakken = _plannen(lezing, pad.name, lagen["plannen"])
    if "jaren" in lagen:
        _jaren(
            lezing,
            lagen["jaren"],
            _kenmerken(lezing, lagen["plannen"]),
            _klassen(lagen.get("namen")),
        )
    elif len(lagen["plannen"].rijen):
        waar = Cel(eisen["plannen"], 1, "laag")
        lezing.meld("laag_mist", [waar], gevonden=", ".join(namen), naam=eisen["jaren"])
    _terzijde(lezing, pad, namen)
    lezing.sluit(len(lagen["plannen"].rijen))
    return lezing.levering(
        _rekening(lezing, lagen), bestand=pad.name, hash=_hash(pad), vlakken=vlakken
    )


def _bron(pad: Path) -> str:
    return f"/vsizip/{pad}" if pad.suffix == ".zip" else str(pad)


def _hash(pad: Path) -> str:
    return hashlib.sha256(pad.read_bytes()).hexdigest() if pad.is_file() else ""


def _lees_laag(pad: Path, naam: str) -> Laag:
    import geopandas

    frame = geopandas.read_file(_bron(pad), layer=naam, engine="pyogrio")
    if "geometry" not in frame or not hasattr(frame, "crs"):
        return Laag(naam, frame)
    stelsel = None if frame.crs is None else frame.crs.to_string()
    return Laag(naam, pd.DataFrame(frame.drop(columns="geometry")), stelsel, tuple(frame.geometry))


def _gewoon(inhoud: Any) -> Any:
    """A value of a frame as a plain one: None where it is missing, a day without its time zone."""
    if inhoud is None or inhoud is pd.NaT or (isinstance(inhoud, float) and pd.isna(inhoud)):
        return None
    if isinstance(inhoud, pd.Timestamp):
        return inhoud.date()
    return inhoud


def _terzijde(lezing: Lezing, pad: Path, namen: list[str]) -> None:
    """Layers that are not read: those that the format leaves aside quietly, others are told."""
    bekend = [*lezing.vorm.inhoud["lagen"].values(), *lezing.vorm.inhoud.get("lagen_terzijde", ())]
    for naam in namen:
        if naam not in bekend and (laag := _lees_laag(pad, naam)).rijen.shape[0]:
            cel = Cel(naam, 1, str(next(iter(laag.rijen), "geometry")))
            lezing.meld("laag_niet_gelezen", [cel], gevonden=naam)


def _plannen(lezing: Lezing, bestand: str, laag: Laag) -> dict[str, Any]:
    """Add the plans of a layer, and give their areas by id."""
    inhoud = lezing.vorm.inhoud
    mist = [naam for naam in inhoud["verplicht"] if naam not in laag.rijen]
    for naam in mist:
        lijkt = bedoelt_u(naam, [str(kolom) for kolom in laag.rijen])
        cel = Cel(laag.naam, 1, naam)
        lezing.meld("veld_ontbreekt", [cel], gevonden=" ", naam=naam, laag=laag.naam, lijkt=lijkt)
    if mist:
        return {}
    plannen = [_plan(lezing, laag, nr) for nr in range(len(laag.rijen))]
    vlakken = [
        (_vlak(nr, laag), plan["naam"] or "zonder naam", Cel(laag.naam, nr + 1, "geometry"))
        for nr, (plan, _) in enumerate(plannen)
    ]
    vormen = lees_vlakken(lezing, bestand, laag.stelsel, vlakken) if plannen else {}
    for nr, (waarden, velden) in enumerate(plannen):
        if nr + 1 in vormen:
            plek = plek_van(vormen[nr + 1])
            waarden |= plek
            velden |= dict.fromkeys(plek, Veld(None, Cel(laag.naam, nr + 1, "geometry")))
        if all(waarden[naam] for naam in ("plan_id", "gemeentecode", "naam")):
            lezing.rij("plannen", waarden, velden)
    return {plannen[nr - 1][0]["plan_id"]: vorm for nr, vorm in vormen.items()}


def _vlak(nr: int, laag: Laag) -> Vlak:
    """The area of a row as GeoJSON has it; nothing where it is empty."""
    import shapely

    vorm = laag.vlakken[nr] if laag.vlakken else None
    if vorm is None or vorm.is_empty:
        return Vlak(nr + 1, {}, None)
    return Vlak(nr + 1, {}, json.loads(shapely.to_geojson(shapely.force_2d(vorm))))


def _plan(lezing: Lezing, laag: Laag, nr: int) -> tuple[dict[str, Any], dict[str, Veld]]:
    """A plan and its cells; its id, name or municipality is empty where that is refused."""
    velden = {
        naam: laag.veld(nr, kolom)
        for kolom, naam in lezing.vorm.inhoud["velden"].items()
        if kolom in laag.rijen
    }
    if velden["naam"].leeg:
        lezing.meld("naam_ontbreekt", [velden["naam"]])
    plan: dict[str, Any] = {
        "plan_id": lezing.kenmerk(velden["plan_id"]),
        "gemeentecode": lezing.gemeente(velden["gemeente"], velden["plan_id"]),
        "vertrouwelijkheid": "onbekend",
    }
    for naam, veld in velden.items():
        if naam not in ("plan_id", "gemeente"):
            waarde = _waarde(lezing, naam, veld)
            plan[naam] = plan.get(naam) if waarde == "" else waarde
    velden["gemeentecode"] = velden.pop("gemeente")
    return plan, velden


def _waarde(lezing: Lezing, naam: str, veld: Veld) -> Any:
    """What a field says, by the kind of its column in the register."""
    match naam:
        case "planstatus":
            return lezing.status(veld)
        case "totaal" | "gerealiseerd":
            return lezing.aantal(veld)
        case "rest":
            return lezing.geheel(veld)
        case "sloop":
            return lezing.sloop(veld)
        case "gewijzigd":
            return lezing.dag(veld)
        case "vertrouwelijkheid" | "plantype" | "projectstatus" | "woonmilieu" | "knelpunten":
            return lezing.keuze(veld, naam)
    return lezing.tekst(veld)


def _klassen(laag: Laag | None) -> dict[tuple[str, str], str]:
    """By region and column what a class is called there; empty where the file does not say."""
    if laag is None or not {"regionaam", "veldnaam", "alternativetekst"} <= set(laag.rijen):
        return {}
    drie = laag.rijen[["regionaam", "veldnaam", "alternativetekst"]]
    return {(r, v): t for r, v, t in drie.itertuples(index=False) if isinstance(t, str) and t}


def _kenmerken(lezing: Lezing, laag: Laag) -> set[str]:
    """The ids of the layer of plans, also of those that are refused."""
    velden = lezing.vorm.inhoud["velden"]
    kolom = next(naam for naam, veld in velden.items() if veld == "plan_id")
    return {str(kenmerk) for kenmerk in laag.kolommen.get(kolom, ())}


def _jaren(
    lezing: Lezing, laag: Laag, kenmerken: set[str], namen: Mapping[tuple[str, str], str]
) -> None:
    """Add the dwellings by year and class of the plans; a row of a plan that is not there is refused."""
    eis = lezing.vorm.inhoud["jaren"]
    codes = {plan["plan_id"]: plan["gemeentecode"] for plan in lezing.rijen["plannen"]}
    jaren: dict[tuple[str, str, int], int] = defaultdict(int)
    klassen: dict[tuple[str, str, str, str, int], int] = defaultdict(int)
    plekken: dict[tuple[Any, ...], Veld] = {}
    for nr in range(len(laag.rijen)):
        plan = lezing.tekst(laag.veld(nr, eis["plan"]))
        jaar = lezing.jaar(laag.veld(nr, eis["jaar"]))
        if plan not in codes:
            if plan not in kenmerken:
                lagen = lezing.vorm.inhoud["lagen"]
                lezing.meld("plan_ontbreekt", [laag.veld(nr, eis["plan"])], laag=lagen["plannen"])
            continue
        if jaar is None:
            lezing.meld("jaar_ontbreekt", [laag.veld(nr, eis["jaar"])])
            continue
        for maat, delen, woningen, veld in _delen(lezing, laag, nr, namen):
            jaren[(plan, maat, jaar)] += woningen
            plekken.setdefault((plan, maat, jaar), veld)
            for indeling, klasse in delen:
                sleutel = (plan, maat, indeling, klasse, jaar)
                klassen[sleutel] += woningen
                plekken.setdefault(sleutel, veld)
    for (plan, maat, jaar), woningen in jaren.items():
        rij = {"plan_id": plan, "gemeentecode": codes[plan], "maat": maat, "van_jaar": jaar}
        rij |= {"tot_en_met_jaar": jaar, "woningen": woningen}
        lezing.rij("fasering", rij, {"woningen": plekken[(plan, maat, jaar)]})
    for sleutel, woningen in klassen.items():
        plan, maat, indeling, klasse, jaar = sleutel
        rij = {"plan_id": plan, "gemeentecode": codes[plan], "maat": maat, "indeling": indeling}
        rij |= {"klasse": klasse, "van_jaar": jaar, "woningen": woningen}
        lezing.rij("categorieen", rij, {"woningen": plekken[sleutel]})


Delen = tuple[tuple[str, str], tuple[str, str], tuple[str, str]]
"""Of a number of dwellings the type, tenure and price class."""


def _delen(
    lezing: Lezing, laag: Laag, nr: int, namen: Mapping[tuple[str, str], str]
) -> Iterator[tuple[str, Delen, int, Veld]]:
    """The numbers of a row that are not realised: what they are of, their classes, the number, the cell."""
    eis = lezing.vorm.inhoud["jaren"]
    regio = str(laag.veld(nr, eis["regio"]).inhoud or "")
    klaar = {
        maat: lezing.keuze(laag.veld(nr, kolom), "ja_nee") == "ja"
        for maat, kolom in eis["klaar"].items()
    }
    for kolom, cellen in laag.kolommen.items():
        gevonden = re.fullmatch(eis["patroon"], kolom) if cellen[nr] else None
        if gevonden is None:
            continue
        veld = laag.veld(nr, kolom)
        maat = "sloop" if gevonden["sloop"] else "rest"
        woningen = lezing.sloop(veld) if maat == "sloop" else lezing.aantal(veld)
        if woningen and not klaar[maat]:
            prijs = _prijs(gevonden, namen.get((regio, f"{gevonden['type']}_{gevonden['prijs']}")))
            bezit = gevonden["bezit"]
            delen = (("woningtype", gevonden["type"]), ("eigendom", bezit), ("prijsklasse", prijs))
            yield maat, delen, woningen, veld


def _prijs(gevonden: re.Match[str], naam: str | None) -> str:
    """A price class as the region calls it, without the type in front; else the name of the column."""
    prijs = gevonden["prijs"].replace("_onb", " onbekend")
    if naam is None:
        return prijs
    kaal = re.sub(r"^(meergezins|eengezins|onbekend) (?=.)", "", naam, flags=re.IGNORECASE)
    return kaal if kaal.casefold() != "onbekend" else "onbekend"


def _rekening(lezing: Lezing, lagen: Mapping[str, Laag]) -> Rekening:
    """The accounts: rows of the layers that are read, dwellings as the plans count what is to be built."""
    delen = [lagen[deel] for deel in ("plannen", "jaren") if deel in lagen]
    plekken = [(laag.naam, nr + 1) for laag in delen for nr in range(len(laag.rijen))]
    weg = [plek for plek in plekken if lezing.melder.fouten_in(*plek)]
    kolom = next(k for k, naam in lezing.vorm.inhoud["velden"].items() if naam == "totaal")
    plannen = lagen["plannen"]
    woningen = {
        (plannen.naam, nr + 1): ruw_aantal(plannen.veld(nr, kolom).inhoud)
        for nr in range(len(plannen.rijen))
    }
    er = sum(woningen.values())
    af = sum(woningen.get(plek, 0) for plek in weg)
    return Rekening(len(plekken), len(plekken) - len(weg), len(weg), {}, er, er - af, af)
