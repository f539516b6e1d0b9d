"""The plan of an edition: which notebooks, and the fingerprint of what each of them uses.

Reading an edition takes a second, most of it for loading libraries. So the plan is kept, under the
fingerprint of all that it was made from: data, code, library versions, question.
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from woonanalyse.bestanden import schrijf_json
from woonanalyse.bronnen.bronbestanden import afdruk_bestanden, bronbestanden
from woonanalyse.rapport.runs import Run, notitieboeken
from woonanalyse.traag import zonder_overbodige
from woonanalyse.uitvoering.broncode import afdruk_van_modules
from woonanalyse.uitvoering.motor import beller


@dataclass(frozen=True)
class Plan:
    """`naam` is that of the results folder; `datum` the date on the report (ISO 8601).

    `rijen`: by name of the run the fingerprint of the data that it uses; `gegevens`: that of the whole
    edition and its raw files. `gewijzigd`: raw files that differ from what their sidecar says. `sleutel`:
    the fingerprint of all that can change the plan.
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


def maak_plan(wortel: Path, editie: str | None, *, voorbeelddata: bool = False) -> Plan:
    """The plan for `editie`, or for the newest complete one; raises InvoerFout when data is wrong.

    Where a plan must be made anew, notebooks are likely to run: then the warm parent makes it, which
    loads the same libraries and reads the same data.
    """
    beller.voorlezen(wortel, editie, voorbeelddata)
    sleutel = _sleutel(wortel, editie, voorbeelddata)
    vraag = f"{editie or 'nieuwste'}{'-voorbeelddata' if voorbeelddata else ''}"
    bewaard = wortel / ".pytask" / f"plan-{vraag}.json"
    if plan := _lees(bewaard, sleutel):
        return plan
    beller.begin()
    _laad_ondertussen()
    plan = _als_plan(beller.roep(__name__, "bereken", str(wortel), editie, voorbeelddata, sleutel))
    if _sleutel(wortel, editie, voorbeelddata) == sleutel:  # nothing was edited meanwhile
        schrijf_json(bewaard, asdict(plan))
    return plan


def _laad_ondertussen() -> None:
    """Load what runs the plan, while the warm parent loads what makes it."""
    with zonder_overbodige():
        import papermill  # noqa: F401
    import woonanalyse.uitvoering.bouw  # noqa: F401


def _sleutel(wortel: Path, editie: str | None, voorbeelddata: bool) -> str:
    delen = [
        str(sys.version_info[:3]),
        str(editie),
        str(voorbeelddata),
        afdruk_bestanden(wortel, [*bronbestanden(wortel), wortel / "requirements.lock"]),
        afdruk_van_modules(__name__),
    ]
    return hashlib.sha256("\n".join(delen).encode()).hexdigest()


def _lees(pad: Path, sleutel: str) -> Plan | None:
    try:
        inhoud: dict[str, Any] = json.loads(pad.read_bytes())
    except (OSError, ValueError):
        return None
    return _als_plan(inhoud) if inhoud.get("sleutel") == sleutel else None


def _als_plan(velden: dict[str, Any]) -> Plan:
    runs: list[dict[str, Any]] = velden["runs"]
    lijsten = ("delen", "figuren")
    gelezen = [Run(**{**run, **{naam: tuple(run[naam]) for naam in lijsten}}) for run in runs]
    return Plan(**{**velden, "runs": gelezen})


def bereken(wortel: str, editie: str | None, voorbeelddata: bool, sleutel: str) -> dict[str, Any]:
    """The fields of the plan, as plain values; called where the libraries are loaded."""
    from woonanalyse.bronnen.afdruk import afdruk
    from woonanalyse.bronnen.dossier import lees_dossier
    from woonanalyse.bronnen.editie import nieuwste_volledige
    from woonanalyse.bronnen.regio import lees_regio
    from woonanalyse.bronnen.snede import snede

    map_ = Path(wortel)
    keuze = editie or nieuwste_volledige(map_, lees_regio(map_))
    dossier = lees_dossier(map_, keuze, voorbeelddata=voorbeelddata)
    runs = notitieboeken(dossier)
    rauw = [map_ / zij["bestand"] for zij in dossier.zijbestanden]
    plan = Plan(
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
        gegevens=afdruk([dossier, afdruk_bestanden(map_, rauw)]),
        gewijzigd=dossier.gewijzigd,
    )
    return asdict(plan)
