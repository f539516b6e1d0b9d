"""An edition in one file, to open in ten years and to make again: what it was made from, what was made, with
what, and where all of it comes from."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from string import Template
from textwrap import fill
from typing import Any

from woonanalyse.archief import bestanden, kist
from woonanalyse.archief.bestanden import Bestanden, OnafFout
from woonanalyse.archief.gedraaid import zonder_tijden
from woonanalyse.archief.ingepakt import onmogelijk, schrijf_zip
from woonanalyse.archief.kist import PROGRAMMA, PROJECT, VERSIES, Gepakt
from woonanalyse.archief.wiel import PAKKETTEN, wiel
from woonanalyse.archief.zak import INHOUD, zak
from woonanalyse.kern.bestanden import vervang_bestand
from woonanalyse.kern.getal import datum, opsomming
from woonanalyse.kern.project import resultatenmap, uitvoermap, versiebestand
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.uitgave.stempel import STUKKEN

LEESMIJ = "LEESMIJ.txt"


@dataclass(frozen=True)
class Pak:
    """What was packed: the file, how many files are in it and their bytes together, what they are, and in
    words what was left out since it is not public."""

    bestand: Path
    aantal: int
    bytes: int
    inhoud: Bestanden
    weg: tuple[str, ...]


def naam_van(wortel: Path, dossier: Dossier, *, intern: bool) -> str:
    """The name of a pack: that of the data package, and for whom it is."""
    return f"{_pakket(wortel, dossier)['name']}-{'intern' if intern else 'openbaar'}"


def pak(wortel: Path, dossier: Dossier, naar: Path, *, intern: bool) -> Pak:
    """Write the pack of an edition to a file, whole or not at all: all of it (`intern`), or what everyone may
    see. The same files give the same bytes. Raises OnafFout where something of it was not made."""
    deze = (bestanden.intern if intern else bestanden.openbaar)(wortel, dossier)
    pakket = _pakket(wortel, dossier)
    wielen = dict(wiel(naam) for naam in PAKKETTEN)
    delen: dict[str, bytes | Path] = {f"{PROJECT}/{pad}": wortel / pad for pad in deze.alle}
    delen |= {
        f"{PROJECT}/{pad}": zonder_tijden((wortel / pad).read_bytes())
        for pad in deze.uitkomsten
        if pad.endswith(".ipynb")
    }
    delen |= {f"{PROGRAMMA}/{naam}": ruw for naam, ruw in wielen.items()}
    delen[VERSIES] = versiebestand(wortel)
    gepakt = Gepakt(
        titel=f"Archief ({_voor(dossier, intern=intern)}): {pakket['title']}",
        openbaar=not intern,
        groottes={pad: _grootte(deel) for pad, deel in delen.items()},
        invoer=deze.invoer,
        uitkomsten=deze.uitkomsten,
        wielen={naam: naam.split("-")[1] for naam in wielen},
        opdrachten=_opdrachten(wortel, dossier, pakket),
        platform=f"Python {_python()} op {platform.system()} {platform.machine()}",
    )
    delen[kist.BESTAND] = _als_json(kist.kist(pakket, gepakt))
    weg = tuple(bestanden.soorten(deze.weg))
    tekst = leesmij(gepakt, dossier, weg)
    kenmerken = {
        "Source-Organization": dossier.regio.afzender or dossier.regio.naam,
        "External-Description": gepakt.titel,
        "External-Identifier": naam_van(wortel, dossier, intern=intern),
    }
    kenmerken = {veld: " ".join(wat.split()) for veld, wat in kenmerken.items()}
    map_ = naam_van(wortel, dossier, intern=intern)
    alles = list(zak(map_, delen, {LEESMIJ: tekst.encode()}, kenmerken))
    if vreemd := list(onmogelijk(pad for pad, _ in alles)):
        raise OnafFout(
            f"{opsomming(vreemd)} kan niet in een archief, want die naam kan niet overal, of er is er al een "
            "die op hoofdletters na hetzelfde is: geef het een andere naam."
        )
    with vervang_bestand(naar) as doel:
        schrijf_zip(doel, alles)
    return Pak(naar, len(alles), sum(_grootte(deel) for _, deel in alles), deze, weg)


def keuze_van(dossier: Dossier) -> str:
    """The options by which a command is about this edition."""
    return f"--editie {dossier.editie.naam}" + (" --voorbeelddata" * dossier.voorbeelddata)


def _voor(dossier: Dossier, *, intern: bool) -> str:
    wie = "intern" if intern else "openbaar"
    return f"{wie}, met voorbeelddata" if dossier.voorbeelddata else wie


def leesmij(gepakt: Gepakt, dossier: Dossier, weg: tuple[str, ...]) -> str:
    """What a pack is, how to open it and how to make it again, for who knows nothing of it (Dutch)."""
    sjabloon = (resources.files("woonanalyse") / "archief" / "leesmij.txt").read_text("utf-8")
    wielen = [f"{INHOUD}/{PROGRAMMA}/{naam}" for naam in gepakt.wielen]
    titel = " ".join(gepakt.titel.split())
    return Template(sjabloon).substitute(
        titel=titel,
        streep="=" * len(titel),
        soort=_soort(gepakt, dossier, weg),
        map=dossier.naam,
        opnieuw="\n".join(map(_alinea, (_opnieuw(weg), _nodig(gepakt)))),
        python=f"python{_python()}",
        wielen=" ".join(wielen),
        opdrachten="\n".join(f"    ../../omgeving/bin/{een}" for een in gepakt.opdrachten),
    )


def _soort(gepakt: Gepakt, dossier: Dossier, weg: tuple[str, ...]) -> str:
    wat = f"{dossier.regio.naam}, editie {dossier.editie.naam}, rapport van "
    wat += f"{datum(dossier.editie.opzet.datum_rapport)}."
    if dossier.voorbeelddata:
        wat += " MET VOORBEELDDATA: een deel van de rijen is verzonnen; het rapport toont geen echte stand."
    if not gepakt.openbaar:
        return _alinea(
            f"{wat} INTERN: hierin zit alles waaruit het rapport is gemaakt, en wat het project verder in "
            "data/intern bewaart: het logboek, de leveringen, de vastgelegde concepten. Het is er alleen "
            "voor wie dat alles mag zien, en is niet om te publiceren.",
            inspringing="",
        )
    niet = f" Niet openbaar, en daarom niet hierin: {opsomming(list(weg))}." if weg else ""
    return _alinea(
        f"{wat} OPENBAAR: hierin zit alleen wat iedereen mag zien.{niet} Ook een logboek, leveringen en "
        "reacties horen niet in een openbaar archief.",
        inspringing="",
    )


def _opnieuw(weg: tuple[str, ...]) -> str:
    if not weg:
        return "Alles waaruit het rapport is gemaakt, zit in dit archief: het is opnieuw te maken."
    return (
        "MET DIT ARCHIEF ALLEEN IS HET RAPPORT NIET OPNIEUW TE MAKEN, want een deel van de invoer is niet "
        "openbaar. Dat kan wel met het interne archief van dezelfde editie; hoe, staat daarin op dezelfde "
        "plaats. De regels hieronder geven met dit archief een fout of andere getallen."
    )


def _nodig(gepakt: Gepakt) -> str:
    return (
        f"Nodig: {gepakt.platform}, en de pakketten van requirements.lock. Daarmee komt er hetzelfde uit, "
        "tot op de byte. Op een ander systeem komen er dezelfde getallen uit; PDF en plaatjes kunnen dan "
        "iets anders zijn."
    )


def _alinea(tekst: str, inspringing: str = "  ", breed: int = 112) -> str:
    return fill(
        tekst,
        breed,
        initial_indent=inspringing,
        subsequent_indent=inspringing,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _opdrachten(wortel: Path, dossier: Dossier, pakket: Mapping[str, Any]) -> list[str]:
    """The commands that make again what is there, on its own day."""
    keuze = f"{keuze_van(dossier)} --datum {pakket['created'][:10]}"
    stukken = any((uitvoermap(wortel, dossier.naam) / STUKKEN).glob("*.docx"))
    ook = [f"woonanalyse besluitstukken {keuze}"] if stukken else []
    return [f"woonanalyse rapport {keuze}", *ook]


def _pakket(wortel: Path, dossier: Dossier) -> dict[str, Any]:
    pad = resultatenmap(wortel, dossier.naam) / "datapackage.json"
    pakket: dict[str, Any] = json.loads(pad.read_bytes())
    return pakket


def _python() -> str:
    return ".".join(str(deel) for deel in sys.version_info[:2])


def _grootte(deel: bytes | Path) -> int:
    return len(deel) if isinstance(deel, bytes) else deel.stat().st_size


def _als_json(waarde: Any) -> bytes:
    return (json.dumps(waarde, ensure_ascii=False, indent=2) + "\n").encode()
