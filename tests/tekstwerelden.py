"""All text of a report, without rendering it, of real editions and of made-up worlds."""

from __future__ import annotations

import ast
import csv
import io
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import yaml
from hulp import WORTEL, afsprakenfiguur, kopieer_gegevens, tabellen_van, zonder_sleutel

from woonanalyse.document import besluiten, paginas
from woonanalyse.document.besluitstukken import besluitstukken
from woonanalyse.document.delen import _slot
from woonanalyse.document.gemeenten import Inhouden, Uitkomsten, gemeentepaginas
from woonanalyse.document.variabelen import variabelen
from woonanalyse.kern.beeld.markdown import gewoon
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.uitkomsten.monitor import delen
from woonanalyse.uitkomsten.runs import runs_van

FIGUUR = {"alt": "Figuur.", "bijschrift": "Figuur"}
Wereld = Callable[[Path], None]


def teksten(wortel: Path, editie: str, op: str | None = None) -> Iterator[tuple[str, str]]:
    """Every piece of text of the report of an edition, by where it stands; `op`: another report date."""
    dossier = lees_dossier(wortel, editie)
    d = dossier if op is None else dossier.op_datum(op)
    tabellen = tabellen_van(d)
    balans, afspraken = tabellen["balans"], tabellen["afspraken"]
    vragen = besluiten.vragen_van(d.editie, afspraken, balans)
    figuur = afsprakenfiguur(d, afspraken)
    woorden = {"alt": figuur.alt, "bijschrift": figuur.bijschrift}
    figuren = [FIGUUR] * len(d.regio.gemeenten)
    leeg = dict(zip(d.regio.gemeenten["gemeentecode"], figuren, strict=True))
    gemaakt: dict[str, str] = {
        "variabelen": "\n\n".join(_woorden(yaml.safe_load(variabelen(d, tabellen, vragen)))),
        "gemeenten": gemeentepaginas(
            d, Inhouden(d, Uitkomsten(tabellen, vragen, afspraken)).alle(leeg)
        ),
        "bronnen": paginas.bronnennoten(d.zijbestanden, tabellen["herkomst"]),
        "editie": f"{paginas.editietabel(d.editie)}\n\n{paginas.editienoten(d.editie)}",
        "normen": paginas.normentabel(d.editie),
        **_slot(d, tabellen, vragen),
        **delen(d.editie, tabellen, woorden),
    }
    yield from gemaakt.items()
    if d.editie.lopend:
        yield from ((f"besluitstuk {stuk.naam}", stuk.tekst) for stuk in besluitstukken(d))
    for run in runs_van(d):
        if run.geheel or run.gemeentecode == d.regio.gemeenten["gemeentecode"].iloc[0]:
            with mock.patch("woonanalyse.onderwerpen.snede.lees_dossier", lambda *_, **__: dossier):
                uit = [
                    *_uit_notitieboek(wortel, run.notitieboek, {**run.parameters, "editie": editie})
                ]
            for nummer, tekst in enumerate(uit):
                yield f"{run.naam} {nummer}", tekst


def _woorden(inhoud: Any) -> Iterator[str]:
    """Texts of nested values, without file names."""
    if isinstance(inhoud, dict):
        for waarde in inhoud.values():
            yield from _woorden(waarde)
    elif isinstance(inhoud, str):
        yield inhoud


def _uit_notitieboek(wortel: Path, naam: str, parameters: dict[str, Any]) -> Iterator[str]:
    """What the cells of a notebook show, run here without a kernel."""
    boek = json.loads((WORTEL / "notebooks" / f"{naam}.ipynb").read_text(encoding="utf-8"))
    ruimte: dict[str, Any] = {}
    eigen, waar = {**parameters, "uit": None}, Path.cwd()
    os.chdir(wortel)
    try:
        for nummer, cel in enumerate(c for c in boek["cells"] if c["cell_type"] == "code"):
            yield from _cel("".join(cel["source"]), ruimte)
            if nummer == 0:
                ruimte |= eigen
    finally:
        os.chdir(waar)


def _cel(bron: str, ruimte: dict[str, Any]) -> Iterator[str]:
    boom = ast.parse(bron)
    slot = boom.body.pop() if boom.body and isinstance(boom.body[-1], ast.Expr) else None
    exec(compile(boom, "cel", "exec"), ruimte)
    if not isinstance(slot, ast.Expr):
        return
    getoond = eval(compile(ast.Expression(slot.value), "cel", "eval"), ruimte)
    for veld in ("markdown", "alt", "bijschrift"):
        if tekst := getattr(getoond, veld, ""):
            yield str(tekst)


def proza(tekst: str) -> list[str]:
    """The lines of Markdown that are no table, as a reader sees them."""
    kaal = re.sub(r"\]\([^)]*\)|\{[^}]*\}|\*", "", re.sub(r"`[^`]*`", "code", gewoon(tekst)))
    kaal = kaal.replace("\\", "")
    regels = [regel.strip(" -:*>") for regel in kaal.splitlines()]
    return [regel for regel in regels if regel and not regel.startswith(("|", "+", "<", "!["))]


_GETAL = r"(?<![\w./–−-])−?\d[\d.]*(?:,\d+)?%?"
_EEN = (
    "woningen|gemeenten|plannen|personen|artikelen|wijkaanpakken|partijen|rijen|colleges|halfjaren|"
    "bronnen|afspraken|gevallen|aantallen"
)
FOUTEN = {
    "numbers side by side": rf"{_GETAL} {_GETAL}(?![\w/])",
    "nothing of nothing": r"\b0 van (?:de )?0\b",
    "plural with one": rf"(?<![\d.,])\b(?:1|één) (?:{_EEN})\b|\b(?:van de|alle) 1\b(?![.,]\d)",
    "an empty list": (
        r"\b(?:in|van|voor|bij|uit|en|door) [.;:)]|\b[Aa]rtikel(?:en [.;:)]| ?[.;)])|: ?[.;]|\( ?\)"
    ),
    "a double space or sign": r"\S {2,}\S|,\s*,|;\s*;|(?<!\.)\.\.(?!\.)|\s[,.;](?:\s|$)",
    "a trace of code": r"\bnan\b|<NA>|\bNaT\b|\bNone\b|\bTrue\b|\bFalse\b|\bdict\b",
    "years without van, or one year twice": (
        r"(?<![Vv]an )(?<!\d)\b(?:19|20)\d\d tot en met (?:19|20)\d\d\b|\b(\d{4}) tot en met \1\b"
    ),
    "loose adverb": r"\berboven\b|\bernaast zijn\b",
    "difference of ratios as a percentage": r"\bverschil(?:len)? (?:van|is) −?[\d.,]+%",
    "van van": r"\b(van|in|de|is|en|het) \1\b",
}


def foute_zinnen(delen: Iterable[tuple[str, str]]) -> list[str]:
    """What is wrong in texts by where they stand: kind, place and line."""
    return [
        f"{soort} [{plek}]: {regel}"
        for plek, tekst in delen
        for regel in proza(tekst)
        for soort, patroon in FOUTEN.items()
        if re.search(patroon, regel)
    ]


def maak_wereld(doel: Path, wereld: Wereld) -> Path:
    """The project's data, changed into another world."""
    kopieer_gegevens(doel)
    wereld(doel)
    return doel


def norm(waarde: str) -> Wereld:
    """The norm of over-programming is another: nobody, or everybody, is above it."""

    def anders(wortel: Path) -> None:
        patroon = r"(soort: maximum\n  norm: )1\.0"
        _vervang(wortel / "data/afspraken.yml", patroon, rf"\g<1>{waarde}")

    return anders


def lezing(naam: str) -> Wereld:
    """The path to a number by a date is read in another way."""

    def anders(wortel: Path) -> None:
        _vervang(
            wortel / "data/afspraken.yml",
            r"(soort: traject(?:\n  .*)*?\n  lezing: )A\b",
            rf"\g<1>{naam}",
        )

    return anders


def geen_afstemming(wortel: Path) -> None:
    """No plan is large enough to coordinate."""
    _vervang(wortel / "data/planlijst.yml", r"(drempel_(?:binnen|buiten): )25", r"\g<1>9999")


def _vervang(pad: Path, patroon: str, nieuw: str) -> None:
    oud = pad.read_text(encoding="utf-8")
    tekst = re.sub(patroon, nieuw, oud)
    assert tekst != oud
    pad.write_text(tekst, encoding="utf-8")


def lege_registers(wortel: Path) -> None:
    """Nothing is on record."""
    for pad in (wortel / "data/registers").glob("*.csv"):
        pad.write_text(pad.read_text(encoding="utf-8").split("\n", 1)[0] + "\n", encoding="utf-8")


def zonder(*sleutels: str) -> Wereld:
    """The region file does not name these inputs."""
    return lambda wortel: zonder_sleutel(wortel, *sleutels)


def alleen_afspraken(*artikelen: int, met_lezingen: bool = True) -> Wereld:
    """A region that agreed on these articles only, of which nothing is on record; or on texts that are read
    in one way."""

    def anders(wortel: Path) -> None:
        pad, kop = wortel / "data/afspraken.yml", wortel / "data/regio.yml"
        alle = yaml.safe_load(pad.read_text(encoding="utf-8"))
        weg = () if met_lezingen else ("lezing", "lezingen")
        eigen = [
            {veld: wat for veld, wat in een.items() if veld not in weg}
            for een in alle
            if een["artikel"] in artikelen
        ]
        _schrijf_yaml(pad, eigen)
        regio = yaml.safe_load(kop.read_text(encoding="utf-8"))
        regio["rollen"] = {rol: nr for rol, nr in regio["rollen"].items() if nr in artikelen}
        if 7 not in artikelen:
            regio.pop("wijkaanpak", None)
        _schrijf_yaml(kop, regio)
        lege_registers(wortel)
        for map_ in (wortel / "data/voorbeelddata").glob("voorbeelddata_*.csv"):
            map_.unlink()

    return anders


def kaal(wortel: Path) -> None:
    """Nothing but the members, the norm read in one way, and the tables of the editions."""
    zonder("statushouders", "planlijst", "woningvoorraad", "kaart", "terugname")(wortel)
    zonder("overeenkomst_toelichting")(wortel)
    alleen_afspraken(13, met_lezingen=False)(wortel)
    pad = wortel / "data/edities/2017.yml"
    velden = yaml.safe_load(pad.read_text(encoding="utf-8"))
    weg = (
        "bandbreedte",
        "behoefte_later",
        "ernaast",
        "gepubliceerd",
        "afronding",
        "voorganger",
        "noten",
    )
    _schrijf_yaml(pad, {veld: wat for veld, wat in velden.items() if veld not in weg})


def _schrijf_yaml(pad: Path, inhoud: Any) -> None:
    tekst = yaml.safe_dump(inhoud, allow_unicode=True, sort_keys=False)
    pad.write_text(tekst, encoding="utf-8", newline="\n")


def alles_onbekend(wortel: Path) -> None:
    """The edition of 2017 is held without its figures."""
    pad = wortel / "data/edities/2017.yml"
    velden = yaml.safe_load(pad.read_text(encoding="utf-8"))
    for veld in ("balans", "bandbreedte", "behoefte_later"):
        velden.pop(veld, None)
    velden |= {"peildatum": None, "prognose": None}
    velden["periode"] = dict.fromkeys(velden["periode"])
    pad.write_text(yaml.safe_dump(velden, allow_unicode=True), encoding="utf-8")


NAMEN = {
    "Almelo": "Aalbeek", "Borne": "Bosdorp", "Dinkelland": "Duinland", "Enschede": "Elzestad",
    "Haaksbergen": "Hoogveen", "Hellendoorn": "Heidewaard", "Hengelo": "Hazenberg",
    "Hof van Twente": "Hof aan Zee", "Losser": "Lindeloo", "Oldenzaal": "Oudezee",
    "Rijssen-Holten": "Rietveld", "Tubbergen": "Tulpenoord", "Twenterand": "Tolrand",
    "Wierden": "Waterloo", "Netwerkstad": "Kust", "Twente Noord": "Noordrand",
    "Twente Zuid": "Zuidrand", "Twente": "Zeeveld", "Twents": "Zeevelds", "Overijssel": "Merenland",
}  # fmt: skip


def andere_namen(wortel: Path) -> None:
    """Another region: other names everywhere, and every article has another number."""
    for pad in (
        p for p in (wortel / "data").rglob("*") if p.suffix in (".yml", ".csv", ".geojson")
    ):
        tekst = pad.read_text(encoding="utf-8")
        for oud, nieuw in NAMEN.items():
            tekst = re.sub(rf"(?<![/_\w]){oud}(?![/_])", nieuw, tekst)
        pad.write_text(_hernummer(pad, tekst), encoding="utf-8")


def _hernummer_kolom(tekst: str) -> str:
    """A register in which column `artikel`, where it has one, counts a hundred more."""
    rijen = list(csv.reader(io.StringIO(tekst, newline="")))
    if "artikel" not in rijen[0]:
        return tekst
    plek = rijen[0].index("artikel")
    for rij in rijen[1:]:
        rij[plek] = str(int(rij[plek]) + 100)
    uit = io.StringIO(newline="")
    csv.writer(uit, lineterminator="\n").writerows(rijen)
    return uit.getvalue()


def _hernummer(pad: Path, tekst: str) -> str:
    def plus(getal: re.Match[str]) -> str:
        return re.sub(r"\d+", lambda n: str(int(n[0]) + 100), getal[0])

    tekst = re.sub(r"artikel(?:en)?:? \d+(?:(?:, | en | tot en met )\d+)*", plus, tekst)
    if pad.name == "regio.yml":
        tekst = re.sub(r"\{maximum_dekking[^}]*\}", plus, tekst)
        tekst = re.sub(r"alleen van \d+ tot en met \d+", plus, tekst)
    if pad.parent.name in ("registers", "voorbeelddata"):
        tekst = _hernummer_kolom(tekst)
    return tekst
