"""Who may see what: levels, and what a table declares of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

Niveau = Literal["openbaar", "regio", "provincie", "intern"]
NIVEAUS: tuple[Niveau, ...] = get_args(Niveau)
"""From all readers to only the one that works with it; who may see a level may see those before it."""

NIET_OPENBAAR = "niet openbaar"
"""In place of a cell that is shown to nobody at this level."""


def boven(een: str, grens: Niveau) -> bool:
    """Whether `een` is hidden from readers of level `grens`. Raises ValueError for a level that is none."""
    for naam in (een, grens):
        if naam not in NIVEAUS:
            raise ValueError(f"{naam}: geen niveau; een van {', '.join(NIVEAUS)}")
    return NIVEAUS.index(een) > NIVEAUS.index(grens)


@dataclass(frozen=True)
class Klein:
    """Counts of `kolommen`, of persons: one that is small is not shown below level `niveau`."""

    kolommen: tuple[str, ...]
    niveau: Niveau = "intern"


@dataclass(frozen=True)
class Volgt:
    """`kolom` is computed from others, so it is hidden as soon as one of them is.

    `uit`: by column of the row its factor in a sum, `vorige`: the same of the row before in the series;
    `anders`: columns used in another way, as in a percentage. What is not named counts as known.
    """

    kolom: str
    uit: Mapping[str, int] = field(default_factory=dict)
    vorige: Mapping[str, int] = field(default_factory=dict)
    anders: tuple[str, ...] = ()


@dataclass(frozen=True)
class Som:
    """A total and its parts, both shown: as many parts are hidden as keep the total from telling one.

    Of columns: `kolom` is the sum of columns `uit`. Of rows: of the rows with the same `per`, those with
    `totaal` in column `wie` are the sum, in each of `kolommen`, of those with `delen` there; without
    `delen` of all others.
    """

    kolom: str = ""
    uit: tuple[str, ...] = ()
    wie: str = ""
    totaal: str = ""
    delen: str | None = None
    per: tuple[str, ...] = ()
    kolommen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Openbaarheid:
    """What of a table is shown at which level; of one that declares nothing all is.

    `kolommen`: by column its level; `rijen`: the column that holds the level of a row. `reeks`: the columns
    that tell series apart, then the one that orders a series. `negatief`: columns that may be below 0;
    `elders`: columns that readers have from elsewhere, also what of it is not in the table. `eerder`: in the
    module `berekening` the function that gives the same table as it was before, the earliest first.
    """

    kolommen: Mapping[str, Niveau] = field(default_factory=dict)
    rijen: str | None = None
    klein: Klein | None = None
    reeks: tuple[str, ...] = ()
    negatief: tuple[str, ...] = ()
    elders: tuple[str, ...] = ()
    eerder: str = ""
    volgt: tuple[Volgt, ...] = ()
    sommen: tuple[Som, ...] = ()

    @property
    def over_rijen(self) -> bool:
        """Whether what is hidden in a row depends on other rows than those of its own series."""
        return any(som.wie for som in self.sommen)


def als_openbaarheid(inhoud: Mapping[str, Any], schema: Mapping[str, Any]) -> Openbaarheid:
    """The declaration `inhoud`; a field of the Table Schema `schema` may have its own `niveau`."""
    velden = vast(inhoud)
    eigen = {v["name"]: v["niveau"] for v in schema.get("fields", ()) if "niveau" in v}
    velden["kolommen"] = {**velden.get("kolommen", {}), **eigen}
    if "klein" in velden:
        velden["klein"] = Klein(**vast(velden["klein"]))
    velden["volgt"] = tuple(Volgt(**vast(deel)) for deel in velden.get("volgt", ()))
    velden["sommen"] = tuple(Som(**vast(deel)) for deel in velden.get("sommen", ()))
    openbaarheid = Openbaarheid(**velden)
    klein = [openbaarheid.klein.niveau] if openbaarheid.klein else []
    for niveau in (*openbaarheid.kolommen.values(), *klein):
        boven(niveau, "openbaar")
    return openbaarheid


def vast(inhoud: Mapping[str, Any]) -> dict[str, Any]:
    """Lists as tuples."""
    return {naam: tuple(w) if isinstance(w, list) else w for naam, w in inhoud.items()}
