"""One run of pandoc: from the expanded text to Typst source or to the finished html."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

import pypandoc

from woonanalyse.opmaak.bron import Regel
from woonanalyse.opmaak.instellingen import Instellingen, relatief
from woonanalyse.opmaak.problemen import Plaats, QuartoFout, probleem
from woonanalyse.opmaak.waarden import DICHT, OPEN, Oogst

_VOOR = ("waarden.lua", "voorwaarden.lua", "toegestaan.lua")
_NA = ("verwijzingen.lua",)
_LEZER = "markdown-yaml_metadata_block-pandoc_title_block"
_HIER = Path(str(files("woonanalyse.opmaak")))
# What pandoc's own templates and writers read from the metadata.
_META = ("title", "subtitle", "rwp", "papersize", "toc-depth", "date-format")


def draai_pandoc(
    regels: list[Regel], kop: dict[str, str], instellingen: Instellingen, oogst: Oogst, werk: Path
) -> bytes:
    """Convert; `kop` holds title and subtitle with their markers, `werk` is a scratch folder."""
    _schrijf_invoer(instellingen, oogst, werk)
    meta = {k: v for k, v in instellingen.opties.items() if k in _META} | kop
    meta |= {"lang": instellingen.opties.get("lang", "nl-NL")}
    meta |= {"toc-title": instellingen.opties.get("toc-title", "Inhoud")}
    if instellingen.soort == "typst":
        meta |= _typst_meta(instellingen)
    (werk / "meta.json").write_text(json.dumps(meta, ensure_ascii=False), encoding="utf-8")
    uitvoer = werk / "uitvoer"
    proces = subprocess.run(
        [pypandoc.get_pandoc_path(), *_opties(instellingen, werk), "-o", str(uitvoer)],
        input="\n".join(r.tekst for r in regels).encode(),
        cwd=instellingen.map,
        env={**os.environ, "WOONANALYSE_INVOER": str(werk / "invoer.json")},
        capture_output=True,
        check=False,
    )
    meldingen = proces.stderr.decode("utf-8", "replace").splitlines()
    problemen = [p for m in meldingen for p in _als_problemen(m, regels, instellingen)]
    if problemen or oogst.problemen:
        raise QuartoFout([*oogst.problemen, *problemen])
    if proces.returncode != 0:
        wat = f"pandoc kan de tekst niet omzetten (code {proces.returncode})"
        raise QuartoFout([probleem(Plaats(instellingen.naam(instellingen.document)), wat, "—")])
    return _zuiver(uitvoer.read_bytes()) if instellingen.soort == "html" else uitvoer.read_bytes()


def _zuiver(pagina: bytes) -> bytes:
    """What pandoc writes and a validator of HTML has something against."""
    # An embedded svg gets a role and a label besides its `alt`; one of them is enough.
    pagina = re.sub(rb'<img role="img" aria-label="[^"]*"', b"<img", pagina)
    pagina = pagina.replace(b'<style type="text/css">', b"<style>")
    # A section asks for a heading, which notes at the end do not have.
    noten = rb'<section( id="footnotes".*?)</section>'
    pagina = re.sub(noten, rb"<div\1</div>", pagina, flags=re.DOTALL)
    return re.sub(rb"(<(?:img|col|br|hr|meta|input)\b[^<>]*?) ?/>", rb"\1>", pagina)


def _schrijf_invoer(instellingen: Instellingen, oogst: Oogst, werk: Path) -> None:
    invoer = {
        "waarden": [asdict(w) for w in oogst.waarden],
        "meta": instellingen.opties,
        "map": relatief(instellingen.map, instellingen.wortel),
        "genummerd": instellingen.opties.get("number-sections") is True,
    }
    (werk / "invoer.json").write_text(json.dumps(invoer, ensure_ascii=False), encoding="utf-8")


def _typst_meta(instellingen: Instellingen) -> dict[str, Any]:
    """The names under which Quarto hands these settings to the partials."""
    meta: dict[str, Any] = {"toc": instellingen.opties.get("toc") is True}
    if instellingen.opties.get("number-sections") is True:
        meta["section-numbering"] = "1.1.a"
    return meta


def _opties(instellingen: Instellingen, werk: Path) -> list[str]:
    opties = instellingen.opties
    filters = [_HIER / "filters" / f for f in _VOOR]
    filters += [Path(f) for f in opties.get("filters") or []]
    filters += [_HIER / "filters" / f for f in _NA]
    argumenten = [f"--lua-filter={f}" for f in filters]
    argumenten += [f"--from={_LEZER}", f"--metadata-file={werk / 'meta.json'}", "--wrap=none"]
    argumenten += ["--eol=lf"]
    if instellingen.soort == "typst":
        sjabloon = str(_sjabloon(instellingen, werk)).replace("%", "%25")  # read as a web address
        return [*argumenten, f"--template={sjabloon}", "--to=typst"]
    argumenten += ["--to=html5", "--mathml", "--embed-resources"]
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
    naam = "rapport.typst"
    shutil.copyfile(_HIER / "sjablonen" / naam, werk / naam)
    for deel in instellingen.opties.get("template-partials") or []:
        shutil.copyfile(deel, werk / Path(deel).name)
    return werk / naam


def _als_problemen(melding: str, regels: list[Regel], instellingen: Instellingen) -> list[str]:
    """A line on pandoc's error channel as refusals; whatever it says, it stops the render."""
    document = Plaats(instellingen.naam(instellingen.document))
    if not melding.startswith("WEIGER "):
        return [probleem(document, f"pandoc meldt: {melding}", "een bron zonder meldingen")]
    inhoud = json.loads(melding.removeprefix("WEIGER "))
    plekken = _vind(str(inhoud["naald"]), regels)
    return [probleem(p, _schoon(inhoud["wat"]), inhoud["wel"]) for p in plekken or [document]]


def _vind(naald: str, regels: list[Regel]) -> list[Plaats]:
    """The lines that hold this text as a word of its own."""
    if not naald.strip():
        return []
    patroon = re.compile(rf"(?<![\w-]){re.escape(naald)}(?![\w-])")
    heel = [r.plaats for r in regels if patroon.search(r.tekst)]
    return list(dict.fromkeys(heel or (r.plaats for r in regels if naald in r.tekst)))


def _schoon(tekst: str) -> str:
    return tekst.replace(OPEN, "‹").replace(DICHT, "›")
