"""A PDF that passed the gate stays where it would be made of the same; nothing else passes for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import voorbeeldrapport as voorbeeld
from rapporthulp import MaakProject

from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.uitvoering.stand import Stand
from woonanalyse.uitvoering.vormtaken import maak

HOOFDSTUK = "report/hoofdstukken/kaders.qmd"


@pytest.fixture
def project(maak_project: MaakProject) -> Path:
    return maak_project(
        voorbeeld.tekst(), cellen=voorbeeld.cellen(), bestanden={HOOFDSTUK: voorbeeld.KADERS}
    )


def doe(
    wortel: Path,
    datum: str = "2017-01-01",
    code: str = "a",
    uit_data: Callable[[], Sequence[str]] = tuple,
) -> Path:
    """Make the PDF as its task does; `code`: the fingerprint of all that renders it."""
    opdracht: Any = SimpleNamespace(
        wortel=wortel,
        plan=SimpleNamespace(datum=datum, stand=Stand({})),
        vast=SimpleNamespace(opmaak=[SimpleNamespace(hash=code)]),
        rapportbronnen=Stand({}),
    )
    doel = wortel / "gereed" / "rwp.pdf"
    maak(opdracht, wortel / "report" / "rwp.qmd", doel, uit_data)
    return doel


def tijd(pad: Path) -> int:
    return pad.stat().st_ctime_ns


@pytest.mark.lang
def test_the_same_stays_and_what_differs_is_made_again(project: Path) -> None:
    doel = doe(project)
    heel, toen = doel.read_bytes(), tijd(doel)
    assert tijd(doe(project)) == toen
    for kapot in (heel + b" ", b""):
        doel.write_bytes(kapot)
        assert doe(project).read_bytes() == heel
    doel.unlink()
    assert doe(project).read_bytes() == heel
    (bewaard,) = (project / ".pytask").rglob("*.gekeurd.json")
    for inhoud in (b"", b"[]", b'{"sleutel": 1}', b"\xff"):
        bewaard.write_bytes(inhoud)
        assert doe(project).read_bytes() == heel
    anders: list[dict[str, Any]] = [{"code": "b"}, {"datum": "2018-01-01"}]
    for met in anders:
        toen = tijd(doel)
        assert tijd(doe(project, **met)) > toen
    pad = project / HOOFDSTUK
    pad.write_text(pad.read_text(encoding="utf-8") + "\nEen zin erbij.\n", encoding="utf-8")
    nieuw = doe(project).read_bytes()
    assert nieuw != heel
    assert doe(project).read_bytes() == nieuw


def test_what_the_gate_refuses_is_refused_again(project: Path) -> None:
    pad = project / HOOFDSTUK
    pad.write_text(pad.read_text(encoding="utf-8") + "\nHier staat nil.\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(WoonanalyseFout, match="nil"):
            doe(project)


def test_results_are_asked_only_for_a_text_that_looks_left_behind(project: Path) -> None:
    def nooit() -> list[str]:
        raise AssertionError("asked")

    doe(project, uit_data=nooit)
    assert tijd(doe(project, uit_data=nooit)) == tijd(project / "gereed" / "rwp.pdf")


def test_what_passed_for_a_name_in_the_results_is_judged_anew_without_it(project: Path) -> None:
    pad = project / HOOFDSTUK
    pad.write_text(pad.read_text(encoding="utf-8") + "\nPlan nil.\n", encoding="utf-8")
    toen = tijd(doe(project, uit_data=lambda: ["Plan nil"]))
    assert tijd(doe(project, uit_data=lambda: ["Plan nil"])) == toen
    with pytest.raises(WoonanalyseFout, match="nil"):
        doe(project)
