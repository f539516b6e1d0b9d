"""The file of a new edition: what stays of an earlier one, and with a comment what a person must choose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.bronbestanden import is_bijvangst
from woonanalyse.kern.fouten import InvoerFout, Probleem, een_van
from woonanalyse.kern.getal import datum
from woonanalyse.kern.regio import Regio, lees_regio
from woonanalyse.kern.samen import voorlopig, zet_samen
from woonanalyse.kern.waarden import is_volle_dag
from woonanalyse.kern.yamlbestand import lees_yaml
from woonanalyse.onderwerpen import registerbalans
from woonanalyse.onderwerpen.dossierlezer import lees_dossier_van
from woonanalyse.onderwerpen.editiebronnen import editiebestand
from woonanalyse.onderwerpen.planregister.bron import lees_lezingen

_NAAM = re.compile(r"[0-9A-Za-z-]{1,40}")
NIET = ("nieuw",)
"""Names that the command line has for itself."""
_BREED = 110


def maak(wortel: Path, naam: str, van: str, peildatum: str) -> str:
    """Write the file of edition `naam` with this reference date (ISO), on the footing of edition `van`.

    The path of the file from the root. Raises InvoerFout with all that is wrong; then nothing is written.
    """
    regio = lees_regio(wortel)
    problemen = _naamfouten(wortel, regio, naam)
    if not is_volle_dag(peildatum):
        eis = "een dag die bestaat, als jaar, maand en dag: 2027-01-01"
        problemen.append(Probleem("--peildatum", eis, waarde=peildatum))
    if van not in regio.edities:
        problemen.append(Probleem("--van", een_van(van, regio.edities), waarde=van))
    if problemen:
        raise InvoerFout(problemen)
    velden, problemen = lees_yaml(wortel, editiebestand(regio, van), "kern/schemas/editie")
    if velden is None:
        raise InvoerFout(problemen)
    if velden.get("scenario"):
        eis = "een editie die geen scenario is; een scenario toont geen echte stand om mee te vergelijken"
        raise InvoerFout([Probleem("--van", eis, waarde=van)])
    eerder = velden["peildatum"]
    if eerder and eerder >= peildatum:
        eis = (
            f"een dag na de peildatum van editie {van} ({eerder}); het bestand van een eerdere editie "
            "schrijft u zelf, bij een tabel die al is gepubliceerd"
        )
        raise InvoerFout([Probleem("--peildatum", eis, waarde=peildatum)])
    bestand = editiebestand(regio, naam)
    tekst = opstelling(regio, velden, naam, peildatum, _lezing(wortel, regio, velden, peildatum))
    eigen = {bestand: tekst.encode()}
    with voorlopig(wortel, eigen):
        lees_dossier_van(wortel, lees_regio(wortel), naam)
        zet_samen(wortel, eigen)
    return bestand


def _naamfouten(wortel: Path, regio: Regio, naam: str) -> list[Probleem]:
    """What is wrong with a name: its signs, or that it is taken, in whatever case."""
    bestand = editiebestand(regio, naam)
    if not _NAAM.fullmatch(naam) or naam.startswith("-") or naam in NIET:
        eis = "een naam van letters, cijfers en streepjes, zoals 2027 (niet: nieuw)"
        return [Probleem("de naam van de editie", eis, waarde=naam)]
    bezet = [
        pad.name
        for pad in (wortel / regio.paden.edities).iterdir()
        if not is_bijvangst(pad.name) and pad.stem.casefold() == naam.casefold()
    ]
    eis = "een naam die er nog niet is; kies een andere, of wijzig dit bestand"
    return [Probleem(bestand, eis) for _ in bezet[:1]]


def _lezing(
    wortel: Path, regio: Regio, velden: Mapping[str, Any], peildatum: str
) -> tuple[str, str] | None:
    """File and id of the reading of hard: that of the earlier edition, or else one that holds on this day."""
    bron = velden.get("balans") or {}
    if bron.get("vorm") == registerbalans.VORM:
        return bron["lezingen"], bron["lezing"]
    bestand = regio.plek("planlijst")
    lezingen = lees_lezingen(wortel, bestand)[0] if bestand else None
    geldig = [een["id"] for een in lezingen or () if _geldt(een, peildatum)]
    return (str(bestand), geldig[0]) if geldig else None


def _geldt(tijdvak: Mapping[str, Any], dag: str) -> bool:
    return (tijdvak["vanaf"] or "") <= dag <= (tijdvak["tot_en_met"] or "9999")


def opstelling(
    regio: Regio,
    velden: Mapping[str, Any],
    naam: str,
    peildatum: str,
    lezing: tuple[str, str] | None,
) -> str:
    """The YAML of the new edition; `velden` are those of the earlier one, `lezing` is file and id or None."""
    delen = [
        _kop(regio, velden, naam, peildatum),
        _tijd(velden, peildatum),
        _rekenwijze(regio.afspraken, velden, peildatum),
        _bronnen(peildatum, lezing),
    ]
    return "\n".join(regel for deel in delen for regel in deel) + "\n"


def _kop(regio: Regio, velden: Mapping[str, Any], naam: str, peildatum: str) -> Iterator[str]:
    yield f"# Editie {naam}, op de grondslag van editie {velden['editie']}. Waar KIES staat, kiest u zelf."
    yield f"# Wat er nog geleverd moet worden, zegt: woonanalyse editie {naam}"
    yield from _yaml({"editie": naam}, citeer=True)
    yield "# KIES: de titel van het stuk."
    yield from _yaml(
        {"naam": f"RWP {regio.naam} {naam}", "voorganger": velden["editie"]}, citeer=True
    )
    yield from _yaml({"peildatum": peildatum})
    yield from _yaml({"peildatum_toelichting": "De dag waarvoor de plannen zijn gevraagd."})


def _tijd(velden: Mapping[str, Any], peildatum: str) -> Iterator[str]:
    van, tot = velden["periode"]["van"], velden["periode"]["tot_en_met"]
    jaar = int(peildatum[:4])
    einde = jaar + tot - van if van and tot else None
    yield "# KIES: tot welke dag de registers meetellen. Die dag is ook de datum van het rapport, tenzij"
    yield "# `rapportdatum` een andere noemt."
    yield from _yaml({"stand_per": peildatum})
    yield "# KIES: de jaren waarover de behoefte gaat, beide inbegrepen, en de prognose eronder."
    eind = "null" if einde is None else str(einde)
    yield f"periode: {{van: {jaar}, tot_en_met: {eind}, gepubliceerd: null}}"
    yield "prognose: null"


def _rekenwijze(
    afspraken: Sequence[Afspraak], velden: Mapping[str, Any], peildatum: str
) -> Iterator[str]:
    yield f"# Overgenomen van editie {velden['editie']}: de rekenwijze (data/definities.yml)."
    yield from _yaml({naam: velden[naam] for naam in ("definitie", "vergelijk")})
    toets = _toetsbaar(afspraken, peildatum)
    yield "# Of de afspraken van de overeenkomst op de peildatum gelden; dit volgt uit hun looptijd."
    yield from _yaml({"toets": toets})
    if not toets:
        laatste = datum(max(str(een["tot_en_met"]) for een in afspraken))
        zin = f"De afspraken liepen tot en met {laatste}; de verhouding is hier informatie, geen toets."
        zelfde = velden["toets"] is False and velden.get("toets_toelichting")
        yield from _yaml({"toets_toelichting": zelfde or zin})
    blijft = {naam: velden[naam] for naam in ("normen", "bandbreedte") if naam in velden}
    yield from _yaml(blijft) if blijft else ()


def _toetsbaar(afspraken: Iterable[Afspraak], peildatum: str) -> bool:
    return any(een["vanaf"] <= peildatum <= een["tot_en_met"] for een in afspraken)


def _bronnen(peildatum: str, lezing: tuple[str, str] | None) -> Iterator[str]:
    map_ = f"{registerbalans.MAP}/{peildatum}"
    blok = [
        "balans:",
        "  vorm: planregister",
        f"  bestand: {map_}/plannen.csv",
        f"  lezingen: {lezing[0] if lezing else 'data/lezingen.yml'}",
        f"  lezing: {lezing[1] if lezing else 'landelijk'}",
    ]
    yield "# De capaciteit is de som van de plannen die gemeenten leveren; wat nog niet kwam, is onbekend."
    if lezing is None:
        yield "# KIES: een bestand met lezingen van hard en de id van één daarvan; haal daarna de hekjes weg."
        yield from (f"# {regel}" for regel in blok)
    else:
        yield "# KIES: welke lezing van hard geldt."
        yield from blok
    yield "# De behoefte heeft een eigen bron. Is er een tabel, haal dan de hekjes weg en noem haar kolommen."
    yield from (f"# {regel}" for regel in BEHOEFTE.format(peildatum=peildatum).splitlines())


BEHOEFTE = """\
  behoefte:
    vorm: tabel
    bestand: data/raw/behoefte/{peildatum}/behoefte.csv
    kolommen: {{gemeentecode: gemeentecode, netto_behoefte: netto_behoefte, vervanging: vervanging}}
    telling: bruto
    beschrijving: {{titel: , uitgever: , vindplaats: , licentie: , peildatum: }}   # alle vijf van de tabel"""
"""The block on the need, as a person fills it in."""


def _yaml(velden: Mapping[str, Any], *, citeer: bool = False) -> list[str]:
    """Keys as YAML, in their order; with `citeer` a text of digits alone stands between quotes."""
    tekst = yaml.safe_dump(dict(velden), sort_keys=False, allow_unicode=True, width=_BREED)
    regels = tekst.rstrip("\n").split("\n")
    if citeer:
        regels = [regel.replace("'", '"') for regel in regels]
    return [re.sub(r"^(peildatum|stand_per): '([\d-]+)'$", r"\1: \2", regel) for regel in regels]
