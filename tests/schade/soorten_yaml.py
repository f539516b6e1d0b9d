"""Damages of YAML: settings, editions and sidecars, as text, so that the rest stays as it is written."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from schade.schadehulp import ANDERS, GELIJK, GEMELD, GEWEIGERD, Soort

SLEUTEL = re.compile(r"^( *(?:- )?)([A-Za-z_][\w]*):( +)([^#\n]*[^#\s])( *(?:#.*)?)$")
YAML = ("yaml", "zij")
VRIJ = (GEWEIGERD, GELIJK, GEMELD, ANDERS)


def regelsoort(
    naam: str,
    waarde: str,
    doe: Callable[[re.Match[str]], str],
    *mag: str,
    sleutel: str = r"\w+",
    plek: bool = True,
    bij: tuple[str, ...] = YAML,
) -> Soort:
    """A kind that changes one line `key: value`, of those whose key and value have these forms."""

    def schade(ruw: bytes, kans: random.Random) -> bytes | None:
        regels = ruw.decode().split("\n")
        past = [
            (nr, gevonden)
            for nr, regel in enumerate(regels)
            if (gevonden := SLEUTEL.match(regel))
            and re.fullmatch(waarde, gevonden[4])
            and re.fullmatch(sleutel, gevonden[2])
        ]
        if not past:
            return None
        nr, gevonden = kans.choice(past)
        regels[nr] = doe(gevonden)
        return "\n".join(regels).encode()

    return Soort(f"yaml: {naam}", bij, schade, mag or (GEWEIGERD,), plek)


def wordt(tekst: str) -> Callable[[re.Match[str]], str]:
    """The same key with another value."""
    return lambda g: f"{g[1]}{g[2]}: {tekst}{g[5]}"


ENKEL = r"[\w'\"][^:{}\[\]>|&*]*"
GETAL = r"\d+(\.\d+)?"
HASH = r"[0-9a-f]{64}"
WAAR = r"true|false"
DAG = r"['\"]?\d{4}-\d{2}-\d{2}['\"]?"
NAAM = "id|vorm|definitie|soort|register|lezing|telling|vervanging"
GETALLEN = {
    "octaal": "0141", "minuten": "1:30", "laag streepje": "1_000", "zestientallig": "0x1F",
    "tweetallig": "0b11", "oneindig": ".inf", "geen getal": ".nan", "als tekst": '"12"', "komma": "1,5",
    "leeg": "", "lijst": "[1, 2]",
    "negatief": "-99999", "onmogelijk groot": "999999999999", "met punt bij duizend": "1.390.000",
}  # fmt: skip
DAGEN = {
    "bestaat niet": "2017-02-30", "ver weg": "9017-01-01", "dag eerst": "1-1-2017", "getal": "20170101",
}  # fmt: skip


def _verveelvoudigd(ruw: bytes, _: random.Random) -> bytes | None:
    """Names that stand for eight of the one before: little text that would be millions of words."""
    if ruw.startswith(b"-"):
        return None
    regels = [f"a{nr}: &a{nr} [{', '.join([f'*a{nr - 1}'] * 8)}]" for nr in range(1, 9)]
    return ruw + "\n".join(["a0: &a0 [x, x, x]", *regels, ""]).encode()


YAMLSOORTEN = [
    regelsoort("sleutel dubbel", ENKEL, lambda g: f"{g[0]}\n{' ' * len(g[1])}{g[2]}:{g[3]}{g[4]}"),
    regelsoort("sleutel onbekend", ENKEL, lambda g: f"{g[0]}\n{' ' * len(g[1])}kleurtje: rood"),
    regelsoort("sleutel hernoemd", ENKEL, lambda g: f"{g[1]}{g[2]}X:{g[3]}{g[4]}"),
    regelsoort("sleutel weg", ENKEL, lambda g: g[1].replace("- ", "-").rstrip(), *VRIJ, plek=False),
    regelsoort("groep om een waarde", ENKEL, lambda g: f"{g[1]}{g[2]}: {{a: {g[4]}}}"),
    regelsoort("lijst om een waarde", ENKEL, lambda g: f"{g[1]}{g[2]}: [[{g[4]}]]"),
    regelsoort("waarde leeg", ENKEL, wordt(""), *VRIJ),
    regelsoort("waarde null", ENKEL, wordt("null"), *VRIJ),
    regelsoort("waarde ja", WAAR, wordt("ja")),
    regelsoort("waarde 1", WAAR, wordt("1")),
    regelsoort("waarde yes", WAAR, wordt("yes")),
    regelsoort("tekst wordt ja of nee", ENKEL, wordt("true")),
    regelsoort("tekst wordt getal", ENKEL, wordt("3"), *VRIJ, plek=False),
    *(regelsoort(f"getal {wat}", GETAL, wordt(tekst), *([GEWEIGERD, GELIJK, ANDERS] if wat == "leeg" else []))
      for wat, tekst in GETALLEN.items()),
    *(regelsoort(f"dag {wat}", DAG, wordt(tekst)) for wat, tekst in DAGEN.items()),
    regelsoort("verwijzing naar niets", ENKEL, wordt("bestaat_niet"), sleutel=NAAM, bij=("yaml",)),
    regelsoort("pad naar niets", r"data/\S+", wordt("data/raw/weg.csv"), plek=False),
    regelsoort("pad naar buiten", r"data/\S+", wordt("../../etc/hosts"), plek=False),
    regelsoort("pad als adres", r"data/\S+", wordt("https://www.cbs.nl/cijfers.csv"), plek=False),
    regelsoort("tab voor de sleutel", ENKEL, lambda g: f"\t{g[0].lstrip()}", plek=False),
    regelsoort("anker en verwijzing", ENKEL, lambda g: f"{g[1]}{g[2]}: [&a x, *a]"),
    regelsoort("verwijzing zonder anker", ENKEL, wordt("*weg"), plek=False),
    regelsoort("verwijzing in een kring", ENKEL, wordt("&a [*a]")),
    regelsoort("samenvoegen", ENKEL, lambda g: f"{g[0]}\n{' ' * len(g[1])}<<: {{kleurtje: rood}}"),
    regelsoort("eigen soort", ENKEL, wordt("!!python/name:os.system x"), plek=False),
    regelsoort("twee dubbele punten", ENKEL, wordt("a: b"), plek=False),
    regelsoort("aanhaling open", ENKEL, wordt("'open"), plek=False),
    regelsoort("haak open", ENKEL, wordt("[1, 2"), plek=False),
    regelsoort("krullende aanhaling", ENKEL, wordt("“krul”"), *VRIJ),
    Soort("yaml: tweede document", YAML, lambda ruw, _: ruw + b"\n---\nnog: een\n", plek=False),
    Soort("yaml: drie punten", YAML, lambda ruw, _: ruw + b"\n...\n", (GELIJK, GEWEIGERD), plek=False),
    Soort("yaml: verveelvoudiging", YAML, _verveelvoudigd, plek=False),
]  # fmt: skip

ZIJSOORTEN = [
    regelsoort("hash klopt niet", HASH, wordt("0" * 64), GEMELD, bij=("zij",)),
    regelsoort("hash te kort", HASH, wordt("0" * 40), bij=("zij",)),
    *(
        regelsoort(f"{sleutel} weg", r".+", lambda g: f"# {g[4]}", sleutel=sleutel, bij=("zij",))
        for sleutel in ("sha256", "uitgever", "titel", "vindplaats", "licentie", "peildatum")
    ),
    regelsoort("kolom heet anders", r"\w+", wordt("iets_anders"), sleutel="naam", bij=("zij",)),
]  # fmt: skip
