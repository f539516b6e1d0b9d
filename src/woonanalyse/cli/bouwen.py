"""What commands do to make a report: run the build, let Quarto render, say what was made."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import woonanalyse
from woonanalyse.cli.keuzes import kies_dag
from woonanalyse.cli.scherm import GebruiksFout, fout, uit, waarschuw
from woonanalyse.cli.slot import Gebouwd, hoofdbevinding, toon_slot
from woonanalyse.kern.fouten import WoonanalyseFout, een_van
from woonanalyse.kern.project import DOCUMENTEN, documenten, rapportmap, uitvoermap, zetbron
from woonanalyse.kern.vooruit import vooruit

if TYPE_CHECKING:
    from woonanalyse.kern.regio import Regio
    from woonanalyse.uitvoering.bouw import Uitkomst
    from woonanalyse.uitvoering.plan import Plan

TYPSTPROCES = Path(woonanalyse.__file__).parent / "opmaak" / "typstproces.py"
"""By its place: the package that it is in takes long to load."""

FORMATEN = ("pdf", "html", "xlsx")


class Uitvoerder(StrEnum):
    """Where notebooks run."""

    LOKAAL = "lokaal"
    DASK = "dask"


def kies_formaten(tekst: str) -> list[Any]:
    """The forms asked for, in a fixed order."""
    gevraagd = [deel.strip() for deel in tekst.split(",") if deel.strip()]
    if not gevraagd or not set(gevraagd) <= set(FORMATEN):
        raise GebruiksFout(
            f"--formaat: {tekst!r} kan niet; kies uit pdf, html en xlsx, met komma's ertussen."
        )
    return [naam for naam in FORMATEN if naam in gevraagd]


def kies_datum(tekst: str | None) -> str | None:
    """The date of the report; None for the edition's own."""
    dag = kies_dag("--datum", tekst)
    return None if dag is None else dag.isoformat()


def kies_scheduler(uitvoerder: Uitvoerder, scheduler: str | None) -> str | None:
    """The address of the cluster; None to run here."""
    if uitvoerder is Uitvoerder.DASK and not scheduler:
        raise GebruiksFout("--uitvoerder dask: geef ook --scheduler tcp://…, het adres.")
    if scheduler and uitvoerder is not Uitvoerder.DASK:
        raise GebruiksFout("--scheduler: dat hoort bij --uitvoerder dask.")
    return scheduler


VOOR_PAPERMILL = ("nbclient", "tenacity")
"""Of what papermill loads, that does not look whether it is loaded in a notebook."""


def _laad_voor_bouw() -> None:
    """Load what runs the plan and makes the report, and look at the code of that, while another process
    reads the edition."""
    import importlib

    from woonanalyse.kern.traag import wacht_met_web, zonder_overbodige
    from woonanalyse.uitvoering.broncode import hash_van_modules, modules_van_onderwerpen

    _laad_pytask()
    for naam in (
        "uitvoering.bouw",
        "uitkomsten.samenvoegen",
        "opmaak",
        "uitgave.uitgeven",
        "document.werkmap",
        "archief.overzicht",
    ):
        importlib.import_module(f"woonanalyse.{naam}")
    wacht_met_web()
    with zonder_overbodige():
        for naam in VOOR_PAPERMILL:
            importlib.import_module(naam)
    hash_van_modules("woonanalyse.document.werkmap", *modules_van_onderwerpen())


def _laad_pytask() -> None:
    from woonanalyse.kern.traag import zonder_databank

    with zonder_databank():
        import pytask  # noqa: F401


def bouw_alles(
    wortel: Path,
    editie: str | None,
    voorbeelddata: bool,
    formaten: list[Any],
    scheduler: str | None = None,
    gemeenten: list[str] | None = None,
    datum: str | None = None,
) -> Gebouwd:
    """Do all that is stale up to the work folder, up to the report in `formaten`, or up to the factsheets
    of `gemeenten`; `datum`: that of the report (ISO) where it is not the edition's.

    Where an earlier run left all as it is now, that is said at once.
    """
    from woonanalyse.uitvoering.ongewijzigd import Antwoord, Vraag
    from woonanalyse.uitvoering.plan import eerder_plan
    from woonanalyse.uitvoering.rapportbronnen import zorg_voor_bronnen

    begin = time.monotonic()
    vraag = Vraag(wortel, [editie, voorbeelddata, formaten, gemeenten, datum])
    eerder = None if scheduler else vraag.antwoord()
    if eerder and (
        plan := eerder_plan(wortel, editie, eerder.plan, voorbeelddata=voorbeelddata, datum=datum)
    ):
        waarschuw(plan.gewijzigd, plan.waarschuwingen, voorbeelddata, kort=True)
        zorg_voor_bronnen(wortel, fout)
        _zeg_gedaan(0, eerder.taken)
        return Gebouwd(plan, 0, eerder.bevinding, begin)
    with vooruit(TYPSTPROCES, zetbron(wortel) if "pdf" in formaten else None):
        plan, uitkomst = _bouw(wortel, editie, voorbeelddata, formaten, scheduler, gemeenten, datum)
    if formaten or gemeenten:
        lijst_op(wortel, plan.dossier.regio if plan.dossier else None)
    gedaan = len(uitkomst.gedaan)
    _zeg_gedaan(gedaan, uitkomst.actueel)
    bevinding = "" if gemeenten else hoofdbevinding(wortel, plan)
    antwoord = Antwoord(plan.sleutel, gedaan + uitkomst.actueel, bevinding)
    vraag.bewaar(antwoord, uitkomst.producten)
    return Gebouwd(plan, gedaan, bevinding, begin)


def lijst_op(wortel: Path, regio: Regio | None = None) -> None:
    """Write the page that lists all forms that there are; for a command that made some. `regio` where that
    was read."""
    from woonanalyse.archief.overzicht import schrijf_overzicht
    from woonanalyse.uitvoering.geheugen import alleen

    with alleen(wortel):
        schrijf_overzicht(wortel, regio)


def _zeg_gedaan(gedaan: int, actueel: int) -> None:
    taken, zijn = "taak" if gedaan == 1 else "taken", "was" if actueel == 1 else "waren"
    uit.print(f"{gedaan} {taken} uitgevoerd, {actueel} {zijn} nog actueel.")


def _bouw(
    wortel: Path,
    editie: str | None,
    voorbeelddata: bool,
    formaten: list[Any],
    scheduler: str | None,
    gemeenten: list[str] | None,
    datum: str | None,
) -> tuple[Plan, Uitkomst]:
    """Make the plan, and do what is stale of it."""
    from woonanalyse.kern.traag import zonder_opruimen
    from woonanalyse.uitvoering.broncode import onthouden

    with onthouden(wortel / ".pytask" / "broncode.json"):
        with zonder_opruimen():
            from woonanalyse.uitvoering.plan import maak_plan

            plan = maak_plan(
                wortel,
                editie,
                voorbeelddata=voorbeelddata,
                datum=datum,
                ondertussen=_laad_voor_bouw,
            )
            _laad_pytask()
            from woonanalyse.uitvoering.bouw import bouw
            from woonanalyse.uitvoering.notitieboek import laad_papermill

            if plan.dossier is not None:  # made anew: some notebook is likely to run
                laad_papermill()
        waarschuw(plan.gewijzigd, plan.waarschuwingen, voorbeelddata, kort=True)
        codes = [code_van(plan, naam) for naam in gemeenten or []]
        if scheduler is None:
            uitkomst = bouw(wortel, plan, formaten, fout, gemeenten=codes)
        else:
            from woonanalyse.uitvoering.dask import cluster

            with cluster(scheduler, wortel, plan) as (voer_uit, tegelijk):
                uitkomst = bouw(wortel, plan, formaten, fout, voer_uit, tegelijk, codes)
    return plan, uitkomst


def maak_factsheets(
    wortel: Path,
    editie: str | None,
    voorbeelddata: bool,
    gemeenten: list[str],
    waar: str | None,
    datum: str | None = None,
) -> None:
    """Make only these factsheets; report and result files stay as they are."""
    gebouwd = bouw_alles(wortel, editie, voorbeelddata, [], waar, gemeenten, datum)
    plan = gebouwd.plan
    map_ = uitvoermap(wortel, plan.naam) / "factsheets"
    codes = dict.fromkeys(code_van(plan, naam) for naam in gemeenten)
    paden = [map_ / f"{plan.bladen[code]}.pdf" for code in codes]
    toon_slot(wortel, gebouwd, paden, liep=gebouwd.gedaan > 0)


def code_van(plan: Plan, naam: str) -> str:
    """The code of a municipality; an error that names all when there is none of this name."""
    if plan.zonder_bladen:
        raise GebruiksFout(
            f"--gemeente: editie {plan.editie} heeft alleen totalen van de regio, en dus geen factsheets."
        )
    for code, gemeente in plan.gemeenten.items():
        if gemeente.casefold() == naam.strip().casefold():
            return code
    kies = een_van(naam, plan.gemeenten.values())
    raise GebruiksFout(f"--gemeente: {naam!r} is niet bekend; kies {kies}.")


def render_met_quarto(wortel: Path, plan: Plan, formaten: list[Any]) -> None:
    """Let Quarto render the same sources; its post-render step checks and puts them in place."""
    omgeving = {
        **os.environ,
        "WOONANALYSE_EDITIE": plan.editie,
        "WOONANALYSE_BEREID": "klaar",
        "WOONANALYSE_PYTHON": sys.executable,
    }
    for naam in (naam for formaat in formaten for naam in documenten(formaat)):
        document = rapportmap(wortel) / DOCUMENTEN[naam]
        try:
            klaar = subprocess.run(["quarto", "render", document], cwd=wortel, env=omgeving)
        except FileNotFoundError:
            raise WoonanalyseFout(
                "Quarto is niet gevonden. Installeer het (quarto.org), of laat --motor quarto weg: "
                "de ingebouwde motor maakt hetzelfde rapport."
            ) from None
        if klaar.returncode:
            raise WoonanalyseFout(
                f"Quarto stopte met code {klaar.returncode}; de melding staat hierboven."
            )
