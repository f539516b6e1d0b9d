"""Inputs of the model made up by hypothesis: any number of municipalities in two subregions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
from hypothesis import strategies as st

from woonanalyse.kern.definitie import Definitie, als_definitie
from woonanalyse.kern.opzet import Opzet, als_opzet
from woonanalyse.onderwerpen.balans.invoer import maak_invoer

SUBREGIOS = ["Noord", "Zuid"]


def opzet(**anders: Any) -> Opzet:
    """The set-up of a made-up edition, from fields as an edition file has them."""
    vast = {
        "editie": "2017",
        "naam": "Proefeditie",
        "peildatum": "2017-01-01",
        "peildatum_toelichting": "",
        "stand_per": "2020-12-31",
        "periode": {"van": 2017, "tot_en_met": 2026, "gepubliceerd": "2017 t/m 2026"},
        "prognose": "Prognose P",
        "definitie": "erbij",
        "vergelijk": [],
        "toets": True,
    }
    return als_opzet({**vast, **anders})


def definitie(id_: str, **anders: Any) -> Definitie:
    """A made-up definition of dekking."""
    vast = {"naam": id_, "uitleg": "", "bron": "", "vervanging": "bij_behoefte", "telling": "bruto"}
    return als_definitie({"id": id_, **vast, **anders})


KOP = opzet()
DEFINITIES = {
    naam: definitie(naam, telt_mee=mee, vervanging=wijze, telling=telling)
    for naam, mee, wijze, telling in [
        ("zonder", ["hard_direct"], "van_capaciteit", "bruto"),
        ("met", ["hard_direct", "hard_uit_te_werken"], "van_capaciteit", "bruto"),
        ("erbij", ["hard_direct", "hard_uit_te_werken"], "bij_behoefte", "bruto"),
        ("netto", ["hard_ongesplitst"], "geen", "netto"),
    ]
}
ERBIJ = DEFINITIES["erbij"]
GETALLEN = ["vervanging", "hard_direct", "hard_uit_te_werken", "hard_ongesplitst", "uitgezonderd"]
definities = st.sampled_from(list(DEFINITIES.values()))


def maak(rijen: list[dict[str, Any]], telling: str = "bruto") -> pd.DataFrame:
    """INVOER from rows with gemeentecode, subregio, variant and numbers (None is onbekend)."""
    frame = pd.DataFrame(rijen)
    leden = frame.drop_duplicates("gemeentecode")[["gemeentecode", "subregio"]]
    leden = leden.assign(gemeente="Gemeente " + leden["gemeentecode"].str[2:])
    return maak_invoer(frame, leden.reset_index(drop=True), telling=telling)


def een(behoefte: int | tuple[int, int] | None, hard: int | None, **anders: Any) -> pd.DataFrame:
    """INVOER of one municipality, with a band when `behoefte` is a pair."""
    return maak(_rijen("GM0001", behoefte, hard, **anders))


def naast_elkaar(behoefte: int | tuple[int, int] | None, hard: Iterable[int]) -> pd.DataFrame:
    """INVOER of municipalities that need the same, each with one of these numbers of hard plans."""
    return maak(
        [rij for nr, plannen in enumerate(hard) for rij in _rijen(f"GM{nr:04}", behoefte, plannen)]
    )


def _rijen(
    code: str, behoefte: int | tuple[int, int] | None, hard: int | None, **anders: Any
) -> list[dict[str, Any]]:
    varianten: dict[str, int | None]
    if isinstance(behoefte, tuple):
        varianten = dict(zip(("laag", "hoog"), behoefte, strict=True))
    else:
        varianten = {"midden": behoefte}
    vast = {"vervanging": 0, "hard_uit_te_werken": 0, "hard_direct": hard, "uitgezonderd": None}
    return [
        {"gemeentecode": code, "subregio": "Noord", "variant": v, "netto_behoefte": b}
        | vast
        | anders
        for v, b in varianten.items()
    ]


@st.composite
def invoeren(
    draw: st.DrawFn,
    *,
    onbekend: bool = False,
    telling: str = "bruto",
    ten_minste: int = 1,
    uitzonderen: bool = True,
) -> pd.DataFrame:
    """INVOER with a band or without one; with `onbekend` any number may be missing."""
    getal = st.integers(0, 3000)
    cel = st.none() | getal if onbekend else getal
    aantal = draw(st.integers(ten_minste, 6))
    band = draw(st.booleans())
    rijen = []
    for nummer in range(aantal):
        kern: dict[str, Any] = {naam: draw(cel) for naam in GETALLEN}
        kern["uitgezonderd"] = draw(st.none() | st.integers(0, 50)) if uitzonderen else None
        kern |= {"gemeentecode": f"GM{nummer + 1:04}", "subregio": SUBREGIOS[nummer % 2]}
        laag = draw(cel)
        hoog = None if laag is None else laag + draw(st.integers(0, 500))
        varianten = {"laag": laag, "hoog": hoog} if band else {"midden": laag}
        rijen += [{**kern, "variant": v, "netto_behoefte": b} for v, b in varianten.items()]
    return maak(rijen, telling)


def telling_bij(definitie: Definitie, invoer: pd.DataFrame) -> pd.DataFrame:
    """The input, counted as the definition asks."""
    return invoer.assign(telling=definitie.telling)
