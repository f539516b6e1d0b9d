"""The embedded engine as one story: read, expand, convert, write."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from woonanalyse.kern.bestanden import schrijf_bytes, vervang_bestand
from woonanalyse.opmaak.bron import Omgeving, Regel, lees_bron, vul_waarden
from woonanalyse.opmaak.instellingen import Formaat, Instellingen, lees_instellingen, lees_tekst
from woonanalyse.opmaak.paginabeelden import Beeldtekst, neem_uit
from woonanalyse.opmaak.paginamap import schrijf_in_map
from woonanalyse.opmaak.pandoc import draai_pandoc
from woonanalyse.opmaak.perdeel import per_deel
from woonanalyse.opmaak.typstpdf import hash_van_invoer, maak_pdf
from woonanalyse.opmaak.waarden import Oogst, zoek_waarde
from woonanalyse.opmaak.yamlbron import lees_yaml


@dataclass(frozen=True)
class Omgezet:
    """A document as pandoc gives it: a page, or the source for Typst."""

    geheel: Beeldtekst
    instellingen: Instellingen

    def invoer(self) -> str | None:
        """The fingerprint of all that a PDF is made of but its date; None for a page, and where that cannot
        be told from the source."""
        if self.instellingen.formaat != "pdf":
            return None
        return hash_van_invoer(self.geheel.tekst, self.instellingen)

    def schrijf(self, doel: Path, tijdstip: int, eerder: Path | None = None) -> None:
        """Write the finished form; `eerder` as of `maak_pdf`."""
        tekst = self.geheel.tekst
        if self.instellingen.formaat == "pdf":
            schrijf_bytes(doel, maak_pdf(tekst, self.instellingen, tijdstip, eerder))
            return
        with vervang_bestand(doel) as bestand:
            bestand.writelines(self.geheel.zet_in(tekst))

    def schrijf_in_map(self, voor: Path, gemeenten: Mapping[str, str]) -> None:
        """Write a page as the front page `voor` of a folder of pages, as `paginamap` says."""
        schrijf_in_map(self.geheel, voor, self.instellingen.wortel, gemeenten)


def render(
    wortel: Path, formaat: Formaat, doel: Path, *, tijdstip: int, document: Path | None = None
) -> None:
    """Render the project's document to `doel`, or another one; same input, same bytes.

    `tijdstip` is the date of the PDF in seconds since 1970: the edition's reference date.
    """
    zet_om(wortel, formaat, document).schrijf(doel, tijdstip)


def zet_om(wortel: Path, formaat: Formaat, document: Path | None = None) -> Omgezet:
    """The first half of `render`: read, expand, convert."""
    wortel = wortel.resolve()
    instellingen = lees_instellingen(wortel, formaat, document)
    oogst = Oogst()
    omgeving = _omgeving(instellingen, oogst)
    kop = {
        sleutel: vul_waarden(str(tekst), instellingen.kop.plaats(sleutel), omgeving)
        for sleutel in ("title", "subtitle")
        if (tekst := instellingen.opties.get(sleutel)) is not None
    }
    regels = lees_bron(instellingen.document, omgeving)
    oogst.boeken.clear()
    with tempfile.TemporaryDirectory() as werk:
        stukken = (regels, kop, instellingen, oogst, Path(werk))
        uitvoer = per_deel(*stukken) or _in_een_keer(*stukken)
    return Omgezet(uitvoer, instellingen)


def _in_een_keer(
    regels: list[Regel], kop: dict[str, str], instellingen: Instellingen, oogst: Oogst, werk: Path
) -> Beeldtekst:
    tekst = draai_pandoc(regels, kop, instellingen, oogst, werk)
    return neem_uit(tekst) if instellingen.soort == "html" else Beeldtekst(tekst)


def _omgeving(instellingen: Instellingen, oogst: Oogst) -> Omgeving:
    variabelen = instellingen.wortel / "_variables.yml"
    naam = instellingen.naam(variabelen)
    waarden = lees_yaml(lees_tekst(variabelen, naam), naam).data if variabelen.exists() else {}
    zoek = {
        "meta": lambda pad: zoek_waarde(instellingen.opties, pad),
        "var": lambda pad: zoek_waarde(waarden, pad),
    }
    return Omgeving(instellingen.wortel, instellingen.map, zoek, oogst)
