"""The workbook in which a municipality delivers its plans, with what it delivered before filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from io import BytesIO
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_range, xl_range_abs

from woonanalyse.kern import waarden
from woonanalyse.kern.beeld.huisstijl import MELDINGEN
from woonanalyse.kern.catalogus import lees_verklaring
from woonanalyse.kern.getal import aantal
from woonanalyse.kern.regio import Regio
from woonanalyse.uitgave.excel import OPTIES
from woonanalyse.uitgave.sjabloon import GEMAAKT, RIJEN, hoogte, leesblad, stijlen

BLAD = "Plannen"
GETALLEN = ("woningen", "geheel", "decimaal", "jaar")

_PER_JAAR = {
    "rest": "Hoeveel woningen van rest in dit jaar klaar moeten zijn; samen zijn zij rest.",
    "sloop": "Hoeveel woningen van sloop in dit jaar worden gesloopt; samen zijn zij sloop.",
}
_ANDERS = (
    ("_na_", "Hoeveel woningen van {maat} na dit jaar komen."),
    ("_onbekend", "Van hoeveel woningen van {maat} het jaar niet bekend is."),
)
_VOORVOEGSEL = {
    "woningtype": "type", "eigendom": "eigendom", "prijsklasse": "prijs", "zorg": "zorg", "flex": "flex",
}  # fmt: skip
_BREEDTES = {"kolom": 26, "wat het is": 60, "wat wordt verwacht": 60, "invullen": 12}
_TOELICHTING = (
    "Vul op blad Plannen één rij per plan in; de kopregel blijft zoals hij is.",
    "De eerste tien kolommen zijn genoeg. Weet u ook in welk jaar, vul dan de kolommen per jaar in; weet u "
    "waar een plan ligt, dan x_rd en y_rd: een punt in het plan, in meters (Rijksdriehoek).",
    "Wat u niet weet, laat u leeg. Vul alleen 0 in als het 0 is.",
    "Getallen zijn hele getallen, zonder punt of spatie. Sloop is een getal van 0 of meer.",
    "Een cel kleurt rood als een verplichte waarde ontbreekt, een plan_id twee keer voorkomt, rest niet "
    "totaal min gerealiseerd is, of de jaren samen niet rest of sloop zijn.",
)


@dataclass(frozen=True)
class Kop:
    """A column of the template: what it is called, what is filled in, what Excel checks."""

    kop: str
    uitleg: str
    soort: str
    verplicht: bool = False
    leeg: bool = True
    keuzes: tuple[str, ...] = ()
    grens: waarden.Grens | None = None

    @property
    def verwacht(self) -> str:
        """What is expected in a cell, in Dutch."""
        leeg = "; leeg mag" if self.leeg else ""
        if self.keuzes:
            return f"een van {', '.join(self.keuzes)}{leeg}"
        match self.soort:
            case "woningen":
                return f"een geheel getal van 0 of meer{leeg}"
            case "geheel":
                return f"een geheel getal{leeg}"
            case "decimaal":
                return f"een getal{leeg}"
            case "jaar":
                return f"een jaartal van vier cijfers{leeg}"
            case "datum":
                return f"een datum als 2026-05-01, of 2026-05 of 2026{leeg}"
            case "kenmerk":
                return "een eigen kenmerk, niet leeg"
        return f"een tekst{leeg or ', niet leeg'}"


def plansjabloon(
    regio: Regio, gemeentecode: str, jaar: int, laatste: Mapping[str, pd.DataFrame] | None = None
) -> bytes:
    """The template for a municipality, with columns for the years from `jaar` on.

    `laatste`: its last delivery, as tables of the plan register by name; each of its values stands in the
    template, in a column of its own where the template has none. The same input gives the same bytes.
    """
    vorm = _verklaring("leveringen", "vormen", "plansjabloon.yml")
    rijen = _als_rijen(laatste or {})
    koppen = list(_koppen(vorm, gemeentecode, jaar, rijen))
    uit = BytesIO()
    boek = xlsxwriter.Workbook(uit, OPTIES)
    boek.set_properties({"title": f"Plannen van {_naam(regio, gemeentecode)}", "created": GEMAAKT})
    stijl = stijlen(boek) | {
        "verplicht": boek.add_format(
            {"bold": True, "bottom": 1, "bg_color": MELDINGEN["notitie"], "num_format": "@"}
        ),
        "fout": boek.add_format({"bg_color": MELDINGEN["fout"]}),
    }
    _plannen(boek.add_worksheet(BLAD), koppen, rijen, stijl)
    _uitleg(boek.add_worksheet("Uitleg"), str(vorm["versie"]), koppen, stijl)
    leden = regio.gemeenten[["gemeentecode", "gemeente"]].to_numpy().tolist()
    leesblad(boek.add_worksheet("Gemeenten"), {"code": 12, "naam": 30}, leden, stijl)
    _keuzes(boek.add_worksheet("Keuzes"), koppen, stijl)
    boek.close()
    return uit.getvalue()


def eerste_jaar(vandaag: date) -> int:
    """The year of the next first of January, the day that deliveries are about."""
    return vandaag.year + (vandaag > date(vandaag.year, 1, 1))


def _verklaring(*delen: str) -> Mapping[str, Any]:
    return lees_verklaring(resources.files("woonanalyse").joinpath(*delen))


def _naam(regio: Regio, gemeentecode: str) -> str:
    leden = regio.gemeenten
    return str(leden.loc[leden["gemeentecode"] == gemeentecode, "gemeente"].iloc[0])


def _koppen(
    vorm: Mapping[str, Any], gemeentecode: str, jaar: int, rijen: Sequence[Mapping[str, Any]]
) -> Iterator[Kop]:
    """The columns of the template in order: those that it shows, and those of which there are values."""
    plannen = _verklaring("onderwerpen", "planregister", "register", "plannen.yml")["kolommen"]
    gevuld = {kop for rij in rijen for kop in rij}
    getoond = set()
    for eis in vorm["kolommen"]:
        kop = eis.get("kop")
        if kop and (eis.get("sjabloon") or kop in gevuld):
            getoond.add(kop)
            yield _als_kop(kop, plannen[eis["veld"]], eis.get("verplicht", False), gemeentecode)
    jaren = range(jaar, jaar + int(vorm["jaren"]))
    for maat in _PER_JAAR:
        eigen = [f"{maat}_{een}" for een in jaren]
        laatst = [f"{maat}_na_{jaren[-1]}", f"{maat}_onbekend"]
        eerder = sorted(k for k in gevuld if re.match(rf"{maat}_", k) and k not in eigen + laatst)
        for kop in [*eerder, *eigen, *laatst]:
            getoond.add(kop)
            uitleg = next((over for deel, over in _ANDERS if deel in kop), _PER_JAAR[maat])
            uitleg = uitleg.format(maat=maat)
            yield Kop(kop, uitleg, "woningen", grens=waarden.grens("woningen_plan"))
    for kop in sorted(gevuld - getoond):
        yield Kop(kop, "Hoeveel woningen van rest in deze klasse vallen.", "woningen")


def _als_kop(kop: str, eis: Mapping[str, Any], verplicht: bool, gemeentecode: str) -> Kop:
    woorden = [gemeentecode] if eis["soort"] == "gemeentecode" else eis.get("woorden", ())
    grens = waarden.grens(eis["grens"]) if "grens" in eis else None
    leeg = bool(eis.get("leeg", False)) or not verplicht
    return Kop(kop, eis["uitleg"].strip(), eis["soort"], verplicht, leeg, tuple(woorden), grens)


def _als_rijen(tabellen: Mapping[str, pd.DataFrame]) -> list[dict[str, Any]]:
    """A row per plan: by column of the template what is known, nothing where it is not."""
    if "plannen" not in tabellen:
        return []
    rijen = {
        rij["plan_id"]: {kop: waarde for kop, waarde in rij.items() if _is_er(waarde)}
        for rij in tabellen["plannen"].to_dict("records")
    }
    for naam, kop_van in (("fasering", _jaarkop), ("categorieen", _klassekop)):
        for rij in tabellen[naam].to_dict("records") if naam in tabellen else ():
            if (kop := kop_van(rij)) and _is_er(rij["woningen"]):
                rijen[rij["plan_id"]][kop] = rij["woningen"]
    return list(rijen.values())


def _is_er(waarde: Any) -> bool:
    return not pd.isna(waarde) and waarde != ""


def _jaarkop(rij: Mapping[str, Any]) -> str:
    van, tot = rij["van_jaar"], rij["tot_en_met_jaar"]
    if not _is_er(van):
        return f"{rij['maat']}_onbekend"
    if not _is_er(tot):
        return f"{rij['maat']}_na_{int(van) - 1}"
    return f"{rij['maat']}_{int(van)}" if van == tot else f"{rij['maat']}_{int(van)}_{int(tot)}"


def _klassekop(rij: Mapping[str, Any]) -> str:
    if rij["maat"] != "rest" or _is_er(rij.get("van_jaar")):
        return ""
    return f"{_VOORVOEGSEL[rij['indeling']]}_{str(rij['klasse']).replace(' ', '_')}"


def _plannen(
    blad: Any, koppen: Sequence[Kop], rijen: Sequence[Mapping[str, Any]], stijl: dict[str, Any]
) -> None:
    """The sheet to fill in: header, formats, drop-downs, checks, and what was delivered before."""
    blad.freeze_panes(1, 3)
    blad.set_landscape()
    blad.repeat_rows(0)
    blad.repeat_columns(0, 2)
    lijsten = [kop for kop in koppen if kop.keuzes]
    for nr, kop in enumerate(koppen):
        getal = kop.soort in GETALLEN
        breed = 34 if kop.kop == "naam" else max(len(kop.kop) + 3, 12)
        blad.set_column(nr, nr, breed, stijl["getal" if getal else "tekst"])
        blad.write_string(0, nr, kop.kop, stijl["verplicht" if kop.verplicht else "kop"])
        blad.data_validation(1, nr, RIJEN, nr, _controle(kop, lijsten))
        for rij, waarden_ in enumerate(rijen, start=1):
            if kop.kop in waarden_:
                _schrijf(blad, rij, nr, waarden_[kop.kop], getal)
    blad.ignore_errors({"number_stored_as_text": xl_range(1, 0, RIJEN, len(koppen) - 1)})
    for bereik, regel in _kleuren([kop.kop for kop in koppen], koppen):
        blad.conditional_format(bereik, regel | {"format": stijl["fout"]})


def _schrijf(blad: Any, rij: int, nr: int, waarde: Any, getal: bool) -> None:
    if getal:
        blad.write_number(rij, nr, float(waarde))
    else:
        blad.write_string(rij, nr, str(waarde))


def _controle(kop: Kop, lijsten: Sequence[Kop]) -> dict[str, Any]:
    """What Excel checks in a column, and what it says on entering a cell and on a mistake."""
    regel: dict[str, Any] = {"validate": "any"}
    if kop.keuzes:
        nr = lijsten.index(kop)
        regel = {
            "validate": "list",
            "source": f"=Keuzes!{xl_range_abs(1, nr, len(kop.keuzes), nr)}",
        }
    elif kop.grens:
        laagste = kop.grens.laagste if kop.soort == "geheel" else max(0, kop.grens.laagste)
        regel = {
            "validate": "integer",
            "criteria": "between",
            "minimum": laagste,
            "maximum": kop.grens.hoogste,
        }
    return {
        **regel,
        "input_title": kop.kop[:32],
        "input_message": f"{kop.uitleg} Verwacht: {kop.verwacht}."[:255],
        "error_title": "Dit kan hier niet",
        "error_message": f"Verwacht: {kop.verwacht}."[:255],
    }


def _kleuren(namen: Sequence[str], koppen: Sequence[Kop]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Where a cell turns red, and when."""

    def kolom(kop: str) -> str:
        return f"${xl_col_to_name(namen.index(kop))}2"

    def bereik(kop: str) -> str:
        return xl_range(1, namen.index(kop), RIJEN, namen.index(kop))

    yield bereik("plan_id"), {"type": "duplicate"}
    begonnen = f"COUNTA($A2:{kolom(namen[9])})>0"
    for kop in koppen:
        if kop.verplicht:
            yield bereik(kop.kop), _als(f"AND({begonnen},ISBLANK({kolom(kop.kop)}))")
    rest, totaal, klaar = kolom("rest"), kolom("totaal"), kolom("gerealiseerd")
    yield (
        bereik("rest"),
        _als(
            f"AND(ISNUMBER({rest}),ISNUMBER({totaal}),ISNUMBER({klaar}),{rest}<>{totaal}-{klaar})"
        ),
    )
    for maat in _PER_JAAR:
        eigen = [kop for kop in namen if kop.startswith(f"{maat}_")]
        jaren = f"{kolom(eigen[0])}:{kolom(eigen[-1])}"
        telt = f"AND(ISNUMBER({kolom(maat)}),COUNT({jaren})>0,SUM({jaren})<>{kolom(maat)})"
        yield bereik(maat), _als(telt)


def _als(formule: str) -> dict[str, Any]:
    return {"type": "formula", "criteria": f"={formule}"}


def _uitleg(blad: Any, versie: str, koppen: Sequence[Kop], stijl: dict[str, Any]) -> None:
    """What to do, the version of the template, and a line per column."""
    for nr, regel in enumerate(_TOELICHTING):
        blad.merge_range(nr, 0, nr, len(_BREEDTES) - 1, regel, stijl["lees"])
        blad.set_row(nr, hoogte([regel], [sum(_BREEDTES.values())]))
    begin = len(_TOELICHTING) + 1
    over = [
        (
            kop.kop,
            kop.uitleg,
            kop.verwacht + _tussen(kop),
            "verplicht" if kop.verplicht else "leeg mag",
        )
        for kop in _zonder_herhaling(koppen)
    ]
    leesblad(blad, _BREEDTES, [*over, ("sjabloonversie", versie, "", "")], stijl, begin=begin)


def _zonder_herhaling(koppen: Iterable[Kop]) -> Iterator[Kop]:
    """Of columns per year only the first of each kind, under the name of all."""
    gezien = set()
    for kop in koppen:
        naam = re.sub(r"_\d{4}(?=_|$)", "_jaar", kop.kop)
        if naam not in gezien:
            gezien.add(naam)
            yield Kop(naam, kop.uitleg, kop.soort, kop.verplicht, kop.leeg, kop.keuzes, kop.grens)


def _tussen(kop: Kop) -> str:
    return f", hoogstens {aantal(kop.grens.hoogste)}" if kop.grens else ""


def _keuzes(blad: Any, koppen: Sequence[Kop], stijl: dict[str, Any]) -> None:
    """The words of the drop-downs, a column each."""
    lijsten = [kop for kop in koppen if kop.keuzes]
    leesblad(blad, {kop.kop: 24 for kop in lijsten}, [], stijl)
    for nr, kop in enumerate(lijsten):
        for rij, woord in enumerate(kop.keuzes, start=1):
            blad.write_string(rij, nr, woord, stijl["tekst"])
