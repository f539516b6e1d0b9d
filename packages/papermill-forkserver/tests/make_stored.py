"""Store what papermill's stock engine makes of the corpus, or compare with what is stored.

python -m tests.make_stored [--check] [name ...]
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

from .compare import STORED, store, stored, versions, with_stock_engine
from .corpus import CORPUS


def one(name: str) -> dict[str, Any]:
    """The outcome of one notebook with the stock engine."""
    case = CORPUS[name]
    with tempfile.TemporaryDirectory() as folder:
        return with_stock_engine(case.notebook(), Path(folder), **case.arguments)


def main() -> int:
    """Run what is asked for; 1 if something differs from what is stored."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help="notebooks; default all")
    parser.add_argument("--check", action="store_true", help="compare, store nothing")
    asked = parser.parse_args()
    names = asked.names or list(CORPUS)
    different = []
    STORED.mkdir(exist_ok=True)
    with ProcessPoolExecutor(2) as pool:
        work = {pool.submit(one, name): name for name in names}
        for done in as_completed(work):
            name, new = work[done], done.result()
            if not asked.check:
                store(name, new)
            elif stored(name) != new:
                different.append(name)
                old, now = (
                    json.dumps(outcome, indent=1, sort_keys=True).splitlines()
                    for outcome in (stored(name), new)
                )
                print(f"== {name}", *difflib.unified_diff(old, now, "stored", "now", n=2), sep="\n")
    if not asked.check:
        store("versions", versions())
        if not asked.names:
            for path in STORED.glob("*.json"):
                if path.stem not in (*CORPUS, "versions"):
                    with contextlib.suppress(FileNotFoundError):
                        path.unlink()
    print(f"{len(names)} notebooks, {len(different)} different: {', '.join(different)}")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
