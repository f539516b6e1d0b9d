"""The source for Typst of a document from that of its parts, and whether what is in them holds together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

STUK = "\ue003"
"""Before and after the source of a part, and in a frame where the parts come."""
_DIEPST = 6
_LABEL = re.compile(r"(?<![(\\])<([\w:.-]+)>")
"""Where something gets its label."""
_VERWIJZING = re.compile(r"#ref\(<([\w:.-]+)>")


def in_raam(raam: str, stukken: Sequence[str]) -> str | None:
    """The frame with the parts in it, as far apart as both neighbours ask; None where one is not whole."""
    delen = [stuk.split(STUK) for stuk in stukken]
    rond = raam.split(STUK)
    if len(rond) != 2 or any(len(deel) != 3 or deel[0] or deel[2].strip() for deel in delen):
        return None
    uit, wit = list[str](), 0
    for _, tekst, _ in delen:
        kaal = tekst.strip("\n")
        if not kaal:
            continue
        voor = len(tekst) - len(tekst.lstrip("\n"))
        uit += ["\n" * max(wit, voor) if uit else "", kaal]
        wit = len(tekst) - len(tekst.rstrip("\n"))
    return "".join([rond[0], *uit, rond[1]])


def houdt_samen(
    bron: str, tellingen: Sequence[Mapping[str, Any]], opties: Mapping[str, Any]
) -> bool:
    """Whether labels stand there once, references and links arrive, and headings go down one level at a time:
    `tellingen` is what can be referred to in each part, as pandoc's filter counts it."""
    volgorde = [deel for telling in tellingen for deel in telling["volgorde"]]
    ids = {id_ for telling in tellingen for id_ in telling["ids"]}
    doelen = {doel for telling in tellingen for doel in telling["doelen"]}
    niveaus = [0, *(deel["niveau"] for deel in volgorde if deel["soort"] == "kop")]
    diepst = _DIEPST - int(opties.get("shift-heading-level-by", 0))
    kop_telt = opties.get("number-sections") is True
    genummerd = {
        deel["id"]
        for deel in volgorde
        if deel["soort"] != "kop" or (kop_telt and not deel["ongenummerd"])
    }
    labels = _LABEL.findall(bron)
    return (
        len(set(labels)) == len(labels)
        and doelen <= ids
        and genummerd.issuperset(_VERWIJZING.findall(bron))
        and max(niveaus) <= diepst
        and all(nu <= eerder + 1 for eerder, nu in pairwise(niveaus))
    )
