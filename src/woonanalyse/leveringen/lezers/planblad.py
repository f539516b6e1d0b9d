"""A sheet with a plan a row, or a plan and year a row: every row read, refused or left aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from woonanalyse.kern.gemeentenamen import opgegaan
from woonanalyse.kern.getal import hoeveel, opsomming
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.tabel import rijnummers
from woonanalyse.kern.waarden import is_teken_voor_geen_getal, verloren_nullen
from woonanalyse.leveringen.herkenning import Kopregel
from woonanalyse.leveringen.lezers.kolomkoppen import Koppen, lees_koppen
from woonanalyse.leveringen.lezers.kolomlezer import Kolomlezer, geen_kenmerk, maak_lezer
from woonanalyse.leveringen.lezers.ongelezen import keur_kolommen
from woonanalyse.leveringen.lezers.planrijen import Planrijen
from woonanalyse.leveringen.lezers.rijsoort import REDENEN, Rijsoort, rijsoort
from woonanalyse.leveringen.melder import Melder
from woonanalyse.leveringen.openen.boek import Inhoud
from woonanalyse.leveringen.verslag import noem_blad
from woonanalyse.leveringen.vorm import Vorm
from woonanalyse.leveringen.waarden.gemeentelezer import Gemeentelezer
from woonanalyse.leveringen.waarden.waarde import Waarde, als_tekst, ruw_aantal


@dataclass
class Telling:
    """The accounts while rows are read."""

    rijen: int = 0
    gelezen: int = 0
    geweigerd: int = 0
    terzijde: Counter[str] = field(default_factory=Counter)
    woningen: int = 0
    woningen_geweigerd: int = 0


@dataclass(frozen=True)
class Bron:
    """What every sheet of a delivery is read with."""

    vorm: Vorm
    regio: Regio
    hash: str
    peildatum: str
    komma: bool
    letters: bool

    @property
    def inhoud(self) -> Mapping[str, Any]:
        """What the format says."""
        return self.vorm.inhoud


class Planblad:
    """Reads one sheet into what is shared by all sheets of a delivery."""

    def __init__(
        self, bron: Bron, regel: Kopregel, rijen: Planrijen, melder: Melder, telling: Telling
    ) -> None:
        self.bron, self.blad, self.rijen = bron, regel.blad, rijen
        self.melder, self.telling = melder, telling
        self.koppen: Koppen = lees_koppen(regel.blad, regel.rij, bron.inhoud, bron.letters)
        gemeenten = Gemeentelezer(bron.regio.gemeenten)
        self.lezers = [
            maak_lezer(kop, bron.inhoud, bron.komma, bron.peildatum, gemeenten)
            for kop in self.koppen.kolommen
        ]
        self.met_veld = {
            lezer.veld or lezer.rol: lezer for lezer in self.lezers if lezer.veld or lezer.rol
        }
        self.getallen = [lezer.nr for lezer in self.lezers if lezer.woningen]

    def lees(self) -> None:
        """Read every row below the heads; of a sheet that lacks a head none is read."""
        telling = self.telling
        telling.rijen += len(self.blad.rijen)
        telling.terzijde["kopregel"] += self.koppen.rij
        self.melder.voeg_toe(self.koppen.meldingen)
        noem_blad(self.melder, self.koppen)
        self._controleer_jaren()
        soorten = self._soorten()
        plannen = [nr for nr, soort in soorten.items() if soort == "plan"]
        self._noem_terzijde(soorten)
        telling.terzijde.update(REDENEN[soort] for soort in soorten.values() if soort != "plan")
        plannen = self._zonder_anderen(plannen)
        self._controleer_kenmerken(plannen)
        self._controleer_breedte(plannen)
        heel = not any(m.soort == "fout" for m in self.koppen.meldingen)
        for nr in plannen:
            self._lees_plan(nr, heel)
        self.melder.voeg_toe(keur_kolommen(self.koppen, plannen))
        self.melder.sluit_blad(len(plannen))

    def _controleer_jaren(self) -> None:
        """Ask of columns with years that do not go up from left to right."""
        for maat in ("rest", "sloop"):
            eigen = [
                (lezer, lezer.fase.jaren[0])
                for lezer in self.lezers
                if lezer.fase and lezer.fase.maat == maat and lezer.fase.jaren[0] is not None
            ]
            for (_, vorige), (lezer, jaar) in pairwise(eigen):
                if vorige is not None and jaar is not None and jaar < vorige:
                    cel, kop = self.koppen.cel(self.koppen.rij, lezer.nr), lezer.kop.kop
                    self.melder.zeg("jaren_volgorde", [cel], kop, kop, vorige=vorige, jaar=jaar)

    def _soorten(self) -> dict[int, Rijsoort]:
        plek = {veld: lezer.nr for veld, lezer in self.met_veld.items()}
        kenmerk, naam = plek.get("plan_id", 0), plek.get("naam", 0)
        return {
            nr: rijsoort(self.koppen, nr, kenmerk, naam, self.getallen)
            for nr in range(self.koppen.rij + 1, len(self.blad.rijen) + 1)
        }

    def _noem_terzijde(self, soorten: Mapping[int, Rijsoort]) -> None:
        for soort in ("som", "noot", "kop"):
            rijen = [nr for nr, eigen in soorten.items() if eigen == soort]
            if rijen:
                eerste = next((t for cel in self._rij(rijen[0]) if (t := als_tekst(cel))), "")
                cellen = [self.koppen.cel(nr, 1) for nr in rijen]
                tekst = f"rij {rijnummers(rijen)}"
                self.melder.zeg(
                    "lees_terzijde", cellen, eerste[:80], rijen=tekst, reden=REDENEN[soort]
                )

    def _rij(self, nr: int) -> Sequence[Inhoud]:
        return self.blad.rijen[nr - 1]

    def _zonder_anderen(self, plannen: Sequence[int]) -> list[int]:
        """The rows of the region; of a published list those of other places are left aside, and counted."""
        lezer = self.met_veld.get("gemeentecode")
        if self.bron.inhoud.get("buiten_regio") != "terzijde" or lezer is None:
            return list(plannen)
        elders = {
            nr: als_tekst(self._rij(nr)[(self.met_veld.get("naam_bij") or lezer).nr - 1])
            for nr in plannen
            if lezer.lees(self._rij(nr)[lezer.nr - 1]).sinds == "buiten"
            and not self._naam_van_lid(self._rij(nr))
        }
        if elders:
            self.telling.terzijde["buiten de regio"] += len(elders)
            self._noem_elders(elders)
        return [nr for nr in plannen if nr not in elders]

    def _naam_van_lid(self, rij: Sequence[Inhoud]) -> bool:
        """Whether the name beside a code of elsewhere is one of a member: then the code is wrong."""
        lezer = self.met_veld.get("naam_bij")
        tekst = als_tekst(rij[lezer.nr - 1]) if lezer else ""
        return bool(lezer and tekst and not lezer.gemeenten.lees(tekst).bezwaar)

    def _noem_elders(self, elders: Mapping[int, str]) -> None:
        """Tell which places were left aside, and of merged ones that are in a member now."""
        per_naam = [f"{naam} ({n})" for naam, n in sorted(Counter(elders.values()).items())]
        wat = hoeveel(len(elders), "rij", "rijen")
        self.melder.zeg("lees_buiten_regio", [], rijen=wat, namen=opsomming(per_naam))
        leden = "|".join(map(re.escape, self.bron.regio.gemeenten["gemeente"]))
        for naam in sorted(set(elders.values())):
            if (nieuw := opgegaan(naam)) and re.search(f" in ({leden})$", nieuw):
                cellen = [self.koppen.cel(nr, 1) for nr, eigen in elders.items() if eigen == naam]
                self.melder.zeg("lees_opgegaan", cellen, naam, wat=nieuw)

    def _controleer_kenmerken(self, plannen: Sequence[int]) -> None:
        lezer = self.met_veld.get("plan_id")
        if lezer is None:
            return
        kenmerken = {nr: als_tekst(self._rij(nr)[lezer.nr - 1]) for nr in plannen}
        korter = verloren_nullen(kenmerken.values())
        for nr, kenmerk in kenmerken.items():
            if kenmerk in korter:
                self.melder.zeg(
                    "kenmerk_zonder_nullen", [self.koppen.cel(nr, lezer.nr)], kenmerk, lezer.kop.kop
                )

    def _controleer_breedte(self, plannen: Sequence[int]) -> None:
        """In a CSV a row with more cells than heads has shifted; in a workbook the column has no head."""
        breed = max(
            (nr for nr, tekst in enumerate(self.koppen.teksten, start=1) if tekst), default=0
        )
        for nr in plannen if not self.bron.letters else ():
            gevuld = max(
                (k for k, cel in enumerate(self._rij(nr), start=1) if cel is not None), default=0
            )
            if gevuld > breed:
                cel, eerste = self.koppen.cel(nr, gevuld), als_tekst(self._rij(nr)[gevuld - 1])
                self.melder.zeg("lees_breedte", [cel], eerste, breedte=breed, er=gevuld)

    def _lees_plan(self, nr: int, heel: bool) -> None:
        rij = self._rij(nr)
        telt = self._telt(lambda lezer: _ruw(rij[lezer.nr - 1]))
        self.telling.woningen += telt
        fouten = self.melder.fouten_in(self.blad.naam, nr)
        waarden = {
            lezer: waarde
            for lezer in self.lezers
            if (waarde := self._cel(lezer, nr, rij)) is not None
        }
        if heel and not fouten and len(waarden) == len(self.lezers):
            klaar = self._neem_op(nr, waarden)
        else:
            klaar = False
        if klaar:
            self.telling.gelezen += 1
        else:
            self.telling.geweigerd += 1
            self.telling.woningen_geweigerd += telt

    def _cel(self, lezer: Kolomlezer, nr: int, rij: Sequence[Inhoud]) -> Waarde | None:
        """What a cell says; None where it is refused, which is said."""
        plek = (nr, lezer.nr)
        if plek in self.blad.zonder_waarde:
            self._weiger("lees_formule", lezer, nr, self.blad.formules[plek])
            return None
        inhoud = rij[lezer.nr - 1]
        if inhoud is None and plek in self.blad.samengevoegd and self._is_samen(plek):
            eerste = self.koppen.cel(*self.blad.samengevoegd[plek])
            self._weiger("lees_samengevoegd", lezer, nr, "", eerste=str(eerste))
            return None
        waarde = lezer.lees(inhoud)
        if lezer.veld == "plan_id" and self._eigen(als_tekst(inhoud)):
            waarde = Waarde(
                f"zonder-kenmerk-{self.bron.hash[:8]}-{nr}", notitie="lees_eigen_kenmerk"
            )
        if waarde.bezwaar:
            code = (
                "lees_teken"
                if lezer.negatief and not lezer.eis.bezwaar(waarde.tekst)
                else lezer.code
            )
            gevonden = als_tekst(inhoud)
            self._weiger(code, lezer, nr, gevonden, verwacht=waarde.bezwaar, herstel=waarde.herstel)
            return None
        if waarde.notitie:
            cel, kop = self.koppen.cel(nr, lezer.nr), lezer.kop.kop
            woorden = {"goed": waarde.tekst, "sinds": waarde.sinds}
            self.melder.verzamel(waarde.notitie, cel, als_tekst(inhoud), kop, **woorden)
        return waarde

    def _is_samen(self, plek: tuple[int, int]) -> bool:
        rij, kolom = self.blad.samengevoegd[plek]
        return self.blad.rijen[rij - 1][kolom - 1] is not None

    def _eigen(self, kenmerk: str) -> bool:
        """Whether a plan gets an id of this delivery alone."""
        return self.bron.inhoud.get("zonder_kenmerk") == "eigen" and geen_kenmerk(kenmerk)

    def _weiger(self, code: str, lezer: Kolomlezer, nr: int, gevonden: str, **woorden: str) -> None:
        self.melder.zeg(code, [self.koppen.cel(nr, lezer.nr)], gevonden, lezer.kop.kop, **woorden)

    def _telt(self, waarde_van: Callable[[Kolomlezer], int | None]) -> int:
        """The dwellings of a row for the accounts: still to be built, else all, else those by year."""
        if self.bron.inhoud.get("per") != "plan en jaar":
            for veld in ("rest", "totaal"):
                lezer = self.met_veld.get(veld)
                if lezer and (getal := waarde_van(lezer)) is not None:
                    return int(getal)
        fasen = [lezer for lezer in self.lezers if lezer.fase and lezer.fase.maat == "rest"]
        return sum(int(getal) for lezer in fasen if (getal := waarde_van(lezer)) is not None)

    def _neem_op(self, nr: int, waarden: Mapping[Kolomlezer, Waarde]) -> bool:
        """Add the row to the tables; False where it contradicts an earlier row, which is said."""
        getypt = {lezer: lezer.getypt(waarde.tekst) for lezer, waarde in waarden.items()}
        bezwaren = list(self._bezwaren(waarden, getypt))
        for code, lezer, gevonden, woorden in bezwaren:
            self._weiger(code, lezer, nr, gevonden, **woorden)
        if any(code in _FOUT for code, *_ in bezwaren):
            return False
        bewaard = [
            (lezer.kop.kop, waarde.bewaar) for lezer, waarde in waarden.items() if waarde.bewaar
        ]
        cellen = {lezer: self.koppen.cel(nr, lezer.nr) for lezer in waarden}
        self.rijen.neem_op(cellen, getypt, bewaard)
        self.rijen.geteld += self._telt(lambda lezer: _aantal(getypt.get(lezer)))
        return True

    def _bezwaren(
        self, waarden: Mapping[Kolomlezer, Waarde], getypt: Mapping[Kolomlezer, Any]
    ) -> Iterator[tuple[str, Kolomlezer, str, dict[str, str]]]:
        """What a row as a whole has against it."""
        naam, gemeente = self.met_veld.get("naam_bij"), self.met_veld.get("gemeentecode")
        if naam and gemeente and (tekst := waarden[naam].tekst):
            code = waarden[gemeente].tekst
            if not gemeente.gemeenten.past(code, tekst):
                goed = {"naam": gemeente.gemeenten.namen[code][0], "gemeentecode": code}
                yield "lees_gemeentenaam", naam, tekst, goed
        yield from self.rijen.tegenspraak(getypt, self.met_veld, self.bron.peildatum)


def _ruw(inhoud: Inhoud) -> int | None:
    tekst = als_tekst(inhoud)
    return ruw_aantal(inhoud) if tekst and not is_teken_voor_geen_getal(tekst) else None


def _aantal(waarde: int | float | str | None) -> int | None:
    return int(waarde) if isinstance(waarde, int | float) else None


_FOUT = {"lees_gemeentenaam", "dubbel_kenmerk", "lees_verschilt"}
"""Of what rows can have against them: what refuses the row."""
