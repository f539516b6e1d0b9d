"""What the number of an agreement is called: an article, unless the region says otherwise."""

from __future__ import annotations

import re
from typing import Any, cast

import pandas as pd
import pytest

from woonanalyse.afspraken import beeld, bevindingen, thema
from woonanalyse.afspraken.status import BOVEN_DE_NORM, GEHAALD, NIET_GEHAALD, ONBEKEND
from woonanalyse.document import besluiten
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.nummering import ARTIKEL, Nummering, noem, nummering

HEET = {"een": "afspraak", "meer": "afspraken", "lidwoord": "de"}


def afspraken(heet: dict[str, str] | None) -> list[Afspraak]:
    kern = {"thema": "Wonen", "titel": "Balans", "tot_en_met": "2030-12-31", "register": "balans"}
    eigen: dict[str, Any] = {"heet": heet} if heet else {}
    return [cast(Afspraak, {"artikel": nr, **kern, **eigen}) for nr in (1, 2)]


def uitkomst(een: str, ander: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "artikel": pd.array([1, 2], dtype="Int64"),
            "onderdeel": [None, None],
            "partij": ["A", "B"],
            "status": [een, ander],
        }
    )


def test_words_fit_their_gender_and_number() -> None:
    woord = nummering(afspraken(HEET))
    assert (woord.elk, woord.enige, woord.kop) == ("elke afspraak", "de enige afspraak", "Afspraak")
    assert (woord.bij(3), woord.lijst([3]), woord.lijst([3, 4])) == (
        "afspraak 3", "afspraak 3", "afspraken 3 en 4",
    )  # fmt: skip
    assert (woord.aantal(1), woord.aantal(2)) == ("1 afspraak", "2 afspraken")
    assert (woord.tussen([]), woord.tussen([3])) == ("", " (afspraak 3)")
    assert noem(afspraken(HEET)[0]) == "afspraak 1"
    assert nummering(afspraken(None)) == nummering([]) == ARTIKEL
    assert (ARTIKEL.elk, ARTIKEL.enige) == ("elk artikel", "het enige artikel")


STATEN = [
    (ONBEKEND, ONBEKEND), (GEHAALD, ONBEKEND), (GEHAALD, NIET_GEHAALD), (BOVEN_DE_NORM, ONBEKEND),
]  # fmt: skip


@pytest.mark.parametrize("staten", STATEN)
@pytest.mark.parametrize("heet", [None, HEET])
def test_every_sentence_has_the_word_of_the_region(
    staten: tuple[str, str], heet: dict[str, str] | None
) -> None:
    regels, frame = afspraken(heet), uitkomst(*staten)
    woord: Nummering = nummering(regels)
    vragen = pd.DataFrame({"partij": ["A"], "artikel": [1], "besluit": ["iets besluiten"]})
    zinnen = [
        beeld.antwoord(frame, woord),
        bevindingen.afspraken(frame, woord),
        bevindingen.afspraken_kop(frame, woord),
        bevindingen.terugblik(regels, frame),
        thema.thema_antwoord(regels, frame, "Wonen"),
        besluiten.terugblik(regels, frame, "A", "Deel"),
        *besluiten.delen(vragen, woord),
        *besluiten.samenvatting(vragen, ["A"], woord=woord),
    ]
    tekst = " ".join(zinnen)
    assert bool(re.search("artikel", tekst, re.IGNORECASE)) == (heet is None), tekst
    assert not re.search(r"\b(elk|het enige|geen enkel) afspraak", tekst)
