"""Make a project root for all municipalities of the Netherlands, to measure speed and nothing else.

The need for dwellings is not known per municipality for the whole country. What stands in its place is
"rekenhulp voor de snelheidsmeting, geen behoefte": the growth of the population in the forecast from
1 January 2021 to 1 January 2030, divided by the average household size of the municipality on 1 January
2021 (inhabitants / private households), and 0 where the population shrinks. The ends of the band are 10%
below and above it; every next edition takes 5% more. It is empty where the forecast or the household size
is missing, or where the forecast's inhabitants of 2021 differ by more than 5% from those counted (the
municipality became larger, or the forecast was far off).

Hard capacity is that of the source, empty where the source is empty. The model does not mix counts, so
the whole table says `netto`, whatever the source says: that too is a rekenhulp. Nothing made here belongs
in a report: the name of the region, the editions and the sidecars say so, and no edition is a test.

    python benchmarks/nederland/maak.py DOEL [--gemeenten N] [--edities K]
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml

WORTEL = Path(__file__).resolve().parents[2]
RAUW = Path(__file__).resolve().parent / "raw"

LABEL = "rekenhulp voor de snelheidsmeting, geen behoefte"
NAAM = f"Nederland ({LABEL})"
WAARSCHUWING = (
    f"Verzonnen tabel: {LABEL}. De behoefte is de groei van de bevolking in de prognose van 2021 tot 2030, "
    "gedeeld door de gemiddelde huishoudensgrootte van 2021. De telling staat overal op netto, ook waar de "
    "bron bruto of niets zegt. Niet te gebruiken in een rapport."
)

CAPACITEIT = "plancapaciteit_hard_zacht_2021.csv"
PROGNOSE = "prognose_bevolking_pbl_cbs_2021_2030.csv"
INWONERS = "cbs_inwoners_2021_2024.csv"
VOORRAAD = "cbs_woningvoorraad_2012_2020.csv"
PLANNEN = "plannen_eib_2020.csv"
GRENZEN = str(WORTEL / "src/woonanalyse/begin/gemeenten_2026.geojson")
EIGEN_VOORRAAD = "data/raw/cbs/2020-12-31/cbs_woningvoorraad_2019_2020.csv"

VAN, TOT = 2021, 2030
AFWIJKING = 0.05
BAND = {"laag": 0.9, "hoog": 1.1}
STAP = 0.05
SAMENGEVOEGD = {"GM1979": ("GM0003", "GM0010", "GM0024")}
"""The one municipality of the capacity table that is younger than 2020, and those it was made of."""
VOORRAADJAREN = (2019, 2020)
"""The years in which all others existed with the code they have in the capacity table."""

PROVINCIES = {
    "Groningen": "PV20", "Friesland": "PV21", "Drenthe": "PV22", "Overijssel": "PV23",
    "Flevoland": "PV24", "Gelderland": "PV25", "Utrecht": "PV26", "Noord-Holland": "PV27",
    "Zuid-Holland": "PV28", "Zeeland": "PV29", "Noord-Brabant": "PV30", "Limburg": "PV31",
}  # fmt: skip
"""The subregions, in the order in which they are shown."""

Kolommen = dict[str, tuple[str, str | None]]


def maak(doel: Path, gemeenten: int | None = None, edities: int = 1) -> Path:
    """Build a project root at `doel` (new or empty) and return it.

    `gemeenten` takes the first so many of the 353, in the order of `volgorde`; `edities` is the number
    of editions, proef-001 and on, so that municipalities x editions is the number of balance notebooks.
    """
    if doel.exists() and any(doel.iterdir()):
        raise SystemExit(f"{doel} is niet leeg; kies een nieuwe map")
    leden = volgorde(_lees(CAPACITEIT))[:gemeenten]
    _kopieer_project(doel)
    _schrijf_regio(doel, leden)
    invoer = _balans(leden)
    for nummer in range(1, edities + 1):
        _schrijf_editie(doel, invoer, nummer)
    _schrijf_planbronnen(doel, leden)
    return doel


def volgorde(capaciteit: pd.DataFrame) -> pd.DataFrame:
    """All municipalities in an order that never changes and mixes the provinces: by hash of the code."""
    hash_ = capaciteit["gemeentecode"].map(lambda code: hashlib.sha256(code.encode()).hexdigest())
    return capaciteit.iloc[hash_.argsort().to_numpy()].reset_index(drop=True)


def rekenhulp() -> pd.Series:
    """The stand-in for the need by gemeentecode (dwellings, Float64, <NA> unknown); see the module."""
    prognose = _lees(PROGNOSE).astype({"jaar": int, "bevolking": int})
    nieuw = {oud: code for code, ouden in SAMENGEVOEGD.items() for oud in ouden}
    prognose["gemeentecode"] = prognose["gemeentecode"].replace(nieuw)
    stand = prognose.pivot_table(
        index="gemeentecode", columns="jaar", values="bevolking", aggfunc="sum"
    )
    geteld = _lees(INWONERS).astype({"jaar": int, "inwoners": int, "huishoudens": int})
    geteld = geteld[geteld["jaar"] == VAN].set_index("gemeentecode")
    grootte = geteld["inwoners"] / geteld["huishoudens"]
    behoefte = ((stand[TOT] - stand[VAN]) / grootte).clip(lower=0)
    past = (stand[VAN] / geteld["inwoners"] - 1).abs() <= AFWIJKING
    return behoefte.where(past).astype("Float64")


def naar_rd(lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Longitude and latitude (degrees, EPSG:4326) to x and y (metres, EPSG:28992), to about a metre.

    The polynomials of Schreutelkamp and Strang van Hees around Amersfoort.
    """
    p, q = 0.36 * (lat - 52.1551744), 0.36 * (lon - 5.38720621)
    x = [
        (0, 1, 190094.945), (1, 1, -11832.228), (2, 1, -114.221), (0, 3, -32.391), (1, 0, -0.705),
        (3, 1, -2.340), (1, 3, -0.608), (0, 2, -0.008), (2, 3, 0.148),
    ]  # fmt: skip
    y = [
        (1, 0, 309056.544), (0, 2, 3638.893), (2, 0, 73.077), (1, 2, -157.984), (3, 0, 59.788),
        (0, 1, 0.433), (2, 2, -6.439), (1, 1, -0.032), (0, 4, 0.092), (1, 4, -0.054),
    ]  # fmt: skip
    oost = np.sum([c * p**i * q**j for i, j, c in x], axis=0)
    noord = np.sum([c * p**i * q**j for i, j, c in y], axis=0)
    return 155000 + oost, 463000 + noord


def _lees(naam: str) -> pd.DataFrame:
    """A raw table as text; an empty cell is an empty text."""
    return pd.read_csv(RAUW / naam, dtype=str, keep_default_na=False)


def _zijbestand(naam: str) -> dict[str, Any]:
    return dict(yaml.safe_load((RAUW / f"{naam}.yml").read_text(encoding="utf-8")))


def _kopieer_project(doel: Path) -> None:
    """What is the same for any region: notebooks, fonts, agreements; registers without rows."""
    for map_ in ("notebooks", "report/_extensions"):
        shutil.copytree(
            WORTEL / map_, doel / map_, ignore=shutil.ignore_patterns(".ipynb_checkpoints")
        )
    for naam in ("_quarto.yml", "requirements.lock"):
        shutil.copyfile(WORTEL / naam, doel / naam)
    for map_ in ("data/edities", "data/registers", "data/voorbeelddata"):
        (doel / map_).mkdir(parents=True)
    afspraken = (WORTEL / "data/afspraken.yml").read_text(encoding="utf-8")
    zonder_leden = re.sub(r", start_van: \{[^}]*\}|\n *start_van: \{[^}]*\}", "", afspraken)
    (doel / "data/afspraken.yml").write_text(zonder_leden, encoding="utf-8")
    for register in (WORTEL / "data/registers").glob("*.csv"):
        with register.open(encoding="utf-8") as bron:
            kop = bron.readline()
        (doel / "data/registers" / register.name).write_text(kop, encoding="utf-8", newline="\n")


def _schrijf_regio(doel: Path, leden: pd.DataFrame) -> None:
    bestand = "data/raw/gemeenten/2021/gemeenten_nederland.csv"
    aanwezig = [naam for naam in PROVINCIES if naam in set(leden["provincie"])]
    onbekend = "onbekend"  # the source has neither; the column may not be empty
    frame = pd.DataFrame(
        {
            "gemeentecode": leden["gemeentecode"],
            "gemeentenaam": leden["gemeentenaam"],
            "cbs_naam": onbekend,
            "subregio": leden["provincie"],
            "provincie": leden["provincie"],
            "provinciecode": leden["provincie"].map(PROVINCIES),
            "regio": "Nederland",
            "coropcode": onbekend,
        }
    )
    kolommen: Kolommen = {naam: (naam, None) for naam in frame}
    kolommen["subregio"] = ("de provincie, hier in de rol van subregio", None)
    _schrijf_tabel(doel, bestand, frame, kolommen, CAPACITEIT, "Gemeenten van de snelheidsmeting")
    regio = {
        "naam": NAAM,
        "provincie": "alle provincies",
        "gemeenten": bestand,
        "subregios": aanwezig,
        "overeenkomst": f"geen ({LABEL})",
        "afspraken": "data/afspraken.yml",
        "rollen": _eigen_regio()["rollen"],
        "registers": "data/registers",
        "voorbeelddata": "data/voorbeelddata",
        "planlijst": "data/planlijst.yml",
        "woningvoorraad": EIGEN_VOORRAAD,
        "terugname": _eigen_regio()["terugname"],
        "definities": "data/definities.yml",
        "edities": "data/edities",
    }
    _schrijf_yaml(doel / "data/regio.yml", regio)
    definities = yaml.safe_load((WORTEL / "data/definities.yml").read_text(encoding="utf-8"))
    eigen = {
        "id": "rekenhulp",
        "naam": LABEL,
        "uitleg": WAARSCHUWING,
        "telt_mee": ["hard_ongesplitst"],
        "vervanging": "geen",
        "telling": "netto",
        "bron": "benchmarks/nederland/maak.py",
    }
    _schrijf_yaml(doel / "data/definities.yml", [*definities, eigen])


def _eigen_regio() -> dict[str, Any]:
    """The project's own region file."""
    return dict(yaml.safe_load((WORTEL / "data/regio.yml").read_text(encoding="utf-8")))


def _balans(leden: pd.DataFrame) -> pd.DataFrame:
    """The columns of the form `invoer`, one row per municipality and variant, need not yet rounded."""
    basis = pd.DataFrame(
        {
            "gemeentecode": leden["gemeentecode"],
            "gemeentenaam": leden["gemeentenaam"],
            "netto_behoefte": leden["gemeentecode"].map(rekenhulp()).astype("Float64"),
            **dict.fromkeys(["vervanging", "hard_direct", "hard_uit_te_werken"], ""),
            "hard_ongesplitst": leden["hard_totaal"],
            "uitgezonderd": "",
            "telling": "netto",
        }
    )
    delen = [
        basis.assign(netto_behoefte=basis["netto_behoefte"] * deel, variant=variant)
        for variant, deel in BAND.items()
    ]
    volgorde = ["gemeentecode", "gemeentenaam", "variant"]
    samen = pd.concat(delen, ignore_index=True)
    return samen[volgorde + [naam for naam in basis if naam not in volgorde]]


def _schrijf_editie(doel: Path, invoer: pd.DataFrame, nummer: int) -> None:
    editie = f"proef-{nummer:03}"
    bestand = f"data/raw/rekenhulp/{editie}/balans.csv"
    factor = 1 + STAP * (nummer - 1)
    frame = invoer.assign(
        netto_behoefte=(invoer["netto_behoefte"] * factor).round().astype("Int64")
    )
    kolommen: Kolommen = {naam: (naam, "woningen") for naam in frame}
    for naam in ("gemeentecode", "gemeentenaam", "variant", "telling"):
        kolommen[naam] = (naam, None)
    kolommen["netto_behoefte"] = (f"{LABEL}; leeg = onbekend", "woningen")
    kolommen["hard_ongesplitst"] = (
        "harde plancapaciteit van de inventarisatie 2021; leeg = onbekend",
        "woningen",
    )
    titel = f"Nederland, {editie}: {LABEL}"
    _schrijf_tabel(doel, bestand, frame, kolommen, CAPACITEIT, titel, WAARSCHUWING)
    kop = {
        "editie": editie,
        "naam": f"{editie} ({LABEL})",
        "peildatum": "2021-01-01",
        "peildatum_toelichting": "De bron van de plancapaciteit noemt alleen het jaar 2021.",
        "stand_per": "2021-12-31",
        "periode": {"van": VAN, "tot_en_met": TOT - 1, "gepubliceerd": None},
        "prognose": f"geen ({LABEL})",
        "definitie": "rekenhulp",
        "vergelijk": ["woonagenda2021"],
        "toets": False,
        "toets_toelichting": WAARSCHUWING,
        "noten": [WAARSCHUWING],
        "balans": {"vorm": "invoer", "bestand": bestand},
    }
    _schrijf_yaml(doel / f"data/edities/{editie}.yml", kop)


def _schrijf_planbronnen(doel: Path, leden: pd.DataFrame) -> None:
    """The plan list and what is read with it, in the forms of the project's own files."""
    codes = set(leden["gemeentecode"])
    inhoud = yaml.safe_load((WORTEL / "data/planlijst.yml").read_text(encoding="utf-8"))
    inhoud["plannen"] = {
        "bestand": "data/raw/eib/2020/plannen_eib_2020.csv",
        "beperking": "Alleen voor de snelheidsmeting: plannen met een negatief deel zijn weggelaten.",
    }
    inhoud["statussen"] = list(dict.fromkeys([*inhoud["statussen"], *_lees(PLANNEN)["planstatus"]]))
    inhoud["grenzen"] = "data/raw/grenzen/2026/gemeenten_rd.geojson"
    inhoud["ernaast"] = []
    _schrijf_yaml(doel / "data/planlijst.yml", inhoud)
    # the reader wants facts; these are not of this region
    feiten = _eigen_regio()["terugname"]["bestand"]
    (doel / feiten).parent.mkdir(parents=True)
    for pad in (feiten, f"{feiten}.yml"):
        shutil.copyfile(WORTEL / pad, doel / pad)
    _schrijf_plannen(doel, inhoud["plannen"]["bestand"], codes)
    _schrijf_grenzen(doel, inhoud["grenzen"], leden)
    _schrijf_voorraad(doel, EIGEN_VOORRAAD, leden)


def _schrijf_plannen(doel: Path, bestand: str, codes: set[str]) -> None:
    """The plans of the members, without those that the reader refuses: more divided than there is."""
    plannen = _lees(PLANNEN).drop(columns="provincie")
    delen = ["op_onbekend", "type_onbekend", "huur_koop_onbekend"]
    negatief = (plannen[delen].astype(int) < 0).any(axis=1)
    plannen = plannen[plannen["gemeentecode"].isin(codes) & ~negatief]
    let_op = "Weggelaten zijn plannen waarvan de bron meer verdeelt dan er is (een negatief deel)."
    _schrijf_tabel(doel, bestand, plannen, _kolommen(PLANNEN), PLANNEN, let_op=let_op)


def _schrijf_voorraad(doel: Path, bestand: str, leden: pd.DataFrame) -> None:
    """The stock in the years in which every member can be given; merged members are sums."""
    voorraad = _lees(VOORRAAD).drop(columns="provincie")
    getallen = [n for n in voorraad if n not in ("gemeentecode", "gemeentenaam", "jaar")]
    voorraad = voorraad.astype({"jaar": int, **dict.fromkeys(getallen, int)})
    voorraad = voorraad[voorraad["jaar"].isin(VOORRAADJAREN)]
    nieuw = {oud: code for code, ouden in SAMENGEVOEGD.items() for oud in ouden}
    voorraad["gemeentecode"] = voorraad["gemeentecode"].replace(nieuw)
    som = voorraad.groupby(["gemeentecode", "jaar"], as_index=False)[getallen].sum()
    frame = leden[["gemeentecode", "gemeentenaam"]].merge(som, on="gemeentecode")
    let_op = "Eemsdelta is de som van Appingedam, Delfzijl en Loppersum."
    titel = "Woningvoorraad en mutaties 2019-2020, voor de snelheidsmeting"
    _schrijf_tabel(doel, bestand, frame, _kolommen(VOORRAAD), VOORRAAD, titel, let_op)


def _schrijf_grenzen(doel: Path, bestand: str, leden: pd.DataFrame) -> None:
    """The boundaries in whole metres; a member that was abolished since has an area without points."""
    heel = json.loads((RAUW / GRENZEN).read_text(encoding="utf-8"))
    vlakken = {vlak["properties"]["gemeentecode"]: vlak["geometry"] for vlak in heel["features"]}
    features = [
        {
            "type": "Feature",
            "properties": {"gemeentecode": code, "gemeentenaam": naam},
            "geometry": {"type": "MultiPolygon", "coordinates": _in_meters(vlakken.get(code))},
        }
        for code, naam in leden[["gemeentecode", "gemeentenaam"]].itertuples(index=False)
    ]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
    kaart = {"type": "FeatureCollection", "crs": crs, "features": features}
    (doel / bestand).parent.mkdir(parents=True)
    tekst = json.dumps(kaart, ensure_ascii=False, separators=(",", ":"))
    (doel / bestand).write_text(tekst + "\n", encoding="utf-8", newline="\n")
    kolommen = {n: k for n, k in _kolommen(GRENZEN).items() if n.startswith("gemeente")}
    let_op = (
        "Omgerekend naar Rijksdriehoek. Gemeenten die sindsdien zijn opgeheven, hebben geen vlak."
    )
    _schrijf_zijbestand(doel, bestand, kolommen, GRENZEN, let_op=let_op)


def _in_meters(vlak: dict[str, Any] | None) -> list[Any]:
    if vlak is None:
        return []
    delen = [vlak["coordinates"]] if vlak["type"] == "Polygon" else vlak["coordinates"]
    return [[_ring_in_meters(ring) for ring in deel] for deel in delen]


def _ring_in_meters(ring: list[list[float]]) -> list[list[int]]:
    punten = np.asarray(ring, dtype=float)
    return np.stack(naar_rd(punten[:, 0], punten[:, 1]), axis=1).round().astype(int).tolist()


def _kolommen(bron: str) -> Kolommen:
    """What the sidecar of a raw file says of its columns."""
    return {k["naam"]: (k["omschrijving"], k["eenheid"]) for k in _zijbestand(bron)["kolommen"]}


def _schrijf_tabel(
    doel: Path,
    bestand: str,
    frame: pd.DataFrame,
    kolommen: Kolommen,
    bron: str,
    titel: str | None = None,
    let_op: str | None = None,
) -> None:
    """Write a table and its sidecar; `bron` is the raw file that it comes from."""
    (doel / bestand).parent.mkdir(parents=True, exist_ok=True)
    frame.to_csv(
        doel / bestand,
        index=False,
        encoding="utf-8",
        lineterminator="\n",
        quoting=csv.QUOTE_MINIMAL,
    )
    eigen = {naam: kolommen[naam] for naam in frame}
    _schrijf_zijbestand(doel, bestand, eigen, bron, titel, let_op)


def _schrijf_zijbestand(
    doel: Path,
    bestand: str,
    kolommen: Kolommen,
    bron: str,
    titel: str | None = None,
    let_op: str | None = None,
) -> None:
    zij = _zijbestand(bron)
    zij |= {} if titel is None else {"titel": titel}
    zij |= {} if let_op is None else {"let_op": let_op}
    zij["vindplaats"] = f"benchmarks/nederland/maak.py, uit {bron} ({zij['vindplaats']})"
    zij["sha256"] = hashlib.sha256((doel / bestand).read_bytes()).hexdigest()
    zij["kolommen"] = [
        {"naam": naam, "omschrijving": omschrijving, "eenheid": eenheid}
        for naam, (omschrijving, eenheid) in kolommen.items()
    ]
    _schrijf_yaml(doel / f"{bestand}.yml", zij)


def _schrijf_yaml(pad: Path, inhoud: dict[str, Any] | Iterable[Any]) -> None:
    pad.parent.mkdir(parents=True, exist_ok=True)
    tekst = yaml.safe_dump(inhoud, allow_unicode=True, sort_keys=False, width=100)
    pad.write_text(tekst, encoding="utf-8", newline="\n")


def main() -> None:
    """The command line."""
    lezer = argparse.ArgumentParser(
        description=f"Maak een projectmap voor heel Nederland: {LABEL}."
    )
    lezer.add_argument("doel", type=Path, help="nieuwe of lege map")
    lezer.add_argument("--gemeenten", type=int, help="de eerste zoveel van de 353")
    lezer.add_argument("--edities", type=int, default=1, help="zoveel edities (standaard 1)")
    opties = lezer.parse_args()
    print(maak(opties.doel, opties.gemeenten, opties.edities))


if __name__ == "__main__":
    main()
