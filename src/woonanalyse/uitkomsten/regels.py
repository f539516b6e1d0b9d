"""The rules that a number rests on: agreements, definitions, readings, and what the edition says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from woonanalyse.kern.afspraak import Afspraak, lezing_van
from woonanalyse.kern.formule import Invoer
from woonanalyse.kern.getal import ONBEKEND, met_eenheid
from woonanalyse.kern.nummering import noem
from woonanalyse.kern.opzet import Opzet
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.editiebronnen import editiebestand
from woonanalyse.uitkomsten.bronrijen import Bronrijen


@dataclass(frozen=True)
class Grond:
    """A rule, or what the edition says: what it is, its text, and where it stands."""

    kop: str
    tekst: str
    bestand: str
    rijen: tuple[int, ...] = ()
    waarde: float | None = None

    @property
    def waarden(self) -> tuple[str | None, ...]:
        """Its number, for a formula."""
        return () if self.waarde is None else (str(self.waarde),)


class Regels:
    """Finds the rule that a number rests on, and what the edition says."""

    def __init__(self, dossier: Dossier, bronrijen: Bronrijen) -> None:
        self.dossier = dossier
        self.bronrijen = bronrijen
        self._nummers: dict[int, tuple[int, ...]] = {}

    def van(self, rij: Mapping[str, str | None], invoer: Invoer) -> Iterator[Grond]:
        """The agreements, the definition, the reading or the field of the edition that is asked for."""
        adres = str(invoer.adres)
        if invoer.soort == "rol":
            afspraak = self.dossier.regio.met_rol(adres)
            if afspraak is not None:
                yield self._afspraak(afspraak)
        elif invoer.soort == "afspraak":
            yield from (self._afspraak(een) for een in self.afspraken(rij, adres))
        elif invoer.soort == "definitie":
            yield from self._definitie(str(rij[adres]))
        elif invoer.soort == "lezing":
            yield from self._lezing(str(rij[adres]), str(rij.get("hardheid")))
        else:
            yield from self._van_editie(invoer.soort, adres)

    def afspraken(self, rij: Mapping[str, str | None], kolom: str) -> list[Afspraak]:
        """The agreements of the article, and the part of it, that a row is about."""
        eigen = [a for a in self.dossier.regio.afspraken if str(a["artikel"]) == rij[kolom]]
        if rij.get("onderdeel"):
            eigen = [a for a in eigen if a.get("onderdeel") == rij["onderdeel"]]
        return eigen

    def _afspraak(self, afspraak: Afspraak) -> Grond:
        """What an agreement asks, and how it is read where its text can be read in two ways."""
        lezing = lezing_van(afspraak)
        delen = [" ".join(afspraak["zegt"].split())]
        if "norm" in afspraak:
            delen.append(f"Norm: {_norm(afspraak)}.")
        if lezing is not None:
            delen.append(f"Gelezen als {afspraak['lezing']}: {' '.join(lezing['uitleg'].split())}.")
        bestand = self.dossier.regio.paden.afspraken
        nummers = self._regels(afspraak["artikel"])
        return Grond(
            f"{noem(afspraak)}, {afspraak['titel']} ({afspraak['bron']})",
            " ".join(delen),
            bestand,
            nummers,
            float(afspraak["norm"]) if "norm" in afspraak else None,
        )

    def _regels(self, artikel: int) -> tuple[int, ...]:
        """The lines of an article in the file of agreements."""
        if artikel not in self._nummers:
            bronnen = self.bronrijen.van_afspraken(artikel, [])
            self._nummers[artikel] = tuple(nr for _, rijen in bronnen for nr in rijen or ())
        return self._nummers[artikel]

    def _definitie(self, naam: str) -> Iterator[Grond]:
        definitie = self.dossier.regio.definities.get(naam)
        if definitie is not None:
            bestand = str(self.dossier.regio.plek("definities"))
            uitleg = f"{' '.join(definitie.uitleg.split())} Bron: {definitie.bron}."
            yield Grond(f"definitie {naam}, {definitie.naam}", uitleg, bestand)

    def _lezing(self, naam: str, hardheid: str) -> Iterator[Grond]:
        """A reading of what is hard, and which statuses it counts so."""
        bestand = str(self.dossier.regio.plek("planlijst"))
        inhoud = self.dossier.vindplaatsen.instellingen.get(bestand, {})
        for lezing in inhoud.get("lezingen", ()):
            if lezing["id"] == naam:
                status = ", ".join(lezing.get(hardheid, ())) or "geen status van de lijst"
                tekst = f"{hardheid}: {status}. Bron: {' '.join(str(lezing['bron']).split())}."
                yield Grond(f"lezing {naam}, {lezing['naam']}", tekst, bestand)

    def _van_editie(self, soort: str, pad: str) -> Iterator[Grond]:
        """What the file of the edition, or of the one before, says in a field."""
        editie = self.dossier.editie if soort == "editie" else self.dossier.voorganger
        if editie is None:
            return
        waarde = _veld(editie.opzet, pad)
        if waarde not in ("", ONBEKEND):
            bestand = editiebestand(self.dossier.regio, editie.naam)
            yield Grond(f"{pad.replace('_', ' ')} van {editie.opzet.naam}", waarde, bestand)


def _norm(afspraak: Afspraak) -> str:
    """The number that an agreement asks, with its unit."""
    eenheid = afspraak.get("eenheid", "")
    if eenheid == "fractie":
        return met_eenheid(afspraak["norm"], eenheid)
    return f"{afspraak['norm']:g} {eenheid}".strip()


def _veld(opzet: Opzet, pad: str) -> str:
    """A field of an edition as text."""
    waarde: Any = opzet
    for naam in pad.split("."):
        waarde = getattr(waarde, naam, None)
    if waarde is None:
        return ONBEKEND
    if isinstance(waarde, tuple):
        return " ".join(" ".join(str(deel).split()) for deel in waarde)
    if hasattr(waarde, "__dataclass_fields__"):
        velden = {naam: getattr(waarde, naam) for naam in waarde.__dataclass_fields__}
        return "; ".join(f"{n.replace('_', ' ')}: {w}" for n, w in velden.items() if w is not None)
    return str(waarde)
