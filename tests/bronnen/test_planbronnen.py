"""Readers of the plan list, the housing stock, boundaries and capacity taken back: damaged input."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from woonanalyse.kern import grenzen
from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.regio import Regio, lees_regio
from woonanalyse.kern.vindplaats import neem_op
from woonanalyse.kern.zijbestand import lees_zijbestand
from woonanalyse.onderwerpen.gebouwd import bron as woningvoorraad
from woonanalyse.onderwerpen.plannen import lijst as plannen
from woonanalyse.onderwerpen.terugname import bron as terugname

WORTEL = Path(__file__).resolve().parents[2]
INSTELLINGEN = "data/planlijst.yml"
INST = yaml.safe_load((WORTEL / INSTELLINGEN).read_text(encoding="utf-8"))
KOP = lees_regio(WORTEL).instellingen
BESTANDEN = [INST["plannen"]["bestand"], INST["grenzen"], KOP["woningvoorraad"]]
PLANNEN, GRENZEN, VOORRAAD = BESTANDEN
Wijzig = Callable[[list[dict[str, str]]], Any]


@pytest.fixture(scope="module")
def regio() -> Regio:
    return lees_regio(WORTEL)


@pytest.fixture
def kopie(tmp_path: Path) -> Path:
    for bestand in [*BESTANDEN, f"{VOORRAAD}.yml", KOP["terugname"]["bestand"], INSTELLINGEN]:
        (tmp_path / bestand).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(WORTEL / bestand, tmp_path / bestand)
    return tmp_path


def wijzig(wortel: Path, bestand: str, doe: Wijzig) -> None:
    with (wortel / bestand).open(encoding="utf-8", newline="") as bron:
        rijen = list(csv.DictReader(bron))
    doe(rijen)
    doel = io.StringIO()
    schrijver = csv.DictWriter(doel, list(rijen[0]), lineterminator="\n")
    schrijver.writeheader()
    schrijver.writerows(rijen)
    (wortel / bestand).write_text(doel.getvalue(), encoding="utf-8")


def lees_plannen(wortel: Path, regio: Regio) -> list[str]:
    frame, problemen = plannen.lees(
        wortel, PLANNEN, regio.gemeenten, INST["statussen"], "data/planlijst.yml"
    )
    assert (frame is None) is bool(problemen)
    return [str(p) for p in problemen]


@pytest.mark.parametrize("bestand", BESTANDEN)
def test_raw_files_fit_their_sidecars(bestand: str) -> None:
    zij, problemen = lees_zijbestand(WORTEL, bestand)
    assert not problemen and zij is not None and zij["ongewijzigd"]
    assert zij["sha256"] == hashlib.sha256((WORTEL / bestand).read_bytes()).hexdigest()


def test_the_plan_list_as_the_model_reads_it(regio: Regio) -> None:
    frame, _ = plannen.lees(
        WORTEL, PLANNEN, regio.gemeenten, INST["statussen"], "data/planlijst.yml"
    )
    assert frame is not None and list(frame.columns) == plannen.PLANKOLOMMEN
    assert len(frame) == 326 and frame["afgerond"].sum() == 41
    assert not frame["naam"].str.startswith("Afgerond").any()
    assert (frame["te_slopen"] >= 0).all() and frame["te_slopen"].sum() == 760
    assert frame["uitgezonderd"].isna().all()
    for onbekend in ("fasering_onbekend", "type_onbekend", "eigendom_onbekend"):
        assert (frame[onbekend] == frame["woningen"]).all()
    assert frame.groupby("afgerond")["woningen"].sum().tolist() == [4670, 0]


@pytest.mark.parametrize(
    ("kolom", "waarde", "melding"),
    [
        ("planstatus", "1D Verzonnen", "een van 1A Onherroepelijk"),
        ("planstatus", "4B Visie", "een van 1A Onherroepelijk"),
        ("gemeentecode", "GM9999", "een gemeente van de regio"),
        ("gemeentenaam", "Born", "'Borne', de naam bij GM0147"),
        ("sloop_woningen", "3", "0 of een negatief getal"),
        ("plannaam", "Afgerond - Grotestraat", "0, want het plan heet"),
        ("restcapaciteit_woningen", "11", "de som van de perioden"),
        ("restcapaciteit_woningen", "-1", "een geheel getal van 0 of meer"),
        ("plan_id", "EIB05967", "elk plan_id één keer"),
        ("datum_mutatie", "2019-02-30", "een datum die bestaat"),
        ("x_rd", "248708,7", "een getal, met een punt"),
    ],
)
def test_a_damaged_plan_is_named_with_row_and_column(
    kopie: Path, regio: Regio, kolom: str, waarde: str, melding: str
) -> None:
    wijzig(kopie, PLANNEN, lambda rijen: rijen[0].update({kolom: waarde}))
    problemen = lees_plannen(kopie, regio)
    plek = "restcapaciteit_woningen" if kolom == "plannaam" else kolom
    assert any(melding in p and f"kolom {plek}" in p for p in problemen), problemen
    assert any("rij 2" in p or "rij 3" in p for p in problemen)


def test_an_unknown_status_is_told_once_with_where_it_may_be_added(
    kopie: Path, regio: Regio
) -> None:
    def stuk(rijen: list[dict[str, str]]) -> None:
        for nr in (0, 4, 5):
            rijen[nr]["planstatus"] = "1A Onherroeplijk"

    wijzig(kopie, PLANNEN, stuk)
    (probleem,) = lees_plannen(kopie, regio)
    assert probleem.startswith(
        f"{PLANNEN}, rij 2, kolom planstatus: staat '1A Onherroeplijk'; verwacht: een van 1A"
    )
    assert "(bedoelt u 1A Onherroepelijk?) (ook in nog 2 rijen)" in probleem
    assert "statussen in data/planlijst.yml" in probleem and "zet hem daar bij" in probleem


def test_all_problems_at_once(kopie: Path, regio: Regio) -> None:
    def stuk(rijen: list[dict[str, str]]) -> None:
        rijen[0]["planstatus"] = "X"
        rijen[4]["gemeentenaam"] = "Y"

    wijzig(kopie, PLANNEN, stuk)
    problemen = lees_plannen(kopie, regio)
    assert len(problemen) == 2 and any("rij 6" in p for p in problemen)


def test_a_municipality_may_be_absent_from_the_plan_list(kopie: Path, regio: Regio) -> None:
    def zonder(rijen: list[dict[str, str]]) -> None:
        rijen[:] = [rij for rij in rijen if rij["gemeentecode"] != "GM0147"]

    wijzig(kopie, PLANNEN, zonder)
    assert lees_plannen(kopie, regio) == []


@pytest.mark.parametrize(
    ("kolom", "open_"),
    [
        ("op_2020_2024", "op_onbekend"),
        ("type_appartement", "type_onbekend"),
        ("huur", "huur_koop_onbekend"),
    ],
)
def test_what_the_source_divides_too_much_is_unknown_and_told(
    kopie: Path, regio: Regio, kolom: str, open_: str
) -> None:
    """As in the real list of the country: what is not divided is then below 0."""

    def te_veel(rijen: list[dict[str, str]]) -> None:
        for rij in rijen[:5]:
            heel = int(rij["restcapaciteit_woningen"])
            rij.update({kolom: str(heel + 7), open_: "-7"})

    vooraf, _ = plannen.lees(
        kopie, PLANNEN, regio.gemeenten, INST["statussen"], "data/planlijst.yml"
    )
    wijzig(kopie, PLANNEN, te_veel)
    with neem_op() as opgenomen:
        frame, problemen = plannen.lees(
            kopie, PLANNEN, regio.gemeenten, INST["statussen"], "data/planlijst.yml"
        )
    assert problemen == [] and frame is not None and vooraf is not None
    pd.testing.assert_frame_equal(frame, vooraf)  # of every plan nothing is divided
    (zin,) = [str(w) for w in opgenomen.waarschuwingen if w.kolom == open_]
    assert "meer woningen dan het plan heeft" in zin and zin.endswith("rij 2, 3, 4 en nog 2")
    wijzig(kopie, PLANNEN, lambda rijen: rijen[0].update({open_: "-6"}))
    assert "de som van" in lees_plannen(kopie, regio)[0]
    wijzig(kopie, PLANNEN, lambda rijen: rijen[0].update({kolom: "-1"}))
    assert "een geheel getal van 0 of meer" in lees_plannen(kopie, regio)[0]


def elders(rijen: list[dict[str, str]]) -> None:
    """The last row of another municipality, and every row with a column that is not taken."""
    rijen.append(
        rijen[-1] | {"plan_id": "EIB99999", "gemeentecode": "GM0363", "gemeentenaam": "Amsterdam"}
    )
    for rij in rijen:
        rij["provincie"] = "een"


def test_of_a_list_of_the_country_the_rest_is_left_alone_and_counted(
    kopie: Path, regio: Regio
) -> None:
    vooraf, _ = plannen.lees(
        kopie, PLANNEN, regio.gemeenten, INST["statussen"], "data/planlijst.yml"
    )
    wijzig(kopie, PLANNEN, elders)
    with neem_op() as opname:
        frame, problemen = plannen.lees(
            kopie, PLANNEN, regio.gemeenten, INST["statussen"], "data/planlijst.yml"
        )
    assert problemen == [] and frame is not None and vooraf is not None
    pd.testing.assert_frame_equal(frame, vooraf)
    meldingen = " ".join(str(een) for een in opname.waarschuwingen)
    assert "buiten de regio zijn niet gelezen: Amsterdam (1 rij)" in meldingen
    assert "kolommen die wij niet lezen, tellen niet mee: provincie" in meldingen


@pytest.mark.parametrize("naam", ["Verzonnen", "Borne"])
def test_a_row_of_elsewhere_by_a_name_of_no_one_or_of_a_member_is_refused(
    kopie: Path, regio: Regio, naam: str
) -> None:
    wijzig(kopie, PLANNEN, elders)
    wijzig(kopie, PLANNEN, lambda rijen: rijen[-1].update(gemeentenaam=naam))
    (probleem,) = lees_plannen(kopie, regio)
    assert "'Amsterdam', de naam bij GM0363" in probleem and naam in probleem
    assert "rij 328, kolom gemeentenaam" in probleem


def test_of_a_stock_of_the_country_the_rest_is_left_alone(kopie: Path, regio: Regio) -> None:
    vooraf = woningvoorraad.lees(kopie, regio, VOORRAAD).voorraad
    wijzig(kopie, VOORRAAD, lambda rijen: [rij.update(provincie="een") for rij in rijen])
    zij = kopie / f"{VOORRAAD}.yml"
    kolom = "- naam: provincie\n  omschrijving: naam\n  eenheid: null\n"
    zij.write_text(zij.read_text(encoding="utf-8") + kolom, encoding="utf-8")
    pd.testing.assert_frame_equal(woningvoorraad.lees(kopie, regio, VOORRAAD).voorraad, vooraf)


@pytest.mark.parametrize(
    ("kolom", "waarde"), [("plantype", ""), ("datum_mutatie", "2020"), ("datum_mutatie", "2020-03")]
)
def test_the_source_may_say_less(kopie: Path, regio: Regio, kolom: str, waarde: str) -> None:
    wijzig(kopie, PLANNEN, lambda rijen: rijen[0].update({kolom: waarde}))
    assert lees_plannen(kopie, regio) == []


def test_a_status_that_no_reading_names_is_onbekend() -> None:
    inhoud = {
        "statussen": ["1A Vast", "2 Zacht", "Onbekend"],
        "lezingen": [
            {"id": "smal", "hard": ["1A"], "hard_uitwerk": [], "zacht": ["2"]},
            {"id": "breed", "hard": ["1A", "2"], "hard_uitwerk": [], "zacht": []},
        ],
    }
    frame = plannen.hardheid(inhoud).set_index("planstatus")
    assert frame["smal"].tolist() == ["hard", "zacht", "onbekend"]
    assert frame["breed"].tolist() == ["hard", "hard", "onbekend"]


def test_the_readings_of_hard_differ_where_the_texts_do() -> None:
    frame = plannen.hardheid(INST)
    frame.index = [status.split()[0] for status in frame["planstatus"]]
    hard = {
        naam: {code for code, soort in frame[naam].items() if soort.startswith("hard")}
        for naam in ("rwp", "landelijk", "ladder")
    }
    assert hard == {
        "rwp": {"1A", "1B", "1C"}, "landelijk": {"1A", "1B", "2A", "2B"},
        "ladder": {"1A", "1B", "2A", "2B"},
    }  # fmt: skip
    assert {lezing["id"]: lezing["vanaf"] for lezing in INST["lezingen"]}["ladder"] is not None


@pytest.mark.parametrize(
    ("doe", "melding"),
    [
        (lambda i: i["afstemming"].update(drempel_binnen=0), "1 of meer"),
        (lambda i: i["afstemming"].pop("afstand_reden"), "dat ontbreekt"),
        (lambda i: i.update(grootteklassen=[5, 1]), "oplopende"),
        (lambda i: i["lezingen"][0]["hard"].append("9Z"), "een van 1A, 1B, 1C"),
        (lambda i: i["lezingen"][0]["hard"].append("1B"), "elke status één keer"),
    ],
)
def test_settings_are_checked(kopie: Path, doe: Any, melding: str) -> None:
    inhoud = yaml.load((WORTEL / INSTELLINGEN).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    goed, problemen = plannen.lees_instellingen(kopie, INSTELLINGEN)
    assert goed is not None and not problemen and inhoud
    doe(goed)
    (kopie / INSTELLINGEN).write_text(yaml.safe_dump(goed), encoding="utf-8")
    uit, problemen = plannen.lees_instellingen(kopie, INSTELLINGEN)
    assert uit is None and any(melding in str(p) for p in problemen), problemen


def test_every_member_stands_in_every_year_of_the_stock(kopie: Path, regio: Regio) -> None:
    wijzig(kopie, VOORRAAD, lambda rijen: rijen.pop(3))
    with pytest.raises(InvoerFout, match=r"Almelo \(GM0141\); die ontbreekt"):
        woningvoorraad.lees(kopie, regio, VOORRAAD)
    shutil.copy(WORTEL / VOORRAAD, kopie / VOORRAAD)
    wijzig(kopie, VOORRAAD, lambda rijen: rijen[3].update(sloop="-1"))
    with pytest.raises(InvoerFout, match="rij 5, kolom sloop"):
        woningvoorraad.lees(kopie, regio, VOORRAAD)


def test_boundaries_need_every_member_and_metres(kopie: Path, regio: Regio) -> None:
    pad = kopie / GRENZEN
    heel = json.loads(pad.read_text(encoding="utf-8"))
    goed, _ = grenzen.lees(kopie, GRENZEN, regio.gemeenten)
    assert goed is not None and set(goed) == set(regio.gemeenten["gemeentecode"])
    pad.write_text(json.dumps({**heel, "features": heel["features"][1:]}), encoding="utf-8")
    assert "er zijn er 0" in str(grenzen.lees(kopie, GRENZEN, regio.gemeenten)[1][0])
    graden = {**heel, "crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::4326"}}}
    pad.write_text(json.dumps(graden), encoding="utf-8")
    assert "28992" in str(grenzen.lees(kopie, GRENZEN, regio.gemeenten)[1][0])
    pad.write_text("{", encoding="utf-8")
    assert "GeoJSON" in str(grenzen.lees(kopie, GRENZEN, regio.gemeenten)[1][0])
    pad.unlink()
    assert "het is er niet" in str(grenzen.lees(kopie, GRENZEN, regio.gemeenten)[1][0])


def test_polygon_and_multipolygon_give_the_same_rings(kopie: Path, regio: Regio) -> None:
    pad = kopie / GRENZEN
    heel = json.loads(pad.read_text(encoding="utf-8"))
    voor, _ = grenzen.lees(kopie, GRENZEN, regio.gemeenten)
    for vlak in heel["features"]:
        vlak["geometry"] = {"type": "Polygon", "coordinates": vlak["geometry"]["coordinates"][0]}
    pad.write_text(json.dumps(heel), encoding="utf-8")
    assert grenzen.lees(kopie, GRENZEN, regio.gemeenten)[0] == voor


def test_facts_of_what_was_taken_back_are_chosen_by_subject(kopie: Path) -> None:
    keuze = KOP["terugname"]
    frame, problemen = terugname.lees_feiten(WORTEL, **keuze)
    assert not problemen and frame is not None and len(frame) == 1
    een = frame.iloc[0]
    assert (een["capaciteit"], een["teruggenomen"], een["peildatum"]) == (889, 483, "2018-01-01")
    wijzig(kopie, keuze["bestand"], lambda rijen: rijen.append(dict(rijen[23])))
    frame, problemen = terugname.lees_feiten(kopie, **keuze)
    assert frame is None and "één getal per gemeente" in str(problemen[0])
    frame, problemen = terugname.lees_feiten(WORTEL, **{**keuze, "teruggenomen": "iets anders"})
    assert frame is None and "ten minste één rij" in str(problemen[0])
