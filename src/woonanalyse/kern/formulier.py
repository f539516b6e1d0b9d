"""The forms that others fill in, found where they are declared: columns, what each holds, an example."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from woonanalyse.kern import kolomeis
from woonanalyse.kern.catalogus import lees_verklaring, onderwerpen
from woonanalyse.kern.kolomeis import Kolom
from woonanalyse.kern.niveau import Niveau, boven

INTERN = "leveringen"
"""The package of forms of which the rows stay in data/intern."""


@dataclass(frozen=True)
class Formulier:
    """A register as others fill it in; `onderwerp` is the name of its subject, None for one of all, and
    leveringen for one of which the rows are internal.

    By column, in order: `kolommen` what the reader takes, `uitleg` that in plain Dutch, and `voorbeelden`,
    without the columns of which the example is a word or code of the region. `niveaus`: who may see what
    was filled in, of columns that are not for everyone; `rijniveau`: the column that says it of its row;
    `toon`: the columns that tell a reader what a row says.
    """

    naam: str
    onderwerp: str | None
    volgorde: int
    kolommen: Mapping[str, Kolom]
    uitleg: Mapping[str, str]
    voorbeelden: Mapping[str, str]
    niveaus: Mapping[str, Niveau]
    rijniveau: str | None
    toon: tuple[str, ...] = ()

    def verborgen(self, niveau: Niveau = "openbaar") -> list[str]:
        """The columns that readers of `niveau` are not shown."""
        return [kolom for kolom, eigen in self.niveaus.items() if boven(eigen, niveau)]


@cache
def formulieren() -> dict[str, Formulier]:
    """All forms by name, in order: of kern, a subject or leveringen a file `formulieren/<naam>.yml` each."""
    pakket = resources.files("woonanalyse")
    plekken: dict[str | None, Traversable] = {
        None: pakket / "kern" / "formulieren",
        INTERN: pakket / INTERN / "formulieren",
    }
    for onderwerp in onderwerpen():
        plekken[onderwerp.naam] = pakket / "onderwerpen" / onderwerp.naam / "formulieren"
    gemeen = lees_verklaring(pakket / "kern" / "kolommen.yml")
    gevonden = [
        als_formulier(pad.name.removesuffix(".yml"), wie, lees_verklaring(pad), gemeen)
        for wie, map_ in plekken.items()
        if map_.is_dir()
        for pad in map_.iterdir()
    ]
    return {f.naam: f for f in sorted(gevonden, key=lambda f: (f.volgorde, f.naam))}


def als_formulier(
    naam: str, onderwerp: str | None, inhoud: Mapping[str, Any], gemeen: Mapping[str, Any]
) -> Formulier:
    """The declaration `inhoud`; a column that is `gemeen` is as `gemeen` has it by its name.

    Raises ValueError for a level or words of a column that is not there.
    """
    eisen = {
        kolom: gemeen[kolom] if eis == "gemeen" else eis
        for kolom, eis in inhoud["kolommen"].items()
    }
    niveaus, rijniveau = inhoud.get("niveaus", {}), inhoud.get("rijniveau")
    genoemd = {*niveaus, *inhoud.get("toon", ()), *([rijniveau] if rijniveau else [])}
    vreemd = sorted(genoemd - eisen.keys())
    if vreemd:
        raise ValueError(f"{naam}: a level or words of {', '.join(vreemd)}, which is no column")
    return Formulier(
        naam=naam,
        onderwerp=onderwerp,
        volgorde=inhoud["volgorde"],
        kolommen={kolom: _als_kolom(eis) for kolom, eis in eisen.items()},
        uitleg={kolom: eis["uitleg"] for kolom, eis in eisen.items()},
        voorbeelden={kolom: eis["voorbeeld"] for kolom, eis in eisen.items() if "voorbeeld" in eis},
        niveaus=niveaus,
        rijniveau=rijniveau,
        toon=tuple(inhoud.get("toon", ())),
    )


_MAKERS: Mapping[str, Callable[..., Kolom]] = {
    "tekst": kolomeis.tekst,
    "datum": kolomeis.datum,
    "dag": kolomeis.dag,
    "jaar": kolomeis.jaar,
    "gemeentecode": kolomeis.gemeentecode,
    "geheel": kolomeis.geheel,
    "woningen": kolomeis.woningen,
    "kenmerk": kolomeis.kenmerk,
    "decimaal": kolomeis.decimaal,
}
"""By kind of column, of those that need no more said than whether a cell may be empty and how large it is."""


def _als_kolom(eis: Mapping[str, Any]) -> Kolom:
    keuzes: dict[str, Any] = {naam: eis[naam] for naam in ("leeg", "grens") if naam in eis}
    match eis["soort"]:
        case "een_van":
            return kolomeis.een_van(*eis["woorden"], **keuzes)
        case "patroon":
            return kolomeis.patroon(eis["patroon"], eis["verwacht"], eis.get("inhoud", "tekst"))
        case soort:
            return _MAKERS[soort](**keuzes)
