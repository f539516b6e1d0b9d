"""The sidecar of a raw file: who published what, of which date, with which hash."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path
from typing import Any

from woonanalyse.kern.fouten import Probleem
from woonanalyse.kern.machine import lees_bytes
from woonanalyse.kern.yamlbestand import lees_yaml


def lees_zijbestand(wortel: Path, bestand: str) -> tuple[dict[str, Any] | None, list[Probleem]]:
    """Read `<bestand>.yml`, with two fields added: `bestand`, and `ongewijzigd` (the hash still fits).

    A column of a CSV that the sidecar does not describe, or the other way round, is a problem.
    """
    zij = f"{bestand}.yml"
    inhoud, problemen = lees_yaml(wortel, zij, "kern/schemas/zijbestand")
    ruw, onleesbaar = lees_bytes(wortel, bestand)
    if inhoud is None or onleesbaar:
        return None, problemen
    kop = next(csv.reader([ruw.split(b"\n", 1)[0].decode("utf-8-sig", "replace").strip()]), [])
    beschreven = [kolom["naam"] for kolom in inhoud["kolommen"]]
    if bestand.endswith(".csv") and kop and beschreven != kop:
        verwacht = "dezelfde kolommen als het bestand: " + ", ".join(kop)
        return None, [Probleem(zij, verwacht, kolom="kolommen", waarde=", ".join(beschreven))]
    ongewijzigd = hashlib.sha256(ruw).hexdigest() == inhoud["sha256"]
    return {**inhoud, "bestand": bestand, "ongewijzigd": ongewijzigd}, []
