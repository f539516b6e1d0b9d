"""Every figure of a dossier, and of worlds in which data is missing or names are strange; their texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import StringIO
from itertools import combinations
from unittest.mock import patch

import pandas as pd
from hulp import balans_van, dossier
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure
from matplotlib.text import Text

from woonanalyse.afspraken import beeld as afspraken
from woonanalyse.afspraken.rastertekening import teken
from woonanalyse.afspraken.termijnregister import gevallentabel
from woonanalyse.kern.beeld import svg
from woonanalyse.kern.beeld.svg import als_svg
from woonanalyse.kern.beeld.tonen import Beeld
from woonanalyse.onderwerpen.balans.beeld import capaciteit, figuren
from woonanalyse.onderwerpen.balans.model import balans
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.gebouwd import beeld as gebouwd_beeld
from woonanalyse.onderwerpen.gebouwd.bron import Woningvoorraad
from woonanalyse.onderwerpen.gebouwd.model import bouwjaren, naast_elkaar, per_periode
from woonanalyse.onderwerpen.herstel import beeld as herstel
from woonanalyse.onderwerpen.herstel.model import herstelpad
from woonanalyse.onderwerpen.plannen import beeld as plannen
from woonanalyse.onderwerpen.plannen import model as planmodel
from woonanalyse.onderwerpen.plannen.bron import Plannen
from woonanalyse.onderwerpen.statushouders import beeld as statushouders
from woonanalyse.onderwerpen.statushouders import model as mensmodel
from woonanalyse.onderwerpen.statushouders.bron import Statushouders
from woonanalyse.onderwerpen.wijkaanpak import beeld as wijkaanpak
from woonanalyse.onderwerpen.wijkaanpak import model as wijkmodel
from woonanalyse.onderwerpen.wijkaanpak import verloop
from woonanalyse.onderwerpen.wijkaanpak.bron import Wijkaanpakken
from woonanalyse.onderwerpen.wijzigingen import beeld as wijzigingen
from woonanalyse.onderwerpen.wijzigingen.model import eigen_definities
from woonanalyse.onderwerpen.wijzigingen.model import wijzigingen as vergelijk
from woonanalyse.uitkomsten.monitor import monitor

VREEMD = [
    r"$\frac{1}{0}$ & <b>vet</b> _x_ [a](b)",
    "Sint-Anna-ter-Muiden-aan-de-Overzijde-van-het-Kanaal " * 3,
    "A\nB",
]
GETALLEN = [
    "netto_behoefte", "vervanging", "hard_direct", "hard_uit_te_werken", "hard_ongesplitst",
    "hard_inbreiding", "hard_uitbreiding",
]  # fmt: skip


@dataclass(frozen=True)
class Wereld:
    """What figures are made from."""

    dossier: Dossier
    naam: str


def werelden() -> dict[str, Wereld]:
    """The real editions, and worlds made from 2017."""
    d = dossier("2017")
    gaten = _met_invoer(d, _gaten)
    een = _met_gemeenten(d, lambda leden: leden.head(1))
    vreemd = _met_gemeenten(d, _hernoem)
    return {
        **{naam: Wereld(dossier(naam), naam) for naam in ("2015", "2017", "2019", "2021")},
        "voorbeelddata": Wereld(dossier("2017", voorbeelddata=True), "voorbeelddata"),
        "gaten": Wereld(gaten, "gaten"),
        "een": Wereld(een, "een"),
        "vreemd": Wereld(vreemd, "vreemd"),
    }


def _gaten(invoer: pd.DataFrame) -> pd.DataFrame:
    """Without the numbers of every third municipality."""
    codes = invoer["gemeentecode"].drop_duplicates()[::3]
    invoer = invoer.copy()
    invoer.loc[invoer["gemeentecode"].isin(codes), GETALLEN] = pd.NA
    return invoer


def _hernoem(leden: pd.DataFrame) -> pd.DataFrame:
    namen = [*VREEMD, *leden["gemeente"].iloc[len(VREEMD) :]]
    return leden.assign(gemeente=namen)


def _met_invoer(d: Dossier, hoe: Callable[[pd.DataFrame], pd.DataFrame]) -> Dossier:
    editie = replace(d.editie, invoer=hoe(d.editie.invoer))
    mensen, wijken = d.bron(Statushouders), d.bron(Wijkaanpakken)
    land = mensen.land.assign(achterstand_begin=pd.NA, gerealiseerd=pd.NA, opgave_totaal=pd.NA)
    bronnen = {
        **d.bronnen,
        "statushouders": replace(mensen, land=land.astype(mensen.land.dtypes)),
        "wijkaanpak": replace(wijken, tellingen=wijken.tellingen.head(0)),
    }
    return replace(d, editie=editie, bronnen=bronnen)


def _met_gemeenten(d: Dossier, hoe: Callable[[pd.DataFrame], pd.DataFrame]) -> Dossier:
    leden = hoe(d.editie.regio.gemeenten)
    namen = leden.set_index("gemeentecode")["gemeente"]
    regio = replace(d.editie.regio, gemeenten=leden)

    def pas(invoer: pd.DataFrame) -> pd.DataFrame:
        eigen = invoer[invoer["gemeentecode"].isin(namen.index)]
        return eigen.assign(gemeente=eigen["gemeentecode"].map(namen))

    ouder = d.voorganger
    return replace(
        d,
        editie=replace(d.editie, regio=regio, invoer=pas(d.editie.invoer)),
        voorganger=ouder and replace(ouder, regio=regio, invoer=pas(ouder.invoer)),
    )


def alle(wereld: Wereld) -> dict[str, Callable[[], Beeld]]:
    """How to make each figure of a world, by name."""
    d, deze = wereld.dossier, wereld.dossier.editie
    kop, norm, stand, regio = deze.opzet, deze.norm, deze.opzet.stand_per, deze.regio
    bal = balans_van(deze)
    gevallen = gevallentabel(bal, deze.registers, kop, deze.termijn)
    pad = herstelpad(bal, gevallen, norm, deze.datum)
    maken: dict[str, Callable[[], Beeld]] = {
        "positie": lambda: figuren.positie(bal, kop, norm, "artikel 13"),
        "behoefte": lambda: capaciteit.behoefte(bal, kop),
        "ligging": lambda: capaciteit.ligging(deze.invoer, kop),
        "terugweg": lambda: herstel.terugweg(pad, norm),
        "raster": lambda: teken(afspraken.raster(regio.afspraken, monitor(deze, bal), kop)),
    }
    return {**maken, **_wijzigingen(d), **_registers(d, stand), **_plannen(d)}


def _wijzigingen(d: Dossier) -> dict[str, Callable[[], Beeld]]:
    toen, nu = d.voorganger, d.editie
    if toen is None:
        return {}
    voorraad = d.bron(Woningvoorraad).voorraad
    frame = vergelijk(toen.invoer, nu.invoer, toen.opzet, nu.opzet, nu.regio.definities)
    eigen = eigen_definities(toen.opzet, nu.opzet)
    periode = per_periode(voorraad, *bouwjaren(nu.opzet, voorraad))
    naast = naast_elkaar(balans(nu.invoer, nu.opzet, nu.definitie, nu.norm), periode)
    return {
        "panelen": lambda: wijzigingen.panelen(
            frame, eigen, toen.opzet, nu.opzet, nu.norm, "artikel 13"
        ),
        "gebouwd": lambda: gebouwd_beeld.naast_elkaar(naast, nu.opzet),
    }


def _registers(d: Dossier, stand: str) -> dict[str, Callable[[], Beeld]]:
    wijken, mensen, regio = d.bron(Wijkaanpakken), d.bron(Statushouders), d.editie.regio
    telling, doelen, provincie = wijken.tellingen, wijken.doelen, str(regio.provincie)
    verwacht = verloop.prognose(telling, verloop.prognosedagen(telling, doelen, stand), stand)
    punten = verloop.pad(telling, doelen, stand)
    leden = wijkmodel.per_gemeente(wijken.register, regio.gemeenten, stand)
    taken = mensmodel.statushouders(
        mensen.land, mensen.inwoners, mensen.inwoners_land, regio.gemeenten, mensen.register
    )
    controle = mensmodel.land_controle(mensen.land)
    return {
        "wijkpad": lambda: wijkaanpak.pad(
            punten, telling, doelen, verwacht, provincie, "artikel 7", stand
        ),
        "wijken": lambda: wijkaanpak.gemeenten(leden, stand),
        "taken": lambda: statushouders.taken(taken, regio.naam),
        "overloop": lambda: statushouders.overloop(mensen.land, controle),
    }


def _plannen(d: Dossier) -> dict[str, Callable[[], Beeld]]:
    bron, regio = d.bron(Plannen), d.editie.regio
    lijst = planmodel.per_gemeente(bron.lijst, bron.hardheid, regio.gemeenten, bron.lezingen)
    met = planmodel.met_hardheid(bron.lijst, bron.hardheid, bron.lezing["id"])
    klassen = planmodel.per_grootte(met, bron.grootteklassen)
    return {
        "plannenlijst": lambda: plannen.per_gemeente(lijst, bron.lezing),
        "grootte": lambda: plannen.naar_grootte(klassen, bron.lezing),
    }


@contextmanager
def gevangen() -> Iterator[list[Figure]]:
    """The matplotlib figures that are drawn meanwhile."""
    gezien: list[Figure] = []

    def teken(figuur: Figure) -> str:
        gezien.append(figuur)
        return als_svg(figuur)

    with patch.object(svg, "als_svg", teken):
        yield gezien


def teksten(figuur: Figure) -> list[Text]:
    """Every text that is seen: also of ticks, as far as they lie within the axis."""
    gevonden = list(figuur.texts)
    for sleutel in figuur.legends:
        gevonden += sleutel.get_texts()
    for assen in figuur.axes:
        gevonden += [deel for deel in assen.get_children() if isinstance(deel, Text)]
        gevonden += [assen.xaxis.label, assen.yaxis.label, *_asteksten(assen)]
    return [t for t in gevonden if t.get_visible() and t.get_text().strip()]


def _asteksten(assen: Axes) -> list[Text]:
    labels = []
    for as_ in (assen.xaxis, assen.yaxis):
        laag, hoog = sorted(as_.get_view_interval())
        for streep in as_.get_major_ticks():
            if laag <= streep.get_loc() <= hoog:
                labels += [t for t in (streep.label1, streep.label2) if t.get_visible()]
    return labels


MARGE, WIT = 0.6, 3.0
"""In points: rounding, and the white within a line box (12 high for letters of 8.5, ink at most 9)."""


def bezwaren(figuur: Figure) -> list[str]:
    """Texts outside the figure, over each other, or too small."""
    figuur.dpi = 72
    breed, hoog = (float(maat) * 72 for maat in figuur.get_size_inches())
    tekenaar = RendererSVG(breed, hoog, StringIO(), image_dpi=72)
    vakken = [(t.get_text(), t.get_window_extent(tekenaar)) for t in teksten(figuur)]
    buiten = [
        f"{tekst!r} ligt buiten de figuur"
        for tekst, vak in vakken
        if vak.x0 < -MARGE or vak.y0 < -MARGE or vak.x1 > breed + MARGE or vak.y1 > hoog + MARGE
    ]
    samen = [
        f"{een!r} ligt over {ander!r}"
        for (een, a), (ander, b) in combinations(vakken, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > MARGE and min(a.y1, b.y1) - max(a.y0, b.y0) > WIT
    ]
    klein = [
        f"{t.get_text()!r} is te klein" for t in teksten(figuur) if float(t.get_fontsize()) < 8
    ]
    return [*buiten, *samen, *klein]
