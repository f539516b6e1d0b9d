"""Where deliveries are kept: the file unchanged, what was read from it, and which one holds now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import yaml

from woonanalyse.kern import logboek
from woonanalyse.kern.bestanden import schrijf_bytes, schrijf_csv, schrijf_tekst
from woonanalyse.kern.bewaakt import herstel
from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.getal import opsomming
from woonanalyse.kern.logboek import Handeling
from woonanalyse.kern.perrij import per_rij
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.samen import zet_samen
from woonanalyse.leveringen.bewaard import BEZET, HERKOMST, MAP, Bewaard, bewaard
from woonanalyse.leveringen.internrijen import erbij, is_intern
from woonanalyse.leveringen.levering import Cel, Levering, Melding
from woonanalyse.leveringen.meldingen import meld
from woonanalyse.leveringen.openen.bewaking import Bekeken
from woonanalyse.leveringen.partij import noem_partij
from woonanalyse.leveringen.registerplek import registerplek
from woonanalyse.leveringen.registerrijen import aangevuld, zonder_dubbele
from woonanalyse.leveringen.veilig import bestandsnaam
from woonanalyse.onderwerpen.planregister.bewaar import bewaar as bewaar_tabellen
from woonanalyse.onderwerpen.planregister.bewaar import samen, verzamel
from woonanalyse.onderwerpen.planregister.bron import lees_tabellen
from woonanalyse.onderwerpen.planregister.tabellen import TABELLEN
from woonanalyse.onderwerpen.registerbalans import MAP as PLANREGISTER

_SLEUTEL = ["gemeentecode", "plan_id"]
_LEVERINGEN = "planmonitorleveringen"


@dataclass(frozen=True)
class Geschreven:
    """The kept file and its version, the registers that got rows, and the table plannen of all parties, if it
    has plans."""

    bestand: Path
    versie: int
    registers: Sequence[Path]
    planregister: Path | None = None


@dataclass(frozen=True)
class Opgave:
    """What the command says of a delivery: `partij` a code or name, or `registers`; the day it came."""

    partij: str
    peildatum: date
    geleverd_op: date


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


# What a delivery means for the ones before it


def botsingen(
    wortel: Path, regio: Regio, levering: Levering, opgave: Opgave, *, vervangen: bool
) -> tuple[list[Melding], list[str]]:
    """What stands in the way of deliveries for the same date, and which files this one replaces.

    A file with all plans of an earlier one of the same party replaces it; with none of them it comes beside
    it. With some of them it is refused, unless it is said to replace (`vervangen`).
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
        else:
            weg = [plan for gemeente, plan in oud if (gemeente, plan) not in nieuw]
            tekst = opsomming(weg[:10]) + (f" en nog {len(weg) - 10}" if len(weg) > 10 else "")
            meldingen.append(meld("plan_verdwenen", [], "", bestand=eerder.bestand, weg=tekst))
    return meldingen, vervangt


def _sleutels(plannen: pd.DataFrame) -> list[tuple[str, str]]:
    return list(plannen[_SLEUTEL].itertuples(index=False, name=None))


def _plannen_van(wortel: Path, eerder: Bewaard) -> list[tuple[str, str]]:
    """The plans that hold now because of this file."""
    pad = wortel / eerder.map / HERKOMST
    if not pad.is_file():
        return []
    frame = _lees_herkomst(pad)
    return _sleutels(frame[frame["bestand"] == eerder.bestand])


def _lees_herkomst(pad: Path) -> pd.DataFrame:
    return pd.read_csv(pad, dtype=str, keep_default_na=False).map(herstel)


def _cellen(levering: Levering, index: int) -> list[Cel]:
    cel = levering.plekken.get(("plannen", index, "plan_id"))
    return [cel] if cel else []


# Keeping


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
    with TemporaryDirectory() as tijdelijk:
        bron = Path(tijdelijk)
        map_ = bron / zij.map
        schrijf_bytes(map_ / naam, bekeken.ruw)
        schrijf_tekst(
            map_ / f"{naam}.yml",
            yaml.safe_dump(asdict(zij), sort_keys=False, allow_unicode=True, width=110),
        )
        if levering.tabellen:
            _schrijf_tabellen(wortel, regio, map_, levering, zij)
        schrijf_csv(map_ / f"{naam}.meldingen.csv", _meldingen(levering.meldingen, antwoorden))
        bestanden = _alles_in(bron)
        if levering.tabellen:
            bestanden |= _planregister(wortel, regio, zij.peildatum, bron)
    with _intern(wortel, regio, levering, zij) as geschreven:
        registers = _registers(wortel, regio, levering, zij)
        zet_samen(wortel, bestanden | registers | _in_logboek(wortel, levering, zij))
    plannen = f"{PLANREGISTER}/{zij.peildatum}/plannen.csv"
    return Geschreven(
        wortel / zij.map / naam,
        zij.versie,
        [*geschreven, *(wortel / pad for pad in registers if pad.endswith(".csv"))],
        wortel / plannen if plannen in bestanden else None,
    )


def _alles_in(map_: Path) -> dict[str, bytes]:
    """The files below a folder by their path in it."""
    paden = sorted(pad for pad in map_.rglob("*") if pad.is_file())
    return {pad.relative_to(map_).as_posix(): pad.read_bytes() for pad in paden}


def _planregister(wortel: Path, regio: Regio, peildatum: str, bron: Path) -> dict[str, bytes]:
    """The register of all parties at a date: those that `bron` holds as they are there, the others as they
    are in the project. Raises InvoerFout as `verzamel`."""
    van, naar = f"{MAP}/{peildatum}", f"{PLANREGISTER}/{peildatum}"
    for map_ in sorted((wortel / van).glob("*/")):
        if not (bron / van / map_.name).exists():
            for naam in (een for tabel in TABELLEN for een in (f"{tabel}.csv", f"{tabel}.csv.yml")):
                if (map_ / naam).is_file():
                    schrijf_bytes(bron / van / map_.name / naam, (map_ / naam).read_bytes())
    verzamel(bron, regio, van, naar)
    return {f"{naar}/{pad}": inhoud for pad, inhoud in _alles_in(bron / naar).items()}


def maak_planregister(wortel: Path, regio: Regio, peildatum: str) -> None:
    """Make the register of all parties at a date anew; raises InvoerFout as `verzamel`."""
    with TemporaryDirectory() as tijdelijk:
        zet_samen(wortel, _planregister(wortel, regio, peildatum, Path(tijdelijk)))


def zet_antwoorden(
    wortel: Path, eerder: Bewaard, meldingen: Sequence[Melding], antwoorden: Mapping[Melding, str]
) -> Path:
    """Keep what was answered since, of a file that was delivered before; the file with messages.

    An answer of before stays where there is no new one.
    """
    pad = wortel / eerder.map / f"{eerder.bestand}.meldingen.csv"
    nieuw = _meldingen(meldingen, antwoorden)
    if pad.is_file():
        oud = pd.read_csv(pad, dtype=str, keep_default_na=False).map(herstel)
        sleutel = ["code", "blad", "rij", "kolom", "gevonden"]
        gezegd = dict(
            zip(oud[sleutel].itertuples(index=False, name=None), oud["antwoord"], strict=True)
        )
        plekken = nieuw[sleutel].itertuples(index=False, name=None)
        nieuw["antwoord"] = [
            antwoord or gezegd.get(plek, "")
            for antwoord, plek in zip(nieuw["antwoord"], plekken, strict=True)
        ]
    schrijf_csv(pad, nieuw)
    return pad


def _vrije_naam(wortel: Path, bekeken: Bekeken, opgave: Opgave) -> str:
    """The name of the file, with a number where that one is another delivery's."""
    eigen = Path(bestandsnaam(bekeken.naam))
    if eigen.name.casefold() in BEZET or eigen.name.casefold().endswith((".yml", ".meldingen.csv")):
        eigen = Path(f"levering-{eigen.stem}.csv")
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
        vormversie=levering.versie,
        sjabloonversie=levering.sjabloon_versie,
        niveau="intern",
        rekening=rekening | {"terzijde": dict(rekening["terzijde"])},
        beperkingen=list(levering.beperkingen),
        vervangt=list(vervangt),
    )


def _schrijf_tabellen(
    wortel: Path, regio: Regio, bron: Path, levering: Levering, zij: Bewaard
) -> None:
    """The tables of the party as they hold from now on, and of which file and row each plan is."""
    weg = {s for naam in zij.vervangt for s in _plannen_van(wortel, _met_naam(zij, naam))}
    oud = tabellen_van(wortel, regio, zij.partij, zij.peildatum) or {}
    blijft = {naam: _zonder(frame, weg) for naam, frame in oud.items()}
    tabellen = samen([een for een in (blijft, levering.tabellen) if een])
    bewaar_tabellen(bron, ".", tabellen, _kop(zij))
    herkomst = pd.DataFrame(_herkomst(levering, zij.bestand))
    if (eerder := wortel / zij.map / HERKOMST).is_file():
        blijft_ = _zonder(_lees_herkomst(eerder), weg)
        herkomst = pd.concat([blijft_, herkomst], ignore_index=True)
    schrijf_csv(bron / HERKOMST, herkomst)


def _kop(zij: Bewaard) -> dict[str, str]:
    """What the sidecars of the tables say."""
    return {
        "titel": f"Planregister van {zij.partij}",
        "wat": f"Wat {zij.partij} leverde, zoals het nu geldt; herkomst.csv zegt uit welk bestand",
        "uitgever": zij.partij,
        "vindplaats": zij.map,
        "peildatum": zij.peildatum,
        "peildatum_toelichting": f"zoals opgegeven; laatst geleverd op {zij.geleverd_op}",
        "licentie": "niet vermeld",
    }


def _met_naam(zij: Bewaard, naam: str) -> Bewaard:
    return Bewaard(**(asdict(zij) | {"bestand": naam}))


def _zonder(frame: pd.DataFrame, weg: set[tuple[str, str]]) -> pd.DataFrame:
    return frame[[sleutel not in weg for sleutel in _sleutels(frame)]]


def _herkomst(levering: Levering, bestand: str) -> Iterator[dict[str, str]]:
    for index, (gemeente, plan) in enumerate(_sleutels(levering.tabellen["plannen"])):
        cel = next(iter(_cellen(levering, index)), Cel("", 0, ""))
        yield {
            "gemeentecode": gemeente, "plan_id": plan, "bestand": bestand, "blad": cel.blad,
            "rij": str(cel.rij or ""),
        }  # fmt: skip


def _meldingen(meldingen: Iterable[Melding], antwoorden: Mapping[Melding, str]) -> pd.DataFrame:
    """Messages as a table, with the answers."""
    kolommen = [
        "soort",
        "blad",
        "rij",
        "kolom",
        "gevonden",
        "verwacht",
        "herstel",
        "code",
        "antwoord",
    ]
    rijen = []
    for melding in meldingen:
        eerste = melding.cellen[0] if melding.cellen else Cel("", 0, "")
        rijen.append([
            melding.soort, eerste.blad, str(eerste.rij or ""), eerste.kolom, melding.gevonden,
            melding.verwacht, melding.herstel, melding.code, antwoorden.get(melding, ""),
        ])  # fmt: skip
    return pd.DataFrame(rijen, columns=kolommen, dtype="object")


# Registers


def _is_intern(levering: Levering) -> bool:
    return any(is_intern(naam) for naam in levering.formulieren)


@contextmanager
def _intern(
    wortel: Path, regio: Regio, levering: Levering, zij: Bewaard
) -> Iterator[Sequence[Path]]:
    """Rows that stay internal are taken in; as it was where what follows does not succeed."""
    if not _is_intern(levering):
        yield []
        return
    ((naam, frame),) = levering.formulieren.items()
    with erbij(wortel, regio, naam, frame, zij.sha256) as paden:
        yield paden


def _registers(wortel: Path, regio: Regio, levering: Levering, zij: Bewaard) -> dict[str, bytes]:
    """The registers with the rows of this delivery, by their path from the root."""
    if _is_intern(levering):
        return {}
    frames = {naam: frame for naam, frame in levering.formulieren.items() if not frame.empty}
    if levering.tabellen:
        frames = {_LEVERINGEN: _leveringsrijen(levering, zij)}
    gezet: dict[str, bytes] = {}
    for naam, frame in frames.items():
        plek = registerplek(wortel, regio, naam)
        assert plek is not None
        rijen = zonder_dubbele(wortel, plek, frame) if levering.tabellen else frame
        if not rijen.empty:
            gezet |= plek.erbij(wortel, aangevuld(wortel, plek, rijen))
    return gezet


def _in_logboek(wortel: Path, levering: Levering, zij: Bewaard) -> dict[str, bytes]:
    """The log with what this delivery does, by its path; nothing where that is nothing."""
    handelingen = _handelingen(levering, zij)
    if not handelingen:
        return {}
    return {logboek.LOGBOEK: logboek.als_bytes(logboek.aangevuld(wortel, handelingen))}


def _handelingen(levering: Levering, zij: Bewaard) -> list[Handeling]:
    """What goes into the log: that plans were delivered, and what colleges decided on a concept."""
    if levering.tabellen:
        wat = f"levering {zij.partij} {zij.peildatum} versie {zij.versie}"
        return [Handeling(zij.geleverd_op, "", "geleverd", wat, zij.sha256, "")]
    besluiten = levering.formulieren.get("besluiten")
    return [
        Handeling(
            r.datum,
            f"college {r.partij}",
            "besluit",
            f"{r.partij} over {r.editie}/concept-{r.concept}: {r.uitkomst}",
            r.besluitnummer,
            r.bron,
        )
        for r in (per_rij(besluiten) if besluiten is not None else ())
        if r.uitkomst
    ]


def _leveringsrijen(levering: Levering, zij: Bewaard) -> pd.DataFrame:
    """The evidence for art. 24: that hard plans were delivered, and soft ones where there are any.

    How many dwellings are hard depends on the reading of an edition, and some plans are not public: no number
    is said here.
    """
    zacht = levering.tabellen["plannen"]["planstatus"].str.startswith(("3", "4")).any()
    vast = {
        "voorbeelddata": "nee", "datum": zij.geleverd_op, "partij": zij.partij, "peildatum": zij.peildatum,
        "geleverd": "ja", "woningen": "", "omschrijving": f"Plannen, geleverd in de vorm {levering.vorm}",
        "bron": f"levering {zij.bestand}", "bron_url": "",
        "vindplaats": f"{zij.map}/{zij.bestand}", "bronsoort": "eigen stuk", "zekerheid": "letterlijk",
        "afleiding": "", "tegenspraak": "", "feit": "",
    }  # fmt: skip
    return pd.DataFrame([{**vast, "soort": soort} for soort in ("hard", "zacht")[: 1 + zacht]])
