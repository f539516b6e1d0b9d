"""A published table for an edition: where its file says it stands, unchanged and with its sidecar."""

from __future__ import annotations

import csv
import hashlib
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from woonanalyse.kern.fouten import InvoerFout, Probleem, Waarschuwing, een_van
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.samen import zet_samen
from woonanalyse.kern.tekstbestand import lees_tekst
from woonanalyse.kern.vindplaats import neem_op
from woonanalyse.kern.yamlbestand import lees_yaml
from woonanalyse.onderwerpen.balans.vormen import eigentabel
from woonanalyse.onderwerpen.editiebronnen import editiebestand


def neem_tabel(
    wortel: Path, regio: Regio, editie: str, pad: Path, *, proef: bool = False
) -> tuple[str, list[Waarschuwing]]:
    """Keep the table that the file of `editie` describes (vorm tabel); where it stands, from the root, and
    what a reader should look at.

    Which of its tables it is follows from the heads. Raises InvoerFout with all problems, and then nothing
    is written; with `proef` nothing is written anyway.
    """
    if editie not in regio.edities:
        raise InvoerFout([Probleem("--editie", een_van(editie, regio.edities), waarde=editie)])
    bestand = editiebestand(regio, editie)
    velden, problemen = lees_yaml(wortel, bestand, "kern/schemas/editie")
    if velden is None:
        raise InvoerFout(problemen)
    plek, bron = _kies(bestand, dict(_tabellen(velden)), pad)
    doel = str(bron["bestand"])
    if not doel.startswith("data/raw/") or ".." in Path(doel).parts:
        eis = "een bestand in data/raw/"
        raise InvoerFout([Probleem(bestand, eis, kolom=f"{plek}.bestand", waarde=doel)])
    if "beschrijving" not in bron:
        eis = "ook beschrijving: titel, uitgever, vindplaats en licentie van de tabel"
        raise InvoerFout([Probleem(bestand, eis, kolom=f"{plek}.beschrijving")])
    ruw = pad.read_bytes()
    meldingen = _keur(regio, bron, pad, plek, str(velden["peildatum"]))
    if "peildatum" not in bron["beschrijving"]:
        wat = "van welke dag de tabel is, staat hier niet: haar peildatum is dan onbekend"
        meldingen.append(Waarschuwing(bestand, wat, kolom=f"{plek}.beschrijving.peildatum"))
    if not proef:
        zij = _zijbestand(bestand, velden, bron, ruw, _kop(pad, bron))
        zet_samen(wortel, {doel: ruw, f"{doel}.yml": zij.encode()})
    return doel, meldingen


def _tabellen(velden: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The tables with a mapping of columns, by where the edition names them."""
    balans = velden.get("balans") or {}
    for plek, bron in (
        ("balans", balans),
        ("balans.behoefte", balans.get("behoefte")),
        ("gepubliceerd", velden.get("gepubliceerd")),
    ):
        if bron and bron["vorm"] == eigentabel.VORM:
            yield plek, bron


def _kies(
    bestand: str, tabellen: Mapping[str, Mapping[str, Any]], pad: Path
) -> tuple[str, Mapping[str, Any]]:
    """The table whose heads the file has; the first, where two are one file."""
    if not tabellen:
        eis = "een tabel met vorm: tabel en haar kolommen; deze editie noemt er geen"
        raise InvoerFout([Probleem(bestand, eis, kolom="balans")])
    problemen = []
    for plek, bron in tabellen.items():
        kop = _kop(pad, bron)
        weg = [naam for naam in bron["kolommen"].values() if naam not in kop]
        if not weg:
            return plek, bron
        problemen += [
            Probleem(pad.name, f"{een_van(naam, kop)} ({plek} in {bestand})", rij=1, waarde=naam)
            for naam in weg
        ]
    raise InvoerFout(problemen)


def _kop(pad: Path, bron: Mapping[str, Any]) -> list[str]:
    tekst, problemen = lees_tekst(pad.parent, pad.name, "een CSV")
    if tekst is None:
        raise InvoerFout(problemen)
    regels = csv.reader(tekst.split("\n")[:1], delimiter=bron.get("scheiding", ","))
    return [cel.strip() for cel in next(regels, [])]


def _keur(
    regio: Regio, bron: Mapping[str, Any], pad: Path, plek: str, peildatum: str
) -> list[Waarschuwing]:
    """Read the table as the edition will, with what is noted; raises InvoerFout with all that is wrong."""
    gebieden = [regio.naam, regio.provincie, *regio.subregios]
    lees = eigentabel.lees_gepubliceerd if plek == "gepubliceerd" else eigentabel.lees
    with TemporaryDirectory() as map_, neem_op() as gelezen:
        shutil.copyfile(pad, Path(map_) / pad.name)
        frame, problemen = lees(
            Path(map_), {**bron, "bestand": pad.name}, regio.gemeenten, gebieden, peildatum
        )
    if frame is None:
        raise InvoerFout(problemen)
    return list(dict.fromkeys(gelezen.waarschuwingen))


def _zijbestand(
    bestand: str, velden: Mapping[str, Any], bron: Mapping[str, Any], ruw: bytes, kop: list[str]
) -> str:
    """What is told of the table. Its day is its own: that of the edition is of the plans that were asked."""
    veld_van = {naam: veld for veld, naam in bron["kolommen"].items()}
    dag = bron["beschrijving"].get("peildatum")
    inhoud = {
        "titel": bron["beschrijving"]["titel"],
        "wat": f"Tabel voor editie {velden['editie']}, zoals zij is gepubliceerd.",
        "uitgever": bron["beschrijving"]["uitgever"],
        "vindplaats": bron["beschrijving"]["vindplaats"],
        "peildatum": dag,
        "peildatum_toelichting": f"Zoals opgegeven in {bestand}." if dag else "Niet opgegeven.",
        "licentie": bron["beschrijving"]["licentie"],
        "sha256": hashlib.sha256(ruw).hexdigest(),
        "kolommen": [
            {"naam": naam, "omschrijving": veld_van.get(naam, "niet gebruikt"), "eenheid": None}
            for naam in kop
        ],
    }
    return yaml.safe_dump(inhoud, allow_unicode=True, sort_keys=False, width=110)
