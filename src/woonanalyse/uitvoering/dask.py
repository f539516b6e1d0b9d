"""Notebooks on a Dask cluster, whose workers share the project's folder; the rest runs here.

A worker starts a warm parent of its own, as a process beside it: a worker with threads is never forked.
A notebook whose worker is lost is run again on another one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.project import projectbestand
from woonanalyse.uitvoering.broncode import hash_van_alles
from woonanalyse.uitvoering.notitieboek import Uitvoerder, laad_vooruit, voer_uit
from woonanalyse.uitvoering.plan import Plan

if TYPE_CHECKING:
    from distributed import Client

WACHTTIJD = 10
"""Seconds in which the scheduler must answer."""


@contextmanager
def cluster(adres: str, wortel: Path, plan: Plan) -> Iterator[tuple[Uitvoerder, int]]:
    """What runs a notebook on the cluster at `adres`, and how many it can run at once.

    Raises WoonanalyseFout when it cannot be reached, has no workers, or has workers with other code or
    without the project's folder.
    """
    with _verbind(adres) as client:
        draden = client.nthreads()
        if not draden:
            raise WoonanalyseFout(f"De Dask-scheduler {adres} heeft geen werkers.")
        eigen = kenmerk(str(wortel))
        anders = [
            werker for werker, hun in client.run(kenmerk, str(wortel)).items() if hun != eigen
        ]
        if anders:
            raise WoonanalyseFout(
                f"Deze werkers hebben een andere versie van woonanalyse of zien de map {wortel} niet: "
                + ", ".join(sorted(anders))
            )

        def op_cluster(wortel: Path, bron: Path, doel: Path, parameters: dict[str, str]) -> None:
            vraag = (plan.editie, plan.voorbeelddata)
            client.submit(
                op_werker,
                wortel,
                bron,
                doel,
                parameters,
                vraag,
                pure=False,
                key=f"{doel.name}-{id(vraag)}",
            ).result()

        yield op_cluster, sum(draden.values())


def kenmerk(wortel: str) -> tuple[str, str]:
    """What must be the same here and on a worker: the code, and the folder."""
    pad = projectbestand(Path(wortel))
    inhoud = hashlib.sha256(pad.read_bytes()).hexdigest() if pad.is_file() else "ontbreekt"
    return hash_van_alles(), inhoud


def op_werker(
    wortel: Path, bron: Path, doel: Path, parameters: dict[str, str], vraag: tuple[str, bool]
) -> None:
    """Run a notebook where this is called."""
    laad_vooruit(wortel, *vraag)
    voer_uit(wortel, bron, doel, parameters)


@contextmanager
def _verbind(adres: str) -> Iterator[Client]:
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise WoonanalyseFout(
            "Dask is niet geïnstalleerd: pip install 'woonanalyse[dask]', ook op de werkers."
        ) from None
    try:
        client: Any = Client(adres, timeout=WACHTTIJD)
    except (OSError, ValueError):
        raise WoonanalyseFout(f"De Dask-scheduler {adres} is niet te bereiken.") from None
    try:
        yield client
    finally:
        client.close()
