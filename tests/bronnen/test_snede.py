"""What a notebook gets of a dossier: enough, and nothing of others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pandas as pd
import pytest
from hulp import GEBIED, WORTEL, dossier, kopieer_project, lang_behalve, toon_cellen, voorbeelden
from hypothesis import given
from hypothesis import strategies as st

from woonanalyse.kern.bron import Bron
from woonanalyse.kern.catalogus import leest, notitieboeken, onderwerpen
from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.hashes import hash_van
from woonanalyse.kern.onderwerp import Leest, Onderwerp
from woonanalyse.kern.registers import REGISTERS
from woonanalyse.onderwerpen import snede as snedemodule
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.gebouwd.bron import Woningvoorraad
from woonanalyse.onderwerpen.snede import lees_snede, snede
from woonanalyse.onderwerpen.statushouders.bron import Statushouders
from woonanalyse.onderwerpen.wijkaanpak.bron import Wijkaanpakken
from woonanalyse.uitkomsten.runs import Run, runs_van

LEDEN = list(dossier("2017").regio.gemeenten["gemeente"])
CODES = list(dossier("2017").regio.gemeenten["gemeentecode"])
BOEKEN = tuple(notitieboeken())
PER_LID = tuple(boek.naam for boek in notitieboeken().values() if boek.per != "geheel")
GEHEEL = {
    boek.naam: GEBIED[boek.gebied] if boek.gebied else ""
    for boek in notitieboeken().values()
    if boek.per != "gemeente"
}
"""The notebooks on the whole, and the area that is their parameter."""
BRONKLASSEN = {naam: type(bron) for naam, bron in dossier("2017").bronnen.items()}
EDITIEVELDEN = (
    "invoer",
    "gepubliceerd",
    "gebiedsbehoefte",
    "capaciteiten",
    "normen",
    "verdeling",
    "totalen",
    "planstand",
)
lid = pytest.mark.parametrize("gemeente", ["Almelo", "Borne", "Wierden"])


def code_van(gemeente: str) -> str:
    return CODES[LEDEN.index(gemeente)]


def eigen_velden(soort: type[Bron]) -> set[str]:
    return {veld.name for veld in fields(soort)} - {veld.name for veld in fields(Bron)}


def test_every_notebook_has_its_use_and_no_other() -> None:
    assert set(BOEKEN) == {pad.stem for pad in (WORTEL / "notebooks").glob("*.ipynb")}
    assert all(leest(boek) != Leest() for boek in BOEKEN)
    assert set(PER_LID) == {"balans", "wijkaanpak", "statushouders"}


@pytest.mark.parametrize("onderwerp", onderwerpen(), ids=lambda o: o.naam)
def test_what_a_subject_says_that_it_reads_is_there(onderwerp: Onderwerp) -> None:
    """A role, a register, a field, a column that nobody has would be a use of nothing."""
    d, gelezen = dossier("2017"), onderwerp.leest
    assert set(gelezen.normen) <= set(d.regio.rollen)
    assert all(d.regio.met_rol(rol) is not None for rol in gelezen.normen)
    assert set(gelezen.registers) <= set(REGISTERS)
    assert set(gelezen.editie) <= set(EDITIEVELDEN)
    for veld, kolommen in gelezen.editie.items():
        assert kolommen is None or (kolommen and set(kolommen) <= set(getattr(d.editie, veld)))
    assert set(gelezen.bronnen) <= set(BRONKLASSEN)
    for naam, velden in gelezen.bronnen.items():
        assert velden is None or (velden and set(velden) <= eigen_velden(BRONKLASSEN[naam]))


@pytest.mark.parametrize("onderwerp", onderwerpen(), ids=lambda o: o.naam)
def test_a_subject_with_a_source_reads_it(onderwerp: Onderwerp) -> None:
    assert (onderwerp.instelling is not None) is (onderwerp.naam in BRONKLASSEN)
    if onderwerp.instelling:
        assert onderwerp.naam in onderwerp.leest.bronnen
        assert BRONKLASSEN[onderwerp.naam].__module__.split(".")[2] == onderwerp.naam


def test_what_two_subjects_read_together() -> None:
    een = Leest(("a",), (), {"invoer": ("x", "y"), "b": None}, False, {"p": ("k",), "q": None})
    twee = Leest(("b", "a"), ("r",), {"invoer": ("y", "z"), "b": ("c",)}, True, {"p": ("m", "k")})
    samen = een.en(twee)
    assert samen.normen == ("a", "b") and samen.registers == ("r",) and samen.voorganger
    assert samen.editie == {"invoer": ("x", "y", "z"), "b": None}
    assert samen.bronnen == {"p": ("k", "m"), "q": None}
    assert een.en(Leest()) == Leest().en(een) == een


@pytest.mark.parametrize("boek", BOEKEN)
def test_what_a_notebook_does_not_name_is_not_there(boek: str) -> None:
    """So using it is an error, not a dependency that nobody sees."""
    gelezen, gemeente = leest(boek), "Almelo" if boek in PER_LID else None
    d = dossier("2017")
    deel = snede(d, boek, gemeente)
    assert (deel.voorganger is not None) is gelezen.voorganger
    assert set(deel.editie.registers) == set(gelezen.registers)
    assert deel.voorganger is None or deel.voorganger.registers == {}
    artikelen = {d.regio.rollen[rol] for rol in gelezen.normen}
    assert {a["artikel"] for a in deel.regio.afspraken} == artikelen
    assert deel.regio.edities == () and bool(deel.regio.definities) is bool(artikelen)
    for editie in (deel.editie, *([deel.voorganger] if deel.voorganger else [])):
        for naam in set(EDITIEVELDEN) - set(gelezen.editie):
            assert getattr(editie, naam) is None
    if (kolommen := gelezen.editie.get("invoer")) is not None:
        assert tuple(deel.editie.invoer) == kolommen
    assert set(deel.bronnen) == set(gelezen.bronnen)
    for naam, bron in deel.bronnen.items():
        genoemd = gelezen.bronnen[naam]
        for veld in eigen_velden(type(bron)):
            assert (getattr(bron, veld) is not None) is (genoemd is None or veld in genoemd)
        assert bron.zijbestanden == [] and bron.bestanden == []
        assert deel.bron(type(bron)) is bron
    for naam in set(BRONKLASSEN) - set(gelezen.bronnen):
        with pytest.raises(KeyError, match=BRONKLASSEN[naam].__name__):
            deel.bron(BRONKLASSEN[naam])


def codes_in(waarde: Any) -> set[str]:
    """Every municipality whose code stands anywhere in a value: in cells, keys, texts."""
    if isinstance(waarde, pd.DataFrame):
        return codes_in(waarde.to_dict("list"))
    if isinstance(waarde, dict):
        return codes_in([*waarde, *waarde.values()])
    if isinstance(waarde, list | tuple):
        return {code for deel in waarde for code in codes_in(deel)}
    if hasattr(waarde, "__dataclass_fields__"):
        return codes_in([getattr(waarde, veld.name) for veld in fields(waarde)])
    return {code for code in CODES if code in waarde} if isinstance(waarde, str) else set()


@lid
@pytest.mark.parametrize("boek", PER_LID)
@pytest.mark.parametrize("jaar", ["2015", "2017", "2021"])
def test_a_municipality_gets_its_own_rows_only(boek: str, gemeente: str, jaar: str) -> None:
    deel = snede(dossier(jaar, voorbeelddata=True), boek, gemeente)
    assert codes_in(deel) == {code_van(gemeente)}


@pytest.mark.parametrize("boek", PER_LID)
@pytest.mark.parametrize("gemeente", ["../x", "almelo", "GM0141", "Zwolle"])
def test_unknown_municipality_is_told_with_those_there_are(boek: str, gemeente: str) -> None:
    with pytest.raises(InvoerFout, match=r"Almelo.*Wierden") as fout:
        snede(dossier("2017"), boek, gemeente)
    assert repr(gemeente) in str(fout.value)


@pytest.mark.lang
def test_without_names_it_is_the_first_member_of_the_newest_complete_edition() -> None:
    """What a notebook shows when it is opened, in any region."""
    gelezen = lees_snede(WORTEL, "balans", "", "")
    assert hash_van(gelezen) == hash_van(snede(dossier("2017"), "balans", "Almelo"))
    assert lees_snede(WORTEL, "normen", "").editie.naam == "2022"


def test_reading_a_slice_is_slicing_what_is_read() -> None:
    for boek, gemeente in (("balans", "Borne"), ("regio", None), ("statushouders", "Twente")):
        gelezen = lees_snede(WORTEL, boek, "2017", gemeente)
        assert hash_van(gelezen) == hash_van(snede(dossier("2017"), boek, gemeente))


def test_slicing_changes_nothing_of_the_dossier() -> None:
    d = dossier("2017")
    vooraf = hash_van(d)
    for run in runs_van(d):
        snede(d, run.notitieboek, run.parameters.get("gemeente"))
    assert hash_van(d) == vooraf


Leg = Callable[[Dossier, pd.DataFrame], Dossier]


def in_bron(naam: str, veld: str) -> Leg:
    """Puts a table in the source of a subject."""
    return lambda d, f: replace(
        d, bronnen={**d.bronnen, naam: replace(d.bronnen[naam], **{veld: f})}
    )


TABELLEN: dict[str, tuple[Callable[[Dossier], pd.DataFrame], Leg, str, set[str], str]] = {
    "invoer": (
        lambda d: d.editie.invoer,
        lambda d, f: replace(d, editie=replace(d.editie, invoer=f)),
        "gemeentecode",
        {"balans"},
        "regio",
    ),
    "termijnen": (
        lambda d: d.editie.feiten["termijnen"],
        lambda d, f: replace(
            d, editie=replace(d.editie, feiten={**d.editie.feiten, "termijnen": f})
        ),
        "partij",
        {"balans"},
        "regio",
    ),
    "wijken": (
        lambda d: d.bron(Wijkaanpakken).register,
        in_bron("wijkaanpak", "register"),
        "gemeentecode",
        {"wijkaanpak"},
        "wijkaanpak",
    ),
    "inwoners": (
        lambda d: d.bron(Statushouders).inwoners,
        in_bron("statushouders", "inwoners"),
        "gemeentecode",
        {"statushouders"},
        "statushouders",
    ),
    "toezicht": (
        lambda d: d.bron(Statushouders).toezicht,
        in_bron("statushouders", "toezicht"),
        "gemeentecode",
        {"statushouders"},
        "statushouders",
    ),
    "voorraad": (
        lambda d: d.bron(Woningvoorraad).voorraad,
        in_bron("gebouwd", "voorraad"),
        "gemeentecode",
        set(),
        "wijzigingen",
    ),
}
"""By table: how to get it, put it back, the column that says whose a row is, who uses it, and the
notebook on the whole region that does."""


def hashes(d: Dossier) -> dict[tuple[str, str], str]:
    runs = [(boek, naam) for boek in PER_LID for naam in LEDEN]
    runs += list(GEHEEL.items())
    return {(boek, naam): hash_van(snede(d, boek, naam or None)) for boek, naam in runs}


def anders(waarde: Any) -> Any:
    """Another value of the same type."""
    if waarde is pd.NA:
        return 7
    if waarde is None or waarde != waarde:
        return "x"
    if isinstance(waarde, bool):
        return not waarde
    return f"{waarde} x" if isinstance(waarde, str) else waarde + 1


@cache
def vooraf() -> dict[tuple[str, str], str]:
    return hashes(dossier("2017", voorbeelddata=True))


@pytest.mark.enkele(1)
@pytest.mark.parametrize("tabel", lang_behalve(["invoer", "termijnen"], TABELLEN))
@voorbeelden(10)
@given(data=st.data())
def test_a_cell_touches_its_own_municipality_and_the_region(
    tabel: str, data: st.DataObject
) -> None:
    haal, leg, sleutel, boeken, geheel = TABELLEN[tabel]
    d = dossier("2017", voorbeelddata=True)
    frame = haal(d).copy(deep=True)
    rij = data.draw(st.integers(0, len(frame) - 1))
    kolom = data.draw(st.sampled_from([k for k in frame.columns if k != sleutel]))
    van = frame[sleutel].iloc[rij]
    frame.loc[frame.index[rij], kolom] = anders(frame[kolom].tolist()[rij])
    daarna = hashes(leg(d, frame))
    eigen = {(boek, LEDEN[CODES.index(van)]) for boek in boeken if van in CODES}
    verwacht = {*eigen, (geheel, GEHEEL[geheel])}
    verschil = {run for run in vooraf() if vooraf()[run] != daarna[run]}
    strategie = ("strategie", GEHEEL["strategie"])
    if (
        tabel == "invoer"
    ):  # more notebooks on the region look at it, that of statushouders at one column
        ook = {("wijzigingen", ""), ("kaarten", ""), strategie}
        telt = {("statushouders", naam) for naam in ("Twente", LEDEN[CODES.index(van)])}
        assert verschil - {*ook, *telt} == verwacht
        assert ook <= verschil
        assert verschil & telt == (telt if kolom == "uitgezonderd" else set())
    elif tabel == "voorraad":  # the way back stands beside what was built, the programme too
        assert verschil == {*verwacht, ("regio", GEHEEL["regio"]), strategie}
    elif tabel == "termijnen":
        assert verschil == {*verwacht, strategie}
    else:
        assert verschil == verwacht


@pytest.mark.lang
@pytest.mark.parametrize("tabel", lang_behalve(["invoer"], TABELLEN))
@voorbeelden(10)
@given(data=st.data())
def test_a_row_gone_or_doubled_touches_the_same(tabel: str, data: st.DataObject) -> None:
    haal, leg, sleutel, boeken, geheel = TABELLEN[tabel]
    d = dossier("2017", voorbeelddata=True)
    frame = haal(d)
    rij = data.draw(st.integers(0, len(frame) - 1))
    dubbel = pd.concat([frame.iloc[: rij + 1], frame.iloc[rij:]], ignore_index=True)
    for nieuw in (frame.drop(index=frame.index[rij]).reset_index(drop=True), dubbel):
        daarna = hashes(leg(d, nieuw))
        verschil = {run for run in vooraf() if vooraf()[run] != daarna[run]}
        van = frame[sleutel].iloc[rij]
        wie = {LEDEN[CODES.index(van)]} if van in CODES else set()
        assert {naam for boek, naam in verschil if naam in LEDEN} <= wie
        assert {(boek, naam) for boek in boeken for naam in wie} <= verschil
        assert (geheel, GEHEEL[geheel]) in verschil


@pytest.fixture(scope="module")
def kopie(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kopieer_project(tmp_path_factory.mktemp("snede") / "project", code=False)


@pytest.fixture
def _in_kopie(kopie: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(kopie)
    with mpl.rc_context():
        yield


def getoond(run: Run, uit: str, jaar: str) -> list[str]:
    return toon_cellen(run.notitieboek, editie=jaar, uit=uit, **run.parameters)


@pytest.mark.lang
@pytest.mark.usefixtures("_in_kopie")
@pytest.mark.parametrize("jaar", ["2015", "2017"])
def test_notebooks_on_the_region_show_the_same_on_the_whole_dossier(
    kopie: Path, monkeypatch: pytest.MonkeyPatch, jaar: str
) -> None:
    """Every cell, every figure and every file: the slice leaves out nothing that they use."""
    uitkomst = []
    runs = [run for run in runs_van(dossier(jaar)) if run.geheel]
    for soort in ("deel", "heel"):
        if soort == "heel":
            monkeypatch.setattr(snedemodule, "lees_snede", lambda *_, **__: dossier(jaar))
        beelden = {run.naam: getoond(run, soort, jaar) for run in runs}
        bestanden = {p: (kopie / soort / p).read_bytes() for r in runs for p in r.producten}
        uitkomst.append((beelden, bestanden))
    assert uitkomst[0] == uitkomst[1]
    assert all(beelden for beelden in uitkomst[0][0].values())


@pytest.mark.enkele(2)
@pytest.mark.usefixtures("_in_kopie")
@lid
@pytest.mark.parametrize("boek", PER_LID)
def test_notebooks_on_a_municipality_leave_the_same_whatever_the_others_do(
    kopie: Path, monkeypatch: pytest.MonkeyPatch, boek: str, gemeente: str
) -> None:
    """All that others filled in is changed; every cell shows what it showed."""
    d, code = dossier("2017"), code_van(gemeente)
    for haal, leg, sleutel, *_ in TABELLEN.values():
        frame = haal(d)
        om_en_om = [nr % 2 == 1 for nr in range(len(frame))]
        d = leg(d, frame[(frame[sleutel] == code) | ~pd.Series(om_en_om, frame.index)])
    run = next(r for r in runs_van(d) if r.naam == f"{boek}-{code}")
    uitkomst = []
    for soort, van in (("deel", dossier("2017")), ("ander", d)):
        monkeypatch.setattr(snedemodule, "lees_dossier", lambda *_, van=van, **__: van)
        beelden = getoond(run, soort, "2017")
        uitkomst.append((beelden, [(kopie / soort / p).read_bytes() for p in run.producten]))
    assert uitkomst[0] == uitkomst[1]
