"""What holds now of a party, of which file each plan is, and what a delivery means for those before it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from woonanalyse.kern.bestanden import als_csv
from woonanalyse.kern.bewaakt import herstel
from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.getal import opsomming
from woonanalyse.kern.regio import Regio
from woonanalyse.leveringen.bewaard import HERKOMST, MAP, Bewaard, bewaard
from woonanalyse.leveringen.levering import Cel, Levering, Melding, Opgave
from woonanalyse.leveringen.meldingen import meld
from woonanalyse.leveringen.openen.bewaking import Bekeken
from woonanalyse.leveringen.partij import noem_partij
from woonanalyse.leveringen.veilig import bestandsnaam
from woonanalyse.onderwerpen.planregister.bewaar import samen
from woonanalyse.onderwerpen.planregister.bron import lees_tabellen

_SLEUTEL = ["gemeentecode", "plan_id"]


def tabellen_van(
    wortel: Path, regio: Regio, partij: str, peildatum: str
) -> dict[str, pd.DataFrame] | None:
    """What holds now of a party at a date: the tables of the plan register, typed and numbered from 0; None
    where nothing was delivered. Raises InvoerFout where a table is wrong."""
    bestand = f"{MAP}/{peildatum}/{bestandsnaam(partij)}/plannen.csv"
    if not (wortel / bestand).is_file():
        return None
    tabellen, problemen = lees_tabellen(wortel, bestand, regio.gemeenten)
    if tabellen is None:
        raise InvoerFout(problemen)
    return {naam: frame.reset_index(drop=True) for naam, frame in tabellen.items()}


def laatste(
    wortel: Path, regio: Regio, partij: str, voor: str = "9999-12-31"
) -> tuple[str, dict[str, pd.DataFrame]] | None:
    """The last delivery of a party about a day before `voor` (ISO), with that day; None without one."""
    data = {b.peildatum for b in bewaard(wortel) if b.partij == partij and b.peildatum < voor}
    for peildatum in sorted(data, reverse=True):
        if tabellen := tabellen_van(wortel, regio, partij, peildatum):
            return peildatum, tabellen
    return None


def al_geleverd(wortel: Path, bekeken: Bekeken) -> Bewaard | None:
    """The delivery with the same bytes, where there is one."""
    hash_ = hashlib.sha256(bekeken.ruw).hexdigest()
    return next((een for een in bewaard(wortel) if een.sha256 == hash_), None)


def botsingen(
    wortel: Path, regio: Regio, levering: Levering, opgave: Opgave, *, vervangen: bool
) -> tuple[list[Melding], list[str]]:
    """What stands in the way of deliveries for the same date, and which files this one replaces.

    A file with all plans of an earlier one of the same party replaces it; with none of them it comes beside
    it. With some of them it is refused, unless it is said to replace (`vervangen`); while rows of it are
    refused, nothing is said of plans that are missing: they may stand in those.
    """
    plannen = levering.tabellen["plannen"]
    nieuw = dict(zip(_sleutels(plannen), plannen.index, strict=True))
    meldingen: list[Melding] = []
    vervangt: list[str] = []
    dag = opgave.peildatum.isoformat()
    for eerder in (b for b in bewaard(wortel) if b.peildatum == dag):
        oud = _plannen_van(wortel, eerder)
        samen = [sleutel for sleutel in oud if sleutel in nieuw]
        if not samen:
            continue
        if eerder.partij != opgave.partij:
            waar = {
                "ander": noem_partij(regio, eerder.partij),
                "peildatum": dag,
                "bestand": eerder.bestand,
            }
            meldingen += [
                meld("plan_bij_ander", _cellen(levering, nieuw[s]), s[1], "plan_id", **waar)
                for s in samen
            ]
        elif len(samen) == len(oud) or vervangen:
            vervangt.append(eerder.bestand)
        elif not (levering.fouten and levering.rekening.rijen_geweigerd):
            weg = [plan for gemeente, plan in oud if (gemeente, plan) not in nieuw]
            tekst = opsomming(weg[:10]) + (f" en nog {len(weg) - 10}" if len(weg) > 10 else "")
            meldingen.append(meld("plan_verdwenen", [], "", bestand=eerder.bestand, weg=tekst))
    return meldingen, vervangt


def met_levering(
    wortel: Path, regio: Regio, levering: Levering, zij: Bewaard
) -> tuple[dict[str, pd.DataFrame], bytes]:
    """The tables of the party as they hold once this delivery is kept, and the file HERKOMST that says of
    which file and row each plan is. Raises InvoerFout as `tabellen_van`."""
    pad = wortel / zij.map / HERKOMST
    herkomst = _lees_herkomst(pad) if pad.is_file() else pd.DataFrame()
    weg = {s for bestand in zij.vervangt for s in _uit(herkomst, bestand)}
    oud = tabellen_van(wortel, regio, zij.partij, zij.peildatum) or {}
    blijft = {naam: _zonder(frame, weg) for naam, frame in oud.items()}
    tabellen = samen([een for een in (blijft, levering.tabellen) if een])
    nieuw = pd.DataFrame(_herkomst(levering, zij.bestand))
    if not herkomst.empty:
        nieuw = pd.concat([_zonder(herkomst, weg), nieuw], ignore_index=True)
    return tabellen, als_csv(nieuw)


def _sleutels(plannen: pd.DataFrame) -> list[tuple[str, str]]:
    return list(plannen[_SLEUTEL].itertuples(index=False, name=None))


def _plannen_van(wortel: Path, eerder: Bewaard) -> list[tuple[str, str]]:
    """The plans that hold now because of this file."""
    pad = wortel / eerder.map / HERKOMST
    return _uit(_lees_herkomst(pad), eerder.bestand) if pad.is_file() else []


def _uit(herkomst: pd.DataFrame, bestand: str) -> list[tuple[str, str]]:
    return [] if herkomst.empty else _sleutels(herkomst[herkomst["bestand"] == bestand])


def _lees_herkomst(pad: Path) -> pd.DataFrame:
    return pd.read_csv(pad, dtype=str, keep_default_na=False).map(herstel)


def _cellen(levering: Levering, index: int) -> list[Cel]:
    cel = levering.plekken.get(("plannen", index, "plan_id"))
    return [cel] if cel else []


def _zonder(frame: pd.DataFrame, weg: set[tuple[str, str]]) -> pd.DataFrame:
    return frame[[sleutel not in weg for sleutel in _sleutels(frame)]]


def _herkomst(levering: Levering, bestand: str) -> Iterator[dict[str, str]]:
    for index, (gemeente, plan) in enumerate(_sleutels(levering.tabellen["plannen"])):
        cel = next(iter(_cellen(levering, index)), Cel("", 0, ""))
        yield {
            "gemeentecode": gemeente, "plan_id": plan, "bestand": bestand, "blad": cel.blad,
            "rij": str(cel.rij or ""),
        }  # fmt: skip
