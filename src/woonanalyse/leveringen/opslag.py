"""Keeping a delivery: the file unchanged, what was read from it, and all that changes with it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from woonanalyse.kern.bestanden import als_csv
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.samen import zet_samen
from woonanalyse.leveringen import geleverdevlakken
from woonanalyse.leveringen.bewaard import BEZET, HERKOMST, MAP, VLAKKEN, Bewaard, bewaard
from woonanalyse.leveringen.bijschrijven import bijgeschreven
from woonanalyse.leveringen.geldend import met_levering
from woonanalyse.leveringen.gezamenlijk import planregister, tabellen_in
from woonanalyse.leveringen.levering import Levering, Melding, Opgave
from woonanalyse.leveringen.meldingenlijst import EINDE, meldingen_met
from woonanalyse.leveringen.openen.bewaking import Bekeken
from woonanalyse.leveringen.partij import naam_van
from woonanalyse.leveringen.veilig import bestandsnaam
from woonanalyse.onderwerpen.planregister.bewaar import bewaar as bewaar_tabellen
from woonanalyse.onderwerpen.registerbalans import MAP as PLANREGISTER


@dataclass(frozen=True)
class Geschreven:
    """The kept file and its version, the registers that got rows, and the table plannen of all parties, if it
    has plans."""

    bestand: Path
    versie: int
    registers: Sequence[Path]
    planregister: Path | None = None


def bewaar(
    wortel: Path,
    regio: Regio,
    bekeken: Bekeken,
    levering: Levering,
    opgave: Opgave,
    antwoorden: Mapping[Melding, str],
    vervangt: Sequence[str],
) -> Geschreven:
    """Keep a delivery without errors, all of it or nothing, and make the register of all parties anew.

    Raises InvoerFout, before anything is written, where what another party delivered is wrong now.
    """
    naam = _vrije_naam(wortel, bekeken, opgave)
    zij = _zijbestand(naam, bekeken, levering, opgave, vervangt, _versie(wortel, opgave))
    tekst = yaml.safe_dump(asdict(zij), sort_keys=False, allow_unicode=True, width=110)
    bestanden: dict[str, bytes | None] = {
        f"{zij.map}/{naam}": bekeken.ruw,
        f"{zij.map}/{naam}.yml": tekst.encode(),
        f"{zij.map}/{naam}{EINDE}": als_csv(meldingen_met(levering.meldingen, antwoorden)),
    }
    if levering.tabellen:
        tabellen, herkomst, vlakken = _tabellen(wortel, regio, levering, zij)
        bestanden |= {f"{zij.map}/{pad}": inhoud for pad, inhoud in tabellen.items()}
        bestanden |= {f"{zij.map}/{HERKOMST}": herkomst, f"{zij.map}/{VLAKKEN}": vlakken}
        wie = Path(zij.map).name
        bestanden |= planregister(wortel, regio, zij.peildatum, {wie: tabellen}, {wie: vlakken})
    elders, met_rijen = bijgeschreven(wortel, regio, levering, zij)
    zet_samen(wortel, bestanden | elders)
    plannen = f"{PLANREGISTER}/{zij.peildatum}/plannen.csv"
    return Geschreven(
        wortel / zij.map / naam,
        zij.versie,
        [wortel / pad for pad in met_rijen],
        wortel / plannen if plannen in bestanden else None,
    )


def _tabellen(
    wortel: Path, regio: Regio, levering: Levering, zij: Bewaard
) -> tuple[dict[str, bytes], bytes, bytes | None]:
    """The tables of the party as they hold from now on, as files by name; the files HERKOMST and VLAKKEN."""
    tabellen, herkomst = met_levering(wortel, regio, levering, zij)
    vlakken = geleverdevlakken.met_levering(wortel / zij.map, levering, tabellen["plannen"])
    with TemporaryDirectory() as map_:
        bewaar_tabellen(Path(map_), ".", tabellen, _kop(regio, zij))
        return tabellen_in(Path(map_)), herkomst, vlakken


def _vrije_naam(wortel: Path, bekeken: Bekeken, opgave: Opgave) -> str:
    """The name of the file, with a number where that one is another delivery's."""
    eigen = Path(bestandsnaam(bekeken.naam))
    if eigen.name.casefold() in BEZET or eigen.name.casefold().endswith((".yml", ".meldingen.csv")):
        einde = eigen.suffix if eigen.suffix.casefold() == ".geojson" else ".csv"
        eigen = Path(f"levering-{eigen.stem}{einde}")
    map_ = wortel / MAP / opgave.peildatum.isoformat() / bestandsnaam(opgave.partij)
    namen = (eigen.name if nr == 1 else f"{eigen.stem}-{nr}{eigen.suffix}" for nr in range(1, 1000))
    return next(een for een in namen if not (map_ / een).exists())


def _versie(wortel: Path, opgave: Opgave) -> int:
    """The version after those that are kept of the party and the day."""
    wie = (opgave.partij, opgave.peildatum.isoformat())
    eerder = (een.versie for een in bewaard(wortel) if (een.partij, een.peildatum) == wie)
    return max(eerder, default=0) + 1


def _zijbestand(
    naam: str,
    bekeken: Bekeken,
    levering: Levering,
    opgave: Opgave,
    vervangt: Sequence[str],
    versie: int,
) -> Bewaard:
    rekening = asdict(levering.rekening)
    return Bewaard(
        bestand=naam,
        sha256=hashlib.sha256(bekeken.ruw).hexdigest(),
        partij=opgave.partij,
        peildatum=opgave.peildatum.isoformat(),
        versie=versie,
        geleverd_op=opgave.geleverd_op.isoformat(),
        vorm=levering.vorm,
        vormversie=levering.vormversie,
        sjabloonversie=levering.sjabloonversie,
        niveau="intern",
        rekening=rekening | {"terzijde": dict(rekening["terzijde"])},
        beperkingen=list(levering.beperkingen),
        vervangt=list(vervangt),
    )


def _kop(regio: Regio, zij: Bewaard) -> dict[str, str]:
    """What the sidecars of the tables say."""
    naam = naam_van(regio, zij.partij)
    return {
        "titel": f"Planregister van {naam}",
        "wat": f"Wat {naam} leverde, zoals het nu geldt; herkomst.csv zegt uit welk bestand",
        "uitgever": naam,
        "vindplaats": zij.map,
        "peildatum": zij.peildatum,
        "peildatum_toelichting": f"zoals opgegeven; laatst geleverd op {zij.geleverd_op}",
        "licentie": "niet vermeld",
    }
