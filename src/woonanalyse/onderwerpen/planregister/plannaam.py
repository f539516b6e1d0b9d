"""Names of plans: their words compared loosely, their numbers and phases strictly."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from rapidfuzz import fuzz

GELIJK, DEEL, WOORD, ANDERS = 1.0, 0.9, 0.5, 0.0
"""The same words; all words of one in the other; a word in common; nothing in common."""

_ROMEINS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8}
_JAAR = re.compile(r"(?:19|20)\d\d")
_EEN_FASE = r"(?:\d+[a-z]?|[ivx]+|[a-z]\d*)\b"
_FASE = re.compile(
    rf"\b(?:fasen?|deel)\s+({_EEN_FASE}(?:\s*(?:\+|&|/|,|en|t/m)\s*{_EEN_FASE})*)"
    r"|\b(\d+)\s*(?:de|e|ste)\s+fase"
)
_NUMMER = re.compile(r"(?<![a-z\d])(\d+(?:\.\d+)?)[a-z]?(?:\s*(?:-|t/m)\s*(\d+)[a-z]?)?(?![a-z\d])")
_HAAKJES = re.compile(r"\([^()]*\)")
_LETTER = re.compile(r"(?<=[a-z]{3}\s)([a-z])(?=\s*(?:$|[()\-]))")


class Vorm(NamedTuple):
    """Words that tell a plan; `met_programma`: those of its programme are among them."""

    woorden: frozenset[str]
    met_programma: bool


class Naam(NamedTuple):
    """A name, read: `tekst` its words in a row, `vormen` the sets of words that tell it (all, and what
    stands in and outside brackets), `nummers` ranges of numbers, `fasen` numbers and letters of phases.
    """

    tekst: str
    vormen: tuple[Vorm, ...]
    nummers: frozenset[tuple[float, float]]
    fasen: frozenset[str]


def plat(naam: str) -> str:
    """`naam` in small letters without accents."""
    return unicodedata.normalize("NFKD", naam).encode("ascii", "ignore").decode().casefold().strip()


def programmas(namen: Iterable[str], vanaf: int) -> set[str]:
    """The first parts (`programme - plan`) that `vanaf` or more of `namen` share, as `plat` writes them."""
    telling = Counter(delen[0] for naam in namen if len(delen := _delen(plat(naam))) > 1)
    return {deel for deel, aantal in telling.items() if aantal >= vanaf}


def lees_naam(naam: str, programma: Collection[str], regels: Mapping[str, Any]) -> Naam:
    """What `naam` says; `programma` as `programmas` found them, `regels` as koppelregels.yml has them."""
    heel = _voluit(plat(naam), regels["afkortingen"])
    delen = _delen(heel)
    rest = " - ".join(delen[1:]) if len(delen) > 1 and delen[0] in programma else heel
    fasen, over = _fasen(rest)
    algemeen = set(regels["algemeen"])
    binnen = re.findall(r"\(([^()]*)\)", rest)
    vormen = [
        Vorm(_woorden(vorm) - algemeen, False) for vorm in (rest, _HAAKJES.sub(" ", rest), *binnen)
    ]
    if rest != heel:
        vormen.append(Vorm(_woorden(heel) - algemeen, True))
    tekst = " ".join(re.findall(r"[a-z0-9]+", rest))
    eenmalig = tuple(dict.fromkeys(vorm for vorm in vormen if vorm.woorden))
    return Naam(tekst, eenmalig, _nummers(over), fasen)


def gelijkenis(een: Naam, ander: Naam, drempel: float) -> float:
    """GELIJK, DEEL, WOORD or ANDERS; words are the same from `drempel` (0 to 100) on."""
    if een.tekst == ander.tekst:
        return GELIJK
    return max(
        (
            _trap(a.woorden, b.woorden, drempel)
            for a in een.vormen
            for b in ander.vormen
            if not (a.met_programma and b.met_programma)
        ),
        default=ANDERS,
    )


def botst(een: Naam, ander: Naam) -> bool:
    """Whether both have numbers, or both have phases, and none is in both."""
    fasen = een.fasen and ander.fasen and not een.fasen & ander.fasen
    return bool(fasen) or bool(
        een.nummers and ander.nummers and not raken(een.nummers, ander.nummers)
    )


def omvat_fasen(geheel: Naam, deel: Naam) -> bool:
    """Whether the whole may hold the part: it names no phases, or all phases of the part."""
    return not geheel.fasen or (bool(deel.fasen) and deel.fasen <= geheel.fasen)


def _voluit(naam: str, afkortingen: Mapping[str, str]) -> str:
    """Words without what an official shortens at their end, such as dorpsstr."""
    for kort, voluit in afkortingen.items():
        naam = re.sub(rf"(?<=[a-z]{{2}}){kort}\b\.?", voluit, naam)
    return naam


def _delen(naam: str) -> list[str]:
    return [deel.strip() for deel in re.split(r"\s+-\s*|\s*-\s+", naam) if deel.strip()]


def _woorden(naam: str) -> frozenset[str]:
    """The words of three letters or more."""
    return frozenset(re.findall(r"[a-z]{3,}", naam))


def _fasen(naam: str) -> tuple[frozenset[str], str]:
    """The phases of `naam`, and the name without them; a Roman number is also that number."""
    genoemd: set[str] = set()
    for vondst in _FASE.finditer(naam):
        genoemd |= set(
            re.findall(r"\d+|[a-z]+", re.sub(r"\b(?:en|t/m)\b", " ", vondst[1] or vondst[2]))
        )
    over = _FASE.sub(" ", naam)
    genoemd |= set(_LETTER.findall(over))
    genoemd |= {w for w in re.findall(r"[a-z]+", over) if w in _ROMEINS and len(w) > 1}
    return frozenset(genoemd | {str(_ROMEINS[w]) for w in genoemd if w in _ROMEINS}), over


def _nummers(naam: str) -> frozenset[tuple[float, float]]:
    """Numbers and ranges of them, without years."""
    uit = set()
    for laag, hoog in _NUMMER.findall(naam):
        if not _JAAR.fullmatch(laag):
            uit.add((float(laag), max(float(laag), float(hoog or laag))))
    return frozenset(uit)


def raken(een: Collection[tuple[float, float]], ander: Collection[tuple[float, float]]) -> bool:
    """Whether a number, or a range of them, of the one is in one of the other."""
    return any(a[0] <= b[1] and b[0] <= a[1] for a in een for b in ander)


def _trap(a: frozenset[str], b: frozenset[str], drempel: float) -> float:
    kort, lang = sorted((a, b), key=lambda woorden: (len(woorden), sorted(woorden)))
    raak = [w for w in kort if any(fuzz.ratio(w, ander) >= drempel for ander in lang)]
    if not any(len(w) >= 4 for w in raak):
        return ANDERS
    return DEEL if len(raak) == len(kort) else WOORD
