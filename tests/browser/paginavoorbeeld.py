"""The sample report, with tables to sort and text that means harm."""

from __future__ import annotations

from itertools import product
from typing import Any

import pandas as pd
import voorbeeldrapport as voorbeeld
from geopandas import GeoDataFrame
from hulp import WORTEL
from shapely.geometry import box

from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.stijl import gebruik_lettertype
from woonanalyse.kern.beeld.tonen import maak_beeld
from woonanalyse.kern.oordeel import BINNEN, BUITEN
from woonanalyse.onderwerpen.kaart.beeld import teken_oordeel
from woonanalyse.onderwerpen.kaart.bron import RD, Lagen

KOPPEN = ["Gemeente", "Behoefte", "In %", "Saldo", "Besloten op", "Stand"]
RIJEN = [
    ["Écht", "1.765 tot 2.090", "100,6%", "−745", "1 januari 2017", "▲ overprogrammering"],
    ["Zwolle", "950 tot 960", "98,5%", "12", "31 december 2016", "○ onbekend"],
    ["aalten", "onbekend", "onbekend", "onbekend", "onbekend", "● geen overprogrammering"],
    ["Ede", "1.765 tot 1.900", "1.010,0%", "−1.020", "2 februari 2016", "◆ op de grens"],
    ["IJlst", "ongeveer 85", "9,5%", "0", "september 2020", "○ onbekend"],
    ["Dorp 10", "12.000", "0,0%", "3.400", "nvt", "▲ overprogrammering"],
    ["Dorp 9", "85 tot 90", "99,9%", "−2", "10 februari 2016", "● geen overprogrammering"],
    ["Hof", "nog te leveren", "100,5%", "7", "1 januari 2018", "◆ op de grens"],
]
SOM = ["**Samen**", "16.650", "100,0%", "1.652", "onbekend", "○ onbekend"]

BOOS = [
    "<script>window.gekaapt = 1</script>",
    '<img src="x" onerror="window.gekaapt = 1">',
    '"><svg onload="window.gekaapt = 1">',
    '#import "@preview/x:1.0.0": * #panic()',
    "=cmd|' /C calc'!A0",
    "*vet* _schuin_ `code` ~~weg~~ [l](javascript:window.gekaapt=1)",
    "$x^2$ \\frac{1}{2} \\\\ @fig-weg ]]> &lt;b&gt;",
    "👩‍🏫🏘️ é̈ ﷽",
    "w" * 300,
    "שלום עולם \u202eomgekeerd\u202c مرحبا",
]

KWAAD = '<img src=x onerror="window.gekaapt=1"> (a|b'
GEMEENTEN = {"almere": "Almere", "borg": "Borg", "cuijk": "Cuijk", "kwaad": KWAAD}
"""By the end of the label of its page. Three have theirs in the sample report itself."""
KAARTRIJEN = {naam: [f"{nr}00", f"{nr}5,5%"] for nr, naam in enumerate(GEMEENTEN.values(), start=1)}
PARTIJEN = [
    ["1", "Almere, Borg"],
    ["2", "B&W van Cuijk"],
    ["3", ""],
    ["4", "Borgloon en Groot-Borg"],
    ["5", "provincie"],
]
"""Number and parties: an empty cell goes with the row above, a longer name is another one."""


def _gemeenten() -> str:
    """A table that leads to their pages, the page of one, and a map with its numbers."""
    wijzer = [[f"[{veilig(naam)}](#sec-{slot})", "x"] for slot, naam in GEMEENTEN.items()]
    getallen = [[veilig(naam), *getallen] for naam, getallen in KAARTRIJEN.items()]
    partijen = [[nr, veilig(wie)] for nr, wie in PARTIJEN]
    return "\n\n".join(
        [
            "# Per gemeente {#sec-gemeenten .wa-scherm}",
            tabel(["Gemeente", "Waar"], wijzer, [40, 20]) + "\n\n: De gemeenten {#tbl-wijzer}",
            "::: {.wa-nieuwe-pagina}\n:::",
            f"## {veilig(KWAAD)} {{#sec-kwaad}}",
            "De vierde gemeente.",
            "# Kaart {#sec-kaart}",
            "::: {.wa-papier}\nOp papier staat het stuk.\n:::",
            '![Vier gemeenten](_werk/kaart.svg){#fig-kaart fig-alt="Kaart van vier gemeenten."}',
            tabel(["Gemeente", "Behoefte", "In %"], getallen, [40, -20, -20])
            + "\n\n: Bij de kaart",
            tabel(["Nr.", "Partijen"], partijen, [10, 40]) + "\n\n: Wie {#tbl-partijen}",
            "**[Artikel 13]{#artikel-13}: de balans.** Wat is afgesproken.",
            "- [**B7** Een regel]{#h-b7}: de herkomst.",
            tabel(
                ["Wat", "Hoeveel", "Code"],
                [["plannen", "12", "[B7](#h-b7){.wa-code}"]],
                [20, 20, 8],
            ),
            "Uit de lijst[, `data/lijst.csv`]{.wa-scherm}.",
            "## Alleen te zien {#sec-scherm}",
            "::: {.wa-deel-scherm}\n:::",
            "Dit staat er op het scherm.",
        ]
    )


def kaart() -> str:
    """Four squares side by side, drawn as the map of a region is."""
    gebruik_lettertype(WORTEL)
    codes = [slot.upper() for slot in GEMEENTEN]
    leden = GeoDataFrame(
        {"gemeentecode": codes, "gemeente": [*GEMEENTEN.values()], "subregio": "Zuid"},
        geometry=[box(nr * 10_000, 0, nr * 10_000 + 10_000, 12_000) for nr in range(len(codes))],
        crs=RD,
    )
    lagen = Lagen(leden, GeoDataFrame(geometry=[], crs=RD))
    balans = pd.DataFrame({"gemeentecode": codes, "oordeel": [BINNEN, BUITEN, BINNEN, BUITEN]})
    return maak_beeld(teken_oordeel(balans, lagen, "Verweg"), "Kaart.", "Vier gemeenten").svg


def _sorteertabel() -> str:
    rijen = [*RIJEN, SOM]
    return tabel(KOPPEN, rijen, [20, -20, -12, -12, 20, 24]) + "\n\n: Te sorteren {#tbl-sorteer}"


def _rooster() -> str:
    """Every combination of two assumptions, for two areas."""
    rijen = [
        [gebied, kant, uitval, "vast", str(nr)]
        for gebied in ("Noord", "Zuid")
        for nr, (kant, uitval) in enumerate(product(["laagste", "hoogste"], ["0%", "10%"]))
    ]
    koppen = ["Gebied", "Behoefte", "Uitval", "Tempo", "Te veel"]
    tekst = tabel(koppen, rijen, [20, 20, -20, 20, -20])
    return (
        f'::: {{.wa-combinaties knoppen="3"}}\n\n{tekst}\n\n: Combinaties {{#tbl-rooster}}\n\n:::'
    )


def _boos() -> str:
    v = [veilig(tekst) for tekst in BOOS]
    rijen = [[tekst, str(nr)] for nr, tekst in enumerate(v, start=1)]
    beeld = f'![Bij {v[1]}](_werk/fig.svg){{#fig-boos fig-alt="Alt {v[0]} {v[2]}"}}'
    return "\n\n".join(
        [
            f"# Kop {v[0]} {v[5]}",
            *v,
            tabel(["Plan", "Nr"], rijen, [60, -10]) + f"\n\n: Bij {v[0]} {{#tbl-boos}}",
            beeld,
        ]
    )


def tekst() -> str:
    weinig = tabel(["Soort", "Aantal"], [["hard", "2"], ["zacht", "1"]], [20, -20])
    uitleg = tabel(
        ["Onderwerp", "Wat bekend is"], [[f"Onderwerp {n}", "Iets."] for n in range(9)], [20, 60]
    )
    groepen = [[str(n), "groep" + str(n // 4) if n % 4 == 0 else ""] for n in range(8)]
    stukken = [
        voorbeeld.tekst(),
        "# Getallen",
        _sorteertabel(),
        weinig + "\n\n: Weinig rijen {#tbl-weinig}",
        uitleg + "\n\n: Uitleg {#tbl-uitleg}",
        tabel(["Nr.", "Groep"], groepen, [10, 40]) + "\n\n: Groepen {#tbl-groepen}",
        tabel(["Los", "Aantal"], [[f"rij {n}", str(n)] for n in range(9)], [20, -20]),
        "Zie de [bron](https://voorbeeld.nl/bron).",
        _gemeenten(),
        _rooster(),
        _boos(),
    ]
    return "\n\n".join(stukken)


def cellen() -> list[dict[str, Any]]:
    return voorbeeld.cellen()


def bestanden() -> dict[str, str]:
    return {"report/hoofdstukken/kaders.qmd": voorbeeld.KADERS, "report/_werk/kaart.svg": kaart()}
