"""What a subject is read from: cut to what is asked, and to one member, and never changed itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import FrozenInstanceError, dataclass, fields

import pandas as pd
import pytest
from hulp import dossier

from woonanalyse.kern.bron import Bron
from woonanalyse.kern.hashes import hash_van

BRONNEN = dossier("2017").bronnen
CODES = list(dossier("2017").regio.gemeenten["gemeentecode"])
elk = pytest.mark.parametrize("naam", BRONNEN)


@dataclass(frozen=True)
class Proef(Bron):
    een: int
    twee: str


PROEF = Proef(1, "x", zijbestanden=[{"bestand": "a.csv"}], bestanden=["a.csv"])


def velden_van(bron: Bron) -> set[str]:
    return {veld.name for veld in fields(bron)} - {"zijbestanden", "bestanden"}


def test_files_are_named_by_keyword_and_may_be_none() -> None:
    kaal = Proef(1, "x")
    assert kaal.zijbestanden == [] and kaal.bestanden == []
    assert kaal.bestanden is not Proef(1, "x").bestanden
    with pytest.raises(TypeError):
        Proef(1, "x", [], [])  # type: ignore[call-arg]
    with pytest.raises(FrozenInstanceError):
        kaal.een = 2  # type: ignore[misc]


@pytest.mark.parametrize(
    ("velden", "verwacht"),
    [
        (None, (1, "x")),
        (("een", "twee"), (1, "x")),
        (("twee",), (None, "x")),
        (["een"], (1, None)),
        ((), (None, None)),
    ],
)
def test_only_the_fields_that_are_asked(
    velden: Sequence[str] | None, verwacht: tuple[int | None, str | None]
) -> None:
    """Nor its files: whoever gets a part does not say what it was read from."""
    deel = PROEF.met(velden)
    assert type(deel) is Proef and (deel.een, deel.twee) == verwacht
    assert deel.zijbestanden == [] and deel.bestanden == []
    assert (PROEF.een, PROEF.twee, PROEF.bestanden) == (1, "x", ["a.csv"])
    assert deel.met(velden) == deel


def test_without_rows_of_members_all_of_it_is_of_every_member() -> None:
    assert PROEF.van_gemeente("GM0141") is PROEF


@elk
def test_every_source_can_be_cut_to_one_field(naam: str) -> None:
    bron = BRONNEN[naam]
    vooraf = hash_van(bron)
    for veld in velden_van(bron):
        deel = bron.met((veld,))
        assert type(deel) is type(bron) and getattr(deel, veld) is getattr(bron, veld)
        assert all(getattr(deel, ander) is None for ander in velden_van(bron) - {veld})
    heel = bron.met(None)
    assert all(getattr(heel, veld) is getattr(bron, veld) for veld in velden_van(bron))
    assert hash_van(bron) == vooraf and bron.bestanden


def rijen_van_leden(bron: Bron) -> dict[str, pd.DataFrame]:
    waarden = {veld: getattr(bron, veld) for veld in velden_van(bron)}
    return {
        veld: frame
        for veld, frame in waarden.items()
        if isinstance(frame, pd.DataFrame) and "gemeentecode" in frame
    }


@pytest.mark.parametrize("code", ["GM0141", "GM0147", "GM0163"])
@pytest.mark.parametrize("naam", ["wijkaanpak", "statushouders"])
def test_a_member_gets_its_own_rows_as_they_were(naam: str, code: str) -> None:
    """Numbered from 0; what is of no member stays whole."""
    bron = BRONNEN[naam]
    vooraf, eigen = hash_van(bron), bron.van_gemeente(code)
    assert type(eigen) is type(bron) and eigen.bestanden == bron.bestanden
    heel, van_leden = rijen_van_leden(bron), rijen_van_leden(eigen)
    assert set(heel) == set(van_leden) != set()
    for veld, frame in van_leden.items():
        assert set(frame["gemeentecode"]) & set(CODES) <= {code}
        assert list(frame.index) == list(range(len(frame)))
        verwacht = heel[veld][heel[veld]["gemeentecode"] == code].reset_index(drop=True)
        zonder_lid = frame[frame["gemeentecode"].isin(CODES)].reset_index(drop=True)
        pd.testing.assert_frame_equal(zonder_lid, verwacht)
    for veld in velden_van(bron) - set(heel) - {"samenvoegingen"}:
        assert getattr(eigen, veld) is getattr(bron, veld)
    assert eigen.van_gemeente(code) is not eigen
    assert hash_van(eigen.van_gemeente(code)) == hash_van(eigen)
    assert hash_van(bron) == vooraf


@pytest.mark.parametrize("naam", sorted(set(BRONNEN) - {"wijkaanpak", "statushouders"}))
def test_other_sources_are_read_for_all_members_at_once(naam: str) -> None:
    assert BRONNEN[naam].van_gemeente("GM0141") is BRONNEN[naam]
