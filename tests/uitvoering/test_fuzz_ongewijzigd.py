"""Random edits of any input: after each, what is made is what a run from scratch makes of it.

A task that wrongly counts as up to date leaves something else. The edits follow from a fixed seed;
WOONANALYSE_FUZZ asks for more of them, WOONANALYSE_FUZZ_BEGIN for another seed.
"""

from __future__ import annotations

import ast
import json
import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hulp import inhoud_van, kopieer_project, lees_rijen, opdracht, schrijf_rijen

pytestmark = [pytest.mark.traag, pytest.mark.lang]

AANTAL = int(os.environ.get("WOONANALYSE_FUZZ", "9"))
BEGIN = int(os.environ.get("WOONANALYSE_FUZZ_BEGIN", "2017"))
VERGELIJK_NA = 3
"""So many edits that a run accepted, then a run from scratch."""
INVOER = ("data/raw", "data/registers", "data/edities", "notebooks", "report/hoofdstukken", "src")
GEMAAKT = ("data/processed", "report/_werk")


def paden(wortel: Path, *mappen: str, soort: str = "*") -> list[Path]:
    """Files below these folders in a fixed order."""
    gevonden = (pad for map_ in mappen for pad in (wortel / map_).rglob(soort))
    return sorted(pad for pad in gevonden if pad.is_file() and "__pycache__" not in pad.parts)


def getal_in_csv(wortel: Path, kans: random.Random) -> Path | None:
    """A number that differs a little; a total that no longer fits is refused."""
    pad = kans.choice(paden(wortel, "data/raw", "data/registers", soort="*.csv"))
    kop, *rijen = lees_rijen(pad)
    cellen = [(r, k) for r in rijen for k, cel in enumerate(r) if re.fullmatch(r"\d{1,6}", cel)]
    if not cellen:
        return None
    rij, kolom = kans.choice(cellen)
    rij[kolom] = str(max(0, int(rij[kolom]) + kans.choice([-10, -5, -1, 1, 5, 10])))
    schrijf_rijen(pad, [kop, *rijen])
    return pad


def tekst_in_csv(wortel: Path, kans: random.Random) -> Path | None:
    pad = kans.choice(paden(wortel, "data/raw", "data/registers", soort="*.csv"))
    kop, *rijen = lees_rijen(pad)
    if not rijen:
        return None
    rij = kans.choice(rijen)
    kolom = kans.choice([k for k, cel in enumerate(rij)])
    rij[kolom] = kans.choice([f"{rij[kolom]} anders", "", rij[kolom].upper()])
    schrijf_rijen(pad, [kop, *rijen])
    return pad


def rij_in_csv(wortel: Path, kans: random.Random) -> Path | None:
    """A row less, a row twice, or two rows in another order."""
    pad = kans.choice(paden(wortel, "data/raw", "data/registers", soort="*.csv"))
    kop, *rijen = lees_rijen(pad)
    if len(rijen) < 2:
        return None
    plek, ander = kans.sample(range(len(rijen)), 2)
    match kans.choice(["weg", "dubbel", "omgewisseld"]):
        case "weg":
            del rijen[plek]
        case "dubbel":
            rijen.insert(plek, rijen[plek])
        case _:
            rijen[plek], rijen[ander] = rijen[ander], rijen[plek]
    schrijf_rijen(pad, [kop, *rijen])
    return pad


def yaml(wortel: Path, kans: random.Random) -> Path | None:
    """A digit or a word of a settings file, an edition, the agreements or a sidecar."""
    alle = [p for p in paden(wortel, "data", soort="*.yml") if "processed" not in p.parts]
    eigen = [p for p in alle if "raw" not in p.parts]
    pad = kans.choice(kans.choice([alle, eigen]))
    tekst = pad.read_text(encoding="utf-8")
    patroon = kans.choice([r"(?<=[ \[])\d+(?=[,\]\n])", r"\b(de|het|een|van|en)\b", r"\n"])
    plekken = list(re.finditer(patroon, tekst))
    if not plekken:
        return None
    raak = kans.choice(plekken)
    nieuw = {"\n": "\n# opmerking\n"}.get(raak[0]) or (
        str(int(raak[0]) + 1) if raak[0].isdigit() else f"{raak[0]} {raak[0]}"
    )
    pad.write_text(tekst[: raak.start()] + nieuw + tekst[raak.end() :], encoding="utf-8")
    return pad


def cel(wortel: Path, kans: random.Random) -> Path:
    """Words or code of a cell of a notebook, or its stored outputs."""
    pad = kans.choice(paden(wortel, "notebooks", soort="*.ipynb"))
    boek = json.loads(pad.read_bytes())
    deel = kans.choice(boek["cells"])
    match deel["cell_type"], kans.randrange(3):
        case "code", 0:
            deel["outputs"], deel["execution_count"] = [], 7
        case "code", 1:
            deel["source"] = ["#| label: nieuw\n", '"nieuwe cel"\n', *deel["source"]]
        case _:
            deel["source"] = [*deel["source"], "\n", "# nog een regel"]
    pad.write_text(json.dumps(boek, indent=1, ensure_ascii=False), encoding="utf-8")
    return pad


def code(wortel: Path, kans: random.Random) -> Path | None:
    """A sentence in the code, or only a comment."""
    lagen = [
        f"src/woonanalyse/{laag}" for laag in ("kern", "onderwerpen", "uitkomsten", "document")
    ]
    pad = kans.choice(paden(wortel, *lagen, soort="*.py"))
    tekst = pad.read_text(encoding="utf-8")
    regels = tekst.splitlines(keepends=True)
    raak = [
        knoop.lineno - 1
        for knoop in ast.walk(ast.parse(tekst))
        if isinstance(knoop, ast.Constant) and isinstance(knoop.value, str)
        if " van " in knoop.value and " van " in regels[knoop.lineno - 1]
    ]
    if raak and kans.random() < 0.7:
        nummer = kans.choice(raak)
        regels[nummer] = regels[nummer].replace(" van ", " van van ", 1)
    else:
        regels.append("# opmerking\n")
    pad.write_text("".join(regels), encoding="utf-8")
    return pad


def hoofdstuk(wortel: Path, kans: random.Random) -> Path:
    pad = kans.choice(paden(wortel, "report/hoofdstukken"))
    pad.write_text(pad.read_text(encoding="utf-8") + "\nNog een zin.\n", encoding="utf-8")
    return pad


def product(wortel: Path, kans: random.Random) -> Path:
    """Something that was made is gone, cut off, longer, or what another one should be."""
    alle = paden(wortel, *GEMAAKT)
    pad, ander = kans.sample([p for p in alle if p.name != ".gitkeep"], 2)
    inhoud = pad.read_bytes()
    match kans.randrange(4):
        case 0:
            pad.unlink()
        case 1:
            pad.write_bytes(inhoud[: len(inhoud) // 2])
        case 2:
            pad.write_bytes(inhoud + b"\n")
        case _:
            shutil.copyfile(ander, pad)
    return pad


Bewerking = Callable[[Path, random.Random], Path | None]
BEWERKINGEN: list[Bewerking] = [
    *(getal_in_csv, getal_in_csv, getal_in_csv, tekst_in_csv, rij_in_csv),
    *(yaml, yaml, cel, code, hoofdstuk, product, product),
]


def invoer_van(wortel: Path) -> dict[str, bytes]:
    """Every input by its path."""
    losse = sorted((wortel / "data").glob("*.yml"))
    return {
        pad.relative_to(wortel).as_posix(): pad.read_bytes()
        for pad in [*paden(wortel, *INVOER), *losse]
    }


def zet_invoer(wortel: Path, invoer: dict[str, bytes]) -> None:
    """Make the inputs these; a file that is as it should be is left alone."""
    for naam, inhoud in invoer.items():
        if (wortel / naam).read_bytes() != inhoud:
            (wortel / naam).write_bytes(inhoud)


def gemaakt_in(wortel: Path) -> dict[str, Any]:
    """All that is made, without what tells the time."""
    gevonden: dict[str, Any] = {}
    for pad in paden(wortel, *GEMAAKT):
        naam, inhoud = pad.relative_to(wortel).as_posix(), pad.read_bytes()
        if "/notebooks/" in naam:
            cellen = json.loads(inhoud)["cells"]
            gevonden[naam] = [(c["source"], c.get("outputs")) for c in cellen]
        else:
            gevonden[naam] = inhoud
    return gevonden


def loop(wortel: Path) -> tuple[int, str]:
    klaar = opdracht(wortel, "bereid", uitvoer=wortel.parent / f"{wortel.name}.txt", limiet=300)
    assert "Traceback" not in klaar.stdout, klaar.stdout
    return klaar.returncode, klaar.stdout


def van_voren_af_aan(wortel: Path, doel: Path) -> dict[str, Any]:
    """What a run makes in a new folder of the inputs in `wortel`."""
    kopieer_project(doel)
    zet_invoer(doel, invoer_van(wortel))
    code_, uitvoer = loop(doel)
    assert code_ == 0, uitvoer
    resultaat = gemaakt_in(doel)
    shutil.rmtree(doel)
    return resultaat


def test_after_any_edits_all_is_as_made_from_scratch(tmp_path: Path) -> None:
    kans = random.Random(BEGIN)
    wortel = kopieer_project(tmp_path / "project")
    assert loop(wortel)[0] == 0
    geschiedenis = [invoer_van(wortel)]
    logboek: list[str] = []
    aanvaard = geweigerd = mislukt = 0
    while len(logboek) < AANTAL:
        vooraf, gemaakt = invoer_van(wortel), {m: inhoud_van(wortel / m) for m in GEMAAKT}
        if len(geschiedenis) > 2 and kans.random() < 0.1:
            zet_invoer(wortel, kans.choice(geschiedenis))
            logboek.append("een eerdere stand")
        else:
            bewerking = kans.choice(BEWERKINGEN)
            pad = bewerking(wortel, kans)
            if pad is None:
                continue
            logboek.append(f"{bewerking.__name__}: {pad.relative_to(wortel)}")
        uit, uitvoer = loop(wortel)
        print(f"{len(logboek)}. {logboek[-1]}: {uit}", flush=True)
        if uit == 0:
            aanvaard += 1
            geschiedenis.append(invoer_van(wortel))
        else:
            assert logboek[-1].split(":")[0] not in ("product", "hoofdstuk", "een eerdere stand"), (
                uitvoer
            )
            if uit == 2:  # nothing is touched by data that are refused
                assert {m: inhoud_van(wortel / m) for m in GEMAAKT} == gemaakt, logboek
                geweigerd += 1
            else:
                mislukt += 1
            zet_invoer(wortel, vooraf)
            if kans.random() < 0.5:
                assert loop(wortel)[0] == 0, logboek
        if (uit == 0 and aanvaard % VERGELIJK_NA == 0) or len(logboek) == AANTAL:
            verwacht = van_voren_af_aan(wortel, tmp_path / f"nieuw-{len(logboek)}")
            assert uit == 0 or loop(wortel)[0] == 0
            hier = gemaakt_in(wortel)
            anders = [n for n in {*hier, *verwacht} if hier.get(n) != verwacht.get(n)]
            assert not anders, (sorted(anders), logboek)
    print(f"{aanvaard} aanvaard, {geweigerd} geweigerd, {mislukt} mislukt", flush=True)
    assert aanvaard >= AANTAL // 3
    assert "0 taken uitgevoerd" in loop(wortel)[1]
