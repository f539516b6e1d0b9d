"""Rows of tables as they stand in a page, kept by what they are made of: of a table of which one row changed
pandoc gets that row."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from woonanalyse.kern.project import productwortel
from woonanalyse.opmaak.delen import heeft_kop_in_blok
from woonanalyse.opmaak.instellingen import Instellingen
from woonanalyse.opmaak.tabelrijen import BLIJFT, Groep, als_tabel, lees_rijen

_MERKRIJ = re.compile(rf"<tr>\n<(t[hd])[^<>]*>{BLIJFT}(\d+)</\1>\n(?:<td[^<>]*></td>\n)*</tr>\n")
"""The row that stands before those that pandoc was given, with the number of their group."""
_RIJ = re.compile(r"<tr>\n.*?</tr>\n", re.DOTALL)
_PLEK = re.compile(f"{BLIJFT}([0-9a-f]+){BLIJFT}")
"""In what is kept: where a row comes, by its key."""
_LABEL, _DOEL = re.compile(r' id="([^"]+)"'), re.compile(r' href="#([^"]+)"')


def mag(instellingen: Instellingen) -> bool:
    """Whether rows may be kept apart: the filters are those of the product, which look at each by itself."""
    eigen = [Path(pad) for pad in instellingen.opties.get("filters") or []]
    map_ = productwortel() / "report" / "_extensions" / instellingen.uitbreiding.name
    try:
        return all(pad.read_bytes() == (map_ / pad.name).read_bytes() for pad in eigen)
    except OSError:
        return False


class Rijgeheugen:
    """The rows of before by key (`bekend`), and those that are new; `vast`: the fingerprint of what all are
    read with. Without `los` no row is kept: all are read anew."""

    def __init__(self, vast: str, bekend: Mapping[str, str], *, los: bool) -> None:
        self._vast = vast
        self._bekend = bekend
        self._los = los
        self.nieuw: dict[str, str] = {}

    def heel(self, deel: str) -> bool:
        """Whether all rows are known of a part that was kept."""
        return all(sleutel in self._bekend for sleutel in _PLEK.findall(deel))

    def gebruikt(self, delen: Sequence[str]) -> dict[str, str]:
        """The rows that stand in these parts."""
        alle = {**self._bekend, **self.nieuw}
        return {sleutel: alle[sleutel] for deel in delen for sleutel in _PLEK.findall(deel)}

    def vul(self, stuk: str) -> str:
        """A piece with its rows."""
        return _PLEK.sub(lambda plek: self.nieuw.get(plek[1]) or self._bekend[plek[1]], stuk)

    def lees(self, teksten: Sequence[str]) -> tuple[list[str], str, list[dict[int, Groep]]]:
        """Of texts what is left to read; the tables with rows that the filter puts in them, as JSON; and of
        each text the groups that it has to be given back to `neem` with."""
        rest, tabellen, groepen = list[str](), list[str](), list[dict[int, Groep]]()
        for tekst in teksten:
            blijft = self._los and not heeft_kop_in_blok(tekst)
            anders, gelezen = lees_rijen(tekst, len(tabellen), blijft=blijft)
            eigen = dict(enumerate(gelezen, start=len(tabellen))) if blijft else {}
            rest.append(anders)
            groepen.append(eigen)
            tabellen += [
                als_tabel(self._onbekend(een) if eigen else een.gelezen) for een in gelezen
            ]
        return rest, ",".join(tabellen), groepen

    def neem(self, deel: str, groepen: Mapping[int, Groep]) -> str | None:
        """A part as it was written (JSON), with the places of rows for the rows of these groups; None where
        that cannot be."""
        if not groepen:
            return deel
        inhoud = json.loads(deel)
        stukken = [self._met_plekken(stuk, groepen) for stuk in inhoud["stukken"]]
        if BLIJFT in inhoud["document"] or None in stukken:
            return None
        inhoud["stukken"] = stukken
        rijen = "".join(self.gebruikt([str(stuk) for stuk in stukken]).values())
        for soort, patroon in (("ids", _LABEL), ("doelen", _DOEL)):
            namen = {*inhoud["telling"][soort], *patroon.findall(rijen)}
            inhoud["telling"][soort] = sorted(namen)
        return json.dumps(inhoud, ensure_ascii=False)

    def _sleutels(self, groep: Groep) -> list[str]:
        kop = f"{self._vast}\0{groep.streep}\0"
        return [hashlib.sha256(f"{kop}{regel}".encode()).hexdigest()[:32] for regel in groep.regels]

    def _onbekend(self, groep: Groep) -> list[str]:
        paren = zip(self._sleutels(groep), groep.gelezen, strict=True)
        return [gelezen for sleutel, gelezen in paren if sleutel not in self._bekend]

    def _met_plekken(self, stuk: str, groepen: Mapping[int, Groep]) -> str | None:
        """A piece with keys in the place of the rows of groups; rows that are new are kept."""
        delen, vanaf = list[str](), 0
        while merk := _MERKRIJ.search(stuk, vanaf):
            delen.append(stuk[vanaf : merk.start()])
            vanaf = merk.end()
            for sleutel in self._sleutels(groepen[int(merk[2])]):
                if sleutel not in self._bekend:
                    rij = _RIJ.match(stuk, vanaf)
                    if rij is None:
                        return None
                    self.nieuw[sleutel], vanaf = rij[0], rij.end()
                delen.append(f"{BLIJFT}{sleutel}{BLIJFT}")
        rest = stuk[vanaf:]
        return None if BLIJFT in rest else "".join([*delen, rest])
