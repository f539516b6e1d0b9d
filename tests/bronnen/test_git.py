"""Git gives raw data byte for byte, also where it is told to change the ends of lines."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hulp import WORTEL, inhoud_van, kopieer_gegevens, opdracht


@pytest.mark.skipif(shutil.which("git") is None, reason="no git")
def test_raw_data_comes_whole_out_of_a_clone_on_windows(tmp_path: Path) -> None:
    bron = kopieer_gegevens(tmp_path / "bron")
    shutil.copyfile(WORTEL / ".gitattributes", bron / ".gitattributes")
    git(bron, "init", "--quiet")
    git(bron, "add", "--all")
    git(bron, "commit", "--quiet", "--message", "alles")
    git(tmp_path, "clone", "--quiet", "--config", "core.autocrlf=true", "bron", "kloon")
    kloon = tmp_path / "kloon"
    assert inhoud_van(kloon / "data") == inhoud_van(bron / "data")
    klaar = opdracht(kloon, "controleer")
    assert klaar.returncode == 0 and klaar.stderr == ""


def git(map_: Path, *woorden: str) -> None:
    wie = {
        f"GIT_{rol}_{wat}": "toets" for rol in ("AUTHOR", "COMMITTER") for wat in ("NAME", "EMAIL")
    }
    subprocess.run(
        ["git", *woorden],
        cwd=map_,
        env={**os.environ, **wie, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
        check=True,
        stdin=subprocess.DEVNULL,
    )
