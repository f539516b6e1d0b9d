"""Lists of words that a form lets one choose from: which word was meant, since when, by which date."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib import resources
from typing import Any

from woonanalyse.kern.catalogus import lees_verklaring
from woonanalyse.kern.fouten import een_van
from woonanalyse.leveringen.waarden.waarde import Waarde, zonder_onzichtbaar

_CODE = re.compile(r"([1-9][a-z]?)\b ?(.*)")


@dataclass(frozen=True)
class Woordenlijst:
    """A list as a format declares it (`lijst` in vorm.json); `peildatum` says which words hold."""

    inhoud: Mapping[str, Any]

    @cached_property
    def _bekend(self) -> Mapping[str, Mapping[str, Any]]:
        bekend = {kaal(ingang["tekst"]): ingang for ingang in self.inhoud["lijst"]}
        if self.inhoud.get("codes"):
            met_code = ((_CODE.fullmatch(tekst), ingang) for tekst, ingang in bekend.items())
            delen = [(code[1], code[2], ingang) for code, ingang in met_code if code]
            los = {
                deel: ingang for code, woorden, ingang in delen for deel in (code, woorden) if deel
            }
            bekend = los | bekend
        return bekend

    def lees(self, tekst: str, peildatum: str = "") -> Waarde:
        """What `tekst` says, with what was expected where the list does not have it; empty stays empty."""
        schoon = zonder_onzichtbaar(tekst).tekst
        if not self.inhoud.get("meer"):
            return self._een(schoon, peildatum)
        delen = [self._een(d.strip(), peildatum) for d in re.split("[,;]", schoon) if d.strip()]
        slecht = next((deel for deel in delen if deel.bezwaar), None)
        if slecht:
            return slecht
        notities = [deel for deel in delen if deel.notitie]
        samen = ", ".join(dict.fromkeys(deel.tekst for deel in delen))
        return (
            Waarde(samen, notitie=notities[0].notitie, sinds=notities[0].sinds)
            if notities
            else Waarde(samen)
        )

    def _een(self, tekst: str, peildatum: str) -> Waarde:
        if not tekst:
            return Waarde("")
        ingang = self._bekend.get(kaal(tekst))
        if ingang is None:
            return Waarde(tekst, *self._bezwaar(tekst))
        tot = ingang.get("tot")
        if tot and (not peildatum or peildatum >= tot):
            return Waarde(ingang["wordt"], notitie="lees_woord_heet", sinds=tot)
        goed = ingang.get("is", ingang["tekst"])
        if ingang.get("bewaar"):
            return Waarde(goed, notitie="lees_woord_bewaard", bewaar=tekst)
        return Waarde(goed)

    def _bezwaar(self, tekst: str) -> tuple[str, str]:
        """What was expected, with the nearest word and the date of the list; and how to mend it."""
        sinds = self.inhoud["sinds"]
        teksten = [ingang["tekst"] for ingang in self.inhoud["lijst"]]
        if tegen := self._tegenspraak(kaal(tekst)):
            gezegd, ander, eigen = tegen
            code = eigen.partition(".")[0].partition(" ")[0].upper()
            return (
                f"letter en woorden die bij elkaar horen; ‘{gezegd}’ hoort bij ‘{ander}’, niet bij {code} "
                f"(lijst van {sinds})",
                f"schrijf ‘{ander}’ of ‘{eigen}’",
            )
        return f"{een_van(tekst, teksten)} (lijst van {sinds})", "kies een woord van de lijst"

    def _tegenspraak(self, tekst: str) -> tuple[str, str, str] | None:
        """The words behind a code, the entry that they are of and that of the code; None where it is one."""
        gelezen = _CODE.fullmatch(tekst)
        if gelezen is None or not gelezen[2]:
            return None
        bekend = [
            (gevonden[1].upper(), gevonden[2], ingang["tekst"])
            for ingang in self.inhoud["lijst"]
            if (gevonden := _CODE.fullmatch(kaal(ingang["tekst"])))
        ]
        eigen = [(w, voluit) for code, w, voluit in bekend if code == gelezen[1].upper()]
        if not eigen:
            return None
        anders = [(w, voluit) for code, w, voluit in bekend if w and code != gelezen[1].upper()]
        gezegd = set(gelezen[2].split())
        ander = next((voluit for w, voluit in anders if w == gelezen[2]), "")
        if (
            not ander
            and "niet" not in gezegd
            and not any(gezegd & set(w.split()) for w, _ in eigen)
        ):
            ander = next((voluit for w, voluit in anders if set(w.split()) <= gezegd), "")
        return (gelezen[2], ander, eigen[0][1]) if ander else None


def kaal(tekst: str) -> str:
    """Words and digits alone, in lower case: how a word is looked up.

    >>> kaal("1B. Onherroepelijk,  uitwerkingsplicht")
    '1b onherroepelijk uitwerkingsplicht'
    """
    return " ".join(re.sub(r"[\W_]+", " ", tekst.casefold()).split())


@cache
def gemene_lijsten() -> Mapping[str, Mapping[str, Any]]:
    """The lists that several forms share, by name (waardenlijsten.yml)."""
    return met_dagen(
        lees_verklaring(
            resources.files("woonanalyse") / "leveringen" / "waarden" / "waardenlijsten.yml"
        )
    )


def met_dagen(inhoud: Any) -> Any:
    """The content of a declaration with its days as text (ISO 8601), as in a file of a project."""
    if isinstance(inhoud, dict):
        return {naam: met_dagen(deel) for naam, deel in inhoud.items()}
    if isinstance(inhoud, list):
        return [met_dagen(deel) for deel in inhoud]
    return inhoud.isoformat() if isinstance(inhoud, date) else inhoud
