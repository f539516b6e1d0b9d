"""Which keys the sources of a report may hold: what both engines know. Any other is refused by name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from woonanalyse.opmaak.problemen import QuartoFout, probleem
from woonanalyse.opmaak.yamlbron import YamlBron

_ALGEMEEN = frozenset(
    ["title", "subtitle", "lang", "rwp", "toc", "toc-depth", "toc-title", "number-sections", "callout-icon",
     "font-paths", "pdf-standard", "format", "date-format"]
)  # fmt: skip
_PROJECT = _ALGEMEEN | {"project", "metadata-files", "execute", "notebook-links"}
_PROJECTDEEL = frozenset(["type", "output-dir", "render", "pre-render", "post-render", "title"])
_UITBREIDING = frozenset(["title", "author", "version", "quarto-required", "contributes"])
_FORMAAT = {
    "typst": frozenset(
        ["papersize", "date-format", "number-sections", "toc", "toc-depth", "toc-title", "template-partials",
         "filters", "pdf-standard", "callout-icon", "font-paths", "output-file"]
    ),
    "html": frozenset(
        ["css", "include-after-body", "toc", "toc-depth", "toc-title", "filters", "embed-resources",
         "html-math-method", "minimal", "theme", "number-sections", "callout-icon", "fig-responsive",
         "anchor-sections", "code-copy", "template", "section-divs", "shift-heading-level-by",
         "tbl-colwidths"]
    ),
}  # fmt: skip
_VAST: dict[tuple[str, ...], tuple[Any, ...]] = {
    ("project", "type"): ("default",),
    ("execute", "enabled"): (False,),
    ("notebook-links",): (False,),
    ("callout-icon",): (False,),
    ("embed-resources",): (True,),
    ("tbl-colwidths",): (True,),
    ("html-math-method",): ("mathml",),
    ("lang",): ("nl-NL",),
}
"""Values that must be as they are for both engines to give the same report."""

BESTANDEN = ("filters", "template", "template-partials", "css", "include-after-body")
"""Keys that name files: they belong to the extension, and lie in its own folder."""


def vreemde_sleutels(project: YamlBron, kop: YamlBron, extensie: YamlBron) -> list[str]:
    """Keys that are not known to both engines, of all formats, whichever one is rendered."""
    problemen = _vreemd(project, _PROJECT) + _vreemd(project, _PROJECTDEEL, "project")
    problemen += _vreemd(project, frozenset({"enabled"}), "execute")
    problemen += _vreemd(kop, _ALGEMEEN) + _vreemd(extensie, _UITBREIDING)
    problemen += _vreemd(extensie, frozenset({"formats"}), "contributes")
    for laag in (project, kop):
        problemen += _vreemde_formaten(laag)
    alle = _FORMAAT["typst"] | _FORMAAT["html"]
    for deel, mag in {"common": alle, **_FORMAAT}.items():
        problemen += _vreemd(extensie, mag, "contributes", "formats", deel)
        problemen += _vreemde_invoeging(extensie, deel)
    mag = frozenset({"common", *_FORMAAT})
    return problemen + _vreemd(extensie, mag, "contributes", "formats")


def _vreemde_invoeging(extensie: YamlBron, deel: str) -> list[str]:
    """What is put at the end of the page is a file: anything else Quarto seeks elsewhere."""
    pad = ("contributes", "formats", deel, "include-after-body")
    tak = _op_pad(extensie.data, pad)
    if tak is None or (isinstance(tak, list) and all(_alleen_bestand(deel) for deel in tak)):
        return []
    wat = "'include-after-body' noemt iets anders dan bestanden"
    return [probleem(extensie.plaats(*pad), wat, "een lijst met '- file: naam.html'")]


def _alleen_bestand(opgave: Any) -> bool:
    return isinstance(opgave, dict) and set(opgave) == {"file"}


def _vreemde_formaten(laag: YamlBron) -> list[str]:
    """Formats of the extension only; filters, partials and styles belong to the extension."""
    problemen = []
    for formaat in formaten(laag):
        basis = formaat.rpartition("-")[2]
        if "-" not in formaat or basis not in _FORMAAT:
            wat = f"het formaat '{formaat}' wordt niet ondersteund"
            wel = "een formaat van de uitbreiding: …-typst of …-html"
            problemen.append(probleem(laag.plaats("format", formaat), wat, wel))
        else:
            problemen += _vreemd(laag, _FORMAAT[basis] - set(BESTANDEN), "format", formaat)
    return problemen


def formaten(laag: YamlBron) -> dict[str, Any]:
    """The formats a file names: one name, or a mapping with options."""
    gegeven = laag.data.get("format") or {}
    return gegeven if isinstance(gegeven, dict) else {str(gegeven): "default"}


def _vreemd(bron: YamlBron, mag: frozenset[str], *pad: str) -> list[str]:
    """The keys below `pad` that are not allowed."""
    tak = _op_pad(bron.data, pad)
    if not isinstance(tak, dict):
        return []
    return [
        probleem(
            bron.plaats(*pad, str(sleutel)),
            f"de sleutel '{'.'.join((*pad, str(sleutel)))}' wordt niet ondersteund",
            ", ".join(sorted(mag)) or "geen sleutels op deze plek",
        )
        for sleutel in tak
        if sleutel not in mag
    ]


def controleer_vast(opties: dict[str, Any], project: YamlBron) -> None:
    """Settings that have to have one value are looked at after the merge."""
    problemen = []
    for pad, mag in _VAST.items():
        waarde = _op_pad(opties, pad)
        if waarde is not None and waarde not in mag:
            wat = f"'{'.'.join(pad)}: {waarde}' wordt niet ondersteund"
            wel = f"{'.'.join(pad)}: {str(mag[0]).lower() if mag[0] in (0, 1) else mag[0]}"
            problemen.append(probleem(project.plaats(*pad), wat, wel))
    if problemen:
        raise QuartoFout(problemen)


def _op_pad(tak: Any, pad: Iterable[str]) -> Any:
    """What stands below these keys, each in the one before; None where one is not there."""
    for stap in pad:
        tak = tak.get(stap) if isinstance(tak, dict) else None
    return tak
