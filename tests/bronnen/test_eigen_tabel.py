"""A published table as it is, with other heads: the edition names them, and outcomes stand beside ours."""

from __future__ import annotations

import csv
from collections.abc import Callable
from copy import deepcopy
from importlib import resources
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from hulp import RWP2017, editie

from woonanalyse.edities.nieuw import BEHOEFTE
from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.onderwerpen.balans.gepubliceerd import naast, tegenspraken
from woonanalyse.onderwerpen.balans.model import balans
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.onderwerpen.editiebronnen import uit_kolommen
from woonanalyse.onderwerpen.editielezer import lees_editie

GEDRUKT = RWP2017.replace("invoer", "gepubliceerd")
BESTAND = "data/raw/rwp/2017-01-01/zoals gedrukt.csv"
KOPPEN = {
    "gemeentenaam": "Gemeente", "netto_vraag_min": "Vraag (laag)", "netto_vraag_max": "Vraag (hoog)",
    "vervanging": "Vervanging", "hard_direct": "1A", "hard_uitwerk": "1B en 1C",
    "vraag_totaal_min": "Totaal laag", "vraag_totaal_max": "Totaal hoog", "hard_totaal": "Harde plannen",
    "verhouding_pct_min": "% laag", "verhouding_pct_max": "% hoog", "hard_inbreiding": "Inbreiding",
}  # fmt: skip
BALANS: dict[str, Any] = {
    "vorm": "tabel", "bestand": BESTAND, "telling": "bruto", "scheiding": ";", "duizendtal": ".",
    "leeg_is_geen": ["vervanging", "hard_uit_te_werken"],
    "kolommen": {
        "gemeente": "Gemeente", "netto_behoefte_laag": "Vraag (laag)", "netto_behoefte_hoog": "Vraag (hoog)",
        "vervanging": "Vervanging", "hard_direct": "1A", "hard_uit_te_werken": "1B en 1C",
    },
}  # fmt: skip
UITKOMSTEN = {
    "gemeente": "Gemeente", "behoefte_laag": "Totaal laag", "behoefte_hoog": "Totaal hoog",
    "hard_totaal": "Harde plannen", "dekking_laag": "% hoog", "dekking_hoog": "% laag",
}  # fmt: skip
Maak = Callable[..., Editie]


def punt(cel: str) -> str:
    return f"{int(cel):,}".replace(",", ".") if cel.isdigit() else cel


@pytest.fixture
def maak(project: Path) -> Maak:
    """The edition of 2017 from the printed table with its own heads, thousands and total rows."""

    def doe(balans: dict[str, Any] | None = None, wijzig: dict[str, str] | None = None) -> Editie:
        with (project / GEDRUKT).open(encoding="utf-8", newline="") as bron:
            rijen = list(csv.DictReader(bron))
        regels = [list(KOPPEN.values())]
        regels += [[punt(rij[naam]) for naam in KOPPEN] for rij in rijen]
        regels.insert(6, ["Netwerkstad", *["9"] * (len(KOPPEN) - 1)])
        regels.append(["Totaal", *["9"] * (len(KOPPEN) - 1)])
        tekst = "\n".join(";".join(rij) for rij in regels) + "\n"
        for oud, nieuw in (wijzig or {}).items():
            assert oud in tekst
            tekst = tekst.replace(oud, nieuw, 1)
        (project / BESTAND).write_text(tekst, encoding="utf-8")
        zij = yaml.safe_load((project / f"{GEDRUKT}.yml").read_text(encoding="utf-8"))
        zij["kolommen"] = [
            {"naam": k, "omschrijving": "x", "eenheid": None} for k in KOPPEN.values()
        ]
        (project / f"{BESTAND}.yml").write_text(yaml.safe_dump(zij), encoding="utf-8")
        pad = project / "data/edities/2017.yml"
        velden = yaml.safe_load(pad.read_text(encoding="utf-8"))
        velden["balans"] = deepcopy(balans or BALANS)
        velden["gepubliceerd"] = deepcopy({**BALANS, "kolommen": UITKOMSTEN})
        pad.write_text(yaml.safe_dump(velden, allow_unicode=True), encoding="utf-8")
        return lees_editie(project, "2017")

    return doe


def uitkomst(deze: Editie) -> pd.DataFrame:
    return balans(deze.invoer, deze.opzet, deze.definitie, deze.norm, deze.gepubliceerd)


def test_other_heads_give_the_same_balance(maak: Maak) -> None:
    eigen = editie("2017")
    kolommen = ["gemeentecode", "variant", "behoefte", "hard_totaal", "dekking", "gepubliceerd"]
    pd.testing.assert_frame_equal(uitkomst(maak())[kolommen], uitkomst(eigen)[kolommen])


def test_published_outcomes_stand_beside_ours(maak: Maak) -> None:
    eigen, deze = editie("2017"), maak()
    tafels = [naast(uitkomst(een), een.gepubliceerd, een.opzet) for een in (deze, eigen)]
    pd.testing.assert_frame_equal(*tafels)
    assert len(tafels[0])
    tegen = tegenspraken(deze.gepubliceerd, deze.opzet)
    assert set(tegen["gegeven"]) <= {
        "verhouding"
    }  # the parts of its totals are not among its outcomes


def test_where_a_number_comes_from_is_said_in_the_heads_of_the_table(maak: Maak) -> None:
    uit = uit_kolommen(maak().opzet)
    assert uit["hard_direct"] == "1A"
    assert uit["netto_behoefte"] == "Vraag (laag) (laag) of Vraag (hoog) (hoog)"


@pytest.mark.parametrize(
    ("wijzig", "zegt"),
    [
        ({"1B en 1C": "1B, 1C"}, "1B en 1C: verwacht: een kolom met deze kop, die ontbreekt"),
        ({"1B en 1C": "1B en 1C "}, ""),
        ({"Totaal;": "Totaal regio;"}, ""),
        ({"Totaal;": "Subtotaal zuid;"}, ""),
        ({"Almelo": "Almeloo"}, "bedoelt u Almelo?"),
        ({"Borne;": "Almelo;"}, "elke gemeente één keer"),
        ({"Totaal;": "Overig;"}, "'Overig'"),
        ({"1.465": "1465,5"}, "een geheel getal"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(
    maak: Maak, wijzig: dict[str, str], zegt: str
) -> None:
    if not zegt:
        maak(wijzig=wijzig)
        return
    with pytest.raises(InvoerFout) as fout:
        maak(wijzig=wijzig)
    assert zegt in str(fout.value) and BESTAND in str(fout.value)


def test_a_year_that_is_no_text_is_told_how_to_be_one(maak: Maak) -> None:
    wat = {"titel": "T", "uitgever": "U", "vindplaats": "V", "licentie": "L", "peildatum": 2017}
    with pytest.raises(InvoerFout, match='staat tussen aanhalingstekens: "2017"'):
        maak({**BALANS, "beschrijving": wat})


@pytest.mark.parametrize("blok", ["begin", "nieuw"])
def test_what_a_table_is_has_to_be_filled_in(maak: Maak, blok: str) -> None:
    """Words to be replaced would be printed as the source of the need."""
    sjabloon = (resources.files("woonanalyse") / "begin/sjablonen/editie.yml").read_text("utf-8")
    tekst = sjabloon.partition("noem haar kolommen.\n")[2].replace("#  ", "  ")
    behoefte = yaml.safe_load({"begin": tekst, "nieuw": BEHOEFTE.format(peildatum="x")}[blok])
    with pytest.raises(InvoerFout) as fout:
        maak({**BALANS, "beschrijving": behoefte["behoefte"]["beschrijving"]})
    leeg = [str(een) for een in fout.value.problemen if "er staat nog niets" in str(een)]
    assert len(leeg) >= 4 and "staat 'None'" not in str(fout.value)


def test_an_empty_cell_is_onbekend_unless_the_edition_says_none(maak: Maak) -> None:
    zonder = {naam: wat for naam, wat in BALANS.items() if naam != "leeg_is_geen"}
    assert maak(zonder).invoer["hard_uit_te_werken"].isna().any()
    assert maak().invoer["hard_uit_te_werken"].notna().all()


@pytest.mark.parametrize("veld", ["kolommen", "telling"])
def test_a_table_without_its_columns_or_its_counting_is_refused(maak: Maak, veld: str) -> None:
    with pytest.raises(InvoerFout, match=veld):
        maak({naam: wat for naam, wat in BALANS.items() if naam != veld})
