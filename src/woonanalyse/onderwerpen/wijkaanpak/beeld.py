"""District approaches in figures, tables and sentences."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from woonanalyse.kern.beeld.codes import code, codes
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.stijl import (
    GEARCEERD,
    GESTIPPELD,
    GRIJS,
    HOOFDSTUKKEN,
    INKT,
    Vulling,
    eigen_stijl,
)
from woonanalyse.kern.beeld.tekening import (
    KLEIN,
    bij,
    getalas,
    namenas,
    onbekend,
    punt,
    sleutel,
    streeplijn,
    telas,
    vel,
    vlakje,
)
from woonanalyse.kern.beeld.tonen import Beeld, Tabel, maak_beeld
from woonanalyse.kern.dagen import eerste_dag, laatste_dag, midden
from woonanalyse.kern.getal import ONBEKEND, aantal, datum, opsomming
from woonanalyse.kern.perrij import per_rij
from woonanalyse.onderwerpen.wijkaanpak import bevindingen, model
from woonanalyse.onderwerpen.wijkaanpak.zinnen import INTERPOLATIE, band, padrijen

if TYPE_CHECKING:
    from matplotlib.axes import Axes

KLEUR = HOOFDSTUKKEN["wijkaanpak"]
_BEGIN = date(1970, 1, 1)
"""From where matplotlib counts days."""
PROGNOSE: Vulling = {"facecolor": (KLEUR, 0.15), "edgecolor": KLEUR, "linewidth": 0.7}
SOORTEN: dict[str, Vulling] = {
    "gestart": {"facecolor": KLEUR, "edgecolor": KLEUR},
    "start_onbekend": GEARCEERD,
    "niet_gestart": GESTIPPELD,
}


def pad(
    punten: pd.DataFrame,
    tellingen: pd.DataFrame,
    doelen: pd.DataFrame,
    verwacht: pd.DataFrame,
    provincie: str,
    waar: str,
    stand: str,
) -> Beeld:
    """The path with counts, targets and the pace so far drawn on as a band, up to the last target."""
    geteld = model.geteld_tot(tellingen, date.fromisoformat(stand))
    with eigen_stijl():
        figuur = vel(82)
        assen = figuur.subplots()
        _band_vlak(assen, verwacht)
        dagen = [_dag(d) for d in punten["datum"]]
        assen.plot(dagen, punten["aantal"], "--", color=GRIJS, linewidth=1.2, zorder=2)
        for telling in per_rij(geteld):
            _telling(assen, telling)
        for doel in per_rij(doelen):
            _doelpunt(assen, doel)
        _assen(assen, [*dagen, *(_dag(d) for d in doelen["datum"])], stand)
        kleine = [punt("geteld", "o", KLEUR), punt("doel of ambitie", "D", INKT, "white")]
        vlak = [vlakje("tempo tot nu toe doorgetrokken", PROGNOSE)] if _bekend(verwacht) else []
        sleutel(figuur, [*kleine, *([streeplijn(INTERPOLATIE)] if len(punten) > 1 else []), *vlak])
    bijschrift = (
        f"{bevindingen.wijkpad(geteld, doelen, provincie)} Gestarte wijkaanpakken in {provincie} naast doel "
        f"en ambitie ({waar}); de streeplijn is {INTERPOLATIE}; stand {datum(stand)}"
    )
    return maak_beeld(figuur, _alt_pad(geteld, doelen, verwacht), bijschrift)


def _assen(assen: Axes, dagen: list[float], stand: str) -> None:
    """Years along the bottom, and where the edition stands."""
    assen.axvline(_dag(stand), color=GRIJS, linewidth=0.8, zorder=1)
    assen.annotate(
        f"stand {datum(stand)}", (_dag(stand), 1), (0, 3), xycoords=("data", "axes fraction"),
        textcoords="offset points", fontsize=KLEIN, color=GRIJS, ha="center",
    )  # fmt: skip
    hele = [*dagen, _dag(stand)]
    jaren = range(_jaar(min(hele)), _jaar(max(hele)) + 2)
    stap = max(1, len(jaren) // 12)
    assen.set_xticks([_dag(f"{j}-01-01") for j in jaren[::stap]], [str(j) for j in jaren[::stap]])
    assen.set_xlim(_dag(f"{jaren[0]}-01-01"), _dag(f"{jaren[-1]}-01-01") + 120)
    assen.set_ylim(0, assen.get_ylim()[1] * 1.08)
    telas(assen, "gestarte wijkaanpakken")


def _bekend(verwacht: pd.DataFrame) -> bool:
    return bool(verwacht["midden"].notna().any())


def _band_vlak(assen: Axes, verwacht: pd.DataFrame) -> None:
    if not _bekend(verwacht):
        return
    bekend = verwacht[verwacht["midden"].notna()]
    dagen = [_dag(d) for d in bekend["datum"]]
    laag, hoog = bekend["laag"].astype(float), bekend["hoog"].astype(float)
    assen.fill_between(dagen, laag, hoog, zorder=1, **PROGNOSE)
    assen.plot(dagen, bekend["midden"].astype(float), ":", color=KLEUR, linewidth=1.4, zorder=2)
    if len(bekend) > 1:
        assen.annotate(
            band(bekend.iloc[-1]).replace(" (", "\n("), (dagen[-1], float(hoog.iloc[-1])), (4, 0),
            textcoords="offset points", ha="left", va="top", fontsize=8.5, color=KLEUR,
        )  # fmt: skip


def _telling(assen: Axes, telling: Any) -> None:
    van, tot = _dag(eerste_dag(telling.peildatum)), _dag(laatste_dag(telling.peildatum))
    hoogte = int(telling.gestart)
    assen.plot([van, tot], [hoogte, hoogte], color=KLEUR, linewidth=2.4, zorder=3)
    assen.plot(_dag(midden(telling.peildatum)), hoogte, "o", color=KLEUR, markersize=5, zorder=4)
    woorden = f"{'ongeveer ' if telling.circa else ''}{aantal(hoogte)}"
    kant = "center" if tot - van > 90 else "right"
    assen.annotate(
        woorden, (_dag(midden(telling.peildatum)), hoogte), (0, 6), ha=kant, color=KLEUR,
        textcoords="offset points", fontsize=8.5,
    )  # fmt: skip


def _doelpunt(assen: Axes, doel: Any) -> None:
    plaats = (_dag(doel.datum), int(doel.doel))
    assen.plot(*plaats, "D", color="white", markeredgecolor=INKT, markersize=7, zorder=5)
    soort = "doel" if doel.beoordeeld else "ambitie"
    assen.annotate(
        f"{soort} {aantal(doel.doel)}", plaats, (8, -9), textcoords="offset points", fontsize=8.5
    )


def _alt_pad(tellingen: pd.DataFrame, doelen: pd.DataFrame, verwacht: pd.DataFrame) -> str:
    geteld = [
        f"{'ongeveer ' if r.circa else ''}{aantal(r.gestart)} in {datum(r.peildatum)}"
        for r in per_rij(tellingen)
    ]
    gesteld = [
        f"{'doel' if r.beoordeeld else 'ambitie'} {aantal(r.doel)} op {datum(r.datum)}"
        for r in per_rij(doelen)
    ]
    zin = f"Lijndiagram. Geteld: {opsomming(geteld) or ONBEKEND}; {opsomming(gesteld) or 'geen doel'}."
    bekend = verwacht[verwacht["midden"].notna()]
    if len(bekend):
        laatste = bekend.iloc[-1]
        zin += (
            f" Het tempo tot nu toe komt doorgetrokken op {datum(laatste['datum'])} uit op "
            f"{band(laatste)}."
        )
    return zin


def gemeenten(per_gemeente: pd.DataFrame, stand: str) -> Beeld:
    """Bars per municipality: started, start unknown, named but not started; onbekend without a district."""
    rijen = per_gemeente.reset_index(drop=True)
    with eigen_stijl():
        figuur = vel(20 + 3.9 * len(rijen))
        assen = figuur.subplots()
        begin = pd.Series(0, index=rijen.index)
        for kolom, vulling in SOORTEN.items():
            waarden = rijen[kolom].fillna(0).astype(int)
            ergens = waarden > 0
            assen.barh(
                rijen.index[ergens], waarden[ergens], left=begin[ergens], height=0.55, **vulling
            )
            begin = begin + waarden
        for plek, rij in rijen.iterrows():
            if pd.isna(rij["niet_gestart"]):
                onbekend(assen, plek)
            else:
                bij(assen, int(begin[plek]), plek, aantal(begin[plek]))
        namenas(assen, list(rijen["gemeente"]))
        getalas(assen, "wijken in het register")
        assen.set_xlim(0, max(int(begin.max()), 1) * 1.08)
        sleutel(figuur, [vlakje(naam.replace("_", " "), v) for naam, v in SOORTEN.items()])
    bijschrift = (
        f"{bevindingen.wijken(rijen)} Wijken in het register per gemeente; stand {datum(stand)}"
    )
    return maak_beeld(figuur, _alt_gemeenten(rijen), bijschrift)


def _alt_gemeenten(rijen: pd.DataFrame) -> str:
    bekend = rijen[rijen["niet_gestart"].notna()]
    delen = [
        f"{r.gemeente} {aantal(r.gestart)} gestart, {aantal(r.start_onbekend)} met onbekende start en "
        f"{aantal(r.niet_gestart)} niet gestart"
        for r in per_rij(bekend)
    ]
    zonder = list(rijen.loc[rijen["niet_gestart"].isna(), "gemeente"])
    delen += [f"onbekend: {opsomming(zonder)}"] if zonder else []
    return f"Staafdiagram van wijken in het register: {'; '.join(delen)}."


def padtabel(uitkomst: pd.DataFrame, tellingen: pd.DataFrame, provincie: str) -> Tabel:
    """Started (with the date of the count), target and difference per date, for the province."""
    rijen = padrijen(uitkomst, tellingen, provincie)
    koppen = ["Peildatum", "Gestart volgens de laatste telling", "Doel", "Verschil", "Status"]
    return Tabel(
        tabel(koppen, rijen, [24, -28, -12, -14, 20], [code("wijkaanpak")] * len(rijen)),
        f"Gestarte wijkaanpakken in {provincie} naast het doel, per peildatum",
    )


def wijkentabel(wijken: pd.DataFrame, stand: str) -> Tabel:
    """The districts known on the date of the edition, each once, with why they count or not."""
    rijen = [
        [
            veilig(rij.gemeente),
            veilig(rij.wijk),
            rij.fase,
            rij.stand,
            _start(rij),
            aantal(rij.woningen),
            veilig(rij.reden),
        ]
        for rij in per_rij(wijken)
    ] or [["geen", "", "", "", "", "", ""]]
    koppen = ["Gemeente", "Wijk of kern", "Fase", "Stand", "Start", "Woningen (ongeveer)", "Reden"]
    return Tabel(
        tabel(
            koppen,
            rijen,
            [13, 19, 18, 15, 13, -11, 33],
            codes("wijkaanpak", wijken["gemeentecode"]) or [code("wijkaanpak")],
        ),
        f"Wijken in het register op {datum(stand)}, elke wijk één keer",
    )


def _start(rij: Any) -> str:
    if rij.stand == model.NIET_GESTART:
        return "nvt"
    return ONBEKEND if pd.isna(rij.start) else datum(rij.start)


def _dag(waarde: date | str) -> float:
    dag = waarde if isinstance(waarde, date) else date.fromisoformat(waarde)
    return float((dag - _BEGIN).days)


def _jaar(dag: float) -> int:
    return (_BEGIN + timedelta(dag)).year
