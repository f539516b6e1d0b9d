"""One run of pandoc: from the expanded text to Typst source or to the finished html."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

import pypandoc

from woonanalyse.opmaak.bron import Regel
from woonanalyse.opmaak.genoemd import eigen_filters, van_document
from woonanalyse.opmaak.instellingen import Instellingen, relatief
from woonanalyse.opmaak.plaatsen import plaats
from woonanalyse.opmaak.problemen import Plaats, QuartoFout, probleem
from woonanalyse.opmaak.waarden import DICHT, OPEN, Oogst, Waarde

_VOOR = ("waarden.lua", "voorwaarden.lua", "toegestaan.lua")
_NA = ("verwijzingen.lua",)
LEZER = "markdown-yaml_metadata_block-pandoc_title_block"
_RAAM = "rapport.typst"
_REGELS = ("--wrap=none", "--eol=lf")
_HIER = Path(str(files("woonanalyse.opmaak")))
BEWAAR = _HIER / "filters" / "bewaar.lua"
"""Writes parts to a file instead of a page."""
RIJEN = _HIER / "filters" / "tabelrijen.lua"
"""Puts rows in tables that were read before."""
# What pandoc's own templates and writers read from the metadata.
_META = ("title", "subtitle", "rwp", "papersize", "toc-depth", "date-format")


def draai_pandoc(
    regels: list[Regel], kop: dict[str, str], instellingen: Instellingen, oogst: Oogst, werk: Path
) -> bytes:
    """Convert; `kop` holds title and subtitle with their markers, `werk` is a scratch folder."""
    schrijf_invoer(instellingen, oogst.waarden, werk)
    meta = json.dumps(metadata(instellingen, kop), ensure_ascii=False)
    (werk / "meta.json").write_text(meta, encoding="utf-8")
    uitvoer = werk / "uitvoer"
    opties = [*_opties(instellingen, werk), "-o", str(uitvoer)]
    tekst = "\n".join(r.tekst for r in regels)
    proces = roep_aan(opties, tekst.encode(), instellingen, werk, os.environ)
    meldingen = proces.stderr.decode("utf-8", "replace").splitlines()
    problemen = [p for m in meldingen for p in _als_problemen(m, regels, instellingen)]
    if problemen or oogst.problemen:
        raise QuartoFout([*oogst.problemen, *problemen])
    if proces.returncode != 0:
        wat = f"pandoc kan de tekst niet omzetten (code {proces.returncode})"
        raise QuartoFout([probleem(Plaats(instellingen.naam(instellingen.document)), wat, "—")])
    return zuiver(uitvoer.read_bytes()) if instellingen.soort == "html" else uitvoer.read_bytes()


def roep_aan(
    opties: Sequence[str],
    invoer: bytes,
    instellingen: Instellingen,
    werk: Path,
    omgeving: Mapping[str, str],
) -> subprocess.CompletedProcess[bytes]:
    """Run pandoc in the document's folder, when there is a place; `werk` holds what its filters read."""
    with plaats():
        return subprocess.run(
            [programma(), *opties],
            input=invoer,
            cwd=instellingen.map,
            env={**omgeving, "WOONANALYSE_INVOER": str(werk / "invoer.json")},
            capture_output=True,
            check=False,
        )


def programma() -> str:
    """Where pandoc is."""
    return str(pypandoc.get_pandoc_path())


def metadata(instellingen: Instellingen, kop: Mapping[str, str]) -> dict[str, Any]:
    """What templates and writers read; `kop` as of `draai_pandoc`."""
    meta: dict[str, Any] = {k: v for k, v in instellingen.opties.items() if k in _META} | dict(kop)
    meta |= {"rwp": van_document(instellingen)} if "rwp" in meta else {}
    meta |= {"lang": instellingen.opties.get("lang", "nl-NL")}
    meta |= {"toc-title": instellingen.opties.get("toc-title", "Inhoud")}
    return meta | (_typst_meta(instellingen) if instellingen.soort == "typst" else {})


def zuiver(pagina: bytes) -> bytes:
    """What pandoc writes and a validator of HTML has something against."""
    # An embedded svg gets a role and a label besides its `alt`; one of them is enough.
    pagina = re.sub(rb'<img role="img" aria-label="[^"]*"', b"<img", pagina)
    pagina = pagina.replace(b'<style type="text/css">', b"<style>")
    # A section asks for a heading, which notes at the end do not have.
    noten = rb'<section( id="footnotes".*?)</section>'
    pagina = re.sub(noten, rb"<div\1</div>", pagina, flags=re.DOTALL)
    return re.sub(rb"(<(?:img|col|br|hr|meta|input)\b[^<>]*?) ?/>", rb"\1>", pagina)


def schrijf_invoer(
    instellingen: Instellingen,
    waarden: Sequence[Waarde],
    werk: Path,
    tellingen: Sequence[Mapping[str, Any]] | None = None,
) -> None:
    """What the filters read, in folder `werk`; `waarden` are those behind the markers.

    `tellingen`: of a document of which the parts were written before, what in each can be referred to.
    """
    invoer = {
        "waarden": [asdict(w) for w in waarden],
        "meta": instellingen.opties,
        **plaatsing(instellingen),
        **({} if tellingen is None else {"tellingen": tellingen}),
    }
    (werk / "invoer.json").write_text(json.dumps(invoer, ensure_ascii=False), encoding="utf-8")


def plaatsing(instellingen: Instellingen) -> dict[str, Any]:
    """Where the document lies, and whether its headings have numbers."""
    return {
        "map": relatief(instellingen.map, instellingen.wortel),
        "genummerd": instellingen.opties.get("number-sections") is True,
    }


def _typst_meta(instellingen: Instellingen) -> dict[str, Any]:
    """The names under which Quarto hands these settings to the partials."""
    meta: dict[str, Any] = {"toc": instellingen.opties.get("toc") is True}
    if instellingen.opties.get("number-sections") is True:
        meta["section-numbering"] = "1.1.a"
    return meta


def filters(instellingen: Instellingen, *, waarden: bool = True) -> list[Path]:
    """The filters that look at each piece by itself, in their order; without `waarden` for a text that has no
    markers."""
    voor = _VOOR if waarden else _VOOR[1:]
    return [*(_HIER / "filters" / naam for naam in voor), *eigen_filters(instellingen)]


def laatste_filters() -> list[Path]:
    """Those after them, which look at the whole."""
    return [_HIER / "filters" / naam for naam in _NA]


def _opties(instellingen: Instellingen, werk: Path) -> list[str]:
    alle = [*filters(instellingen), *laatste_filters()]
    argumenten = [f"--lua-filter={pad}" for pad in alle]
    argumenten += [f"--from={LEZER}", f"--metadata-file={werk / 'meta.json'}"]
    if instellingen.soort == "typst":
        return [*argumenten, *typst_opties(instellingen, werk)]
    return [*argumenten, *html_opties(instellingen), "--embed-resources"]


def sjablonen(instellingen: Instellingen) -> list[Path]:
    """What the source for Typst is written in: the frame and the extension's partials."""
    delen = instellingen.opties.get("template-partials") or []
    return [_HIER / "sjablonen" / _RAAM, *(Path(deel) for deel in delen)]


def typst_opties(instellingen: Instellingen, werk: Path) -> list[str]:
    """How the source for Typst is written; the template is laid in `werk`."""
    sjabloon = str(_sjabloon(instellingen, werk)).replace("%", "%25")  # read as a web address
    return [*_REGELS, f"--template={sjabloon}", "--to=typst"]


def html_opties(instellingen: Instellingen) -> list[str]:
    """How a page is written, but for pictures and style: those are put in it after that."""
    opties = instellingen.opties
    argumenten = [*_REGELS, "--to=html5", "--mathml", "--standalone"]
    argumenten += [f"--template={pad}" for pad in _vanuit(instellingen, "template")]
    argumenten += ["--section-divs"] if opties.get("section-divs") is True else []
    argumenten += [f"--shift-heading-level-by={int(opties.get('shift-heading-level-by', 0))}"]
    for optie in ("css", "include-after-body"):
        argumenten += [f"--{optie}={pad}" for pad in _vanuit(instellingen, optie)]
    if opties.get("toc"):
        argumenten += ["--toc", f"--toc-depth={int(opties.get('toc-depth', 3))}"]
    return argumenten


def _vanuit(instellingen: Instellingen, optie: str) -> list[str]:
    """The files of an option from the document's folder: a whole path may hold signs of a web address."""
    paden = instellingen.opties.get(optie) or []
    return [Path(os.path.relpath(pad, instellingen.map)).as_posix() for pad in paden]


def _sjabloon(instellingen: Instellingen, werk: Path) -> Path:
    """The frame with the extension's partials beside it, where pandoc looks for them."""
    for deel in sjablonen(instellingen):
        shutil.copyfile(deel, werk / deel.name)
    return werk / _RAAM


def _als_problemen(melding: str, regels: list[Regel], instellingen: Instellingen) -> list[str]:
    """A line on pandoc's error channel as refusals; whatever it says, it stops the render."""
    document = Plaats(instellingen.naam(instellingen.document))
    if not melding.startswith("WEIGER "):
        return [probleem(document, f"pandoc meldt: {melding}", "een bron zonder meldingen")]
    inhoud = json.loads(melding.removeprefix("WEIGER "))
    plekken = _vind(inhoud["naald"], regels)
    return [probleem(p, _schoon(inhoud["wat"]), inhoud["wel"]) for p in plekken or [document]]


def _vind(naald: str | list[str], regels: list[Regel]) -> list[Plaats]:
    """The lines that hold this text as a word of its own; of more texts, all of them."""
    naalden = [naald] if isinstance(naald, str) else naald
    if not all(een.strip() for een in naalden):
        return []
    patronen = [re.compile(rf"(?<![\w-]){re.escape(een)}(?![\w-])") for een in naalden]
    heel = [r.plaats for r in regels if all(een.search(r.tekst) for een in patronen)]
    deels = (r.plaats for r in regels if all(een in r.tekst for een in naalden))
    return list(dict.fromkeys(heel or deels))


def _schoon(tekst: str) -> str:
    return tekst.replace(OPEN, "‹").replace(DICHT, "›")
