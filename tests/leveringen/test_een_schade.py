"""Good deliveries of every kind with one damage each: refused where it is, told, or the same."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from diwihulp import PLAN, werkboek
from hulp import WORTEL, lang_behalve
from leverhulp import HERTME, MATEN, ingevuld, registerboek
from leveringen.leeshulp import als_csv
from openpyxl.utils import get_column_letter
from planmonitorhulp import WONINGEN, gevuld, naar_rij_1
from vormenhulp import twente

from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.leveringen import registerrijen
from woonanalyse.leveringen.controles import controleer
from woonanalyse.leveringen.controles.geval import Geval
from woonanalyse.leveringen.lees import lees
from woonanalyse.leveringen.levering import Levering, Melding

PEILDATUM = date(2026, 1, 1)
ZAAD = 21
Plek = tuple[str, int, int]
"""Sheet, row, column."""


def _boek(rijen: list[list[Any]]) -> openpyxl.Workbook:
    boek = openpyxl.Workbook()
    for rij in rijen:
        boek.active.append(rij)
    return boek


def _lijst(*plannen: Mapping[str, Any]) -> openpyxl.Workbook:
    return _boek([list(plannen[0]), *(list(plan.values()) for plan in plannen)])


EIB: dict[str, Any] = {
    "plan_id": "P-1", "gemeentecode": "GM0147", "gemeentenaam": "Borne", "plannaam": "Molenveld",
    "plantype": "", "planstatus": "3 In voorbereiding", "restcapaciteit_woningen": 30, "sloop_woningen": -2,
    "op_2019": 0, "op_2020_2024": 12, "op_2025_2029": 18, "op_2030_2050": 0, "op_onbekend": 0,
    "type_grondgebonden": 20, "type_appartement": 10, "type_onbekend": 0, "huur": 11, "koop": 19,
    "huur_koop_onbekend": 0, "datum_mutatie": "2025-03-01",
}  # fmt: skip
HOLLAND: dict[str, Any] = {
    "plan_id": "7", "gemeentenaam": "Borne", "plannaam": "Súdhoek", "plantype": "",
    "planstatus": "1A Onherroepelijk", "totaal": 30, "op_2018_2019": 3, "op_2020_2024": 12,
    "op_2025_2029": 15, "op_2030_2050": 0,
}  # fmt: skip
ANDER_EIB = EIB | {"plan_id": "P-2", "plannaam": "Súdhoek", "op_2025_2029": 8, "op_2030_2050": 10}
ANDER_HOLLAND = HOLLAND | {"plan_id": "8", "plannaam": "Es", "op_2020_2024": 13, "op_2025_2029": 14}


def _gelderland() -> openpyxl.Workbook:
    prijzen = [f"{e}{n}" for e in ("koop", "huur") for n in ("", "1", "2", "3", "4", "_onb")]
    prijzen = [p for p in prijzen if p not in ("koop", "huur")] + ["onbekend"]
    soorten = [f"{t}_{p}" for t in ("meergezins", "eengezins", "onbekend") for p in prijzen]
    vast = {"parent_globalid": "{A}", "gemeente": "Borne", "vertrouwelijkheid": "Openbaar"}
    rijen = []
    for jaar in (2027, 2028):
        nul = dict.fromkeys([*soorten, *(f"sloop_{s}" for s in soorten)], 0)
        nul |= {"meergezins_koop1": 10 + jaar % 10, "sloop_eengezins_huur1": 4}
        klaar = {"jaartal": jaar, "bouw_gerealiseerd": "Nee", "sloop_gerealiseerd": "Nee"}
        rijen.append({**vast, **klaar, **nul})
    return _lijst(*rijen)


def _sjabloon() -> openpyxl.Workbook:
    jaren = {"rest_2027": 15, "rest_2028": 25, "sloop_2027": 12}
    return openpyxl.load_workbook(BytesIO(ingevuld([MATEN, HERTME | {"naam": "Súdhoek"} | jaren])))


def _register() -> openpyxl.Workbook:
    rijen = [{"partij": "GM0147", "woningen": 12, "omschrijving": nr} for nr in ("een", "twee")]
    return openpyxl.load_workbook(BytesIO(registerboek("planmonitorleveringen", rijen)))


def _diwi() -> openpyxl.Workbook:
    return werkboek([PLAN, PLAN | {"Identificatie nr": 13, "Naam": "Súdhoek", "Bouw": 40}])


@dataclass(frozen=True)
class Soort:
    """A kind of delivery: how it is made, its sheet and head row, the heads of ids and years."""

    maak: Callable[[], openpyxl.Workbook]
    blad: str
    kop: int
    einde: str = "xlsx"
    teken: str = ","
    los: tuple[str, ...] = ()


SOORTEN: dict[str, Soort] = {
    "sjabloon": Soort(_sjabloon, "Plannen", 1),
    "sjabloon, csv": Soort(_sjabloon, "Plannen", 1, "csv"),
    "sjabloon, puntkomma": Soort(_sjabloon, "Plannen", 1, "csv", ";"),
    "eib": Soort(lambda: _lijst(EIB, ANDER_EIB), "Sheet", 1, "csv"),
    "eib, xlsx": Soort(lambda: _lijst(EIB, ANDER_EIB), "Sheet", 1),
    "noord-holland": Soort(lambda: _lijst(HOLLAND, ANDER_HOLLAND), "Sheet", 1, los=("plan_id",)),
    "gelderland": Soort(_gelderland, "Sheet", 1, "csv", los=("jaartal",)),
    "planmonitor": Soort(gevuld, "Plan 1", 18),
    "planmonitor, rij 1": Soort(lambda: naar_rij_1(gevuld(), met_velden=True), "Het Made Veld", 1),
    "diwi": Soort(_diwi, "Data", 4, los=("Identificatie nr",)),
    "register": Soort(_register, "planmonitorleveringen", 1),
}


def gegevens(soort: Soort, boek: openpyxl.Workbook, *typen: type) -> list[Plek]:
    """The cells with data of these types, without those that are an id or a year."""
    blad, vorm = boek[soort.blad], soort.maak is gevuld or "Made" in soort.blad
    diep = soort.kop + (1 if soort.blad == "Data" else 0)
    er = [
        (soort.blad, cel.row, cel.column)
        for rij in blad.iter_rows(min_row=diep + 1)
        for cel in rij
        if type(cel.value) in typen and blad.cell(soort.kop, cel.column).value not in soort.los
    ]
    if not vorm:
        return er
    verschil = 19 - (soort.kop + 1)
    eigen = {(int(p[1:]) - verschil, ord(p[0]) - ord("A") + 1) for p in WONINGEN}
    return [plek for plek in er if plek[1:] in eigen]


@dataclass(frozen=True)
class Schade:
    """What was done, the row where it is (0: the whole file), and whether it may give a plan less."""

    naam: str
    rij: int
    mag_minder: bool = False


GETALLEN: list[Any] = [
    "x", "1.390", "1,390", "1,5", "-99999", "#N/B", "12E5", datetime(2027, 3, 1), True, 1.5,
    "1O", "20 st", "=1+",
]  # fmt: skip
DATUMS: list[Any] = [
    "31-31-2026",
    "12/31/2027",
    "2027-02-30",
    "2027",
    "morgen",
    20271231,
    "1900-01-00",
]


def _cel(kies: random.Random, soort: Soort, boek: openpyxl.Workbook) -> Schade | None:
    blad, rij, kolom = kies.choice(gegevens(soort, boek, int))
    waarde = kies.choice(GETALLEN)
    boek[blad].cell(rij, kolom).value = waarde
    return Schade(f"{get_column_letter(kolom)}{rij} is {waarde!r}", rij)


def _duizenden(kies: random.Random, soort: Soort, boek: openpyxl.Workbook) -> Schade | None:
    blad, rij, kolom = kies.choice(gegevens(soort, boek, int))
    waarde = kies.choice(["1.240", "1 240", "1'240", "1.240,0", "1.24"])
    boek[blad].cell(rij, kolom).value = waarde
    return Schade(f"{get_column_letter(kolom)}{rij} is {waarde!r}", rij)


def _teken(kies: random.Random, soort: Soort, boek: openpyxl.Workbook) -> Schade | None:
    er = [p for p in gegevens(soort, boek, int) if boek[p[0]].cell(*p[1:]).value]
    blad, rij, kolom = kies.choice(er)
    boek[blad].cell(rij, kolom).value *= -1
    return Schade(f"{get_column_letter(kolom)}{rij} heeft een ander teken", rij)


def _datum(kies: random.Random, soort: Soort, boek: openpyxl.Workbook) -> Schade | None:
    koppen = {cel.column: str(cel.value) for cel in boek[soort.blad][soort.kop]}
    er = gegevens(soort, boek, datetime, date)
    er += [
        p
        for p in gegevens(soort, boek, str)
        if koppen[p[2]] in ("datum", "peildatum", "datum_mutatie")
    ]
    if not er:
        return None
    blad, rij, kolom = kies.choice(er)
    waarde = kies.choice([w for w in DATUMS if koppen[kolom] != "datum" or w != "2027"])
    boek[blad].cell(rij, kolom).value = waarde
    return Schade(f"{get_column_letter(kolom)}{rij} is {waarde!r}", rij)


def _rij_weg(kies: random.Random, soort: Soort, boek: openpyxl.Workbook) -> Schade | None:
    rijen = sorted({rij for _, rij, _ in gegevens(soort, boek, int)})
    rij = kies.choice(rijen)
    boek[soort.blad].delete_rows(rij)
    return Schade(f"rij {rij} is weg", 0, mag_minder=True)


def _rij_dubbel(kies: random.Random, soort: Soort, boek: openpyxl.Workbook) -> Schade | None:
    if soort.kop == 18 or "Made" in soort.blad:
        boek.copy_worksheet(boek[soort.blad])
        return Schade("het blad staat er twee keer", 0)
    blad = boek[soort.blad]
    rijen = sorted({rij for _, rij, _ in gegevens(soort, boek, int)})
    rij, onder = kies.choice(rijen), rijen[-1] + 1
    for cel in list(blad[rij]):
        blad.cell(onder, cel.column).value = cel.value
    return Schade(f"rij {rij} staat er twee keer", onder)


def _kop(kies: random.Random, soort: Soort, boek: openpyxl.Workbook) -> Schade | None:
    kolommen = sorted({kolom for _, _, kolom in gegevens(soort, boek, int)})
    cel = boek[soort.blad].cell(soort.kop, kies.choice(kolommen))
    if not cel.value:
        return None
    oud = str(cel.value)
    cel.value = kies.choice([oud[:-1] + "xq", "Zomaar", oud[1:] + " oud", None])
    return Schade(f"kop {oud} is nu {cel.value!r}", soort.kop if cel.value else 0)


def _blad_weg(kies: random.Random, soort: Soort, boek: openpyxl.Workbook) -> Schade | None:
    if soort.einde != "xlsx":
        return None
    del boek[soort.blad]
    if not boek.worksheets:
        boek.create_sheet("Leeg")
    return Schade(f"blad {soort.blad} is weg", 0)


def _samen(kies: random.Random, soort: Soort, boek: openpyxl.Workbook) -> Schade | None:
    er = gegevens(soort, boek, int)
    onder = [p for p in er if (p[0], p[1] + 1, p[2]) in er]
    naast = [p for p in er if (p[0], p[1], p[2] + 1) in er]
    if soort.einde != "xlsx" or not (onder or naast):
        return None
    blad, rij, kolom = kies.choice(onder + naast)
    laag = (blad, rij + 1, kolom) in er and (blad, rij, kolom) in onder
    tot = {"end_row": rij + laag, "end_column": kolom + (not laag)}
    boek[blad].merge_cells(start_row=rij, start_column=kolom, **tot)
    return Schade(f"{get_column_letter(kolom)}{rij} is samengevoegd", rij + laag)


def _formule(kies: random.Random, soort: Soort, boek: openpyxl.Workbook) -> Schade | None:
    if soort.einde != "xlsx":
        return None
    blad, rij, kolom = kies.choice(gegevens(soort, boek, int))
    boek[blad].cell(rij, kolom).value = kies.choice(["=1+1", "=SUM(A1:A9)", "=[1]Blad!A1"])
    return Schade(f"{get_column_letter(kolom)}{rij} is een formule zonder uitkomst", rij)


Maker = Callable[[random.Random, Soort, openpyxl.Workbook], Schade | None]
SCHADEN: tuple[Maker, ...] = (
    _cel, _duizenden, _teken, _datum, _rij_weg, _rij_dubbel, _kop, _blad_weg, _samen, _formule,
)  # fmt: skip
CODERINGEN = ("utf-16", "cp1252", "utf-8 als cp1252", "nul")


def bewaar(soort: Soort, boek: openpyxl.Workbook, map_: Path, codering: str = "utf-8") -> Path:
    pad = map_ / f"levering.{soort.einde}"
    if soort.einde == "xlsx":
        boek.save(pad)
        return pad
    rijen = [[_tekst(cel) for cel in rij] for rij in boek[soort.blad].iter_rows(values_only=True)]
    tekst = als_csv(rijen, soort.teken)
    if codering == "utf-8 als cp1252":
        tekst = tekst.encode("utf-8").decode("cp1252")
    if codering == "nul":
        tekst = tekst.replace("Súd", "S\x00\ufffdd")
    pad.write_bytes(tekst.encode("utf-8" if codering in ("utf-8 als cp1252", "nul") else codering))
    return pad


def _tekst(cel: Any) -> Any:
    return f"{cel:%Y-%m-%d %H:%M:%S}" if isinstance(cel, datetime) else cel


def alles(pad: Path) -> tuple[Levering, list[Melding]]:
    levering = lees(pad, twente(), peildatum=PEILDATUM, partij="GM0147")
    extra: list[Melding] = []
    if levering.tabellen:
        extra = controleer(Geval(levering.tabellen, levering.plekken, PEILDATUM))
    else:
        extra = registerrijen.controleer(WORTEL, twente(), levering)
    return levering, [*levering.meldingen, *extra]


def waarden(levering: Levering) -> dict[str, list[tuple[str, ...]]]:
    """All rows of all tables, without the id that a delivery gives itself."""
    return {
        naam: sorted(tuple(map(str, rij)) for rij in frame.itertuples(index=False, name=None))
        for naam, frame in {**levering.tabellen, **levering.formulieren}.items()
    }


HEEL_BESTAND = {"geen_plannen", "lees_leeg", "lees_bestand", "geen_diwi"}


def beoordeel(pad: Path, gaaf: tuple[Levering, list[Melding]], schade: Schade) -> str:
    """What became of a damaged file; raises AssertionError where something is wrong with that."""
    try:
        levering, meldingen = alles(pad)
    except InvoerFout as fout:
        assert fout.problemen and all(probleem.verwacht for probleem in fout.problemen)
        return "niet geopend"
    assert levering.rekening.sluit(), levering.rekening
    bekend = {(m.code, m.cellen, m.gevonden) for m in gaaf[1]}
    nieuw = [m for m in meldingen if (m.code, m.cellen, m.gevonden) not in bekend]
    fouten = [m for m in nieuw if m.soort == "fout"]
    for melding in fouten:
        assert melding.verwacht and melding.herstel
        assert melding.cellen or melding.code in HEEL_BESTAND, melding
    gevraagd = [m for m in nieuw if m.soort != "notitie"]
    if gevraagd and schade.rij:
        assert schade.rij in {cel.rij for m in gevraagd for cel in m.cellen}, gevraagd
    if fouten:
        return "geweigerd"
    oud, nu = waarden(gaaf[0]), waarden(levering)
    if nu == oud:
        return "gelijk"
    if schade.mag_minder and all(
        set(nu[naam]) <= set(oud[naam]) for naam in oud if naam != "plannen"
    ):
        codes = [
            set(een[0].tabellen.get("plannen", {}).get("plan_id", ()))
            for een in (gaaf, (levering,))
        ]
        assert codes[1] <= codes[0]
        assert levering.rekening.rijen_er < gaaf[0].rekening.rijen_er
        return "minder"
    assert gevraagd, ("in stilte anders", [m.code for m in nieuw])
    return "gevraagd"


@cache
def heel(naam: str, map_: Path) -> tuple[Levering, list[Melding]]:
    map_.mkdir(exist_ok=True)
    return alles(bewaar(SOORTEN[naam], SOORTEN[naam].maak(), map_))


def beschadigd(kies: random.Random, naam: str, map_: Path) -> tuple[Path, Schade]:
    """A file of this kind with one damage."""
    soort = SOORTEN[naam]
    while True:
        boek = soort.maak()
        if soort.einde == "csv" and kies.random() < 0.15:
            codering = kies.choice(CODERINGEN)
            return bewaar(soort, boek, map_, codering), Schade(codering, 0)
        if schade := kies.choice(SCHADEN)(kies, soort, boek):
            return bewaar(soort, boek, map_), schade


@pytest.mark.enkele(4)
@pytest.mark.parametrize("naam", SOORTEN)
def test_a_whole_delivery_is_without_faults(naam: str, tmp_path: Path) -> None:
    levering, meldingen = heel(naam, tmp_path)
    assert [m for m in meldingen if m.soort == "fout"] == [] and levering.rekening.sluit()


def proef(naam: str, map_: Path, zaden: range) -> dict[str, int]:
    gaaf = heel(naam, map_ / "gaaf")
    gezien: dict[str, int] = {}
    fout = []
    for zaad in zaden:
        pad, schade = beschadigd(random.Random(f"{ZAAD} {naam} {zaad}"), naam, map_)
        try:
            uitkomst = beoordeel(pad, gaaf, schade)
            gezien[uitkomst] = gezien.get(uitkomst, 0) + 1
        except AssertionError as reden:
            fout.append(f"{zaad}: {schade.naam}: {reden}")
    assert not fout, "\n".join(fout)
    return gezien


@pytest.mark.enkele(2)
@pytest.mark.parametrize("naam", lang_behalve([*SOORTEN][::3], SOORTEN))
def test_one_damage_is_refused_at_its_place_or_told(naam: str, tmp_path: Path) -> None:
    gezien = proef(naam, tmp_path, range(6))
    assert gezien.keys() - {"gelijk"}


@pytest.mark.lang
@pytest.mark.parametrize("naam", SOORTEN)
def test_two_hundred_damages_are_refused_at_their_place_or_told(naam: str, tmp_path: Path) -> None:
    assert proef(naam, tmp_path, range(6, 26))
