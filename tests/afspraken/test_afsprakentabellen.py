"""Small made outcomes at a glance and per theme: every sentence and every cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np
import pandas as pd
import pytest
from afspraken.afsprakenhulp import kop
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from woonanalyse.afspraken import beeld, rastertekening, thema
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.beeld.markdown import gewoon
from woonanalyse.kern.beeld.stijl import INKT, LIJN
from woonanalyse.kern.beeld.tekening import KLEIN
from woonanalyse.kern.beeld.tonen import Beeld


def regel(artikel: int, **anders: Any) -> Afspraak:
    velden = {
        "artikel": artikel, "titel": f"Titel {artikel}", "zegt": f"Zo is {artikel} afgesproken.",
        "thema": "Bouwen", "nodig": f"lijst {artikel}", "levert": "de gemeente", "soort": "feit",
        **anders,
    }  # fmt: skip
    return cast(Afspraak, velden)


def uitkomsten(*rijen: tuple[Any, ...]) -> pd.DataFrame:
    """Outcomes as (article, part or None, party, state[, explanation[, source]])."""
    vol = [(*rij, *("Daarom.", "bron")[len(rij) - 4 :]) for rij in rijen]
    kolommen = ["artikel", "onderdeel", "partij", "status", "toelichting", "bron"]
    return pd.DataFrame(vol, columns=kolommen).astype({"artikel": "Int64", "onderdeel": "object"})


REGELS = [regel(12), regel(7, onderdeel="b"), regel(7, onderdeel="a", levert="de *provincie*")]
OPEN = uitkomsten(
    (7, "a", "Aa", "onbekend"),
    (7, "a", "Bee", "gehaald"),
    (7, "b", "Aa", "gehaald"),
    (12, None, "Aa", "onbekend"),
)


def link(nummer: int) -> str:
    return f"[N{nummer}](#h-n{nummer}){{.wa-code}}"


def test_what_is_missing_is_asked_for_while_the_edition_runs() -> None:
    """By article, of each rule of which a state is onbekend; of a part only where it is of that part."""
    gevraagd = beeld.ontbrekend(REGELS, OPEN)
    kop, streep, *rijen = gevraagd.markdown.split("\n")
    assert kop == "| Nr. | Afspraak | Nog te leveren | Door | Bron |"
    assert rijen == [
        f"| 7 | Titel 7 | lijst 7 | de \\*provincie\\* | {link(7)} |",
        f"| 12 | Titel 12 | lijst 12 | de gemeente | {link(12)} |",
    ]
    assert gevraagd.bijschrift == "Wat onbekend is, en wie het kan leveren"
    breedtes = [deel.count("-") - 1 for deel in streep.strip("|").split("|")]
    assert breedtes == [6, 28, 50, 24, 8]


def test_a_look_back_only_says_what_stayed_unknown() -> None:
    terug = beeld.ontbrekend(REGELS, OPEN, lopend=False)
    kop, _, *rijen = terug.markdown.split("\n")
    assert kop == "| Nr. | Afspraak | Niet bekend | Van | Bron |"
    assert len(rijen) == 2
    assert terug.bijschrift == "Wat onbekend is, en van wie het is"


def test_one_decision_where_two_are_needed_is_told_beside_what_is_missing() -> None:
    cyclus, ander = regel(11, soort="cyclus"), regel(12)
    staten = uitkomsten(*[(nr, None, wie, "onbekend") for nr in (11, 12) for wie in ("Aa", "Bee")])
    feiten = pd.DataFrame(
        {"artikel": [11, 11, 12], "partij": ["Aa", "Bee", "Aa"], "telt": ["ja", "nee", "ja"],
         "datum": ["2017-05-09", "2017-05-09", "2018"]}
    )  # fmt: skip
    eerste, tweede = beeld.ontbrekend([cyclus, ander], staten, feiten).markdown.split("\n")[2:]
    assert "lijst 11; wel bekend: Aa (9 mei 2017)" in gewoon(eerste).replace("\\", "")
    assert "wel bekend" not in tweede
    veel = pd.concat([feiten[:1].assign(partij=f"P{nr}") for nr in range(4)])
    staten = uitkomsten(*[(11, None, f"P{nr}", "onbekend") for nr in range(4)])
    (enige,) = beeld.ontbrekend([cyclus], staten, veel).markdown.split("\n")[2:]
    assert "; iets bekend van 4 partijen" in gewoon(enige).replace("\\", "")


def test_words_of_the_agreements_stay_text_where_something_is_missing() -> None:
    vreemd = regel(1, titel="[t]", nodig="*n*", levert="$l$")
    tabel = beeld.ontbrekend([vreemd], uitkomsten((1, None, "Aa", "onbekend")))
    assert tabel.markdown.endswith(f"| 1 | \\[t\\] | \\*n\\* | \\$l\\$ | {link(1)} |")


@pytest.mark.parametrize(
    ("rijen", "zinnen"),
    [
        ([(1, None, "Aa", "nvt"), (2, None, "Aa", "nvt")],
         "Het rapport gaat over 2 artikelen van de overeenkomst. Deze editie wordt er niet aan getoetst."),
        ([(1, None, "Aa", "ter informatie")], "Het rapport gaat over 1 artikel van de overeenkomst."),
        ([(7, "a", "Aa", "gehaald"), (7, "b", "Aa", "op koers"), (2, None, "Bee", "vastgelegd"),
          (3, None, "Aa", "onbekend"), (3, None, "Bee", "nvt"), (4, None, "Aa", "nvt")],
         "Het rapport gaat over 4 artikelen van de overeenkomst. Bewijs dat (een deel van) een afspraak is "
         "nagekomen, is er bij artikelen 7 en 2. Van 1 artikel is de stand onbekend; welke gegevens "
         "ontbreken, staat hieronder."),
        ([(1, None, "provincie", "niet gehaald"), (1, None, "Aa", "niet gehaald"),
          (2, None, "gezamenlijk", "achter"), (3, None, "Bee", "boven de norm"),
          (4, None, "Bee", "niet toegepast"), (5, None, "Bee", "onbekend"),
          (6, None, "Bee", "onbekend")],
         "Het rapport gaat over 6 artikelen van de overeenkomst. Artikel 1 is niet gehaald door de provincie "
         "en Aa. Bij artikel 2 is de stand achter bij alle partijen samen. De stand bij artikel 3 is boven "
         "de norm bij Bee. De regel van artikel 4 is niet toegepast door Bee. Van 2 artikelen is de stand "
         "onbekend; welke gegevens ontbreken, staat hieronder."),
    ],
)  # fmt: skip
def test_the_answer_names_evidence_misses_and_what_is_unknown(
    rijen: list[tuple[Any, ...]], zinnen: str
) -> None:
    assert beeld.antwoord(uitkomsten(*rijen)) == zinnen


def test_states_in_text_per_rule_by_article() -> None:
    frame = uitkomsten(*[(12, None, naam, "gehaald") for naam in ("Aa", "Bee")]).pipe(
        lambda deel: pd.concat([OPEN[OPEN["artikel"] == 7], deel], ignore_index=True)
    )
    assert beeld.stand_in_tekst(REGELS, frame) == [
        ("7", "Titel 7", "✓ gehaald 1"),
        ("7", "Titel 7", "✓ gehaald 1 · ○ onbekend 1"),
        ("12", "Titel 12", "✓ gehaald 2"),
    ]


def test_parties_are_named_up_to_six_and_a_total_is_none_of_them() -> None:
    def van(*namen: str) -> str:
        return beeld.namen(pd.DataFrame({"partij": namen}))

    assert van("Aa", "gezamenlijk", "Bee", "Aa") == "Aa en Bee"
    assert van("gezamenlijk") == "gezamenlijk"
    assert van(*"abcdef") == "a, b, c, d, e en f"
    assert van(*"abcdefg") == "7 partijen"


LEEG = pd.DataFrame(columns=["artikel", "onderdeel", "lezing", "partij", "status"])
GEEN_FEITEN = pd.DataFrame(columns=["artikel", "telt", "partij", "datum"])


def in_thema(
    regels: list[Afspraak],
    uitkomst: pd.DataFrame,
    lezingen: pd.DataFrame = LEEG,
    feiten: pd.DataFrame = GEEN_FEITEN,
    *,
    lopend: bool = True,
) -> str:
    tabellen = {"afspraken": uitkomst, "lezingen": lezingen, "feiten": feiten}
    return thema.thema(regels, tabellen, "Bouwen", lopend=lopend)


def test_a_theme_tells_of_each_rule_what_is_agreed_and_what_was_found() -> None:
    regels = [regel(8), regel(7, onderdeel="a_b", noot="Zo *gelezen*."), regel(1, thema="Anders")]
    frame = uitkomsten(
        (7, "a_b", "Aa", "onbekend"),
        (7, "a_b", "Bee", "niet gehaald"),
        (7, "a_b", "Bee", "gehaald", "Op tijd.", "stuk_1"),
        (7, "a_b", "Cee", "gehaald", "Op tijd.", "stuk_2"),
        (7, "a_b", "Dee", "gehaald", "Op tijd.", "stuk_1"),
        (8, None, "Aa", "nvt", "Nog niet."),
        (1, None, "Aa", "gehaald"),
    )
    vast = (
        "**[Artikel 7]{#artikel-7} (a\\_b): Titel 7.** Zo is 7 afgesproken\\. "
        f"*Lezing:* Zo \\*gelezen\\*\\. {link(7)}\n\n"
        "- [✗ niet gehaald]{.wa-buiten} Bee: Daarom\\. Bron: bron.\n"
        "- [✓ gehaald]{.wa-binnen} Bee\\, Cee en Dee: Op tijd\\. Bron: stuk\\_1 en stuk\\_2.\n"
        "- [○ onbekend]{.wa-onbekend} Aa. "
    )
    slot = (
        f"\n\n**[Artikel 8]{{#artikel-8}}: Titel 8.** Zo is 8 afgesproken\\. {link(8)}\n\n"
        "- [– nvt]{.wa-onbekend} Aa: Nog niet\\. Bron: bron."
    )
    assert in_thema(regels, frame) == f"{vast}Nog te leveren: lijst 7 (door de gemeente).{slot}"
    assert in_thema(regels, frame, lopend=False) == f"{vast}Niet bekend: lijst 7.{slot}"


LEZINGEN = {
    "A": {"uitleg": "per jaar"},
    "B": {"uitleg": "in een van de jaren"},
    "C": {"uitleg": "elk *jaar*"},
    "D": {"uitleg": "ooit"},
}


def lees(lezing: str, partij: str, status: str, artikel: int = 8) -> dict[str, Any]:
    return {
        "artikel": artikel, "onderdeel": None, "lezing": lezing, "partij": partij, "status": status,
    }  # fmt: skip


def laatste_alinea(tekst: str) -> str:
    return tekst.rpartition("\n\n")[2].replace("\\", "")


def test_a_theme_tells_what_each_reading_gives() -> None:
    """Another reading with the same outcome says so; what does not apply is not told."""
    lezingen = pd.DataFrame(
        [
            lees("A", "Bee", "onbekend"),
            lees("A", "Aa", "gehaald"),
            lees("A", "Cee", "onbekend"),
            lees("B", "Bee", "onbekend"),
            lees("B", "Cee", "onbekend"),
            lees("B", "Aa", "gehaald"),
            lees("B", "Dee", "nvt"),
            lees("C", "Aa", "niet gehaald"),
            lees("D", "Aa", "nvt"),
        ]
    )
    een = regel(8, lezing="A", lezingen=LEZINGEN)
    frame = uitkomsten((8, None, "Aa", "gehaald"))
    assert laatste_alinea(in_thema([een], frame, lezingen)) == (
        "Lezing A (gebruikt), per jaar: onbekend Bee en Cee; gehaald Aa. "
        "Lezing B, in een van de jaren: dezelfde stand als lezing A. "
        "Lezing C, elk *jaar*: niet gehaald Aa. "
        "Lezing D, ooit."
    )
    assert "elk \\*jaar\\*" in in_thema([een], frame, lezingen)
    zonder = een.copy()
    del zonder["lezing"]
    tekst = laatste_alinea(in_thema([zonder], frame, lezingen))
    assert "(gebruikt)" not in tekst
    assert "Lezing B, in een van de jaren: onbekend Bee en Cee; gehaald Aa." in tekst


def feiten(*rijen: tuple[Any, ...]) -> pd.DataFrame:
    """Facts as (article, ja or nee, party, date, and what another source says)."""
    kolommen = ["artikel", "telt", "partij", "datum", "tegenspraak"]
    vol = [(*rij, *[""] * (len(kolommen) - len(rij))) for rij in rijen]
    return pd.DataFrame(vol, columns=kolommen)


FEITLINK = "[F8](#h-f8){.wa-code}"
WAAR = "Wat meetelt, staat in @sec-tabel-feiten; alles in feiten.csv en in de HTML."
ALLES = "Alles staat in feiten.csv en op het scherm (@sec-tabel-feiten)."
BALANSFEITEN = "toelichting bij artikel 8 geven {} in de registers (@sec-tabel-feiten)."


@pytest.mark.parametrize(
    ("register", "rijen", "zin"),
    [
        ("voortgang", [(8, "nee", "Aa", "2018")],
         f"Bij artikel 8 staat 1 feit in de registers; niets telt mee. {ALLES} {FEITLINK}"),
        ("voortgang", [(8, "ja", "Cee", "2018")],
         f"Bij artikel 8 staat 1 feit in de registers; daarvan telt 1 mee. {WAAR} {FEITLINK}"),
        ("voortgang", [(8, "ja", "Cee", "2018"), (8, "ja", "Aa", ""), (8, "nee", "Aa", "2017"),
                       (9, "ja", "Aa", "2016"), (8, "ja", "Aa", None)],
         f"Bij artikel 8 staan 4 feiten in de registers; daarvan tellen 3 mee. {WAAR} {FEITLINK}"),
        ("besluiten", [(8, "ja", "Bee_", "2018-03"), (8, "ja", "Aa", "2017-02-01"),
                       (8, "ja", "Bee_", "2018-03"), (8, "ja", "Bee_", "2019"), (8, "ja", "Cee", "2014")],
         "Bij artikel 8 staan 5 feiten in de registers; daarvan tellen 5 mee. Van wie een stand onbekend "
         f"is, is wel bekend: Bee\\_ (maart 2018 en 2019) en Aa (1 februari 2017). {WAAR} {FEITLINK}"),
        ("balans", [(8, "ja", "Aa", "2018")], 
         f"De stand volgt uit de balans; {BALANSFEITEN.format('1 feit')} {FEITLINK}"),
        ("voortgang", [(8, "nee", "Aa", "2018", "2019"), (9, "nee", "Aa", "2018", "2019")],
         "Bij artikel 8 staat 1 feit in de registers; niets telt mee. "
         f"Over 1 feit zegt een andere bron iets anders. {ALLES} {FEITLINK}"),
        ("editie", [(8, "nee", "Aa", "2018", "2019"), (8, "nee", "Aa", "2018", None),
                    (8, "nee", "Aa", "2019", "2018")],
         "De stand volgt uit de beschrijving van de editie; "
         f"{BALANSFEITEN.format('3 feiten')} Over 2 feiten zegt een andere bron iets anders. {FEITLINK}"),
        ("editie", [(8, "nee", "Aa", "2018")] * 2,
         "De stand volgt uit de beschrijving van de editie; "
         f"{BALANSFEITEN.format('2 feiten')} {FEITLINK}"),
    ],
)  # fmt: skip
def test_a_theme_tells_how_much_is_known_of_an_article(
    register: str, rijen: list[tuple[Any, ...]], zin: str
) -> None:
    frame = uitkomsten(
        (8, None, "Aa", "onbekend"), (8, None, "Bee_", "onbekend"), (8, None, "Cee", "gehaald")
    )
    tekst = in_thema([regel(8, register=register)], frame, feiten=feiten(*rijen))
    assert tekst.rpartition("\n\n")[2] == zin


def test_what_is_known_of_an_article_stands_below_its_last_rule() -> None:
    twee = [regel(8, onderdeel="a"), regel(8, onderdeel="b"), regel(9)]
    frame = uitkomsten(*[(a["artikel"], a.get("onderdeel"), "Aa", "gehaald") for a in twee])
    delen = in_thema(twee, frame, feiten=feiten((8, "ja", "Aa", "2018"))).split("\n\n")
    koppen = [deel.partition(":")[0] for deel in delen[::2]]
    assert koppen[:2] == ["**[Artikel 8]{#artikel-8} (a)", "**Artikel 8 (b)"], (
        "one place per article"
    )
    assert len(delen) == 7 and delen[4].startswith("Bij artikel 8 staat 1 feit")


def test_an_article_in_two_themes_has_one_place() -> None:
    regels = [regel(8, onderdeel="b"), regel(8, onderdeel="a", thema="Anders"), regel(9)]
    frame = uitkomsten(*[(a["artikel"], a.get("onderdeel"), "Aa", "gehaald") for a in regels])
    tabellen = {"afspraken": frame, "lezingen": LEEG, "feiten": GEEN_FEITEN}
    delen = [thema.thema(regels, tabellen, naam, lopend=True) for naam in ("Bouwen", "Anders")]
    assert [deel.count("{#artikel-8}") for deel in delen] == [1, 0]
    assert [deel.count("{#artikel-9}") for deel in delen] == [1, 0]


def antwoord(*staten: tuple[Any, ...], regels: list[Afspraak] | None = None) -> str:
    """The answer of a theme of which each rule has states (article, state, state, …), of parties a, b, …"""
    vol = [
        (nr, None, partij, staat)
        for nr, *eigen in staten
        for partij, staat in zip("abcdefgh", eigen, strict=False)
    ]
    wie = regels or [regel(nr) for nr, *_ in staten]
    return thema.thema_antwoord(wie, uitkomsten(*vol), "Bouwen")


EEN, TWEE = "Van de afspraak over bouwen", "Van de 2 afspraken over bouwen"
BIJ_1 = f"{EEN} is er bewijs van ten minste één partij: artikel 1 (titel 1)."
NIEMAND = "is er geen bewijs dat een partij haar nakomt."
ANDERS = "Bij artikel 1 is er"


@pytest.mark.parametrize(
    ("staten", "zin"),
    [
        ([(1, "gehaald", "nvt")], BIJ_1),
        ([(1, "onbekend", "nvt")], "Of de afspraak over bouwen is nagekomen, is onbekend: artikel 1 "
         "(titel 1)."),
        ([(2, "onbekend"), (1, "onbekend")],
         "Of de 2 afspraken over bouwen zijn nagekomen, is onbekend: artikelen 1 (titel 1) en 2 (titel 2)."),
        ([(1, "nvt"), (2, "nvt")],
         "Over bouwen valt niets te beoordelen: artikelen 1 (titel 1) en 2 (titel 2). Dit geldt niet "
         "voor deze editie."),
        ([(1, "ter informatie", "nvt"), (2, "nvt")],
         "Over bouwen valt niets te beoordelen: artikelen 1 (titel 1) en 2 (titel 2). Wat bekend is, "
         "wordt alleen getoond."),
        ([(1, "niet beoordeeld")],
         "Over bouwen valt niets te beoordelen: artikel 1 (titel 1). Wat bekend is, wordt alleen getoond."),
        ([(1, "gehaald"), (2, "gehaald")],
         f"{TWEE} is er bij twee bewijs van ten minste één partij: artikelen 1 (titel 1) en 2 (titel 2)."),
        ([(1, "gehaald"), (2, "onbekend")],
         f"{TWEE} is er bij één bewijs van ten minste één partij: artikel 1 (titel 1). Eén is onbekend: "
         "artikel 2 (titel 2)."),
        ([(1, "niet gehaald", "onbekend")],
         f"{EEN} {NIEMAND} Eén staat op niet gehaald, achter, niet toegepast of boven de norm: artikel "
         "1 (titel 1)."),
        ([(1, "achter"), (2, "boven de norm")],
         f"{TWEE} {NIEMAND} Twee staan op niet gehaald, achter, niet toegepast of boven de norm: "
         "artikelen 1 (titel 1) en 2 (titel 2)."),
        ([(1, "op de grens", "onbekend"), (2, "op de grens")],
         f"{TWEE} {NIEMAND} Twee zijn op de grens: artikelen 1 (titel 1) en 2 (titel 2)."),
        ([(1, "op de grens"), (2, "geen inspanning bekend")],
         f"{TWEE} {NIEMAND} Eén is op de grens: artikel 1 (titel 1). Eén is onbekend: artikel 2 (titel 2)."),
        ([(1, "niet toegepast"), (2, "ter informatie")],
         f"{TWEE} {NIEMAND} Eén staat op niet gehaald, achter, niet toegepast of boven de norm: "
         "artikel 1 (titel 1). Eén wordt niet beoordeeld: artikel 2 (titel 2)."),
        ([(1, "gehaald", "onbekend")],
         f"{BIJ_1} {ANDERS} bewijs van 1 van de 2 partijen; van 1 is niets bekend."),
        ([(1, "gehaald", "onbekend", "nvt")],
         f"{BIJ_1} {ANDERS} bewijs van 1 van de 3 partijen; van 1 is niets bekend en van 1 valt niets te "
         "beoordelen."),
        ([(1, "binnen de norm", "boven de norm", "geen verhouding")],
         f"{BIJ_1} {ANDERS} bewijs van 1 van de 3 partijen; bij 1 is de stand boven de norm en van 1 valt "
         "niets te beoordelen."),
        ([(1, "binnen de norm", "geen verhouding")], BIJ_1),
        ([(1, "geen verhouding")],
         "Over bouwen valt niets te beoordelen: artikel 1 (titel 1). Wat bekend is, wordt alleen getoond."),
        ([(1, "gehaald", "gehaald", "geen inspanning bekend")],
         f"{BIJ_1} {ANDERS} bewijs van 2 van de 3 partijen; van 1 is niets bekend."),
        ([(1, "gehaald", "op de grens", "niet toegepast", "op de norm", "deels vastgelegd")],
         f"{BIJ_1} {ANDERS} bewijs van 2 van de 5 partijen, waarvan 1 op de norm; van 1 is een deel "
         "vastgelegd, bij 1 is de stand niet toegepast en 1 is op de grens."),
        ([(1, "op de norm", "deels vastgelegd")], BIJ_1),
    ],
)  # fmt: skip
def test_a_theme_counts_each_rule_once(staten: list[tuple[Any, ...]], zin: str) -> None:
    assert antwoord(*staten) == zin


def test_more_than_one_rule_of_a_group_is_told_as_more() -> None:
    tekst = antwoord((1, "gehaald"), (2, "onbekend"), (3, "onbekend"), (4, "niet beoordeeld"),
                     (5, "ter informatie"))  # fmt: skip
    assert tekst == (
        "Van de 5 afspraken over bouwen is er bij één bewijs van ten minste één partij: artikel 1 "
        "(titel 1). Twee "
        "zijn onbekend: artikelen 2 (titel 2) en 3 (titel 3). Twee worden niet beoordeeld: artikelen 4 "
        "(titel 4) en 5 (titel 5)."
    )


def per_partij(*rijen: tuple[str, str]) -> str:
    """What is said of one rule with outcomes (party, state), several of a party."""
    frame = uitkomsten(*[(1, None, partij, staat) for partij, staat in rijen])
    return thema.thema_antwoord([regel(1)], frame, "Bouwen").removeprefix(BIJ_1).strip()


def test_of_a_party_its_worst_row_decides() -> None:
    """A miss goes before what is unknown, that before the border, that before nearly."""
    assert per_partij(("a", "gehaald"), ("a", "onbekend"), ("b", "gehaald")) == (
        "Bij artikel 1 is over een deel van de tijd niets bekend."
    )
    assert per_partij(("a", "gehaald"), ("a", "onbekend"), ("b", "onbekend"), ("c", "gehaald")) == (
        f"{ANDERS} bewijs van 1 van de 3 partijen; van 1 is een deel niet bekend en van 1 is niets bekend."
    )
    assert per_partij(("a", "gehaald"), ("a", "achter"), ("a", "onbekend"), ("b", "gehaald")) == (
        f"{ANDERS} bewijs van 1 van de 2 partijen; bij 1 is de stand achter."
    )
    assert per_partij(("a", "op de grens"), ("a", "niet gehaald"), ("b", "op de norm")) == (
        f"{ANDERS} bewijs van 1 van de 2 partijen, waarvan 1 op de norm; bij 1 is de stand niet gehaald."
    )
    assert per_partij(("a", "deels vastgelegd"), ("a", "niet gehaald"), ("b", "gehaald")) == (
        f"{ANDERS} bewijs van 1 van de 2 partijen; bij 1 is de stand niet gehaald."
    )
    assert per_partij(("a", "deels vastgelegd"), ("a", "onbekend"), ("b", "onbekend")) == (
        f"{ANDERS} van geen van de 2 partijen volledig bewijs; van 1 is een deel niet bekend en van 1 is "
        "niets bekend."
    )


def test_of_one_party_no_count_of_parties_is_told() -> None:
    tekst = per_partij(("a", "gehaald"), ("a", "achter"))
    assert tekst == f"{ANDERS} geen volledig bewijs; bij 1 is de stand achter."


def test_a_total_of_all_parties_is_not_counted_with_them() -> None:
    rijen = [("a", "gehaald"), ("b", "niet gehaald"), ("gezamenlijk", "onbekend")]
    assert (
        per_partij(*rijen)
        == f"{ANDERS} bewijs van 1 van de 2 partijen; bij 1 is de stand niet gehaald."
    )


def test_the_themes_stand_in_order_of_article() -> None:
    regels = [regel(3, thema="Zorg"), regel(1, thema="Wonen"), regel(2, thema="Zorg")]
    assert thema.themas(regels) == ["Wonen", "Zorg"]


@pytest.fixture
def assen(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Axes, Beeld]]:
    """The grid of agreements as drawn, with its words."""
    figuren: list[Figure] = []

    def bewaar(figuur: Figure, alt: str, bijschrift: str) -> Beeld:
        figuren.append(figuur)
        return Beeld("", alt, bijschrift)

    monkeypatch.setattr(rastertekening, "maak_beeld", bewaar)

    def teken(regels: list[Afspraak], uitkomst: pd.DataFrame) -> tuple[Axes, Beeld]:
        deze = kop(stand_per="2020-12-31", peildatum="2017-01-01")
        getekend = rastertekening.teken(beeld.raster(regels, uitkomst, deze))
        (vlak,) = figuren[-1].axes
        return vlak, getekend

    return teken


WONEN = "Wonen en zorg"
RASTER = uitkomsten(
    (7, "a", "Aa", "onbekend"), (7, "a", "Bee", "gehaald"), (7, "a", "Cee", "vastgelegd"),
    (7, "b", "Aa", "gehaald"), (12, None, "Aa", "boven de norm"), (12, None, "Bee", "niet gehaald"),
    (12, None, "Cee", "niet gehaald"),
)  # fmt: skip


def test_the_grid_has_a_line_per_rule_and_a_column_per_state_that_occurs(
    assen: Callable[..., tuple[Axes, Beeld]],
) -> None:
    regels = [regel(12, thema=WONEN, register="balans"), *REGELS[1:]]
    vlak, _ = assen(regels, RASTER)
    cellen = {(t.get_position(), t.get_text()): t.get_color() for t in vlak.texts}
    groen, rood, grijs = (
        rastertekening._KLEUR[k] for k in ("wa-binnen", "wa-buiten", "wa-onbekend")
    )
    assert cellen == {
        ((0, 0), "✓ 1"): groen,
        ((0, 1), "✓ 2"): groen,
        ((2, 1), "○ 1"): grijs,
        ((1, 2), "✗ 3"): rood,
    }
    assert len({groen, rood, grijs}) == 3
    assert {
        (t.get_horizontalalignment(), t.get_verticalalignment(), t.get_fontsize())
        for t in vlak.texts
    } == {("center", "center", 8.5)}
    namen = [t.get_text() for t in vlak.get_yticklabels()]
    assert namen == ["7 Titel 7", "7 Titel 7", "12 Titel 12"]
    assert {t.get_color() for t in vlak.get_yticklabels()} == {INKT}, "no colour without a legend"
    koppen = [t.get_text() for t in vlak.get_xticklabels()]
    assert koppen == [
        "gehaald,\nbinnen norm,\ntoegepast,\nvastgelegd,\naangetoond",
        "niet\ngehaald,\nboven\nde norm",
        "onbekend",
    ]
    assert {t.get_color() for t in vlak.get_xticklabels()} == {INKT}
    assert {t.get_fontsize() for t in (*vlak.get_xticklabels(), *vlak.get_yticklabels())} == {KLEIN}


def test_the_cells_of_the_grid_are_boxes_between_lines_with_the_states_above(
    assen: Callable[..., tuple[Axes, Beeld]],
) -> None:
    vlak, _ = assen(REGELS, RASTER)
    vakken = [deel for deel in vlak.get_children() if isinstance(deel, Rectangle)]
    vakken = [vak for vak in vakken if vak is not vlak.patch]
    maten = [(vak.get_x(), vak.get_y(), vak.get_width(), vak.get_height()) for vak in vakken]
    plekken = [t.get_position() for t in vlak.texts]
    assert maten == [(x - 0.46, y - 0.4, 0.92, 0.8) for x, y in plekken]
    for vak, tekst in zip(vakken, vlak.texts, strict=True):
        assert to_hex(vak.get_edgecolor()) == to_hex(tekst.get_color())
        assert to_hex(vak.get_facecolor()) == to_hex(tekst.get_color())
        assert vak.get_facecolor()[3] == 0.14 and vak.get_linewidth() == 0.7
    assert vlak.get_xlim() == (-0.5, 2.5)
    (lijnen,) = vlak.collections
    assert isinstance(lijnen, LineCollection)
    assert [stuk[:, 1].tolist() for stuk in lijnen.get_segments()] == [
        [y, y] for y in (-0.5, 0.5, 1.5, 2.5)
    ]
    assert {tuple(stuk[:, 0]) for stuk in lijnen.get_segments()} == {(-0.5, 2.5)}
    assert to_hex(next(iter(lijnen.get_colors()))) == to_hex(LIJN)
    (breedte,) = np.atleast_1d(lijnen.get_linewidth())
    assert (breedte, lijnen.get_zorder()) == (0.5, 0)
    assert vlak.xaxis.get_ticks_position() == "top" and not vlak.spines["bottom"].get_visible()
    assert vlak.xaxis.get_tick_params()["length"] == 0
    assert not any(lijn.get_visible() for lijn in (*vlak.get_xgridlines(), *vlak.get_ygridlines()))
    assert isinstance(vlak.figure, Figure)
    assert vlak.figure.get_size_inches()[1] == pytest.approx((24 + 3.6 * 3) / 25.4)


def test_the_words_of_the_grid_say_what_it_shows(
    assen: Callable[..., tuple[Axes, Beeld]],
) -> None:
    regels = [regel(12, register="balans"), regel(7, onderdeel="a"), regel(7, onderdeel="b")]
    _, getekend = assen(regels, RASTER)
    assert getekend.alt == (
        "Raster van afspraken en standen. artikel 7 Titel 7: ✓ gehaald 1 · ✓ vastgelegd 1 · ○ onbekend 1; "
        "artikel 7 Titel 7: ✓ gehaald 1; artikel 12 Titel 12: ✗ niet gehaald 2 · ▲ boven de norm 1."
    )
    vast = (
        "Van elk artikel is iets bekend, van 1 niet alles; niet gehaald is artikel 12 (2 uitkomsten); "
        "boven de norm van artikel 12 is 1 partij. Aantal uitkomsten (partij en periode) per stand; "
        "registers tot en met 31 december 2020"
    )
    assert getekend.bijschrift == f"{vast}; artikel 12: balans op 1 januari 2017"
    _, zonder = assen(REGELS, RASTER)
    assert zonder.bijschrift == vast


def test_a_long_title_is_cut_beside_the_grid_and_whole_in_its_words(
    assen: Callable[..., tuple[Axes, Beeld]],
) -> None:
    frame = uitkomsten((1, None, "Aa", "gehaald"), (22, None, "Aa", "gehaald"))
    titel = "t" * 44
    vlak, getekend = assen([regel(1, titel=titel), regel(22, titel=titel)], frame)
    een, twee = (t.get_text() for t in vlak.get_yticklabels())
    assert een == f"1 {titel}" and twee == f"22 {titel[:42]}…"
    assert f"artikel 22 {titel}:" in getekend.alt
