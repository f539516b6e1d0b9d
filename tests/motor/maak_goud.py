"""Store what papermill's stock engine makes of the corpus, or compare with what is stored.

python tests/motor/maak_goud.py [--toets] [name ...]
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import json
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from corpus import CORPUS
from vergelijk import GOUD, bewaar_goud, goud, met_standaardmotor, versies


def een(naam: str) -> dict[str, Any]:
    """The outcome of one notebook with the stock engine."""
    geval = CORPUS[naam]
    with tempfile.TemporaryDirectory() as map_:
        return met_standaardmotor(geval.notitieboek(), Path(map_), **geval.argumenten)


def main() -> int:
    """Run what is asked for; 1 if something differs from what is stored."""
    lezer = argparse.ArgumentParser(description=__doc__)
    lezer.add_argument("namen", nargs="*", metavar="name", help="notebooks; default all")
    lezer.add_argument("--toets", action="store_true", help="compare, store nothing")
    gevraagd = lezer.parse_args()
    namen = gevraagd.namen or list(CORPUS)
    anders = []
    GOUD.mkdir(exist_ok=True)
    with ProcessPoolExecutor(2) as banen:
        werk = {banen.submit(een, naam): naam for naam in namen}
        for klaar in as_completed(werk):
            naam, nieuw = werk[klaar], klaar.result()
            if not gevraagd.toets:
                bewaar_goud(naam, nieuw)
            elif goud(naam) != nieuw:
                anders.append(naam)
                stukken = [
                    json.dumps(w, indent=1, sort_keys=True).splitlines()
                    for w in (goud(naam), nieuw)
                ]
                print(f"== {naam}", *difflib.unified_diff(*stukken, "goud", "nu", n=2), sep="\n")
    if not gevraagd.toets:
        bewaar_goud("versies", versies())
        if not gevraagd.namen:
            for pad in GOUD.glob("*.json"):
                if pad.stem not in (*CORPUS, "versies"):
                    with contextlib.suppress(FileNotFoundError):
                        pad.unlink()
    print(f"{len(namen)} notebooks, {len(anders)} different: {', '.join(anders)}")
    return 1 if anders else 0


if __name__ == "__main__":
    sys.exit(main())
