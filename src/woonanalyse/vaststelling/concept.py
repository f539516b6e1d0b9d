"""Freezing a concept: what it was made from, what was made, who is in it and who is not."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

import yaml

from woonanalyse.kern import logboek
from woonanalyse.kern.concept import CONCEPTEN, INVOER, Concept, concepten
from woonanalyse.kern.correcties import BESTAND as CORRECTIES
from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.getal import datum as in_woorden
from woonanalyse.kern.logboek import Handeling
from woonanalyse.kern.project import resultatenmap, uitvoermap
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.samen import voorlopig, zet_samen
from woonanalyse.leveringen.akkoord import AKKOORD, akkoord
from woonanalyse.leveringen.internrijen import reacties
from woonanalyse.leveringen.stand import Stand, Wie, standen
from woonanalyse.onderwerpen import registerbalans
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.dossierlezer import lees_dossier_van
from woonanalyse.onderwerpen.editiebronnen import editiebestand
from woonanalyse.onderwerpen.stukstatus import grondslag
from woonanalyse.uitgave.stempel import ouder, ouder_stukken, som, vormen_in
from woonanalyse.vaststelling.inhoud import (
    BESTAND,
    UITKOMSTEN,
    UITVOER,
    Deelname,
    Inhoud,
    alle_inhoud,
    als_bytes,
)

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

    Raises ConceptFout with all that is in the way; nothing is kept then, nor where `maak` fails or the
    computer stops.
    """
    dossier = lees_dossier_van(wortel, regio, editie)
    eerder = concepten(wortel, editie)
    grond = grondslag(wortel, dossier.editie, dossier.bestanden)
    wie = deelname(regio, dossier.editie.opzet.peildatum, standen(wortel), akkoord(wortel))
    if bezwaren := [
        *_bezwaren(wortel, dossier, wie, datum),
        *_tegen_eerder(eerder, grond, datum),
    ]:
        raise ConceptFout(
            "\n".join([f"Van editie {editie} is geen concept vastgelegd:", *bezwaren])
        )
    concept = Concept(editie, eerder[-1].nummer + 1 if eerder else 1, datum, grond)
    velden = {"editie": editie, "nummer": concept.nummer, "datum": datum, "grondslag": grond}
    eigen = {concept.bestand: yaml.safe_dump(velden, sort_keys=False, allow_unicode=True).encode()}
    with voorlopig(wortel, eigen):
        maak()
        inhoud, bestanden = _bevries(wortel, dossier, concept, wie, rol)
        bestanden[f"{concept.map}/{BESTAND}"] = als_bytes(inhoud)
        kenmerk = _som(bestanden[f"{concept.map}/{BESTAND}"])
        act = Handeling(datum, rol, CONCEPT, concept.naam, kenmerk, "")
        zet_samen(wortel, {**eigen, **bestanden, **logboek.met_erbij(wortel, [act])})
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


def _bezwaren(wortel: Path, dossier: Dossier, wie: Sequence[Deelname], datum: str) -> Iterator[str]:
    """Why the data or the report are not those of a concept."""
    if dossier.editie.opzet.scenario:
        yield "- dit is een scenario, en dat toont geen echte stand; een college stelt het niet vast"
    if not any(een.versie for een in wie):
        dag = dossier.editie.opzet.peildatum
        yield (
            f"- geen levering voor peildatum {dag} is akkoord. Hoe ver zij zijn, toont: woonanalyse standen. "
            f"Leg vast met: woonanalyse gecontroleerd en woonanalyse akkoord, met --peildatum {dag}"
        )
    elif anders := _ander_register(wortel, dossier, wie):
        yield anders
    if (laatste := _laatste_akkoord(wortel, wie)) > datum:
        yield f"- --datum ligt voor het laatste akkoord, van {in_woorden(laatste)}"
    maak = f"Maak eerst: woonanalyse rapport --editie {dossier.editie.naam} --datum {datum}"
    if not vormen_in(uitvoermap(wortel, dossier.naam)):
        yield f"- er is nog geen rapport. {maak}"
    for oud in (ouder(wortel, dossier.naam), ouder_stukken(wortel, dossier.naam)):
        if oud is not None:
            yield f"- wat er is gemaakt, is ouder dan de gegevens ({oud.reden}). {maak}"


def _laatste_akkoord(wortel: Path, wie: Sequence[Deelname]) -> str:
    """The day (ISO) of the last act on what is in a concept; empty without any."""
    hashes = {een.sha256 for een in wie if een.versie}
    return max(
        (regel.datum for regel in logboek.lees(wortel) if regel.kenmerk in hashes), default=""
    )


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
    if not niet:
        return (
            f"- {bron['bestand']} is niet wat er is geleverd. Neem een levering van die dag nog eens in "
            "(woonanalyse lever): dan wordt het opnieuw gemaakt"
        )
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
) -> tuple[Inhoud, dict[str, bytes]]:
    """What it was made from and what was made, and that as files by their path from the root."""
    gelezen = [pad for pad in (*dossier.bestanden, CORRECTIES) if not pad.startswith(CONCEPTEN)]
    invoer = {
        pad: (wortel / pad).read_bytes()
        for pad in dict.fromkeys(gelezen)
        if (wortel / pad).is_file()
    }
    rapport = _lees_map(uitvoermap(wortel, dossier.naam), UITVOER)
    uitkomsten = {
        pad: ruw
        for pad, ruw in _lees_map(resultatenmap(wortel, dossier.naam), UITKOMSTEN).items()
        if pad.count("/") == 1 and pad.endswith((".csv", ".json"))
    }
    regels = logboek.lees(wortel)
    inhoud = Inhoud(
        naam=concept.naam,
        datum=concept.datum,
        peildatum=dossier.editie.opzet.peildatum or "",
        rol=rol,
        programma=version("woonanalyse"),
        deelname=wie,
        invoer={pad: _som(ruw) for pad, ruw in invoer.items()},
        rapport={pad: _som(ruw) for pad, ruw in rapport.items()},
        uitkomsten={pad: _som(ruw) for pad, ruw in uitkomsten.items()},
        reacties=telling(wortel, concept.editie, concept.nummer - 1),
        logboek_nr=regels[-1].nr if regels else 0,
        logboek_hash=regels[-1].hash if regels else "",
    )
    delen = {f"{INVOER}/{pad}": ruw for pad, ruw in invoer.items()} | rapport | uitkomsten
    return inhoud, {f"{concept.map}/{pad}": ruw for pad, ruw in delen.items()}


def _lees_map(van: Path, naar: str) -> dict[str, bytes]:
    """The files below a folder, by their path in folder `naar`."""
    paden = (pad for pad in sorted(van.rglob("*")) if pad.is_file())
    return {f"{naar}/{pad.relative_to(van).as_posix()}": pad.read_bytes() for pad in paden}


def _som(ruw: bytes) -> str:
    return hashlib.sha256(ruw).hexdigest()


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
