"""Every fact that was found is in a register, or said not to be; a register row says where it was found."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from hulp import WORTEL, dossier, tabellen_van

from woonanalyse.kern.registers import REGISTERS
from woonanalyse.kern.zijbestand import lees_zijbestand

MAP = WORTEL / "data/raw/bewijs"
BESTANDEN = sorted((MAP / "per-regel").glob("*.csv"))


def rijen(pad: Path) -> list[dict[str, str]]:
    with pad.open(encoding="utf-8", newline="") as bestand:
        return list(csv.DictReader(bestand))


def ids(cel: str) -> list[str]:
    return [deel for deel in cel.split("; ") if deel]


GEVONDEN = {
    f"{pad.stem}:{nr}": rij for pad in BESTANDEN for nr, rij in enumerate(rijen(pad), start=2)
}
NIET = {r["feit"]: r["reden"] for r in rijen(WORTEL / "data/bewijs_niet_overgenomen.csv")}
OVERGENOMEN = [
    (naam, rij) for naam in REGISTERS for rij in rijen(WORTEL / f"data/registers/{naam}.csv")
]


def test_every_fact_is_taken_or_said_not_to_be() -> None:
    genomen = Counter(feit for _, rij in OVERGENOMEN for feit in ids(rij["feit"]))
    assert set(genomen) | set(NIET) == set(GEVONDEN)
    assert not set(genomen) & set(NIET)
    assert all(NIET.values())


def test_a_register_is_never_surer_than_what_was_found() -> None:
    rang = ["onzeker", "afgeleid", "letterlijk"]
    for naam, rij in OVERGENOMEN:
        for feit in ids(rij["feit"]):
            gevonden = GEVONDEN[feit].get("zekerheid", "letterlijk")
            if feit == ids(rij["feit"])[0]:
                assert rang.index(rij["zekerheid"]) <= rang.index(gevonden), (naam, feit)


def test_whose_paper_it_is_follows_the_plan() -> None:
    """A plan of another municipality is never a party's own paper."""
    for naam, rij in OVERGENOMEN:
        codes = {f"GM{c}" for c in re.findall(r"NL\.IMRO\.(\d{4})", rij["vindplaats"])}
        if codes and rij["partij"].startswith("GM") and rij["bronsoort"] == "eigen stuk":
            assert rij["partij"] in codes, (naam, rij["feit"])


@pytest.mark.parametrize("pad", BESTANDEN, ids=lambda pad: pad.stem)
def test_what_was_found_is_kept_as_it_was(pad: Path) -> None:
    zij, problemen = lees_zijbestand(WORTEL, pad.relative_to(WORTEL).as_posix())
    assert problemen == [] and zij is not None and zij["ongewijzigd"]
    assert [kolom["naam"] for kolom in zij["kolommen"]] == list(rijen(pad)[0])


def test_a_fact_is_found_from_its_place_and_back() -> None:
    feiten = tabellen_van(dossier("2017"))["feiten"]
    per_register = {naam: rijen(WORTEL / f"data/registers/{naam}.csv") for naam in REGISTERS}
    getoond = set()
    for rij in feiten.itertuples():
        naam = Path(rij.register).stem
        bron = per_register[naam][int(rij.registerrij) - 2]
        assert bron["feit"] == ("" if pd.isna(rij.bewijs) else rij.bewijs)
        assert bron["omschrijving"] in rij.feit
        getoond |= set(ids(bron["feit"]))
    assert getoond == set(GEVONDEN) - set(NIET)
