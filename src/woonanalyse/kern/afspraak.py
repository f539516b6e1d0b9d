"""An agreement: an entry of the file of agreements, as its schema describes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NotRequired, TypedDict, cast


class Lezing(TypedDict):
    """A way to read a text that can be read in two ways: what it says, and what only this reading has.

    `uiterlijk`: by when, `norm_onbekend`: that it leaves open how many (traject); `ook_bewijs`: sorts that
    count beside `bewijs` (cyclus); `peildag`: elke when a delivery of any day counts (frequentie); `per`:
    whom a norm holds for, gemeente or subregio, `plannen`: alle when soft ones count too (maximum);
    `start`: when a term begins (day or month), `start_van` by municipality code where it is another,
    `grond` where that stands (termijn).
    """

    uitleg: str
    uiterlijk: NotRequired[str]
    norm_onbekend: NotRequired[bool]
    ook_bewijs: NotRequired[list[str]]
    peildag: NotRequired[str]
    per: NotRequired[str]
    plannen: NotRequired[str]
    start: NotRequired[str]
    start_van: NotRequired[dict[str, str]]
    grond: NotRequired[str]


class Begin(TypedDict):
    """Where a path to a target begins."""

    datum: str
    waarde: float


class Afspraak(TypedDict):
    """Dates are ISO 8601; which fields a kind (`soort`) has, is in kern/schemas/afspraken.json."""

    artikel: int
    thema: str
    titel: str
    zegt: str
    partij: list[str]
    soort: str
    vanaf: str
    tot_en_met: str
    bron: str
    nodig: str
    levert: str
    onderdeel: NotRequired[str]
    norm: NotRequired[float]
    eenheid: NotRequired[str]
    register: NotRequired[str]
    bewijs: NotRequired[str]
    deels: NotRequired[str]
    getoond: NotRequired[list[str]]
    ook: NotRequired[list[str]]
    ernaast: NotRequired[str]
    noemer: NotRequired[str]
    uitzondering: NotRequired[str]
    buiten_regel: NotRequired[str]
    overleg: NotRequired[str]
    vanaf_woningen: NotRequired[int]
    niet_aan_de_orde: NotRequired[str]
    aanwezig: NotRequired[list[str]]
    jaar: NotRequired[int]
    begin: NotRequired[Begin]
    lezing: NotRequired[str]
    lezingen: NotRequired[dict[str, Lezing]]
    uiterlijk: NotRequired[str]
    zonder_bovenkant: NotRequired[str]
    telt_vanaf: NotRequired[str]
    eerdere_tekst: NotRequired[str]
    noot: NotRequired[str]
    besluit_bij: NotRequired[str]
    besluit: NotRequired[Mapping[str, str]]
    heet: NotRequired[dict[str, str]]


def met_lezing(afspraak: Afspraak, naam: str) -> Afspraak:
    """The agreement as one of its `lezingen` reads it."""
    return cast(Afspraak, {**afspraak, "lezing": naam})


def lezing_van(afspraak: Afspraak) -> Lezing | None:
    """The reading that is used; None of a text that is read in one way."""
    return afspraak["lezingen"][afspraak["lezing"]] if "lezing" in afspraak else None


def per_subregio(maximum: Afspraak) -> bool:
    """Whether its text can be read as a norm for the members of a subregion together."""
    return any(een.get("per") == "subregio" for een in maximum.get("lezingen", {}).values())


def van_lid(afspraak: Afspraak, code: str) -> Afspraak:
    """The agreement with only what its readings say of one municipality."""
    if "lezingen" not in afspraak:
        return afspraak
    lezingen = {
        naam: {
            **lezing,
            "start_van": {c: dag for c, dag in lezing.get("start_van", {}).items() if c == code},
        }
        for naam, lezing in afspraak["lezingen"].items()
    }
    return cast(Afspraak, {**afspraak, "lezingen": lezingen})


def onderwerp(afspraak: Afspraak) -> str:
    """What a rule is about, inside a sentence."""
    titel = afspraak["titel"]
    return titel if titel[1:2].isupper() else f"{titel[:1].lower()}{titel[1:]}"


def met_onderwerp(afspraken: Sequence[Afspraak], artikelen: Sequence[int]) -> list[str]:
    """Each article with what its rules are about between brackets: nobody has to look a number up."""
    over = {nr: [onderwerp(a) for a in afspraken if a["artikel"] == nr] for nr in artikelen}
    return [f"{nr} ({'; '.join(wat)})" for nr, wat in over.items()]
