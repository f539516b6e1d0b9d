"""Which notebooks an edition is made from: with which parameters, and what each of them leaves."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from woonanalyse.onderwerpen.dossier import Dossier

UITKOMSTEN = {
    "balans.csv": "balans",
    "balans_vergelijking.csv": "vergelijking",
    "balans_gebied.csv": "gebied",
    "aandachtspunten.csv": "aandachtspunten",
    "wijzigingen.csv": "wijzigingen",
    "gebouwd.csv": "gebouwd",
    "plannen.csv": "plannen",
    "afstemming.csv": "afstemming",
    "wijkaanpak.csv": "wijkaanpak",
    "statushouders.csv": "statushouders",
}
"""Result files, and the name of the slices that each is joined from."""

SAMENGEVOEGD = ("afspraken.csv", "herkomst.csv")
"""Result files that no notebook writes: made when the slices are joined."""
AFSPRAKENFIGUUR = ("figuren/afspraken.svg", "figuren/afspraken.json")
"""The grid of agreements and its words: no notebook makes it, the join of the results does."""

ALTIJD = {"wijzigingen", "plannen", "wijkaanpak", "statushouders", "kaarten"}
"""Notebooks that the work folder always holds: chapters refer to them even where they are hidden."""


@dataclass(frozen=True)
class Run:
    """One run of a notebook; `producten` are paths below the results folder.

    `geheel`: about the region as a whole, so the report embeds the notebook itself.
    """

    notitieboek: str
    naam: str
    omschrijving: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    delen: tuple[str, ...] = ()
    figuren: tuple[str, ...] = ()
    geheel: bool = False

    @property
    def producten(self) -> list[str]:
        """Slices and figures; a figure has its words beside it."""
        woorden = [figuur.removesuffix(".svg") + ".json" for figuur in self.figuren]
        return [*self.delen, *self.figuren, *woorden]


def notitieboeken(dossier: Dossier) -> list[Run]:
    """All runs of an edition, the members of the region in their order."""
    regio = dossier.regio
    runs = [
        _per_gemeente("balans", c, n, ("balans", "vergelijking"), "gemeente")
        for c, n in _leden(dossier)
    ]
    runs.append(_geheel("regio", delen=("gebied", "aandachtspunten")))
    if dossier.voorganger and dossier.plannen:
        runs.append(_geheel("wijzigingen", delen=("wijzigingen", "gebouwd")))
    if dossier.plannen:
        runs.append(_geheel("plannen", delen=("plannen", "afstemming")))
    if dossier.wijkaanpak:
        runs += [_per_gemeente("wijkaanpak", c, n, ("wijkaanpak",)) for c, n in _leden(dossier)]
        provincie = str(regio.kop["provincie"])
        runs.append(_geheel("wijkaanpak", provincie, delen=("wijkaanpak-provincie",)))
    if dossier.statushouders:
        runs += [
            _per_gemeente("statushouders", c, n, ("statushouders",), "statushouders")
            for c, n in _leden(dossier)
        ]
        runs.append(_geheel("statushouders", regio.naam))
    if dossier.kaart:
        runs.append(_geheel("kaarten"))
    return runs


def uitkomsten(runs: list[Run]) -> dict[str, list[str]]:
    """Result files that these runs give, each with its slices in order of the runs."""
    gevonden = {
        bestand: [
            deel
            for run in runs
            for deel in run.delen
            if deel == f"delen/{naam}.csv" or deel.startswith(f"delen/{naam}-")
        ]
        for bestand, naam in UITKOMSTEN.items()
    }
    return {bestand: delen for bestand, delen in gevonden.items() if delen}


def factsheetnamen(gemeenten: Mapping[str, str]) -> dict[str, str]:
    """By municipality code a file name without extension that any file system takes: sint-anna-aan-zee.

    `gemeenten` holds names by code. The code stands behind a name where two come out the same, where
    letters are lost, and where it is too short, too long, kept for itself by Windows, or ends as a code
    does: so no two are the same.
    """
    kaal = {code: _bestandsnaam(naam) for code, naam in gemeenten.items()}
    namen = list(kaal.values())
    return {
        code: naam
        if namen.count(naam) == 1
        and 2 < len(naam) < LANGSTE
        and not BEZET.fullmatch(naam)
        and not _verliest_letters(gemeenten[code])
        else f"{naam[:LANGSTE]}-{code.lower()}".strip("-")
        for code, naam in kaal.items()
    }


LANGSTE = 60
BEZET = re.compile(r"aux|con|nul|prn|(?:com|lpt)\d|.*-?gm\d+")
"""Names that Windows keeps for itself, and those that look as if a code stands behind them."""


def _bestandsnaam(naam: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", _los(naam)).strip("-")


def _los(naam: str) -> str:
    """Lower case without accents."""
    los = unicodedata.normalize("NFKD", naam.lower())
    return "".join(teken for teken in los if not unicodedata.combining(teken))


def _verliest_letters(naam: str) -> bool:
    return any(teken.isalnum() and not teken.isascii() for teken in _los(naam))


def _leden(dossier: Dossier) -> list[tuple[str, str]]:
    return list(
        dossier.regio.gemeenten[["gemeentecode", "gemeente"]].itertuples(index=False, name=None)
    )


def _per_gemeente(
    boek: str, code: str, gemeente: str, delen: tuple[str, ...], figuur: str | None = None
) -> Run:
    return Run(
        notitieboek=boek,
        naam=f"{boek}-{code}",
        omschrijving=f"{boek} {gemeente}",
        parameters={"gemeente": gemeente},
        delen=tuple(f"delen/{deel}-{code}.csv" for deel in delen),
        figuren=(f"figuren/{figuur}-{code}.svg",) if figuur else (),
    )


def _geheel(boek: str, gebied: str | None = None, delen: tuple[str, ...] = ()) -> Run:
    return Run(
        notitieboek=boek,
        naam=boek,
        omschrijving=f"{boek} {gebied}" if gebied else boek,
        parameters={"gemeente": gebied} if gebied else {},
        delen=tuple(f"delen/{deel}.csv" for deel in delen),
        geheel=True,
    )
