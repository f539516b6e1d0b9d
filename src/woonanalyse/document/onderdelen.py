"""Parts of the board paper that have no data: one line each, with what they need and from whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

import pandas as pd
import yaml

from woonanalyse.document.ladder import bekend
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.tonen import Tabel
from woonanalyse.kern.beeld.veel import genoemd
from woonanalyse.kern.getal import hoeveel, hoofdletter, opsomming
from woonanalyse.kern.merk import AFGESCHERMD, is_afgeschermd
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.gebouwd.beeld import zonder_jaar
from woonanalyse.onderwerpen.gebouwd.bron import Woningvoorraad
from woonanalyse.onderwerpen.plannen.bron import Plannen

Tabellen = Mapping[str, pd.DataFrame]
Deel = Mapping[str, Any]


@cache
def onderdelen() -> tuple[Deel, ...]:
    """The parts as `onderdelen.yml` has them."""
    pad = resources.files("woonanalyse") / "document" / "onderdelen.yml"
    return tuple(yaml.safe_load(pad.read_text(encoding="utf-8")))


def ontbrekend(dossier: Dossier, tabellen: Tabellen) -> list[Deel]:
    """The parts without data: deel, nodig, levert; of quality only where nothing at all is known of it."""
    delen = [
        gevraagd
        for deel in onderdelen()
        if not _er_wel(dossier, deel, tabellen) and (gevraagd := _gevraagd(deel, tabellen))
    ]
    return [*delen, *_kwaliteit(dossier)]


def _er_wel(dossier: Dossier, deel: Deel, tabellen: Tabellen) -> bool:
    """Whether the region has what a part is made from, and only this edition does not show it: the first, or
    one of which no year has passed yet."""
    voorraad = deel["tabel"] == "gebouwd" and dossier.eventuele_bron(Woningvoorraad) is not None
    return voorraad and ("gebouwd" not in tabellen or zonder_jaar(tabellen["gebouwd"]))


def _gevraagd(deel: Deel, tabellen: Tabellen) -> Deel | None:
    """The part where it has no data, or of which municipalities it lacks some; None where all is there."""
    frame = tabellen.get(deel["tabel"])
    if frame is None or frame.empty:
        return _geheel(deel, tabellen)
    if not all(_bekend(frame, naam) for naam in deel.get("kolommen", ())):
        return _geheel(deel, tabellen)
    if "kolom" not in deel:
        return None
    dicht = frame[deel["kolom"]].map(is_afgeschermd).astype(bool)
    zonder = frame.loc[frame[deel["kolom"]].isna() & ~dicht]
    if len(zonder) == len(frame):
        return _geheel(deel, tabellen)
    if zonder.empty or deel.get("per") != "gemeente":
        return None
    nog = f"{deel['nodig']}; nog van {_namen(zonder)}"
    wel = f" ({AFGESCHERMD}, en wel geleverd: {_namen(frame[dicht])})" if dicht.any() else ""
    return {**deel, "nodig": nog + wel}


def _geheel(deel: Deel, tabellen: Tabellen) -> Deel:
    """A part of which nothing is known: of one that is made from several things, those that are not there."""
    if "mist" not in deel:
        return deel
    strategie = tabellen.get("strategie", pd.DataFrame())
    weg = [
        een for een in deel["mist"] if "kolom" not in een or not _bekend(strategie, een["kolom"])
    ]
    alle = list(dict.fromkeys(een["levert"] for een in weg))
    leveren = [wie for wie in alle if not any(wie in ander for ander in alle if ander != wie)]
    return {
        **deel,
        "nodig": opsomming([een["nodig"] for een in weg]),
        "levert": "; ".join(leveren),
    }


def _bekend(frame: pd.DataFrame, kolom: str) -> bool:
    """Whether any row has a value in `kolom`."""
    return kolom in frame and bool((frame[kolom].notna() & (frame[kolom] != "")).any())


def _namen(rijen: pd.DataFrame) -> str:
    return genoemd(list(dict.fromkeys(rijen["gemeente"])))


def _kwaliteit(dossier: Dossier) -> list[Deel]:
    plannen = dossier.eventuele_bron(Plannen)
    onderwerpen: Sequence[Mapping[str, Any]] = plannen.kwaliteit if plannen else []
    if plannen is None or any(bekend(o, plannen.lijst) for o in onderwerpen):
        return []
    per_wie: dict[str, list[str]] = {}
    for onderwerp in onderwerpen:
        per_wie.setdefault(onderwerp["levert"], []).append(onderwerp["onderwerp"])
    return [
        {"deel": "Kwaliteit van plannen", "nodig": f"per plan {opsomming(wat)}", "levert": wie}
        for wie, wat in per_wie.items()
    ]


def kop(dossier: Dossier, tabellen: Tabellen) -> str:
    """How many parts of the paper have no data, as a heading."""
    namen = dict.fromkeys(deel["deel"] for deel in ontbrekend(dossier, tabellen))
    wat = f"{hoeveel(len(namen), 'onderdeel', 'onderdelen')} van dit stuk"
    if dossier.editie.vraagt:
        return f"Nog te leveren: de gegevens voor {wat}"
    return f"Zonder gegevens: {wat}"


def tafel(dossier: Dossier, tabellen: Tabellen) -> Tabel:
    """A line for each part."""
    rijen = [
        [veilig(deel["deel"]), veilig(hoofdletter(deel["nodig"])), veilig(deel["levert"])]
        for deel in ontbrekend(dossier, tabellen)
    ] or [["geen", "Van elk onderdeel zijn er gegevens.", "niemand"]]
    bijschrift = "Onderdelen van dit stuk zonder gegevens, wat daarvoor nodig is en van wie"
    return Tabel(tabel(["Onderdeel", "Nodig", "Van"], rijen, [28, 52, 26]), bijschrift)
