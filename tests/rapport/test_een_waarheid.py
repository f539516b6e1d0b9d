"""One truth: every number of the workbook stands in the tables of the page.

That paper has no other numbers than the page is in test_bestuursstuk.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer
from hulp import Gemaakt

from woonanalyse.kern.getal import met_eenheid
from woonanalyse.uitgave.werkboek import KOPRIJ

pytestmark = pytest.mark.traag

Secties = dict[str, list[str]]
"""By result file the rows of its tables, and the sentence on what is the same in all rows."""


def plat(tekst: str) -> str:
    """Without white space and hyphens: a line may break anywhere."""
    return re.sub(r"[\s\u00ad\u200b\u2010-]+", "", tekst)


@pytest.fixture(scope="module")
def pakket(gemaakt: Gemaakt) -> Any:
    return json.loads((gemaakt.resultaten / "datapackage.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pagina(vormen: Path) -> Secties:
    tabellen = SoupStrainer("section", id=re.compile("^sec-tabel-"))
    tekst = (vormen / "rwp.html").read_text(encoding="utf-8")
    boom_ = BeautifulSoup(tekst, "html.parser", parse_only=tabellen)
    return {
        str(sectie["id"]).removeprefix("sec-tabel-").replace("-", "_"): [
            *(" | ".join(c.get_text() for c in rij(["th", "td"])) for rij in sectie("tr")),
            *(p.get_text() for p in sectie("p")),
        ]
        for sectie in boom_.select("section[id^=sec-tabel-]")
    }


def getallen(vormen: Path, pakket: Any) -> Iterator[tuple[str, str, str]]:
    """Every number of the workbook as the report shows it: sheet, what the row is about, number."""
    boek = openpyxl.load_workbook(vormen / "rwp.xlsx")
    for tafel in pakket["resources"]:
        naam = tafel["path"].removesuffix(".csv")
        velden = {veld["name"]: veld for veld in tafel["schema"]["fields"]}
        if naam not in boek.sheetnames:
            continue
        koppen, *rijen = boek[naam].iter_rows(min_row=KOPRIJ + 1, values_only=True)
        sleutel = "naam" if naam == "afstemming" else None
        sleutel = sleutel or next((k for k in ("gebied", "gemeente", "artikel") if k in koppen), "")
        for cellen in rijen:
            rij = dict(zip(koppen, cellen, strict=True))
            for kolom, veld in velden.items():
                is_getal = veld["type"] in ("integer", "number") and rij[kolom] is not None
                jaar = naam == "programma" and kolom in ("van", "tot_en_met")
                if is_getal and kolom != "artikel" and not jaar:
                    eenheid = veld.get("eenheid", "")
                    eenheid = rij["eenheid"] if eenheid == "zie kolom eenheid" else eenheid
                    yield naam, str(rij[sleutel]), met_eenheid(rij[kolom], str(eenheid))


def test_every_number_of_the_workbook_is_in_the_tables(
    pagina: Secties, vormen: Path, pakket: Any
) -> None:
    regels = {naam: [(plat(r), plat(r.split(" | ")[0])) for r in s] for naam, s in pagina.items()}
    gezien, mist = 0, []
    for naam, wie, getal in getallen(vormen, pakket):
        patroon = re.compile(rf"(?<![\d.,−]){re.escape(getal)}(?![\d%]|[.,]\d)")
        eigen = [r for r, kop in regels[naam] if kop.startswith((plat(wie), "Inallerijengelijk"))]
        gezien += 1
        if not any(patroon.search(regel) for regel in eigen):
            mist.append((naam, wie, getal))
    assert mist == [] and gezien > 2800
