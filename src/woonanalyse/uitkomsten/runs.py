"""Which notebooks an edition is made from: with which parameters, and what each of them leaves."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from woonanalyse.kern.catalogus import notitieboeken, tabellen, van_notitieboek
from woonanalyse.kern.onderwerp import Notitieboek, Onderwerp, Tabel

if TYPE_CHECKING:
    from woonanalyse.onderwerpen.dossier import Dossier

VAN_AFSPRAKEN = ("afspraken.csv", "lezingen.csv", "feiten.csv")
"""Result files of the agreements, which no notebook judges."""
SAMENGEVOEGD = (*VAN_AFSPRAKEN, "herkomst.csv")
"""Result files that no notebook writes."""
AFSPRAKENRASTER = "delen/afspraken-raster.json"
"""What the grid of agreements says."""
AFSPRAKENFIGUUR = ("figuren/afspraken.svg", "figuren/afspraken.json")
"""The grid of agreements and its words: no notebook draws it."""
HERKOMSTBESTANDEN = ("herkomst.json", "ro-crate-metadata.json")
"""The same crate twice: by our own name, and by the one that tools for RO-Crate look for."""


@dataclass(frozen=True)
class Run:
    """One run of a notebook; `delen` by table the slice that it leaves, `producten` paths below the
    results folder.

    `gemeentecode`: of the municipality it is about; None for the region as a whole, and then the report
    embeds the notebook itself.
    """

    notitieboek: str
    naam: str
    omschrijving: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    delen: Mapping[str, str] = field(default_factory=dict)
    figuren: tuple[str, ...] = ()
    gemeentecode: str | None = None

    @property
    def geheel(self) -> bool:
        """Whether it is about the region as a whole."""
        return self.gemeentecode is None

    @property
    def producten(self) -> list[str]:
        """Slices and figures; a figure has its words beside it."""
        woorden = [figuur.removesuffix(".svg") + ".json" for figuur in self.figuren]
        return [*self.delen.values(), *self.figuren, *woorden]


def runs_van(dossier: Dossier) -> list[Run]:
    """All runs of an edition, the members of the region in their order."""
    runs = []
    for boek in notitieboeken().values():
        actief = [o for o in van_notitieboek(boek.naam) if _geeft_uit(dossier, o)]
        eigen = [tabel for onderwerp in actief for tabel in onderwerp.tabellen]
        if actief and boek.per != "geheel":
            leden = dossier.regio.gemeenten[["gemeentecode", "gemeente"]]
            runs += [
                _per_gemeente(boek, code, naam, eigen)
                for code, naam in leden.itertuples(index=False, name=None)
            ]
        if actief and boek.per != "gemeente":
            runs.append(_geheel(boek, dossier, eigen))
    return runs


def _geeft_uit(dossier: Dossier, onderwerp: Onderwerp) -> bool:
    """Whether a subject is there and its results are for readers: of an edition that knows totals alone
    nothing is that is about the balance of municipalities, nor what shares a notebook with it."""
    boek = onderwerp.notitieboek
    samen = van_notitieboek(boek.naam) if boek else [onderwerp]
    over_balans = any("balans" in (een.naam, *een.gebruikt) for een in samen)
    return dossier.heeft(onderwerp) and not (dossier.editie.alleen_totalen and over_balans)


def uitkomsten(runs: list[Run]) -> dict[str, list[str]]:
    """Result files that these runs give, each with its slices in order of the runs."""
    gevonden = {
        tabel.bestand: [run.delen[naam] for run in runs if naam in run.delen]
        for naam, tabel in tabellen().items()
    }
    return {bestand: delen for bestand, delen in gevonden.items() if delen}


def altijd() -> set[str]:
    """Notebooks that the work folder always holds: chapters refer to them even where they are hidden."""
    return {boek.naam for boek in notitieboeken().values() if boek.per != "gemeente"}


def bladzijdefiguren() -> list[str]:
    """The names of figures on the page of a municipality."""
    return [boek.bladzijde for boek in notitieboeken().values() if boek.bladzijde]


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


def _per_gemeente(boek: Notitieboek, code: str, gemeente: str, eigen: Sequence[Tabel]) -> Run:
    return Run(
        notitieboek=boek.naam,
        naam=f"{boek.naam}-{code}",
        omschrijving=f"{boek.naam} {gemeente}",
        parameters={"gemeente": gemeente},
        delen={tabel.naam: f"delen/{tabel.naam}-{code}.csv" for tabel in eigen},
        figuren=tuple(f"figuren/{figuur}-{code}.svg" for figuur in boek.figuren),
        gemeentecode=code,
    )


def _geheel(boek: Notitieboek, dossier: Dossier, eigen: Sequence[Tabel]) -> Run:
    """A notebook for the whole leaves all its tables; one for both only those with rows of the whole."""
    regio = dossier.regio
    gebied = {"regio": regio.naam, "provincie": regio.hele_provincie}.get(str(boek.gebied))
    slot = "" if boek.per == "geheel" else "-geheel"
    return Run(
        notitieboek=boek.naam,
        naam=boek.naam,
        omschrijving=f"{boek.naam} {gebied}" if gebied else boek.naam,
        parameters={"gemeente": gebied} if gebied else {},
        delen={
            tabel.naam: f"delen/{tabel.naam}{slot}.csv"
            for tabel in eigen
            if boek.per == "geheel" or tabel.naam_geheel
        },
    )
