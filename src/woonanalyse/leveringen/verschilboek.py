"""The difference of two plan registers as a workbook: accounts, plans, and questions to answer in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from woonanalyse.kern.beeld.huisstijl import MELDINGEN
from woonanalyse.onderwerpen.planregister.koppeling import (
    ANDER,
    SAMENVOEGING,
    SPLITSING,
    ZELFDE,
)
from woonanalyse.onderwerpen.planregister.planverschil import UITLEG
from woonanalyse.uitgave.excel import OPTIES
from woonanalyse.uitgave.sjabloon import GEMAAKT, leesblad, stijlen, tabelblad

VRAGEN = "Vragen"
OORDEEL, TOELICHTING = "antwoord", "toelichting"
OORDELEN = {
    ZELFDE: "hetzelfde plan",
    ANDER: "een ander plan",
    SPLITSING: "het latere plan is een deel van het eerdere, dat ook elders voortgaat",
    SAMENVOEGING: "het eerdere plan ging met andere op in het latere",
}
"""What can be answered, and what it means."""
_VELDEN = {
    "plan_id": ("kenmerk", 14), "naam": ("naam", 34), "plaats": ("plaats", 14),
    "planstatus": ("status", 9), "rest": ("woningen", 10),
}  # fmt: skip


def vraagkoppen(toen: str, nu: str) -> dict[str, tuple[str, int]]:
    """By column of the questions its head and width; `toen` and `nu` are reference dates (ISO)."""
    return {
        "gemeente": ("gemeente", 18),
        **{
            f"{veld}_{kant}": (f"{kop} {dag}", breed)
            for kant, dag in (("toen", toen), ("nu", nu))
            for veld, (kop, breed) in _VELDEN.items()
        },
        "afstand_m": ("afstand (m)", 10),
        "reden": ("waarom het wordt gevraagd", 36),
        "oordeel": (OORDEEL, 16),
        "toelichting": (TOELICHTING, 36),
    }


def verschilboek(
    rekening: pd.DataFrame,
    plannen: pd.DataFrame,
    vragen: pd.DataFrame,
    dagen: tuple[str, str],
    vooraf: Sequence[str],
) -> bytes:
    """The workbook: sheets Uitleg, Rekening, Plannen and Vragen; the same input gives the same bytes.

    `rekening`, `plannen` and `vragen` have their columns by the heads that are shown, and for `vragen` by the
    names of `vraagkoppen`; `vooraf` are lines on what it is.
    """
    uit = BytesIO()
    boek = xlsxwriter.Workbook(uit, OPTIES)
    boek.set_properties({"title": f"Intern: plannen van {' en '.join(dagen)}", "created": GEMAAKT})
    stijl = stijlen(boek) | {
        "som": boek.add_format({"bold": True, "top": 1}),
        "invul": boek.add_format(
            {"num_format": "@", "bg_color": MELDINGEN["waarschuwing"], "text_wrap": True}
        ),
    }
    _uitleg(boek.add_worksheet("Uitleg"), vooraf, stijl)
    tabelblad(boek.add_worksheet("Rekening"), rekening, {}, stijl)
    tabelblad(boek.add_worksheet("Plannen"), plannen, {}, stijl)
    _vragen(boek.add_worksheet(VRAGEN), vragen, vraagkoppen(*dagen), stijl)
    for blad in boek.worksheets():
        blad.set_header("&LIntern: plannen van een register, niet om te publiceren")
    boek.close()
    return uit.getvalue()


def _uitleg(blad: Any, vooraf: Sequence[str], stijl: Mapping[str, Any]) -> None:
    regels = [(regel, "") for regel in vooraf]
    regels += [("", ""), *((soort, uitleg) for soort, uitleg in UITLEG.items() if uitleg)]
    regels += [("", ""), *OORDELEN.items()]
    leesblad(blad, {"wat": 60, "betekent": 90}, regels, dict(stijl))


def _vragen(
    blad: Any,
    vragen: pd.DataFrame,
    koppen: Mapping[str, tuple[str, int]],
    stijl: Mapping[str, Any],
) -> None:
    """A row per question, with a drop-down for the answer."""
    frame = vragen.assign(oordeel=None, toelichting=None)[list(koppen)]
    getoond = frame.rename(columns={naam: kop for naam, (kop, _) in koppen.items()})
    tabelblad(blad, getoond, dict(koppen.values()), stijl)
    blad.freeze_panes(1, 3)
    for rij in range(1, len(frame) + 1):
        for nr in (len(koppen) - 2, len(koppen) - 1):
            blad.write_blank(rij, nr, None, stijl["invul"])
    if len(frame):
        nr = len(koppen) - 2
        blad.data_validation(
            1, nr, len(frame), nr,
            {
                "validate": "list", "source": list(OORDELEN), "input_title": OORDEEL,
                "input_message": "; ".join(f"{woord}: {uitleg}" for woord, uitleg in OORDELEN.items())[:255],
                "error_title": "Dit kan hier niet", "error_message": f"Kies {', '.join(OORDELEN)}.",
            },
        )  # fmt: skip
        blad.ignore_errors({"number_stored_as_text": xl_range_abs(1, 0, len(frame), len(koppen))})
