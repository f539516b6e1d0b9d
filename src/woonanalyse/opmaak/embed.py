"""Notebook cells as Markdown: what `{{< embed notebook.ipynb#cel >}}` puts in the text."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from woonanalyse.kern.bestanden import schrijf_bytes
from woonanalyse.opmaak.problemen import Plaats, QuartoFout
from woonanalyse.opmaak.waarden import PRIVE, Oogst
from woonanalyse.opmaak.yamlbron import lees_yaml

_OPTIE = re.compile(r"^#\|\s?(.*)$")
_OPTIES = frozenset(
    ["label", "fig-cap", "fig-alt", "tbl-cap", "echo", "warning", "message", "tags"]
)


@dataclass(frozen=True)
class Cel:
    """One cell: its options, outputs and where it stands."""

    opties: dict[str, Any]
    uitvoer: list[dict[str, Any]]
    plaats: Plaats


def cel_als_markdown(notebook: Path, cel: str, plaats: Plaats, map_: Path, oogst: Oogst) -> str:
    """The outputs of one cell; `map_` is the document's folder, `plaats` the line that embeds."""
    gevonden = _zoek_cel(notebook, cel, plaats, oogst)
    if gevonden is None:
        return ""
    stukken = [s for u in gevonden.uitvoer if (s := _stuk(u, gevonden, map_, oogst)) is not None]
    if not stukken:
        wel = "een uitgevoerd notebook waarvan de cel tekst, een tabel of een figuur oplevert"
        oogst.meld(plaats, f"de cel '{cel}' heeft geen uitvoer", wel)
    tekst = "\n\n".join(stukken)
    label = str(gevonden.opties.get("label", ""))
    if label.startswith("tbl-") and gevonden.opties.get("tbl-cap"):
        bijschrift = oogst.merk("markdown", str(gevonden.opties["tbl-cap"]))
        tekst += f"\n\n: {bijschrift} {{#{label}}}"
    return tekst


def _zoek_cel(notebook: Path, naam: str, plaats: Plaats, oogst: Oogst) -> Cel | None:
    """The cell with this label, tag or id."""
    try:
        if notebook not in oogst.boeken:
            inhoud = notebook.read_text(encoding="utf-8")
            oogst.boeken[notebook] = _codecellen(inhoud, notebook.name)
        cellen = oogst.boeken[notebook]
    except FileNotFoundError:
        oogst.meld(plaats, f"het notebook {notebook.name} bestaat niet", "een bestaand notebook")
        return None
    except (ValueError, KeyError, TypeError, OSError) as fout:
        wat = f"het notebook {notebook.name} is niet te lezen ({fout})"
        oogst.meld(plaats, wat, "een geldig .ipynb-bestand (versie 4)")
        return None
    except QuartoFout as fout:
        oogst.problemen += fout.problemen
        return None
    for cel, optie in cellen:
        tags = cel.get("metadata", {}).get("tags", [])
        if naam in (optie.get("label"), cel.get("id"), *tags):
            _controleer_opties(optie, naam, plaats, oogst)
            return Cel(optie, cel.get("outputs", []), plaats)
    labels = ", ".join(str(o["label"]) for _, o in cellen if "label" in o) or "geen labels gevonden"
    oogst.meld(plaats, f"{notebook.name} heeft geen cel '{naam}'", f"een van: {labels}")
    return None


def _codecellen(inhoud: str, naam: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The code cells of a notebook, with their options."""
    cellen = [c for c in json.loads(inhoud)["cells"] if c.get("cell_type") == "code"]
    return [(c, _opties(c, f"{naam}, cel {nr}")) for nr, c in enumerate(cellen, start=1)]


def _opties(cel: dict[str, Any], waar: str) -> dict[str, Any]:
    """The `#|` options at the head of a cell."""
    kop = []
    for regel in _tekst(cel.get("source", "")).splitlines():
        treffer = _OPTIE.match(regel)
        if treffer is None:
            break
        kop.append(treffer.group(1))
    return lees_yaml("\n".join(kop), waar).data if kop else {}


def _controleer_opties(opties: dict[str, Any], cel: str, plaats: Plaats, oogst: Oogst) -> None:
    for optie in opties:
        if optie not in _OPTIES:
            wat = f"de celoptie '{optie}' in cel '{cel}' wordt niet ondersteund"
            oogst.meld(plaats, wat, ", ".join(sorted(_OPTIES)))
    if opties.get("echo") is True:
        oogst.meld(plaats, f"'echo: true' in cel '{cel}' wordt niet ondersteund", "echo: false")


def _stuk(uitvoer: dict[str, Any], cel: Cel, map_: Path, oogst: Oogst) -> str | None:
    """One output as Markdown; None for what is not shown."""
    soort = uitvoer.get("output_type")
    if soort == "stream":
        stil = uitvoer.get("name") == "stderr" or not _tekst(uitvoer.get("text", "")).strip()
        return None if stil else _codeblok(_tekst(uitvoer["text"]))
    if soort == "error":
        wat = f"de cel eindigde met een fout ({uitvoer.get('ename')}: {uitvoer.get('evalue')})"
        oogst.meld(cel.plaats, wat, "een notebook dat zonder fouten is uitgevoerd")
        return ""
    data = uitvoer.get("data", {})
    if "text/markdown" in data:
        tekst = _tekst(data["text/markdown"]).strip("\n")
        if PRIVE.search(tekst):
            wat = "de uitvoer bevat een teken voor privégebruik (U+E000–U+F8FF)"
            oogst.meld(cel.plaats, wat, "gewone letters en tekens")
        return PRIVE.sub("", tekst)
    if "image/svg+xml" in data:
        return _figuur(_tekst(data["image/svg+xml"]), cel, map_, oogst)
    if set(data) <= {"text/plain"}:
        return _codeblok(_tekst(data.get("text/plain", "")))
    wat = f"uitvoer van het soort {', '.join(sorted(data))} wordt niet ondersteund"
    oogst.meld(cel.plaats, wat, "text/markdown of image/svg+xml")
    return ""


def _figuur(svg: str, cel: Cel, map_: Path, oogst: Oogst) -> str:
    """Write the picture once per content, and refer to it with caption and alternative text."""
    label, alt = str(cel.opties.get("label", "")), cel.opties.get("fig-alt")
    if not label.startswith("fig-") or not isinstance(alt, str) or not alt.strip():
        wat = f"de figuur in cel '{label}' mist een label 'fig-…' of een tekst bij 'fig-alt'"
        oogst.meld(cel.plaats, wat, "#| label: fig-naam en #| fig-alt: een beschrijving")
        return ""
    naam = f"{hashlib.sha256(svg.encode()).hexdigest()[:20]}.svg"
    schrijf_bytes(map_ / "_werk" / "ingebouwd" / naam, svg.encode())
    bijschrift = oogst.merk("markdown", str(cel.opties.get("fig-cap", "")))
    tekst = oogst.merk("tekst", " ".join(alt.split()))
    return f'![{bijschrift}](_werk/ingebouwd/{naam}){{#{label} fig-alt="{tekst}"}}'


def _tekst(delen: str | Iterable[str]) -> str:
    return delen if isinstance(delen, str) else "".join(delen)


def _codeblok(tekst: str) -> str:
    """A fence longer than any in the text."""
    langste = max((len(m) for m in re.findall(r"`+", tekst)), default=0)
    hek = "`" * max(3, langste + 1)
    return f"{hek}\n{tekst.rstrip()}\n{hek}"
