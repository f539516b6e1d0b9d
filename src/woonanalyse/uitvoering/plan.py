"""The plan of an edition: which notebooks, and the fingerprint of what each of them uses.

Reading an edition takes a second, most of it for loading libraries. So the plan is kept, under the
fingerprint of all that it was made from: data, code, library versions, question.
"""

from __future__ import annotations

import hashlib
import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import papermill_forkserver

from woonanalyse.kern.bestanden import schrijf_json
from woonanalyse.kern.bronbestanden import bronbestanden, hash_bestanden
from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.project import versiebestand
from woonanalyse.kern.traag import zonder_uitleg
from woonanalyse.uitkomsten.runs import Run, factsheetnamen, runs_van
from woonanalyse.uitvoering.afsplitsen import ernaast
from woonanalyse.uitvoering.broncode import (
    hash_van_modules,
    hash_van_verklaringen,
    kijk_opnieuw,
    motorbestanden,
    pakketbestanden,
)
from woonanalyse.uitvoering.geheugen import lees_geheugen
from woonanalyse.uitvoering.notitieboek import WARM, laad_vooruit
from woonanalyse.uitvoering.stand import Stand

if TYPE_CHECKING:
    from woonanalyse.onderwerpen.dossier import Dossier

POGINGEN = 5


@dataclass(frozen=True)
class Plan:
    """`naam` is that of the results folder; `datum` the date on the report (ISO 8601).

    `rijen`: by name of the run the fingerprint of the data that it uses; `gegevens`: that of the whole
    edition and of the bytes of its files, as herkomst.csv counts their lines; `bronnen`: the SHA-256 of each
    of those files, by its path from the root. `gewijzigd`: raw files that differ from what their sidecar
    says; `waarschuwingen`: what a reader should look at. `sleutel`: the fingerprint of all that can change
    the plan; `stand`: data and code, from before they were read. `dossier`: the edition, where the plan was
    made of it now.
    """

    sleutel: str
    editie: str
    titel: str
    naam: str
    voorbeelddata: bool
    scenario: bool
    zonder_bladen: bool
    datum: str
    runs: list[Run]
    rijen: dict[str, str]
    gegevens: str
    bronnen: dict[str, str]
    gewijzigd: list[str]
    waarschuwingen: list[str]
    stand: Stand
    dossier: Dossier | None = field(default=None, compare=False, repr=False)

    @property
    def gemeenten(self) -> dict[str, str]:
        """The members of the region, name by code."""
        return {
            run.gemeentecode: run.parameters["gemeente"] for run in self.runs if run.gemeentecode
        }

    @property
    def bladen(self) -> dict[str, str]:
        """The file names of the factsheets without extension, by code."""
        return factsheetnamen(self.gemeenten)


def maak_plan(
    wortel: Path,
    editie: str | None,
    *,
    voorbeelddata: bool = False,
    datum: str | None = None,
    ondertussen: Callable[[], None] = lambda: None,
) -> Plan:
    """The plan for `editie`, or for the default one; raises InvoerFout when data is wrong.

    Where a plan must be made anew, notebooks are likely to run: their warm parent is forked from this
    process once another one has read the edition, or else starts loading beside it. Meanwhile `ondertussen`
    is called. `datum`: the date on the report (ISO), where that is not the edition's own.
    """
    laad_vooruit(wortel, editie, voorbeelddata)
    bewaard = _bewaard(wortel, editie, voorbeelddata)
    for _ in range(POGINGEN):
        code = [versiebestand(wortel), *pakketbestanden(), *motorbestanden()]
        bestanden = [*bronbestanden(wortel), *code]
        stand = Stand.van(bestanden)
        kijk_opnieuw()
        sleutel = _sleutel(wortel, editie, voorbeelddata)
        if plan := _lees(bewaard, sleutel, stand):
            return _op_datum(plan, datum)
        lees = partial(_lees_editie, wortel, editie, voorbeelddata, sleutel)
        vork = _laad_voor_vork()
        with ernaast(lees) if vork else nullcontext(lees) as gelezen:
            if vork:
                with zonder_uitleg():
                    importlib.import_module(WARM)
            else:
                papermill_forkserver.start()
            ondertussen()
            dossier, velden = gelezen()
        with _in_de_hand(wortel, dossier, stand) if vork else nullcontext():
            if stand.aangeraakt():  # then the key may be of other data than was read
                continue
            if vork:
                papermill_forkserver.start(fork=True)
        schrijf_json(bewaard, velden)
        return _op_datum(replace(_als_plan(velden, stand), dossier=dossier), datum)
    raise WoonanalyseFout("De gegevens worden steeds gewijzigd. Probeer het later opnieuw.")


def _laad_voor_vork() -> bool:
    """Whether processes can be forked from here; then what they all need is loaded, pandas as a notebook has
    it."""
    if "pandas" in sys.modules or not papermill_forkserver.can_fork():
        return False
    with papermill_forkserver.as_in_a_cell():
        importlib.import_module("pandas")
    importlib.import_module("woonanalyse.onderwerpen.snede")
    return True


@contextmanager
def _in_de_hand(wortel: Path, dossier: Dossier, stand: Stand) -> Iterator[None]:
    """Inside this, a warm parent that is forked holds the edition that was read, and keeps its figures."""
    from woonanalyse.onderwerpen.dossierlezer import voorgelezen
    from woonanalyse.uitvoering.tekeningen import bewaarde_figuren

    laad_vooruit(wortel, dossier.editie.naam, dossier.voorbeelddata)
    with voorgelezen(wortel, dossier), bewaarde_figuren(wortel, dossier.naam, stand):
        yield


def eerder_plan(
    wortel: Path,
    editie: str | None,
    sleutel: str,
    *,
    voorbeelddata: bool = False,
    datum: str | None = None,
) -> Plan | None:
    """The plan that is kept with this key, of files that are known not to differ; None when it is gone."""
    plan = _lees(_bewaard(wortel, editie, voorbeelddata), sleutel, Stand({}))
    return plan and _op_datum(plan, datum)


def _bewaard(wortel: Path, editie: str | None, voorbeelddata: bool) -> Path:
    vraag = f"{editie or 'nieuwste'}{'-voorbeelddata' if voorbeelddata else ''}"
    return wortel / ".pytask" / f"plan-{vraag}.json"


def _sleutel(wortel: Path, editie: str | None, voorbeelddata: bool) -> str:
    versies = versiebestand(wortel)
    delen = [
        str(sys.version_info[:3]),
        str(editie),
        str(voorbeelddata),
        hash_bestanden(wortel, bronbestanden(wortel)),
        hash_bestanden(versies.parent, [versies]),
        hash_van_modules(__name__),
        hash_van_verklaringen(),
    ]
    return hashlib.sha256("\n".join(delen).encode()).hexdigest()


def _lees(pad: Path, sleutel: str, stand: Stand) -> Plan | None:
    inhoud = lees_geheugen(pad)
    try:
        return _als_plan(inhoud, stand) if inhoud.get("sleutel") == sleutel else None
    except (KeyError, TypeError):
        return None


def _op_datum(plan: Plan, datum: str | None) -> Plan:
    return plan if datum is None else replace(plan, datum=datum)


def _als_plan(velden: dict[str, Any], stand: Stand) -> Plan:
    runs: list[dict[str, Any]] = velden["runs"]
    gelezen = [Run(**{**run, "figuren": tuple(run["figuren"])}) for run in runs]
    return Plan(**{**velden, "runs": gelezen}, stand=stand)


def _lees_editie(
    wortel: Path, editie: str | None, voorbeelddata: bool, sleutel: str
) -> tuple[Dossier, dict[str, Any]]:
    """The edition, and the fields of its plan as plain values."""
    from woonanalyse.kern.hashes import hash_van
    from woonanalyse.onderwerpen.dossierlezer import kies_dossier
    from woonanalyse.onderwerpen.snede import snede
    from woonanalyse.uitgave.stempel import som

    dossier, melding = kies_dossier(wortel, editie, voorbeelddata=voorbeelddata)
    runs = runs_van(dossier)
    gelezen = [wortel / pad for pad in dossier.veroudert]
    velden = {
        "sleutel": sleutel,
        "editie": dossier.editie.naam,
        "titel": dossier.editie.opzet.naam,
        "naam": dossier.naam,
        "voorbeelddata": dossier.voorbeelddata,
        "scenario": dossier.editie.opzet.scenario,
        "zonder_bladen": dossier.editie.alleen_totalen,
        "datum": dossier.editie.opzet.datum_rapport,
        "runs": [asdict(run) for run in runs],
        "rijen": {
            run.naam: hash_van(snede(dossier, run.notitieboek, run.parameters.get("gemeente")))
            for run in runs
        },
        "gegevens": hash_van([dossier.zonder_vindplaatsen(), hash_bestanden(wortel, gelezen)]),
        "bronnen": {pad: som(wortel / pad) for pad in dossier.veroudert},
        "gewijzigd": dossier.gewijzigd,
        "waarschuwingen": [str(een) for een in (*melding, *dossier.waarschuwingen)],
    }
    return dossier, velden
