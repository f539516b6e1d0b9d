"""The proposal in words and tables: only sums that may be published, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from woonanalyse.kern.beeld.codes import code, codes
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.tonen import Tabel
from woonanalyse.kern.dagen import plus_maanden
from woonanalyse.kern.getal import aantal, datum, hoeveel, hoofdletter, reeks
from woonanalyse.kern.merk import is_afgeschermd
from woonanalyse.onderwerpen.strategie.klassen import Klasse
from woonanalyse.onderwerpen.strategie.programmabeeld import REGIO

WAAROM = {
    "geen planregister": (
        "Een voorstel per plan is er niet: daarvoor is een planregister nodig. Zonder dat is alleen te "
        "zeggen welk deel zeker in direct te gebruiken titels zit."
    ),
    "geen norm": "Een voorstel is er niet: er is geen norm waarvan alles bekend is.",
    "ja": "Er is een voorstel per plan; openbaar zijn daarvan alleen sommen.",
    "terugblik": (
        "Deze editie kijkt terug: zij stelt niets voor. Zonder planregister was alleen te zeggen welk deel "
        "zeker in direct te gebruiken titels zat."
    ),
}
"""Whether there is a proposal, and why not, by what the table says."""


def of_er_een_is(strategie: pd.DataFrame) -> str:
    """Why there is no proposal, or that there is one."""
    regio = strategie[strategie["niveau"] == REGIO]
    return WAAROM[str(regio["voorstel"].iloc[0])] if len(regio) else WAAROM["geen norm"]


def kop(sommen: pd.DataFrame) -> str:
    """The finding as a heading: of how many areas may be told what happens in every near-best answer."""
    altijd = _altijd(sommen).dropna(subset=["plannen"])
    if altijd.empty:
        return "Prioriteiten: sommen per subregio"
    rij = altijd.iloc[0]
    verandert = "verandert" if rij["plannen"] == 1 else "veranderen"
    return (
        f"Prioriteiten: in {rij['gebied']} {verandert} {hoeveel(rij['plannen'], 'plan', 'plannen')} "
        f"({hoeveel(rij['woningen'], 'woning', 'woningen')}) bij elke goede oplossing"
    )


def _altijd(sommen: pd.DataFrame) -> pd.DataFrame:
    return sommen[(sommen["tabel"] == "klassen") & (sommen["groep"] == Klasse.ALTIJD)]


def zin(sommen: pd.DataFrame, doelen: Sequence[str], grenzen: str, *, met_keuzes: bool) -> str:
    """What the sums are, within which bounds (`grenzen`), by which goals in which order, and how many of them
    are not shown. `met_keuzes`: whether something was decided beforehand."""
    if sommen.empty:
        return "Zonder voorstel zijn er geen sommen."
    dicht = int(sommen["plannen"].map(is_afgeschermd).sum())
    delen = [
        "Een goede oplossing blijft binnen de grenzen waarmee is gerekend "
        f"({grenzen}) en op elk doel dicht bij de beste. De doelen, op volgorde (onze keuze, tot er een is "
        f"afgesproken): {'; '.join(doelen)}. Wat bij elke goede oplossing verandert, ligt voor de hand; wat "
        "bij een deel verandert, is een keuze. Er is niets besloten, en of wordt gehaald wat is afgesproken, "
        "volgt hier niet uit.",
        "Wat vooraf over plannen is gekozen, is erin verwerkt." if met_keuzes else "",
        f"Van de {len(sommen)} sommen zijn er {aantal(dicht)} afgeschermd: die zeggen te veel over een plan "
        "of een eigenaar."
        if dicht
        else "",
    ]
    return " ".join(deel for deel in delen if deel)


def grenzen(strategie: pd.DataFrame, hoogste: str) -> str:
    """Within which bounds a proposal stays; `hoogste` is its highest norm in words, or empty."""
    erbij = "ten minste de woningen die een gemeente volgens de verdeling nog moet toevoegen"
    return " en ".join(
        [
            *([erbij] if strategie["ten_minste"].notna().any() else []),
            *([hoogste] if hoogste else []),
        ]
    )


def klassen(sommen: pd.DataFrame) -> Tabel:
    """Per area how many plans and dwellings are in each class, where that may be told."""
    woorden = {
        Klasse.ALTIJD: "Bij elke oplossing",
        Klasse.SOMS: "Bij een deel",
        Klasse.NOOIT: "Bij geen",
    }
    return _tabel(
        sommen[sommen["tabel"] == "klassen"],
        {str(klasse): woord for klasse, woord in woorden.items()},
        "Plannen, en tussen haakjes hun woningen: bij hoeveel van de goede oplossingen zij veranderen",
    )


def maatregelen(sommen: pd.DataFrame, namen: Mapping[str, str]) -> Tabel:
    """Per area how many plans and dwellings each measure is for in the best answer; `namen` by its id."""
    return _tabel(
        sommen[sommen["tabel"] == "maatregelen"],
        {naam: hoofdletter(woord) for naam, woord in namen.items()},
        "Maatregelen in de beste oplossing: plannen, en tussen haakjes de woningen die ze raken",
    )


def middelen(
    instrumenten: Sequence[Mapping[str, Any]], strategie: pd.DataFrame, stand_per: str
) -> Tabel:
    """What can be done to a plan, who decides, and by which day one begins to be in time on the deadline of
    `strategie`; `stand_per` (ISO) is the day on which that is asked."""
    termijn = next((str(dag) for dag in strategie["termijn"] if dag), "")
    rijen = [
        [
            veilig(hoofdletter(str(een["naam"]))),
            veilig(str(een["orgaan"])),
            reeks(str(een["maanden"]["laag"]), str(een["maanden"]["hoog"])),
            *(_begin(een["maanden"][kant], termijn, stand_per) for kant in ("laag", "hoog")),
        ]
        for een in (instrumenten if termijn else ())
    ] or [["geen", *[""] * 4]]
    koppen = ["Maatregel", "Wie besluit", "Maanden", "Begin uiterlijk", "Zeker op tijd"]
    op = f" op {datum(termijn)}" if termijn else ""
    return Tabel(
        tabel(koppen, rijen, [26, 24, -13, 17, 17]),
        f"Wat er met een plan kan en wanneer dat moet beginnen om te tellen{op}: uiterlijk bij de kortste "
        "duur, zeker op tijd bij de langste. De duur is deels onze keuze, en de wet lazen wij hooguit voor "
        "een deel zelf: laat een jurist haar nagaan",
    )


def _begin(maanden: int, termijn: str, stand_per: str) -> str:
    dag = plus_maanden(date.fromisoformat(termijn), -maanden)
    return "te laat" if dag.isoformat() < stand_per else datum(dag)


def _tabel(sommen: pd.DataFrame, woorden: Mapping[str, str], bijschrift: str) -> Tabel:
    groepen = list(dict.fromkeys(sommen["groep"]))
    groepen.sort(key=lambda groep: list(woorden).index(groep) if groep in woorden else len(woorden))
    kanten = sommen["kant"].nunique() > 1
    rijen, wie = [], []
    for (gebied, kant), deel in sommen.groupby(["gebied", "kant"], sort=False):
        per = deel.set_index("groep")
        cellen = [_som(per.loc[groep]) if groep in per.index else "geen" for groep in groepen]
        rijen.append([veilig(gebied), *([f"behoefte {veilig(kant)}"] if kanten else []), *cellen])
        wie.append(deel["gemeentecode"].iloc[0] or 0)
    koppen = ["Gebied", *(["Behoefte"] if kanten else [])]
    koppen += [veilig(woorden.get(groep, hoofdletter(groep))) for groep in groepen]
    breed = [18, *([14] if kanten else []), *(-18 for _ in groepen)]
    rijen = rijen or [["geen"]]
    van = codes("strategie_sommen", wie) or [code("strategie_sommen")]
    return Tabel(tabel(koppen, rijen, breed, van), bijschrift)


def _som(rij: pd.Series) -> str:
    if pd.isna(rij["plannen"]):
        return aantal(rij["plannen"])
    return f"{aantal(rij['plannen'])} ({aantal(rij['woningen'])})"
