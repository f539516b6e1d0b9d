"""What becomes dearer with more: `python benchmarks/schaal.py [--gemeenten N]` prints CPU seconds as JSON.

Reads the project of the country as it is, and with ten times as many plans, years of stock and editions; and
the part of one municipality that a notebook gets. Nothing is rendered.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd
import yaml
from nederland.maak import PLANNEN, VOORRAAD, maak

KEER = 10
LEES = """
import time
from pathlib import Path
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.onderwerpen.snede import snede
begin = time.process_time()
dossier = lees_dossier(Path.cwd(), "2021")
lezen = time.process_time() - begin
lid = str(dossier.regio.gemeenten["gemeente"].iloc[0])
begin = time.process_time()
for _ in range(20):
    snede(dossier, "balans", lid)
print(lezen, (time.process_time() - begin) / 20)
"""


def main() -> None:
    """Measure each case in a process of its own."""
    lezer = argparse.ArgumentParser(description=__doc__)
    lezer.add_argument("--gemeenten", type=int, help="the first so many")
    aantal = lezer.parse_args().gemeenten
    with tempfile.TemporaryDirectory() as map_:
        basis = maak(Path(map_) / "basis", aantal)
        uit = {"basis": _meet(basis)}
        for naam, wijzig in {"plannen": _plannen, "jaren": _jaren, "edities": _edities}.items():
            meer = Path(map_) / naam
            shutil.copytree(basis, meer)
            wijzig(meer)
            uit[f"{naam} x {KEER}"] = _meet(meer)
    print(json.dumps(uit, indent=1))


def _meet(wortel: Path) -> dict[str, float]:
    opdracht = [sys.executable, "-c", LEES]
    klaar = subprocess.run(opdracht, cwd=wortel, capture_output=True, text=True, check=True)
    lezen, snede = klaar.stdout.split()
    return {"lezen": float(lezen), "snede": float(snede)}


def _plannen(wortel: Path) -> None:
    """The same plans under other ids and names."""
    pad = wortel / PLANNEN
    frame = pd.read_csv(pad, dtype=str, keep_default_na=False)
    delen = [
        frame.assign(
            plan_id=frame["plan_id"].str[:3] + str(nr) + frame["plan_id"].str[3:],
            plannaam=frame["plannaam"] + f" {nr}",
        )
        for nr in range(KEER)
    ]
    pd.concat(delen).to_csv(pad, index=False, lineterminator="\n")


def _jaren(wortel: Path) -> None:
    """The last years, that have the division of now, for years before them."""
    pad = wortel / VOORRAAD
    frame = pd.read_csv(pad, dtype=str, keep_default_na=False)
    laatste = frame[frame["jaar"] == "2020"]
    begin = int(frame["jaar"].min())
    extra = frame["jaar"].nunique() * (KEER - 1)
    delen = [laatste.assign(jaar=str(begin - nr)) for nr in range(1, extra + 1)]
    pd.concat([frame, *delen]).to_csv(pad, index=False, lineterminator="\n")


def _edities(wortel: Path) -> None:
    """More editions with the same table."""
    bron = wortel / "data/edities/2021.yml"
    kop = yaml.safe_load(bron.read_text(encoding="utf-8"))
    for nr in range(1, KEER * 2 - 1):
        eigen = kop | {"editie": f"keer-{nr}"}
        tekst = yaml.safe_dump(eigen, allow_unicode=True, sort_keys=False)
        (wortel / f"data/edities/keer-{nr}.yml").write_text(tekst, encoding="utf-8")


if __name__ == "__main__":
    main()
