"""The plan of an edition: which notebooks, and the fingerprint of what each of them uses.

Reading an edition takes a second, most of it for loading libraries. So the plan is kept, under the
fingerprint of all that it was made from: data, code, library versions, question.
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from woonanalyse.bestanden import schrijf_json
from woonanalyse.bronnen.bronbestanden import afdruk_bestanden, bronbestanden
from woonanalyse.fouten import WoonanalyseFout
from woonanalyse.rapport.runs import Run, notitieboeken
from woonanalyse.uitvoering.broncode import afdruk_van_modules, pakketbestanden
from woonanalyse.uitvoering.motor import beller
from woonanalyse.uitvoering.stand import Stand

POGINGEN = 5


@dataclass(frozen=True)
class Plan:
    """`naam` is that of the results folder; `datum` the date on the report (ISO 8601).

    `rijen`: by name of the run the fingerprint of the data that it uses; `gegevens`: that of the whole
    edition and its raw files. `gewijzigd`: raw files that differ from what their sidecar says. `sleutel`:
    the fingerprint of all that can change the plan; `stand`: data and code, from before they were read.
    """

    sleutel: str
    editie: str
    titel: str
    naam: str
    voorbeelddata: bool
    datum: str
    runs: list[Run]
    rijen: dict[str, str]
    gegevens: str
    gewijzigd: list[str]
    stand: Stand


def maak_plan(wortel: Path, editie: str | None, *, voorbeelddata: bool = False) -> Plan:
    """The plan for `editie`, or for the newest complete one; raises InvoerFout when data is wrong.

    Where a plan must be made anew, notebooks are likely to run: the warm parent starts loading then.
    """
    beller.voorlezen(wortel, editie, voorbeelddata)
    vraag = f"{editie or 'nieuwste'}{'-voorbeelddata' if voorbeelddata else ''}"
    bewaard = wortel / ".pytask" / f"plan-{vraag}.json"
    for _ in range(POGINGEN):
        stand = Stand.van([*_bestanden(wortel), *pakketbestanden()])
        sleutel = _sleutel(wortel, editie, voorbeelddata)
        if plan := _lees(bewaard, sleutel, stand):
            return plan
        beller.begin()
        plan = _bereken(wortel, editie, voorbeelddata, sleutel, stand)
        if not stand.aangeraakt():  # else the key may be of other data than was read
            schrijf_json(bewaard, asdict(replace(plan, stand=Stand({}))))
            return plan
    raise WoonanalyseFout("De gegevens worden steeds gewijzigd. Probeer het later opnieuw.")


def _bestanden(wortel: Path) -> list[Path]:
    return [*bronbestanden(wortel), wortel / "requirements.lock"]


def _sleutel(wortel: Path, editie: str | None, voorbeelddata: bool) -> str:
    delen = [
        str(sys.version_info[:3]),
        str(editie),
        str(voorbeelddata),
        afdruk_bestanden(wortel, _bestanden(wortel)),
        afdruk_van_modules(__name__),
    ]
    return hashlib.sha256("\n".join(delen).encode()).hexdigest()


def _lees(pad: Path, sleutel: str, stand: Stand) -> Plan | None:
    try:
        inhoud: dict[str, Any] = json.loads(pad.read_bytes())
    except (OSError, ValueError):
        return None
    if inhoud.get("sleutel") != sleutel:
        return None
    inhoud["stand"] = stand
    runs: list[dict[str, Any]] = inhoud.pop("runs")
    lijsten = ("delen", "figuren")
    return Plan(
        runs=[Run(**{**run, **{n: tuple(run[n]) for n in lijsten}}) for run in runs], **inhoud
    )


def _bereken(
    wortel: Path, editie: str | None, voorbeelddata: bool, sleutel: str, stand: Stand
) -> Plan:
    from woonanalyse.bronnen.afdruk import afdruk
    from woonanalyse.bronnen.dossier import lees_dossier_van
    from woonanalyse.bronnen.editie import nieuwste_volledige
    from woonanalyse.bronnen.regio import lees_regio
    from woonanalyse.bronnen.snede import snede

    regio = lees_regio(wortel)
    keuze = editie or nieuwste_volledige(wortel, regio)
    dossier = lees_dossier_van(wortel, regio, keuze, voorbeelddata=voorbeelddata)
    runs = notitieboeken(dossier)
    rauw = [wortel / zij["bestand"] for zij in dossier.zijbestanden]
    return Plan(
        sleutel=sleutel,
        editie=keuze,
        titel=dossier.editie.kop["naam"],
        naam=dossier.naam,
        voorbeelddata=voorbeelddata,
        datum=dossier.editie.datum.isoformat(),
        runs=runs,
        rijen={
            run.naam: afdruk(snede(dossier, run.notitieboek, run.parameters.get("gemeente")))
            for run in runs
        },
        gegevens=afdruk([dossier, afdruk_bestanden(wortel, rauw)]),
        gewijzigd=dossier.gewijzigd,
        stand=stand,
    )
