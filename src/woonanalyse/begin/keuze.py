"""What a person asks of a new region, checked against the list of municipalities; all problems at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from woonanalyse.begin.voorzet import SOORTEN, VAST
from woonanalyse.kern.fouten import InvoerFout, Probleem, een_van
from woonanalyse.kern.getal import datum, opsomming
from woonanalyse.kern.indeling import lijst
from woonanalyse.kern.indeling.lijst import Gemeente
from woonanalyse.kern.waarden import is_volle_dag


@dataclass(frozen=True)
class Wens:
    """The options as they were given. `subregios`: "name=municipality,municipality"; `afspraken`: kinds."""

    naam: str
    provincie: str | None = None
    gemeenten: Sequence[str] = ()
    subregios: Sequence[str] = ()
    afspraken: Sequence[str] = ()
    grenzen: Path | None = None
    peildatum: str = lijst.DAG


@dataclass(frozen=True)
class Keuze:
    """What the wish comes down to. `leden`: (municipality, subregion), by subregion and then by name;
    `afspraken`: kinds in the order of the articles; `meldingen`: what to know of it, in Dutch."""

    naam: str
    provincie: str
    leden: tuple[tuple[Gemeente, str], ...]
    subregios: tuple[str, ...]
    afspraken: tuple[str, ...]
    peildatum: str
    meldingen: tuple[str, ...]


def kies(wens: Wens) -> Keuze:
    """The choice that fits the wish; raises InvoerFout with all that is wrong with it."""
    problemen = [*_naam(wens.naam), *_afspraken(wens.afspraken), *_peildatum(wens.peildatum)]
    dag = lijst.DAG if any(p.bestand == "--peildatum" for p in problemen) else wens.peildatum
    provincie, fouten = _provincie(wens.provincie)
    problemen += fouten
    delen, fouten = _subregios(wens.subregios, dag)
    problemen += fouten
    leden, fouten = _leden(wens, provincie, delen, dag)
    problemen += fouten
    if not problemen:
        problemen += [*_verdeeld(leden, delen), *_eigen_naam(wens.naam.strip(), leden)]
    waarin = list(dict.fromkeys(lid.provincie for lid in leden))
    if not problemen and provincie is None and len(waarin) > 1:
        eis = f"een provincie; de gemeenten liggen in {opsomming(waarin)}, noem die van het rapport"
        problemen.append(Probleem("--provincie", eis))
    if not problemen and provincie is not None and provincie not in waarin:
        eis = f"de provincie van ten minste één gemeente ({opsomming(waarin)})"
        problemen.append(Probleem("--provincie", eis, waarde=provincie))
    if problemen:
        raise InvoerFout(problemen)
    provincie = provincie or waarin[0]
    delen = delen or {wens.naam.strip(): leden}
    return Keuze(
        naam=wens.naam.strip(),
        provincie=provincie,
        leden=tuple(
            (lid, sub) for sub, eigen in delen.items() for lid in sorted(eigen, key=_op_naam)
        ),
        subregios=tuple(delen),
        afspraken=tuple(s for s in SOORTEN if s in wens.afspraken or s in VAST),
        peildatum=dag,
        meldingen=tuple(_meldingen(leden, provincie)),
    )


def _op_naam(lid: Gemeente) -> tuple[str, str]:
    return lid.naam.casefold(), lid.code


def _naam(naam: str) -> Iterator[Probleem]:
    if not naam.strip() or len(naam) > 80 or not naam.isprintable():
        yield Probleem("--naam", "een naam van één regel, ten hoogste 80 tekens", waarde=naam[:80])


def _afspraken(soorten: Sequence[str]) -> Iterator[Probleem]:
    for soort in dict.fromkeys(soorten):
        if soort not in SOORTEN:
            yield Probleem("--afspraak", een_van(soort, SOORTEN), waarde=soort)


def _peildatum(dag: str) -> Iterator[Probleem]:
    if not is_volle_dag(dag):
        eis = "een dag die bestaat, als jaar, maand en dag: 2027-01-01"
        yield Probleem("--peildatum", eis, waarde=dag)
    elif dag < lijst.EERSTE:
        eis = f"een dag vanaf {datum(lijst.EERSTE)}; van daarvoor zijn de gemeenten niet bekend"
        yield Probleem("--peildatum", eis, waarde=dag)


def _provincie(naam: str | None) -> tuple[str | None, list[Probleem]]:
    if naam is None:
        return None, []
    ook = {"fryslân": "Friesland", "fryslan": "Friesland"}
    bekend = {een.casefold(): een for een in lijst.provincies()} | ook
    gevonden = bekend.get(naam.strip().casefold())
    if gevonden:
        return gevonden, []
    return None, [Probleem("--provincie", een_van(naam, lijst.provincies()), waarde=naam)]


def _subregios(delen: Sequence[str], dag: str) -> tuple[dict[str, list[Gemeente]], list[Probleem]]:
    """By subregion its municipalities."""
    uit, problemen = dict[str, list[Gemeente]](), list[Probleem]()
    for tekst in delen:
        naam, is_, namen = (deel.strip() for deel in tekst.partition("="))
        if not naam or not is_ or not namen or not naam.isprintable():
            eis = (
                "een naam, een is-teken en gemeenten met komma's ertussen: Noord=gemeente,gemeente"
            )
            problemen.append(Probleem("--subregio", eis, waarde=tekst))
            continue
        if naam in uit:
            problemen.append(Probleem("--subregio", "elke subregio één keer", waarde=naam))
        gevonden, fouten = _zoek("--subregio", _gesplitst(namen), dag)
        uit[naam] = gevonden
        problemen += fouten
    return uit, problemen


def _gesplitst(namen: str) -> list[str]:
    """The names between commas; a municipality that has commas in its name stays whole."""
    delen = namen.split(",")
    uit = list[str]()
    while delen:
        samen = (
            n for n in range(len(delen), 1, -1) if lijst.is_er_een(",".join(delen[:n]).strip())
        )
        tot = next(samen, 1)
        uit.append(",".join(delen[:tot]))
        delen = delen[tot:]
    return uit


def _zoek(optie: str, namen: Sequence[str], dag: str) -> tuple[list[Gemeente], list[Probleem]]:
    gevonden, problemen = list[Gemeente](), list[Probleem]()
    for wie in namen:
        lid, eis = lijst.zoek(wie, dag)
        if lid is None:
            problemen.append(Probleem(optie, eis, waarde=wie.strip()))
        elif lid in gevonden:
            problemen.append(Probleem(optie, "elke gemeente één keer", waarde=lid.naam))
        else:
            gevonden.append(lid)
    return gevonden, problemen


def _leden(
    wens: Wens, provincie: str | None, delen: dict[str, list[Gemeente]], dag: str
) -> tuple[list[Gemeente], list[Probleem]]:
    """The members: those named, else those of the subregions, else all of the province."""
    if wens.gemeenten:
        return _zoek("--gemeente", wens.gemeenten, dag)
    if wens.subregios:
        return [lid for eigen in delen.values() for lid in eigen], []
    if provincie:
        return [lid for lid in lijst.op(dag) if lid.provincie == provincie], []
    if wens.provincie:
        return [], []
    eis = "ten minste één gemeente; zonder --gemeente kan een hele provincie: --provincie Drenthe"
    return [], [Probleem("--gemeente", eis)]


def _verdeeld(leden: list[Gemeente], delen: dict[str, list[Gemeente]]) -> Iterator[Probleem]:
    """Whether each member is in one subregion, where there are any."""
    if not delen:
        return
    waar = [(lid, sub) for sub, eigen in delen.items() for lid in eigen]
    for lid in dict.fromkeys([*leden, *(lid for lid, _ in waar)]):
        eigen = [sub for een, sub in waar if een == lid]
        if lid not in leden:
            eis = "alleen gemeenten die --gemeente noemt"
            yield Probleem("--subregio", eis, waarde=lid.naam)
        elif len(eigen) != 1:
            staat = f"staat in {opsomming(eigen)}" if eigen else "staat in geen subregio"
            yield Probleem("--subregio", f"elke gemeente in één subregio; {lid.naam} {staat}")


def _eigen_naam(naam: str, leden: list[Gemeente]) -> Iterator[Probleem]:
    """A region that is called as one of its members: its figures would be taken for those of the other."""
    if naam in (lid.naam for lid in leden):
        yield Probleem(
            "--naam", f"een andere naam dan die van een gemeente: Regio {naam}", waarde=naam
        )


def _meldingen(leden: list[Gemeente], provincie: str) -> Iterator[str]:
    elders = sorted((lid for lid in leden if lid.provincie != provincie), key=_op_naam)
    for lid in elders:
        yield f"{lid.naam} ligt in {lid.provincie}; het rapport noemt als provincie {provincie}"
