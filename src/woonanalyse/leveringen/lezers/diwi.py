"""A project of DIWI and its blocks of dwellings, however delivered, as rows of the plan register."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from woonanalyse.kern.getal import opsomming
from woonanalyse.leveringen.controles.prijzen import controleer_prijsgrenzen
from woonanalyse.leveringen.levering import Cel
from woonanalyse.leveringen.lezers.lezing import Lezing
from woonanalyse.leveringen.lezers.veld import Veld
from woonanalyse.leveringen.waarden.waarde import als_tekst

Stand = tuple[date, str, Veld]
"""From when a phase or planning status holds, what it is, and the cell."""

Oplevering = tuple[date | None, int, Veld]
"""When dwellings are delivered (None where that cannot be read), how many, and the cell."""


@dataclass(frozen=True)
class Deel:
    """A number of dwellings of a block in one class of a group; `indeling` empty where the register has none.

    `binnen` is the class of tenure that a price is a part of.
    """

    groep: str
    klasse: str
    woningen: int
    veld: Veld
    indeling: str = ""
    binnen: str = ""


@dataclass
class Blok:
    """Dwellings to be built or demolished together: how many, when, and how they are divided."""

    sloop: bool
    aantal: int
    veld: Veld
    opleveringen: list[Oplevering] = field(default_factory=list)
    delen: list[Deel] = field(default_factory=list)

    def van(self, groep: str) -> list[Deel]:
        """The parts of one group."""
        return [deel for deel in self.delen if deel.groep == groep]


@dataclass
class Project:
    """A project: its fields by column of the register, and by date its phases and planning statuses.

    Not `volledig`: there is a block of which the number is unknown, so the sums are.
    """

    kenmerk: str
    waarden: dict[str, Any]
    velden: dict[str, Veld]
    fasen: list[Stand] = field(default_factory=list)
    statussen: list[Stand] = field(default_factory=list)
    blokken: list[Blok] = field(default_factory=list)
    volledig: bool = True


VOORBIJ = ("Afgerond", "Afgebroken")
"""States of a project that say more than its last phase."""


def schrijf_projecten(
    lezing: Lezing, projecten: Collection[Project], peildatum: date | None
) -> None:
    """Add the projects that have an id, a name and a municipality, and say what is odd in their dates."""
    _controleer_prijzen(lezing, projecten)
    for project in projecten:
        if project.kenmerk and project.waarden["naam"] and project.waarden["gemeentecode"]:
            _schrijf_project(lezing, project, peildatum)
            _meld_dubbele_blokken(lezing, project)
    _meld_te_laat(lezing, projecten)
    _meld_gerealiseerd(lezing, projecten, peildatum)


_GRENZEN = re.compile(r"(\d+(?:[.,]\d+)?)?\s*-\s*(\d+(?:[.,]\d+)?)?", re.ASCII)
"""A price class that is called by its bounds, in euro; what is left out is no bound."""


def _controleer_prijzen(lezing: Lezing, projecten: Iterable[Project]) -> None:
    """Test the bounds of the price classes that hold dwellings, each class once, by tenure."""
    gezien: dict[tuple[str, float, float | None], Cel] = {}
    for deel in [deel for p in projecten for blok in p.blokken for deel in blok.delen]:
        gevonden = _GRENZEN.fullmatch(deel.klasse.strip()) if deel.binnen else None
        if gevonden and any(gevonden.groups()):
            laag, hoog = (float(g.replace(",", ".")) if g else None for g in gevonden.groups())
            gezien.setdefault((deel.binnen, laag or 0.0, hoog), deel.veld.cel)
    lezing.melder.voeg_toe(controleer_prijsgrenzen(gezien))


def _schrijf_project(lezing: Lezing, project: Project, peildatum: date | None) -> None:
    """Add a project to the tables as it stood on `peildatum`; a block delivered before it is realised.

    So DIWI's own export counts. Without a reference date nothing is realised, and the last status holds.
    """
    status = _laatste(lezing, project.statussen, peildatum) or "onbekend"
    stand = str(project.waarden.get("projectstatus") or "")
    fase = _laatste(lezing, project.fasen, peildatum)
    bouw = [blok for blok in project.blokken if not blok.sloop]
    sloop = [blok for blok in project.blokken if blok.sloop]
    totaal = sum(blok.aantal for blok in bouw)
    rest = sum(_rest(blok, peildatum) for blok in bouw)
    plan = {
        **project.waarden,
        "plan_id": project.kenmerk,
        "planstatus": status,
        "projectstatus": stand if stand in VOORBIJ else fase or stand,
    }
    velden = dict(project.velden)
    if project.blokken and project.volledig:
        plan |= {"totaal": totaal, "rest": rest, "gerealiseerd": totaal - rest}
        plan["sloop"] = sum(_rest(blok, peildatum) for blok in sloop)
        eerste = (bouw or sloop)[0].veld
        velden |= dict.fromkeys(("totaal", "rest", "gerealiseerd"), eerste)
        velden["sloop"] = (sloop or bouw)[0].veld
    if stand == VOORBIJ[1] and plan.get("rest"):
        velden_ = [project.velden["projectstatus"], velden["rest"]]
        lezing.meld("afgebroken_met_woningen", velden_, rest=plan["rest"])
    lezing.rij("plannen", plan, {naam: veld for naam, veld in velden.items() if naam in plan})
    if any(
        lezing.melder.fouten_in(blok.veld.cel.blad, blok.veld.cel.rij) for blok in project.blokken
    ):
        return
    sleutel = {naam: plan[naam] for naam in ("plan_id", "gemeentecode")}
    for maat, blokken in (("rest", bouw), ("sloop", sloop)):
        _fasering(lezing, {**sleutel, "maat": maat}, blokken, peildatum)
        _categorieen(lezing, {**sleutel, "maat": maat}, blokken, peildatum)
    _categorieen(lezing, {**sleutel, "maat": "totaal"}, bouw, None)


def _meld_dubbele_blokken(lezing: Lezing, project: Project) -> None:
    """Ask of blocks that say the same as an earlier one of their project: both count."""
    eerste: dict[tuple[object, ...], Blok] = {}
    for blok in project.blokken:
        opleveringen = tuple((dag, woningen) for dag, woningen, _ in blok.opleveringen)
        delen = tuple((d.groep, d.binnen, d.klasse, d.woningen) for d in blok.delen)
        eerder = eerste.setdefault((blok.sloop, blok.aantal, opleveringen, delen), blok)
        if eerder is not blok:
            ook, samen = eerder.veld.cel, eerder.aantal + blok.aantal
            lezing.meld("blok_dubbel", [blok.veld, eerder.veld], ook=ook, samen=samen)


def _meld_te_laat(lezing: Lezing, projecten: Iterable[Project]) -> None:
    """Say which deliveries come after the end of their project."""
    for project in projecten:
        eind = lezing.dag(project.velden["eind"]) if "eind" in project.velden else None
        na = [
            v
            for b in project.blokken
            for dag, _, v in b.opleveringen
            if eind and dag and dag > eind
        ]
        if na and eind:
            lezing.meld("oplevering_na_eind", [*na, project.velden["eind"]], eind=eind.isoformat())


def _meld_gerealiseerd(
    lezing: Lezing, projecten: Iterable[Project], peildatum: date | None
) -> None:
    """Say which deliveries were taken as realised, because their date lies before the reference date."""
    if peildatum is None:
        return
    velden = [
        veld
        for project in projecten
        for blok in project.blokken
        for dag, _, veld in blok.opleveringen
        if _klaar(dag, peildatum)
    ]
    if velden:
        lezing.meld("opgeleverd", velden, gevonden="", peildatum=peildatum.isoformat())


def _laatste(lezing: Lezing, standen: list[Stand], peildatum: date | None) -> str:
    """What held on the reference date: the last that had begun; empty where none had."""
    begonnen = sorted(
        ((dag, wat, veld) for dag, wat, veld in standen if peildatum is None or dag <= peildatum),
        key=lambda stand: stand[0],
    )
    if not begonnen:
        return ""
    laatste = [stand for stand in begonnen if stand[0] == begonnen[-1][0]]
    if len({wat for _, wat, _ in laatste}) > 1:
        namen = opsomming([wat for _, wat, _ in laatste])
        lezing.meld("zelfde_dag", [veld for _, _, veld in laatste], namen=namen)
    return laatste[-1][1]


def _rest(blok: Blok, peildatum: date | None) -> int:
    """How many of a block are not realised: without a date, or with one not before the reference date."""
    klaar = sum(woningen for dag, woningen, _ in blok.opleveringen if _klaar(dag, peildatum))
    return max(blok.aantal - klaar, 0)


def _klaar(dag: date | None, peildatum: date | None) -> bool:
    return peildatum is not None and dag is not None and dag < peildatum


def _fasering(
    lezing: Lezing, sleutel: Mapping[str, str], blokken: list[Blok], peildatum: date | None
) -> None:
    """What is left by year of delivery; what has no date has no year."""
    jaren: dict[int | None, int] = defaultdict(int)
    plekken: dict[int | None, Veld] = {}
    for blok in blokken:
        los = _rest(blok, peildatum)
        for dag, woningen, veld in blok.opleveringen:
            if not _klaar(dag, peildatum):
                jaar = dag.year if dag else None
                jaren[jaar] += woningen
                plekken.setdefault(jaar, veld)
                los -= woningen
        if los > 0:
            jaren[None] += los
            plekken.setdefault(None, blok.veld)
    for jaar in sorted(jaren, key=lambda j: (j is None, j or 0)):
        rij = {
            **sleutel,
            "van_jaar": jaar,
            "tot_en_met_jaar": jaar,
            "woningen": jaren[jaar],
        }
        lezing.rij("fasering", rij, {"woningen": plekken[jaar]})


def _categorieen(
    lezing: Lezing, sleutel: Mapping[str, str], blokken: list[Blok], peildatum: date | None
) -> None:
    """The classes of all blocks together, each once; a block that does not say is unknown.

    Of a block that is partly realised it is not known which classes are left.
    """
    indelingen = dict.fromkeys(deel.indeling for blok in blokken for deel in blok.delen)
    for indeling in filter(None, indelingen):
        klassen: dict[str, int] = defaultdict(int)
        plekken: dict[str, Veld] = {}
        for blok in blokken:
            los = _rest(blok, peildatum)
            for klasse, woningen, veld in _klassen(blok, indeling) if los == blok.aantal else ():
                klassen[klasse] += woningen
                plekken.setdefault(klasse, veld)
                los -= woningen
            if los > 0:
                klassen["onbekend"] += los
                plekken.setdefault("onbekend", blok.veld)
        for klasse, woningen in klassen.items():
            rij = {**sleutel, "indeling": indeling, "klasse": klasse, "woningen": woningen}
            lezing.rij("categorieen", rij, {"woningen": plekken[klasse]})


def _klassen(blok: Blok, indeling: str) -> list[tuple[str, int, Veld]]:
    """The classes of a block; of a tenure without prices, or with too few, the price is unknown."""
    eigen = [deel for deel in blok.delen if deel.indeling == indeling]
    klassen = [(f"{d.binnen} {d.klasse}".strip(), d.woningen, d.veld) for d in eigen]
    if not any(deel.binnen for deel in eigen):
        return klassen
    for bezit in [deel for deel in blok.delen if deel.indeling == "eigendom"]:
        los = bezit.woningen - sum(d.woningen for d in eigen if d.binnen == bezit.klasse)
        if los > 0 and bezit.klasse != "onbekend":
            klassen.append((f"{bezit.klasse} onbekend", los, bezit.veld))
    return klassen


def controleer_blok(lezing: Lezing, blok: Blok) -> None:
    """Every group of a block adds up to its number, and prices to their tenure."""
    groepen = {
        groep: blok.van(groep)
        for groep in dict.fromkeys(deel.groep for deel in blok.delen if not deel.binnen)
    }
    sommen = [
        (groep, [(d.woningen, d.veld) for d in delen], blok.aantal, blok.veld.opschrift)
        for groep, delen in groepen.items()
    ]
    opleveringen = [(woningen, veld) for _, woningen, veld in blok.opleveringen]
    sommen.append(("Oplevering", opleveringen, blok.aantal, blok.veld.opschrift))
    for binnen in dict.fromkeys(deel.binnen for deel in blok.delen if deel.binnen):
        prijzen = [deel for deel in blok.delen if deel.binnen == binnen]
        bezit = [d for d in blok.delen if d.indeling == "eigendom" and d.klasse == binnen]
        geheel = sum(deel.woningen for deel in bezit)
        velden = [(deel.woningen, deel.veld) for deel in prijzen]
        sommen.append((prijzen[0].groep, velden, geheel, binnen))
    for groep, delen, geheel, waarvan in sommen:
        som = sum(woningen for woningen, _ in delen)
        if delen and som != geheel:
            lezing.meld(
                "groep_boven_totaal" if som > geheel else "groep_onder_totaal",
                [*(veld for _, veld in delen), blok.veld],
                gevonden=f"samen {som}",
                totaal=geheel,
                waarvan=waarvan,
                groep=groep,
                som=som,
            )


def leeg_of(veld: Veld) -> str:
    """A cell as a reader sees it, for a message."""
    return als_tekst(veld.inhoud).strip() or "(leeg)"
