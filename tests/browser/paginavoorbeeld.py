"""The sample report, with tables to sort and text that means harm."""

from __future__ import annotations

from typing import Any

import voorbeeldrapport as voorbeeld

from woonanalyse.kern.beeld.markdown import tabel, veilig

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


def _sorteertabel() -> str:
    rijen = [*RIJEN, SOM]
    return tabel(KOPPEN, rijen, [20, -20, -12, -12, 20, 24]) + "\n\n: Te sorteren {#tbl-sorteer}"


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
        _boos(),
    ]
    return "\n\n".join(stukken)


def cellen() -> list[dict[str, Any]]:
    return voorbeeld.cellen()


def bestanden() -> dict[str, str]:
    return {"report/hoofdstukken/kaders.qmd": voorbeeld.KADERS}
