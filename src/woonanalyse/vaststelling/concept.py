"""Freezing a concept: what it was made from, what was made, who is in it and who is not."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

import yaml

from woonanalyse.kern import logboek
from woonanalyse.kern.bestanden import schrijf_tekst
from woonanalyse.kern.concept import CONCEPTEN, Concept, concepten
from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.getal import datum as in_woorden
from woonanalyse.kern.logboek import Handeling
from woonanalyse.kern.project import resultatenmap, uitvoermap
from woonanalyse.kern.regio import Regio
from woonanalyse.leveringen.akkoord import AKKOORD, akkoord
from woonanalyse.leveringen.internrijen import reacties
from woonanalyse.leveringen.stand import Stand, Wie, standen
from woonanalyse.onderwerpen import registerbalans
from woonanalyse.onderwerpen.dossier import Dossier, lees_dossier_van
from woonanalyse.onderwerpen.editie import editiebestand
from woonanalyse.onderwerpen.staat import grondslag
from woonanalyse.uitgave.stempel import ouder, ouder_stukken, som, vormen_in
from woonanalyse.vaststelling.inhoud import (
    BESTAND,
    INVOER,
    UITKOMSTEN,
    UITVOER,
    Deelname,
    Inhoud,
    alle_inhoud,
    schrijf,
)

CORRECTIES = "data/correcties.yml"
NIET_GELEVERD = "niet geleverd"
CONCEPT = "concept"
"""The act in the log."""


class ConceptFout(WoonanalyseFout):
    """A concept cannot be frozen: all that is in the way."""

    exitcode = 2


def leg_vast(
    wortel: Path, regio: Regio, editie: str, datum: str, rol: str, maak: Callable[[], None]
) -> Inhoud:
    """Freeze the next concept of an edition on a day (ISO); `maak` makes the report anew, with the state on
    its cover.

    Raises ConceptFout with all that is in the way; nothing is kept then, nor where `maak` fails.
    """
    dossier = lees_dossier_van(wortel, regio, editie)
    eerder = concepten(wortel, editie)
    grond = grondslag(wortel, dossier)
    wie = deelname(regio, dossier.editie.opzet.peildatum, standen(wortel), akkoord(wortel))
    if bezwaren := [
        *_bezwaren(wortel, dossier, wie),
        *_tegen_eerder(eerder, grond, datum),
    ]:
        raise ConceptFout(
            "\n".join([f"Van editie {editie} is geen concept vastgelegd:", *bezwaren])
        )
    concept = Concept(editie, len(eerder) + 1, datum, grond)
    pad, map_ = wortel / concept.bestand, wortel / concept.map
    velden = {"editie": editie, "nummer": concept.nummer, "datum": datum, "grondslag": grond}
    try:
        schrijf_tekst(pad, yaml.safe_dump(velden, sort_keys=False, allow_unicode=True))
        maak()
        inhoud = _bevries(wortel, dossier, concept, wie, rol)
        schrijf(wortel, concept, inhoud)
        kenmerk = som(map_ / BESTAND)
        act = Handeling(datum, rol, CONCEPT, concept.naam, kenmerk, "")
        logboek.voeg_toe(wortel, [act])
    except BaseException:
        pad.unlink(missing_ok=True)
        shutil.rmtree(map_, ignore_errors=True)
        raise
    return inhoud


def deelname(
    regio: Regio, peildatum: str | None, nu: dict[Wie, Stand], vast: dict[Wie, Stand]
) -> list[Deelname]:
    """Of every municipality, and of others that delivered, which version enters a concept, or why none."""
    leden = dict(regio.gemeenten[["gemeentecode", "gemeente"]].itertuples(index=False, name=None))
    dag = peildatum or ""
    anderen = sorted({partij for partij, eigen in nu if eigen == dag} - leden.keys())
    return [
        _deelname(code, leden.get(code, code), nu.get((code, dag)), vast.get((code, dag)))
        for code in (*leden, *anderen)
    ]


def _deelname(code: str, naam: str, nu: Stand | None, vast: Stand | None) -> Deelname:
    later = nu is not None and (vast is None or nu.versie != vast.versie)
    waarom = f"versie {nu.versie} is {nu.stand}" if nu is not None and later else ""
    if vast is not None:
        return Deelname(code, naam, vast.versie, vast.sha256, waarom)
    return Deelname(code, naam, 0, "", waarom or NIET_GELEVERD)


def _bezwaren(wortel: Path, dossier: Dossier, wie: Sequence[Deelname]) -> Iterator[str]:
    """Why the data or the report are not those of a concept."""
    if not any(een.versie for een in wie):
        dag = dossier.editie.opzet.peildatum
        yield f"- geen levering voor peildatum {dag} is akkoord; woonanalyse standen toont hoe ver zij zijn"
    elif anders := _ander_register(wortel, dossier, wie):
        yield anders
    maak = f"Maak eerst: woonanalyse rapport --editie {dossier.editie.naam} --datum JJJJ-MM-DD"
    if not vormen_in(uitvoermap(wortel, dossier.naam)):
        yield f"- er is nog geen rapport. {maak}"
    for oud in (ouder(wortel, dossier.naam), ouder_stukken(wortel, dossier.naam)):
        if oud is not None:
            yield f"- wat er is gemaakt, is ouder dan de gegevens ({oud.reden}). {maak}"


def _ander_register(wortel: Path, dossier: Dossier, wie: Sequence[Deelname]) -> str:
    """What to do where the edition is made from deliveries that are not akkoord; empty where it is not."""
    bron = dossier.editie.opzet.balans or {}
    if bron.get("vorm") != registerbalans.VORM:
        return ""
    vast = f"{AKKOORD}/{dossier.editie.opzet.peildatum}/plannen.csv"
    eigen, goed = (registerbalans.bestanden(een) for een in (bron["bestand"], vast))
    if all(som(wortel / eigen[naam]) == som(wortel / goed[naam]) for naam in goed):
        return ""
    later = (een for een in wie if een.waarom not in ("", NIET_GELEVERD))
    niet = "; ".join(f"{een.naam}: {een.waarom}" for een in later)
    return (
        f"- de editie telt andere plannen dan wat akkoord is ({niet}). Wacht tot zij dat zijn, of laat ze "
        f"weg: zet in {editiebestand(dossier.regio, dossier.editie.naam)} bij balans als bestand {vast}, en "
        "maak het rapport opnieuw"
    )


def _tegen_eerder(eerder: Sequence[Concept], grond: str, datum: str) -> Iterator[str]:
    if not eerder:
        return
    laatste = eerder[-1]
    if laatste.grondslag == grond:
        yield f"- er is niets veranderd sinds concept {laatste.nummer} van {in_woorden(laatste.datum)}"
    if datum < laatste.datum:
        yield f"- --datum ligt voor die van concept {laatste.nummer}: {in_woorden(laatste.datum)}"


def _bevries(
    wortel: Path, dossier: Dossier, concept: Concept, wie: Sequence[Deelname], rol: str
) -> Inhoud:
    """Copy what it was made from and what was made; the folder must not be there yet."""
    map_ = wortel / concept.map
    gelezen = [pad for pad in (*dossier.bestanden, CORRECTIES) if not pad.startswith(CONCEPTEN)]
    invoer = [pad for pad in dict.fromkeys(gelezen) if (wortel / pad).is_file()]
    for pad in invoer:
        _kopieer(wortel / pad, map_ / INVOER / pad)
    _kopieer_map(uitvoermap(wortel, dossier.naam), map_ / UITVOER)
    for uitkomst in sorted(resultatenmap(wortel, dossier.naam).glob("*.*")):
        if uitkomst.suffix in (".csv", ".json"):
            _kopieer(uitkomst, map_ / UITKOMSTEN / uitkomst.name)
    regels = logboek.lees(wortel)
    return Inhoud(
        naam=concept.naam,
        datum=concept.datum,
        peildatum=dossier.editie.opzet.peildatum or "",
        rol=rol,
        programma=version("woonanalyse"),
        deelname=wie,
        invoer={pad: som(map_ / INVOER / pad) for pad in invoer},
        rapport=_sommen(map_, UITVOER),
        uitkomsten=_sommen(map_, UITKOMSTEN),
        reacties=telling(wortel, concept.editie, concept.nummer - 1),
        logboek_nr=regels[-1].nr if regels else 0,
        logboek_hash=regels[-1].hash if regels else "",
    )


def _kopieer(van: Path, naar: Path) -> None:
    naar.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(van, naar)


def _kopieer_map(van: Path, naar: Path) -> None:
    for pad in sorted(van.rglob("*")):
        if pad.is_file():
            _kopieer(pad, naar / pad.relative_to(van))


def _sommen(map_: Path, deel: str) -> dict[str, str]:
    paden = (pad for pad in sorted((map_ / deel).rglob("*")) if pad.is_file())
    return {pad.relative_to(map_).as_posix(): som(pad) for pad in paden}


def telling(wortel: Path, editie: str, nummer: int) -> dict[str, int]:
    """How many reactions to a concept changed it, did not, or have no answer yet."""
    eigen = reacties(wortel, editie, nummer)["gewijzigd"]
    woorden = {"ja": "gewijzigd", "nee": "niet gewijzigd", "": "nog zonder antwoord"}
    return {woord: int((eigen == cel).sum()) for cel, woord in woorden.items()}


def gewijzigd(wortel: Path, inhoud: Inhoud) -> list[str]:
    """The files of a frozen concept that are no longer as they were, by path from the root."""
    map_ = f"{CONCEPTEN}/{inhoud.naam}"
    paden = {
        **{f"{map_}/{INVOER}/{pad}": hash_ for pad, hash_ in inhoud.invoer.items()},
        **{
            f"{map_}/{pad}": hash_
            for pad, hash_ in (*inhoud.rapport.items(), *inhoud.uitkomsten.items())
        },
    }
    return [pad for pad, hash_ in paden.items() if som(wortel / pad) != hash_]


def bij_levering(wortel: Path, partij: str, peildatum: str, versie: int) -> list[str]:
    """What to say of a delivery for a day of which concepts were frozen already; of each edition the last."""
    laatste = {een.editie: een for een in alle_inhoud(wortel) if een.peildatum == peildatum}
    zinnen = []
    for een in laatste.values():
        eigen = next((deel for deel in een.deelname if deel.partij == partij and deel.versie), None)
        met = f"met versie {eigen.versie} van {eigen.naam}" if eigen else "zonder deze partij"
        zinnen.append(
            f"concept {een.naam} van {in_woorden(een.datum)} is al vastgelegd, {met}; deze levering (versie "
            f"{versie}) verandert dat niet. Zij is ambtelijk; na akkoord komt zij in een volgend concept"
        )
    return zinnen
