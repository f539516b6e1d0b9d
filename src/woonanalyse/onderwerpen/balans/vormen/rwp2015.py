"""The table of the RWP 2015: one need, hard capacity, replacement, plans to be elaborated apart."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from woonanalyse.kern.fouten import Probleem
from woonanalyse.kern.gemeenten import controleer_subregio
from woonanalyse.kern.indeling.ledentabel import naar_leden
from woonanalyse.kern.kolomeis import geheel, gemeentecode, jaar, tekst, woningen
from woonanalyse.kern.tabel import lees_tabel, omgekeerd
from woonanalyse.onderwerpen.balans.invoer import maak_invoer

UITKOMSTEN = {
    "netto_hard_uitbreiding": geheel(),
    "resterende_behoefte": geheel(),
    "hard_tov_vraag_pct": woningen(grens="procenten"),
    "aandeel_incl_uit_te_werken_pct": woningen(grens="procenten"),
}
"""Published outcomes in the same file: checked for type, used only to test our own."""

KOLOMMEN = {
    "gemeentecode": gemeentecode(),
    "gemeentenaam": tekst(),
    "subregio": tekst(),
    "periode_van": jaar(),
    "periode_tot": jaar(),
    "netto_woningvraag": woningen(),
    "hard_totaal": woningen(),
    "waarvan_vervanging": woningen(),
    "uit_te_werken": woningen(leeg=True),
    **UITKOMSTEN,
}

UIT = {
    "netto_behoefte": "netto_woningvraag",
    "vervanging": "waarvan_vervanging",
    "hard_direct": "hard_totaal",
    "hard_uit_te_werken": "uit_te_werken",
}
"""Which column of the source each column of INVOER comes from."""


def lees(
    wortel: Path,
    bestand: str,
    gemeenten: pd.DataFrame,
    subregios: list[str],
    peildatum: str | None,
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """Read the table, of the day `peildatum` (ISO), to INVOER: variant midden, capacity bruto.

    An empty cell in uit_te_werken is none: the published subtotals count it so.
    """
    frame, problemen = lees_tabel(wortel, bestand, KOLOMMEN)
    if frame is None:
        return None, problemen
    problemen = controleer_subregio(frame, bestand, subregios)
    problemen += omgekeerd(frame, bestand, "periode_van", "periode_tot")
    frame, leden = naar_leden(
        frame, bestand, KOLOMMEN, gemeenten, leeg_is_geen=["uit_te_werken"], peildatum=peildatum
    )
    if problemen := [*leden, *problemen]:
        return None, problemen
    kern = frame[["gemeentecode", "subregio"]].assign(
        variant="midden",
        netto_behoefte=frame["netto_woningvraag"],
        vervanging=frame["waarvan_vervanging"],
        hard_direct=frame["hard_totaal"],
        hard_uit_te_werken=frame["uit_te_werken"],
    )
    return maak_invoer(kern, gemeenten, telling="bruto"), []
