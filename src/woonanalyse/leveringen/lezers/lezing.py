"""What is read of one delivered file: cells to values, rows of the register, and what is said of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from woonanalyse.kern import kolomeis
from woonanalyse.kern.kolomeis import Kolom
from woonanalyse.leveringen.levering import Cel, Levering, Rekening, Tabel
from woonanalyse.leveringen.lezers.kolomkoppen import Kolomkop, Koppen
from woonanalyse.leveringen.lezers.ongelezen import keur_formules
from woonanalyse.leveringen.lezers.veld import Veld, letter
from woonanalyse.leveringen.melder import Melder
from woonanalyse.leveringen.openen.boek import Blad
from woonanalyse.leveringen.verslag import noem_blad
from woonanalyse.leveringen.vorm import Vorm
from woonanalyse.leveringen.waarden.gemeentelezer import Gemeentelezer
from woonanalyse.leveringen.waarden.waarde import Waarde, als_tekst, lees_waarde
from woonanalyse.leveringen.waarden.woordenlijst import Woordenlijst, gemene_lijsten
from woonanalyse.onderwerpen.planregister.tabellen import TABELLEN, getypt, register


@dataclass
class Lezing:
    """Collects what one file holds. `gemeenten`: gemeentecode, gemeente, cbs_naam of the region.

    `partij` is the municipality that delivers (its code), where the file does not name it itself;
    `peildatum` decides which words of dated lists hold; `komma`: whether a decimal comma can be meant.
    """

    vorm: Vorm
    gemeenten: pd.DataFrame
    partij: str = ""
    peildatum: date | None = None
    komma: bool = False
    melder: Melder = field(default_factory=Melder)
    rijen: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {naam: [] for naam in TABELLEN}
    )
    plekken: dict[tuple[str, int, str], Cel] = field(default_factory=dict)
    sloopvelden: list[tuple[Veld, int]] = field(default_factory=list)

    def meld(
        self, code: str, velden: Iterable[Veld | Cel], *, gevonden: str = "", **woorden: object
    ) -> None:
        """Say something of these cells, in the words that go with `code`."""
        plekken = list(velden)
        eerste = next((v for v in plekken if isinstance(v, Veld)), None)
        self.melder.zeg(
            code,
            [veld.cel if isinstance(veld, Veld) else veld for veld in plekken],
            gevonden or (als_tekst(eerste.inhoud) if eerste else ""),
            eerste.opschrift if eerste else "",
            **woorden,
        )

    def _waarde(self, veld: Veld, waarde: Waarde, soort: str) -> str:
        """What a cell says; what is wrong with it, or was done to it, is said."""
        if waarde.bezwaar:
            woorden = {"verwacht": waarde.bezwaar, "herstel": waarde.herstel}
            self.meld(f"lees_{soort}", [veld], **woorden)
            return ""
        if waarde.notitie:
            woorden = {"goed": waarde.tekst, "sinds": waarde.sinds}
            gevonden = als_tekst(veld.inhoud)
            self.melder.verzamel(waarde.notitie, veld.cel, gevonden, veld.opschrift, **woorden)
        return waarde.tekst

    def _lees(self, veld: Veld, kolom: Kolom) -> str:
        """What a cell says as a column takes it; empty where there is nothing or it is refused."""
        if veld.zonder_waarde:
            self.meld("lees_formule", [veld])
            return ""
        if veld.leeg:
            return ""
        return self._waarde(veld, lees_waarde(veld.inhoud, kolom, self.komma), kolom.soort)

    def foute_rijen(self, blad: Blad) -> set[int]:
        """The rows of a sheet in which something is wrong."""
        return {r for r in range(1, len(blad.rijen) + 1) if self.melder.fouten_in(blad.naam, r)}

    def tekst(self, veld: Veld) -> str:
        """Text; empty where there is none or it is refused."""
        return self._lees(veld, kolomeis.tekst(leeg=True))

    def kenmerk(self, veld: Veld) -> str:
        """An id; empty, said, where there is none or a spreadsheet spoiled it."""
        kolom = register()["plannen"].kolommen["plan_id"]
        if veld.leeg:
            return self._waarde(veld, lees_waarde(None, kolom), "kenmerk")
        return self._lees(veld, kolom)

    def geheel(self, veld: Veld) -> int | None:
        """A whole number of dwellings, negative or not; None where there is none or it is refused."""
        return self._woningen(veld, "rest")

    def aantal(self, veld: Veld) -> int | None:
        """A number of dwellings of 0 or more; None where there is none or it is refused."""
        return self._woningen(veld, "totaal")

    def _woningen(self, veld: Veld, kolom: str) -> int | None:
        if veld.samengevoegd and not veld.leeg:
            self.meld("getal_samengevoegd", [veld])
            return None
        return _int(self._lees(veld, register()["plannen"].kolommen[kolom]))

    def jaar(self, veld: Veld) -> int | None:
        """A year; None where there is none or it is refused."""
        return _int(self._lees(veld, kolomeis.jaar()))

    def dag(self, veld: Veld) -> date | None:
        """A day; None where there is none or it is refused."""
        tekst = self._lees(veld, kolomeis.dag(leeg=True))
        return date.fromisoformat(tekst) if tekst else None

    def sloop(self, veld: Veld) -> int | None:
        """A number to be demolished, without its sign; `sluit` says what was done with signs."""
        getal = self.geheel(veld)
        if getal:
            self.sloopvelden.append((veld, getal))
        return None if getal is None else abs(getal)

    def keuze(self, veld: Veld, lijst: str) -> str:
        """A word (or words) of a list of the format, or one that formats share; empty where it is refused."""
        tekst = self.tekst(veld)
        if not tekst:
            return ""
        peildatum = self.peildatum.isoformat() if self.peildatum else ""
        return self._waarde(veld, self._lijst(lijst).lees(tekst, peildatum), "woord")

    def _lijst(self, naam: str) -> Woordenlijst:
        eigen = self.vorm.inhoud.get("waarden", {})
        gemeen = self.vorm.inhoud.get("lijsten", {}).get(naam, naam)
        return Woordenlijst(eigen[naam] if naam in eigen else gemene_lijsten()[gemeen])

    def woord(self, tekst: str, lijst: str) -> str:
        """What a word of a list is, without saying anything; empty where the list does not have it."""
        waarde = self._lijst(lijst).lees(tekst)
        return "" if waarde.bezwaar else waarde.tekst

    def status(self, veld: Veld) -> str:
        """The code of a planning status; onbekend where there is none or it is refused."""
        return self.keuze(veld, "planstatus") or "onbekend"

    def gemeente(self, veld: Veld | None, bij: Veld | Cel) -> str:
        """The code of a municipality of the region, by name or code; that of `partij` where none is named.

        Empty where it is refused; `bij` is the cell to mark where the file has no place for it.
        """
        if veld is None or veld.leeg:
            if not self.partij:
                self.meld("gemeente_ontbreekt", [veld or bij])
            elif veld is not None:
                woorden = {"partij": self.partij}
                self.melder.verzamel("gemeente_partij", veld.cel, "", veld.opschrift, **woorden)
            return self.partij
        tekst = self.tekst(veld)
        return self._waarde(veld, self._gemeentelezer.lees(tekst), "gemeente") if tekst else ""

    @cached_property
    def _gemeentelezer(self) -> Gemeentelezer:
        return Gemeentelezer(self.gemeenten)

    def rij(
        self, tabel: Tabel, inhoud: Mapping[str, Any], velden: Mapping[str, Veld | None]
    ) -> None:
        """Add a row to a table of the register, with the cells from which its values were read."""
        nummer = len(self.rijen[tabel])
        self.rijen[tabel].append(dict(inhoud))
        for kolom, veld in velden.items():
            if veld is not None:
                self.plekken[(tabel, nummer, kolom)] = veld.cel

    def _sluit_sloop(self) -> None:
        """Say that minus signs were left out of demolition; a file that has both signs is refused."""
        min_ = [veld for veld, getal in self.sloopvelden if getal < 0]
        if min_:
            plus = [veld for veld, getal in self.sloopvelden if getal > 0]
            self.meld("sloop_tekens" if plus else "sloop_teken", [*min_, *plus])

    def levering(self, rekening: Rekening, **meer: Any) -> Levering:
        """All of it; a file without a plan is refused."""
        if not self.rijen["plannen"] and not self.melder.fout:
            self.meld("geen_plannen", [])
        return Levering(
            vorm=self.vorm.id,
            vormversie=self.vorm.versie,
            tabellen={naam: _tabel(naam, rijen) for naam, rijen in self.rijen.items()},
            formulieren={},
            plekken=self.plekken,
            meldingen=tuple(self.melder.alle()),
            rekening=rekening,
            **({"bestand": "", "hash": ""} | meer),
        )

    def noem_blad(
        self, blad: Blad, rij: int, kolommen: Mapping[int, str], berekend: Collection[int]
    ) -> None:
        """Tell what of a sheet is hidden and read all the same, and which cells are formulas.

        `rij` is that of its heads, `kolommen` the heads that are read by column; formulas in the columns
        `berekend` are computed again and not told.
        """
        eigen = {plek: tekst for plek, tekst in blad.formules.items() if plek[1] not in berekend}
        koppen = [Kolomkop(nr, kop, {}) for nr, kop in kolommen.items()]
        noem_blad(self.melder, Koppen(replace(blad, formules=eigen), rij, koppen, (), (), True))
        gezegd = (
            (Cel(blad.naam, nr, letter(k)), tekst, kolommen.get(k, ""))
            for (nr, k), tekst in eigen.items()
            if (nr, k) not in blad.zonder_waarde
        )
        self.melder.voeg_toe(keur_formules(gezegd))

    def sluit(self, rijen: int = 0) -> None:
        """Say what can be said at the end only; `rijen` is how many rows could be wrong in one column."""
        self._sluit_sloop()
        self.melder.sluit_blad(rijen)


def _int(tekst: str) -> int | None:
    return int(tekst) if tekst else None


def _tabel(naam: str, rijen: list[dict[str, Any]]) -> pd.DataFrame:
    kolommen = {
        kolom: pd.Series([rij.get(kolom) for rij in rijen], dtype="object")
        for kolom in register()[naam].kolommen
    }
    return getypt(naam, pd.DataFrame(kolommen))
