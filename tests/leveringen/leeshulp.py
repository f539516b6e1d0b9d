"""Deliveries made for tests of reading: workbooks and CSV of our own, in a region of three."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
from hulp import WORTEL

from woonanalyse.kern.regio import lees_regio
from woonanalyse.leveringen.lees import lees
from woonanalyse.leveringen.levering import Levering, Melding

LEDEN = pd.DataFrame(
    {
        "gemeentecode": ["GM0141", "GM0164", "GM1900"],
        "gemeente": ["Aadorp", "Hengelo", "Súdwest-Fryslân"],
        "subregio": ["Noord", "Noord", "Zuid"],
        "cbs_naam": ["Aadorp", "Hengelo (O.)", "Súdwest-Fryslân"],
    }
)
REGIO = replace(lees_regio(WORTEL), gemeenten=LEDEN, subregios=["Noord", "Zuid"])

KOP = ["plan_id", "gemeentecode", "naam", "planstatus", "totaal", "gerealiseerd", "rest", "sloop"]
PLAN: dict[str, Any] = {
    "plan_id": "P-1",
    "gemeentecode": "GM0141",
    "naam": "Molenveld",
    "planstatus": "1A",
    "totaal": 30,
    "gerealiseerd": 10,
    "rest": 20,
    "sloop": 2,
}


def plan(**anders: Any) -> dict[str, Any]:
    """A plan of the template, right in every cell but for `anders`."""
    return {**PLAN, **anders}


def rijen_van(plannen: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    """Heads and rows of plans, with a column for whatever one of them has."""
    kop = list(dict.fromkeys(naam for een in plannen for naam in een))
    return [kop, *([een.get(naam) for naam in kop] for een in plannen)]


def schrijf_xlsx(pad: Path, rijen: Sequence[Sequence[Any]], blad: str = "Plannen") -> Path:
    """A workbook with one sheet."""
    boek = openpyxl.Workbook()
    boek.active.title = blad
    for rij in rijen:
        boek.active.append(list(rij))
    boek.save(pad)
    return pad


def herschrijf(pad: Path, patroon: str, nieuw: str, deel: str = "xl/worksheets/sheet1.xml") -> Path:
    """The workbook with the XML of one part changed."""
    with zipfile.ZipFile(pad) as archief:
        delen = {naam: archief.read(naam) for naam in archief.namelist()}
    tekst = delen[deel].decode("utf-8")
    assert re.search(patroon, tekst)
    delen[deel] = re.sub(patroon, nieuw, tekst).encode("utf-8")
    with zipfile.ZipFile(pad, "w") as archief:
        for naam, inhoud in delen.items():
            archief.writestr(naam, inhoud)
    return pad


def als_csv(rijen: Sequence[Sequence[Any]], teken: str = ",", einde: str = "\n") -> str:
    """Rows as the text of a CSV."""
    uit = io.StringIO(newline="")
    csv.writer(uit, delimiter=teken, lineterminator=einde).writerows(
        [["" if cel is None else cel for cel in rij] for rij in rijen]
    )
    return uit.getvalue()


def lever(
    map_: Path, *plannen: Mapping[str, Any], peildatum: date | None = None, soort: str = "xlsx"
) -> Levering:
    """Plans of the template, read from a workbook or CSV."""
    return lever_rijen(map_, rijen_van(plannen), peildatum=peildatum, soort=soort)


def lever_rijen(
    map_: Path,
    rijen: Sequence[Sequence[Any]],
    *,
    peildatum: date | None = None,
    soort: str = "xlsx",
) -> Levering:
    """Rows with their heads, read from a workbook or CSV."""
    pad = map_ / f"levering.{soort}"
    if soort == "xlsx":
        schrijf_xlsx(pad, rijen)
    else:
        pad.write_text(als_csv(rijen), encoding="utf-8")
    return lees(pad, REGIO, peildatum=peildatum)


def met_code(levering: Levering, code: str) -> list[Melding]:
    """What is said with this code."""
    return [melding for melding in levering.meldingen if melding.code == code]


def plekken(meldingen: Sequence[Melding]) -> list[str]:
    """The cells that messages name."""
    return [str(cel) for melding in meldingen for cel in melding.cellen]
