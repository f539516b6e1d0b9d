"""The tables of the plan register while rows are added to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from woonanalyse.leveringen.levering import Cel
from woonanalyse.leveringen.lezers.kolomlezer import Kolomlezer
from woonanalyse.onderwerpen.planregister.tabellen import getypt, register

Bezwaar = tuple[str, Kolomlezer, str, dict[str, str]]

_STANDAARD = {"planstatus": "onbekend", "vertrouwelijkheid": "onbekend"}
"""What a plan is where the source says nothing of it."""


class Planrijen:
    """Plans, their years and their classes, by plan_id in the order of the file.

    `inhoud` is the format. `geteld`: dwellings read, for the accounts; `gesloopt`: those that are demolished
    already, and in no table; `plekken`: see Levering.
    """

    def __init__(self, inhoud: Mapping[str, Any]) -> None:
        self._inhoud = inhoud
        self.plannen: dict[str, dict[str, Any]] = {}
        self._plek: dict[str, str] = {}
        self._jaren: dict[tuple[str, int], str] = {}
        self._fasering: dict[tuple[Any, ...], tuple[int, Cel]] = {}
        self._klassen: dict[tuple[Any, ...], tuple[int, Cel]] = {}
        self._cellen: dict[tuple[str, str], Cel] = {}
        self.plekken: dict[tuple[str, int, str], Cel] = {}
        self.geteld = 0
        self.gesloopt = 0

    @property
    def _per_jaar(self) -> bool:
        return self._inhoud.get("per") == "plan en jaar"

    def tegenspraak(
        self, waarden: Mapping[Kolomlezer, Any], met_veld: Mapping[str, Kolomlezer], peildatum: str
    ) -> Iterator[Bezwaar]:
        """What a row says against earlier rows: the same id, or other things of the same plan."""
        lezer = met_veld["plan_id"]
        kenmerk = waarden[lezer]
        eerder = self.plannen.get(kenmerk)
        if not self._per_jaar:
            if eerder is not None:
                ander = f"{eerder['naam']} in {self._plek[kenmerk]}"
                yield "dubbel_kenmerk", lezer, kenmerk, {"ander": ander}
            return
        for veld, eigen in met_veld.items():
            if (
                eerder is None
                or eigen.woningen
                or veld in ("plan_id", "gewijzigd")
                or not eigen.veld
            ):
                continue
            if waarden[eigen] != eerder.get(veld):
                gezegd = {"eerder": str(eerder.get(veld)), "plek": self._plek[kenmerk]}
                yield "lees_verschilt", eigen, str(waarden[eigen]), gezegd
        yield from self._over_het_jaar(kenmerk, waarden, met_veld, peildatum)

    def _over_het_jaar(
        self,
        kenmerk: str,
        waarden: Mapping[Kolomlezer, Any],
        met_veld: Mapping[str, Kolomlezer],
        peildatum: str,
    ) -> Iterator[Bezwaar]:
        lezer = met_veld["jaar"]
        jaar = waarden[lezer]
        if (eerder := self._jaren.get((kenmerk, jaar))) is not None:
            yield "lees_jaar_dubbel", lezer, str(jaar), {"jaar": str(jaar), "plek": eerder}
        if jaar and peildatum and jaar > int(peildatum[:4]):
            for klaar in (
                eigen for eigen in waarden if eigen.rol == "klaar" and waarden[eigen] == "ja"
            ):
                yield "lees_klaar_later", klaar, "ja", {"jaar": str(jaar)}

    def neem_op(
        self,
        cellen: Mapping[Kolomlezer, Cel],
        waarden: Mapping[Kolomlezer, Any],
        bewaard: Sequence[tuple[str, str]],
    ) -> None:
        """Add what a row says; `bewaard` are words of the source, by head, that go into opmerking."""
        eigen = {lezer.veld: lezer for lezer in waarden if lezer.veld}
        kenmerk = waarden[eigen["plan_id"]]
        jaar = next((waarden[lezer] for lezer in waarden if lezer.rol == "jaar"), None)
        cel = cellen[eigen["plan_id"]]
        plek = f"{cel} (blad {cel.blad})" if cel.blad else f"rij {cel.rij}"
        self._plek.setdefault(kenmerk, plek)
        if jaar is not None:
            self._jaren.setdefault((kenmerk, jaar), plek)
        if kenmerk not in self.plannen:
            self.plannen[kenmerk] = self._plan(eigen, waarden, bewaard)
            self._cellen |= {(kenmerk, veld): cellen[lezer] for veld, lezer in eigen.items()}
        klaar = {
            lezer.kop.eis["maat"]
            for lezer in waarden
            if lezer.rol == "klaar" and waarden[lezer] == "ja"
        }
        for lezer, waarde in waarden.items():
            if waarde is not None and (lezer.fase or lezer.klassen):
                self._deel(kenmerk, lezer, waarde, cellen[lezer], jaar, klaar)

    def _plan(
        self,
        eigen: Mapping[str, Kolomlezer],
        waarden: Mapping[Kolomlezer, Any],
        bewaard: Sequence[tuple[str, str]],
    ) -> dict[str, Any]:
        plan: dict[str, Any] = {**_STANDAARD, **self._inhoud.get("vast", {})}
        plan |= {veld: waarden[lezer] for veld, lezer in eigen.items()}
        for veld, lezer in eigen.items():
            voor = lezer.kop.eis.get("voorvoegsel")
            if voor and str(plan[veld]).startswith(voor["tekst"]):
                plan[veld] = str(plan[veld]).removeprefix(voor["tekst"]).strip() or plan[veld]
                plan[voor["veld"]] = voor["waarde"]
        if bewaard:
            oud = [f"{kop} volgens de bron: {woord}" for kop, woord in bewaard]
            plan["opmerking"] = "; ".join([*filter(None, [plan.get("opmerking")]), *oud])
        for regel in self._inhoud.get("afleiden", ()):
            delen = [(plan.get(veld), teken) for veld, teken in regel["uit"].items()]
            if plan.get(regel["veld"]) is None and all(waarde is not None for waarde, _ in delen):
                plan[regel["veld"]] = sum(
                    waarde * teken for waarde, teken in delen if waarde is not None
                )
        return plan

    def _deel(
        self,
        kenmerk: str,
        lezer: Kolomlezer,
        waarde: int,
        cel: Cel,
        jaar: int | None,
        klaar: set[str],
    ) -> None:
        """Add dwellings to a year and to classes; what is done already is no longer to be done."""
        if lezer.fase:
            if self._inhoud.get("optellen"):
                self._tel_op(kenmerk, lezer.fase.maat, waarde, lezer.fase.maat in klaar)
            if lezer.fase.maat not in klaar:
                jaren = (jaar, jaar) if jaar is not None else lezer.fase.jaren
                _bij(self._fasering, (kenmerk, lezer.fase.maat, *jaren), waarde, cel)
        for doel in lezer.klassen:
            if doel.maat not in klaar:
                van = jaar if jaar is not None else doel.van_jaar
                _bij(
                    self._klassen,
                    (kenmerk, doel.maat, doel.indeling, doel.klasse, van),
                    waarde,
                    cel,
                )

    def _tel_op(self, kenmerk: str, maat: str, waarde: int, klaar: bool) -> None:
        plan = self.plannen[kenmerk]
        if klaar and maat == "sloop":
            self.gesloopt += waarde
            return
        veld = "gerealiseerd" if klaar else maat
        if veld in self._inhoud["optellen"]:
            plan[veld] = (plan.get(veld) or 0) + waarde

    def tabellen(self) -> dict[str, pd.DataFrame]:
        """The tables by name; fills `plekken`."""
        gemeente = {kenmerk: plan["gemeentecode"] for kenmerk, plan in self.plannen.items()}
        nummers = {kenmerk: nr for nr, kenmerk in enumerate(self.plannen)}
        self.plekken = {
            ("plannen", nummers[k], veld): cel for (k, veld), cel in self._cellen.items()
        }
        fasering = [
            {
                "plan_id": kenmerk,
                "gemeentecode": gemeente[kenmerk],
                "maat": maat,
                "van_jaar": van,
                "tot_en_met_jaar": tot,
                "woningen": waarde,
            }
            for (kenmerk, maat, van, tot), (waarde, _) in self._fasering.items()
        ]
        categorieen = [
            {
                "plan_id": kenmerk,
                "gemeentecode": gemeente[kenmerk],
                "maat": maat,
                "indeling": indeling,
                "klasse": klasse,
                "van_jaar": van,
                "woningen": waarde,
            }
            for (kenmerk, maat, indeling, klasse, van), (waarde, _) in self._klassen.items()
        ]
        for tabel, delen in (("fasering", self._fasering), ("categorieen", self._klassen)):
            self.plekken |= {
                (tabel, nr, "woningen"): cel for nr, (_, cel) in enumerate(delen.values())
            }
        return {
            "plannen": _tabel("plannen", list(self.plannen.values())),
            "fasering": _tabel("fasering", fasering),
            "categorieen": _tabel("categorieen", categorieen),
        }


def _bij(
    delen: dict[tuple[Any, ...], tuple[int, Cel]], sleutel: tuple[Any, ...], waarde: int, cel: Cel
) -> None:
    eerder = delen.get(sleutel)
    delen[sleutel] = (waarde + eerder[0], eerder[1]) if eerder else (waarde, cel)


def _tabel(naam: str, rijen: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    kolommen = list(register()[naam].kolommen)
    kaal = {
        kolom: pd.Series([rij.get(kolom) for rij in rijen], dtype="object") for kolom in kolommen
    }
    return getypt(naam, pd.DataFrame(kaal))
