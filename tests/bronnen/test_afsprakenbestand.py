"""The YAML of the agreements: all there, and every mistake named."""

from __future__ import annotations

import re
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from woonanalyse.kern import overeenkomst as bron
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.getal import datum

WORTEL = Path(__file__).resolve().parents[2]


@cache
def _gelezen() -> list[Afspraak]:
    afspraken, problemen = bron.lees(WORTEL, "data/afspraken.yml")
    assert problemen == [] and afspraken is not None
    return afspraken


def laad() -> list[dict[str, Any]]:
    """The entries as plain dictionaries, to change."""
    return [dict(afspraak) for afspraak in deepcopy(_gelezen())]


def lees_met(tmp_path: Path, afspraken: Any) -> list[str]:
    (tmp_path / "a.yml").write_text(
        yaml.dump(afspraken, Dumper=yaml.CSafeDumper, allow_unicode=True), encoding="utf-8"
    )
    gelezen, problemen = bron.lees(tmp_path, "a.yml")
    assert (gelezen is None) == bool(problemen)
    return [str(probleem) for probleem in problemen]


def test_alle_24_artikelen() -> None:
    afspraken = laad()
    assert sorted({a["artikel"] for a in afspraken}) == list(range(1, 25))
    assert {a["artikel"] for a in afspraken if a.get("noot")} >= {1, 7, 8, 13, 15, 22}
    per_artikel = {a["artikel"]: a for a in afspraken if "onderdeel" not in a}
    assert per_artikel[11]["norm"] == 24
    assert per_artikel[13]["norm"] == 1.0
    assert (per_artikel[15]["norm"], per_artikel[15]["eenheid"]) == (3, "jaar")
    assert all(a["bron"].endswith(f"artikel {a['artikel']}") for a in afspraken)
    assert all(a["vanaf"] >= "2018" for a in afspraken if 6 <= a["artikel"] <= 9)


def test_goed_bestand_heeft_geen_problemen(tmp_path: Path) -> None:
    assert lees_met(tmp_path, laad()) == []


@pytest.mark.parametrize(
    ("artikel", "anders", "melding"),
    [
        (11, {"norm": 24.5}, "[14].norm"),
        (11, {"soort": "kringloop"}, "cyclus"),
        (11, {"eenheid": "fractie"}, "maanden, jaar"),
        (11, {"vanaf": "2016-02-30"}, "een datum die bestaat"),
        (11, {"vanaf": "2021-01-01"}, "een datum op of na vanaf (2021-01-01)"),
        (11, {"telt_vanaf": "1-1-2016"}, "een datum als 2017-01-31"),
        (11, {"partij": ["rijk"]}, "subregio's"),
        (11, {"partij": []}, "ten minste één partij"),
        (11, {"artikel": 12}, "elk artikel één keer"),
        (11, {"kleur": "rood"}, "alleen de velden"),
        (13, {"norm": 0}, "een getal groter dan 0"),
    ],
)
def test_fouten_worden_genoemd(
    tmp_path: Path, artikel: int, anders: dict[str, Any], melding: str
) -> None:
    afspraken = laad()
    for afspraak in afspraken:
        if afspraak["artikel"] == artikel:
            afspraak.update(anders)
            break
    problemen = lees_met(tmp_path, afspraken)
    assert len(problemen) == 1
    assert melding in problemen[0]


def test_lezing_moet_bestaan(tmp_path: Path) -> None:
    afspraken = laad()
    traject = next(a for a in afspraken if a["soort"] == "traject")
    traject["lezing"] = "Z"
    assert "verwacht: een van A, B, C" in lees_met(tmp_path, afspraken)[0]
    traject["lezing"] = "A"
    traject["lezingen"]["B"]["uiterlijk"] = "2019-13-01"
    traject["begin"]["datum"] = "2019-02-29"
    assert len(lees_met(tmp_path, afspraken)) == 2


@pytest.mark.parametrize(
    ("soort", "veld"),
    [
        ("frequentie", "norm"), ("inspanning", "bewijs"), ("feit", "eenheid"), ("traject", "lezing"),
        ("ambitie", "uiterlijk"), ("feit_in_jaar", "jaar"), ("aandeel", "norm"),
        ("streefwaarde", "noemer"), ("vastlegging", "register"), ("cyclus", "norm"),
        ("maximum", "zonder_bovenkant"), ("termijn", "eenheid"), ("rekenregel", "register"),
    ],
)  # fmt: skip
def test_elke_soort_heeft_zijn_velden_nodig(tmp_path: Path, soort: str, veld: str) -> None:
    afspraken = [next(a for a in laad() if a["soort"] == soort)]
    del afspraken[0][veld]
    problemen = lees_met(tmp_path, afspraken)
    assert len(problemen) == 1 and veld in problemen[0]


def test_soorten_per_register() -> None:
    soorten = bron.soorten_per_register(_gelezen())
    assert soorten["voortgang"][7] >= {
        "wijkaanpakken gestart", "start expertisecentrum", "subsidie wijkuitvoeringsplannen",
    }  # fmt: skip
    assert soorten["voortgang"][6] >= {"beschikbaar gesteld", "besteed"}
    assert soorten["voortgang"][12] >= {"woningen met een prioriteit", "woningen in plannen"}
    for nr, nodig in (
        (11, {"wijziging RWP"}),
        (12, {"prioritering"}),
        (16, {"programmeringsstrategie", "woonvisie", "wijziging RWP"}),
    ):
        assert soorten["besluiten"][nr] >= nodig
    (regel,) = (a for a in _gelezen() if a["artikel"] == 16)
    getoond = bron.soorten_per_register([{**regel, "getoond": ["iets"]}])
    assert "iets" in getoond["besluiten"][16] and "iets" in getoond["voortgang"][16]


# texts that quote the numbers of their own entry


def ruw() -> list[dict[str, Any]]:
    """The entries as they stand in the file, names between braces and all."""
    return yaml.load((WORTEL / "data/afspraken.yml").read_text("utf-8"), Loader=yaml.CBaseLoader)


def teksten(afspraak: dict[str, Any]) -> list[str]:
    lezingen = [lezing["uitleg"] for lezing in afspraak.get("lezingen", {}).values()]
    return [afspraak[veld] for veld in bron.TEKSTVELDEN if veld in afspraak] + lezingen


WOORDEN = {
    "1": ["één", "eenmaal", "jaarlijks", "elk jaar", "ieder jaar"],
    "2": ["twee", "tweemaal", "tweede"],
    "3": ["drie", "driemaal"],
    "10": ["tien"],
    "15": ["vijftien"],
    "24": ["vierentwintig", "twee", "tweejaarlijks"],
    "25": ["vijfentwintig"],
    "75": ["vijfenzeventig"],
    "100": ["honderd", "alle", "elke", "volledig"],
}
GEEN_NORM = re.compile(
    r"\{[a-z_]+\}|\bartikel(en)? \d+|\bbij \d+ genoemde|PS/\d+/\d+"
    r"|\b\d{1,2} (januari|juli|december)( \d{4})?|\blezing [AB]\b"
)


def overgetypt(afspraak: dict[str, Any], tekst: str) -> list[str]:
    """What a text says of the norm in its own words: digits or a Dutch word."""
    rest = GEEN_NORM.sub(" ", tekst).lower()
    getallen = {str(afspraak.get("norm", ""))} - {""}
    if afspraak.get("eenheid") == "fractie":
        getallen = {f"{float(getal) * 100:g}" for getal in getallen}
    if afspraak.get("eenheid") == "maanden":
        getallen |= {f"{float(getal) / 12:g}" for getal in getallen}
    if "begin" in afspraak:
        begin = int(afspraak["begin"]["waarde"])
        getallen |= {str(begin), str(int(afspraak["norm"]) - begin)}
    vormen = [vorm for getal in getallen for vorm in [getal, *WOORDEN[getal]]]
    return [vorm for vorm in vormen if re.search(rf"\b{vorm}\b", rest)]


@pytest.mark.parametrize("nr", range(len(ruw())))
def test_geen_tekst_typt_zijn_norm_of_datum_over(nr: int) -> None:
    afspraak = ruw()[nr]
    for tekst in teksten(afspraak):
        assert overgetypt(afspraak, tekst) == [], tekst
        for veld in ("vanaf", "telt_vanaf", "tot_en_met", "uiterlijk"):
            if veld in afspraak:
                assert datum(afspraak[veld]) not in tekst
        assert "jaar" not in afspraak or afspraak["jaar"] not in tekst


def test_overgetypte_normen_worden_gezien() -> None:
    jaar = {"norm": "2", "eenheid": "keer per jaar"}
    assert overgetypt(jaar, "ten minste twee keer per jaar") == ["twee"]
    assert overgetypt(jaar, "2 keer, tot 1 juli 2018") == ["2"]
    assert overgetypt(jaar, "{norm} keer, artikel 2") == []
    assert overgetypt({"norm": "1.0", "eenheid": "fractie"}, "alle nieuwbouw") == ["alle"]
    assert set(overgetypt({"norm": "24", "eenheid": "maanden"}, "elke 2 jaar")) == {"2"}


def test_na_het_lezen_staat_er_geen_accolade_meer() -> None:
    for afspraak in laad():
        assert not any(teken in tekst for tekst in teksten(afspraak) for teken in "{}")


def zegt(tmp_path: Path, artikel: int, soort: str, **anders: Any) -> Afspraak:
    """The entry as it is read when its file has other values."""
    afspraken = yaml.load((WORTEL / "data/afspraken.yml").read_text("utf-8"), Loader=_Lader)
    for afspraak in afspraken:
        if (afspraak["artikel"], afspraak["soort"]) == (artikel, soort):
            afspraak.update(anders)
    assert lees_met(tmp_path, afspraken) == []
    gelezen = bron.lees(tmp_path, "a.yml")[0] or []
    return next(a for a in gelezen if (a["artikel"], a["soort"]) == (artikel, soort))


class _Lader(yaml.CSafeLoader):
    """Numbers are numbers, dates stay text."""

    yaml_implicit_resolvers = {  # noqa: RUF012
        teken: [paar for paar in paren if not paar[0].endswith("timestamp")]
        for teken, paren in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


@pytest.mark.parametrize(
    ("artikel", "soort", "anders", "vooraf", "achteraf"),
    [
        (1, "frequentie", {"norm": 3}, "ten minste 2 keer per jaar", "ten minste 3 keer per jaar"),
        (3, "frequentie", {"norm": 2}, "1 keer per jaar", "2 keer per jaar"),
        (9, "streefwaarde", {"norm": 0.955}, "100% van de nieuwbouw", "95,5% van de nieuwbouw"),
        (9, "streefwaarde", {"telt_vanaf": "2018-07-02"}, "1 juli 2018", "2 juli 2018"),
        (11, "cyclus", {"norm": 30}, "elke 2 jaar", "elke 30 maanden"),
        (16, "cyclus", {"norm": 3, "eenheid": "jaar"}, "elke 2 jaar", "elke 3 jaar"),
        (13, "maximum", {"norm": 1.1}, "ten hoogste 100%", "ten hoogste 110%"),
        (15, "termijn", {"norm": 4}, "periode van 3 jaar", "periode van 4 jaar"),
        (24, "frequentie", {"norm": 2}, "1 keer per jaar", "2 keer per jaar"),
        (7, "traject", {"norm": 30}, "ongeveer 10 wijkaanpakken gestart", "dat er 20 bijkomen"),
        (
            7,
            "ambitie",
            {"norm": 80},
            "75 wijkaanpakken zijn gestart",
            "80 wijkaanpakken zijn gestart",
        ),
        (7, "ambitie", {"uiterlijk": "2024-12-31"}, "gestart in 2023", "gestart in 2024"),
        (7, "feit_in_jaar", {"jaar": 2020}, "In 2019 start", "In 2020 start"),
    ],
)
def test_een_waarde_in_de_yaml_verandert_de_zin(
    tmp_path: Path, artikel: int, soort: str, anders: dict[str, Any], vooraf: str, achteraf: str
) -> None:
    assert vooraf in zegt(tmp_path, artikel, soort)["zegt"]
    assert achteraf in zegt(tmp_path, artikel, soort, **anders)["zegt"]


def test_noot_lezing_en_wat_nodig_is_volgen_ook(tmp_path: Path) -> None:
    traject = zegt(tmp_path, 7, "traject", norm=30, lezing="B")
    assert "De norm van 30 is de som van ongeveer 10 en 20" in traject["noot"]
    assert traject["lezingen"]["A"]["uitleg"].endswith("uiterlijk 31 december 2020")
    assert traject["lezingen"]["B"]["uitleg"].endswith("uiterlijk 31 december 2019")
    streven = zegt(tmp_path, 9, "streefwaarde", telt_vanaf="2018-07-02")
    assert "vanaf 2 juli 2018" in streven["nodig"]


@pytest.mark.parametrize("tekst", ["{norm", "norm}", "{termijnen}", "{}", "{0}", "{norm.x}"])
def test_een_onbekende_naam_tussen_accolades_is_fout(tmp_path: Path, tekst: str) -> None:
    afspraken = laad()
    afspraken[0]["zegt"] = tekst
    (melding,) = lees_met(tmp_path, afspraken)
    assert "[0].zegt" in melding
    assert "tussen accolades alleen" in melding and "eenheid, norm, termijn" in melding


def test_zonder_norm_is_er_geen_norm_om_te_noemen(tmp_path: Path) -> None:
    afspraken = [a for a in laad() if a["soort"] == "inspanning"][:1]
    afspraken[0]["zegt"] = "{norm}"
    assert len(lees_met(tmp_path, afspraken)) == 1
