"""Who decides on a proposal, and all that the proposals of an edition are made from."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from woonanalyse.afspraken import beeld
from woonanalyse.afspraken.uitkomst import GEZAMENLIJK
from woonanalyse.document import besluiten
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.onderwerpen.bereken import bereken, bereken_een
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.uitkomsten.monitor import monitortabellen

GS = "GS"


@dataclass(frozen=True)
class College:
    """Who decides. `code`: of the municipality, or GS; `partijen`: its names in outcomes, its own first;
    `informeert`: whom it tells."""

    code: str
    kort: str
    vol: str
    partijen: tuple[str, ...]
    informeert: str

    @property
    def is_gs(self) -> bool:
        """Whether it is the province's."""
        return self.code == GS

    @property
    def levert(self) -> str:
        """How those who deliver data are called, of whom it is one."""
        return "provincie" if self.is_gs else "gemeente"


@dataclass(frozen=True)
class Grond:
    """All that the proposals of an edition are made from; `uitkomsten`: tables by name."""

    dossier: Dossier
    uitkomsten: dict[str, pd.DataFrame]
    vragen: pd.DataFrame

    @classmethod
    def van(cls, dossier: Dossier) -> Grond:
        """Compute what the proposals need."""
        editie = dossier.editie
        uit = bereken(dossier, ["balans", "balans_gebied", "voorwaarden"])
        uit |= monitortabellen(editie, uit["balans"])
        if editie.normen is not None:
            uit["normen"] = bereken_een(dossier, "normen")
        if editie.planstand is not None:
            uit |= bereken(dossier, ["strategie", "programma", "scenarios"])
        return cls(dossier, uit, besluiten.vragen_van(editie, uit["afspraken"], uit["balans"]))

    @property
    def editie(self) -> Editie:
        """The edition that is decided on."""
        return self.dossier.editie

    def colleges(self) -> list[College]:
        """GS, and B&W of each municipality."""
        regio = self.dossier.regio
        gs = College(
            GS,
            f"GS van {regio.provincie}",
            f"Gedeputeerde Staten van {regio.provincie}",
            ("GS", "provincie", GEZAMENLIJK),
            "Provinciale Staten",
        )
        leden = regio.gemeenten[["gemeentecode", "gemeente", "subregio"]]
        return [
            gs,
            *(
                College(
                    code, f"B&W van {naam}", f"het college van B&W van {naam}", (naam, sub), "Raad"
                )
                for code, naam, sub in leden.itertuples(index=False)
            ),
        ]

    def rijen(self, naam: str, college: College) -> pd.DataFrame:
        """The rows of a table of outcomes that are about a college."""
        frame = self.uitkomsten[naam]
        return frame[frame["partij"].isin(college.partijen)]

    def eigen(self, naam: str, college: College) -> pd.DataFrame:
        """The rows of a table per municipality that are about a college's own."""
        frame = self.uitkomsten[naam]
        return frame[frame["gemeentecode"] == college.code]

    def gevraagd(self, college: College) -> pd.DataFrame:
        """What is asked of a college."""
        return self.vragen[self.vragen["partij"] == college.partijen[0]]


def inleiding(zin: str) -> str:
    """A line that stays with the table below it."""
    return f"::: {{custom-style=Inleiding}}\n{veilig(zin)}\n:::"


def open_van(grond: Grond, college: College) -> list[Afspraak]:
    """The agreements of which something is not known of a college, by article."""
    return beeld.onbekende(grond.editie.regio.afspraken, grond.rijen("afspraken", college))
