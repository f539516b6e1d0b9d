"""The settings of one render: extension, project and document merged in Quarto's order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from woonanalyse.kern.project import projectbestand
from woonanalyse.opmaak.problemen import Plaats, QuartoFout, probleem
from woonanalyse.opmaak.toegestaan import BESTANDEN, controleer_vast, formaten, vreemde_sleutels
from woonanalyse.opmaak.yamlbron import YamlBron, lees_yaml

Formaat = Literal["pdf", "html"]
SOORT: dict[Formaat, str] = {"pdf": "typst", "html": "html"}


@dataclass(frozen=True)
class Instellingen:
    """Everything a render needs besides the text of the document."""

    wortel: Path
    document: Path
    formaat: Formaat
    opties: dict[str, Any]
    kop: YamlBron
    uitbreiding: Path

    @property
    def soort(self) -> str:
        """The format by Quarto's name."""
        return SOORT[self.formaat]

    @property
    def map(self) -> Path:
        """The folder of the document: relative paths in the sources start here."""
        return self.document.parent

    def naam(self, pad: Path) -> str:
        """A path as the user knows it: from the project's root, with forward slashes."""
        return relatief(pad, self.wortel)


def relatief(pad: Path, wortel: Path) -> str:
    """`pad` from `wortel`; a path outside it stays as it is."""
    try:
        return pad.resolve().relative_to(wortel.resolve()).as_posix()
    except ValueError:
        return pad.as_posix()


def lees_tekst(pad: Path, naam: str, plaats: Plaats | None = None) -> str:
    """The text of a source file, or a refusal that names it."""
    try:
        return pad.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        waar, wel = plaats or Plaats(naam), f"een bestaand bestand (gezocht: {naam})"
        raise QuartoFout([probleem(waar, "het bestand bestaat niet", wel)]) from None
    except (UnicodeDecodeError, IsADirectoryError, PermissionError) as fout:
        waar, wel = plaats or Plaats(naam), "een leesbaar tekstbestand in UTF-8"
        raise QuartoFout([probleem(waar, f"{naam} is niet te lezen ({fout})", wel)]) from fout


def splits_kop(tekst: str) -> tuple[str, int]:
    """The YAML of the front matter and the number of lines it takes, fences included."""
    regels = tekst.split("\n")
    if regels[0].rstrip() != "---":
        return "", 0
    for nr, regel in enumerate(regels[1:], start=1):
        if regel.rstrip() in ("---", "..."):
            return "\n".join(regels[1:nr]), nr + 1
    return "", 0


def lees_instellingen(wortel: Path, formaat: Formaat, los: Path | None = None) -> Instellingen:
    """Read and merge `_quarto.yml`, its metadata files, the extension and the front matter.

    A document `los` that the project does not name carries its metadata itself: those files are for the
    report.
    """
    soort = SOORT[formaat]
    project = _lees(projectbestand(wortel), wortel)
    eigen = _documenten(wortel, project)
    document = los.resolve() if los else eigen[0]
    naam = relatief(document, wortel)
    kop = lees_yaml(splits_kop(lees_tekst(document, naam))[0], naam, eerste_regel=2)
    bijlagen = project.data.get("metadata-files") or [] if document in eigen else []
    gegevens = [_lees(wortel / pad, wortel) for pad in bijlagen]
    formaatnaam, uitbreiding = _zoek_uitbreiding(project, document, soort)
    extensie = _lees(uitbreiding / "_extension.yml", wortel)
    problemen = vreemde_sleutels(project, kop, extensie)
    if problemen:
        raise QuartoFout(problemen)

    lagen = [*_lagen_extensie(extensie, uitbreiding, soort)]
    for laag in (project, *gegevens, kop):
        lagen.append({k: v for k, v in laag.data.items() if k != "format"})
    lagen += [_formaatopties(laag, formaatnaam) for laag in (project, kop)]
    opties: dict[str, Any] = {}
    for opgave in lagen:
        opties = voeg_samen(opties, opgave)
    controleer_vast(opties, project)
    return Instellingen(wortel, document, formaat, opties, kop, uitbreiding)


def voeg_samen(onder: Mapping[str, Any], boven: Mapping[str, Any]) -> dict[str, Any]:
    """Merge as Quarto does: mappings deep, lists appended, scalars from `boven`."""
    samen = dict(onder)
    for sleutel, waarde in boven.items():
        oud = samen.get(sleutel)
        if isinstance(oud, dict) and isinstance(waarde, dict):
            samen[sleutel] = voeg_samen(oud, waarde)
        elif isinstance(oud, list) and isinstance(waarde, list):
            samen[sleutel] = [*oud, *(w for w in waarde if w not in oud)]
        else:
            samen[sleutel] = waarde
    return samen


def _lees(pad: Path, wortel: Path) -> YamlBron:
    naam = relatief(pad, wortel)
    return lees_yaml(lees_tekst(pad, naam), naam)


def _documenten(wortel: Path, project: YamlBron) -> list[Path]:
    """The documents that the project names, the report first."""
    lijst = (project.data.get("project") or {}).get("render") or []
    if isinstance(lijst, list) and lijst and all(str(naam).endswith(".qmd") for naam in lijst):
        return [(wortel / str(naam)).resolve() for naam in lijst]
    wat = "project.render noemt geen .qmd, of ook iets anders"
    wel = "render: [report/rwp.qmd]"
    raise QuartoFout([probleem(project.plaats("project", "render"), wat, wel)])


def _zoek_uitbreiding(project: YamlBron, document: Path, soort: str) -> tuple[str, Path]:
    """The format's name and the folder of the extension that gives it: beside the document or above it."""
    for formaat in formaten(project):
        extensie, streep, basis = str(formaat).rpartition("-")
        for map_ in document.parents:
            pad = map_ / "_extensions" / extensie
            if streep and basis == soort and (pad / "_extension.yml").is_file():
                return str(formaat), pad
    wat = f"geen formaat '…-{soort}' waarvan de uitbreiding in _extensions/ staat"
    wel = f"format: woonanalyse-{soort}, met report/_extensions/woonanalyse/_extension.yml"
    raise QuartoFout([probleem(project.plaats("format"), wat, wel)])


def _lagen_extensie(extensie: YamlBron, map_: Path, soort: str) -> list[dict[str, Any]]:
    formaten = (extensie.data.get("contributes") or {}).get("formats") or {}
    return [_vol_pad(dict(formaten.get(deel) or {}), map_) for deel in ("common", soort)]


def _vol_pad(opties: dict[str, Any], map_: Path) -> dict[str, Any]:
    """Files an extension names lie in its own folder."""
    for sleutel in BESTANDEN:
        if sleutel in opties:
            namen = opties[sleutel] if isinstance(opties[sleutel], list) else [opties[sleutel]]
            opties[sleutel] = [(map_ / _bestandsnaam(n)).as_posix() for n in namen]
    return opties


def _bestandsnaam(opgave: Any) -> str:
    """A file is named by itself, or as `file: …`: what Quarto finds in an extension's own folder."""
    return str(opgave["file"] if isinstance(opgave, dict) else opgave)


def _formaatopties(laag: YamlBron, formaatnaam: str) -> dict[str, Any]:
    gekozen = formaten(laag).get(formaatnaam)
    return dict(gekozen) if isinstance(gekozen, dict) else {}
