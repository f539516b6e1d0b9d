"""Seconds per notebook: the stock engine, and forkserver with and without libraries loaded ahead.

python benchmarks/bench.py [count]
"""

from __future__ import annotations

import logging
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import papermill
import papermill_forkserver
from nbformat import v4

CELLS = (
    "import pandas as pd\nimport matplotlib.pyplot as plt",
    "df = pd.DataFrame({'n': range(10)})\ndf.describe()",
    "df.plot(figsize=(3, 2));",
)


def seconds(folder: Path, engine: str | None, count: int) -> float:
    """Per notebook, one after the other; starting and ending what the engine keeps counts."""
    begun = time.perf_counter()
    for number in range(count):
        papermill.execute_notebook(
            folder / "in.ipynb", folder / f"{number}.ipynb", engine_name=engine, progress_bar=False
        )
    papermill_forkserver.stop()
    return (time.perf_counter() - begun) / count


def main() -> None:
    """Print a line for each way."""
    count = int(sys.argv[1]) if sys.argv[1:] else 10
    logging.getLogger("papermill").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nb = v4.new_notebook(metadata={"kernelspec": kernel})
        nb.cells = [v4.new_code_cell(cell) for cell in CELLS]
        nbformat.write(nb, folder / "in.ipynb")
        print(f"stock                    {seconds(folder, None, count):.2f} s")
        print(f"forkserver               {seconds(folder, 'forkserver', count):.2f} s")
        papermill_forkserver.preload("pandas", "matplotlib.pyplot")
        print(f"forkserver, loaded ahead {seconds(folder, 'forkserver', count):.2f} s")


if __name__ == "__main__":
    main()
