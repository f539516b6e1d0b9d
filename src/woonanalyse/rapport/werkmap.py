"""The report's work folder: notebooks, figures and variables on paths that no edition changes."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_notebook, new_output

from woonanalyse.bestanden import schrijf_tekst
from woonanalyse.bronnen.editie import Editie
from woonanalyse.rapport import monitor, paginas
from woonanalyse.rapport.samenvoegen import lees_uitkomsten
from woonanalyse.rapport.variabelen import variabelen


def vul_werkmap(editie: Editie, resultaten: Path, werkmap: Path) -> None:
    """Make `werkmap` hold exactly what the chapters refer to, for this edition."""
    balans = lees_uitkomsten(resultaten / "balans.csv")
    anders = lees_uitkomsten(resultaten / "balans_vergelijking.csv")
    sommen = lees_uitkomsten(resultaten / "balans_gebied.csv")
    _leeg(werkmap)
    woorden = _kopieer_figuren(editie, resultaten / "delen", werkmap / "figuren")
    schrijf_tekst(werkmap / "regio.ipynb", publiceer(resultaten / "notebooks" / "regio.ipynb"))
    delen = {
        "paginas": paginas.gemeentepaginas(editie, balans, anders, woorden),
        "wijzer": paginas.gemeentewijzer(balans) + "\n\n: De gemeenten {#tbl-wijzer}",
        "bronnen": paginas.bronnentabel(editie) + "\n\n: Bronnen van deze editie {#tbl-bronnen}",
        "bronnennoten": paginas.bronnennoten(editie),
        "editie": paginas.editietabel(editie) + "\n\n: Deze editie {#tbl-editie}",
        "editienoten": paginas.editienoten(editie),
        "normen": paginas.normentabel(editie) + "\n\n: Normen uit de woonafspraken {#tbl-normen}",
        "definities": paginas.definitietabel(editie) + "\n\n: Rekenwijzen {#tbl-uitleg}",
        **monitor.delen(editie, balans),
    }
    schrijf_tekst(werkmap / "delen.ipynb", _notitieboek(delen))
    schrijf_tekst(werkmap / "variabelen.yml", variabelen(editie, balans, sommen))


def publiceer(bron: Path) -> str:
    """An executed notebook as the report embeds it: captions and alternative texts, made from data
    and carried in the output's metadata, become cell options; times and other traces go."""
    notitieboek = nbformat.read(bron, as_version=4)
    cellen = [_publiceer_cel(cel) for cel in notitieboek.cells if _label(cel)]
    return nbformat.writes(new_notebook(cells=cellen, metadata=_KENMERK)) + "\n"


_KENMERK = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}


def _label(cel: Any) -> str | None:
    gevonden = re.search(r"^#\| label: (\S+)$", cel.source, re.MULTILINE)
    return gevonden.group(1) if gevonden else None


def _publiceer_cel(cel: Any) -> Any:
    opties, uitvoeren = [], []
    for uitvoer in cel.outputs:
        if uitvoer.output_type not in ("display_data", "execute_result"):
            continue
        uitvoeren.append(new_output("display_data", data=uitvoer.data))
        for soort, veld in (("image/svg+xml", "fig"), ("text/markdown", "tbl")):
            woorden = uitvoer.metadata.get(soort, {})
            if "bijschrift" in woorden:
                opties.append(
                    f"#| {veld}-cap: {json.dumps(woorden['bijschrift'], ensure_ascii=False)}"
                )
            if "alt" in woorden:
                opties.append(f"#| fig-alt: {json.dumps(woorden['alt'], ensure_ascii=False)}")
    kop, *rest = cel.source.split("\n")
    bron = "\n".join([kop, *opties, *rest])
    return _cel(cel.id, bron, uitvoeren)


def _notitieboek(delen: dict[str, str]) -> str:
    cellen = [
        _cel(naam, f"#| label: {naam}", [new_output("display_data", data={"text/markdown": tekst})])
        for naam, tekst in delen.items()
    ]
    return nbformat.writes(new_notebook(cells=cellen, metadata=_KENMERK)) + "\n"


def _cel(naam: str, bron: str, uitvoeren: list[Any]) -> Any:
    cel = new_code_cell(bron, outputs=uitvoeren)
    cel["id"] = naam
    return cel


def _kopieer_figuren(editie: Editie, delen: Path, doel: Path) -> dict[str, dict[str, str]]:
    """Copy the municipalities' figures; their words by municipality code."""
    doel.mkdir(parents=True)
    woorden = {}
    for code in editie.regio.gemeenten["gemeentecode"]:
        shutil.copyfile(delen / f"gemeente-{code}.svg", doel / f"gemeente-{code}.svg")
        woorden[code] = json.loads((delen / f"gemeente-{code}.json").read_text(encoding="utf-8"))
    return woorden


def _leeg(map_: Path) -> None:
    """Empty a folder but for what git keeps in it."""
    map_.mkdir(parents=True, exist_ok=True)
    for pad in map_.iterdir():
        if pad.is_dir():
            shutil.rmtree(pad)
        elif pad.name != ".gitkeep":
            pad.unlink()
