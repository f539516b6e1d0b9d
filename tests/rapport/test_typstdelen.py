"""The source for Typst from that of its parts: how far apart they come, and what does not hold together."""

from __future__ import annotations

from typing import Any

import pytest

from woonanalyse.opmaak.typstdelen import STUK, houdt_samen, in_raam

RAAM = f"voor\n\n{STUK}\n"


def stuk(tekst: str) -> str:
    return f"{STUK}{tekst}{STUK}"


@pytest.mark.parametrize(
    ("delen", "verwacht"),
    [
        ([], "voor\n\n\n"),
        (["\na\n\n", "\nb\n"], "voor\n\na\n\nb\n"),
        (["\na\n", "\n\nb\n\n"], "voor\n\na\n\nb\n"),
        (["\na\n", "\n", "\nb\n"], "voor\n\na\nb\n"),
    ],
)
def test_parts_stand_as_far_apart_as_both_ask(delen: list[str], verwacht: str) -> None:
    assert in_raam(RAAM, [stuk(deel) for deel in delen]) == verwacht


@pytest.mark.parametrize(
    ("raam", "delen"),
    [("voor\n", ["\na\n"]), (RAAM, [f"x{STUK}\na\n{STUK}"]), (RAAM, [f"{STUK}\na\n"])],
)
def test_what_is_not_whole_is_not_put_together(raam: str, delen: list[str]) -> None:
    delen = [deel if STUK in deel else stuk(deel) for deel in delen]
    assert in_raam(raam, delen) is None


def kop(id_: str, niveau: int = 1, *, ongenummerd: bool = False) -> dict[str, Any]:
    velden = {"soort": "kop", "id": id_, "niveau": niveau, "tekst": id_}
    return {**velden, "ongenummerd": ongenummerd}


def telling(*volgorde: dict[str, Any], doelen: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"volgorde": volgorde, "ids": [een["id"] for een in volgorde], "doelen": doelen}


BRON = "= A\n<sec-a>\n#ref(<fig-b>, supplement: [Figuur]);"
FIGUUR = {"soort": "fig", "id": "fig-b"}
HEEL = [telling(kop("sec-a"), doelen=("fig-b",)), telling(FIGUUR)]
GENUMMERD = {"number-sections": True}


def test_references_links_and_levels_over_parts() -> None:
    assert houdt_samen(BRON, HEEL, {})
    assert houdt_samen(BRON + "#ref(<sec-a>, x)", HEEL, GENUMMERD)


@pytest.mark.parametrize(
    ("bron", "tellingen", "opties"),
    [
        (BRON, HEEL[:1], {}),  # a link and a reference that arrive nowhere
        (BRON, [telling(kop("sec-a")), telling(kop("fig-b", ongenummerd=True))], GENUMMERD),
        (BRON + "#ref(<sec-a>, x)", HEEL, {}),  # headings have no numbers
        (BRON + "\n= C\n<sec-a>", HEEL, {}),  # twice
        (BRON, [telling(kop("sec-a", 2)), telling(FIGUUR)], {}),  # does not begin at 1
        (BRON, [*HEEL, telling(kop("sec-c", 3))], {}),
        (
            BRON,
            [telling(FIGUUR, *(kop(f"s{n}", n) for n in range(1, 7)))],
            {"shift-heading-level-by": 1},
        ),
    ],
)
def test_what_pandoc_would_refuse(
    bron: str, tellingen: list[dict[str, Any]], opties: dict[str, Any]
) -> None:
    assert not houdt_samen(bron, tellingen, opties)
