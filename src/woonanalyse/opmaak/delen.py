"""The expanded text in parts that pandoc reads the same apart as together; each begins at a heading."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from woonanalyse.opmaak.waarden import DICHT, OPEN

_KOP = re.compile(r"#{1,2} .+")
_EEN_KOP = re.compile(r"#+\s+(.+?)(?:\s*\{[^{}]*\})?\s*")
"""A heading and its text, without classes behind it."""
_LABEL = re.compile(r"\{[^{}]*#([^{}\s]+)[^{}]*\}")
_OPENT = re.compile(r":{3,}\s*(?:\{.*\}|[^\s:{}]+)\s*:*\s*")
_SLUIT = re.compile(r":{3,}\s*")
_HEK = re.compile(r"(`{3,}|~{3,})[^`]*")
_VOORWAARDE = re.compile(
    r":{3,}\s*\{\.content-(?:visible|hidden) (?:when|unless)-\w+=\"[^\"]*\"\}\s*"
)
_VER = re.compile(
    r"^\s{0,3}\[[^\]]+\]:|^\s{0,3}\*\[|^[ \t]*\(@|(?<!\\)\[\^|\^\["  # what is declared elsewhere
    r"|(?<!\\)<[A-Za-z/!?]|\\(?:begin|end|def|let|(?:re)?newcommand|newenvironment)\b"
    r"|^[ \t]+:{3,}|^[ \t]*\+[-+=:]{3,}[ \t]*$|^[ \t]*-+(?:[ \t]+-+)*[ \t]*$|^=+[ \t]*$",
    re.MULTILINE,
)
"""What can reach over parts: notes, links by name, raw HTML and TeX, tables without edges, indented Divs."""
_NAAM = re.compile(r"(?<!\\)\[(?:\\.|[^\[\]\\])*\](?![({\[:])")
"""Text in brackets alone: where it is the text of a heading, pandoc makes it a link to that."""
_VOOR_EEN_VORM = re.compile(
    r"^(:{3,} \{\.content-(visible|hidden) (when|unless)-format=\"(html|typst)\"\}\n)"
    rf"((?:(?! *(?::::|#|```|~~~))[^{OPEN}\n]*\n)*)(?=:{{3,}} *$)",
    re.MULTILINE,
)
"""What is for one form alone, without headings, code, values or Divs in it."""
WEINIG = 60_000
"""Signs: a process more takes longer than they do."""
HOOGSTENS = 400_000
"""Signs that one process gets: what it needs of memory does not grow with a report."""
_GEMERKT = re.compile(f"{OPEN}(\\d+){DICHT}")


@dataclass
class _Stand:
    """Where a line stands: in which Divs, and whether in a fence of code."""

    divs: list[str] = field(default_factory=list)
    hek: str = ""


def splits(tekst: str) -> list[str] | None:
    """The parts, in their order; None where the text may hold something that reaches from one to another.

    A part begins at a heading of level 1 or 2. Conditions around it are opened and closed in each part.
    """
    regels, stand = tekst.split("\n"), _Stand()
    samen = _samen(regels)
    if _VER.search(tekst) or _losse_namen(tekst) or samen is None:
        return None
    delen: list[list[str]] = [[]]
    vorige = ""
    for nr, regel in enumerate(regels):
        kop = not stand.hek and _staat_los(vorige) and _KOP.fullmatch(regel)
        if kop and _open(stand) and not any(eerste < nr <= laatste for eerste, laatste in samen):
            delen[-1] += ["", *(":::" for _ in stand.divs)]
            delen.append([deel for div in stand.divs for deel in (div, "")])
        if not _volgt(stand, regel, vorige):
            return None
        delen[-1].append(regel)
        vorige = regel
    return None if stand.divs or stand.hek else ["\n".join(deel) for deel in delen]


def zonder_andere_vorm(deel: str, soort: str) -> str:
    """A part with nothing between the edges of what is not for this form (html or typst)."""

    def leeg(treffer: re.Match[str]) -> str:
        begin, zichtbaar, wanneer, vorm, inhoud = treffer.groups()
        geldt = (vorm == soort) == (wanneer == "when")
        return begin + (inhoud if geldt == (zichtbaar == "visible") else "\n")

    return _VOOR_EEN_VORM.sub(leeg, deel)


def heeft_waarden(deel: str) -> bool:
    """Whether there are markers in a part."""
    return _GEMERKT.search(deel) is not None


def met_eigen_nummers(deel: str) -> tuple[str, list[int]]:
    """A part with its markers numbered from 0, and the numbers that they had."""
    nummers: dict[int, int] = {}

    def nummer(treffer: re.Match[str]) -> str:
        return f"{OPEN}{nummers.setdefault(int(treffer[1]), len(nummers))}{DICHT}"

    return _GEMERKT.sub(nummer, deel), list(nummers)


def met_nummers_vanaf(deel: str, eerste: int) -> str:
    """A part of which the markers are numbered from `eerste`."""
    return _GEMERKT.sub(lambda t: f"{OPEN}{int(t[1]) + eerste}{DICHT}", deel)


def in_groepen(delen: Mapping[str, str], tegelijk: int) -> list[dict[str, str]]:
    """As many groups as there are processes, about as much work, and more where that is much; those without
    values apart, which takes a filter less. What is little work for one goes to one."""
    groepen = list[dict[str, str]]()
    for met in (True, False):
        soort = {s: deel for s, deel in delen.items() if heeft_waarden(deel) is met}
        werk = {sleutel: _werk(deel) for sleutel, deel in soort.items()}
        samen = sum(werk.values())
        aantal = max(min(tegelijk, 1 + samen // WEINIG), -(-samen // HOOGSTENS))
        eigen: list[dict[str, str]] = [{} for _ in range(aantal)]
        for sleutel in sorted(soort, key=lambda een: -werk[een]):
            min(eigen, key=lambda groep: sum(werk[een] for een in groep))[sleutel] = soort[sleutel]
        groepen += eigen
    return [groep for groep in groepen if groep]


def _werk(deel: str) -> int:
    """How much pandoc has to read of a part, in signs; it is given most rows of tables as they are."""
    return sum(len(regel) for regel in deel.split("\n") if not regel.startswith("| "))


def _losse_namen(tekst: str) -> bool:
    """Whether some text in brackets may be a reference to a heading."""
    return any(not naam.startswith(("[@", "[-@")) for naam in _NAAM.findall(tekst))


def _samen(regels: Sequence[str]) -> list[tuple[int, int]] | None:
    """From which to which line no part may begin: pandoc makes the label of a heading that has none, and
    looks at all others. None where the text of such a heading is not known yet."""
    gemaakt, plekken = set[str](), defaultdict[str, list[int]](list)
    for nr, regel in enumerate(regels):
        for label in _LABEL.findall(regel):
            plekken[_kern(label)].append(nr)
        kop = _EEN_KOP.fullmatch(regel)
        if kop and not _LABEL.search(regel):
            if OPEN in regel:
                return None
            plekken[_kern(kop[1])].append(nr)
            gemaakt.add(_kern(kop[1]))
    return [(min(plekken[kern]), max(plekken[kern])) for kern in sorted(gemaakt)]


def _kern(tekst: str) -> str:
    """What is left of a text in any label."""
    return re.sub(r"^[\W\d_]+|[\W_]+", "", tekst.lower())


def _open(stand: _Stand) -> bool:
    """Whether all Divs around are conditions, which may be opened more than once."""
    return all(_VOORWAARDE.fullmatch(div) for div in stand.divs)


def _volgt(stand: _Stand, regel: str, vorige: str) -> bool:
    """Take in one line; False where it is not certain how pandoc reads it."""
    if stand.hek:
        kaal = regel.strip()
        if (
            kaal
            and kaal[0] == stand.hek[0]
            and len(kaal) >= len(stand.hek)
            and set(kaal) == {kaal[0]}
        ):
            stand.hek = ""
        return True
    hek = _HEK.fullmatch(regel)
    if hek:
        stand.hek = hek[1]
        return not vorige.strip()
    if not regel.startswith(":::"):
        return not regel.lstrip().startswith(("```", "~~~"))
    if _SLUIT.fullmatch(regel):
        if not stand.divs:
            return False
        stand.divs.pop()
        return True
    stand.divs.append(regel)
    return _staat_los(vorige) and _OPENT.fullmatch(regel) is not None


def _staat_los(vorige: str) -> bool:
    """Whether a line begins a block, by the one before it."""
    return not vorige.strip() or vorige.startswith(":::")
