"""Run tasks with pytask: in parallel, only what is stale, errors gathered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path

import papermill_forkserver
import pytask
from _pytask.lockfile import LockfileState, build_portable_task_id
from _pytask.task_utils import COLLECTED_TASKS
from pytask import ExitCode, Session, TaskOutcome
from rich.console import Console

from woonanalyse.kern.bestanden import schrijf_json, veeg
from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.machine import MachineFout, in_woorden
from woonanalyse.kern.project import resultatenmap, uitvoermap, werkmap
from woonanalyse.kern.traag import protocollen_onthouden
from woonanalyse.uitgave import stempel
from woonanalyse.uitgave.plaatsing import maak_heel
from woonanalyse.uitvoering.geheugen import GeheugenFout, alleen, herstel_geheugen, herstel_lock
from woonanalyse.uitvoering.notitieboek import Uitvoerder, voer_uit
from woonanalyse.uitvoering.opdracht import Taak
from woonanalyse.uitvoering.parallel import werkers
from woonanalyse.uitvoering.plan import Plan
from woonanalyse.uitvoering.rapportbronnen import zorg_voor_bronnen
from woonanalyse.uitvoering.taken import Formaat, Taken
from woonanalyse.uitvoering.voorraad import een_voor_alle_draden
from woonanalyse.uitvoering.voortgang import taaknaam, toon_voortgang

STEMPEL = "stempel.json"
"""In the work folder: what was prepared, for the step in which Quarto's forms are put in place."""


@dataclass(frozen=True)
class Uitkomst:
    """What a run did: names of tasks that ran, and how many were up to date.

    `producten`: SHA-256 of each file that its tasks make, by its path from the root, as it was when it
    was made or last looked at.
    """

    gedaan: list[str]
    actueel: int
    producten: dict[str, str] = field(default_factory=dict, repr=False)


class TakenFout(WoonanalyseFout):
    """Tasks failed: `fouten`, of so many tasks that were looked at."""

    def __init__(self, fouten: Sequence[BaseException], aantal: int) -> None:
        self.exitcode = max(_exitcode(fout) for fout in fouten)
        kop = (
            f"{len(fouten)} van de {aantal} taken mislukt; wat daar niet van afhangt is afgemaakt, en het "
            "vorige rapport staat er nog:"
        )
        teksten = {in_woorden(f) if isinstance(f, OSError) else str(f) for f in fouten}
        super().__init__("\n".join([kop, *(f"- {tekst}" for tekst in sorted(teksten))]))


def _exitcode(fout: BaseException) -> int:
    return MachineFout.exitcode if isinstance(fout, OSError) else getattr(fout, "exitcode", 1)


def bouw(
    wortel: Path,
    plan: Plan,
    formaten: list[Formaat],
    console: Console,
    uitvoerder: Uitvoerder | None = None,
    tegelijk: int | None = None,
    gemeenten: Sequence[str] = (),
) -> Uitkomst:
    """Do what is stale of `plan`, up to the report in `formaten`, or up to the work folder; with the codes
    of `gemeenten` only their factsheets, from their own slices.

    `uitvoerder` runs a notebook, `tegelijk` says how many tasks at once; by default here, as many as there
    are cores. Only one run at a time in a project: the report's work folder is the same for every edition.
    Raises WoonanalyseFout with every error when a task failed.
    """
    zorg_voor_bronnen(wortel, console)
    taken = Taken(wortel, plan, uitvoerder or voer_uit)
    if gemeenten:
        alle = taken.losse_factsheets(sorted(set(gemeenten)))
    else:
        alle = taken.bereid(formaten) + (taken.rapport(formaten) if formaten else [])
    uitkomst = draai(
        wortel,
        alle,
        console,
        tegelijk,
        maak_klaar=lambda: _ruim_op(wortel, plan),
        in_processen=_kan_in_processen(taken) and uitvoerder is None,
    )
    if not gemeenten:
        schrijf_json(werkmap(wortel) / STEMPEL, asdict(taken.opdracht.stempel(geheel=True)))
    _zeg_weggehaald(console, taken.opdracht.weggehaald)
    return uitkomst


def _kan_in_processen(taken: Taken) -> bool:
    """Whether a process has the edition that was read here; of many municipalities it would hold too much."""
    return taken.plan.dossier is not None and not taken.opdracht.met_bladzijden("rwp.html")


def _ruim_op(wortel: Path, plan: Plan) -> None:
    """Put right what a run that was cut off has left, where this one works."""
    maak_heel(uitvoermap(wortel, plan.naam))
    for map_ in (resultatenmap(wortel, plan.naam), werkmap(wortel), wortel / ".pytask"):
        veeg(map_)


def _zeg_weggehaald(console: Console, vormen: Sequence[str]) -> None:
    if vormen:
        console.print(
            f"Let op: van een eerdere stand, en daarom weggehaald: {stempel.in_woorden(vormen)}. woonanalyse "
            "rapport maakt alle vormen.",
            style="yellow",
            markup=False,
        )


def draai(
    wortel: Path,
    taken: Sequence[Taak],
    console: Console,
    tegelijk: int | None = None,
    maak_klaar: Callable[[], None] = lambda: None,
    in_processen: bool = False,
) -> Uitkomst:
    """Run the tasks that are stale, side by side; first call `maak_klaar`, when no other run is busy.
    `in_processen`: those that allow it in processes forked from this one, where that can be."""
    try:
        with alleen(wortel):
            maak_klaar()
            _zeg_onleesbaar(console, herstel_geheugen(wortel))
            begin = partial(_draai, wortel, taken, console, tegelijk or werkers(), in_processen)
            try:
                return begin()
            except GeheugenFout:
                weg = herstel_lock(wortel)
                if not weg:
                    raise
            _zeg_onleesbaar(console, weg)
            return begin()
    finally:
        papermill_forkserver.stop()


def _zeg_onleesbaar(console: Console, namen: Sequence[str]) -> None:
    for naam in namen:
        console.print(
            f"Let op: {naam} was niet te lezen en is weggehaald; wat eerder is gedaan wordt zo nodig "
            "opnieuw gedaan.",
            style="yellow",
            markup=False,
        )


def _draai(
    wortel: Path, taken: Sequence[Taak], console: Console, tegelijk: int, in_processen: bool
) -> Uitkomst:
    een_voor_alle_draden()
    pytask.console.quiet = True
    _vergeet_andere(taken)
    buiten: list[Exception] = []
    with toon_voortgang(console), protocollen_onthouden():
        sessie = pytask.build(
            tasks=taken,
            paths=wortel,
            ignore=["*"],  # no task files: these tasks and no others
            verbose=0,
            capture="no",
            editor_url_scheme="no_link",  # for a link it reads the source of each task
            show_traceback=False,  # it would be drawn for nobody, and that takes long
            woonanalyse_werkers=tegelijk,
            woonanalyse_processen=tegelijk if in_processen else 0,
            woonanalyse_wortel=wortel,
            woonanalyse_fouten=buiten,
        )
    fouten = [
        verslag.exc_info[1]
        for verslag in sessie.execution_reports
        if verslag.outcome == TaskOutcome.FAIL and verslag.exc_info and verslag.exc_info[1]
    ]
    if fouten:
        raise TakenFout(fouten, len(sessie.execution_reports))
    if buiten:
        raise buiten[0]
    if sessie.exit_code != ExitCode.OK:
        verslagen = [str(v.exc_info[1]) for v in sessie.collection_reports if v.exc_info]
        raise WoonanalyseFout("De taken konden niet worden gestart. " + " ".join(verslagen))
    gedaan = [
        taaknaam(verslag.task)
        for verslag in sessie.execution_reports
        if verslag.outcome == TaskOutcome.SUCCESS
    ]
    actueel = len(sessie.execution_reports) - len(gedaan)
    return Uitkomst(sorted(gedaan), actueel, _producten(sessie))


def _producten(sessie: Session) -> dict[str, str]:
    """What pytask keeps of the files that these tasks make."""
    bewaard: LockfileState = sessie.config["lockfile_state"]
    namen = (build_portable_task_id(taak, bewaard.root) for taak in sessie.tasks)
    taken = (taak for naam in namen if (taak := bewaard.get_task_entry(naam)))
    return {pad: som for taak in taken for pad, som in taak.produces.items()}


def _vergeet_andere(taken: Sequence[Taak]) -> None:
    """Tasks that this process made and never ran: pytask would refuse a build that does not have them."""
    for gemaakt in COLLECTED_TASKS.values():
        gemaakt[:] = [taak for taak in gemaakt if taak in taken]
