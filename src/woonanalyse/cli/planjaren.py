"""Two plan registers on the screen, as JSON and as a workbook; and the answers that come back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import typer

from woonanalyse.cli.scherm import GebruiksFout, fout, uit, waarschuw, zeg
from woonanalyse.cli.venster import toon_tabel
from woonanalyse.kern.bestanden import schrijf_bytes
from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.getal import aantal, datum, hoeveel
from woonanalyse.kern.regio import Regio, lees_regio
from woonanalyse.leveringen.jaarverschil import (
    KOPPELINGEN,
    Jaarverschil,
    neem_antwoorden_op,
    vergelijk,
)
from woonanalyse.leveringen.koppelantwoorden import lees_vragenblad
from woonanalyse.leveringen.verschilboek import verschilboek
from woonanalyse.onderwerpen.planregister.planrekening import (
    BEGIN,
    EIND,
    POSTEN,
    TOTAAL,
    WAARVAN_HARD,
    samen,
)
from woonanalyse.onderwerpen.planregister.planverschil import (
    KANTEN,
    ONGEWIJZIGD,
    SOORTEN,
    UITLEG,
)
from woonanalyse.uitvoering.geheugen import alleen

ALLE = "Alle gemeenten samen"
INTERN = "Intern: niet alle plannen zijn openbaar; dit is alleen voor wie ze mag zien"
"""The first line of what shows plans that are not public."""


def toon_planverschil(
    wortel: Path,
    toen: str,
    nu: str,
    naar: Path | None,
    antwoorden: Path | None,
    wie: Mapping[str, str],
    *,
    als_json: bool,
) -> None:
    """Keep the answers, then show what became of plans; raises InvoerFout where something cannot be read."""
    regio = lees_regio(wortel)
    if naar is not None and naar.suffix.casefold() != ".xlsx":
        raise GebruiksFout(f"--naar: {naar.name!r} eindigt niet op .xlsx.")
    if naar is not None and (waar := _wordt_gepubliceerd(wortel, naar)):
        raise GebruiksFout(
            f"--naar: wat in {waar} staat, wordt gepubliceerd, en plannen van een register horen daar niet; "
            f"kies een andere map, zoals data/intern/{naar.name}."
        )
    with alleen(wortel):
        if antwoorden is not None:
            dagen = {"peildatum_toen": toen, "peildatum_nu": nu}
            _lees_in(wortel, regio, antwoorden, {**dagen, **wie}, stil=als_json)
        gevonden = vergelijk(wortel, regio, toen, nu)
        namen = dict(regio.gemeenten[["gemeentecode", "gemeente"]].to_numpy().tolist())
        waarschuw([], gevonden.meldingen)
        if naar is not None:
            _schrijf(gevonden, namen, naar)
    if als_json:
        typer.echo(json.dumps(_als_json(gevonden), ensure_ascii=False, indent=2))
    else:
        _toon(gevonden, namen)
    if naar is not None:
        zeg(f"werkboek: {naar.as_posix()}", err=als_json)
    if gevonden.besloten and naar is not None:
        fout.print(
            "Let op: niet alle plannen zijn openbaar; dit werkboek is alleen voor wie ze mag zien.",
            style="yellow",
        )


def _wordt_gepubliceerd(wortel: Path, naar: Path) -> str:
    """The folder of what is published that a file would be in; empty where it is in none."""
    mappen = ("data/processed", "report/_output")
    waar = naar.resolve()
    return next((map_ for map_ in mappen if waar.is_relative_to((wortel / map_).resolve())), "")


def _lees_in(wortel: Path, regio: Regio, pad: Path, wie: Mapping[str, str], *, stil: bool) -> None:
    """Keep what was filled in; `stil`: nothing but JSON is printed as the answer."""
    gegeven, plekken = lees_vragenblad(pad, wie["peildatum_toen"], wie["peildatum_nu"])
    nieuw, al = neem_antwoorden_op(wortel, regio, gegeven, wie, plekken)
    er = f"; {aantal(al)} {'stond' if al == 1 else 'stonden'} er al" if al else ""
    gezegd = f"{hoeveel(nieuw, 'antwoord', 'antwoorden')} bewaard in {KOPPELINGEN}{er}"
    zeg(f"{gezegd}; dag van de antwoorden: {wie['datum']}", err=stil)


def _schrijf(gevonden: Jaarverschil, namen: Mapping[str, str], naar: Path) -> None:
    """Write the workbook; what was filled in and not read stands in the way."""
    if naar.exists():
        try:
            gegeven, _ = lees_vragenblad(naar, gevonden.toen, gevonden.nu)
        except InvoerFout:
            raise GebruiksFout(
                f"--naar: {naar.name} is er al en is geen werkboek van deze peildata zonder fouten; kies een "
                "andere naam."
            ) from None
        open_ = set(
            zip(gevonden.vragen["plan_id_toen"], gevonden.vragen["plan_id_nu"], strict=True)
        )
        if open_ & set(zip(gegeven["plan_id_toen"], gegeven["plan_id_nu"], strict=True)):
            raise GebruiksFout(
                f"--naar: in {naar.name} staan antwoorden die niet zijn ingelezen; lees ze in met "
                f"--antwoorden {naar.name}, of kies een andere naam."
            )
    rekening = pd.concat([samen(gevonden.rekening), gevonden.rekening], ignore_index=True)
    rekening = rekening.assign(
        gemeente=rekening["gemeentecode"].map({**namen, "": ALLE}),
        post=[_post(post, gevonden) for post in rekening["post"]],
    )
    vragen = gevonden.vragen.assign(gemeente=gevonden.vragen["gemeentecode"].map(namen))
    kolommen = {
        "gemeente": "gemeente", "deel": "deel", "post": "post", "plannen_toen": "plannen toen",
        "plannen_nu": "plannen nu", "woningen": "woningen", "onbekend": "plannen zonder aantal",
    }  # fmt: skip
    boek = verschilboek(
        rekening[list(kolommen)].rename(columns=kolommen),
        _planblad(gevonden, namen),
        vragen,
        (gevonden.toen, gevonden.nu),
        list(_vooraf(gevonden, namen)),
    )
    schrijf_bytes(naar.resolve(), boek)


def _planblad(gevonden: Jaarverschil, namen: Mapping[str, str]) -> pd.DataFrame:
    """Every plan, by the heads of the sheet."""
    plannen = gevonden.plannen
    kolommen: dict[str, pd.Series] = {
        "groep": plannen["groep"],
        "gemeente": _gemeente(plannen).map(namen),
        "wat ermee is": plannen["soort"],
        "wat veranderde": plannen["toelichting"].map(lambda tekst: _met_namen(tekst, namen)),
    }
    velden = {
        "plan_id": "kenmerk", "naam": "naam", "plaats": "plaats", "planstatus": "status",
        "hardheid": "hardheid", "rest": "woningen",
    }  # fmt: skip
    for kant, dag in zip(KANTEN, (gevonden.toen, gevonden.nu), strict=True):
        for naam, kop in velden.items():
            kolommen[f"{kop} {dag}"] = plannen[f"{naam}_{kant}"]
    kolommen["verschil van de groep"] = plannen["verschil"]
    kolommen["waarom hetzelfde plan"] = plannen["grond"]
    return pd.DataFrame(kolommen)


def _gemeente(plannen: pd.DataFrame) -> pd.Series:
    nu = plannen["gemeentecode_nu"]
    return nu.where(nu.notna(), plannen["gemeentecode_toen"])


def _als_json(gevonden: Jaarverschil) -> dict[str, Any]:
    def rijen(frame: pd.DataFrame) -> list[dict[str, Any]]:
        schoon = frame.astype("object").where(frame.notna(), None)
        return [{str(k): v for k, v in rij.items()} for rij in schoon.to_dict("records")]

    plannen = gevonden.plannen.drop(columns=[f"rij_{kant}" for kant in KANTEN])
    return {
        "toen": gevonden.toen,
        "nu": gevonden.nu,
        "lezing": gevonden.lezing["id"],
        "openbaar": not gevonden.besloten,
        "rekening": rijen(gevonden.rekening),
        "plannen": rijen(plannen),
        "vragen": rijen(gevonden.vragen),
    }


def _vooraf(gevonden: Jaarverschil, namen: Mapping[str, str]) -> Iterator[str]:
    if gevonden.besloten:
        yield INTERN
    yield f"Plannen op {datum(gevonden.toen)} en op {datum(gevonden.nu)}"
    yield f"Hard volgens de lezing: {gevonden.lezing['naam']}"
    if any(gevonden.vlakken.values()):
        telling = [hoeveel(gevonden.vlakken[kant], "plan", "plannen") for kant in KANTEN]
        yield f"Vlakken zijn bekend van {telling[0]} van toen en {telling[1]} van nu"
    for oud, nieuw in gevonden.opgegaan.items():
        yield f"{namen[oud]} is geteld bij {namen[nieuw]}, waarin het is opgegaan"


def _toon(gevonden: Jaarverschil, namen: Mapping[str, str]) -> None:
    for regel in _vooraf(gevonden, namen):
        zeg(regel)
    if gevonden.rekening["gemeentecode"].nunique() > 1:
        uit.print(f"\n{ALLE}", style="bold", markup=False)
        _toon_rekening(gevonden, samen(gevonden.rekening))
    waar = _gemeente(gevonden.plannen)
    for code in dict.fromkeys(gevonden.rekening["gemeentecode"]):
        uit.print(f"\n{namen[code]}", style="bold", markup=False)
        van_hier = gevonden.rekening["gemeentecode"] == code
        _toon_rekening(gevonden, gevonden.rekening[van_hier])
        eigen = gevonden.plannen[(waar == code) & (gevonden.plannen["soort"] != ONGEWIJZIGD)]
        for soort in (een for een in SOORTEN if een in set(eigen["soort"])):
            vast = UITLEG.get(soort, "")
            zeg(f"  {soort}{f' ({vast})' if vast else ''}")
            for _, groep in eigen[eigen["soort"] == soort].groupby("groep", sort=False):
                zeg(f"    {_regel(groep, vast, namen)}")
    if open_ := len(gevonden.vragen):
        zeg(f"\n{hoeveel(open_, 'vraag', 'vragen')} of twee plannen hetzelfde zijn")
        zeg("  Schrijf ze met --naar in een werkboek, beantwoord blad Vragen en lees dat in met")
        zeg("  --antwoorden. Wat beantwoord is, wordt niet meer gevraagd.")


def _post(post: str, gevonden: Jaarverschil) -> str:
    return {BEGIN: f"op {datum(gevonden.toen)}", EIND: f"op {datum(gevonden.nu)}"}.get(post, post)


def _toon_rekening(gevonden: Jaarverschil, eigen: pd.DataFrame) -> None:
    """One account: all dwellings, and beside it those that are hard."""
    per_deel = {
        deel: eigen[eigen["deel"] == deel].set_index("post") for deel in (TOTAAL, WAARVAN_HARD)
    }
    rijen = []
    for post in (een for een in POSTEN if een in set(eigen["post"])):
        heel = per_deel[TOTAAL].loc[post] if post in per_deel[TOTAAL].index else None
        hard = per_deel[WAARVAN_HARD].loc[post] if post in per_deel[WAARVAN_HARD].index else None
        stand = post in (BEGIN, EIND)
        rijen.append(
            [
                _post(post, gevonden),
                "" if heel is None or post == EIND else _tel(heel["plannen_toen"]),
                "" if heel is None or post == BEGIN else _tel(heel["plannen_nu"]),
                "" if heel is None else _getal(heel, stand),
                "" if hard is None else _getal(hard, stand),
            ]
        )
    toon_tabel(["", "plannen toen", "plannen nu", "woningen", "waarvan hard"], rijen)


def _tel(waarde: Any) -> str:
    return aantal(waarde) if waarde else ""


def _getal(regel: pd.Series, stand: bool) -> str:
    """A capacity, or what came or went with its sign; with the plans that do not say their number."""
    teken = "" if stand or regel["woningen"] <= 0 else "+"
    zonder = f" ({aantal(regel['onbekend'])} onbekend)" if regel["onbekend"] else ""
    return f"{teken}{aantal(regel['woningen'])}{zonder}"


def _regel(groep: pd.DataFrame, vast: str, namen: Mapping[str, str]) -> str:
    """A plan, or plans that are one, on a line: then → now, what changed if it is not `vast`."""
    kanten = []
    for kant in KANTEN:
        eigen = groep.dropna(subset=f"plan_id_{kant}").drop_duplicates(f"plan_id_{kant}")
        delen = [
            f"{rij[f'naam_{kant}']} ({rij[f'planstatus_{kant}']}, {aantal(rij[f'rest_{kant}'])})"
            for _, rij in eigen.iterrows()
        ]
        kanten += [" + ".join(delen)] if delen else []
    wat = _met_namen(groep["toelichting"].iloc[0], namen)
    return " → ".join(kanten) + (f": {wat}" if wat not in ("", vast) else "")


def _met_namen(tekst: str, namen: Mapping[str, str]) -> str:
    """A sentence of ours with the names of municipalities in the place of their codes."""
    return re.sub(r"GM\d{4}", lambda code: namen.get(code[0], code[0]), tekst)
