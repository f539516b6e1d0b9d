"""Which files of a project an edition is: what it is made from, what was made, and which of it is public."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from woonanalyse.kern import correcties
from woonanalyse.kern.bronbestanden import bestanden_in, is_bijvangst
from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.getal import opsomming
from woonanalyse.kern.niveau import boven
from woonanalyse.kern.project import (
    KOP,
    bladzijdenmap,
    projectbestand,
    rapportmap,
    resultatenmap,
    uitvoermap,
)
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.uitgave.docxzip import is_bewerkt
from woonanalyse.uitgave.stempel import BESTAND, STUKKEN, lees_stempels
from woonanalyse.uitkomsten.bronrijen import Bronrijen
from woonanalyse.uitkomsten.runs import (
    AFSPRAKENFIGUUR,
    HERKOMSTBESTANDEN,
    SAMENGEVOEGD,
    runs_van,
    uitkomsten,
)
from woonanalyse.uitvoering.meegeleverd import LIJST
from woonanalyse.uitvoering.rapportbronnen import BRONNEN

INTERN, BESLOTEN = "data/intern/", "data/besloten/"
"""Below these nothing is public, whatever a sidecar says."""


class OnafFout(WoonanalyseFout):
    """Not all that was made of an edition is there."""

    exitcode = 2


@dataclass(frozen=True)
class Bestanden:
    """Files by their path from the root, in alphabetical order: what an edition is made from and what was
    made. `weg`: what it is made from besides, and may not be shown to everyone."""

    invoer: tuple[str, ...]
    uitkomsten: tuple[str, ...]
    weg: tuple[str, ...] = ()

    @property
    def alle(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(sorted({*self.invoer, *self.uitkomsten}))


def intern(wortel: Path, dossier: Dossier) -> Bestanden:
    """All of an edition, and all that the project keeps in data/intern: log, deliveries, concepts. Raises
    OnafFout where something was not made."""
    ook = (_van(wortel, pad) for pad in bestanden_in(wortel / INTERN, "*"))
    eigen = [pad for pad in ook if not any(deel.startswith(".") for deel in pad.split("/"))]
    invoer = {*_invoer(wortel, dossier), *_zonder_bijvangst(eigen)}
    return Bestanden(tuple(sorted(invoer)), tuple(sorted(_uitkomsten(wortel, dossier))))


def openbaar(wortel: Path, dossier: Dossier) -> Bestanden:
    """What of an edition everyone may see. Raises OnafFout as `intern`."""
    besloten = set(Bronrijen(dossier).besloten())
    alle = sorted(_invoer(wortel, dossier))
    dicht = {pad for pad in alle if pad in besloten or not _is_openbaar(wortel, pad)}
    dicht |= {f"{pad}.yml" for pad in dicht if f"{pad}.yml" in alle}
    if {een.bestand for een in correcties.lees(wortel)[0]} & dicht:
        dicht.add(correcties.BESTAND)  # it says what stands in them
    gemaakt = sorted(_uitkomsten(wortel, dossier))
    over = tuple(pad for pad in alle if pad not in dicht)
    return Bestanden(over, tuple(gemaakt), tuple(sorted(dicht)))


def soorten(weg: Iterable[str]) -> list[str]:
    """What is left out, in words that tell no more than what an edition itself shows: kinds, no numbers."""
    gevonden = []
    for pad in weg:
        eigen = (woorden for begin, woorden in _SOORTEN.items() if pad.startswith(begin))
        gevonden.append(next(eigen, "bronnen die niet voor iedereen zijn"))
    return list(dict.fromkeys(gevonden))


_SOORTEN = {
    f"{INTERN}planregister/": "het planregister",
    f"{INTERN}akkoord/": "het planregister",
    f"{INTERN}concepten/": "de vastgelegde concepten",
    correcties.BESTAND: "de lijst van herstelde cellen",
}


def _is_openbaar(wortel: Path, pad: str) -> bool:
    if pad.startswith((INTERN, BESLOTEN)):
        return False
    zij = wortel / f"{pad}.yml"
    inhoud = yaml.safe_load(zij.read_bytes()) if zij.is_file() else {}
    return not boven(inhoud.get("niveau", "openbaar"), "openbaar")


def _van(wortel: Path, pad: Path) -> str:
    return pad.relative_to(wortel).as_posix()


def _invoer(wortel: Path, dossier: Dossier) -> set[str]:
    """What the edition is read from with its sidecars, what must be there to read it, and the project's own
    notebooks and sources of the report."""
    paden = dossier.regio.paden
    gelezen = {
        *dossier.bestanden,
        *(_van(wortel, pad) for pad in (wortel / paden.edities).glob("*.yml")),
        *(_van(wortel, pad) for pad in bestanden_in(wortel / paden.voorbeelddata, "*")),
    }
    if (wortel / correcties.BESTAND).is_file():
        hersteld = (een.bestand for een in correcties.lees(wortel)[0])
        gelezen |= {correcties.BESTAND, *hersteld}
    gelezen |= {f"{pad}.yml" for pad in gelezen}
    bronnen = rapportmap(wortel)
    los = [projectbestand(wortel), wortel / LIJST, bronnen / LIJST]
    los += bestanden_in(wortel / "notebooks", "*.ipynb")
    for naam in BRONNEN:
        los += bestanden_in(bronnen / naam, "*") if (bronnen / naam).is_dir() else [bronnen / naam]
    gelezen |= {_van(wortel, pad) for pad in los if ".ipynb_checkpoints" not in pad.parts}
    return {pad for pad in _zonder_bijvangst(gelezen) if (wortel / pad).is_file()}


def _zonder_bijvangst(paden: Iterable[str]) -> Iterator[str]:
    return (pad for pad in paden if not is_bijvangst(pad.rpartition("/")[2]))


def _uitkomsten(wortel: Path, dossier: Dossier) -> set[str]:
    """What woonanalyse made of an edition; what somebody put beside it or worked in is not in it."""
    runs = runs_van(dossier)
    namen = [*uitkomsten(runs), *SAMENGEVOEGD, "datapackage.json", *HERKOMSTBESTANDEN]
    namen += AFSPRAKENFIGUUR
    namen += (product for run in runs for product in run.producten)
    namen += (f"notebooks/{run.naam}.ipynb" for run in runs)
    map_, uit = resultatenmap(wortel, dossier.naam), uitvoermap(wortel, dossier.naam)
    if mis := sorted(naam for naam in namen if not (map_ / naam).is_file()):
        rest = f" en {len(mis) - 3} andere" if len(mis) > 3 else ""
        raise OnafFout(
            f"In {_van(wortel, map_)} ontbreekt {opsomming(mis[:3])}{rest}. Maak het rapport opnieuw: "
            f"woonanalyse rapport --editie {dossier.editie.naam}"
        )
    gemaakt = {map_ / naam for naam in namen}
    vormen = lees_stempels(uit)
    gemaakt |= {uit / vorm for vorm in (*vormen, BESTAND, KOP)}
    paginas = (uit / vorm for vorm in vormen if vorm.endswith(".html"))
    gemaakt |= {pad for een in paginas for pad in bestanden_in(bladzijdenmap(een), "*")}
    stukken = [uit / STUKKEN / stuk for stuk in lees_stempels(uit / STUKKEN)]
    eigen = {stuk for stuk in stukken if stuk.is_file() and not is_bewerkt(stuk.read_bytes())}
    gemaakt |= {*eigen, uit / STUKKEN / BESTAND} if eigen else set()
    return {_van(wortel, pad) for pad in gemaakt if pad.is_file()}
