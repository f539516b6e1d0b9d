"""The keys under which what a document is made of is kept: fingerprints of all that it depends on."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any

from woonanalyse.opmaak import pandoc
from woonanalyse.opmaak.delen import met_eigen_nummers
from woonanalyse.opmaak.genoemd import van_filters
from woonanalyse.opmaak.instellingen import Instellingen
from woonanalyse.opmaak.waarden import Oogst, zoek_waarde

_RIJLEZERS = ("rijhtml.py", "tabelrijen.py")
_VOORWAARDE = re.compile(r'(?:when|unless)-meta="([^"]*)"')


class Sleutels:
    """The keys of one document: its parts, what stands before them, its style, its frame for Typst."""

    def __init__(self, instellingen: Instellingen, oogst: Oogst) -> None:
        self.instellingen = instellingen
        self.oogst = oogst

    @cached_property
    def meta(self) -> dict[str, Any] | None:
        """Of the metadata what a filter sees while it reads a part; None where it may look at more."""
        return van_filters(self.instellingen)

    @cached_property
    def vast(self) -> str:
        """The fingerprint of what every part is read with."""
        stand = Path(pandoc.programma()).stat()
        return som(
            [
                [stand.st_size, stand.st_mtime_ns],
                self._filterteksten,
                [
                    (Path(__file__).with_name(naam)).read_text(encoding="utf-8")
                    for naam in _RIJLEZERS
                ],
                pandoc.LEZER,
                self.meta,
                pandoc.plaatsing(self.instellingen),
            ]
        )

    @cached_property
    def _filterteksten(self) -> list[str]:
        eigen = pandoc.filters(self.instellingen)
        mappen = dict.fromkeys(pad.parent for pad in eigen)
        paden = [*eigen, *(pad for map_ in mappen for pad in sorted(map_.glob("*.lua")))]
        return [pad.read_text(encoding="utf-8") for pad in paden]

    @cached_property
    def stijl(self) -> str:
        """The fingerprint of the extension, in which the style sheet and its fonts are."""
        paden = sorted(pad for pad in self.instellingen.uitbreiding.rglob("*") if pad.is_file())
        sommen = [[pad.name, hashlib.sha256(pad.read_bytes()).hexdigest()] for pad in paden]
        return som(["stijl", self.vast, sommen, self.instellingen.opties.get("css")])

    def raam(self, vooraf: str) -> str:
        """The fingerprint of the source for Typst around all parts, with this key of what stands before
        them."""
        teksten = [pad.read_text("utf-8") for pad in pandoc.sjablonen(self.instellingen)]
        return som(["raam", teksten, vooraf])

    def waarden_van(self, waarde: object) -> list[Any]:
        """The values behind the markers in a text, or in all texts of something."""
        _, nummers = met_eigen_nummers(json.dumps(waarde, ensure_ascii=False))
        return [asdict(self.oogst.waarden[nummer]) for nummer in nummers]

    def deel(self, deel: str) -> str:
        """The fingerprint of all that a part is made of."""
        tekst, _ = met_eigen_nummers(deel)
        waarden = self.waarden_van(deel)
        heel = "\n".join([deel, *(waarde["waarde"] for waarde in waarden)])
        paden = _VOORWAARDE.findall(heel)
        voorwaarden: Any = {pad: zoek_waarde(self.instellingen.opties, pad) for pad in paden}
        if heel.count("-meta") != len(paden):  # said in another way, or in words
            voorwaarden = self.instellingen.opties
        return som([self.vast, tekst, waarden, voorwaarden])

    def vooraf(self, meta: object) -> str:
        """The fingerprint of what stands before all parts, with the metadata of the document."""
        return som(["kop", self.vast, meta, self.waarden_van(meta)])


def som(waarde: object) -> str:
    """The fingerprint of anything that can be written as JSON."""
    tekst = json.dumps(waarde, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(tekst.encode("utf-8", "surrogatepass")).hexdigest()
