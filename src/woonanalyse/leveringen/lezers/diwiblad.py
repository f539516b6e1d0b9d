"""The workbook of DIWI: heads in four rows, a row per block of dwellings, sums to check at the right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from woonanalyse.kern.regio import Regio
from woonanalyse.leveringen.levering import Levering
from woonanalyse.leveringen.lezers.diwi import (
    Blok,
    Deel,
    Project,
    Stand,
    controleer_blok,
    leeg_of,
    schrijf_projecten,
)
from woonanalyse.leveringen.lezers.diwikop import (
    Kolom,
    controleer_koppen,
    fasen,
    kolommen,
    met_dagen,
    sectierij,
)
from woonanalyse.leveringen.lezers.lezing import Lezing
from woonanalyse.leveringen.lezers.ongelezen import keur_ongelezen
from woonanalyse.leveringen.lezers.telling import Telling, is_leeg
from woonanalyse.leveringen.lezers.veld import Bladlezer, Veld
from woonanalyse.leveringen.openen.boek import Blad, Boek
from woonanalyse.leveringen.vorm import Vorm, lijkt_op
from woonanalyse.leveringen.waarden.waarde import als_tekst, ruw_aantal


def lees_diwi(
    boek: Boek, vorm: Vorm, regio: Regio, partij: str = "", peildatum: date | None = None
) -> Levering:
    """Read every sheet of `boek` that has DIWI's sections; rows with one id are one project.

    `peildatum` decides which planning status holds and what is realised; `partij` is the code of the
    municipality of projects that name none. Sums at the right are computed again.
    """
    lezing = Lezing(vorm, regio.gemeenten, partij, peildatum, boek.komma)
    telling = Telling()
    projecten: dict[str, Project] = {}
    for blad in boek.bladen:
        _lees_blad(lezing, telling, blad, projecten)
    schrijf_projecten(lezing, projecten.values(), peildatum)
    lezing.sluit(sum(wat == "gelezen" for wat in telling.rijen.values()))
    return lezing.levering(telling.rekening(boek, lezing.melder.fouten_in))


def _lees_blad(lezing: Lezing, telling: Telling, blad: Blad, projecten: dict[str, Project]) -> None:
    lezer = Bladlezer(blad)
    rij = sectierij(lezer, lezing.vorm)
    if rij is None:
        telling.rijen |= {(blad.naam, nr): "ander blad" for nr in range(1, len(blad.rijen) + 1)}
        if gevuld := lezer.ongelezen():
            lezing.meld("blad_geen_formulier", gevuld[:1], gevonden=blad.naam)
        return
    telling.rijen |= {(blad.naam, nr): "kop" for nr in range(1, min(rij + 3, len(blad.rijen)) + 1)}
    koppen = list(kolommen(lezer, lezing.vorm, rij))
    if not controleer_koppen(lezing, lezer, koppen, rij):
        telling.weiger(blad, rij + 4)
        _tel_zonder_kop(lezing.vorm, telling, lezer, koppen, rij)
        return
    koppen = met_dagen(lezing, koppen, lezer.gevulde_kolommen(rij + 4))
    berekend = [kop.nr for kop in koppen if kop.sectie.startswith("controle")]
    lezing.noem_blad(blad, rij + 3, {kop.nr: kop.naam for kop in koppen}, berekend)
    terzijde: dict[str, Veld] = {}
    for nr in range(rij + 4, len(blad.rijen) + 1):
        if not is_leeg(blad, nr):
            _lees_rij(lezing, telling, lezer, koppen, nr, projecten, terzijde)
    if terzijde:
        namen = ", ".join(terzijde)
        lezing.meld("niet_overgenomen", terzijde.values(), gevonden=namen, namen=namen)
    over = lezer.ongelezen(lezing.foute_rijen(blad))
    stil = [
        k for k in koppen if k.nr in berekend or k.naam in lezing.vorm.inhoud["niet_overgenomen"]
    ]
    rijen = range(rij + 4, len(blad.rijen) + 1)
    velden = (lezer.veld(nr, kop.nr, kop.naam) for kop in stil for nr in rijen)
    lezing.melder.voeg_toe(keur_ongelezen(velden))
    if over := [veld for veld in over if veld.cel.rij >= rij + 4]:
        lezing.meld("cel_niet_gelezen", over)


def _tel_zonder_kop(
    vorm: Vorm, telling: Telling, lezer: Bladlezer, koppen: Sequence[Kolom], rij: int
) -> None:
    """Count the dwellings of a sheet of which a head is refused: in the column most like that of building."""
    eigen = {k.naam: k.nr for k in koppen if k.sectie == "aantallen"}
    over = eigen or {k.naam: k.nr for k in koppen}
    vreemd = [nr for naam, nr in eigen.items() if naam not in vorm.inhoud["aantallen"]]
    for kop, sectie in vorm.inhoud["aantallen"].items():
        enige = vreemd[0] if len(vreemd) == 1 else None
        nummer = over.get(lijkt_op(kop, over), enige) if sectie == "bouw" else None
        for nr in range(rij + 4, len(lezer.blad.rijen) + 1) if nummer else ():
            telling.woningen[lezer.blad.naam, nr] = ruw_aantal(lezer.veld(nr, nummer or 0).inhoud)


def _lees_rij(
    lezing: Lezing,
    telling: Telling,
    lezer: Bladlezer,
    koppen: Sequence[Kolom],
    nr: int,
    projecten: dict[str, Project],
    terzijde: dict[str, Veld],
) -> None:
    """A row: the project it is of, known by its id, and the blocks it adds."""
    plek = (lezer.blad.naam, nr)
    telling.rijen[plek] = "gelezen"
    telling.woningen[plek] = sum(
        ruw_aantal(lezer.veld(nr, k.nr).inhoud)
        for k in koppen
        if k.sectie == "aantallen" and lezing.vorm.inhoud["aantallen"].get(k.naam) == "bouw"
    )
    project = _project(lezing, lezer, koppen, nr, terzijde)
    blokken = list(_blokken(lezing, lezer, koppen, nr, terzijde))
    for blok in blokken:
        controleer_blok(lezing, blok)
    sleutel = project.kenmerk or f"{lezer.blad.naam} {nr}"
    eerder = projecten.setdefault(sleutel, project)
    if eerder is project:
        project.waarden = projectwaarden(lezing, project.velden, project.velden["plan_id"])
    else:
        _vergelijk(lezing, eerder, project)
    eerder.blokken += blokken


def _project(
    lezing: Lezing,
    lezer: Bladlezer,
    koppen: Sequence[Kolom],
    nr: int,
    terzijde: dict[str, Veld],
) -> Project:
    """The project of a row, without what it says of itself; its id is empty where that is refused."""
    velden = dict[str, Veld]()
    fases, statussen = list[Stand](), list[Stand]()
    for kolom in [kolom for kolom in koppen if kolom.sectie == "project"]:
        veld = lezer.veld(nr, kolom.nr, kolom.naam)
        naam = lezing.vorm.inhoud["project"].get(kolom.naam)
        if naam:
            velden[naam] = veld
        elif kolom.naam in lezing.vorm.inhoud["niet_overgenomen"]:
            if not veld.leeg:
                terzijde.setdefault(kolom.naam, veld)
        elif dag := lezing.dag(veld):
            fase = fasen(lezing).get(kolom.naam)
            stand = (dag, fase or lezing.woord(kolom.naam, "planstatus"), veld)
            (fases if fase else statussen).append(stand)
    kenmerk = lezing.kenmerk(velden["plan_id"])
    plekken = {**velden, "gemeentecode": velden["gemeente"]}
    return Project(kenmerk, {}, plekken, fases, statussen)


def projectwaarden(lezing: Lezing, velden: Mapping[str, Veld], bij: Veld) -> dict[str, Any]:
    """The fields of a project, by column of the register; `bij` is marked where a field has no place."""
    naamveld = velden.get("naam", bij)
    naam = lezing.tekst(naamveld)
    if not naam and naamveld.leeg:
        lezing.meld("naam_ontbreekt", [naamveld])
    start, eind = (lezing.dag(velden[w]) if w in velden else None for w in ("start", "eind"))
    if start and eind and start > eind:
        lezing.meld("start_na_eind", [velden["start"], velden["eind"]], eind=eind.isoformat())
    waarden: dict[str, Any] = {
        "naam": naam,
        "gemeentecode": lezing.gemeente(velden.get("gemeente"), bij),
        "vertrouwelijkheid": "onbekend",
    }
    for lijst in ("vertrouwelijkheid", "plantype", "projectstatus"):
        if lijst in velden:
            waarden[lijst] = lezing.keuze(velden[lijst], lijst) or waarden.get(lijst, "")
    if "prioriteit" in velden:
        waarden["prioriteit"] = lezing.tekst(velden["prioriteit"])
    if "programmering" in velden and (in_programma := lezing.tekst(velden["programmering"])):
        waarden["opmerking"] = f"In programmering: {_ja_nee(in_programma)}"
    return waarden


def _ja_nee(tekst: str) -> str:
    return {"1": "ja", "0": "nee", "waar": "ja", "onwaar": "nee"}.get(tekst.casefold(), tekst)


def _blokken(
    lezing: Lezing,
    lezer: Bladlezer,
    koppen: Sequence[Kolom],
    nr: int,
    terzijde: dict[str, Veld],
) -> Iterator[Blok]:
    """The block to be built and the one to be demolished of a row."""
    for sectie in ("bouw", "sloop"):
        aantalkolom = next(
            k
            for k in koppen
            if k.sectie == "aantallen" and lezing.vorm.inhoud["aantallen"].get(k.naam) == sectie
        )
        veld = lezer.veld(nr, aantalkolom.nr, aantalkolom.naam)
        lees = lezing.sloop if sectie == "sloop" else lezing.aantal
        aantal = lees(veld)
        blok = Blok(sectie == "sloop", aantal or 0, veld)
        for kolom in [kolom for kolom in koppen if kolom.sectie == sectie]:
            if lezer.is_leeg(nr, kolom.nr):
                continue
            deelveld = lezer.veld(nr, kolom.nr, kolom.naam)
            if kolom.naam in lezing.vorm.inhoud["niet_overgenomen"]:
                terzijde.setdefault(kolom.naam, deelveld)
            elif woningen := lees(deelveld):
                _deel(lezing, blok, kolom, woningen, deelveld)
        _controles(lezing, lezer, koppen, nr, blok)
        if aantal is None and veld.leeg and (blok.delen or blok.opleveringen):
            lezing.meld("totaal_ontbreekt", [veld], kop=aantalkolom.naam)
        elif aantal:
            yield blok


def _deel(lezing: Lezing, blok: Blok, kolom: Kolom, woningen: int, veld: Veld) -> None:
    if kolom.naam == lezing.vorm.inhoud["oplevering"]:
        blok.opleveringen.append((kolom.dag, woningen, veld))
        return
    eis = next(e for e in lezing.vorm.inhoud["blok"] if e["kop"] == kolom.naam)
    klasse = eis.get("klasse") or als_tekst(kolom.onder.inhoud).strip()
    klasse = "onbekend" if klasse.casefold() == "onbekend" else klasse
    indeling, binnen = eis.get("indeling", ""), eis.get("binnen", "")
    blok.delen.append(Deel(eis["groep"], klasse, woningen, veld, indeling, binnen))


def _controles(
    lezing: Lezing, lezer: Bladlezer, koppen: Sequence[Kolom], nr: int, blok: Blok
) -> None:
    """The sums at the right, computed again; they are a sum, or the difference with the number."""
    sectie = "controle_sloop" if blok.sloop else "controle_bouw"
    for kolom in [kolom for kolom in koppen if kolom.sectie == sectie]:
        veld = lezer.veld(nr, kolom.nr, kolom.naam)
        groep = lezing.vorm.inhoud["controles"].get(kolom.naam)
        if groep is None or isinstance(veld.inhoud, bool):
            continue
        som = sum(deel.woningen for deel in blok.van(groep))
        som = blok.aantal if groep == "aantal" else som
        if groep == "Oplevering":
            som = sum(woningen for _, woningen, _ in blok.opleveringen)
        goed = {som, som - blok.aantal, blok.aantal - som}
        if isinstance(veld.inhoud, int | float) and veld.inhoud not in goed:
            lezing.meld("uitkomst_wijkt_af", [veld], goed=som)


def _vergelijk(lezing: Lezing, eerder: Project, nu: Project) -> None:
    """A project in several rows says the same of itself in each; a cell may be left empty."""
    for naam, veld in nu.velden.items():
        ander = eerder.velden[naam]
        if not veld.leeg and leeg_of(veld) != leeg_of(ander):
            lezing.meld("project_verschilt", [veld, ander], ander=leeg_of(ander), ook=ander.cel)
    for deel in ("fasen", "statussen"):
        eigen = {(dag, wat) for dag, wat, _ in getattr(eerder, deel)}
        vreemd = [veld for dag, wat, veld in getattr(nu, deel) if (dag, wat) not in eigen]
        if vreemd:
            ook = eerder.velden["plan_id"].cel
            lezing.meld("project_verschilt", vreemd, ander="een andere datum of geen", ook=ook)
