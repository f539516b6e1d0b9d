"""What a proposal says besides of an edition of norms: what is public of a municipality, and what if not."""

from __future__ import annotations

import re

import pandas as pd

from woonanalyse.document import stukvragen
from woonanalyse.document.stukgrond import College, Grond, inleiding, open_van
from woonanalyse.kern.afspraak import met_onderwerp
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.getal import aantal, opsomming, reeks
from woonanalyse.kern.perrij import per_rij

HOOGUIT = 5
"""Rows of a need that a proposal shows: it has two pages."""


def behoefte(grond: Grond, college: College) -> str:
    """The need of a municipality that the register has for years of the edition, each with its own period,
    source and certainty; literal ones first. Empty where it has none, and for GS."""
    rijen = grond.editie.feiten["behoeften"]
    rijen = rijen[(rijen["partij"] == college.code) & (rijen["gebied"] == "")]
    rijen = rijen[rijen[["laag", "hoog"]].notna().any(axis=1)]
    begin = grond.editie.opzet.periode.van or 0
    eigen = rijen[[_laatste_jaar(periode) >= begin for periode in rijen["periode"]]]
    if eigen.empty:
        return ""
    orde = {"letterlijk": 0, "afgeleid": 1}
    eigen = eigen.sort_values("zekerheid", key=lambda z: z.map(orde).fillna(2), kind="stable")
    cellen = [
        [veilig(deel) for deel in (rij.periode, _woningen(rij), rij.bron, rij.zekerheid)]
        for rij in per_rij(eigen.head(HOOGUIT))
    ]
    kop = f"Wat over de behoefte van {college.partijen[0]} openbaar is; het telt in geen norm mee:"
    staat = tabel(["Periode", "Woningen", "Bron", "Zekerheid"], cellen, [16, -16, 48, 16])
    return f"{inleiding(kop)}\n\n{staat}"


def _laatste_jaar(periode: str) -> int:
    """The last year that a period names; 0 where it names none."""
    return max((int(jaar) for jaar in re.findall(r"\d{4}", str(periode))), default=0)


def _woningen(rij: object) -> str:
    laag, hoog = (getattr(rij, naam) for naam in ("laag", "hoog"))
    laag, hoog = (hoog if pd.isna(laag) else laag), (laag if pd.isna(hoog) else hoog)
    return reeks(aantal(laag), aantal(hoog))


def niet_besluiten(grond: Grond, college: College) -> str:
    """What stays as it is when the college decides nothing, or when nothing is delivered; empty where
    nothing is asked of it, and all is known of it."""
    nummers = list(dict.fromkeys(int(nr) for nr in grond.gevraagd(college)["artikel"]))
    if nummers:
        woord = grond.editie.regio.nummering.een
        welke = opsomming(met_onderwerp(grond.editie.regio.afspraken, nummers))
        return f"Niet besluiten: dan blijft bij {woord} {welke} de stand zoals die bij Argumenten staat."
    if not college.is_gs and not open_van(grond, college) and grond.editie.normen is None:
        return ""
    zonder = stukvragen.zonder(grond.editie, grond.uitkomsten)
    return f"Niet leveren: {zonder[:1].lower()}{zonder[1:]}" if zonder else ""
