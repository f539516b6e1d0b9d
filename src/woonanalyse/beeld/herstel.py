"""The way back to the norm (art. 15) and the points to discuss (art. 23): figure, tables, sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from woonanalyse.beeld.herkomst import code, codes
from woonanalyse.beeld.markdown import tabel, veilig
from woonanalyse.beeld.stijl import BLAUW, GRIJS, INKT, LICHT, LICHTBLAUW, eigen_stijl
from woonanalyse.beeld.tonen import Beeld, Tabel, maak_beeld
from woonanalyse.getal import ONBEKEND, aantal, datum, opsomming, procent, reeks

DUIM = 1 / 2.54


def boven(pad: pd.DataFrame) -> pd.DataFrame:
    """The rows of municipalities that are above the norm, at least at the lowest need."""
    hoogste = pad.groupby("gemeentecode")["boven_norm"].transform("max")
    return pad[(hoogste > 0).fillna(False)]


def opening(pad: pd.DataFrame, termijn: Mapping[str, Any]) -> str:
    """How much is above the norm, and by when it has to go; `termijn` is the agreement (art. 15)."""
    rijen = boven(pad)
    if rijen.empty:
        return "In deze editie is van geen gemeente bekend dat zij boven de norm ligt."
    delen = [
        f"{groep['gemeente'].iloc[0]} {_band(groep['boven_norm'], aantal)}"
        for _, groep in rijen.groupby("gemeentecode", sort=False)
    ]
    duur = f"{termijn['norm']} {termijn['eenheid']}"
    zonder = rijen[rijen["termijn_start"].isna()]["gemeente"].drop_duplicates()
    slot = (
        f"De afspraak is de balans binnen {duur} te herstellen (artikel {termijn['artikel']}); voor "
        f"{opsomming(list(zonder))} staat het begin van die termijn niet in het register, zodat de "
        "hersteldatum en wat er per jaar af moet onbekend zijn."
        if len(zonder)
        else f"De termijn om dat te herstellen is {duur} (artikel {termijn['artikel']})."
    )
    return (
        "Woningen in harde plannen boven de norm, bij de hoogste en de laagste behoefte: "
        f"{'; '.join(delen)}. {slot}"
    )


def terugweg(pad: pd.DataFrame, norm: float) -> Beeld:
    """Per municipality above the norm its hard capacity, and where the norm lies at both ends of the need."""
    rijen = boven(pad)
    groepen = list(rijen.groupby("gemeentecode", sort=False))
    with eigen_stijl():
        figuur = Figure(
            figsize=(17 * DUIM, (2.4 + 0.85 * len(groepen)) * DUIM), layout="constrained"
        )
        assen = figuur.subplots()
        for plek, (_, groep) in enumerate(groepen):
            hard = int(groep["hard_totaal"].iloc[0])
            grenzen = [norm * float(groep["behoefte"].min()), norm * float(groep["behoefte"].max())]
            assen.barh(plek, hard, height=0.5, color=LICHTBLAUW)
            assen.plot(grenzen, [plek, plek], color=BLAUW, linewidth=5, solid_capstyle="butt")
            for grens in grenzen:
                assen.plot([grens, grens], [plek - 0.36, plek + 0.36], color=INKT, linewidth=1.4)
            assen.text(
                max(hard, *grenzen),
                plek,
                f"  {aantal(hard)}",
                va="center",
                fontsize=8.5,
                color=INKT,
            )
        assen.set_yticks(range(len(groepen)), [groep["gemeente"].iloc[0] for _, groep in groepen])
        assen.set_ylim(len(groepen) - 0.4, -0.6)
        assen.margins(x=0.12)
        assen.set_xlim(left=0)
        assen.set_xlabel(
            "woningen; balk: harde plannen; strepen: de norm bij laagste en hoogste behoefte"
        )
        assen.xaxis.set_major_formatter(lambda waarde, _: aantal(round(waarde)))
        assen.grid(axis="x", color=LICHT, linewidth=0.5)
        assen.set_axisbelow(True)
        if not groepen:
            assen.remove()
            figuur.set_layout_engine("none")
            figuur.text(0.5, 0.5, "geen gemeente boven de norm bekend", color=GRIJS, ha="center")
    regels = [
        f"{g['gemeente'].iloc[0]} {aantal(g['hard_totaal'].iloc[0])} in harde plannen, norm "
        f"{_band(g['behoefte'], lambda n: aantal(round(norm * float(n))))}"
        for _, g in groepen
    ]
    alt = f"Staafdiagram: {'; '.join(regels)}." if regels else "Geen gemeente boven de norm bekend."
    return maak_beeld(
        figuur,
        alt,
        f"Harde plannen en de norm van {procent(norm, 0)} van de behoefte, voor gemeenten die daar bij de "
        "laagste behoefte boven liggen",
    )


def herstelpad(pad: pd.DataFrame, peildatum: str, termijn: Mapping[str, Any]) -> Tabel:
    """The way back of municipalities that are above the norm at the highest or lowest need."""
    rijen = [
        [
            veilig(groep["gemeente"].iloc[0]),
            _band(groep["boven_norm"], aantal),
            _dag(groep["termijn_start"].iloc[0]),
            _dag(groep["hersteldatum"].iloc[0]),
            _band(groep["per_jaar_zonder"], _rond),
            _band(groep["gepland"], aantal),
            _band(groep["per_jaar_met"], _rond),
        ]
        for _, groep in boven(pad).groupby("gemeentecode", sort=False)
    ] or [["geen", *[""] * 6]]
    koppen = [
        "Gemeente", "Boven de norm", "Begin termijn", "Hersteldatum", "Per jaar",
        "Gepland eraf", "Per jaar daarna",
    ]  # fmt: skip
    return Tabel(
        tabel(
            koppen,
            rijen,
            [16, -14, 16, 16, -14, -14, -16],
            codes("balans", boven(pad)["gemeentecode"].drop_duplicates()) or [code("balans")],
        ),
        "Woningen in harde plannen boven de norm en wat er per jaar af moet tot de hersteldatum "
        f"(artikel {termijn['artikel']}), zonder en met de geplande maatregelen; stand {datum(peildatum)}",
    )


def aandachtspunten(punten: pd.DataFrame) -> Tabel:
    """Points for discussion between governments: where, how far, since when, why."""
    rijen = [
        [
            veilig(rij["gemeente"]),
            _reeks(rij, "dekking", procent),
            _reeks(rij, "boven_norm", aantal),
            f"editie {veilig(rij['sinds_editie'])} ({_dag(rij['sinds'])})",
            _dag(rij["hersteldatum"]),
            veilig(rij["reden"]),
        ]
        for _, rij in punten.iterrows()
    ] or [["geen", *[""] * 5]]
    koppen = ["Gemeente", "Verhouding", "Boven de norm", "Sinds", "Hersteldatum", "Reden"]
    return Tabel(
        tabel(
            koppen,
            rijen,
            [15, -18, -14, 18, 14, 26],
            codes("aandachtspunten", punten["gemeentecode"]) or [code("aandachtspunten")],
        ),
        "Aandachtspunten voor bestuurlijk overleg, in de volgorde van de gemeenten; alle edities volgens "
        "dezelfde definitie",
    )


def aandachtspunt(punten: pd.DataFrame | None, code: str) -> str:
    """Whether one municipality is on the list, in short; without a list that is onbekend."""
    wat = "Aandachtspunt voor bestuurlijk overleg"
    if punten is None or punten.empty:
        return f"{wat}: {ONBEKEND}; er is geen lijst."
    eigen = punten[punten["gemeentecode"] == code]
    return f"{wat}: {eigen['reden'].iloc[0]}." if len(eigen) else f"{wat}: geen."


def waarom(reden: str | None, punten: pd.DataFrame) -> str:
    """Why there is a list or not; `reden` of model.herstel.waarom_geen_lijst."""
    if reden is not None:
        return f"Er is geen lijst met aandachtspunten voor bestuurlijk overleg: {reden}."
    if punten.empty:
        return "Er zijn geen aandachtspunten voor bestuurlijk overleg."
    wie = opsomming(list(punten["gemeente"]))
    return (
        f"Aandachtspunt voor bestuurlijk overleg: {wie}. Dat is een punt om te bespreken, geen oordeel over "
        "beleid."
    )


def _band(waarden: pd.Series, toon: Callable[[Any], str]) -> str:
    """Lowest to highest; onbekend as soon as one of them is."""
    if waarden.isna().any():
        return ONBEKEND
    return reeks(toon(waarden.min()), toon(waarden.max()))


def _reeks(rij: pd.Series, naam: str, toon: Callable[[Any], str]) -> str:
    return reeks(toon(rij[f"{naam}_laag"]), toon(rij[f"{naam}_hoog"]))


def _rond(waarde: Any) -> str:
    return ONBEKEND if pd.isna(waarde) else aantal(round(waarde))


def _dag(waarde: Any) -> str:
    return ONBEKEND if pd.isna(waarde) else datum(waarde)
