"""The table of the RWP 2017: a band of need, replacement, hard capacity direct and to be elaborated."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from woonanalyse.kern.fouten import Probleem
from woonanalyse.kern.gemeenten import controleer_subregio
from woonanalyse.kern.indeling.ledentabel import naar_leden
from woonanalyse.kern.kolomeis import gemeentecode, jaar, tekst, woningen
from woonanalyse.kern.tabel import lees_tabel, omgekeerd
from woonanalyse.onderwerpen.balans.gepubliceerd import maak_gepubliceerd
from woonanalyse.onderwerpen.balans.invoer import maak_invoer

KOLOMMEN = {
    "gemeentecode": gemeentecode(),
    "gemeentenaam": tekst(),
    "subregio": tekst(),
    "periode_van": jaar(),
    "periode_tot_en_met": jaar(),
    "netto_vraag_min": woningen(),
    "netto_vraag_max": woningen(),
    "vervanging": woningen(leeg=True),
    "hard_direct": woningen(),
    "hard_uitwerk": woningen(leeg=True),
    "hard_inbreiding": woningen(),
    "hard_uitbreiding": woningen(),
}

LEEG_IS_GEEN = ("vervanging", "hard_uitwerk")
"""An empty cell here is none (the sidecar says so)."""

UITKOMSTEN = {
    "vraag_totaal_min": woningen(),
    "vraag_totaal_max": woningen(),
    "hard_totaal": woningen(),
    "verhouding_pct_min": woningen(grens="procenten"),
    "verhouding_pct_max": woningen(grens="procenten"),
}
"""What the published table holds besides: outcomes of the source itself."""

UIT = {
    "netto_behoefte": "netto_vraag_min (laag) of netto_vraag_max (hoog)",
    "vervanging": "vervanging",
    "hard_direct": "hard_direct",
    "hard_uit_te_werken": "hard_uitwerk",
    "hard_inbreiding": "hard_inbreiding",
    "hard_uitbreiding": "hard_uitbreiding",
}
"""Which column of the source each column of INVOER comes from."""

UIT_GEPUBLICEERD = {
    **UIT,
    "behoefte": "vraag_totaal_min (laag) of vraag_totaal_max (hoog)",
    "hard_totaal": "hard_totaal",
    "dekking": "verhouding_pct_max (laag) of verhouding_pct_min (hoog)",
}
"""The same of the published table, for each column of gepubliceerd.KOLOMMEN."""


def lees(
    wortel: Path,
    bestand: str,
    gemeenten: pd.DataFrame,
    subregios: list[str],
    peildatum: str | None,
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """Read the table, of the day `peildatum` (ISO), to INVOER: variants laag and hoog, capacity bruto."""
    frame, problemen = lees_tabel(wortel, bestand, KOLOMMEN)
    if frame is None:
        return None, problemen
    problemen = controleer_subregio(frame, bestand, subregios)
    problemen += omgekeerd(frame, bestand, "periode_van", "periode_tot_en_met")
    problemen += omgekeerd(frame, bestand, "netto_vraag_min", "netto_vraag_max")
    frame, leden = naar_leden(
        frame, bestand, KOLOMMEN, gemeenten, leeg_is_geen=LEEG_IS_GEEN, peildatum=peildatum
    )
    if problemen := [*leden, *problemen]:
        return None, problemen
    kern = frame[["gemeentecode", "subregio", "hard_direct"]].assign(
        vervanging=frame["vervanging"],
        hard_uit_te_werken=frame["hard_uitwerk"],
        hard_inbreiding=frame["hard_inbreiding"],
        hard_uitbreiding=frame["hard_uitbreiding"],
    )
    varianten = pd.concat(
        [
            kern.assign(variant="laag", netto_behoefte=frame["netto_vraag_min"]),
            kern.assign(variant="hoog", netto_behoefte=frame["netto_vraag_max"]),
        ]
    )
    return maak_invoer(varianten, gemeenten, telling="bruto"), []


def lees_gepubliceerd(
    wortel: Path, bestand: str, gemeenten: pd.DataFrame, peildatum: str | None
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """Read the published table, of the day `peildatum` (ISO), with its outcomes, as gepubliceerd.KOLOMMEN.

    The lowest percentage goes with the highest need.
    """
    frame, problemen = lees_tabel(wortel, bestand, {**KOLOMMEN, **UITKOMSTEN})
    if frame is None:
        return None, problemen
    problemen = controleer_subregio(frame, bestand, list(gemeenten["subregio"].unique()))
    problemen += omgekeerd(frame, bestand, "periode_van", "periode_tot_en_met")
    problemen += omgekeerd(frame, bestand, "verhouding_pct_min", "verhouding_pct_max")
    eisen = {**KOLOMMEN, **UITKOMSTEN}
    frame, leden = naar_leden(
        frame, bestand, eisen, gemeenten, leeg_is_geen=LEEG_IS_GEEN, peildatum=peildatum
    )
    if problemen := [*leden, *problemen]:
        return None, problemen
    vast = frame[
        ["gemeentecode", "hard_direct", "hard_totaal", "hard_inbreiding", "hard_uitbreiding"]
    ]
    vast = vast.assign(
        vervanging=frame["vervanging"],
        hard_uit_te_werken=frame["hard_uitwerk"],
    )
    varianten = [
        vast.assign(
            variant=variant,
            netto_behoefte=frame[f"netto_vraag_{kant}"],
            behoefte=frame[f"vraag_totaal_{kant}"],
            dekking=frame[f"verhouding_pct_{ander}"] / 100,
        )
        for variant, kant, ander in (("laag", "min", "max"), ("hoog", "max", "min"))
    ]
    return maak_gepubliceerd(pd.concat(varianten), gemeenten), []
