"""The dossier of an edition: the edition, the one before it, and what the region knows beside them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from woonanalyse.bronnen.editie import Editie, lees_editie_van
from woonanalyse.bronnen.planbronnen import Planbronnen, lees_planbronnen
from woonanalyse.bronnen.regio import Regio, lees_regio
from woonanalyse.bronnen.registers import REGISTERS
from woonanalyse.bronnen.statushouders import Statushouders, lees_statushouders
from woonanalyse.bronnen.wijkaanpakken import Wijkaanpakken, lees_wijkaanpakken
from woonanalyse.fouten import InvoerFout, Probleem

Deel = TypeVar("Deel")


@dataclass(frozen=True)
class Dossier:
    """All that notebooks and report of one edition are made from.

    `voorganger` is None for the first edition; a part the region file does not name is None too.
    `voorbeelddata` says whether made rows were read as well: then everything must be marked.
    """

    editie: Editie
    voorganger: Editie | None
    wijkaanpak: Wijkaanpakken | None
    statushouders: Statushouders | None
    plannen: Planbronnen | None
    voorbeelddata: bool

    @property
    def naam(self) -> str:
        """The name of the folders of its results; never that of real ones when it has made rows."""
        return f"{self.editie.naam}-voorbeelddata" if self.voorbeelddata else self.editie.naam

    @property
    def regio(self) -> Regio:
        """The region of the edition."""
        return self.editie.regio

    @property
    def _delen(self) -> list[Any]:
        delen = (self.editie, self.voorganger, self.plannen, self.wijkaanpak, self.statushouders)
        return [deel for deel in delen if deel is not None]

    @property
    def zijbestanden(self) -> list[dict[str, Any]]:
        """The sidecars of every raw file, each once, those of the edition first."""
        alle = [zij for deel in self._delen for zij in deel.zijbestanden]
        return list({zij["bestand"]: zij for zij in reversed(alle)}.values())[::-1]

    @property
    def bestanden(self) -> list[str]:
        """Every file the dossier is read from, from the root, each once."""
        verzonnen = [
            f"{self.regio.kop['voorbeelddata']}/voorbeelddata_{naam}.csv" for naam in REGISTERS
        ]
        paden = [pad for deel in self._delen for pad in deel.bestanden]
        return list(dict.fromkeys([*paden, *(verzonnen if self.voorbeelddata else [])]))


def lees_dossier(wortel: Path, editie: str, *, voorbeelddata: bool = False) -> Dossier:
    """Read all of edition `editie`; raises InvoerFout with the problems of all files together."""
    return lees_dossier_van(wortel, lees_regio(wortel), editie, voorbeelddata=voorbeelddata)


def lees_dossier_van(
    wortel: Path, regio: Regio, editie: str, *, voorbeelddata: bool = False
) -> Dossier:
    """As `lees_dossier`, in a region already read."""
    problemen: list[Probleem] = []

    def probeer(lees: Callable[[], Deel]) -> Deel | None:
        try:
            return lees()
        except InvoerFout as fout:
            problemen.extend(fout.problemen)
            return None

    def deel(sleutel: str, lees: Callable[[str], Deel]) -> Deel | None:
        bestand = regio.kop.get(sleutel)
        return probeer(lambda: lees(bestand)) if bestand else None

    eigen = probeer(lambda: lees_editie_van(wortel, regio, editie, voorbeelddata=voorbeelddata))
    voor = eigen.kop.get("voorganger") if eigen else None
    voorganger = (
        probeer(lambda: lees_editie_van(wortel, regio, voor, voorbeelddata=voorbeelddata))
        if voor
        else None
    )
    leden = regio.gemeenten
    wijken = deel("wijkaanpak", lambda _: lees_wijkaanpakken(wortel, regio))
    mensen = deel("statushouders", lambda bestand: lees_statushouders(wortel, leden, bestand))
    plannen = deel("planlijst", lambda bestand: lees_planbronnen(wortel, leden, bestand))
    if problemen or eigen is None:
        raise InvoerFout(list(dict.fromkeys(problemen)))
    return Dossier(eigen, voorganger, wijken, mensen, plannen, voorbeelddata)
