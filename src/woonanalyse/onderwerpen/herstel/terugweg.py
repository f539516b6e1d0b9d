"""The way back to the norm under each reading of its begin, and what is known to have been done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from woonanalyse.afspraken.soorten.termijn import hersteldatum
from woonanalyse.afspraken.termijnregister import gevallen, lezinggeval
from woonanalyse.afspraken.tijd import Tijd, tijd
from woonanalyse.afspraken.uitkomst import Omgeving
from woonanalyse.kern.afspraak import Afspraak, met_lezing
from woonanalyse.kern.getal import datum
from woonanalyse.kern.oordeel import BUITEN, OP_DE_GRENS
from woonanalyse.kern.perrij import per_rij
from woonanalyse.kern.registers import EIGEN, dragend
from woonanalyse.onderwerpen.herstel.model import boven_norm, kalenderjaren

UIT_REGISTER = "register"
"""The reading of a municipality of which the register itself has the begin."""

KOLOMMEN = [
    "editie", "gemeentecode", "gemeente", "lezing", "gewoon", "begin", "einde", "jaren",
    "boven_norm_laag", "boven_norm_hoog", "per_jaar_laag", "per_jaar_hoog", "maatregelen",
    "maatregelen_afgeleid", "op_maat", "gebouwd_van", "gebouwd_tot_en_met", "gebouwd",
    "capaciteit_peildatum", "capaciteit_telling", "capaciteit", "verschil_laag", "verschil_hoog",
    "resterend_laag", "resterend_hoog", "toelichting",
]  # fmt: skip
"""Columns of the table; dwellings, dates as ISO text no more exact than known."""

GETALLEN = [
    "boven_norm_laag", "boven_norm_hoog", "maatregelen", "maatregelen_afgeleid", "gebouwd_van",
    "gebouwd_tot_en_met", "gebouwd", "capaciteit", "verschil_laag", "verschil_hoog",
    "resterend_laag", "resterend_hoog",
]  # fmt: skip
BREUKEN = ["jaren", "per_jaar_laag", "per_jaar_hoog"]


class Gepubliceerd(NamedTuple):
    """Hard capacity as another source published it, of every member: gemeentecode, hard, telling."""

    peildatum: str
    titel: str
    hard: pd.DataFrame


def terugweg(
    omgeving: Omgeving,
    termijn: Afspraak,
    norm: float,
    gebouwd: pd.DataFrame | None,
    gepubliceerd: Sequence[Gepubliceerd],
) -> pd.DataFrame:
    """Per municipality above the norm, at least at the lowest need, and reading: columns KOLOMMEN.

    `omgeving` holds the registers with all their rows; `gebouwd` of the subject of that name, or None.
    What is not about a reading is the same on every row of a municipality.
    """
    rijen = []
    for code, groep in omgeving.balans.groupby("gemeentecode", sort=False):
        if groep["oordeel"].iloc[0] not in (BUITEN, OP_DE_GRENS):
            continue
        boven = [
            boven_norm(hard, behoefte, norm)
            for hard, behoefte in zip(groep["hard_totaal"], groep["behoefte"], strict=True)
        ]
        vast = {
            "editie": str(omgeving.opzet.editie),
            "gemeentecode": code,
            "gemeente": groep["gemeente"].iloc[0],
            "boven_norm_laag": min(boven),
            "boven_norm_hoog": max(boven),
            **_gedaan(omgeving, str(code)),
            **_gebouwd(gebouwd, str(code)),
            **_later(omgeving, groep, norm, gepubliceerd),
        }
        begin_en_einde = termijnen(omgeving, termijn, str(code))
        rijen += [{**vast, **een, **_tempo(omgeving, vast, een)} for een in begin_en_einde]
    frame = pd.DataFrame(rijen, columns=KOLOMMEN)
    return frame.astype(dict.fromkeys(GETALLEN, "Int64") | dict.fromkeys(BREUKEN, "Float64"))


def termijnen(omgeving: Omgeving, termijn: Afspraak, code: str) -> list[dict[str, Any]]:
    """Begin and end of the term of a municipality by each reading, the used one first; one where the
    register has it.

    A register row that carries no state changes nothing here: it is only shown.
    """
    registers = {**omgeving.registers, "termijnen": dragend(omgeving.registers["termijnen"])}
    omgeving = Omgeving(registers, omgeving.balans, omgeving.opzet)
    eigen = gevallen(omgeving, code, termijn)
    if eigen:
        return [_termijn(termijn, UIT_REGISTER, "ja", eigen[0].start)]
    uitkomst = []
    for naam in termijn.get("lezingen", {}):
        geval = lezinggeval(met_lezing(termijn, naam), omgeving, code)
        gewoon = "ja" if naam == termijn.get("lezing") else "nee"
        uitkomst.append(_termijn(termijn, naam, gewoon, geval.start if geval else None))
    uitkomst.sort(key=lambda een: een["gewoon"] != "ja")
    return uitkomst or [_termijn(termijn, "", "ja", None)]


def _termijn(termijn: Afspraak, naam: str, gewoon: str, start: Tijd | None) -> dict[str, Any]:
    einde = None if start is None else hersteldatum(termijn, start)
    return {"lezing": naam, "gewoon": gewoon, "begin": _iso(start), "einde": _iso(einde)}


def _iso(moment: Tijd | None) -> Any:
    """As ISO text, as exact as it is known: a day or a month."""
    if moment is None:
        return pd.NA
    return moment.vroegst.isoformat()[: 10 if moment.exact else 7]


def _tempo(omgeving: Omgeving, vast: Mapping[str, Any], een: Mapping[str, Any]) -> dict[str, Any]:
    """Years from the later of begin and reference date to the end, and dwellings a year in that time."""
    leeg = dict.fromkeys(BREUKEN, pd.NA)
    if pd.isna(een["begin"]):
        return leeg
    begin = tijd(een["begin"]).vroegst
    peildatum = omgeving.opzet.peildatum
    van = max(begin, date.fromisoformat(peildatum)) if peildatum else begin
    jaren = kalenderjaren(van, tijd(een["einde"]).vroegst)
    if jaren <= 0:
        return {**leeg, "jaren": jaren}
    return {
        "jaren": jaren,
        **{f"per_jaar_{kant}": vast[f"boven_norm_{kant}"] / jaren for kant in ("laag", "hoog")},
    }


def _gedaan(omgeving: Omgeving, code: str) -> dict[str, Any]:
    """What measures took out of hard plans since the reference date, by their certainty; what is agreed.

    Only what a register calls `minder`: what moved elsewhere, or of which that is not known, is no sum.
    """
    frame = omgeving.registers["maatregelen"]
    eigen = frame[
        (frame["partij"] == code) & (frame["effect"] == "minder") & frame["vermindering"].notna()
    ]
    eigen = eigen.loc[[_erna(rij, omgeving) for rij in per_rij(eigen)]]
    afgeleid = (eigen["zekerheid"] == "afgeleid") & eigen["bronsoort"].isin(EIGEN)
    return {
        "maatregelen": _som(dragend(eigen)["vermindering"]),
        "maatregelen_afgeleid": _som(eigen.loc[afgeleid, "vermindering"]),
        "op_maat": op_maat(omgeving.registers["afspraken_op_maat"], code) or pd.NA,
    }


def op_maat(maat: pd.DataFrame, partij: str) -> str:
    """What the register `maat` has of one party, with who says so and of when it is; may be empty."""
    van: dict[str, list[str]] = {}
    for rij in per_rij(maat):
        if rij.partij == partij:
            dag = datum(rij.datum) if rij.datum else "zonder datum"
            van.setdefault(f"volgens {rij.volgens}, {dag}", []).append(rij.afspraak)
    return "; ".join(f"{'; '.join(wat)} ({wie})" for wie, wat in van.items())


def _erna(rij: Any, omgeving: Omgeving) -> bool:
    """Whether a row may be of after the reference date and up to the stand; one without a date may be."""
    if not rij.datum:
        return True
    peildatum = omgeving.opzet.peildatum
    moment = tijd(rij.datum)
    return moment.laatst <= omgeving.stand and (
        peildatum is None or moment.vroegst >= date.fromisoformat(peildatum)
    )


def _som(waarden: pd.Series) -> Any:
    return pd.NA if waarden.empty else int(waarden.sum())


def _gebouwd(gebouwd: pd.DataFrame | None, code: str) -> dict[str, Any]:
    namen = {naam: naam for naam in ("gebouwd_van", "gebouwd_tot_en_met")} | {
        "gebouwd": "nieuwbouw"
    }
    eigen = None if gebouwd is None else gebouwd[gebouwd["gemeentecode"] == code]
    if eigen is None or eigen.empty:
        return dict.fromkeys(namen, pd.NA)
    return {naam: eigen[van].iloc[0] for naam, van in namen.items()}


def _later(
    omgeving: Omgeving, groep: pd.DataFrame, norm: float, gepubliceerd: Sequence[Gepubliceerd]
) -> dict[str, Any]:
    """The last capacity published for a day up to the stand, against the norm by the same yardstick.

    What counts net is held against the net need. What remains is known only where both count alike.
    """
    kolommen = ("laag", "hoog")
    leeg = dict.fromkeys(["capaciteit_peildatum", "capaciteit_telling", "capaciteit"], pd.NA) | {
        f"{wat}_{kant}": pd.NA for wat in ("verschil", "resterend") for kant in kolommen
    }
    bekend = [een for een in gepubliceerd if _tussen(een.peildatum, omgeving)]
    if not bekend:
        return {**leeg, "toelichting": "van later is geen capaciteit gepubliceerd"}
    laatste = max(bekend, key=lambda een: tijd(een.peildatum).laatst)
    rij = laatste.hard[laatste.hard["gemeentecode"] == groep["gemeentecode"].iloc[0]].iloc[0]
    gevonden = {
        **leeg,
        "capaciteit_peildatum": laatste.peildatum,
        "capaciteit_telling": rij["telling"],
        "capaciteit": rij["hard"],
    }
    maat = {"netto": "netto_behoefte", "bruto": "behoefte"}.get(rij["telling"])
    if maat is None or pd.isna(rij["hard"]) or groep[maat].isna().any():
        reden = "de telling van de latere capaciteit, of de behoefte daarbij, is onbekend"
        return {**gevonden, "toelichting": reden}
    for kant, behoefte in zip(kolommen, (groep[maat].max(), groep[maat].min()), strict=True):
        gevonden[f"verschil_{kant}"] = int(rij["hard"]) - round(norm * int(behoefte))
    telling = groep["telling"].iloc[0]
    if telling != rij["telling"]:
        reden = (
            f"de capaciteit van {datum(laatste.peildatum)} is {rij['telling']} geteld, die van de balans "
            f"{telling}: wat er rest is onbekend"
        )
        return {**gevonden, "toelichting": reden}
    for kant in kolommen:
        gevonden[f"resterend_{kant}"] = max(0, gevonden[f"verschil_{kant}"])
    return {**gevonden, "toelichting": f"balans en latere capaciteit zijn beide {telling} geteld"}


def _tussen(peildatum: str, omgeving: Omgeving) -> bool:
    eigen = omgeving.opzet.peildatum
    moment = tijd(peildatum)
    return moment.laatst <= omgeving.stand and (
        eigen is None or moment.vroegst > date.fromisoformat(eigen)
    )
