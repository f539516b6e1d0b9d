"""The way back to the norm and the points to discuss: figure, tables, sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.beeld.bekend import zonder_onbekend
from woonanalyse.kern.beeld.bewaard import bewaard
from woonanalyse.kern.beeld.codes import code, codes
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.stijl import BAND, GRIJS, VOL, eigen_stijl
from woonanalyse.kern.beeld.tekening import (
    getalas,
    kolom,
    namenas,
    sleutel,
    staaf,
    streepje,
    vel,
    vlakje,
)
from woonanalyse.kern.beeld.tonen import Beeld, Tabel, maak_beeld
from woonanalyse.kern.beeld.woorden import in_jaren
from woonanalyse.kern.getal import (
    ONBEKEND,
    aantal,
    band,
    datum,
    hoeveel,
    opsomming,
    procent,
    rond,
)
from woonanalyse.kern.merk import AFGESCHERMD
from woonanalyse.kern.nummering import noem
from woonanalyse.kern.oordeel import BUITEN, NVT, OP_DE_GRENS, OP_DE_NORM, reden_zonder
from woonanalyse.kern.perrij import per_rij
from woonanalyse.onderwerpen.herstel import bevindingen
from woonanalyse.onderwerpen.herstel.wegbeeld import dag_van, reeks_van

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def boven(pad: pd.DataFrame) -> pd.DataFrame:
    """The rows of municipalities that are above the norm, at least at the lowest need, beyond the rounding
    of the source."""
    hoogste = pad.groupby("gemeentecode")["boven_norm"].transform("max")
    return pad[(hoogste > 0).fillna(False) & (pad["oordeel"] != OP_DE_NORM)]


def opening(pad: pd.DataFrame, termijn: Afspraak) -> str:
    """How much is above the norm, and by when it has to go; `termijn` is the agreement."""
    rijen = boven(pad)
    if rijen.empty:
        return "In deze editie is van geen gemeente bekend dat zij boven de norm ligt."
    duur = f"{termijn['norm']} {termijn['eenheid']}"
    zonder = rijen[rijen["termijn_start"].isna()]["gemeente"].drop_duplicates()
    slot = (
        f"De afspraak is de balans binnen {duur} te herstellen ({noem(termijn)}); voor "
        f"{opsomming(list(zonder))} staat het begin van die termijn niet in het register, zodat de "
        "hersteldatum en wat er per jaar af moet onbekend zijn."
        if len(zonder)
        else f"De termijn om dat te herstellen is {duur} ({noem(termijn)}).{_gelezen(termijn)}"
    )
    return f"{_hoeveel_boven(rijen)}{_op_de_norm(pad)} {slot}"


def kort(pad: pd.DataFrame) -> str:
    """How much is above the norm, of whom; of the edition as a whole where it is of nobody."""
    rijen = boven(pad)
    if rijen.empty:
        return "In deze editie is van geen gemeente bekend dat zij boven de norm ligt."
    return _hoeveel_boven(rijen)


def _op_de_norm(pad: pd.DataFrame) -> str:
    """Who is left out because it is on the norm, after a space; may be empty."""
    namen = list(pad.loc[pad["oordeel"] == OP_DE_NORM, "gemeente"].drop_duplicates())
    if not namen:
        return ""
    wie, zij = ("zij ligt", "staat") if len(namen) == 1 else ("zij liggen", "staan")
    return f" {opsomming(namen)} {zij} hier niet bij: {wie} op de norm."


def _gelezen(termijn: Afspraak) -> str:
    """With which reading of the begin is counted, and that only one side of the balance has a number."""
    if "lezing" not in termijn:
        return ""
    naam = termijn["lezing"]
    return (
        f" De tekst noemt geen begin; gerekend is met lezing {naam}: {termijn['lezingen'][naam]['uitleg']}. "
        "De tekst vraagt balans tussen vraag en aanbod; een getal is er alleen voor te veel plannen, en "
        "daartoe beperken wij ons."
    )


def _hoeveel_boven(rijen: pd.DataFrame) -> str:
    """How much is above the norm; apart the municipalities that are so only at the lowest need."""
    altijd: list[str] = []
    soms: list[str] = []
    for _, groep in rijen.groupby("gemeentecode", sort=False):
        naam, meeste = groep["gemeente"].iloc[0], groep["boven_norm"].max()
        if groep["boven_norm"].min() > 0:
            woningen = "" if altijd else " woningen in harde plannen"
            altijd.append(f"in {naam} {band(groep['boven_norm'], aantal)}{woningen}")
        else:
            soms.append(f"{naam} ({aantal(meeste)})")
    zinnen = []
    if altijd:
        delen = opsomming(altijd)
        zinnen.append(f"Boven de norm liggen {delen}.")
    if soms:
        ook = "daar " if altijd else ""
        bij = " bij" if altijd else " boven de norm"
        komt = "komt" if len(soms) == 1 else "komen"
        zinnen.append(
            f"Mag de hoogste behoefte niet gelden, dan {komt} {ook}{opsomming(soms)}{bij}."
        )
    return " ".join(zinnen)


def terugweg(pad: pd.DataFrame, norm: float) -> Beeld:
    """Per municipality above the norm its hard plans on the band of the norm, and what has to go by when."""
    rijen = boven(pad)
    return _terugweg(rijen, norm, bevindingen.terugweg(rijen, pad))


@bewaard
def _terugweg(rijen: pd.DataFrame, norm: float, vinding: str) -> Beeld:
    groepen = [groep for _, groep in rijen.groupby("gemeentecode", sort=False)]
    normen = [band(g["behoefte"], lambda n: rond(norm * float(n))) for g in groepen]
    met_band = any(groep["behoefte"].nunique() > 1 for groep in groepen)
    with eigen_stijl():
        figuur = vel(26 + 6.4 * max(len(groepen), 1))
        if groepen:
            _terugassen(figuur.subplots(), groepen, normen, norm)
            teken = vlakje if met_band else streepje
            maatlat = teken(f"norm: {procent(norm, 0)} van de behoefte", BAND)
            sleutel(figuur, [vlakje("harde plannen", VOL), maatlat])
        else:
            figuur.text(0.5, 0.5, "geen gemeente boven de norm bekend", color=GRIJS, ha="center")
            figuur.set_layout_engine("none")
    regels = [
        f"{g['gemeente'].iloc[0]} {aantal(g['hard_totaal'].iloc[0])} in harde plannen, norm {grens}, "
        f"daarboven {band(g['boven_norm'], aantal)}, hersteldatum {dag_van(g['hersteldatum'].iloc[0])}"
        for g, grens in zip(groepen, normen, strict=True)
    ]
    alt = f"Staafdiagram: {'; '.join(regels)}." if regels else "Geen gemeente boven de norm bekend."
    return maak_beeld(
        figuur,
        alt,
        f"{vinding} Harde plannen naast de norm van {procent(norm, 0)} van "
        f"{'de laagste tot de hoogste' if met_band else 'de'} behoefte, in woningen",
    )


def _terugassen(
    assen: Axes, groepen: Sequence[pd.DataFrame], normen: Sequence[str], norm: float
) -> None:
    for plek, groep in enumerate(groepen):
        laag, hoog = norm * float(groep["behoefte"].min()), norm * float(groep["behoefte"].max())
        staaf(assen, plek, max(hoog - laag, 1), begin=laag, hoogte=0.84, zorder=1, **BAND)
        staaf(assen, plek, int(groep["hard_totaal"].iloc[0]), hoogte=0.42, zorder=2, **VOL)
    namenas(assen, [groep["gemeente"].iloc[0] for groep in groepen])
    getalas(assen, "woningen", nbins=4)
    assen.set_xlim(left=0)
    kolom(assen, [aantal(g["hard_totaal"].iloc[0]) for g in groepen], 64, "harde plannen")
    kolom(assen, list(normen), 134, "norm")
    kolom(assen, [band(g["boven_norm"], aantal) for g in groepen], 196, "boven de norm")
    einden = [dag_van(g["hersteldatum"].iloc[0]) for g in groepen]
    if set(einden) != {ONBEKEND}:
        kolom(assen, einden, 274, "einde termijn")


def herstelpad(pad: pd.DataFrame, peildatum: str, termijn: Afspraak) -> Tabel:
    """The way back of municipalities that are above the norm at the highest or lowest need.

    Without columns on planned measures where none is known of anyone.
    """
    over = boven(pad)
    gepland = bool(over["gepland"].notna().any())
    koppen = ["Gemeente", "Boven de norm", "Begin termijn", "Hersteldatum", "Per jaar"]
    koppen += ["Gepland eraf", "Per jaar, na geplande maatregelen"] if gepland else []
    rijen = [
        [
            veilig(groep["gemeente"].iloc[0]),
            band(groep["boven_norm"], aantal),
            dag_van(groep["termijn_start"].iloc[0]),
            dag_van(groep["hersteldatum"].iloc[0]),
            band(groep["per_jaar_zonder"], rond),
            band(groep["gepland"], aantal),
            band(groep["per_jaar_met"], rond),
        ][: len(koppen)]
        for _, groep in over.groupby("gemeentecode", sort=False)
    ] or [["geen", *[""] * (len(koppen) - 1)]]
    hoe = (
        ", zonder en met de geplande maatregelen"
        if gepland
        else f"; geplande maatregelen zijn {ONBEKEND}"
    )
    wel = zonder_onbekend(koppen, rijen, [16, -14, 16, 16, -14, -14, -16][: len(koppen)])
    van = codes("terugweg", over["gemeentecode"].drop_duplicates()) or [code("terugweg")]
    return Tabel(
        tabel(wel.koppen, wel.rijen, wel.breed, van),
        "Woningen in harde plannen boven de norm en wat er per jaar af moet tot de hersteldatum "
        f"({noem(termijn)}){hoe}; stand {datum(peildatum)}{wel.weg}",
    )


def aandachtspunten(punten: pd.DataFrame) -> Tabel:
    """Points for discussion between governments: where, how far, since when, why."""
    rijen = [
        [
            veilig(rij["gemeente"]),
            reeks_van(rij, "dekking", procent),
            reeks_van(rij, "boven_norm", aantal),
            f"editie {veilig(rij['sinds_editie'])} ({dag_van(rij['sinds'])})",
            dag_van(rij["hersteldatum"]),
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


def aandachtspunt(punten: pd.DataFrame | None, code: str, reden: str | None) -> str:
    """Whether one municipality is on the list, in short; empty without a list.

    `reden` of model.waarom_geen_lijst: None when there is a list, which may be empty.
    """
    wat = "Aandachtspunt voor bestuurlijk overleg"
    if punten is None or reden is not None:
        return ""
    eigen = punten[punten["gemeentecode"] == code]
    return f"{wat}: {eigen['reden'].iloc[0]}." if len(eigen) else f"{wat}: geen."


def waarom(reden: str | None, punten: pd.DataFrame) -> str:
    """Why there is a list or not; `reden` of model.waarom_geen_lijst."""
    if reden is not None:
        return f"Er is geen lijst met aandachtspunten voor bestuurlijk overleg: {reden}."
    if punten.empty:
        return "Er zijn geen aandachtspunten voor bestuurlijk overleg."
    wie = opsomming(list(punten["gemeente"]))
    return (
        f"Aandachtspunt voor bestuurlijk overleg: {wie}. Dat is een punt om te bespreken, geen oordeel over "
        "beleid."
    )


def termijnzin(rijen: pd.DataFrame, termijn: Afspraak, maximum: str, dag: str) -> str:
    """The way back of a municipality that is over the norm that stands in `maximum`; of others why none.

    `rijen`: its rows of the balance. `dag` (ISO) is the day of the report: a term that ended before it is
    told as past.
    """
    rij = rijen.iloc[0]
    if rij["oordeel"] == OP_DE_GRENS and pd.isna(rij["termijn_start"]):
        return (
            f"Hersteltermijn: {ONBEKEND} zolang niet vastligt of de hoogste behoefte mag gelden "
            f"({maximum})."
        )
    if rij["oordeel"] == ONBEKEND:
        waarom, ontbreekt = reden_zonder(rijen)
        if not ontbreekt:
            return f"Hersteltermijn: niet aan de orde, want {waarom}."
    if rij["oordeel"] not in (BUITEN, OP_DE_GRENS):
        want = "want de verhouding is dat"
        geen = {soort: f"{soort}, {want}" for soort in (ONBEKEND, AFGESCHERMD)} | {
            NVT: "niet getoetst"
        }
        return f"Hersteltermijn: {geen.get(rij['oordeel'], 'niet aan de orde')}."
    ruimte = f"{termijn['norm']} {termijn['eenheid']} ({noem(termijn)})"
    if pd.isna(rij["termijn_start"]):
        return (
            f"Voor herstel is er {ruimte}. Het begin van die termijn is niet vastgelegd; de "
            "hersteldatum is daarom onbekend."
        )
    voorbij = str(rij["hersteldatum"]) < dag
    if rij["oordeel"] == OP_DE_GRENS:
        eindigt = "eindigde" if voorbij else "eindigt"
        return (
            f"Mag de hoogste behoefte niet gelden ({maximum}), dan begon de hersteltermijn van "
            f"{ruimte} op {datum(rij['termijn_start'])} en {eindigt} zij op {datum(rij['hersteldatum'])}."
        )
    return (
        f"De hersteltermijn van {ruimte} begon op {datum(rij['termijn_start'])} en "
        f"{'liep' if voorbij else 'loopt'} tot {datum(rij['hersteldatum'])}."
    )


def zonder_toets(termijn: Afspraak, maximum: str) -> str:
    """That an edition that is not judged has no way back."""
    return (
        f"Hersteltermijn: niet aan de orde. Deze editie wordt niet getoetst aan {noem(termijn)}, over "
        f"herstel van de balans van {maximum}."
    )


def teruggenomen(terug: pd.DataFrame) -> str:
    """Capacity taken back in one municipality, in short; empty when no source says so."""
    return " ".join(
        f"Van {hoeveel(rij.capaciteit, 'woning', 'woningen')} in harde plannen ({datum(rij.peildatum)}) "
        f"{'is' if rij.teruggenomen == 1 else 'zijn'} er {aantal(rij.teruggenomen)} geschrapt "
        f"(volgens de bron {in_jaren(rij.periode)})."
        for rij in per_rij(terug)
    )
