"""Write begin/versies.json: the hashes of every version of the notebooks and the report's sources in git.

Run before a release, so that `woonanalyse begin --bijwerken` knows what a person did not change.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from woonanalyse.begin.bijwerken import VERSIES
from woonanalyse.uitvoering.meegeleverd import som_van
from woonanalyse.uitvoering.rapportbronnen import BRONNEN, LOS

WORTEL = Path(__file__).resolve().parents[1]
TEKENS = 12


def _git(*argumenten: str) -> bytes:
    return subprocess.run(["git", *argumenten], cwd=WORTEL, capture_output=True, check=True).stdout


def versies() -> dict[str, list[str]]:
    """By path the first signs of the hash of each version, in alphabetical order."""
    paden = [*(f"report/{naam}" for naam in BRONNEN), *LOS]
    regels = _git("log", "--format=", "--raw", "--no-abbrev", "--no-renames", "--", *paden).decode()
    blobs: dict[str, set[str]] = {}
    for regel in regels.splitlines():
        velden, pad = regel.split("\t")
        nieuw = velden.split()[3]
        if nieuw.strip("0"):
            blobs.setdefault(pad, set()).add(nieuw)
    return {
        pad: sorted({som_van(pad, _git("cat-file", "blob", een))[:TEKENS] for een in eigen})
        for pad, eigen in sorted(blobs.items())
    }


if __name__ == "__main__":
    doel = WORTEL / "src/woonanalyse/begin" / VERSIES
    doel.write_text(json.dumps(versies(), indent=0) + "\n", encoding="utf-8", newline="\n")
