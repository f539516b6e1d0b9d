"""The register of districts and the province's counts, read by rules that are data.

Targets and the reading of the text come from the agreements; the raw file gives the counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

import pandas as pd

from woonanalyse.kern.afspraak import Afspraak, lezing_van
from woonanalyse.kern.bron import Bron
from woonanalyse.kern.formulier import formulieren
from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.kern.gemeenten import rijen_van
from woonanalyse.kern.gemeentenamen import met_eigen_namen
from woonanalyse.kern.indeling.ledentabel import op_plek
from woonanalyse.kern.kolomeis import Kolom, patroon, tekst, woningen
from woonanalyse.kern.nummering import noem
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.tabel import dubbele_rijen, lees_tabel
from woonanalyse.kern.yamlbestand import lees_yaml
from woonanalyse.kern.zijbestand import lees_zijbestand

EENHEID = "wijkaanpakken"
"""The unit of the agreements that set a target for districts."""

REGISTER = formulieren()["wijkaanpakken"].kolommen

DOELEN: dict[str, Kolom] = {
    "peildatum": patroon(
        r"(19|20)\d\d(-(0[1-9]|1[0-2]))?", "een jaar of maand als 2020 of 2020-09", "datum"
    ),
    "onderwerp": tekst(),
    "waarde": woningen(grens="aanpakken"),
    "eenheid": tekst(),
    "bron": tekst(),
    "bron_url": tekst(leeg=True),
}


@dataclass(frozen=True)
class Wijkaanpakken(Bron):
    """All that is known of districts.

    `register`: one row per line of the register: gemeentecode, gemeente, wijk, fase, fase_vooraf
    (phase before the start), gestart (bool), start and vermeld (jjjj or jjjj-mm, <NA> unknown; the date
    in the source), woningen (about), reden, bron. `tellingen`: peildatum, gestart (districts in the
    whole province), circa (bool), let_op (how the source is read, may be empty), bron. `doelen`: datum
    (last day), doel (districts), beoordeeld (bool: a norm or an ambition), bron. `lezing`: the reading of
    the text in use, id and uitleg; `waar`: where that text stands.
    `andere_lezingen`: id, datum (last day) and doel of the readings that are not in use.
    """

    register: pd.DataFrame
    tellingen: pd.DataFrame
    doelen: pd.DataFrame
    lezing: dict[str, str]
    waar: str
    andere_lezingen: pd.DataFrame

    def van_gemeente(self, code: str) -> Self:
        """Only the districts of one member."""
        return replace(self, register=rijen_van(self.register, code))


def lees(wortel: Path, regio: Regio, bestand: str) -> Wijkaanpakken:
    """Read `bestand` and what it names; targets from the region's agreements.

    Raises InvoerFout with all problems of all files.
    """
    regels, problemen = lees_yaml(wortel, bestand, "onderwerpen/wijkaanpak/instellingen")
    if regels is None:
        raise InvoerFout(problemen)
    problemen = _controleer_afspraken(regio)
    register, p1 = lees_register(wortel, regels["register"], regio.gemeenten, regels, bestand)
    ruw, p2 = lees_tabel(wortel, regels["doelen"], DOELEN)
    if ruw is not None:
        p2 += dubbele_rijen(ruw, regels["doelen"]) + _controleer_onderwerpen(ruw, bestand, regels)
    zij = [lees_zijbestand(wortel, pad) for pad in (regels["register"], regels["doelen"])]
    problemen += p1 + p2 + [p for _, fouten in zij for p in fouten]
    if problemen or register is None or ruw is None:
        raise InvoerFout(problemen)
    return Wijkaanpakken(
        register=register,
        tellingen=_tellingen(ruw, regels),
        doelen=_doelen(regio.afspraken),
        lezing=_lezing(regio.afspraken),
        waar=noem(_traject(regio.afspraken)),
        andere_lezingen=_andere_lezingen(regio.afspraken),
        zijbestanden=[inhoud for inhoud, _ in zij if inhoud],
        bestanden=[bestand, regio.paden.afspraken, regels["register"], regels["doelen"]],
    )


def keuzes(wortel: Path, regio: Regio) -> dict[str, dict[str, list[str]]]:
    """The words that columns of the form may hold in this region; no types where it has no districts.

    Raises InvoerFout with the problems of the rules.
    """
    leden = regio.gemeenten
    woorden = {
        "gemeentecode": list(leden["gemeentecode"]),
        "gemeentenaam": list(leden["gemeente"]),
    }
    if "wijkaanpak" in regio.instellingen:
        bestand = regio.instellingen["wijkaanpak"]
        regels, problemen = lees_yaml(wortel, bestand, "onderwerpen/wijkaanpak/instellingen")
        if regels is None:
            raise InvoerFout(problemen)
        woorden["type_aanpak"] = [regel["type_aanpak"] for regel in regels["typen"]]
    return {"wijkaanpakken": woorden}


def controleer_register(wortel: Path, regio: Regio, bestand: str) -> list[Probleem]:
    """What is wrong with the rows of a register by the rules of the region."""
    regelbestand = regio.instellingen["wijkaanpak"]
    regels, problemen = lees_yaml(wortel, regelbestand, "onderwerpen/wijkaanpak/instellingen")
    if regels is None:
        return problemen
    return lees_register(wortel, bestand, regio.gemeenten, regels, regelbestand)[1]


def lees_register(
    wortel: Path,
    bestand: str,
    gemeenten: pd.DataFrame,
    regels: Mapping[str, Any],
    regelbestand: str,
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """The register with phase and start, by `regels` (typen, afwijkingen)."""
    frame, problemen = lees_tabel(wortel, bestand, REGISTER, bewaakt=True)
    if frame is None:
        return None, problemen
    frame["start"] = frame["start"].replace("", pd.NA)
    problemen = dubbele_rijen(frame, bestand) + _controleer_afwijkingen(frame, regelbestand, regels)
    codes = frame["gemeentecode"]
    frame, leden = op_plek(frame, bestand, gemeenten)
    problemen = leden + problemen
    typen = {regel["type_aanpak"]: regel for regel in regels["typen"]}
    problemen += [
        Probleem(
            bestand,
            f"een van {', '.join(typen)} (of een nieuwe regel in {regelbestand})",
            rij=int(rij),
            kolom="type_aanpak",
            waarde=waarde,
        )
        for rij, waarde in frame.loc[~frame["type_aanpak"].isin(typen), "type_aanpak"].items()
    ]
    if problemen:
        return None, problemen
    afwijkingen = {(r["gemeentecode"], r["wijk"]): r for r in regels["afwijkingen"]}
    rijen = met_eigen_namen(frame, gemeenten).to_dict("records")
    return pd.DataFrame(
        [
            _gelezen(rij, typen, afwijkingen.get((code, rij["wijk"]), {}))
            for code, rij in zip(codes, rijen, strict=True)
        ]
    ).astype({"woningen": "Int64", "gestart": "bool"}), []


def _gelezen(
    rij: Mapping[Any, Any],
    typen: Mapping[str, Mapping[str, Any]],
    eigen: Mapping[str, Any],
) -> dict[str, Any]:
    """One row of the register as the rules read it: a deviation (`eigen`) goes before its type."""
    regel = typen[rij["type_aanpak"]]
    vooraf = {"fase_vooraf": regel["fase"], "reden_vooraf": regel["reden"]}
    geldt = {**regel, **vooraf, "start": rij["start"], **eigen}
    return {
        "gemeentecode": rij["gemeentecode"],
        "gemeente": rij["gemeentenaam"],
        "wijk": rij["wijk"],
        **{naam: geldt[naam] for naam in ("fase", "fase_vooraf", "gestart", "start")},
        "vermeld": rij["start"],
        "woningen": rij["woningen_circa"],
        "reden": geldt["reden"],
        "reden_vooraf": geldt["reden_vooraf"],
        "bron": rij["bron"],
    }


def _tellingen(frame: pd.DataFrame, regels: Mapping[str, Any]) -> pd.DataFrame:
    soorten = {regel["onderwerp"]: regel for regel in regels["onderwerpen"]}
    gekozen = frame[[soorten[o]["soort"] == "telling" for o in frame["onderwerp"]]]
    circa = [bool(soorten[o].get("circa", False)) for o in gekozen["onderwerp"]]
    return pd.DataFrame(
        {
            "peildatum": gekozen["peildatum"],
            "gestart": gekozen["waarde"],
            "circa": circa,
            "let_op": [soorten[o].get("let_op", "") for o in gekozen["onderwerp"]],
            "bron": gekozen["bron"],
        }
    ).reset_index(drop=True)


def _met_doel(afspraken: Sequence[Afspraak], soort: str) -> list[Afspraak]:
    return [a for a in afspraken if a["soort"] == soort and a.get("eenheid") == EENHEID]


def _traject(afspraken: Sequence[Afspraak]) -> Afspraak:
    """The agreement on the path."""
    (afspraak,) = _met_doel(afspraken, "traject")
    return afspraak


def _doelen(afspraken: Sequence[Afspraak]) -> pd.DataFrame:
    """The targets of the agreements by date: what is judged, and the ambition after it.

    A reading that leaves the norm open has no target.
    """
    rijen = [
        (lezing["uiterlijk"], a["norm"], True, a["bron"])
        for a in _met_doel(afspraken, "traject")
        if (lezing := lezing_van(a)) and not lezing.get("norm_onbekend")
    ]
    rijen += [
        (a["uiterlijk"], a["norm"], False, a["bron"]) for a in _met_doel(afspraken, "ambitie")
    ]
    doelen = pd.DataFrame(rijen, columns=["datum", "doel", "beoordeeld", "bron"])
    doelen = doelen.astype({"doel": "Int64", "beoordeeld": "bool"})
    return doelen.sort_values("datum").reset_index(drop=True)


def _lezing(afspraken: Sequence[Afspraak]) -> dict[str, str]:
    """The reading in use: id and uitleg."""
    afspraak = _traject(afspraken)
    lezing = lezing_van(afspraak)
    assert lezing is not None
    return {"id": afspraak["lezing"], "uitleg": lezing["uitleg"]}


def _andere_lezingen(afspraken: Sequence[Afspraak]) -> pd.DataFrame:
    """The readings that are not in use: id, datum, doel (<NA> where the reading leaves it open)."""
    afspraak = _traject(afspraken)
    rijen = [
        (naam, lezing["uiterlijk"], pd.NA if lezing.get("norm_onbekend") else afspraak["norm"])
        for naam, lezing in afspraak["lezingen"].items()
        if naam != afspraak["lezing"]
    ]
    return pd.DataFrame(rijen, columns=["id", "datum", "doel"]).astype({"doel": "Int64"})


def _controleer_afspraken(regio: Regio) -> list[Probleem]:
    if len(_met_doel(regio.afspraken, "traject")) == 1:
        return []
    verwacht = f"precies één afspraak van de soort traject met eenheid {EENHEID}"
    return [Probleem(regio.paden.afspraken, verwacht, kolom="soort")]


def _controleer_afwijkingen(
    frame: pd.DataFrame, regelbestand: str, regels: Mapping[str, Any]
) -> list[Probleem]:
    problemen = []
    for regel in regels["afwijkingen"]:
        eigen = frame[
            (frame["gemeentecode"] == regel["gemeentecode"]) & (frame["wijk"] == regel["wijk"])
        ]
        if not (eigen["start"].fillna("") == regel["start_bron"]).any():
            verwacht = "een wijk van het register met deze datum; kijk de afwijking opnieuw na"
            waarde = f"{regel['wijk']}, {regel['start_bron']}"
            problemen.append(Probleem(regelbestand, verwacht, kolom="afwijkingen", waarde=waarde))
    return problemen


def _controleer_onderwerpen(
    frame: pd.DataFrame, regelbestand: str, regels: Mapping[str, Any]
) -> list[Probleem]:
    """Every subject of the file has one rule, every rule its row; counts never go down."""
    problemen = []
    bekend = [regel["onderwerp"] for regel in regels["onderwerpen"]]
    for onderwerp in dict.fromkeys([*frame["onderwerp"], *bekend]):
        if bekend.count(onderwerp) != 1:
            verwacht = "precies één regel voor dit onderwerp"
            problemen.append(
                Probleem(regelbestand, verwacht, kolom="onderwerpen", waarde=onderwerp)
            )
        elif onderwerp not in set(frame["onderwerp"]):
            verwacht = f"een onderwerp uit {regels['doelen']}"
            problemen.append(
                Probleem(regelbestand, verwacht, kolom="onderwerpen", waarde=onderwerp)
            )
    if problemen:
        return problemen
    tellingen = _tellingen(frame, regels).sort_values("peildatum")
    if not tellingen["gestart"].is_monotonic_increasing:
        verwacht = "tellingen die niet dalen: wat is gestart, blijft gestart"
        return [Probleem(regels["doelen"], verwacht, kolom="waarde")]
    return []
