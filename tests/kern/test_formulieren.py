"""The forms as they are declared: of a shape, each once, and every kind of column as the readers have it."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
import yaml
from hulp import WORTEL

from woonanalyse.kern.formulier import formulieren
from woonanalyse.kern.kolomeis import Kolom
from woonanalyse.kern.niveau import NIVEAUS
from woonanalyse.kern.waarden import BIJ_GETAL

BRON = WORTEL / "src/woonanalyse"
BESTANDEN = sorted(BRON.rglob("formulieren/*.yml"))

TEKST = {"type": "string", "minLength": 1}
ALTIJD = {"uitleg": TEKST, "voorbeeld": {"type": "string"}}


def soort(
    namen: list[str], leeg: bool = False, ook: dict[str, Any] | None = None, **eigen: Any
) -> dict[str, Any]:
    """The schema of a column of one of these kinds, with what it says of its own, and `ook` may say."""
    mag = {**({"leeg": {"const": True}} if leeg else {}), **(ook or {})}
    return {
        "type": "object",
        "required": ["soort", "uitleg", *eigen],
        "additionalProperties": False,
        "properties": {"soort": {"enum": namen}, **ALTIJD, **mag, **eigen},
    }


GRENZEN = list(yaml.safe_load((BRON / "kern/waarden.yml").read_text(encoding="utf-8"))["grenzen"])
WOORDEN = {"type": "array", "items": TEKST, "minItems": 2, "uniqueItems": True}
KOLOM = {
    "oneOf": [
        soort(["tekst", "kenmerk", "datum", "gemeentecode"], leeg=True),
        soort(["geheel", "woningen"], leeg=True, ook={"grens": {"enum": GRENZEN}}),
        soort(["dag", "jaar"]),
        soort(["een_van"], leeg=True, woorden=WOORDEN),
        soort(
            ["patroon"],
            ook={"inhoud": {"enum": list(BIJ_GETAL)}},
            patroon={**TEKST, "format": "regex"},
            verwacht=TEKST,
        ),
    ]
}
KOLOMMEN = {"type": "object", "minProperties": 1, "additionalProperties": KOLOM}
FORMULIER = {
    "type": "object",
    "required": ["volgorde", "kolommen"],
    "additionalProperties": False,
    "properties": {
        "volgorde": {"type": "integer"},
        "rijniveau": TEKST,
        "toon": {"type": "array", "items": TEKST, "minItems": 1, "uniqueItems": True},
        "niveaus": {"type": "object", "additionalProperties": {"enum": list(NIVEAUS)}},
        "kolommen": {
            "type": "object",
            "additionalProperties": {"oneOf": [{"const": "gemeen"}, KOLOM]},
        },
    },
}
GEMEEN = yaml.safe_load((BRON / "kern/kolommen.yml").read_text(encoding="utf-8"))
VERKLAARD = {pad.stem: yaml.safe_load(pad.read_text(encoding="utf-8")) for pad in BESTANDEN}


def past(inhoud: Any, schema: dict[str, Any]) -> bool:
    toets = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    return toets.is_valid(inhoud)


@pytest.mark.parametrize("naam", VERKLAARD)
def test_a_form_is_declared_as_it_should_be(naam: str) -> None:
    assert past(VERKLAARD[naam], FORMULIER)
    for kolom, eis in VERKLAARD[naam]["kolommen"].items():
        gelezen: Kolom = formulieren()[naam].kolommen[kolom]
        eis = GEMEEN[kolom] if eis == "gemeen" else eis
        if eis["soort"] != "patroon":
            assert gelezen.leeg == eis.get("leeg", False)
        assert formulieren()[naam].uitleg[kolom] == eis["uitleg"]


def test_forms_and_what_they_share_are_declared_once() -> None:
    assert list(formulieren()) == sorted(VERKLAARD, key=lambda naam: VERKLAARD[naam]["volgorde"])
    assert len(formulieren()) == len(BESTANDEN) > 1
    plekken = [inhoud["volgorde"] for inhoud in VERKLAARD.values()]
    assert len(set(plekken)) == len(plekken)
    assert past(GEMEEN, KOLOMMEN)
    gebruik = [
        kolom
        for inhoud in VERKLAARD.values()
        for kolom, eis in inhoud["kolommen"].items()
        if eis == "gemeen"
    ]
    assert all(gebruik.count(kolom) > 1 for kolom in GEMEEN)


@pytest.mark.parametrize(
    "anders",
    [
        {"soort": "getal"},
        {"soort": None},
        {"soort": "dag", "leeg": True},
        {"soort": "een_van"},
        {"soort": "een_van", "woorden": ["ja", True]},
        {"soort": "patroon", "patroon": "(", "verwacht": "iets"},
        {"soort": "patroon", "patroon": "x"},
        {"soort": "tekst", "woorden": ["ja", "nee"]},
        {"soort": "tekst", "leeg": "ja"},
        {"soort": "geheel", "voorbeeld": 2017},
        {"soort": "tekst", "uitleg": ""},
    ],
)
def test_another_kind_of_column_does_not_pass(anders: dict[str, Any]) -> None:
    goed = {"soort": "tekst", "uitleg": "Wat er staat."}
    assert past({"a": goed}, KOLOMMEN)
    assert not past({"a": {**goed, **anders}}, KOLOMMEN)
