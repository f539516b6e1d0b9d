"""The registers: the real ones read, every damaged cell named with its row."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from woonanalyse.kern.fouten import Probleem
from woonanalyse.kern.regio import lees_regio
from woonanalyse.kern.registers import (
    REGISTERS,
    bezwaar,
    dragend,
    leeg_register,
    lees_registers,
    registerbestanden,
)

WORTEL = Path(__file__).resolve().parents[2]
GEMEENTEN = pd.DataFrame({"gemeentecode": ["GM0001", "GM0002"]})
AFSPRAKEN = lees_regio(WORTEL).afspraken
BEWIJS = ",,,eigen stuk,letterlijk,,,"
"""The cells behind `bron`."""
RIJ = {
    "besluiten": f"nee,2017-04-18,GS,2017,wijziging RWP,besluit,,,,,bron{BEWIJS}",
    "voortgang": f"nee,2016,provincie,1,bijeenkomst,,,,,,bron{BEWIJS}",
    "planmonitorleveringen": f"nee,2017-03-01,GM0001,2017-01-01,hard,ja,400,,bron{BEWIJS}",
    "termijnen": f"nee,2017-05-01,GM0002,2017,2016-01-01,reden,ja,,,,bron{BEWIJS}",
    "maatregelen": f"nee,,GM0001,fase geschrapt,Plan P,40,30,10,minder,,bron{BEWIJS}",
    "afstemming": f"nee,2019,GM0001,P,,30,binnen,nee,gemeenten,Deel,akkoord,,bron{BEWIJS}",
    "vervanging": f"nee,2019,GM0001,P,,30,28,geborgd,,bron{BEWIJS}",
    "capaciteiten": f"nee,,GM0001,,2018-01-01,hard,889,,woningen,,,bron{BEWIJS}",
    "behoeften": f"nee,,GM0001,,2020-2029,370,445,,,,bron{BEWIJS}",
    "regels": f"nee,,gezamenlijk,11,2017,maximum,,bron{BEWIJS}",
    "afspraken_op_maat": f"nee,,GM0001,15,ten hoogste 100 per jaar,100,de gemeente,nee,,bron{BEWIJS}",
    "volledigheid": f"nee,2021,provincie,1,2016-01-01,2020-12-31,beleidsmedewerker,,bron{BEWIJS}",
}


def lees(
    wortel: Path, voorbeeldmap: str | None = None
) -> tuple[dict[str, pd.DataFrame] | None, list[Probleem]]:
    return lees_registers(
        wortel, "r", GEMEENTEN, ["Deel"], AFSPRAKEN, voorbeeldmap, edities=["2015", "2017"]
    )


def gelezen(wortel: Path, voorbeeldmap: str | None = None) -> dict[str, pd.DataFrame]:
    frames, problemen = lees(wortel, voorbeeldmap)
    assert problemen == [] and frames is not None
    return frames


def schrijf(wortel: Path, naam: str, *rijen: str, map_: str = "r", voor: str = "") -> None:
    pad = wortel / map_ / f"{voor}{naam}.csv"
    pad.parent.mkdir(exist_ok=True)
    pad.write_text("\n".join([",".join(REGISTERS[naam]), *rijen]) + "\n", encoding="utf-8")


def meldingen(wortel: Path, voorbeeldmap: str | None = None) -> list[str]:
    frames, problemen = lees(wortel, voorbeeldmap)
    assert (frames is None) == bool(problemen)
    return [str(p) for p in problemen]


def test_de_echte_registers_en_de_voorbeelddata_zijn_goed() -> None:
    regio = lees_regio(WORTEL)
    for voorbeeldmap in (None, "data/voorbeelddata"):
        frames, problemen = lees_registers(
            WORTEL,
            "data/registers",
            regio.gemeenten,
            regio.subregios,
            AFSPRAKEN,
            voorbeeldmap,
            edities=regio.edities,
        )
        assert problemen == [] and frames is not None
        assert list(frames) == list(REGISTERS)
        assert all(list(frames[naam].columns) == list(REGISTERS[naam]) for naam in REGISTERS)
        vlaggen = set(pd.concat([frame["voorbeelddata"] for frame in frames.values()]))
        assert vlaggen == ({"nee"} if voorbeeldmap is None else {"ja", "nee"})
    assert all(
        pad.name.startswith("voorbeelddata_")
        for pad in (WORTEL / "data/voorbeelddata").rglob("*")
        if pad.is_file()
    )


def test_wat_er_niet_is_is_leeg(tmp_path: Path) -> None:
    frames = gelezen(tmp_path)
    assert all(frame.empty for frame in frames.values())
    assert frames["voortgang"].dtypes.equals(leeg_register("voortgang").dtypes)


def test_alleen_een_kopregel_is_leeg_en_een_leeg_bestand_is_fout(tmp_path: Path) -> None:
    schrijf(tmp_path, "termijnen")
    assert gelezen(tmp_path)["termijnen"].empty
    (tmp_path / "r/termijnen.csv").write_text("", encoding="utf-8")
    assert "het bestand is leeg" in meldingen(tmp_path)[0]


@pytest.mark.parametrize("naam", RIJ)
def test_een_goede_rij(tmp_path: Path, naam: str) -> None:
    schrijf(tmp_path, naam, RIJ[naam])
    assert meldingen(tmp_path) == []
    assert len(gelezen(tmp_path)[naam]) == 1


@pytest.mark.parametrize(
    ("naam", "oud", "nieuw", "melding"),
    [
        ("voortgang", "2016", "2016-13", "rij 2, kolom datum"),
        ("voortgang", "2016", "2016-02-30", "een datum die bestaat"),
        ("voortgang", "letterlijk", "zeker", "een van letterlijk, afgeleid, onzeker"),
        ("voortgang", "letterlijk", "", "een van letterlijk, afgeleid, onzeker"),
        (
            "voortgang",
            "eigen stuk",
            "krant",
            "een van besluit, eigen stuk, stuk van een ander, pers",
        ),
        (
            "voortgang",
            "letterlijk",
            "afgeleid",
            "kolom afleiding: staat ''; verwacht: hoe het volgt",
        ),
        ("voortgang", "letterlijk,", "letterlijk,zo", "leeg, want de rij is niet afgeleid"),
        ("regels", ",11,", ",99,", "een van 1, 2, 3"),
        ("maatregelen", "minder", "weg", "een van minder, elders, geen, onbekend"),
        ("volledigheid", "2016-01-01", "2016", "een datum die bestaat, als 2017-01-01"),
        ("voortgang", "provincie", "GM9999", "kolom partij"),
        ("voortgang", ",1,", ",11,", "bij artikel 11 een van"),
        ("voortgang", "bijeenkomst,,", "bijeenkomst,,-1", "kolom waarde"),
        ("voortgang", "bijeenkomst", "vergadering", "bij artikel 1 een van bijeenkomst"),
        ("voortgang", "nee", "ja", "nee: dit staat in een echt register"),
        ("voortgang", "bron", "Voorbeelddata", "een bron, geen voorbeelddata"),
        ("voortgang", "bron", "", "kolom bron"),
        ("besluiten", "wijziging RWP", "wijzigingen", "programmeringsstrategie"),
        ("besluiten", ",besluit,", ",genomen,", "een van besluit, document, bestaat"),
        ("planmonitorleveringen", "2017-01-01", "2017", "een datum die bestaat, als 2017-01-01"),
        ("planmonitorleveringen", "2017-01-01", "2017-02-30", "een datum die bestaat"),
        ("planmonitorleveringen", "hard", "half", "een van hard, zacht"),
        ("termijnen", ",ja,", ",misschien,", "een van ja, nee; leeg mag"),
    ],
)
def test_een_beschadigde_cel_wordt_genoemd(
    tmp_path: Path, naam: str, oud: str, nieuw: str, melding: str
) -> None:
    schrijf(tmp_path, naam, RIJ[naam].replace(oud, nieuw, 1))
    gevonden = meldingen(tmp_path)
    assert len(gevonden) == 1
    assert melding in gevonden[0] and "rij 2" in gevonden[0]


def test_alle_problemen_van_alle_registers_tegelijk(tmp_path: Path) -> None:
    for naam, rij in RIJ.items():
        schrijf(tmp_path, naam, rij, rij.replace("nee", "misschien", 1), rij)
    gevonden = meldingen(tmp_path)
    assert {melding.split(",")[0] for melding in gevonden} == {f"r/{naam}.csv" for naam in RIJ}


def test_een_dubbele_rij_is_fout(tmp_path: Path) -> None:
    schrijf(tmp_path, "voortgang", RIJ["voortgang"], RIJ["voortgang"])
    assert meldingen(tmp_path) == [
        "r/voortgang.csv, rij 3: verwacht: elke rij één keer; deze is gelijk aan rij 2"
    ]


def test_voorbeelddata_alleen_als_erom_gevraagd_is_en_onder_de_echte_rijen(tmp_path: Path) -> None:
    schrijf(tmp_path, "voortgang", RIJ["voortgang"])
    made = RIJ["voortgang"].replace("nee", "ja", 1).replace("bron", "voorbeelddata: bedacht")
    schrijf(tmp_path, "voortgang", made, map_="v", voor="voorbeelddata_")
    assert len(gelezen(tmp_path)["voortgang"]) == 1
    assert list(gelezen(tmp_path, "v")["voortgang"]["voorbeelddata"]) == ["nee", "ja"]
    assert registerbestanden(tmp_path, "r", "v")["voortgang"] == [
        "r/voortgang.csv",
        "v/voorbeelddata_voortgang.csv",
    ]
    assert registerbestanden(tmp_path, "r")["besluiten"] == []


def test_echte_rijen_tussen_voorbeelddata_zijn_fout(tmp_path: Path) -> None:
    schrijf(tmp_path, "voortgang", RIJ["voortgang"], map_="v", voor="voorbeelddata_")
    assert "ja: dit staat in de map met voorbeelddata" in meldingen(tmp_path, "v")[0]
    made = RIJ["voortgang"].replace("nee", "ja", 1)
    schrijf(tmp_path, "voortgang", made, map_="v", voor="voorbeelddata_")
    assert "een bron die met voorbeelddata begint" in meldingen(tmp_path, "v")[0]


def test_alleen_wat_letterlijk_in_een_eigen_stuk_of_besluit_staat_draagt_een_stand(
    tmp_path: Path,
) -> None:
    goed = RIJ["voortgang"]
    anders = {
        "": goed,
        "besluit": goed.replace("eigen stuk", "besluit"),
        "stuk van een ander": goed.replace("eigen stuk", "stuk van een ander"),
        "pers": goed.replace("eigen stuk", "pers"),
        "onzeker": goed.replace("letterlijk", "onzeker"),
        "afgeleid": goed.replace("letterlijk,", "afgeleid,volgt uit het jaar"),
        "tegengesproken": goed[:-1] + "een ander stuk noemt 2017,",
        "zonder datum": goed.replace("2016", "", 1),
    }
    schrijf(tmp_path, "voortgang", *anders.values())
    frame = gelezen(tmp_path)["voortgang"]
    draagt = set(dragend(frame).index)
    redenen = {rij.Index: bezwaar(rij) for rij in frame.itertuples()}
    assert draagt == {index for index, reden in redenen.items() if not reden}
    assert [redenen[f"r/voortgang.csv:{nr}"] for nr in range(2, 10)] == [
        reden if reden != "besluit" else "" for reden in anders
    ]
