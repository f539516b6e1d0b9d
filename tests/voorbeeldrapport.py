"""A report of some pages with everything in it, to test and to look at."""

from __future__ import annotations

from typing import Any

GEMEENTEN = [
    "Almere",
    "Borg",
    "Cuijk",
    "Dorst",
    "Enge",
    "Fort",
    "Gaast",
    "Horn",
    "IJlst",
    "Joure",
    "Kamp",
    "Loon",
    "Maarn",
    "Norg",
]

OVERZICHT = """
# {{< meta rwp.regio >}} in één oogopslag {#sec-overzicht}

::: {.wa-kern}
In **3 van de 14** gemeenten is er overprogrammering; de dekking is {{< meta rwp.dekking >}}.
:::

![Dekking per gemeente, 1 januari 2017](_werk/fig.svg){#fig-dekking fig-alt="Twee balken: de \
bovenste is langer dan de onderste." width=100%}

Zie @fig-dekking en @tbl-balans, @sec-almere of tabel [-@tbl-bronnen].

TABEL14

::: {.wa-bron}
Bron: voorbeeldgegevens. Peildatum {{< meta rwp.peildatum >}}.
:::

::: {.wa-kader}
Dit rapport is een analyse op openbare gegevens, geen besluit.
:::

{{< include hoofdstukken/kaders.qmd >}}

# Gemeenten

{{< embed _werk/nb.ipynb#gemeenten >}}

# Bronnen

TABEL60

# Begrippen {#sec-begrippen .unnumbered}

Behoefte
:   Woningen die in een periode nodig zijn.[^noot]

Dekking
:   Harde capaciteit gedeeld door behoefte.

[^noot]: Netto behoefte plus vervanging.
"""

KADERS = """# Kaders en voorwaarden

## Opmerkingen

::: {.wa-kader}
**Let op de peildatum.** Elk getal heeft een eigen peildatum.
:::

::: {.wa-kader}
Zonder titel.
:::

::: {.content-visible when-format="html"}
Alleen in html.
:::

::: {.content-hidden when-format="html"}
Alleen in print.
:::

::: {.wa-nieuwe-pagina}
:::

## Nieuwe pagina

### Diep

Oordelen: [▲ overprogrammering]{.wa-buiten}, [◆ op de grens]{.wa-grens},
[● geen overprogrammering]{.wa-binnen}, [○ onbekend]{.wa-onbekend}.

1. Eerst
2. Dan

- punt *schuin* en `code`
"""


def tabel14() -> str:
    rijen = [
        f"| {g} | {i * 137} | {i * 150} | ● geen overprogrammering |"
        for i, g in enumerate(GEMEENTEN, start=1)
    ]
    kop = [
        "| Gemeente | Behoefte | Hard | Oordeel |",
        "|:" + "-" * 40 + "|" + "-" * 20 + ":|" + "-" * 20 + ":|:" + "-" * 40 + "|",
    ]
    return "\n".join([*kop, *rijen, "", ": Balans per gemeente {#tbl-balans}"])


def tabel60() -> str:
    rijen = [
        f"| Bron {i} | Een omschrijving van bron nummer {i} die wat langer is | 2017 |"
        for i in range(1, 61)
    ]
    kop = ["| Naam | Wat | Peildatum |", "|:" + "-" * 30 + "|:" + "-" * 70 + "|:" + "-" * 20 + "|"]
    return "\n".join([*kop, *rijen, "", ": Bronnen {#tbl-bronnen}"])


def gemeentepaginas() -> str:
    stukken = []
    for naam in GEMEENTEN[:3]:
        id_ = naam.lower()
        stukken.append(
            f"## {naam} {{#sec-{id_}}}\n\nIn {naam} is de dekking 0,9; zie @fig-{id_}.\n\n"
            f"![Plannen in {naam}](_werk/fig.svg){{#fig-{id_} "
            f'fig-alt="Balken voor de gemeente {naam}." width=120mm}}\n\n'
            f"| Soort | Aantal |\n|:---|---:|\n| hard | 12 |\n| zacht | 3 |\n\n"
            f": Plannen in {naam} {{#tbl-{id_}}}\n\n"
            "::: {.wa-nieuwe-pagina}\n:::"
        )
    return "\n\n".join(stukken)


def tekst() -> str:
    return OVERZICHT.replace("TABEL14", tabel14()).replace("TABEL60", tabel60())


def cellen() -> list[dict[str, Any]]:
    data = {"text/markdown": gemeentepaginas()}
    uitvoer = [{"output_type": "display_data", "metadata": {}, "data": data}]
    bron = "#| label: gemeenten\nprint(1)"
    return [
        {
            "cell_type": "code",
            "id": "c1",
            "metadata": {},
            "execution_count": 1,
            "source": bron,
            "outputs": uitvoer,
        }
    ]
