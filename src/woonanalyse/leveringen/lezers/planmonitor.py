"""The form of Planmonitor Wonen: a sheet per plan, with a table of categories by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from woonanalyse.kern.getal import opsomming
from woonanalyse.kern.regio import Regio
from woonanalyse.leveringen.levering import Levering
from woonanalyse.leveringen.lezers.lezing import Lezing
from woonanalyse.leveringen.lezers.planmonitorblad import (
    Jaren,
    Kop,
    Regel,
    koprij,
    lees_kop,
    lees_regels,
    lees_velden,
    ontbrekende_regels,
    tel_zonder_kop,
)
from woonanalyse.leveringen.lezers.telling import Telling
from woonanalyse.leveringen.lezers.veld import Bladlezer, Veld
from woonanalyse.leveringen.openen.boek import Blad, Boek
from woonanalyse.leveringen.vorm import Vorm, kop_kaal
from woonanalyse.leveringen.waarden.waarde import als_tekst


def lees_planmonitor(boek: Boek, vorm: Vorm, regio: Regio, partij: str = "") -> Levering:
    """Read every sheet of `boek` that is a form; the head of its table may stand in any row.

    `partij` is the code of the municipality that delivers, for a form that does not name one. The formulas
    of the form (what is left, the checks) are computed again, and said where the file has another outcome.
    """
    lezing, telling = Lezing(vorm, regio.gemeenten, partij, komma=boek.komma), Telling()
    for blad in boek.bladen:
        _lees_blad(lezing, telling, blad)
    lezing.sluit()
    return lezing.levering(telling.rekening(boek, lezing.melder.fouten_in))


def _lees_blad(lezing: Lezing, telling: Telling, blad: Blad) -> None:
    lezer = Bladlezer(blad)
    rij = koprij(lezer, lezing.vorm)
    if rij is None:
        _ander_blad(lezing, telling, lezer)
        return
    kop = lees_kop(lezing, lezer, rij)
    telling.rijen[(blad.naam, rij)] = "kop"
    if kop is None:
        telling.weiger(blad, rij + 1)
        tel_zonder_kop(telling, lezer, lezing.vorm, rij)
        return
    namen = {nr: str(naam) for naam, nr in kop.kolommen.items()} | {
        nr: str(jaren[0]) for nr, jaren in kop.jaren.items()
    }
    berekend = [*kop.controles, kop.kolommen.get("rest", 0)]
    lezing.noem_blad(blad, 0, namen, berekend)
    velden = lees_velden(lezing, telling, lezer, kop)
    regels = list(lees_regels(lezing, telling, lezer, kop))
    if not any(not veld.leeg for veld in velden.values()) and not any(
        regel.totaal is not None or regel.jaren for regel in regels
    ):
        telling.rijen |= {(blad.naam, nr): "leeg formulier" for nr in range(1, len(blad.rijen) + 1)}
        return
    ontbrekende_regels(lezing, lezer, kop, regels)
    _schrijf(lezing, lezer, kop, velden, regels)
    gemeld = lezing.foute_rijen(blad)
    if over := [
        v for v in lezer.ongelezen(gemeld) if v.cel.rij not in _ongelezen_rijen(telling, blad)
    ]:
        lezing.meld("cel_niet_gelezen", over)


def _ongelezen_rijen(telling: Telling, blad: Blad) -> set[int]:
    return {
        nr
        for (naam, nr), wat in telling.rijen.items()
        if naam == blad.naam and wat == "niet gelezen"
    }


def _ander_blad(lezing: Lezing, telling: Telling, lezer: Bladlezer) -> None:
    """A sheet without the head: no form, unless its labels are those of one."""
    opschriften = {kop_kaal(regel["opschrift"]) for regel in lezing.vorm.inhoud["regels"]}
    eerste = [
        lezer.veld(nr, 1)
        for nr, rij in enumerate(lezer.blad.rijen, start=1)
        if rij and kop_kaal(als_tekst(rij[0])) in opschriften
    ]
    if len(eerste) >= 3:
        namen = opsomming([str(naam) for naam in lezing.vorm.inhoud["kop"].values()])
        lezing.meld("kop_ontbreekt", eerste[:1], naam=namen, lijkt="")
    elif gevuld := lezer.ongelezen():
        lezing.meld("blad_geen_formulier", gevuld[:1], gevonden=lezer.blad.naam)
    for nr in range(1, len(lezer.blad.rijen) + 1):
        telling.rijen[(lezer.blad.naam, nr)] = "ander blad"


def _schrijf(
    lezing: Lezing,
    lezer: Bladlezer,
    kop: Kop,
    velden: Mapping[str, Veld],
    regels: Sequence[Regel],
) -> None:
    """Check the rows of a plan against each other, and add the plan to the tables."""
    for regel in regels:
        _controleer_regel(lezing, lezer, kop, regel)
    maten = {regel.eis["maat"]: regel for regel in regels if "maat" in regel.eis}
    nieuwbouw, sloop = maten.get("nieuwbouw"), maten.get("sloop")
    _controleer_groepen(lezing, lezer, kop, nieuwbouw, regels)
    los = _onverdeeld(lezing, nieuwbouw, regels)
    if zonder := [
        r for r in regels if r.totaal and r.zonder_jaar > 0 and r.eis["groep"] not in los
    ]:
        velden_ = [regel.velden["totaal"] for regel in zonder]
        aantal = opsomming(
            [f"{regel.zonder_jaar} ({als_tekst(regel.naam.inhoud)})" for regel in zonder]
        )
        lezing.meld("zonder_jaar", velden_, aantal=aantal)
    plan = _plan(lezing, lezer, velden)
    if plan is None:
        return
    waarde, plekken = plan
    if nieuwbouw:
        waarde |= {
            "totaal": nieuwbouw.totaal,
            "gerealiseerd": nieuwbouw.gerealiseerd,
            "rest": None if nieuwbouw.totaal is None else nieuwbouw.rest,
        }
        plekken |= {"rest": nieuwbouw.velden["totaal"], **nieuwbouw.velden}
    if sloop and sloop.totaal is not None:
        waarde["sloop"], plekken["sloop"] = sloop.rest, sloop.velden["totaal"]
    lezing.rij("plannen", waarde, {naam: veld for naam, veld in plekken.items() if naam in waarde})
    sleutel = {naam: waarde[naam] for naam in ("plan_id", "gemeentecode")}
    for regel in regels:
        _schrijf_regel(lezing, sleutel, regel, verdeeld=regel.eis["groep"] not in los)


def _plan(
    lezing: Lezing, lezer: Bladlezer, velden: Mapping[str, Veld]
) -> tuple[dict[str, Any], dict[str, Veld]] | None:
    """What is known of the plan itself, and its cells; None where it has no name or no municipality."""
    hoek = lezer.veld(1, 1)
    naamveld = velden.get("naam", Veld(lezer.blad.naam, hoek.cel, "naam van het blad"))
    naam = lezing.tekst(naamveld)
    if not naam and naamveld.leeg:
        lezing.meld("naam_ontbreekt", [naamveld])
    elif "naam" not in velden:
        lezing.meld("naam_van_blad", [naamveld])
    code = lezing.gemeente(velden.get("gemeente"), hoek)
    plan: dict[str, Any] = {"naam": naam, "gemeentecode": code, "plan_id": f"{code} {naam}"}
    plan["vertrouwelijkheid"] = plan["planstatus"] = "onbekend"
    for kolom, veld in velden.items():
        if kolom not in ("naam", "gemeente"):
            plan[kolom] = _waarde(lezing, kolom, veld) or plan.get(kolom, "")
    if not naam or not code:
        return None
    if eerder := [p for p in lezing.rijen["plannen"] if p["plan_id"] == plan["plan_id"]]:
        nummer = lezing.rijen["plannen"].index(eerder[0])
        ook = lezing.plekken[("plannen", nummer, "naam")]
        lezing.meld("plan_dubbel", [naamveld], naam=naam, ook=f"blad {ook.blad}, {ook}")
        return None
    plekken = {**velden, "naam": naamveld, "plan_id": naamveld}
    if "gemeente" in velden:
        plekken["gemeentecode"] = velden["gemeente"]
    return plan, plekken


def _waarde(lezing: Lezing, kolom: str, veld: Veld) -> str:
    """What a field of the plan says, by the kind of its column."""
    match kolom:
        case "planstatus":
            return lezing.status(veld)
        case "plaats" | "opmerking":
            return lezing.tekst(veld)
    return lezing.keuze(veld, kolom)


def _onverdeeld(lezing: Lezing, nieuwbouw: Regel | None, regels: Sequence[Regel]) -> set[str]:
    """The groups that do not say which classes were realised: what is left of each is unknown."""
    los = set[str]()
    alle = [eis["groep"] for eis in lezing.vorm.inhoud["regels"]]
    klaar = (nieuwbouw.gerealiseerd or 0) if nieuwbouw else 0
    for groep in dict.fromkeys(r.eis["groep"] for r in regels if "indeling" in r.eis):
        eigen = [r for r in regels if r.eis["groep"] == groep and r.totaal is not None]
        som = sum(r.gerealiseerd or 0 for r in eigen)
        heel = len([r for r in regels if r.eis["groep"] == groep]) == alle.count(groep)
        if eigen and som != klaar:
            los.add(groep)
            if not heel or any(_is_fout(lezing, r) for r in regels if r.eis["groep"] == groep):
                continue
            velden = [r.velden["gerealiseerd"] for r in eigen]
            lezing.meld(
                "gerealiseerd_niet_verdeeld",
                velden,
                gevonden=f"samen {som}",
                groep=groep,
                som=som,
                klaar=klaar,
            )
    return los


def _is_fout(lezing: Lezing, regel: Regel) -> bool:
    """Whether something is wrong in the row of the file."""
    return lezing.melder.fouten_in(regel.naam.cel.blad, regel.rij)


def _schrijf_regel(
    lezing: Lezing, sleutel: Mapping[str, str], regel: Regel, *, verdeeld: bool
) -> None:
    """The rows of fasering and categorieen that a row of the form is; a rest without a year has none.

    A class has a row for all that is left of it, and one for each year. Where it is not known what was
    realised of a class (not `verdeeld`), only its years are what is left.
    """
    if regel.totaal is None:
        return
    maat = regel.eis.get("maat")
    plek = regel.velden
    per_jaar: list[tuple[Jaren | None, int]] = [*regel.jaren.items()] if regel.past else []
    if maat:
        if not per_jaar or regel.zonder_jaar:
            per_jaar.append((None, regel.rest - sum(woningen for _, woningen in per_jaar)))
        eigen = {**sleutel, "maat": "sloop" if maat == "sloop" else "rest"}
        for jaren, woningen in per_jaar:
            van, tot = jaren or (None, None)
            rij = {**eigen, "van_jaar": van, "tot_en_met_jaar": tot, "woningen": woningen}
            lezing.rij("fasering", rij, {"woningen": plek.get(str(van), plek["totaal"])})
        return
    soort = {**sleutel, "indeling": regel.eis["indeling"], "klasse": regel.eis["klasse"]}
    totaal = {**soort, "maat": "totaal", "woningen": regel.totaal}
    lezing.rij("categorieen", totaal, {"woningen": plek["totaal"]})
    if verdeeld:
        per_jaar.insert(0, (None, regel.rest))
    for jaren, woningen in per_jaar:
        van = jaren[0] if jaren else None
        rij = {**soort, "maat": "rest", "van_jaar": van, "woningen": woningen}
        lezing.rij("categorieen", rij, {"woningen": plek.get(str(van), plek["totaal"])})


def _controleer_regel(lezing: Lezing, lezer: Bladlezer, kop: Kop, regel: Regel) -> None:
    """A total where there are numbers, no more years than what is left, and outcomes that follow."""
    som = sum(regel.jaren.values())
    fout = _is_fout(lezing, regel)
    jaren = [veld for deel, veld in regel.velden.items() if deel.isdigit()]
    velden = [regel.velden["totaal"], regel.velden["gerealiseerd"], *jaren]
    if regel.totaal is None and (regel.gerealiseerd or som) and not fout:
        naam = str(lezing.vorm.inhoud["kop"]["totaal"])
        lezing.meld("totaal_ontbreekt", velden, kop=naam)
    elif regel.totaal is not None and not regel.past:
        lezing.meld(
            "jaren_boven_rest",
            velden,
            gevonden=f"samen {som}",
            rest=max(regel.rest, 0),
            totaal=regel.totaal,
            gerealiseerd=regel.gerealiseerd or 0,
            som=som,
        )
    rest = (
        lezer.veld(regel.rij, kop.kolommen["rest"], "Restcapaciteit")
        if "rest" in kop.kolommen
        else None
    )
    na = [k for k in kop.controles if k > max(kop.jaren, default=0)]
    controles = [lezer.veld(regel.rij, kolom, "Check") for kolom in na]
    if fout:
        return
    for veld, goed in [(rest, regel.rest), *((veld, regel.zonder_jaar) for veld in controles)]:
        if veld is not None:
            _vergelijk(lezing, veld, goed, ook=-goed if regel.eis.get("maat") == "sloop" else goed)


def _vergelijk(lezing: Lezing, veld: Veld, goed: int, ook: int) -> None:
    """A formula of the form, computed again; what the file says is not used. Right is `goed`, or `ook`."""
    if veld.leeg or veld.zonder_waarde:
        return
    if als_tekst(veld.inhoud) not in (str(goed), str(ook)):
        lezing.meld("uitkomst_wijkt_af", [veld], goed=goed)


def _controleer_groepen(
    lezing: Lezing, lezer: Bladlezer, kop: Kop, nieuwbouw: Regel | None, regels: Sequence[Regel]
) -> None:
    """The check of each group, computed again; that a group adds up is looked at with all plans together."""
    controles = [k for k in kop.controles if k < max(kop.jaren, default=k + 1)]
    for groep in dict.fromkeys(r.eis["groep"] for r in regels if "indeling" in r.eis):
        eigen = [regel for regel in regels if regel.eis["groep"] == groep]
        som = sum(regel.totaal or 0 for regel in eigen)
        goed = ((nieuwbouw.totaal or 0) if nieuwbouw else 0) - som
        fout = any(_is_fout(lezing, r) for r in (*eigen, *([nieuwbouw] if nieuwbouw else [])))
        for veld in [lezer.veld(r.rij, kolom, "Check") for r in eigen for kolom in controles]:
            if not fout:
                _vergelijk(lezing, veld, goed, goed)
