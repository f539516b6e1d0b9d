"""The files of a new region, from what was chosen: by path their bytes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import TYPE_CHECKING, Any

import yaml

from woonanalyse.begin import grenzen, voorzet
from woonanalyse.begin.keuze import Keuze
from woonanalyse.kern.getal import datum
from woonanalyse.kern.indeling import lijst

if TYPE_CHECKING:
    from shapely import MultiPolygon

TABEL = "data/raw/gemeenten/{dag}/gemeenten.csv"
KAART = "data/raw/grenzen/{jaar}/gemeenten_rd.geojson"
RAND = "data/raw/grenzen/{jaar}/provincie_rd.geojson"
_BREED = 110
_KOLOMMEN = {
    "gemeentecode": "CBS-code van de gemeente",
    "gemeentenaam": "naam zoals het rapport haar noemt",
    "cbs_naam": "naam bij het CBS",
    "subregio": "subregio van de woonafspraken",
    "provincie": "naam van de provincie",
    "provinciecode": "CBS-code van de provincie",
    "regio": "naam van de regio",
    "coropcode": "code van het COROP-gebied; niet gevraagd",
}


def bestanden(
    keuze: Keuze, vlakken: Mapping[str, MultiPolygon], rand: MultiPolygon | None, eigen: str
) -> dict[str, bytes]:
    """All files of the tree. `vlakken` by code, empty where there are no boundaries; `rand` of the province,
    or None; `eigen` the name of the file with a person's own boundaries, empty where they came along."""
    uit = {
        ".gitattributes": b"* -text\n",
        ".gitignore": _sjabloon("gitignore").encode(),
        **_gemeenten(keuze),
        **_kaart(keuze, vlakken, rand, eigen),
        "data/afspraken.yml": _afspraken(keuze),
        "data/definities.yml": _sjabloon("definities.yml").encode(),
        "data/lezingen.yml": _sjabloon("lezingen.yml").encode(),
        f"data/edities/{keuze.peildatum[:4]}.yml": _editie(keuze),
    }
    return {**uit, "data/regio.yml": _regio(keuze, vlakken, rand)}


def _sjabloon(naam: str) -> str:
    pad = resources.files("woonanalyse") / "begin" / "sjablonen" / naam
    return pad.read_text(encoding="utf-8")


def _gevuld(naam: str, velden: Mapping[str, str]) -> bytes:
    """A template with <name> replaced, each by one line of YAML."""
    tekst = _sjabloon(naam)
    for veld, waarde in velden.items():
        tekst = tekst.replace(f"<{veld}>", waarde)
    return tekst.encode()


def _citaat(tekst: str) -> str:
    """A text as YAML between quotes, whatever signs it has."""
    return json.dumps(tekst, ensure_ascii=False)


def _regio(keuze: Keuze, vlakken: Mapping[str, MultiPolygon], rand: MultiPolygon | None) -> bytes:
    velden = {
        "naam": _citaat(keuze.naam),
        "provincie": _citaat(keuze.provincie),
        "gemeenten": TABEL.format(dag=keuze.peildatum),
        "subregios": json.dumps(list(keuze.subregios), ensure_ascii=False),
        "overeenkomst": _citaat(f"Woonafspraken {keuze.naam} (voorzet)"),
        "rollen": json.dumps(voorzet.rollen(keuze.afspraken)).replace('"', ""),
        "kaart": "",
    }
    if vlakken:
        jaar = lijst.DAG[:4]
        velden["kaart"] = f"kaart:\n  gemeenten: {KAART.format(jaar=jaar)}\n"
        velden["kaart"] += f"  provincie: {RAND.format(jaar=jaar)}\n" if rand is not None else ""
    return _gevuld("regio.yml", velden)


def _editie(keuze: Keuze) -> bytes:
    jaar = keuze.peildatum[:4]
    return _gevuld(
        "editie.yml",
        {
            "editie": _citaat(jaar),
            "naam": _citaat(f"RWP {keuze.naam} {jaar}"),
            "peildatum": keuze.peildatum,
        },
    )


def _afspraken(keuze: Keuze) -> bytes:
    velden = voorzet.afspraken(keuze.afspraken, keuze.peildatum, subregios=len(keuze.subregios) > 1)
    return (_sjabloon("afspraken.yml") + _yaml(velden)).encode()


def _gemeenten(keuze: Keuze) -> dict[str, bytes]:
    codes = lijst.provincies()
    rijen = [
        [
            lid.code, lid.naam, lid.naam, sub, lid.provincie, codes[lid.provincie],
            keuze.naam, "onbekend",
        ]
        for lid, sub in keuze.leden
    ]  # fmt: skip
    bestand = TABEL.format(dag=keuze.peildatum)
    delen = len(keuze.subregios) > 1
    wat = "Gemeenten en subregio's" if delen else "Gemeenten"
    velden = "naam, subregio" if delen else "naam"
    wie = "CBS, Gemeentelijke indeling"
    wie += "; de subregio's zijn bij het begin opgegeven" if delen else ""
    inhoud = _csv([list(_KOLOMMEN), *rijen])
    return {
        bestand: inhoud,
        f"{bestand}.yml": _zijbestand(
            inhoud,
            {
                "titel": f"{wat} van {keuze.naam}",
                "wat": f"De gemeenten van de regio met hun code, {velden} en provincie.",
                "uitgever": wie,
                "vindplaats": "eigen samenstelling met woonanalyse begin",
                "peildatum": keuze.peildatum,
                "peildatum_toelichting": (
                    f"De gemeenten zoals zij er op {datum(keuze.peildatum)} waren, volgens de lijst van "
                    f"{datum(lijst.DAG)}."
                ),
                "licentie": "CC BY 4.0",
            },
            _KOLOMMEN,
        ),
    }


def _kaart(
    keuze: Keuze, vlakken: Mapping[str, MultiPolygon], rand: MultiPolygon | None, eigen: str
) -> dict[str, bytes]:
    if not vlakken:
        return {}
    jaar = lijst.DAG[:4]
    namen = {lid.code: lid.naam for lid, _ in keuze.leden}
    vormen = [({"gemeentecode": c, "gemeentenaam": namen[c]}, vlakken[c]) for c in namen]
    kop = _van_mee() if not eigen else _van_eigen(eigen)
    kolommen = {"gemeentecode": "CBS-code", "gemeentenaam": "naam"}
    uit = _met_zij(KAART.format(jaar=jaar), grenzen.als_geojson(vormen), kop, kolommen)
    if rand is not None:
        velden = {
            "provinciecode": lijst.provincies()[keuze.provincie],
            "provincienaam": keuze.provincie,
        }
        kop = {**_van_mee(), "titel": "Provinciegrens zonder water"}
        kop["wat"] = (
            "Grens van de provincie in Rijksdriehoek: haar gemeenten samen, op hele meters."
        )
        inhoud = grenzen.als_geojson([(velden, rand)])
        kolommen = {"provinciecode": "CBS-code", "provincienaam": "naam"}
        uit |= _met_zij(RAND.format(jaar=jaar), inhoud, kop, kolommen)
    return uit


def _van_mee() -> dict[str, Any]:
    zij = grenzen.zijbestand_mee()
    weg = ("sha256", "kolommen", "titel", "wat")
    return {
        "titel": "Gemeentegrenzen zonder water",
        "wat": "Grenzen van de gemeenten in Rijksdriehoek (EPSG:28992), afgerond op hele meters.",
        **{naam: waarde for naam, waarde in zij.items() if naam not in weg},
    }


def _van_eigen(bestand: str) -> dict[str, Any]:
    return {
        "titel": "Gemeentegrenzen",
        "wat": "Grenzen van de gemeenten in Rijksdriehoek (EPSG:28992), afgerond op hele meters.",
        "uitgever": "onbekend",
        "vindplaats": f"{bestand}, opgegeven bij woonanalyse begin",
        "peildatum": None,
        "peildatum_toelichting": "Niet opgegeven.",
        "licentie": "onbekend",
    }


def _met_zij(
    bestand: str, inhoud: bytes, kop: Mapping[str, Any], kolommen: Mapping[str, str]
) -> dict[str, bytes]:
    return {bestand: inhoud, f"{bestand}.yml": _zijbestand(inhoud, kop, kolommen)}


def _zijbestand(inhoud: bytes, kop: Mapping[str, Any], kolommen: Mapping[str, str]) -> bytes:
    velden = {
        **kop,
        "sha256": hashlib.sha256(inhoud).hexdigest(),
        "kolommen": [
            {"naam": naam, "omschrijving": wat, "eenheid": None} for naam, wat in kolommen.items()
        ],
    }
    return _yaml(velden).encode()


def _csv(rijen: Sequence[Sequence[str]]) -> bytes:
    uit = io.StringIO()
    csv.writer(uit, lineterminator="\n").writerows(rijen)
    return uit.getvalue().encode()


def _yaml(velden: Any) -> str:
    tekst: str = yaml.safe_dump(velden, sort_keys=False, allow_unicode=True, width=_BREED)
    return tekst
