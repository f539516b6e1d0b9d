"""The provenance of an edition as an RO-Crate 1.1, by the profile Process Run Crate 0.5."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pandas as pd

from woonanalyse.kern.merk import AFGESCHERMD
from woonanalyse.kern.nummering import ARTIKEL, Nummering
from woonanalyse.kern.perrij import per_groep
from woonanalyse.uitkomsten.runs import AFSPRAKENFIGUUR, Run

CONTEXT = [
    "https://w3id.org/ro/crate/1.1/context",
    "https://w3id.org/ro/terms/workflow-run/context",
]
PROFIEL = "https://w3id.org/ro/wfrun/process/0.5"
LICENTIE = "https://creativecommons.org/licenses/by/4.0/"

Knoop = dict[str, Any]


def rocrate(
    pakket: Mapping[str, Any],
    regels: pd.DataFrame,
    runs: Sequence[Run],
    zonder_tabel: Mapping[str, Sequence[str]] = MappingProxyType({}),
    woord: Nummering = ARTIKEL,
) -> dict[str, Any]:
    """The crate of a results folder: files, the runs that made them, and a line per code.

    `pakket` is its data package, `regels` are the lines (columns of herkomst.KOLOMMEN). Raw files and
    notebooks lie outside the folder, so they are named (raw files with their hash) and not part of it.
    `zonder_tabel` by notebook the files that only its figures show, which no line names; `woord` is what the
    number of an agreement is called. Rows of a CSV are named as RFC 7111 does: `#row=2-3`.
    """
    graaf = [
        _omschrijving(),
        *_bronnen(pakket),
        *_resultaten(pakket),
        *_uitvoeringen(regels, runs, zonder_tabel),
        *_samenvoegen(pakket, runs),
    ]
    graaf += _regels(regels, {bron["path"] for bron in pakket["sources"]}, woord)
    delen = [_wijs(knoop) for knoop in graaf if knoop["@type"] == "File"]
    acties = [_wijs(knoop) for knoop in graaf if knoop["@type"] == "CreateAction"]
    lijnen = [_wijs(knoop) for knoop in graaf if knoop.get("additionalType") == "herkomst"]
    return {
        "@context": CONTEXT,
        "@graph": [graaf[0], _wortel(pakket, delen, acties + lijnen), *graaf[1:]],
    }


def _omschrijving() -> Knoop:
    return {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }


def _wortel(pakket: Mapping[str, Any], delen: list[Knoop], genoemd: list[Knoop]) -> Knoop:
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": pakket["title"],
        "description": pakket["description"],
        "datePublished": pakket["created"][:10],
        "license": {"@id": LICENTIE},
        "conformsTo": {"@id": PROFIEL},
        "hasPart": delen,
        "mentions": genoemd,
    }


def _bronnen(pakket: Mapping[str, Any]) -> list[Knoop]:
    """Licence, profile, publishers, raw files."""
    uitgevers = list(dict.fromkeys(bron["uitgever"] for bron in pakket["sources"]))
    return [
        {"@id": LICENTIE, "@type": "CreativeWork", "name": pakket["licenses"][0]["title"]},
        {"@id": PROFIEL, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"},
        *(
            {"@id": f"#uitgever-{nr}", "@type": "Organization", "name": naam}
            for nr, naam in enumerate(uitgevers, start=1)
        ),
        *(
            {
                "@id": f"#{bron['path']}",
                "@type": "CreativeWork",
                "name": bron["title"],
                "identifier": bron["path"],
                **_som(bron),
                "publisher": {"@id": f"#uitgever-{uitgevers.index(bron['uitgever']) + 1}"},
                "license": bron["licentie"],
                **({"temporalCoverage": str(bron["peildatum"])} if bron["peildatum"] else {}),
            }
            for bron in pakket["sources"]
        ),
    ]


def _som(bron: Mapping[str, Any]) -> Knoop:
    """The hash of a source file, where it is that of the file as it is."""
    return {} if "verborgen" in bron else {"sha256": bron["hash"].removeprefix("sha256:")}


def _resultaten(pakket: Mapping[str, Any]) -> list[Knoop]:
    return [
        {
            "@id": "datapackage.json",
            "@type": "File",
            "name": "Frictionless Data Package: kolommen, eenheden en bronnen",
            "encodingFormat": "application/json",
        },
        *(
            {
                "@id": tabel["path"],
                "@type": "File",
                "name": tabel["title"],
                "encodingFormat": tabel["mediatype"],
                "contentSize": str(tabel["bytes"]),
                "sha256": tabel["hash"].removeprefix("sha256:"),
            }
            for tabel in pakket["resources"]
        ),
    ]


def _samenvoegen(pakket: Mapping[str, Any], runs: Sequence[Run]) -> list[Knoop]:
    """The step that joins the slices of all runs."""
    figuren = [
        {"@id": pad, "@type": "File", "name": f"Afspraken: {pad}"} for pad in AFSPRAKENFIGUUR
    ]
    gemaakt = [
        *(tabel["path"] for tabel in pakket["resources"]),
        "datapackage.json",
        *AFSPRAKENFIGUUR,
    ]
    return [
        *figuren,
        {"@id": "#woonanalyse", "@type": "SoftwareApplication", "name": "woonanalyse"},
        {
            "@id": "#samenvoegen",
            "@type": "CreateAction",
            "name": "Uitkomsten samenvoegen",
            "instrument": {"@id": "#woonanalyse"},
            "object": [{"@id": deel} for run in runs for deel in run.delen.values()],
            "result": [{"@id": pad} for pad in gemaakt],
        },
    ]


def _uitvoeringen(
    regels: pd.DataFrame, runs: Sequence[Run], zonder_tabel: Mapping[str, Sequence[str]]
) -> list[Knoop]:
    """Each run of a notebook: what it read (by its lines, or boundaries), what it wrote."""
    boeken = sorted({run.notitieboek for run in runs})
    knopen: list[Knoop] = [
        {
            "@id": f"#notebooks/{boek}.ipynb",
            "@type": ["SoftwareSourceCode", "SoftwareApplication"],
            "name": f"notebooks/{boek}.ipynb",
            "programmingLanguage": "Python",
        }
        for boek in boeken
    ]
    per_boek = defaultdict[str, list[str]](list)
    for boek, bron in zip(regels["uitvoering"], regels["bronbestand"], strict=True):
        if bron != "":
            per_boek[boek].append(bron)
    for run in runs:
        boek = f"notebooks/{run.naam}.ipynb"
        figuren = zonder_tabel.get(run.notitieboek, ())
        gelezen = per_boek[boek] if per_boek[boek] or run.delen else figuren
        producten = [boek, *run.producten]
        knopen += [
            {"@id": pad, "@type": "File", "name": f"{run.omschrijving}: {pad}"} for pad in producten
        ]
        knopen.append(
            {
                "@id": f"#run-{run.naam}",
                "@type": "CreateAction",
                "name": f"Notitieboek {run.omschrijving}",
                "instrument": {"@id": f"#notebooks/{run.notitieboek}.ipynb"},
                "object": [{"@id": f"#{pad}"} for pad in dict.fromkeys(gelezen)],
                "result": [{"@id": pad} for pad in producten],
            }
        )
    return knopen


def _regels(regels: pd.DataFrame, beschreven: set[str], woord: Nummering) -> list[Knoop]:
    """A line per code, and the parts of sources that the lines are based on; `beschreven` have a node."""
    delen: dict[str, Knoop] = {}
    eigen: dict[str, Knoop] = {}
    lijnen: list[Knoop] = []
    for code, groep in per_groep(regels, "code").items():
        eerste = groep[0]
        artikel = eerste.artikel
        over = f"; {woord.een} {artikel}" if pd.notna(artikel) and artikel else ""
        gebaseerd = []
        for rij in (rij for rij in groep if rij.bronbestand != ""):
            naam = _fragment(rij.bronbestand, rij.bronrijen)
            adres = f"#{naam.replace('#', '?')}"
            if rij.bronbestand not in beschreven:
                geheel = f"#{rij.bronbestand}"
                eigen[geheel] = {"@id": geheel, "@type": "CreativeWork", "name": rij.bronbestand}
            if naam != rij.bronbestand:
                deel_van = {"isPartOf": {"@id": f"#{rij.bronbestand}"}}
                delen[naam] = {"@id": adres, "@type": "CreativeWork", "name": naam, **deel_van}
            gebaseerd.append({"@id": adres})
        lijnen.append(
            {
                "@id": f"#{code}",
                "@type": "CreativeWork",
                "additionalType": "herkomst",
                "name": f"{code}: {eerste.onderwerp}",
                "identifier": _fragment(eerste.uitkomst, eerste.uitkomstrijen),
                "isPartOf": {"@id": eerste.uitkomst},
                "isBasedOn": gebaseerd,
                "description": f"{eerste.functie}{over}",
            }
        )
    return [*eigen.values(), *delen.values(), *lijnen]


def _fragment(bestand: str, rijen: str) -> str:
    """A file, or part of it: rows of a CSV by RFC 7111, lines of another file in words."""
    if rijen in ("", AFGESCHERMD):
        return str(bestand)
    csv = bestand.endswith(".csv")
    return f"{bestand}#row={rijen.replace(', ', ';')}" if csv else f"{bestand}, regels {rijen}"


def _wijs(knoop: Knoop) -> Knoop:
    return {"@id": knoop["@id"]}
