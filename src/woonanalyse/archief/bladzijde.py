"""The page that lists editions, as HTML: one file, without script, without anything from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import PurePosixPath
from urllib.parse import quote

from woonanalyse.archief.uitgave import Concept, Uitgave, Vorm
from woonanalyse.kern.beeld.huisstijl import DONKER, KLEUREN, SCHERM
from woonanalyse.kern.getal import ONBEKEND, aantal, datum, hoeveel, hoofdletter, opsomming
from woonanalyse.uitgave.stempel import STUKKEN

_NAMEN = {
    "rwp.pdf": "Het bestuursstuk, als PDF",
    "rwp.html": "Het hele rapport, als webpagina",
    "rwp.xlsx": "Het werkboek met alle tabellen",
    "methode.pdf": "De methode, als PDF",
}
"""What the forms are called, in the order in which they stand."""
_GROEPEN = {"factsheets": ("factsheet", "factsheets"), STUKKEN: ("besluitstuk", "besluitstukken")}
_MERKEN = {
    "voorbeelddata": "Met voorbeelddata: verzonnen, geen echte stand.",
    "scenario": "Een scenario: geen echte stand.",
}


def bladzijde(regio: str, uitgaven: Sequence[Uitgave]) -> str:
    """The whole page; `uitgaven` in the order in which they stand."""
    titel = f"Regionale Woonprogrammering {regio}: alle edities"
    delen = [deel for een in uitgaven for deel in _uitgave(een)]
    if not uitgaven:
        delen = ["<p>Er is nog van geen enkele editie een rapport.</p>"]
    wijzer = [f'<li><a href="#{_anker(een)}">{escape(_titel(een))}</a></li>' for een in uitgaven]
    if len(uitgaven) > 1:
        delen = ['<nav aria-label="Edities">', "<ul>", *wijzer, "</ul>", "</nav>", *delen]
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="nl">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{escape(titel)}</title>",
            f"<style>{_stijl()}</style>",
            "</head>",
            "<body>",
            '<a class="spring" href="#inhoud">Naar de edities</a>',
            "<header>",
            f"<h1>{escape(titel)}</h1>",
            "<p>Wat er is uitgegeven, hoe ver het is en wat er veranderde. Achter elk bestand staat zijn "
            "grootte en zijn SHA-256: daaraan is te zien dat het nog is zoals het is gemaakt.</p>",
            "</header>",
            '<main id="inhoud">',
            *delen,
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _titel(een: Uitgave) -> str:
    titel = een.kop["titel"] or f"Editie {een.naam}"
    return f"{titel} (voorbeelddata)" if "voorbeelddata" in een.merken else titel


def _anker(een: Uitgave) -> str:
    return f"editie-{quote(een.naam, safe='')}"


def _uitgave(een: Uitgave) -> Iterator[str]:
    anker = _anker(een)
    yield f'<section aria-labelledby="{anker}">'
    yield f'<h2 id="{anker}">{escape(_titel(een))}</h2>'
    yield from (f'<p class="merk">{_MERKEN[merk]}</p>' for merk in een.merken if merk in _MERKEN)
    yield "<dl>"
    for term, wat in _feiten(een):
        yield f"<div><dt>{term}</dt><dd>{escape(wat)}</dd></div>"
    yield "</dl>"
    yield from _wijzigingen(een)
    yield from _bestanden(een)
    yield "</section>"


def _feiten(een: Uitgave) -> Iterator[tuple[str, str]]:
    kop = een.kop
    yield "Editie", een.naam
    yield "Hoe ver", hoofdletter(kop["status"] or ONBEKEND)
    if kop["terugblik_na"]:
        tot = datum(kop["terugblik_na"])
        yield "Terugblik", f"De overeenkomst van deze editie liep tot en met {tot}."
    yield "Peildatum", datum(kop["peildatum"] or None)
    yield "Rapport van", datum(kop["rapportdatum"] or None)


def _wijzigingen(een: Uitgave) -> Iterator[str]:
    if not (een.kop["sinds"] or een.concepten):
        return
    yield "<h3>Wat er veranderde</h3>"
    if een.kop["sinds"]:
        yield f"<p>{escape(een.kop['sinds'])}</p>"
    if een.concepten:
        yield "<ul>"
        yield from (f"<li>{escape(_concept(concept))}</li>" for concept in een.concepten)
        yield "</ul>"


def _concept(een: Concept) -> str:
    wat = f"Concept {een.nummer} van {datum(een.datum)}"
    if een.nummer == 1:
        return f"{wat}."
    if not een.anders:
        return f"{wat}: geen ander getal dan in concept {een.nummer - 1}."
    samen = sum(een.anders.values())
    keer = hoeveel(samen, "getal is anders", "getallen zijn anders")
    waar = opsomming([f"{aantal(n)} in {titel}" for titel, n in een.anders.items()])
    return f"{wat}: {keer} dan in concept {een.nummer - 1}, {waar}."


def _bestanden(een: Uitgave) -> Iterator[str]:
    volgorde = [*_NAMEN]
    los = sorted(
        (vorm for vorm in een.vormen if _groep(vorm) is None),
        key=lambda vorm: (
            volgorde.index(vorm.pad) if vorm.pad in _NAMEN else len(volgorde),
            vorm.pad,
        ),
    )
    if los:
        yield from _tabel(f"Bestanden van {_titel(een)}", los)
    for groep, (enkel, meer) in _GROEPEN.items():
        if eigen := [vorm for vorm in een.vormen if _groep(vorm) == groep]:
            wat = hoeveel(len(eigen), enkel, meer)
            yield f"<details><summary>{wat} van {escape(_titel(een))}</summary>"
            yield from _tabel(f"{hoofdletter(meer)} van {_titel(een)}", eigen)
            yield "</details>"


def _groep(vorm: Vorm) -> str | None:
    map_ = PurePosixPath(vorm.pad).parent.name
    return map_ if map_ in _GROEPEN else None


def _tabel(bijschrift: str, vormen: Sequence[Vorm]) -> Iterator[str]:
    yield f"<table><caption>{escape(bijschrift)}</caption>"
    koppen = "".join(f'<th scope="col">{kop}</th>' for kop in ("Bestand", "Grootte", "SHA-256"))
    yield f"<thead><tr>{koppen}</tr></thead>"
    yield "<tbody>"
    for vorm in vormen:
        naam = PurePosixPath(vorm.pad).name
        wat = _NAMEN.get(naam, naam)
        link = f'<a href="{quote(vorm.pad)}">{escape(wat)}</a>'
        cellen = f"<td>{grootte(vorm.bytes)}</td><td><code>{vorm.sha256}</code></td>"
        yield f'<tr><th scope="row">{link}</th>{cellen}</tr>'
    yield "</tbody></table>"


def grootte(bytes_: int) -> str:
    """A number of bytes in kB or MB, rounded up to the next tenth of what is large."""
    if bytes_ < 1_000_000:
        return f"{max(1, -(-bytes_ // 1000))} kB"
    return f"{-(-bytes_ // 100_000) / 10:.1f} MB".replace(".", ",")


def _stijl() -> str:
    def kleuren(van: Sequence[tuple[str, str]]) -> str:
        return ";".join(f"--{naam}:{kleur}" for naam, kleur in van)

    namen = ("inkt", "grijs", "lijn", "vlak", "blauw")
    licht = [*((naam, KLEUREN[naam]) for naam in namen), ("papier", SCHERM["papier"])]
    donker = [(naam, DONKER[naam]) for naam in (*namen, "papier")]
    return (
        f":root{{{kleuren(licht)}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{kleuren(donker)}}}}}\n{_REGELS}"
    )


_REGELS = """\
body{margin:0 auto;max-width:60rem;padding:1rem;background:var(--papier);color:var(--inkt);\
font:1rem/1.5 system-ui,sans-serif;\
overflow-wrap:anywhere}
h1,h2,h3{line-height:1.2;color:var(--blauw)}
section{border-top:2px solid var(--lijn);margin-top:2rem}
a{color:var(--blauw)}
a:focus-visible,summary:focus-visible{outline:3px solid var(--blauw);outline-offset:2px}
.spring{position:absolute;left:-999rem}
.spring:focus{position:static}
nav ul{padding-left:1.2rem}
nav a{display:inline-block;padding:.25rem 0}
summary{padding:.25rem 0;cursor:pointer}
dl div{display:flex;flex-wrap:wrap;gap:0 1rem}
dt{flex:0 0 8rem;color:var(--grijs)}
dd{margin:0;flex:1 1 15rem}
.merk{border-left:.4rem solid var(--blauw);background:var(--vlak);padding:.5rem .75rem;font-weight:700}
table{border-collapse:collapse;width:100%;margin:1rem 0}
caption{text-align:left;font-weight:700;padding:.25rem 0}
th,td{text-align:left;vertical-align:top;padding:.4rem .75rem .4rem 0;border-bottom:1px solid var(--lijn);\
overflow-wrap:break-word}
th[scope=row]{font-weight:400}
code{font-size:.8125rem;overflow-wrap:anywhere}
@media (min-width:40rem){td:nth-child(2){white-space:nowrap}}
"""
