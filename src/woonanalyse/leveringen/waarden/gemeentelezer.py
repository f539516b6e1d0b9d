"""Which municipality of the region a cell means: by code or by any of its names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from woonanalyse.kern.cellen import bedoelde_code
from woonanalyse.kern.fouten import een_van
from woonanalyse.kern.gemeentenamen import opgegaan, zelfde_naam
from woonanalyse.kern.indeling.opvolging import ging_heel_op_in, oude_gemeente
from woonanalyse.leveringen.vorm import lijkt_op
from woonanalyse.leveringen.waarden.waarde import Waarde


@dataclass
class Gemeentelezer:
    """Reads codes and names; `leden`: gemeentecode, gemeente, cbs_naam (may be absent), a row per member."""

    leden: pd.DataFrame

    def __post_init__(self) -> None:
        self._eerder: dict[str, Waarde] = {}

    @cached_property
    def namen(self) -> Mapping[str, tuple[str, str]]:
        """By code the name that the region uses and that of CBS."""
        cbs = self.leden.get("cbs_naam", self.leden["gemeente"])
        paren = zip(self.leden["gemeente"], cbs, strict=True)
        return dict(zip(self.leden["gemeentecode"], paren, strict=True))

    @cached_property
    def _op_naam(self) -> Mapping[str, str]:
        return {
            naam.casefold(): code for code, paar in self.namen.items() for naam in reversed(paar)
        }

    def lees(self, tekst: str) -> Waarde:
        """The code of the member that `tekst` means; `sinds` is "buiten" where it is another place."""
        if tekst not in self._eerder:
            self._eerder[tekst] = self._lees(tekst)
        return self._eerder[tekst]

    def _lees(self, tekst: str) -> Waarde:
        if not tekst:
            return Waarde(
                "", "een gemeentecode of de naam van een gemeente, niet leeg", "vul de gemeente in"
            )
        if tekst in self.namen:
            return Waarde(tekst)
        if code := self._op_naam.get(tekst.casefold()):
            return Waarde(code)
        code = bedoelde_code(tekst)
        if code in self.namen:
            return Waarde(code or "", notitie="lees_code_aangevuld")
        for eigen, (naam, cbs) in self.namen.items():
            if zelfde_naam(tekst, naam, cbs):
                return Waarde(eigen)
        if nieuw := self._opgegaan(tekst) or self._opgegaan(code or ""):
            return Waarde(nieuw, notitie="lees_gemeente_opgegaan")
        return self._buiten(tekst, code)

    def _buiten(self, tekst: str, code: str | None) -> Waarde:
        namen = [naam for naam, _ in self.namen.values()]
        nieuw = opgegaan(tekst)
        bedoeld = "" if code or nieuw else lijkt_op(tekst, namen, 80)
        keus = een_van(bedoeld or tekst, [f"{c} ({n})" for c, (n, _) in self.namen.items()][:30])
        herstel = f"bedoelt u {bedoeld}?" if bedoeld else (nieuw or "verbeter de naam of de code")
        return Waarde(
            code or tekst,
            f"een gemeente van de regio: {keus}",
            herstel,
            sinds=""
            if bedoeld or not (code or re.match(r"[^\W\d]", tekst.lstrip("'’")))
            else "buiten",
        )

    def _opgegaan(self, tekst: str) -> str | None:
        """The member that an old municipality, by code or name, is in as a whole."""
        oud = oude_gemeente(tekst, self.namen.keys())
        return ging_heel_op_in(oud, self.namen.keys()) if oud else None

    def past(self, code: str, naam: str) -> bool:
        """Whether `naam` is a name of the member with this code."""
        return (
            naam.casefold() in {n.casefold() for n in self.namen[code]}
            or zelfde_naam(naam, *self.namen[code])
            or self._opgegaan(naam) == code
        )
