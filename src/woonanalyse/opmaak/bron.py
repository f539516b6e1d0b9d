"""The sources as one text: includes, embeds and variables filled in, every line still traceable."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from woonanalyse.opmaak.embed import cel_als_markdown
from woonanalyse.opmaak.instellingen import lees_tekst, relatief, splits_kop
from woonanalyse.opmaak.problemen import Plaats, QuartoFout
from woonanalyse.opmaak.waarden import PRIVE, Oogst, Opzoeker

_ALLEEN = re.compile(r"^\s*\{\{<\s*(include|embed|pagebreak)\b\s*(.*?)\s*>\}\}\s*$")
_IN_TEKST = re.compile(r"\{\{<\s*(\S+)\s*(.*?)\s*>\}\}")
_HEK = re.compile(r"^\s*(`{3,}|~{3,})(.*)$")
_WEL = "include, embed en pagebreak (alleen op een regel), meta en var"


@dataclass(frozen=True, slots=True)
class Regel:
    """One line of the expanded text and where its author wrote it."""

    tekst: str
    plaats: Plaats


@dataclass(frozen=True)
class Omgeving:
    """Where the sources lie and what `meta` and `var` can find."""

    wortel: Path
    map: Path
    zoek: dict[str, Opzoeker]
    oogst: Oogst


def lees_bron(document: Path, omgeving: Omgeving) -> list[Regel]:
    """The body of the document, expanded."""
    naam = relatief(document, omgeving.wortel)
    tekst = lees_tekst(document, naam)
    kop = splits_kop(tekst)[1]
    regels = _regels("\n".join(tekst.split("\n")[kop:]), naam, kop)
    _controleer_tekens(regels, omgeving.oogst)
    return list(_breid_uit(regels, (document.resolve(),), omgeving))


def ingevoegd(document: Path, wortel: Path) -> list[Path]:
    """The document and every file that it includes, directly or not; also one that is not there."""
    gevonden, open_ = dict[str, Path](), [document]
    while open_:
        pad = open_.pop()
        if os.path.realpath(pad) not in gevonden:
            gevonden[os.path.realpath(pad)] = pad
            open_ += [_doel(doel, pad, wortel) for doel in _genoemd(pad, "include")]
    return list(gevonden.values())


def ingesloten(document: Path, wortel: Path) -> set[Path]:
    """The notebooks of which the document, or a file that it includes, embeds cells."""
    doelen = (
        _doel(doel.partition("#")[0], document, wortel)
        for pad in ingevoegd(document, wortel)
        for doel in _genoemd(pad, "embed")
    )
    return {Path(os.path.normpath(doel)) for doel in doelen}


def _genoemd(pad: Path, naam: str) -> list[str]:
    """What a file says behind each `include` or `embed`; nothing of one that is not there."""
    regels = pad.read_text("utf-8-sig", "replace").splitlines() if pad.is_file() else []
    treffers = (_ALLEEN.match(regel) for regel in regels)
    return [treffer[2] for treffer in treffers if treffer and treffer[1] == naam]


def vul_waarden(tekst: str, plaats: Plaats, omgeving: Omgeving) -> str:
    """Put a marker in the place of every `meta` and `var` in one line."""
    oogst = omgeving.oogst
    if "{{{<" in tekst:
        oogst.meld(plaats, "de vorm '{{{< … >}}}' wordt niet ondersteund", _WEL)
        return ""
    uit = _IN_TEKST.sub(lambda m: _waarde(m.group(1), m.group(2), plaats, omgeving), tekst)
    if "{{<" in uit:
        oogst.meld(plaats, "een shortcode loopt door over de regel of mist '>}}'", _WEL)
    return uit


def _regels(tekst: str, naam: str, vanaf: int = 0) -> list[Regel]:
    tekst = tekst.replace("\r\n", "\n").replace("\r", "\n")
    return [Regel(t, Plaats(naam, nr)) for nr, t in enumerate(tekst.split("\n"), start=vanaf + 1)]


def _breid_uit(regels: list[Regel], keten: tuple[Path, ...], omg: Omgeving) -> Iterator[Regel]:
    """Expand line by line; text inside a code block stays as it is.

    `keten` holds the files that include each other; it is empty for the output of a cell, where
    nothing can be included or embedded.
    """
    hek = ""
    for nr, regel in enumerate(regels):
        treffer = _HEK.match(regel.tekst)
        if treffer and not hek:
            hek = treffer.group(1)
            _controleer_codecel(treffer.group(2).strip(), regel.plaats, omg.oogst)
        elif treffer and _sluit(treffer, hek):
            hek = ""
        elif hek and "{{<" in regel.tekst:
            wat = "een shortcode in een codeblok wordt niet ondersteund"
            omg.oogst.meld(regel.plaats, wat, "de waarde in gewone tekst")
        elif not hek:
            buren = [
                r.tekst.strip() for r in (*regels[max(nr - 1, 0) : nr], *regels[nr + 1 : nr + 2])
            ]
            yield from _gewone_regel(regel, keten, any(buren), omg)
            continue
        yield regel


def _sluit(treffer: re.Match[str], hek: str) -> bool:
    tekens, rest = treffer.group(1), treffer.group(2).strip()
    return not rest and tekens[0] == hek[0] and len(tekens) >= len(hek)


def _gewone_regel(
    regel: Regel, keten: tuple[Path, ...], in_alinea: bool, omg: Omgeving
) -> Iterator[Regel]:
    alleen = _ALLEEN.match(regel.tekst)
    if alleen is None:
        if in_alinea and regel.tekst.rstrip() == "---":
            wat = "een blok metadata of een kop met '---' midden in de tekst"
            omg.oogst.meld(regel.plaats, wat, "metadata bovenaan het document; koppen met #")
        yield Regel(vul_waarden(regel.tekst, regel.plaats, omg), regel.plaats)
        return
    naam, doel = alleen.groups()
    if in_alinea:
        wat = f"'{naam}' staat niet alleen in een blok"
        omg.oogst.meld(regel.plaats, wat, "een lege regel ervoor en erna")
    elif naam == "pagebreak":
        yield Regel(omg.oogst.merk("pagina-einde"), regel.plaats)
    elif not keten:
        omg.oogst.meld(regel.plaats, f"'{naam}' in de uitvoer van een cel", "meta, var, pagebreak")
    elif naam == "embed":
        yield from _embed(doel, regel.plaats, omg)
    else:
        yield from _include(doel, regel.plaats, keten, omg)


def _include(doel: str, plaats: Plaats, keten: tuple[Path, ...], omg: Omgeving) -> Iterator[Regel]:
    """The lines of another file; a path starts at the including file, `/` at the project."""
    pad = _doel(doel, keten[-1], omg.wortel)
    naam = relatief(pad, omg.wortel)
    if not doel or pad.resolve() in keten:
        wat = f"include van '{doel}' roept zichzelf aan of noemt geen bestand"
        omg.oogst.meld(plaats, wat, "een ander bestand")
        return
    try:
        tekst = lees_tekst(pad, naam, plaats)
    except QuartoFout as fout:
        omg.oogst.problemen += fout.problemen
        return
    if splits_kop(tekst)[1]:
        omg.oogst.meld(Plaats(naam, 1), "metadata in een ingevoegd bestand", "metadata in rwp.qmd")
        return
    regels = _regels(tekst, naam)
    _controleer_tekens(regels, omg.oogst)
    leeg = Regel("", plaats)
    yield leeg
    yield from _breid_uit(regels, (*keten, pad.resolve()), omg)
    yield leeg


def _doel(doel: str, vanuit: Path, wortel: Path) -> Path:
    """The file that an include names: from the file that includes it, or with `/` from the project."""
    return wortel / doel[1:] if doel.startswith("/") else vanuit.parent / doel


def _embed(doel: str, plaats: Plaats, omg: Omgeving) -> Iterator[Regel]:
    """The outputs of notebook cells; a path starts at the document, `/` at the project."""
    bestand, hekje, cellen = doel.partition("#")
    if not hekje or not cellen or " " in doel or not bestand.endswith(".ipynb"):
        wat = f"embed van '{doel}' wordt niet ondersteund"
        omg.oogst.meld(plaats, wat, "embed notebook.ipynb#label, zonder opties")
        return
    pad = omg.wortel / bestand[1:] if bestand.startswith("/") else omg.map / bestand
    for cel in cellen.split(","):
        tekst = cel_als_markdown(pad, cel, plaats, omg.map, omg.oogst)
        naam = f"{relatief(pad, omg.wortel)}#{cel}"
        yield Regel("", plaats)
        yield from _breid_uit(_regels(tekst, naam), (), omg)
        yield Regel("", plaats)


def _waarde(naam: str, rest: str, plaats: Plaats, omg: Omgeving) -> str:
    """The marker for one shortcode in a line of text."""
    if naam not in omg.zoek:
        alleen = naam in ("include", "embed", "pagebreak")
        wat = f"'{naam}' staat niet alleen op een regel" if alleen else f"shortcode '{naam}'"
        omg.oogst.meld(plaats, f"{wat} wordt niet ondersteund" if not alleen else wat, _WEL)
        return ""
    waarde, reden = omg.zoek[naam](rest)
    if waarde is None:
        wel = "een bestaande sleutel met tekst; getallen met komma of punt tussen aanhalingstekens"
        omg.oogst.meld(plaats, f"{naam}: {reden}", wel)
        return ""
    return omg.oogst.merk("markdown", waarde)


def _controleer_tekens(regels: list[Regel], oogst: Oogst) -> None:
    for regel in regels:
        if PRIVE.search(regel.tekst):
            wat = "een teken voor privégebruik (U+E000–U+F8FF) kan niet in het rapport"
            oogst.meld(regel.plaats, wat, "gewone letters en tekens")


def _controleer_codecel(info: str, plaats: Plaats, oogst: Oogst) -> None:
    if re.match(r"^\{\s*[A-Za-z]", info):
        wat = f"een uitvoerbaar codeblok ({info})"
        oogst.meld(plaats, wat, "een cel uit een notebook met embed")
