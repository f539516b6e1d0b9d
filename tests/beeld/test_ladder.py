"""Building blocks of the ladder and the qualitative table: an empty cell says who delivers."""

from __future__ import annotations

import pandas as pd
from hulp import balans_van, dossier, editie, kaal

from woonanalyse.document.ladder import NOG_TE_LEVEREN, bouwstenen, kwaliteit, zacht
from woonanalyse.kern.beeld.tonen import Tabel
from woonanalyse.onderwerpen.plannen.bron import Plannen


def rijen(tafel: Tabel) -> dict[str, list[str]]:
    regels = kaal(tafel).replace("\\", "").splitlines()[2:]
    cellen = [[cel.strip() for cel in regel.split("|")[1:-1]] for regel in regels]
    return {eerste: rest for eerste, *rest in cellen}


def test_known_blocks_are_shown_and_the_rest_is_to_be_delivered() -> None:
    deze = editie("2017")
    tabel = bouwstenen(balans_van(deze), deze.invoer, deze.opzet)
    tafel = rijen(tabel)
    assert len(tafel) == 14
    assert tafel["Borne"] == ["Netwerkstad", "−745 tot −625", "120", "1.170"]
    assert tabel.bijschrift.endswith(f"; in elke rij {NOG_TE_LEVEREN}: zacht (telt niet mee)")


def test_an_edition_without_data_shows_no_number() -> None:
    deze = editie("2019")
    tabel = bouwstenen(balans_van(deze), deze.invoer, deze.opzet)
    assert all(cellen[1:] == [] for cellen in rijen(tabel).values())
    assert f"; in elke rij {NOG_TE_LEVEREN}: behoefte min harde plannen" in tabel.bijschrift


def test_soft_capacity_that_is_held_is_shown_with_its_date() -> None:
    deze = editie("2017")
    zacht = {"1 januari 2020": pd.Series([1200], index=["GM0147"], dtype="Int64")}
    tafel = bouwstenen(balans_van(deze), deze.invoer, deze.opzet, zacht)
    assert "Zacht, 1 januari 2020 (telt niet mee)" in kaal(tafel)
    assert rijen(tafel)["Borne"][-1] == "1.200"
    assert rijen(tafel)["Almelo"][-1] == NOG_TE_LEVEREN


def test_of_the_real_edition_no_soft_capacity_is_asked_for() -> None:
    d = dossier("2017")
    soft = zacht(d)
    assert list(soft) == ["1 januari 2020", "2021"]
    assert all(kolom.notna().all() for kolom in soft.values())


def test_a_look_back_asks_for_nothing() -> None:
    deze = editie("2019")
    tafels = [
        bouwstenen(balans_van(deze), deze.invoer, deze.opzet, lopend=False),
        kwaliteit([{"onderwerp": "prijs", "levert": "gemeente"}], None, lopend=False),
    ]
    for tafel in tafels:
        assert "lever" not in f"{kaal(tafel)} {tafel.bijschrift}"
        assert "onbekend" in f"{kaal(tafel)} {tafel.bijschrift}"


def test_quality_counts_what_the_list_knows() -> None:
    onderwerpen = [
        {"onderwerp": "type", "kolom_onbekend": "type_onbekend", "levert": "gemeente"},
        {"onderwerp": "prijs", "levert": "gemeente"},
    ]
    lijst = pd.DataFrame({"woningen": [10, 5], "type_onbekend": [10, 1]})
    tafel = rijen(kwaliteit(onderwerpen, lijst))
    assert tafel["type"] == ["van 4 van de 15 woningen", NOG_TE_LEVEREN, "gemeente"]
    assert tafel["prijs"][0] == "staat er niet in"
    assert rijen(kwaliteit(onderwerpen, None))["type"][0] == "staat er niet in"


def test_of_the_real_list_nothing_of_quality_is_known() -> None:
    plannen = dossier("2017").bron(Plannen)
    tafel = rijen(kwaliteit(plannen.kwaliteit, plannen.lijst))
    assert tafel["woningtype"][0] == "van 0 van de 4.670 woningen"
