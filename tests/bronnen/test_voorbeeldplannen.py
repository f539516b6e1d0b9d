"""The made plan register of an edition: only where asked for, marked, and closed with the made division."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from hulp import WORTEL

from woonanalyse.kern.regio import lees_regio
from woonanalyse.onderwerpen.editielezer import lees_editie_van
from woonanalyse.onderwerpen.planregister.bron import bestanden
from woonanalyse.onderwerpen.planregister.model import HARD, met_hardheid, zonder_jaren
from woonanalyse.onderwerpen.voorbeeldplannen import MERK, PROGRAMMA, Voorbeeldplannen, lees

VELDEN: dict[str, Any] = yaml.safe_load((WORTEL / "data/edities/2022.yml").read_text())[
    "voorbeeldplannen"
]


@pytest.fixture(scope="module")
def gelezen() -> Voorbeeldplannen:
    editie = lees_editie_van(WORTEL, lees_regio(WORTEL), "2022", voorbeelddata=True)
    assert editie.voorbeeldplannen is not None
    return editie.voorbeeldplannen


def test_nobody_sees_a_made_plan_who_did_not_ask_for_it() -> None:
    editie = lees_editie_van(WORTEL, lees_regio(WORTEL), "2022")
    assert editie.voorbeeldplannen is None
    assert not set(bestanden(VELDEN["bestand"]).values()) & set(editie.bestanden)


def test_each_made_plan_says_so_in_its_id_its_name_and_its_row(gelezen: Voorbeeldplannen) -> None:
    register = gelezen.register
    for frame in (register.plannen, register.fasering, register.categorieen):
        assert frame["plan_id"].str.startswith("verzonnen-").all()
    assert register.plannen["naam"].str.startswith("Verzonnen plan ").all()
    assert register.plannen["opmerking"].str.startswith(MERK).all()
    assert all("erzonnen" in zij["titel"] for zij in register.zijbestanden)
    assert all(zij["ongewijzigd"] for zij in register.zijbestanden)


def test_it_has_what_an_edition_has_to_show(gelezen: Voorbeeldplannen) -> None:
    """Fifteen to thirty plans per municipality; above, between and below the made norms; unknowns, plans
    that are not public, agreed exceptions, built and begun plans, plans after the period."""
    plannen = gelezen.register.plannen
    assert plannen.groupby("gemeentecode").size().between(15, 30).all()
    editie = lees_editie_van(WORTEL, lees_regio(WORTEL), "2022", voorbeelddata=True)
    assert editie.verdeling is not None
    programma = plannen[plannen["klasse"] == PROGRAMMA].groupby("gemeentecode")
    nog = editie.verdeling.set_index("gemeentecode")["woningen"] - programma["gerealiseerd"].sum()
    hard = met_hardheid(plannen, gelezen.lezing)
    hard = hard[hard["hardheid"].isin(HARD)].groupby("gemeentecode")["rest"].sum()
    deel = hard / nog
    assert (deel > gelezen.hoogstens).sum() >= 3
    assert (deel < gelezen.ten_minste).sum() >= 3
    assert deel.between(gelezen.ten_minste, gelezen.hoogstens).any()
    for kolom in ("eigenaar", "vergunning", "ligging", "prioriteit", "op_maat"):
        assert 0 < (plannen[kolom] == "").mean() < 0.2, kolom
    assert {"openbaar", "provincie", "gemeente", "onbekend"} <= set(plannen["vertrouwelijkheid"])
    assert (plannen["op_maat"] == "ja").sum() >= 2
    assert (plannen["voorzienbaar_sinds"] != "").any()
    assert plannen["rest"].isna().any() and (plannen["planstatus"] == "onbekend").any()
    assert {"Afgerond", "Realisatie tot laatste woning"} <= set(plannen["projectstatus"])


def test_parts_of_a_plan_never_add_up_to_more_than_the_plan(gelezen: Voorbeeldplannen) -> None:
    register = gelezen.register
    per = register.plannen.set_index("plan_id")
    assert (per["totaal"] - per["gerealiseerd"]).equals(per["rest"])
    for maat in ("rest", "sloop"):
        eigen = register.fasering[register.fasering["maat"] == maat]
        som = eigen.groupby("plan_id")["woningen"].sum()
        assert (som == per[maat].reindex(som.index)).all()
    soort = zonder_jaren(register.categorieen)
    for (maat, _), groep in soort.groupby(["maat", "indeling"]):
        som = groep.groupby("plan_id")["woningen"].sum()
        assert (som == per[maat].reindex(som.index)).all()


def _eigen(tmp_path: Path) -> Path:
    for pad in (VELDEN["lezingen"], VELDEN["keuzes"], *bestanden(VELDEN["bestand"]).values()):
        for bestand in (pad, f"{pad}.yml"):
            if (WORTEL / bestand).exists():
                (tmp_path / bestand).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(WORTEL / bestand, tmp_path / bestand)
    return tmp_path


@pytest.mark.parametrize(
    ("oud", "nieuw", "verwacht"),
    [
        ("voorbeelddata: verzonnen, geen echt plan", "een plan", MERK),
        (",programma,", ",reserve,", "van klasse programma die samen"),
    ],
)
def test_what_is_not_marked_or_does_not_close_is_refused(
    tmp_path: Path, oud: str, nieuw: str, verwacht: str
) -> None:
    wortel, regio = _eigen(tmp_path), lees_regio(WORTEL)
    verdeling = lees_editie_van(WORTEL, regio, "2022", voorbeelddata=True).verdeling
    goed, fouten = lees(wortel, "2022", "2022.yml", VELDEN, regio, verdeling)
    assert goed is not None and not fouten
    pad = wortel / VELDEN["bestand"]
    tekst = pad.read_text()
    assert oud in tekst
    pad.write_text(tekst.replace(oud, nieuw, 1))
    leeg, fouten = lees(wortel, "2022", "2022.yml", VELDEN, regio, verdeling)
    assert leeg is None
    assert any(verwacht in fout.verwacht for fout in fouten), fouten


def test_an_unknown_reading_is_refused_by_name(tmp_path: Path) -> None:
    regio = lees_regio(WORTEL)
    leeg, fouten = lees(
        _eigen(tmp_path), "2022", "2022.yml", {**VELDEN, "lezing": "geen"}, regio, None
    )
    assert leeg is None
    assert [fout.waarde for fout in fouten] == ["geen"]


def test_a_member_has_only_its_own_rows(gelezen: Voorbeeldplannen) -> None:
    code = gelezen.register.plannen["gemeentecode"].iloc[0]
    eigen = gelezen.van_gemeente(code).register
    for frame in (eigen.plannen, eigen.fasering, eigen.categorieen):
        assert isinstance(frame, pd.DataFrame)
        assert set(frame["gemeentecode"]) == {code}
