"""What is in a pack and how it was made, as an RO-Crate 1.1 by the profile Process Run Crate 0.5."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from woonanalyse.uitkomsten.rocrate import CONTEXT, LICENTIE, PROFIEL, Knoop

BESTAND = "ro-crate-metadata.json"
PROJECT, PROGRAMMA = "project", "programma"
"""Folders of a pack: the files of the edition as they stand in its project, and what makes it."""
VERSIES = f"{PROGRAMMA}/requirements.lock"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_SOORTEN = {
    ".css": "text/css", ".csv": "text/csv", ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".geojson": "application/geo+json", ".html": "text/html", ".ipynb": "application/x-ipynb+json",
    ".json": "application/json", ".lock": "text/plain", ".lua": "text/x-lua", ".md": "text/markdown",
    ".pdf": "application/pdf", ".py": "text/x-python", ".qmd": "text/markdown", ".svg": "image/svg+xml",
    ".ttf": "font/ttf", ".txt": "text/plain", ".typ": "text/plain", ".whl": "application/zip",
    ".woff2": "font/woff2", ".xlsx": f"{_OFFICE}.spreadsheetml.sheet", ".yml": "application/yaml",
}  # fmt: skip
"""By how a name ends what kind of file it is."""


@dataclass(frozen=True)
class Gepakt:
    """What a pack holds: `groottes` in bytes by path from its data/, of which `invoer` and `uitkomsten` below
    PROJECT; `wielen` by file name their version; `opdrachten` that make the one from the other."""

    titel: str
    openbaar: bool
    groottes: Mapping[str, int]
    invoer: Sequence[str]
    uitkomsten: Sequence[str]
    wielen: Mapping[str, str]
    opdrachten: Sequence[str]
    platform: str


def kist(pakket: Mapping[str, Any], gepakt: Gepakt) -> dict[str, Any]:
    """The crate of a pack; `pakket` is the data package of its edition."""
    bronnen = {f"{PROJECT}/{bron['path']}": bron for bron in pakket["sources"]}
    licentie = LICENTIE if gepakt.openbaar else "#intern"
    bestanden = [_bestand(pad, gepakt, bronnen.get(pad)) for pad in sorted(gepakt.groottes)]
    wortel = {
        "@id": "./",
        "@type": "Dataset",
        "name": gepakt.titel,
        "description": pakket["description"],
        "datePublished": pakket["created"][:10],
        "license": {"@id": licentie},
        "conformsTo": {"@id": PROFIEL},
        "hasPart": [{"@id": knoop["@id"]} for knoop in bestanden],
        "mentions": [{"@id": "#maken"}],
    }
    vooraf = {
        "@id": BESTAND,
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    graaf = [vooraf, wortel, *_omgeving(pakket, gepakt, licentie), *bestanden, _maken(gepakt)]
    return {"@context": CONTEXT, "@graph": graaf}


def _omgeving(pakket: Mapping[str, Any], gepakt: Gepakt, licentie: str) -> Iterator[Knoop]:
    """Licence, profile, publishers."""
    titel = (
        pakket["licenses"][0]["title"]
        if gepakt.openbaar
        else "Intern: niet om te publiceren; alleen voor wie alles wat erin zit mag zien"
    )
    yield {"@id": licentie, "@type": "CreativeWork", "name": titel}
    yield {"@id": PROFIEL, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"}
    for naam in _uitgevers(pakket):
        yield {"@id": _uitgever(naam), "@type": "Organization", "name": naam}


def _uitgevers(pakket: Mapping[str, Any]) -> list[str]:
    return list(dict.fromkeys(bron["uitgever"] for bron in pakket["sources"]))


def _uitgever(naam: str) -> str:
    return f"#uitgever-{quote(naam, safe='')}"


def _bestand(pad: str, gepakt: Gepakt, bron: Mapping[str, Any] | None) -> Knoop:
    eind = PurePosixPath(pad).suffix
    knoop: Knoop = {
        "@id": quote(pad),
        "@type": "File",
        "name": bron["title"] if bron else PurePosixPath(pad).name,
        "encodingFormat": _SOORTEN.get(eind, "application/octet-stream"),
        "contentSize": str(gepakt.groottes[pad]),
    }
    if bron:
        knoop |= {"publisher": {"@id": _uitgever(bron["uitgever"])}, "license": bron["licentie"]}
        knoop |= {"temporalCoverage": str(bron["peildatum"])} if bron["peildatum"] else {}
    if versie := gepakt.wielen.get(PurePosixPath(pad).name):
        knoop |= {
            "@type": ["File", "SoftwareApplication"],
            "softwareVersion": versie,
            "softwareRequirements": {"@id": VERSIES},
            "operatingSystem": gepakt.platform,
        }
    return knoop


def _maken(gepakt: Gepakt) -> Knoop:
    """The step from what an edition is made from to what was made."""
    programma = next(naam for naam in gepakt.wielen if naam.startswith("woonanalyse-"))

    def wijs(paden: Sequence[str]) -> list[Knoop]:
        return [{"@id": quote(f"{PROJECT}/{pad}")} for pad in paden]

    return {
        "@id": "#maken",
        "@type": "CreateAction",
        "name": "; ".join(gepakt.opdrachten),
        "instrument": {"@id": quote(f"{PROGRAMMA}/{programma}")},
        "object": wijs(gepakt.invoer),
        "result": wijs(gepakt.uitkomsten),
    }
