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


def papieren(tekst: str) -> set[str]:
    """The plans and pages that a text names."""
    plannen = re.findall(r"\b\d{4}\.[A-Za-z0-9]+-[A-Za-z0-9]+", tekst)
    return {*plannen, *(adres.rstrip(",;)") for adres in re.findall(r"https?://\S+", tekst))}


def regels(tekst: str) -> set[int]:
    """Line numbers as places give them: 327,331-333 en 401."""
    grenzen = re.findall(r"(\d+)(?:-(\d+))?", tekst)
    return {nr for van, tot in grenzen for nr in range(int(van), int(tot or van) + 1)}


def plekken(rij: dict[str, str]) -> dict[str, set[int]]:
    """By plan the lines on which a row says that it stands; rows found have them apart."""
    per: dict[str, set[int]] = {}
    delen = [deel.strip() for deel in rij["vindplaats"].split(";")]
    if rij.get("regel"):
        delen = [
            f"{plan} regel {nrs}" for plan, nrs in zip(delen, rij["regel"].split(";"), strict=True)
        ]
    for deel in delen:
        plan, _, nrs = deel.rpartition(" regel ")
        for naam in papieren(plan):
            per[naam] = per.get(naam, set()) | regels(nrs)
    return per


def test_a_fact_keeps_every_paper_and_line_it_was_found_in() -> None:
    """A second paper of the same fact is not dropped when it becomes a row of a register."""
    weg: list[tuple[str, object]] = []
    for feit in set(GEVONDEN) - set(NIET):
        gevonden = GEVONDEN[feit]
        eigen = [rij for _, rij in OVERGENOMEN if feit in ids(rij["feit"])]
        staat_er = papieren(" ; ".join(" ".join(rij.values()) for rij in eigen))
        stuk = papieren(f"{gevonden['bron']} {gevonden['vindplaats']}") - staat_er
        hier = [plekken(rij) for rij in eigen]
        regel = {
            (plan, nr)
            for plan, nrs in plekken(gevonden).items()
            for nr in nrs.difference(*(plek.get(plan, set()) for plek in hier))
        }
        weg += [(feit, wat) for wat in (stuk, regel) if wat]
    assert weg == []


@pytest.mark.parametrize(
    ("feit", "wie"),
    [
        ("regels:5", {"GM0168", "GM1774", "GM0183"}),
        ("regels:32", {"GM1774", "GM0183"}),
        ("regels:43", {"GM1774", "GM0183"}),
        ("voortgang:41", {"GM0168", "GM0173", "GM1774", "GM0183"}),
        ("voortgang:60", {"Netwerkstad"}),
    ],
)
def test_what_some_municipalities_do_is_said_of_each_and_not_of_all(
    feit: str, wie: set[str]
) -> None:
    assert {rij["partij"] for _, rij in OVERGENOMEN if feit in ids(rij["feit"])} == wie


def test_no_state_of_one_party_rests_on_a_row_of_all_together() -> None:
    """What is said of all together counts only for what all together have agreed to do."""
    d = dossier("2017")
    feiten = tabellen_van(d)["feiten"]
    samen = feiten[(feiten["partij"] == "gezamenlijk") & (feiten["telt"] == "ja")]
    van_allen = {a["artikel"] for a in d.regio.afspraken if a["partij"] == ["gezamenlijk"]}
    assert len(samen) and set(samen["artikel"]) <= van_allen


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
