"""Which files are looked at."""

from __future__ import annotations

from pathlib import Path

from woonanalyse.kern.bronbestanden import bestanden_in


def test_files_without_caches(tmp_path: Path) -> None:
    for naam in ("a.py", "b.lua", "diep/c.py", "__pycache__/a.py"):
        (tmp_path / naam).parent.mkdir(exist_ok=True)
        (tmp_path / naam).touch()
    namen = [p.relative_to(tmp_path).as_posix() for p in bestanden_in(tmp_path, "*.py")]
    assert namen == ["a.py", "diep/c.py"]
