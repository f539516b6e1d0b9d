"""Built and demolished beside need and plans: panels, a table, sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from woonanalyse.kern.beeld.codes import code, codes
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.stijl import GEARCEERD, VOL, Vulling, eigen_stijl
from woonanalyse.kern.beeld.tekening import (
    getalas,
    leeg,
    namenas,
    onbekend,
    panelen,
    staaf,
    vel,
)
from woonanalyse.kern.beeld.tonen import Beeld, Tabel, maak_beeld
from woonanalyse.kern.beeld.veel import genoemd, is_veel, per_subregio
from woonanalyse.kern.beeld.woorden import deel_van, in_jaren
from woonanalyse.kern.getal import (
    aantal,
    datum,
    hoeveel,
    hoofdletter,
    opsomming,
    reeks,
    rond,
    telwoord,
)
from woonanalyse.kern.opzet import Opzet
from woonanalyse.kern.perrij import per_rij
from woonanalyse.onderwerpen.gebouwd import bevindingen

if TYPE_CHECKING:
    from matplotlib.axes import Axes

GEEN_JAAR = (
    "Van de tijd tussen de peildatum en de stand van deze editie is er nog geen heel jaar aan cijfers over "
    "wat is gebouwd en gesloopt."
)


def zonder_jaar(naast: pd.DataFrame) -> bool:
    """Whether there is no whole year of figures yet, which is not the same as that they are absent."""
    return bool((naast["gebouwd_jaren"] == 0).all())


PER_JAAR = "per jaar"
MUTATIES = ["nieuwbouw", "sloop", "overige_toevoeging", "overige_onttrekking", "correctie", "saldo"]


def gebouwd(rij: pd.Series) -> str:
    """What was built and demolished in one municipality; `rij` of model.naast_elkaar."""
    if rij["gebouwd_jaren"] == 0:
        return GEEN_JAAR
    if pd.isna(rij["nieuwbouw"]) or pd.isna(rij["sloop"]):
        return "Wat er is gebouwd en gesloopt, is onbekend."
    wanneer = hoofdletter(in_jaren(_jaren(rij)))
    zin = (
        f"{wanneer} zijn er {hoeveel(rij['nieuwbouw'], 'woning', 'woningen')} gebouwd en "
        f"{aantal(rij['sloop'])} gesloopt (CBS): {rond(rij['nieuwbouw_per_jaar'])} nieuwe per jaar."
    )
    if pd.isna(rij["behoefte_per_jaar_laag"]):
        return zin
    per_jaar = reeks(rond(rij["behoefte_per_jaar_laag"]), rond(rij["behoefte_per_jaar_hoog"]))
    return f"{zin} De behoefte is, gelijk over de jaren verdeeld, {per_jaar} per jaar."


_OPTELBAAR = [
    "behoefte_per_jaar_laag", "behoefte_per_jaar_hoog", "hard_totaal", "nieuwbouw_per_jaar",
    "sloop_per_jaar", *MUTATIES,
]  # fmt: skip


def _getoond(naast: pd.DataFrame, leden: pd.DataFrame | None) -> pd.DataFrame:
    """The rows where there are few `leden` (gemeentecode, subregio), else sums per subregion."""
    if leden is None:
        return naast
    subregios = naast["gemeentecode"].map(leden.set_index("gemeentecode")["subregio"])
    return per_subregio(naast.assign(subregio=subregios), _OPTELBAAR)


def naast_elkaar(naast: pd.DataFrame, opzet: Opzet, leden: pd.DataFrame | None = None) -> Beeld:
    """Need and what was built per year on one scale, and hard plans: a panel each, a line per municipality.

    Without a panel of which nothing is known; of built there always is one. `leden` (gemeentecode, subregio)
    say how to show many: a line per subregion.
    """
    alle, rij = naast, naast.iloc[0]
    naast = _getoond(naast, leden).reset_index(drop=True)
    delen = _panelen(naast, opzet)
    with eigen_stijl():
        figuur = vel(23 + 3.3 * len(naast))
        vakken = panelen(figuur, len(delen))
        for assen, (titel, uitleg, reeksen) in zip(vakken, delen, strict=True):
            for waarden, vulling in reeksen:
                _staven(assen, waarden, vulling)
            assen.set_title(titel)
            getalas(assen, uitleg, nbins=4)
            if not assen.patches:
                leeg(assen)
        _op_een_schaal([a for a, deel in zip(vakken, delen, strict=True) if PER_JAAR in deel[0]])
        namenas(vakken[0], list(naast["gemeente"]))
    behoefte = any(titel.startswith("Behoefte") for titel, *_ in delen)
    verdeeld = "; behoefte gelijk verdeeld" if behoefte else ""
    bijschrift = (
        f"{bevindingen.gebouwd(alle)} {_volgens(delen, opzet)}ebouwd en gesloopt volgens het CBS "
        f"({in_jaren(_jaren(rij))}), in woningen{verdeeld}"
    )
    return maak_beeld(figuur, _alt_naast(naast, len(delen)), bijschrift)


Paneel = tuple[str, str, list[tuple[pd.Series, Vulling]]]
"""A title, what its axis says, and the bars, those below others first."""


def _volgens(delen: Sequence[Paneel], opzet: Opzet) -> str:
    """What is drawn that the edition knows, up to the letter after which what was built follows."""
    titels = " ".join(titel for titel, *_ in delen)
    wel = [wat for wat in ("Behoefte", "Harde plannen") if wat in titels]
    samen = opsomming([wat if nr == 0 else wat.lower() for nr, wat in enumerate(wel)])
    return f"{samen} volgens {opzet.naam}, g" if wel else "G"


def _panelen(naast: pd.DataFrame, opzet: Opzet) -> list[Paneel]:
    """The panels of which something is known, and that of what was built."""
    hoog, laag = naast["behoefte_per_jaar_hoog"], naast["behoefte_per_jaar_laag"]
    gebouwd, sloop = naast["nieuwbouw_per_jaar"], naast["sloop_per_jaar"]
    alle: list[tuple[bool, Paneel]] = [
        (
            bool(hoog.notna().any()),
            (
                f"Behoefte {PER_JAAR}",
                "laagste (vol), hoogste (gearceerd)",
                [(hoog, GEARCEERD), (laag.dropna(), VOL)],
            ),
        ),
        (
            True,
            (
                f"Gebouwd {PER_JAAR}",
                "links van 0: gesloopt per jaar",
                [(gebouwd, VOL), (-sloop.dropna(), GEARCEERD)],
            ),
        ),
        (
            bool(naast["hard_totaal"].notna().any()),
            (
                "Harde plannen",
                f"woningen op {datum(opzet.peildatum)}",
                [(naast["hard_totaal"], VOL)],
            ),
        ),
    ]
    return [paneel for bekend, paneel in alle if bekend]


def _op_een_schaal(vakken: Sequence[Axes]) -> None:
    """The same length is the same number of dwellings in each of these."""
    grenzen = [grens for assen in vakken if assen.patches for grens in assen.get_xlim()]
    for assen in vakken:
        if assen.patches:
            assen.set_xlim(min(grenzen), max(grenzen))


def _staven(assen: Axes, waarden: pd.Series, vulling: Vulling) -> None:
    """Bars at the places of the index; what is missing says so."""
    for plek, waarde in waarden.items():
        if pd.notna(waarde):
            staaf(assen, plek, float(waarde), hoogte=0.55, **vulling)
        else:
            onbekend(assen, plek)


def _alt_naast(naast: pd.DataFrame, vakken: int) -> str:
    regels = [
        f"{r.gemeente} behoefte {reeks(rond(r.behoefte_per_jaar_laag), rond(r.behoefte_per_jaar_hoog))} "
        f"per jaar, harde plannen {aantal(r.hard_totaal)}, gebouwd {rond(r.nieuwbouw_per_jaar)} en gesloopt "
        f"{rond(r.sloop_per_jaar)} per jaar"
        for r in per_rij(naast)
    ]
    wat = "een paneel" if vakken == 1 else f"{telwoord(vakken)} panelen"
    return f"Staafdiagram in {wat}. {'; '.join(regels)}."


def voorraad(naast: pd.DataFrame, leden: pd.DataFrame | None = None) -> Tabel:
    """Built, demolished, other additions and withdrawals apart, and the balance of all mutations.

    `leden` as of `naast_elkaar`.
    """
    kolommen, jaren = MUTATIES, _jaren(naast.iloc[0])
    naast, veel = _getoond(naast, leden), leden is not None and is_veel(leden)
    van = [code("gebouwd")] * len(naast) if veel else codes("gebouwd", naast["gemeentecode"])
    rijen = [
        [veilig(rij["gemeente"]), *(aantal(rij[kolom]) for kolom in kolommen)]
        for _, rij in naast.iterrows()
    ]
    rijen.append(["**Samen**", *(aantal(naast[kolom].sum(skipna=False)) for kolom in kolommen)])
    koppen = [
        "Subregio" if veel else "Gemeente",
        "Nieuwbouw",
        "Sloop",
        "Overige toevoeging",
        "Overige onttrekking",
        "Correctie",
        "Saldo",
    ]
    return Tabel(
        tabel(
            koppen,
            rijen,
            [20, -13, -10, -15, -15, -12, -12],
            [*van, code("gebouwd")],
        ),
        f"Wat er bij de woningvoorraad kwam en wat eraf ging, {in_jaren(jaren)}, in woningen (CBS)",
    )


def opening_voorraad(naast: pd.DataFrame, regio: str, opzet: Opzet) -> str:
    """What was built and demolished, beside need and plans; no cause.

    Plans that count net are held against what was built less what was demolished; of plans of which it is not
    known how they count nothing is said.
    """
    if zonder_jaar(naast):
        return GEEN_JAAR
    jaren = _jaren(naast.iloc[0])
    gaten = naast[["nieuwbouw", "sloop", "saldo"]].isna().any(axis=1)
    if gaten.all():
        return f"Wat er in {regio} is gebouwd en gesloopt, is onbekend."
    if gaten.any():
        wie = genoemd(list(naast.loc[gaten, "gemeente"]))
        return (
            f"Wat er {in_jaren(jaren)} in {regio} is gebouwd en gesloopt, is onbekend: cijfers ontbreken van "
            f"{wie}."
        )
    som = naast.sum(numeric_only=True, skipna=False)
    return " ".join(
        [
            f"{hoofdletter(in_jaren(jaren))} zijn in {regio} {aantal(som['nieuwbouw'])} woningen gebouwd en "
            f"{aantal(som['sloop'])} gesloopt. {_andere_mutaties(som)}",
            *_naast_plannen(naast, opzet),
        ]
    )


def naast_behoefte(naast: pd.DataFrame, regio: str, opzet: Opzet) -> str:
    """The same below a heading that tells what was built and demolished: only what stands beside it."""
    heel = naast[["nieuwbouw", "sloop", "saldo"]].notna().all(axis=None)
    zinnen = _naast_plannen(naast, opzet) if heel and not zonder_jaar(naast) else []
    return " ".join(zinnen) or opening_voorraad(naast, regio, opzet)


def _naast_plannen(naast: pd.DataFrame, opzet: Opzet) -> list[str]:
    """What was built beside need and hard plans, of an edition of which all of it is known."""
    jaren, zinnen = _jaren(naast.iloc[0]), []
    if naast["behoefte_per_jaar_hoog"].notna().any():
        meer = naast["nieuwbouw_per_jaar"] > naast["behoefte_per_jaar_hoog"]
        zinnen.append(
            f"In {deel_van(int(meer.fillna(False).sum()), len(naast))} was de nieuwbouw per jaar hoger dan "
            f"de hoogste behoefte per jaar uit {opzet.naam}."
        )
    die = "die jaren" if "-" in jaren else "dat jaar"
    for telling, kolom, hoe in (
        ("bruto", "nieuwbouw", ""),
        ("netto", "nieuwbouw_min_sloop", ", na aftrek van sloop,"),
    ):
        boven = naast[
            (naast["telling"] == telling) & (naast[kolom] > naast["hard_totaal"]).fillna(False)
        ]
        if len(boven):
            zinnen.append(
                f"In {opsomming(list(boven['gemeente']))} zijn in {die}{hoe} meer woningen gebouwd dan "
                f"er op {datum(opzet.peildatum)} in harde plannen zaten; uit welke plannen zij kwamen, "
                "zeggen de cijfers niet."
            )
    return zinnen


def _andere_mutaties(som: pd.Series) -> str:
    """How the stock changed with all else that came and went; of what is not known apart only the result."""
    voorraad = f"veranderde de voorraad met {aantal(som['saldo'])} woningen"
    if som[["overige_toevoeging", "overige_onttrekking"]].isna().any():
        return (
            f"Met alle andere mutaties erbij {voorraad}; hoeveel er anders dan door "
            "nieuwbouw bij kwam of anders dan door sloop af ging, is onbekend."
        )
    return (
        f"Met {aantal(som['overige_toevoeging'])} overige toevoegingen, "
        f"{aantal(som['overige_onttrekking'])} overige onttrekkingen en correcties erbij {voorraad}."
    )


def kop(naast: pd.DataFrame, regio: str) -> str:
    """How much was built and demolished, as a heading."""
    if naast[["nieuwbouw", "sloop"]].isna().any(axis=None):
        return f"Gebouwd en gesloopt in {regio}: niet volledig bekend"
    wanneer, som = in_jaren(_jaren(naast.iloc[0])), naast[["nieuwbouw", "sloop"]].sum()
    erbij = hoeveel(som["nieuwbouw"], "woning", "woningen")
    return f"Gebouwd en gesloopt: {erbij} erbij en {aantal(som['sloop'])} eraf, {wanneer}"


def kort(naast: pd.DataFrame, regio: str) -> str:
    """How much was built beside the need, in one sentence; a need is divided evenly over its years."""
    if naast["nieuwbouw"].isna().any():
        return f"Hoeveel woningen er in {regio} zijn gebouwd, is niet van elke gemeente bekend."
    som = naast.sum(numeric_only=True)
    zijn = "is" if som["nieuwbouw"] == 1 else "zijn"
    zin = (
        f"{hoofdletter(in_jaren(_jaren(naast.iloc[0])))} {zijn} in {regio} "
        f"{hoeveel(som['nieuwbouw'], 'woning', 'woningen')} gebouwd"
    )
    banden = [f"behoefte_per_jaar_{einde}" for einde in ("laag", "hoog")]
    if naast[banden].isna().any(axis=None):
        return f"{zin}."
    meer = int((naast["nieuwbouw_per_jaar"] > naast["behoefte_per_jaar_hoog"]).sum())
    hoogste = "hoogste " if (som[banden[0]] != som[banden[1]]) else ""
    per_jaar = (
        ""
        if (naast["gebouwd_jaren"] == 1).all()
        else f", {rond(som['nieuwbouw_per_jaar'])} per jaar"
    )
    return (
        f"{zin}{per_jaar}, bij een behoefte van "
        f"{reeks(*(rond(som[een]) for een in banden))} per jaar; in {deel_van(meer, len(naast))} was het "
        f"meer dan de {hoogste}behoefte."
    )


def sluitfouten(fouten: pd.DataFrame) -> str:
    """Names the rows of the stock that do not add up; empty when there are none."""
    if fouten.empty:
        return ""
    regels = [
        f"{rij.gemeente} {rij.jaar} ({aantal(abs(rij.verschil))} "
        f"{'woning' if abs(rij.verschil) == 1 else 'woningen'} {'meer' if rij.verschil > 0 else 'minder'})"
        for rij in per_rij(fouten)
    ]
    return (
        "In deze rijen van het CBS sluit de beginstand plus de mutaties niet op de eindstand: "
        f"{opsomming(regels)}. Zij staan hier zoals de bron ze geeft."
    )


def _jaren(rij: pd.Series) -> str:
    """The years of the figures as `in_jaren` takes them: 2018-2020, or 2020."""
    if pd.isna(rij["gebouwd_van"]):
        return "onbekende jaren"
    return reeks(str(rij["gebouwd_van"]), str(rij["gebouwd_tot_en_met"]), "-")
