"""Which warning was answered: by the same cell, or by the only one like it where rows have moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from woonanalyse.leveringen.antwoord.meldingenblad import Gegeven, rij_van
from woonanalyse.leveringen.levering import Melding


def koppel(meldingen: Iterable[Melding], gegeven: Sequence[Gegeven]) -> dict[Melding, str]:
    """The answer by warning, of those that have one.

    An answer is of the value that was found: where that has changed, the warning is a new one.
    """
    per_code: dict[str, list[Gegeven]] = {}
    for een in gegeven:
        per_code.setdefault(een.code, []).append(een)
    passend = {
        melding: [g for g in per_code.get(melding.code, ()) if g.gaat_over(melding)]
        for melding in meldingen
        if melding.soort == "waarschuwing"
    }
    op_plek = {
        melding: next((g for g in mogelijk if g.rij == rij_van(melding)), None)
        for melding, mogelijk in passend.items()
    }
    gebruikt = {id(een) for een in op_plek.values() if een}
    over = {
        melding: [een for een in mogelijk if id(een) not in gebruikt]
        for melding, mogelijk in passend.items()
        if not op_plek[melding]
    }
    keer = Counter(id(een) for mogelijk in over.values() for een in mogelijk)
    verschoven = {
        melding: mogelijk[0]
        for melding, mogelijk in over.items()
        if len(mogelijk) == 1 and keer[id(mogelijk[0])] == 1
    }
    gevonden = {melding: een for melding, een in op_plek.items() if een} | verschoven
    return {melding: een.antwoord for melding, een in gevonden.items()}
